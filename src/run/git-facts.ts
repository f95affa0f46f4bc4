import { createGit, GitUnusable, textOf } from '../git/command.js';
import type { GitFacts } from './run-context.js';

/**
 * What git knows of a folder: nulls without git or a repository, since a promotion on disk works without them and the
 * gates that need these facts fail. A folder that git doesn't trust is told as a problem.
 */
export async function askGit(root: string): Promise<GitFacts> {
  const git = createGit(root);
  const ask = async (args: readonly string[]): Promise<string | null> => {
    const result = await git(args);
    return (result.exitCode === 0 && textOf(result)) || null;
  };
  try {
    const [head, ref, userName] = await Promise.all([
      ask(['rev-parse', '--verify', '--quiet', 'HEAD']),
      ask(['symbolic-ref', '--quiet', 'HEAD']),
      ask(['config', '--get', 'user.name']),
    ]);
    return { head, ref, userName, problem: null };
  } catch (error) {
    const problem = error instanceof GitUnusable && error.why === 'untrusted' ? error : null;
    return { head: null, ref: null, userName: null, problem };
  }
}
