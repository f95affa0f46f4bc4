import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../src/errors.js';
import { UnreadableReport } from '../../src/evidence/evidence.js';
import { parseStrictYaml } from '../../src/evidence/strict-yaml.js';
import { parseSource } from '../../src/registry/manifest/document/source.js';
import { parseYaml } from '../../src/text/yaml-library.js';

/** Name, text, where, what is told, and what to do. */
const BROKEN: readonly (readonly [string, string, string, string, string])[] = [
  ['a tab', 'models:\n\tchurn: 1\n', '2:1', 'a tab is used for indentation', 'Indent with spaces.'],
  ['a tab behind spaces', 'a:\n  - b: x\n    \tc: 1\n', '3:5', 'a tab is used', 'spaces'],
  ['a tab behind a dash', 'gates:\n  -\tmetric: a\n', '2:4', 'a tab is used', 'spaces'],
  ['a tab behind the spaces of its line', 'a:\n  - b: x\n  \tc: 1\n', '3:3', 'a tab is used', 'spaces'],
  [
    'a tab behind spaces, below a list',
    'a:\n  - b: x\n    c: 2\n \td: 1\n',
    '4:2',
    'a tab is used',
    'spaces',
  ],
  ['a tab with CRLF', 'a:\r\n\tb: 1\r\n', '2:1', 'a tab is used', 'spaces'],
  [
    'no space behind a colon',
    'gates:\n  - metric: a\n    min:0.85\n',
    '3:9',
    'a space is missing after "min:"',
    'Write min: 0.85',
  ],
  [
    'the same, with keys below',
    'registry:models.yaml\nmodels: {}\n',
    '1:10',
    '"registry:"',
    'registry: models.yaml',
  ],
  ['the same, between keys', 'a: 1\nmin:0.85\nb: 2\n', '2:5', '"min:"', 'Write min: 0.85'],
  [
    'the same, with a password',
    'a: 1\nregistry:http://me:secret@host\n',
    '2:10',
    '"registry:"',
    'http://…@host',
  ],
  [
    'a list without its second dash',
    'gates:\n  - metric: a\n  metric: b\n',
    '3:3',
    'a line of a list has no "- "',
    'Start it with "- "',
  ],
  [
    'the same, after more keys',
    'gates:\n  - metric: a\n    min: 1\n  # b\n  tests: x\n',
    '5:3',
    'no "- "',
    '"- "',
  ],
  ['the same, in the first column', '- a\nb: 1\n', '2:1', 'no "- "', '"- "'],
  [
    'between the columns of an item',
    "- a: 1\n  c: 2\n 'x': 1\n",
    '3:2',
    'neither an item of the list',
    '"- "',
  ],
  ['a dash where keys are', 'a: 1\n- b\n', '2:1', 'this list item does not line up', 'a "- " too'],
  ['dashes that are not aligned', 'a:\n  - 1\n - 2\n', '3:2', 'does not line up', 'Line it up'],
  ['a list below a key with a value', 'a:\n  b: 1\n  - c\n', '3:3', 'does not line up', 'Line it up'],
  [
    'no space behind a dash',
    'gates:\n  - metric: a\n  -tests: x\n',
    '3:4',
    'a space is missing after the "-"',
    'Write - tests: x',
  ],
  [
    'the same, in the first item',
    'gates:\n  -metric: a\n    min: 1\n',
    '2:4',
    'after the "-"',
    'Write - metric: a',
  ],
  ['a list on the line of its key', 'a: - 1\n', '1:4', 'a list starts on the line of its key', 'next line'],
  [
    'a template in a flow map',
    'churn: { report: reports/{version}.json }\n',
    '1:18',
    'a value with { } has no quotes',
    'Quote the value: it contains { }. Write "reports/{version}.json".',
  ],
  [
    'the same, before another key',
    'a: { b: r/{version}.json, c: {} }\n',
    '1:9',
    'with { }',
    '"r/{version}.json"',
  ],
  [
    'two templates in a value',
    'a: { b: r/{model}/{version}.json }\n',
    '1:9',
    'with { }',
    'Write "r/{model}/{version}.json".',
  ],
  ['two that start a value', 'a: {model}/{version}.json\n', '1:4', 'with { }', '"{model}/{version}.json"'],
  ['a template in a flow list', 'report: [r/{version}.json]\n', '1:10', 'with { }', '"r/{version}.json"'],
  ['a template that starts a value', 'report: {version}.json\n', '1:9', 'with { }', '"{version}.json"'],
  ['an open double quote', 'a: "x\nb: 1\n', '1:4', 'the quote " is not closed', 'Close it'],
  ['an open single quote', "a: 'it''s\nb: 1\n", '1:4', "the quote ' is not closed", 'Close it'],
  ['an escaped quote', 'a: "x\\"\n', '1:4', 'the quote " is not closed', 'Close it'],
  ['an apostrophe', "reason: 'it's'\n", '1:13', 'text follows a closing quote', "(it''s)"],
  ['text behind a quote', 'a: "x" y\n', '1:8', 'text follows a closing quote', 'Quote the whole value.'],
  ['an open {', 'a: {b: 1\nc: 2\n', '1:4', 'the { is not closed', 'Close it with }.'],
  ['an open [', 'a: [1, 2\nb: 3\n', '1:4', 'the [ is not closed', 'Close it with ].'],
  ['an inner [', 'a: {b: [1, 2}\nc: 3\n', '1:8', 'the [ is not closed', 'Close it with ].'],
  ['a } too many', 'a: {b: 1}}\n', '1:10', 'the } has no opening bracket', 'Remove it'],
  ['a ] too many', 'a: [1]]\n', '1:7', 'the ] has no opening bracket', 'Remove it'],
  [
    'a line too far right',
    'a:\n  b: 1\n   c: 2\n',
    '3:4',
    'indented under a key that has a value',
    'like that key',
  ],
  [
    'a value and keys',
    'models: x\n  churn: 1\n',
    '2:3',
    'indented under a key that has a value',
    'remove the value',
  ],
  ['a line too far left', 'a:\n    b: 1\n  c: 2\n', '3:3', 'the indentation does not match', 'exactly like'],
  [
    'a colon in a value',
    'a: see: this # x\n',
    '1:4',
    'a value contains a colon',
    'Quote the value: "see: this".',
  ],
  ['a forgotten colon', 'models\n  churn: 1\n', '1:1', 'a colon is missing after "models"', 'Write models:'],
  ['the same, further down', 'a: 1\nb\n', '2:1', 'a colon is missing after "b"', 'Write b:'],
  ['a key on two lines', '"a\n b": 1\n', '1:1', 'a key is longer than one line', 'on one line'],
  ['a key without end', `${'k'.repeat(1100)}: 1\n`, '1:1', 'longer than 1,024 characters', 'Shorten it.'],
  ['a star as a key', 'models:\n  *:\n    stages: {}\n', '2:3', 'the key * has no quotes', 'Write "*":'],
  ['the same, with a value', '*: 1\n', '1:1', 'the key * has no quotes', 'Write "*":'],
  ['a star as a value', 'metric: *\n', '1:9', 'starts with &, * or ! has no quotes', 'Quote the value.'],
  ['an alias of nothing', 'metric: *.recall\n', '1:9', 'the alias *.recall has no anchor', '"*.recall"'],
  ['an anchor without name', 'a: &\n', '1:4', 'starts with &, * or ! has no quotes', 'Quote the value.'],
  ['two anchors', 'a: &x &y 1\n', '1:7', 'starts with &, * or ! has no quotes', 'Quote the value.'],
  ['an anchor on an alias', 'a: &x 1\nb: &y *x\n', '2:7', 'starts with &, * or !', 'Quote the value.'],
  ['an at sign', 'version: @champion\n', '1:10', "can't start with @ without quotes", '"@champion"'],
  ['a percent sign', 'a: %x\n', '1:4', "can't start with % without quotes", '"%x"'],
  ['a backtick', 'a: `x y`\n', '1:4', "can't start with ` without quotes", 'Quote the value.'],
  ['a directive', '%x\n', '1:2', 'a line starts with %', 'remove the line'],
  ['a comparison', 'min: >= 0.9\n', '1:7', "can't start with > or |", 'Quote the value.'],
  ['an escape', 'a: "C:\\data"\n', '1:7', '\\d means nothing inside double quotes', 'single quotes'],
  ['a missing comma', 'a: {b: 1 c: 2}\n', '1:8', 'a comma is missing', 'Separate'],
  ['a missing comma between maps', 'a: [{b: 1} {c: 2}]\n', '1:12', 'a comma is missing', 'Separate'],
  ['a missing comma between texts', 'a: ["x" "y"]\n', '1:9', 'a comma is missing', 'Separate'],
  ['an extra comma', 'a: {b: 1,, c: 2}\n', '1:10', 'an extra comma', 'Remove it.'],
  ['a comment without space', 'a: "x"#c\n', '1:7', 'a space is missing before the #', 'Put a space'],
  ['text behind a map', 'a: {b: 1} c\n', '1:11', 'a value ends before this text', 'Quote the whole value'],
  [
    'a no-break space',
    'a:\u00a01\nb: 2\n',
    '1:3',
    'a space that is not the plain one (U+00A0)',
    'Type it again',
  ],
  ['a full-width colon', 'a：1\nb: 2\n', '1:2', '： that is not the plain one (U+FF1A)', 'Type it again'],
  ['Markdown', '```yaml\na: 1\n```\n', '1:1', 'this line belongs to Markdown', 'Remove the lines'],
];

/** What only the policy and the reports take for an error of YAML, or tell in words of their own. */
const OF_A_POLICY: typeof BROKEN = [
  ['a key twice', 'a: 1\nb: 2\n"a": 2\n', '3:1', 'the key "a" appears twice', 'Keep one of the two'],
  ['a key twice in one line', '{a: 1, a: 2}\n', '1:8', 'the key "a" appears twice', 'Keep one of the two'],
  [
    'a conflict',
    '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n',
    '1:1',
    'a merge conflict',
    'Keep one side',
  ],
  ['a tag', 'if: !x\n', '1:5', 'the tag !x is unknown', 'Quote the value'],
];

function caught(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it was taken');
}

const at = ({ line, column }: { line?: number | null | undefined; column?: number | null | undefined }) =>
  `${String(line)}:${String(column)}`;

describe('broken YAML', () => {
  test.each([...BROKEN, ...OF_A_POLICY])('%s in a policy', (_name, text, place, message, hint) => {
    const error = caught(() => parseYaml('p.yml', text, 'policy')) as StagegateError;
    expect(error).toBeInstanceOf(StagegateError);
    expect({ at: at(error.place ?? {}), message: error.message, hint: error.hint }).toEqual({
      at: place,
      message: expect.stringMatching(/^not valid YAML: /),
      hint: expect.stringContaining(hint),
    });
    expect(error.message).toContain(message);
  });

  test.each(BROKEN)('%s in a manifest', (_name, text, place, message, hint) => {
    const error = caught(() => parseSource('m.yaml', text)) as StagegateError;
    expect(error).toMatchObject({ code: 'manifest', message: expect.stringContaining(message) });
    expect({ at: at(error.place ?? {}), hint: error.hint }).toEqual({
      at: place,
      hint: expect.stringContaining(hint),
    });
  });

  test.each(BROKEN)('%s in a report', (_name, text, place, message, hint) => {
    const error = caught(() => parseStrictYaml(text)) as UnreadableReport;
    expect(error).toBeInstanceOf(UnreadableReport);
    // what is open at the end may be a file that was not written to its end
    if (error.message.startsWith('is cut off')) {
      expect(message).toMatch(/not closed|a colon is missing|starts with %/);
      return;
    }
    const [line, column] = place.split(':');
    expect(error.message).toContain(`is not valid YAML at line ${line!}, column ${column!}: `);
    expect(error.message).toContain(message);
    expect(error.message).toContain(hint.replace(/\.$/, ''));
    expect(at(error)).toBe(place);
  });
});

test('a << of no map is told at its place', () => {
  expect(caught(() => parseYaml('p.yml', 'a: 1\n<<: 3\n', 'policy'))).toMatchObject({
    message: 'not valid YAML: the key << takes a map, or an alias of one',
    place: { line: 2, column: 1 },
    hint: 'Quote the key if << is a name.',
  });
});
