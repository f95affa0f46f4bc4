import type { HistoryLine } from '../model/history-entry.js';
import type { ModelVersion, Snapshot } from '../model/registry.js';
import { NONE } from '../model/stage.js';
import { compareVersions } from '../model/version.js';
import { applyEntry, beginning, requireWhole, respell, type Stages } from './replay.js';

/**
 * A model as it stood before each line of its history. It only moves forward, so that a long history is replayed once.
 */
export class Timeline {
  /** In the spelling of the stages given. */
  readonly lines: readonly HistoryLine[];
  private readonly before: HistoryLine[] = [];
  private readonly stages: Stages;

  /**
   * @param now with the whole history
   * @param stages the policy's
   */
  constructor(
    private readonly now: Snapshot,
    stages: readonly string[],
  ) {
    requireWhole(now.history);
    this.lines = now.history.map((line) => respell(line, stages));
    this.stages = beginning(this.lines);
  }

  /** How many of the lines are from this time or earlier. Clocks differ, so this goes by the last one. */
  countUntil(time: Date): number {
    return this.lines.findLastIndex(({ entry }) => Date.parse(entry.time) <= time.getTime()) + 1;
  }

  /**
   * The model after its first `count` lines. A version has the files, tags and metrics that the registry has for it now.
   * The snapshot is valid until the next call.
   * @throws TypeError when that is before the last call's
   */
  after(count: number): Snapshot {
    if (count < this.before.length) throw new TypeError('a timeline only moves forward');
    for (const line of this.lines.slice(this.before.length, count)) {
      this.before.push(line);
      applyEntry(this.stages, line.entry);
    }
    const known = new Map(this.now.versions.map((held) => [held.version, held]));
    const named = [...this.stages.keys()].map((version) => known.get(version) ?? bare(version));
    // versions without a line of their own are in None
    const others = this.now.versions.filter(({ version }) => !this.stages.has(version));
    return {
      ...this.now,
      complete: true,
      versions: [...named, ...others]
        .map((held) => ({ ...held, stage: this.stages.get(held.version) ?? NONE }))
        .sort((a, b) => compareVersions(a.version, b.version)),
      aliases: {},
      history: this.before,
      head: this.before.at(-1)?.sha256 ?? null,
      problems: [],
    };
  }
}

/** A version that the registry no longer has. */
function bare(version: string): ModelVersion {
  return { version, stage: NONE, source: null, sha256: null, registeredAt: null, metrics: {}, tags: {} };
}
