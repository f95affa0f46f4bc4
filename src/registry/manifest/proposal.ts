import { StagegateError } from '../../errors.js';
import { readLine } from '../../history/chain.js';
import type { HistoryEntry } from '../../model/history-entry.js';
import type { Plan } from '../../model/registry.js';
import type { Proposal } from './store.js';

/** New texts by path. */
type Files = ReadonlyMap<string, string>;

/**
 * What makes a plan's proposal the same as, or different from, those that wait to be merged.
 * @param history the history file's path
 * @param write returns the files' texts after a plan
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
      return (
        entry !== null && [...write(as(plan, entry))].every(([path, text]) => earlier.get(path) === text)
      );
    },
  };
}

/** An exclusive stage has one open proposal; in any other stage each version has its own. */
function topicOf({ model, exclusive, entry: { action, version, to } }: Plan): readonly string[] {
  // The stage isn't its topic, or it would replace a proposal for that stage.
  if (action === 'acknowledge' || action === 'unregister' || action === 'confirm')
    return [model, action, version, to];
  return exclusive ? [model, to] : [model, version, to];
}

/** The topics that a proposal about a version or its stage can have. */
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

/** What a reviewer who closed a proposal has declined: this move, on this evidence, replacing these versions. */
function moveOf(entry: HistoryEntry): string {
  const { action, model, version, to, archived, forced, artifacts, differed = null } = entry;
  const evidence = [entry['report-sha256'], entry.reports ?? null];
  // Only a registration brings new files.
  const files = action === 'register' ? (artifacts ?? null) : null;
  return JSON.stringify([action, model, version, to, archived, forced, evidence, files, differed]);
}

/** The plan as the run of `entry` would have made it. */
function as(plan: Plan, { time, run }: HistoryEntry): Plan {
  const { registration, entry } = plan;
  return {
    ...plan,
    registration: registration === null ? null : { ...registration, registeredAt: time },
    entry: { ...entry, time, run },
  };
}

/** The last line of a history, which a proposal adds; null when it can't be read. */
export function lastEntry(file: string, text: string): HistoryEntry | null {
  const lines = text.split('\n').filter((line) => line !== '');
  try {
    return readLine(lines.at(-1) ?? '', { file, line: lines.length, restore: '' }).entry;
  } catch (error) {
    if (error instanceof StagegateError) return null;
    throw error;
  }
}
