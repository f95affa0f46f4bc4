import { decideAndApply, retryOnConflict } from '../../../src/promotion/apply-loop.js';
import type { Attempt, CommandContext } from '../../../src/promotion/command.js';
import { makeOutcome } from '../../../src/promotion/outcome.js';
import type { Evidence } from '../../../src/evidence/evidence.js';
import type { ArtifactReading } from '../../../src/history/artifacts.js';
import type { Artifact } from '../../../src/model/history-entry.js';
import { parsePolicy } from '../../../src/policy/load.js';
import type { Registry } from '../../../src/model/registry.js';
import { StagegateError } from '../../../src/errors.js';
import { createHash } from 'node:crypto';
import type { Problem } from '../../../src/evidence/evidence.js';
import { evidenceOf, NOW, reportOf, testsOf } from './gate-context.js';
import { scriptHost } from './code-host.js';
import { FILE } from './policy-text.js';

export interface Around {
  /** The policy's text; null for none. */
  readonly policy?: string | null;
  readonly isBeforeMerge?: boolean;
  /** The report of any version, as JSON. */
  readonly report?: string;
  /** The live report of any version, as JSON; null while it is missing. */
  readonly live?: string | null;
  /** The report has its own SHA-256, and not one for all. */
  readonly isHashed?: boolean;
  /** Reads the files of a version; null without files. */
  readonly artifact?: (of: Artifact) => ArtifactReading | null;
  /** What is at the policy's test set. */
  readonly testSet?: ArtifactReading;
  /** Report templates given by hand, as `register --report` does. */
  readonly reports?: readonly string[];
  /** SHA-256 of every source that is a path. */
  readonly sha256?: string;
  /** URL of the workflow run, attempt included. */
  readonly run?: string;
  /** Reads the clock. */
  readonly now?: () => Date;
}

export const POLICY = `stages: [Staging, Production]
models:
  churn:
    report: reports/{version}.json
    stages:
      Staging: {}
      Production:
        gates:
          - metric: accuracy
            min: 0.9
`;

function hashed(evidence: Evidence, isHashed: boolean): Evidence {
  if (!isHashed) return evidence;
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const reports = evidence.reports.map((report) => ({
    ...report,
    sha256: sha256(JSON.stringify([...report.metrics.children])),
  }));
  return { ...evidence, reports };
}

/** What a use case works with, over a registry in memory, with the real loop. */
export function contextOver(
  registry: Registry,
  {
    policy: text = POLICY,
    isBeforeMerge = false,
    report = '{"accuracy": 0.95}',
    live = null,
    isHashed = false,
    artifact = () => null,
    testSet,
    reports = [],
    sha256 = 'ab'.repeat(32),
    run: url,
    now = () => NOW,
  }: Around = {},
): CommandContext {
  const policy = text === null ? null : parsePolicy(FILE, text);
  const pacing = {
    clock: { sleep: () => Promise.resolve() },
    random: () => 0,
    retrying: () => undefined,
  };
  const run = { actor: 'ann', run: url ?? null, ref: null, commits: [] };
  const artifacts = {
    read: (of: Artifact) => Promise.resolve(of).then(artifact),
    ...(testSet === undefined ? {} : { digest: () => Promise.resolve(testSet) }),
  };
  const settings: Attempt['settings'] = {
    reader: {
      reports: (templates, { version }) => {
        if (templates.length === 0) return Promise.resolve(evidenceOf());
        if (!templates.some((template) => template.startsWith('live')))
          return Promise.resolve(hashed(evidenceOf(report), isHashed));
        const path = `live/${version}.json`;
        const absent: Problem = { path, message: "doesn't exist", isMissing: true };
        return Promise.resolve({
          patterns: [path],
          reports: live === null ? [] : [reportOf(live, path)],
          problems: live === null ? [absent] : [],
        });
      },
      tests: () => Promise.resolve(testsOf({ passed: 1 })),
      examples: () => Promise.reject(new TypeError('no gate is paired')),
    },
    reports,
    host: scriptHost(),
    artifacts,
  };
  return {
    registry,
    isServer: true,
    stages: ['Staging', 'Production'],
    policy,
    isBeforeMerge,
    now,
    requirePolicy: (held) => {
      if (held === null) throw new StagegateError('policy', 'there is no policy');
      return held;
    },
    change: async ({ model, interest, done, dry: isDryRun }, prepare) => {
      const dry = isDryRun || isBeforeMerge;
      const result = await decideAndApply({
        registry,
        model,
        interest,
        dry,
        pacing,
        decide: async (snapshot, { first, finished }) =>
          (await prepare({ snapshot, first, finished, policy, run, settings }))(now()),
      });
      const judging = { policy, source: null, change: null, notices: [] };
      return makeOutcome(result, { done, dry, registry: registry.label, policy: judging, run });
    },
    read: (work) => retryOnConflict({ registry, pacing }, work),
    locate: (source) => Promise.resolve({ name: source, sha256: source.includes(':') ? null : sha256 }),
    rulesFor: () => Promise.resolve({ policy, settings }),
    artifacts: () => Promise.resolve(artifacts),
    settings: () => Promise.resolve(settings),
    clock: { now, elapsed: () => 0 },
    tell: () => undefined,
  };
}
