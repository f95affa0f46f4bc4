export const id = 635;
export const ids = [635];
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
/** Node's words for a certificate whose authority it doesn't know. */
const UNTRUSTED = /self[- ]signed certificate|unable to (?:get|verify)\b.*certificate|invalid CA certificate/i;
function hintOf(failure, permission) {
    if (failure.status === null && UNTRUSTED.test(failure.message))
        return `Set NODE_EXTRA_CA_CERTS (the step's env) to a PEM file with the certificate of the authority that signed the one of ${failure.host}.`;
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

/***/ 34635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ chooseMerged),
/* harmony export */   findMergedPullRequest: () => (/* binding */ findMergedPullRequest)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80969);

/**
 * Of the merged ones the first that brought the commit to the branch. On a tag, or on a branch that got it in another
 * way, the one that it is the merge of.
 * @param ref in full, `refs/heads/main`
 */
function chooseMerged(associated, { ref, commit }) {
    const merged = associated
        .flatMap((pull) => (pull.merged_at === null ? [] : [{ pull, at: pull.merged_at }]))
        .sort((a, b) => a.at.localeCompare(b.at))
        .map(({ pull }) => pull);
    return (merged.find(({ base }) => `refs/heads/${base.ref}` === ref) ??
        merged.find(({ merge_commit_sha }) => merge_commit_sha === commit) ??
        null);
}
/**
 * The number of the pull request that brought a commit to its branch; null where there is none.
 * @param ref in full, `refs/heads/main`
 * @throws StagegateError `unavailable` naming the permission that is missing
 */
async function findMergedPullRequest(github, commit, ref) {
    return chooseMerged(await list(github, commit), { ref, commit })?.number ?? null;
}
async function list(github, sha) {
    const { owner, repo } = github;
    try {
        return await github.paginate(github.rest.repos.listPullRequestsAssociatedWithCommit, {
            owner,
            repo,
            commit_sha: sha,
            per_page: 100,
        });
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubFailure */ .iK))
            throw error;
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explainFailure */ .SP)(error, `find the pull request of commit ${sha.slice(0, 12)}`, 'pull-requests: read');
    }
}


/***/ })

};
