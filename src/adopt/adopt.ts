import { Stagegate } from '../engine.js';
import { StagegateError } from '../errors.js';
import { findDefaultPolicy, readPolicy } from '../files/policy-file.js';
import { readInside } from '../files/workspace-file.js';
import type { Environment } from '../model/run-context.js';
import { parseManifest } from '../registry/manifest/document/document.js';
import { findGto } from './find-gto.js';
import { findHandMade, findMlflow, findWorkflows } from './find-others.js';
import { findReports, findTests } from './find-reports.js';
import type { Findings, Repository } from './findings.js';
import type { ModelPlan, Plan } from './plan.js';
import { propose, type Existing } from './propose.js';
import { stagesOf } from './propose-models.js';
import { openRepository } from './repository.js';
import { writeFiles } from './write.js';

const MAX_MANIFEST_BYTES = 16 * 1024 * 1024;

/** A plan for a repository, and how to carry it out. */
export interface Adoption {
  readonly plan: Plan;
  /** The repository's top folder. */
  readonly top: string;
  /** There is a policy, so that nothing is written. */
  readonly hasPolicy: boolean;
  /** Writes the plan's files. @returns the paths that were written */
  write(): Promise<readonly string[]>;
  /** Checks the newest version of each model by what was written. */
  check(): Promise<readonly Checked[]>;
}

/** What the engine says of a version, or why it can't. */
export type Checked =
  | {
      readonly model: string;
      readonly version: string;
      readonly stage: string;
      readonly decision: string;
      readonly failed: readonly string[];
    }
  | { readonly model: string; readonly error: StagegateError };

/**
 * Reads the repository that a folder is in, and plans what it needs to promote models. Changes nothing.
 * @throws StagegateError `input` outside a git repository
 */
export async function planAdoption(cwd: string, env: Environment): Promise<Adoption> {
  const repository = await openRepository(cwd, env);
  const { top } = repository;
  const findings = await find(repository);
  const existing = await readExisting(top, stagesOf(findings));
  const proposed = propose(findings, repository, existing);
  const plan = { ...proposed, notes: [...proposed.notes, ...repository.limits()] };
  return {
    plan,
    top,
    hasPolicy: existing.policy !== null,
    write: async () => (await writeFiles(top, plan.files)).created,
    check: () => checkModels(plan.models, top, env),
  };
}

async function find(repository: Repository): Promise<Findings> {
  const { paths, read, tags } = repository;
  const { reports, unusable } = await findReports(paths, read);
  const tests = await findTests(paths, read);
  const workflows = await findWorkflows(paths, read);
  const { files: handMade, models } = await findHandMade(paths, read);
  const mlflow = await findMlflow(repository);
  const gto = findGto(tags);
  return { reports, tests, unusable, mlflow, gto, workflows, handMade, handMadeModels: models };
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

/** One at a time, so that the first trouble with a server isn't told for all of them at once. */
async function checkModels(models: readonly ModelPlan[], cwd: string, env: Environment): Promise<Checked[]> {
  const engine = new Stagegate({ cwd, env: { ...env, GITHUB_ACTIONS: undefined }, commit: 'none' });
  const checked: Checked[] = [];
  for (const { name: model, newest, stages } of models) {
    const stage = stages[0]?.name;
    if (newest === null || stage === undefined) continue;
    try {
      const { decision, version, gates } = await engine.check({
        model,
        version: newest,
        stage,
        reason: null,
        force: false,
      });
      const failed = gates.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive');
      checked.push({ model, version, stage, decision, failed: failed.map(({ reason }) => reason) });
    } catch (error) {
      if (!(error instanceof StagegateError)) throw error;
      checked.push({ model, error });
    }
  }
  if (models.length === 0) await engine.validate();
  return checked;
}
