import type { StoreView, WantedCommit } from '../store.js';
import { explaining } from './ref.js';
import { GitHubView, type GitHubPlace } from './view.js';

/** Clocks of runners and of GitHub differ by seconds; the message tells the commit. Milliseconds. */
const SLACK = 10 * 60_000;

/** Finds a commit by its message among the newest hundred that changed a file. @throws StagegateError */
export async function findCommit(
  at: GitHubPlace,
  basis: StoreView,
  { path, since, title, line }: WantedCommit,
): Promise<string | null> {
  if (!(basis instanceof GitHubView)) throw new TypeError('this view is of another store');
  const { owner, repo, rest } = at.github;
  const { data } = await explaining('list commits', () =>
    rest.repos.listCommits({
      ...{ owner, repo, sha: basis.id, path: basis.inRepository(path), per_page: 100 },
      since: new Date(Date.parse(since) - SLACK).toISOString(),
    }),
  );
  const isWanted = (message: string) => message.startsWith(title) && message.split('\n').includes(line);
  return data.find(({ commit }) => isWanted(commit.message))?.sha ?? null;
}
