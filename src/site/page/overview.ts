import { groupBy } from '../../model/group-by.js';
import type { SiteHistory, SiteIndex, SiteModel, SiteNotice } from '../format.js';
import { loadHistory, stagesAt, type Held } from './data.js';
import { atDay, dateControl } from './moment.js';
import { el, faint, name, pill, plural, put, time, type Child } from './dom.js';
import { holder, moreButton, untilOf, NOTICE_TITLE, noticeKind, table } from './parts.js';
import { historyHref, modelHref, replaceQuery } from './route.js';

/** Models shown at once. */
const BATCH = 100;
/** Notices of a kind that are shown at once. */
const FEW = 4;
const MONTH = 30 * 86_400_000;

/** What is in each stage, of every model. */
export function overviewView(index: SiteIndex, query: URLSearchParams): HTMLElement {
  const list = el('div', {});
  const search = el('input', {
    ...{ type: 'search', name: 'q', placeholder: 'Find a model', 'aria-label': 'Find a model' },
    ...{ value: query.get('q') ?? '', autocomplete: 'off' },
  });
  const sort = el(
    'select',
    { name: 'sort', 'aria-label': 'Order' },
    el('option', { value: '' }, 'by name'),
    el('option', { value: 'last', selected: query.get('sort') === 'last' }, 'by last change'),
  );
  const heading = el('h2', { id: 'stages' });
  let past: Map<number, Held[]> | null = null;
  const update = () => {
    const wanted = search.value.trim().toLowerCase();
    replaceQuery({ q: search.value, sort: sort.value });
    const found = index.models
      .map((model, at) => ({ model, at }))
      .filter(({ model }) => model.name.toLowerCase().includes(wanted));
    if (sort.value === 'last') found.sort((a, b) => ((a.model.last ?? '') < (b.model.last ?? '') ? 1 : -1));
    list.replaceChildren();
    if (found.length === 0)
      put(
        list,
        el(
          'p',
          { class: 'empty' },
          index.models.length === 0 ? 'The registry has no models yet.' : 'No model has this name.',
        ),
      );
    else put(list, stageTable(index, found, past));
  };
  search.addEventListener('input', update);
  sort.addEventListener('change', update);
  const show = async (day: string | null) => {
    const history = day === null ? null : await loadHistory();
    past = history === null || day === null ? null : stagesAt(history, atDay(day));
    heading.textContent = day === null ? 'In each stage now' : 'In each stage on that day';
    update();
  };
  void show(query.get('at'));
  return el(
    'div',
    {},
    el('h1', { tabindex: -1 }, 'Models'),
    tiles(index),
    notices(index),
    el(
      'section',
      { 'aria-labelledby': 'stages' },
      el('div', { class: 'bar' }, heading, el('div', { class: 'tools' }, search, sort)),
      dateControl(index, query.get('at'), (day) => void show(day)),
      list,
    ),
  );
}

function tiles(index: SiteIndex): HTMLElement {
  const { models, stages, notices: found, lines } = index;
  const target = stages.at(-1);
  const holding = models.filter(({ holds }) => holds.some(({ stage }) => stage === target)).length;
  const attention = new Set(
    found.filter(({ kind }) => noticeKind(kind) !== 'plain').map(({ model }) => model),
  ).size;
  const recent = Date.parse(index.built) - MONTH;
  const changed = models.filter(({ last }) => last !== null && Date.parse(last) >= recent).length;
  const unread = models.filter((model) => model.unread !== undefined).length;
  // a model that can't be read may be in Production
  const besides = unread === 0 ? null : `, ${unread.toLocaleString('en')} unknown`;
  const tile = (value: number, label: Child, kind = '') =>
    el('li', { class: `tile ${kind}` }, el('strong', {}, value.toLocaleString('en')), el('span', {}, label));
  return el(
    'ul',
    { class: 'tiles' },
    tile(models.length, models.length === 1 ? 'model' : 'models'),
    target === undefined ? null : tile(holding, ['with a version in ', name(target), besides]),
    tile(changed, ['changed in the last 30 days', besides]),
    tile(attention, attention === 1 ? 'needs attention' : 'need attention', attention > 0 ? 'caution' : ''),
    el(
      'li',
      { class: 'tile' },
      el('strong', {}, lines.toLocaleString('en')),
      el(
        'span',
        {},
        el('a', { href: historyHref({}) }, 'lines of history'),
        unread === 0 ? null : `, without ${plural(unread, 'model')}`,
      ),
    ),
  );
}

const ORDER = ['unread', 'unverified', 'overdue', 'unconfirmed', 'frozen', 'soaking'] as const;

function notices(index: SiteIndex): Child {
  const groups = ORDER.flatMap((kind) => {
    const found = index.notices.filter((notice) => notice.kind === kind);
    return found.length === 0 ? [] : [{ kind, found }];
  });
  const models = new Set(
    index.notices.filter(({ kind }) => kind === 'unread' || kind === 'unverified').map(({ model }) => model),
  ).size;
  return [
    models === 0
      ? null
      : el(
          'div',
          { class: 'banner bad', role: 'note' },
          el('strong', {}, 'This registry doesn’t verify. '),
          `${plural(models, 'model')} can’t be read or ${models === 1 ? 'differs' : 'differ'} from the history: `,
          `what the page says about ${models === 1 ? 'it' : 'them'} may be wrong. Run `,
          el('code', {}, 'stagegate verify'),
          '.',
        ),
    groups.length === 0
      ? null
      : el(
          'section',
          { class: 'notices', 'aria-label': 'What to know now' },
          groups.map(({ kind, found }) => noticeGroup(index, kind, found)),
        ),
  ];
}

/** One text about many models, such as a freeze, is said once. */
function noticeGroup(index: SiteIndex, kind: SiteNotice['kind'], found: readonly SiteNotice[]): HTMLElement {
  const entries = [...groupBy(found, ({ text, until }) => `${text} ${until ?? ''}`).values()];
  const list = el('ul', {});
  const show = (from: number, to: number) => {
    for (const same of entries.slice(from, to)) {
      const [first] = same;
      list.append(
        el(
          'li',
          {},
          el(
            'span',
            { class: 'of' },
            same.slice(0, FEW).map(({ model }, at) => [at > 0 ? ', ' : null, modelLink(index.models[model])]),
          ),
          same.length > FEW ? ` and ${plural(same.length - FEW, 'other model')}` : null,
          ': ',
          name(first.text),
          untilOf(first),
        ),
      );
    }
  };
  show(0, FEW);
  const rest = entries.length - FEW;
  const button = moreButton(`Show ${rest} more`, () => {
    button.remove();
    show(FEW, entries.length);
  });
  return el(
    'div',
    { class: 'notice' },
    el(
      'h2',
      {},
      pill(noticeKind(kind), NOTICE_TITLE[kind]),
      ' ',
      faint(entries.length > 1 ? String(entries.length) : ''),
    ),
    list,
    rest > 0 ? button : null,
  );
}

function modelLink(model: SiteModel | undefined): HTMLElement {
  return model === undefined ? el('span', {}) : el('a', { href: modelHref(model.name) }, name(model.name));
}

function stageTable(
  index: SiteIndex,
  found: readonly { readonly model: SiteModel; readonly at: number }[],
  past: Map<number, Held[]> | null,
): Child {
  const { stages } = index;
  const kinds = new Map<number, Set<SiteNotice['kind']>>();
  for (const { model, kind } of index.notices) kinds.set(model, (kinds.get(model) ?? new Set()).add(kind));
  const row = ({ model, at }: { model: SiteModel; at: number }): Child[] => {
    const holds = past === null ? model.holds : (past.get(at) ?? []);
    const none = () => faint(model.unread === undefined ? '–' : 'unknown');
    return [
      [modelLink(model), model.unread === undefined ? null : [' ', pill('bad', NOTICE_TITLE.unread)]],
      ...stages.map((stage) => {
        const held = holds.filter((hold) => hold.stage === stage);
        return held.length === 0 ? none() : held.map(({ version, since }) => holder(version, since));
      }),
      ...(past === null
        ? [
            model.last === null ? none() : time(model.last),
            [...(kinds.get(at) ?? [])]
              .filter((kind) => kind !== 'unread')
              .map((kind) => pill(noticeKind(kind), NOTICE_TITLE[kind])),
          ]
        : []),
    ];
  };
  const heads = ['Model', ...stages, ...(past === null ? ['Last change', 'State'] : [])];
  const first = table('Versions in each stage', heads, found.slice(0, BATCH).map(row), 'stages');
  const rest = found.length - BATCH;
  if (rest <= 0) return first;
  const button = moreButton(`Show all ${found.length.toLocaleString('en')} models`, () => {
    const whole = table('Versions in each stage', heads, found.map(row), 'stages');
    first.replaceWith(whole);
    button.remove();
  });
  return [first, button];
}

/** What one model held at the end of a day, for its own view. */
export async function heldAt(index: SiteIndex, model: number, day: string): Promise<readonly Held[]> {
  const history: SiteHistory = await loadHistory();
  return (stagesAt(history, atDay(day), model).get(model) ?? []).filter(({ stage }) =>
    index.stages.includes(stage),
  );
}
