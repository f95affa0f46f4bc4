import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import type { HistoryEntry } from '../../../src/model/history-entry.js';
import type { Decision } from '../../../src/promotion/decision.js';
import { decideWithdrawal } from '../../../src/promotion/promote.js';
import { MAX_ATTEMPTS, decideAndApply, type LoopResult } from '../../../src/promotion/apply-loop.js';
import type { Applied, Plan, Registry, Snapshot, ReadBack } from '../../../src/model/registry.js';
import { NOW } from '../support/gate-context.js';
import { makeEntry, makeSnapshot } from '../support/history-builder.js';

/** What the registry does each time that it is asked; the last one goes on for ever. */
type Script<T> = readonly (() => T)[];

const conflict = (): never => {
  throw new StagegateError('conflict', 'it moved');
};
const broken = (): never => {
  throw new StagegateError('unavailable', 'no disk');
};

class FakeRegistry implements Registry {
  readonly label = 'models.yaml';
  readonly calls: string[] = [];
  readonly applied: { plan: Plan; basis: Snapshot }[] = [];
  lostTo: string | null = null;
  private reads = 0;

  constructor(
    private readonly onRead: Script<Snapshot>,
    private readonly onApply: Script<Applied>,
  ) {}

  models = () => Promise.resolve(['churn']);
  readAll = () => Promise.resolve([]);

  read = async (model: string): Promise<Snapshot> => {
    this.calls.push(`read ${model}`);
    await Promise.resolve();
    return step(this.onRead, this.reads++)();
  };

  apply = async (plan: Plan, basis: Snapshot): Promise<Applied> => {
    this.calls.push('apply');
    this.applied.push({ plan, basis });
    await Promise.resolve();
    return step(this.onApply, this.applied.length - 1)();
  };

  readBack = async ({ model, entry }: Plan): Promise<ReadBack> => {
    const { versions } = await this.read(model);
    return {
      stage: versions.find(({ version }) => version === entry.version)?.stage ?? null,
      lostTo: this.lostTo,
    };
  };
}

function step<T>(script: Script<T>, at: number): () => T {
  return script[at] ?? script.at(-1) ?? broken;
}

/** Version 1 in another stage at each revision, so that a decision shows what it was made on. */
function at(id: string, stage = 'Staging'): () => Snapshot {
  return () => makeSnapshot({ '1': stage }, { revision: { id } });
}

const done = (): Applied => ({ commit: 'c1' });

interface Watched {
  readonly registry: FakeRegistry;
  readonly decidedOn: string[];
  readonly waits: number[];
  readonly retries: number[];
  readonly outcome: Promise<LoopResult>;
}

interface RunOptions {
  readonly dry?: boolean;
  readonly stage?: string;
  readonly random?: number;
  readonly lost?: StagegateError;
  /** The line of an earlier attempt, which each decision repeats. */
  readonly repeats?: HistoryEntry;
}

function run(
  registry: FakeRegistry,
  { dry = false, stage = 'Archived', random = 1, lost, repeats }: RunOptions = {},
): Watched {
  const [decidedOn, waits, retries]: [string[], number[], number[]] = [[], [], []];
  const decide = (snapshot: Snapshot): Promise<Decision> => {
    decidedOn.push(snapshot.revision.id);
    const [candidate] = snapshot.versions;
    if (candidate === undefined) throw new StagegateError('input', 'model "churn" has no version 1');
    const request = { model: 'churn', version: '1', stage, reason: null, force: false };
    const run = { actor: null, run: null, ref: null, commits: [] };
    const decision = decideWithdrawal(
      request,
      { snapshot, policy: null, now: NOW, run },
      { candidate, stage },
    );
    if (repeats !== undefined) {
      const repeated = { entry: repeats, title: 'moved', transitions: [], stageNow: repeats.to };
      return Promise.resolve({ ...decision, verdict: 'repeated', plan: null, repeated });
    }
    return Promise.resolve(
      lost === undefined ? decision : { ...decision, verdict: 'unchanged', plan: null, lost },
    );
  };
  const pacing = {
    clock: {
      sleep: (milliseconds: number) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
    },
    random: () => random,
    retrying: (attempt: number) => {
      retries.push(attempt);
    },
  };
  return {
    registry,
    decidedOn,
    waits,
    retries,
    outcome: decideAndApply({
      registry,
      pacing,
      model: 'churn',
      interest: { version: '1', rollback: null },
      dry,
      decide,
    }),
  };
}

describe('the loop', () => {
  test('undisturbed: read, decide, apply, read back', async () => {
    const { registry, outcome, waits } = run(new FakeRegistry([at('r1'), at('r2', 'Archived')], [done]));
    expect(await outcome).toMatchObject({
      applied: { commit: 'c1' },
      after: { stage: 'Archived' },
      attempts: 1,
    });
    expect(registry.calls).toEqual(['read churn', 'apply', 'read churn']);
    expect(waits).toEqual([]);
  });

  test('a change that is only proposed is not looked for in the registry', async () => {
    const proposed = (): Applied => ({ commit: 'c1', pullRequest: 7 });
    const { registry, outcome } = run(new FakeRegistry([at('r1')], [proposed]));
    expect(await outcome).toMatchObject({ applied: { pullRequest: 7 }, after: null });
    expect(registry.calls).toEqual(['read churn', 'apply']);
  });

  test('nor is a proposal that somebody closed', async () => {
    const closed = { number: 7, by: 'ann', at: '2026-11-20T10:00:00Z' };
    const { registry, outcome } = run(new FakeRegistry([at('r1')], [() => ({ commit: null, closed })]));
    expect(await outcome).toMatchObject({ applied: { closed }, after: null });
    expect(registry.calls).toEqual(['read churn', 'apply']);
  });

  test('what it finished for a dead run is told, also after a lost race', async () => {
    const entry = makeEntry({ version: '1', to: 'Staging' });
    const registry: Registry & FakeRegistry = new FakeRegistry([at('r1')], [conflict, done]);
    const left = [{ finished: entry }, { finished: null }, undefined];
    registry.finish = () => Promise.resolve(left.shift());
    const { outcome } = run(registry);
    expect(await outcome).toMatchObject({ attempts: 2, finished: entry });
    // read, finish and read again, twice, and read back
    expect(registry.calls.filter((call) => call.startsWith('read'))).toHaveLength(5);
  });

  test('nothing is read twice where no dead run left anything', async () => {
    const registry: Registry & FakeRegistry = new FakeRegistry([at('r1')], [done]);
    registry.finish = () => Promise.resolve(undefined);
    expect(await run(registry).outcome).toMatchObject({ finished: null });
    expect(registry.calls).toEqual(['read churn', 'apply', 'read churn']);
  });

  describe('of what an earlier attempt did', () => {
    const repeats = makeEntry({ version: '1', to: 'Archived' });
    const find = (findCommit?: Registry['findCommit']) => {
      const registry: Registry & FakeRegistry = new FakeRegistry([at('r1')], [done]);
      if (findCommit !== undefined) registry.findCommit = findCommit;
      return run(registry, { repeats }).outcome;
    };

    test('the commit is looked for, by its line and its title', async () => {
      const asked: unknown[] = [];
      const found = find((basis, entry, title) => {
        asked.push(basis.revision.id, entry, title);
        return Promise.resolve('c0ffee');
      });
      expect(await found).toMatchObject({ applied: null, repeatedCommit: 'c0ffee' });
      expect(asked).toEqual(['r1', repeats, 'moved']);
    });

    test.each<[string, Registry['findCommit']]>([
      ['there are no commits', undefined],
      ['it is not known', () => Promise.resolve(null)],
      ['it is out of reach', () => Promise.reject(new StagegateError('unavailable', 'no answer'))],
    ])('no commit is told where %s', async (_name, findCommit) => {
      expect(await find(findCommit)).toMatchObject({ repeatedCommit: null });
    });

    test('a defect is no missing commit', async () => {
      await expect(find(() => Promise.reject(new TypeError('a defect')))).rejects.toThrow('a defect');
    });
  });

  test('after a lost race it decides again on what the registry holds now', async () => {
    const reads = [at('r1'), at('r2', 'Production'), at('r3', 'None'), at('r4', 'Archived')];
    const { registry, outcome, decidedOn, retries } = run(
      new FakeRegistry(reads, [conflict, conflict, done]),
    );
    expect(await outcome).toMatchObject({
      attempts: 3,
      decision: { previousStage: 'None' },
      after: { stage: 'Archived' },
    });
    expect(decidedOn).toEqual(['r1', 'r2', 'r3']);
    expect(registry.applied.map(({ plan, basis }) => [basis.revision.id, plan.entry.from])).toEqual([
      ['r1', 'Staging'],
      ['r2', 'Production'],
      ['r3', 'None'],
    ]);
    expect(retries).toEqual([1, 2]);
  });

  test('after a lost race there may be nothing left to do', async () => {
    const { registry, outcome } = run(new FakeRegistry([at('r1'), at('r2', 'Archived')], [conflict]));
    expect(await outcome).toMatchObject({
      applied: null,
      decision: { verdict: 'unchanged' },
      after: null,
    });
    expect(registry.applied).toHaveLength(1);
  });

  test('after a lost race the new decision may be an error', async () => {
    const empty = () => makeSnapshot({});
    const { registry, outcome } = run(new FakeRegistry([at('r1'), empty], [conflict]));
    await expect(outcome).rejects.toMatchObject({ code: 'input' });
    expect(registry.applied).toHaveLength(1);
  });

  test('a read that others write under is tried again', async () => {
    const { outcome, decidedOn } = run(new FakeRegistry([conflict, conflict, at('r3')], [done]));
    expect(await outcome).toMatchObject({ attempts: 3 });
    expect(decidedOn).toEqual(['r3']);
  });

  test('a conflict while reading back never leads to a second change', async () => {
    const reads = [at('r1'), conflict, conflict, at('r4', 'Archived')];
    const { registry, outcome, decidedOn } = run(new FakeRegistry(reads, [done]));
    expect(await outcome).toMatchObject({ attempts: 1, after: { stage: 'Archived' } });
    expect(registry.applied).toHaveLength(1);
    expect(decidedOn).toEqual(['r1']);
  });

  test('a stage that another run took meanwhile is a race lost, and nothing is decided again', async () => {
    const registry = new FakeRegistry([at('r1')], [done]);
    registry.lostTo = 'version 6 holds it now';
    const { outcome } = run(registry);
    await expect(outcome).rejects.toMatchObject({
      code: 'conflict',
      message: 'version 1 was moved to Archived, but another run has replaced it: version 6 holds it now',
      hint: expect.stringMatching(
        /^Another run promoted at the same time\. Check stagegate history, and run/,
      ),
    });
    expect(registry.applied).toHaveLength(1);
  });

  test('what a dead run left half done is finished before anything is decided, but never in a dry run', async () => {
    const finished: string[] = [];
    const open = () => {
      const registry: Registry & FakeRegistry = new FakeRegistry([at('r1'), at('r2', 'Archived')], [done]);
      registry.finish = (snapshot) => {
        finished.push(snapshot.revision.id);
        return Promise.resolve({ finished: null });
      };
      return registry;
    };
    const { outcome, decidedOn } = run(open());
    expect(await outcome).toMatchObject({ decision: { verdict: 'unchanged' } });
    expect([finished, decidedOn]).toEqual([['r1'], ['r2']]);
    await run(open(), { dry: true }).outcome;
    expect(finished).toHaveLength(1);
  });

  test.each([
    ['a change', false, 'Archived', ['read churn', 'apply', 'read churn']],
    ['nothing to do', false, 'Staging', ['read churn']],
    ['a dry run', true, 'Archived', ['read churn']],
  ])('what is asked of the registry: %s', async (_name, dry, stage, calls) => {
    const { registry, outcome } = run(new FakeRegistry([at('r1')], [done]), { dry, stage });
    await outcome;
    expect(registry.calls).toEqual(calls);
  });

  test('a dry run has its plan', async () => {
    const { outcome } = run(new FakeRegistry([at('r1')], [done]), { dry: true });
    expect(await outcome).toMatchObject({
      applied: null,
      decision: { verdict: 'go', plan: { title: 'archive churn 1 to Archived' } },
    });
  });
});

describe('the loop gives up', () => {
  test('at once when another run made the decision pointless', async () => {
    const lost = new StagegateError('conflict', 'another run was faster');
    const { registry, outcome, retries } = run(new FakeRegistry([at('r1')], [done]), { lost });
    await expect(outcome).rejects.toBe(lost);
    expect(registry.applied).toEqual([]);
    expect(retries).toEqual([]);
  });

  test('after its last attempt, and says that nothing was changed', async () => {
    const { registry, outcome, waits } = run(new FakeRegistry([at('r1')], [conflict]));
    await expect(outcome).rejects.toMatchObject({
      code: 'conflict',
      message: `models.yaml changed ${String(MAX_ATTEMPTS)} times in a row while this run tried to write`,
      hint: expect.stringContaining('Nothing was changed by this run') as unknown,
      cause: { message: 'it moved' },
    });
    expect(registry.applied).toHaveLength(MAX_ATTEMPTS);
    expect(waits).toHaveLength(MAX_ATTEMPTS - 1);
  });

  test.each([
    ['a race that does not end', conflict],
    ['a registry that is gone', broken],
  ])('on reading back, but not on what was done: %s', async (_name, answer) => {
    const { registry, outcome } = run(new FakeRegistry([at('r1'), answer], [done]));
    expect(await outcome).toMatchObject({ applied: done(), after: null });
    expect(registry.applied).toHaveLength(1);
  });

  test.each<[string, Script<Snapshot>, Script<Applied>, number]>([
    ['reading', [broken], [done], 0],
    ['writing', [at('r1')], [broken], 1],
  ])('at once where it is not a race: %s', async (_name, onRead, onApply, applies) => {
    const { registry, outcome, retries } = run(new FakeRegistry(onRead, onApply));
    await expect(outcome).rejects.toMatchObject({ code: 'unavailable' });
    expect(registry.applied).toHaveLength(applies);
    expect(retries).toEqual([]);
  });

  test('on reading back only where that is no defect', async () => {
    const defect = () => {
      throw new TypeError('a defect');
    };
    const { registry, outcome } = run(new FakeRegistry([at('r1'), defect], [done]));
    await expect(outcome).rejects.toThrow('a defect');
    expect(registry.applied).toHaveLength(1);
  });

  test('its waits double up to a ceiling', async () => {
    const { outcome, waits } = run(new FakeRegistry([at('r1')], [conflict]), { random: 0.5 });
    await expect(outcome).rejects.toMatchObject({ code: 'conflict' });
    expect(waits.slice(0, 9)).toEqual([25, 50, 100, 200, 400, 800, 1600, 3000, 3000]);
    expect(Math.max(...waits)).toBe(3000);
  });
});
