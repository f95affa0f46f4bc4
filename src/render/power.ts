import type { Power, PowerOfGate } from '../promotion/power.js';
import { forTerminal } from '../text/safe.js';
import { alignColumns, joinBlocks, type Column, type Style } from './terminal-parts.js';

/** A chance above this is shown as `>99.95%`, and one below 1 minus this as `<0.05%`. */
const SURE = 0.9995;

/** Figures under the names that `--json` has. */
export function toPowerJson(found: Power): Record<string, unknown> {
  const { model, version, stage, reports, effect, gates, replay, problems, withoutReport } = found;
  return {
    ...{ model, version, stage, reports, 'without-report': withoutReport, effect },
    gates: gates.map((gate) => ({
      gate: 'metric',
      ...{ metric: gate.metric, check: gate.check, required: gate.required, against: gate.against },
      ...{ confidence: gate.confidence, samples: gate.samples, differing: gate.differing },
      clusters: gate.clusters?.count ?? null,
      correlation: gate.clusters?.correlation ?? null,
      'equal-passes': gate.worth?.equalPasses ?? null,
      'bound-passes': gate.worth?.boundPasses ?? null,
      detectable: gate.worth?.detectable ?? null,
      needs: gate.worth?.needs ?? null,
      ...(gate.clusters === null ? {} : { 'needs-clusters': gate.clusters.needs }),
      'flip-rate': gate.flipRate,
      ...(replay === null ? {} : { flips: gate.flips }),
      reason: gate.problem ?? tellPower(gate, effect),
    })),
    ...(replay === null ? {} : { flips: replay.flips, replayed: replay.reports }),
    problems,
  };
}

/** Figures for a terminal: a sentence for each bound, then a table. */
export function renderPower(found: Power, style: Style): string {
  const { model, version, stage, gates, effect, replay, problems, reports, withoutReport } = found;
  const source = reports.length === 0 ? `version ${version}` : `version ${version} (${reports.join(', ')})`;
  return joinBlocks([
    [style.strong(forTerminal(`What the gates of ${model} for ${stage} are worth, by ${source}`))],
    tellWithout(withoutReport),
    problems.map((problem) => `  ${style.bad('✖')} ${forTerminal(problem)}`),
    gates.length === 0 && problems.length === 0
      ? ['  No gate of this stage judges a metric.']
      : gates.map((gate) => sentence(gate, effect, style)),
    gates.some(({ worth }) => worth !== null) ? table(found, style) : [],
    replay === null ? [] : tellReplay(found, style),
  ]);
}

/** Newer versions that say nothing. */
function tellWithout(versions: readonly string[]): string[] {
  const [first] = versions;
  if (first === undefined) return [];
  const others = versions.length - 1;
  const more =
    others === 0 ? ' has' : ` and ${others} other newer ${others === 1 ? 'version' : 'versions'} have`;
  return [`  Version ${first}${more} no report yet.`];
}

function sentence(gate: PowerOfGate, effect: number | null, style: Style): string {
  if (gate.problem !== null) {
    const alone = gate.confidence === null ? 'judges the number alone; ' : '';
    return `  ${style.caution('?')} ${forTerminal(`${nameOf(gate)}: ${alone}${gate.problem}`)}`;
  }
  return `  ${forTerminal(`${nameOf(gate)}: ${tellPower(gate, effect)}`)}`;
}

/** `accuracy max-regression 0.01`. */
function nameOf({ metric, check, required }: PowerOfGate): string {
  return `${metric} ${check} ${required}`;
}

/** One bound's figures in words. */
function tellPower(gate: PowerOfGate, effect: number | null): string {
  const { worth, confidence, samples, flipRate, isTolerated, differing, clusters } = gate;
  if (worth === null) return '';
  const compares = gate.check === 'max-regression' || gate.check === 'min-improvement';
  const examples =
    samples === null
      ? 'an unknown number of examples'
      : `${count(samples)} examples${tellClusters(clusters)}`;
  const differ = differing === null ? '' : `, of which the two versions differ on ${percent(differing)},`;
  const how =
    confidence === null
      ? `judges the number alone${flipRate === null ? ` of ${examples}` : `, and with ${examples} its verdict flips between two evaluations of the same model ${percent(flipRate)} of the time`}`
      : `judged at ${confidence} with ${examples}${differ.replace(/,$/, '')}`;
  const equal = compares
    ? `a version equal to ${gate.against === null ? "today's" : `version ${gate.against}`}`
    : `a version as good as today's (${shorten(gate.equal ?? 0)})`;
  const passes = worth.equalPasses;
  const bound =
    worth.boundPasses === null
      ? 'no true value lies exactly on the bound'
      : `one exactly on the bound passes ${percent(worth.boundPasses)}`;
  const tolerated = isTolerated ? ' (an inconclusive result passes too)' : '';
  const parts = [`${how}${tolerated}`];
  if (passes !== null)
    parts.push(`${equal} passes ${percent(passes)} of the time and is blocked ${percent(1 - passes)}`);
  parts.push(bound, tellDetectable(worth.detectable, compares));
  if (effect !== null) parts.push(tellNeeds(gate, effect));
  return `${parts.join('; ')}.`;
}

function tellDetectable(detectable: number | null, compares: boolean): string {
  if (detectable === null) return 'no true value passes 80% of the time';
  const size = shorten(Math.abs(detectable));
  if (!compares)
    return `it passes 80% of the time what is truly ${size} ${detectable < 0 ? 'short of' : 'beyond'} the bound`;
  return detectable < 0
    ? `it passes 80% of the time what is truly no more than ${size} worse`
    : `it passes 80% of the time what is truly at least ${size} better`;
}

/** `in 80 clusters by question_id (two of one cluster correlate by 0.31)` */
function tellClusters(clusters: PowerOfGate['clusters']): string {
  if (clusters === null) return '';
  const alike = Number(clusters.correlation.toFixed(2));
  return ` in ${count(clusters.count)} clusters by ${clusters.by} (two of one cluster correlate by ${alike})`;
}

function tellNeeds({ worth, clusters }: PowerOfGate, effect: number): string {
  const needs = worth?.needs ?? null;
  if (needs === null) return `no number of examples shows a difference of ${effect} 80% of the time`;
  const groups = clusters === null ? '' : `, in ${count(clusters.needs ?? 0)} clusters as large as these`;
  return `a true difference of ${effect} takes about ${count(needs)} examples of each version${groups}`;
}

function table({ gates, effect, replay }: Power, style: Style): string[] {
  const isClustered = gates.some(({ clusters }) => clusters !== null);
  const right = (head: string): Column => ({ head, align: 'right' });
  const columns: Column[] = [
    { head: 'gate', align: 'left' },
    right('confidence'),
    right('examples'),
    ...(isClustered ? [right('clusters')] : []),
    right('equal passes'),
    right('on the bound'),
    right('detectable'),
    ...(effect === null ? [] : [right(`needs for ${effect}`)]),
    ...(replay === null ? [] : [right('flips')]),
  ];
  const cells = gates.map((gate) => [
    forTerminal(nameOf(gate)),
    gate.confidence ?? 'number alone',
    gate.samples === null ? '' : count(gate.samples),
    ...(isClustered ? [gate.clusters === null ? '' : count(gate.clusters.count)] : []),
    gate.worth === null ? '?' : orDash(gate.worth.equalPasses, percent),
    gate.worth === null ? '?' : orDash(gate.worth.boundPasses, percent),
    gate.worth === null ? '?' : orDash(gate.worth.detectable, shorten),
    ...(effect === null ? [] : [gate.worth === null ? '?' : orDash(gate.worth.needs, count)]),
    ...(replay === null ? [] : [orDash(gate.flips, percent)]),
  ]);
  const { head, lines } = alignColumns(columns, cells);
  return [style.faint(`    ${head}`), ...lines.map((line) => `    ${line}`)];
}

function tellReplay({ replay, gates }: Power, style: Style): string[] {
  if (replay === null) return [];
  const flipping = gates.filter(({ flips }) => flips !== null && flips > 0);
  const which =
    flipping.length === 0 ? 'no gate flips' : `it is ${flipping.map(nameOf).join(', ')} that flips`;
  return [
    `  ${style.strong(`The verdict flips in ${percent(replay.flips)} of the pairs of ${replay.reports.length} reports`)}: ${forTerminal(which)}.`,
    ...replay.reports.map(
      ({ path, verdict }) =>
        `    ${verdict === 'allowed' ? style.good('✔') : style.bad('✖')} ${forTerminal(path)}: ${verdict}`,
    ),
  ];
}

function orDash(value: number | null, show: (value: number) => string): string {
  return value === null ? '–' : show(value);
}

/** Never 0% or 100% for a chance that is neither. */
function percent(chance: number): string {
  if (chance > 0 && chance < 1 - SURE) return '<0.05%';
  if (chance < 1 && chance > SURE) return '>99.95%';
  return `${Number((100 * chance).toFixed(1))}%`;
}

/** Three digits. */
function shorten(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** 9,200 */
function count(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
