import { NO_COMMIT } from '../git/bare-repository.js';
import type { Pull } from './records.js';
import type { Repository } from './repository.js';
import { countReviews } from './reviews.js';
import type { User } from './users.js';

/** What a branch's protection asks for; all off, as when a protection is first made on github.com. */
export interface Protection {
  /** Changes come through pull requests only. */
  readonly requirePullRequest?: boolean;
  /** Reviews that a pull request needs before it is merged. */
  readonly approvals?: number;
  /** Checks or statuses that a commit must have passed. */
  readonly requiredChecks?: readonly string[];
  /** Who alone may push: logins. */
  readonly restrictPushes?: readonly string[];
  readonly requireSignatures?: boolean;
  readonly allowForcePushes?: boolean;
  readonly allowDeletions?: boolean;
  /** For administrators, too. */
  readonly enforceAdmins?: boolean;
}

/** A repository rule set: the newer kind of protection, with its own words for the same refusals. */
export interface Ruleset {
  readonly name?: string;
  /** `~DEFAULT_BRANCH`, `~ALL` or full refs; `*` stands for anything within a segment. */
  readonly include: readonly string[];
  readonly rules: Protection & { readonly restrictCreations?: boolean };
  /** Logins that it does not hold for. */
  readonly bypass?: readonly string[];
}

/** A ref that is to move: NO_COMMIT for what is not there before or after. */
export interface Move {
  readonly ref: string;
  readonly from: string;
  readonly to: string;
  readonly by: User;
  /** The pull request that is merged, which is what a rule for pull requests asks for. */
  readonly merges?: Pull;
}

/** Why a branch may not move. */
export interface Violation {
  readonly kind: 'protection' | 'ruleset';
  readonly messages: readonly string[];
}

/** What forbids the move; null when nothing does. */
export async function findViolation(repository: Repository, move: Move): Promise<Violation | null> {
  const branch = move.ref.replace(/^refs\/heads\//, '');
  const protection = repository.protections.get(branch);
  const isAdmin = repository.roleOf(move.by) === 'admin';
  if (protection !== undefined && !(isAdmin && protection.enforceAdmins !== true)) {
    const messages = await listBroken(repository, protection, move);
    if (messages.length > 0) return { kind: 'protection', messages };
  }
  for (const ruleset of repository.rulesets) {
    if (!covers(ruleset, repository, move.ref) || ruleset.bypass?.includes(move.by.login) === true) continue;
    const messages =
      move.from === NO_COMMIT && ruleset.rules.restrictCreations === true
        ? ['Cannot create ref due to creations being restricted.']
        : await listBroken(repository, ruleset.rules, move);
    if (messages.length > 0) return { kind: 'ruleset', messages };
  }
  return null;
}

async function listBroken(repository: Repository, rules: Protection, move: Move): Promise<string[]> {
  const { from, to, by, merges } = move;
  if (to === NO_COMMIT) return rules.allowDeletions === true ? [] : ['Cannot delete this branch'];
  const messages: string[] = [];
  if (from !== NO_COMMIT && rules.allowForcePushes !== true && !(await repository.git.isAncestor(from, to))) {
    messages.push('Cannot force-push to this branch');
  }
  if (rules.restrictPushes !== undefined && !rules.restrictPushes.includes(by.login)) {
    messages.push(
      "You're not authorized to push to this branch. Visit https://docs.github.com/articles/about-protected-branches/ for more information.",
    );
  }
  const approvals = rules.approvals ?? 0;
  if (merges === undefined && (rules.requirePullRequest === true || approvals > 0)) {
    messages.push('Changes must be made through a pull request.');
  }
  if (merges !== undefined) messages.push(...listMissingReviews(repository, merges, approvals));
  const missing = (rules.requiredChecks ?? []).filter(
    (name) => !hasPassed(repository, merges?.headSha ?? to, name),
  );
  if (missing.length === 1) messages.push(`Required status check "${missing[0]!}" is expected.`);
  if (missing.length > 1) {
    messages.push(
      `${missing.length} of ${rules.requiredChecks!.length} required status checks are expected.`,
    );
  }
  if (rules.requireSignatures === true && !repository.signed.has(to)) {
    messages.push('Commits must have verified signatures.');
  }
  return messages;
}

function listMissingReviews(repository: Repository, pull: Pull, approvals: number): string[] {
  const said = countReviews(repository, pull);
  if (approvals === 0) return [];
  if (said.requests > 0) return ['Changes have been requested.'];
  if (said.approvals >= approvals) return [];
  const reviews = approvals === 1 ? 'approving review is' : 'approving reviews are';
  return [`At least ${approvals} ${reviews} required by reviewers with write access.`];
}

/** A check run or a status of that name, the newest of each. */
export function hasPassed(repository: Repository, sha: string, name: string): boolean {
  const run = repository.checkRuns.findLast((one) => one.headSha === sha && one.name === name);
  if (run !== undefined) return ['success', 'neutral', 'skipped'].includes(run.conclusion ?? '');
  return repository.statuses.findLast((one) => one.sha === sha && one.context === name)?.state === 'success';
}

function covers({ include }: Ruleset, repository: Repository, ref: string): boolean {
  return include.some((pattern) => {
    if (pattern === '~ALL') return ref.startsWith('refs/heads/');
    if (pattern === '~DEFAULT_BRANCH') return ref === `refs/heads/${repository.defaultBranch}`;
    const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
    return new RegExp(`^${source}$`).test(ref);
  });
}
