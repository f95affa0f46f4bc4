import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseDocument } from 'yaml';
import { parsePolicy, type Policy } from '../../../src/policy/load.js';
import { gateKinds, modelPolicy, policySchema, stagePolicy } from '../../../src/policy/schema.js';
import { parseManifest } from '../../../src/registry/manifest/document/document.js';
import { DEFAULT_STAGES, findStage } from '../../../src/model/stage.js';
import { PROJECT } from '../../support/project.js';
import { FILE } from './policy-text.js';

type Fields = Record<string, unknown>;

export type BlockKind =
  | 'workflow'
  | 'steps'
  | 'permissions'
  | 'manifest'
  | 'policy'
  | 'part of a policy'
  | 'part of a model'
  | 'part of a stage'
  | 'stages'
  | 'gates';

const keysOf = (schema: { readonly def: { readonly shape: object } }): string[] =>
  Object.keys(schema.def.shape);
const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const within = (value: Fields, keys: readonly string[]) =>
  Object.keys(value).every((key) => keys.includes(key));

/** YAML as its own library takes it, without an error or a warning. */
export function parseStrictly(text: string): unknown {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw problem;
  return document.toJS();
}

/** What a block of the docs is, by its shape. @throws Error where nothing tells */
export function kindOf(value: unknown): BlockKind {
  if (Array.isArray(value) && value.length > 0 && value.every(isMap)) {
    if (value.every((item) => 'uses' in item || 'run' in item)) return 'steps';
    if (value.every((item) => Object.keys(gateKinds).some((kind) => kind in item))) return 'gates';
  }
  if (isMap(value) && Object.keys(value).length > 0) {
    if ('on' in value && 'jobs' in value) return 'workflow';
    if (Object.keys(value).join() === 'permissions') return 'permissions';
    if (isMap(value['models'])) {
      const models = Object.values(value['models']).filter(isMap);
      return models.some((model) => 'versions' in model) ? 'manifest' : 'policy';
    }
    if (within(value, keysOf(policySchema)) && !isMap(value['stages'])) return 'part of a policy';
    if (within(value, keysOf(modelPolicy))) return 'part of a model';
    if (within(value, keysOf(stagePolicy))) return 'part of a stage';
    if (Object.keys(value).every((key) => findStage(key, DEFAULT_STAGES) !== undefined)) return 'stages';
  }
  throw new Error('nothing tells what this block is: give it a shape that doc-kinds.ts knows');
}

const GATE = '{ metric: accuracy, min: 0.9 }';
const indent = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** The policy that a block is, or that it makes with the least around it. */
export function policyOf(text: string): Policy {
  const kind = kindOf(parseStrictly(text));
  const churn = 'models:\n  churn:\n';
  const production = `${churn}    stages:\n      Production:\n`;
  const whole = {
    policy: () => text,
    'part of a policy': () => `${text}${churn}    stages: { Production: { gates: [${GATE}] } }\n`,
    'part of a model': () =>
      `${churn}${indent(text, 4)}${/^stages:/m.test(text) ? '' : `    stages: { Production: { gates: [${GATE}] } }\n`}`,
    stages: () => `${churn}    stages:\n${indent(text, 6)}`,
    'part of a stage': () => `${production}${indent(text, 8)}`,
    gates: () => `${production}        gates:\n${indent(text, 10)}`,
  } as Partial<Record<BlockKind, () => string>>;
  const make = whole[kind];
  if (make === undefined) throw new Error(`a block of the kind ${kind} is no policy`);
  return parsePolicy(FILE, make());
}

type Permissions = Readonly<Record<string, string>>;

interface Workflow {
  readonly on: string | Fields;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: Permissions; readonly steps: readonly Step[] }>
  >;
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
  readonly env?: Record<string, unknown>;
}

const ACTION = parse(readFileSync(join(PROJECT, 'action.yml'), 'utf8')) as {
  inputs: Record<string, { required?: boolean }>;
  outputs: Record<string, unknown>;
};

/** What the action would refuse, or what a script would miss, in steps of a workflow. */
export function stepFaults(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    const faults: string[] = [];
    if (step.uses?.startsWith('stagegate/stagegate@') === true) {
      const inputs = step.with ?? {};
      const command = inputs['command'] ?? 'promote';
      const needed = ['model', ...(command === 'register' ? [] : ['stage'])];
      if (command === 'promote' || command === 'check') needed.push('version');
      faults.push(...needed.filter((name) => !(name in inputs)).map((name) => `${name} is missing`));
      const unknown = Object.keys(inputs).filter((name) => !(name in ACTION.inputs));
      faults.push(...unknown.map((name) => `the action has no input ${name}`));
    }
    for (const [, name = ''] of (step.run ?? '').matchAll(/\$\{?([A-Z_]+)/g))
      if (!name.startsWith('GITHUB_') && !(name in (step.env ?? {}))) faults.push(`${name} is not set`);
    for (const [, name = ''] of JSON.stringify(step).matchAll(/steps\.gate\.outputs\.([\w-]+)/g))
      if (!(name in ACTION.outputs)) faults.push(`the action has no output ${name}`);
    return faults;
  });
}

/** What a step of stagegate needs, as docs/reference/github/permissions.md says. */
function neededBy({ with: inputs = {}, env = {} }: Step, hasPull: boolean): Permissions {
  const isServer = Object.keys(env).some((name) => /^(?:MLFLOW|DATABRICKS)_/.test(name));
  const commits = inputs['command'] !== 'check' && inputs['commit'] !== 'none' && !isServer;
  return {
    contents: commits ? 'write' : 'read',
    ...(hasPull && inputs['comment'] !== 'never' ? { 'pull-requests': 'write' } : {}),
    ...(inputs['deployment'] === true ? { deployments: 'write' } : {}),
  };
}

/** What is wrong with a workflow beside its steps: permissions that are missing or not used, actions without a pin. */
export function workflowFaults({ on, permissions, jobs }: Workflow): string[] {
  const hasPull = typeof on === 'object' && ('pull_request' in on || 'push' in on);
  const faults = JSON.stringify(permissions) === '{}' ? [] : ['permissions: {} is missing'];
  for (const [name, job] of Object.entries(jobs)) {
    const needed = Object.assign(
      {},
      ...job.steps
        .filter(({ uses }) => uses?.startsWith('stagegate/stagegate@') === true)
        .map((step) => neededBy(step, hasPull)),
    ) as Permissions;
    const given = { ...job.permissions };
    for (const key of new Set([...Object.keys(needed), ...Object.keys(given)]))
      if (needed[key] !== given[key])
        faults.push(`${name}: ${key} is ${given[key] ?? 'missing'}, needed is ${needed[key] ?? 'none'}`);
    for (const { uses = '' } of job.steps)
      if (uses !== '' && !/^stagegate\/stagegate@|@[0-9a-f]{40}$/.test(uses))
        faults.push(`${uses} has no pin`);
  }
  return faults;
}

/** Loads a block as what it is, and tells what that is. @throws what is wrong with it */
export function loadBlock(text: string): BlockKind {
  const value = parseStrictly(text);
  const kind = kindOf(value);
  if (kind === 'manifest') parseManifest({ file: 'models.yaml', text, stages: DEFAULT_STAGES });
  else if (kind === 'workflow') {
    const workflow = value as Workflow;
    const steps = Object.values(workflow.jobs).flatMap((job) => stepFaults(job.steps));
    refuse([...steps, ...workflowFaults(workflow)]);
  } else if (kind === 'steps') refuse(stepFaults(value as Step[]));
  else if (kind === 'permissions') {
    const { permissions } = value as { permissions: Permissions };
    refuse(Object.keys(permissions).filter((name) => !PERMISSIONS.includes(name)));
  } else policyOf(text);
  return kind;
}

const PERMISSIONS = ['contents', 'pull-requests', 'checks', 'statuses', 'deployments'];

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(faults.join(', '));
}
