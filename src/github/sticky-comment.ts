import { createHash } from 'node:crypto';
import { StagegateError } from '../errors.js';
import type { GitHub } from './client.js';
import { explainFailure, explaining, GitHubFailure, isUnclear } from './failure.js';

/**
 * The marker that a comment is found by: one for each model and stage. A digest, so that it contains no foreign text.
 * Stages are matched without regard to case.
 */
export function markerOf(model: string, stage: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([model, stage.toLowerCase()]))
    .digest('hex');
  return `<!-- stagegate:${digest.slice(0, 32)} -->`;
}

/**
 * The marker with the run's id. An older run that ends later sees by it that a later run has commented.
 * @param run null if unknown
 */
export function markerOfRun(marker: string, run: string | null): string {
  return run !== null && /^\d{1,15}$/.test(run) ? marker.replace(/ -->$/, ` run:${run} -->`) : marker;
}

/** Whether a text begins with a marker, whichever run wrote it. */
function isMarkedBy(text: string, marker: string): boolean {
  return text.startsWith(marker.replace(/-->$/, ''));
}

/** The run that wrote a text, if its marker says so. Later runs have higher numbers. */
function runOfMarked(text: string): number | null {
  const id = /^<!-- stagegate:[0-9a-f]{32} run:(\d{1,15}) -->/.exec(text)?.[1];
  return id === undefined ? null : Number(id);
}

/** The largest page that GitHub gives. */
const PAGE = 100;

/** Enough to comment on a pull request, and to find the comment again. */
const PERMISSION = 'pull-requests: write';

/** A comment that is created once and then kept up to date. */
export interface StickyComment {
  /** The pull request's number. */
  readonly number: number;
  /** What it is found by: its text begins with the marker, with or without the run that wrote it. */
  readonly marker: string;
  readonly body: string;
  /** A shorter text, for when GitHub rejects `body` as too long. */
  readonly shorter: () => string;
  /** Update an earlier comment, but don't create one. */
  readonly updatesOnly: boolean;
  /** Leave a later run's comment as it is: this run is about an older commit, and only ended later. */
  readonly yields: boolean;
  /** Called when a later run's comment was left as it is. */
  readonly onYield: () => void;
}

interface Comment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
}

/**
 * Creates the comment, or updates the earlier one unless its text is the same already. Never touches other authors'
 * comments, whatever they begin with. When two jobs create one at the same time, both keep the older and update it.
 * @returns its URL; null when there was none to update
 * @throws StagegateError `unavailable` with the missing permission, or GitHub's reason
 */
export async function keepComment(github: GitHub, sticky: StickyComment): Promise<string | null> {
  return explaining(
    (failure) => explain(failure, sticky.number),
    async () => {
      const self = await findSelf(github);
      const earlier = await findOwn(github, sticky, self);
      if (earlier.length > 0) return update(github, sticky, earlier);
      if (sticky.updatesOnly) return null;
      const made = await create(github, sticky, self);
      // Another job may have found none either. Both now see the same list, and so keep the same comment.
      const found = await findOwn(github, sticky, self);
      return update(github, sticky, found.length > 0 ? found : [made]);
    },
  );
}

/**
 * The id of the token's account, to compare with a comment's author. REST refuses to tell an app's token, such as the
 * job's own (`GET /user` is 403), but GraphQL does.
 */
async function findSelf(github: GitHub): Promise<number> {
  const { viewer } = await github.query<{ viewer: { databaseId: number } }>(
    'query { viewer { databaseId } }',
    {},
  );
  return viewer.databaseId;
}

/** Our own comments with the marker, oldest first. */
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
    // the answer got lost, but the comment may exist
    const lost = error instanceof GitHubFailure && isUnclear(error);
    const [made] = lost ? await findOwn(github, sticky, self) : [];
    if (made === undefined) throw error;
    return made;
  }
}

/** Updates the oldest comment and deletes its duplicates. */
async function update(github: GitHub, sticky: StickyComment, own: readonly Comment[]): Promise<string> {
  const { owner, repo } = github;
  const [kept, ...duplicates] = own;
  if (kept === undefined) throw new TypeError('no comment to update');
  if (isByLaterRun(kept, sticky)) sticky.onYield();
  else if (!isCurrent(kept, sticky)) {
    await orShorter(sticky, (body) =>
      github.rest.issues.updateComment({ owner, repo, comment_id: kept.id, body }),
    );
  }
  for (const { id } of duplicates) await remove(github, id);
  return kept.url;
}

async function remove(github: GitHub, id: number): Promise<void> {
  const { owner, repo } = github;
  try {
    await github.rest.issues.deleteComment({ owner, repo, comment_id: id });
  } catch (error) {
    // another job deleted the same duplicate
    if (!(error instanceof GitHubFailure) || error.status !== 404) throw error;
  }
}

/** The comment has the shorter text if GitHub rejected the longer one before. */
function isCurrent({ body }: Comment, sticky: StickyComment): boolean {
  return isSame(body, sticky.body) || isSame(body, sticky.shorter());
}

function isByLaterRun({ body }: Comment, sticky: StickyComment): boolean {
  const [theirs, ours] = [runOfMarked(body), runOfMarked(sticky.body)];
  return sticky.yields && theirs !== null && ours !== null && theirs > ours;
}

/** GitHub may store other line ends, and drop those at the end. */
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
