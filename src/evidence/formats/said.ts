const MAX_SHOWN = 40;

/** What one key of a report says. */
export interface Said<T> {
  readonly key: string;
  readonly value: T;
}

/** Two that do not say the same, in words; undefined where all do. */
export function findContradiction(
  said: readonly Said<string>[],
  agree: (a: string, b: string) => boolean,
): string | undefined {
  for (const [at, first] of said.entries()) {
    const other = said.slice(at + 1).find(({ value }) => !agree(first.value, value));
    if (other !== undefined) return `${describe(first)} and ${describe(other)}`;
  }
  return undefined;
}

function describe({ key, value }: Said<string>): string {
  return `${key} ${JSON.stringify(value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN - 1)}…` : value)}`;
}
