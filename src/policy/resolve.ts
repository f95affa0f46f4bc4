import { StagegateError } from '../errors.js';
import type { FormatChoice } from '../evidence/formats/index.js';
import { nearest } from '../nearest.js';
import { findStage } from '../registry/stage.js';
import { parseDuration } from './duration.js';
import { readWindow, type FreezeWindow } from './freeze-window.js';
import type { Policy } from './load.js';
import type { DataPath } from '../yaml-source.js';
import type { AnyOfGate, Gate, StagePolicy } from './schema.js';

/** What one model needs for one stage, defaults filled in. Durations are in milliseconds. */
export interface StageRules {
  /** Where they stand in the policy. */
  readonly path: DataPath;
  /** Report templates as written; empty when the policy names none. */
  readonly report: readonly string[];
  readonly format: FormatChoice;
  /** Canonical; null when any stage will do. */
  readonly from: readonly string[] | null;
  readonly soak: Duration | null;
  readonly refs: readonly string[] | null;
  readonly archiveExisting: boolean;
  readonly allowForce: boolean;
  readonly gateRollbacks: boolean;
  /** A version that was taken out of the stage may come back. */
  readonly allowTakenOut: boolean;
  /** Comparisons are skipped while no version holds the stage. */
  readonly skipWhenEmpty: boolean;
  /** Files that can't be checked against a recorded SHA-256 fail. */
  readonly artifactRequired: boolean;
  readonly gates: readonly Gate[];
  readonly evidence: EvidenceRules;
  readonly freeze: readonly FreezeWindow[];
}

export interface Duration {
  readonly text: string;
  readonly milliseconds: number;
}

export interface EvidenceRules {
  readonly maxAge: Duration | null;
  readonly version: boolean;
  readonly commit: boolean;
}

/** All gates, also those that are alternatives of another. */
export function everyGate({ gates }: StageRules): Exclude<Gate, AnyOfGate>[] {
  return gates.flatMap((gate) => ('any-of' in gate ? gate['any-of'] : [gate]));
}

/**
 * @param stage canonical
 * @throws StagegateError `policy` with the lines to add when the policy does not name the model or stage
 */
export function resolveRules(policy: Policy, model: string, stage: string): StageRules {
  const { models } = policy.content;
  const entry = Object.hasOwn(models, model) ? models[model] : models['*'];
  if (entry === undefined) {
    const guess = nearest(model, Object.keys(models));
    throw new StagegateError('policy', `the policy has no entry for model ${JSON.stringify(model)}`, {
      place: { file: policy.file },
      hint: `${guess === undefined ? '' : `Did you mean ${guess}? If not, add`}${guess === undefined ? 'Add' : ''} it under models:\n${linesToAdd(model, stage)}`,
    });
  }
  const [name, rules] =
    Object.entries(entry.stages).find(([named]) => findStage(named, policy.stages) === stage) ?? [];
  if (name === undefined || rules === undefined) {
    throw new StagegateError(
      'policy',
      `the policy has no stage ${stage} for model ${JSON.stringify(model)}`,
      {
        place: { file: policy.file },
        hint: `Say what it needs; a stage that needs no gate says so with {}:\n${linesToAdd(model, stage)}`,
      },
    );
  }
  const path = ['models', Object.hasOwn(models, model) ? model : '*', 'stages', name];
  return fillDefaults(rules, { path, report: entry.report, format: entry.format, stages: policy.stages });
}

function linesToAdd(model: string, stage: string): string {
  // YAML has its own idea of null and true, as keys too
  const isPlain = /^[A-Za-z_][\w-]*$/.test(model) && !/^(?:null|true|false)$/i.test(model);
  const name = isPlain ? model : JSON.stringify(model);
  return `  ${name}:\n    stages:\n      ${stage}: {}`;
}

interface ModelSettings {
  readonly path: DataPath;
  readonly report: string | string[] | undefined;
  readonly format: FormatChoice | undefined;
  readonly stages: readonly string[];
}

function fillDefaults(rules: StagePolicy, model: ModelSettings): StageRules {
  const from = rules.from === undefined ? null : [rules.from].flat();
  return {
    path: model.path,
    report: [model.report ?? []].flat(),
    format: model.format ?? 'auto',
    from: from?.map((stage) => findStage(stage, model.stages) ?? stage) ?? null,
    soak: duration(rules.soak),
    refs: rules.refs === undefined ? null : [rules.refs].flat(),
    archiveExisting: rules['archive-existing'] ?? true,
    allowForce: rules['allow-force'] ?? true,
    gateRollbacks: rules['gate-rollbacks'] ?? false,
    allowTakenOut: rules['taken-out'] === 'allow',
    skipWhenEmpty: rules['when-empty'] === 'skip',
    artifactRequired: rules.artifact === 'required',
    gates: rules.gates ?? [],
    evidence: {
      maxAge: duration(rules.evidence?.['max-age']),
      version: rules.evidence?.version !== undefined,
      commit: rules.evidence?.commit !== undefined,
    },
    freeze: (rules.freeze ?? []).map(readWindow),
  };
}

function duration(text: string | undefined): Duration | null {
  return text === undefined ? null : { text, milliseconds: parseDuration(text) };
}
