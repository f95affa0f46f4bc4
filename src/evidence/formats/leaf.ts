import { shorten } from '../../text/safe.js';
import type { MetricLeaf } from '../evidence.js';
import { formatMetricPath } from '../path-syntax.js';
import type { JsonValue } from '../python-json.js';
import type { Placed } from '../metric-tree.js';

const RAW_LENGTH = 40;
/** How tools write a missing standard error. */
const NO_STDERR: readonly JsonValue[] = [null, '', 'N/A', 'n/a'];
/** Far more than rounding changes a proportion of counted examples, far less than one example. */
const COUNT_TOLERANCE = 1e-6;

/** What a report says next to a value, as written; undefined if missing. */
export interface Beside {
  readonly stderr?: JsonValue | undefined;
  readonly samples?: JsonValue | undefined;
  readonly spread?: JsonValue | undefined;
  readonly direction?: MetricLeaf['direction'];
  /** The format defines the value as a proportion from 0 to 1: of right examples, or of something else. */
  readonly share?: 'of examples' | 'other' | undefined;
  /** The value's keys in the file, for a hint to read it as `plain`. */
  readonly place?: readonly string[] | undefined;
  /** The keys of the number of examples, so that a gate can name it. */
  readonly samplesPlace?: readonly string[] | undefined;
}

/** A number, or the explained absence of one. */
export function toLeaf(value: JsonValue): MetricLeaf {
  const finite = typeof value === 'number' && Number.isFinite(value);
  return { kind: 'leaf', value: finite ? value : null, raw: describeRaw(value) };
}

/**
 * As `toLeaf`, with what the report says next to the value. A value is unusable if its format rules it out, or if its
 * standard error or number of examples is invalid.
 */
export function toMeasuredLeaf(value: JsonValue, beside: Beside): MetricLeaf {
  const { direction, share, place, samplesPlace } = beside;
  const samples = readCount(beside.samples);
  const leaf: MetricLeaf = {
    ...toLeaf(value),
    ...(typeof samples === 'number' ? { samples } : {}),
    ...(direction === undefined ? {} : { direction }),
    ...(samplesPlace === undefined || typeof samples !== 'number'
      ? {}
      : { samplesAt: formatMetricPath(samplesPlace) }),
  };
  if (leaf.value === null) return leaf;
  const refuse = (why: string): MetricLeaf => ({ ...leaf, value: null, raw: `${leaf.raw} (${why})` });
  if (share !== undefined && (leaf.value < 0 || leaf.value > 1)) {
    const remedy =
      place === undefined
        ? {}
        : {
            remedy: `if it is in percent, set format: plain in the policy and name it by its path in the file: metric: ${quoteForYaml(formatMetricPath(place))}`,
          };
    return { ...refuse('a proportion from 0 to 1 is expected'), ...remedy };
  }
  const [stderr, spread] = [beside.stderr, beside.spread].map(readDeviation);
  if (stderr === null) return refuse(`its standard error is ${describeRaw(beside.stderr ?? null)}`);
  if (spread === null) return refuse(`its standard deviation is ${describeRaw(beside.spread ?? null)}`);
  if (samples === null || samples === 0)
    return refuse(`its number of examples is ${describeRaw(beside.samples ?? null)}`);
  return {
    ...leaf,
    ...(stderr === undefined ? {} : { stderr }),
    ...(spread === undefined ? {} : { spread }),
    ...(share === 'of examples' && isShareOfCounted(leaf.value, samples, stderr)
      ? { scale: 'proportion' }
      : {}),
  };
}

/**
 * Whether a proportion counts whole examples, each right or wrong. Then it is a count over `samples`, and any standard
 * error of the mean is √(p(1−p)/(n−1)). Half points, weights and rounding fail this check.
 */
function isShareOfCounted(share: number, samples: number | undefined, stderr: number | undefined): boolean {
  if (samples === undefined) return false;
  const count = share * samples;
  if (Math.abs(count - Math.round(count)) > COUNT_TOLERANCE) return false;
  if (stderr === undefined || samples === 1) return true;
  const expected = [samples - 1, samples].map((n) => Math.sqrt((share * (1 - share)) / n));
  return expected.some((candidate) => Math.abs(candidate - stderr) <= COUNT_TOLERANCE);
}

/** Undefined if missing, null if invalid. */
function readDeviation(value: JsonValue | undefined): number | null | undefined {
  if (value === undefined || NO_STDERR.includes(value)) return undefined;
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

function readCount(value: JsonValue | undefined): number | null | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** The standard deviation of single examples; undefined for fewer than two. */
export function spreadOf(scores: readonly number[]): number | undefined {
  const n = scores.length;
  if (n < 2) return undefined;
  const mean = scores.reduce((sum, score) => sum + score, 0) / n;
  return Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (n - 1));
}

/** A comma ends a value inside YAML's braces, where gates are often written. */
function quoteForYaml(path: string): string {
  return /^[\w./ -]+$/.test(path) ? path : `'${path.replaceAll("'", "''")}'`;
}

/** The value as written, shortened. */
export function describeRaw(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Map) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return shorten(text, RAW_LENGTH);
}

/**
 * The numbers in a tool's value for one metric, by their keys below `above`. A `null` is a missing number. Texts,
 * lists (curves, examples) and booleans are not metrics.
 */
export function placeNumbers(value: JsonValue, above: readonly string[], beside: Beside = {}): Placed[] {
  if (value instanceof Map) {
    return [...value].flatMap(([key, child]) => placeNumbers(child, [...above, key], beside));
  }
  return typeof value === 'number' || value === null ? [[above, toMeasuredLeaf(value, beside)]] : [];
}
