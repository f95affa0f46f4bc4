import { READ_BY_SHAPE } from '../../src/evidence/report-entry.js';
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { EvidenceFiles } from '../../src/files/evidence-files.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';

const SUBJECT = { model: 'churn', version: '1' };

let workspace: Workspace;
let old = '';
beforeEach(() => {
  workspace = makeWorkspace({ 'metrics.json': '{"a": 0.1}', 'r/a.json': '{"b": 1}', 'r/b.yml': 'c: 2\n' });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: workspace.root,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'old');
  old = git('rev-parse', 'HEAD');
  workspace.write('metrics.json', '{"a": 0.9}');
  git('commit', '--quiet', '--all', '--message', 'new');
});

describe('reports at a commit', () => {
  const read = (commit: string, ...templates: string[]) =>
    new EvidenceFiles(workspace.root).at(commit).reports(templates, SUBJECT, READ_BY_SHAPE);

  test('are as they were then, and named with it', async () => {
    const { reports, problems } = await read(old, 'metrics.json');
    expect(problems).toEqual([]);
    expect(reports.map(({ path }) => path)).toEqual([`metrics.json at commit ${old.slice(0, 12)}`]);
    expect(reports[0]?.metrics.children.get('a')).toMatchObject({ value: 0.1 });
  });

  test('are also read from a file that is not text', async () => {
    const name = 'metrics-00000-of-00001.tfrecord';
    cpSync(new URL('../fixtures/tfma/metrics.tfrecord', import.meta.url), join(workspace.root, name));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
        cwd: workspace.root,
        encoding: 'utf8',
      }).trim();
    git('add', name);
    git('commit', '--quiet', '--message', 'evaluation');
    const now = await new EvidenceFiles(workspace.root).reports([name], SUBJECT, READ_BY_SHAPE);
    const { reports, problems } = await read(git('rev-parse', 'HEAD'), name);
    expect(problems).toEqual([]);
    expect(reports[0]).toMatchObject({ format: 'tfma', metrics: now.reports[0]?.metrics });
    expect(reports[0]?.metrics.children.get('auc')).toMatchObject({ value: 0.88375, samples: 40 });
  });

  test('are found by patterns', async () => {
    const { reports } = await read(old, 'r/*');
    expect(reports.map(({ path }) => path.split(' ')[0])).toEqual(['r/a.json', 'r/b.yml']);
  });

  test.each([
    ['a file that was not there', () => old, 'other.json', 'matches no file at commit'],
    [
      'a commit that is not here',
      () => 'a'.repeat(40),
      'metrics.json',
      'check out the whole history (fetch-depth: 0)',
    ],
    ['what is no commit', () => 'HEAD --all', 'metrics.json', 'which this checkout does not have'],
  ])('%s is told', async (_name, commit, template, words) => {
    const { reports, problems } = await read(commit(), template);
    expect(reports).toEqual([]);
    expect(problems).toEqual([{ path: template, message: expect.stringContaining(words) as unknown }]);
  });
});

describe('examples', () => {
  const columns = { key: 'id', score: 'ok' };
  const reader = () => new EvidenceFiles(workspace.root);

  test('are read of one version', async () => {
    workspace.write('p/1.jsonl', '{"id": "x", "ok": true}\n{"id": "y", "ok": false}\n');
    expect(await reader().examples('p/{version}.jsonl', SUBJECT, columns)).toMatchObject({
      path: 'p/1.jsonl',
      rows: [
        { key: 'x', score: 1 },
        { key: 'y', score: 0 },
      ],
    });
  });

  test.each([
    ['missing', 'q/{version}.csv', 'is missing'],
    ['without a score', 'p/none.jsonl', 'has no ok'],
  ])('%s are told', async (_name, template, words) => {
    workspace.write('p/none.jsonl', '{"id": "x"}\n');
    expect(await reader().examples(template, SUBJECT, columns)).toMatchObject({
      message: expect.stringContaining(words) as unknown,
    });
  });

  test('a pattern that means two files is told', async () => {
    workspace.write('s/a.csv', 'id,ok\nx,1\n');
    workspace.write('s/b.csv', 'id,ok\nx,1\n');
    expect(await reader().examples('s/*.csv', SUBJECT, columns)).toMatchObject({
      message: 'means 2 files, but must match exactly one',
    });
  });
});
