import { describe, expect, test } from '@jest/globals';
import { refusalOf, withGate, withStage } from '../support/policy-text.js';

const STAGE = 'models.churn.stages.Production';
const GATE = `${STAGE}.gates[0]`;

/** Reports that can't say themselves which direction is better. */
const asPaths = (text: string): string => `${text}    format: plain\n`;

describe('a bound', () => {
  test.each([
    ['text', 'min', '"0.9"', 'must be a number', 'Write it as 0.9, without quotes.'],
    ['a bare word', 'min', 'high', 'must be a number', 'It is "high".'],
    ['a number with a comma', 'min', '0,9', 'must be a number', 'Write it as 0.9, with a point.'],
    ['a percentage', 'max', '5%', 'must be a number', 'It is "5%".'],
    ['true', 'max', 'true', 'must be a number', 'It is true.'],
    ['a list', 'max', '[1]', 'must be a number', 'It is [1].'],
    ['not a number', 'min', '.nan', 'must be a number', 'It is NaN.'],
    ['infinity', 'max', '.inf', 'must be a number', 'It is Infinity.'],
    ['minus infinity', 'min', '-.inf', 'must be a number', 'It is -Infinity.'],
    ['a number past the largest', 'max', '1e999', 'must be a number', 'It is Infinity.'],
    ['a negative change', 'max-regression', '-1', 'must be at least 0', 'It is -1.'],
    [
      'a change that is not a number',
      'max-regression',
      '.nan',
      'must be 0 or more: a number, or a percentage such as 0.5%',
      'It is NaN.',
    ],
    [
      'an infinite change',
      'min-improvement',
      '.inf',
      'must be 0 or more: a number, or a percentage such as 0.5%',
      'It is Infinity.',
    ],
    [
      'a negative percentage',
      'min-improvement',
      '-1%',
      'must be 0 or more: a number, or a percentage such as 0.5%',
      'It is "-1%".',
    ],
    [
      'a change in text',
      'max-regression',
      '"0.5"',
      'must be 0 or more: a number, or a percentage such as 0.5%',
      'Write it as 0.5, without quotes.',
    ],
    [
      'a percentage with a comma',
      'max-regression',
      '"0,5%"',
      'must be 0 or more: a number, or a percentage such as 0.5%',
      'Write it as 0.5%, with a point.',
    ],
    [
      'a percentage with an exponent',
      'max-regression',
      '1e2%',
      'must be 0 or more: a number, or a percentage such as 0.5%',
      'It is "1e2%".',
    ],
    [
      'two percentages',
      'max-regression',
      '"5%%"',
      'must be 0 or more: a number, or a percentage such as 0.5%',
      'It is "5%%".',
    ],
    [
      'a percentage and a line end',
      'max-regression',
      '"5%\\n"',
      'must be 0 or more: a number, or a percentage such as 0.5%',
      'It is "5%\\n".',
    ],
    ['no samples', 'min-samples', '0', 'must be more than 0', 'It is 0.'],
    ['a part of a sample', 'min-samples', '1.5', 'must be a whole number', 'It is 1.5.'],
    ['a direction by another word', 'goal', 'up', 'must be higher or lower', 'It is "up".'],
  ])('%s is refused', (_name, key, value, must, hint) => {
    const refusal = refusalOf(withGate('metric: a', `${key}: ${value}`));
    expect(refusal.code).toBe('policy');
    expect(refusal.at).toBe(`7:${String(15 + key.length)}`);
    expect(refusal.message).toBe(`${GATE}.${key} ${must}`);
    expect(refusal.hint).toBe(hint);
  });

  test.each(['min', 'max', 'max-regression', 'min-improvement', 'min-samples', 'samples', 'goal'])(
    '%s without a value is refused',
    (key) => {
      for (const value of ['', ' ~', ' null']) {
        const { message, at } = refusalOf(withGate('metric: a', `${key}:${value}`));
        expect(message).toBe(`${GATE}.${key} is empty`);
        expect(at).toMatch(/^7:/);
      }
    },
  );

  test('the quoted value is cut', () => {
    const { hint } = refusalOf(withGate('metric: a', `min: ${'x'.repeat(500)}`));
    expect(hint.length).toBeLessThan(80);
  });
});

describe('what a gate says is checked against itself', () => {
  test.each([
    ['nothing to check', withGate('metric: a'), 'the gate on "a" has nothing to check', '6:13'],
    [
      'a goal and nothing to check',
      withGate('metric: a', 'goal: lower'),
      'the gate on "a" has nothing to check',
      '6:13',
    ],
    [
      'min above max',
      withGate('metric: a', 'min: 0.9', 'max: 0.8'),
      'min 0.9 is above max 0.8: nothing can pass',
      '7:18',
    ],
    [
      'a comparison without direction',
      asPaths(withGate('metric: a', 'max-regression: 1%')),
      '"a" can\'t be compared: the policy doesn\'t say whether higher or lower is better',
      '7:13',
    ],
    [
      'an improvement without direction',
      asPaths(withGate('metric: accuracy', 'min-improvement: 0')),
      '"accuracy" can\'t be compared: the policy doesn\'t say whether higher or lower is better',
      '7:13',
    ],
    [
      'a direction that both bounds tell',
      asPaths(withGate('metric: a', 'min: 0', 'max: 1', 'max-regression: 1%')),
      '"a" can\'t be compared: the policy doesn\'t say whether higher or lower is better',
      '9:13',
    ],
    [
      'samples that nothing asks for',
      withGate('metric: a', 'min: 1', 'samples: n'),
      '"samples" has no effect without min-samples',
      '8:13',
    ],
    [
      'a scale of no value',
      withGate('metric: a', 'min-samples: 1', 'samples: n', 'scale: any'),
      '"scale" has no effect without a bound on the value',
      '9:13',
    ],
    [
      'more stars in samples',
      withGate('metric: s.*.a', 'min-samples: 1', 'samples: s.*.*'),
      '"s.*.*" has more "*" than the metric "s.*.a"',
      '8:22',
    ],
    ['a wrong path', withGate('metric: a..b', 'min: 1'), 'the metric path "a..b" has an empty part', '6:21'],
    [
      'a wrong path of samples',
      withGate('metric: a', 'min-samples: 1', 'samples: .n'),
      'the metric path ".n" has an empty part',
      '8:22',
    ],
  ])('%s', (_name, text, message, at) => {
    expect(refusalOf(text)).toMatchObject({ code: 'policy', message, at });
  });

  test.each<[string, string, string]>([
    [
      'nothing to check',
      withGate('metric: a'),
      'Add a bound: min, max, max-regression, min-improvement or min-samples.',
    ],
    ['min above max', withGate('metric: a', 'min: 0.9', 'max: 0.8'), 'Lower min, or raise max.'],
    [
      'a comparison without direction',
      asPaths(withGate('metric: a', 'max-regression: 1%')),
      'Add goal: higher (as for accuracy) or goal: lower (as for a loss).',
    ],
    [
      'samples that nothing asks for',
      withGate('metric: a', 'min: 1', 'samples: n'),
      'Add min-samples, or remove samples.',
    ],
    [
      'a scale of no value',
      withGate('metric: a', 'min-samples: 1', 'samples: n', 'scale: any'),
      'Add min, max or a comparison, or remove scale.',
    ],
    [
      'a confidence without a bound',
      withGate('metric: a', 'min-samples: 1', 'samples: n', 'confidence: 95%'),
      'Add min, max or a comparison, or remove confidence.',
    ],
    [
      'more stars in samples',
      withGate('metric: s.*.a', 'min-samples: 1', 'samples: s.*.*'),
      'Remove a *: each stands for what a * of the metric matched.',
    ],
  ])('%s: what to do', (_name, text, hint) => {
    expect(refusalOf(text).hint).toBe(hint);
  });

  test.each(['stderr', 'stdev'])('a path of %s is checked like one of samples', (key) => {
    const gate = (path: string) => withGate('metric: s.*.a', 'min: 1', 'confidence: 95%', `${key}: ${path}`);
    expect(refusalOf(gate('s.*.*')).message).toBe('"s.*.*" has more "*" than the metric "s.*.a"');
    expect(refusalOf(gate('.n')).message).toBe('the metric path ".n" has an empty part');
  });

  test.each([
    ['one value alone', withGate('metric: a', 'min: 0.5', 'max: 0.5')],
    ['as many stars in samples', withGate('metric: s.*.a', 'min-samples: 1', 'samples: s.*.n')],
    ['fewer stars in samples', withGate('metric: s.*.a', 'min-samples: 1', 'samples: n')],
  ])('%s is taken', (_name, text) => {
    expect(() => refusalOf(text)).toThrow('the policy was taken');
  });

  test.each([
    ['no metric', withGate('metric: ""', 'min: 1'), `${GATE}.metric must not be empty`, '6:21'],
    ['a metric that is a number', withGate('metric: 1', 'min: 1'), `${GATE}.metric must be text`, '6:21'],
    ['no metric at all', withGate('metric:', 'min: 1'), `${GATE}.metric is empty`, '6:20'],
    ['no test files', withGate('tests: []'), `${GATE}.tests `, '6:20'],
    ['an empty test file', withGate('tests: ""'), `${GATE}.tests `, '6:20'],
    ['a gate that is text', withStage('gates: [accuracy]'), `${GATE} must be a map of keys`, '5:17'],
    ['a gate that is nothing', withStage('gates:', '  -'), `${GATE} is empty`, '6:12'],
    ['gates that are a map', withStage('gates: {metric: a}'), `${STAGE}.gates must be a list`, '5:16'],
  ])('%s', (_name, text, message, at) => {
    const refusal = refusalOf(text);
    expect(refusal.message.startsWith(message)).toBe(true);
    expect(refusal.at).toBe(at);
  });
});
