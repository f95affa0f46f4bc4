import { READ_BY_SHAPE } from '../../../src/evidence/report-entry.js';
import { readReport } from '../../../src/evidence/read-report.js';
import type { Evidence, Report, TestCounts, TestEvidence, TestFile } from '../../../src/evidence/evidence.js';
import type { ChampionEvidence } from '../../../src/gates/champion-value.js';
import type { RecordedNumber } from '../../../src/model/history-entry.js';
import type { GateContext } from '../../../src/gates/context.js';
import { judgeGates } from '../../../src/gates/index.js';
import type { GateResult } from '../../../src/model/gate-result.js';
import type { StageRules } from '../../../src/policy/resolve.js';
import type { ModelVersion, Snapshot } from '../../../src/model/registry.js';

export const NOW = new Date('2026-11-10T12:00:00.000Z');

/** A stage that asks for nothing, but for what is given. */
export function rulesWith(given: Partial<StageRules> = {}): StageRules {
  return {
    path: ['models', 'churn', 'stages', 'Production'],
    report: [],
    reading: READ_BY_SHAPE,
    from: null,
    soak: null,
    refs: null,
    archiveExisting: true,
    allowForce: true,
    gateRollbacks: false,
    allowTakenOut: false,
    skipWhenEmpty: false,
    live: null,
    artifactRequired: false,
    falsePromotions: null,
    testSet: null,
    gates: [],
    evidence: { maxAge: null, version: false, commit: false },
    freeze: [],
    ...given,
  };
}

export function versionWith(given: Partial<ModelVersion> & { version: string }): ModelVersion {
  return { stage: 'None', source: null, sha256: null, registeredAt: null, metrics: {}, tags: {}, ...given };
}

export function snapshotWith(given: Partial<Snapshot> = {}): Snapshot {
  return {
    model: 'churn',
    exists: true,
    versions: [versionWith({ version: '4', stage: 'Staging' })],
    complete: true,
    aliases: {},
    history: [],
    head: given.history?.at(-1)?.sha256 ?? null,
    problems: [],
    revision: { id: '1' },
    ...given,
  };
}

/** A context's parts; `champion` is short for the only one, or none. */
export type ContextParts = Partial<GateContext> & { readonly champion?: ChampionEvidence | null };

/** Version 4 of churn, from Staging to Production, judged at `NOW` without evidence or a champion. */
export function contextWith({ champion = null, ...given }: ContextParts = {}): GateContext {
  return {
    now: NOW,
    version: '4',
    currentStage: 'Staging',
    stage: 'Production',
    rules: rulesWith(),
    snapshot: snapshotWith(),
    artifact: null,
    evidence: { patterns: [], reports: [], problems: [] },
    tests: new Map(),
    paired: new Map(),
    rows: new Map(),
    champions: [champion ?? []].flat(),
    run: { actor: null, run: null, ref: null, commits: [] },
    checks: null,
    approvals: null,
    dry: false,
    allowTakenOut: false,
    ...given,
  };
}

/** A report as the reader makes it of this JSON, which may hold Python's NaN and Infinity. */
export function reportOf(json: string, path = 'reports/4.json'): Report {
  return readReport({ path, bytes: new TextEncoder().encode(json), sha256: 'ab', format: 'plain' });
}

/** Evidence of reports at `reports/4.json`, `reports/5.json` and so on. */
export function evidenceOf(...reports: string[]): Evidence {
  return {
    patterns: ['reports/*.json'],
    reports: reports.map((json, at) => reportOf(json, `reports/${String(4 + at)}.json`)),
    problems: [],
  };
}

/** Version 3, of which nothing is known but what is given. */
export function championWith(given: Partial<ChampionEvidence> = {}): ChampionEvidence {
  return {
    version: '3',
    holds: true,
    recorded: new Map(),
    evidence: null,
    atCommit: null,
    run: null,
    registered: {},
    ...given,
  };
}

/** Numbers as a history line has them, without uncertainty. */
export function recordedOf(numbers: Readonly<Record<string, number>>): Map<string, RecordedNumber> {
  return new Map(Object.entries(numbers).map(([metric, value]) => [metric, { value, uncertainty: {} }]));
}

export function testsOf(...files: Partial<TestFile>[]): TestEvidence {
  const none: TestCounts = { passed: 0, failures: 0, errors: 0, skipped: 0, broken: [] };
  return {
    patterns: ['junit/*.xml'],
    files: files.map((counts, at) => ({
      path: `junit/${String(at + 1)}.xml`,
      sha256: 'ab',
      statement: {},
      ...none,
      ...counts,
    })),
    problems: [],
  };
}

/** The results of every gate. */
export function evaluateGates(context: GateContext): GateResult[] {
  return judgeGates(context).map(({ result }) => result);
}
