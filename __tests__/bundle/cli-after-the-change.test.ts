import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { CLI_BUNDLE } from '../support/project.js';
import { cli, makeChurn, mustCli, PROMOTE, stagesOf } from './support/churn.js';

describe('what was promoted stays promoted, whoever reads the output', () => {
  test.each([
    ['a reader that has gone', '| true', ''],
    ['a full disk', '>/dev/full', 'the output could not be written (ENOSPC)'],
  ])('%s', async (_name, redirection, told) => {
    const workspace = makeChurn();
    const script = `set -o pipefail; "$0" "$1" ${PROMOTE} --json ${redirection}`;
    const { status, stderr } = spawnSync('bash', ['-c', script, process.execPath, CLI_BUNDLE], {
      cwd: workspace.root,
      encoding: 'utf8',
    });
    expect(stderr).toContain(told);
    expect(stderr).not.toContain('Error:');
    expect(status).toBe(0);
    expect(await stagesOf(workspace)).toMatchObject({ '2': 'Production' });
  });
});

describe('files that were exchanged under a number', () => {
  const SOURCES = `models:
  churn:
    versions:
      1: {stage: Production, source: "s3://m/1", metrics: {accuracy: 0.91}}
      2: {stage: Staging, source: "s3://m/2"}
`;

  test.each([
    ['rolled back to', 's3://m/1', 'rollback --model churn --stage Production --reason slow'],
    ['promoted again', 's3://m/2', 'promote --model churn --version 2 --stage Staging'],
  ])('are not %s, and stay found', async (_name, source, command) => {
    const workspace = makeChurn({ 'models.yaml': SOURCES });
    await mustCli(workspace, PROMOTE);
    workspace.write('models.yaml', workspace.read('models.yaml').replace(source, 's3://evil'));
    const { status, stderr } = await cli(workspace, command);
    expect(status).toBe(2);
    expect(stderr).toContain(`is s3://evil, but this line has ${source}`);
    expect((await cli(workspace, 'verify')).status).toBe(2);
  });
});
