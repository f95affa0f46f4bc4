import { Failure } from './failure.js';

export interface ConnectionArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** Some rows of a list as a connection; `first` or `last` must be given, 100 at most. */
export function connect(name: string, all: readonly object[], args: ConnectionArguments): object {
  const { first, last, after, before } = args;
  if ((first ?? null) === null && (last ?? null) === null) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    throw new Failure('MISSING_PAGINATION_BOUNDARIES', message);
  }
  for (const [bound, rows] of Object.entries({ first, last })) {
    if (typeof rows !== 'number' || rows <= 100) continue;
    const message = `Requesting ${rows} records on the \`${name}\` connection exceeds the \`${bound}\` limit of 100 records.`;
    throw new Failure('EXCESSIVE_PAGINATION', message);
  }
  const start = typeof after === 'string' ? readCursor(after) + 1 : 0;
  const end = typeof before === 'string' ? readCursor(before) : all.length;
  const from = typeof first === 'number' ? start : Math.max(start, end - last!);
  const to = typeof first === 'number' ? Math.min(end, start + first) : end;
  const nodes = all.slice(from, to);
  const none = nodes.length === 0;
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: writeCursor(from + index) })),
    totalCount: all.length,
    pageInfo: {
      hasNextPage: to < all.length,
      hasPreviousPage: from > 0,
      startCursor: none ? null : writeCursor(from),
      endCursor: none ? null : writeCursor(to - 1),
    },
  };
}

function writeCursor(index: number): string {
  return Buffer.from(`cursor:${index}`).toString('base64');
}

function readCursor(cursor: string): number {
  const index = /^cursor:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1];
  if (index === undefined)
    throw new Failure('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
  return Number(index);
}
