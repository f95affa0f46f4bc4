import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { makeBadges } from '../../../src/site/badges.js';
import { asScript } from '../../../src/site/publish.js';
import type { SiteDetail, SiteModel } from '../../../src/site/format.js';
import { linksOf, repositoryOf } from '../../../src/site/links.js';
import { makeSite, type Site } from '../../../src/site/site.js';
import { StagegateError } from '../../../src/errors.js';
import type { Registry, Snapshot } from '../../../src/model/registry.js';
import { contextOver } from '../support/command.js';
import { gateResult } from '../../../src/model/gate-result.js';
import { versionWith } from '../support/gate-context.js';
import {
  buildHistory,
  makeSnapshot,
  promotion,
  rollback,
  timeOf,
  type EntryParts,
} from '../support/history-builder.js';

const POLICY = `stages: [Staging, Production]
models:
  churn:
    report: reports/{version}.json
    stages:
      Staging: {}
      Production:
        from: [Staging]
        soak: 7d
        freeze: [{from: 2026-11-01, to: 2026-11-30, timezone: UTC, reason: audit}]
        gates:
          - metric: slices.*.recall
            min: 0.8
          - metric: accuracy
            min: 0.9
          - metric: loss
            max: 1
        live:
          report: live/{version}.json
          within: 1h
          gates: [{metric: error_rate, max: 0.01}]
`;

const registryOf = (...snapshots: readonly Snapshot[]): Registry =>
  ({
    label: 'models.yaml',
    models: () => Promise.resolve(snapshots.map(({ model }) => model)),
    readAll: () => Promise.resolve(snapshots),
  }) as unknown as Registry;

const siteOf = (registry: Registry, policy: string | null = POLICY): Promise<Site> =>
  makeSite(
    { version: '1.2.3', repository: null },
    contextOver(registry, { policy, now: () => new Date('2026-11-02T00:00:00Z') }),
  );

/** Of the model churn. */
async function detailOf(entries: readonly EntryParts[], stages: Record<string, string>): Promise<SiteDetail> {
  const history = buildHistory(entries);
  const site = await siteOf(registryOf(makeSnapshot(stages, { history })));
  return [...site.details()][0]!;
}

const RUN = 'https://github.com/acme/models/actions/runs/17';
const accuracy = (observed: number, parts = {}) => ({
  ...gateResult('metric', { observed, required: 0.9, verdict: 'pass', reason: 'x' }),
  ...{ metric: 'accuracy', check: 'min', ...parts },
});

describe('the overview', () => {
  test('says what is in each stage since when, and what needs attention', async () => {
    const history = buildHistory([
      promotion('1', [], 'Staging'),
      { ...promotion('1'), from: 'Staging', run: RUN },
      promotion('2', [], 'Staging'),
    ]);
    const { index } = await siteOf(
      registryOf(makeSnapshot({ 1: 'Production', 2: 'Staging', 3: 'None' }, { history })),
    );
    expect(index).toMatchObject({ version: '1.2.3', stages: ['Staging', 'Production'], lines: 3 });
    expect(index.repository).toBe('https://github.com/acme/models');
    expect(index.models).toEqual([
      {
        ...{ name: 'churn', versions: 3, last: timeOf(3), problems: 0 },
        holds: [
          { stage: 'Production', version: '1', since: timeOf(2) },
          { stage: 'Staging', version: '2', since: timeOf(3) },
        ],
      },
    ]);
    expect(index.notices.map(({ kind, stage, version, until }) => [kind, stage, version, until])).toEqual([
      ['overdue', 'Production', '1', '2026-11-01T02:00:00.000Z'],
      ['frozen', 'Production', null, '2026-12-01T00:00:00.000Z'],
      ['soaking', 'Production', '2', '2026-11-08T02:00:00.000Z'],
    ]);
  });

  test('a registry that differs from its history is shown, and so is a model that cannot be read', async () => {
    const moved = makeSnapshot({ 1: 'Staging' }, { history: buildHistory([promotion('1')]) });
    const broken = new StagegateError('history', 'the history was altered', {
      place: { file: 'b.history.jsonl', line: 3 },
    });
    const registry = {
      ...registryOf(moved),
      readAll: (failed: (model: string, error: StagegateError) => void) => {
        failed('broken', broken);
        return Promise.resolve([moved]);
      },
    } as unknown as Registry;
    const site = await siteOf(registry, null);
    expect(site.index.models.map(({ name, problems, unread }) => [name, problems, unread])).toEqual([
      ['broken', 1, 'b.history.jsonl:3: the history was altered'],
      ['churn', 1, undefined],
    ]);
    expect(site.index.notices).toMatchObject([
      { kind: 'unread', model: 0, text: 'b.history.jsonl:3: the history was altered' },
      {
        kind: 'unverified',
        model: 1,
        version: '1',
        text: expect.stringContaining('the history has it in Production'),
      },
    ]);
    expect([...site.details()].map(({ model }) => model)).toEqual([1]);
    expect(site.badges[0]!.badge).toMatchObject({ message: 'unreadable', isError: true });
  });

  test('where no model can be read, each is named', async () => {
    const error = new StagegateError('history', 'altered');
    const registry = {
      ...registryOf(makeSnapshot({})),
      readAll: () => Promise.reject(error),
    } as unknown as Registry;
    const { index } = await siteOf(registry);
    expect(index.models).toMatchObject([{ name: 'churn', unread: 'altered' }]);
  });

  test('a registry that cannot be reached is an error', async () => {
    const error = new StagegateError('unavailable', 'refused');
    const registry = { ...registryOf(), readAll: () => Promise.reject(error) } as unknown as Registry;
    await expect(siteOf(registry)).rejects.toBe(error);
  });

  test('stages that only the history has come last', async () => {
    const history = buildHistory([promotion('1', [], 'Canary'), { ...promotion('1'), from: 'Canary' }]);
    const { index } = await siteOf(registryOf(makeSnapshot({ 1: 'Production' }, { history })));
    expect(index.stages).toEqual(['Staging', 'Production', 'Canary']);
  });
});

describe('the history', () => {
  test('holds what the page needs to replay it', async () => {
    const history = buildHistory([
      { ...promotion('2', ['1']), beginning: { 1: 'Production' } },
      rollback('1', ['2']),
      { action: 'confirm', version: '1', from: 'Production', to: 'Production', actor: 'ben' },
      {
        action: 'acknowledge',
        version: '2',
        from: 'Production',
        to: 'Production',
        beginning: { 2: 'Production' },
      },
    ]);
    const { history: short } = await siteOf(registryOf(makeSnapshot({ 2: 'Production' }, { history })));
    const stage = (name: string) => short.stages.indexOf(name);
    expect(short.beginnings).toEqual([[['1', stage('Production')]]]);
    expect(short.actors).toEqual(['ann', 'ben']);
    expect(short.lines.map(([, , , version, , , , moves, resets]) => [version, moves, resets])).toEqual([
      [
        '2',
        [
          ['1', stage('Archived')],
          ['2', stage('Production')],
        ],
        0,
      ],
      [
        '1',
        [
          ['2', stage('Archived')],
          ['1', stage('Production')],
        ],
        0,
      ],
      ['1', [], 0],
      ['2', [['2', stage('Production')]], 1],
    ]);
  });
});

describe('a model', () => {
  test('its metrics have the numbers that it was judged by, error bars and the bounds of the policy', async () => {
    const snapshot = makeSnapshot(
      {},
      {
        history: buildHistory([
          { ...promotion('1'), gates: [accuracy(0.92, { uncertainty: { samples: 100, proportion: true } })] },
          { ...promotion('2', ['1']), gates: [accuracy(0.95)] },
        ]),
        versions: [
          versionWith({ version: '1', stage: 'Archived', metrics: { accuracy: 0.5, loss: 2, other: 1 } }),
          versionWith({
            version: '2',
            stage: 'Production',
            metrics: { 'slices.eu.recall': 0.9, other: NaN },
          }),
        ],
      },
    );
    const [detail] = [...(await siteOf(registryOf(snapshot))).details()];
    expect(detail!.metrics.map(({ name, bounds, goal }) => [name, bounds, goal])).toEqual([
      ['slices.eu.recall', [{ stage: 'Production', check: 'min', value: 0.8 }], 'higher'],
      ['accuracy', [{ stage: 'Production', check: 'min', value: 0.9 }], 'higher'],
      ['loss', [{ stage: 'Production', check: 'max', value: 1 }], 'lower'],
      ['other', [], null],
    ]);
    const [first, second] = detail!.metrics[1]!.points;
    expect(first).toMatchObject({ version: '1', value: 0.92, method: '95% one-sided, clopper-pearson' });
    // Clopper and Pearson's limits of 92 of 100
    expect(first!.range![0]).toBeCloseTo(0.8602, 3);
    expect(first!.range![1]).toBeCloseTo(0.9595, 3);
    expect(second).toEqual({ version: '2', value: 0.95 });
    expect(detail!.metrics[3]!.points).toEqual([{ version: '1', value: 1 }]);
  });

  test('blocked and taken out versions are marked until they come to the stage', async () => {
    const attempt = (version: string): EntryParts => ({
      ...{ action: 'attempt', version, from: 'Staging', to: 'Staging' },
      attempt: {
        ...{ stage: 'Production', number: 2, against: '1', 'test-set': 'a'.repeat(64) },
        ...{ evidence: 'b'.repeat(64), level: '97.5%', highest: '3' },
      },
    });
    const { versions, events } = await detailOf(
      [
        promotion('1'),
        promotion('2', ['1']),
        rollback('1', ['2']),
        attempt('3'),
        attempt('4'),
        promotion('4', ['1']),
      ],
      { 1: 'Archived', 2: 'Archived', 3: 'Staging', 4: 'Production' },
    );
    expect(
      versions.map(({ version, blocked, out }) => [version, blocked, out.map(({ stage }) => stage)]),
    ).toEqual([
      ['4', [], []],
      ['3', ['Production'], []],
      ['2', [], ['Production']],
      ['1', [], []],
    ]);
    expect(versions[2]!.out[0]!.text).toBe('rollback to version 1 by ann on 2026-11-01');
    expect(events[1]).toMatchObject({ outcome: 'blocked', version: '4', to: 'Production' });
    expect(events[1]!.attempt).toBe('Attempt 2 on this test set, judged with at least 97.5% confidence');
  });

  test('a version that the registry no longer has is shown as gone', async () => {
    const { versions } = await detailOf([promotion('1'), promotion('2', ['1'])], { 2: 'Production' });
    expect(versions).toMatchObject([{ version: '2' }, { version: '1', gone: true }]);
  });

  test('its lines lead to the run, the commit and the pull request', async () => {
    const commit = 'ab'.repeat(20);
    const { events } = await detailOf([{ ...promotion('1'), run: RUN, commit }], { 1: 'Production' });
    expect(events[0]!.links).toEqual({
      run: RUN,
      commit: `https://github.com/acme/models/commit/${commit}`,
      pull: `https://github.com/acme/models/pulls?q=is%3Apr+${commit}`,
    });
  });
});

describe('links', () => {
  test.each([
    ['a script', { run: 'javascript:alert(1)', commit: null }],
    ['a page of another scheme', { run: 'ftp://x/y', commit: null }],
    ['a text with a space', { run: 'https://x/y z', commit: null }],
    ['a branch in place of a commit', { run: null, commit: 'main' }],
  ])('%s is none', (_, entry) => {
    expect(linksOf(entry, 'https://github.com/acme/models')).toEqual({});
  });

  test('a commit needs a repository', () => {
    expect(linksOf({ run: null, commit: 'ab'.repeat(20) }, null)).toEqual({});
  });

  test.each([
    [{ GITHUB_REPOSITORY: 'acme/models' }, 'https://github.com/acme/models'],
    [
      { GITHUB_REPOSITORY: 'acme/models', GITHUB_SERVER_URL: 'https://ghe.example' },
      'https://ghe.example/acme/models',
    ],
    [{ GITHUB_REPOSITORY: 'acme/models?x' }, null],
    [{ GITHUB_REPOSITORY: 'acme/models', GITHUB_SERVER_URL: 'javascript:x//' }, null],
    [{}, null],
  ])('the repository of %j', (env, found) => {
    expect(repositoryOf(env)).toBe(found);
  });
});

describe('badges', () => {
  const model = (name: string, begin: string | null = null, version = '1') => ({
    ...{ name, versions: 1, last: null, problems: 0, begin },
    holds: [{ stage: 'Production', version, since: null }],
  });
  const filesOf = (...models: readonly (SiteModel & { begin: string | null })[]) =>
    Object.fromEntries(
      makeBadges(models, ['Production'], () => false).map((badge) => [badge.model, badge.file]),
    );

  test('say the version, that it is late, and that a stage is empty', () => {
    const made = makeBadges([model('churn', null, '4')], ['Staging', 'Production'], () => true);
    expect(made.map(({ file, badge }) => [file, badge])).toEqual([
      [
        'churn-Staging.json',
        { schemaVersion: 1, label: 'churn Staging', message: 'empty', color: 'lightgrey' },
      ],
      [
        'churn-Production.json',
        { schemaVersion: 1, label: 'churn Production', message: 'v4 (not confirmed)', color: 'orange' },
      ],
    ]);
  });

  test('the oldest of names that differ only in case keeps the plain one', () => {
    const files = filesOf(model('Churn', '2026-02'), model('churn', '2026-01'), model('CHURN'));
    expect(files['churn']).toBe('churn-Production.json');
    expect(files['Churn']).toMatch(/^Churn-Production-[0-9a-f]{10}\.json$/);
    expect(files['CHURN']).toMatch(/^CHURN-Production-[0-9a-f]{10}\.json$/);
  });

  test('names that meet at the hyphen are told apart', () => {
    const made = makeBadges([model('a'), model('a-b')], ['b-c', 'c'], () => false);
    expect(new Set(made.map(({ file }) => file.toLowerCase())).size).toBe(4);
  });

  test.each(['../x', 'a/b', 'a\\b', '', '.', '..', '.git', '-x', 'ü', 'x'.repeat(300), 'a\0b', 'con:'])(
    'the name %j becomes a file below badges/',
    (name) => {
      expect(Object.values(filesOf(model(name)))[0]).toMatch(/^[A-Za-z0-9][\w.-]{0,120}\.json$/);
    },
  );
});

test('data in a script are what JSON.parse gives back, and nothing but a text', () => {
  const data = JSON.parse('{"__proto__": {"x": 1}, "a": "\\u2028</script>\'\\\\\\"<!--"}') as unknown;
  const script = asScript('m1', data);
  expect(script).not.toContain('<');
  const calls: unknown[][] = [];
  runInNewContext(script, { stagegate: (...call: unknown[]) => calls.push(call) });
  expect(calls).toEqual([['m1', expect.any(String)]]);
  expect(JSON.stringify(JSON.parse(calls[0]![1] as string))).toBe(JSON.stringify(data));
});
