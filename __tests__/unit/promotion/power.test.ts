import { describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../../src/evidence/evidence.js';
import { locateManifest } from '../../../src/registry/manifest/location.js';
import { ManifestRegistry } from '../../../src/registry/manifest/registry.js';
import { power, type PowerRequest } from '../../../src/promotion/power.js';
import { renderPower, toPowerJson } from '../../../src/render/power.js';
import { contextOver } from '../support/command.js';
import { evidenceOf, reportOf } from '../support/gate-context.js';
import { openMemoryStore } from '../support/memory-store.js';

const policyWith = (...gates: readonly string[]) => `stages: [Staging, Production]
models:
  churn:
    report: reports/{version}.json
    stages:
      Production:
        gates:
${gates.map((gate) => `          - ${gate}\n`).join('')}`;
const POLICY = policyWith('{metric: accuracy, min: 0.9, confidence: 95%, samples: n}');
const GOOD = '{"accuracy": 0.95, "n": 1000}';

/** Asks about versions 1 to 4, of which some have a report; null for an unreadable one. */
async function ask(
  request: Partial<PowerRequest>,
  reports: Readonly<Record<string, string | null>>,
  policy = POLICY,
  missing: readonly string[] = [],
) {
  const versions = [1, 2, 3, 4].map((version) => `      ${version}: {stage: None}\n`).join('');
  const registry = new ManifestRegistry({
    store: openMemoryStore(new Map([['models.yaml', `models:\n  churn:\n    versions:\n${versions}`]])),
    location: locateManifest('models.yaml'),
    stages: ['Staging', 'Production'],
  });
  const context = contextOver(registry, { policy });
  const read = (version: string): Evidence => {
    const path = `reports/${version}.json`;
    const text = reports[version];
    if (typeof text === 'string') return { ...evidenceOf(), reports: [reportOf(text, path)] };
    const problem =
      text === null ? { message: 'is cut off' } : { message: 'is missing', isMissing: true as const };
    const others = missing.map((other) => ({ path: other, message: 'is missing', isMissing: true as const }));
    return { patterns: [path], reports: [], problems: [{ path, ...problem }, ...others] };
  };
  return power(
    { model: 'churn', stage: 'Production', ...request },
    {
      ...context,
      rulesFor: async (snapshot) => {
        const { settings, ...rest } = await context.rulesFor(snapshot);
        const reader = {
          ...settings.reader,
          reports: (_templates: readonly string[], { version }: { version: string }) =>
            Promise.resolve(read(version)),
        };
        return { ...rest, settings: { ...settings, reader } };
      },
    },
  );
}

describe('whose report tells of the evidence', () => {
  test.each<[string, Partial<PowerRequest>, Record<string, string | null>, string, string[]]>([
    ['the newest version', {}, { 3: GOOD, 4: GOOD }, '4', []],
    ['the newest version that has one', {}, { 1: GOOD, 2: GOOD }, '2', ['4', '3']],
    ['an unreadable one is not passed over', {}, { 2: GOOD, 3: null }, '3', ['4']],
    ['the version that was named', { version: '3' }, { 2: GOOD }, '3', []],
    [
      'the newest version that has one, where the name is empty',
      { version: '' },
      { 2: GOOD },
      '2',
      ['4', '3'],
    ],
    [
      'the newest version that has one, where the name is null',
      { version: null },
      { 2: GOOD },
      '2',
      ['4', '3'],
    ],
    ['the highest number, where that was asked for', { version: 'latest' }, { 2: GOOD }, '4', []],
    ['the newest version, where none has one', {}, {}, '4', []],
  ])('%s', async (_told, request, reports, version, withoutReport) => {
    const found = await ask(request, reports);
    expect(found).toMatchObject({ version, withoutReport });
    const isRead = typeof reports[version] === 'string';
    expect(found.reports).toEqual(isRead ? [`reports/${version}.json`] : []);
  });

  test('one that is unreadable beside one that is missing is not passed over', async () => {
    const half = await ask({}, { 2: GOOD, 3: null }, POLICY, ['also.json']);
    expect(half).toMatchObject({ version: '3', withoutReport: ['4'] });
    const counted = await ask({ samples: 1000 }, { 4: null }, POLICY, ['also.json']);
    expect(counted.problems).toEqual(['reports/4.json is cut off', 'also.json is missing']);
  });

  test('passed over versions are told in words and in JSON', async () => {
    const found = await ask({}, { 2: GOOD });
    const style = { strong: String, faint: String, good: String, bad: String, caution: String };
    const text = renderPower(found, style);
    expect(text).toContain('Version 4 and 1 other newer version have no report yet.');
    expect(toPowerJson(found)).toMatchObject({ version: '2', 'without-report': ['4', '3'] });
  });

  test('none at all is a problem, but not with a number of examples', async () => {
    expect((await ask({}, {})).problems).toEqual(['reports/4.json is missing']);
    const { problems, gates } = await ask({ samples: 1000 }, {});
    expect(problems).toEqual([]);
    expect(gates).toMatchObject([
      { samples: 1000, worth: { equalPasses: null, boundPasses: expect.any(Number) } },
    ]);
    expect((await ask({ samples: 1000 }, { 4: null })).problems).toEqual(['reports/4.json is cut off']);
  });
});

describe('errors in the policy name its line', () => {
  const gate = '{metric: accuracy, max-regression: 0.01, confidence: 95%, samples: n}';

  test.each([
    ['the only gate', [gate], 8],
    [
      'a gate behind others, of which some are not weighed',
      ['{tests: junit.xml}', '{metric: n, min: 1}', gate],
      10,
    ],
  ])('a comparison without a direction: %s', async (_told, gates, line) => {
    await expect(ask({}, { 4: GOOD }, policyWith(...gates))).rejects.toMatchObject({
      code: 'policy',
      message: expect.stringContaining("can't be compared") as unknown,
      place: { line },
      hint: expect.stringContaining('goal: higher') as unknown,
    });
  });
});
