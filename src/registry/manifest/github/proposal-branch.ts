import { StagegateError } from '../../../errors.js';
import { makeWordsSafe } from '../../../git/command.js';
import { GitHubFailure, resend } from '../../../github/failure.js';
import { blobId } from '../stored-files.js';
import type { CommitMessage } from '../store.js';
import { explainMoved, readHead, writing, type GitHubPlace } from './place.js';
import type { GitHubView } from './view.js';

/* The branch of a proposal, which only we write to, and its one commit. */

/** All our commit messages begin like this. */
const OWN_TITLE = 'stagegate: ';

const EXCLUDE =
  'Exclude the branches stagegate/* from the rule, or let the token bypass it: changes are proposed on them.';

/** The newest commit of a proposal's branch. */
interface ProposalCommit {
  readonly commit: string;
  readonly parent: string | null;
}

/**
 * The earlier proposal on the branch; null without such a branch.
 * @param base the commit that the change is proposed for
 * @throws StagegateError `unavailable` when the branch has somebody else's commits
 */
export async function readProposal(at: GitHubPlace, base: string): Promise<ProposalCommit | null> {
  const { owner, repo, rest } = at.github;
  return writing(`read branch ${JSON.stringify(at.branch)}`, async () => {
    const commit = await readHead(at);
    if (commit === null) return null;
    const basehead = `${base}...${commit}`;
    const { data } = await rest.repos.compareCommitsWithBasehead({ owner, repo, basehead });
    const foreign = data.commits.find(
      // GitHub's "Update branch" merges the base into it, which adds nothing of its own
      ({ commit: { message }, parents }) => parents.length < 2 && !message.startsWith(OWN_TITLE),
    );
    if (foreign !== undefined || data.total_commits > data.commits.length)
      throw explainForeign(at.branch, foreign);
    const parents = data.commits.at(-1)?.parents ?? [];
    return { commit, parent: parents.length === 1 ? (parents[0]?.sha ?? null) : null };
  });
}

/** What is proposed: files, on top of the commit that was read. */
export interface ProposedChange {
  readonly basis: GitHubView;
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly message: CommitMessage;
}

/**
 * Creates the commit without moving a branch, so that the pull request goes from the old proposal to the new one in one
 * step. If its branch were at its base even for a moment, GitHub would close it. GitHub signs commits by apps' tokens.
 */
export async function makeProposalCommit(
  at: GitHubPlace,
  { basis, files, message }: ProposedChange,
): Promise<string> {
  const { owner, repo, rest } = at.github;
  return writing('create the commit to propose', async () => {
    const tree = await Promise.all(
      files.map(async ([path, text]) => ({
        path: basis.inRepository(path),
        mode: (await basis.find(path))?.mode === '100755' ? ('100755' as const) : ('100644' as const),
        type: 'blob' as const,
        sha: await makeBlob(at, text),
      })),
    );
    const parent = await rest.git.getCommit({ owner, repo, commit_sha: basis.id });
    const base_tree = parent.data.tree.sha;
    const { data: made } = await resend(() => rest.git.createTree({ owner, repo, base_tree, tree }));
    const { title, body } = message;
    const { data: commit } = await resend(() =>
      rest.git.createCommit({
        ...{ owner, repo, message: `${title}\n\n${body}`.trimEnd() },
        ...{ tree: made.sha, parents: [basis.id] },
      }),
    );
    return commit.sha;
  });
}

async function makeBlob({ github }: GitHubPlace, text: string): Promise<string> {
  const { owner, repo, rest } = github;
  const bytes = Buffer.from(text);
  const content = bytes.toString('base64');
  const { data } = await resend(() => rest.git.createBlob({ owner, repo, content, encoding: 'base64' }));
  if (data.sha === blobId(bytes, data.sha)) return data.sha;
  throw new StagegateError(
    'unavailable',
    'GitHub stored different bytes from those that were sent: their digest differs',
    {
      hint: 'Run it again.',
    },
  );
}

/** Moves the branch to a new proposal, or creates it. @throws StagegateError `conflict` when somebody else was faster */
export async function pointBranch(
  at: GitHubPlace,
  { from, to }: { readonly from: string | null; readonly to: string },
): Promise<void> {
  const { owner, repo, rest } = at.github;
  const ref = `heads/${at.branch}`;
  await writing(
    `move branch ${JSON.stringify(at.branch)}`,
    async () => {
      try {
        await resend<unknown>(() =>
          from === null
            ? rest.git.createRef({ owner, repo, ref: `refs/${ref}`, sha: to })
            : rest.git.updateRef({ owner, repo, ref, sha: to, force: true }),
        );
      } catch (error) {
        const isLost =
          error instanceof GitHubFailure &&
          /^Reference (?:already exists|does not exist)/.test(error.message);
        // after a lost answer, the branch may already be where we want it
        if (isLost && (await readHead(at)) !== to) throw explainMoved(at.branch, error);
        if (!isLost) throw error;
      }
    },
    EXCLUDE,
  );
}

function explainForeign(
  branch: string,
  foreign: { readonly sha: string; readonly commit: { readonly message: string } } | undefined,
): StagegateError {
  const [title = ''] = foreign?.commit.message.split('\n') ?? [];
  const which =
    foreign === undefined
      ? 'more commits than stagegate makes'
      : `commits that stagegate did not make, such as ${foreign.sha.slice(0, 12)} (${makeWordsSafe(title.slice(0, 100))})`;
  return new StagegateError('unavailable', `branch ${JSON.stringify(branch)} has ${which}`, {
    hint: 'Merge or move the commits that you need and delete the branch, then run this again. Nothing was overwritten.',
  });
}
