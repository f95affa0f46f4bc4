import { StagegateError } from '../errors.js';
import { statesOther } from '../evidence/statement.js';
import { READ_BY_SHAPE } from '../evidence/report-entry.js';
import { readingOf } from '../policy/resolve.js';
import type { Policy } from '../policy/load.js';
import type { Report, Subject } from '../evidence/evidence.js';
import { flattenMetrics } from '../evidence/metric-tree.js';
import type { HistoryEntry } from '../model/history-entry.js';
import type { ModelVersion, Registry, Snapshot } from '../model/registry.js';
import { NONE } from '../model/stage.js';
import { compareVersions, parseVersion } from '../model/version.js';
import { nearest } from '../text/nearest.js';
import type { CommandContext } from './command.js';
import { factsOf, type Decision, type DecisionBasis, type EvidenceSettings } from './decision.js';
import { tellReports } from './judge.js';
import type { Outcome } from './outcome.js';
import { makePlan } from './plan.js';
import { decideRegistrationAgain, otherFilesNotices } from './repeat.js';
import { parseModelName, refuseReference, splitReference, type RegisterRequest } from './request.js';

/** Adds a version in stage `None`. @throws StagegateError */
export async function register(request: RegisterRequest, context: CommandContext): Promise<Outcome> {
  const { registry } = context;
  const model = parseModelName(request.model);
  const source = request.source === null ? null : await context.locate(request.source);
  const digest = source?.sha256 ?? null;
  if (digest !== null && request.sha256 !== null && digest !== request.sha256) {
    throw new StagegateError('input', `the source's SHA-256 is ${digest}, not ${request.sha256}`, {
      hint: 'Give the files that this digest was made from, or leave --sha256 out.',
    });
  }
  const filled = { ...request, source: source?.name ?? null, sha256: request.sha256 ?? digest };
  const interest = { version: request.version ?? 'latest', rollback: null };
  return context.change({ model, interest, done: 'registered', dry: false }, async (attempt) => {
    const { snapshot, settings } = attempt;
    if (!snapshot.exists && splitReference(model) !== null) {
      refuseReference(model, await registry.models());
    }
    if (!snapshot.exists && snapshot.history.length > 0) await registry.requireThere?.();
    const again = decideRegistrationAgain(filled, attempt);
    if (again !== null) return () => again;
    if (request.newModel !== true) await requireKnownModel(attempt, registry);
    const version = request.version ?? nextVersion(snapshot);
    const reports = await readReports(settings, { model, version }, attempt.policy);
    const beside = [...otherFilesNotices(filled, attempt), ...(await startNotices(snapshot, registry))];
    return (now) => {
      const decision = decideRegistration(filled, { ...attempt, now }, reports);
      return { ...decision, notices: [...decision.notices, ...beside] };
    };
  });
}

/** Adds a version in stage `None`. Registering the same version again with the same source changes nothing. */
export function decideRegistration(
  request: RegisterRequest,
  basis: DecisionBasis,
  reports: readonly Report[],
): Decision {
  const { snapshot, now } = basis;
  const version = parseVersion(request.version ?? nextVersion(snapshot));
  refuseUsedNumber(version, snapshot);
  const existing = snapshot.versions.find((candidate) => candidate.version === version);
  const facts = factsOf(
    { snapshot, version, currentStage: existing?.stage ?? NONE, stage: existing?.stage ?? NONE },
    [],
  );
  if (existing !== undefined) {
    requireSame(existing, request, snapshot);
    return { ...facts, verdict: 'unchanged', plan: null };
  }
  const told = tellReports(reports, now);
  const notices = [...facts.notices, ...gapNotices(version, snapshot)];
  const plan = makePlan(basis, {
    action: 'register',
    version,
    from: null,
    to: NONE,
    reason: request.reason,
    reportSha256: told.reportSha256,
    reportFiles: told.reportFiles,
    registration: {
      version,
      asked: request.version !== null,
      source: request.source,
      sha256: request.sha256,
      registeredAt: now.toISOString(),
      metrics: metricsOf(reports, { model: snapshot.model, version }),
      tags: request.tags,
      aliases: request.aliases,
    },
  });
  return { ...facts, ...told, notices, previousStage: null, verdict: 'go', plan };
}

/** Tells that the registry is new: a misspelt path would start one beside the other, without its champions. */
async function startNotices({ exists }: Snapshot, registry: Registry): Promise<string[]> {
  if (exists || registry.requireThere === undefined) return [];
  try {
    await registry.requireThere();
    return [];
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    return error.code === 'input'
      ? [`the registry ${registry.label} didn't exist before: this starts it`]
      : [];
  }
}

/**
 * Refuses a name that is probably a typo and would create a new model. Rules for `"*"` don't make a model known.
 * @throws StagegateError `input` for a model that neither the registry nor the policy knows
 */
export async function requireKnownModel(
  { snapshot, policy }: Pick<DecisionBasis, 'snapshot' | 'policy'>,
  registry: Pick<Registry, 'label' | 'models'>,
): Promise<void> {
  const { model } = snapshot;
  const named = Object.keys(policy?.content.models ?? {}).filter((name) => name !== '*');
  if (snapshot.exists || named.includes(model)) return;
  const guess = nearest(model, [...new Set([...(await registry.models()), ...named])]);
  const name = JSON.stringify(model);
  throw new StagegateError(
    'input',
    `there is no model ${name}: neither ${registry.label} nor the policy has it`,
    {
      hint: `${guess === undefined ? 'If' : `Did you mean ${guess}? If`} ${name} is a new model, add --new-model to the command, or new-model: true to the workflow step.`,
    },
  );
}

/** Warns about skipped version numbers, which may be a typo. */
function gapNotices(version: string, snapshot: Snapshot): string[] {
  const next = nextVersion(snapshot);
  if (compareVersions(version, next) <= 0) return [];
  const last = String(BigInt(version) - 1n);
  const left = last === next ? next : `${next} to ${last}`;
  const before =
    next === '1'
      ? 'there is no earlier version'
      : `the highest number so far is ${String(BigInt(next) - 1n)}`;
  return [`version ${version} skips ${left}: ${before}`];
}

/** Reads the reports whose metrics are registered. @throws StagegateError `input` when one is unreadable */
export async function readReports(
  { reader, reports }: EvidenceSettings,
  subject: Subject,
  policy: Policy | null,
): Promise<readonly Report[]> {
  if (reports.length === 0) return [];
  const reading = policy === null ? READ_BY_SHAPE : readingOf(policy, subject.model);
  const evidence = await reader.reports(reports, subject, reading);
  const [problem] = evidence.problems;
  if (problem === undefined) return evidence.reports;
  throw new StagegateError('input', `the report ${problem.message}`, {
    place: { file: problem.path, line: problem.line, column: problem.column },
  });
}

/** The metrics to register. @throws StagegateError `input` for a report of another version, or a metric given twice */
function metricsOf(reports: readonly Report[], subject: Subject): Record<string, number> {
  const metrics = new Map<string, number>();
  for (const report of reports) {
    const other = statesOther(report.statement, subject);
    if (other !== null)
      throw new StagegateError('input', `the report ${other}`, { place: { file: report.path } });
    for (const [name, value] of flattenMetrics(report.metrics)) {
      if (metrics.has(name)) {
        throw new StagegateError('input', `${name} is in more than one report`, {
          place: { file: report.path },
          hint: 'Keep each metric in one report, so that it is clear which one counts.',
        });
      }
      metrics.set(name, value);
    }
  }
  return Object.fromEntries(metrics);
}

/** One more than the highest number ever used, removed versions included. */
export function nextVersion({ versions, history }: Pick<Snapshot, 'versions' | 'history'>): string {
  const told = history.flatMap(({ entry }) => versionsIn(entry));
  const used = [...versions.map(({ version }) => version), ...told, '0'];
  return String(BigInt(used.sort(compareVersions).at(-1) ?? '0') + 1n);
}

/** The versions that a line of the history mentions. */
function versionsIn({ version, archived, past }: HistoryEntry): readonly string[] {
  return [version, ...archived, ...Object.keys(past?.since ?? {})];
}

/** A removed version's number stays used: other files under it would inherit its verdicts. */
function refuseUsedNumber(version: string, { model, versions, history }: Snapshot): void {
  if (versions.some((held) => held.version === version)) return;
  const line = history.find(({ entry }) => versionsIn(entry).includes(version));
  if (line === undefined) return;
  throw new StagegateError(
    'input',
    `version ${version} of ${JSON.stringify(model)} was removed, and its number can't be used again`,
    {
      place: { file: line.file, line: line.line },
      hint: `Leave the version out to get the next number (${nextVersion({ versions, history })}).`,
    },
  );
}

/** Re-running a training job may register the same version again. Anything else would overwrite it. */
function requireSame(existing: ModelVersion, request: RegisterRequest, snapshot: Snapshot): void {
  const same = (asked: string | null, held: string | null) => asked === null || asked === held;
  const identified = request.source !== null || request.sha256 !== null;
  const name = `version ${existing.version} of ${JSON.stringify(snapshot.model)}`;
  if (!identified || !same(request.source, existing.source) || !same(request.sha256, existing.sha256)) {
    throw new StagegateError('input', `${name} is already registered`, {
      hint: `Versions are never overwritten. Leave the version out to get the next number (${nextVersion(snapshot)}).`,
    });
  }
  const hasTags = Object.entries(request.tags).every(([key, value]) => existing.tags[key] === value);
  const hasAliases = request.aliases.every((alias) => snapshot.aliases[alias] === existing.version);
  if (hasTags && hasAliases) return;
  throw new StagegateError('input', `${name} is already registered, with other tags or aliases`, {
    hint: 'Tags and aliases are set at registration: edit them in the manifest, or register a new version.',
  });
}
