import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Registry } from '../../../src/model/registry.js';
import type { Examples } from '../../../src/evidence/reader.js';
import type { MetricGate } from '../../../src/policy/schema.js';
import { findAttempt, leastConfidenceOf } from '../../../src/promotion/false-promotions.js';
import type { Outcome } from '../../../src/promotion/outcome.js';
import { power } from '../../../src/promotion/power.js';
import { check, promote } from '../../../src/promotion/promote.js';
import type { PromotionRequest } from '../../../src/promotion/request.js';
import { rollback } from '../../../src/promotion/rollback.js';
import { verify } from '../../../src/promotion/verify.js';
import { locateManifest } from '../../../src/registry/manifest/location.js';
import { ManifestRegistry } from '../../../src/registry/manifest/registry.js';
import { makeTime } from '../mlflow/support/changes.js';
import { MemoryServer } from '../mlflow/support/memory-server.js';
import { openRegistry } from '../mlflow/support/promoter.js';
import { contextOver, type Around } from '../support/command.js';
import {
  championWith,
  contextWith,
  evidenceOf,
  rulesWith,
  type ContextParts,
} from '../support/gate-context.js';
import { openMemoryStore } from '../support/memory-store.js';

/* A stage with false-promotions, from the request to the registry. */

const policyWith = (...extra: readonly string[]) => `stages: [Staging, Production]
models:
  churn:
    report: reports/{version}.json
    stages:
      Production:
        false-promotions: 5%
${extra.map((line) => `        ${line}\n`).join('')}        gates:
          - metric: accuracy
            min: 0.9
            confidence: 95%
            samples: n
`;
const POLICY = policyWith();

const report = (accuracy: number, more: object = { 'test-set': 'exam 1' }) =>
  JSON.stringify({ accuracy, n: 1000, ...more });
/** By chance, an equal version is often as good: it takes more than that. */
const GOOD = report(0.96);
const CLOSE = report(0.91);

const asked = (version: string, given: Partial<PromotionRequest> = {}): PromotionRequest => ({
  ...{ model: 'churn', version, stage: 'Production', reason: null, force: false },
  ...given,
});

interface Held {
  readonly registry: Registry;
  /** Another client of the same registry. @param before called before each of its writes */
  other(before: () => Promise<void>): Registry;
}

function openManifest(): Held {
  const versions = Array.from({ length: 6 }, (_, at) => `      ${at + 1}: {stage: None}\n`).join('');
  const files = new Map([['models.yaml', `models:\n  churn:\n    versions:\n${versions}`]]);
  const open = (before?: () => Promise<void>) =>
    new ManifestRegistry({
      store: openMemoryStore(files, before),
      location: locateManifest('models.yaml'),
      stages: ['Staging', 'Production'],
    });
  return { registry: open(), other: open };
}

function openServer(): Held {
  const server = new MemoryServer().add('churn', ['None', 'None', 'None', 'None', 'None', 'None']);
  const time = makeTime();
  return {
    registry: openRegistry(server, time),
    other: (before) => {
      let isFirst = true;
      const once = async (request: string) => {
        if (!isFirst || !/tag/i.test(request)) return;
        isFirst = false;
        await before();
      };
      return openRegistry(server.as(once), time);
    },
  };
}

describe.each([
  ['a manifest', openManifest],
  ['an MLflow server', openServer],
])('in %s', (_, open) => {
  const around = (registry: Registry, text: string, given: Around = {}) =>
    contextOver(registry, { policy: POLICY, report: text, isHashed: true, ...given });
  const attempts = async (registry: Registry) =>
    (await registry.read('churn')).history.filter(({ entry }) => entry.action === 'attempt');

  test('each version has its number, and a promotion records it', async () => {
    const { registry } = open();
    const first = await promote(asked('1'), around(registry, GOOD));
    expect(first).toMatchObject({
      decision: 'promoted',
      attempt: { number: 1, against: null, left: '2.8%' },
    });
    const third = await promote(asked('3'), around(registry, GOOD));
    expect(third.attempt).toMatchObject({ number: 2, against: '1', level: '99.279%', rate: '5%' });
    expect(third.gates[0]?.interval?.confidence).toBe('99.279%');
    const { history } = await registry.read('churn');
    expect(history.at(-1)?.entry.attempt).toMatchObject({ stage: 'Production', number: 2, highest: '6' });
    expect(await verify(around(registry, GOOD), { prune: false })).toMatchObject([{ problems: [] }]);
  });

  test('blocked by its numbers, it is recorded once', async () => {
    const { registry } = open();
    await promote(asked('1'), around(registry, GOOD));
    const before = await registry.read('churn');
    const blocked = await promote(asked('4'), around(registry, CLOSE));
    expect(blocked).toMatchObject({
      ...{ decision: 'blocked', promoted: false, inStage: false, attemptWritten: true },
      ...{ transitions: [], archivedVersions: [], previousVersion: '1', attempt: { number: 3 } },
    });
    const after = await registry.read('churn');
    expect(after.versions.map(({ stage }) => stage)).toEqual(before.versions.map(({ stage }) => stage));
    expect((await attempts(registry)).map(({ entry }) => entry)).toMatchObject([
      { version: '4', from: 'None', to: 'None', attempt: { number: 3, against: '1', stage: 'Production' } },
    ]);
    const again = await promote(asked('4'), around(registry, CLOSE));
    expect(again).toMatchObject({ decision: 'blocked', attempt: { number: 3 } });
    expect(again.attemptWritten).toBeUndefined();
    expect(await attempts(registry)).toHaveLength(1);
    expect(await verify(around(registry, GOOD), { prune: false })).toMatchObject([{ problems: [] }]);
  });

  test('other evidence for the same version is another attempt', async () => {
    const { registry } = open();
    await promote(asked('1'), around(registry, GOOD));
    await promote(asked('2'), around(registry, CLOSE));
    const other = report(0.912);
    // 2 to 6 have 1 to 5
    expect((await check(asked('2'), around(registry, other))).attempt).toMatchObject({ number: 6 });
    expect((await promote(asked('2'), around(registry, other))).attempt).toMatchObject({ number: 6 });
    expect((await promote(asked('2'), around(registry, other))).attempt).toMatchObject({ number: 6 });
    expect((await promote(asked('2'), around(registry, report(0.913)))).attempt).toMatchObject({ number: 7 });
    expect(await attempts(registry)).toHaveLength(3);
  });

  test('the same evidence asked about another metric is another attempt, about another bound the same one', async () => {
    const { registry } = open();
    const both = report(0.91, { 'test-set': 'exam 1', f1: 0.91 });
    await promote(asked('1'), around(registry, report(0.96, { 'test-set': 'exam 1', f1: 0.96 })));
    const number = async (policy: string) =>
      (await promote(asked('2'), around(registry, both, { policy }))).attempt?.number;
    expect(await number(POLICY)).toBe(1);
    expect(await number(POLICY.replace('min: 0.9', 'min: 0.905'))).toBe(1);
    // 2 to 6 have 1 to 5
    expect(await number(POLICY.replace('metric: accuracy', 'metric: f1'))).toBe(6);
    expect(await number(POLICY)).toBe(1);
    expect(await attempts(registry)).toHaveLength(2);
  });

  test("a missing test set doesn't block a rollback that gates judge", async () => {
    const { registry } = open();
    const policy = policyWith('test-set: data/test.csv', 'gate-rollbacks: true');
    const there = { kind: 'read', sha256: 'cd'.repeat(32), branch: null } as const;
    for (const version of ['1', '2'])
      await promote(asked(version), around(registry, GOOD, { policy, testSet: there }));
    const testSet = { kind: 'missing', why: 'is missing' } as const;
    const back = { model: 'churn', version: null, stage: 'Production', reason: 'bad' };
    const outcome = await rollback(back, around(registry, GOOD, { policy, testSet }));
    expect(outcome).toMatchObject({ decision: 'rolled-back', version: '1' });
    expect(outcome.attempt).toBeUndefined();
  });

  test('a new test set starts anew', async () => {
    const { registry } = open();
    await promote(asked('1'), around(registry, GOOD));
    for (const version of ['2', '3']) await promote(asked(version), around(registry, CLOSE));
    const anew = report(0.91, { 'dataset-sha256': 'AB'.repeat(32) });
    const { attempt } = await promote(asked('4'), around(registry, anew));
    expect(attempt).toMatchObject({ number: 1, 'test-set': 'ab'.repeat(32) });
  });

  test('a new champion starts anew, and a rollback goes on where it was', async () => {
    const { registry } = open();
    await promote(asked('1'), around(registry, GOOD));
    await promote(asked('2'), around(registry, CLOSE));
    await promote(asked('3'), around(registry, GOOD));
    expect((await check(asked('4'), around(registry, GOOD))).attempt).toMatchObject({
      number: 1,
      against: '3',
    });
    const back = { model: 'churn', version: null, stage: 'Production', reason: 'bad' };
    await rollback(back, around(registry, GOOD));
    expect((await check(asked('4'), around(registry, GOOD))).attempt).toMatchObject({
      number: 3,
      against: '1',
    });
  });

  test('a check, and a run before the merge, tell the number and write nothing', async () => {
    const { registry } = open();
    await promote(asked('1'), around(registry, GOOD));
    const told: Outcome[] = [
      await check(asked('3'), around(registry, CLOSE)),
      await promote(asked('3'), around(registry, CLOSE, { isBeforeMerge: true })),
    ];
    for (const outcome of told) {
      expect(outcome).toMatchObject({ decision: 'blocked', attempt: { number: 2 } });
      expect(outcome.attemptWritten).toBeUndefined();
    }
    expect(await attempts(registry)).toHaveLength(0);
  });

  test('what has nothing to do with its numbers spends nothing', async () => {
    const { registry } = open();
    const policy = policyWith('from: [Staging]');
    const blocked = await promote(asked('2'), around(registry, GOOD, { policy }));
    expect(blocked).toMatchObject({ decision: 'blocked', attempt: { number: 2 } });
    expect((await registry.read('churn')).history).toHaveLength(0);
    const unsure = await promote(
      asked('2'),
      around(registry, JSON.stringify({ 'test-set': 1, accuracy: 0.95 })),
    );
    expect(unsure.decision).toBe('blocked');
    expect((await registry.read('churn')).history).toHaveLength(0);
  });

  test('force promotes past it, and records the attempt', async () => {
    const { registry } = open();
    const forced = await promote(asked('1', { force: true, reason: 'why' }), around(registry, CLOSE));
    expect(forced).toMatchObject({ decision: 'promoted', forced: true, attempt: { number: 1 } });
    const { history } = await registry.read('churn');
    expect(history.map(({ entry }) => [entry.action, entry.attempt?.number])).toEqual([['promote', 1]]);
  });

  test('in parallel, two reports of one version are two attempts', async () => {
    const { registry, other } = open();
    await promote(asked('1'), around(registry, GOOD));
    await promote(asked('2'), around(registry, CLOSE));
    let isFirst = true;
    const disturbed = other(async () => {
      if (!isFirst) return;
      isFirst = false;
      await promote(asked('2'), around(registry, report(0.912)));
    });
    const second = await promote(asked('2'), around(disturbed, report(0.913)));
    expect(second.attempt).toMatchObject({ number: 7 });
    const numbers = (await attempts(registry)).map(({ entry }) => entry.attempt?.number);
    expect(numbers).toEqual([1, 6, 7]);
  });

  test('killed before the line is written, it has the same number again', async () => {
    const { registry, other } = open();
    await promote(asked('1'), around(registry, GOOD));
    const dying = other(() => Promise.reject(new Error('killed')));
    await expect(promote(asked('4'), around(dying, CLOSE))).rejects.toThrow('killed');
    expect((await promote(asked('4'), around(registry, CLOSE))).attempt).toMatchObject({ number: 3 });
    expect(await attempts(registry)).toHaveLength(1);
  });

  test('a registry that only proposes is refused, since it records no blocked attempt', async () => {
    const { registry } = open();
    await promote(asked('1'), around(registry, GOOD));
    const proposing = Object.create(registry, { proposes: { value: true } }) as Registry;
    for (const command of [promote, check])
      await expect(command(asked('4'), around(proposing, CLOSE))).rejects.toMatchObject({
        code: 'policy',
        message: expect.stringContaining("can't be kept with commit: pull-request") as unknown,
        place: { line: 7 },
      });
    expect(await attempts(registry)).toHaveLength(0);
    const policy = POLICY.replace('        false-promotions: 5%\n', '');
    expect(await check(asked('4'), around(proposing, GOOD, { policy }))).toMatchObject({
      decision: 'allowed',
    });
  });
});

test.each(['stages', 'aliases'] as const)(
  'on a server (%s), a run that dies at any request leaves the number to the next one',
  async (mode) => {
    const around = (registry: Registry, text: string) =>
      contextOver(registry, { policy: POLICY, report: text, isHashed: true });
    let isOver = false;
    for (let at = 1; !isOver; at += 1) {
      const server = new MemoryServer().add('churn', ['None', 'None', 'None', 'None']);
      const time = makeTime();
      const registry = openRegistry(server, time, mode);
      await promote(asked('1'), around(registry, GOOD));
      let requests = 0;
      const dying = server.as(() => {
        requests += 1;
        return requests >= at ? Promise.reject(new Error('killed')) : Promise.resolve();
      });
      const died = await promote(asked('3'), around(openRegistry(dying, time, mode), CLOSE)).then(
        () => false,
        () => true,
      );
      isOver = !died;
      const again = await promote(asked('3'), around(registry, CLOSE));
      expect(again).toMatchObject({ decision: 'blocked', attempt: { number: 2 } });
      const { history } = await registry.read('churn');
      const recorded = history.flatMap(({ entry }) =>
        entry.action === 'attempt' ? [entry.attempt?.number] : [],
      );
      expect(recorded).toEqual([2]);
      const { versions } = await registry.read('churn');
      expect(versions.filter(({ stage }) => stage === 'Production')).toMatchObject([{ version: '1' }]);
    }
  },
);

describe('the test set', () => {
  const around = (text: string, given: Around = {}) =>
    contextOver(openManifest().registry, { policy: POLICY, report: text, isHashed: true, ...given });
  const policy = policyWith('test-set: data/test.csv');

  test('is the file that the policy names, whatever the report says', async () => {
    const testSet = { kind: 'read', sha256: 'cd'.repeat(32), branch: null } as const;
    const outcome = await promote(asked('1'), around(GOOD, { policy, testSet }));
    expect(outcome.attempt?.['test-set']).toBe('cd'.repeat(32));
  });

  test.each([
    [{ kind: 'missing', why: 'is missing' } as const, 'the test set data/test.csv is missing: restore it'],
    [undefined, 'the test set data/test.csv was not read: restore it'],
  ])('blocks where it is %j', async (testSet, reason) => {
    const outcome = await promote(asked('1'), around(GOOD, { policy, ...(testSet ? { testSet } : {}) }));
    expect(outcome.decision).toBe('blocked');
    expect(outcome.attempt).toBeUndefined();
    expect(outcome.gates.filter(({ verdict }) => verdict === 'fail').map((gate) => gate.reason)).toEqual([
      expect.stringContaining(reason),
    ]);
  });

  test('must be told', async () => {
    await expect(promote(asked('1'), around(report(0.96, {})))).rejects.toMatchObject({
      code: 'policy',
      message:
        "reports/4.json doesn't say which test set it used, so false-promotions can't count the attempts on it",
      hint: expect.stringContaining(
        'Add "test-set" (a name with its version) or "dataset-sha256"',
      ) as unknown,
      place: { line: 7 },
    });
  });

  test('must be told on an MLflow run by a tag', () => {
    const { reports, ...evidence } = evidenceOf(report(0.96, {}));
    const runs = { ...evidence, reports: reports.map((one) => ({ ...one, format: 'mlflow' })) };
    const rules = rulesWith({ falsePromotions: { rate: 0.05, text: '5%' } });
    expect(() => findAttempt(contextWith({ evidence: runs, rules }), null)).toThrow(
      expect.objectContaining({
        hint: expect.stringContaining('Set the tag test-set (a name with its version)') as unknown,
      }),
    );
  });

  test('can be an object with its digest', async () => {
    const named = report(0.96, { test_set: { name: 'exam', sha256: 'ef'.repeat(32) } });
    expect((await promote(asked('1'), around(named))).attempt?.['test-set']).toBe('ef'.repeat(32));
  });
});

describe('power', () => {
  const levelOf = async (registry: Registry, version: string): Promise<string | null | undefined> => {
    const asks = { model: 'churn', stage: 'Production', version };
    const { gates } = await power(asks, contextOver(registry, { policy: POLICY, report: GOOD }));
    return gates[0]?.confidence;
  };

  test('tells what the gates are worth at the level of the attempt, not at their own', async () => {
    const { registry } = openManifest();
    const around = { policy: POLICY, report: GOOD, isHashed: true };
    const first = await check(asked('1'), contextOver(registry, around));
    const third = await check(asked('3'), contextOver(registry, around));
    expect(await levelOf(registry, '1')).toBe(first.attempt?.level);
    expect(await levelOf(registry, '3')).toBe(third.attempt?.level);
    expect(first.attempt?.level).not.toBe(third.attempt?.level);
    await promote(asked('1'), contextOver(registry, around));
    // for the holder, that of the first version after it
    expect(await levelOf(registry, '1')).toBe(first.attempt?.level);
  });
});

describe('the digest of what an attempt was judged by', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const GATE: MetricGate = { metric: 'accuracy', min: 0.9, confidence: '95%', samples: 'n' };
  const of = (gates: readonly object[], parts: ContextParts = {}) =>
    findAttempt(
      contextWith({
        evidence: evidenceOf(GOOD),
        rules: rulesWith({ falsePromotions: { rate: 0.05, text: '5%' }, gates: gates as MetricGate[] }),
        ...parts,
      }),
      null,
    )?.evidence;
  const examples = (sha256: string): Examples => ({ path: `${sha256}.csv`, sha256, rows: [], statement: {} });
  const pair = (candidate: string, champion: string): ContextParts => ({
    paired: new Map([['p', { candidate: examples(candidate), champion: examples(champion) }]]),
  });
  const rows = (sha256: string): ContextParts => ({ rows: new Map([['r', examples(sha256)]]) });
  const against = (sha256: string): ContextParts => {
    const evidence = evidenceOf(GOOD);
    const reports = evidence.reports.map((one) => ({ ...one, sha256 }));
    return { champion: championWith({ evidence: { ...evidence, reports } }) };
  };

  test.each<[string, ContextParts, ContextParts]>([
    ["the candidate's examples", pair('c1', 'd'), pair('c2', 'd')],
    ["the champion's examples", pair('c', 'd1'), pair('c', 'd2')],
    ['the rows that are samples', rows('e1'), rows('e2')],
    ["the champion's report", against('f1'), against('f2')],
  ])('changes with %s', (_told, one, other) => {
    expect(of([GATE], one)).toBe(of([GATE], one));
    expect(of([GATE], one)).not.toBe(of([GATE], other));
    expect(of([GATE], one)).not.toBe(of([GATE]));
  });

  test("doesn't depend on which file is whose, or on files that couldn't be read", () => {
    expect(of([GATE], pair('c', 'd'))).toBe(of([GATE], pair('d', 'c')));
    const lost = { path: 'c.csv', message: 'is missing' };
    expect(of([GATE], { rows: new Map([['r', lost]]) })).toBe(of([GATE]));
  });

  test.each<[string, readonly object[], boolean]>([
    ['the number of its bound', [{ ...GATE, min: 0.8 }], true],
    ['another kind of bound', [{ metric: 'accuracy', max: 0.9, confidence: '95%', samples: 'n' }], false],
    [
      'a comparison in place of a bound',
      [{ metric: 'accuracy', 'min-improvement': 0.9, confidence: '95%', samples: 'n' }],
      false,
    ],
    ['another metric', [{ ...GATE, metric: 'f1' }], false],
    ['samples from elsewhere', [{ ...GATE, samples: 'm' }], false],
    ['its confidence', [{ ...GATE, confidence: '99%' }], true],
    ['what becomes of an unclear result', [{ ...GATE, inconclusive: 'allow' }], true],
    ['a least number of examples', [{ ...GATE, 'min-samples': 10 }], true],
    ['the scale', [{ ...GATE, scale: 'any' }], true],
    ['the order of its keys', [{ samples: 'n', confidence: '95%', min: 0.9, metric: 'accuracy' }], true],
    ['a gate beside it without confidence', [GATE, { metric: 'f1', min: 0.5 }], true],
    ['a gate beside it with confidence', [GATE, { ...GATE, metric: 'f1' }], false],
    ['tests beside it', [GATE, { tests: 't.xml' }], true],
    ['the same gate twice', [GATE, GATE], true],
    ['the same gate among alternatives', [{ 'any-of': [GATE, { tests: 't.xml' }] }], true],
    ['no gate', [], false],
  ])('and what a gate asks: %s', (_told, gates, isSame) => {
    expect(of(gates) === of([GATE])).toBe(isSame);
  });

  test('stays the same from release to release: the history has it', () => {
    const found = findAttempt(
      contextWith({
        evidence: evidenceOf(GOOD, report(0.97, { 'test-set': 'exam 2' })),
        rules: rulesWith({ falsePromotions: { rate: 0.05, text: '5%' }, gates: [GATE] }),
      }),
      null,
    );
    const question = sha256('[["metric","accuracy"],["min"],["samples","n"]]');
    expect(found?.evidence).toBe(sha256(['ab', question].sort().join('\n')));
    expect(found?.['test-set']).toBe(sha256([sha256('exam 1'), sha256('exam 2')].sort().join('\n')));
  });

  test('nothing is counted without a report, even if the policy names the test set', () => {
    const rules = rulesWith({ falsePromotions: { rate: 0.05, text: '5%' }, testSet: 'data/test.csv' });
    const testSet = { kind: 'read', sha256: 'cd'.repeat(32), branch: null } as const;
    expect(findAttempt(contextWith({ rules, testSet }), null)).toBeNull();
    expect(leastConfidenceOf(contextWith({ rules, testSet }), null)).toBeUndefined();
    const counted = contextWith({ rules, testSet, evidence: evidenceOf(GOOD) });
    expect(leastConfidenceOf(counted, null)).toBe(findAttempt(counted, null)?.level);
  });

  test('a version is held to no level of confidence where attempts are not counted', () => {
    const evidence = evidenceOf(GOOD);
    for (const currentStage of ['Staging', 'Production'])
      expect(leastConfidenceOf(contextWith({ evidence, currentStage }), null)).toBeUndefined();
  });

  test.each([
    ['A digest', 'AB'.repeat(32), 'ab'.repeat(32)],
    ['A name that contains a digest', `exam ${'ab'.repeat(32)}`, null],
    ['A name that begins with a digest', `${'ab'.repeat(32)} exam`, null],
  ])('%s names the test set by itself', (_told, name, digest) => {
    const rules = rulesWith({ falsePromotions: { rate: 0.05, text: '5%' } });
    const evidence = evidenceOf(report(0.96, { 'test-set': name }));
    const found = findAttempt(contextWith({ evidence, rules }), null)?.['test-set'];
    expect(found).toBe(digest ?? sha256(name));
  });

  test('several test sets are one, in any order of the reports', () => {
    const testSetOf = (...names: string[]) => {
      const reports = names.map((name) => report(0.96, { 'test-set': name }));
      const rules = rulesWith({ falsePromotions: { rate: 0.05, text: '5%' }, gates: [GATE] });
      return findAttempt(contextWith({ evidence: evidenceOf(...reports), rules }), null)?.['test-set'];
    };
    expect(testSetOf('a', 'b')).toBe(testSetOf('b', 'a'));
    expect(testSetOf('a', 'b')).not.toBe(testSetOf('a', 'c'));
    expect(testSetOf('a', 'b')).not.toBe(testSetOf('a'));
    expect(testSetOf('a', 'a')).toBe(testSetOf('a'));
  });
});
