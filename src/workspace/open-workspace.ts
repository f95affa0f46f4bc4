import { StagegateError } from '../errors.js';
import { checkTemplate } from '../evidence/template.js';
import { RUN_TEMPLATE, EvidenceWithRuns } from '../evidence/reader.js';
import { readEvent, type WorkflowEvent } from '../run/event.js';
import type { Policy } from '../policy/load.js';
import { registrySetting, type RegistrySetting } from '../policy/registry.js';
import { parseServerUri } from '../model/server-location.js';
import type { Registry } from '../model/registry.js';
import { DEFAULT_STAGES } from '../model/stage.js';
import { ArtifactFiles } from '../files/artifact-files.js';
import { EvidenceFiles } from '../files/evidence-files.js';
import type { CommitMode } from '../run/target-branch.js';
import { findBase } from './base-files.js';
import { accessGitHub, type GitHubAccess } from '../github/access.js';
import { openRegistry } from './open-registry.js';
import { openPolicy, type RulesSource } from './open-policy.js';
import type { WorkspaceOptions } from './options.js';
import { DEFAULT_REGISTRY, findPlace, type Place } from '../files/place.js';
import type { PolicyReading } from './policy-source.js';
import { FileDigests } from '../files/source-digest.js';
import { SYSTEM_CLOCK } from '../system-clock.js';
import type { CodeHost } from '../gates/code-host.js';
import type { GitHub } from '../github/client.js';
import type { OwnJob } from '../github/checks.js';
import type { Environment } from '../model/run-context.js';

/** Everything opened for one command. */
export interface Setup {
  readonly place: Place;
  /** The place's root: paths in the policy are relative to it. */
  readonly root: string;
  /** Digests of model files. Each file is hashed once per command. */
  readonly digests: FileDigests;
  readonly policy: Policy | null;
  /** Where the policy comes from, and notices about it. */
  readonly policyReading: PolicyReading;
  readonly stages: readonly string[];
  /** Close it when the command ends. */
  readonly registry: Registry;
  /** The base branch's registry; null if nothing is proposed. */
  readonly base: { readonly name: string; readonly registry: Registry } | null;
  /** How a changed manifest is committed; null for a server. */
  readonly commit: CommitMode | null;
  /** The policy and evidence of each attempt. `policy` is the first attempt's. */
  readonly rules: RulesSource;
  readonly github: GitHubAccess;
  /** What started the workflow. */
  readonly event: WorkflowEvent;
}

/** Reads the policy and opens the registry that it names. @throws StagegateError */
export async function openWorkspace(given: WorkspaceOptions): Promise<Setup> {
  const env = given.env ?? process.env;
  const place = await findPlace({ ...given, env });
  const { root } = place;
  const options = inRepository(given, place);
  const onProgress = (message: string) => options.onProgress?.(message);
  const github = accessGitHub({ token: options.token, env, onWait: onProgress });
  const event = await readEvent(env);
  for (const template of options.reports ?? []) {
    const wrong = checkTemplate(template);
    if (wrong !== null) throw new StagegateError('input', wrong.message, { hint: wrong.hint });
  }
  const base = findBase({ root, env, event, github });
  const { policy: path, commit } = options;
  const settingOf = (policy: Policy | null) => chooseRegistry(options, policy);
  const openedPolicy = await openPolicy({ root, env, event, github, commit, policy: path, base, settingOf });
  const { reading } = openedPolicy;
  const { policy } = reading;
  const stages = policy?.stages ?? DEFAULT_STAGES;
  const opened = await openRegistry({
    place,
    setting: settingOf(policy),
    stages,
    commit,
    store: openedPolicy.store,
    env,
    event,
    github,
    base,
    policyFile: policy?.file ?? options.policy,
    onProgress,
  });
  if (options.pruneAliases === true && opened.location !== null) throw noStageAliases(opened.registry);
  const host = openCodeHost({ access: github, env, onProgress });
  const digests = new FileDigests(onProgress);
  const rules = await openedPolicy.follow(opened, (branch) => ({
    artifacts: new ArtifactFiles({
      ...{ place, branch, digests },
      checkout: async () => new (await import('../files/checkout.js')).Checkout(root, env),
    }),
    reader: new EvidenceWithRuns(new EvidenceFiles(root, place, branch), opened.runs),
    reports: options.reports ?? [],
    host,
    manifest: opened.manifest,
  }));
  return {
    place,
    root,
    digests,
    policy,
    policyReading: reading,
    stages,
    registry: opened.registry,
    base: base === null || opened.base === null ? null : { name: base.name, registry: opened.base },
    commit: opened.commit,
    rules,
    github,
    event,
  };
}

function noStageAliases({ label }: Registry): StagegateError {
  return new StagegateError(
    'input',
    `prune-aliases only works with MLflow: aliases in ${label} don't stand for stages`,
    {
      hint: 'Leave prune-aliases out.',
    },
  );
}

/** A registry given as input replaces the policy's. The policy still decides how a server stores stages. */
function chooseRegistry({ registry }: WorkspaceOptions, policy: Policy | null): RegistrySetting {
  const own = policy === null ? null : registrySetting(policy);
  const { mode, aliases } = own ?? { mode: 'auto', aliases: {} };
  return { location: registry ?? own?.location ?? DEFAULT_REGISTRY, mode, aliases };
}

/** The options with paths relative to the repository's root. */
function inRepository(options: WorkspaceOptions, place: Place): WorkspaceOptions {
  const { policy, registry, reports } = options;
  const isPath = registry !== undefined && registry.trim() !== '' && parseServerUri(registry) === null;
  return {
    ...options,
    policy: policy === undefined ? undefined : place.rebase(policy),
    registry: isPath ? place.rebase(registry.trim()) : registry,
    reports: reports?.map((template) => (template === RUN_TEMPLATE ? template : place.rebase(template))),
  };
}

interface CodeHostOptions {
  readonly access: GitHubAccess;
  readonly env: Environment;
  /** Called with what is waited for, in words. */
  readonly onProgress: (message: string) => void;
}

/** GitHub for the gates. Without a token they fail and say what is missing. */
function openCodeHost({ access, env, onProgress }: CodeHostOptions): CodeHost {
  const open = async (gate: string): Promise<GitHub | string> =>
    access.isThere
      ? access.open(`the gate "${gate}"`)
      : `GitHub could not be asked: give the action its token, or set GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name)`;
  return {
    checks: async (commit) => {
      const github = await open('checks');
      if (typeof github === 'string') return { commit, checks: [], problem: github };
      const { readChecks } = await import('../github/checks.js');
      return readChecks(github, commit, ownJob(env));
    },
    approvals: async (run) => {
      const github = await open('approvals');
      if (typeof github === 'string') return { pullRequest: null, problem: github };
      const { readApprovals } = await import('../github/pull-request.js');
      return readApprovals(github, run);
    },
    clock: SYSTEM_CLOCK,
    waiting: onProgress,
  };
}

function ownJob(env: Environment): OwnJob | null {
  const { GITHUB_RUN_ID: runId, GITHUB_JOB: job } = env;
  return runId && job ? { runId, job } : null;
}
