import { judgeArtifact } from '../history/artifacts.js';
import { gateResult, type GateResult, type Verdict } from '../model/gate-result.js';
import type { HistoryLine } from '../model/history-entry.js';
import type { ModelVersion, Snapshot } from '../model/registry.js';
import type { GateContext, Checked } from './context.js';

/** What the gate `artifact` needs of the context. A rollback without gates has only this. */
type ArtifactContext = Pick<GateContext, 'artifact' | 'version' | 'snapshot'> & {
  readonly rules: Pick<GateContext['rules'], 'artifactRequired'>;
};

const RECORD =
  'the policy says artifact: required, so register a version whose source is a path in the repository';

/**
 * `artifact`: the files at a version's source have the SHA-256 that was registered. Files that can't be checked from
 * here are skipped, unless the policy requires the check. No results for a version without a source and a SHA-256.
 */
export function checkArtifact({ artifact, version, snapshot, rules }: ArtifactContext): GateResult[] {
  const held = snapshot.versions.find((candidate) => candidate.version === version);
  const { source = null, sha256 = null } = held ?? {};
  const observed = artifact?.kind === 'read' ? artifact.sha256 : (artifact?.kind ?? 'missing');
  const required = sha256?.toLowerCase() ?? (rules.artifactRequired ? 'recorded' : null);
  const result = (verdict: Verdict, reason: string) => [
    gateResult('artifact', { check: 'sha256', observed, required, verdict, reason }),
  ];
  if (artifact === null)
    return rules.artifactRequired
      ? result('fail', `version ${version} has no source and no SHA-256: ${RECORD}`)
      : [];
  const { state, message } = judgeArtifact({ version, source, sha256 }, artifact);
  switch (state) {
    case 'same':
      return result('pass', message);
    case 'other':
      return result('fail', `${message}: restore it, or register the changed files as a new version`);
    case 'missing':
      return result('fail', `${message}: restore it, or fetch it in an earlier step of the workflow`);
    case 'unchecked':
      return rules.artifactRequired ? result('fail', `${message}: ${RECORD}`) : result('skip', message);
  }
}

/**
 * `history`: a pull request may add to the history of its base branch but not change it. Otherwise its author could
 * write the numbers that the candidate is compared with. No results where nothing is proposed.
 */
export function checkHistory({ base, snapshot, champions }: GateContext): GateResult[] {
  if (base === undefined || base === null) return [];
  const { name } = base;
  const result = (verdict: Verdict, reason: string) => [
    gateResult('history', {
      check: null,
      observed: null,
      required: `continues the history of ${name}`,
      verdict,
      reason,
    }),
  ];
  if (base.snapshot === null)
    return result('skip', `the history on ${name} can't be read, so this branch was not compared with it`);
  const compared = champions.map(({ version }) => version);
  const altered = findAltered(name, { base: base.snapshot, own: snapshot, compared });
  return altered === null
    ? result('pass', `this branch leaves the history of ${name} as it is`)
    : result('fail', altered);
}

function findAltered(
  name: string,
  { base, own, compared }: { base: Snapshot; own: Snapshot; compared: readonly string[] },
): string | null {
  const last = base.history.at(-1);
  // each line holds the digest of the one before it, so the last one stands for all
  if (last !== undefined && !own.history.some(({ sha256 }) => sha256 === last.sha256))
    return `the history of this branch lacks the last line of ${name} ${tell(last)}: merge ${name} into this branch, and only append to the history`;
  for (const champion of compared) {
    const [before, now] = [base, own].map(({ versions }) =>
      versions.find(({ version }) => version === champion),
    );
    const differs = before === undefined || now === undefined ? null : differenceOf(before, now);
    if (differs !== null)
      return `${differs} of version ${champion}, which the candidate is compared with, differs from ${name}: restore what ${name} has`;
  }
  return null;
}

function tell({ entry, file, line }: HistoryLine): string {
  return `(${entry.action} version ${entry.version} to ${entry.to}, ${file}${line === null ? '' : `:${line}`})`;
}

/**
 * How two states of a version differ in what its numbers depend on; null if they don't. Its stage is in the history.
 */
function differenceOf(before: ModelVersion, now: ModelVersion): string | null {
  if (before.source !== now.source) return 'the source';
  if (before.sha256 !== now.sha256) return 'the SHA-256';
  const names = [...new Set([...Object.keys(before.metrics), ...Object.keys(now.metrics)])];
  const metric = names.find((name) => valueOf(before, name) !== valueOf(now, name));
  return metric === undefined ? null : `the metric ${metric}`;
}

function valueOf({ metrics }: ModelVersion, name: string): number | undefined {
  return Object.hasOwn(metrics, name) ? metrics[name] : undefined;
}

/** `test-set`: the file or folder can be read. Without it, the attempt can't be numbered. */
export function checkTestSet({ rules, testSet }: GateContext): Checked[] {
  if (rules.testSet === null || testSet?.kind === 'read') return [];
  const { kind = 'unchecked', why = 'was not read' } = testSet ?? {};
  const told = kind === 'unchecked' && testSet ? why : `${rules.testSet} ${why}`;
  const reason = `the test set ${told}: restore it, or correct test-set in the policy`;
  const result = { check: 'test-set', observed: kind, required: rules.testSet, reason };
  return [gateResult('evidence', { ...result, verdict: 'fail' })];
}
