import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rowsFor } from '../support/full.js';
import { startGitHub } from '../support/github/github.js';
import { runCli } from '../support/run-cli.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { promotion, sealAll, toText, type EntryParts } from '../unit/support/history-builder.js';
import { cli, cliJson, historyOf, mustCli, type Json } from './support/churn.js';

const OPEN = 'models.history.jsonl';
const FIRST = 'models.history/000001.jsonl';
const SECOND = 'models.history/000002.jsonl';
const TIMEOUT = 300_000;

const POLICY = `models:
  '*':
    report: reports/{version}.json
    stages:
      Production:
        gates:
          - metric: accuracy
            min: 0.90
            max-regression: 1%
`;

/** Nearly the longest reason: 13 lines with it fill a segment. */
const LONG = 'x'.repeat(9_900);
/** A tenth of what a segment holds. */
const LONGER = 'x'.repeat(14_000);

const judged = (observed: number): EntryParts => ({
  gates: [
    {
      ...{ gate: 'metric', metric: 'accuracy', check: 'min', observed, required: 0.9, champion: null },
      ...{ verdict: 'pass', reason: 'good' },
    },
  ],
});

/** Version after version goes to Production, the last of them 12. It is full with all of them. */
const ENTRIES: readonly EntryParts[] = Array.from({ length: 12 }, (_, at) => ({
  ...promotion(String(at + 1), at === 0 ? [] : [String(at)]),
  ...judged((930 + at) / 1000),
  reason: LONGER,
}));

/** As long as the releases before segments wrote it, in one file. */
function filesOf(entries = ENTRIES, model = 'churn'): Record<string, string> {
  const named = entries.map((entry) => ({ ...entry, model }));
  const last = entries.length;
  const stageOf = (at: number) => (at + 1 === last ? 'Production' : at + 1 < last ? 'Archived' : 'None');
  const versions = Array.from({ length: 40 }, (_, at) => `      ${at + 1}: {stage: ${stageOf(at)}}\n`);
  return {
    'models.yaml': `models:\n  ${model}:\n    versions:\n${versions.join('')}`,
    [OPEN]: toText(sealAll(named)),
  };
}

function makeLong(git: 'none' | 'repository' | 'remote' = 'none', entries = ENTRIES): Workspace {
  const reports = Array.from(
    { length: 40 },
    (_, at) => [`reports/${at + 1}.json`, '{"accuracy": 0.95}\n'] as const,
  );
  return makeWorkspace(
    { '.github/stagegate.yml': POLICY, ...filesOf(entries), ...Object.fromEntries(reports) },
    { git },
  );
}

const promote = (version: number, more = '') =>
  `promote --model churn --version ${version} --stage Production ${more}`;

/** Promotes until the segment is closed again. */
async function fillUp(workspace: Workspace, from: number, to: number): Promise<void> {
  for (let version = from; version <= to; version++)
    await mustCli(workspace, promote(version), '--reason', LONG);
}

async function versionsIn(workspace: Workspace): Promise<unknown[]> {
  const { json } = await cliJson(workspace, 'history churn');
  return (json as unknown as Json[]).map(({ version }) => version);
}

const upTo = (last: number) => Array.from({ length: last }, (_, at) => String(at + 1));

test('a long history in one file is closed as it is, in the commit of the next promotion', async () => {
  const workspace = makeLong('remote');
  const before = workspace.read(OPEN);
  const { json } = await cliJson(workspace, promote(13, '--commit push'));
  expect(json).toMatchObject({ decision: 'promoted', 'previous-version': '12' });
  expect(json['gates']).toContainEqual(expect.objectContaining({ check: 'max-regression', champion: 0.941 }));
  const clone = workspace.clone();
  expect(clone.git('show', '--name-status', '--no-renames', '--format=', 'HEAD')).toBe(
    `M\t${OPEN}\nA\t${FIRST}\nM\tmodels.yaml`,
  );
  expect(clone.read(FIRST)).toBe(before);
  expect(historyOf(clone).map(({ action }) => action)).toEqual(['checkpoint', 'promote']);
  expect((await mustCli(clone, 'verify')).stdout).toContain('registry and history agree (13 history lines)');
  expect(await versionsIn(clone)).toEqual(upTo(13));
  // the next one only adds its line
  const next = await cliJson(clone, promote(14, '--commit push'));
  expect(next.json['gates']).toContainEqual(
    expect.objectContaining({ check: 'max-regression', champion: 0.95 }),
  );
  expect(clone.git('show', '--name-status', '--format=', 'HEAD')).toBe(`M\t${OPEN}\nM\tmodels.yaml`);
});

describe('across segments', () => {
  test(
    'everything works as in one file',
    async () => {
      const workspace = makeLong();
      await fillUp(workspace, 13, 26);
      expect(Object.keys(workspace.files())).toEqual(expect.arrayContaining([FIRST, SECOND]));
      await mustCli(workspace, 'verify');
      expect(await versionsIn(workspace)).toEqual(upTo(26));
      const at = await mustCli(workspace, 'history churn --at 2026-11-01T03:30Z');
      expect(at.stdout).toMatch(/4\s+Production/);
      expect((await mustCli(workspace, 'history churn --stage Production --limit 1')).stdout).toContain('26');
      const back = await cliJson(
        workspace,
        'rollback --model churn --stage Production --version 3',
        '--reason',
        'p95',
      );
      expect(back.json).toMatchObject({ decision: 'rolled-back', 'archived-versions': ['26'] });
      // compared with the numbers that version 3 was promoted with, three files ago
      const after = await cliJson(workspace, promote(27));
      expect(after.json['gates']).toContainEqual(
        expect.objectContaining({ check: 'max-regression', champion: 0.932 }),
      );
      const again = await cliJson(workspace, promote(26));
      expect(again).toMatchObject({ status: 1, json: { decision: 'blocked' } });
      expect(again.json['gates']).toContainEqual(
        expect.objectContaining({ gate: 'taken-out', verdict: 'fail' }),
      );
      await mustCli(workspace, 'verify');
    },
    TIMEOUT,
  );

  test('what a checkpoint tells still blocks: a version that was taken out, and files that were exchanged', async () => {
    const out = {
      action: 'rollback' as const,
      version: '11',
      from: 'Archived',
      archived: ['12'],
      reason: LONG,
    };
    const files = { artifacts: { '5': { source: 's3://churn/5', sha256: null } } };
    const entries = ENTRIES.map((entry, at) => (at === 4 ? { ...entry, ...files } : entry));
    const workspace = makeLong('none', [...entries, out]);
    const manifest = workspace
      .read('models.yaml')
      .replace('11: {stage: Archived}', '11: {stage: Production}');
    workspace.write('models.yaml', manifest.replace('13: {stage: Production}', '13: {stage: None}'));
    await mustCli(workspace, promote(14));
    expect(historyOf(workspace)).toHaveLength(2);
    const { status, json } = await cliJson(workspace, promote(12));
    expect(status).toBe(1);
    expect(json['gates']).toContainEqual(expect.objectContaining({ gate: 'taken-out', verdict: 'fail' }));
    const exchanged = workspace
      .read('models.yaml')
      .replace('5: {stage: Archived}', '5: {stage: Archived, source: other}');
    workspace.write('models.yaml', exchanged);
    const refused = await cli(workspace, promote(5));
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain(
      `${OPEN}:1: the source of version 5 is other, but this line has s3://churn/5`,
    );
  });

  test(
    'a registry that was changed by hand is found, and acknowledged',
    async () => {
      const workspace = makeLong();
      await mustCli(workspace, promote(13));
      workspace.write(
        'models.yaml',
        workspace.read('models.yaml').replace('2: {stage: Archived}', '2: {stage: Staging}'),
      );
      expect((await cli(workspace, 'verify')).status).toBe(2);
      await mustCli(workspace, 'acknowledge --model churn --reason test');
      await mustCli(workspace, 'verify');
      await fillUp(workspace, 14, 28);
      expect(workspace.files()).toHaveProperty([SECOND]);
      await mustCli(workspace, 'verify');
    },
    TIMEOUT,
  );

  test(
    'new versions get numbers that were never used',
    async () => {
      const workspace = makeLong();
      await mustCli(workspace, 'register --model churn --source s3://churn/41');
      await mustCli(workspace, 'unregister --model churn --version 41');
      await fillUp(workspace, 13, 25);
      expect(historyOf(workspace)[0]).toMatchObject({ action: 'checkpoint' });
      const { json } = await cliJson(workspace, 'register --model churn --source s3://churn/42');
      expect(json['version']).toBe('42');
      const used = await cli(workspace, 'register --model churn --version 41 --source s3://churn/41');
      expect({ status: used.status, told: used.stderr.includes("can't be used again") }).toEqual({
        status: 2,
        told: true,
      });
    },
    TIMEOUT,
  );

  test('each model of a folder has segments of its own', async () => {
    const { 'models.yaml': churn = '', [OPEN]: history = '' } = filesOf();
    const { 'models.yaml': digits = '', [OPEN]: other = '' } = filesOf(ENTRIES.slice(0, 2), 'digits');
    const workspace = makeWorkspace({
      '.github/stagegate.yml': `registry: models/\n${POLICY}`,
      'models/churn.yaml': churn,
      'models/churn.history.jsonl': history,
      'models/digits.yaml': digits,
      'models/digits.history.jsonl': other,
      'reports/13.json': '{"accuracy": 0.95}\n',
    });
    await mustCli(workspace, promote(13));
    expect(workspace.read('models/churn.history/000001.jsonl')).toBe(history);
    expect(workspace.read('models/digits.history.jsonl')).toBe(other);
    await mustCli(workspace, 'verify');
    rmSync(join(workspace.root, 'models/churn.history/000001.jsonl'));
    const { status, stdout, stderr } = await cli(workspace, 'verify');
    expect({ status, told: /segment .* is missing/.test(`${stdout}${stderr}`) }).toEqual({
      status: 2,
      told: true,
    });
  });
});

describe('tampering', () => {
  const edits: [string, (workspace: Workspace) => void][] = [
    ['deleted', (workspace) => rmSync(join(workspace.root, FIRST))],
    ['renamed', (workspace) => workspace.git('mv', FIRST, 'models.history/1.jsonl')],
    ['altered', (workspace) => workspace.write(FIRST, workspace.read(FIRST).replace('"ann"', '"bob"'))],
    [
      'truncated',
      (workspace) => workspace.write(FIRST, workspace.read(FIRST).split('\n').slice(0, 5).join('\n')),
    ],
    ['emptied', (workspace) => workspace.write(FIRST, '')],
    ['replaced', (workspace) => workspace.write(FIRST, workspace.read(OPEN))],
    [
      'replaced by another good history',
      (workspace) =>
        workspace.write(FIRST, toText(sealAll(ENTRIES.map((entry) => ({ ...entry, actor: 'bob' }))))),
    ],
  ];

  test.each(edits)('a segment that was %s is found by everything that reads it', async (name, edit) => {
    const at = edits.findIndex(([each]) => each === name) % 3;
    const workspace = makeLong('remote');
    await mustCli(workspace, promote(13, '--commit push'));
    const clone = workspace.clone();
    edit(clone);
    const readers = [
      'verify',
      'history churn',
      'history --at 2026-11-01T03:30Z',
      'rollback --model churn --stage Production --reason x',
      'acknowledge --model churn --reason x',
      'validate',
    ];
    for (const words of rowsFor(readers, { at, of: 3 })) {
      const { status, stdout, stderr } = await cli(clone, words);
      expect({ words, status, told: `${stdout}${stderr}`.includes('models.history') }).toEqual({
        words,
        status: 2,
        told: true,
      });
    }
  });

  test.each<[string, (workspace: Workspace) => void]>([
    ['deleted', (workspace) => rmSync(join(workspace.root, OPEN))],
    [
      'without its checkpoint',
      (workspace) => workspace.write(OPEN, workspace.read(OPEN).split('\n').slice(1).join('\n')),
    ],
    [
      'with an altered checkpoint',
      (workspace) =>
        workspace.write(OPEN, workspace.read(OPEN).replace('"12":"Production"', '"12":"Staging"')),
    ],
  ])('a promotion refuses an open file %s', async (_name, edit) => {
    const workspace = makeLong();
    await mustCli(workspace, promote(13));
    edit(workspace);
    const { status, stderr } = await cli(workspace, promote(14));
    expect({ status, told: stderr.includes(OPEN) }).toEqual({ status: 2, told: true });
  });

  test('a segment that nothing follows is found by verify, and never overwritten', async () => {
    const workspace = makeLong();
    workspace.write(FIRST, toText(sealAll([promotion('1')])));
    const verified = await cli(workspace, 'verify');
    expect({ status: verified.status, told: verified.stderr.includes(FIRST) }).toEqual({
      status: 2,
      told: true,
    });
    const before = workspace.files();
    const { status, stderr } = await cli(workspace, promote(13));
    expect({ status, told: stderr.includes(FIRST) }).toEqual({ status: 2, told: true });
    expect(workspace.files()).toEqual(before);
  });
});

describe('five promoters at the moment when the segment closes', () => {
  const versions = [13, 14, 15, 16, 17];

  async function expectAllIn(workspace: Workspace): Promise<void> {
    await mustCli(workspace, 'verify');
    const told = await versionsIn(workspace);
    expect(told.slice(0, 12)).toEqual(upTo(12));
    expect(told.slice(12).sort()).toEqual(versions.map(String));
    expect(
      Object.keys(workspace.files())
        .filter((path) => path.includes('history'))
        .sort(),
    ).toEqual([OPEN, FIRST]);
  }

  test(
    'on disk: all are in, and one segment is closed',
    async () => {
      const workspace = makeLong();
      const runs = await Promise.all(versions.map((version) => cli(workspace, promote(version))));
      expect(runs.filter(({ status }) => status !== 0)).toEqual([]);
      await expectAllIn(workspace);
    },
    TIMEOUT,
  );

  test(
    'on one git remote: all are in, one commit each',
    async () => {
      const workspace = makeLong('remote');
      const clones = versions.map((version) => [version, workspace.clone()] as const);
      const runs = await Promise.all(
        clones.map(([version, clone]) => cli(clone, promote(version, '--commit push'))),
      );
      expect(runs.filter(({ status }) => status !== 0)).toEqual([]);
      const after = workspace.clone();
      expect(after.git('log', '--format=%H').split('\n')).toHaveLength(6);
      await expectAllIn(after);
    },
    TIMEOUT,
  );
});

describe('a merge of two branches', () => {
  const commit = (workspace: Workspace, message: string) => {
    workspace.git('add', '--all');
    workspace.git('commit', '--quiet', `--message=${message}`);
  };
  const merge = (workspace: Workspace, branch: string, ...more: string[]) => {
    try {
      workspace.git('merge', '--quiet', '--no-edit', ...more, branch);
      return 'merged';
    } catch {
      return 'conflict';
    }
  };

  /** Branches `one` and `two`, each with promotions of its own. */
  async function fork(workspace: Workspace, one: readonly number[], two: readonly number[]): Promise<void> {
    for (const [branch, versions] of [
      ['one', one],
      ['two', two],
    ] as const) {
      workspace.git('switch', '--quiet', '--create', branch, 'main');
      for (const version of versions) await mustCli(workspace, promote(version), '--reason', LONG);
      commit(workspace, branch);
    }
    workspace.git('switch', '--quiet', 'one');
  }

  test('that both close the segment is a conflict, and the other promotion can run again', async () => {
    const workspace = makeLong('repository');
    await fork(workspace, [13], [14]);
    expect(merge(workspace, 'two')).toBe('conflict');
    const marked = await cli(workspace, 'verify');
    expect({ status: marked.status, told: marked.stderr }).toEqual({
      status: 2,
      told: expect.stringMatching(/conflict markers|merge/),
    });
    workspace.git('checkout', '--ours', '--', OPEN, 'models.yaml');
    commit(workspace, 'merged');
    await mustCli(workspace, promote(14));
    await mustCli(workspace, 'verify');
    expect(await versionsIn(workspace)).toEqual(upTo(14));
  });

  test('that both close the segment, with a driver that keeps all lines, is found', async () => {
    const workspace = makeLong('repository');
    workspace.write('.gitattributes', `${OPEN} merge=union\n`);
    commit(workspace, 'union');
    await fork(workspace, [13], [14]);
    merge(workspace, 'two', '--strategy-option=ours');
    const both = await cli(workspace, 'verify');
    expect(both).toMatchObject({ status: 2, stderr: expect.stringContaining('were merged') as unknown });
    expect((await cli(workspace, promote(15))).status).toBe(2);
  });

  test('of which one closes the segment and the other appends is a conflict; keeping the short side is found', async () => {
    // two lines are missing until it is full
    const workspace = makeLong('repository', ENTRIES.slice(0, 8));
    await fork(workspace, [9, 10, 11], [12]);
    expect(workspace.files()).toHaveProperty([FIRST]);
    expect(merge(workspace, 'two')).toBe('conflict');
    workspace.git('checkout', '--theirs', '--', OPEN, 'models.yaml');
    commit(workspace, 'merged');
    const { status, stderr } = await cli(workspace, 'verify');
    expect({ status, told: stderr.includes(FIRST) }).toEqual({ status: 2, told: true });
  });
});

test.each(['api', 'pull-request'])('commit: %s sends the segment with the change', async (commit) => {
  const files: Record<string, string> = {
    '.github/stagegate.yml': POLICY,
    'reports/13.json': '{"accuracy": 0.95}\n',
    ...filesOf(),
  };
  const github = await startGitHub({ files });
  try {
    github.repository.settings.actionsMayOpenPulls = true;
    const workspace = makeWorkspace({
      '.github/stagegate.yml': POLICY,
      'reports/13.json': '{"accuracy": 0.95}\n',
    });
    const run = () =>
      runCli(promote(13, `--json --commit ${commit}`).split(' '), {
        cwd: workspace.root,
        env: {
          GITHUB_TOKEN: github.token,
          GITHUB_API_URL: github.apiUrl,
          GITHUB_REPOSITORY: github.repository.fullName,
          GITHUB_REF: 'refs/heads/main',
        },
      });
    const { status, stdout, stderr } = await run();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { commit: sha } = JSON.parse(stdout) as Json;
    expect(await github.repository.read(FIRST, String(sha))).toBe(files[OPEN]);
    const open = (await github.repository.read(OPEN, String(sha)))?.trimEnd().split('\n') ?? [];
    expect(open.map((line) => (JSON.parse(line) as Json)['action'])).toEqual(['checkpoint', 'promote']);
    // the same proposal again
    if (commit === 'pull-request') expect(JSON.parse((await run()).stdout)).toMatchObject({ commit: sha });
  } finally {
    await github.close();
  }
});
