export const id = 749;
export const ids = [749];
export const modules = {

/***/ 97749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GitView: () => (/* binding */ GitView)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53649);
/* harmony import */ var _stored_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28868);
/* harmony import */ var _location_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(67906);




/** Separators in git's output that no commit message contains. */
const [COMMIT_END, HASH_END] = ['\u001e', '\u001f'];
/** The files of one commit, read from git's objects. The working tree doesn't matter. */
class GitView {
    git;
    id;
    prefix;
    branch;
    files = new Map();
    /**
     * @param prefix the workspace's folder in the repository, empty or with a `/` at its end
     * @param branch for people
     */
    constructor(git, id, prefix, branch) {
        this.git = git;
        this.id = id;
        this.prefix = prefix;
        this.branch = branch;
    }
    async read(path) {
        return (await this.find(path))?.text ?? null;
    }
    async list(folder) {
        const path = this.inRepository(folder);
        const entries = await this.listTree(path === '' ? [] : ['--', `${path}/`]);
        if (entries.length === 0)
            return null;
        const files = entries.filter(_stored_files_js__WEBPACK_IMPORTED_MODULE_2__/* .isFile */ .fo);
        return files.map((entry) => entry.path.slice(entry.path.lastIndexOf('/') + 1)).sort();
    }
    async entries(paths) {
        if (paths.length === 0)
            return [];
        const wanted = paths.map((path) => `${this.prefix}${path}`);
        const found = new Map((await this.listTree(['--', ...wanted])).map((entry) => [entry.path, entry]));
        return wanted.map((path) => found.get(path) ?? null);
    }
    async walk(folder) {
        const path = this.inRepository(folder || '.');
        const entries = await this.listTree(['-r', ...(path === '' ? [] : ['--', `${path}/`])]);
        const files = entries.filter(({ type }) => type === 'blob');
        return new Map(files.map(({ path: at, id }) => [at.slice(this.prefix.length), id]));
    }
    async readBlob(id, take) {
        const blob = await this.git(['cat-file', 'blob', id], { onOutput: take });
        if (blob.exitCode === 0)
            return;
        throw explainUnreadable(`the object ${id.slice(0, 12)}`);
    }
    async leadOver(commit) {
        const changed = await this.git(['diff-tree', '-r', '-z', '--no-renames', '--name-only', commit, this.id]);
        if (changed.exitCode !== 0)
            return null;
        const files = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(changed)
            .split('\0')
            .filter((path) => path !== '');
        // a shallow clone lacks the commits to count
        const isShallow = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(await this.git(['rev-parse', '--is-shallow-repository'])) !== 'false';
        const counted = isShallow ? null : await this.git(['rev-list', '--count', `${commit}..${this.id}`]);
        return { commits: counted?.exitCode === 0 ? Number((0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(counted)) : null, files };
    }
    /** Null when the commit has no such file. */
    find(path) {
        const known = this.files.get(path);
        if (known !== undefined)
            return known;
        const found = this.readFile(path);
        this.files.set(path, found);
        return found;
    }
    /**
     * Finds a commit by its message, among the newest hundred that changed a file. A shallow clone may lack it.
     * @throws StagegateError `unavailable` when git can't read them
     */
    async findCommit({ path, title, line }) {
        const listed = await (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .mustRun */ .Pv)(this.git, [
            ...['log', '--max-count=100', `--format=%H${HASH_END}%B${COMMIT_END}`],
            ...[this.id, '--', this.inRepository(path)],
        ]);
        for (const commit of listed.split(COMMIT_END)) {
            const [sha = '', message = ''] = commit.trim().split(HASH_END);
            if (message.startsWith(title) && message.split('\n').includes(line))
                return sha;
        }
        return null;
    }
    /** The path from the repository's root. */
    inRepository(path) {
        return `${this.prefix}${(0,_location_js__WEBPACK_IMPORTED_MODULE_3__/* .checkPath */ .Cg)(path)}`.replace(/\/$/, '');
    }
    async readFile(path) {
        const [entry] = await this.listTree(['--', this.inRepository(path)]);
        if (entry === undefined)
            return null;
        (0,_stored_files_js__WEBPACK_IMPORTED_MODULE_2__/* .requireFile */ .Gz)(path, entry);
        const blob = await this.git(['cat-file', 'blob', entry.id]);
        if (blob.exitCode !== 0)
            throw explainUnreadable(JSON.stringify(path), path);
        return { mode: entry.mode, blob: entry.id, text: (0,_stored_files_js__WEBPACK_IMPORTED_MODULE_2__/* .decodeText */ .g7)(blob.stdout, path) };
    }
    async listTree(args) {
        const out = await (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .mustRun */ .Pv)(this.git, ['ls-tree', '-z', '--full-tree', this.id, ...args]);
        return out.split('\0').flatMap((line) => {
            const [, mode, type, id, path] = /^(\d{6}) (\w+) ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
            if (mode === undefined || type === undefined || id === undefined || path === undefined)
                return [];
            return [{ mode, type, id, path }];
        });
    }
}
function explainUnreadable(what, file) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `git cannot read ${what}`, {
        place: file === undefined ? undefined : { file },
        hint: 'Check the repository with "git fsck".',
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
