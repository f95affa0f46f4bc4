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

export function listNothing(): Listed {
  return { cases: 0, failures: 0, errors: 0, skipped: 0, missing: 0, denied: 0 };
}

/** @returns the claims, or what is wrong with them */
export function readClaims(attributes: ReadonlyMap<string, string>): Omit<Claims, 'subtests'> | string {
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
export function isFromPytest(name: string): boolean {
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
export function addSuite(outer: Listed, inner: Listed): void {
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
