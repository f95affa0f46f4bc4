import { toProblem, type Problem, type Subject } from '../evidence/evidence.js';
import { fillTemplate, RUN_TEMPLATE } from '../evidence/reader.js';
import { createGit, GitUnusable, hasCommit, mustRun, textOf, type Git } from '../git/command.js';
import { escapeGlob, readGlob } from './glob.js';
import { contentsOf, SourceReader, type Reading, type ReadSources, type Source } from './report-sources.js';
import { relativeInside } from './workspace-file.js';

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const FILE_MODES: readonly string[] = ['100644', '100755'];

/** A commit's file: its path in the workspace and its blob. */
interface PastFile {
  readonly path: string;
  readonly blob: string;
}

/** Evidence as it was at a commit, from git's objects. */
export class EvidenceAtCommit extends SourceReader {
  protected override readonly where: string;
  private readonly git: Git;
  private listed: Promise<PastFile[] | { readonly why: string }> | undefined;

  /** @param commit full SHA */
  constructor(
    private readonly root: string,
    private readonly commit: string,
  ) {
    super();
    this.git = createGit(root);
    this.where = ` at commit ${commit.slice(0, 12)}`;
  }

  protected async readAll<T, Way>(
    all: readonly Source<Way>[],
    subject: Subject,
    { what, read }: Reading<T, Way>,
  ): Promise<ReadSources<T>> {
    const sources = all.filter(({ template }) => template !== RUN_TEMPLATE);
    const paths = [...new Set(sources.map(({ template }) => template))];
    const files = await (this.listed ??= this.list());
    if ('why' in files) {
      const message = `cannot be read${this.where}${files.why}`;
      const problems = paths.map((path) => ({ path: fillTemplate(path, subject), message }));
      return { patterns: paths, values: [], problems };
    }
    const values: T[] = [];
    const problems: Problem[] = [];
    for (const { template, way } of sources) {
      const found = this.matching(template, subject, { what, files });
      if (found.length === 0)
        problems.push({ path: fillTemplate(template, subject), message: `matches no file${this.where}` });
      for (const { path, blob } of found) {
        const shown = `${path}${this.where}`;
        try {
          const bytes = (await this.git(['cat-file', 'blob', blob])).stdout;
          values.push(await read(contentsOf(path, bytes, shown), way));
        } catch (error) {
          problems.push(toProblem(shown, error));
        }
      }
    }
    return { patterns: paths, values, problems };
  }

  private async list(): Promise<PastFile[] | { readonly why: string }> {
    const why = await whyNoCommit(this.git, this.commit);
    return why === null ? listFiles(this.git, this.commit) : { why };
  }

  private matching(
    template: string,
    subject: Subject,
    { what, files }: { readonly what: string; readonly files: readonly PastFile[] },
  ): readonly PastFile[] {
    const named = relativeInside(this.root, fillTemplate(template, subject), what);
    const exact = files.filter(({ path }) => path === named);
    if (exact.length > 0) return exact;
    const glob = readGlob(fillTemplate(template, { ...subject, model: escapeGlob(subject.model) }));
    return files.filter(({ path }) => glob.matches(path));
  }
}

/** Why the commit can't be read, as the end of a message; null if it can. */
async function whyNoCommit(git: Git, commit: string): Promise<string | null> {
  try {
    return COMMIT.test(commit) && (await hasCommit(git, commit))
      ? null
      : ', which this checkout does not have: check out the whole history (fetch-depth: 0)';
  } catch (error) {
    if (!(error instanceof GitUnusable)) throw error;
    return `: ${error.message}. ${error.hint ?? ''}`.replace(/\.$/, '');
  }
}

/** The regular files below the workspace. */
async function listFiles(git: Git, commit: string): Promise<PastFile[]> {
  const prefix = textOf(await git(['rev-parse', '--show-prefix']));
  const tree = await mustRun(git, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  return tree.split('\0').flatMap((line) => {
    const [, mode, blob, path] = /^(\d{6}) blob ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
    if (mode === undefined || blob === undefined || path === undefined) return [];
    return FILE_MODES.includes(mode) && path.startsWith(prefix)
      ? [{ path: path.slice(prefix.length), blob }]
      : [];
  });
}
