import type { GitHub } from '../../../github/client.js';

/* One GraphQL query for many files and folders of a commit, and what collects questions into such queries. */

/** A path from the repository's root, empty for the root itself. An `entry` is answered without its contents. */
export interface Question {
  readonly kind: 'file' | 'folder' | 'entry';
  readonly path: string;
}

/** What is at a path. The mode is a number: 33188 is 100644 in octal. */
export interface Entry {
  readonly type: string;
  readonly mode: number;
  readonly oid: string;
  readonly object: (Folder & FileText) | null;
}

interface FileText {
  /** Null for what GitHub considers binary. */
  readonly text?: string | null;
  readonly isTruncated?: boolean;
}

export interface Folder {
  readonly entries?:
    readonly Pick<Entry & { readonly name: string }, 'name' | 'type' | 'mode' | 'oid'>[] | undefined;
}

/** An entry, or the root folder; null when the commit has nothing at the path. */
type Answer = (Entry & Folder) | null;

/** The answers of one commit, by the question's index: `a0`, `a1`, … */
interface Answers {
  readonly commit: string;
  readonly byName: Readonly<Record<string, Answer>>;
}

const ENTRIES = 'entries { name type mode oid }';
const FIELDS = {
  file: '{ type mode oid object { ... on Blob { text isTruncated } } }',
  folder: `{ type mode oid object { ... on Tree { ${ENTRIES} } } }`,
  entry: '{ type mode oid }',
};

type Target = (Readonly<Record<string, Answer>> & { readonly oid?: unknown }) | null;

interface QueryAnswer {
  readonly repository: {
    readonly target?: Target;
    readonly ref?: { readonly target: Target } | null;
  } | null;
}

/**
 * Asks all questions at once, about a commit or a branch's newest one.
 * @returns null without such a branch or commit
 * @throws GitHubFailure
 */
export async function queryTree(
  { owner, repo, query }: GitHub,
  at: { readonly commit: string } | { readonly branch: string },
  questions: readonly Question[],
): Promise<Answers | null> {
  const variables: Record<string, string> = {};
  const fields = questions.map(({ kind, path }, index) => {
    if (path === '') return `a${index}: tree { oid ${ENTRIES} }`;
    variables[`p${index}`] = path;
    return `a${index}: file(path: $p${index}) ${FIELDS[kind]}`;
  });
  const paths = Object.keys(variables).map((name) => `, $${name}: String!`);
  const commit = `{ ... on Commit { oid ${fields.join(' ')} } }`;
  const [type, value, found] =
    'commit' in at
      ? ['GitObjectID!', at.commit, `target: object(oid: $at) ${commit}`]
      : ['String!', `refs/heads/${at.branch}`, `ref(qualifiedName: $at) { target ${commit} }`];
  const head = `query($owner: String!, $repo: String!, $at: ${type}${paths.join('')})`;
  const text = `${head} { repository(owner: $owner, name: $repo) { ${found} } }`;
  const { repository } = await query<QueryAnswer>(text, { ...variables, at: value, owner, repo });
  const target = repository?.target ?? repository?.ref?.target ?? null;
  return typeof target?.oid === 'string' ? { commit: target.oid, byName: target } : null;
}

/** More files and folders than this in one query could exceed GitHub's own time limit. */
const MAX_QUESTIONS = 40;

interface Waiting extends Question {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Answers questions about one commit, each of them once. Questions that are asked at the same moment share a query.
 * Queries go one after the other, since the first one finds the commit.
 */
export class TreeReader {
  private readonly known = new Map<string, { question: Question; answer: Promise<Answer> }>();
  private waiting: Waiting[] = [];
  private last: Promise<void> = Promise.resolve();

  /**
   * @param query sends at most `MAX_QUESTIONS` questions
   * @param ahead questions to ask together with the first one: a branch that is read again is asked the same ones
   */
  constructor(
    private readonly query: (questions: readonly Question[]) => Promise<Answers['byName']>,
    private readonly ahead: readonly Question[],
  ) {}

  /** All questions so far. */
  get asked(): readonly Question[] {
    return [...this.known.values()].map(({ question }) => question);
  }

  ask(question: Question): Promise<Answer> {
    const isFirst = this.known.size === 0;
    const answer = this.askOnce(question);
    // an error only goes to callers that really ask this question
    if (isFirst) for (const other of this.ahead) void this.askOnce(other).catch(() => null);
    return answer;
  }

  private askOnce({ kind, path }: Question): Promise<Answer> {
    const key = `${kind} ${path}`;
    const known = this.known.get(key);
    if (known !== undefined) return known.answer;
    const question = { kind, path };
    const answer = new Promise<Answer>((resolve, reject) => {
      this.waiting.push({ ...question, resolve, reject });
      if (this.waiting.length === 1) this.last = this.last.then(() => this.answerWaiting());
    });
    this.known.set(key, { question, answer });
    return answer;
  }

  private async answerWaiting(): Promise<void> {
    const all = this.waiting;
    this.waiting = [];
    for (let at = 0; at < all.length; at += MAX_QUESTIONS) {
      const some = all.slice(at, at + MAX_QUESTIONS);
      try {
        const answers = await this.query(some);
        for (const [index, { resolve }] of some.entries()) resolve(answers[`a${index}`] ?? null);
      } catch (error) {
        for (const { reject } of some) reject(error);
      }
    }
  }
}
