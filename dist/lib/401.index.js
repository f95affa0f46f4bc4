export const id = 401;
export const ids = [401];
export const modules = {

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

/***/ 89401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openGitHubBranchStore: () => (/* binding */ openGitHubBranchStore)
});

// EXTERNAL MODULE: ./build/js/src/git/command.js
var command = __webpack_require__(53649);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/advance-checkout.js
var advance_checkout = __webpack_require__(79730);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/remote.js
var git_remote = __webpack_require__(4086);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/github/failure.js
var failure = __webpack_require__(80969);
// EXTERNAL MODULE: ./build/js/src/github/resend.js
var resend = __webpack_require__(40212);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/github/refusal.js
var refusal = __webpack_require__(96353);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/github/view.js + 1 modules
var github_view = __webpack_require__(86401);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/commit.js






const MUTATION = `mutation($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;
/**
 * Commits to a branch, if it still is at `from`: the comparison and the swap are GitHub's, so of all who send a
 * commit for the same place, one gets it. That makes it safe to send the same again where no answer came.
 * @returns the commit
 * @throws StagegateError `conflict` when the branch is elsewhere, `unavailable` when GitHub refuses or is not reached
 */
async function commitOnBranch(commit) {
    const { branch, github } = commit.place;
    const input = describeInput(commit);
    for (let sent = 1;; sent += 1) {
        try {
            const { createCommitOnBranch: made } = await github.mutate(MUTATION, { input });
            const oid = made?.commit?.oid;
            if (oid !== undefined)
                return oid;
            throw new failure/* GitHubFailure */.iK('it answered without a commit', { status: null, host: 'GitHub' });
        }
        catch (error) {
            if (!(error instanceof failure/* GitHubFailure */.iK))
                throw error;
            const stale = isStale(error);
            if (!stale && !(0,failure/* isUnclear */.Z5)(error))
                throw (0,refusal/* explainWrite */.N)(error, `commit to branch ${JSON.stringify(branch)}`);
            if (stale && sent === 1)
                throw (0,refusal/* explainMoved */.J)(branch, error);
            const { landed, head } = await findLanded(commit, error);
            if (landed !== null)
                return landed;
            if (stale || head !== commit.from)
                throw (0,refusal/* explainMoved */.J)(branch, error);
            if (sent === resend/* MAX_SENDS */.vz)
                throw explainSilence(branch, error);
            await (0,promises_.setTimeout)(resend/* PAUSE */.Hz * sent);
        }
    }
}
function describeInput({ place, from, files, message }) {
    const { github, branch } = place;
    const view = new github_view.GitHubView(place, from);
    return {
        branch: { repositoryNameWithOwner: `${github.owner}/${github.repo}`, branchName: branch },
        expectedHeadOid: from,
        message: { headline: message.title, body: message.body },
        fileChanges: {
            additions: files.map(([path, text]) => ({
                path: view.inRepository(path),
                contents: Buffer.from(text).toString('base64'),
            })),
        },
    };
}
function isStale({ types, message }) {
    return types.includes('STALE_DATA') || /^Expected branch to point to/.test(message);
}
/**
 * Looks for a commit that follows `from` and holds what was sent: it is ours, or says to the last byte the same.
 * @throws StagegateError `unavailable` when it can't be told
 */
async function findLanded({ place, from, files }, lost) {
    const { github, branch } = place;
    const { owner, repo, rest } = github;
    try {
        const head = (await rest.git.getRef({ owner, repo, ref: `heads/${branch}` })).data.object.sha;
        if (head === from)
            return { landed: null, head };
        const { data } = await rest.repos.listCommits({ owner, repo, sha: head, per_page: 100 });
        for (const { sha } of data.filter(({ parents }) => parents[0]?.sha === from)) {
            if (await holds(new github_view.GitHubView(place, sha), files))
                return { landed: sha, head };
        }
        return { landed: null, head };
    }
    catch (error) {
        if (!(error instanceof failure/* GitHubFailure */.iK || error instanceof errors/* StagegateError */.qU))
            throw error;
        throw explainUnknown(branch, lost);
    }
}
async function holds(view, files) {
    const texts = await Promise.all(files.map(([path]) => view.read(path)));
    return files.every(([, text], index) => texts[index] === text);
}
function explainSilence(branch, cause) {
    return new errors/* StagegateError */.qU('unavailable', `${cause.host} took no commit to branch ${JSON.stringify(branch)}: ${cause.message}`, {
        hint: 'The branch is as it was. Run it again later: it is decided on what the branch holds then.',
        cause,
    });
}
function explainUnknown(branch, cause) {
    return new errors/* StagegateError */.qU('unavailable', `it is not known whether the commit got to branch ${JSON.stringify(branch)}: ${cause.host} gave no answer, and can't be asked (${cause.message})`, {
        hint: 'Run it again later: it is decided on what the branch holds then, and nothing is done twice.',
        cause,
    });
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/github/find-commit.js
var find_commit = __webpack_require__(37158);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/resolve-branch.js
var resolve_branch = __webpack_require__(37219);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/select-changes.js
var select_changes = __webpack_require__(85277);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/branch.js








/**
 * A branch on GitHub, changed by `createCommitOnBranch`: the commit is made on the commit that was read or not at
 * all, and GitHub signs it. What is checked out does not matter, and need not be there.
 */
function openGitHubBranchStore({ github, target, root, git = (0,command/* createGit */.lD)(root), }) {
    const left = new Set();
    let last;
    let opened;
    const place = () => (opened ??= Promise.all([github(), target()]).then(([client, at]) => ({ ...at, github: client })));
    return {
        open: async () => (last = new github_view.GitHubView(await place(), null, left, last?.asked)),
        findCommit: async (basis, wanted) => (0,find_commit/* findCommit */.f)(await place(), basis, wanted),
        write: async (changes, basis, message) => {
            if (!(basis instanceof github_view.GitHubView))
                throw new TypeError('this view is of another store');
            const files = await (0,select_changes/* selectChanges */.w)(changes, basis);
            if (files.length === 0)
                return { commit: null };
            const at = await place();
            const from = basis.id;
            const to = await commitOnBranch({ place: at, from, files, message });
            left.add(from);
            await (0,advance_checkout/* advanceCheckout */.J)(git, { branch: at.branch, from, to }, async () => {
                const remote = await (0,resolve_branch/* resolveBranch */.p)({ git, branch: at.branch });
                await (0,git_remote/* fetchTip */.mC)(git, remote, []);
            });
            return { commit: to };
        },
    };
}


/***/ })

};
