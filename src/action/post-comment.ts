import { StagegateError } from '../errors.js';
import type { GitHub } from '../github/client.js';
import { readEvent } from '../run/event.js';
import { accessGitHub } from '../github/access.js';
import { keepComment } from '../github/sticky-comment.js';
import { annotate } from './annotate.js';
import type { Inputs } from './inputs.js';

/** What the comment says. */
export interface Told {
  readonly marker: string;
  readonly body: string;
  /** A shorter body, in case GitHub rejects `body` as too long. */
  readonly shorter: () => string;
  /** Whether it reports a blocked promotion or an error. */
  readonly isFailure: boolean;
  /** This run moved nothing, so a later run's comment stays. */
  readonly yields: boolean;
}

interface CommentOptions {
  readonly inputs: Pick<Inputs, 'comment' | 'pullRequest' | 'token'>;
  readonly log: (message: string) => void;
}

interface Commented {
  /** The comment's URL, or null. */
  readonly url: string | null;
  /** Why commenting failed, for people; null if it didn't fail, or no comment was wanted. */
  readonly problem: string | null;
}

/**
 * Comments on the pull request, if there is a pull request and a token. The decision stands: a failure to comment is
 * only a warning, and the step summary says the same.
 */
export async function comment(told: Told, { inputs, log }: CommentOptions): Promise<Commented> {
  const none = { url: null, problem: null };
  if (inputs.comment === 'never') return none;
  const access = accessGitHub({ token: inputs.token, env: process.env, onWait: log });
  if (!access.isThere) return none;
  try {
    const url = await commentWith(told, { inputs, log }, () => access.open('the comment'));
    return { url, problem: null };
  } catch (error) {
    const { message, hint } = error instanceof StagegateError ? error : { message: String(error), hint: '' };
    annotate({
      level: 'warning',
      title: 'stagegate: no comment',
      message: [
        message,
        ...(hint ? hint.split('\n') : []),
        'The step summary says the same. To turn comments off, set comment: never.',
      ],
      place: null,
    });
    return { url: null, problem: `the pull request has no comment: ${message}` };
  }
}

async function commentWith(
  { isFailure, ...text }: Told,
  { inputs, log }: CommentOptions,
  open: () => Promise<GitHub>,
): Promise<string | null> {
  const number = inputs.pullRequest ?? (await findPullRequest(open));
  if (number === null) return null;
  // an existing comment about a failure is updated when the gates pass
  const updatesOnly = inputs.comment === 'on-failure' && !isFailure;
  const onYield = () => {
    log('The comment on the pull request was left as it is: a later run wrote it.');
  };
  return keepComment(await open(), { ...text, number, updatesOnly, onYield });
}

/** The event's pull request, or the one that a push merged. */
async function findPullRequest(open: () => Promise<GitHub>): Promise<number | null> {
  const event = await readEvent(process.env);
  if (event.number !== null || event.name !== 'push') return event.number;
  const { GITHUB_SHA: sha, GITHUB_REF: ref = '' } = process.env;
  if (!sha || !ref.startsWith('refs/heads/')) return null;
  const { findMergedPullRequest } = await import('../github/pull-request.js');
  return findMergedPullRequest(await open(), sha, ref);
}
