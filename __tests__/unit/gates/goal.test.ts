import { describe, expect, test } from '@jest/globals';
import { goalOf } from '../../../src/gates/bounds.js';
import { StagegateError } from '../../../src/errors.js';
import type { MetricGate } from '../../../src/policy/schema.js';

type Direction = 'higher' | 'lower';

/** The direction of a metric that the report may say something about, or the error. */
function ask(gate: MetricGate, direction?: Direction): Direction | StagegateError {
  try {
    return goalOf(gate, { metric: 's.a', bindings: [], value: 0.5, uncertainty: {}, direction });
  } catch (error) {
    if (error instanceof StagegateError) return error;
    throw error;
  }
}

describe('which direction is better', () => {
  test.each<[string, Omit<MetricGate, 'metric'>, Direction | undefined, Direction]>([
    ['goal says it', { goal: 'lower' }, undefined, 'lower'],
    ['a bound says it', { min: 0.9 }, undefined, 'higher'],
    ['the report says it', {}, 'lower', 'lower'],
    ['both bounds leave it to the report', { min: 0.1, max: 0.9 }, 'lower', 'lower'],
    ['both say the same', { goal: 'higher' }, 'higher', 'higher'],
  ])('%s', (_told, given, direction, expected) => {
    expect(ask({ metric: 's.a', ...given }, direction)).toBe(expected);
  });

  test.each<[string, MetricGate, Direction | undefined, string, string]>([
    [
      'nobody says it',
      { metric: 's.a' },
      undefined,
      `"s.a" can't be compared: neither the policy nor the report says whether higher or lower is better`,
      'Add it to the gate: goal: higher (as for accuracy) or goal: lower (as for a loss).',
    ],
    [
      'nobody says it of several metrics',
      { metric: 's.*' },
      undefined,
      `"s.a" can't be compared: neither the policy nor the report says whether higher or lower is better`,
      'Add it to the gate: goal: higher (as for accuracy) or goal: lower (as for a loss). Where "*" matches metrics of both kinds, give them separate gates.',
    ],
    [
      'the report contradicts the goal',
      { metric: 's.a', goal: 'higher' },
      'lower',
      `"s.a" can't be compared: the report says that lower is better, but the gate says higher (by its goal)`,
      'If the report is right, write goal: lower in the gate. If it is wrong, correct it where it is written.',
    ],
    [
      'the report contradicts a bound',
      { metric: 's.a', max: 0.2 },
      'higher',
      `"s.a" can't be compared: the report says that higher is better, but the gate says lower (since it has only max)`,
      'If the report is right, write goal: higher in the gate. If it is wrong, correct it where it is written.',
    ],
    [
      'the report contradicts a goal of several metrics',
      { metric: 's.*', goal: 'higher' },
      'lower',
      `"s.a" can't be compared: the report says that lower is better, but the gate says higher (by its goal)`,
      'If the report is right, remove goal from the gate, so that each metric follows the report, or give the metrics separate gates. If it is wrong, correct it where it is written.',
    ],
    [
      'the report contradicts a bound of several metrics',
      { metric: 's.*', min: 0.9 },
      'lower',
      `"s.a" can't be compared: the report says that lower is better, but the gate says higher (since it has only min)`,
      'If the report is right, move the comparison to a gate without min, max and goal, so that each metric follows the report, or give the metrics separate gates. If it is wrong, correct it where it is written.',
    ],
  ])('refused where %s', (_told, gate, direction, message, hint) => {
    expect(ask(gate, direction)).toMatchObject({ code: 'policy', message, hint });
  });
});
