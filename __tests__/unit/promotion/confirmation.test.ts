import { describe, expect, test } from '@jest/globals';
import type { GateResult } from '../../../src/model/gate-result.js';
import { tellFinding } from '../../../src/promotion/confirmation.js';
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
