import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../../src/promotion/outcome.js';
import { renderComment } from '../../../src/render/markdown.js';
import { markerOf, markerOfRun } from '../../../src/github/sticky-comment.js';
import { renderProblemComment } from '../../../src/render/problem.js';
import { viewOf } from '../../../src/render/outcome-view.js';
import { renderAsGitHub } from '../../support/github-markdown.js';
import { judgeCandidate, SHOWN } from '../support/judged-cases.js';
import { failingGates, manyGates, OUTCOMES, outcomeWith } from '../support/outcome-builder.js';

const RUN = 'https://github.com/octo-org/models/actions/runs/1658821493';
const MARKER = markerOf('churn', 'Production');

function comment(outcome: Outcome, most?: number): string {
  return renderComment(viewOf(outcome), { marker: MARKER, run: RUN }, most);
}

describe.each(SHOWN)('%s', (name, given) => {
  const outcome = judgeCandidate(given);
  const text = comment(outcome);

  test('is told as it is shown here', () => {
    expect(text).toMatchSnapshot();
  });

  test('begins with the marker and then the model, the version and the target stage', () => {
    expect(text.startsWith(`${MARKER}\n### `)).toBe(true);
    expect(text.split('\n')[1]).toMatch(/^### (?:✅|⚠️|⛔|🟡) `churn` 5 .*Production/u);
  });

  test('is whole Markdown with no link but to the run', () => {
    const { links, live, comments, tags } = renderAsGitHub(text);
    expect(new Set(links)).toEqual(new Set([RUN]));
    expect(live).toEqual(name === 'promoted' ? [outcome.commit] : []);
    expect(comments).toEqual([MARKER]);
    expect(new Set(tags.filter((tag) => !tag.startsWith('/')))).not.toContain('img');
  });
});

test.each(OUTCOMES)('any outcome is whole Markdown: %s', (_name, outcome) => {
  expect(() => renderAsGitHub(comment(outcome))).not.toThrow();
});

describe('the marker', () => {
  test.each([
    ['another model', 'fraud', 'Production'],
    ['another stage', 'churn', 'Staging'],
    ['the parts put together otherwise', 'chur', 'nProduction'],
  ])('is another for %s', (_name, model, stage) => {
    expect(markerOf(model, stage)).not.toBe(MARKER);
  });

  test('is the same however the stage is spelt', () => {
    expect(markerOf('churn', 'PRODUCTION')).toBe(MARKER);
  });

  test.each([
    ['1658821493', `${MARKER.slice(0, -4)} run:1658821493 -->`],
    [null, MARKER],
    ['', MARKER],
    ['1 --> <b>', MARKER],
  ])('the marker says the run %j, where it is one', (run, marker) => {
    expect(markerOfRun(MARKER, run)).toBe(marker);
  });

  test('has nothing in it that comes from outside', () => {
    expect(markerOf('-->', '<!--')).toMatch(/^<!-- stagegate:[0-9a-f]{32} -->$/);
  });
});

describe('a comment that has to be shorter', () => {
  test('a shorter one can be asked for', () => {
    const outcome = outcomeWith({
      decision: 'blocked',
      gates: failingGates(200, 'a reason that goes on, '.repeat(40)),
    });
    expect(comment(outcome).length).toBeGreaterThan(20_000);
    expect(comment(outcome, 20_000).length).toBeLessThanOrEqual(20_000);
  });

  test('without cutting it does not speak of it', () => {
    expect(comment(outcomeWith({ gates: manyGates(100) }))).not.toContain('Shortened');
  });
});

describe('the moves, drawn', () => {
  const drawn = (given: Partial<Outcome>): string | undefined =>
    /```mermaid\n([^]*?)\n```/.exec(comment(outcomeWith(given)))?.[1];

  test('have the versions in the boxes: labels on arrows are not drawn in a folded part', () => {
    expect(drawn({})).toBe(
      'flowchart LR\n  from0["version 4: Staging"] --> to0["version 4: Production"]\n  from1["version 3: Production"] --> to1["version 3: Archived"]',
    );
  });

  test.each<[string, Outcome['transitions']]>([
    ['nothing moves', []],
    ['a stage has a name with more than words', [{ version: '4', from: 'a"b', to: 'Production' }]],
    ['a version has', [{ version: '4]', from: 'Staging', to: 'Production' }]],
    ['a stage begins with a sign', [{ version: '4', from: '-x', to: 'Production' }]],
    ['too much moves', Array.from({ length: 6 }, (_, at) => ({ version: String(at), from: 'A', to: 'B' }))],
  ])('are left out when %s', (_name, transitions) => {
    expect(drawn({ transitions })).toBeUndefined();
  });
});

describe('what links where', () => {
  test('the commit that holds the change is one for GitHub, in a comment', () => {
    const commit = 'c0ffee1234567890c0ffee1234567890c0ffee12';
    expect(comment(outcomeWith({ commit }))).toContain(` · commit ${commit}`);
  });

  test.each([
    ['a run with a parenthesis', 'https://github.com/a)b'],
    ['a run with a space', 'https://github.com/a b'],
    ['another scheme', 'javascript:alert(1)'],
    ['no address', 'x'],
  ])('%s is no link', (_name, run) => {
    const outcome = outcomeWith({ run: { actor: null, run, ref: null, commits: [] } });
    expect(renderAsGitHub(comment(outcome)).links).toEqual([]);
  });

  test('a proposal is a reference to its pull request', () => {
    const text = comment(outcomeWith({ decision: 'allowed', pullRequest: 12 }));
    expect(text).toContain('### ✅ `churn` 4 for Production is proposed in #12');
    expect(renderAsGitHub(text).live).toEqual(['#12', '#12']);
  });
});

describe('an error, as a comment', () => {
  const asked = { command: 'promote', model: 'churn', version: '4', stage: 'Production' } as const;
  const tell = (given: Partial<Parameters<typeof renderProblemComment>[0]>, more = {}): string =>
    renderProblemComment(
      { message: 'the policy is empty', place: undefined, hint: undefined, ...given },
      { marker: MARKER, asked, run: RUN, ...more },
    );

  test('says what was asked for, what is wrong, where, and how to mend it', () => {
    expect(
      tell({ place: { file: 'p.yml', line: 2, column: 3 }, hint: 'Add it:\n  churn:\n    stages: {}' }),
    ).toBe(
      `${MARKER}\n### ⛔ \`churn\` 4 to Production: stopped by an error\n\nthe policy is empty\n\n\`p.yml:2:3\`\n\nAdd it:\n\n\`\`\`\n  churn:\n    stages: {}\n\`\`\`\n\n<sub>[run](${RUN})</sub>\n`,
    );
  });

  test.each([
    ['check', '4', '`churn` 4 to Production'],
    ['rollback', undefined, '`churn` back in Production'],
    ['rollback', '3', '`churn` back to 3 in Production'],
    ['register', undefined, '`churn`, to be registered'],
    ['register', '7', '`churn` 7, to be registered'],
  ] as const)('%s %s', (command, version, words) => {
    const text = tell({}, { asked: { ...asked, command, version } });
    expect(text.split('\n')[1]).toBe(`### ⛔ ${words}: stopped by an error`);
  });
});
