import { describe, expect, test } from '@jest/globals';
import type { StagegateOptions, Verification } from '../../../src/index.js';
import { MANIFEST, type Bench, type Given, type Kind } from './benches.js';
import { IS_FULL } from '../../support/full.js';
import { SERVER_TIMEOUT } from './servers.js';

/*
 * One table for every registry, so that they can't drift apart. What is expected is what people see, and what the
 * registry's own tools find afterwards. Each server has a test file of its own, so that several run at once.
 */

/** The files of every version here are at `s3://…`, which nobody can read from here. */
const UNCHECKED = { gate: 'artifact', verdict: 'skip' };

type Step = (bench: Bench) => Promise<unknown>;

const promote =
  (
    version: string,
    stage = 'Production',
    more: { force?: boolean; reason?: string; allowTakenOut?: boolean } = {},
  ): Step =>
  ({ stagegate, model }) =>
    stagegate().promote({ model, version, stage, reason: null, force: false, ...more });

const check =
  (version: string, stage = 'Production'): Step =>
  ({ stagegate, model }) =>
    stagegate().check({ model, version, stage, reason: null, force: false });

const rollback =
  (version: string | null = null): Step =>
  ({ stagegate, model }) =>
    stagegate().rollback({ model, version, stage: 'Production', reason: 'it was worse' });

const register =
  (more: { version?: string; source?: string | null; aliases?: string[] } = {}): Step =>
  ({ stagegate, model }) =>
    stagegate().register({
      model,
      version: more.version ?? null,
      source: more.source === undefined ? 's3://models/new/files' : more.source,
      sha256: null,
      tags: { team: 'risk' },
      aliases: more.aliases ?? [],
      reason: null,
    });

const acknowledge =
  (dryRun = false): Step =>
  ({ stagegate, model }) =>
    stagegate().acknowledge({ model, reason: 'on call', dryRun });

const unregister =
  (version: string | number, dryRun = false): Step =>
  ({ stagegate, model }) =>
    stagegate().unregister({ model, version, dryRun });

const confirm =
  (version: string | null = null): Step =>
  ({ stagegate, model }) =>
    stagegate().confirm({ model, version, stage: 'Production' });

/** What a version shows in use, from now on. */
const show =
  (version: string, rate: number): Step =>
  ({ workspace }) => {
    const time = new Date().toISOString();
    workspace.write(`live/${version}.json`, JSON.stringify({ error_rate: rate, time }));
    return Promise.resolve();
  };

/** From now on, the attempts for Production count. By its numbers, version 1 passes, and later ones are too close. */
const count: Step = ({ workspace }) => {
  const policy = workspace.read('.github/stagegate.yml');
  workspace.write('.github/stagegate.yml', policy.replace(/( +)gates:[^]*?max-regression.*\n/, COUNTING));
  for (const version of ['1', '2', '3', '4']) measure(version, version === '1' ? 0.96 : 0.91)(workspace);
  return Promise.resolve();
};

const COUNTING = `$1false-promotions: 5%
$1gates:
$1  - {metric: accuracy, min: 0.9, confidence: 95%, samples: n}
`;

const measure = (version: string, accuracy: number) => (workspace: Bench['workspace']) => {
  const report = { version: Number(version), accuracy, n: 1000, 'test-set': 'exam 1' };
  workspace.write(`reports/${version}.json`, JSON.stringify(report));
};

const remeasure =
  (version: string, accuracy: number): Step =>
  ({ workspace }) => {
    measure(version, accuracy)(workspace);
    return Promise.resolve();
  };

/** At once, each of its own. */
const together =
  (...steps: readonly Step[]): Step =>
  (bench) =>
    Promise.all(steps.map((step) => step(bench)));

/** A version that was moved by hand is acknowledged, and then there is nothing more to find. */
const verified: Step = verifyOwn;

interface Case {
  readonly given?: Given;
  /** Each in turn; the last one's end is what is looked at. */
  readonly steps: readonly Step[];
  /** Of its outcome, or of its error. */
  readonly outcome?: Record<string, unknown>;
  readonly error?: Record<string, unknown>;
  /** Afterwards; None and Archived are one where only aliases are kept. */
  readonly stages: Readonly<Record<string, string>>;
  /** The others depend on whether a stage holds several versions. */
  readonly partly?: true;
  readonly aliases?: Readonly<Record<string, string>>;
  /** `promote 2 None → Production (1)`, oldest first. */
  readonly history?: readonly unknown[];
}

const CASES: Readonly<Record<string, Case>> = {
  'the first promotion': {
    given: { stages: ['None'] },
    steps: [promote('1')],
    outcome: {
      decision: 'promoted',
      promoted: true,
      version: '1',
      previousStage: 'None',
      previousVersion: null,
    },
    stages: { 1: 'Production' },
    history: ['promote 1 None → Production'],
  },
  'a promotion archives the champion': {
    given: { stages: ['None', 'None'] },
    steps: [promote('1'), promote('2')],
    outcome: { decision: 'promoted', previousVersion: '1', archivedVersions: ['1'] },
    stages: { 1: 'Archived', 2: 'Production' },
    history: ['promote 1 None → Production', 'promote 2 None → Production (1)'],
  },
  'a champion from before the history': {
    given: { stages: ['Production', 'None'] },
    steps: [promote('2')],
    outcome: { decision: 'promoted', previousVersion: '1', archivedVersions: ['1'] },
    stages: { 1: 'Archived', 2: 'Production' },
    history: ['promote 2 None → Production (1)'],
  },
  'a champion from before the history, met later': {
    given: { stages: ['Production', 'None', 'None'] },
    steps: [promote('2', 'Staging'), promote('3')],
    outcome: { decision: 'promoted', previousVersion: '1', archivedVersions: ['1'] },
    stages: { 1: 'Archived', 2: 'Staging', 3: 'Production' },
    history: ['promote 2 None → Staging', 'promote 3 None → Production (1)'],
  },
  'by way of Staging': {
    given: { stages: ['None', 'None'] },
    steps: [promote('1', 'staging'), promote('1', 'PRODUCTION')],
    outcome: { decision: 'promoted', stage: 'Production', previousStage: 'Staging' },
    stages: { 1: 'Production', 2: 'None' },
    history: ['promote 1 None → Staging', 'promote 1 Staging → Production'],
  },
  'to where it is already': {
    given: { stages: ['None'] },
    steps: [promote('1'), promote('1')],
    outcome: { decision: 'unchanged', promoted: false },
    stages: { 1: 'Production' },
    history: ['promote 1 None → Production'],
  },
  'the newest': {
    given: { stages: ['None', 'None', 'None'] },
    steps: [promote('1'), promote('latest')],
    outcome: { decision: 'promoted', version: '3' },
    stages: { 1: 'Archived', 2: 'None', 3: 'Production' },
  },
  'the newest, of a model without a history': {
    given: { stages: ['None', 'None'] },
    steps: [promote('Latest')],
    outcome: { version: '2' },
    stages: { 1: 'None', 2: 'Production' },
  },
  'by an alias': {
    given: { stages: ['None', 'None'], aliases: { candidate: '2' } },
    steps: [promote('1'), promote('@candidate')],
    outcome: { decision: 'promoted', version: '2' },
    stages: { 1: 'Archived', 2: 'Production' },
    aliases: { candidate: '2' },
  },
  'by an alias, of a model without a history': {
    given: { stages: ['None', 'None'], aliases: { candidate: '2' } },
    steps: [promote('@candidate')],
    outcome: { version: '2' },
    stages: { 1: 'None', 2: 'Production' },
    aliases: { candidate: '2' },
  },
  'a check changes nothing': {
    given: { stages: ['None', 'None'] },
    steps: [promote('1'), check('2')],
    outcome: {
      decision: 'allowed',
      promoted: false,
      transitions: [
        { version: '1', from: 'Production', to: 'Archived' },
        { version: '2', from: 'None', to: 'Production' },
      ],
    },
    stages: { 1: 'Production', 2: 'None' },
    history: ['promote 1 None → Production'],
  },
  'blocked by a bound, and by the champion': {
    given: { stages: ['None', 'None', 'None', 'None'] },
    steps: [promote('3'), promote('4')],
    outcome: {
      decision: 'blocked',
      promoted: false,
      gates: [
        expect.objectContaining(UNCHECKED),
        expect.objectContaining({ check: 'min', verdict: 'fail' }),
        expect.objectContaining({ check: 'max-regression', champion: 0.92, verdict: 'fail' }),
      ],
    },
    stages: { 1: 'None', 2: 'None', 3: 'Production', 4: 'None' },
    history: ['promote 3 None → Production'],
  },
  'forced past the gates': {
    given: { stages: ['None', 'None', 'None', 'None'] },
    steps: [promote('4', 'Production', { force: true, reason: 'the old one is on fire' })],
    outcome: { decision: 'promoted', forced: true },
    stages: { 1: 'None', 2: 'None', 3: 'None', 4: 'Production' },
    history: ['promote 4 None → Production forced “the old one is on fire”'],
  },
  withdrawn: {
    given: { stages: ['None'] },
    steps: [promote('1'), promote('1', 'Archived')],
    outcome: { decision: 'promoted', stage: 'Archived', previousStage: 'Production' },
    stages: { 1: 'Archived' },
    history: ['promote 1 None → Production', 'archive 1 Production → Archived'],
  },
  'taken back to None': {
    given: { stages: ['None'] },
    steps: [promote('1', 'Staging'), promote('1', 'none')],
    stages: { 1: 'None' },
    history: ['promote 1 None → Staging', 'archive 1 Staging → None'],
  },
  'down from Production to Staging': {
    given: { stages: ['None'] },
    steps: [promote('1'), promote('1', 'Staging')],
    outcome: { decision: 'unchanged', promoted: false, previousStage: 'Production' },
    stages: { 1: 'Production' },
    history: ['promote 1 None → Production'],
  },
  'to a stage that was emptied': {
    given: { stages: ['None', 'None', 'None'] },
    steps: [promote('3'), promote('3', 'Archived'), promote('1')],
    outcome: {
      decision: 'blocked',
      gates: [
        UNCHECKED,
        { check: 'min', verdict: 'pass' },
        { check: 'max-regression', against: '3', verdict: 'fail' },
      ],
    },
    stages: { 1: 'None', 2: 'None', 3: 'Archived' },
  },
  'back to where a rollback took it out': {
    given: { stages: ['None', 'None'] },
    steps: [promote('1'), promote('2'), rollback(), promote('latest')],
    outcome: { decision: 'blocked', gates: [{ check: 'taken-out', verdict: 'fail' }, UNCHECKED, {}, {}] },
    stages: { 1: 'Production', 2: 'Archived' },
  },
  'back to where a withdrawal took it out': {
    given: { stages: ['None'] },
    steps: [promote('1'), promote('1', 'None'), promote('1')],
    outcome: { decision: 'blocked', gates: [{ check: 'taken-out', verdict: 'fail' }, UNCHECKED, {}, {}] },
    stages: { 1: 'None' },
  },
  'back to where a rollback took it out, and allowed': {
    given: { stages: ['None', 'None'] },
    steps: [
      promote('1'),
      promote('2'),
      rollback(),
      promote('2', 'Production', { reason: 'fixed', allowTakenOut: true }),
    ],
    outcome: {
      decision: 'promoted',
      previousVersion: '1',
      gates: [{ check: 'taken-out', verdict: 'pass' }, UNCHECKED, {}, {}],
    },
    stages: { 1: 'Archived', 2: 'Production' },
  },
  'rolled back': {
    given: { stages: ['None', 'None', 'None'] },
    steps: [promote('1'), promote('2'), promote('3'), rollback()],
    outcome: {
      decision: 'rolled-back',
      version: '2',
      previousVersion: '3',
      archivedVersions: ['3'],
      gates: [UNCHECKED],
    },
    stages: { 1: 'Archived', 2: 'Production', 3: 'Archived' },
    history: [
      'promote 1 None → Production',
      'promote 2 None → Production (1)',
      'promote 3 None → Production (2)',
      'rollback 2 Archived → Production (3) “it was worse”',
    ],
  },
  'rolled back twice goes further back': {
    given: { stages: ['None', 'None', 'None'] },
    steps: [promote('1'), promote('2'), promote('3'), rollback(), rollback()],
    outcome: { decision: 'rolled-back', version: '1' },
    stages: { 1: 'Production', 2: 'Archived', 3: 'Archived' },
  },
  'rolled back to what was there before the history': {
    given: { stages: ['Production', 'None'] },
    steps: [promote('2'), rollback()],
    outcome: { decision: 'rolled-back', version: '1', previousVersion: '2' },
    stages: { 1: 'Production', 2: 'Archived' },
  },
  'rolled back to a version by its number': {
    given: { stages: ['None', 'None', 'None'] },
    steps: [promote('1'), promote('2'), promote('3'), rollback('1')],
    outcome: { decision: 'rolled-back', version: '1' },
    stages: { 1: 'Production', 2: 'Archived', 3: 'Archived' },
  },
  'nothing to roll back to': {
    given: { stages: ['None'] },
    steps: [promote('1'), rollback()],
    error: { code: 'input', message: expect.stringContaining('there is no earlier version') },
    stages: { 1: 'Production' },
  },
  'a rollback to a version that never was there': {
    given: { stages: ['None', 'None'] },
    steps: [promote('1'), rollback('2')],
    error: { code: 'input', message: expect.stringContaining('version 2 never held Production') },
    stages: { 1: 'Production', 2: 'None' },
  },
  'a version that is not there': {
    given: { stages: ['None', 'None'] },
    steps: [promote('1'), promote('9')],
    error: {
      code: 'input',
      message: expect.stringContaining('has no version 9'),
      hint: expect.stringMatching(
        /^It has versions 1, 2\. (?:If version 9 is new, register it first|To register version 3): stagegate register \S+ /,
      ),
    },
    stages: { 1: 'Production', 2: 'None' },
  },
  'a version that is not there, without a history': {
    given: { stages: ['None', 'None'] },
    steps: [promote('9')],
    error: {
      code: 'input',
      message: expect.stringContaining('has no version 9'),
      hint: expect.stringMatching(
        /^It has versions 1, 2\. (?:If version 9 is new, register it first|To register version 3): stagegate register \S+ /,
      ),
    },
    stages: { 1: 'None', 2: 'None' },
  },
  'an alias that is not there': {
    given: { stages: ['None'], aliases: { candidate: '1' } },
    steps: [promote('1'), promote('@candidat')],
    error: {
      code: 'input',
      message: expect.stringContaining('has no alias "candidat"'),
      hint: expect.stringContaining('@candidate'),
    },
    stages: { 1: 'Production' },
    aliases: { candidate: '1' },
  },
  'no version number': {
    given: { stages: ['None'] },
    steps: [promote('01')],
    error: { code: 'input', message: 'version "01" is not a version number' },
    stages: { 1: 'None' },
  },
  'moved by hand in between': {
    given: { stages: ['None', 'None', 'None'] },
    steps: [
      promote('1'),
      promote('3', 'Staging'),
      (bench) => bench.moveByHand('2', 'Production'),
      promote('3'),
    ],
    outcome: {
      decision: 'promoted',
      previousVersion: expect.any(String),
      notices: [expect.stringContaining("the registry doesn't match its history")],
    },
    stages: { 1: 'Archived', 2: 'Archived', 3: 'Production' },
  },
  'moved by hand, and acknowledged': {
    given: { stages: ['None', 'None', 'None'] },
    steps: [promote('1'), (bench) => bench.moveByHand('2', 'Production'), acknowledge(), verified],
    outcome: {
      problems: [],
      acknowledged: [
        {
          reason: 'on call',
          differed: expect.arrayContaining([expect.stringContaining('version 2 is in Production')]),
        },
      ],
    },
    stages: { 2: 'Production', 3: 'None' },
    partly: true,
    history: ['promote 1 None → Production', expect.stringMatching(/^acknowledge \d .* “on call”$/)],
  },
  'moved by hand, acknowledged, and moved by hand again': {
    given: { stages: ['None', 'None', 'None'] },
    steps: [
      promote('1'),
      (bench) => bench.moveByHand('2', 'Production'),
      acknowledge(),
      (bench) => bench.moveByHand('3', 'Production'),
      verified,
    ],
    outcome: { problems: expect.arrayContaining([expect.objectContaining({ version: '3' })]) },
    stages: { 3: 'Production' },
    partly: true,
  },
  'moved by hand, acknowledged, and gone on from there': {
    given: { stages: ['None', 'None', 'None'] },
    steps: [
      promote('1'),
      (bench) => bench.moveByHand('2', 'Production'),
      acknowledge(),
      promote('3'),
      rollback(),
      verified,
    ],
    outcome: { problems: [] },
    stages: { 1: 'Archived', 2: 'Production', 3: 'Archived' },
  },
  'moved by hand, and only shown': {
    given: { stages: ['None', 'None'] },
    steps: [promote('1'), (bench) => bench.moveByHand('2', 'Production'), acknowledge(true)],
    outcome: {
      decision: 'allowed',
      promoted: false,
      differed: expect.arrayContaining([expect.stringContaining('version 2 is in Production')]),
    },
    stages: { 2: 'Production' },
    partly: true,
    history: ['promote 1 None → Production'],
  },
  'nothing to acknowledge': {
    given: { stages: ['None'] },
    steps: [promote('1'), acknowledge()],
    outcome: { decision: 'unchanged', promoted: false },
    stages: { 1: 'Production' },
    history: ['promote 1 None → Production'],
  },
  unregistered: {
    given: { stages: ['None', 'None', 'None'] },
    steps: [promote('1'), unregister(3)],
    outcome: { decision: 'unregistered', promoted: true, version: '3', stage: 'None', notices: [] },
    stages: { 1: 'Production', 2: 'None' },
    history: ['promote 1 None → Production', 'unregister 3 None → None'],
  },
  'unregistered before the first promotion, and verified after the next': {
    given: { stages: ['None', 'None', 'None', 'None'] },
    steps: [unregister('4'), unregister('3'), promote('2'), verified],
    outcome: { problems: [] },
    stages: { 1: 'None', 2: 'Production' },
    history: ['unregister 4 None → None', 'unregister 3 None → None', 'promote 2 None → Production'],
  },
  'to be unregistered, and only asked': {
    given: { stages: ['None', 'None'] },
    steps: [unregister('2', true)],
    outcome: { decision: 'allowed', promoted: false },
    stages: { 1: 'None', 2: 'None' },
    history: [],
  },
  'a version that was promoted is not unregistered': {
    given: { stages: ['None', 'None'] },
    steps: [promote('1'), promote('2'), unregister('1')],
    error: { code: 'input', message: expect.stringContaining('was promoted to Production') },
    stages: { 1: 'Archived', 2: 'Production' },
  },
  'a version that is not there is not unregistered': {
    given: { stages: ['None'] },
    steps: [unregister('9')],
    error: { code: 'input', message: expect.stringContaining('has no version 9') },
    stages: { 1: 'None' },
  },
  'a version with an alias is not unregistered': {
    given: { stages: ['None', 'None'], aliases: { candidate: '2' } },
    steps: [unregister('2')],
    error: { code: 'input', message: expect.stringContaining('the alias "candidate" points at version 2') },
    stages: { 1: 'None', 2: 'None' },
    aliases: { candidate: '2' },
  },
  'registered, unregistered, and registered again gets the next number': {
    steps: [register(), register({ source: 's3://m/2' }), unregister('2'), register({ source: 's3://m/3' })],
    outcome: { decision: 'registered', version: '3' },
    stages: { 1: 'None', 3: 'None' },
  },
  confirmed: {
    given: { stages: ['None', 'None'] },
    steps: [promote('1'), promote('2'), show('2', 0.001), together(confirm(), confirm('2')), confirm()],
    outcome: { decision: 'confirmed', promoted: false, inStage: true, version: '2' },
    stages: { 1: 'Archived', 2: 'Production' },
    history: [
      'promote 1 None → Production',
      'promote 2 None → Production (1)',
      'confirm 2 Production → Production',
    ],
  },
  'not confirmed, and rolled back': {
    given: { stages: ['None', 'None'] },
    steps: [promote('1'), promote('2'), show('2', 0.2), confirm()],
    outcome: {
      ...{ decision: 'rolled-back', promoted: true, version: '1', previousVersion: '2' },
      confirmation: { version: '2', failed: true },
    },
    stages: { 1: 'Production', 2: 'Archived' },
    history: [
      'promote 1 None → Production',
      'promote 2 None → Production (1)',
      'rollback 1 Archived → Production (2) “version 2 was not confirmed: error_rate is 0.2, must be at most 0.01”',
    ],
  },
  'not confirmed, and a newer one is there by then': {
    given: { stages: ['None', 'None', 'None'] },
    steps: [promote('1'), promote('2'), show('2', 0.2), promote('3'), confirm('2')],
    outcome: { decision: 'unconfirmed', promoted: false, inStage: false, version: '2' },
    stages: { 1: 'Archived', 2: 'Archived', 3: 'Production' },
    history: [
      'promote 1 None → Production',
      'promote 2 None → Production (1)',
      'promote 3 None → Production (2)',
    ],
  },
  'blocked attempts, each on record once': {
    given: { stages: ['None', 'None', 'None', 'None'] },
    steps: [
      count,
      promote('1'),
      promote('3'),
      promote('3'),
      together(promote('2'), promote('2')),
      remeasure('3', 0.911),
      check('3'),
      promote('3'),
    ],
    // 2 to 4 have the numbers 1 to 3
    outcome: {
      decision: 'blocked',
      attempt: { number: 4, against: '1', level: '99.762%' },
      gates: [UNCHECKED, { interval: { confidence: '99.762%' } }],
    },
    stages: { 1: 'Production', 2: 'None', 3: 'None', 4: 'None' },
    history: [
      'promote 1 None → Production',
      'attempt 3 None → None',
      'attempt 2 None → None',
      'attempt 3 None → None',
    ],
  },
  registered: {
    steps: [register()],
    outcome: { decision: 'registered', promoted: true, version: '1', stage: 'None', previousStage: null },
    stages: { 1: 'None' },
    history: ['register 1 nowhere → None'],
  },
  'registered twice, with an alias, and promoted': {
    steps: [
      register(),
      register({ source: 's3://models/new/2', aliases: ['candidate'] }),
      promote('@candidate'),
    ],
    outcome: { decision: 'promoted', version: '2' },
    stages: { 1: 'None', 2: 'Production' },
    aliases: { candidate: '2' },
    history: ['register 1 nowhere → None', 'register 2 nowhere → None', 'promote 2 None → Production'],
  },
  'registered by its next number': {
    given: { stages: ['None'] },
    steps: [register({ version: '2' })],
    outcome: { decision: 'registered', version: '2' },
    stages: { 1: 'None', 2: 'None' },
  },
  'registered again as it is': {
    steps: [register({ version: '1' }), register({ version: '1' })],
    outcome: { decision: 'unchanged', version: '1' },
    stages: { 1: 'None' },
    history: ['register 1 nowhere → None'],
  },
  'registered again as something else': {
    steps: [register({ version: '1' }), register({ version: '1', source: 's3://models/other/1' })],
    error: { code: 'input', message: expect.stringContaining('is already registered') },
    stages: { 1: 'None' },
  },
};

/** Declares the contract's tests for each registry. */
export function testContract(...kinds: readonly Kind[]): void {
  describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => testKind(kind));
}

function testKind(kind: Kind): void {
  const lacks = kind.lacks ?? [];
  const onAliases = lacks.includes('stages') || kind.name.endsWith('aliases');
  const possible = Object.entries(CASES).filter(
    ([name, { aliases }]) =>
      !(lacks.includes('registering') && name.startsWith('registered')) &&
      !(lacks.includes('aliases') && (aliases !== undefined || name.includes('alias'))),
  );
  test.each(possible)(
    '%s',
    async (_case, { given, steps, outcome = {}, error, stages, aliases = {}, history, partly }) => {
      const bench = await kind.open(given);
      const last = steps.at(-1);
      for (const step of steps.slice(0, -1)) await step(bench);
      const end = last?.(bench);
      if (error === undefined) expect(await end).toMatchObject(outcome);
      else await expect(end).rejects.toMatchObject(error);
      const held = await bench.look();
      const plain = onAliases ? withoutArchived : (all: typeof stages) => all;
      const now = { ...held, stages: plain(held.stages) };
      if (partly === true) expect(now).toMatchObject({ stages: plain(stages), aliases });
      else expect(now).toEqual({ stages: plain(stages), aliases });
      if (history !== undefined) expect(await told(bench)).toEqual(history);
    },
    SERVER_TIMEOUT,
  );

  test(
    'verify agrees with what stagegate did, and finds what it did not do',
    async () => {
      const bench = await kind.open({ stages: ['None', 'None', 'None'] });
      for (const step of [promote('1'), promote('2'), promote('3'), rollback()]) await step(bench);
      expect(await verifyOwn(bench)).toEqual({
        ...{ model: bench.model, lines: 4, problems: [], notes: [], acknowledged: [] },
      });
      await bench.moveByHand('1', 'Production');
      expect(await verifyOwn(bench)).toMatchObject({
        problems: expect.arrayContaining([expect.objectContaining({ version: '1' })]),
      });
    },
    SERVER_TIMEOUT,
  );

  const hasStageAliases = kind !== MANIFEST && !kind.name.endsWith('stages') && !lacks.includes('aliases');
  const standing = hasStageAliases && !lacks.includes('registering') ? ['Production', 'staging'] : [];
  for (const alias of standing) {
    test(
      `no version is registered with the alias ${alias}, which stands for a stage`,
      async () => {
        const bench = await kind.open({ stages: ['Production'] });
        await expect(register({ aliases: [alias] })(bench)).rejects.toMatchObject({
          code: 'input',
          message: expect.stringContaining(`the alias "${alias}" stands for the stage`),
        });
        expect((await bench.look()).stages).toEqual({ 1: 'Production' });
      },
      SERVER_TIMEOUT,
    );
  }

  test(
    'an alias that the policy renamed is told, and removed when asked',
    async () => {
      const bench = await kind.open({ stages: ['None', 'None', 'None'] });
      const { model, workspace, stagegate } = bench;
      const asked = (version: string) => ({
        model,
        version,
        stage: 'Production',
        reason: null,
        force: false,
      });
      await promote('1')(bench);
      if (!hasStageAliases) {
        const end = stagegate({ pruneAliases: true }).promote(asked('2'));
        if (kind === MANIFEST) await expect(end).rejects.toMatchObject({ code: 'input' });
        else expect(await end).toMatchObject({ decision: 'promoted', notices: [] });
        return;
      }
      const policy = workspace.read('.github/stagegate.yml');
      const renamed = policy
        .replace(/^registry: (databricks\S*)$/m, 'registry: {mlflow: $1, aliases: {Production: champion}}')
        .replace(/^registry: \{(.*mode: \w+)\}$/m, 'registry: {$1, aliases: {Production: champion}}');
      expect(renamed).not.toBe(policy);
      workspace.write('.github/stagegate.yml', renamed);
      const stale = expect.stringMatching(/^the alias Production still serves version 1, .*--prune-aliases$/);
      expect(await stagegate().promote(asked('2'))).toMatchObject({
        decision: 'promoted',
        archivedVersions: ['1'],
        notices: [stale],
      });
      expect(await verifyOwn(bench)).toMatchObject({
        problems: [{ version: '1', message: stale }],
        notes: [],
      });
      expect(await stagegate({ pruneAliases: true }).check(asked('3'))).toMatchObject({ notices: [stale] });
      const removed = 'the alias Production was removed: it served version 1, which left Production';
      // verify prunes every model of a server, and the others' are shared by all tests
      if (kind.name.startsWith('Unity Catalog')) {
        expect(await verifyOwn(bench, { pruneAliases: true })).toMatchObject({
          problems: [],
          notes: [removed],
        });
      } else {
        const again = await stagegate({ pruneAliases: true }).promote(asked('2'));
        expect(again).toMatchObject({
          decision: 'unchanged',
          removedAliases: ['Production'],
          notices: [removed],
        });
      }
      expect(await verifyOwn(bench)).toMatchObject({ problems: [], notes: [] });
      const { aliases } = await stagegate().read(model);
      expect(aliases).toEqual({ champion: '2' });
    },
    SERVER_TIMEOUT,
  );

  test(
    'a model that is not there',
    async () => {
      const bench = await kind.open({ stages: ['None'] });
      const model = bench.model.includes('.') ? 'main.ml.chrun' : 'chrun';
      const end = bench
        .stagegate()
        .promote({ model, version: '1', stage: 'Archived', reason: null, force: false });
      await expect(end).rejects.toMatchObject({
        code: 'input',
        message: expect.stringContaining(`there is no model "${model}"`),
      });
    },
    SERVER_TIMEOUT,
  );

  test(
    'a model that nobody names is registered when that is meant, and validate tells of it',
    async () => {
      const bench = await kind.open({ stages: ['None'] });
      const model = bench.model.includes('.') ? `${bench.model}x` : `${bench.model}-x`;
      const request = {
        ...{ model, version: null, source: 's3://models/x/1', sha256: null },
        ...{ tags: {}, aliases: [], reason: null },
      };
      await expect(bench.stagegate().register(request)).rejects.toMatchObject({
        code: 'input',
        message: expect.stringContaining(`there is no model "${model}"`),
        hint: expect.stringContaining(`Did you mean ${bench.model}?`),
      });
      if (lacks.includes('registering')) return;
      const made = await bench.stagegate().register({ ...request, newModel: true });
      expect(made).toMatchObject({ decision: 'registered', version: '1' });
      if (bench.verifyAlone !== undefined && !IS_FULL) return;
      const found = await bench.stagegate().validate();
      expect(found.registry.kind).toBe(kind === MANIFEST ? 'file' : 'server');
      expect(found.registry.models).toEqual(expect.arrayContaining([bench.model, model]));
      expect(found.notices.join()).toContain("the policy doesn't name");
    },
    SERVER_TIMEOUT,
  );

  test(
    'what a version is',
    async () => {
      const bench = await kind.open({ stages: ['None'] });
      const { versions } = await bench.stagegate().read(bench.model);
      expect(versions).toMatchObject([{ version: '1', stage: 'None', source: expect.any(String), tags: {} }]);
    },
    SERVER_TIMEOUT,
  );
}

/** What `verify` finds in this model. */
async function verifyOwn(bench: Bench, options: StagegateOptions = {}): Promise<Verification | undefined> {
  const { model, stagegate, verifyAlone } = bench;
  if (verifyAlone !== undefined && !IS_FULL) return verifyAlone(options);
  const own = (await stagegate(options).verify()).find((found) => found.model === model);
  // files behind an s3:// address are told to be unchecked, whatever the registry
  return own && { ...own, notes: own.notes.filter((note) => !note.endsWith('its files were not checked')) };
}

async function told({ stagegate, model }: Bench): Promise<string[]> {
  const lines = await stagegate().history(model);
  return lines.map(({ entry: { action, version, from, to, archived, forced, reason } }) =>
    [
      `${action} ${version} ${from ?? 'nowhere'} → ${to}`,
      archived.length === 0 ? '' : ` (${archived.join(', ')})`,
      forced ? ' forced' : '',
      reason === null ? '' : ` “${reason}”`,
    ].join(''),
  );
}

function withoutArchived(stages: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(stages).map(([version, stage]) => [version, stage === 'Archived' ? 'None' : stage]),
  );
}
