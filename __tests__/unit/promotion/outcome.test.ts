import { describe, expect, test } from '@jest/globals';
import { factsOf, type Decision } from '../../../src/promotion/decision.js';
import type { HistoryEntry } from '../../../src/model/history-entry.js';
import { isFailure, makeOutcome, type Outcome, type OutcomeOptions } from '../../../src/promotion/outcome.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { makePlan } from '../../../src/promotion/plan.js';
import type { Applied } from '../../../src/model/registry.js';
import { NOW } from '../support/gate-context.js';
import { makeSnapshot } from '../support/history-builder.js';
import { gateWith } from '../support/outcome-builder.js';

const before = makeSnapshot({ '3': 'Production', '4': 'Staging' });
const facts = factsOf({ snapshot: before, version: '4', currentStage: 'Staging', stage: 'Production' }, [
  '3',
]);
const plan = makePlan(
  {
    snapshot: before,
    policy: null,
    now: NOW,
    run: { actor: null, run: null, ref: null, commits: [] },
  },
  {
    action: 'promote',
    version: '4',
    from: 'Staging',
    to: 'Production',
    archived: ['3'],
    exclusive: true,
    reason: 'weekly',
    forced: false,
    gates: [],
    reportSha256: null,
  },
);
const GO: Decision = { ...facts, verdict: 'go', plan };
const closed = { number: 7, by: 'ann', at: '2026-11-20T10:00:00Z' };
/** Blocked by its numbers where attempts are counted. */
const blockedWithLine: Decision = {
  ...facts,
  verdict: 'blocked',
  plan: {
    ...plan,
    transitions: [],
    entry: { ...plan.entry, action: 'attempt', to: 'Staging', archived: [] },
  },
};
const policy = { policy: null, source: null, change: null, notices: [] };
const options: OutcomeOptions = {
  done: 'promoted',
  dry: false,
  registry: 'models.yaml',
  policy,
  run: { actor: null, run: null, ref: null, commits: [] },
};

interface Told {
  readonly decision?: Decision;
  readonly applied?: Applied | null;
  /** The stage read back; null when the version is gone, `unread` when it could not be read. */
  readonly after?: string | null;
  readonly attempts?: number;
  readonly finished?: HistoryEntry | null;
  readonly given?: Partial<OutcomeOptions>;
}

function tell(told: Told): Outcome {
  const { decision = GO, applied = { commit: 'c0ffee' }, after, attempts = 1, finished = null, given } = told;
  const stage = after === undefined ? 'Production' : after;
  const standing = applied === null || stage === 'unread' ? null : { stage, lostTo: null };
  return makeOutcome({ decision, applied, after: standing, attempts, finished }, { ...options, ...given });
}

describe('a run that finished what one that died had begun', () => {
  const unchanged: Decision = {
    ...facts,
    previousStage: 'Production',
    holders: [],
    verdict: 'unchanged',
    plan: null,
  };
  const finished: HistoryEntry = {
    ...plan.entry,
    actor: 'ada',
    forced: true,
    gates: [gateWith({ verdict: 'fail' })],
    'policy-sha256': 'ef'.repeat(32),
    'report-sha256': 'cd'.repeat(32),
  };
  const notice = expect.stringMatching(
    /^a run of ada that started at .* to move version 4 to Production was interrupted; this run completed it/,
  );

  test('and was to do the same: it has changed the registry, and tells what became of it', () => {
    expect(tell({ decision: unchanged, applied: null, finished })).toMatchObject({
      decision: 'promoted',
      promoted: true,
      version: '4',
      previousStage: 'Staging',
      previousVersion: '3',
      holders: ['3'],
      archivedVersions: ['3'],
      gates: finished.gates,
      gatePlaces: [null],
      forced: true,
      policySha256: 'ef'.repeat(32),
      reportSha256: 'cd'.repeat(32),
      notices: [notice],
    });
  });

  test.each<[string, Partial<HistoryEntry>, RegExp]>([
    ['a promotion of nobody known', { actor: null }, /^a run that started at .* to move version 4 to Prod/],
    ['an unregistration', { action: 'unregister' }, /^a run of ada that .* to unregister version 4 was int/],
  ])('names %s', (_name, given, told) => {
    const outcome = tell({ decision: unchanged, applied: null, finished: { ...finished, ...given } });
    expect(outcome.notices).toEqual([expect.stringMatching(told)]);
  });

  test.each<[string, Told]>([
    ['of another version', { finished: { ...finished, version: '5' } }],
    ['for another stage', { finished: { ...finished, to: 'Staging' } }],
  ])('%s: nothing else was to be done, and it is told', (_name, told) => {
    const outcome = tell({ decision: unchanged, applied: null, ...told });
    expect(outcome).toMatchObject({ decision: 'unchanged', promoted: false });
    expect(outcome.notices).toEqual([expect.stringMatching(/was interrupted; this run completed it/)]);
  });

  test('and then moved the same version itself: that is told', () => {
    expect(tell({ finished })).toMatchObject({
      decision: 'promoted',
      previousStage: 'Staging',
      forced: false,
    });
  });

  test('and has more to do: that is told as ever', () => {
    expect(tell({ finished: { ...finished, version: '5' } })).toMatchObject({
      decision: 'promoted',
      notices: [expect.stringContaining('version 5')],
    });
  });
});

describe('makeOutcome', () => {
  test.each<[string, Told, Partial<Outcome>]>([
    [
      'applied',
      {},
      {
        decision: 'promoted',
        promoted: true,
        commit: 'c0ffee',
        archivedVersions: ['3'],
        previousVersion: '3',
        reason: 'weekly',
        gatePlaces: [],
      },
    ],
    ['rolled back', { given: { done: 'rolled-back' } }, { decision: 'rolled-back', promoted: true }],
    [
      'only decided',
      { applied: null, given: { dry: true } },
      { decision: 'allowed', promoted: false, commit: null, transitions: plan.transitions },
    ],
    [
      'proposed',
      { applied: { commit: 'c0ffee', pullRequest: 7 } },
      {
        decision: 'allowed',
        promoted: false,
        commit: 'c0ffee',
        pullRequest: 7,
        transitions: plan.transitions,
      },
    ],
    [
      'a rollback, proposed',
      { applied: { commit: 'c0ffee', pullRequest: 7 }, given: { done: 'rolled-back' } },
      { decision: 'allowed', asked: 'rolled-back', promoted: false },
    ],
    [
      'blocked',
      { applied: null, decision: { ...facts, verdict: 'blocked', plan: null } },
      { decision: 'blocked', promoted: false, archivedVersions: [], transitions: [] },
    ],
    [
      'blocked, only decided',
      { applied: null, decision: { ...facts, verdict: 'blocked', plan: null }, given: { dry: true } },
      { decision: 'blocked', promoted: false },
    ],
    [
      'unchanged',
      { applied: null, decision: { ...facts, verdict: 'unchanged', plan: null } },
      { decision: 'unchanged', promoted: false },
    ],
  ])('%s', (_name, told, outcome) => {
    expect(tell(told)).toMatchObject(outcome);
  });
});

describe('an attempt that the history counts', () => {
  test.each<[string, Told, true | undefined]>([
    ['blocked, and recorded', { decision: blockedWithLine, after: 'Staging' }, true],
    [
      'blocked, and only decided',
      { decision: blockedWithLine, applied: null, given: { dry: true } },
      undefined,
    ],
    ['not blocked', {}, undefined],
  ])('is told only where this run wrote it: %s', (_name, told, written) => {
    expect(tell(told).attemptWritten).toBe(written);
  });
});

describe('a confirmation', () => {
  const confirmation = { version: '4', due: null, at: null, why: '1 of 1 gate failed' };
  const going = (action: 'confirm' | 'rollback'): Decision => ({
    ...GO,
    confirmation,
    plan: { ...plan, entry: { ...plan.entry, action } },
  });
  const proposed = { commit: 'c0ffee', pullRequest: 7 };
  const back = { version: '3', judged: '4' };

  test.each<[string, Decision, Told, Outcome['decision']]>([
    ['made', going('confirm'), {}, 'confirmed'],
    ['only decided', going('confirm'), { applied: null, given: { dry: true } }, 'allowed'],
    ['proposed', going('confirm'), { applied: proposed }, 'allowed'],
    [
      'proposed, and closed by somebody',
      going('confirm'),
      { applied: { commit: null, closed } },
      'unconfirmed',
    ],
    ['refuted, and rolled back', going('rollback'), {}, 'rolled-back'],
    ['refuted, and only decided', going('rollback'), { applied: null, given: { dry: true } }, 'unconfirmed'],
    ['refuted, and the rollback proposed', going('rollback'), { applied: proposed }, 'unconfirmed'],
    [
      'refuted, and the rollback closed',
      going('rollback'),
      { applied: { commit: null, closed } },
      'unconfirmed',
    ],
  ])('%s', (_name, decision, told, named) => {
    const given = { ...told.given, done: 'confirmed' } as const;
    expect(tell({ ...told, decision, given }).decision).toBe(named);
  });

  test('whose rollback is only proposed is about the version that is still there', () => {
    const decision = { ...going('rollback'), version: back.version };
    expect(tell({ decision, applied: proposed, given: { done: 'confirmed' } })).toMatchObject({
      ...{ version: back.judged, stage: 'Production', previousStage: 'Production', inStage: true },
      ...{ holders: [], previousVersion: null, promoted: false },
    });
  });
});

describe('a notice of what others did', () => {
  test.each<[string, Told, readonly string[]]>([
    ['nothing', {}, []],
    ['a race lost', { attempts: 2 }, ['the registry changed while this ran, so it was judged again (once)']],
    [
      'three races lost',
      { attempts: 4 },
      ['the registry changed while this ran, so it was judged again (3 times)'],
    ],
    ['moved right after us', { after: 'Archived' }, ['another run has since moved version 4 to Archived']],
    ['removed right after us', { after: null }, ['another run has since removed version 4']],
    [
      'not read back',
      { after: 'unread', attempts: 2 },
      ['the change was made, but the registry could not be read afterwards: check stagegate history'],
    ],
    [
      'proposed after a race lost',
      { applied: { commit: 'c0ffee', pullRequest: 7 }, after: 'unread', attempts: 2 },
      ['the registry changed while this ran, so it was judged again (once)'],
    ],
    ['nothing was applied', { applied: null, attempts: 2 }, []],
    ['a closed proposal', { applied: { commit: null, closed }, after: 'unread' }, []],
    ['the attempt that was recorded of a blocked one', { decision: blockedWithLine, after: 'Staging' }, []],
  ])('%s', (_name, told, notices) => {
    expect(tell(told).notices).toEqual(notices);
  });
});

describe('whether the version is in the stage', () => {
  const repeated = (stageNow: string | null): Told => ({
    decision: {
      ...facts,
      verdict: 'repeated',
      plan: null,
      repeated: { entry: plan.entry, title: 'x', transitions: [], stageNow },
    },
    applied: null,
  });
  const none = { ...plan, entry: { ...plan.entry, to: 'None' } };
  test.each<[string, Told, boolean]>([
    ['moved', {}, true],
    ['moved, and on by others', { after: 'Archived' }, false],
    ['moved, and gone', { after: null }, false],
    ['moved, and not read back', { after: 'unread' }, true],
    ['moved to Archived', { decision: { ...GO, stage: 'Archived' }, after: 'Archived' }, true],
    ['moved to None', { decision: { ...GO, stage: 'None', plan: none }, after: 'None' }, false],
    [
      'unchanged',
      {
        decision: { ...facts, previousStage: 'Production', verdict: 'unchanged', plan: null },
        applied: null,
      },
      true,
    ],
    [
      'unchanged, in a higher stage',
      {
        decision: {
          ...facts,
          stage: 'Staging',
          previousStage: 'Production',
          verdict: 'unchanged',
          plan: null,
        },
        applied: null,
      },
      false,
    ],
    ['blocked', { decision: { ...facts, verdict: 'blocked', plan: null }, applied: null }, false],
    [
      'blocked, and there',
      { decision: { ...facts, previousStage: 'Production', verdict: 'blocked', plan: null }, applied: null },
      true,
    ],
    ['checked', { applied: null, given: { dry: true } }, false],
    ['proposed', { applied: { commit: 'c0ffee', pullRequest: 7 }, after: 'unread' }, false],
    ['of an earlier attempt', repeated('Production'), true],
    ['of an earlier attempt, and moved since', repeated('Archived'), false],
    ['of an earlier attempt, and gone since', repeated(null), false],
  ])('%s', (_name, told, expected) => {
    expect(tell(told).inStage).toBe(expected);
  });
});

test('notices of the run, the policy and the registry are all told', () => {
  const run = { ...options.run, problem: 'the event has no commits' };
  const given = { run, policy: { ...policy, notices: ['the policy comes from main'] } };
  const notices = ['pull request #7 was merged'];
  expect(tell({ given, applied: { commit: 'c0ffee', notices } }).notices).toEqual([
    'the event has no commits',
    'the policy comes from main',
    'pull request #7 was merged',
  ]);
});

test('the policy that judged is told, and of an earlier attempt the one that judged then', () => {
  const held = parsePolicy('p.yml', 'models: {churn: {stages: {Production: {}}}}\n');
  const given = { policy: { ...policy, policy: held } };
  expect(tell({ given })).toMatchObject({ policySha256: held.sha256, policyFile: 'p.yml' });
  const entry = { ...plan.entry, 'policy-sha256': 'ef'.repeat(32) };
  const repeated = { entry, title: 'x', transitions: [], stageNow: 'Production' };
  const decision: Decision = { ...facts, verdict: 'repeated', plan: null, repeated };
  expect(tell({ decision, applied: null, given })).toMatchObject({ policySha256: 'ef'.repeat(32) });
});

test("the policy's doubtful bounds are told, unless the numbers that were judged cleared them up", () => {
  const gates = '[{metric: a, goal: higher, min: 0.5, max-regression: 0.5}]';
  const held = parsePolicy('p.yml', `models: {churn: {stages: {Production: {gates: ${gates}}}}}\n`);
  const given = { policy: { ...policy, policy: held } };
  const [warning] = held.warnings;
  expect(tell({ given }).policyWarnings).toEqual([warning]);
  expect(tell({ given }).notices).toEqual([expect.stringMatching(/^p\.yml:1:\d+: max-regression: 0\.5 /)]);
  const { path, check } = warning!;
  const judged = (doubt: string | null) =>
    tell({ given, decision: { ...GO, comparisons: [{ path, check, doubt }] } }).policyWarnings;
  expect(judged(null)).toEqual([]);
  expect(judged('is too large')).toEqual([{ ...warning, message: 'is too large' }]);
  expect(tell({}).policyWarnings).toEqual([]);
});

test('what was acknowledged is told, and only then', () => {
  const differed = ['version 4 is in Staging, but the history has it in None'];
  const decision = { ...GO, plan: { ...plan, entry: { ...plan.entry, differed } } };
  expect(tell({ decision, given: { done: 'acknowledged' } }).differed).toEqual(differed);
  expect(tell({ decision })).not.toHaveProperty('differed');
});

test('a version that was unregistered should be gone', () => {
  const gone = { ...GO, plan: { ...plan, entry: { ...plan.entry, action: 'unregister' as const } } };
  expect(tell({ decision: gone, after: null }).notices).toEqual([]);
  expect(tell({ decision: gone, after: 'None' }).notices).toEqual([
    'another run has since moved version 4 to None',
  ]);
});

test('a proposal that somebody closed blocks, and says how to propose it again', () => {
  const outcome = tell({ applied: { commit: null, closed }, after: 'unread' });
  expect(outcome).toMatchObject({
    decision: 'blocked',
    promoted: false,
    inStage: false,
    pullRequest: null,
    archivedVersions: [],
    transitions: [],
  });
  expect(outcome.gates.at(-1)).toMatchObject({
    gate: 'proposal',
    verdict: 'fail',
    reason: expect.stringMatching(
      /^ann closed pull request #7, which .* at 2026-11-20T10:00:00Z: reopen it, /,
    ),
  });
  expect(outcome.gatePlaces).toHaveLength(outcome.gates.length);
  const unknown = tell({ applied: { commit: null, closed: { ...closed, by: null } }, after: 'unread' });
  expect(unknown.gates.at(-1)?.reason).toMatch(/^somebody closed pull request #7, /);
});

describe('a command fails', () => {
  test.each<[Outcome['decision'], Outcome['asked'], boolean]>([
    ['blocked', 'promoted', true],
    ['unconfirmed', 'confirmed', true],
    ['rolled-back', 'confirmed', true],
    ['rolled-back', 'rolled-back', false],
    ['confirmed', 'confirmed', false],
    ['promoted', 'promoted', false],
    ['unchanged', 'promoted', false],
    ['allowed', 'promoted', false],
  ])('%s, where it was to be %s: %s', (decision, asked, failed) => {
    expect(isFailure({ decision, asked })).toBe(failed);
  });
});
