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


/***/ })

};
