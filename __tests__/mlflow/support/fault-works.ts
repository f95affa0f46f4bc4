import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  confirm,
  liveOf,
  promote,
  register,
  REPORTS,
  rollBack,
  type Command,
  type DisturbedModelOptions,
  type Remains,
} from './disturbed-model.js';
import {
  drawMatrix,
  nameCell,
  runCells,
  type Cell,
  type CellOptions,
  type Disturbed,
  type Result,
} from './fault-cells.js';
import type { ServerName } from './servers.js';

/*
 * The commands that faults are tried on, and what must hold whatever happens: shared by the whole matrix, on the server in
 * memory, and the part of it that real servers see.
 */

export interface Work extends Disturbed, Pick<DisturbedModelOptions, 'rules' | 'files'> {
  readonly name: string;
  readonly server: ServerName;
  /** As in the policy. */
  readonly mode?: 'aliases';
  /** What is done to the model before. */
  readonly before: readonly Command[];
  /** How to go on with what is half done. */
  readonly hint: string;
  readonly done: string;
  /** What it sends, as long as nothing goes wrong. */
  readonly requests: readonly string[];
  /** What there is in the end. */
  readonly end: Remains;
}

const SEARCH = 'GET model-versions/search';
const VERSION = 'GET model-versions/get';
const MODEL = 'GET registered-models/get';
const TAG = 'POST model-versions/set-tag';
const MOVE = 'POST model-versions/transition-stage';
const ALIAS = 'POST registered-models/alias';
const UNALIAS = 'DELETE registered-models/alias';
const CREATE = 'POST model-versions/create';

const CLEAN = { versions: ['1', '2', '3'], problems: [], announced: [] };

const PROMOTION: Omit<Work, 'name' | 'server'> = {
  before: [promote('1')],
  command: promote('2'),
  again: () => promote('2'),
  hint: 'Run it again: ',
  done: 'promoted',
  requests: [SEARCH, VERSION, TAG, SEARCH, MOVE, ALIAS, TAG, SEARCH],
  end: { ...CLEAN, production: ['2'], aliases: { Production: '2' }, history: ['promote 1', 'promote 2'] },
};

const FROM_STAGING: Omit<Work, 'name' | 'server'> = {
  mode: 'aliases',
  before: [promote('1'), promote('2', 'Staging')],
  command: promote('2'),
  again: () => promote('2'),
  hint: 'Run it again: ',
  done: 'promoted',
  requests: [SEARCH, MODEL, TAG, SEARCH, MODEL, ALIAS, UNALIAS, TAG, VERSION],
  end: {
    ...CLEAN,
    production: ['2'],
    aliases: { Production: '2' },
    history: ['promote 1', 'promote 2', 'promote 2'],
  },
};

const ROLLBACK: Omit<Work, 'name' | 'server'> = {
  before: [promote('1'), promote('2')],
  command: rollBack(null),
  // once it is done, the same words mean one step more; what is half done is finished by them, too
  again: ({ production: [held], announced }) => rollBack(held === '1' && announced.length === 0 ? '1' : null),
  hint: 'Run it again with version 1: ',
  done: 'rolled-back',
  requests: [SEARCH, MODEL, TAG, SEARCH, MOVE, ALIAS, TAG, SEARCH],
  end: {
    ...CLEAN,
    production: ['1'],
    aliases: { Production: '1' },
    history: ['promote 1', 'promote 2', 'rollback 1'],
  },
};

export const REGISTRATION: Omit<Work, 'name' | 'server'> = {
  before: [promote('1')],
  command: register(null),
  again: () => register('4'),
  hint: 'Run it again with version 4: ',
  done: 'registered',
  requests: [SEARCH, MODEL, CREATE],
  end: {
    ...CLEAN,
    versions: ['1', '2', '3', '4'],
    production: ['1'],
    aliases: { Production: '1' },
    history: ['promote 1', 'register 4'],
  },
};

const CONFIRMATION: Omit<Work, 'name' | 'server'> = {
  rules: 'live',
  files: liveOf('2', 0.001),
  before: [promote('1'), promote('2')],
  command: confirm(),
  again: () => confirm(),
  hint: 'Run it again: ',
  done: 'confirmed',
  requests: [SEARCH, MODEL, TAG, SEARCH, TAG],
  end: {
    ...CLEAN,
    production: ['2'],
    aliases: { Production: '2' },
    history: ['promote 1', 'promote 2', 'confirm 2'],
  },
};

/** It fails, and goes back. Without a version, the next one must not judge what it went back to. */
const UNCONFIRMED: Omit<Work, 'name' | 'server'> = {
  ...ROLLBACK,
  rules: 'live',
  files: liveOf('2', 0.2),
  command: confirm(),
  again: () => confirm(),
  hint: 'Run it again with version 2: ',
};

const ATTEMPT: Omit<Work, 'name' | 'server'> = {
  rules: 'attempts',
  files: REPORTS,
  before: [promote('1')],
  command: promote('3'),
  again: () => promote('3'),
  hint: 'Run it again: ',
  done: 'blocked',
  // the second search: which attempt it is depends on how many versions there are
  requests: [SEARCH, VERSION, SEARCH, TAG, SEARCH, TAG],
  end: { ...CLEAN, production: ['1'], aliases: { Production: '1' }, history: ['promote 1', 'attempt 3'] },
};

export const WORKS: readonly Work[] = [
  { name: 'a promotion on MLflow 3', server: 'sqlite-3', ...PROMOTION },
  { name: 'a promotion from Staging, aliases only, on MLflow 3', server: 'sqlite-3', ...FROM_STAGING },
  { name: 'a rollback on MLflow 3', server: 'sqlite-3', ...ROLLBACK },
  { name: 'a registration on MLflow 3', server: 'sqlite-3', ...REGISTRATION },
  { name: 'a confirmation on MLflow 3', server: 'sqlite-3', ...CONFIRMATION },
  { name: 'a rollback by confirm on MLflow 3', server: 'sqlite-3', ...UNCONFIRMED },
  { name: 'a blocked attempt on MLflow 3', server: 'sqlite-3', ...ATTEMPT },
  { name: 'a promotion on MLflow 2', server: 'sqlite-2', ...PROMOTION },
];

export interface Bed extends CellOptions<Work> {
  /** The cells to run, by work. */
  readonly cells: ReadonlyMap<Work, readonly Cell[]>;
  /** Works whose cells run at the same time. */
  readonly worksAtOnce: 'one' | 'all';
  /** Whether to print what came of each work's cells. */
  readonly draws?: boolean;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Declares the tests of every work: what it sends, and what comes of its cells. */
export function testWorks({ cells, worksAtOnce, draws = false, timeout, ...options }: Bed): void {
  const works = [...cells.keys()];
  const results: Result<Work>[] = [];

  beforeAll(async () => {
    const groups = worksAtOnce === 'all' ? [works] : works.map((work) => [work]);
    for (const group of groups) {
      const struck = group.flatMap((work) => cells.get(work)!.map((cell) => ({ work, cell })));
      results.push(...(await runCells(struck, options)));
    }
    if (!draws) return;
    for (const work of works)
      console.info(
        `${work.name}: first, and again\n${drawMatrix(results.filter((one) => one.work === work))}`,
      );
  }, timeout);

  describe.each(works)('$name', (work) => {
    test(`takes ${work.requests.length} requests`, async () => {
      const model = await options.open(work);
      expect(await model.disturbed(work.command)).toMatchObject({ decision: work.done });
      expect(model.proxy.requests.map(({ method, path }) => `${method} ${shorten(path)}`)).toEqual(
        work.requests,
      );
      expect(await model.look()).toEqual(work.end);
    });

    test.each(work.requests.map((request, at) => ({ request, at: at + 1 })))(
      'whatever becomes of request $at, $request',
      ({ at }) => {
        const struck = results.filter((result) => result.work === work && result.cell.at === at);
        expect(struck).toHaveLength(cells.get(work)!.filter((cell) => cell.at === at).length);
        expect(struck.flatMap((result) => wrongs(result, work))).toEqual([]);
      },
    );
  });
}

function shorten(path: string): string {
  return path.replace(/^.*\/mlflow\//, '').replace(/\?.*$/, '');
}

/** Everything about a cell that should not be. */
function wrongs(result: Result, work: Work): string[] {
  const { cell, proxy, first, between, second, after } = result;
  const wrong: [boolean, string, unknown][] = [
    [first.status !== 0 && first.status !== 3, 'ends otherwise', first],
    [first.status === 0 && first.decision !== work.done, 'ends otherwise', first],
    [first.status === 0 && !isSame(between, work.end), 'is not what was told', between],
    [first.status === 3 && !first.message?.includes(proxy), 'does not name the address', first],
    [first.status === 3 && first.hint === null, 'has no hint', first],
    [
      first.status === 3 && isThere(between, work) && !first.hint?.includes(work.hint),
      'does not say how to go on',
      first,
    ],
    [!cell.lasting && passes(cell, work) && first.status !== 0, 'is not tried again', first],
    [between.production.length !== 1, 'leaves other than one in Production', between],
    [between.problems.some((problem) => !isHalfDone(problem, between, work)), 'leaves problems', between],
    [second.status !== 0, 'can not be run again', result],
    [second.waits.length > 0 && between.announced.length === 0, 'lets itself wait', result],
    [!isSame(after, work.end), 'is not finished', result],
  ];
  return wrong
    .filter(([is]) => is)
    .map(([, what, seen]) => `${nameCell(cell)}: ${what}: ${JSON.stringify(seen)}`);
}

/** Whether it is there, though its run failed. */
function isThere({ versions, production, history }: Remains, { end, requests }: Work): boolean {
  const moves = requests.some((request) => [MOVE, ALIAS, CREATE].includes(request));
  return moves
    ? versions.join() === end.versions.join() && production.join() === end.production.join()
    : history.join() === end.history.join();
}

/** The alias comes after the stage: until then it points where it did. */
function isHalfDone(problem: string, { production, aliases }: Remains, { end }: Work): boolean {
  const [now] = production;
  const behind = aliases['Production'];
  return (
    now === end.production[0] &&
    behind !== now &&
    problem === `the alias Production points at version ${behind}, but version ${now} is in Production`
  );
}

/** A version that is created is not sent again, but looked for. */
function passes(cell: Cell, { requests }: Work): boolean {
  return cell.passes && requests[cell.at - 1] !== CREATE;
}

function isSame(a: Remains, b: Remains): boolean {
  const sorted = ({ aliases, ...rest }: Remains) => ({ ...rest, aliases: Object.entries(aliases).sort() });
  return JSON.stringify(sorted(a), keysOf) === JSON.stringify(sorted(b), keysOf);
}

function keysOf(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
