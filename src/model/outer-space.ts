import { StagegateError } from '../errors.js';

/** @throws StagegateError `input` when a name has white space around it, which is easy to overlook */
export function refuseOuterSpace(what: string, name: string): void {
  const trimmed = name.trim();
  if (name === trimmed || trimmed === '') return;
  const [place, space] = name.startsWith(trimmed) ? ['ends', name.slice(trimmed.length)] : ['begins', name];
  const kind = /^\s*[\r\n]/.test(space) ? 'a line break' : 'a space';
  throw new StagegateError('input', `${what} ${JSON.stringify(name)} ${place} with ${kind}`, {
    hint: `Write it as ${JSON.stringify(trimmed)}.`,
  });
}
