import type { Statement } from './evidence.js';
import type { Subject } from './reader.js';
import { readVersionNumber } from './version-text.js';

const MAX_SHOWN = 60;

/**
 * What a report says of itself that makes it a report about another model or version, as the rest of a
 * sentence after its path: `says that it is about version 3, not 4`. Null when it says nothing of the kind. A
 * report that contradicts itself counts as one about another: which of its keys is right would be a guess.
 */
export function statesOther(statement: Statement, { model, version }: Subject): string | null {
  if (statement.contradiction !== undefined) return `contradicts itself: it says ${statement.contradiction}`;
  if (statement.model !== undefined && statement.model !== model) {
    return `says that it is about model ${quote(statement.model)}, not ${quote(model)}`;
  }
  if (statement.version === undefined || statesThis(statement, version)) return null;
  const number = readVersionNumber(statement.version);
  if (number === null && statement.versionIsSpecific !== true) return null;
  return `says that it is about version ${number === null ? quote(statement.version) : cut(number)}, not ${version}`;
}

/** Whether a report says that it is about this version; `v4` and ` 4` say so of version 4, `4.0` and `04` don't. */
export function statesThis(statement: Statement, version: string): boolean {
  if (statement.contradiction !== undefined || statement.version === undefined) return false;
  return readVersionNumber(statement.version) === version;
}

function quote(text: string): string {
  return JSON.stringify(cut(text));
}

function cut(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}
