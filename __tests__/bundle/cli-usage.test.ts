import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT } from '../support/project.js';
import { runCli } from '../support/run-cli.js';
import { cli, makeChurn, PROMOTE } from './support/churn.js';

const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  promote: [
    '--model',
    '--version',
    '--stage',
    '--report',
    '--policy',
    '--registry',
    '--reason',
    '--force',
    '--dry-run',
    '--commit',
    '--json',
  ],
  check: ['--model', '--version', '--stage', '--report', '--policy', '--registry', '--json'],
  rollback: ['--model', '--stage', '--version', '--reason', '--policy', '--registry', '--json'],
  register: ['--model', '--version', '--source', '--sha256', '--report', '--tag', '--alias', '--json'],
  'transition-stage': ['--model-name', '--version', '--stage', '--json'],
  'list-versions': ['--model-name', '--json'],
  history: ['--model', '--at', '--json'],
  verify: ['--registry', '--json'],
  init: ['--json'],
};

const COMMANDS = Object.keys(OPTIONS);

describe('--help', () => {
  test('names all commands and the exit statuses', async () => {
    const { status, stdout, stderr } = await cli(makeChurn(), '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(COMMANDS.filter((command) => !stdout.includes(`\n  ${command} `))).toEqual([]);
    expect(stdout).toContain('1 blocked by a gate; 2 bad input');
  });

  test.each(COMMANDS)('of %s names its options', async (command) => {
    const { status, stdout, stderr } = await cli(makeChurn(), `${command} --help`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`Usage: stagegate ${command}`);
    expect(OPTIONS[command]?.filter((option) => !stdout.includes(`${option} `))).toEqual([]);
  });

  test('is shown on stderr, with 2, where no command is given', async () => {
    const { status, stdout, stderr } = await cli(makeChurn(), '');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('Usage: stagegate');
    expect(stderr).not.toContain('outputHelp');
  });
});

describe('--version', () => {
  test.each(['--version', ...COMMANDS.map((command) => `${command} --version`)])(
    '%s prints it',
    async (words) => {
      expect(await cli(makeChurn(), words)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    },
  );
});

describe('what is misspelt', () => {
  test.each([
    ['a command', 'promot --model churn', ['promot', 'Did you mean promote?']],
    ['a flag', `${PROMOTE} --polcy x`, ['--polcy', 'Did you mean --policy?']],
    [
      'a flag in the place of one that is needed',
      'promote --modle churn --version 1 --stage Staging',
      ['--modle', 'Did you mean --model?'],
    ],
    ['a needed flag', 'promote --model churn --version 1', ['--stage']],
    ['a flag without its value', 'promote --model churn --stage Production --version', ['--version']],
    ['an argument too many', `${PROMOTE} now`, ['too many arguments']],
    ['a way to commit', `${PROMOTE} --commit psuh`, ['psuh', 'none, push']],
  ])('%s is told with the nearest that is known, and 2', async (_name, words, parts) => {
    const workspace = makeChurn();
    const before = workspace.files();
    const { status, stdout, stderr } = await cli(workspace, words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(parts.filter((part) => !stderr.includes(part))).toEqual([]);
    expect(stderr).toContain('--help');
    expect(workspace.files()).toEqual(before);
  });

  test('with --json is one document on stdout', async () => {
    const { status, stdout, stderr } = await cli(makeChurn(), 'promote --json --modle churn');
    expect(status).toBe(2);
    expect(stderr).toContain('--modle');
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'input',
        message: expect.stringContaining('--modle'),
        file: null,
        line: null,
        column: null,
        hint: expect.any(String),
      },
    });
  });
});

const COLOUR = '\u001b[';

describe('colours', () => {
  test.each([
    ['nothing set, no terminal', {}, false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
    ['NO_COLOR', { NO_COLOR: '1' }, false],
    ['both', { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['an empty NO_COLOR, which counts as none', { NO_COLOR: '', FORCE_COLOR: '1' }, true],
  ])('%s', async (_name, env, coloured) => {
    const workspace = makeChurn();
    const good = await runCli([...PROMOTE.split(' '), '--dry-run'], { cwd: workspace.root, env });
    const wrong = await runCli(['promote', '--model', 'nobody'], { cwd: workspace.root, env });
    expect([good.status, wrong.status]).toEqual([0, 2]);
    expect([good.stdout.includes(COLOUR), wrong.stderr.includes(COLOUR)]).toEqual([coloured, coloured]);
  });

  test('are never in a document for programs', async () => {
    const { stdout } = await runCli([...PROMOTE.split(' '), '--json'], {
      cwd: makeChurn().root,
      env: { FORCE_COLOR: '1' },
    });
    expect(stdout).not.toContain(COLOUR);
  });
});
