import type { Verdict } from '../model/gate-result.js';
import type { HistoryEntry, HistoryLine } from '../model/history-entry.js';
import { forTerminal } from '../text/safe.js';
import type { Style } from './style.js';

/**
 * The history for people: a line of what happened, and beneath it who, why and on what evidence.
 * @param isFiltered whether the history may have other lines
 */
export function renderHistory(lines: readonly HistoryLine[], style: Style, isFiltered = false): string {
  if (lines.length === 0) {
    return isFiltered
      ? 'The history has no such line.\n'
      : 'Nothing has happened yet: the history is empty.\n';
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

function moved({ action, version, from, to, archived }: HistoryEntry): string {
  if (action === 'acknowledge') return 'as it is';
  if (action === 'unregister') return `${version} from ${from}`;
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

/** Of the verbs that are common; the others are longer, and stand out. */
const WIDEST = 8;

function verb({ action, forced }: HistoryEntry, style: Style): string {
  const word = (forced ? 'FORCED' : action).padEnd(WIDEST);
  if (forced) return style.bad(word);
  if (action === 'rollback' || action === 'acknowledge') return style.caution(word);
  return action === 'promote' ? style.good(word) : word;
}
