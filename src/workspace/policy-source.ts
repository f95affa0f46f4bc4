import { formatPlace, StagegateError } from '../errors.js';
import { parsePolicy, type Policy } from '../policy/load.js';
import type { JudgingPolicy } from '../promotion/outcome.js';
import type { BaseFiles } from './base-files.js';
import { DEFAULT_POLICY, noPolicy, readPolicy, readPolicyText } from './policy-file.js';
import { relativeInside } from './workspace-file.js';

/** The policy that holds for this run. */
export interface PolicyReading extends JudgingPolicy {
  /** The error for what needs a policy where there is none. */
  missing(): StagegateError;
}

export interface PolicyOptions {
  readonly root: string;
  /** The policy's path as given, or undefined for the default. */
  readonly path: string | undefined;
  /** Where the checkout is somebody's proposal: the branch that it would go to. */
  readonly base: BaseFiles | null;
}

/**
 * The workspace's policy; but where the checkout is somebody's proposal, the one of the branch that it would go
 * to, or its author would write the rules that it is judged by.
 * @throws StagegateError when it is wrong, one that was named is not there, or nobody can tell what the base has
 */
export async function readPolicySource({ root, path, base }: PolicyOptions): Promise<PolicyReading> {
  if (base !== null) return readBasePolicy(root, path, base);
  const policy = await readPolicy(root, path);
  return { policy, source: null, change: null, notices: [], missing: noPolicy };
}

async function readBasePolicy(
  root: string,
  path: string | undefined,
  base: BaseFiles,
): Promise<PolicyReading> {
  const file = path ?? DEFAULT_POLICY;
  const inside = relativeInside(root, file, 'policy');
  const text = (await (await base.open()).read(inside))?.replace(/^\ufeff/, '') ?? null;
  const own = await readOwn(root, file);
  if (text === null) {
    const missing = () => missingOnBase(file, base, own);
    if (path !== undefined) throw missing();
    return { policy: null, source: base.name, change: null, notices: [], missing };
  }
  const { describeChange } = await import('../policy/change.js');
  const change = describeChange(file, text, own.text);
  return {
    policy: parseBasePolicy(file, text, base),
    source: base.name,
    change,
    notices: change === null ? [] : [noticeOf(file, base, own)],
    missing: noPolicy,
  };
}

/** The checkout's policy: never obeyed, so whatever is wrong with it is only told. */
interface OwnPolicy {
  readonly text: string | null;
  /** What is wrong with it, for people; null when nothing is or there is none. */
  readonly problem: string | null;
}

async function readOwn(root: string, file: string): Promise<OwnPolicy> {
  let text: string | null = null;
  try {
    ({ text } = await readPolicyText(root, file));
    if (text !== null) parsePolicy(file, text);
    return { text, problem: null };
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    const place = error.place === undefined ? '' : `${formatPlace(error.place)}: `;
    return { text, problem: `${place}${error.message}` };
  }
}

function parseBasePolicy(file: string, text: string, base: BaseFiles): Policy {
  try {
    return parsePolicy(file, text);
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    const { code, message, hint } = error;
    // no place: it would be shown at that line of the pull request's file
    const at = error.place === undefined ? file : formatPlace(error.place);
    throw new StagegateError(code, `the policy on ${base.name} is wrong, ${at}: ${message}`, {
      hint: [hint, `A pull request is judged by the policy of its base: mend it on ${base.name}.`]
        .filter((line) => line !== undefined)
        .join('\n'),
      cause: error,
    });
  }
}

function noticeOf(file: string, base: BaseFiles, { text, problem }: OwnPolicy): string {
  const differs =
    text === null && problem === null
      ? `the policy ${file} is on ${base.name} and not in this checkout`
      : `the policy ${file} in this checkout is not the one on ${base.name}`;
  const wrong = problem === null ? '' : `; once merged it would stop every promotion: ${problem}`;
  return `${differs}, which is the one that judged; a change takes effect when it is merged${wrong}`;
}

function missingOnBase(file: string, base: BaseFiles, own: OwnPolicy): StagegateError {
  return new StagegateError('policy', `the policy ${file} is not there on ${base.name}`, {
    hint: hintOf(base, own),
  });
}

function hintOf(base: BaseFiles, { text, problem }: OwnPolicy): string {
  const rule = 'A pull request is judged by the policy of its base, so that it cannot choose its own rules.';
  if (problem !== null) return `${rule} The one that it brings would not do: ${problem}`;
  if (text === null) return `${rule} Merge one to ${base.name} first: "stagegate init" writes it.`;
  return `${rule} The one that it brings is well-formed, and takes effect when it is merged to ${base.name}.`;
}
