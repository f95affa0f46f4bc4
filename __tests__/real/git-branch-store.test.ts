import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Written } from '../../src/registry/manifest/store.js';
import { openGitBranchStore } from '../../src/registry/manifest/git/branch-store.js';
import { createGit, GitUnusable, type Git } from '../../src/git/command.js';
import { makeCertificates } from './support/certificates.js';
import { startServer } from './support/scripted-server.js';
import { compileStores, type CompiledStores } from './stores/compile-stores.js';
import { addLine, HISTORY, MANIFEST } from './stores/retry.js';

const IDENTITY = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};
const VARIABLES = [
  'PATH',
  'GITHUB_ACTIONS',
  'HOME',
  'XDG_CONFIG_HOME',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_TEST_ASSUME_DIFFERENT_OWNER',
  'GITHUB_WORKSPACE',
  ...Object.keys(IDENTITY),
];

let compiled: CompiledStores;
let base: string;
let remote: string;
let clone: string;
let saved: Map<string, string | undefined>;

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...IDENTITY },
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

const onRemote = (file = MANIFEST): string => git(remote, 'show', `main:${file}`);

async function commitFile(cwd: string, file: string, text: string): Promise<void> {
  await writeFile(join(cwd, file), text);
  git(cwd, 'add', file);
  git(cwd, 'commit', '--quiet', '-m', `change ${file}`);
}

/** Another clone that moves the branch. */
async function pushFromElsewhere(file: string, text: string): Promise<void> {
  const other = join(base, `other-${Math.random()}`);
  git(base, 'clone', '--quiet', remote, other);
  await commitFile(other, file, text);
  git(other, 'push', '--quiet', 'origin', 'main');
}

async function writeHook(name: string, script: string): Promise<void> {
  await writeFile(join(remote, 'hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

async function write(root = clone, options: { branch?: string; git?: Git } = {}): Promise<Written> {
  const store = openGitBranchStore({ root, ...options });
  const view = await store.open();
  const text = (await view.read(MANIFEST)) ?? '';
  return store.write(new Map([[MANIFEST, `${text}new\n`]]), view, { title: 'promote', body: 'by a test' });
}

beforeAll(async () => {
  compiled = await compileStores();
});
afterAll(() => compiled.remove());
beforeEach(async () => {
  saved = new Map(VARIABLES.map((name) => [name, process.env[name]]));
  base = await realpath(await mkdtemp(join(tmpdir(), 'stagegate-git-')));
  for (const name of [...Object.keys(IDENTITY), 'GITHUB_ACTIONS', 'XDG_CONFIG_HOME'])
    Reflect.deleteProperty(process.env, name);
  process.env['HOME'] = base;
  process.env['GIT_CONFIG_NOSYSTEM'] = '1';
  remote = join(base, 'remote.git');
  clone = join(base, 'clone');
  git(base, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
  git(base, 'init', '--quiet', '--initial-branch=main', clone);
  git(clone, 'remote', 'add', 'origin', remote);
  await commitFile(clone, 'first.txt', '1\n');
  await commitFile(clone, MANIFEST, 'old\n');
  git(clone, 'push', '--quiet', 'origin', 'main');
});
afterEach(async () => {
  for (const [name, value] of saved) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  await rm(base, { recursive: true, force: true });
});

describe('a write', () => {
  test('is one commit on the branch, and the checkout follows', async () => {
    const { commit } = await write();
    expect(git(remote, 'rev-parse', 'main')).toBe(commit);
    expect(onRemote()).toBe('old\nnew');
    expect(git(remote, 'log', '-1', '--format=%B%an <%ae> %cn <%ce>', 'main')).toBe(
      'promote\n\nby a test\nstagegate <stagegate@users.noreply.github.com> stagegate <stagegate@users.noreply.github.com>',
    );
    expect(git(clone, 'rev-parse', 'HEAD')).toBe(commit);
    expect(await readFile(join(clone, MANIFEST), 'utf8')).toBe('old\nnew\n');
    expect(git(clone, 'status', '--porcelain')).toBe('');
    expect(git(clone, 'for-each-ref', 'refs/stagegate')).toBe('');
  });

  test.each([
    [
      'the bot in a workflow',
      { GITHUB_ACTIONS: 'true' },
      'github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>',
    ],
    [
      "git's variables",
      { GITHUB_ACTIONS: 'true', GIT_AUTHOR_NAME: 'N', GIT_AUTHOR_EMAIL: 'n@example.com' },
      'N <n@example.com>',
    ],
  ])('names %s as its author', async (_name, env, author) => {
    Object.assign(process.env, env);
    await write();
    expect(git(remote, 'log', '-1', '--format=%an <%ae>', 'main')).toBe(author);
  });

  test("names git's configured user as its author", async () => {
    git(clone, 'config', 'user.name', 'C');
    git(clone, 'config', 'user.email', 'c@example.com');
    await write();
    expect(git(remote, 'log', '-1', '--format=%an <%ae> %cn', 'main')).toBe('C <c@example.com> C');
  });

  test('leaves local changes, staged and not, untouched', async () => {
    await writeFile(join(clone, 'first.txt'), 'staged\n');
    git(clone, 'add', 'first.txt');
    await writeFile(join(clone, MANIFEST), 'mine\n');
    await writeFile(join(clone, 'new.txt'), 'new\n');
    const head = git(clone, 'rev-parse', 'HEAD');
    const before = git(clone, 'status', '--porcelain');
    await write();
    expect(onRemote()).toBe('old\nnew');
    expect(git(remote, 'show', '--format=', '--name-only', 'main')).toBe(MANIFEST);
    expect(git(clone, 'status', '--porcelain')).toBe(before);
    expect(git(clone, 'rev-parse', 'HEAD')).toBe(head);
    expect(await readFile(join(clone, MANIFEST), 'utf8')).toBe('mine\n');
  });

  test('commits on top of the remote, not of the clone, and keeps modes', async () => {
    const other = join(base, 'other');
    git(base, 'clone', '--quiet', remote, other);
    git(other, 'update-index', '--chmod=+x', MANIFEST);
    git(other, 'commit', '--quiet', '-m', 'mode');
    git(other, 'push', '--quiet');
    await pushFromElsewhere('theirs.txt', '2\n');
    await write();
    expect(git(remote, 'ls-tree', '--name-only', 'main').split('\n')).toEqual([
      'first.txt',
      MANIFEST,
      'theirs.txt',
    ]);
    expect(git(remote, 'ls-tree', 'main', MANIFEST)).toMatch(/^100755 /);
    expect(git(clone, 'for-each-ref', 'refs/stagegate')).toBe('');
  });

  test('is done when it is pushed, also where its ref in the clone cannot be deleted', async () => {
    await pushFromElsewhere('theirs.txt', '2\n');
    const own = createGit(clone);
    let refused = 0;
    const failing: Git = async (args, run) => {
      if (args[0] !== 'update-ref') return own(args, run);
      refused += 1;
      throw new GitUnusable('missing', 'git was not found', { hint: 'Install git.' });
    };
    const { commit } = await write(clone, { git: failing });
    expect(commit).toBe(git(remote, 'rev-parse', 'main'));
    expect(refused).toBe(1);
  });

  test('without a change makes no commit', async () => {
    const store = openGitBranchStore({ root: clone });
    const view = await store.open();
    const before = git(remote, 'rev-parse', 'main');
    expect(await store.write(new Map([[MANIFEST, 'old\n']]), view, { title: 't', body: '' })).toEqual({
      commit: null,
    });
    expect(git(remote, 'rev-parse', 'main')).toBe(before);
  });

  test('in a shallow clone, also after the remote moved on', async () => {
    const shallow = join(base, 'shallow');
    git(base, 'clone', '--quiet', '--depth=1', `file://${remote}`, shallow);
    await write(shallow);
    expect(git(shallow, 'rev-parse', 'HEAD')).toBe(git(remote, 'rev-parse', 'main'));
    await pushFromElsewhere('theirs.txt', '2\n');
    await write(shallow);
    expect(onRemote()).toBe('old\nnew\nnew');
    expect(git(remote, 'rev-list', '--count', 'main')).toBe('5');
  });

  test('from a workspace below the repository', async () => {
    await mkdir(join(clone, 'ml', 'models'), { recursive: true });
    await commitFile(clone, 'ml/models/b.yaml', 'b\n');
    await commitFile(clone, 'ml/models/a.yaml', 'a\n');
    git(clone, 'push', '--quiet', 'origin', 'main');
    await write(join(clone, 'ml'));
    expect(onRemote(`ml/${MANIFEST}`)).toBe('new');
    const view = await openGitBranchStore({ root: join(clone, 'ml') }).open();
    expect(await view.list('models')).toEqual(['a.yaml', 'b.yaml']);
    expect(await view.list('.')).toEqual([MANIFEST]);
    expect(await view.list('none')).toBeNull();
    expect(view.id).toBe(git(remote, 'rev-parse', 'main'));
  });
});

describe('a race', () => {
  test('that is lost is a conflict, whatever file the other changed', async () => {
    const store = openGitBranchStore({ root: clone });
    const view = await store.open();
    await view.read(MANIFEST);
    await pushFromElsewhere('theirs.txt', '2\n');
    const head = git(remote, 'rev-parse', 'main');
    await expect(
      store.write(new Map([[MANIFEST, 'x\n']]), view, { title: 't', body: '' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(git(remote, 'rev-parse', 'main')).toBe(head);
  });

  test('that is lost and given up leaves no ref in the clone', async () => {
    const store = openGitBranchStore({ root: clone });
    await store.open();
    await pushFromElsewhere('theirs.txt', '2\n');
    expect((await store.open()).id).toBe(git(remote, 'rev-parse', 'main'));
    await store.close?.();
    expect(git(clone, 'for-each-ref', 'refs/stagegate')).toBe('');
  });

  test('of thirty-two processes with a clone each keeps all lines', async () => {
    const lines = Array.from({ length: 32 }, (_, index) => `line-${index}`);
    await addLineBase();
    const codes = await Promise.all(
      lines.map(async (line) => {
        const own = join(base, line);
        await cp(clone, own, { recursive: true });
        return runWorker(own, line);
      }),
    );
    expect(codes.filter(({ code }) => code !== 0)).toEqual([]);
    expect(onRemote().split('\n').sort()).toEqual([...lines, 'start'].sort());
    expect(onRemote(HISTORY)).toBe(onRemote());
    expect(git(remote, 'rev-list', '--count', 'main')).toBe(String(2 + 1 + 32));
  }, 180_000);

  async function addLineBase(): Promise<void> {
    await writeFile(join(clone, MANIFEST), 'start\n');
    await writeFile(join(clone, HISTORY), 'start\n');
    git(clone, 'add', '.');
    git(clone, 'commit', '--quiet', '-m', 'start');
    git(clone, 'push', '--quiet', 'origin', 'main');
    expect(await addLine(openGitBranchStore({ root: clone }), 'once')).toBe(1);
    git(clone, 'reset', '--quiet', '--hard', 'HEAD~1');
    git(clone, 'push', '--quiet', '--force', 'origin', 'main');
  }

  function runWorker(root: string, line: string): Promise<{ code: number | null; output: string }> {
    const child = spawn(process.execPath, [compiled.worker('git-worker'), root, line]);
    let output = '';
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    return new Promise((done) => child.on('close', (code) => done({ code, output })));
  }
});

describe('a remote', () => {
  test.each([
    [
      'a hook that declines',
      'pre-receive',
      'echo "no, \u001b[31mnot today\u001b[0m"; exit 1',
      'no, not today',
      'hook',
    ],
    [
      'a protected branch',
      'update',
      'echo "error: GH006: Protected branch update failed" >&2; exit 1',
      'GH006',
      'protected',
    ],
    [
      'words that look like a lost race',
      'pre-receive',
      'echo "stale info, fetch first"; exit 1',
      'fetch first',
      'hook',
    ],
  ])('that refuses with %s', async (_name, hook, script, words, hint) => {
    await writeHook(hook, script);
    await expect(write()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(words),
      hint: expect.stringContaining(hint),
    });
    expect(onRemote()).toBe('old');
    expect(git(clone, 'status', '--porcelain')).toBe('');
  });

  test('that has the commit although its answer was lost counts as written', async () => {
    const real = createGit(clone);
    const cut: Git = async (args, run) => {
      const result = await real(args, run);
      if (args[0] !== 'push') return result;
      return { exitCode: 128, stdout: Buffer.alloc(0), stderr: 'fatal: the remote end hung up unexpectedly' };
    };
    const { commit } = await write(clone, { git: cut });
    expect(git(remote, 'rev-parse', 'main')).toBe(commit);
  });

  test('that has the commit and moved on before we asked counts as written', async () => {
    const shallow = join(base, 'shallow');
    git(base, 'clone', '--quiet', '--depth=1', `file://${remote}`, shallow);
    const real = createGit(shallow);
    const cut: Git = async (args, run) => {
      const result = await real(args, run);
      if (args[0] !== 'push') return result;
      await pushFromElsewhere('theirs.txt', '2\n');
      return { exitCode: 128, stdout: Buffer.alloc(0), stderr: 'fatal: the remote end hung up unexpectedly' };
    };
    const { commit } = await write(shallow, { git: cut });
    expect(git(remote, 'rev-parse', 'main~1')).toBe(commit);
  });

  test('whose connection broke before the push is unavailable', async () => {
    const real = createGit(clone);
    const cut: Git = (args, run) =>
      args[0] === 'push'
        ? Promise.resolve({
            exitCode: 128,
            stdout: Buffer.alloc(0),
            stderr: 'fatal: unable to access https://me:secret@host/: timed out',
          })
        : real(args, run);
    const error: unknown = await write(clone, { git: cut }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('https://***@host'),
    });
    expect(String(error)).not.toContain('secret');
    expect(onRemote()).toBe('old');
  });

  test('that is missing is unavailable', async () => {
    await rm(remote, { recursive: true });
    await expect(write()).rejects.toMatchObject({
      code: 'unavailable',
      hint: expect.stringContaining('address'),
    });
  });
});

describe('bad input', () => {
  test.each<[string, () => void | Promise<void>, { branch?: string }, string]>([
    ['no git', () => void (process.env['PATH'] = join(base, 'nowhere')), {}, 'git was not found'],
    ['no repository', () => rm(join(clone, '.git'), { recursive: true }), {}, 'not a git repository'],
    ['a detached head', () => void git(clone, 'checkout', '--quiet', '--detach'), {}, 'detached head'],
    ['no remote', () => void git(clone, 'remote', 'remove', 'origin'), {}, 'the repository has no remote'],
    ['a branch that the remote lacks', () => undefined, { branch: 'other' }, 'no branch "other"'],
    ['a branch like an option', () => undefined, { branch: '--upload-pack=x' }, 'not a valid branch name'],
    ['no branch name at all', () => undefined, { branch: 'a..b' }, 'not a valid branch name'],
    ['a branch name with a pattern', () => undefined, { branch: 'ma*' }, 'not a valid branch name'],
  ])('%s', async (_name, prepare, options, message) => {
    await prepare();
    await expect(write(clone, options)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining(message),
      hint: expect.any(String),
    });
  });

  test('a detached head is fine with a branch', async () => {
    git(clone, 'checkout', '--quiet', '--detach');
    const { commit } = await write(clone, { branch: 'refs/heads/main' });
    expect(git(remote, 'rev-parse', 'main')).toBe(commit);
    expect(git(clone, 'rev-parse', 'HEAD')).not.toBe(commit);
  });

  test.each([
    ['a folder', 'folder', 'a folder'],
    ['a symbolic link', 'link', 'a symbolic link'],
    ['a path out of the workspace', '../first.txt', 'out of the workspace'],
  ])('%s', async (_name, path, message) => {
    await mkdir(join(clone, 'folder'));
    await commitFile(clone, 'folder/file', 'x');
    execFileSync('ln', ['-s', MANIFEST, join(clone, 'link')]);
    git(clone, 'add', 'link');
    git(clone, 'commit', '--quiet', '-m', 'link');
    git(clone, 'push', '--quiet', 'origin', 'main');
    const view = await openGitBranchStore({ root: clone }).open();
    await expect(view.read(path)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining(message),
    });
  });

  test('bytes that are not UTF-8', async () => {
    execFileSync('sh', ['-c', `printf 'a\\377' > ${MANIFEST}`], { cwd: clone });
    git(clone, 'commit', '--quiet', '-am', 'bytes');
    git(clone, 'push', '--quiet', 'origin', 'main');
    const view = await openGitBranchStore({ root: clone }).open();
    await expect(view.read(MANIFEST)).rejects.toMatchObject({ code: 'manifest', place: { file: MANIFEST } });
  });
});

describe('the remote', () => {
  const settings: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    ['is the only one, whatever its name', [['remote', 'rename', 'origin', 'upstream']]],
    [
      "is the branch's upstream",
      [
        ['remote', 'rename', 'origin', 'upstream'],
        ['remote', 'add', 'origin', '/nowhere.git'],
        ['config', 'branch.main.remote', 'upstream'],
      ],
    ],
    [
      'is remote.pushDefault before the upstream',
      [
        ['remote', 'rename', 'origin', 'mine'],
        ['remote', 'add', 'upstream', '/nowhere.git'],
        ['config', 'branch.main.remote', 'upstream'],
        ['config', 'remote.pushDefault', 'mine'],
      ],
    ],
    [
      "is the branch's pushRemote before all else",
      [
        ['remote', 'add', 'fork', '/nowhere.git'],
        ['config', 'remote.pushDefault', 'fork'],
        ['config', 'branch.main.pushRemote', 'origin'],
      ],
    ],
    ['is origin among several that nothing chooses from', [['remote', 'add', 'fork', '/nowhere.git']]],
  ];
  test.each(settings)('%s', async (_name, commands) => {
    for (const command of commands) git(clone, ...command);
    const { commit } = await write();
    expect(git(remote, 'rev-parse', 'main')).toBe(commit);
  });

  test('must be chosen when there are several and no setting', async () => {
    git(clone, 'remote', 'rename', 'origin', 'one');
    git(clone, 'remote', 'add', 'two', '/nowhere.git');
    await expect(write()).rejects.toMatchObject({
      code: 'input',
      message: 'git has no setting that says where branch "main" is pushed',
      hint: 'The remotes are "one", "two". Choose one: git config branch.main.pushRemote <remote>',
    });
    git(clone, 'config', 'branch.main.pushRemote', 'three');
    await expect(write()).rejects.toMatchObject({
      code: 'input',
      message: 'git\'s branch.main.pushremote names "three", which is not a usable remote',
    });
    git(clone, 'config', 'branch.main.pushRemote', 'one');
    await write();
    expect(onRemote()).toBe('old\nnew');
  });

  test("with a certificate of a private authority: the hint names git's setting", async () => {
    const { server } = makeCertificates(base);
    const secure = await startServer({ cert: await readFile(server.cert), key: await readFile(server.key) });
    try {
      git(clone, 'remote', 'set-url', 'origin', `${secure.url}/models.git`);
      await expect(write()).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(/certificate/i),
        hint: expect.stringMatching(/GIT_SSL_CAINFO.*NODE_EXTRA_CA_CERTS doesn't reach git/),
      });
    } finally {
      await secure.close();
    }
  });
});

describe("the checkout's own hooks", () => {
  const HOOK = '#!/bin/sh\necho "found a token in models.yaml" >&2\nexit 1\n';

  test.each([
    ['.git/hooks', []],
    ['.husky', ['config', 'core.hooksPath', '.husky']],
  ] as const)('run on the push, and one in %s that refuses is named', async (folder, command) => {
    if (command.length > 0) git(clone, ...command);
    await mkdir(join(clone, folder), { recursive: true });
    await writeFile(join(clone, folder, 'pre-push'), HOOK, { mode: 0o755 });
    await expect(write()).rejects.toMatchObject({
      code: 'unavailable',
      message: `this checkout's own hook ${folder}/pre-push refused the push to branch "main" of remote "origin": found a token in models.yaml`,
      hint: 'Fix what the hook complains about, then run this again. Nothing was sent to the remote.',
    });
    expect(onRemote()).toBe('old');
  });

  test("are not blamed for the remote's refusal", async () => {
    await writeFile(join(clone, '.git/hooks/pre-push'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    await writeHook('update', 'echo "ask the registry team" >&2; exit 1');
    await expect(write()).rejects.toMatchObject({
      message: expect.stringMatching(/^cannot push to branch "main".*ask the registry team/),
      hint: expect.stringContaining('a hook on the remote'),
    });
  });
});

test("the hint for another owner's checkout names safe.directory", async () => {
  process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1';
  await expect(write()).rejects.toMatchObject({
    code: 'input',
    message: "git doesn't trust the checkout: it belongs to another user",
    hint: `Trust it in a step before this one: git config --global --add safe.directory "${clone}"`,
  });
  process.env['GITHUB_WORKSPACE'] = clone;
  await expect(write()).rejects.toMatchObject({
    hint: expect.stringContaining('safe.directory "$GITHUB_WORKSPACE"'),
  });
  process.env['GITHUB_WORKSPACE'] = base;
  await expect(write()).rejects.toMatchObject({
    hint: expect.stringContaining('safe.directory "$GITHUB_WORKSPACE/clone"'),
  });
});
