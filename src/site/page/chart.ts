import uPlot from 'uplot';
import type { SiteMetric, SitePoint, SiteVersion } from '../format.js';
import { el, name, number } from './dom.js';

const HEIGHT = 190;

/** How a version is drawn. */
type Mark = 'champion' | 'held' | 'blocked' | 'out' | 'other';

/** Charts on the page: they are drawn again in other colours, and at other widths. */
const drawn = new Set<{ readonly figure: HTMLElement; draw(): void }>();

/** Draws every chart again: the colours have changed. */
export function redraw(): void {
  for (const chart of drawn) {
    if (chart.figure.isConnected) chart.draw();
    else drawn.delete(chart);
  }
}

export function markOf(version: SiteVersion, target: string | undefined): Mark {
  if (version.stage === target) return 'champion';
  if (version.out.length > 0) return 'out';
  if (version.blocked.length > 0) return 'blocked';
  return version.held.length > 0 ? 'held' : 'other';
}

const WORDS: Readonly<Record<Mark, string>> = {
  champion: 'in use',
  held: 'promoted',
  blocked: 'blocked',
  out: 'taken out',
  other: '',
};

/**
 * A metric over the versions, with its bounds, the version in use, and what is known about its uncertainty.
 * @param versions every version, the lowest first
 * @param target the stage whose version is the champion
 */
export function metricFigure(
  metric: SiteMetric,
  versions: readonly SiteVersion[],
  target: string | undefined,
): HTMLElement {
  const points = new Map(metric.points.map((point) => [point.version, point]));
  const shown = versions.filter(({ version }) => points.has(version));
  const champion = shown.findLast((each) => each.stage === target);
  const latest = shown.at(-1);
  const tell = (each: SiteVersion | undefined): string => {
    const point = each === undefined ? undefined : points.get(each.version);
    if (each === undefined || point === undefined) return '';
    const range =
      point.range === undefined ? '' : ` (${number(point.range[0], 4)} to ${number(point.range[1], 4)})`;
    const word = WORDS[markOf(each, target)];
    return `v${each.version}: ${number(point.value)}${range}${word === '' ? '' : `, ${word}`}`;
  };
  const readout = el('output', { class: 'readout' }, tell(champion ?? latest));
  const holder = el('div', {
    class: 'plot',
    role: 'img',
    tabindex: 0,
    'aria-label': describe(metric, shown.length, tell(latest), tell(champion)),
  });
  const figure = el(
    'figure',
    { class: 'metric' },
    el('figcaption', {}, el('h3', {}, name(metric.name)), readout),
    holder,
    metric.bounds.length === 0
      ? null
      : el(
          'p',
          { class: 'bounds faint' },
          metric.bounds.map(({ stage, check, value }, at) => [
            at > 0 ? ', ' : null,
            `${check} ${number(value)} for `,
            name(stage),
          ]),
        ),
  );
  let plot: uPlot | null = null;
  const draw = () => {
    const at = plot?.cursor.idx ?? null;
    plot?.destroy();
    holder.replaceChildren();
    plot = plotOf(holder, { metric, shown, points, target, champion }, (index) => {
      readout.textContent = tell(index === null ? (champion ?? latest) : shown[index]);
    });
    if (at !== null) move(at);
  };
  const move = (index: number) => {
    const to = Math.max(0, Math.min(shown.length - 1, index));
    plot?.setCursor({ left: plot.valToPos(to, 'x'), top: 10 });
  };
  holder.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const now = plot?.cursor.idx ?? (step > 0 ? -1 : shown.length);
    move(now + step);
  });
  const observer = new ResizeObserver(() => {
    const width = Math.floor(holder.clientWidth);
    if (width === 0) return;
    if (plot === null) draw();
    else if (plot.width !== width) plot.setSize({ width, height: HEIGHT });
  });
  observer.observe(holder);
  drawn.add({ figure, draw });
  return figure;
}

function describe(metric: SiteMetric, count: number, latest: string, champion: string): string {
  const bounds = metric.bounds.map(({ stage, check, value }) => `${check} ${number(value)} for ${stage}`);
  return [
    `${metric.name} of ${count} versions`,
    champion === '' ? '' : `in use ${champion}`,
    latest === '' ? '' : `latest ${latest}`,
    ...bounds,
    'Use the left and right arrow keys to read each version; the table of versions has all numbers.',
  ]
    .filter((part) => part !== '')
    .join('. ');
}

interface Drawing {
  readonly metric: SiteMetric;
  readonly shown: readonly SiteVersion[];
  readonly points: ReadonlyMap<string, SitePoint>;
  readonly target: string | undefined;
  readonly champion: SiteVersion | undefined;
}

function plotOf(holder: HTMLElement, drawing: Drawing, pick: (index: number | null) => void): uPlot {
  const { metric, shown, points } = drawing;
  const style = getComputedStyle(document.documentElement);
  const colour = (variable: string) => style.getPropertyValue(variable).trim();
  const values = shown.map(({ version }) => points.get(version)?.value ?? null);
  const ends = shown.flatMap(({ version }) => points.get(version)?.range ?? []);
  const all = [
    ...values.filter((value) => value !== null),
    ...ends,
    ...metric.bounds.map(({ value }) => value),
  ];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const pad = high > low ? (high - low) * 0.12 : Math.abs(high) * 0.1 || 1;
  const axis = { stroke: colour('--muted'), font: '11px system-ui, sans-serif' };
  const grid = { stroke: colour('--line'), width: 1 };
  const options: uPlot.Options = {
    width: Math.floor(holder.clientWidth) || 300,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 9 } },
    scales: {
      x: { time: false, range: () => [-0.5, Math.max(0.5, shown.length - 0.5)] },
      y: { range: () => [low - pad, high + pad] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        ticks: { show: false },
        size: 26,
        space: 34,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000],
        values: (_, splits) =>
          splits.map((at) =>
            Number.isInteger(at) && shown[at] !== undefined ? `v${shown[at].version}` : '',
          ),
      },
      {
        ...axis,
        grid,
        ticks: { show: false },
        size: 54,
        space: 36,
        values: (_, splits) => splits.map((at) => number(at)),
      },
    ],
    series: [{}, { stroke: colour('--accent'), width: 1.5, points: { show: false }, spanGaps: true }],
    hooks: {
      drawAxes: [(u) => drawBounds(u, drawing, colour)],
      draw: [(u) => drawVersions(u, drawing, colour)],
      setCursor: [(u) => pick(u.cursor.idx ?? null)],
    },
  };
  return new uPlot(options, [shown.map((_, at) => at), values], holder);
}

type Colour = (variable: string) => string;

/** The policy's bounds as lines across, and a dashed one at the version in use. */
function drawBounds(u: uPlot, { metric, champion, points }: Drawing, colour: Colour): void {
  const across = (
    value: number,
    {
      stroke,
      dash,
      label,
      side,
    }: { stroke: string; dash: readonly number[]; label: string; side: 'above' | 'below' },
  ) => {
    const { ctx, bbox } = u;
    const y = Math.round(u.valToPos(value, 'y', true)) + 0.5;
    if (y < bbox.top || y > bbox.top + bbox.height) return;
    const scale = devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = stroke;
    ctx.fillStyle = stroke;
    ctx.lineWidth = 1.25 * scale;
    ctx.setLineDash(dash.map((length) => length * scale));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.font = `${10.5 * scale}px system-ui, sans-serif`;
    ctx.textAlign = 'right';
    ctx.textBaseline = side === 'above' ? 'bottom' : 'top';
    ctx.fillText(label, bbox.left + bbox.width - 4 * scale, y + (side === 'above' ? -2 : 3) * scale);
    ctx.restore();
  };
  for (const { value, check, stage } of metric.bounds)
    across(value, {
      ...{ stroke: colour('--bad'), dash: [] },
      label: `${check} ${number(value)} ${stage}`.slice(0, 40),
      side: check === 'min' ? 'below' : 'above',
    });
  const best = champion === undefined ? undefined : points.get(champion.version);
  if (best !== undefined)
    across(best.value, { stroke: colour('--good'), dash: [5, 4], label: '', side: 'above' });
}

/** Error bars, and a mark of its own for each kind of version: the shape says it, not only the colour. */
function drawVersions(u: uPlot, { shown, points, target }: Drawing, colour: Colour): void {
  const { ctx } = u;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.lineWidth = 1.5 * scale;
  for (const [at, version] of shown.entries()) {
    const point = points.get(version.version);
    if (point === undefined) continue;
    const x = u.valToPos(at, 'x', true);
    const y = u.valToPos(point.value, 'y', true);
    if (point.range !== undefined) {
      ctx.strokeStyle = colour('--muted');
      const [lower, upper] = point.range.map((end) => u.valToPos(end, 'y', true));
      const cap = 3.5 * scale;
      ctx.beginPath();
      for (const end of [lower ?? y, upper ?? y]) {
        ctx.moveTo(x - cap, end);
        ctx.lineTo(x + cap, end);
      }
      ctx.moveTo(x, lower ?? y);
      ctx.lineTo(x, upper ?? y);
      ctx.stroke();
    }
    drawMark(ctx, { x, y, size: 4.5 * scale, mark: markOf(version, target) }, colour);
  }
  ctx.restore();
}

function drawMark(
  ctx: CanvasRenderingContext2D,
  { x, y, size, mark }: { x: number; y: number; size: number; mark: Mark },
  colour: Colour,
): void {
  ctx.fillStyle = colour('--card');
  ctx.beginPath();
  if (mark === 'blocked') {
    ctx.strokeStyle = colour('--bad');
    ctx.arc(x, y, size, 0, 2 * Math.PI);
    ctx.fill();
    ctx.beginPath();
    ctx.moveTo(x - size, y - size);
    ctx.lineTo(x + size, y + size);
    ctx.moveTo(x + size, y - size);
    ctx.lineTo(x - size, y + size);
    ctx.stroke();
    return;
  }
  if (mark === 'out') {
    ctx.strokeStyle = colour('--warn');
    ctx.moveTo(x, y - size * 1.3);
    ctx.lineTo(x + size * 1.3, y);
    ctx.lineTo(x, y + size * 1.3);
    ctx.lineTo(x - size * 1.3, y);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
    return;
  }
  ctx.strokeStyle = mark === 'champion' ? colour('--good') : colour('--accent');
  ctx.fillStyle =
    mark === 'champion' ? colour('--good') : mark === 'held' ? colour('--accent') : colour('--card');
  ctx.arc(x, y, mark === 'champion' ? size * 1.35 : size * 0.8, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}

/** What the marks mean. */
export function legend(): HTMLElement {
  const item = (kind: string, text: string) =>
    el('li', {}, el('span', { class: `mark ${kind}`, 'aria-hidden': 'true' }), text);
  return el(
    'ul',
    { class: 'legend', 'aria-label': 'Marks in the charts' },
    item('champion', 'in use'),
    item('held', 'promoted'),
    item('other', 'never promoted'),
    item('blocked', 'blocked'),
    item('out', 'taken out'),
    item('level', 'level of the current version'),
    item('bound', 'bound of the policy'),
    item('error-bar', 'error bar: 95% limit on each side'),
  );
}
