import { beforeEach, describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import type { LineFilter } from '../../../src/history/select.js';
import type { Registry } from '../../../src/model/registry.js';
import { acknowledge, unregister } from '../../../src/promotion/amend.js';
import { check, promote } from '../../../src/promotion/promote.js';
import { listModels, readAllModels, readHistory, readModel } from '../../../src/promotion/read.js';
import { register } from '../../../src/promotion/register.js';
import type { PromotionRequest, RegisterRequest } from '../../../src/promotion/request.js';
import { rollback } from '../../../src/promotion/rollback.js';
import { validate } from '../../../src/promotion/validate.js';
import { verify } from '../../../src/promotion/verify.js';
import { MemoryServer } from '../mlflow/support/memory-server.js';
import { makeTime } from '../mlflow/support/changes.js';
import { openRegistry } from '../mlflow/support/promoter.js';
import { contextOver, POLICY, type Around } from '../support/command.js';
import { NOW } from '../support/gate-context.js';
import { makeEntry } from '../support/history-builder.js';

/* Each use case from its request to the registry, which is MLflow's on a server in memory. */

const RUN = 'https://github.com/o/r/actions/runs/7/attempts/';
const BAD = '{"accuracy": 0.5}';

let server: MemoryServer;
let registry: Registry;
const around = (given?: Around) => contextOver(registry, given);

beforeEach(() => {
  server = new MemoryServer().add('churn', ['None', 'None', 'None']);
  registry = openRegistry(server, makeTime());
});

function asked(version: string, given: Partial<PromotionRequest> = {}): PromotionRequest {
  return { model: 'churn', version, stage: 'production', reason: null, force: false, ...given };
}

const back = (given: object = {}) => ({
  model: 'churn',
  version: null,
  stage: 'Production',
  reason: 'bad',
  ...given,
});

function added(given: Partial<RegisterRequest> = {}): RegisterRequest {
  const nothing = { version: null, source: null, sha256: null, tags: {}, aliases: [], reason: null };
  return { model: 'churn', ...nothing, ...given };
}

/** A registry without models. */
function emptied(of: Registry): Registry {
  return Object.assign(Object.create(of) as Registry, {
    models: () => Promise.resolve([]),
    readAll: () => Promise.resolve([]),
    read: async (model: string) => ({ ...(await of.read(model)), exists: false, versions: [], history: [] }),
    requireThere: undefined,
  });
}

const inProduction = () => server.inStage('churn', 'Production');

describe('promote', () => {
  test('moves a version that passes, and archives the one before', async () => {
    await promote(asked('1'), around());
    expect(await promote(asked('2'), around())).toMatchObject({
      decision: 'promoted',
      promoted: true,
      inStage: true,
      stage: 'Production',
      previousVersion: '1',
      archivedVersions: ['1'],
    });
    expect(inProduction()).toEqual(['2']);
  });

  test('changes nothing when a gate fails', async () => {
    expect(await promote(asked('1'), around({ report: BAD }))).toMatchObject({
      decision: 'blocked',
      promoted: false,
      gates: [{ metric: 'accuracy', verdict: 'fail' }],
    });
    expect(inProduction()).toEqual([]);
  });

  test('with force and a reason overrides a failed gate', async () => {
    const forced = asked('1', { force: true, reason: 'incident' });
    expect(await promote(forced, around({ report: BAD }))).toMatchObject({
      decision: 'promoted',
      forced: true,
    });
  });

  test.each<[string, Partial<PromotionRequest>, string]>([
    ['force', { force: true }, 'force needs a reason'],
    ['allow-taken-out', { allowTakenOut: true }, 'allow-taken-out needs a reason'],
  ])('needs a reason for %s', async (_name, given, message) => {
    const failed = promote(asked('1', given), around());
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toMatchObject({ code: 'input' });
  });

  test('before the merge it only decides, and without force', async () => {
    const forced = asked('1', { force: true, reason: 'incident' });
    const context = { isBeforeMerge: true, report: BAD };
    expect(await promote(forced, around(context))).toMatchObject({ decision: 'blocked', promoted: false });
    expect(await promote(asked('1'), around({ isBeforeMerge: true }))).toMatchObject({ decision: 'allowed' });
    expect(inProduction()).toEqual([]);
  });

  test('is unchanged for a version that holds the stage, or a later one', async () => {
    await promote(asked('1'), around());
    expect(await promote(asked('1'), around())).toMatchObject({ decision: 'unchanged', inStage: true });
    expect(await promote(asked('1', { stage: 'Staging' }), around())).toMatchObject({
      decision: 'unchanged',
      inStage: false,
      previousStage: 'Production',
    });
  });

  test('a later attempt of the same run repeats the outcome', async () => {
    await promote(asked('1'), around({ run: `${RUN}1` }));
    await promote(asked('2'), around());
    expect(await promote(asked('1'), around({ run: `${RUN}2` }))).toMatchObject({
      decision: 'promoted',
      repeated: true,
      inStage: false,
    });
    expect(inProduction()).toEqual(['2']);
  });

  test('a later attempt of a run that withdrew a version leaves it where it is since', async () => {
    await promote(asked('1'), around());
    const withdrawal = asked('1', { stage: 'Archived' });
    await promote(withdrawal, around({ run: `${RUN}1` }));
    await promote(asked('1', { allowTakenOut: true, reason: 'fixed' }), around());
    expect(await promote(withdrawal, around({ run: `${RUN}2` }))).toMatchObject({
      ...{ decision: 'promoted', repeated: true, inStage: false },
    });
    expect(inProduction()).toEqual(['1']);
  });

  test('reads the clock once, after everything else', async () => {
    let reads = 0;
    const now = () => {
      reads += 1;
      return NOW;
    };
    await promote(asked('1'), around({ now }));
    expect(reads).toBe(1);
  });

  test('to Archived needs no policy and no gate', async () => {
    await promote(asked('1'), around());
    const withdrawn = await promote(asked('1', { stage: 'archived' }), around({ policy: null, report: BAD }));
    expect(withdrawn).toMatchObject({ decision: 'promoted', stage: 'Archived', gates: [] });
    expect(withdrawn.notices).toContain('Production is empty now');
  });

  test.each<[string, Partial<PromotionRequest>, Around, string]>([
    ['an unknown model', { model: 'chrun' }, {}, 'there is no model "chrun"'],
    ['an unknown version', { version: '9' }, {}, 'has no version 9'],
    ['an unknown stage', { stage: 'Prod' }, {}, 'there is no stage "Prod"'],
    ['no policy', {}, { policy: null }, 'there is no policy'],
  ])('refuses %s', async (_name, given, context, message) => {
    await expect(promote(asked('1', given), around(context))).rejects.toThrow(message);
  });
});

describe('check', () => {
  test('judges and changes nothing', async () => {
    expect(await check(asked('1'), around())).toMatchObject({
      decision: 'allowed',
      promoted: false,
      dry: true,
    });
    expect(inProduction()).toEqual([]);
  });

  test('takes no notice of force', async () => {
    const forced = asked('1', { force: true, reason: 'incident' });
    expect(await check(forced, around({ report: BAD }))).toMatchObject({
      decision: 'blocked',
      forced: false,
    });
  });

  test('judges again what an earlier attempt of the same run promoted', async () => {
    await promote(asked('1'), around({ run: `${RUN}1` }));
    await promote(asked('2'), around());
    expect(await check(asked('1'), around({ run: `${RUN}2` }))).toMatchObject({
      decision: 'allowed',
      repeated: false,
    });
  });
});

describe('rollback', () => {
  beforeEach(async () => {
    for (const version of ['1', '2']) await promote(asked(version), around());
  });

  test('goes back to the version before', async () => {
    expect(await rollback(back(), around())).toMatchObject({
      decision: 'rolled-back',
      version: '1',
      archivedVersions: ['2'],
    });
    expect(inProduction()).toEqual(['1']);
  });

  test.each<[string, object, Around]>([
    ['in a dry run', { dryRun: true }, {}],
    ['before the merge', {}, { isBeforeMerge: true }],
  ])('%s changes nothing', async (_name, given, context) => {
    expect(await rollback(back(given), around(context))).toMatchObject({ decision: 'allowed', version: '1' });
    expect(inProduction()).toEqual(['2']);
  });

  test('a later attempt of the same run goes no further back', async () => {
    await promote(asked('3'), around());
    await rollback(back(), around({ run: `${RUN}1` }));
    expect(await rollback(back(), around({ run: `${RUN}2` }))).toMatchObject({
      repeated: true,
      version: '2',
    });
    expect(inProduction()).toEqual(['2']);
  });

  test('a rollback that a dead run began is completed, and not repeated one further back', async () => {
    await promote(asked('3'), around());
    const dying = around();
    const registry = Object.assign(Object.create(dying.registry) as Registry, {
      finish: () =>
        Promise.resolve({ finished: makeEntry({ action: 'rollback', version: '2', to: 'Production' }) }),
    });
    await rollback(back({ version: '2' }), around());
    const outcome = await rollback(back(), contextOver(registry));
    expect(outcome).toMatchObject({ decision: 'rolled-back', version: '2', promoted: true });
    expect(inProduction()).toEqual(['2']);
  });

  test('of another stage that a dead run began says nothing about where this one goes', async () => {
    await promote(asked('3'), around());
    const completing = Object.assign(Object.create(registry) as Registry, {
      finish: () =>
        Promise.resolve({ finished: makeEntry({ action: 'rollback', version: '1', to: 'Staging' }) }),
    });
    const outcome = await rollback(back(), contextOver(completing));
    expect(outcome).toMatchObject({ decision: 'rolled-back', version: '2', archivedVersions: ['3'] });
    expect(inProduction()).toEqual(['2']);
  });

  test('to files that are gone or were changed is blocked', async () => {
    for (const reading of [
      { kind: 'missing', why: 'is missing' },
      { kind: 'read', sha256: 'cd'.repeat(32), branch: null },
    ] as const)
      expect(await rollback(back(), around({ artifact: () => reading }))).toMatchObject({
        ...{ decision: 'blocked', version: '1', promoted: false },
        gates: [{ gate: 'artifact', verdict: 'fail' }],
      });
    expect(inProduction()).toEqual(['2']);
  });

  test('is judged where the policy applies its gates to rollbacks', async () => {
    const policy = POLICY.replace('      Production:\n', '      Production:\n        gate-rollbacks: true\n');
    const blocked = await rollback(back(), around({ policy, report: BAD }));
    expect(blocked).toMatchObject({ decision: 'blocked', gates: [{ metric: 'accuracy', verdict: 'fail' }] });
    expect(blocked.notices.join()).not.toContain('restore the files');
    expect(inProduction()).toEqual(['2']);
  });

  test('that another run made first is not made a second time', async () => {
    await promote(asked('3'), around());
    let raced = false;
    const racing = Object.assign(Object.create(registry) as Registry, {
      apply: async (...change: Parameters<Registry['apply']>) => {
        if (raced) return registry.apply(...change);
        raced = true;
        await rollback(back(), around());
        throw new StagegateError('conflict', 'it moved');
      },
    });
    expect(await rollback(back(), contextOver(racing))).toMatchObject({
      decision: 'unchanged',
      version: '2',
    });
    expect(inProduction()).toEqual(['2']);
  });

  test('before the merge, a later attempt decides anew', async () => {
    await promote(asked('3'), around());
    await rollback(back(), around({ run: `${RUN}1` }));
    const again = await rollback(back(), around({ run: `${RUN}2`, isBeforeMerge: true }));
    expect(again).toMatchObject({ decision: 'allowed', repeated: false, version: '1' });
  });

  test('names the stages that can be rolled back', async () => {
    await expect(rollback(back({ stage: 'None' }), around())).rejects.toMatchObject({
      hint: 'Roll back one of Staging, Production.',
    });
  });

  test.each<[string, object, string]>([
    ['of Archived', { stage: 'Archived' }, "Archived can't be rolled back"],
    ['to a version that never held the stage', { version: '3' }, 'version 3 never held Production'],
    ['of a stage without a history', { stage: 'Staging' }, 'there is no earlier version'],
  ])('is refused %s', async (_name, given, message) => {
    await expect(rollback(back(given), around())).rejects.toThrow(message);
  });
});

describe('a version whose files the registry calls unusable', () => {
  const unready = 'is still being uploaded';
  const message = `version 1 of "churn" ${unready}`;
  const context = () =>
    contextOver(
      Object.assign(Object.create(registry) as Registry, {
        read: async (model: string) => {
          const snapshot = await registry.read(model, undefined);
          const versions = snapshot.versions.map((held) =>
            held.version === '1' ? { ...held, unready } : held,
          );
          return { ...snapshot, versions };
        },
      }),
    );

  test('is neither promoted nor gone back to, but can be withdrawn', async () => {
    await expect(promote(asked('1'), context())).rejects.toMatchObject({
      ...{ code: 'input', message },
      hint: 'Register it again, then promote the new version.',
    });
    expect(inProduction()).toEqual([]);
    for (const version of ['1', '2']) await promote(asked(version), around());
    await expect(rollback(back(), context())).rejects.toMatchObject({ code: 'input', message });
    expect(inProduction()).toEqual(['2']);
    expect(await promote(asked('1', { stage: 'None' }), context())).toMatchObject({ decision: 'promoted' });
  });
});

describe('register', () => {
  test('adds the next version, with the digest of its files and its metrics', async () => {
    const given = added({ source: 'models/churn', aliases: ['new'] });
    const outcome = await register(given, around({ reports: ['reports/new.json'] }));
    expect(outcome).toMatchObject({ decision: 'registered', version: '4', stage: 'None', inStage: false });
    const { versions, aliases } = await readModel('churn', around());
    expect(versions.at(-1)).toMatchObject({ source: 'models/churn', sha256: 'ab'.repeat(32) });
    expect(aliases).toEqual({ new: '4' });
  });

  test.each([
    [null, '4'],
    ['4', '4'],
  ])('reads the reports of the version that it adds (%s was asked for)', async (version, next) => {
    const context = { reports: ['live/{version}.json'], live: '{"a": 0.5}' };
    const outcome = await register(added({ version, source: 's3://b/m' }), around(context));
    expect(outcome).toMatchObject({ version: next, reports: [{ path: `live/${next}.json` }] });
  });

  test("takes a digest for files that can't be read from here", async () => {
    const given = added({ source: 's3://b/m', sha256: 'cd'.repeat(32) });
    expect(await register(given, around())).toMatchObject({ decision: 'registered', version: '4' });
    const { versions } = await readModel('churn', around());
    expect(versions.at(-1)).toMatchObject({ source: 's3://b/m', sha256: 'cd'.repeat(32) });
  });

  test('takes a digest that the files have', async () => {
    const given = added({ source: 'models/churn', sha256: 'ab'.repeat(32) });
    expect(await register(given, around())).toMatchObject({ decision: 'registered', version: '4' });
  });

  test('a later attempt of the same run adds no second version', async () => {
    await register(added({ source: 'models/churn' }), around({ run: `${RUN}1` }));
    const again = await register(added({ source: 'models/churn' }), around({ run: `${RUN}2` }));
    expect(again).toMatchObject({ repeated: true, version: '4' });
    const other = await register(
      added({ source: 'models/churn' }),
      around({ run: `${RUN}3`, sha256: 'cd'.repeat(32) }),
    );
    expect(other).toMatchObject({
      version: '5',
      notices: [expect.stringContaining('from other files, so these get a new version')],
    });
  });

  test.each<[string, Partial<RegisterRequest>, Around, string]>([
    [
      'another digest than the files have',
      { source: 'm', sha256: 'cd'.repeat(32) },
      {},
      "the source's SHA-256 is abab",
    ],
    ['a model that nobody names', { model: 'chrun' }, {}, 'there is no model "chrun"'],
    ['a name that means a version', { model: 'churn@2' }, {}, 'looks like a version'],
    [
      'a report of another version',
      {},
      { reports: ['r'], report: '{"version": 3}' },
      'says that it is about version 3',
    ],
  ])('refuses %s', async (_name, given, context, message) => {
    const failed = register(added(given), around(context));
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toMatchObject({ code: 'input' });
  });

  test('adds to a model whose name means a version of another, if the registry has it', async () => {
    server.add('churn@2', ['None']);
    const given = added({ model: 'churn@2', source: 's3://b/m' });
    expect(await register(given, around())).toMatchObject({ model: 'churn@2', version: '2' });
  });

  test.each([
    [null, 'latest'],
    ['4', '4'],
  ])('reads the part of the model that tells whether its number is free (%s)', async (version, wanted) => {
    const asks: unknown[] = [];
    const of = Object.assign(Object.create(registry) as Registry, {
      read: (...about: Parameters<Registry['read']>) => {
        asks.push(about[1]);
        return registry.read(...about);
      },
    });
    await register(added({ version, source: 's3://b/m' }), contextOver(of));
    expect(asks).toContainEqual({ version: wanted, rollback: null });
  });

  test.each<[string, boolean, boolean, boolean]>([
    ['has gone, but has a history', false, true, true],
    ['is new', false, false, false],
    ['is there', true, true, false],
  ])('asks whether a model that %s was removed', async (_told, exists, hasHistory, isAsked) => {
    const removed = new StagegateError('manifest', 'its file was removed');
    const of = Object.assign(Object.create(registry) as Registry, {
      read: async (model: string) => {
        const snapshot = await registry.read(model);
        return { ...snapshot, exists, history: hasHistory ? snapshot.history : [] };
      },
      requireThere: () => Promise.reject(removed),
    });
    await promote(asked('1'), around());
    const given = added({ source: 's3://b/m', newModel: true });
    const registered = register(given, contextOver(of, { isBeforeMerge: true }));
    await expect(
      registered.then(
        () => null,
        (error: unknown) => error,
      ),
    ).resolves.toBe(isAsked ? removed : null);
  });

  test('makes a new model when that was asked for', async () => {
    const given = added({ model: 'prices', source: 's3://b/m', newModel: true });
    expect(await register(given, around())).toMatchObject({ model: 'prices', version: '1' });
    expect(await listModels(around())).toEqual(['churn', 'prices']);
  });
});

describe('acknowledge and unregister', () => {
  test('a change by hand is reported, acknowledged, and reported no more', async () => {
    await promote(asked('1'), around());
    await server.transition({ name: 'churn', version: '1' }, { stage: 'None', archiveExisting: false });
    const problems = async () => (await verify(around(), { prune: false }))[0]?.problems.length;
    expect(await problems()).toBeGreaterThan(0);
    const reason = 'on call';
    expect(await acknowledge({ model: 'churn', reason, dryRun: true }, around())).toMatchObject({
      decision: 'allowed',
    });
    expect(await problems()).toBeGreaterThan(0);
    expect(await acknowledge({ model: 'churn', reason }, around())).toMatchObject({
      decision: 'acknowledged',
    });
    expect(await problems()).toBe(0);
    expect(await acknowledge({ model: 'churn', reason }, around())).toMatchObject({ decision: 'unchanged' });
  });

  test('neither takes a model that the registry does not have', async () => {
    const message = 'there is no model "chrun"';
    await expect(acknowledge({ model: 'chrun', reason: 'x' }, around())).rejects.toThrow(message);
    await expect(unregister({ model: 'chrun', version: 1 }, around())).rejects.toThrow(message);
  });

  test('a later attempt repeats what the first did, but not in a dry run or before the merge', async () => {
    await unregister({ model: 'churn', version: 2 }, around({ run: `${RUN}1` }));
    const again = around({ run: `${RUN}2` });
    expect(await unregister({ model: 'churn', version: 2 }, again)).toMatchObject({ repeated: true });
    const dry = unregister({ model: 'churn', version: 2, dryRun: true }, again);
    await expect(dry).rejects.toThrow('has no version 2');
    const before = around({ run: `${RUN}2`, isBeforeMerge: true });
    await expect(unregister({ model: 'churn', version: 2 }, before)).rejects.toThrow('has no version 2');
  });

  test('unregister removes a version that was never promoted, and no other', async () => {
    await promote(asked('1'), around());
    expect(await unregister({ model: 'churn', version: 2 }, around())).toMatchObject({
      decision: 'unregistered',
    });
    await expect(unregister({ model: 'churn', version: '1' }, around())).rejects.toThrow(
      'was promoted to Production',
    );
    await expect(unregister({ model: 'churn', version: 'latest' }, around())).rejects.toThrow(
      'takes the number',
    );
    await expect(acknowledge({ model: 'churn', reason: ' ' }, around())).rejects.toThrow('needs a reason');
  });
});

describe('what is read', () => {
  test('the history of a stage, up to a time, the last lines of it', async () => {
    for (const version of ['1', '2']) await promote(asked(version), around());
    await promote(asked('3', { stage: 'Staging' }), around());
    await promote(asked('2', { stage: 'Archived' }), around());
    const select = async (filter: LineFilter) =>
      (await readHistory('churn', filter, around())).lines.map(({ entry }) => entry.version);
    expect(await select({ stage: 'production' })).toEqual(['1', '2', '2']);
    expect(await select({ stage: 'staging' })).toEqual(['3']);
    expect(await select({ stage: 'Archived' })).toEqual(['2', '2']);
    expect(await select({ limit: 1 })).toEqual(['2']);
    expect(await select({ until: new Date(NOW.getTime() - 1) })).toEqual([]);
    await expect(select({ stage: 'Canary' })).rejects.toThrow('there is no stage "Canary"');
  });

  test('an empty registry says whether it exists', async () => {
    const requireThere = () => Promise.reject(new StagegateError('input', 'models.yaml is missing'));
    const nothing = { ...emptied(registry), requireThere };
    const context = contextOver(nothing);
    for (const read of [
      () => readAllModels(context),
      () => listModels(context),
      () => readModel('churn', context),
      () => verify(context, { prune: false }),
      () => validate(context),
    ]) {
      await expect(read()).rejects.toThrow('models.yaml is missing');
    }
    expect(await readAllModels(contextOver(emptied(registry)))).toEqual([]);
  });

  const gone = (end: string): Around['artifact'] => {
    return ({ source }) => (source?.endsWith(end) === true ? { kind: 'missing', why: 'is missing' } : null);
  };
  test.each<[string, Around['artifact'], string[], number]>([
    ['nothing where nobody can read them', () => null, [], 0],
    ['a problem where those of a version in a stage are gone', gone('/1'), ['1'], 0],
    ['a note where those of another version are gone', gone('/2'), [], 1],
    [
      'a problem wherever they were changed',
      () => ({ kind: 'read', sha256: 'cd'.repeat(32), branch: null }),
      ['1', '2', '3'],
      0,
    ],
  ])('verify reads the files of every version: %s', async (_told, artifact, expected, notes) => {
    await promote(asked('1'), around());
    const [found] = await verify(around(artifact === undefined ? {} : { artifact }), { prune: false });
    expect(found?.problems.map(({ version }) => version)).toEqual(expected);
    expect(found?.notes).toHaveLength(notes);
  });

  test('verify removes aliases that stand for no stage any more, and tells it', async () => {
    const removed = { removed: ['prod'], notices: ['removed the alias prod'] };
    const review = (model: string) =>
      model === 'churn'
        ? Promise.resolve(removed)
        : Promise.reject(new StagegateError('unavailable', 'gone'));
    server.add('prices', ['None']);
    const context = contextOver(
      Object.assign(Object.create(registry) as Registry, { reviewAliases: review }),
    );
    const notes = (await verify(context, { prune: true })).map((each) => each.notes);
    expect(notes).toEqual([expect.arrayContaining(['removed the alias prod']), []]);
    const broken = Object.assign(Object.create(registry) as Registry, {
      reviewAliases: () => Promise.reject(new TypeError('a defect')),
    });
    await expect(verify(contextOver(broken), { prune: true })).rejects.toThrow('a defect');
  });

  test('a model that cannot be read is told among the others', async () => {
    const error = new StagegateError('manifest', 'it is cut off');
    const partly = Object.assign(Object.create(registry) as Registry, {
      readEach: undefined,
      readAll: async (failed: (model: string, error: StagegateError) => void) => {
        failed('apples', error);
        return [await registry.read('churn', undefined)];
      },
    });
    const verified = await verify(contextOver(partly), { prune: false });
    expect(verified.map(({ model, problems }) => [model, problems.length])).toEqual([
      ['apples', 1],
      ['churn', 0],
    ]);
    expect((await validate(contextOver(partly))).problems).toEqual([{ model: 'apples', error }]);
  });

  test('validate lists a dozen names and counts the rest; rules for "*" apply to models that it does not name', async () => {
    for (let at = 10; at < 30; at++) server.add(`m${String(at)}`, ['None']);
    const policy = `${POLICY}  "*": {stages: {Staging: {}}}\n`;
    const { notices } = await validate(around({ policy }));
    expect(notices).toEqual([
      expect.stringMatching(
        /^the registry has "m10", .*"m21" and 8 more, which the policy doesn't name: the rules for "\*" apply$/,
      ),
    ]);
  });
  test('the history of one model and of all, oldest first', async () => {
    for (const version of ['1', '2']) await promote(asked(version), around());
    const versions = async (model: string | null) =>
      (await readHistory(model, {}, around())).lines.map(({ entry }) => entry.version);
    expect(await versions('churn')).toEqual(['1', '2']);
    expect(await versions(null)).toEqual(['1', '2']);
    await expect(versions('chrun')).rejects.toThrow('there is no model "chrun"');
    expect((await readAllModels(around())).map(({ model }) => model)).toEqual(['churn']);
  });

  test('validate counts, and names what policy and registry do not share', async () => {
    server.add('prices', ['None']);
    const policy = `${POLICY}  fraud: {stages: {Staging: {}}}\n`;
    expect(await validate(around({ policy }))).toMatchObject({
      policy: { models: ['churn', 'fraud'], gates: 1 },
      registry: { kind: 'server', models: ['churn', 'prices'], versions: 4, historyLines: 0 },
      notices: [
        'the registry has "prices", which the policy doesn\'t name: none of their versions can be promoted',
        'the policy names "fraud", which the registry doesn\'t have',
      ],
    });
    await expect(validate(around({ policy: null }))).rejects.toThrow('there is no policy');
  });
});
