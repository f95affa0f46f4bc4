import { describe, expect, test } from '@jest/globals';
import type { HistoryLine } from '../../../src/history/entry.js';
import { renderHistory } from '../../../src/render/history.js';
import { renderMarkdown } from '../../../src/render/markdown.js';
import { toActionOutputs, toOutputs } from '../../../src/render/outputs.js';
import { renderProblem } from '../../../src/render/problem.js';
import { forLog } from '../../../src/render/safe.js';
import { tellOutcome } from '../../../src/render/story.js';
import { PLAIN } from '../../../src/render/style.js';
import { renderTerminal } from '../../../src/render/terminal.js';
import { renderVerification } from '../../../src/render/verification.js';
import { parseLogCommands } from '../../support/runner-log.js';
import { FILE, makeEntry } from '../support/history-builder.js';
import { gateWith, outcomeWith } from '../support/outcome-builder.js';

const at = (...codes: number[]): string => String.fromCodePoint(...codes);

const HOSTILE: [string, string][] = [
  ['a command', '\n::error::x'],
  ['a command of the old form', '##[set-output name=x]y'],
  ['escape sequences', `${at(0x1b)}[2J${at(0x9b)}31mred${at(7)}`],
  ['directions', `${at(0x202e)}abc${at(0x2066)}${at(0x061c)}`],
  ['elements', '</details><script>x</script>'],
  ['cells', 'x | y \\| z |'],
  ['code', '`a` ```b```'],
  ['a mention', '@user'],
  ['a reference', '#12 GH-12'],
  ['a picture', '![x](http://evil/x.png)'],
  ['line ends', `a\r\n\n# b${at(0x2028)}c`],
];

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
    notices: [text],
    reports: [{ path: text, sha256: 'a'.repeat(64) }],
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
    .replace(/\\[!-/:-@[-`{-~]/g, '')
    .replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '')
    .replace(/<\/?sub>|^> ⚠️|&(?:amp|lt|gt);/gm, '');
}

describe.each(HOSTILE)('%s', (_name, text) => {
  const story = tellOutcome(hostileOutcome(text));
  const plain = tellOutcome(hostileOutcome('x'));

  test('in a terminal adds no line and no control', () => {
    const shown = renderTerminal(story, PLAIN);
    expect(hasUnprintable(shown)).toBe(false);
    expect(shown.split('\n')).toHaveLength(renderTerminal(plain, PLAIN).split('\n').length);
  });

  test('in a log is no command, line by line', () => {
    const log = renderTerminal(story, PLAIN).split('\n').map(forLog).join('\n');
    expect(parseLogCommands(log)).toEqual([]);
  });

  test('in a summary adds no line, no cell and no markup', () => {
    const shown = renderMarkdown(story);
    expect(hasUnprintable(shown)).toBe(false);
    expect(shown.split('\n')).toHaveLength(renderMarkdown(plain).split('\n').length);
    const rows = shown.split('\n').filter((line) => line.startsWith('|'));
    expect(new Set(rows.map((row) => row.split(/(?<!\\)\|/).length))).toEqual(new Set([8]));
    expect(outsideCode(shown)).not.toMatch(/[<>[\]`!]|@\w|#\d|:\/\/|GH-/);
  });

  test('in an error’s summary is no markup', () => {
    const problem = { message: text, place: { file: text, line: 1 }, hint: `${text}\n  ${text}\nend` };
    const shown = renderProblem(problem);
    expect(hasUnprintable(shown)).toBe(false);
    const [head = '', place = ''] = shown.split('\n\n');
    expect(outsideCode(`${head.replace(/^### /, '')}\n${place}`)).not.toMatch(/[<>[\]`!]|@\w|#|:\/\/|GH-/);
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
    const shown = renderVerification([{ model: text, lines: 1, problems: [problem], notes: [text] }], PLAIN);
    expect(hasUnprintable(shown)).toBe(false);
    expect(shown.trimEnd().split('\n')).toHaveLength(3);
  });

  test('in the outputs stays as it is, for programs', () => {
    const outputs = toActionOutputs(toOutputs(hostileOutcome(text)));
    expect(outputs['model']).toBe(text);
    expect(JSON.parse(outputs['archived-versions'] ?? '')).toEqual([text]);
  });
});

describe('the outputs', () => {
  test('have every name that there is, as text', () => {
    expect(toActionOutputs(toOutputs(outcomeWith({ gates: [], commit: 'c0ffee' })))).toEqual({
      decision: 'promoted',
      promoted: 'true',
      model: 'churn',
      version: '4',
      stage: 'Production',
      'previous-stage': 'Staging',
      'previous-version': '3',
      'archived-versions': '["3"]',
      gates: '[]',
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
      '### ⛔ stagegate: no "a"\n\np.yml:2:3\n\nAdd it:\n\n````\n  a:\n    ```\n  </details>\n````\n\nThen run again.\n',
    );
  });

  test('without a place and a hint is a heading', () => {
    expect(renderProblem({ message: 'm', place: undefined, hint: undefined })).toBe('### ⛔ stagegate: m\n');
  });
});
