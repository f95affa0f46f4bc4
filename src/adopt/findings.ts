import type { Report } from '../evidence/evidence.js';

/*
 * What `adopt` looks at and what it finds. Every name and path in here is foreign text: it is shown and written only by
 * functions that escape it.
 */

/** The text or bytes of a file; null if it can't be read, is too large, or the limits of the search are used up. */
export type Read = (path: string) => Promise<Uint8Array | null>;

/** An annotated tag. GTO ignores all others. */
export interface GitTag {
  readonly name: string;
  /** SHA of the commit that it points at. */
  readonly commit: string;
  /** Seconds since 1970. */
  readonly time: number;
}

/** A repository as detectors see it. */
export interface Repository {
  /** The remote's name, else the folder's. */
  readonly name: string;
  /** The branch that pull requests are merged into. */
  readonly branch: string;
  /** Files that git has or would add. */
  readonly paths: readonly string[];
  /** The files among `paths` that git doesn't have yet. */
  readonly untracked: readonly string[];
  /** Files and folders that git ignores; folders end with a `/`. */
  readonly ignored: readonly string[];
  readonly tags: readonly GitTag[];
  /** `MLFLOW_TRACKING_URI`; null if it isn't set. */
  readonly trackingUri: string | null;
  readonly read: Read;
  /** A file as it was at a commit; null as with `read`. */
  readAt(commit: string, path: string): Promise<Uint8Array | null>;
}

/** A report that was read, and the version that its path names. */
interface VersionReport {
  /** Null if the path names no version. */
  readonly version: string | null;
  readonly report: Report;
}

/** Reports whose paths only differ in the version (and in dates). */
export interface ReportGroup {
  /** With `{version}`, unless no path names a version. */
  readonly template: string;
  /** The model that the path names; null if it names none. */
  readonly model: string | null;
  readonly format: string;
  /** Training logs: one of their rows counts. */
  readonly isLog: boolean;
  /** By ascending version. */
  readonly reports: readonly VersionReport[];
  /** Set if the path of the only report names no version: where to move it, as version 1's. */
  readonly move?: Move;
}

export interface Move {
  readonly from: string;
  readonly to: string;
}

/** JUnit files, grouped by their template as reports are. */
export interface TestGroup {
  readonly template: string;
  readonly versions: readonly string[];
  readonly files: number;
}

export interface MlflowFinding {
  /** Where the address was found. */
  readonly where: string;
  /** An address that runners can reach; null for one on this machine, and for a store without a server. */
  readonly address: string | null;
  /** `MLFLOW_TRACKING_URI` names a server. */
  readonly fromEnvironment: boolean;
  /** The first names of registered models, aliases and metrics in the code. */
  readonly models: readonly string[];
  readonly aliases: readonly string[];
  readonly metrics: readonly string[];
  /** The newest version of each model that the server was asked about. */
  readonly newest: readonly ServedVersion[];
}

/** A version on a server, and what its run says. */
export interface ServedVersion {
  readonly model: string;
  readonly version: string;
  readonly stage: string;
  /** Empty if the run has no metrics, or doesn't count. */
  readonly reports: readonly Report[];
}

/** A version that GTO's tags register. */
export interface GtoVersion {
  readonly name: string;
  /** Its number in Stagegate. */
  readonly version: string;
  /** GTO's stage in which it is now; null without one. */
  readonly stage: string | null;
  /** It was in a stage, which a newer version holds now. */
  readonly wasReplaced: boolean;
  readonly commit: string;
  readonly time: number;
  /** For a version in a stage: the reports at its commit, if their paths don't tell versions apart. */
  readonly reports?: readonly Report[];
}

export interface GtoModel {
  readonly name: string;
  /** By ascending number. */
  readonly versions: readonly GtoVersion[];
}

export interface GtoFinding {
  readonly models: readonly GtoModel[];
  /** In the order of promotion. */
  readonly stages: readonly string[];
  readonly notes: readonly string[];
}

/** A workflow of the repository. */
export interface WorkflowFinding {
  readonly path: string;
  readonly name: string;
  readonly triggers: readonly string[];
  /** Names of jobs, as checks on a commit have them. */
  readonly jobs: readonly string[];
}

/** A script or file that does what Stagegate does. */
export interface HandMade {
  readonly path: string;
  readonly what: 'script' | 'registry';
}

/** A version as its entry has it. */
export interface HandMadeVersion {
  readonly version: string;
  /** As written; empty without one. */
  readonly stage: string;
  readonly metrics: ReadonlyMap<string, number>;
}

export interface HandMadeModel {
  readonly name: string;
  /** By ascending number. */
  readonly versions: readonly HandMadeVersion[];
}

export interface Findings {
  readonly reports: readonly ReportGroup[];
  readonly tests: readonly TestGroup[];
  /** Reports that can't be used, and why. */
  readonly unusable: readonly { readonly path: string; readonly why: string }[];
  readonly mlflow: MlflowFinding | null;
  readonly gto: GtoFinding | null;
  readonly workflows: readonly WorkflowFinding[];
  readonly handMade: readonly HandMade[];
  /** Models in a registry that was made by hand. */
  readonly handMadeModels: readonly HandMadeModel[];
}
