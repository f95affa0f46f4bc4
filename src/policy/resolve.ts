import { formatPlace, StagegateError } from '../errors.js';
import type { ReportReading } from '../evidence/report-entry.js';
import { nearest } from '../text/nearest.js';
import { parseServerUri } from '../model/server-location.js';
import { findStage } from '../model/stage.js';
import { readReportRules } from './reports.js';
import { parseDuration, readWindow, type FreezeWindow } from './time.js';
import { readFalsePromotions, type FalsePromotions } from './false-promotions.js';
import { entryOf, type Policy } from './load.js';
import { registrySetting } from './registry.js';
import type { DataPath } from '../text/yaml-source.js';
import type { AnyOfGate, Gate, ModelPolicy, StagePolicy } from './schema.js';
import { indented, LIVE_SNIPPET, modelSnippet, stageSnippet, type Snippet } from './snippets.js';

/** What one model needs for one stage, with defaults filled in. */
export interface StageRules {
  /** The rules' path in the policy. */
  readonly path: DataPath;
  /** Report templates as written; empty when the policy names none. */
  readonly report: readonly string[];
  readonly reading: ReportReading;
  /** Canonical; null when any stage is allowed. */
  readonly from: readonly string[] | null;
  readonly soak: Duration | null;
  readonly refs: readonly string[] | null;
  readonly archiveExisting: boolean;
  readonly allowForce: boolean;
  readonly gateRollbacks: boolean;
  /** A version that was taken out of the stage may come back. */
  readonly allowTakenOut: boolean;
  /** Skip comparisons while no version holds the stage. */
  readonly skipWhenEmpty: boolean;
  /** Fail a version whose files can't be checked against a recorded SHA-256. */
  readonly artifactRequired: boolean;
  /** The chance that any version is promoted by luck; null where attempts aren't counted. */
  readonly falsePromotions: FalsePromotions | null;
  /** Path of the test set; null where the reports name it. */
  readonly testSet: string | null;
  readonly gates: readonly Gate[];
  readonly evidence: EvidenceRules;
  readonly freeze: readonly FreezeWindow[];
  /** What confirms the version in use; null when nothing has to. */
  readonly live: LiveRules | null;
}

/** What `confirm` judges. */
export interface LiveRules {
  /** Report templates as written. */
  readonly report: readonly string[];
  readonly reading: ReportReading;
  /** How long after the promotion the version must be confirmed. */
  readonly within: Duration;
  readonly onFailure: 'rollback' | 'report';
  /** At least one. */
  readonly gates: readonly Gate[];
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

/** All gates, also the alternatives of `any-of`. */
export function everyGate({ gates }: StageRules): Exclude<Gate, AnyOfGate>[] {
  return gates.flatMap((gate) => ('any-of' in gate ? gate['any-of'] : [gate]));
}

/**
 * @param stage canonical
 * @throws StagegateError `policy` with the lines to add when the policy does not name the model or stage
 */
export function resolveRules(policy: Policy, model: string, stage: string): StageRules {
  const { models } = policy.content;
  const key = entryOf(policy, model);
  const entry = key === null ? undefined : models[key];
  if (key === null || entry === undefined) {
    const guess = nearest(model, Object.keys(models));
    const add = toPaste(policy, ['models'], modelSnippet(model, stage, isOnServer(policy)));
    throw new StagegateError('policy', `the policy has no entry for model ${JSON.stringify(model)}`, {
      place: policy.placeOf([], 'models'),
      hint:
        guess === undefined
          ? add
          : `Did you mean ${guess}? If not, ${add.charAt(0).toLowerCase()}${add.slice(1)}`,
    });
  }
  const [name, rules] =
    Object.entries(entry.stages).find(([named]) => findStage(named, policy.stages) === stage) ?? [];
  if (name === undefined || rules === undefined) {
    const path = ['models', key];
    const message = `the policy has no stage ${stage} for model ${JSON.stringify(model)}`;
    throw new StagegateError('policy', message, {
      place: policy.placeOf(path, 'stages'),
      hint: toPaste(policy, [...path, 'stages'], stageSnippet(stage)),
    });
  }
  const path = ['models', key, 'stages', name];
  return fillDefaults(rules, { ...entry, path, stages: policy.stages });
}

/** How a model's reports are read for a command that knows no stage. */
export function readingOf(policy: Policy, model: string): ReportReading {
  const entry = policy.content.models[entryOf(policy, model) ?? ''];
  return readReportRules(entry?.report, entry?.format).reading;
}

/** @throws StagegateError `policy` with the lines to add when the stage has no `live` */
export function requireLive(policy: Policy, { path, live }: Pick<StageRules, 'path' | 'live'>): LiveRules {
  if (live !== null) return live;
  const stage = String(path.at(-1));
  throw new StagegateError('policy', `the policy doesn't say what confirms a version in ${stage}`, {
    place: policy.placeOf(path.slice(0, -1), stage),
    hint: toPaste(policy, path, LIVE_SNIPPET),
  });
}

/** How to add a snippet to the map at a path, in the style of that map. */
function toPaste(policy: Policy, path: DataPath, { lines, flow }: Snippet): string {
  const layout = policy.layoutOf(path);
  // lines can replace {} unless the map around it is in { } too
  const canGiveWay = layout?.isEmpty === true && policy.layoutOf(path.slice(0, -1))?.isFlow === false;
  const key = `${String(path.at(-1))}:${path.length === 1 ? '' : ` of ${JSON.stringify(path[1])}`}`;
  if (layout?.isFlow === true && !canGiveWay)
    return `Add it right after the { of ${key} (${formatPlace(layout.start)}):\n  ${flow},`;
  const empty = canGiveWay ? 'In place of {}, add' : 'Add';
  // indent below the map's key where it has no keys to line up with
  const column =
    layout === null || layout.isEmpty
      ? (policy.placeOf(path.slice(0, -1), String(path.at(-1))).column ?? 1) + 2
      : (layout.first.column ?? 1);
  return `${empty} it under ${key}${path.length === 1 ? '' : ':'}\n${indented(lines, column - 1)}`;
}

function isOnServer(policy: Policy): boolean {
  const setting = registrySetting(policy);
  return setting !== null && parseServerUri(setting.location) !== null;
}

function fillDefaults(
  rules: StagePolicy,
  model: Pick<ModelPolicy, 'report' | 'format'> & { path: DataPath; stages: readonly string[] },
): StageRules {
  const from = rules.from === undefined ? null : [rules.from].flat();
  return {
    path: model.path,
    ...readReportRules(model.report, model.format),
    from: from?.map((stage) => findStage(stage, model.stages) ?? stage) ?? null,
    soak: duration(rules.soak),
    refs: rules.refs === undefined ? null : [rules.refs].flat(),
    archiveExisting: rules['archive-existing'] ?? true,
    allowForce: rules['allow-force'] ?? true,
    gateRollbacks: rules['gate-rollbacks'] ?? false,
    allowTakenOut: rules['taken-out'] === 'allow',
    skipWhenEmpty: rules['when-empty'] === 'skip',
    artifactRequired: rules.artifact === 'required',
    falsePromotions: readFalsePromotions(rules['false-promotions']),
    testSet: rules['test-set'] ?? null,
    gates: rules.gates ?? [],
    evidence: {
      maxAge: duration(rules.evidence?.['max-age']),
      version: rules.evidence?.version !== undefined,
      commit: rules.evidence?.commit !== undefined,
    },
    freeze: (rules.freeze ?? []).map(readWindow),
    live: rules.live === undefined ? null : fillLive(rules.live, model.format),
  };
}

function fillLive(
  { report, within, gates, ...rules }: NonNullable<StagePolicy['live']>,
  format: ModelPolicy['format'],
): LiveRules {
  return {
    ...readReportRules(report, format),
    within: { text: within, milliseconds: parseDuration(within) },
    onFailure: rules['on-failure'] ?? 'rollback',
    gates,
  };
}

function duration(text: string | undefined): Duration | null {
  return text === undefined ? null : { text, milliseconds: parseDuration(text) };
}
