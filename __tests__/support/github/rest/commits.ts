import { listChanges } from '../git/diff.js';
import { notFound, Refusal, unprocessable } from '../http/refusal.js';
import { answerPage } from '../http/paging.js';
import { route, type Route } from '../http/route.js';
import type { Repository } from '../world/repository.js';
import { showCommit } from './show-commit.js';
import { showFile, showPull } from './show-pull.js';
import { apiOf, pageOf } from '../world/urls.js';
import { pullsOf } from '../world/pulls-of-commit.js';

/** The commit that a branch, a tag, a full ref or a (short) SHA names; branches before tags. */
export async function resolveCommit({ git }: Repository, ref: string): Promise<string | null> {
  const names = [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${ref}`, ref];
  for (const name of names.slice(0, 3)) {
    if ((await git.refSha(name)) !== null) return git.resolve(`${name}^{commit}`);
  }
  if (/^refs\//.test(ref) || /^[0-9a-f]{7,40}$/.test(ref)) return git.resolve(`${ref}^{commit}`);
  return null;
}

/** @throws Refusal 422, as GitHub has it for commits */
export async function requireCommit(repository: Repository, ref: string): Promise<string> {
  const sha = await resolveCommit(repository, ref);
  if (sha === null) throw unprocessable(`No commit found for SHA: ${ref}`);
  return sha;
}

export const commitRoutes: readonly Route[] = [
  route('GET /commits', 'contents=read', async (call) => {
    const { world, repository, query } = call;
    const from = (query['sha'] as string | undefined) ?? repository.defaultBranch;
    const start = await resolveCommit(repository, from);
    if (start === null) {
      if ((await repository.git.refs('refs/heads/')).length === 0) {
        throw new Refusal(409, 'Git Repository is empty.');
      }
      throw notFound();
    }
    const since = query['since'] as string | undefined;
    const until = query['until'] as string | undefined;
    const all = await repository.git.list(null, start, query['path'] as string | undefined);
    const commits = await Promise.all(all.map((sha) => repository.git.commit(sha)));
    const wanted = commits.filter(
      ({ committer, author }) =>
        (since === undefined || committer.date >= since) &&
        (until === undefined || committer.date <= until) &&
        [undefined, author.email, author.name].includes(query['author'] as string | undefined),
    );
    return answerPage(call, wanted, (commit) => showCommit(world, repository, commit));
  }),

  route('GET /commits/{ref}', 'contents=read', async ({ world, repository, path, accept }) => {
    const sha = await requireCommit(repository, path['ref']!);
    if (/application\/vnd\.github(\.v3)?\.sha/.test(accept)) {
      const headers = { 'content-type': 'application/vnd.github.sha; charset=utf-8' };
      return { status: 200, body: Buffer.from(sha), headers };
    }
    const commit = await repository.git.commit(sha);
    const files = await listChanges(repository.git, commit.parents[0] ?? null, sha);
    const additions = files.reduce((sum, file) => sum + file.additions, 0);
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
    return {
      status: 200,
      body: {
        ...showCommit(world, repository, commit),
        stats: { additions, deletions, total: additions + deletions },
        files: files.map((file) => showFile(world, repository, sha, file)),
      },
    };
  }),

  route('GET /commits/{commit_sha}/pulls', 'pull_requests=read', async (call) => {
    const { world, repository, path } = call;
    const sha = await requireCommit(repository, path['commit_sha']!);
    const found = await pullsOf(repository, sha);
    return answerPage(call, found, (pull) => showPull(world, repository, pull));
  }),

  route('GET /compare/{basehead}', 'contents=read', async (call) => {
    const { world, repository, path } = call;
    const [base = '', head = ''] = path['basehead']!.split('...');
    const from = await resolveCommit(repository, base);
    const to = await resolveCommit(repository, head);
    if (from === null || to === null) throw notFound();
    const { git } = repository;
    const fork = await git.mergeBase(from, to);
    if (fork === null) throw notFound(`No common ancestor between ${base} and ${head}.`);
    const ahead = (await git.list(from, to)).toReversed();
    const behind = await git.list(to, from);
    const show = async (sha: string) => showCommit(world, repository, await git.commit(sha));
    const url = `${apiOf(world, repository)}/compare/${base}...${head}`;
    const html = `${pageOf(world, repository)}/compare/${base}...${head}`;
    const files = await listChanges(git, fork, to);
    return {
      status: 200,
      body: {
        url,
        html_url: html,
        permalink_url: html,
        diff_url: `${html}.diff`,
        patch_url: `${html}.patch`,
        base_commit: await show(from),
        merge_base_commit: await show(fork),
        status: compare(ahead.length, behind.length),
        ahead_by: ahead.length,
        behind_by: behind.length,
        total_commits: ahead.length,
        commits: await Promise.all(ahead.slice(0, 250).map(show)),
        files: files.map((file) => showFile(world, repository, to, file)),
      },
    };
  }),
];

function compare(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}
