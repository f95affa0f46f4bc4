import { StagegateError } from '../errors.js';
import { findExchanges } from '../history/artifacts.js';
import { nearest } from '../text/nearest.js';
import { forShell } from '../text/safe.js';
import type { ModelVersion, Snapshot } from '../model/registry.js';
import { refuseSurroundingSpace } from '../model/names.js';
import { isVersion, parseVersion } from '../model/version.js';
import { explainReference } from './request.js';

/** How many versions an error lists. */
const LISTED = 12;

/**
 * The registered version that a number, `latest` (the highest number) or `@alias` means.
 * @throws StagegateError `input` that lists the versions or aliases
 */
export function resolveVersion(asked: string, snapshot: Snapshot): ModelVersion {
  if (asked === '') {
    throw new StagegateError('input', 'no version was given', {
      hint: `Give a number, "latest" or "@alias". ${listVersions(snapshot)}`,
    });
  }
  if (asked.startsWith('@')) return findVersion(resolveAlias(asked.slice(1), snapshot), snapshot);
  if (asked.toLowerCase() === 'latest') return latestVersion(snapshot);
  const version = parseVersion(asked);
  const found = heldVersion(version, snapshot);
  if (found !== undefined) return found;
  throw new StagegateError('input', `model ${JSON.stringify(snapshot.model)} has no version ${version}`, {
    hint: `${listVersions(snapshot)} ${tellRegister(snapshot, version)}`,
  });
}

/** @throws StagegateError `input` when the version is not registered */
export function findVersion(version: string, snapshot: Snapshot): ModelVersion {
  const found = heldVersion(version, snapshot);
  if (found !== undefined) return found;
  throw new StagegateError('input', `model ${JSON.stringify(snapshot.model)} has no version ${version}`, {
    hint: listVersions(snapshot),
  });
}

function heldVersion(version: string, { versions }: Snapshot): ModelVersion | undefined {
  return versions.find((candidate) => candidate.version === version);
}

/** How to register a version, or the next one where the server numbers them: no other number can be registered there. */
function tellRegister({ model, versions, numbersVersions }: Snapshot, version: string): string {
  const name = forShell(model);
  if (numbersVersions !== true)
    return `If version ${version} is new, register it first: stagegate register ${name} ${version} --source …`;
  const next = String(BigInt(versions.at(-1)?.version ?? '0') + 1n);
  return `${version === next ? 'Register it first' : `To register version ${next}`}: stagegate register ${name} --source runs:/…`;
}

/**
 * Requires the files that were registered and judged under this number: other files are another version.
 * @throws StagegateError `manifest` when they were exchanged since the history first met the version
 */
export function requireSameFiles(candidate: ModelVersion, { model, history }: Snapshot): void {
  const [exchange] = findExchanges([candidate], history);
  if (exchange === undefined) return;
  const { line, message } = exchange;
  throw new StagegateError('manifest', message, {
    place: { file: line.file, line: line.line },
    hint: `Restore the original source, and register the other files as a new version of ${JSON.stringify(model)}.`,
  });
}

/** @throws StagegateError `input` when the registry says that the version's files can't be used */
export function requireReady({ version, unready }: ModelVersion, { model }: Snapshot): void {
  if (unready === undefined) return;
  throw new StagegateError('input', `version ${version} of ${JSON.stringify(model)} ${unready}`, {
    hint: 'Register it again, then promote the new version.',
  });
}

function resolveAlias(alias: string, snapshot: Snapshot): string {
  const version = Object.hasOwn(snapshot.aliases, alias) ? snapshot.aliases[alias] : undefined;
  if (version !== undefined && isVersion(version)) return version;
  refuseSurroundingSpace('alias', alias);
  const known = Object.keys(snapshot.aliases);
  const guess = nearest(alias, known);
  throw new StagegateError(
    'input',
    `model ${JSON.stringify(snapshot.model)} has no alias ${JSON.stringify(alias)}`,
    {
      hint: `${guess === undefined ? '' : `Did you mean @${guess}? `}${known.length === 0 ? 'It has no aliases.' : `Its aliases are ${known.slice(0, LISTED).join(', ')}.`}`,
    },
  );
}

function latestVersion(snapshot: Snapshot): ModelVersion {
  const latest = snapshot.versions.at(-1);
  if (latest !== undefined) return latest;
  throw new StagegateError('input', `model ${JSON.stringify(snapshot.model)} has no versions`, {
    hint: `Register one first: stagegate register ${forShell(snapshot.model)} --source …`,
  });
}

function listVersions({ versions }: Snapshot): string {
  if (versions.length === 0) return 'It has no versions yet.';
  const shown = versions.slice(-LISTED).map(({ version }) => version);
  const more = versions.length > LISTED ? ` (the last ${LISTED} of ${versions.length})` : '';
  return `It has ${versions.length === 1 ? 'version' : 'versions'} ${shown.join(', ')}${more}.`;
}

/** @throws StagegateError `input` when the registry has no such model, with the nearest name that it has */
export function requireModel(snapshot: Snapshot, models: readonly string[], label: string): void {
  if (snapshot.exists) return;
  const both = explainReference(snapshot.model, models);
  const guess = nearest(snapshot.model, models);
  const command = `stagegate register ${forShell(snapshot.model)} --new-model --source …`;
  const known =
    models.length === 0
      ? `It has no models: check the path of the registry, or register one first: ${command}`
      : `It has ${models.slice(0, LISTED).join(', ')}. If ${JSON.stringify(snapshot.model)} is new, register it first: ${command}`;
  const padded = models.find((name) => name !== snapshot.model && name.trim() === snapshot.model);
  throw new StagegateError('input', `there is no model ${JSON.stringify(snapshot.model)} in ${label}`, {
    hint:
      padded === undefined
        ? (both ?? (guess === undefined ? known : `Did you mean ${guess}? ${known}`))
        : `It has ${JSON.stringify(padded)}, with a space around the name: rename it to ${padded.trim()}.`,
  });
}
