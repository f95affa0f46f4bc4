import { tellProblem, type Acknowledgement, type Verification } from '../history/verify.js';
import { forTerminal } from '../text/safe.js';
import type { Style } from './style.js';

export function renderVerification(results: readonly Verification[], style: Style): string {
  if (results.length === 0) return 'There is no model to verify.\n';
  return results.map((result) => renderModel(result, style)).join('');
}

function renderModel(
  { model, lines, problems, notes, acknowledged, unread }: Verification,
  style: Style,
): string {
  const name = style.strong(forTerminal(model));
  const count = `${lines} history ${lines === 1 ? 'line' : 'lines'}`;
  const said = [
    ...problems.map((problem) => `${style.bad('✖')} ${forTerminal(tellProblem(problem))}`),
    ...acknowledged.flatMap((each) => tellAcknowledged(each, style)),
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

/** What somebody has acknowledged stays visible for good. */
function tellAcknowledged({ differed, actor, time, reason }: Acknowledgement, style: Style): string[] {
  const why = reason === null ? '' : `: “${reason}”`;
  const head = `changed by hand, acknowledged by ${actor ?? 'somebody'} at ${time}${why}`;
  return [
    `${style.caution('!')} ${forTerminal(head)}`,
    ...differed.map((difference) => `    ${style.faint(forTerminal(difference))}`),
  ];
}
