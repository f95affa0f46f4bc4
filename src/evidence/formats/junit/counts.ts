import type { Statement, TestCounts } from '../../evidence.js';
import { type Said, readTimes } from '../../time.js';
import { readElement, readStatus, worse, type Outcome } from '../verdicts.js';

/** A suite's counts in its attributes, including its inner suites. */
interface Claims {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  /** `tests` also counts subtests, so it may be more than the number of test cases. */
  readonly subtests: boolean;
}

/** What a suite lists, including its inner suites. */
interface Listed {
  /** Test cases, and other elements with a test's outcome. */
  cases: number;
  failures: number;
  errors: number;
  skipped: number;
  /** Tests that an inner suite counts without listing them. */
  missing: number;
  /** Test cases that look passed although their suite says that all were skipped. */
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
  // Tools use one name or the other, or both for the same tests. This count only excuses missing tests.
  const skipped = ['skipped', 'disabled'].map((key) => readCount(attributes.get(key) ?? '') ?? 0);
  return { ...claimed, skipped: Math.max(...skipped) };
}

/**
 * pytest counts each subtest in `tests` but only lists the test around them, which fails if a subtest does. So more
 * tests than test cases don't mean that any are missing.
 */
function isFromPytest(name: string): boolean {
  return name === 'pytest' || name === 'pytest tests';
}

/**
 * A suite counts as the worse of its claims and what it lists. Tests that it claims without listing them are missing,
 * except failed ones (already counted) and skipped ones: mocha-junit-reporter leaves pending tests out and only counts
 * them at the root, so missing tests are carried up before they count.
 */
function settle(listed: Listed, claimed: Claims): Listed {
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

/** Follows a JUnit file's elements and counts outcomes. */
export class JUnitCounts {
  private readonly elements: Element[] = [];
  private readonly total: Listed = listNothing();
  private readonly broken: string[] = [];
  /** Each time as written, once: a file can have thousands of test cases. */
  private readonly times = new Set<string>();
  /** Suites that count more tests than they list. */
  private readonly short: string[] = [];
  private passed = 0;

  /**
   * @param tag the local name, lower-cased
   * @returns what is wrong with the element, if anything
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

  /** The oldest time of a suite or test case, so that a newer one can't hide it. */
  statement(): Statement {
    return readTimes([...this.times].map((value): Said<string> => ({ key: 'timestamp', value })));
  }

  /** Names, under the suite's name, what the suite counts but no test case shows. */
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

  /** An element's outcome belongs to the test case around it, at any depth. */
  private mark(outcome: Outcome): void {
    const owner = this.elements.findLast((element) => element.kind !== 'other');
    if (owner?.kind === 'case') owner.outcome = worse(owner.outcome, outcome);
    // A suite that broke outside its tests (in its set-up) has no test case for it.
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
