import { createHash } from 'node:crypto';
import { formatPlace, StagegateError, type Place } from '../errors.js';
import { DEFAULT_STAGES } from '../model/stage.js';
import { YamlSource, type DataPath, type MapLayout } from '../text/yaml-source.js';
import { parseYaml } from '../text/yaml-library.js';
import { explainIssues, policyError, type Finding } from './diagnose.js';
import { findBareComparisons, type Comparison, type ComparisonBound } from './metric-rules.js';
import { findRuleBreaks } from './rules.js';
import { policySchema, type PolicyFile } from './schema.js';
import { policyExample } from './snippets.js';

const MAX_POLICY_CHARACTERS = 1024 * 1024;

/** Something in a valid policy that is probably not intended. */
export interface PolicyWarning {
  /** Without its place. */
  readonly message: string;
  readonly place: Place;
  /** The path of its gate. */
  readonly path: DataPath;
  /** The gate's key. */
  readonly check: Comparison;
}

export interface Policy {
  readonly file: string;
  /** Of the file's text, hex. */
  readonly sha256: string;
  /** In the order of promotion. */
  readonly stages: readonly string[];
  readonly content: PolicyFile;
  /** From the policy alone; the numbers of a promotion may say more. */
  readonly warnings: readonly PolicyWarning[];
  /** Where a part is written, or the nearest part around it; with a key, where that key of the map is. */
  placeOf(path: DataPath, key?: string | null): Place;
  /** How the map at a path is written; null where there is no map. */
  layoutOf(path: DataPath): MapLayout | null;
}

/** The key in `models` that applies to a model: its own, else "*"; null without either. */
export function entryOf({ content: { models } }: Policy, model: string): string | null {
  if (Object.hasOwn(models, model)) return model;
  return Object.hasOwn(models, '*') ? '*' : null;
}

/**
 * The warnings that concern a model.
 * @param judged the comparisons that were judged with numbers: they replace the policy's own warnings
 */
export function warningsFor(
  policy: Policy,
  model: string,
  judged: readonly ComparisonBound[],
): PolicyWarning[] {
  const entry = entryOf(policy, model);
  const nameOf = ({ path, check }: Pick<PolicyWarning, 'path' | 'check'>) => JSON.stringify([path, check]);
  const known = new Set(judged.map(nameOf));
  return [
    ...policy.warnings.filter((warning) => warning.path[1] === entry && !known.has(nameOf(warning))),
    ...judged.flatMap(({ path, check, doubt }) =>
      doubt === null ? [] : [{ message: doubt, place: policy.placeOf(path, check), path, check }],
    ),
  ];
}

/** The warning with its place. */
export function tellWarning({ message, place }: PolicyWarning): string {
  return `${formatPlace(place)}: ${message}`;
}

/** @throws StagegateError `policy` with the place of what is wrong in it */
export function parsePolicy(file: string, text: string): Policy {
  if (text.length > MAX_POLICY_CHARACTERS)
    throw new StagegateError('policy', 'the policy is larger than 1 MiB', { place: { file } });
  const source = YamlSource.ofPlain(file, text) ?? parseYaml(file, text, 'policy');
  const { data } = source;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    const message = data === null ? 'the policy is empty' : 'the policy is not a map of keys';
    const hint = policyExample('my-model', 'Production', false);
    throw new StagegateError('policy', message, { place: { file, line: 1, column: 1 }, hint });
  }
  const parsed = policySchema.safeParse(data);
  if (!parsed.success) throw policyError(source, explainIssues(parsed.error.issues, data));
  const stages = parsed.data.stages ?? DEFAULT_STAGES;
  const findings = [...findDropped(data), ...findRuleBreaks(parsed.data, stages)];
  if (findings.length > 0) throw policyError(source, findings);
  return {
    file,
    sha256: createHash('sha256').update(text).digest('hex'),
    stages,
    content: parsed.data,
    warnings: findBareComparisons(parsed.data).flatMap(({ path, check, doubt }) =>
      doubt === null ? [] : [{ message: doubt, place: source.placeOfKey(path, check), path, check }],
    ),
    placeOf: (path, key = null) => (key === null ? source.placeOf(path) : source.placeOfKey(path, key)),
    layoutOf: (path) => source.layoutOf(path),
  };
}

/** Finds the name `__proto__`, which zod silently drops from a record, and the gates under it too. */
function findDropped(data: { models?: object; registry?: string | { aliases?: object } }): Finding[] {
  const { models = {}, registry } = data;
  const entries = Object.entries(models).map(([model, entry]: [string, { stages?: object }]) => ({
    path: ['models', model, 'stages'],
    names: entry.stages,
  }));
  const aliases = typeof registry === 'object' ? registry.aliases : undefined;
  return [{ path: ['registry', 'aliases'], names: aliases }, { path: ['models'], names: models }, ...entries]
    .filter(({ names = {} }) => Object.hasOwn(names, '__proto__'))
    .map(({ path }) => ({
      ...{ path, key: '__proto__' },
      ...{ message: '"__proto__" can\'t be a name in a policy', hint: 'Use another name.' },
    }));
}
