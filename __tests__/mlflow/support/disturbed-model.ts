import { createHash } from 'node:crypto';
import { Stagegate as Engine } from '../../../src/engine.js';
import { verifyModel } from '../../../src/history/verify.js';
import { exitStatus, Stagegate, StagegateError, type Outcome } from '../../../src/index.js';
import { makeWorkspace, type Workspace } from '../../support/workspace.js';
import { openJudge, type DumpedModel } from './judge.js';
import { openProxy, type FaultProxy } from './proxy.js';
import { server, uniqueName, type ServerName } from './servers.js';

/** How a command ended. */
export interface End {
  /** As the command line's exit status. */
  readonly status: number;
  readonly decision: string | null;
  readonly version: string | null;
  readonly message: string | null;
  readonly hint: string | null;
  /** What people were told to wait for. */
  readonly waits: readonly string[];
}

/** What is there after a command, past us and by our own reading. */
export interface Remains {
  readonly versions: readonly string[];
  readonly production: readonly string[];
  readonly aliases: Readonly<Record<string, string>>;
  /** `promote 1`, oldest first. */
  readonly history: readonly string[];
  /** What `verify` finds wrong. */
  readonly problems: readonly string[];
  /** Versions that runs have announced and neither recorded nor taken back: others wait for such runs. */
  readonly announced: readonly string[];
}

/** A model on a server, and a proxy before that server for disturbing what is done to the model. */
export interface DisturbedModel {
  readonly name: string;
  readonly proxy: FaultProxy;
  readonly workspace: Workspace;
  /** MLflow's variables for going past the proxy. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs a command through the proxy. @param timeout seconds that a request may take */
  disturbed(command: Command, timeout?: number): Promise<End>;
  /** Runs a command past the proxy. */
  undisturbed(command: Command): Promise<End>;
  look(): Promise<Remains>;
}

export type Command = (stagegate: Stagegate, model: string) => Promise<Outcome>;

/** What `verify` says between the two halves of version 2's promotion over version 1. */
export const ALIAS_BEHIND = 'the alias Production points at version 1, but version 2 is in Production';

/** Seconds: longer than a busy machine takes to answer. */
const PATIENT = 60;

export const promote =
  (version: string, stage = 'Production'): Command =>
  (stagegate, model) =>
    stagegate.promote({ model, version, stage, reason: null, force: false });

export const rollBack =
  (version: string | null): Command =>
  (stagegate, model) =>
    stagegate.rollback({ model, version, stage: 'Production', reason: 'it was worse' });

export const register =
  (version: string | null, aliases: readonly string[] = []): Command =>
  (stagegate, model) =>
    stagegate.register({
      model,
      version,
      source: `s3://models/${model}/new`,
      sha256: null,
      tags: { team: 'risk' },
      aliases: [...aliases],
      reason: null,
    });

/** Variables that make a client give up soon. */
export const IMPATIENT = {
  MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1',
  MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR: '0',
  MLFLOW_HTTP_REQUEST_BACKOFF_JITTER: '0',
};

export interface DisturbedModelOptions {
  /** How many versions it has; default: three. */
  readonly versions?: number;
  /** As in the policy. */
  readonly mode?: 'auto' | 'aliases';
}

/** Makes a model and does to it what a test begins with. */
export async function openDisturbedModel(
  name: ServerName,
  before: readonly Command[],
  { versions = 3, mode = 'auto' }: DisturbedModelOptions = {},
): Promise<DisturbedModel> {
  const { url, env } = await server(name);
  const judge = await openJudge(name);
  const model = uniqueName('faulty');
  await judge.createModel(model);
  for (let version = 1; version <= versions; version++) {
    await judge.createVersion(model, { source: `s3://models/${model}/${version}` });
  }
  const workspace = makeWorkspace({
    '.github/stagegate.yml': `registry: {mlflow: "${url}", mode: ${mode}}\nmodels: {${model}: {stages: {Staging: {}, Production: {}}}}\n`,
  });
  const proxy = await openProxy(url);
  const run = async (command: Command, options: { registry: string; timeout: number }): Promise<End> => {
    const waits: string[] = [];
    const stagegate = new Stagegate({
      workspace: workspace.root,
      registry: options.registry,
      env: { ...env, ...IMPATIENT, MLFLOW_HTTP_REQUEST_TIMEOUT: String(options.timeout) },
      onProgress: (message) => waits.push(message),
    });
    return describeEnd(command(stagegate, model), waits);
  };
  const disturbed: DisturbedModel = {
    name: model,
    proxy,
    workspace,
    env,
    disturbed: (command, timeout = PATIENT) => run(command, { registry: proxy.url, timeout }),
    undisturbed: (command) => run(command, { registry: url, timeout: PATIENT }),
    look: async () => {
      const snapshot = await new Engine({ workspace: workspace.root, env }).read(model);
      const dump = await judge.dumpModel(model);
      return {
        versions: dump.versions.map(({ version }) => version),
        production: mode === 'aliases' ? aliased(dump) : staged(dump),
        aliases: dump.aliases,
        history: snapshot.history.map(({ entry: { action, version } }) => `${action} ${version}`),
        problems: verifyModel(snapshot).problems.map(({ message }) => message),
        announced: openAnnouncements(dump),
      };
    },
  };
  for (const command of before) {
    const { status, message } = await disturbed.undisturbed(command);
    if (status !== 0) throw new Error(`The model could not be made: ${message}`);
  }
  return disturbed;
}

function staged({ versions }: DumpedModel): string[] {
  return versions.filter(({ stage }) => stage === 'Production').map(({ version }) => version);
}

function aliased({ aliases }: DumpedModel): string[] {
  const { Production: version } = aliases;
  return version === undefined ? [] : [version];
}

async function describeEnd(running: Promise<Outcome>, waits: readonly string[]): Promise<End> {
  try {
    const { decision, version } = await running;
    return { status: 0, decision, version, message: null, hint: null, waits };
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    const { message, hint = null } = error;
    return { status: exitStatus(error), decision: null, version: null, message, hint, waits };
  }
}

/** Told by the tags alone, not by our own reader. */
function openAnnouncements({ versions }: DumpedModel): string[] {
  const tags = versions.flatMap((held) => Object.entries(held.tags));
  const recorded = new Set(
    tags.filter(([key]) => key.startsWith('stagegate.history.')).map(([, text]) => digest(text)),
  );
  return tags
    .filter(([key, text]) => key.startsWith('stagegate.next.') && !recorded.has(digest(text)))
    .map(([, text]) => (JSON.parse(text) as { version: string }).version);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
