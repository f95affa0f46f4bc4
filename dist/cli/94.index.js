export const id = 94;
export const ids = [94];
export const modules = {

/***/ 86094:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readChecks: () => (/* binding */ readChecks)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80969);

const PAGE = 100;
/**
 * A commit's check runs (of reruns the latest) and statuses (of each context the latest).
 * @throws StagegateError `unavailable`
 */
async function readChecks(github, commit, own) {
    try {
        const runs = await readCheckRuns(github, commit, own);
        return { commit, checks: [...runs, ...(await readStatuses(github, commit))], problem: null };
    }
    catch (error) {
        if (!(0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .isUnknownCommit */ .A5)(error))
            throw error;
        const { owner, repo } = github;
        const problem = `${owner}/${repo} does not have commit ${commit.slice(0, 12)} on GitHub: push it first`;
        return { commit, checks: [], problem };
    }
}
async function readCheckRuns(github, commit, own) {
    const { owner, repo, rest, paginate } = github;
    const runs = await reading('checks', commit, () => paginate(rest.checks.listForRef, { owner, repo, ref: commit, filter: 'latest', per_page: PAGE }));
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
/** Pages by hand: octokit's paging doesn't know this answer, which is an object with a list in it. */
async function readStatuses(github, commit) {
    const { owner, repo, rest } = github;
    const read = [];
    for (let page = 1;; page++) {
        const asked = { owner, repo, ref: commit, per_page: PAGE, page };
        // ignores the answer's own state, which is `pending` even without any status
        const { statuses } = (await reading('statuses', commit, () => rest.repos.getCombinedStatusForRef(asked)))
            .data;
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
/** GitHub doesn't tell a job its own check run: take one of the same workflow run that has the job's name and is running. */
function ownership({ name, status, details_url }, own) {
    if (own === null || details_url?.includes(`/runs/${own.runId}/job/`) !== true)
        return null;
    // a matrix job is named `job (3.12)`, a job of a called workflow `caller / job`
    const called = name.split(' / ').at(-1) ?? name;
    const isOwn = status !== 'completed' && (called === own.job || called.startsWith(`${own.job} (`));
    return isOwn ? 'job' : 'run';
}
function reading(what, commit, work) {
    const doing = `read the ${what} of commit ${commit.slice(0, 12)}`;
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explaining */ .SK)((failure) => (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explainFailure */ .SP)(failure, doing, `${what}: read`), work);
}


/***/ }),

/***/ 80969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A5: () => (/* binding */ isUnknownCommit),
/* harmony export */   SK: () => (/* binding */ explaining),
/* harmony export */   SP: () => (/* binding */ explainFailure),
/* harmony export */   Z5: () => (/* binding */ isUnclear),
/* harmony export */   c4: () => (/* binding */ isNotFound),
/* harmony export */   iK: () => (/* binding */ GitHubFailure),
/* harmony export */   l0: () => (/* binding */ pauseAfter),
/* harmony export */   o6: () => (/* binding */ resend)
/* harmony export */ });
/* unused harmony exports isForbidden, isThrottled */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53649);
/* harmony import */ var _system_clock_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81305);



/* What can go wrong with a request to GitHub: what kind of failure it is, what people are told, and sending again. */
/** A request that GitHub refused, failed to serve, or didn't answer. */
class GitHubFailure extends Error {
    name = 'GitHubFailure';
    /** HTTP status. Null without an answer: then the request may have been carried out or not. */
    status;
    /** The types of a GraphQL answer's errors: `STALE_DATA`, `FORBIDDEN`, … */
    types;
    /** The permissions that GitHub asks for, in its own words (`pull_requests=write`). */
    permissions;
    /** The API's host, for people. */
    host;
    /** @param words GitHub's message as it came. It is made safe here. */
    constructor(words, details) {
        super((0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .makeWordsSafe */ .Ll)(words));
        this.status = details.status;
        this.types = details.types ?? [];
        this.permissions = details.permissions ?? null;
        this.host = details.host;
    }
}
/** The token may not do this. */
function isForbidden({ status, types }) {
    return status === 403 || types.includes('FORBIDDEN') || types.includes('INSUFFICIENT_SCOPES');
}
/** GitHub answers so for what doesn't exist, and for what the token may not see. */
function isNotFound({ status, types }) {
    return status === 404 || types.includes('NOT_FOUND');
}
/** A rate limit refused the request before GitHub did anything. */
function isThrottled({ status, types, message }) {
    if (status === 429 || types.includes('RATE_LIMITED') || types.includes('RATE_LIMIT'))
        return true;
    return status === 403 && /rate limit|abuse detection/i.test(message);
}
/** The request may have been carried out or not: there was no answer, or GitHub had an error of its own. */
function isUnclear({ status, types, message }) {
    if (status === null || status >= 500)
        return true;
    return status === 200 && types.length === 0 && /something went wrong|timed? ?out/i.test(message);
}
/** A commit that was never pushed. @param error the failure, or the error that explains it */
function isUnknownCommit(error) {
    const failure = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU ? error.cause : error;
    return (failure instanceof GitHubFailure && failure.status === 422 && /no commit found/i.test(failure.message));
}
/** How often a request is sent whose answer gets lost. */
const MAX_SENDS = 3;
/**
 * Sends a request until GitHub answers it, up to three times.
 * @param send must be safe to repeat
 * @param findDone after each lost answer: the result, if the request was carried out after all
 * @throws GitHubFailure a refusal at once, and the last lost answer
 */
async function resend(send, findDone = () => Promise.resolve(null)) {
    for (let sent = 1;; sent += 1) {
        try {
            return await send();
        }
        catch (error) {
            if (!(error instanceof GitHubFailure) || !isUnclear(error))
                throw error;
            const done = await findDone(error);
            if (done !== null)
                return done;
            if (sent === MAX_SENDS)
                throw error;
            await pauseAfter(sent, 1_000);
        }
    }
}
/** Waits before the next attempt; each pause is longer than the one before. @param pause the first one, in milliseconds */
function pauseAfter(attempt, pause) {
    return _system_clock_js__WEBPACK_IMPORTED_MODULE_2__/* .SYSTEM_CLOCK */ .V.sleep(pause * attempt);
}
/** Runs `work`, and throws what `explain` makes of a failure of GitHub's. */
async function explaining(explain, work) {
    try {
        return await work();
    }
    catch (error) {
        throw error instanceof GitHubFailure ? explain(error) : error;
    }
}
/**
 * The error that people see for a failure.
 * @param doing what was tried, after "cannot": `read the checks of commit 1a2b3c`
 * @param permission what the job's `permissions:` need for it: `checks: read`
 */
function explainFailure(failure, doing, permission) {
    const { host, status, message } = failure;
    const answer = status === null ? `no answer from ${host}: ${message}` : `${host} answered: ${message} (HTTP ${status})`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `cannot ${doing}: ${answer}`, {
        hint: hintFor(failure, permission),
        cause: failure,
    });
}
/** Node's messages about a certificate whose authority it doesn't know. */
const UNTRUSTED = /self[- ]signed certificate|unable to (?:get|verify)\b.*certificate|invalid CA certificate/i;
function hintFor(failure, permission) {
    const { host, status, message, permissions } = failure;
    if (status === null && UNTRUSTED.test(message))
        return `Set NODE_EXTRA_CA_CERTS (the step's env) to a PEM file with the certificate of the authority that signed ${host}'s.`;
    if (status === null)
        return `Check the connection to ${host}, and the variables https_proxy and no_proxy.`;
    if (isThrottled(failure))
        return 'Run it again later: the rate limit is reached.';
    if (status === 401)
        return "Leave out the input token to use the job's own, or give a valid token that has not expired.";
    if (isForbidden(failure) || isNotFound(failure)) {
        const asked = permissions === null ? '' : ` GitHub asks for: ${(0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .makeWordsSafe */ .Ll)(permissions)}.`;
        return `Give the job "permissions: {${permission}}".${asked} A workflow run from a fork can only read.`;
    }
    if (status >= 500)
        return 'Run it again later: GitHub has a problem (https://www.githubstatus.com).';
    return 'Fix what GitHub complains about, then run it again.';
}


/***/ })

};
