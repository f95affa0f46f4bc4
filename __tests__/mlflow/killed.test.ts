import { beforeAll, describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { DEAD_AFTER } from '../../src/registry/mlflow/lock/lock.js';
import {
  ALIAS_BEHIND,
  confirm,
  liveOf,
  openDisturbedModel,
  promote,
  REPORTS,
  type Command,
  type DisturbedModelOptions,
  type End,
  type Remains,
} from './support/disturbed-model.js';
import type { Moment } from './support/faults.js';
import { IS_FULL } from '../support/full.js';
import { runAndKill } from './support/killed-run.js';
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

/** A command that is killed; faults.test.ts has which requests it takes. */
interface Killed extends Pick<DisturbedModelOptions, 'mode' | 'rules' | 'files'> {
  readonly name: string;
  readonly before: readonly Command[];
  /** As `runAndKill` takes it. */
  readonly command: string;
  /** How many requests it takes. */
  readonly requests: number;
}

/** How version 2 comes to replace version 1. */
interface Way extends Killed {
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
    before: [promote('1')],
    command: 'promote --version 2',
    requests: 8,
    moves: 5,
    history: ['promote 1'],
    lower: {},
  },
  {
    name: 'a promotion from Staging, aliases only',
    mode: 'aliases',
    before: [promote('1'), promote('2', 'Staging')],
    command: 'promote --version 2',
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

/** A command that is run again once it was killed. Without a version, so that the second must find what is meant. */
interface Again extends Killed {
  readonly again: Command;
  /** Before it, and after the second. */
  readonly stands: { readonly version: string; readonly history: readonly string[] };
  readonly ends: { readonly version: string; readonly history: readonly string[] };
}

const JUDGED = { version: '2', history: ['promote 1', 'promote 2'] };

const AGAIN: readonly Again[] = [
  {
    name: 'a confirmation',
    rules: 'live',
    files: liveOf('2', 0.001),
    before: [promote('1'), promote('2')],
    command: 'confirm',
    again: confirm(),
    requests: 5,
    stands: JUDGED,
    ends: { version: '2', history: [...JUDGED.history, 'confirm 2'] },
  },
  {
    name: 'a rollback by confirm',
    rules: 'live',
    files: liveOf('2', 0.2),
    before: [promote('1'), promote('2')],
    command: 'confirm',
    again: confirm(),
    requests: 8,
    stands: JUDGED,
    ends: { version: '1', history: [...JUDGED.history, 'rollback 1'] },
  },
  {
    name: 'a blocked attempt',
    rules: 'attempts',
    files: REPORTS,
    before: [promote('1')],
    command: 'promote --version 3',
    again: promote('3'),
    requests: 6,
    stands: { version: '1', history: ['promote 1'] },
    ends: { version: '1', history: ['promote 1', 'attempt 3'] },
  },
];

interface Case<Of extends Killed = Killed> {
  readonly way: Of;
  readonly kill: Kill;
  readonly name: string;
  readonly second: Command;
  /** The version that is promoted next. */
  readonly next?: string;
}

interface Dead extends Case {
  /** What it left. */
  readonly left: Remains;
  /** How the next one ended, and what there is then. */
  readonly end: End;
  readonly after: Remains;
}

/** Kills the process of each command at each of its requests, and then runs the next one. */
async function killAll(server: ServerName): Promise<Dead[]> {
  const kills: Case[] = [
    ...WAYS.flatMap((way) =>
      NEXT.flatMap(({ version: next }) =>
        killsOf(way).map((each) => ({ ...each, next, second: promote(next) })),
      ),
    ),
    ...AGAIN.flatMap((way) => killsOf(way).map((each) => ({ ...each, second: way.again }))),
  ];
  const dead = await pLimit(AT_ONCE).map(kills, async (each) => {
    const { way, kill } = each;
    const model = await openDisturbedModel(server, way.before, way);
    expect(await runAndKill(model, { command: way.command, ...kill })).toBe('SIGKILL');
    return { ...each, model, left: await model.look() };
  });
  // all of them wait in the same minute
  const ends = await Promise.all(dead.map(({ model, second }) => model.undisturbed(second)));
  return pLimit(AT_ONCE).map([...dead.entries()], async ([at, { model, ...one }]) => ({
    ...one,
    end: ends[at]!,
    after: await model.look(),
  }));
}

function killsOf<Of extends Killed>(way: Of): Pick<Case<Of>, 'way' | 'kill' | 'name'>[] {
  // before a request the server is as it was after the one before
  const momentsOf = (at: number): readonly Moment[] =>
    IS_FULL || at === 1 ? ['before', 'after'] : ['after'];
  return Array.from({ length: way.requests }, (_, at) => at + 1).flatMap((at) =>
    momentsOf(at).map((moment) => ({ way, kill: { at, moment }, name: `${moment} request ${at}` })),
  );
}

function isMoved({ at, moment }: Kill, { moves }: Way): boolean {
  return at > moves || (at === moves && moment === 'after');
}

function isRecorded({ announced, production }: Remains): boolean {
  return announced.length === 0 && production.includes('2');
}

/** What a killed run leaves is one version in Production, and a history that tells which. */
function expectedLeft({ kill, left }: Dead, way: Way): Partial<Remains> {
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
        expect(dead).toHaveLength(killsOf(way).length);
        expect(table(dead, ({ left }) => left)).toMatchObject(table(dead, (one) => expectedLeft(one, way)));
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

  describe.each(AGAIN)('$name', (way) => {
    test('killed at any request and run again, it ends the same', () => {
      const dead = all.filter((one) => one.way === way);
      expect(dead).toHaveLength(killsOf(way).length);
      const { stands, ends } = way;
      const isOneOf = [stands.version, ends.version];
      for (const { left } of dead) {
        expect(isOneOf).toContain(left.production.join());
        expect([stands.history, ends.history]).toContainEqual(left.history);
      }
      expect(table(dead, ({ end }) => end)).toMatchObject(
        table(dead, ({ left }) => ({
          status: 0,
          waits: left.announced.length === 0 ? [] : expect.anything(),
        })),
      );
      expect(table(dead, ({ after }) => after)).toEqual(
        table(dead, () => ({
          versions: ['1', '2', '3'],
          production: [ends.version],
          aliases: { Production: ends.version },
          history: ends.history,
          problems: [],
          announced: [],
        })),
      );
    });
  });
});
