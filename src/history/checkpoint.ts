import type { HistoryEntry, HistoryLine, Past, PastAttempt, Segment } from '../model/history-entry.js';
import type { ModelVersion } from '../model/registry.js';
import { NONE } from '../model/stage.js';
import { compareVersions } from '../model/version.js';
import { ModelState, type Stay } from './model-state.js';

/*
 * A checkpoint is the first line of a model in a segment of its history. It stands for the model's lines in the closed
 * segments: a reader that starts from it decides as if it had read all lines. It is computed from those lines alone, so
 * a read of the whole history computes each checkpoint again and compares the two (segments.ts).
 */

/** A cache, since each decision asks several questions of the same history. */
const known = new WeakMap<readonly HistoryLine[], { readonly length: number; readonly state: ModelState }>();

/** A model's state after its lines. The first may be a checkpoint. Lines appended since the last call are added. */
export function modelStateOf(history: readonly HistoryLine[]): ModelState {
  const found = known.get(history);
  if (found?.length === history.length) return found.state;
  const isLonger = found !== undefined && found.length < history.length;
  const state = isLonger ? found.state : new ModelState();
  replay(state, history, isLonger ? found.length : 0);
  known.set(history, { length: history.length, state });
  return state;
}

function replay(state: ModelState, history: readonly HistoryLine[], from: number): void {
  for (const [at, { entry }] of history.slice(from).entries()) {
    if (entry.action !== 'checkpoint') state.add(entry);
    else if (from + at === 0) load(state, entry);
    else throw new TypeError('a checkpoint comes before all other lines');
  }
}

/** The checkpoint that closes a segment for a model. @param head the SHA-256 of the model's last line */
export function makeCheckpoint(
  model: string,
  state: ModelState,
  { segment, head }: { readonly segment: Segment; readonly head: string },
): HistoryEntry {
  const { last, stages, artifacts } = state;
  const { time, version } = last ?? { time: '', version: '' };
  const stage = stages.get(version) ?? NONE;
  return {
    ...{ time, action: 'checkpoint', model, version, from: stage, to: stage, archived: [] },
    ...(artifacts.size === 0 ? {} : { artifacts: byVersion(artifacts) }),
    ...{ actor: null, reason: null, forced: false, commit: null, run: null },
    ...{ 'policy-sha256': null, 'report-sha256': null, gates: [] },
    beginning: byVersion(stages),
    segment,
    past: save(state),
    previous: head,
  };
}

/**
 * Whether a decision about a model needs lines from before the checkpoint: the registry was changed by hand, or a
 * version came back to a stage, and the checkpoint leaves out its numbers or the attempts against it.
 * @param history from the checkpoint on
 * @param versions the registry's
 */
export function needsEarlier(
  history: readonly HistoryLine[],
  versions: readonly Pick<ModelVersion, 'version' | 'stage'>[],
): boolean {
  if (history[0]?.entry.action !== 'checkpoint') return false;
  const state = modelStateOf(history);
  const held = new Set(versions.map(({ version }) => version));
  return (
    !isComplete(state) ||
    versions.some(({ version, stage }) => (state.stages.get(version) ?? NONE) !== stage) ||
    [...state.stages.keys()].some((version) => !held.has(version))
  );
}

/**
 * Whether, for every version that a candidate can be compared with, its numbers and the attempts against it are known.
 */
export function isComplete(state: ModelState): boolean {
  return [...state.held.keys()].every((stage) => {
    const known = state.held.get(stage);
    const leftOut = state.attemptsAgainst.get(stage);
    return [...rivals(state, stage)].every(
      (version) => isKnown(known?.get(version)) && leftOut?.has(version) !== true,
    );
  });
}

/** Lines after the checkpoint may have the numbers and the promotion that it leaves out. */
function isKnown(stay: Stay | undefined): boolean {
  return stay?.more !== true || (stay.judged !== null && stay.promoted !== null);
}

/**
 * The versions that a candidate can be compared with in a stage: those in it and, in case the stage becomes empty,
 * those that left it last. Those that left just before them count too, since the candidate may be the one that left
 * last.
 */
function rivals(state: ModelState, stage: string): Set<string> {
  const stays = state.staysIn(stage);
  const isIn = (version: string) => state.stages.get(version) === stage;
  const ends = stays.flatMap(([version, { left }]) => (isIn(version) ? [] : [left ?? 0]));
  const [, second = 0] = [...new Set(ends)].sort((a, b) => b - a);
  return new Set(
    stays.filter(([version, { left }]) => isIn(version) || (left ?? 0) >= second).map(([version]) => version),
  );
}

function save(state: ModelState): Past {
  const { lines, acknowledged, since, held, out, attempts, attemptsAgainst } = state;
  const names = [...new Set([held, out, attempts, attemptsAgainst].flatMap((by) => [...by.keys()]))].sort();
  const stages = names.map((stage) => {
    const kept = rivals(state, stage);
    const stays = [...(held.get(stage) ?? [])].map(([version, stay]) =>
      saveStay(version, stay, kept.has(version)),
    );
    const taken = [...(out.get(stage) ?? [])].map(
      ([version, { action, version: by, to, actor, reason, time }]) =>
        [version, { action, version: by, to, actor, reason, time }] as const,
    );
    const tried = saveAttempts(attempts.get(stage) ?? [], attemptsAgainst.get(stage), kept);
    return [stage, { held: stays, out: byVersion(new Map(taken)), ...tried }] as const;
  });
  return {
    format: 1,
    lines,
    ...(acknowledged === null ? {} : { acknowledged }),
    since: byVersion(since),
    stages: Object.fromEntries(stages),
  };
}

/**
 * Keeps first promotions, and attempts by or against a version that a candidate can be compared with. Of the others,
 * only keeps their champions.
 */
function saveAttempts(
  attempts: readonly PastAttempt[],
  leftOut: ReadonlySet<string> | undefined,
  kept: ReadonlySet<string>,
): Pick<Past['stages'][string], 'attempts' | 'attempts-against'> {
  const isKept = ({ against, version }: PastAttempt) =>
    against === null || kept.has(against) || kept.has(version);
  const own = attempts.filter(isKept).map(({ version, ...of }) => ({
    version,
    ...{ number: of.number, against: of.against, 'test-set': of['test-set'] },
    ...{ evidence: of.evidence, level: of.level, highest: of.highest },
  }));
  const others = attempts.flatMap((attempt) => (isKept(attempt) ? [] : (attempt.against ?? [])));
  const against = [...new Set([...(leftOut ?? []), ...others])].sort(compareVersions);
  return {
    ...(own.length === 0 ? {} : { attempts: own }),
    ...(against.length === 0 ? {} : { 'attempts-against': against }),
  };
}

function saveStay(
  version: string,
  { came, left, judged, promoted, confirmed, more }: Stay,
  isRival: boolean,
) {
  const place = {
    ...{ version, came },
    ...(left === null ? {} : { left }),
    ...(confirmed === null ? {} : { confirmed }),
  };
  if (!isRival)
    return more || judged !== null || promoted !== null ? { ...place, more: true as const } : place;
  return {
    ...place,
    ...(judged === null
      ? {}
      : { judged: [...judged].map(([metric, { value, uncertainty }]) => ({ metric, value, uncertainty })) }),
    ...(promoted === null
      ? {}
      : {
          promoted: {
            commit: promoted.commit,
            'report-sha256': promoted['report-sha256'],
            ...(promoted.reports === undefined ? {} : { reports: promoted.reports }),
          },
        }),
  };
}

function load(
  state: ModelState,
  { time, version, artifacts = {}, beginning = {}, past }: HistoryEntry,
): void {
  if (past === undefined) throw new TypeError('a checkpoint has a past');
  state.last = { time, version };
  state.lines = past.lines;
  state.acknowledged = past.acknowledged ?? null;
  for (const [held, stage] of Object.entries(beginning)) state.stages.set(held, stage);
  for (const [held, since] of Object.entries(past.since)) state.since.set(held, since);
  for (const [held, artifact] of Object.entries(artifacts)) state.artifacts.set(held, artifact);
  for (const [stage, { held, out, attempts, 'attempts-against': against }] of Object.entries(past.stages)) {
    if (attempts !== undefined) state.attempts.set(stage, [...attempts]);
    if (against !== undefined) state.attemptsAgainst.set(stage, new Set(against));
    const stays = held.map(({ version: each, came, left = null, judged, promoted = null, ...rest }) => {
      const { confirmed = null, more = false } = rest;
      const numbers = judged?.map(
        ({ metric, value, uncertainty }) => [metric, { value, uncertainty }] as const,
      );
      return [
        each,
        {
          ...{ came, left, promoted, confirmed, more },
          judged: numbers === undefined ? null : new Map(numbers),
        },
      ] as const;
    });
    state.held.set(stage, new Map(stays));
    state.out.set(stage, new Map(Object.entries(out)));
  }
  for (const stage of [...Object.values(beginning), ...Object.keys(past.stages)]) state.learn(stage);
}

/** Sorted by number, so that the same lines give the same text. */
function byVersion<T>(values: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...values].sort(([a], [b]) => compareVersions(a, b)));
}
