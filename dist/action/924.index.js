export const id = 924;
export const ids = [924];
export const modules = {

/***/ 25924:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findMergedPullRequest: () => (/* binding */ findMergedPullRequest),
/* harmony export */   readApprovals: () => (/* binding */ readApprovals)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80969);

/* The pull request that a commit came from, and who approved it. */
const PAGE = 100;
const WRITERS = ['admin', 'write'];
/**
 * The number of the merged pull request that a commit came from; null without one.
 * @param ref the branch or tag, in full: `refs/heads/main`
 * @throws StagegateError `unavailable` with the missing permission
 */
async function findMergedPullRequest(github, commit, ref) {
    return (await findMerged(github, commit, ref))?.number ?? null;
}
/**
 * The first pull request that merged the commit into the branch. On a tag, or a branch that got the commit in another
 * way, the pull request whose merge commit it is.
 */
async function findMerged({ owner, repo, rest, paginate }, commit, ref) {
    const asked = { owner, repo, commit_sha: commit, per_page: PAGE };
    const associated = await reading(`find the pull request of commit ${shorten(commit)}`, () => paginate(rest.repos.listPullRequestsAssociatedWithCommit, asked));
    const merged = associated
        .flatMap((pull) => (pull.merged_at === null ? [] : [{ pull, at: pull.merged_at }]))
        .sort((a, b) => a.at.localeCompare(b.at))
        .map(({ pull }) => pull);
    return (merged.find(({ base }) => `refs/heads/${base.ref}` === ref) ??
        merged.find(({ merge_commit_sha }) => merge_commit_sha === commit) ??
        null);
}
/**
 * The reviews of the run's pull request, or of the merged one that its commit came from.
 * @throws StagegateError `unavailable`
 */
async function readApprovals(github, run) {
    const found = await findPullRequest(github, run);
    if (typeof found === 'string')
        return { pullRequest: null, problem: found };
    const { number, user } = found;
    const pullRequest = { number, author: user?.login ?? null, reviews: await readReviews(github, number) };
    return { pullRequest, problem: null };
}
/** The pull request, or why there is none. */
async function findPullRequest(github, { ref, commits }) {
    const { owner, repo, rest } = github;
    const number = /^refs\/pull\/(\d+)\//.exec(ref ?? '')?.[1];
    if (number !== undefined) {
        const asked = { owner, repo, pull_number: Number(number) };
        return (await reading(`read pull request ${number}`, () => rest.pulls.get(asked))).data;
    }
    const [commit] = commits;
    if (commit === undefined)
        return 'the commit that this runs on is not known: run it in a workflow or in a git repository';
    try {
        return ((await findMerged(github, commit, ref)) ??
            `commit ${shorten(commit)} did not come from a merged pull request: merge one, or run this on the commit of the last merge`);
    }
    catch (error) {
        if (!(0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .isUnknownCommit */ .A5)(error))
            throw error;
        return `${owner}/${repo} does not have commit ${shorten(commit)} on GitHub: push it first`;
    }
}
async function readReviews(github, number) {
    const { owner, repo, rest, paginate } = github;
    const reviews = await reading(`read the reviews of pull request ${number}`, () => paginate(rest.pulls.listReviews, { owner, repo, pull_number: number, per_page: PAGE }));
    const writers = new Map();
    const read = [];
    for (const { user, state } of reviews) {
        const login = user?.login ?? null;
        const isBot = user?.type === 'Bot';
        if (login !== null && !writers.has(login))
            writers.set(login, isBot || (await mayWrite(github, login)));
        read.push({ reviewer: login, isBot, state, mayWrite: login !== null && writers.get(login) === true });
    }
    return read;
}
/** Anybody may review a public repository, and a member of the organization may only have read access. */
async function mayWrite({ owner, repo, rest }, username) {
    try {
        const { data } = await rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
        return WRITERS.includes(data.permission);
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubFailure */ .iK))
            throw error;
        if (error.status === 404)
            return false; // a deleted account
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explainFailure */ .SP)(error, `see whether ${username} may write to ${owner}/${repo}`, 'metadata: read');
    }
}
/** @param doing after "cannot" */
function reading(doing, work) {
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explaining */ .SK)((failure) => (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explainFailure */ .SP)(failure, doing, 'pull-requests: read, contents: read'), work);
}
function shorten(commit) {
    return commit.slice(0, 12);
}


/***/ })

};
