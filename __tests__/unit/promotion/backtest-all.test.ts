import { describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../../src/evidence/evidence.js';
import { RUN_TEMPLATE, type EvidenceReader } from '../../../src/evidence/reader.js';
import type { Snapshot } from '../../../src/model/registry.js';
import { backtest } from '../../../src/promotion/backtest.js';
import type { BacktestRequest } from '../../../src/promotion/past-decision.js';
import { locateManifest } from '../../../src/registry/manifest/location.js';
import { ManifestRegistry } from '../../../src/registry/manifest/registry.js';
import { contextOver } from '../support/command.js';
import { NOW, reportOf, testsOf, versionWith } from '../support/gate-context.js';
import {
  buildHistory,
  makeSnapshot,
  promotion,
  timeOf,
  type EntryParts,
} from '../support/history-builder.js';
import { openMemoryStore } from '../support/memory-store.js';
import { FILE } from '../support/policy-text.js';

/* The whole command: promotions and versions that were never promoted, of one model or all of them. */

/** Reports of versions by their number; null for one that can't be read. */
type Reports = Readonly<Record<string, string | null>>;

interface Around {
  readonly policy?: string | null;
  readonly reports?: Reports;
  readonly reader?: Partial<EvidenceReader>;
}

const policyWith = (production: string, report = 'r/{version}.json') => `stages: [Staging, Production]
models:
  churn:
    report: ${report}
    stages:
      Staging: {}
      Production: ${production}
`;
const POLICY = policyWith('{gates: [{metric: accuracy, min: 0.9}]}');

/** Backtests these models, which are as their histories say but for what a test changes. */
function run(
  snapshots: readonly Snapshot[],
  request: Partial<BacktestRequest> = {},
  { policy = POLICY, reports = {}, reader = {} }: Around = {},
) {
  const registry = new ManifestRegistry({
    store: openMemoryStore(new Map([['models.yaml', 'models: {}\n']])),
    location: locateManifest('models.yaml'),
    stages: ['Staging', 'Production'],
  });
  registry.read = (model) => Promise.resolve(snapshots.find((one) => one.model === model)!);
  registry.readAll = () => Promise.resolve([...snapshots]);
  const context = contextOver(registry, { policy });
  const read = (templates: readonly string[], version: string): Evidence => {
    const path = `${version}.json`;
    const text = reports[version];
    if (typeof text === 'string')
      return { patterns: [...templates], reports: [reportOf(text, path)], problems: [] };
    const problem =
      text === null ? { message: 'is cut off' } : { message: 'is missing', isMissing: true as const };
    return { patterns: [...templates], reports: [], problems: [{ path, ...problem }] };
  };
  return backtest(
    { model: 'churn', since: null, ...request },
    {
      ...context,
      settings: async (snapshot) => {
        const settings = await context.settings(snapshot);
        return {
          ...settings,
          reader: {
            ...settings.reader,
            reports: (templates, { version }) => Promise.resolve(read(templates, version)),
            ...reader,
          },
        };
      },
    },
  );
}

const withHistory = (
  stages: Readonly<Record<string, string>>,
  entries: readonly EntryParts[],
  given: Partial<Snapshot> = {},
): Snapshot => {
  const history = buildHistory(entries, given.model);
  return makeSnapshot(stages, { history, ...given });
};

const brief = ({ decisions }: Awaited<ReturnType<typeof run>>) =>
  decisions.map(({ version, was, would }) => `${version} ${was}: ${would}`);

const GOOD = '{"accuracy": 0.95}';
const POOR = '{"accuracy": 0.85}';

describe('versions that were never promoted', () => {
  /** Version 1 was promoted an hour after the beginning, so it held the stage. */
  const history = [promotion('1', [], 'Staging'), { ...promotion('1'), from: 'Staging' }];
  const stages = { 1: 'Production', 2: 'None', 3: 'None' };

  test.each<[string, Readonly<Record<string, string>>, Reports, string[]]>([
    ['are judged by their reports', stages, { 2: GOOD, 3: POOR }, ['2: promoted', '3: blocked']],
    ['are passed over without a report', stages, { 3: GOOD }, ['3: promoted']],
    ["are blocked where the report can't be read", stages, { 2: null }, ['2: blocked']],
    ['are passed over in Archived', { ...stages, 2: 'Archived' }, { 2: GOOD, 3: GOOD }, ['3: promoted']],
    ['may be in Staging', { ...stages, 2: 'Staging' }, { 2: GOOD }, ['2: promoted']],
  ])('%s', async (_told, held, reports, expected) => {
    const entries = Object.entries(held).flatMap(([version, stage]): EntryParts[] => {
      if (version === '1' || stage === 'None') return [];
      if (stage === 'Staging') return [promotion(version, [], stage)];
      return [{ ...promotion(version, [], stage), action: 'archive' }];
    });
    const found = brief(await run([withHistory(held, [...history, ...entries])], {}, { reports }));
    expect(found.filter((line) => line.includes('not-promoted'))).toEqual(
      expected.map((line) => line.replace(':', ' not-promoted:')),
    );
  });

  test('are judged for the stage after the one that they are in, whose gates they have met', async () => {
    const policy = POLICY.replace('Staging: {}', 'Staging: {gates: [{metric: accuracy, min: 0.99}]}');
    const held = withHistory({ ...stages, 2: 'Staging' }, [...history, promotion('2', [], 'Staging')]);
    const { decisions } = await run([held], {}, { policy, reports: { 2: GOOD, 3: GOOD } });
    const found = decisions.filter(({ was }) => was === 'not-promoted');
    expect(found.map(({ version, stage, would }) => `${version} ${stage} ${would}`).sort()).toEqual([
      '2 Production promoted',
      '3 Staging blocked',
    ]);
  });

  test('are not judged for a stage before the one that they are in', async () => {
    const gates = '{gates: [{metric: accuracy, min: 0.9}]}';
    const policy = policyWith(gates)
      .replace('[Staging, Production]', '[Staging, Canary, Production]')
      .replace('Staging: {}', `Staging: ${gates}\n      Canary: {}`);
    const held = withHistory({ 2: 'Canary' }, [promotion('2', [], 'Canary')]);
    const { decisions } = await run([held], {}, { policy, reports: { 2: GOOD } });
    expect(decisions.filter(({ was }) => was === 'not-promoted')).toMatchObject([
      { version: '2', stage: 'Production' },
    ]);
  });

  test('one that held the stage once is not among them', async () => {
    const replaced = withHistory({ 1: 'None', 2: 'Production' }, [
      ...history,
      promotion('2', ['1']),
      { action: 'archive', version: '1', from: 'Archived', to: 'None' },
    ]);
    const found = await run([replaced], {}, { reports: { 1: GOOD, 2: GOOD } });
    expect(found.decisions.map(({ was }) => was)).toEqual(['promoted', 'promoted', 'promoted']);
  });

  test.each([
    ['a stage without gates', policyWith('{from: [Staging]}'), []],
    ['a model that the policy does not name', POLICY.replace('churn', 'fraud'), []],
    ['a report that all versions share', policyWith('{gates: [{metric: accuracy, min: 0.9}]}', 'r.json'), []],
    ['a run that nobody can read', policyWith('{gates: [{metric: accuracy, min: 0.9}]}', RUN_TEMPLATE), []],
    [
      'the moment',
      policyWith('{from: [Staging], soak: 9d, gates: [{metric: accuracy, min: 0.9}]}'),
      ['promoted'],
    ],
  ])('need gates and reports of their own, not the right moment: %s', async (_told, policy, expected) => {
    const found = await run([makeSnapshot({ 2: 'None' })], {}, { policy, reports: { 2: GOOD } });
    expect(found.decisions.map(({ would }) => would)).toEqual(expected);
  });

  test('the metrics of a run count where the reader has them', async () => {
    const policy = policyWith('{gates: [{metric: accuracy, min: 0.9}]}', RUN_TEMPLATE);
    const around = { policy, reports: { 2: GOOD }, reader: { readsRuns: true } };
    expect(brief(await run([makeSnapshot({ 2: 'None' })], {}, around))).toEqual(['2 not-promoted: promoted']);
  });

  test('are compared with the version that held the stage at their time', async () => {
    const policy = policyWith('{gates: [{metric: accuracy, goal: higher, min-improvement: 0}]}');
    const [first, second] = ['2026-11-01T00:30:00Z', '2026-11-01T05:00:00Z'];
    const reports = {
      1: '{"accuracy": 0.97}',
      2: `{"accuracy": 0.95, "time": "${first}"}`,
      3: `{"accuracy": 0.96, "time": "${second}"}`,
    };
    const { decisions } = await run([withHistory(stages, history)], {}, { policy, reports });
    const judged = decisions.filter(({ was }) => was === 'not-promoted');
    const never = { was: 'not-promoted', forced: false, rolledBack: false };
    expect(judged).toMatchObject([
      {
        ...{ ...never, version: '2', time: '2026-11-01T00:30:00.000Z' },
        ...{ would: 'promoted', gates: [{ champion: null }] },
      },
      {
        ...{ ...never, version: '3', time: '2026-11-01T05:00:00.000Z' },
        ...{ would: 'blocked', gates: [{ champion: 0.97 }] },
      },
    ]);
    // the later number was evaluated first
    const turned = { ...reports, 2: reports[3], 3: reports[2] };
    const again = (await run([withHistory(stages, history)], {}, { policy, reports: turned })).decisions;
    expect(again.filter(({ was }) => was === 'not-promoted')).toMatchObject([
      { version: '3', would: 'promoted', gates: [{ champion: null }] },
      { version: '2', would: 'blocked', gates: [{ champion: 0.97 }] },
    ]);
  });

  test.each([
    ['the registration', { registeredAt: '2026-11-05T00:00:00.000Z' }, GOOD, '2026-11-05T00:00:00.000Z'],
    ['now, where nothing says', {}, GOOD, NOW.toISOString()],
    ['now, where a time is unreadable', { registeredAt: 'yesterday' }, GOOD, NOW.toISOString()],
    [
      'the evaluation, where that came later',
      { registeredAt: '2026-11-05T00:00:00.000Z' },
      '{"accuracy": 0.95, "time": "2026-11-06T00:00:00Z"}',
      '2026-11-06T00:00:00.000Z',
    ],
    [
      'now, where the evaluation is in the future',
      {},
      '{"accuracy": 0.95, "time": "2027-01-01T00:00:00Z"}',
      NOW.toISOString(),
    ],
  ])('the time is %s', async (_told, given, report, time) => {
    const snapshot = { ...makeSnapshot({}), versions: [versionWith({ version: '2', ...given })] };
    const { decisions } = await run([snapshot], {}, { reports: { 2: report } });
    expect(decisions).toMatchObject([{ version: '2', time }]);
  });

  test('are judged at the level of the attempt that blocked them', async () => {
    const policy = policyWith(
      '{false-promotions: 5%, gates: [{metric: accuracy, goal: higher, min-improvement: 0, confidence: 95%, samples: n}]}',
    );
    const attempt = {
      ...{ stage: 'Production', against: '1', number: 3, highest: '3' },
      ...{ 'test-set': 'cd'.repeat(32), evidence: 'ab'.repeat(32), level: '99.9%' },
    };
    const blocked = (version: string, given: object = {}): EntryParts => ({
      ...{ action: 'attempt', version, from: 'None', to: 'None', attempt: { ...attempt, ...given } },
    });
    // between 95 % and 99.9 % certain
    const better = '{"accuracy": 0.92, "n": 1000}';
    const reports = { 1: '{"accuracy": 0.89, "n": 1000}', 2: better, 3: better };
    const counted = withHistory(stages, [...history, blocked('2')]);
    const { decisions } = await run([counted], {}, { policy, reports });
    const judged = decisions.filter(({ was }) => was === 'not-promoted');
    expect(judged.map(({ version, would }) => [version, would])).toEqual([
      ['2', 'blocked'],
      ['3', 'promoted'],
    ]);
    const elsewhere = withHistory(stages, [...history, blocked('2', { stage: 'Staging' })]);
    expect(brief(await run([elsewhere], {}, { policy, reports }))).toContain('2 not-promoted: promoted');
    // the policy counts no attempts any more
    const plain = policy.replace('false-promotions: 5%, ', '');
    expect(brief(await run([counted], {}, { policy: plain, reports }))).toContain('2 not-promoted: promoted');
  });

  test.each([
    ['"junit/{version}.xml"', { passed: 3 }, 'promoted'],
    ['"junit/{version}.xml"', { passed: 3, failures: 1 }, 'blocked'],
    // the file is of another version by now
    ['junit/all.xml', { passed: 3 }, 'unknown'],
    ['["junit/{version}.xml", junit/all.xml]', { passed: 3 }, 'unknown'],
  ])('test results of %s with %j: %s', async (file, counts, would) => {
    const policy = policyWith(`{gates: [{metric: accuracy, min: 0.9}, {tests: ${file}}]}`);
    const reader: Partial<EvidenceReader> = {
      tests: (_templates, { model, version }) =>
        Promise.resolve(testsOf(`${model} ${version}` === 'churn 2' ? counts : { failures: 9 })),
    };
    const found = await run([makeSnapshot({ 2: 'None' })], {}, { policy, reports: { 2: GOOD }, reader });
    expect(found.decisions).toMatchObject([{ version: '2', would }]);
  });
});

describe('what is asked for', () => {
  const of = (model: string) =>
    withHistory({ 1: 'Production', 2: 'None' }, [{ ...promotion('1'), model, time: timeOf(1) }], { model });
  const policy = POLICY.replace('models:', 'models:\n  fraud: {stages: {Production: {}}}');

  test('one model, or all of them by time', async () => {
    const snapshots = [of('churn'), of('fraud')];
    const names = async (model: string | null) =>
      (await run(snapshots, { model }, { policy, reports: { 2: GOOD } })).decisions.map((one) => [
        one.model,
        one.version,
      ]);
    expect(await names('fraud')).toEqual([['fraud', '1']]);
    expect(await names(null)).toEqual([
      ['churn', '1'],
      ['fraud', '1'],
      ['churn', '2'],
    ]);
  });

  test.each([
    ['2026-11-01T00:00:00Z', ['1', '2', '3']],
    ['2026-11-01T00:00:01Z', ['2', '3']],
    ['2026-11-02T00:00:00Z', ['2', '3']],
    ['2026-11-02T00:00:01Z', ['3']],
  ])('since %s', async (since, versions) => {
    const snapshot = of('churn');
    const registered = [
      ...snapshot.versions.filter(({ version }) => version === '1'),
      versionWith({ version: '2', registeredAt: '2026-11-02T00:00:00Z' }),
      versionWith({ version: '3', registeredAt: '2026-11-03T00:00:00Z' }),
    ];
    const all = { ...snapshot, versions: registered };
    const { decisions } = await run([all], { since: new Date(since) }, { reports: { 2: GOOD, 3: GOOD } });
    expect(decisions.map(({ version }) => version)).toEqual(versions);
  });

  test('only promotions count as changed, and a forced one only where it would pass', async () => {
    const two = withHistory({ 1: 'Archived', 2: 'Production', 3: 'None' }, [
      { ...promotion('1'), forced: true },
      { ...promotion('2', ['1']) },
    ]);
    // the lines recorded no number, and there is no commit to read a report at
    const unsure = await run([two], {}, { reports: { 3: POOR } });
    expect(brief(unsure)).toEqual(['1 promoted: unknown', '2 promoted: unknown', '3 not-promoted: blocked']);
    expect(unsure.changed).toBe(0);
    expect(await run([two], {}, { policy: policyWith('{from: [Staging]}') })).toMatchObject({
      policy: FILE,
      changed: 1,
      decisions: [
        { version: '1', forced: true, would: 'blocked' },
        { version: '2', forced: false, would: 'blocked' },
      ],
    });
  });
});

describe('refuses', () => {
  const history = [promotion('1')];

  test('without a policy', async () => {
    await expect(run([makeSnapshot({})], { model: null }, { policy: null })).rejects.toMatchObject({
      code: 'policy',
    });
  });

  test('a registry that differs from its history', async () => {
    const moved = withHistory({ 1: 'Staging' }, history);
    await expect(run([moved])).rejects.toMatchObject({
      code: 'history',
      message: expect.stringMatching(/^the history of "churn" doesn't verify: .*Staging/) as unknown,
      hint: expect.stringContaining('Run "stagegate verify"') as unknown,
      place: undefined,
    });
  });

  test("a history whose lines don't fit together, at the line", async () => {
    const odd = withHistory({ 1: 'Production' }, [...history, { ...promotion('1'), from: 'Staging' }]);
    await expect(run([odd])).rejects.toMatchObject({
      code: 'history',
      place: { file: 'models.history.jsonl', line: 2 },
    });
  });

  test('other errors stay as they are', async () => {
    const unknown = { ...makeSnapshot({}), exists: false };
    const work = run([unknown]);
    await expect(work).rejects.toMatchObject({ code: 'input' });
    await expect(work).rejects.not.toMatchObject({
      hint: expect.stringContaining('stagegate verify') as unknown,
    });
  });
});
