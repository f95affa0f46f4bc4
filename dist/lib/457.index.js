export const id = 457;
export const ids = [457];
export const modules = {

/***/ 64332:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CF: () => (/* binding */ tempFor),
/* harmony export */   _d: () => (/* binding */ isTempFor),
/* harmony export */   br: () => (/* binding */ digest),
/* harmony export */   f: () => (/* binding */ isTemp),
/* harmony export */   o2: () => (/* binding */ makeNonce),
/* harmony export */   x5: () => (/* binding */ locate),
/* harmony export */   ys: () => (/* binding */ makeGuard)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11024);
/* harmony import */ var _location_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(67906);
/* harmony import */ var _port_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9776);





/** @param registry the real path of the manifest file or folder */
function makeGuard(root, registry) {
    // A registry that is the workspace itself must not put its lock outside of it.
    const beside = registry === root ? `${root}/stagegate` : registry;
    return { root, lock: nameBeside(beside, '.lock'), journal: nameBeside(beside, '.journal') };
}
const SUFFIX = '.stagegate-tmp';
const NONCE = /^[0-9a-f]{16}$/;
/** Tells one lock or temporary file from all others. */
function makeNonce() {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex');
}
/** The temporary file for a target: in its folder, since a rename is atomic only within a file system. */
function tempFor(target, nonce) {
    return nameBeside(target, `.${nonce}${SUFFIX}`);
}
/** Whether a file's name is that of a temporary file. */
function isTemp(name) {
    return name.endsWith(SUFFIX);
}
/** Whether `tempFor` can have made this path for the target. */
function isTempFor(path, target) {
    const start = nameBeside(target, '.');
    return path.startsWith(start) && isTemp(path) && NONCE.test(path.slice(start.length, -SUFFIX.length));
}
/** A hidden name beside a file: `models.yaml` gives `.models.yaml.lock`, and a hidden file keeps its one dot. */
function nameBeside(path, ending) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), `.${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path).replace(/^\./, '')}${ending}`);
}
/** SHA-256 in hex. */
function digest(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
}
/**
 * A file's real path. Links are followed, so that a write replaces the file and not the link, but only inside the
 * workspace. A missing file gets a path in its real folder.
 * @param root the workspace's real path
 * @throws StagegateError `input` when the path or a link in it leads out of the workspace or to a missing file
 */
async function locate(disk, root, path) {
    const relative = (0,_location_js__WEBPACK_IMPORTED_MODULE_3__/* .checkPath */ .Cg)(path);
    return relative === '' ? root : locateIn(disk, root, { full: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, relative), path });
}
async function locateIn(disk, root, at) {
    const real = await resolveLinks(disk, at);
    if (real !== null) {
        if (real === root || real.startsWith(root.endsWith(node_path__WEBPACK_IMPORTED_MODULE_1__.sep) ? root : root + node_path__WEBPACK_IMPORTED_MODULE_1__.sep))
            return real;
        throw refuse(at.path, 'is linked to a place outside the workspace');
    }
    if (await disk.isLink(at.full))
        throw refuse(at.path, 'is a link to a file that does not exist');
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(await locateIn(disk, root, { full: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(at.full), path: at.path }), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(at.full));
}
async function resolveLinks(disk, at) {
    try {
        return await disk.resolve(at.full);
    }
    catch (error) {
        if ((0,_port_js__WEBPACK_IMPORTED_MODULE_4__/* .errnoOf */ .UQ)(error) === 'ELOOP')
            throw refuse(at.path, 'is part of a loop of symbolic links');
        throw error;
    }
}
function refuse(path, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .StagegateError */ .qU('input', `${JSON.stringify(path)} ${why}`, {
        place: { file: path },
        hint: 'Name the file itself, inside the workspace.',
    });
}


/***/ }),

/***/ 9776:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C0: () => (/* binding */ nodeDisk),
/* harmony export */   Pp: () => (/* binding */ explainDisk),
/* harmony export */   UQ: () => (/* binding */ errnoOf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11024);




/** The `code` of Node's error, or undefined. */
function errnoOf(error) {
    // Not by `instanceof`: it misses errors from another realm, such as a test's vm.
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    return typeof code === 'string' ? code : undefined;
}
/** Node's file system. */
const nodeDisk = {
    read: (path) => orNull(readRegular(path)),
    mark: (path) => orNull(markOf(path)),
    list: (folder) => orNull(listFiles(folder)),
    resolve: (path) => orNull((0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(path)),
    isLink: async (path) => (await orNull((0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(path)))?.isSymbolicLink() ?? false,
    create: createFile,
    rename: node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename,
    remove: (path) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(path, { force: true }),
    makeFolder: (path) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(path, { recursive: true }),
    removeFolder: (path) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rmdir)(path),
    syncFolder,
};
async function orNull(work) {
    try {
        return await work;
    }
    catch (error) {
        if (errnoOf(error) === 'ENOENT')
            return null;
        throw error;
    }
}
async function readRegular(path) {
    // Without O_NONBLOCK, opening a named pipe would wait forever for its writer. Windows doesn't have the flag.
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0));
    try {
        const facts = await handle.stat({ bigint: true });
        if (facts.isDirectory())
            throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
        if (!facts.isFile())
            throw Object.assign(new Error('it is not a regular file'), { code: 'EINVAL' });
        return { bytes: await handle.readFile(), mark: formatMark(facts), mode: Number(facts.mode) & 0o777 };
    }
    finally {
        await handle.close();
    }
}
async function markOf(path) {
    const facts = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path, { bigint: true });
    return { mark: formatMark(facts), changedMs: Number(facts.ctimeMs) };
}
function formatMark({ dev, ino, size, mtimeNs, ctimeNs }) {
    return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}
async function listFiles(folder) {
    const names = [];
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder, { withFileTypes: true })) {
        const facts = entry.isSymbolicLink()
            ? await orNull((0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, entry.name)))
            : entry;
        if (facts?.isFile() === true)
            names.push(entry.name);
    }
    return names.sort();
}
async function createFile(path, bytes, { mode, durable = false } = {}) {
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, 'wx', mode ?? 0o666);
    try {
        await handle.writeFile(bytes);
        if (mode !== undefined)
            await handle.chmod(mode);
        if (durable)
            await handle.sync();
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(path, { force: true });
        throw error;
    }
    finally {
        await handle.close();
    }
}
async function syncFolder(path) {
    try {
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, 'r');
        try {
            await handle.sync();
        }
        finally {
            await handle.close();
        }
    }
    catch {
        // Windows and some network file systems can't. The files themselves are synced.
    }
}
const ALLOW = 'Allow the user who runs this to read and write the file and its folder.';
const HINTS = {
    EROFS: 'Mount the file system writable, or work on a copy: it is read-only.',
    EACCES: ALLOW,
    EPERM: ALLOW,
    ENOSPC: 'Free some space, then run this again: the disk is full.',
    EDQUOT: 'Free some space, then run this again: the disk quota is used up.',
    EFBIG: 'Raise the limit on file sizes (ulimit -f), then run this again.',
    EIO: 'Check the disk, then run this again: it reported an error.',
    EBUSY: "Mount the file's folder instead: a file that is in use or a mount point can't be replaced.",
    ENOTDIR: 'Check the path: a part of it is a file where a folder should be.',
    ENAMETOOLONG: 'Choose a shorter name: the temporary file beside it needs 32 characters more.',
};
/**
 * Explains what the file system refuses; a StagegateError passes unchanged.
 * @param path as the user knows it, relative to the workspace
 * @throws StagegateError `input` when it isn't a file, else `unavailable`
 */
function explainDisk(doing, path, work) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .explained */ .to)(work, (cause) => explain(cause, doing, path));
}
function explain(cause, doing, path) {
    const code = errnoOf(cause);
    const name = JSON.stringify(path);
    const place = { file: path };
    if (code === 'EISDIR' || code === 'EINVAL') {
        const what = code === 'EISDIR' ? 'a folder' : 'not a file';
        return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .StagegateError */ .qU('input', `${name} is ${what}`, { place, hint: 'Name a file.', cause });
    }
    const hint = code === undefined ? undefined : HINTS[code];
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .StagegateError */ .qU('unavailable', `cannot ${doing} ${name}: ${code ?? 'an unknown error'}`, {
        place,
        hint: hint ?? 'Check that the file and its folder can be reached, then run this again.',
        cause,
    });
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


/***/ })

};
