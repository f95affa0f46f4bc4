import { formatPlace, type StagegateError } from '../errors.js';
import { type Acknowledgement, tellProblem, type Verification } from '../history/verify.js';
import type { Verdict } from '../model/gate-result.js';
import type { HistoryEntry, HistoryLine } from '../model/history-entry.js';
import type { Validation } from '../promotion/validate.js';
import { forTerminal } from '../text/safe.js';
import type { Style } from './terminal-parts.js';

/**
 * The history for people: a line of what happened, and beneath it who, why and on what evidence.
 * @param isFiltered whether the history may have other lines
 */
export function renderHistory(lines: readonly HistoryLine[], style: Style, isFiltered = false): string {
  if (lines.length === 0) {
    return isFiltered
      ? 'No line of the history matches.\n'
      : 'The history is empty: nothing has happened yet.\n';
  }
  return `${lines.map(({ entry }) => renderEntry(entry, style)).join('\n')}\n`;
}

function renderEntry(entry: HistoryEntry, style: Style): string {
  const time = entry.time.replace('T', ' ').replace(/(\.\d+)?Z$/, 'Z');
  const what = `${entry.model} ${moved(entry)}`;
  const details = [
    entry.actor === null ? null : `by ${entry.actor}`,
    entry.gates.length === 0 ? null : judged(entry),
    entry.reason === null ? null : `“${entry.reason}”`,
    ...(entry.differed ?? []),
    entry.run,
  ].filter((detail) => detail !== null);
  const first = `${style.faint(time)}  ${verb(entry, style)}  ${forTerminal(what)}`;
  return details.length === 0
    ? first
    : `${first}\n${' '.repeat(22)}${style.faint(forTerminal(details.join(' · ')))}`;
}

function moved({ action, version, from, to, archived, attempt }: HistoryEntry): string {
  if (action === 'acknowledge') return 'as it is';
  if (action === 'attempt') return `${version} for ${attempt?.stage ?? to}, attempt ${attempt?.number ?? ''}`;
  if (action === 'unregister') return `${version} from ${from}`;
  if (action === 'confirm') return `${version} in ${to}`;
  const way = action === 'register' ? `${version} in ${to}` : `${version} ${from} → ${to}`;
  return archived.length === 0 ? way : `${way}, archives ${archived.join(', ')}`;
}

function judged({ gates }: HistoryEntry): string {
  const count = (...verdicts: Verdict[]) => gates.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const failed = count('fail', 'inconclusive');
  if (failed > 0) return `${failed} of ${gates.length} checks failed`;
  const skipped = count('skip');
  return `${count('pass')} ${count('pass') === 1 ? 'check' : 'checks'} passed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The width of the common verbs. The others are longer, and stand out. */
const WIDEST = 8;

function verb({ action, forced }: HistoryEntry, style: Style): string {
  const word = (forced ? 'FORCED' : action).padEnd(WIDEST);
  if (forced) return style.bad(word);
  if (action === 'rollback' || action === 'acknowledge') return style.caution(word);
  return action === 'promote' || action === 'confirm' ? style.good(word) : word;
}

/** Model by model. */
export function* renderVerification(results: readonly Verification[], style: Style): Generator<string, void> {
  if (results.length === 0) yield 'The registry has no models to verify.\n';
  for (const result of results) yield renderModel(result, style);
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
    : `registry and history ${problems.length === 0 ? 'agree' : 'differ'}`;
  const summary = unread === undefined ? `${verdict} (${count})` : 'could not be read';
  return `${mark} ${name}: ${summary}\n${said.join('')}`;
}

/** An acknowledged difference stays visible forever. */
function tellAcknowledged({ differed, actor, time, reason }: Acknowledgement, style: Style): string[] {
  const why = reason === null ? '' : `: “${reason}”`;
  const head = `changed by hand, acknowledged by ${actor ?? 'somebody'} at ${time}${why}`;
  return [
    `${style.caution('!')} ${forTerminal(head)}`,
    ...differed.map((difference) => `    ${style.faint(forTerminal(difference))}`),
  ];
}

const KINDS = { file: 'manifest', folder: 'folder of manifests', server: 'server' } as const;

/** Policy and registry in a line each, then what is wrong and what people should know. */
export function renderValidation({ policy, registry, problems, notices }: Validation, style: Style): string {
  const isValid = problems.length === 0;
  const mark = isValid ? style.good('✔') : style.bad('✖');
  const verdict = isValid
    ? 'policy and registry are valid'
    : `${count(problems.length, 'model')} can't be read`;
  const lines = [
    `policy ${policy.file}: ${count(policy.models.length, 'model')}, stages ${policy.stages.join(', ')}, ${count(policy.gates, 'gate')}`,
    `registry ${registry.location} (${KINDS[registry.kind]}): ${count(registry.models.length, 'model')}, ${count(registry.versions, 'version')}, ${count(registry.historyLines, 'history line')}`,
  ];
  return [
    `${mark} ${style.strong(verdict)}`,
    ...lines.map((line) => `    ${forTerminal(line)}`),
    ...problems.flatMap(({ model, error }) => tellUnreadable(model, error, style)),
    ...notices.map((notice) => `    ${style.faint('note:')} ${forTerminal(notice)}`),
    '',
  ].join('\n');
}

function tellUnreadable(model: string, { place, message, hint }: StagegateError, style: Style): string[] {
  const where = place === undefined ? model : formatPlace(place);
  return [
    `    ${style.bad('✖')} ${forTerminal(`${where}: ${message}`)}`,
    ...(hint?.split('\n') ?? []).map((line) => `      ${forTerminal(line)}`),
  ];
}

/** `1 model`, `2 models`. */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
