import { StagegateError } from '../errors.js';
import { isSameAlias, requireAliasName } from '../model/names.js';
import { parseServerUri } from '../model/server-location.js';
import { findStage, isWithdrawal } from '../model/stage.js';
import { hasCredentials } from '../text/safe.js';
import type { DataPath } from '../text/yaml-source.js';
import { findingsOf, unknownStage, type Finding } from './diagnose.js';
import type { MlflowRegistry, PolicyFile } from './schema.js';

/** The registry that a policy names. */
export interface RegistrySetting {
  /** A manifest's file or folder, a server's URI, or `mlflow` for the server in MLflow's own variables. */
  readonly location: string;
  /** What marks a version on a server as being in a stage. `auto` means both, if the server has both. */
  readonly mode: 'auto' | 'stages' | 'aliases';
  /** By canonical stage: its alias, if that isn't the stage's own name. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** Null when the policy names no registry. */
export function registrySetting({
  content: { registry },
  stages,
}: {
  readonly content: PolicyFile;
  readonly stages: readonly string[];
}): RegistrySetting | null {
  if (registry === undefined) return null;
  if (typeof registry === 'string') return { location: registry, mode: 'auto', aliases: {} };
  const aliases = Object.entries(registry.aliases ?? {});
  return {
    location: isEnvironment(registry.mlflow) ? 'mlflow' : registry.mlflow,
    mode: registry.mode ?? 'auto',
    aliases: Object.fromEntries(aliases.map(([stage, alias]) => [findStage(stage, stages) ?? stage, alias])),
  };
}

/** `mlflow: env` leaves the server to MLflow's own variables. */
function isEnvironment(mlflow: string): boolean {
  return mlflow.trim().toLowerCase() === 'env';
}

const PATH = ['registry'];
const ALIASES = [...PATH, 'aliases'];

/** The rules that a schema can't express. */
export function findRegistryBreaks(registry: PolicyFile['registry'], stages: readonly string[]): Finding[] {
  if (registry === undefined) return [];
  if (typeof registry === 'string') return credentialFindings(registry, PATH);
  return [
    ...serverFindings(registry.mlflow, [...PATH, 'mlflow']),
    ...modeFindings(registry),
    ...aliasFindings(Object.entries(registry.aliases ?? {}), stages),
  ];
}

/** A policy is committed, and its URI is shown to people. */
function credentialFindings(uri: string, path: DataPath): Finding[] {
  if (!hasCredentials(uri)) return [];
  const hint =
    'Remove it and change the password, since the policy is committed. Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD instead.';
  return [{ path, message: 'the address of the registry contains a user or a password', hint }];
}

function serverFindings(uri: string, path: DataPath): Finding[] {
  const credentials = credentialFindings(uri, path);
  if (credentials.length > 0 || isEnvironment(uri)) return credentials;
  return findingsOf(path, () => {
    if (parseServerUri(uri) !== null) return;
    throw new StagegateError('policy', `${JSON.stringify(uri)} is not an MLflow server`, {
      hint: 'Write https://…, databricks, databricks-uc, or env for the server in MLFLOW_REGISTRY_URI or MLFLOW_TRACKING_URI. Write the path of a manifest directly: registry: models.yaml',
    });
  });
}

function modeFindings({ mode, aliases }: MlflowRegistry): Finding[] {
  if (mode !== 'stages' || aliases === undefined) return [];
  const message = '"aliases" has no effect with mode: stages';
  return [{ path: PATH, key: 'aliases', message, hint: 'Remove it, or set mode: auto.' }];
}

type Entry = readonly [name: string, alias: string];

function aliasFindings(entries: readonly Entry[], stages: readonly string[]): Finding[] {
  const canonical = entries.map(([name]) => findStage(name, stages));
  return entries.flatMap(([name, alias], at) => {
    const stage = canonical[at];
    const place = { path: ALIASES, key: name };
    if (stage === undefined) return [{ ...place, ...unknownStage(name, stages) }];
    if (isWithdrawal(stage))
      return [{ ...place, message: `${stage} can't have an alias`, hint: 'Remove it.' }];
    if (canonical.indexOf(stage) < at) {
      const hint = 'Keep one: stages match in any case.';
      return [{ ...place, message: `stage ${stage} has two aliases`, hint }];
    }
    const path = [...ALIASES, name];
    const wrong = findingsOf(path, () => requireAliasName(alias));
    if (wrong.length > 0) return wrong;
    // a stage without an entry has the alias of its own name
    const others = stages.map((other) => {
      const entry = canonical.indexOf(other);
      return { other, its: entry === -1 ? other : entry < at ? entries[entry]?.[1] : undefined };
    });
    const twin = others.find(({ its }) => isSameAlias(alias, its))?.other;
    if (twin === undefined) return [];
    const hint = 'Give each stage its own alias: an alias points at one version.';
    return [{ path, message: `${JSON.stringify(alias)} is also the alias of stage ${twin}`, hint }];
  });
}
