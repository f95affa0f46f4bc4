import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeWorkspace } from '../support/workspace.js';
import { IS_FULL } from '../support/full.js';
import { openJudge } from './support/judge.js';
import { startRacers, type Racers } from './support/race.js';
import { server, SERVER_TIMEOUT, uniqueName, type ServerName } from './support/servers.js';

const SERVERS: readonly ServerName[] = ['sqlite-3', 'sqlite-2', 'postgres-3', 'postgres-2'];
const ROUNDS = Number(process.env['RACE_ROUNDS'] ?? (IS_FULL ? 30 : 5));
const VERSIONS = ['1', '2', '3', '4', '5', '6'];

const started: Racers[] = [];
afterAll(() => started.forEach((racers) => racers.close()));

describe.each(SERVERS)('six processes promote six versions of a model at once, on %s', (name) => {
  test(
    `${ROUNDS} rounds: one version is left in Production, and the history shows how it got there`,
    async () => {
      const { url, env } = await server(name);
      const judge = await openJudge(name);
      const racers = await startRacers(VERSIONS.length, env);
      started.push(racers);
      const statuses: number[] = [];
      for (let round = 1; round <= ROUNDS; round++) {
        const model = uniqueName('race');
        await judge.createModel(model);
        for (const version of VERSIONS)
          await judge.createVersion(model, { source: `s3://race/${model}/${version}` });
        const workspace = makeWorkspace({
          '.github/stagegate.yml': `registry: ${url}\nmodels: {"${model}": {stages: {Production: {}}}}\n`,
        });
        const ends = await racers.race({ workspace: workspace.root, model }, VERSIONS);
        statuses.push(...ends.map(({ status }) => status));
        const { versions, aliases } = await judge.dumpModel(model);
        const left = versions.filter(({ stage }) => stage === 'Production').map(({ version }) => version);
        const lines = versions.flatMap(({ tags }) => readLines(tags));
        const inOrder = chain(lines);
        // every promotion that was reported is in the history, once, each following the one before
        expect({ round, left, alias: aliases['Production'], ends }).toMatchObject({
          left: inOrder.slice(-1),
          alias: inOrder.at(-1),
          ends: ends.map(({ version }) => ({ version, status: expect.any(Number) })),
        });
        expect(inOrder).toHaveLength(lines.length);
        const done = ends.filter(({ status }) => status === 0).map(({ version }) => version);
        expect([...inOrder].sort()).toEqual(expect.arrayContaining(done));
        expect(ends.filter(({ status }) => status !== 0 && status !== 4)).toEqual([]);
        // who holds it at the end never says that it lost
        expect(done).toContain(left[0]);
      }
      const count = (status: number) => statuses.filter((one) => one === status).length;
      console.info(`${name}: ${ROUNDS} rounds, one left in each; ${count(0)} promoted, ${count(4)} lost`);
    },
    SERVER_TIMEOUT + ROUNDS * 60_000,
  );
});

interface Line {
  readonly version: string;
  readonly previous: string | null;
  readonly digest: string;
}

function readLines(tags: Readonly<Record<string, string>>): Line[] {
  return Object.entries(tags)
    .filter(([key]) => key.startsWith('stagegate.history.'))
    .map(([, text]) => {
      const { version, previous } = JSON.parse(text) as Omit<Line, 'digest'>;
      return { version, previous, digest: createHash('sha256').update(text).digest('hex') };
    });
}

/** The versions in the order in which their lines follow each other, as far as they do. */
function chain(lines: readonly Line[]): string[] {
  const ordered: string[] = [];
  let last: string | null = null;
  for (;;) {
    const next = lines.filter(({ previous }) => previous === last);
    const [only] = next;
    if (only === undefined || next.length > 1) return ordered;
    ordered.push(only.version);
    last = only.digest;
  }
}
