export const id = 94;
export const ids = [94];
export const modules = {

/***/ 86094:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ isUnknownCommit),
/* harmony export */   readChecks: () => (/* binding */ readChecks)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80969);

const PAGE = 100;
/**
 * The check runs of a commit, of reruns the latest, and its statuses, of each context the latest.
 * @throws StagegateError `unavailable`
 */
async function readChecks(github, commit, own) {
    try {
        const runs = await readCheckRuns(github, commit, own);
        return { commit, checks: [...runs, ...(await readStatuses(github, commit))], problem: null };
    }
    catch (error) {
        if (!isUnknownCommit(error))
            throw error;
        const { owner, repo } = github;
        const problem = `${owner}/${repo} does not have commit ${commit.slice(0, 12)} on GitHub: push it first`;
        return { commit, checks: [], problem };
    }
}
async function readCheckRuns(github, commit, own) {
    const { owner, repo, rest, paginate } = github;
    const runs = await explained('checks', commit, () => paginate(rest.checks.listForRef, { owner, repo, ref: commit, filter: 'latest', per_page: PAGE }));
    return runs.map((run) => ({
        kind: 'check run',
        name: run.name,
        app: run.app?.slug ?? null,
        suite: run.check_suite?.id ?? null,
        id: run.id,
        status: run.status,
        conclusion: run.conclusion,
        own: ownership(run, own),
    }));
}
/** By hand: octokit's own paging does not know the form of this answer, one object a page. */
async function readStatuses(github, commit) {
    const { owner, repo, rest } = github;
    const read = [];
    for (let page = 1;; page++) {
        const asked = { owner, repo, ref: commit, per_page: PAGE, page };
        // its own state says nothing: without any status it is pending too
        const { statuses } = (await explained('statuses', commit, () => rest.repos.getCombinedStatusForRef(asked))).data;
        read.push(...statuses.map(toCheck));
        if (statuses.length < PAGE)
            return read;
    }
}
function toCheck({ context, state }) {
    const open = state === 'pending';
    return {
        kind: 'status',
        name: context,
        app: null,
        suite: null,
        id: 0,
        status: open ? 'pending' : 'completed',
        conclusion: open ? null : state,
        own: null,
    };
}
/** GitHub doesn't tell a job which check run is its own: it is of the same workflow run, not ended, and has its name. */
function ownership({ name, status, details_url }, own) {
    if (own === null || details_url?.includes(`/runs/${own.runId}/job/`) !== true)
        return null;
    // of a matrix `job (3.12)`, of a called workflow `caller / job`
    const called = name.split(' / ').at(-1) ?? name;
    const isOwn = status !== 'completed' && (called === own.job || called.startsWith(`${own.job} (`));
    return isOwn ? 'job' : 'run';
}
async function explained(what, commit, read) {
    try {
        return await read();
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubFailure */ .iK) || isUnknownCommit(error))
            throw error;
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explainFailure */ .SP)(error, `read the ${what} of commit ${commit.slice(0, 12)}`, `${what}: read`);
    }
}
/** What GitHub says of a commit that nobody pushed. */
function isUnknownCommit(error) {
    return error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubFailure */ .iK && error.status === 422 && /no commit found/i.test(error.message);
}


/***/ }),

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


/***/ })

};
