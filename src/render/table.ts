import type { GateResult } from '../model/gate-result.js';
import type { Outcome } from '../promotion/outcome.js';
import { condense } from './condense.js';
import { makeRow, type GateRow } from './row.js';

/** Every gate's numbers. */
export interface GateTable {
  /** Heads of the value columns. */
  readonly champion: string | null;
  readonly candidate: string;
  /** Failures first. */
  readonly rows: readonly GateRow[];
}

/** Blocked first, so that a person on a phone sees them without scrolling. */
const ORDER = { fail: 0, inconclusive: 1, skip: 2, pass: 3 } as const;

export function tableOf({ gates, version, previousVersion, asked, confirmation }: Outcome): GateTable | null {
  if (gates.length === 0) return null;
  const several = isSeveral(gates);
  return {
    champion: headOf(gates, previousVersion),
    candidate: `version ${asked === 'confirmed' ? (confirmation?.version ?? version) : version}`,
    rows: unite(condense(withChampion(gates)).map(makeRow))
      .map((row) => (several ? nameOpponent(row) : row))
      .sort((a, b) => rank(a) - rank(b)),
  };
}

/** The head of the champion's column: the version compared with. If there are several, each row names its own. */
function headOf(gates: readonly GateResult[], previousVersion: string | null): string | null {
  const compared = gates.filter(({ champion }) => champion !== null);
  if (isSeveral(compared)) return 'compared with';
  const version = compared.find(({ against }) => against !== undefined)?.against ?? previousVersion;
  return compared.length === 0 || version === null ? null : `version ${version}`;
}

/** Whether the candidate was compared with more than one version. */
function isSeveral(gates: readonly GateResult[]): boolean {
  return new Set(gates.flatMap(({ against }) => against ?? [])).size > 1;
}

function nameOpponent(row: GateRow): GateRow {
  if (row.against === null) return row;
  const version = `version ${row.against}`;
  return { ...row, champion: row.champion === '' ? version : `${version}: ${row.champion}` };
}

/** A metric that one bound compares shows the champion's number beside its other bounds too. */
function withChampion(gates: readonly GateResult[]): GateResult[] {
  const known = new Map<string | null, number>();
  for (const { metric, champion } of isSeveral(gates) ? [] : gates)
    if (typeof champion === 'number') known.set(metric, champion);
  return gates.map((result) => {
    const { gate, metric, check } = result;
    const shows = gate === 'metric' && (check === 'min' || check === 'max') && result.champion === null;
    return shows ? { ...result, champion: known.get(metric) ?? null } : result;
  });
}

/** The bounds of one metric that came out alike share a row. */
function unite(rows: readonly GateRow[]): GateRow[] {
  const united = new Map<string, GateRow>();
  for (const [at, row] of rows.entries()) {
    const key =
      row.value === null ? `alone ${at}` : JSON.stringify([row.verdict, row.gate, row.value, row.against]);
    const same = united.get(key);
    united.set(key, same === undefined ? row : unitePair(same, row));
  }
  return [...united.values()];
}

/** The longer number has the digits that both bounds ask for. */
function unitePair(a: GateRow, b: GateRow): GateRow {
  const longer = (one: string, other: string) => (other.length > one.length ? other : one);
  return {
    ...a,
    champion: longer(a.champion, b.champion),
    candidate: longer(a.candidate, b.candidate),
    change: longer(a.change, b.change),
    required: `${a.required}, ${b.required}`,
    results: a.results + b.results,
  };
}

/** Within a verdict, metrics come before other gates. */
function rank({ verdict, value }: GateRow): number {
  return 2 * ORDER[verdict] + (value === null ? 1 : 0);
}
