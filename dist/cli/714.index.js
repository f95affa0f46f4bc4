export const id = 714;
export const ids = [714];
export const modules = {

/***/ 1714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MlflowRegistry: () => (/* binding */ MlflowRegistry)
});

// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(1024);
// EXTERNAL MODULE: ./build/js/src/history/chain.js + 1 modules
var chain = __webpack_require__(3800);
// EXTERNAL MODULE: ./build/js/src/registry/stage.js
var registry_stage = __webpack_require__(245);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/tags.js
/*
 * What stagegate writes on a server: tags of model versions, which a user with EDIT may set.
 *
 * stagegate.history.<n>   the n-th history line of this version (from 1)
 * stagegate.next.<run>    what a run is about to do, written before it does it: the history line to be. It stays on
 *                         the version of the line that it follows, as a copy that outlives the other version
 * stagegate.kept.<run>    such a copy, once its version was deleted: the history itself then
 * stagegate.registered    the history line of the registration
 * stagegate.sha256, .metrics   what was registered with the version
 */
const PREFIX = 'stagegate.';
const PART = '.part';
/** The tag that every version with a history of its own has: a search for it finds them all. */
const HISTORY_MARK = `${PREFIX}history.1`;
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
/** Whether any of the tags is a history line or an announcement. */
function hasHistory(tags) {
    return Object.keys(tags).some((key) => historyPlace(key) !== null || announcingRun(key) !== null);
}
/** The tags that are not ours. */
function foreignTags(tags) {
    return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith(PREFIX)));
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/long-tag.js


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

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/link-lines.js
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
function gapBefore({ entry: { version, to, time } }) {
    return {
        version,
        message: `the history line before the one that moved version ${version} to ${to} at ${time} is gone: the version that kept it was deleted, or its tags were`,
    };
}
function forkAfter({ entry }, lines) {
    const versions = lines.map(({ entry: { version, to } }) => `${version} to ${to}`).join(', ');
    return {
        version: entry.version,
        message: `two runs changed the model at once, each without knowing of the other: they moved ${versions}`,
    };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/ledger.js




/**
 * Reads the tags of versions, of all or of those with a history of their own.
 * @throws StagegateError `history` when a line was altered
 */
function readLedger(model, versions) {
    const recorded = versions.flatMap((held) => recordedLines(model, held));
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
            ...lost.map(({ line: { entry } }) => ({
                version: entry.version,
                message: `the history line that moved version ${entry.version} to ${entry.to} at ${entry.time} is gone from its tags; it is told from the copy that the line before it keeps`,
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
    const own = places
        .sort((a, b) => a - b)
        .flatMap((place) => lineUnder(historyKey(place), model, held) ?? [])
        .filter(({ entry }) => entry.version === held.version);
    const kept = Object.keys(held.tags).filter((key) => keepingRun(key) !== null);
    return [...own, ...kept.flatMap((key) => lineUnder(key, model, held) ?? [])];
}
function registrationOf(model, held) {
    const line = lineUnder(REGISTERED, model, held);
    return line?.entry.version === held.version ? [line] : [];
}
/** Null without one, and for a line of another model: MLflow copies a version's tags along with it. */
function lineUnder(key, model, { version, tags }) {
    if (tags[key] === undefined)
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
        restore: `Put the tag back as it was; if that is not known, delete it: the history then has a gap, which verify tells.`,
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

// EXTERNAL MODULE: ./build/js/src/registry/mlflow/server.js
var mlflow_server = __webpack_require__(458);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/carry-out.js





/** Moves the stages of a plan, where the server has them: one request for a version that takes a stage alone. */
async function moveStages(plan, { server }, { progress, ...options }) {
    const { to, version } = plan.entry;
    if (plan.exclusive && !(0,registry_stage/* isWithdrawal */.OH)(to)) {
        await server.transition({ name: plan.model, version }, { stage: to, archiveExisting: true }, options);
        return;
    }
    const ownFirst = plan.transitions.toSorted((a) => (a.version === version ? -1 : 1));
    for (const { version: moved, to: stage } of ownFirst) {
        await server.transition({ name: plan.model, version: moved }, { stage, archiveExisting: false }, options);
        progress.begun = true;
    }
}
/** Archives what a run that died had not come to. */
async function archiveRest({ model, to, archived }, { server, placement, found }) {
    if (!placement.usesStages)
        return;
    for (const version of archived) {
        const held = found.versions.get(version);
        if (held === undefined || placement.stageOf(held, [], undefined) !== to)
            continue;
        await server.transition({ name: model, version }, { stage: registry_stage/* ARCHIVED */.Ts, archiveExisting: false });
    }
}
/**
 * Points the alias of the stage at the version, and removes those of the stages that it is no longer in: whoever
 * loads it by them would go on being served a version that was taken back. Only on its way up, where a stage is kept as
 * well, the alias of the lower one stays until the next version comes: what it serves has passed more gates, not fewer.
 * @returns aliases that may not be removed by this user (that takes MANAGE) and still point at the version
 */
async function pointAliases(entry, hands, { pointing, ...options }) {
    const { server, placement } = hands;
    const { model: name, version, to, action } = entry;
    const alias = placement.aliasOf(to);
    const kept = await removeAliases({ name, version }, aliasesLeft(entry, hands), { ...hands, pointing });
    if (kept.length > 0 && alias === null && !placement.usesStages)
        throw notRemoved(kept, server);
    if (alias !== null)
        await server.setAlias({ name, version }, alias, options);
    if (action !== 'rollback')
        return kept;
    const others = hands.stages
        .filter((stage) => stage !== to)
        .flatMap((stage) => placement.aliasOf(stage) ?? []);
    for (const bad of entry.archived)
        kept.push(...(await removeAliases({ name, version: bad }, others, { ...hands, pointing })));
    return kept;
}
/** @returns those that this user may not remove */
async function removeAliases(at, aliases, { server, pointing }) {
    if (aliases.length === 0)
        return [];
    const own = pointing === null
        ? ((await server.version(at))?.aliases ?? [])
        : Object.keys(pointing).filter((alias) => pointing[alias] === at.version);
    const kept = [];
    for (const alias of aliases.filter((each) => own.includes(each))) {
        try {
            await server.deleteAlias(at.name, alias);
        }
        catch (error) {
            if (!(error instanceof mlflow_server/* ServerFailure */.k && error.status === 403))
                throw error;
            kept.push(alias);
        }
    }
    return kept;
}
/** Where only aliases are kept, the alias is the stage: a version whose alias stays has not been withdrawn. */
function notRemoved([alias], server) {
    return new mlflow_server/* ServerFailure */.k(`${server.label} does not let this user remove the alias ${alias}`, {
        status: 403,
        errorCode: null,
        definite: true,
        hint: 'Removing an alias takes the permission MANAGE; pointing it at another version (a rollback) takes EDIT.',
    });
}
/** The aliases of the stages that a version is no longer in after a move. */
function aliasesLeft({ from, to }, { placement, stages }) {
    if (from === null || (0,registry_stage/* isWithdrawal */.OH)(from))
        return [];
    const [was, is] = [stages.indexOf(from), stages.indexOf(to)];
    const left = was > is ? stages.slice(is + 1) : placement.usesStages ? [] : stages.slice(0, is);
    return left.flatMap((stage) => placement.aliasOf(stage) ?? []);
}
/** Records an announced line among the version's own. @param held the version as it was when it was our turn */
async function recordLine({ text, line }, held, server) {
    const at = { name: line.entry.model, version: line.entry.version };
    const key = historyKey(countRecorded(held ?? { tags: {} }) + 1);
    for (const tag of toTags(key, text, server.features.tagValue))
        await server.setVersionTag(at, tag);
}
/** Keeps the line of a version that was deleted, on the version that the announcement is on. */
async function keepLine({ run, anchor, text, line }, server) {
    const at = { name: line.entry.model, version: anchor };
    for (const tag of toTags(keptKey(run), text, server.features.tagValue))
        await server.setVersionTag(at, tag);
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/turn.js




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
/** Milliseconds after its announcement from which a run leaves it to others to finish: they may take it for dead. */
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
    let found = first;
    let told = false;
    for (let wait = FIRST_LOOK; others.length > 0; wait = Math.min(LAST_LOOK, wait * 1.5)) {
        for (const other of others) {
            if (isDead(other, options))
                await options.settleDead(other, found);
        }
        if (wait === LAST_LOOK && !told)
            tellWait(others, pace);
        told ||= wait === LAST_LOOK;
        await pace.sleep(wait * (0.5 + pace.random()));
        found = await options.look();
        others = openIn(found);
    }
    throw disturbed('another run changed the model');
}
/** @returns the announcement, once every part of it is on the server */
async function announce(intent, { server, pace }) {
    const at = { name: intent.line.entry.model, version: intent.anchor };
    const since = pace.now();
    for (const tag of toTags(nextKey(intent.run), intent.text, server.features.tagValue)) {
        await server.setVersionTag(at, tag);
    }
    return { ...intent, since };
}
/**
 * Looks until it is our turn; the announcement is still up then.
 * @param basis what was decided on
 * @throws StagegateError `conflict` when it is not to be, or the model is no longer as it was
 */
async function awaitTurn(own, basis, options) {
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
/** Whether a run that has begun may go on. */
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
        if (!(error instanceof mlflow_server/* ServerFailure */.k))
            throw error;
        if (error.definite)
            await server.setVersionTag(at, { key: first, value: 'withdrawn' });
    }
}
/**
 * Whoever has announced something and neither recorded it nor taken it back may still be at it, also where the
 * history has gone on since.
 */
function openIn({ ledger }) {
    return [...ledger.announced, ...ledger.stale];
}
/** Whether it has been seen for long enough; the first time that it is seen counts from now. */
function isDead({ run }, { seen, pace }) {
    const first = seen.get(run) ?? pace.now();
    seen.set(run, first);
    return pace.now() - first >= DEAD_AFTER;
}
/** What was decided on is what there is: the same last line, the same stages, and our announcement among the rest. */
function requireSame(own, basis, found) {
    // what is announced follows the last line that there is: another line has come in between where it does not
    if (!found.ledger.announced.some(({ run, text }) => run === own.run && text === own.text)) {
        throw disturbed('another run changed the model');
    }
    for (const held of found.versions.values()) {
        const before = basis.versions.get(held.version);
        if (before !== undefined && before.stage !== held.stage)
            throw disturbed(`version ${held.version} was moved`);
    }
}
function tellWait(others, pace) {
    const [other] = others;
    if (other === undefined)
        return;
    const { version, to, actor } = other.line.entry;
    const who = actor === null ? 'another run' : `a run of ${actor}`;
    pace.waiting(`${who} is moving version ${version} to ${to}: waiting until it is done`);
}
function disturbed(why) {
    return new errors/* StagegateError */.qU('conflict', why);
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/changer.js






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
        const { pace, placement } = this.options;
        if (!placement.usesStages && !plan.exclusive && plan.entry.action === 'promote')
            throw needsStages(plan);
        const text = (0,chain/* sealEntry */.I$)(plan.entry);
        const line = (0,chain/* readLine */.Xw)(text, { file: 'announced', line: null, restore: '' });
        await waitForOthers(basis, this.turnOn(basis));
        const intent = { run: nameRun(plan.entry.time, pace), anchor: anchorOf(basis, plan.entry), text, line };
        const { own, found } = await this.takeTurn(intent, basis);
        return this.carryOut(plan, own, { found, pointing: basis.model?.aliases ?? null });
    }
    /**
     * Waits for a run that has changed the model and not recorded it, and finishes its work if it died.
     * @returns undefined when there is none, else what was finished, or null when that run did so itself
     */
    async finish(basis) {
        const { reader } = this.options;
        if (!basis.ledger.announced.some(({ line }) => reader.isInEffect(line.entry, basis)))
            return undefined;
        let finished = null;
        const turn = this.turnOn(basis);
        try {
            await waitForOthers(basis, {
                ...turn,
                settleDead: async (dead, found) => {
                    if (await this.settleDead(dead, found))
                        finished = dead.line.entry;
                },
            });
        }
        catch (error) {
            if (!(error instanceof errors/* StagegateError */.qU && error.code === 'conflict'))
                throw error;
        }
        return { finished };
    }
    turnOn(basis) {
        const { server, pace, reader } = this.options;
        // a search finds the tags of versions with a first line only; where that is gone or never was, all are listed
        const held = [...basis.versions.values()];
        const whole = !held.some(isMarked) || held.some((each) => !isMarked(each) && hasHistory(each.tags));
        return {
            server,
            pace,
            seen: this.seen,
            look: () => reader.look(basis.name, whole),
            settleDead: async (dead, found) => {
                await this.settleDead(dead, found);
            },
        };
    }
    async takeTurn(intent, basis) {
        const turn = this.turnOn(basis);
        try {
            const own = await announce(intent, turn);
            return { own, found: await awaitTurn(own, basis, turn) };
        }
        catch (error) {
            await this.takeBack(intent);
            throw error;
        }
    }
    /** With nobody else at it: the stages, the aliases, the record. */
    async carryOut(plan, own, { found, pointing }) {
        const { pace, placement } = this.options;
        const repeat = { mayRepeat: () => mayBegin(own, pace) };
        const progress = { begun: false };
        let kept = [];
        const point = async () => {
            this.requireTime(own);
            kept = await pointAliases(plan.entry, this.options, { ...repeat, pointing });
        };
        const first = placement.usesStages
            ? () => moveStages(plan, this.options, { ...repeat, progress })
            : point;
        try {
            await first();
        }
        catch (error) {
            if (!(error instanceof mlflow_server/* ServerFailure */.k))
                throw error;
            if (progress.begun)
                throw halfDone(plan.entry, error);
            if (error.definite) {
                await this.takeBack(own);
                throw error;
            }
            if (!(await this.isMoved(plan)))
                throw unsure(plan, error);
        }
        try {
            if (placement.usesStages)
                await point();
            this.requireTime(own);
            await recordLine(own, found.versions.get(plan.entry.version), this.options.server);
        }
        catch (error) {
            throw error instanceof mlflow_server/* ServerFailure */.k ? halfDone(plan.entry, error) : error;
        }
        return kept.map((alias) => `the alias ${alias} still points at a version that is no longer there: removing it takes the permission MANAGE`);
    }
    /** @throws StagegateError `unavailable` when others may have taken this run for dead by now */
    requireTime(own) {
        if (mayGoOn(own, this.options.pace))
            return;
        const { version, to } = own.line.entry;
        throw new errors/* StagegateError */.qU('unavailable', `${this.options.server.label} took too long to move version ${version} to ${to}: its alias and history line are left to the next run`, { hint: runAgain(own.line.entry) });
    }
    /** As far as the server tells: not, where it still does not answer. */
    async isMoved({ model, transitions }) {
        const { server, placement } = this.options;
        const isIn = async (version, stage) => {
            const held = await server.version({ name: model, version });
            return held !== null && placement.stageOf(held, held.aliases ?? [], stage) === stage;
        };
        try {
            const moved = await Promise.all(transitions.map(({ version, to }) => isIn(version, to)));
            return !moved.includes(false);
        }
        catch (error) {
            if (error instanceof mlflow_server/* ServerFailure */.k)
                return false;
            throw error;
        }
    }
    async takeBack(own) {
        try {
            await withdraw(own, this.options.server);
        }
        catch (error) {
            // others take it for dead after a while; why it is taken back matters more than that
            if (!(error instanceof mlflow_server/* ServerFailure */.k))
                throw error;
        }
    }
    /** @returns whether it was finished, and not taken away */
    async settleDead(dead, found) {
        const { server, reader } = this.options;
        const { entry } = dead.line;
        const now = await reader.lookClosely(found, [entry.version, ...entry.archived]);
        const follows = found.ledger.announced.includes(dead);
        if (follows && reader.isInEffect(entry, now)) {
            await this.finishDead(dead, found);
            return true;
        }
        const left = (version) => {
            const held = now.versions.get(version);
            return held === undefined || reader.stageOf(held, now) !== entry.to;
        };
        const gone = !now.versions.has(entry.version);
        if (follows && gone && entry.archived.length > 0 && entry.archived.every(left))
            await keepLine(dead, server);
        await withdraw(dead, server);
        return false;
    }
    /** In a turn of its own: whoever else has found it is finishing it as well. */
    async finishDead(dead, basis) {
        const { server, pace, reader } = this.options;
        const { entry } = dead.line;
        const { own, found } = await this.takeTurn({ ...dead, run: nameRun(entry.time, pace) }, basis);
        const now = await reader.lookClosely(found, [entry.version, ...entry.archived]);
        if (reader.isInEffect(entry, now)) {
            await archiveRest(entry, { ...this.options, found: now });
            await pointAliases(entry, this.options, { mayRepeat: () => mayBegin(own, pace), pointing: null });
            this.requireTime(own);
            await recordLine(dead, now.versions.get(entry.version), server);
        }
        await this.takeBack(own);
    }
}
/** Its order is that of the decisions, and chance where two are made in the same millisecond. */
function nameRun(time, pace) {
    const chance = Math.floor(pace.random() * 2 ** 32).toString(16);
    return `${time.replaceAll(/[^\dTZ]/g, '')}-${chance.padStart(8, '0')}`;
}
/** The version whose tag announces: that of the last line, so that a copy of the next one outlives its version. */
function anchorOf({ ledger, versions }, { version }) {
    const marked = [...versions.values()].filter(isMarked).map((held) => held.version);
    const last = ledger.lines.findLast(({ entry }) => marked.includes(entry.version));
    return last?.entry.version ?? marked.at(-1) ?? version;
}
function isMarked({ tags }) {
    return tags[HISTORY_MARK] !== undefined;
}
function needsStages({ entry: { to } }) {
    return new errors/* StagegateError */.qU('policy', `${to} is kept as an alias, which holds one version at a time`, {
        hint: 'archive-existing: false needs a server with stages (mode: auto or stages).',
    });
}
function unsure({ entry }, failure) {
    const { version, to } = entry;
    return leftOpen(entry, failure, `${failure.message}; version ${version} is not in ${to} as far as can be seen`);
}
function halfDone(entry, failure) {
    const { version, to } = entry;
    const what = `version ${version} is in ${to}, but what goes with it could not be written`;
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

// EXTERNAL MODULE: ./build/js/src/registry/alias.js
var registry_alias = __webpack_require__(9503);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/placement.js



/** The stages that an MLflow server has, besides None and Archived; it takes them in any case. */
const SERVER_STAGES = ['staging', 'production'];
/** How a stage is kept on a server: as the version's stage, as an alias of the model, or as both. */
class Placement {
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
        if (!this.usesAliases || (0,registry_stage/* isWithdrawal */.OH)(stage))
            return null;
        return this.options.aliases[stage] ?? stage;
    }
    /**
     * The stage of a version. Where only aliases are kept, the highest stage whose alias points at it, and without
     * any what the history says of its withdrawal.
     * @param aliases the model's, or the version's own
     * @param told the stage that the history has it in, if any
     */
    stageOf(held, aliases, told) {
        if (this.usesStages) {
            const stage = held.stage ?? registry_stage/* NONE */.x3;
            return (0,registry_stage/* findStage */.U9)(stage, this.options.stages) ?? stage;
        }
        const pointing = this.options.stages.filter((stage) => aliases.includes(this.aliasOf(stage) ?? ''));
        return pointing.at(-1) ?? (told === registry_stage/* ARCHIVED */.Ts ? registry_stage/* ARCHIVED */.Ts : registry_stage/* NONE */.x3);
    }
}
function requireAlias(stage, alias) {
    if (alias !== null && (0,registry_alias/* isAliasName */.m)(alias) && !/^v?\d+$/i.test(alias))
        return;
    throw cannot(`the stage ${JSON.stringify(stage)} can't be an alias`, `Name one for it in the policy, under registry: aliases: {${JSON.stringify(stage)}: an-alias}.`);
}
function cannot(message, hint) {
    return new errors/* StagegateError */.qU('policy', message, { hint });
}

// EXTERNAL MODULE: ./build/js/src/history/replay.js
var replay = __webpack_require__(8233);
// EXTERNAL MODULE: ./build/js/src/registry/version.js
var version = __webpack_require__(1775);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/reading.js





/** Reads models with as few requests as an interest allows. */
class ModelReader {
    options;
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
        const { server, placement } = this.options;
        const tagged = await server.versions(name, HISTORY_MARK);
        if (tagged.length === 0)
            return this.readFirst(name, interest);
        const versions = new Map(tagged.map((held) => [held.version, held]));
        const text = interest.version ?? '';
        const needsOwn = text.startsWith('@') || ((0,version/* isVersion */.lF)(text) && !versions.has(text));
        const model = needsOwn && placement.usesStages ? null : await server.model(name);
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
    /** The announcements and the history as they are now; `whole` where there is no history yet to search by. */
    async look(name, whole) {
        const versions = await this.options.server.versions(name, whole ? undefined : HISTORY_MARK);
        return this.reading({ name, exists: true, versions, complete: whole, model: null });
    }
    /** The stage that a version is in, by the server and, where only aliases are kept, by the history. */
    stageOf(held, { model, told }) {
        const pointing = Object.entries(model?.aliases ?? {}).filter(([, version]) => version === held.version);
        const aliases = model === null ? (held.aliases ?? []) : pointing.map(([alias]) => alias);
        return this.options.placement.stageOf(held, aliases, told.get(held.version));
    }
    /** Whether what was announced has been done, as far as the versions read tell; it need not be recorded. */
    isInEffect({ version, from, to, archived }, found) {
        const stageOf = (number) => {
            const held = found.versions.get(number);
            return held === undefined ? null : this.stageOf(held, found);
        };
        const stage = stageOf(version);
        if (stage === null)
            return false;
        // without stages, a version that was withdrawn is told from one that never had any by the history alone
        const withdrawn = !this.options.placement.usesStages && (0,registry_stage/* isWithdrawal */.OH)(to) && (0,registry_stage/* isWithdrawal */.OH)(stage);
        if (stage !== to && !withdrawn)
            return false;
        return (from !== to || (archived.length > 0 && archived.every((other) => ![null, to].includes(stageOf(other)))));
    }
    /** The same, with some versions looked at one by one, their aliases included. */
    async lookClosely(found, versions) {
        const held = await this.fetch(found.name, versions);
        return { ...found, versions: new Map(held.map((each) => [each.version, each])), model: null };
    }
    async readFirst(name, interest) {
        const { server, placement } = this.options;
        const versions = await server.versions(name);
        // after the versions: an alias that is newer than the history is found out at the next look, the other way not
        const model = placement.usesStages ? null : await server.model(name);
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
        const pending = new Set(found.ledger.announced.map(({ line }) => line.entry.version));
        const latest = this.options.placement.usesStages ? (found.model?.latest ?? []) : [];
        return [...found.versions.values(), ...latest].every((held) => {
            const stage = this.stageOf(held, found);
            const told = found.told.get(held.version) ?? registry_stage/* NONE */.x3;
            return stage === told || pending.has(held.version) || ((0,registry_stage/* isWithdrawal */.OH)(stage) && (0,registry_stage/* isWithdrawal */.OH)(told));
        });
    }
    /** The versions that a decision will look at besides the one asked for: who holds a stage, who held it. */
    wanted({ ledger, told, model }, { rollback }) {
        const { placement, stages } = this.options;
        const held = [...told].filter(([, stage]) => !(0,registry_stage/* isWithdrawal */.OH)(stage)).map(([version]) => version);
        const before = rollback === null ? [] : (0,replay/* holders */.wb)(this.respelled(ledger), rollback);
        const pointed = placement.usesStages
            ? []
            : stages.flatMap((stage) => ownValue(model?.aliases ?? {}, placement.aliasOf(stage) ?? '') ?? []);
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
        const ledger = readLedger(found.name, sorted);
        return {
            ...found,
            versions: new Map(sorted.map((held) => [held.version, held])),
            ledger,
            told: (0,replay/* stagesAfter */.Kc)(this.respelled(ledger)),
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

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/register.js






/**
 * Adds a version and its history line in one request. The server gives the number: the line is written for the one
 * that comes next, and written anew when another run was quicker.
 * @returns the number
 */
async function registerVersion(plan, registration, basis, server) {
    const { source } = registration;
    const { model } = plan;
    if (source === null) {
        throw new errors/* StagegateError */.qU('input', 'no source is given, and an MLflow server registers no version without one', {
            hint: "Give the place of the model's files: --source s3://… or runs:/…/model",
        });
    }
    const next = nextNumber(basis);
    if (registration.version !== next && basis.versions.size > 0) {
        throw new errors/* StagegateError */.qU('input', `${server.label} numbers versions itself: the next one is ${next}, not ${registration.version}`, {
            hint: 'Leave the version out.',
        });
    }
    if (!basis.exists)
        await server.createModel(model);
    const line = lineTags(plan.entry, server);
    const tags = { ...registration.tags, ...factTags(registration, server), ...line };
    const made = await create(plan.entry, { source, runId: runOf(source), tags }, server);
    if (made.version !== plan.entry.version) {
        for (const tag of toTagList(plan.entry, made.version, server)) {
            await server.setVersionTag({ name: model, version: made.version }, tag);
        }
    }
    for (const alias of registration.aliases)
        await point(alias, { name: model, version: made.version }, server);
    return made.version;
}
async function point(alias, at, server) {
    try {
        await server.setAlias(at, alias);
    }
    catch (error) {
        if (!(error instanceof mlflow_server/* ServerFailure */.k))
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
        if (!(error instanceof mlflow_server/* ServerFailure */.k) || error.definite)
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
        if (error instanceof mlflow_server/* ServerFailure */.k)
            return null;
        throw error;
    }
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

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/snapshot.js



/** What a read saw: kept so that `apply` can tell whether it still is so. */
class MlflowRevision {
    reading;
    constructor(reading) {
        this.reading = reading;
    }
    get id() {
        return this.reading.ledger.lines.at(-1)?.sha256 ?? 'empty';
    }
}
/** A reading as the engine sees any registry. */
function toSnapshot(found, options) {
    const { reader, stages } = options;
    const { ledger } = found;
    // done, but not recorded yet: what holds now is what was announced
    const done = ledger.announced
        .filter((announced) => reader.isInEffect(announced.line.entry, found))
        .slice(0, 1);
    const lines = [...ledger.lines, ...done.map(({ line }) => line)];
    const versions = [...found.versions.values()]
        .sort((a, b) => (0,version/* compareVersions */.Zy)(a.version, b.version))
        .map((held) => toModelVersion(held, reader.stageOf(held, found)));
    return {
        model: found.name,
        exists: found.exists,
        versions,
        complete: found.complete,
        aliases: aliasesOf(found),
        history: mergeByTime(lines, ledger.registrations).map((line) => (0,replay/* respell */.an)(line, stages)),
        head: lines.at(-1)?.sha256 ?? null,
        problems: [...ledger.problems, ...findStrayAliases(found, versions, options)],
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
/** Where a stage has an alias too, both name one version, or somebody moved one past stagegate. */
function findStrayAliases({ model, complete, ledger }, versions, { placement, stages }) {
    if (model === null || !complete || !placement.usesStages)
        return [];
    return stages.flatMap((stage) => {
        const alias = placement.aliasOf(stage);
        const lines = ledger.lines.filter(({ entry }) => entry.to === stage || entry.from === stage);
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
        return [{ version: target ?? held[0] ?? '', message: `the alias ${alias} ${points}, but ${holds}` }];
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/standing.js

/** How often it is looked again after two versions were found in one stage. */
const LOOKS = 3;
/**
 * Looks again after a change. Runs that take turns never leave two versions in a stage; another client can, and
 * so can a request that was on its way for longer than anybody would wait. Then the version stays that the
 * history names last, by which every run decides alike, and the others are archived.
 */
async function checkStanding(plan, hands) {
    if (!hands.placement.usesStages)
        return checkAlias(plan, hands);
    const { model, exclusive } = plan;
    const { version, to } = plan.entry;
    for (let look = 1;; look++) {
        const found = await hands.reader.look(model, false);
        const holders = [...found.versions.values()].filter((held) => hands.reader.stageOf(held, found) === to);
        const own = found.versions.get(version);
        const stage = own === undefined ? null : hands.reader.stageOf(own, found);
        const others = holders.map((held) => held.version).filter((other) => other !== version);
        if (stage !== to)
            return {
                stage,
                lostTo: others.length === 0
                    ? `it is in ${stage ?? 'no stage, it is gone'}`
                    : `version ${others.join(', ')} holds it now`,
            };
        if (!exclusive || others.length === 0 || look > LOOKS)
            return { stage, lostTo: null };
        const rightful = lastNamed(found, to, [version, ...others]) ?? version;
        for (const other of [version, ...others].filter((held) => held !== rightful)) {
            await hands.server.transition({ name: model, version: other }, { stage: registry_stage/* ARCHIVED */.Ts, archiveExisting: false });
        }
    }
}
async function checkAlias(plan, { server, placement, reader }) {
    const { version, to } = plan.entry;
    const held = await server.version({ name: plan.model, version });
    if (held === null)
        return { stage: null, lostTo: 'it is gone' };
    const stage = reader.stageOf(held, { model: null, told: new Map([[version, to]]) });
    const alias = placement.aliasOf(to);
    if (alias === null || stage === to)
        return { stage, lostTo: null };
    const other = await server.versionByAlias(plan.model, alias);
    return {
        stage,
        lostTo: other === null ? `the alias ${alias} is gone` : `version ${other.version} holds it now`,
    };
}
function lastNamed({ ledger }, stage, among) {
    return ledger.lines.findLast(({ entry }) => entry.to === stage && among.includes(entry.version))?.entry
        .version;
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/registry.js







/** The registry on an MLflow server, a Databricks workspace or in Unity Catalog. */
class MlflowRegistry {
    options;
    hands;
    reader;
    changer;
    /** What was read last of each version, so that nothing is asked twice. */
    known = new Map();
    constructor(options) {
        this.options = options;
        const { server, stages, mode, aliases, pace } = options;
        const placement = new Placement({ mode, aliases, stages, features: server.features });
        this.hands = { server, placement, stages };
        this.reader = new ModelReader(this.hands);
        this.changer = new ModelChanger({ ...this.hands, reader: this.reader, pace });
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
    async readAll() {
        const snapshots = [];
        for (const model of await this.models())
            snapshots.push(this.remember(await this.reader.readWhole(model)));
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
            const version = await registerVersion(plan, plan.registration, revision.reading, this.hands.server);
            return { commit: null, version };
        }
        return { commit: null, notices: await this.changer.change(plan, revision.reading) };
    }
    async readBack(plan) {
        if (plan.registration !== null)
            return { stage: plan.entry.to, lostTo: null };
        return checkStanding(plan, { ...this.hands, reader: this.reader });
    }
    async finish({ revision }) {
        if (!(revision instanceof MlflowRevision))
            throw new TypeError('the snapshot is not of this registry');
        return this.changer.finish(revision.reading);
    }
    close() {
        return this.options.close();
    }
    remember(found) {
        for (const held of found.versions.values())
            this.known.set(versionKey(found.name, held.version), held);
        const { placement, stages } = this.hands;
        return toSnapshot(found, { reader: this.reader, placement, stages });
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


/***/ }),

/***/ 458:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ ServerFailure)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1024);

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


/***/ })

};
