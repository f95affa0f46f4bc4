import { Stagegate } from '../engine.js';
import { StagegateError } from '../errors.js';
import { findDefaultPolicy, readPolicy } from '../files/policy-file.js';
import { readInside } from '../files/workspace-file.js';
import type { Environment } from '../model/run-context.js';
import type { StagegateOptions } from '../workspace/options.js';
import { parseManifest } from '../registry/manifest/document/document.js';
import { findGto } from './find-gto.js';
import { findHandMade, findMlflow, findWorkflows } from './find-others.js';
import { findPastReports, findReports, findTests, placeReports } from './find-reports.js';
import type { Findings, Repository, ServedVersion } from './findings.js';
import type { Plan } from './plan.js';
import { propose, type Existing } from './propose.js';
import { stagesOf } from './propose-models.js';
import { openRepository } from './repository.js';
import { isSafeName } from './template.js';
import { writeFiles } from './write.js';

const MAX_MANIFEST_BYTES = 16 * 1024 * 1024;
/** If a server has more models than this, they don't all belong to one repository. */
const MAX_SERVED = 5;

/** A plan for a repository, and how to carry it out. */
export interface Adoption {
  readonly plan: Plan;
  /** The repository's top folder. */
  readonly top: string;
  /** The repository has a policy, so nothing is written. */
  readonly hasPolicy: boolean;
  /** Writes the plan's files. @returns the paths that were written */
  write(): Promise<readonly string[]>;
  /** Checks the newest version of each model with the files that were written. */
  check(): Promise<readonly Checked[]>;
}

/** What the engine says of a version, or why it can't. */
export type Checked =
  | {
      readonly model: string;
      readonly version: string;
      readonly stage: string;
      readonly decision: string;
      /** Why it is blocked. */
      readonly failed: readonly string[];
    }
  | { readonly model: string | null; readonly error: StagegateError };

/**
 * Reads the repository that a folder is in, and plans what it needs to promote models. Changes nothing.
 * @throws StagegateError `input` outside a git repository
 */
export async function planAdoption(cwd: string, env: Environment): Promise<Adoption> {
  const repository = await openRepository(cwd, env);
  const { top } = repository;
  const found = await find(repository);
  const existing = await readExisting(top, stagesOf(found));
  const { findings, notes } =
    existing.policy === null ? await askServer(found, top, env) : { findings: found, notes: [] };
  const proposed = propose(findings, repository, existing);
  const plan = { ...proposed, notes: [...notes, ...proposed.notes, ...repository.limits()] };
  return {
    plan,
    top,
    hasPolicy: existing.policy !== null,
    write: async () => (await writeFiles(top, plan.files)).created,
    check: () => checkModels(plan, top, env),
  };
}

async function find(repository: Repository): Promise<Findings> {
  const { paths, read, tags } = repository;
  const tagged = findGto(tags);
  const found = await findReports(paths, read);
  const { reports, unusable } = tagged === null ? placeReports(found) : found;
  const tests = await findTests(paths, read);
  const workflows = await findWorkflows(paths, read);
  const { files: handMade, models } = await findHandMade(paths, read);
  const mlflow = await findMlflow(repository);
  const gto = tagged === null ? null : await findPastReports(tagged, reports, repository.readAt);
  return { reports, tests, unusable, mlflow, gto, workflows, handMade, handMadeModels: models };
}

/**
 * Takes the models from the server if neither code nor reports name any, and reads the runs of their newest versions.
 * If there are too many, as on a server of many teams, only says so.
 */
async function askServer(
  findings: Findings,
  cwd: string,
  env: Environment,
): Promise<{ readonly findings: Findings; readonly notes: readonly string[] }> {
  const { mlflow, reports } = findings;
  if (mlflow?.fromEnvironment !== true || reports.length > 0) return { findings, notes: [] };
  const engine = openEngine(cwd, env, { registry: 'mlflow' });
  const answer = mlflow.models.length > 0 ? mlflow.models : await attempt(() => engine.models());
  if (answer instanceof StagegateError)
    return { findings, notes: [`the server could not be asked for its models: ${answer.message}`] };
  const models = answer.filter(isSafeName);
  if (models.length > MAX_SERVED && mlflow.models.length === 0) {
    const note = `the server has ${models.length} models, such as ${models.slice(0, MAX_SERVED).join(', ')}: put those of this repository into the policy and the workflows`;
    return { findings, notes: [note] };
  }
  const { newest, notes } = await readRuns(engine, models.slice(0, MAX_SERVED));
  return { findings: { ...findings, mlflow: { ...mlflow, models, newest } }, notes };
}

/** A server that fails once isn't asked again. */
async function readRuns(
  engine: Stagegate,
  models: readonly string[],
): Promise<{ readonly newest: readonly ServedVersion[]; readonly notes: readonly string[] }> {
  const newest: ServedVersion[] = [];
  const notes: string[] = [];
  for (const model of models) {
    const run = await attempt(() => engine.newestRun(model));
    if (run instanceof StagegateError) {
      notes.push(`${model}: the server could not be asked for its newest version: ${run.message}`);
      if (run.code === 'unavailable') break;
    } else if (run !== null) {
      const { problems, ...served } = run;
      newest.push({ model, ...served });
      notes.push(...problems.map(({ path, message }) => `${model}: ${path} ${message}`));
    }
  }
  return { newest, notes };
}

async function readExisting(top: string, stages: readonly string[]): Promise<Existing> {
  const policy = (await findDefaultPolicy(top)) === undefined ? null : await readPolicy(top, undefined);
  const models = policy === null ? null : Object.keys(policy.content.models);
  const file = await readInside(top, 'models.yaml', { limit: MAX_MANIFEST_BYTES, what: 'the manifest' });
  if (file.kind !== 'file') return { policy: models, manifest: file.isThere ? 'foreign' : null };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file.bytes);
    const manifest = parseManifest({ file: 'models.yaml', text, stages: policy?.stages ?? stages });
    const versions = [...manifest.models].map(
      ([name, { versions: all }]) => [name, all.map(({ version }) => version)] as const,
    );
    return { policy: models, manifest: new Map(versions) };
  } catch (error) {
    if (error instanceof StagegateError || error instanceof TypeError)
      return { policy: models, manifest: 'foreign' };
    throw error;
  }
}

/**
 * Checks each model's newest version for the stage after its own. Without any version, policy and registry are
 * validated. A server that can't be reached isn't asked again.
 */
async function checkModels({ models }: Plan, cwd: string, env: Environment): Promise<Checked[]> {
  const engine = openEngine(cwd, env);
  const checked: Checked[] = [];
  const placed = models.filter(({ moves }) => moves.length === 0);
  for (const { name, newest, newestStage, stages, versions } of placed) {
    const next = stages.findIndex(({ name: stage }) => stage === newestStage) + 1;
    const stage = (stages[next] ?? stages.at(-1))?.name;
    const asked = newest ?? (versions.length === 0 ? 'latest' : null);
    if (asked === null || stage === undefined) continue;
    const one = await checkModel(engine, { model: name, version: asked, stage });
    checked.push(one);
    if ('error' in one && ['unavailable', 'input'].includes(one.error.code)) break;
  }
  if (checked.length > 0) return checked;
  const problem = await attempt(() => engine.validate());
  return problem instanceof StagegateError ? [{ model: null, error: problem }] : [];
}

/** Short, so that a proposal doesn't wait a minute for a server. The user's own settings take precedence. */
const IMPATIENT = { MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1', MLFLOW_HTTP_REQUEST_TIMEOUT: '10' };

function openEngine(cwd: string, env: Environment, more: StagegateOptions = {}): Stagegate {
  return new Stagegate({
    ...{ cwd, env: { ...IMPATIENT, ...env, GITHUB_ACTIONS: undefined }, commit: 'none' },
    ...more,
  });
}

async function checkModel(
  engine: Stagegate,
  asked: { readonly model: string; readonly version: string; readonly stage: string },
): Promise<Checked> {
  const outcome = await attempt(() => engine.check({ ...asked, reason: null, force: false }));
  if (outcome instanceof StagegateError) return { model: asked.model, error: outcome };
  const { decision, version, gates } = outcome;
  const failed = gates.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive');
  return { ...asked, version, decision, failed: failed.map(({ reason }) => reason) };
}

async function attempt<T>(work: () => Promise<T>): Promise<T | StagegateError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StagegateError) return error;
    throw error;
  }
}
