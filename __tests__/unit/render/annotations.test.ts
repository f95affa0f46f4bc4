import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../../src/promotion/outcome.js';
import {
  annotateOutcome,
  annotateProblem,
  annotateVerdict,
  type Annotation,
} from '../../../src/render/annotations.js';
import { viewOf } from '../../../src/render/outcome-view.js';
import { judgeCandidate } from '../support/judged-cases.js';
import { FAILED, gateWith, outcomeWith } from '../support/outcome-builder.js';

const blocked = { decision: 'blocked', gates: [gateWith(), FAILED] } as const;

function annotate(given: Partial<Outcome>, failing = true): Annotation[] {
  const outcome = outcomeWith(given);
  return annotateOutcome(outcome, viewOf(outcome), failing);
}

test('a failure stands at its gate, under the model, the version and the stage', () => {
  const gatePlaces = [null, { file: 'policy.yml', line: 7, column: 5 }];
  expect(annotate({ ...blocked, gatePlaces })).toEqual([
    {
      level: 'error',
      title: 'stagegate: churn 4 → Production',
      message: ['accuracy is 0.84, version 3 has 0.91'],
      place: { file: 'policy.yml', line: 7, column: 5 },
    },
  ]);
});

test.each([
  ['fails', true, 'error'],
  ['does not fail', false, 'warning'],
])('of a step that %s it is of its kind', (_name, failing, level) => {
  expect(annotate(blocked, failing)).toMatchObject([{ level }]);
});

describe('where it stands', () => {
  const place = { file: 'policy.yml', line: 7 };
  const report = { file: 'reports/4.json', line: 3, column: 1 };
  const policyChange = { file: 'policy.yml', diff: '-a\n+b\n' };

  test.each<[string, Partial<Outcome>, Annotation['place']]>([
    ['at the gate', { gatePlaces: [null, place] }, place],
    ['at the line of a report', { gatePlaces: [null, report] }, report],
    ['at the policy where no line is known', {}, { file: 'policy.yml' }],
    ['nowhere without a policy', { policyFile: null }, null],
    [
      'at no line of a policy that the pull request changes: the lines are those of its base',
      { gatePlaces: [null, place], policyChange },
      { file: 'policy.yml' },
    ],
    [
      'at the line of a report where the pull request changes the policy',
      { gatePlaces: [null, report], policyChange },
      report,
    ],
  ])('%s', (_name, given, expected) => {
    expect(annotate({ ...blocked, ...given })[0]?.place).toEqual(expected);
  });

  test('a bound is found in the policy by the gate that asks for it', () => {
    const outcome = judgeCandidate({
      report: { accuracy: 0.5, slices: { eu: { recall: 0.1 } }, latency: { p95_ms: 999 } },
    });
    const at = annotateOutcome(outcome, viewOf(outcome), true).map(({ message, place }) => [
      message[0]?.split(' ')[0],
      place?.line,
    ]);
    expect(at).toEqual([
      ['accuracy', 11],
      ['accuracy', 12],
      ['slices.eu.recall', 14],
      ['latency.p95_ms', 16],
    ]);
  });
});

describe('a warning about the policy', () => {
  const place = { file: 'policy.yml', line: 9, column: 13 };
  const warning = {
    message: 'max-regression: 0.5 allows a drop',
    place,
    path: [],
    check: 'max-regression',
  } as const;
  const warned = {
    policyWarnings: [warning],
    notices: ['policy.yml:9:13: max-regression: 0.5 allows a drop', 'something else'],
  };

  test.each([true, false])('stands at its line, once; failing: %p', (failing) => {
    expect(annotate({ ...warned, ...blocked }, failing).slice(1)).toEqual([
      expect.objectContaining({ level: 'warning', message: [warning.message], place }),
      expect.objectContaining({ level: 'notice', message: ['something else'], place: null }),
    ]);
  });

  test('stands at no line where a pull request changes the policy', () => {
    const policyChange = { file: 'policy.yml', diff: '-a\n+b\n' };
    expect(annotate({ ...warned, policyChange })[0]).toMatchObject({
      level: 'warning',
      place: { file: 'policy.yml' },
    });
  });
});

describe('how many there are', () => {
  const failing = (count: number): Partial<Outcome> => ({
    decision: 'blocked',
    gates: Array.from({ length: count }, (_, at) =>
      gateWith({ verdict: 'fail', metric: `m${String(at)}`, reason: `r${String(at)}` }),
    ),
  });

  test.each([
    ['errors, and the step’s own', 9, true, 9],
    ['errors', 10, true, 9],
    ['errors', 1_000, true, 9],
    ['warnings, and two of what went wrong in telling', 8, false, 8],
    ['warnings', 9, false, 8],
  ])('%s of %i failures', (_name, count, fails, shown) => {
    const all = annotate(failing(count), fails);
    expect(all).toHaveLength(shown);
    const left = count - shown + 1;
    expect(all.at(-1)?.message).toEqual([
      count > shown
        ? `and ${String(left)} more: see the step summary`
        : `m${String(count - 1)}: r${String(count - 1)}`,
    ]);
  });

  test('notices are ten at most', () => {
    const notices = Array.from({ length: 12 }, (_, at) => `n${String(at)}`);
    const all = annotate({ notices });
    expect(all.map(({ level }) => level)).toEqual(Array.from({ length: 10 }, () => 'notice'));
    expect(all.at(-1)?.message).toEqual(['and 3 more: see the step summary']);
  });
});

test('the verdict is the headline', () => {
  const outcome = outcomeWith(blocked);
  expect(annotateVerdict(outcome, viewOf(outcome))).toMatchObject({
    level: 'error',
    message: ['churn 4 was not promoted to Production: 1 of 2 gates failed'],
    place: null,
  });
});

test.each<[string, Parameters<typeof annotateProblem>[0], Pick<Annotation, 'message' | 'place'>]>([
  ['alone', { message: 'm', place: undefined, hint: undefined }, { message: ['m'], place: null }],
  [
    'with its place and how to mend it',
    { message: 'm', place: { file: 'p.yml', line: 2 }, hint: 'Do\n  this' },
    { message: ['m', 'Do', '  this'], place: { file: 'p.yml', line: 2 } },
  ],
])('an error %s', (_name, error, expected) => {
  expect(annotateProblem(error)).toEqual({ level: 'error', title: 'stagegate', ...expected });
});
