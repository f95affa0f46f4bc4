export const id = 143;
export const ids = [143];
export const modules = {

/***/ 28214:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ unlessMissing)
/* harmony export */ });
/* harmony import */ var _server_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48619);

/** What was asked for, or null where the server says that there is none. */
async function unlessMissing(ask, isMissing = isAbsent) {
    try {
        return await ask();
    }
    catch (error) {
        if (error instanceof _server_js__WEBPACK_IMPORTED_MODULE_0__/* .ServerFailure */ .k && isMissing(error))
            return null;
        throw error;
    }
}
/** Only by the error's code: a 404 without one is a wrong address, not a missing model. */
function isAbsent({ errorCode }) {
    return errorCode === 'RESOURCE_DOES_NOT_EXIST';
}


/***/ }),

/***/ 48619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ ServerFailure)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);

/** A request that failed, retries included. `code` is `unavailable`. */
class ServerFailure extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU {
    status;
    errorCode;
    definite;
    constructor(message, details) {
        super('unavailable', message, details);
        this.status = details.status;
        this.errorCode = details.errorCode;
        this.definite = details.definite;
    }
}


/***/ }),

/***/ 13143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openServers: () => (/* binding */ openServers)
});

// UNUSED EXPORTS: openTransportFor

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/js/src/model/server-location.js
var server_location = __webpack_require__(41100);
// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/model/version.js
var version = __webpack_require__(74305);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/filter.js

/** The text in quotes; null when neither kind of quotes can hold it. */
function quoteText(text) {
    if (text.endsWith('\\'))
        return null;
    if (!text.includes("'"))
        return `'${text}'`;
    return text.includes('"') ? null : `"${text}"`;
}
/** What finds the versions of a model on MLflow's own server, whatever its name. */
function nameFilter(name) {
    const quoted = quoteText(name);
    if (quoted !== null)
        return { filter: `name = ${quoted}`, exact: true };
    // `_` stands for any one character; some databases take a backslash in a pattern for an escape
    return { filter: `name LIKE '${name.replace(/['\\]/g, '_')}'`, exact: false };
}
/**
 * What finds the versions of a model on Databricks, whose searches take this one condition and nothing else.
 * @throws StagegateError `unsupported` for a name that no quotes can hold
 */
function databricksNameFilter(name) {
    const quoted = quoteText(name);
    if (quoted !== null)
        return `name = ${quoted}`;
    throw new errors/* StagegateError */.qU('unsupported', `Databricks can't be searched for the model ${JSON.stringify(name)}`, {
        hint: 'Give the model a name without quotes and backslashes: a search there knows no escapes.',
    });
}
/** What finds the versions that have a tag of this key; null for a key that a filter can't hold. */
function tagFilter(key) {
    return /^[\w .-]+$/.test(key) ? `tags.\`${key}\` LIKE '%'` : null;
}

// EXTERNAL MODULE: ./build/js/src/registry/mlflow/api/missing.js
var missing = __webpack_require__(28214);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(55395);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js + 1 modules
var api = __webpack_require__(73305);
// EXTERNAL MODULE: ./build/js/src/registry/mlflow/api/server.js
var server = __webpack_require__(48619);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/answer-shapes.js


/*
 * What MLflow's answers are made of. Empty texts and empty lists stand for absent ones: MLflow leaves out the
 * lists and sends the texts. 64-bit integers come as numbers or as strings.
 */
const answer_shapes_text = schemas/* pipe */.FsL(schemas/* nullish */.cl6(schemas/* string */.YjP()), schemas/* transform */.pdi((given) => (given === undefined || given === '' ? null : given)));
const integer = schemas/* pipe */.FsL(schemas/* union */.KCZ([schemas/* int */.Whr(), schemas/* string */.YjP().check(api/* _regex */.Fk(/^-?\d{1,15}$/, 'is no integer'))]), schemas/* transform */.pdi(Number));
/** Milliseconds since 1970. */
const optionalTime = schemas/* pipe */.FsL(schemas/* nullish */.cl6(integer), schemas/* transform */.pdi((given) => given ?? null));
const tag = schemas/* object */.Ikc({ key: schemas/* string */.YjP(), value: schemas/* nullish */.cl6(schemas/* string */.YjP()) });
function listOf(item) {
    return schemas/* pipe */.FsL(schemas/* nullish */.cl6(schemas/* array */.YOg(item)), schemas/* transform */.pdi((given) => given ?? []));
}
/** @param readKey our key for a tag's key as the server keeps it */
function toRecord(tags, readKey) {
    return Object.fromEntries(tags.map(({ key, value }) => [readKey(key), value ?? '']));
}
/**
 * @param expected for people: `model version`
 * @throws ServerFailure not definite, when the answer has another shape
 */
function parseAnswer(schema, answer, { label, expected }) {
    const parsed = schema.safeParse(answer);
    if (parsed.success)
        return parsed.data;
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    throw refuseAnswer(label, `what is no ${expected}${path === '' ? '' : `: look at ${path}`}`);
}
/** For what has the right shape and can't be: the answer to another question, a list that leads in a circle. */
function refuseAnswer(label, told) {
    return new server/* ServerFailure */.k(`${label} answered ${told}`, {
        status: 200,
        errorCode: null,
        definite: false,
        hint: 'Is it the address of an MLflow server, and does nothing on the way change its answers (a gateway, a page to log in)?',
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/answers.js



const answers_version = schemas/* pipe */.FsL(schemas/* pipe */.FsL(schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* int */.Whr()]), schemas/* transform */.pdi((given) => String(given).trim().replace(/^0+/, ''))), schemas/* string */.YjP().check(schemas/* refine */.YPB(version/* isVersion */.lF, 'is no version')));
/** MLflow's own server names them, Unity Catalog wraps each name in an object. */
const alias = schemas/* union */.KCZ([
    schemas/* string */.YjP(),
    schemas/* pipe */.FsL(schemas/* object */.Ikc({ alias: schemas/* string */.YjP() }), schemas/* transform */.pdi((given) => given.alias)),
]);
const modelVersion = schemas/* object */.Ikc({
    name: schemas/* string */.YjP(),
    version: answers_version,
    current_stage: answer_shapes_text,
    source: answer_shapes_text,
    run_id: answer_shapes_text,
    model_id: answer_shapes_text,
    creation_timestamp: optionalTime,
    status: answer_shapes_text,
    tags: listOf(tag),
    aliases: listOf(alias),
});
const registeredModel = schemas/* object */.Ikc({
    name: schemas/* string */.YjP(),
    tags: listOf(tag),
    aliases: listOf(schemas/* object */.Ikc({ alias: schemas/* string */.YjP(), version: answers_version })),
    latest_versions: listOf(modelVersion),
});
const versionAnswer = schemas/* object */.Ikc({ model_version: modelVersion });
const versionPage = schemas/* object */.Ikc({ model_versions: listOf(modelVersion), next_page_token: answer_shapes_text });
const modelAnswer = schemas/* object */.Ikc({ registered_model: registeredModel });
const modelPage = schemas/* object */.Ikc({ registered_models: listOf(registeredModel), next_page_token: answer_shapes_text });
/** @throws ServerFailure not definite, when it is none */
function readVersion(answer, dialect) {
    const { label } = dialect;
    const { model_version } = parseAnswer(versionAnswer, answer, { label, expected: 'model version' });
    return { ...toVersion(model_version, dialect), aliases: model_version.aliases };
}
/** @throws ServerFailure not definite, when it is none */
function readVersionPage(answer, dialect) {
    const { label } = dialect;
    const page = parseAnswer(versionPage, answer, { label, expected: 'list of model versions' });
    const items = page.model_versions.map((each) => ({ name: each.name, held: toVersion(each, dialect) }));
    return { items, next: page.next_page_token };
}
/** @throws ServerFailure not definite, when it is none */
function readModel(answer, dialect) {
    const { label } = dialect;
    const { registered_model } = parseAnswer(modelAnswer, answer, { label, expected: 'registered model' });
    return toModel(registered_model, dialect);
}
/** @throws ServerFailure not definite, when it is none */
function readModelPage(answer, dialect) {
    const { label } = dialect;
    const page = parseAnswer(modelPage, answer, { label, expected: 'list of registered models' });
    return { items: page.registered_models.map((each) => toModel(each, dialect)), next: page.next_page_token };
}
function toVersion({ name, ...given }, { label, stages, readKey }) {
    if (stages && given.current_stage === null) {
        throw refuseAnswer(label, `what is no model version: version ${given.version} of ${name} has no stage`);
    }
    return {
        version: given.version,
        stage: stages ? given.current_stage : null,
        source: given.source,
        runId: given.run_id,
        modelId: given.model_id,
        createdAt: given.creation_timestamp,
        status: given.status,
        tags: toRecord(given.tags, readKey),
        aliases: null,
    };
}
function toModel({ name, tags, aliases, latest_versions }, dialect) {
    return {
        name,
        tags: toRecord(tags, dialect.readKey),
        aliases: Object.fromEntries(aliases.map((each) => [each.alias, each.version])),
        latest: latest_versions.map((each) => toVersion(each, dialect)),
    };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/paging.js

/** More than any registry has: a server that never ends its list would hold us for ever. */
const MAX_PAGES = 10_000;
/**
 * All items of a list, page after page; a page may be empty and not be the last.
 * @param label the server's address, for errors
 * @throws ServerFailure when a page leads back to one that was read, or there is no end
 */
async function readPages(label, fetchPage) {
    const items = [];
    const seen = new Set();
    for (let token;;) {
        const page = await fetchPage(token);
        // not by spreading: a page of 200,000 items would be as many arguments
        for (const item of page.items)
            items.push(item);
        if (page.next === null)
            return items;
        if (seen.has(page.next))
            throw refuseAnswer(label, 'a list that leads in a circle');
        if (seen.size === MAX_PAGES)
            throw refuseAnswer(label, `more than ${MAX_PAGES} pages of a list`);
        seen.add(page.next);
        token = page.next;
    }
}
/** Without repeats: a list that changes while it is read shows a row on two pages. The later one counts. */
function dropRepeats(items, keyOf) {
    return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/registry-calls.js





const MLFLOW_API = '/api/2.0/mlflow';
function openCalls(transport, { prefix, dialect, writeKey }) {
    const read = (path, query) => transport.send({ method: 'GET', path, query, repeat: 'always' });
    const write = async (request, options) => {
        await transport.send({ ...request, repeat: options?.mayRepeat ?? 'always' });
    };
    const aliasPath = `${prefix}/registered-models/alias`;
    const model = (name) => (0,missing/* unlessMissing */.F)(async () => readModel(await read(`${prefix}/registered-models/get`, { name }), dialect));
    const version = ({ name, version: asked }) => (0,missing/* unlessMissing */.F)(async () => {
        const answer = await read(`${prefix}/model-versions/get`, { name, version: asked });
        const found = readVersion(answer, dialect);
        if (found.version === asked)
            return found;
        throw refuseAnswer(dialect.label, `with version ${found.version} when asked for version ${asked} of ${name}`);
    });
    const leadsSomewhere = async (name, alias) => {
        const { aliases = {} } = (await model(name)) ?? {};
        const target = Object.hasOwn(aliases, alias) ? aliases[alias] : undefined;
        return target !== undefined && (await version({ name, version: target })) !== null;
    };
    const versionPage = async (query) => readVersionPage(await read(`${prefix}/model-versions/search`, query), dialect);
    return {
        model,
        version,
        versionByAlias: async (name, alias) => {
            try {
                return await (0,missing/* unlessMissing */.F)(async () => readVersion(await read(aliasPath, { name, alias }), dialect));
            }
            catch (error) {
                // MLflow's own server calls an alias that is not set an invalid parameter, as it calls many other things
                const unclear = error instanceof server/* ServerFailure */.k && error.errorCode === 'INVALID_PARAMETER_VALUE';
                if (unclear && !(await leadsSomewhere(name, alias)))
                    return null;
                throw error;
            }
        },
        setVersionTag: ({ name, version }, { key, value }, options) => {
            const body = { name, version, key: writeKey(key), value };
            return write({ method: 'POST', path: `${prefix}/model-versions/set-tag`, body }, options);
        },
        deleteVersionTag: async ({ name, version }, key, options) => {
            const body = { name, version, key: writeKey(key) };
            await (0,missing/* unlessMissing */.F)(() => write({ method: 'DELETE', path: `${prefix}/model-versions/delete-tag`, body }, options));
        },
        deleteVersion: async ({ name, version }, options) => {
            const path = `${prefix}/model-versions/delete`;
            await (0,missing/* unlessMissing */.F)(() => write({ method: 'DELETE', path, body: { name, version } }, options));
        },
        setAlias: ({ name, version }, alias, options) => write({ method: 'POST', path: aliasPath, body: { name, alias, version } }, options),
        deleteAlias: async (name, alias, options) => {
            await (0,missing/* unlessMissing */.F)(() => write({ method: 'DELETE', path: aliasPath, body: { name, alias } }, options));
        },
        searchVersions: async (query) => {
            const found = await readPages(dialect.label, (page_token) => versionPage({ ...query, page_token }));
            return dropRepeats(found, ({ name, held }) => JSON.stringify([name, held.version]));
        },
        firstVersions: async (query) => (await versionPage(query)).items,
        searchModels: async (query) => {
            const path = `${prefix}/registered-models/search`;
            const found = await readPages(dialect.label, async (page_token) => readModelPage(await read(path, { ...query, page_token }), dialect));
            return dropRepeats(found, ({ name }) => name);
        },
    };
}

// EXTERNAL MODULE: ./build/js/src/model/stage.js
var model_stage = __webpack_require__(21363);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/prompts.js

/*
 * MLflow keeps prompts as registered models with a tag. Its searches for versions leave out a model as soon as
 * one of its versions has the tag, so that whoever may tag versions could make a model's history disappear.
 */
const PROMPT_TAG = 'mlflow.prompt.is_prompt';
/** Finds the versions that hide all versions of their model from every other search. */
const HIDING = `tags.\`${PROMPT_TAG}\` = 'true'`;
function isPrompt({ tags }) {
    return tags[PROMPT_TAG]?.toLowerCase() === 'true';
}
/** For a model that is no prompt, and one of whose versions says that it is. */
function refuseHidden(label, name, version) {
    return new server/* ServerFailure */.k(`${label} keeps back the versions of ${name}: version ${version} is marked as a prompt`, {
        status: 200,
        errorCode: null,
        definite: true,
        hint: `Take the tag ${PROMPT_TAG} off that version, and find out who put it there.`,
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/tracking.js



const API = '/api/2.0/mlflow';
// a value that is not told concerns its own gate only: the reader says that it is no number
const metric = { key: schemas/* string */.YjP(), value: schemas/* optional */.lqM(schemas/* unknown */.L5J()) };
const linkedModel = schemas/* object */.Ikc({ model_id: schemas/* string */.YjP() });
const runAnswer = schemas/* object */.Ikc({
    run: schemas/* object */.Ikc({
        info: schemas/* object */.Ikc({ run_id: schemas/* string */.YjP(), status: answer_shapes_text, lifecycle_stage: answer_shapes_text, end_time: optionalTime }),
        data: schemas/* nullish */.cl6(schemas/* object */.Ikc({ metrics: listOf(schemas/* object */.Ikc(metric)), tags: listOf(tag) })),
        inputs: schemas/* nullish */.cl6(schemas/* object */.Ikc({ model_inputs: listOf(linkedModel) })),
        outputs: schemas/* nullish */.cl6(schemas/* object */.Ikc({ model_outputs: listOf(linkedModel) })),
    }),
});
const loggedModelAnswer = schemas/* object */.Ikc({
    model: schemas/* object */.Ikc({
        info: schemas/* object */.Ikc({ model_id: schemas/* string */.YjP() }),
        data: schemas/* nullish */.cl6(schemas/* object */.Ikc({
            metrics: listOf(schemas/* object */.Ikc({ ...metric, step: schemas/* _default */.Rvf(integer, 0), timestamp: integer, run_id: answer_shapes_text })),
        })),
    }),
});
function openTracking(transport) {
    const { label } = transport;
    return {
        run: (runId) => (0,missing/* unlessMissing */.F)(async () => {
            const answer = await transport.send({
                method: 'GET',
                path: `${API}/runs/get`,
                query: { run_id: runId },
                repeat: 'always',
            });
            const found = readRun(answer, label);
            if (found.runId === runId)
                return found;
            throw refuseAnswer(label, `with run ${found.runId} when asked for run ${runId}`);
        }),
        loggedModel: (modelId) => (0,missing/* unlessMissing */.F)(async () => {
            const answer = await transport.send({
                method: 'GET',
                path: `${API}/logged-models/${encodeURIComponent(modelId)}`,
                repeat: 'always',
            });
            const found = readLoggedModel(answer, label);
            if (found.modelId === modelId)
                return found;
            throw refuseAnswer(label, `with logged model ${found.modelId} when asked for ${modelId}`);
        }, 
        // before MLflow 3 there is no such path
        ({ status }) => status === 404),
    };
}
function readRun(answer, label) {
    const { info, data, inputs, outputs } = parseAnswer(runAnswer, answer, { label, expected: 'run' }).run;
    const models = [...(outputs?.model_outputs ?? []), ...(inputs?.model_inputs ?? [])];
    return {
        runId: info.run_id,
        status: info.status,
        lifecycleStage: info.lifecycle_stage,
        endTime: info.end_time,
        metrics: (data?.metrics ?? []).map(({ key, value }) => ({ key, value })),
        tags: toRecord(data?.tags ?? [], (key) => key),
        models: [...new Set(models.map(({ model_id }) => model_id))],
    };
}
function readLoggedModel(answer, label) {
    const { info, data } = parseAnswer(loggedModelAnswer, answer, { label, expected: 'logged model' }).model;
    const metrics = (data?.metrics ?? []).map(({ key, value, step, timestamp, run_id }) => ({
        key,
        value,
        step,
        timestamp,
        runId: run_id,
    }));
    return { modelId: info.model_id, metrics };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/rest-server.js








/**
 * Rows of a page. MLflow gives up to 200,000 versions, more than one answer should have: each may have some ten
 * kilobytes of tags.
 */
const PAGE = { versions: '10000', models: '1000' };
const ALREADY_THERE = ['RESOURCE_ALREADY_EXISTS', 'ALREADY_EXISTS'];
/** How MLflow's own server, and a Databricks workspace, tell of things. */
function restDialect(label) {
    return { label, stages: true, readKey: (key) => key };
}
/**
 * MLflow's own server. A search for versions that finds none takes one request more: it may be because one
 * version is marked as a prompt, which hides them all.
 */
function openRestServer(transport) {
    const { label } = transport;
    const dialect = restDialect(label);
    const calls = openCalls(transport, { prefix: MLFLOW_API, dialect, writeKey: (key) => key });
    const listVersions = async (name, tagged) => {
        const { filter } = nameFilter(name);
        const hasTag = tagged === undefined ? null : tagFilter(tagged);
        const found = await calls.searchVersions({
            filter: hasTag === null ? filter : `${filter} AND ${hasTag}`,
            // in the order that is the default, a version that changes moves from page to page
            order_by: 'version_number ASC',
            max_results: PAGE.versions,
        });
        return pickVersions(found, name, tagged);
    };
    const newestOf = async (name) => {
        const { filter, exact } = nameFilter(name);
        if (!exact)
            return (await listVersions(name)).at(-1) ?? null;
        const query = { filter, order_by: 'version_number DESC', max_results: '1' };
        return pickVersions(await calls.firstVersions(query), name).at(0) ?? null;
    };
    const refuseIfHidden = async (name) => {
        const found = await calls.searchVersions({
            filter: `${nameFilter(name).filter} AND ${HIDING}`,
            max_results: PAGE.versions,
        });
        const hiding = pickVersions(found, name).at(0);
        if (hiding === undefined)
            return;
        const model = await calls.model(name);
        if (model !== null && !isPrompt(model))
            throw refuseHidden(label, name, hiding.version);
    };
    return {
        ...calls,
        ...openTracking(transport),
        label,
        // MLflow 2 takes 5,000 characters, MLflow 3 takes 100,000; nothing tells which one it is
        features: { stages: true, aliases: true, tagValue: 5_000 },
        models: async () => {
            const found = await calls.searchModels({ max_results: PAGE.models });
            return found
                .filter((model) => !isPrompt(model))
                .map(({ name }) => name)
                .sort();
        },
        versions: async (name, tagged) => {
            const found = await listVersions(name, tagged);
            // a search by a tag that finds nothing is followed by a listing, which asks
            if (found.length === 0 && tagged === undefined)
                await refuseIfHidden(name);
            return found;
        },
        newest: async (name) => {
            const found = await newestOf(name);
            if (found === null)
                await refuseIfHidden(name);
            return found;
        },
        transition: async ({ name, version }, { stage, archiveExisting }, options) => {
            // the server answers 500 to archiving what else is in None or Archived
            const archives = archiveExisting && !(0,model_stage/* isWithdrawal */.OH)((0,model_stage/* findStage */.U9)(stage, []) ?? stage);
            const answer = await transport.send({
                method: 'POST',
                path: `${MLFLOW_API}/model-versions/transition-stage`,
                body: { name, version, stage, archive_existing_versions: archives },
                repeat: options?.mayRepeat ?? 'always',
            });
            return readVersion(answer, dialect);
        },
        createModel: async (name) => {
            try {
                await transport.send({
                    method: 'POST',
                    path: `${MLFLOW_API}/registered-models/create`,
                    body: { name },
                    repeat: 'always',
                });
            }
            catch (error) {
                if (!(error instanceof server/* ServerFailure */.k) || !ALREADY_THERE.includes(error.errorCode ?? ''))
                    throw error;
            }
        },
        createVersion: async (name, { source, runId, tags }) => {
            const answer = await transport.send({
                method: 'POST',
                path: `${MLFLOW_API}/model-versions/create`,
                body: {
                    name,
                    source,
                    ...(runId === undefined ? {} : { run_id: runId }),
                    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
                },
                repeat: 'never',
            });
            return readVersion(answer, dialect);
        },
    };
}
/** Of what a search found, the versions of this very model that have the tag, by ascending number. */
function pickVersions(found, name, tagged) {
    return found
        .filter((each) => each.name === name)
        .map(({ held }) => held)
        .filter(({ tags }) => tagged === undefined || Object.hasOwn(tags, tagged))
        .sort((a, b) => (0,version/* compareVersions */.Zy)(a.version, b.version));
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/databricks-workspace.js






/** The most rows of a page, by Databricks' documentation. */
const MAX_VERSIONS = '10000';
/**
 * Databricks promises 5,000 bytes for a tag's value. A UTF-16 unit, which is what lengths count here, takes
 * three bytes at most.
 */
const TAG_VALUE = 1_666;
/**
 * The model registry of a Databricks workspace: MLflow's API with stages and without aliases. Its search takes
 * the model's name and no second condition, so that versions with a tag are picked here.
 */
function openDatabricksWorkspace(transport) {
    const { label } = transport;
    const dialect = restDialect(label);
    const calls = openCalls(transport, { prefix: MLFLOW_API, dialect, writeKey: (key) => key });
    return {
        ...openRestServer(transport),
        features: { stages: true, aliases: false, tagValue: TAG_VALUE },
        versions: async (name, tagged) => {
            const query = { filter: databricksNameFilter(name), max_results: MAX_VERSIONS };
            return pickVersions((await (0,missing/* unlessMissing */.F)(() => calls.searchVersions(query))) ?? [], name, tagged);
        },
        newest: async (name) => {
            const latest = (await calls.model(name))?.latest ?? [];
            return latest.toSorted((a, b) => (0,version/* compareVersions */.Zy)(a.version, b.version)).at(-1) ?? null;
        },
        versionByAlias: refuseAliases,
        setAlias: refuseAliases,
        deleteAlias: refuseAliases,
    };
}
function refuseAliases() {
    return Promise.reject(new errors/* StagegateError */.qU('unsupported', 'the model registry of a Databricks workspace has no aliases', {
        hint: 'Name the version by its number, or use the models in Unity Catalog (databricks-uc), which have aliases.',
    }));
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/map-at-once.js
/** Maps with at most `limit` under way at the same time; after the first failure nothing more is begun. */
async function mapAtOnce(items, limit, map) {
    const results = [];
    const waiting = items.entries();
    let failed = false;
    const work = async () => {
        for (const [at, item] of waiting) {
            if (failed)
                return;
            try {
                results[at] = await map(item);
            }
            catch (error) {
                failed = true;
                throw error;
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
    return results;
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/uc-tag-key.js
/*
 * Unity Catalog refuses tag keys with any of `. , - = / :`. Ours have dots, as MLflow's own have: there they are
 * kept with these characters percent-encoded. Keys that are not ours are never written, and are read as they are.
 */
const RESERVED = /[%.,\-=/:]/g;
const OURS = 'stagegate%2E';
/** A key of ours as Unity Catalog keeps it. */
function toCatalogKey(key) {
    return key.replace(RESERVED, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
/** The key that a tag in Unity Catalog stands for. */
function fromCatalogKey(key) {
    if (!key.startsWith(OURS))
        return key;
    return key.replace(/%([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/unity-catalog.js








/** Rows of a page, as MLflow's own client asks for by default. */
const unity_catalog_PAGE = { models: '100', versions: '10000' };
/** Characters, by Databricks' documentation of tags. */
const unity_catalog_TAG_VALUE = 1_000;
/** Versions that are fetched at the same time. */
const AT_ONCE = 8;
/**
 * Models in Unity Catalog: aliases and no stages, names of three levels. A search there tells neither tags nor
 * aliases and takes the model's name only, so that `versions` gets each version by itself, eight at once: a model
 * of a hundred versions takes a hundred and one requests, with `tagged` too. Registering would mean to upload the
 * model's files with credentials made for it, which MLflow's client does.
 */
function openUnityCatalog(transport) {
    const { label } = transport;
    const dialect = { label, stages: false, readKey: fromCatalogKey };
    const calls = openCalls(transport, {
        prefix: `${MLFLOW_API}/unity-catalog`,
        dialect,
        writeKey: toCatalogKey,
    });
    /** The versions' numbers, ascending; none where there is no such model. */
    const list = async (name) => {
        const query = { filter: databricksNameFilter(requireThreeLevels(name)), max_results: unity_catalog_PAGE.versions };
        // the catalog keeps names in lower case, however they were asked for: they are not compared
        const found = (await (0,missing/* unlessMissing */.F)(() => calls.searchVersions(query))) ?? [];
        return found.map(({ held }) => held.version).sort(version/* compareVersions */.Zy);
    };
    return {
        ...openTracking(transport),
        label,
        features: { stages: false, aliases: true, tagValue: unity_catalog_TAG_VALUE },
        models: async () => {
            const found = await calls.searchModels({ max_results: unity_catalog_PAGE.models });
            return found.map(({ name }) => name).sort();
        },
        model: async (name) => calls.model(requireThreeLevels(name)),
        versions: async (name, tagged) => {
            const found = await mapAtOnce(await list(name), AT_ONCE, (version) => calls.version({ name, version }));
            return found
                .filter((held) => held !== null)
                .filter(({ tags }) => tagged === undefined || Object.hasOwn(tags, tagged));
        },
        newest: async (name) => {
            for (const version of (await list(name)).reverse()) {
                const held = await calls.version({ name, version });
                // null when it was deleted since the search
                if (held !== null)
                    return held;
            }
            return null;
        },
        version: async (at) => calls.version(requireLevelsOf(at)),
        versionByAlias: async (name, alias) => calls.versionByAlias(requireThreeLevels(name), alias),
        setVersionTag: async (at, tag, options) => calls.setVersionTag(requireLevelsOf(at), tag, options),
        deleteVersionTag: async (at, key, options) => calls.deleteVersionTag(requireLevelsOf(at), key, options),
        deleteVersion: async (at, options) => calls.deleteVersion(requireLevelsOf(at), options),
        setAlias: async (at, alias, options) => calls.setAlias(requireLevelsOf(at), alias, options),
        deleteAlias: async (name, alias, options) => calls.deleteAlias(requireThreeLevels(name), alias, options),
        transition: refuseStages,
        createModel: refuseRegistering,
        createVersion: refuseRegistering,
    };
}
function requireLevelsOf(at) {
    requireThreeLevels(at.name);
    return at;
}
/** @throws StagegateError `input` */
function requireThreeLevels(name) {
    const levels = name.split('.');
    if (levels.length === 3 && !levels.includes(''))
        return name;
    throw new errors/* StagegateError */.qU('input', `${JSON.stringify(name)} can't be a model in Unity Catalog`, {
        hint: 'Name it with its catalog and schema: catalog.schema.model.',
    });
}
function refuseStages() {
    return Promise.reject(new errors/* StagegateError */.qU('unsupported', 'models in Unity Catalog have no stages', {
        hint: 'Say in the policy which alias stands for each stage.',
    }));
}
function refuseRegistering() {
    return Promise.reject(new errors/* StagegateError */.qU('unsupported', 'stagegate registers no versions in Unity Catalog', {
        hint: "Register the version with MLflow's client, which uploads its files, then promote it.",
    }));
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/api/open-model-server.js



const OPEN = {
    mlflow: openRestServer,
    databricks: openDatabricksWorkspace,
    'databricks-uc': openUnityCatalog,
};
/** A model registry behind a transport, in the dialect of its kind. Sends nothing yet. */
function openModelServer(transport, kind) {
    return OPEN[kind](transport);
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/error-code.js
/** `ENOENT` and the like, of whatever was thrown; null without one. */
function errorCode(error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    return typeof code === 'string' ? code : null;
}
/** The words of whatever was thrown. */
function errorMessage(error) {
    const isError = typeof error === 'object' && error !== null && 'message' in error;
    return isError && typeof error.message === 'string' ? error.message : String(error);
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/files.js



/** The files of this machine; a relative path starts at the working directory. */
function openFiles(home) {
    return {
        home,
        read: async (path) => {
            try {
                return await (0,external_node_fs_promises_.readFile)(path, 'utf8');
            }
            catch (error) {
                if (errorCode(error) === 'ENOENT')
                    return null;
                throw error;
            }
        },
    };
}
/**
 * A configuration file of the person; `~` is their home.
 * @throws StagegateError `input` when there is one that can't be read
 */
async function readConfigFile(files, path) {
    try {
        return await files.read(path.replace(/^~(?=\/)/, files.home));
    }
    catch (error) {
        throw new errors/* StagegateError */.qU('input', `${path} can't be read (${errorCode(error) ?? 'unknown'})`, {
            hint: 'Give this user the right to read it, or move it away.',
        });
    }
}
/**
 * A file that a variable names.
 * @throws StagegateError `input` when it is not there or can't be read
 */
async function readNamedFile(files, variable, path) {
    let text;
    try {
        text = await files.read(path);
    }
    catch (error) {
        throw new errors/* StagegateError */.qU('input', `${variable}: ${path} can't be read (${errorCode(error) ?? 'unknown'})`, {
            hint: 'It has to be a file in PEM format that this user may read.',
        });
    }
    if (text !== null)
        return text;
    throw new errors/* StagegateError */.qU('input', `${variable}: there is no file ${path}`, {
        hint: 'Give the path of a file in PEM format; a relative one starts at the working directory.',
    });
}

// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(24371);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/outcome.js
/** Bytes of one answer: a page of a thousand versions with long tags has a few MiB. */
const MAX_ANSWER = 64 * 1024 * 1024;
/** The JSON value of a text; undefined when it is no JSON. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** What an answer says of an error in MLflow's way. */
function readWords(answer) {
    const value = parseJson(answer.text);
    if (!isObject(value))
        return { errorCode: null, message: null };
    const { error_code: errorCode, message } = value;
    return {
        errorCode: typeof errorCode === 'string' ? errorCode : null,
        message: typeof message === 'string' ? message : null,
    };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/config-file.js

/**
 * Reads what Python's `configparser` reads, since that is what MLflow and Databricks read their files with: no
 * comments behind values and no quotes (both would cut a password), `=` or `:`, longer lines by indentation.
 * @throws StagegateError `input` with the line, never its text
 */
function parseConfigFile(text, file) {
    const sections = new Map();
    let section = null;
    let key = null;
    let indent = 0;
    for (const [index, line] of text
        .replace(/^\ufeff/, '')
        .split(/\r?\n/)
        .entries()) {
        const refuse = (why) => new errors/* StagegateError */.qU('input', why, { place: { file, line: index + 1 }, hint: HINT });
        const content = line.trim();
        if (content === '' || /^[#;]/.test(content))
            continue;
        const depth = line.search(/\S/);
        if (section !== null && key !== null && depth > indent) {
            section.set(key, `${section.get(key) ?? ''}\n${content}`);
            continue;
        }
        indent = depth;
        const header = /^\[(.+)\]/.exec(content)?.[1];
        if (header !== undefined) {
            if (sections.has(header))
                throw refuse('a section is there twice');
            section = new Map();
            sections.set(header, section);
            key = null;
            continue;
        }
        const option = /^(.+?)\s*[=:]\s*(.*)$/.exec(content);
        if (section === null)
            throw refuse('a line stands before the first [section]');
        if (option === null)
            throw refuse('a line is neither a [section] nor key = value');
        key = (option[1] ?? '').toLowerCase();
        if (section.has(key))
            throw refuse('a key is there twice in its section');
        section.set(key, option[2] ?? '');
    }
    return Object.fromEntries([...sections].map(([name, values]) => [name, Object.fromEntries(values)]));
}
const HINT = 'The file has [sections] with lines of key = value.';
/**
 * A value as `configparser` gives it out: `%%` is a percent sign.
 * @throws StagegateError `input` for a `%` that it would refuse as well
 */
function interpolate(value, { file, key }) {
    if (/%/.test(value.replaceAll('%%', ''))) {
        throw new errors/* StagegateError */.qU('input', `${file}: ${key} has a % that stands alone`, {
            hint: 'Write %% for a percent sign in this file, as MLflow asks for too.',
        });
    }
    return value.replaceAll('%%', '%');
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/variables.js

/*
 * Variables as MLflow reads them (mlflow/environment_variables.py), but for one thing: an empty value, which
 * MLflow takes for a wrong number or switch, counts as not set, since a workflow's `${{ vars.X }}` is empty
 * when there is no X.
 */
/** Null when it is empty or not set. */
function readText(env, name) {
    const value = env[name];
    return value === undefined || value.trim() === '' ? null : value;
}
/** @throws StagegateError `input` for anything but true, false, 1 and 0 */
function readSwitch(env, name, fallback) {
    const value = readText(env, name)?.toLowerCase();
    if (value === undefined)
        return fallback;
    if (value === 'true' || value === '1')
        return true;
    if (value === 'false' || value === '0')
        return false;
    throw wrong(name, 'is neither true nor false', 'Give true, false, 1 or 0.');
}
/** @throws StagegateError `input` for anything but a whole number in its range */
function readWhole(env, name, range) {
    return readNumber(env, name, { ...range, form: /^[+-]?\d+$/, what: 'a whole number' });
}
/** @throws StagegateError `input` for anything but a finite number in its range */
function readDecimal(env, name, range) {
    const form = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
    return readNumber(env, name, { ...range, form, what: 'a number' });
}
function readNumber(env, name, { fallback, min, max = Number.MAX_SAFE_INTEGER, form, what }) {
    const text = readText(env, name)?.trim();
    if (text === undefined)
        return fallback;
    const value = form.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max)
        return value;
    const bounds = max === Number.MAX_SAFE_INTEGER ? `at least ${min}` : `from ${min} to ${max}`;
    throw wrong(name, `is not ${what} ${bounds}`, `Unset it for MLflow's default, ${fallback}.`);
}
/**
 * A value that goes into a header as it is.
 * @throws StagegateError `input` for characters that no header can hold; they are not shown
 */
function checkHeaderValue(value, name) {
    if (isHeaderValue(value))
        return value;
    throw wrong(name, 'holds a character that can not be sent in a header', 'Look for a line break or a space around it, as a secret that was read from a file often has.');
}
/** Printable ASCII, without spaces around it. */
function isHeaderValue(value) {
    return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value);
}
function wrong(name, what, hint) {
    return new errors/* StagegateError */.qU('input', `${name} ${what}`, { hint });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/credentials.js



const USER = 'MLFLOW_TRACKING_USERNAME';
const PASSWORD = 'MLFLOW_TRACKING_PASSWORD';
const TOKEN = 'MLFLOW_TRACKING_TOKEN';
const FILE = '~/.mlflow/credentials';
/** `from` of a login in the URI, whose user is a secret too. */
const FROM_URI = "the user and password in the registry's URI";
/**
 * As MLflow's client: the URI's own login, else user and password (each from its variable, else from the file),
 * else the token.
 * @throws StagegateError `input` for a file that can't be read and a token that no header can hold
 */
async function findCredentials(login, { env, files }) {
    if (login !== null)
        return { kind: 'basic', ...login, from: FROM_URI };
    const stored = await readStored(files);
    const user = readText(env, USER) ?? stored.user;
    const password = readText(env, PASSWORD) ?? stored.password;
    if (user !== null && password !== null) {
        const sources = [
            readText(env, USER) === null ? FILE : USER,
            readText(env, PASSWORD) === null ? FILE : PASSWORD,
        ];
        return { kind: 'basic', user, password, from: [...new Set(sources)].join(' and ') };
    }
    const token = readText(env, TOKEN);
    if (token !== null)
        return { kind: 'token', token: checkHeaderValue(token, TOKEN), from: TOKEN };
    if (user !== null)
        return { kind: 'none', from: `there is a user, but no ${PASSWORD}` };
    if (password !== null)
        return { kind: 'none', from: `there is a password, but no ${USER}` };
    return { kind: 'none', from: `neither ${USER} and ${PASSWORD} nor ${TOKEN} is set` };
}
async function readStored(files) {
    const text = await readConfigFile(files, FILE);
    if (text === null)
        return { user: null, password: null };
    const sections = parseConfigFile(text, FILE);
    if (sections['mlflow'] === undefined)
        return { user: null, password: null };
    const values = { ...sections['DEFAULT'], ...sections['mlflow'] };
    const value = (key) => {
        const raw = values[key] ?? '';
        return raw === '' ? null : interpolate(raw, { file: FILE, key });
    };
    return { user: value(USER.toLowerCase()), password: value(PASSWORD.toLowerCase()) };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/quote.js

/** Characters of a server's own words in a message. */
const LIMIT = 200;
/**
 * @param secrets asked each time, as tokens change
 */
function makeQuote(secrets) {
    return (text, limit = LIMIT) => {
        const clean = hide(text, secrets()).replace(/\s+/g, ' ').trim();
        // an answer may have millions of characters, of which the rest need not be taken apart
        const characters = [...clean.slice(0, 2 * limit + 2)];
        return characters.length <= limit ? clean : `${characters.slice(0, limit - 1).join('')}…`;
    };
}
/** All of it is hidden before anything is cut, or a part could stay. */
function hide(text, secrets) {
    const forms = secrets.flatMap(writeOtherwise).filter((form) => form !== '');
    // the longest first, since one may be a part of another
    const hidden = [...new Set(forms)].sort((a, b) => b.length - a.length).reduce(hideForm, text);
    // shorter ones are words: basic authentication
    return hidden.replace(/\b(basic|bearer)\s+[\w+/=.~-]{20,}/gi, '$1 ***');
}
/** A name as short as this stands in many a word, which would be told with a hole and give it away. */
const SHORT = /^\w{1,3}$/;
function hideForm(text, form) {
    const pattern = SHORT.test(form) ? new RegExp(`(?<!\\w)${form}(?!\\w)`, 'g') : form;
    return text.replaceAll(pattern, '***');
}
const HTML = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&#34;',
    "'": '&#39;',
};
/** A text as JSON, a URL or HTML would write it. */
function writeOtherwise(secret) {
    const json = JSON.stringify(secret).slice(1, -1);
    const html = secret.replace(/[&<>"']/g, (character) => HTML[character] ?? '');
    return [secret, json, encodeURIComponent(secret), html];
}
/** What must not be quoted, whoever sends it back. */
function secretsOf({ credentials, proxy }) {
    return [...secretsOfProxy(proxy), ...secretsOfCredentials(credentials)];
}
function secretsOfCredentials(credentials) {
    switch (credentials.kind) {
        case 'none':
            return [];
        case 'token':
            return [credentials.token];
        case 'oauth':
            return secretsOfLogin({ user: credentials.client, password: credentials.secret });
        case 'basic': {
            const secrets = secretsOfLogin(credentials);
            return credentials.from === FROM_URI ? [...secrets, credentials.user] : secrets;
        }
    }
}
function secretsOfProxy(proxy) {
    if (proxy === null || proxy.login === null)
        return [];
    return [...secretsOfLogin(proxy.login), proxy.login.user];
}
function secretsOfLogin(login) {
    const authorization = basicAuthorization(login);
    return [authorization.replace(/^Basic /, ''), `${login.user}:${login.password}`, login.password];
}
/** The header for a user and a password. */
function basicAuthorization({ user, password }) {
    return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/agent.js



/** Kept-alive connections at once; what is asked in turn shares one. */
const CONNECTIONS = 4;
/** What sends requests to a server: its connections, TLS and proxy. */
function openDispatcher({ origin, tls, proxy, timeout }) {
    const common = { connections: CONNECTIONS, maxResponseSize: MAX_ANSWER };
    const trust = {
        timeout: timeout * 1_000,
        // said outright, or NODE_TLS_REJECT_UNAUTHORIZED would decide
        rejectUnauthorized: tls.verify,
        ...(tls.authorities === null ? {} : { ca: tls.authorities }),
    };
    const own = {
        ...trust,
        ...(tls.clientCertificate === null ? {} : { cert: tls.clientCertificate, key: tls.clientCertificate }),
    };
    if (proxy === null)
        return new undici.Agent({ ...common, connect: own });
    return new undici.ProxyAgent({
        ...common,
        uri: proxy.address,
        ...(proxy.login === null ? {} : { token: basicAuthorization(proxy.login) }),
        requestTls: own,
        proxyTls: trust,
        // many proxies open tunnels to port 443 only, so http goes through them as plain requests
        proxyTunnel: origin.startsWith('https:'),
        factory: (target, options) => new undici.Pool(target, { ...common, ...options }),
        clientFactory: (target, options) => new undici.Pool(target, { headersTimeout: timeout * 1_000, ...options }),
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/retry.js

/** MLflow's list, in utils/request_utils.py: what may be gone a moment later. */
const TRANSIENT = new Set([408, 429, 500, 502, 503, 504]);
/** Seconds between two tries that no server asks for more than; MLflow's (urllib3's) is the same. */
const MAX_BACKOFF = 120;
/** Seconds that we wait when a server asks for it: longer than that, and a job pays for waiting. */
const MAX_RETRY_AFTER = 600;
/**
 * Seconds to keep trying a server that has never been reached: its address is probably wrong. MLflow's client retries
 * for minutes, which only helps with a server that is restarting.
 */
const FIRST_CONTACT = 8;
/** No connection, and no need to wait for one: nothing listens there, or the name or the route doesn't exist. */
const NOT_THERE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Connections that fail in the same way however often they are tried. */
const LASTING = /CERT|SELF_SIGNED|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH|^ERR_TLS_|^ERR_SSL_|^EPROTO$|^HPE_|^UND_ERR_(?:INVALID_ARG|RES_EXCEEDED_MAX_SIZE|PRX_TLS)/;
/** With TLS 1.3 the server may refuse our certificate after the request was written, unread. */
const REFUSED_HANDSHAKE = /^ERR_SSL_\w*_ALERT_(?:\w*CERTIFICATE\w*|UNKNOWN_CA|HANDSHAKE_FAILURE|ACCESS_DENIED)$/;
/** Whether another try may help. */
function isTransient(outcome) {
    if (outcome.kind === 'answer') {
        return TRANSIENT.has(outcome.status) && readWords(outcome).errorCode !== 'FEATURE_DISABLED';
    }
    const proxy = proxyStatus(outcome);
    return proxy === null ? !LASTING.test(outcome.code) : TRANSIENT.has(proxy);
}
/** Whether the server certainly did nothing: it refused, or the request never reached it. */
function isDefinite(outcome) {
    if (outcome.kind === 'broken') {
        return !outcome.sent || proxyStatus(outcome) !== null || REFUSED_HANDSHAKE.test(outcome.code);
    }
    const { status } = outcome;
    if (status === 503)
        return !isCutOff(outcome);
    if (status === 500)
        return readWords(outcome).errorCode === 'FEATURE_DISABLED';
    return status !== 408 && status !== 303 && status >= 300 && status < 500;
}
/** Envoy also says 503 of a server that it lost after it had passed the request on. */
function isCutOff({ text }) {
    return /reset reason: (?!(?:remote |local )?connection failure|overflow)/i.test(text);
}
/** Whether there was a connection to the server, or to the proxy before it. */
function isContact(outcome) {
    return outcome.kind === 'answer' || outcome.sent || proxyStatus(outcome) !== null;
}
/** Whether to give up on a server that isn't there and never was, although retries are left. */
function isWrongAddress({ outcome, settings, wasReached, seconds }) {
    if (wasReached || settings.isMaxGiven || outcome.kind === 'answer')
        return false;
    return !outcome.sent && NOT_THERE.has(outcome.code) && seconds > FIRST_CONTACT;
}
/** What a proxy said instead of opening a tunnel; null when that is not what happened. */
function proxyStatus({ detail }) {
    const status = /Proxy response \((\d{3})\)/.exec(detail)?.[1] ??
        /Proxy Authentication Required \((407)\)/.exec(detail)?.[1];
    return status === undefined ? null : Number(status);
}
/**
 * Seconds to wait before a request is sent again, as urllib3 counts them for MLflow: what the server asks for,
 * else nothing the first time and then twice as long each time.
 */
function secondsToWait({ nth, outcome, settings, random, now }) {
    const asked = outcome.kind === 'answer' && settings.respectRetryAfter ? parseRetryAfter(outcome.retryAfter, now) : 0;
    if (asked > 0)
        return Math.min(asked, MAX_RETRY_AFTER);
    if (nth <= 1)
        return 0;
    return Math.min(settings.factor * 2 ** (nth - 1) + random * settings.jitter, MAX_BACKOFF);
}
/** Seconds from now; 0 for a time that is over and for what is neither seconds nor a date. */
function parseRetryAfter(header, now) {
    const text = header?.trim() ?? '';
    if (/^\d+$/.test(text))
        return Number(text);
    // a date in HTTP has letters in it; Date.parse would take almost any number
    const time = /^[a-z]{3}/i.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(time) ? 0 : Math.max(0, (time - now.getTime()) / 1_000);
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/attempts.js


/**
 * Sends a request until it is answered for good, may not be sent again, or all tries are used up.
 * @throws what `send` throws; a ServerFailure is definite only when all tries before it were
 */
async function attemptRequest(send, options) {
    const { settings, repeat, contact, pace, onWait } = options;
    const began = pace.now().getTime();
    let definite = true;
    for (let tries = 1;; tries++) {
        const outcome = await send().catch((error) => {
            throw definite ? error : leaveOpen(error);
        });
        contact.wasReached ||= isContact(outcome);
        definite = isDefinite(outcome) && definite;
        const attempts = { outcome, tries, definite };
        if (!isTransient(outcome) || tries > settings.max || !mayRepeat(repeat, outcome))
            return attempts;
        const seconds = secondsToWait({ nth: tries, outcome, settings, random: pace.random(), now: pace.now() });
        const spent = (pace.now().getTime() - began) / 1_000;
        if (isWrongAddress({ outcome, settings, ...contact, seconds: spent + seconds })) {
            return { ...attempts, gaveUp: true };
        }
        if (seconds === 0)
            continue;
        onWait(outcome, seconds);
        await pace.sleep(seconds * 1_000);
        // what was harmless before the wait need not be so after it
        if (!mayRepeat(repeat, outcome))
            return attempts;
    }
}
/** What failed last may be certain while a try before it is not. */
function leaveOpen(error) {
    if (!(error instanceof server/* ServerFailure */.k))
        return error;
    const { message, hint, status, errorCode } = error;
    return new server/* ServerFailure */.k(message, { hint, status, errorCode, definite: false });
}
function mayRepeat(repeat, outcome) {
    if (typeof repeat === 'function')
        return repeat();
    return repeat === 'always' || isDefinite(outcome);
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/explanation.js
/** `MLflow at http://…`: how a sentence about a server begins. */
function nameServer({ kind, label }) {
    return kind === 'http' ? `MLflow at ${label}` : label;
}
/** What stands between, for the middle of a sentence; empty when nothing does. */
function viaProxy({ settings: { proxy } }) {
    return proxy === null ? '' : ` (requests go through the proxy ${proxy.address}, which ${proxy.from} names)`;
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/server-words.js


/** Characters of what is no answer of MLflow's: enough to recognise a login page. */
const GLIMPSE = 80;
/** `MLflow at … answered 404: RESOURCE_DOES_NOT_EXIST: Registered Model … not found`. */
function say(answer, { settings, quote }) {
    const { errorCode, message } = readWords(answer);
    const words = [errorCode, message].filter((part) => part !== null && part !== '');
    const told = words.length > 0 ? quote(words.join(': ')) : glimpse(answer, { settings, quote });
    return `${nameServer(settings)} answered ${answer.status}${told === '' ? '' : `: ${told}`}`;
}
/** The beginning of a text that is not MLflow's JSON; of a page, its words. */
function glimpse({ text, contentType }, { quote }) {
    const isPage = contentType === 'text/html' || /^\s*<(?:!doctype|html)/i.test(text);
    return quote(isPage ? readPage(quote(text, server_words_PAGE)) : text, GLIMPSE);
}
/** Characters of a page that are looked at: its head may be long. */
const server_words_PAGE = 8_000;
function readPage(html) {
    return html.replace(/<(style|script)\b.*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/explain-refusal.js



/** 401: which credentials were sent, and where they came from. */
function explainUnauthorized(answer, context) {
    const { credentials, kind } = context.settings;
    const message = say(answer, context);
    if (credentials.kind === 'none') {
        return {
            message,
            hint: `No credentials were sent: ${credentials.from}. Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.`,
        };
    }
    const sent = `The ${describe(credentials.kind)} came from ${credentials.from}`;
    if (kind !== 'http')
        return { message, hint: `${sent}: is it still valid, and of this workspace?` };
    const also = credentials.kind === 'token'
        ? ' (a server with --app-name basic-auth takes a user and a password only)'
        : '';
    return { message, hint: `${sent}: ${also === '' ? 'are they right?' : `is it right?${also}`}` };
}
function describe(kind) {
    if (kind === 'basic')
        return 'user and password';
    return kind === 'token' ? 'token' : "service principal's id and secret";
}
/** 403: the check of the Host header (MLflow 3.5 and later), or a permission that is missing. */
function explainForbidden(answer, context) {
    const { settings } = context;
    if (/invalid host header/i.test(answer.text)) {
        const { host } = new URL(settings.origin);
        return {
            message: `${nameServer(settings)} refuses requests for the host ${host} (${context.quote(answer.text)})`,
            hint: `Start it with --allowed-hosts ${host} (or MLFLOW_SERVER_ALLOWED_HOSTS) added to the hosts that it knows.`,
        };
    }
    // Databricks says 403 of a token that is wrong or over
    if (settings.kind !== 'http' && /access token/i.test(answer.text))
        return explainUnauthorized(answer, context);
    return { message: say(answer, context), hint: hintForPermission(answer, context) };
}
function hintForPermission(answer, { settings }) {
    const { credentials, kind } = settings;
    if (kind === 'databricks-uc') {
        return 'The account needs APPLY TAG and EXECUTE on the model, USE SCHEMA and USE CATALOG above it, and to set aliases it has to own the model.';
    }
    if (kind === 'databricks') {
        return 'The account needs CAN MANAGE PRODUCTION VERSIONS on the model to promote, and CAN READ to look.';
    }
    if (/permission denied/i.test(answer.text) || readWords(answer).errorCode === 'PERMISSION_DENIED') {
        return 'The account needs EDIT on the registered model (READ to look): to set stages, tags and aliases. To delete an alias or a tag takes MANAGE.';
    }
    const who = credentials.kind === 'none'
        ? 'no credentials were sent'
        : `the credentials came from ${credentials.from}`;
    return `MLflow, or something before it, does not let this account in (${who}).`;
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/explain-answer.js




/** Why an answer is a failure, with its likely cause. */
function explainAnswer(answer, context) {
    const { status } = answer;
    if (status === 200)
        return explainNoJson(answer, context);
    if (status >= 300 && status < 400)
        return explainRedirect(answer, context);
    if (status === 401)
        return explainUnauthorized(answer, context);
    if (status === 403)
        return explainForbidden(answer, context);
    if (status === 407)
        return explainProxyLogin(context);
    if (readWords(answer).errorCode === 'FEATURE_DISABLED')
        return explainDisabled(answer, context);
    if (/No required SSL certificate was sent/i.test(answer.text)) {
        // nginx says so after the handshake
        return {
            message: say(answer, context),
            hint: 'It asks for a client certificate: set MLFLOW_TRACKING_CLIENT_CERT_PATH to a PEM file with certificate and key.',
        };
    }
    if (/plain HTTP request was sent to (?:an )?HTTPS/i.test(answer.text))
        return explainPlainHttp(context);
    if ((status === 404 || status === 405) && readWords(answer).errorCode === null)
        return explainNoRoute(answer, context);
    return { message: say(answer, context), hint: hintForStatus(answer, context) };
}
function explainNoJson(answer, context) {
    const { settings } = context;
    const name = nameServer(settings);
    const seen = glimpse(answer, context);
    const came = `${answer.contentType === '' ? 'no content type' : answer.contentType}: ${seen}`;
    if (answer.contentType === 'text/html' || /^\s*</.test(answer.text)) {
        return {
            message: `${name} answered with a web page instead of JSON (${came})`,
            hint: `Something before MLflow may ask for a login, or another site answers at ${settings.label}: open it in a browser${viaProxy(context)}.`,
        };
    }
    const check = `Check that ${settings.label} is MLflow's address${viaProxy(context)}, and run it again.`;
    if (answer.text.trim() === '')
        return { message: `${name} answered with nothing`, hint: check };
    if (!answer.utf8)
        return { message: `${name} answered with text that is not UTF-8 (${came})`, hint: check };
    if (parseJson(answer.text) !== undefined) {
        return { message: `${name} answered with JSON that is not an object (${came})`, hint: check };
    }
    return { message: `${name} answered with broken or cut off JSON (${came})`, hint: check };
}
/** A 200 as what it should be; null when it is not. */
function readObject(answer) {
    const value = answer.utf8 ? parseJson(answer.text) : undefined;
    return isObject(value) ? value : null;
}
function explainRedirect(answer, { settings, quote }) {
    const to = readTarget(answer.location, `${settings.origin}${settings.basePath}/`);
    return {
        message: `${nameServer(settings)} answered ${answer.status}: it sends requests on to ${to === null ? 'another address' : quote(to)}`,
        hint: 'Redirects are not followed, since a change could get lost on the way. Give the address that MLflow answers at itself; a redirect to a login page means that something before MLflow asks for a login.',
    };
}
/** Without its query, which may hold a token. */
function readTarget(location, base) {
    if (location === null || !URL.canParse(location, base))
        return null;
    const { origin, pathname } = new URL(location, base);
    return origin === 'null' ? null : `${origin}${pathname.replace(/\/api\/\d.*$/, '')}`;
}
function explainProxyLogin({ settings }) {
    const { address = 'a proxy', from = 'HTTP_PROXY' } = settings.proxy ?? {};
    return {
        message: `the proxy ${address} asks for a login before it passes on requests to ${settings.label}`,
        hint: `Put user and password into ${from}: http://user:password@proxy:3128.`,
    };
}
function explainDisabled(answer, context) {
    const { workspace } = context.settings;
    return {
        message: say(answer, context),
        hint: workspace === null
            ? undefined
            : 'This server has no workspaces: unset MLFLOW_WORKSPACE, or start it with --enable-workspaces.',
    };
}
function explainPlainHttp({ settings }) {
    return {
        message: `${nameServer(settings)} answers https only`,
        hint: `Give the address with https: ${settings.label.replace(/^http:/, 'https:')}`,
    };
}
function explainNoRoute(answer, context) {
    const { settings } = context;
    const prefix = settings.kind !== 'http'
        ? 'Check DATABRICKS_HOST: it has to be the address of a workspace.'
        : settings.basePath === ''
            ? 'If it is started with --static-prefix, or stands behind a gateway, its address needs that path: http://…/mlflow.'
            : `Is ${settings.basePath} right (--static-prefix, or the gateway's path)?`;
    return {
        message: `${say(answer, context)}; MLflow's API is not at this address`,
        hint: `${prefix} Something else than MLflow may answer there${viaProxy(context)}.`,
    };
}
function hintForStatus({ status }, context) {
    if (status === 408)
        return 'The server waited too long for the request: look at the network between.';
    if (status === 413)
        return 'Something before MLflow limits the size of requests: raise its limit.';
    if (status === 429)
        return 'It limits the rate of requests: run it again later, or with fewer jobs at a time.';
    if (status === 502 || status === 504) {
        return `Something before MLflow did not get an answer from it: is it up${viaProxy(context)}?`;
    }
    if (status === 503)
        return `It is too busy, or not up: look at its log and its database${viaProxy(context)}.`;
    if (status >= 500)
        return "Look at the server's log.";
    return undefined;
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/explain-broken.js



/** Why there was no answer, with its likely cause. */
function explainBroken(broken, context) {
    const { settings } = context;
    const name = nameServer(settings);
    const { proxy } = settings;
    const status = proxyStatus(broken);
    if (proxy !== null && status !== null)
        return explainTunnel(status, proxy, context);
    const secured = explainTls(broken, context);
    if (secured !== null)
        return secured;
    if (TIMEOUTS.has(broken.code) && broken.sent) {
        return {
            message: `${name} did not answer within ${settings.timeout} s`,
            hint: 'It may be too busy: look at its log, or set MLFLOW_HTTP_REQUEST_TIMEOUT (in seconds) higher.',
        };
    }
    if (broken.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
        return {
            message: `${name} answered with more than ${MAX_ANSWER / 1024 / 1024} MiB`,
            hint: `Check that ${settings.label} is MLflow's address.`,
        };
    }
    if (broken.code.startsWith('HPE_')) {
        return {
            message: `${name} answered with something that is not HTTP (${broken.code})`,
            hint: `Check the port${settings.origin.startsWith('http:') ? ', and whether it speaks https' : ''}.`,
        };
    }
    if (broken.sent) {
        return {
            message: `${name} closed the connection without a whole answer (${broken.code})`,
            hint: `It, or something before it, may have been restarted: look at its log${orElse(settings)}.`,
        };
    }
    return explainUnreached(broken, context);
}
/** What some servers also close a connection for, without a word. */
function orElse({ origin, tls }) {
    if (origin.startsWith('http:'))
        return ', and whether its port speaks https';
    if (tls.clientCertificate !== null)
        return '';
    return ', and whether it asks for a client certificate (MLFLOW_TRACKING_CLIENT_CERT_PATH)';
}
const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'TimeoutError']);
const SLOW = [
    'no connection in time',
    'Does a firewall stand between, or has the machine to be on the VPN?',
];
const CAUSES = {
    ECONNREFUSED: ['nothing listens there', 'Check that the server is running and that the port is right.'],
    ENOTFOUND: [
        'its name is not known',
        'Check the name, and that this machine can resolve it (a VPN, a runner inside the network).',
    ],
    EAI_AGAIN: ['its name could not be looked up', "Check the name, and this machine's DNS and network."],
    ETIMEDOUT: SLOW,
    UND_ERR_CONNECT_TIMEOUT: SLOW,
    // a proxy that does not say whether it opens a tunnel
    UND_ERR_HEADERS_TIMEOUT: SLOW,
    EHOSTUNREACH: ['there is no way to its host', "Look at this machine's network."],
    ENETUNREACH: ['there is no way to its network', "Look at this machine's network."],
};
function explainUnreached({ code, detail }, { settings, quote }) {
    const [what, hint] = CAUSES[code] ?? [
        quote(`${code}: ${detail}`),
        "Look at the server's address and the network.",
    ];
    const { proxy, label } = settings;
    if (proxy === null)
        return { message: `${nameServer(settings)} can't be reached: ${what}`, hint };
    return {
        message: `the proxy ${proxy.address} on the way to ${label} can't be reached: ${what}`,
        hint: `${proxy.from} names it; NO_PROXY exempts a host from it. ${hint}`,
    };
}
function explainTunnel(status, proxy, { settings }) {
    const message = `the proxy ${proxy.address} does not connect to ${settings.label}: it answered ${status}`;
    if (status === 407) {
        return {
            message,
            hint: `It asks for a login: put user and password into ${proxy.from}: http://user:password@proxy:3128.`,
        };
    }
    const hint = status >= 500
        ? 'Is the server up, and can the proxy reach it?'
        : "Look at the proxy's rules for this host and port.";
    return { message, hint: `${hint} ${proxy.from} names it; NO_PROXY exempts a host from it.` };
}
/** What certificates and handshakes fail for; null for all else. */
function explainTls({ code, detail }, { settings, quote }) {
    const name = nameServer(settings);
    if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code) ||
        /wrong version number|packet length too long|http request/.test(detail)) {
        return {
            message: `${name} does not speak https (${code})`,
            hint: `Give the address with http: if that is what it speaks, or the port that speaks https${settings.proxy === null ? '' : `, or look at ${settings.proxy.from}`}.`,
        };
    }
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'UND_ERR_PRX_TLS') {
        return {
            message: `${name} has a certificate for another name: ${quote(detail)}`,
            hint: 'Give the address by a name that the certificate holds.',
        };
    }
    if (/EXPIRED|NOT_YET_VALID/.test(code) && code.startsWith('CERT_')) {
        return {
            message: `${name} has a certificate that is not valid now (${code})`,
            hint: "Renew it, or look at this machine's clock.",
        };
    }
    if (/SELF_SIGNED|UNABLE_TO_|INVALID_CA|CERT_UNTRUSTED/.test(code)) {
        const { from } = settings.tls;
        const variable = settings.kind === 'http' ? 'MLFLOW_TRACKING_SERVER_CERT_PATH' : 'REQUESTS_CA_BUNDLE';
        return {
            message: `${name} has a certificate that is not trusted (${code})`,
            hint: from === null
                ? `Set ${variable} to a PEM file with the certificate of the authority that signed it. Or set NODE_EXTRA_CA_CERTS to it, which also covers GitHub's API.`
                : `${from} has to hold the certificate of the authority that signed it, and those between.`,
        };
    }
    if (/ALERT_/.test(code) || /alert/.test(detail)) {
        const missing = settings.tls.clientCertificate === null;
        return {
            message: `${name} refused the TLS connection (${code})`,
            hint: missing
                ? 'It may ask for a client certificate: set MLFLOW_TRACKING_CLIENT_CERT_PATH to a PEM file with certificate and key.'
                : 'Does it trust the authority of the certificate in MLFLOW_TRACKING_CLIENT_CERT_PATH?',
        };
    }
    if (/^ERR_(?:SSL|TLS)_|^EPROTO$/.test(code)) {
        return {
            message: `the TLS connection to ${settings.label} failed: ${quote(detail)}`,
            hint: 'Look at the versions of TLS that the server allows.',
        };
    }
    return null;
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/failure.js




/** Why a request failed. */
function explain(outcome, context) {
    return outcome.kind === 'answer' ? explainAnswer(outcome, context) : explainBroken(outcome, context);
}
const WAIT = 'To wait for a server that is still starting, set MLFLOW_HTTP_REQUEST_MAX_RETRIES (7 means about four minutes).';
/** The error for the last outcome of a request. */
function makeFailure(outcome, context, verdict) {
    const { message, hint } = explain(outcome, context);
    const wait = verdict.gaveUp === undefined ? [] : [WAIT];
    const answered = outcome.kind === 'answer';
    return new server/* ServerFailure */.k(verdict.tries > 1 ? `${message} (tried ${verdict.tries} times)` : message, {
        hint: hint === undefined ? wait[0] : [hint, ...wait].join(' '),
        status: answered ? outcome.status : null,
        errorCode: answered ? readWords(outcome).errorCode : null,
        definite: verdict.definite,
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/authorization.js







/** Seconds before its end that a token is not used any more. */
const MARGIN = 60;
function openAuthorization(context, source) {
    const { credentials } = context.settings;
    if (credentials.kind === 'oauth')
        return openOauth(credentials, context, source);
    const value = writeHeader(credentials);
    return { header: () => Promise.resolve(value), forget: () => false };
}
function writeHeader(credentials) {
    if (credentials.kind === 'none')
        return null;
    return credentials.kind === 'token' ? `Bearer ${credentials.token}` : basicAuthorization(credentials);
}
/** Client credentials of OAuth 2.0, as Databricks' own clients ask for them. */
function openOauth({ client: user, secret: password, from }, context, source) {
    let current = null;
    const fetchToken = async () => {
        const asked = source.now().getTime();
        const attempts = await source.send({
            url: `${context.settings.origin}/oidc/v1/token`,
            headers: {
                authorization: basicAuthorization({ user, password }),
                'content-type': 'application/x-www-form-urlencoded',
            },
            body: 'grant_type=client_credentials&scope=all-apis',
        });
        const token = readToken(attempts, context, from);
        source.remember(token.value);
        return { value: token.value, until: asked + (token.seconds - MARGIN) * 1_000 };
    };
    const renew = () => {
        const renewed = fetchToken();
        current = renewed;
        // the next request may have more luck
        renewed.catch(() => (current = null));
        return renewed;
    };
    return {
        header: async () => {
            const token = await (current ?? renew());
            return `Bearer ${(token.until > source.now().getTime() ? token : await renew()).value}`;
        },
        forget: () => {
            current = null;
            return true;
        },
    };
}
/** @throws ServerFailure for an answer without a token; always definite, since a token changes nothing */
function readToken(attempts, context, from) {
    const { outcome } = attempts;
    const verdict = { ...attempts, definite: true };
    if (outcome.kind === 'answer' && [400, 401, 403].includes(outcome.status)) {
        throw refuseLogin(outcome, context, from);
    }
    const answer = outcome.kind === 'answer' && outcome.status === 200 ? readObject(outcome) : null;
    if (answer === null)
        throw makeFailure(outcome, context, verdict);
    const { access_token: value, expires_in: seconds } = answer;
    if (typeof value === 'string' && isHeaderValue(value) && typeof seconds === 'number')
        return { value, seconds };
    throw new server/* ServerFailure */.k(`${nameServer(context.settings)} gave no token for the service principal`, {
        hint: `Check that ${context.settings.origin} is the address of a Databricks workspace.`,
        status: 200,
        errorCode: null,
        definite: true,
    });
}
/** What OAuth says of a client that it does not let in: `{error, error_description}`. */
function refuseLogin(answer, { settings, quote }, from) {
    const value = parseJson(answer.text);
    const words = isObject(value) ? [value['error'], value['error_description']] : [answer.text];
    const told = quote(words.filter((word) => typeof word === 'string').join(': '));
    return new server/* ServerFailure */.k(`${nameServer(settings)} gave the service principal no token: it answered ${answer.status}${told === '' ? '' : `: ${told}`}`, {
        hint: `Its id and secret came from ${from}: are they of this workspace, and has the secret not run out?`,
        status: answer.status,
        errorCode: null,
        definite: true,
    });
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/exchange.js




/** Sends a request once, follows no redirect, and never rejects: what went wrong is the outcome. */
async function exchange(dispatcher, wire) {
    let sent = false;
    try {
        const response = await (0,undici.request)(wire.url, {
            dispatcher: dispatcher.compose(tellWhenSent(() => (sent = true))),
            method: wire.method,
            headers: wire.headers,
            body: wire.body,
            headersTimeout: wire.timeout * 1_000,
            bodyTimeout: wire.timeout * 1_000,
            // for an answer that comes in drops: the time to connect and the time to answer
            signal: AbortSignal.timeout(2 * wire.timeout * 1_000),
        });
        const { headers, statusCode: status } = response;
        const bytes = Buffer.from(await response.body.arrayBuffer());
        // undici keeps a connection to itself for one round of the event loop more; the next request is to have it
        await (0,promises_.setImmediate)();
        return {
            kind: 'answer',
            status,
            contentType: (first(headers['content-type']) ?? '').replace(/;.*$/s, '').trim().toLowerCase(),
            retryAfter: first(headers['retry-after']),
            location: first(headers['location']),
            text: bytes.toString('utf8'),
            utf8: (0,external_node_buffer_.isUtf8)(bytes),
        };
    }
    catch (error) {
        return { kind: 'broken', sent, ...exchange_describe(error) };
    }
}
/** Undici names a connection to its handler just before it writes the request. */
function tellWhenSent(tell) {
    return (dispatch) => (options, handler) => {
        class Watching extends undici.DecoratorHandler {
            onConnect(abort) {
                tell();
                handler.onConnect?.(abort);
            }
        }
        return dispatch(options, new Watching(handler));
    };
}
function first(header) {
    return (typeof header === 'string' ? header : header?.[0]) ?? null;
}
function exchange_describe(error) {
    // several addresses were tried: what the last one said
    const errors = typeof error === 'object' && error !== null && 'errors' in error ? error.errors : null;
    const last = Array.isArray(errors) ? errors.at(-1) : error;
    return { code: errorCode(error) ?? nameOf(error), detail: errorMessage(last) };
}
/** `TimeoutError` is known by its name: its code is a number. */
function nameOf(error) {
    const isNamed = typeof error === 'object' && error !== null && 'name' in error;
    return isNamed && typeof error.name === 'string' ? error.name : 'UNKNOWN';
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/workspace.js



/** Where servers tell whether they have workspaces; the second one is the first's older name. */
const PATHS = ['/api/3.0/mlflow/server-info', '/api/3.0/mlflow/server-features'];
/**
 * Asks, once, whether a server has workspaces, as MLflow's client does: a server of MLflow 2 would ignore the
 * header and work on what belongs to everybody.
 * @returns a check that throws StagegateError `input` for a server without them
 */
function openWorkspaceCheck(send, workspace, settings) {
    let checked = null;
    return () => {
        if (checked === null) {
            checked = checkWorkspace(send, workspace, settings);
            // the next request may have more luck
            checked.catch(() => (checked = null));
        }
        return checked;
    };
}
async function checkWorkspace(send, workspace, settings) {
    for (const path of PATHS) {
        const info = await ask(send, path);
        if (info === null)
            continue;
        if (info['workspaces_enabled'] === true)
            return;
        throw new errors/* StagegateError */.qU('input', `${nameServer(settings)} has no workspaces, but MLFLOW_WORKSPACE is set`, {
            hint: `Start it with --enable-workspaces, or unset MLFLOW_WORKSPACE (${JSON.stringify(workspace)}).`,
        });
    }
    throw new errors/* StagegateError */.qU('input', `${nameServer(settings)} does not know workspaces, but MLFLOW_WORKSPACE is set`, {
        hint: `Unset MLFLOW_WORKSPACE (${JSON.stringify(workspace)}) if it is older than workspaces; else look whether its address lacks a path (--static-prefix).`,
    });
}
async function ask(send, path) {
    try {
        return await send({ method: 'GET', path, repeat: 'always' });
    }
    catch (error) {
        if (error instanceof server/* ServerFailure */.k && error.status === 404)
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/http-transport.js








/** Seconds that nobody needs to be told of. */
const MOMENT = 2;
/**
 * Sends requests to one server over kept-alive connections, with MLflow's retries. Nothing is sent before the
 * first request; with a workspace, that one asks first whether the server knows workspaces.
 */
function openTransport(settings, options) {
    const dispatcher = openDispatcher(settings);
    const tokens = [];
    const contact = { wasReached: false };
    const context = {
        settings,
        quote: makeQuote(() => [...secretsOf(settings), ...tokens]),
    };
    const attempt = (send, repeat) => attemptRequest(send, {
        settings: settings.retries,
        repeat,
        contact,
        pace: options,
        onWait: (outcome, seconds) => {
            if (seconds <= MOMENT)
                return;
            const { message } = explain(outcome, context);
            options.onWait?.(`${message}: trying again in ${Math.round(seconds)} s`);
        },
    });
    const { timeout, origin, basePath, headers } = settings;
    const authorization = openAuthorization(context, {
        now: options.now,
        remember: (token) => tokens.push(token),
        send: (form) => attempt(() => exchange(dispatcher, {
            method: 'POST',
            timeout,
            ...form,
            headers: { ...headers, ...form.headers },
        }), 'always'),
    });
    const sendOnce = async ({ method, path, query, body }) => {
        const authorized = await authorization.header();
        return exchange(dispatcher, {
            method,
            url: `${origin}${basePath}${path}${writeQuery(query)}`,
            headers: {
                ...headers,
                ...(authorized === null ? {} : { authorization: authorized }),
                ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            body: body === undefined ? null : JSON.stringify(body),
            timeout,
        });
    };
    const send = async (request) => {
        const attempts = await attempt(async () => {
            const outcome = await sendOnce(request);
            // a token may be taken back before its time is over; what was refused was not done
            const refused = outcome.kind === 'answer' && outcome.status === 401;
            const again = refused && (typeof request.repeat !== 'function' || request.repeat());
            return again && authorization.forget() ? sendOnce(request) : outcome;
        }, request.repeat);
        const { outcome } = attempts;
        const object = outcome.kind === 'answer' && outcome.status === 200 ? readObject(outcome) : null;
        if (object === null)
            throw makeFailure(outcome, context, attempts);
        return object;
    };
    const ready = settings.workspace === null ? null : openWorkspaceCheck(send, settings.workspace, settings);
    return {
        label: settings.label,
        send: async (request) => {
            await ready?.();
            return send(request);
        },
        close: () => dispatcher.destroy(),
    };
}
function writeQuery(query = {}) {
    const pairs = Object.entries(query).flatMap(([key, value]) => value === undefined
        ? []
        : (typeof value === 'string' ? [value] : value).map((one) => [key, one]));
    return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

// EXTERNAL MODULE: ./build/js/src/version.js + 1 modules
var src_version = __webpack_require__(90143);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/databricks.js




/** The fields that are read, as `.databrickscfg` names them, and their variables. */
const VARIABLES = {
    host: 'DATABRICKS_HOST',
    token: 'DATABRICKS_TOKEN',
    client_id: 'DATABRICKS_CLIENT_ID',
    client_secret: 'DATABRICKS_CLIENT_SECRET',
    auth_type: 'DATABRICKS_AUTH_TYPE',
    workspace_id: 'DATABRICKS_WORKSPACE_ID',
};
/**
 * Host and credentials by the rules of Databricks' own client: variables go before the profile's fields; without
 * any variable and without a profile's name, the default profile.
 * @throws StagegateError `input` for what is missing or contradicts itself, `unsupported` for other ways to log in
 */
async function readDatabricks(address, env, files) {
    const variables = readVariables(env);
    const profile = await readProfile(address, { env, files, needed: !hasAccess(variables) });
    refuseTwoHosts(address, variables, profile);
    const fields = { ...profile, ...variables };
    return {
        origin: readHost(fields.host, address),
        credentials: databricks_findCredentials(fields, address),
        workspaceId: fields.workspace_id === undefined
            ? null
            : checkHeaderValue(fields.workspace_id.value, fields.workspace_id.from),
    };
}
function hasAccess(fields) {
    return ['host', 'token', 'client_id', 'client_secret'].some((field) => fields[field] !== undefined);
}
function readVariables(env) {
    return collect((field) => {
        const value = readText(env, VARIABLES[field]);
        return value === null ? null : { value, from: VARIABLES[field] };
    });
}
function collect(find) {
    const found = {};
    for (const field of Object.keys(VARIABLES)) {
        const one = find(field);
        if (one !== null)
            found[field] = one;
    }
    return found;
}
async function readProfile(address, { env, files, needed }) {
    const named = address.profile ?? readText(env, 'DATABRICKS_CONFIG_PROFILE');
    if (named === null && !needed)
        return {};
    const path = readText(env, 'DATABRICKS_CONFIG_FILE') ?? '~/.databrickscfg';
    const text = await readConfigFile(files, path);
    const sections = text === null ? {} : parseConfigFile(text, path);
    const name = named ?? (sections['__settings__']?.['default_profile'] || 'DEFAULT');
    const values = sections[name];
    if (values === undefined && named !== null)
        throw noProfile(named, path, sections);
    return collect((field) => {
        const value = values?.[field] ?? '';
        return value === '' ? null : { value, from: `profile ${name} of ${path}` };
    });
}
function noProfile(name, path, sections) {
    const names = Object.keys(sections).filter((section) => section !== '__settings__');
    return new errors/* StagegateError */.qU('input', `${path} has no profile ${JSON.stringify(name)}`, {
        hint: names.length === 0
            ? 'Make it with: databricks configure --profile NAME'
            : `Its profiles: ${names.join(', ')}.`,
    });
}
/** The registry's URI says which workspace; a variable that is left over must not send a promotion to another. */
function refuseTwoHosts(address, variables, profile) {
    if (address.profile === null || variables.host === undefined || profile.host === undefined)
        return;
    const [inVariable, inProfile] = [variables.host, profile.host].map((host) => parseHost(host));
    if (inVariable === inProfile)
        return;
    throw new errors/* StagegateError */.qU('input', `DATABRICKS_HOST is another host than that of ${profile.host.from}`, {
        hint: `Unset DATABRICKS_HOST, or write ${address.kind} without a profile.`,
    });
}
function readHost(host, address) {
    if (host !== undefined)
        return parseHost(host);
    throw new errors/* StagegateError */.qU('input', `the registry is ${address.kind}, but no Databricks host is given`, {
        hint: 'Set DATABRICKS_HOST (https://….cloud.databricks.com) and DATABRICKS_TOKEN, or name a profile of ~/.databrickscfg: databricks://profile.',
    });
}
/** Only the origin counts: what people paste from the browser has more behind it. */
function parseHost({ value, from }) {
    const uri = value.includes('://') ? value.trim() : `https://${value.trim()}`;
    const url = URL.canParse(uri) ? new URL(uri) : null;
    if (url !== null && /^https?:$/.test(url.protocol))
        return url.origin;
    throw new errors/* StagegateError */.qU('input', `the Databricks host in ${from} is no valid address`, {
        hint: 'Write it as https://dbc-1234.cloud.databricks.com.',
    });
}
function databricks_findCredentials(fields, address) {
    const { token, client_id: client, client_secret: secret } = fields;
    const way = fields.auth_type?.value ?? chooseWay(fields);
    if (way === 'pat' && token !== undefined) {
        return { kind: 'token', token: checkHeaderValue(token.value, token.from), from: token.from };
    }
    if (way === 'oauth-m2m' && client !== undefined && secret !== undefined) {
        const from = [...new Set([client.from, secret.from])].join(' and ');
        return { kind: 'oauth', client: client.value, secret: secret.value, from };
    }
    if (way !== null && way !== 'pat' && way !== 'oauth-m2m') {
        throw new errors/* StagegateError */.qU('unsupported', `the Databricks authentication ${JSON.stringify(way)} can't be used`, {
            hint: 'Use a token (pat: DATABRICKS_TOKEN) or a service principal (oauth-m2m: DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET).',
        });
    }
    throw new errors/* StagegateError */.qU('input', `the registry is ${address.kind}, but no Databricks credentials are given`, {
        hint: 'Set DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, or name a profile of ~/.databrickscfg that has them: databricks://profile.',
    });
}
function chooseWay({ token, client_id: client, client_secret: secret }) {
    if (token === undefined)
        return client !== undefined && secret !== undefined ? 'oauth-m2m' : null;
    if (client === undefined && secret === undefined)
        return 'pat';
    const other = (client ?? secret)?.from ?? '';
    throw new errors/* StagegateError */.qU('input', `there is more than one Databricks credential: ${token.from} and ${other}`, {
        hint: 'Unset one, or choose with DATABRICKS_AUTH_TYPE: pat or oauth-m2m.',
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/proxy.js



/**
 * The proxy for a server by Python's rules, which are MLflow's: `https_proxy` for https and `http_proxy` for http,
 * else `all_proxy`, unless `no_proxy` names the host; lower case goes before upper case, and an empty value means
 * none.
 * @param origin `https://mlflow.example.com:5000`
 * @throws StagegateError `input` for an address that is none, `unsupported` for a SOCKS proxy
 */
function chooseProxy(origin, env) {
    const url = new URL(origin);
    const [scheme = ''] = url.protocol.split(':');
    const named = lookUp(env, `${scheme}_proxy`) ?? lookUp(env, 'all_proxy');
    if (named === null || isExempt(url, readText(env, 'no_proxy') ?? readText(env, 'NO_PROXY') ?? ''))
        return null;
    return parseProxy(named.value, named.variable);
}
function lookUp(env, name) {
    for (const variable of [name, name.toUpperCase()]) {
        const value = env[variable];
        if (value === undefined)
            continue;
        // an empty one in lower case takes back the one in upper case
        return value.trim() === '' ? null : { variable, value: value.trim() };
    }
    return null;
}
function isExempt(url, list) {
    const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
    const withPort = url.port === '' ? host : `${host}:${url.port}`;
    if (list.trim() === '*')
        return true;
    return list.split(',').some((entry) => {
        const name = entry.trim().toLowerCase().replace(/^\.+/, '');
        if (name === '')
            return false;
        if ([host, withPort].some((own) => own === name || own.endsWith(`.${name}`)))
            return true;
        return isInNetwork(host, name);
    });
}
/** `10.1.2.3` in `10.0.0.0/8`; IPv4 only, as in Python's requests. */
function isInNetwork(host, network) {
    const [base = '', bits = ''] = network.split('/');
    const [address, start] = [toNumber(host), toNumber(base)];
    if (address === null || start === null || !/^(?:[1-9]|[12]\d|3[0-2])$/.test(bits))
        return false;
    const size = 2 ** (32 - Number(bits));
    return Math.floor(address / size) === Math.floor(start / size);
}
function toNumber(ipv4) {
    const parts = ipv4.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : NaN));
    if (parts.length !== 4 || !parts.every((part) => part <= 255))
        return null;
    return parts.reduce((sum, part) => sum * 256 + part, 0);
}
function parseProxy(value, variable) {
    const uri = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
    if (!URL.canParse(uri)) {
        throw new errors/* StagegateError */.qU('input', `${variable} is no valid URL`, {
            hint: 'Write it as http://proxy.example.com:3128.',
        });
    }
    const url = new URL(uri);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw new errors/* StagegateError */.qU('unsupported', `${variable} names a ${url.protocol}// proxy`, {
            hint: 'Only http:// and https:// proxies can be used; NO_PROXY exempts a host from it.',
        });
    }
    const [user = '', password = ''] = [url.username, url.password].map(server_location/* decodeLogin */.iE);
    return {
        address: url.origin,
        login: user === '' && password === '' ? null : { user, password },
        from: variable,
    };
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/tls.js





/** Where no connection is encrypted. */
const NO_TLS = { verify: true, authorities: null, clientCertificate: null, from: null };
const INSECURE = 'MLFLOW_TRACKING_INSECURE_TLS';
const AUTHORITIES = 'MLFLOW_TRACKING_SERVER_CERT_PATH';
const CLIENT = 'MLFLOW_TRACKING_CLIENT_CERT_PATH';
/** Those of Python's requests, in its order; it leaves SSL_CERT_FILE alone. */
const BUNDLES = ['REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'];
/**
 * MLflow's settings for TLS, else those of Python's requests.
 * @throws StagegateError `input` for settings that exclude each other and files without what they should hold
 */
async function readTls(env, files) {
    const insecure = readSwitch(env, INSECURE, false);
    if (insecure && readText(env, AUTHORITIES) !== null) {
        throw new errors/* StagegateError */.qU('input', `${INSECURE} and ${AUTHORITIES} are both set`, {
            hint: `Unset ${INSECURE}: with the certificate the server can be verified.`,
        });
    }
    return {
        verify: !insecure,
        ...(insecure
            ? { authorities: null, from: null }
            : await readAuthorities(env, files, [AUTHORITIES, ...BUNDLES])),
        clientCertificate: await readClientCertificate(env, files),
    };
}
/**
 * What is left of it for Databricks, whose client does not know MLflow's variables.
 * @throws StagegateError as `readTls`
 */
async function readDatabricksTls(env, files) {
    return { ...NO_TLS, ...(await readAuthorities(env, files, BUNDLES)) };
}
async function readAuthorities(env, files, variables) {
    for (const variable of variables) {
        const path = readText(env, variable);
        if (path === null)
            continue;
        const pem = await readNamedFile(files, variable, path);
        if (!/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(pem)) {
            throw new errors/* StagegateError */.qU('input', `${variable}: ${path} holds no certificate`, {
                hint: 'It has to hold -----BEGIN CERTIFICATE----- (PEM); openssl x509 -inform der makes it from the binary form.',
            });
        }
        return { authorities: pem, from: variable };
    }
    return { authorities: null, from: null };
}
async function readClientCertificate(env, files) {
    const path = readText(env, CLIENT);
    if (path === null)
        return null;
    const pem = await readNamedFile(files, CLIENT, path);
    try {
        (0,external_node_tls_.createSecureContext)({ cert: pem, key: pem });
        return pem;
    }
    catch (error) {
        throw new errors/* StagegateError */.qU('input', `${CLIENT}: ${path} can't be used as a client certificate (${errorCode(error) ?? 'unreadable'})`, {
            hint: 'It has to hold the certificate and its private key, one behind the other, in PEM format and without a passphrase.',
        });
    }
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/settings.js







/**
 * Everything from MLflow's own variables, with its meanings, precedence and defaults; for Databricks from its own.
 * @throws StagegateError `input` for a wrong value, `unsupported` for a way to authenticate that is not there
 */
async function readServerSettings(address, env, files) {
    const own = address.kind === 'http'
        ? await readMlflow(address, env, files)
        : await readWorkspace(address, env, files);
    const proxy = chooseProxy(own.origin, env);
    const secure = [own.origin, proxy?.address].some((url) => url?.startsWith('https:'));
    const readOwnTls = address.kind === 'http' ? readTls : readDatabricksTls;
    return {
        ...own,
        proxy,
        tls: secure ? await readOwnTls(env, files) : NO_TLS,
        headers: { 'user-agent': `stagegate/${src_version/* VERSION */.x}`, accept: 'application/json', ...own.headers },
        // the limits are MLflow's: _MLFLOW_HTTP_REQUEST_MAX_RETRIES_LIMIT, …_MAX_BACKOFF_FACTOR_LIMIT
        timeout: readWhole(env, 'MLFLOW_HTTP_REQUEST_TIMEOUT', { fallback: 120, min: 1, max: MAX_TIMEOUT }),
        retries: {
            max: readWhole(env, MAX_RETRIES, { fallback: 7, min: 0, max: 10 }),
            isMaxGiven: readText(env, MAX_RETRIES) !== null,
            factor: readWhole(env, 'MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR', { fallback: 2, min: 0, max: 120 }),
            jitter: readDecimal(env, 'MLFLOW_HTTP_REQUEST_BACKOFF_JITTER', { fallback: 1, min: 0 }),
            respectRetryAfter: readSwitch(env, 'MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER', true),
        },
    };
}
const MAX_RETRIES = 'MLFLOW_HTTP_REQUEST_MAX_RETRIES';
/** Seconds; Node's timers can't do more than 24 days. */
const MAX_TIMEOUT = 1_000_000;
async function readMlflow(address, env, files) {
    refuseOtherWays(env);
    const { kind, origin, basePath, login } = address;
    const workspace = readText(env, 'MLFLOW_WORKSPACE')?.trim() ?? null;
    return {
        kind,
        label: `${origin}${basePath}`,
        origin,
        basePath,
        credentials: await findCredentials(login, { env, files }),
        headers: workspace === null ? {} : { 'x-mlflow-workspace': checkHeaderValue(workspace, 'MLFLOW_WORKSPACE') },
        workspace,
    };
}
function refuseOtherWays(env) {
    if (readSwitch(env, 'MLFLOW_TRACKING_AWS_SIGV4', false))
        throw otherWay('MLFLOW_TRACKING_AWS_SIGV4');
    if (readText(env, 'MLFLOW_TRACKING_AUTH') !== null)
        throw otherWay('MLFLOW_TRACKING_AUTH');
}
function otherWay(variable) {
    return new errors/* StagegateError */.qU('unsupported', `${variable} asks for a way to sign requests that stagegate has not`, {
        hint: `Unset ${variable} and use MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.`,
    });
}
async function readWorkspace(address, env, files) {
    const { origin, credentials, workspaceId } = await readDatabricks(address, env, files);
    return {
        kind: address.kind,
        label: `${address.kind} (${origin})`,
        origin,
        basePath: '',
        credentials,
        headers: workspaceId === null ? {} : { 'x-databricks-org-id': workspaceId },
        workspace: null,
    };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/client/open-server.js








/**
 * Opens the way to a server; nothing is sent yet.
 * @throws StagegateError `input` or `unsupported` for settings that name no server or can't be used
 */
async function openTransportFor(location, options) {
    return openAddress(resolveServer(location, options.env), options);
}
async function openAddress(address, { env, home = (0,external_node_os_.homedir)(), onWait }) {
    return openTransport(await readServerSettings(address, env, openFiles(home)), {
        now: () => new Date(),
        sleep: async (milliseconds) => {
            await (0,promises_.setTimeout)(milliseconds);
        },
        random: Math.random,
        onWait,
    });
}
/**
 * Opens the server of a registry and, when first asked for a run, the one that keeps the runs.
 * @throws StagegateError as `openTransportFor`; `tracking` throws it for MLFLOW_TRACKING_URI only when asked
 */
async function openServers(location, options) {
    const address = (0,server_location/* resolveServer */.wx)(location, options.env);
    const transport = await openAddress(address, options);
    let tracking = null;
    const openTrackingTransport = async () => {
        const own = (0,server_location/* resolveTracking */._r)(address, options.env);
        return own === null ? transport : openAddress(own, options);
    };
    const track = async () => openTracking(await (tracking ??= openTrackingTransport()));
    return {
        registry: openModelServer(transport, address.kind === 'http' ? 'mlflow' : address.kind),
        tracking: {
            run: async (runId) => (await track()).run(runId),
            loggedModel: async (modelId) => (await track()).loggedModel(modelId),
        },
        close: async () => {
            await transport.close();
            await (await tracking?.catch(() => null))?.close();
        },
    };
}


/***/ })

};
