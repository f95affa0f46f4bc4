import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PROJECT } from '../support/project.js';
import { baseEnvironment, runProcess, type Finished } from '../support/spawn.js';
import { historyOf, makeChurn, stagesOf } from './support/churn.js';

const LIBRARY = join(PROJECT, 'dist', 'lib', 'index.js');
const TYPES = join(PROJECT, 'dist', 'types', 'index.d.ts');
const TSC = join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc');

const PROGRAM = `
import { Stagegate, StagegateError, exitStatus, toOutputs } from ${JSON.stringify(LIBRARY)};

const stagegate = new Stagegate({ workspace: process.argv[2] });
const promoted = await stagegate.transitionModelVersionStage({ name: 'churn', version: 2, stage: 'Production' });
const blocked = await stagegate.transitionModelVersionStage({ name: 'churn', version: 3, stage: 'Production' });
let error = null;
try {
  await stagegate.transitionModelVersionStage({ name: 'churn', version: 9, stage: 'Production' });
} catch (thrown) {
  error = { known: thrown instanceof StagegateError, code: thrown.code, hint: thrown.hint, exit: exitStatus(thrown) };
}
const versions = (await stagegate.read('churn')).versions.map(({ version, stage }) => [version, stage]);
console.log(JSON.stringify({ promoted: toOutputs(promoted), blocked: toOutputs(blocked), error, versions }));
`;

const node = (cwd: string, ...args: readonly string[]): Promise<Finished> =>
  runProcess(process.execPath, args, { cwd, env: baseEnvironment() });

describe('the library', () => {
  test('promotes, blocks and throws like the command line, from a plain program', async () => {
    const workspace = makeChurn({ 'program.mjs': PROGRAM });
    const { status, stdout, stderr } = await node(workspace.root, 'program.mjs', workspace.root);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      promoted: expect.objectContaining({ decision: 'promoted', version: '2', 'archived-versions': ['1'] }),
      blocked: expect.objectContaining({ decision: 'blocked', version: '3', promoted: false }),
      error: {
        known: true,
        code: 'input',
        hint: 'It has versions 1, 2, 3, 4. If version 9 is new, register it first: stagegate register churn 9 --source …',
        exit: 2,
      },
      versions: [
        ['1', 'Archived'],
        ['2', 'Production'],
        ['3', 'Staging'],
        ['4', 'None'],
      ],
    });
    expect(historyOf(workspace)).toHaveLength(1);
    expect(await stagesOf(workspace)).toMatchObject({ 2: 'Production' });
  });

  test('looks after the registry: acknowledge, unregister, validate, rollback without a change, part of the history', async () => {
    const workspace = makeChurn({
      'program.mjs': `
import { Stagegate } from ${JSON.stringify(LIBRARY)};
const s = new Stagegate({ workspace: process.argv[2] });
await s.promote({ model: 'churn', version: 2, stage: 'Production' });
const back = await s.rollback({ model: 'churn', stage: 'Production', dryRun: true });
const gone = await s.unregister({ model: 'churn', version: 4, reason: 'never used' });
const same = await s.acknowledge({ model: 'churn', reason: 'nothing to say' });
const added = await s.register({ model: 'fraud', newModel: true });
const { policy, registry } = await s.validate();
const lines = await s.history({ stage: 'production', limit: 1 });
console.log(JSON.stringify({
  decisions: [back, gone, same, added].map(({ decision, version }) => decision + ' ' + version),
  models: [policy.models, registry.models],
  actions: lines.map(({ entry }) => entry.action),
}));`,
    });
    const { status, stdout, stderr } = await node(workspace.root, 'program.mjs', workspace.root);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      decisions: ['allowed 1', 'unregistered 4', expect.stringMatching(/^unchanged/), 'registered 1'],
      models: [['churn'], ['churn', 'fraud']],
      actions: ['promote'],
    });
  });

  test('does nothing by being imported', async () => {
    const workspace = makeChurn();
    const run = await node(
      workspace.root,
      '--input-type=module',
      '--eval',
      `await import(${JSON.stringify(LIBRARY)})`,
    );
    expect(run).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

/** Each call is wrong in one way; `s` is a Stagegate, `at` makes one. */
const WRONG: readonly [call: string, message: string, hint: string | RegExp][] = [
  [
    's.check()',
    'check takes an object with its options, not undefined',
    /^Give \{ model, version, stage, reason\?, /,
  ],
  ['s.promote("churn")', 'promote takes an object with its options, not "churn"', /^Give \{ model, /],
  [
    's.check({ model: "churn", version: true, stage: "Production" })',
    'version of check is true',
    /^Give a version number \(4 or "4"\), "latest" or "@alias"\.$/,
  ],
  [
    's.check({ model: "churn", version: 2.5, stage: "Production" })',
    'version of check is 2.5',
    /^Give a version number/,
  ],
  [
    's.check({ model: "churn", version: 2 ** 60, stage: "Production" })',
    'version of check is 1152921504606847000',
    /^Give a version number/,
  ],
  ['s.promote({ model: "churn", version: 2 })', 'promote needs stage', 'Give a stage, such as "Production".'],
  [
    's.promote({ model: null, version: 2, stage: "Production" })',
    'model of promote is null',
    "Give a registered model's name.",
  ],
  [
    's.promote({ model: "churn", version: 2, stage: "Production", force: "true", reason: "x" })',
    'force of promote is "true"',
    'Give true or false.',
  ],
  [
    's.promote({ model: "churn", version: 2, stage: "Production", reason: 7 })',
    'reason of promote is 7',
    'Give text.',
  ],
  [
    's.promote({ model: "churn", verison: 2, stage: "Production" })',
    'promote has no option "verison"',
    /^Did you mean version\? It takes model, version, /,
  ],
  [
    's.promote({ model: "churn", version: 2, stage: "Production", force: true })',
    'force needs a reason',
    /^Say why /,
  ],
  [
    's.transitionModelVersionStage({ name: ["churn"], version: 2, stage: "Production" })',
    'name of transitionModelVersionStage is a list',
    /^Give a registered/,
  ],
  ['s.rollback({ model: "churn", stage: {} })', 'stage of rollback is an object', /^Give a stage/],
  [
    's.rollback({ model: "churn", stage: "Production", version: "latest" })',
    'version "latest" is not a version number',
    /./,
  ],
  [
    's.register({ model: "churn", source: new URL("s3://a/b") })',
    'source of register is an object',
    'Give a URI or a path.',
  ],
  ['s.register({ model: "churn", sha256: "abc" })', '"abc" is not a SHA-256', /64 hex/],
  [
    's.register({ model: "churn", tags: { size: 3 } })',
    'tags of register is an object',
    /^Give an object with text as values/,
  ],
  [
    's.register({ model: "churn", aliases: "champion" })',
    'aliases of register is "champion"',
    'Give a list of texts: ["candidate"].',
  ],
  [
    's.register({ model: "churn", aliases: ["@champion"] })',
    '"@champion" can\'t be an alias',
    'Leave the @ out: champion.',
  ],
  [
    's.register({ model: "churn", reason: "x".repeat(20000) })',
    'the reason is longer than 10000 characters',
    /./,
  ],
  ['s.read()', 'read needs the model', "Give a registered model's name."],
  ['s.read(3)', 'the model of read is 3', "Give a registered model's name."],
  ['s.history({ at: "yesterday" })', '"yesterday" is not a time', /^Write it as 2026-11-17/],
  ['s.history({ at: new Date("x") })', 'at of history is an invalid Date', /^Give a Date, or text/],
  ['s.history({ limti: 3 })', 'history has no option "limti"', /^Did you mean limit\?/],
  ['s.history({ limit: 0 })', 'limit of history is 0', 'Give a whole number of lines, 1 or more.'],
  ['s.acknowledge({ model: "churn" })', 'acknowledge needs reason', 'Give text, for the history.'],
  [
    's.unregister({ model: "churn", version: {} })',
    'version of unregister is an object',
    /^Give a version number/,
  ],
  ['at({ workspace: 3 })', 'workspace of new Stagegate is 3', 'Give a path.'],
  [
    'at({ reports: "reports/2.json" })',
    'reports of new Stagegate is "reports/2.json"',
    /^Give a list of paths/,
  ],
  ['at({ commit: "always" })', 'commit of new Stagegate is "always"', /^Give "none", "push", /],
  ['at({ token: 12345 })', 'token of new Stagegate is of type number', 'Give text.'],
  ['at({ env: { HOME: 3 } })', 'env of new Stagegate is an object', /process\.env\.$/],
  ['at({ onProgress: true })', 'onProgress of new Stagegate is true', 'Give a function.'],
  [
    'at({ now: () => 0 }).check({ model: "churn", version: 2, stage: "Production" })',
    "the option now of new Stagegate didn't return a valid Date",
    /^Return a Date/,
  ],
  ['at({ registri: "models.yaml" })', 'new Stagegate has no option "registri"', /^Did you mean registry\?/],
  ['at(null)', 'new Stagegate takes an object with its options, not null', /^Give \{ workspace\?, /],
  ['parsePolicy("p.yml")', 'parsePolicy needs the text', 'Give text.'],
  ['stagesAfter("churn")', 'the history of stagesAfter is "churn"', 'Give lines of history().'],
  ['stagesAfter([], 3)', 'the time of stagesAfter is 3', /^Give a Date/],
  ['toOutputs({})', 'the outcome of toOutputs is an object', /^Give what promote, /],
  ['formatPlace("p.yml")', 'the place of formatPlace is "p.yml"', "Give an error's place."],
];

const REFUSED = `
import * as library from ${JSON.stringify(LIBRARY)};
const { Stagegate, StagegateError, exitStatus, parsePolicy, stagesAfter, toOutputs, formatPlace } = library;
const workspace = process.argv[2];
const at = (options) => new Stagegate(options === null ? null : { workspace, ...options });
const s = at({});
const ends = [];
for (const call of [${WRONG.map(([call]) => `async () => ${call}`).join(',\n')}]) {
  try {
    ends.push({ done: (await call()) !== undefined });
  } catch (error) {
    const { name, code, message, hint } = error;
    ends.push({ known: error instanceof StagegateError, name, code, message, hint, exit: exitStatus(error) });
  }
}
console.log(JSON.stringify(ends));
`;

const TAKEN = `
import { Stagegate, stagesAfter, toOutputs } from ${JSON.stringify(LIBRARY)};

const s = new Stagegate({ workspace: process.argv[2], env: process.env, policy: null, now: () => new Date('2026-11-17T12:00:00Z') });
const decisions = [
  await s.check({ model: 'churn', version: 3, stage: 'production' }),
  await s.promote({ model: 'churn', version: '2', stage: 'Production' }),
  await s.rollback({ model: 'churn', stage: 'Production', version: 1, reason: null }),
  await s.promote({ model: 'churn', version: 2, stage: 'Production', reason: 'sure', allowTakenOut: true }),
  await s.register({ model: 'churn', version: 5, source: 's3://models/5', aliases: ['newest'], tags: { team: 'risk' } }),
  await s.register({ model: 'churn' }),
].map((outcome) => [toOutputs(outcome).decision, outcome.version]);
const lines = await s.history();
const [all, own, named, before, later] = [
  lines, await s.history({ model: 'churn' }), await s.history('churn'), await s.history({ at: '2026-11-16' }), await s.history({ model: 'churn', at: new Date('2026-11-18') }),
].map(({ length }) => length);
const { history, ...read } = await s.read('churn');
console.log(JSON.stringify({
  decisions, lengths: [all, own, named, before, later], keys: Object.keys(read), stage: Object.fromEntries(stagesAfter(lines, '2026-11-17')),
  everyKey: Object.keys((await s.readAll())[0]), models: await s.models(), verified: (await s.verify()).map(({ problems }) => problems.length),
}));
`;

describe('what a program gives', () => {
  test('may be a number or text, and what is optional may be left out', async () => {
    const workspace = makeChurn({ 'program.mjs': TAKEN });
    const { status, stdout, stderr } = await node(workspace.root, 'program.mjs', workspace.root);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      decisions: [
        ['blocked', '3'],
        ['promoted', '2'],
        ['rolled-back', '1'],
        ['blocked', '2'],
        ['registered', '5'],
        ['registered', '6'],
      ],
      lengths: [4, 4, 4, 0, 4],
      keys: ['model', 'exists', 'versions', 'aliases'],
      stage: { 1: 'Production', 2: 'Archived', 3: 'Staging', 5: 'None', 6: 'None' },
      everyKey: ['model', 'exists', 'versions', 'aliases', 'history'],
      models: ['churn'],
      verified: [0],
    });
  });

  test('that is wrong is an error with the option, what it is and what it takes, and nothing is changed', async () => {
    const workspace = makeChurn({ 'program.mjs': REFUSED });
    const before = workspace.files();
    const { status, stdout, stderr } = await node(workspace.root, 'program.mjs', workspace.root);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const ends = JSON.parse(stdout) as Record<string, unknown>[];
    const wanted = WRONG.map(([, message, hint]) => ({
      ...{ known: true, name: 'StagegateError', code: 'input', message, exit: 2 },
      hint: hint instanceof RegExp ? (expect.stringMatching(hint) as unknown) : hint,
    }));
    expect(ends).toEqual(wanted);
    expect(workspace.files()).toEqual(before);
  });
});

const TYPED = `
import { Stagegate, StagegateError, parsePolicy, stagesAfter, toOutputs } from 'stagegate';
import type { GateResult, HistoryLine, Outcome, Outputs, Policy, PromotionRequest, RegisterRequest, RollbackRequest, Snapshot, StagegateOptions } from 'stagegate';

const options: StagegateOptions = { workspace: '.', reports: ['reports/{version}.json'], commit: 'push', now: () => new Date() };
const stagegate = new Stagegate(options);
const request: PromotionRequest = { model: 'churn', version: '@champion', stage: 'Production' };
const whole: PromotionRequest = { ...request, version: 3, reason: null, force: false, allowTakenOut: true };
const back: RollbackRequest = { model: 'churn', stage: 'Production' };
const added: RegisterRequest = { model: 'churn' };
const outcome: Outcome = await stagegate.promote(request);
const others: readonly Outcome[] = [await stagegate.check(whole), await stagegate.rollback(back), await stagegate.register(added)];
const gates: readonly GateResult[] = outcome.gates;
const outputs: Outputs = toOutputs(await stagegate.transitionModelVersionStage({ name: 'churn', version: 2, stage: 'Staging' }));
const archived: readonly string[] = outputs['archived-versions'];
const words: readonly string[] = [outputs.headline, ...outputs.notices, outputs['policy-sha256'] ?? ''];
const snapshot: Snapshot = await stagegate.read('churn');
const lines: readonly HistoryLine[] = await stagegate.history();
const some: readonly HistoryLine[] = [...(await stagegate.history('churn')), ...(await stagegate.history({ model: 'churn', at: '2026-11-17' }))];
const policy: Policy = parsePolicy('policy.yml', 'models: {}');
const stage: string | undefined = stagesAfter(lines, new Date()).get('1');
export const code = (error: unknown): string => (error instanceof StagegateError ? error.code : 'other');
export const all = [gates, archived, words, snapshot, lines, some, others, policy, stage];
`;

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    module: 'NodeNext',
    target: 'ES2022',
    noEmit: true,
    skipLibCheck: false,
    types: [],
    paths: { stagegate: [TYPES] },
  },
  include: ['*.mts'],
};

describe('the types', () => {
  const right = "{ model: 'churn', version: 1, stage: 'Production' }";
  const programs: readonly [name: string, more: string, message: string | null][] = [
    ['hold for a program that is right', '', null],
    [
      'refuse a request without a stage',
      "await stagegate.promote({ model: 'churn', version: '1' });",
      "Property 'stage' is missing",
    ],
    [
      'refuse a version that is neither',
      `await stagegate.check({ ...${right}, version: true });`,
      "Type 'boolean' is not assignable",
    ],
    [
      'refuse force as text',
      `await stagegate.promote({ ...${right}, force: 'true' });`,
      "Type 'string' is not assignable",
    ],
    ['refuse null for the history', 'await stagegate.history(null);', "'null' is not assignable"],
    [
      'show no internals of a registry',
      'export const id = snapshot.revision;',
      "Property 'revision' does not exist",
    ],
    ['show no engine', 'export const engine = stagegate.engine;', "Property 'engine' is private"],
  ];

  /** `program-1.mts(26,9): error …`, and indented lines. All programs are checked by one compiler. */
  let errors: readonly string[];
  beforeAll(async () => {
    const files = programs.map(([, more], at) => [`program-${at}.mts`, `${TYPED}${more}\n`] as const);
    const workspace = makeChurn({
      ...Object.fromEntries(files),
      'tsconfig.json': JSON.stringify(TSCONFIG),
    });
    const { stdout, stderr } = await node(workspace.root, TSC, '-p', 'tsconfig.json', '--pretty', 'false');
    expect(stderr).toBe('');
    errors = stdout.split(/\n(?=\S)/).filter((error) => error !== '');
  });

  test.each(programs.map(([name, , message], at) => [name, message, at] as const))(
    '%s',
    (_name, message, at) => {
      const own = errors.filter((error) => error.startsWith(`program-${at}.mts(`));
      expect(own).toEqual(message === null ? [] : [expect.stringContaining(message)]);
    },
  );

  test('have no error of their own', () => {
    expect(errors.filter((error) => !/^program-\d+\.mts\(/.test(error))).toEqual([]);
  });
});
