/** Where in the page somebody is: in the address, so that it can be kept and sent. */
interface Route {
  readonly view: 'overview' | 'history' | 'model';
  /** The model's name. */
  readonly model: string;
  readonly query: URLSearchParams;
}

export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const [, view = '', model = ''] = path.split('/');
  const params = new URLSearchParams(query);
  if (view === 'history') return { view, model: '', query: params };
  if (view === 'model') return { view, model: decode(model), query: params };
  return { view: 'overview', model: '', query: params };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function modelHref(model: string, query: Readonly<Record<string, string>> = {}): string {
  return `#/model/${encodeURIComponent(model)}${tail(query)}`;
}

export function historyHref(query: Readonly<Record<string, string>>): string {
  return `#/history${tail(query)}`;
}

function tail(query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return text === '' ? '' : `?${text}`;
}

/** Changes parts of the query without a step in the browser's history. Empty values are left out. */
export function replaceQuery(changes: Readonly<Record<string, string>>): void {
  const [path = '#/', query = ''] = (location.hash || '#/').split('?', 2);
  const params = new URLSearchParams(query);
  for (const [key, value] of Object.entries(changes)) {
    if (value === '') params.delete(key);
    else params.set(key, value);
  }
  const text = params.toString();
  history.replaceState(null, '', `${path}${text === '' ? '' : `?${text}`}`);
}
