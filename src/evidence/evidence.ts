import type { Place } from '../errors.js';

/**
 * An evaluation's results, read once into numbers or an explained absence. Readers make them, gates judge them.
 * Nothing here knows about files.
 */

/** The model version that evidence is about. Fills `{model}` and `{version}` in templates. */
export interface Subject {
  readonly model: string;
  readonly version: string;
}

/** A report's numbers, as a tree: in it, a `*` can tell a slice without the metric from a slice that doesn't exist. */
export type MetricNode = MetricGroup | MetricLeaf;

export interface MetricGroup {
  readonly kind: 'group';
  readonly children: ReadonlyMap<string, MetricNode>;
  /** Other names for what is in `children`. A path finds them; `*` and lists of keys skip them. */
  readonly aside?: ReadonlyMap<string, MetricNode> | undefined;
  /** A number with the group's own name: MLflow can have both `loss` and `loss.eu`. */
  readonly own?: MetricLeaf | undefined;
  /** The children are a list's elements, at least one of them an object. Their order doesn't identify them. */
  readonly isObjectList?: true | undefined;
  /**
   * At the root, if a part of the file was chosen by its position: that this doesn't identify it, and what would.
   * Without a full stop.
   */
  readonly unnamed?: string | undefined;
  /** A list with a number in it, and neither objects nor lists. */
  readonly isSeries?: true | undefined;
  /** At the root: flat names were split at their dots, so a path's keys are split too. */
  readonly splitsNames?: true | undefined;
}

export interface MetricLeaf {
  readonly kind: 'leaf';
  /** Finite, or null when the report has no usable number here. */
  readonly value: number | null;
  /** The value as written, shortened, for a gate's reason: `NaN`, `"N/A"`, `null`, `true`. */
  readonly raw: string;
  /** What to do about a null `value`, if known. Starts with a verb or a condition. */
  readonly remedy?: string | undefined;
  /** The whole text, if the value is one: it may name its object in a list. */
  readonly text?: string | undefined;
  /** Number of examples behind the value, if the format says it. If it is 0, `value` is null. */
  readonly samples?: number | undefined;
  /** The path by which a gate can name the number of examples (`samples: eval_samples`). */
  readonly samplesAt?: string | undefined;
  /** Standard error of the value, finite and not negative. */
  readonly stderr?: number | undefined;
  /** Standard deviation of single examples, if only that is known. */
  readonly spread?: number | undefined;
  /** Which direction is better, if the report says so. */
  readonly direction?: 'higher' | 'lower' | undefined;
  /** The value is the proportion, from 0 to 1, of `samples` examples that are right; the others are wrong. */
  readonly scale?: 'proportion' | undefined;
}

/** What a report says about itself; undefined where it says nothing. */
export interface Statement {
  readonly model?: string | undefined;
  /** As written. It may not be a canonical version, for example if the report has a list here. */
  readonly version?: string | undefined;
  /**
   * True when the version's key is unambiguous (`model_version`). A bare `version` that is not a whole number may
   * be the version of a tool or a format.
   */
  readonly versionIsSpecific?: boolean | undefined;
  /** Two keys that contradict each other about the version or the model, in words. */
  readonly contradiction?: string | undefined;
  readonly commit?: string | undefined;
  /** Two keys that name different commits, in words. It only matters if the policy asks for a commit. */
  readonly commitContradiction?: string | undefined;
  /** When the evaluation was made. */
  readonly time?: Date | undefined;
  /** A value in a time's place that can't be read as a time. Next to `time`, it may be older. */
  readonly unclearTime?: UnclearTime | undefined;
  /** Which test set it used: a SHA-256, or a name. */
  readonly testSet?: string | undefined;
  /**
   * What the tool was pointed at: a path or a name on a hub. It isn't a registered model's name, so it is shown
   * but never compared.
   */
  readonly evaluated?: string | undefined;
}

export interface UnclearTime {
  /** The key and what stands there, short and as written: `timestamp "2026-11-10T12:00:00"`. */
  readonly said: string;
  /** The latest moment that it can mean, if known: a time without a zone has one. */
  readonly latest?: Date | undefined;
  /** A duration (`time: 12.5`), which doesn't say when. */
  readonly isDuration?: true | undefined;
}

/** One evaluation report that could be read. */
export interface Report {
  /** Path as the user knows it (relative to the workspace), or the name of a run: `run 1a2b3c of churn 4`. */
  readonly path: string;
  /** SHA-256 of the file's bytes or of the run's numbers, hex. */
  readonly sha256: string;
  /** Name of the format (`formats/index.ts`), or `mlflow` for a run. */
  readonly format: string;
  /**
   * Where the format is `plain`, why it is not another one that it resembles: `can't be read as sklearn: it has no …`.
   */
  readonly nearly?: string | undefined;
  readonly metrics: MetricGroup;
  readonly statement: Statement;
  /** What passed and failed, if the tool judges. */
  readonly tests?: TestCounts | undefined;
}

/** A report that is missing or unreadable: it fails the gates that need it, and the promotion is blocked. */
export interface Problem {
  readonly path: string;
  /** A sentence without the path: `is cut off at line 3, column 14`. */
  readonly message: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** The file doesn't exist. Otherwise it can't be read, or must not count. */
  readonly isMissing?: true | undefined;
  /** The policy asks for something that no row of the file has: the policy is wrong, not the evidence. */
  readonly blamesPolicy?: true | undefined;
}

/** Where in a file a problem is. Undefined without a line. */
export function placeOf({ path, line, column }: Problem): Place | undefined {
  return line === undefined ? undefined : { file: path, line, column };
}

/** Everything read for one version's metrics. */
export interface Evidence {
  /** The patterns searched for, filled in for this version. */
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
  /** JUnit XML only states a time. */
  readonly statement: Statement;
}

/** Counts of test cases, expectations or conditions. `passed` ran and neither failed nor broke. */
export interface TestCounts {
  readonly passed: number;
  /** An assertion failed. */
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
  const { message, line, column } = error;
  return { path, message, line, column, ...(error instanceof UnknownColumn ? { blamesPolicy: true } : {}) };
}

/** The largest report that is read. A larger file is data, not a report. */
export const MAX_REPORT_BYTES = 16 * 1024 * 1024;

/** Thrown by readers; becomes a Problem. Line and column start at 1. */
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

/** The policy names a column that no row has. */
export class UnknownColumn extends UnreadableReport {}
