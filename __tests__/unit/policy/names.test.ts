import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/load.js';
import { resolveRules } from '../../../src/policy/resolve.js';
import { FILE, refusalOf, withGate, withStage } from '../support/policy-text.js';

describe('names of models are as written, whatever YAML makes of them', () => {
  const policy = parsePolicy(
    FILE,
    ['007', '1.0', '0x10', 'null', 'true']
      .map((name) => `  ${name}: { stages: { Production: { soak: 1h } } }\n`)
      .reduce((text, line) => text + line, 'models:\n  "*": { stages: { Production: {} } }\n'),
  );

  test.each(['007', '1.0', '0x10', 'null', 'true'])('%s has its own entry', (model) => {
    expect(resolveRules(policy, model, 'Production').soak?.text).toBe('1h');
  });

  test.each(['7', '1', '16', 'True', 'other'])('%s has none', (model) => {
    expect(resolveRules(policy, model, 'Production').soak).toBeNull();
  });
});

describe('what would check nothing, or something else', () => {
  test.each([
    [
      'a ref that is not full',
      withStage('refs: main'),
      '5:15',
      '"main" is not a full git ref',
      'refs/heads/main',
    ],
    [
      'one of several',
      withStage('refs: [refs/heads/main, "v*"]'),
      '5:33',
      '"v*" is not a full git ref',
      'refs/tags/v*',
    ],
    [
      'no rule of evidence',
      withStage('evidence: {}'),
      '5:19',
      '"evidence" has nothing to check',
      'Add max-age, version or commit, or remove it.',
    ],
    [
      'a placeholder that there is not',
      withGate('tests: r/{versoin}.xml'),
      '6:20',
      'unknown placeholder "{versoin}"',
      'Did you mean {version}?',
    ],
    [
      "a template that takes another version's file",
      withGate('tests: [a.xml, "r/{version}*.xml"]'),
      '6:28',
      'right beside a wildcard',
      'Version 1',
    ],
  ])('%s', (_name, text, at, message, hint) => {
    const refusal = refusalOf(text);
    expect(refusal).toMatchObject({ code: 'policy', at });
    expect(refusal.message).toContain(message);
    expect(refusal.hint).toContain(hint);
  });
});

test('a ref may begin with a wildcard', () => {
  const text = withStage('refs: ["*", "*/main", refs/heads/main]');
  expect(resolveRules(parsePolicy(FILE, text), 'churn', 'Production').refs).toEqual([
    '*',
    '*/main',
    'refs/heads/main',
  ]);
});
