import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { fromTags, toTags } from '../../../../src/registry/mlflow/history/tags.js';

const KEY = 'stagegate.history.1';
const noise = (bytes: number) => `{"reason":"${randomBytes(bytes).toString('hex')}"}`;

function asRecord(tags: readonly { key: string; value: string }[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}

describe('a text as tags, and back', () => {
  test.each([
    ['short, as it is', '{"a":1}', 5_000, 1],
    ['exactly as long as fits, as it is', 'x'.repeat(5_000), 5_000, 1],
    ['one character longer, packed', 'x'.repeat(5_001), 5_000, 1],
    ['packed in several parts', noise(20_000), 5_000, 6],
    ['with a small limit', noise(500), 100, 9],
    ['empty', '', 5_000, 1],
    ['with characters beyond ASCII', `{"reason":"${'ü€😀'.repeat(2_000)}"}`, 5_000, 1],
  ])('%s', (_name, text, limit, atLeast) => {
    const tags = toTags(KEY, text, limit);
    expect(tags.length).toBeGreaterThanOrEqual(atLeast);
    for (const { value } of tags) expect(value.length).toBeLessThanOrEqual(limit);
    expect(new Set(tags.map(({ key }) => key)).size).toBe(tags.length);
    expect(fromTags(KEY, asRecord(tags))).toBe(text);
  });

  test('a text that fits stays readable', () => {
    expect(toTags(KEY, '{"a":1}', 7)).toEqual([{ key: KEY, value: '{"a":1}' }]);
  });

  test('the part under the key itself is written last', () => {
    const keys = toTags(KEY, noise(20_000), 5_000).map(({ key }) => key);
    expect(keys.at(-1)).toBe(KEY);
    expect(keys.slice(0, -1)).toEqual(keys.slice(0, -1).map((_key, at) => `${KEY}.part${keys.length - at}`));
  });

  test('while the parts are written there is no text, then all of it', () => {
    const text = noise(20_000);
    const tags = toTags(KEY, text, 5_000);
    const seen = tags.map((_tag, at) => fromTags(KEY, asRecord(tags.slice(0, at + 1))));
    expect(seen).toEqual([...tags.slice(1).map(() => null), text]);
  });

  test("parts left over from a longer value don't count", () => {
    const [longer, shorter] = [noise(30_000), noise(10_000)];
    const tags = { ...asRecord(toTags(KEY, longer, 5_000)), ...asRecord(toTags(KEY, shorter, 5_000)) };
    expect(fromTags(KEY, tags)).toBe(shorter);
  });
});

describe("a text that can't be put together is null", () => {
  const text = noise(20_000);
  const whole = () => asRecord(toTags(KEY, text, 5_000));
  const part = `${KEY}.part2`;
  const without = (key: string) =>
    Object.fromEntries(Object.entries(whole()).filter(([held]) => held !== key));
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024)).toString('base64');

  test.each([
    ['no tag at all', {}],
    ['a part is missing', without(part)],
    ['the first is missing', without(KEY)],
    ['a part was altered', { ...whole(), [part]: 'AAAA' }],
    [
      'two parts changed places',
      { ...whole(), [part]: whole()[`${KEY}.part3`] ?? '', [`${KEY}.part3`]: whole()[part] ?? '' },
    ],
    ['packed is no packed text', { [KEY]: 'gzip:1:hello' }],
    ['packed is nothing', { [KEY]: 'gzip:1:' }],
    ['far more parts are claimed than there are', { [KEY]: 'gzip:9999:AAAA' }],
    ['it unpacks to more than any line', { [KEY]: `gzip:1:${bomb}` }],
  ])('%s', (_name, tags) => {
    expect(fromTags(KEY, tags)).toBeNull();
  });

  test.each(['gzip:0:AAAA', 'gzip:01:AAAA', 'gzip:12345:AAAA', 'gzip:', 'withdrawn'])(
    '%j is not packed, and given as it is',
    (value) => {
      expect(fromTags(KEY, { [KEY]: value })).toBe(value);
    },
  );
});
