import type { Attempted, PastAttempt } from '../model/history-entry.js';
import type { Snapshot } from '../model/registry.js';
import { compareVersions } from '../model/version.js';
import { modelStateOf } from './checkpoint.js';

/*
 * Numbers the attempts to promote, where a stage limits the chance of any false promotion (`false-promotions`). A
 * family is all attempts to take a stage from the same champion on the same test set. In a family, no two attempts have
 * the same number.
 *
 * The number follows from the registry: versions newer than the champion are numbered in the order in which they were
 * registered, whether or not they were judged. A check writes nothing, but people pick a version by its result, so
 * every version counts as soon as it is registered. Only judging a version again on other evidence needs a line of its
 * own.
 */

/** A version to judge, and the family of its attempt. */
export interface AttemptOf extends Pick<Attempted, 'stage' | 'against' | 'test-set' | 'evidence'> {
  readonly version: string;
}

interface NumberedAttempt extends Pick<Attempted, 'number' | 'highest'> {
  /** The history already has this attempt: the same version on the same evidence. */
  readonly isRecorded: boolean;
}

/**
 * Every tenth number is reserved for versions older than the champion. Only so many versions are older, and each gets a
 * fixed number too, since people can check it at any time.
 */
const OLDER = 10;

export function numberAttempt(snapshot: Snapshot, asked: AttemptOf): NumberedAttempt {
  const { version } = asked;
  const family = new Family(snapshot, asked);
  const own = family.recorded.filter((record) => record.version === version);
  const same = own.find(({ evidence }) => evidence === asked.evidence);
  const { highest } = family;
  if (same !== undefined) return { number: same.number, highest: same.highest, isRecorded: true };
  const place = own.length === 0 ? family.placeOf(version) : null;
  // a version that was written into a manifest by hand may have the place of another one
  const number = place === null || family.isTaken(place) ? family.nextFree() : place;
  return { number, highest, isRecorded: false };
}

/** The nth number that isn't reserved for older versions: 1 to 9, 11 to 19, … */
function skipKept(nth: number): number {
  return nth + Math.floor((nth - 1) / (OLDER - 1));
}

class Family {
  /** The recorded attempts of this family, oldest first. */
  readonly recorded: readonly PastAttempt[];
  /** The highest version number that was ever registered, as far as the registry and its history know. */
  readonly highest: string;
  /** Versions with an attempt on another test set from before this one was in use: they have no place on this one. */
  private readonly ofAnother = new Set<string>();
  /** Every version that was ever registered, by number. Only complete where people choose the numbers. */
  private readonly known: readonly string[];
  private readonly late: ReadonlySet<string>;
  private readonly again: readonly PastAttempt[];

  constructor(
    private readonly snapshot: Snapshot,
    private readonly of: AttemptOf,
  ) {
    const state = modelStateOf(snapshot.history);
    const attempts = state.attempts.get(of.stage) ?? [];
    const all = attempts.filter(({ against }) => against === of.against);
    const isOnThis = (record: PastAttempt) => record['test-set'] === of['test-set'];
    this.recorded = all.filter(isOnThis);
    // once this test set is in use, a version keeps its place on it whatever it is judged on later
    const isOld = attempts.some((record) => record.version === of.against && isOnThis(record));
    const end = all.findIndex(isOnThis);
    for (const { version } of isOld ? [] : all.slice(0, end === -1 ? undefined : end))
      this.ofAnother.add(version);
    const names = [
      ...snapshot.versions.map((held) => held.version),
      ...state.since.keys(),
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

  /** The number that a version has by its place; null if it has no place, and is numbered after all others. */
  placeOf(version: string): number | null {
    const { against } = this.of;
    if (this.hasPlace(version)) return skipKept(this.placesBefore(version) + 1);
    if (against === null || compareVersions(version, against) > 0 || !this.isInOrder(version)) return null;
    return OLDER * (this.countBetween(version, against) + 1);
  }

  /** Whether an attempt with this number is recorded. */
  isTaken(number: number): boolean {
    return this.recorded.some((record) => record.number === number);
  }

  /** The first number after all places that no attempt has taken. */
  nextFree(): number {
    let nth = this.placesBefore(null) + 1;
    while (this.isTaken(skipKept(nth))) nth += 1;
    return skipKept(nth);
  }

  /**
   * Whether a version has a number by its place: it is newer than the champion, was registered in order, and has no
   * earlier attempt on another test set.
   */
  hasPlace(version: string): boolean {
    const { against } = this.of;
    return (
      (against === null || compareVersions(version, against) > 0) &&
      this.isInOrder(version) &&
      !this.ofAnother.has(version)
    );
  }

  /** Whether all versions with a higher number were registered after it. */
  isInOrder(version: string): boolean {
    return !this.late.has(version);
  }

  /** How many attempts are numbered before a version's. @param version null to count all of them */
  placesBefore(version: string | null): number {
    const { against } = this.of;
    const isBefore = (other: string) => version === null || compareVersions(other, version) < 0;
    const again = this.again.filter(({ highest }) => isBefore(highest)).length;
    if (this.snapshot.numbersVersions !== true)
      return this.known.filter((other) => isBefore(other) && this.hasPlace(other)).length + again;
    const others = [...this.ofAnother].filter(isBefore);
    const newer = others.filter((other) => against === null || compareVersions(other, against) > 0);
    const until = version ?? String(BigInt(this.highest) + 1n);
    return this.countBetween(against ?? '0', until) - newer.length + again;
  }

  /** How many versions were registered with a number between these two. */
  countBetween(one: string, other: string): number {
    if (this.snapshot.numbersVersions === true) return Math.max(0, Number(BigInt(other) - BigInt(one)) - 1);
    return this.known.filter((each) => compareVersions(each, one) > 0 && compareVersions(each, other) < 0)
      .length;
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
