import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/load.js';
import { FILE, refusalOf, withGate } from '../support/policy-text.js';

describe('a text that is no policy', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...Array.from('bcdefghi', (key, at) => `${key}: &${key} [${`*${'abcdefgh'[at]!}, `.repeat(9)}]`),
  ].join('\n');

  test.each([
    ['a key twice', 'models: {}\nregistry: a\nmodels: {}\n', 'a key is written twice', '3:1'],
    ['a bound twice', withGate('metric: a', 'min: 0.9', 'min: 0.1'), 'a key is written twice', '8:13'],
    ['a second document', 'models: {}\n---\nmodels: {}\n', 'it holds more than one YAML document', '2:1'],
    ['nothing', '', 'the policy is empty', '1:1'],
    ['a comment', '# nothing yet\n', 'the policy is empty', '1:1'],
    ['null', '~\n', 'the policy is empty', '1:1'],
    ['text', 'allow everything\n', 'the policy is no map of keys', '1:1'],
    ['a number', '5\n', 'the policy is no map of keys', '1:1'],
    ['a list', '- models: {}\n', 'the policy is no map of keys', '1:1'],
    ['an alias bomb', bomb, 'its aliases expand to too much', '1:1'],
  ])('%s', (_name, text, message, at) => {
    expect(refusalOf(text)).toMatchObject({ code: 'policy', message, at });
  });

  test.each([
    ['tabs', 'models:\n\tchurn:\n\t\tstages: {}\n', /^2:/],
    ['an open bracket', 'models: {churn: {stages: {}\n', /^[12]:/],
    ['an open quote', 'registry: "a\nmodels: {}\n', /^[123]:/],
    ['an unknown anchor', 'models: *nothing\n', /^1:/],
  ])('%s', (_name, text, at) => {
    const refusal = refusalOf(text);
    expect(refusal).toMatchObject({ code: 'policy', at: expect.stringMatching(at) as unknown });
    expect(refusal.message.length).toBeLessThan(300);
  });

  test('a nest deeper than any policy', () => {
    expect(refusalOf(`models: ${'['.repeat(50_000)}`).message).toBe('it is nested deeper than 200 levels');
  });

  test('more than 1 MiB', () => {
    const text = `# ${'x'.repeat(1024 * 1024)}\nmodels: {}\n`;
    expect(() => parsePolicy(FILE, text)).toThrow('the policy is larger than 1 MiB');
  });
});
