import { describe, expect, test } from '@jest/globals';
import { confidenceOf } from '../../src/gates/confidence.js';
import { checkFreeze } from '../../src/gates/freeze.js';
import type { MetricGate } from '../../src/policy/schema.js';
import { registrySetting } from '../../src/policy/registry.js';
import { resolveRules, type StageRules } from '../../src/policy/resolve.js';
import { parseManifest } from '../../src/registry/manifest/document/document.js';
import { DEFAULT_STAGES } from '../../src/model/stage.js';
import { blockWith, brokenLinks, docBlocks, YAML } from '../support/docs.js';
import { kindOf, loadBlock, parseStrictly, policyOf, stepFaults } from './support/doc-kinds.js';
import { championWith, contextWith, evaluateGates, evidenceOf, recordedOf } from './support/gate-context.js';

const BLOCKS = docBlocks(YAML).map((block) => [`${block.file}:${String(block.line)}`, block.text] as const);

test.each(BLOCKS)('%s parses, loads as what it is, and leaves no doubt', (_place, text) => {
  const kind = loadBlock(text);
  if (!['workflow', 'steps', 'permissions', 'manifest'].includes(kind))
    expect(policyOf(text).warnings).toEqual([]);
});

test('every page is looked at, and every kind of block is there', () => {
  expect(BLOCKS.length).toBeGreaterThan(25);
  expect(new Set(BLOCKS.map(([, text]) => kindOf(parseStrictly(text))))).toEqual(
    new Set([
      'workflow',
      'steps',
      'permissions',
      'manifest',
      'policy',
      'part of a policy',
      'part of a model',
      'part of a stage',
      'gates',
    ]),
  );
});

test('every link to a page or heading leads somewhere', () => {
  expect(brokenLinks()).toEqual([]);
});

const WORKFLOW = `on: workflow_dispatch
permissions: {}
jobs:
  promote:
    permissions: { contents: write }
    steps:
      - uses: actions/checkout@${'a'.repeat(40)}
      - { uses: stagegate/stagegate@v0, with: { model: a, version: 1, stage: b } }
`;

describe('a block that is wrong is found', () => {
  test.each([
    [
      'a placeholder without quotes',
      '- metric: a\n  paired: { file: p/{version}.jsonl, key: id, score: s }\n',
    ],
    ['an unknown key', '- { metric: a, mim: 0.9 }\n'],
    ['a gate without a bound', '- metric: a\n'],
    ['a stage that is not there', 'models: { churn: { stages: { Prod: {} } } }\n'],
    [
      'an unknown input',
      '- { uses: stagegate/stagegate@v0, with: { model: a, version: 1, stage: b, modle: c } }\n',
    ],
    ['a missing input', '- { uses: stagegate/stagegate@v0, with: { model: a, stage: b } }\n'],
    ['a variable that nobody sets', '- run: echo "$VERSION"\n'],
    ['an output that is not there', '- run: echo ${{ steps.gate.outputs.promotd }}\n'],
    ['what it is can not be told', 'accuracy: 0.9\n'],
    ...(
      [
        ['a workflow without permissions', 'permissions: {}\n', ''],
        ['a missing permission', 'contents: write', 'contents: read'],
        ['a permission that is not used', 'contents: write', 'contents: write, checks: read'],
        ['an action without a pin', `checkout@${'a'.repeat(40)}`, 'checkout@v7'],
      ] as const
    ).map(([name, right, wrong]) => [name, WORKFLOW.replace(right, wrong)] as [string, string]),
  ])('%s', (_name, text) => {
    expect(() => loadBlock(text)).toThrow();
  });

  test('a workflow that is right has no fault', () => {
    expect(loadBlock(WORKFLOW)).toBe('workflow');
  });

  test('a step that is right has no fault', () => {
    expect(stepFaults([{ run: 'echo "$A"', env: { A: '1' } }])).toEqual([]);
  });
});

/** What the blocks say of themselves. */
describe('docs/reference/policy.md', () => {
  const rulesOf = (text: string, stage = 'Production', model = 'churn'): StageRules =>
    resolveRules(policyOf(text), model, stage);
  const block = (words: string): string => blockWith('docs/reference/policy.md', words);

  test('the first block: what it calls a default is one, and each model has its rules', () => {
    const text = block('the order of promotion');
    const plain = text.replace(
      /^ +(?:archive-existing|allow-force|gate-rollbacks|taken-out|when-empty|gates): .*\n/gm,
      '',
    );
    expect(plain.split('\n').length).toBe(text.split('\n').length - 6);
    expect(rulesOf(plain)).toEqual(rulesOf(text));
    expect(rulesOf(text)).toMatchObject({
      from: ['Staging'],
      soak: { milliseconds: 86_400_000 },
      refs: ['refs/heads/main'],
      evidence: { maxAge: { text: '7d' }, version: true, commit: true },
      report: ['reports/churn/{version}.json'],
    });
    expect(rulesOf(text, 'Staging').gates).toEqual([]);
    expect(rulesOf(text, 'Staging', 'other').gates).toEqual([]);
    expect(() => rulesOf(text, 'Production', 'other')).toThrow('no stage Production');
  });

  test('the server', () => {
    expect(registrySetting(policyOf(block('https://mlflow.example.org')))).toEqual({
      location: 'https://mlflow.example.org',
      mode: 'auto',
      aliases: { Production: 'champion' },
    });
  });

  test.each([
    [0.92, 0.921, 'fail'],
    [0.94, 0.925, 'pass'],
    [0.9995, 0.98, 'fail'],
  ])('bounds: %p against %p', (value, champion, verdict) => {
    const [gate] = rulesOf(block('# the path in the report')).gates;
    const results = evaluateGates(
      contextWith({
        rules: rulesOf(block('# the path in the report')),
        evidence: evidenceOf(`{"accuracy": ${String(value)}, "eval": {"n": 500}}`),
        champion: championWith({ recorded: recordedOf({ accuracy: champion }) }),
      }),
    );
    expect(Object.keys(gate ?? {})).toHaveLength(8);
    expect(results.map(({ check }) => check)).toEqual([
      'min',
      'max',
      'max-regression',
      'min-improvement',
      'min-samples',
    ]);
    expect(results.some((result) => result.verdict === 'fail') ? 'fail' : 'pass').toBe(verdict);
  });

  test('slices in a list are each held to the bound by their name', () => {
    const report = '{"results": [{"dataset": "night", "recall": 0.95}, {"dataset": "day", "recall": 0.79}]}';
    const results = evaluateGates(
      contextWith({ rules: rulesOf(block('each by its dataset')), evidence: evidenceOf(report) }),
    );
    const absolute = results.filter(({ check }) => check === 'min');
    expect(absolute.map(({ metric, verdict }) => [metric, verdict])).toEqual([
      ['results[dataset=night].recall', 'pass'],
      ['results[dataset=day].recall', 'fail'],
      ['results[dataset=night].recall', 'pass'],
    ]);
  });

  test('scale: any', () => {
    const rules = rulesOf(block('scale: any'));
    const context = { rules, evidence: evidenceOf('{"latency": {"p95_s": 15}}') };
    const champion = championWith({ recorded: recordedOf({ 'latency.p95_s': 0.9 }) });
    expect(
      evaluateGates(contextWith({ ...context, champion }))
        .map(({ reason }) => reason)
        .join(),
    ).not.toMatch(/like a percentage/);
    const shares = { ...rules, gates: rules.gates.map((gate) => ({ ...gate, scale: undefined })) };
    const judged = evaluateGates(contextWith({ ...context, rules: shares, champion }));
    expect(judged.map(({ reason }) => reason).join()).toMatch(/like a percentage/);
  });

  test('confidence: inconclusive blocks by default, and n comes from eval.n', () => {
    const rules = rulesOf(block('# one-sided'));
    const context = { rules, evidence: evidenceOf('{"accuracy": 0.91, "eval": {"n": 300}}') };
    const [min] = evaluateGates(contextWith(context));
    expect(min).toMatchObject({ check: 'min', verdict: 'inconclusive', uncertainty: { samples: 300 } });
    expect(min?.tolerated).toBeUndefined();
    const [gate] = rules.gates as [MetricGate];
    expect(gate.inconclusive).toBe('block');
    expect(confidenceOf({ ...gate, inconclusive: undefined }, 1)).toEqual(confidenceOf(gate, 1));
  });

  test('paired: the file of the version is read', () => {
    const [gate] = rulesOf(block('predictions/')).gates as [MetricGate];
    expect(gate.paired).toEqual({ file: 'predictions/{version}.jsonl', key: 'id', score: 'correct' });
  });

  test('any-of: each of two at 97.5%', () => {
    const [gate] = rulesOf(block('each of two at 97.5%')).gates;
    if (gate === undefined || !('any-of' in gate)) throw new Error('it is no any-of');
    const [first] = gate['any-of'] as [MetricGate];
    expect(confidenceOf(first, gate['any-of'].length)?.text).toBe('97.5%');
  });

  test('freeze: when each window holds', () => {
    const rules = rulesOf(block('end of the year'));
    const frozen = (time: string): number[] =>
      checkFreeze(contextWith({ rules, now: new Date(time) })).flatMap(({ verdict }, at) =>
        verdict === 'fail' ? [at] : [],
      );
    expect(frozen('2026-11-06T14:59:00Z')).toEqual([]); // Friday, 15:59 in Berlin
    expect(frozen('2026-11-06T15:00:00Z')).toEqual([0]);
    expect(frozen('2026-11-08T23:59:00Z')).toEqual([0, 1]); // Sunday's end
    expect(frozen('2026-11-09T00:00:00Z')).toEqual([0]);
    expect(frozen('2026-11-09T07:00:00Z')).toEqual([]);
    expect(frozen('2027-01-02T22:59:00Z')).toContain(2); // January 2nd included
    expect(frozen('2027-01-02T23:00:00Z')).not.toContain(2);
    expect(frozen('2026-11-27T11:00:00Z')).toContain(3);
    expect(rules.freeze[3]?.rollbacks).toBe(true);
  });
});

describe('the other pages', () => {
  test('docs/reference/registry.md: the manifest', () => {
    const { models } = parseManifest({
      file: 'models.yaml',
      text: blockWith('docs/reference/registry.md', 'my-model'),
      stages: DEFAULT_STAGES,
    });
    const model = models.get('my-model');
    expect(model?.versions.map(({ version, stage }) => [version, stage])).toEqual([
      ['1', 'Archived'],
      ['2', 'Production'],
      ['3', 'None'],
    ]);
    expect(model?.aliases['champion']).toBe('2');
  });

  test('docs/reference/reports.md: the numbers that a version is registered with, and a format that is named', () => {
    const { models } = parseManifest({
      file: 'models.yaml',
      text: blockWith('docs/reference/reports.md', 'versions:'),
      stages: DEFAULT_STAGES,
    });
    const [champion] = models.get('churn')?.versions ?? [];
    expect(champion?.metrics).toEqual({ accuracy: 0.91, 'slices.eu.recall': 0.87 });
    expect(
      resolveRules(policyOf(blockWith('docs/reference/reports.md', 'format: lm-eval')), 'churn', 'Production')
        .reading.format,
    ).toBe('lm-eval');
  });

  test.each(['docs/guides/mlflow.md', 'docs/reference/mlflow.md'])(
    '%s: the server is the one that the environment names',
    (file) => {
      const policy = policyOf(blockWith(file, 'report: mlflow'));
      expect(registrySetting(policy)).toMatchObject({ location: 'mlflow', mode: 'auto' });
      expect(resolveRules(policy, 'churn', 'Production')).toMatchObject({
        report: ['mlflow'],
        gates: [{ min: 0.9, 'max-regression': '0.5%' }],
      });
    },
  );

  test('docs/guides/mlflow.md: the workflow goes first to a stage that a new version may enter', () => {
    const { on } = parseStrictly(blockWith('docs/guides/mlflow.md', 'workflow_dispatch')) as {
      on: { workflow_dispatch: { inputs: { stage: { options: string[] } } } };
    };
    const [first = ''] = on.workflow_dispatch.inputs.stage.options;
    const policy = policyOf(blockWith('docs/guides/mlflow.md', 'report: mlflow'));
    expect(resolveRules(policy, 'churn', first).from).toBeNull();
  });

  test('docs/guides/databricks.md: the policy names the registry and a model in three levels', () => {
    const policy = policyOf(blockWith('docs/guides/databricks.md', 'databricks-uc'));
    expect(registrySetting(policy)).toMatchObject({ location: 'databricks-uc' });
    expect(resolveRules(policy, 'main.risk.churn', 'Production').from).toEqual(['Staging']);
  });
});
