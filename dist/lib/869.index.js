export const id = 869;
export const ids = [869];
export const modules = {

/***/ 6869:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RunEvidence: () => (/* binding */ RunEvidence)
});

// EXTERNAL MODULE: ./build/js/src/text/safe.js
var safe = __webpack_require__(42650);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/js/src/evidence/metric-tree.js
var metric_tree = __webpack_require__(5498);
// EXTERNAL MODULE: ./build/js/src/evidence/metric-path.js
var metric_path = __webpack_require__(98293);
// EXTERNAL MODULE: ./build/js/src/evidence/path-syntax.js
var path_syntax = __webpack_require__(90828);
;// CONCATENATED MODULE: ./build/js/src/evidence/run-report.js





/** Characters of a run's id: enough to find it. */
const ID_SHOWN = 12;
const GIT_COMMIT = 'mlflow.source.git.commit';
/** A run's name in messages. */
function nameRun(runId, { model, version }) {
    return `run ${runId.slice(0, ID_SHOWN)} of ${model} ${version}`;
}
/**
 * The run if it counts as evidence, else why not, as the message after its name.
 * @param run null when the server doesn't have it
 */
function admitRun(run) {
    if (run === null)
        return 'is not on the server: it was deleted for good, or is on another tracking server';
    if (run.lifecycleStage === 'deleted')
        return 'was deleted: restore it, or register a version of another run';
    if (run.lifecycleStage !== 'active')
        return `is not active (${(0,safe/* shorten */.ml)(run.lifecycleStage ?? 'no state', RAW_LENGTH)})`;
    if (run.status === 'FINISHED')
        return run;
    return `has the status ${(0,safe/* shorten */.ml)(run.status ?? 'unknown', RAW_LENGTH)}, and only a FINISHED run counts`;
}
/**
 * True when a run's last values may be another model's, because it also created or evaluated others (checkpoints, a
 * baseline). Then only values logged for the version's own logged model count.
 */
function isShared({ models }, modelId) {
    const others = new Set(models.filter((id) => id !== modelId));
    return modelId === null ? others.size > 1 : others.size > 0;
}
/**
 * The numbers of an admitted run. Their SHA-256 is the digest of
 * `{"run_id":…,"status":…,"metrics":[[name,value],…]}` without white space, sorted by name, values as sent.
 */
function readRun({ run, subject, linked, only }) {
    const shared = isShared(run, subject.modelId);
    const path = `${nameRun(run.runId, subject)}${shared ? `, logged model ${(0,safe/* shorten */.ml)(subject.modelId ?? '', RAW_LENGTH)}` : ''}`;
    const told = shared ? lastOfEach(linked, run.runId) : run.metrics;
    const counted = told.filter(({ key }) => only === null || only.has(key));
    const leaves = new Map();
    for (const { key, value } of counted) {
        if (leaves.has(key))
            return { path, message: `has the metric ${(0,safe/* quote */.hD)(key, RAW_LENGTH)} twice` };
        leaves.set(key, shared ? toLinkedLeaf(value) : toMetricLeaf(value));
    }
    return {
        path,
        sha256: digest(run, counted),
        format: 'mlflow',
        metrics: toMetricTree(leaves),
        statement: {
            model: subject.model,
            version: subject.version,
            versionIsSpecific: true,
            commit: run.tags[GIT_COMMIT],
            time: toTime(run.endTime),
        },
    };
}
/** A logged model has every logged value. The last one has the highest step, as in a run. */
function lastOfEach(linked, runId) {
    const last = new Map();
    for (const metric of linked) {
        if (metric.runId !== runId)
            continue;
        const [before, ...twins] = last.get(metric.key) ?? [];
        const later = before === undefined ? 1 : metric.step - before.step || metric.timestamp - before.timestamp;
        if (before === undefined || later > 0)
            last.set(metric.key, [metric]);
        else if (later === 0)
            last.set(metric.key, [before, ...twins, metric]);
    }
    return [...last.values()].flat();
}
function digest({ runId, status }, metrics) {
    const sorted = metrics.map(({ key, value }) => [key, value]).sort(([a], [b]) => (a < b ? -1 : 1));
    const text = JSON.stringify({ run_id: runId, status, metrics: sorted });
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}
function toTime(milliseconds) {
    const time = new Date(milliseconds ?? Number.NaN);
    return Number.isNaN(time.getTime()) ? undefined : time;
}
/** MLflow's databases store infinity as the largest double. No measurement comes near it. */
const INFINITE = 1.79e308;
const RAW_LENGTH = 40;
/** How MLflow's JSON writes numbers that JSON doesn't have. */
const NO_NUMBERS = ['NaN', 'Infinity', '-Infinity'];
/** A run's metric: a finite number, or an explained absence. */
function toMetricLeaf(value) {
    if (typeof value !== 'number' || !Number.isFinite(value))
        return noNumber(describe(value));
    if (Math.abs(value) < INFINITE)
        return { kind: 'leaf', value, raw: String(value) };
    return noNumber(value > 0 ? 'Infinity (1.797e308)' : '-Infinity (-1.797e308)');
}
/**
 * The same for a logged model's metric. MLflow returns 0 for NaN there, and a NaN must not pass for a small error.
 */
function toLinkedLeaf(value) {
    return value === 0 ? noNumber("0 (or NaN: MLflow's logged models have 0 for both)") : toMetricLeaf(value);
}
function noNumber(raw) {
    return { kind: 'leaf', value: null, raw };
}
function describe(value) {
    const isWord = typeof value === 'number' || (typeof value === 'string' && NO_NUMBERS.includes(value));
    const text = isWord ? String(value) : JSON.stringify(value ?? null);
    return (0,safe/* shorten */.ml)(text, RAW_LENGTH);
}
/**
 * Flat names as a tree, split at their dots, so that `slices.*.recall` finds every slice. The full name is a path
 * too. Names stay distinct.
 */
function toMetricTree(leaves) {
    const placed = [...leaves].map(([name, leaf]) => [name.split('.'), leaf]);
    return { ...(0,metric_tree/* growTree */.W)(placed), splitsNames: true };
}
/** Whether wanted metrics may be elsewhere. A `*` may always match more. */
function leavesOut(metrics, wanted) {
    return wanted.some((path) => path.some(({ any }) => any) || (0,metric_path/* findMetrics */.j)(metrics, path).some(({ leaf }) => leaf === null));
}
/** The wanted metrics of a logged model that `metrics` doesn't have. */
function pickMissing(linked, metrics, wanted) {
    const all = toMetricTree(new Map(linked.map(({ key, value }) => [key, toMetricLeaf(value)])));
    const names = wanted
        .flatMap((path) => (0,metric_path/* findMetrics */.j)(all, path))
        .filter(({ leaf }) => leaf !== null)
        .map(({ segments }) => segments.map((key) => (typeof key === 'string' ? key : key.key)).join('.'));
    const missing = new Set(names.filter((name) => !hasMetric(metrics, name)));
    return linked.filter(({ key }) => missing.has(key));
}
function hasMetric(metrics, name) {
    return (0,metric_path/* findMetrics */.j)(metrics, [(0,path_syntax/* toSegment */.vJ)(name)]).some(({ leaf }) => leaf !== null);
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/run-evidence.js

/** More evaluation runs than the gates of one version can need. Each costs a request. */
const MAX_RUNS = 10;
/** A logged model's id, bare or as a version's source. */
const LOGGED_MODEL = /^(?:models:\/)?(m-[\w-]{1,100})$/;
/**
 * Reads the metrics of a version: those of the run that it was registered with and, for wanted metrics missing there,
 * those that other runs (evaluations) logged for its logged model. Requests nothing twice.
 */
class RunEvidence {
    options;
    runsById = new Map();
    linkedById = new Map();
    constructor(options) {
        this.options = options;
    }
    /** @throws ServerFailure when the server fails */
    async runs(subject, wanted) {
        const version = await this.options.findVersion(subject);
        const runId = version?.runId ?? '';
        if (version === null || runId === '') {
            const why = version === null ? 'the version is not registered' : 'the version was registered without a run';
            const path = `the run of ${subject.model} ${subject.version}`;
            return { reports: [], problems: [{ path, message: `is unknown: ${why}`, isMissing: true }] };
        }
        const about = { ...subject, modelId: modelIdOf(version) };
        const run = admitRun(await this.run(runId));
        if (typeof run === 'string')
            return refuse(nameRun(runId, about), run);
        const linked = isShared(run, about.modelId) ? await this.linkedTo(about.modelId) : [];
        if (linked === null)
            return refuse(nameRun(runId, about), unclearModel(about));
        const own = readRun({ run, subject: about, linked, only: null });
        if (isProblem(own))
            return { reports: [], problems: [own] };
        const others = leavesOut(own.metrics, wanted) ? await this.readOthers(own, about, wanted) : NOTHING;
        const reports = [own, ...others.reports].filter(({ metrics }) => metrics.children.size > 0);
        if (reports.length + others.problems.length === 0)
            return refuse(own.path, 'has no metrics');
        return { reports, problems: others.problems };
    }
    async readOthers(own, about, wanted) {
        const linked = (await this.linkedTo(about.modelId)) ?? [];
        const missing = pickMissing(linked, own.metrics, wanted);
        const ids = [...new Set(missing.flatMap(({ runId }) => runId ?? []))];
        if (ids.length > MAX_RUNS) {
            return refuse(own.path, `lacks metrics that ${ids.length} other runs logged; at most ${MAX_RUNS} are read`);
        }
        const only = new Set(missing.map(({ key }) => key));
        const read = await Promise.all(ids.map(async (id) => ({
            one: await this.readOther(id, { about, linked, only }),
            names: missing.filter(({ runId }) => runId === id).map(({ key }) => key),
        })));
        const reports = read.flatMap(({ one }) => (isProblem(one) ? [] : [one]));
        const found = new Set(read.flatMap(({ one, names }) => (isProblem(one) ? [] : names)));
        // a failed evaluation doesn't matter if another one, such as its retry, has the same metrics
        const problems = read.flatMap(({ one, names }) => isProblem(one) && names.some((name) => !found.has(name)) ? [one] : []);
        return { reports, problems };
    }
    async readOther(runId, given) {
        const { about, linked, only } = given;
        const run = admitRun(await this.run(runId));
        if (typeof run === 'string')
            return { path: nameRun(runId, about), message: run };
        return readRun({ run, subject: about, linked, only });
    }
    /** What runs logged for a logged model; null when it is unknown or was deleted. */
    async linkedTo(modelId) {
        if (modelId === null)
            return null;
        const model = await once(this.linkedById, modelId, () => this.options.server.loggedModel(modelId));
        return model?.metrics ?? null;
    }
    run(runId) {
        return once(this.runsById, runId, () => this.options.server.run(runId));
    }
}
const NOTHING = { reports: [], problems: [] };
function refuse(path, message) {
    return { reports: [], problems: [{ path, message }] };
}
function isProblem(read) {
    return 'message' in read;
}
/** MLflow 3's own server only names the logged model in the version's source. */
function modelIdOf({ modelId, source }) {
    return LOGGED_MODEL.exec(modelId ?? source ?? '')?.[1] ?? null;
}
function unclearModel({ modelId, version }) {
    if (modelId === null) {
        return `made or evaluated several logged models, and version ${version} does not say which one it is: register it from its logged model (models:/m-…)`;
    }
    return `made or evaluated several logged models, but the one of version ${version} (${modelId}) is not on the server`;
}
function once(known, key, ask) {
    const asked = known.get(key) ?? ask();
    known.set(key, asked);
    return asked;
}


/***/ })

};
