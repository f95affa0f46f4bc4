import { describe, expect, test } from '@jest/globals';
import type { PastDecision } from '../../../src/promotion/past-decision.js';
import { renderBacktest, summarize, tellMore } from '../../../src/render/backtest.js';
import { renderMarkdown } from '../../../src/render/markdown.js';
import { viewOf } from '../../../src/render/outcome-view.js';
import { PLAIN } from '../../../src/render/terminal-parts.js';
import { gateWith, outcomeWith } from '../support/outcome-builder.js';

const FAILED = gateWith({ verdict: 'fail', reason: 'accuracy is 0.84, must be at least 0.9' });
const LOST = gateWith({ verdict: 'skip', observed: 'unknown', reason: "can't be judged for the past: f1" });

function decisionWith(given: Partial<PastDecision> = {}): PastDecision {
  return {
    ...{ model: 'churn', version: '4', stage: 'Production', time: '2026-11-17T09:30:00.000Z' },
    ...{ was: 'promoted', forced: false, rolledBack: false, would: 'promoted', gates: [] },
    ...given,
  };
}

const passed = decisionWith();
const blocked = decisionWith({ would: 'blocked', gates: [gateWith(), FAILED] });
const unknown = decisionWith({ would: 'unknown', gates: [LOST] });

describe('in one line', () => {
  test.each([
    [[], 'there are no promotions to judge'],
    [[passed], 'the only promotion would not have been blocked'],
    [[blocked], 'the only promotion would have been blocked'],
    [[unknown], "the only promotion can't be judged any more"],
    [[passed, passed], 'none of 2 promotions would have been blocked'],
    [[passed, blocked, unknown], '1 of 3 promotions would have been blocked'],
    [[unknown, unknown], 'none of 2 promotions can be judged any more'],
  ])('%#', (decisions, words) => {
    expect(summarize(decisions)).toBe(words);
  });

  test('of the last ones', () => {
    expect(summarize([blocked, passed], 'last')).toBe('1 of the last 2 promotions would have been blocked');
    expect(summarize([blocked], 'last')).toBe('the last promotion would have been blocked');
  });
});

test('forced and rolled-back promotions are counted', () => {
  const forced = { ...blocked, forced: true };
  const back = { ...passed, rolledBack: true };
  expect(tellMore([forced, back, { ...blocked, rolledBack: true }, unknown])).toEqual([
    "1 can't be judged any more.",
    '1 was forced then: it would have been blocked.',
    '2 were rolled back later: 1 of them would have been blocked.',
  ]);
});

test('in a terminal, with the reasons of what would not be promoted', () => {
  const never = decisionWith({ version: '5', was: 'not-promoted' });
  const decisions = [blocked, { ...unknown, rolledBack: true }, never];
  expect(renderBacktest({ policy: 'p.yml', policySha256: 'ab', decisions, changed: 1 }, PLAIN)).toBe(
    `p.yml: 1 of 2 promotions would have been blocked
  1 can't be judged any more.
  1 was rolled back later: it would not have been blocked.

    time               model  version  stage       was                    would be
  ✖ 2026-11-17 09:30Z  churn  4        Production  promoted               blocked
        accuracy is 0.84, must be at least 0.9
  ? 2026-11-17 09:30Z  churn  4        Production  promoted, rolled back  unknown
        can't be judged for the past: f1

Never promoted, judged by their evidence as of its evaluation:

    time               model  version  stage       was           would be
  ✔ 2026-11-17 09:30Z  churn  5        Production  not promoted  promoted
`,
  );
});

describe('in Markdown', () => {
  const tell = (...decisions: PastDecision[]) =>
    renderMarkdown(viewOf(outcomeWith({ policyEffect: { decisions } })));

  test('is one line with a fold, the latest first', () => {
    const text = tell(passed, blocked);
    expect(text).toContain(
      '<details><summary>By this policy, 1 of the last 2 promotions would have been blocked</summary>',
    );
    expect(text).toMatch(/^- ❌ version 4 .*accuracy is 0\.84, must be at least 0\.9\n- ✅ version 4 /m);
  });

  test('is left out without promotions', () => {
    expect(tell()).not.toContain('By this policy');
  });

  test('foreign text is harmless', () => {
    const hostile = '</details>\n<img src=x> @octocat #12';
    const gates = [gateWith({ verdict: 'fail', reason: hostile })];
    const text = tell(decisionWith({ stage: hostile, would: 'blocked', gates }));
    expect(text).not.toMatch(/<img|@octocat/);
    expect(text.match(/<\/details>/g)).toHaveLength(text.match(/<details>/g)?.length ?? 0);
  });
});
