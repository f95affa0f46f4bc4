import { describe, expect, test } from '@jest/globals';
import { mapAtOnce } from '../../src/registry/mlflow/map-at-once.js';
import { DEAD_AFTER } from '../../src/registry/mlflow/turn.js';
import {
  ALIAS_BEHIND,
  openDisturbedModel,
  promote,
  type Command,
  type DisturbedModel,
  type Remains,
} from './support/disturbed-model.js';
import type { Moment } from './support/faults.js';
import { promoteAndKill } from './support/killed-run.js';
import { SERVER_TIMEOUT } from './support/servers.js';

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

interface Dead {
  readonly kill: Kill;
  readonly name: string;
  readonly model: DisturbedModel;
  /** What it left. */
  readonly left: Remains;
}

/** Version 2 of a model whose version 1 is in Production is being promoted when its process is killed. */
function killAll({ before, mode, requests }: Way): Promise<Dead[]> {
  const kills: readonly Kill[] = Array.from({ length: requests }, (_, at) => at + 1).flatMap((at) => [
    { at, moment: 'before' },
    { at, moment: 'after' },
  ]);
  return mapAtOnce(kills, AT_ONCE, async (kill) => {
    const model = await openDisturbedModel('sqlite-3', before, { mode });
    expect(await promoteAndKill(model, { version: '2', ...kill })).toBe('SIGKILL');
    return { kill, name: `${kill.moment} request ${kill.at}`, model, left: await model.look() };
  });
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

const table = <T>(dead: readonly Dead[], of: (one: Dead, at: number) => T): Record<string, T> =>
  Object.fromEntries(dead.map((one, at) => [one.name, of(one, at)]));

describe.each(WAYS)('$name', (way) => {
  test.each([
    { name: 'the same version', version: '2' },
    { name: 'another version', version: '3' },
  ])(
    `killed at any request, it lets a promotion of $name wait ${DEAD_AFTER / 1000} s, and no longer`,
    async ({ version }) => {
      const dead = await killAll(way);
      expect(table(dead, ({ left }) => left)).toMatchObject(table(dead, (one) => expectedLeft(one, way)));
      const ends = await Promise.all(dead.map(({ model }) => model.undisturbed(promote(version))));
      expect(table(dead, (_, at) => ends[at])).toEqual(
        table(dead, ({ left }) => ({
          status: 0,
          // who finds it recorded has nothing to do, who finishes it has
          decision: isRecorded(left) && version === '2' ? 'unchanged' : 'promoted',
          version,
          message: null,
          hint: null,
          waits:
            left.announced.length === 0 ? [] : expect.arrayContaining([expect.stringContaining('version 2')]),
        })),
      );
      const after = await mapAtOnce(dead, AT_ONCE, ({ model }) => model.look());
      expect(table(dead, (_, at) => after[at])).toEqual(
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
    SERVER_TIMEOUT + 2 * DEAD_AFTER,
  );
});
