import { describe, expect, test } from '@jest/globals';
import { toOutputs, type Outcome } from '../../src/index.js';
import { databricksKind } from './support/databricks-bench.js';
import { MANIFEST, mlflowKind, type Bench, type Kind } from './support/benches.js';
import { SERVER_TIMEOUT } from './support/servers.js';

/* "Re-run jobs" on every registry: the history names run and attempt, wherever it is kept. */

const KINDS: readonly Kind[] = [
  MANIFEST,
  mlflowKind('sqlite-3'),
  mlflowKind('sqlite-3', 'aliases'),
  databricksKind('databricks'),
  databricksKind('databricks-uc'),
];

/** An engine as a workflow's job has it. */
const engineOf = ({ stagegate }: Bench, attempt: number, run = '7') =>
  stagegate({
    commit: 'none',
    env: {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'octo-org/models',
      GITHUB_RUN_ID: run,
      GITHUB_RUN_ATTEMPT: String(attempt),
      GITHUB_ACTOR: 'octocat',
    },
  });

const promote = (bench: Bench, version: string, ...at: [number, string?]): Promise<Outcome> =>
  engineOf(bench, ...at).promote({
    model: bench.model,
    version,
    stage: 'Production',
    reason: null,
    force: false,
  });

const rollback = (bench: Bench, ...at: [number, string?]): Promise<Outcome> =>
  engineOf(bench, ...at).rollback({
    model: bench.model,
    version: null,
    stage: 'Production',
    reason: 'it was worse',
  });

/** The outputs but for the notices, which say which attempt did it. */
const lasting = (outcome: Outcome) => ({ ...toOutputs(outcome), notices: null });

describe.each(KINDS.map((kind) => [kind.name, kind] as const))('on %s', (_name, kind) => {
  test(
    'a rollback goes no further back, and a promotion gives what it gave',
    async () => {
      const bench = await kind.open({ stages: ['None', 'None', 'None'] });
      await promote(bench, '1', 1, '1');
      await promote(bench, '2', 1, '2');
      const first = await promote(bench, 'latest', 1, '3');
      const again = await promote(bench, 'latest', 2, '3');
      expect(first).toMatchObject({
        decision: 'promoted',
        version: '3',
        previousVersion: '2',
        inStage: true,
      });
      expect(lasting(again)).toEqual(lasting(first));
      const back = await rollback(bench, 1);
      expect(back).toMatchObject({ decision: 'rolled-back', version: '2', inStage: true });
      const held = await bench.look();
      expect(lasting(await rollback(bench, 2))).toEqual(lasting(back));
      const late = await promote(bench, '3', 3, '3');
      expect(lasting(late)).toEqual({
        ...lasting(first),
        'in-stage': false,
        headline: expect.any(String) as unknown,
      });
      expect(late.notices.at(-1)).toMatch(
        /^version 3 has since left Production: octocat rolled back to version 2 in Production at 2/,
      );
      expect(await bench.look()).toEqual(held);
      expect(await bench.stagegate().history(bench.model)).toHaveLength(4);
    },
    SERVER_TIMEOUT,
  );

  if (kind.lacks?.includes('registering') === true) return;

  test(
    'a registration makes no second version, whoever registered one since',
    async () => {
      const bench = await kind.open({ stages: ['None', 'None'] });
      const { model } = bench;
      // with a history, so that not all versions are read
      await promote(bench, '1', 1, '1');
      const register = (source: string, attempt: number, run?: string) =>
        engineOf(bench, attempt, run).register({
          ...{ model, version: null, source, sha256: null },
          ...{ tags: {}, aliases: [], reason: null },
        });
      const first = await register('s3://models/new/files', 1);
      expect(first).toMatchObject({ decision: 'registered', version: '3', inStage: false });
      await register('s3://models/other/files', 1, '8');
      expect(lasting(await register('s3://models/new/files', 2))).toEqual(lasting(first));
      expect(Object.keys((await bench.look()).stages)).toHaveLength(4);
    },
    SERVER_TIMEOUT,
  );
});
