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





/** Longer than this (seconds) nobody waits for a limit to pass: the step then says so and ends. */
const LONGEST_WAIT = 120;
/** How often a request is sent again that GitHub refused for its limits, which it does before acting. */
const MAX_LIMITED = 3;
/** How often a read is sent again that broke or met a server's fault. */
const MAX_READ_RETRIES = 3;
/** Longer than this (milliseconds) nobody waits for an answer: GitHub gives itself ten seconds. */
const TIMEOUT = 60_000;
/** Every refusal is final, but for the limits, which the plugin for them waits for. */
const REFUSALS = Array.from({ length: 100 }, (_, at) => 400 + at);
/**
 * The plugin for limits would put a second between any two writes, for which it takes each GraphQL query, and three
 * between two that notify people. That is for programs that write all day: a run writes a handful, and who loses a
 * race waits by itself.
 */
const AT_ONCE = { key: () => ({ schedule: (_options, work) => work() }) };
/** `@actions/github`'s own, which goes through the proxy that the environment names. */
const { fetch: send } = _actions_github_lib_utils__WEBPACK_IMPORTED_MODULE_1__/* .defaults */ .NT.request;
const fetchInTime = (url, options) => send(url, { ...options, signal: AbortSignal.timeout(TIMEOUT) });
/**
 * Octokit as `@actions/github` makes it, so that proxies and enterprise servers are as in other actions. What was
 * refused for a limit waits as long as GitHub says, in bounds.
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
            onRateLimit: (seconds, _options, _octokit, tries) => wait(seconds, 'limit of requests', tries),
            onSecondaryRateLimit: (seconds, _options, _octokit, tries) => wait(seconds, 'secondary limit of requests', tries),
        },
    }, _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_3__/* .throttling */ .A, _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_4__/* .retry */ .L);
    octokit.hook.before('request', (options) => {
        // a write whose answer got lost may have been carried out: only its caller can tell what to do
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
/** Octokit warns on the console, which is the workflow's log: what matters is told in errors. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
function ignore() {
    // nothing to say
}
/** What broke the connection is told by the innermost cause; of several addresses tried, it has a code and no words. */
function describeCause(error) {
    const { cause, message, code } = error;
    if (typeof cause === 'object' && cause !== null)
        return describeCause(cause);
    return message || code || '';
}
/** Without octokit's error as its cause: that quotes what was sent and what came back, as it was. */
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
    // octokit calls what got no answer a 500 without a response
    if (response === undefined)
        return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK(describeCause(error), { status: null, host });
    const answered = status ?? response.status ?? null;
    // a server in between says it with a page
    const words = typeof data === 'string' && /^\s*</.test(data) ? '' : message;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK(words, { status: answered, permissions, host });
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
