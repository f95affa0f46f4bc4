import { readAttempt } from '../history/select.js';
import type { HistoryEntry } from '../model/history-entry.js';
import type { SiteEvent } from './format.js';

/** Only these can be links: anything else, such as `javascript:`, stays text. */
const WEB = /^https?:\/\/[^\s\p{Cc}]+$/u;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** An owner and a name, as GitHub allows them. */
const REPOSITORY = /^https?:\/\/[^\s/?#@]+\/[\w.-]+\/[\w.-]+$/;

/** The web page of the repository whose workflow a run belongs to; null for any other URL. */
export function repositoryOfRun(run: string | null): string | null {
  const url = readAttempt(run)?.run.replace(/\/actions\/runs\/\d+$/, '');
  return url !== undefined && REPOSITORY.test(url) ? url : null;
}

/** The web page of the repository that a workflow runs in; null outside of one. */
export function repositoryOf(env: Readonly<Record<string, string | undefined>>): string | null {
  const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: name } = env;
  const url = name === undefined ? '' : `${server}/${name}`;
  return REPOSITORY.test(url) ? url : null;
}

/** Where a line's commit, run and pull request are. GitHub finds the pull request by its commit. */
export function linksOf(
  { commit, run }: Pick<HistoryEntry, 'commit' | 'run'>,
  repository: string | null,
): SiteEvent['links'] {
  const own = repositoryOfRun(run) ?? repository;
  const isCommit = own !== null && commit !== null && COMMIT.test(commit);
  return {
    ...(run !== null && WEB.test(run) ? { run } : {}),
    ...(isCommit ? { commit: `${own}/commit/${commit}`, pull: `${own}/pulls?q=is%3Apr+${commit}` } : {}),
  };
}
