import { describe, expect, test } from '@jest/globals';
import type { TestEvidence } from '../../../src/evidence/evidence.js';
import { checkTests, testsKey } from '../../../src/gates/tests.js';
import { contextWith, evaluateGates, rulesWith, testsOf } from '../support/gate-context.js';

describe('tests', () => {
  const judge = (tests: TestEvidence | undefined): ReturnType<typeof checkTests> =>
    checkTests(
      { tests: 'junit/*.xml' },
      contextWith({ tests: new Map(tests === undefined ? [] : [['junit/*.xml', tests]]) }),
    );

  test.each<[string, TestEvidence | undefined, 'pass' | 'fail', string, string]>([
    ['one passed', testsOf({ passed: 1 }), 'pass', '1 passed', 'junit/1.xml: 1 passed'],
    [
      'some were skipped',
      testsOf({ passed: 2, skipped: 3 }),
      'pass',
      '2 passed, 3 skipped',
      'junit/1.xml: 2 passed, 3 skipped',
    ],
    [
      'several files',
      testsOf({ passed: 2 }, { passed: 1 }, { skipped: 1 }),
      'pass',
      '3 passed, 1 skipped',
      'junit/1.xml and 2 more: 3 passed, 1 skipped',
    ],
    [
      'none in it',
      testsOf({}),
      'fail',
      '0 passed',
      'junit/1.xml: no tests found, but at least one must pass',
    ],
    ['no file', testsOf(), 'fail', '0 passed', 'junit/*.xml: no tests found, but at least one must pass'],
    [
      'all skipped',
      testsOf({ skipped: 2 }),
      'fail',
      '0 passed, 2 skipped',
      'junit/1.xml: all tests were skipped (2), but at least one must pass',
    ],
    [
      'one failed',
      testsOf({ passed: 9, failures: 1, broken: ['t::x'] }),
      'fail',
      '9 passed, 1 failed',
      'junit/1.xml: 9 passed, 1 failed (t::x)',
    ],
    [
      'one broke',
      testsOf({ passed: 9, errors: 1 }),
      'fail',
      '9 passed, 1 broken',
      'junit/1.xml: 9 passed, 1 broken',
    ],
    ['all failed', testsOf({ failures: 2 }), 'fail', '0 passed, 2 failed', 'junit/1.xml: 0 passed, 2 failed'],
    [
      'one of several files failed',
      testsOf({ passed: 5 }, { failures: 1, broken: ['y'] }),
      'fail',
      '5 passed, 1 failed',
      'junit/1.xml and 1 more: 5 passed, 1 failed (y)',
    ],
    [
      'many failed',
      testsOf({ failures: 9, broken: ['a', 'b', 'c', 'd'] }, { failures: 4, broken: ['e', 'f'] }),
      'fail',
      '0 passed, 13 failed',
      'junit/1.xml and 1 more: 0 passed, 13 failed (a; b; c; d; e)',
    ],
    ['nobody looked', undefined, 'fail', 'missing', 'the test results were not read'],
    [
      'a file is unreadable beside a good one',
      { ...testsOf({ passed: 3 }), problems: [{ path: 'junit/2.xml', message: 'is cut off' }] },
      'fail',
      'missing',
      'junit/2.xml is cut off',
    ],
  ])('%s', (_name, tests, verdict, observed, reason) => {
    expect(judge(tests)).toEqual([
      {
        gate: 'tests',
        metric: 'junit/*.xml',
        check: 'tests',
        observed,
        required: 'all pass',
        champion: null,
        verdict,
        reason,
      },
    ]);
  });

  test('each gate has the files of its own patterns', () => {
    expect(testsKey({ tests: 'a' })).toBe('a');
    expect(testsKey({ tests: ['a', 'b'] })).not.toBe(testsKey({ tests: ['a b'] }));
    const rules = rulesWith({ gates: [{ tests: 'a' }, { tests: ['a', 'b'] }] });
    const tests = new Map([
      ['a', testsOf({ passed: 1 })],
      ['a\nb', testsOf({ failures: 1 })],
    ]);
    expect(evaluateGates(contextWith({ rules, tests })).map(({ verdict }) => verdict)).toEqual([
      'pass',
      'fail',
    ]);
  });
});
