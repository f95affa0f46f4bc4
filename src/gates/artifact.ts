import { judgeArtifact } from '../history/artifacts.js';
import type { GateContext } from './context.js';
import type { GateResult } from '../model/gate-result.js';

/** What the gate looks at: a rollback has no more where nothing else holds for it. */
export type ArtifactContext = Pick<GateContext, 'artifact' | 'version' | 'snapshot'> & {
  readonly rules: Pick<GateContext['rules'], 'artifactRequired'>;
};

const RESTORE = 'restore it, or register what is there now as a new version';
const BRING = 'restore it; in a workflow, a step before this one can fetch it';
const RECORD =
  'the policy says artifact: required, so register a version whose source is a path in the repository';

/**
 * `artifact`: the files at a version's source are those that were registered, by their SHA-256. What can't be checked
 * from here is skipped, unless the policy requires it. No results for a version without a source and a SHA-256.
 */
export function checkArtifact({ artifact, version, snapshot, rules }: ArtifactContext): GateResult[] {
  const held = snapshot.versions.find((candidate) => candidate.version === version);
  const { source = null, sha256 = null } = held ?? {};
  const result = {
    gate: 'artifact',
    metric: null,
    check: 'sha256',
    observed: artifact?.kind === 'read' ? artifact.sha256 : (artifact?.kind ?? 'missing'),
    required: sha256?.toLowerCase() ?? (rules.artifactRequired ? 'recorded' : null),
    champion: null,
  } as const;
  if (artifact === null) {
    if (!rules.artifactRequired) return [];
    const reason = `version ${version} has no source and no SHA-256: ${RECORD}`;
    return [{ ...result, verdict: 'fail', reason }];
  }
  const { state, message } = judgeArtifact({ version, source, sha256 }, artifact);
  switch (state) {
    case 'same':
      return [{ ...result, verdict: 'pass', reason: message }];
    case 'other':
      return [{ ...result, verdict: 'fail', reason: `${message}: ${RESTORE}` }];
    case 'missing':
      return [{ ...result, verdict: 'fail', reason: `${message}: ${BRING}` }];
    case 'unchecked':
      return rules.artifactRequired
        ? [{ ...result, verdict: 'fail', reason: `${message}: ${RECORD}` }]
        : [{ ...result, verdict: 'skip', reason: message }];
  }
}
