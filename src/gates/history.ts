import type { HistoryLine } from '../model/history-entry.js';
import type { ModelVersion, Snapshot } from '../model/registry.js';
import type { GateContext } from './context.js';
import type { GateResult } from '../model/gate-result.js';

/**
 * `history`: a pull request may add to what its base has recorded and not alter it, or its author would write the
 * numbers that the candidate is compared with. No results where nothing is proposed.
 */
export function checkHistory({ base, snapshot, champions }: GateContext): GateResult[] {
  if (base === undefined || base === null) return [];
  const required = `continues ${base.name}'s`;
  const result = {
    gate: 'history',
    metric: null,
    check: null,
    observed: null,
    required,
    champion: null,
  } as const;
  if (base.snapshot === null) {
    const reason = `what ${base.name} has recorded can't be read, so nothing was compared with it`;
    return [{ ...result, verdict: 'skip', reason }];
  }
  const altered = findAltered(
    base.name,
    base.snapshot,
    snapshot,
    champions.map(({ version }) => version),
  );
  if (altered !== null) return [{ ...result, verdict: 'fail', reason: altered }];
  return [{ ...result, verdict: 'pass', reason: `what ${base.name} has recorded is as it was` }];
}

function findAltered(
  name: string,
  base: Snapshot,
  own: Snapshot,
  champions: readonly string[],
): string | null {
  const last = base.history.at(-1);
  // each line holds the digest of the one before it, so the last one stands for all
  if (last !== undefined && !own.history.some(({ sha256 }) => sha256 === last.sha256)) {
    return `the history does not continue ${name}'s, whose last line ${tell(last)} is not in it: bring the branch up to date with ${name}, and add to the history only`;
  }
  for (const champion of champions) {
    const [before, now] = [base, own].map(({ versions }) =>
      versions.find(({ version }) => version === champion),
    );
    const differs = before === undefined || now === undefined ? null : differenceOf(before, now);
    if (differs !== null)
      return `${differs} of version ${champion}, which the candidate is compared with, is not what ${name} has: leave it as it is there`;
  }
  return null;
}

function tell({ entry, file, line }: HistoryLine): string {
  return `(${entry.action} version ${entry.version} to ${entry.to}, ${file}${line === null ? '' : `:${line}`})`;
}

/** What of a version stands for its numbers; its stage is the history's to tell. */
function differenceOf(before: ModelVersion, now: ModelVersion): string | null {
  if (before.source !== now.source) return 'the source';
  if (before.sha256 !== now.sha256) return 'the SHA-256';
  const names = [...new Set([...Object.keys(before.metrics), ...Object.keys(now.metrics)])];
  const metric = names.find((name) => valueOf(before, name) !== valueOf(now, name));
  return metric === undefined ? null : `the metric ${metric}`;
}

function valueOf({ metrics }: ModelVersion, name: string): number | undefined {
  return Object.hasOwn(metrics, name) ? metrics[name] : undefined;
}
