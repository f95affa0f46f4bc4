import { StagegateError } from '../../../errors.js';
import type { GitHub } from '../../../github/client.js';
import { explainFailure, explaining, GitHubFailure, pauseAfter } from '../../../github/failure.js';
import { blobId, isFile, requireFile, type BranchFile, decodeText } from '../stored-files.js';
import type { BranchView, Lead, StoreView, TreeEntry, WantedCommit } from '../store.js';
import { checkPath } from '../location.js';
import type { GitHubPlace } from './place.js';
import { queryTree, TreeReader, type Entry, type Folder, type Question } from './tree-query.js';

/** GitHub names at most this many files when it compares two commits. */
const MAX_COMPARED = 300;
/**
 * How often a branch is read again while GitHub still shows its state before our own commit, and the first pause (ms).
 */
const LOOKS = 5;
const LOOK_AGAIN = 300;
/** How far the clocks of runners and of GitHub may differ (ms). The message identifies the commit. */
const CLOCK_SLACK = 10 * 60_000;

/**
 * The files of one commit, read from GitHub: no checkout is needed. The first request finds the branch's newest commit,
 * and takes along the questions that are asked at the same moment.
 */
export class GitHubView implements BranchView {
  private readonly files = new Map<string, Promise<BranchFile | null>>();
  private readonly tree: TreeReader;

  /**
   * @param commit the commit to read; null for the branch's newest
   * @param left commits that the branch has certainly moved on from
   * @param ahead questions to ask together with the first one
   */
  constructor(
    private readonly place: GitHubPlace,
    private commit: string | null,
    private readonly left: ReadonlySet<string> = new Set(),
    ahead: readonly Question[] = [],
  ) {
    this.tree = new TreeReader((questions) => this.query(questions), ahead);
  }

  /** All questions so far. */
  get asked(): readonly Question[] {
    return this.tree.asked;
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
        const entry = await this.tree.ask({ kind: 'entry', path: `${this.place.prefix}${path}` });
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
    const { tree, truncated } = await this.reading(async ({ rest, owner, repo }) => {
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
      return {
        countCommits: () => Promise.resolve(data.ahead_by),
        files: files.length < MAX_COMPARED ? files : null,
      };
    } catch (error) {
      if (error instanceof GitHubFailure) return null; // for example, the commit was never pushed
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

  /**
   * Finds a commit by its message, among the newest hundred that changed a file.
   * @throws StagegateError `unavailable`
   */
  async findCommit({ path, since, title, line }: WantedCommit): Promise<string | null> {
    const { data } = await this.reading(({ rest, owner, repo }) =>
      rest.repos.listCommits({
        ...{ owner, repo, sha: this.id, path: this.inRepository(path), per_page: 100 },
        since: new Date(Date.parse(since) - CLOCK_SLACK).toISOString(),
      }),
    );
    const isWanted = (message: string) => message.startsWith(title) && message.split('\n').includes(line);
    return data.find(({ commit }) => isWanted(commit.message))?.sha ?? null;
  }

  /** The path from the repository's root. */
  inRepository(path: string): string {
    return `${this.place.prefix}${checkPath(path)}`.replace(/\/$/, '');
  }

  private async askFolder(folder: string): Promise<{ oid?: string | undefined } & Folder> {
    const answer = await this.tree.ask({ kind: 'folder', path: this.inRepository(folder || '.') });
    return { oid: answer?.oid, entries: answer?.entries ?? answer?.object?.entries };
  }

  private async readFile(path: string): Promise<BranchFile | null> {
    const entry = await this.tree.ask({ kind: 'file', path: this.inRepository(path) });
    if (entry === null) return null;
    const mode = toOctal(entry.mode);
    requireFile(path, { type: entry.type, mode });
    return { mode, blob: entry.oid, text: decodeText(await this.bytesOf(entry, path), path) };
  }

  /**
   * GitHub truncates long texts, omits binary ones and replaces bytes that aren't UTF-8. The digest shows whether it
   * did.
   */
  private async bytesOf({ oid, object }: Entry, path: string): Promise<Uint8Array> {
    const text = object?.text ?? null;
    const given = text === null || object?.isTruncated === true ? null : Buffer.from(text);
    return given !== null && blobId(given, oid) === oid ? given : this.fetchBlob(oid, path);
  }

  private async fetchBlob(oid: string, path?: string): Promise<Uint8Array> {
    const bytes = await this.reading(async ({ rest, owner, repo }) => {
      const { data } = await rest.git.getBlob({ owner, repo, file_sha: oid });
      return Buffer.from(data.content, 'base64');
    });
    if (blobId(bytes, oid) === oid) return bytes;
    const what = path === undefined ? `object ${oid.slice(0, 12)}` : JSON.stringify(path);
    throw new StagegateError('unavailable', `GitHub sent wrong bytes for ${what}: their digest differs`, {
      place: path === undefined ? undefined : { file: path },
      hint: 'Run it again.',
    });
  }

  private async query(questions: readonly Question[]) {
    const at = this.commit === null ? { branch: this.place.branch } : { commit: this.commit };
    for (let look = 1; ; look += 1) {
      const found = await this.reading((github) => queryTree(github, at, questions));
      if (found === null) throw this.explainNoBranch();
      if (this.commit !== null || !this.left.has(found.commit) || look === LOOKS) {
        this.commit = found.commit;
        return found.byName;
      }
      await pauseAfter(look, LOOK_AGAIN);
    }
  }

  private reading<T>(work: (github: GitHub) => Promise<T>): Promise<T> {
    const { github, branch } = this.place;
    const doing = `read branch ${JSON.stringify(branch)} of ${github.owner}/${github.repo}`;
    return explaining(
      (failure) => explainFailure(failure, doing, 'contents: read'),
      () => work(github),
    );
  }

  private explainNoBranch(): StagegateError {
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

/** @throws TypeError for a view of another store */
export function requireOwn(view: StoreView): GitHubView {
  if (view instanceof GitHubView) return view;
  throw new TypeError('this view belongs to another store');
}
