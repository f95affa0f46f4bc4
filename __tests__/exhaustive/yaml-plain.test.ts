import { describe, expect, test } from '@jest/globals';
import { dataOf, readPlain } from '../../src/text/yaml-plain.js';
import { parseYaml } from '../../src/text/yaml-library.js';
import { readByLibrary } from '../../src/registry/manifest/document/source.js';
import type { Node, Pair } from '../../src/text/yaml-tree.js';
import { LAYOUTS, generate, makeRandom, pick, type Random } from '../unit/manifest/random-manifest.js';

/** The tree as data. The library ends a block map or list where the next text starts, which nothing reads. */
function flatten(node: Node | null): unknown {
  if (node === null) return null;
  if (node.kind === 'alias') return node;
  if (node.kind === 'scalar') {
    const { kind, start, end, source, style, number, isNull } = node;
    return { kind, start, end, source, style, number, isNull };
  }
  if (node.kind === 'seq') {
    return { ...node, end: node.flow ? node.end : null, items: node.items.map(flatten) };
  }
  const { start, end, flow, items } = node;
  return { start, end: flow ? end : null, flow, items: Array.from(items, flattenPair) };
}

function flattenPair({ key, value, start, slot }: Pair): unknown {
  return { key: flatten(key), value: flatten(value), start, slot };
}

/** Whether the text was plain; then the library must agree. */
function compare(text: string, json: boolean): boolean {
  const plain = readPlain(text, json);
  if (plain === undefined) return false;
  expect(flatten(plain)).toEqual(flatten(readByLibrary('m', text, json)));
  if (!json) expect(dataOf(plain)).toEqual(parseYaml('m', text, 'policy').data);
  return true;
}

const BLOCK = `# models of the team
models:
  my-model:
    description: The best model # so far
    versions:

      1: {stage: Staging, source: "s3://models/my-model/1", metrics: {accuracy: 0.91, loss: 1e-3, n: -12}}
      2:
        stage: 'None'
        sha256: 00ff # a comment: {with braces}
        metrics:
          f1: +0.5
          auc: 12.
        tags: {a: "b\\n", "c d": null, e: ~, f: true, g: 2026-11-01T10:00:00Z}
  # between
      # deeper
      3: {}
    aliases: { champion: 1 }
  "other model":
    versions: {"1": {"stage":"None"}, 2: {  }}
`;
const POLICY = `# who may be promoted
registry: models.yaml
stages: [Staging, Production]
models:
  "*":
    report: reports/{model}/{version}.json # a template
    stages:
      Production:
        from: Staging
        soak: 24h
        refs: [main, 'release/*']
        freeze:
          - from: Fri 16:00
            to: Mon 07:00
            timezone: Europe/Berlin
            reason: It's the weekend, isn't it? (for 100 %)
          - { from: 2026-12-20, to: 2027-01-02, timezone: UTC }
        gates:
        - metric: eval.accuracy["f1, macro"]
          min: 0.90
          scale: any

        # between
        - tests: tests/**/*.xml
        - checks: [build, { name: lint, allow: [skipped] }]
        - any-of:
            - metric: a
              max-regression: 0.5%
            - tests:
                - a#b.xml
                - "c.xml"
        - approvals: 2
        archive-existing: true
        allow-force: False
  other: {report: [a.json, b.json], stages: {Staging: {gates: []}}}
`;
const JSON_TEXT = `{
\t"models": {"m": {"versions": {
    "1": {"stage": "Staging", "metrics": {"a": 0.5, "b": -1e3}, "tags": {"x": "\\u00e9\\"", "y": null, "z": true}},
    "2": {}
  } } }
}
`;

test.each([
  ['block maps, maps in braces, quotes, numbers, comments', BLOCK, false],
  ['the same with CRLF', BLOCK.replaceAll('\n', '\r\n'), false],
  ['the same without a last line end', BLOCK.trimEnd(), false],
  ['a file that ends with a comment', `${BLOCK}# end`, false],
  ['a policy', POLICY, false],
  ['a policy with CRLF', POLICY.replaceAll('\n', '\r\n'), false],
  ['a list below its key', 'a:\n- 1\n- b c\nd: 1\n', false],
  ['a list in lines', 'models:\n  - 1\n', false],
  ['a list in a list in brackets', 'models: {a: [1, [b, {c: []}], "d"]}\n', false],
  ['texts with every sign', 'a: b,c {d} [e] #f <g> |h &i *j !k %l @m `n\nb: c#d:e "f"\n', false],
  ['words that mean something', 'a: [true, True, TRUE, false, yes, on, null, ~, NULL, Null, nul]\n', false],
  ['numbers', 'a: [1, -0, +1, 01, 1e3, 1., 1_000, 1:30, 2026-01-01, 1e999, 9007199254740993]\n', false],
  ['the name __proto__', '__proto__:\n  a: 1\nb: {__proto__: {c: 1}}\n', false],
  ['JSON', JSON_TEXT, true],
  ['JSON in a YAML file', JSON_TEXT.replace('\t', '  '), false],
  ['JSON on one line', '{"models":{"m":{"versions":{"1":{"stage":"None"}}}}}', true],
])('reads %s as the library does', (_, text, json) => {
  expect(compare(text, json)).toBe(true);
});

test.each([
  ['nothing', '', false],
  ['a comment only', '# models\n', false],
  ['an empty value', 'models:\n', false],
  ['an anchor', 'models: {a: &x {}}\n', false],
  ['an alias', 'models: {a: *x}\n', false],
  ['a merge', 'models: {<<: {a: 1}}\n', false],
  ['a tag', 'models: {a: !!str 1}\n', false],
  ['a list as a file', '- a\n', false],
  ['a list in JSON', '{"models": [1}\n', true],
  ['an empty item', 'models:\n  -\n', false],
  ['an item with only a comment', 'models:\n  - # none\n', false],
  ['a list in a list in lines', 'models:\n  - - 1\n', false],
  ['an item on two lines', 'models:\n  - one\n    two\n', false],
  ['a pair in brackets', 'models: [a: 1]\n', false],
  ['a comma at the end of brackets', 'models: [a, ]\n', false],
  ['a bracket left open', 'models: [a\n', false],
  ['a list on two lines', 'models: [a,\n  b]\n', false],
  ['a list that moves in', 'models:\n  - a\n    - b\n', false],
  ['a list that moves out', 'models:\n    - a\n  - b\n', false],
  ['a list left of its key', 'a:\n  b:\n - 1\n', false],
  ['a key in a text', 'models: a: b\n', false],
  ['a key at the end of a text', 'models: a b:\n', false],
  ['a key with a space in a list', 'models:\n  - a b: c\n', false],
  ['a template in brackets', 'models: [reports/{version}.json]\n', false],
  ['a block text', 'models:\n  a: |\n    text\n', false],
  ['a text on two lines', 'models:\n  a: one\n    two\n', false],
  ['a quoted text on two lines', 'models:\n  a: "one\n    two"\n', false],
  ['a duplicate key', 'models:\n  a: {}\n  a: {}\n', false],
  ['a duplicate key in quotes', 'models: {x-a: {b: 1, "b": 2}}\n', false],
  ['a duplicate key deep down', 'models: {a: {versions: {1: {metrics: {a: {b: 1, b: 1}}}}}}\n', false],
  ['a merge conflict', 'models:\n<<<<<<< a\n  a: {}\n=======\n  b: {}\n>>>>>>> b\n', false],
  ['wrong indentation', 'models:\n    a: {}\n  b: {}\n', false],
  ['a tab', 'models:\n\ta: {}\n', false],
  ['two documents', 'models: {}\n---\nmodels: {}\n', false],
  ['a map in braces on two lines', 'models: {a: {},\n  b: {}}\n', false],
  ['a missing brace', 'models: {a: {}\n', false],
  ['text after a brace', 'models: {a: {}} b\n', false],
  ['text after a quote', 'models: {a: "b" c}\n', false],
  ['no space after a colon', 'models: {a:1}\n', false],
  ['a hexadecimal number', 'models: {a: 0x1f}\n', false],
  ['infinity', 'models: {a: .inf, b: -.inf}\n', false],
  ['JSON with a comment', '{"models": {}} # no\n', true],
  ['JSON with single quotes', "{'models': {}}\n", true],
  ['JSON with a word', '{"models": {"a": word}}\n', true],
  ['JSON with a number that JSON does not know', '{"models": {"a": 01}}\n', true],
  ['JSON with a comma at the end', '{"models": {"a": 1,}}\n', true],
  ['JSON with a text after it', '{"models": {}} {}\n', true],
  ['YAML where JSON is wanted', 'models: {}\n', true],
])('leaves %s to the library', (_, text, json) => {
  expect(readPlain(text, json)).toBeUndefined();
});

test('leaves any depth to the library', () => {
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
  expect(readPlain(deep, true)).toBeUndefined();
});

/** A text with a few characters removed, doubled, or replaced. */
function disturb(random: Random, text: string): string {
  let disturbed = text;
  for (let times = 1 + Math.floor(random() * 3); times > 0; times -= 1) {
    const at = Math.floor(random() * disturbed.length);
    const cut = Math.floor(random() * 3);
    const put = pick(random, [
      '',
      '',
      ' ',
      '  ',
      '\n',
      '\r',
      ':',
      ': ',
      '#',
      ' #',
      '-',
      '- ',
      '"',
      "'",
      '{',
      '}',
      ',',
      '&a',
      '*a',
      '\t',
      '~',
      '0',
      '.',
      '\\',
      '? ',
      '!',
      '|',
      'a',
    ]);
    disturbed = disturbed.slice(0, at) + put + disturbed.slice(at + cut);
  }
  return disturbed;
}

describe('what it reads, the library reads alike', () => {
  test.each(LAYOUTS.map((layout) => [layout] as const))('random manifests, %s', (layout) => {
    const random = makeRandom(7);
    let plain = 0;
    for (let run = 0; run < 200; run += 1) {
      const { file, text } = generate(random, layout);
      if (compare(text.replace('\uFEFF', ''), file.endsWith('.json'))) plain += 1;
    }
    expect(plain).toBeGreaterThan(0);
  });

  test.each([
    ['YAML', BLOCK, false],
    ['a policy', POLICY, false],
    ['JSON', JSON_TEXT, true],
    ['JSON as YAML', JSON_TEXT.replace('\t', '  '), false],
  ])('disturbed manifests, %s', (_, text, json) => {
    const random = makeRandom(11);
    let plain = 0;
    for (let run = 0; run < 1500; run += 1) if (compare(disturb(random, text), json)) plain += 1;
    expect(plain).toBeGreaterThan(50);
  });
});
