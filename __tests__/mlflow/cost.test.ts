import { describe, expect, test } from '@jest/globals';
import { mlflowKind, type Bench, type Given } from './support/benches.js';
import { openJudge } from './support/judge.js';
import { openProxy, type FaultProxy, type ProxiedRequest } from './support/proxy.js';
import { server, SERVER_TIMEOUT } from './support/servers.js';

/*
 * What a command asks of a server, request by request. A new one here is a cost for every promotion: on a server
 * across the sea it is a tenth of a second.
 */

type Step = (bench: Bench, registry?: string) => Promise<unknown>;

const promote =
  (version: string, stage = 'Production'): Step =>
  ({ stagegate, model }, registry) =>
    stagegate(through(registry)).promote({ model, version, stage, reason: null, force: false });

const check =
  (version: string): Step =>
  ({ stagegate, model }, registry) =>
    stagegate(through(registry)).check({ model, version, stage: 'Production', reason: null, force: false });

const rollback: Step = ({ stagegate, model }, registry) =>
  stagegate(through(registry)).rollback({ model, version: null, stage: 'Production', reason: 'it was worse' });

const through = (registry: string | undefined) => (registry === undefined ? {} : { registry });

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
    requests: [],
  },
  'a version that was never promoted, over a champion': {
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: promote('2'),
    decision: 'promoted',
    requests: [],
  },
  'a version from Staging, over a champion': {
    given: { stages: ['None', 'None'] },
    before: [promote('1'), promote('2', 'Staging')],
    step: promote('2'),
    decision: 'promoted',
    requests: [],
  },
  'down to Staging': {
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: promote('1', 'Staging'),
    decision: 'promoted',
    requests: [],
  },
  withdrawn: {
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: promote('1', 'Archived'),
    decision: 'promoted',
    requests: [],
  },
  'the newest version': {
    given: { stages: ['None', 'None', 'None'] },
    before: [promote('1')],
    step: promote('latest'),
    decision: 'promoted',
    requests: [],
  },
  'the newest version, of a model without a history': {
    given: { stages: ['None', 'None', 'None'] },
    before: [],
    step: promote('latest'),
    decision: 'promoted',
    requests: [],
  },
  'by an alias': {
    given: { stages: ['None', 'None', 'None'], aliases: { candidate: '2' } },
    before: [promote('1')],
    step: promote('@candidate'),
    decision: 'promoted',
    requests: [],
  },
  'by an alias, of a model without a history': {
    given: { stages: ['None', 'None', 'None'], aliases: { candidate: '2' } },
    before: [],
    step: promote('@candidate'),
    decision: 'promoted',
    requests: [],
  },
  'a rollback': {
    given: { stages: ['None', 'None'] },
    before: [promote('1'), promote('2')],
    step: rollback,
    decision: 'rolled-back',
    requests: [],
  },
  'a check': {
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: check('2'),
    decision: 'allowed',
    requests: [],
  },
  'where it is already': {
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: promote('1'),
    decision: 'unchanged',
    requests: [],
  },
  blocked: {
    given: { stages: ['None', 'None', 'None', 'None'] },
    before: [promote('1')],
    step: promote('4'),
    decision: 'blocked',
    requests: [],
  },
  'stages only: the first promotion': {
    mode: 'stages',
    given: { stages: ['None', 'None'] },
    before: [],
    step: promote('1'),
    decision: 'promoted',
    requests: [],
  },
  'stages only: over a champion': {
    mode: 'stages',
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: promote('2'),
    decision: 'promoted',
    requests: [],
  },
  'aliases only: the first promotion': {
    mode: 'aliases',
    given: { stages: ['None', 'None'] },
    before: [],
    step: promote('1'),
    decision: 'promoted',
    requests: [],
  },
  'aliases only: over a champion': {
    mode: 'aliases',
    given: { stages: ['None', 'None'] },
    before: [promote('1')],
    step: promote('2'),
    decision: 'promoted',
    requests: [],
  },
  'aliases only: a version from Staging, over a champion': {
    mode: 'aliases',
    given: { stages: ['None', 'None'] },
    before: [promote('1'), promote('2', 'Staging')],
    step: promote('2'),
    decision: 'promoted',
    requests: [],
  },
};

describe('the requests of', () => {
  test.each(Object.entries(CASES))(
    '%s',
    async (_name, { mode, given, before, step, decision, requests }) => {
      const bench = await mlflowKind('sqlite-3', mode).open(given);
      for (const each of before) await each(bench);
      const proxy = await openProxy((await server('sqlite-3')).url);
      expect(await step(bench, proxy.url)).toMatchObject({ decision });
      console.log(_name + ' ' + proxy.connections + '\n' + proxy.requests.map(describeRequest).join('\n'));
      expect(proxy.requests.map(describeRequest)).toEqual(requests);
      expect(repeatedReads(proxy)).toEqual([]);
      expect(proxy.connections).toBe(1);
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
