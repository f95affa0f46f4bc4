/** The git objects at one path, in three places; null where there is nothing. */
export interface ThreeWays {
  /** In the commit that is checked out; undefined when nobody knows, such as without git. */
  readonly base: string | null | undefined;
  /** In the workspace. */
  readonly ours: string | null;
  /** On the branch, at the commit that is judged. */
  readonly theirs: string | null;
}

/** `ours`: the workspace's file counts. All others: the branch went on without this checkout. */
export type ReadBack = 'ours' | 'changed' | 'removed' | 'missing' | 'unclear';

const SHORT = 12;

/**
 * Whether the workspace's file of evidence may count for what is committed to the branch, as a three-way merge would
 * see it: the branch must not have touched the file since the checkout. What a step of this job wrote is its own.
 */
export function compareThreeWays({ base, ours, theirs }: ThreeWays): ReadBack {
  if (theirs === ours) return 'ours';
  if (theirs === null) return base === ours ? 'removed' : 'ours';
  if (theirs === base) return 'ours';
  if (ours === null) return 'missing';
  return base === undefined ? 'unclear' : 'changed';
}

const REMEDY =
  'run on the head of the branch: start a new run instead of re-running an old one, or check it out';

/** Why the file can't count, as the rest of a sentence after its path. */
export function explainStanding(
  standing: Exclude<ReadBack, 'ours'>,
  { ours, theirs }: ThreeWays,
  branch: string,
): string {
  const there = theirs?.slice(0, SHORT) ?? '';
  const here = ours?.slice(0, SHORT) ?? '';
  switch (standing) {
    case 'changed':
      return `changed on ${branch} after this checkout (${there} there, ${here} here): ${REMEDY}`;
    case 'removed':
      return `was removed on ${branch} after this checkout (${here} here): ${REMEDY}`;
    case 'missing':
      return `is missing here, but ${branch} has it (${there}): ${REMEDY}`;
    case 'unclear':
      return `differs from the one on ${branch} (${there} there, ${here} here), and git can't tell which one is newer: ${REMEDY}`;
  }
}
