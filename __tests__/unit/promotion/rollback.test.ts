import { describe, expect, test } from '@jest/globals';
import { applyEntry, type Stages } from '../../../src/history/replay.js';
import type { Decision } from '../../../src/promotion/decision.js';
import {
  aimRollback,
  decideOvertaken,
  decideRollback,
  findRollbackTarget,
  requireNotPast,
  rulesForRollback,
} from '../../../src/promotion/rollback.js';
import { readWindow } from '../../../src/policy/time.js';
import type { Snapshot } from '../../../src/model/registry.js';
import { seededRandom } from '../evidence/random.js';
import { contextWith, evidenceOf, NOW, rulesWith, versionWith } from '../support/gate-context.js';
import {
  buildHistory,
  makeEntry,
  makeSnapshot,
  promotion,
  rollback,
  type EntryParts,
} from '../support/history-builder.js';
import { gateWith } from '../support/outcome-builder.js';

const RUN = { actor: null, run: null, ref: null, commits: [] };
const THREE = [promotion('1'), promotion('2', ['1']), promotion('3', ['2'])];
const NOW_THREE = { '1': 'Archived', '2': 'Archived', '3': 'Production', '4': 'Staging' };

function snapshotOf(stages: Readonly<Record<string, string>>, entries: readonly EntryParts[]): Snapshot {
  return { ...makeSnapshot(stages), history: buildHistory(entries) };
}

function requestOf(version: string | null = null) {
  return { model: 'churn', version, stage: 'Production', reason: 'p95' };
}

function find(snapshot: Snapshot, version: string | null = null): string {
  return findRollbackTarget(requestOf(version), 'Production', snapshot).version;
}

function decide(
  snapshot: Snapshot,
  { version = null as string | null, archiveExisting = true } = {},
): Decision {
  const target = findRollbackTarget(requestOf(version), 'Production', snapshot);
  const basis = { snapshot, policy: null, now: NOW, run: RUN };
  return decideRollback(requestOf(version), basis, {
    target,
    stage: 'Production',
    archiveExisting,
    context: null,
  });
}

describe('a rollback goes', () => {
  const two = { '1': 'Production', '2': 'Production' };
  const began = { ...promotion('9', [], 'Staging'), beginning: two };

  test.each<[string, Record<string, string>, EntryParts[], string | null, string]>([
    ['to the version before', NOW_THREE, THREE, null, '2'],
    [
      'further back the next time',
      { ...NOW_THREE, '2': 'Production', '3': 'Archived' },
      [...THREE, rollback('2', ['3'])],
      null,
      '1',
    ],
    [
      'to the one before the one that was withdrawn, when the stage is empty',
      { ...NOW_THREE, '3': 'Archived' },
      [...THREE, { action: 'archive', version: '3', from: 'Production', to: 'Archived' }],
      null,
      '2',
    ],
    [
      'to the last one known when the stage was filled by hand',
      { ...NOW_THREE, '3': 'Archived', '4': 'Production' },
      THREE,
      null,
      '3',
    ],
    [
      'to the one before it when an earlier one was put back by hand',
      { ...NOW_THREE, '2': 'Production', '3': 'Archived' },
      THREE,
      null,
      '1',
    ],
    [
      'to one that was promoted twice',
      { '1': 'Production', '2': 'Archived' },
      [promotion('1'), promotion('2', ['1']), promotion('1', ['2'])],
      null,
      '2',
    ],
    [
      'to the beginning',
      { '1': 'Archived', '2': 'Production' },
      [{ ...promotion('2', ['1']), beginning: { '1': 'Production' } }],
      null,
      '1',
    ],
    ['to the other of two holders', { ...two, '9': 'Staging' }, [began], null, '1'],
    ['where it is asked to', NOW_THREE, THREE, '1', '1'],
    [
      'where it is asked to, forward again',
      { ...NOW_THREE, '2': 'Production', '3': 'Archived' },
      [...THREE, rollback('2', ['3'])],
      '3',
      '3',
    ],
    ['nowhere when asked for the one that is there', NOW_THREE, THREE, '3', '3'],
    [
      'nowhere when asked for the one that was put there by hand',
      { ...NOW_THREE, '3': 'Archived', '4': 'Production' },
      THREE,
      '4',
      '4',
    ],
  ])('%s', (_name, stages, entries, asked, target) => {
    expect(find(snapshotOf(stages, entries), asked)).toBe(target);
  });
});

describe('a rollback is refused', () => {
  const gone = { '1': 'Archived', '3': 'Production' };

  test.each<[string, Record<string, string>, EntryParts[], string | null, string, string]>([
    [
      'without a history',
      { '1': 'Archived', '2': 'Production' },
      [],
      null,
      'there is no earlier version to roll "churn" back to: version 2 is in Production',
      'Nothing was changed',
    ],
    [
      'when nothing happened and the stage is empty',
      { '1': 'None' },
      [],
      null,
      'Production is empty',
      'Nothing was changed',
    ],
    [
      'from the first',
      { '1': 'Production' },
      [promotion('1')],
      null,
      'version 1 is in Production, and its history has nothing earlier',
      'Promote the version that you want',
    ],
    [
      'from the first, walked back to',
      { '1': 'Production', '2': 'Archived' },
      [promotion('1'), promotion('2', ['1']), rollback('1', ['2'])],
      null,
      'no earlier version',
      'Nothing was changed',
    ],
    [
      'to one that is gone',
      gone,
      THREE,
      null,
      'version 2, which held Production before, is no longer registered',
      'stagegate rollback --version 1',
    ],
    [
      'to one that is gone, and all before it',
      { '3': 'Production' },
      THREE,
      null,
      'version 2, which held Production before',
      'No earlier version is registered',
    ],
    ['to one that is not there', NOW_THREE, THREE, '8', 'has no version 8', 'It has versions 1, 2, 3, 4'],
    [
      'to one that never held the stage',
      NOW_THREE,
      THREE,
      '4',
      'version 4 never held Production',
      'Versions that did: 1, 2. Use promote',
    ],
    [
      'to one that held another stage',
      { '1': 'Staging', '2': 'Production' },
      [promotion('1', [], 'Staging'), promotion('2')],
      '1',
      'version 1 never held Production',
      'Use promote',
    ],
    [
      'to what is no version',
      NOW_THREE,
      THREE,
      '01',
      'version "01" is not a version number',
      'without leading zeros',
    ],
    [
      'to an alias',
      NOW_THREE,
      THREE,
      '@champion',
      'version "@champion" is not a version number',
      'whole number',
    ],
  ])('%s', (_name, stages, entries, asked, message, hint) => {
    expect(() => find(snapshotOf(stages, entries), asked)).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringContaining(message) as unknown,
        hint: expect.stringContaining(hint) as unknown,
      }),
    );
  });
});

describe('decideRollback', () => {
  test('archives the one that made way, and says so in the history', () => {
    expect(decide(snapshotOf(NOW_THREE, THREE))).toMatchObject({
      verdict: 'go',
      version: '2',
      holders: ['3'],
      previousStage: 'Archived',
      gates: [],
      plan: {
        title: 'roll churn back to 2 in Production (archives 3)',
        transitions: [
          { version: '3', from: 'Production', to: 'Archived' },
          { version: '2', from: 'Archived', to: 'Production' },
        ],
        entry: {
          action: 'rollback',
          version: '2',
          from: 'Archived',
          archived: ['3'],
          reason: 'p95',
          forced: false,
        },
      },
    });
  });

  test('fills an empty stage again', () => {
    const snapshot = snapshotOf({ ...NOW_THREE, '3': 'Archived' }, [
      ...THREE,
      { action: 'archive', version: '3', from: 'Production', to: 'Archived' },
    ]);
    expect(decide(snapshot)).toMatchObject({
      verdict: 'go',
      plan: {
        transitions: [{ version: '2', from: 'Archived', to: 'Production' }],
        entry: { version: '2', archived: [] },
      },
    });
  });

  test('for confirm records its evidence, and the gates that failed in use', () => {
    const snapshot = snapshotOf(NOW_THREE, THREE);
    const target = findRollbackTarget(requestOf(), 'Production', snapshot);
    const basis = { snapshot, policy: null, now: NOW, run: RUN };
    const failed = { version: '3', gates: [gateWith({ verdict: 'fail' })], reason: 'version 3 failed' };
    const digests = { reportSha256: 'f'.repeat(64), reportFiles: { 'live/3.json': 'e'.repeat(64) } };
    const context = contextWith({
      ...{ snapshot, version: '2', currentStage: 'Archived', rules: rulesWith({ gateRollbacks: true }) },
      evidence: evidenceOf('{"accuracy": 0.95}', '{"f1": 0.95}'),
    });
    const matter = { target, stage: 'Production', archiveExisting: true, context };
    const { plan } = decideRollback(requestOf(), basis, { ...matter, live: { ...failed, ...digests } });
    expect(plan?.entry).toMatchObject({
      ...{ 'report-sha256': digests.reportSha256, reports: digests.reportFiles },
      live: { version: '3', gates: failed.gates },
    });
    const one = { ...failed, reportSha256: 'f'.repeat(64), reportFiles: null };
    const alone = decideRollback(requestOf(), basis, { ...matter, live: one }).plan;
    expect(alone?.entry).not.toHaveProperty('reports');
  });

  test('what is there already stays', () => {
    expect(decide(snapshotOf(NOW_THREE, THREE), { version: '3' })).toMatchObject({
      verdict: 'unchanged',
      plan: null,
    });
  });

  test.each<[string, boolean, string[]]>([
    ['all make way', true, ['2', '3', '4']],
    ['where several may stay, only the latest', false, ['4']],
  ])('of three holders, %s', (_name, archiveExisting, archived) => {
    const stages = { '1': 'Archived', '2': 'Production', '3': 'Production', '4': 'Production' };
    const snapshot = snapshotOf(stages, [
      promotion('1'),
      promotion('2', ['1']),
      promotion('3'),
      promotion('4'),
    ]);
    expect(decide(snapshot, { version: '1', archiveExisting }).plan?.entry.archived).toEqual(archived);
  });

  test('one of two holders stays alone', () => {
    const snapshot = snapshotOf({ '1': 'Production', '2': 'Production' }, [promotion('1'), promotion('2')]);
    expect(decide(snapshot).plan).toMatchObject({
      transitions: [{ version: '2', from: 'Production', to: 'Archived' }],
      entry: { version: '1', from: 'Production', to: 'Production' },
    });
  });

  test.each<[string, string, Decision['verdict']]>([
    ['fail', '{"accuracy": 0.5}', 'blocked'],
    ['are not met by a report', '{}', 'blocked'],
    ['pass', '{"accuracy": 0.95}', 'go'],
  ])('gates hold where the policy says so: they %s', (_name, report, verdict) => {
    const snapshot = snapshotOf(NOW_THREE, THREE);
    const target = findRollbackTarget(requestOf(), 'Production', snapshot);
    const rules = rulesWith({ gateRollbacks: true, gates: [{ metric: 'accuracy', min: 0.9 }] });
    const context = contextWith({
      snapshot,
      version: '2',
      currentStage: 'Archived',
      rules,
      evidence: evidenceOf(report),
    });
    const basis = { snapshot, policy: null, now: NOW, run: RUN };
    const decision = decideRollback(requestOf(), basis, {
      target,
      stage: 'Production',
      archiveExisting: true,
      context,
    });
    expect(decision).toMatchObject({
      verdict,
      forced: false,
      reportSha256: 'ab',
      gates: [{ metric: 'accuracy' }],
      notices: [],
    });
    expect(decision.plan === null).toBe(verdict === 'blocked');
  });
});

test('a rollback takes nothing out of a later stage', () => {
  const order = ['Staging', 'Production'];
  const target = (stage: string) => versionWith({ version: '3', stage });
  expect(() => requireNotPast(target('Production'), 'Staging', order)).toThrow(
    expect.objectContaining({
      code: 'input',
      message: 'version 3 is in Production, and rolling Staging back to it would take it out of Production',
      hint: 'Nothing was changed. Name another version for Staging, or roll Production back first.',
    }),
  );
  for (const [stage, of] of [
    ['Staging', 'Production'],
    ['Archived', 'Staging'],
    ['Production', 'Production'],
  ] as const)
    expect(() => requireNotPast(target(stage), of, order)).not.toThrow();
});

describe('what holds for rollbacks', () => {
  const window = (rollbacks?: boolean) =>
    readWindow({ from: 'Fri', to: 'Sun', timezone: 'UTC', reason: String(rollbacks), rollbacks });
  const freeze = [window(), window(true), window(false)];
  const rules = rulesWith({
    from: ['Staging'],
    soak: { text: '1h', milliseconds: 3_600_000 },
    refs: ['refs/heads/main'],
    gates: [{ approvals: 1 }],
    evidence: { maxAge: null, version: true, commit: true },
  });

  const lifted = { allowTakenOut: true, skipWhenEmpty: true };

  test.each<[string, Parameters<typeof rulesForRollback>[0], unknown]>([
    ['nothing by default', { ...rules, freeze: [window()] }, null],
    [
      'a freeze that says so, and that alone',
      { ...rules, freeze },
      rulesWith({ ...lifted, freeze: [freeze[1]!] }),
    ],
    [
      'everything but where it comes from, where the policy says so; and each freeze that does not say otherwise',
      { ...rules, gateRollbacks: true, freeze },
      { ...rules, ...lifted, gateRollbacks: true, from: null, soak: null, freeze: [freeze[0], freeze[1]] },
    ],
  ])('%s', (_name, of, expected) => {
    expect(rulesForRollback(of)).toEqual(expected);
  });
});

describe('rollbacks one after the other', () => {
  test.each(Array.from({ length: 30 }, (_, seed) => seed))(
    'of random promotions walk back and end (seed %i)',
    (seed) => {
      const random = seededRandom(seed);
      const promoted = Array.from({ length: 2 + Math.floor(random() * 10) }, () =>
        String(1 + Math.floor(random() * 6)),
      );
      const stages: Stages = new Map(promoted.map((version) => [version, 'None']));
      const entries: EntryParts[] = [];
      const record = (parts: EntryParts) => {
        const entry = makeEntry(parts);
        entries.push({ ...parts, from: stages.get(entry.version) ?? 'None' });
        applyEntry(stages, entry);
      };
      const now = () => snapshotOf(Object.fromEntries(stages), entries);
      for (const version of promoted) {
        const held = [...stages].filter(([, stage]) => stage === 'Production').map(([other]) => other);
        record(
          promotion(
            version,
            held.filter((other) => other !== version),
          ),
        );
      }
      const before = promoted.filter((version, at) => version !== promoted[at - 1]);
      const walk = before.slice(0, -1).toReversed();
      for (const expected of walk) {
        const { plan } = decide(now());
        expect(plan?.entry.version).toBe(expected);
        record(rollback(expected, plan?.entry.archived));
        expect([...stages].filter(([, stage]) => stage === 'Production')).toEqual([[expected, 'Production']]);
      }
      expect(() => decide(now())).toThrow('there is no earlier version');
    },
  );
});

describe('a rollback that another run overtook', () => {
  const first = snapshotOf(NOW_THREE, THREE);
  const aimAt = (snapshot: Snapshot, version: string | null = null, begun: string | null = null) =>
    aimRollback(requestOf(version), 'Production', { first, snapshot, begun });

  const promoted = snapshotOf({ ...NOW_THREE, '3': 'Archived', '4': 'Production' }, [
    ...THREE,
    promotion('4', ['3']),
  ]);
  const withdrawn = snapshotOf({ ...NOW_THREE, '3': 'Archived' }, [
    ...THREE,
    { action: 'archive', version: '3', from: 'Production', to: 'Archived' },
  ]);
  const done = snapshotOf({ ...NOW_THREE, '2': 'Production', '3': 'Archived' }, [
    ...THREE,
    rollback('2', ['3']),
  ]);

  test('goes on if nobody came in between', () => {
    expect(aimAt(first)).toMatchObject({ target: { version: '2' }, overtaken: null });
  });

  test.each<[string, string | null, string | null, string]>([
    ['a version was named', '1', null, '1'],
    ['it was interrupted and is being completed', null, '2', '2'],
  ])('goes on if %s', (_name, version, begun, target) => {
    expect(aimAt(promoted, version, begun)).toMatchObject({ target: { version: target }, overtaken: null });
  });

  test.each<[string, Snapshot, string, string | undefined]>([
    ['by a promotion', promoted, '4', 'version 4 is there now'],
    ['by a withdrawal', withdrawn, '2', 'the stage is empty'],
    ['by the same rollback', done, '2', undefined],
  ])('%s changes nothing', (_name, snapshot, version, there) => {
    const { target, overtaken } = aimAt(snapshot);
    expect(target).toBeNull();
    const decision = decideOvertaken({ snapshot }, 'Production', overtaken!);
    expect(decision).toMatchObject({ verdict: 'unchanged', plan: null, version, holders: [] });
    expect(decision.notices).toContain('another run took version 3 out of Production first');
    expect(decision.lost?.message).toBe(
      there && `another run took version 3 out of Production before this rollback: ${there}`,
    );
    expect(decision.lost?.code).toBe(there && 'conflict');
    expect(decision.lost?.hint).toBe(
      there && 'This run changed nothing. To roll back all the same, name the version to go back to.',
    );
  });
});

test('a rollback of an empty stage that another run filled meanwhile is told so', () => {
  const lines = [...THREE, { action: 'archive', version: '3', from: 'Production', to: 'Archived' } as const];
  const first = snapshotOf({ ...NOW_THREE, '3': 'Archived' }, lines);
  const snapshot = snapshotOf({ ...NOW_THREE, '3': 'Archived', '4': 'Production' }, [
    ...lines,
    promotion('4'),
  ]);
  const { overtaken } = aimRollback(requestOf(), 'Production', { first, snapshot, begun: null });
  const decision = decideOvertaken({ snapshot }, 'Production', overtaken!);
  expect(decision).toMatchObject({ verdict: 'unchanged', version: '4' });
  expect(decision.notices).toContain('another run moved a version to Production first');
  expect(decision.lost?.message).toBe(
    'another run moved a version to Production before this rollback: version 4 is there now',
  );
});

test('a rollback to changed files is blocked, and says how to go back all the same', () => {
  const held = versionWith({
    version: '2',
    stage: 'Archived',
    source: 'm/2.bin',
    sha256: 'a'.repeat(64),
  });
  const snapshot = { ...snapshotOf(NOW_THREE, THREE) };
  const versions = snapshot.versions.map((version) => (version.version === '2' ? held : version));
  const basis = { snapshot: { ...snapshot, versions }, policy: null, now: NOW, run: RUN };
  const decision = decideRollback(requestOf(), basis, {
    target: held,
    stage: 'Production',
    archiveExisting: true,
    context: null,
    artifact: { kind: 'read', sha256: 'b'.repeat(64), branch: null },
  });
  expect(decision).toMatchObject({ verdict: 'blocked', plan: null, gates: [{ gate: 'artifact' }] });
  expect(decision.notices).toEqual([expect.stringMatching(/^to go back now, restore the files/)]);
});

describe('where nothing is before it, says', () => {
  const hintOf = (snapshot: Snapshot): string => {
    try {
      find(snapshot);
    } catch (error) {
      return String((error as { hint?: string }).hint);
    }
    return 'nothing';
  };

  test('that a version has to be promoted', () => {
    expect(hintOf(snapshotOf({ 1: 'Production' }, [promotion('1')]))).toBe(
      'Nothing was changed. Promote the version that you want: it is judged like any other.',
    );
  });

  test('which versions were taken out, of those that there still are', () => {
    const entries = [
      ...[promotion('1'), promotion('2', ['1']), rollback('1', ['2'])],
      ...[promotion('3', ['1']), rollback('1', ['3'])],
    ];
    expect(hintOf(snapshotOf({ 1: 'Production', 2: 'Archived', 4: 'None' }, entries))).toContain(
      'These versions held Production and were withdrawn or rolled back: 2. Name one with --version to go back to it',
    );
  });

  test('but not one that is in another stage now', () => {
    const entries = [promotion('1'), promotion('2', ['1']), rollback('1', ['2'])];
    expect(hintOf(snapshotOf({ 1: 'Production', 2: 'Canary' }, entries))).toBe(
      'Nothing was changed. Promote the version that you want: it is judged like any other.',
    );
  });
});
