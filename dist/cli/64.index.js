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



/** GitHub's limit, in characters. */
const MAX_DESCRIPTION = 140;
/**
 * Creates the deployment of a promotion, and ends those of the versions that left the stage. Never throws: the registry
 * has already changed, and deployments only show it. A deployment from an earlier attempt of the run is reused, and gets
 * its status if it lacks one.
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
                ? await findActive(github, { task, environment, model, version, except: null })
                : null;
            id = known?.id ?? (await make(github, task, create));
            if (known === null || known.state === null)
                await setStatus(github, id, describeSuccess(create));
        }
        for (const { environment, version } of retire) {
            doing = `end the deployment of version ${version} to ${environment}`;
            const wanted = { task, environment, model, version, except: id };
            const old = mayExist ? (await findActive(github, wanted))?.id : await find(github, wanted);
            if (old !== null && old !== undefined)
                await setStatus(github, old, { state: 'inactive' });
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
        // by default, GitHub may merge the default branch into the ref, and refuses unless all checks are green
        auto_merge: false,
        required_contexts: [],
    });
    if (!('id' in data))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', data.message ?? 'GitHub created no deployment');
    return data.id;
}
function describeSuccess({ description, run }) {
    const text = (0,_text_safe_js__WEBPACK_IMPORTED_MODULE_2__/* .toOneLine */ .GX)(description, MAX_DESCRIPTION);
    return { state: 'success', description: text, ...(run === null ? {} : { log_url: run }) };
}
async function setStatus({ owner, repo, rest }, id, status) {
    // auto_inactive would also end other models' deployments, and only outside production
    await rest.repos.createDeploymentStatus({
        ...{ owner, repo, deployment_id: id, auto_inactive: false },
        ...status,
    });
}
/** The newest deployment of a version. Earlier ones ended when the version left the stage. */
async function find({ owner, repo, rest }, wanted) {
    const { task, environment, model, version, except } = wanted;
    const { data } = await rest.repos.listDeployments({ owner, repo, task, environment, per_page: 100 });
    const found = data.find((one) => {
        const payload = readPayload(one.payload);
        return one.id !== except && payload['model'] === model && payload['version'] === version;
    });
    return found?.id ?? null;
}
/** A deployment in one of these states has ended or failed: a new one is created. */
const OVER = ['inactive', 'failure', 'error'];
/** The newest deployment of a version, unless it has ended. */
async function findActive(github, wanted) {
    const id = await find(github, wanted);
    if (id === null)
        return null;
    const { owner, repo, rest } = github;
    const { data } = await rest.repos.listDeploymentStatuses({ owner, repo, deployment_id: id, per_page: 1 });
    const state = data[0]?.state ?? null;
    return state !== null && OVER.includes(state) ? null : { id, state };
}
/** GitHub returns an object or its JSON text. Others may use our task, so it can hold anything. */
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
    return `${message}. The registry was changed anyway. ${hint}`.trim();
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
