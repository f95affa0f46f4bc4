import { StagegateError } from '../../errors.js';
import { sealEntry } from '../../history/chain.js';
import type { HistoryEntry } from '../../history/entry.js';
import type { Plan, Registration } from '../registry.js';
import { compareVersions } from '../version.js';
import { toTags } from './long-tag.js';
import type { Reading } from './reading.js';
import { ServerFailure, type ModelServer, type NewVersion, type ServerVersion } from './server.js';
import { METRICS, REGISTERED, SHA256 } from './tags.js';

/**
 * Adds a version and its history line in one request. The server gives the number: the line is written for the one
 * that comes next, and written anew when another run was quicker.
 * @returns the number
 */
export async function registerVersion(
  plan: Plan,
  registration: Registration,
  basis: Reading,
  server: ModelServer,
): Promise<string> {
  const { source } = registration;
  const { model } = plan;
  if (source === null) {
    throw new StagegateError(
      'input',
      'no source is given, and an MLflow server registers no version without one',
      {
        hint: "Give the place of the model's files: --source s3://… or runs:/…/model",
      },
    );
  }
  const next = nextNumber(basis);
  if (registration.version !== next && basis.versions.size > 0) {
    throw new StagegateError(
      'input',
      `${server.label} numbers versions itself: the next one is ${next}, not ${registration.version}`,
      {
        hint: 'Leave the version out.',
      },
    );
  }
  if (!basis.exists) await server.createModel(model);
  const line = lineTags(plan.entry, server);
  const tags = { ...registration.tags, ...factTags(registration, server), ...line };
  const made = await create(model, { source, runId: runOf(source), tags }, server);
  if (made.version !== plan.entry.version) {
    for (const tag of toTagList({ ...plan.entry, version: made.version }, server)) {
      await server.setVersionTag({ name: model, version: made.version }, tag);
    }
  }
  for (const alias of registration.aliases)
    await server.setAlias({ name: model, version: made.version }, alias);
  return made.version;
}

/** A lost answer leaves open whether there is a new version: the line in its tags tells it from all others. */
async function create(model: string, version: NewVersion, server: ModelServer): Promise<ServerVersion> {
  try {
    return await server.createVersion(model, version);
  } catch (error) {
    if (!(error instanceof ServerFailure) || error.definite) throw error;
    const newest = await server.newest(model);
    if (newest !== null && newest.tags[REGISTERED] === version.tags[REGISTERED]) return newest;
    throw error;
  }
}

/** The run that a source names (`runs:/<id>/model`): its metrics are the version's. */
function runOf(source: string): string | undefined {
  return /^runs:\/+([0-9a-f]{32})(?:\/|$)/.exec(source)?.[1];
}

function nextNumber({ versions }: Reading): string {
  const highest = [...versions.keys()].sort(compareVersions).at(-1) ?? '0';
  return String(BigInt(highest) + 1n);
}

function toTagList(entry: HistoryEntry, server: ModelServer) {
  const own = artifactsUnder(entry);
  return toTags(REGISTERED, sealEntry(own), server.features.tagValue);
}

/** The files that the line tells of are those of the version that it names. */
function artifactsUnder(entry: HistoryEntry): HistoryEntry {
  const [artifact] = Object.values(entry.artifacts ?? {});
  return artifact === undefined ? entry : { ...entry, artifacts: { [entry.version]: artifact } };
}

function lineTags(entry: HistoryEntry, server: ModelServer): Record<string, string> {
  return Object.fromEntries(toTagList(entry, server).map(({ key, value }) => [key, value]));
}

function factTags({ sha256, metrics }: Registration, server: ModelServer): Record<string, string> {
  const text = JSON.stringify(metrics);
  return {
    ...(sha256 === null ? {} : { [SHA256]: sha256 }),
    ...(text === '{}' || text.length > server.features.tagValue ? {} : { [METRICS]: text }),
  };
}
