import type { Statement, TestCounts } from '../../evidence.js';
import { type Said, readTimes } from '../../time.js';
import { readElement, readStatus, worse, type Outcome } from '../verdicts.js';

/** What a suite says of itself in its attributes; it includes the suites in it. */
export interface Claims {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  /** Its tests may count more than its test cases do. */
  readonly subtests: boolean;
}

/** What was found in a suite, its own suites included. */
export interface Listed {
  /** Test cases, and whatever else tells how a test went. */
  cases: number;
  failures: number;
  errors: number;
  skipped: number;
  /** Tests that a suite in it claims and no test case tells of. */
  missing: number;
  /** Test cases that look passed, but whose suite says that all of its tests were skipped. */
  denied: number;
}

const MAX_SHOWN = 60;

function listNothing(): Listed {
  return { cases: 0, failures: 0, errors: 0, skipped: 0, missing: 0, denied: 0 };
}

/** @returns the claims, or what is wrong with them */
function readClaims(attributes: ReadonlyMap<string, string>): Omit<Claims, 'subtests'> | string {
  const claimed = { failures: 0, errors: 0, tests: 0 };
  for (const key of ['tests', 'failures', 'errors'] as const) {
    const text = attributes.get(key);
    if (text === undefined) continue;
    const count = readCount(text);
    if (count === undefined)
      return `has ${key}=${JSON.stringify(text.slice(0, MAX_SHOWN))} in the header of a suite, which is not a count,`;
    claimed[key] = count;
  }
  // Some tools call it the one, some the other, and some write both of the same tests. It only ever excuses.
  const skipped = ['skipped', 'disabled'].map((key) => readCount(attributes.get(key) ?? '') ?? 0);
  return { ...claimed, skipped: Math.max(...skipped) };
}

/**
 * pytest counts every subtest in `tests` and lists only the test around them; a subtest that fails fails that
 * test. So there more tests than test cases are no sign of anything missing.
 */
function isFromPytest(name: string): boolean {
  return name === 'pytest' || name === 'pytest tests';
}

/**
 * What a suite counts for: of its claims and what it lists, the worse. Tests that it claims and does not list
 * are missing, but for those that it counts as failed (they count already) or says were skipped: mocha-junit-reporter leaves its pending tests out, and
 * tells their number at the root only, which is why what is missing is carried up before it counts.
 */
export function settle(listed: Listed, claimed: Claims): Listed {
  const failures = Math.max(claimed.failures, listed.failures);
  const errors = Math.max(claimed.errors, listed.errors);
  const unlisted = Math.max(0, claimed.tests - listed.cases);
  const subtests = claimed.subtests && listed.cases > 0 ? unlisted : 0;
  const missing = Math.max(listed.missing, unlisted - subtests);
  const broken = Math.min(missing, failures + errors - listed.failures - listed.errors);
  const unlistedSkips = Math.max(0, claimed.skipped - listed.skipped);
  const skipped = Math.min(missing - broken, unlistedSkips);
  const allSkipped = claimed.tests > 0 && claimed.skipped >= claimed.tests;
  const ran = Math.max(0, listed.cases - listed.failures - listed.errors - listed.skipped);
  const denied = allSkipped ? ran : 0;
  return {
    cases: listed.cases + subtests + broken + skipped,
    failures,
    errors,
    skipped: listed.skipped + skipped + denied,
    missing: missing - broken - skipped,
    denied: listed.denied + denied,
  };
}

/** Adds a settled suite to the one around it. */
function addSuite(outer: Listed, inner: Listed): void {
  outer.cases += inner.cases;
  outer.failures += inner.failures;
  outer.errors += inner.errors;
  outer.skipped += inner.skipped;
  outer.missing += inner.missing;
  outer.denied += inner.denied;
}

function readCount(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

const MAX_BROKEN = 5;
const MAX_NAME = 200;
const UNNAMED = 'unnamed suite';

interface Suite {
  readonly kind: 'suite';
  readonly name: string;
  readonly claimed: Claims;
  readonly listed: Listed;
}

type Element =
  Suite | { readonly kind: 'case'; readonly name: string; outcome: Outcome } | { readonly kind: 'other' };

/** Follows the elements of a JUnit file and keeps its counts. */
export class JUnitCounts {
  private readonly elements: Element[] = [];
  private readonly total: Listed = listNothing();
  private readonly broken: string[] = [];
  /** Each time as written, once: a file can have very many test cases. */
  private readonly times = new Set<string>();
  /** Suites whose header counts more tests than they list. */
  private readonly short: string[] = [];
  private passed = 0;

  /**
   * @param tag the local name, lower-cased
   * @returns what is wrong with the element, if anything is
   */
  open(tag: string, attributes: ReadonlyMap<string, string>): string | undefined {
    if (tag === 'testsuite' || tag === 'testsuites') return this.openSuite(attributes);
    if (tag === 'testcase') {
      this.noteTime(attributes);
      this.elements.push({ kind: 'case', name: nameCase(attributes), outcome: readStatus(attributes) });
      return undefined;
    }
    const outcome = readElement(tag);
    if (outcome !== undefined) this.mark(outcome);
    this.elements.push({ kind: 'other' });
    return undefined;
  }

  close(): void {
    const element = this.elements.pop();
    if (element?.kind === 'case') this.add(element.outcome, element.name);
    if (element?.kind !== 'suite') return;
    const settled = settle(element.listed, element.claimed);
    this.tellUnlisted(element, settled);
    addSuite(this.suite(), settled);
  }

  counts(): TestCounts {
    const { failures, errors, missing, skipped, denied } = this.total;
    const where = this.short.length === 0 ? '' : `: ${this.short.slice(0, MAX_BROKEN).join('; ')}`;
    const more =
      missing > 0
        ? [`${missing} ${missing === 1 ? 'test' : 'tests'} counted by a suite but not listed${where}`]
        : [];
    return {
      passed: Math.max(0, this.passed - denied),
      failures,
      errors: errors + missing,
      skipped,
      broken: [...this.broken, ...more].slice(0, MAX_BROKEN),
    };
  }

  /** The oldest time that a suite or a test case states, so that a newer one can't hide it. */
  statement(): Statement {
    return readTimes([...this.times].map((value): Said<string> => ({ key: 'timestamp', value })));
  }

  /** What a suite's header counts and no test case shows has no name but the suite's. */
  private tellUnlisted({ name, claimed, listed }: Suite, settled: Listed): void {
    const suite = name === UNNAMED ? UNNAMED : `suite ${name.slice(0, MAX_NAME)}`;
    for (const key of ['failures', 'errors'] as const) {
      if (claimed[key] <= listed[key]) continue;
      const shown = listed[key] === 0 ? 'none' : String(listed[key]);
      this.name(`${suite}: ${key}="${claimed[key]}" in its header, but its test cases show ${shown}`);
    }
    if (settled.missing > listed.missing)
      this.short.push(
        `${suite}: tests="${claimed.tests}" in its header, but it lists ${listed.cases === 0 ? 'none' : listed.cases}`,
      );
  }

  private openSuite(attributes: ReadonlyMap<string, string>): string | undefined {
    const claimed = readClaims(attributes);
    if (typeof claimed === 'string') return claimed;
    this.noteTime(attributes);
    const name = attributes.get('name') ?? UNNAMED;
    const outer = this.elements.findLast((element) => element.kind === 'suite');
    const subtests = outer?.claimed.subtests === true || isFromPytest(name);
    this.elements.push({ kind: 'suite', name, claimed: { ...claimed, subtests }, listed: listNothing() });
    return undefined;
  }

  private noteTime(attributes: ReadonlyMap<string, string>): void {
    const time = attributes.get('timestamp');
    if (time !== undefined) this.times.add(time);
  }

  /** An outcome told by an element belongs to the test case around it, however deep it stands. */
  private mark(outcome: Outcome): void {
    const owner = this.elements.findLast((element) => element.kind !== 'other');
    if (owner?.kind === 'case') owner.outcome = worse(owner.outcome, outcome);
    // A suite that broke outside of its tests (in its set-up) has no test case to say so.
    if (owner?.kind === 'suite' && outcome !== 'skipped') this.add(outcome, owner.name);
  }

  private add(outcome: Outcome, name: string): void {
    this.suite().cases += 1;
    if (outcome === 'passed') this.passed += 1;
    if (outcome === 'skipped') this.suite().skipped += 1;
    if (outcome === 'failure') this.suite().failures += 1;
    if (outcome === 'error') this.suite().errors += 1;
    if (outcome === 'failure' || outcome === 'error') this.name(name.slice(0, MAX_NAME));
  }

  private name(broken: string): void {
    if (this.broken.length < MAX_BROKEN) this.broken.push(broken);
  }

  private suite(): Listed {
    const suite = this.elements.findLast((element) => element.kind === 'suite');
    return suite?.listed ?? this.total;
  }
}

function nameCase(attributes: ReadonlyMap<string, string>): string {
  const parts = [attributes.get('classname'), attributes.get('name')];
  return parts.filter((part) => part !== undefined && part !== '').join(' › ') || 'unnamed test';
}
