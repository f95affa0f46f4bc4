export const id = 782;
export const ids = [782];
export const modules = {

/***/ 80969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SP: () => (/* binding */ explainFailure),
/* harmony export */   Z5: () => (/* binding */ isUnclear),
/* harmony export */   c4: () => (/* binding */ isNotFound),
/* harmony export */   iK: () => (/* binding */ GitHubFailure)
/* harmony export */ });
/* unused harmony exports isForbidden, isThrottled */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _git_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44201);


/** What GitHub answered instead of what was asked for, or that it did not answer. */
class GitHubFailure extends Error {
    name = 'GitHubFailure';
    /** HTTP status; null where no answer came, so that nobody knows whether the request was carried out. */
    status;
    /** The types of a GraphQL answer's errors: `STALE_DATA`, `FORBIDDEN`, … */
    types;
    /** What the token would need, as GitHub names it (`pull_requests=write`); null where it says nothing. */
    permissions;
    /** The API's host, for people. */
    host;
    /** @param words GitHub's own, as they came: they are made safe here */
    constructor(words, details) {
        super((0,_git_words_js__WEBPACK_IMPORTED_MODULE_1__/* .makeWordsSafe */ .L)(words));
        this.status = details.status;
        this.types = details.types ?? [];
        this.permissions = details.permissions ?? null;
        this.host = details.host;
    }
}
/** True where GitHub says that the token may not do this. */
function isForbidden({ status, types }) {
    return status === 403 || types.includes('FORBIDDEN') || types.includes('INSUFFICIENT_SCOPES');
}
/** GitHub says so of what is not there, and of what the token may not see. */
function isNotFound({ status, types }) {
    return status === 404 || types.includes('NOT_FOUND');
}
/** GitHub asks to wait: nothing was done. */
function isThrottled({ status, types, message }) {
    if (status === 429 || types.includes('RATE_LIMITED') || types.includes('RATE_LIMIT'))
        return true;
    return status === 403 && /rate limit|abuse detection/i.test(message);
}
/** Nobody knows whether the request was carried out: no answer came, or GitHub's own fault instead of one. */
function isUnclear({ status, types, message }) {
    if (status === null || status >= 500)
        return true;
    return status === 200 && types.length === 0 && /something went wrong|timed? ?out/i.test(message);
}
/**
 * A failure for people.
 * @param doing what was tried, after "cannot": `read the checks of commit 1a2b3c`
 * @param permission what it takes, as a job's `permissions:` names it: `checks: read`
 */
function explainFailure(failure, doing, permission) {
    const answer = failure.status === null ? 'no answer' : `HTTP ${failure.status}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `cannot ${doing}: ${failure.host} says: ${failure.message} (${answer})`, { hint: hintOf(failure, permission), cause: failure });
}
/** Node's words for a certificate whose authority it doesn't know. */
const UNTRUSTED = /self[- ]signed certificate|unable to (?:get|verify)\b.*certificate|invalid CA certificate/i;
function hintOf(failure, permission) {
    if (failure.status === null && UNTRUSTED.test(failure.message))
        return `Set NODE_EXTRA_CA_CERTS (the step's env) to a PEM file with the certificate of the authority that signed the one of ${failure.host}.`;
    if (failure.status === null)
        return `Check the connection to ${failure.host}, and https_proxy and no_proxy.`;
    if (isThrottled(failure))
        return 'The limit of requests is reached: run it again later.';
    if (failure.status === 401)
        return "The token is no good: leave the input token out for the job's own, or give one that has not expired.";
    if (isForbidden(failure) || isNotFound(failure)) {
        const asked = failure.permissions === null ? '' : ` GitHub asks for: ${(0,_git_words_js__WEBPACK_IMPORTED_MODULE_1__/* .makeWordsSafe */ .L)(failure.permissions)}.`;
        return `Give the job "permissions: {${permission}}".${asked} A workflow from a fork has no more than reading.`;
    }
    if (failure.status >= 500)
        return 'GitHub is not well at the moment (https://www.githubstatus.com): run it again later.';
    return 'Run it again with debug logging to see what was asked.';
}


/***/ }),

/***/ 82930:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ blobId)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

/**
 * The id that git gives these bytes.
 * @param like an id of the same repository: it may use SHA-1 (40 digits) or SHA-256 (64)
 */
function blobId(bytes, like) {
    const algorithm = like.length === 64 ? 'sha256' : 'sha1';
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}


/***/ }),

/***/ 44552:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ requireFile),
/* harmony export */   f: () => (/* binding */ isFile)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);

const FILE_MODES = ['100644', '100755'];
function isFile({ type, mode }) {
    return type === 'blob' && FILE_MODES.includes(mode);
}
/** @throws StagegateError `input` for all but a file: a link's text is a path, and not what it leads to */
function requireFile(path, entry) {
    if (isFile(entry))
        return;
    const what = entry.type === 'blob' ? 'a symbolic link' : entry.type === 'tree' ? 'a folder' : 'a submodule';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `${JSON.stringify(path)} is ${what} on the branch`, {
        place: { file: path },
        hint: 'Name the file itself.',
    });
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

/***/ 86401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GitHubView: () => (/* binding */ GitHubView)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/github/failure.js
var failure = __webpack_require__(80969);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/blob-id.js
var blob_id = __webpack_require__(82930);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/branch-file.js
var branch_file = __webpack_require__(44552);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/decode-text.js
var decode_text = __webpack_require__(33555);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/question.js
const FILE = '{ type mode oid object { ... on Blob { text isTruncated } } }';
const ENTRIES = 'entries { name type mode oid }';
const FIELDS = {
    file: FILE,
    folder: `{ type mode oid object { ... on Tree { ${ENTRIES} } } }`,
    entry: '{ type mode oid }',
};
/** A query for all questions at once, of a commit or of the one that a branch is at. */
function writeQuestion(at, questions) {
    const variables = {};
    const fields = questions.map(({ kind, path }, index) => {
        if (path === '')
            return `a${index}: tree { oid ${ENTRIES} }`;
        variables[`p${index}`] = path;
        return `a${index}: file(path: $p${index}) ${FIELDS[kind]}`;
    });
    const paths = Object.keys(variables).map((name) => `, $${name}: String!`);
    const commit = `{ ... on Commit { oid ${fields.join(' ')} } }`;
    const [type, value, found] = 'commit' in at
        ? ['GitObjectID!', at.commit, `target: object(oid: $at) ${commit}`]
        : ['String!', `refs/heads/${at.branch}`, `ref(qualifiedName: $at) { target ${commit} }`];
    const head = `query($owner: String!, $repo: String!, $at: ${type}${paths.join('')})`;
    return {
        text: `${head} { repository(owner: $owner, name: $repo) { ${found} } }`,
        variables: { ...variables, at: value },
    };
}
/** The commit and what stands in it; null where there is no such branch or commit. */
function readAnswer({ repository, }) {
    const target = repository?.target ?? repository?.ref?.target ?? null;
    return typeof target?.oid === 'string' ? { commit: target.oid, answers: target } : null;
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/workspace-path.js
var workspace_path = __webpack_require__(57242);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/view.js








/** Files and folders asked for at once: with more, GitHub may take longer than it gives itself. */
const MAX_QUESTIONS = 40;
/** GitHub names no more files than this when it compares two commits. */
const MAX_COMPARED = 300;
/** How often, and after how long (ms), a branch is looked at again that GitHub shows as it was before our commit. */
const LOOKS = 5;
const LOOK_AGAIN = 300;
/**
 * The files of the commit that a branch is at, read from GitHub: a checkout does not matter. The first request
 * tells which commit that is, and what is asked for in the same moment goes with it.
 */
class GitHubView {
    place;
    commit;
    left;
    ahead;
    files = new Map();
    answered = new Map();
    waiting = [];
    last = Promise.resolve();
    /**
     * @param commit the commit to read; null for the branch's newest
     * @param left commits that the branch is known to have gone on from
     * @param ahead asked together with the first question: who reads the branch again asks the same again
     */
    constructor(place, commit, left = new Set(), ahead = []) {
        this.place = place;
        this.commit = commit;
        this.left = left;
        this.ahead = ahead;
    }
    /** All that was asked so far. */
    get asked() {
        return [...this.answered.values()].map(({ question }) => question);
    }
    get id() {
        if (this.commit === null)
            throw new TypeError('nothing was read through this view yet');
        return this.commit;
    }
    get branch() {
        return this.place.branch;
    }
    async read(path) {
        return (await this.find(path))?.text ?? null;
    }
    async list(folder) {
        const { entries } = await this.askFolder(folder);
        if (entries === undefined)
            return null;
        const files = entries.filter(({ type, mode }) => (0,branch_file/* isFile */.f)({ type, mode: toOctal(mode) }));
        return files.map(({ name }) => name).sort();
    }
    entries(paths) {
        return Promise.all(paths.map(async (path) => {
            const entry = await this.ask({ kind: 'entry', path: `${this.place.prefix}${path}` });
            return entry === null ? null : { type: entry.type, id: entry.oid };
        }));
    }
    async walk(folder, canHold) {
        const top = (0,workspace_path/* checkPath */.C)(folder || '.');
        const inner = (path) => (top === '' ? path : `${top}/${path}`);
        const { oid, entries = [] } = await this.askFolder(folder);
        const isDeep = entries.some(({ type, name }) => type === 'tree' && canHold(inner(name)));
        if (!isDeep || oid === undefined) {
            const files = entries.filter(({ type }) => type === 'blob');
            return new Map(files.map(({ name, oid: id }) => [inner(name), id]));
        }
        const { tree, truncated } = await this.explained(async ({ rest, owner, repo }) => {
            return (await rest.git.getTree({ owner, repo, tree_sha: oid, recursive: 'true' })).data;
        });
        const files = tree.filter(({ type }) => type === 'blob');
        return truncated ? null : new Map(files.map(({ path, sha }) => [inner(path), sha]));
    }
    async readBlob(id, take) {
        take(await this.fetchBlob(id));
    }
    async leadOver(commit) {
        const { owner, repo, rest } = this.place.github;
        const basehead = `${commit}...${this.id}`;
        try {
            const { data } = await rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 });
            const files = data.files?.map(({ filename }) => filename) ?? [];
            return { commits: data.ahead_by, files: files.length < MAX_COMPARED ? files : null };
        }
        catch (error) {
            if (error instanceof failure/* GitHubFailure */.iK)
                return null; // such as a commit that was never pushed
            throw error;
        }
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
    /** The path as the repository's trees have it. */
    inRepository(path) {
        return `${this.place.prefix}${(0,workspace_path/* checkPath */.C)(path)}`.replace(/\/$/, '');
    }
    async askFolder(folder) {
        const answer = await this.ask({ kind: 'folder', path: this.inRepository(folder || '.') });
        return { oid: answer?.oid, entries: answer?.entries ?? answer?.object?.entries };
    }
    async readFile(path) {
        const entry = await this.ask({ kind: 'file', path: this.inRepository(path) });
        if (entry === null)
            return null;
        const mode = toOctal(entry.mode);
        (0,branch_file/* requireFile */.G)(path, { type: entry.type, mode });
        return { mode, blob: entry.oid, text: (0,decode_text/* decodeText */.g)(await this.bytesOf(entry, path), path) };
    }
    /** GitHub cuts long texts off, gives none for what it takes for binary, and mends what is no UTF-8: the digest tells. */
    async bytesOf({ oid, object }, path) {
        const text = object?.text ?? null;
        const given = text === null || object?.isTruncated === true ? null : Buffer.from(text);
        return given !== null && (0,blob_id/* blobId */.z)(given, oid) === oid ? given : this.fetchBlob(oid, path);
    }
    async fetchBlob(oid, path) {
        const bytes = await this.explained(async ({ rest, owner, repo }) => {
            const { data } = await rest.git.getBlob({ owner, repo, file_sha: oid });
            return Buffer.from(data.content, 'base64');
        });
        if ((0,blob_id/* blobId */.z)(bytes, oid) === oid)
            return bytes;
        throw new errors/* StagegateError */.qU('unavailable', `GitHub gave other bytes for ${path === undefined ? oid : JSON.stringify(path)} than it names`, {
            place: path === undefined ? undefined : { file: path },
            hint: 'Run it again.',
        });
    }
    ask(question) {
        const isFirst = this.answered.size === 0;
        const answer = this.askOnce(question);
        // who needs them meets what went wrong
        if (isFirst)
            for (const other of this.ahead)
                void this.askOnce(other).catch(() => null);
        return answer;
    }
    askOnce({ kind, path }) {
        const key = `${kind} ${path}`;
        const known = this.answered.get(key);
        if (known !== undefined)
            return known.answer;
        const question = { kind, path };
        const answer = this.send(question);
        this.answered.set(key, { question, answer });
        return answer;
    }
    send(question) {
        return new Promise((resolve, reject) => {
            this.waiting.push({ ...question, resolve, reject });
            if (this.waiting.length === 1)
                this.last = this.last.then(() => this.answer());
        });
    }
    /** Takes all that was asked meanwhile. One request after the other, since the first finds the commit. */
    async answer() {
        const all = this.waiting;
        this.waiting = [];
        for (let at = 0; at < all.length; at += MAX_QUESTIONS) {
            const some = all.slice(at, at + MAX_QUESTIONS);
            try {
                const answers = await this.query(some);
                for (const [index, { resolve }] of some.entries())
                    resolve(answers[`a${index}`] ?? null);
            }
            catch (error) {
                for (const { reject } of some)
                    reject(error);
            }
        }
    }
    async query(questions) {
        const at = this.commit === null ? { branch: this.place.branch } : { commit: this.commit };
        const { text, variables } = writeQuestion(at, questions);
        for (let look = 1;; look += 1) {
            const found = readAnswer(await this.explained(({ query, owner, repo }) => query(text, { ...variables, owner, repo })));
            if (found === null)
                throw this.explainNothing();
            if (this.commit !== null || !this.left.has(found.commit) || look === LOOKS) {
                this.commit = found.commit;
                return found.answers;
            }
            await (0,promises_.setTimeout)(LOOK_AGAIN * look);
        }
    }
    async explained(work) {
        const { github, branch } = this.place;
        try {
            return await work(github);
        }
        catch (error) {
            if (!(error instanceof failure/* GitHubFailure */.iK))
                throw error;
            const doing = `read branch ${JSON.stringify(branch)} of ${github.owner}/${github.repo}`;
            throw (0,failure/* explainFailure */.SP)(error, doing, 'contents: read');
        }
    }
    explainNothing() {
        const { github, branch } = this.place;
        return new errors/* StagegateError */.qU('input', `${github.owner}/${github.repo} has no branch ${JSON.stringify(branch)}`, { hint: `Push it once: git push origin HEAD:refs/heads/${branch}` });
    }
}
function toOctal(mode) {
    return mode.toString(8).padStart(6, '0');
}


/***/ }),

/***/ 57242:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ checkPath)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11024);


/**
 * A path relative to the workspace, normalised, with `/`; empty for the workspace itself.
 * @throws StagegateError `input` for an absolute path, one with `..`, or one that no file system takes
 */
function checkPath(path) {
    const wrong = describeWrong(path);
    if (wrong !== null) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU('input', `the path ${JSON.stringify(path)} ${wrong}`, {
            hint: 'Name a file or folder inside the workspace, relative to it: models.yaml',
        });
    }
    const normal = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(path).replace(/\/+$/, '');
    return normal === '.' ? '' : normal;
}
function describeWrong(path) {
    if (path === '')
        return 'is empty';
    // eslint-disable-next-line no-control-regex -- they are what is looked for
    if (/[\u0000-\u001f\u007f]/.test(path))
        return 'holds a control character';
    if (node_path__WEBPACK_IMPORTED_MODULE_0__.posix.isAbsolute(path) || node_path__WEBPACK_IMPORTED_MODULE_0__.win32.isAbsolute(path))
        return 'is absolute';
    if (path.split(/[\\/]/).includes('..'))
        return 'leads out of the workspace';
    return null;
}


/***/ })

};
