import { beforeAll, describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { DEAD_AFTER } from '../../src/registry/mlflow/lock/lock.js';
import {
  ALIAS_BEHIND,
  openDisturbedModel,
  promote,
  type Command,
  type End,
  type Remains,
} from './support/disturbed-model.js';
import type { Moment } from './support/faults.js';
import { IS_FULL } from './support/full.js';
import { promoteAndKill } from './support/killed-run.js';
import { SERVER_TIMEOUT, type ServerName } from './support/servers.js';

const SERVERS: readonly ServerName[] = IS_FULL
  ? ['sqlite-3', 'sqlite-2', 'postgres-3', 'postgres-2']
  : ['sqlite-3'];

/** Processes at once. */
const AT_ONCE = 4;

interface Kill {
  readonly at: number;
  readonly moment: Moment;
}

/** How version 2 comes to replace version 1; faults.test.ts has which requests it takes. */
interface Way {
  readonly name: string;
  readonly mode: 'auto' | 'aliases';
  readonly before: readonly Command[];
  /** How many requests it takes. */
  readonly requests: number;
  /** By which of them the promotion is in effect, whoever comes next. */
  readonly moves: number;
  /** The history before it. */
  readonly history: readonly string[];
  /** The aliases of the lower stage while it has not moved. */
  readonly lower: Readonly<Record<string, string>>;
}

const WAYS: readonly Way[] = [
  {
    name: 'a promotion over a champion',
    mode: 'auto',
    before: [promote('1')],
    requests: 8,
    moves: 5,
    history: ['promote 1'],
    lower: {},
  },
  {
    name: 'a promotion from Staging, aliases only',
    mode: 'aliases',
    before: [promote('1'), promote('2', 'Staging')],
    requests: 9,
    moves: 6,
    history: ['promote 1', 'promote 2'],
    lower: { Staging: '2' },
  },
];

/** Who comes next. */
const NEXT = [
  { name: 'the same version', version: '2' },
  { name: 'another version', version: '3' },
];

interface Dead {
  readonly way: Way;
  readonly kill: Kill;
  /** The version that is promoted next. */
  readonly next: string;
  readonly name: string;
  /** What it left. */
  readonly left: Remains;
  /** How the next one ended, and what there is then. */
  readonly end: End;
  readonly after: Remains;
}

/** Version 2 of a model whose version 1 is in Production is being promoted when its process is killed. */
async function killAll(server: ServerName): Promise<Dead[]> {
  const kills = WAYS.flatMap((way) => NEXT.flatMap(({ version: next }) => killsOf(way, next)));
  const dead = await pLimit(AT_ONCE).map(kills, async ({ way, kill, next }) => {
    const model = await openDisturbedModel(server, way.before, { mode: way.mode });
    expect(await promoteAndKill(model, { version: '2', ...kill })).toBe('SIGKILL');
    return { way, kill, next, name: `${kill.moment} request ${kill.at}`, model, left: await model.look() };
  });
  // all of them wait in the same minute
  const ends = await Promise.all(dead.map(({ model, next }) => model.undisturbed(promote(next))));
  return pLimit(AT_ONCE).map([...dead.entries()], async ([at, { model, ...one }]) => ({
    ...one,
    end: ends[at]!,
    after: await model.look(),
  }));
}

function killsOf(way: Way, next: string): { way: Way; kill: Kill; next: string }[] {
  const moments: readonly Moment[] = ['before', 'after'];
  return Array.from({ length: way.requests }, (_, at) => at + 1).flatMap((at) =>
    moments.map((moment) => ({ way, kill: { at, moment }, next })),
  );
}

function isMoved({ at, moment }: Kill, { moves }: Way): boolean {
  return at > moves || (at === moves && moment === 'after');
}

function isRecorded({ announced, production }: Remains): boolean {
  return announced.length === 0 && production.includes('2');
}

/** What a killed run leaves is one version in Production, and a history that tells which. */
function expectedLeft({ kill, left, way }: Dead): Partial<Remains> {
  const moved = isMoved(kill, way);
  const aliasBehind = moved && left.aliases['Production'] === '1';
  return {
    production: [moved ? '2' : '1'],
    history: moved ? [...way.history, 'promote 2'] : way.history,
    problems: aliasBehind ? [ALIAS_BEHIND] : [],
  };
}

const table = <T>(dead: readonly Dead[], of: (one: Dead) => T): Record<string, T> =>
  Object.fromEntries(dead.map((one) => [one.name, of(one)]));

describe.each(SERVERS)('on %s', (server) => {
  let all: Dead[] = [];
  beforeAll(
    async () => {
      all = await killAll(server);
    },
    SERVER_TIMEOUT + 5 * DEAD_AFTER,
  );

  describe.each(WAYS)('$name', (way) => {
    test.each(NEXT)(
      `killed at any request, it lets a promotion of $name wait ${DEAD_AFTER / 1000} s, and no longer`,
      ({ version }) => {
        const dead = all.filter((one) => one.way === way && one.next === version);
        expect(dead).toHaveLength(2 * way.requests);
        expect(table(dead, ({ left }) => left)).toMatchObject(table(dead, expectedLeft));
        expect(table(dead, ({ end }) => end)).toEqual(
          table(dead, ({ left }) => ({
            status: 0,
            // who finds it recorded has nothing to do, who finishes it has
            decision: isRecorded(left) && version === '2' ? 'unchanged' : 'promoted',
            version,
            message: null,
            hint: null,
            waits:
              left.announced.length === 0
                ? []
                : expect.arrayContaining([expect.stringContaining('version 2')]),
          })),
        );
        expect(table(dead, ({ after }) => after)).toEqual(
          table(dead, ({ kill }) => ({
            versions: ['1', '2', '3'],
            production: [version],
            aliases: {
              Production: version,
              ...(isMoved(kill, way) || version === '2' ? {} : way.lower),
            },
            history: [
              ...way.history,
              ...(isMoved(kill, way) || version === '2' ? ['promote 2'] : []),
              ...(version === '3' ? ['promote 3'] : []),
            ],
            problems: [],
            announced: [],
          })),
        );
      },
    );
  });
});
