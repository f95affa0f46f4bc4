export const id = 170;
export const ids = [170];
export const modules = {

/***/ 38170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findFiles: () => (/* binding */ findFiles)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _workspace_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(94101);



/** More than any folder of reports has. A pattern that searches more is a mistake. */
const MAX_ENTRIES = 100_000;
const MAX_DEPTH = 64;
/**
 * Finds a workspace's files that match a pattern. Not a library: tinyglobby and others silently skip broken links and
 * unreadable folders, and a skipped report can't block. Links to folders are followed if they stay inside. A link that
 * leads outside or nowhere is among the paths if it matches, or if a match could be behind it.
 * @param glob relative to the root
 */
async function findFiles(root, glob) {
    const search = new Search(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(root), glob);
    await search.run();
    return { paths: [...search.paths].sort(), problems: search.problems };
}
class Search {
    root;
    glob;
    paths = new Set();
    problems = [];
    left = [];
    /** Links can lead to the same folder in many ways. */
    lists = new Map();
    targets = new Map();
    entries = 0;
    constructor(root, glob) {
        this.root = root;
        this.glob = glob;
    }
    async run() {
        const { base } = this.glob;
        await this.follow(base, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(this.root, base), []);
        for (let folder = this.left.pop(); folder !== undefined; folder = this.left.pop()) {
            await this.list(folder);
            if (this.entries <= MAX_ENTRIES)
                continue;
            this.complain(base, `contains more than ${MAX_ENTRIES} files and folders: name a deeper folder`);
            return;
        }
    }
    async list({ path, chain }) {
        const real = chain.at(-1) ?? this.root;
        let entries;
        try {
            entries = await once(this.lists, real, () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(real, { withFileTypes: true }));
        }
        catch (error) {
            this.complain(path, (0,_workspace_file_js__WEBPACK_IMPORTED_MODULE_2__/* .whyUnreadable */ ._p)(error));
            return;
        }
        this.entries += entries.length;
        for (const entry of entries) {
            const inner = path === '' ? entry.name : `${path}/${entry.name}`;
            const absolute = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(real, entry.name);
            if (entry.isDirectory())
                this.enter(inner, absolute, chain);
            else if (entry.isSymbolicLink())
                await this.follow(inner, absolute, chain);
            else
                this.keep(inner);
        }
    }
    /** Follows a link, or starts at the pattern's own folder. */
    async follow(path, absolute, chain) {
        const mayHold = this.glob.canHold(path);
        if (!mayHold && !this.glob.matches(path))
            return;
        let real;
        let isFolder;
        try {
            ({ real, isFolder } = await once(this.targets, absolute, resolveLink));
        }
        catch (error) {
            // without the pattern's own folder, nothing matches
            if (chain.length > 0 || error.code !== 'ENOENT')
                this.paths.add(path);
            return;
        }
        if (isFolder && mayHold) {
            if ((0,_workspace_file_js__WEBPACK_IMPORTED_MODULE_2__/* .isInside */ .FK)(this.root, real))
                this.enter(path, real, chain);
            else
                this.paths.add(path);
        }
        else if (!isFolder || !(0,_workspace_file_js__WEBPACK_IMPORTED_MODULE_2__/* .isInside */ .FK)(this.root, real))
            this.keep(path);
    }
    enter(path, real, chain) {
        if (!this.glob.canHold(path))
            return;
        if (chain.includes(real))
            this.complain(path, 'is a link that leads in a circle');
        else if (chain.length >= MAX_DEPTH)
            this.complain(path, `is nested deeper than ${MAX_DEPTH} folders`);
        else
            this.left.push({ path, chain: [...chain, real] });
    }
    keep(path) {
        if (this.glob.matches(path))
            this.paths.add(path);
    }
    complain(path, message) {
        this.problems.push({ path: path || '.', message });
    }
}
async function resolveLink(absolute) {
    const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(absolute);
    return { real, isFolder: (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(real)).isDirectory() };
}
function once(known, key, ask) {
    const answer = known.get(key) ?? ask(key);
    known.set(key, answer);
    return answer;
}


/***/ })

};
