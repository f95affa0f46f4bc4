import { describe, expect, test } from '@jest/globals';
import type { GateResult } from '../../../src/model/gate-result.js';
import type { Outcome } from '../../../src/promotion/outcome.js';
import { MAX_COMMENT, renderComment } from '../../../src/render/markdown.js';
import { markerOf, markerOfRun } from '../../../src/github/sticky-comment.js';
import { renderProblemComment } from '../../../src/render/problem.js';
import { tellOutcome } from '../../../src/render/story.js';
import { renderAsGitHub } from '../../support/github-markdown.js';
import { judgeCandidate, SHOWN } from '../support/judged-cases.js';
import { gateWith, manyGates, OUTCOMES, outcomeWith } from '../support/outcome-builder.js';

const RUN = 'https://github.com/octo-org/models/actions/runs/1658821493';
const MARKER = markerOf('churn', 'Production');

function comment(outcome: Outcome, most?: number): string {
  return renderComment(tellOutcome(outcome), { marker: MARKER, run: RUN }, most);
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

  test('has nothing in it that comes from outside', () => {
    expect(markerOf('-->', '<!--')).toMatch(/^<!-- stagegate:[0-9a-f]{32} -->$/);
  });
});

describe('a comment stays within what GitHub takes, and is whole', () => {
  const long = 'a reason that goes on, '.repeat(40);
  const failing = (count: number, reason: string): GateResult[] =>
    Array.from({ length: count }, (_, at) =>
      gateWith({ metric: `m${String(at)}`, verdict: 'fail', reason: `${reason} (${String(at)})` }),
    );
  const reports = (path: string, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      path: `${path}/${String(at)}.json`,
      sha256: 'a'.repeat(64),
      age: 1,
      commit: 'b'.repeat(40),
    }));
  const worst = '&'.repeat(5_000);
  const asNames = {
    metric: worst,
    observed: worst,
    required: worst,
    champion: worst,
    check: worst,
    reason: worst,
  };

  test.each<[string, Partial<Outcome>]>([
    ['10,000 gates, a tenth of them failed', { gates: manyGates(10_000) }],
    ['10,000 gates that failed', { gates: failing(10_000, 'it is too low') }],
    ['10,000 gates that failed at length', { gates: failing(10_000, long) }],
    ['1,000 gates that failed in characters that are escaped', { gates: failing(1_000, worst) }],
    [
      '100 gates of names that are escaped',
      { gates: failing(100, '').map((gate) => ({ ...gate, ...asNames })) },
    ],
    ['10,000 reports', { reports: reports('reports', 10_000) }],
    ['3 reports of very long names', { reports: reports(worst, 3) }],
    ['10,000 notices', { notices: Array.from({ length: 10_000 }, () => long) }],
    [
      '10,000 versions to archive',
      { archivedVersions: Array.from({ length: 10_000 }, (_, at) => `${String(at)}00000000`) },
    ],
    ['a model and a registry of very long names', { model: worst, registry: worst, policyFile: worst }],
    [
      'a policy that is another one',
      {
        policyChange: {
          file: 'p.yml',
          diff: Array.from({ length: 5_000 }, (_, at) => `+${'`'.repeat(at % 50)}${long}`).join('\n'),
        },
      },
    ],
    [
      'all of it',
      {
        model: worst,
        registry: worst,
        policyFile: worst,
        policySource: worst,
        gates: failing(500, worst).map((gate) => ({ ...gate, ...asNames })),
        gatePlaces: Array.from({ length: 500 }, () => ({ file: worst, line: 1 })),
        reports: reports(worst, 500),
        notices: Array.from({ length: 500 }, () => worst),
        policyChange: { file: worst, diff: `${worst}\n`.repeat(500) },
      },
    ],
  ])('%s', (_name, given) => {
    const text = comment(outcomeWith({ decision: 'blocked', transitions: [], ...given }));
    expect(text.length).toBeLessThanOrEqual(MAX_COMMENT);
    expect(text).toMatch(/^<!-- stagegate:[0-9a-f]{32} -->\n### ⛔ /);
    expect(renderAsGitHub(text).comments).toEqual([MARKER]);
  });

  test.each([
    ['1658821493', `${MARKER.slice(0, -4)} run:1658821493 -->`],
    [null, MARKER],
    ['', MARKER],
    ['1 --> <b>', MARKER],
  ])('the marker says the run %j, where it is one', (run, marker) => {
    expect(markerOfRun(MARKER, run)).toBe(marker);
  });

  test('what is cut is counted, and where the rest is stands there', () => {
    const text = comment(outcomeWith({ decision: 'blocked', gates: failing(10_000, long) }));
    expect(text).toContain(`_Shortened to fit a comment. [The step summary](${RUN}) has more._`);
    const shown = /^(\d+)\. and (\d+) more$/m.exec(text)!;
    expect(Number(shown[1]) - 1 + Number(shown[2])).toBe(10_000);
    expect(renderAsGitHub(text).links).toContain(RUN);
  });

  test('a shorter one can be asked for', () => {
    const outcome = outcomeWith({ decision: 'blocked', gates: failing(200, long) });
    expect(comment(outcome).length).toBeGreaterThan(20_000);
    expect(comment(outcome, 20_000).length).toBeLessThanOrEqual(20_000);
  });

  test('without cutting it does not speak of it', () => {
    expect(comment(outcomeWith({ gates: manyGates(100) }))).not.toContain('Cut to');
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

  test('stays within what GitHub takes', () => {
    const hint = Array.from({ length: 20_000 }, (_, at) => `Also p.yml:${String(at)}: ${'&'.repeat(900)}`);
    const text = tell({ message: '&'.repeat(9_000), hint: hint.join('\n') });
    expect(text.length).toBeLessThanOrEqual(MAX_COMMENT);
    expect(text).toMatch(/and \d+ more/);
  });
});
