import { StagegateError } from '../../errors.js';
import { readLine } from '../../history/chain.js';
import type { HistoryEntry } from '../../model/history-entry.js';
import type { Plan } from '../../model/registry.js';
import type { Proposal } from './store.js';

/** A change as texts by path. */
type Files = ReadonlyMap<string, string>;

/**
 * How a plan is told from others that wait to be merged.
 * @param write the files' texts when a plan is carried out
 */
export function describeProposal(plan: Plan, history: string, write: (plan: Plan) => Files): Proposal {
  return {
    topic: topicOf(plan),
    renews: (earlier) => {
      const entry = lastEntry(history, earlier.get(history) ?? '');
      return entry !== null && moveOf(entry) === moveOf(plan.entry);
    },
    repeats: (earlier) => {
      const entry = lastEntry(history, earlier.get(history) ?? '');
      return entry !== null && isSame(write(as(plan, entry)), earlier);
    },
  };
}

/** One proposal a stage that has one holder; where versions stand side by side, each has its own. */
function topicOf({ model, exclusive, entry: { action, version, to } }: Plan): readonly string[] {
  // no stage's: a change that waits for a stage must not give way to it
  if (action === 'acknowledge' || action === 'unregister') return [model, action, version, to];
  return exclusive ? [model, to] : [model, version, to];
}

/** The topics that a proposal about a version or its stage may have. */
export function topicsAbout({
  model,
  version,
  stage,
}: {
  model: string;
  version: string;
  stage: string;
}): readonly (readonly string[])[] {
  return [
    [model, stage],
    [model, version, stage],
  ];
}

/** What makes a change another one for whoever has turned it down: the move, its evidence, whom it replaces. */
function moveOf(entry: HistoryEntry): string {
  const { action, model, version, to, archived, forced, artifacts, differed = null } = entry;
  const evidence = [entry['report-sha256'], entry.reports ?? null];
  // the files of a version that is there already say nothing new
  const files = action === 'register' ? (artifacts ?? null) : null;
  return JSON.stringify([action, model, version, to, archived, forced, evidence, files, differed]);
}

/** The plan as another run would have made it, at its time. */
function as(plan: Plan, { time, run }: HistoryEntry): Plan {
  const { registration, entry } = plan;
  return {
    ...plan,
    registration: registration === null ? null : { ...registration, registeredAt: time },
    entry: { ...entry, time, run },
  };
}

/** The line that a proposal adds; null where it can't be read. */
export function lastEntry(file: string, text: string): HistoryEntry | null {
  const lines = text.split('\n').filter((line) => line !== '');
  try {
    return readLine(lines.at(-1) ?? '', { file, line: lines.length, restore: '' }).entry;
  } catch (error) {
    if (error instanceof StagegateError) return null;
    throw error;
  }
}

function isSame(files: Files, earlier: ReadonlyMap<string, string | null>): boolean {
  return [...files].every(([path, text]) => earlier.get(path) === text);
}
