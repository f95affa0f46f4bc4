import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startDatabricks, type Databricks } from '../support/databricks/databricks.js';
import { commandBlocks, COMMANDS, commandsOf, type DocCommand } from '../support/doc-commands.js';
import { docBlocks, type DocBlock } from '../support/docs.js';
import { PROJECT } from '../support/project.js';
import { baseEnvironment, runProcess, type Finished } from '../support/spawn.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { evaluationFiles, makeBin, makeDocsRepository } from './support/docs-repository.js';

/*
 * Every command of the pages is run, in a repository that is prepared for the page. A command that is not run stands in
 * NOT_RUN with the reason and with what is checked instead; any other fails the test.
 */

interface Prepared {
  readonly workspace: Workspace;
  readonly env?: Readonly<Record<string, string>>;
}
type Prepare = () => Prepared | Promise<Prepared>;

let databricks: Databricks | null = null;
afterEach(async () => {
  const violations = databricks?.violations ?? [];
  await databricks?.close();
  databricks = null;
  expect(violations).toEqual([]);
});

/** A server that speaks MLflow's API, with two versions of a model and their runs. */
async function serve(registry: 'workspace' | 'catalog', model: string): Promise<Record<string, string>> {
  databricks = await startDatabricks();
  databricks.runs.add('r1', { accuracy: 0.91 });
  databricks.runs.add('r2', { accuracy: 0.93 });
  databricks[registry].register(model, { runId: 'r1' }, { runId: 'r2' });
  return {
    MLFLOW_TRACKING_URI: 'databricks',
    MLFLOW_REGISTRY_URI: registry === 'catalog' ? 'databricks-uc' : 'databricks',
    DATABRICKS_HOST: databricks.url,
    DATABRICKS_TOKEN: databricks.signIn.token,
  };
}

const withMlflow: Prepare = async () => ({
  workspace: makeDocsRepository(),
  env: await serve('workspace', 'churn'),
});

/** With aliases, one of which an earlier policy named. */
const withAliases: Prepare = async () => {
  const policy = 'registry: mlflow\nmodels: { main.a.churn: { stages: { Staging: {} } } }\n';
  const workspace = makeWorkspace({ '.github/stagegate.yml': policy });
  return { workspace, env: await serve('catalog', 'main.a.churn') };
};

/** Somebody puts version 4 in the place of 3. */
const changedByHand: Prepare = () => {
  const workspace = makeDocsRepository();
  const stages = workspace.read('models.yaml').replace('3: { stage: Production', '3: { stage: Archived');
  workspace.write('models.yaml', stages.replace('4: { stage: Staging', '4: { stage: Production'));
  return { workspace };
};

/** Attributes that aren't committed yet. */
const withAttributes: Prepare = () => {
  const workspace = makeDocsRepository();
  workspace.write('.gitattributes', 'models.history.jsonl !filter !diff !merge text\n');
  return { workspace };
};

/** Two branches have a promotion each, and are being merged. */
const inConflict: Prepare = () => {
  const workspace = makeDocsRepository();
  const base = workspace.git('rev-parse', 'HEAD');
  for (const side of ['theirs', 'ours']) {
    workspace.git('switch', '--quiet', '--create', side, base);
    for (const file of ['models.history.jsonl', 'models.yaml']) workspace.write(file, `# ${side}\n`);
    workspace.git('add', '--all');
    workspace.git('commit', '--quiet', `--message=${side}`);
  }
  expect(() => workspace.git('merge', 'theirs')).toThrow();
  return { workspace };
};

const ONE_REPOSITORY: Prepare = () => ({ workspace: makeDocsRepository() });

/** Pages that are read from top to bottom: the files that they show are written, and all is run in one place. */
const STORIES: Readonly<Record<string, Prepare>> = {
  'docs/guides/first-promotion.md': () => ({ workspace: makeWorkspace({}, { git: 'remote' }) }),
  'docs/guides/check-pull-requests.md': ONE_REPOSITORY,
  'docs/guides/confirm.md': ONE_REPOSITORY,
  'docs/guides/roll-back.md': ONE_REPOSITORY,
  'docs/guides/many-models.md': ONE_REPOSITORY,
  'docs/guides/approvals.md': ONE_REPOSITORY,
  'docs/guides/mlflow.md': withMlflow,
  'docs/guides/databricks.md': async () => ({
    workspace: makeDocsRepository(),
    env: await serve('catalog', 'main.risk.churn'),
  }),
  'docs/guides/llm-evaluations.md': () => {
    const manifest =
      'models:\n  assistant:\n    versions:\n      1: { stage: Production }\n      2: { stage: None }\n';
    return { workspace: makeWorkspace({ ...evaluationFiles(), 'models.yaml': manifest }, { git: 'remote' }) };
  },
};

/** Where each block of a page needs something else than the repository of the pages, by a text of the block. */
const BLOCKS: readonly (readonly [file: string, text: string, Prepare])[] = [
  ['docs/reference/cli.md', 'stagegate acknowledge', changedByHand],
  ['docs/reference/github/checkout.md', '--renormalize', withAttributes],
  ['docs/reference/mlflow.md', '--prune-aliases', withAliases],
  ['docs/reference/registry.md', 'git checkout --ours', inConflict],
];

const { repository, scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
  repository: { url: string };
  scripts: Record<string, string>;
};
const HOME = repository.url.replace(/^git\+|\.git$/g, '');

/** What is checked of commands that are not run. */
const NOT_RUN: readonly (readonly [pattern: RegExp, why: string, isSound: (command: string) => boolean])[] = [
  [
    /^(?:git clone|npm install) .*https:\/\//,
    'fetches a release from GitHub',
    (command) => command.includes(HOME),
  ],
  [
    /^alias stagegate=/,
    'a shell of its own forgets an alias; the others have a program of that name',
    (command) =>
      command.includes('/stagegate/dist/cli/index.js') && existsSync(join(PROJECT, 'dist/cli/index.js')),
  ],
  [
    /^npm (?:ci|test|run \S+)/,
    "builds or tests the project: .ci/run does it, also with the README's blocks",
    (command) => {
      const [, first = '', second = '', ...others] = command.split(' ');
      const script = first === 'run' ? second : first;
      const files = others.filter((word) => word.startsWith('__tests__/'));
      return (script === 'ci' || script in scripts) && files.every((file) => existsSync(join(PROJECT, file)));
    },
  ],
  [
    /^node --experimental-vm-modules |^node node_modules|^STAGEGATE_UPDATE_DOCS=1 /,
    'runs tests of the project',
    (command) =>
      command.split(' ').every((word) => !/\.(?:ts|js)$/.test(word) || existsSync(join(PROJECT, word))),
  ],
  [
    /^node examples\/quickstart\/tour\.mjs$/,
    'takes the tour: .ci/run does it, in a fresh clone',
    (command) => existsSync(join(PROJECT, command.replace('node ', ''))),
  ],
  [
    /^cd examples\/quickstart$|^python3 -m venv|^\.venv\/bin\//,
    'trains models: scikit-learn would have to be fetched',
    (command) =>
      command
        .split(' ')
        .filter((word) => /\.(?:py|txt)$/.test(word))
        .every((word) => existsSync(join(PROJECT, 'examples/quickstart', word))),
  ],
];

/** Runs a command as a person would. */
function run({ text }: DocCommand, { workspace, env = {} }: Prepared): Promise<Finished> {
  const path = `${makeBin(workspace)}:${process.env['PATH'] ?? ''}`;
  const person = { GIT_AUTHOR_NAME: 'ann', GIT_AUTHOR_EMAIL: 'ann@example.com' };
  const committer = { GIT_COMMITTER_NAME: 'ann', GIT_COMMITTER_EMAIL: 'ann@example.com' };
  return runProcess('bash', ['--norc', '-euo', 'pipefail', '-c', text], {
    cwd: workspace.root,
    env: { ...baseEnvironment(), ...person, ...committer, ...env, PATH: path },
  });
}

/** Without what differs from run to run. */
const settled = (line: string): string => line.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>').trimEnd();

async function follow(command: DocCommand, prepared: Prepared): Promise<void> {
  const known = NOT_RUN.find(([pattern]) => pattern.test(command.text));
  if (known !== undefined) {
    if (!known[2](command.text))
      throw new Error(`${at(command)} can't be right, and is not run: it ${known[1]}`);
    return;
  }
  if (!/^(?:stagegate|eval "\$\(stagegate|git (?:add|checkout|commit|push)|mkdir|echo)/.test(command.text))
    throw new Error(`${at(command)}: no test knows how to run this. Teach docs-commands.test.ts`);
  const { status, stdout, stderr } = await run(command, prepared);
  if (status !== command.status)
    throw new Error(
      `${at(command)} ended with ${String(status)}, not ${String(command.status)}:\n${stdout}${stderr}`,
    );
  const lines = stdout.split('\n').map(settled);
  for (const shown of command.shown.map(settled)) {
    const found = lines.indexOf(shown);
    if (found < 0)
      throw new Error(`${at(command)} shows a line that is not printed:\n${shown}\n--- printed:\n${stdout}`);
    lines.splice(0, found + 1);
  }
}

function at({ file, line, text }: DocCommand): string {
  return `${file}:${String(line)}: ${text}`;
}

/** The path that a block says it is the file of: `# .github/stagegate.yml`. */
function fileOf({ text }: DocBlock): string | undefined {
  return /^# (\S+\.ya?ml)\n/.exec(text)?.[1];
}

describe('a page that is read from top to bottom works', () => {
  test.each(Object.keys(STORIES))('%s', async (page) => {
    const prepared = await STORIES[page]!();
    const blocks = docBlocks(/./, [page]);
    expect(blocks.some(({ language }) => COMMANDS.test(language))).toBe(true);
    for (const block of blocks) {
      const path = fileOf(block);
      if (path !== undefined) prepared.workspace.write(path, block.text);
      if (COMMANDS.test(block.language))
        for (const command of commandsOf(block)) await follow(command, prepared);
    }
  });
});

const OTHERS = commandBlocks().filter(({ file }) => !(file in STORIES));

describe('every other block of commands works by itself', () => {
  test.each(OTHERS.map((block) => [`${block.file}:${String(block.line)}`, block] as const))(
    '%s',
    async (_place, block) => {
      const special = BLOCKS.find(([file, text]) => file === block.file && block.text.includes(text));
      const prepared = await (special?.[2] ?? ONE_REPOSITORY)();
      const commands = commandsOf(block);
      expect(commands.length).toBeGreaterThan(0);
      for (const command of commands) await follow(command, prepared);
    },
  );

  test('no preparation is left over', () => {
    for (const [file, text] of BLOCKS)
      expect([text, OTHERS.some((block) => block.file === file && block.text.includes(text))]).toEqual([
        text,
        true,
      ]);
    expect(OTHERS.length).toBeGreaterThan(10);
  });
});

describe('a command that is wrong is found', () => {
  const command = (text: string, shown: string[] = []): DocCommand => ({
    file: 'a.md',
    line: 1,
    text,
    status: 0,
    shown,
  });

  test.each([
    ['an unknown program', command('make it')],
    ['an unknown option', command('stagegate check churn 4 Production --dry')],
    ['a version that is not there', command('stagegate promote churn 77 Production')],
    ['output that is not printed', command('stagegate list-versions churn', ['Version  Level'])],
    ['a script that is not there', command('npm run tests')],
    ['an archive of somebody else', command('npm install https://github.com/other/stagegate')],
  ])('%s', async (_name, wrong) => {
    await expect(follow(wrong, await ONE_REPOSITORY())).rejects.toThrow('a.md:1');
  });
});
