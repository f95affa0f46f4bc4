import { onlyRecords, type HistoryLine } from '../../../model/history-entry.js';
import { respell, stagesAfter } from '../../../history/replay.js';
import type { Finding, ModelVersion, Revision, Snapshot } from '../../../model/registry.js';
import { compareVersions } from '../../../model/version.js';
import { describeLine, openIntents } from './journal.js';
import type { StageStorage } from '../stage-storage.js';
import type { ModelReader, Reading } from './reading.js';
import type { ServerVersion } from '../api/server.js';
import { findStaleAliases, staleFinding } from '../stale-aliases.js';
import { isOurs, METRICS, SHA256 } from './tags.js';

/** What a read saw, so that `apply` can check that it still holds. */
export class MlflowRevision implements Revision {
  constructor(readonly reading: Reading) {}

  get id(): string {
    return this.reading.journal.lines.at(-1)?.sha256 ?? 'empty';
  }
}

interface SnapshotOptions {
  readonly reader: ModelReader;
  readonly storage: StageStorage;
  readonly stages: readonly string[];
}

/** Turns a reading into the snapshot that every registry gives. */
export function toSnapshot(found: Reading, options: SnapshotOptions): Snapshot {
  const { reader, stages } = options;
  const { journal } = found;
  // an intent that has been carried out already counts, even if it isn't recorded yet
  const done = journal.intents.find(({ line }) => reader.isInEffect(line.entry, found));
  const lines = done === undefined ? journal.lines : [...journal.lines, done.line];
  const recorded = stagesAfter(lines.map((line) => respell(line, stages)));
  const versions = [...found.versions.values()]
    .sort((a, b) => compareVersions(a.version, b.version))
    .map((held) => toModelVersion(held, reader.stageOf(held, { ...found, recorded })));
  return {
    model: found.name,
    exists: found.exists,
    versions,
    complete: found.complete,
    numbersVersions: true,
    aliases: aliasesOf(found),
    history: mergeByTime(lines, journal.registrations).map((line) => respell(line, stages)),
    head: lines.at(-1)?.sha256 ?? null,
    problems: [
      ...journal.problems,
      ...findDeleted(found),
      ...findStrayAliases(found, versions, options),
      ...findFormerAliases(found, versions, options),
    ],
    revision: new MlflowRevision(found),
  };
}

function toModelVersion(held: ServerVersion, stage: string): ModelVersion {
  return {
    version: held.version,
    stage,
    source: held.source,
    sha256: held.tags[SHA256] ?? null,
    registeredAt: held.createdAt === null ? null : new Date(held.createdAt).toISOString(),
    metrics: readMetrics(held.tags[METRICS]),
    tags: Object.fromEntries(Object.entries(held.tags).filter(([key]) => !isOurs(key))),
    ...(held.status === null || held.status === 'READY'
      ? {}
      : { unready: `is ${held.status} on the server` }),
  };
}

function readMetrics(text = '{}'): Record<string, number> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof parsed !== 'object' || parsed === null) return {};
  const isMetric = (pair: [string, unknown]): pair is [string, number] => Number.isFinite(pair[1]);
  return Object.fromEntries(Object.entries(parsed).filter(isMetric));
}

/** The model's aliases, or else those in the answers about single versions. */
function aliasesOf({ model, versions }: Reading): Record<string, string> {
  if (model !== null) return { ...model.aliases };
  return Object.fromEntries(
    [...versions.values()].flatMap(({ version, aliases }) =>
      (aliases ?? []).map((alias) => [alias, version]),
    ),
  );
}

/** Inserts registrations, which follow no line, by their time. The other lines keep their order. */
function mergeByTime(lines: readonly HistoryLine[], registrations: readonly HistoryLine[]): HistoryLine[] {
  const waiting = registrations.toSorted((a, b) => (a.entry.time < b.entry.time ? -1 : 1)).reverse();
  const before = (time: string) => {
    const due: HistoryLine[] = [];
    for (let next = waiting.at(-1); next !== undefined && next.entry.time <= time; next = waiting.at(-1)) {
      due.push(next);
      waiting.pop();
    }
    return due;
  };
  return [...lines.flatMap((line) => [...before(line.entry.time), line]), ...waiting.reverse()];
}

/** Lines of deleted versions that only an intent still has. The next run that promotes keeps them. */
function findDeleted({ complete, versions, journal }: Reading): Finding[] {
  return openIntents(journal)
    .map(({ line }) => line.entry)
    .filter(({ version, action }) => action !== 'unregister' && complete && !versions.has(version))
    .map((entry) => ({
      version: entry.version,
      message: `version ${entry.version} was deleted with its history line: only an intent says that a run ${describeLine(entry)} at ${entry.time}`,
    }));
}

function findFormerAliases(
  { model, complete, journal }: Reading,
  versions: readonly ModelVersion[],
  { storage, stages }: SnapshotOptions,
): Finding[] {
  if (model === null || !complete) return [];
  return findStaleAliases({
    storage,
    stages,
    aliases: model.aliases,
    lines: journal.lines.map((line) => respell(line, stages)),
    stageOf: (version) => versions.find((held) => held.version === version)?.stage ?? null,
  }).map(staleFinding);
}

/** A stage and its alias must name the same version; otherwise somebody moved one of them without stagegate. */
function findStrayAliases(
  { model, complete, journal }: Reading,
  versions: readonly ModelVersion[],
  { storage, stages }: SnapshotOptions,
): Finding[] {
  if (model === null || !complete || !storage.usesStages) return [];
  return stages.flatMap((stage) => {
    const alias = storage.aliasOf(stage);
    const lines = journal.lines.filter(
      ({ entry }) => !onlyRecords(entry.action) && (entry.to === stage || entry.from === stage),
    );
    if (alias === null || lines.length === 0) return [];
    const held = versions.filter((version) => version.stage === stage).map(({ version }) => version);
    const target = Object.hasOwn(model.aliases, alias) ? model.aliases[alias] : undefined;
    const moved = lines.at(-1)?.entry;
    // on its way up, a version keeps the alias of the stage that it left
    const isUp = moved !== undefined && stages.indexOf(moved.to) > stages.indexOf(stage);
    if (held.length === 0 ? target === undefined || isUp : target !== undefined && held.includes(target))
      return [];
    const points = target === undefined ? 'is not set' : `points at version ${target}`;
    const holds =
      held.length === 0 ? `no version is in ${stage}` : `version ${held.join(', ')} is in ${stage}`;
    const message = `the alias ${alias} ${points}, but ${holds}`;
    return [{ version: target ?? held[0] ?? '', message, stage }];
  });
}
