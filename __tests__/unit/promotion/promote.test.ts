import { describe, expect, test } from '@jest/globals';
import type { GateContext } from '../../../src/gates/context.js';
import type { RunContext } from '../../../src/model/run-context.js';
import type { HistoryEntry } from '../../../src/model/history-entry.js';
import type { Policy } from '../../../src/policy/load.js';
import { titleOf } from '../../../src/promotion/plan.js';
import { NO_EVIDENCE } from '../../../src/evidence/reader.js';
import { decidePromotion, decideUnjudged, decideWithdrawal } from '../../../src/promotion/promote.js';
import type { Decision, DecisionBasis } from '../../../src/promotion/decision.js';
import type { Snapshot } from '../../../src/model/registry.js';
import {
  championWith,
  contextWith,
  evidenceOf,
  NOW,
  recordedOf,
  rulesWith,
  testsOf,
  versionWith,
} from '../support/gate-context.js';
import { buildHistory, makeSnapshot, promotion, rollback } from '../support/history-builder.js';

const GATE = { metric: 'accuracy', min: 0.9 };
const GOOD = evidenceOf('{"accuracy": 0.95}');
const BAD = evidenceOf('{"accuracy": 0.5}');
const RUN: RunContext = {
  actor: 'ann',
  run: 'https://ci/1',
  ref: 'refs/heads/main',
  commits: ['c0ffee', 'beef'],
};
const POLICY: Policy = {
  file: 'p.yml',
  sha256: 'f'.repeat(64),
  stages: ['Staging', 'Production'],
  content: { models: {} },
  warnings: [],
  layoutOf: () => null,
  placeOf: (path) => ({ file: 'p.yml', line: path.length }),
};

interface Ask {
  readonly snapshot?: Snapshot;
  readonly force?: boolean;
  readonly context?: Partial<GateContext>;
}

const asked = { model: 'churn', version: '4', stage: 'Production', reason: 'why', force: false };
const staged = makeSnapshot({ '3': 'Production', '4': 'Staging' });

function basisOf(snapshot: Snapshot): DecisionBasis {
  return { snapshot, policy: POLICY, now: NOW, run: RUN };
}

/** Version 4 of churn to Production, where accuracy must be 0.9. */
function decide({ snapshot = staged, force = false, context = {} }: Ask): Decision {
  const currentStage = snapshot.versions.find(({ version }) => version === '4')?.stage ?? 'None';
  const rules = rulesWith({ gates: [GATE] });
  return decidePromotion(
    { ...asked, force },
    basisOf(snapshot),
    contextWith({ snapshot, currentStage, rules, evidence: GOOD, ...context }),
  );
}

describe('decidePromotion', () => {
  test('go: the champion is archived, and the line holds what was decided on', () => {
    const decision = decide({});
    expect(decision).toMatchObject({
      verdict: 'go',
      version: '4',
      stage: 'Production',
      previousStage: 'Staging',
      holders: ['3'],
      forced: false,
      notices: [],
      reportSha256: 'ab',
      reports: [{ path: 'reports/4.json', sha256: 'ab' }],
    });
    expect(decision.plan).toEqual({
      model: 'churn',
      registration: null,
      transitions: [
        { version: '3', from: 'Production', to: 'Archived' },
        { version: '4', from: 'Staging', to: 'Production' },
      ],
      exclusive: true,
      title: 'promote churn 4 to Production (archives 3)',
      entry: {
        time: NOW.toISOString(),
        action: 'promote',
        model: 'churn',
        version: '4',
        from: 'Staging',
        to: 'Production',
        archived: ['3'],
        actor: 'ann',
        reason: 'why',
        forced: false,
        commit: 'c0ffee',
        run: 'https://ci/1',
        'policy-sha256': 'f'.repeat(64),
        'report-sha256': 'ab',
        gates: decision.gates,
        beginning: { '3': 'Production', '4': 'Staging' },
        previous: null,
      },
    });
    expect(decision.gates).toMatchObject([{ metric: 'accuracy', verdict: 'pass', observed: 0.95 }]);
  });

  const examples = (path: string) => ({ path, sha256: 'ab', rows: [], statement: {} });
  const tests = new Map([['junit/*.xml', testsOf({ passed: 1 })]]);
  const both = { candidate: examples('p/4.csv'), champion: examples('p/3.csv') };
  const listed = { 'reports/4.json': 'ab' };
  test.each<[string, Partial<GateContext>, string, object | undefined]>([
    ['one report', {}, 'ab', undefined],
    // printf 'ab  junit/1.xml\nab  reports/4.json\n' | sha256sum
    [
      'a report and tests',
      { tests },
      'ad33f167343b3d35e50b5dd89368c141b1370fcea118c05d51eacbb122d32d9a',
      listed,
    ],
    [
      'tests that two gates name, and examples',
      { tests: new Map([...tests, ['junit/1.xml', testsOf({ passed: 1 })]]), paired: new Map([['k', both]]) },
      '12ea82ffd6a071c334feebbfb6dda442eb704b6819eec4e56e45ad6e63c6fbbd',
      listed,
    ],
    [
      'tests alone',
      { tests, evidence: { patterns: [], reports: [], problems: [] }, rules: rulesWith() },
      'ab',
      {},
    ],
  ])('the history has what was judged: %s', (_name, context, digest, reports) => {
    const decision = decide({ context });
    expect(decision.reportSha256).toBe(digest);
    expect(decision.plan?.entry['report-sha256']).toBe(digest);
    expect(decision.plan?.entry.reports).toEqual(reports);
  });

  test('the first promotion has no champion', () => {
    const decision = decide({ snapshot: makeSnapshot({ '4': 'None' }) });
    expect(decision).toMatchObject({
      verdict: 'go',
      holders: [],
      plan: { entry: { archived: [] }, title: 'promote churn 4 to Production' },
    });
    expect(decision.plan?.entry).not.toHaveProperty('beginning');
  });

  test('the first line has the files of all versions in a stage, a later one only of those that it moves', () => {
    const stages = { '1': 'None', '2': 'Staging', '3': 'Production', '4': 'None' };
    const recorded = (history: Snapshot['history']) => {
      const snapshot = makeSnapshot(stages, { history });
      const versions = snapshot.versions.map((held) => ({ ...held, source: `s3://${held.version}` }));
      const { plan } = decide({ snapshot: { ...snapshot, versions } });
      return Object.keys(plan?.entry.artifacts ?? {});
    };
    expect(recorded([])).toEqual(['2', '3', '4']);
    expect(recorded(buildHistory([promotion('3')]))).toEqual(['3', '4']);
  });

  test('a later line follows the one before it and has no beginning', () => {
    const history = buildHistory([promotion('3')]);
    const { plan } = decide({ snapshot: makeSnapshot({ '3': 'Production', '4': 'None' }, { history }) });
    expect(plan?.entry.previous).toBe(history[0]?.sha256);
    expect(plan?.entry).not.toHaveProperty('beginning');
  });

  test.each<[string, Ask]>([
    ['a failed gate', { context: { evidence: BAD } }],
    ['no report', { context: { evidence: evidenceOf() } }],
    ['another gate that failed', { context: { rules: rulesWith({ gates: [GATE], from: ['Canary'] }) } }],
    [
      'force that the policy forbids',
      { force: true, context: { evidence: BAD, rules: rulesWith({ gates: [GATE], allowForce: false }) } },
    ],
    [
      'a failed gate on a version that holds the stage with another',
      { snapshot: makeSnapshot({ '3': 'Production', '4': 'Production' }), context: { evidence: BAD } },
    ],
  ])('blocked by %s', (_name, ask) => {
    expect(decide(ask)).toMatchObject({ verdict: 'blocked', plan: null, forced: false });
  });

  test('blocked, every gate was evaluated', () => {
    const rules = rulesWith({
      from: ['Canary'],
      refs: ['refs/heads/x'],
      gates: [GATE, { metric: 'f1', min: 0 }],
    });
    const { gates } = decide({ context: { rules, evidence: BAD } });
    expect(gates.map(({ gate, metric, verdict }) => [gate, metric, verdict])).toEqual([
      ['from', null, 'fail'],
      ['refs', null, 'fail'],
      ['metric', 'accuracy', 'fail'],
      ['metric', 'f1', 'fail'],
    ]);
  });

  describe('what needs no judging', () => {
    const unjudged = (stages: Record<string, string>, stage: string, archiveExisting = true) =>
      decideUnjudged(basisOf(makeSnapshot(stages)), {
        candidate: versionWith({ version: '4', stage: stages['4'] ?? 'None' }),
        stage,
        rules: { archiveExisting },
      });

    test.each<[string, Record<string, string>, string, boolean]>([
      ['it holds the stage', { '4': 'Production' }, 'Production', true],
      [
        'it holds the stage beside another that may stay',
        { '3': 'Production', '4': 'Production' },
        'Production',
        false,
      ],
      ['it holds a later stage', { '4': 'Production' }, 'Staging', true],
      [
        'it holds a later stage, and another holds the one asked for',
        { '3': 'Staging', '4': 'Production' },
        'Staging',
        true,
      ],
    ])('unchanged: %s', (_name, stages, stage, archiveExisting) => {
      expect(unjudged(stages, stage, archiveExisting)).toMatchObject({
        ...{ verdict: 'unchanged', plan: null, version: '4', stage, previousStage: stages['4'] },
        ...{ gates: [], reports: [], reportSha256: null },
      });
    });

    test.each<[string, Record<string, string>, string]>([
      ['it comes from no stage', { '4': 'None' }, 'Staging'],
      ['it comes from an earlier stage', { '4': 'Staging' }, 'Production'],
      ['it was archived', { '4': 'Archived' }, 'Staging'],
      ['it holds the stage with another, which goes', { '3': 'Production', '4': 'Production' }, 'Production'],
      ['it holds a stage that the policy does not name', { '4': 'Canary' }, 'Staging'],
    ])('judged: %s', (_name, stages, stage) => {
      expect(unjudged(stages, stage)).toBeNull();
    });
  });

  test('a version that was taken out comes back with a word when it is allowed', () => {
    const history = buildHistory([
      promotion('3'),
      promotion('4', ['3']),
      { ...rollback('3', ['4']), actor: 'bo' },
    ]);
    const snapshot = makeSnapshot({ '3': 'Production', '4': 'Archived' }, { history });
    expect(decide({ snapshot })).toMatchObject({ verdict: 'blocked', gates: [{ gate: 'taken-out' }, {}] });
    const allowed = decide({ snapshot, context: { allowTakenOut: true } });
    expect(allowed).toMatchObject({
      verdict: 'go',
      notices: [expect.stringMatching(/^version 4 was taken out of Production by bo .*lets it come back$/)],
      plan: { entry: { gates: [{ gate: 'taken-out', verdict: 'pass' }, {}] } },
    });
    expect(decide({ context: { allowTakenOut: true } }).notices).toEqual([
      'allow-taken-out was given, but nobody has taken this version out of the stage',
    ]);
  });

  test.each([
    ['another version', [{ ...promotion('3'), 'report-sha256': 'ab' }], ['version 3']],
    [
      'two, of which the last counts',
      ['2', '3'].map((version) => ({ ...promotion(version), 'report-sha256': 'ab' })),
      ['version 3'],
    ],
    ['the same version', [{ ...promotion('4'), 'report-sha256': 'ab' }, { ...rollback('3', ['4']) }], []],
    ['nothing', [promotion('3')], []],
  ])('the reports are those that %s was promoted with', (_name, entries, told) => {
    const snapshot = makeSnapshot({ '3': 'Production', '4': 'Staging' }, { history: buildHistory(entries) });
    const { notices } = decide({
      snapshot,
      context: { rules: rulesWith({ gates: [GATE], allowTakenOut: true }) },
    });
    expect(notices.filter((notice) => notice.includes('byte for byte'))).toEqual(
      told.map(
        (other) =>
          `the reports are, byte for byte, those that ${other} was promoted with: make sure that they are about version 4`,
      ),
    );
  });

  test('without reports, none are told to be the same', () => {
    const history = buildHistory([promotion('3')]);
    const snapshot = makeSnapshot({ '3': 'Production', '4': 'Staging' }, { history });
    const context = { rules: rulesWith({ gates: [] }), evidence: NO_EVIDENCE };
    const { reportSha256, notices } = decide({ snapshot, context });
    expect(reportSha256).toBeNull();
    expect(notices.join()).not.toContain('byte for byte');
  });

  test('it holds the stage with another, which goes', () => {
    const { plan } = decide({ snapshot: makeSnapshot({ '3': 'Production', '4': 'Production' }) });
    expect(plan).toMatchObject({
      transitions: [{ version: '3', from: 'Production', to: 'Archived' }],
      entry: { from: 'Production', to: 'Production', archived: ['3'] },
    });
  });

  test('two champions both go, and the one that came last is compared with', () => {
    const history = buildHistory([promotion('5'), promotion('3')]);
    const decision = decide({
      snapshot: makeSnapshot({ '3': 'Production', '4': 'None', '5': 'Production' }, { history }),
    });
    expect(decision).toMatchObject({ holders: ['5', '3'], plan: { entry: { archived: ['5', '3'] } } });
  });

  test('a champion that may stay is not archived', () => {
    const decision = decide({ context: { rules: rulesWith({ gates: [GATE], archiveExisting: false }) } });
    expect(decision).toMatchObject({
      holders: ['3'],
      plan: { entry: { archived: [] }, transitions: [{ version: '4', from: 'Staging', to: 'Production' }] },
    });
  });

  test('forced past a failed gate: the line says so and keeps the verdict', () => {
    expect(decide({ force: true, context: { evidence: BAD } })).toMatchObject({
      verdict: 'go',
      forced: true,
      notices: ['force overrode the failed gates'],
      plan: { entry: { forced: true, reason: 'why', gates: [{ verdict: 'fail' }] } },
    });
  });

  test.each<[string, Ask, string]>([
    ['force was not needed', { force: true }, 'force was given, but no gate blocked'],
    [
      'force was refused',
      { force: true, context: { evidence: BAD, rules: rulesWith({ gates: [GATE], allowForce: false }) } },
      "force was refused: the policy doesn't allow it for this stage",
    ],
    [
      'registry and history differ',
      {
        snapshot: makeSnapshot({ '3': 'Staging', '4': 'None' }, { history: buildHistory([promotion('3')]) }),
      },
      "the registry doesn't match its history (run stagegate verify): version 3 is in Staging, but the history has it in Production",
    ],
  ])('a notice when %s', (_name, ask, notice) => {
    expect(decide(ask).notices).toEqual([notice]);
  });

  test.each<[string, Partial<GateContext>, string[]]>([
    [
      'its comparisons are skipped',
      { rules: rulesWith({ gates: [{ ...GATE, 'max-regression': 0 }], skipWhenEmpty: true }) },
      ['Production has been empty since version 3 left it: comparisons were skipped (when-empty: skip)'],
    ],
    [
      'something else is',
      {
        rules: rulesWith({ refs: ['refs/heads/main'] }),
        run: { ...RUN, ref: 'refs/pull/7/merge', base: 'refs/heads/main' },
        dry: true,
      },
      [],
    ],
  ])('a stage that was emptied is told when %s', (_name, context, notices) => {
    const history = buildHistory([
      promotion('3'),
      { action: 'archive', version: '3', from: 'Production', to: 'Archived' },
    ]);
    const snapshot = makeSnapshot({ '3': 'Archived', '4': 'None' }, { history });
    const decision = decide({ snapshot, context: { ...context } });
    expect(decision.gates).toContainEqual(expect.objectContaining({ verdict: 'skip' }));
    expect(decision.notices).toEqual(notices);
  });

  test('a stage that a version holds is not told to be empty', () => {
    const rules = rulesWith({ gates: [{ ...GATE, 'max-regression': 0 }] });
    const champions = [championWith({ recorded: recordedOf({ accuracy: 0.9 }) })];
    const snapshot = makeSnapshot(
      { '3': 'Production', '4': 'None' },
      { history: buildHistory([promotion('3')]) },
    );
    const { notices, gates } = decide({ snapshot, context: { rules, champions } });
    expect(gates).toContainEqual(expect.objectContaining({ check: 'max-regression', champion: 0.9 }));
    expect(notices).toEqual([]);
  });

  test.each(['max-regression', 'min-improvement'])(
    'an emptied stage names all that left it (%s)',
    (check) => {
      const history = buildHistory([
        promotion('2'),
        promotion('3'),
        { action: 'acknowledge', version: '3', from: null, to: 'None', beginning: {} },
      ]);
      const snapshot = makeSnapshot({ '2': 'None', '3': 'None', '4': 'None' }, { history });
      const rules = rulesWith({ gates: [{ ...GATE, [check]: 0 }], skipWhenEmpty: true });
      expect(decide({ snapshot, context: { rules } }).notices).toEqual([
        'Production has been empty since versions 2 and 3 left it: comparisons were skipped (when-empty: skip)',
      ]);
    },
  );

  test.each([
    ['warn', 1],
    ['allow', 0],
  ] as const)(
    'an inconclusive result that the policy tolerates goes, with a notice where it says %s',
    (inconclusive, count) => {
      const gate = { ...GATE, confidence: '95%', samples: 'n', inconclusive };
      const evidence = evidenceOf('{"accuracy": 0.92, "n": 50}');
      const decision = decide({ context: { rules: rulesWith({ gates: [gate] }), evidence } });
      expect(decision).toMatchObject({ verdict: 'go', gates: [{ verdict: 'inconclusive' }] });
      expect(decision.notices).toHaveLength(count);
      if (count > 0) expect(decision.notices[0]).toBe(decision.gates[0]?.reason);
    },
  );

  test('an emptied stage is told when the last version that held it is compared with instead', () => {
    const history = buildHistory([
      promotion('3'),
      { action: 'archive', version: '3', from: 'Production', to: 'Archived' },
    ]);
    const snapshot = makeSnapshot({ '3': 'Archived', '4': 'None' }, { history });
    const rules = rulesWith({ gates: [{ ...GATE, 'max-regression': 0 }] });
    const champions = [championWith({ holds: false, recorded: recordedOf({ accuracy: 0.9 }) })];
    const { notices, gates } = decide({ snapshot, context: { rules, champions } });
    expect(notices).toEqual(['Production has been empty since version 3 left it: compared with version 3']);
    expect(gates).toContainEqual(expect.objectContaining({ check: 'max-regression', champion: 0.9 }));
    const first = decide({ snapshot: makeSnapshot({ '4': 'None' }), context: { rules } });
    expect(first.notices).toEqual([]);
  });

  test('the examples beside a report are told with it', () => {
    const { reports } = decide({ context: { tests, paired: new Map([['k', both]]) } });
    expect(reports.map(({ path, age, commit }) => [path, age, commit])).toEqual(
      ['reports/4.json', 'p/4.csv', 'p/3.csv'].map((path) => [path, null, null]),
    );
  });

  test('the same context gives the same decision', () => {
    expect(decide({})).toEqual(decide({}));
  });
});

describe('the title of a change', () => {
  const counted = { stage: 'Production', number: 2 } as HistoryEntry['attempt'];
  test.each<[string, Parameters<typeof titleOf>[1], string]>([
    [
      'a blocked attempt, which names the stage that it was for',
      { action: 'attempt', version: '4', to: 'Staging', archived: [], attempt: counted },
      'record attempt 2 for Production: churn 4 was blocked',
    ],
    [
      'a confirmation',
      { action: 'confirm', version: '4', to: 'Production', archived: [] },
      'confirm churn 4 in Production',
    ],
    [
      'a promotion that archives two',
      { action: 'promote', version: '4', to: 'Production', archived: ['2', '3'] },
      'promote churn 4 to Production (archives 2, 3)',
    ],
  ])('is that of %s', (_name, parts, title) => {
    expect(titleOf('churn', parts)).toBe(title);
  });
});

describe('decideWithdrawal', () => {
  function withdraw(stages: Record<string, string>, stage: string): Decision {
    const candidate = versionWith({ version: '4', stage: stages['4'] ?? 'None' });
    return decideWithdrawal({ ...asked, stage }, basisOf(makeSnapshot(stages)), { candidate, stage });
  }

  test.each([
    ['from Production', { '4': 'Production' }, 'Archived', ['Production is empty now']],
    ['from beside another', { '3': 'Production', '4': 'Production' }, 'Archived', []],
    ['from Archived to None', { '4': 'Archived' }, 'None', []],
    ['from None', { '4': 'None' }, 'Archived', []],
  ])('%s is an archive without gates', (_name, stages, stage, notices) => {
    const from = (stages as Record<string, string>)['4'];
    expect(withdraw(stages, stage)).toMatchObject({
      verdict: 'go',
      holders: [],
      gates: [],
      notices,
      plan: {
        exclusive: false,
        transitions: [{ version: '4', from, to: stage }],
        entry: { action: 'archive', from, to: stage, archived: [], forced: false, gates: [] },
        title: `archive churn 4 to ${stage}`,
      },
    });
  });

  test.each(['Archived', 'None'])('what is in %s already stays', (stage) => {
    expect(withdraw({ '4': stage }, stage)).toMatchObject({ verdict: 'unchanged', plan: null });
  });
});
