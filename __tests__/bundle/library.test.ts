import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
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
      error: { known: true, code: 'input', hint: 'There are 1, 2, 3, 4.', exit: 2 },
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

const TYPED = `
import { Stagegate, StagegateError, toOutputs } from 'stagegate';
import type { GateResult, HistoryLine, Outcome, Outputs, PromotionRequest, Snapshot, StagegateOptions } from 'stagegate';

const options: StagegateOptions = { workspace: '.', reports: ['reports/{version}.json'], commit: 'push', now: () => new Date() };
const stagegate = new Stagegate(options);
const request: PromotionRequest = { model: 'churn', version: '@champion', stage: 'Production', reason: null, force: false };
const outcome: Outcome = await stagegate.promote(request);
const gates: readonly GateResult[] = outcome.gates;
const outputs: Outputs = toOutputs(await stagegate.transitionModelVersionStage({ name: 'churn', version: 2, stage: 'Staging' }));
const archived: readonly string[] = outputs['archived-versions'];
const snapshot: Snapshot = await stagegate.read('churn');
const lines: readonly HistoryLine[] = await stagegate.history(null);
export const code = (error: unknown): string => (error instanceof StagegateError ? error.code : 'other');
export const all = [gates, archived, snapshot, lines];
`;

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    module: 'NodeNext',
    target: 'ES2022',
    noEmit: true,
    types: [],
    paths: { stagegate: [TYPES] },
  },
  files: ['program.mts'],
};

describe('the types', () => {
  test.each([
    ['hold for a program that is right', TYPED, 0, ''],
    [
      'refuse a request without a stage',
      `${TYPED}await stagegate.promote({ model: 'churn', version: '1', reason: null, force: false });\n`,
      2,
      "Property 'stage' is missing",
    ],
  ])('%s', async (_name, program, status, message) => {
    const workspace = makeChurn({ 'program.mts': program, 'tsconfig.json': JSON.stringify(TSCONFIG) });
    const run = await node(workspace.root, TSC, '-p', 'tsconfig.json');
    expect({ ...run, stdout: status === 0 ? run.stdout : '' }).toEqual({ status, stdout: '', stderr: '' });
    expect(run.stdout).toContain(message);
  });
});
