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


/***/ })

};
