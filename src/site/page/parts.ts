import type { GateResult, Shown } from '../../model/gate-result.js';
import type { SiteEvent, SiteNotice, SiteOutcome } from '../format.js';
import { bullets, el, faint, link, name, number, pill, time, type Child } from './dom.js';

/* What several views show alike. */

/** The colour of an outcome. */
export const OUTCOME_KIND: Readonly<Record<SiteOutcome, string>> = {
  promoted: 'good',
  forced: 'caution',
  'rolled back': 'bad',
  confirmed: 'good',
  blocked: 'bad',
  archived: 'plain',
  registered: 'plain',
  acknowledged: 'caution',
  unregistered: 'plain',
};

export const NOTICE_TITLE: Readonly<Record<SiteNotice['kind'], string>> = {
  unread: 'Unreadable',
  unverified: "Doesn't verify",
  overdue: 'Confirmation overdue',
  unconfirmed: 'Not confirmed yet',
  frozen: 'Frozen',
  soaking: 'Soaking',
};

export function noticeKind(kind: SiteNotice['kind']): string {
  if (kind === 'unread' || kind === 'unverified') return 'bad';
  return kind === 'overdue' ? 'caution' : 'plain';
}

/** When a notice is over, or when it was due. */
export function untilOf({ kind, until }: SiteNotice): Child {
  if (until === null) return null;
  const words = { overdue: ', was due by ', unconfirmed: ', due by ' }[kind as string] ?? ', until ';
  return [words, time(until, 'minute')];
}

const MARKS = { pass: '✓', fail: '✗', inconclusive: '?', skip: '–' } as const;
const KINDS = { pass: 'good', fail: 'bad', inconclusive: 'caution', skip: 'plain' } as const;

function shown(value: Shown): string {
  if (value === null) return '–';
  return typeof value === 'number' ? number(value) : value;
}

/** A table that becomes a list of cards on a phone; its roles are said, since CSS takes them away there. */
export function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Child[])[],
  kind = '',
): HTMLElement {
  const cells = (row: readonly Child[]) =>
    row.map((cell, at) =>
      at === 0
        ? el('th', { scope: 'row', role: 'rowheader' }, cell)
        : el('td', { role: 'cell', 'data-label': heads[at] }, cell),
    );
  const whole = el(
    'table',
    { class: `cards ${kind}`, role: 'table' },
    el('caption', { class: 'sr' }, caption),
    el(
      'thead',
      { role: 'rowgroup' },
      el(
        'tr',
        { role: 'row' },
        heads.map((head) => el('th', { scope: 'col', role: 'columnheader' }, head)),
      ),
    ),
    el(
      'tbody',
      { role: 'rowgroup' },
      rows.map((row) => el('tr', { role: 'row' }, cells(row))),
    ),
  );
  // a wide one scrolls by itself, and by the keyboard
  return el('div', { class: 'wide', role: 'group', 'aria-label': caption, tabindex: 0 }, whole);
}

/** Every gate with its numbers and its reason. */
function gatesTable(gates: readonly GateResult[], caption: string): HTMLElement {
  const rows = gates.map(
    ({ gate, metric, check, observed, required, champion, against, verdict, ...rest }) => {
      const { reason, interval, tolerated } = rest;
      const what = metric ?? gate;
      return [
        [name(what), check !== null && check !== what ? faint(` ${check}`) : null],
        [
          shown(observed),
          interval === undefined
            ? null
            : el('span', { class: 'faint block' }, tellInterval(interval, check, required)),
        ],
        shown(required),
        [shown(champion), against === undefined ? null : faint(` v${against}`)],
        [
          pill(KINDS[verdict], el('span', { 'aria-hidden': 'true' }, `${MARKS[verdict]} `), verdict),
          tolerated === undefined ? null : el('span', { class: 'faint block' }, 'tolerated'),
        ],
        el('span', { class: 'reason' }, name(reason)),
      ];
    },
  );
  return table(caption, ['Gate', 'Observed', 'Required', 'Champion', 'Verdict', 'Reason'], rows, 'gates');
}

/** In a comparison the interval is about the improvement, not about the number above it. */
function tellInterval(
  { lower, upper, confidence }: NonNullable<GateResult['interval']>,
  check: GateResult['check'],
  required: Shown,
): string {
  const isChange = check === 'max-regression' || check === 'min-improvement';
  const unit = isChange && typeof required === 'string' && required.endsWith('%') ? '%' : '';
  const range = `${number(lower, 4)}${unit} to ${number(upper, 4)}${unit} (${confidence})`;
  return isChange ? `improvement ${range}` : range;
}

/** What a line did, as a sentence. */
export function tellMove(
  outcome: SiteOutcome,
  version: string,
  { from, to, archived }: { from: string | null; to: string; archived: readonly string[] },
): Child {
  const strong = el('strong', {}, `v${version}`);
  const at = (stage: string) => name(stage);
  const origin = from === null || from === 'None' ? null : [' ', at(from)];
  switch (outcome) {
    case 'promoted':
    case 'forced':
    case 'rolled back': {
      const others =
        archived.length === 0 ? null : ` in place of ${archived.map((each) => `v${each}`).join(', ')}`;
      return [strong, origin, ' → ', at(to), others];
    }
    case 'blocked':
      return [strong, ' kept out of ', at(to)];
    case 'confirmed':
      return [strong, ' holds up in ', at(to)];
    case 'archived':
      return [strong, origin, ' → ', at(to)];
    case 'registered':
      return [strong, ' is new'];
    case 'unregistered':
      return [strong, ' was removed'];
    case 'acknowledged':
      return ['stages as they stood were acknowledged'];
  }
}

/** A line in full: who, why, on what evidence. */
export function eventDetails(event: SiteEvent): HTMLElement {
  const { reason, gates, live, links, commit, attempt, differed, place } = event;
  const more = [
    links.run === undefined ? null : link(links.run, 'Workflow run'),
    commit === null ? null : link(links.commit, 'Commit ', el('code', {}, commit.slice(0, 10))),
    links.pull === undefined ? null : link(links.pull, 'Pull request'),
  ].filter((each) => each !== null);
  return el(
    'div',
    { class: 'event-details' },
    reason === null ? null : el('p', {}, faint('Reason: '), name(reason)),
    attempt === undefined ? null : el('p', {}, attempt),
    differed === undefined || differed.length === 0 ? null : bullets(differed),
    gates.length === 0
      ? el('p', { class: 'faint' }, 'No gate decided this.')
      : gatesTable(gates, 'The gates that decided'),
    live === undefined
      ? null
      : [
          el('p', {}, el('strong', {}, `In use: v${live.version}`)),
          gatesTable(live.gates, `The gates that judged version ${live.version} in use`),
        ],
    el('p', { class: 'links' }, more, faint(name(place))),
  );
}

/** A stage's version, large. */
export function holder(version: string, since: string | null): HTMLElement {
  return el(
    'span',
    { class: 'holder' },
    el('strong', {}, `v${version}`),
    since === null ? null : el('span', { class: 'since' }, 'since ', time(since)),
  );
}

/** A button that shows the rest of a long list. */
export function moreButton(text: string, show: () => void): HTMLElement {
  return el('button', { type: 'button', class: 'more', onclick: show }, text);
}
