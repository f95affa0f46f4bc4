import { expect, test } from '@jest/globals';
import type { GateResult } from '../../../src/gates/result.js';
import { markerOf, renderComment } from '../../../src/render/comment.js';
import { tellOutcome } from '../../../src/render/story.js';
import { PLAIN } from '../../../src/render/style.js';
import { renderTerminal } from '../../../src/render/terminal.js';
import { gateWith, outcomeWith } from '../support/outcome-builder.js';

const SURE = gateWith({
  verdict: 'inconclusive',
  reason:
    'accuracy is 0.912, at least 0.9, but with 95% confidence it is anything from 0.8951 to 0.927: not clear enough (about 2,100 examples would tell)',
  uncertainty: { samples: 900, proportion: true },
  interval: { lower: 0.895123, upper: 0.92704, confidence: '95%', method: 'clopper-pearson' },
  needs: 2100,
});
const HOW = '95%, each side: 0.8951 to 0.927, n = 900, clopper-pearson';

const story = tellOutcome(outcomeWith({ decision: 'blocked', gates: [SURE, gateWith()] }));

test('on a terminal every gate is explained when it is asked for', () => {
  const plain = renderTerminal(story, PLAIN);
  const explained = renderTerminal(story, PLAIN, { explain: true });
  expect(plain).not.toContain(HOW);
  expect(explained).toContain(`      ${HOW}\n`);
  expect(explained).toContain('accuracy is 0.95, at least 0.9\n');
});

test('a comment tells how sure the numbers are, folded', () => {
  const shown = renderComment(story, { marker: markerOf('churn', 'Production'), run: null });
  expect(shown).toContain('<details><summary>How sure the numbers are</summary>');
  expect(shown).toContain('about 2,100 examples would tell');
  expect(renderComment(tellOutcome(outcomeWith()), { marker: 'x', run: null })).not.toContain('How sure');
});

test('a change in percent has its limits in percent', () => {
  const gate = gateWith({
    check: 'max-regression',
    required: '0.5%',
    interval: { lower: -0.31234, upper: 1.2, confidence: '99%', method: 'welch-t' },
    uncertainty: { stderr: 0.0123456 },
  });
  expect(tellOutcome(outcomeWith({ gates: [gate] })).explained[0]?.interval).toBe(
    '99%, each side: -0.3123% to 1.2%, 0.1877% clear of the bound, standard error 0.01235, welch-t',
  );
});

test.each<[string, Partial<GateResult>, [number, number], string | null]>([
  ['above min', { check: 'min', required: 0.9, verdict: 'pass' }, [0.92, 0.95], '0.02'],
  ['below min', { check: 'min', required: 0.9, verdict: 'fail' }, [0.8, 0.87], '0.03'],
  ['below max', { check: 'max', required: 0.1, verdict: 'pass' }, [0.05, 0.06], '0.04'],
  ['above max', { check: 'max', required: 0.1, verdict: 'fail' }, [0.15, 0.2], '0.05'],
  ['no regression', { check: 'max-regression', required: 0.01, verdict: 'pass' }, [-0.002, 0.1], '0.008'],
  ['a regression', { check: 'max-regression', required: 0.01, verdict: 'fail' }, [-0.1, -0.04], '0.03'],
  ['an improvement', { check: 'min-improvement', required: '1%', verdict: 'pass' }, [1.5, 3], '0.5%'],
  ['none', { check: 'min-improvement', required: '1%', verdict: 'fail' }, [-3, 0.5], '0.5%'],
  ['unclear', { check: 'min', required: 0.9, verdict: 'inconclusive' }, [0.8, 0.95], null],
])('how far the limit is from the bound: %s', (_name, result, [lower, upper], distance) => {
  const interval = { lower, upper, confidence: '95%', method: 'welch-t' };
  const { explained } = tellOutcome(outcomeWith({ gates: [gateWith({ ...result, interval })] }));
  if (distance === null) expect(explained[0]?.interval).not.toContain('clear of the bound');
  else expect(explained[0]?.interval).toContain(`, ${distance} clear of the bound, `);
});
