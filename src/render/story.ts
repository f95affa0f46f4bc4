import { formatNumber, formatPair } from '../gates/number.js';
import { isBlocking, type GateResult, type Shown } from '../gates/result.js';
import { condense, type Condensed } from './condense.js';
import type { Outcome } from '../promotion/outcome.js';
import { ARCHIVED, NONE } from '../registry/stage.js';

/**
 * What people read, in every place the same words: the terminal, the step summary and later the comment only
 * format it. All text in it is raw; each format makes it safe for its own edge.
 */
export interface Story {
  readonly tone: 'good' | 'bad' | 'neutral';
  readonly headline: string;
  /** What changed, what did not, what to do. */
  readonly lead: readonly string[];
  /** The command that undoes it, or null. */
  readonly undo: string | null;
  /** Why it is blocked, one sentence each; failures that were overridden too. */
  readonly failures: readonly string[];
  readonly table: StoryTable | null;
  readonly notices: readonly string[];
  readonly footer: readonly string[];
}

export interface StoryTable {
  /** Heads of the value columns. */
  readonly champion: string | null;
  readonly candidate: string;
  /** Failures first. */
  readonly rows: readonly StoryRow[];
}

export interface StoryRow {
  readonly verdict: GateResult['verdict'];
  readonly gate: string;
  readonly champion: string;
  readonly candidate: string;
  readonly change: string;
  readonly required: string;
}

export function tellOutcome(outcome: Outcome): Story {
  const blocking = outcome.gates.filter(isBlocking);
  return {
    tone: outcome.decision === 'blocked' ? 'bad' : outcome.decision === 'unchanged' ? 'neutral' : 'good',
    headline: headlineOf(outcome, blocking.length),
    lead: leadOf(outcome),
    undo: outcome.decision === 'promoted' ? undoOf(outcome) : null,
    failures: [...new Set(blocking.map(({ reason }) => reason))],
    table: tableOf(outcome),
    notices: outcome.notices,
    footer: footerOf(outcome),
  };
}

function headlineOf(outcome: Outcome, failed: number): string {
  const { model, version, stage, decision, asked, previousStage, gates, forced } = outcome;
  const of = `${failed} of ${gates.length} ${gates.length === 1 ? 'check' : 'checks'} failed`;
  switch (decision) {
    case 'promoted':
      return `${model} ${version} is in ${stage}${forced ? `, by force: ${of}` : ''}`;
    case 'rolled-back':
      return `${model} is back on version ${version} in ${stage}`;
    case 'registered':
      return `${model} ${version} is registered`;
    case 'unchanged':
      return asked === 'registered'
        ? `${model} ${version} is registered already`
        : `${model} ${version} is in ${stage} already`;
    case 'allowed':
      return outcome.pullRequest === null
        ? `${model} ${version} may go to ${stage}`
        : proposalHeadline(outcome, outcome.pullRequest);
    case 'blocked':
      return `${model} ${version} stays in ${previousStage ?? NONE}: ${of}`;
  }
}

function proposalHeadline({ asked, model, version, stage }: Outcome, number: number): string {
  switch (asked) {
    case 'promoted':
      return `${model} ${version} is proposed for ${stage} in pull request #${number}`;
    case 'rolled-back':
      return `going back to ${model} ${version} in ${stage} is proposed in pull request #${number}`;
    case 'registered':
      return `registering ${model} ${version} is proposed in pull request #${number}`;
  }
}

function leadOf(outcome: Outcome): string[] {
  const { decision, stage, version, previousVersion: before, archivedVersions, previousStage } = outcome;
  const still = before === null ? `No version is in ${stage}.` : `${stage} is still version ${before}.`;
  switch (decision) {
    case 'promoted':
      return [stage === ARCHIVED || stage === NONE ? `It came from ${previousStage}.` : replaced(outcome)];
    case 'rolled-back':
      return [
        archivedVersions.length === 0
          ? `${stage} was empty.`
          : `It replaced ${list(archivedVersions)}, archived now.`,
      ];
    case 'registered':
      return ['It is in stage None: promote it when its evaluation is there.'];
    case 'unchanged':
      return ['Nothing was changed.'];
    case 'allowed': {
      const moves = outcome.transitions.map(
        (move) => `version ${move.version} from ${move.from} to ${move.to}`,
      );
      if (outcome.pullRequest === null)
        return [`It would move ${moves.join(', and ')}. Nothing was changed.`];
      const does = moves.length === 0 ? 'adds the version, in stage None' : `moves ${moves.join(', and ')}`;
      return [`Merging it ${does}. Until then nothing is changed.`];
    }
    case 'blocked':
      return [before === version ? 'Nothing was changed.' : `${still} Nothing was changed.`];
  }
}

function replaced({ stage, previousVersion, archivedVersions, previousStage }: Outcome): string {
  if (archivedVersions.length > 0)
    return `It came from ${previousStage} and replaced ${list(archivedVersions)}, archived now.`;
  if (previousVersion !== null)
    return `It came from ${previousStage}; version ${previousVersion} stays in ${stage} beside it.`;
  return `It came from ${previousStage}; ${stage} was empty.`;
}

function undoOf({ model, stage, previousVersion }: Outcome): string | null {
  if (previousVersion === null) return null;
  return `stagegate rollback --model ${quote(model)} --stage ${quote(stage)} --reason "…"`;
}

/** One word of a shell's command. */
function quote(word: string): string {
  return /^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function list(versions: readonly string[]): string {
  return `${versions.length === 1 ? 'version' : 'versions'} ${versions.join(', ')}`;
}

/** Blocked first, so that a person on a phone sees them without scrolling. */
const ORDER = { fail: 0, inconclusive: 1, skip: 2, pass: 3 } as const;

function tableOf({ gates, version, previousVersion }: Outcome): StoryTable | null {
  if (gates.length === 0) return null;
  const compares = gates.some(({ champion }) => champion !== null);
  return {
    champion: compares && previousVersion !== null ? `version ${previousVersion}` : null,
    candidate: `version ${version}`,
    rows: condense(gates)
      .map((result) => ('results' in result ? condensedRow(result) : rowOf(result)))
      .sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]),
  };
}

function rowOf(gate: GateResult): StoryRow {
  const { observed, champion, required } = gate;
  const numbers = typeof observed === 'number' && typeof champion === 'number';
  const bounded = typeof observed === 'number' && typeof required === 'number' && champion === null;
  const [alone, bound] = bounded ? formatPair(observed, required) : [show(observed), show(required)];
  const [candidate, other] = numbers ? formatPair(observed, champion) : [alone, show(champion)];
  return {
    verdict: gate.verdict,
    gate: labelOf(gate),
    candidate,
    champion: other,
    change: numbers ? signed(observed - champion) : '',
    required: requirementOf(gate.check, bound),
  };
}

function condensedRow({ metric, results }: Condensed): StoryRow {
  // sorted and not spread: a report may have more slices than a call may have arguments
  const values = results.map(({ observed }) => Number(observed)).sort((a, b) => a - b);
  const [least, most] = formatPair(values[0] ?? 0, values.at(-1) ?? 0);
  const [first] = results;
  if (first === undefined) throw new TypeError('a condensed row needs results');
  return {
    ...rowOf(first),
    gate: `${metric} (${results.length})`,
    candidate: least === most ? least : `${least} … ${most}`,
  };
}

function labelOf({ gate, metric, check }: GateResult): string {
  if (gate === 'metric') return metric ?? 'metric';
  if (gate === 'tests') return `tests ${metric ?? ''}`.trim();
  return check === null || check === gate ? gate : `${gate}: ${check}`;
}

function requirementOf(check: GateResult['check'], bound: string): string {
  switch (check) {
    case 'min':
      return `≥ ${bound}`;
    case 'max':
      return `≤ ${bound}`;
    case 'max-regression':
      return `≤ ${bound} worse`;
    case 'min-improvement':
      return `≥ ${bound} better`;
    case 'min-samples':
      return `≥ ${bound} examples`;
    case 'max-age':
      return `≤ ${bound} old`;
    case 'soak':
      return `≥ ${bound}`;
    case null:
    default:
      return bound;
  }
}

function show(value: Shown): string {
  if (value === null) return '';
  return typeof value === 'number' ? formatNumber(value) : value;
}

function signed(difference: number): string {
  // the shown difference of two shown numbers; the verdict was reached in decimals
  const rounded = Number(difference.toPrecision(6));
  return rounded > 0 ? `+${formatNumber(rounded)}` : formatNumber(rounded).replace('-', '−');
}

function footerOf({ reports, policyFile, registry, commit }: Outcome): string[] {
  return [
    ...reports.map(({ path, sha256 }) => `report ${path} (${sha256.slice(0, 12)}…)`),
    ...(policyFile === null ? [] : [`policy ${policyFile}`]),
    `registry ${registry}`,
    ...(commit === null ? [] : [`commit ${commit.slice(0, 12)}`]),
  ];
}
