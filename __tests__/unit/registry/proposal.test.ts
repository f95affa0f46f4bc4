import { describe, expect, test } from '@jest/globals';
import { sealEntry } from '../../../src/history/chain.js';
import type { HistoryEntry } from '../../../src/model/history-entry.js';
import { locateManifest } from '../../../src/registry/manifest/location.js';
import { ManifestRegistry } from '../../../src/registry/manifest/registry.js';
import type { Proposal, Store } from '../../../src/registry/manifest/store.js';
import type { Plan, Registration } from '../../../src/model/registry.js';

const MANIFEST =
  'models:\n  churn:\n    versions:\n      1: {stage: Production}\n      2: {stage: Staging}\n';
const TIME = '2026-11-24T10:00:00.000Z';
const LATER = '2026-11-25T11:00:00.000Z';

const ENTRY: HistoryEntry = {
  time: TIME,
  action: 'promote',
  model: 'churn',
  version: '2',
  from: 'Staging',
  to: 'Production',
  archived: ['1'],
  actor: 'octocat',
  reason: null,
  forced: false,
  commit: 'c0ffee',
  run: 'https://github.com/o/r/actions/runs/1',
  'policy-sha256': null,
  'report-sha256': null,
  gates: [],
  previous: null,
};

const PLAN: Plan = {
  model: 'churn',
  registration: null,
  transitions: [
    { version: '1', from: 'Production', to: 'Archived' },
    { version: '2', from: 'Staging', to: 'Production' },
  ],
  exclusive: true,
  entry: ENTRY,
  title: 'promote churn 2 to Production',
};

const registration = (registeredAt: string): Registration => ({
  version: '3',
  asked: false,
  source: null,
  sha256: null,
  registeredAt,
  metrics: {},
  tags: {},
  aliases: [],
});

const ADD: Plan = {
  ...PLAN,
  registration: registration(TIME),
  transitions: [],
  exclusive: false,
  entry: { ...ENTRY, action: 'register', version: '3', from: null, to: 'None', archived: [] },
};

/** What a registry over this manifest hands to its store for a plan. */
async function write(plan: Plan): Promise<{ files: ReadonlyMap<string, string>; proposal: Proposal }> {
  const handed: { files: ReadonlyMap<string, string>; proposal: Proposal }[] = [];
  const store: Store = {
    open: () =>
      Promise.resolve({
        id: '1',
        read: (path) => Promise.resolve(path === 'models.yaml' ? MANIFEST : null),
        list: () => Promise.resolve([]),
      }),
    write: (files, _basis, { proposal }) => {
      handed.push({ files, proposal: proposal! });
      return Promise.resolve({ commit: null });
    },
  };
  const stages = ['Staging', 'Production'];
  const registry = new ManifestRegistry({ store, location: locateManifest('models.yaml'), stages });
  await registry.apply(plan, await registry.read('churn'));
  return handed[0]!;
}

describe("a proposal's topic", () => {
  test.each<[string, Plan, string[]]>([
    ['of a stage with one version', PLAN, ['churn', 'Production']],
    ['of a stage with many versions', { ...PLAN, exclusive: false }, ['churn', '2', 'Production']],
    ['of a registration', ADD, ['churn', '3', 'None']],
  ])('%s', async (_name, plan, topic) => {
    expect((await write(plan)).proposal.topic).toEqual(topic);
  });
});

describe('a proposal repeats an earlier one', () => {
  const entry = (given: Partial<HistoryEntry>): Plan => ({ ...PLAN, entry: { ...ENTRY, ...given } });
  test.each<[string, Plan, Plan, boolean]>([
    ['that is the same', PLAN, PLAN, true],
    ['of another time', entry({ time: LATER }), PLAN, true],
    ['of another run', entry({ run: 'https://github.com/o/r/actions/runs/2' }), PLAN, true],
    ['by nobody else', entry({ actor: 'mallory' }), PLAN, false],
    ['for no other reason', entry({ reason: 'x' }), PLAN, false],
    ['on no other evidence', entry({ 'report-sha256': 'ab' }), PLAN, false],
    ['at no other commit', entry({ commit: 'abc' }), PLAN, false],
    [
      'of a registration at another time',
      { ...ADD, registration: registration(LATER), entry: { ...ADD.entry, time: LATER } },
      ADD,
      true,
    ],
    [
      'of no other registration',
      { ...ADD, registration: { ...registration(TIME), source: 's3://x' } },
      ADD,
      false,
    ],
  ])('%s', async (_name, now, before, same) => {
    const earlier = await write(before);
    expect((await write(now)).proposal.repeats(earlier.files)).toBe(same);
  });

  test.each<[string, (files: Map<string, string | null>) => void]>([
    ['is not there', (files) => files.clear()],
    ['has no history', (files) => files.set('models.history.jsonl', null)],
    ['has a broken line', (files) => files.set('models.history.jsonl', 'x\n')],
    [
      'has another line behind it',
      (files) =>
        files.set(
          'models.history.jsonl',
          `${files.get('models.history.jsonl')}${sealEntry({ ...ENTRY, previous: 'x' })}\n`,
        ),
    ],
    ['has another manifest', (files) => files.set('models.yaml', `${MANIFEST}# by hand\n`)],
  ])('but none that %s', async (_name, change) => {
    const { files, proposal } = await write(PLAN);
    const earlier = new Map<string, string | null>(files);
    change(earlier);
    expect(proposal.repeats(earlier)).toBe(false);
  });
});

describe('a proposal renews one that was closed', () => {
  const entry = (given: Partial<HistoryEntry>): Plan => ({ ...PLAN, entry: { ...ENTRY, ...given } });
  const add = (source: string): Plan => ({
    ...ADD,
    registration: { ...registration(TIME), source },
    entry: { ...ADD.entry, artifacts: { 3: { source, sha256: null } } },
  });
  test.each<[string, Plan, Plan, boolean]>([
    ['that is the same', PLAN, PLAN, true],
    [
      'by somebody else, for another reason',
      entry({ actor: 'mallory', reason: 'x', time: LATER }),
      PLAN,
      true,
    ],
    ['at another commit, by another policy', entry({ commit: 'abc', 'policy-sha256': 'ab' }), PLAN, true],
    ['after other lines', entry({ previous: 'ab'.repeat(32) }), PLAN, true],
    ['on no other evidence', entry({ 'report-sha256': 'ab' }), PLAN, false],
    ['of no other version', entry({ version: '1' }), PLAN, false],
    ['in place of no other version', entry({ archived: [] }), PLAN, false],
    ['not by force', entry({ forced: true }), PLAN, false],
    ['that is not a rollback', entry({ action: 'rollback' }), PLAN, false],
    ['of the same registration', add('s3://x'), add('s3://x'), true],
    ['of no other files', add('s3://x'), add('s3://y'), false],
  ])('%s', async (_name, now, before, same) => {
    const earlier = await write(before);
    expect((await write(now)).proposal.renews(earlier.files)).toBe(same);
  });
});
