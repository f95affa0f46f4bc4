import { OUTCOMES, type SiteHistory, type SiteIndex } from '../format.js';
import { loadDetail, newestFirst, type TimelineItem } from './data.js';
import { announce, day, el, name, pill, plural, put, time, type Child } from './dom.js';
import { eventDetails, moreButton, OUTCOME_KIND, tellMove } from './parts.js';
import { modelHref, replaceQuery } from './route.js';

/** Lines shown at once: of all models, and of one. */
const BATCH = 100;
const FEW = 20;
/** Names in a sentence. */
const NAMED = 10;

type Filters = Readonly<Record<'model' | 'stage' | 'actor' | 'outcome', string>>;

/** The history, newest first, in days. Each line opens to what decided it. */
export function timelineView(
  index: SiteIndex,
  history: SiteHistory,
  { query, only }: { query: URLSearchParams; only?: number },
): HTMLElement {
  const items = newestFirst(history).filter(({ line }) => only === undefined || line[0] === only);
  const list = el('div', { class: 'timeline' });
  const count = el('p', { class: 'faint', role: 'status' });
  const form = el('form', { class: 'filters', role: 'search', 'aria-label': 'Filter the history' });
  const read = (): Filters => {
    const values = new FormData(form);
    const of = (key: string) => {
      const value = values.get(key);
      return typeof value === 'string' ? value : '';
    };
    return { model: of('model'), stage: of('stage'), actor: of('actor'), outcome: of('outcome') };
  };
  const update = () => {
    const filters = read();
    replaceQuery(filters);
    const found = items.filter((item) => isWanted(item, filters, index, history));
    const all = found.length === items.length;
    count.textContent = all
      ? plural(found.length, 'line')
      : `${plural(found.length, 'line')} of ${items.length.toLocaleString('en')}`;
    list.replaceChildren();
    showBatch(list, found, 0, { index, history, named: only === undefined });
  };
  const choice = (key: keyof Filters, label: string, values: readonly string[]) =>
    el(
      'label',
      {},
      el('span', {}, label),
      el(
        'select',
        { name: key, onchange: update },
        el('option', { value: '' }, 'all'),
        values.map((value) => el('option', { value, selected: query.get(key) === value }, value)),
      ),
    );
  const used = new Set(items.map(({ line }) => line[2]));
  const ids = { list: 'models-list' };
  put(
    form,
    only === undefined && [
      el(
        'label',
        {},
        el('span', {}, 'Model'),
        el('input', {
          ...{ name: 'model', type: 'search', list: ids.list, autocomplete: 'off', placeholder: 'all' },
          ...{ value: query.get('model') ?? '', oninput: update },
        }),
      ),
      el(
        'datalist',
        { id: ids.list },
        index.models.map((model) => el('option', { value: model.name })),
      ),
    ],
    choice(
      'stage',
      'Stage',
      history.stages.filter((stage) => stage !== 'None'),
    ),
    choice('actor', 'Actor', [...history.actors].sort()),
    choice(
      'outcome',
      'Outcome',
      OUTCOMES.filter((_, at) => used.has(at)),
    ),
    el('button', { type: 'reset', onclick: () => setTimeout(update) }, 'Clear'),
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  // a reset goes back to what the address said, so clear the fields instead
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select'))
      field.value = '';
  });
  update();
  const missing = only === undefined ? unreadModels(index) : null;
  return el('div', {}, missing, items.length > 1 ? form : null, count, list);
}

/** The models whose lines are missing here. */
function unreadModels({ models }: SiteIndex): Child {
  const unread = models.filter((model) => model.unread !== undefined);
  if (unread.length === 0) return null;
  const shown = unread.slice(0, NAMED);
  const rest = unread.length - shown.length;
  return el(
    'div',
    { class: 'banner bad', role: 'note' },
    el('strong', {}, 'Lines are missing here. '),
    'The history of these models can’t be read: ',
    shown.map((model, at) => [
      at === 0 ? null : ', ',
      el('a', { href: modelHref(model.name) }, name(model.name)),
    ]),
    rest > 0 ? ` and ${rest.toLocaleString('en')} more` : null,
    '.',
  );
}

function isWanted(
  { line }: TimelineItem,
  { model, stage, actor, outcome }: Filters,
  index: SiteIndex,
  history: SiteHistory,
): boolean {
  const [of, , what, , from, to, by, moves] = line;
  if (model !== '' && index.models[of]?.name.toLowerCase().includes(model.toLowerCase()) !== true)
    return false;
  if (actor !== '' && history.actors[by] !== actor) return false;
  if (outcome !== '' && OUTCOMES[what] !== outcome) return false;
  if (stage === '') return true;
  const wanted = history.stages.indexOf(stage);
  return from === wanted || to === wanted || moves.some(([, moved]) => moved === wanted);
}

interface Shown {
  readonly index: SiteIndex;
  readonly history: SiteHistory;
  /** Whether each line says of which model it is. */
  readonly named: boolean;
}

function showBatch(list: HTMLElement, items: readonly TimelineItem[], from: number, about: Shown): void {
  const size = about.named ? BATCH : FEW;
  let current: HTMLElement | null = null;
  let last = '';
  for (const item of items.slice(from, from + size)) {
    const today = day(item.line[1]);
    if (current === null || today !== last) {
      current = el('ol', { class: 'lines' });
      put(list, el(about.named ? 'h2' : 'h3', { class: 'day' }, today), current);
      last = today;
    }
    current.append(lineItem(item, about));
  }
  const rest = items.length - from - size;
  if (rest <= 0) return;
  const button = moreButton(`Show ${Math.min(rest, size)} more of ${rest.toLocaleString('en')}`, () => {
    button.remove();
    showBatch(list, items, from + size, about);
    announce(`${Math.min(rest, size)} more lines`);
  });
  list.append(button);
}

function lineItem({ line, at }: TimelineItem, { index, history, named }: Shown): HTMLElement {
  const [model, when, what, version, from, to, actor, moves] = line;
  const outcome = OUTCOMES[what] ?? 'promoted';
  const owner = index.models[model]?.name ?? '';
  const archived = moves.flatMap(([moved]) =>
    moved === version || outcome === 'acknowledged' ? [] : [moved],
  );
  const stage = (at_: number) => history.stages[at_] ?? '';
  const moved = { from: from === -1 ? null : stage(from), to: stage(to), archived };
  const body = el('div', { class: 'line-body' });
  const details = el(
    'details',
    { class: `line ${OUTCOME_KIND[outcome]}` },
    el(
      'summary',
      {},
      el('span', { class: 'clock' }, el('time', { datetime: when }, when.slice(11, 16))),
      pill(OUTCOME_KIND[outcome], outcome),
      el(
        'span',
        { class: 'what' },
        named ? [el('b', { class: 'model' }, name(owner)), ' '] : null,
        tellMove(outcome, version, moved),
      ),
      actor === -1 ? null : el('span', { class: 'by' }, name(history.actors[actor] ?? '')),
    ),
    body,
  );
  details.addEventListener('toggle', () => {
    if (details.open && body.childNodes.length === 0) void fill(body, { model, at, owner, named });
  });
  return el('li', {}, details);
}

/** The model's own data have the gates. */
async function fill(
  body: HTMLElement,
  { model, at, owner, named }: { model: number; at: number; owner: string; named: boolean },
): Promise<void> {
  body.replaceChildren(el('p', { class: 'faint' }, 'Loading…'));
  try {
    const { events } = await loadDetail(model);
    const event = events[events.length - 1 - at];
    if (event === undefined) throw new Error('the page has been published again: reload it');
    body.replaceChildren();
    put(
      body,
      el(
        'p',
        { class: 'faint' },
        time(event.time, 'minute'),
        event.actor === null ? null : [' by ', name(event.actor)],
      ),
      eventDetails(event),
      named ? el('p', {}, el('a', { href: modelHref(owner) }, 'All about ', name(owner))) : null,
    );
  } catch (error) {
    body.replaceChildren(el('p', { class: 'error' }, error instanceof Error ? error.message : String(error)));
  }
}
