import { StagegateError } from '../../errors.js';
import { decodeText, refuseConflictMarkers } from '../decode.js';
import { UnknownColumn, UnreadableReport, type Statement } from '../evidence.js';
import { parseMetricPath, type MetricPath, toSegment, formatMetricPath } from '../path-syntax.js';
import { readCsvRows, readJsonLines, readJsonRows } from './row-readers.js';
import { readCluster, readKey, readScore, type Row, type Table } from './row.js';
import { findContradiction, readVersion, SPECIFIC_VERSION, readVersionNumber } from '../statement.js';
import type { Said } from '../time.js';

/** One example's outcome under one version. */
export interface Example {
  /** Identifies the example, the same for every version. */
  readonly key: string;
  /** Finite; 1 for right and 0 for wrong. */
  readonly score: number;
  /** What the example isn't independent of. Set if the source names it: then a key's rows are its repeats. */
  readonly cluster?: string | undefined;
}

export interface ExamplesReading {
  readonly rows: Example[];
  /** What the file says about itself. */
  readonly statement: Statement;
}

/** The file, and where each example has its key and score: metric paths, or CSV headers. */
export interface ExamplesSource {
  /** Path as the user knows it. Its extension decides between CSV and JSON. */
  readonly path: string;
  readonly key: string;
  readonly score: string;
  /** With it, rows may repeat a key. */
  readonly cluster?: string | undefined;
}

/**
 * Reads results example by example: JSON Lines, CSV with a header (TSV by the ending `.tsv`), a JSON list of objects,
 * the samples of an inspect log, or those of lm-evaluation-harness (a filter follows the metric, as in its
 * report: `exact_match.strict-match`).
 * @throws UnreadableReport with the place of the first example without a usable key, score or cluster
 * @throws UnknownColumn when no example has the cluster
 * @throws StagegateError `policy` when a path can't be read
 */
export function readExamples(
  bytes: Uint8Array,
  { path, key, score, cluster }: ExamplesSource,
): ExamplesReading {
  const keyPath = parsePlace(key);
  const scorePath = parsePlace(score);
  const clusterPath = cluster === undefined ? null : parsePlace(cluster);
  const text = decodeText(bytes);
  refuseConflictMarkers(text);
  const { rows: all, statement } = readRows(path, text);
  const { rows, scorePath: picked } = pickFilter(all, scorePath);
  if (rows.length === 0) throw new UnreadableReport('has no examples');
  const examples =
    clusterPath === null
      ? readEach(rows, keyPath, picked)
      : readClustered(rows, { keyPath, scorePath: picked, clusterPath });
  return { rows: examples, statement: statement ?? statementOf(rows) };
}

function parsePlace(text: string): MetricPath {
  const path = parseMetricPath(text);
  if (!path.some(({ any }) => any)) return path;
  throw new StagegateError('policy', `the path ${JSON.stringify(text)} has a "*", but an example has one key and one score`, {
    hint: 'Write a key that is a star in double quotes: scores."*".value',
  });
}

/** The rows, and the file's own statement if it has one. */
function readRows(path: string, text: string): Table {
  if (/\.csv$/i.test(path)) return { rows: readCsvRows(text, ',') };
  if (/\.tsv$/i.test(path)) return { rows: readCsvRows(text, '\t') };
  if (/\.json$/i.test(path)) return readJsonRows(text);
  if (/\.(?:jsonl|ndjson)$/i.test(path)) return { rows: readJsonLines(text) };
  return { rows: /^\s*\{/.test(text) ? readJsonLines(text) : readCsvRows(text, ',') };
}

function readEach(rows: readonly Row[], keyPath: MetricPath, scorePath: MetricPath): Example[] {
  const places = new Map<string, () => string>();
  return rows.map((row) => {
    const key = readKey(row, keyPath);
    const twin = places.get(key);
    if (twin !== undefined) {
      throw new UnreadableReport(
        `has the example ${shorten(key)} twice, ${twin()} and ${row.place()}: if these are repeats of one example, name the column that they share in the gate (cluster: …)`,
      );
    }
    places.set(key, row.place);
    return { key, score: readScore(row, scorePath) };
  });
}

interface ClusteredPaths {
  readonly keyPath: MetricPath;
  readonly scorePath: MetricPath;
  readonly clusterPath: MetricPath;
}

/** Rows of one key are repeats of one example, and so of one cluster. */
function readClustered(rows: readonly Row[], paths: ClusteredPaths): Example[] {
  const { keyPath, scorePath, clusterPath } = paths;
  if (rows.every((row) => (row.at(clusterPath) ?? null) === null)) {
    const has = rows[0]?.columns === undefined ? 'no row has' : 'its header lacks';
    throw new UnknownColumn(`can't be clustered: ${has} ${formatMetricPath(clusterPath)}`);
  }
  const known = new Map<string, { cluster: string; place: () => string }>();
  return rows.map((row) => {
    const [key, cluster] = [readKey(row, keyPath), readCluster(row, clusterPath)];
    const first = known.get(key);
    if (first === undefined) known.set(key, { cluster, place: row.place });
    else if (first.cluster !== cluster) {
      const clusters = `${shorten(first.cluster)} ${first.place()} and ${shorten(cluster)} ${row.place()}`;
      throw new UnreadableReport(`has the example ${shorten(key)} in two clusters, ${clusters}`);
    }
    return { key, score: readScore(row, scorePath), cluster };
  });
}

function shorten(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}

const VERSION: MetricPath = [toSegment(SPECIFIC_VERSION)];

/**
 * The version that the examples are about, from each one's `model_version`. Other keys don't count: a time or a commit
 * is often the example's, not the evaluation's.
 */
function statementOf(rows: readonly Row[]): Statement {
  const stated = new Map<string, Said<string>>();
  for (const row of rows) {
    const said = readVersion(row.at(VERSION) ?? null);
    if (said === undefined) continue;
    const same = readVersionNumber(said) ?? said;
    if (!stated.has(same)) stated.set(same, { key: SPECIFIC_VERSION, value: said });
    if (stated.size > 1) break;
  }
  const [first] = stated.values();
  if (first === undefined) return {};
  return {
    version: first.value,
    versionIsSpecific: true,
    contradiction: findContradiction([...stated.values()], () => false),
  };
}

const FILTER: MetricPath = [toSegment('filter')];
const METRICS: MetricPath = [toSegment('metrics')];
const DOCUMENT: MetricPath = [toSegment('doc_id')];
const NO_FILTER = 'none';

/**
 * lm-evaluation-harness logs a document once per filter of its task. As in its report, the filter follows the metric,
 * and the default is `none`. Other examples stay as they are.
 * @throws UnreadableReport when no example has the filter
 */
function pickFilter(rows: Row[], scorePath: MetricPath): { rows: Row[]; scorePath: MetricPath } {
  if (rows.length === 0 || !rows.every(isSample)) return { rows, scorePath };
  const [metric, filter, ...rest] = scorePath;
  const name = filter === undefined || filter.any ? NO_FILTER : filter.key;
  const picked = rows.filter((row) => row.at(FILTER) === name);
  if (metric === undefined || rest.length > 0) return { rows, scorePath };
  if (picked.length > 0) return { rows: picked, scorePath: [metric] };
  const filters = new Set(rows.map((row) => row.at(FILTER)).filter((known) => typeof known === 'string'));
  throw new UnreadableReport(
    `has no examples with the filter ${name}: name one after the metric: ${[...filters]
      .slice(0, 5)
      .map((known) => formatMetricPath([metric, known]))
      .join(' or ')}`,
  );
}

function isSample(row: Row): boolean {
  return (
    typeof row.at(FILTER) === 'string' && Array.isArray(row.at(METRICS)) && row.at(DOCUMENT) !== undefined
  );
}
