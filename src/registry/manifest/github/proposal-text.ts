import { createHash } from 'node:crypto';
import { forMarkdown, forMarkdownCode } from '../../../text/safe.js';
import type { CommitMessage } from '../store.js';

/** GitHub's limit for a pull request's title, in characters. */
const MAX_TITLE = 256;
/** Of each part of a branch's name: with all of them it stays a file's name everywhere. */
const MAX_PART = 60;

/** What needs nothing changed to be a part of a ref's name, and can't be taken for the next part. */
const PLAIN_MODEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?!\.)){0,59}$/;
const PLAIN_STAGE = /^[A-Za-z0-9_]{1,60}$/;

/**
 * The branch of a proposal: `stagegate/churn-Production`. What is no name for a ref is made one, with a digest
 * behind it, so that two topics never share a branch.
 * @param prefix the workspace's folder in the repository: another one has models of its own
 */
export function proposalBranch({ title, proposal }: CommitMessage, prefix = ''): string {
  return branchOf(proposal?.topic ?? [title], prefix);
}

/** The branch of the proposals about a topic. @param prefix as for `proposalBranch` */
export function branchOf(about: readonly string[], prefix = ''): string {
  const topic = [...about, ...(prefix === '' ? [] : [prefix])];
  const [model = '', stage = '', ...more] = topic;
  const isPlain = more.length === 0 && PLAIN_MODEL.test(model) && PLAIN_STAGE.test(stage);
  if (isPlain) return `stagegate/${model}-${stage}`;
  const digest = createHash('sha256').update(JSON.stringify(topic)).digest('hex').slice(0, 8);
  return `stagegate/${[...topic.map(toRefPart).filter((part) => part !== ''), digest].join('-')}`;
}

function toRefPart(text: string): string {
  return text
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .slice(0, MAX_PART)
    .replace(/^-+|-+$/g, '');
}

/** The commit's title as it is, which is safe already, but for its length. */
export function proposalTitle({ title }: CommitMessage): string {
  const characters = [...title];
  return characters.length <= MAX_TITLE ? title : `${characters.slice(0, MAX_TITLE - 1).join('')}…`;
}

const OWN_PART =
  /<!-- stagegate:proposal title=([0-9a-f]{16}) text=([0-9a-f]{16}) -->\n([^]*?)\n<!-- \/stagegate:proposal -->/;

interface ProposalText {
  readonly title: string;
  readonly body: string;
}

/**
 * A pull request's text with our own part as it is to be: what people have written around it, or in its place, stays.
 * Marks that nobody sees tell what we wrote last.
 * @param standing what the pull request has now; null for a new one
 */
export function reviseText(standing: ProposalText | null, { title, body }: ProposalText): ProposalText {
  const own = `<!-- stagegate:proposal title=${digest(title)} text=${digest(body)} -->\n${body}\n<!-- /stagegate:proposal -->`;
  const text = (standing?.body ?? '').replaceAll('\r\n', '\n');
  if (standing === null || text.trim() === '') return { title: standing?.title ?? title, body: own };
  const [whole, titleWas, textWas, inside] = OWN_PART.exec(text) ?? [];
  const isOurs = titleWas === digest(standing.title);
  const isUntouched = inside !== undefined && textWas === digest(inside);
  const kept = whole === undefined ? text : text.replace(whole, () => (isUntouched ? own : (inside ?? '')));
  return {
    title: isOurs ? title : standing.title,
    body: isUntouched ? kept : `${kept.trimEnd()}\n\n${own}`,
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Our own part of the pull request's text, Markdown. */
export function proposalBody(
  { title, body }: CommitMessage,
  at: { readonly branch: string; readonly base: string; readonly commit: string },
): string {
  const facts = body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `- ${/^Run: https?:\/\/[\w.:/%~-]+$/.test(line) ? line : forMarkdown(line)}`);
  const base = forMarkdownCode(at.base);
  return [
    `**${forMarkdown(title)}**`,
    `Decided on ${base} at ${at.commit}. Nothing is changed until this is merged; closing it leaves the registry as it is.`,
    ...(facts.length === 0 ? [] : [facts.join('\n')]),
    `Stagegate made the branch ${forMarkdownCode(at.branch)} and makes it anew when it decides again: leave it alone. When ${base} has gone on and this can't be merged any more, run the workflow again.`,
  ].join('\n\n');
}
