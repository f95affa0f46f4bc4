import { StagegateError } from '../errors.js';
import type { Report, TestFile } from '../evidence/evidence.js';
import type { Examples } from '../evidence/reader.js';
import type { GateContext } from '../gates/context.js';
import { GateFault } from '../gates/fault.js';
import { judgeGates, type Judged } from '../gates/index.js';
import type { Policy } from '../policy/load.js';
import { COMPARISONS, doubtComparison, type ComparisonBound } from '../policy/metric-rules.js';
import { isBlocking } from '../model/gate-result.js';
import { groupBy } from '../model/group-by.js';
import type { DecisionFacts, JudgedReport } from './decision.js';
import { digestReports, listReports } from './report-digests.js';

/** Judges every gate, and finds the place that each result is about. */
export function judge(
  context: GateContext,
  policy: Policy | null,
): Pick<DecisionFacts, 'gates' | 'gatePlaces' | 'comparisons' | 'blockedByNumbers'> {
  const judged = judgeAt(context, policy);
  const locate = ({ result, place, path }: Judged) =>
    place ?? policy?.placeOf([...context.rules.path, ...path], result.check) ?? null;
  return {
    gates: judged.map(({ result }) => result),
    gatePlaces: judged.map(locate),
    comparisons: doubtComparisons(judged, context),
    blockedByNumbers: judged.some(isBlockedByNumber),
  };
}

/** Whether a metric was judged and doesn't meet its bound. A missing number wasn't judged. */
function isBlockedByNumber({ result, of }: Judged): boolean {
  const { check, observed, champion, interval } = result;
  if (of === null || !isBlocking(result) || typeof observed !== 'number' || check === 'min-samples')
    return false;
  return of.confidence === undefined ? champion !== 'missing' : interval !== undefined;
}

/** Finds comparison bounds that look wrong once the actual numbers are known (a missing %). */
function doubtComparisons(judged: readonly Judged[], { rules }: GateContext): ComparisonBound[] {
  return [...groupBy(judged, ({ of }) => of)].flatMap(([gate, found]) => {
    if (gate === null) return [];
    const [{ path }] = found;
    const within = rules.gates[Number(path[1])];
    const alternative =
      within !== undefined && 'any-of' in within ? ['any-of', within['any-of'].indexOf(gate)] : [];
    const numbers = numbersOf(found);
    return COMPARISONS.filter((check) => gate[check] !== undefined).map((check) => ({
      path: [...rules.path, ...path, ...alternative],
      check,
      doubt: doubtComparison(gate, check, numbers),
    }));
  });
}

/** The metrics' values, the champions' first. */
function numbersOf(judged: readonly Judged[]): number[] {
  // a min-samples row shows a count
  const rows = judged.map(({ result }) => result).filter(({ check }) => check !== 'min-samples');
  return [...rows.map(({ champion }) => champion), ...rows.map(({ observed }) => observed)].filter(
    (shown) => typeof shown === 'number',
  );
}

/** @throws StagegateError `policy` at the gate when nothing says whether higher or lower is better */
export function judgeAt(context: GateContext, policy: Pick<Policy, 'placeOf'> | null): Judged[] {
  return placeFaults(() => judgeGates(context), context, policy);
}

/**
 * Turns a gate's fault into an error at the gate's place in the policy.
 * @param rules all rules of the stage, even if only some of them are judged
 * @throws StagegateError `policy` at the gate
 */
export function placeFaults<Result>(
  run: () => Result,
  { rules }: Pick<GateContext, 'rules'>,
  policy: Pick<Policy, 'placeOf'> | null,
): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof GateFault)) throw error;
    const { code, message, hint } = error.cause;
    const at = rules.gates.indexOf(error.gate);
    const place = policy?.placeOf([...rules.path, 'gates', at, ...error.path.slice(2)]);
    throw new StagegateError(code, message, { place, hint, cause: error });
  }
}

/** Evidence other than reports. */
interface Beside {
  /** Per-example results. */
  readonly examples: readonly Examples[];
  readonly tests: readonly TestFile[];
}

const NOTHING_BESIDE: Beside = { examples: [], tests: [] };

/** Lists the judged files with their digests. */
export function tellReports(
  reports: readonly Report[],
  now: Date,
  { examples, tests }: Beside = NOTHING_BESIDE,
): Pick<DecisionFacts, 'reports' | 'reportSha256' | 'reportFiles'> {
  const others = [...examples, ...tests];
  const told = reports.map((report) => tellReport(report, now));
  const files = examples.map(({ path, sha256 }) => ({ path, sha256, age: null, commit: null }));
  return {
    reports: [...told, ...files],
    reportSha256: digestReports([...reports, ...others]),
    reportFiles: listReports(reports, others),
  };
}

/** The test files, and the per-example results of both versions. */
export function besideOf({ paired, rows, tests }: GateContext): Beside {
  const pairs = [...paired.values()].flatMap(({ candidate, champion }) => [candidate, champion]);
  const files = [...pairs, ...rows.values()];
  const read = files.filter((file) => 'rows' in file);
  return {
    examples: read.filter(({ path }, at) => read.findIndex((other) => other.path === path) === at),
    tests: [...tests.values()].flatMap((found) => found.files),
  };
}

function tellReport({ path, sha256, statement }: Report, now: Date): JudgedReport {
  const { time, commit = null } = statement;
  return { path, sha256, age: time === undefined ? null : now.getTime() - time.getTime(), commit };
}
