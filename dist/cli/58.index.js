export const id = 58;
export const ids = [58,746];
export const modules = {

/***/ 80969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SP: () => (/* binding */ explainFailure),
/* harmony export */   Z5: () => (/* binding */ isUnclear),
/* harmony export */   c4: () => (/* binding */ isNotFound),
/* harmony export */   iK: () => (/* binding */ GitHubFailure)
/* harmony export */ });
/* unused harmony exports isForbidden, isThrottled */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _git_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44201);


/** What GitHub answered instead of what was asked for, or that it did not answer. */
class GitHubFailure extends Error {
    name = 'GitHubFailure';
    /** HTTP status; null where no answer came, so that nobody knows whether the request was carried out. */
    status;
    /** The types of a GraphQL answer's errors: `STALE_DATA`, `FORBIDDEN`, … */
    types;
    /** What the token would need, as GitHub names it (`pull_requests=write`); null where it says nothing. */
    permissions;
    /** The API's host, for people. */
    host;
    /** @param words GitHub's own, as they came: they are made safe here */
    constructor(words, details) {
        super((0,_git_words_js__WEBPACK_IMPORTED_MODULE_1__/* .makeWordsSafe */ .L)(words));
        this.status = details.status;
        this.types = details.types ?? [];
        this.permissions = details.permissions ?? null;
        this.host = details.host;
    }
}
/** True where GitHub says that the token may not do this. */
function isForbidden({ status, types }) {
    return status === 403 || types.includes('FORBIDDEN') || types.includes('INSUFFICIENT_SCOPES');
}
/** GitHub says so of what is not there, and of what the token may not see. */
function isNotFound({ status, types }) {
    return status === 404 || types.includes('NOT_FOUND');
}
/** GitHub asks to wait: nothing was done. */
function isThrottled({ status, types, message }) {
    if (status === 429 || types.includes('RATE_LIMITED') || types.includes('RATE_LIMIT'))
        return true;
    return status === 403 && /rate limit|abuse detection/i.test(message);
}
/** Nobody knows whether the request was carried out: no answer came, or GitHub's own fault instead of one. */
function isUnclear({ status, types, message }) {
    if (status === null || status >= 500)
        return true;
    return status === 200 && types.length === 0 && /something went wrong|timed? ?out/i.test(message);
}
/**
 * A failure for people.
 * @param doing what was tried, after "cannot": `read the checks of commit 1a2b3c`
 * @param permission what it takes, as a job's `permissions:` names it: `checks: read`
 */
function explainFailure(failure, doing, permission) {
    const answer = failure.status === null ? 'no answer' : `HTTP ${failure.status}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `cannot ${doing}: ${failure.host} says: ${failure.message} (${answer})`, { hint: hintOf(failure, permission), cause: failure });
}
function hintOf(failure, permission) {
    if (failure.status === null)
        return `Check the connection to ${failure.host}, and https_proxy and no_proxy.`;
    if (isThrottled(failure))
        return 'The limit of requests is reached: run it again later.';
    if (failure.status === 401)
        return "The token is no good: leave the input token out for the job's own, or give one that has not expired.";
    if (isForbidden(failure) || isNotFound(failure)) {
        const asked = failure.permissions === null ? '' : ` GitHub asks for: ${(0,_git_words_js__WEBPACK_IMPORTED_MODULE_1__/* .makeWordsSafe */ .L)(failure.permissions)}.`;
        return `Give the job "permissions: {${permission}}".${asked} A workflow from a fork has no more than reading.`;
    }
    if (failure.status >= 500)
        return 'GitHub is not well at the moment (https://www.githubstatus.com): run it again later.';
    return 'Run it again with debug logging to see what was asked.';
}


/***/ }),

/***/ 40212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hz: () => (/* binding */ PAUSE),
/* harmony export */   o6: () => (/* binding */ resend),
/* harmony export */   vz: () => (/* binding */ MAX_SENDS)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80969);


/** How often a request is sent whose answer got lost, and the pause (ms) after the first; each next one is longer. */
const MAX_SENDS = 3;
const PAUSE = 1_000;
/** Sends a request again whose answer got lost: only for what may be carried out twice. */
async function resend(send) {
    for (let sent = 1;; sent += 1) {
        try {
            return await send();
        }
        catch (error) {
            if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .GitHubFailure */ .iK) || !(0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .isUnclear */ .Z5)(error) || sent === MAX_SENDS)
                throw error;
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(PAUSE * sent);
        }
    }
}


/***/ }),

/***/ 62827:
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

/***/ 99941:
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

/***/ 5079:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ blobId)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

/**
 * The id that git gives these bytes.
 * @param like an id of the same repository: it may use SHA-1 (40 digits) or SHA-256 (64)
 */
function blobId(bytes, like) {
    const algorithm = like.length === 64 ? 'sha256' : 'sha1';
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}


/***/ }),

/***/ 45033:
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

/***/ 77526:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ decodeText)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);

/**
 * The text of a manifest or history file. A byte order mark stays in it, so that writing gives the same bytes.
 * @throws StagegateError `manifest` (`history` for `.jsonl`) when the bytes are not UTF-8
 */
function decodeText(bytes, path) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU(path.endsWith('.jsonl') ? 'history' : 'manifest', `${JSON.stringify(path)} is not UTF-8 text`, {
            place: { file: path },
            hint: 'Save it as UTF-8, or restore it from git.',
            cause,
        });
    }
}


/***/ }),

/***/ 90961:
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

/***/ 93863:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D_: () => (/* binding */ fetchBranch),
/* harmony export */   mC: () => (/* binding */ fetchTip),
/* harmony export */   sL: () => (/* binding */ isOnBranch)
/* harmony export */ });
/* unused harmony export askRemote */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _atomic_write_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99941);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53649);
/* harmony import */ var _git_refusal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90961);




const OBJECT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/**
 * The commit that the remote's branch is at, and null when it has no such branch.
 * @throws StagegateError `unavailable` when the remote does not answer
 */
async function askRemote(git, at) {
    const ref = `refs/heads/${at.branch}`;
    const answer = await git(['ls-remote', '--', at.remote, ref]);
    if (answer.exitCode !== 0)
        throw (0,_git_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .explainRefusal */ .G)('read', at, answer.stderr);
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
    const ref = `refs/stagegate/${(0,_atomic_write_js__WEBPACK_IMPORTED_MODULE_1__/* .makeNonce */ .o2)()}`;
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
    return (0,_git_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .explainRefusal */ .G)('read', at, words);
}
function explainNoBranch({ remote, branch }) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `remote ${JSON.stringify(remote)} has no branch ${JSON.stringify(branch)}`, {
        hint: `Push it once: git push ${remote} HEAD:refs/heads/${branch}`,
    });
}


/***/ }),

/***/ 44058:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openGitHubBranchStore: () => (/* binding */ openGitHubBranchStore)
});

// EXTERNAL MODULE: ./build/js/src/git/command.js
var command = __webpack_require__(53649);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/advance-checkout.js
var advance_checkout = __webpack_require__(62827);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/git-remote.js
var git_remote = __webpack_require__(93863);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/github/failure.js
var failure = __webpack_require__(80969);
// EXTERNAL MODULE: ./build/js/src/github/resend.js
var resend = __webpack_require__(40212);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/github-refusal.js
var github_refusal = __webpack_require__(29604);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/github-view.js + 1 modules
var github_view = __webpack_require__(5746);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/stores/github-commit.js






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
                throw (0,github_refusal/* explainWrite */.N)(error, `commit to branch ${JSON.stringify(branch)}`);
            if (stale && sent === 1)
                throw (0,github_refusal/* explainMoved */.J)(branch, error);
            const { landed, head } = await findLanded(commit, error);
            if (landed !== null)
                return landed;
            if (stale || head !== commit.from)
                throw (0,github_refusal/* explainMoved */.J)(branch, error);
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

// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/resolve-branch.js
var resolve_branch = __webpack_require__(30797);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/select-changes.js
var select_changes = __webpack_require__(92410);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/stores/github-branch.js







/**
 * A branch on GitHub, changed by `createCommitOnBranch`: the commit is made on the commit that was read or not at
 * all, and GitHub signs it. What is checked out does not matter, and need not be there.
 */
function openGitHubBranchStore({ github, target, root, git = (0,command/* createGit */.lD)(root), }) {
    const left = new Set();
    let opened;
    const place = () => (opened ??= Promise.all([github(), target()]).then(([client, at]) => ({ ...at, github: client })));
    return {
        open: async () => new github_view.GitHubView(await place(), null, left),
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
                const remote = await (0,resolve_branch/* resolveBranch */.p)({ git, remote: 'origin', branch: at.branch });
                await (0,git_remote/* fetchTip */.mC)(git, remote, []);
            });
            return { commit: to };
        },
    };
}


/***/ }),

/***/ 29604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ explainMoved),
/* harmony export */   N: () => (/* binding */ explainWrite)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _github_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80969);


/** What protected branches and rulesets say; the API has a type for some of it only. */
const PROTECTED = /protected (?:branch|ref)|rule violations?|GH006|GH013|through a pull request|not authorized to push|status checks?\b.* expected|verified signatures|force-push|creations being restricted/i;
const OTHER_MODE = 'Use commit: pull-request, which proposes the change instead. Or let the rule be bypassed by a GitHub App, and give the action its token.';
/**
 * @param doing after "cannot": `commit to branch "main"`
 * @param ifProtected what to do where a rule forbids it
 */
function explainWrite(failure, doing, ifProtected = OTHER_MODE) {
    const isProtected = failure.types.includes('BRANCH_PROTECTION_RULE_VIOLATION') || PROTECTED.test(failure.message);
    if (!isProtected)
        return (0,_github_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .explainFailure */ .SP)(failure, doing, 'contents: write');
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `cannot ${doing}, which is protected: ${failure.message}`, {
        hint: ifProtected,
        cause: failure,
    });
}
/** The branch is not where it was when the decision was made. */
function explainMoved(branch, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('conflict', `branch ${JSON.stringify(branch)} was moved by somebody else`, {
        hint: 'Run it again: it is decided on what the branch holds then.',
        cause,
    });
}


/***/ }),

/***/ 5746:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GitHubView: () => (/* binding */ GitHubView)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/github/failure.js
var failure = __webpack_require__(80969);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/blob-id.js
var blob_id = __webpack_require__(5079);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/branch-file.js
var branch_file = __webpack_require__(45033);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/decode-text.js
var decode_text = __webpack_require__(77526);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/stores/github-question.js
const FILE = '{ type mode oid object { ... on Blob { text isTruncated } } }';
const ENTRIES = '{ entries { name type mode } }';
const FOLDER = `{ type mode oid object { ... on Tree ${ENTRIES} } }`;
/** A query for all questions at once, of a commit or of the one that a branch is at. */
function writeQuestion(at, questions) {
    const variables = {};
    const fields = questions.map(({ kind, path }, index) => {
        if (path === '')
            return `a${index}: tree ${ENTRIES}`;
        variables[`p${index}`] = path;
        return `a${index}: file(path: $p${index}) ${kind === 'file' ? FILE : FOLDER}`;
    });
    const paths = Object.keys(variables).map((name) => `, $${name}: String!`);
    const commit = `{ ... on Commit { oid ${fields.join(' ')} } }`;
    const [type, value, found] = 'commit' in at
        ? ['GitObjectID!', at.commit, `target: object(oid: $at) ${commit}`]
        : ['String!', `refs/heads/${at.branch}`, `ref(qualifiedName: $at) { target ${commit} }`];
    const head = `query($owner: String!, $repo: String!, $at: ${type}${paths.join('')})`;
    return {
        text: `${head} { repository(owner: $owner, name: $repo) { ${found} } }`,
        variables: { ...variables, at: value },
    };
}
/** The commit and what stands in it; null where there is no such branch or commit. */
function readAnswer({ repository, }) {
    const target = repository?.target ?? repository?.ref?.target ?? null;
    return typeof target?.oid === 'string' ? { commit: target.oid, answers: target } : null;
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/workspace-path.js
var workspace_path = __webpack_require__(65877);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/stores/github-view.js








/** Files and folders asked for at once: with more, GitHub may take longer than it gives itself. */
const MAX_QUESTIONS = 40;
/** How often, and after how long (ms), a branch is looked at again that GitHub shows as it was before our commit. */
const LOOKS = 5;
const LOOK_AGAIN = 300;
/**
 * The files of the commit that a branch is at, read from GitHub: a checkout does not matter. The first request
 * tells which commit that is, and what is asked for in the same moment goes with it.
 */
class GitHubView {
    place;
    commit;
    left;
    files = new Map();
    waiting = [];
    last = Promise.resolve();
    /**
     * @param commit the commit to read; null for the branch's newest
     * @param left commits that the branch is known to have gone on from
     */
    constructor(place, commit, left = new Set()) {
        this.place = place;
        this.commit = commit;
        this.left = left;
    }
    get id() {
        if (this.commit === null)
            throw new TypeError('nothing was read through this view yet');
        return this.commit;
    }
    async read(path) {
        return (await this.find(path))?.text ?? null;
    }
    async list(folder) {
        const answer = await this.ask({ kind: 'folder', path: this.inRepository(folder) });
        const entries = answer?.entries ?? answer?.object?.entries;
        if (entries === undefined)
            return null;
        const files = entries.filter(({ type, mode }) => (0,branch_file/* isFile */.f)({ type, mode: toOctal(mode) }));
        return files.map(({ name }) => name).sort();
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
        return `${this.place.prefix}${(0,workspace_path/* checkPath */.C)(path)}`.replace(/\/$/, '');
    }
    async readFile(path) {
        const entry = await this.ask({ kind: 'file', path: this.inRepository(path) });
        if (entry === null)
            return null;
        const mode = toOctal(entry.mode);
        (0,branch_file/* requireFile */.G)(path, { type: entry.type, mode });
        return { mode, blob: entry.oid, text: (0,decode_text/* decodeText */.g)(await this.bytesOf(entry, path), path) };
    }
    /** GitHub cuts long texts off, gives none for what it takes for binary, and mends what is no UTF-8: the digest tells. */
    async bytesOf({ oid, object }, path) {
        const text = object?.text ?? null;
        const given = text === null || object?.isTruncated === true ? null : Buffer.from(text);
        if (given !== null && (0,blob_id/* blobId */.z)(given, oid) === oid)
            return given;
        const bytes = await this.explained(async ({ rest, owner, repo }) => {
            const { data } = await rest.git.getBlob({ owner, repo, file_sha: oid });
            return Buffer.from(data.content, 'base64');
        });
        if ((0,blob_id/* blobId */.z)(bytes, oid) === oid)
            return bytes;
        throw new errors/* StagegateError */.qU('unavailable', `GitHub gave other bytes for ${JSON.stringify(path)} than it names`, {
            place: { file: path },
            hint: 'Run it again.',
        });
    }
    ask(question) {
        return new Promise((resolve, reject) => {
            this.waiting.push({ ...question, resolve, reject });
            if (this.waiting.length === 1)
                this.last = this.last.then(() => this.answer());
        });
    }
    /** Takes all that was asked meanwhile. One request after the other, since the first finds the commit. */
    async answer() {
        const all = this.waiting;
        this.waiting = [];
        for (let at = 0; at < all.length; at += MAX_QUESTIONS) {
            const some = all.slice(at, at + MAX_QUESTIONS);
            try {
                const answers = await this.send(some);
                for (const [index, { resolve }] of some.entries())
                    resolve(answers[`a${index}`] ?? null);
            }
            catch (error) {
                for (const { reject } of some)
                    reject(error);
            }
        }
    }
    async send(questions) {
        const at = this.commit === null ? { branch: this.place.branch } : { commit: this.commit };
        const { text, variables } = writeQuestion(at, questions);
        for (let look = 1;; look += 1) {
            const found = readAnswer(await this.explained(({ query, owner, repo }) => query(text, { ...variables, owner, repo })));
            if (found === null)
                throw this.explainNothing();
            if (this.commit !== null || !this.left.has(found.commit) || look === LOOKS) {
                this.commit = found.commit;
                return found.answers;
            }
            await (0,promises_.setTimeout)(LOOK_AGAIN * look);
        }
    }
    async explained(work) {
        const { github, branch } = this.place;
        try {
            return await work(github);
        }
        catch (error) {
            if (!(error instanceof failure/* GitHubFailure */.iK))
                throw error;
            const doing = `read branch ${JSON.stringify(branch)} of ${github.owner}/${github.repo}`;
            throw (0,failure/* explainFailure */.SP)(error, doing, 'contents: read');
        }
    }
    explainNothing() {
        const { github, branch } = this.place;
        return new errors/* StagegateError */.qU('input', `${github.owner}/${github.repo} has no branch ${JSON.stringify(branch)}`, { hint: `Push it once: git push origin HEAD:refs/heads/${branch}` });
    }
}
function toOctal(mode) {
    return mode.toString(8).padStart(6, '0');
}


/***/ }),

/***/ 30797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ resolveBranch)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53649);
/* harmony import */ var _git_words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44201);



/**
 * Which branch the manifest is kept on, told without asking the remote.
 * @throws StagegateError `input` without git, outside a repository, on a detached head without a branch, for
 * a wrong branch name and for a remote that is not configured
 */
async function resolveBranch({ git, remote, branch }) {
    const prefix = await git(['rev-parse', '--show-prefix']);
    if (prefix.exitCode !== 0)
        throw explainNoRepository(prefix.stderr);
    const name = await checkBranch(git, (branch ?? '') === '' ? await currentBranch(git) : (branch ?? ''));
    await checkRemote(git, remote);
    return { remote, branch: name, prefix: (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(prefix) };
}
function explainNoRepository(words) {
    if (words.includes('dubious ownership')) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', 'git does not trust the workspace, since it belongs to another user', {
            hint: 'git config --global --add safe.directory "$GITHUB_WORKSPACE"',
        });
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `the workspace is not a git repository: ${(0,_git_words_js__WEBPACK_IMPORTED_MODULE_2__/* .makeWordsSafe */ .L)(words)}`, {
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
async function checkRemote(git, remote) {
    const remotes = (await (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .mustRun */ .Pv)(git, ['remote'])).split('\n').filter((name) => name !== '');
    if (remotes.includes(remote) && !remote.startsWith('-'))
        return;
    const known = remotes.length === 0
        ? 'The repository has no remote.'
        : `The remotes are ${remotes.map((name) => JSON.stringify(name)).join(', ')}.`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `there is no remote ${JSON.stringify(remote)}`, {
        hint: `${known} Add one with "git remote add".`,
    });
}


/***/ }),

/***/ 92410:
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


/***/ })

};
