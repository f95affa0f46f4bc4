import { beforeEach, describe, expect, test } from '@jest/globals';
import { keepComment, type StickyComment, markerOfRun } from '../../src/github/sticky-comment.js';
import { answerWith, html, reset, serverError } from '../support/github/faults.js';
import { BODY_AT_MOST } from '../support/github/world/limits-of-text.js';
import { caught, startHubForEach } from './support/each-hub.js';

const MARKER = '<!-- stagegate:0123456789abcdef0123456789abcdef -->';
const CREATE = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const LIST = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
const UPDATE = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';

const on = startHubForEach();
let number: number;

beforeEach(async () => {
  await on.hub.repository.commit({ 'topic.txt': 'x' }, { branch: 'topic' });
  number = (await on.hub.repository.openPull({ branch: 'topic' })).number;
});

const text = (words: string): string => `${MARKER}\n${words}`;

function keep(words: string, { token, ...rest }: Partial<StickyComment> & { token?: string } = {}) {
  const sticky = {
    number,
    marker: MARKER,
    body: text(words),
    shorter: () => text('short'),
    updatesOnly: false,
    yields: false,
    onYield: () => undefined,
  };
  return keepComment(on.client(token), { ...sticky, ...rest });
}

const bodies = (): string[] => on.hub.repository.comments(number).map(({ body }) => body);
const sent = (): (string | null)[] => on.hub.requests.map(({ operation }) => operation);
const writes = (): string[] =>
  on.hub.requests
    .filter(({ method, operation }) => method !== 'GET' && operation?.startsWith('graphql') !== true)
    .map(({ method }) => method);

describe('the comment', () => {
  test('is created once, then updated', async () => {
    const made = await keep('blocked');
    on.hub.repository.comment(number, { body: 'I look at it.' });
    expect(await keep('promoted')).toBe(made);
    expect(bodies()).toEqual([text('promoted'), 'I look at it.']);
    const { id } = on.hub.repository.comments(number)[0]!;
    expect(made).toBe(`${on.hub.url}/octo-org/models/pull/${String(number)}#issuecomment-${String(id)}`);
    expect(writes()).toEqual(['POST', 'PATCH']);
  });

  test.each<[string, number | null, number | null, boolean, boolean]>([
    ['that a later run wrote', 9, 10, true, false],
    ['that an earlier run wrote', 10, 9, true, true],
    ['of its own run', 10, 10, true, true],
    ['that does not say which run wrote it', 10, null, true, true],
    ['without its own run', null, 10, true, true],
    ['that a later run wrote, when it does not yield', 9, 10, false, true],
  ])('one %s', async (_name, run, theirs, yields, isWritten) => {
    const by = (id: number | null, words: string) =>
      `${markerOfRun(MARKER, id === null ? null : String(id))}\n${words}`;
    const made = await keep('', { body: by(theirs, 'before') });
    let left = 0;
    expect(await keep('', { body: by(run, 'now'), yields, onYield: () => (left += 1) })).toBe(made);
    expect(left).toBe(isWritten ? 0 : 1);
    expect(bodies()).toEqual([isWritten ? by(run, 'now') : by(theirs, 'before')]);
  });

  test.each([
    ['the same', 'blocked', 'blocked'],
    ['the same with other line ends', 'one\r\ntwo\r\n', 'one\ntwo'],
    ['the same without those at its end', 'blocked', 'blocked\n'],
  ])('is not sent again when its text is %s', async (_name, first, second) => {
    const made = await keep(first);
    on.hub.clear();
    expect(await keep(second)).toBe(made);
    expect(sent()).toEqual(['graphql viewer', LIST]);
    expect(bodies()).toEqual([text(first)]);
  });

  test('is one for each marker', async () => {
    const other = '<!-- stagegate:fedcba9876543210fedcba9876543210 -->';
    const first = await keep('churn');
    const second = await keep('', { marker: other, body: `${other}\nfraud` });
    expect(second).not.toBe(first);
    expect(await keep('churn again')).toBe(first);
    expect(bodies()).toEqual([text('churn again'), `${other}\nfraud`]);
  });

  test('is one for each pull request', async () => {
    await keep('first');
    await on.hub.repository.commit({ 'other.txt': 'x' }, { branch: 'other' });
    const other = await on.hub.repository.openPull({ branch: 'other' });
    await keep('second', { number: other.number });
    expect(bodies()).toEqual([text('first')]);
    expect(on.hub.repository.comments(other.number)).toMatchObject([{ body: text('second') }]);
  });

  test.each(['mallory', 'helper[bot]', 'dependabot[bot]'])(
    'that %s made with the same marker is never touched',
    async (by) => {
      on.hub.repository.comment(number, { by, body: text('promoted, believe me') });
      await keep('blocked');
      await keep('still blocked');
      expect(on.hub.repository.comments(number)).toMatchObject([
        { author: { login: by }, body: text('promoted, believe me') },
        { author: { login: 'github-actions[bot]' }, body: text('still blocked') },
      ]);
      expect(writes()).toEqual(['POST', 'PATCH']);
    },
  );

  test('is not another comment of ours that quotes the marker', async () => {
    on.hub.repository.comment(number, { by: 'github-actions[bot]', body: `It has ${MARKER}` });
    await keep('blocked');
    await keep('promoted');
    expect(bodies()).toEqual([`It has ${MARKER}`, text('promoted')]);
  });

  test.each(['app', 'user'] as const)("is found again with another's token (%s)", async (kind) => {
    on.hub.repository.collaborator('octocat', 'read');
    const token = on.hub.addToken({ kind, permissions: { pull_requests: 'write' } });
    const made = await keep('blocked', { token });
    expect(await keep('promoted', { token })).toBe(made);
    expect(bodies()).toEqual([text('promoted')]);
  });

  test('is found after more than a hundred others', async () => {
    for (let at = 0; at < 130; at++) on.hub.repository.comment(number, { body: `comment ${String(at)}` });
    const made = await keep('blocked');
    for (let at = 0; at < 130; at++) on.hub.repository.comment(number, { body: `further ${String(at)}` });
    on.hub.clear();
    expect(await keep('promoted')).toBe(made);
    expect(on.hub.repository.comments(number)[130]).toMatchObject({ body: text('promoted') });
    expect(sent()).toEqual(['graphql viewer', LIST, LIST, LIST, UPDATE]);
  });

  test('with updatesOnly is updated, but not created', async () => {
    expect(await keep('promoted', { updatesOnly: true })).toBeNull();
    expect(writes()).toEqual([]);
    const made = await keep('blocked');
    expect(await keep('promoted', { updatesOnly: true })).toBe(made);
    expect(bodies()).toEqual([text('promoted')]);
  });

  test('is created again after somebody deleted it', async () => {
    await keep('blocked');
    on.hub.repository.state.comments.length = 0;
    await keep('promoted');
    expect(bodies()).toEqual([text('promoted')]);
  });
});

describe('two jobs at once', () => {
  test.each([1, 2, 3, 4, 5])('leave one comment, both with its address (%i)', async () => {
    const urls = await Promise.all([keep('by one'), keep('by another')]);
    expect(new Set(urls).size).toBe(1);
    expect(bodies()).toHaveLength(1);
    expect([text('by one'), text('by another')]).toContain(bodies()[0]);
  });

  test('eight jobs also leave one', async () => {
    const urls = await Promise.all(Array.from({ length: 8 }, (_, at) => keep(`by ${String(at)}`)));
    expect(new Set(urls).size).toBe(1);
    expect(bodies()).toHaveLength(1);
  });

  test('leave one comment when the first is done before the second creates its own', async () => {
    let first: string | null = null;
    on.hub.onRequest({ matching: { operation: CREATE } }, async () => {
      first = await keep('by one');
    });
    expect(await keep('by another')).toBe(first);
    expect(bodies()).toEqual([text('by another')]);
  });

  test('delete the same duplicates once', async () => {
    for (const words of ['a', 'b', 'c'])
      on.hub.repository.comment(number, { by: 'github-actions[bot]', body: text(words) });
    on.hub.onRequest({ matching: { method: 'DELETE' } }, async () => {
      await keep('now');
    });
    await keep('now');
    expect(bodies()).toEqual([text('now')]);
  });
});

describe('an answer that is lost', () => {
  test.each([
    ['a page of a proxy', html(502, 'after')],
    ["GitHub's own fault", serverError(500, 'after')],
    ['a connection that breaks', reset('after')],
  ])('to its creation leaves one comment: %s', async (_name, fault) => {
    on.hub.arm({ matching: { operation: CREATE }, fault });
    const made = await keep('blocked');
    expect(bodies()).toEqual([text('blocked')]);
    expect(writes()).toEqual(['POST']);
    expect(await keep('blocked')).toBe(made);
  });

  test('to a request that was not carried out is an error', async () => {
    on.hub.arm({ matching: { operation: CREATE }, fault: html(502, 'before') });
    expect(await caught(keep('blocked'))).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^cannot comment on pull request #\d+: .*\(HTTP 502\)$/) as unknown,
    });
    expect(bodies()).toEqual([]);
  });

  test('to the list is retried', async () => {
    on.hub.arm({ matching: { operation: LIST }, fault: html(502, 'before') });
    await keep('blocked');
    expect(bodies()).toEqual([text('blocked')]);
  });
});

describe('a text that is too long', () => {
  const long = 'x'.repeat(BODY_AT_MOST);

  test('is shortened, and not sent twice', async () => {
    const made = await keep(long);
    expect(bodies()).toEqual([text('short')]);
    expect(writes()).toEqual(['POST', 'POST']);
    on.hub.clear();
    expect(await keep(long)).toBe(made);
    expect(writes()).toEqual([]);
  });

  test('by a count that only GitHub knows is not sent twice either', async () => {
    const tooLong = answerWith({
      status: 422,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: 'Validation Failed: Body is too long (maximum is 65536 characters)' }),
    });
    on.hub.arm({ matching: { operation: CREATE }, fault: tooLong });
    const made = await keep('€'.repeat(30_000));
    expect(await keep('€'.repeat(30_000))).toBe(made);
    expect(bodies()).toEqual([text('short')]);
    expect(writes()).toEqual(['POST', 'POST']);
  });

  test('is also shortened in an update', async () => {
    const made = await keep('blocked');
    expect(await keep(long)).toBe(made);
    expect(bodies()).toEqual([text('short')]);
  });

  test('and cannot be shortened enough is an error', async () => {
    expect(await caught(keep(long, { shorter: () => text(long) }))).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('too long') as unknown,
    });
    expect(bodies()).toEqual([]);
  });
});

describe('an error', () => {
  test.each([
    ['to read only, as a fork has', 'read-all'],
    ['for its contents alone', { contents: 'write' }],
  ] as const)('a token %s: the permission is named', async (_name, permissions) => {
    const error = await caught(keep('blocked', { token: on.hub.addToken({ permissions }) }));
    expect(error).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`cannot comment on pull request #${String(number)}`) as unknown,
      hint: expect.stringContaining('"permissions: {pull-requests: write}"') as unknown,
    });
    expect(error.hint).toContain('A workflow run from a fork can only read.');
    expect(bodies()).toEqual([]);
  });

  test('a read-only token is enough when the text is current', async () => {
    const made = await keep('blocked');
    const token = on.hub.addToken({ permissions: 'read-all' });
    expect(await keep('blocked', { token })).toBe(made);
  });

  test('an invalid token', async () => {
    expect(await caught(keep('blocked', { token: 'ghs_nonsense' }))).toMatchObject({
      code: 'unavailable',
      hint: expect.stringContaining("Leave out the input token to use the job's own") as unknown,
    });
  });

  test('a missing pull request', async () => {
    expect(await caught(keep('blocked', { number: 4711 }))).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^cannot comment on pull request #4711: .*\(HTTP 404\)$/) as unknown,
    });
  });

  test('a conversation that is locked', async () => {
    const message = 'Unable to create comment because issue is locked.';
    on.hub.arm({
      matching: { operation: CREATE },
      fault: answerWith({
        status: 403,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message, documentation_url: 'https://docs.github.com/rest', status: '403' }),
      }),
    });
    expect(await caught(keep('blocked'))).toMatchObject({
      code: 'unavailable',
      message: `cannot comment on pull request #${String(number)}: its conversation is locked`,
      hint: 'Unlock it, or set comment: never.',
    });
  });
});
