import { describe, expect, test } from '@jest/globals';
import { parseManifest } from '../../../src/registry/manifest/document/document.js';
import { StagegateError } from '../../../src/errors.js';

const stages = ['Staging', 'Production'];
const parse = (text: string, file = 'models.yaml'): ReturnType<typeof parseManifest> =>
  parseManifest({ file, text, stages });

function failure(text: string, file: string): StagegateError {
  try {
    parse(text, file);
  } catch (error) {
    if (error instanceof StagegateError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const BOMB = `x-a: &a [x, x, x, x, x, x, x, x, x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h']
  .map(
    (name, at) =>
      `x-${name}: &${name} [${Array(9)
        .fill(`*${'abcdefg'[at] ?? ''}`)
        .join(', ')}]`,
  )
  .join('\n')}\n`;
const versions = (text: string): string => `models:\n  m:\n    versions:\n      ${text}\n`;

describe('reading', () => {
  test('every field', () => {
    const text = `models:
  churn:
    description: Who leaves
    tags: {team: a}
    versions:
      10: {stage: production, source: "s3://m/10", sha256: 0012, registered-at: 2026-11-01T10:00:00Z, metrics: {acc: 0.91, bad: .nan, inf: -.inf, n: 12}, tags: {a: true, b: 1.10, c: , d: "x\\ny"}, description: d}
      2: {stage: None, x-mine: [1]}
      "9": {stage: }
      3:
    aliases: {champion: 10, gone: "7"}
    x-owner: {name: me}
`;
    const churn = parse(text).models.get('churn');
    expect(churn?.description).toBe('Who leaves');
    expect(churn?.versions.map(({ version, stage }) => [version, stage])).toEqual([
      ['2', 'None'],
      ['3', 'None'],
      ['9', 'None'],
      ['10', 'Production'],
    ]);
    expect(churn?.versions[3]).toEqual({
      version: '10',
      stage: 'Production',
      source: 's3://m/10',
      sha256: '0012',
      registeredAt: '2026-11-01T10:00:00Z',
      metrics: { acc: 0.91, n: 12 },
      tags: { a: 'true', b: '1.10', c: '', d: 'x\ny' },
    });
    expect(churn?.aliases).toEqual({ champion: '10', gone: '7' });
  });

  test.each([
    ['nothing', '', 'm.yaml'],
    ['comments', '# a\n\n# b', 'm.yaml'],
    ['a document mark', '---\n', 'm.yaml'],
    ['null', 'null', 'm.json'],
    ['models null', 'models:\n', 'm.yaml'],
    ['a byte order mark', '\uFEFF', 'm.json'],
    ['an empty map', '{ }', 'm.json'],
  ])('no models in %s', (_name, text, file) => {
    expect(parse(text, file).models.size).toBe(0);
  });

  test('names that objects know already', () => {
    const text =
      '{"models": {"__proto__": {"versions": {"1": {"tags": {"__proto__": "t", "constructor": "c"}}}, "aliases": {"__proto__": 1}}, "<<": null}}';
    const { models } = parse(text, 'm.json');
    expect([...models.keys()]).toEqual(['__proto__', '<<']);
    expect(Object.entries(models.get('__proto__')?.aliases ?? {})).toEqual([['__proto__', '1']]);
    expect(Object.entries(models.get('__proto__')?.versions[0]?.tags ?? {})).toEqual([
      ['__proto__', 't'],
      ['constructor', 'c'],
    ]);
    expect('toString' in (models.get('__proto__')?.aliases ?? { toString: 1 })).toBe(false);
  });

  test('merges: own keys first, earlier before later', () => {
    const text =
      'x-a: &a {stage: Staging, source: a}\nx-b: &b {source: b, sha256: b}\nmodels: {m: {versions: {1: {<<: [*a, *b], stage: Archived}}}}\n';
    expect(parse(text).models.get('m')?.versions[0]).toMatchObject({
      stage: 'Archived',
      source: 'a',
      sha256: 'b',
    });
  });

  test('five thousand aliases of one map are not an alias bomb', () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `      ${at + 1}: {<<: *d}`).join('\n');
    const text = `x-d: &d {stage: Archived, tags: {a: b}}\nmodels:\n  m:\n    versions:\n${lines}\n`;
    expect(parse(text).models.get('m')?.versions).toHaveLength(5000);
  });
});

describe('refusing', () => {
  test.each([
    [
      'conflict markers',
      'models:\n<<<<<<< HEAD\n  a:\n=======\n  b:\n>>>>>>> x\n',
      'm.yaml',
      2,
      1,
      /merge conflict in lines 2-6/,
    ],
    [
      'conflict markers with CRLF',
      'models:\r\n<<<<<<< HEAD\r\n=======\r\n>>>>>>> x\r\n',
      'm.yaml',
      2,
      1,
      /lines 2-4/,
    ],
    [
      'conflict markers in JSON',
      '{\n<<<<<<< HEAD\n=======\n>>>>>>> x\n}',
      'm.json',
      2,
      1,
      /merge conflict in lines 2-4/,
    ],
    ['a version twice', versions('1: {}\n      1: {}'), 'm.yaml', 5, 7, /key "1" appears twice/],
    ['a version twice, once quoted', versions('1: {}\n      "1": {}'), 'm.yaml', 5, 7, /twice/],
    ['a key twice in JSON', '{"models": {"a": {}, "a": {}}}', 'm.json', 1, 22, /"a" appears twice/],
    ['version 01', versions('01: {}'), 'm.yaml', 4, 7, /"01" in the versions of model "m" is not a version/],
    ['version 1.0', versions('1.0: {}'), 'm.yaml', 4, 7, /"1\.0"/],
    ['version -1', versions('-1: {}'), 'm.yaml', 4, 7, /"-1"/],
    ['version abc', versions('abc: {}'), 'm.yaml', 4, 7, /"abc"/],
    ['version 0x1', versions('0x1: {}'), 'm.yaml', 4, 7, /"0x1"/],
    ['an unknown stage', versions('1: {stage: Prodution}'), 'm.yaml', 4, 18, /unknown stage "Prodution"/],
    ['an empty stage', versions('1: {stage: ""}'), 'm.yaml', 4, 18, /unknown stage ""/],
    ['a misspelt key at the top', 'model: {}\n', 'm.yaml', 1, 1, /unknown key "model"/],
    [
      'a misspelt key of a model',
      'models:\n  m:\n    version: {}\n',
      'm.yaml',
      3,
      5,
      /unknown key "version"/,
    ],
    ['a misspelt key of a version', versions('1: {stgae: Staging}'), 'm.yaml', 4, 11, /unknown key "stgae"/],
    ['a merge key in quotes', versions('1: {"<<": {}}'), 'm.yaml', 4, 11, /unknown key "<<"/],
    ['an alias named latest', 'models: {m: {aliases: {latest: 1}}}', 'm.yaml', 1, 24, /alias "latest"/],
    ['an alias with a blank', 'models: {m: {aliases: {"a b": 1}}}', 'm.yaml', 1, 24, /alias "a b"/],
    [
      'an alias of no version',
      'models: {m: {aliases: {a: 1.0}}}',
      'm.yaml',
      1,
      27,
      /doesn't name a version number/,
    ],
    [
      'a metric in quotes',
      versions('1: {metrics: {a: "0.9"}}'),
      'm.yaml',
      4,
      24,
      /metric "a" of version 1 of model "m" is not a number/,
    ],
    ['a list of versions', 'models: {m: {versions: [1]}}', 'm.yaml', 1, 24, /must be a map/],
    ['a text at the top', 'hello', 'm.yaml', 1, 1, /must be a map/],
    ['a list as text', versions('1: {source: [a]}'), 'm.yaml', 4, 19, /must be text/],
    ['a map as a key', '{models: {? {a: b} : {}}}', 'm.yaml', 1, 13, /isn't plain text/],
    ['a merge of no map', versions('1: {<<: 3}'), 'm.yaml', 4, 15, /merges something that isn't a map/],
    ['an unknown anchor', versions('1: *v'), 'm.yaml', 4, 10, /the alias \*v has no anchor/],
    ['an alias inside itself', 'x-a: &a [*a]\n', 'm.yaml', 1, 10, /inside the value of its own anchor/],
    ['an alias bomb', BOMB, 'm.yaml', 8, 10, /alias bomb/],
    [
      'a tag',
      'models: !!python/object:os.system x\n',
      'm.yaml',
      1,
      35,
      /tag "tag:yaml\.org,2002:python\/object:os\.system"/,
    ],
    ['two documents', 'models: {}\n---\nmodels: {}\n', 'm.yaml', 2, 1, /more than one YAML document/],
    ['YAML syntax', 'models: {\n  a: [\n', 'm.yaml', 2, 6, /not valid YAML: the \[ is not closed/],
    ['JSON with a comment', '{\n  // no\n}', 'm.json', 2, 3, /not valid JSON: unexpected "\/"/],
    ['JSON with a trailing comma', '{"models": {},}', 'm.json', 1, 15, /unexpected "}"/],
    ['JSON with single quotes', "{'models': {}}", 'm.json', 1, 2, /unexpected "'"/],
    ['JSON cut off', '{"models": {', 'm.json', 1, 13, /ends too early/],
    ['JSON with NaN', '{"models": NaN}', 'm.json', 1, 12, /unexpected "N"/],
    ['JSON with a line end in a text', '{"a\nb": 1}', 'm.json', 1, 2, /not valid JSON/],
    ['JSON with a second value', '{} {}', 'm.json', 1, 4, /unexpected "{"/],
    ['JSON with a leading zero', '{"models": 01}', 'm.json', 1, 12, /unexpected "0"/],
  ])('%s', (...[, text, file, line, column, message]) => {
    const error = failure(text, file);
    expect({ code: error.code, place: error.place }).toEqual({
      code: 'manifest',
      place: { file, line, column },
    });
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(/\w/);
  });

  test('the nearest word is offered', () => {
    expect(failure(versions('1: {stage: Prodution}'), 'm.yaml').hint).toBe(
      'Did you mean Production? The stages are Staging, Production, None, Archived.',
    );
    expect(failure(versions('1: {stgae: x}'), 'm.yaml').hint).toMatch(/^Did you mean stage\? /);
  });

  test('nesting without end', () => {
    expect(failure(`models: ${'['.repeat(100_000)}`, 'm.yaml').code).toBe('manifest');
  });

  test('a file larger than 64 MiB', () => {
    expect(failure('#'.repeat(64 * 1024 * 1024 + 1), 'm.yaml').message).toMatch(/64 MiB/);
  });
});
