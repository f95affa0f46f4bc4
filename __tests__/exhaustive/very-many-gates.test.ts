import { describe, expect, test } from '@jest/globals';
import { markerOf } from '../../src/github/sticky-comment.js';
import type { Outcome } from '../../src/promotion/outcome.js';
import { MAX_COMMENT, renderComment, renderMarkdown } from '../../src/render/markdown.js';
import { renderProblemComment } from '../../src/render/problem.js';
import { viewOf } from '../../src/render/outcome-view.js';
import { PLAIN } from '../../src/render/terminal-parts.js';
import { renderTerminal } from '../../src/render/terminal.js';
import { renderAsGitHub } from '../support/github-markdown.js';
import { failingGates, manyGates, manySlices, outcomeWith } from '../unit/support/outcome-builder.js';

/** GitHub drops a larger step summary. */
const MIB = 1024 * 1024;

const RUN = 'https://github.com/octo-org/models/actions/runs/1658821493';
const MARKER = markerOf('churn', 'Production');

const long = 'a reason that goes on, '.repeat(40);

const markdown = (outcome: Outcome): string => renderMarkdown(viewOf(outcome));
const terminal = (outcome: Outcome): string => renderTerminal(viewOf(outcome), PLAIN);
const comment = (outcome: Outcome): string => renderComment(viewOf(outcome), { marker: MARKER, run: RUN });

describe('a step summary stays below what GitHub takes', () => {
  const reports = Array.from({ length: 20_000 }, (_, at) => ({
    path: `reports/${'x'.repeat(80)}/${String(at)}.json`,
    sha256: 'a'.repeat(64),
    age: null,
    commit: null,
  }));

  test.each<[string, Partial<Outcome>, string]>([
    ['20,000 rows, a tenth of them failed', { gates: manyGates(20_000) }, 'more gates are not shown'],
    [
      '20,000 that passed',
      { gates: manyGates(20_000).map((gate) => ({ ...gate, verdict: 'pass' })) },
      'more gates are not shown',
    ],
    ['20,000 that failed', { gates: failingGates(20_000, 'it is too low') }, '20000 of 20000 gates failed'],
    ['20,000 that failed at length', { gates: failingGates(20_000, long) }, '20000 of 20000 gates failed'],
    [
      '2,000 that failed in characters that are escaped',
      { gates: failingGates(2_000, '&'.repeat(2_000)) },
      '2000 of 2000 gates failed',
    ],
    ['20,000 reports', { reports }, '\n- and '],
    ['20,000 notices', { notices: Array.from({ length: 20_000 }, () => long) }, '> ⚠️ and '],
    [
      '20,000 archived versions',
      { archivedVersions: Array.from({ length: 20_000 }, (_, at) => `${String(at)}00000000`) },
      'It came from',
    ],
  ])('%s', (_name, given, said) => {
    const text = markdown(outcomeWith({ forced: true, ...given }));
    expect(Buffer.byteLength(text)).toBeLessThan(MIB);
    expect(text).toContain(said);
    expect(text).toMatch(/^### (?:✅|⚠️) `churn` 4 is in Production/u);
  });

  test('what does not fit is counted', () => {
    const text = markdown(outcomeWith({ forced: true, gates: failingGates(20_000, long) }));
    expect(text).toContain('19800 more gates are not shown');
    expect(text).toContain('Shortened to fit a step summary. The outputs have every gate.');
    expect(text).toContain('\n100. ❌ `m99`: a reason');
    expect(text).toContain('\n101. and 19900 more');
    expect(text).not.toContain('\n101. ❌');
  });

  test('a terminal shows all of it', () => {
    const lines = terminal(outcomeWith({ gates: failingGates(130_000, 'it is too low') })).split('\n');
    expect(lines.filter((line) => line.includes('✖ m'))).toHaveLength(130_000);
  });
});

describe('a comment stays within what GitHub takes, and is whole', () => {
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
    ['10,000 gates that failed', { gates: failingGates(10_000, 'it is too low') }],
    ['10,000 gates that failed at length', { gates: failingGates(10_000, long) }],
    ['1,000 gates that failed in characters that are escaped', { gates: failingGates(1_000, worst) }],
    [
      '100 gates of names that are escaped',
      { gates: failingGates(100, '').map((gate) => ({ ...gate, ...asNames })) },
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
        gates: failingGates(500, worst).map((gate) => ({ ...gate, ...asNames })),
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

  test('what is cut is counted, and where the rest is stands there', () => {
    const text = comment(outcomeWith({ decision: 'blocked', gates: failingGates(10_000, long) }));
    expect(text).toContain(`_Shortened to fit a comment. [The step summary](${RUN}) has more._`);
    const shown = /^(\d+)\. and (\d+) more$/m.exec(text)!;
    expect(Number(shown[1]) - 1 + Number(shown[2])).toBe(10_000);
    expect(renderAsGitHub(text).links).toContain(RUN);
  });
});

test('an error, as a comment', () => {
  const hint = Array.from({ length: 20_000 }, (_, at) => `Also p.yml:${String(at)}: ${'&'.repeat(900)}`);
  const problem = { message: '&'.repeat(9_000), place: undefined, hint: hint.join('\n') };
  const asked = { command: 'promote', model: 'churn', version: '4', stage: 'Production' } as const;
  const text = renderProblemComment(problem, { marker: MARKER, asked, run: RUN });
  expect(text.length).toBeLessThanOrEqual(MAX_COMMENT);
  expect(text).toMatch(/and \d+ more/);
});

test('more slices than a call may have arguments', () => {
  expect(viewOf(outcomeWith({ gates: manySlices(200_000) })).table?.rows).toMatchObject([
    { gate: 'slices.*.recall (200000)', candidate: '0.9 … 0.92' },
  ]);
});
