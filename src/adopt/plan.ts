import type { Move } from './findings.js';
import type { Bound } from './metrics.js';

/** What `adopt` reports and would write. Names, paths and words in it are foreign text. */
export interface Plan {
  readonly found: readonly FoundThing[];
  readonly files: readonly PlannedFile[];
  /** What the existing policy lacks, as YAML; null without a policy, or if nothing is missing. */
  readonly additions: string | null;
  readonly models: readonly ModelPlan[];
  /** Reports and test files that git doesn't have yet: a workflow would miss them. */
  readonly uncommitted: readonly string[];
  readonly notes: readonly string[];
}

export interface FoundThing {
  readonly kind: 'report' | 'tests' | 'mlflow' | 'gto' | 'workflow' | 'script' | 'registry' | 'unusable';
  readonly where: string;
  /** What it is, as words after its place. */
  readonly what: string;
}

export interface PlannedFile {
  readonly path: string;
  readonly text: string;
}

export interface PlannedGate {
  readonly metric: string;
  readonly min?: number;
  readonly max?: number;
  readonly goal?: 'higher' | 'lower';
  readonly 'max-regression'?: string;
}

export interface StagePlan {
  readonly name: string;
  readonly from: string | null;
  readonly gates: readonly PlannedGate[];
  /** Templates of JUnit files. */
  readonly tests: readonly string[];
}

export interface VersionPlan {
  readonly version: string;
  readonly stage: string;
  readonly registeredAt?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** What new versions are compared with. */
  readonly metrics?: ReadonlyMap<string, number>;
}

/** A model as policy and manifest would have it. */
export interface ModelPlan {
  readonly name: string;
  /** Templates, or `mlflow`. */
  readonly report: readonly string[];
  readonly stages: readonly StagePlan[];
  /** Templates of reports whose `model` is the algorithm. */
  readonly algorithms: readonly string[];
  /** Templates of training logs: their last row counts. */
  readonly logs: readonly string[];
  /** Reports that have to move before they count. */
  readonly moves: readonly Move[];
  /** Empty if the versions are on a server. */
  readonly versions: readonly VersionPlan[];
  /** The version whose numbers became bounds; null without one. */
  readonly newest: string | null;
  /** The stage of that version; null if it isn't known. */
  readonly newestStage: string | null;
  readonly bounds: readonly Bound[];
  /** The gates are examples, since no number was found. */
  readonly isExample: boolean;
}

/** Where the versions are. */
export type RegistryPlan =
  | { readonly kind: 'manifest'; readonly path: string }
  | { readonly kind: 'mlflow'; /** `env` or an address. */ readonly server: string };
