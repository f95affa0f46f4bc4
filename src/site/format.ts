import type { GateResult } from '../model/gate-result.js';

/* What the page's data files hold: the contract between the command, which writes them, and the page, which reads them. */

/** What happened, as people filter by it. Lines refer to it by its index. */
export const OUTCOMES = [
  'promoted',
  'forced',
  'rolled back',
  'confirmed',
  'blocked',
  'archived',
  'registered',
  'acknowledged',
  'unregistered',
] as const;
export type SiteOutcome = (typeof OUTCOMES)[number];

/** `data/index.js`: all that the first view needs. */
export interface SiteIndex {
  /** Of stagegate. */
  readonly version: string;
  /** ISO 8601. */
  readonly built: string;
  /** The registry's name: a path, or a server. */
  readonly registry: string;
  /** The repository on the web; null where unknown. */
  readonly repository: string | null;
  /** In the order of promotion, then those that only the registry or its history have. */
  readonly stages: readonly string[];
  readonly models: readonly SiteModel[];
  readonly notices: readonly SiteNotice[];
  /** Number of history lines. */
  readonly lines: number;
}

/** A model in the overview. */
export interface SiteModel {
  readonly name: string;
  /** Number of registered versions. */
  readonly versions: number;
  /** Versions in a stage, the highest number last. `None` and `Archived` are left out. */
  readonly holds: readonly Hold[];
  /** Time of the last history line; null without one. */
  readonly last: string | null;
  /** Number of differences between the registry and the history. */
  readonly problems: number;
  /** Why it can't be read; omitted where it can. */
  readonly unread?: string;
}

export interface Hold {
  readonly stage: string;
  readonly version: string;
  /** ISO 8601; null when the history doesn't say. */
  readonly since: string | null;
}

/** Something that needs attention. */
export interface SiteNotice {
  readonly kind: 'unread' | 'unverified' | 'overdue' | 'unconfirmed' | 'frozen' | 'soaking';
  /** Index in `models`. */
  readonly model: number;
  readonly stage: string | null;
  readonly version: string | null;
  /** ISO 8601: when it is over, or due; null where time doesn't end it. */
  readonly until: string | null;
  readonly text: string;
}

/**
 * `data/history.js`: every line, model by model in the order of the chain, short enough that ten thousand load at once.
 */
export interface SiteHistory {
  /** Actors, each once. */
  readonly actors: readonly string[];
  /** Stages, each once. */
  readonly stages: readonly string[];
  /** By model, as in the index: the stages before the first line. Empty where the history begins with nothing. */
  readonly beginnings: readonly (readonly Move[])[];
  readonly lines: readonly SiteLine[];
}

/** A version, and the index of its stage. */
export type Move = readonly [version: string, stage: number];

/**
 * One line. `from` and `to` are indexes of stages, -1 for none. `moves` are the versions that it moved; where `resets`
 * is 1, all others of the model are in `None` afterwards.
 */
export type SiteLine = readonly [
  model: number,
  time: string,
  outcome: number,
  version: string,
  from: number,
  to: number,
  actor: number,
  moves: readonly Move[],
  resets: 0 | 1,
];

/** `data/mN.js`: one model. */
export interface SiteDetail {
  readonly model: number;
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  /** Highest first. */
  readonly versions: readonly SiteVersion[];
  readonly metrics: readonly SiteMetric[];
  readonly stages: readonly SiteStage[];
  /** Newest first. */
  readonly events: readonly SiteEvent[];
  /** Names of the badges. */
  readonly badges: readonly (readonly [stage: string, file: string])[];
}

export interface SiteVersion extends Hold {
  readonly registered: string | null;
  readonly source: string | null;
  readonly sha256: string | null;
  readonly tags: readonly (readonly [string, string])[];
  readonly aliases: readonly string[];
  /** Stages that it ever held. */
  readonly held: readonly string[];
  /** Stages for which its numbers were blocked and that it hasn't reached since. */
  readonly blocked: readonly string[];
  /** Stages that it was taken out of. */
  readonly out: readonly { readonly stage: string; readonly text: string }[];
  /** The registry no longer has it. */
  readonly gone?: true;
}

/** A metric over the versions. */
export interface SiteMetric {
  readonly name: string;
  readonly points: readonly SitePoint[];
  readonly bounds: readonly SiteBound[];
  readonly goal: 'higher' | 'lower' | null;
}

export interface SitePoint {
  readonly version: string;
  readonly value: number;
  /** Both ends of the error bar, where the evidence has one. */
  readonly range?: readonly [number, number];
  /** In words: `95%, clopper-pearson`. */
  readonly method?: string;
}

/** An absolute bound of the policy. */
export interface SiteBound {
  readonly stage: string;
  readonly check: 'min' | 'max';
  readonly value: number;
}

/** What a stage requires now. */
export interface SiteStage {
  readonly stage: string;
  readonly rules: readonly string[];
  /** How the versions in use stand; empty where nothing confirms them. */
  readonly live: readonly {
    readonly version: string;
    readonly confirmed: string | null;
    readonly due: string | null;
    readonly overdue: boolean;
  }[];
}

/** A line in full. */
export interface SiteEvent {
  readonly time: string;
  readonly outcome: SiteOutcome;
  readonly version: string;
  readonly from: string | null;
  readonly to: string;
  readonly archived: readonly string[];
  readonly actor: string | null;
  readonly reason: string | null;
  readonly commit: string | null;
  readonly links: { readonly commit?: string; readonly run?: string; readonly pull?: string };
  /** The gates that decided, and those of the version in use. */
  readonly gates: readonly GateResult[];
  readonly live?: { readonly version: string; readonly gates: readonly GateResult[] };
  readonly attempt?: string;
  readonly differed?: readonly string[];
  /** Where the line is: `models.history.jsonl:12`. */
  readonly place: string;
}
