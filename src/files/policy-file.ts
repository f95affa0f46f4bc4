import { join } from 'node:path';
import { StagegateError } from '../errors.js';
import { createGit, GitUnusable } from '../git/command.js';
import { isLfsPointer, withoutLfs } from '../text/lfs.js';
import { parsePolicy, type Policy } from '../policy/load.js';
import { policyExample } from '../policy/skeleton.js';
import { exists, NOT_FOUND, readInside, relativeInside } from './workspace-file.js';

export const DEFAULT_POLICY = '.github/stagegate.yml';
/** The same with the other ending. A repository has one of the two. */
const OTHER_POLICY = '.github/stagegate.yaml';

/**
 * The default policy's path: whichever ending the file has, `.github/stagegate.yml` without one.
 * @param isThere tells of a path whether there is a file
 * @throws StagegateError `policy` when there are both
 */
export async function chooseDefaultPolicy(isThere: (file: string) => Promise<boolean>): Promise<string> {
  const [usual, other] = await Promise.all([isThere(DEFAULT_POLICY), isThere(OTHER_POLICY)]);
  if (usual && other) {
    throw new StagegateError('policy', `there are two policies: ${DEFAULT_POLICY} and ${OTHER_POLICY}`, {
      place: { file: OTHER_POLICY },
      hint: 'Delete one of them, or name the one that counts with --policy (the input policy).',
    });
  }
  return other ? OTHER_POLICY : DEFAULT_POLICY;
}

/** The default policy in a folder; undefined without one. @throws StagegateError `policy` when there are two */
export async function findDefaultPolicy(folder: string): Promise<string | undefined> {
  const isThere = (file: string) => exists(join(folder, file));
  const file = await chooseDefaultPolicy(isThere);
  return (await isThere(file)) ? file : undefined;
}

const MAX_POLICY_BYTES = 1024 * 1024;

/**
 * Reads the policy of the workspace, or null when the default one is missing.
 * @param path as given, or undefined for the default
 * @throws StagegateError `policy` when it can't be read or is wrong, or one that was named is missing
 */
export async function readPolicy(root: string, path: string | undefined): Promise<Policy | null> {
  const file = path ?? (await chooseDefaultPolicy((name) => exists(join(root, name))));
  const found = await readPolicyText(root, file);
  if (found.text !== null) return parsePolicy(file, found.text);
  await requireUnknownToGit(root, file);
  if (path === undefined && found.why === NOT_FOUND) return null;
  throw new StagegateError('policy', `the policy ${found.why}`, {
    place: { file },
    hint: policyExample('my-model', 'Production', false),
  });
}

/** The policy's text in the workspace, or why there is none. @throws StagegateError `policy` when it is no text */
export async function readPolicyText(
  root: string,
  file: string,
): Promise<{ readonly text: string } | { readonly text: null; readonly why: string }> {
  const found = await readInside(root, file, { limit: MAX_POLICY_BYTES, what: 'policy' });
  return found.kind === 'file' ? { text: decodePolicy(file, found.bytes) } : { text: null, why: found.why };
}

/** A policy that git has and this checkout lacks is not "no policy". */
async function requireUnknownToGit(root: string, file: string): Promise<void> {
  const { explainMissing } = await import('../git/working-tree.js');
  const missing = await explainMissing(createGit(root), relativeInside(root, file, 'policy')).catch(
    (error: unknown) => {
      if (error instanceof GitUnusable) return null; // what needs a policy says that there is none
      throw error;
    },
  );
  if (missing === null) return;
  throw new StagegateError('policy', `the policy ${missing.message}`, {
    place: { file },
    hint: missing.hint,
  });
}

/** What a policy is needed for. */
export interface PolicyNeed {
  readonly model: string;
  readonly stage: string;
  /** The registry is an MLflow server. */
  readonly isServer: boolean;
}

/** The error for what needs a policy where there is none. */
export function noPolicy({ model, stage, isServer }: PolicyNeed): StagegateError {
  return new StagegateError('policy', 'there is no policy, and nothing is promoted without one', {
    place: { file: DEFAULT_POLICY },
    hint: `Run "stagegate init", or write the file. ${policyExample(model, stage, isServer)}`,
  });
}

function decodePolicy(file: string, bytes: Uint8Array): string {
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new StagegateError('policy', 'the policy is not UTF-8 text', { place: { file }, cause });
  }
  if (!isLfsPointer(text)) return text;
  throw new StagegateError('policy', 'the policy is a Git LFS pointer, not the file', {
    place: { file },
    hint: withoutLfs(file),
  });
}
