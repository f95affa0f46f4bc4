export const id = 197;
export const ids = [197];
export const modules = {

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

/***/ 87197:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openGitHubBranchStore: () => (/* binding */ openGitHubBranchStore)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53649);
/* harmony import */ var _github_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(80969);
/* harmony import */ var _git_checkout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83392);
/* harmony import */ var _git_remote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4086);
/* harmony import */ var _stored_files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(28868);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(42174);
/* harmony import */ var _view_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(18308);








/**
 * Keeps the files on a branch of a GitHub repository, and changes them by its API. Needs no checkout.
 *
 * A write is one `createCommitOnBranch` request with all changes and the commit that was read as `expectedHeadOid`.
 * GitHub compares and commits in one step, so either all changes arrive or none, and signs the commit. If somebody else
 * committed meanwhile, GitHub answers `STALE_DATA`: that lost race is a `conflict`, and the caller reads and decides
 * again. If the answer gets lost, we look for our commit on the branch before we send the same request again, which
 * can't commit twice, since the branch has moved on from the expected head.
 */
function openGitHubBranchStore({ root, git = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .createGit */ .lD)(root), ...options }) {
    const left = new Set();
    let last;
    const place = (0,_place_js__WEBPACK_IMPORTED_MODULE_6__/* .openPlace */ .QL)(options);
    return {
        open: async () => (last = new _view_js__WEBPACK_IMPORTED_MODULE_7__.GitHubView(await place(), null, left, last?.asked)),
        findCommit: async (basis, wanted) => (0,_view_js__WEBPACK_IMPORTED_MODULE_7__/* .requireOwn */ .S)(basis).findCommit(wanted),
        write: async (changes, basis, message) => {
            const view = (0,_view_js__WEBPACK_IMPORTED_MODULE_7__/* .requireOwn */ .S)(basis);
            const files = await (0,_stored_files_js__WEBPACK_IMPORTED_MODULE_5__/* .selectChanges */ .wW)(changes, view);
            if (files.length === 0)
                return { commit: null };
            const at = await place();
            const from = view.id;
            const to = await commitOnBranch({ place: at, from, files, message });
            left.add(from);
            await (0,_git_checkout_js__WEBPACK_IMPORTED_MODULE_3__/* .advanceCheckout */ .J)(git, { branch: at.branch, from, to }, async () => {
                await (0,_git_remote_js__WEBPACK_IMPORTED_MODULE_4__/* .fetchTip */ .mC)(git, await (0,_git_checkout_js__WEBPACK_IMPORTED_MODULE_3__/* .resolveBranch */ .p)({ git, branch: at.branch }));
            });
            return { commit: to };
        },
    };
}
const MUTATION = `mutation($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;
/**
 * Commits to the branch if it is still at `from`.
 * @returns the commit
 * @throws StagegateError `conflict` when it isn't, `unavailable` when GitHub refuses or can't be reached
 */
async function commitOnBranch(commit) {
    const { branch, github } = commit.place;
    const input = describeInput(commit);
    let sends = 0;
    const send = async () => {
        sends += 1;
        const { createCommitOnBranch: made } = await github.mutate(MUTATION, { input });
        const oid = made?.commit?.oid;
        if (oid !== undefined)
            return oid;
        throw new _github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK('it answered without a commit', { status: null, host: 'GitHub' });
    };
    try {
        return await (0,_github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .resend */ .o6)(send, async (lost) => {
            const { landed, head } = await findLanded(commit, lost);
            if (landed === null && head !== commit.from)
                throw (0,_place_js__WEBPACK_IMPORTED_MODULE_6__/* .explainMoved */ .JJ)(branch, lost);
            return landed;
        });
    }
    catch (error) {
        if (!(error instanceof _github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK))
            throw error;
        if ((0,_github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .isUnclear */ .Z5)(error))
            throw explainSilence(branch, error);
        if (!isStale(error))
            throw (0,_place_js__WEBPACK_IMPORTED_MODULE_6__/* .explainWrite */ .N3)(error, `commit to branch ${JSON.stringify(branch)}`);
        // when an earlier answer got lost, the commit that got ahead of us may be our own
        const landed = sends > 1 ? (await findLanded(commit, error)).landed : null;
        if (landed === null)
            throw (0,_place_js__WEBPACK_IMPORTED_MODULE_6__/* .explainMoved */ .JJ)(branch, error);
        return landed;
    }
}
function describeInput({ place, from, files, message }) {
    const { github, branch } = place;
    const view = new _view_js__WEBPACK_IMPORTED_MODULE_7__.GitHubView(place, from);
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
 * Looks for a commit on top of `from` with the files that we sent. It is ours, or has exactly the same contents.
 * @throws StagegateError `unavailable` when GitHub doesn't tell
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
            if (await holds(new _view_js__WEBPACK_IMPORTED_MODULE_7__.GitHubView(place, sha), files))
                return { landed: sha, head };
        }
        return { landed: null, head };
    }
    catch (error) {
        if (!(error instanceof _github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK || error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU))
            throw error;
        throw explainUnknown(branch, lost);
    }
}
async function holds(view, files) {
    const texts = await Promise.all(files.map(([path]) => view.read(path)));
    return files.every(([, text], index) => texts[index] === text);
}
function explainSilence(branch, cause) {
    const message = `${cause.host} did not make the commit to branch ${JSON.stringify(branch)}: ${cause.message}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', message, {
        hint: 'Run it again later. The branch is unchanged.',
        cause,
    });
}
function explainUnknown(branch, cause) {
    const message = `cannot tell whether the commit to branch ${JSON.stringify(branch)} arrived: no answer from ${cause.host} (${cause.message})`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', message, {
        hint: 'Run it again later. The next run reads the branch again, so nothing is done twice.',
        cause,
    });
}


/***/ }),

/***/ 42174:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JJ: () => (/* binding */ explainMoved),
/* harmony export */   Lj: () => (/* binding */ requireBranchAt),
/* harmony export */   N3: () => (/* binding */ explainWrite),
/* harmony export */   QL: () => (/* binding */ openPlace),
/* harmony export */   dV: () => (/* binding */ writing),
/* harmony export */   zy: () => (/* binding */ readHead)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _github_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80969);


/** Opens the place on the first call. */
function openPlace({ github, target }) {
    let opened;
    return () => (opened ??= Promise.all([github(), target()]).then(([client, at]) => ({ ...at, github: client })));
}
/** The branch's newest commit; null without such a branch. @throws GitHubFailure */
async function readHead({ github, branch }) {
    const { owner, repo, rest } = github;
    try {
        return (await rest.git.getRef({ owner, repo, ref: `heads/${branch}` })).data.object.sha;
    }
    catch (error) {
        if (error instanceof _github_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .GitHubFailure */ .iK && (0,_github_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .isNotFound */ .c4)(error))
            return null;
        throw error;
    }
}
/** @throws StagegateError `conflict` when the branch has moved on, `unavailable` when GitHub doesn't tell */
async function requireBranchAt(place, commit) {
    const head = await writing(`read branch ${JSON.stringify(place.branch)}`, () => readHead(place));
    if (head !== commit)
        throw explainMoved(place.branch);
}
/** Runs what needs `contents: write`. @param doing after "cannot" @param ifProtected the hint if a rule forbids it */
function writing(doing, work, ifProtected) {
    return (0,_github_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .explaining */ .SK)((failure) => explainWrite(failure, doing, ifProtected), work);
}
/** The messages of protected branches and rulesets. The API has a type for only some of them. */
const PROTECTED = /protected (?:branch|ref)|rule violations?|GH006|GH013|through a pull request|not authorized to push|status checks?\b.* expected|verified signatures|force-push|creations being restricted/i;
const OTHER_MODE = 'Use commit: pull-request, which proposes the change instead. Or let a GitHub App bypass the rule, and give the action its token.';
/**
 * @param doing after "cannot": `commit to branch "main"`
 * @param ifProtected the hint if a rule forbids it
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
/** A lost race: the branch isn't at the commit that was read. */
function explainMoved(branch, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('conflict', `somebody else changed branch ${JSON.stringify(branch)} meanwhile`, {
        hint: "Run it again to decide on the branch's new contents.",
        cause,
    });
}


/***/ })

};
