import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT } from '../support/project.js';
import { runCli } from '../support/run-cli.js';
import { makeWorkspace } from '../support/workspace.js';
import { CHURN, cli, cliJson, makeChurn, mustCli, PROMOTE, stagesOf } from './support/churn.js';

const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  promote: [
    '--model, --model-name',
    '--version',
    '--stage',
    '--report',
    '--policy',
    '--registry',
    '--reason',
    '--force',
    '--dry-run',
    '--commit',
    '--prune-aliases',
    '--json',
  ],
  check: ['--model, --model-name', '--version', '--stage', '--report', '--policy', '--registry', '--json'],
  rollback: [
    '--model, --model-name',
    '--stage',
    '--version',
    '--reason',
    '--policy',
    '--registry',
    '--prune-aliases',
    '--json',
  ],
  register: [
    '--model, --model-name',
    '--version',
    '--source',
    '--sha256',
    '--report',
    '--tag',
    '--alias',
    '--new-model',
    '--json',
  ],
  'transition-stage': ['--model, --model-name', '--version', '--stage', '--prune-aliases', '--json'],
  'list-versions': ['--model, --model-name', '--json'],
  completion: ['-h, --help'],
  history: ['--model, --model-name', '--at', '--json'],
  power: [
    '--model, --model-name',
    '--stage',
    '--version',
    '--effect',
    '--samples',
    '--replay',
    '--report',
    '--policy',
    '--registry',
    '--json',
  ],
  site: ['--out', '--policy', '--registry', '--json'],
  verify: ['--registry', '--prune-aliases', '--json'],
  acknowledge: ['--model, --model-name', '--reason', '--dry-run', '--commit', '--registry', '--json'],
  unregister: ['--model, --model-name', '--version', '--reason', '--dry-run', '--commit', '--json'],
  validate: ['--policy', '--registry', '--json'],
  init: ['--json'],
  adopt: ['--yes', '--dry-run', '--json'],
};

const COMMANDS = Object.keys(OPTIONS);

/** Of a terminal that is as narrow as they usually are. */
const longLines = (help: string) => help.split('\n').filter((line) => line.length > 80);

describe('--help', () => {
  test('names all commands and the exit statuses', async () => {
    const { status, stdout, stderr } = await cli(makeChurn(), '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(COMMANDS.filter((command) => !stdout.includes(`\n  ${command} `))).toEqual([]);
    expect(stdout).toContain('\n  1  blocked by a gate\n  2  bad input');
    expect(longLines(stdout)).toEqual([]);
  });

  test.each(COMMANDS)('of %s names its options', async (command) => {
    const { status, stdout, stderr } = await cli(makeChurn(), `${command} --help`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`Usage: stagegate ${command}`);
    expect(longLines(stdout.split('\nExample')[0]!)).toEqual([]);
    expect(OPTIONS[command]?.filter((option) => !stdout.includes(`${option} `))).toEqual([]);
  });

  test.each([
    ['promote', '<model> <version> <stage>', ['model', 'version', 'stage']],
    ['check', '<model> <version> <stage>', ['model', 'version', 'stage']],
    ['transition-stage', '<model> <version> <stage>', ['model', 'version', 'stage']],
    ['rollback', '<model> <stage> [version]', ['model', 'stage', '--reason <text>']],
    ['register', '<model> [version]', ['model']],
    ['list-versions', '[model]', []],
    ['history', '[model]', []],
    ['acknowledge', '<model>', ['model', '--reason <text>']],
    ['unregister', '<model> <version>', ['model', 'version']],
  ])('of %s shows %s and marks what is required', async (command, form, required) => {
    const { stdout } = await cli(makeChurn(), `${command} --help`);
    expect(stdout).toContain(`Usage: stagegate ${command} ${form} [options]\n`);
    const marked = stdout.split('\n').filter((line) => line.includes('(required)'));
    expect(marked.map((line) => line.trim().split(/  +/)[0])).toEqual(required);
  });

  test.each(COMMANDS)('of %s ends with commands to copy, which are understood', async (command) => {
    const { stdout } = await cli(makeChurn(), `${command} --help`);
    const examples =
      stdout
        .split(/^Examples?:$/m)[1]
        ?.trim()
        .split('\n') ?? [];
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(example.trim()).toMatch(new RegExp(`^stagegate ${command}( |$)`));
      const words = (example.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
      const { stderr } = await runCli(words.slice(1), {
        cwd: makeWorkspace(CHURN, { git: 'repository' }).root,
      });
      expect(stderr).not.toMatch(/--help|unknown|too many|needs a/);
    }
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
    ['a needed flag', 'promote --model churn --version 1', ['promote needs a stage', '--stage']],
    [
      'the other name of a flag',
      'list-versions --model-nmae churn',
      ['--model-nmae', 'Did you mean --model-name?'],
    ],
    ['needed arguments', 'promote', ['promote needs a model, a version and a stage', '<model> <version>']],
    ['a flag without its value', 'promote --model churn --stage Production --version', ['--version']],
    ['an argument too many', 'promote churn 2 Production now', ['too many arguments']],
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

describe('model, version and stage', () => {
  const reason = ['--reason', 'slow'];

  test.each([
    ['promote churn 2 Production'],
    ['promote churn 2 --stage Production'],
    ['promote churn --stage Production --version 2'],
    ['promote --stage Production churn 2'],
    ['promote --model-name churn --version 2 --stage Production'],
    ['promote --model-name=churn --model=churn --version 2 --stage Production'],
    ['promote churn 2 Production --model churn --version 2 --stage Production'],
    ['transition-stage churn 2 Production'],
    ['transition-stage --model churn --version 2 --stage Production'],
  ])('%s', async (words) => {
    const workspace = makeChurn();
    await mustCli(workspace, words);
    expect(await stagesOf(workspace)).toMatchObject({ 1: 'Archived', 2: 'Production' });
  });

  test('check, register, rollback, list-versions and history take them too', async () => {
    const workspace = makeChurn();
    expect((await cliJson(workspace, 'check churn @candidate Production')).json).toMatchObject({
      decision: 'allowed',
      version: '2',
    });
    expect((await cliJson(workspace, 'register churn 7 --source s3://m/7')).json['version']).toBe('7');
    expect((await cliJson(workspace, 'register --model-name churn --source s3://m/8')).json['version']).toBe(
      '8',
    );
    await mustCli(workspace, 'promote churn 2 Production');
    const back = await cliJson(workspace, 'rollback churn Production', ...reason);
    expect(back.json).toMatchObject({ decision: 'rolled-back', version: '1' });
    const lists = ['churn', '--model churn', '--model-name churn'];
    const told = await Promise.all(lists.map((words) => cli(workspace, `list-versions ${words}`)));
    expect(new Set(told.map(({ stdout }) => stdout)).size).toBe(1);
    expect(told[0]?.stdout).toContain('Production');
    const histories = await Promise.all(lists.map((words) => cli(workspace, `history ${words}`)));
    expect(new Set(histories.map(({ stdout }) => stdout)).size).toBe(1);
    expect(histories[0]?.stdout).toContain('slow');
  });

  test('rollback takes the version last', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, 'promote churn 2 Production');
    const { json } = await cliJson(workspace, 'rollback churn Production 1', ...reason);
    expect(json).toMatchObject({ decision: 'rolled-back', version: '1', stage: 'Production' });
  });

  test.each([
    [
      'promote churn 2 Production --stage Staging',
      ['the stage has two values: "Production" as an argument', '"Staging"'],
    ],
    [
      'promote churn 2 Production --model-name fraud',
      ['the model has two values: "churn" as an argument', '"fraud"'],
    ],
    [
      'promote --model churn --model-name fraud --version 2 --stage Production',
      ['has two values', '"fraud"'],
    ],
    ['promote churn 2 --stage Production --stage Staging', ['the stage has two values', '"Staging"']],
    ['list-versions churn --model fraud', ['the model has two values: "churn" as an argument', '"fraud"']],
    ['promote churn Production 2', ['are swapped', 'promote <model> <version> <stage>']],
    ['rollback churn 1 Production --reason x', ['are swapped', 'rollback <model> <stage> [version]']],
    ['rollback churn Production', ['rollback needs a reason', '--reason']],
    ['promote churn@2 Production', ['promote needs a stage', 'give them apart, as churn 2']],
    ['promote churn:2 2 Production', ['no model "churn:2"', 'Give them separately: model churn, version 2.']],
    ['promote models:/churn/2 2 Production', ['is not a model name', 'model churn, version 2']],
    ['register churn@5', ['looks like a version', 'Give them separately: model churn, version 5.']],
    ['promote churn v2 Production', ['"v2" is not a version number', 'Did you mean 2?']],
  ])('%s ends with 2 and changes nothing', async (words, parts) => {
    const workspace = makeChurn();
    const before = workspace.files();
    const { status, stdout, stderr } = await cli(workspace, words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(parts.filter((part) => !stderr.includes(part))).toEqual([]);
    expect(workspace.files()).toEqual(before);
  });

  test('a trailing space is told once, with the name that was meant', async () => {
    const { status, stderr } = await cli(makeChurn(), 'list-versions', 'churn ');
    expect(status).toBe(2);
    expect(stderr).toBe('stagegate: model name "churn " ends with a space\n  Write it as "churn".\n');
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
