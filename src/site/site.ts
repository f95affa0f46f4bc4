import { StagegateError } from '../errors.js';
import type { Verification } from '../history/verify.js';
import { failVerification, tellProblem } from '../history/verify.js';
import { groupBy } from '../model/group-by.js';
import type { Snapshot } from '../model/registry.js';
import { ARCHIVED, findStage, isWithdrawal, NONE } from '../model/stage.js';
import { compareVersions } from '../model/version.js';
import { sinceWhen } from '../history/holders.js';
import { type CommandContext, watchSteps } from '../promotion/command.js';
import { versionsInUse, type InUse } from '../promotion/due-confirmations.js';
import { verifySnapshots } from '../promotion/verify.js';
import { hideCredentials } from '../text/safe.js';
import { makeBadges, type NamedBadge } from './badges.js';
import { makeDetail } from './detail.js';
import type { Hold, SiteDetail, SiteHistory, SiteIndex, SiteModel, SiteNotice } from './format.js';
import { makeHistory } from './history.js';
import { repositoryOfRun } from './links.js';
import { noticesOf, rulesOf } from './notices.js';

/** Everything that the page shows. */
export interface Site {
  readonly index: SiteIndex;
  readonly history: SiteHistory;
  readonly badges: readonly NamedBadge[];
  /** Each model's page, in the order of the index. Made one at a time, since a page holds every gate ever judged. */
  details(): Iterable<SiteDetail>;
}

/**
 * Reads the whole registry and builds the page's data. A registry that doesn't verify, and a model that can't be read,
 * are shown as such.
 * @throws StagegateError when the registry can't be reached, or its models can't even be listed
 */
export async function makeSite(
  { version, repository: known }: { readonly version: string; readonly repository: string | null },
  context: CommandContext,
): Promise<Site> {
  const { registry, policy, stages: ordered, now: clock, read } = context;
  const { snapshots, verified } = await read(() => readEverything(context));
  const now = clock();
  const verifications = new Map(verified.map((each) => [each.model, each]));
  const byModel = new Map(snapshots.map((snapshot) => [snapshot.model, snapshot]));
  const names = [...verifications.keys()].sort();
  const stages = everyStage(ordered, snapshots);
  const repository = known ?? latestRepository(snapshots);
  const parts = names.map((name) => {
    const snapshot = byModel.get(name);
    const inUse = snapshot === undefined ? [] : versionsInUse(snapshot, policy, now);
    const rules = rulesOf(policy, name);
    const verification = verifications.get(name);
    return { name, snapshot, inUse, rules, verification };
  });
  const models = parts.map(({ name, snapshot, verification }) => modelOf(name, snapshot, verification));
  const late = new Set(parts.flatMap(({ inUse }) => inUse.filter(({ overdue }) => overdue).map(keyOf)));
  const badges = makeBadges(
    models.map((model, at) => ({ ...model, begin: beginOf(parts[at]?.snapshot) })),
    stages,
    (model, stage, held) => late.has(keyOf({ model, stage, version: held })),
  );
  const filesOf = groupBy(badges, ({ model }) => model);
  return {
    index: {
      ...{ version, repository, stages, models },
      built: now.toISOString(),
      registry: hideCredentials(registry.label),
      notices: parts.flatMap(({ snapshot, ...about }, model) =>
        snapshot === undefined
          ? [unreadNotice(model, about.verification)]
          : noticesOf(snapshot, { ...about, now }).map((notice) => ({ ...notice, model })),
      ),
      lines: snapshots.reduce((sum, { history }) => sum + history.length, 0),
    },
    history: makeHistory(
      parts.map(({ snapshot }) => snapshot),
      stages,
    ),
    badges,
    *details() {
      for (const [model, { name, snapshot, inUse, rules, verification }] of parts.entries()) {
        if (snapshot === undefined) continue;
        const own = (filesOf.get(name) ?? []).map(({ stage, file }) => [stage, file] as const);
        yield makeDetail(model, snapshot, { stages, rules, inUse, verification, repository, badges: own });
      }
    },
  };
}

interface Everything {
  readonly snapshots: readonly Snapshot[];
  readonly verified: readonly Verification[];
}

/** Reads what can be read. If no model can be, but they can still be named, the page says why. */
async function readEverything(context: CommandContext): Promise<Everything> {
  const { registry, artifacts } = context;
  const unread: Verification[] = [];
  const failed = (model: string, error: StagegateError) => unread.push(failVerification(model, error));
  let snapshots: readonly Snapshot[];
  try {
    const watch = watchSteps(context, 'reading');
    snapshots = await toList(registry.readEach?.(failed, watch) ?? (await registry.readAll(failed, watch)));
    if (snapshots.length === 0 && unread.length === 0) await registry.requireThere?.();
  } catch (error) {
    if (!isDamage(error)) throw error;
    const names = await registry.models().catch(() => []);
    if (names.length === 0) throw error;
    return { snapshots: [], verified: names.map((name) => failVerification(name, error)) };
  }
  return { snapshots, verified: [...(await verifySnapshots(snapshots, artifacts, () => [])), ...unread] };
}

async function toList(snapshots: AsyncIterable<Snapshot> | Iterable<Snapshot>): Promise<Snapshot[]> {
  const list: Snapshot[] = [];
  for await (const snapshot of snapshots) list.push(snapshot);
  return list;
}

function isDamage(error: unknown): error is StagegateError {
  return error instanceof StagegateError && ['history', 'manifest'].includes(error.code);
}

/** The policy's, then those that a version holds or held under an older policy. */
function everyStage(ordered: readonly string[], snapshots: readonly Snapshot[]): string[] {
  const stages = [...ordered];
  const learn = (stage: string | null) => {
    if (stage !== null && findStage(stage, stages) === undefined) stages.push(stage);
  };
  for (const { versions, history } of snapshots) {
    for (const { stage } of versions) learn(stage);
    for (const { entry } of history)
      for (const stage of [entry.from, entry.to, ...Object.values(entry.beginning ?? {})]) learn(stage);
  }
  return stages.filter((stage) => stage !== NONE && stage !== ARCHIVED);
}

function tellUnread(verification: Verification | undefined): string {
  const [problem] = verification?.problems ?? [];
  return problem === undefined ? 'it could not be read' : tellProblem(problem);
}

function modelOf(
  name: string,
  snapshot: Snapshot | undefined,
  verification: Verification | undefined,
): SiteModel {
  const problems = verification?.problems.length ?? 0;
  if (snapshot === undefined) {
    const unread = tellUnread(verification);
    return { name, versions: 0, holds: [], last: null, problems: 1, unread };
  }
  const { versions, history } = snapshot;
  const holds = versions
    .filter(({ stage }) => !isWithdrawal(stage))
    .sort((a, b) => compareVersions(a.version, b.version))
    .map(({ version, stage }): Hold => {
      return { stage, version, since: sinceWhen(history, version, stage)?.toISOString() ?? null };
    });
  return { name, versions: versions.length, holds, last: history.at(-1)?.entry.time ?? null, problems };
}

function unreadNotice(model: number, failed: Verification | undefined): SiteNotice {
  const text = tellUnread(failed);
  return { kind: 'unread', model, stage: null, version: null, until: null, text };
}

/** The repository of the newest line that names a run: a registry is rarely moved between repositories. */
function latestRepository(snapshots: readonly Snapshot[]): string | null {
  let latest: { time: string; repository: string } | null = null;
  for (const { history } of snapshots)
    for (const { entry } of history) {
      if (latest !== null && entry.time < latest.time) continue;
      const repository = repositoryOfRun(entry.run);
      if (repository !== null) latest = { time: entry.time, repository };
    }
  return latest?.repository ?? null;
}

function beginOf(snapshot: Snapshot | undefined): string | null {
  const times = [
    snapshot?.history[0]?.entry.time,
    ...(snapshot?.versions.map(({ registeredAt }) => registeredAt) ?? []),
  ];
  return times.filter((time) => time !== undefined && time !== null).sort()[0] ?? null;
}

function keyOf({ model, stage, version }: Pick<InUse, 'model' | 'stage' | 'version'>): string {
  return JSON.stringify([model, stage, version]);
}
