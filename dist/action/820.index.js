export const id = 820;
export const ids = [820];
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

/***/ 1820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MlflowRegistry: () => (/* binding */ MlflowRegistry)
});

// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/history/chain.js + 1 modules
var chain = __webpack_require__(63800);
// EXTERNAL MODULE: ./build/js/src/model/stage.js
var model_stage = __webpack_require__(21363);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/history/tags.js
/*
 * What stagegate writes on a server: tags of model versions, which a user with EDIT may set.
 *
 * stagegate.history.<n>   the n-th history line of this version (from 1)
 * stagegate.next.<run>    what a run is about to do, written before it does it: the history line to be. It stays on
 *                         the version of the line that it follows, as a copy that outlives the other version
 * stagegate.kept.<run>    such a copy, once its version was deleted: the history itself then
 * stagegate.kept.<version>-<n>   the n-th history line of a version that was unregistered
 * stagegate.registered    the history line of the registration
 * stagegate.sha256, .metrics   what was registered with the version
 *
 * A line that nobody can put back is set to `gone`: the first one also is the mark that its version is found by.
 */
const PREFIX = 'stagegate.';
const PART = '.part';
/** The tag that every version with a history of its own has: a search for it finds them all. */
const HISTORY_MARK = `${PREFIX}history.1`;
/** In the place of a line: there was one. */
const GONE = 'gone';
const REGISTERED = `${PREFIX}registered`;
const SHA256 = `${PREFIX}sha256`;
const METRICS = `${PREFIX}metrics`;
function historyKey(place) {
    return `${PREFIX}history.${place}`;
}
function nextKey(run) {
    return `${PREFIX}next.${run}`;
}
function keptKey(run) {
    return `${PREFIX}kept.${run}`;
}
/**
 * Under which key another version keeps what this version keeps for the history; null for any other tag.
 * @param version the one that will be gone
 */
function keyToCarry(key, version) {
    const [, place, part = ''] = /^stagegate\.history\.([1-9]\d{0,5})(\.part\d+)?$/.exec(key) ?? [];
    if (place !== undefined)
        return `${keptKey(`${version}-${place}`)}${part}`;
    return /^stagegate\.(?:next|kept)\./.test(key) ? key : null;
}
/** The key of the further parts of a long value; the first stands under the key itself. */
function partKey(key, part) {
    return part === 1 ? key : `${key}${PART}${part}`;
}
/** The place of a history tag among its version's, or null for another key. */
function historyPlace(key) {
    const digits = /^stagegate\.history\.([1-9]\d{0,5})$/.exec(key)?.[1];
    return digits === undefined ? null : Number(digits);
}
/** The run that announced something under this key, or null for another key. */
function announcingRun(key) {
    return /^stagegate\.next\.([\w-]+)$/.exec(key)?.[1] ?? null;
}
/** The run whose line is kept under this key, or null for another key. */
function keepingRun(key) {
    return /^stagegate\.kept\.([\w-]+)$/.exec(key)?.[1] ?? null;
}
/** Whether a search by the mark finds the version. */
function isMarked({ tags }) {
    return Object.hasOwn(tags, HISTORY_MARK);
}
/** Whether any of the tags is a history line, of the version's own or kept. */
function hasLines({ tags }) {
    return Object.keys(tags).some((key) => historyPlace(key) !== null || keepingRun(key) !== null);
}
/** Whether only stagegate itself may write a tag of this key. */
function isOurs(key) {
    return key.startsWith(PREFIX);
}
/** The tags that are not ours. */
function foreignTags(tags) {
    return Object.fromEntries(Object.entries(tags).filter(([key]) => !isOurs(key)));
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/history/long-tag.js


/** Larger than any history line should get, unpacked (bytes): what claims more is no line. */
const MAX_UNPACKED = 32 * 1024 * 1024;
const PACKED = /^gzip:([1-9]\d{0,3}):/;
/**
 * A text as tags of at most `limit` characters each: as it is where it fits, so that people can read it in
 * MLflow's pages, else packed, and where even that is too long in several parts. The part under the key itself
 * comes last: once it is there, all of them are.
 */
function toTags(key, text, limit) {
    if (text.length <= limit)
        return [{ key, value: text }];
    const packed = (0,external_node_zlib_.gzipSync)(text).toString('base64');
    const room = limit - 'gzip:9999:'.length;
    const parts = Math.ceil(packed.length / room);
    const tags = Array.from({ length: parts }, (_, at) => {
        const piece = packed.slice(at * room, (at + 1) * room);
        return { key: partKey(key, at + 1), value: at === 0 ? `gzip:${parts}:${piece}` : piece };
    });
    return tags.reverse();
}
/** The text that tags hold under a key; null when there is none, or a part is missing or damaged. */
function fromTags(key, tags) {
    const first = tags[key];
    if (first === undefined)
        return null;
    const head = PACKED.exec(first);
    if (head === null)
        return first;
    const pieces = Array.from({ length: Number(head[1]) }, (_, at) => at === 0 ? first.slice(head[0].length) : tags[partKey(key, at + 1)]);
    if (pieces.includes(undefined))
        return null;
    try {
        return (0,external_node_zlib_.gunzipSync)(Buffer.from(pieces.join(''), 'base64'), { maxOutputLength: MAX_UNPACKED }).toString();
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/history/link-lines.js
/**
 * Puts lines that stand in many places into the order in which each follows another. Gaps (a version that was
 * deleted takes its lines along) and forks (two runs at once, past the announcements) are told, not refused: on a
 * server anybody may delete a version, and no promotion would ever pass again.
 */
function linkLines(lines) {
    const known = new Set(lines.map(({ sha256 }) => sha256));
    const followers = new Map();
    for (const line of lines) {
        const { previous } = line.entry;
        const after = previous === null || !known.has(previous) ? null : previous;
        followers.set(after, [...(followers.get(after) ?? []), line]);
    }
    const ordered = [];
    const problems = [];
    const open = byTime(followers.get(null) ?? []).reverse();
    // what follows a line comes right after it; of several that follow one, the one that goes on comes last
    for (let line = open.pop(); line !== undefined; line = open.pop()) {
        if (line.entry.previous !== null && !known.has(line.entry.previous))
            problems.push(gapBefore(line));
        ordered.push(line);
        const next = byTime(followers.get(line.sha256) ?? []).sort((a, b) => Number(followers.has(a.sha256)) - Number(followers.has(b.sha256)));
        if (next.length > 1)
            problems.push(forkAfter(line, next));
        open.push(...next.reverse());
    }
    const beginnings = (followers.get(null) ?? []).filter(({ entry }) => entry.previous === null);
    const [first] = beginnings;
    if (first !== undefined && beginnings.length > 1)
        problems.push(forkAfter(first, beginnings));
    return { lines: ordered, problems };
}
function byTime(lines) {
    return lines.toSorted((a, b) => a.entry.time === b.entry.time ? (a.sha256 < b.sha256 ? -1 : 1) : a.entry.time < b.entry.time ? -1 : 1);
}
/** What a line did, in words. */
function tellLine({ action, version, to }) {
    if (action === 'acknowledge')
        return 'acknowledged the registry as it was';
    return action === 'unregister' ? `unregistered version ${version}` : `moved version ${version} to ${to}`;
}
function gapBefore({ entry }) {
    const { version, time } = entry;
    return {
        version,
        message: `the history line before the one that ${tellLine(entry)} at ${time} is gone: the version that kept it was deleted, or its tags were`,
    };
}
function forkAfter({ entry }, lines) {
    const versions = lines.map(({ entry: { version, to } }) => `${version} to ${to}`).join(', ');
    return {
        version: entry.version,
        message: `two runs changed the model at once, each without knowing of the other: they moved ${versions}`,
    };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/history/journal.js




/**
 * Reads the tags of versions, of all or of those with a history of their own.
 * @throws StagegateError `history` when a line was altered
 */
function readJournal(model, versions) {
    const kept = versions.flatMap((held) => keptLines(model, held));
    const recorded = onlyOnce([...versions.flatMap((held) => recordedLines(model, held)), ...kept]);
    const announcements = versions.flatMap((held) => announcementsOn(model, held));
    const known = new Set(recorded.map(({ sha256 }) => sha256));
    const lost = findLost(recorded, announcements);
    const { lines, problems } = linkLines([...recorded, ...lost.map(({ line }) => line)]);
    for (const { sha256 } of lines)
        known.add(sha256);
    const head = lines.at(-1)?.sha256 ?? null;
    const open = announcements.filter(({ line }) => !known.has(line.sha256));
    return {
        lines,
        registrations: versions.flatMap((held) => registrationOf(model, held)),
        announced: open
            .filter(({ line }) => line.entry.previous === head)
            .sort((a, b) => (a.run < b.run ? -1 : 1)),
        stale: open.filter(({ line }) => line.entry.previous !== head),
        problems: [
            ...problems,
            ...versions.flatMap((held) => renamedLines(model, held)),
            ...versions.flatMap(goneLines),
            ...kept.filter((line) => isDoubtful(line, lines)).map(doubt),
            ...lost.map(({ line: { entry } }) => ({
                version: entry.version,
                message: `the history line that ${tellLine(entry)} at ${entry.time} is gone from its tags; it is told from the copy that the line before it keeps`,
            })),
        ],
    };
}
/** The number of lines that a version has of its own. */
function countRecorded({ tags }) {
    let place = 1;
    while (tags[historyKey(place)] !== undefined)
        place += 1;
    return place - 1;
}
function recordedLines(model, held) {
    const places = Object.keys(held.tags)
        .map(historyPlace)
        .filter((place) => place !== null);
    return (places
        .sort((a, b) => a - b)
        .flatMap((place) => lineUnder(historyKey(place), model, held) ?? [])
        // a copy of a version has its lines too; one that was unregistered has its line on another
        .filter(({ entry }) => entry.version === held.version || entry.action === 'unregister'));
}
/** A run that died while it took lines to another version leaves them on both. */
function onlyOnce(lines) {
    return [...new Map(lines.map((line) => [line.sha256, line])).values()];
}
/** Lines of versions that were deleted. */
function keptLines(model, held) {
    const keys = Object.keys(held.tags).filter((key) => keepingRun(key) !== null);
    return keys.flatMap((key) => lineUnder(key, model, held) ?? []);
}
/** Nothing that is left of the model shows whether a line came true that replaced nobody and that no other follows. */
function isDoubtful({ entry, sha256 }, lines) {
    if (entry.action === 'unregister')
        return false; // that the version is gone shows it
    return entry.archived.length === 0 && !lines.some((other) => other.entry.previous === sha256);
}
function doubt({ entry }) {
    const { version, time } = entry;
    return {
        version,
        message: `the history line that ${tellLine(entry)} at ${time} is told from its announcement: the version was deleted, and nothing shows any more whether it was moved`,
    };
}
/**
 * MLflow takes the tags along when a model is renamed and when a version is copied. A copy has its origin for a source,
 * and its history is there; a renamed model has lost it, since every line says whose it is.
 */
function renamedLines(model, { version, tags, source }) {
    if (source?.startsWith('models:') === true)
        return [];
    const keys = Object.keys(tags).filter((key) => historyPlace(key) !== null && tags[key] !== GONE);
    const names = keys.flatMap((key) => tryLine(fromTags(key, tags) ?? '', UNPLACED)?.entry.model ?? []);
    return [...new Set(names.filter((name) => name !== model))].map((name) => ({
        version,
        message: `version ${version} has history lines of the model ${JSON.stringify(name)}: it was renamed, and its history did not come along`,
    }));
}
const UNPLACED = { file: '', line: null, restore: '' };
function goneLines({ version, tags }) {
    return Object.keys(tags)
        .filter((key) => historyPlace(key) !== null && tags[key] === GONE)
        .map((key) => ({
        version,
        message: `a history line of version ${version} is gone: its tag ${key} says so`,
    }));
}
function registrationOf(model, held) {
    const line = lineUnder(REGISTERED, model, held);
    return line?.entry.version === held.version ? [line] : [];
}
/** Null without one, and for a line of another model: MLflow copies a version's tags along with it. */
function lineUnder(key, model, { version, tags }) {
    if (tags[key] === undefined || tags[key] === GONE)
        return null;
    const line = (0,chain/* readLine */.Xw)(fromTags(key, tags) ?? '', sourceOf({ key, model, version }));
    return line.entry.model === model ? line : null;
}
/** An announcement that can't be read announces nothing: its own run finds that out when it looks. */
function announcementsOn(model, { version: anchor, tags }) {
    return Object.keys(tags).flatMap((key) => {
        const run = announcingRun(key);
        const text = run === null ? null : fromTags(key, tags);
        if (run === null || text === null || !text.startsWith('{'))
            return [];
        const line = tryLine(text, sourceOf({ key: nextKey(run), model, version: anchor }));
        return line?.entry.model === model ? [{ run, anchor, text, line }] : [];
    });
}
function tryLine(text, source) {
    try {
        return (0,chain/* readLine */.Xw)(text, source);
    }
    catch {
        return null;
    }
}
function sourceOf({ key, model, version }) {
    return {
        file: `version ${version} of ${model}, tag ${key}`,
        line: null,
        restore: `Put the tag back as it was; if that is not known, set it to ${GONE} and don't delete it (the version is found by it): the history then has a gap, which verify tells.`,
    };
}
/** Announcements that recorded lines follow, though they themselves are recorded no more: their version was deleted. */
function findLost(recorded, announcements) {
    const known = new Set(recorded.map(({ sha256 }) => sha256));
    const byDigest = new Map(announcements.map((announced) => [announced.line.sha256, announced]));
    const lost = [];
    for (const queue = recorded.map(({ entry }) => entry); queue.length > 0;) {
        const previous = queue.pop()?.previous ?? null;
        const copy = previous === null || known.has(previous) ? undefined : byDigest.get(previous);
        if (copy === undefined)
            continue;
        known.add(copy.line.sha256);
        lost.push(copy);
        queue.push(copy.line.entry);
    }
    return lost;
}

// EXTERNAL MODULE: ./build/js/src/registry/mlflow/api/server.js
var api_server = __webpack_require__(48619);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/lock/lock.js




/*
 * How runs take turns on a server without compare-and-swap, by tags alone: announce, then look; who sees a run that
 * comes before it takes its announcement back, who sees one that comes after waits until that one has. Of two runs,
 * at least the one that looked last sees the other, so they never change the model together. Burns and Lynch,
 * "Bounds on Shared Memory for Mutual Exclusion", Information and Computation 107 (1993), the one-bit algorithm.
 */
/** Milliseconds for which an announcement must have been seen before its run counts as dead. */
const DEAD_AFTER = 60_000;
/** Milliseconds after its announcement in which a run must have begun to change the model, else it starts anew. */
const BEGIN_WITHIN = 15_000;
/** Milliseconds after its announcement from which a run writes nothing more: others may soon take it for dead. */
const STOP_AFTER = 45_000;
/** Waits between two looks, in milliseconds: growing from the first to the last. */
const FIRST_LOOK = 60;
const LAST_LOOK = 1_000;
/**
 * Waits until nobody else is about to change the model, if anybody is.
 * @throws StagegateError `conflict` after a wait: what was read before is old then
 */
async function waitForOthers(first, options) {
    const { pace } = options;
    let others = openIn(first);
    if (others.length === 0)
        return;
    let told = false;
    for (let wait = FIRST_LOOK; others.length > 0; wait = Math.min(LAST_LOOK, wait * 1.5)) {
        const dead = others.filter((other) => isDead(other, options));
        if (dead.length > 0)
            await recoverAll(dead, options);
        if (wait === LAST_LOOK && !told)
            tellWait(others, pace);
        told ||= wait === LAST_LOOK;
        await pace.sleep(wait * (0.5 + pace.random()));
        others = openIn(await options.look());
    }
    throw disturbed('another run changed the model');
}
/** Each is judged on all that there is: its line may stand on a version that has lost its mark. */
async function recoverAll(dead, options) {
    for (const { run } of dead) {
        const found = await options.look(true);
        const open = openIn(found).find((other) => other.run === run);
        if (open !== undefined)
            await options.recoverCrashed(open, found);
    }
}
/** Resolves once every part of it is on the server. However late it comes, it changes nothing: others clear it. */
async function announce({ run, anchor, text, line }, server) {
    const at = { name: line.entry.model, version: anchor };
    for (const tag of toTags(nextKey(run), text, server.features.tagValue))
        await server.setVersionTag(at, tag);
}
/**
 * Looks until it is our turn; the announcement is still up then.
 * @param basis what was decided on
 * @throws StagegateError `conflict` when it is not to be, or the model is no longer as it was
 */
async function acquireLock(own, basis, options) {
    const { pace } = options;
    for (let wait = FIRST_LOOK;; wait = Math.min(LAST_LOOK, wait * 1.5)) {
        const found = await options.look();
        requireSame(own, basis, found);
        const others = openIn(found).filter((other) => other.run !== own.run && !isDead(other, options));
        if (others.some(({ run }) => run < own.run))
            throw disturbed('another run comes first');
        if (!mayBegin(own, pace))
            throw disturbed('it took too long');
        if (others.length === 0)
            return found;
        await pace.sleep(wait * (0.5 + pace.random()));
    }
}
/** Whether a run that announced itself may still begin: others may soon take it for dead. */
function mayBegin({ since }, pace) {
    return pace.now() - since < BEGIN_WITHIN;
}
/** Whether a run may still write. */
function mayGoOn({ since }, pace) {
    return pace.now() - since < STOP_AFTER;
}
/** Takes an announcement away; where deleting a tag is not allowed, its value says so. */
async function withdraw({ run, anchor, text, line }, server) {
    const at = { name: line.entry.model, version: anchor };
    const [first, ...parts] = toTags(nextKey(run), text, server.features.tagValue)
        .reverse()
        .map(({ key }) => key);
    if (first === undefined)
        return;
    try {
        await server.deleteVersionTag(at, first);
        for (const key of parts)
            await server.deleteVersionTag(at, key);
    }
    catch (error) {
        if (!(error instanceof api_server/* ServerFailure */.k))
            throw error;
        if (error.definite)
            await server.setVersionTag(at, { key: first, value: 'withdrawn' });
    }
}
/**
 * Whoever has announced something and neither recorded it nor taken it back may still be at it, also where the
 * history has gone on since.
 */
function openIn({ journal }) {
    return [...journal.announced, ...journal.stale];
}
/** Whether it has been seen for long enough; the first time that it is seen counts from now. */
function isDead({ run }, { seen, pace }) {
    const first = seen.get(run) ?? pace.now();
    seen.set(run, first);
    return pace.now() - first >= DEAD_AFTER;
}
/** What was decided on is what there is: the last line, the stages, the aliases, and our announcement among the rest. */
function requireSame(own, basis, found) {
    // what is announced follows the last line that there is: another line has come in between where it does not
    if (!found.journal.announced.some(({ run, text }) => run === own.run && text === own.text)) {
        throw disturbed('another run changed the model');
    }
    for (const held of found.versions.values()) {
        const before = basis.versions.get(held.version);
        if (before !== undefined && before.stage !== held.stage)
            throw disturbed(`version ${held.version} was moved`);
    }
    // read again only where they stand for the stages
    if (basis.model === null || found.model === null)
        return;
    const moved = findMoved(basis.model.aliases, found.model.aliases);
    if (moved !== undefined)
        throw disturbed(`the alias ${moved} was moved`);
}
function findMoved(before, now) {
    return Object.keys({ ...before, ...now }).find((alias) => before[alias] !== now[alias]);
}
function tellWait(others, pace) {
    const [other] = others;
    if (other === undefined)
        return;
    const { entry } = other.line;
    const { actor } = entry;
    const who = actor === null ? 'another run' : `a run of ${actor}`;
    pace.waiting(`${who} has announced to ${tellIntent(entry)}: waiting until it is done or counts as dead`);
}
/** What a run is about to do, in words. */
function tellIntent({ action, version, to }) {
    if (action === 'acknowledge')
        return 'acknowledge the registry as it is';
    return action === 'unregister' ? `unregister version ${version}` : `move version ${version} to ${to}`;
}
function disturbed(why) {
    return new errors/* StagegateError */.qU('conflict', why);
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/lock/execute.js






/** Moves the stages of a plan, where the server has them: one request for a version that takes a stage alone. */
async function moveStages(plan, { server }, progress) {
    const { model: name, entry, exclusive, transitions } = plan;
    const { to, version } = entry;
    const move = async (moved, stage, archiveExisting) => {
        const { aliases } = await server.transition({ name, version: moved }, { stage, archiveExisting });
        if (aliases !== null)
            progress.aliases.set(moved, aliases);
        progress.begun = true;
    };
    if (exclusive && !(0,model_stage/* isWithdrawal */.OH)(to)) {
        await move(version, to, true);
        return;
    }
    const ownFirst = transitions.toSorted((a) => (a.version === version ? -1 : 1));
    for (const { version: moved, to: stage } of ownFirst)
        await move(moved, stage, false);
}
/** Archives what a run that died had not come to. */
async function archiveRest({ model, to, archived }, { server, storage, found }) {
    if (!storage.usesStages)
        return;
    for (const version of archived) {
        const held = found.versions.get(version);
        if (held === undefined || storage.stageOf(held, [], undefined) !== to)
            continue;
        await server.transition({ name: model, version }, { stage: model_stage/* ARCHIVED */.Ts, archiveExisting: false });
    }
}
/**
 * Points the alias of the stage at the version, and removes those of the stages that it is no longer in: whoever
 * loads it by them would go on being served a version that was taken back. Only on its way up, where a stage is kept as
 * well, the alias of the lower one stays until the next version comes: what it serves has passed more gates, not fewer.
 * On its way up the new alias comes first, so that a version is in a stage all the time; on its way down the old ones
 * go first, so that a user who may not remove them has changed nothing.
 * @returns aliases that may not be removed by this user (that takes MANAGE) and still point at the version
 */
async function pointAliases(entry, writers, progress) {
    const { server, storage, stages } = writers;
    const { model: name, version, from, to, action } = entry;
    const alias = storage.aliasOf(to);
    const set = async () => {
        if (alias !== null)
            await server.setAlias({ name, version }, alias);
        progress.begun = true;
    };
    const remove = () => removeAliases({ name, version }, aliasesLeft(entry, writers), writers, progress);
    if (from === null || stages.indexOf(from) <= stages.indexOf(to)) {
        await set();
        const kept = await remove();
        return action === 'rollback' ? [...kept, ...(await unpointArchived(entry, writers, progress))] : kept;
    }
    const kept = await remove();
    if (kept.length > 0 && !storage.usesStages)
        throw notRemoved(kept, server);
    progress.begun = true;
    await set();
    return kept;
}
/** What a rollback took away is served in no stage any more. */
async function unpointArchived(entry, writers, progress) {
    const { model: name, to, archived } = entry;
    const others = writers.stages
        .filter((stage) => stage !== to)
        .flatMap((stage) => writers.storage.aliasOf(stage) ?? []);
    const kept = [];
    for (const version of archived)
        kept.push(...(await removeAliases({ name, version }, others, writers, progress)));
    return kept;
}
/** @returns those that this user may not remove */
async function removeAliases(at, aliases, { server }, { aliases: told, pointing }) {
    const mayPoint = (alias) => pointing === null || pointing[alias] === at.version;
    const known = told.get(at.version);
    if (known === undefined && !aliases.some(mayPoint))
        return [];
    // one that somebody has pointed at another version since is not ours to remove
    const own = known ?? (await server.version(at))?.aliases ?? [];
    const kept = [];
    for (const alias of aliases.filter((each) => own.includes(each))) {
        try {
            await server.deleteAlias(at.name, alias);
        }
        catch (error) {
            if (!(error instanceof api_server/* ServerFailure */.k && error.status === 403))
                throw error;
            kept.push(alias);
        }
    }
    return kept;
}
/** Where only aliases are kept, the alias is the stage: a version whose alias stays has not left it. */
function notRemoved([alias], server) {
    return new api_server/* ServerFailure */.k(`${server.label} does not let this user remove the alias ${alias}`, {
        status: 403,
        errorCode: null,
        definite: true,
        hint: 'Removing an alias takes the permission MANAGE; pointing it at another version (a rollback) takes EDIT.',
    });
}
/** The aliases of the stages that a version is no longer in after a move; the one that it goes by comes last. */
function aliasesLeft({ from, to }, { storage, stages }) {
    if (from === null || (0,model_stage/* isWithdrawal */.OH)(from))
        return [];
    const [was, is] = [stages.indexOf(from), stages.indexOf(to)];
    const left = was > is ? stages.slice(is + 1) : storage.usesStages ? [] : stages.slice(0, is);
    return left.flatMap((stage) => storage.aliasOf(stage) ?? []);
}
/**
 * The version that keeps an announced line: its own. Where its own will be gone, that of the announcement, or another
 * one where that is the same.
 * @param versions all that there are
 */
function keeperOf({ anchor, line }, versions) {
    const { action, version } = line.entry;
    if (action !== 'unregister')
        return version;
    return anchor === version
        ? ([...versions.keys()].findLast((other) => other !== version) ?? anchor)
        : anchor;
}
/** Records an announced line among those of its keeper. @param found as it was when it was our turn */
async function recordLine({ text, line }, keeper, { found, server }) {
    const at = { name: line.entry.model, version: keeper };
    const held = found.versions.get(at.version);
    const key = historyKey(countRecorded(held ?? { tags: {} }) + 1);
    for (const tag of toTags(key, text, server.features.tagValue))
        await server.setVersionTag(at, tag);
}
/**
 * Deletes a version that was never promoted. What it keeps for the history goes to another one first: lines that are in
 * its tags, also its own, since the lines after them follow them, copies of lines, and announcements.
 * @param known the version as it was read last
 * @throws StagegateError `conflict` when somebody has put it to use since it was decided on
 */
async function deleteUnused(own, { keeper, known }, { server, storage }) {
    const { model: name, version } = own.line.entry;
    const held = await server.version({ name, version });
    const aliases = held?.aliases ?? [];
    if (held === null || aliases.length > 0 || storage.stageOf(held, aliases, undefined) !== model_stage/* NONE */.x3)
        throw disturbed(`version ${version} was changed`);
    const carried = Object.entries(known.tags).flatMap(([key, value]) => {
        const carriedKey = keyToCarry(key, version);
        return carriedKey === null ? [] : [{ key: carriedKey, value }];
    });
    // the part under the key itself comes last: once it is there, all of them are
    for (const tag of carried.sort((a, b) => b.key.length - a.key.length))
        await server.setVersionTag({ name, version: keeper }, tag);
    try {
        await server.deleteVersion({ name, version });
    }
    catch (error) {
        const stays = error instanceof api_server/* ServerFailure */.k && error.definite;
        if (stays && own.anchor === version)
            await withdraw({ ...own, anchor: keeper }, server);
        throw error;
    }
}
/** Marks versions again that have lines and are not found by a search. @param recorded those that get a line anyway, or are gone */
async function restoreMarks({ name, versions }, recorded, server) {
    for (const held of versions.values()) {
        if (recorded.includes(held.version) || isMarked(held) || !hasLines(held))
            continue;
        await server.setVersionTag({ name, version: held.version }, { key: HISTORY_MARK, value: GONE });
    }
}
/** Keeps the line of a version that was deleted, on the version that the announcement is on. */
async function keepLine({ run, anchor, text, line }, server) {
    const at = { name: line.entry.model, version: anchor };
    for (const tag of toTags(keptKey(run), text, server.features.tagValue))
        await server.setVersionTag(at, tag);
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/lock/writer.js
/** A server to which nothing is written, for the first time or again, once the time for it is over. */
function guardWrites(server, { mayWrite, refuse }) {
    const inTime = async (write) => {
        if (!mayWrite())
            throw refuse();
        return write({ mayRepeat: mayWrite });
    };
    return {
        label: server.label,
        features: server.features,
        version: (at) => server.version(at),
        setVersionTag: (at, tag) => inTime((options) => server.setVersionTag(at, tag, options)),
        deleteVersionTag: (at, key) => inTime((options) => server.deleteVersionTag(at, key, options)),
        deleteVersion: (at) => inTime((options) => server.deleteVersion(at, options)),
        setAlias: (at, alias) => inTime((options) => server.setAlias(at, alias, options)),
        deleteAlias: (name, alias) => inTime((options) => server.deleteAlias(name, alias, options)),
        transition: (at, to) => inTime((options) => server.transition(at, to, options)),
    };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/lock/changer.js







/** Changes models when it is this run's turn, and finishes what runs that died left half done. */
class ModelChanger {
    options;
    /** When announcements of others were first seen, also over several attempts. */
    seen = new Map();
    constructor(options) {
        this.options = options;
    }
    /**
     * @param basis what the plan was decided on
     * @returns notices for people
     * @throws StagegateError `conflict` when the model is no longer as it was, `unavailable` when the server fails
     */
    async change(plan, basis) {
        const { pace, storage } = this.options;
        if (!storage.usesStages && !plan.exclusive && plan.entry.action === 'promote')
            throw needsStages(plan);
        if (plan.entry.action === 'unregister' && basis.versions.size < 2)
            throw isOnly(plan.entry, this.options.server);
        const text = (0,chain/* sealEntry */.I$)(plan.entry);
        const line = (0,chain/* readLine */.Xw)(text, { file: 'announced', line: null, restore: '' });
        await waitForOthers(basis, this.lockOn(basis));
        const intent = { run: nameRun(plan.entry.time, pace), anchor: anchorOf(basis, plan.entry), text, line };
        return this.carryOut(plan, await this.acquire(intent, basis), basis);
    }
    /**
     * Waits for a run that has changed the model and not recorded it, and finishes its work if it died.
     * @returns undefined when there is none, else what was finished, or null when that run did so itself
     */
    async finish(basis) {
        const { reader } = this.options;
        if (!basis.journal.announced.some(({ line }) => reader.isInEffect(line.entry, basis)))
            return undefined;
        let finished = null;
        const turn = this.lockOn(basis);
        try {
            await waitForOthers(basis, {
                ...turn,
                recoverCrashed: async (dead, found) => {
                    if (await this.recoverCrashed(dead, found))
                        finished = dead.line.entry;
                },
            });
        }
        catch (error) {
            if (!isConflict(error))
                throw error;
        }
        return { finished };
    }
    lockOn(basis) {
        const { server, pace, reader } = this.options;
        // before the first line there is no tag yet to search by
        const unmarked = ![...basis.versions.values()].some(isMarked);
        return {
            server,
            pace,
            seen: this.seen,
            look: (whole = false) => reader.look(basis.name, whole || unmarked),
            recoverCrashed: async (dead, found) => {
                await this.recoverCrashed(dead, found);
            },
        };
    }
    async acquire(intent, basis) {
        const turn = this.lockOn(basis);
        const own = { ...intent, since: turn.pace.now() };
        this.seen.set(own.run, own.since);
        const writer = this.writeUntil(own);
        try {
            await announce(own, turn.server);
            return { own, found: await acquireLock(own, basis, turn), writer };
        }
        catch (error) {
            await this.takeBack(own, writer);
            throw error;
        }
    }
    /** For writes that are decided on what was seen at a moment: none is sent once others may have gone on. */
    writeUntil(own) {
        const { server, pace } = this.options;
        return guardWrites(server, {
            mayWrite: () => mayGoOn(own, pace),
            refuse: () => tookTooLong(own.line.entry, server),
        });
    }
    /** With nobody else at it: the stages, the aliases, the record. */
    async carryOut(plan, { own, found, writer }, basis) {
        const { usesStages } = this.options.storage;
        const writers = { ...this.options, server: writer };
        const pointing = (usesStages ? basis : found).model?.aliases ?? null;
        const aliases = usesStages ? new Map() : groupByVersion(pointing ?? {});
        const progress = { begun: false, aliases, pointing };
        const { action, version } = plan.entry;
        const keeper = keeperOf(own, basis.versions);
        const movesNothing = action === 'acknowledge' || action === 'unregister';
        const point = () => (movesNothing ? Promise.resolve([]) : pointAliases(plan.entry, writers, progress));
        const begin = async () => {
            if (action === 'unregister') {
                const known = found.versions.get(version) ?? basis.versions.get(version) ?? { tags: {} };
                await deleteUnused(own, { keeper, known }, writers);
                progress.begun = true;
            }
            if (movesNothing || !usesStages)
                return point();
            await moveStages(plan, writers, progress);
            return null;
        };
        try {
            const kept = (await this.begin(plan, own, { begin, progress, writer })) ?? (await point());
            await restoreMarks(found, [version, keeper], writer);
            await recordLine(own, keeper, { found, server: writer });
            return kept.map((alias) => `the alias ${alias} still points at a version that is no longer there: removing it takes the permission MANAGE`);
        }
        catch (error) {
            if (error instanceof api_server/* ServerFailure */.k && progress.begun)
                throw halfDone(plan.entry, error);
            if (action === 'acknowledge')
                await this.takeBack(own, writer);
            throw error;
        }
    }
    /**
     * The part of a change by which it is in effect.
     * @returns what `begin` does; null where its answer was lost
     */
    async begin(plan, own, { begin, progress, writer }) {
        try {
            return await begin();
        }
        catch (error) {
            if (progress.begun)
                throw error;
            const isOpen = error instanceof api_server/* ServerFailure */.k && !error.definite;
            if (!isOpen) {
                if (error instanceof api_server/* ServerFailure */.k || isConflict(error))
                    await this.takeBack(own, writer);
                throw error;
            }
            if (!(await this.isMoved(plan)))
                throw unsure(plan, error);
            progress.begun = true;
            return null;
        }
    }
    /** As far as the server tells: not, where it still does not answer. */
    async isMoved({ model, transitions, entry }) {
        const { server, storage } = this.options;
        const isIn = async (version, stage) => {
            const held = await server.version({ name: model, version });
            return held !== null && storage.stageOf(held, held.aliases ?? [], stage) === stage;
        };
        try {
            if (entry.action === 'unregister')
                return (await server.version({ name: model, version: entry.version })) === null;
            const moved = await Promise.all(transitions.map(({ version, to }) => isIn(version, to)));
            return !moved.includes(false);
        }
        catch (error) {
            if (error instanceof api_server/* ServerFailure */.k)
                return false;
            throw error;
        }
    }
    async takeBack(own, writer) {
        try {
            await withdraw(own, writer);
        }
        catch (error) {
            // others take it for dead after a while; why it is taken back matters more than that
            if (!(error instanceof errors/* StagegateError */.qU && error.code === 'unavailable'))
                throw error;
        }
    }
    /**
     * Of a run that died: finishes what it began, clears what it did not, and keeps the line of a version that was
     * deleted since, unless it is certain that the line never came true.
     * @returns whether it was finished
     */
    async recoverCrashed(dead, found) {
        const { reader, pace } = this.options;
        const writer = this.writeUntil({ ...dead, since: pace.now() });
        const { entry } = dead.line;
        const now = await reader.lookClosely(found, [entry.version, ...entry.archived]);
        const follows = found.journal.announced.includes(dead);
        if (follows && reader.isInEffect(entry, now, true)) {
            await this.finishDead(dead, found);
            return true;
        }
        const left = (version) => {
            const held = now.versions.get(version);
            return held === undefined || reader.stageOf(held, now) !== entry.to;
        };
        // nobody goes past an open announcement: one that others have gone past was recorded
        const mayBeTrue = !follows || entry.archived.every(left);
        if (!now.versions.has(entry.version) && mayBeTrue)
            await keepLine(dead, writer);
        await withdraw(dead, writer);
        return false;
    }
    /** In a turn of its own: whoever else has found it is finishing it as well. */
    async finishDead(dead, basis) {
        const { pace, reader } = this.options;
        const { entry } = dead.line;
        const intent = { ...dead, run: nameRun(entry.time, pace) };
        const { own, found, writer } = await this.acquire(intent, basis);
        const now = await reader.lookClosely(found, [entry.version, ...entry.archived]);
        if (reader.isInEffect(entry, now, true)) {
            const writers = { ...this.options, server: writer };
            const told = [...now.versions.values()].map((held) => [held.version, held.aliases ?? []]);
            if (entry.action !== 'unregister') {
                await archiveRest(entry, { ...writers, found: now });
                await pointAliases(entry, writers, { begun: true, aliases: new Map(told), pointing: null });
            }
            const keeper = keeperOf(dead, found.versions);
            const versions = new Map([...found.versions, ...now.versions]);
            await recordLine(dead, keeper, { found: { versions }, server: writer });
        }
        await this.takeBack(own, writer);
    }
}
/** Its order is that of the decisions, and chance where two are made in the same millisecond. */
function nameRun(time, pace) {
    const chance = Math.floor(pace.random() * 2 ** 32).toString(16);
    return `${time.replaceAll(/[^\dTZ]/g, '')}-${chance.padStart(8, '0')}`;
}
/**
 * The version whose tag announces: that of the last line, and never the one that is moved where there is another, so
 * that either version's deletion leaves the line, or its copy. All runs search by the same tag: where any version has
 * it, the announcement is on one of those.
 */
function anchorOf({ journal, versions }, { version }) {
    const marked = [...versions.values()].filter(isMarked);
    const others = (marked.length > 0 ? marked : [...versions.values()])
        .map((held) => held.version)
        .filter((other) => other !== version);
    const last = journal.lines.findLast(({ entry }) => others.includes(entry.version));
    return last?.entry.version ?? others.at(-1) ?? version;
}
function groupByVersion(aliases) {
    const groups = new Map();
    for (const [alias, version] of Object.entries(aliases))
        groups.set(version, [...(groups.get(version) ?? []), alias]);
    return groups;
}
function needsStages({ entry: { to } }) {
    return new errors/* StagegateError */.qU('policy', `${to} is kept as an alias, which holds one version at a time`, {
        hint: 'archive-existing: false needs a server with stages (mode: auto or stages).',
    });
}
function isConflict(error) {
    return error instanceof errors/* StagegateError */.qU && error.code === 'conflict';
}
/** A server keeps the history with the versions: the line would have no place. */
function isOnly({ model, version }, { label }) {
    return new errors/* StagegateError */.qU('input', `version ${version} is the only one of ${JSON.stringify(model)}, and ${label} keeps the history with the versions`, { hint: 'Delete the model on the server, or register another version first.' });
}
/** Others may have taken this run for dead by now. */
function tookTooLong(entry, { label }) {
    return new errors/* StagegateError */.qU('unavailable', `${label} took too long to ${tellIntent(entry)}: what is not done of it is left to the next run`, { hint: runAgain(entry) });
}
function unsure({ entry }, failure) {
    const { action, version, to } = entry;
    const what = action === 'unregister' ? 'still registered' : `not in ${to}`;
    return leftOpen(entry, failure, `${failure.message}; version ${version} is ${what} as far as can be seen`);
}
function halfDone(entry, failure) {
    const { action, version, to } = entry;
    const where = action === 'unregister' ? 'unregistered' : `in ${to}`;
    const what = `version ${version} is ${where}, but what goes with it could not be written`;
    return leftOpen(entry, failure, `${what}: ${failure.message}`);
}
function leftOpen(entry, cause, message) {
    const hint = `${cause.hint ?? ''} ${runAgain(entry)}`.trim();
    return new errors/* StagegateError */.qU('unavailable', message, { hint, cause });
}
/** A rollback without a version goes back by one more when all but its answer has arrived. */
function runAgain({ action, version }) {
    const by = action === 'rollback' ? ` with version ${version}` : '';
    return `Run it again${by}: it finishes what was begun.`;
}

// EXTERNAL MODULE: ./build/js/src/model/alias.js
var model_alias = __webpack_require__(41769);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/stage-storage.js



/** The stages that an MLflow server has, besides None and Archived; it takes them in any case. */
const SERVER_STAGES = ['staging', 'production'];
/** How a stage is kept on a server: as the version's stage, as an alias of the model, or as both. */
class StageStorage {
    options;
    usesStages;
    usesAliases;
    /** @throws StagegateError `policy` for what this server or MLflow cannot keep */
    constructor(options) {
        this.options = options;
        const { mode, stages, features } = options;
        const own = stages.find((stage) => !SERVER_STAGES.includes(stage.toLowerCase()));
        this.usesStages = mode !== 'aliases' && features.stages && (own === undefined || mode === 'stages');
        this.usesAliases = mode !== 'stages' && features.aliases;
        if (mode === 'stages' && !features.stages) {
            throw cannot('this server has no stages (Unity Catalog keeps aliases only)', 'Set mode: aliases.');
        }
        if (mode === 'aliases' && !features.aliases) {
            throw cannot("this server has no aliases (a Databricks workspace's own registry)", 'Set mode: stages.');
        }
        if (own !== undefined && mode === 'stages') {
            throw cannot(`MLflow has no stage ${JSON.stringify(own)}`, 'Its stages are Staging and Production; others need mode: aliases.');
        }
        if (!this.usesStages && !this.usesAliases) {
            throw cannot(`this server has no stage ${JSON.stringify(own)}, and no aliases to stand for it`, 'Name the stages Staging and Production.');
        }
        if (this.usesAliases)
            for (const stage of stages)
                requireAlias(stage, this.aliasOf(stage));
    }
    /** The alias that stands for a stage; null where none does. */
    aliasOf(stage) {
        if (!this.usesAliases || (0,model_stage/* isWithdrawal */.OH)(stage))
            return null;
        return this.options.aliases[stage] ?? stage;
    }
    /**
     * The alias that the stage had before the policy named another one: its own name. Null where no alias was renamed, and
     * where another stage uses this one; servers may ignore case.
     */
    formerAliasOf(stage) {
        if (this.aliasOf(stage) === null || !(0,model_alias/* isAliasName */.m)(stage))
            return null;
        const inUse = this.options.stages.map((other) => this.aliasOf(other)?.toLowerCase());
        return inUse.includes(stage.toLowerCase()) ? null : stage;
    }
    /**
     * The stage of a version. Where only aliases are kept, the highest stage whose alias points at it, and without
     * any what the history says of its withdrawal. The alias that a stage had before counts for the version that the
     * history has there: renaming an alias in the policy moves nothing.
     * @param aliases the model's, or the version's own
     * @param told the stage that the history has it in, if any
     */
    stageOf(held, aliases, told) {
        if (this.usesStages) {
            const stage = held.stage ?? model_stage/* NONE */.x3;
            return (0,model_stage/* findStage */.U9)(stage, this.options.stages) ?? stage;
        }
        const pointing = this.options.stages.filter((stage) => aliases.includes(this.aliasOf(stage) ?? '') ||
            (stage === told && aliases.includes(this.formerAliasOf(stage) ?? '')));
        return pointing.at(-1) ?? (told === model_stage/* ARCHIVED */.Ts ? model_stage/* ARCHIVED */.Ts : model_stage/* NONE */.x3);
    }
}
function requireAlias(stage, alias) {
    if (alias !== null && (0,model_alias/* isAliasName */.m)(alias) && !/^v?\d+$/i.test(alias))
        return;
    throw cannot(`the stage ${JSON.stringify(stage)} can't be an alias`, `Name one for it in the policy, under registry: aliases: {${JSON.stringify(stage)}: an-alias}.`);
}
function cannot(message, hint) {
    return new errors/* StagegateError */.qU('policy', message, { hint });
}

// EXTERNAL MODULE: ./build/js/src/history/replay.js + 1 modules
var replay = __webpack_require__(10601);
// EXTERNAL MODULE: ./build/js/src/model/version.js
var version = __webpack_require__(74305);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/history/reading.js





/** Reads models with as few requests as an interest allows. */
class ModelReader {
    options;
    /** Models of which a version has a history and has lost its mark: a search would not find it. */
    unmarked = new Set();
    constructor(options) {
        this.options = options;
    }
    /** Everything there is. */
    async readWhole(name) {
        const { server } = this.options;
        const versions = await server.versions(name);
        const model = await server.model(name);
        return this.reading({ name, exists: model !== null, versions, complete: true, model });
    }
    /**
     * What an interest names: one request for the versions with a history, and one for a version without, or for
     * the model. Read whole is a model without any history, since its first line tells the stages that were there
     * before, and one where versions were moved past us, since who holds a stage then is anybody's guess.
     */
    async read(name, interest) {
        const { server, storage } = this.options;
        const tagged = this.unmarked.has(name) ? [] : await server.versions(name, HISTORY_MARK);
        if (tagged.length === 0)
            return this.readFirst(name, interest);
        const versions = new Map(tagged.map((held) => [held.version, held]));
        const text = interest.version ?? '';
        const needsOwn = text.startsWith('@') || ((0,version/* isVersion */.lF)(text) && !versions.has(text));
        const model = needsOwn && storage.usesStages ? null : await server.model(name);
        const asked = await this.findAsked(name, interest.version, { versions, model });
        if (interest.version !== null && asked === null)
            return this.readWhole(name);
        if (asked !== null)
            versions.set(asked.version, asked);
        const found = this.reading({
            name,
            exists: true,
            versions: [...versions.values()],
            complete: false,
            model,
        });
        const wanted = this.wanted(found, interest).filter((version) => !versions.has(version));
        for (const held of await this.fetch(name, wanted))
            found.versions.set(held.version, held);
        const whole = this.isAsTold(found) ? found : await this.readWhole(name);
        return { ...whole, asked: asked?.version ?? null };
    }
    /**
     * The announcements and the history as they are now, and the aliases where they stand for the stages.
     * @param everything of all versions, not only of those that have the mark of a history
     */
    async look(name, everything) {
        const { server, storage } = this.options;
        const whole = everything || this.unmarked.has(name);
        const versions = await server.versions(name, whole ? undefined : HISTORY_MARK);
        const model = storage.usesStages ? null : await server.model(name);
        return this.reading({ name, exists: true, versions, complete: whole, model });
    }
    /** The stage that a version is in, by the server and, where only aliases are kept, by the history. */
    stageOf(held, { model, told }) {
        const pointing = Object.entries(model?.aliases ?? {}).filter(([, version]) => version === held.version);
        const aliases = model === null ? (held.aliases ?? []) : pointing.map(([alias]) => alias);
        return this.options.storage.stageOf(held, aliases, told.get(held.version));
    }
    /**
     * Whether what was announced has been done, as far as the versions read tell; it need not be recorded.
     * @param looked whether the version was looked for, so that it is gone when it was not found
     */
    isInEffect(entry, found, looked = found.complete) {
        const { action, version, from, to, archived } = entry;
        if (action === 'unregister')
            return looked && !found.versions.has(version);
        if (action === 'acknowledge')
            return false; // its line is all that it does
        const stageOf = (number) => {
            const held = found.versions.get(number);
            return held === undefined ? null : this.stageOf(held, found);
        };
        const stage = stageOf(version);
        if (stage === null || !this.hasArrived(stage, { from, to }))
            return false;
        return (from !== to || (archived.length > 0 && archived.every((other) => ![null, to].includes(stageOf(other)))));
    }
    /**
     * Where only aliases are kept, a version on its way down has left its stage before it is in the other, and one that
     * was withdrawn is told from one that never had a stage by the history alone.
     */
    hasArrived(stage, { from, to }) {
        const rank = (of) => this.options.stages.indexOf(of ?? '');
        const isDown = (0,model_stage/* isWithdrawal */.OH)(to) || rank(from) > rank(to);
        if (this.options.storage.usesStages || !isDown)
            return stage === to;
        return rank(stage) <= rank(to);
    }
    /** The same, with some versions looked at one by one, their aliases included. */
    async lookClosely(found, versions) {
        const held = await this.fetch(found.name, versions);
        return { ...found, versions: new Map(held.map((each) => [each.version, each])), model: null };
    }
    async readFirst(name, interest) {
        const { server, storage } = this.options;
        const versions = await server.versions(name);
        // after the versions: an alias that is newer than the history is found out at the next look, the other way not
        const model = storage.usesStages ? null : await server.model(name);
        const known = new Map(versions.map((held) => [held.version, held]));
        const text = interest.version;
        const number = text === null ? null : text.toLowerCase() === 'latest' ? versions.at(-1)?.version : text;
        const asked = typeof number === 'string' && known.has(number) ? number : null;
        // an alias, a model without versions, a prompt, or none at all: only the model itself tells
        const found = asked === null && model === null ? await server.model(name) : model;
        const alias = text?.startsWith('@') === true ? found?.aliases[text.slice(1)] : undefined;
        return {
            ...this.reading({
                name,
                exists: found !== null || versions.length > 0,
                versions,
                complete: true,
                model: found,
            }),
            asked: asked ?? alias ?? null,
        };
    }
    async findAsked(name, text, { versions, model }) {
        const { server } = this.options;
        const latest = model?.latest ?? [];
        if (text === null)
            return null;
        if (text.toLowerCase() === 'latest')
            return highest(latest) ?? server.newest(name);
        if (model === null && text.startsWith('@'))
            return server.versionByAlias(name, text.slice(1));
        const number = text.startsWith('@') ? ownValue(model?.aliases ?? {}, text.slice(1)) : text;
        if (number === undefined || !(0,version/* isVersion */.lF)(number))
            return null;
        const known = versions.get(number) ?? latest.find(({ version }) => version === number);
        return known ?? server.version({ name, version: number });
    }
    /** Whether the versions read are where the history has them, and no others are where it has those. */
    isAsTold(found) {
        const pending = new Set(found.journal.announced.map(({ line }) => line.entry.version));
        const latest = this.options.storage.usesStages ? (found.model?.latest ?? []) : [];
        return [...found.versions.values(), ...latest].every((held) => {
            const stage = this.stageOf(held, found);
            const told = found.told.get(held.version) ?? model_stage/* NONE */.x3;
            return stage === told || pending.has(held.version) || ((0,model_stage/* isWithdrawal */.OH)(stage) && (0,model_stage/* isWithdrawal */.OH)(told));
        });
    }
    /** The versions that a decision will look at besides the one asked for: who holds a stage, who held it. */
    wanted({ journal, told, model }, { rollback }) {
        const { storage, stages } = this.options;
        const held = [...told].filter(([, stage]) => !(0,model_stage/* isWithdrawal */.OH)(stage)).map(([version]) => version);
        const before = rollback === null ? [] : (0,replay/* holders */.wb)(this.respelled(journal), rollback);
        const pointed = storage.usesStages
            ? []
            : stages.flatMap((stage) => ownValue(model?.aliases ?? {}, storage.aliasOf(stage) ?? '') ?? []);
        return [...new Set([...held, ...before, ...pointed])];
    }
    respelled({ lines }) {
        return lines.map((line) => (0,replay/* respell */.an)(line, this.options.stages));
    }
    async fetch(name, versions) {
        const found = await Promise.all(versions.map((version) => this.options.server.version({ name, version })));
        return found.filter((held) => held !== null);
    }
    reading(found) {
        const sorted = found.versions.toSorted((a, b) => (0,version/* compareVersions */.Zy)(a.version, b.version));
        const journal = readJournal(found.name, sorted);
        const open = [...journal.announced, ...journal.stale].map(({ anchor }) => anchor);
        const isHidden = (held) => !isMarked(held) && (hasLines(held) || open.includes(held.version));
        if (sorted.some(isMarked) && sorted.some(isHidden))
            this.unmarked.add(found.name);
        return {
            ...found,
            versions: new Map(sorted.map((held) => [held.version, held])),
            journal,
            told: (0,replay/* stagesAfter */.Kc)(this.respelled(journal)),
            asked: null,
        };
    }
}
function highest(versions) {
    return versions.toSorted((a, b) => (0,version/* compareVersions */.Zy)(a.version, b.version)).at(-1);
}
function ownValue(record, key) {
    return Object.hasOwn(record, key) ? record[key] : undefined;
}

// EXTERNAL MODULE: ./build/js/src/registry/mlflow/api/missing.js
var missing = __webpack_require__(28214);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/register.js







/**
 * Adds a version and its history line in one request. The server gives the number: the line is written for the one
 * that comes next, and written anew when another run was quicker.
 * @returns the number
 */
async function registerVersion(plan, registration, basis, server) {
    const source = requireInput(registration, basis, server);
    const { model } = plan;
    const line = lineTags(plan.entry, server);
    const tags = { ...registration.tags, ...factTags(registration, server), ...line };
    const version = { source, runId: runOf(source), tags };
    const made = (await createIn(plan.entry, version, { basis, server })).version;
    if (made !== plan.entry.version) {
        for (const tag of toTagList(plan.entry, made, server)) {
            await server.setVersionTag({ name: model, version: made }, tag);
        }
        if (registration.asked)
            throw otherNumber(plan.entry, made, server);
    }
    for (const alias of registration.aliases)
        await point(alias, { name: model, version: made }, server);
    return made;
}
/** @returns the source @throws StagegateError `input` */
function requireInput({ source, version, asked, tags }, basis, server) {
    const refuse = (message, hint) => new errors/* StagegateError */.qU('input', message, { hint });
    if (source === null) {
        throw refuse('no source is given, and an MLflow server registers no version without one', "Give the place of the model's files: --source s3://… or runs:/…/model");
    }
    const next = nextNumber(basis);
    if (asked && version !== next) {
        throw refuse(`${server.label} numbers versions itself: the next one is ${next}, not ${version}`, 'Leave the version out.');
    }
    const reserved = Object.keys(tags).find(isOurs);
    if (reserved !== undefined) {
        throw refuse(`the tag ${JSON.stringify(reserved)} is not for you to set: the history is kept under such keys`, 'Name it otherwise.');
    }
    return source;
}
/** The version comes before its model: the server refuses what it does not take before it misses the model. */
async function createIn(entry, version, { basis, server }) {
    const made = basis.exists
        ? await create(entry, version, server)
        : await (0,missing/* unlessMissing */.F)(() => create(entry, version, server));
    if (made !== null)
        return made;
    await server.createModel(entry.model);
    return create(entry, version, server);
}
/** The server never gives a number twice, also where its version was deleted: nobody can know before. */
function otherNumber({ model, version }, made, { label }) {
    return new errors/* StagegateError */.qU('input', `version ${made} of ${JSON.stringify(model)} is registered, not ${version}: ${label} numbers versions itself, and ${version} was taken`, {
        hint: `Go on with version ${made}, without the aliases, or delete it. Leave the version out the next time.`,
    });
}
async function point(alias, at, server) {
    try {
        await server.setAlias(at, alias);
    }
    catch (error) {
        if (!(error instanceof api_server/* ServerFailure */.k))
            throw error;
        const message = `version ${at.version} is registered, but its alias ${alias} could not be set: ${error.message}`;
        const hint = `${error.hint ?? ''} Set the alias in MLflow; to run it again would register another version.`;
        throw new errors/* StagegateError */.qU('unavailable', message, { hint: hint.trim(), cause: error });
    }
}
/** A lost answer leaves open whether there is a new version: the line in its tags tells it from all others. */
async function create(entry, version, server) {
    try {
        return await server.createVersion(entry.model, version);
    }
    catch (error) {
        if (!(error instanceof api_server/* ServerFailure */.k))
            throw error;
        if (error.errorCode === 'INVALID_PARAMETER_VALUE')
            throw notTaken(error);
        if (error.definite)
            throw error;
        const made = await findMade(entry.model, version, server);
        if (made === null)
            throw register_unsure(entry, error);
        return made;
    }
}
/** Null also where the server still does not answer. */
async function findMade(model, version, server) {
    try {
        const newest = await server.newest(model);
        return newest?.tags[REGISTERED] === version.tags[REGISTERED] ? newest : null;
    }
    catch (error) {
        if (error instanceof api_server/* ServerFailure */.k)
            return null;
        throw error;
    }
}
/** What the server finds wrong with is what was asked for. */
function notTaken(failure) {
    return new errors/* StagegateError */.qU('input', failure.message, {
        hint: "Nothing was registered. A source is an address that the server itself takes, such as s3://bucket/path or runs:/…/model, not a path on this machine; a tag's key has letters, digits and /_-.: and spaces.",
        cause: failure,
    });
}
function register_unsure({ version }, failure) {
    const message = `${failure.message}; version ${version} is not registered as far as can be seen`;
    const hint = `${failure.hint ?? ''} Run it again with version ${version}: if it is there by then, it is left as it is.`;
    return new errors/* StagegateError */.qU('unavailable', message, { hint: hint.trim(), cause: failure });
}
/** The run that a source names (`runs:/<id>/model`): its metrics are the version's. */
function runOf(source) {
    return /^runs:\/+([0-9a-f]{32})(?:\/|$)/.exec(source)?.[1];
}
function nextNumber({ versions }) {
    const highest = [...versions.keys()].sort(version/* compareVersions */.Zy).at(-1) ?? '0';
    return String(BigInt(highest) + 1n);
}
/** The line for a number: only what concerns the version itself, since it stands beside the chain of the others. */
function toTagList(entry, version, server) {
    const artifact = entry.artifacts?.[entry.version];
    const artifacts = artifact === undefined ? undefined : { [version]: artifact };
    const own = { ...entry, version, artifacts, beginning: undefined };
    return toTags(REGISTERED, (0,chain/* sealEntry */.I$)(own), server.features.tagValue);
}
function lineTags(entry, server) {
    return Object.fromEntries(toTagList(entry, entry.version, server).map(({ key, value }) => [key, value]));
}
function factTags({ sha256, metrics }, server) {
    const text = JSON.stringify(metrics);
    return {
        ...(sha256 === null ? {} : { [SHA256]: sha256 }),
        ...(text === '{}' || text.length > server.features.tagValue ? {} : { [METRICS]: text }),
    };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/stale-aliases.js


/**
 * Aliases that only stagegate's own naming explains: the stage's name, on a version that held the stage by the history.
 * Anything else may be somebody's own alias.
 */
function findStaleAliases({ storage, stages, aliases, lines, stageOf }) {
    return stages.flatMap((stage) => {
        const alias = storage.formerAliasOf(stage);
        const instead = storage.aliasOf(stage);
        if (alias === null || instead === null || !Object.hasOwn(aliases, alias))
            return [];
        const version = aliases[alias] ?? '';
        const wasSetByUs = (0,replay/* heldEver */.cW)(lines, stage).has(version);
        return wasSetByUs && stageOf(version) !== stage ? [{ alias, stage, version, instead }] : [];
    });
}
function staleFinding({ alias, stage, version, instead }) {
    return {
        version,
        message: `the alias ${alias} still serves version ${version}, which left ${stage}: the policy uses the alias ${instead} now. Load ${instead} instead, then remove the old alias with stagegate verify --prune-aliases`,
    };
}
/**
 * Looks for stale aliases of a model, and removes them if asked to. Sends nothing unless the policy renames an alias.
 * @throws ServerFailure
 */
async function reviewAliases(name, { server, storage, stages, reader }, prune) {
    const former = stages.flatMap((stage) => storage.formerAliasOf(stage) ?? []);
    const { aliases = {} } = (former.length === 0 ? null : await server.model(name)) ?? {};
    const pointed = former
        .filter((alias) => Object.hasOwn(aliases, alias))
        .map((alias) => aliases[alias] ?? '');
    if (pointed.length === 0)
        return { removed: [], notices: [] };
    const found = await reader.look(name, false);
    const stageNow = new Map();
    for (const version of new Set(pointed)) {
        const held = found.versions.get(version) ?? (await server.version({ name, version }));
        if (held !== null)
            stageNow.set(version, reader.stageOf(held, found));
    }
    const lines = found.journal.lines.map((line) => (0,replay/* respell */.an)(line, stages));
    const stageOf = (version) => stageNow.get(version) ?? null;
    const stale = findStaleAliases({ storage, stages, aliases, lines, stageOf });
    const removed = [];
    const notices = [];
    for (const each of stale) {
        if (!prune)
            notices.push(staleFinding(each).message);
        else if (await remove(each.alias)) {
            removed.push(each.alias);
            notices.push(`the alias ${each.alias} was removed: it served version ${each.version}, which left ${each.stage}`);
        }
        else {
            notices.push(`the alias ${each.alias} still serves version ${each.version}: removing it takes the permission MANAGE`);
        }
    }
    return { removed, notices };
    /** False when this user may not. */
    async function remove(alias) {
        try {
            await server.deleteAlias(name, alias);
            return true;
        }
        catch (error) {
            if (error instanceof api_server/* ServerFailure */.k && error.status === 403)
                return false;
            throw error;
        }
    }
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/history/snapshot.js





/** What a read saw: kept so that `apply` can tell whether it still is so. */
class MlflowRevision {
    reading;
    constructor(reading) {
        this.reading = reading;
    }
    get id() {
        return this.reading.journal.lines.at(-1)?.sha256 ?? 'empty';
    }
}
/** A reading as the engine sees any registry. */
function toSnapshot(found, options) {
    const { reader, stages } = options;
    const { journal } = found;
    // done, but not recorded yet: what holds now is what was announced
    const done = journal.announced
        .filter((announced) => reader.isInEffect(announced.line.entry, found))
        .slice(0, 1);
    const lines = [...journal.lines, ...done.map(({ line }) => line)];
    const told = (0,replay/* stagesAfter */.Kc)(lines.map((line) => (0,replay/* respell */.an)(line, stages)));
    const versions = [...found.versions.values()]
        .sort((a, b) => (0,version/* compareVersions */.Zy)(a.version, b.version))
        .map((held) => toModelVersion(held, reader.stageOf(held, { ...found, told })));
    return {
        model: found.name,
        exists: found.exists,
        versions,
        complete: found.complete,
        aliases: aliasesOf(found),
        history: mergeByTime(lines, journal.registrations).map((line) => (0,replay/* respell */.an)(line, stages)),
        head: lines.at(-1)?.sha256 ?? null,
        problems: [
            ...journal.problems,
            ...findDeleted(found),
            ...findStrayAliases(found, versions, options),
            ...findFormerAliases(found, versions, options),
        ],
        revision: new MlflowRevision(found),
    };
}
function toModelVersion(held, stage) {
    return {
        version: held.version,
        stage,
        source: held.source,
        sha256: held.tags[SHA256] ?? null,
        registeredAt: held.createdAt === null ? null : new Date(held.createdAt).toISOString(),
        metrics: readMetrics(held.tags[METRICS]),
        tags: foreignTags(held.tags),
        ...(held.status === null || held.status === 'READY'
            ? {}
            : { unready: `is ${held.status} on the server` }),
    };
}
function readMetrics(text) {
    const parsed = text === undefined ? {} : tryJson(text);
    if (typeof parsed !== 'object' || parsed === null)
        return {};
    return Object.fromEntries(Object.entries(parsed).filter((pair) => typeof pair[1] === 'number' && Number.isFinite(pair[1])));
}
function tryJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return null;
    }
}
/** The model's aliases, or those that the answers about single versions told. */
function aliasesOf({ model, versions }) {
    if (model !== null)
        return { ...model.aliases };
    return Object.fromEntries([...versions.values()].flatMap(({ version, aliases }) => (aliases ?? []).map((alias) => [alias, version])));
}
/** Registrations follow nothing: they are put where their time belongs, the other lines keep their order. */
function mergeByTime(lines, registrations) {
    const waiting = registrations.toSorted((a, b) => (a.entry.time < b.entry.time ? -1 : 1)).reverse();
    const before = (time) => {
        const due = [];
        for (let next = waiting.at(-1); next !== undefined && next.entry.time <= time; next = waiting.at(-1)) {
            due.push(next);
            waiting.pop();
        }
        return due;
    };
    return [...lines.flatMap((line) => [...before(line.entry.time), line]), ...waiting.reverse()];
}
/** Lines that are left as announcements alone, since their versions were deleted: the next run that promotes keeps them. */
function findDeleted({ complete, versions, journal }) {
    const open = [...journal.announced, ...journal.stale].map(({ line }) => line.entry);
    return open
        .filter(({ version, action }) => action !== 'unregister' && complete && !versions.has(version))
        .map((entry) => ({
        version: entry.version,
        message: `version ${entry.version} was deleted, and its history line with it: that a run ${tellLine(entry)} at ${entry.time} is told by its announcement alone`,
    }));
}
function findFormerAliases({ model, complete, journal }, versions, { storage, stages }) {
    if (model === null || !complete)
        return [];
    return findStaleAliases({
        storage,
        stages,
        aliases: model.aliases,
        lines: journal.lines.map((line) => (0,replay/* respell */.an)(line, stages)),
        stageOf: (version) => versions.find((held) => held.version === version)?.stage ?? null,
    }).map(staleFinding);
}
/** Where a stage has an alias too, both name one version, or somebody moved one past stagegate. */
function findStrayAliases({ model, complete, journal }, versions, { storage, stages }) {
    if (model === null || !complete || !storage.usesStages)
        return [];
    return stages.flatMap((stage) => {
        const alias = storage.aliasOf(stage);
        const lines = journal.lines.filter(({ entry }) => entry.action !== 'acknowledge' && (entry.to === stage || entry.from === stage));
        if (alias === null || lines.length === 0)
            return [];
        const held = versions.filter((version) => version.stage === stage).map(({ version }) => version);
        const target = Object.hasOwn(model.aliases, alias) ? model.aliases[alias] : undefined;
        const moved = lines.at(-1)?.entry;
        // on its way up a version keeps the alias of the stage that it left
        const isUp = moved !== undefined && stages.indexOf(moved.to) > stages.indexOf(stage);
        if (held.length === 0 ? target === undefined || isUp : target !== undefined && held.includes(target))
            return [];
        const points = target === undefined ? 'is not set' : `points at version ${target}`;
        const holds = held.length === 0 ? `no version is in ${stage}` : `version ${held.join(', ')} is in ${stage}`;
        const message = `the alias ${alias} ${points}, but ${holds}`;
        return [{ version: target ?? held[0] ?? '', message, stage }];
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/lock/read-back.js

/** How often it is looked again after two versions were found in one stage. */
const LOOKS = 3;
/**
 * Looks again after a change. Runs that take turns never leave two versions in a stage; another client can, and
 * so can a request that was on its way for longer than anybody would wait. Then those that the history does not have
 * there are archived, in a turn of their own and with a line of their own.
 */
async function readBackPlan(plan, means) {
    if (!means.storage.usesStages)
        return checkAlias(plan, means);
    const { reader, changer } = means;
    const { version, to } = plan.entry;
    const notices = [];
    for (let look = 1;; look++) {
        const found = await reader.look(plan.model, false);
        const held = [...found.versions.values()].filter((each) => reader.stageOf(each, found) === to);
        const holders = held.map((each) => each.version);
        const others = holders.filter((other) => other !== version);
        if (!holders.includes(version))
            return lost(version, others, { found, reader });
        const strays = holders.filter((holder) => found.told.get(holder) !== to);
        const stray = strays.length === holders.length ? undefined : strays[0];
        if (!plan.exclusive || stray === undefined || look > LOOKS) {
            if (plan.exclusive)
                notices.push(...others.map((other) => `version ${other} is in ${to} as well`));
            return { stage: to, lostTo: null, ...(notices.length === 0 ? {} : { notices }) };
        }
        const said = await changer.change(archiving(plan, stray, found), found);
        notices.push(...said, `version ${stray} had been put into ${to} past stagegate: it is archived`);
    }
}
function lost(version, others, { found, reader }) {
    const own = found.versions.get(version);
    const stage = own === undefined ? null : reader.stageOf(own, found);
    const where = `it is in ${stage ?? 'no stage, it is gone'}`;
    return { stage, lostTo: others.length === 0 ? where : `version ${others.join(', ')} holds it now` };
}
/** By whom and when the stage was taken, it was cleared of others. */
function archiving({ model, entry }, stray, { journal }) {
    const { version, to } = entry;
    return {
        model,
        registration: null,
        transitions: [{ version: stray, from: to, to: model_stage/* ARCHIVED */.Ts }],
        exclusive: false,
        title: `archive ${model} ${stray}`,
        entry: {
            ...entry,
            action: 'archive',
            version: stray,
            from: to,
            to: model_stage/* ARCHIVED */.Ts,
            archived: [],
            artifacts: undefined,
            reason: `it had been put into ${to} beside version ${version} past stagegate`,
            forced: false,
            'report-sha256': null,
            reports: undefined,
            gates: [],
            beginning: undefined,
            previous: journal.lines.at(-1)?.sha256 ?? null,
        },
    };
}
async function checkAlias(plan, { server, storage, reader }) {
    const { version, to } = plan.entry;
    const held = await server.version({ name: plan.model, version });
    if (held === null)
        return { stage: null, lostTo: 'it is gone' };
    const stage = reader.stageOf(held, { model: null, told: new Map([[version, to]]) });
    const alias = storage.aliasOf(to);
    if (alias === null || stage === to)
        return { stage, lostTo: null };
    const other = await server.versionByAlias(plan.model, alias);
    return {
        stage,
        lostTo: other === null ? `the alias ${alias} is gone` : `version ${other.version} holds it now`,
    };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/registry.js









/** The registry on an MLflow server, a Databricks workspace or in Unity Catalog. */
class MlflowRegistry {
    options;
    writers;
    reader;
    changer;
    /** What was read last of each version, so that nothing is asked twice. */
    known = new Map();
    constructor(options) {
        this.options = options;
        const { server, stages, mode, aliases, pace } = options;
        const storage = new StageStorage({ mode, aliases, stages, features: server.features });
        this.writers = { server, storage, stages };
        this.reader = new ModelReader(this.writers);
        this.changer = new ModelChanger({ ...this.writers, reader: this.reader, pace });
    }
    get label() {
        return this.options.server.label;
    }
    models() {
        return this.options.server.models();
    }
    async read(model, interest) {
        const found = interest === undefined ? await this.reader.readWhole(model) : await this.reader.read(model, interest);
        requireReadyModel(found);
        return this.remember(found);
    }
    async readAll(failed) {
        const snapshots = [];
        for (const model of await this.models()) {
            try {
                snapshots.push(this.remember(await this.reader.readWhole(model)));
            }
            catch (error) {
                // a server that does not answer at all will not answer for the next one either
                const isAway = error instanceof api_server/* ServerFailure */.k && error.status === null;
                if (failed === undefined || isAway || !(error instanceof errors/* StagegateError */.qU))
                    throw error;
                failed(model, error);
            }
        }
        return snapshots;
    }
    /** A version that an earlier read has seen; null when it has seen none. */
    findVersion(model, version) {
        return this.known.get(versionKey(model, version)) ?? null;
    }
    async apply(plan, basis) {
        const { revision } = basis;
        if (!(revision instanceof MlflowRevision))
            throw new TypeError('the snapshot is not of this registry');
        if (plan.registration !== null) {
            this.requireNoStageAlias(plan.registration.aliases);
            const version = await registerVersion(plan, plan.registration, revision.reading, this.writers.server);
            return { commit: null, version };
        }
        return { commit: null, notices: await this.changer.change(plan, revision.reading) };
    }
    async readBack(plan) {
        const { action, to } = plan.entry;
        if (action === 'unregister')
            return { stage: null, lostTo: null };
        if (action === 'register' || action === 'acknowledge')
            return { stage: to, lostTo: null };
        return readBackPlan(plan, { ...this.writers, reader: this.reader, changer: this.changer });
    }
    async finish({ revision }) {
        if (!(revision instanceof MlflowRevision))
            throw new TypeError('the snapshot is not of this registry');
        return this.changer.finish(revision.reading);
    }
    reviewAliases(model, prune) {
        return reviewAliases(model, { ...this.writers, reader: this.reader }, prune);
    }
    close() {
        return this.options.close();
    }
    /** An alias that stands for a stage would put the version there past every gate. */
    requireNoStageAlias(aliases) {
        const { storage, stages } = this.writers;
        for (const stage of stages) {
            const taken = storage.aliasOf(stage)?.toLowerCase();
            const alias = aliases.find((wanted) => wanted.toLowerCase() === taken);
            if (alias === undefined)
                continue;
            throw new errors/* StagegateError */.qU('input', `the alias ${JSON.stringify(alias)} stands for the stage ${stage}`, {
                hint: `Register the version without it, then promote it to ${stage}: stagegate promote.`,
            });
        }
    }
    remember(found) {
        for (const held of found.versions.values())
            this.known.set(versionKey(found.name, held.version), held);
        const { storage, stages } = this.writers;
        return toSnapshot(found, { reader: this.reader, storage, stages });
    }
}
function versionKey(model, version) {
    return `${model}\n${version}`;
}
const PROMPT = 'mlflow.prompt.is_prompt';
/** A prompt is a registered model to the server, and can be moved by mistake. */
function requireReadyModel({ name, model, versions, asked }) {
    const tags = [model?.tags ?? {}, asked === null ? {} : (versions.get(asked)?.tags ?? {})];
    if (tags.some((held) => held[PROMPT]?.toLowerCase() === 'true')) {
        throw new errors/* StagegateError */.qU('input', `${JSON.stringify(name)} is a prompt, not a registered model`, {
            hint: 'Prompts share the registry with models, but have no evaluation to judge here.',
        });
    }
}


/***/ })

};
