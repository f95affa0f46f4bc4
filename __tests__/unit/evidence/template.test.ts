import { describe, expect, test } from '@jest/globals';
import { checkTemplate } from '../../../src/evidence/template.js';

describe('templates', () => {
  test.each([
    'reports/4.json',
    'reports/{model}/{version}.json',
    'reports/{version}/*.json',
    'reports/*/{version}/**',
    'reports/v{version}.json',
    'reports/{model}{version}.json',
    'reports/{version}-*.json',
    'reports/{version}.*',
    'reports/{version}/{a,b}.{json,yaml}',
    'reports/{version}/{1..12}.json',
    'reports/*.json',
    '',
  ])('%s is good', (template) => {
    expect(checkTemplate(template)).toBeNull();
  });

  test.each([
    ['r/{versoin}.json', '{versoin}', 'Did you mean {version}? Use the placeholders {model} and {version}.'],
    ['r/{Version}.json', '{Version}', 'Did you mean {version}? Use the placeholders {model} and {version}.'],
    [
      'r/{ version }.json',
      '{ version }',
      'Did you mean {version}? Use the placeholders {model} and {version}.',
    ],
    [
      '{modle}/{version}.json',
      '{modle}',
      'Did you mean {model}? Use the placeholders {model} and {version}.',
    ],
    ['r/{sha}.json', '{sha}', 'Use the placeholders {model} and {version}.'],
    ['r/{}.json', '{}', 'Use the placeholders {model} and {version}.'],
  ])('%s has an unknown placeholder', (template, placeholder, hint) => {
    expect(checkTemplate(template)).toEqual({
      message: `the path "${template}" has the unknown placeholder "${placeholder}"`,
      hint,
    });
  });

  test.each([
    'r/{version}*.json',
    'r/*{version}.json',
    'r/{version}**',
    'r/{version}?.json',
    'r/{version}0.json',
    'r/1{version}.json',
    'r/{version}[0-9].json',
    'r/[0-9]{version}.json',
    'r/{version}{1,2}.json',
    'r/{1,2}{version}.json',
    'r/{version}{version}.json',
    'r/{version}+(0).json',
    'r/@(1|2){version}.json',
    'r/{version}.json/{version}*',
  ])('%s mixes up versions', (template) => {
    expect(checkTemplate(template)).toEqual({
      message: expect.stringContaining(
        `${JSON.stringify(template)} has {version} right beside a wildcard or a digit`,
      ),
      hint: expect.stringContaining('reports/{version}/*.json'),
    });
  });
});

test.each(['r/{model}*/{version}.json', 'r/*{model}/{version}.json', 'r/{model}?-{version}.json'])(
  "another model's file could be taken: %s",
  (template) => {
    expect(checkTemplate(template)?.message).toContain('{model} right beside a wildcard');
  },
);

test.each(['r/{model}/*.json', 'r/{model}-{version}.json', '{model}/{version}/*.json'])(
  '%s is fine',
  (template) => {
    expect(checkTemplate(template)).toBeNull();
  },
);
