export const id = 64;
export const ids = [64];
export const modules = {

/***/ 63064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   recordDeployment: () => (/* binding */ recordDeployment)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _text_safe_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42650);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80969);



/** Longer ones GitHub refuses. */
const MAX_DESCRIPTION = 140;
/**
 * Makes the deployment of a promotion, and ends those of the versions that left. It never throws: the promotion has
 * been made, and a deployment only shows it. One that an earlier attempt made is kept, and completed where it was left
 * without a status.
 */
async function recordDeployment(open, { task, model, create, mayExist, retire }) {
    let id = null;
    let doing = 'record the deployment';
    try {
        const github = await open();
        if (create !== null) {
            doing = `record the deployment to ${create.environment}`;
            const { environment, version } = create;
            const known = mayExist
                ? await findStanding(github, { task, environment, model, version, except: null })
                : null;
            id = known?.id ?? (await make(github, task, create));
            if (known === null || known.state === null)
                await succeed(github, id, create);
        }
        for (const { environment, version } of retire) {
            doing = `end the deployment of version ${version} to ${environment}`;
            const wanted = { task, environment, model, version, except: id };
            const old = mayExist ? (await findStanding(github, wanted))?.id : await find(github, wanted);
            if (old !== null && old !== undefined)
                await end(github, old);
        }
        return { id: id === null ? null : String(id), problem: null };
    }
    catch (error) {
        return { id: id === null ? null : String(id), problem: explain(error, doing) };
    }
}
async function make({ owner, repo, rest }, task, create) {
    const { ref, environment, production, description, payload } = create;
    const { data } = await rest.repos.createDeployment({
        owner,
        repo,
        task,
        ref,
        environment,
        production_environment: production,
        description: (0,_text_safe_js__WEBPACK_IMPORTED_MODULE_2__/* .toOneLine */ .GX)(description, MAX_DESCRIPTION),
        payload,
        // by default GitHub may merge the default branch into the ref, and refuses while any check is not green
        auto_merge: false,
        required_contexts: [],
    });
    if (!('id' in data))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', data.message ?? 'GitHub made no deployment');
    return data.id;
}
async function succeed({ owner, repo, rest }, id, { description, run }) {
    await rest.repos.createDeploymentStatus({
        owner,
        repo,
        deployment_id: id,
        state: 'success',
        description: (0,_text_safe_js__WEBPACK_IMPORTED_MODULE_2__/* .toOneLine */ .GX)(description, MAX_DESCRIPTION),
        ...(run === null ? {} : { log_url: run }),
        // it would end those of other models too, and only outside of production
        auto_inactive: false,
    });
}
/** The newest deployment of a version: the earlier ones ended when it left the stage before. */
async function find({ owner, repo, rest }, wanted) {
    const { task, environment, model, version, except } = wanted;
    const { data } = await rest.repos.listDeployments({ owner, repo, task, environment, per_page: 100 });
    const found = data.find((one) => {
        const payload = readPayload(one.payload);
        return one.id !== except && payload['model'] === model && payload['version'] === version;
    });
    return found?.id ?? null;
}
/** States of a deployment that is over, or never came to be: another one is made then. */
const OVER = ['inactive', 'failure', 'error'];
/** The newest deployment of a version, unless it is over. */
async function findStanding(github, wanted) {
    const id = await find(github, wanted);
    if (id === null)
        return null;
    const { owner, repo, rest } = github;
    const { data } = await rest.repos.listDeploymentStatuses({ owner, repo, deployment_id: id, per_page: 1 });
    const state = data[0]?.state ?? null;
    return state !== null && OVER.includes(state) ? null : { id, state };
}
async function end({ owner, repo, rest }, id) {
    await rest.repos.createDeploymentStatus({
        owner,
        repo,
        deployment_id: id,
        state: 'inactive',
        auto_inactive: false,
    });
}
/** GitHub gives back what it was given, an object or its text; anybody's may stand under the task. */
function readPayload(payload) {
    try {
        const value = typeof payload === 'string' ? JSON.parse(payload) : payload;
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}
function explain(error, doing) {
    const told = error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .GitHubFailure */ .iK ? (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .explainFailure */ .SP)(error, doing, 'deployments: write') : error;
    const [message, hint = ''] = told instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU ? [told.message, told.hint] : [`cannot ${doing}: ${String(told)}`];
    return `${message}; the registry is changed all the same. ${hint}`.trim();
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
