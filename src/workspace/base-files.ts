import { StagegateError } from '../errors.js';
import { createGit, textOf, type Git } from '../git/command.js';
import { readBranchFile, type BranchFile } from '../github/contents.js';
import type { EventBase, WorkflowEvent } from '../github/event.js';
import { explainFailure, GitHubFailure } from '../github/failure.js';
import { GitView } from '../registry/manifest/stores/git-view.js';
import type { GitHubAccess } from './open-github.js';

/** The files of the branch that a pull request would go to: what its author can't have changed. */
export interface BaseFiles {
  /** For people: `main`, or `main at 1a2b3c4d5e6f`. */
  readonly name: string;
  /**
   * @param path relative to the workspace, with `/`
   * @throws StagegateError `unavailable` or `input` when nobody can tell what the base has
   */
  read(path: string): Promise<BranchFile>;
}

export interface BaseOptions {
  readonly root: string;
  readonly event: WorkflowEvent;
  readonly github: GitHubAccess;
}

/**
 * The base as GitHub has it now, not as it was when the event was sent: a run that is started again holds to the
 * rules of today. Without a token, the event's commit of it, where the checkout has that.
 * @throws StagegateError `input` when the event does not tell the base
 */
export function openBase({ root, event, github }: BaseOptions): BaseFiles {
  const { base, name } = event;
  if (base === null) {
    throw new StagegateError(
      'input',
      `the base branch is not known: the event ${name ?? ''} does not tell it`,
      {
        hint: 'The runner writes the event to the file that GITHUB_EVENT_PATH names.',
      },
    );
  }
  const git = createGit(root);
  return github.isThere ? onGitHub(base, git, github) : inCheckout(base, git);
}

function onGitHub({ branch }: EventBase, git: Git, access: GitHubAccess): BaseFiles {
  return {
    name: branch,
    read: async (path) => {
      const inRepository = `${await prefixOf(git)}${path}`;
      const github = await access.open(`reading ${path} from ${branch}`);
      try {
        return await readBranchFile(github, branch, inRepository);
      } catch (error) {
        if (!(error instanceof GitHubFailure)) throw error;
        throw explainFailure(error, `read ${path} from the branch ${branch}`, 'contents: read');
      }
    },
  };
}

function inCheckout({ branch, sha }: EventBase, anyGit: Git): BaseFiles {
  // a replaced object would be another one under the commit's name
  const git: Git = (args, run) => anyGit(args, { env: { ...run?.env, GIT_NO_REPLACE_OBJECTS: '1' } });
  return {
    name: sha === null ? branch : `${branch} at ${sha.slice(0, 12)}`,
    read: async (path) => {
      if (sha === null || !(await hasCommit(git, sha))) throw outOfReach(path, branch);
      const file = await new GitView(git, sha, await prefixOf(git)).find(path);
      if (file === null) return { kind: 'absent', why: 'is not there', there: false };
      return { kind: 'file', bytes: Buffer.from(file.text) };
    },
  };
}

async function hasCommit(git: Git, sha: string): Promise<boolean> {
  return (await git(['cat-file', '-e', `${sha}^{commit}`])).exitCode === 0;
}

/** The workspace's folder in its repository, empty or with a `/` at its end. */
async function prefixOf(git: Git): Promise<string> {
  try {
    const found = await git(['rev-parse', '--show-prefix']);
    return found.exitCode === 0 ? textOf(found) : '';
  } catch {
    return ''; // without git the workspace is taken for the repository, as a checkout makes it
  }
}

function outOfReach(path: string, branch: string): StagegateError {
  return new StagegateError('input', `what ${branch} has can't be read: there is no token for GitHub`, {
    place: { file: path },
    hint:
      'A pull request is judged by its base. Leave the input token to its default, with "permissions: ' +
      '{contents: read}" (GITHUB_TOKEN for the command line), or check out with "fetch-depth: 0".',
  });
}
