import { parse, stringify } from 'yaml';
import { Stagegate as Engine } from '../../../src/engine.js';
import { verifyModel } from '../../../src/history/verify.js';
import { Stagegate, type StagegateOptions, type Verification } from '../../../src/index.js';
import { makeWorkspace, type Workspace } from '../../support/workspace.js';
import { openJudge, type Judge } from './judge.js';
import { server, uniqueName, type ServerName } from './servers.js';

/** What a registry holds of a model, as its own tools tell it. */
export interface Held {
  /** Version to stage. */
  readonly stages: Readonly<Record<string, string>>;
  /** Alias to version; those that stand for a stage left out. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** What is in the registry before a case begins. */
export interface Given {
  /** Of versions 1, 2, …, in their order. */
  readonly stages?: readonly string[];
  readonly aliases?: Readonly<Record<string, string>>;
}

export interface Bench {
  readonly model: string;
  readonly workspace: Workspace;
  /**
   * What `verify` finds in this model, without reading those of all other tests: on a server that the whole suite shares,
   * they are hundreds. By day only servers without it are read whole.
   */
  readonly verifyAlone?: (options?: StagegateOptions) => Promise<Verification>;
  /** `env` is added to what names the registry. */
  stagegate(options?: StagegateOptions): Stagegate;
  /** Read past stagegate: the manifest's text, or MLflow's own client. */
  look(): Promise<Held>;
  /** Moved past stagegate, as a person would by hand. */
  moveByHand(version: string, stage: string): Promise<void>;
}

export interface Kind {
  readonly name: string;
  /** What it does not have: cases that need it are left out. */
  readonly lacks?: readonly ('registering' | 'stages' | 'aliases')[];
  open(given?: Given): Promise<Bench>;
}

export const policyFor = (registry: string, model: string): string => `registry: ${registry}
models:
  ${model}:
    report: reports/{version}.json
    stages:
      Staging: {}
      Production:
        gates:
          - {metric: accuracy, min: 0.8, max-regression: 0.01}
        live:
          report: live/{version}.json
          within: 24h
          gates:
            - {metric: error_rate, max: 0.01}
`;

export const MANIFEST: Kind = {
  name: 'the manifest',
  open: ({ stages = [], aliases = {} } = {}) => {
    const model = 'churn';
    const versions = Object.fromEntries(
      stages.map((stage, at) => [at + 1, { stage, source: source(model, at + 1) }]),
    );
    const workspace = openWorkspace(policyFor('models.yaml', model));
    workspace.write(
      'models.yaml',
      stages.length === 0 ? 'models: {}\n' : stringify({ models: { [model]: { versions, aliases } } }),
    );
    const held = () => parse(workspace.read('models.yaml')) as ManifestShape;
    return Promise.resolve({
      model,
      workspace,
      stagegate: (options) => new Stagegate({ workspace: workspace.root, env: {}, ...options }),
      look: () => {
        const entry = held().models[model];
        return Promise.resolve({
          stages: mapValues(entry?.versions ?? {}, (version) => version.stage),
          aliases: mapValues(entry?.aliases ?? {}, String),
        });
      },
      moveByHand: (version, stage) => {
        const manifest = held();
        const moved = manifest.models[model]?.versions[version];
        if (moved !== undefined) moved.stage = stage;
        workspace.write('models.yaml', stringify(manifest));
        return Promise.resolve();
      },
    });
  },
};

interface ManifestShape {
  readonly models: Record<
    string,
    { versions: Record<string, { stage: string }>; aliases?: Record<string, string | number> } | undefined
  >;
}

/** A running MLflow server; `mode` as in the policy. */
export function mlflowKind(name: ServerName, mode: 'auto' | 'stages' | 'aliases' = 'auto'): Kind {
  const judges = new Map<ServerName, Promise<Judge>>();
  return {
    name: `MLflow ${name}${mode === 'auto' ? '' : `, mode ${mode}`}`,
    open: async ({ stages = [], aliases = {} } = {}) => {
      const { url, env } = await server(name);
      const judge = await (judges.get(name) ?? judges.set(name, openJudge(name)).get(name));
      if (judge === undefined) throw new Error('There is no judge.');
      const model = uniqueName('churn');
      if (stages.length > 0) await judge.createModel(model);
      for (const [at, stage] of stages.entries()) {
        await judge.createVersion(model, { source: source(model, at + 1) });
        if (stage !== 'None' && mode !== 'aliases') await judge.transition(model, String(at + 1), stage);
        if (['Staging', 'Production'].includes(stage) && mode !== 'stages') {
          await judge.setAlias(model, stage, String(at + 1));
        }
      }
      for (const [alias, version] of Object.entries(aliases)) await judge.setAlias(model, alias, version);
      const workspace = openWorkspace(policyFor(`{mlflow: "${url}", mode: ${mode}}`, model));
      const settle = (options: StagegateOptions = {}): StagegateOptions => ({
        workspace: workspace.root,
        ...options,
        env: { ...env, ...options.env },
      });
      const verifyAlone = async (options?: StagegateOptions) =>
        verifyModel(await new Engine(settle(options)).read(model));
      return {
        model,
        workspace,
        ...(name === 'prefix' ? {} : { verifyAlone }),
        stagegate: (options) => new Stagegate(settle(options)),
        look: async () => {
          const dump = await judge.dumpModel(model);
          const pointing = Object.entries(dump.aliases);
          return {
            stages: Object.fromEntries(
              dump.versions.map(({ version, stage }) => [
                version,
                mode === 'aliases' ? stageByAlias(version, dump.aliases) : stage,
              ]),
            ),
            aliases: Object.fromEntries(
              pointing.filter(([alias]) => !['Staging', 'Production'].includes(alias)),
            ),
          };
        },
        moveByHand: (version, stage) =>
          mode === 'aliases'
            ? judge.setAlias(model, stage, version)
            : judge.transition(model, version, stage, false),
      };
    },
  };
}

export function stageByAlias(version: string, aliases: Readonly<Record<string, string>>): string {
  return ['Production', 'Staging'].find((stage) => aliases[stage] === version) ?? 'None';
}

export function source(model: string, version: number): string {
  return `s3://models/${model}/${version}`;
}

export function openWorkspace(policy: string): Workspace {
  const reports = { 1: 0.9, 2: 0.91, 3: 0.92, 4: 0.5, 5: 0.93 };
  return makeWorkspace({
    '.github/stagegate.yml': policy,
    ...Object.fromEntries(
      Object.entries(reports).map(([version, accuracy]) => [
        `reports/${version}.json`,
        JSON.stringify({ version: Number(version), accuracy }),
      ]),
    ),
  });
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
