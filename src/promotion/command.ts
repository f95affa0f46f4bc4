import type { ArtifactReader } from '../history/artifacts.js';
import type { Clock } from '../model/clock.js';
import type { HistoryEntry } from '../model/history-entry.js';
import type { Interest, Registry, Snapshot } from '../model/registry.js';
import type { Policy } from '../policy/load.js';
import type { Decision, DecisionBasis, EvidenceSettings } from './decision.js';
import { requireModel } from './find-version.js';
import type { Done, Outcome } from './outcome.js';

/** What a use case works with: the opened workspace, and the only way to change a registry. */
export interface CommandContext {
  readonly registry: Registry;
  /** True for an MLflow server, false for a manifest. */
  readonly isServer: boolean;
  /** In the order of promotion. */
  readonly stages: readonly string[];
  /** The policy as first read. Each attempt has its own, which may be newer. */
  readonly policy: Policy | null;
  /** This run is for a change that isn't merged yet, so it only decides. */
  readonly isBeforeMerge: boolean;
  /** The clock. */
  now(): Date;
  /** @throws StagegateError `policy` with the lines to add when there is no policy */
  requirePolicy(policy: Policy | null, need: { readonly model: string; readonly stage: string }): Policy;
  /** Prepares, decides and applies a change, starting over after each lost race, and returns the outcome. */
  change(about: Change, prepare: Prepare): Promise<Outcome>;
  /** Retries a read while others write. @throws StagegateError `conflict` when every attempt lost */
  read<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Hashes a version's files.
   * @param source a path or a URI, as given
   * @throws StagegateError `input` for a path outside the workspace
   */
  locate(source: string): Promise<Source>;
  /** The policy that applies to a snapshot, and how evidence is read for it. */
  rulesFor(
    snapshot: Snapshot,
  ): Promise<{ readonly policy: Policy | null; readonly settings: EvidenceSettings }>;
  /** Reads the files of a version as they are at the commit that counts. */
  artifacts(snapshot: Snapshot): Promise<ArtifactReader>;
  /** How evidence is read for what a snapshot was read from. */
  settings(snapshot: Snapshot): Promise<EvidenceSettings>;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
  /** Tells people what takes longer than expected; `passing` messages say how far it is. */
  tell(message: string, passing?: boolean): void;
}

/** Where a version's files are. */
interface Source {
  /** As the registry names it: a path in the repository, or a URI. */
  readonly name: string;
  /** SHA-256 of the files; null for a URI. */
  readonly sha256: string | null;
}

/** What a command wants to change. */
export interface Change {
  readonly model: string;
  /** The part of the model that it needs; undefined for all of it. */
  readonly interest?: Interest;
  readonly done: Done;
  /** Only decide, because the user asked for that (`check`, `--dry-run`). */
  readonly dry: boolean;
}

/** What one attempt starts from, all of it read just now. */
export interface Attempt extends Omit<DecisionBasis, 'now'> {
  /** What the first attempt of this command saw. */
  readonly first: Snapshot;
  /** The change that an interrupted run had begun and this command completed first. */
  readonly finished: HistoryEntry | null;
  /** Where evidence is read from. */
  readonly settings: EvidenceSettings;
}

/**
 * Reads everything that a decision needs, and returns the decision as a pure function of the time. The clock is read
 * once, after everything else: reading may wait for checks, and a freeze may begin meanwhile.
 */
export type Prepare = (attempt: Attempt) => Promise<(now: Date) => Decision>;

/** @throws StagegateError `input` when the registry doesn't exist, or has no such model */
export async function requireKnown(snapshot: Snapshot, registry: Registry): Promise<void> {
  if (snapshot.exists) return;
  await registry.requireThere?.();
  requireModel(snapshot, await registry.models(), registry.label);
}

/** Milliseconds of work before the first progress message, and between two of them. */
const QUIET = 1_000;

/**
 * Watches work that may take long: reports its progress, at most once a second.
 * @param doing what is done: `verifying`
 * @returns a function to call before each step, with what the step is about and, if known, how many steps there are
 */
export function watchSteps(
  { clock, tell }: Pick<CommandContext, 'clock' | 'tell'>,
  doing: string,
): (about: string, total?: number) => void {
  let told = clock.elapsed();
  let count = 0;
  return (about, total) => {
    const now = clock.elapsed();
    if (now - told >= QUIET) {
      tell(`${doing}: ${count}${total === undefined ? '' : ` of ${total}`} done, now ${about}`, true);
      told = now;
    }
    count += 1;
  };
}
