export const id = 67;
export const ids = [67,749];
export const modules = {

/***/ 44552:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ requireFile),
/* harmony export */   f: () => (/* binding */ isFile)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);

const FILE_MODES = ['100644', '100755'];
function isFile({ type, mode }) {
    return type === 'blob' && FILE_MODES.includes(mode);
}
/** @throws StagegateError `input` for all but a file: a link's text is a path, and not what it leads to */
function requireFile(path, entry) {
    if (isFile(entry))
        return;
    const what = entry.type === 'blob' ? 'a symbolic link' : entry.type === 'tree' ? 'a folder' : 'a submodule';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `${JSON.stringify(path)} is ${what} on the branch`, {
        place: { file: path },
        hint: 'Name the file itself.',
    });
}


/***/ }),

/***/ 33555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ codeOf),
/* harmony export */   g: () => (/* binding */ decodeText)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _text_lfs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83576);


/**
 * The text of a manifest or history file. A byte order mark stays in it, so that writing gives the same bytes.
 * @throws StagegateError `manifest` (`history` for `.jsonl`) when the bytes are not UTF-8, or stand for a file in Git LFS
 */
function decodeText(bytes, path) {
    const text = decodeUtf8(bytes, path);
    if (!(0,_text_lfs_js__WEBPACK_IMPORTED_MODULE_1__/* .isLfsPointer */ .NS)(text))
        return text;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU(codeOf(path), `${JSON.stringify(path)} is a Git LFS pointer, not the file`, {
        place: { file: path },
        hint: (0,_text_lfs_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutLfs */ .OF)(path),
    });
}
/** The code for what is wrong with one of a registry's files as a whole. */
function codeOf(path) {
    return path.endsWith('.jsonl') ? 'history' : 'manifest';
}
function decodeUtf8(bytes, path) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU(codeOf(path), `${JSON.stringify(path)} is not UTF-8 text`, {
            place: { file: path },
            hint: 'Save it as UTF-8, or restore it from git. A working-tree-encoding in .gitattributes makes it another text: take that out.',
            cause,
        });
    }
}


/***/ }),

/***/ 84760:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CF: () => (/* binding */ tempFor),
/* harmony export */   Cw: () => (/* binding */ nameBeside),
/* harmony export */   _d: () => (/* binding */ isTempFor),
/* harmony export */   br: () => (/* binding */ digest),
/* harmony export */   f: () => (/* binding */ isTemp),
/* harmony export */   fc: () => (/* binding */ makeFolder),
/* harmony export */   o2: () => (/* binding */ makeNonce),
/* harmony export */   qb: () => (/* binding */ sweepTemps)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


const SUFFIX = '.stagegate-tmp';
const NONCE = /^[0-9a-f]{16}$/;
/** Tells one lock or temporary file from all others. */
function makeNonce() {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex');
}
/** SHA-256 in hex. */
function digest(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
}
/** A hidden name beside a file: `models.yaml` gives `.models.yaml.lock`, and a hidden file keeps its one dot. */
function nameBeside(path, ending) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), `.${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path).replace(/^\./, '')}${ending}`);
}
/** The temporary file for a target: in its folder, since a rename is atomic only within a file system. */
function tempFor(target, nonce) {
    return nameBeside(target, `.${nonce}${SUFFIX}`);
}
function isTemp(name) {
    return name.endsWith(SUFFIX);
}
/** True for a path that `tempFor` makes for this target. */
function isTempFor(path, target) {
    const start = nameBeside(target, '.');
    return (path.startsWith(start) && path.endsWith(SUFFIX) && NONCE.test(path.slice(start.length, -SUFFIX.length)));
}
/**
 * Removes what killed writers left beside a target. Only for the holder of the target's lock: anyone
 * else's temporary file for it is then nobody's.
 */
async function sweepTemps(disk, target) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(target);
    for (const name of (await disk.list(folder)) ?? []) {
        if (isTempFor((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name), target))
            await disk.remove((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name));
    }
}
/** Makes a folder; what is given back removes again what was made, as far as it is empty. */
async function makeFolder(disk, folder) {
    const first = await disk.makeFolder(folder);
    return async () => {
        if (first === undefined)
            return;
        try {
            for (let at = folder; at.length >= first.length; at = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(at))
                await disk.removeFolder(at);
        }
        catch {
            // Somebody has put a file in it by now: then it is no longer ours to remove.
        }
    };
}


/***/ }),

/***/ 79730:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ advanceCheckout)
/* harmony export */ });
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53649);

/** Keeps git from starting other work, or from hiding changes, beside what it is told to do. */
const QUIETLY = ['merge.autoStash=false', 'gc.auto=0', 'maintenance.auto=false'].flatMap((setting) => [
    '-c',
    setting,
]);
/**
 * Takes the checkout along when it stands at the commit that was gone on from; git itself refuses where local
 * changes are in the way. The promotion is made by now, so nothing here may fail it.
 * @param bring makes sure that the new commit is here
 */
async function advanceCheckout(git, move, bring = () => Promise.resolve()) {
    try {
        const head = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(await git(['symbolic-ref', '--quiet', 'HEAD']));
        const commit = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(await git(['rev-parse', '--verify', '--quiet', 'HEAD']));
        if (head !== `refs/heads/${move.branch}` || commit !== move.from)
            return;
        await bring();
        await git([...QUIETLY, 'merge', '--ff-only', '--quiet', move.to]);
    }
    catch {
        // Left where it was.
    }
}


/***/ }),

/***/ 59448:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openGitBranchStore: () => (/* binding */ openGitBranchStore)
});

// EXTERNAL MODULE: ./build/js/src/git/command.js
var command = __webpack_require__(53649);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/git/author.js

/** GitHub's own bot, so that it shows with its picture; the number is its user id. */
const ACTIONS_BOT = {
    name: 'github-actions[bot]',
    email: '41898282+github-actions[bot]@users.noreply.github.com',
};
const NOBODY = { name: 'stagegate', email: 'stagegate@users.noreply.github.com' };
/**
 * The environment for a commit's author and committer: git's own variables count first, then the author
 * given, then git's configuration, then the bot in a workflow.
 */
async function describeAuthor(git, given) {
    const env = process.env;
    const author = {
        name: env['GIT_AUTHOR_NAME'] || given?.name || (await readConfig(git, 'user.name')),
        email: env['GIT_AUTHOR_EMAIL'] || given?.email || (await readConfig(git, 'user.email')),
    };
    const fallback = env['GITHUB_ACTIONS'] === 'true' ? ACTIONS_BOT : NOBODY;
    // A name from one source with an address from another would be nobody's.
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

// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/advance-checkout.js
var advance_checkout = __webpack_require__(79730);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/git/commit.js




/**
 * Makes a commit without touching the user's index, working tree or branches, and gives its id.
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
        // In a partial clone the blobs of other files need not be here.
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
/** Stores the new texts and gives the arguments that put them into an index. */
async function storeBlobs(git, folder, { view, changes }) {
    const files = changes.map((_, index) => (0,external_node_path_.join)(folder, `blob-${index}`));
    for (const [index, [, text]] of changes.entries())
        await (0,promises_.writeFile)(files[index] ?? '', text);
    // The texts were read without filters (line ends, LFS), so they are stored without them.
    const blobs = (await (0,command/* mustRun */.Pv)(git, ['hash-object', '-w', '--no-filters', '--', ...files])).split('\n');
    const args = [];
    for (const [index, [path]] of changes.entries()) {
        const mode = (await view.find(path))?.mode ?? '100644';
        args.push('--cacheinfo', `${mode},${blobs[index] ?? ''},${view.inRepository(path)}`);
    }
    return args;
}
/** Between and within the commits of a list: neither stands in a message. */
const [END, HASH_END] = ['\u001e', '\u001f'];
/**
 * Finds a commit by its message among the newest hundred that changed a file; in a shallow clone it may not be there.
 * @throws StagegateError `unavailable` when git can't read them
 */
async function findCommit(git, view, { path, title, line }) {
    const format = `--format=%H${HASH_END}%B${END}`;
    const listed = await (0,command/* mustRun */.Pv)(git, [
        ...['log', '--max-count=100', format, view.id, '--'],
        view.inRepository(path),
    ]);
    for (const [sha = '', message = ''] of listed.split(END).map((each) => each.trim().split(HASH_END))) {
        if (message.startsWith(title) && message.split('\n').includes(line))
            return sha;
    }
    return null;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/git/words.js
var words = __webpack_require__(44201);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/refusal.js
var refusal = __webpack_require__(85274);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/remote.js
var git_remote = __webpack_require__(4086);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/git/push.js







/** The reasons that git and servers give when the branch is not where it was expected. */
const LOST_RACE = /^(?:stale info|non-fast-forward|fetch first|needs force|failed to update ref|incorrect old value provided|reference already exists)$|cannot lock ref|failed to lock|incorrect old value/i;
/** What a `git push --porcelain` of one branch came to; only git's own line counts, not what hooks print. */
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
 * Moves the remote's branch from one commit to another, if it still is at the first.
 * @throws StagegateError `conflict` when it is not, `unavailable` when the remote refuses or is not reached
 */
async function pushCommit(git, at, move) {
    const ref = `refs/heads/${at.branch}`;
    const pushed = await git([
        ...[
            'push',
            '--porcelain',
            '--no-follow-tags',
            '--recurse-submodules=no',
            `--force-with-lease=${ref}:${move.from}`,
        ],
        ...['--', at.remote, `${move.to}:${ref}`],
    ]);
    const stdout = (0,command/* textOf */.b6)(pushed);
    const outcome = readOutcome({ exitCode: pushed.exitCode, stdout });
    if (outcome === 'pushed')
        return;
    if (outcome === 'lost-race')
        throw explainLostRace(at);
    const hook = outcome === 'unclear' ? await findRefusingHook(git, pushed) : null;
    if (hook !== null)
        throw explainHook(hook, at, pushed.stderr);
    // The connection may have broken after the remote did what it was asked: then it holds the commit.
    if (outcome === 'unclear' && (await holdsCommit(git, at, move.to)))
        return;
    throw (0,refusal/* explainRefusal */.G)('push to', at, `${pushed.stderr}\n${stdout
        .split('\n')
        .filter((line) => line.startsWith('!'))
        .join('\n')}`);
}
/**
 * The checkout's own `pre-push` hook, where it ended the push. Hooks run here as on any push, since one may be a check
 * that nobody is to pass by. Git then says nothing of branches, and `fatal:` only for what it failed at itself.
 */
async function findRefusingHook(git, { exitCode, stdout, stderr }) {
    if (exitCode !== 1 || stdout.toString().trim() !== '' || /^fatal:/m.test(stderr))
        return null;
    const name = 'hooks/pre-push';
    const paths = await git(['rev-parse', '--git-path', name, '--path-format=absolute', '--git-path', name]);
    const [shown = '', path = ''] = (0,command/* textOf */.b6)(paths).split('\n');
    try {
        await (0,promises_.access)(path, external_node_fs_.constants.X_OK);
        return shown;
    }
    catch {
        return null;
    }
}
async function holdsCommit(git, at, commit) {
    try {
        return await (0,git_remote/* isOnBranch */.sL)(git, at, commit);
    }
    catch {
        return false;
    }
}
function explainHook(hook, { remote, branch }, stderr) {
    const own = stderr.replace(/^error: failed to push some refs to .*$/m, '');
    return new errors/* StagegateError */.qU('unavailable', `this checkout's own hook ${hook} refused the push to branch ${JSON.stringify(branch)} of remote ${JSON.stringify(remote)}: ${(0,words/* makeWordsSafe */.L)(own)}`, {
        hint: 'Do what the hook asks for, then run this again. The remote was not asked, and nothing was changed.',
    });
}
function explainLostRace({ remote, branch }) {
    return new errors/* StagegateError */.qU('conflict', `branch ${JSON.stringify(branch)} of remote ${JSON.stringify(remote)} was moved by somebody else`, {
        hint: 'Run it again: it is decided on what the branch holds then.',
    });
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/view.js
var view = __webpack_require__(97749);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/resolve-branch.js
var resolve_branch = __webpack_require__(37219);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/select-changes.js
var select_changes = __webpack_require__(85277);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/git/branch.js









/**
 * A branch of a remote, changed by `git push`: the push is the comparison and the swap in one. The user's
 * index, working tree and branches stay as they are, but for a fast-forward of the branch that was pushed.
 */
function openGitBranchStore({ root, remote, branch, author, git = (0,command/* createGit */.lD)(root), }) {
    let resolved;
    const resolve = () => (resolved ??= (0,resolve_branch/* resolveBranch */.p)({ git, remote, branch }));
    return {
        open: async () => {
            const at = await resolve();
            return new view.GitView(git, await (0,git_remote/* fetchBranch */.D_)(git, at), at.prefix, at.branch);
        },
        findCommit: async (basis, wanted) => {
            if (!(basis instanceof view.GitView))
                throw new TypeError('this view is of another store');
            return findCommit(git, basis, wanted);
        },
        write: async (changes, basis, message) => {
            if (!(basis instanceof view.GitView))
                throw new TypeError('this view is of another store');
            const changed = await (0,select_changes/* selectChanges */.w)(changes, basis);
            if (changed.length === 0)
                return { commit: null };
            const at = await resolve();
            const commit = await makeCommit(git, {
                view: basis,
                changes: changed,
                message,
                author: await describeAuthor(git, author),
            });
            await pushCommit(git, at, { from: basis.id, to: commit });
            await (0,advance_checkout/* advanceCheckout */.J)(git, { branch: at.branch, from: basis.id, to: commit });
            return { commit };
        },
    };
}


/***/ }),

/***/ 85274:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ explainRefusal)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _git_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44201);


const PERMISSION = 'Give the job "permissions: {contents: write}".';
const CREDENTIALS = 'Give the job "permissions: {contents: write}" and let actions/checkout keep its credentials (persist-credentials: true, its default).';
/** What a remote or git says, and how to mend it; the first that matches counts. */
const HINTS = [
    [
        /GH006|GH013|protected branch|rule violations/i,
        'The branch is protected: use commit: pull-request, which proposes the change instead. Or let a GitHub App bypass the rule, and check out with its token.',
    ],
    [/shallow update not allowed/i, 'Check out the whole history: actions/checkout with fetch-depth: 0.'],
    [
        /aborted by hook/i,
        "The checkout's own hook reference-transaction refused it: its own words above say why.",
    ],
    [
        /certificate (?:problem|verif)|certificate verification failed|self[- ]signed|unable to get local issuer/i,
        "Git doesn't trust the server's certificate: set GIT_SSL_CAINFO (or git config http.sslCAInfo) to a PEM file with the certificate of the authority that signed it. NODE_EXTRA_CA_CERTS doesn't reach git: it is for the requests to GitHub's API and to MLflow.",
    ],
    [/hook declined/i, 'A hook of the remote refused the change: its own words above say why.'],
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
        "The remote could not store the change: check its disk and its folder's permissions.",
    ],
];
/** @param words git's output, as it is: it is made safe here */
function explainRefusal(doing, at, words) {
    const place = `branch ${JSON.stringify(at.branch)} of remote ${JSON.stringify(at.remote)}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `cannot ${doing} ${place}: ${(0,_git_words_js__WEBPACK_IMPORTED_MODULE_1__/* .makeWordsSafe */ .L)(words)}`, {
        hint: HINTS.find(([pattern]) => pattern.test(words))?.[1] ??
            'Run the same git command by hand to see what the remote needs.',
    });
}


/***/ }),

/***/ 4086:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D_: () => (/* binding */ fetchBranch),
/* harmony export */   mC: () => (/* binding */ fetchTip),
/* harmony export */   sL: () => (/* binding */ isOnBranch)
/* harmony export */ });
/* unused harmony export askRemote */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _disk_atomic_write_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(84760);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53649);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85274);




const OBJECT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/**
 * The commit that the remote's branch is at, and null when it has no such branch.
 * @throws StagegateError `unavailable` when the remote does not answer
 */
async function askRemote(git, at) {
    const ref = `refs/heads/${at.branch}`;
    const answer = await git(['ls-remote', '--', at.remote, ref]);
    if (answer.exitCode !== 0)
        throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .explainRefusal */ .G)('read', at, answer.stderr);
    // The name is taken as a pattern: "refs/heads/main" finds "refs/heads/x/refs/heads/main" too.
    const line = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(answer)
        .split('\n')
        .find((text) => text.split('\t')[1] === ref);
    const id = line?.split('\t')[0];
    return id !== undefined && OBJECT_ID.test(id) ? id : null;
}
/**
 * Makes sure that the remote's newest commit of the branch is here, and gives its id.
 * @throws StagegateError `input` when the remote has no such branch, `unavailable` when it does not answer
 */
async function fetchBranch(git, at) {
    const tip = await askRemote(git, at);
    if (tip === null)
        throw explainNoBranch(at);
    if (await hasCommit(git, tip))
        return tip;
    // The newest commit is all that is read; a shallow clone would get the whole history of another branch.
    const shallow = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(await git(['rev-parse', '--is-shallow-repository'])) === 'true';
    return fetchTip(git, at, shallow ? ['--depth=1'] : []);
}
/** True when the remote's branch is at this commit of ours or has gone on from it. */
async function isOnBranch(git, at, commit) {
    if ((await askRemote(git, at)) === commit)
        return true;
    // Not cut off, or nothing would connect the two.
    const tip = await fetchTip(git, at, []);
    return (await git(['merge-base', '--is-ancestor', commit, tip])).exitCode === 0;
}
async function hasCommit(git, id) {
    return (await git(['cat-file', '-e', `${id}^{commit}`])).exitCode === 0;
}
/** Into a ref of its own for the moment: FETCH_HEAD is shared by all that is done in the clone meanwhile. */
async function fetchTip(git, at, depth) {
    const ref = `refs/stagegate/${(0,_disk_atomic_write_js__WEBPACK_IMPORTED_MODULE_1__/* .makeNonce */ .o2)()}`;
    const fetched = await git([
        ...['-c', 'gc.auto=0', '-c', 'maintenance.auto=false', '-c', 'fetch.recurseSubmodules=false'],
        ...['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', ...depth],
        ...['--refmap=', '--', at.remote, `+refs/heads/${at.branch}:${ref}`],
    ]);
    if (fetched.exitCode !== 0)
        throw explainFetch(at, fetched.stderr);
    const tip = await (0,_git_command_js__WEBPACK_IMPORTED_MODULE_2__/* .mustRun */ .Pv)(git, ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`]);
    await git(['update-ref', '-d', ref]);
    return tip;
}
function explainFetch(at, words) {
    if (/couldn't find remote ref/i.test(words))
        return explainNoBranch(at);
    if (/shallow\.lock|shallow file has changed/i.test(words)) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('conflict', 'another process is fetching into the same clone', {
            hint: 'Run it again when it has ended.',
        });
    }
    return (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .explainRefusal */ .G)('read', at, words);
}
function explainNoBranch({ remote, branch }) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `remote ${JSON.stringify(remote)} has no branch ${JSON.stringify(branch)}`, {
        hint: `Push it once: git push ${remote} HEAD:refs/heads/${branch}`,
    });
}


/***/ }),

/***/ 37219:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ resolveBranch)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53649);
/* harmony import */ var _git_remotes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74443);
/* harmony import */ var _git_words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44201);




/**
 * Which branch the manifest is kept on, told without asking the remote.
 * @throws StagegateError `input` without git, outside a repository, on a detached head without a branch, for
 * a wrong branch name and for a remote that is not configured
 */
async function resolveBranch({ git, remote, branch }) {
    const prefix = await askPrefix(git);
    if (prefix.exitCode !== 0)
        throw explainNoRepository(prefix.stderr);
    const name = await checkBranch(git, (branch ?? '') === '' ? await currentBranch(git) : (branch ?? ''));
    return { remote: await findRemote(git, name, remote), branch: name, prefix: (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(prefix) };
}
/** Pushing needs git, unlike the other ways. */
async function askPrefix(git) {
    try {
        return await git(['rev-parse', '--show-prefix']);
    }
    catch (error) {
        if (!(error instanceof _git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .GitUnusable */ ._k) || error.why !== 'missing')
            throw error;
        throw new _git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .GitUnusable */ ._k('missing', error.message, {
            hint: `${error.hint ?? ''} Or use commit: api, which asks GitHub, or commit: none, which changes the files on disk only.`,
            cause: error,
        });
    }
}
function explainNoRepository(words) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `the workspace is not a git repository: ${(0,_git_words_js__WEBPACK_IMPORTED_MODULE_3__/* .makeWordsSafe */ .L)(words)}`, {
        hint: 'Check it out first (actions/checkout), or keep the manifest on disk only (commit: none).',
    });
}
async function currentBranch(git) {
    const head = await git(['symbolic-ref', '--quiet', 'HEAD']);
    if (head.exitCode === 0)
        return (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(head);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', 'no branch is checked out (detached head), so there is none to push to', {
        hint: 'Check out a branch, with actions/checkout "with: {ref: main}", or on your machine with "git switch main".',
    });
}
async function checkBranch(git, name) {
    const short = name.replace(/^refs\/heads\//, '');
    const check = await git(['check-ref-format', `refs/heads/${short}`]);
    // What begins with a hyphen or a plus sign would read as an option or a forced push.
    if (check.exitCode === 0 && !/^[-+]/.test(short))
        return short;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `${JSON.stringify(name)} is not a branch name`, {
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


/***/ }),

/***/ 97749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GitView: () => (/* binding */ GitView)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _branch_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44552);
/* harmony import */ var _decode_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(33555);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53649);
/* harmony import */ var _workspace_path_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57242);





/** The files of one commit, read from git's objects: the working tree does not matter. */
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
        const files = entries.filter(_branch_file_js__WEBPACK_IMPORTED_MODULE_1__/* .isFile */ .f);
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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `git cannot read the file ${id.slice(0, 12)}`, {
            hint: 'Check the repository with "git fsck".',
        });
    }
    async leadOver(commit) {
        const changed = await this.git(['diff-tree', '-r', '-z', '--no-renames', '--name-only', commit, this.id]);
        if (changed.exitCode !== 0)
            return null;
        const files = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)(changed)
            .split('\0')
            .filter((path) => path !== '');
        // a shallow clone has no parents to count
        const isShallow = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)(await this.git(['rev-parse', '--is-shallow-repository'])) !== 'false';
        const counted = isShallow ? null : await this.git(['rev-list', '--count', `${commit}..${this.id}`]);
        return { commits: counted?.exitCode === 0 ? Number((0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)(counted)) : null, files };
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
    /** The path as the repository's trees have it. */
    inRepository(path) {
        return `${this.prefix}${(0,_workspace_path_js__WEBPACK_IMPORTED_MODULE_4__/* .checkPath */ .C)(path)}`.replace(/\/$/, '');
    }
    async readFile(path) {
        const [entry] = await this.listTree(['--', this.inRepository(path)]);
        if (entry === undefined)
            return null;
        (0,_branch_file_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFile */ .G)(path, entry);
        const blob = await this.git(['cat-file', 'blob', entry.id]);
        if (blob.exitCode !== 0)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `git cannot read ${JSON.stringify(path)}`, {
                place: { file: path },
                hint: 'Check the repository with "git fsck".',
            });
        return { mode: entry.mode, blob: entry.id, text: (0,_decode_text_js__WEBPACK_IMPORTED_MODULE_2__/* .decodeText */ .g)(blob.stdout, path) };
    }
    async listTree(args) {
        const out = await (0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .mustRun */ .Pv)(this.git, ['ls-tree', '-z', '--full-tree', this.id, ...args]);
        return out.split('\0').flatMap((line) => {
            const [, mode, type, id, path] = /^(\d{6}) (\w+) ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
            return mode === undefined || type === undefined || id === undefined || path === undefined
                ? []
                : [{ mode, type, id, path }];
        });
    }
}


/***/ }),

/***/ 85277:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ selectChanges)
/* harmony export */ });
/** The changes that change something. */
async function selectChanges(changes, basis) {
    const changed = [];
    for (const change of changes)
        if ((await basis.read(change[0])) !== change[1])
            changed.push(change);
    return changed;
}


/***/ }),

/***/ 57242:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ checkPath)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11024);


/**
 * A path relative to the workspace, normalised, with `/`; empty for the workspace itself.
 * @throws StagegateError `input` for an absolute path, one with `..`, or one that no file system takes
 */
function checkPath(path) {
    const wrong = describeWrong(path);
    if (wrong !== null) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU('input', `the path ${JSON.stringify(path)} ${wrong}`, {
            hint: 'Name a file or folder inside the workspace, relative to it: models.yaml',
        });
    }
    const normal = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(path).replace(/\/+$/, '');
    return normal === '.' ? '' : normal;
}
function describeWrong(path) {
    if (path === '')
        return 'is empty';
    // eslint-disable-next-line no-control-regex -- they are what is looked for
    if (/[\u0000-\u001f\u007f]/.test(path))
        return 'holds a control character';
    if (node_path__WEBPACK_IMPORTED_MODULE_0__.posix.isAbsolute(path) || node_path__WEBPACK_IMPORTED_MODULE_0__.win32.isAbsolute(path))
        return 'is absolute';
    if (path.split(/[\\/]/).includes('..'))
        return 'leads out of the workspace';
    return null;
}


/***/ })

};
