import { createHash } from 'node:crypto';
import { forMarkdown, forMarkdownCode } from '../../../text/safe.js';
import type { CommitMessage } from '../store.js';

/** GitHub's limit for the title, in characters. */
const MAX_TITLE = 256;
/** Of each part of the branch's name, in characters. The whole name must work as a file name everywhere. */
const MAX_PART = 60;

/** Names that fit into a ref's name as they are, and can't be confused with the next part. */
const PLAIN_MODEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?!\.)){0,59}$/;
const PLAIN_STAGE = /^[A-Za-z0-9_]{1,60}$/;

/**
 * The branch of a proposal: `stagegate/churn-Production`. Names that don't fit into a ref's name are changed and get a
 * digest, so that two topics never share a branch.
 * @param prefix the workspace's folder in the repository: each folder has its own models
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

/** The commit's title, shortened if necessary. It is safe already. */
export function proposalTitle({ title }: CommitMessage): string {
  const characters = [...title];
  return characters.length <= MAX_TITLE ? title : `${characters.slice(0, MAX_TITLE - 1).join('')}…`;
}

const OWN_PART =
  /<!-- stagegate:proposal title=([0-9a-f]{16}) text=([0-9a-f]{16}) -->\n([^]*?)\n<!-- \/stagegate:proposal -->/;

/** A pull request's title and text. */
export interface ProposalText {
  readonly title: string;
  readonly body: string;
}

/**
 * A pull request's text with our part rewritten. What people wrote around it or into it stays. Invisible markers with
 * digests tell what we wrote last.
 * @param current the pull request's text now; null for a new one
 */
export function reviseText(current: ProposalText | null, { title, body }: ProposalText): ProposalText {
  const own = `<!-- stagegate:proposal title=${digest(title)} text=${digest(body)} -->\n${body}\n<!-- /stagegate:proposal -->`;
  const text = (current?.body ?? '').replaceAll('\r\n', '\n');
  if (current === null || text.trim() === '') return { title: current?.title ?? title, body: own };
  const [whole, titleWas, textWas, inside] = OWN_PART.exec(text) ?? [];
  const isOurs = titleWas === digest(current.title);
  const isUntouched = inside !== undefined && textWas === digest(inside);
  const kept = whole === undefined ? text : text.replace(whole, () => (isUntouched ? own : (inside ?? '')));
  return {
    title: isOurs ? title : current.title,
    body: isUntouched ? kept : `${kept.trimEnd()}\n\n${own}`,
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Our part of the pull request's text, as Markdown. */
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
    `Decided on ${base} at ${at.commit}. Nothing changes until you merge this. Closing it leaves the registry as it is.`,
    ...(facts.length === 0 ? [] : [facts.join('\n')]),
    `Stagegate created the branch ${forMarkdownCode(at.branch)} and overwrites it when it decides again, so don't commit to it. If ${base} has moved on and this can't be merged, run the workflow again.`,
  ].join('\n\n');
}
