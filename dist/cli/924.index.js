export const id = 924;
export const ids = [924];
export const modules = {

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


/***/ }),

/***/ 25924:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readApprovals: () => (/* binding */ readApprovals)
/* harmony export */ });
/* unused harmony export findMergedPullRequest */
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
