export const id = 197;
export const ids = [197];
export const modules = {

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
