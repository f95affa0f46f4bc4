import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { getOctokit } from '@actions/github';
import { OPERATIONS, nameOperation } from '../description/description.js';
import { startGitHub, type GitHub } from '../github.js';
import type { RepositoryHandle } from '../repository-handle.js';

/* What the stand-in for GitHub answers to GitHub's own client. Closing it checks every request and answer. */

const AT = { owner: 'octo-org', repo: 'models' };
const MANIFEST = 'models: {}\n';
const FILES = { 'models.yaml': MANIFEST, 'docs/note.md': 'note\n' };

let github: GitHub;
let repository: RepositoryHandle;
beforeEach(async () => {
  github = await startGitHub({ files: FILES });
  repository = github.repository;
});
afterEach(() => github.close());

function client(token = github.token, baseUrl = github.apiUrl) {
  return getOctokit(token, { baseUrl });
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** What a refused request was told. */
async function refusal(request: Promise<unknown>) {
  const error = await request.then(
    () => {
      throw new Error('it was not refused');
    },
    (reason: unknown) => reason as { status: number; response: { data: object; headers: object } },
  );
  return { status: error.status, ...error.response };
}

async function openTopic() {
  const sha = await repository.commit({ 'a.txt': 'a\n' }, { branch: 'topic', message: 'Add a' });
  return { sha, pull: await repository.openPull({ branch: 'topic', title: 'Topic' }) };
}

describe('contents', () => {
  const file = { ...AT, path: 'models.yaml' };

  test('a file is created, read, updated and deleted in commits that GitHub signs', async () => {
    const { repos } = client().rest;
    const added = { ...AT, path: 'new/one.txt', message: 'add', content: base64('one\n') };
    const created = await repos.createOrUpdateFileContents(added);
    expect(created).toMatchObject({ status: 201, data: { commit: { verification: { verified: true } } } });
    const { data } = await repos.getContent(file);
    expect(data).toMatchObject({ type: 'file', encoding: 'base64', content: 'bW9kZWxzOiB7fQo=\n', size: 11 });
    const { sha } = data as { sha: string };
    const changed = { ...file, sha, message: 'change', content: base64('new\n') };
    const updated = await repos.createOrUpdateFileContents(changed);
    expect(updated.status).toBe(200);
    expect(await repository.read('models.yaml')).toBe('new\n');
    expect(await repository.head()).toBe(updated.data.commit.sha);
    const gone = { ...file, sha: updated.data.content!.sha!, message: 'gone' };
    await repos.deleteFile(gone);
    expect(await repository.read('models.yaml')).toBeNull();
    expect((await repository.log()).map(({ message, verified }) => [message, verified])).toEqual([
      ['gone', true],
      ['change', true],
      ['add', true],
      ['First commit', false],
    ]);
  });

  test('raw bytes, folders, other refs, and a file beyond a megabyte', async () => {
    const { repos } = client().rest;
    await repository.commit({ 'big.bin': Buffer.alloc(1024 * 1024 + 1, 7) }, { branch: 'topic' });
    const raw = await repos.getContent({ ...file, mediaType: { format: 'raw' } });
    expect(raw.data).toBe(MANIFEST);
    const folder = await repos.getContent({ ...AT, path: '' });
    expect(folder.data).toMatchObject([
      { name: 'docs', type: 'dir' },
      { name: 'models.yaml', type: 'file', path: 'models.yaml' },
    ]);
    const big = await repos.getContent({ ...AT, path: 'big.bin', ref: 'topic' });
    expect(big.data).toMatchObject({ size: 1024 * 1024 + 1, content: '', encoding: 'none' });
    const missing = [{ path: 'no.txt' }, { path: 'big.bin' }, { path: 'models.yaml', ref: 'nowhere' }];
    for (const asked of missing) {
      expect(await refusal(repos.getContent({ ...AT, ...asked }))).toMatchObject({ status: 404 });
    }
  });

  const content = base64('x');
  test.each([
    ['an update without a SHA', { path: 'models.yaml' }, 422, 'Invalid request.\n\n"sha" wasn\'t supplied.'],
    [
      'an update with a wrong SHA',
      { path: 'models.yaml', sha: 'deadbeef' },
      409,
      'models.yaml does not match deadbeef',
    ],
    ['a branch that is not there', { path: 'a', branch: 'no' }, 404, 'Branch no not found'],
    ['a path out of the repository', { path: '../a' }, 422, 'path contains a malformed path component'],
  ])('refused: %s', async (_, asked, status, message) => {
    const { request } = client();
    const url = `PUT /repos/octo-org/models/contents/${encodeURIComponent(asked.path)}`;
    expect(await refusal(request(url, { message: 'm', content, ...asked, path: undefined }))).toMatchObject({
      status,
      data: { message },
    });
    expect(await repository.log()).toHaveLength(1);
  });
});

describe('refs', () => {
  test('a branch is created, moved forward and deleted', async () => {
    const { git } = client().rest;
    const sha = (await repository.head())!;
    await git.createRef({ ...AT, ref: 'refs/heads/feature/one', sha });
    expect((await git.getRef({ ...AT, ref: 'heads/feature/one' })).data.object).toMatchObject({
      sha,
      type: 'commit',
    });
    const next = await repository.commit({ b: 'b' });
    await git.updateRef({ ...AT, ref: 'heads/feature/one', sha: next });
    expect(await repository.head('feature/one')).toBe(next);
    const all = await git.listMatchingRefs({ ...AT, ref: 'heads/fea' });
    expect(all.data.map(({ ref }) => ref)).toEqual(['refs/heads/feature/one']);
    await git.deleteRef({ ...AT, ref: 'heads/feature/one' });
    expect(await repository.branches()).toEqual(['main']);
  });

  test('refused: what is there, what is not, and what is no fast forward', async () => {
    const { git } = client().rest;
    const first = (await repository.head())!;
    const second = await repository.commit({ b: 'b' });
    const main = { ...AT, ref: 'heads/main' };
    expect(await refusal(git.createRef({ ...AT, ref: 'refs/heads/main', sha: first }))).toMatchObject({
      ...{ status: 422, data: { message: 'Reference already exists' } },
    });
    expect(await refusal(git.updateRef({ ...main, sha: first }))).toMatchObject({
      ...{ status: 422, data: { message: 'Update is not a fast forward' } },
    });
    expect(await refusal(git.updateRef({ ...main, sha: '1'.repeat(40) }))).toMatchObject({
      ...{ status: 422, data: { message: 'Object does not exist' } },
    });
    expect(await refusal(git.getRef({ ...AT, ref: 'heads/mai' }))).toMatchObject({ status: 404 });
    expect(await repository.head()).toBe(second);
    await git.updateRef({ ...main, sha: first, force: true });
    expect(await repository.head()).toBe(first);
  });

  test('a commit is put together from blobs and trees', async () => {
    const { git } = client().rest;
    const parent = (await repository.head())!;
    const blob = await git.createBlob({ ...AT, content: base64('run\n'), encoding: 'base64' });
    expect((await git.getBlob({ ...AT, file_sha: blob.data.sha })).data).toMatchObject({
      content: base64('run\n') + '\n',
    });
    const tree = await git.createTree({
      ...{ ...AT, base_tree: parent },
      tree: [
        { path: 'bin/run', mode: '100755', type: 'blob', sha: blob.data.sha },
        { path: 'docs/note.md', mode: '100644', type: 'blob', sha: null },
      ],
    });
    const read = await git.getTree({ ...AT, tree_sha: tree.data.sha, recursive: 'true' });
    expect(read.data.tree.map(({ path, mode }) => `${mode} ${path}`)).toEqual([
      '040000 bin',
      '100755 bin/run',
      '100644 models.yaml',
    ]);
    const made = await git.createCommit({ ...AT, tree: tree.data.sha, parents: [parent], message: 'm' });
    expect(made.data).toMatchObject({
      author: { name: 'github-actions[bot]' },
      verification: { verified: true },
    });
    expect((await git.getCommit({ ...AT, commit_sha: made.data.sha })).data.parents).toMatchObject([
      { sha: parent },
    ]);
    const byAda = {
      ...AT,
      tree: tree.data.sha,
      message: 'm',
      author: { name: 'Ada', email: 'ada@example.com' },
    };
    expect((await git.createCommit(byAda)).data).toMatchObject({
      author: { name: 'Ada' },
      verification: { verified: false },
    });
  });
});

describe('commits', () => {
  test('lists, one by one, and compared', async () => {
    const { repos } = client().rest;
    const { sha } = await openTopic();
    await repository.commit({ 'models.yaml': 'changed\n' });
    const list = await repos.listCommits({ ...AT, path: 'models.yaml' });
    expect(list.data.map(({ commit }) => commit.message)).toEqual(['A commit', 'First commit']);
    const one = await repos.getCommit({ ...AT, ref: 'topic' });
    expect(one.data).toMatchObject({
      sha,
      author: { login: 'octocat' },
      files: [{ filename: 'a.txt', status: 'added', additions: 1, patch: '@@ -0,0 +1 @@\n+a' }],
    });
    const compared = await repos.compareCommitsWithBasehead({ ...AT, basehead: 'main...topic' });
    expect(compared.data).toMatchObject({
      status: 'diverged',
      ahead_by: 1,
      behind_by: 1,
      files: [{ filename: 'a.txt' }],
    });
    expect(await refusal(repos.getCommit({ ...AT, ref: 'nowhere' }))).toMatchObject({
      ...{ status: 422, data: { message: 'No commit found for SHA: nowhere' } },
    });
    expect((await repos.getBranch({ ...AT, branch: 'topic' })).data).toMatchObject({
      protected: false,
      commit: { sha },
    });
  });

  test.each(['merge', 'squash', 'rebase'] as const)(
    'the pull request of a commit: merged by %s',
    async (method) => {
      const { repos } = client().rest;
      const { sha, pull } = await openTopic();
      await repository.commit({ 'b.txt': 'b' });
      const pullsOf = async (commit_sha: string) =>
        (await repos.listPullRequestsAssociatedWithCommit({ ...AT, commit_sha })).data.map(
          ({ number }) => number,
        );
      expect(await pullsOf(sha)).toEqual([pull.number]);
      const merged = await repository.mergePull(pull.number, { method, by: 'maintainer' });
      expect(merged).toBe(await repository.head());
      expect(await pullsOf(merged)).toEqual([pull.number]);
      expect(await pullsOf((await repository.log()).at(-1)!.sha)).toEqual([]);
    },
  );

  test('a pull request that was closed belongs to no commit', async () => {
    const { sha, pull } = await openTopic();
    repository.closePull(pull.number);
    const { data } = await client().rest.repos.listPullRequestsAssociatedWithCommit({
      ...AT,
      commit_sha: sha,
    });
    expect(data).toEqual([]);
  });
});

describe('comments', () => {
  test('made, listed by the page, changed and deleted', async () => {
    const octokit = client();
    const { pull } = await openTopic();
    const issue = { ...AT, issue_number: pull.number };
    for (let count = 1; count <= 104; count++) repository.comment(pull.number, { body: `comment ${count}` });
    const { data: own } = await octokit.rest.issues.createComment({ ...issue, body: 'mine' });
    expect(own).toMatchObject({
      user: { login: 'github-actions[bot]', type: 'Bot' },
      performed_via_github_app: { slug: 'github-actions' },
    });
    const page = await octokit.rest.issues.listComments({ ...issue, per_page: 1000 });
    expect(page.data).toHaveLength(100);
    expect(page.headers.link).toMatch(/<http:[^>]+per_page=1000&page=2>; rel="next"/);
    const all = await octokit.paginate(octokit.rest.issues.listComments, { ...issue, per_page: 100 });
    expect(all.map(({ body }) => body)).toEqual([
      ...Array.from({ length: 104 }, (_, at) => `comment ${at + 1}`),
      'mine',
    ]);
    await octokit.rest.issues.updateComment({ ...AT, comment_id: own.id, body: 'changed' });
    expect(repository.comments(pull.number).at(-1)).toMatchObject({ body: 'changed' });
    expect((await octokit.rest.issues.getComment({ ...AT, comment_id: own.id })).data.body).toBe('changed');
    await octokit.rest.issues.deleteComment({ ...AT, comment_id: own.id });
    expect(repository.comments(pull.number)).toHaveLength(104);
    expect(await refusal(octokit.rest.issues.getComment({ ...AT, comment_id: own.id }))).toMatchObject({
      status: 404,
    });
  });

  test('65,536 characters fit, one more does not', async () => {
    const { issues } = client().rest;
    const issue = { ...AT, issue_number: repository.openIssue() };
    await issues.createComment({ ...issue, body: '🙂'.repeat(65_536) });
    const message = 'Body is too long (maximum is 65536 characters)';
    expect(await refusal(issues.createComment({ ...issue, body: 'x'.repeat(65_537) }))).toMatchObject({
      ...{ status: 422, data: { message: 'Validation Failed', errors: [{ message }] } },
    });
  });
});

describe('pull requests', () => {
  beforeEach(() => {
    repository.settings.actionsMayOpenPulls = true;
  });

  test('opened, changed, listed and merged through the API', async () => {
    const { pulls } = client().rest;
    await repository.commit({ 'a.txt': 'a\n' }, { branch: 'topic' });
    const { data } = await pulls.create({ ...AT, head: 'topic', base: 'main', title: 'Topic', body: 'why' });
    const pull = { ...AT, pull_number: data.number };
    expect(data).toMatchObject({
      number: 1,
      state: 'open',
      mergeable: true,
      mergeable_state: 'clean',
      changed_files: 1,
    });
    await pulls.update({ ...pull, title: 'Other' });
    expect((await pulls.list({ ...AT, head: 'octo-org:topic' })).data).toMatchObject([{ title: 'Other' }]);
    expect((await pulls.list({ ...AT, state: 'closed' })).data).toEqual([]);
    expect((await pulls.listFiles(pull)).data).toMatchObject([{ filename: 'a.txt' }]);
    expect((await pulls.listCommits(pull)).data).toHaveLength(1);
    const merged = await pulls.merge({ ...pull, merge_method: 'squash' });
    expect(merged.data).toMatchObject({ merged: true, sha: await repository.head() });
    expect((await pulls.get(pull)).data).toMatchObject({
      state: 'closed',
      merged: true,
      merge_commit_sha: merged.data.sha,
    });
    expect((await repository.log())[0]!.message).toBe('Other (#1)');
  });

  test('one from a fork; a conflict; one that a push merged', async () => {
    const { pulls } = client().rest;
    const fork = await repository.fork('contributor');
    await fork.commit({ 'models.yaml': 'theirs\n' }, { branch: 'patch', by: 'contributor' });
    const { number } = await repository.openPull({ branch: 'patch', fork, by: 'contributor' });
    const pull = { ...AT, pull_number: number };
    const head = { label: 'contributor:patch', repo: { full_name: 'contributor/models', fork: true } };
    expect((await pulls.get(pull)).data).toMatchObject({ head, mergeable: true });
    await repository.commit({ 'models.yaml': 'ours\n' });
    expect((await pulls.get(pull)).data).toMatchObject({
      mergeable: false,
      mergeable_state: 'dirty',
      merge_commit_sha: null,
    });
    expect(await refusal(pulls.merge(pull))).toMatchObject({ status: 405 });

    const { pull: topic, sha } = await openTopic();
    await repository.setBranch('main', sha);
    expect(repository.pull(topic.number)).toMatchObject({ state: 'closed', mergeCommit: sha });
  });

  test.each([
    ['no branch', { head: 'nowhere', base: 'main' }, { field: 'head', code: 'invalid' }],
    ['no base', { head: 'topic', base: 'nowhere' }, { field: 'base', code: 'invalid' }],
    [
      'a second one',
      { head: 'topic', base: 'main' },
      { message: 'A pull request already exists for octo-org:topic.' },
    ],
    ['nothing new', { head: 'same', base: 'main' }, { message: 'No commits between main and same' }],
  ])('refused: %s', async (_, asked, error) => {
    await openTopic();
    await repository.setBranch('same', 'main');
    expect(await refusal(client().rest.pulls.create({ ...AT, ...asked, title: 't' }))).toMatchObject({
      ...{ status: 422, data: { message: 'Validation Failed', errors: [error] } },
    });
  });

  test('GITHUB_TOKEN opens none where the repository does not allow it', async () => {
    repository.settings.actionsMayOpenPulls = false;
    await repository.commit({ 'a.txt': 'a' }, { branch: 'topic' });
    const asked = { ...AT, head: 'topic', base: 'main', title: 't' };
    const message = 'GitHub Actions is not permitted to create or approve pull requests.';
    expect(await refusal(client().rest.pulls.create(asked))).toMatchObject({
      status: 403,
      data: { message },
    });
    await client(github.addToken({ kind: 'app', of: 'promoter' })).rest.pulls.create(asked);
    expect(repository.pull(1).author.login).toBe('promoter[bot]');
  });

  test('reviews: who, what, on which commit; a pending one is its author’s', async () => {
    const { pull, sha } = await openTopic();
    repository.review(pull.number, { by: 'ada' });
    repository.review(pull.number, { by: 'bob', state: 'CHANGES_REQUESTED', commit: sha });
    repository.review(pull.number, { by: 'eve', state: 'PENDING' });
    await repository.commit({ c: 'c' }, { branch: 'topic' });
    const { id } = repository.review(pull.number, { by: 'cyd' });
    repository.dismissReview(id);
    const { data } = await client().rest.pulls.listReviews({ ...AT, pull_number: pull.number });
    expect(data.map(({ user, state, commit_id }) => [user!.login, state, commit_id === sha])).toEqual([
      ['ada', 'APPROVED', true],
      ['bob', 'CHANGES_REQUESTED', true],
      ['cyd', 'DISMISSED', false],
    ]);
  });

  test('who has which role', async () => {
    repository.collaborator('ada', 'maintain');
    github.world.user('eve');
    const role = async (username: string) =>
      (await client().rest.repos.getCollaboratorPermissionLevel({ ...AT, username })).data;
    expect(await role('ada')).toMatchObject({ permission: 'write', role_name: 'maintain' });
    expect(await role('eve')).toMatchObject({ permission: 'none' });
    expect(await refusal(role('nobody-at-all'))).toMatchObject({ status: 404 });
  });
});

describe('checks and statuses', () => {
  test('the newest of each name and suite, or all of them; by name and app', async () => {
    const { checks } = client().rest;
    const sha = (await repository.head())!;
    const at = { ...AT, ref: sha };
    repository.checkRun({ sha, name: 'build', conclusion: 'failure' });
    repository.checkRun({ sha, name: 'build' });
    repository.checkRun({ sha, name: 'build', app: 'other-ci', conclusion: 'failure' });
    repository.workflowRun({ sha, name: 'nightly', jobs: [{ name: 'build', conclusion: 'cancelled' }] });
    const conclusions = async (more: object) => {
      const { data } = await checks.listForRef({ ...at, ...more });
      expect(data.total_count).toBe(data.check_runs.length);
      return data.check_runs.map(({ conclusion }) => conclusion);
    };
    expect(await conclusions({})).toEqual(['cancelled', 'failure', 'success']);
    expect(await conclusions({ filter: 'all' })).toEqual(['cancelled', 'failure', 'success', 'failure']);
    expect(await conclusions({ app_id: 15368, ref: 'main' })).toEqual(['cancelled', 'success']);
    expect(await conclusions({ check_name: 'lint' })).toEqual([]);
  });

  test('a check run is made and brought to its end by its app alone', async () => {
    const { checks } = client().rest;
    const head_sha = (await repository.head())!;
    const { data } = await checks.create({ ...AT, head_sha, name: 'gate', status: 'in_progress' });
    expect(data).toMatchObject({ status: 'in_progress', conclusion: null, app: { slug: 'github-actions' } });
    const annotation = {
      path: 'a',
      start_line: 1,
      end_line: 1,
      annotation_level: 'warning',
      message: 'm',
    } as const;
    const output = { title: 't', summary: 's', annotations: [annotation] };
    const run = { ...AT, check_run_id: data.id };
    const other = client(github.addToken({ kind: 'app', of: 'other-ci' }));
    expect(await refusal(other.rest.checks.update({ ...run, conclusion: 'success' }))).toMatchObject({
      status: 403,
    });
    await checks.update({ ...run, conclusion: 'success', output });
    expect((await checks.get(run)).data).toMatchObject({
      status: 'completed',
      output: { annotations_count: 1 },
    });
    expect((await checks.listAnnotations(run)).data).toMatchObject([{ message: 'm' }]);
    const long = { title: 't', summary: 'x'.repeat(65_536) };
    expect(await refusal(checks.update({ ...run, output: long }))).toMatchObject({ status: 422 });
    expect(github.takeViolations()).toEqual([expect.stringContaining('more than 65535 characters')]);
  });

  test('the combined status is pending while there is none, and the worst of the newest', async () => {
    const { repos } = client().rest;
    const sha = (await repository.head())!;
    const combined = async () => (await repos.getCombinedStatusForRef({ ...AT, ref: 'main' })).data;
    expect(await combined()).toMatchObject({ state: 'pending', total_count: 0, statuses: [] });
    await repos.createCommitStatus({ ...AT, sha, state: 'failure', context: 'ci' });
    expect(await combined()).toMatchObject({ state: 'failure', total_count: 1 });
    await repos.createCommitStatus({ ...AT, sha, state: 'success', context: 'ci' });
    repository.status({ sha, context: 'lint', state: 'pending', by: 'linter' });
    expect(await combined()).toMatchObject({ state: 'pending', total_count: 2 });
    const all = await repos.listCommitStatusesForRef({ ...AT, ref: sha });
    expect(all.data.map(({ context, state }) => `${context} ${state}`)).toEqual([
      'lint pending',
      'ci success',
      'ci failure',
    ]);
    const description = 'x'.repeat(141);
    expect(
      await refusal(repos.createCommitStatus({ ...AT, sha, state: 'success', description })),
    ).toMatchObject({ status: 422 });
  });

  test('a workflow’s run, its jobs, and the check run that each of them has', async () => {
    const { actions, checks } = client().rest;
    const { run } = await github.run({ job: 'promote' });
    const { data } = await actions.listJobsForWorkflowRun({ ...AT, run_id: run.id });
    const [job] = data.jobs;
    expect(job).toMatchObject({ name: 'promote', status: 'in_progress', conclusion: null });
    const check = await checks.get({ ...AT, check_run_id: job!.id });
    expect(check.data).toMatchObject({ name: 'promote', status: 'in_progress', details_url: job!.html_url });
    expect(check.data.details_url).toContain(`/runs/${run.id}/job/`);
    const attempt = { ...AT, run_id: run.id, attempt_number: 1 };
    expect((await actions.listJobsForWorkflowRunAttempt(attempt)).data.jobs).toEqual(data.jobs);
    repository.finishRun(run);
    expect((await actions.getWorkflowRun({ ...AT, run_id: run.id })).data).toMatchObject({
      conclusion: 'success',
    });
  });
});

describe('deployments', () => {
  const plain = { ...AT, auto_merge: false, required_contexts: [] };

  test('made, given statuses and listed; those before it become inactive, but not in production', async () => {
    const { repos } = client().rest;
    const deploy = async (environment: string) => {
      const { data } = await repos.createDeployment({
        ...plain,
        ref: 'main',
        environment,
        payload: '{"model":"churn"}',
      });
      const deployment_id = (data as { id: number }).id;
      await repos.createDeploymentStatus({
        ...AT,
        deployment_id,
        state: 'success',
        environment_url: github.url,
      });
      return deployment_id;
    };
    const stateOf = async (deployment_id: number) =>
      (await repos.listDeploymentStatuses({ ...AT, deployment_id })).data.map(({ state }) => state);
    const [one, two] = [await deploy('Staging'), await deploy('Staging')];
    const [three, four] = [await deploy('production'), await deploy('production')];
    expect(await stateOf(one)).toEqual(['inactive', 'success']);
    expect(await stateOf(two)).toEqual(['success']);
    expect(await stateOf(three)).toEqual(['success']);
    const list = await repos.listDeployments({ ...AT, environment: 'production' });
    expect(list.data.map(({ id }) => id)).toEqual([four, three]);
    expect((await repos.getDeployment({ ...AT, deployment_id: four })).data).toMatchObject({
      ...{
        production_environment: true,
        payload: { model: 'churn' },
        creator: { login: 'github-actions[bot]' },
      },
    });
    const description = 'x'.repeat(141);
    const long = repos.createDeploymentStatus({ ...AT, deployment_id: one, state: 'success', description });
    expect(await refusal(long)).toMatchObject({ status: 422 });
  });

  test('by default the default branch is merged in, and nothing is deployed', async () => {
    const { repos } = client().rest;
    await openTopic();
    await repository.commit({ 'b.txt': 'b' });
    const merged = await repos.createDeployment({ ...AT, ref: 'topic', required_contexts: [] });
    expect(merged).toMatchObject({
      status: 202,
      data: { message: 'Auto-merged main into topic on deployment.' },
    });
    expect(await repository.read('b.txt', 'topic')).toBe('b');
    expect(repository.deployments).toEqual([]);
    await repository.commit({ 'a.txt': 'other\n' });
    const conflict = repos.createDeployment({ ...AT, ref: 'topic', required_contexts: [] });
    expect(await refusal(conflict)).toMatchObject({
      status: 409,
      data: { message: 'Conflict merging main into topic.' },
    });
  });

  test('by default every check of the commit must have passed, the job that deploys included', async () => {
    const { repos } = client().rest;
    const { sha } = await github.run({ job: 'deploy' });
    repository.status({ sha, context: 'ci' });
    const asked = { ...AT, ref: 'main', auto_merge: false };
    expect(await refusal(repos.createDeployment(asked))).toMatchObject({
      status: 409,
      data: {
        message: 'Conflict: Commit status checks failed for main.',
        errors: [
          {
            contexts: [
              { context: 'deploy', state: 'pending' },
              { context: 'ci', state: 'success' },
            ],
          },
        ],
      },
    });
    await repos.createDeployment({ ...asked, required_contexts: ['ci'] });
    expect(await refusal(repos.createDeployment({ ...asked, required_contexts: ['other'] }))).toMatchObject({
      status: 409,
    });
    expect(await refusal(repos.createDeployment({ ...plain, ref: 'nowhere' }))).toMatchObject({
      status: 422,
    });
  });
});

describe('who asks', () => {
  test('GITHUB_TOKEN is no user', async () => {
    const message = 'Resource not accessible by integration';
    expect(await refusal(client().rest.users.getAuthenticated())).toMatchObject({
      status: 403,
      data: { message },
    });
    const person = client(github.addToken({ kind: 'user', of: 'ada' }));
    expect((await person.rest.users.getAuthenticated()).data.login).toBe('ada');
    expect((await person.rest.users.getByUsername({ username: 'github-actions[bot]' })).data).toMatchObject({
      type: 'Bot',
      id: 41898282,
    });
  });

  test('a token that does not hold, and one that is for another repository', async () => {
    expect(await refusal(client('ghs_wrong').rest.repos.get(AT))).toMatchObject({
      status: 401,
      data: { message: 'Bad credentials' },
    });
    await github.addRepository('octo-org/other');
    const other = client(github.addToken({ repositories: ['octo-org/other'] }));
    expect(await refusal(other.rest.repos.get(AT))).toMatchObject({
      status: 404,
      data: { message: 'Not Found' },
    });
    expect((await client().rest.repos.get(AT)).data).toMatchObject({
      private: true,
      permissions: { push: true },
    });
  });

  const needs = 'issues=write; pull_requests=write';
  test.each([
    ['nothing', {}, 403],
    ['reading', { issues: 'read', 'pull-requests': 'read' }, 403],
    ['writing to issues', { issues: 'write' }, 201],
    ['writing to pull requests', { 'pull-requests': 'write' }, 201],
  ] as const)('a comment with the permission for %s', async (_, permissions, status) => {
    const { pull } = await openTopic();
    const { issues } = client(github.addToken({ permissions })).rest;
    const asked = issues.createComment({ ...AT, issue_number: pull.number, body: 'hello' });
    const told = status === 201 ? await asked : await refusal(asked);
    expect(told).toMatchObject({ status, headers: { 'x-accepted-github-permissions': needs } });
    expect(repository.comments(pull.number)).toHaveLength(status === 201 ? 1 : 0);
  });

  test('what is public may be read by all, and written by those who may', async () => {
    await github.addRepository('octo-org/open', { files: { a: 'a' }, private: false });
    const open = { owner: 'octo-org', repo: 'open', path: 'a' };
    const { repos } = client(github.addToken({ permissions: {} })).rest;
    await repos.getContent(open);
    const write = repos.createOrUpdateFileContents({
      ...open,
      path: 'b',
      message: 'm',
      content: base64('x'),
    });
    expect(await refusal(write)).toMatchObject({ status: 403 });
    const anonymous = await fetch(`${github.apiUrl}/repos/octo-org/open/contents/a`);
    expect(anonymous.status).toBe(200);
    const hidden = await fetch(`${github.apiUrl}/repos/octo-org/models/contents/a`);
    expect(hidden.status).toBe(404);
  });

  test('a person needs a role besides the permission', async () => {
    const asked = { ...AT, path: 'b', message: 'm', content: base64('x') };
    const write = () =>
      client(github.addToken({ kind: 'user', of: 'ada' })).rest.repos.createOrUpdateFileContents(asked);
    expect(await refusal(write())).toMatchObject({ status: 404 });
    repository.collaborator('ada', 'read');
    const message = 'Resource not accessible by personal access token';
    expect(await refusal(write())).toMatchObject({ status: 403, data: { message } });
    repository.collaborator('ada', 'write');
    const commit = { committer: { name: 'ada' }, verification: { verified: false } };
    expect(await write()).toMatchObject({ status: 201, data: { commit } });
  });
});

test('nothing that is described is left out, and nothing else is served', async () => {
  const served = OPERATIONS.map(nameOperation);
  for (const operation of served) {
    const [method = '', path = ''] = operation.split(' ');
    const url = path.replace('{owner}/{repo}', 'octo-org/models').replaceAll(/\{\w+\}/g, '1');
    const body = method === 'GET' ? null : '{}';
    const headers = { authorization: `token ${github.token}` };
    await fetch(`${github.apiUrl}${url}`, { method, headers, body });
  }
  const unserved = github.takeViolations().filter((one) => one.includes('is not served'));
  expect(unserved).toEqual([]);
  expect(new Set(github.requests.map(({ operation }) => operation))).toEqual(new Set(served));
});
