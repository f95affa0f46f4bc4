import { textOf, type Git } from '../../../git/command.js';

export interface Author {
  readonly name: string;
  readonly email: string;
}

/** GitHub's own bot, so that it shows with its picture; the number is its user id. */
const ACTIONS_BOT: Author = {
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
};
const NOBODY: Author = { name: 'stagegate', email: 'stagegate@users.noreply.github.com' };

/**
 * The environment for a commit's author and committer: git's own variables count first, then the author
 * given, then git's configuration, then the bot in a workflow.
 */
export async function describeAuthor(git: Git, given?: Author): Promise<Record<string, string>> {
  const env = process.env;
  const author = {
    name: env['GIT_AUTHOR_NAME'] || given?.name || (await readConfig(git, 'user.name')),
    email: env['GIT_AUTHOR_EMAIL'] || given?.email || (await readConfig(git, 'user.email')),
  };
  const fallback = env['GITHUB_ACTIONS'] === 'true' ? ACTIONS_BOT : NOBODY;
  // A name from one source with an address from another would be nobody's.
  const { name, email } = author.name && author.email ? author : fallback;
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: env['GIT_COMMITTER_NAME'] || name,
    GIT_COMMITTER_EMAIL: env['GIT_COMMITTER_EMAIL'] || email,
  };
}

async function readConfig(git: Git, key: string): Promise<string> {
  const result = await git(['config', '--get', key]);
  return result.exitCode === 0 ? textOf(result) : '';
}
