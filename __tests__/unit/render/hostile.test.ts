import { describe, expect, test } from '@jest/globals';
import type { HistoryLine } from '../../../src/model/history-entry.js';
import { annotateOutcome } from '../../../src/render/annotations.js';
import { renderComment, renderMarkdown } from '../../../src/render/markdown.js';
import { markerOf } from '../../../src/github/sticky-comment.js';
import { renderHistory, renderVerification } from '../../../src/render/terminal-reports.js';
import { toActionOutputs, toOutputs } from '../../../src/render/outputs.js';
import { renderProblem, renderProblemComment } from '../../../src/render/problem.js';
import { forLog } from '../../../src/text/safe.js';
import { type OutcomeView, viewOf } from '../../../src/render/outcome-view.js';
import { PLAIN } from '../../../src/render/terminal-parts.js';
import { renderTerminal } from '../../../src/render/terminal.js';
import { renderAsGitHub } from '../../support/github-markdown.js';
import { HOSTILE } from '../../support/hostile-text.js';
import { parseLogCommands } from '../../support/runner-log.js';
import { FILE, makeEntry } from '../support/history-builder.js';
import { gateWith, outcomeWith } from '../support/outcome-builder.js';

const MARKER = markerOf('churn', 'Production');
const RUN = null;
/** Text that nobody would act on, of the same kind: what can be drawn is drawn, and a digest is set as one. */
function neutral(text: string): string {
  if (/^[0-9a-f]{7,}$/.test(text)) return 'abcdef0'.padEnd(text.length, '0');
  return /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/.test(text) ? 'x' : '(x)';
}

const oneLine = (text: string): string => text.replace(/[\r\n\u2028]/g, ' ');

/** An outcome with hostile text wherever text can come from outside. */
function hostileOutcome(text: string) {
  return outcomeWith({
    model: text,
    stage: text,
    previousStage: text,
    previousVersion: text,
    archivedVersions: [text],
    registry: text,
    policyFile: text,
    policySource: text,
    policyChange: { file: text, diff: `-${oneLine(text)}\n+${oneLine(text)}\n` },
    run: { actor: text, run: text, ref: text, commits: [text] },
    commit: text,
    transitions: [{ version: text, from: text, to: text }],
    notices: [text],
    reason: text,
    gatePlaces: [{ file: text, line: 3 }],
    reports: [{ path: text, sha256: 'a'.repeat(64), age: 1_000, commit: text }],
    gates: [
      gateWith({
        metric: text,
        reason: text,
        verdict: 'fail',
        observed: text,
        required: text,
        champion: text,
      }),
      gateWith({ gate: text, metric: text, check: text }),
    ],
  });
}

const hasUnprintable = (text: string): boolean => /[^\P{Cc}\n]|[\p{Zl}\p{Zp}]|\p{Bidi_Control}/u.test(text);

/** Markdown outside its code spans, without what is escaped and without the tags that we write. */
function outsideCode(markdown: string): string {
  return markdown
    .replace(/^(`{3,})(?:diff|mermaid)\n[^]*?\n\1$/gm, '')
    .replace(/(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)/g, '')
    .replace(/\\[!-/:-@[-`{-~]/g, '')
    .replace(/<\/?(?:sub|details|summary)>|^>(?: ⚠️)?|&(?:amp|lt|gt);/gm, '');
}

describe.each(HOSTILE)('%s', (_name, text) => {
  const view = viewOf(hostileOutcome(text));
  const plain = viewOf(hostileOutcome(neutral(text)));

  test('in a terminal adds no line and no control', () => {
    const shown = renderTerminal(view, PLAIN);
    expect(hasUnprintable(shown)).toBe(false);
    expect(shown.split('\n')).toHaveLength(renderTerminal(plain, PLAIN).split('\n').length);
  });

  test('in a log is no command, line by line', () => {
    const log = renderTerminal(view, PLAIN).split('\n').map(forLog).join('\n');
    expect(parseLogCommands(log)).toEqual([]);
  });

  test('in a summary adds no line, no cell and no markup', () => {
    const shown = renderMarkdown(view);
    expect(hasUnprintable(shown)).toBe(false);
    expect(shown.split('\n')).toHaveLength(renderMarkdown(plain).split('\n').length);
    const rows = shown.split('\n').filter((line) => line.startsWith('|'));
    expect(new Set(rows.map((row) => row.split(/(?<!\\)\|/).length))).toEqual(new Set([8]));
    expect(outsideCode(shown)).not.toMatch(/[<>[\]`!]|@\w|#\d|:\/\/|GH-/);
  });

  test.each<[string, (given: OutcomeView) => string, string[]]>([
    ['a summary', renderMarkdown, []],
    ['a comment', (given) => renderComment(given, { marker: MARKER, run: RUN }), [MARKER]],
  ])('in %s is for GitHub what any text is', (_where, render, comments) => {
    const [shown, calm] = [renderAsGitHub(render(view)), renderAsGitHub(render(plain))];
    expect(shown).toMatchObject({ links: [], comments });
    // a commit is one where a commit is meant, and nowhere else
    expect(shown.live).toHaveLength(calm.live.length);
    expect(shown.live.filter((live) => !text.startsWith(live))).toEqual([]);
    expect(shown.tags).toEqual(calm.tags);
    expect(render(view).slice(1)).not.toContain('<!-- ');
  });

  test('in a comment on an error is for GitHub what any text is', () => {
    const render = (words: string): string =>
      renderProblemComment(
        { message: words, place: { file: words, line: 1 }, hint: `Mend ${words}\n  ${words}\nend` },
        {
          marker: MARKER,
          asked: { command: 'promote', model: words, version: words, stage: words },
          run: words,
        },
      );
    const shown = renderAsGitHub(render(oneLine(text)));
    expect(shown).toMatchObject({ links: [], live: [], comments: [MARKER] });
    expect(shown.tags).toEqual(renderAsGitHub(render(neutral(text))).tags);
  });

  test('in an annotation is a line like any other', () => {
    const outcome = hostileOutcome(text);
    const all = annotateOutcome(outcome, view, true);
    expect(all.map(({ level }) => level)).toEqual(['error', 'notice']);
  });

  test('in an error’s summary is no markup', () => {
    const problem = { message: text, place: { file: text, line: 1 }, hint: `${text}\n  ${text}\nend` };
    const shown = renderProblem(problem);
    expect(hasUnprintable(shown)).toBe(false);
    const [head = '', place = ''] = shown.split('\n\n');
    expect(outsideCode(`${head.replace(/^### /, '')}\n${place}`)).not.toMatch(/[<>[\]`!]|@\w|#|:\/\/|GH-/);
    expect(renderAsGitHub(shown)).toMatchObject({ links: [], comments: [], live: [] });
  });

  test('in the history adds no line and no control', () => {
    const entry = makeEntry({ model: text, from: text, to: text, actor: text, reason: text, run: text });
    const line: HistoryLine = { entry, sha256: '', file: FILE, line: 1 };
    const shown = renderHistory([line], PLAIN);
    expect(hasUnprintable(shown)).toBe(false);
    expect(shown.trimEnd().split('\n')).toHaveLength(2);
  });

  test('in a verification adds no line and no control', () => {
    const problem = { version: '1', message: text, file: text, line: 3 };
    const taken = { differed: [text], actor: text, time: text, reason: text, file: text, line: 3 };
    const result = { model: text, lines: 1, problems: [problem], notes: [text], acknowledged: [taken] };
    const shown = [...renderVerification([result], PLAIN)].join('');
    expect(hasUnprintable(shown)).toBe(false);
    expect(shown.trimEnd().split('\n')).toHaveLength(5);
  });

  test('in the outputs stays as it is, for programs', () => {
    const outputs = toActionOutputs(toOutputs(hostileOutcome(text)));
    expect(outputs['model']).toBe(text);
    expect(JSON.parse(outputs['archived-versions'] ?? '')).toEqual([text]);
    expect(JSON.parse(outputs['notices'] ?? '')).toContain(text);
  });

  test('in the headline is one line, for a log or a message', () => {
    expect(hasUnprintable(toOutputs(hostileOutcome(text)).headline)).toBe(false);
  });
});

describe('the outputs', () => {
  test('have every name that there is, as text', () => {
    expect(toActionOutputs(toOutputs(outcomeWith({ gates: [], commit: 'c0ffee' })))).toEqual({
      decision: 'promoted',
      promoted: 'true',
      'in-stage': 'true',
      headline: 'churn 4 is in Production',
      model: 'churn',
      version: '4',
      stage: 'Production',
      'previous-stage': 'Staging',
      'previous-version': '3',
      'archived-versions': '["3"]',
      gates: '[]',
      notices: '[]',
      'policy-sha256': 'cd'.repeat(32),
      'report-sha256': 'ab'.repeat(32),
      commit: 'c0ffee',
      'pull-request': '',
      'comment-url': '',
      'deployment-id': '',
    });
  });

  test('of a check name no version as archived', () => {
    const outcome = outcomeWith({ decision: 'allowed', promoted: false, previousVersion: null });
    expect(toOutputs(outcome)).toMatchObject({
      promoted: false,
      'archived-versions': [],
      'previous-version': null,
    });
  });
});

describe('renderProblem', () => {
  test('keeps lines to paste together in a fence that they can’t close', () => {
    const hint = 'Add it:\n  a:\n    ```\n  </details>\nThen run again.';
    expect(renderProblem({ message: 'no "a"', place: { file: 'p.yml', line: 2, column: 3 }, hint })).toBe(
      '### ⛔ stagegate: no "a"\n\n`p.yml:2:3`\n\nAdd it:\n\n````\n  a:\n    ```\n  </details>\n````\n\nThen run again.\n',
    );
  });

  test('without a place and a hint is a heading', () => {
    expect(renderProblem({ message: 'm', place: undefined, hint: undefined })).toBe('### ⛔ stagegate: m\n');
  });
});
