import { sinceWhen, takenOutBy } from '../history/holders.js';
import { bare, respell } from '../history/replay.js';
import type { TakenOut, HistoryLine } from '../model/history-entry.js';
import type { Snapshot } from '../model/registry.js';
import { isWithdrawal } from '../model/stage.js';
import { compareVersions } from '../model/version.js';
import { formatPlace } from '../errors.js';
import { hideCredentials } from '../text/safe.js';
import type { InUse } from '../promotion/due-confirmations.js';
import { blockedVersions, outcomeOf, stagesHeld, targetOf } from './history.js';
import type { SiteDetail, SiteEvent, SiteVersion } from './format.js';
import { linksOf } from './links.js';
import { makeMetrics } from './metrics.js';
import { describeStage, type NamedRules } from './notices.js';
import type { Verification } from '../history/verify.js';
import { tellProblem } from '../history/verify.js';

/** What one model's page shows. */
export function makeDetail(
  model: number,
  snapshot: Snapshot,
  about: {
    readonly stages: readonly string[];
    readonly rules: readonly NamedRules[];
    readonly inUse: readonly InUse[];
    readonly verification: Verification | undefined;
    readonly repository: string | null;
    readonly badges: SiteDetail['badges'];
  },
): SiteDetail {
  const { stages, rules, inUse, verification, repository, badges } = about;
  const history = snapshot.history
    .map((line) => respell(line, stages))
    .filter(({ entry }) => entry.action !== 'checkpoint');
  return {
    model,
    problems: verification?.problems.map(tellProblem) ?? [],
    notes: verification?.notes ?? [],
    versions: listVersions(snapshot, history),
    metrics: makeMetrics(snapshot.versions, history, rules),
    stages: rules.map((each) => describeStage(each, inUse)),
    events: history.map((line) => eventOf(line, repository)).reverse(),
    badges,
  };
}

/** The versions of the registry, and those that only the history still has. */
function listVersions(snapshot: Snapshot, history: readonly HistoryLine[]): SiteVersion[] {
  const blocked = blockedVersions(history);
  const held = stagesHeld(snapshot.history);
  const known = new Set(snapshot.versions.map(({ version }) => version));
  const gone = [...held.keys()].filter((version) => !known.has(version)).map(bare);
  const aliases = Object.entries(snapshot.aliases);
  return [...snapshot.versions, ...gone]
    .sort((a, b) => compareVersions(b.version, a.version))
    .map((each) => {
      const { version, stage, registeredAt, source, sha256, tags } = each;
      const stays = [...(held.get(version) ?? [])].filter((stay) => !isWithdrawal(stay));
      return {
        ...{ version, stage, sha256 },
        since: sinceWhen(snapshot.history, version, stage)?.toISOString() ?? null,
        registered: registeredAt,
        source: source === null ? null : hideCredentials(source),
        tags: Object.entries(tags),
        aliases: aliases.filter(([, of]) => of === version).map(([alias]) => alias),
        held: stays,
        blocked: [...(blocked.get(version) ?? [])],
        out: stays.flatMap((stay) => {
          const by = takenOutBy(snapshot.history, version, stay);
          return by === null ? [] : [{ stage: stay, text: tellTakenOut(by) }];
        }),
        ...(known.has(version) ? {} : { gone: true as const }),
      };
    });
}

function tellTakenOut({ action, version, to, actor, reason, time }: TakenOut): string {
  const how = {
    rollback: `rollback to version ${version}`,
    archive: `moved to ${to}`,
    acknowledge: 'taken out by hand, and acknowledged',
  }[action as 'rollback' | 'archive' | 'acknowledge'];
  const by = actor === null ? '' : ` by ${actor}`;
  return `${how}${by} on ${time.slice(0, 10)}${reason === null ? '' : `: ${reason}`}`;
}

function eventOf({ entry, file, line }: HistoryLine, repository: string | null): SiteEvent {
  const { time, version, from, archived, actor, reason, commit, gates, live, attempt, differed } = entry;
  return {
    ...{ time, outcome: outcomeOf(entry), version, from, archived, actor, reason, commit, gates },
    to: targetOf(entry),
    links: linksOf(entry, repository),
    ...(live === undefined ? {} : { live }),
    ...(attempt === undefined
      ? {}
      : {
          attempt: `Attempt ${attempt.number} on this test set, judged with at least ${attempt.level} confidence`,
        }),
    ...(differed === undefined ? {} : { differed }),
    place: formatPlace({ file, line }),
  };
}
