import { isAbsolute, posix } from 'node:path';
import { StagegateError } from '../errors.js';
import { MAX_REPORT_BYTES, toProblem, type Problem, type Subject } from '../evidence/evidence.js';
import { fillTemplate, type EvidenceReader, type PastReader } from '../evidence/reader.js';
import { createGit, GitUnusable } from '../git/command.js';
import type { BranchEvidence, Part } from './branch-evidence.js';
import type { FoundFiles } from './find-files.js';
import { Place } from './place.js';
import {
  contentsOf,
  isGlob,
  SourceReader,
  type Contents,
  type Reading,
  type ReadSources,
  type Source,
} from './report-sources.js';
import { readInside, relativeInside, toPosix } from './workspace-file.js';

/** More than any gate needs. */
const MAX_FILES = 1_000;

/** Reads evaluation reports and test results from the workspace. */
export class EvidenceFiles extends SourceReader implements EvidenceReader {
  /**
   * @param place finds files outside the checkout that a workflow names
   * @param branch the branch that the files must agree with; null if only the workspace counts
   */
  constructor(
    private readonly root: string,
    private readonly place = new Place(root, root, root, null),
    private readonly branch: BranchEvidence | null = null,
  ) {
    super();
  }

  at(commit: string): PastReader {
    // only loaded if the champion's number is nowhere else, or the past is judged
    let opened: Promise<PastReader> | undefined;
    const open = () =>
      (opened ??= import('./evidence-at-commit.js').then(
        ({ EvidenceAtCommit }) => new EvidenceAtCommit(this.root, commit),
      ));
    return {
      reports: async (templates, subject, reading) => (await open()).reports(templates, subject, reading),
      tests: async (templates, subject) => (await open()).tests(templates, subject),
      examples: async (template, subject, columns) => (await open()).examples(template, subject, columns),
    };
  }

  protected async readAll<T, Way>(
    sources: readonly Source<Way>[],
    subject: Subject,
    { what, read }: Reading<T, Way>,
  ): Promise<ReadSources<T>> {
    // a file counts once in each way, even if several patterns or links lead to it
    const seen = new Map<string, Set<string>>();
    const groups: Group<T>[] = [];
    for (const { template, way, key } of sources) {
      const found = await this.find(template, subject, what);
      const paths = [...found.paths.slice(0, MAX_FILES), ...found.elsewhere];
      const seenSo = seen.get(key) ?? new Set();
      seen.set(key, seenSo);
      const how = { what, read: (file: Contents) => read(file, way) };
      groups.push({ ...found, read: await this.readEach(paths, how, seenSo) });
    }
    const held = await this.compareWithBranch(groups);
    const values: T[] = [];
    const problems: Problem[] = [];
    for (const { pattern, paths, problems: unseen, read } of groups) {
      const counted = read.flatMap((each) => held.get(each) ?? []);
      problems.push(...unseen);
      if (paths.length + unseen.length + counted.length === 0)
        problems.push({ path: pattern, message: 'matches no file', isMissing: true });
      if (paths.length > MAX_FILES)
        problems.push({ path: pattern, message: `matches ${paths.length} files, more than ${MAX_FILES}` });
      problems.push(...counted.flatMap(({ problem }) => problem ?? []));
      values.push(...counted.flatMap(({ value }) => value ?? []));
    }
    return {
      patterns: [...new Set(groups.map(({ pattern }) => pattern))],
      values,
      // a missing file is missing in each way of reading it, but told once
      problems: [...new Map(problems.map((one) => [`${one.path} ${one.message}`, one])).values()],
    };
  }

  private async readEach<T>(
    paths: readonly string[],
    how: Reading<T, void>,
    seen: Set<string>,
  ): Promise<readonly Read<T>[]> {
    const read: Read<T>[] = [];
    for (const path of paths) {
      if (seen.has(path)) continue;
      seen.add(path);
      const result = await this.readOne(path, how, seen);
      if (result !== null) read.push(result);
    }
    return read;
  }

  /** What counts of each file. Null if nothing does: this job removed a file that only the branch has. */
  private async compareWithBranch<T>(
    groups: readonly Group<T>[],
  ): Promise<ReadonlyMap<Read<T>, Read<T> | null>> {
    const read = groups.flatMap((group) => group.read);
    const elsewhere = new Set(groups.flatMap((group) => group.elsewhere));
    const refused = (await this.branch?.compare(read.map(({ parts }) => parts))) ?? [];
    return new Map(
      read.map((each, at) => {
        const { path, parts } = each;
        const message = refused[at] ?? null;
        // it doesn't count, even if it can be read
        if (message !== null) return [each, { path, parts, problem: { path, message } }];
        return [each, elsewhere.has(path) ? null : each];
      }),
    );
  }

  /** A template's files: the one that it names, or all that match its glob, sorted. */
  private async find(template: string, subject: Subject, what: string): Promise<Found> {
    const { root, path: inFolder } = this.place.find(template);
    const named = relativeInside(root, fillTemplate(inFolder, subject), what);
    const name = (path: string): string => this.place.name(root, path);
    if (!isGlob(inFolder)) return { pattern: name(named), paths: [name(named)], elsewhere: [], problems: [] };
    const [{ findFiles }, { escapeGlob, readGlob }] = await Promise.all([
      import('./find-files.js'),
      import('./glob.js'),
    ]);
    // escaped: a model's name must not act as a pattern
    const filled = fillTemplate(inFolder, { model: escapeGlob(subject.model), version: subject.version });
    const pattern = isAbsolute(filled)
      ? posix.relative(toPosix(root), toPosix(filled))
      : posix.normalize(filled);
    let glob;
    try {
      glob = readGlob(pattern);
    } catch (cause) {
      throw new StagegateError('input', `${what} ${JSON.stringify(template)} is not a valid pattern`, {
        hint: 'Write a range in braces with whole numbers or letters in ascending order: {1..12}, {a..f}.',
        cause,
      });
    }
    const branch = root === this.root ? this.branch : null;
    const [here, there] = await Promise.all([findFiles(root, glob), branch?.find(glob)]);
    // files that a sparse checkout leaves out must be tried too, and fail: an ignored report couldn't block
    const skipped = root === this.root ? await this.listSkipped(glob.base) : [];
    const paths = [...new Set([...here.paths, ...skipped.filter((path) => glob.matches(path))])].sort();
    const elsewhere = there?.paths.filter((path) => !paths.includes(path)) ?? [];
    const problems = [
      ...here.problems.map((problem) => ({ ...problem, path: name(problem.path) })),
      ...(there?.problems ?? []),
    ];
    return { pattern: name(pattern), paths: paths.map(name), elsewhere, problems };
  }

  private async listSkipped(folder: string): Promise<readonly string[]> {
    if (this.place.top === null) return [];
    const { listTracked } = await import('../git/working-tree.js');
    return listTracked(createGit(this.root), [folder], 'skipped');
  }

  /** A report that isn't checked out is not missing: another one must not replace it. */
  private async explainAbsent(
    path: string,
    { why, isThere }: { readonly why: string; readonly isThere: boolean },
  ): Promise<Problem> {
    const found: Problem = { path, message: why, ...(isThere ? {} : { isMissing: true }) };
    if (isThere || this.place.top === null || this.place.find(path).root !== this.root) return found;
    const { explainMissing } = await import('../git/working-tree.js');
    try {
      const missing = await explainMissing(createGit(this.root), path);
      // the job may recreate a deleted file
      if (missing === null || missing.why === 'deleted') return found;
      return { path, message: `${missing.message} (${missing.hint.replace(/\.$/, '')})` };
    } catch (error) {
      if (!(error instanceof GitUnusable)) throw error;
      return {
        ...found,
        message: `${why}, or it isn't checked out (git can't tell): ${error.message}. ${error.hint ?? ''}`,
      };
    }
  }

  /** Null for a file that was already read under another name. */
  private async readOne<T>(
    path: string,
    { what, read }: Reading<T, void>,
    seen: Set<string>,
  ): Promise<Read<T> | null> {
    const at = this.place.find(path);
    const file = await readInside(at.root, at.path, { limit: MAX_REPORT_BYTES, what });
    const found = file.kind === 'file' ? file : null;
    if (found !== null && seen.has(found.real)) return null;
    const branch = at.root === this.root ? this.branch : null;
    const parts = (await branch?.describe({ path, file: found })) ?? [];
    if (file.kind === 'absent') return { path, parts, problem: await this.explainAbsent(path, file) };
    seen.add(file.real);
    try {
      return { path, parts, value: await read(contentsOf(path, file.bytes)) };
    } catch (error) {
      return { path, parts, problem: toProblem(path, error) };
    }
  }
}

/** A template's files. */
interface Found extends FoundFiles {
  readonly pattern: string;
  /** Matches on the branch that the workspace doesn't have. */
  readonly elsewhere: readonly string[];
}

interface Group<T> extends Found {
  readonly read: readonly Read<T>[];
}

/** The result for a file: a value or a problem. */
interface Read<T> {
  readonly path: string;
  /** For comparing it with the branch. */
  readonly parts: readonly Part[];
  readonly value?: T | undefined;
  readonly problem?: Problem | undefined;
}
