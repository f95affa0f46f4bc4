import type { GitHub } from './client.js';
import { GitHubFailure } from './failure.js';

/** A file as a branch has it now. */
export type BranchFile =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  /** `why` ends a sentence after the file's name; `there` tells a file that can't be had from none. */
  | { readonly kind: 'absent'; readonly why: string; readonly there: boolean };

/**
 * Reads a file from the head of a branch. A link is followed by GitHub, inside the repository.
 * @param branch without `refs/heads/`; a tag of the same name is never meant
 * @throws GitHubFailure
 */
export async function readBranchFile(github: GitHub, branch: string, path: string): Promise<BranchFile> {
  const { owner, repo } = github;
  try {
    const { data } = await github.rest.repos.getContent({ owner, repo, path, ref: `refs/heads/${branch}` });
    if (Array.isArray(data)) return present('is a folder, not a file');
    if (data.type !== 'file') return present(`is a ${data.type}, not a file`);
    // from 1 MB on the contents are left out
    if (!('content' in data) || data.encoding !== 'base64') return present('is larger than 1 MB');
    return { kind: 'file', bytes: Buffer.from(data.content, 'base64') };
  } catch (error) {
    if (!(error instanceof GitHubFailure) || error.status !== 404) throw error;
    return { kind: 'absent', why: 'is not there', there: false };
  }
}

function present(why: string): BranchFile {
  return { kind: 'absent', why, there: true };
}
