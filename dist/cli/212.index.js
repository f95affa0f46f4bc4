export const id = 212;
export const ids = [212];
export const modules = {

/***/ 68212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Stagegate: () => (/* binding */ Stagegate)
});

// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/history/select.js
var history_select = __webpack_require__(70866);
// EXTERNAL MODULE: ./build/js/src/system-clock.js
var system_clock = __webpack_require__(81305);
;// CONCATENATED MODULE: ./build/js/src/promotion/apply-loop.js

/**
 * How often a promotion decides again while others keep changing the registry. One promoter wins each round, so with N
 * at once the last one needs about N attempts.
 */
const MAX_ATTEMPTS = 100;
/** Milliseconds. Each wait is random, below a bound that doubles from the first to the longest. */
const FIRST_WAIT = 50;
const LONGEST_WAIT = 6_000;
/**
 * Settles races, for every registry: read, decide, and apply if nothing has changed; otherwise start again. An old
 * decision is never replayed.
 * @throws StagegateError `conflict` when every attempt lost
 */
async function decideAndApply(options) {
    const { registry, dry, decide } = options;
    let attempts = 0;
    let finished = null;
    let first;
    const settled = await retryOnConflict(options, async () => {
        attempts += 1;
        let before = await registry.read(options.model, options.interest);
        const left = dry ? undefined : await registry.finish?.(before);
        if (left !== undefined) {
            finished = left.finished ?? finished;
            before = await registry.read(options.model, options.interest);
        }
        first ??= before;
        const decision = await decide(before, { first, finished });
        const applied = decision.plan === null || dry ? null : await registry.apply(decision.plan, before);
        const repeatedCommit = await findRepeated(registry, decision, before);
        return { decision, applied, finished, repeatedCommit };
    });
    const { decision, applied } = settled;
    if (decision.lost !== undefined)
        throw decision.lost;
    const isMade = applied !== null && applied.pullRequest === undefined && applied.closed === undefined;
    const after = isMade && decision.plan !== null ? await readBack(options, decision.plan) : null;
    if (after !== null && after.lostTo !== null)
        throw lostAfterwards(decision, after.lostTo);
    return { ...settled, after, attempts };
}
/** Only for the outputs, so a failure to find it is ignored. */
async function findRepeated(registry, decision, before) {
    if (decision.verdict !== 'repeated')
        return null;
    const { entry, title } = decision.repeated;
    try {
        return (await registry.findCommit?.(before, entry, title)) ?? null;
    }
    catch (error) {
        if (error instanceof errors/* StagegateError */.qU)
            return null;
        throw error;
    }
}
/** Has retries of its own. If it fails, the change was made all the same. */
async function readBack(options, plan) {
    try {
        return await retryOnConflict(options, () => options.registry.readBack(plan));
    }
    catch (error) {
        if (error instanceof errors/* StagegateError */.qU)
            return null;
        throw error;
    }
}
/**
 * Retries `work` until it finishes without a conflict. Reads can conflict too.
 * @throws StagegateError `conflict` when every attempt lost
 */
async function retryOnConflict({ registry, pacing }, work) {
    for (let attempt = 1;; attempt++) {
        try {
            return await work();
        }
        catch (error) {
            if (!(error instanceof errors/* StagegateError */.qU) || error.code !== 'conflict')
                throw error;
            if (attempt >= MAX_ATTEMPTS)
                throw lostRace(registry, error);
            pacing.retrying(attempt);
            await pacing.clock.sleep(pacing.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)));
        }
    }
}
function lostAfterwards({ version, stage }, lostTo) {
    return new errors/* StagegateError */.qU('conflict', `version ${version} was moved to ${stage}, but another run has replaced it: ${lostTo}`, {
        hint: 'Another run promoted at the same time. Check stagegate history, and run this again if you still want this version.',
    });
}
function lostRace(registry, cause) {
    return new errors/* StagegateError */.qU('conflict', `${registry.label} changed ${MAX_ATTEMPTS} times in a row while this run tried to write`, {
        hint: 'Nothing was changed by this run. Run it again when fewer promotions run at the same time.',
        cause,
    });
}

// EXTERNAL MODULE: ./build/js/src/policy/load.js + 2 modules
var load = __webpack_require__(61952);
// EXTERNAL MODULE: ./build/js/src/model/stage.js
var model_stage = __webpack_require__(21363);
;// CONCATENATED MODULE: ./build/js/src/promotion/outcome.js


/** @internal */
function makeOutcome(settled, options) {
    const { decision, applied, finished } = settled;
    const { verdict, plan } = decision;
    const repeated = verdict === 'repeated' ? decision.repeated : null;
    const pullRequest = applied?.pullRequest ?? null;
    const closed = applied?.closed === undefined ? null : proposalGate(applied.closed);
    const isMade = applied !== null && pullRequest === null && closed === null;
    const { policy } = options.policy;
    const policyWarnings = policy === null ? [] : (0,load/* warningsFor */.dT)(policy, decision.model, decision.comparisons ?? []);
    const outcome = {
        decision: nameDecision(settled, options),
        asked: options.done,
        dry: options.dry,
        promoted: isMade || repeated !== null,
        inStage: isInStage(settled),
        repeated: repeated !== null,
        model: decision.model,
        version: applied?.version ?? decision.version,
        stage: decision.stage,
        previousStage: decision.previousStage,
        previousVersion: decision.holders.at(-1) ?? null,
        holders: decision.holders,
        archivedVersions: closed === null ? (repeated?.entry.archived ?? plan?.entry.archived ?? []) : [],
        gates: closed === null ? decision.gates : [...decision.gates, closed],
        gatePlaces: closed === null ? decision.gatePlaces : [...decision.gatePlaces, null],
        policySha256: repeated === null ? (options.policy.policy?.sha256 ?? null) : repeated.entry['policy-sha256'],
        reportSha256: decision.reportSha256,
        commit: applied?.commit ?? settled.repeatedCommit ?? null,
        pullRequest,
        reports: decision.reports,
        transitions: closed === null ? (repeated?.transitions ?? plan?.transitions ?? []) : [],
        forced: decision.forced,
        notices: [
            ...(options.run.problem === undefined ? [] : [options.run.problem]),
            ...options.policy.notices,
            ...policyWarnings.map(load/* tellWarning */.go),
            ...decision.notices,
            ...(applied?.notices ?? []),
            ...(applied === null ? [] : afterNotices(settled)),
            ...(finished === null ? [] : [finishedNotice(finished)]),
        ],
        policyWarnings,
        ...(options.done === 'acknowledged'
            ? { differed: (repeated?.entry ?? plan?.entry)?.differed ?? [] }
            : {}),
        registry: options.registry,
        policyFile: policy?.file ?? null,
        policySource: options.policy.source,
        policyChange: options.policy.change,
        deploymentId: null,
        run: options.run,
    };
    const isThis = finished?.version === decision.version && finished.to === decision.stage;
    return finished !== null && isThis && verdict === 'unchanged' ? asFinished(outcome, finished) : outcome;
}
function nameDecision({ decision, applied }, { dry, done }) {
    if (decision.verdict === 'repeated')
        return done;
    if (decision.verdict !== 'go')
        return decision.verdict;
    if (applied?.closed !== undefined)
        return 'blocked';
    return dry || applied?.pullRequest !== undefined ? 'allowed' : done;
}
/** Uses what was read back; if nothing changed, what the decision was based on. */
function isInStage({ decision, applied, after }) {
    const { stage, previousStage } = decision;
    if (stage === model_stage/* NONE */.x3)
        return false;
    if (decision.verdict === 'repeated')
        return decision.repeated.stageNow === stage;
    const isMade = applied !== null && applied.pullRequest === undefined && applied.closed === undefined;
    if (!isMade)
        return previousStage === stage;
    return after === null || after.stage === stage;
}
/** Closing a proposal is a decision, so no run proposes the same change again. */
function proposalGate({ number, by, at }) {
    const who = by ?? 'somebody';
    return {
        gate: 'proposal',
        metric: null,
        check: null,
        observed: `#${number} closed`,
        required: null,
        champion: null,
        verdict: 'fail',
        reason: `${who} closed pull request #${number}, which proposed the same change, at ${at}: reopen it, or promote another version or with other evidence`,
    };
}
/** A run that died had begun what was asked for, and this run completed it. */
function asFinished(outcome, finished) {
    return {
        ...outcome,
        decision: outcome.asked,
        promoted: true,
        previousStage: finished.from,
        previousVersion: finished.archived.at(-1) ?? null,
        holders: finished.archived,
        archivedVersions: finished.archived,
        gates: finished.gates,
        gatePlaces: finished.gates.map(() => null),
        policySha256: finished['policy-sha256'],
        reportSha256: finished['report-sha256'],
        forced: finished.forced,
    };
}
function finishedNotice({ action, version, to, time, actor }) {
    const by = actor === null ? 'a run' : `a run of ${actor}`;
    const what = action === 'unregister' ? `unregister version ${version}` : `move version ${version} to ${to}`;
    return `${by} that started at ${time} to ${what} was interrupted; this run completed it`;
}
/** Warns when others changed the registry during this run or right after it. */
function afterNotices({ decision, applied, after, attempts }) {
    const again = attempts === 2 ? 'once' : `${attempts - 1} times`;
    const notices = attempts > 1 ? [`the registry changed while this ran, so it was judged again (${again})`] : [];
    if (applied?.pullRequest !== undefined || applied?.closed !== undefined)
        return notices;
    if (after === null)
        return ['the change was made, but the registry could not be read afterwards: check stagegate history'];
    notices.push(...(after.notices ?? []));
    // an unregistered version should be gone
    const expected = decision.plan?.entry.action === 'unregister' ? null : decision.stage;
    if (after.stage !== expected) {
        notices.push(`another run has since moved version ${decision.version} to ${after.stage ?? 'nowhere'}`);
    }
    return notices;
}

// EXTERNAL MODULE: ./build/js/src/run/target-branch.js
var target_branch = __webpack_require__(24869);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/js/src/text/lfs.js
var lfs = __webpack_require__(83576);
// EXTERNAL MODULE: ./build/js/src/files/workspace-file.js
var workspace_file = __webpack_require__(94101);
;// CONCATENATED MODULE: ./build/js/src/files/source-digest.js







/** The largest Git LFS pointer, by its specification (bytes). */
const MAX_POINTER = 1024;
/** From this size (bytes), hashing takes seconds, so progress is shown. */
const LARGE = 2 ** 30;
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:/;
/** Whether a source is not a path: `s3://…`, `models:/…`, `C:\\…`. */
function isUri(source) {
    return URI.test(source);
}
/** Where to find a source as given, and its name in the registry: its path in the repository. */
function locateSource(source, { place }) {
    const { root } = place;
    if (isUri(source))
        return { root, path: source, name: source };
    const path = place.rebase(source);
    const found = place.find(path);
    return { ...found, name: found.root === root ? path : source };
}
/**
 * The files at a path in the workspace; null if nothing is there.
 * @throws StagegateError `input` for a path that is outside, or contains links or devices
 */
async function findSource(root, source) {
    const absolute = (0,external_node_path_.resolve)(root, (0,workspace_file/* relativeInside */.JA)(root, source, 'source'));
    const status = await (0,errors/* explained */.to)(() => (0,promises_.lstat)(absolute).catch(nullIfMissing), unreadable(source));
    if (status === null)
        return null;
    if (!status.isFile() && !status.isDirectory())
        throw unfit(source);
    // a link on the way must not lead outside the workspace
    if (!(0,workspace_file/* isInside */.FK)(await (0,promises_.realpath)(root), await (0,promises_.realpath)(absolute)))
        throw new errors/* StagegateError */.qU('input', `source ${JSON.stringify(source)} is outside the workspace`, {
            hint: 'Name files elsewhere by a URI (file:///…): a link on its path leads outside.',
        });
    if (status.isFile())
        return { isFolder: false, files: new Map([['', absolute]]) };
    const names = await listFiles(absolute, '', source);
    return { isFolder: true, files: new Map(names.map((name) => [name, (0,external_node_path_.join)(absolute, name)])) };
}
/** A source's digest: a file's own, or for a folder the digest of its list of files, as `sha256sum` writes it. */
function combineDigests(isFolder, digests) {
    if (!isFolder)
        return digests.get('');
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const name of [...digests.keys()].sort())
        hash.update(`${digests.get(name) ?? ''}  ${name}\n`);
    return hash.digest('hex');
}
/**
 * SHA-256 of a model's files in the workspace: a file's own digest, or for a folder the digest of its list of files as
 * `sha256sum` writes it, sorted by path. Null for a source that is not a path.
 * @throws StagegateError `input` for a path that is missing, outside, or contains links
 */
async function digestSource(root, source, digests) {
    if (isUri(source))
        return null;
    const found = await findSource(root, source);
    const digest = found === null ? undefined : combineDigests(found.isFolder, shasOf(await digests.ofAll(source, found)));
    if (digest !== undefined)
        return digest;
    throw new errors/* StagegateError */.qU('input', `source ${JSON.stringify(source)} is not in the workspace`, {
        hint: 'Give an existing path, or a URI (s3://…, models:/…) for files elsewhere.',
    });
}
/** The SHA-256 of each file. */
function shasOf(digests) {
    return new Map([...digests].map(([name, { sha256 }]) => [name, sha256]));
}
/** Hashes files as streams, each once until it changes. */
class FileDigests {
    onProgress;
    known = new Map();
    constructor(onProgress) {
        this.onProgress = onProgress;
    }
    /**
     * @param like any object id of the repository (SHA-1 or SHA-256), to also get blob ids
     * @throws StagegateError `input` for a file that can't be read
     */
    async ofAll(source, { files }, like = null) {
        return (0,errors/* explained */.to)(async () => {
            const found = new Map();
            const all = await Promise.all([...files].map(async ([name, path]) => {
                const status = await (0,promises_.stat)(path, { bigint: true });
                const state = [status.dev, status.ino, status.size, status.mtimeNs, status.ctimeNs, like].join(' ');
                return { name, path, status, state };
            }));
            const size = all
                .filter(({ path, state }) => this.known.get(path)?.state !== state)
                .reduce((sum, { status }) => sum + Number(status.size), 0);
            if (size >= LARGE)
                this.onProgress(`hashing ${source} (${(size / LARGE).toFixed(1)} GiB)`);
            for (const { name, path, status, state } of all) {
                const known = this.known.get(path);
                const digest = known?.state === state ? known.digest : await digestFile(path, status, like);
                this.known.set(path, { state, digest });
                found.set(name, digest);
            }
            return found;
        }, unreadable(source));
    }
}
/** Hashes content piece by piece. For a Git LFS pointer, returns the digest in the pointer. */
class ContentHash {
    hash = (0,external_node_crypto_.createHash)('sha256');
    head = [];
    length = 0;
    update(chunk) {
        this.hash.update(chunk);
        this.length += chunk.length;
        if (this.length <= MAX_POINTER)
            this.head.push(Buffer.from(chunk));
        else
            this.head = [];
    }
    digest() {
        const own = this.hash.digest('hex');
        return (0,lfs/* readLfsDigest */.yE)(Buffer.concat(this.head).toString()) ?? own;
    }
}
async function digestFile(path, { size }, like) {
    const content = new ContentHash();
    const blob = like === null ? null : (0,external_node_crypto_.createHash)(like.length === 64 ? 'sha256' : 'sha1');
    blob?.update(`blob ${size}\0`);
    for await (const chunk of (0,external_node_fs_.createReadStream)(path)) {
        content.update(chunk);
        blob?.update(chunk);
    }
    return { sha256: content.digest(), blob: blob?.digest('hex') ?? null };
}
async function listFiles(root, folder, source) {
    const entries = await (0,errors/* explained */.to)(() => (0,promises_.readdir)((0,external_node_path_.join)(root, folder), { withFileTypes: true }), unreadable(source));
    const lists = await Promise.all(entries.map(async (entry) => {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory())
            return listFiles(root, path, source);
        if (!entry.isFile())
            throw unfit(`${source}/${path}`);
        return [path];
    }));
    return lists.flat().sort();
}
function nullIfMissing(error) {
    const { code = '' } = error;
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(code))
        return null;
    throw error;
}
/** @returns what `explained` takes: says why the file system refused to read a source; a defect of ours passes */
function unreadable(source) {
    return (cause) => cause.code === undefined
        ? cause
        : new errors/* StagegateError */.qU('input', `source ${JSON.stringify(source)} ${(0,workspace_file/* whyUnreadable */._p)(cause)}`, { cause });
}
function unfit(source) {
    return new errors/* StagegateError */.qU('input', `source ${JSON.stringify(source)} is neither a file nor a folder of files`, {
        hint: 'Name the files themselves: links and devices are not followed.',
    });
}

// EXTERNAL MODULE: ./build/js/src/run/run-context.js
var run_context = __webpack_require__(85782);
// EXTERNAL MODULE: ./build/js/src/evidence/template.js
var evidence_template = __webpack_require__(16115);
// EXTERNAL MODULE: ./build/js/src/evidence/reader.js
var reader = __webpack_require__(10574);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(55395);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js + 1 modules
var api = __webpack_require__(73305);
;// CONCATENATED MODULE: ./build/js/src/run/event.js


/** GitHub drops webhook payloads over 25 MB. */
const MAX_PAYLOAD_BYTES = 32 * 1024 * 1024;
/** Events whose checkout may have changes that are not on the base branch yet. */
const PROPOSING = [
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'merge_group',
];
/** GitHub's branches for the merge queue. They also start workflows for pushes. */
const MERGE_QUEUE = /^refs\/heads\/gh-readonly-queue\/(?:(.+)\/pr-[^/]+)?/;
/** Unexpected values become null. Code that needs them fails and says so. */
const event_text = schemas/* catch */.MfU(schemas/* nullish */.cl6(schemas/* string */.YjP().check(api/* _minLength */.m9(1))), null);
const sha = schemas/* catch */.MfU(schemas/* nullish */.cl6(schemas/* string */.YjP().check(api/* _regex */.Fk(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/))), null);
const id = schemas/* catch */.MfU(schemas/* nullish */.cl6(schemas/* int */.Whr().check(api/* _positive */.NC())), null);
const repository = schemas/* catch */.MfU(schemas/* nullish */.cl6(schemas/* object */.Ikc({ full_name: event_text })), null);
const optional = (schema) => schemas/* catch */.MfU(schemas/* nullish */.cl6(schema), null);
const payloadSchema = schemas/* object */.Ikc({
    pull_request: optional(schemas/* object */.Ikc({
        number: id,
        merged: optional(schemas/* boolean */.zMY()),
        user: optional(schemas/* object */.Ikc({ login: event_text })),
        base: optional(schemas/* object */.Ikc({ ref: event_text, sha, repo: repository })),
        head: optional(schemas/* object */.Ikc({ ref: event_text, sha, repo: repository })),
    })),
    merge_group: optional(schemas/* object */.Ikc({ base_ref: event_text, base_sha: sha })),
    issue: optional(schemas/* object */.Ikc({ number: id, pull_request: schemas/* optional */.lqM(schemas/* unknown */.L5J()) })),
    workflow_run: optional(schemas/* object */.Ikc({ pull_requests: optional(schemas/* array */.YOg(schemas/* object */.Ikc({ number: id }))) })),
});
const NO_EVENT = {
    name: null,
    proposes: false,
    beforeMerge: false,
    base: null,
    pullRequest: null,
    number: null,
};
/**
 * Reads the workflow's event. Never throws: a missing, huge or unexpected payload leaves nulls. `proposes` doesn't
 * depend on the payload.
 */
async function readEvent(env) {
    const name = env['GITHUB_ACTIONS'] === 'true' ? env['GITHUB_EVENT_NAME'] || null : null;
    if (name === null)
        return NO_EVENT;
    const payload = await readPayload(env['GITHUB_EVENT_PATH']);
    const proposes = PROPOSING.includes(name) || MERGE_QUEUE.test(env['GITHUB_REF'] ?? '');
    const pullRequest = proposes ? pullRequestOf(payload) : null;
    return {
        name,
        proposes,
        beforeMerge: proposes && !isMerged(payload, env['GITHUB_REF']),
        base: proposes ? baseOf(payload, env) : null,
        pullRequest,
        number: pullRequest?.number ?? numberOf(payload),
    };
}
/** After the merge, a workflow runs on the base branch. */
function isMerged({ pull_request }, ref) {
    return pull_request?.merged === true && ref?.startsWith('refs/heads/') === true && !MERGE_QUEUE.test(ref);
}
function baseOf({ pull_request, merge_group }, env) {
    const queued = MERGE_QUEUE.exec(env['GITHUB_REF'] ?? '')?.[1];
    const ref = pull_request?.base?.ref ?? merge_group?.base_ref ?? queued ?? env['GITHUB_BASE_REF'];
    if (!ref)
        return null;
    return {
        branch: ref.replace(/^refs\/heads\//, ''),
        sha: pull_request?.base?.sha ?? merge_group?.base_sha ?? null,
    };
}
function pullRequestOf({ pull_request }) {
    if (!pull_request?.number)
        return null;
    const { number, user, base, head } = pull_request;
    const from = head?.repo?.full_name ?? null;
    return {
        number,
        author: user?.login ?? null,
        head: { branch: head?.ref ?? null, sha: head?.sha ?? null, repository: from },
        fromFork: from === null || from !== base?.repo?.full_name,
    };
}
/** A commented issue only has `pull_request` if it is one. A fork's workflow run doesn't list its pull request. */
function numberOf({ pull_request, issue, workflow_run }) {
    const commented = issue?.pull_request ? issue.number : null;
    return pull_request?.number ?? commented ?? workflow_run?.pull_requests?.[0]?.number ?? null;
}
async function readPayload(path) {
    try {
        if (!path)
            return {};
        const file = await (0,promises_.open)(path);
        try {
            if ((await file.stat()).size > MAX_PAYLOAD_BYTES)
                return {};
            return payloadSchema.parse(JSON.parse(await file.readFile('utf8')));
        }
        finally {
            await file.close();
        }
    }
    catch {
        return {}; // code that needs the payload fails and says so
    }
}

// EXTERNAL MODULE: ./build/js/src/policy/registry.js
var policy_registry = __webpack_require__(76155);
// EXTERNAL MODULE: ./build/js/src/model/server-location.js
var server_location = __webpack_require__(41100);
// EXTERNAL MODULE: ./build/js/src/git/command.js
var command = __webpack_require__(53649);
;// CONCATENATED MODULE: ./build/js/src/files/artifact-files.js





/**
 * Reads the files at versions' sources: from the workspace, and if a change is committed to a branch, from that branch
 * at the judged commit. Files that only this job has also count.
 */
class ArtifactFiles {
    options;
    constructor(options) {
        this.options = options;
    }
    async read({ source, sha256 }) {
        if (source === null)
            return sha256 === null
                ? null
                : unchecked('a SHA-256 is recorded, but no source: the files were not checked');
        const spots = this.findSpots(source);
        if (spots.length === 0)
            return unchecked(`${source} can't be read from here: its files were not checked`);
        if (sha256 === null)
            return unchecked(`no SHA-256 is recorded for ${source}: its files were not checked`);
        const readings = [];
        for (const spot of spots) {
            const reading = await this.readSpot(spot, sha256.toLowerCase());
            if (reading.kind === 'read')
                return reading;
            readings.push(reading);
        }
        return readings[0] ?? null;
    }
    /**
     * In the repository, where sources are relative to it; else where an input would be: a job registers sources outside
     * the checkout under the name as given.
     */
    findSpots(source) {
        const { place } = this.options;
        const { root } = place;
        // no file system and no git tree allows such a name
        if (isUri(source) || source.includes('\0'))
            return [];
        const absolute = (0,external_node_path_.resolve)(root, source);
        const isInner = absolute !== root && (0,workspace_file/* isInside */.FK)(root, absolute);
        const outer = place.find(place.rebase(source));
        return [
            ...(isInner ? [{ root, path: (0,workspace_file/* toPosix */.d7)((0,external_node_path_.relative)(root, absolute)) }] : []),
            ...(outer.root === root ? [] : [outer]),
        ];
    }
    async readSpot({ root, path }, expected) {
        const branch = root === this.options.place.root ? this.options.branch : null;
        const local = await this.readHere({ root, path }, branch?.branch.id ?? null);
        if (branch !== null)
            return this.readOnBranch(branch, path, { local, expected });
        if (local.sha256 === expected)
            return read(expected, null);
        const whole = root === this.options.place.root ? await this.addSkipped(path, local) : undefined;
        const sha256 = whole ?? local.sha256;
        return sha256 === undefined
            ? missing(await this.explainMissing({ root, path }, local))
            : read(sha256, null);
    }
    async readHere({ root, path }, like) {
        const { digests } = this.options;
        const none = { isFolder: false, files: new Map(), sha256: undefined };
        try {
            const found = await findSource(root, path);
            if (found === null)
                return { ...none, problem: null };
            const files = await digests.ofAll(path, found, like);
            const { isFolder } = found;
            return { isFolder, files, sha256: combineDigests(isFolder, shasOf(files)), problem: null };
        }
        catch (error) {
            if (!(error instanceof errors/* StagegateError */.qU) || error.code !== 'input')
                throw error;
            return { ...none, problem: `can't be used (${error.message})` };
        }
    }
    async readOnBranch(branch, path, { local, expected }) {
        const theirs = await branch.filesAt(path);
        const { branch: view } = branch;
        if (theirs === null) {
            const ours = new Map([...local.files].map(([name, { blob }]) => [name, blob ?? '']));
            if (!(await branch.counts(path, ours, theirs)))
                return missing(`was removed on ${view.branch}`);
            return local.sha256 === undefined
                ? missing(await this.explainMissing({ root: this.options.place.root, path }, local))
                : read(local.sha256, null);
        }
        const shas = new Map();
        for (const [name, id] of theirs) {
            const same = local.files.get(name);
            shas.set(name, same?.blob === id ? same.sha256 : await digestBlob(view, id));
        }
        const onBranch = combineDigests(!theirs.has(''), shas) ?? '';
        if (onBranch === expected)
            return read(onBranch, view.branch);
        return ((await this.addMade(branch, path, { local, expected, theirs, shas })) ?? read(onBranch, view.branch));
    }
    /**
     * A folder may have files that only this job has, in addition to the branch's. A file that the branch has counts as it
     * is there: otherwise the promoted files would be lost after the job.
     * @returns null if the folder still has another digest
     */
    async addMade(branch, path, { local, expected, theirs, shas }) {
        const made = [...local.files].filter(([name]) => !theirs.has(name));
        if (theirs.has('') || made.length === 0)
            return null;
        const whole = combineDigests(true, new Map([...shas, ...made.map(([name, { sha256 }]) => [name, sha256])]));
        if (whole !== expected)
            return null;
        const ours = new Map([...theirs, ...made.map(([name, { blob }]) => [name, blob ?? ''])]);
        return (await branch.counts(path, ours, theirs)) ? read(expected, null) : null;
    }
    /** The digest including files that a sparse checkout leaves out, read from the checked-out commit. */
    async addSkipped(path, local) {
        const { place, checkout } = this.options;
        if (place.top === null || local.problem !== null)
            return undefined;
        const { listTracked } = await __webpack_require__.e(/* import() */ 772).then(__webpack_require__.bind(__webpack_require__, 66772));
        const skipped = await listTracked((0,command/* createGit */.lD)(place.root), path, 'skipped');
        const head = skipped.length === 0 ? null : await (await checkout()).head();
        if (head === null)
            return undefined;
        const shas = shasOf(local.files);
        const [entry] = await head.view.entries([path]);
        if (entry?.type === 'blob')
            return digestBlob(head.view, entry.id);
        const wanted = new Set(skipped);
        for (const [file, id] of (await head.view.walk(path, () => true)) ?? [])
            if (wanted.has(file))
                shas.set(file.slice(path.length + 1), await digestBlob(head.view, id));
        return combineDigests(true, shas);
    }
    async explainMissing({ root, path }, { problem }) {
        if (problem !== null)
            return problem;
        const { place } = this.options;
        if (root !== place.root || place.top === null)
            return 'is missing';
        const { explainMissing } = await __webpack_require__.e(/* import() */ 772).then(__webpack_require__.bind(__webpack_require__, 66772));
        const found = await explainMissing((0,command/* createGit */.lD)(root), path).catch((error) => {
            if (error instanceof errors/* StagegateError */.qU)
                return null; // git can't tell, and the file is missing anyway
            throw error;
        });
        return found === null ? 'is missing' : `${found.message} (${found.hint.replace(/\.$/, '')})`;
    }
}
async function digestBlob(view, id) {
    const content = new ContentHash();
    await view.readBlob(id, (chunk) => content.update(chunk));
    return content.digest();
}
function read(sha256, branch) {
    return { kind: 'read', sha256, branch };
}
function missing(why) {
    return { kind: 'missing', why };
}
function unchecked(why) {
    return { kind: 'unchecked', why };
}

// EXTERNAL MODULE: ./build/js/src/evidence/evidence.js
var evidence = __webpack_require__(51392);
// EXTERNAL MODULE: ./build/js/src/evidence/read-report.js
var read_report = __webpack_require__(43120);
// EXTERNAL MODULE: ./build/js/src/files/place.js
var files_place = __webpack_require__(78300);
;// CONCATENATED MODULE: ./build/js/src/files/evidence-files.js









/** More than any gate needs. */
const MAX_FILES = 1_000;
/** What makes a template a glob: `*`, `?`, `[…]`, `{a,b}`, `!(…)`. */
const GLOB = /[*?]|\[.+\]|\{.+\}|[!@+]\(/;
/** Reads evaluation reports and test results from the workspace. */
class EvidenceFiles {
    root;
    place;
    branch;
    /**
     * @param place finds files outside the checkout that a workflow names
     * @param branch the branch that the files must agree with; null if only the workspace counts
     */
    constructor(root, place = new files_place/* Place */.YR(root, root, root, null), branch = null) {
        this.root = root;
        this.place = place;
        this.branch = branch;
    }
    async reports(templates, subject, format) {
        const read = (path, bytes) => (0,read_report/* readReport */.t)({ path, bytes, sha256: sha256(bytes), format });
        const { patterns, values, problems } = await this.readAll(templates, subject, { what: 'report', read });
        return { patterns, reports: values, problems };
    }
    async reportsAt(commit, templates, subject, format) {
        // only loaded if the champion's number is nowhere else
        const { readReportsAt } = await __webpack_require__.e(/* import() */ 554).then(__webpack_require__.bind(__webpack_require__, 11554));
        return readReportsAt({ root: this.root, commit, templates, subject, format });
    }
    async tests(templates, subject) {
        // only loaded for a gate on tests
        const { readTests } = await Promise.all(/* import() */[__webpack_require__.e(800), __webpack_require__.e(645)]).then(__webpack_require__.bind(__webpack_require__, 3645));
        const read = (path, bytes) => ({
            path,
            sha256: sha256(bytes),
            ...readTests(path, bytes),
        });
        const { patterns, values, problems } = await this.readAll(templates, subject, {
            what: 'test report',
            read,
        });
        return { patterns, files: values, problems };
    }
    async examples(template, subject, columns) {
        // only loaded for a gate that compares example by example
        const { readExamples } = await Promise.all(/* import() */[__webpack_require__.e(175), __webpack_require__.e(640)]).then(__webpack_require__.bind(__webpack_require__, 63640));
        const read = (path, bytes) => ({
            path,
            sha256: sha256(bytes),
            ...readExamples(bytes, { path, ...columns }),
        });
        const { values, problems } = await this.readAll([template], subject, { what: 'file of examples', read });
        const [problem] = problems;
        if (problem !== undefined)
            return problem;
        const [examples, other] = values;
        if (examples !== undefined && other === undefined)
            return examples;
        return { path: template, message: `means ${values.length} files, but must match exactly one` };
    }
    async readAll(templates, subject, how) {
        // a file counts once, even if several patterns or links lead to it
        const seen = new Set();
        const groups = [];
        for (const template of templates) {
            const found = await this.find(template, subject, how.what);
            const paths = [...found.paths.slice(0, MAX_FILES), ...found.elsewhere];
            groups.push({ ...found, read: await this.readEach(paths, how, seen) });
        }
        const held = await this.compareWithBranch(groups);
        const values = [];
        const problems = [];
        for (const { pattern, paths, problems: unseen, read } of groups) {
            const counted = read.flatMap((each) => held.get(each) ?? []);
            problems.push(...unseen);
            if (paths.length + unseen.length + counted.length === 0)
                problems.push({ path: pattern, message: 'matches no file', isMissing: true });
            if (paths.length > MAX_FILES)
                problems.push({ path: pattern, message: `matches ${paths.length} files, more than ${MAX_FILES}` });
            problems.push(...counted.flatMap(({ problem }) => problem ?? []));
            values.push(...counted.flatMap(({ value }) => value ?? []));
        }
        return { patterns: groups.map(({ pattern }) => pattern), values, problems };
    }
    async readEach(paths, how, seen) {
        const read = [];
        for (const path of paths) {
            if (seen.has(path))
                continue;
            seen.add(path);
            const result = await this.readOne(path, how, seen);
            if (result !== null)
                read.push(result);
        }
        return read;
    }
    /** What counts of each file. Null if nothing does: this job removed a file that only the branch has. */
    async compareWithBranch(groups) {
        const read = groups.flatMap((group) => group.read);
        const elsewhere = new Set(groups.flatMap((group) => group.elsewhere));
        const refused = (await this.branch?.compare(read.map(({ parts }) => parts))) ?? [];
        return new Map(read.map((each, at) => {
            const { path, parts } = each;
            const message = refused[at] ?? null;
            // even if it can be read
            if (message !== null)
                return [each, { path, parts, problem: { path, message } }];
            return [each, elsewhere.has(path) ? null : each];
        }));
    }
    /** A template's files: the one that it names, or all that match its glob, sorted. */
    async find(template, subject, what) {
        const { root, path: inFolder } = this.place.find(template);
        const named = (0,workspace_file/* relativeInside */.JA)(root, (0,reader/* fillTemplate */.ou)(inFolder, subject), what);
        const name = (path) => this.place.name(root, path);
        if (!GLOB.test((0,reader/* fillTemplate */.ou)(inFolder, { model: 'm', version: '1' })))
            return { pattern: name(named), paths: [name(named)], elsewhere: [], problems: [] };
        const [{ findFiles }, { escapeGlob, readGlob }] = await Promise.all([
            __webpack_require__.e(/* import() */ 170).then(__webpack_require__.bind(__webpack_require__, 38170)),
            __webpack_require__.e(/* import() */ 785).then(__webpack_require__.bind(__webpack_require__, 14785)),
        ]);
        // escaped: a model's name must not act as a pattern
        const filled = (0,reader/* fillTemplate */.ou)(inFolder, { model: escapeGlob(subject.model), version: subject.version });
        const pattern = (0,external_node_path_.isAbsolute)(filled)
            ? external_node_path_.posix.relative((0,workspace_file/* toPosix */.d7)(root), (0,workspace_file/* toPosix */.d7)(filled))
            : external_node_path_.posix.normalize(filled);
        let glob;
        try {
            glob = readGlob(pattern);
        }
        catch (cause) {
            throw new errors/* StagegateError */.qU('input', `${what} ${JSON.stringify(template)} is not a valid pattern`, {
                hint: 'Write a range in braces with whole numbers or letters in ascending order: {1..12}, {a..f}.',
                cause,
            });
        }
        const branch = root === this.root ? this.branch : null;
        const [here, there] = await Promise.all([findFiles(root, glob), branch?.find(glob)]);
        // files that a sparse checkout leaves out must be tried too, and fail: an ignored report couldn't block
        const skipped = root === this.root ? await this.listSkipped(glob.base) : [];
        const paths = [...new Set([...here.paths, ...skipped.filter((path) => glob.matches(path))])].sort();
        const elsewhere = there?.paths.filter((path) => !paths.includes(path)) ?? [];
        const problems = [
            ...here.problems.map((problem) => ({ ...problem, path: name(problem.path) })),
            ...(there?.problems ?? []),
        ];
        return { pattern: name(pattern), paths: paths.map(name), elsewhere, problems };
    }
    async listSkipped(folder) {
        if (this.place.top === null)
            return [];
        const { listTracked } = await __webpack_require__.e(/* import() */ 772).then(__webpack_require__.bind(__webpack_require__, 66772));
        return listTracked((0,command/* createGit */.lD)(this.root), folder, 'skipped');
    }
    /** A report that isn't checked out is not missing: another one must not replace it. */
    async explainAbsent(path, { why, isThere }) {
        const found = { path, message: why, ...(isThere ? {} : { isMissing: true }) };
        if (isThere || this.place.top === null || this.place.find(path).root !== this.root)
            return found;
        const { explainMissing } = await __webpack_require__.e(/* import() */ 772).then(__webpack_require__.bind(__webpack_require__, 66772));
        try {
            const missing = await explainMissing((0,command/* createGit */.lD)(this.root), path);
            // the job may recreate a deleted file
            if (missing === null || missing.why === 'deleted')
                return found;
            return { path, message: `${missing.message} (${missing.hint.replace(/\.$/, '')})` };
        }
        catch (error) {
            if (!(error instanceof command/* GitUnusable */._k))
                throw error;
            return {
                ...found,
                message: `${why}, or it isn't checked out (git can't tell): ${error.message}. ${error.hint ?? ''}`,
            };
        }
    }
    /** Null for a file that was already read under another name. */
    async readOne(path, { what, read }, seen) {
        const at = this.place.find(path);
        const file = await (0,workspace_file/* readInside */.xO)(at.root, at.path, { limit: evidence/* MAX_REPORT_BYTES */.WA, what });
        const found = file.kind === 'file' ? file : null;
        if (found !== null && seen.has(found.real))
            return null;
        const branch = at.root === this.root ? this.branch : null;
        const parts = (await branch?.describe({ path, file: found })) ?? [];
        if (file.kind === 'absent')
            return { path, parts, problem: await this.explainAbsent(path, file) };
        seen.add(file.real);
        try {
            return { path, parts, value: read(path, file.bytes) };
        }
        catch (error) {
            return { path, parts, problem: (0,evidence/* toProblem */.H8)(path, error) };
        }
    }
}
function sha256(bytes) {
    return (0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex');
}

;// CONCATENATED MODULE: ./build/js/src/workspace/base-files.js



/**
 * The base as GitHub has it now, not when the event was sent: a re-run follows today's rules. Without a token, the
 * event's commit of the base, if the checkout has it.
 * @returns null if nothing is proposed
 * @throws StagegateError `input` when the event doesn't name the base
 */
function findBase(options) {
    const { event, github } = options;
    if (!event.proposes)
        return null;
    if (event.base === null) {
        throw new errors/* StagegateError */.qU('input', `the base branch is unknown: the event ${event.name ?? ''} doesn't name it`, { hint: 'Check that GITHUB_EVENT_PATH names the file that the runner wrote the event to.' });
    }
    return github.isThere ? onGitHub(event.base, options) : inCheckout(event.base, options);
}
function onGitHub({ branch }, { root, env, github }) {
    return {
        name: branch,
        open: once(async () => {
            const { GitHubView } = await __webpack_require__.e(/* import() */ 308).then(__webpack_require__.bind(__webpack_require__, 18308));
            const place = {
                github: await github.open(`reading the branch ${branch}`),
                branch,
                prefix: await (0,target_branch/* findPrefix */.Cv)({ root, env }),
            };
            return new GitHubView(place, null);
        }),
    };
}
function inCheckout({ branch, sha }, { root, env }) {
    const name = sha === null ? branch : `${branch} at ${sha.slice(0, 12)}`;
    const git = (0,command/* ignoreReplacements */.aH)((0,command/* createGit */.lD)(root));
    return {
        name,
        open: once(async () => {
            const { GitView } = await __webpack_require__.e(/* import() */ 749).then(__webpack_require__.bind(__webpack_require__, 97749));
            if (sha === null || !(await (0,command/* hasCommit */.QE)(git, sha)))
                throw outOfReach(branch);
            return new GitView(git, sha, await (0,target_branch/* findPrefix */.Cv)({ root, env }), name);
        }),
    };
}
/** Everything is read from the commit that is found first. */
function once(open) {
    let opened;
    return () => (opened ??= open());
}
function outOfReach(branch) {
    return new errors/* StagegateError */.qU('input', `the branch ${branch} can't be read: there is no GitHub token`, {
        hint: 'Leave the input token at its default, with "permissions: {contents: read}" (GITHUB_TOKEN for the command ' +
            'line), or check out with "fetch-depth: 0". A pull request is judged by its base.',
    });
}

;// CONCATENATED MODULE: ./build/js/src/workspace/open-code-host.js

/** GitHub for the gates. Without a token they fail and say what is missing. */
function openCodeHost({ access, env, onProgress }) {
    const open = async (gate) => access.isThere
        ? access.open(`the gate "${gate}"`)
        : `GitHub could not be asked: give the action its token, or set GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name)`;
    return {
        checks: async (commit) => {
            const github = await open('checks');
            if (typeof github === 'string')
                return { commit, checks: [], problem: github };
            const { readChecks } = await __webpack_require__.e(/* import() */ 94).then(__webpack_require__.bind(__webpack_require__, 86094));
            return readChecks(github, commit, ownJob(env));
        },
        approvals: async (run) => {
            const github = await open('approvals');
            if (typeof github === 'string')
                return { pullRequest: null, problem: github };
            const { readApprovals } = await __webpack_require__.e(/* import() */ 924).then(__webpack_require__.bind(__webpack_require__, 25924));
            return readApprovals(github, run);
        },
        clock: system_clock/* SYSTEM_CLOCK */.V,
        waiting: onProgress,
    };
}
function ownJob(env) {
    const { GITHUB_RUN_ID: runId, GITHUB_JOB: job } = env;
    return runId && job ? { runId, job } : null;
}

;// CONCATENATED MODULE: ./build/js/src/github/access.js

const DEFAULT_API = 'https://api.github.com';
/** Reads token, repository and address from the workflow's variables, which a person may also set by hand. */
function accessGitHub({ token: given, env, onWait }) {
    const token = given || env['GITHUB_TOKEN'] || env['GH_TOKEN'] || '';
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const apiUrl = (env['GITHUB_API_URL'] || DEFAULT_API).replace(/\/+$/, '');
    let opened;
    return {
        isThere: token !== '' && repository !== '',
        open: async (purpose) => {
            const need = (what, hint) => new errors/* StagegateError */.qU('input', `${purpose} needs ${what}`, { hint });
            if (token === '')
                throw need('a GitHub token, but none is set', 'Give the action its token, or set GITHUB_TOKEN.');
            if (!/^[^/\s]+\/[^/\s]+$/.test(repository))
                throw need('a GitHub repository, but GITHUB_REPOSITORY is not owner/name', 'Set GITHUB_REPOSITORY to owner/name.');
            if (!URL.canParse(apiUrl))
                throw need("GitHub's address, but GITHUB_API_URL is not a URL", 'Set GITHUB_API_URL to the address of the API: https://api.github.com');
            opened ??= Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(392), __webpack_require__.e(848)]).then(__webpack_require__.bind(__webpack_require__, 2848)).then(({ openGitHub }) => openGitHub({ token, apiUrl, repository, onWait }));
            return opened;
        },
    };
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/location.js
var manifest_location = __webpack_require__(67906);
// EXTERNAL MODULE: ./build/js/src/history/chain.js
var chain = __webpack_require__(98613);
// EXTERNAL MODULE: ./build/js/src/history/replay.js
var replay = __webpack_require__(48233);
// EXTERNAL MODULE: ./build/js/src/text/safe.js
var safe = __webpack_require__(42650);
// EXTERNAL MODULE: ./build/js/src/text/nearest.js
var nearest = __webpack_require__(43009);
// EXTERNAL MODULE: ./build/js/src/text/yaml-spot.js
var yaml_spot = __webpack_require__(33933);
// EXTERNAL MODULE: ./build/js/src/model/names.js
var names = __webpack_require__(12073);
// EXTERNAL MODULE: ./build/js/src/model/version.js
var model_version = __webpack_require__(74305);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/document/nodes.js


/** An error at an offset of the text; without one, at its start. */
function manifestError({ place }, offset, message, hint) {
    return new errors/* StagegateError */.qU('manifest', message, { place: place(offset ?? 0), hint });
}
/** A node's value: aliases followed, YAML's null as null. */
function resolve(source, node) {
    const target = (0,dist/* isAlias */.Vj)(node) ? source.targets.get(node) : node;
    if ((0,dist/* isScalar */.jn)(target))
        return target.value === null && target.type === 'PLAIN' ? null : target;
    return (0,dist/* isMap */.jh)(target) || (0,dist/* isSeq */.oP)(target) ? target : null;
}
/** Whether this is the key of a YAML merge; quoted, it is an ordinary key. */
function isMergeKey(key) {
    return (0,dist/* isScalar */.jn)(key) && key.type === 'PLAIN' && key.source === '<<';
}
/** The pair of a map with this key, without those merged in. */
function findOwnPair(map, key) {
    return map.items.find((pair) => (0,dist/* isScalar */.jn)(pair.key) && !isMergeKey(pair.key) && pair.key.source === key);
}
/** Where a node starts in the text; undefined when it isn't written. */
function startOf(node) {
    return (0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node) || (0,dist/* isScalar */.jn)(node) || (0,dist/* isAlias */.Vj)(node) ? node.range?.[0] : undefined;
}
/** Follows keys from the top, through what the file spells out: aliases and merges bring in text from elsewhere. */
function follow({ root }, path) {
    let reached = { node: root, pair: undefined, inFlow: false, depth: 0 };
    for (const key of path) {
        const { node, inFlow, depth } = reached;
        const pair = (0,dist/* isMap */.jh)(node) ? findOwnPair(node, key) : undefined;
        if (!(0,dist/* isMap */.jh)(node) || pair === undefined)
            break;
        reached = { node: pair.value, pair, inFlow: inFlow || node.flow === true, depth: depth + 1 };
    }
    return reached;
}
/** Where a pair begins: before its key, and before a `?`, anchor or tag of the key. */
function pairStart(pair) {
    const token = pair.srcToken?.start.find(({ type }) => type === 'explicit-key-ind' || type === 'anchor' || type === 'tag');
    return token?.offset ?? pair.key.range?.[0] ?? 0;
}
/** Where a pair's value can be written: after the colon and an anchor or tag; undefined without a colon. */
function valueSlot(pair) {
    const before = pair.srcToken?.sep ?? [];
    const last = before.findLast(({ type }) => type === 'map-value-ind' || type === 'anchor' || type === 'tag');
    return last === undefined ? undefined : last.offset + last.source.length;
}
/** Where a pair ends, without the comments and blank lines after it. */
function pairEnd(pair, text) {
    const end = nodeEnd(pair.value, text);
    return end ?? valueSlot(pair) ?? nodeEnd(pair.key, text) ?? 0;
}
/** Where a node ends; undefined when nothing is written there. */
function nodeEnd(node, text) {
    if ((0,dist/* isMap */.jh)(node) && node.flow !== true) {
        const last = node.items.at(-1);
        return last === undefined ? undefined : pairEnd(last, text);
    }
    if ((0,dist/* isSeq */.oP)(node) && node.flow !== true)
        return nodeEnd(node.items.at(-1), text) ?? node.range?.[1];
    if (!(0,dist/* isScalar */.jn)(node) && !(0,dist/* isAlias */.Vj)(node) && !(0,dist/* isMap */.jh)(node) && !(0,dist/* isSeq */.oP)(node))
        return undefined;
    const [start, end] = node.range ?? [0, 0];
    if (start === end)
        return undefined;
    const block = (0,dist/* isScalar */.jn)(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
    // The blank lines after a block scalar belong to it only with "+".
    if (!block || /^[|>][0-9]?\+/.test(text.slice(start, start + 3)))
        return end;
    return start + text.slice(start, end).trimEnd().length;
}
/** The end of the line that the offset is in, before its line end. */
function lineEnd(text, offset) {
    const newline = text.indexOf('\n', offset);
    if (newline < 0)
        return text.length;
    return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}
/** The comma after a flow map's entry, behind blank space and comments. */
function findComma(text, from) {
    let at = from;
    for (;;) {
        if (text[at] === '#')
            at = lineEnd(text, at);
        else if (/\s/.test(text[at] ?? ''))
            at += 1;
        else
            return text[at] === ',' ? at : undefined;
    }
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/document/fields.js




/** A record without a prototype, so that `__proto__` and `constructor` are ordinary names. */
function makeRecord(entries) {
    const record = Object.create(null);
    for (const [key, value] of entries)
        record[key] = value;
    return record;
}
/**
 * A map's entries, its own before those merged in; earlier merges win over later ones.
 * @param what names the map in messages: `the versions of model "churn"`
 * @throws StagegateError `manifest` when a key isn't plain text, or `<<` merges something other than maps
 */
function readEntries(source, map, what) {
    const entries = new Map();
    const merges = [];
    for (const pair of map.items) {
        if (isMergeKey(pair.key)) {
            merges.push(pair);
            continue;
        }
        const keyOffset = startOf(pair.key) ?? startOf(map) ?? 0;
        if (!(0,dist/* isScalar */.jn)(pair.key)) {
            const hint = 'Write the key as text, in quotes if necessary.';
            throw manifestError(source, keyOffset, `a key in ${what} isn't plain text`, hint);
        }
        const key = pair.key.source ?? '';
        const value = resolve(source, pair.value);
        entries.set(key, { key, keyOffset, value, offset: startOf(pair.value) ?? keyOffset });
    }
    for (const pair of merges) {
        for (const merged of mergedMaps(source, pair, what)) {
            for (const [key, entry] of readEntries(source, merged, what))
                if (!entries.has(key))
                    entries.set(key, entry);
        }
    }
    return entries;
}
function mergedMaps(source, pair, what) {
    const value = resolve(source, pair.value);
    const items = (0,dist/* isSeq */.oP)(value) ? value.items : [value];
    return items.map((item) => {
        const map = resolve(source, item);
        if ((0,dist/* isMap */.jh)(map))
            return map;
        throw manifestError(source, startOf(pair.value) ?? startOf(pair.key), `"<<" in ${what} merges something that isn't a map`, 'Merge an alias of a map: "<<: *defaults".');
    });
}
/** @throws StagegateError `manifest` when the value isn't a map */
function readMap(source, entry, what) {
    if (entry === undefined || entry.value === null)
        return new Map();
    return readEntries(source, expectMap(source, entry, what), what);
}
function expectMap(source, entry, what) {
    if ((0,dist/* isMap */.jh)(entry.value))
        return entry.value;
    const hint = (0,dist/* isScalar */.jn)(entry.value) ? (0,yaml_spot/* tightKeyHint */.bi)(entry.value.source ?? '') : undefined;
    const keys = 'Write one "name: value" per line.';
    throw manifestError(source, entry.offset, `${what} must be a map`, hint ?? ((0,dist/* isSeq */.oP)(entry.value) ? `${keys} Remove each "- ".` : keys));
}
/**
 * Refuses misspelt keys; keys that start with `x-` are free for the user.
 * @throws StagegateError `manifest` with the nearest known key
 */
function refuseUnknownKeys(source, entries, known, what) {
    for (const { key, keyOffset } of entries.values()) {
        if (known.includes(key) || key.startsWith('x-'))
            continue;
        const guess = (0,nearest/* nearest */.p)(key, known);
        const offer = guess === undefined ? '' : `Did you mean ${guess}? `;
        const hint = `${offer}Use one of: ${known.join(', ')}. Keys that start with "x-" are free for your own data.`;
        throw manifestError(source, keyOffset, `${what} has an unknown key ${JSON.stringify(key)}`, (0,yaml_spot/* tightKeyHint */.bi)(key) ?? hint);
    }
}
/** A value's text as written (quotes and escapes resolved), so that `1.10` stays `1.10`; null without a value. */
function readText(source, entry, what) {
    if (entry === undefined || entry.value === null)
        return null;
    if ((0,dist/* isScalar */.jn)(entry.value))
        return entry.value.source ?? '';
    const hint = (0,dist/* isMap */.jh)(entry.value) ? (0,yaml_spot/* bareTemplateHint */.Sp)(entry.value.items.map(({ value }) => value)) : undefined;
    throw manifestError(source, entry.offset, `${what} must be text`, hint ?? 'Write a single value, in quotes if necessary.');
}
/** Finite numbers by name; NaN and infinities are left out, since they measure nothing. */
function readMetrics(source, entry, what) {
    const metrics = [];
    for (const metric of readMap(source, entry, `the metrics of ${what}`).values()) {
        const value = (0,dist/* isScalar */.jn)(metric.value) ? metric.value.value : null;
        if (typeof value !== 'number') {
            throw manifestError(source, metric.offset, `metric ${JSON.stringify(metric.key)} of ${what} is not a number`, (metric.value === null ? (0,yaml_spot/* tightKeyHint */.bi)(metric.key) : undefined) ??
                'Write a number without quotes, or remove the metric.');
        }
        if (Number.isFinite(value))
            metrics.push([metric.key, value]);
    }
    return makeRecord(metrics);
}
/** Tags as text; a tag without a value is empty. */
function readTags(source, entry, what) {
    const tags = readMap(source, entry, `the tags of ${what}`);
    return makeRecord([...tags.values()].map((tag) => [
        tag.key,
        readText(source, tag, `tag ${JSON.stringify(tag.key)} of ${what}`) ?? '',
    ]));
}

// EXTERNAL MODULE: ./build/js/src/text/yaml-compose.js
var yaml_compose = __webpack_require__(58237);
// EXTERNAL MODULE: ./build/js/src/text/yaml-problem.js
var yaml_problem = __webpack_require__(14234);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/document/check-tree.js




const CORE_TAGS = new Set([
    '!',
    ...['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
]);
/** How many times larger than its text a manifest may become once its aliases are followed. */
const MAX_EXPANSION = 100;
/**
 * Resolves each alias, and refuses what a manifest may not contain anywhere.
 * @throws StagegateError `manifest` for tags, duplicate keys, unknown or circular aliases, alias bombs
 */
function checkTree(root, place) {
    const walk = new Walk(place);
    walk.check(root);
    return walk.targets;
}
class Walk {
    place;
    targets = new Map();
    /** Anchors so far: an alias refers to the last one before it. */
    anchors = new Map();
    /** Anchored nodes around the current one. */
    open = new Set();
    /** How many nodes an anchored node has, with aliases followed. */
    sizes = new Map();
    nodes = 0;
    largest;
    constructor(place) {
        this.place = place;
    }
    check(root) {
        const size = this.measure(root);
        if (this.largest === undefined || size <= MAX_EXPANSION * (this.nodes + 10))
            return;
        const { alias } = this.largest;
        throw this.refuse(alias, `the alias ${nameOf(alias)} expands the manifest to over ${MAX_EXPANSION} times its text (an "alias bomb")`, 'Write the values out, or use fewer aliases of aliases.');
    }
    measure(node) {
        if ((0,dist/* isAlias */.Vj)(node))
            return this.measureAlias(node);
        if (!(0,dist/* isMap */.jh)(node) && !(0,dist/* isSeq */.oP)(node) && !(0,dist/* isScalar */.jn)(node))
            return 0;
        this.nodes += 1;
        if (node.anchor !== undefined) {
            this.anchors.set(node.anchor, node);
            this.open.add(node);
        }
        if (node.tag !== undefined && !CORE_TAGS.has(node.tag)) {
            const message = `the YAML tag ${JSON.stringify(node.tag)} is not allowed in a manifest`;
            throw this.refuse(node, message, 'Remove the tag: a manifest contains only maps, text and numbers.');
        }
        let size = 1;
        if ((0,dist/* isMap */.jh)(node)) {
            this.refuseDuplicates(node);
            for (const pair of node.items)
                size += this.measure(pair.key) + this.measure(pair.value);
        }
        else if ((0,dist/* isSeq */.oP)(node)) {
            for (const item of node.items)
                size += this.measure(item);
        }
        this.open.delete(node);
        if (node.anchor !== undefined)
            this.sizes.set(node, size);
        return size;
    }
    measureAlias(alias) {
        this.nodes += 1;
        const target = this.anchors.get(alias.source);
        if (target === undefined) {
            const { message, hint } = (0,yaml_compose/* explainAlias */.sr)(alias.source);
            throw this.refuse(alias, message, hint);
        }
        if (this.open.has(target)) {
            const message = `the alias ${nameOf(alias)} is inside the value of its own anchor`;
            throw this.refuse(alias, message, 'Write the value out instead.');
        }
        this.targets.set(alias, target);
        const size = this.sizes.get(target) ?? 1;
        if (size > (this.largest?.size ?? 0))
            this.largest = { alias, size };
        return size;
    }
    refuseDuplicates(map) {
        const seen = new Set();
        for (const { key } of map.items) {
            if (!(0,dist/* isScalar */.jn)(key))
                continue;
            const name = key.source ?? '';
            if (seen.has(name)) {
                const message = `the key ${JSON.stringify(name)} appears twice`;
                throw this.refuse(key, message, 'Keep one of them. Quotes make no difference.');
            }
            seen.add(name);
        }
    }
    refuse(node, message, hint) {
        return new errors/* StagegateError */.qU('manifest', message, { place: this.place(startOf(node) ?? 0), hint });
    }
}
function nameOf({ source }) {
    return JSON.stringify(`*${source}`);
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/document/source.js





/** Nobody keeps a larger manifest in git. */
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;
const BOM = '\uFEFF';
/** Lines that git writes into an unresolved merge. */
const MARKER = /(?<![^\n])(?:<{7}|\|{7}|={7}|>{7})(?= |\r?(?:\n|$))/g;
const SPACE = /[ \t\r\n]*/y;
// eslint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const ATOM = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;
/**
 * The last texts that were parsed. A promotion parses the old text and the new one twice each (to decide and to edit,
 * to check the edit and to read back), which takes most of its time when the manifest is large.
 */
const recent = new Map();
const RECENT = 2;
/**
 * Parses a text into its syntax tree, which is shared: don't change it. JSON is YAML too, so it is parsed as YAML after
 * a strict check.
 * @throws StagegateError `manifest` for conflict markers, syntax, duplicate keys, tags, alias bombs, size
 */
function parseSource(file, whole) {
    const key = `${file}\n${whole}`;
    const source = recent.get(key) ?? parseAnew(file, whole);
    recent.delete(key);
    recent.set(key, source);
    for (const oldest of recent.keys())
        if (recent.size > RECENT)
            recent.delete(oldest);
    return source;
}
function parseAnew(file, whole) {
    if (Buffer.byteLength(whole) > MAX_MANIFEST_BYTES) {
        throw new errors/* StagegateError */.qU('manifest', 'the manifest is larger than 64 MiB', {
            place: { file },
            hint: 'Split it: a registry can be a folder with one file per model.',
        });
    }
    const bom = whole.startsWith(BOM) ? BOM : '';
    const text = whole.slice(bom.length);
    const json = file.toLowerCase().endsWith('.json');
    refuseConflict(file, text);
    const counter = new dist/* LineCounter */.HN();
    const place = (offset) => {
        const { line, col } = counter.linePos(Math.min(offset, text.length));
        return { file, line, column: col };
    };
    if (json && text.trim() !== '')
        refuseBadJson(file, text);
    try {
        const root = parseTree(text, counter, place);
        return { file, text, bom, json, root, targets: checkTree(root, place), place };
    }
    catch (error) {
        if (!(error instanceof RangeError))
            throw error;
        throw new errors/* StagegateError */.qU('manifest', 'the manifest is nested too deeply', {
            place: error instanceof yaml_compose/* YamlTooDeep */.o4 ? place(error.offset) : { file },
            hint: 'Remove the extra levels: a manifest only needs models, a model, its versions, a version, its metrics.',
            cause: error,
        });
    }
}
function parseTree(text, counter, place) {
    const { document, second } = (0,yaml_compose/* composeYaml */.ee)(text, counter, {
        version: '1.2',
        schema: 'core',
        keepSourceTokens: true,
        // checkTree does this: the library compares every key with every other, and takes 1 and "1" for two keys.
        uniqueKeys: false,
    });
    if (second !== undefined) {
        throw new errors/* StagegateError */.qU('manifest', 'the manifest contains more than one YAML document', {
            place: place(second.range[0]),
            hint: 'Keep one document: remove the "---" line and the other document.',
        });
    }
    const error = document.errors[0];
    if (error === undefined)
        return document.contents;
    const { message, hint, offset } = (0,yaml_problem/* explainYaml */.J)(error, text);
    throw new errors/* StagegateError */.qU('manifest', `the manifest is not valid YAML: ${message}`, {
        place: place(offset),
        hint,
        cause: error,
    });
}
function refuseConflict(file, text) {
    const markers = [...text.matchAll(MARKER)];
    const [first] = markers;
    if (first === undefined)
        return;
    const last = markers.find(([marker]) => marker.startsWith('>')) ?? markers.at(-1) ?? first;
    const place = placeIn(file, text, first.index);
    const end = placeIn(file, text, last.index);
    throw new errors/* StagegateError */.qU('manifest', `the manifest has a merge conflict in lines ${place.line}-${end.line}`, {
        place,
        hint: 'Resolve the merge: keep one side or both, and remove the lines of "<", "=" and ">" that git wrote.',
    });
}
function refuseBadJson(file, text) {
    const offset = findJsonError(text);
    if (offset === undefined)
        return;
    const found = String.fromCodePoint(text.codePointAt(offset) ?? 0);
    const what = offset === text.length ? 'it ends too early' : `unexpected ${JSON.stringify(found)}`;
    throw new errors/* StagegateError */.qU('manifest', `the manifest is not valid JSON: ${what}`, {
        place: placeIn(file, text, offset),
        hint: 'Remove comments, trailing commas and single quotes, or rename the file to .yaml, which allows them.',
    });
}
/** For texts that YAML's parser hasn't counted the lines of. */
function placeIn(file, text, offset) {
    const lines = text.slice(0, offset).split('\n');
    return { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
/**
 * The offset of the first thing that isn't JSON (the text's length when it ends too early); undefined for valid JSON.
 * JSON.parse gives no position on older Node versions, and its messages quote the file.
 */
function findJsonError(text) {
    const open = [];
    let state = 'value';
    let at = 0;
    const take = (pattern) => {
        pattern.lastIndex = at;
        const length = pattern.exec(text)?.[0].length ?? 0;
        at += length;
        return length > 0;
    };
    const after = () => (open.length === 0 ? 'end' : 'next');
    for (;;) {
        take(SPACE);
        const char = text[at];
        if (char === undefined)
            return state === 'end' ? undefined : at;
        if ((state === 'value' || state === 'first-value') && (char === '{' || char === '[')) {
            open.push(char);
            at += 1;
            state = char === '{' ? 'first-key' : 'first-value';
        }
        else if (closes(char, state, open.at(-1))) {
            open.pop();
            at += 1;
            state = after();
        }
        else if (state === 'value' || state === 'first-value') {
            if (!take(STRING) && !take(ATOM))
                return at;
            state = after();
        }
        else if (state === 'key' || state === 'first-key') {
            if (!take(STRING))
                return at;
            state = 'colon';
        }
        else if (state === 'colon' && char === ':') {
            at += 1;
            state = 'value';
        }
        else if (state === 'next' && char === ',') {
            at += 1;
            state = open.at(-1) === '{' ? 'key' : 'value';
        }
        else {
            return at;
        }
    }
}
function closes(char, state, innermost) {
    if (char === '}')
        return innermost === '{' && (state === 'next' || state === 'first-key');
    if (char === ']')
        return innermost === '[' && (state === 'next' || state === 'first-value');
    return false;
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/document/document.js








const TOP_KEYS = ['models'];
const MODEL_KEYS = ['description', 'versions', 'aliases', 'tags'];
const VERSION_KEYS = [
    'stage',
    'source',
    'sha256',
    'registered-at',
    'metrics',
    'tags',
    'description',
];
/**
 * Reads and checks a whole manifest; an empty text is a manifest without models.
 * @throws StagegateError `manifest` with file, line and column
 */
function parseManifest({ file, text, stages }) {
    return readManifest(parseSource(file, text), stages);
}
/** The data of a parsed text. */
function readManifest(source, stages) {
    const value = resolve(source, source.root);
    const offset = startOf(value) ?? 0;
    const top = { key: '', keyOffset: offset, value, offset };
    const entries = readMap(source, top, 'the manifest');
    refuseUnknownKeys(source, entries, TOP_KEYS, 'the manifest');
    const models = new Map();
    for (const entry of readMap(source, entries.get('models'), '"models"').values())
        models.set(entry.key, readModel(source, entry, stages));
    return { models };
}
function readModel(source, entry, stages) {
    if (entry.key === '')
        throw manifestError(source, entry.offset, 'a model has an empty name', 'Give it a name.');
    const what = `model ${JSON.stringify(entry.key)}`;
    const keys = readMap(source, entry, what);
    refuseUnknownKeys(source, keys, MODEL_KEYS, what);
    readTags(source, keys.get('tags'), what);
    const versions = [...readMap(source, keys.get('versions'), `the versions of ${what}`).values()];
    const aliases = readAliases(source, keys.get('aliases'), what);
    const isSaid = (key) => key !== 'versions' && (key !== 'aliases' || Object.keys(aliases).length > 0);
    return {
        description: readText(source, keys.get('description'), `the description of ${what}`),
        versions: versions
            .map((version) => readVersion(source, version, what, stages))
            .sort((a, b) => (0,model_version/* compareVersions */.Zy)(a.version, b.version)),
        aliases,
        bare: ![...keys.keys()].some(isSaid),
    };
}
function readVersion(source, entry, model, stages) {
    if (!(0,model_version/* isVersion */.lF)(entry.key)) {
        throw manifestError(source, entry.keyOffset, `${JSON.stringify(entry.key)} in the versions of ${model} is not a version number`, (0,yaml_spot/* tightKeyHint */.bi)(entry.key) ??
            'Use a whole number from 1 up, without leading zeros, a sign or a decimal point.');
    }
    const what = `version ${entry.key} of ${model}`;
    const keys = readMap(source, entry, what);
    refuseUnknownKeys(source, keys, VERSION_KEYS, what);
    readText(source, keys.get('description'), `the description of ${what}`);
    return {
        version: entry.key,
        stage: readStage(source, keys.get('stage'), what, stages),
        source: readText(source, keys.get('source'), `the source of ${what}`),
        sha256: readText(source, keys.get('sha256'), `the sha256 of ${what}`),
        registeredAt: readText(source, keys.get('registered-at'), `registered-at of ${what}`),
        metrics: readMetrics(source, keys.get('metrics'), what),
        tags: readTags(source, keys.get('tags'), what),
    };
}
function readStage(source, entry, what, stages) {
    const text = readText(source, entry, `the stage of ${what}`);
    if (entry === undefined || text === null)
        return model_stage/* NONE */.x3;
    const stage = (0,model_stage/* findStage */.U9)(text, stages);
    if (stage !== undefined)
        return stage;
    const known = [...stages, model_stage/* NONE */.x3, model_stage/* ARCHIVED */.Ts];
    const guess = (0,nearest/* nearest */.p)(text, known);
    const offer = guess === undefined ? '' : `Did you mean ${guess}? `;
    throw manifestError(source, entry.offset, `${what} is in an unknown stage ${JSON.stringify(text)}`, `${offer}The stages are ${known.join(', ')}.`);
}
function readAliases(source, entry, model) {
    const aliases = [];
    for (const alias of readMap(source, entry, `the aliases of ${model}`).values()) {
        const what = `alias ${JSON.stringify(alias.key)} of ${model}`;
        if (!(0,names/* isAliasName */.mO)(alias.key)) {
            throw manifestError(source, alias.keyOffset, `${what} has an invalid name`, (0,yaml_spot/* tightKeyHint */.bi)(alias.key) ?? names/* ALIAS_HINT */.Zi);
        }
        const version = readText(source, alias, what);
        if (version === null || !(0,model_version/* isVersion */.lF)(version)) {
            throw manifestError(source, alias.offset, `${what} doesn't name a version number`, `Write a version number: "${alias.key}: 1".`);
        }
        aliases.push([alias.key, version]);
    }
    return makeRecord(aliases);
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/document/changes.js





/**
 * The data that a manifest must hold after a change.
 * @throws StagegateError `conflict` when the change was decided on other data, `input` for invalid names
 */
function applyChange(manifest, change, stages) {
    const { model, registration, transitions, removed = null } = change;
    const old = manifest.models.get(model);
    const name = JSON.stringify(model);
    if (model === '')
        throw new errors/* StagegateError */.qU('input', 'a model has an empty name', { hint: 'Give it a name.' });
    if (old === undefined && registration === null)
        throw conflict(`model ${name} is no longer in the manifest`);
    let next = old ?? { description: null, versions: [], aliases: makeRecord([]), bare: false };
    if (registration !== null)
        next = register(next, registration, name);
    for (const { version, from, to } of transitions) {
        const target = (0,model_stage/* parseStage */.YA)(to, stages);
        const at = next.versions.findIndex((item) => item.version === version);
        const item = next.versions[at];
        if (item === undefined)
            throw isGone(version, name);
        if (item.stage.toLowerCase() !== from.toLowerCase()) {
            throw conflict(`version ${version} of model ${name} is now in ${JSON.stringify(item.stage)}, no longer in ${JSON.stringify(from)}`);
        }
        next = { ...next, versions: next.versions.with(at, { ...item, stage: target }) };
    }
    const models = new Map(manifest.models).set(model, next);
    if (removed === null)
        return { models };
    const left = next.versions.filter(({ version }) => version !== removed);
    if (left.length === next.versions.length)
        throw isGone(removed, name);
    // An entry that says nothing else would keep a misspelt name alive.
    if (left.length === 0 && next.bare)
        models.delete(model);
    else
        models.set(model, { ...next, versions: left });
    return { models };
}
function isGone(version, name) {
    return conflict(`version ${JSON.stringify(version)} of model ${name} is no longer in the manifest`);
}
function conflict(message) {
    return new errors/* StagegateError */.qU('conflict', message, {
        hint: 'Run this again: it decides on the registry as it is then.',
    });
}
/** The paths of the models and versions to remove. */
function planCuts(now, wanted) {
    return [...now.models].flatMap(([name, { versions }]) => {
        const model = wanted.models.get(name);
        if (model === undefined)
            return [['models', name]];
        const kept = new Set(model.versions.map(({ version }) => version));
        return versions.flatMap(({ version }) => kept.has(version) ? [] : [['models', name, 'versions', version]]);
    });
}
/** The entries to put, so that the manifest gets the wanted stages, aliases and new versions. */
function planPuts(now, wanted) {
    const puts = [];
    for (const [name, model] of wanted.models) {
        const current = now.models.get(name);
        const versions = new Map(current?.versions.map((item) => [item.version, item]));
        const path = ['models', name, 'versions'];
        for (const item of model.versions) {
            const held = versions.get(item.version);
            if (held === undefined)
                puts.push({ path, key: item.version, value: writeVersion(item), first: false });
            else if (held.stage !== item.stage)
                puts.push({ path: [...path, item.version], key: 'stage', value: item.stage, first: true });
        }
        for (const [alias, version] of Object.entries(model.aliases)) {
            if (current?.aliases[alias] !== version)
                puts.push({ path: ['models', name, 'aliases'], key: alias, value: asNumber(version), first: false });
        }
    }
    return puts;
}
function register(model, registration, name) {
    const { aliases, ...facts } = registration;
    const version = (0,model_version/* parseVersion */.ot)(facts.version);
    if (model.versions.some((item) => item.version === version))
        throw conflict(`version ${version} of model ${name} is already in the manifest`);
    for (const alias of aliases)
        (0,names/* requireAliasName */.Pq)(alias);
    const added = {
        version,
        stage: model_stage/* NONE */.x3,
        source: facts.source === '' ? null : facts.source,
        sha256: facts.sha256 === '' ? null : facts.sha256,
        registeredAt: facts.registeredAt === '' ? null : facts.registeredAt,
        metrics: makeRecord(Object.entries(facts.metrics).filter(([, value]) => Number.isFinite(value))),
        tags: makeRecord(Object.entries(facts.tags)),
    };
    return {
        ...model,
        versions: [...model.versions, added].sort((a, b) => (0,model_version/* compareVersions */.Zy)(a.version, b.version)),
        aliases: makeRecord([
            ...Object.entries(model.aliases),
            ...aliases.map((alias) => [alias, version]),
        ]),
    };
}
function writeVersion(item) {
    const data = new Map([['stage', item.stage]]);
    if (item.source !== null)
        data.set('source', item.source);
    if (item.sha256 !== null)
        data.set('sha256', item.sha256);
    if (item.registeredAt !== null)
        data.set('registered-at', item.registeredAt);
    const metrics = Object.entries(item.metrics);
    if (metrics.length > 0)
        data.set('metrics', new Map(metrics));
    const tags = Object.entries(item.tags);
    if (tags.length > 0)
        data.set('tags', new Map(tags));
    return data;
}
/** Version numbers are written without quotes, where JavaScript's numbers can hold them. */
function asNumber(version) {
    const number = Number(version);
    return Number.isSafeInteger(number) ? number : version;
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/document/cut.js


/** The splices that remove an entry; none when the file doesn't spell it out. A comment above it stays. */
function planCut(source, path) {
    const { node: map, pair: outer, depth } = follow(source, path.slice(0, -1));
    const pair = (0,dist/* isMap */.jh)(map) && depth === path.length - 1 ? findOwnPair(map, path.at(-1) ?? '') : undefined;
    if (!(0,dist/* isMap */.jh)(map) || pair === undefined || outer === undefined)
        return [];
    const span = { start: pairStart(pair), end: pairEnd(pair, source.text) };
    if (map.flow === true)
        return cutFromFlow(source.text, map, pair, span);
    return cutFromBlock(source.text, map, outer, span);
}
/** Whole lines; a map that has no other entry becomes `{}`. */
function cutFromBlock(text, map, outer, span) {
    const lines = linesOf(text, span);
    const slot = valueSlot(outer);
    if (lines === undefined || slot === undefined)
        return [];
    return map.items.length > 1 ? [lines] : [{ start: slot, end: slot, text: ' {}' }, lines];
}
function cutFromFlow(text, map, pair, span) {
    const [from, to] = map.range ?? [span.start, span.end];
    const comma = findComma(text, span.end);
    const withComma = { start: span.start, end: comma === undefined ? span.end : comma + 1 };
    const isBlank = (start, end) => /^[ \t]*$/.test(text.slice(start, end));
    const own = linesOf(text, withComma);
    const at = map.items.indexOf(pair);
    const [before, next] = [map.items[at - 1], map.items[at + 1]];
    if (before === undefined && next === undefined) {
        const around = text.slice(from + 1, span.start) + text.slice(span.end, to - 1);
        if (/^[\s,]*$/.test(around))
            return [{ start: from, end: to, text: '{}' }];
        return [own ?? { ...withComma, text: '' }];
    }
    if (next !== undefined) {
        const start = pairStart(next);
        return [own ?? { ...withComma, end: isBlank(withComma.end, start) ? start : withComma.end, text: '' }];
    }
    // The last entry: without a comma after it, remove the one before it.
    const last = before === undefined ? undefined : findComma(text, pairEnd(before, text));
    if (last === undefined)
        return [];
    const rest = own ?? {
        ...withComma,
        start: isBlank(last + 1, span.start) ? last + 1 : span.start,
        text: '',
    };
    return comma === undefined ? [{ start: last, end: last + 1, text: '' }, rest] : [rest];
}
/** A span's lines when only a comment shares them, which goes with them; otherwise undefined. */
function linesOf(text, { start, end }) {
    const from = text.lastIndexOf('\n', start - 1) + 1;
    if (!/^[ \t]*$/.test(text.slice(from, start)))
        return undefined;
    // A block scalar that keeps its blank lines includes its line end.
    if (text[end - 1] === '\n')
        return { start: from, end, text: '' };
    const rest = lineEnd(text, end);
    if (!/^[ \t]*(?:#.*)?$/.test(text.slice(end, rest)))
        return undefined;
    const newline = text.indexOf('\n', rest);
    if (newline >= 0)
        return { start: from, end: newline + 1, text: '' };
    const above = from > 1 && text[from - 2] === '\r' ? from - 2 : Math.max(0, from - 1);
    return { start: above, end: text.length, text: '' };
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/document/render.js
var render = __webpack_require__(30391);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/document/style.js


/** @param near the versions that a new one joins, whose style counts first; null without any */
function detectStyle(source, near) {
    const { text, json } = source;
    const newline = text.indexOf('\n');
    const sample = sampleVersion(source, near);
    const flat = json && text.includes(':') && !text.trim().includes('\n');
    const sampled = sample === undefined ? '' : text.slice(sample.range?.[0], sample.range?.[1]);
    return {
        json,
        eol: newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n',
        unit: detectUnit(source),
        gap: flat && !/"\s*:\s/.test(text.slice(0, 200)) ? '' : ' ',
        padding: /^\{ +\S/.test(sampled) ? ' ' : '',
        flat,
        leaf: sample === undefined ? defaultLeaf(json, flat) : layoutOf(sample, sampled),
    };
}
/** The indentation of an offset's line, up to the offset. */
function lineIndent(text, offset) {
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
function defaultLeaf(json, flat) {
    if (!json)
        return 'block';
    return flat ? 'line' : 'lines';
}
function layoutOf(map, text) {
    if (map.flow !== true)
        return 'block';
    return text.includes('\n') ? 'lines' : 'line';
}
/** The last version with fields among its siblings, else the first in the file. */
function sampleVersion(source, near) {
    if ((0,dist/* isMap */.jh)(near)) {
        const found = near.items.findLast((pair) => isFilled(pair.value))?.value;
        if (isFilled(found))
            return found;
    }
    const models = ownMap(source, source.root, 'models');
    for (const model of models?.items ?? []) {
        const found = ownMap(source, model.value, 'versions')?.items.find((pair) => isFilled(pair.value))?.value;
        if (isFilled(found))
            return found;
    }
    return undefined;
}
function isFilled(node) {
    return (0,dist/* isMap */.jh)(node) && node.items.length > 0;
}
function ownMap(source, node, key) {
    const map = resolve(source, node);
    const value = (0,dist/* isMap */.jh)(map) ? resolve(source, findOwnPair(map, key)?.value) : null;
    return (0,dist/* isMap */.jh)(value) ? value : undefined;
}
function detectUnit(source) {
    const outer = (0,dist/* isMap */.jh)(source.root) ? findOwnPair(source.root, 'models')?.key : undefined;
    const first = ownMap(source, source.root, 'models')?.items[0]?.key;
    const indentOf = (key) => lineIndent(source.text, startOf(key) ?? 0);
    const [outside, inside] = [indentOf(outer), indentOf(first)];
    if (inside.length > outside.length && inside.startsWith(outside))
        return inside.slice(outside.length);
    return /^([ \t]+)[^\s#]/m.exec(source.text)?.[1] ?? '  ';
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/document/put.js




/** The splices that make one change; none where it has no place in the text. */
function planPut(source, { path, key, value, first }) {
    const keys = [...path, key];
    const holder = follow(source, keys);
    const { depth, pair } = holder;
    if (depth === keys.length)
        return pair === undefined || typeof value === 'object' ? [] : replaceValue(source, pair, String(value));
    const [missing = key, ...deeper] = keys.slice(depth);
    return add(source, holder, {
        key: missing,
        value: deeper.reduceRight((inner, name) => new Map([[name, inner]]), value),
        style: detectStyle(source, versionsNear(source, path)),
        depth,
        first: first && deeper.length === 0,
    });
}
function versionsNear(source, [models, model]) {
    if (models === undefined || model === undefined)
        return null;
    const { node, depth } = follow(source, [models, model, 'versions']);
    return depth === 3 && (0,dist/* isMap */.jh)(node) ? node : null;
}
/** Puts a text in place of a pair's scalar or alias, in the same quotes; anchors and comments stay. */
function replaceValue({ text: whole, json }, pair, text) {
    const node = pair.value;
    const [start, end] = (0,dist/* isScalar */.jn)(node) || (0,dist/* isAlias */.Vj)(node) ? (node.range ?? [0, 0]) : [0, 0];
    const bare = json ? (0,render/* quoteDouble */.G1)(text) : (0,render/* writeLike */.$e)(text, '');
    const slot = valueSlot(pair);
    if (start === end)
        return slot === undefined ? [] : [insertAt(slot, ` ${bare}`)];
    if ((0,dist/* isAlias */.Vj)(node))
        return [{ start, end, text: bare }];
    const written = whole.slice(start, end);
    if (json) {
        const staysNumber = /^\d/.test(written) && /^\d+$/.test(text);
        return [{ start, end, text: staysNumber ? text : bare }];
    }
    // The range of a block scalar includes its line ends: keep them.
    const tail = /^[|>]/.test(written) ? written.slice(written.trimEnd().length) : '';
    return [{ start, end, text: (0,render/* writeLike */.$e)(text, (0,render/* quoteOf */.ep)(written)) + tail }];
}
function add(source, holder, insertion) {
    const { node, pair } = holder;
    if ((0,dist/* isMap */.jh)(node) && node.items.length > 0) {
        const insert = node.flow === true ? insertInFlow : insertInBlock;
        return insert(source, node, insertion);
    }
    if ((0,dist/* isAlias */.Vj)(node))
        return overrideAlias(source, node.range ?? [0, 0, 0], insertion);
    if (pair === undefined)
        return startFile(source, node, insertion);
    return fill(source, { ...holder, pair }, insertion);
}
/** `*a` becomes `{<<: *a, key: value}`: the alias's value and the change. */
function overrideAlias(source, [start, end], { key, value, style, depth }) {
    const spot = { style: { ...style, padding: '' }, indent: '', depth, layout: 'line' };
    const map = (0,render/* renderMap */.x_)(new Map([[key, value]]), spot);
    return [{ start, end, text: `{<<: ${source.text.slice(start, end)}, ${map.slice(1)}` }];
}
/** Writes into a map without entries, or in place of nothing or null. */
function fill({ text, json }, { node, pair, inFlow }, { key, value, style, depth }) {
    const slot = valueSlot(pair);
    if (slot === undefined)
        return [];
    const data = new Map([[key, value]]);
    const indent = lineIndent(text, pair.key.range?.[0] ?? 0);
    const [from, to] = (0,dist/* isMap */.jh)(node) || (0,dist/* isScalar */.jn)(node) ? (node.range ?? [slot, slot]) : [slot, slot];
    const comments = (0,dist/* isMap */.jh)(node) && text.slice(from + 1, to - 1).trim() !== '';
    if (!json && !inFlow && value instanceof Map && !comments) {
        const body = (0,render/* renderMap */.x_)(data, { style, indent, depth, layout: 'block' });
        const line = lineEnd(text, from === to ? slot : to);
        const lines = insertAt(line, body);
        return from === to ? [lines] : [{ start: slot, end: to, text: '' }, lines];
    }
    const layout = json ? (0,render/* innerLayout */.VC)(style.flat ? 'line' : 'lines', style, depth, data) : 'line';
    const map = (0,render/* renderMap */.x_)(data, { style, indent, depth, layout });
    if (comments)
        return [insertAt(from + 1, map.slice(1, -1))];
    return [from === to ? insertAt(slot, ` ${map}`) : { start: from, end: to, text: map }];
}
/** The first entry of a file without entries. */
function startFile({ text, json }, node, { key, value, style }) {
    const blank = text.trim() === '';
    if (json || (0,dist/* isMap */.jh)(node)) {
        const [from, to] = !blank && ((0,dist/* isMap */.jh)(node) || (0,dist/* isScalar */.jn)(node)) ? (node.range ?? [0, 0]) : [0, text.length];
        const spot = { style, indent: '', depth: 0, layout: json ? 'lines' : 'line' };
        const map = (0,render/* renderMap */.x_)(new Map([[key, value]]), spot);
        return [{ start: from, end: to, text: blank ? map + style.eol : map }];
    }
    const pair = (0,render/* renderPair */.Zm)(key, value, { style, indent: '', depth: 0, layout: 'block' });
    const open = !blank && !text.endsWith('\n');
    return [insertAt(text.length, open ? style.eol + pair : pair + style.eol)];
}
/** Adds a line to a block map that has entries: before the first one's comments, or after the last one's line. */
function insertInBlock({ text }, map, insertion) {
    const { first, last } = ends(map);
    const start = pairStart(first);
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const ownLine = /^[ \t]*$/.test(text.slice(lineStart, start));
    const indent = ownLine ? text.slice(lineStart, start) : ' '.repeat(start - lineStart);
    const pair = put_render(insertion, 'block', indent, quoteOfKey(text, last));
    const { eol } = insertion.style;
    if (insertion.first && ownLine)
        return [insertAt(skipCommentsUp(text, lineStart), indent + pair + eol)];
    if (insertion.first)
        return [insertAt(start, pair + eol + indent)];
    const end = pairEnd(last, text);
    // A block scalar includes its line end.
    if (text[end - 1] === '\n')
        return [insertAt(end, indent + pair + eol)];
    return [insertAt(lineEnd(text, end), eol + indent + pair)];
}
/** Adds to a flow map that has entries: on a line of its own where the entry beside it has one, else on that line. */
function insertInFlow({ text }, map, insertion) {
    const { first, last } = ends(map);
    const { eol, gap } = insertion.style;
    const edge = insertion.first ? first : last;
    const start = pairStart(edge);
    const indent = lineIndent(text, start);
    const lineStart = start - indent.length;
    const ownLine = text[lineStart - 1] === '\n' && lineStart > (map.range?.[0] ?? 0);
    const pair = put_render(insertion, ownLine ? 'lines' : 'line', indent, quoteOfKey(text, edge));
    const space = ownLine ? eol + indent : gap;
    if (insertion.first)
        return [insertAt(start, `${pair},${space}`)];
    const end = pairEnd(last, text);
    const comma = findComma(text, end);
    const after = comma === undefined ? end : comma + 1;
    const rest = lineEnd(text, after);
    // The closing brace is on a later line: the new line goes below the last entry's comment.
    if (ownLine && /^[ \t]*(?:[ \t]#.*)?$/.test(text.slice(after, rest))) {
        const line = eol + indent + pair;
        if (comma !== undefined)
            return [insertAt(rest, `${line},`)];
        return rest === end ? [insertAt(rest, `,${line}`)] : [insertAt(end, ','), insertAt(rest, line)];
    }
    return [comma === undefined ? insertAt(end, `,${space}${pair}`) : insertAt(after, `${space}${pair},`)];
}
function insertAt(at, text) {
    return { start: at, end: at, text };
}
function put_render({ key, value, style, depth }, layout, indent, quote) {
    return (0,render/* renderPair */.Zm)(key, value, { style, indent, depth, layout }, quote);
}
function ends(map) {
    const first = map.items[0];
    const last = map.items.at(-1);
    if (first === undefined || last === undefined)
        throw new TypeError('the map is empty');
    return { first, last };
}
function quoteOfKey(text, pair) {
    const key = pair.key;
    return (0,dist/* isScalar */.jn)(key) ? (0,render/* quoteOf */.ep)(text.slice(key.range?.[0] ?? 0)) : '';
}
/** The start of the first of the comment lines and blank lines right above a line. */
function skipCommentsUp(text, lineStart) {
    let at = lineStart;
    while (at > 0) {
        const above = text.lastIndexOf('\n', at - 2) + 1;
        if (!/^[ \t]*(?:#.*)?\r?\n$/.test(text.slice(above, at)))
            break;
        at = above;
    }
    return at;
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/document/edit.js
/**
 * An edit changes the text, not the data: writing parsed data back would lose comments, key order and style.
 *
 * 1. `parseSource` reads the text into a syntax tree whose nodes know their offsets; `readManifest` reads it as data.
 * 2. `applyChange` (changes.ts) computes the data that the manifest must hold afterwards.
 * 3. What differs becomes entries to put and entries to cut. put.ts and cut.ts turn each into splices: pieces of text
 *    for given offsets, in the style of the entries around them (style.ts, render.ts).
 * 4. The spliced text is read again and must hold exactly the wanted data. An anchor can share one value between
 *    versions: changing it where it is written changes the others too, and the next round gives them their own value.
 */







/** Rounds for values shared by anchors, besides one for each alias that is set. */
const ROUNDS = 4;
/**
 * The text with exactly this change, verified by reading it again.
 * @throws StagegateError `manifest` when the text can't be read, or anchors and merges make the change impossible
 * @throws StagegateError `conflict` when the change was decided on other data, `input` for invalid names
 */
function editManifest(edit) {
    const { file, stages, change } = edit;
    const first = parseSource(file, edit.text);
    let source = first;
    let now = readManifest(source, stages);
    const wanted = applyChange(now, change, stages);
    const rounds = ROUNDS + (change.registration?.aliases.length ?? 0);
    for (let round = 0;; round += 1) {
        const difference = findDifference(now, wanted);
        if (difference === undefined)
            return source.bom + source.text;
        const text = applySplices(source.text, [
            ...planPuts(now, wanted).map((put) => planPut(source, put)),
            ...planCuts(now, wanted).map((path) => planCut(source, path)),
        ]);
        if (text === source.text || round === rounds)
            throw impossible(first, difference);
        try {
            source = parseSource(file, source.bom + text);
            now = readManifest(source, stages);
        }
        catch (error) {
            throw impossible(first, { model: change.model, version: null }, error);
        }
    }
}
/** The first difference between two manifests' data, whatever the order of their models; undefined without one. */
function findDifference(found, wanted) {
    for (const model of new Set([...wanted.models.keys(), ...found.models.keys()])) {
        const a = found.models.get(model);
        const b = wanted.models.get(model);
        if (a === b)
            continue;
        if (a === undefined || b === undefined)
            return { model, version: null };
        for (let at = 0; at < Math.max(a.versions.length, b.versions.length); at += 1) {
            const [left, right] = [a.versions[at], b.versions[at]];
            if (!sameVersion(left, right))
                return { model, version: (left ?? right)?.version ?? null };
        }
        if (a.description !== b.description || !sameRecord(a.aliases, b.aliases))
            return { model, version: null };
    }
    return undefined;
}
function sameVersion(a, b) {
    if (a === undefined || b === undefined)
        return a === b;
    const facts = ['version', 'stage', 'source', 'sha256', 'registeredAt'];
    return (facts.every((fact) => a[fact] === b[fact]) &&
        sameRecord(a.metrics, b.metrics) &&
        sameRecord(a.tags, b.tags));
}
function sameRecord(a, b) {
    const keys = Object.keys(a);
    return (keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key]));
}
/**
 * Applies splices group by group (each group is one edit, made whole or not at all). A group that overlaps an
 * earlier one waits for the next round, which plans it on the new text.
 */
function applySplices(text, groups) {
    const taken = [];
    const sorted = groups
        .filter((group) => group.length > 0)
        .sort((a, b) => (a[0]?.start ?? 0) - (b[0]?.start ?? 0));
    let reached = -1;
    for (const group of sorted) {
        if (Math.min(...group.map(({ start }) => start)) <= reached)
            continue;
        taken.push(...group);
        reached = Math.max(...group.map(({ end }) => end));
    }
    let result = '';
    let from = 0;
    for (const splice of taken.sort((a, b) => a.start - b.start)) {
        result += text.slice(from, splice.start) + splice.text;
        from = splice.end;
    }
    return result + text.slice(from);
}
function impossible(source, { model, version }, cause) {
    const { pair } = follow(source, ['models', model, ...(version === null ? [] : ['versions', version])]);
    const ofModel = `model ${JSON.stringify(model)}`;
    const what = version === null ? ofModel : `version ${version} of ${ofModel}`;
    return new errors/* StagegateError */.qU('manifest', `${what} can't be changed on its own: anchors, aliases or merges share its text with other entries`, {
        place: source.place(startOf(pair?.key) ?? 0),
        hint: 'Write that entry out without "&", "*" and "<<", then try again.',
        cause,
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/proposal.js


/**
 * What makes a plan's proposal the same as, or another than, those that wait to be merged.
 * @param history the history file's path
 * @param write returns the files' texts after a plan
 */
function describeProposal(plan, history, write) {
    return {
        topic: topicOf(plan),
        renews: (earlier) => {
            const entry = lastEntry(history, earlier.get(history) ?? '');
            return entry !== null && moveOf(entry) === moveOf(plan.entry);
        },
        repeats: (earlier) => {
            const entry = lastEntry(history, earlier.get(history) ?? '');
            return (entry !== null && [...write(as(plan, entry))].every(([path, text]) => earlier.get(path) === text));
        },
    };
}
/** An exclusive stage has one open proposal; in any other stage each version has its own. */
function topicOf({ model, exclusive, entry: { action, version, to } }) {
    // Not about a stage: a proposal for a stage must not be replaced by it.
    if (action === 'acknowledge' || action === 'unregister')
        return [model, action, version, to];
    return exclusive ? [model, to] : [model, version, to];
}
/** The topics that a proposal about a version or its stage can have. */
function topicsAbout({ model, version, stage, }) {
    return [
        [model, stage],
        [model, version, stage],
    ];
}
/** What a reviewer who closed a proposal has declined: this move, on this evidence, replacing these versions. */
function moveOf(entry) {
    const { action, model, version, to, archived, forced, artifacts, differed = null } = entry;
    const evidence = [entry['report-sha256'], entry.reports ?? null];
    // Only a registration brings new files.
    const files = action === 'register' ? (artifacts ?? null) : null;
    return JSON.stringify([action, model, version, to, archived, forced, evidence, files, differed]);
}
/** The plan as the run of `entry` would have made it. */
function as(plan, { time, run }) {
    const { registration, entry } = plan;
    return {
        ...plan,
        registration: registration === null ? null : { ...registration, registeredAt: time },
        entry: { ...entry, time, run },
    };
}
/** The last line of a history, which a proposal adds; null when it can't be read. */
function lastEntry(file, text) {
    const lines = text.split('\n').filter((line) => line !== '');
    try {
        return (0,chain/* readLine */.Xw)(lines.at(-1) ?? '', { file, line: lines.length, restore: '' }).entry;
    }
    catch (error) {
        if (error instanceof errors/* StagegateError */.qU)
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/registry.js









/** The texts that a decision was made on: `apply` edits these. */
class ManifestRevision {
    view;
    manifest;
    history;
    constructor(view, manifest, history) {
        this.view = view;
        this.manifest = manifest;
        this.history = history;
    }
    get id() {
        return this.view.id;
    }
}
/** A registry in the repository: a manifest and its history beside it, in a store with compare-and-swap. */
class ManifestRegistry {
    options;
    constructor(options) {
        this.options = options;
    }
    get label() {
        return this.options.location.path;
    }
    async models() {
        const view = await this.options.store.open();
        const files = await Promise.all((await this.manifestPaths(view)).map((path) => this.readFile(view, path)));
        return [...new Set(files.flatMap(({ models }) => [...models.keys()]))].sort();
    }
    async requireThere() {
        const { kind, path } = this.options.location;
        const view = await this.options.store.open();
        if (kind === 'folder') {
            if ((await view.list(path)) !== null)
                return;
        }
        else {
            const [manifest, history] = await Promise.all([view.read(path), view.read((0,manifest_location/* historyPath */.ae)(path))]);
            if (manifest !== null)
                return;
            if (history !== null) {
                const message = `the manifest doesn't exist, but its history ${(0,manifest_location/* historyPath */.ae)(path)} does`;
                const hint = 'Restore the manifest from git. To start over, move the history away too.';
                throw new errors/* StagegateError */.qU('manifest', message, { place: { file: path }, hint });
            }
        }
        throw new errors/* StagegateError */.qU('input', `the registry ${JSON.stringify(path)} doesn't exist`, {
            hint: `Check the path: it comes from --registry (the input registry), else from the policy's registry, else it is models.yaml. To start a registry, run "stagegate init" or register a first version.`,
        });
    }
    async read(model) {
        const view = await this.options.store.open();
        const [file, history] = await this.readBoth(view, await this.pathOf(view, model));
        return snapshotOf(model, file, history);
    }
    async readAll() {
        const view = await this.options.store.open();
        const paths = await this.manifestPaths(view);
        const files = await Promise.all(paths.map((path) => this.readBoth(view, path)));
        const snapshots = files.flatMap(([file, history]) => {
            const names = new Set([...file.models.keys(), ...history.models.keys()]);
            return [...names].map((model) => snapshotOf(model, file, history));
        });
        return snapshots.sort((a, b) => (a.model < b.model ? -1 : 1));
    }
    async apply(plan, basis) {
        const revision = revisionOf(basis);
        if (revision.manifest.text === '')
            await this.refuseTwin(revision.manifest.path);
        const write = (wanted) => writeFiles(wanted, revision, this.options.stages);
        const proposal = describeProposal(plan, revision.history.path, write);
        return this.options.store.write(write(plan), revision.view, { ...commitMessage(plan), proposal });
    }
    /** A new manifest must not share its history with another one beside it. */
    async refuseTwin(path) {
        // Through a view of its own: other files in the folder may change without a conflict.
        const view = await this.options.store.open();
        const own = external_node_path_.posix.basename(path);
        const names = (0,manifest_location/* manifestFiles */.TY)((await view.list(external_node_path_.posix.dirname(path))) ?? []);
        const twin = names.find((name) => name !== own && (0,manifest_location/* historyPath */.ae)(name) === (0,manifest_location/* historyPath */.ae)(own));
        if (twin === undefined)
            return;
        throw new errors/* StagegateError */.qU('manifest', `${twin} and ${own} would share the history ${(0,manifest_location/* historyPath */.ae)(own)}`, {
            place: { file: path },
            hint: `Keep one of the two: use --registry ${twin}, or give the new manifest another name.`,
        });
    }
    /** The view that a snapshot was read through, which is the basis of a write. */
    viewOf(snapshot) {
        return revisionOf(snapshot).view;
    }
    async readBack({ model, entry }) {
        const { versions } = await this.read(model);
        return { stage: versions.find(({ version }) => version === entry.version)?.stage ?? null, lostTo: null };
    }
    async findCommit({ revision }, entry, title) {
        const { store } = this.options;
        if (!(revision instanceof ManifestRevision) || entry.run === null || store.findCommit === undefined)
            return null;
        return store.findCommit(revision.view, {
            path: revision.history.path,
            since: entry.time,
            title: titleOf(title),
            line: runLine(entry.run),
        });
    }
    async findProposal(about) {
        for (const topic of topicsAbout(about)) {
            const open = await this.options.store.findProposal?.(topic);
            if (open === undefined || open === null)
                continue;
            const history = (0,manifest_location/* historyPath */.ae)(await this.pathOf(open.files, about.model));
            const entry = lastEntry(history, (await open.files.read(history)) ?? '');
            return { number: open.number, version: entry?.model === about.model ? entry.version : null };
        }
        return null;
    }
    async manifestPaths(view) {
        const { kind, path } = this.options.location;
        if (kind === 'file')
            return [path];
        const names = (0,manifest_location/* manifestFiles */.TY)((await view.list(path)) ?? []);
        for (const [at, name] of names.entries()) {
            const twin = names.slice(at + 1).find((other) => (0,manifest_location/* fileStem */.E8)(other) === (0,manifest_location/* fileStem */.E8)(name));
            if (twin !== undefined)
                throw twoFiles(path, name, twin);
        }
        return names.map((name) => `${path}/${name}`);
    }
    async pathOf(view, model) {
        const { kind, path } = this.options.location;
        if (kind === 'file')
            return path;
        const [first, second] = (0,manifest_location/* filesOfModel */.YO)((await view.list(path)) ?? [], model);
        if (first !== undefined && second !== undefined)
            throw twoFiles(path, first, second);
        if (first !== undefined)
            return `${path}/${first}`;
        // The model needs a new file. Reading every file finds the model under another file's name.
        await Promise.all((await this.manifestPaths(view)).map((file) => this.readFile(view, file)));
        return `${path}/${(0,manifest_location/* modelFileStem */.NC)(model)}.yaml`;
    }
    /** Both at once, so that a store on a server sends one request. */
    readBoth(view, path) {
        return Promise.all([this.readFile(view, path), this.readHistory(view, path)]);
    }
    async readFile(view, path) {
        const text = (await view.read(path)) ?? '';
        const { models } = parseManifest({ file: path, text, stages: this.options.stages });
        this.requireNamed({ path, models });
        return { view, path, text, models };
    }
    async readHistory(view, manifest) {
        const path = (0,manifest_location/* historyPath */.ae)(manifest);
        const text = (await view.read(path)) ?? '';
        const models = [...(0,chain/* parseHistory */.i6)(path, text)].map(([model, lines]) => [model, lines.map((line) => (0,replay/* respell */.an)(line, this.options.stages))]);
        return { path, text, models: new Map(models) };
    }
    /**
     * In a folder, the file's name is how a model is found. In a file of another name it wouldn't be found, and a second
     * file would be made for it.
     */
    requireNamed({ path, models }) {
        if (this.options.location.kind === 'file')
            return;
        const stem = (0,manifest_location/* fileStem */.E8)(path);
        const other = [...models.keys()].find((model) => (0,manifest_location/* modelFileStem */.NC)(model) !== stem);
        if (other === undefined)
            return;
        const file = `${(0,manifest_location/* modelFileStem */.NC)(other)}.yaml`;
        throw new errors/* StagegateError */.qU('manifest', `the file contains model ${JSON.stringify(other)}, which belongs in ${file}`, {
            place: { file: path },
            hint: 'Move it to that file: in a folder, each model has its own.',
        });
    }
}
function revisionOf({ revision }) {
    if (revision instanceof ManifestRevision)
        return revision;
    throw new TypeError('the snapshot is of another registry');
}
/** The files' texts after a plan. */
function writeFiles({ model, registration, transitions, entry }, { manifest, history }, stages) {
    const before = history.text === '' || history.text.endsWith('\n') ? history.text : `${history.text}\n`;
    const lines = [history.path, `${before}${(0,chain/* sealEntry */.I$)(entry)}\n`];
    // It only adds a line: the model may be gone from the manifest.
    if (entry.action === 'acknowledge')
        return new Map([lines]);
    const removed = entry.action === 'unregister' ? entry.version : null;
    const edited = editManifest({
        file: manifest.path,
        text: manifest.text,
        stages,
        change: { model, registration, transitions, removed },
    });
    return new Map([[manifest.path, edited], lines]);
}
function twoFiles(folder, first, second) {
    return new errors/* StagegateError */.qU('manifest', `${first} and ${second} are both files of one model`, {
        place: { file: folder },
        hint: 'Delete one of them.',
    });
}
function snapshotOf(model, file, history) {
    const entry = file.models.get(model);
    return {
        model,
        exists: entry !== undefined,
        versions: entry?.versions ?? [],
        complete: true,
        aliases: entry?.aliases ?? {},
        history: history.models.get(model) ?? [],
        head: history.models.get(model)?.at(-1)?.sha256 ?? null,
        problems: [],
        revision: new ManifestRevision(file.view, file, history),
    };
}
function titleOf(title) {
    return `stagegate: ${(0,safe/* forCommitMessage */.st)(title)}`;
}
function runLine(run) {
    return `Run: ${(0,safe/* forCommitMessage */.st)(run)}`;
}
function commitMessage({ title, entry }) {
    const lines = [
        entry.reason === null ? null : `Reason: ${(0,safe/* forCommitMessage */.st)(entry.reason)}`,
        entry.actor === null ? null : `Actor: ${(0,safe/* forCommitMessage */.st)(entry.actor)}`,
        entry.run === null ? null : runLine(entry.run),
    ];
    return {
        title: titleOf(title),
        body: lines.filter((line) => line !== null).join('\n'),
    };
}

;// CONCATENATED MODULE: ./build/js/src/workspace/branch-store.js



/** Makes a store refuse files that git would store in another form. @param commits to a branch, not to files on disk */
function refuseFiltered(store, root, commits) {
    return {
        ...store,
        write: async (changes, basis, message) => {
            const { requireUnfiltered } = await __webpack_require__.e(/* import() */ 772).then(__webpack_require__.bind(__webpack_require__, 66772));
            await requireUnfiltered((0,command/* createGit */.lD)(root), [...changes.keys()], commits);
            return store.write(changes, basis, message);
        },
    };
}
/** The store of a commit mode. Only loads what that mode needs. */
async function openBranchStore(commit, options) {
    return refuseFiltered(await openAny(commit, options), options.root, true);
}
async function openAny(commit, options) {
    const { root } = options;
    switch (commit) {
        case 'push': {
            const { openGitBranchStore } = await __webpack_require__.e(/* import() */ 662).then(__webpack_require__.bind(__webpack_require__, 11662));
            return openGitBranchStore({ root });
        }
        case 'api': {
            const { openGitHubBranchStore } = await Promise.all(/* import() */[__webpack_require__.e(308), __webpack_require__.e(197)]).then(__webpack_require__.bind(__webpack_require__, 87197));
            return openGitHubBranchStore({ root, ...branch_store_onGitHub(commit, options) });
        }
        case 'pull-request': {
            const { openPullRequestStore } = await Promise.all(/* import() */[__webpack_require__.e(308), __webpack_require__.e(161)]).then(__webpack_require__.bind(__webpack_require__, 63161));
            return openPullRequestStore(branch_store_onGitHub(commit, options));
        }
    }
}
function branch_store_onGitHub(commit, { root, env, event, github }) {
    return {
        github: () => github.open(`commit: ${commit}`),
        target: async () => {
            const { findTargetBranch } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 24869));
            return findTargetBranch({ root, env, event, mode: commit });
        },
    };
}
/**
 * The branch with today's rules. A run that changes an MLflow server doesn't commit, but a workflow run on a branch
 * belongs to that branch: a re-run must not be judged by a stale checkout.
 * @returns null if only the workspace counts
 * @throws StagegateError `input` when a mode has no branch to commit to
 */
async function openTarget(options) {
    const { commit, event, github, isServer } = options;
    const mode = (0,target_branch/* chooseCommitMode */.Gf)(commit, { event, github });
    const isAsked = commit !== undefined && commit !== 'auto';
    if (mode !== 'none' && isAsked) {
        // opening a server reports that the mode doesn't apply to it
        return (await isServer()) ? null : toCommit(mode, options);
    }
    const onGitHub = event.name !== null && github.isThere && !event.beforeMerge;
    if (isAsked || !onGitHub)
        return null;
    if (!(await isServer()))
        return mode === 'none' ? null : toCommit(mode, options);
    if (!(await isOnBranch(options)))
        return null;
    return { store: await openBranchStore('api', options), role: 'own', commits: mode !== 'none' };
}
async function toCommit(mode, options) {
    return { store: await openBranchStore(mode, options), role: 'target', commits: true };
}
/** A store whose first view is already open. */
function startAt(store, view) {
    let given = view;
    return {
        ...store,
        open: () => {
            const next = given === null ? store.open() : Promise.resolve(given);
            given = null;
            return next;
        },
    };
}
/** Whether the workflow runs on a branch of the checked-out repository. */
async function isOnBranch({ root, env, event }) {
    try {
        await (0,target_branch.findTargetBranch)({ root, env, event, mode: 'api' });
        return true;
    }
    catch (error) {
        // without git, the answer is unknown
        const isAnswer = error instanceof errors/* StagegateError */.qU && !(error instanceof command/* GitUnusable */._k);
        if (isAnswer && error.code === 'input')
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/js/src/workspace/open-registry.js









/** Opens the registry of a setting. Only loads what that kind needs. @throws StagegateError */
async function openRegistry(options) {
    const server = (0,server_location/* parseServerUri */.LO)(options.setting.location);
    if (server !== null)
        return openServer(server, options);
    const location = (0,manifest_location/* locateManifest */.QM)(options.setting.location);
    const { place, event, github, stages, base } = options;
    const commit = (0,target_branch/* chooseCommitMode */.Gf)(options.commit, { event, github });
    if (commit !== 'none')
        await (0,files_place/* requireSameTree */.mv)(place, options.policyFile, location.path);
    const store = options.store ?? (await openDisk(place.root, location));
    const registry = new ManifestRegistry({ store, location, stages });
    return {
        registry,
        location,
        viewOf: options.store === null ? null : (snapshot) => registry.viewOf(snapshot),
        runs: null,
        commit,
        base: base === null ? null : new ManifestRegistry({ store: readOnly(base), location, stages }),
        manifest: location.kind === 'file' ? location.path : `${location.path}/`,
    };
}
async function openDisk(root, { path }) {
    const { openDiskStore } = await __webpack_require__.e(/* import() */ 728).then(__webpack_require__.bind(__webpack_require__, 11728));
    return refuseFiltered(openDiskStore({ root, registry: path, git: (0,command/* createGit */.lD)(root) }), root, false);
}
function readOnly(base) {
    return {
        open: () => base.open(),
        write: () => Promise.reject(new TypeError(`nothing is written to ${base.name} for a proposal`)),
    };
}
async function openServer(location, options) {
    const { setting, stages, env, onProgress, commit } = options;
    if (commit !== undefined && commit !== 'none' && commit !== 'auto') {
        throw new errors/* StagegateError */.qU('input', `commit: ${commit} is for a manifest in the repository: an MLflow registry has nothing to commit`, { hint: 'Leave commit out, or set it to none.' });
    }
    const { openServers } = await Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(485), __webpack_require__.e(480)]).then(__webpack_require__.bind(__webpack_require__, 76480));
    const { MlflowRegistry } = await Promise.all(/* import() */[__webpack_require__.e(485), __webpack_require__.e(158)]).then(__webpack_require__.bind(__webpack_require__, 84158));
    const { RunEvidence } = await __webpack_require__.e(/* import() */ 869).then(__webpack_require__.bind(__webpack_require__, 6869));
    const { registry: server, tracking, close } = await openServers(location, { env, onWait: onProgress });
    const registry = new MlflowRegistry({
        server,
        stages,
        mode: setting.mode,
        aliases: setting.aliases,
        pace: {
            now: () => performance.now(),
            sleep: (milliseconds) => (0,external_node_timers_promises_.setTimeout)(milliseconds),
            random: Math.random,
            waiting: onProgress,
        },
        close,
    });
    const runs = new RunEvidence({
        server: tracking,
        findVersion: async ({ model, version }) => registry.findVersion(model, version) ?? (await server.version({ name: model, version })),
    });
    return { registry, runs, commit: null, location: null, viewOf: null, base: null };
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/store.js
/** Whether a view is of a branch's commit. */
function isBranchView(view) {
    return 'leadOver' in view;
}

// EXTERNAL MODULE: ./build/js/src/files/policy-file.js
var policy_file = __webpack_require__(44428);
;// CONCATENATED MODULE: ./build/js/src/workspace/policy-source.js




const RULE = {
    base: 'A pull request is judged by the policy of its base, so that it cannot choose its own rules.',
    target: "What is committed to a branch is judged by that branch's policy. The checkout's own does not count.",
    own: "A workflow on a branch is judged by the policy that the branch has now. With commit: none the checkout's own counts.",
};
/**
 * Reads the workspace's policy, or a branch's. A proposal must not choose its own rules, and any other checkout may be
 * stale.
 * @throws StagegateError when the policy is wrong, a named one is missing, or the branch can't be read
 */
async function readPolicySource({ root, path, branch }) {
    if (branch !== null)
        return readBranchPolicy(root, path, branch);
    const policy = await (0,policy_file/* readPolicy */.T4)(root, path);
    return { policy, source: null, change: null, notices: [], missing: policy_file/* noPolicy */.Wo };
}
async function readBranchPolicy(root, path, branch) {
    const source = branch.view.branch;
    const readText = (name) => branch.view.read((0,workspace_file/* relativeInside */.JA)(root, name, 'policy'));
    const file = path ?? (await chooseOnBranch(branch, readText));
    const text = (await readText(file))?.replace(/^\ufeff/, '') ?? null;
    const own = await readOwn(root, path, file);
    if (text === null) {
        const missing = () => missingOnBranch(file, branch, own);
        // the checkout's policy names a registry, which must not be ignored silently
        const isOnlyHere = branch.role !== 'base' && (own.text !== null || own.problem !== null);
        if (path !== undefined || isOnlyHere)
            throw missing();
        return { policy: null, source, change: null, notices: [], missing };
    }
    const policy = parseBranchPolicy(file, text, branch);
    const isSame = own.text !== null && asLines(own.text) === asLines(text);
    const notices = isSame ? [] : [...noticesOf(file, branch, own), ...newWarnings(branch, policy, own)];
    if (branch.role !== 'base')
        return { policy, source, change: null, notices, missing: policy_file/* noPolicy */.Wo };
    const { describeChange } = await __webpack_require__.e(/* import() */ 966).then(__webpack_require__.bind(__webpack_require__, 29966));
    return { policy, source, change: describeChange(file, text, own.text), notices, missing: policy_file/* noPolicy */.Wo };
}
function asLines(text) {
    return text.replaceAll('\r\n', '\n');
}
/** The branch may have the policy under another name: the checkout may rename it. */
function chooseOnBranch({ view }, readText) {
    return (0,policy_file/* chooseDefaultPolicy */.nu)(async (file) => (await readText(file)) !== null).catch((error) => {
        if (!(error instanceof errors/* StagegateError */.qU) || error.code !== 'policy')
            throw error;
        throw new errors/* StagegateError */.qU('policy', `on ${view.branch} ${error.message}`, {
            hint: error.hint,
            cause: error,
        });
    });
}
/** @param onBranch the name of the branch's policy, in case the checkout has none */
async function readOwn(root, path, onBranch) {
    let text = null;
    try {
        const found = path ?? (await (0,policy_file/* findDefaultPolicy */.hM)(root));
        const file = found ?? onBranch;
        ({ text } = await (0,policy_file/* readPolicyText */.OG)(root, file));
        const warnings = text === null ? [] : (0,load/* parsePolicy */.ON)(file, text).warnings;
        return { text, problem: null, warnings };
    }
    catch (error) {
        if (!(error instanceof errors/* StagegateError */.qU))
            throw error;
        const place = error.place === undefined ? '' : `${(0,errors/* formatPlace */.dE)(error.place)}: `;
        return { text, problem: `${place}${error.message}`, warnings: [] };
    }
}
function parseBranchPolicy(file, text, { view, role }) {
    try {
        return (0,load/* parsePolicy */.ON)(file, text);
    }
    catch (error) {
        if (!(error instanceof errors/* StagegateError */.qU))
            throw error;
        const { code, message, hint } = error;
        // without a place: an annotation would mark the checkout's file
        const at = error.place === undefined ? file : (0,errors/* formatPlace */.dE)(error.place);
        throw new errors/* StagegateError */.qU(code, `the policy on ${view.branch} is wrong, ${at}: ${message}`, {
            hint: [hint, `Fix it on ${view.branch}. ${RULE[role]}`].filter((line) => line !== undefined).join('\n'),
            cause: error,
        });
    }
}
/** A proposal is the moment to fix warnings: once merged, its policy judges. */
function newWarnings({ role }, policy, { warnings }) {
    if (role !== 'base')
        return [];
    const nameOf = ({ path, message }) => JSON.stringify([path, message]);
    const known = new Set(policy.warnings.map(nameOf));
    return warnings
        .filter((warning) => !known.has(nameOf(warning)))
        .map((warning) => `in the policy of this checkout, ${(0,load/* tellWarning */.go)(warning)}`);
}
function noticesOf(file, { view, role }, own) {
    const { text, problem } = own;
    if (role === 'base')
        return [proposalNotice(file, view.branch, own)];
    // without a policy in the checkout there is nothing to compare
    if (text === null && problem === null)
        return [];
    return [
        `the policy ${file} in this checkout differs from the one on ${view.branch}, which judged this run`,
    ];
}
function proposalNotice(file, base, { text, problem }) {
    const differs = text === null && problem === null
        ? `the policy ${file} is on ${base} but not in this checkout`
        : `the policy ${file} in this checkout differs from the one on ${base}`;
    const wrong = problem === null ? '' : `. Once merged, it would stop every promotion: ${problem}`;
    return `${differs}, which judged this run. A change takes effect when it is merged${wrong}`;
}
function missingOnBranch(file, { view, role }, own) {
    const hint = role === 'base' ? proposalHint(view.branch, own) : ownHint(view.branch, own);
    return new errors/* StagegateError */.qU('policy', `the policy ${file} is missing on ${view.branch}`, {
        hint: `${hint} ${RULE[role]}`,
    });
}
function proposalHint(base, { text, problem }) {
    if (problem !== null)
        return `Fix the pull request's own policy: ${problem}.`;
    if (text === null)
        return `Merge one to ${base} first: "stagegate init" writes it.`;
    return `Merge it to ${base}: the pull request's own policy is valid, and takes effect then.`;
}
function ownHint(branch, { text, problem }) {
    if (text === null && problem === null)
        return `Commit one to ${branch} first: "stagegate init" writes it.`;
    return `Commit it to ${branch} first.`;
}

;// CONCATENATED MODULE: ./build/js/src/workspace/judging.js








/** Reads the policy that counts: of the run's branch, of a proposal's base, or of the checkout. */
async function openJudging(options) {
    let guessed;
    const guess = () => (guessed ??= guessRegistry(options));
    const isServer = async () => (0,server_location/* parseServerUri */.LO)((await guess()).location) !== null;
    const target = await openTarget({ ...options, isServer });
    return target === null ? judgeFixed(options) : judgeByTarget(target, await guess(), options);
}
/** The checkout's policy or a proposal base's: the same for every attempt. */
async function judgeFixed({ root, policy: path, base }) {
    const branch = base === null ? null : { view: await base.open(), role: 'base' };
    const reading = await readPolicySource({ root, path, branch });
    return {
        reading,
        store: null,
        follow: (_opened, settingsFor) => {
            const rules = { policyReading: reading, settings: settingsFor(null) };
            return Promise.resolve({ for: () => Promise.resolve(rules), notices: () => Promise.resolve([]) });
        },
    };
}
async function judgeByTarget({ store: target, role, commits }, guess, { root, env, policy: path, settingOf }) {
    const first = await target.open();
    if (commits)
        readAhead(first, guess);
    const readAt = (view) => readPolicySource({ root, path, branch: { view, role } });
    const reading = await readAt(first);
    const store = startAt(target, first);
    const meaning = ({ policy }) => [settingOf(policy), policy?.stages];
    return {
        reading,
        store: commits ? store : null,
        follow: async ({ viewOf, location }, settingsFor) => {
            const [{ BranchEvidence }, { Checkout }] = await Promise.all([
                __webpack_require__.e(/* import() */ 753).then(__webpack_require__.bind(__webpack_require__, 1753)),
                __webpack_require__.e(/* import() */ 111).then(__webpack_require__.bind(__webpack_require__, 19111)),
            ]);
            const checkout = new Checkout(root, env);
            const rulesAt = (view, policyReading) => ({
                policyReading,
                settings: settingsFor(new BranchEvidence(root, view, checkout)),
            });
            return branchRules({
                first: { view: first, rules: rulesAt(first, reading) },
                viewOf: async (snapshot) => {
                    const view = viewOf?.(snapshot);
                    return view !== undefined && isBranchView(view) ? view : store.open();
                },
                read: async (view) => {
                    const again = await readAt(view);
                    if (!(0,external_node_util_.isDeepStrictEqual)(meaning(again), meaning(reading)))
                        throw explainMoved(view.branch);
                    return rulesAt(view, again);
                },
                checkout,
                location,
            });
        },
    };
}
/** The registry that the checkout's policy names. It is needed before the branch is read. */
async function guessRegistry({ root, policy, settingOf }) {
    try {
        return settingOf(await (0,policy_file/* readPolicy */.T4)(root, policy));
    }
    catch (error) {
        if (error instanceof errors/* StagegateError */.qU)
            return settingOf(null);
        throw error;
    }
}
/** Requests the manifest and its history along with the policy: most checkouts know their paths. */
function readAhead(view, { location }) {
    if ((0,server_location/* parseServerUri */.LO)(location) !== null || location.trim() === '')
        return;
    const { kind, path } = (0,manifest_location/* locateManifest */.QM)(location);
    if (kind === 'folder')
        return;
    // a failure is reported when they are needed
    for (const file of [path, (0,manifest_location/* historyPath */.ae)(path)])
        void view.read(file).catch(() => null);
}
function explainMoved(branch) {
    return new errors/* StagegateError */.qU('policy', `the policy on ${branch} changed to another registry or other stages while this ran`, { hint: 'Run it again: this run changed nothing.' });
}
const SHORT = 12;
/** The branch's rules at the commit of each attempt. */
function branchRules({ first, viewOf, read, ...told }) {
    let last = first;
    return {
        for: async (snapshot) => {
            // read before our own commit moves it
            await told.checkout.head();
            const view = await viewOf(snapshot);
            if (view === last.view)
                return last.rules;
            const rules = await read(view);
            last = { view, rules };
            return rules;
        },
        notices: () => describeAge(last.view, told),
    };
}
/** A notice if the checkout is not the branch's head. None if only the registry's own files differ. */
async function describeAge(view, { checkout, location }) {
    const head = await checkout.head();
    if (head === null || head.commit === view.id)
        return [];
    const lead = await view.leadOver(head.commit);
    if (lead?.commits === 0)
        return [];
    if (lead?.files?.every((file) => isRegistryFile(file, view, location)) === true)
        return [];
    const count = lead?.commits ?? null;
    const behind = count === null ? 'not at the head of' : `${count} commit${count === 1 ? '' : 's'} behind`;
    return [
        `this checkout (${head.commit.slice(0, SHORT)} of ${head.date}) is ${behind} ${view.branch} ` +
            `(${view.id.slice(0, SHORT)}), whose policy counts`,
    ];
}
/** An earlier promotion in the same job commits these. */
function isRegistryFile(file, view, location) {
    if (location === null)
        return false;
    const path = view.inRepository(location.path);
    if (location.kind === 'folder')
        return file.startsWith(`${path}/`);
    return file === path || file === (0,manifest_location/* historyPath */.ae)(path);
}

;// CONCATENATED MODULE: ./build/js/src/workspace/open-workspace.js
















/** Reads the policy and opens the registry that it names. @throws StagegateError */
async function openWorkspace(given) {
    const env = given.env ?? process.env;
    const place = await (0,files_place/* findPlace */.Pj)({ ...given, env });
    const { root } = place;
    const options = inRepository(given, place);
    const onProgress = (message) => options.onProgress?.(message);
    const github = accessGitHub({ token: options.token, env, onWait: onProgress });
    const event = await readEvent(env);
    for (const template of options.reports ?? []) {
        const wrong = (0,evidence_template/* checkTemplate */.B)(template);
        if (wrong !== null)
            throw new errors/* StagegateError */.qU('input', wrong.message, { hint: wrong.hint });
    }
    const base = findBase({ root, env, event, github });
    const { policy: path, commit } = options;
    const settingOf = (policy) => chooseRegistry(options, policy);
    const judging = await openJudging({ root, env, event, github, commit, policy: path, base, settingOf });
    const { reading } = judging;
    const { policy } = reading;
    const stages = policy?.stages ?? model_stage/* DEFAULT_STAGES */.my;
    const opened = await openRegistry({
        place,
        setting: settingOf(policy),
        stages,
        commit,
        store: judging.store,
        env,
        event,
        github,
        base,
        policyFile: policy?.file ?? options.policy,
        onProgress,
    });
    if (options.pruneAliases === true && opened.location !== null)
        throw noStageAliases(opened.registry);
    const host = openCodeHost({ access: github, env, onProgress });
    const digests = new FileDigests(onProgress);
    const rules = await judging.follow(opened, (branch) => ({
        artifacts: new ArtifactFiles({
            ...{ place, branch, digests },
            checkout: async () => new (await __webpack_require__.e(/* import() */ 111).then(__webpack_require__.bind(__webpack_require__, 19111))).Checkout(root, env),
        }),
        reader: new reader/* EvidenceWithRuns */.gM(new EvidenceFiles(root, place, branch), opened.runs),
        reports: options.reports ?? [],
        host,
        manifest: opened.manifest,
    }));
    return {
        place,
        root,
        digests,
        policy,
        policyReading: reading,
        stages,
        registry: opened.registry,
        base: base === null || opened.base === null ? null : { name: base.name, registry: opened.base },
        commit: opened.commit,
        rules,
        github,
        event,
    };
}
function noStageAliases({ label }) {
    return new errors/* StagegateError */.qU('input', `prune-aliases only works with MLflow: aliases in ${label} don't stand for stages`, {
        hint: 'Leave prune-aliases out.',
    });
}
/** A registry given as input replaces the policy's. The policy still decides how a server stores stages. */
function chooseRegistry({ registry }, policy) {
    const own = policy === null ? null : (0,policy_registry/* registrySetting */.c)(policy);
    const { mode, aliases } = own ?? { mode: 'auto', aliases: {} };
    return { location: registry ?? own?.location ?? files_place/* DEFAULT_REGISTRY */.sx, mode, aliases };
}
/** The options with paths relative to the repository's root. */
function inRepository(options, place) {
    const { policy, registry, reports } = options;
    const isPath = registry !== undefined && registry.trim() !== '' && (0,server_location/* parseServerUri */.LO)(registry) === null;
    return {
        ...options,
        policy: policy === undefined ? undefined : place.rebase(policy),
        registry: isPath ? place.rebase(registry.trim()) : registry,
        reports: reports?.map((template) => (template === reader/* RUN_TEMPLATE */.JM ? template : place.rebase(template))),
    };
}

;// CONCATENATED MODULE: ./build/js/src/promotion/deployment.js


/** Longer model names are cut in a deployment's task. GitHub documents no limit. */
const MAX_TASK_NAME = 100;
/**
 * Plans the deployment for the stage that the version holds now, whichever run put it there: a later attempt records
 * what an earlier one couldn't.
 * @param stages the policy's, in the order of promotion
 * @returns null when nothing moved and the version doesn't hold the stage, or when the commit is unknown
 */
function planDeployment(outcome, { stages, run }) {
    const { model, version, stage, commit, transitions } = outcome;
    const ref = commit ?? run.commits[0];
    const isMoved = outcome.promoted && !outcome.repeated;
    const holds = outcome.inStage && ['promoted', 'rolled-back', 'unchanged'].includes(outcome.decision);
    const isMove = !['registered', 'acknowledged', 'unregistered'].includes(outcome.decision);
    if (!isMove || ref === undefined || !(isMoved || holds))
        return null;
    return {
        task: taskOf(model),
        model,
        mayExist: !isMoved,
        create: holds && isPlace(stage)
            ? {
                version,
                ref,
                environment: stage,
                production: stage === stages.at(-1) || stage.toLowerCase() === 'production',
                description: `${model} ${version} is in ${stage}`,
                payload: payloadOf(outcome),
                run: run.run,
            }
            : null,
        retire: transitions
            .filter(({ from }) => isPlace(from))
            .map((move) => ({ environment: move.from, version: move.version })),
    };
}
function payloadOf({ model, version, stage, previousVersion, registry, reportSha256 }) {
    return {
        model,
        version,
        stage,
        'previous-version': previousVersion,
        registry,
        'report-sha256': reportSha256,
    };
}
function taskOf(model) {
    if (model.length <= MAX_TASK_NAME)
        return `stagegate:${model}`;
    const digest = (0,external_node_crypto_.createHash)('sha256').update(model).digest('hex').slice(0, 16);
    return `stagegate:${model.slice(0, MAX_TASK_NAME - 17)}:${digest}`;
}
/** Whether versions in this stage are deployed: not in `None` or `Archived`. */
function isPlace(stage) {
    return stage !== model_stage/* NONE */.x3 && stage !== model_stage/* ARCHIVED */.Ts;
}

;// CONCATENATED MODULE: ./build/js/src/workspace/open-command.js










/** Opens the workspace for one command. @throws StagegateError */
async function openCommand(options) {
    const setup = await openWorkspace(options);
    const { registry, stages, policy, place, digests, rules } = setup;
    const pacing = pacingFor(registry, options.onProgress);
    return {
        context: {
            registry,
            isServer: setup.commit === null,
            stages,
            policy,
            isBeforeMerge: (0,target_branch/* onlyDecides */.u8)(options.commit, setup.event),
            requirePolicy: (held, need) => held ?? refuseWithoutPolicy(setup, need),
            change: (about, prepare) => change(about, prepare, { setup, options, pacing }),
            read: (work) => retryOnConflict({ registry, pacing }, work),
            locate: async (source) => {
                const { root, path, name } = locateSource(source, { place });
                return { name, sha256: await digestSource(root, path, digests) };
            },
            artifacts: async (snapshot) => (await rules.for(snapshot)).settings.artifacts,
        },
        close: async () => registry.close?.(),
    };
}
/** Decides and applies one change by the rules of each attempt, and returns the outcome. */
async function change({ model, interest, done, dry: isDryRun }, prepare, { setup, options, pacing }) {
    const { registry, rules, root, event } = setup;
    const base = done === 'promoted' || done === 'rolled-back' ? await readBase(setup, model) : null;
    const env = options.env ?? process.env;
    const run = await (0,run_context/* readRunContext */.$p)({ env, event, askGit: () => (0,run_context/* askGit */.gG)(root) });
    const isEarly = !isDryRun && (0,target_branch/* onlyDecides */.u8)(options.commit, event);
    const dry = isDryRun || isEarly;
    const isFirst = ((0,history_select/* readAttempt */.ce)(run.run)?.attempt ?? 1) === 1;
    const now = options.now ?? system_clock/* SYSTEM_CLOCK */.V.now;
    let judging = setup.policyReading;
    const settled = await decideAndApply({
        registry,
        model,
        // the version that an earlier attempt registered may no longer be the latest
        interest: done === 'registered' && !isFirst ? undefined : interest,
        dry,
        pacing,
        decide: async (snapshot, { first, finished }) => {
            const { policyReading, settings } = await rules.for(snapshot);
            judging = policyReading;
            const { policy } = policyReading;
            const decide = await prepare({ snapshot, first, finished, policy, run, base, settings });
            return decide(now());
        },
    });
    const policy = { ...judging, notices: [...judging.notices, ...(await rules.notices())] };
    const outcome = makeOutcome(settled, { done, dry, registry: registry.label, policy, run });
    const beside = await collectNotices(outcome, setup, isEarly);
    const noticed = { ...outcome, notices: [...outcome.notices, ...beside] };
    const told = await reviewAliases(noticed, setup, options.pruneAliases === true);
    return options.deployment === true ? deploy(told, setup) : told;
}
function refuseWithoutPolicy({ policyReading, commit }, need) {
    throw policyReading.missing({ ...need, isServer: commit === null });
}
/** An unreadable base registry doesn't fail the proposal, which may be the fix. */
async function readBase({ base }, model) {
    if (base === null)
        return null;
    try {
        return { name: base.name, snapshot: await base.registry.read(model) };
    }
    catch (error) {
        if (!(error instanceof errors/* StagegateError */.qU) || !['manifest', 'history'].includes(error.code))
            throw error;
        return { name: base.name, snapshot: null };
    }
}
function pacingFor(registry, onProgress) {
    return {
        clock: system_clock/* SYSTEM_CLOCK */.V,
        random: Math.random,
        retrying: (attempt) => onProgress?.(`${registry.label} was changed by another run: reading it again (${attempt})`),
    };
}
/** Further notices about an outcome. @param isEarly the run only decided, since the change is not merged yet */
async function collectNotices(outcome, setup, isEarly) {
    if (isEarly)
        return [earlyNotice(setup)];
    if (outcome.decision === 'blocked')
        return proposalNotices(outcome, setup.registry);
    return outcome.promoted && !outcome.repeated ? checkoutNotices(setup) : [];
}
/**
 * Finds aliases that still serve an old version after the policy renamed them. Only a run that may change the registry
 * and wasn't blocked removes them.
 */
async function reviewAliases(outcome, { registry }, prune) {
    const { model, asked, decision, dry, repeated } = outcome;
    if (asked === 'registered')
        return outcome;
    const mayPrune = prune && !dry && !repeated && decision !== 'blocked';
    try {
        const review = await registry.reviewAliases?.(model, mayPrune);
        if (review === undefined)
            return outcome;
        const { removed, notices } = review;
        return { ...outcome, removedAliases: removed, notices: [...outcome.notices, ...notices] };
    }
    catch (error) {
        if (!(error instanceof errors/* StagegateError */.qU))
            throw error;
        const notice = `old aliases of ${model} could not be checked: ${error.message}`;
        return { ...outcome, notices: [...outcome.notices, notice] };
    }
}
/** The registry is the truth and deployments only show it: a failed one becomes a notice. */
async function deploy(outcome, { stages, github }) {
    const plan = planDeployment(outcome, { stages, run: outcome.run });
    if (plan === null)
        return outcome;
    const { recordDeployment } = await __webpack_require__.e(/* import() */ 64).then(__webpack_require__.bind(__webpack_require__, 63064));
    const { id, problem } = await recordDeployment(() => github.open('a deployment'), plan);
    const notices = problem === null ? outcome.notices : [...outcome.notices, problem];
    return { ...outcome, deploymentId: id, notices };
}
/** A file that only this job changed is lost with its runner. */
function checkoutNotices({ commit, event, registry }) {
    if (commit !== 'none' || event.name === null)
        return [];
    const remedy = event.beforeMerge ? 'commit it' : 'commit it, or set commit: api';
    return [`only ${registry.label} in this checkout was changed: ${remedy}`];
}
function earlyNotice({ event, commit }) {
    const instead = commit === null
        ? 'Set commit: none to change the registry anyway.'
        : 'Set commit: none to change the files of this checkout anyway.';
    return `${event.name ?? ''} runs before the merge, so this run only decides and changes nothing. ${instead}`;
}
/** An earlier proposal can still be merged, although it would not be proposed now. */
async function proposalNotices({ model, version, stage }, registry) {
    try {
        const open = await registry.findProposal?.({ model, version, stage });
        if (open === undefined || open === null)
            return [];
        const what = open.version === null ? 'a change' : `version ${open.version}`;
        return [
            `pull request #${open.number} still proposes ${what} for ${stage}: close it if it shouldn't be merged`,
        ];
    }
    catch (error) {
        if (!(error instanceof errors/* StagegateError */.qU))
            throw error;
        return [`could not check whether an earlier proposal for ${stage} is still open: ${error.message}`];
    }
}

// EXTERNAL MODULE: ./build/js/src/history/holders.js
var holders = __webpack_require__(94895);
// EXTERNAL MODULE: ./build/js/src/history/verify.js
var verify = __webpack_require__(93183);
// EXTERNAL MODULE: ./build/js/src/history/artifacts.js
var artifacts = __webpack_require__(95955);
// EXTERNAL MODULE: ./build/js/src/promotion/request.js
var promotion_request = __webpack_require__(95856);
;// CONCATENATED MODULE: ./build/js/src/promotion/find-version.js






/** How many versions an error lists. */
const LISTED = 12;
/**
 * The registered version that a number, `latest` (the highest number) or `@alias` means.
 * @throws StagegateError `input` with the versions or aliases that there are
 */
function resolveVersion(asked, snapshot) {
    if (asked === '') {
        throw new errors/* StagegateError */.qU('input', 'no version was given', {
            hint: `Give a number, "latest" or "@alias". ${listVersions(snapshot)}`,
        });
    }
    if (asked.startsWith('@'))
        return findVersion(resolveAlias(asked.slice(1), snapshot), snapshot);
    if (asked.toLowerCase() === 'latest')
        return latestVersion(snapshot);
    return findVersion((0,model_version/* parseVersion */.ot)(asked), snapshot);
}
/** @throws StagegateError `input` when the version is not registered */
function findVersion(version, snapshot) {
    const found = snapshot.versions.find((candidate) => candidate.version === version);
    if (found !== undefined)
        return found;
    throw new errors/* StagegateError */.qU('input', `model ${JSON.stringify(snapshot.model)} has no version ${version}`, {
        hint: listVersions(snapshot),
    });
}
/**
 * The files under a number are those that were registered and judged: others are another version.
 * @throws StagegateError `manifest` when they were exchanged since the history first met the version
 */
function requireSameFiles(candidate, { model, history }) {
    const [exchange] = (0,artifacts/* findExchanges */.kn)(candidate, history);
    if (exchange === undefined)
        return;
    const { line, message } = exchange;
    throw new errors/* StagegateError */.qU('manifest', message, {
        place: { file: line.file, line: line.line },
        hint: `Restore the original source, and register the other files as a new version of ${JSON.stringify(model)}.`,
    });
}
/** @throws StagegateError `input` when the registry says that the version's files can't be used */
function requireReady({ version, unready }, { model }) {
    if (unready === undefined)
        return;
    throw new errors/* StagegateError */.qU('input', `version ${version} of ${JSON.stringify(model)} ${unready}`, {
        hint: 'Register it again, then promote the new version.',
    });
}
function resolveAlias(alias, snapshot) {
    const version = Object.hasOwn(snapshot.aliases, alias) ? snapshot.aliases[alias] : undefined;
    if (version !== undefined && (0,model_version/* isVersion */.lF)(version))
        return version;
    (0,names/* refuseSurroundingSpace */.jv)('alias', alias);
    const known = Object.keys(snapshot.aliases);
    const guess = (0,nearest/* nearest */.p)(alias, known);
    throw new errors/* StagegateError */.qU('input', `model ${JSON.stringify(snapshot.model)} has no alias ${JSON.stringify(alias)}`, {
        hint: `${guess === undefined ? '' : `Did you mean @${guess}? `}${known.length === 0 ? 'It has no aliases.' : `Its aliases are ${known.slice(0, LISTED).join(', ')}.`}`,
    });
}
function latestVersion(snapshot) {
    const latest = snapshot.versions.at(-1);
    if (latest !== undefined)
        return latest;
    throw new errors/* StagegateError */.qU('input', `model ${JSON.stringify(snapshot.model)} has no versions`, {
        hint: 'Register one first: stagegate register --model … --source …',
    });
}
function listVersions({ versions }) {
    if (versions.length === 0)
        return 'It has no versions yet.';
    const shown = versions.slice(-LISTED).map(({ version }) => version);
    const more = versions.length > LISTED ? ` (the last ${LISTED} of ${versions.length})` : '';
    return `It has ${versions.length === 1 ? 'version' : 'versions'} ${shown.join(', ')}${more}.`;
}
/** @throws StagegateError `input` when the registry has no such model, with the nearest that it has */
function requireModel(snapshot, models, label) {
    if (snapshot.exists)
        return;
    const both = (0,promotion_request/* explainReference */.fL)(snapshot.model, models);
    const guess = (0,nearest/* nearest */.p)(snapshot.model, models);
    const known = models.length === 0
        ? 'It has no models: check the path of the registry, or register one first.'
        : `It has ${models.slice(0, LISTED).join(', ')}.`;
    const padded = models.find((name) => name !== snapshot.model && name.trim() === snapshot.model);
    throw new errors/* StagegateError */.qU('input', `there is no model ${JSON.stringify(snapshot.model)} in ${label}`, {
        hint: padded === undefined
            ? (both ?? (guess === undefined ? known : `Did you mean ${guess}? ${known}`))
            : `It has ${JSON.stringify(padded)}, with a space around the name: rename it to ${padded.trim()}.`,
    });
}

;// CONCATENATED MODULE: ./build/js/src/promotion/command.js

/** @throws StagegateError `input` when the registry doesn't exist, or has no such model */
async function requireKnown(snapshot, registry) {
    if (snapshot.exists)
        return;
    await registry.requireThere?.();
    requireModel(snapshot, await registry.models(), registry.label);
}

// EXTERNAL MODULE: ./build/js/src/promotion/decision.js
var decision = __webpack_require__(73675);
// EXTERNAL MODULE: ./build/js/src/promotion/plan.js
var promotion_plan = __webpack_require__(44694);
// EXTERNAL MODULE: ./build/js/src/promotion/repeat.js
var repeat = __webpack_require__(978);
;// CONCATENATED MODULE: ./build/js/src/promotion/amend.js













/* Two changes that judge nothing and move no version: acknowledge and unregister. */
/**
 * Accepts the registry as it is, although somebody changed it by hand: the history goes on from there.
 * @throws StagegateError `history` when a line was altered, `manifest` when files were exchanged
 */
async function acknowledge({ model, reason, dryRun }, context) {
    const why = (0,promotion_request/* requireReason */.uM)('acknowledge', reason);
    const asked = { model, version: null, done: 'acknowledged', dryRun };
    return amend(asked, context, (basis) => decideAcknowledgement(why, basis));
}
/** Removes a version that was never promoted. @throws StagegateError `input` for any other */
async function unregister({ model, version, reason = null, dryRun }, context) {
    const number = parseNumber(version);
    const asked = { model, version: number, done: 'unregistered', dryRun };
    return amend(asked, context, (basis) => decideUnregistration({ version: number, reason }, basis));
}
async function amend(asked, context, decide) {
    const { version, done } = asked;
    const model = (0,promotion_request/* parseModelName */.s_)(asked.model);
    const dry = asked.dryRun === true;
    return context.change({ model, done, dry }, async (attempt) => {
        const { snapshot, finished } = attempt;
        const again = dry || context.isBeforeMerge ? null : (0,repeat/* decideAmendmentAgain */.WI)(attempt, { done, version, finished });
        if (again !== null)
            return () => again;
        if (version !== null || snapshot.history.length === 0)
            await requireKnown(snapshot, context.registry);
        return (now) => decide({ ...attempt, now });
    });
}
/**
 * Accepts the registry's stages as the new start of the history, and records the differences. Exchanged files are not
 * accepted: a version's verdict is about the files that it had.
 * @throws StagegateError `manifest` for exchanged files
 */
function decideAcknowledgement(reason, basis) {
    const { snapshot } = basis;
    for (const held of snapshot.versions)
        requireSameFiles(held, snapshot);
    const { problems } = (0,verify/* verifyModel */.HB)(snapshot);
    const { version, stage } = versionToName(snapshot, problems.map((problem) => problem.version));
    const facts = { ...(0,decision/* factsOf */.x)({ snapshot, version, currentStage: stage, stage }, []), notices: [] };
    if (problems.length === 0)
        return { ...facts, verdict: 'unchanged', plan: null };
    const differed = problems.map(verify/* tellProblem */.JW);
    const plan = (0,promotion_plan/* makePlan */.C)(basis, {
        action: 'acknowledge',
        version,
        from: stage,
        to: stage,
        archived: [],
        exclusive: false,
        reason,
        forced: false,
        gates: [],
        reportSha256: null,
        acknowledged: { differed, beginning: stagesNow(snapshot) },
    });
    return { ...facts, notices: differed, verdict: 'go', plan };
}
/** A server stores the line with a version, so this names one that differs, if it still exists. */
function versionToName({ versions, history }, concerned) {
    const held = versions.find(({ version }) => concerned.includes(version)) ?? versions.at(-1);
    if (held !== undefined)
        return held;
    return { version: history.at(-1)?.entry.version ?? '', stage: model_stage/* NONE */.x3 };
}
/** Each version's stage. Versions in `None` only if the history has them, so that it shows when one disappears. */
function stagesNow({ versions, history }) {
    const known = (0,replay/* stagesAfter */.Kc)(history);
    return Object.fromEntries(versions
        .filter(({ version, stage }) => stage !== model_stage/* NONE */.x3 || known.has(version))
        .map(({ version, stage }) => [version, stage]));
}
/**
 * Removes a version that was never promoted.
 * @throws StagegateError `input` for any other, and for one that an alias points at
 */
function decideUnregistration({ version, reason }, basis) {
    const { snapshot } = basis;
    const held = findVersion(version, snapshot);
    refusePromoted(held, snapshot);
    refuseAliased(held, snapshot);
    const facts = (0,decision/* factsOf */.x)({ snapshot, version, currentStage: model_stage/* NONE */.x3, stage: model_stage/* NONE */.x3 }, []);
    const plan = (0,promotion_plan/* makePlan */.C)(basis, {
        action: 'unregister',
        version,
        from: model_stage/* NONE */.x3,
        to: model_stage/* NONE */.x3,
        archived: [],
        exclusive: false,
        reason,
        forced: false,
        gates: [],
        reportSha256: null,
    });
    return { ...facts, verdict: 'go', plan };
}
/** The number of the version to remove. @throws StagegateError `input` */
function parseNumber(asked) {
    const text = String(asked);
    if (!/^(?:@.*|latest)$/i.test(text))
        return (0,model_version/* parseVersion */.ot)(text);
    throw new errors/* StagegateError */.qU('input', `unregister takes the number of a version, not ${JSON.stringify(text)}`, {
        hint: 'Look up the number first: stagegate list-versions.',
    });
}
/** A promoted version stays: later versions are compared with its numbers. */
function refusePromoted({ version, stage }, { model, history }) {
    const name = `version ${version} of ${JSON.stringify(model)}`;
    const promoted = (0,model_stage/* isWithdrawal */.OH)(stage) ? (0,holders/* stageEverHeld */.aR)(history, version) : stage;
    if (promoted !== null) {
        throw new errors/* StagegateError */.qU('input', `${name} was promoted to ${promoted}, so it stays registered`, {
            hint: stage === model_stage/* ARCHIVED */.Ts
                ? 'It is already in Archived, where nothing serves it.'
                : `Withdraw it instead: stagegate transition-stage --model-name ${(0,safe/* forShell */.uJ)(model)} --version ${version} --stage Archived`,
        });
    }
    if (stage === model_stage/* NONE */.x3)
        return;
    throw new errors/* StagegateError */.qU('input', `${name} is in ${stage}`, {
        hint: `Only a version in None can be unregistered. Move it there first: stagegate transition-stage --model-name ${(0,safe/* forShell */.uJ)(model)} --version ${version} --stage None`,
    });
}
function refuseAliased({ version }, { model, aliases }) {
    const alias = Object.keys(aliases).find((name) => aliases[name] === version);
    if (alias === undefined)
        return;
    throw new errors/* StagegateError */.qU('input', `the alias ${JSON.stringify(alias)} points at version ${version} of ${JSON.stringify(model)}`, { hint: 'Point the alias at another version or remove it, then unregister this one.' });
}

// EXTERNAL MODULE: ./build/js/src/model/gate-result.js
var gate_result = __webpack_require__(54762);
// EXTERNAL MODULE: ./build/js/src/policy/resolve.js
var policy_resolve = __webpack_require__(46198);
// EXTERNAL MODULE: ./build/js/src/promotion/champion.js
var promotion_champion = __webpack_require__(76722);
// EXTERNAL MODULE: ./build/js/src/evidence/path-syntax.js
var path_syntax = __webpack_require__(90828);
// EXTERNAL MODULE: ./build/js/src/policy/time.js
var time = __webpack_require__(83245);
// EXTERNAL MODULE: ./build/js/src/gates/checks.js
var checks = __webpack_require__(8539);
;// CONCATENATED MODULE: ./build/js/src/gates/await-checks.js


/** Milliseconds between two looks: the first, and the most that it grows to. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 30_000;
const GROWTH = 1.5;
/**
 * The checks of a commit when all that the gates name have ended, or when none of the gates waits any longer.
 * @throws StagegateError `unavailable`
 */
async function awaitChecks(host, commit, gates) {
    const { clock } = host;
    const begun = clock.elapsed();
    let told = '';
    for (let pause = FIRST_PAUSE;; pause = Math.min(pause * GROWTH, LONGEST_PAUSE)) {
        const found = await host.checks(commit);
        const elapsed = clock.elapsed() - begun;
        const waiting = gates.filter((gate) => elapsed < (0,checks/* waitOf */.pE)(gate).milliseconds && (0,checks/* findOpen */.Ee)(gate, found).length > 0);
        if (waiting.length === 0)
            return found;
        const left = Math.max(...waiting.map((gate) => (0,checks/* waitOf */.pE)(gate).milliseconds)) - elapsed;
        const open = [...new Set(waiting.flatMap((gate) => (0,checks/* findOpen */.Ee)(gate, found)))].join(', ');
        if (open !== told)
            host.waiting(`waiting for checks on ${commit.slice(0, 12)}: ${open}; ${(0,time/* formatDuration */.a3)(left)} at the most`);
        told = open;
        await clock.sleep(Math.min(pause, left));
    }
}

// EXTERNAL MODULE: ./build/js/src/gates/tests.js
var gates_tests = __webpack_require__(54213);
// EXTERNAL MODULE: ./build/js/src/evidence/statement.js
var statement = __webpack_require__(7400);
// EXTERNAL MODULE: ./build/js/src/gates/paired.js
var paired = __webpack_require__(8391);
;// CONCATENATED MODULE: ./build/js/src/promotion/gather.js








/**
 * Reads what the gates of a stage need, and no more: a stage without gates needs no report. Waits for checks first, so
 * that everything else is read fresh.
 */
async function gatherContext(basis, candidate, rules, { stage, settings, dry = false, allowTakenOut = false }) {
    const { snapshot, run, base } = basis;
    const subject = { model: snapshot.model, version: candidate.version };
    const templates = settings.reports.length > 0 ? settings.reports : rules.report;
    const needed = needsReports(rules) || settings.reports.length > 0;
    const tests = (0,policy_resolve/* everyGate */.B)(rules).filter((gate) => 'tests' in gate);
    const checks = await gatherChecks(basis, rules.gates, settings.host);
    const champions = (0,promotion_champion/* findChampions */.qb)(snapshot, stage, { candidate: candidate.version, rules });
    return {
        version: candidate.version,
        currentStage: candidate.stage,
        stage,
        rules,
        snapshot,
        base,
        run,
        dry,
        allowTakenOut,
        checks,
        artifact: await settings.artifacts.read(candidate),
        approvals: await gatherApprovals(basis, rules.gates, settings.host),
        evidence: needed
            ? await settings.reader.reports(templates, subject, rules.format, wantedMetrics(rules))
            : reader/* NO_EVIDENCE */.kE,
        tests: new Map(await Promise.all(tests.map(async (gate) => [(0,gates_tests/* testsKey */.t)(gate), await settings.reader.tests([gate.tests].flat(), subject)]))),
        champions: await Promise.all(champions.map((champion) => (0,promotion_champion/* gatherChampion */.fF)(basis, champion, { stage, rules, settings }))),
        paired: await gatherPaired(rules, settings, {
            candidate: subject,
            champions: champions.map(({ version }) => version),
        }),
    };
}
/** On a pull request, asks about its head commit instead of GitHub's merge commit. */
async function gatherChecks({ run }, gates, host) {
    const asking = gates.filter((gate) => 'checks' in gate);
    const commit = run.commits.at(-1);
    if (asking.length === 0)
        return null;
    if (commit === undefined) {
        const problem = 'the commit is unknown: run this in a workflow or in a git repository';
        return { commit: null, checks: [], problem };
    }
    return awaitChecks(host, commit, asking);
}
async function gatherApprovals({ run }, gates, host) {
    return gates.some((gate) => 'approvals' in gate) ? host.approvals(run) : null;
}
function needsReports(rules) {
    const { version, commit, maxAge } = rules.evidence;
    return (0,policy_resolve/* everyGate */.B)(rules).some((gate) => 'metric' in gate) || version || commit || maxAge !== null;
}
/** The metrics that the gates need, with their standard errors and sample sizes. */
function wantedMetrics(rules) {
    return (0,policy_resolve/* everyGate */.B)(rules)
        .flatMap((gate) => ('metric' in gate ? [gate.metric, gate.samples, gate.stderr, gate.stdev] : []))
        .flatMap((path) => (typeof path === 'string' ? [(0,path_syntax/* parseMetricPath */.j_)(path)] : []));
}
/** The per-example results of candidate and champions, for paired gates. */
async function gatherPaired(rules, { reader }, { candidate, champions }) {
    const found = new Map();
    for (const gate of (0,policy_resolve/* everyGate */.B)(rules)) {
        if (!('metric' in gate) || gate.paired === undefined)
            continue;
        const { file, ...columns } = gate.paired;
        const read = async (of) => refuseOther(await reader.examples(file, of, columns), of);
        for (const champion of champions) {
            const key = (0,paired/* pairedKey */.B$)(gate.paired, champion);
            if (found.has(key))
                continue;
            found.set(key, {
                candidate: await read(candidate),
                champion: await read({ ...candidate, version: champion }),
            });
        }
    }
    return found;
}
/** Refuses results that say they are about another version or model. */
function refuseOther(examples, subject) {
    if ('message' in examples)
        return examples;
    const other = (0,statement/* statesOther */.pd)(examples.statement, subject);
    return other === null ? examples : { path: examples.path, message: other };
}

// EXTERNAL MODULE: ./build/js/src/promotion/judge.js + 8 modules
var judge = __webpack_require__(96811);
;// CONCATENATED MODULE: ./build/js/src/promotion/withdraw.js




/** Moves a version to `Archived` or `None`. No gate applies; the history records it like any other move. */
function decideWithdrawal(request, basis, { candidate, stage }) {
    const facts = (0,decision/* factsOf */.x)({ ...basis, version: candidate.version, currentStage: candidate.stage, stage }, []);
    if (candidate.stage === stage)
        return { ...facts, verdict: 'unchanged', plan: null };
    const plan = (0,promotion_plan/* makePlan */.C)(basis, {
        action: 'archive',
        version: candidate.version,
        from: candidate.stage,
        to: stage,
        archived: [],
        exclusive: false,
        reason: request.reason,
        forced: false,
        gates: [],
        reportSha256: null,
    });
    return { ...facts, notices: [...facts.notices, ...emptiedStage(basis, candidate)], verdict: 'go', plan };
}
function emptiedStage({ snapshot }, left) {
    if (left.stage === model_stage/* NONE */.x3 || left.stage === model_stage/* ARCHIVED */.Ts)
        return [];
    return (0,promotion_champion/* findHolders */.ZC)(snapshot, left.stage, left.version).length > 0 ? [] : [`${left.stage} is empty now`];
}

;// CONCATENATED MODULE: ./build/js/src/promotion/promote.js














/**
 * Judges a version for a stage and, if it passes, moves it there. To `Archived` or `None` a version may always go.
 * @throws StagegateError
 */
function promote(request, context) {
    return move(request, context, { isCheck: false });
}
/** Judges like `promote`, without force, and changes nothing. @throws StagegateError */
function check(request, context) {
    return move({ ...request, force: false }, context, { isCheck: true });
}
async function move(asked, context, { isCheck }) {
    (0,promotion_request/* requireReasonToOverride */.XB)(asked);
    const { registry } = context;
    const dry = isCheck || context.isBeforeMerge;
    const request = dry ? { ...asked, force: false } : asked;
    const model = (0,promotion_request/* parseModelName */.s_)(request.model);
    const stage = (0,model_stage/* parseStage */.YA)(request.stage, context.stages);
    const need = { model, stage };
    if (!(0,model_stage/* isWithdrawal */.OH)(stage))
        context.requirePolicy(context.policy, need);
    const action = (0,model_stage/* isWithdrawal */.OH)(stage) ? 'archive' : 'promote';
    const interest = { version: request.version, rollback: null };
    return context.change({ model, interest, done: 'promoted', dry: isCheck }, async (attempt) => {
        const { snapshot } = attempt;
        await requireKnown(snapshot, registry);
        const again = dry ? null : (0,repeat/* decideAgain */.hd)(attempt, { action, stage, version: request.version });
        if (again !== null)
            return () => again;
        const candidate = resolveVersion(request.version, snapshot);
        if ((0,model_stage/* isWithdrawal */.OH)(stage)) {
            return (now) => decideWithdrawal(request, { ...attempt, now }, { candidate, stage });
        }
        requireReady(candidate, snapshot);
        requireSameFiles(candidate, snapshot);
        const rules = (0,policy_resolve/* resolveRules */.S)(context.requirePolicy(attempt.policy, need), model, stage);
        const unjudged = decideUnjudged(attempt, { candidate, stage, rules });
        if (unjudged !== null)
            return () => unjudged;
        const { settings } = attempt;
        const { allowTakenOut } = request;
        const evidence = await gatherContext(attempt, candidate, rules, { stage, settings, dry, allowTakenOut });
        return (now) => decidePromotion(request, { ...attempt, now }, { ...evidence, now });
    });
}
/**
 * Decides a promotion that needs no gates: the version already holds the stage (alone, where only one may), or it holds
 * a later one. A promotion never moves a version down the order of stages.
 * @returns null when the version has to be judged
 */
function decideUnjudged(basis, { candidate, stage, rules }) {
    const { snapshot, policy } = basis;
    const { version, stage: currentStage } = candidate;
    const others = (0,promotion_champion/* findHolders */.ZC)(snapshot, stage, version);
    const isDone = currentStage === stage && (others.length === 0 || !rules.archiveExisting);
    if (!isDone && !(0,model_stage/* comesAfter */.eq)(currentStage, stage, policy?.stages ?? []))
        return null;
    const facts = (0,decision/* factsOf */.x)({ snapshot, version, currentStage, stage }, others);
    return { ...facts, verdict: 'unchanged', plan: null };
}
/** Judges a candidate by the gates of a stage. Pure: the same context gives the same decision. */
function decidePromotion(request, basis, context) {
    const holders = (0,promotion_champion/* findHolders */.ZC)(basis.snapshot, context.stage, context.version);
    const archived = context.rules.archiveExisting ? holders : [];
    const facts = {
        ...(0,decision/* factsOf */.x)(context, holders),
        ...(0,judge/* tellReports */.fv)(context.evidence.reports, basis.now, (0,judge/* besideOf */.A4)(context)),
    };
    const judged = { ...facts, ...(0,judge/* judge */.S4)(context, basis.policy) };
    const { gates } = judged;
    const blocked = gates.some(gate_result/* isBlocking */.U);
    const forced = blocked && request.force && context.rules.allowForce;
    const notices = [
        ...facts.notices,
        ...emptyNotices(context, gates),
        ...toleratedNotices(gates),
        ...takenOutNotices(context, gates),
        ...forceNotices(request, context, blocked),
    ];
    if (blocked && !forced)
        return { ...judged, notices, verdict: 'blocked', plan: null };
    const plan = (0,promotion_plan/* makePlan */.C)(basis, {
        action: 'promote',
        version: context.version,
        from: context.currentStage,
        to: context.stage,
        archived,
        exclusive: context.rules.archiveExisting,
        reason: request.reason,
        forced,
        gates,
        reportSha256: facts.reportSha256,
        reportFiles: facts.reportFiles,
    });
    return { ...judged, forced, notices, verdict: 'go', plan };
}
/** Warns that the stage is empty, and what the candidate was compared with instead. */
function emptyNotices({ champions, rules, snapshot, stage, version }, gates) {
    const compares = gates.some(({ check }) => check === 'max-regression' || check === 'min-improvement');
    if (!compares || champions.some(({ holds }) => holds))
        return [];
    const before = (0,holders/* lastHolders */.G)(snapshot.history, stage, version);
    if (before.length === 0)
        return [];
    const left = `${stage} has been empty since ${nameVersions(before)} left it`;
    return rules.skipWhenEmpty
        ? [`${left}: comparisons were skipped (when-empty: skip)`]
        : [`${left}: compared with ${nameVersions(before)}`];
}
function nameVersions(versions) {
    return `${versions.length === 1 ? 'version' : 'versions'} ${versions.join(' and ')}`;
}
function takenOutNotices({ allowTakenOut }, gates) {
    if (!allowTakenOut)
        return [];
    const overridden = gates.find(({ gate }) => gate === 'taken-out');
    return [
        overridden?.reason ?? 'allow-taken-out was given, but nobody has taken this version out of the stage',
    ];
}
/** Inconclusive results that the policy tolerates with a warning. */
function toleratedNotices(gates) {
    return gates.flatMap(({ tolerated, reason }) => (tolerated === 'warn' ? [reason] : []));
}
function forceNotices({ force }, { rules }, blocked) {
    if (!force)
        return [];
    if (!blocked)
        return ['force was given, but no gate blocked'];
    return rules.allowForce
        ? ['force overrode the failed gates']
        : ["force was refused: the policy doesn't allow it for this stage"];
}

;// CONCATENATED MODULE: ./build/js/src/promotion/read.js



/* What list-versions, history and programs read. */
/** A model's versions, aliases and history as they are now. @throws StagegateError `input` for an unknown model */
async function read_readModel(model, { registry, read }) {
    const name = (0,promotion_request/* parseModelName */.s_)(model);
    const snapshot = await read(() => registry.read(name));
    await requireKnown(snapshot, registry);
    return snapshot;
}
/** Every model, also those that only the history knows. @throws StagegateError `input` when the registry is missing */
async function readAllModels({ registry, read }) {
    const snapshots = await read(() => registry.readAll());
    if (snapshots.length === 0)
        await registry.requireThere?.();
    return snapshots;
}
/** The names of all registered models, sorted. @throws StagegateError `input` when the registry is missing */
async function listModels({ registry }) {
    const models = await registry.models();
    if (models.length === 0)
        await registry.requireThere?.();
    return models;
}
/**
 * The history of one model, or of all of them, oldest first.
 * @throws StagegateError `input` for a stage that neither the policy nor the history knows
 */
async function readHistory(model, filter, context) {
    const snapshots = model === null ? await readAllModels(context) : [await read_readModel(model, context)];
    // toSorted is stable: lines with the same time keep their order
    const lines = snapshots
        .flatMap(({ history }) => history)
        .toSorted((a, b) => a.entry.time.localeCompare(b.entry.time));
    return (0,history_select/* selectLines */.aA)(lines, filter, context.stages);
}

// EXTERNAL MODULE: ./build/js/src/promotion/register.js
var promotion_register = __webpack_require__(49972);
// EXTERNAL MODULE: ./build/js/src/gates/integrity.js
var integrity = __webpack_require__(37683);
;// CONCATENATED MODULE: ./build/js/src/promotion/rollback.js
















/** Goes back to the version that held the stage before, or to the one asked for. @throws StagegateError */
async function rollback(request, context) {
    const { registry, stages } = context;
    const model = (0,promotion_request/* parseModelName */.s_)(request.model);
    const stage = (0,model_stage/* parseStage */.YA)(request.stage, stages);
    if ((0,model_stage/* isWithdrawal */.OH)(stage)) {
        throw new errors/* StagegateError */.qU('input', `${stage} can't be rolled back`, {
            hint: `Roll back one of ${stages.join(', ')}.`,
        });
    }
    const need = { model, stage };
    context.requirePolicy(context.policy, need);
    const isDryRun = request.dryRun === true;
    const dry = isDryRun || context.isBeforeMerge;
    const interest = { version: request.version, rollback: stage };
    return context.change({ model, interest, done: 'rolled-back', dry: isDryRun }, async (attempt) => {
        const { snapshot, finished, settings } = attempt;
        await requireKnown(snapshot, registry);
        const again = dry ? null : (0,repeat/* decideAgain */.hd)(attempt, { action: 'rollback', stage, version: request.version });
        if (again !== null)
            return () => again;
        const rules = (0,policy_resolve/* resolveRules */.S)(context.requirePolicy(attempt.policy, need), model, stage);
        const begun = finished?.action === 'rollback' && finished.to === stage ? finished.version : null;
        const { target, overtaken } = aimRollback(request, stage, { ...attempt, begun });
        if (overtaken !== null)
            return () => decideOvertaken(attempt, stage, overtaken);
        requireReady(target, snapshot);
        requireSameFiles(target, snapshot);
        requireNotPast(target, stage, stages);
        const gated = rulesForRollback(rules);
        const evidence = gated === null ? null : await gatherContext(attempt, target, gated, { stage, settings, dry });
        const artifact = evidence === null ? await settings.artifacts.read(target) : null;
        const { archiveExisting } = rules;
        return (now) => decideRollback(request, { ...attempt, now }, {
            ...{ target, stage, archiveExisting, artifact },
            context: evidence === null ? null : { ...evidence, now },
        });
    });
}
/**
 * The version to roll back to: the one that held the stage before the current one, or the one asked for if it ever held
 * the stage. Anything else would be a promotion without gates.
 * @throws StagegateError `input` when the history has no earlier version
 */
function findRollbackTarget(request, stage, snapshot) {
    const stack = (0,holders/* holders */.wb)(snapshot.history, stage);
    const current = (0,promotion_champion/* findHolders */.ZC)(snapshot, stage, '').at(-1) ?? null;
    if (request.version !== null)
        return findAsked((0,model_version/* parseVersion */.ot)(request.version), { stage, current, snapshot });
    const at = current === null ? stack.length : stack.lastIndexOf(current);
    const earlier = (at === -1 ? stack : stack.slice(0, at)).filter((version) => version !== current);
    const target = earlier.at(-1);
    if (target === undefined)
        throw nothingEarlier(snapshot, stage, current);
    const found = snapshot.versions.find(({ version }) => version === target);
    if (found !== undefined)
        return found;
    const further = earlier.findLast((version) => snapshot.versions.some((other) => other.version === version));
    throw new errors/* StagegateError */.qU('input', `version ${target}, which held ${stage} before, is no longer registered`, {
        hint: further === undefined
            ? 'No earlier version is registered. Promote another one.'
            : `To go further back: stagegate rollback --version ${further}`,
    });
}
/**
 * Without a version, a rollback goes back from the version that its first attempt saw in the stage. If another run has
 * taken that one out meanwhile, there is nothing left to do: a second step back was never asked for.
 * @param first the snapshot of the first attempt
 * @param begun the target of a rollback that a run had begun before it died; it is the one asked for
 * @throws StagegateError `input` when no earlier version is known
 */
function aimRollback(request, stage, { first, snapshot, begun }) {
    const version = request.version ?? begun;
    const holder = (of) => (0,promotion_champion/* findHolders */.ZC)(of, stage, '').at(-1) ?? null;
    const [from, instead] = [holder(first), holder(snapshot)];
    if (version !== null || from === instead) {
        return { target: findRollbackTarget({ ...request, version }, stage, snapshot), overtaken: null };
    }
    const wanted = findRollbackTarget({ ...request, version }, stage, first).version;
    return { target: null, overtaken: { from, wanted, instead } };
}
/** Nothing is changed. It is a lost race unless the stage holds the version that this rollback wanted there. */
function decideOvertaken({ snapshot }, stage, { from, wanted, instead }) {
    const version = instead ?? wanted;
    const facts = (0,decision/* factsOf */.x)({ snapshot, version, currentStage: stage, stage }, []);
    const notice = `another run took version ${from ?? ''} out of ${stage} first`;
    const there = instead === null ? 'the stage is empty' : `version ${instead} is there now`;
    const lost = new errors/* StagegateError */.qU('conflict', `another run took version ${from ?? ''} out of ${stage} before this rollback: ${there}`, { hint: 'This run changed nothing. To roll back all the same, name the version to go back to.' });
    return {
        ...facts,
        notices: [...facts.notices, notice],
        ...(instead === wanted ? {} : { lost }),
        verdict: 'unchanged',
        plan: null,
    };
}
function nothingEarlier(snapshot, stage, current) {
    const now = current === null ? `${stage} is empty` : `version ${current} is in ${stage}`;
    const others = [...(0,holders/* heldEver */.cW)(snapshot.history, stage)].filter((version) => version !== current && snapshot.versions.some((held) => held.version === version));
    const asked = others.length === 0
        ? 'Promote'
        : `These versions held ${stage} and were withdrawn or rolled back: ${others.join(', ')}. Name one with --version to go back to it, or promote`;
    return new errors/* StagegateError */.qU('input', `there is no earlier version to roll ${JSON.stringify(snapshot.model)} back to: ${now}, and the history has none before it`, {
        hint: `Nothing was changed. ${asked} the version that you want, which judges it like any other.`,
    });
}
function findAsked(version, { stage, current, snapshot }) {
    const found = findVersion(version, snapshot);
    const ever = (0,holders/* heldEver */.cW)(snapshot.history, stage);
    if (version === current || ever.has(version))
        return found;
    const held = [...ever].filter((other) => other !== current);
    throw new errors/* StagegateError */.qU('input', `version ${version} never held ${stage}, so going back to it would bypass the gates`, {
        hint: `${held.length === 0 ? '' : `Versions that did: ${held.join(', ')}. `}Use promote for a new version.`,
    });
}
/**
 * Refuses to roll a stage back to a version that holds a later stage: it would leave that stage.
 * @throws StagegateError `input`
 */
function requireNotPast(target, stage, order) {
    if (!(0,model_stage/* comesAfter */.eq)(target.stage, stage, order))
        return;
    throw new errors/* StagegateError */.qU('input', `version ${target.version} is in ${target.stage}, and rolling ${stage} back to it would take it out of ${target.stage}`, { hint: `Nothing was changed. Name another version for ${stage}, or roll ${target.stage} back first.` });
}
/** The rules that apply to rollbacks; null when none do, except that files must be unchanged. */
function rulesForRollback(rules) {
    const freeze = rules.freeze.filter(({ rollbacks }) => rollbacks ?? rules.gateRollbacks);
    // The target comes from Archived, so `from` can't apply. It may have been taken out before: a person or the history
    // names it. And comparing with the version that left an empty stage would compare with what the rollback undoes.
    const always = { from: null, soak: null, freeze, allowTakenOut: true, skipWhenEmpty: true };
    if (rules.gateRollbacks)
        return { ...rules, ...always };
    if (freeze.length === 0)
        return null;
    const evidence = { maxAge: null, version: false, commit: false };
    return { ...rules, ...always, refs: null, gates: [], evidence, artifactRequired: false };
}
/**
 * Decides a rollback. Gates are judged only if the policy applies them to rollbacks (otherwise `context` is null). The
 * files must always be those that were registered.
 */
function decideRollback(request, basis, { target, stage, archiveExisting, context, artifact = null }) {
    const holders = (0,promotion_champion/* findHolders */.ZC)(basis.snapshot, stage, target.version);
    // without archive-existing several may hold the stage; only the latest is replaced
    const archived = archiveExisting ? holders : holders.slice(-1);
    const facts = (0,decision/* factsOf */.x)({ ...basis, version: target.version, currentStage: target.stage, stage }, holders);
    if (target.stage === stage && archived.length === 0)
        return { ...facts, verdict: 'unchanged', plan: null };
    const judged = {
        ...facts,
        ...(context === null ? judgeFiles(target, artifact, basis) : (0,judge/* judge */.S4)(context, basis.policy)),
        ...(context === null ? {} : (0,judge/* tellReports */.fv)(context.evidence.reports, basis.now, (0,judge/* besideOf */.A4)(context))),
    };
    const { gates } = judged;
    if (gates.some(gate_result/* isBlocking */.U))
        return { ...judged, notices: [...facts.notices, ...wayOn(gates)], verdict: 'blocked', plan: null };
    const plan = (0,promotion_plan/* makePlan */.C)(basis, {
        action: 'rollback',
        version: target.version,
        from: target.stage,
        to: stage,
        archived,
        exclusive: archiveExisting,
        reason: request.reason,
        forced: false,
        gates,
        reportSha256: judged.reportSha256,
        reportFiles: judged.reportFiles,
    });
    return { ...judged, verdict: 'go', plan };
}
function judgeFiles({ version }, artifact, { snapshot }) {
    const gates = (0,integrity/* checkArtifact */.f)({ artifact, version, snapshot, rules: { artifactRequired: false } });
    return { gates, gatePlaces: gates.map(() => null) };
}
/** A rollback has no force, so this names the ways out of an incident. */
function wayOn(gates) {
    return gates.some((result) => result.gate === 'artifact' && (0,gate_result/* isBlocking */.U)(result))
        ? [
            'to go back now, restore the files, name another version, or promote this one with force and a reason (if the policy allows force)',
        ]
        : [];
}

;// CONCATENATED MODULE: ./build/js/src/promotion/validate.js


/** How many names a notice lists. */
const validate_LISTED = 12;
/**
 * Reads the policy and the whole registry, and judges nothing.
 * @throws StagegateError for a policy or a manifest that can't be read
 * @internal
 */
async function validate(context) {
    const { registry, stages } = context;
    const policy = context.requirePolicy(context.policy, {
        model: 'my-model',
        stage: stages.at(-1) ?? 'Production',
    });
    let problems = [];
    const snapshots = await context.read(() => {
        problems = [];
        return registry.readAll((model, error) => (problems = [...problems, { model, error }]));
    });
    const kept = snapshots.filter(({ exists }) => exists);
    if (kept.length === 0 && problems.length === 0)
        await registry.requireThere?.();
    return {
        policy: {
            file: policy.file,
            stages: policy.stages,
            models: Object.keys(policy.content.models),
            gates: countGates(policy),
        },
        registry: {
            kind: context.isServer ? 'server' : (0,manifest_location/* locateManifest */.QM)(registry.label).kind,
            location: registry.label,
            models: kept.map(({ model }) => model),
            versions: sum(kept, ({ versions }) => versions.length),
            historyLines: sum(snapshots, ({ history }) => history.length),
        },
        problems,
        notices: [
            ...policy.warnings.map(load/* tellWarning */.go),
            ...compareNames(policy, [...kept.map(({ model }) => model), ...problems.map(({ model }) => model)]),
        ],
    };
}
function countGates({ content }) {
    return sum(Object.values(content.models), ({ stages }) => sum(Object.values(stages), ({ gates = [] }) => gates.length));
}
function sum(items, count) {
    return items.reduce((total, item) => total + count(item), 0);
}
function compareNames({ content }, models) {
    const named = Object.keys(content.models).filter((name) => name !== '*');
    const unnamed = models.filter((model) => !named.includes(model));
    const missing = named.filter((name) => !models.includes(name));
    const rules = Object.hasOwn(content.models, '*')
        ? 'the rules for "*" apply'
        : 'none of their versions can be promoted';
    return [
        ...(unnamed.length === 0
            ? []
            : [`the registry has ${list(unnamed)}, which the policy doesn't name: ${rules}`]),
        ...(missing.length === 0 ? [] : [`the policy names ${list(missing)}, which the registry doesn't have`]),
    ];
}
function list(names) {
    const shown = names.slice(0, validate_LISTED).map((name) => JSON.stringify(name));
    const more = names.length - shown.length;
    return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`;
}

;// CONCATENATED MODULE: ./build/js/src/promotion/verify.js


/**
 * Replays every model's history, compares it with the registry, and compares the files of every version with their
 * SHA-256. A model that can't be read is reported as such, as long as others can.
 * @param prune first remove aliases that stand for no stage any more (MLflow)
 * @throws StagegateError when no model can be read
 */
async function verify_verify({ registry, read, artifacts }, { prune }) {
    const pruned = prune ? await pruneAliases(registry) : null;
    return read(async () => {
        const unread = [];
        const snapshots = await registry.readAll((model, error) => unread.push((0,verify/* failVerification */.w6)(model, error)));
        const verified = [...(await verifyFiles(snapshots, artifacts)), ...unread];
        if (verified.length === 0)
            await registry.requireThere?.();
        return verified
            .map((each) => ({ ...each, notes: [...each.notes, ...(pruned?.get(each.model) ?? [])] }))
            .sort((a, b) => (a.model < b.model ? -1 : 1));
    });
}
/** The files of all versions count: a promotion or a rollback may go to any of them next. */
async function verifyFiles(snapshots, artifacts) {
    const verified = [];
    let reader;
    for (const snapshot of snapshots) {
        const readings = new Map();
        for (const version of snapshot.versions) {
            if (version.source === null && version.sha256 === null)
                continue;
            // all snapshots were read at the same commit
            reader ??= await artifacts(snapshot);
            const reading = await reader.read(version);
            if (reading !== null)
                readings.set(version.version, reading);
        }
        verified.push((0,verify/* addArtifacts */.Dm)((0,verify/* verifyModel */.HB)(snapshot), snapshot, readings));
    }
    return verified;
}
/** @returns by model, what was removed. A model that can't be read is left to `verify` to report. */
async function pruneAliases(registry) {
    const told = new Map();
    for (const model of await registry.models()) {
        try {
            told.set(model, (await registry.reviewAliases?.(model, true))?.notices ?? []);
        }
        catch (error) {
            if (!(error instanceof errors/* StagegateError */.qU))
                throw error;
        }
    }
    return told;
}

;// CONCATENATED MODULE: ./build/js/src/engine.js








/**
 * The engine over a workspace: what the action, the command line and the library call. Each method opens the
 * workspace, runs one use case of promotion/ and closes what it opened, so one instance can be kept.
 */
class Stagegate {
    options;
    constructor(options = {}) {
        this.options = options;
    }
    promote(request) {
        return this.run((context) => promote(request, context));
    }
    check(request) {
        return this.run((context) => check(request, context));
    }
    rollback(request) {
        return this.run((context) => rollback(request, context));
    }
    register(request) {
        return this.run((context) => (0,promotion_register/* register */.kz)(request, context));
    }
    acknowledge(request) {
        return this.run((context) => acknowledge(request, context));
    }
    unregister(request) {
        return this.run((context) => unregister(request, context));
    }
    /** Always about this checkout: in a workflow for a pull request, people ask about the policy that they propose. */
    validate() {
        const env = { ...(this.options.env ?? process.env), GITHUB_ACTIONS: undefined };
        return this.run(validate, { ...this.options, env, commit: 'none' });
    }
    verify() {
        return this.run((context) => verify_verify(context, { prune: this.options.pruneAliases === true }));
    }
    read(model) {
        return this.run((context) => read_readModel(model, context));
    }
    readAll() {
        return this.run(readAllModels);
    }
    models() {
        return this.run(listModels);
    }
    history(model, filter = {}) {
        return this.run((context) => readHistory(model, filter, context));
    }
    async run(useCase, options = this.options) {
        const { context, close } = await openCommand(options);
        try {
            return await useCase(context);
        }
        finally {
            await close();
        }
    }
}


/***/ }),

/***/ 43120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ chooseFormat),
/* harmony export */   t: () => (/* binding */ readReport)
/* harmony export */ });
/* harmony import */ var _evidence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51392);
/* harmony import */ var _formats_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60004);
/* harmony import */ var _structured_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48392);
/* harmony import */ var _text_yaml_spot_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(33933);
/* harmony import */ var _file_kind_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(38026);
/* harmony import */ var _path_syntax_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(90828);
/* harmony import */ var _formats_leaf_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(96596);
/* harmony import */ var _formats_plain_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(97206);
/* harmony import */ var _statement_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7400);









/**
 * Reads an evaluation report into numbers.
 * @throws UnreadableReport when the report can't be trusted as a whole
 */
function readReport({ path, bytes, sha256, format: asked = 'auto' }) {
    const value = (0,_structured_js__WEBPACK_IMPORTED_MODULE_2__/* .readStructured */ .c)(path, bytes);
    const format = chooseFormat(value, asked);
    const nearly = asked === 'auto' && format.name === 'plain' ? findNearly(value) : null;
    return {
        ...{ path, sha256, format: format.name, ...format.read(value) },
        ...(nearly === null ? {} : { nearly }),
    };
}
/**
 * The format of a report: the one asked for, else the only one that it matches, else `plain`.
 * @param remedy what to do about a report that matches two formats, given the name of one
 * @throws UnreadableReport when it doesn't match the format asked for, or matches two
 */
function chooseFormat(value, asked, remedy = (name) => `name the right one in the policy (format: ${name})`) {
    if (asked === 'plain')
        return _formats_plain_js__WEBPACK_IMPORTED_MODULE_6__/* .plain */ .pj;
    const formats = _formats_index_js__WEBPACK_IMPORTED_MODULE_1__/* .FORMATS */ .h;
    if (asked !== 'auto')
        return requireFormat(value, formats.find(({ name }) => name === asked) ?? _formats_plain_js__WEBPACK_IMPORTED_MODULE_6__/* .plain */ .pj);
    const [format, other] = formats.filter((candidate) => candidate.lacks(value) === null);
    if (format !== undefined && other !== undefined) {
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(`matches two formats, ${format.name} and ${other.name}: ${remedy(format.name)}`);
    }
    if (format !== undefined)
        return format;
    const wrong = nameOther(value);
    if (wrong === null)
        return _formats_plain_js__WEBPACK_IMPORTED_MODULE_6__/* .plain */ .pj;
    throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(wrong);
}
/** For a report that is read as `plain`: what it lacks to be in a format that it nearly matches; else null. */
function findNearly(value) {
    const formats = _formats_index_js__WEBPACK_IMPORTED_MODULE_1__/* .FORMATS */ .h;
    const format = formats.find(({ nearly }) => nearly?.(value) === true);
    return format === undefined ? null : `can't be read as ${format.name}: it ${format.lacks(value)}`;
}
function requireFormat(value, format) {
    const lacking = format.lacks(value);
    if (lacking === null)
        return format;
    throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(`is not in the format ${format.name}, which the policy asks for: it ${lacking}`);
}
/**
 * Why a value can't even be a plain report; null when it can. A report that only says which version it is about is
 * fine.
 */
function nameOther(value) {
    if (!(value instanceof Map))
        return explainKind(value);
    if (findLeaf(value, (leaf) => typeof leaf === 'number') !== null)
        return null;
    const stated = { ...(0,_statement_js__WEBPACK_IMPORTED_MODULE_7__/* .readStatement */ .cO)(value), unclearTime: undefined };
    if (Object.values(stated).some((said) => said !== undefined && said !== false))
        return null;
    const tight = [...value.keys()].map(_text_yaml_spot_js__WEBPACK_IMPORTED_MODULE_8__/* .tightKeyHint */ .bi).find((hint) => hint !== undefined);
    if (tight !== undefined)
        return `has no number in it. ${tight}`;
    const example = findLeaf(value, () => true);
    return `has no number in it${example === null ? '' : ` (${example})`}, and matches none of the known formats (${listFormats()})`;
}
function explainKind(value) {
    const nearly = findNearly(value);
    if (nearly !== null)
        return nearly;
    if (Array.isArray(value) && value.length > 0 && value.every((item) => item instanceof Map)) {
        return `is a list of ${value.length} ${value.length === 1 ? 'object' : 'objects'}, but a report is one object: ${_file_kind_js__WEBPACK_IMPORTED_MODULE_3__/* .COMPUTE */ .IA}`;
    }
    return `is ${nameKind(value)}, but a report is one object of numbers, such as {"accuracy": 0.91}, or in a known format (${listFormats()})`;
}
/** The first leaf that `fits`, as `a.b is "text"`. */
function findLeaf(value, fits, above = []) {
    if (!(value instanceof Map) && !Array.isArray(value)) {
        return fits(value) ? `${(0,_path_syntax_js__WEBPACK_IMPORTED_MODULE_4__/* .formatMetricPath */ .Rs)(above)} is ${(0,_formats_leaf_js__WEBPACK_IMPORTED_MODULE_5__/* .describeRaw */ .Kj)(value)}` : null;
    }
    const entries = value.entries();
    for (const [key, child] of entries) {
        const found = findLeaf(child, fits, [...above, String(key)]);
        if (found !== null)
            return found;
    }
    return null;
}
function listFormats() {
    return _formats_index_js__WEBPACK_IMPORTED_MODULE_1__/* .FORMATS */ .h.map(({ name }) => name).join(', ');
}
function nameKind(value) {
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'number')
        return 'a number';
    if (typeof value === 'string')
        return 'a text';
    return value === null ? 'null' : 'true or false';
}


/***/ }),

/***/ 48392:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ readStructured)
});

// UNUSED EXPORTS: parseStructured

// EXTERNAL MODULE: ./build/js/src/evidence/decode.js
var decode = __webpack_require__(86795);
// EXTERNAL MODULE: ./build/js/src/evidence/evidence.js
var evidence = __webpack_require__(51392);
// EXTERNAL MODULE: ./build/js/src/evidence/file-kind.js
var file_kind = __webpack_require__(38026);
// EXTERNAL MODULE: ./build/js/src/evidence/python-json.js
var python_json = __webpack_require__(15394);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./build/js/src/text/yaml-compose.js
var yaml_compose = __webpack_require__(58237);
// EXTERNAL MODULE: ./build/js/src/text/yaml-problem.js
var yaml_problem = __webpack_require__(14234);
;// CONCATENATED MODULE: ./build/js/src/evidence/strict-yaml.js





/** How often one anchor may expand: enough for people, far too little for an alias bomb. */
const MAX_UNFOLDING = 100;
/** The library searches the whole document for each alias. */
const MAX_ALIASES = 1000;
/** Aliases can repeat a large value, so the expanded size is bounded too. */
const MAX_VALUES = 1_000_000;
const TOO_DEEP = `is nested deeper than ${yaml_compose/* MAX_YAML_DEPTH */.Pq} levels`;
/**
 * One YAML 1.2 document as JSON-like data: core schema, merge keys, and every key as a string.
 * `.nan` and `.inf` are numbers.
 * @throws UnreadableReport on any error, duplicate key, second document or too much expansion
 */
function parseStrictYaml(text) {
    try {
        return readDocument(text);
    }
    catch (error) {
        if (error instanceof evidence/* UnreadableReport */.sx)
            throw error;
        if (error instanceof yaml_compose/* YamlTooDeep */.o4)
            throw (0,decode/* unreadableAt */.V$)(error.message, (0,decode/* findPosition */.DB)(text, error.offset));
        const merge = (0,yaml_compose/* explainMerge */.uk)(error);
        throw new evidence/* UnreadableReport */.sx(merge === null ? 'is not valid YAML' : `is not valid YAML: ${merge.message}. ${merge.hint}`);
    }
}
function readDocument(text) {
    const lines = new dist/* LineCounter */.HN();
    // Always the core schema, whatever a %YAML directive says: 1.1 would read `1:30` as ninety.
    // Keys are checked below: the library's own check is quadratic.
    const { document, second } = (0,yaml_compose/* composeYaml */.ee)(text, lines, {
        schema: 'core',
        resolveKnownTags: false,
        merge: true,
        uniqueKeys: false,
    });
    if (document.contents === null && document.errors.length === 0)
        throw new evidence/* UnreadableReport */.sx('is empty');
    const [error] = document.errors;
    if (error !== undefined)
        throw describe(error, text, lines);
    if (second !== undefined) {
        throw (0,decode/* unreadableAt */.V$)('contains more than one YAML document; the second starts', locate(lines, second.range[0]));
    }
    checkKeysAndAliases(document, lines);
    return convert(unfold(document), { left: MAX_VALUES }, 0);
}
function unfold(document) {
    try {
        return document.toJS({ mapAsMap: true, maxAliasCount: MAX_UNFOLDING });
    }
    catch (error) {
        // every alias has its anchor by now, so the library only refuses how much they expand to
        if (!(error instanceof ReferenceError))
            throw error;
        throw new evidence/* UnreadableReport */.sx('has aliases that expand to too much: write the repeated parts out');
    }
}
function describe(error, text, lines) {
    const problem = (0,yaml_problem/* explainYaml */.J)(error, text);
    const end = text.trimEnd().length;
    if (error.pos[0] >= end || (problem.isOpen === true && error.pos[1] >= end)) {
        return (0,decode/* unreadableAt */.V$)('is cut off', locate(lines, error.pos[0]));
    }
    return invalidAt(problem, lines);
}
function invalidAt({ message, hint, offset }, lines) {
    const { line, column } = locate(lines, offset);
    const what = `is not valid YAML at line ${line}, column ${column}: ${message}`;
    return new evidence/* UnreadableReport */.sx(`${what}. ${hint.replace(/\.$/, '')}`, line, column);
}
function checkKeysAndAliases(document, lines) {
    let aliases = 0;
    const anchors = new Set();
    const keepAnchor = (node) => {
        if (node.anchor !== undefined)
            anchors.add(node.anchor);
    };
    (0,dist/* visit */.YR)(document, {
        Alias(_, { source, range }) {
            aliases += 1;
            if (aliases > MAX_ALIASES)
                throw new evidence/* UnreadableReport */.sx(`uses more than ${MAX_ALIASES} aliases`);
            if (anchors.has(source))
                return;
            throw invalidAt({ ...(0,yaml_compose/* explainAlias */.sr)(source), offset: range?.[0] ?? 0 }, lines);
        },
        Scalar: (_, scalar) => keepAnchor(scalar),
        Seq: (_, list) => keepAnchor(list),
        Map(_, map) {
            keepAnchor(map);
            const seen = new Set();
            for (const { key } of map.items) {
                if (!(0,dist/* isScalar */.jn)(key))
                    continue;
                const name = nameKey(key.value);
                if (seen.has(name)) {
                    throw (0,decode/* unreadableAt */.V$)(`has the key ${JSON.stringify(name)} twice, the second time`, locate(lines, key.range?.[0] ?? 0));
                }
                seen.add(name);
            }
        },
    });
}
function convert(value, budget, depth) {
    budget.left -= 1;
    if (budget.left < 0)
        throw new evidence/* UnreadableReport */.sx(`expands to more than ${MAX_VALUES} values`);
    if (depth > yaml_compose/* MAX_YAML_DEPTH */.Pq)
        throw new evidence/* UnreadableReport */.sx(TOO_DEEP);
    if (Array.isArray(value))
        return value.map((item) => convert(item, budget, depth + 1));
    if (value instanceof Map) {
        const members = new Map();
        for (const [key, item] of value)
            members.set(nameKey(key), convert(item, budget, depth + 1));
        return members;
    }
    if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
        return value;
    return null;
}
function nameKey(key) {
    if (typeof key === 'object' && key !== null)
        throw new evidence/* UnreadableReport */.sx('has a list or an object as a key');
    return String(key);
}
function locate(lines, offset) {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
}

;// CONCATENATED MODULE: ./build/js/src/evidence/structured.js





/** YAML takes seconds per megabyte. A larger file comes from a tool, which can write JSON. */
const MAX_YAML_BYTES = 4 * 1024 * 1024;
const STARTS_LIKE_JSON = /^\s*[[{]/;
/** Extensions that are hardly meant as YAML. */
const LOG = /\.(?:log|out|txt)$/i;
/** Of TOML or INI: `[scores]`. */
const STARTS_LIKE_SECTION = /^\s*\[{1,2}[A-Za-z][^\]\n]*\]{1,2}\s*\n/;
/**
 * JSON or YAML by the path's extension. With any other extension, JSON if it starts like JSON, else YAML: only the
 * front matter, if there is one (a model card).
 * @throws UnreadableReport
 */
function parseStructured(path, bytes) {
    const text = (0,decode/* decodeText */.g7)(bytes);
    (0,decode/* refuseConflictMarkers */.a1)(text);
    if (decode/* STARTS_WITH_TAG */.it.test(text))
        throw new evidence/* UnreadableReport */.sx((0,file_kind/* explainXml */.Jw)(text));
    if (isJson(path, text))
        return parseJson(path, text);
    if (bytes.length > MAX_YAML_BYTES) {
        const why = (0,file_kind/* explainText */.lP)(path, text) ?? 'is YAML and over the limit of 4 MB: write it as JSON';
        throw new evidence/* UnreadableReport */.sx(why);
    }
    return parseYaml(path, text);
}
/** For a file that isn't JSON at all, its kind explains more than the position of the first error. */
function parseJson(path, text) {
    try {
        return (0,python_json/* parsePythonJson */.S)(text);
    }
    catch (error) {
        if (!(error instanceof evidence/* UnreadableReport */.sx))
            throw error;
        if (isJsonLines(text))
            throw new evidence/* UnreadableReport */.sx((0,file_kind/* explainJsonLines */.tA)());
        const isOther = !STARTS_LIKE_JSON.test(text) || STARTS_LIKE_SECTION.test(text);
        const other = isOther ? (0,file_kind/* explainText */.lP)(path, text) : null;
        throw other === null ? error : new evidence/* UnreadableReport */.sx(other);
    }
}
/** Each of the first two lines is a complete object. */
function isJsonLines(text) {
    const lines = text.trimStart().split(/\r?\n/, 2);
    return lines.length === 2 && lines.every((line) => line.trimStart().startsWith('{') && isWholeJson(line));
}
function isWholeJson(text) {
    try {
        (0,python_json/* parsePythonJson */.S)(text);
        return true;
    }
    catch {
        return false;
    }
}
function parseYaml(path, text) {
    try {
        const value = parseStrictYaml(isYaml(path) ? text : keepFrontMatter(text));
        if (typeof value !== 'string' || STARTS_LIKE_JSON.test(value))
            return value;
    }
    catch (error) {
        if (!(error instanceof evidence/* UnreadableReport */.sx))
            throw error;
        const other = isYaml(path)
            ? null
            : ((0,file_kind/* explainText */.lP)(path, text) ?? (LOG.test(path) ? (0,file_kind/* explainPlainText */.lJ)(text) : null));
        throw other === null ? error : new evidence/* UnreadableReport */.sx(other);
    }
    throw new evidence/* UnreadableReport */.sx((0,file_kind/* explainText */.lP)(path, text) ?? (0,file_kind/* explainPlainText */.lJ)(text));
}
/**
 * The same, but decodes JSON that was encoded twice, as `json.dump(result.to_json())` writes it.
 * @throws UnreadableReport
 */
function readStructured(path, bytes) {
    const value = parseStructured(path, bytes);
    if (typeof value !== 'string' || !STARTS_LIKE_JSON.test(value))
        return value;
    try {
        return (0,python_json/* parsePythonJson */.S)(value);
    }
    catch (error) {
        if (!(error instanceof evidence/* UnreadableReport */.sx))
            throw error;
        throw new evidence/* UnreadableReport */.sx(`is a JSON text that contains JSON, which ${error.message} of that text`);
    }
}
function isJson(path, text) {
    if (/\.json$/i.test(path))
        return true;
    if (isYaml(path))
        return false;
    return STARTS_LIKE_JSON.test(text);
}
function isYaml(path) {
    return /\.ya?ml$/i.test(path);
}
/** The text between a first line `---` and the next one; else the whole text. */
function keepFrontMatter(text) {
    const start = /^---[ \t]*\r?\n/.exec(text);
    if (start === null)
        return text;
    const end = /^---[ \t]*\r?$/m.exec(text.slice(start[0].length));
    return end === null ? text : text.slice(0, start[0].length + end.index);
}


/***/ }),

/***/ 74443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ee: () => (/* binding */ requireRemote),
/* harmony export */   OC: () => (/* binding */ readRemotes),
/* harmony export */   t0: () => (/* binding */ LIST_REMOTES),
/* harmony export */   yh: () => (/* binding */ chooseRemote)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);

/** Prints what `readRemotes` reads. Git exits with 1 when there is nothing to print. */
const LIST_REMOTES = ['config', '-z', '--get-regexp', '^(remote|branch)\\.'];
/** @param output of `git config` with `LIST_REMOTES` */
function readRemotes(output) {
    const urls = new Map();
    const choices = new Map();
    for (const record of output.split('\0')) {
        // a key without a value has no newline
        const [, key = '', value = ''] = /^([^\n]+)\n([^]*)$/.exec(record) ?? [];
        const [, remote] = /^remote\.([^]+)\.(?:url|pushurl|fetch)$/.exec(key) ?? [];
        if (remote !== undefined) {
            // git fetches from the first address
            if (key.endsWith('.url') && !urls.get(remote))
                urls.set(remote, value);
            else if (!urls.has(remote))
                urls.set(remote, '');
        }
        else
            choices.set(key, value);
    }
    return { urls, choices };
}
/**
 * Chooses a branch's remote as `git push` does: the branch's own setting, `remote.pushDefault`, its upstream, else the
 * only remote, else `origin`.
 * @param branch without `refs/heads/`
 * @throws StagegateError `input` when there is no remote, a setting names a missing one, or no setting chooses one
 */
function chooseRemote({ urls, choices }, branch) {
    const known = [...urls.keys()];
    const keys = [`branch.${branch}.pushremote`, 'remote.pushdefault', `branch.${branch}.remote`];
    // "." is the repository itself: the upstream is a local branch
    const setting = keys.find((key) => choices.has(key) && choices.get(key) !== '.');
    if (setting !== undefined) {
        const chosen = choices.get(setting) ?? '';
        if (isUsable(chosen, known))
            return chosen;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `git's ${setting} names ${JSON.stringify(chosen)}, which is not a usable remote`, { hint: `${listOf(known)} Choose one: git config ${quoteKey(setting)} <remote>` });
    }
    const [only, other] = known;
    if (only === undefined)
        throw noRemote('the repository has no remote');
    if (other === undefined && isUsable(only, known))
        return only;
    if (known.includes('origin'))
        return 'origin';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `git has no setting that says where branch ${JSON.stringify(branch)} is pushed`, {
        hint: `${listOf(known)} Choose one: git config ${quoteKey(`branch.${branch}.pushremote`)} <remote>`,
    });
}
/** Git would read a leading hyphen as an option. */
function isUsable(remote, known) {
    return known.includes(remote) && !remote.startsWith('-');
}
/** @throws StagegateError `input` when the repository has no such remote */
function requireRemote({ urls }, remote) {
    const known = [...urls.keys()];
    if (!isUsable(remote, known))
        throw noRemote(`the repository has no remote ${JSON.stringify(remote)}`, known);
}
function noRemote(message, known = []) {
    const others = known.length === 0 ? '' : `${listOf(known)} `;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', message, { hint: `${others}Add one: git remote add <name> <address>` });
}
function listOf(known) {
    if (known.length === 0)
        return 'The repository has no remote.';
    return `The remotes are ${known.map((name) => JSON.stringify(name)).join(', ')}.`;
}
function quoteKey(key) {
    return /^[\w./-]+$/.test(key) ? key.replace(/pushremote$/, 'pushRemote') : JSON.stringify(key);
}


/***/ }),

/***/ 98613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I$: () => (/* binding */ sealEntry),
/* harmony export */   Xw: () => (/* binding */ readLine),
/* harmony export */   i6: () => (/* binding */ parseHistory)
/* harmony export */ });
/* unused harmony export digestLine */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11024);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(55395);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(73305);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(73102);
/* harmony import */ var _model_version_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74305);




const version = zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .refine */ .YPB(_model_version_js__WEBPACK_IMPORTED_MODULE_2__/* .isVersion */ .lF, 'is not a version'));
const optionalText = zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .nullable */ .mee(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP());
const shown = zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .nullable */ .mee(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .union */ .KCZ([zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig()]));
const positive = zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().check(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* ._positive */ .NC());
const uncertainty = zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    stderr: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(positive),
    samples: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Whr().check(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* ._positive */ .NC())),
    spread: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(positive),
    proportion: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .euz(true)),
});
const gateResult = zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    gate: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    metric: optionalText,
    check: optionalText,
    observed: shown,
    required: shown,
    champion: shown,
    against: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(version),
    verdict: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ["enum"] */ .k5n(['pass', 'fail', 'inconclusive', 'skip']),
    reason: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    uncertainty: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(uncertainty),
    interval: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ lower: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig(), upper: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig(), confidence: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), method: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP() })),
    needs: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig()),
    tolerated: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ["enum"] */ .k5n(['warn', 'allow'])),
});
/** The form of a history line. Keys that a later release adds are kept. */
const historyEntrySchema = zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H3({
    time: zod_mini__WEBPACK_IMPORTED_MODULE_5__/* .datetime */ .w$(),
    action: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ["enum"] */ .k5n(['register', 'promote', 'rollback', 'archive', 'acknowledge', 'unregister']),
    model: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    version,
    from: optionalText,
    to: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    archived: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(version),
    artifacts: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .record */ .g1P(version, zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ source: optionalText, sha256: optionalText }))),
    actor: optionalText,
    reason: optionalText,
    forced: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .boolean */ .zMY(),
    commit: optionalText,
    run: optionalText,
    'policy-sha256': optionalText,
    'report-sha256': optionalText,
    reports: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .record */ .g1P(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP())),
    gates: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(gateResult),
    differed: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP())),
    beginning: zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .record */ .g1P(version, zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP())),
    previous: optionalText,
});
/** Every line ends with the digest of what comes before, so that even a change to the last line is detected. */
const SEAL = /,"sha256":"([0-9a-f]{64})"\}$/;
const MERGED = 'Keep the lines of the branch that was merged first, then run the other promotion again.';
function sha256(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex');
}
/** The line for an entry, without its line end: the JSON, sealed with the SHA-256 of the JSON without the seal. */
function sealEntry(entry) {
    const body = JSON.stringify(entry);
    return `${body.slice(0, -1)},"sha256":"${sha256(body)}"}`;
}
/** The digest that the model's next line refers to this one by. */
function digestLine(text) {
    return sha256(text);
}
/**
 * Reads a history file and checks each line's seal and each model's chain of digests.
 * @returns the lines by model, oldest first
 * @throws StagegateError `history` at the first line that was altered, follows a removed line, or can't be read
 */
function parseHistory(file, text) {
    const models = new Map();
    for (const [at, raw] of text.split('\n').entries()) {
        const lineText = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
        if (lineText === '')
            continue;
        const line = readLine(lineText, {
            file,
            line: at + 1,
            restore: `Restore it from git: git log -p -- ${file}`,
        });
        const lines = models.get(line.entry.model) ?? [];
        checkChain(line, lines);
        lines.push(line);
        models.set(line.entry.model, lines);
    }
    return models;
}
/**
 * Reads one line and checks its seal, but not that it follows the line before.
 * @throws StagegateError `history` when it was altered or can't be read
 */
function readLine(text, source) {
    const { file, line } = source;
    return { entry: parseLine(text, source), sha256: digestLine(text), file, line };
}
function parseLine(text, { file, line, restore }) {
    const place = { file, line, ...(line === null ? {} : { column: 1 }) };
    if (/^(<{7}|\|{7}|={7}|>{7})( |$)/.test(text))
        throw merged(place, 'the history has conflict markers of a git merge');
    const seal = SEAL.exec(text);
    if (seal === null)
        throw altered(place, 'it does not end with a digest', restore);
    const body = `${text.slice(0, seal.index)}}`;
    if (sha256(body) !== seal[1])
        throw altered(place, 'its digest does not match its text', restore);
    const parsed = historyEntrySchema.safeParse(readJson(body));
    if (parsed.success)
        return parsed.data;
    const [issue] = parsed.error.issues;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU('history', `this line is not a history entry: ${issue?.path.join('.')} ${issue?.message}`, { place, hint: 'Use the release that wrote it, or restore the line if stagegate did not write it.' });
}
/** Undefined, which is not an entry, for text that isn't JSON: anyone can seal any text. */
function readJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function checkChain(line, before) {
    const last = before.at(-1);
    const { previous, model } = line.entry;
    if (previous === (last?.sha256 ?? null))
        return;
    const place = { file: line.file, line: line.line, column: 1 };
    const restore = `Restore it from git: git log -p -- ${line.file}`;
    const name = JSON.stringify(model);
    const follows = before.find(({ sha256: digest }) => digest === previous);
    if (follows !== undefined) {
        const other = before[before.indexOf(follows) + 1] ?? line;
        throw merged(place, `lines ${other.line} and ${line.line} both follow line ${follows.line}: two promotions of ${name} were merged`);
    }
    const [first] = before;
    if (previous === null && first !== undefined) {
        throw merged(place, `lines ${first.line} and ${line.line} both begin the history of ${name}: two promotions were merged`);
    }
    throw altered(place, `it does not follow the line of ${name} before it`, restore);
}
function merged(place, message) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU('history', message, { place, hint: MERGED });
}
function altered(place, why, restore) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU('history', `the history was altered at or before this line: ${why}`, {
        place,
        hint: restore === '' ? undefined : restore,
    });
}


/***/ }),

/***/ 85782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ readRunContext),
/* harmony export */   gG: () => (/* binding */ askGit)
/* harmony export */ });
/* unused harmony export runUrl */
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48161);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53649);


/** Who runs this, where, on which commit: from the workflow's environment, else from git. */
async function readRunContext({ env, event, askGit }) {
    if (env['GITHUB_ACTIONS'] === 'true')
        return workflowContext(env, event);
    const git = await askGit();
    return {
        actor: git.userName ?? loginName(),
        run: null,
        ref: git.ref,
        commits: git.head === null ? [] : [git.head],
        ...(git.problem === null ? {} : { problem: describeProblem(git.problem) }),
    };
}
function describeProblem({ message, hint }) {
    return `the commit and the branch of this run are unknown: ${message}. ${hint ?? ''}`.trim();
}
function workflowContext(env, event) {
    return {
        actor: env['GITHUB_TRIGGERING_ACTOR'] || env['GITHUB_ACTOR'] || null,
        run: runUrl(env),
        ...placeOf(env, event),
        ...(event.beforeMerge ? { beforeMerge: true } : {}),
        base: event.base === null ? undefined : `refs/heads/${event.base.branch}`,
    };
}
/** The run's ref and commits. */
function placeOf(env, { name, beforeMerge, pullRequest, number }) {
    const { GITHUB_SHA: sha = '', GITHUB_REF: ref = '' } = env;
    const head = pullRequest?.head.sha ?? '';
    if (name === 'pull_request_target' && beforeMerge) {
        // The variables name the base, as if the pull request were merged. The head is judged, and is on no branch.
        return { ref: number === null ? null : `refs/pull/${number}/head`, commits: head === '' ? [] : [head] };
    }
    // on a pull request, GITHUB_SHA is GitHub's merge commit; the author's commit is in the event
    const commits = [sha, head].filter((commit) => commit !== '');
    return { ref: ref || null, commits: [...new Set(commits)] };
}
/** The workflow run's page, or null outside of a workflow. */
function runUrl(env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id, GITHUB_RUN_ATTEMPT: attempt, } = env;
    if (!server || !repository || !id)
        return null;
    const again = attempt !== undefined && attempt !== '' && attempt !== '1' ? `/attempts/${attempt}` : '';
    return `${server}/${repository}/actions/runs/${id}${again}`;
}
function loginName() {
    try {
        return (0,node_os__WEBPACK_IMPORTED_MODULE_0__.userInfo)().username;
    }
    catch {
        return null; // a container's user may be missing in its passwd file
    }
}
/**
 * What git knows about a folder. Nulls without git or a repository: a promotion on disk works without them, and gates
 * that need them fail. A folder that git doesn't trust is a problem.
 */
async function askGit(root) {
    const git = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .createGit */ .lD)(root);
    const ask = async (args) => {
        const result = await git(args);
        return (result.exitCode === 0 && (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(result)) || null;
    };
    try {
        const [head, ref, userName] = await Promise.all([
            ask(['rev-parse', '--verify', '--quiet', 'HEAD']),
            ask(['symbolic-ref', '--quiet', 'HEAD']),
            ask(['config', '--get', 'user.name']),
        ]);
        return { head, ref, userName, problem: null };
    }
    catch (error) {
        const problem = error instanceof _git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .GitUnusable */ ._k && error.why === 'untrusted' ? error : null;
        return { head: null, ref: null, userName: null, problem };
    }
}


/***/ }),

/***/ 24869:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cv: () => (/* binding */ findPrefix),
/* harmony export */   Gf: () => (/* binding */ chooseCommitMode),
/* harmony export */   findTargetBranch: () => (/* binding */ findTargetBranch),
/* harmony export */   u8: () => (/* binding */ onlyDecides)
/* harmony export */ });
/* unused harmony export readRepository */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11024);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53649);
/* harmony import */ var _git_remotes_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(74443);
/* harmony import */ var _run_context_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(85782);
/* harmony import */ var _files_place_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(78300);
/* harmony import */ var _files_workspace_file_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(94101);







/**
 * Whether a run may only decide: its change is not merged yet, and no commit mode was set. The change may never get to
 * the branch.
 * @internal
 */
function onlyDecides(setting, { beforeMerge }) {
    return beforeMerge && (setting === undefined || setting === 'auto');
}
/** The mode of a setting, for a manifest. @internal */
function chooseCommitMode(setting, { event, github }) {
    if (setting !== 'auto')
        return setting ?? 'none';
    const mayCommit = event.name !== null && github.isThere && !event.beforeMerge;
    return mayCommit ? 'api' : 'none';
}
/**
 * The workflow's branch, else the checked-out one.
 * @throws StagegateError `input` without a branch to commit to, or when another repository is checked out
 */
async function findTargetBranch(options) {
    const branch = await findBranch(options);
    const top = await (0,_files_place_js__WEBPACK_IMPORTED_MODULE_5__/* .findTop */ .ls)(options.root, options.env);
    if (top !== null)
        await requireSameRepository(top, branch, options);
    return { branch, prefix: prefixOf(top, options.root) };
}
/** The workspace's folder in the checked-out repository, empty or with a `/` at its end. */
async function findPrefix(options) {
    return prefixOf(await (0,_files_place_js__WEBPACK_IMPORTED_MODULE_5__/* .findTop */ .ls)(options.root, options.env), options.root);
}
function prefixOf(top, root) {
    const folder = top === null ? '' : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(top, root).split(node_path__WEBPACK_IMPORTED_MODULE_0__.sep).join('/');
    return folder === '' ? '' : `${folder}/`;
}
async function findBranch({ root, env, event, mode }) {
    if (event.beforeMerge) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU('input', `commit: ${mode} has no branch to commit to: this run is for a change that isn't merged yet (${event.name ?? ''})`, { hint: 'Use command: check here, and promote on push or workflow_dispatch.' });
    }
    const ref = env['GITHUB_REF'] || (await askRef(root));
    if (ref?.startsWith('refs/heads/') === true)
        return ref.slice('refs/heads/'.length);
    const where = ref ? `on ${ref}` : 'on an unknown branch';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU('input', `commit: ${mode} needs a branch to commit to, but this runs ${where}`, {
        hint: 'Start the workflow on a branch, or check one out (actions/checkout with: {ref: main}) and use commit: push.',
    });
}
async function askRef(root) {
    const { ref, problem } = await (0,_run_context_js__WEBPACK_IMPORTED_MODULE_4__/* .askGit */ .gG)(root);
    if (problem !== null)
        throw problem;
    return ref;
}
/** Refuses a checkout of another repository on the same server: the commit would go elsewhere. */
async function requireSameRepository(top, branch, { env, mode }) {
    const [host, asked] = [env['GITHUB_SERVER_URL'] || 'https://github.com', env['GITHUB_REPOSITORY'] ?? ''];
    const found = (await askAddresses(top, branch)).map((address) => readRepository(address, host));
    const [held] = found.filter((repository) => repository !== null);
    if (held === undefined || found.some((each) => each?.toLowerCase() === asked.toLowerCase()))
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU('input', `${JSON.stringify(held)} is checked out, but commit: ${mode} commits to ${JSON.stringify(asked)}`, {
        hint: 'Use commit: push, which commits to what is checked out. Or set GITHUB_REPOSITORY, with a token for it.',
    });
}
/** The address of the branch's remote, or all addresses if git doesn't choose one. */
async function askAddresses(top, branch) {
    const git = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_2__/* .createGit */ .lD)(top);
    const [config, ...args] = _git_remotes_js__WEBPACK_IMPORTED_MODULE_3__/* .LIST_REMOTES */ .t0;
    // read as a file: git refuses a checkout that it doesn't trust, and reading runs nothing
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(top, '.git', 'config');
    const from = (await (0,_files_workspace_file_js__WEBPACK_IMPORTED_MODULE_6__/* .exists */ .t2)(file)) ? ['--file', file] : [];
    try {
        if (from.length === 0)
            await git(['rev-parse', '--git-dir']); // `git config` itself hides a lack of trust
        const { urls, choices } = (0,_git_remotes_js__WEBPACK_IMPORTED_MODULE_3__/* .readRemotes */ .OC)((await git([config, ...from, ...args])).stdout.toString());
        return chosenAddress({ urls, choices }, branch) ?? [...urls.values()];
    }
    catch (error) {
        if (error instanceof _git_command_js__WEBPACK_IMPORTED_MODULE_2__/* .GitUnusable */ ._k && error.why === 'missing')
            return []; // without git, nothing was checked out with it
        throw error;
    }
}
function chosenAddress(settings, branch) {
    try {
        return [settings.urls.get((0,_git_remotes_js__WEBPACK_IMPORTED_MODULE_3__/* .chooseRemote */ .yh)(settings, branch)) ?? ''];
    }
    catch {
        return null;
    }
}
/** `owner/name` of an address on a server; null for any other address. */
function readRepository(address, server) {
    const host = server.replace(/^https?:\/\/|\/+$/g, '').replace(/[^\w:-]/g, '\\$&');
    const scp = new RegExp(`^(?:[^@/]+@)?${host}:(?!//)`, 'i');
    const url = new RegExp(`^(?:https?|ssh|git)://(?:[^@/]+@)?${host}/`, 'i');
    const start = url.exec(address) ?? scp.exec(address);
    const path = start === null ? '' : address.slice(start[0].length).replace(/(?:\.git)?\/*$/, '');
    return /^[^/\s]+\/[^/\s]+$/.test(path) ? path : null;
}


/***/ }),

/***/ 81305:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ SYSTEM_CLOCK)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);

const SYSTEM_CLOCK = {
    now: () => new Date(),
    elapsed: () => performance.now(),
    sleep: (milliseconds) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds),
};


/***/ }),

/***/ 73102:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w$: () => (/* binding */ datetime)
/* harmony export */ });
/* unused harmony exports ZodMiniISODateTime, ZodMiniISODate, date, ZodMiniISOTime, time, ZodMiniISODuration, duration */
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88532);
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81041);
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73305);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55395);


const ZodMiniISODateTime = /*@__PURE__*/ _core_index_js__WEBPACK_IMPORTED_MODULE_0__/* .$constructor */ .xI("ZodMiniISODateTime", (inst, def) => {
    _core_index_js__WEBPACK_IMPORTED_MODULE_1__/* .$ZodISODateTime */ .Ko.init(inst, def);
    _schemas_js__WEBPACK_IMPORTED_MODULE_2__/* .ZodMiniStringFormat */ .zUr.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function datetime(params) {
    return _core_index_js__WEBPACK_IMPORTED_MODULE_3__/* ._isoDateTime */ .G1(ZodMiniISODateTime, params);
}
const ZodMiniISODate = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniISODate", (inst, def) => {
    core.$ZodISODate.init(inst, def);
    schemas.ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function date(params) {
    return core._isoDate(ZodMiniISODate, params);
}
const ZodMiniISOTime = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniISOTime", (inst, def) => {
    core.$ZodISOTime.init(inst, def);
    schemas.ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function time(params) {
    return core._isoTime(ZodMiniISOTime, params);
}
const ZodMiniISODuration = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniISODuration", (inst, def) => {
    core.$ZodISODuration.init(inst, def);
    schemas.ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function duration(params) {
    return core._isoDuration(ZodMiniISODuration, params);
}


/***/ })

};
