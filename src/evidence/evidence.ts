import type { Place } from '../errors.js';

/**
 * What an evaluation left behind, read once into numbers or an explained absence. Readers make it, gates
 * judge it; nothing in here knows about files.
 */

/** The model version that evidence is about. Fills `{model}` and `{version}` in templates. */
export interface Subject {
  readonly model: string;
  readonly version: string;
}

/** A report's numbers, as a tree so that `*` can tell a slice without the metric from no slice. */
export type MetricNode = MetricGroup | MetricLeaf;

export interface MetricGroup {
  readonly kind: 'group';
  readonly children: ReadonlyMap<string, MetricNode>;
  /** Other names for what is in `children`: a path finds them, `*` and lists of keys pass them over. */
  readonly aside?: ReadonlyMap<string, MetricNode> | undefined;
  /** A number of the group's own name, beside what is in it: MLflow can have both `loss` and `loss.eu`. */
  readonly own?: MetricLeaf | undefined;
  /** The children are the elements of a list, and at least one of them is an object: their order identifies nothing. */
  readonly isObjectList?: true | undefined;
  /** At the root: names are flat and were split at their dots, so a path's keys are split alike. */
  readonly splitsNames?: true | undefined;
}

export interface MetricLeaf {
  readonly kind: 'leaf';
  /** Finite, or null when what stands there is no usable number. */
  readonly value: number | null;
  /** What stands there, short and as written, for the reason: `NaN`, `"N/A"`, `null`, `true`. */
  readonly raw: string;
  /** What to do where `value` is null, if more is known than that: starts with a verb, or a condition. */
  readonly remedy?: string | undefined;
  /** Where a text stands in an object: in full, as it may name that object in a list. */
  readonly text?: string | undefined;
  /** Number of examples behind the value, where the format says it; where it is 0, `value` is null. */
  readonly samples?: number | undefined;
  /** The path by which a gate can name the number of examples (`samples: eval_samples`). */
  readonly samplesAt?: string | undefined;
  /** Standard error of the value, finite and not negative. */
  readonly stderr?: number | undefined;
  /** Standard deviation of the single examples, where only that is known. */
  readonly spread?: number | undefined;
  /** Which direction is better, where the report itself says so. */
  readonly direction?: 'higher' | 'lower' | undefined;
  /** The value is the share, from 0 to 1, of `samples` examples of which each is right or wrong. */
  readonly scale?: 'proportion' | undefined;
}

/** What a report says about itself; undefined where it says nothing. */
export interface Statement {
  readonly model?: string | undefined;
  /** As written: it need not be a canonical version, and is none where a list or the like stands for it. */
  readonly version?: string | undefined;
  /**
   * True when the version stands under a key that can mean nothing else (`model_version`). Under a bare
   * `version`, a text that is no whole number may be the version of a tool or a format.
   */
  readonly versionIsSpecific?: boolean | undefined;
  /** Two of its keys that contradict each other about the version or the model, in words. */
  readonly contradiction?: string | undefined;
  readonly commit?: string | undefined;
  /** Two of its keys that name different commits, in words: it counts where a commit is asked for. */
  readonly commitContradiction?: string | undefined;
  /** When the evaluation was made. */
  readonly time?: Date | undefined;
  /** What stands in the place of a time and can't be taken for one; beside `time`, what may be an older one. */
  readonly unclearTime?: UnclearTime | undefined;
  /**
   * What the tool was pointed at: a path or a name on a hub. It is no registered model's name, so it is told
   * and never compared.
   */
  readonly evaluated?: string | undefined;
}

export interface UnclearTime {
  /** The key and what stands there, short and as written: `timestamp "2026-11-10T12:00:00"`. */
  readonly said: string;
  /** The latest moment that it can mean, where it says that much: a time without a zone does. */
  readonly latest?: Date | undefined;
  /** It is how long something took (`time: 12.5`), which says nothing about when. */
  readonly isDuration?: true | undefined;
}

/** One evaluation report that could be read. */
export interface Report {
  /** Path as the user knows it (relative to the workspace), or the name of a run: `run 1a2b3c of churn 4`. */
  readonly path: string;
  /** SHA-256 of the file's bytes, or of what was read of a run, hex. */
  readonly sha256: string;
  /** Name of the format (`formats/index.ts`), or `mlflow` for a run. */
  readonly format: string;
  /** Where the format is `plain`, why it is not another one that it resembles: `is not read as sklearn: it has no …`. */
  readonly nearly?: string | undefined;
  readonly metrics: MetricGroup;
  readonly statement: Statement;
  /** What passed and failed, where the tool judges by itself. */
  readonly tests?: TestCounts | undefined;
}

/** A report that is missing or unreadable: it fails the gates that need it, and the promotion is blocked. */
export interface Problem {
  readonly path: string;
  /** A sentence without the path: `is cut off at line 3, column 14`. */
  readonly message: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** There is nothing at its place, rather than something that can't be read or must not count. */
  readonly isMissing?: true | undefined;
}

/** Where in a file a problem is; undefined where nothing says a line. */
export function placeOf({ path, line, column }: Problem): Place | undefined {
  return line === undefined ? undefined : { file: path, line, column };
}

/** Everything read for one version's metrics. */
export interface Evidence {
  /** The patterns that were looked for, resolved for this version. */
  readonly patterns: readonly string[];
  readonly reports: readonly Report[];
  readonly problems: readonly Problem[];
}

/** The outcome of the test files that one `tests` gate names. */
export interface TestEvidence {
  readonly patterns: readonly string[];
  readonly files: readonly TestFile[];
  readonly problems: readonly Problem[];
}

export interface TestFile extends TestCounts {
  readonly path: string;
  readonly sha256: string;
  /** Of JUnit XML no more than its time. */
  readonly statement: Statement;
}

/** Counts are of test cases, expectations or conditions; `passed` is what was run and neither failed nor broke. */
export interface TestCounts {
  readonly passed: number;
  /** An assertion did not hold. */
  readonly failures: number;
  /** The test broke before it could tell. */
  readonly errors: number;
  readonly skipped: number;
  /** The first few names of failed or broken tests, as written in the file (foreign text). */
  readonly broken: readonly string[];
}

/** The problem of a file that its reader refused. @throws any other error as it is */
export function toProblem(path: string, error: unknown): Problem {
  if (!(error instanceof UnreadableReport)) throw error;
  return { path, message: error.message, line: error.line, column: error.column };
}

/** The largest report that is read; a larger one is no evaluation report but data. */
export const MAX_REPORT_BYTES = 16 * 1024 * 1024;

/** Raised by readers; becomes a Problem. Offsets are 1-based. */
export class UnreadableReport extends Error {
  override readonly name = 'UnreadableReport';
  constructor(
    message: string,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(message);
  }
}
