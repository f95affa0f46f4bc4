export const id = 662;
export const ids = [662];
export const modules = {

/***/ 11662:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openGitBranchStore: () => (/* binding */ openGitBranchStore)
});

// EXTERNAL MODULE: ./build/js/src/git/command.js
var command = __webpack_require__(53649);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stored-files.js
var stored_files = __webpack_require__(28868);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/checkout.js
var checkout = __webpack_require__(83392);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/git/commit.js




/**
 * Makes a commit without touching the user's index, working tree or branches, and returns its id.
 * @throws StagegateError `unavailable` when git can't store it
 */
async function makeCommit(git, { view, changes, message, author }) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'stagegate-'));
    try {
        const env = { GIT_INDEX_FILE: (0,external_node_path_.join)(folder, 'index') };
        await (0,command/* mustRun */.Pv)(git, ['read-tree', view.id], { env });
        await (0,command/* mustRun */.Pv)(git, ['update-index', '--add', ...(await storeBlobs(git, folder, { view, changes }))], {
            env,
        });
        // a partial clone may lack the blobs of other files
        const tree = await (0,command/* mustRun */.Pv)(git, ['write-tree', '--missing-ok'], { env });
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'message'), `${message.title}\n\n${message.body}\n`);
        return await (0,command/* mustRun */.Pv)(git, ['commit-tree', tree, '-p', view.id, '-F', (0,external_node_path_.join)(folder, 'message')], {
            env: author,
        });
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** Stores the new texts, and returns the arguments that add them to an index. */
async function storeBlobs(git, folder, { view, changes }) {
    const files = changes.map((_, index) => (0,external_node_path_.join)(folder, `blob-${index}`));
    for (const [index, [, text]] of changes.entries())
        await (0,promises_.writeFile)(files[index] ?? '', text);
    // the texts were read without filters (line ends, LFS), so they are stored without them
    const blobs = (await (0,command/* mustRun */.Pv)(git, ['hash-object', '-w', '--no-filters', '--', ...files])).split('\n');
    const args = [];
    for (const [index, [path]] of changes.entries()) {
        const mode = (await view.find(path))?.mode ?? '100644';
        args.push('--cacheinfo', `${mode},${blobs[index] ?? ''},${view.inRepository(path)}`);
    }
    return args;
}
/** GitHub's own bot, so that GitHub shows its picture. The number is its user id. */
const ACTIONS_BOT = {
    name: 'github-actions[bot]',
    email: '41898282+github-actions[bot]@users.noreply.github.com',
};
const NOBODY = { name: 'stagegate', email: 'stagegate@users.noreply.github.com' };
/**
 * The environment variables for a commit's author and committer. The order: git's own variables, the given author,
 * git's configuration, and in a workflow GitHub's bot.
 */
async function describeAuthor(git, given) {
    const env = process.env;
    const author = {
        name: env['GIT_AUTHOR_NAME'] || given?.name || (await readConfig(git, 'user.name')),
        email: env['GIT_AUTHOR_EMAIL'] || given?.email || (await readConfig(git, 'user.email')),
    };
    const fallback = env['GITHUB_ACTIONS'] === 'true' ? ACTIONS_BOT : NOBODY;
    // a name without its address (or the reverse) would make up a person
    const { name, email } = author.name && author.email ? author : fallback;
    return {
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: email,
        GIT_COMMITTER_NAME: env['GIT_COMMITTER_NAME'] || name,
        GIT_COMMITTER_EMAIL: env['GIT_COMMITTER_EMAIL'] || email,
    };
}
async function readConfig(git, key) {
    const result = await git(['config', '--get', key]);
    return result.exitCode === 0 ? (0,command/* textOf */.b6)(result) : '';
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/remote.js
var git_remote = __webpack_require__(4086);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/git/view.js
var git_view = __webpack_require__(97749);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/git/branch.js






/**
 * Keeps the files on a branch of a remote, and changes them by `git push`.
 *
 * A write makes one commit with all changes, in a temporary index: the user's index, working tree and branches stay
 * untouched. Then it pushes that commit with `--force-with-lease=<branch>:<commit that was read>`. The remote compares
 * and moves the branch in one step, so either all changes arrive or none. If somebody pushed meanwhile, the remote
 * refuses: that lost race is a `conflict`, and the caller reads and decides again. If the connection breaks before an
 * answer, the remote's branch tells whether the commit arrived. At the end, a checkout that stood at the old commit is
 * fast-forwarded.
 */
function openGitBranchStore({ root, remote, branch, author, git = (0,command/* createGit */.lD)(root), }) {
    let resolved;
    const resolve = () => (resolved ??= (0,checkout/* resolveBranch */.p)({ git, remote, branch }));
    return {
        open: async () => {
            const at = await resolve();
            return new git_view.GitView(git, await (0,git_remote/* fetchBranch */.D_)(git, at), at.prefix, at.branch);
        },
        findCommit: async (basis, wanted) => own(basis).findCommit(wanted),
        write: async (changes, basis, message) => {
            const view = own(basis);
            const changed = await (0,stored_files/* selectChanges */.wW)(changes, view);
            if (changed.length === 0)
                return { commit: null };
            const at = await resolve();
            const commit = await makeCommit(git, {
                view,
                changes: changed,
                message,
                author: await describeAuthor(git, author),
            });
            await (0,git_remote/* pushCommit */.Sq)(git, at, { from: view.id, to: commit });
            await (0,checkout/* advanceCheckout */.J)(git, { branch: at.branch, from: view.id, to: commit });
            return { commit };
        },
    };
}
function own(view) {
    if (view instanceof git_view.GitView)
        return view;
    throw new TypeError('this view belongs to another store');
}


/***/ }),

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


/***/ })

};
