import type { Report } from '../evidence/evidence.js';
import { RUN_TEMPLATE } from '../evidence/reader.js';
import { flattenMetrics } from '../evidence/metric-tree.js';
import { ARCHIVED, DEFAULT_STAGES, NONE, findStage } from '../model/stage.js';
import { compareVersions } from '../model/version.js';
import type { Findings, GtoModel, ReportGroup, TestGroup } from './findings.js';
import { chooseBounds, directionOf, type Bound } from './metrics.js';
import type { ModelPlan, PlannedGate, StagePlan, VersionPlan } from './plan.js';
import { planHandMade } from './find-registry.js';
import { folderOf } from './find-reports.js';
import { isAlgorithm, isSafeName, isSafePath, nameModel } from './template.js';

const FALLBACK_NAME = 'my-model';
const REGRESSION = '1%';
/** With more names than this, they are probably something else. */
const MAX_MODELS = 50;
const MAX_TEMPLATES = 3;
/** Gates to replace, as `init` writes them. */
const EXAMPLES: readonly Bound[] = [{ metric: 'accuracy', check: 'min', bound: 0.85, uncertainty: null }];

/** @param note collects what people should know */
interface ModelOptions {
  readonly repository: string;
  readonly isServer: boolean;
  readonly note: (text: string) => void;
}

/** Turns reports, GTO's versions and names in code into models with gates. Empty if nothing was found. */
export function proposeModels(findings: Findings, options: ModelOptions): ModelPlan[] {
  const fallback = chooseName(findings, options.repository);
  const named = nameGroups(findings.reports, fallback, options.note);
  const names = new Set([
    ...named.keys(),
    ...(findings.gto?.models ?? []).map(({ name }) => name),
    ...(options.isServer ? [] : findings.handMadeModels)
      .filter(({ versions }) => versions.length > 0)
      .map(({ name }) => name),
    ...(options.isServer && named.size === 0 ? (findings.mlflow?.models ?? []) : []),
  ]);
  if (names.size === 0 && options.isServer) names.add(fallback);
  const chosen = [...names].slice(0, MAX_MODELS);
  if (names.size > chosen.length)
    options.note(`only the first ${MAX_MODELS} of ${names.size} models are planned`);
  return chosen.map((name) =>
    proposeModel({ name, groups: named.get(name) ?? [], isOnly: chosen.length === 1 }, findings, options),
  );
}

/** The name for a model whose reports don't name it. */
function chooseName({ gto, mlflow, handMadeModels, reports }: Findings, repository: string): string {
  for (const names of [
    gto?.models.map(({ name }) => name) ?? [],
    mlflow?.models ?? [],
    handMadeModels.map(({ name }) => name),
  ])
    if (names.length === 1 && names[0] !== undefined) return names[0];
  const isTaken = reports.some(({ model }) => model === repository);
  return isSafeName(repository) && !isTaken ? repository : FALLBACK_NAME;
}

/** A report that names a model only counts for that one. */
function nameGroups(
  groups: readonly ReportGroup[],
  fallback: string,
  note: (text: string) => void,
): Map<string, ReportGroup[]> {
  const named = new Map<string, ReportGroup[]>();
  for (const group of groups) {
    const all = group.reports.flatMap(({ report }) => report.statement.model ?? []);
    const stated = [...new Set(isNamedByAlgorithm(group) ? [] : all)];
    const [name = group.model ?? stemModel(group, groups) ?? fallback, other] = stated;
    if (other !== undefined || !isSafeName(name)) {
      const words = other === undefined ? 'name a model with shell characters' : 'name different models';
      note(`${group.template}: not used, since its reports ${words} (key model or model_name)`);
      continue;
    }
    named.set(name, [...(named.get(name) ?? []), group]);
  }
  return named;
}

/** Training code often writes the algorithm under `model`. A registered model has a name of its own. */
function isNamedByAlgorithm({ reports }: ReportGroup): boolean {
  return reports.some(({ report: { statement } }) => isAlgorithm(statement.model ?? ''));
}

/** `3/churn.json` beside `3/fraud.json`, with the same metrics: then the files' names are the models'. */
function stemModel(group: ReportGroup, all: readonly ReportGroup[]): string | null {
  if (!group.template.includes('{version}')) return null;
  const others = all.filter(
    (one) => one !== group && one.model === null && folderOf(one.template) === folderOf(group.template),
  );
  const own = new Set(metricsOf(group));
  if (!others.some((one) => metricsOf(one).some((metric) => own.has(metric)))) return null;
  return nameModel(`${(group.template.split('/').pop() ?? '').replace(/\.[^.]*$/, '')}/x`);
}

function metricsOf({ reports }: ReportGroup): string[] {
  const last = reports.at(-1);
  return last === undefined ? [] : flattenMetrics(last.report.metrics).map(([path]) => path);
}

interface Named {
  readonly name: string;
  readonly groups: readonly ReportGroup[];
  readonly isOnly: boolean;
}

function proposeModel({ name, groups, isOnly }: Named, findings: Findings, options: ModelOptions): ModelPlan {
  const { note, isServer } = options;
  const used = chooseGroups(name, groups, note);
  const gto = findings.gto?.models.find((model) => model.name === name) ?? null;
  const handMade = gto === null ? findings.handMadeModels.find((model) => model.name === name) : undefined;
  const current = (gto ?? handMade)?.versions.at(-1)?.version ?? null;
  const served =
    isServer && used.length === 0 ? findings.mlflow?.newest.find(({ model }) => model === name) : undefined;
  // a report without a version is about the newest one
  const newest = newestOf(used) ?? served?.version ?? current ?? (used.length > 0 ? '1' : null);
  const reports: readonly Report[] =
    served?.reports ??
    used.flatMap((group) =>
      group.reports
        .filter(({ version }) => version === null || version === newest)
        .map(({ report }) => report),
    );
  const { bounds, others } = chooseBounds(reports);
  if (bounds.length === 0 && others.length > 0)
    note(
      `${name}: no number is named like a common metric. Its report has: ${others.slice(0, 8).join(', ')}`,
    );
  const logged = isServer && bounds.length === 0 ? loggedGates(findings.mlflow?.metrics ?? []) : [];
  const isExample = bounds.length === 0 && logged.length === 0;
  const order = stagesOf(findings);
  const tests = testsOf(findings.tests, { name, newest, isOnly });
  const templates = used.map(({ template }) => template);
  const metrics = bounds.map(({ metric }) => metric);
  const kept =
    handMade === undefined || isServer ? [] : planHandMade(handMade, order, { kept: metrics, note });
  if (kept.length > 0)
    note(
      `${name}: its versions and stages come from the registry that is kept by hand. Compare them with it`,
    );
  const versions = isServer ? [] : versionsOf(used, { gto, handMade: kept }, { order, bounds });
  const held = served ?? versions.find(({ version }) => version === newest);
  return {
    name,
    algorithms: used.filter(isNamedByAlgorithm).map(({ template }) => template),
    logs: used.filter(({ isLog }) => isLog).map(({ template }) => template),
    moves: used.flatMap(({ move }) => move ?? []),
    report: templates.length > 0 ? templates : [isServer ? RUN_TEMPLATE : reportOf(name)],
    stages: planStages(order, { bounds: isExample ? EXAMPLES : bounds, logged, tests }),
    versions,
    newest,
    newestStage: held?.stage ?? null,
    bounds,
    isExample,
  };
}

/** The policy's stages: GTO's, else the usual ones. */
export function stagesOf({ gto }: Findings): readonly string[] {
  const own = gto?.stages.filter((stage) => findStage(stage, []) === undefined) ?? [];
  return own.length > 0 ? own : DEFAULT_STAGES;
}

/** Where a model's reports can be, one for each version. */
function reportOf(name: string): string {
  return `reports/${isSafePath(name) ? name : FALLBACK_NAME}/{version}.json`;
}

/** Reports that tell versions apart, else the only one there is. All are about the newest version. */
function chooseGroups(
  name: string,
  groups: readonly ReportGroup[],
  note: (text: string) => void,
): ReportGroup[] {
  const versioned = groups.filter(({ template }) => template.includes('{version}'));
  if (versioned.length > 0) {
    const newest = newestOf(versioned);
    const current = versioned.filter(({ reports }) => reports.some(({ version }) => version === newest));
    const chosen = current.slice(0, MAX_TEMPLATES);
    for (const { template } of groups.filter((group) => !chosen.includes(group)))
      note(
        `${name}: ${template} is not used, since ${chosen[0]?.template ?? ''} is about version ${newest ?? ''}`,
      );
    for (const { template, reports } of chosen)
      if (reports.filter(({ version }) => version === newest).length > 1)
        note(`${name}: ${template} has several reports on version ${newest ?? ''}. Keep the one that counts`);
    return chosen;
  }
  const [first, ...rest] = [...groups].sort(
    (a, b) =>
      Number(a.format === 'plain') - Number(b.format === 'plain') || a.template.length - b.template.length,
  );
  if (first === undefined) return [];
  for (const { template } of rest)
    note(`${name}: ${template} is not used, since ${first.template} was found too`);
  note(
    `${name}: ${first.template} doesn't name its version, so it counts for whichever version you check. ` +
      `Have your training write ${reportOf(name)}, and put that into the policy`,
  );
  return [first];
}

function newestOf(groups: readonly ReportGroup[]): string | null {
  const versions = groups.flatMap(({ reports }) => reports.flatMap(({ version }) => version ?? []));
  return versions.sort(compareVersions).at(-1) ?? null;
}

function versionsOf(
  used: readonly ReportGroup[],
  { gto, handMade }: { readonly gto: GtoModel | null; readonly handMade: readonly VersionPlan[] },
  { order, bounds }: { order: readonly string[]; bounds: readonly Bound[] },
): VersionPlan[] {
  if (gto !== null) {
    return gto.versions.map(({ name, version, stage, wasReplaced, commit, time, reports = [] }) => ({
      version,
      stage: stage === null ? (wasReplaced ? ARCHIVED : NONE) : (findStage(stage, order) ?? NONE),
      ...recordMetrics(reports, bounds),
      registeredAt: new Date(time * 1000).toISOString().replace('.000Z', 'Z'),
      tags: { gto: name, commit },
    }));
  }
  const versions = new Set(used.flatMap(({ reports }) => reports.map(({ version }) => version ?? '1')));
  const known = new Set(handMade.map(({ version }) => version));
  const others = [...versions].filter((version) => !known.has(version));
  return [...handMade, ...others.map((version) => ({ version, stage: NONE }))].sort((a, b) =>
    compareVersions(a.version, b.version),
  );
}

function recordMetrics(reports: readonly Report[], bounds: readonly Bound[]): Pick<VersionPlan, 'metrics'> {
  const all = new Map(reports.flatMap(({ metrics }) => flattenMetrics(metrics)));
  const judged = bounds.flatMap(({ metric }): [string, number][] => {
    const value = all.get(metric);
    return value === undefined ? [] : [[metric, value]];
  });
  return judged.length === 0 ? {} : { metrics: new Map(judged) };
}

/** Metrics that the code logs: without today's numbers, only a comparison can be a gate. */
function loggedGates(metrics: readonly string[]): PlannedGate[] {
  return metrics.flatMap((metric): PlannedGate[] => {
    const check = /^[\w-]+$/.test(metric) ? directionOf(metric) : null;
    if (check === null) return [];
    return [{ metric, goal: check === 'min' ? 'higher' : 'lower', 'max-regression': REGRESSION }];
  });
}

function planStages(
  order: readonly string[],
  {
    bounds,
    logged,
    tests,
  }: { bounds: readonly Bound[]; logged: readonly PlannedGate[]; tests: readonly string[] },
): StagePlan[] {
  return order.map((name, at) => {
    const [isFirst, isLast] = [at === 0, at === order.length - 1];
    const compared = bounds.map((bound) => ({
      ...toGate(bound),
      // a percentage of a number at or below 0 means nothing
      ...(bound.bound > 0 ? { 'max-regression': REGRESSION } : {}),
    }));
    const absolute = isFirst ? bounds.map(toGate) : [];
    return {
      name,
      from: order[at - 1] ?? null,
      gates: logged.length > 0 ? (isLast ? logged : []) : isLast ? compared : absolute,
      tests: isFirst ? tests : [],
    };
  });
}

function toGate({ metric, check, bound }: Bound): PlannedGate {
  return check === 'min' ? { metric, min: bound } : { metric, max: bound };
}

/** The test files that are about this model's newest version, or about any. */
function testsOf(
  groups: readonly TestGroup[],
  { name, newest, isOnly }: { name: string; newest: string | null; isOnly: boolean },
): string[] {
  return groups
    .filter(({ template, versions }) => {
      const model = nameModel(template);
      const isMine = model === null || model === name || isOnly;
      return isMine && (!template.includes('{version}') || (newest !== null && versions.includes(newest)));
    })
    .map(({ template }) => template)
    .slice(0, MAX_TEMPLATES);
}
