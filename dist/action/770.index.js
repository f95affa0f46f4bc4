export const id = 770;
export const ids = [770];
export const modules = {

/***/ 99770:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   keepComment: () => (/* binding */ keepComment)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _comment_marker_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75401);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(80969);



/** The largest page that GitHub gives. */
const PAGE = 100;
/** What a job needs to comment on a pull request, and to find its own comment there. */
const PERMISSION = 'pull-requests: write';
/**
 * Makes the comment, or brings the earlier one up to date; the same text is not sent again. Others' comments are
 * never touched, whatever they begin with. When two jobs make one at once, the first stays and is updated.
 * @returns its URL; null where none was to be made
 * @throws StagegateError `unavailable` naming the permission that is missing, or what else is in the way
 */
async function keepComment(github, sticky) {
    try {
        return await keepWith(github, sticky, await findSelf(github));
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK)
            throw explain(error, sticky.number);
        throw error;
    }
}
async function keepWith(github, sticky, self) {
    const earlier = await findOwn(github, sticky, self);
    if (earlier.length > 0)
        return settle(github, sticky, earlier);
    if (sticky.updatesOnly)
        return null;
    const made = await create(github, sticky, self);
    // another job may have found none either: the list tells both the same, and both keep the same one
    const found = await findOwn(github, sticky, self);
    return settle(github, sticky, found.length > 0 ? found : [made]);
}
/**
 * The account that the token acts as, by its number, which the author of a comment has too. An app's token, and so a
 * job's own, may not ask REST who it is (`GET /user` is 403); GraphQL tells it.
 */
async function findSelf(github) {
    const { viewer } = await github.query('query { viewer { databaseId } }', {});
    return viewer.databaseId;
}
/** One's own comments with the marker, the oldest first. */
async function findOwn(github, { number, marker }, self) {
    const { owner, repo } = github;
    const all = await github.paginate(github.rest.issues.listComments, {
        owner,
        repo,
        issue_number: number,
        per_page: PAGE,
    });
    return all
        .filter(({ user, body }) => user?.id === self && (0,_comment_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .isMarkedBy */ .yS)(body ?? '', marker))
        .map(toComment)
        .sort((a, b) => a.id - b.id);
}
function toComment(given) {
    return { id: given.id, url: given.html_url, body: given.body ?? '' };
}
async function create(github, sticky, self) {
    const { owner, repo } = github;
    try {
        const { data } = await orShorter(sticky, (body) => github.rest.issues.createComment({ owner, repo, issue_number: sticky.number, body }));
        return toComment(data);
    }
    catch (error) {
        // without an answer it may have been made all the same
        const lost = error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK && (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .isUnclear */ .Z5)(error);
        const [made] = lost ? await findOwn(github, sticky, self) : [];
        if (made === undefined)
            throw error;
        return made;
    }
}
/** Brings the oldest up to date and takes its doubles away. */
async function settle(github, sticky, own) {
    const { owner, repo } = github;
    const [kept, ...doubles] = own;
    if (kept === undefined)
        throw new TypeError('there is no comment to keep');
    if (isOutrun(kept, sticky))
        sticky.onYield();
    else if (!isKept(kept, sticky)) {
        await orShorter(sticky, (body) => github.rest.issues.updateComment({ owner, repo, comment_id: kept.id, body }));
    }
    for (const { id } of doubles)
        await remove(github, id);
    return kept.url;
}
async function remove(github, id) {
    const { owner, repo } = github;
    try {
        await github.rest.issues.deleteComment({ owner, repo, comment_id: id });
    }
    catch (error) {
        // the other job has found the same doubles
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK) || error.status !== 404)
            throw error;
    }
}
/** Where GitHub found the text too long, by a count of its own, what stands there is the shorter one. */
function isKept({ body }, sticky) {
    return isSame(body, sticky.body) || isSame(body, sticky.shorter());
}
function isOutrun({ body }, sticky) {
    const [theirs, ours] = [(0,_comment_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .runOfMarked */ .XQ)(body), (0,_comment_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .runOfMarked */ .XQ)(sticky.body)];
    return sticky.yields && theirs !== null && ours !== null && theirs > ours;
}
/** GitHub may keep a text with other line ends, or without those at its end. */
function isSame(a, b) {
    const even = (text) => text.replaceAll('\r\n', '\n').trimEnd();
    return even(a) === even(b);
}
async function orShorter({ body, shorter }, send) {
    try {
        return await send(body);
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK) || error.status !== 422 || !/too long/i.test(error.message))
            throw error;
        return send(shorter());
    }
}
function explain(failure, number) {
    const doing = `comment on pull request #${number}`;
    if (failure.status === 403 && /\blocked\b/i.test(failure.message)) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `cannot ${doing}: its conversation is locked`, {
            hint: 'Unlock it, or set comment: never.',
            cause: failure,
        });
    }
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .explainFailure */ .SP)(failure, doing, PERMISSION);
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
