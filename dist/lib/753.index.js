export const id = 753;
export const ids = [753];
export const modules = {

/***/ 1753:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BranchEvidence: () => (/* binding */ BranchEvidence),
/* harmony export */   compareThreeWays: () => (/* binding */ compareThreeWays),
/* harmony export */   explainDifference: () => (/* binding */ explainDifference)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11024);
/* harmony import */ var _registry_manifest_stored_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(28868);
/* harmony import */ var _workspace_file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(94101);





/** As many as Linux follows. */
const MAX_LINKS = 40;
/** If more files of a source differ from the branch's, they can't all be this job's work. They aren't compared. */
const MAX_APART = 1_000;
/** Compares the workspace's evidence with the branch that it counts for. */
class BranchEvidence {
    root;
    branch;
    checkout;
    /** Listed files, so that they aren't requested again. */
    listed = [];
    constructor(root, branch, checkout) {
        this.root = root;
        this.branch = branch;
        this.checkout = checkout;
    }
    /**
     * The branch's blob ids at a source's path: a file's under an empty name, a folder's by relative path. Null if the
     * branch has nothing there.
     * @throws StagegateError `unavailable` when there are too many to list
     */
    async filesAt(source) {
        const { path } = await this.leadTo(source);
        const [entry] = await this.branch.entries([path]);
        if (entry?.type === 'blob')
            return new Map([['', entry.id]]);
        if (entry?.type !== 'tree')
            return null;
        const files = await this.branch.walk(path, () => true);
        if (files !== null)
            return new Map([...files].map(([file, id]) => [file.slice(path.length + 1), id]));
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .StagegateError */ .qU('unavailable', `${path} has more files on ${this.branch.branch} than GitHub lists`, {
            hint: 'Run with commit: push, which reads them with git.',
        });
    }
    /**
     * Whether a source may be read from the workspace: this job made every difference from the branch.
     * @param source its path in the workspace
     * @param ours the workspace's files by name, each with the id of its bytes
     * @param theirs what `filesAt` returned
     */
    async counts(source, ours, theirs) {
        const { links, path } = await this.leadTo(source);
        // a folder that only this job has may have any number of files
        if (theirs === null) {
            const base = await this.checkout.baseFor(this.branch);
            const [entry = null] = (await base?.entries([path])) ?? [];
            return entry === null && (await this.compare([links]))[0] === null;
        }
        const names = [...new Set([...ours.keys(), ...theirs.keys()])];
        const apart = names.filter((name) => ours.get(name) !== theirs.get(name));
        if (apart.length > MAX_APART)
            return false;
        const parts = apart.map((name) => ({
            path: name === '' ? path : `${path}/${name}`,
            ours: ours.get(name) ?? null,
            isFile: ours.has(name),
        }));
        return (await this.compare([[...links, ...parts]]))[0] === null;
    }
    /** The branch's matching files. */
    async find(glob) {
        const files = await this.branch.walk(glob.base, (folder) => glob.canHold(folder));
        if (files !== null) {
            this.listed.push({ glob, files });
            return { paths: [...files.keys()].filter((path) => glob.matches(path)), problems: [] };
        }
        const message = `has more files on ${this.branch.branch} than GitHub lists: name a deeper folder`;
        return { paths: [], problems: [{ path: glob.base || '.', message }] };
    }
    /** A file's links and its blob id, without reading it again. */
    async describe({ path, file }) {
        const { parts, real } = await this.followLinks(path);
        const at = file === null ? real : (0,_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .toPosix */ .d7)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(this.root, file.real));
        const ours = file === null ? null : this.identify(file.bytes);
        return [...parts, { path: at, ours, isFile: file !== null }];
    }
    /**
     * Which files can't count because the branch has different ones.
     * @returns each one's problem, in the given order; null for a file that counts
     */
    async compare(described) {
        const parts = described.flat();
        const seen = await this.readBranch(parts);
        const apart = parts.filter((part) => part.ours !== seen.get(part));
        if (apart.length === 0)
            return described.map(() => null);
        const [filtered, base] = await Promise.all([this.filter(apart), this.readBase(apart)]);
        return described.map((own) => {
            for (const part of own) {
                const ways = {
                    base: base === null ? undefined : (base.get(part) ?? null),
                    ours: filtered.get(part) ?? part.ours,
                    theirs: seen.get(part) ?? null,
                };
                const difference = apart.includes(part) ? compareThreeWays(ways) : 'ours';
                if (difference !== 'ours')
                    return explainDifference(difference, ways, this.branch.branch);
            }
            return null;
        });
    }
    /** A source's path in git's trees: links on the way are followed. The source itself is never a link. */
    async leadTo(source) {
        const folder = node_path__WEBPACK_IMPORTED_MODULE_1__.posix.dirname(source);
        if (folder === '.')
            return { links: [], path: source };
        const { parts, real } = await this.followLinks(folder);
        return { links: parts, path: `${real}/${node_path__WEBPACK_IMPORTED_MODULE_1__.posix.basename(source)}` };
    }
    async readBranch(parts) {
        const seen = new Map();
        for (const part of parts) {
            const list = this.listed.find(({ glob }) => glob.matches(part.path));
            if (list !== undefined)
                seen.set(part, list.files.get(part.path) ?? null);
        }
        const unseen = parts.filter((part) => !seen.has(part));
        const entries = await this.branch.entries(unseen.map(({ path }) => path));
        for (const [at, part] of unseen.entries())
            seen.set(part, idOf(entries[at]));
        return seen;
    }
    identify(bytes) {
        return (0,_registry_manifest_stored_files_js__WEBPACK_IMPORTED_MODULE_3__/* .blobId */ .zA)(bytes, this.branch.id);
    }
    /** The blob ids that git would store. */
    async filter(parts) {
        const files = parts.filter(({ isFile }) => isFile);
        const ids = files.length === 0 ? [] : await this.checkout.identify(files.map(({ path }) => path));
        return new Map((ids ?? []).flatMap((id, at) => (files[at] === undefined ? [] : [[files[at], id]])));
    }
    async readBase(parts) {
        const base = await this.checkout.baseFor(this.branch);
        if (base === null)
            return null;
        const entries = await base.entries(parts.map(({ path }) => path));
        return new Map(parts.map((part, at) => [part, idOf(entries[at])]));
    }
    /** The links on the way to a path, and the path without them. */
    async followLinks(path) {
        const parts = [];
        let left = path.split('/');
        let at = '';
        while (left.length > 0 && parts.length < MAX_LINKS) {
            const here = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(at, left[0] ?? '');
            const target = await linkAt((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(this.root, here));
            left = left.slice(1);
            if (target === null) {
                at = here;
                continue;
            }
            parts.push({ path: (0,_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .toPosix */ .d7)(here), ours: this.identify(Buffer.from(target)), isFile: false });
            const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(this.root, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(this.root, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(here), target));
            if (inside.startsWith('..'))
                break; // reading it reports that it leads outside
            left = [...(0,_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .toPosix */ .d7)(inside).split('/'), ...left];
            at = '';
        }
        return { parts, real: left.length > 0 ? path : (0,_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .toPosix */ .d7)(at) };
    }
}
function idOf(entry) {
    return entry?.id ?? null;
}
async function linkAt(path) {
    try {
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path)).isSymbolicLink() ? await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readlink)(path) : null;
    }
    catch {
        return null;
    }
}
const SHORT = 12;
/**
 * Whether the workspace's evidence file may count for a commit to the branch, like a three-way merge: the branch must
 * not have changed the file since the checkout. This job may have.
 */
function compareThreeWays({ base, ours, theirs }) {
    if (theirs === ours)
        return 'ours';
    if (theirs === null)
        return base === ours ? 'removed' : 'ours';
    if (theirs === base)
        return 'ours';
    if (ours === null)
        return 'missing';
    return base === undefined ? 'unclear' : 'changed';
}
const REMEDY = 'run on the head of the branch: start a new run instead of re-running an old one, or check it out';
/** Why the file can't count, as the message after its path. */
function explainDifference(difference, { ours, theirs }, branch) {
    const there = theirs?.slice(0, SHORT) ?? '';
    const here = ours?.slice(0, SHORT) ?? '';
    switch (difference) {
        case 'changed':
            return `changed on ${branch} after this checkout (${there} there, ${here} here): ${REMEDY}`;
        case 'removed':
            return `was removed on ${branch} after this checkout (${here} here): ${REMEDY}`;
        case 'missing':
            return `is missing here, but ${branch} has it (${there}): ${REMEDY}`;
        case 'unclear':
            return `differs from the one on ${branch} (${there} there, ${here} here), and git can't tell which one is newer: ${REMEDY}`;
    }
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
