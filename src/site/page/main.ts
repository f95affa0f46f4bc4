import type { SiteIndex } from '../format.js';
import { redraw } from './chart.js';
import { listen, loadHistory, loadIndex } from './data.js';
import { announce, el, name, put, time } from './dom.js';
import { modelView } from './model.js';
import { overviewView } from './overview.js';
import { readRoute } from './route.js';
import { startTheme } from './theme.js';
import { timelineView } from './timeline.js';

listen();
startTheme(redraw);
// printed pages are light, and so are the charts on them
addEventListener('beforeprint', () => {
  document.documentElement.dataset['print'] = '';
  redraw();
});
addEventListener('afterprint', () => {
  delete document.documentElement.dataset['print'];
  redraw();
});
document.addEventListener('DOMContentLoaded', () => void start());

async function start(): Promise<void> {
  const main = document.getElementById('main');
  if (main === null) return;
  // the address says which view it is, so a link to #main would leave that view
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  try {
    const index = await loadIndex();
    fillFrame(index);
    await show(index, main, true);
    addEventListener('hashchange', () => void show(index, main, false));
    performance.mark('usable');
  } catch (error) {
    fail(main, error);
  }
}

function fillFrame({ registry, version, built }: SiteIndex): void {
  const label = document.getElementById('registry');
  if (label !== null) put(label, name(registry));
  const foot = document.getElementById('foot');
  if (foot !== null)
    put(foot, 'Made from ', name(registry), ' by stagegate ', version, ', ', time(built, 'minute'));
}

let turn = 0;

/** @param first the page has just been opened, so its focus stays where the browser puts it */
async function show(index: SiteIndex, main: HTMLElement, first: boolean): Promise<void> {
  const own = ++turn;
  const { view, model, query } = readRoute(location.hash);
  for (const link of document.querySelectorAll<HTMLElement>('nav a')) {
    if (link.dataset['view'] === view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  let shown: HTMLElement;
  try {
    shown = await viewOf(index, { view, model, query });
  } catch (error) {
    fail(main, error);
    return;
  }
  // another view was opened meanwhile
  if (own !== turn) return;
  main.replaceChildren(shown);
  const title = main.querySelector('h1');
  document.title = `${title?.textContent ?? 'Models'} · ${index.registry} · Stagegate`;
  if (first) return;
  scrollTo(0, 0);
  title?.focus({ preventScroll: true });
  announce(document.title);
}

async function viewOf(
  index: SiteIndex,
  { view, model, query }: ReturnType<typeof readRoute>,
): Promise<HTMLElement> {
  if (view === 'overview') return overviewView(index, query);
  if (view === 'history') {
    const history = await loadHistory();
    return el('div', {}, el('h1', { tabindex: -1 }, 'History'), timelineView(index, history, { query }));
  }
  const at = index.models.findIndex((each) => each.name === model);
  if (at !== -1) return modelView(index, at, query);
  return el(
    'div',
    {},
    el('h1', { tabindex: -1 }, 'No such model'),
    el('p', {}, 'This registry has no model ', name(model), '. ', el('a', { href: '#/' }, 'See all models')),
  );
}

function fail(main: HTMLElement, error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  main.replaceChildren(
    el(
      'div',
      { class: 'banner bad', role: 'alert' },
      el('strong', {}, 'This page can’t be shown. '),
      `${text}. Load it again; if that doesn’t help, publish the whole folder that stagegate site wrote.`,
    ),
  );
}
