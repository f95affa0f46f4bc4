import { describe, expect, test } from '@jest/globals';
import { formatAgainst, formatCount, formatNumber, formatPair } from '../../../src/gates/number.js';
import { seededRandom } from '../evidence/random.js';

describe('numbers for people', () => {
  test.each<[number, string]>([
    [0, '0'],
    [-0, '0'],
    [0.9, '0.9'],
    [0.1 + 0.2, '0.3'],
    [0.123456789, '0.123457'],
    [-0.5, '-0.5'],
    [100, '100'],
    [1200, '1200'],
    [1234.5678, '1234.57'],
    [1234567, '1234567'],
    [123456.7, '123457'],
    [0.999999999, '1'],
    [0.00001234567, '0.0000123457'],
    [1e-6, '0.000001'],
    [1.5e-7, '1.5e-7'],
    [1e-300, '1e-300'],
    [1e15, '1e+15'],
    [1e14, '100000000000000'],
    [Number.MAX_VALUE, '1.798e+308'],
    [Number.MIN_VALUE, '5e-324'],
  ])('formatNumber(%d)', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test.each<[number, number, [string, string]]>([
    [0.9, 0.8, ['0.9', '0.8']],
    [0.9, 0.9, ['0.9', '0.9']],
    [0.9, 0.9000000001, ['0.9', '0.9000000001']],
    [1.00000001, 1.00000002, ['1.00000001', '1.00000002']],
    [-0, 0, ['0', '0']],
    [1e20, 1.0000001e20, ['100000000000000000000', '100000010000000000000']],
  ])('formatPair(%d, %d)', (a, b, pair) => {
    expect(formatPair(a, b)).toEqual(pair);
  });

  test.each([
    [0, '0'],
    [999, '999'],
    [9200, '9,200'],
    [1234567, '1,234,567'],
  ])('formatCount(%d)', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });

  test.each<[number, number[], string]>([
    [0.931274839, [0.9], '0.9313'],
    [0.9, [0.931274839], '0.9'],
    [0.90000001, [0.9], '0.90000001'],
    [0.9000000149, [0.9], '0.9000000149'],
    [0.9, [0.9], '0.9'],
    [0.123456789, [], '0.123457'],
    [0.123456789, [0.123456789], '0.123457'],
    [1234.5678, [1200], '1234.6'],
    [123456.789, [0.001], '123457'],
    [0.001, [123456.789], '0.001'],
    [0, [0.5], '0'],
    [-0.25, [0.5], '-0.25'],
    [107_432, [100_000], '107432'],
    [1e-9, [2e-9], '1e-9'],
    [1e20, [1], '1e+20'],
    [1.00001e20, [1e20, 5], '1.00001e+20'],
    [1.00001e20, [5], '1e+20'],
    [0.75999, [0.8, 0.76], '0.75999'],
  ])('formatAgainst(%d, %j)', (value, others, text) => {
    expect(formatAgainst(value, others)).toBe(text);
  });

  test('a number never looks like one that it differs from', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 5_000; round++) {
      const a = Number(
        (random() * 10 ** Math.floor(random() * 6 - 3)).toPrecision(1 + Math.floor(random() * 15)),
      );
      const b = a * (1 + (random() - 0.5) * 10 ** -Math.floor(random() * 14));
      const [shown, other] = [formatAgainst(a, [b]), formatAgainst(b, [a])];
      const differs = a === b || Math.sign(Number(shown) - Number(other)) === Math.sign(a - b);
      expect({ a, b, shown, other, differs }).toEqual({ a, b, shown, other, differs: true });
    }
  });
});
