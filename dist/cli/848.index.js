export const id = 848;
export const ids = [848];
export const modules = {

/***/ 2848:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openGitHub: () => (/* binding */ openGitHub)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61351);
/* harmony import */ var _actions_github_lib_utils__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85555);
/* harmony import */ var _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(49735);
/* harmony import */ var _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86856);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(80969);





/** The longest wait for a rate limit to pass, in seconds. If it takes longer, the step fails. */
const LONGEST_WAIT = 120;
/** How often a request is sent again after a rate limit refused it, which is before GitHub does anything. */
const MAX_LIMITED = 3;
/** How often a read is sent again after a broken connection or a server error. */
const MAX_READ_RETRIES = 3;
/** The longest wait for an answer, in milliseconds. GitHub itself gives up after ten seconds. */
const TIMEOUT = 60_000;
/** Every refusal is final, except for rate limits, which the throttling plugin handles. */
const REFUSALS = Array.from({ length: 100 }, (_, at) => 400 + at);
/**
 * Replaces the throttling plugin's queues. They put a second between two writes (and take every GraphQL query for one)
 * and three between two writes that notify people. Our runs only send a few.
 */
const AT_ONCE = { key: () => ({ schedule: (_options, work) => work() }) };
/** The fetch of `@actions/github`, which uses the environment's proxy. */
const { fetch: send } = _actions_github_lib_utils__WEBPACK_IMPORTED_MODULE_1__/* .defaults */ .NT.request;
const fetchInTime = (url, options) => send(url, { ...options, signal: AbortSignal.timeout(TIMEOUT) });
/**
 * Opens Octokit as `@actions/github` makes it, so that proxies and enterprise servers work as in other actions. After a
 * rate limit it waits as long as GitHub says, up to a maximum.
 */
function openGitHub({ token, apiUrl, repository, onWait }) {
    const host = new URL(apiUrl).host;
    const wait = (seconds, what, tries) => {
        const waits = tries < MAX_LIMITED && seconds <= LONGEST_WAIT;
        if (waits)
            onWait(`${host}: ${what} reached, waiting ${seconds} s`);
        return waits;
    };
    const octokit = (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(token, {
        baseUrl: apiUrl,
        userAgent: 'stagegate',
        log: SILENT,
        request: { fetch: fetchInTime },
        retry: { retries: MAX_READ_RETRIES, doNotRetry: REFUSALS },
        throttle: {
            write: AT_ONCE,
            notifications: AT_ONCE,
            onRateLimit: (seconds, _options, _octokit, tries) => wait(seconds, 'rate limit', tries),
            onSecondaryRateLimit: (seconds, _options, _octokit, tries) => wait(seconds, 'secondary rate limit', tries),
        },
    }, _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_3__/* .throttling */ .A, _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_4__/* .retry */ .L);
    octokit.hook.before('request', (options) => {
        // a write whose answer got lost may have been carried out: only the caller knows what to do
        const isWrite = options.method !== 'GET' && options.request['reads'] !== true;
        if (isWrite)
            options.request = { ...options.request, retries: 0 };
    });
    octokit.hook.error('request', (error) => {
        throw toFailure(error, host);
    });
    const [owner = '', repo = ''] = repository.split('/');
    const ask = async (text, variables, reads) => {
        try {
            return await octokit.graphql(text, { ...variables, request: { reads } });
        }
        catch (error) {
            throw toFailure(error, host);
        }
    };
    return {
        owner,
        repo,
        rest: octokit.rest,
        paginate: octokit.paginate,
        query: (text, variables) => ask(text, variables, true),
        mutate: (text, variables) => ask(text, variables, false),
    };
}
/** Octokit warns on the console, which is the workflow's log. Our errors tell what matters. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
function ignore() {
    // not logged
}
/** The innermost cause says why a connection broke. After several addresses it has a code, but no message. */
function describeCause(error) {
    const { cause, message, code } = error;
    if (typeof cause === 'object' && cause !== null)
        return describeCause(cause);
    return message || code || '';
}
/** Drops octokit's error instead of keeping it as the cause: it quotes request and answer, secrets included. */
function toFailure(error, host) {
    if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK)
        return error;
    if (!(error instanceof Error))
        return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK(String(error), { status: null, host });
    const { message, status, response, headers, errors } = error;
    const asked = (response?.headers ?? headers)?.['x-accepted-github-permissions'];
    const permissions = typeof asked === 'string' ? asked : null;
    const data = response?.data;
    const told = errors ?? (typeof data === 'object' && response?.status === 200 ? data?.errors : undefined);
    if (told !== undefined && told.length > 0) {
        const types = told.flatMap(({ type }) => (type === undefined ? [] : [type]));
        const words = told.map((each) => each.message ?? '').join('; ');
        return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK(words, { status: 200, types, permissions, host });
    }
    // octokit reports a missing answer as a 500 without a response
    if (response === undefined)
        return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK(describeCause(error), { status: null, host });
    const answered = status ?? response.status ?? null;
    // a gateway answers with an HTML page
    const words = typeof data === 'string' && /^\s*</.test(data) ? '' : message;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK(words, { status: answered, permissions, host });
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
