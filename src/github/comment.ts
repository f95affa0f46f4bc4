import { StagegateError } from '../errors.js';
import { isMarkedBy, runOfMarked } from './comment-marker.js';
import type { GitHub } from './client.js';
import { explainFailure, GitHubFailure, isUnclear } from './failure.js';

/** The largest page that GitHub gives. */
const PAGE = 100;

/** What a job needs to comment on a pull request, and to find its own comment there. */
const PERMISSION = 'pull-requests: write';

/** A comment that is made once and kept up to date. */
export interface StickyComment {
  /** Of the pull request. */
  readonly number: number;
  /** What it is found by: its text begins with it, or with it and the run that wrote it. */
  readonly marker: string;
  readonly body: string;
  /** A shorter text, should GitHub find the first one too long after all. */
  readonly shorter: () => string;
  /** An earlier comment is brought up to date, but none is made. */
  readonly updatesOnly: boolean;
  /** What a later run has said is left: this one is about a commit of before, and only ended after it. */
  readonly yields: boolean;
  /** Told that it was left. */
  readonly onYield: () => void;
}

interface Comment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
}

/**
 * Makes the comment, or brings the earlier one up to date; the same text is not sent again. Others' comments are
 * never touched, whatever they begin with. When two jobs make one at once, the first stays and is updated.
 * @returns its URL; null where none was to be made
 * @throws StagegateError `unavailable` naming the permission that is missing, or what else is in the way
 */
export async function keepComment(github: GitHub, sticky: StickyComment): Promise<string | null> {
  try {
    return await keepWith(github, sticky, await findSelf(github));
  } catch (error) {
    if (error instanceof GitHubFailure) throw explain(error, sticky.number);
    throw error;
  }
}

async function keepWith(github: GitHub, sticky: StickyComment, self: number): Promise<string | null> {
  const earlier = await findOwn(github, sticky, self);
  if (earlier.length > 0) return settle(github, sticky, earlier);
  if (sticky.updatesOnly) return null;
  const made = await create(github, sticky, self);
  // another job may have found none either: the list tells both the same, and both keep the same one
  const found = await findOwn(github, sticky, self);
  return settle(github, sticky, found.length > 0 ? found : [made]);
}

/**
 * The account that the token acts as, by its number, which the author of a comment has too. An app's token, and so a
 * job's own, may not ask REST who it is (`GET /user` is 403); GraphQL tells it.
 */
async function findSelf(github: GitHub): Promise<number> {
  const { viewer } = await github.query<{ viewer: { databaseId: number } }>(
    'query { viewer { databaseId } }',
    {},
  );
  return viewer.databaseId;
}

/** One's own comments with the marker, the oldest first. */
async function findOwn(github: GitHub, { number, marker }: StickyComment, self: number): Promise<Comment[]> {
  const { owner, repo } = github;
  const all = await github.paginate(github.rest.issues.listComments, {
    owner,
    repo,
    issue_number: number,
    per_page: PAGE,
  });
  return all
    .filter(({ user, body }) => user?.id === self && isMarkedBy(body ?? '', marker))
    .map(toComment)
    .sort((a, b) => a.id - b.id);
}

function toComment(given: { id: number; html_url: string; body?: string | undefined }): Comment {
  return { id: given.id, url: given.html_url, body: given.body ?? '' };
}

async function create(github: GitHub, sticky: StickyComment, self: number): Promise<Comment> {
  const { owner, repo } = github;
  try {
    const { data } = await orShorter(sticky, (body) =>
      github.rest.issues.createComment({ owner, repo, issue_number: sticky.number, body }),
    );
    return toComment(data);
  } catch (error) {
    // without an answer it may have been made all the same
    const lost = error instanceof GitHubFailure && isUnclear(error);
    const [made] = lost ? await findOwn(github, sticky, self) : [];
    if (made === undefined) throw error;
    return made;
  }
}

/** Brings the oldest up to date and takes its doubles away. */
async function settle(github: GitHub, sticky: StickyComment, own: readonly Comment[]): Promise<string> {
  const { owner, repo } = github;
  const [kept, ...doubles] = own;
  if (kept === undefined) throw new TypeError('there is no comment to keep');
  if (isOutrun(kept, sticky)) sticky.onYield();
  else if (!isKept(kept, sticky)) {
    await orShorter(sticky, (body) =>
      github.rest.issues.updateComment({ owner, repo, comment_id: kept.id, body }),
    );
  }
  for (const { id } of doubles) await remove(github, id);
  return kept.url;
}

async function remove(github: GitHub, id: number): Promise<void> {
  const { owner, repo } = github;
  try {
    await github.rest.issues.deleteComment({ owner, repo, comment_id: id });
  } catch (error) {
    // the other job has found the same doubles
    if (!(error instanceof GitHubFailure) || error.status !== 404) throw error;
  }
}

/** Where GitHub found the text too long, by a count of its own, what stands there is the shorter one. */
function isKept({ body }: Comment, sticky: StickyComment): boolean {
  return isSame(body, sticky.body) || isSame(body, sticky.shorter());
}

function isOutrun({ body }: Comment, sticky: StickyComment): boolean {
  const [theirs, ours] = [runOfMarked(body), runOfMarked(sticky.body)];
  return sticky.yields && theirs !== null && ours !== null && theirs > ours;
}

/** GitHub may keep a text with other line ends, or without those at its end. */
function isSame(a: string, b: string): boolean {
  const even = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();
  return even(a) === even(b);
}

async function orShorter<T>(
  { body, shorter }: StickyComment,
  send: (body: string) => Promise<T>,
): Promise<T> {
  try {
    return await send(body);
  } catch (error) {
    if (!(error instanceof GitHubFailure) || error.status !== 422 || !/too long/i.test(error.message))
      throw error;
    return send(shorter());
  }
}

function explain(failure: GitHubFailure, number: number): StagegateError {
  const doing = `comment on pull request #${number}`;
  if (failure.status === 403 && /\blocked\b/i.test(failure.message)) {
    return new StagegateError('unavailable', `cannot ${doing}: its conversation is locked`, {
      hint: 'Unlock it, or set comment: never.',
      cause: failure,
    });
  }
  return explainFailure(failure, doing, PERMISSION);
}
