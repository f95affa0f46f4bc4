import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type * as z from 'zod/mini';
import { POLICY_MAPS } from '../../../src/policy/descriptions.js';
import { policyJsonSchema } from '../../../src/policy/json-schema.js';
import { policySchema } from '../../../src/policy/schema.js';
import { PROJECT } from '../../support/project.js';
import { keysOf, whatLacks } from '../support/schema-keys.js';
import { withGate, withStage } from '../support/policy-text.js';

const validate = new Ajv2020({ strict: true, strictTypes: false, allowUnionTypes: true }).compile(
  policyJsonSchema(),
);

test('the published schema is the one that the code has', () => {
  const published = JSON.parse(readFileSync(join(PROJECT, 'schema/policy.schema.json'), 'utf8')) as unknown;
  expect(published).toEqual(policyJsonSchema());
});

test('every key has a description, and values to choose from or examples that are valid', () => {
  const keys = keysOf(policyJsonSchema());
  expect(keys.map(({ path }) => path)).toContain('.models.*.stages.*.gates.max-regression');
  expect(keys.flatMap(whatLacks)).toEqual([]);
});

test('every map of the schema is described, and nothing else is', () => {
  const titles: unknown[] = [];
  JSON.stringify(policyJsonSchema(), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('properties' in value)) return value;
    titles.push('title' in value ? value.title : value);
    return value;
  });
  expect(new Set(titles)).toEqual(new Set(POLICY_MAPS.map(({ title }) => title)));
  for (const { schema, keys } of POLICY_MAPS)
    expect(Object.keys(keys)).toEqual(Object.keys((schema as z.ZodMiniObject).shape));
});

test('no text of an editor is in the bundle', () => {
  const folder = join(PROJECT, 'dist/bundle');
  const code = readdirSync(folder)
    .filter((name) => /\.c?js$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const { description } = POLICY_MAPS.at(-1)!;
  expect(code.filter((text) => text.includes(description))).toEqual([]);
  const contents = readFileSync(join(folder, 'contents.json'), 'utf8');
  expect([contents.includes('src/policy/schema.js'), contents.includes('src/policy/descriptions')]).toEqual([
    true,
    false,
  ]);
});

describe('an editor judges as stagegate does', () => {
  test.each<[string, string, boolean]>([
    ['no model', 'models: {}', true],
    [
      'all of the policy',
      'registry: a\nstages: [A]\nmodels: {a: {report: [a], format: plain, stages: {}}}',
      true,
    ],
    [
      'all of a stage',
      withStage(
        'from: [a]',
        'soak: 1d 2h',
        'refs: a',
        'archive-existing: true',
        'allow-force: true',
        'gate-rollbacks: true',
        'gates: []',
        'evidence: {max-age: 7d, version: required, commit: required}',
        'freeze: [{from: Fri 16:00, to: Mon, timezone: UTC, reason: r, rollbacks: true}, {from: 2026-12-20, to: "2027-01-02T08:00", timezone: c}]',
      ),
      true,
    ],
    [
      'all of a metric gate',
      withGate(
        'metric: a',
        'min: 0',
        'max: 1',
        'max-regression: 0.5%',
        'min-improvement: 0',
        'goal: lower',
        'min-samples: 1',
        'samples: 1',
        'stderr: 0',
        'confidence: 95%',
        'paired: {file: "{version}", key: b, score: c}',
        'inconclusive: warn',
      ),
      true,
    ],
    ['samples and stderr by path', withGate('metric: a', 'min-samples: 1', 'samples: n', 'stderr: e'), true],
    ['a tests gate', withGate('tests: [a]'), true],
    ['a checks gate', withGate('checks: [a]'), true],
    [
      'all of a checks gate',
      withGate('checks: [{name: a, app: b, allow: [skipped, neutral]}, c]', 'wait: 0s'),
      true,
    ],
    ['an approvals gate', withGate('approvals: 1'), true],
    [
      'all of a registry',
      'registry: {mlflow: env, mode: auto, aliases: {Production: champion}}\nmodels: {}',
      true,
    ],
    ['a registry without a server', 'registry: {mode: auto}\nmodels: {}', false],
    ['an unknown key of a registry', 'registry: {mlflow: env, x: 1}\nmodels: {}', false],
    ['no models', 'registry: a', false],
    ['a list', '[]', false],
    ['nothing', '', false],
    ['an unknown key', 'models: {}\nx: 1', false],
    ['an unknown key of a model', 'models: {a: {stages: {}, x: 1}}', false],
    ['an unknown key of a stage', withStage('x: 1'), false],
    ['an unknown key of the evidence', withStage('evidence: {x: 1}'), false],
    ['an unknown key of a freeze', withStage('freeze: [{from: Fri, to: Mon, timezone: UTC, x: 1}]'), false],
    ['a freeze at no time', withStage('freeze: [{from: Fri 24:00, to: Mon, timezone: UTC}]'), false],
    ['a freeze without an end', withStage('freeze: [{from: Fri, timezone: UTC}]'), false],
    ['an unknown key of a check', withGate('checks: [{name: a, x: 1}]'), false],
    ['a check without a name', withGate('checks: [{app: a}]'), false],
    ['a check that may fail', withGate('checks: [{name: a, allow: [failure]}]'), false],
    ['a wait without a unit', withGate('checks: [a]', 'wait: 10'), false],
    ['an unknown key of a gate', withGate('metric: a', 'min: 1', 'x: 1'), false],
    ['an unknown key of a tests gate', withGate('tests: a', 'min: 1'), false],
    ['a gate without kind', withGate('min: 1'), false],
    ['a stage without a value', 'models: {a: {stages: {Staging: }}}', false],
    ['an empty name of a model', 'models: {"": {stages: {}}}', false],
    ['a bound in text', withGate('metric: a', 'min: "1"'), false],
    ['a bound without a value', withGate('metric: a', 'min:'), false],
    ['a negative change', withGate('metric: a', 'max-regression: -1'), false],
    ['a bad percentage', withGate('metric: a', 'max-regression: -1%'), false],
    ['no samples', withGate('metric: a', 'min-samples: 0'), false],
    ['a part of a sample', withGate('metric: a', 'min-samples: 1.5'), false],
    ['a bad duration', withStage('soak: soon'), false],
    ['a number for a duration', withStage('soak: 24'), false],
    ['no test files', withGate('tests: []'), false],
    ['no approvals', withGate('approvals: 0'), false],
    ['another direction', withGate('metric: a', 'goal: up'), false],
    ['evidence that is not required', withStage('evidence: {version: optional}'), false],
    ['no stages', 'stages: []\nmodels: {}', false],
  ])('%s', (_name, text, good) => {
    const data: unknown = parse(text);
    expect([policySchema.safeParse(data).success, validate(data)]).toEqual([good, good]);
  });
});
