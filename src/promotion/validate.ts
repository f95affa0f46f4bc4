import type { StagegateError } from '../errors.js';
import { tellsVersionsApart } from '../evidence/reader.js';
import { tellWarning, type Policy } from '../policy/load.js';
import { everyGate, resolveRules } from '../policy/resolve.js';
import { locateManifest } from '../registry/manifest/location.js';
import type { CommandContext } from './command.js';

/** What a policy and a registry contain, as far as they can be read. */
export interface Validation {
  readonly policy: {
    readonly file: string;
    readonly stages: readonly string[];
    /** By name, `"*"` included. */
    readonly models: readonly string[];
    /** Entries in the `gates` lists. */
    readonly gates: number;
  };
  readonly registry: {
    readonly kind: 'file' | 'folder' | 'server';
    readonly location: string;
    readonly models: readonly string[];
    readonly versions: number;
    readonly historyLines: number;
  };
  /** Models that can't be read. A policy or manifest that can't be read at all is thrown instead. */
  readonly problems: readonly { readonly model: string; readonly error: StagegateError }[];
  readonly notices: readonly string[];
}

/** How many names a notice lists. */
const LISTED = 12;

/**
 * Reads the policy and the whole registry, and judges nothing.
 * @throws StagegateError for a policy or a manifest that can't be read
 * @internal
 */
export async function validate(context: CommandContext): Promise<Validation> {
  const { registry, stages } = context;
  const policy = context.requirePolicy(context.policy, {
    model: 'my-model',
    stage: stages.at(-1) ?? 'Production',
  });
  let problems: Validation['problems'] = [];
  const snapshots = await context.read(() => {
    problems = [];
    return registry.readAll((model, error) => (problems = [...problems, { model, error }]));
  });
  const kept = snapshots.filter(({ exists }) => exists);
  if (kept.length === 0 && problems.length === 0) await registry.requireThere?.();
  return {
    policy: {
      file: policy.file,
      stages: policy.stages,
      models: Object.keys(policy.content.models),
      gates: countGates(policy),
    },
    registry: {
      kind: context.isServer ? 'server' : locateManifest(registry.label).kind,
      location: registry.label,
      models: kept.map(({ model }) => model),
      versions: sum(kept, ({ versions }) => versions.length),
      historyLines: sum(snapshots, ({ history }) => history.length),
    },
    problems,
    notices: [
      ...policy.warnings.map(tellWarning),
      ...findShared(policy),
      ...compareNames(policy, [...kept.map(({ model }) => model), ...problems.map(({ model }) => model)]),
    ],
  };
}

function countGates({ content }: Policy): number {
  return sum(Object.values(content.models), ({ stages }) =>
    sum(Object.values(stages), ({ gates = [] }) => gates.length),
  );
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}

/** Reports that count for whichever version is judged, which their paths don't name. */
function findShared(policy: Policy): string[] {
  return Object.entries(policy.content.models).flatMap(([model, { stages }]) => {
    const shared = new Map<string, string[]>();
    for (const stage of Object.keys(stages)) {
      const rules = resolveRules(policy, model, stage);
      if (rules.evidence.version || !everyGate(rules).some((gate) => 'metric' in gate)) continue;
      for (const template of rules.report)
        if (!tellsVersionsApart(template)) shared.set(template, [...(shared.get(template) ?? []), stage]);
    }
    return [...shared].map(
      ([template, of]) =>
        `${JSON.stringify(model)} has one report for all versions, ${template}: unless it says which version it is about, it counts for any. Put {version} into its path, or set evidence: {version: required} for ${of.join(' and ')}`,
    );
  });
}

function compareNames({ content }: Policy, models: readonly string[]): string[] {
  const named = Object.keys(content.models).filter((name) => name !== '*');
  const unnamed = models.filter((model) => !named.includes(model));
  const missing = named.filter((name) => !models.includes(name));
  const rules = Object.hasOwn(content.models, '*')
    ? 'the rules for "*" apply'
    : 'none of their versions can be promoted';
  return [
    ...(unnamed.length === 0
      ? []
      : [`the registry has ${list(unnamed)}, which the policy doesn't name: ${rules}`]),
    ...(missing.length === 0 ? [] : [`the policy names ${list(missing)}, which the registry doesn't have`]),
  ];
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).map((name) => JSON.stringify(name));
  const more = names.length - shown.length;
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`;
}
