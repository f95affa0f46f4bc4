import { describe, expect, test } from '@jest/globals';
import { refusalOf, withGate } from '../support/policy-text.js';

const GATE = 'models.churn.stages.Production.gates[0]';

describe('what this release does not check', () => {
  test.each([
    ['confidence', withGate('metric: a', 'min: 1', 'confidence: 95%'), '8:13'],
    ['stderr', withGate('metric: a', 'min: 1', 'stderr: e'), '8:13'],
    ['stderr', withGate('metric: a', 'min: 1', 'stderr: 0'), '8:13'],
    ['paired', withGate('metric: a', 'min: 1', 'paired: {file: a, key: b, score: c}'), '8:13'],
    ['inconclusive', withGate('metric: a', 'min: 1', 'inconclusive: allow'), '8:13'],
  ])('%s is refused, never ignored', (key, text, at) => {
    expect(refusalOf(text)).toEqual({
      code: 'policy',
      message: `"${key}" is part of the policy's format, but this release of stagegate does not check it yet`,
      at,
      hint: 'Take it out, or use a release that has it: a gate is never ignored.',
    });
  });

  test.each([
    ['confidence', withGate('metric: a', 'min: 1', 'confidence: 95'), '8:25'],
    ['confidence', withGate('metric: a', 'min: 1', 'confidence: most'), '8:25'],
    ['inconclusive', withGate('metric: a', 'min: 1', 'inconclusive: pass'), '8:27'],
    ['approvals', withGate('approvals: 0'), '6:24'],
    ['checks', withGate('checks: []'), '6:21'],
  ])('a wrong %s is told as such', (key, text, at) => {
    expect(refusalOf(text)).toMatchObject({
      at,
      message: expect.stringMatching(
        new RegExp(`^${GATE.replace(/[[\].]/g, '\\$&')}\\.${key} must`),
      ) as unknown,
    });
  });
});
