import type * as z from 'zod/mini';
import { formatPlace, StagegateError } from '../errors.js';
import { checkTemplate } from '../evidence/template.js';
import { nearest } from '../text/nearest.js';
import { hideCredentials } from '../text/safe.js';
import type { DataPath, YamlSource } from '../text/yaml-source.js';
import { bareTemplateHint, tightKeyHint } from '../text/yaml-spot.js';
import {
  evidenceRules,
  exampleRows,
  freezeWindow,
  gateKinds,
  liveRules,
  mlflowRegistry,
  modelPolicy,
  pinnedCheck,
  policySchema,
  recordsChoice,
  reportEntry,
  stagePolicy,
} from './schema.js';
import {
  indented,
  modelContent,
  modelSnippet,
  STAGE_CONTENT,
  stageSnippet,
  type Snippet,
} from './snippets.js';

/** Something wrong in a policy: where, what, and how to fix it. */
export interface Finding {
  readonly path: DataPath;
  /** Set when a key of the map at `path` is wrong. */
  readonly key?: string | undefined;
  readonly message: string;
  readonly hint?: string | undefined;
  /** What to write below the last key of `path`. */
  readonly below?: Snippet | undefined;
}

/** The error that `check` throws, as a finding. */
export function findingsOf(path: DataPath, check: () => unknown): Finding[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    return [{ path, message: error.message, hint: error.hint }];
  }
}

/** What is wrong with file templates at a place. */
export function templateFindings(
  templates: string | readonly string[] | undefined,
  path: DataPath,
): Finding[] {
  return [templates ?? []].flat().flatMap((template, at) => {
    const wrong = checkTemplate(template);
    return wrong === null ? [] : [{ ...wrong, path: typeof templates === 'string' ? path : [...path, at] }];
  });
}

/** The finding about a stage that the policy doesn't list. */
export function unknownStage(name: string, stages: readonly string[]): Pick<Finding, 'message' | 'hint'> {
  const guess = nearest(name, stages);
  return {
    message: `there is no stage ${JSON.stringify(name)}`,
    hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}The stages are ${stages.join(', ')}; add others to "stages" in the policy.`,
  };
}

type Issue = z.core.$ZodIssue;

const GATE_KEYS = Object.keys(gateKinds) as (keyof typeof gateKinds)[];

/** The keys of each map, for guessing what a misspelt one should be. */
const KNOWN_KEYS = {
  policy: Object.keys(policySchema.def.shape),
  registry: Object.keys(mlflowRegistry.def.shape),
  model: Object.keys(modelPolicy.def.shape),
  stage: Object.keys(stagePolicy.def.shape),
  evidence: Object.keys(evidenceRules.def.shape),
  freeze: Object.keys(freezeWindow.def.shape),
  live: Object.keys(liveRules.def.shape),
  checks: Object.keys(pinnedCheck.def.shape),
  paired: Object.keys(exampleRows.def.shape),
  samples: Object.keys(exampleRows.def.shape),
  report: Object.keys(reportEntry.def.shape),
  records: Object.keys(recordsChoice.def.shape),
};

/** Puts zod's issues into plain words. */
export function explainIssues(issues: readonly Issue[], data: unknown): Finding[] {
  return issues.flatMap((issue) => explainIssue(issue, data));
}

function explainIssue(issue: Issue, data: unknown): Finding[] {
  const path = issue.path as DataPath;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, data));
  const name = nameOf(path);
  const value = valueAt(data, path);
  if (value === undefined)
    return [{ path, message: `${name} is missing`, hint: `Add the key ${String(path.at(-1))}.` }];
  if (value === null) {
    const hint = isStage(path)
      ? 'Give it a value ({} if every version may pass), or remove the key.'
      : 'Give it a value, or remove the key.';
    return [{ path, message: `${name} is empty`, hint, below: contentOf(path) }];
  }
  if (issue.code === 'invalid_union') return explainUnion(issue, path, data);
  const message = `${name} ${requirement(issue)}`;
  return [{ path, message, hint: spellingHint(value, message) ?? `It is ${show(value)}.` }];
}

/** What to write into an empty part of the policy that should say what a version needs. */
function contentOf(path: DataPath): Snippet | undefined {
  if (path[0] !== 'models') return undefined;
  const contents = [
    modelSnippet('my-model', 'Production', false),
    modelContent('Production', false),
    path[2] === 'stages' ? stageSnippet('Production') : undefined,
    path[2] === 'stages' ? STAGE_CONTENT : undefined,
  ];
  return contents[path.length - 1];
}

/** A number in quotes, or with a decimal comma. */
const DECIMAL = /^\d+[.,]?\d*(?:(?<=,\d+) ?%)?$/;
/** What YAML makes of what comes after the comma of `min: 0,5`, in braces: a key. */
const AFTER_COMMA = /^\d+ ?%?$/;

/** A hint at a slip: in YAML, `min:0.85` is one word, `-metric: a` has a key with a dash, and `{version}` is a map. */
function spellingHint(value: unknown, message: string): string | undefined {
  const wantsList = message.includes('must be a list');
  if (typeof value === 'string') {
    if (/ must be (?:a number|0 or more)/.test(message) && DECIMAL.test(value))
      return `Write it as ${value.replace(',', '.')}, ${value.includes(',') ? 'with a point' : 'without quotes'}.`;
    if (wantsList && /^-\S/.test(value)) return 'Put a space after each "-".';
    return message.includes('must be a map') ? tightKeyHint(value) : undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [key = ''] = Object.keys(value);
  const template = message.includes('must be text') ? bareTemplateHint(Object.values(value)) : undefined;
  if (template !== undefined) return template;
  if (!wantsList) return undefined;
  return key.startsWith('-') ? 'Put a space after the "-".' : 'Start each entry with "- ".';
}

/**
 * Explains what is wrong with the alternative of a union that was meant. For a gate, its kind tells which one that is.
 */
function explainUnion(issue: Issue & { code: 'invalid_union' }, path: DataPath, data: unknown): Finding[] {
  const value = valueAt(data, path);
  const meant = meantAlternative(path, value);
  if (meant !== null) {
    const errors = issue.errors[meant] ?? [];
    return errors.flatMap((inner) => explainIssue({ ...inner, path: [...path, ...inner.path] }, data));
  }
  if (!isGate(path) || typeof value !== 'object' || value === null) {
    // prefer the schema's own message for the union
    const wanted = issue.message.startsWith('must ')
      ? [issue.message]
      : issue.errors.flatMap(([first]) => (first === undefined ? [] : [requirement(first)]));
    const message = `${nameOf(path)} ${[...new Set(wanted)].join(', or ')}`;
    return [{ path, message, hint: spellingHint(value, message) ?? `It is ${show(value)}.` }];
  }
  const known = isAlternative(path) ? GATE_KEYS.slice(0, issue.errors.length) : GATE_KEYS;
  const kind = known.find((key) => Object.hasOwn(value, key));
  if (kind === undefined) {
    const keys = Object.keys(value);
    const guess = keys.map((key) => nearest(key, known)).find((near) => near !== undefined);
    const what = isAlternative(path) ? 'an alternative' : 'a gate';
    const has = keys.length > 0 ? `; this one has ${keys.map(showKey).join(', ')}` : '';
    const tight = keys.map(tightKeyHint).find((hint) => hint !== undefined);
    const hint = tight ?? (guess === undefined ? undefined : `Did you mean ${guess}?`);
    return [{ path, key: keys[0], message: `${what} needs one of ${known.join(', ')}${has}`, hint }];
  }
  const errors = issue.errors[known.indexOf(kind)] ?? [];
  return errors.flatMap((inner) => explainIssue({ ...inner, path: [...path, ...inner.path] }, data));
}

/** The index of the union's alternative that a map or a list was meant for; null if its place doesn't tell. */
function meantAlternative(path: DataPath, value: unknown): number | null {
  if (typeof value !== 'object' || value === null) return null;
  const [above, last] = [path.at(-2), path.at(-1)];
  // {version} without quotes is a map, but text was meant
  const isBare = bareTemplateHint(Object.values(value)) !== undefined;
  if (last === 'report' || (above === 'report' && typeof last === 'number')) {
    if (Array.isArray(value)) return last === 'report' ? 2 : null;
    return isBare ? null : 1;
  }
  if (Array.isArray(value)) return null;
  if (last === 'records') return 2;
  return path[0] === 'registry' || above === 'checks' || last === 'samples' ? 1 : null;
}

function unknownKey(path: DataPath, key: string, data: unknown): Finding {
  const known = knownKeys(path, valueAt(data, path));
  const guess = nearest(key, known);
  return {
    path,
    key,
    message: `unknown key ${JSON.stringify(key)}${path.length === 0 ? '' : ` in ${nameOf(path)}`}`,
    hint:
      tightKeyHint(key) ??
      (AFTER_COMMA.test(key) ? 'Write decimals with a point: 0.5, not 0,5.' : undefined) ??
      (guess === undefined ? `The keys here are ${known.join(', ')}.` : `Did you mean ${guess}?`),
  };
}

function isStage(path: DataPath): boolean {
  return path.length === 4 && path[0] === 'models' && path[2] === 'stages';
}

function isGate(path: DataPath): boolean {
  return (path.at(-2) === 'gates' || isAlternative(path)) && typeof path.at(-1) === 'number';
}

function isAlternative(path: DataPath): boolean {
  return path.at(-2) === 'any-of';
}

function knownKeys(path: DataPath, value: unknown): readonly string[] {
  if (isGate(path) && typeof value === 'object' && value !== null) {
    const kind = GATE_KEYS.find((key) => Object.hasOwn(value, key)) ?? 'metric';
    return Object.keys(gateKinds[kind].def.shape);
  }
  const isElement = typeof path.at(-1) === 'number';
  if (path.length === 0) return KNOWN_KEYS.policy;
  if (path.length === 2) return KNOWN_KEYS.model;
  if (isStage(path)) return KNOWN_KEYS.stage;
  const known: Readonly<Record<string, readonly string[]>> = KNOWN_KEYS;
  return known[String(path.at(isElement ? -2 : -1))] ?? [];
}

/** `models.churn.stages.Production.gates[0].min` */
function nameOf(path: DataPath): string {
  if (path.length === 0) return 'the policy';
  return path
    .map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at === 0 ? '' : '.'}${showKey(key)}`))
    .join('');
}

/** Quotes a key that is not a plain word, such as a model's name. */
function showKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

function valueAt(data: unknown, path: DataPath): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

function show(value: unknown): string {
  const shown = hideCredentials(typeof value === 'number' ? String(value) : JSON.stringify(value));
  return shown.length > 60 ? `${shown.slice(0, 57)}…` : shown;
}

/** zod's types in plain words. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
};

function listChoices(choices: readonly string[]): string {
  return choices.length > 3 ? `one of ${choices.join(', ')}` : choices.join(' or ');
}

/** What follows the value's name: `must be a number`. */
function requirement(issue: Issue): string {
  // the schema has its own message for a pattern
  if (issue.message.startsWith('must ')) return issue.message;
  if (issue.code === 'invalid_type') return `must be ${TYPES[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') {
    const [only, ...others] = issue.values.map(String);
    return others.length === 0
      ? `must be the word ${only ?? ''}`
      : `must be ${listChoices(issue.values.map(String))}`;
  }
  if (issue.code === 'too_small') {
    if (issue.minimum === 1 && ['string', 'array'].includes(issue.origin)) return 'must not be empty';
    if (issue.origin === 'array') return `must have at least ${issue.minimum} entries`;
    return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
  }
  return `is invalid (${issue.message})`;
}

/** One error for all findings: the first in full, the others in one line each. */
export function policyError(source: YamlSource, findings: readonly Finding[]): StagegateError {
  const place = (finding: Finding) =>
    finding.key === undefined ? source.placeOf(finding.path) : source.placeOfKey(finding.path, finding.key);
  const [first, ...others] = findings;
  if (first === undefined) throw new TypeError('a policy error needs a finding');
  const also = others.map(
    (finding) =>
      `Also ${formatPlace(place(finding))}: ${[finding.message, finding.hint].filter(Boolean).join('. ')}`,
  );
  const told = [first.hint, tellBelow(source, first)].filter((part) => part !== undefined).join(' ');
  const hint = [...(told === '' ? [] : [told]), ...also].join('\n');
  return new StagegateError('policy', hideCredentials(first.message), {
    place: place(first),
    hint: hint === '' ? undefined : hideCredentials(hint),
  });
}

function tellBelow(source: YamlSource, { path, below }: Finding): string | undefined {
  const key = path.at(-1);
  if (below === undefined || key === undefined) return undefined;
  const parent = path.slice(0, -1);
  if (source.layoutOf(parent)?.isFlow === true) return `For example:\n  ${String(key)}: { ${below.flow} }`;
  const { column = 1 } = source.placeOfKey(parent, String(key));
  return `For example, below ${showKey(String(key))}:\n${indented(below.lines, column + 1)}`;
}
