import type { SiteDetail, SiteHistory, SiteIndex, SiteMetric, SiteModel, SiteVersion } from '../format.js';
import { legend, markOf, metricFigure } from './chart.js';
import { loadDetail, loadHistory, type Held } from './data.js';
import { bullets, dash, el, faint, name, number, pill, plural, put, span, time, type Child } from './dom.js';
import { dateControl } from './moment.js';
import { heldAt } from './overview.js';
import { moreButton, NOTICE_TITLE, noticeKind, table, untilOf } from './parts.js';
import { timelineView } from './timeline.js';

/** Charts shown at once. */
const FEW = 6;
/** Versions shown at once. */
const ROWS = 20;
/** Metrics that have a column in the table of versions. */
const COLUMNS = 4;

/** One model: its stages, its metrics over the versions, its versions and its history. */
export async function modelView(index: SiteIndex, at: number, query: URLSearchParams): Promise<HTMLElement> {
  const model = index.models[at];
  if (model === undefined) throw new TypeError('no such model');
  if (model.unread !== undefined) return unreadable(model, model.unread);
  const [detail, history] = await Promise.all([loadDetail(at), loadHistory()]);
  return el(
    'div',
    {},
    breadcrumb(),
    el('h1', { tabindex: -1 }, name(model.name)),
    problems(detail),
    stagesSection(index, at, detail, query),
    metricsSection(index, detail),
    versionsSection(index, detail),
    historySection(index, history, { at, query }),
    badgesSection(model, detail),
  );
}

function breadcrumb(): HTMLElement {
  return el('p', { class: 'crumb' }, el('a', { href: '#/' }, '← All models'));
}

function unreadable({ name: called }: SiteModel, why: string): HTMLElement {
  return el(
    'div',
    {},
    breadcrumb(),
    el('h1', { tabindex: -1 }, name(called)),
    el(
      'div',
      { class: 'banner bad', role: 'note' },
      el('strong', {}, 'This model can’t be read. '),
      name(why),
      '. Run ',
      el('code', {}, 'stagegate verify'),
      ' to see what is wrong with it.',
    ),
  );
}

function problems({ problems: found, notes }: SiteDetail): Child {
  return [
    found.length === 0
      ? null
      : el(
          'div',
          { class: 'banner bad', role: 'note' },
          el('strong', {}, 'This model doesn’t verify.'),
          bullets(found),
          'Restore what was changed, or record why it is right with ',
          el('code', {}, 'stagegate acknowledge'),
          '. ',
          el('code', {}, 'stagegate verify'),
          ' checks it again.',
        ),
    notes.length === 0
      ? null
      : el('details', { class: 'notes' }, el('summary', {}, plural(notes.length, 'note')), bullets(notes)),
  ];
}

function section(id: string, title: string, ...children: readonly Child[]): HTMLElement {
  return el('section', { 'aria-labelledby': id }, el('h2', { id }, title), ...children);
}

function stagesSection(
  index: SiteIndex,
  at: number,
  detail: SiteDetail,
  query: URLSearchParams,
): HTMLElement {
  const list = el('ol', { class: 'pipeline' });
  const show = async (day: string | null) => {
    const held = day === null ? (index.models[at]?.holds ?? []) : await heldAt(index, at, day);
    list.replaceChildren();
    put(
      list,
      index.stages.map((stage) => stageCard(index, detail, { at, stage, held, isPast: day !== null })),
    );
  };
  void show(query.get('at'));
  return section(
    'stages',
    'Stages',
    dateControl(index, query.get('at'), (day) => void show(day)),
    list,
  );
}

function stageCard(
  index: SiteIndex,
  detail: SiteDetail,
  { at, stage, held, isPast }: { at: number; stage: string; held: readonly Held[]; isPast: boolean },
): HTMLElement {
  const own = held.filter((each) => each.stage === stage);
  const about = detail.stages.find((each) => each.stage === stage);
  const built = Date.parse(index.built);
  const notices = isPast
    ? []
    : index.notices.filter((notice) => notice.model === at && notice.stage === stage);
  const doubted = new Set(
    index.notices.flatMap(({ model, kind, version }) =>
      model === at && kind === 'unverified' && !isPast ? [version] : [],
    ),
  );
  return el(
    'li',
    { class: `stage ${own.length === 0 ? 'vacant' : ''} ${stage === index.stages.at(-1) ? 'target' : ''}` },
    el('h3', {}, name(stage)),
    own.length === 0 ? el('p', { class: 'faint version' }, 'empty') : null,
    own.map(({ version, since }) => [
      el(
        'p',
        { class: 'version' },
        `v${version}`,
        doubted.has(version) ? [' ', pill('bad', NOTICE_TITLE.unverified)] : null,
      ),
      since === null
        ? el('p', { class: 'faint' }, 'The history doesn’t say since when')
        : el(
            'p',
            { class: 'faint' },
            'since ',
            time(since, 'minute'),
            isPast ? null : `, ${span(built - Date.parse(since))}`,
          ),
    ]),
    isPast
      ? null
      : about?.live
          .filter(({ confirmed }) => confirmed !== null)
          .map(({ version, confirmed }) =>
            el(
              'p',
              {},
              pill('good', 'Confirmed'),
              ` v${version} `,
              confirmed === null ? null : time(confirmed),
            ),
          ),
    notices
      .filter(({ kind }) => kind !== 'unverified')
      .map((notice) =>
        el(
          'p',
          {},
          pill(noticeKind(notice.kind), NOTICE_TITLE[notice.kind]),
          ' ',
          name(notice.text),
          untilOf(notice),
        ),
      ),
    about === undefined
      ? el('p', { class: 'faint' }, 'The policy doesn’t name this stage')
      : el(
          'details',
          {},
          el('summary', {}, about.rules.length === 0 ? 'No gates' : 'What it requires'),
          about.rules.length === 0
            ? el('p', { class: 'faint' }, 'Any version may come here.')
            : bullets(about.rules, 'rules'),
        ),
  );
}

function metricsSection(index: SiteIndex, { metrics, versions }: SiteDetail): Child {
  if (metrics.length === 0) return null;
  const rising = [...versions].reverse();
  const target = index.stages.at(-1);
  const grid = el('div', { class: 'charts' });
  const show = (some: readonly SiteMetric[]) =>
    put(
      grid,
      some.map((metric) => metricFigure(metric, rising, target)),
    );
  show(metrics.slice(0, FEW));
  const rest = metrics.length - FEW;
  const button = moreButton(`Show ${rest} more`, () => {
    button.remove();
    show(metrics.slice(FEW));
  });
  return section('metrics', 'Metrics over versions', legend(), grid, rest > 0 ? button : null);
}

function versionsSection(index: SiteIndex, { versions, metrics }: SiteDetail): HTMLElement {
  const target = index.stages.at(-1);
  const shown = metrics.slice(0, COLUMNS);
  const columns = shown.map(({ points }) => new Map(points.map((point) => [point.version, point])));
  const rows = versions.map((version): Child[] => [
    el('span', { class: `v ${markOf(version, target)}` }, `v${version.version}`),
    stageOf(version),
    version.since === null ? dash() : time(version.since),
    ...columns.map((column) => {
      const point = column.get(version.version);
      if (point === undefined) return dash();
      const range = point.range;
      return [
        number(point.value),
        range === undefined
          ? null
          : el('span', { class: 'faint block' }, `${number(range[0], 4)} to ${number(range[1], 4)}`),
      ];
    }),
    aboutVersion(version),
  ]);
  const heads = ['Version', 'Stage', 'Since', ...shown.map((metric) => metric.name), 'About'];
  const shownTable = (some: readonly (readonly Child[])[]) =>
    table('Versions, the highest first', heads, some, 'versions');
  const first = shownTable(rows.slice(0, ROWS));
  const button = moreButton(`Show all ${rows.length} versions`, () => {
    first.replaceWith(shownTable(rows));
    button.remove();
  });
  return section('versions', 'Versions', first, rows.length > ROWS ? button : null);
}

function stageOf({ stage, gone }: SiteVersion): Child {
  if (gone === true) return pill('plain', 'no longer registered');
  if (stage === 'None' || stage === 'Archived') return faint(stage);
  return pill('stage-pill', name(stage));
}

function aboutVersion({ blocked, out, aliases, source, sha256, registered, tags }: SiteVersion): Child {
  const facts: Child[][] = [
    ...(registered === null ? [] : [['Registered', time(registered, 'minute')]]),
    ...(source === null ? [] : [['Source', name(source)]]),
    ...(sha256 === null ? [] : [['SHA-256', el('code', {}, sha256)]]),
    ...tags.map(([key, value]) => [name(key), name(value)]),
  ];
  return el(
    'div',
    { class: 'about' },
    blocked.map((stage) => el('span', { class: 'block' }, pill('bad', 'blocked'), ' for ', name(stage))),
    out.map(({ stage, text }) =>
      el(
        'span',
        { class: 'block' },
        pill('caution', 'taken out'),
        ' of ',
        name(stage),
        faint(' ', name(text)),
      ),
    ),
    aliases.map((alias) => el('span', { class: 'alias' }, '@', name(alias))),
    facts.length === 0
      ? null
      : el(
          'details',
          {},
          el('summary', {}, 'Details'),
          el(
            'dl',
            {},
            facts.map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)]),
          ),
        ),
  );
}

function historySection(
  index: SiteIndex,
  history: SiteHistory,
  { at, query }: { at: number; query: URLSearchParams },
): HTMLElement {
  return section('history', 'History', timelineView(index, history, { query, only: at }));
}

function badgesSection({ name: model }: SiteModel, { badges }: SiteDetail): HTMLElement {
  return section(
    'badges',
    'Badges',
    el(
      'p',
      { class: 'faint' },
      'Where this page is published, shields.io shows the version in a stage: ',
      el('code', {}, 'https://img.shields.io/endpoint?url=…/badges/FILE'),
    ),
    table(
      `Badges of ${model}`,
      ['Stage', 'File'],
      badges.map(([stage, file]) => [
        name(stage),
        el('a', { href: `badges/${file}` }, el('code', {}, `badges/${file}`)),
      ]),
      'plain',
    ),
  );
}
