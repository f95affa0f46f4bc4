import { NO_EVIDENCE } from '../../../src/evidence/reader.js';
import { readReport } from '../../../src/evidence/read-report.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { resolveRules } from '../../../src/policy/resolve.js';
import { decidePromotion } from '../../../src/promotion/promote.js';
import { makeOutcome, type JudgingPolicy, type Outcome } from '../../../src/promotion/outcome.js';
import { championWith, contextWith, NOW, recordedOf } from './gate-context.js';
import { makeSnapshot } from './history-builder.js';

/** Of the checkout and of the pull request's head. */
const COMMIT = '9e12c4f0a1b2c3d4e5f60718293a4b5c6d7e8f90';

/** The policy of churn, as a team writes it. */
export const CHURN_POLICY = `registry: models.yaml
models:
  churn:
    report: reports/churn/{version}.json
    stages:
      Production:
        from: [Staging]
        evidence: {max-age: 7d, version: required, commit: required}
        gates:
          - metric: accuracy
            min: 0.90
            max-regression: 0.5%
          - metric: slices.*.recall
            min: 0.80
          - metric: latency.p95_ms
            max: 120
`;

/** What version 5 of churn is judged by; it is in Staging, and version 4 holds Production. */
export interface Candidate {
  readonly policy?: string;
  /** The report's content, without what it says about itself. */
  readonly report?: Readonly<Record<string, unknown>>;
  /** Numbers of version 4; null when no version holds the stage. */
  readonly champion?: Readonly<Record<string, number>> | null;
  readonly ask?: 'promote' | 'check';
  readonly force?: boolean;
  readonly judging?: Partial<JudgingPolicy>;
  readonly commit?: string | null;
}

export const GOOD_REPORT = {
  accuracy: 0.931274,
  slices: { eu: { recall: 0.884 }, us: { recall: 0.9013 }, br: { recall: 0.85 } },
  latency: { p95_ms: 81.4 },
};

export const BAD_REPORT = {
  accuracy: 0.9312,
  slices: { eu: { recall: 0.7431 }, us: { recall: 0.9013 }, br: { recall: 0.85 } },
};

export const CHAMPION = { accuracy: 0.912, 'slices.eu.recall': 0.86, 'latency.p95_ms': 78 };

/** Judges a version with the gates that there are, and makes the outcome of it that people are told. */
export function judgeCandidate(given: Candidate): Outcome {
  const { policy: text = CHURN_POLICY, report = GOOD_REPORT, champion = CHAMPION, ask = 'promote' } = given;
  const policy = parsePolicy('.github/stagegate.yml', text);
  const run = {
    actor: 'octocat',
    run: 'https://github.com/octo-org/models/actions/runs/1658821493',
    ref: ask === 'check' ? 'refs/pull/12/merge' : 'refs/heads/main',
    commits: [COMMIT],
  };
  const about = { model: 'churn', version: 5, commit: COMMIT, time: '2026-11-10T08:48:00Z' };
  const bytes = new TextEncoder().encode(JSON.stringify({ ...about, ...report }));
  const path = 'reports/churn/5.json';
  const read = readReport({ path, bytes, sha256: '1f3ab20c44d1e5f6'.repeat(4) });
  const snapshot = makeSnapshot(
    champion === null ? { '5': 'Staging' } : { '4': 'Production', '5': 'Staging' },
  );
  const request = {
    model: 'churn',
    version: '5',
    stage: 'Production',
    reason: given.force === true ? 'version 4 is down' : null,
    force: given.force === true,
  };
  const decision = decidePromotion(
    request,
    { snapshot, policy, now: NOW, run },
    contextWith({
      version: '5',
      snapshot,
      rules: resolveRules(policy, 'churn', 'Production'),
      evidence: { ...NO_EVIDENCE, patterns: [path], reports: [read] },
      champion: champion === null ? null : championWith({ version: '4', recorded: recordedOf(champion) }),
      run,
    }),
  );
  const applies = decision.plan !== null && ask === 'promote';
  return makeOutcome(
    {
      decision,
      applied: applies ? { commit: given.commit ?? null } : null,
      after: applies ? { stage: 'Production', lostTo: null } : null,
      attempts: 1,
      finished: null,
    },
    {
      done: 'promoted',
      dry: ask === 'check',
      registry: 'models.yaml',
      policy: { policy, source: null, change: null, notices: [], ...given.judging },
      run,
    },
  );
}

/** Forty gates, of which every tenth does not hold. */
export function fortyGates(): Candidate {
  const numbers = Array.from({ length: 40 }, (_, at) => `m${String(at + 1).padStart(2, '0')}`);
  const gates = numbers.map((name) => `          - {metric: ${name}, min: 0.5}\n`).join('');
  return {
    policy: CHURN_POLICY.replace(/gates:\n[^]*/, `gates:\n${gates}`),
    report: Object.fromEntries(numbers.map((name, at) => [name, at % 10 === 3 ? 0.4177 : 0.6 + at / 100])),
  };
}

const CONFIDENT_GATE = `          - metric: accuracy
            min: 0.90
            samples: n
            confidence: 95%
`;

const POLICY_DIFF = `@@ -9,7 +9,7 @@
         evidence: {max-age: 7d, version: required, commit: required}
         gates:
           - metric: accuracy
-            min: 0.90
+            min: 0.70
             max-regression: 0.5%
           - metric: slices.*.recall
             min: 0.80
`;

/** What reviewers see, by name. */
export const SHOWN: readonly (readonly [string, Candidate])[] = [
  ['promoted', { commit: 'c0ffee1234567890c0ffee1234567890c0ffee12' }],
  ['blocked', { report: BAD_REPORT }],
  ['first promotion', { champion: null }],
  [
    'policy changed',
    {
      ask: 'check',
      report: { ...GOOD_REPORT, accuracy: 0.8712 },
      judging: {
        source: 'main',
        change: { file: '.github/stagegate.yml', diff: POLICY_DIFF },
        notices: [
          'the policy .github/stagegate.yml in this checkout differs from the one on main, which judged this run. A change takes effect when it is merged',
        ],
      },
    },
  ],
  ['forty gates', fortyGates()],
  ['check, allowed', { ask: 'check', judging: { source: 'main' } }],
  ['by force', { report: BAD_REPORT, force: true }],
  [
    'not sure',
    {
      ask: 'check',
      policy: CHURN_POLICY.replace(/gates:\n[^]*/, `gates:\n${CONFIDENT_GATE}`),
      report: { accuracy: 0.915, n: 400 },
      judging: { source: 'main' },
    },
  ],
];
