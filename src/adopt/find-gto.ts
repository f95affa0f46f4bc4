import type { GitTag, GtoFinding, GtoModel, GtoVersion } from './findings.js';

/*
 * GTO keeps a registry in annotated tags (https://dvc.org/doc/gto/user-guide): `model@v1.2.0` registers a version,
 * `model#prod#3` assigns a stage to the version of its commit, and a `!` before the counter takes either back. The
 * latest tag about a version, or about a version's stage, counts. Of several versions in a stage, `gto show` has the
 * highest.
 */

const NAME = '[a-z0-9](?:[a-z0-9-/]*[a-z0-9])?';
const SEMVER =
  'v(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)(?:-[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?(?:\\+[0-9a-zA-Z.-]+)?';
const TAG = new RegExp(
  `^(?<model>(?:[a-z0-9-_./]+=)?${NAME})(?:#(?<stage>${NAME})(?<unassign>!?)|@(?<version>${SEMVER})(?<deregister>!?)|@(?<word>deprecated|created))(?:#\\d+)?$`,
);
/** Stages in the order in which teams promote. Others keep the order of their first tag, between staging and prod. */
const EARLY = [
  'dev',
  'development',
  'test',
  'testing',
  'qa',
  'uat',
  'stage',
  'staging',
  'preprod',
  'pre-prod',
];
const LATE = ['canary', 'prod', 'production', 'live'];
const MAX_VERSIONS = 1_000;

interface Event {
  readonly model: string;
  readonly commit: string;
  readonly time: number;
  readonly stage: string | undefined;
  readonly version: string | undefined;
  readonly isCancelled: boolean;
}

interface Draft {
  readonly name: string;
  readonly commit: string;
  readonly time: number;
  isActive: boolean;
  /** By stage: whether the latest tag assigns it. */
  readonly stages: Map<string, boolean>;
}

/** Reads GTO's registry; null without tags of its kind. */
export function findGto(tags: readonly GitTag[]): GtoFinding | null {
  const events: Event[] = [];
  const deprecated = new Map<string, boolean>();
  for (const { name, commit, time } of [...tags].sort((a, b) => a.time - b.time)) {
    const { model = '', stage, version, word, unassign, deregister } = TAG.exec(name)?.groups ?? {};
    if (model === '') continue;
    deprecated.set(model, word === 'deprecated');
    if (word !== undefined) continue;
    const isCancelled = unassign === '!' || deregister === '!';
    events.push({ model, commit, time, stage, version, isCancelled });
  }
  if (!events.some(({ version }) => version !== undefined)) return null;
  const notes: string[] = [];
  const models: GtoModel[] = [];
  const stages = orderStages(events);
  for (const [model, isDeprecated] of deprecated) {
    const name = model.replace('=', ':');
    if (isDeprecated) notes.push(`GTO's model ${name} is deprecated: left out`);
    else {
      const read = readModel(
        events.filter((event) => event.model === model),
        stages,
      );
      notes.push(...read.notes.map((note) => `${name}: ${note}`));
      if (read.versions.length > 0) models.push({ name, versions: read.versions });
    }
  }
  return { models, stages, notes };
}

function readModel(
  events: readonly Event[],
  order: readonly string[],
): { readonly versions: GtoVersion[]; readonly notes: string[] } {
  const drafts = new Map<string, Draft>();
  const notes: string[] = [];
  for (const { version, isCancelled, commit, time } of events) {
    if (version === undefined) continue;
    const known = drafts.get(version);
    if (known === undefined)
      drafts.set(version, { name: version, commit, time, isActive: !isCancelled, stages: new Map() });
    else known.isActive = !isCancelled;
  }
  for (const { stage, commit, isCancelled } of events) {
    if (stage === undefined) continue;
    const at = [...drafts.values()].filter((draft) => draft.commit === commit);
    const [draft] = at;
    if (draft === undefined)
      notes.push(`stage ${stage} was assigned to ${commit.slice(0, 7)}, which isn't a version`);
    else if (at.length > 1)
      notes.push(`stage ${stage} was assigned to a commit of several versions: left out`);
    else draft.stages.set(stage, !isCancelled);
  }
  const active = [...drafts.values()].filter(({ isActive }) => isActive).sort(compareNames);
  const kept = active.slice(-MAX_VERSIONS);
  if (active.length > kept.length) notes.push(`only the last ${MAX_VERSIONS} of ${active.length} versions`);
  const holders = new Map<string, Draft>();
  for (const draft of kept) for (const [stage, isHeld] of draft.stages) if (isHeld) holders.set(stage, draft);
  const versions = numberVersions(kept).map(([draft, version]): GtoVersion => {
    const held = order.filter((stage) => holders.get(stage) === draft);
    if (held.length > 1)
      notes.push(
        `${draft.name} is in ${held.join(' and ')}: a version has one stage here, so it is ${held.at(-1) ?? ''}`,
      );
    const { name, commit, time } = draft;
    const stage = held.at(-1) ?? null;
    const wasReplaced = stage === null && [...draft.stages.values()].includes(true);
    return { name, version, stage, wasReplaced, commit, time };
  });
  return { versions, notes };
}

/** Numbers versions by their major version, if they are v1.0.0, v2.0.0 and so on. Otherwise counts them from 1. */
function numberVersions(drafts: readonly Draft[]): [Draft, string][] {
  const majors = drafts.map(({ name }) => /^v([1-9]\d{0,5})\.0\.0$/.exec(name)?.[1]);
  const isByMajor = majors.every((major) => major !== undefined);
  return drafts.map((draft, at) => [draft, isByMajor ? (majors[at] ?? '') : String(at + 1)]);
}

/** Compares versions by the rules of semantic versioning. */
function compareNames({ name: a }: Draft, { name: b }: Draft): number {
  const [left, right] = [parseSemver(a), parseSemver(b)];
  for (const at of [0, 1, 2]) {
    const difference = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.pre.length === 0 || right.pre.length === 0) return right.pre.length - left.pre.length;
  for (let at = 0; at < Math.max(left.pre.length, right.pre.length); at += 1) {
    const [one, other] = [left.pre[at], right.pre[at]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    const [isNumber, isOther] = [/^\d+$/.test(one), /^\d+$/.test(other)];
    if (isNumber && isOther && one !== other) return Number(one) - Number(other);
    if (isNumber !== isOther) return isNumber ? -1 : 1;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

function parseSemver(name: string): { numbers: number[]; pre: string[] } {
  const [core = '', ...pre] = (name.slice(1).split('+')[0] ?? '').split('-');
  return { numbers: core.split('.').map(Number), pre: pre.length === 0 ? [] : pre.join('-').split('.') };
}

function orderStages(events: readonly Event[]): string[] {
  const seen = [...new Set(events.flatMap(({ stage }) => stage ?? []))];
  const rank = (stage: string) => {
    if (EARLY.includes(stage)) return EARLY.indexOf(stage);
    return LATE.includes(stage) ? EARLY.length + 1 + LATE.indexOf(stage) : EARLY.length;
  };
  return seen.sort((a, b) => rank(a) - rank(b));
}
