import { createHash } from 'node:crypto';
import { toProblem, type Evidence, type Problem, type Report, type Subject } from '../evidence/evidence.js';
import { readReport } from '../evidence/read-report.js';
import { fillTemplate, RUN_TEMPLATE, type EvidenceReader } from '../evidence/reader.js';
import { createGit, GitUnusable, hasCommit, mustRun, textOf, type Git } from '../git/command.js';
import { escapeGlob, readGlob } from './glob.js';
import { relativeInside } from './workspace-file.js';

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const FILE_MODES: readonly string[] = ['100644', '100755'];

export interface PastReports {
  readonly root: string;
  /** Full SHA. */
  readonly commit: string;
  readonly templates: readonly string[];
  readonly subject: Subject;
  readonly format: Parameters<EvidenceReader['reports']>[2];
}

/** A commit's file: its path in the workspace and its blob. */
interface PastFile {
  readonly path: string;
  readonly blob: string;
}

/** Evaluation reports as they were at a commit, from git's objects. */
export async function readReportsAt({
  root,
  commit,
  templates,
  subject,
  format,
}: PastReports): Promise<Evidence> {
  const git = createGit(root);
  const paths = templates.filter((template) => template !== RUN_TEMPLATE);
  const at = `at commit ${commit.slice(0, 12)}`;
  const why = await whyNoCommit(git, commit);
  if (why !== null) {
    const message = `cannot be read ${at}${why}`;
    const problems = paths.map((path) => ({ path: fillTemplate(path, subject), message }));
    return { patterns: paths, reports: [], problems };
  }
  const files = await listFiles(git, commit);
  const reports: Report[] = [];
  const problems: Problem[] = [];
  for (const template of paths) {
    const found = matching(root, template, subject, files);
    if (found.length === 0)
      problems.push({ path: fillTemplate(template, subject), message: `matches no file ${at}` });
    for (const { path, blob } of found) {
      try {
        const bytes = (await git(['cat-file', 'blob', blob])).stdout;
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        // read by its own path, whose extension decides between JSON and YAML; shown with the commit
        reports.push({ ...readReport({ path, bytes, sha256, format }), path: `${path} ${at}` });
      } catch (error) {
        problems.push(toProblem(`${path} ${at}`, error));
      }
    }
  }
  return { patterns: paths, reports, problems };
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

function matching(root: string, template: string, subject: Subject, files: readonly PastFile[]): PastFile[] {
  const named = relativeInside(root, fillTemplate(template, subject), 'report');
  const exact = files.filter(({ path }) => path === named);
  if (exact.length > 0) return exact;
  const glob = readGlob(fillTemplate(template, { ...subject, model: escapeGlob(subject.model) }));
  return files.filter(({ path }) => glob.matches(path));
}
