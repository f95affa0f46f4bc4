import type { Move, SiteDetail, SiteHistory, SiteIndex, SiteLine } from '../format.js';

declare global {
  interface Window {
    /** Called by every data file. */
    stagegate?: (name: string, text: string) => void;
    trustedTypes?: {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): {
        createScriptURL(url: string): string;
      };
    };
  }
}

const loaded = new Map<string, unknown>();
const waiting = new Map<string, (data: unknown) => void>();

/** Where Chromium allows scripts from: only data files. */
const policy = window.trustedTypes?.createPolicy('stagegate', {
  createScriptURL: (url) => {
    if (/^data\/(?:index|history|m\d+)\.js\?v=[0-9a-f]+$/.test(url)) return url;
    throw new TypeError(`${url} isn't a data file`);
  },
});

/** Receives data files, which may arrive before anybody asks for them. */
export function listen(): void {
  window.stagegate = (name, text) => {
    const data: unknown = JSON.parse(text);
    loaded.set(name, data);
    waiting.get(name)?.(data);
    waiting.delete(name);
  };
}

const pending = new Map<string, Promise<unknown>>();

/** Loads a data file once. It is a script, since a page on disk can't fetch. @throws Error when it is missing */
function load(file: string): Promise<unknown> {
  const known = pending.get(file);
  if (known !== undefined) return known;
  const promise = new Promise<unknown>((resolve, reject) => {
    if (loaded.has(file)) {
      resolve(loaded.get(file));
      return;
    }
    waiting.set(file, resolve);
    const script = document.createElement('script');
    const url = `data/${file}.js?v=${document.documentElement.dataset['revision'] ?? ''}`;
    script.src = policy?.createScriptURL(url) ?? url;
    script.onerror = () => {
      waiting.delete(file);
      pending.delete(file);
      script.remove();
      reject(new Error(`data/${file}.js could not be loaded`));
    };
    document.head.append(script);
  });
  pending.set(file, promise);
  return promise;
}

export const loadIndex = (): Promise<SiteIndex> => load('index') as Promise<SiteIndex>;
export const loadHistory = (): Promise<SiteHistory> => load('history') as Promise<SiteHistory>;
export const loadDetail = (model: number): Promise<SiteDetail> => load(`m${model}`) as Promise<SiteDetail>;

/** A version's stage at a time, and since when. */
export interface Held {
  readonly version: string;
  readonly stage: string;
  readonly since: string | null;
}

/**
 * What each model held at a time, by the history: as `stagegate history --at` tells it.
 * @param only the index of one model; undefined for all
 */
export function stagesAt(history: SiteHistory, until: number, only?: number): Map<number, Held[]> {
  const states = new Map<number, Map<string, { stage: number; since: string | null }>>();
  const place = (model: number, moves: readonly Move[], since: string | null) => {
    const state = states.get(model) ?? new Map<string, { stage: number; since: string | null }>();
    states.set(model, state);
    for (const [version, stage] of moves)
      if (state.get(version)?.stage !== stage) state.set(version, { stage, since });
  };
  for (const [model, moves] of history.beginnings.entries())
    if (only === undefined || model === only) place(model, moves, null);
  for (const [model, time, , , , , , moves, resets] of history.lines) {
    if ((only !== undefined && model !== only) || Date.parse(time) > until) continue;
    if (resets === 1) {
      const kept = new Set(moves.map(([version]) => version));
      for (const version of states.get(model)?.keys() ?? [])
        if (!kept.has(version)) states.get(model)?.delete(version);
    }
    place(model, moves, time);
  }
  return new Map(
    [...states].map(([model, state]) => [
      model,
      [...state]
        .map(([version, { stage, since }]) => ({ version, stage: history.stages[stage] ?? '', since }))
        .sort((a, b) => a.version.length - b.version.length || (a.version < b.version ? -1 : 1)),
    ]),
  );
}

/** A line of the history by name, for the timeline. */
export interface TimelineItem {
  readonly line: SiteLine;
  /** Its place among the model's lines, counted from 0. */
  readonly at: number;
}

/** All lines, newest first. */
export function newestFirst({ lines }: SiteHistory): TimelineItem[] {
  const counts = new Map<number, number>();
  const items = lines.map((line) => {
    const at = counts.get(line[0]) ?? 0;
    counts.set(line[0], at + 1);
    return { line, at };
  });
  return items.reverse().sort((a, b) => (a.line[1] < b.line[1] ? 1 : a.line[1] > b.line[1] ? -1 : 0));
}
