import { createHash } from 'node:crypto';
import { isAbsolute, posix } from 'node:path';
import { StagegateError } from '../errors.js';
import {
  MAX_REPORT_BYTES,
  UnreadableReport,
  type Evidence,
  type Problem,
  type Report,
  type TestEvidence,
  type TestFile,
} from '../evidence/evidence.js';
import type { FormatChoice } from '../evidence/formats/index.js';
import { readReport } from '../evidence/read-report.js';
import {
  fillTemplate,
  type EvidenceReader,
  type ExampleColumns,
  type Examples,
  type Subject,
} from '../evidence/reader.js';
import { createGit, GitUnusable } from '../git/command.js';
import type { FoundFiles } from './find-files.js';
import { Place } from './place.js';
import { readInside, relativeInside, toPosix } from './workspace-file.js';

/** More files than one gate can mean. */
const MAX_FILES = 1_000;

/** What makes a template a glob: `*`, `?`, `[…]`, `{a,b}`, `!(…)`. */
const GLOB = /[*?]|\[.+\]|\{.+\}|[!@+]\(/;

/** Reads evaluation reports and test results from the workspace. */
export class EvidenceFiles implements EvidenceReader {
  /** @param place where files outside of the checkout are, for what a workflow names */
  constructor(
    private readonly root: string,
    private readonly place = new Place(root, root, root, null),
  ) {}

  async reports(templates: readonly string[], subject: Subject, format: FormatChoice): Promise<Evidence> {
    const read = (path: string, bytes: Uint8Array): Report =>
      readReport({ path, bytes, sha256: sha256(bytes), format });
    const { patterns, values, problems } = await this.readAll(templates, subject, { what: 'report', read });
    return { patterns, reports: values, problems };
  }

  async reportsAt(
    commit: string,
    templates: readonly string[],
    subject: Subject,
    format: FormatChoice,
  ): Promise<Evidence> {
    // loaded only where the champion's number is nowhere else
    const { readReportsAt } = await import('./evidence-at-commit.js');
    return readReportsAt({ root: this.root, commit, templates, subject, format });
  }

  async tests(templates: readonly string[], subject: Subject): Promise<TestEvidence> {
    // loaded only for a gate on tests
    const { readTests } = await import('../evidence/read-tests.js');
    const read = (path: string, bytes: Uint8Array): TestFile => ({
      path,
      sha256: sha256(bytes),
      ...readTests(path, bytes),
    });
    const { patterns, values, problems } = await this.readAll(templates, subject, {
      what: 'test report',
      read,
    });
    return { patterns, files: values, problems };
  }

  async examples(template: string, subject: Subject, columns: ExampleColumns): Promise<Examples | Problem> {
    // loaded only for a gate that compares example by example
    const { readExamples } = await import('../evidence/examples/examples.js');
    const read = (path: string, bytes: Uint8Array): Examples => ({
      path,
      sha256: sha256(bytes),
      ...readExamples(bytes, { path, ...columns }),
    });
    const { values, problems } = await this.readAll([template], subject, { what: 'file of examples', read });
    const [problem] = problems;
    if (problem !== undefined) return problem;
    const [examples, other] = values;
    if (examples !== undefined && other === undefined) return examples;
    return { path: template, message: `means ${values.length} files, and which one counts would be a guess` };
  }

  private async readAll<T>(templates: readonly string[], subject: Subject, how: Reading<T>) {
    const patterns: string[] = [];
    const values: T[] = [];
    const problems: Problem[] = [];
    // a file that two patterns or two names lead to is one piece of evidence
    const seen = new Set<string>();
    for (const template of templates) {
      const { pattern, paths, problems: unseen } = await this.find(template, subject, how.what);
      patterns.push(pattern);
      problems.push(...unseen);
      if (paths.length + unseen.length === 0)
        problems.push({ path: pattern, message: 'matches no file', isMissing: true });
      if (paths.length > MAX_FILES)
        problems.push({ path: pattern, message: `matches ${paths.length} files, more than ${MAX_FILES}` });
      for (const path of paths.slice(0, MAX_FILES)) {
        if (seen.has(path)) continue;
        seen.add(path);
        const result = await this.readOne(path, how, seen);
        if ('problem' in result) problems.push(result.problem);
        else if ('value' in result) values.push(result.value);
      }
    }
    return { patterns, values, problems };
  }

  /** The files that a template stands for: one as named, or all that match a glob, sorted. */
  private async find(
    template: string,
    subject: Subject,
    what: string,
  ): Promise<{ pattern: string } & FoundFiles> {
    const { root, path: inFolder } = this.place.find(template);
    const named = relativeInside(root, fillTemplate(inFolder, subject), what);
    const name = (path: string): string => this.place.name(root, path);
    if (!GLOB.test(fillTemplate(inFolder, { model: 'm', version: '1' })))
      return { pattern: name(named), paths: [name(named)], problems: [] };
    const [{ findFiles }, { escapeGlob, readGlob }] = await Promise.all([
      import('./find-files.js'),
      import('./glob.js'),
    ]);
    // the model's name is foreign: it must not become a pattern of its own
    const filled = fillTemplate(inFolder, { model: escapeGlob(subject.model), version: subject.version });
    const pattern = isAbsolute(filled)
      ? posix.relative(toPosix(root), toPosix(filled))
      : posix.normalize(filled);
    let glob;
    try {
      glob = readGlob(pattern);
    } catch (cause) {
      throw new StagegateError(
        'input',
        `${what} ${JSON.stringify(template)} is no pattern that can be read`,
        {
          hint: 'Ranges in braces are of whole numbers or letters in their order: {1..12}, {a..f}.',
          cause,
        },
      );
    }
    const { paths, problems } = await findFiles(root, glob);
    // what a sparse checkout leaves out can't block, so reading it fails
    const skipped = root === this.root ? await this.listSkipped(glob.base) : [];
    const all = new Set([...paths, ...skipped.filter((path) => glob.matches(path))]);
    return {
      pattern: name(pattern),
      paths: [...all].sort().map(name),
      problems: problems.map((problem) => ({ ...problem, path: name(problem.path) })),
    };
  }

  private async listSkipped(folder: string): Promise<readonly string[]> {
    if (this.place.top === null) return [];
    const { listTracked } = await import('../git/checked-out.js');
    return listTracked(createGit(this.root), folder, 'skipped');
  }

  /** A report that is not checked out is not one that is missing: another one must not stand in for it. */
  private async explainAbsent(
    path: string,
    { why, isThere }: { readonly why: string; readonly isThere: boolean },
  ): Promise<Problem> {
    const found: Problem = { path, message: why, ...(isThere ? {} : { isMissing: true }) };
    if (isThere || this.place.top === null || this.place.find(path).root !== this.root) return found;
    const { explainMissing } = await import('../git/checked-out.js');
    try {
      const missing = await explainMissing(createGit(this.root), path);
      // what was deleted may be made anew by the job
      if (missing === null || missing.why === 'deleted') return found;
      return { path, message: `${missing.message} (${missing.hint.replace(/\.$/, '')})` };
    } catch (error) {
      if (!(error instanceof GitUnusable)) throw error;
      return {
        ...found,
        message: `${why}, or it is not checked out, which nobody can tell: ${error.message}. ${error.hint ?? ''}`,
      };
    }
  }

  private async readOne<T>(
    path: string,
    { what, read }: Reading<T>,
    seen: Set<string>,
  ): Promise<{ value: T } | { problem: Problem } | { known: true }> {
    const at = this.place.find(path);
    const file = await readInside(at.root, at.path, { limit: MAX_REPORT_BYTES, what });
    if (file.kind === 'absent') return { problem: await this.explainAbsent(path, file) };
    if (seen.has(file.real)) return { known: true };
    seen.add(file.real);
    try {
      return { value: read(path, file.bytes) };
    } catch (error) {
      if (!(error instanceof UnreadableReport)) throw error;
      return { problem: { path, message: error.message, line: error.line, column: error.column } };
    }
  }
}

interface Reading<T> {
  readonly what: string;
  /** @throws UnreadableReport */
  read(path: string, bytes: Uint8Array): T;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
