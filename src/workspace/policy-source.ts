import { formatPlace, StagegateError } from '../errors.js';
import { parsePolicy, tellWarning, type Policy, type PolicyWarning } from '../policy/load.js';
import type { JudgingPolicy } from '../promotion/outcome.js';
import type { BranchView } from '../registry/manifest/store.js';
import {
  chooseDefaultPolicy,
  findDefaultPolicy,
  noPolicy,
  readPolicy,
  readPolicyText,
  type PolicyNeed,
} from '../files/policy-file.js';
import { relativeInside } from '../files/workspace-file.js';

/** The policy that judges this run. */
export interface PolicyReading extends JudgingPolicy {
  /** The error when something needs a policy and there is none. */
  missing(need: PolicyNeed): StagegateError;
}

interface PolicyOptions {
  readonly root: string;
  /** The policy's path as given, or undefined for the default. */
  readonly path: string | undefined;
  /** The branch whose policy judges; null for the checkout's. */
  readonly branch: JudgingBranch | null;
}

/** A branch whose policy judges instead of the checkout's. */
export interface JudgingBranch {
  readonly view: BranchView;
  /**
   * `base`: the checkout is a proposal to this branch. `target`: the run commits here. `own`: the run commits nothing,
   * and runs on this branch.
   */
  readonly role: 'base' | 'target' | 'own';
}

const RULE = {
  base: 'A pull request is judged by the policy of its base, so that it cannot choose its own rules.',
  target:
    "What is committed to a branch is judged by that branch's policy. The checkout's own does not count.",
  own: "A workflow on a branch is judged by the policy that the branch has now. With commit: none the checkout's own counts.",
};

/**
 * Reads the workspace's policy, or a branch's. A proposal must not choose its own rules, and any other checkout may be
 * stale.
 * @throws StagegateError when the policy is wrong, a named one is missing, or the branch can't be read
 */
export async function readPolicySource({ root, path, branch }: PolicyOptions): Promise<PolicyReading> {
  if (branch !== null) return readBranchPolicy(root, path, branch);
  const policy = await readPolicy(root, path);
  return { policy, source: null, change: null, notices: [], missing: noPolicy };
}

async function readBranchPolicy(
  root: string,
  path: string | undefined,
  branch: JudgingBranch,
): Promise<PolicyReading> {
  const source = branch.view.branch;
  const readText = (name: string) => branch.view.read(relativeInside(root, name, 'policy'));
  const file = path ?? (await chooseOnBranch(branch, readText));
  const text = (await readText(file))?.replace(/^\ufeff/, '') ?? null;
  const own = await readOwn(root, path, file);
  if (text === null) {
    const missing = () => missingOnBranch(file, branch, own);
    // the checkout's policy names a registry, which must not be ignored silently
    const isOnlyHere = branch.role !== 'base' && (own.text !== null || own.problem !== null);
    if (path !== undefined || isOnlyHere) throw missing();
    return { policy: null, source, change: null, notices: [], missing };
  }
  const policy = parseBranchPolicy(file, text, branch);
  const isSame = own.text !== null && asLines(own.text) === asLines(text);
  const notices = isSame ? [] : [...noticesOf(file, branch, own), ...newWarnings(branch, policy, own)];
  if (branch.role !== 'base') return { policy, source, change: null, notices, missing: noPolicy };
  const { describeChange } = await import('../policy/change.js');
  const change = describeChange(file, text, own.text);
  const proposed = isSame ? undefined : (own.policy ?? undefined);
  return { policy, source, change, proposed, notices, missing: noPolicy };
}

function asLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** The checkout's policy. It doesn't judge, so its errors are only notices. */
interface OwnPolicy {
  readonly text: string | null;
  /** What is wrong with it, in words; null if nothing is, or without a policy. */
  readonly problem: string | null;
  /** Null when it is missing or wrong. */
  readonly policy: Policy | null;
}

/** The branch may have the policy under another name: the checkout may rename it. */
function chooseOnBranch(
  { view }: JudgingBranch,
  readText: (file: string) => Promise<string | null>,
): Promise<string> {
  return chooseDefaultPolicy(async (file) => (await readText(file)) !== null).catch((error: unknown) => {
    if (!(error instanceof StagegateError) || error.code !== 'policy') throw error;
    throw new StagegateError('policy', `on ${view.branch} ${error.message}`, {
      hint: error.hint,
      cause: error,
    });
  });
}

/** @param onBranch the name of the branch's policy, in case the checkout has none */
async function readOwn(root: string, path: string | undefined, onBranch: string): Promise<OwnPolicy> {
  let text: string | null = null;
  try {
    const found = path ?? (await findDefaultPolicy(root));
    const file = found ?? onBranch;
    ({ text } = await readPolicyText(root, file));
    const policy = text === null ? null : parsePolicy(file, text);
    return { text, problem: null, policy };
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    const place = error.place === undefined ? '' : `${formatPlace(error.place)}: `;
    return { text, problem: `${place}${error.message}`, policy: null };
  }
}

function parseBranchPolicy(file: string, text: string, { view, role }: JudgingBranch): Policy {
  try {
    return parsePolicy(file, text);
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    const { code, message, hint } = error;
    // without a place: an annotation would mark the checkout's file
    const at = error.place === undefined ? file : formatPlace(error.place);
    throw new StagegateError(code, `the policy on ${view.branch} is wrong, ${at}: ${message}`, {
      hint: [hint, `Fix it on ${view.branch}. ${RULE[role]}`].filter((line) => line !== undefined).join('\n'),
      cause: error,
    });
  }
}

/** A proposal is the moment to fix warnings: once merged, its policy judges. */
function newWarnings({ role }: JudgingBranch, policy: Policy, own: OwnPolicy): string[] {
  if (role !== 'base') return [];
  const nameOf = ({ path, message }: PolicyWarning) => JSON.stringify([path, message]);
  const known = new Set(policy.warnings.map(nameOf));
  return (own.policy?.warnings ?? [])
    .filter((warning) => !known.has(nameOf(warning)))
    .map((warning) => `in the policy of this checkout, ${tellWarning(warning)}`);
}

function noticesOf(file: string, { view, role }: JudgingBranch, own: OwnPolicy): string[] {
  const { text, problem } = own;
  if (role === 'base') return [proposalNotice(file, view.branch, own)];
  // without a policy in the checkout there is nothing to compare
  if (text === null && problem === null) return [];
  return [
    `the policy ${file} in this checkout differs from the one on ${view.branch}, which judged this run`,
  ];
}

function proposalNotice(file: string, base: string, { text, problem }: OwnPolicy): string {
  const differs =
    text === null && problem === null
      ? `the policy ${file} is on ${base} but not in this checkout`
      : `the policy ${file} in this checkout differs from the one on ${base}`;
  const wrong = problem === null ? '' : `. Once merged, it would stop every promotion: ${problem}`;
  return `${differs}, which judged this run. A change takes effect when it is merged${wrong}`;
}

function missingOnBranch(file: string, { view, role }: JudgingBranch, own: OwnPolicy): StagegateError {
  const hint = role === 'base' ? proposalHint(view.branch, own) : ownHint(view.branch, own);
  return new StagegateError('policy', `the policy ${file} is missing on ${view.branch}`, {
    hint: `${hint} ${RULE[role]}`,
  });
}

function proposalHint(base: string, { text, problem }: OwnPolicy): string {
  if (problem !== null) return `Fix the pull request's own policy: ${problem}.`;
  if (text === null) return `Merge one to ${base} first: "stagegate init" writes it.`;
  return `Merge it to ${base}: the pull request's own policy is valid, and takes effect then.`;
}

function ownHint(branch: string, { text, problem }: OwnPolicy): string {
  if (text === null && problem === null) return `Commit one to ${branch} first: "stagegate init" writes it.`;
  return `Commit it to ${branch} first.`;
}
