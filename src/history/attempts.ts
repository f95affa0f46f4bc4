import type { Attempted, PastAttempt } from '../model/history-entry.js';
import type { Snapshot } from '../model/registry.js';
import { compareVersions } from '../model/version.js';
import { standingOf } from './checkpoint.js';

/*
 * Which attempt a promotion is, where a stage bounds the chance of any false promotion (`false-promotions`). A family is
 * all attempts to take a stage from one champion on one test set. In a family, no two attempts have the same number.
 *
 * The number follows from the registry: versions newer than the champion are numbered in the order in which they were
 * registered, whether or not they were judged. A check writes nothing, but people choose by it, so a version counts once
 * it is registered. Only a version that is judged again on other evidence needs a line of its own.
 */

/** A version to judge, and the family of its attempt. */
export interface AttemptOf extends Pick<Attempted, 'stage' | 'against' | 'test-set' | 'evidence'> {
  readonly version: string;
}

export interface NumberedAttempt extends Pick<Attempted, 'number' | 'highest'> {
  /** The history already has this attempt: the same version on the same evidence. */
  readonly isRecorded: boolean;
}

/**
 * Every tenth number is kept for versions older than the champion. There are only so many of them, and they get fixed
 * numbers too, since they can be checked at any time.
 */
const OLDER = 10;

export function numberAttempt(snapshot: Snapshot, asked: AttemptOf): NumberedAttempt {
  const { version, against } = asked;
  const family = new Family(snapshot, asked);
  const own = family.recorded.filter((record) => record.version === version);
  const same = own.find(({ evidence }) => evidence === asked.evidence);
  const { highest } = family;
  if (same !== undefined) return { number: same.number, highest: same.highest, isRecorded: true };
  const isFirst = own.length === 0;
  if (isFirst && family.hasPlace(version))
    return { number: skipKept(family.placesBefore(version) + 1), highest, isRecorded: false };
  if (isFirst && against !== null && compareVersions(version, against) < 0 && family.isInOrder(version))
    return { number: OLDER * (family.countBetween(version, against) + 1), highest, isRecorded: false };
  return { number: skipKept(family.placesBefore(null) + 1), highest, isRecorded: false };
}

/** The nth number that isn't kept for older versions: 1 to 9, 11 to 19, … */
function skipKept(nth: number): number {
  return nth + Math.floor((nth - 1) / (OLDER - 1));
}

class Family {
  /** Of this family, oldest first. */
  readonly recorded: readonly PastAttempt[];
  /** The highest version number that was ever registered, as far as the registry and its history know. */
  readonly highest: string;
  /** By version: the test set on which it was first recorded against this champion. */
  private readonly firstOn = new Map<string, string>();
  /** Every version that was ever registered, by number. Only complete where people choose the numbers. */
  private readonly known: readonly string[];
  private readonly late: ReadonlySet<string>;
  private readonly again: readonly PastAttempt[];

  constructor(
    private readonly snapshot: Snapshot,
    private readonly of: AttemptOf,
  ) {
    const standing = standingOf(snapshot.history);
    const all = (standing.attempts.get(of.stage) ?? []).filter(({ against }) => against === of.against);
    this.recorded = all.filter((record) => record['test-set'] === of['test-set']);
    for (const record of all)
      if (!this.firstOn.has(record.version)) this.firstOn.set(record.version, record['test-set']);
    const names = [
      ...snapshot.versions.map((held) => held.version),
      ...standing.since.keys(),
      ...all.map((record) => record.version),
    ];
    this.known = [...new Set(names)].sort(compareVersions);
    this.late = findLate(snapshot);
    this.highest = this.known.at(-1) ?? of.version;
    const seen = new Set<string>();
    this.again = this.recorded.filter((record) => {
      const isFirst = !seen.has(record.version);
      seen.add(record.version);
      const isOlder = record.number % OLDER === 0;
      return !isOlder && !(isFirst && this.hasPlace(record.version));
    });
  }

  /**
   * Whether a version has a number by its place: it is newer than the champion, and was not recorded on another test set
   * first.
   */
  hasPlace(version: string): boolean {
    const { against } = this.of;
    return (
      (against === null || compareVersions(version, against) > 0) &&
      this.isInOrder(version) &&
      !this.isOfAnother(version)
    );
  }

  /** Whether all versions with a higher number were registered after it. */
  isInOrder(version: string): boolean {
    return !this.late.has(version);
  }

  /** How many attempts are numbered before a version's. @param version null for one after all of them */
  placesBefore(version: string | null): number {
    const { against } = this.of;
    const isBefore = (other: string) => version === null || compareVersions(other, version) < 0;
    const again = this.again.filter(({ highest }) => isBefore(highest)).length;
    if (this.snapshot.numbersVersions !== true)
      return this.known.filter((other) => isBefore(other) && this.hasPlace(other)).length + again;
    const others = [...this.firstOn.keys()].filter((other) => isBefore(other) && this.isOfAnother(other));
    const newer = others.filter((other) => against === null || compareVersions(other, against) > 0);
    const until = version ?? String(BigInt(this.highest) + 1n);
    return this.countBetween(against ?? '0', until) - newer.length + again;
  }

  /** How many versions were registered between two. */
  countBetween(one: string, other: string): number {
    if (this.snapshot.numbersVersions === true) return Math.max(0, Number(BigInt(other) - BigInt(one)) - 1);
    return this.known.filter((each) => compareVersions(each, one) > 0 && compareVersions(each, other) < 0)
      .length;
  }

  private isOfAnother(version: string): boolean {
    const first = this.firstOn.get(version);
    return first !== undefined && first !== this.of['test-set'];
  }
}

/** Versions whose number was skipped at first: a version with a higher number was registered before them. */
function findLate({ versions, numbersVersions }: Snapshot): Set<string> {
  const late = new Set<string>();
  if (numbersVersions === true) return late;
  let earliest: number = Infinity;
  for (const { version, registeredAt } of versions.toSorted((a, b) =>
    compareVersions(b.version, a.version),
  )) {
    const time = registeredAt === null ? NaN : Date.parse(registeredAt);
    if (time > earliest) late.add(version);
    if (time < earliest) earliest = time;
  }
  return late;
}
