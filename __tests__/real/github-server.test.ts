import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { getOctokit } from '@actions/github';
import { baseEnvironment, runProcess } from '../support/spawn.js';
import { startGitHub, type GitHub } from '../support/github/github.js';

/* The stand-in for GitHub, driven by GitHub's own client and by git. */

const FILES = { 'models.yaml': 'models: {}\n', 'docs/note.md': 'note\n' };
const REPOSITORY = { owner: 'octo-org', repo: 'models' };

let github: GitHub;
let folder: string;
beforeEach(async () => {
  github = await startGitHub({ files: FILES });
  folder = mkdtempSync(join(tmpdir(), 'stagegate-clone-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await github.close();
});

function client(token = github.token) {
  return getOctokit(token, { baseUrl: github.apiUrl });
}

async function git(...args: string[]) {
  const env = {
    ...baseEnvironment(),
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@b',
  };
  return runProcess('git', args, { cwd: folder, env });
}

describe('contents', () => {
  test('a file is read, updated and deleted', async () => {
    const { rest } = client();
    const at = { ...REPOSITORY, path: 'models.yaml' };
    const { data } = await rest.repos.getContent(at);
    expect(data).toMatchObject({ type: 'file', encoding: 'base64', content: 'bW9kZWxzOiB7fQo=\n' });
    const sha = (data as { sha: string }).sha;
    const updated = await rest.repos.createOrUpdateFileContents({
      ...at,
      sha,
      message: 'change',
      content: Buffer.from('new\n').toString('base64'),
    });
    expect(updated.status).toBe(200);
    expect(await github.repository.read('models.yaml')).toBe('new\n');
    expect(await github.repository.head()).toBe(updated.data.commit.sha);
  });
});

test('a commit through GraphQL', async () => {
  const octokit = client();
  const head = await github.repository.head();
  const mutation = `mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid signature { isValid } } } }`;
  const input = {
    branch: { repositoryNameWithOwner: 'octo-org/models', branchName: 'main' },
    expectedHeadOid: head,
    message: { headline: 'promote', body: 'because' },
    fileChanges: {
      additions: [{ path: 'models.yaml', contents: Buffer.from('x\n').toString('base64') }],
      deletions: [{ path: 'docs/note.md' }],
    },
  };
  const made = await octokit.graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(mutation, {
    input,
  });
  expect(made.createCommitOnBranch.commit.oid).toBe(await github.repository.head());
  await expect(octokit.graphql(mutation, { input })).rejects.toMatchObject({
    errors: [
      {
        type: 'STALE_DATA',
        message: `Expected branch to point to "${head!}" but it did not.  Pull and try again.`,
      },
    ],
  });
});

test('git clones and pushes', async () => {
  const cloned = await git('clone', '--quiet', github.repository.gitUrl(github.token), '.');
  expect(cloned).toMatchObject({ status: 0 });
  await git('commit', '--allow-empty', '-m', 'x');
  expect(await git('push', 'origin', 'HEAD:main')).toMatchObject({ status: 0 });
  const { data } = await client().rest.git.getRef({ ...REPOSITORY, ref: 'heads/main' });
  expect(data.object.sha).toBe((await git('rev-parse', 'HEAD')).stdout.trim());
  github.repository.protect('main', { requirePullRequest: true });
  await git('commit', '--allow-empty', '-m', 'y');
  const refused = await git('push', 'origin', 'HEAD:main');
  expect(refused.stderr).toContain('! [remote rejected] HEAD -> main (protected branch hook declined)');
  expect(refused.stderr).toContain(
    'remote: error: GH006: Protected branch update failed for refs/heads/main.',
  );
});

test('everything is as described', async () => {
  const { rest } = client();
  const sha = await github.repository.commit({ 'a.txt': 'a' }, { branch: 'topic' });
  github.repository.settings.actionsMayOpenPulls = true;
  const pull = await rest.pulls.create({ ...REPOSITORY, head: 'topic', base: 'main', title: 't' });
  const number = pull.data.number;
  github.repository.review(number, { by: 'hubot' });
  github.repository.checkRun({ sha, name: 'build' });
  github.repository.status({ sha, context: 'ci' });
  const comment = await rest.issues.createComment({ ...REPOSITORY, issue_number: number, body: 'hello' });
  await rest.issues.updateComment({ ...REPOSITORY, comment_id: comment.data.id, body: 'hello 2' });
  await rest.issues.getComment({ ...REPOSITORY, comment_id: comment.data.id });
  await rest.issues.listComments({ ...REPOSITORY, issue_number: number });
  await rest.issues.deleteComment({ ...REPOSITORY, comment_id: comment.data.id });
  await rest.repos.get(REPOSITORY);
  await rest.repos.getBranch({ ...REPOSITORY, branch: 'topic' });
  await rest.repos.getCollaboratorPermissionLevel({ ...REPOSITORY, username: 'hubot' });
  await rest.repos.listCommits(REPOSITORY);
  await rest.repos.getCommit({ ...REPOSITORY, ref: 'topic' });
  await rest.repos.compareCommitsWithBasehead({ ...REPOSITORY, basehead: 'main...topic' });
  await rest.repos.listPullRequestsAssociatedWithCommit({ ...REPOSITORY, commit_sha: sha });
  await rest.repos.getCombinedStatusForRef({ ...REPOSITORY, ref: sha });
  await rest.repos.listCommitStatusesForRef({ ...REPOSITORY, ref: sha });
  await rest.repos.createCommitStatus({ ...REPOSITORY, sha, state: 'success' });
  await rest.checks.listForRef({ ...REPOSITORY, ref: sha });
  const run = await rest.checks.create({ ...REPOSITORY, head_sha: sha, name: 'gate', status: 'in_progress' });
  await rest.checks.update({
    ...REPOSITORY,
    check_run_id: run.data.id,
    conclusion: 'success',
    output: {
      title: 't',
      summary: 's',
      annotations: [{ path: 'a.txt', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' }],
    },
  });
  await rest.checks.get({ ...REPOSITORY, check_run_id: run.data.id });
  await rest.checks.listAnnotations({ ...REPOSITORY, check_run_id: run.data.id });
  await rest.pulls.list(REPOSITORY);
  await rest.pulls.get({ ...REPOSITORY, pull_number: number });
  await rest.pulls.update({ ...REPOSITORY, pull_number: number, title: 't2' });
  await rest.pulls.listFiles({ ...REPOSITORY, pull_number: number });
  await rest.pulls.listCommits({ ...REPOSITORY, pull_number: number });
  await rest.pulls.listReviews({ ...REPOSITORY, pull_number: number });
  await rest.repos.getContent({ ...REPOSITORY, path: 'docs' });
  await rest.repos.getContent({ ...REPOSITORY, path: '' });
  await rest.git.createRef({ ...REPOSITORY, ref: 'refs/heads/other', sha });
  await rest.git.listMatchingRefs({ ...REPOSITORY, ref: 'heads/' });
  await rest.git.deleteRef({ ...REPOSITORY, ref: 'heads/other' });
  const blob = await rest.git.createBlob({ ...REPOSITORY, content: 'x' });
  await rest.git.getBlob({ ...REPOSITORY, file_sha: blob.data.sha });
  const tree = await rest.git.createTree({
    ...REPOSITORY,
    base_tree: sha,
    tree: [{ path: 'b', mode: '100644', type: 'blob', sha: blob.data.sha }],
  });
  await rest.git.getTree({ ...REPOSITORY, tree_sha: tree.data.sha, recursive: '1' });
  const commit = await rest.git.createCommit({
    ...REPOSITORY,
    tree: tree.data.sha,
    message: 'm',
    parents: [sha],
  });
  await rest.git.getCommit({ ...REPOSITORY, commit_sha: commit.data.sha });
  await rest.git.updateRef({ ...REPOSITORY, ref: 'heads/topic', sha: commit.data.sha });
  await rest.pulls.merge({ ...REPOSITORY, pull_number: number });
  await rest.rateLimit.get();
});
