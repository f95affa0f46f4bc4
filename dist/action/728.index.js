export const id = 728;
export const ids = [728,772];
export const modules = {

/***/ 66772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   explainMissing: () => (/* binding */ explainMissing),
/* harmony export */   findSubmodule: () => (/* binding */ findSubmodule),
/* harmony export */   listTracked: () => (/* binding */ listTracked),
/* harmony export */   requireUnfiltered: () => (/* binding */ requireUnfiltered)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11024);
/* harmony import */ var _text_lfs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83576);
/* harmony import */ var _command_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53649);




/**
 * Explains why a file is missing on disk that git has: a sparse checkout leaves it out, its submodule isn't checked out,
 * or it was deleted. Null when git doesn't know the file, and without git or a repository.
 * @param path relative to git's folder
 * @throws GitUnusable when git doesn't trust the folder, and so can't tell
 */
async function explainMissing(git, path) {
    const listed = await ask(git, ['ls-files', '-t', '-z', '--', path]);
    if (listed === null)
        return null;
    const [tag] = listed;
    if (tag === 'S') {
        const folder = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(path);
        return {
            why: 'sparse',
            message: 'is not checked out: the sparse checkout leaves it out',
            hint: `Run "git sparse-checkout add ${folder === '.' ? path : folder}", or name it in sparse-checkout of actions/checkout.`,
        };
    }
    if (tag !== undefined) {
        return {
            why: 'deleted',
            message: 'is in git, but was deleted from this checkout',
            hint: `Restore it: git checkout -- ${path}. If you want it gone, commit the deletion first.`,
        };
    }
    const submodule = await findSubmodule(git, path);
    const nested = await findCheckoutOf(git, submodule ?? node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(path));
    if (nested !== null)
        return explainMissing(nested.git, node_path__WEBPACK_IMPORTED_MODULE_0__.posix.relative(nested.folder, path));
    if (submodule === null)
        return null;
    return {
        why: 'submodule',
        message: `is not checked out: it is in the submodule ${submodule}`,
        hint: `Run "git submodule update --init ${submodule}", or set submodules: true of actions/checkout.`,
    };
}
/** Git in a folder with a checkout of its own, such as a submodule. Null for any other folder. */
async function findCheckoutOf(git, folder) {
    if (folder === '.')
        return null;
    const inside = (args, run) => git(['-C', folder, ...args], run);
    const [own, its] = [
        await ask(git, ['rev-parse', '--show-prefix']),
        await ask(inside, ['rev-parse', '--show-prefix']),
    ];
    return own === null || its === null || its === `${own}${folder}/` ? null : { git: inside, folder };
}
/** The submodule that contains a path, according to git's index; null without one. @throws GitUnusable as above */
async function findSubmodule(git, path) {
    const parts = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(path).split('/');
    for (let length = 1; length < parts.length; length += 1) {
        const folder = parts.slice(0, length).join('/');
        // the index lists files and submodules, never folders
        const entry = await ask(git, ['rev-parse', '--verify', '--quiet', `:./${folder}`]);
        if (entry === null || entry === '')
            continue;
        return (await ask(git, ['ls-files', '-s', '--', folder]))?.startsWith('160000 ') === true ? folder : null;
    }
    return null;
}
/**
 * Git's files in a folder and its subfolders: all of them, or those that a sparse checkout leaves out. Empty without
 * git, outside a repository, and when git doesn't trust it.
 */
async function listTracked(git, folder, which) {
    const listed = await ask(git, ['ls-files', '-t', '-z', '--', folder === '' ? '.' : folder]).catch((error) => {
        if (error instanceof _command_js__WEBPACK_IMPORTED_MODULE_2__/* .GitUnusable */ ._k)
            return null;
        throw error;
    });
    return (listed ?? '').split('\0').flatMap((record) => {
        const [tag, path] = [record.slice(0, 1), record.slice(2)];
        return path !== '' && (which === 'all' || tag === 'S') ? [path] : [];
    });
}
/** Null when git fails or is missing. @throws GitUnusable when it doesn't trust the folder */
async function ask(git, args) {
    try {
        const result = await git(args);
        return result.exitCode === 0 ? (0,_command_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(result) : null;
    }
    catch (error) {
        if (error instanceof _command_js__WEBPACK_IMPORTED_MODULE_2__/* .GitUnusable */ ._k && error.why === 'missing')
            return null;
        throw error;
    }
}
/**
 * Refuses to write files that .gitattributes gives to a filter (Git LFS, git-crypt) or another encoding. We commit
 * bytes unfiltered, which the filter couldn't undo; and a later commit of files on disk would turn a history into a
 * pointer. When git can't tell, a pointer is still noticed on the next read.
 * @param paths relative to git's folder
 * @param isCommitted we commit the files ourselves; otherwise we write them to disk
 * @throws StagegateError `input`
 */
async function requireUnfiltered(git, paths, isCommitted) {
    const attributes = await readAttributes(git, paths);
    const filters = attributes.filter(({ name, value }) => name === 'filter' && (isCommitted || value === 'lfs'));
    const [filtered] = filters;
    if (filtered !== undefined) {
        const { path, value } = filtered;
        const [what, then] = value === 'lfs'
            ? ['Git LFS', 'a later commit would replace it with a pointer']
            : [`the filter ${JSON.stringify(value)}`, 'our commit would bypass that filter'];
        const all = [...new Set(filters.map((each) => each.path))];
        throw refuse(path, `.gitattributes gives it to ${what}, and ${then}`, (0,_text_lfs_js__WEBPACK_IMPORTED_MODULE_3__/* .withoutFilter */ .zv)(all));
    }
    const encoded = attributes.find(({ name, value }) => name === 'working-tree-encoding' && !/^utf-?8$/i.test(value));
    if (encoded === undefined || isCommitted)
        return;
    const { path, value } = encoded;
    const hint = `Add to the end of .gitattributes: ${path} !working-tree-encoding`;
    throw refuse(path, `.gitattributes sets its encoding to ${value}, but the file is UTF-8`, hint);
}
/** The attributes with a value. Empty without git, outside a repository, and when git doesn't trust it. */
async function readAttributes(git, paths) {
    try {
        const asked = await git(['check-attr', '-z', 'filter', 'working-tree-encoding', '--', ...paths]);
        if (asked.exitCode !== 0)
            return [];
        const fields = asked.stdout.toString().split('\0');
        const found = [];
        for (let at = 0; at + 2 < fields.length; at += 3) {
            const [path = '', name = '', value = ''] = fields.slice(at, at + 3);
            if (!['unspecified', 'unset', 'set', ''].includes(value))
                found.push({ path, name, value });
        }
        return found;
    }
    catch (error) {
        if (error instanceof _command_js__WEBPACK_IMPORTED_MODULE_2__/* .GitUnusable */ ._k)
            return [];
        throw error;
    }
}
function refuse(path, why, hint) {
    const message = `${JSON.stringify(path)} can't be kept here: ${why}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU('input', message, { place: { file: path }, hint });
}


/***/ }),

/***/ 11728:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openDiskStore: () => (/* binding */ openDiskStore)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(55395);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js + 1 modules
var api = __webpack_require__(73305);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/iso.js
var iso = __webpack_require__(73102);
// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/disk/location.js
var disk_location = __webpack_require__(64332);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/disk/port.js
var port = __webpack_require__(9776);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/disk/lock.js







// Why not proper-lockfile: it keeps a lock alive with a timer that touches the file. After a kill -9 everybody waits
// until the lock is old, a busy event loop loses its lock, and nobody has maintained the package since 2021. Here the
// holder's process id tells at once.
/** How long (ms) to wait for another process's lock: enough for hundreds of writes. */
const LOCK_WAIT_MS = 30_000;
/** How long (ms) a lock may stay without its holder's name: it is created and written at once. */
const NAMELESS_LOCK_MS = 1_000;
const LONGEST_PAUSE_MS = 60;
/** After this time (ms) another machine's lock counts as abandoned: a write takes milliseconds. */
const FOREIGN_LOCK_MS = 60_000;
const holderSchema = schemas/* object */.Ikc({
    pid: schemas/* int */.Whr().check(api/* _positive */.NC()),
    /** Machine, and on Linux the process namespace: containers can share a name but not their process ids. */
    host: schemas/* string */.YjP(),
    /** When the process started, in the kernel's ticks; null where the system doesn't tell. */
    started: schemas/* nullable */.mee(schemas/* string */.YjP()),
    nonce: schemas/* string */.YjP().check(api/* _regex */.Fk(/^[0-9a-f]{16}$/)),
    time: iso/* datetime */.w$(),
});
/**
 * Waits until the lock file is gone, and creates it. A lock whose process has ended is broken at once.
 * @throws StagegateError `unavailable` when its holder keeps it too long; errors of the file system unchanged
 */
async function acquireLock(options) {
    const { disk, path, waitMs = LOCK_WAIT_MS } = options;
    const nonce = (0,disk_location/* makeNonce */.o2)();
    const deadline = Date.now() + waitMs;
    let nameless = { mark: '', since: 0 };
    for (;;) {
        if (await tryCreate(disk, path, nonce))
            return holdLock(options, nonce);
        const seen = await disk.read(path);
        if (seen === null)
            continue;
        const holder = parseHolder(seen.bytes.toString());
        if (holder === null && nameless.mark !== seen.mark)
            nameless = { mark: seen.mark, since: Date.now() };
        const stale = holder === null ? Date.now() - nameless.since > NAMELESS_LOCK_MS : isGone(holder);
        if (stale && (await breakLock(disk, path, seen)))
            continue;
        if (Date.now() > deadline)
            throw explainWait(options, holder);
        await (0,promises_.setTimeout)(2 + Math.random() * LONGEST_PAUSE_MS);
    }
}
async function tryCreate(disk, path, nonce) {
    try {
        await disk.create(path, Buffer.from(`${JSON.stringify(describeSelf(nonce))}\n`));
        return true;
    }
    catch (error) {
        if ((0,port/* errnoOf */.UQ)(error) === 'EEXIST')
            return false;
        throw error;
    }
}
function holdLock({ disk, path }, nonce) {
    const isHeld = async () => {
        const now = await disk.read(path);
        return now !== null && parseHolder(now.bytes.toString())?.nonce === nonce;
    };
    return {
        assertHeld: async () => {
            if (await isHeld())
                return;
            throw new errors/* StagegateError */.qU('conflict', "another process broke this run's lock while it was paused", {
                hint: 'Run this again.',
            });
        },
        release: async () => {
            if (await isHeld())
                await disk.remove(path);
        },
    };
}
/**
 * Removes a stale lock. If two processes did so, the second could remove the lock that the first has created since. So
 * only the process that creates the claim, a file named after this one lock, looks again and removes it. A claim whose
 * process was killed is broken in the same way.
 */
async function breakLock(disk, path, stale) {
    const nonceOfStale = parseHolder(stale.bytes.toString())?.nonce ?? '0'.repeat(16);
    const claim = (0,disk_location/* tempFor */.CF)(path, nonceOfStale);
    if (!(await tryCreate(disk, claim, (0,disk_location/* makeNonce */.o2)()))) {
        const other = await disk.read(claim);
        const maker = other === null ? null : parseHolder(other.bytes.toString());
        return other !== null && maker !== null && isGone(maker) && (await breakLock(disk, claim, other));
    }
    try {
        const now = await disk.read(path);
        if (now !== null && now.mark === stale.mark && now.bytes.equals(stale.bytes))
            await disk.remove(path);
        return true;
    }
    finally {
        await disk.remove(claim);
    }
}
function explainWait({ label }, holder) {
    const who = holder === null
        ? 'an unknown process'
        : `process ${holder.pid} on ${JSON.stringify(holder.host.split(' ')[0])} since ${holder.time}`;
    return new errors/* StagegateError */.qU('unavailable', `the registry is locked by ${who}`, {
        place: { file: label },
        hint: `Wait for it to finish. If that process isn't running, delete ${JSON.stringify(label)} and run this again.`,
    });
}
/** This process as a lock's holder. Exported for tests. */
function describeSelf(nonce) {
    return {
        pid: process.pid,
        host: thisHost(),
        started: facts(process.pid)?.started ?? null,
        nonce,
        time: new Date().toISOString(),
    };
}
/** Null when the text doesn't name a holder: a process can be killed between creating the lock and writing it. */
function parseHolder(text) {
    try {
        return holderSchema.safeParse(JSON.parse(text)).data ?? null;
    }
    catch {
        return null;
    }
}
/** Whether the holder's process has ended. */
function isGone(holder) {
    if (holder.host !== thisHost())
        return Date.now() - Date.parse(holder.time) > FOREIGN_LOCK_MS;
    if (!exists(holder.pid))
        return true;
    const now = facts(holder.pid);
    if (now === null)
        return false;
    // A zombie has ended. With another start time it is another process that got the same id.
    return now.ended || (holder.started !== null && holder.started !== now.started);
}
function exists(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code !== 'ESRCH';
    }
}
/** From Linux's /proc/PID/stat (proc_pid_stat(5)): field 3 is the state, field 22 the start time. */
function facts(pid) {
    try {
        const text = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'latin1');
        // The name in field 2 can contain anything, but only it is in parentheses.
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
        const started = fields[19];
        return started === undefined ? null : { started, ended: fields[0] === 'Z' || fields[0] === 'X' };
    }
    catch {
        return null;
    }
}
function thisHost() {
    try {
        return `${(0,external_node_os_.hostname)()} ${(0,external_node_fs_.readlinkSync)('/proc/self/ns/pid')}`;
    }
    catch {
        return (0,external_node_os_.hostname)();
    }
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/disk/replace.js





const sha256 = schemas/* string */.YjP().check(api/* _regex */.Fk(/^[0-9a-f]{64}$/));
const journalSchema = schemas/* object */.Ikc({
    files: schemas/* array */.YOg(schemas/* object */.Ikc({ target: schemas/* string */.YjP(), temp: schemas/* string */.YjP(), before: schemas/* nullable */.mee(sha256), after: sha256 })),
});
/**
 * Replaces all files or none, under the lock. New texts go to temporary files beside their targets first. A rename
 * changes one file as a whole, and the journal ties several renames together.
 * @throws StagegateError `unavailable` with every file as it was
 */
async function replaceFiles(disk, { guard, lock }, files) {
    const nonce = (0,disk_location/* makeNonce */.o2)();
    const prepared = [];
    const undoFolders = [];
    try {
        for (const file of files) {
            await (0,port/* explainDisk */.Pp)('write', file.path, async () => {
                const target = await (0,disk_location/* locate */.x5)(disk, guard.root, file.path);
                const temp = (0,disk_location/* tempFor */.CF)(target, nonce);
                prepared.push({ ...file, target, temp });
                undoFolders.push(await makeFolder(disk, (0,external_node_path_.dirname)(target)));
                await sweepTemps(disk, target);
                await disk.create(temp, Buffer.from(file.text), { mode: file.before?.mode, durable: true });
            });
        }
        await lock.assertHeld();
        await renameAll(disk, guard, prepared);
    }
    catch (error) {
        // With a journal in place, the next writer needs the temporary files to finish or undo the change.
        if (!(await isJournalled(disk, guard))) {
            for (const { temp } of prepared)
                await ignoreErrors(disk.remove(temp));
            for (const undo of undoFolders.reverse())
                await undo();
        }
        throw error;
    }
}
async function isJournalled(disk, { journal }) {
    try {
        return (await disk.read(journal)) !== null;
    }
    catch {
        return true;
    }
}
async function renameAll(disk, guard, files) {
    const [first] = files;
    const journalled = files.length > 1 && first !== undefined;
    if (journalled)
        await (0,port/* explainDisk */.Pp)('write', first.path, () => writeJournal(disk, guard, files));
    const renamed = [];
    try {
        for (const file of files) {
            await (0,port/* explainDisk */.Pp)('write', file.path, () => disk.rename(file.temp, file.target));
            renamed.push(file);
        }
    }
    catch (error) {
        for (const file of renamed.reverse())
            await (0,port/* explainDisk */.Pp)('write', file.path, () => restore(disk, file));
        if (journalled)
            await (0,port/* explainDisk */.Pp)('write', first.path, () => disk.remove(guard.journal));
        throw error;
    }
    for (const folder of new Set(files.map((file) => (0,external_node_path_.dirname)(file.target))))
        await disk.syncFolder(folder);
    // The change is complete: a journal that can't be removed only leaves the next writer nothing to do.
    if (journalled)
        await ignoreErrors(disk.remove(guard.journal));
}
async function restore(disk, { target, temp, before }) {
    if (before === null)
        return disk.remove(target);
    await disk.create(temp, before.bytes, { mode: before.mode, durable: true });
    await disk.rename(temp, target);
}
/** Puts the journal in place with one rename. From then on any process can finish the write. */
async function writeJournal(disk, guard, files) {
    const shorten = (path) => (0,external_node_path_.relative)(guard.root, path).split(external_node_path_.sep).join('/');
    const entries = files.map(({ target, temp, before, text }) => ({
        target: shorten(target),
        temp: shorten(temp),
        before: before === null ? null : (0,disk_location/* digest */.br)(before.bytes),
        after: (0,disk_location/* digest */.br)(text),
    }));
    const own = (0,disk_location/* tempFor */.CF)(guard.journal, (0,disk_location/* makeNonce */.o2)());
    try {
        await disk.create(own, Buffer.from(`${JSON.stringify({ files: entries })}\n`), { durable: true });
        await disk.rename(own, guard.journal);
    }
    catch (error) {
        await disk.remove(own);
        throw error;
    }
    await disk.syncFolder((0,external_node_path_.dirname)(guard.journal));
}
/**
 * Finishes or undoes what a killed writer left. Only for the lock's holder.
 * @throws StagegateError `unavailable` when the files have changed since, so that neither is possible
 */
async function recover(disk, guard) {
    const file = await disk.read(guard.journal);
    if (file === null)
        return;
    for (const step of await planRecovery(disk, guard, parseJournal(file.bytes.toString())))
        await step();
    await disk.remove(guard.journal);
}
/** Renames start only after the whole journal is in place, so an unreadable one has no files to recover. */
function parseJournal(text) {
    try {
        return journalSchema.safeParse(JSON.parse(text)).data?.files ?? [];
    }
    catch {
        return [];
    }
}
async function planRecovery(disk, guard, files) {
    const forward = [];
    const undo = [];
    let done = 0;
    let stuck = null;
    for (const { target, temp, before, after } of files) {
        const to = await (0,disk_location/* locate */.x5)(disk, guard.root, target);
        const from = await (0,disk_location/* locate */.x5)(disk, guard.root, temp);
        // A pull request can contain a journal: it must not rename or remove any other file.
        if (!(0,disk_location/* isTempFor */._d)(from, to))
            continue;
        const held = await digestOf(disk, to);
        undo.push(() => disk.remove(from));
        if (held === after)
            done += 1;
        else if (held === before && (await digestOf(disk, from)) === after)
            forward.push(() => disk.rename(from, to));
        else
            stuck = target;
    }
    if (stuck === null)
        return [...forward, ...undo];
    if (done === 0)
        return undo;
    const name = JSON.stringify(stuck);
    throw new errors/* StagegateError */.qU('unavailable', `an interrupted write can't be finished or undone: ${name} has changed since`, {
        place: { file: stuck },
        hint: 'Restore the manifest and its history from git (git checkout), and delete the hidden .journal file beside the registry.',
    });
}
async function digestOf(disk, path) {
    const file = await disk.read(path);
    return file === null ? null : (0,disk_location/* digest */.br)(file.bytes);
}
/**
 * Removes what killed writers left beside a target. Only for the holder of the target's lock: any temporary file of
 * another process is then abandoned.
 */
async function sweepTemps(disk, target) {
    const folder = (0,external_node_path_.dirname)(target);
    for (const name of (await disk.list(folder)) ?? []) {
        if ((0,disk_location/* isTempFor */._d)((0,external_node_path_.join)(folder, name), target))
            await disk.remove((0,external_node_path_.join)(folder, name));
    }
}
/** Makes a folder and its parents. Returns a function that removes those it made, as far as they are empty. */
async function makeFolder(disk, folder) {
    const first = await disk.makeFolder(folder);
    return async () => {
        if (first === undefined)
            return;
        try {
            for (let at = folder; at.length >= first.length; at = (0,external_node_path_.dirname)(at))
                await disk.removeFolder(at);
        }
        catch {
            // Another process has put a file in it: keep the folder.
        }
    };
}
/** For cleaning up: an error is already on its way, or what is left does no harm. */
async function ignoreErrors(work) {
    await work.catch(() => undefined);
}

// EXTERNAL MODULE: ./build/js/src/git/working-tree.js
var working_tree = __webpack_require__(66772);
// EXTERNAL MODULE: ./build/js/src/git/command.js
var command = __webpack_require__(53649);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stored-files.js
var stored_files = __webpack_require__(28868);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/disk/view.js







/** How often a read starts again because another process was writing. */
const READ_ATTEMPTS = 50;
/** File systems count time in ticks of a few milliseconds: two changes within one look like one. */
const TICK_MS = 50;
/**
 * The files at one moment, read without a lock. A read counts if there is no journal before and after it, and if
 * nothing that was read earlier has changed.
 */
class DiskView {
    options;
    files = new Map();
    folders = new Map();
    /** With the files that git has but the checkout lacks: reading one says why. */
    listed = new Map();
    /** The mark of the lock's folder when everything was last found unchanged, if it can be trusted. */
    quietMark = null;
    last = Promise.resolve();
    constructor(options) {
        this.options = options;
    }
    get id() {
        const files = [...this.files].map(([path, { file }]) => [
            path,
            file === null ? null : (0,disk_location/* digest */.br)(file.bytes),
        ]);
        return (0,disk_location/* digest */.br)(JSON.stringify([files.sort(), [...this.folders].sort()]));
    }
    async read(path) {
        const seen = await this.inTurn(async () => this.files.get(path) ?? (await this.readNow(path)));
        return seen.text;
    }
    list(folder) {
        return this.inTurn(async () => {
            const known = this.listed.get(folder);
            if (known !== undefined)
                return known;
            const names = await this.whileQuiet(folder, () => this.listFolder(folder));
            this.folders.set(folder, names);
            const all = await this.addTracked(folder, names);
            this.listed.set(folder, all);
            return all;
        });
    }
    /** A file as this view read it. @throws TypeError when it has not read it */
    seen(path) {
        const seen = this.files.get(path);
        if (seen === undefined)
            throw new TypeError(`${path} was not read through this view`);
        return seen;
    }
    /**
     * Compares contents. Only for the lock's holder: without the lock, a write can follow at once.
     * @throws StagegateError `conflict` when something that was read has changed
     */
    async assertUnchanged() {
        for (const [path, { file }] of this.files) {
            const { file: now } = await this.readFile(path);
            if (now === null ? file !== null : file === null || !now.bytes.equals(file.bytes))
                throw changed(path);
        }
        await this.assertSameFolders();
    }
    async readNow(path) {
        const { file, realPath } = await this.whileQuiet(path, () => this.readFile(path));
        if (file === null)
            await this.requireUnknownToGit(path);
        const seen = { realPath, file, text: file === null ? null : (0,stored_files/* decodeText */.g7)(file.bytes, path) };
        this.files.set(path, seen);
        return seen;
    }
    /** A file that isn't checked out isn't missing: a write would replace it with a new one. */
    async requireUnknownToGit(path) {
        const { git } = this.options;
        if (git === undefined)
            return;
        const name = JSON.stringify(path);
        const place = { file: path };
        let missing;
        try {
            missing = await (0,working_tree.explainMissing)(git, path);
        }
        catch (error) {
            if (!(error instanceof command/* GitUnusable */._k))
                throw error;
            throw new errors/* StagegateError */.qU(error.code, `${name} is missing, and git can't tell whether it just isn't checked out: ${error.message}`, { place, hint: error.hint, cause: error });
        }
        if (missing === null)
            return;
        throw new errors/* StagegateError */.qU((0,stored_files/* codeOf */.$N)(path), `${name} ${missing.message}`, { place, hint: missing.hint });
    }
    async addTracked(folder, names) {
        const { git } = this.options;
        if (git === undefined)
            return names;
        const start = folder === '.' ? '' : `${folder}/`;
        const inside = (await (0,working_tree.listTracked)(git, folder, 'all')).flatMap((path) => {
            const name = path.slice(start.length);
            return path.startsWith(start) && !name.includes('/') ? [name] : [];
        });
        if (names === null && inside.length === 0)
            await this.requireUnknownToGit(`${folder}/`);
        return names === null && inside.length === 0 ? null : [...new Set([...(names ?? []), ...inside])].sort();
    }
    async whileQuiet(path, work) {
        for (let attempt = 0; attempt < READ_ATTEMPTS; attempt += 1) {
            await this.options.finishJournal();
            const result = await work();
            if (!(await this.isBeingWritten())) {
                await this.assertSameMarks();
                return result;
            }
        }
        throw new errors/* StagegateError */.qU('unavailable', `${JSON.stringify(path)} can't be read: other processes keep writing to it`, { place: { file: path }, hint: 'Run this again when fewer promotions are running.' });
    }
    async isBeingWritten() {
        return (await this.options.disk.read(this.options.guard.journal)) !== null;
    }
    /**
     * Compares marks. Every write creates and removes a lock, so while the lock's folder is unchanged, everything is.
     * That saves looking at every file again for each file of a large registry.
     */
    async assertSameMarks() {
        const { disk, guard } = this.options;
        const folder = await disk.mark((0,external_node_path_.dirname)(guard.lock));
        if (folder !== null && folder.mark === this.quietMark)
            return;
        const trusted = folder !== null && Date.now() - folder.changedMs > TICK_MS;
        for (const [path, { realPath, file }] of this.files) {
            if ((await (0,port/* explainDisk */.Pp)('read', path, () => disk.mark(realPath)))?.mark !== file?.mark)
                throw changed(path);
        }
        await this.assertSameFolders();
        this.quietMark = trusted ? folder.mark : null;
    }
    async assertSameFolders() {
        for (const [folder, names] of this.folders) {
            if (JSON.stringify(await this.listFolder(folder)) !== JSON.stringify(names))
                throw changed(folder);
        }
    }
    readFile(path) {
        const { disk, guard } = this.options;
        return (0,port/* explainDisk */.Pp)('read', path, async () => {
            const realPath = await (0,disk_location/* locate */.x5)(disk, guard.root, path);
            return { realPath, file: await disk.read(realPath) };
        });
    }
    listFolder(folder) {
        const { disk, guard } = this.options;
        const own = [(0,external_node_path_.basename)(guard.lock), (0,external_node_path_.basename)(guard.journal)];
        return (0,port/* explainDisk */.Pp)('read', folder, async () => {
            const names = await disk.list(await (0,disk_location/* locate */.x5)(disk, guard.root, folder));
            return names?.filter((name) => !(0,disk_location/* isTemp */.f)(name) && !own.includes(name)) ?? null;
        });
    }
    /** One read after the other: two at once couldn't check each other. */
    inTurn(work) {
        const turn = this.last.then(work, work);
        this.last = turn;
        return turn;
    }
}
function changed(path) {
    return new errors/* StagegateError */.qU('conflict', `${JSON.stringify(path)} has changed since it was read`, {
        place: { file: path },
        hint: 'Run this again: it decides on the registry as it is then.',
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/disk/disk.js
/**
 * The registry's files in a folder on disk, safe for parallel processes and for a kill at any moment.
 *
 * A write
 * 1. takes the lock, a file beside the registry that names its holder's process (lock.ts);
 * 2. recovers: finishes or undoes what a killed writer left (replace.ts);
 * 3. compares: if anything that was read has changed since, it stops with a conflict, and the caller decides again;
 * 4. writes each new text to a temporary file beside its target and syncs it to the disk;
 * 5. checks that it still holds the lock, renames each temporary file over its target, and syncs the folders. Before
 *    the first of several renames it writes a journal, so that the next process can finish them all;
 * 6. removes the journal and the lock.
 *
 * A read takes no lock and works where nothing can be written (view.ts).
 */






/** Opens the files on disk. Read a file through the basis of a write before writing it. */
function openDiskStore(options) {
    const store = new DiskStore(options);
    // a plain object, as every store is: what wraps a store spreads it
    return { open: () => store.open(), write: (changes, basis) => store.write(changes, basis) };
}
class DiskStore {
    options;
    disk;
    constructor(options) {
        this.options = options;
        this.disk = options.disk ?? port/* nodeDisk */.C0;
    }
    async open() {
        const { disk } = this;
        const guard = await this.findGuard();
        return new DiskView({
            disk,
            guard,
            git: this.options.git,
            finishJournal: () => this.finishJournal(guard),
        });
    }
    async write(changes, basis) {
        const { disk } = this;
        if (!(basis instanceof DiskView))
            throw new TypeError('this view is of another store');
        const files = [...changes]
            .map(([path, text]) => ({ path, text, seen: basis.seen(path) }))
            .filter(({ text, seen }) => seen.text !== text)
            .map(({ path, text, seen }) => ({ path, text, before: seen.file }));
        if (files.length === 0)
            return { commit: null };
        const guard = await this.findGuard();
        await this.underLock(guard, async (lock) => {
            await recover(disk, guard);
            await basis.assertUnchanged();
            for (const own of [guard.lock, guard.journal])
                await sweepTemps(disk, own);
            await replaceFiles(disk, { guard, lock }, files);
        });
        return { commit: null };
    }
    findGuard() {
        const { root, registry } = this.options;
        return (0,port/* explainDisk */.Pp)('read', registry, async () => (0,disk_location/* makeGuard */.ys)(root, await (0,disk_location/* locate */.x5)(this.disk, root, registry)));
    }
    /** A journal belongs to a running writer, whose lock this waits for, or to a killed one. */
    async finishJournal(guard) {
        const isJournalled = async () => (await this.disk.read(guard.journal)) !== null;
        if (!(await isJournalled()))
            return;
        try {
            await this.underLock(guard, () => recover(this.disk, guard));
        }
        catch (error) {
            // On a read-only disk there is no lock to take, but the writer may have finished meanwhile.
            if (await isJournalled())
                throw error;
        }
    }
    async underLock(guard, work) {
        const { root, registry, lockWaitMs } = this.options;
        const label = (0,external_node_path_.relative)(root, guard.lock).split(external_node_path_.sep).join('/');
        await (0,port/* explainDisk */.Pp)('write', registry, async () => {
            const undoFolder = await makeFolder(this.disk, (0,external_node_path_.dirname)(guard.lock));
            let lock = null;
            let done = false;
            try {
                lock = await acquireLock({ disk: this.disk, path: guard.lock, label, waitMs: lockWaitMs });
                await work(lock);
                done = true;
            }
            finally {
                // If the lock can't be removed, the next process breaks it once this one has ended.
                await lock?.release().catch(() => undefined);
                if (!done)
                    await undoFolder();
            }
        });
    }
}


/***/ }),

/***/ 64332:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CF: () => (/* binding */ tempFor),
/* harmony export */   _d: () => (/* binding */ isTempFor),
/* harmony export */   br: () => (/* binding */ digest),
/* harmony export */   f: () => (/* binding */ isTemp),
/* harmony export */   o2: () => (/* binding */ makeNonce),
/* harmony export */   x5: () => (/* binding */ locate),
/* harmony export */   ys: () => (/* binding */ makeGuard)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11024);
/* harmony import */ var _location_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(67906);
/* harmony import */ var _port_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9776);





/** @param registry the real path of the manifest file or folder */
function makeGuard(root, registry) {
    // A registry that is the workspace itself must not put its lock outside of it.
    const beside = registry === root ? `${root}/stagegate` : registry;
    return { root, lock: nameBeside(beside, '.lock'), journal: nameBeside(beside, '.journal') };
}
const SUFFIX = '.stagegate-tmp';
const NONCE = /^[0-9a-f]{16}$/;
/** Tells one lock or temporary file from all others. */
function makeNonce() {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex');
}
/** The temporary file for a target: in its folder, since a rename is atomic only within a file system. */
function tempFor(target, nonce) {
    return nameBeside(target, `.${nonce}${SUFFIX}`);
}
/** Whether a file's name is that of a temporary file. */
function isTemp(name) {
    return name.endsWith(SUFFIX);
}
/** Whether `tempFor` can have made this path for the target. */
function isTempFor(path, target) {
    const start = nameBeside(target, '.');
    return path.startsWith(start) && isTemp(path) && NONCE.test(path.slice(start.length, -SUFFIX.length));
}
/** A hidden name beside a file: `models.yaml` gives `.models.yaml.lock`, and a hidden file keeps its one dot. */
function nameBeside(path, ending) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), `.${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path).replace(/^\./, '')}${ending}`);
}
/** SHA-256 in hex. */
function digest(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
}
/**
 * A file's real path. Links are followed, so that a write replaces the file and not the link, but only inside the
 * workspace. A missing file gets a path in its real folder.
 * @param root the workspace's real path
 * @throws StagegateError `input` when the path or a link in it leads out of the workspace or to a missing file
 */
async function locate(disk, root, path) {
    const relative = (0,_location_js__WEBPACK_IMPORTED_MODULE_3__/* .checkPath */ .Cg)(path);
    return relative === '' ? root : locateIn(disk, root, { full: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, relative), path });
}
async function locateIn(disk, root, at) {
    const real = await resolveLinks(disk, at);
    if (real !== null) {
        if (real === root || real.startsWith(root.endsWith(node_path__WEBPACK_IMPORTED_MODULE_1__.sep) ? root : root + node_path__WEBPACK_IMPORTED_MODULE_1__.sep))
            return real;
        throw refuse(at.path, 'is linked to a place outside the workspace');
    }
    if (await disk.isLink(at.full))
        throw refuse(at.path, 'is a link to a file that does not exist');
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(await locateIn(disk, root, { full: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(at.full), path: at.path }), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(at.full));
}
async function resolveLinks(disk, at) {
    try {
        return await disk.resolve(at.full);
    }
    catch (error) {
        if ((0,_port_js__WEBPACK_IMPORTED_MODULE_4__/* .errnoOf */ .UQ)(error) === 'ELOOP')
            throw refuse(at.path, 'is part of a loop of symbolic links');
        throw error;
    }
}
function refuse(path, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .StagegateError */ .qU('input', `${JSON.stringify(path)} ${why}`, {
        place: { file: path },
        hint: 'Name the file itself, inside the workspace.',
    });
}


/***/ }),

/***/ 9776:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C0: () => (/* binding */ nodeDisk),
/* harmony export */   Pp: () => (/* binding */ explainDisk),
/* harmony export */   UQ: () => (/* binding */ errnoOf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11024);




/** The `code` of Node's error, or undefined. */
function errnoOf(error) {
    // Not by `instanceof`: it misses errors from another realm, such as a test's vm.
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    return typeof code === 'string' ? code : undefined;
}
/** Node's file system. */
const nodeDisk = {
    read: (path) => orNull(readRegular(path)),
    mark: (path) => orNull(markOf(path)),
    list: (folder) => orNull(listFiles(folder)),
    resolve: (path) => orNull((0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(path)),
    isLink: async (path) => (await orNull((0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(path)))?.isSymbolicLink() ?? false,
    create: createFile,
    rename: node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename,
    remove: (path) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(path, { force: true }),
    makeFolder: (path) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(path, { recursive: true }),
    removeFolder: (path) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rmdir)(path),
    syncFolder,
};
async function orNull(work) {
    try {
        return await work;
    }
    catch (error) {
        if (errnoOf(error) === 'ENOENT')
            return null;
        throw error;
    }
}
async function readRegular(path) {
    // Without O_NONBLOCK, opening a named pipe would wait forever for its writer. Windows doesn't have the flag.
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0));
    try {
        const facts = await handle.stat({ bigint: true });
        if (facts.isDirectory())
            throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
        if (!facts.isFile())
            throw Object.assign(new Error('it is not a regular file'), { code: 'EINVAL' });
        return { bytes: await handle.readFile(), mark: formatMark(facts), mode: Number(facts.mode) & 0o777 };
    }
    finally {
        await handle.close();
    }
}
async function markOf(path) {
    const facts = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path, { bigint: true });
    return { mark: formatMark(facts), changedMs: Number(facts.ctimeMs) };
}
function formatMark({ dev, ino, size, mtimeNs, ctimeNs }) {
    return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}
async function listFiles(folder) {
    const names = [];
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder, { withFileTypes: true })) {
        const facts = entry.isSymbolicLink()
            ? await orNull((0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, entry.name)))
            : entry;
        if (facts?.isFile() === true)
            names.push(entry.name);
    }
    return names.sort();
}
async function createFile(path, bytes, { mode, durable = false } = {}) {
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, 'wx', mode ?? 0o666);
    try {
        await handle.writeFile(bytes);
        if (mode !== undefined)
            await handle.chmod(mode);
        if (durable)
            await handle.sync();
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(path, { force: true });
        throw error;
    }
    finally {
        await handle.close();
    }
}
async function syncFolder(path) {
    try {
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, 'r');
        try {
            await handle.sync();
        }
        finally {
            await handle.close();
        }
    }
    catch {
        // Windows and some network file systems can't. The files themselves are synced.
    }
}
const ALLOW = 'Allow the user who runs this to read and write the file and its folder.';
const HINTS = {
    EROFS: 'Mount the file system writable, or work on a copy: it is read-only.',
    EACCES: ALLOW,
    EPERM: ALLOW,
    ENOSPC: 'Free some space, then run this again: the disk is full.',
    EDQUOT: 'Free some space, then run this again: the disk quota is used up.',
    EFBIG: 'Raise the limit on file sizes (ulimit -f), then run this again.',
    EIO: 'Check the disk, then run this again: it reported an error.',
    EBUSY: "Mount the file's folder instead: a file that is in use or a mount point can't be replaced.",
    ENOTDIR: 'Check the path: a part of it is a file where a folder should be.',
    ENAMETOOLONG: 'Choose a shorter name: the temporary file beside it needs 32 characters more.',
};
/**
 * Explains what the file system refuses; a StagegateError passes unchanged.
 * @param path as the user knows it, relative to the workspace
 * @throws StagegateError `input` when it isn't a file, else `unavailable`
 */
function explainDisk(doing, path, work) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .explained */ .to)(work, (cause) => explain(cause, doing, path));
}
function explain(cause, doing, path) {
    const code = errnoOf(cause);
    const name = JSON.stringify(path);
    const place = { file: path };
    if (code === 'EISDIR' || code === 'EINVAL') {
        const what = code === 'EISDIR' ? 'a folder' : 'not a file';
        return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .StagegateError */ .qU('input', `${name} is ${what}`, { place, hint: 'Name a file.', cause });
    }
    const hint = code === undefined ? undefined : HINTS[code];
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .StagegateError */ .qU('unavailable', `cannot ${doing} ${name}: ${code ?? 'an unknown error'}`, {
        place,
        hint: hint ?? 'Check that the file and its folder can be reached, then run this again.',
        cause,
    });
}


/***/ }),

/***/ 28868:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   Gz: () => (/* binding */ requireFile),
/* harmony export */   fo: () => (/* binding */ isFile),
/* harmony export */   g7: () => (/* binding */ decodeText),
/* harmony export */   wW: () => (/* binding */ selectChanges),
/* harmony export */   zA: () => (/* binding */ blobId)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11024);
/* harmony import */ var _text_lfs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83576);



/**
 * The text of a manifest or history file. It keeps a byte order mark, so that writing gives the same bytes.
 * @throws StagegateError `manifest` (`history` for `.jsonl`) when the bytes aren't UTF-8, or are a Git LFS pointer
 */
function decodeText(bytes, path) {
    const text = decodeUtf8(bytes, path);
    if (!(0,_text_lfs_js__WEBPACK_IMPORTED_MODULE_2__/* .isLfsPointer */ .NS)(text))
        return text;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU(codeOf(path), `${JSON.stringify(path)} is a Git LFS pointer, not the file`, {
        place: { file: path },
        hint: (0,_text_lfs_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutLfs */ .OF)(path),
    });
}
/** The error code for a registry's file as a whole. */
function codeOf(path) {
    return path.endsWith('.jsonl') ? 'history' : 'manifest';
}
function decodeUtf8(bytes, path) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU(codeOf(path), `${JSON.stringify(path)} is not UTF-8 text`, {
            place: { file: path },
            hint: 'Save it as UTF-8, or restore it from git. If .gitattributes sets a working-tree-encoding for it, remove that.',
            cause,
        });
    }
}
const FILE_MODES = ['100644', '100755'];
/** Whether a tree entry is a regular file. */
function isFile({ type, mode }) {
    return type === 'blob' && FILE_MODES.includes(mode);
}
/** @throws StagegateError `input` for anything but a file: the text of a link is a path, not the file's contents */
function requireFile(path, entry) {
    if (isFile(entry))
        return;
    const what = entry.type === 'blob' ? 'a symbolic link' : entry.type === 'tree' ? 'a folder' : 'a submodule';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU('input', `${JSON.stringify(path)} is ${what} on the branch`, {
        place: { file: path },
        hint: 'Name the file itself.',
    });
}
/**
 * The id that git gives to these bytes.
 * @param like an id of the same repository: it may use SHA-1 (40 digits) or SHA-256 (64)
 */
function blobId(bytes, like) {
    const algorithm = like.length === 64 ? 'sha256' : 'sha1';
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
/** The changes whose text differs from what `basis` has. */
async function selectChanges(changes, basis) {
    const changed = [];
    for (const change of changes)
        if ((await basis.read(change[0])) !== change[1])
            changed.push(change);
    return changed;
}


/***/ })

};
