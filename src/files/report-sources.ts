import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Evidence, Problem, Subject, TestEvidence } from '../evidence/evidence.js';
import { fillTemplate, type ExampleColumns, type Examples, type PastReader } from '../evidence/reader.js';
import { keyOf, waysOf, type ReportReading, type ReportWay } from '../evidence/report-entry.js';

/** What makes a template a glob: `*`, `?`, `[…]`, `{a,b}`, `!(…)`. */
const GLOB = /[*?]|\[.+\]|\{.+\}|[!@+]\(/;

/** A template whose files are read in one way. */
export interface Source<Way> {
  readonly template: string;
  readonly way: Way;
  /** The same for equal ways: a file is read once in each way. */
  readonly key: string;
}

/** One way for all templates. */
function sameSources(templates: readonly string[]): Source<null>[] {
  return templates.map((template) => ({ template, way: null, key: '' }));
}

/** Whether a template means all files that match it, whatever the model's name. */
export function isGlob(template: string): boolean {
  return GLOB.test(fillTemplate(template, { model: 'm', version: '1' }));
}

/** How the policy reads each template's files. An entry may name a file that others name, too. */
async function findSources(
  templates: readonly string[],
  subject: Subject,
  reading: ReportReading,
): Promise<Source<ReportWay>[]> {
  const { escapeGlob, readGlob } = reading.entries.some(({ file }) => isGlob(file))
    ? await import('./glob.js')
    : { escapeGlob: null, readGlob: null };
  return templates.flatMap((template) => {
    const path = posix.normalize(fillTemplate(template, subject));
    const names = (entry: string): boolean => {
      if (posix.normalize(fillTemplate(entry, subject)) === path) return true;
      if (readGlob === null || !isGlob(entry)) return false;
      try {
        const escaped = { ...subject, model: escapeGlob(subject.model) };
        return readGlob(fillTemplate(entry, escaped)).matches(path);
      } catch {
        return false; // reading the entry itself says what is wrong with it
      }
    };
    return waysOf(template, reading, names).map((way) => ({ template, way, key: keyOf(way) }));
  });
}

/** A file's contents. The ending of `path` decides its kind. `shown` is for people, and also says where it is from. */
export interface Contents {
  readonly path: string;
  readonly shown: string;
  readonly bytes: Uint8Array;
  /** Of the bytes, in hex. */
  readonly sha256: string;
}

export function contentsOf(path: string, bytes: Uint8Array, shown = path): Contents {
  return { path, shown, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** How files become values. */
export interface Reading<T, Way> {
  /** What the files are, for people. */
  readonly what: string;
  /** @throws UnreadableReport */
  read(file: Contents, way: Way): T | Promise<T>;
}

/** What the files of sources held, and what kept others from being read. */
export interface ReadSources<T> {
  readonly patterns: readonly string[];
  readonly values: readonly T[];
  readonly problems: readonly Problem[];
}

/** Reports, test results and examples: the same, wherever their files are. */
export abstract class SourceReader implements PastReader {
  /** Where the files are, as the end of a message about them; empty for the workspace. */
  protected readonly where: string = '';

  protected abstract readAll<T, Way>(
    sources: readonly Source<Way>[],
    subject: Subject,
    reading: Reading<T, Way>,
  ): Promise<ReadSources<T>>;

  async reports(templates: readonly string[], subject: Subject, reading: ReportReading): Promise<Evidence> {
    // only loaded by commands that judge
    const { readReportAs } = await import('../evidence/read-report-as.js');
    const sources = await findSources(templates, subject, reading);
    const { values, ...found } = await this.readAll(sources, subject, {
      what: 'report',
      read: async ({ shown, ...file }, way) => ({ ...(await readReportAs(file, way)), path: shown }),
    });
    return { ...found, reports: values };
  }

  async tests(templates: readonly string[], subject: Subject): Promise<TestEvidence> {
    // only loaded for a gate on tests
    const { readTests } = await import('../evidence/read-tests.js');
    const { values, ...found } = await this.readAll(sameSources(templates), subject, {
      what: 'test report',
      read: ({ path, shown, bytes, sha256 }) => ({ path: shown, sha256, ...readTests(path, bytes) }),
    });
    return { ...found, files: values };
  }

  async examples(template: string, subject: Subject, columns: ExampleColumns): Promise<Examples | Problem> {
    // only loaded for a gate that compares example by example
    const { readExamples } = await import('../evidence/examples/examples.js');
    const { values, problems } = await this.readAll(sameSources([template]), subject, {
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
    return {
      path: template,
      message: `means ${values.length} files${this.where}, but must match exactly one`,
    };
  }
}
