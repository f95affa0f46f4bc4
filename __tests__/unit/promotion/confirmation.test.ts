import { describe, expect, test } from '@jest/globals';
import type { GateResult } from '../../../src/model/gate-result.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { decideConfirmation, tellFinding, type WayBack } from '../../../src/promotion/confirmation.js';
import type { Decision, LiveFailure } from '../../../src/promotion/decision.js';
import { versionsInUse } from '../../../src/promotion/due-confirmations.js';
import { contextWith, evidenceOf, rulesWith } from '../support/gate-context.js';
import {
  buildHistory,
  makeEntry,
  makeSnapshot,
  promotion,
  rollback,
  timeOf,
  type EntryParts,
} from '../support/history-builder.js';
import { FAILED as WORSE, gateWith } from '../support/outcome-builder.js';

/* What the gates of a version in use show, in words. */

const PASSED = gateWith();
const FAILED = gateWith({ observed: 0.8, verdict: 'fail' });
const MISSING = gateWith({ observed: 'missing', verdict: 'fail' });
const UNSURE = gateWith({ verdict: 'inconclusive' });
const FEW = gateWith({ check: 'min-samples', observed: 5, required: 100, verdict: 'fail' });
const OLD = gateWith({ gate: 'evidence', metric: null, check: 'since', verdict: 'fail' });
const WRONG_REF = gateWith({ gate: 'refs', metric: null, check: 'refs', verdict: 'fail' });

describe('why a version is not confirmed', () => {
  test.each<[string, GateResult[], boolean, ReturnType<typeof tellFinding>]>([
    ['all pass', [PASSED, PASSED], false, { why: null }],
    ['all pass, too late', [PASSED], true, { why: null }],
    ['one fails', [FAILED], false, { why: '1 of 1 gate failed', failed: true }],
    ['one of two fails', [PASSED, FAILED], true, { why: '1 of 2 gates failed', failed: true }],
    [
      'one fails, beside one that is open',
      [FAILED, UNSURE],
      false,
      { why: '2 of 2 gates failed', failed: true },
    ],
    ['nothing was measured', [MISSING], false, { why: 'no usable live evidence yet' }],
    ['nothing was measured in time', [PASSED, MISSING], true, { why: 'no usable live evidence in time' }],
    ['the report is old, whatever its numbers', [FAILED, OLD], false, { why: 'no usable live evidence yet' }],
    ['too few examples', [FEW], false, { why: 'too little live evidence yet' }],
    ['too few to tell, in time', [UNSURE, FEW], true, { why: 'too little live evidence in time' }],
    ['this run may not judge it', [WRONG_REF, FAILED], false, { why: '2 of 2 gates failed' }],
    ['this run may not judge it, and too late', [PASSED, WRONG_REF], true, { why: '1 of 2 gates failed' }],
  ])('%s', (_told, gates, isLate, expected) => {
    expect(tellFinding(gates, isLate)).toEqual(expected);
  });
});

describe('a version that came to the stage 2 hours ago, and must be confirmed within 2 hours', () => {
  const history = buildHistory([promotion('1'), promotion('2', ['1'])]);
  const due = new Date(timeOf(4));
  const within = { text: '2h', milliseconds: 2 * 3_600_000 };
  const bound = { metric: 'error_rate', max: 0.01 };
  const run = { actor: null, run: null, ref: null, commits: [] };

  interface Given {
    readonly report?: string;
    readonly now?: Date;
    readonly came?: EntryParts;
    readonly bounds?: readonly object[];
    readonly back?: Partial<Decision>;
    /** Where version 1 is. */
    readonly one?: string;
  }

  /** The decision, and what it asked the rollback for. */
  function decide({
    report,
    now = due,
    came = promotion('2'),
    bounds = [bound],
    back,
    one = 'Archived',
  }: Given) {
    const asked: LiveFailure[] = [];
    const snapshot = makeSnapshot({ 1: one, 2: 'Production' }, { history });
    const gates = bounds as (typeof bound)[];
    const context = contextWith({
      ...{ snapshot, version: '2', currentStage: 'Production', now, rules: rulesWith({ gates }) },
      evidence: evidenceOf(...(report === undefined ? [] : [report])),
    });
    const wayBack: WayBack = {
      decide: (_now, failure) => {
        asked.push(failure);
        const facts = {
          version: '1',
          gates: [],
          gatePlaces: [],
          notices: [],
          verdict: 'blocked',
          plan: null,
        };
        return { ...facts, ...back } as unknown as Decision;
      },
    };
    const live = {
      report: [],
      reading: context.rules.reading,
      within,
      onFailure: 'rollback',
      gates,
    } as const;
    const by = makeEntry({ ...came, time: timeOf(2) });
    const decision = decideConfirmation({ snapshot, policy: null, now, run }, context, {
      live,
      came: { ...by, by },
      wayBack,
    });
    return { decision, asked };
  }

  test('is waited for until the time is over, and not a millisecond longer', () => {
    const open = decide({});
    expect(open.asked).toEqual([]);
    expect(open.decision).toMatchObject({
      ...{ verdict: 'blocked', plan: null },
      confirmation: { due: due.toISOString(), at: null, why: 'no usable live evidence yet' },
    });
    const late = decide({ now: new Date(due.getTime() + 1) });
    expect(late.asked).toHaveLength(1);
    expect(late.decision.confirmation).toMatchObject({ why: 'no usable live evidence in time' });
  });

  test.each<[string, EntryParts]>([
    ['a rollback', rollback('2', ['1'])],
    ['hand', { action: 'acknowledge', version: '2', from: 'Archived' }],
  ])('is not due if %s brought it there', (_how, came) => {
    const { decision, asked } = decide({ came, now: new Date(timeOf(99)) });
    expect(asked).toEqual([]);
    expect(decision.confirmation).toMatchObject({ due: null, why: 'no usable live evidence yet' });
  });

  test.each<[string, Given, string]>([
    [
      'fails in time',
      { report: '{"error_rate": 0.2}' },
      'version 2 was not confirmed: error_rate is 0.2, must be at most 0.01',
    ],
    [
      'fails, and late',
      { report: '{"error_rate": 0.2}', now: new Date(timeOf(5)) },
      'version 2 was not confirmed: error_rate is 0.2, must be at most 0.01',
    ],
    [
      'is not measured in time',
      { report: '{}', now: new Date(timeOf(5)) },
      'version 2 was not confirmed within 2h: reports/4.json: the report has no metric error_rate',
    ],
    [
      'fails by two gates',
      { report: '{"error_rate": 0.2, "p95": 9}', bounds: [bound, { metric: 'p95', max: 5 }, bound] },
      'version 2 was not confirmed: error_rate is 0.2, must be at most 0.01; p95 is 9, must be at most 5',
    ],
  ])('is rolled back with a reason for the history: it %s', (_told, given, reason) => {
    const [failure] = decide(given).asked;
    expect(failure?.reason.slice(0, reason.length)).toBe(reason);
    expect(failure?.version).toBe('2');
  });

  test('is rolled back with a reason of at most 1,000 characters', () => {
    const reasonOf = (length: number) => {
      const bounds = [{ metric: 'm'.repeat(length), max: 0.01 }];
      return decide({ report: `{"${'m'.repeat(length)}": 0.2}`, bounds }).asked[0]?.reason ?? '';
    };
    const rest = reasonOf(1).length - 1;
    expect(reasonOf(1_000 - rest)).toMatch(/must be at most 0\.01$/);
    expect(reasonOf(1_000 - rest)).toHaveLength(1_000);
    expect(reasonOf(1_001 - rest)).toMatch(/must be at most 0\.…$/);
    expect(reasonOf(1_001 - rest)).toHaveLength(1_000);
  });

  test('stays, with the gates and notices of both, if the rollback is blocked', () => {
    const place = { file: 'p.yml', line: 7 };
    const back = { gates: [WORSE], gatePlaces: [place], notices: ['restore the files'] };
    const { decision } = decide({ report: '{"error_rate": 0.2}', back });
    expect(decision).toMatchObject({
      ...{ verdict: 'blocked', plan: null, version: '2', stage: 'Production' },
      gates: [{ metric: 'error_rate' }, WORSE],
      gatePlaces: [null, place],
      notices: ['version 2 stays in Production: the rollback to version 1 is blocked', 'restore the files'],
    });
  });

  test('tells a notice that both have only once', () => {
    const [differs = ''] = decide({ one: 'None' }).decision.notices;
    expect(differs).toContain("the registry doesn't match its history");
    const back = { notices: [differs, 'restore the files'] };
    const { notices } = decide({ report: '{"error_rate": 0.2}', one: 'None', back }).decision;
    expect(notices).toEqual([differs, expect.stringContaining('is blocked'), 'restore the files']);
  });
});

describe('the versions in use', () => {
  const live = '{live: {report: "live/{version}.json", within: 2h, gates: [{metric: e, max: 1}]}}';
  const policy = parsePolicy('p.yml', `models: {churn: {stages: {Staging: {}, production: ${live}}}}`);
  const standing = (entries: readonly EntryParts[], time = timeOf(9)) => {
    const history = buildHistory(entries);
    const stages = { '1': 'Production', '2': 'Staging', '3': 'None' };
    return versionsInUse(makeSnapshot(stages, { history }), policy, new Date(time));
  };
  const held = { model: 'churn', version: '1', stage: 'Production' };

  test.each<[string, EntryParts[], string | null, boolean]>([
    ['promoted', [promotion('1')], timeOf(3), true],
    ['brought back by a rollback', [promotion('1'), rollback('1')], null, false],
    ['there before the history began', [], null, false],
  ])('are those in a stage with live: one that was %s', (_told, entries, due, overdue) => {
    expect(standing(entries)).toEqual([{ ...held, confirmed: null, due, overdue }]);
  });

  test('are due at the end of the time, and overdue after it', () => {
    const isOverdue = (time: string) => standing([promotion('1')], time).map(({ overdue }) => overdue);
    expect(isOverdue(timeOf(3))).toEqual([false]);
    expect(isOverdue(timeOf(3).replace('.000Z', '.001Z'))).toEqual([true]);
  });

  test('are not overdue once they are confirmed', () => {
    const confirmation: EntryParts = {
      action: 'confirm',
      version: '1',
      from: 'Production',
      to: 'Production',
    };
    expect(standing([promotion('1'), confirmation])).toEqual([
      { ...held, confirmed: timeOf(2), due: timeOf(3), overdue: false },
    ]);
  });

  test('are none without a policy, or where it has no entry for the model', () => {
    const snapshot = makeSnapshot({ '1': 'Production' }, { history: buildHistory([promotion('1')]) });
    expect(versionsInUse(snapshot, null, new Date(timeOf(9)))).toEqual([]);
    expect(versionsInUse({ ...snapshot, model: 'fraud' }, policy, new Date(timeOf(9)))).toEqual([]);
  });
});
