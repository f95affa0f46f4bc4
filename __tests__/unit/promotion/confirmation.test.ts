import { describe, expect, test } from '@jest/globals';
import type { GateResult } from '../../../src/model/gate-result.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { tellFinding } from '../../../src/promotion/confirmation.js';
import { versionsInUse } from '../../../src/promotion/due-confirmations.js';
import {
  buildHistory,
  makeSnapshot,
  promotion,
  rollback,
  timeOf,
  type EntryParts,
} from '../support/history-builder.js';
import { gateWith } from '../support/outcome-builder.js';

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
