import { isEnvironment } from './registry-rules.js';
import { findStage } from '../model/stage.js';
import type { Policy } from './load.js';

/** The registry that a policy names. */
export interface RegistrySetting {
  /** A manifest's file or folder, a server's URI, or `mlflow` for the server that MLflow's own variables name. */
  readonly location: string;
  /** What tells on a server that a version holds a stage; `auto` is both, where the server has both. */
  readonly mode: 'auto' | 'stages' | 'aliases';
  /** By stage, canonical: the alias that goes with it where it is not the stage's own name. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** Null when the policy names no registry. */
export function registrySetting({ content, stages }: Policy): RegistrySetting | null {
  const { registry } = content;
  if (registry === undefined) return null;
  if (typeof registry === 'string') return { location: registry, mode: 'auto', aliases: {} };
  const aliases = Object.entries(registry.aliases ?? {});
  return {
    location: isEnvironment(registry.mlflow) ? 'mlflow' : registry.mlflow,
    mode: registry.mode ?? 'auto',
    aliases: Object.fromEntries(aliases.map(([stage, alias]) => [findStage(stage, stages) ?? stage, alias])),
  };
}
