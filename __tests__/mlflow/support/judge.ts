import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterAll } from '@jest/globals';
import { baseEnvironment } from '../../support/spawn.js';
import { server, type MlflowServer, type ServerName } from './servers.js';

export interface DumpedVersion {
  readonly version: string;
  readonly stage: string;
  readonly source: string;
  readonly runId: string | null;
  readonly status: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface DumpedModel {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Alias to version. */
  readonly aliases: Readonly<Record<string, string>>;
  /** By ascending number. */
  readonly versions: readonly DumpedVersion[];
}

type Tags = Readonly<Record<string, string>>;

export interface NewVersion {
  /** `models:/` and a logged model's id is how a version tells of it. */
  readonly source?: string;
  readonly runId?: string;
  readonly tags?: Tags;
}

export interface NewRun {
  /** A metric's value, or its values in the order of their steps. NaN and the infinities are welcome. */
  readonly metrics?: Readonly<Record<string, number | readonly number[]>>;
  readonly tags?: Tags;
  /** `FINISHED` by default. */
  readonly status?: 'FINISHED' | 'FAILED' | 'KILLED' | 'RUNNING';
  readonly deleted?: boolean;
}

/** MLflow's own Python client. Each call rejects with what it raised. */
export interface Judge {
  clientVersion(): Promise<string>;
  createModel(name: string, tags?: Tags): Promise<void>;
  /** Resolves with the new version's number. */
  createVersion(name: string, version?: NewVersion): Promise<string>;
  /** A model and its versions 1 to `count`, straight into the database: ten thousand take a second or two. */
  createBigModel(name: string, count: number, all?: { stage?: string; tags?: Tags }): Promise<void>;
  transition(name: string, version: string, stage: string, archiveExisting?: boolean): Promise<void>;
  setAlias(name: string, alias: string, version: string): Promise<void>;
  deleteAlias(name: string, alias: string): Promise<void>;
  setModelTag(name: string, key: string, value: string): Promise<void>;
  setVersionTag(name: string, version: string, key: string, value: string): Promise<void>;
  deleteVersionTag(name: string, version: string, key: string): Promise<void>;
  deleteVersion(name: string, version: string): Promise<void>;
  renameModel(name: string, to: string): Promise<void>;
  deleteModel(name: string): Promise<void>;
  /** Resolves with the run's id. */
  createRun(run?: NewRun): Promise<string>;
  /** MLflow 3 only. Resolves with the logged model's id. */
  createLoggedModel(name: string, runId: string, metrics?: Readonly<Record<string, number>>): Promise<string>;
  /** Resolves with the prompt's version. */
  createPrompt(name: string, template: string): Promise<string>;
  dumpModel(name: string): Promise<DumpedModel>;
}

type Call = <Result = void>(name: string, args: Record<string, unknown>) => Promise<Result>;
type Python = ChildProcessByStdio<Writable, Readable, Readable>;

const SCRIPT = join(import.meta.dirname, 'judge.py');

const opened: Python[] = [];
const judges = new Map<ServerName, Promise<Judge>>();

afterAll(async () => {
  await Promise.all(opened.splice(0).map(close));
});

/**
 * MLflow's own client for a server, of the server's version: one process a server and test file.
 *
 * @example const judge = await openJudge('sqlite-3');
 */
export function openJudge(name: ServerName): Promise<Judge> {
  const judge = judges.get(name) ?? startJudge(name);
  judges.set(name, judge);
  return judge;
}

async function startJudge(name: ServerName): Promise<Judge> {
  const target = await server(name);
  const call = talkTo(launch(target));
  await call('client_version', {});
  return describeJudge(call);
}

function launch(target: MlflowServer): Python {
  const python = spawn(target.python, [SCRIPT], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...baseEnvironment(),
      ...target.env,
      MLFLOW_DISABLE_TELEMETRY: 'true',
      MLFLOW_DATABASE: target.database,
    },
  });
  opened.push(python);
  return python;
}

/** Answers come in the order of the questions. */
function talkTo(python: Python): Call {
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  let errors = '';
  python.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4000)));
  createInterface({ input: python.stdout }).on('line', (line) => waiting.shift()?.resolve(line));
  python.on('close', () => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`The judge ended.\n${errors}`));
  });
  python.on('error', (error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  // What happened to it is told on 'close'.
  python.stdin.on('error', () => undefined);

  return async <Result>(name: string, args: Record<string, unknown>) => {
    if (hasEnded(python)) throw new Error(`The judge has ended.\n${errors}`);
    const line = await new Promise<string>((resolve, reject) => {
      waiting.push({ resolve, reject });
      python.stdin.write(`${JSON.stringify({ call: name, arguments: args })}\n`);
    });
    const answer = JSON.parse(line) as { result: Result } | { error: string };
    if ('error' in answer) throw new Error(`MLflow's client, ${name}: ${answer.error}`);
    return answer.result;
  };
}

function describeJudge(call: Call): Judge {
  return {
    clientVersion: () => call('client_version', {}),
    createModel: (name, tags) => call('create_model', { name, tags }),
    createVersion: (name, { source, runId, tags } = {}) =>
      call('create_version', { name, source, run_id: runId, tags }),
    createBigModel: async (name, count, { stage, tags } = {}) => {
      await call('create_model', { name });
      await call('insert_versions', { name, count, stage, tags });
    },
    transition: (name, version, stage, archiveExisting) =>
      call('transition', { name, version, stage, archive_existing: archiveExisting }),
    setAlias: (name, alias, version) => call('set_alias', { name, alias, version }),
    deleteAlias: (name, alias) => call('delete_alias', { name, alias }),
    setModelTag: (name, key, value) => call('set_model_tag', { name, key, value }),
    setVersionTag: (name, version, key, value) => call('set_version_tag', { name, version, key, value }),
    deleteVersionTag: (name, version, key) => call('delete_version_tag', { name, version, key }),
    deleteVersion: (name, version) => call('delete_version', { name, version }),
    renameModel: (name, to) => call('rename_model', { name, to }),
    deleteModel: (name) => call('delete_model', { name }),
    createRun: ({ metrics = {}, ...run } = {}) => call('create_run', { ...run, metrics: spell(metrics) }),
    createLoggedModel: (name, runId, metrics = {}) =>
      call('create_logged_model', { name, run_id: runId, metrics: spell(metrics) }),
    createPrompt: (name, template) => call('create_prompt', { name, template }),
    dumpModel: (name) => call('dump_model', { name }),
  };
}

/** Numbers as texts that Python's `float` reads: JSON has no NaN and no infinity. */
function spell(
  metrics: Readonly<Record<string, number | readonly number[]>>,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(metrics).map(([key, values]) => [key, [values].flat().map(String)]),
  );
}

async function close(python: Python): Promise<void> {
  if (hasEnded(python)) return;
  const ended = once(python, 'close');
  python.stdin.end();
  await ended;
}

const hasEnded = ({ exitCode, signalCode }: Python): boolean => exitCode !== null || signalCode !== null;
