import { type MetricGroup, type MetricLeaf, type MetricNode, UnreadableReport } from '../evidence.js';
import type { JsonValue } from '../python-json.js';
import { type Format, type JsonObject, type Reading, membersAt, objectAt, textAt } from './format.js';
import { spreadOf, toLeaf, toMeasuredLeaf } from './leaf.js';
import { readPlain } from './plain.js';

/** trec_eval's word for the summary over all queries. */
const ALL = 'all';
/** trec_eval's measures. Some have a cutoff or other parameters: `ndcg_cut_10`, `utility_1,-1,0,0`, `ndcg_1=3.5`. */
const MEASURE =
  /^(?:runid|relstring|utility|infAP|11pt_avg|recip_rank|binG|G|Rndcg|Rprec|ndcg(?:_rel)?|(?:gm_)?(?:map|bpref)|num_(?:q|ret|rel|rel_ret|nonrel_judged_ret)|set_(?:P|recall|F|map|relative_P)|yaap|rbp(?:_resid)?|(?:P|recall|map_cut|ndcg_cut|relative_P|success|Rprec_mult|iprec_at_recall|set_F|utility|unj|G|Rndcg|ndcg(?:_rel)?)_[-\d.,=]+)$/;
/** Summaries that are a sum, a geometric mean or a text. */
const NO_MEAN = /^(?:num_|gm_|runid$|relstring$)/;

/**
 * trec_eval's output, and the numbers by query that people dump from pytrec_eval. Metrics are `query.measure`, and
 * `all.measure` over all queries as in trec_eval: as it wrote them, else the mean over the queries. Queries that the
 * run doesn't answer are missing in pytrec_eval's numbers. No `*` matches `all`.
 */
export const trec = {
  name: 'trec',
  lacks: (value) => {
    if (!(value instanceof Map) || value.size === 0) return 'is not an object of queries';
    const known = new Set<string>();
    const isMeasured = (row: JsonValue) =>
      row instanceof Map && row.size > 0 && [...row].every(([key, item]) => isMeasure(key, item, known));
    const other = [...value].find(([, row]) => !isMeasured(row));
    return other === undefined
      ? null
      : `has something other than trec_eval's measures under ${JSON.stringify(other[0].slice(0, 60))}`;
  },
  read: readQueries,
} as const satisfies Format;

/**
 * Whether a key and its value are a measure. `known` saves time: files have thousands of queries with the same keys.
 */
function isMeasure(key: string, value: JsonValue, known: Set<string>): boolean {
  if (typeof value === 'object' && value !== null) return false;
  if (known.has(key)) return true;
  if (!MEASURE.test(key)) return false;
  known.add(key);
  return true;
}

function readQueries(value: JsonValue): Reading {
  const root = membersAt(value);
  const queries = [...root].filter(([name]) => name !== ALL).map(([, row]) => membersAt(row));
  const { metrics, statement } = readPlain(value);
  const children = new Map([...metrics.children].filter(([name]) => name !== ALL));
  const stated = objectAt(root, ALL);
  const all = stated === undefined ? averageAll(queries) : measureAll(stated, queries);
  const evaluated = textAt(stated, 'runid');
  return {
    metrics: { kind: 'group', children, aside: new Map([[ALL, all]]) },
    statement: { ...statement, ...(evaluated === undefined ? {} : { evaluated }) },
  };
}

/** The summary that trec_eval wrote. Some of the queries that it counts may not be listed (-c, or without -q). */
function measureAll(stated: JsonObject, queries: readonly JsonObject[]): MetricGroup {
  const samples = stated.get('num_q');
  const spread = (measure: string) =>
    samples === queries.length ? spreadOf(readNumbers(measure, queries) ?? []) : undefined;
  return toGroup(
    [...stated].map(([measure, value]) =>
      NO_MEAN.test(measure)
        ? [measure, toLeaf(value)]
        : [measure, toMeasuredLeaf(value, { samples, spread: spread(measure) })],
    ),
  );
}

function averageAll(queries: readonly JsonObject[]): MetricGroup {
  const measures = new Set(queries.flatMap((query) => [...query.keys()]));
  const means = [...measures].filter((measure) => !NO_MEAN.test(measure));
  return toGroup(means.map((measure) => [measure, average(measure, queries)]));
}

function average(measure: string, queries: readonly JsonObject[]): MetricLeaf {
  const numbers = readNumbers(measure, queries);
  if (numbers === undefined) return { kind: 'leaf', value: null, raw: 'not a number for each query' };
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  return toMeasuredLeaf(mean, { samples: numbers.length, spread: spreadOf(numbers) });
}

/** A measure's number for each query; undefined if a query has none. */
function readNumbers(measure: string, queries: readonly JsonObject[]): number[] | undefined {
  const numbers = queries.map((query) => query.get(measure)).filter((value) => Number.isFinite(value));
  return numbers.length === queries.length ? (numbers as number[]) : undefined;
}

function toGroup(entries: readonly (readonly [string, MetricNode])[]): MetricGroup {
  return { kind: 'group', children: new Map(entries) };
}

/** trec_eval prints `%-22s\t%s\t%6.4f`: a measure, padded, the query or `all`, and its value. */
const LINE = /^(?=[^\t]{22})(\S+) *\t(\S+)\t *(\S+)$/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * The output of trec_eval: values by query and measure. Null for any other text, and if a value is there twice.
 * @throws UnreadableReport when the last line has no end: a number may be cut off, and 0.52 is still a number
 */
export function parseTrec(text: string): JsonValue | null {
  if (!LINE.test(text.slice(0, 400).split(/\r?\n/, 1)[0] ?? '')) return null;
  const queries = new Map<string, Map<string, JsonValue>>();
  for (const line of text.trimEnd().split(/\r?\n/)) {
    const [, measure, query, value] = LINE.exec(line) ?? [];
    if (measure === undefined || query === undefined || value === undefined) return null;
    const row = queries.get(query) ?? new Map<string, JsonValue>();
    if (row.has(measure)) return null;
    queries.set(query, row.set(measure, NUMBER.test(value) ? Number(value) : value));
  }
  if (!text.endsWith('\n')) throw new UnreadableReport('is cut off: its last line has no line break');
  return queries;
}
