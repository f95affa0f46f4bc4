import type { SiteIndex } from '../format.js';
import { loadHistory } from './data.js';
import { day as tellDay, el, put } from './dom.js';
import { replaceQuery } from './route.js';

const DAY = 86_400_000;

/** The end of a day in UTC, as `stagegate history --at` takes a day. */
export function atDay(day: string): number {
  return Date.parse(`${day}T23:59:59.999Z`);
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * A date and a slider that moves it, over the days of the history.
 * @param chosen the day in the address; null for now
 * @param show called with each choice
 */
export function dateControl(
  index: SiteIndex,
  chosen: string | null,
  show: (day: string | null) => void,
): HTMLElement {
  const box = el('fieldset', { class: 'moment', hidden: true });
  if (index.lines === 0) return box;
  void loadHistory().then(({ lines }) => {
    const times = lines.map(([, time]) => Date.parse(time)).filter((time) => !Number.isNaN(time));
    const last = Math.floor(Date.parse(index.built) / DAY) * DAY;
    const first = Math.min(
      last,
      Math.floor(times.reduce((least, time) => Math.min(least, time), last) / DAY) * DAY,
    );
    const days = Math.max(1, Math.round((last - first) / DAY));
    const date = el('input', { type: 'date', id: 'at', min: dayOf(first), max: dayOf(last) });
    const slider = el('input', { type: 'range', min: 0, max: days, step: 1, 'aria-label': 'Day' });
    const now = el('button', { type: 'button' }, 'Now');
    const note = el('p', { class: 'faint', role: 'status' });
    const set = (day: string | null) => {
      date.value = day ?? dayOf(last);
      slider.value = String(day === null ? days : Math.round((Date.parse(day) - first) / DAY));
      slider.setAttribute('aria-valuetext', day === null ? 'now' : tellDay(day));
      now.disabled = day === null;
      note.textContent = day === null ? '' : `At the end of ${tellDay(day)} (UTC), by the history.`;
      box.classList.toggle('past', day !== null);
    };
    const choose = (day: string | null) => {
      set(day);
      replaceQuery({ at: day ?? '' });
      show(day);
    };
    slider.addEventListener('input', () =>
      choose(slider.valueAsNumber === days ? null : dayOf(first + slider.valueAsNumber * DAY)),
    );
    date.addEventListener('change', () =>
      choose(date.value === '' || date.value >= dayOf(last) ? null : date.value),
    );
    now.addEventListener('click', () => choose(null));
    put(
      box,
      el('legend', { class: 'sr' }, 'State on a day'),
      el('label', { for: 'at' }, 'State on'),
      date,
      slider,
      now,
      note,
    );
    set(chosen);
    box.hidden = false;
  });
  return box;
}
