export const id = 777;
export const ids = [777];
export const modules = {

/***/ 84158:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MlflowRegistry: () => (/* binding */ MlflowRegistry)
});

// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/model/names.js
var names = __webpack_require__(12073);
// EXTERNAL MODULE: ./build/js/src/registry/mlflow/api/mlflow-server.js
var mlflow_server = __webpack_require__(76485);
// EXTERNAL MODULE: ./build/js/src/registry/mlflow/api/server.js
var api_server = __webpack_require__(48619);
// EXTERNAL MODULE: ./build/js/src/history/replay.js
var replay = __webpack_require__(48233);
// EXTERNAL MODULE: ./build/js/src/history/holders.js
var holders = __webpack_require__(94895);
// EXTERNAL MODULE: ./build/js/src/model/stage.js
var model_stage = __webpack_require__(21363);
// EXTERNAL MODULE: ./build/js/src/model/version.js
var version = __webpack_require__(74305);
// EXTERNAL MODULE: ./build/js/src/history/chain.js
var chain = __webpack_require__(98613);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/history/tags.js

/*
 * What stagegate writes on a server: tags of model versions, which any user with EDIT may set.
 *
 * stagegate.history.<n>          the n-th history line of this version (from 1)
 * stagegate.next.<run>           an intent: the history line that a run is about to add, written before it changes
 *                                anything. It stays on the version of the line before it, as a copy that survives when
 *                                the other version is deleted
 * stagegate.kept.<run>           such a copy after its version was deleted: now it is the history
 * stagegate.kept.<version>-<n>   the n-th history line of a version that was unregistered
 * stagegate.registered           the history line of the registration
 * stagegate.sha256, .metrics     what was registered with the version
 *
 * A line that nobody can restore is set to `gone`. The first line is also the mark by which a search finds the version.
 */
const PREFIX = 'stagegate.';
/** The tag of every version with a history of its own. A search for it finds them all. */
const HISTORY_MARK = `${PREFIX}history.1`;
/** In the place of a line: there was one. */
const GONE = 'gone';
const REGISTERED = `${PREFIX}registered`;
const SHA256 = `${PREFIX}sha256`;
const METRICS = `${PREFIX}metrics`;
function historyKey(place) {
    return `${PREFIX}history.${place}`;
}
function intentKey(run) {
    return `${PREFIX}next.${run}`;
}
function keptKey(run) {
    return `${PREFIX}kept.${run}`;
}
/**
 * The key under which another version keeps this tag once its own version is deleted; null for a tag without history.
 * @param version the one that is deleted
 */
function carriedKey(key, version) {
    const [, place, part = ''] = /^stagegate\.history\.([1-9]\d{0,5})(\.part\d+)?$/.exec(key) ?? [];
    if (place !== undefined)
        return `${keptKey(`${version}-${place}`)}${part}`;
    return /^stagegate\.(?:next|kept)\./.test(key) ? key : null;
}
/** The place of a history tag among its version's, or null for another key. */
function historyPlace(key) {
    const digits = /^stagegate\.history\.([1-9]\d{0,5})$/.exec(key)?.[1];
    return digits === undefined ? null : Number(digits);
}
/** The run whose intent has this key, or null for another key. */
function intentRun(key) {
    return /^stagegate\.next\.([\w-]+)$/.exec(key)?.[1] ?? null;
}
/** Whether a line of a deleted version has this key. */
function isKeptKey(key) {
    return /^stagegate\.kept\.[\w-]+$/.test(key);
}
/** Whether a search by the mark finds the version. */
function isMarked({ tags }) {
    return Object.hasOwn(tags, HISTORY_MARK);
}
/** Whether any of the tags is a history line, the version's own or kept for another. */
function hasLines({ tags }) {
    return Object.keys(tags).some((key) => historyPlace(key) !== null || isKeptKey(key));
}
/** Whether only stagegate itself may write a tag of this key. */
function isOurs(key) {
    return key.startsWith(PREFIX);
}
/** Larger than any history line should get, in bytes: a packed text that claims more is no line. */
const MAX_UNPACKED = 32 * 1024 * 1024;
const PACKED = /^gzip:([1-9]\d{0,3}):/;
/** The key of a part of a long value. The first part has the key itself. */
function partKey(key, part) {
    return part === 1 ? key : `${key}.part${part}`;
}
/**
 * Writes a text as tags of at most `limit` characters each: plain if it fits, so that people can read it in MLflow's
 * pages, else packed, in several parts if it has to be. The part under the key itself comes last: once it is there, all
 * parts are.
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
/** Reads the text that tags hold under a key; null when there is none, or a part is missing or damaged. */
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

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/history/journal.js


/** All intents that are not recorded: their runs may still be at work. */
function openIntents({ intents, staleIntents }) {
    return [...intents, ...staleIntents];
}
/**
 * Reads the tags of versions: of all, or of those with a history of their own.
 * @throws StagegateError `history` when a line was altered
 */
function readJournal(model, versions) {
    const kept = versions.flatMap((held) => keptLines(model, held));
    const all = [...versions.flatMap((held) => recordedLines(model, held)), ...kept];
    // a run that crashed while it carried lines to another version leaves them on both
    const recorded = [...new Map(all.map((line) => [line.sha256, line])).values()];
    const intents = versions.flatMap((held) => intentsOn(model, held));
    const lost = findLost(recorded, intents);
    const { lines, problems } = linkLines([...recorded, ...lost.map(({ line }) => line)]);
    const known = new Set([...recorded, ...lines].map(({ sha256 }) => sha256));
    const head = lines.at(-1)?.sha256 ?? null;
    const open = intents.filter(({ line }) => !known.has(line.sha256));
    const isNext = ({ line }) => line.entry.previous === head;
    return {
        lines,
        registrations: versions.flatMap((held) => registrationOf(model, held)),
        intents: open.filter(isNext).sort((a, b) => (a.run < b.run ? -1 : 1)),
        staleIntents: open.filter((intent) => !isNext(intent)),
        problems: [
            ...problems,
            ...versions.flatMap((held) => findRenamed(model, held)),
            ...versions.flatMap(findGone),
            ...kept
                .filter((line) => isDoubtful(line, lines))
                .map(({ entry }) => ({
                version: entry.version,
                message: `the history line that ${describeLine(entry)} at ${entry.time} is told from its announcement: the version was deleted, and nothing shows any more whether it was moved`,
            })),
            ...lost.map(({ line: { entry } }) => ({
                version: entry.version,
                message: `the history line that ${describeLine(entry)} at ${entry.time} is gone from its tags; it is told from the copy that the line before it keeps`,
            })),
        ],
    };
}
/** What a line did, in words. */
function describeLine({ action, version, to, }) {
    if (action === 'acknowledge')
        return 'acknowledged the registry as it was';
    return action === 'unregister' ? `unregistered version ${version}` : `moved version ${version} to ${to}`;
}
/** The number of lines that a version has of its own. */
function countRecorded({ tags }) {
    let place = 1;
    while (tags[historyKey(place)] !== undefined)
        place += 1;
    return place - 1;
}
function recordedLines(model, held) {
    const places = Object.keys(held.tags).flatMap((key) => historyPlace(key) ?? []);
    return (places
        .sort((a, b) => a - b)
        .flatMap((place) => lineUnder(historyKey(place), model, held) ?? [])
        // a copy of a version has its lines too; an unregistered version has its line on another
        .filter(({ entry }) => entry.version === held.version || entry.action === 'unregister'));
}
/** Lines of versions that were deleted. */
function keptLines(model, held) {
    return Object.keys(held.tags)
        .filter(isKeptKey)
        .flatMap((key) => lineUnder(key, model, held) ?? []);
}
function registrationOf(model, held) {
    const line = lineUnder(REGISTERED, model, held);
    return line?.entry.version === held.version ? [line] : [];
}
/** Null without one, and for a line of another model: MLflow copies tags along with a version. */
function lineUnder(key, model, { version, tags }) {
    if (tags[key] === undefined || tags[key] === GONE)
        return null;
    const line = (0,chain/* readLine */.Xw)(fromTags(key, tags) ?? '', sourceOf({ key, model, version }));
    return line.entry.model === model ? line : null;
}
/** An intent that can't be read counts for nothing: its own run notices when it looks. */
function intentsOn(model, { version: anchor, tags }) {
    return Object.keys(tags).flatMap((key) => {
        const run = intentRun(key);
        const text = run === null ? null : fromTags(key, tags);
        if (run === null || text === null || !text.startsWith('{'))
            return [];
        const line = tryLine(text, sourceOf({ key: intentKey(run), model, version: anchor }));
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
        restore: `Restore the tag's value. If nobody knows it, set the tag to ${GONE}: the history then has a gap, which verify reports. Don't delete the tag, because a search finds the version by it.`,
    };
}
/** Intents that recorded lines follow, although they aren't recorded any more: their version was deleted. */
function findLost(recorded, intents) {
    const known = new Set(recorded.map(({ sha256 }) => sha256));
    const byDigest = new Map(intents.map((intent) => [intent.line.sha256, intent]));
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
/** Whether nothing left of the model shows that a line came true: it replaced nobody, and no other line follows it. */
function isDoubtful({ entry, sha256 }, lines) {
    if (entry.action === 'unregister')
        return false; // the version is gone
    return entry.archived.length === 0 && !lines.some((other) => other.entry.previous === sha256);
}
/**
 * MLflow takes tags along when it renames a model or copies a version. A copy names its origin as its source, where the
 * history is. A renamed model has lost its history, because every line names its model.
 */
function findRenamed(model, { version, tags, source }) {
    if (source?.startsWith('models:') === true)
        return [];
    const keys = Object.keys(tags).filter((key) => historyPlace(key) !== null && tags[key] !== GONE);
    const unplaced = { file: '', line: null, restore: '' };
    const names = keys.flatMap((key) => tryLine(fromTags(key, tags) ?? '', unplaced)?.entry.model ?? []);
    return [...new Set(names.filter((name) => name !== model))].map((name) => ({
        version,
        message: `version ${version} has history lines of the model ${JSON.stringify(name)}: it was renamed, and its history did not come along`,
    }));
}
function findGone({ version, tags }) {
    return Object.keys(tags)
        .filter((key) => historyPlace(key) !== null && tags[key] === GONE)
        .map((key) => ({
        version,
        message: `a history line of version ${version} is gone: its tag ${key} says so`,
    }));
}
/**
 * Orders lines from many places so that each comes after the one that it follows. Reports gaps (a version was deleted
 * with its lines) and forks (two runs at once, past the lock).
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
    // a line's followers come right after it; of several, the one that goes on comes last
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
    const rank = ({ entry, sha256 }) => `${entry.time} ${sha256}`;
    return lines.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
function gapBefore({ entry }) {
    const { version, time } = entry;
    return {
        version,
        message: `the history line before the one that ${describeLine(entry)} at ${time} is gone: the version that kept it was deleted, or its tags were`,
    };
}
function forkAfter({ entry }, lines) {
    const versions = lines.map(({ entry: { version, to } }) => `${version} to ${to}`).join(', ');
    return {
        version: entry.version,
        message: `two runs changed the model at once, each without knowing of the other: they moved ${versions}`,
    };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/history/reading.js






/** Reads models with as few requests as an interest allows. */
class ModelReader {
    options;
    /** Models with a version that has a history but lost its mark: a search would not find it. */
    unmarked = new Set();
    constructor(options) {
        this.options = options;
    }
    /** Reads everything. */
    async readWhole(name) {
        const { server } = this.options;
        const versions = await server.versions(name);
        const model = await server.model(name);
        return this.reading(name, versions, { exists: model !== null, complete: true, model });
    }
    /**
     * Reads what an interest names: one request for the versions with a history, and one for a version without, or for the
     * model. It reads the whole model if there is no history yet (the first line records the stages held before) or
     * versions were moved past stagegate (any version may hold a stage then).
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
        const found = this.reading(name, [...versions.values()], { exists: true, complete: false, model });
        const wanted = this.wanted(found, interest).filter((version) => !versions.has(version));
        for (const held of await this.fetch(name, wanted))
            found.versions.set(held.version, held);
        const whole = this.matchesHistory(found) ? found : await this.readWhole(name);
        return { ...whole, asked: asked?.version ?? null };
    }
    /**
     * Reads intents and history as they are now, and the aliases where they stand for stages.
     * @param everything all versions, not only those with the mark of a history
     */
    async look(name, everything) {
        const { server, storage } = this.options;
        const whole = everything || this.unmarked.has(name);
        const versions = await server.versions(name, whole ? undefined : HISTORY_MARK);
        const model = storage.usesStages ? null : await server.model(name);
        return this.reading(name, versions, { exists: true, complete: whole, model });
    }
    /** The stage of a version by the server and, where only aliases are kept, by the history. */
    stageOf(held, { model, recorded }) {
        const pointing = Object.entries(model?.aliases ?? {}).filter(([, version]) => version === held.version);
        const aliases = model === null ? (held.aliases ?? []) : pointing.map(([alias]) => alias);
        return this.options.storage.stageOf(held, aliases, recorded.get(held.version));
    }
    /**
     * Whether an intent has been carried out, recorded or not, by the versions that were read.
     * @param looked whether its version was looked for: if it wasn't found then, it is gone
     */
    isInEffect(entry, found, looked = found.complete) {
        const { action, version, from, to, archived } = entry;
        if (action === 'unregister')
            return looked && !found.versions.has(version);
        if (action === 'acknowledge')
            return false; // it only adds its line
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
     * Where only aliases are kept, a version on its way down has left its stage before it is in the other, and only the
     * history tells a withdrawn version from one that never had a stage.
     */
    hasArrived(stage, { from, to }) {
        const rank = (of) => this.options.stages.indexOf(of ?? '');
        const isDown = (0,model_stage/* isWithdrawal */.OH)(to) || rank(from) > rank(to);
        if (this.options.storage.usesStages || !isDown)
            return stage === to;
        return rank(stage) <= rank(to);
    }
    /** The same reading with these versions alone, fetched one by one with their aliases. */
    async lookClosely(found, versions) {
        const held = await this.fetch(found.name, versions);
        return { ...found, versions: new Map(held.map((each) => [each.version, each])), model: null };
    }
    async readFirst(name, interest) {
        const { server, storage } = this.options;
        const versions = await server.versions(name);
        // aliases after versions: the next look notices an alias newer than the history, but not the other way round
        const model = storage.usesStages ? null : await server.model(name);
        const known = new Map(versions.map((held) => [held.version, held]));
        const text = interest.version;
        const number = text === null ? null : text.toLowerCase() === 'latest' ? versions.at(-1)?.version : text;
        const asked = typeof number === 'string' && known.has(number) ? number : null;
        // an alias, a model without versions, a prompt, or no model: only the model itself tells
        const found = asked === null && model === null ? await server.model(name) : model;
        const alias = text?.startsWith('@') === true ? found?.aliases[text.slice(1)] : undefined;
        return {
            ...this.reading(name, versions, {
                exists: found !== null || versions.length > 0,
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
    /** Whether the versions read, and the latest of each stage, are in the stages of the history. */
    matchesHistory(found) {
        const pending = new Set(found.journal.intents.map(({ line }) => line.entry.version));
        const latest = this.options.storage.usesStages ? (found.model?.latest ?? []) : [];
        return [...found.versions.values(), ...latest].every((held) => {
            const stage = this.stageOf(held, found);
            const recorded = found.recorded.get(held.version) ?? model_stage/* NONE */.x3;
            const isOut = (0,model_stage/* isWithdrawal */.OH)(stage) && (0,model_stage/* isWithdrawal */.OH)(recorded);
            return stage === recorded || isOut || pending.has(held.version);
        });
    }
    /** The versions that a decision needs besides the one asked for: current holders of stages, earlier ones. */
    wanted({ journal, recorded, model }, { rollback }) {
        const { storage, stages } = this.options;
        const held = [...recorded].filter(([, stage]) => !(0,model_stage/* isWithdrawal */.OH)(stage)).map(([version]) => version);
        const before = rollback === null ? [] : (0,holders/* holders */.wb)(this.respelled(journal), rollback);
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
    reading(name, versions, found) {
        const sorted = versions.toSorted((a, b) => (0,version/* compareVersions */.Zy)(a.version, b.version));
        const journal = readJournal(name, sorted);
        const anchors = openIntents(journal).map(({ anchor }) => anchor);
        const isHidden = (held) => !isMarked(held) && (hasLines(held) || anchors.includes(held.version));
        if (sorted.some(isMarked) && sorted.some(isHidden))
            this.unmarked.add(name);
        return {
            name,
            ...found,
            versions: new Map(sorted.map((held) => [held.version, held])),
            journal,
            recorded: (0,replay/* stagesAfter */.Kc)(this.respelled(journal)),
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

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/stale-aliases.js



/**
 * Finds aliases that stagegate must have set: the stage's name, on a version that held the stage by the history. Any
 * other alias may belong to somebody.
 */
function findStaleAliases({ storage, stages, aliases, lines, stageOf }) {
    return stages.flatMap((stage) => {
        const alias = storage.formerAliasOf(stage);
        const instead = storage.aliasOf(stage);
        if (alias === null || instead === null || !Object.hasOwn(aliases, alias))
            return [];
        const version = aliases[alias] ?? '';
        const wasSetByUs = (0,holders/* heldEver */.cW)(lines, stage).has(version);
        return wasSetByUs && stageOf(version) !== stage ? [{ alias, stage, version, instead }] : [];
    });
}
/** Its words are kept in the history (journal.ts). */
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
    const pointed = former.flatMap((alias) => (Object.hasOwn(aliases, alias) ? (aliases[alias] ?? []) : []));
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
    if (!prune)
        return { removed: [], notices: stale.map((each) => staleFinding(each).message) };
    const removed = [];
    const notices = [];
    for (const { alias, version, stage } of stale) {
        if (await remove(alias)) {
            removed.push(alias);
            notices.push(`the alias ${alias} was removed: it served version ${version}, which left ${stage}`);
        }
        else {
            notices.push(`the alias ${alias} still serves version ${version}: removing it needs the permission MANAGE`);
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





/** What a read saw, so that `apply` can check that it still holds. */
class MlflowRevision {
    reading;
    constructor(reading) {
        this.reading = reading;
    }
    get id() {
        return this.reading.journal.lines.at(-1)?.sha256 ?? 'empty';
    }
}
/** Turns a reading into the snapshot that every registry gives. */
function toSnapshot(found, options) {
    const { reader, stages } = options;
    const { journal } = found;
    // an intent that is done but not recorded yet already holds
    const done = journal.intents.find(({ line }) => reader.isInEffect(line.entry, found));
    const lines = done === undefined ? journal.lines : [...journal.lines, done.line];
    const recorded = (0,replay/* stagesAfter */.Kc)(lines.map((line) => (0,replay/* respell */.an)(line, stages)));
    const versions = [...found.versions.values()]
        .sort((a, b) => (0,version/* compareVersions */.Zy)(a.version, b.version))
        .map((held) => toModelVersion(held, reader.stageOf(held, { ...found, recorded })));
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
        tags: Object.fromEntries(Object.entries(held.tags).filter(([key]) => !isOurs(key))),
        ...(held.status === null || held.status === 'READY'
            ? {}
            : { unready: `is ${held.status} on the server` }),
    };
}
function readMetrics(text = '{}') {
    let parsed;
    try {
        parsed = JSON.parse(text);
    }
    catch {
        return {};
    }
    if (typeof parsed !== 'object' || parsed === null)
        return {};
    const isMetric = (pair) => Number.isFinite(pair[1]);
    return Object.fromEntries(Object.entries(parsed).filter(isMetric));
}
/** The model's aliases, or else those in the answers about single versions. */
function aliasesOf({ model, versions }) {
    if (model !== null)
        return { ...model.aliases };
    return Object.fromEntries([...versions.values()].flatMap(({ version, aliases }) => (aliases ?? []).map((alias) => [alias, version])));
}
/** Inserts registrations, which follow no line, by their time. The other lines keep their order. */
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
/** Lines of deleted versions that only an intent still has. The next run that promotes keeps them. */
function findDeleted({ complete, versions, journal }) {
    return openIntents(journal)
        .map(({ line }) => line.entry)
        .filter(({ version, action }) => action !== 'unregister' && complete && !versions.has(version))
        .map((entry) => ({
        version: entry.version,
        message: `version ${entry.version} was deleted, and its history line with it: that a run ${describeLine(entry)} at ${entry.time} is told by its announcement alone`,
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
/** A stage and its alias must name the same version; otherwise somebody moved one of them past stagegate. */
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
        // on its way up, a version keeps the alias of the stage that it left
        const isUp = moved !== undefined && stages.indexOf(moved.to) > stages.indexOf(stage);
        if (held.length === 0 ? target === undefined || isUp : target !== undefined && held.includes(target))
            return [];
        const points = target === undefined ? 'is not set' : `points at version ${target}`;
        const holds = held.length === 0 ? `no version is in ${stage}` : `version ${held.join(', ')} is in ${stage}`;
        const message = `the alias ${alias} ${points}, but ${holds}`;
        return [{ version: target ?? held[0] ?? '', message, stage }];
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/lock/lock.js




/*
 * A lock for a server without compare-and-swap, made of tags alone:
 *
 * 1. Write an intent: a tag with the history line that the change will add.
 * 2. Look at all intents. If a run that comes before ours has one, remove our own and decide again later. If a run that
 *    comes after has one, wait until it has removed it. If nobody else has one, and the model is still as it was when we
 *    decided, the lock is ours.
 * 3. Change the model, then record the line. That releases the lock: a recorded intent is no longer open.
 *
 * Of two runs, at least the one that looked last sees the other's intent, so they never change the model together. This
 * is the one-bit algorithm of Burns and Lynch, "Bounds on Shared Memory for Mutual Exclusion", Information and
 * Computation 107 (1993).
 *
 * The lock is a lease. A run counts as dead once others have seen its intent for DEAD_AFTER, and they recover it: they
 * complete what it began, or remove its intent. So a run begins its change within BEGIN_WITHIN and writes nothing after
 * STOP_AFTER (`fence`). All times are durations on the run's own clock: clocks need not agree.
 */
/** Milliseconds for which an intent must have been seen before its run counts as dead. */
const DEAD_AFTER = 60_000;
/** Milliseconds after its intent within which a run must begin to change the model, or else decide again. */
const BEGIN_WITHIN = 15_000;
/** Milliseconds after its intent from which a run writes nothing more: others may soon take it for dead. */
const STOP_AFTER = 45_000;
/** Waits between two looks, in milliseconds, growing from the first to the last. */
const FIRST_LOOK = 60;
const LAST_LOOK = 1_000;
/**
 * Waits until nobody else is about to change the model.
 * @throws StagegateError `conflict` after a wait: what was read before is stale then
 */
async function waitForOthers(first, options) {
    const { pace, look } = options;
    let others = openIntents(first.journal);
    if (others.length === 0)
        return;
    let told = false;
    for (let wait = FIRST_LOOK; others.length > 0; wait = Math.min(LAST_LOOK, wait * 1.5)) {
        const dead = others.filter((other) => isDead(other, options));
        if (dead.length > 0)
            await recoverAll(dead, options);
        if (wait === LAST_LOOK && !told) {
            told = true;
            tellWait(others, pace);
        }
        await pace.sleep(wait * (0.5 + pace.random()));
        others = openIntents((await look()).journal);
    }
    throw conflict('another run changed the model');
}
/** Looks at all versions for each run: its line may be on a version that lost its mark. */
async function recoverAll(dead, { look, recover }) {
    for (const { run } of dead) {
        const found = await look(true);
        const intent = openIntents(found.journal).find((other) => other.run === run);
        if (intent !== undefined)
            await recover(intent, found);
    }
}
/** Writes an intent. One that arrives late changes nothing: others clear it away. */
async function writeIntent({ run, anchor, text, line }, server) {
    const at = { name: line.entry.model, version: anchor };
    for (const tag of toTags(intentKey(run), text, server.features.tagValue))
        await server.setVersionTag(at, tag);
}
/**
 * Looks until the lock is ours. The intent stays.
 * @param basis what was decided on
 * @returns the look that gave us the lock
 * @throws StagegateError `conflict` when another run comes first, or the model has changed
 */
async function acquireLock(own, basis, options) {
    const { pace, look } = options;
    for (let wait = FIRST_LOOK;; wait = Math.min(LAST_LOOK, wait * 1.5)) {
        const found = await look();
        requireUnchanged(own, basis, found);
        const others = openIntents(found.journal).filter((other) => other.run !== own.run && !isDead(other, options));
        if (others.some(({ run }) => run < own.run))
            throw conflict('another run comes first');
        if (pace.now() - own.since >= BEGIN_WITHIN)
            throw conflict('getting the lock took too long');
        if (others.length === 0)
            return found;
        await pace.sleep(wait * (0.5 + pace.random()));
    }
}
/** Removes an intent. Where deleting a tag is not allowed, its value says that it was withdrawn. */
async function removeIntent({ run, anchor, text, line }, server) {
    const at = { name: line.entry.model, version: anchor };
    const tags = toTags(intentKey(run), text, server.features.tagValue).reverse();
    try {
        for (const { key } of tags)
            await server.deleteVersionTag(at, key);
    }
    catch (error) {
        if (!(error instanceof api_server/* ServerFailure */.k))
            throw error;
        if (error.definite)
            await server.setVersionTag(at, { key: intentKey(run), value: 'withdrawn' });
    }
}
/** Whether its intent has been seen for long enough. The first sight counts from now. */
function isDead({ run }, { seen, pace }) {
    const first = seen.get(run) ?? pace.now();
    seen.set(run, first);
    return pace.now() - first >= DEAD_AFTER;
}
/** The model must be as it was when we decided: the last line, the stages, the aliases. Our intent must be there. */
function requireUnchanged(own, basis, found) {
    // an intent that doesn't follow the last line means that another line has come in between
    if (!found.journal.intents.some(({ run, text }) => run === own.run && text === own.text)) {
        throw conflict('another run changed the model');
    }
    for (const held of found.versions.values()) {
        const before = basis.versions.get(held.version);
        if (before !== undefined && before.stage !== held.stage)
            throw conflict(`version ${held.version} was moved`);
    }
    // only read again where they stand for the stages
    if (basis.model === null || found.model === null)
        return;
    const [before, now] = [basis.model.aliases, found.model.aliases];
    const moved = Object.keys({ ...before, ...now }).find((alias) => before[alias] !== now[alias]);
    if (moved !== undefined)
        throw conflict(`the alias ${moved} was moved`);
}
function tellWait([other], pace) {
    if (other === undefined)
        return;
    const { entry } = other.line;
    const who = entry.actor === null ? 'another run' : `a run of ${entry.actor}`;
    pace.waiting(`waiting for ${who}, which is about to ${describeIntent(entry)}, until it is done or counts as dead`);
}
/** What a run is about to do, in words. */
function describeIntent({ action, version, to, }) {
    if (action === 'acknowledge')
        return 'acknowledge the registry as it is';
    return action === 'unregister' ? `unregister version ${version}` : `move version ${version} to ${to}`;
}
function conflict(why) {
    return new errors/* StagegateError */.qU('conflict', why);
}
/**
 * A server that refuses every write, first or repeated, once the lease is over.
 * @param own with `since`, from which the lease counts
 * @param refuse the error for a write that comes too late
 */
function fence(server, { since }, { pace, refuse }) {
    const mayRepeat = () => pace.now() - since < STOP_AFTER;
    const inTime = async (write) => {
        if (!mayRepeat())
            throw refuse();
        return write({ mayRepeat });
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

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/lock/execute.js





/** Moves the stages of a plan on a server that has stages. One request when a version takes a stage alone. */
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
/** Archives the versions that a crashed run had still to archive. */
async function archiveRest({ model, to, archived }, { server, storage }, found) {
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
 * Points the stage's alias at the version, and removes the aliases of the stages that it left: consumers that load it by
 * them would go on getting a version that was taken back. Where stages are kept too, a version on its way up keeps the
 * lower alias until the next version comes: it has passed more gates, not fewer. On the way up the new alias comes first,
 * so that the version is always in a stage. On the way down the old ones go first, so that a user who may not remove
 * them has changed nothing.
 * @returns aliases that this user may not remove (that needs MANAGE) and that still point at the version
 */
async function pointAliases(entry, target, progress) {
    const { server, storage, stages } = target;
    const { model: name, version, from, to, action } = entry;
    const alias = storage.aliasOf(to);
    const set = async () => {
        if (alias !== null)
            await server.setAlias({ name, version }, alias);
        progress.begun = true;
    };
    const remove = () => removeAliases({ name, version }, aliasesLeft(entry, target), target, progress);
    if (from === null || stages.indexOf(from) <= stages.indexOf(to)) {
        await set();
        const kept = await remove();
        return action === 'rollback' ? [...kept, ...(await unpointArchived(entry, target, progress))] : kept;
    }
    const kept = await remove();
    if (kept.length > 0 && !storage.usesStages)
        throw notRemoved(kept, server);
    progress.begun = true;
    await set();
    return kept;
}
/** After a rollback, no alias serves the versions that it archived. */
async function unpointArchived(entry, target, progress) {
    const { model: name, to, archived } = entry;
    const { stages, storage } = target;
    const others = stages.filter((stage) => stage !== to).flatMap((stage) => storage.aliasOf(stage) ?? []);
    const kept = [];
    for (const version of archived)
        kept.push(...(await removeAliases({ name, version }, others, target, progress)));
    return kept;
}
/** @returns those that this user may not remove */
async function removeAliases(at, aliases, { server }, progress) {
    const { pointing } = progress;
    const known = progress.aliases.get(at.version);
    const mayPoint = (alias) => pointing === null || pointing[alias] === at.version;
    if (known === undefined && !aliases.some(mayPoint))
        return [];
    // leave an alias that somebody has pointed at another version since
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
        hint: 'Ask for the permission MANAGE, which removing an alias needs. A rollback, which points it at another version, only needs EDIT.',
    });
}
/** The aliases of the stages that a version leaves with a move. The one that it goes by comes last. */
function aliasesLeft({ from, to }, { storage, stages }) {
    if (from === null || (0,model_stage/* isWithdrawal */.OH)(from))
        return [];
    const [was, is] = [stages.indexOf(from), stages.indexOf(to)];
    const left = was > is ? stages.slice(is + 1) : storage.usesStages ? [] : stages.slice(0, is);
    return left.flatMap((stage) => storage.aliasOf(stage) ?? []);
}
/**
 * Chooses the version that keeps a line: its own or, if that will be deleted, the intent's anchor or another one.
 * @param versions all versions of the model
 */
function keeperOf({ anchor, line }, versions) {
    const { action, version } = line.entry;
    if (action !== 'unregister')
        return version;
    if (anchor !== version)
        return anchor;
    return [...versions.keys()].findLast((other) => other !== version) ?? anchor;
}
/** Records an intent's line after the others of its keeper. @param versions as they were when we got the lock */
async function recordLine({ text, line }, keeper, server, versions) {
    const at = { name: line.entry.model, version: keeper };
    const key = historyKey(countRecorded(versions.get(keeper) ?? { tags: {} }) + 1);
    for (const tag of toTags(key, text, server.features.tagValue))
        await server.setVersionTag(at, tag);
}
/**
 * Deletes a version that was never promoted. Everything in its tags that belongs to the history is carried to the keeper
 * first: lines (its own too, because later lines follow them), kept lines, and intents.
 * @param known the version as last read
 * @throws StagegateError `conflict` when the version has been used since the decision
 */
async function deleteUnused(own, { keeper, known }, { server, storage }) {
    const { model: name, version } = own.line.entry;
    const held = await server.version({ name, version });
    const aliases = held?.aliases ?? [];
    if (held === null || aliases.length > 0 || storage.stageOf(held, aliases, undefined) !== model_stage/* NONE */.x3)
        throw conflict(`version ${version} was changed`);
    const carried = Object.entries(known.tags).flatMap(([tag, value]) => {
        const key = carriedKey(tag, version);
        return key === null ? [] : [{ key, value }];
    });
    // the part under the key itself, the shortest, comes last: once it is there, all parts are
    for (const tag of carried.sort((a, b) => b.key.length - a.key.length))
        await server.setVersionTag({ name, version: keeper }, tag);
    try {
        await server.deleteVersion({ name, version });
    }
    catch (error) {
        const stays = error instanceof api_server/* ServerFailure */.k && error.definite;
        if (stays && own.anchor === version)
            await removeIntent({ ...own, anchor: keeper }, server);
        throw error;
    }
}
/**
 * Marks versions again that have lines but lost the mark, so that a search finds them.
 * @param except versions that get a line anyway, or are gone
 */
async function restoreMarks({ name, versions }, except, server) {
    for (const held of versions.values()) {
        if (except.includes(held.version) || isMarked(held) || !hasLines(held))
            continue;
        await server.setVersionTag({ name, version: held.version }, { key: HISTORY_MARK, value: GONE });
    }
}
/** Keeps the line of a deleted version on the version that has its intent. */
async function keepLine({ run, anchor, text, line }, server) {
    const at = { name: line.entry.model, version: anchor };
    for (const tag of toTags(keptKey(run), text, server.features.tagValue))
        await server.setVersionTag(at, tag);
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/lock/changer.js






/** Changes models under the lock (lock.ts), and recovers what crashed runs left half done. */
class ModelChanger {
    options;
    /** When intents of others were first seen, kept over several attempts. */
    seen = new Map();
    constructor(options) {
        this.options = options;
    }
    /**
     * @param basis what the plan was decided on
     * @returns notices for people
     * @throws StagegateError `conflict` when the model has changed since, `unavailable` when the server fails
     */
    async change(plan, basis) {
        const { pace, storage, server } = this.options;
        const { entry } = plan;
        if (!storage.usesStages && !plan.exclusive && entry.action === 'promote')
            throw needsStages(entry);
        if (entry.action === 'unregister' && basis.versions.size < 2)
            throw isOnly(entry, server);
        const text = (0,chain/* sealEntry */.I$)(entry);
        const line = (0,chain/* readLine */.Xw)(text, { file: 'announced', line: null, restore: '' });
        await waitForOthers(basis, this.lockOptions(basis));
        const intent = { run: nameRun(entry.time, pace), anchor: chooseAnchor(basis, entry), text, line };
        return this.execute(plan, await this.acquire(intent, basis), basis);
    }
    /**
     * Waits for a run that has changed the model and not recorded it, and completes its work if it died.
     * @returns undefined when there is none; `finished` is what was completed here, null when that run did so itself
     */
    async finish(basis) {
        const { reader } = this.options;
        if (!basis.journal.intents.some(({ line }) => reader.isInEffect(line.entry, basis)))
            return undefined;
        let finished = null;
        try {
            await waitForOthers(basis, {
                ...this.lockOptions(basis),
                recover: async (dead, found) => {
                    if (await this.recover(dead, found))
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
    lockOptions(basis) {
        const { pace, reader } = this.options;
        // before the first line there is no tag to search by yet
        const unmarked = ![...basis.versions.values()].some(isMarked);
        return {
            pace,
            seen: this.seen,
            look: (whole = false) => reader.look(basis.name, whole || unmarked),
            recover: async (dead, found) => {
                await this.recover(dead, found);
            },
        };
    }
    async acquire(intent, basis) {
        const { server, pace } = this.options;
        const own = { ...intent, since: pace.now() };
        this.seen.set(own.run, own.since);
        const writer = this.fencedFor(own);
        try {
            await writeIntent(own, server);
            return { own, found: await acquireLock(own, basis, this.lockOptions(basis)), writer };
        }
        catch (error) {
            await this.release(own, writer);
            throw error;
        }
    }
    fencedFor(own) {
        const { server, pace } = this.options;
        return fence(server, own, { pace, refuse: () => tookTooLong(own.line.entry, server) });
    }
    /** Under the lock: the stages, the aliases, the line. */
    async execute(plan, lock, basis) {
        const { own, found, writer } = lock;
        const { usesStages } = this.options.storage;
        const { action, version } = plan.entry;
        const target = { ...this.options, server: writer };
        const pointing = (usesStages ? basis : found).model?.aliases ?? null;
        const aliases = usesStages ? new Map() : groupByVersion(pointing ?? {});
        const progress = { begun: false, aliases, pointing };
        const keeper = keeperOf(own, basis.versions);
        const movesNothing = action === 'acknowledge' || action === 'unregister';
        const point = () => (movesNothing ? Promise.resolve([]) : pointAliases(plan.entry, target, progress));
        const begin = async () => {
            if (action === 'unregister') {
                const known = found.versions.get(version) ?? basis.versions.get(version) ?? { tags: {} };
                await deleteUnused(own, { keeper, known }, target);
                progress.begun = true;
            }
            if (movesNothing || !usesStages)
                return point();
            await moveStages(plan, target, progress);
            return null;
        };
        try {
            const kept = (await this.begin(plan, lock, progress, begin)) ?? (await point());
            await restoreMarks(found, [version, keeper], writer);
            await recordLine(own, keeper, writer, found.versions);
            return kept.map((alias) => `the alias ${alias} still points at a version that left its stage: removing the alias needs the permission MANAGE`);
        }
        catch (error) {
            if (error instanceof api_server/* ServerFailure */.k && progress.begun)
                throw halfDone(plan.entry, error);
            if (action === 'acknowledge')
                await this.release(own, writer);
            throw error;
        }
    }
    /**
     * Runs the first part of a change, by which it is in effect.
     * @returns what `begin` returns; null when its answer was lost
     */
    async begin(plan, { own, writer }, progress, begin) {
        try {
            return await begin();
        }
        catch (error) {
            if (progress.begun)
                throw error;
            const isOpen = error instanceof api_server/* ServerFailure */.k && !error.definite;
            if (!isOpen) {
                if (error instanceof api_server/* ServerFailure */.k || isConflict(error))
                    await this.release(own, writer);
                throw error;
            }
            if (!(await this.isMoved(plan)))
                throw unsure(plan, error);
            progress.begun = true;
            return null;
        }
    }
    /** Whether the server shows the plan's move. False when it still does not answer. */
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
    async release(own, writer) {
        try {
            await removeIntent(own, writer);
        }
        catch (error) {
            // others take it for dead after a while; the reason for giving up matters more
            if (!(error instanceof errors/* StagegateError */.qU && error.code === 'unavailable'))
                throw error;
        }
    }
    /**
     * Recovers a dead run: completes what it began, or removes its intent. If its version was deleted since, its line is
     * kept, unless it certainly never came true.
     * @returns whether its change was completed
     */
    async recover(dead, found) {
        const { reader, pace } = this.options;
        const writer = this.fencedFor({ ...dead, since: pace.now() });
        const { entry } = dead.line;
        const now = await reader.lookClosely(found, [entry.version, ...entry.archived]);
        const isNext = found.journal.intents.includes(dead);
        if (isNext && reader.isInEffect(entry, now, true)) {
            await this.complete(dead, found);
            return true;
        }
        const left = (version) => {
            const held = now.versions.get(version);
            return held === undefined || reader.stageOf(held, now) !== entry.to;
        };
        // no run goes past an open intent: one that others have gone past was recorded
        const mayBeTrue = !isNext || entry.archived.every(left);
        if (!now.versions.has(entry.version) && mayBeTrue)
            await keepLine(dead, writer);
        await removeIntent(dead, writer);
        return false;
    }
    /** Under a lock of its own: other runs that found it complete it as well. */
    async complete(dead, basis) {
        const { pace, reader } = this.options;
        const { entry } = dead.line;
        const intent = { ...dead, run: nameRun(entry.time, pace) };
        const { own, found, writer } = await this.acquire(intent, basis);
        const now = await reader.lookClosely(found, [entry.version, ...entry.archived]);
        if (reader.isInEffect(entry, now, true)) {
            const target = { ...this.options, server: writer };
            if (entry.action !== 'unregister') {
                const aliases = new Map([...now.versions.values()].map((held) => [held.version, held.aliases ?? []]));
                await archiveRest(entry, target, now);
                await pointAliases(entry, target, { begun: true, aliases, pointing: null });
            }
            const versions = new Map([...found.versions, ...now.versions]);
            await recordLine(dead, keeperOf(dead, found.versions), writer, versions);
        }
        await this.release(own, writer);
    }
}
/** Runs are ordered by the time of their decision, and by chance within the same millisecond. */
function nameRun(time, pace) {
    const chance = Math.floor(pace.random() * 2 ** 32).toString(16);
    return `${time.replaceAll(/[^\dTZ]/g, '')}-${chance.padStart(8, '0')}`;
}
/**
 * Chooses the version whose tag holds the intent: that of the last line, but not the one that is moved if there is
 * another, so that deleting either version leaves the line or its copy. All runs search by the mark: if any version has
 * it, the anchor has it too.
 */
function chooseAnchor({ journal, versions }, { version }) {
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
function isConflict(error) {
    return error instanceof errors/* StagegateError */.qU && error.code === 'conflict';
}
function needsStages({ to }) {
    return new errors/* StagegateError */.qU('policy', `${to} is kept as an alias, which holds one version at a time`, {
        hint: 'Remove archive-existing: false, or use a server with stages (mode: auto or stages).',
    });
}
function isOnly({ model, version }, { label }) {
    const message = `version ${version} is the only one of ${JSON.stringify(model)}, and ${label} keeps the history with the versions`;
    return new errors/* StagegateError */.qU('input', message, {
        hint: 'Delete the model on the server, or register another version first.',
    });
}
/** Other runs may have taken this one for dead by now. */
function tookTooLong(entry, { label }) {
    const message = `${label} took too long to ${describeIntent(entry)}: the next run completes the rest`;
    return new errors/* StagegateError */.qU('unavailable', message, { hint: runAgain(entry) });
}
function unsure({ entry }, failure) {
    const { action, version, to } = entry;
    const what = action === 'unregister' ? 'still registered' : `not in ${to}`;
    return leftOpen(entry, failure, `${failure.message}; version ${version} seems to be ${what}`);
}
function halfDone(entry, failure) {
    const { action, version, to } = entry;
    const where = action === 'unregister' ? 'unregistered' : `in ${to}`;
    const message = `version ${version} is ${where}, but writing the rest of the change failed: ${failure.message}`;
    return leftOpen(entry, failure, message);
}
function leftOpen(entry, cause, message) {
    const hint = `${cause.hint ?? ''} ${runAgain(entry)}`.trim();
    return new errors/* StagegateError */.qU('unavailable', message, { hint, cause });
}
/** A rollback needs its version: if only its answer was lost, another rollback would go back one further. */
function runAgain({ action, version }) {
    const by = action === 'rollback' ? ` with version ${version}` : '';
    return `Run it again${by}: it completes what was begun.`;
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/lock/read-back.js

/** How often to look again after two versions were found in one stage. */
const LOOKS = 3;
/**
 * Looks again after a change. The lock never leaves two versions in a stage, but another client can, and so can a
 * request that arrives after every timeout. Versions that are not in the stage by the history are archived then, under
 * the lock and with a line of their own.
 */
async function readBackPlan(plan, options) {
    if (!options.storage.usesStages)
        return checkAlias(plan, options);
    const { reader, changer } = options;
    const { version, to } = plan.entry;
    const notices = [];
    for (let look = 1;; look++) {
        const found = await reader.look(plan.model, false);
        const held = [...found.versions.values()].filter((each) => reader.stageOf(each, found) === to);
        const holders = held.map((each) => each.version);
        const others = holders.filter((other) => other !== version);
        if (!holders.includes(version))
            return lost(version, others, { found, reader });
        const strays = holders.filter((holder) => found.recorded.get(holder) !== to);
        const stray = strays.length === holders.length ? undefined : strays[0];
        if (!plan.exclusive || stray === undefined || look > LOOKS) {
            if (plan.exclusive)
                notices.push(...others.map((other) => `version ${other} is in ${to} as well`));
            return { stage: to, lostTo: null, ...(notices.length === 0 ? {} : { notices }) };
        }
        const notes = await changer.change(archiving(plan, stray, found), found);
        notices.push(...notes, `version ${stray} was put into ${to} past stagegate and is archived now`);
    }
}
function lost(version, others, { found, reader }) {
    const own = found.versions.get(version);
    const stage = own === undefined ? null : reader.stageOf(own, found);
    const where = stage === null ? 'it was deleted' : `it is in ${stage}`;
    return { stage, lostTo: others.length === 0 ? where : `version ${others.join(', ')} holds it now` };
}
/** The plan that archives a stray version, by the actor and at the time of the plan that took the stage. */
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
            reason: `it was put into ${to} beside version ${version} past stagegate`,
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
        return { stage: null, lostTo: 'it was deleted' };
    const stage = reader.stageOf(held, { model: null, recorded: new Map([[version, to]]) });
    const alias = storage.aliasOf(to);
    if (alias === null || stage === to)
        return { stage, lostTo: null };
    const other = await server.versionByAlias(plan.model, alias);
    return {
        stage,
        lostTo: other === null ? `the alias ${alias} is gone` : `version ${other.version} holds it now`,
    };
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/register.js





/**
 * Adds a version and its history line in one request. The server assigns the number, so the line is written for the next
 * one, and again when another run was quicker.
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
        await setAlias(alias, { name: model, version: made }, server);
    return made;
}
/** @returns the source @throws StagegateError `input` */
function requireInput({ source, version, asked, tags }, basis, server) {
    const refuse = (message, hint) => new errors/* StagegateError */.qU('input', message, { hint });
    if (source === null) {
        throw refuse('no source is given, but an MLflow server only registers a version with one', "Name the place of the model's files: --source s3://… or runs:/…/model");
    }
    const next = nextNumber(basis);
    if (asked && version !== next) {
        throw refuse(`${server.label} numbers versions itself: the next version is ${next}, not ${version}`, 'Leave the version out.');
    }
    const reserved = Object.keys(tags).find(isOurs);
    if (reserved !== undefined) {
        throw refuse(`the tag ${JSON.stringify(reserved)} is reserved: stagegate keeps the history under such keys`, 'Choose a key that does not start with stagegate.');
    }
    return source;
}
/** Creates the version before a missing model: the server then checks the version's fields before it creates anything. */
async function createIn(entry, version, { basis, server }) {
    const made = basis.exists
        ? await create(entry, version, server)
        : await (0,api_server/* unlessMissing */.F)(() => create(entry, version, server));
    if (made !== null)
        return made;
    await server.createModel(entry.model);
    return create(entry, version, server);
}
/** The server never reuses the number of a deleted version, so the next number can't be known for certain. */
function otherNumber({ model, version }, made, { label }) {
    return new errors/* StagegateError */.qU('input', `version ${made} of ${JSON.stringify(model)} was registered instead of ${version}: ${label} numbers versions itself, and ${version} was taken`, {
        hint: `Use version ${made}, which has no aliases yet, or delete it. Leave the version out next time.`,
    });
}
async function setAlias(alias, at, server) {
    try {
        await server.setAlias(at, alias);
    }
    catch (error) {
        if (!(error instanceof api_server/* ServerFailure */.k))
            throw error;
        const message = `version ${at.version} is registered, but setting its alias ${alias} failed: ${error.message}`;
        const hint = `${error.hint ?? ''} Set the alias in MLflow. Don't run this again: it would register another version.`;
        throw new errors/* StagegateError */.qU('unavailable', message, { hint: hint.trim(), cause: error });
    }
}
/** After a lost answer, looks for the new version: the line in its tags identifies it. */
async function create(entry, version, server) {
    try {
        return await server.createVersion(entry.model, version);
    }
    catch (error) {
        if (!(error instanceof api_server/* ServerFailure */.k))
            throw error;
        if (error.errorCode === 'INVALID_PARAMETER_VALUE')
            throw refused(error);
        if (error.definite)
            throw error;
        const made = await findMade(entry.model, version, server);
        if (made === null)
            throw register_unsure(entry, error);
        return made;
    }
}
/** Null also when the server still does not answer. */
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
/** The server objects to the input. */
function refused(failure) {
    return new errors/* StagegateError */.qU('input', failure.message, {
        hint: "Check the source and the tags; nothing was registered. The source has to be an address that the server accepts, such as s3://bucket/path or runs:/…/model, not a path on this machine. A tag's key may have letters, digits, spaces and /_-.:",
        cause: failure,
    });
}
function register_unsure({ version }, failure) {
    const message = `${failure.message}; version ${version} does not seem to be registered`;
    const hint = `${failure.hint ?? ''} Run it again with version ${version}: if it was registered after all, nothing changes.`;
    return new errors/* StagegateError */.qU('unavailable', message, { hint: hint.trim(), cause: failure });
}
/** The run in a source (`runs:/<id>/model`): its metrics are the version's. */
function runOf(source) {
    return /^runs:\/+([0-9a-f]{32})(?:\/|$)/.exec(source)?.[1];
}
function nextNumber({ versions }) {
    const highest = [...versions.keys()].sort(version/* compareVersions */.Zy).at(-1) ?? '0';
    return String(BigInt(highest) + 1n);
}
/** The line for a number. It is not part of the chain, so it only has what concerns the version itself. */
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

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/stage-storage.js



/** MLflow's stages besides None and Archived, in lower case: it accepts any case. */
const SERVER_STAGES = ['staging', 'production'];
/** How stages are kept on a server: as the version's stage, as an alias of the model, or both. */
class StageStorage {
    options;
    usesStages;
    usesAliases;
    /** @throws StagegateError `policy` for stages that this server or MLflow can't keep */
    constructor(options) {
        this.options = options;
        const { mode, stages, features } = options;
        const own = stages.find((stage) => !SERVER_STAGES.includes(stage.toLowerCase()));
        this.usesStages = mode !== 'aliases' && features.stages && (own === undefined || mode === 'stages');
        this.usesAliases = mode !== 'stages' && features.aliases;
        if (mode === 'stages' && !features.stages) {
            throw cannot('this server has no stages (Unity Catalog only has aliases)', 'Set mode: aliases.');
        }
        if (mode === 'aliases' && !features.aliases) {
            throw cannot("this server has no aliases (a Databricks workspace's own registry)", 'Set mode: stages.');
        }
        if (own !== undefined && mode === 'stages') {
            throw cannot(`MLflow has no stage ${JSON.stringify(own)}`, 'Use Staging and Production, or set mode: aliases.');
        }
        if (!this.usesStages && !this.usesAliases) {
            throw cannot(`this server has no stage ${JSON.stringify(own)}, and no aliases to stand for it`, 'Name the stages Staging and Production.');
        }
        if (this.usesAliases)
            for (const stage of stages)
                requireAlias(stage, this.aliasOf(stage));
    }
    /** The alias that stands for a stage; null without one. */
    aliasOf(stage) {
        if (!this.usesAliases || (0,model_stage/* isWithdrawal */.OH)(stage))
            return null;
        return this.options.aliases[stage] ?? stage;
    }
    /**
     * The alias that a stage had before the policy named another one: its own name. Null when the alias was not renamed, or
     * another stage uses it now. Servers may ignore case.
     */
    formerAliasOf(stage) {
        if (this.aliasOf(stage) === null || !(0,names/* isAliasName */.mO)(stage))
            return null;
        const isInUse = this.options.stages.some((other) => (0,names/* isSameAlias */.Vi)(stage, this.aliasOf(other)));
        return isInUse ? null : stage;
    }
    /**
     * The stage of a version. Where only aliases are kept, it is the highest stage whose alias points at the version, or
     * else Archived if the history says so. A stage's former alias counts for the version that the history has there:
     * renaming an alias in the policy moves nothing.
     * @param aliases those that point at the version
     * @param recorded its stage by the history, if any
     */
    stageOf(held, aliases, recorded) {
        if (this.usesStages) {
            const stage = held.stage ?? model_stage/* NONE */.x3;
            return (0,model_stage/* findStage */.U9)(stage, this.options.stages) ?? stage;
        }
        const pointing = this.options.stages.filter((stage) => aliases.includes(this.aliasOf(stage) ?? '') ||
            (stage === recorded && aliases.includes(this.formerAliasOf(stage) ?? '')));
        return pointing.at(-1) ?? (recorded === model_stage/* ARCHIVED */.Ts ? model_stage/* ARCHIVED */.Ts : model_stage/* NONE */.x3);
    }
}
function requireAlias(stage, alias) {
    if (alias !== null && (0,names/* isNewAliasName */.Yb)(alias))
        return;
    throw cannot(`the stage ${JSON.stringify(stage)} can't be an alias`, `Name an alias for it in the policy, under registry: aliases: {${JSON.stringify(stage)}: an-alias}.`);
}
function cannot(message, hint) {
    return new errors/* StagegateError */.qU('policy', message, { hint });
}

;// CONCATENATED MODULE: ./build/js/src/registry/mlflow/registry.js











/** The registry on an MLflow server, a Databricks workspace or in Unity Catalog. */
class MlflowRegistry {
    options;
    parts;
    reader;
    changer;
    /** Each version as last read, which saves requests. */
    known = new Map();
    constructor(options) {
        this.options = options;
        const { server, stages, mode, aliases, pace } = options;
        const storage = new StageStorage({ mode, aliases, stages, features: server.features });
        this.parts = { server, storage, stages };
        this.reader = new ModelReader(this.parts);
        this.changer = new ModelChanger({ ...this.parts, reader: this.reader, pace });
    }
    get label() {
        return this.options.server.label;
    }
    models() {
        return this.options.server.models();
    }
    async read(model, interest) {
        const found = interest === undefined ? await this.reader.readWhole(model) : await this.reader.read(model, interest);
        refusePrompt(found);
        return this.remember(found);
    }
    async readAll(failed) {
        const snapshots = [];
        for (const model of await this.models()) {
            try {
                snapshots.push(this.remember(await this.reader.readWhole(model)));
            }
            catch (error) {
                // a server that doesn't answer at all won't answer for the next model either
                const isAway = error instanceof api_server/* ServerFailure */.k && error.status === null;
                if (failed === undefined || isAway || !(error instanceof errors/* StagegateError */.qU))
                    throw error;
                failed(model, error);
            }
        }
        return snapshots;
    }
    /** A version that an earlier read found; null when none did. */
    findVersion(model, version) {
        return this.known.get(versionKey(model, version)) ?? null;
    }
    async apply(plan, basis) {
        const { revision } = basis;
        if (!(revision instanceof MlflowRevision))
            throw new TypeError('the snapshot is not of this registry');
        if (plan.registration !== null) {
            this.requireNoStageAlias(plan.registration.aliases);
            const version = await registerVersion(plan, plan.registration, revision.reading, this.parts.server);
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
        return readBackPlan(plan, { ...this.parts, reader: this.reader, changer: this.changer });
    }
    async finish({ revision }) {
        if (!(revision instanceof MlflowRevision))
            throw new TypeError('the snapshot is not of this registry');
        return this.changer.finish(revision.reading);
    }
    reviewAliases(model, prune) {
        return reviewAliases(model, { ...this.parts, reader: this.reader }, prune);
    }
    close() {
        return this.options.close();
    }
    /** Refuses an alias that stands for a stage: it would put the version there past every gate. */
    requireNoStageAlias(aliases) {
        const { storage, stages } = this.parts;
        for (const stage of stages) {
            const alias = aliases.find((wanted) => (0,names/* isSameAlias */.Vi)(wanted, storage.aliasOf(stage)));
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
        const { storage, stages } = this.parts;
        return toSnapshot(found, { reader: this.reader, storage, stages });
    }
}
function versionKey(model, version) {
    return `${model}\n${version}`;
}
/** Refuses a prompt, which is a registered model to the server. */
function refusePrompt({ name, model, versions, asked }) {
    const tags = [model?.tags ?? {}, asked === null ? {} : (versions.get(asked)?.tags ?? {})];
    if (tags.some((held) => (0,mlflow_server/* isPrompt */.$s)({ tags: held }))) {
        throw new errors/* StagegateError */.qU('input', `${JSON.stringify(name)} is a prompt, not a registered model`, {
            hint: 'Name a model: stagegate has no evaluation of prompts to judge.',
        });
    }
}


/***/ })

};
