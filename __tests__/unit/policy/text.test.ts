import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/load.js';
import { FILE, refusalOf, withGate } from '../support/policy-text.js';

describe('a text that is not a policy', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...Array.from('bcdefghi', (key, at) => `${key}: &${key} [${`*${'abcdefgh'[at]!}, `.repeat(9)}]`),
  ].join('\n');

  test.each([
    [
      'a key twice',
      'models: {}\nregistry: a\nmodels: {}\n',
      'not valid YAML: the key "models" appears twice',
      '3:1',
    ],
    [
      'a bound twice',
      withGate('metric: a', 'min: 0.9', 'min: 0.1'),
      'not valid YAML: the key "min" appears twice',
      '8:13',
    ],
    [
      'a second document',
      'models: {}\n---\nmodels: {}\n',
      'the file contains more than one YAML document',
      '2:1',
    ],
    ['nothing', '', 'the policy is empty', '1:1'],
    ['a comment', '# nothing yet\n', 'the policy is empty', '1:1'],
    ['null', '~\n', 'the policy is empty', '1:1'],
    ['text', 'allow everything\n', 'the policy is not a map of keys', '1:1'],
    ['a number', '5\n', 'the policy is not a map of keys', '1:1'],
    ['a list', '- models: {}\n', 'the policy is not a map of keys', '1:1'],
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

  test.each([
    [
      'a bound in a map',
      'gates: [{metric: a, min:0.85}]',
      'unknown key "min:0.85"',
      'after the colon: min: 0.85',
    ],
    ['a bound as an entry', 'gates: [min:0.85]', 'must be a map', 'Put a space after the colon: min: 0.85'],
    [
      'a decimal comma',
      'gates: [{metric: a, min: 0,9}]',
      'unknown key "9"',
      'Write decimals with a point: 0.5',
    ],
    [
      'the same with %',
      'gates: [{metric: a, max-regression: 0,5%}]',
      'unknown key "5%"',
      'with a point: 0.5',
    ],
    ['only a bound', 'gates: [{min:0.85}]', 'a gate needs one of', 'Put a space after the colon: min: 0.85'],
    ['a dash without a space', 'gates: {-metric: a}', 'must be a list', 'Put a space after the "-".'],
    ['no dash', 'gates: {metric: a, min: 1}', 'must be a list', 'Start each entry with "- ".'],
    ['a template as a map', 'refs: {version}', 'must be text', 'Quote the value: it contains { }.'],
    ['a template with two brackets', 'refs: {{ ref }}', 'must be text', 'Quote the value: it contains { }.'],
  ])('%s, which YAML reads as something else', (_name, rule, message, hint) => {
    const refusal = refusalOf(`models: {churn: {stages: {Production: {${rule}}}}}\n`);
    expect(refusal.message).toContain(message);
    expect(refusal.hint).toContain(hint);
  });

  test('a space behind a model name, which no request could match', () => {
    expect(refusalOf('models:\n  "churn ": {stages: {}}\n')).toMatchObject({
      at: '2:3',
      message: 'model name "churn " begins or ends with a space',
      hint: 'Write it as "churn".',
    });
  });

  test('dashes without spaces, which YAML reads as one text', () => {
    expect(refusalOf('stages:\n  -Staging\n  -Production\nmodels: {}\n')).toMatchObject({
      message: 'stages must be a list',
      hint: 'Put a space after each "-".',
    });
  });

  test('a nest deeper than any policy', () => {
    expect(refusalOf(`models: ${'['.repeat(50_000)}`).message).toBe('it is nested deeper than 200 levels');
  });

  test('more than 1 MiB', () => {
    const text = `# ${'x'.repeat(1024 * 1024)}\nmodels: {}\n`;
    expect(() => parsePolicy(FILE, text)).toThrow('the policy is larger than 1 MiB');
  });
});
