import { StagegateError, type ErrorDetails } from '../../../errors.js';
import type { LinkedMetric, RunFacts } from '../../../evidence/run-report.js';

/** A model version in a server's answer. What the answer leaves out is null. */
export interface ServerVersion {
  /** Canonical number. */
  readonly version: string;
  /** As the server spells it; null where it has no stages. */
  readonly stage: string | null;
  readonly source: string | null;
  readonly runId: string | null;
  /** MLflow 3's logged model. */
  readonly modelId: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number | null;
  /** `READY`, `PENDING_REGISTRATION`, `FAILED_REGISTRATION`. */
  readonly status: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** Null in an answer without them: a search never has them. */
  readonly aliases: readonly string[] | null;
}

/** A registered model without its versions. */
export interface ServerModel {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Alias to version. */
  readonly aliases: Readonly<Record<string, string>>;
  /** For each stage the version with the highest number, in no order; empty where there are no stages. */
  readonly latest: readonly ServerVersion[];
}

/** A training or evaluation run. */
export type ServerRun = RunFacts;

/** MLflow 3's logged model, with the metrics that runs logged for it. */
export interface ServerLoggedModel {
  readonly modelId: string;
  /** The server sends a NaN as 0 here, and an infinity as the largest double. */
  readonly metrics: readonly LinkedMetric[];
}

/** One version of one registered model. */
export interface VersionName {
  readonly name: string;
  readonly version: string;
}

/** What a server supports. */
export interface ServerFeatures {
  readonly stages: boolean;
  readonly aliases: boolean;
  /** Most characters in the value of a version's tag. */
  readonly tagValue: number;
}

/**
 * A model registry behind an API without compare-and-swap: MLflow's own server, a Databricks workspace, Unity Catalog.
 * Every call is one request (a listing: one per page) and may throw a ServerFailure.
 */
export interface ModelServer {
  /** Its address for people, without credentials. */
  readonly label: string;
  readonly features: ServerFeatures;
  /** Names of the registered models, sorted, without prompts. */
  models(): Promise<readonly string[]>;
  /** Null when there is none. */
  model(name: string): Promise<ServerModel | null>;
  /** By ascending number: all versions, or those that have a tag of this key. */
  versions(name: string, tagged?: string): Promise<readonly ServerVersion[]>;
  /** Null when the model or the version does not exist. */
  version(at: VersionName): Promise<ServerVersion | null>;
  /** The version with the highest number; null when there is none. */
  newest(name: string): Promise<ServerVersion | null>;
  /** Null when the alias is not set, or its version is gone. */
  versionByAlias(name: string, alias: string): Promise<ServerVersion | null>;
  setVersionTag(
    at: VersionName,
    tag: { readonly key: string; readonly value: string },
    options?: Repeatable,
  ): Promise<void>;
  deleteVersionTag(at: VersionName, key: string, options?: Repeatable): Promise<void>;
  setAlias(at: VersionName, alias: string, options?: Repeatable): Promise<void>;
  deleteAlias(name: string, alias: string, options?: Repeatable): Promise<void>;
  /** Deletes a version and its tags for good. Does nothing when there is none. */
  deleteVersion(at: VersionName, options?: Repeatable): Promise<void>;
  /** Moves a version; `archiveExisting` moves all others that hold the stage to `Archived`. */
  transition(
    at: VersionName,
    to: { readonly stage: string; readonly archiveExisting: boolean },
    options?: Repeatable,
  ): Promise<ServerVersion>;
  /** Does nothing when there is one of this name. */
  createModel(name: string): Promise<void>;
  /** The server gives the number. Never sent twice: a lost answer is a ServerFailure that is not definite. */
  createVersion(name: string, version: NewVersion): Promise<ServerVersion>;
  /** Null when there is none. */
  run(runId: string): Promise<ServerRun | null>;
  /** Null when there is none, or the server is older than MLflow 3. */
  loggedModel(modelId: string): Promise<ServerLoggedModel | null>;
}

export interface NewVersion {
  readonly source: string;
  readonly runId?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** For writes that would do harm when sent late: called before the request is sent again. */
export interface Repeatable {
  readonly mayRepeat?: (() => boolean) | undefined;
}

interface FailureDetails extends ErrorDetails {
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** MLflow's `error_code`; null without one. */
  readonly errorCode: string | null;
  /** True when the server certainly did nothing: it refused, or was never reached. */
  readonly definite: boolean;
}

/** A request that failed, retries included. `code` is `unavailable`. */
export class ServerFailure extends StagegateError {
  readonly status: number | null;
  readonly errorCode: string | null;
  readonly definite: boolean;

  constructor(message: string, details: FailureDetails) {
    super('unavailable', message, details);
    this.status = details.status;
    this.errorCode = details.errorCode;
    this.definite = details.definite;
  }
}

/** The error for a change that a failed request left open. @param next what to do besides the failure's own hint */
export function leftOpen(cause: ServerFailure, message: string, next: string): StagegateError {
  const hint = `${cause.hint ?? ''} ${next}`.trim();
  return new StagegateError('unavailable', message, { hint, cause });
}

/**
 * The answer, or null where the server says that the thing doesn't exist.
 * @param isMissing by default the error's code decides: a 404 without a code is a wrong address, not a missing model
 */
export async function unlessMissing<T>(
  ask: () => Promise<T>,
  isMissing = ({ errorCode }: ServerFailure): boolean => errorCode === 'RESOURCE_DOES_NOT_EXIST',
): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ServerFailure && isMissing(error)) return null;
    throw error;
  }
}

/** One request to a server, retries included. */
export interface ServerRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** `/api/2.0/mlflow/model-versions/get`; the base path of the server's URI is put before it. */
  readonly path: string;
  /** A list becomes the same key several times. */
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  /** Sent as JSON with its Content-Type. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Whether to send it again after a failure that leaves open whether the server acted (a lost connection, a timeout,
   * 500, 502, 504): `always` for reads, and for writes that change nothing the second time. A request that the server
   * certainly did not act on (429, 503, not connected) is sent again unless a function says no.
   */
  readonly repeat: 'always' | 'never' | (() => boolean);
}

/** Sends requests. Takes care of authentication, TLS, proxies, retries and errors. */
export interface Transport {
  /** The server's address for people, without credentials. */
  readonly label: string;
  /**
   * @returns the answer's JSON object
   * @throws ServerFailure after the last try
   */
  send(request: ServerRequest): Promise<Readonly<Record<string, unknown>>>;
  /** Ends kept-alive connections, so that the process can exit. */
  close(): Promise<void>;
}
