import { describe, expect, test } from '@jest/globals';
import {
  forCommitMessage,
  forLog,
  forMarkdown,
  forMarkdownCode,
  forTerminal,
  toOneLine,
} from '../../../src/text/safe.js';
import { parseLogCommands } from '../../support/runner-log.js';
import { seededRandom } from '../evidence/random.js';

const EDGES = { forLog, forTerminal, forCommitMessage, forMarkdown, forMarkdownCode };

/** Made with String.fromCodePoint so that this file itself has nothing unprintable in it. */
const at = (...codes: number[]): string => String.fromCodePoint(...codes);

const UNPRINTABLE: [string, string][] = [
  ['an escape sequence', `${at(0x1b)}[31mred`],
  ['an escape sequence of one byte', `${at(0x9b)}2Jgone`],
  ['a link in a terminal', `${at(0x1b)}]8;;http://x${at(7)}here`],
  ['a bell and a backspace', `a${at(7, 8, 8)}b`],
  ['a NUL', `a${at(0)}b`],
  ['a delete', `a${at(0x7f)}b`],
  ...[0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069].map(
    (code): [string, string] => [`the direction U+${code.toString(16)}`, `a${at(code)}b`],
  ),
  ...[0x2060, 0x2064, 0xfeff].map((code): [string, string] => [`U+${code.toString(16)}`, `a${at(code)}b`]),
  ...[0x0a, 0x0d, 0x85, 0x2028, 0x2029, 0x0b, 0x0c].map((code): [string, string] => [
    `the line end U+${code.toString(16)}`,
    `a${at(code)}b`,
  ]),
];

const hasUnprintable = (text: string): boolean =>
  /[\p{Cc}\p{Zl}\p{Zp}]|\p{Bidi_Control}|[\u2060-\u206f\ufeff]/u.test(text);

describe.each(Object.entries(EDGES))('%s lets nothing unprintable through', (_edge, makeSafe) => {
  test.each(UNPRINTABLE)('%s', (_name, hostile) => {
    expect(hasUnprintable(hostile)).toBe(true);
    expect(hasUnprintable(makeSafe(hostile))).toBe(false);
  });

  test('words of other scripts stay', () => {
    expect(makeSafe('Kündigung 模型 чёрн 👩‍💻')).toBe(
      makeSafe === forMarkdownCode ? '`Kündigung 模型 чёрн 👩‍💻`' : 'Kündigung 模型 чёрн 👩‍💻',
    );
  });
});

describe('toOneLine', () => {
  test.each([
    ['line ends become spaces', 'a\nb\r\nc\td', 99, 'a b c d'],
    ['it is cut to a length', 'abcdef', 4, 'abc…'],
    ['at its length it stays', 'abcd', 4, 'abcd'],
    ['no character is cut in two', '😀😀😀', 2, '😀…'],
    ['what is taken out does not count', `ab${at(7, 7, 7)}c`, 3, 'abc'],
  ])('%s', (_name, text, limit, line) => {
    expect(toOneLine(text, limit)).toBe(line);
  });
});

const COMMANDS = [
  '::error::x',
  '  ::error::x',
  ':::error::x',
  '\t::set-output name=x::y',
  '::ERROR file=a::x',
  '\n::error::x',
  'ok\r::error::x',
  `${at(0x1b)}::error::x`,
  `${at(0xfeff)}::error::x`,
  `:${at(0)}:error::x`,
  `:${at(0x200b)}:error::x`,
  '##[set-output name=x]y',
  'model ##[set-env name=A]b',
  '###[error]x',
  '####[[##[error]x',
  `#${at(0x202e)}#[error]x`,
  `##${at(0)}[error]x`,
  `##\u2066[error]x`,
  '::stop-commands::t',
  '::add-mask::a',
];

describe('forLog', () => {
  test.each(COMMANDS)('%j is no command', (hostile) => {
    expect(parseLogCommands(forLog(hostile))).toEqual([]);
  });

  test.each(['a::error::x', 'src/a.ts:1:2: no', 'C::D', '#[x]', 'issue ## 3'])(
    '%j stays as it is',
    (text) => {
      expect(forLog(text)).toBe(text);
    },
  );

  test('no text of the characters that make commands is one', () => {
    const parts = [
      '::',
      ':',
      '##[',
      '#',
      '[',
      ']',
      'error',
      ' ',
      '\n',
      '\r',
      at(0),
      at(0x200b),
      at(0xfeff),
      'set-output name=x',
    ];
    const random = seededRandom(7);
    for (let round = 0; round < 20_000; round++) {
      const length = 1 + Math.floor(random() * 10);
      const text = Array.from({ length }, () => parts[Math.floor(random() * parts.length)]).join('');
      if (parseLogCommands(forLog(text)).length > 0) throw new Error(`a command: ${JSON.stringify(text)}`);
    }
    expect(parseLogCommands('##[error]x')).toHaveLength(1);
  });
});

describe('forCommitMessage', () => {
  const ZERO_WIDTH = /\u200b/g;

  test.each<[string, string, RegExp]>([
    ['a mention', 'thanks @user', /@user/],
    ['a mention of a team', '@org/team', /@org/],
    ['a reference', 'fixes #12', /#12/],
    ['a reference elsewhere', 'closes org/repo#12', /#12/],
    ['a reference of the old form', 'resolves gh-12', /gh-12/],
    ['a reference by address', 'fixes https://github.com/o/r/issues/12', /issues\/12/],
    ['a pull request by address', 'fixes https://github.com/o/r/pull/12', /pull\/12/],
    ['[skip ci]', 'a [skip ci] b', /\[skip ci\]/],
    ['[ci skip]', '[CI Skip]', /\[ci skip\]/i],
    ['[no ci]', '[no ci]', /\[no ci\]/],
    ['[skip actions]', '[skip actions]', /\[skip actions\]/],
    ['[actions skip]', '[actions skip]', /\[actions skip\]/],
    ['[skip ci] in pieces', `[skip${at(0)} ci]`, /\[skip ci\]/],
    ['skip-checks', 'Skip-Checks: true', /skip-checks:/i],
    ['a trailer', 'x\n\nCo-authored-by: a <a@b.c>', /\n/],
  ])('%s is none', (_name, hostile, pattern) => {
    const safe = forCommitMessage(hostile);
    expect(safe).not.toMatch(pattern);
    expect(safe.replace(ZERO_WIDTH, '')).toBe(toOneLine(hostile));
  });

  test('the address of a run stays', () => {
    const run = 'https://github.com/o/r/actions/runs/12';
    expect(forCommitMessage(run)).toBe(run);
  });

  test('is cut to a length', () => {
    expect([...forCommitMessage('x'.repeat(9_999))]).toHaveLength(500);
  });
});

/** Characters that Markdown would act on and that no backslash takes from it. */
const live = (text: string): string => text.replace(/\\[!-/:-@[-`{-~]/g, '').replace(/&(?:amp|lt|gt);/g, '');

describe('forMarkdown leaves nothing that is markup', () => {
  test.each<[string, string, RegExp]>([
    ['an element', '</details><img src=x>', /[<>]/],
    ['a comment', '<!-- x -->', /[<>]/],
    ['an entity', '&lt;b&gt; &#64;user', /&/],
    ['a picture', '![x](http://evil/x.png)', /[!()[\]]|:\/\//],
    ['a link', '[x](http://evil)', /[()[\]]|:\/\//],
    ['a bare link', 'see https://evil/x', /:\/\//],
    ['a bare www', 'see www.evil.com', /www\.\w/],
    ['a mention', '@user and @org/team', /@[\w-]/],
    ['an address of mail', 'a@b.com', /@\w/],
    ['a reference', '#12 and org/repo#12', /#/],
    ['a reference of the old form', 'GH-12', /GH-/i],
    ['a commit', 'deadbeefcafe0123456789012345678901234567', /[0-9a-f]{7}/],
    ['a cell', 'a | b', /\|/],
    ['a cell after a backslash', 'a \\| b', /\|/],
    ['code', 'a `b` ``c``', /`/],
    ['a fence', '~~~\n```', /[`~]/],
    ['emphasis', '**a** _b_ ~~c~~', /[*_~]/],
    ['mathematics', '$x$ and $`y`$', /[$`]/],
    ['a heading', '# x', /#/],
    ['a list', '- x', /-/],
    ['another list', '+ x', /\+/],
    ['a counted list', '1. x', /^\s*\d+[.)]\s/],
    ['another counted list', '1) x', /[)]/],
    ['a quote', '> x', />/],
    ['a rule', '---', /-/],
    ['a footnote', '[^1]', /[[\]]/],
    ['an escaped escape', '\\`x\\`', /[\\`]/],
    ['a line end', 'a\n\n# b', /[\n#]/],
  ])('%s', (_name, hostile, pattern) => {
    expect(live(forMarkdown(hostile))).not.toMatch(pattern);
  });

  test('numbers stay as they are', () => {
    expect(['0.95', '1.5 s', '≥ 0.9', '12.'].map((text) => forMarkdown(text))).toEqual([
      '0.95',
      '1.5 s',
      '≥ 0.9',
      '12\\.',
    ]);
  });

  test('is cut before it is escaped, so that no escape is cut in two', () => {
    expect(forMarkdown('<'.repeat(9), 3)).toBe('&lt;&lt;…');
  });
});

describe('forMarkdownCode', () => {
  test.each([
    ['plain', 'a.b', '`a.b`'],
    ['a backtick within', 'a`b', '``a`b``'],
    ['runs of backticks', 'a``b```c', '````a``b```c````'],
    ['a backtick at an end', '`a', '`` `a ``'],
    ['only backticks', '```', '```` ``` ````'],
    ['nothing', '', '`  `'],
    ['only spaces', '  ', '`    `'],
    ['a pipe', 'a|b', '`a\\|b`'],
    ['a pipe after a backslash', 'a\\|b', '`a\\\u200b\\|b`'],
    ['a mention', '@user', '`@\u200buser`'],
    ['line ends', 'a\n\n`b', '``a  `b``'],
  ])('%s', (_name, text, code) => {
    expect(forMarkdownCode(text)).toBe(code);
  });

  test('no text of backticks and pipes closes its span or its cell', () => {
    const parts = ['`', '``', '|', '\\', '\\|', 'a', ' ', '\n'];
    const random = seededRandom(3);
    for (let round = 0; round < 5_000; round++) {
      const length = Math.floor(random() * 12);
      const code = forMarkdownCode(
        Array.from({ length }, () => parts[Math.floor(random() * parts.length)]).join(''),
      );
      const fence = /^`+/.exec(code)?.[0] ?? '';
      const runs = [...code.matchAll(/`+/g)].map(([run]) => run).filter((run) => run === fence);
      expect({ code, runs: runs.length, bare: /(^|[^\\])(\\\\)*\|/.test(code) }).toEqual({
        code,
        runs: 2,
        bare: false,
      });
    }
  });
});
