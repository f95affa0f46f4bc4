import type { Evidence, Problem, Statement, Subject, TestEvidence } from './evidence.js';
import type { Example } from './examples/examples.js';
import type { MetricPath } from './path-syntax.js';
import type { ReportReading } from './report-entry.js';
import { StagegateError } from '../errors.js';

/** The port for reading evidence. Missing or unreadable evidence is returned as a problem, never thrown. */
export interface EvidenceReader {
  /** Whether it reads `RUN_TEMPLATE`; false by default. */
  readonly readsRuns?: boolean | undefined;
  /**
   * @param templates paths or globs, with `{model}` and `{version}`, or `RUN_TEMPLATE`
   * @param reading how to read their files
   * @param wanted the metrics that gates need: the others need not be read
   */
  reports(
    templates: readonly string[],
    subject: Subject,
    reading: ReportReading,
    wanted?: readonly MetricPath[],
  ): Promise<Evidence>;
  /** The files as they were at a commit, if there is git. Their paths name the commit. */
  at?(commit: string): PastReader | undefined;
  tests(templates: readonly string[], subject: Subject): Promise<TestEvidence>;
  /** One version's results, example by example. */
  examples(template: string, subject: Subject, columns: ExampleColumns): Promise<Examples | Problem>;
}

/** Reads the evidence of one commit. Ignores `RUN_TEMPLATE`. */
export type PastReader = Pick<EvidenceReader, 'reports' | 'tests' | 'examples'>;

/** Where a row has its example's key and score, and the cluster that the example belongs to. */
export interface ExampleColumns {
  readonly key: string;
  readonly score: string;
  /** With it, rows may repeat a key. */
  readonly cluster?: string | undefined;
}

/** A file of results, example by example. */
export interface Examples {
  readonly path: string;
  /** Of the file's bytes, hex. */
  readonly sha256: string;
  /** At least one. */
  readonly rows: readonly Example[];
  readonly statement: Statement;
}

/** The evidence of no templates. */
export const NO_EVIDENCE: Evidence = { patterns: [], reports: [], problems: [] };

/** Instead of a file: the metrics of the version's MLflow run. A file of that name is `./mlflow`. */
export const RUN_TEMPLATE = 'mlflow';

/** True when a template names different evidence for each version, so it can also name the champion's. */
export function tellsVersionsApart(template: string): boolean {
  return template === RUN_TEMPLATE || template.includes('{version}');
}

export function fillTemplate(template: string, subject: Subject): string {
  return template.replaceAll('{model}', () => subject.model).replaceAll('{version}', () => subject.version);
}

/** The port for reading the MLflow runs of versions. */
export interface RunSource {
  /**
   * Reports of the runs with a version's metrics. A run that is missing or doesn't count is a problem, not an error.
   * @param wanted the metrics that gates need
   */
  runs(subject: Subject, wanted: readonly MetricPath[]): Promise<Pick<Evidence, 'reports' | 'problems'>>;
}

/** Reads evidence from files, and from the version's run if a template says so. */
export class EvidenceWithRuns implements EvidenceReader {
  readonly readsRuns: boolean;

  /** @param source null if the registry is not an MLflow server */
  constructor(
    private readonly files: EvidenceReader,
    private readonly source: RunSource | null,
  ) {
    this.readsRuns = source !== null;
  }

  /** @throws StagegateError `input` for a run if the registry is not an MLflow server */
  async reports(
    templates: readonly string[],
    subject: Subject,
    reading: ReportReading,
    wanted: readonly MetricPath[] = [],
  ): Promise<Evidence> {
    const paths = templates.filter((template) => template !== RUN_TEMPLATE);
    const asksForRun = paths.length < templates.length;
    if (asksForRun && this.source === null) throw noRuns();
    const files = await this.files.reports(paths, subject, reading, wanted);
    if (!asksForRun || this.source === null) return files;
    const { reports, problems } = await this.source.runs(subject, wanted);
    return {
      patterns: [...files.patterns, `metrics to the run of ${subject.model} ${subject.version}`],
      reports: [...files.reports, ...reports],
      problems: [...files.problems, ...problems],
    };
  }

  at(commit: string): PastReader | undefined {
    return this.files.at?.(commit);
  }

  tests(templates: readonly string[], subject: Subject): Promise<TestEvidence> {
    return this.files.tests(templates, subject);
  }

  examples(template: string, subject: Subject, columns: ExampleColumns): Promise<Examples | Problem> {
    return this.files.examples(template, subject, columns);
  }
}

function noRuns(): StagegateError {
  return new StagegateError(
    'input',
    `report: ${RUN_TEMPLATE} means the metrics of the version's run, but the registry is not an MLflow server`,
    { hint: `Set registry: to the server, or write ./${RUN_TEMPLATE} if it is a file.` },
  );
}
