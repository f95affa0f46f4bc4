import { UnreadableReport } from '../evidence.js';
import { formatMetricPath, toSegment, type MetricPath } from '../path-syntax.js';
import type { Row } from './row.js';

const FILTER: MetricPath = [toSegment('filter')];
const METRICS: MetricPath = [toSegment('metrics')];
const DOCUMENT: MetricPath = [toSegment('doc_id')];
const NO_FILTER = 'none';

/**
 * lm-evaluation-harness logs a document once for every filter of its task. As in its report, a filter is named behind
 * the metric, and without one `none` is meant. Other examples are left as they are.
 * @throws UnreadableReport when no example has the filter
 */
export function pickFilter(rows: Row[], scorePath: MetricPath): { rows: Row[]; scorePath: MetricPath } {
  if (rows.length === 0 || !rows.every(isSample)) return { rows, scorePath };
  const [metric, filter, ...rest] = scorePath;
  const name = filter === undefined || filter.any ? NO_FILTER : filter.key;
  const picked = rows.filter((row) => row.at(FILTER) === name);
  if (metric === undefined || rest.length > 0) return { rows, scorePath };
  if (picked.length > 0) return { rows: picked, scorePath: [metric] };
  const filters = new Set(rows.map((row) => row.at(FILTER)).filter((known) => typeof known === 'string'));
  throw new UnreadableReport(
    `has no examples with the filter ${name}: name one behind the metric, as ${[...filters]
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
