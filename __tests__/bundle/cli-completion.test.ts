import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { CLI_BUNDLE } from '../support/project.js';
import { baseEnvironment, runProcess } from '../support/spawn.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { cli, cliJson, mustCli } from './support/churn.js';

/** What a shell would run if it were typed unquoted. */
const HOSTILE = `a b$(touch taken)'";*`;
const FILES = {
  '.github/stagegate.yml':
    'stages: [Staging, Canary, Production]\nmodels: {"*": {stages: {Staging: {}, Canary: {}, Production: {}}}}\n',
  'models.yaml': `models:
  churn:
    versions:
      1: {stage: Production}
      2: {stage: None}
      10: {stage: Staging}
  ${JSON.stringify(HOSTILE)}:
    versions:
      1: {stage: None}
  "line\\nbreak":
    versions: {}
`,
};

/** Names that a shell, a terminal or a program could take for more. */
const NAMES = [
  '<img src=x onerror=alert(1)>',
  'x](javascript:alert(1))',
  '"; touch taken; #',
  '$(touch taken)',
  '`touch taken`',
  '{{ 7*7 }}',
  '__proto__',
  '../../x',
  'n'.repeat(300),
];
/** No registry takes them for versions. */
const VERSIONS = [
  ...['<img src=x onerror=alert(1)>', '\u202egnp', '__proto__', '-rf', '"; touch taken; #', '$(touch taken)'],
  ...["it's", 'x\n::set-output name=decision::promoted', '9'.repeat(300), '1.0', '01', '--help'],
];
/** The longest that they take. */
const LONGEST = '9'.repeat(18);

/** These can't be typed, or would be read as something else than they are. */
const UNTYPABLE = ['-rf', '\u202egnp', 'x\n::set-output name=decision::promoted', 'tab\tbed'];

let workspace: Workspace;
beforeEach(() => {
  workspace = makeWorkspace(FILES);
});

/** The words that fit, without what they mean. */
async function complete(...words: string[]): Promise<string[]> {
  const { stdout } = await mustCli(workspace, '__complete', '--', ...words);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t')[0] ?? '');
}

describe('completion offers', () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ['commands', ['rol'], ['rollback']],
    ['models, and none that can not be typed', ['check', ''], [HOSTILE, 'churn']],
    ['versions, the newest first', ['check', 'churn', ''], ['10', '2', '1', 'latest']],
    ['versions that begin like this', ['check', 'churn', '1'], ['10', '1']],
    ['stages', ['promote', 'churn', '2', ''], ['Staging', 'Canary', 'Production', 'Archived', 'None']],
    [
      'the operand that options leave',
      ['check', '--stage', 'Canary', '--model', 'churn', ''],
      ['10', '2', '1', 'latest'],
    ],
    ['an option by its value', ['promote', '--stage', 'P'], ['Production']],
    ['the choices of an option', ['promote', '--commit', 'p'], ['push', 'pull-request']],
    ['options', ['check', '--exp'], ['--explain']],
    ['options that can be repeated again', ['check', '--report', 'a', '--rep'], ['--report']],
    ['other options once', ['promote', '--force', '--fo'], []],
    ['nothing for a file', ['check', '--report', ''], []],
    ['nothing behind the last operand', ['check', 'churn', '2', 'Staging', ''], []],
    ['nothing for an unknown model', ['check', 'other', ''], []],
    ['shells', ['completion', ''], ['bash', 'zsh', 'fish']],
  ])('%s', async (_name, words, found) => {
    expect(await complete(...words)).toEqual(found);
  });

  test('what the folder of -C has, and nothing where no registry is', async () => {
    const elsewhere = makeWorkspace({});
    expect(await complete('-C', workspace.root, 'check', 'ch')).toEqual(['churn']);
    expect(await complete('-C', elsewhere.root, 'check', '')).toEqual([]);
  });

  test('not itself: its command is hidden', async () => {
    expect((await mustCli(workspace, '--help')).stdout).not.toContain('__complete');
    expect(await complete('_')).toEqual([]);
  });

  test('only the three shells', async () => {
    expect(await cli(workspace, 'completion powershell')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is a completion for bash, zsh, fish, not for "powershell"'),
    });
  });
});

/** Each prints the candidates for the line that it is given, one a line, as it would insert them. */
const SHELLS = {
  bash: `
eval "$(stagegate completion bash)"
COMP_WORDS=(stagegate "$@" '') COMP_CWORD=$(($# + 1))
_stagegate
printf '%s\\n' "\${COMPREPLY[@]}"
`,
  zsh: `
compdef() { :; }
compadd() { print -rl -- "\${values[@]}"; }
_files() { :; }
eval "$(stagegate completion zsh)"
words=(stagegate "\${(@q)@}" '') CURRENT=$(($# + 2))
_stagegate
`,
  fish: `
stagegate completion fish | source
complete -C "stagegate "(string join ' ' (string escape -- $argv))" " | string replace -r '\\t.*' ''
true
`,
};

test('hostile names are offered as they are, but for those that can not be typed', async () => {
  workspace = makeWorkspace({ ...FILES, 'models.yaml': hostileManifest() });
  expect(await complete('check', '')).toEqual([...NAMES].sort());
});

test.each(VERSIONS)('nothing is offered from a manifest with the version %j', async (version) => {
  workspace.write('models.yaml', versionManifest('1', version));
  expect(await complete('check', 'churn', '')).toEqual([]);
  expect(await cli(workspace, 'list-versions')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('in the versions of model "churn" is not a version number') as unknown,
  });
});

/** Built by hand: an object keeps no key of its prototype. */
function versionManifest(...versions: string[]): string {
  const entries = versions.map((version) => `${JSON.stringify(version)}: {"stage": "None"}`);
  return `{"models": {"churn": {"versions": {${entries.join(', ')}}}}}`;
}

function hostileManifest(): string {
  const models = [...NAMES, ...UNTYPABLE].map(
    (name) => [name, { versions: { 1: { stage: 'None' } } }] as const,
  );
  return JSON.stringify({ models: Object.fromEntries(models) });
}

const found = (name: string) =>
  ['/usr/bin', '/bin', '/usr/local/bin'].find((folder) => existsSync(join(folder, name)));

describe.each(Object.entries(SHELLS))('in %s', (name, script) => {
  const folder = found(name);
  // under CI they are installed
  const testOrSkip = folder === undefined && process.env['CI'] === undefined ? test.skip : test;

  testOrSkip('models, versions and stages; a hostile name is one quoted word and runs nothing', async () => {
    const bin = join(workspace.root, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'stagegate'), `#!/bin/sh\nexec "${process.execPath}" "${CLI_BUNDLE}" "$@"\n`, {
      mode: 0o755,
    });
    writeFileSync(join(bin, `script.${name}`), script);
    const bare = baseEnvironment();
    const run = async (...words: string[]) => {
      const args = name === 'fish' ? ['--no-config'] : name === 'zsh' ? ['-f'] : ['--norc'];
      const { status, stdout, stderr } = await runProcess(
        join(folder ?? '', name),
        [...args, join(bin, `script.${name}`), ...words],
        { cwd: workspace.root, env: { ...bare, PATH: `${bin}${delimiter}${bare['PATH'] ?? ''}` } },
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      return stdout.trimEnd().split('\n');
    };
    // what the command gets when the word is inserted: fish and zsh quote it then, bash's words are quoted
    const typed = async (word: string): Promise<string> => {
      if (name !== 'bash') return word;
      const options = { cwd: workspace.root, env: bare };
      return (await runProcess('/bin/bash', ['-c', `printf %s ${word}`], options)).stdout;
    };
    workspace.write('models.yaml', hostileManifest());
    const hostile = await run('check');
    // fish keeps words that begin with a dot to itself until one is typed
    const shown = [...NAMES].sort().filter((each) => name !== 'fish' || !each.startsWith('.'));
    expect(hostile).toHaveLength(shown.length);
    for (const [at, each] of shown.entries()) expect(await typed(hostile[at] ?? '')).toBe(each);
    workspace.write('models.yaml', FILES['models.yaml']);
    expect(await run('check', 'churn')).toEqual(['10', '2', '1', 'latest']);
    expect(await run('check', 'churn', '2')).toContain('Canary');
    const models = await run('check');
    expect(models[1]).toBe('churn');
    expect(models).toHaveLength(2);
    expect(await typed(models[0] ?? '')).toBe(HOSTILE);
    workspace.write('models.yaml', versionManifest('1', LONGEST));
    expect(await run('check', 'churn')).toEqual([LONGEST, '1', 'latest']);
    workspace.write('models.yaml', versionManifest(...VERSIONS));
    // with nothing to offer, fish offers files
    expect(await run('check', 'churn')).toEqual(name === 'fish' ? ['bin/', 'models.yaml'] : ['']);
    expect(existsSync(join(workspace.root, 'taken'))).toBe(false);
  });
});

test('list-versions without a model lists all models', async () => {
  const one = makeWorkspace({
    ...FILES,
    'models.yaml':
      'models:\n  b: {versions: {1: {stage: None}}}\n  a: {versions: {1: {stage: Production}, 2: {}}}\n',
  });
  expect((await mustCli(one, 'list-versions')).stdout).toBe(
    'Model  Version  Stage\na      1        Production\na      2        None\nb      1        None\n',
  );
  const { json } = await cliJson(one, 'list-versions');
  expect(json).toMatchObject({
    models: [
      { model: 'a', versions: [{ version: '1', stage: 'Production' }, { version: '2' }], aliases: {} },
      { model: 'b' },
    ],
  });
});
