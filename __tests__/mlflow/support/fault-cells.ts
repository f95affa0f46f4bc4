import pLimit from 'p-limit';
import type { Command, DisturbedModel, End, Remains } from './disturbed-model.js';
import { cutJson, cutTransfer, hang, html, refuse, reset, type Fault } from './faults.js';
import type { FaultProxy, ProxiedRequest } from './proxy.js';

export interface NamedFault {
  readonly name: string;
  readonly fault: Fault;
  /** Whether it goes unnoticed when it strikes once: what is sent again is answered. */
  readonly passes: boolean;
}

export const FAULTS: readonly NamedFault[] = [
  { name: 'reset <', fault: reset('before'), passes: true },
  { name: 'reset >', fault: reset('after'), passes: true },
  { name: '429', fault: refuse(429, { errorCode: 'REQUEST_LIMIT_EXCEEDED' }), passes: true },
  {
    name: '429 wait',
    fault: refuse(429, { errorCode: 'REQUEST_LIMIT_EXCEEDED', retryAfter: 1 }),
    passes: true,
  },
  { name: '503', fault: refuse(503), passes: true },
  { name: '503 wait', fault: refuse(503, { retryAfter: 1 }), passes: true },
  { name: '500 <', fault: refuse(500, { errorCode: 'INTERNAL_ERROR' }), passes: true },
  { name: '500 >', fault: refuse(500, { errorCode: 'INTERNAL_ERROR', moment: 'after' }), passes: true },
  { name: '502 page', fault: html(502), passes: true },
  { name: '200 page', fault: html(200), passes: false },
  { name: 'cut body', fault: cutTransfer(), passes: true },
  { name: 'cut JSON', fault: cutJson(), passes: false },
  { name: 'hang <', fault: hang('before'), passes: true },
  { name: 'hang >', fault: hang('after'), passes: true },
];

export interface Cell extends NamedFault {
  /** The request that it strikes, from 1. */
  readonly at: number;
  /** Whether it goes on until it is cleared. */
  readonly lasting: boolean;
}

/** One request's cells: every fault, once and lasting. */
export function cellsAt(at: number): Cell[] {
  return FAULTS.flatMap((fault) => [false, true].map((lasting) => ({ ...fault, at, lasting })));
}

/** A command that is run in every cell. */
export interface Disturbed {
  readonly command: Command;
  /** The same, to be run on what the first left. */
  readonly again: (left: Remains) => Command;
}

/** A model as a cell needs it: on a server with a proxy before it, or in memory. */
export interface FaultModel extends Pick<DisturbedModel, 'disturbed' | 'undisturbed' | 'look'> {
  readonly proxy: Pick<FaultProxy, 'url' | 'arm' | 'close'> & {
    readonly requests: readonly Pick<ProxiedRequest, 'method' | 'path'>[];
  };
}

/** What came of a cell. */
export interface Result<Work extends Disturbed = Disturbed> {
  readonly work: Work;
  readonly cell: Cell;
  readonly proxy: string;
  readonly first: End;
  /** After the disturbed command. */
  readonly between: Remains;
  /** The same command again, without faults. */
  readonly second: End;
  readonly after: Remains;
}

export interface CellOptions<Work extends Disturbed> {
  readonly open: (work: Work) => Promise<FaultModel>;
  /** Commands under way at once: each has a model and a proxy of its own. With 1, no two share any time. */
  readonly atOnce: number;
  /** Seconds for a request that may hang. */
  readonly hanging: number;
}

/** Runs a command in every cell, disturbed, and then again without faults. */
export async function runCells<Work extends Disturbed>(
  struck: readonly { readonly work: Work; readonly cell: Cell }[],
  { open, atOnce, hanging }: CellOptions<Work>,
): Promise<Result<Work>[]> {
  const begun = await pLimit(atOnce).map(struck, async ({ work, cell }) => {
    const model = await open(work);
    model.proxy.arm({ at: cell.at, times: cell.lasting ? Infinity : 1, fault: cell.fault });
    const first = await model.disturbed(work.command, cell.fault.kind === 'hang' ? hanging : undefined);
    const between = await model.look();
    await model.proxy.close();
    return { work, cell, model, proxy: model.proxy.url, first, between };
  });
  const repeat = async ({ model, ...rest }: (typeof begun)[number]): Promise<Result<Work>> => {
    const second = await model.undisturbed(rest.work.again(rest.between));
    return { ...rest, second, after: await model.look() };
  };
  if (atOnce === 1) return pLimit(1).map(begun, repeat);
  // whoever finds an announcement waits until its run counts as dead: those all at once
  const waiting = begun.filter(({ between }) => between.announced.length > 0);
  const others = begun.filter((each) => !waiting.includes(each));
  const [waited, rest] = await Promise.all([
    Promise.all(waiting.map(repeat)),
    pLimit(atOnce).map(others, repeat),
  ]);
  return [...waited, ...rest];
}

/** `3 reset <, lasting`. */
export function nameCell({ at, name, lasting }: Cell): string {
  return `${at} ${name}${lasting ? ', lasting' : ''}`;
}

/**
 * A line a request, a column a fault: how both runs ended, first and again. `ok`: done, `=`: unchanged, a number:
 * the exit status, `w`: after a wait for the first to count as dead.
 */
export function drawMatrix(results: readonly Result[]): string {
  const requests = [...new Set(results.map(({ cell }) => cell.at))].sort((a, b) => a - b);
  return [false, true]
    .map((lasting) => {
      const rows = requests.map((at) => {
        const row = results.filter(({ cell }) => cell.at === at && cell.lasting === lasting);
        return [
          String(at),
          ...FAULTS.map(({ name }) => drawEnds(row.find(({ cell }) => cell.name === name))),
        ];
      });
      const table = [['', ...FAULTS.map(({ name }) => name)], ...rows];
      const lines = table.map((row) =>
        row
          .map((text, at) => text.padEnd(at === 0 ? 2 : 9))
          .join('')
          .trimEnd(),
      );
      return [lasting ? 'lasting' : 'once', ...lines].join('\n');
    })
    .join('\n\n');
}

function drawEnds(result: Result | undefined): string {
  if (result === undefined) return '?';
  const { first, second } = result;
  return `${drawEnd(first)} ${drawEnd(second)}${second.waits.length === 0 ? '' : ' w'}`;
}

function drawEnd({ status, decision }: End): string {
  return decision === null ? String(status) : decision === 'unchanged' ? '=' : 'ok';
}
