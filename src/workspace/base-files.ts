import { StagegateError } from '../errors.js';
import { createGit, hasCommit, ignoreReplacements } from '../git/command.js';
import type { EventBase, WorkflowEvent } from '../run/event.js';
import type { BranchView } from '../registry/manifest/store.js';
import type { GitHubAccess } from '../github/access.js';
import type { Environment } from '../model/run-context.js';
import { findPrefix } from '../run/target-branch.js';

/** The base branch of a pull request, which its author can't have changed. */
export interface BaseFiles {
  /** For people: `main`, or `main at 1a2b3c4d5e6f`. */
  readonly name: string;
  /** Its files, all of one commit. @throws StagegateError when the base can't be read */
  open(): Promise<BranchView>;
}

interface BaseOptions {
  readonly root: string;
  readonly env: Environment;
  readonly event: WorkflowEvent;
  readonly github: GitHubAccess;
}

/**
 * The base as GitHub has it now, not when the event was sent: a re-run follows today's rules. Without a token, the
 * event's commit of the base, if the checkout has it.
 * @returns null if nothing is proposed
 * @throws StagegateError `input` when the event doesn't name the base
 */
export function findBase(options: BaseOptions): BaseFiles | null {
  const { event, github } = options;
  if (!event.proposes) return null;
  if (event.base === null) {
    throw new StagegateError(
      'input',
      `the base branch is unknown: the event ${event.name ?? ''} doesn't name it`,
      { hint: 'Check that GITHUB_EVENT_PATH names the file that the runner wrote the event to.' },
    );
  }
  return github.isThere ? onGitHub(event.base, options) : inCheckout(event.base, options);
}

function onGitHub({ branch }: EventBase, { root, env, github }: BaseOptions): BaseFiles {
  return {
    name: branch,
    open: once(async () => {
      const { GitHubView } = await import('../registry/manifest/github/view.js');
      const place = {
        github: await github.open(`reading the branch ${branch}`),
        branch,
        prefix: await findPrefix({ root, env }),
      };
      return new GitHubView(place, null);
    }),
  };
}

function inCheckout({ branch, sha }: EventBase, { root, env }: BaseOptions): BaseFiles {
  const name = sha === null ? branch : `${branch} at ${sha.slice(0, 12)}`;
  const git = ignoreReplacements(createGit(root));
  return {
    name,
    open: once(async () => {
      const { GitView } = await import('../registry/manifest/git/view.js');
      if (sha === null || !(await hasCommit(git, sha))) throw outOfReach(branch);
      return new GitView(git, { id: sha, prefix: await findPrefix({ root, env }), branch: name });
    }),
  };
}

/** Opens the base only once, so that everything is read from the same commit. */
function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => (opened ??= open());
}

function outOfReach(branch: string): StagegateError {
  return new StagegateError('input', `the branch ${branch} can't be read: there is no GitHub token`, {
    hint:
      'Leave the input token at its default, with "permissions: {contents: read}" (GITHUB_TOKEN for the command ' +
      'line), or check out with "fetch-depth: 0". A pull request is judged by its base.',
  });
}
