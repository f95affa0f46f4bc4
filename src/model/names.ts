import { StagegateError } from '../errors.js';

/**
 * Whether an existing alias can have this name, by MLflow's rule. `latest` is not an alias: it is the newest version.
 */
export function isAliasName(name: string): boolean {
  return /^[\w-]{1,255}$/.test(name) && name.toLowerCase() !== 'latest';
}

/** The rule for `isAliasName`, as a hint. */
export const ALIAS_HINT = 'Use 1 to 255 letters, digits, dashes and underscores, but not "latest".';

/** Whether an alias can be set under this name. Like MLflow, refuses a name that could be a version (v1). */
export function isNewAliasName(name: string): boolean {
  return isAliasName(name) && !/^v?\d+$/i.test(name);
}

/** @throws StagegateError `input` for a name that can't be set as an alias */
export function requireAliasName(name: string): string {
  if (isNewAliasName(name)) return name;
  refuseSurroundingSpace('alias', name);
  const bare = /^@([\w-]+)$/.exec(name)?.[1];
  throw new StagegateError('input', `${JSON.stringify(name)} can't be an alias`, {
    hint:
      bare === undefined
        ? `${ALIAS_HINT} Names like a version (v1) are reserved too.`
        : `Leave the @ out: ${bare}.`,
  });
}

/** Whether two names mean the same alias: servers may ignore case. */
export function isSameAlias(one: string, other: string | null | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}

/** @throws StagegateError `input` when a name has white space around it, which is easy to miss */
export function refuseSurroundingSpace(what: string, name: string): void {
  const trimmed = name.trim();
  if (name === trimmed || trimmed === '') return;
  const [place, space] = name.startsWith(trimmed) ? ['ends', name.slice(trimmed.length)] : ['begins', name];
  const kind = /^\s*[\r\n]/.test(space) ? 'a line break' : 'a space';
  throw new StagegateError('input', `${what} ${JSON.stringify(name)} ${place} with ${kind}`, {
    hint: `Write it as ${JSON.stringify(trimmed)}.`,
  });
}
