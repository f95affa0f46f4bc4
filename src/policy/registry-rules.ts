import { StagegateError } from '../errors.js';
import { nearest } from '../text/nearest.js';
import { requireAliasName } from '../model/alias.js';
import { parseServerUri } from '../model/server-location.js';
import { findStage, isWithdrawal } from '../model/stage.js';
import type { DataPath } from '../text/yaml-source.js';
import type { Finding } from './diagnose.js';
import type { MlflowRegistry, PolicyFile } from './schema.js';
import { hasCredentials } from '../text/uri-credentials.js';

const PATH = ['registry'];
const ALIASES = [...PATH, 'aliases'];

/** What a schema can't say of the registry. */
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
  return [
    {
      path,
      message: 'the address of the registry has a user or a password in it',
      hint: 'Take it out (and change the password, since the policy is committed): set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.',
    },
  ];
}

function serverFindings(uri: string, path: DataPath): Finding[] {
  const credentials = credentialFindings(uri, path);
  if (credentials.length > 0 || isEnvironment(uri)) return credentials;
  return complaints(path, () => {
    if (parseServerUri(uri) !== null) return;
    throw new StagegateError('policy', `${JSON.stringify(uri)} is no MLflow server`, {
      hint: 'Write https://…, databricks, databricks-uc, or env for what MLFLOW_REGISTRY_URI or MLFLOW_TRACKING_URI names; a manifest stands right behind registry:',
    });
  });
}

function modeFindings({ mode, aliases }: MlflowRegistry): Finding[] {
  if (mode !== 'stages' || aliases === undefined) return [];
  return [
    {
      path: PATH,
      key: 'aliases',
      message: '"aliases" says nothing where only stages are used',
      hint: 'Take it out, or set mode: auto.',
    },
  ];
}

type Entry = readonly [name: string, alias: string];

function aliasFindings(entries: readonly Entry[], stages: readonly string[]): Finding[] {
  const canonical = entries.map(([name]) => findStage(name, stages));
  return entries.flatMap(([name, alias], at) => {
    const stage = canonical[at];
    if (stage === undefined || isWithdrawal(stage)) return [misplaced(name, stage, stages)];
    if (canonical.indexOf(stage) < at) {
      const hint = 'Stages are matched without regard to case: keep one.';
      return [{ path: ALIASES, key: name, message: `stage ${stage} has two aliases`, hint }];
    }
    const path = [...ALIASES, name];
    const wrong = complaints(path, () => requireAliasName(alias));
    if (wrong.length > 0) return wrong;
    // a stage without an entry has the alias of its own name
    const others = stages.map((other) => {
      const entry = canonical.indexOf(other);
      return { other, its: entry === -1 ? other : entry < at ? entries[entry]?.[1] : undefined };
    });
    const twin = others.find(({ its }) => its?.toLowerCase() === alias.toLowerCase())?.other;
    if (twin === undefined) return [];
    const hint = 'An alias points at one version: give each stage its own.';
    return [{ path, message: `${JSON.stringify(alias)} is the alias of stage ${twin} too`, hint }];
  });
}

function misplaced(name: string, stage: string | undefined, stages: readonly string[]): Finding {
  const at = { path: ALIASES, key: name };
  if (stage !== undefined) {
    const hint = 'Take it out: a version there has no alias of ours.';
    return { ...at, message: `${stage} takes no alias`, hint };
  }
  const guess = nearest(name, stages);
  return {
    ...at,
    message: `there is no stage ${JSON.stringify(name)}`,
    hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}The stages are ${stages.join(', ')}; name others in the policy's "stages".`,
  };
}

/** What a check throws, as a finding. */
function complaints(path: DataPath, check: () => unknown): Finding[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    return [{ path, message: error.message, hint: error.hint }];
  }
}

/** `mlflow: env` leaves the server to MLflow's own variables. */
export function isEnvironment(mlflow: string): boolean {
  return mlflow.trim().toLowerCase() === 'env';
}
