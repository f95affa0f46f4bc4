import { describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../../src/evidence/evidence.js';
import { power, type PowerRequest } from '../../../src/promotion/power.js';
import { locateManifest } from '../../../src/registry/manifest/location.js';
import { ManifestRegistry } from '../../../src/registry/manifest/registry.js';
import { contextOver } from '../support/command.js';
import { reportOf } from '../support/gate-context.js';
import { openMemoryStore } from '../support/memory-store.js';

/* How often a verdict changes between evaluations of one version, and questions that can't be answered. */

const policyWith = (...gates: readonly string[]) => `stages: [Staging, Production]
models:
  churn:
    report: reports/{version}.json
    stages:
      Production:
        gates: [${gates.join(', ')}]
`;
const ACCURATE = '{metric: accuracy, min: 0.9}';

/** Asks about version 2, where version 1 has the stage with an accuracy of 0.9. */
function ask(
  request: Partial<PowerRequest>,
  files: Readonly<Record<string, string | null>> = {},
  policy: string | null = policyWith(ACCURATE),
) {
  const manifest = `models:
  churn:
    versions:
      1: {stage: Production, metrics: {accuracy: 0.9}}
      2: {stage: Staging}
`;
  const registry = new ManifestRegistry({
    store: openMemoryStore(new Map([['models.yaml', manifest]])),
    location: locateManifest('models.yaml'),
    stages: ['Staging', 'Production'],
  });
  const context = contextOver(registry, { policy });
  const read = (paths: readonly string[]): Evidence => ({
    patterns: [...paths],
    reports: paths.flatMap((path) =>
      (files[path] ?? '')
        .split('|')
        .filter((text) => text !== '')
        .map((text) => reportOf(text, path)),
    ),
    problems: paths.flatMap((path) => (files[path] === null ? [{ path, message: 'is cut off' }] : [])),
  });
  return power(
    { model: 'churn', stage: 'Production', ...request },
    {
      ...context,
      rulesFor: async (snapshot) => {
        const { settings, ...rest } = await context.rulesFor(snapshot);
        const reader = {
          ...settings.reader,
          reports: (paths: readonly string[]) => Promise.resolve(read(paths)),
          examples: (path: string) => Promise.resolve({ path, message: 'is missing' }),
        };
        return { ...rest, settings: { ...settings, reader } };
      },
    },
  );
}

/** Evaluations `1.json`, `2.json` and so on; several reports of one file with `|` between them. */
const replay = (evaluations: readonly (string | null)[], ...gates: readonly string[]) => {
  const files = Object.fromEntries(evaluations.map((text, at) => [`${at + 1}.json`, text]));
  return ask({ replay: Object.keys(files) }, files, policyWith(...(gates.length === 0 ? [ACCURATE] : gates)));
};

const accuracies = (...numbers: readonly number[]) =>
  numbers.map((accuracy) => JSON.stringify({ accuracy, n: 1000 }));

describe('a replay', () => {
  test.each([
    [[0.95, 0.94], ['allowed', 'allowed'], 0],
    [[0.85, 0.84], ['blocked', 'blocked'], 0],
    [[0.95, 0.85], ['allowed', 'blocked'], 1],
    [[0.95, 0.94, 0.85], ['allowed', 'allowed', 'blocked'], 2 / 3],
    [[0.95, 0.85, 0.94, 0.84], ['allowed', 'blocked', 'allowed', 'blocked'], 2 / 3],
  ])('of %j is %j, and so often another verdict: %d', async (numbers, verdicts, flips) => {
    const found = await replay(accuracies(...numbers));
    expect(found.replay?.reports).toEqual(
      verdicts.map((verdict, at) => ({ path: `${at + 1}.json`, verdict })),
    );
    expect(found.replay?.flips).toBeCloseTo(flips, 12);
    expect(found).toMatchObject({ version: '2', reports: ['1.json'], withoutReport: [], problems: [] });
  });

  test('weighs the gates for the number of examples that was given', async () => {
    const files = Object.fromEntries(accuracies(0.95, 0.94).map((json, at) => [`${at + 1}.json`, json]));
    const policy = policyWith('{metric: accuracy, min: 0.9, confidence: 95%, samples: n}');
    const found = await ask({ replay: Object.keys(files), samples: 250 }, files, policy);
    expect(found.gates).toMatchObject([{ samples: 250 }]);
  });

  test('tells it of each bound', async () => {
    const reports = ['{"accuracy": 0.95, "f1": 0.8, "n": 1000}', '{"accuracy": 0.85, "f1": 0.8, "n": 1000}'];
    const sure = 'confidence: 95%, samples: n';
    const { gates } = await replay(
      reports,
      `{metric: accuracy, min: 0.9, ${sure}}`,
      `{metric: f1, min: 0.7, ${sure}}`,
      `{metric: accuracy, goal: higher, min-improvement: 0}`,
    );
    expect(gates.map(({ metric, check, flips }) => [metric, check, flips])).toEqual([
      ['accuracy', 'min', 1],
      ['f1', 'min', 0],
      ['accuracy', 'min-improvement', 1],
    ]);
  });

  test('has nothing to do with gates and rules that no report answers', async () => {
    const text = policyWith(ACCURATE, '{checks: [build]}', '{approvals: 1}').replace(
      'gates:',
      'from: [Canary]\n        refs: [refs/heads/main]\n        evidence: {version: required, max-age: 1d}\n        gates:',
    );
    const files = Object.fromEntries(accuracies(0.95, 0.94).map((json, at) => [`${at + 1}.json`, json]));
    const policy = text.replace('[Staging, Production]', '[Staging, Canary, Production]');
    const found = await ask({ replay: Object.keys(files) }, files, policy);
    expect(found.replay?.reports.map(({ verdict }) => verdict)).toEqual(['allowed', 'allowed']);
    expect(found.gates.map(({ metric }) => metric)).toEqual(['accuracy']);
  });

  test('a metric that one report lacks blocks there', async () => {
    const found = await replay(
      ['{"a": {"x": 0.95, "y": 0.95}}', '{"a": {"x": 0.95}}'],
      '{metric: "a.*", min: 0.9}',
    );
    expect(found.gates.map(({ metric, flips }) => [metric, flips])).toEqual([
      ['a.x', 0],
      ['a.y', 1],
    ]);
    expect(found.replay?.flips).toBe(0);
  });

  test('too few examples block, and are not a bound of their own', async () => {
    const found = await replay(
      ['{"accuracy": 0.95, "n": 1000}', '{"accuracy": 0.95, "n": 10}'],
      '{metric: accuracy, min: 0.9, samples: n, min-samples: 100}',
    );
    expect(found.gates.map(({ check, flips }) => [check, flips])).toEqual([['min', 0]]);
    expect(found.replay).toMatchObject({
      reports: [{ verdict: 'allowed' }, { verdict: 'blocked' }],
      flips: 1,
    });
  });

  test.each([
    [
      'a gate',
      '{metric: accuracy, goal: higher, min-improvement: 0, confidence: 95%, paired: PAIRED}',
      [
        [0, null],
        [1, 0],
      ],
    ],
    [
      'an alternative',
      '{any-of: [{metric: accuracy, goal: higher, min-improvement: 0, confidence: 95%, paired: PAIRED}, {metric: accuracy, min: 0.9}]}',
      [
        [0, null],
        [0, null],
        [1, 0],
      ],
    ],
  ])('leaves out %s that compares examples, which are of one evaluation', async (_told, gate, flips) => {
    const paired = gate.replace('PAIRED', '{file: "p/{version}.jsonl", key: id, score: ok}');
    const found = await replay(accuracies(0.95, 0.94), paired, ACCURATE);
    // a missing file of examples would block
    expect(found.replay).toMatchObject({
      reports: [{ verdict: 'allowed' }, { verdict: 'allowed' }],
      flips: 0,
    });
    expect(found.gates.map(({ at, flips }) => [at, flips])).toEqual(flips);
  });

  test('several reports in one file are one evaluation', async () => {
    const both = ['{"accuracy": 0.95}|{"f1": 0.8}', '{"accuracy": 0.95}|{"f1": 0.6}'];
    const found = await replay(both, ACCURATE, '{metric: f1, min: 0.7}');
    expect(found.replay?.reports).toEqual([
      { path: '1.json', verdict: 'allowed' },
      { path: '2.json', verdict: 'blocked' },
    ]);
  });
});

describe('a replay without', () => {
  test.each<[string, (string | null)[], string[]]>([
    ['a readable report', ['{"accuracy": 0.95}', null], ['2.json is cut off']],
    ['any report', ['', ''], ['no report was found for --replay']],
    [
      'reports of this version alone',
      ['{"accuracy": 0.95}', '{"accuracy": 0.95, "version": 1}'],
      [
        expect.stringMatching(
          /^2\.json .*, and version 2 was asked about: pass --version$/,
        ) as unknown as string,
      ],
    ],
  ])('%s gives no figures', async (_told, evaluations, problems) => {
    expect(await replay(evaluations)).toMatchObject({ problems, reports: [], gates: [], replay: null });
  });

  test('a second evaluation', async () => {
    await expect(replay(['{"accuracy": 0.95}|{"f1": 1}'])).rejects.toMatchObject({
      code: 'input',
      message: '--replay needs at least two reports, but the only one is 1.json',
    });
  });
});

describe('refuses', () => {
  test.each<[string, Partial<PowerRequest>, string]>([
    ['a stage without gates', { stage: 'Archived' }, 'Archived has no gates: a version may always go there'],
    ['no example', { samples: 0 }, 'the number of examples is 0'],
    ['half an example', { samples: 1.5 }, 'the number of examples is 1.5'],
    ['examples without end', { samples: Infinity }, 'the number of examples is Infinity'],
    ['an effect that is not a number', { effect: NaN }, 'the effect is NaN, not a number'],
    ['nothing to replay', { replay: [] }, '--replay needs at least two reports, but none was given'],
  ])('%s', async (_told, request, message) => {
    await expect(ask(request)).rejects.toMatchObject({ code: 'input', message });
  });

  test('a question without a policy', async () => {
    await expect(ask({}, {}, null)).rejects.toMatchObject({ code: 'policy' });
  });

  test('neither an effect of any finite size nor one example', async () => {
    const files = { 'reports/{version}.json': accuracies(0.95)[0]! };
    for (const effect of [-0.01, 0, 0.01])
      expect(await ask({ effect, samples: 1 }, files)).toMatchObject({ effect, version: '2', problems: [] });
  });
});

test('a report of another version is told, and its figures are given all the same', async () => {
  const path = 'reports/{version}.json';
  const { problems, gates } = await ask({}, { [path]: '{"accuracy": 0.95, "version": 1}' });
  expect(problems).toEqual([expect.stringContaining('and version 2 was asked about: pass --version')]);
  expect(gates).toMatchObject([{ metric: 'accuracy', flips: null }]);
});
