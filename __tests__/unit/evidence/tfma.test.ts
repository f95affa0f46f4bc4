import { describe, expect, test } from '@jest/globals';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import { readReportAs } from '../../../src/evidence/read-report-as.js';
import type { ReportWay } from '../../../src/evidence/report-entry.js';
import { refusedAs, readFixtureAs } from './reading-as.js';
import {
  at,
  fixture,
  fixtureText,
  names,
  rawAt,
  readFixture,
  readText,
  readValue,
  refusal,
} from './reading.js';
import { randomJson, seededRandom } from './random.js';

/* The fixtures are what TensorFlow Model Analysis wrote. Files that it would not write are made of them here. */

const readBytes = (bytes: Uint8Array, way: Partial<ReportWay> = {}) =>
  readReportAs({ path: 'metrics-00000-of-00001.tfrecord', bytes, sha256: 'ab' }, { format: 'auto', ...way });

interface Bounds {
  readonly binary_accuracy: { readonly boundedValue: { lowerBound: number; upperBound: number } };
}
const listsIn = (name: string) => JSON.parse(fixtureText(name)) as [unknown[], { '': { '': Bounds } }][];

describe('the file of metrics', () => {
  test('all examples', async () => {
    const report = await readFixtureAs('tfma/metrics.tfrecord');
    expect(report).toMatchObject({ format: 'tfma', sha256: 'ab', path: 'tfma/metrics.tfrecord' });
    expect(at(report, 'binary_accuracy')).toEqual({ value: 0.85, raw: '0.85', samples: 40 });
    expect(at(report, 'auc')).toEqual({ value: 0.88375, raw: '0.88375', samples: 40 });
    expect(at(report, 'example_count')).toEqual({ value: 40, raw: '40' });
    expect(rawAt(report, 'confusion_matrix_at_thresholds')).toBe('confusion matrices');
  });

  test('slices, by a text and by a number', async () => {
    const report = await readFixtureAs('tfma/metrics.tfrecord');
    const found = findMetrics(report.metrics, parseMetricPath('slices.region.*.auc'));
    expect(found.map(({ path, leaf }) => [path, leaf?.value, leaf?.samples]).sort()).toEqual([
      ['slices.region.eu.auc', 0.885, 20],
      ['slices.region.us.auc', 0.87, 20],
    ]);
    expect(at(report, 'slices.age_X_region.0_X_eu.binary_accuracy')).toMatchObject({
      value: 0.7142857142857143,
      samples: 7,
    });
  });

  test('its standard errors, as wide as the t distribution that it takes them for', async () => {
    const report = await readFixtureAs('tfma/intervals.tfrecord');
    const [, all] = listsIn('tfma/intervals.json').find(([key]) => key.length === 0) ?? [];
    const { lowerBound, upperBound } = all?.['']?.[''].binary_accuracy.boundedValue ?? {};
    // the quantile of 97.5 % of t with 19 degrees of freedom
    const error = (Number(upperBound) - Number(lowerBound)) / 2 / 2.093024;
    const accuracy = at(report, 'binary_accuracy');
    expect(accuracy).toMatchObject({ value: 0.85, samples: 40 });
    expect(accuracy).toHaveProperty('stderr', expect.closeTo(error * Math.sqrt(19 / 17), 6));
    expect(at(report, 'slices.region.eu.auc')).toHaveProperty('stderr');
    expect(at(report, 'example_count')).not.toHaveProperty('stderr');
  });

  test('what it could not compute', async () => {
    const report = await readFixtureAs('tfma/undefined.tfrecord');
    expect(rawAt(report, 'precision')).toBe('NaN');
    expect(rawAt(report, 'slices.region.eu.precision')).toBe('NaN');
    // the tool says 0 for one class: on the wire, that is a number without its bytes
    expect(at(report, 'slices.region.eu.auc')).toMatchObject({ value: 0, samples: 20 });
  });

  test('two models, classes and averages, with weights', async () => {
    const report = await readFixtureAs('tfma/baseline.tfrecord');
    expect(at(report, 'candidate.sparse_categorical_accuracy')).toEqual({
      value: 0.8888888955116272,
      raw: '0.8888888955116272',
    });
    expect(at(report, 'baseline.sparse_categorical_accuracy')).toMatchObject({ value: 1 });
    expect(at(report, 'candidate.sparse_categorical_accuracy_diff')).toMatchObject({
      value: expect.closeTo(-1 / 9, 6),
    });
    expect(at(report, 'candidate.example_count_diff')).toEqual({ value: 0, raw: '0' });
    expect(at(report, 'candidate.macro_average_auc')).toMatchObject({ value: expect.closeTo(11 / 12, 12) });
    expect(at(report, 'candidate.classId:0.auc')).toMatchObject({ value: expect.closeTo(11 / 12, 12) });
    expect(at(report, 'baseline.classId:2.auc')).toMatchObject({ value: 1 });
  });

  test('an entry may name the format, and other names of the model', async () => {
    const ways = [{ format: 'tfma' as const }, { modelNames: [] }];
    for (const way of ways)
      expect(at(await readFixtureAs('tfma/metrics.tfrecord', way), 'auc')).toMatchObject({ value: 0.88375 });
  });

  test.each<[Partial<ReportWay>, string]>([
    [{ format: 'plain' }, 'is not in the format plain'],
    [{ format: 'keras-csv' }, 'is not in the format keras-csv'],
    [{ at: 'slices' }, 'remove at and records'],
    [{ records: 'last' }, 'remove at and records'],
  ])('%j does not go with it', async (way, words) => {
    expect(await refusedAs(readFixtureAs('tfma/metrics.tfrecord', way))).toContain(words);
  });
});

describe('another file of the evaluation', () => {
  test('whether thresholds hold', async () => {
    const report = readFixtureAs('tfma/validations.tfrecord');
    expect(await refusedAs(report)).toMatch(
      /not one of TensorFlow Model Analysis: name its metrics-….tfrecord$/,
    );
  });
});

/* Writes the wire format: enough of it for files that the tool would not write. */
const varint = (value: bigint): number[] =>
  value < 0x80n ? [Number(value)] : [Number(value & 0x7fn) | 0x80, ...varint(value >> 7n)];
const tag = (number: number, type: number) => varint(BigInt(number * 8 + type));
const bytes = (number: number, ...parts: readonly (readonly number[])[]) => {
  const inner = parts.flat();
  return [...tag(number, 2), ...varint(BigInt(inner.length)), ...inner];
};
const text = (number: number, value: string) => bytes(number, [...new TextEncoder().encode(value)]);
const double = (number: number, value: number) => [
  ...tag(number, 1),
  ...new Uint8Array(new Float64Array([value]).buffer),
];
const integer = (number: number, value: bigint) => [...tag(number, 0), ...varint(BigInt.asUintN(64, value))];

/** Bit by bit, unlike the reader. */
function maskedCrc(data: readonly number[]): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  crc = ~crc >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
const little = (value: bigint, size: number) =>
  Array.from({ length: size }, (_, at) => Number((value >> BigInt(8 * at)) & 0xffn));
const record = (...parts: readonly (readonly number[])[]) => {
  const data = parts.flat();
  const length = little(BigInt(data.length), 8);
  const [before, after] = [length, data].map((part) => little(BigInt(maskedCrc(part)), 4));
  return [...length, ...(before ?? []), ...data, ...(after ?? [])];
};
const file = (...records: readonly (readonly number[])[]) => Uint8Array.from(records.flat());
const metric = (name: string, ...value: readonly (readonly number[])[]) =>
  bytes(51, bytes(1, text(1, name)), bytes(2, ...value));
const number = (value: number) => bytes(1, double(1, value));
const slice = (column: string, ...value: readonly (readonly number[])[]) =>
  bytes(1, bytes(1, text(1, column), ...value));

describe('a value', () => {
  const read = async (...value: readonly (readonly number[])[]) =>
    at(await readBytes(file(record(metric('a', ...value)))), 'a');

  test.each<[string, readonly number[], number]>([
    ['0, which has no bytes', bytes(1), 0],
    ['a very large one', number(1.7976931348623157e308), 1.7976931348623157e308],
    ['one with bounds', bytes(2, bytes(1, double(1, 0.8)), bytes(3, double(1, 0.9))), 0.9],
  ])('%s', async (_, value, expected) => {
    expect(await read(value)).toMatchObject({ value: expected });
  });

  test.each<[string, readonly (readonly number[])[], string]>([
    ['NaN', [number(NaN)], 'NaN'],
    ['an infinity', [number(-Infinity)], '-Infinity'],
    ['none', [], 'null'],
    ['bounds without a value', [bytes(2, bytes(1, double(1, 0.8)))], 'null'],
    ['an array', [bytes(7)], 'an array'],
    ['bytes', [text(6, '0.9')], 'bytes'],
    ['a message', [text(10, 'failed')], 'a message'],
    ['one of a later version', [bytes(99)], 'null'],
  ])('%s is not a number', async (_, value, raw) => {
    expect(await read(...value)).toEqual({ value: null, raw });
  });

  test.each([NaN, 0, -1])('%d examples leave it unknown', async (count) => {
    const report = await readBytes(
      file(record(metric('a', number(1)), metric('example_count', number(count)))),
    );
    expect(rawAt(report, 'a')).toBe(`1 (its number of examples is ${count})`);
  });

  test.each([NaN, -1])('a standard error of %d leaves it unknown', async (error) => {
    const interval = bytes(3, bytes(3, number(error)), bytes(4, integer(1, 19n)));
    const measured = bytes(51, bytes(1, text(1, 'a')), bytes(2, number(1)), interval);
    expect(rawAt(await readBytes(file(record(measured))), 'a')).toMatch(/its standard error is/);
  });
});

describe('a slice', () => {
  test.each<[string, readonly number[], string]>([
    ['a negative number', integer(4, -5n), '-5'],
    ['a number beyond 2^53', integer(4, 9007199254740993n), '9007199254740993'],
    ['0, which has no bytes', [], '0'],
    ['a number with a point', [...tag(3, 5), ...new Uint8Array(new Float32Array([0.5]).buffer)], '0.5'],
    ['a text with dots', text(2, 'a.b'), 'a.b'],
  ])('by %s', async (_, value, name) => {
    const report = await readBytes(file(record(slice('f', value), metric('a', number(1)))));
    expect(at(report, `slices.f."${name}".a`)).toMatchObject({ value: 1 });
  });

  test('twice: which one counts would be a guess', async () => {
    const one = record(slice('f', text(2, 'x')), metric('a', number(1)));
    expect(rawAt(await readBytes(file(one, one)), 'slices.f.x.a')).toBe('1 and 1 (given twice)');
  });

  test('the text and the number of one name', async () => {
    const two = [text(2, '5'), integer(4, 5n)].map((value, at) =>
      record(slice('f', value), metric('a', number(at))),
    );
    expect(rawAt(await readBytes(file(...two)), 'slices.f.5.a')).toBe('0 and 1 (given twice)');
  });

  test('a metric twice in it', async () => {
    const report = await readBytes(file(record(metric('a', number(1)), metric('a', number(2)))));
    expect(rawAt(report, 'a')).toBe('1 and 2 (given twice)');
  });

  test('differences between slices are left out', async () => {
    const report = await readBytes(
      file(record(bytes(3), metric('a', number(1))), record(metric('b', number(2)))),
    );
    expect(names(report)).toEqual(['b']);
  });
});

describe('a file that is out of order is refused', () => {
  const good = record(metric('a', number(1)));
  const real = fixture('tfma/metrics.tfrecord');

  test.each<[string, Uint8Array, RegExp]>([
    ['in a length', file(good, good.slice(0, 7)), /^is cut off in record 2$/],
    ['in its first record', file(good.slice(0, -5)), /^is cut off in record 1$/],
    ['in its last checksum', real.subarray(0, -1), /^is cut off in record 9$/],
    ['a length beyond the end', file(record(...[good]).slice(0, -4)), /^is cut off in record 1$/],
    ['no message', file(record([0xff])), /not one of TensorFlow Model Analysis/],
    ['a field 0', file(record([0, 1])), /not one of TensorFlow Model Analysis/],
    ['a group', file(record([0x0b, 0x0c])), /not one of TensorFlow Model Analysis/],
    ['a varint without an end', file(record([8, ...Array<number>(11).fill(0x80)])), /not one of/],
    ['a length beyond its message', file(record([0x0a, 0x7f, 1])), /not one of TensorFlow Model Analysis/],
    ['a number for a message', file(record(integer(51, 1n))), /not one of TensorFlow Model Analysis/],
    ['a number of another type', file(record(metric('a', bytes(1, integer(1, 1n))))), /not one of/],
    ['a name that is not text', file(record(bytes(51, bytes(1, bytes(1, [0xff]))))), /not UTF-8/],
    ['two values of one metric', file(record(metric('a', number(1), number(2)))), /^has field 1 twice/],
    [
      'two keys',
      file(record(bytes(51, bytes(1, text(1, 'a')), bytes(1, text(1, 'b'))))),
      /^has field 1 twice/,
    ],
    ['no metric', file(record(slice('f', text(2, 'x')))), /^is a TFRecord file without metrics/],
    ['empty records', file(record(), record()), /^is a TFRecord file without metrics/],
    ['only differences', file(record(bytes(3), metric('a', number(1)))), /without metrics/],
    ['zeros', new Uint8Array(64), /^is binary, neither text nor a TFRecord file$/],
    ['other bytes with zeros', file([1, 2, 3, 4, 0, 0, 0, 0, 1, 2, 3, 4, 5]), /^is binary/],
    [
      'more than 16 MiB',
      new Uint8Array(16 * 1024 * 1024 + 1),
      /^is larger than the 16 MiB that a report may have$/,
    ],
  ])('%s', async (_, damaged, words) => {
    expect(await refusedAs(readBytes(damaged))).toMatch(words);
  });

  test('one bit of it is wrong, wherever it is', async () => {
    const random = seededRandom(7);
    for (let round = 0; round < 200; round += 1) {
      const damaged = Uint8Array.from(real);
      const at = Math.floor(random() * damaged.length);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      expect(await refusedAs(readBytes(damaged))).toMatch(/^is (?:damaged|cut off|binary)/);
    }
  });

  test('compressed: its kind is named', async () => {
    const compressed = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]);
    expect(await refusedAs(readBytes(compressed))).toBe('is compressed with gzip: unpack it first');
  });
});

describe('as JSON', () => {
  test.each(['slicing-metrics', 'all-slices'])('%s.json: all slices', (name) => {
    const report = readFixture(`tfma/${name}.json`);
    expect(report.format).toBe('tfma');
    expect(at(report, 'binary_accuracy')).toEqual({ value: 0.85, raw: '0.85' });
    expect(at(report, 'slices.region.eu.auc')).toEqual({ value: 0.885, raw: '0.885' });
    expect(at(report, 'slices.age_X_region.0_X_eu.auc')).toMatchObject({ value: expect.closeTo(2 / 3, 12) });
    expect(rawAt(report, 'confusion_matrix_at_thresholds')).toBe('confusionMatrixAtThresholds');
  });

  test('the same names and numbers as in the file of metrics', async () => {
    const recorded = await readFixtureAs('tfma/metrics.tfrecord');
    const sorted = (list: readonly string[]) => [...list].sort();
    for (const name of ['slicing-metrics', 'all-slices']) {
      const read = readFixture(`tfma/${name}.json`);
      expect(sorted(names(read))).toEqual(sorted(names(recorded)));
    }
  });

  test("one slice's metrics", () => {
    const report = readFixture('tfma/slice.json');
    expect(report.format).toBe('tfma');
    expect(at(report, 'auc')).toEqual({ value: 0.88375, raw: '0.88375' });
  });

  test('values with bounds', () => {
    const report = readFixture('tfma/intervals.json');
    expect(at(report, 'binary_accuracy')).toEqual({ value: 0.85, raw: '0.85' });
  });

  test('says what people add about the model', () => {
    const report = readValue({ model_version: 4, auc: { doubleValue: 0.9 } });
    expect(report).toMatchObject({ format: 'tfma', statement: { version: '4' } });
  });

  test.each([
    ['NaN', 'NaN'],
    ['"NaN"', '"NaN"'],
    ['"0.9"', '"0.9"'],
    ['null', 'null'],
    ['1e999', 'Infinity'],
    ['{"value": 0.9}', 'an object'],
  ])('%s is not a number', (value, raw) => {
    expect(rawAt(readText(`{"a": {"doubleValue": ${value}}}`), 'a')).toBe(raw);
  });

  test.each<[string, object, string]>([
    ['two values', { doubleValue: 1, boundedValue: { value: 2 } }, 'doubleValue'],
    ['none', {}, 'empty'],
    ['bounds without a value', { boundedValue: { lowerBound: 0.8 } }, 'null'],
    ['an array', { arrayValue: {} }, 'arrayValue'],
  ])('%s of a metric', (_, value, raw) => {
    expect(rawAt(readValue({ b: { doubleValue: 1 }, a: value }), 'a')).toBe(raw);
  });

  test('a key twice', () => {
    expect(refusal(() => readText('{"a": {"doubleValue": 1}, "a": {"doubleValue": 2}}'))).toMatch(/twice/);
  });

  test('a slice twice', () => {
    const one = [[['f', 'x']], { '': { '': { a: { doubleValue: 1 } } } }];
    expect(rawAt(readValue([one, one]), 'slices.f.x.a')).toBe('1 and 1 (given twice)');
  });

  const metrics = { a: { doubleValue: 1 } };
  test.each<[string, unknown]>([
    ['a slice with another name', { '()': metrics, '(("it\'s", 1),)': metrics }],
    ['a slice without metrics', { '()': metrics, "(('f', 'x'),)": {} }],
    ['an object beside the metrics', { ...metrics, params: { depth: 3 } }],
    ['another value', { a: { doubleValue: 1 }, b: { value: 2 } }],
  ])('%s: it is plain', (_, value) => {
    expect(readValue(value).format).toBe('plain');
  });

  test.each<[string, unknown]>([
    ['a slice alone', [[[], { '': { '': metrics } }], [[]]]],
    ['a feature without a value', [[[['f']], { '': { '': metrics } }]]],
    ['a list for its value', [[[['f', []]], { '': { '': metrics } }]]],
    ['metrics of another shape', [[[], { '': { '': { a: 1 } } }]]],
    ['no outputs', [[[], {}]]],
  ])('%s in a list: it is refused', (_, value) => {
    expect(refusal(() => readValue(value))).toMatch(/^is a list/);
  });

  test('other JSON in its places is read, or refused as a report is', () => {
    const random = seededRandom(11);
    for (let round = 0; round < 300; round += 1) {
      const value = [[randomJson(random, 2), { '': { '': { a: randomJson(random, 2) } } }]];
      const read = () => readValue(value, 'tfma');
      try {
        expect(read().format).toBe('tfma');
      } catch (error) {
        expect(error).toMatchObject({ name: 'UnreadableReport' });
      }
    }
  });
});
