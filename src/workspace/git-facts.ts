import { createGit, textOf } from '../git/command.js';
import type { GitFacts } from './run-context.js';

const NOTHING: GitFacts = { head: null, ref: null, userName: null };

/** What git knows of a folder; all nulls where there is no git or no repository. */
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
    return { head, ref, userName };
  } catch {
    return NOTHING; // without git a promotion on disk still works; gates that need these facts fail for want of them
  }
}
