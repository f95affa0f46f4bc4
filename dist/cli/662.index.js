export const id = 662;
export const ids = [662,749];
export const modules = {

/***/ 11662:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openGitBranchStore: () => (/* binding */ openGitBranchStore)
});

// EXTERNAL MODULE: ./build/js/src/git/command.js
var command = __webpack_require__(53649);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stored-files.js
var stored_files = __webpack_require__(28868);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/checkout.js
var checkout = __webpack_require__(83392);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/git/commit.js




/**
 * Makes a commit without touching the user's index, working tree or branches, and returns its id.
 * @throws StagegateError `unavailable` when git can't store it
 */
async function makeCommit(git, { view, changes, message, author }) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'stagegate-'));
    try {
        const env = { GIT_INDEX_FILE: (0,external_node_path_.join)(folder, 'index') };
        await (0,command/* mustRun */.Pv)(git, ['read-tree', view.id], { env });
        await (0,command/* mustRun */.Pv)(git, ['update-index', '--add', ...(await storeBlobs(git, folder, { view, changes }))], {
            env,
        });
        // a partial clone may lack the blobs of other files
        const tree = await (0,command/* mustRun */.Pv)(git, ['write-tree', '--missing-ok'], { env });
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'message'), `${message.title}\n\n${message.body}\n`);
        return await (0,command/* mustRun */.Pv)(git, ['commit-tree', tree, '-p', view.id, '-F', (0,external_node_path_.join)(folder, 'message')], {
            env: author,
        });
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** Stores the new texts, and returns the arguments that add them to an index. */
async function storeBlobs(git, folder, { view, changes }) {
    const files = changes.map((_, index) => (0,external_node_path_.join)(folder, `blob-${index}`));
    for (const [index, [, text]] of changes.entries())
        await (0,promises_.writeFile)(files[index] ?? '', text);
    // the texts were read without filters (line ends, LFS), so they are stored without them
    const blobs = (await (0,command/* mustRun */.Pv)(git, ['hash-object', '-w', '--no-filters', '--', ...files])).split('\n');
    const args = [];
    for (const [index, [path]] of changes.entries()) {
        const mode = (await view.find(path))?.mode ?? '100644';
        args.push('--cacheinfo', `${mode},${blobs[index] ?? ''},${view.inRepository(path)}`);
    }
    return args;
}
/** GitHub's own bot, so that GitHub shows its picture. The number is its user id. */
const ACTIONS_BOT = {
    name: 'github-actions[bot]',
    email: '41898282+github-actions[bot]@users.noreply.github.com',
};
const NOBODY = { name: 'stagegate', email: 'stagegate@users.noreply.github.com' };
/**
 * The environment variables for a commit's author and committer. The order: git's own variables, the given author,
 * git's configuration, and in a workflow GitHub's bot.
 */
async function describeAuthor(git, given) {
    const env = process.env;
    const author = {
        name: env['GIT_AUTHOR_NAME'] || given?.name || (await readConfig(git, 'user.name')),
        email: env['GIT_AUTHOR_EMAIL'] || given?.email || (await readConfig(git, 'user.email')),
    };
    const fallback = env['GITHUB_ACTIONS'] === 'true' ? ACTIONS_BOT : NOBODY;
    // a name without its address (or the reverse) would make up a person
    const { name, email } = author.name && author.email ? author : fallback;
    return {
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: email,
        GIT_COMMITTER_NAME: env['GIT_COMMITTER_NAME'] || name,
        GIT_COMMITTER_EMAIL: env['GIT_COMMITTER_EMAIL'] || email,
    };
}
async function readConfig(git, key) {
    const result = await git(['config', '--get', key]);
    return result.exitCode === 0 ? (0,command/* textOf */.b6)(result) : '';
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/remote.js
var git_remote = __webpack_require__(4086);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/view.js
var git_view = __webpack_require__(97749);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/git/branch.js






/**
 * Keeps the files on a branch of a remote, and changes them by `git push`.
 *
 * A write makes one commit with all changes, in a temporary index: the user's index, working tree and branches stay
 * untouched. Then it pushes that commit with `--force-with-lease=<branch>:<commit that was read>`. The remote compares
 * and moves the branch in one step, so either all changes arrive or none. If somebody pushed meanwhile, the remote
 * refuses: that lost race is a `conflict`, and the caller reads and decides again. If the connection breaks before an
 * answer, the remote's branch tells whether the commit arrived. At the end, a checkout that stood at the old commit is
 * fast-forwarded.
 */
function openGitBranchStore({ root, remote, branch, author, git = (0,command/* createGit */.lD)(root), }) {
    let resolved;
    const resolve = () => (resolved ??= (0,checkout/* resolveBranch */.p)({ git, remote, branch }));
    return {
        open: async () => {
            const at = await resolve();
            return new git_view.GitView(git, await (0,git_remote/* fetchBranch */.D_)(git, at), at.prefix, at.branch);
        },
        findCommit: async (basis, wanted) => own(basis).findCommit(wanted),
        write: async (changes, basis, message) => {
            const view = own(basis);
            const changed = await (0,stored_files/* selectChanges */.wW)(changes, view);
            if (changed.length === 0)
                return { commit: null };
            const at = await resolve();
            const commit = await makeCommit(git, {
                view,
                changes: changed,
                message,
                author: await describeAuthor(git, author),
            });
            await (0,git_remote/* pushCommit */.Sq)(git, at, { from: view.id, to: commit });
            await (0,checkout/* advanceCheckout */.J)(git, { branch: at.branch, from: view.id, to: commit });
            return { commit };
        },
    };
}
function own(view) {
    if (view instanceof git_view.GitView)
        return view;
    throw new TypeError('this view belongs to another store');
}


/***/ }),

/***/ 83392:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ advanceCheckout),
/* harmony export */   p: () => (/* binding */ resolveBranch)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53649);
/* harmony import */ var _git_remotes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74443);



/**
 * Finds the branch that the manifest is kept on, without asking the remote.
 * @throws StagegateError `input` without git, outside a repository, on a detached head without a given branch, for an
 * invalid branch name, and for a remote that isn't configured
 */
async function resolveBranch({ git, remote, branch }) {
    const prefix = await askPrefix(git);
    if (prefix.exitCode !== 0)
        throw explainNoRepository(prefix.stderr);
    const name = await checkBranch(git, branch || (await currentBranch(git)));
    return { remote: await findRemote(git, name, remote), branch: name, prefix: (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(prefix) };
}
/** Only a push needs git, so the hint names the modes that don't. */
async function askPrefix(git) {
    try {
        return await git(['rev-parse', '--show-prefix']);
    }
    catch (error) {
        if (!(error instanceof _git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .GitUnusable */ ._k) || error.why !== 'missing')
            throw error;
        throw new _git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .GitUnusable */ ._k('missing', error.message, {
            hint: `${error.hint ?? ''} Or use commit: api, which asks GitHub, or commit: none, which only changes files on disk.`,
            cause: error,
        });
    }
}
function explainNoRepository(words) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `the workspace is not a git repository: ${(0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .makeWordsSafe */ .Ll)(words)}`, {
        hint: 'Check it out first (actions/checkout), or keep the manifest on disk only (commit: none).',
    });
}
async function currentBranch(git) {
    const head = await git(['symbolic-ref', '--quiet', 'HEAD']);
    if (head.exitCode === 0)
        return (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(head);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', 'cannot push from a detached head: no branch is checked out', {
        hint: 'Check out a branch, with actions/checkout "with: {ref: main}", or on your machine with "git switch main".',
    });
}
async function checkBranch(git, name) {
    const short = name.replace(/^refs\/heads\//, '');
    const check = await git(['check-ref-format', `refs/heads/${short}`]);
    // git would read a leading hyphen as an option, and a plus sign as a forced push
    if (check.exitCode === 0 && !/^[-+]/.test(short))
        return short;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `${JSON.stringify(name)} is not a valid branch name`, {
        hint: 'Name a branch: main',
    });
}
async function findRemote(git, branch, given) {
    const listed = await git(_git_remotes_js__WEBPACK_IMPORTED_MODULE_2__/* .LIST_REMOTES */ .t0);
    const settings = (0,_git_remotes_js__WEBPACK_IMPORTED_MODULE_2__/* .readRemotes */ .OC)(listed.stdout.toString());
    if (given === undefined)
        return (0,_git_remotes_js__WEBPACK_IMPORTED_MODULE_2__/* .chooseRemote */ .yh)(settings, branch);
    (0,_git_remotes_js__WEBPACK_IMPORTED_MODULE_2__/* .requireRemote */ .Ee)(settings, given);
    return given;
}
/** Keeps a merge from starting maintenance and from stashing local changes. */
const QUIETLY = ['merge.autoStash=false', 'gc.auto=0', 'maintenance.auto=false'].flatMap((setting) => [
    '-c',
    setting,
]);
/**
 * Fast-forwards the checkout to the new commit if it is still at the commit before. Git itself refuses when local
 * changes would be overwritten. The registry has already changed, so a failure here is ignored.
 * @param bring fetches the new commit
 */
async function advanceCheckout(git, move, bring = () => Promise.resolve()) {
    try {
        const head = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(await git(['symbolic-ref', '--quiet', 'HEAD']));
        const commit = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(await git(['rev-parse', '--verify', '--quiet', 'HEAD']));
        if (head !== `refs/heads/${move.branch}` || commit !== move.from)
            return;
        await bring();
        await git([...QUIETLY, 'merge', '--ff-only', '--quiet', move.to]);
    }
    catch {
        // the checkout stays where it is
    }
}


/***/ }),

/***/ 4086:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D_: () => (/* binding */ fetchBranch),
/* harmony export */   Sq: () => (/* binding */ pushCommit),
/* harmony export */   mC: () => (/* binding */ fetchTip)
/* harmony export */ });
/* unused harmony export readOutcome */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11024);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53649);
/* harmony import */ var _disk_location_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64332);





/* A branch of a remote: where it is, fetching it, and pushing to it. */
const OBJECT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** The commit that the remote's branch points to; null without such a branch. @throws StagegateError `unavailable` */
async function readTip(git, at) {
    const ref = `refs/heads/${at.branch}`;
    const answer = await git(['ls-remote', '--', at.remote, ref]);
    if (answer.exitCode !== 0)
        throw explainRefusal('read', at, answer.stderr);
    // git takes the name for a pattern: "refs/heads/main" also finds "refs/heads/x/refs/heads/main"
    const line = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)(answer)
        .split('\n')
        .find((text) => text.split('\t')[1] === ref);
    const id = line?.split('\t')[0];
    return id !== undefined && OBJECT_ID.test(id) ? id : null;
}
/**
 * Fetches the branch's newest commit unless the clone has it, and returns its id.
 * @throws StagegateError `input` when the remote has no such branch, `unavailable` when it doesn't answer
 */
async function fetchBranch(git, at) {
    const tip = await readTip(git, at);
    if (tip === null)
        throw explainNoBranch(at);
    if (await (0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .hasCommit */ .QE)(git, tip))
        return tip;
    // Only the newest commit is read. Without a depth, a shallow clone would get another branch's whole history.
    const shallow = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)(await git(['rev-parse', '--is-shallow-repository'])) === 'true';
    return fetchTip(git, at, shallow ? ['--depth=1'] : []);
}
/**
 * Fetches the branch and returns its newest commit. Uses a temporary ref of its own, since every fetch in a clone shares
 * FETCH_HEAD.
 * @throws StagegateError as `fetchBranch`, and `conflict` when another process fetches into the same shallow clone
 */
async function fetchTip(git, at, depth = []) {
    const ref = `refs/stagegate/${(0,_disk_location_js__WEBPACK_IMPORTED_MODULE_4__/* .makeNonce */ .o2)()}`;
    const fetched = await git([
        ...['-c', 'gc.auto=0', '-c', 'maintenance.auto=false', '-c', 'fetch.recurseSubmodules=false'],
        ...['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', ...depth],
        ...['--refmap=', '--', at.remote, `+refs/heads/${at.branch}:${ref}`],
    ]);
    if (fetched.exitCode !== 0)
        throw explainFetch(at, fetched.stderr);
    const tip = await (0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .mustRun */ .Pv)(git, ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`]);
    await git(['update-ref', '-d', ref]);
    return tip;
}
/** The reasons that git and servers give when the branch isn't where it was expected. */
const LOST_RACE = /^(?:stale info|non-fast-forward|fetch first|needs force|failed to update ref|incorrect old value provided|reference already exists)$|cannot lock ref|failed to lock|incorrect old value/i;
/** The outcome of a `git push --porcelain` of one branch. Only git's own line counts, not what hooks print. */
function readOutcome({ exitCode, stdout, }) {
    if (exitCode === 0)
        return 'pushed';
    const line = stdout.split('\n').find((text) => text.startsWith('!\t'));
    const [, kind, reason] = /^!\t[^\t]*\t\[([^\]]+)\](?: \((.*)\))?\s*$/.exec(line ?? '') ?? [];
    if (kind === undefined || kind === 'remote failure')
        return 'unclear';
    return LOST_RACE.test(reason ?? '') ? 'lost-race' : 'refused';
}
/**
 * Moves the remote's branch from one commit to another, if it is still at the first.
 * @throws StagegateError `conflict` when it isn't, `unavailable` when the remote refuses or can't be reached
 */
async function pushCommit(git, at, move) {
    const ref = `refs/heads/${at.branch}`;
    const pushed = await git([
        ...['push', '--porcelain', '--no-follow-tags', '--recurse-submodules=no'],
        ...[`--force-with-lease=${ref}:${move.from}`, '--', at.remote, `${move.to}:${ref}`],
    ]);
    const stdout = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)(pushed);
    const outcome = readOutcome({ exitCode: pushed.exitCode, stdout });
    if (outcome === 'pushed')
        return;
    if (outcome === 'lost-race')
        throw explainLostRace(at);
    const hook = outcome === 'unclear' ? await findRefusingHook(git, pushed) : null;
    if (hook !== null)
        throw explainHook(hook, at, pushed.stderr);
    // The connection may have broken after the remote moved the branch. Then it has the commit.
    if (outcome === 'unclear' && (await holdsCommit(git, at, move.to)))
        return;
    const refusals = stdout.split('\n').filter((line) => line.startsWith('!'));
    throw explainRefusal('push to', at, `${pushed.stderr}\n${refusals.join('\n')}`);
}
/** Whether the remote's branch is at our commit or ahead of it. False when the remote can't be asked. */
async function holdsCommit(git, at, commit) {
    try {
        if ((await readTip(git, at)) === commit)
            return true;
        // without a depth: a truncated history wouldn't connect the two commits
        const tip = await fetchTip(git, at);
        return (await git(['merge-base', '--is-ancestor', commit, tip])).exitCode === 0;
    }
    catch {
        return false;
    }
}
/**
 * The checkout's own `pre-push` hook, when it stopped the push. We run hooks as any push does, since one may be a check
 * that nobody should bypass. Git then prints no line for the branch, and `fatal:` only for its own failures.
 */
async function findRefusingHook(git, { exitCode, stdout, stderr }) {
    if (exitCode !== 1 || stdout.toString().trim() !== '' || /^fatal:/m.test(stderr))
        return null;
    const name = 'hooks/pre-push';
    const paths = await git(['rev-parse', '--git-path', name, '--path-format=absolute', '--git-path', name]);
    const [shown = '', path = ''] = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)(paths).split('\n');
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return shown;
    }
    catch {
        return null;
    }
}
function explainHook(hook, at, stderr) {
    const own = stderr.replace(/^error: failed to push some refs to .*$/m, '');
    const message = `this checkout's own hook ${hook} refused the push to ${nameOf(at)}: ${(0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .makeWordsSafe */ .Ll)(own)}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .StagegateError */ .qU('unavailable', message, {
        hint: 'Fix what the hook complains about, then run this again. Nothing was sent to the remote.',
    });
}
function explainLostRace(at) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .StagegateError */ .qU('conflict', `somebody else changed ${nameOf(at)} meanwhile`, {
        hint: "Run it again to decide on the branch's new contents.",
    });
}
function explainFetch(at, words) {
    if (/couldn't find remote ref/i.test(words))
        return explainNoBranch(at);
    if (/shallow\.lock|shallow file has changed/i.test(words)) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .StagegateError */ .qU('conflict', 'another process is fetching into the same clone', {
            hint: 'Run it again after that process has ended.',
        });
    }
    return explainRefusal('read', at, words);
}
function explainNoBranch({ remote, branch }) {
    const message = `remote ${JSON.stringify(remote)} has no branch ${JSON.stringify(branch)}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .StagegateError */ .qU('input', message, {
        hint: `Push it once: git push ${remote} HEAD:refs/heads/${branch}`,
    });
}
function nameOf({ remote, branch }) {
    return `branch ${JSON.stringify(branch)} of remote ${JSON.stringify(remote)}`;
}
const PERMISSION = 'Give the job "permissions: {contents: write}".';
const CREDENTIALS = 'Give the job "permissions: {contents: write}" and let actions/checkout keep its credentials (persist-credentials: true, its default).';
/** What git or a remote prints, and what to do about it. The first match counts. */
const HINTS = [
    [
        /GH006|GH013|protected branch|rule violations/i,
        'Use commit: pull-request, which proposes the change instead: the branch is protected. Or let a GitHub App bypass the rule, and check out with its token.',
    ],
    [/shallow update not allowed/i, 'Check out the whole history: actions/checkout with fetch-depth: 0.'],
    [
        /aborted by hook/i,
        "Follow the message above: the checkout's own hook reference-transaction refused the change.",
    ],
    [
        /certificate (?:problem|verif)|certificate verification failed|self[- ]signed|unable to get local issuer/i,
        "Set GIT_SSL_CAINFO (or git config http.sslCAInfo) to a PEM file with the certificate of the authority that signed the server's. NODE_EXTRA_CA_CERTS doesn't reach git: it is for the requests to GitHub's API and to MLflow.",
    ],
    [/hook declined/i, 'Follow the message above: a hook on the remote refused the change.'],
    [/write access|denied to|permission denied|error: 403|HTTP 403|access denied/i, PERMISSION],
    [
        /authentication failed|could not read (?:username|password)|error: 401|terminal prompts disabled|publickey/i,
        CREDENTIALS,
    ],
    [
        /repository .*not found|does not exist|does not appear to be a git repository|error: 404/i,
        `Check the remote's address (git remote -v). ${CREDENTIALS}`,
    ],
    [
        /could not resolve|unable to access|timed out|connection|network|hung up|early EOF|low speed/i,
        'Check the connection to the remote, then run this again.',
    ],
    [
        /no space|disk full|unpacker error|unable to create temporary/i,
        "Check the remote's disk and its folder's permissions: it could not store the change.",
    ],
];
/** @param words git's raw output */
function explainRefusal(doing, at, words) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .StagegateError */ .qU('unavailable', `cannot ${doing} ${nameOf(at)}: ${(0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .makeWordsSafe */ .Ll)(words)}`, {
        hint: HINTS.find(([when]) => when.test(words))?.[1] ??
            'Run the same git command by hand to see what the remote needs.',
    });
}


/***/ }),

/***/ 97749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GitView: () => (/* binding */ GitView)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53649);
/* harmony import */ var _stored_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28868);
/* harmony import */ var _location_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(67906);




/** Separators in git's output that no commit message contains. */
const [COMMIT_END, HASH_END] = ['\u001e', '\u001f'];
/** The files of one commit, read from git's objects. The working tree doesn't matter. */
class GitView {
    git;
    id;
    prefix;
    branch;
    files = new Map();
    /**
     * @param prefix the workspace's folder in the repository, empty or with a `/` at its end
     * @param branch for people
     */
    constructor(git, id, prefix, branch) {
        this.git = git;
        this.id = id;
        this.prefix = prefix;
        this.branch = branch;
    }
    async read(path) {
        return (await this.find(path))?.text ?? null;
    }
    async list(folder) {
        const path = this.inRepository(folder);
        const entries = await this.listTree(path === '' ? [] : ['--', `${path}/`]);
        if (entries.length === 0)
            return null;
        const files = entries.filter(_stored_files_js__WEBPACK_IMPORTED_MODULE_2__/* .isFile */ .fo);
        return files.map((entry) => entry.path.slice(entry.path.lastIndexOf('/') + 1)).sort();
    }
    async entries(paths) {
        if (paths.length === 0)
            return [];
        const wanted = paths.map((path) => `${this.prefix}${path}`);
        const found = new Map((await this.listTree(['--', ...wanted])).map((entry) => [entry.path, entry]));
        return wanted.map((path) => found.get(path) ?? null);
    }
    async walk(folder) {
        const path = this.inRepository(folder || '.');
        const entries = await this.listTree(['-r', ...(path === '' ? [] : ['--', `${path}/`])]);
        const files = entries.filter(({ type }) => type === 'blob');
        return new Map(files.map(({ path: at, id }) => [at.slice(this.prefix.length), id]));
    }
    async readBlob(id, take) {
        const blob = await this.git(['cat-file', 'blob', id], { onOutput: take });
        if (blob.exitCode === 0)
            return;
        throw explainUnreadable(`the object ${id.slice(0, 12)}`);
    }
    async leadOver(commit) {
        const changed = await this.git(['diff-tree', '-r', '-z', '--no-renames', '--name-only', commit, this.id]);
        if (changed.exitCode !== 0)
            return null;
        const files = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(changed)
            .split('\0')
            .filter((path) => path !== '');
        // a shallow clone lacks the commits to count
        const isShallow = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(await this.git(['rev-parse', '--is-shallow-repository'])) !== 'false';
        const counted = isShallow ? null : await this.git(['rev-list', '--count', `${commit}..${this.id}`]);
        return { commits: counted?.exitCode === 0 ? Number((0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(counted)) : null, files };
    }
    /** Null when the commit has no such file. */
    find(path) {
        const known = this.files.get(path);
        if (known !== undefined)
            return known;
        const found = this.readFile(path);
        this.files.set(path, found);
        return found;
    }
    /**
     * Finds a commit by its message, among the newest hundred that changed a file. A shallow clone may lack it.
     * @throws StagegateError `unavailable` when git can't read them
     */
    async findCommit({ path, title, line }) {
        const listed = await (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .mustRun */ .Pv)(this.git, [
            ...['log', '--max-count=100', `--format=%H${HASH_END}%B${COMMIT_END}`],
            ...[this.id, '--', this.inRepository(path)],
        ]);
        for (const commit of listed.split(COMMIT_END)) {
            const [sha = '', message = ''] = commit.trim().split(HASH_END);
            if (message.startsWith(title) && message.split('\n').includes(line))
                return sha;
        }
        return null;
    }
    /** The path from the repository's root. */
    inRepository(path) {
        return `${this.prefix}${(0,_location_js__WEBPACK_IMPORTED_MODULE_3__/* .checkPath */ .Cg)(path)}`.replace(/\/$/, '');
    }
    async readFile(path) {
        const [entry] = await this.listTree(['--', this.inRepository(path)]);
        if (entry === undefined)
            return null;
        (0,_stored_files_js__WEBPACK_IMPORTED_MODULE_2__/* .requireFile */ .Gz)(path, entry);
        const blob = await this.git(['cat-file', 'blob', entry.id]);
        if (blob.exitCode !== 0)
            throw explainUnreadable(JSON.stringify(path), path);
        return { mode: entry.mode, blob: entry.id, text: (0,_stored_files_js__WEBPACK_IMPORTED_MODULE_2__/* .decodeText */ .g7)(blob.stdout, path) };
    }
    async listTree(args) {
        const out = await (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .mustRun */ .Pv)(this.git, ['ls-tree', '-z', '--full-tree', this.id, ...args]);
        return out.split('\0').flatMap((line) => {
            const [, mode, type, id, path] = /^(\d{6}) (\w+) ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
            if (mode === undefined || type === undefined || id === undefined || path === undefined)
                return [];
            return [{ mode, type, id, path }];
        });
    }
}
function explainUnreadable(what, file) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `git cannot read ${what}`, {
        place: file === undefined ? undefined : { file },
        hint: 'Check the repository with "git fsck".',
    });
}


/***/ }),

/***/ 28868:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   Gz: () => (/* binding */ requireFile),
/* harmony export */   fo: () => (/* binding */ isFile),
/* harmony export */   g7: () => (/* binding */ decodeText),
/* harmony export */   wW: () => (/* binding */ selectChanges),
/* harmony export */   zA: () => (/* binding */ blobId)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11024);
/* harmony import */ var _text_lfs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83576);



/**
 * The text of a manifest or history file. It keeps a byte order mark, so that writing gives the same bytes.
 * @throws StagegateError `manifest` (`history` for `.jsonl`) when the bytes aren't UTF-8, or are a Git LFS pointer
 */
function decodeText(bytes, path) {
    const text = decodeUtf8(bytes, path);
    if (!(0,_text_lfs_js__WEBPACK_IMPORTED_MODULE_2__/* .isLfsPointer */ .NS)(text))
        return text;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU(codeOf(path), `${JSON.stringify(path)} is a Git LFS pointer, not the file`, {
        place: { file: path },
        hint: (0,_text_lfs_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutLfs */ .OF)(path),
    });
}
/** The error code for a registry's file as a whole. */
function codeOf(path) {
    return path.endsWith('.jsonl') ? 'history' : 'manifest';
}
function decodeUtf8(bytes, path) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU(codeOf(path), `${JSON.stringify(path)} is not UTF-8 text`, {
            place: { file: path },
            hint: 'Save it as UTF-8, or restore it from git. If .gitattributes sets a working-tree-encoding for it, remove that.',
            cause,
        });
    }
}
const FILE_MODES = ['100644', '100755'];
/** Whether a tree entry is a regular file. */
function isFile({ type, mode }) {
    return type === 'blob' && FILE_MODES.includes(mode);
}
/** @throws StagegateError `input` for anything but a file: the text of a link is a path, not the file's contents */
function requireFile(path, entry) {
    if (isFile(entry))
        return;
    const what = entry.type === 'blob' ? 'a symbolic link' : entry.type === 'tree' ? 'a folder' : 'a submodule';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU('input', `${JSON.stringify(path)} is ${what} on the branch`, {
        place: { file: path },
        hint: 'Name the file itself.',
    });
}
/**
 * The id that git gives to these bytes.
 * @param like an id of the same repository: it may use SHA-1 (40 digits) or SHA-256 (64)
 */
function blobId(bytes, like) {
    const algorithm = like.length === 64 ? 'sha256' : 'sha1';
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
/** The changes whose text differs from what `basis` has. */
async function selectChanges(changes, basis) {
    const changed = [];
    for (const change of changes)
        if ((await basis.read(change[0])) !== change[1])
            changed.push(change);
    return changed;
}


/***/ })

};
