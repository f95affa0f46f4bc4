import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeWorkspace } from '../support/workspace.js';
import { openDisturbedModel } from './support/disturbed-model.js';
import { reset } from './support/faults.js';
import { openProxy, type FaultProxy } from './support/proxy.js';
import { startRacers, type Ended, type Racers } from './support/race.js';
import { server, SERVER_TIMEOUT, type ServerName } from './support/servers.js';

const ROUNDS = Number(process.env['RACE_ROUNDS'] ?? 5);
const RACERS = 6;

/** Share of the requests whose answer is lost; never more than two after each other, which three tries outlast. */
const LOST = 0.25;
const RETRIES = '3';

/** Requests that a racer surely does not exceed. */
const MOST_REQUESTS = 2_000;

/** Milliseconds by which each racer's requests are late, so that their orders differ. */
const LATENCIES = [0, 5, 20, 50, 100, 200];

const RACES: readonly { name: string; server: ServerName; versions: readonly string[] }[] = [
  { name: 'six versions', server: 'sqlite-3', versions: ['1', '2', '3', '4', '5', '6'] },
  { name: 'three versions, each twice', server: 'sqlite-3', versions: ['1', '1', '2', '2', '3', '3'] },
];

describe.each(RACES)(
  'six processes that lose answers promote $name at once',
  ({ server: name, versions }) => {
    let racers: Racers[] = [];
    let proxies: FaultProxy[] = [];

    beforeAll(async () => {
      const { url, env } = await server(name);
      const quick = {
        MLFLOW_HTTP_REQUEST_MAX_RETRIES: RETRIES,
        MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR: '0',
        MLFLOW_HTTP_REQUEST_BACKOFF_JITTER: '0',
      };
      racers = await Promise.all(versions.map(() => startRacers(1, { ...env, ...quick })));
      proxies = await Promise.all(versions.map(() => openProxy(url)));
    }, SERVER_TIMEOUT);

    afterAll(() => racers.forEach((racer) => racer.close()));

    test(
      `${ROUNDS} rounds: one version is left in Production, and the history shows how it got there`,
      async () => {
        const statuses: number[] = [];
        let lost = 0;
        for (let round = 1; round <= ROUNDS; round++) {
          const model = await openDisturbedModel(name, [], { versions: RACERS });
          const random = seededRandom(round);
          const race = async (racer: Racers, at: number): Promise<Ended[]> => {
            const proxy = proxies[at]!;
            loseAnswers(proxy, random);
            proxy.latency = LATENCIES[(at + round) % LATENCIES.length]!;
            const workspace = makeWorkspace({
              '.github/stagegate.yml': `registry: ${proxy.url}\nmodels: {${model.name}: {stages: {Production: {}}}}\n`,
            });
            return racer.race({ workspace: workspace.root, model: model.name }, [versions[at]!]);
          };
          const ends = (await Promise.all(racers.map(race))).flat();
          statuses.push(...ends.map(({ status }) => status));
          const { production, aliases, history, problems, announced } = await model.look();
          const [held] = production;
          const last = history.at(-1);
          expect({
            round,
            ends,
            held,
            production,
            alias: aliases['Production'],
            last,
            problems,
            announced,
            history,
          }).toMatchObject({
            production: [held],
            alias: held,
            last: `promote ${held}`,
            problems: [],
            announced: [],
          });
          const done = ends.filter(({ status }) => status === 0).map(({ version }) => `promote ${version}`);
          expect(history).toEqual(expect.arrayContaining(done));
          expect(ends.filter(({ status }) => status !== 0 && status !== 4)).toEqual([]);
          expect(done).toContain(last);
          lost += proxies.flatMap(({ requests }) => requests).filter(({ status }) => status === null).length;
        }
        // a racer may get through a round with every answer, all of them in no round
        expect(lost).toBeGreaterThanOrEqual(ROUNDS);
        const count = (status: number) => statuses.filter((one) => one === status).length;
        console.info(
          `${ROUNDS} rounds, one left in each; ${count(0)} promoted, ${count(4)} lost; ${lost} answers lost`,
        );
      },
      SERVER_TIMEOUT + ROUNDS * 60_000,
    );
  },
);

function loseAnswers(proxy: FaultProxy, random: () => number): void {
  proxy.clear();
  for (let at = 1, inARow = 0; at <= MOST_REQUESTS; at++) {
    inARow = inARow < 2 && random() < LOST ? inARow + 1 : 0;
    if (inARow > 0) proxy.arm({ at, fault: reset('after') });
  }
}

/** Numbers in [0, 1) that are the same for the same seed: mulberry32, by Tommy Ettinger. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
