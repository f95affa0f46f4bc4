import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Stagegate, type StagegateOptions } from '../../src/engine.js';
import type { Outcome } from '../../src/promotion/outcome.js';
import { rowsFor } from '../support/full.js';
import { startGitHub, type GitHub } from '../support/github/github.js';
import { baseEnvironment, runProcess } from '../support/spawn.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';

/* Model files in git: what counts is what the branch has at the commit that is judged, and what this job has made. */

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const folderDigest = (files: Readonly<Record<string, string>>): string =>
  sha256(
    Object.entries(files)
      .map(([name, text]) => `${sha256(text)}  ${name}\n`)
      .join(''),
  );
const pointer = (text: string): string =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(text)}\nsize 3\n`;

const FOLDER = { 'a.bin': 'A', 'b/c.bin': 'C' };
const MANIFEST = `models:
  churn:
    versions:
      1: {stage: None, source: m/1.bin, sha256: ${sha256('one')}}
      2: {stage: None, source: m/2, sha256: ${folderDigest(FOLDER)}}
      3: {stage: None, source: out/3.bin, sha256: ${sha256('three')}}
`;
const BEGIN: Readonly<Record<string, string>> = {
  '.github/stagegate.yml': 'registry: models.yaml\nmodels: {churn: {stages: {Production: {}}}}\n',
  'models.yaml': MANIFEST,
  'm/1.bin': 'one',
  'm/2/a.bin': 'A',
  'm/2/b/c.bin': 'C',
};

let github: GitHub | undefined;
afterEach(async () => {
  await github?.close();
  github = undefined;
});

interface World {
  readonly checkout: Workspace;
  /** Commits to the branch, past the checkout; null removes a file. */
  move(files: Readonly<Record<string, string | null>>): Promise<void>;
  readonly options: StagegateOptions;
}

function beginPush(files = BEGIN): Promise<World> {
  const checkout = makeWorkspace(files, { git: 'remote' });
  const other = checkout.clone();
  return Promise.resolve({
    checkout,
    options: { workspace: checkout.root, commit: 'push', env: {} },
    move: (changes) => {
      for (const [file, text] of Object.entries(changes)) {
        if (text === null) other.git('rm', '--quiet', file);
        else other.write(file, text);
      }
      other.git('add', '--all');
      other.git('commit', '--quiet', '--message=fix: meanwhile');
      other.git('push', '--quiet');
      return Promise.resolve();
    },
  });
}

async function beginGitHub(mode: 'api' | 'pull-request', files = BEGIN): Promise<World> {
  const started = await startGitHub({ files });
  github = started;
  started.repository.settings.actionsMayOpenPulls = true;
  const { env, token } = await started.run();
  const checkout = makeWorkspace();
  const words = ['clone', '--quiet', started.repository.gitUrl(token), '.'];
  const { status, stderr } = await runProcess('git', words, { cwd: checkout.root, env: baseEnvironment() });
  if (status !== 0) throw new Error(stderr);
  return {
    checkout,
    options: { workspace: checkout.root, commit: mode, token, env: { ...env, GITHUB_ACTIONS: 'true' } },
    move: async (changes) => {
      await started.repository.commit(changes);
    },
  };
}

const promote = ({ options }: World, version: string): Promise<Outcome> =>
  new Stagegate(options).promote({
    model: 'churn',
    version,
    stage: 'Production',
    reason: null,
    force: false,
  });

interface Case {
  readonly version: string;
  readonly moved?: Readonly<Record<string, string | null>>;
  /** What this job does in its checkout; null removes. */
  readonly written?: Readonly<Record<string, string | null>>;
  readonly gate: { readonly verdict: string; readonly observed?: string; readonly reason?: unknown };
}

const CASES: readonly (readonly [string, Case])[] = [
  ['a file as it was', { version: '1', gate: { verdict: 'pass', observed: sha256('one') } }],
  ['a folder as it was', { version: '2', gate: { verdict: 'pass', observed: folderDigest(FOLDER) } }],
  [
    'a file that the branch has otherwise',
    {
      version: '1',
      moved: { 'm/1.bin': 'other' },
      gate: {
        verdict: 'fail',
        observed: sha256('other'),
        reason: expect.stringContaining('m/1.bin on main has changed since version 1 was registered'),
      },
    },
  ],
  [
    'a folder that the branch has otherwise',
    {
      version: '2',
      moved: { 'm/2/b/c.bin': 'X' },
      gate: { verdict: 'fail', observed: folderDigest({ 'a.bin': 'A', 'b/c.bin': 'X' }) },
    },
  ],
  [
    'a file that the branch does not have any more',
    {
      version: '1',
      moved: { 'm/1.bin': null },
      gate: {
        verdict: 'fail',
        observed: 'missing',
        reason: expect.stringContaining('m/1.bin was removed on main'),
      },
    },
  ],
  [
    'a file that this job overwrote, and the branch has as it was',
    { version: '1', written: { 'm/1.bin': 'other' }, gate: { verdict: 'pass', observed: sha256('one') } },
  ],
  [
    'a file that is not here, and the branch has as it was',
    { version: '1', written: { 'm/1.bin': null }, gate: { verdict: 'pass', observed: sha256('one') } },
  ],
  [
    'a folder of which one file is not here',
    {
      version: '2',
      written: { 'm/2/a.bin': null },
      gate: { verdict: 'pass', observed: folderDigest(FOLDER) },
    },
  ],
  [
    'a file that only this job has, which it made',
    { version: '3', written: { 'out/3.bin': 'three' }, gate: { verdict: 'pass', observed: sha256('three') } },
  ],
  [
    'another one that only this job has',
    { version: '3', written: { 'out/3.bin': 'other' }, gate: { verdict: 'fail', observed: sha256('other') } },
  ],
  ['a file that nobody has', { version: '3', gate: { verdict: 'fail', observed: 'missing' } }],
  [
    'a pointer of Git LFS on the branch, in place of the file',
    {
      version: '1',
      moved: { 'm/1.bin': pointer('one') },
      gate: { verdict: 'pass', observed: sha256('one') },
    },
  ],
  [
    'a pointer of another file on the branch',
    {
      version: '1',
      moved: { 'm/1.bin': pointer('other') },
      gate: { verdict: 'fail', observed: sha256('other') },
    },
  ],
];

const MODES = [
  ['push', () => beginPush()],
  ['api', () => beginGitHub('api')],
  ['pull-request', () => beginGitHub('pull-request')],
] as const;

describe.each(MODES)('with commit: %s', (mode, begin) => {
  const at = MODES.findIndex(([name]) => name === mode);

  test.each(rowsFor(CASES, { at, of: MODES.length }))(
    '%s',
    async (_name, { version, moved, written = {}, gate }) => {
      const world = await begin();
      if (moved !== undefined) await world.move(moved);
      for (const [file, text] of Object.entries(written)) {
        if (text === null) rmSync(world.checkout.path(file));
        else world.checkout.write(file, text);
      }
      const outcome = await promote(world, version);
      expect(outcome.gates).toMatchObject([{ gate: 'artifact', ...gate }]);
      expect(outcome.decision === 'blocked').toBe(gate.verdict === 'fail');
    },
  );
});

test('what a job trains in the place of a tracked file, and did not commit, is nowhere after the job', async () => {
  const world = await beginPush();
  world.checkout.write('m/1.bin', 'trained anew');
  const stagegate = new Stagegate(world.options);
  const request = { sha256: null, tags: {}, aliases: [], reason: null };
  await stagegate.register({ model: 'churn', version: null, source: 'm/1.bin', ...request });
  expect(await promote(world, '4')).toMatchObject({
    decision: 'blocked',
    gates: [{ gate: 'artifact', verdict: 'fail', observed: sha256('one') }],
  });
  // the version whose file it was is judged by what the branch has
  expect(await promote(world, '1')).toMatchObject({ decision: 'promoted', gates: [{ verdict: 'pass' }] });
});

test('what a job adds to a tracked folder counts', async () => {
  const world = await beginPush();
  world.checkout.write('m/2/weights.bin', 'trained');
  const stagegate = new Stagegate(world.options);
  const request = { sha256: null, tags: {}, aliases: [], reason: null };
  await stagegate.register({ model: 'churn', version: null, source: 'm/2', ...request });
  expect(await promote(world, '4')).toMatchObject({ decision: 'promoted', gates: [{ verdict: 'pass' }] });
});

test('verify holds the branch against it too', async () => {
  const world = await beginPush();
  await promote(world, '1');
  expect((await new Stagegate(world.options).verify())[0]?.problems).toEqual([]);
  const clone = world.checkout.clone();
  clone.write('m/1.bin', 'other');
  clone.git('commit', '--quiet', '--all', '--message=fix: exchanged');
  clone.git('push', '--quiet');
  expect((await new Stagegate(world.options).verify())[0]?.problems).toMatchObject([
    { version: '1', artifact: { found: sha256('other') } },
  ]);
});
