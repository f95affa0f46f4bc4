import { join } from 'node:path';
import { StagegateError } from '../errors.js';
import { createGit, GitUnusable } from '../git/command.js';
import { isLfsPointer, withoutLfs } from '../text/lfs.js';
import { parsePolicy, type Policy } from '../policy/load.js';
import { policyExample } from '../policy/snippets.js';
import { exists, NOT_FOUND, readInside, relativeInside } from './workspace-file.js';

export const DEFAULT_POLICY = '.github/stagegate.yml';
/** The other extension. A repository has one of the two. */
const OTHER_POLICY = '.github/stagegate.yaml';

/**
 * The default policy's path with the extension that exists, else `.github/stagegate.yml`.
 * @param isThere whether a file exists
 * @throws StagegateError `policy` when both exist
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
 * Reads the workspace's policy, or null if the default one is missing.
 * @param path as given, or undefined for the default
 * @throws StagegateError `policy` when it is unreadable or wrong, or a named one is missing
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

/** The text of the workspace's policy, or why there is none. @throws StagegateError `policy` when it is not text */
export async function readPolicyText(
  root: string,
  file: string,
): Promise<{ readonly text: string } | { readonly text: null; readonly why: string }> {
  const found = await readInside(root, file, { limit: MAX_POLICY_BYTES, what: 'policy' });
  return found.kind === 'file' ? { text: decodePolicy(file, found.bytes) } : { text: null, why: found.why };
}

/** Refuses to go on if git has the policy and only this checkout lacks it: that isn't the same as having no policy. */
async function requireUnknownToGit(root: string, file: string): Promise<void> {
  const { explainMissing } = await import('../git/working-tree.js');
  const missing = await explainMissing(createGit(root), relativeInside(root, file, 'policy')).catch(
    (error: unknown) => {
      if (error instanceof GitUnusable) return null; // a command that needs a policy reports that there is none
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

/** The error when something needs a policy and there is none. */
export function noPolicy({ model, stage, isServer }: PolicyNeed): StagegateError {
  return new StagegateError('policy', 'there is no policy, and nothing is promoted without one', {
    place: { file: DEFAULT_POLICY },
    hint: `Run "stagegate init", or write the file. If it is in another folder, name that folder with -C (in a workflow: working-directory). ${policyExample(model, stage, isServer)}`,
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
