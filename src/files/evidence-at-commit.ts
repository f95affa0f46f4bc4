import { createHash } from 'node:crypto';
import {
  toProblem,
  type Evidence,
  type Problem,
  type Subject,
  type TestEvidence,
} from '../evidence/evidence.js';
import { readReportAs } from '../evidence/read-report-as.js';
import type { ReportReading } from '../evidence/report-entry.js';
import {
  fillTemplate,
  RUN_TEMPLATE,
  type ExampleColumns,
  type Examples,
  type PastReader,
} from '../evidence/reader.js';
import { createGit, GitUnusable, hasCommit, mustRun, textOf, type Git } from '../git/command.js';
import { escapeGlob, readGlob } from './glob.js';
import { findSources, sameSources, type Source } from './report-sources.js';
import { relativeInside } from './workspace-file.js';

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const FILE_MODES: readonly string[] = ['100644', '100755'];

/** A commit's file: its path in the workspace and its blob. */
interface PastFile {
  readonly path: string;
  readonly blob: string;
}

/** Files as they were at a commit, and what kept others from being read. */
interface Past<T> {
  readonly patterns: readonly string[];
  readonly values: readonly T[];
  readonly problems: readonly Problem[];
}

/** How to read one file. `path` is its own, whose extension decides its kind; `shown` also names the commit. */
type ReadPast<T, Way> = (
  file: { path: string; shown: string; bytes: Uint8Array; sha256: string },
  way: Way,
) => T | Promise<T>;

/** Evidence as it was at a commit, from git's objects. */
export class EvidenceAtCommit implements PastReader {
  private readonly git: Git;
  private readonly at: string;
  private listed: Promise<PastFile[] | { readonly why: string }> | undefined;

  /** @param commit full SHA */
  constructor(
    private readonly root: string,
    private readonly commit: string,
  ) {
    this.git = createGit(root);
    this.at = `at commit ${commit.slice(0, 12)}`;
  }

  async reports(templates: readonly string[], subject: Subject, reading: ReportReading): Promise<Evidence> {
    const sources = await findSources(templates, subject, reading);
    const { values, ...found } = await this.readAll(sources, subject, {
      what: 'report',
      read: async ({ path, shown, bytes, sha256 }, way) => ({
        ...(await readReportAs({ path, bytes, sha256 }, way)),
        path: shown,
      }),
    });
    return { ...found, reports: values };
  }

  async tests(templates: readonly string[], subject: Subject): Promise<TestEvidence> {
    const { readTests } = await import('../evidence/read-tests.js');
    const { values, ...found } = await this.readAll(sameSources(templates, null), subject, {
      what: 'test report',
      read: ({ path, shown, bytes, sha256 }) => ({ path: shown, sha256, ...readTests(path, bytes) }),
    });
    return { ...found, files: values };
  }

  async examples(template: string, subject: Subject, columns: ExampleColumns): Promise<Examples | Problem> {
    const { readExamples } = await import('../evidence/examples/examples.js');
    const { values, problems } = await this.readAll(sameSources([template], null), subject, {
      what: 'file of examples',
      read: ({ path, shown, bytes, sha256 }) => ({
        path: shown,
        sha256,
        ...readExamples(bytes, { path, ...columns }),
      }),
    });
    const [problem] = problems;
    if (problem !== undefined) return problem;
    const [examples, other] = values;
    if (examples !== undefined && other === undefined) return examples;
    return { path: template, message: `means ${values.length} files ${this.at}, but must match exactly one` };
  }

  private async readAll<T, Way>(
    all: readonly Source<Way>[],
    subject: Subject,
    { what, read }: { readonly what: string; readonly read: ReadPast<T, Way> },
  ): Promise<Past<T>> {
    const sources = all.filter(({ template }) => template !== RUN_TEMPLATE);
    const paths = [...new Set(sources.map(({ template }) => template))];
    const files = await (this.listed ??= this.list());
    if ('why' in files) {
      const message = `cannot be read ${this.at}${files.why}`;
      const problems = paths.map((path) => ({ path: fillTemplate(path, subject), message }));
      return { patterns: paths, values: [], problems };
    }
    const values: T[] = [];
    const problems: Problem[] = [];
    for (const { template, way } of sources) {
      const found = this.matching(template, subject, { what, files });
      if (found.length === 0)
        problems.push({ path: fillTemplate(template, subject), message: `matches no file ${this.at}` });
      for (const { path, blob } of found) {
        const shown = `${path} ${this.at}`;
        try {
          const bytes = (await this.git(['cat-file', 'blob', blob])).stdout;
          const sha256 = createHash('sha256').update(bytes).digest('hex');
          values.push(await read({ path, shown, bytes, sha256 }, way));
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

/** The end of the message; null if the commit exists. */
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
