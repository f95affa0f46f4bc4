import { StagegateError } from '../../errors.js';
import { sealEntry } from '../../history/chain.js';
import type { HistoryEntry } from '../../model/history-entry.js';
import type { Plan, Registration } from '../../model/registry.js';
import { compareVersions } from '../../model/version.js';
import {
  leftOpen,
  ServerFailure,
  unlessMissing,
  type ModelServer,
  type NewVersion,
  type ServerVersion,
  type VersionName,
} from './api/server.js';
import type { Reading } from './history/reading.js';
import { isOurs, METRICS, REGISTERED, SHA256, toTags } from './history/tags.js';

/**
 * Adds a version and its history line in one request. The server assigns the number, so the line is written for the
 * number that should be next, and again if another run got that one.
 * @returns the number
 */
export async function registerVersion(
  plan: Plan,
  registration: Registration,
  basis: Reading,
  server: ModelServer,
): Promise<string> {
  const source = requireInput(registration, basis, server);
  const { model } = plan;
  const line = lineTags(plan.entry, server);
  const tags = { ...registration.tags, ...factTags(registration, server), ...line };
  const version = { source, runId: runOf(source), tags };
  const made = (await createIn(plan.entry, version, { basis, server })).version;
  if (made !== plan.entry.version) {
    for (const tag of toTagList(plan.entry, made, server)) {
      await server.setVersionTag({ name: model, version: made }, tag);
    }
    if (registration.asked) throw otherNumber(plan.entry, made, server);
  }
  for (const alias of registration.aliases) await setAlias(alias, { name: model, version: made }, server);
  return made;
}

/** @returns the source @throws StagegateError `input` */
function requireInput(
  { source, version, asked, tags }: Registration,
  basis: Reading,
  server: ModelServer,
): string {
  const refuse = (message: string, hint: string) => new StagegateError('input', message, { hint });
  if (source === null) {
    throw refuse(
      'no source is given, but an MLflow server only registers a version with one',
      "Name the place of the model's files: --source s3://… or runs:/…/model",
    );
  }
  const next = nextNumber(basis);
  if (asked && version !== next) {
    throw refuse(
      `${server.label} numbers versions itself: the next version is ${next}, not ${version}`,
      'Leave the version out.',
    );
  }
  const reserved = Object.keys(tags).find(isOurs);
  if (reserved !== undefined) {
    throw refuse(
      `the tag ${JSON.stringify(reserved)} is reserved: stagegate keeps the history under such keys`,
      'Choose a key that does not start with stagegate.',
    );
  }
  return source;
}

/** Creates the version before a missing model: the server then checks the version's fields before it creates anything. */
async function createIn(
  entry: HistoryEntry,
  version: NewVersion,
  { basis, server }: { basis: Reading; server: ModelServer },
): Promise<ServerVersion> {
  const made = basis.exists
    ? await create(entry, version, server)
    : await unlessMissing(() => create(entry, version, server));
  if (made !== null) return made;
  await server.createModel(entry.model);
  return create(entry, version, server);
}

/** The server never reuses the number of a deleted version, so the next number can't be known for certain. */
function otherNumber({ model, version }: HistoryEntry, made: string, { label }: ModelServer): StagegateError {
  return new StagegateError(
    'input',
    `version ${made} of ${JSON.stringify(model)} was registered instead of ${version}: ${label} numbers versions itself, and ${version} was taken`,
    {
      hint: `Use version ${made}, which has no aliases yet, or delete it. Leave the version out next time.`,
    },
  );
}

async function setAlias(alias: string, at: VersionName, server: ModelServer): Promise<void> {
  try {
    await server.setAlias(at, alias);
  } catch (error) {
    if (!(error instanceof ServerFailure)) throw error;
    throw leftOpen(
      error,
      `version ${at.version} is registered, but setting its alias ${alias} failed: ${error.message}`,
      "Set the alias in MLflow. Don't run this again: it would register another version.",
    );
  }
}

/** After a lost answer, looks for the new version: the line in its tags identifies it. */
async function create(entry: HistoryEntry, version: NewVersion, server: ModelServer): Promise<ServerVersion> {
  try {
    return await server.createVersion(entry.model, version);
  } catch (error) {
    if (!(error instanceof ServerFailure)) throw error;
    if (error.errorCode === 'INVALID_PARAMETER_VALUE') throw refused(error);
    if (error.definite) throw error;
    const made = await findMade(entry.model, version, server);
    if (made === null) throw unsure(entry, error);
    return made;
  }
}

/** Null also when the server still does not answer. */
async function findMade(
  model: string,
  version: NewVersion,
  server: ModelServer,
): Promise<ServerVersion | null> {
  try {
    const newest = await server.newest(model);
    return newest?.tags[REGISTERED] === version.tags[REGISTERED] ? newest : null;
  } catch (error) {
    if (error instanceof ServerFailure) return null;
    throw error;
  }
}

/** The server objects to the input. */
function refused(failure: ServerFailure): StagegateError {
  return new StagegateError('input', failure.message, {
    hint: "Check the source and the tags; nothing was registered. The source has to be an address that the server accepts, such as s3://bucket/path or runs:/…/model, not a path on this machine. A tag's key may have letters, digits, spaces and /_-.:",
    cause: failure,
  });
}

function unsure({ version }: HistoryEntry, failure: ServerFailure): StagegateError {
  return leftOpen(
    failure,
    `${failure.message}; version ${version} does not seem to be registered`,
    `Run it again with version ${version}: if it was registered after all, nothing changes.`,
  );
}

/** The run in a source (`runs:/<id>/model`): its metrics are the version's. */
function runOf(source: string): string | undefined {
  return /^runs:\/+([0-9a-f]{32})(?:\/|$)/.exec(source)?.[1];
}

function nextNumber({ versions }: Reading): string {
  const highest = [...versions.keys()].sort(compareVersions).at(-1) ?? '0';
  return String(BigInt(highest) + 1n);
}

/** The line for a number. It is not part of the chain, so it only has what concerns the version itself. */
function toTagList(entry: HistoryEntry, version: string, server: ModelServer) {
  const artifact = entry.artifacts?.[entry.version];
  const artifacts = artifact === undefined ? undefined : { [version]: artifact };
  const own = { ...entry, version, artifacts, beginning: undefined };
  return toTags(REGISTERED, sealEntry(own), server.features.tagValue);
}

function lineTags(entry: HistoryEntry, server: ModelServer): Record<string, string> {
  return Object.fromEntries(toTagList(entry, entry.version, server).map(({ key, value }) => [key, value]));
}

function factTags({ sha256, metrics }: Registration, server: ModelServer): Record<string, string> {
  const text = JSON.stringify(metrics);
  return {
    ...(sha256 === null ? {} : { [SHA256]: sha256 }),
    ...(text === '{}' || text.length > server.features.tagValue ? {} : { [METRICS]: text }),
  };
}
