import { createHash } from 'node:crypto';
import { Stagegate as Engine } from '../../../src/engine.js';
import { verifyModel } from '../../../src/history/verify.js';
import {
  exitStatus,
  Stagegate,
  StagegateError,
  type Outcome,
  type StagegateOptions,
} from '../../../src/index.js';
import type { Snapshot } from '../../../src/model/registry.js';
import { makeWorkspace, type Workspace } from '../../support/workspace.js';
import { openJudge, type DumpedModel, type DumpedVersion } from './judge.js';
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

export const confirm =
  (version: string | null = null): Command =>
  (stagegate, model) =>
    stagegate.confirm({ model, version, stage: 'Production' });

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

/** What the policy says of Production, as YAML on one line. */
export const RULES = {
  none: '{}',
  live: '{live: {report: "live/{version}.json", within: 24h, gates: [{metric: error_rate, max: 0.01}]}}',
  attempts: '{false-promotions: 5%, gates: [{metric: accuracy, min: 0.9, confidence: 95%, samples: n}]}',
} as const;

/** Evidence in the workspace, made at this time. */
export type Files = (now: Date) => Readonly<Record<string, string>>;

export const liveOf =
  (version: string, rate: number): Files =>
  (now) => ({ [`live/${version}.json`]: JSON.stringify({ error_rate: rate, time: now.toISOString() }) });

/** Reports on one test set. By their numbers, only version 1 passes where attempts are counted. */
export const REPORTS: Files = () =>
  Object.fromEntries(
    Object.entries({ 1: 0.96, 2: 0.91, 3: 0.91 }).map(([version, accuracy]) => [
      `reports/${version}.json`,
      JSON.stringify({ accuracy, n: 1000, 'test-set': 'exam 1' }),
    ]),
  );

export interface DisturbedModelOptions {
  /** How many versions it has; default: three. */
  readonly versions?: number;
  /** As in the policy. */
  readonly mode?: 'auto' | 'aliases';
  readonly rules?: keyof typeof RULES;
  /** Written first, and again after what is done before: live evidence is newer than the promotion. */
  readonly files?: Files;
}

/** Makes a model and does to it what a test begins with. */
export async function openDisturbedModel(
  name: ServerName,
  before: readonly Command[],
  { versions = 3, mode = 'auto', rules = 'none', files = () => ({}) }: DisturbedModelOptions = {},
): Promise<DisturbedModel> {
  const { url, env } = await server(name);
  const judge = await openJudge(name);
  const model = uniqueName('faulty');
  await judge.createModel(model);
  for (let version = 1; version <= versions; version++) {
    await judge.createVersion(model, { source: `s3://models/${model}/${version}` });
  }
  const workspace = makeWorkspace({
    '.github/stagegate.yml': policyOf(model, url, { mode, rules }),
    ...files(new Date()),
  });
  const proxy = await openProxy(url);
  const run = (command: Command, registry: string, timeout: number): Promise<End> =>
    runCommand(command, model, {
      workspace: workspace.root,
      registry,
      env: { ...env, ...IMPATIENT },
      timeout,
    });
  const disturbed: DisturbedModel = {
    name: model,
    proxy,
    workspace,
    env,
    disturbed: (command, timeout = PATIENT) => run(command, proxy.url, timeout),
    undisturbed: (command) => run(command, url, PATIENT),
    look: async () => {
      const snapshot = await new Engine({ workspace: workspace.root, env }).read(model);
      return describeRemains(await judge.dumpModel(model), snapshot, mode);
    },
  };
  for (const command of before) {
    const { status, message } = await disturbed.undisturbed(command);
    if (status !== 0) throw new Error(`The model could not be made: ${message}`);
  }
  for (const [file, text] of Object.entries(files(new Date()))) workspace.write(file, text);
  return disturbed;
}

/** The policy of a model that is disturbed. */
export function policyOf(
  model: string,
  url: string,
  { mode = 'auto', rules = 'none' }: Pick<DisturbedModelOptions, 'mode' | 'rules'>,
): string {
  const stages = `{Staging: {}, Production: ${RULES[rules]}}`;
  return `registry: {mlflow: "${url}", mode: ${mode}}\nmodels: {${model}: {report: "reports/{version}.json", stages: ${stages}}}\n`;
}

/** Runs a command as a program does. @param options `timeout`: seconds that a request may take */
export async function runCommand(
  command: Command,
  model: string,
  { timeout, env, ...options }: StagegateOptions & { readonly timeout: number },
): Promise<End> {
  const waits: string[] = [];
  const stagegate = new Stagegate({
    ...options,
    env: { ...env, MLFLOW_HTTP_REQUEST_TIMEOUT: String(timeout) },
    onProgress: (message) => waits.push(message),
  });
  try {
    const { decision, version } = await command(stagegate, model);
    return { status: 0, decision, version, message: null, hint: null, waits };
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    const { message, hint = null } = error;
    return { status: exitStatus(error), decision: null, version: null, message, hint, waits };
  }
}

/** @param dump the model past us @param snapshot by our own reading @param mode as in the policy */
export function describeRemains(dump: Dump, snapshot: Snapshot, mode: 'auto' | 'aliases'): Remains {
  const { Production: aliased } = dump.aliases;
  const staged = dump.versions.filter(({ stage }) => stage === 'Production').map(({ version }) => version);
  return {
    versions: dump.versions.map(({ version }) => version),
    production: mode === 'auto' ? staged : aliased === undefined ? [] : [aliased],
    aliases: dump.aliases,
    history: snapshot.history.map(({ entry: { action, version } }) => `${action} ${version}`),
    problems: verifyModel(snapshot).problems.map(({ message }) => message),
    announced: openAnnouncements(dump),
  };
}

/** What is needed of a model's dump. */
type Dump = Pick<DumpedModel, 'aliases'> & {
  readonly versions: readonly Pick<DumpedVersion, 'version' | 'stage' | 'tags'>[];
};

/** Told by the tags alone, not by our own reader. */
function openAnnouncements({ versions }: Dump): string[] {
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
