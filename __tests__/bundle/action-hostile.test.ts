import { beforeAll, describe, expect, test } from '@jest/globals';
import { rowsFor } from '../support/full.js';
import { runAction, type ActionRun } from '../support/run-action.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { cli, makeChurn } from './support/churn.js';
import { OUTPUT_NAMES } from './support/outputs.js';

/** What a runner, a terminal or GitHub's Markdown would obey. */
const HOSTILE = [
  '##[set-output name=promoted]true',
  'x ##[add-mask]a',
  '####[stop-commands]end',
  '::set-output name=promoted::true',
  '::add-mask::a',
  '::stop-commands::end',
  ' \u00a0::set-env name=PATH::/tmp',
  '%0A::add-mask::a',
  '\u0085::add-mask::a',
  'decision=promoted',
  'EOF',
  'ghadelimiter_00000000-0000-0000-0000-000000000000',
  '<img src=x onerror=alert(1)><!-- -->',
  '| a | b | @octocat #1 [x](https://evil.example)',
  '\u001b]0;title\u0007\u001b[2J',
  '\u202egnp.exe',
];

const BROKEN_LINES = [
  'x\n::set-output name=promoted::true',
  'x\r::add-mask::a',
  'x\r\n##[set-output name=promoted]true',
  'x\npromoted<<EOF\ntrue\nEOF\n',
  'x\u2028::add-mask::a',
];

const quoted = (text: string): string => JSON.stringify(text);

/** Nothing but annotations for people, and no output that this run did not set itself. */
function expectHarmless(run: ActionRun, outputs: Record<string, string>): void {
  const obeyed = run.commands.filter(({ name }) => !['error', 'warning', 'notice'].includes(name));
  expect(obeyed).toEqual([]);
  const properties = run.commands.flatMap((command) => Object.keys(command.properties));
  expect(properties.filter((key) => !['title', 'file', 'line', 'col'].includes(key))).toEqual([]);
  expect(Object.keys(run.outputs).filter((name) => !OUTPUT_NAMES.includes(name))).toEqual([]);
  expect(run.outputs).toMatchObject(outputs);
  expect([run.exported, run.state, run.masks]).toEqual([{}, {}, []]);
  // in a code span all of it is inert
  const markup = run.summary.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
  expect(markup).not.toMatch(/<img|<!--|(?<!\\)\[x\]\(|@octocat|https:\/\/evil/);
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  expect(run.stdout + run.stderr + run.summary).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u0085\u2028\u202e]/);
}

/** A blocked promotion in which the text stands wherever foreign text can. */
function hostileWorkspace(text: string): Workspace {
  const path = quoted(text);
  return makeWorkspace({
    '.github/stagegate.yml': JSON.stringify({
      models: {
        '*': {
          report: 'report.json',
          stages: {
            Production: {
              gates: [
                { metric: path, min: 1 },
                { metric: `${path}.*.x`, min: 1 },
                { metric: 'text', min: 1 },
                { tests: 'junit.xml' },
              ],
              evidence: { version: 'required', commit: 'required' },
            },
          },
        },
      },
    }),
    'report.json': JSON.stringify({ [text]: 0.5, text, version: text, commit: text, model: text }),
    'junit.xml': `<testsuite><testcase name=${xml(text)} classname=${xml(text)}><failure message=${xml(text)}/></testcase></testsuite>`,
    'models.yaml': JSON.stringify({
      models: {
        churn: { versions: { 1: { stage: 'None', tags: { [text]: text } } }, aliases: {} },
        [text]: {},
      },
    }),
  });
}

function xml(text: string): string {
  // XML 1.0 has no way to write most control characters
  // eslint-disable-next-line no-control-regex -- they are what is left out
  const codes = [...text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')];
  return `"${codes.map((code) => `&#${String(code.codePointAt(0))};`).join('')}"`;
}

const INPUTS = ['model', 'version', 'stage', 'command', 'commit', 'report', 'policy', 'registry', 'force'];

/** Every text as every input is for the nights; by day each text takes a third of them, and each input a third of the texts. */
const TEXTS = [...HOSTILE, ...BROKEN_LINES].map((text, at) => ({
  text,
  inputs: rowsFor(INPUTS, { at: at % 3, of: 3 }),
}));

describe.each(TEXTS)('$text', ({ text, inputs }) => {
  test('in the policy, the report and the test results forges nothing', async () => {
    const workspace = hostileWorkspace(text);
    const run = await runAction({
      workspace: workspace.root,
      inputs: { model: 'churn', version: '1', stage: 'Production', reason: text },
    });
    expect(run.status).toBe(1);
    expectHarmless(run, { promoted: 'false' });
  });

  test.each(inputs)('as the input %s forges nothing', async (input) => {
    const workspace = makeChurn();
    const inputs = { model: 'churn', version: '3', stage: 'Production', [input]: text };
    const run = await runAction({ workspace: workspace.root, inputs });
    expect(run.status).toBe(1);
    expectHarmless(run, { promoted: 'false' });
  });
});

describe.each(HOSTILE.filter((text) => text.trim() === text && !/\p{Cc}|\u202e/u.test(text)))(
  'a model named %j',
  (model) => {
    test('is registered, promoted and told like any other', async () => {
      const workspace = makeWorkspace({
        '.github/stagegate.yml': 'models: {"*": {stages: {Production: {}}}}\n',
      });
      const registered = await runAction({
        workspace: workspace.root,
        inputs: { command: 'register', model, reason: model, 'new-model': 'true' },
      });
      expect(registered.status).toBe(0);
      expectHarmless(registered, { decision: 'registered', model, version: '1' });
      const promoted = await runAction({
        workspace: workspace.root,
        inputs: { model, version: '1', stage: 'Production' },
      });
      expect(promoted.status).toBe(0);
      expectHarmless(promoted, { decision: 'promoted', promoted: 'true', model });
      const verified = await cli(workspace, 'verify');
      expect(verified.status).toBe(0);
    });
  },
);

const TOKEN = 'ghs_S3cretS3cretS3cretS3cretS3cretS3cr';

interface TokenCase {
  readonly name: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly status: number;
}

const TOKEN_CASES: readonly TokenCase[] = [
  { name: 'a promotion', inputs: { version: '2', commit: 'none' }, status: 0 },
  { name: 'a blocked one', inputs: { version: '3', commit: 'none' }, status: 1 },
  { name: 'an error', inputs: { version: 'abc', commit: 'none' }, status: 1 },
  { name: 'a push that is refused', inputs: { version: '2', commit: 'push' }, status: 1 },
  { name: 'a push', inputs: { version: '2', commit: 'push' }, status: 0 },
];

describe('the token', () => {
  const basic = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
  const runs = new Map<TokenCase, { workspace: Workspace; run: ActionRun }>();

  // all at once: each of them asks for seconds whether GitHub answers
  beforeAll(async () => {
    await Promise.all(TOKEN_CASES.map(async (one) => runs.set(one, await runWithToken(one))));
  });

  async function runWithToken({ name, inputs }: TokenCase) {
    const workspace = makeChurn({}, { git: 'remote', lifetime: 'file' });
    // where actions/checkout leaves it, and where people put it
    workspace.git('config', 'http.https://127.0.0.1:9/.extraheader', `AUTHORIZATION: basic ${basic}`);
    if (name.includes('refused')) {
      workspace.git(
        'remote',
        'set-url',
        'origin',
        `https://x-access-token:${TOKEN}@127.0.0.1:9/octo-org/models.git`,
      );
    }
    const run = await runAction({
      workspace: workspace.root,
      inputs: { model: 'churn', stage: 'Production', ...inputs },
      token: TOKEN,
      env: { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: 'http://127.0.0.1:9', RUNNER_DEBUG: '1' },
    });
    return { workspace, run };
  }

  test.each(TOKEN_CASES)('is nowhere after $name', (one) => {
    const { workspace, run } = runs.get(one)!;
    expect(run.status).toBe(one.status);
    const files = Object.values(workspace.files()).join('\n');
    // a runner takes the value to mask out of the log
    const log = run.stdout.replace(/^::add-mask::.*$/gm, '');
    const all = [log, run.stderr, run.summary, JSON.stringify(run.outputs), files].join('\n');
    expect(all).not.toContain(TOKEN);
    expect(all).not.toContain(basic);
    if (one.name === 'a push') expect(workspace.clone().git('show', 'HEAD')).not.toContain(TOKEN);
  });
});
