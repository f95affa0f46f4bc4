import { StagegateError } from '../errors.js';
import type { Evidence, Problem, TestEvidence } from './evidence.js';
import type { FormatChoice } from './formats/index.js';
import type { MetricPath } from './path-syntax.js';
import {
  NO_EVIDENCE,
  RUN_TEMPLATE,
  type EvidenceReader,
  type ExampleColumns,
  type Examples,
  type Subject,
} from './reader.js';

/** The port to a server that keeps the runs of versions. */
export interface RunSource {
  /**
   * Reports of the runs that tell a version's metrics; a run that is missing or does not count is told, not thrown.
   * @param wanted the metrics that will be looked for
   */
  runs(subject: Subject, wanted: readonly MetricPath[]): Promise<Pick<Evidence, 'reports' | 'problems'>>;
}

/** Evidence from files, and from the version's run where a template says so. */
export class EvidenceWithRuns implements EvidenceReader {
  readonly readsRuns: boolean;

  /** @param source null where the registry is no MLflow server */
  constructor(
    private readonly files: EvidenceReader,
    private readonly source: RunSource | null,
  ) {
    this.readsRuns = source !== null;
  }

  /** @throws StagegateError `input` for a run where the registry has none */
  async reports(
    templates: readonly string[],
    subject: Subject,
    format: FormatChoice,
    wanted: readonly MetricPath[] = [],
  ): Promise<Evidence> {
    const paths = templates.filter((template) => template !== RUN_TEMPLATE);
    const asksForRun = paths.length < templates.length;
    if (asksForRun && this.source === null) throw noRuns();
    const files = await this.files.reports(paths, subject, format, wanted);
    if (!asksForRun || this.source === null) return files;
    const { reports, problems } = await this.source.runs(subject, wanted);
    return {
      patterns: [...files.patterns, `metrics to the run of ${subject.model} ${subject.version}`],
      reports: [...files.reports, ...reports],
      problems: [...files.problems, ...problems],
    };
  }

  async reportsAt(
    commit: string,
    templates: readonly string[],
    subject: Subject,
    format: FormatChoice,
  ): Promise<Evidence> {
    return (await this.files.reportsAt?.(commit, templates, subject, format)) ?? NO_EVIDENCE;
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
    `report "${RUN_TEMPLATE}" stands for the metrics of the version's run, but the registry is not an MLflow server`,
    { hint: `Set registry: to the server, or write ./${RUN_TEMPLATE} if it is a file.` },
  );
}
