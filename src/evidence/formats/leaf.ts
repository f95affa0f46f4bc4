import { shorten } from '../../text/safe.js';
import type { MetricLeaf } from '../evidence.js';
import { formatMetricPath } from '../path-syntax.js';
import type { JsonValue } from '../python-json.js';
import type { Placed } from '../metric-tree.js';

const RAW_LENGTH = 40;
/** How tools write that there is no standard error. */
const NO_STDERR: readonly JsonValue[] = [null, '', 'N/A', 'n/a'];
/** Far above what rounding does to a share of counted examples, far below one example. */
const COUNT_TOLERANCE = 1e-6;

/** What a report says beside a value, as it stands there; undefined where it says nothing. */
export interface Beside {
  readonly stderr?: JsonValue | undefined;
  readonly samples?: JsonValue | undefined;
  readonly spread?: JsonValue | undefined;
  readonly direction?: MetricLeaf['direction'];
  /** The format defines the value as a share from 0 to 1: of examples that are right or wrong, or some other. */
  readonly share?: 'of examples' | 'other' | undefined;
  /** The keys that lead to the value in the file, for a report that is to be read as `plain`. */
  readonly place?: readonly string[] | undefined;
  /** The keys that lead to the number of examples, by which a gate can name it. */
  readonly samplesPlace?: readonly string[] | undefined;
}

/** A number, or the explained absence of one. */
export function toLeaf(value: JsonValue): MetricLeaf {
  const finite = typeof value === 'number' && Number.isFinite(value);
  return { kind: 'leaf', value: finite ? value : null, raw: describeRaw(value) };
}

/**
 * The same with what stands beside it. A value that its format rules out, or whose standard error or number of
 * examples can't be one, is no number to judge by.
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
 * Whether a share is one of whole examples, each right or wrong: then it is a count over `samples`, and the mean's
 * standard error, if there is one, is √(p(1−p)/(n−1)). Half points, weights and rounding show here.
 */
function isShareOfCounted(share: number, samples: number | undefined, stderr: number | undefined): boolean {
  if (samples === undefined) return false;
  const count = share * samples;
  if (Math.abs(count - Math.round(count)) > COUNT_TOLERANCE) return false;
  if (stderr === undefined || samples === 1) return true;
  const expected = [samples - 1, samples].map((n) => Math.sqrt((share * (1 - share)) / n));
  return expected.some((candidate) => Math.abs(candidate - stderr) <= COUNT_TOLERANCE);
}

/** Undefined for none, null for what can't be one. */
function readDeviation(value: JsonValue | undefined): number | null | undefined {
  if (value === undefined || NO_STDERR.includes(value)) return undefined;
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

function readCount(value: JsonValue | undefined): number | null | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** A comma ends a value between YAML's braces, where gates are often written. */
function quoteForYaml(path: string): string {
  return /^[\w./ -]+$/.test(path) ? path : `'${path.replaceAll("'", "''")}'`;
}

/** What stands there, short and as written. */
export function describeRaw(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Map) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return shorten(text, RAW_LENGTH);
}

/**
 * The numbers in a value that a tool wrote for one metric, by their keys below `above`: also `null`, where a number
 * was not to be had. Texts, lists (curves, examples) and what is true or false are no metrics.
 */
export function placeNumbers(value: JsonValue, above: readonly string[], beside: Beside = {}): Placed[] {
  if (value instanceof Map) {
    return [...value].flatMap(([key, child]) => placeNumbers(child, [...above, key], beside));
  }
  return typeof value === 'number' || value === null ? [[above, toMeasuredLeaf(value, beside)]] : [];
}
