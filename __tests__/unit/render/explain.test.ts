import { describe, expect, test } from '@jest/globals';
import { renderComment } from '../../../src/render/markdown.js';
import { markerOf } from '../../../src/github/sticky-comment.js';
import { viewOf } from '../../../src/render/outcome-view.js';
import { PLAIN } from '../../../src/render/terminal-parts.js';
import { renderTerminal } from '../../../src/render/terminal.js';
import { gateWith, outcomeWith } from '../support/outcome-builder.js';

const SURE = gateWith({
  verdict: 'inconclusive',
  reason:
    'accuracy is 0.912, at least 0.9, but with 95% confidence it is anything from 0.8951 to 0.927: not clear enough (about 2,100 examples would settle it)',
  uncertainty: { samples: 900, proportion: true },
  interval: { lower: 0.895123, upper: 0.92704, confidence: '95%', method: 'clopper-pearson' },
  needs: 2100,
});
const HOW = '95%, each side: 0.8951 to 0.927, n = 900, clopper-pearson';

const view = viewOf(outcomeWith({ decision: 'blocked', gates: [SURE, gateWith()] }));

test('on a terminal every gate is explained when it is asked for', () => {
  const plain = renderTerminal(view, PLAIN);
  const explained = renderTerminal(view, PLAIN, { explain: true });
  expect(plain).not.toContain(HOW);
  expect(explained).toContain(`      ${HOW}\n`);
  expect(explained).toContain('accuracy is 0.95, at least 0.9\n');
});

test('a comment tells how sure the numbers are, folded', () => {
  const shown = renderComment(view, { marker: markerOf('churn', 'Production'), run: null });
  expect(shown).toContain('<details><summary>Confidence intervals</summary>');
  expect(shown).toContain('about 2,100 examples would settle it');
  expect(renderComment(viewOf(outcomeWith()), { marker: 'x', run: null })).not.toContain('Confidence');
});

test('a change in percent has its limits in percent', () => {
  const gate = gateWith({
    check: 'max-regression',
    required: '0.5%',
    interval: { lower: -0.31234, upper: 1.2, confidence: '99%', method: 'welch-t' },
    uncertainty: { stderr: 0.0123456 },
  });
  expect(viewOf(outcomeWith({ gates: [gate] })).explained[0]?.interval).toBe(
    '99%, each side: -0.3123% to 1.2%, standard error 0.01235, welch-t',
  );
});

describe('how far a bound on the value is', () => {
  const interval = { lower: 0.911, upper: 0.94, confidence: '95%', method: 'clopper-pearson' };

  test.each<[string, Parameters<typeof gateWith>[0], string | null]>([
    ['met', { observed: 0.93, required: 0.9, verdict: 'pass' }, '0.03 to spare'],
    ['met just so', { observed: 0.9, required: 0.9, verdict: 'pass' }, 'exactly at the bound'],
    ['missed', { observed: 0.87, required: 0.9, verdict: 'fail' }, 'misses by 0.03'],
    ['a maximum', { check: 'max', observed: 81.4, required: 120, verdict: 'pass' }, '38.6 to spare'],
    ['with confidence', { observed: 0.93, required: 0.9, verdict: 'pass', interval }, '0.011 to spare'],
    ['not clear', { observed: 0.93, required: 0.92, verdict: 'inconclusive', interval }, null],
    ['no number', { observed: 'NaN', required: 0.9, verdict: 'fail' }, null],
    ['well above, without anything to be sure by', { observed: 0.95, required: 0.9, verdict: 'fail' }, null],
    ['a comparison', { check: 'max-regression', observed: 0.9, required: 0.01, verdict: 'pass' }, null],
  ])('%s', (_name, gate, margin) => {
    const { explained } = viewOf(outcomeWith({ gates: [gateWith(gate)] }));
    expect(explained[0]?.margin).toBe(margin);
  });

  test('stands beneath the reason on a terminal', () => {
    const told = viewOf(
      outcomeWith({ gates: [gateWith({ observed: 0.93, required: 0.9, verdict: 'pass' })] }),
    );
    expect(renderTerminal(told, PLAIN, { explain: true })).toContain('\n      0.03 to spare\n');
  });
});
