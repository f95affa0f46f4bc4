export const id = 485;
export const ids = [485];
export const modules = {

/***/ 27169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $4: () => (/* binding */ readVersion),
/* harmony export */   $e: () => (/* binding */ refuseAnswer),
/* harmony export */   Lv: () => (/* binding */ toRecord),
/* harmony export */   MT: () => (/* binding */ readVersionPage),
/* harmony export */   N6: () => (/* binding */ readModelPage),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   Tc: () => (/* binding */ tag),
/* harmony export */   Wp: () => (/* binding */ parseAnswer),
/* harmony export */   c3: () => (/* binding */ listOf),
/* harmony export */   kX: () => (/* binding */ optionalTime),
/* harmony export */   ko: () => (/* binding */ readModel),
/* harmony export */   nd: () => (/* binding */ integer)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55395);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73305);
/* harmony import */ var _model_version_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74305);
/* harmony import */ var _server_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48619);



/*
 * Checks and reads MLflow's answers. Empty texts and empty lists mean absent ones: MLflow leaves out the lists and sends
 * the texts. 64-bit integers come as numbers or as strings.
 */
const text = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .transform */ .pdi((given) => (given === undefined || given === '' ? null : given)));
const integer = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KCZ([zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Whr(), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._regex */ .Fk(/^-?\d{1,15}$/))]), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .transform */ .pdi(Number));
/** Milliseconds since 1970. */
const optionalTime = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .nullish */ .cl6(integer), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .transform */ .pdi((given) => given ?? null));
const tag = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ key: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), value: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()) });
function listOf(item) {
    return zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(item)), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .transform */ .pdi((given) => given ?? []));
}
/** @param readKey our key for a tag's key as the server keeps it */
function toRecord(tags, readKey) {
    return Object.fromEntries(tags.map(({ key, value }) => [readKey(key), value ?? '']));
}
/**
 * @param label the server's address for people
 * @param expected for people: `model version`
 * @throws ServerFailure not definite, when the answer has another shape
 */
function parseAnswer(schema, answer, label, expected) {
    const parsed = schema.safeParse(answer);
    if (parsed.success)
        return parsed.data;
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    throw refuseAnswer(label, `without a valid ${expected}${path === '' ? '' : ` (at ${path})`}`);
}
/** Also for an answer of the right shape that can't be true: to another question, a list without an end. */
function refuseAnswer(label, how) {
    return new _server_js__WEBPACK_IMPORTED_MODULE_1__/* .ServerFailure */ .k(`${label} answered ${how}`, {
        status: 200,
        errorCode: null,
        definite: false,
        hint: 'Check that this is the address of an MLflow server, and that nothing on the way changes its answers (a gateway, a login page).',
    });
}
const version = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KCZ([zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Whr()]), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .transform */ .pdi((given) => String(given).trim().replace(/^0+/, ''))), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .refine */ .YPB(_model_version_js__WEBPACK_IMPORTED_MODULE_0__/* .isVersion */ .lF)));
/** MLflow's own server sends names, Unity Catalog wraps each name in an object. */
const alias = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KCZ([
    zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ alias: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }), zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .transform */ .pdi((given) => given.alias)),
]);
const modelVersion = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    name: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    version,
    current_stage: text,
    source: text,
    run_id: text,
    model_id: text,
    creation_timestamp: optionalTime,
    status: text,
    tags: listOf(tag),
    aliases: listOf(alias),
});
const registeredModel = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    name: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    tags: listOf(tag),
    aliases: listOf(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ alias: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), version })),
    latest_versions: listOf(modelVersion),
});
const versionAnswer = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ model_version: modelVersion });
const versionPage = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ model_versions: listOf(modelVersion), next_page_token: text });
const modelAnswer = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ registered_model: registeredModel });
const modelPage = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ registered_models: listOf(registeredModel), next_page_token: text });
/** @throws ServerFailure not definite, for any other answer */
function readVersion(answer, dialect) {
    const given = parseAnswer(versionAnswer, answer, dialect.label, 'model version').model_version;
    return { ...toVersion(given, dialect), aliases: given.aliases };
}
/** @throws ServerFailure not definite, for any other answer */
function readVersionPage(answer, dialect) {
    const page = parseAnswer(versionPage, answer, dialect.label, 'list of model versions');
    const items = page.model_versions.map((each) => ({ name: each.name, held: toVersion(each, dialect) }));
    return { items, next: page.next_page_token };
}
/** @throws ServerFailure not definite, for any other answer */
function readModel(answer, dialect) {
    return toModel(parseAnswer(modelAnswer, answer, dialect.label, 'registered model').registered_model, dialect);
}
/** @throws ServerFailure not definite, for any other answer */
function readModelPage(answer, dialect) {
    const page = parseAnswer(modelPage, answer, dialect.label, 'list of registered models');
    return { items: page.registered_models.map((each) => toModel(each, dialect)), next: page.next_page_token };
}
function toVersion({ name, ...given }, { label, stages, readKey }) {
    if (stages && given.current_stage === null) {
        throw refuseAnswer(label, `without a valid model version (version ${given.version} of ${name} has no stage)`);
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


/***/ }),

/***/ 76485:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $s: () => (/* binding */ isPrompt),
/* harmony export */   E6: () => (/* binding */ mlflowDialect),
/* harmony export */   bn: () => (/* binding */ pickVersions),
/* harmony export */   f_: () => (/* binding */ openMlflowServer),
/* harmony export */   ol: () => (/* binding */ quoteText)
/* harmony export */ });
/* unused harmony exports nameFilter, tagFilter */
/* harmony import */ var _model_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21363);
/* harmony import */ var _model_version_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(74305);
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27169);
/* harmony import */ var _registry_calls_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(89923);
/* harmony import */ var _server_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(48619);
/* harmony import */ var _tracking_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(75909);






/** Rows per page. MLflow allows 200,000 versions, too much for one answer: each may have 10 KB of tags. */
const PAGE = { versions: '10000', models: '1000' };
/** How MLflow's own server and a Databricks workspace answer. */
function mlflowDialect(label) {
    return { label, stages: true, readKey: (key) => key };
}
/**
 * Opens MLflow's own server. A search for versions that finds none costs one more request: a version that is marked as a
 * prompt hides all versions of its model.
 */
function openMlflowServer(transport) {
    const { label } = transport;
    const dialect = mlflowDialect(label);
    const calls = (0,_registry_calls_js__WEBPACK_IMPORTED_MODULE_3__/* .openCalls */ .u$)(transport, { prefix: _registry_calls_js__WEBPACK_IMPORTED_MODULE_3__/* .MLFLOW_API */ .XO, dialect, writeKey: (key) => key });
    const listVersions = async (name, tagged) => {
        const { filter } = nameFilter(name);
        const hasTag = tagged === undefined ? null : tagFilter(tagged);
        const found = await calls.searchVersions({
            filter: hasTag === null ? filter : `${filter} AND ${hasTag}`,
            // in the default order, a version that changes moves from page to page
            order_by: 'version_number ASC',
            max_results: PAGE.versions,
        });
        return pickVersions(found, name, tagged);
    };
    const findNewest = async (name) => {
        const { filter, exact } = nameFilter(name);
        if (!exact)
            return (await listVersions(name)).at(-1) ?? null;
        const query = { filter, order_by: 'version_number DESC', max_results: '1' };
        return pickVersions(await calls.firstVersions(query), name).at(0) ?? null;
    };
    const refuseIfHidden = async (name) => {
        const filter = `${nameFilter(name).filter} AND ${IS_PROMPT}`;
        const found = await calls.searchVersions({ filter, max_results: PAGE.versions });
        const hiding = pickVersions(found, name).at(0);
        if (hiding === undefined)
            return;
        const model = await calls.model(name);
        if (model !== null && !isPrompt(model))
            throw hidesVersions(label, name, hiding.version);
    };
    return {
        ...calls,
        ...(0,_tracking_js__WEBPACK_IMPORTED_MODULE_5__/* .openTracking */ .w)(transport),
        label,
        // MLflow 2 takes 5,000 characters, MLflow 3 takes 100,000, and a server doesn't say which it is
        features: { stages: true, aliases: true, tagValue: 5_000 },
        models: async () => {
            const found = await calls.searchModels({ max_results: PAGE.models });
            const models = found.filter((model) => !isPrompt(model));
            return models.map(({ name }) => name).sort();
        },
        versions: async (name, tagged) => {
            const found = await listVersions(name, tagged);
            // a search by tag that finds nothing is followed by a listing, which checks
            if (found.length === 0 && tagged === undefined)
                await refuseIfHidden(name);
            return found;
        },
        newest: async (name) => {
            const found = await findNewest(name);
            if (found === null)
                await refuseIfHidden(name);
            return found;
        },
        transition: async ({ name, version }, { stage, archiveExisting }, options) => {
            // the server answers 500 when asked to archive the others in None or Archived
            const archives = archiveExisting && !(0,_model_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .isWithdrawal */ .OH)((0,_model_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .findStage */ .U9)(stage, []) ?? stage);
            const answer = await transport.send({
                method: 'POST',
                path: `${_registry_calls_js__WEBPACK_IMPORTED_MODULE_3__/* .MLFLOW_API */ .XO}/model-versions/transition-stage`,
                body: { name, version, stage, archive_existing_versions: archives },
                repeat: options?.mayRepeat ?? 'always',
            });
            return (0,_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .readVersion */ .$4)(answer, dialect);
        },
        createModel: async (name) => {
            const path = `${_registry_calls_js__WEBPACK_IMPORTED_MODULE_3__/* .MLFLOW_API */ .XO}/registered-models/create`;
            try {
                await transport.send({ method: 'POST', path, body: { name }, repeat: 'always' });
            }
            catch (error) {
                const exists = ['RESOURCE_ALREADY_EXISTS', 'ALREADY_EXISTS'];
                if (!(error instanceof _server_js__WEBPACK_IMPORTED_MODULE_4__/* .ServerFailure */ .k) || !exists.includes(error.errorCode ?? ''))
                    throw error;
            }
        },
        createVersion: async (name, { source, runId, tags }) => {
            const answer = await transport.send({
                method: 'POST',
                path: `${_registry_calls_js__WEBPACK_IMPORTED_MODULE_3__/* .MLFLOW_API */ .XO}/model-versions/create`,
                body: {
                    name,
                    source,
                    ...(runId === undefined ? {} : { run_id: runId }),
                    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
                },
                repeat: 'never',
            });
            return (0,_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .readVersion */ .$4)(answer, dialect);
        },
    };
}
/** From what a search found, the versions of exactly this model that have the tag, by ascending number. */
function pickVersions(found, name, tagged) {
    return found
        .filter((each) => each.name === name)
        .map(({ held }) => held)
        .filter(({ tags }) => tagged === undefined || Object.hasOwn(tags, tagged))
        .sort((a, b) => (0,_model_version_js__WEBPACK_IMPORTED_MODULE_1__/* .compareVersions */ .Zy)(a.version, b.version));
}
/**
 * A text in quotes; null when neither kind of quotes can hold it. MLflow's search filters know no escapes: single quotes
 * can't hold a single quote, and a backslash before the closing quote counts as an escape if another quote follows.
 */
function quoteText(text) {
    if (text.endsWith('\\'))
        return null;
    if (!text.includes("'"))
        return `'${text}'`;
    return text.includes('"') ? null : `"${text}"`;
}
/**
 * Finds the versions of a model on MLflow's own server, whatever its name.
 * @returns `exact` is false when the filter may match other names too
 */
function nameFilter(name) {
    const quoted = quoteText(name);
    if (quoted !== null)
        return { filter: `name = ${quoted}`, exact: true };
    // `_` matches any one character; some databases read a backslash in a pattern as an escape
    return { filter: `name LIKE '${name.replace(/['\\]/g, '_')}'`, exact: false };
}
/** Finds the versions that have a tag of this key; null for a key that a filter can't hold. */
function tagFilter(key) {
    return /^[\w .-]+$/.test(key) ? `tags.\`${key}\` LIKE '%'` : null;
}
/*
 * MLflow keeps prompts as registered models with a tag. Its searches leave out every version of a model as soon as one
 * version has the tag, so anyone who may tag versions could make a model's history disappear.
 */
const PROMPT_TAG = 'mlflow.prompt.is_prompt';
/** Finds the versions that are marked as prompts. */
const IS_PROMPT = `tags.\`${PROMPT_TAG}\` = 'true'`;
function isPrompt({ tags }) {
    return tags[PROMPT_TAG]?.toLowerCase() === 'true';
}
function hidesVersions(label, name, version) {
    const message = `${label} hides all versions of ${name}: version ${version} is marked as a prompt`;
    return new _server_js__WEBPACK_IMPORTED_MODULE_4__/* .ServerFailure */ .k(message, {
        status: 200,
        errorCode: null,
        definite: true,
        hint: `Remove the tag ${PROMPT_TAG} from that version, and find out who set it.`,
    });
}


/***/ }),

/***/ 89923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XO: () => (/* binding */ MLFLOW_API),
/* harmony export */   u$: () => (/* binding */ openCalls)
/* harmony export */ });
/* unused harmony exports readPages, dropRepeats */
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27169);
/* harmony import */ var _server_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48619);


const MLFLOW_API = '/api/2.0/mlflow';
function openCalls(transport, { prefix, dialect, writeKey }) {
    const read = (path, query) => transport.send({ method: 'GET', path, query, repeat: 'always' });
    const write = async (request, options) => {
        await transport.send({ ...request, repeat: options?.mayRepeat ?? 'always' });
    };
    const aliasPath = `${prefix}/registered-models/alias`;
    const model = (name) => (0,_server_js__WEBPACK_IMPORTED_MODULE_1__/* .unlessMissing */ .F)(async () => (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .readModel */ .ko)(await read(`${prefix}/registered-models/get`, { name }), dialect));
    const version = ({ name, version: asked }) => (0,_server_js__WEBPACK_IMPORTED_MODULE_1__/* .unlessMissing */ .F)(async () => {
        const answer = await read(`${prefix}/model-versions/get`, { name, version: asked });
        const found = (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .readVersion */ .$4)(answer, dialect);
        if (found.version === asked)
            return found;
        const how = `with version ${found.version} when asked for version ${asked} of ${name}`;
        throw (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .refuseAnswer */ .$e)(dialect.label, how);
    });
    const existsAlias = async (name, alias) => {
        const { aliases = {} } = (await model(name)) ?? {};
        const target = Object.hasOwn(aliases, alias) ? aliases[alias] : undefined;
        return target !== undefined && (await version({ name, version: target })) !== null;
    };
    const versionPage = async (query) => (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .readVersionPage */ .MT)(await read(`${prefix}/model-versions/search`, query), dialect);
    return {
        model,
        version,
        versionByAlias: async (name, alias) => {
            try {
                return await (0,_server_js__WEBPACK_IMPORTED_MODULE_1__/* .unlessMissing */ .F)(async () => (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .readVersion */ .$4)(await read(aliasPath, { name, alias }), dialect));
            }
            catch (error) {
                // MLflow's own server answers this for an alias that is not set, and for much else
                const unclear = error instanceof _server_js__WEBPACK_IMPORTED_MODULE_1__/* .ServerFailure */ .k && error.errorCode === 'INVALID_PARAMETER_VALUE';
                if (unclear && !(await existsAlias(name, alias)))
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
            await (0,_server_js__WEBPACK_IMPORTED_MODULE_1__/* .unlessMissing */ .F)(() => write({ method: 'DELETE', path: `${prefix}/model-versions/delete-tag`, body }, options));
        },
        deleteVersion: async ({ name, version }, options) => {
            const path = `${prefix}/model-versions/delete`;
            await (0,_server_js__WEBPACK_IMPORTED_MODULE_1__/* .unlessMissing */ .F)(() => write({ method: 'DELETE', path, body: { name, version } }, options));
        },
        setAlias: ({ name, version }, alias, options) => write({ method: 'POST', path: aliasPath, body: { name, alias, version } }, options),
        deleteAlias: async (name, alias, options) => {
            await (0,_server_js__WEBPACK_IMPORTED_MODULE_1__/* .unlessMissing */ .F)(() => write({ method: 'DELETE', path: aliasPath, body: { name, alias } }, options));
        },
        searchVersions: async (query) => {
            const found = await readPages(dialect.label, (page_token) => versionPage({ ...query, page_token }));
            return dropRepeats(found, ({ name, held }) => JSON.stringify([name, held.version]));
        },
        firstVersions: async (query) => (await versionPage(query)).items,
        searchModels: async (query) => {
            const path = `${prefix}/registered-models/search`;
            const found = await readPages(dialect.label, async (page_token) => (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .readModelPage */ .N6)(await read(path, { ...query, page_token }), dialect));
            return dropRepeats(found, ({ name }) => name);
        },
    };
}
/** More than any registry has. A list without an end would keep us forever. */
const MAX_PAGES = 10_000;
/**
 * Reads all items of a list, page after page. A page may be empty without being the last.
 * @param label the server's address, for errors
 * @throws ServerFailure when a page leads back to an earlier one, or the list has no end
 */
async function readPages(label, fetchPage) {
    const items = [];
    const seen = new Set();
    for (let token;;) {
        const page = await fetchPage(token);
        // not push(...items): a page may have 200,000 of them, too many for arguments
        for (const item of page.items)
            items.push(item);
        if (page.next === null)
            return items;
        if (seen.has(page.next))
            throw (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .refuseAnswer */ .$e)(label, 'with a list whose pages repeat');
        if (seen.size === MAX_PAGES)
            throw (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .refuseAnswer */ .$e)(label, `with more than ${MAX_PAGES} pages of a list`);
        seen.add(page.next);
        token = page.next;
    }
}
/** Drops repeats: a list that changes while it is read may show a row on two pages. The later one counts. */
function dropRepeats(items, keyOf) {
    return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}


/***/ }),

/***/ 48619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ unlessMissing),
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
/**
 * The answer, or null where the server says that the thing doesn't exist.
 * @param isMissing by default the error's code decides: a 404 without a code is a wrong address, not a missing model
 */
async function unlessMissing(ask, isMissing = ({ errorCode }) => errorCode === 'RESOURCE_DOES_NOT_EXIST') {
    try {
        return await ask();
    }
    catch (error) {
        if (error instanceof ServerFailure && isMissing(error))
            return null;
        throw error;
    }
}


/***/ }),

/***/ 75909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ openTracking)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55395);
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27169);
/* harmony import */ var _server_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48619);



const API = '/api/2.0/mlflow';
// not checked here: an unusable value only concerns its own gate, whose reader says so
const metric = { key: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), value: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5J()) };
const linkedModel = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ model_id: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() });
const runAnswer = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    run: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        info: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ run_id: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), status: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq, lifecycle_stage: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq, end_time: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalTime */ .kX }),
        data: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ metrics: (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc(metric)), tags: (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)(_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .tag */ .Tc) })),
        inputs: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ model_inputs: (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)(linkedModel) })),
        outputs: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ model_outputs: (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)(linkedModel) })),
    }),
});
const loggedModelAnswer = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    model: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        info: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ model_id: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }),
        data: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
            metrics: (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ ...metric, step: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ._default */ .Rvf(_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd, 0), timestamp: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd, run_id: _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq })),
        })),
    }),
});
function openTracking({ label, send }) {
    const get = (path, query) => send({
        method: 'GET',
        path: `${API}/${path}`,
        ...(query === undefined ? {} : { query }),
        repeat: 'always',
    });
    return {
        run: (runId) => (0,_server_js__WEBPACK_IMPORTED_MODULE_1__/* .unlessMissing */ .F)(async () => {
            const found = readRun(await get('runs/get', { run_id: runId }), label);
            if (found.runId === runId)
                return found;
            throw (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .refuseAnswer */ .$e)(label, `with run ${found.runId} when asked for run ${runId}`);
        }),
        loggedModel: (modelId) => (0,_server_js__WEBPACK_IMPORTED_MODULE_1__/* .unlessMissing */ .F)(async () => {
            const answer = await get(`logged-models/${encodeURIComponent(modelId)}`);
            const found = readLoggedModel(answer, label);
            if (found.modelId === modelId)
                return found;
            throw (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .refuseAnswer */ .$e)(label, `with logged model ${found.modelId} when asked for ${modelId}`);
        }, 
        // before MLflow 3 there is no such path
        ({ status }) => status === 404),
    };
}
function readRun(answer, label) {
    const { info, data, inputs, outputs } = (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .parseAnswer */ .Wp)(runAnswer, answer, label, 'run').run;
    const models = [...(outputs?.model_outputs ?? []), ...(inputs?.model_inputs ?? [])];
    return {
        runId: info.run_id,
        status: info.status,
        lifecycleStage: info.lifecycle_stage,
        endTime: info.end_time,
        metrics: (data?.metrics ?? []).map(({ key, value }) => ({ key, value })),
        tags: (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .toRecord */ .Lv)(data?.tags ?? [], (key) => key),
        models: [...new Set(models.map(({ model_id }) => model_id))],
    };
}
function readLoggedModel(answer, label) {
    const { info, data } = (0,_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .parseAnswer */ .Wp)(loggedModelAnswer, answer, label, 'logged model').model;
    const metrics = (data?.metrics ?? []).map(({ run_id: runId, value, ...metric }) => ({
        ...metric,
        value,
        runId,
    }));
    return { modelId: info.model_id, metrics };
}


/***/ })

};
