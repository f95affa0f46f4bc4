export const id = 652;
export const ids = [652,772];
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

/***/ 33555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ codeOf),
/* harmony export */   g: () => (/* binding */ decodeText)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _text_lfs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83576);


/**
 * The text of a manifest or history file. A byte order mark stays in it, so that writing gives the same bytes.
 * @throws StagegateError `manifest` (`history` for `.jsonl`) when the bytes are not UTF-8, or stand for a file in Git LFS
 */
function decodeText(bytes, path) {
    const text = decodeUtf8(bytes, path);
    if (!(0,_text_lfs_js__WEBPACK_IMPORTED_MODULE_1__/* .isLfsPointer */ .NS)(text))
        return text;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU(codeOf(path), `${JSON.stringify(path)} is a Git LFS pointer, not the file`, {
        place: { file: path },
        hint: (0,_text_lfs_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutLfs */ .OF)(path),
    });
}
/** The code for what is wrong with one of a registry's files as a whole. */
function codeOf(path) {
    return path.endsWith('.jsonl') ? 'history' : 'manifest';
}
function decodeUtf8(bytes, path) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU(codeOf(path), `${JSON.stringify(path)} is not UTF-8 text`, {
            place: { file: path },
            hint: 'Save it as UTF-8, or restore it from git. A working-tree-encoding in .gitattributes makes it another text: take that out.',
            cause,
        });
    }
}


/***/ }),

/***/ 84760:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CF: () => (/* binding */ tempFor),
/* harmony export */   Cw: () => (/* binding */ nameBeside),
/* harmony export */   _d: () => (/* binding */ isTempFor),
/* harmony export */   br: () => (/* binding */ digest),
/* harmony export */   f: () => (/* binding */ isTemp),
/* harmony export */   fc: () => (/* binding */ makeFolder),
/* harmony export */   o2: () => (/* binding */ makeNonce),
/* harmony export */   qb: () => (/* binding */ sweepTemps)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


const SUFFIX = '.stagegate-tmp';
const NONCE = /^[0-9a-f]{16}$/;
/** Tells one lock or temporary file from all others. */
function makeNonce() {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex');
}
/** SHA-256 in hex. */
function digest(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
}
/** A hidden name beside a file: `models.yaml` gives `.models.yaml.lock`, and a hidden file keeps its one dot. */
function nameBeside(path, ending) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), `.${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path).replace(/^\./, '')}${ending}`);
}
/** The temporary file for a target: in its folder, since a rename is atomic only within a file system. */
function tempFor(target, nonce) {
    return nameBeside(target, `.${nonce}${SUFFIX}`);
}
function isTemp(name) {
    return name.endsWith(SUFFIX);
}
/** True for a path that `tempFor` makes for this target. */
function isTempFor(path, target) {
    const start = nameBeside(target, '.');
    return (path.startsWith(start) && path.endsWith(SUFFIX) && NONCE.test(path.slice(start.length, -SUFFIX.length)));
}
/**
 * Removes what killed writers left beside a target. Only for the holder of the target's lock: anyone
 * else's temporary file for it is then nobody's.
 */
async function sweepTemps(disk, target) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(target);
    for (const name of (await disk.list(folder)) ?? []) {
        if (isTempFor((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name), target))
            await disk.remove((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name));
    }
}
/** Makes a folder; what is given back removes again what was made, as far as it is empty. */
async function makeFolder(disk, folder) {
    const first = await disk.makeFolder(folder);
    return async () => {
        if (first === undefined)
            return;
        try {
            for (let at = folder; at.length >= first.length; at = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(at))
                await disk.removeFolder(at);
        }
        catch {
            // Somebody has put a file in it by now: then it is no longer ours to remove.
        }
    };
}


/***/ }),

/***/ 36652:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openDiskStore: () => (/* binding */ openDiskStore)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/disk/atomic-write.js
var atomic_write = __webpack_require__(84760);
// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/disk/port.js
var port = __webpack_require__(9776);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/disk/error.js


const MEND = {
    EROFS: 'The file system is read-only: mount it writable, or work on a copy.',
    EACCES: 'Give the user that runs this permission for the file and its folder.',
    EPERM: 'Give the user that runs this permission for the file and its folder.',
    ENOSPC: 'The disk is full: free some space and run it again.',
    EDQUOT: 'The disk quota is used up: free some space and run it again.',
    EFBIG: 'The file may not grow any more: raise the limit on file sizes (ulimit -f) and run it again.',
    EIO: 'The disk reported an error: check it, then run this again.',
    EBUSY: 'The file is in use or mounted by itself: mount its folder instead, so that it can be replaced.',
    ENOTDIR: 'A part of its path is a file where a folder should be.',
    ENAMETOOLONG: 'Choose a shorter name: the temporary file beside it needs 32 characters more.',
};
/**
 * Turns an error of the file system into one for people; StagegateErrors pass as they are.
 * @param path as the user knows it, relative to the workspace
 */
function explainDiskError(error, doing, path) {
    if (error instanceof errors/* StagegateError */.qU)
        return error;
    const code = (0,port/* errnoOf */.U)(error);
    const name = JSON.stringify(path);
    if (code === 'EISDIR' || code === 'EINVAL') {
        return new errors/* StagegateError */.qU('input', `${name} is ${code === 'EISDIR' ? 'a folder' : 'not a file'}`, {
            place: { file: path },
            hint: 'Name a file.',
            cause: error,
        });
    }
    const hint = code === undefined ? undefined : MEND[code];
    return new errors/* StagegateError */.qU('unavailable', `cannot ${doing} ${name}: ${code ?? 'an unknown error'}`, {
        place: { file: path },
        hint: hint ?? 'Check that the file and its folder can be reached, then run this again.',
        cause: error,
    });
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/disk/location.js
var disk_location = __webpack_require__(64332);
// EXTERNAL MODULE: ./build/js/src/git/working-tree.js
var working_tree = __webpack_require__(66772);
// EXTERNAL MODULE: ./build/js/src/git/command.js
var command = __webpack_require__(53649);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/decode-text.js
var decode_text = __webpack_require__(33555);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/disk/view.js








/** How often a read starts again because somebody was writing. */
const READ_ATTEMPTS = 50;
/** File systems tell times in ticks of a few milliseconds: a younger change may hide another one behind it. */
const TICK_MS = 50;
/**
 * Files at one moment without a lock: a read counts if no journal was there before and after it, and if
 * all that was read before is still the same.
 */
class DiskView {
    options;
    files = new Map();
    folders = new Map();
    /** With the files that git has and the checkout lacks: reading one tells why. */
    listed = new Map();
    /** The mark of the lock's folder when all was last found unmoved, if it can be trusted. */
    quietMark = null;
    last = Promise.resolve();
    constructor(options) {
        this.options = options;
    }
    get id() {
        const files = [...this.files].map(([path, { file }]) => [
            path,
            file === null ? null : (0,atomic_write/* digest */.br)(file.bytes),
        ]);
        return (0,atomic_write/* digest */.br)(JSON.stringify([files.sort(), [...this.folders].sort()]));
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
    /** What this view read of a file; undefined when it has not read it. */
    seen(path) {
        return this.files.get(path);
    }
    /**
     * By content, and so for the lock's holder only.
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
        const seen = { realPath, file, text: file === null ? null : (0,decode_text/* decodeText */.g)(file.bytes, path) };
        this.files.set(path, seen);
        return seen;
    }
    /** Taken for none, a file that is not checked out would be written over with a new one. */
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
            throw new errors/* StagegateError */.qU(error.code, `${name} is missing, and it is unclear whether it only isn't checked out: ${error.message}`, { place, hint: error.hint, cause: error });
        }
        if (missing === null)
            return;
        throw new errors/* StagegateError */.qU((0,decode_text/* codeOf */.$)(path), `${name} ${missing.message}`, { place, hint: missing.hint });
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
                await this.assertUnmoved();
                return result;
            }
        }
        throw new errors/* StagegateError */.qU('unavailable', `${JSON.stringify(path)} is written all the time and can't be read`, {
            place: { file: path },
            hint: 'Run this again when fewer promotions are under way.',
        });
    }
    async isBeingWritten() {
        return (await this.options.disk.read(this.options.guard.journal)) !== null;
    }
    /**
     * By marks. Every write makes and removes a lock, so while the lock's folder is the same, all is; that
     * spares looking at each file again for each file of a large registry.
     */
    async assertUnmoved() {
        const { disk, guard } = this.options;
        const folder = await disk.mark((0,external_node_path_.dirname)(guard.lock));
        if (folder !== null && folder.mark === this.quietMark)
            return;
        const trusted = folder !== null && Date.now() - folder.changedMs > TICK_MS;
        for (const [path, { realPath, file }] of this.files) {
            if ((await explained(path, () => disk.mark(realPath)))?.mark !== file?.mark)
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
        return explained(path, async () => {
            const realPath = await (0,disk_location/* locate */.x)(disk, guard.root, path);
            return { realPath, file: await disk.read(realPath) };
        });
    }
    listFolder(folder) {
        const { disk, guard } = this.options;
        const own = [(0,external_node_path_.basename)(guard.lock), (0,external_node_path_.basename)(guard.journal)];
        return explained(folder, async () => {
            const names = await disk.list(await (0,disk_location/* locate */.x)(disk, guard.root, folder));
            return names?.filter((name) => !(0,atomic_write/* isTemp */.f)(name) && !own.includes(name)) ?? null;
        });
    }
    /** One read after the other: two at the same time could not check each other. */
    inTurn(work) {
        const turn = this.last.then(work, work);
        this.last = turn;
        return turn;
    }
}
async function explained(path, work) {
    try {
        return await work();
    }
    catch (error) {
        throw explainDiskError(error, 'read', path);
    }
}
function changed(path) {
    return new errors/* StagegateError */.qU('conflict', `${JSON.stringify(path)} was changed by somebody else`, {
        place: { file: path },
        hint: 'Run it again: it is decided on what the registry holds then.',
    });
}

// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(55395);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js + 1 modules
var api = __webpack_require__(73305);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/disk/journal.js





const sha256 = schemas/* string */.YjP().check(api/* _regex */.Fk(/^[0-9a-f]{64}$/));
const schema = schemas/* object */.Ikc({
    files: schemas/* array */.YOg(schemas/* object */.Ikc({ target: schemas/* string */.YjP(), temp: schemas/* string */.YjP(), before: schemas/* nullable */.mee(sha256), after: sha256 })),
});
/** @param registry the real path of the manifest file or folder */
function makeGuard(root, registry) {
    // A registry that is the workspace itself must not put its lock outside of it.
    const beside = registry === root ? `${root}/stagegate` : registry;
    return { root, lock: (0,atomic_write/* nameBeside */.Cw)(beside, '.lock'), journal: (0,atomic_write/* nameBeside */.Cw)(beside, '.journal') };
}
/** Puts the journal in place in one step. From then on the write is finished even if this process is not there to do it. */
async function writeJournal(disk, guard, files) {
    const temp = (0,atomic_write/* tempFor */.CF)(guard.journal, (0,atomic_write/* makeNonce */.o2)());
    try {
        await disk.create(temp, Buffer.from(`${JSON.stringify({ files })}\n`), { durable: true });
        await disk.rename(temp, guard.journal);
    }
    catch (error) {
        await disk.remove(temp);
        throw error;
    }
    await disk.syncFolder((0,external_node_path_.dirname)(guard.journal));
}
/**
 * Finishes or undoes what a killed writer left. Only for the lock's holder.
 * @throws StagegateError `unavailable` when the files were changed since, so that neither is possible
 */
async function recover(disk, guard) {
    const file = await disk.read(guard.journal);
    if (file === null)
        return;
    // Nothing is renamed before the journal is whole: one that can't be read stands for no change at all.
    for (const work of await planRecovery(disk, guard, parseJournal(file.bytes.toString())))
        await work();
    await disk.remove(guard.journal);
}
function parseJournal(text) {
    try {
        return schema.safeParse(JSON.parse(text)).data?.files ?? [];
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
        const to = await (0,disk_location/* locate */.x)(disk, guard.root, target);
        const from = await (0,disk_location/* locate */.x)(disk, guard.root, temp);
        // Whoever can put a journal into a pull request must not have other files renamed or removed by it.
        if (!(0,atomic_write/* isTempFor */._d)(from, to))
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
    throw new errors/* StagegateError */.qU('unavailable', `an interrupted write can be neither finished nor undone: ${JSON.stringify(stuck)} was changed since`, {
        place: { file: stuck },
        hint: 'Bring the manifest and its history back from git (git checkout), and delete the hidden .journal file beside the registry.',
    });
}
async function digestOf(disk, path) {
    const file = await disk.read(path);
    return file === null ? null : (0,atomic_write/* digest */.br)(file.bytes);
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/iso.js
var iso = __webpack_require__(73102);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/disk/lock-holder.js



/** After this time (ms) a lock of another machine is taken for left behind: a write takes milliseconds. */
const FOREIGN_LOCK_MS = 60_000;
const lock_holder_schema = schemas/* object */.Ikc({
    pid: schemas/* int */.Whr().check(api/* _positive */.NC()),
    /** Machine, and on Linux the process namespace: containers may share a name but not their numbers. */
    host: schemas/* string */.YjP(),
    /** When the process began, in the kernel's ticks; null where the system does not tell. */
    started: schemas/* nullable */.mee(schemas/* string */.YjP()),
    nonce: schemas/* string */.YjP().check(api/* _regex */.Fk(/^[0-9a-f]{16}$/)),
    time: iso/* datetime */.w$(),
});
function describeSelf(nonce) {
    return {
        pid: process.pid,
        host: thisHost(),
        started: facts(process.pid)?.started ?? null,
        nonce,
        time: new Date().toISOString(),
    };
}
/** Null when the text is no holder, such as that of a lock whose writer was killed before its first byte. */
function parseHolder(text) {
    try {
        return lock_holder_schema.safeParse(JSON.parse(text)).data ?? null;
    }
    catch {
        return null;
    }
}
/** True when nobody can be at work under this lock any more. */
function isGone(holder) {
    if (holder.host !== thisHost())
        return Date.now() - Date.parse(holder.time) > FOREIGN_LOCK_MS;
    if (!exists(holder.pid))
        return true;
    const now = facts(holder.pid);
    if (now === null)
        return false;
    // A zombie has ended; another start time is another process that was given the same number.
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
        // The name in field 2 may hold anything, but only it stands in parentheses.
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

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/disk/lock.js





// Why not proper-lockfile: it tells a live holder by a timer that touches the file, so after a kill -9 all
// wait until it has grown old, and a busy event loop loses its lock; nobody has maintained it since 2021.
// Here the holder's process number tells at once.
/** How long (ms) to wait for somebody else's lock: hundreds of writes fit in. */
const LOCK_WAIT_MS = 30_000;
/** How long (ms) a lock may be seen without a holder's name in it: it is made and written in one go. */
const NAMELESS_LOCK_MS = 1_000;
const LONGEST_PAUSE_MS = 60;
/**
 * Waits for the lock file and makes it. The lock of a process that is gone is broken at once.
 * @throws StagegateError `unavailable` when its holder keeps it too long; errors of the file system as they are
 */
async function acquireLock(options) {
    const { disk, path, waitMs = LOCK_WAIT_MS } = options;
    const nonce = (0,atomic_write/* makeNonce */.o2)();
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
        if ((0,port/* errnoOf */.U)(error) === 'EEXIST')
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
            throw new errors/* StagegateError */.qU('conflict', 'the lock was taken over while this process stood still');
        },
        release: async () => {
            if (await isHeld())
                await disk.remove(path);
        },
    };
}
/**
 * Removes a stale lock. Of all that find it stale only one may, or the second would remove the lock that
 * the first has made since: whoever makes the claim, a file named after this one lock, looks again and
 * removes it. A claim whose maker was killed is itself broken in the same way.
 */
async function breakLock(disk, path, stale) {
    const nonceOfStale = parseHolder(stale.bytes.toString())?.nonce ?? '0'.repeat(16);
    const claim = (0,atomic_write/* tempFor */.CF)(path, nonceOfStale);
    if (!(await tryCreate(disk, claim, (0,atomic_write/* makeNonce */.o2)()))) {
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
        ? 'somebody unknown'
        : `process ${holder.pid} on ${JSON.stringify(holder.host.split(' ')[0])} since ${holder.time}`;
    return new errors/* StagegateError */.qU('unavailable', `the registry is locked by ${who}`, {
        place: { file: label },
        hint: `Wait for it to end. If no such process is at work, delete ${JSON.stringify(label)} and run this again.`,
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/disk/replace-files.js




/**
 * Replaces all files or none, under the lock. The new texts are made beside their targets first; one
 * rename is the whole change of one file, and a journal makes one change of several renames.
 * @throws StagegateError `unavailable` with every file as it was
 */
async function replaceFiles(disk, at, files) {
    const nonce = (0,atomic_write/* makeNonce */.o2)();
    const prepared = files.map((file) => ({ ...file, temp: (0,atomic_write/* tempFor */.CF)(file.target, nonce) }));
    const undoFolders = [];
    try {
        for (const file of prepared) {
            undoFolders.push(await replace_files_explained(file, () => (0,atomic_write/* makeFolder */.fc)(disk, (0,external_node_path_.dirname)(file.target))));
            await replace_files_explained(file, () => writeTemp(disk, file));
        }
        await at.lock.assertHeld();
        await renameAll(disk, at.guard, prepared);
    }
    catch (error) {
        // While a journal is there, the next writer needs the temporary files to finish or undo the change.
        if (!(await isJournalled(disk, at.guard))) {
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
async function writeTemp(disk, { target, temp, text, before }) {
    await (0,atomic_write/* sweepTemps */.qb)(disk, target);
    await disk.create(temp, Buffer.from(text), { mode: before?.mode, durable: true });
}
async function renameAll(disk, guard, files) {
    const [first] = files;
    const journalled = files.length > 1 && first !== undefined;
    if (journalled)
        await replace_files_explained(first, () => writeJournal(disk, guard, files.map((file) => toJournal(guard, file))));
    const renamed = [];
    try {
        for (const file of files) {
            await replace_files_explained(file, () => disk.rename(file.temp, file.target));
            renamed.push(file);
        }
    }
    catch (error) {
        for (const file of renamed.reverse())
            await replace_files_explained(file, () => restore(disk, file));
        if (journalled)
            await replace_files_explained(first, () => disk.remove(guard.journal));
        throw error;
    }
    for (const folder of new Set(files.map((file) => (0,external_node_path_.dirname)(file.target))))
        await disk.syncFolder(folder);
    // The change is made: a journal that can't be removed only gives the next writer nothing to do.
    if (journalled)
        await ignoreErrors(disk.remove(guard.journal));
}
async function restore(disk, { target, temp, before }) {
    if (before === null)
        return disk.remove(target);
    await disk.create(temp, before.bytes, { mode: before.mode, durable: true });
    await disk.rename(temp, target);
}
function toJournal({ root }, { target, temp, before, text }) {
    const shorten = (path) => (0,external_node_path_.relative)(root, path).split(external_node_path_.sep).join('/');
    return {
        target: shorten(target),
        temp: shorten(temp),
        before: before === null ? null : (0,atomic_write/* digest */.br)(before.bytes),
        after: (0,atomic_write/* digest */.br)(text),
    };
}
async function replace_files_explained({ path }, work) {
    try {
        return await work();
    }
    catch (error) {
        throw explainDiskError(error, 'write', path);
    }
}
async function ignoreErrors(work) {
    try {
        await work;
    }
    catch {
        // An error is on its way already, or the file does no harm.
    }
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/disk/disk.js









/**
 * The folder on disk, safe for parallel processes and for a kill at any moment. Reading takes no lock and
 * works where nothing can be written. A file must have been read through the basis before it is written.
 */
function openDiskStore({ root, registry, lockWaitMs, disk = port/* nodeDisk */.C, git }) {
    const findGuard = async () => {
        try {
            return makeGuard(root, await (0,disk_location/* locate */.x)(disk, root, registry));
        }
        catch (error) {
            throw explainDiskError(error, 'read', registry);
        }
    };
    const lock = (guard) => {
        const label = (0,external_node_path_.relative)(root, guard.lock).split(external_node_path_.sep).join('/');
        return acquireLock({ disk, path: guard.lock, label, waitMs: lockWaitMs });
    };
    return {
        open: async () => {
            const guard = await findGuard();
            return new DiskView({
                disk,
                guard,
                git,
                finishJournal: () => finishJournal({ disk, guard, registry, lock }),
            });
        },
        write: async (changes, basis) => {
            if (!(basis instanceof DiskView))
                throw new TypeError('this view is of another store');
            const files = selectChanges(changes, basis);
            if (files.length === 0)
                return { commit: null };
            const guard = await findGuard();
            await underLock({ disk, guard, registry, lock }, async (held) => {
                await recover(disk, guard);
                await basis.assertUnchanged();
                for (const own of [guard.lock, guard.journal])
                    await (0,atomic_write/* sweepTemps */.qb)(disk, own);
                await replaceFiles(disk, { guard, lock: held }, await prepare(files, { disk, root, basis }));
            });
            return { commit: null };
        },
    };
}
/** A journal belongs to a writer at work, for whose lock this waits, or to one that was killed. */
async function finishJournal(locking) {
    const { disk, guard } = locking;
    const isJournalled = async () => (await disk.read(guard.journal)) !== null;
    if (!(await isJournalled()))
        return;
    try {
        await underLock(locking, () => recover(disk, guard));
    }
    catch (error) {
        // Where nothing can be written, the writer that was at work may have finished meanwhile.
        if (await isJournalled())
            throw error;
    }
}
async function underLock(locking, work) {
    const { disk, guard, registry, lock } = locking;
    let undoFolder = () => Promise.resolve();
    let held = null;
    let done = false;
    try {
        undoFolder = await (0,atomic_write/* makeFolder */.fc)(disk, (0,external_node_path_.dirname)(guard.lock));
        held = await lock(guard);
        await work(held);
        done = true;
    }
    catch (error) {
        throw explainDiskError(error, 'write', registry);
    }
    finally {
        // A lock that can't be removed is that of a process which ends soon: the next one breaks it.
        await held?.release().catch(() => undefined);
        if (!done)
            await undoFolder();
    }
}
/** The changes that change something. */
function selectChanges(changes, basis) {
    return [...changes].filter(([path, text]) => {
        const seen = basis.seen(path);
        if (seen === undefined)
            throw new TypeError(`${path} is to be written but was not read through this view`);
        return seen.text !== text;
    });
}
async function prepare(files, { disk, root, basis }) {
    const found = [];
    for (const [path, text] of files) {
        found.push({
            path,
            text,
            target: await (0,disk_location/* locate */.x)(disk, root, path),
            before: basis.seen(path)?.file ?? null,
        });
    }
    return found;
}


/***/ })

};
