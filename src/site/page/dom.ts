import { toOneLine } from '../../text/safe.js';

/** What can be put into an element. Texts are foreign: they become text nodes, and never markup. */
export type Child = Node | string | number | null | undefined | false | readonly Child[];

type Value = string | number | boolean | null | undefined | ((event: Event) => void);

/**
 * Makes an element. `class` and `on…` work as expected; `true` sets an attribute, `false` leaves it out. There is no
 * way to give it markup, an inline style or a script.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, toOneLine(String(value)));
  }
  return put(element, ...children);
}

/** Appends children. */
export function put<T extends Element>(parent: T, ...children: readonly Child[]): T {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) parent.append(child);
    else if (typeof child === 'object') put(parent, ...child);
    else parent.append(document.createTextNode(toOneLine(String(child), 4_000)));
  }
  return parent;
}

/** Only http and https make a link; anything else stays text. */
export function link(href: string | undefined, ...children: readonly Child[]): HTMLElement {
  if (href === undefined || !/^https?:\/\//.test(href)) return el('span', {}, ...children);
  return el('a', { href, rel: 'noopener noreferrer', target: '_blank' }, ...children);
}

/** Text that matters less. */
export function faint(...children: readonly Child[]): HTMLElement {
  return el('span', { class: 'faint' }, ...children);
}

/** Shown where there is nothing to show. */
export const dash = (): HTMLElement => faint('–');

/** Foreign texts as a list. */
export function bullets(texts: readonly string[], kind?: string): HTMLElement {
  const items = texts.map((text) => el('li', {}, name(text)));
  return el('ul', { class: kind }, items);
}

/** A foreign name, kept apart from the direction of the text around it. */
export function name(text: string): HTMLElement {
  return el('bdi', {}, text === '' ? '(no name)' : text);
}

export function pill(kind: string, ...children: readonly Child[]): HTMLElement {
  return el('span', { class: `pill ${kind}` }, ...children);
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const MINUTE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

function formatted(format: Intl.DateTimeFormat, iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : format.format(time);
}

export const day = (iso: string): string => formatted(DAY, iso);

/** A moment, to the day or the minute, in UTC as in the history. */
export function time(iso: string, to: 'day' | 'minute' = 'day'): HTMLElement {
  const exact = `${formatted(MINUTE, iso)} UTC`;
  return el('time', { datetime: iso, title: exact }, to === 'day' ? day(iso) : exact);
}

/** `3 days`, `5 hours`. */
export function span(milliseconds: number): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ] as const;
  const found = units.find(([, each]) => milliseconds >= each);
  if (found === undefined) return 'less than a minute';
  const [unit, size] = found;
  return plural(Math.floor(milliseconds / size), unit);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** As people read it: no more digits than tell versions apart. */
export function number(value: number, digits = 5): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString('en');
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-4 ? value.toExponential(3) : String(Number(value.toPrecision(digits)));
}

/** Says something to screen readers. */
export function announce(text: string): void {
  const region = document.getElementById('live');
  if (region !== null) region.textContent = toOneLine(text);
}
