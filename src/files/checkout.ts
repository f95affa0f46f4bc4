import { createGit, ignoreReplacements, textOf, type Git } from '../git/command.js';
import { readHead } from '../git/head.js';
import { GitView } from '../registry/manifest/git/view.js';
import type { BranchView } from '../registry/manifest/store.js';
import type { Environment } from '../model/run-context.js';

/** The checked-out commit. */
export interface CheckoutHead {
  readonly commit: string;
  /** Its files. */
  readonly view: BranchView;
}

/** What git knows about the workspace's files. Everything is null without git or a repository. */
export class Checkout {
  private readonly git: Git;
  private found: Promise<CheckoutHead | null> | undefined;

  constructor(
    private readonly root: string,
    private readonly env: Environment,
  ) {
    this.git = ignoreReplacements(createGit(root));
  }

  /** As of the first call: our own commit may move the checkout. */
  head(): Promise<CheckoutHead | null> {
    return (this.found ??= this.findHead());
  }

  /**
   * The commit to compare the workspace and a branch with. Commits that this job made on top of the branch are its own
   * work. The commit that the workflow was started for is not.
   */
  async baseFor(branch: BranchView): Promise<BranchView | null> {
    const head = await this.head();
    if (head === null || head.commit === branch.id) return head?.view ?? null;
    if (head.commit === this.env['GITHUB_SHA']) return head.view;
    const isAhead = await this.git(['merge-base', '--is-ancestor', branch.id, head.commit]);
    return isAhead.exitCode === 0 ? branch : head.view;
  }

  /** When a commit was made: `2026-11-20`. */
  async dateOf(commit: string): Promise<string> {
    return textOf(await this.git(['show', '--no-patch', '--format=%cs', commit, '--']));
  }

  /** The blob ids after git's filters (line endings, LFS); null when git can't tell. */
  async identify(paths: readonly string[]): Promise<readonly string[] | null> {
    const hashed = await attempt(() => this.git(['hash-object', '--', ...paths]));
    return hashed?.exitCode === 0 ? textOf(hashed).split('\n') : null;
  }

  private async findHead(): Promise<CheckoutHead | null> {
    const head = await attempt(() => readHead(this.git));
    if (head === null || 'refused' in head || head.commit === null) return null;
    const { commit, prefix } = head;
    return { commit, view: new GitView(this.git, { id: commit, prefix, branch: 'the checkout' }) };
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null; // there is no git
  }
}
