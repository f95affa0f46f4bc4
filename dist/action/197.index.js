export const id = 197;
export const ids = [197];
export const modules = {

/***/ 87197:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openGitHubBranchStore: () => (/* binding */ openGitHubBranchStore)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53649);
/* harmony import */ var _github_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(80969);
/* harmony import */ var _git_checkout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83392);
/* harmony import */ var _git_remote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4086);
/* harmony import */ var _stored_files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(28868);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(42174);
/* harmony import */ var _view_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(18308);








/**
 * Keeps the files on a branch of a GitHub repository, and changes them by its API. Needs no checkout.
 *
 * A write is one `createCommitOnBranch` request with all changes and the commit that was read as `expectedHeadOid`.
 * GitHub compares and commits in one step, so either all changes arrive or none, and signs the commit. If somebody else
 * committed meanwhile, GitHub answers `STALE_DATA`: that lost race is a `conflict`, and the caller reads and decides
 * again. If the answer gets lost, we look for our commit on the branch before we send the same request again, which
 * can't commit twice, since the branch has moved on from the expected head.
 */
function openGitHubBranchStore({ root, git = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_1__/* .createGit */ .lD)(root), ...options }) {
    const left = new Set();
    let last;
    const place = (0,_place_js__WEBPACK_IMPORTED_MODULE_6__/* .openPlace */ .QL)(options);
    return {
        open: async () => (last = new _view_js__WEBPACK_IMPORTED_MODULE_7__.GitHubView(await place(), null, left, last?.asked)),
        findCommit: async (basis, wanted) => (0,_view_js__WEBPACK_IMPORTED_MODULE_7__/* .requireOwn */ .S)(basis).findCommit(wanted),
        write: async (changes, basis, message) => {
            const view = (0,_view_js__WEBPACK_IMPORTED_MODULE_7__/* .requireOwn */ .S)(basis);
            const files = await (0,_stored_files_js__WEBPACK_IMPORTED_MODULE_5__/* .selectChanges */ .wW)(changes, view);
            if (files.length === 0)
                return { commit: null };
            const at = await place();
            const from = view.id;
            const to = await commitOnBranch({ place: at, from, files, message });
            left.add(from);
            await (0,_git_checkout_js__WEBPACK_IMPORTED_MODULE_3__/* .advanceCheckout */ .J)(git, { branch: at.branch, from, to }, async () => {
                await (0,_git_remote_js__WEBPACK_IMPORTED_MODULE_4__/* .fetchTip */ .mC)(git, await (0,_git_checkout_js__WEBPACK_IMPORTED_MODULE_3__/* .resolveBranch */ .p)({ git, branch: at.branch }));
            });
            return { commit: to };
        },
    };
}
const MUTATION = `mutation($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;
/**
 * Commits to the branch if it is still at `from`.
 * @returns the commit
 * @throws StagegateError `conflict` when it isn't, `unavailable` when GitHub refuses or can't be reached
 */
async function commitOnBranch(commit) {
    const { branch, github } = commit.place;
    const input = describeInput(commit);
    let sends = 0;
    const send = async () => {
        sends += 1;
        const { createCommitOnBranch: made } = await github.mutate(MUTATION, { input });
        const oid = made?.commit?.oid;
        if (oid !== undefined)
            return oid;
        throw new _github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK('it answered without a commit', { status: null, host: 'GitHub' });
    };
    try {
        return await (0,_github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .resend */ .o6)(send, async (lost) => {
            const { landed, head } = await findLanded(commit, lost);
            if (landed === null && head !== commit.from)
                throw (0,_place_js__WEBPACK_IMPORTED_MODULE_6__/* .explainMoved */ .JJ)(branch, lost);
            return landed;
        });
    }
    catch (error) {
        if (!(error instanceof _github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK))
            throw error;
        if ((0,_github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .isUnclear */ .Z5)(error))
            throw explainSilence(branch, error);
        if (!isStale(error))
            throw (0,_place_js__WEBPACK_IMPORTED_MODULE_6__/* .explainWrite */ .N3)(error, `commit to branch ${JSON.stringify(branch)}`);
        // when an earlier answer got lost, the commit that got ahead of us may be our own
        const landed = sends > 1 ? (await findLanded(commit, error)).landed : null;
        if (landed === null)
            throw (0,_place_js__WEBPACK_IMPORTED_MODULE_6__/* .explainMoved */ .JJ)(branch, error);
        return landed;
    }
}
function describeInput({ place, from, files, message }) {
    const { github, branch } = place;
    const view = new _view_js__WEBPACK_IMPORTED_MODULE_7__.GitHubView(place, from);
    return {
        branch: { repositoryNameWithOwner: `${github.owner}/${github.repo}`, branchName: branch },
        expectedHeadOid: from,
        message: { headline: message.title, body: message.body },
        fileChanges: {
            additions: files.map(([path, text]) => ({
                path: view.inRepository(path),
                contents: Buffer.from(text).toString('base64'),
            })),
        },
    };
}
function isStale({ types, message }) {
    return types.includes('STALE_DATA') || /^Expected branch to point to/.test(message);
}
/**
 * Looks for a commit on top of `from` with the files that we sent. It is ours, or has exactly the same contents.
 * @throws StagegateError `unavailable` when GitHub doesn't tell
 */
async function findLanded({ place, from, files }, lost) {
    const { github, branch } = place;
    const { owner, repo, rest } = github;
    try {
        const head = (await rest.git.getRef({ owner, repo, ref: `heads/${branch}` })).data.object.sha;
        if (head === from)
            return { landed: null, head };
        const { data } = await rest.repos.listCommits({ owner, repo, sha: head, per_page: 100 });
        for (const { sha } of data.filter(({ parents }) => parents[0]?.sha === from)) {
            if (await holds(new _view_js__WEBPACK_IMPORTED_MODULE_7__.GitHubView(place, sha), files))
                return { landed: sha, head };
        }
        return { landed: null, head };
    }
    catch (error) {
        if (!(error instanceof _github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .iK || error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU))
            throw error;
        throw explainUnknown(branch, lost);
    }
}
async function holds(view, files) {
    const texts = await Promise.all(files.map(([path]) => view.read(path)));
    return files.every(([, text], index) => texts[index] === text);
}
function explainSilence(branch, cause) {
    const message = `${cause.host} did not make the commit to branch ${JSON.stringify(branch)}: ${cause.message}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', message, {
        hint: 'Run it again later. The branch is unchanged.',
        cause,
    });
}
function explainUnknown(branch, cause) {
    const message = `cannot tell whether the commit to branch ${JSON.stringify(branch)} arrived: no answer from ${cause.host} (${cause.message})`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', message, {
        hint: 'Run it again later. The next run reads the branch again, so nothing is done twice.',
        cause,
    });
}


/***/ }),

/***/ 42174:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JJ: () => (/* binding */ explainMoved),
/* harmony export */   Lj: () => (/* binding */ requireBranchAt),
/* harmony export */   N3: () => (/* binding */ explainWrite),
/* harmony export */   QL: () => (/* binding */ openPlace),
/* harmony export */   dV: () => (/* binding */ writing),
/* harmony export */   zy: () => (/* binding */ readHead)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _github_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80969);


/** Opens the place on the first call. */
function openPlace({ github, target }) {
    let opened;
    return () => (opened ??= Promise.all([github(), target()]).then(([client, at]) => ({ ...at, github: client })));
}
/** The branch's newest commit; null without such a branch. @throws GitHubFailure */
async function readHead({ github, branch }) {
    const { owner, repo, rest } = github;
    try {
        return (await rest.git.getRef({ owner, repo, ref: `heads/${branch}` })).data.object.sha;
    }
    catch (error) {
        if (error instanceof _github_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .GitHubFailure */ .iK && (0,_github_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .isNotFound */ .c4)(error))
            return null;
        throw error;
    }
}
/** @throws StagegateError `conflict` when the branch has moved on, `unavailable` when GitHub doesn't tell */
async function requireBranchAt(place, commit) {
    const head = await writing(`read branch ${JSON.stringify(place.branch)}`, () => readHead(place));
    if (head !== commit)
        throw explainMoved(place.branch);
}
/** Runs what needs `contents: write`. @param doing after "cannot" @param ifProtected the hint if a rule forbids it */
function writing(doing, work, ifProtected) {
    return (0,_github_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .explaining */ .SK)((failure) => explainWrite(failure, doing, ifProtected), work);
}
/** The messages of protected branches and rulesets. The API has a type for only some of them. */
const PROTECTED = /protected (?:branch|ref)|rule violations?|GH006|GH013|through a pull request|not authorized to push|status checks?\b.* expected|verified signatures|force-push|creations being restricted/i;
const OTHER_MODE = 'Use commit: pull-request, which proposes the change instead. Or let a GitHub App bypass the rule, and give the action its token.';
/**
 * @param doing after "cannot": `commit to branch "main"`
 * @param ifProtected the hint if a rule forbids it
 */
function explainWrite(failure, doing, ifProtected = OTHER_MODE) {
    const isProtected = failure.types.includes('BRANCH_PROTECTION_RULE_VIOLATION') || PROTECTED.test(failure.message);
    if (!isProtected)
        return (0,_github_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .explainFailure */ .SP)(failure, doing, 'contents: write');
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `cannot ${doing}, which is protected: ${failure.message}`, {
        hint: ifProtected,
        cause: failure,
    });
}
/** A lost race: the branch isn't at the commit that was read. */
function explainMoved(branch, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('conflict', `somebody else changed branch ${JSON.stringify(branch)} meanwhile`, {
        hint: "Run it again to decide on the branch's new contents.",
        cause,
    });
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


/***/ })

};
