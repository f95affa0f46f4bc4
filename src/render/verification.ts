import type { Verification } from '../history/verify.js';
import { formatPlace } from '../errors.js';
import { forTerminal } from './safe.js';
import type { Style } from './style.js';

export function renderVerification(results: readonly Verification[], style: Style): string {
  if (results.length === 0) return 'There is no model to verify.\n';
  return results.map((result) => renderModel(result, style)).join('');
}

function renderModel({ model, lines, problems, notes, unread }: Verification, style: Style): string {
  const name = style.strong(forTerminal(model));
  const count = `${lines} history ${lines === 1 ? 'line' : 'lines'}`;
  const said = [
    ...problems.map(
      ({ file, line, message }) =>
        `${style.bad('✖')} ${file === null ? '' : forTerminal(`${formatPlace({ file, line })}: `)}${forTerminal(message)}`,
    ),
    ...notes.map((note) => `${style.faint('note:')} ${forTerminal(note)}`),
  ].map((line) => `    ${line}\n`);
  const mark = problems.length === 0 ? style.good('✔') : style.bad('✖');
  const isFiles = problems.length > 0 && problems.every(({ artifact }) => artifact !== undefined);
  const verdict = isFiles
    ? 'registry and history agree, but model files differ from what was registered'
    : `registry and history ${problems.length === 0 ? 'agree' : 'part'}`;
  const summary = unread === undefined ? `${verdict} (${count})` : 'could not be read';
  return `${mark} ${name}: ${summary}\n${said.join('')}`;
}
