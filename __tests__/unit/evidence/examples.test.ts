import { describe, expect, test } from '@jest/globals';
import { toProblem, UnknownColumn } from '../../../src/evidence/evidence.js';
import { readExamples, type Example } from '../../../src/evidence/examples/examples.js';
import { bytesOf, caught } from './caught.js';
import { fixture, fixtureText, refusal } from './reading.js';

const read = (text: string, path = 'p.jsonl', key = 'id', score = 'correct'): Example[] =>
  readExamples(bytesOf(text), { path, key, score }).rows;

/** `key=score` of each. */
const told = (examples: readonly Example[]) => examples.map(({ key, score }) => `${key}=${score}`);

describe('JSON Lines', () => {
  test.each<[string, string, string[]]>([
    ['right and wrong', '{"id": 1, "correct": true}\n{"id": 2, "correct": false}\n', ['1=1', '2=0']],
    ['as numbers', '{"id": "a", "correct": 1}\n{"id": "b", "correct": 0}\n', ['a=1', 'b=0']],
    ['points', '{"id": "a", "correct": 0.25}\n{"id": "b", "correct": -3e2}\n', ['a=0.25', 'b=-300']],
    ['no line break at the end', '{"id": 1, "correct": 1}', ['1=1']],
    [
      'CRLF, empty lines, a byte order mark',
      '\uFEFF\r\n{"id": 1, "correct": 1}\r\n\r\n{"id": 2, "correct": 0}\r\n',
      ['1=1', '2=0'],
    ],
    [
      'a text of digits is the number',
      '{"id": "1", "correct": 1}\n{"id": "01", "correct": 0}',
      ['1=1', '01=0'],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(read(text))).toEqual(expected);
    expect(told(read(text, 'predictions'))).toEqual(expected);
    expect(told(read(text, 'p.ndjson'))).toEqual(expected);
  });

  test('places within', () => {
    const text = '{"meta": {"a.b": "x"}, "scores": [{"value": 0.5}]}';
    expect(told(read(text, 'p.jsonl', 'meta."a.b"', 'scores.0.value'))).toEqual(['x=0.5']);
  });

  const good = '{"id": 1, "correct": true}\n';
  test.each<[string, string, string]>([
    ['nothing', '', 'is empty'],
    ['cut off', `${good}{"id": 2, "corr`, 'is cut off at line 2, column 16'],
    ['cut off in a number', `${good}{"id": 2, "correct": 0.`, 'is cut off at line 2, column 24'],
    ['no JSON', `${good}id,correct\n`, 'has "id" where a value belongs at line 2, column 1'],
    ['a list', `${good}[1]\n`, 'is not JSON Lines: the line is not an object at line 2, column 1'],
    [
      'a key twice in one object',
      '{"id": 1, "id": 2}',
      'has the key "id" twice, the second time at line 1, column 11',
    ],
    [
      'no key',
      `${good}{"correct": 1}`,
      'has no id at line 2, where each example needs a key that is a text or a whole number',
    ],
    [
      'an empty key',
      '{"id": "", "correct": 1}',
      'has no id at line 1, where each example needs a key that is a text or a whole number',
    ],
    [
      'a key of spaces',
      '{"id": " ", "correct": 1}',
      'has " " as id at line 1, where each example needs a key that is a text or a whole number',
    ],
    [
      'a key that is a fraction',
      '{"id": 1.5, "correct": 1}',
      'has 1.5 as id at line 1, where each example needs a key that is a text or a whole number',
    ],
    [
      'a key too large to be exact',
      '{"id": 9007199254740993, "correct": 1}',
      'has 9007199254740992 as id at line 1, where each example needs a key that is a text or a whole number',
    ],
    [
      'an example twice',
      `${good}\n{"id": "1", "correct": 1}`,
      'has the example "1" twice, at line 1 and at line 3: if these are repeats of one example, name the column that they share in the gate (cluster: …)',
    ],
    [
      'no score',
      `${good}{"id": 2}`,
      'has no correct at line 2, where each example needs a score that is a number, true or false',
    ],
    [
      'NaN',
      '{"id": 2, "correct": NaN}',
      'has NaN as correct at line 1, where each example needs a score that is a number, true or false',
    ],
    [
      'infinity',
      '{"id": 2, "correct": 1e999}',
      'has Infinity as correct at line 1, where each example needs a score that is a number, true or false',
    ],
    [
      'null',
      '{"id": 2, "correct": null}',
      'has null as correct at line 1, where each example needs a score that is a number, true or false',
    ],
    [
      'a number in quotes',
      '{"id": 2, "correct": "1"}',
      'has "1" as correct at line 1, where each example needs a score that is a number, true or false',
    ],
    [
      'a word',
      '{"id": 2, "correct": "C"}',
      'has "C" as correct at line 1, where each example needs a score that is a number, true or false',
    ],
    [
      'an object',
      '{"id": 2, "correct": {}}',
      'has an object as correct at line 1, where each example needs a score that is a number, true or false',
    ],
    [
      'a merge conflict',
      `<<<<<<< a\n${good}=======\n${good}>>>>>>> b\n`,
      'contains merge conflict markers at line 1, column 1',
    ],
  ])('%s is refused', (_, text, reason) => {
    expect(refusal(() => read(text))).toBe(reason);
  });

  test('every cut of it is refused, but between two lines', () => {
    const text = '{"id": 1, "correct": true}\n{"id": 2, "correct": false}';
    for (let end = 1; end < text.length; end += 1) {
      const cut = text.slice(0, end);
      if (cut.trimEnd().endsWith('}')) expect(read(cut)).toHaveLength(1);
      else expect(refusal(() => read(cut))).toMatch(/^is cut off at line [12], column \d+$/);
    }
  });
});

describe('CSV', () => {
  test.each<[string, string, string[]]>([
    ['right and wrong', 'id,correct\n1,true\n2,False\n', ['1=1', '2=0']],
    [
      'as numbers',
      'id,correct\n1,1\n2,0\n3,0.5\n4,-1e-3\n5,.5\n',
      ['1=1', '2=0', '3=0.5', '4=-0.001', '5=0.5'],
    ],
    ['quoted, over two lines', 'id,note,correct\r\n"a ""b""","x,\n y",1\r\n', ['a "b"=1']],
    ['other columns first, empty lines', '\uFEFFsplit,correct,id\n\ntest,1,x\n\n', ['x=1']],
  ])('%s', (_, text, expected) => {
    expect(told(read(text, 'p.csv'))).toEqual(expected);
    expect(told(read(text, 'predictions'))).toEqual(expected);
    if (!text.includes('"')) expect(told(read(text.replaceAll(',', '\t'), 'p.TSV'))).toEqual(expected);
  });

  test('a column whose name has dots', () => {
    expect(told(read('id,scores.match\n1,1\n', 'p.csv', 'id', 'scores.match'))).toEqual(['1=1']);
    expect(told(read('id,scores.match\n1,1\n', 'p.csv', 'id', '"scores.match"'))).toEqual(['1=1']);
  });

  const needs = 'where each example needs a score that is a number, true or false';
  test.each<[string, string, string]>([
    ['nothing', ' \n', 'is empty'],
    ['a header alone', 'id,correct\n', 'has no examples'],
    [
      'a row too short',
      'id,correct\n1\n2,1\n',
      'is not valid CSV: line 2 has 1 field, but its header has 2 fields',
    ],
    [
      'a row too long',
      'id,correct\n1,1,1\n',
      'is not valid CSV: line 2 has 3 fields, but its header has 2 fields',
    ],
    ['the last row cut off', 'id,correct\n1,1\n2', 'is cut off at line 3'],
    ['the last row cut off in quotes', 'id,correct\n1,1\n"2', 'is cut off at line 3'],
    ['the last row cut off before its score', 'id,correct\n1,1\n2,', `has no correct at line 3, ${needs}`],
    ['a quote out of place', 'id,correct\n"1"x,1\n', 'is not valid CSV: line 2 has a quote out of place'],
    ['no such column', 'id,score\n1,1\n', 'has no column "correct": its header has "id", "score"'],
    [
      'separated by semicolons',
      'id;correct\n1;1\n',
      'has no column "id": its header has "id;correct" (fields are separated by commas, in .tsv by tabs)',
    ],
    ['a number cut off at its point', 'id,correct\n1,0.5\n2,0.', `has "0." as correct at line 3, ${needs}`],
    ['a column twice', 'id,correct,correct\n1,1,0\n', 'has the column "correct" twice'],
    ['a word', 'id,correct\n1,1\n2,yes\n', `has "yes" as correct at line 3, ${needs}`],
    ['NaN', 'id,correct\n1,NaN\n', `has "NaN" as correct at line 2, ${needs}`],
    ['infinity', 'id,correct\n1,1e999\n', `has "1e999" as correct at line 2, ${needs}`],
    ['hexadecimal', 'id,correct\n1,0x1\n', `has "0x1" as correct at line 2, ${needs}`],
    ['a space', 'id,correct\n1, 1\n', `has " 1" as correct at line 2, ${needs}`],
    [
      'a comma for a point',
      'id;correct\n1;0,5\n',
      'is not valid CSV: line 2 has 2 fields, but its header has 1 field: separate them by commas, not by ;',
    ],
    [
      'an example twice',
      'id,correct\n1,1\n"2\n",1\n\n1,0\n',
      'has the example "1" twice, at line 2 and at line 6: if these are repeats of one example, name the column that they share in the gate (cluster: …)',
    ],
  ])('%s is refused', (_, text, reason) => {
    expect(refusal(() => read(text, 'p.csv'))).toBe(reason);
  });
});

describe('a JSON list', () => {
  test('is read', () => {
    expect(told(read('[{"id": 1, "correct": true}]', 'p.json'))).toEqual(['1=1']);
  });

  test.each<[string, string, RegExp]>([
    ['empty', '[]', /^has no examples$/],
    ['of numbers', '[1]', /^has no id in example 1, /],
    ['cut off', '[{"id": 1, "correct": true}', /^is cut off at line 1, column 28$/],
    [
      'with one twice',
      '[{"id": 1, "correct": 1}, {"id": 1, "correct": 1}]',
      /twice, in example 1 and in example 2: if these are repeats of one example, name the column that they share/,
    ],
    ['that is an object', '{"id": 1}', /^is not a list of examples: /],
  ])('%s is refused', (_, text, reason) => {
    expect(refusal(() => read(text, 'p.json'))).toMatch(reason);
  });
});

describe('what tools log', () => {
  test('lm-evaluation-harness', () => {
    const examples = readExamples(fixture('lm-eval/samples-toy_choice.jsonl'), {
      path: 's.jsonl',
      key: 'doc_id',
      score: 'acc',
    }).rows;
    const report = JSON.parse(fixtureText('lm-eval/results-0.4.13.json')) as {
      results: { toy_choice: { 'acc,none': number } };
    };
    expect(examples.map(({ key }) => key)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
    const mean = examples.reduce((sum, { score }) => sum + score, 0) / examples.length;
    expect(mean).toBeCloseTo(report.results.toy_choice['acc,none'], 12);
  });

  const sums = (score: string) =>
    readExamples(fixture('lm-eval/samples-toy_sums.jsonl'), { path: 's.jsonl', key: 'doc_id', score }).rows;

  test('a filter is named as in the report', () => {
    expect(sums('exact_match.strict-match')).toHaveLength(5);
    expect(sums('exact_match.flexible-extract')).toHaveLength(5);
    expect(refusal(() => sums('exact_match'))).toBe(
      'has no examples with the filter none: name one after the metric: exact_match.strict-match or exact_match.flexible-extract',
    );
    expect(refusal(() => sums('acc.strict-match'))).toMatch(/^has no acc at line 1, /);
  });

  const log = (name: string, key = 'id', score = 'scores.match.value') =>
    readExamples(fixture(`inspect/${name}`), { path: name, key, score }).rows;

  test('inspect, whose letters are scores', () => {
    expect(told(log('success.json'))).toEqual(['q0=1', 'q1=1', 'q2=1', 'q3=0']);
    expect(log('success.json', 'id', 'scores.length.value').map(({ score }) => score)).toEqual([1, 1, 1, 2]);
  });

  test('inspect logs that have none, or are no evidence', () => {
    expect(refusal(() => log('grouped.json'))).toMatch(/^is an inspect log without samples/);
    expect(refusal(() => log('cancelled.json'))).toMatch(/with the status "cancelled"/);
  });
});

describe('clusters', () => {
  const clustered = (text: string, path = 'p.jsonl', cluster = 'talk') =>
    readExamples(bytesOf(text), { path, key: 'id', score: 'ok', cluster }).rows;

  test('rows may repeat a key, in one cluster', () => {
    const text =
      '{"id": 1, "ok": 1, "talk": 7}\n{"id": 1, "ok": 0, "talk": 7}\n{"id": 2, "ok": 1, "talk": "a"}';
    expect(clustered(text)).toEqual([
      { key: '1', score: 1, cluster: '7' },
      { key: '1', score: 0, cluster: '7' },
      { key: '2', score: 1, cluster: 'a' },
    ]);
    expect(clustered('id,ok,talk\n1,1,x\n1,0,x\n', 'p.csv')).toHaveLength(2);
  });

  test('the key as the cluster: repeats of one example', () => {
    expect(clustered('{"id": 1, "ok": 1}\n{"id": 1, "ok": 0}', 'p.jsonl', 'id')).toEqual([
      { key: '1', score: 1, cluster: '1' },
      { key: '1', score: 0, cluster: '1' },
    ]);
  });

  test.each([
    ['JSON Lines', 'p.jsonl', '{"id": 1, "ok": 1}\n{"id": 2, "ok": 1, "talk": null}', 'no row has talk'],
    ['CSV', 'p.csv', 'id,ok\n1,1\n', 'its header lacks talk'],
  ])('%s without the column: the policy is wrong', (_name, path, text, what) => {
    const error = caught(() => clustered(text, path));
    expect(error).toBeInstanceOf(UnknownColumn);
    expect(error).toMatchObject({ message: `can't be clustered: ${what}` });
    expect(toProblem(path, error)).toMatchObject({ path, blamesPolicy: true });
  });

  test.each([
    [
      'one row without it',
      '{"id": 1, "ok": 1, "talk": 1}\n{"id": 2, "ok": 1}',
      'has no talk at line 2, where each example needs a cluster that is a text or a whole number',
    ],
    [
      'a number with decimals',
      '{"id": 1, "ok": 1, "talk": 1.5}',
      'has 1.5 as talk at line 1, where each example needs a cluster that is a text or a whole number',
    ],
    [
      'repeats in two clusters',
      '{"id": 1, "ok": 1, "talk": "a"}\n{"id": 1, "ok": 1, "talk": "b"}',
      'has the example "1" in two clusters, "a" at line 1 and "b" at line 2',
    ],
  ])('%s is refused', (_name, text, reason) => {
    expect(refusal(() => clustered(text))).toBe(reason);
  });

  test("inspect's epochs are repeats, and its metadata may have clusters", () => {
    const log = (cluster: string) =>
      readExamples(fixture('inspect/epochs-samples.json'), {
        ...{ path: 'l.json', key: 'id', score: 'scores.match.value', cluster },
      }).rows;
    expect(log('id').map(({ key, score, cluster }) => [key, score, cluster])).toEqual([
      ['q0', 1, 'q0'],
      ['q1', 0, 'q1'],
      ['q0', 0, 'q0'],
      ['q1', 1, 'q1'],
      ['q0', 0, 'q0'],
      ['q1', 1, 'q1'],
    ]);
    expect(new Set(log('metadata.kind').map(({ cluster }) => cluster))).toEqual(new Set(['sum']));
  });

  test('lm-evaluation-harness logs a document once, however often it is repeated', () => {
    const source = { path: 's.jsonl', key: 'doc_id', score: 'exact_match.vote', cluster: 'doc.question' };
    const { rows } = readExamples(fixture('lm-eval/samples-toy_repeats.jsonl'), source);
    expect(rows.map(({ key }) => key)).toEqual(['0', '1', '2', '3', '4']);
    expect(rows[0]!.cluster).toBe('1 + 1 =');
  });
});

describe('places that are none', () => {
  test.each([['a.*'], ['*'], ['a..b'], ['']])('%j is an error of the policy', (place) => {
    const good = '{"id": 1, "correct": 1}';
    expect(caught(() => read(good, 'p.jsonl', place))).toMatchObject({
      name: 'StagegateError',
      code: 'policy',
    });
    expect(caught(() => read(good, 'p.jsonl', 'id', place))).toMatchObject({ code: 'policy' });
  });
});

describe('what the examples say of themselves', () => {
  const stated = (text: string, path: string) =>
    readExamples(bytesOf(text), { path, key: 'id', score: 'ok' }).statement;
  const version = (number: string) => ({
    version: number,
    versionIsSpecific: true,
    contradiction: undefined,
  });

  test.each<[string, string, string, object]>([
    ['nothing', 'p.jsonl', '{"id": 1, "ok": 1}', {}],
    [
      'a version in each',
      'p.jsonl',
      '{"id": 1, "ok": 1, "model_version": 1}\n{"id": 2, "ok": 1, "model_version": "v1"}',
      version('1'),
    ],
    [
      'a version in one',
      'p.json',
      '[{"id": 1, "ok": 1}, {"id": 2, "ok": 1, "model_version": 7}]',
      version('7'),
    ],
    ['a column', 'p.csv', 'id,ok,model_version\n1,1,7\n2,1,\n', version('7')],
    [
      'two versions',
      'p.jsonl',
      '{"id": 1, "ok": 1, "model_version": 2}\n{"id": 2, "ok": 1, "model_version": 1}',
      { ...version('2'), contradiction: 'model_version "2" and model_version "1"' },
    ],
    [
      "an example's own time, model and version",
      'p.jsonl',
      '{"id": 1, "ok": 1, "time": "2019-01-01T00:00:00Z", "model": "x", "version": 9}',
      {},
    ],
  ])('%s', (_name, path, text, expected) => {
    expect(stated(text, path)).toEqual(expected);
  });

  test("an inspect log's metadata", () => {
    const log = JSON.parse(fixtureText('inspect/success.json')) as { eval: object };
    log.eval = { ...log.eval, metadata: { model_version: 7 } };
    const source = { path: 'l.json', key: 'id', score: 'scores.match.value' };
    expect(readExamples(bytesOf(JSON.stringify(log)), source).statement).toMatchObject({ version: '7' });
  });
});
