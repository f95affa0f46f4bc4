export const id = 308;
export const ids = [308];
export const modules = {

/***/ 80969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A5: () => (/* binding */ isUnknownCommit),
/* harmony export */   SK: () => (/* binding */ explaining),
/* harmony export */   SP: () => (/* binding */ explainFailure),
/* harmony export */   Z5: () => (/* binding */ isUnclear),
/* harmony export */   c4: () => (/* binding */ isNotFound),
/* harmony export */   iK: () => (/* binding */ GitHubFailure),
/* harmony export */   l0: () => (/* binding */ pauseAfter),
/* harmony export */   o6: () => (/* binding */ resend)
/* harmony export */ });
/* unused harmony exports isForbidden, isThrottled */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53649);
/* harmony import */ var _system_clock_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81305);



/* What can go wrong with a request to GitHub: what kind of failure it is, what people are told, and sending again. */
/** A request that GitHub refused, failed to serve, or didn't answer. */
class GitHubFailure extends Error {
    name = 'GitHubFailure';
    /** HTTP status. Null without an answer: then the request may have been carried out or not. */
    status;
    /** The types of a GraphQL answer's errors: `STALE_DATA`, `FORBIDDEN`, … */
    types;
    /** The permissions that GitHub asks for, in its own words (`pull_requests=write`). */
    permissions;
    /** The API's host, for people. */
    host;
    /** @param words GitHub's message as it came. It is made safe here. */
    constructor(words, details) {
        super((0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .makeWordsSafe */ .Ll)(words));
        this.status = details.status;
        this.types = details.types ?? [];
        this.permissions = details.permissions ?? null;
        this.host = details.host;
    }
}
/** The token may not do this. */
function isForbidden({ status, types }) {
    return status === 403 || types.includes('FORBIDDEN') || types.includes('INSUFFICIENT_SCOPES');
}
/** GitHub answers so for what doesn't exist, and for what the token may not see. */
function isNotFound({ status, types }) {
    return status === 404 || types.includes('NOT_FOUND');
}
/** A rate limit refused the request before GitHub did anything. */
function isThrottled({ status, types, message }) {
    if (status === 429 || types.includes('RATE_LIMITED') || types.includes('RATE_LIMIT'))
        return true;
    return status === 403 && /rate limit|abuse detection/i.test(message);
}
/** The request may have been carried out or not: there was no answer, or GitHub had an error of its own. */
function isUnclear({ status, types, message }) {
    if (status === null || status >= 500)
        return true;
    return status === 200 && types.length === 0 && /something went wrong|timed? ?out/i.test(message);
}
/** A commit that was never pushed. @param error the failure, or the error that explains it */
function isUnknownCommit(error) {
    const failure = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU ? error.cause : error;
    return (failure instanceof GitHubFailure && failure.status === 422 && /no commit found/i.test(failure.message));
}
/** How often a request is sent whose answer gets lost. */
const MAX_SENDS = 3;
/**
 * Sends a request until GitHub answers it, up to three times.
 * @param send must be safe to repeat
 * @param findDone after each lost answer: the result, if the request was carried out after all
 * @throws GitHubFailure a refusal at once, and the last lost answer
 */
async function resend(send, findDone = () => Promise.resolve(null)) {
    for (let sent = 1;; sent += 1) {
        try {
            return await send();
        }
        catch (error) {
            if (!(error instanceof GitHubFailure) || !isUnclear(error))
                throw error;
            const done = await findDone(error);
            if (done !== null)
                return done;
            if (sent === MAX_SENDS)
                throw error;
            await pauseAfter(sent, 1_000);
        }
    }
}
/** Waits before the next attempt; each pause is longer than the one before. @param pause the first one, in milliseconds */
function pauseAfter(attempt, pause) {
    return _system_clock_js__WEBPACK_IMPORTED_MODULE_2__/* .SYSTEM_CLOCK */ .V.sleep(pause * attempt);
}
/** Runs `work`, and throws what `explain` makes of a failure of GitHub's. */
async function explaining(explain, work) {
    try {
        return await work();
    }
    catch (error) {
        throw error instanceof GitHubFailure ? explain(error) : error;
    }
}
/**
 * The error that people see for a failure.
 * @param doing what was tried, after "cannot": `read the checks of commit 1a2b3c`
 * @param permission what the job's `permissions:` need for it: `checks: read`
 */
function explainFailure(failure, doing, permission) {
    const { host, status, message } = failure;
    const answer = status === null ? `no answer from ${host}: ${message}` : `${host} answered: ${message} (HTTP ${status})`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `cannot ${doing}: ${answer}`, {
        hint: hintFor(failure, permission),
        cause: failure,
    });
}
/** Node's messages about a certificate whose authority it doesn't know. */
const UNTRUSTED = /self[- ]signed certificate|unable to (?:get|verify)\b.*certificate|invalid CA certificate/i;
function hintFor(failure, permission) {
    const { host, status, message, permissions } = failure;
    if (status === null && UNTRUSTED.test(message))
        return `Set NODE_EXTRA_CA_CERTS (the step's env) to a PEM file with the certificate of the authority that signed ${host}'s.`;
    if (status === null)
        return `Check the connection to ${host}, and the variables https_proxy and no_proxy.`;
    if (isThrottled(failure))
        return 'Run it again later: the rate limit is reached.';
    if (status === 401)
        return "Leave out the input token to use the job's own, or give a valid token that has not expired.";
    if (isForbidden(failure) || isNotFound(failure)) {
        const asked = permissions === null ? '' : ` GitHub asks for: ${(0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .makeWordsSafe */ .Ll)(permissions)}.`;
        return `Give the job "permissions: {${permission}}".${asked} A workflow run from a fork can only read.`;
    }
    if (status >= 500)
        return 'Run it again later: GitHub has a problem (https://www.githubstatus.com).';
    return 'Fix what GitHub complains about, then run it again.';
}


/***/ }),

/***/ 18308:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GitHubView: () => (/* binding */ GitHubView),
  S: () => (/* binding */ requireOwn)
});

// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/github/failure.js
var github_failure = __webpack_require__(80969);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stored-files.js
var stored_files = __webpack_require__(28868);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/location.js
var manifest_location = __webpack_require__(67906);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/tree-query.js
const ENTRIES = 'entries { name type mode oid }';
const FIELDS = {
    file: '{ type mode oid object { ... on Blob { text isTruncated } } }',
    folder: `{ type mode oid object { ... on Tree { ${ENTRIES} } } }`,
    entry: '{ type mode oid }',
};
/**
 * Asks all questions at once, about a commit or a branch's newest one.
 * @returns null without such a branch or commit
 * @throws GitHubFailure
 */
async function queryTree({ owner, repo, query }, at, questions) {
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
    const text = `${head} { repository(owner: $owner, name: $repo) { ${found} } }`;
    const { repository } = await query(text, { ...variables, at: value, owner, repo });
    const target = repository?.target ?? repository?.ref?.target ?? null;
    return typeof target?.oid === 'string' ? { commit: target.oid, byName: target } : null;
}
/** More files and folders than this in one query could exceed GitHub's own time limit. */
const MAX_QUESTIONS = 40;
/**
 * Answers questions about one commit, each of them once. Questions that are asked at the same moment share a query.
 * Queries go one after the other, since the first one finds the commit.
 */
class TreeReader {
    query;
    ahead;
    known = new Map();
    waiting = [];
    last = Promise.resolve();
    /**
     * @param query sends at most `MAX_QUESTIONS` questions
     * @param ahead asked together with the first question: reading a branch again asks the same questions again
     */
    constructor(query, ahead) {
        this.query = query;
        this.ahead = ahead;
    }
    /** All questions so far. */
    get asked() {
        return [...this.known.values()].map(({ question }) => question);
    }
    ask(question) {
        const isFirst = this.known.size === 0;
        const answer = this.askOnce(question);
        // an error is reported to those who really ask
        if (isFirst)
            for (const other of this.ahead)
                void this.askOnce(other).catch(() => null);
        return answer;
    }
    askOnce({ kind, path }) {
        const key = `${kind} ${path}`;
        const known = this.known.get(key);
        if (known !== undefined)
            return known.answer;
        const question = { kind, path };
        const answer = new Promise((resolve, reject) => {
            this.waiting.push({ ...question, resolve, reject });
            if (this.waiting.length === 1)
                this.last = this.last.then(() => this.answerWaiting());
        });
        this.known.set(key, { question, answer });
        return answer;
    }
    async answerWaiting() {
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
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/view.js





/** GitHub names at most this many files when it compares two commits. */
const MAX_COMPARED = 300;
/** How often a branch is read again while GitHub still shows it before our own commit, and the first pause (ms). */
const LOOKS = 5;
const LOOK_AGAIN = 300;
/** How far the clocks of runners and of GitHub may differ (ms). The message identifies the commit. */
const CLOCK_SLACK = 10 * 60_000;
/**
 * The files of one commit, read from GitHub: no checkout is needed. The first request finds the branch's newest commit,
 * and takes along the questions that are asked at the same moment.
 */
class GitHubView {
    place;
    commit;
    left;
    files = new Map();
    tree;
    /**
     * @param commit the commit to read; null for the branch's newest
     * @param left commits that the branch has certainly moved on from
     * @param ahead questions to ask together with the first one
     */
    constructor(place, commit, left = new Set(), ahead = []) {
        this.place = place;
        this.commit = commit;
        this.left = left;
        this.tree = new TreeReader((questions) => this.query(questions), ahead);
    }
    /** All questions so far. */
    get asked() {
        return this.tree.asked;
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
        const files = entries.filter(({ type, mode }) => (0,stored_files/* isFile */.fo)({ type, mode: toOctal(mode) }));
        return files.map(({ name }) => name).sort();
    }
    entries(paths) {
        return Promise.all(paths.map(async (path) => {
            const entry = await this.tree.ask({ kind: 'entry', path: `${this.place.prefix}${path}` });
            return entry === null ? null : { type: entry.type, id: entry.oid };
        }));
    }
    async walk(folder, canHold) {
        const top = (0,manifest_location/* checkPath */.Cg)(folder || '.');
        const inner = (path) => (top === '' ? path : `${top}/${path}`);
        const { oid, entries = [] } = await this.askFolder(folder);
        const isDeep = entries.some(({ type, name }) => type === 'tree' && canHold(inner(name)));
        if (!isDeep || oid === undefined) {
            const files = entries.filter(({ type }) => type === 'blob');
            return new Map(files.map(({ name, oid: id }) => [inner(name), id]));
        }
        const { tree, truncated } = await this.reading(async ({ rest, owner, repo }) => {
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
            if (error instanceof github_failure/* GitHubFailure */.iK)
                return null; // for example, the commit was never pushed
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
    /**
     * Finds a commit by its message, among the newest hundred that changed a file.
     * @throws StagegateError `unavailable`
     */
    async findCommit({ path, since, title, line }) {
        const { data } = await this.reading(({ rest, owner, repo }) => rest.repos.listCommits({
            ...{ owner, repo, sha: this.id, path: this.inRepository(path), per_page: 100 },
            since: new Date(Date.parse(since) - CLOCK_SLACK).toISOString(),
        }));
        const isWanted = (message) => message.startsWith(title) && message.split('\n').includes(line);
        return data.find(({ commit }) => isWanted(commit.message))?.sha ?? null;
    }
    /** The path from the repository's root. */
    inRepository(path) {
        return `${this.place.prefix}${(0,manifest_location/* checkPath */.Cg)(path)}`.replace(/\/$/, '');
    }
    async askFolder(folder) {
        const answer = await this.tree.ask({ kind: 'folder', path: this.inRepository(folder || '.') });
        return { oid: answer?.oid, entries: answer?.entries ?? answer?.object?.entries };
    }
    async readFile(path) {
        const entry = await this.tree.ask({ kind: 'file', path: this.inRepository(path) });
        if (entry === null)
            return null;
        const mode = toOctal(entry.mode);
        (0,stored_files/* requireFile */.Gz)(path, { type: entry.type, mode });
        return { mode, blob: entry.oid, text: (0,stored_files/* decodeText */.g7)(await this.bytesOf(entry, path), path) };
    }
    /** GitHub truncates long texts, omits binary ones and replaces bytes that aren't UTF-8. The digest tells. */
    async bytesOf({ oid, object }, path) {
        const text = object?.text ?? null;
        const given = text === null || object?.isTruncated === true ? null : Buffer.from(text);
        return given !== null && (0,stored_files/* blobId */.zA)(given, oid) === oid ? given : this.fetchBlob(oid, path);
    }
    async fetchBlob(oid, path) {
        const bytes = await this.reading(async ({ rest, owner, repo }) => {
            const { data } = await rest.git.getBlob({ owner, repo, file_sha: oid });
            return Buffer.from(data.content, 'base64');
        });
        if ((0,stored_files/* blobId */.zA)(bytes, oid) === oid)
            return bytes;
        const what = path === undefined ? `object ${oid.slice(0, 12)}` : JSON.stringify(path);
        throw new errors/* StagegateError */.qU('unavailable', `GitHub sent wrong bytes for ${what}: their digest differs`, {
            place: path === undefined ? undefined : { file: path },
            hint: 'Run it again.',
        });
    }
    async query(questions) {
        const at = this.commit === null ? { branch: this.place.branch } : { commit: this.commit };
        for (let look = 1;; look += 1) {
            const found = await this.reading((github) => queryTree(github, at, questions));
            if (found === null)
                throw this.explainNoBranch();
            if (this.commit !== null || !this.left.has(found.commit) || look === LOOKS) {
                this.commit = found.commit;
                return found.byName;
            }
            await (0,github_failure/* pauseAfter */.l0)(look, LOOK_AGAIN);
        }
    }
    reading(work) {
        const { github, branch } = this.place;
        const doing = `read branch ${JSON.stringify(branch)} of ${github.owner}/${github.repo}`;
        return (0,github_failure/* explaining */.SK)((failure) => (0,github_failure/* explainFailure */.SP)(failure, doing, 'contents: read'), () => work(github));
    }
    explainNoBranch() {
        const { github, branch } = this.place;
        return new errors/* StagegateError */.qU('input', `${github.owner}/${github.repo} has no branch ${JSON.stringify(branch)}`, { hint: `Push it once: git push origin HEAD:refs/heads/${branch}` });
    }
}
function toOctal(mode) {
    return mode.toString(8).padStart(6, '0');
}
/** @throws TypeError for a view of another store */
function requireOwn(view) {
    if (view instanceof GitHubView)
        return view;
    throw new TypeError('this view belongs to another store');
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
