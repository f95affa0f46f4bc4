import { StagegateError } from '../errors.js';
import type { Report } from '../evidence/evidence.js';
import { flattenMetrics } from '../evidence/flatten.js';
import type { ModelVersion, Snapshot } from '../registry/registry.js';
import { NONE } from '../registry/stage.js';
import { parseVersion } from '../registry/version.js';
import type { Decision, DecisionBasis } from './decision.js';
import { factsOf } from './decide.js';
import { digestReports } from './digest.js';
import { makePlan } from './plan.js';
import type { RegisterRequest } from './request.js';

/** Adds a version in stage `None`. Registering the same version again with the same source changes nothing. */
export function decideRegistration(request: RegisterRequest, basis: DecisionBasis, reports: readonly Report[]): Decision {
  const { snapshot, now } = basis;
  const version = parseVersion(request.version ?? nextVersion(snapshot));
  const existing = snapshot.versions.find((candidate) => candidate.version === version);
  const facts = factsOf({ snapshot, version, currentStage: existing?.stage ?? NONE, stage: existing?.stage ?? NONE }, null);
  if (existing !== undefined) {
    requireSame(existing, request, snapshot);
    return { ...facts, verdict: 'unchanged', plan: null };
  }
  const reportSha256 = digestReports(reports);
  const plan = makePlan(basis, {
    action: 'register',
    version,
    from: null,
    to: NONE,
    archived: [],
    reason: request.reason,
    forced: false,
    gates: [],
    reportSha256,
    registration: {
      version,
      source: request.source,
      sha256: request.sha256,
      registeredAt: now.toISOString(),
      metrics: Object.fromEntries(reports.flatMap(({ metrics }) => flattenMetrics(metrics))),
      tags: request.tags,
      aliases: request.aliases,
    },
  });
  const judged = reports.map(({ path, sha256 }) => ({ path, sha256 }));
  return { ...facts, previousStage: null, reports: judged, reportSha256, verdict: 'go', plan };
}

function nextVersion({ versions }: Snapshot): string {
  return String(BigInt(versions.at(-1)?.version ?? '0') + 1n);
}

/** A training job that is run again registers the same thing again; anything else would overwrite a version. */
function requireSame(existing: ModelVersion, request: RegisterRequest, { model, versions }: Snapshot): void {
  const same = (asked: string | null, held: string | null) => asked === null || asked === held;
  const identified = request.source !== null || request.sha256 !== null;
  if (identified && same(request.source, existing.source) && same(request.sha256, existing.sha256)) return;
  throw new StagegateError('input', `version ${existing.version} of ${JSON.stringify(model)} is registered already`, {
    hint: `A version is never overwritten. Leave the version out for the next one (${nextVersion({ versions } as Snapshot)}).`,
  });
}

/** @throws StagegateError `input` when it is no SHA-256 in hex */
export function requireSha256(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new StagegateError('input', `${JSON.stringify(text)} is no SHA-256`, { hint: 'It has 64 hexadecimal digits.' });
}
