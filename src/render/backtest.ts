import { isBlocking, isUnknown } from '../model/gate-result.js';
import type { Backtest, PastDecision } from '../promotion/past-decision.js';
import { forTerminal } from '../text/safe.js';
import { alignColumns, joinBlocks, type Style } from './terminal-parts.js';

/** What `backtest --json` prints. */
export function toDocument({ policy, policySha256, decisions, changed }: Backtest): Record<string, unknown> {
  return {
    policy,
    'policy-sha256': policySha256,
    decisions: decisions.map(({ model, version, stage, time, was, forced, rolledBack, would, gates }) => ({
      ...{ model, version, stage, time, was, forced, 'rolled-back': rolledBack, would, gates },
    })),
    changed,
  };
}

/** How many reasons are shown for one decision. */
const REASONS = 3;

const COLUMNS = (['time', 'model', 'version', 'stage', 'was', 'would be'] as const).map(
  (head) => ({ head, align: 'left' }) as const,
);

/** For people: the count, then each decision with the reasons of those that wouldn't be promoted. */
export function renderBacktest({ policy, decisions }: Backtest, style: Style): string {
  const made = decisions.filter(({ was }) => was === 'promoted');
  const never = decisions.filter(({ was }) => was !== 'promoted');
  return joinBlocks([
    [
      style.strong(forTerminal(`${policy}: ${summarize(made)}`)),
      ...tellMore(made).map((line) => `  ${forTerminal(line)}`),
    ],
    made.length === 0 ? [] : renderTable(made, style),
    never.length === 0
      ? []
      : ['Never promoted, judged by their evidence as of its evaluation:', '', ...renderTable(never, style)],
  ]);
}

/** `last`: only the last promotions, without their reports. */
type Which = 'all' | 'last';

const LIMIT = { all: 'any more', last: 'by recorded numbers alone' } as const;

/**
 * `2 of 10 promotions would have been blocked`
 * @param which of the promotions they are
 */
export function summarize(made: readonly PastDecision[], which: Which = 'all'): string {
  const { length } = made;
  if (length === 0) return 'there are no promotions to judge';
  const [blocked, unknown] = [count(made, 'blocked'), count(made, 'unknown')];
  const name = which === 'last' ? 'the last promotion' : 'the only promotion';
  if (length === 1 && unknown === 1) return `${name} can't be judged ${LIMIT[which]}`;
  if (length === 1) return `${name} would ${blocked === 1 ? '' : 'not '}have been blocked`;
  const of = which === 'last' ? `the last ${length} promotions` : `${length} promotions`;
  if (unknown === length) return `none of ${of} can be judged ${LIMIT[which]}`;
  return `${blocked === 0 ? 'none' : blocked} of ${of} would have been blocked`;
}

function count(decisions: readonly PastDecision[], would: PastDecision['would']): number {
  return decisions.filter((decision) => decision.would === would).length;
}

/** What else is worth knowing, in a sentence each. */
export function tellMore(made: readonly PastDecision[], which: Which = 'all'): string[] {
  const unknown = count(made, 'unknown');
  const forced = made.filter((decision) => decision.forced);
  const back = made.filter(({ rolledBack }) => rolledBack);
  return [
    ...(unknown > 0 && made.length > 1 ? [`${unknown} can't be judged ${LIMIT[which]}.`] : []),
    ...(forced.length > 0 ? [`${tellSubset(forced, 'forced then')}.`] : []),
    ...(back.length > 0 ? [`${tellSubset(back, 'rolled back later')}.`] : []),
  ];
}

/** `3 were rolled back later: 2 of them would have been blocked` */
function tellSubset(some: readonly PastDecision[], what: string): string {
  const blocked = count(some, 'blocked');
  if (some.length === 1) return `1 was ${what}: it would ${blocked === 1 ? '' : 'not '}have been blocked`;
  return `${some.length} were ${what}: ${blocked === 0 ? 'none' : blocked} of them would have been blocked`;
}

function renderTable(decisions: readonly PastDecision[], style: Style): string[] {
  const cells = decisions.map((decision) => {
    const { time, model, version, stage, would } = decision;
    return [shortTime(time), model, version, stage, tellWas(decision), would].map(forTerminal);
  });
  const { head, lines } = alignColumns(COLUMNS, cells);
  return [
    style.faint(`    ${head}`),
    ...decisions.flatMap((decision, at) => [
      `  ${markOf(decision, style)} ${lines[at] ?? ''}`,
      ...reasonsOf(decision).map((reason) => `        ${style.faint(forTerminal(reason))}`),
    ]),
  ];
}

function markOf({ would }: PastDecision, style: Style): string {
  if (would === 'promoted') return style.good('✔');
  return would === 'blocked' ? style.bad('✖') : style.caution('?');
}

/** What became of it, in a word or two. */
export function tellWas({ was, forced, rolledBack }: PastDecision): string {
  if (was !== 'promoted') return 'not promoted';
  return `${forced ? 'forced' : 'promoted'}${rolledBack ? ', rolled back' : ''}`;
}

/** `2026-11-17 09:30Z` */
export function shortTime(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)}Z`;
}

/** Why it would be blocked, or can't be judged: the first few reasons, and how many more there are. */
export function reasonsOf({ would, gates }: PastDecision): string[] {
  if (would === 'promoted') return [];
  const told = gates.filter(would === 'blocked' ? isBlocking : isUnknown).map(({ reason }) => reason);
  const reasons = [...new Set(told)];
  const more = reasons.length - REASONS;
  return more > 0 ? [...reasons.slice(0, REASONS), `and ${more} more`] : reasons;
}
