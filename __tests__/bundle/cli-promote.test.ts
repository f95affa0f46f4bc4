import { describe, expect, test } from '@jest/globals';
import {
  changedLines,
  CHURN,
  cli,
  cliJson,
  historyOf,
  makeChurn,
  POLICY,
  PROMOTE,
  stagesOf,
} from './support/churn.js';
import { expectOutputs } from './support/outputs.js';

const BLOCK_YAML = `models:
  churn:
    versions:
      "1":
        stage: Production # since spring
      "2":
        source: s3://models/2
        stage: "Staging"
`;

const JSON_MANIFEST = `{
  "models": {
    "churn": {
      "versions": {
        "1": { "stage": "Production" },
        "2": { "stage": "Staging", "source": "s3://models/2" }
      }
    }
  }
}
`;

const REGISTRIES = [
  {
    name: 'YAML in flow style',
    registry: 'models.yaml',
    file: 'models.yaml',
    text: CHURN['models.yaml'] ?? '',
    history: 'models.history.jsonl',
    lines: [
      '-      1: {stage: Production, metrics: {accuracy: 0.91}}',
      '-      2: {stage: Staging} # the candidate',
      '+      1: {stage: Archived, metrics: {accuracy: 0.91}}',
      '+      2: {stage: Production} # the candidate',
    ],
  },
  {
    name: 'YAML in block style',
    registry: 'ml/registry.yml',
    file: 'ml/registry.yml',
    text: BLOCK_YAML,
    history: 'ml/registry.history.jsonl',
    lines: [
      '-        stage: Production # since spring',
      '+        stage: Archived # since spring',
      '-        stage: "Staging"',
      '+        stage: "Production"',
    ],
  },
  {
    name: 'YAML with the line ends of Windows',
    registry: 'models.yaml',
    file: 'models.yaml',
    text: BLOCK_YAML.replaceAll('\n', '\r\n'),
    history: 'models.history.jsonl',
    lines: [
      '-        stage: Production # since spring\r',
      '+        stage: Archived # since spring\r',
      '-        stage: "Staging"\r',
      '+        stage: "Production"\r',
    ],
  },
  {
    name: 'JSON',
    registry: 'models.json',
    file: 'models.json',
    text: JSON_MANIFEST,
    history: 'models.history.jsonl',
    lines: [
      '-        "1": { "stage": "Production" },',
      '-        "2": { "stage": "Staging", "source": "s3://models/2" }',
      '+        "1": { "stage": "Archived" },',
      '+        "2": { "stage": "Production", "source": "s3://models/2" }',
    ],
  },
  {
    name: 'a folder of YAML',
    registry: 'registry',
    file: 'registry/churn.yaml',
    text: BLOCK_YAML,
    history: 'registry/churn.history.jsonl',
    lines: [
      '-        stage: Production # since spring',
      '+        stage: Archived # since spring',
      '-        stage: "Staging"',
      '+        stage: "Production"',
    ],
  },
  {
    name: 'a folder of JSON',
    registry: 'registry',
    file: 'registry/churn.json',
    text: JSON_MANIFEST,
    history: 'registry/churn.history.jsonl',
    lines: [
      '-        "1": { "stage": "Production" },',
      '-        "2": { "stage": "Staging", "source": "s3://models/2" }',
      '+        "1": { "stage": "Archived" },',
      '+        "2": { "stage": "Production", "source": "s3://models/2" }',
    ],
  },
];

describe('a promotion', () => {
  test.each(REGISTRIES)('in $name changes two lines and adds one to the history', async (registry) => {
    const workspace = makeChurn(
      {
        '.github/stagegate.yml': POLICY.replace('registry: models.yaml', `registry: ${registry.registry}`),
        'reports/1.json': '{"accuracy": 0.91}',
        'models.yaml': 'models: {}\n',
        [registry.file]: registry.text,
      },
      { git: 'repository' },
    );
    const { status, stderr } = await cli(workspace, PROMOTE);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(changedLines(workspace)).toEqual(registry.lines);
    expect(workspace.git('status', '--porcelain', '--untracked-files=all')).toBe(
      ` M ${registry.file}\n?? ${registry.history}`,
    );
    const [line, ...others] = historyOf(workspace, registry.history);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      action: 'promote',
      model: 'churn',
      version: '2',
      from: 'Staging',
      to: 'Production',
      archived: ['1'],
      forced: false,
      reason: null,
      beginning: expect.objectContaining({ 1: 'Production', 2: 'Staging' }),
      previous: null,
    });
  });

  test('tells people what moved, on what numbers, and how to undo it', async () => {
    const { stdout } = await cli(makeChurn(), PROMOTE);
    for (const words of [
      'churn 2 is in Production',
      'replaced version 1',
      '0.95',
      '≥ 0.9',
      'stagegate rollback --model churn',
    ]) {
      expect(stdout).toContain(words);
    }
  });

  test('is one document for programs', async () => {
    const workspace = makeChurn();
    const { status, json, stderr } = await cliJson(workspace, PROMOTE);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expectOutputs(json);
    expect(json).toMatchObject({
      decision: 'promoted',
      promoted: true,
      model: 'churn',
      version: '2',
      stage: 'Production',
      'previous-stage': 'Staging',
      'previous-version': '1',
      'archived-versions': ['1'],
      headline: 'churn 2 is in Production',
      notices: [],
      'policy-sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
      'report-sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
      commit: null,
    });
    expect(json['gates']).toEqual([
      expect.objectContaining({ gate: 'from', verdict: 'pass' }),
      expect.objectContaining({
        gate: 'metric',
        metric: 'accuracy',
        check: 'min',
        observed: 0.95,
        required: 0.9,
      }),
      expect.objectContaining({ check: 'max-regression', observed: 0.95, required: '0.5%', champion: 0.91 }),
    ]);
  });

  test.each([
    ['promote', `${PROMOTE} --force --reason urgent`, 'churn 2 is in Production'],
    ['check', 'check churn 3 Production', "churn 3 can't be promoted to Production yet: 2 of 3 gates failed"],
    ['rollback', 'rollback churn Production --reason slow', 'churn is back on version 1 in Production'],
    ['register', 'register churn 5 --reason x', 'churn 5 is registered'],
    ['transition-stage', 'transition-stage churn 4 Staging', 'churn 4 is in Staging'],
    ['a withdrawal', 'promote churn 2 Archived', 'churn 2 is in Archived'],
  ])('%s has the headline and every notice in its document', async (_name, words, headline) => {
    const workspace = makeChurn();
    if (words.startsWith('rollback')) await cli(workspace, PROMOTE);
    const text = await cli(makeChurn(workspace.files()), words);
    const { json } = await cliJson(workspace, words);
    expectOutputs(json);
    expect(json['headline']).toBe(headline);
    const told = text.stdout.split('\n').filter((line) => line.startsWith('  ! '));
    if (!words.startsWith('transition-stage'))
      expect(json['notices']).toEqual(told.map((line) => line.slice(4)));
  });

  test('tells a registry that was changed by hand, an emptied stage and what was tolerated', async () => {
    const workspace = makeChurn();
    await cli(workspace, PROMOTE);
    workspace.write(
      'models.yaml',
      workspace.read('models.yaml').replace('2: {stage: Production}', '2: {stage: None}'),
    );
    const { json } = await cliJson(workspace, 'check churn 3 Production');
    expect(json['notices']).toEqual([
      "the registry doesn't match its history (run stagegate verify): version 2 is in None, but the history has it in Production",
      'Production has been empty since version 2 left it: compared with version 2',
    ]);
  });

  test('again is unchanged, and changes nothing', async () => {
    const workspace = makeChurn();
    await cli(workspace, PROMOTE);
    const before = workspace.files();
    const { status, json } = await cliJson(workspace, PROMOTE);
    expect(status).toBe(0);
    expectOutputs(json);
    expect(json).toMatchObject({
      decision: 'unchanged',
      promoted: false,
      'archived-versions': [],
      gates: [],
    });
    expect(workspace.files()).toEqual(before);
  });

  test('of a stage in another case is written in its canonical spelling', async () => {
    const workspace = makeChurn();
    const { json } = await cliJson(workspace, 'promote --model churn --version 2 --stage pRODUCTION');
    expect(json).toMatchObject({ decision: 'promoted', stage: 'Production' });
    expect(workspace.read('models.yaml')).toContain('2: {stage: Production}');
  });

  test('of the first version compares with nothing and says so', async () => {
    const workspace = makeChurn({ 'models.yaml': 'models: {churn: {versions: {2: {stage: Staging}}}}\n' });
    const { status, json } = await cliJson(workspace, PROMOTE);
    expect(status).toBe(0);
    expect(json).toMatchObject({ decision: 'promoted', 'previous-version': null, 'archived-versions': [] });
    expect(json['gates']).toContainEqual(expect.objectContaining({ check: 'min', verdict: 'pass' }));
    expect(json['gates']).toContainEqual(
      expect.objectContaining({ check: 'max-regression', verdict: 'skip', champion: null }),
    );
  });

  test('that leaves the champion where it is, when the policy says so', async () => {
    const policy = POLICY.replace('from: [Staging]', 'archive-existing: false');
    const workspace = makeChurn({ '.github/stagegate.yml': policy });
    const { json } = await cliJson(workspace, PROMOTE);
    expect(json).toMatchObject({ decision: 'promoted', 'previous-version': '1', 'archived-versions': [] });
    expect(await stagesOf(workspace)).toMatchObject({ 1: 'Production', 2: 'Production' });
  });

  test('names the policy, the report and who asked in the history', async () => {
    const workspace = makeChurn({}, { git: 'repository' });
    workspace.git('config', 'user.name', 'Ada');
    await cli(workspace, PROMOTE, '--reason', '  the spring model ');
    expect(historyOf(workspace)).toMatchObject([
      {
        actor: 'Ada',
        reason: 'the spring model',
        commit: workspace.git('rev-parse', 'HEAD'),
        run: null,
        'policy-sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
        'report-sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
    ]);
  });
});

describe('a version', () => {
  test.each([
    ['latest', '4', 'Staging'],
    ['Latest', '4', 'Staging'],
    ['@champion', '1', 'Archived'],
    ['@candidate', '2', 'Production'],
  ])('%s is version %s', async (version, number, stage) => {
    const { status, json } = await cliJson(
      makeChurn(),
      `promote --model churn --version ${version} --stage ${stage}`,
    );
    expect(status).toBe(0);
    expect(json).toMatchObject({ version: number, stage, promoted: true });
  });

  test.each(['Archived', 'archived', 'None', 'none'])(
    'goes to %s without a gate, and without a policy',
    async (stage) => {
      const workspace = makeChurn();
      workspace.write('.github/stagegate.yml', 'models: {}\n');
      const { status, json } = await cliJson(workspace, `promote --model churn --version 1 --stage ${stage}`);
      const canonical = stage.toLowerCase() === 'none' ? 'None' : 'Archived';
      expect(status).toBe(0);
      expectOutputs(json);
      expect(json).toMatchObject({
        decision: 'promoted',
        stage: canonical,
        'previous-stage': 'Production',
        gates: [],
      });
      expect(await stagesOf(workspace)).toMatchObject({ 1: canonical });
      expect(historyOf(workspace)).toMatchObject([
        { action: 'archive', from: 'Production', to: canonical, archived: [] },
      ]);
    },
  );
});
