import { describe, expect, test } from '@jest/globals';
import type { StagegateOptions } from '../../src/index.js';
import { IS_FULL } from '../support/full.js';
import { mlflowKind, type Bench, type Given } from './support/benches.js';
import { openJudge } from './support/judge.js';
import { openProxy, type FaultProxy, type ProxiedRequest } from './support/proxy.js';
import { server, SERVER_TIMEOUT } from './support/servers.js';

/*
 * What a command asks of a server, request by request. A new one here is a cost for every promotion: on a server
 * across the sea it is a tenth of a second.
 */

type Step = (bench: Bench, options?: StagegateOptions) => Promise<unknown>;

const promote =
  (version: string, stage = 'Production'): Step =>
  ({ stagegate, model }, options) =>
    stagegate(options).promote({ model, version, stage, reason: null, force: false });

const check =
  (version: string): Step =>
  ({ stagegate, model }, options) =>
    stagegate(options).check({ model, version, stage: 'Production', reason: null, force: false });

const rollback: Step = ({ stagegate, model }, options) =>
  stagegate(options).rollback({ model, version: null, stage: 'Production', reason: 'it was worse' });

/** As `describeRequest` tells them. */
const HISTORIES = 'GET model-versions/search with a history';
const ALL = 'GET model-versions/search all';
const VERSION = 'GET model-versions/get';
const MODEL = 'GET registered-models/get';
const RUN = 'GET runs/get';
const ANNOUNCE = 'POST model-versions/set-tag stagegate.next';
const MOVE = 'POST model-versions/transition-stage';
const POINT = 'POST registered-models/alias';
const POINTED = 'GET registered-models/alias';
const UNPOINT = 'DELETE registered-models/alias';
const record = (place: number) => `POST model-versions/set-tag stagegate.history.${place}`;

interface Case {
  readonly mode?: 'stages' | 'aliases';
  readonly given: Given;
  /** Done before, past the proxy. */
  readonly before: readonly Step[];
  readonly step: Step;
  readonly decision: string;
  readonly requests: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  'the first promotion of a model': {
    given: { stages: ['None', 'None'] },
    before: [],
    step: promote('1'),
    decision: 'promoted',
    requests: [HISTORIES, ALL, ANNOUNCE, ALL, MOVE, POINT, record(1), HISTORIES],
  },
  'a version that was never promoted, over a champion': {
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: promote('2'),
    decision: 'promoted',
    requests: [HISTORIES, VERSION, ANNOUNCE, HISTORIES, MOVE, POINT, record(1), HISTORIES],
  },
  'a version from Staging, over a champion': {
    given: { stages: ['None', 'None'] },
    before: [promote('1'), promote('2', 'Staging')],
    step: promote('2'),
    decision: 'promoted',
    requests: [HISTORIES, MODEL, ANNOUNCE, HISTORIES, MOVE, POINT, record(2), HISTORIES],
  },
  'down to Staging': {
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: promote('1', 'Staging'),
    decision: 'unchanged',
    requests: [HISTORIES, MODEL],
  },
  withdrawn: {
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: promote('1', 'Archived'),
    decision: 'promoted',
    requests: [HISTORIES, MODEL, ANNOUNCE, HISTORIES, MOVE, UNPOINT, record(2), HISTORIES],
  },
  'the newest version': {
    given: { stages: ['None', 'None', 'None'] },
    before: [promote('1')],
    step: promote('latest'),
    decision: 'promoted',
    requests: [HISTORIES, MODEL, ANNOUNCE, HISTORIES, MOVE, POINT, record(1), HISTORIES],
  },
  'the newest version, of a model without a history': {
    given: { stages: ['None', 'None', 'None'] },
    before: [],
    step: promote('latest'),
    decision: 'promoted',
    requests: [HISTORIES, ALL, ANNOUNCE, ALL, MOVE, POINT, record(1), HISTORIES],
  },
  'by an alias': {
    given: { stages: ['None', 'None', 'None'], aliases: { candidate: '2' } },
    before: [promote('1')],
    step: promote('@candidate'),
    decision: 'promoted',
    requests: [HISTORIES, POINTED, ANNOUNCE, HISTORIES, MOVE, POINT, record(1), HISTORIES],
  },
  'by an alias, of a model without a history': {
    given: { stages: ['None', 'None', 'None'], aliases: { candidate: '2' } },
    before: [],
    step: promote('@candidate'),
    decision: 'promoted',
    requests: [HISTORIES, ALL, MODEL, ANNOUNCE, ALL, MOVE, POINT, record(1), HISTORIES],
  },
  'a rollback': {
    given: { stages: ['None', 'None'] },
    before: [promote('1'), promote('2')],
    step: rollback,
    decision: 'rolled-back',
    requests: [HISTORIES, MODEL, ANNOUNCE, HISTORIES, MOVE, POINT, record(2), HISTORIES],
  },
  'a check': {
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: check('2'),
    decision: 'allowed',
    requests: [HISTORIES, VERSION],
  },
  'where it is already': {
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: promote('1'),
    decision: 'unchanged',
    requests: [HISTORIES, MODEL],
  },
  blocked: {
    given: { stages: ['None', 'None', 'None', 'None'] },
    before: [promote('1')],
    step: promote('4'),
    decision: 'blocked',
    requests: [HISTORIES, VERSION],
  },
  'stages only: the first promotion': {
    mode: 'stages',
    given: { stages: ['None', 'None'] },
    before: [],
    step: promote('1'),
    decision: 'promoted',
    requests: [HISTORIES, ALL, ANNOUNCE, ALL, MOVE, record(1), HISTORIES],
  },
  'stages only: over a champion': {
    mode: 'stages',
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: promote('2'),
    decision: 'promoted',
    requests: [HISTORIES, VERSION, ANNOUNCE, HISTORIES, MOVE, record(1), HISTORIES],
  },
  'aliases only: the first promotion': {
    mode: 'aliases',
    given: { stages: ['None', 'None'] },
    before: [],
    step: promote('1'),
    decision: 'promoted',
    requests: [HISTORIES, ALL, MODEL, ANNOUNCE, ALL, MODEL, POINT, record(1), VERSION],
  },
  'aliases only: over a champion': {
    mode: 'aliases',
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: promote('2'),
    decision: 'promoted',
    requests: [HISTORIES, MODEL, ANNOUNCE, HISTORIES, MODEL, POINT, record(1), VERSION],
  },
  'aliases only: a version from Staging, over a champion': {
    mode: 'aliases',
    given: { stages: ['None', 'None'] },
    before: [promote('1'), promote('2', 'Staging')],
    step: promote('2'),
    decision: 'promoted',
    requests: [HISTORIES, MODEL, ANNOUNCE, HISTORIES, MODEL, POINT, UNPOINT, record(2), VERSION],
  },
};

describe('the requests of', () => {
  test.each(Object.entries(CASES))(
    '%s',
    async (_name, { mode, given, before, step, decision, requests }) => {
      const bench = await mlflowKind('sqlite-3', mode).open(given);
      for (const each of before) await each(bench);
      const proxy = await openProxy((await server('sqlite-3')).url);
      expect(await step(bench, { registry: proxy.url })).toMatchObject({ decision });
      expect(proxy.requests.map(describeRequest)).toEqual(requests);
      expect(repeatedReads(proxy)).toEqual([]);
      // a server so near
      expect(proxy.connections).toBe(requests.length);
    },
    SERVER_TIMEOUT,
  );
});

describe('with metrics from runs', () => {
  test.each([
    {
      name: 'one request more for the run; the champion was recorded',
      given: ['None', 'None'],
      before: [promote('1')],
      requests: [HISTORIES, VERSION, RUN, ANNOUNCE, HISTORIES, MOVE, POINT, record(1), HISTORIES],
    },
    {
      name: 'and one for the run of a champion from before the history',
      given: ['Production', 'None'],
      before: [],
      requests: [HISTORIES, ALL, RUN, RUN, ANNOUNCE, ALL, MOVE, POINT, record(1), HISTORIES],
    },
  ])(
    '$name',
    async ({ given, before, requests }) => {
      const judge = await openJudge('sqlite-3');
      const bench = await mlflowKind('sqlite-3').open();
      await judge.createModel(bench.model);
      for (const [at, stage] of given.entries()) {
        const runId = await judge.createRun({ metrics: { accuracy: 0.9 } });
        await judge.createVersion(bench.model, { runId });
        await judge.transition(bench.model, String(at + 1), stage);
      }
      const { url, env } = await server('sqlite-3');
      for (const each of before) await each(bench, { reports: ['mlflow'], env });
      const proxy = await openProxy(url);
      const options = { registry: proxy.url, reports: ['mlflow'], env: { MLFLOW_TRACKING_URI: proxy.url } };
      expect(await promote('2')(bench, options)).toMatchObject({ decision: 'promoted' });
      expect(proxy.requests.map(describeRequest)).toEqual(requests);
      expect(repeatedReads(proxy)).toEqual([]);
      expect(proxy.connections).toBe(requests.length);
    },
    SERVER_TIMEOUT,
  );
});

describe.each(['sqlite-3', 'postgres-3'] as const)('on %s, the same requests', (name) => {
  test.each(IS_FULL ? [10, 1_000, 10_000] : [10, 1_000])(
    'of a model with %d versions',
    async (count) => {
      const { url } = await server(name);
      const judge = await openJudge(name);
      const bench = await mlflowKind(name).open();
      await judge.createBigModel(bench.model, count);
      await judge.setAlias(bench.model, 'candidate', '3');
      bench.workspace.write(`reports/${count}.json`, '{"accuracy": 0.915}');
      const proxy = await openProxy(url);
      const measured: readonly (readonly [keyof typeof CASES, Step])[] = [
        ['the first promotion of a model', promote('1')],
        ['a version that was never promoted, over a champion', promote('2')],
        ['a rollback', rollback],
        ['the newest version', promote('latest')],
        ['by an alias', promote('@candidate')],
        ['a check', check('5')],
        ['blocked', promote('4')],
        ['where it is already', promote('3')],
      ];
      for (const [as, step] of measured) {
        proxy.clear();
        expect(await step(bench, { registry: proxy.url })).toMatchObject({ decision: CASES[as]?.decision });
        expect({ as, requests: proxy.requests.map(describeRequest) }).toEqual({
          as,
          requests: CASES[as]?.requests,
        });
      }
    },
    SERVER_TIMEOUT,
  );
});

/** `GET model-versions/search with a history`: the path behind the API's, and what tells such requests apart. */
function describeRequest({ method, path, body }: ProxiedRequest): string {
  const { pathname, searchParams } = new URL(path, 'http://server');
  const call = `${method} ${pathname.replace(/^\/api\/2\.0\/mlflow\//, '')}`;
  if (call.endsWith('/search')) return `${call} ${describeSearch(searchParams)}`;
  if (!call.endsWith('-tag')) return call;
  return `${call} ${(JSON.parse(body) as { key: string }).key.replace(/^(stagegate\.next)\..*$/, '$1')}`;
}

function describeSearch(query: URLSearchParams): string {
  const filter = query.get('filter') ?? '';
  if (filter.includes('stagegate.history.1')) return 'with a history';
  if (filter.includes('is_prompt')) return 'prompts';
  return query.get('max_results') === '1' ? 'newest' : 'all';
}

/** What was asked again though nothing had been written since it was answered. */
function repeatedReads({ requests }: FaultProxy): string[] {
  const firstWrite = requests.findIndex(({ method }) => method !== 'GET');
  const reads = requests.slice(0, firstWrite === -1 ? undefined : firstWrite).map(({ path }) => path);
  return reads.filter((path, at) => reads.indexOf(path) !== at);
}
