import { parseServerUri } from '../model/server-location.js';
import type { Findings, Repository } from './findings.js';
import { writeAdditions, writeManifest, writePolicy } from './documents.js';
import type { FoundThing, ModelPlan, Plan, PlannedFile, RegistryPlan } from './plan.js';
import { proposeModels, stagesOf } from './propose-models.js';
import { forShell } from '../text/safe.js';
import { POLICY, serverVariables, starterFiles } from './starter.js';
import { writeWorkflows } from './workflows.js';

const MANIFEST = 'models.yaml';
/** The manifest's name if `models.yaml` is something else. */
const OTHER_MANIFEST = 'model-registry.yaml';
/** GTO's annotations. */
const GTO_FILE = /(?:^|\/)artifacts\.ya?ml$/i;
/** How many things of each kind are listed. */
const SHOWN = 20;
/** Names that a message lists. */
const LISTED = 10;
const REPORT_FOLDER = /^(?:.*\/)?(?:reports?|results?|metrics?|evals?|evaluations?)(?:\/|\.json)$/i;

/** What the repository already has of Stagegate. */
export interface Existing {
  /** Models of the policy; null without a policy. */
  readonly policy: readonly string[] | null;
  /** The versions in `models.yaml` by model; null without the file, `foreign` if it isn't a manifest. */
  readonly manifest: ReadonlyMap<string, readonly string[]> | 'foreign' | null;
}

/** Turns what was found into what `adopt` would write. Existing files are left out. */
export function propose(
  findings: Findings,
  repository: Pick<Repository, 'name' | 'branch' | 'paths' | 'untracked' | 'ignored'>,
  existing: Existing,
): Plan {
  const notes: string[] = [];
  const note = (text: string) => void notes.push(text);
  const registry = chooseRegistry(findings, existing, note);
  const isServer = registry.kind === 'mlflow';
  const proposed = proposeModels(findings, { repository: repository.name, isServer, note });
  const models = withManifest(proposed, existing, note);
  notes.push(...(findings.gto?.notes ?? []), ...noteGto(findings), ...noteOthers(findings, repository));
  const found = listFound(findings);
  const uncommitted = listUncommitted(findings, repository);
  const isThere = (path: string) => repository.paths.includes(path);
  if (models.length === 0) {
    const starter = existing.policy === null ? starterFiles(MANIFEST).files : [];
    const files = starter.filter(({ path }) => !isThere(path));
    return {
      found,
      files,
      additions: null,
      models,
      uncommitted,
      notes: [...notes, ...noteEmpty(starter, files)],
    };
  }
  notes.push(...noteGates(models), ...noteTests(models), ...noteServer(registry));
  const missing = models.filter(({ name }) => existing.policy?.includes(name) !== true);
  if (existing.policy !== null && missing.length > 0 && findings.workflows.length > 0)
    note(`workflows that list their models need the new ones too: ${few(missing.map(({ name }) => name))}`);
  const files = planFiles(models, { findings, registry, branch: repository.branch, existing });
  return {
    found,
    files: files.filter(({ path }) => !isThere(path)),
    additions: existing.policy === null || missing.length === 0 ? null : writeAdditions(missing),
    models,
    uncommitted,
    notes,
  };
}

/** Reports and test files that git doesn't have yet. If there are many, names their folders instead. */
function listUncommitted(
  { reports, tests }: Findings,
  { untracked }: Pick<Repository, 'untracked'>,
): string[] {
  const used = new Set([
    ...reports
      .filter(({ move }) => move === undefined)
      .flatMap((group) => group.reports.map(({ report }) => report.path)),
    ...tests.map(({ template }) => template),
  ]);
  const paths = untracked.filter((path) => used.has(path));
  return paths.length <= LISTED ? paths : [...new Set(paths.map((path) => path.replace(/\/[^/]*$/, '')))];
}

interface FileOptions {
  readonly findings: Findings;
  readonly registry: RegistryPlan;
  readonly branch: string;
  readonly existing: Existing;
}

function planFiles(
  models: readonly ModelPlan[],
  { findings, registry, branch, existing }: FileOptions,
): PlannedFile[] {
  const stages = stagesOf(findings);
  return [
    ...(existing.policy === null ? [{ path: POLICY, text: writePolicy(registry, stages, models) }] : []),
    ...(registry.kind === 'manifest' ? [{ path: registry.path, text: writeManifest(models) }] : []),
    ...writeWorkflows({
      models: models.map(({ name }) => name),
      stages,
      policy: POLICY,
      manifest: registry.kind === 'manifest' ? registry.path : null,
      variables: variablesOf(registry),
      reports: models.flatMap(({ report }) => report),
      branch,
      existing: findings.workflows,
    }),
  ];
}

/**
 * Chooses a server if there is one. Code that uses MLflow without a server only counts if nothing else has versions.
 */
function chooseRegistry(
  { mlflow, reports, gto }: Findings,
  { manifest }: Existing,
  note: (text: string) => void,
): RegistryPlan {
  if (mlflow !== null && (mlflow.fromEnvironment || mlflow.address !== null))
    return { kind: 'mlflow', server: mlflow.fromEnvironment ? 'env' : (mlflow.address ?? 'env') };
  if (mlflow !== null && reports.length === 0 && gto === null && manifest === null) {
    note('MLflow is used without a server that a runner can reach: set MLFLOW_TRACKING_URI to one');
    return { kind: 'mlflow', server: 'env' };
  }
  if (mlflow !== null)
    note('MLflow is used without a server that a runner can reach, so the versions are kept in a manifest');
  return { kind: 'manifest', path: manifest === 'foreign' ? OTHER_MANIFEST : MANIFEST };
}

/** A manifest that is there stays: its versions are the ones to check. */
function withManifest(
  models: readonly ModelPlan[],
  { manifest }: Existing,
  note: (text: string) => void,
): ModelPlan[] {
  if (manifest === null || manifest === 'foreign') return [...models];
  return models.map((model) => {
    const held = manifest.get(model.name) ?? [];
    const missing = model.versions.filter(({ version }) => !held.includes(version));
    if (missing.length > 0) {
      const numbers = missing.slice(0, LISTED).map(({ version }) => version);
      note(
        `${model.name}: models.yaml doesn't have version ${numbers.join(', ')}. Register ${numbers.length === 1 ? 'it' : 'each'}: stagegate register ${forShell(model.name)} ${numbers[0] ?? ''} --source …`,
      );
    }
    return { ...model, newest: model.newest !== null && held.includes(model.newest) ? model.newest : null };
  });
}

function noteGto({ gto }: Findings): string[] {
  return (gto?.models ?? []).flatMap(({ name, versions }) => {
    const [first, last] = [versions[0], versions.at(-1)];
    if (first === undefined || last === undefined) return [];
    const span = first === last ? '' : ` to ${last.name} is ${last.version}`;
    return [
      `${name}: versions are whole numbers here. GTO's ${first.name} is ${first.version}${span}; the tag gto of each version has its name. Reports are found by the number`,
    ];
  });
}

function noteOthers(
  { handMade, workflows, tests }: Findings,
  { ignored }: Pick<Repository, 'ignored'>,
): string[] {
  const folders = ignored.filter((path) => REPORT_FOLDER.test(path)).slice(0, LISTED);
  const checks = workflows.filter(
    ({ triggers }) => triggers.includes('pull_request') || triggers.includes('push'),
  );
  const jobs = [...new Set(checks.flatMap((workflow) => workflow.jobs))].slice(0, LISTED);
  return [
    ...handMade
      .filter(({ what }) => what === 'script')
      .map(
        ({ path }) =>
          `${path} stays as it is. Remove it when you promote with Stagegate, or both move versions`,
      ),
    ...handMade
      .filter(({ path, what }) => what === 'registry' && !GTO_FILE.test(path))
      .map(
        ({ path }) =>
          `${path} stays as it is, and isn't updated by a promotion: read stages with stagegate list-versions`,
      ),
    ...folders.map(
      (path) =>
        `git ignores ${path}: a workflow only has reports that are committed, or that an earlier step makes`,
    ),
    ...(jobs.length === 0 || tests.length > 0
      ? []
      : [`a gate could require the jobs of your workflows: checks: ${JSON.stringify(jobs)}`]),
  ];
}

function noteGates(models: readonly ModelPlan[]): string[] {
  return models.flatMap(({ name, bounds, isExample, report, moves }) => {
    const uncertain = bounds.filter(({ uncertainty }) => uncertainty !== null).map(({ metric }) => metric);
    return [
      ...moves.map(
        ({ from, to }) =>
          `${name}: ${from} doesn't name its version. Move it to ${to}, and evaluate the next version into a folder 2 beside 1`,
      ),
      ...(isExample
        ? [`${name}: ${report.join(', ')} has no number yet, so its gate on accuracy is an example`]
        : []),
      ...(uncertain.length === 0
        ? []
        : [
            `${name}: the report says how uncertain ${uncertain.join(', ')} ${uncertain.length === 1 ? 'is' : 'are'}. Add "confidence: 95%" to ask for evidence beyond noise; the bound then needs some distance from today's number`,
          ]),
    ];
  });
}

/** Notes on tests whose paths name no version: the previous version's results would count for the next one. */
function noteTests(models: readonly ModelPlan[]): string[] {
  const templates = models.flatMap(({ stages }) => stages.flatMap(({ tests }) => tests));
  return [...new Set(templates)]
    .filter((template) => !template.includes('{version}'))
    .map(
      (template) =>
        `${template} doesn't name a version, so its results count for whichever version you check. Run the tests earlier in the same job, or have them write one file per version`,
    );
}

function noteServer(registry: RegistryPlan): string[] {
  const variables = variablesOf(registry);
  if (variables.length === 0) return [];
  const names = (kind: 'vars' | 'secrets') =>
    variables.flatMap(([name, from]) => (from === kind ? [name] : [])).join(' and ');
  const all = [
    ...(names('vars') === '' ? [] : [`the variable ${names('vars')}`]),
    ...(names('secrets') === '' ? [] : [`the secret ${names('secrets')}`]),
  ];
  return [
    `the workflows read ${all.join(' and ')} of the repository: set them under Settings, Secrets and variables, Actions`,
  ];
}

function variablesOf(registry: RegistryPlan): ReturnType<typeof serverVariables> {
  if (registry.kind !== 'mlflow') return [];
  const server = parseServerUri(registry.server === 'env' ? 'mlflow' : registry.server);
  return server === null ? [] : serverVariables(server);
}

function noteEmpty(starter: readonly PlannedFile[], files: readonly PlannedFile[]): string[] {
  if (starter.length === 0) return [];
  const kept = starter.filter((file) => !files.includes(file)).map(({ path }) => `${path} stays as it is`);
  return [
    'no evaluation report, GTO tag or MLflow server was found: the files are examples to edit',
    ...kept,
  ];
}

function listFound({ reports, tests, mlflow, gto, workflows, handMade, unusable }: Findings): FoundThing[] {
  const all = [
    ...reports.map(({ template, format, reports: files, move }): FoundThing => {
      const versions = files.flatMap(({ version }) => version ?? []);
      const isVersioned = versions.length > 0 && move === undefined;
      const which = isVersioned ? `version ${few(versions)}` : 'no version in its path';
      return { kind: 'report', where: move?.from ?? template, what: `${format}, ${which}` };
    }),
    ...tests.map(({ template, files }): FoundThing => ({
      kind: 'tests',
      where: template,
      what: files === 1 ? 'a JUnit file' : `${files} JUnit files`,
    })),
    ...(mlflow === null
      ? []
      : [{ kind: 'mlflow' as const, where: mlflow.where, what: describeMlflow(mlflow) }]),
    ...(gto?.models ?? []).map(({ name, versions }): FoundThing => {
      const held = versions.flatMap(({ name: version, stage }) =>
        stage === null ? [] : [`${version} in ${stage}`],
      );
      const which = held.length === 0 ? '' : `; ${few(held)}`;
      return { kind: 'gto', where: name, what: `${versions.length} versions in GTO's tags${which}` };
    }),
    ...workflows.map(({ path, name, triggers, jobs }): FoundThing => ({
      kind: 'workflow',
      where: path,
      what: `${name}: on ${few(triggers) || 'nothing'}; jobs ${few(jobs) || 'without a name'}`,
    })),
    ...handMade.map(({ path, what }): FoundThing => ({
      kind: what,
      where: path,
      what: describeHandMade(path, what),
    })),
    ...unusable.map(({ path, why }): FoundThing => ({ kind: 'unusable', where: path, what: why })),
  ];
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const same = all.filter((thing) => thing.kind === kind);
    const rest = same.length - SHOWN;
    return rest > 0 ? [...same.slice(0, SHOWN), { kind, where: `${rest} more`, what: 'not listed' }] : same;
  });
}

function describeHandMade(path: string, what: 'script' | 'registry'): string {
  if (GTO_FILE.test(path)) return 'names models for GTO';
  return what === 'script' ? 'moves or registers models' : 'keeps models by hand';
}

function describeMlflow({
  address,
  fromEnvironment,
  models,
  aliases,
}: NonNullable<Findings['mlflow']>): string {
  const server = fromEnvironment ? 'a server' : (address ?? 'no server that a runner can reach');
  return [
    `MLflow, ${server}`,
    ...(models.length === 0 ? [] : [`models ${few(models)}`]),
    ...(aliases.length === 0 ? [] : [`aliases ${few(aliases)}`]),
  ].join('; ');
}

function few(names: readonly string[]): string {
  const rest = names.length - LISTED;
  return `${names.slice(0, LISTED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
