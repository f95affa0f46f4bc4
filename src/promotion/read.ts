import type { Problem, Report } from '../evidence/evidence.js';
import { RUN_TEMPLATE } from '../evidence/reader.js';
import { READ_BY_SHAPE } from '../evidence/report-entry.js';
import { selectLines, type LineFilter } from '../history/select.js';
import type { HistoryLine } from '../model/history-entry.js';
import type { Snapshot } from '../model/registry.js';
import { ARCHIVED, NONE } from '../model/stage.js';
import { requireKnown, type CommandContext, watchSteps } from './command.js';
import { versionsInUse, type InUse } from './due-confirmations.js';
import { parseModelName } from './request.js';

/* What list-versions, history and programs read. */

/** Models, and how the versions in use stand. */
export interface Listed {
  readonly snapshots: readonly Snapshot[];
  readonly inUse: readonly InUse[];
}

/** Lines of the history, and how the versions in use stand now. */
export interface History {
  readonly lines: readonly HistoryLine[];
  readonly inUse: readonly InUse[];
}

/** A model's versions, aliases and history as they are now. @throws StagegateError `input` for an unknown model */
export async function readModel(model: string, { registry, read }: CommandContext): Promise<Snapshot> {
  const name = parseModelName(model);
  const snapshot = await read(() => registry.read(name));
  await requireKnown(snapshot, registry);
  return snapshot;
}

/** A model's versions, or those of all models. @throws StagegateError `input` for an unknown model */
export async function listVersions(model: string | null, context: CommandContext): Promise<Listed> {
  const snapshots = model === null ? await readAllModels(context) : [await readModel(model, context)];
  const now = context.now();
  return {
    snapshots,
    inUse: snapshots.flatMap((snapshot) => versionsInUse(snapshot, context.policy, now)),
  };
}

/** The version of a model with the highest number, and what its MLflow run says. */
export interface NewestRun {
  readonly version: string;
  readonly stage: string;
  readonly reports: readonly Report[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the run of a model's newest version; null without a version.
 * @throws StagegateError `input` for an unknown model, and where the registry isn't an MLflow server
 */
export async function readNewestRun(model: string, context: CommandContext): Promise<NewestRun | null> {
  const { registry, read } = context;
  const name = parseModelName(model);
  const snapshot = await read(() => registry.read(name, { version: 'latest', rollback: null }));
  await requireKnown(snapshot, registry);
  const newest = snapshot.versions.at(-1);
  if (newest === undefined) return null;
  const { reader } = await context.settings(snapshot);
  const subject = { model: name, version: newest.version };
  const { reports, problems } = await reader.reports([RUN_TEMPLATE], subject, READ_BY_SHAPE);
  return { version: newest.version, stage: newest.stage, reports, problems };
}

/** Every model, also those that only the history knows. @throws StagegateError `input` when the registry is missing */
export async function readAllModels(context: CommandContext): Promise<readonly Snapshot[]> {
  const { registry, read } = context;
  const snapshots = await read(() => registry.readAll(undefined, watchSteps(context, 'reading')));
  if (snapshots.length === 0) await registry.requireThere?.();
  return snapshots;
}

/** The names of all registered models, sorted. @throws StagegateError `input` when the registry is missing */
export async function listModels({ registry }: CommandContext): Promise<readonly string[]> {
  const models = await registry.models();
  if (models.length === 0) await registry.requireThere?.();
  return models;
}

/** The stages that a version can be moved to: the policy's in the order of promotion, then `Archived` and `None`. */
export function listStages({ stages }: CommandContext): readonly string[] {
  return [...stages, ARCHIVED, NONE];
}

/**
 * The history of one model, or of all of them, oldest first.
 * @throws StagegateError `input` for a stage that neither the policy nor the history knows
 */
export async function readHistory(
  model: string | null,
  filter: LineFilter,
  context: CommandContext,
): Promise<History> {
  const snapshots = model === null ? await readAllModels(context) : [await readModel(model, context)];
  // toSorted is stable: lines with the same time keep their order
  const lines = snapshots
    .flatMap(({ history }) => history)
    .toSorted((a, b) => a.entry.time.localeCompare(b.entry.time));
  const now = context.now();
  return {
    lines: selectLines(lines, filter, context.stages),
    inUse: snapshots.flatMap((snapshot) => versionsInUse(snapshot, context.policy, now)),
  };
}
