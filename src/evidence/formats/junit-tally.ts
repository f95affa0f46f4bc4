import type { TestCounts } from '../evidence.js';

const MAX_BROKEN = 5;
const MAX_NAME = 200;

/** From best to worst: a test case counts as its worst. */
const OUTCOMES = ['passed', 'skipped', 'failure', 'error'] as const;
type Outcome = (typeof OUTCOMES)[number];

/**
 * What an element in a test case says of it. Surefire's reruns: `rerunFailure` stands beside the `failure` of
 * a test that failed every time, `flakyFailure` (not here) in one that passed in the end.
 */
const BY_ELEMENT = new Map<string, Outcome>([
  ['skipped', 'skipped'],
  ['failure', 'failure'],
  ['rerunFailure', 'failure'],
  ['rerunError', 'failure'],
  ['error', 'error'],
]);
/** GoogleTest, CTest and others write a status on the test case as well. */
const BY_STATUS = new Map<string, Outcome>([
  ['notrun', 'skipped'],
  ['disabled', 'skipped'],
  ['skipped', 'skipped'],
  ['fail', 'failure'],
  ['failed', 'failure'],
  ['error', 'error'],
]);

interface Bad {
  failures: number;
  errors: number;
}
type Element =
  | { readonly kind: 'suite'; readonly name: string; readonly claimed: Bad; readonly listed: Bad }
  | { readonly kind: 'case'; readonly name: string; outcome: Outcome }
  | { readonly kind: 'other' };

/** Follows the elements of a JUnit file and keeps its counts. */
export class JUnitTally {
  private readonly elements: Element[] = [];
  private readonly total: Bad = { failures: 0, errors: 0 };
  private readonly broken: string[] = [];
  private passed = 0;
  private skipped = 0;

  /** @returns what is wrong with the element, if anything is */
  open(tag: string, attributes: ReadonlyMap<string, string>): string | undefined {
    if (tag === 'testsuite' || tag === 'testsuites') return this.openSuite(attributes);
    const parent = this.elements.at(-1);
    if (tag === 'testcase') {
      this.elements.push({ kind: 'case', name: nameCase(attributes), outcome: readStatus(attributes) });
      return undefined;
    }
    const outcome = BY_ELEMENT.get(tag);
    if (outcome !== undefined && parent?.kind === 'case') parent.outcome = worse(parent.outcome, outcome);
    // A suite that broke outside of its tests (in its set-up) has no test case to say so.
    if (outcome !== undefined && outcome !== 'skipped' && parent?.kind === 'suite')
      this.add(outcome, parent.name);
    this.elements.push({ kind: 'other' });
    return undefined;
  }

  close(): void {
    const element = this.elements.pop();
    if (element?.kind === 'case') this.add(element.outcome, element.name);
    if (element?.kind !== 'suite') return;
    // What a suite claims of itself includes the suites in it: the larger number counts, once a level.
    const bad = this.badOfSuite();
    bad.failures += Math.max(element.claimed.failures, element.listed.failures);
    bad.errors += Math.max(element.claimed.errors, element.listed.errors);
  }

  counts(): TestCounts {
    return { passed: this.passed, ...this.total, skipped: this.skipped, broken: this.broken };
  }

  private openSuite(attributes: ReadonlyMap<string, string>): string | undefined {
    const claimed = { failures: 0, errors: 0, tests: 0 };
    for (const key of ['tests', 'failures', 'errors'] as const) {
      const text = attributes.get(key);
      if (text === undefined) continue;
      if (!/^\d{1,9}$/.test(text)) return `claims ${quote(text)} ${key}, which is no count,`;
      claimed[key] = Number(text);
    }
    const listed = { failures: 0, errors: 0 };
    this.elements.push({ kind: 'suite', name: attributes.get('name') ?? 'unnamed suite', claimed, listed });
    return undefined;
  }

  private add(outcome: Outcome, name: string): void {
    if (outcome === 'passed') this.passed += 1;
    if (outcome === 'skipped') this.skipped += 1;
    if (outcome === 'failure') this.badOfSuite().failures += 1;
    if (outcome === 'error') this.badOfSuite().errors += 1;
    const isBad = outcome === 'failure' || outcome === 'error';
    if (isBad && this.broken.length < MAX_BROKEN) this.broken.push(name.slice(0, MAX_NAME));
  }

  private badOfSuite(): Bad {
    const suite = this.elements.findLast((element) => element.kind === 'suite');
    return suite?.listed ?? this.total;
  }
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, MAX_NAME));
}

function worse(a: Outcome, b: Outcome): Outcome {
  return OUTCOMES.indexOf(a) < OUTCOMES.indexOf(b) ? b : a;
}

function readStatus(attributes: ReadonlyMap<string, string>): Outcome {
  return BY_STATUS.get(attributes.get('status')?.toLowerCase() ?? '') ?? 'passed';
}

function nameCase(attributes: ReadonlyMap<string, string>): string {
  const parts = [attributes.get('classname'), attributes.get('name')];
  return parts.filter((part) => part !== undefined && part !== '').join(' › ') || 'unnamed test';
}
