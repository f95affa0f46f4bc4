import type { GateResult } from '../../../src/model/gate-result.js';
import type { Outcome } from '../../../src/promotion/outcome.js';

export function gateWith(given: Partial<GateResult> = {}): GateResult {
  return {
    gate: 'metric',
    metric: 'accuracy',
    check: 'min',
    observed: 0.95,
    required: 0.9,
    champion: null,
    verdict: 'pass',
    reason: 'accuracy is 0.95, at least 0.9',
    ...given,
  };
}

export const FAILED = gateWith({
  observed: 0.84,
  champion: 0.91,
  check: 'max-regression',
  required: '0.5%',
  verdict: 'fail',
  reason: 'accuracy is 0.84, version 3 has 0.91',
});

/** Version 4 of churn, promoted from Staging to Production in place of version 3, but for what is given. */
export function outcomeWith(given: Partial<Outcome> = {}): Outcome {
  return {
    decision: 'promoted',
    asked: 'promoted',
    dry: false,
    promoted: true,
    inStage: given.promoted ?? true,
    repeated: false,
    model: 'churn',
    version: '4',
    stage: 'Production',
    previousStage: 'Staging',
    previousVersion: '3',
    holders: given.previousVersion === undefined ? ['3'] : [given.previousVersion ?? []].flat(),
    archivedVersions: ['3'],
    gates: [gateWith()],
    gatePlaces: [],
    policySha256: 'cd'.repeat(32),
    reportSha256: 'ab'.repeat(32),
    commit: null,
    pullRequest: null,
    reports: [{ path: 'reports/4.json', sha256: 'ab'.repeat(32), age: null, commit: null }],
    transitions: [
      { version: '3', from: 'Production', to: 'Archived' },
      { version: '4', from: 'Staging', to: 'Production' },
    ],
    forced: false,
    notices: [],
    policyWarnings: [],
    registry: 'models.yaml',
    policyFile: 'policy.yml',
    policySource: null,
    policyChange: null,
    deploymentId: null,
    run: { actor: null, run: null, ref: null, commits: [] },
    ...given,
  };
}

/** One outcome of every kind that people meet, by name. */
export const OUTCOMES: readonly (readonly [string, Outcome])[] = [
  [
    'promoted',
    outcomeWith({
      gates: [
        gateWith({ observed: 0.93, champion: 0.91 }),
        gateWith({ gate: 'soak', metric: null, check: 'soak', observed: '2d', required: '24h' }),
      ],
      commit: 'c0ffee'.repeat(7),
    }),
  ],
  [
    'blocked',
    outcomeWith({
      decision: 'blocked',
      promoted: false,
      archivedVersions: [],
      transitions: [],
      gates: [gateWith({ metric: 'f1' }), FAILED],
    }),
  ],
  [
    'first promotion',
    outcomeWith({
      previousVersion: null,
      archivedVersions: [],
      gates: [
        gateWith({
          verdict: 'skip',
          check: 'max-regression',
          required: '1%',
          reason: 'there is no champion',
        }),
      ],
    }),
  ],
  ['forced', outcomeWith({ forced: true, gates: [FAILED], notices: ['force overrode the failed gates'] })],
  [
    'rolled back',
    outcomeWith({ decision: 'rolled-back', version: '2', previousStage: 'Archived', gates: [], reports: [] }),
  ],
  [
    'unchanged',
    outcomeWith({
      decision: 'unchanged',
      previousStage: 'Production',
      promoted: false,
      gates: [],
      reports: [],
      transitions: [],
      archivedVersions: [],
    }),
  ],
  ['allowed', outcomeWith({ decision: 'allowed', dry: true, promoted: false })],
  [
    'registered',
    outcomeWith({
      decision: 'registered',
      stage: 'None',
      previousStage: null,
      previousVersion: null,
      gates: [],
      transitions: [],
      archivedVersions: [],
      policyFile: null,
    }),
  ],
  ['forty gates', outcomeWith({ decision: 'blocked', promoted: false, gates: manyGates(40) })],
];

/** So many metrics that missed their bound, `m0` and on. */
export function failingGates(count: number, reason: string): GateResult[] {
  return Array.from({ length: count }, (_, at) =>
    gateWith({ metric: `m${at}`, verdict: 'fail', reason: `${reason} (${at})` }),
  );
}

/** So many gates of different metrics; every tenth fails. */
export function manyGates(count: number): GateResult[] {
  return Array.from({ length: count }, (_, at) =>
    gateWith({
      metric: `metric_${String(at)}`,
      ...(at % 10 === 0 ? { verdict: 'fail', observed: 0.5, reason: `metric_${String(at)} is 0.5` } : {}),
    }),
  );
}

/** So many slices of one metric, all alike but for their values. */
export function manySlices(count: number): GateResult[] {
  return Array.from({ length: count }, (_, at) =>
    gateWith({ metric: `slices.s${String(at)}.recall`, observed: 0.9 + at / 1e7 }),
  );
}
