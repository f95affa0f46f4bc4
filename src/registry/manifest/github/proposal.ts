import { StagegateError } from '../../../errors.js';
import { GitHubFailure } from '../../../github/failure.js';
import { resend } from '../../../github/resend.js';
import { makeWordsSafe } from '../../../git/command.js';
import type { CommitMessage } from '../store.js';
import { blobId } from '../blob-id.js';
import { explaining, readHead } from './ref.js';
import { explainMoved } from './refusal.js';
import type { GitHubPlace, GitHubView } from './view.js';

/** What all of our commits begin with. */
const OWN_TITLE = 'stagegate: ';

const EXCLUDE =
  'A rule covers the branches stagegate/*, on which changes are proposed: exclude them, or let it be bypassed.';

/** What stands on a proposal's branch. */
export interface StandingProposal {
  readonly commit: string;
  readonly parent: string | null;
}

/**
 * What was proposed before; null where the branch is not there.
 * @param base the commit that it is proposed for
 * @throws StagegateError `unavailable` where somebody else's commits are on the branch
 */
export async function readProposal(at: GitHubPlace, base: string): Promise<StandingProposal | null> {
  const { owner, repo, rest } = at.github;
  return explaining(`read branch ${JSON.stringify(at.branch)}`, async () => {
    const commit = await readHead(at);
    if (commit === null) return null;
    const basehead = `${base}...${commit}`;
    const { data } = await rest.repos.compareCommitsWithBasehead({ owner, repo, basehead });
    const foreign = data.commits.find(
      // a branch that was updated by merging its base into it has nothing of its own in that merge
      ({ commit: { message }, parents }) => parents.length < 2 && !message.startsWith(OWN_TITLE),
    );
    if (foreign !== undefined || data.total_commits > data.commits.length)
      throw explainForeign(at.branch, foreign);
    const parents = data.commits.at(-1)?.parents ?? [];
    return { commit, parent: parents.length === 1 ? (parents[0]?.sha ?? null) : null };
  });
}

interface ProposedChange {
  readonly basis: GitHubView;
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly message: CommitMessage;
}

/**
 * Makes the commit without moving any branch, so that the pull request goes from the old proposal to the new one in
 * one step: at its base, even for a moment, GitHub would close it. Signed by GitHub where an app's token makes it.
 */
export async function makeProposalCommit(
  at: GitHubPlace,
  { basis, files, message }: ProposedChange,
): Promise<string> {
  const { owner, repo, rest } = at.github;
  return explaining('make the commit to propose', async () => {
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
  throw new StagegateError('unavailable', 'GitHub stored other bytes than it was sent', {
    hint: 'Run it again.',
  });
}

/** Moves the branch to a new proposal, and makes it where it is not there. @throws StagegateError */
export async function pointBranch(
  at: GitHubPlace,
  { from, to }: { readonly from: string | null; readonly to: string },
): Promise<void> {
  const { owner, repo, rest } = at.github;
  const ref = `heads/${at.branch}`;
  const doing = `move branch ${JSON.stringify(at.branch)}`;
  await explaining(
    doing,
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
        // it is there already where a first answer got lost
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
    foreign === undefined ? 'many' : `${foreign.sha.slice(0, 12)} (${makeWordsSafe(title.slice(0, 100))})`;
  return new StagegateError(
    'unavailable',
    `branch ${JSON.stringify(branch)} holds commits that stagegate did not make, such as ${which}`,
    {
      hint: 'Nothing was overwritten. Merge or move what is wanted of it and delete the branch, then run this again.',
    },
  );
}
