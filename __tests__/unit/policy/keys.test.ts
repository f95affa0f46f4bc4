import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../src/policy/load.js';
import { FILE, refusalOf, withGate, withStage } from '../support/policy-text.js';

describe('every key of the policy is taken', () => {
  test.each([
    ['registry', 'registry: registry/models.yaml\nmodels: {}\n'],
    ['stages', 'stages: [Canary, Staging, Production]\nmodels: {}\n'],
    ['models by a wildcard', 'models:\n  "*":\n    stages: {}\n'],
    ['report, one', 'models:\n  churn:\n    report: r/{version}.json\n    stages: {}\n'],
    ['report, a list', 'models:\n  churn:\n    report: [r/*.json, s.yml]\n    stages: {}\n'],
    ['format plain', 'models:\n  churn:\n    format: plain\n    stages: {}\n'],
    ['format auto', 'models:\n  churn:\n    format: auto\n    stages: {}\n'],
    ['a stage without a gate', 'models:\n  churn:\n    stages:\n      Staging: {}\n'],
    ['a stage in another case', 'models:\n  churn:\n    stages:\n      producTION: {}\n'],
    ['from, one', withStage('from: Staging')],
    ['from, a list', withStage('from: [staging, None, Archived]')],
    ['soak', withStage('soak: 1d 12h')],
    ['refs, one', withStage('refs: refs/heads/main')],
    ['refs, a list', withStage('refs: [refs/heads/main, "refs/heads/release/*"]')],
    ['archive-existing', withStage('archive-existing: false')],
    ['allow-force', withStage('allow-force: false')],
    ['gate-rollbacks', withStage('gate-rollbacks: true')],
    ['no gates', withStage('gates: []')],
    ['evidence', withStage('evidence: {max-age: 7d, version: required, commit: required}')],
    ['min', withGate('metric: a', 'min: -1.5')],
    ['max', withGate('metric: a', 'max: 1e3')],
    ['min as large as max', withGate('metric: a', 'min: 1', 'max: 1.0')],
    ['max-regression, a percentage', withGate('metric: a', 'max-regression: 0.5%', 'goal: lower')],
    ['max-regression, a number', withGate('metric: a', 'max-regression: 0', 'goal: higher')],
    ['min-improvement, a percentage', withGate('metric: a', 'min-improvement: 5 %', 'min: 0')],
    ['min-improvement, a number', withGate('metric: a', 'min-improvement: 0.01', 'max: 9')],
    ['min-samples alone', withGate('metric: a', 'min-samples: 1')],
    ['samples by path', withGate('metric: "s.*.a"', 'min-samples: 9', 'samples: s.*.n')],
    ['samples by number', withGate('metric: a', 'min-samples: 9', 'samples: 10')],
    ['tests, one', withGate('tests: reports/*.xml')],
    ['tests, a list', withGate('tests: [a.xml, b.xml]')],
    ['checks', withGate('checks: [build, unit]')],
    [
      'checks with more',
      withGate('checks: [{name: build, app: github-actions, allow: [skipped]}, unit]', 'wait: 30m'),
    ],
    ['one check by two apps', withGate('checks: [build, {name: build, app: a}, {name: build, app: b}]')],
    ['approvals', withGate('approvals: 2')],
    ['no freeze', withStage('freeze: []')],
    [
      'a freeze',
      withStage('freeze: [{from: Fri 16:00, to: Mon, timezone: UTC, reason: r, rollbacks: true}]'),
    ],
  ])('%s', (_name, text) => {
    expect(parsePolicy(FILE, text)).toMatchObject({
      file: FILE,
      content: { models: expect.anything() as unknown },
    });
  });

  test('YAML anchors, merge keys and JSON are taken', () => {
    const text = withStage('<<: &rules {soak: 1h}').concat('      Staging: {<<: *rules, from: None}\n');
    const { content } = parsePolicy(FILE, text);
    expect(content.models['churn']?.stages).toEqual({
      Production: { soak: '1h' },
      Staging: { soak: '1h', from: 'None' },
    });
    expect(parsePolicy(FILE, '{"models": {"a": {"stages": {"Staging": {}}}}}').content.models).toEqual({
      a: { stages: { Staging: {} } },
    });
  });

  test("the order of the stages is the policy's, else Staging before Production", () => {
    expect(parsePolicy(FILE, 'models: {}').stages).toEqual(['Staging', 'Production']);
    expect(parsePolicy(FILE, 'stages: [Live, Canary]\nmodels: {}').stages).toEqual(['Live', 'Canary']);
  });
});

describe('a misspelt key is refused with its place and the nearest', () => {
  test.each([
    ['in the policy', 'regsitry: a\nmodels: {}\n', '"regsitry"', '1:1', 'Did you mean registry?'],
    [
      'of a model',
      'models:\n  churn:\n    reprot: a\n    stages: {}\n',
      '"reprot" in models.churn',
      '3:5',
      'Did you mean report?',
    ],
    [
      'of a stage',
      withStage('soka: 1h'),
      '"soka" in models.churn.stages.Production',
      '5:9',
      'Did you mean soak?',
    ],
    [
      'of a stage, with underscores',
      withStage('archive_existing: false'),
      '"archive_existing" in models.churn.stages.Production',
      '5:9',
      'Did you mean archive-existing?',
    ],
    [
      'of the evidence',
      withStage('evidence:', '  max_age: 7d'),
      '"max_age" in models.churn.stages.Production.evidence',
      '6:11',
      'Did you mean max-age?',
    ],
    [
      'of a freeze',
      withStage('freeze:', '  - {form: a, from: Fri, to: Mon, timezone: UTC}'),
      '"form" in models.churn.stages.Production.freeze[0]',
      '6:14',
      'Did you mean from?',
    ],
    [
      'of a metric gate',
      withGate('metric: a', 'min: 1', 'max_regression: 1'),
      '"max_regression" in models.churn.stages.Production.gates[0]',
      '8:13',
      'Did you mean max-regression?',
    ],
    [
      'of a paired gate',
      withGate('metric: a', 'paired: {file: a, key: b, score: c, scroe: d}'),
      '"scroe" in models.churn.stages.Production.gates[0].paired',
      '7:49',
      'Did you mean score?',
    ],
    [
      'of a tests gate',
      withGate('tests: a.xml', 'test: b.xml'),
      '"test" in models.churn.stages.Production.gates[0]',
      '7:13',
      'Did you mean tests?',
    ],
    [
      'of a checks gate',
      withGate('checks: [a]', 'chekcs: [b]'),
      '"chekcs" in models.churn.stages.Production.gates[0]',
      '7:13',
      'Did you mean checks?',
    ],
    [
      'of a check',
      withGate('checks: [{name: a, ap: b}]'),
      '"ap" in models.churn.stages.Production.gates[0].checks[0]',
      '6:32',
      'Did you mean app?',
    ],
    [
      'of an approvals gate',
      withGate('approvals: 2', 'aprovals: 2'),
      '"aprovals" in models.churn.stages.Production.gates[0]',
      '7:13',
      'Did you mean approvals?',
    ],
    [
      'of a gate that mixes two kinds',
      withGate('metric: a', 'min: 1', 'tests: b.xml'),
      '"tests" in models.churn.stages.Production.gates[0]',
      '8:13',
      'The keys here are metric, min, max, max-regression, min-improvement, goal, scale, min-samples, samples, too-few, stderr, stdev, confidence, paired, inconclusive.',
    ],
    [
      'near nothing',
      withStage('colour: red'),
      '"colour" in models.churn.stages.Production',
      '5:9',
      'The keys here are from, soak, refs, archive-existing, allow-force, taken-out, when-empty, gate-rollbacks, artifact, false-promotions, test-set, gates, evidence, freeze, live.',
    ],
    [
      'in another case',
      withGate('metric: a', 'Min: 1'),
      '"Min" in models.churn.stages.Production.gates[0]',
      '7:13',
      'Did you mean min?',
    ],
  ])('%s', (_name, text, where, at, hint) => {
    expect(refusalOf(text)).toEqual({ code: 'policy', message: `unknown key ${where}`, at, hint });
  });

  test.each([
    [
      'misspelt',
      withGate('metirc: a', 'min: 1'),
      '6:13',
      'a gate needs one of metric, tests, checks, approvals, any-of; this one has metirc, min',
      'Did you mean metric?',
    ],
    [
      'left out',
      withGate('min: 1'),
      '6:13',
      'a gate needs one of metric, tests, checks, approvals, any-of; this one has min',
      '',
    ],
    [
      'of nothing',
      withStage('gates: [{}]'),
      '5:17',
      'a gate needs one of metric, tests, checks, approvals, any-of',
      '',
    ],
  ])("a gate's kind %s", (_name, text, at, message, hint) => {
    expect(refusalOf(text)).toEqual({ code: 'policy', message, at, hint });
  });

  test("names from the file are quoted, and can't break out of a line", () => {
    expect(refusalOf('"a\\nb": 1\nmodels: {}\n').message).toBe('unknown key "a\\nb"');
    expect(refusalOf(withGate('"x\\n::error::y": 1')).message).toMatch(/; this one has "x\\n::error::y"$/);
    expect(refusalOf('models:\n  "a\\n::error::b": {stages: {}, x: 1}\n').message).toBe(
      'unknown key "x" in models."a\\n::error::b"',
    );
    expect(refusalOf('models:\n  "a\\nb": {}\n').message).toBe('models."a\\nb".stages is missing');
  });

  test.each([
    ['in the policy', '__proto__: {registry: a}\nmodels: {}\n', '1:1'],
    [
      'among the models',
      'models:\n  __proto__: {stages: {Staging: {soak: 1h}}}\n  "*": {stages: {}}\n',
      '2:3',
    ],
    ['of a model', 'models:\n  a:\n    stages: {}\n    __proto__: {}\n', '4:5'],
    ['among the stages', 'models:\n  a:\n    stages:\n      __proto__: {}\n', '4:7'],
    ['of a stage', withStage('__proto__: {gates: []}'), '5:9'],
    ['of a gate', withGate('metric: a', 'min: 1', '__proto__: {max: 1}'), '8:13'],
  ])('__proto__ %s is refused, never dropped', (_name, text, at) => {
    expect(refusalOf(text)).toMatchObject({ at, message: expect.stringContaining('"__proto__"') as unknown });
  });

  test('all errors are reported at once, each with its place', () => {
    const text = 'registri: a\nmodels:\n  churn:\n    stages:\n      Production:\n        soak: soon\n';
    const { message, at, hint } = refusalOf(text);
    const [own = '', ...also] = hint.split('\n');
    const told = [`Also ${FILE}:${at}: ${message}. ${own}`, ...also];
    expect(told.sort()).toEqual([
      `Also ${FILE}:1:1: unknown key "registri". Did you mean registry?`,
      `Also ${FILE}:6:15: models.churn.stages.Production.soak must be a duration such as 90m, 24h or 7d. It is "soon".`,
    ]);
  });
});
