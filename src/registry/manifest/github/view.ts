import { setTimeout as sleep } from 'node:timers/promises';
import { StagegateError } from '../../../errors.js';
import type { GitHub } from '../../../github/client.js';
import { explainFailure, GitHubFailure } from '../../../github/failure.js';
import type { BranchView, Lead, TreeEntry } from '../store.js';
import { blobId } from '../blob-id.js';
import { isFile, requireFile, type BranchFile } from '../branch-file.js';
import { decodeText } from '../decode-text.js';
import {
  readAnswer,
  writeQuestion,
  type Answers,
  type Entry,
  type Folder,
  type Question,
  type QuestionAnswer,
} from './question.js';
import { checkPath } from '../workspace-path.js';

/** Files and folders asked for at once: with more, GitHub may take longer than it gives itself. */
const MAX_QUESTIONS = 40;
/** GitHub names no more files than this when it compares two commits. */
const MAX_COMPARED = 300;
/** How often, and after how long (ms), a branch is looked at again that GitHub shows as it was before our commit. */
const LOOKS = 5;
const LOOK_AGAIN = 300;

export interface GitHubPlace {
  readonly github: GitHub;
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** The workspace's folder in the repository, empty or with a `/` at its end. */
  readonly prefix: string;
}

interface Waiting extends Question {
  readonly resolve: (answer: Answers[string]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The files of the commit that a branch is at, read from GitHub: a checkout does not matter. The first request
 * tells which commit that is, and what is asked for in the same moment goes with it.
 */
export class GitHubView implements BranchView {
  private readonly files = new Map<string, Promise<BranchFile | null>>();
  private readonly answered = new Map<string, { question: Question; answer: Promise<Answers[string]> }>();
  private waiting: Waiting[] = [];
  private last: Promise<void> = Promise.resolve();

  /**
   * @param commit the commit to read; null for the branch's newest
   * @param left commits that the branch is known to have gone on from
   * @param ahead asked together with the first question: who reads the branch again asks the same again
   */
  constructor(
    private readonly place: GitHubPlace,
    private commit: string | null,
    private readonly left: ReadonlySet<string> = new Set(),
    private readonly ahead: readonly Question[] = [],
  ) {}

  /** All that was asked so far. */
  get asked(): readonly Question[] {
    return [...this.answered.values()].map(({ question }) => question);
  }

  get id(): string {
    if (this.commit === null) throw new TypeError('nothing was read through this view yet');
    return this.commit;
  }

  get branch(): string {
    return this.place.branch;
  }

  async read(path: string): Promise<string | null> {
    return (await this.find(path))?.text ?? null;
  }

  async list(folder: string): Promise<readonly string[] | null> {
    const { entries } = await this.askFolder(folder);
    if (entries === undefined) return null;
    const files = entries.filter(({ type, mode }) => isFile({ type, mode: toOctal(mode) }));
    return files.map(({ name }) => name).sort();
  }

  entries(paths: readonly string[]): Promise<readonly (TreeEntry | null)[]> {
    return Promise.all(
      paths.map(async (path) => {
        const entry = await this.ask({ kind: 'entry', path: `${this.place.prefix}${path}` });
        return entry === null ? null : { type: entry.type, id: entry.oid };
      }),
    );
  }

  async walk(
    folder: string,
    canHold: (folder: string) => boolean,
  ): Promise<ReadonlyMap<string, string> | null> {
    const top = checkPath(folder || '.');
    const inner = (path: string) => (top === '' ? path : `${top}/${path}`);
    const { oid, entries = [] } = await this.askFolder(folder);
    const isDeep = entries.some(({ type, name }) => type === 'tree' && canHold(inner(name)));
    if (!isDeep || oid === undefined) {
      const files = entries.filter(({ type }) => type === 'blob');
      return new Map(files.map(({ name, oid: id }) => [inner(name), id]));
    }
    const { tree, truncated } = await this.explained(async ({ rest, owner, repo }) => {
      return (await rest.git.getTree({ owner, repo, tree_sha: oid, recursive: 'true' })).data;
    });
    const files = tree.filter(({ type }) => type === 'blob');
    return truncated ? null : new Map(files.map(({ path, sha }) => [inner(path), sha]));
  }

  async readBlob(id: string, take: (chunk: Uint8Array) => void): Promise<void> {
    take(await this.fetchBlob(id));
  }

  async leadOver(commit: string): Promise<Lead | null> {
    const { owner, repo, rest } = this.place.github;
    const basehead = `${commit}...${this.id}`;
    try {
      const { data } = await rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 });
      const files = data.files?.map(({ filename }) => filename) ?? [];
      return { commits: data.ahead_by, files: files.length < MAX_COMPARED ? files : null };
    } catch (error) {
      if (error instanceof GitHubFailure) return null; // such as a commit that was never pushed
      throw error;
    }
  }

  /** Null when the commit has no such file. */
  find(path: string): Promise<BranchFile | null> {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const found = this.readFile(path);
    this.files.set(path, found);
    return found;
  }

  /** The path as the repository's trees have it. */
  inRepository(path: string): string {
    return `${this.place.prefix}${checkPath(path)}`.replace(/\/$/, '');
  }

  private async askFolder(folder: string): Promise<{ oid?: string | undefined } & Folder> {
    const answer = await this.ask({ kind: 'folder', path: this.inRepository(folder || '.') });
    return { oid: answer?.oid, entries: answer?.entries ?? answer?.object?.entries };
  }

  private async readFile(path: string): Promise<BranchFile | null> {
    const entry = await this.ask({ kind: 'file', path: this.inRepository(path) });
    if (entry === null) return null;
    const mode = toOctal(entry.mode);
    requireFile(path, { type: entry.type, mode });
    return { mode, blob: entry.oid, text: decodeText(await this.bytesOf(entry, path), path) };
  }

  /** GitHub cuts long texts off, gives none for what it takes for binary, and mends what is no UTF-8: the digest tells. */
  private async bytesOf({ oid, object }: Entry, path: string): Promise<Uint8Array> {
    const text = object?.text ?? null;
    const given = text === null || object?.isTruncated === true ? null : Buffer.from(text);
    return given !== null && blobId(given, oid) === oid ? given : this.fetchBlob(oid, path);
  }

  private async fetchBlob(oid: string, path?: string): Promise<Uint8Array> {
    const bytes = await this.explained(async ({ rest, owner, repo }) => {
      const { data } = await rest.git.getBlob({ owner, repo, file_sha: oid });
      return Buffer.from(data.content, 'base64');
    });
    if (blobId(bytes, oid) === oid) return bytes;
    throw new StagegateError(
      'unavailable',
      `GitHub gave other bytes for ${path === undefined ? oid : JSON.stringify(path)} than it names`,
      {
        place: path === undefined ? undefined : { file: path },
        hint: 'Run it again.',
      },
    );
  }

  private ask(question: Question): Promise<Answers[string]> {
    const isFirst = this.answered.size === 0;
    const answer = this.askOnce(question);
    // who needs them meets what went wrong
    if (isFirst) for (const other of this.ahead) void this.askOnce(other).catch(() => null);
    return answer;
  }

  private askOnce({ kind, path }: Question): Promise<Answers[string]> {
    const key = `${kind} ${path}`;
    const known = this.answered.get(key);
    if (known !== undefined) return known.answer;
    const question = { kind, path };
    const answer = this.send(question);
    this.answered.set(key, { question, answer });
    return answer;
  }

  private send(question: Question): Promise<Answers[string]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...question, resolve, reject });
      if (this.waiting.length === 1) this.last = this.last.then(() => this.answer());
    });
  }

  /** Takes all that was asked meanwhile. One request after the other, since the first finds the commit. */
  private async answer(): Promise<void> {
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

  private async query(questions: readonly Question[]): Promise<Answers> {
    const at = this.commit === null ? { branch: this.place.branch } : { commit: this.commit };
    const { text, variables } = writeQuestion(at, questions);
    for (let look = 1; ; look += 1) {
      const found = readAnswer(
        await this.explained(({ query, owner, repo }) =>
          query<QuestionAnswer>(text, { ...variables, owner, repo }),
        ),
      );
      if (found === null) throw this.explainNothing();
      if (this.commit !== null || !this.left.has(found.commit) || look === LOOKS) {
        this.commit = found.commit;
        return found.answers;
      }
      await sleep(LOOK_AGAIN * look);
    }
  }

  private async explained<T>(work: (github: GitHub) => Promise<T>): Promise<T> {
    const { github, branch } = this.place;
    try {
      return await work(github);
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      const doing = `read branch ${JSON.stringify(branch)} of ${github.owner}/${github.repo}`;
      throw explainFailure(error, doing, 'contents: read');
    }
  }

  private explainNothing(): StagegateError {
    const { github, branch } = this.place;
    return new StagegateError(
      'input',
      `${github.owner}/${github.repo} has no branch ${JSON.stringify(branch)}`,
      { hint: `Push it once: git push origin HEAD:refs/heads/${branch}` },
    );
  }
}

function toOctal(mode: number): string {
  return mode.toString(8).padStart(6, '0');
}
