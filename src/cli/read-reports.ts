import { EXIT } from '../errors.js';
import { stagesAfter } from '../history/replay.js';
import type { Verification } from '../history/verify.js';
import type { Snapshot } from '../model/registry.js';
import { NONE } from '../model/stage.js';
import { compareVersions } from '../model/version.js';
import { confirmCommand, tellOverdue, type InUse } from '../promotion/due-confirmations.js';
import type { History, Listed } from '../promotion/read.js';
import { alignColumns, alignEach } from '../render/terminal-parts.js';
import { renderHistory, renderVerification } from '../render/terminal-reports.js';
import { forTerminal } from '../text/safe.js';
import type { Report } from './terminal.js';

const left = (head: string) => ({ head, align: 'left' }) as const;

/**
 * The text has no model name, as in MLflow's tutorials, and no column for what is known about the versions in use: that
 * is in the JSON and the warnings.
 */
export function reportVersions({ snapshots, inUse }: Listed): Report {
  const [snapshot] = snapshots;
  if (snapshot === undefined) throw new TypeError('a model was asked for');
  return {
    status: EXIT.done,
    get json() {
      return listed(snapshot, inUse);
    },
    warnings: warnOverdue(inUse),
    *text() {
      const columns = ['Version', 'Stage'].map(left);
      const lines = alignEach(columns, snapshot.versions, ({ version, stage }) => [version, stage]);
      for (const line of lines) yield `${line}\n`;
    },
  };
}

export function reportAllVersions({ snapshots, inUse }: Listed): Report {
  return {
    status: EXIT.done,
    get json() {
      return { models: snapshots.map((snapshot) => listed(snapshot, inUse)) };
    },
    warnings: warnOverdue(inUse),
    *text() {
      const rows = snapshots.flatMap(({ model, versions }) =>
        versions.map(({ version, stage }) => [forTerminal(model), version, forTerminal(stage)]),
      );
      const lines = alignEach(['Model', 'Version', 'Stage'].map(left), rows, (row) => row);
      if (rows.length === 0) yield 'The registry has no versions yet.\n';
      else for (const line of lines) yield `${line}\n`;
    },
  };
}

function listed({ model, versions, aliases }: Snapshot, inUse: readonly InUse[]) {
  return {
    model,
    versions: versions.map(({ registeredAt, ...version }) => ({
      ...version,
      'registered-at': registeredAt,
      ...liveOf(inUse.find((held) => held.model === model && held.version === version.version)),
    })),
    aliases,
  };
}

function liveOf(held: InUse | undefined) {
  return held === undefined
    ? {}
    : { live: { confirmed: held.confirmed, due: held.due, overdue: held.overdue } };
}

function warnOverdue(inUse: readonly InUse[]): string[] {
  return inUse.flatMap((held) => {
    const told = tellOverdue(held);
    return told === null ? [] : [`${held.model}: ${told}. Run ${confirmCommand(held)}`];
  });
}

/** @param isFiltered whether there may be more lines than these */
export function reportHistory({ lines, inUse }: History, isFiltered = false): Report {
  return {
    status: EXIT.done,
    warnings: warnOverdue(inUse),
    json: lines.map(({ entry }) => entry),
    text: (style) => renderHistory(lines, style, isFiltered),
  };
}

/**
 * Which version was in which stage at a moment, by the history.
 * @param only a stage, in any case; undefined for all of them
 */
export function reportMoment(snapshots: readonly Snapshot[], at: Date, only?: string): Report {
  const isAsked = (stage: string) => only === undefined || stage.toLowerCase() === only.toLowerCase();
  const rows = snapshots.flatMap(({ model, history }) =>
    [...stagesAfter(history, at)]
      .filter(([, stage]) => stage !== NONE && isAsked(stage))
      .sort(([a], [b]) => compareVersions(a, b))
      .map(([version, stage]) => ({ model, version, stage })),
  );
  const columns = ['model', 'version', 'stage'].map(left);
  return {
    status: EXIT.done,
    json: { at: at.toISOString(), versions: rows },
    text: (style) => {
      const cells = rows.map(({ model, version, stage }) => [
        forTerminal(model),
        version,
        forTerminal(stage),
      ]);
      const { head, lines } = alignColumns(columns, cells);
      const when = `At ${at.toISOString()}, by the history:`;
      return rows.length === 0
        ? `${when} nothing ${only === undefined ? 'had a stage' : `was in ${forTerminal(only)}`}.\n`
        : `${when}\n\n${[style.faint(head), ...lines].join('\n')}\n`;
    },
  };
}

export function reportVerification(results: readonly Verification[]): Report {
  const sound = results.every(({ problems }) => problems.length === 0);
  const isAway = results.some(({ unread }) => unread === 'unavailable');
  return {
    status: sound ? EXIT.done : isAway ? EXIT.unavailable : EXIT.badInput,
    json: { verified: sound, models: results },
    text: (style) => renderVerification(results, style),
  };
}
