export const id = 120;
export const ids = [120,746];
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
function hintOf(failure, permission) {
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

/***/ 40212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hz: () => (/* binding */ PAUSE),
/* harmony export */   o6: () => (/* binding */ resend),
/* harmony export */   vz: () => (/* binding */ MAX_SENDS)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80969);


/** How often a request is sent whose answer got lost, and the pause (ms) after the first; each next one is longer. */
const MAX_SENDS = 3;
const PAUSE = 1_000;
/** Sends a request again whose answer got lost: only for what may be carried out twice. */
async function resend(send) {
    for (let sent = 1;; sent += 1) {
        try {
            return await send();
        }
        catch (error) {
            if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .GitHubFailure */ .iK) || !(0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .isUnclear */ .Z5)(error) || sent === MAX_SENDS)
                throw error;
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(PAUSE * sent);
        }
    }
}


/***/ }),

/***/ 5079:
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

/***/ 45033:
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

/***/ 77526:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ decodeText)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);

/**
 * The text of a manifest or history file. A byte order mark stays in it, so that writing gives the same bytes.
 * @throws StagegateError `manifest` (`history` for `.jsonl`) when the bytes are not UTF-8
 */
function decodeText(bytes, path) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU(path.endsWith('.jsonl') ? 'history' : 'manifest', `${JSON.stringify(path)} is not UTF-8 text`, {
            place: { file: path },
            hint: 'Save it as UTF-8, or restore it from git.',
            cause,
        });
    }
}


/***/ }),

/***/ 44827:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ findCommit)
/* harmony export */ });
/* harmony import */ var _github_ref_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20029);
/* harmony import */ var _github_view_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5746);


/** Clocks of runners and of GitHub differ by seconds; the message tells the commit. Milliseconds. */
const SLACK = 10 * 60_000;
/** Finds a commit by its message among the newest hundred that changed a file. @throws StagegateError */
async function findCommit(at, basis, { path, since, title, line }) {
    if (!(basis instanceof _github_view_js__WEBPACK_IMPORTED_MODULE_1__.GitHubView))
        throw new TypeError('this view is of another store');
    const { owner, repo, rest } = at.github;
    const { data } = await (0,_github_ref_js__WEBPACK_IMPORTED_MODULE_0__/* .explaining */ .SK)('list commits', () => rest.repos.listCommits({
        ...{ owner, repo, sha: basis.id, path: basis.inRepository(path), per_page: 100 },
        since: new Date(Date.parse(since) - SLACK).toISOString(),
    }));
    const isWanted = (message) => message.startsWith(title) && message.split('\n').includes(line);
    return data.find(({ commit }) => isWanted(commit.message))?.sha ?? null;
}


/***/ }),

/***/ 66120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openPullRequestStore: () => (/* binding */ openPullRequestStore)
});

// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/github-find-commit.js
var github_find_commit = __webpack_require__(44827);
// EXTERNAL MODULE: ./build/js/src/github/failure.js
var failure = __webpack_require__(80969);
// EXTERNAL MODULE: ./build/js/src/github/resend.js
var resend = __webpack_require__(40212);
// EXTERNAL MODULE: ./build/js/src/git/words.js
var words = __webpack_require__(44201);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/blob-id.js
var blob_id = __webpack_require__(5079);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/github-ref.js
var github_ref = __webpack_require__(20029);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/github-refusal.js
var github_refusal = __webpack_require__(29604);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/stores/github-proposal.js







/** What all of our commits begin with. */
const OWN_TITLE = 'stagegate: ';
const EXCLUDE = 'A rule covers the branches stagegate/*, on which changes are proposed: exclude them, or let it be bypassed.';
/**
 * What was proposed before; null where the branch is not there.
 * @param base the commit that it is proposed for
 * @throws StagegateError `unavailable` where somebody else's commits are on the branch
 */
async function readProposal(at, base) {
    const { owner, repo, rest } = at.github;
    return (0,github_ref/* explaining */.SK)(`read branch ${JSON.stringify(at.branch)}`, async () => {
        const commit = await (0,github_ref/* readHead */.zy)(at);
        if (commit === null)
            return null;
        const basehead = `${base}...${commit}`;
        const { data } = await rest.repos.compareCommitsWithBasehead({ owner, repo, basehead });
        const foreign = data.commits.find(
        // a branch that was updated by merging its base into it has nothing of its own in that merge
        ({ commit: { message }, parents }) => parents.length < 2 && !message.startsWith(OWN_TITLE));
        if (foreign !== undefined || data.total_commits > data.commits.length)
            throw explainForeign(at.branch, foreign);
        const parents = data.commits.at(-1)?.parents ?? [];
        return { commit, parent: parents.length === 1 ? (parents[0]?.sha ?? null) : null };
    });
}
/**
 * Makes the commit without moving any branch, so that the pull request goes from the old proposal to the new one in
 * one step: at its base, even for a moment, GitHub would close it. Signed by GitHub where an app's token makes it.
 */
async function makeProposalCommit(at, { basis, files, message }) {
    const { owner, repo, rest } = at.github;
    return (0,github_ref/* explaining */.SK)('make the commit to propose', async () => {
        const tree = await Promise.all(files.map(async ([path, text]) => ({
            path: basis.inRepository(path),
            mode: (await basis.find(path))?.mode === '100755' ? '100755' : '100644',
            type: 'blob',
            sha: await makeBlob(at, text),
        })));
        const parent = await rest.git.getCommit({ owner, repo, commit_sha: basis.id });
        const base_tree = parent.data.tree.sha;
        const { data: made } = await (0,resend/* resend */.o6)(() => rest.git.createTree({ owner, repo, base_tree, tree }));
        const { title, body } = message;
        const { data: commit } = await (0,resend/* resend */.o6)(() => rest.git.createCommit({
            ...{ owner, repo, message: `${title}\n\n${body}`.trimEnd() },
            ...{ tree: made.sha, parents: [basis.id] },
        }));
        return commit.sha;
    });
}
async function makeBlob({ github }, text) {
    const { owner, repo, rest } = github;
    const bytes = Buffer.from(text);
    const content = bytes.toString('base64');
    const { data } = await (0,resend/* resend */.o6)(() => rest.git.createBlob({ owner, repo, content, encoding: 'base64' }));
    if (data.sha === (0,blob_id/* blobId */.z)(bytes, data.sha))
        return data.sha;
    throw new errors/* StagegateError */.qU('unavailable', 'GitHub stored other bytes than it was sent', {
        hint: 'Run it again.',
    });
}
/** Moves the branch to a new proposal, and makes it where it is not there. @throws StagegateError */
async function pointBranch(at, { from, to }) {
    const { owner, repo, rest } = at.github;
    const ref = `heads/${at.branch}`;
    const doing = `move branch ${JSON.stringify(at.branch)}`;
    await (0,github_ref/* explaining */.SK)(doing, async () => {
        try {
            await (0,resend/* resend */.o6)(() => from === null
                ? rest.git.createRef({ owner, repo, ref: `refs/${ref}`, sha: to })
                : rest.git.updateRef({ owner, repo, ref, sha: to, force: true }));
        }
        catch (error) {
            const isLost = error instanceof failure/* GitHubFailure */.iK &&
                /^Reference (?:already exists|does not exist)/.test(error.message);
            // it is there already where a first answer got lost
            if (isLost && (await (0,github_ref/* readHead */.zy)(at)) !== to)
                throw (0,github_refusal/* explainMoved */.J)(at.branch, error);
            if (!isLost)
                throw error;
        }
    }, EXCLUDE);
}
function explainForeign(branch, foreign) {
    const [title = ''] = foreign?.commit.message.split('\n') ?? [];
    const which = foreign === undefined ? 'many' : `${foreign.sha.slice(0, 12)} (${(0,words/* makeWordsSafe */.L)(title.slice(0, 100))})`;
    return new errors/* StagegateError */.qU('unavailable', `branch ${JSON.stringify(branch)} holds commits that stagegate did not make, such as ${which}`, {
        hint: 'Nothing was overwritten. Merge or move what is wanted of it and delete the branch, then run this again.',
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/stores/github-pulls.js



const PERMISSION = 'pull-requests: write';
/** The open pull request from a branch of this repository; null without one. @throws StagegateError */
function findPull(at, base) {
    return explaining(at, 'list the pull requests', () => find(at, base));
}
async function find({ github, branch }, base) {
    const { owner, repo, rest } = github;
    const { data } = await rest.pulls.list({ owner, repo, base, head: `${owner}:${branch}`, state: 'open' });
    // a fork may have a branch of that name
    const own = data.find(({ head, base: { repo: here } }) => head.ref === branch && isOwn(head.repo, here.id));
    if (own === undefined)
        return null;
    return { number: own.number, commit: own.head.sha, title: own.title, body: own.body ?? '' };
}
/** How many of the pull requests that were closed without being merged are looked at, the newest first. */
const CLOSED_AT_MOST = 10;
/** @throws StagegateError */
function listClosed(at, base) {
    const { owner, repo, rest } = at.github;
    return explaining(at, 'list the pull requests', async () => {
        const { data } = await rest.pulls.list({
            ...{ owner, repo, base, head: `${owner}:${at.branch}`, state: 'closed' },
            ...{ sort: 'created', direction: 'desc', per_page: 100 },
        });
        return data
            .filter(({ head, base: { repo: here } }) => head.ref === at.branch && isOwn(head.repo, here.id))
            .filter(({ merged_at }) => merged_at === null)
            .map(({ number, head, closed_at }) => ({ number, commit: head.sha, at: closed_at ?? '' }))
            .slice(0, CLOSED_AT_MOST);
    });
}
/** Of a fork that is gone GitHub gives null, though its description does not say so. */
function isOwn(repository, own) {
    return repository?.id === own;
}
const CLOSED_BY = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) {
        nodes { ... on ClosedEvent { actor { login } } }
      }
    }
  }
}`;
/** The login of who closed a pull request; null where GitHub does not tell. @throws StagegateError */
function askWhoClosed(at, number) {
    const { owner, repo, query } = at.github;
    return explaining(at, `read who closed pull request #${number}`, async () => {
        const answer = await query(CLOSED_BY, { owner, repo, number });
        return answer.repository?.pullRequest?.timelineItems.nodes?.[0]?.actor?.login ?? null;
    });
}
/** Opens one, or takes the one that another run has opened meanwhile. @returns its number @throws StagegateError */
function openPull(at, base, text) {
    const { owner, repo, rest } = at.github;
    return explaining(at, 'open a pull request', async () => {
        try {
            const { data } = await (0,resend/* resend */.o6)(() => rest.pulls.create({ owner, repo, head: at.branch, base, ...text }));
            return data.number;
        }
        catch (error) {
            if (!(error instanceof failure/* GitHubFailure */.iK) || !/pull request already exists/i.test(error.message))
                throw error;
            const found = await find(at, base);
            if (found === null)
                throw error;
            return found.number;
        }
    });
}
/** @returns its number @throws StagegateError */
function updatePull(at, { number, title, body }, text) {
    const { owner, repo, rest } = at.github;
    return explaining(at, `update pull request #${number}`, async () => {
        if (title !== text.title || body !== text.body)
            await (0,resend/* resend */.o6)(() => rest.pulls.update({ owner, repo, pull_number: number, ...text }));
        return number;
    });
}
async function explaining({ branch }, doing, work) {
    try {
        return await work();
    }
    catch (error) {
        if (!(error instanceof failure/* GitHubFailure */.iK))
            throw error;
        if (!/not permitted to create or approve pull requests/i.test(error.message))
            throw (0,failure/* explainFailure */.SP)(error, doing, PERMISSION);
        throw new errors/* StagegateError */.qU('unavailable', `cannot ${doing} for branch ${JSON.stringify(branch)}: ${error.message}`, {
            hint: 'Allow it in the settings of the repository (or its organization): Actions, General, "Allow GitHub Actions to create and approve pull requests". Or give the action the token of a GitHub App. The branch is there: open the pull request by hand, or run this again.',
            cause: error,
        });
    }
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/github-view.js + 1 modules
var github_view = __webpack_require__(5746);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/js/src/render/safe.js
var safe = __webpack_require__(93267);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/stores/proposal-text.js


/** GitHub's limit for a pull request's title, in characters. */
const MAX_TITLE = 256;
/** Of each part of a branch's name: with all of them it stays a file's name everywhere. */
const MAX_PART = 60;
/** What needs nothing changed to be a part of a ref's name, and can't be taken for the next part. */
const PLAIN_MODEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?!\.)){0,59}$/;
const PLAIN_STAGE = /^[A-Za-z0-9_]{1,60}$/;
/**
 * The branch of a proposal: `stagegate/churn-Production`. What is no name for a ref is made one, with a digest
 * behind it, so that two topics never share a branch.
 */
function proposalBranch({ title, proposal }) {
    return branchOf(proposal?.topic ?? [title]);
}
/** The branch of the proposals about a topic. */
function branchOf(topic) {
    const [model = '', stage = '', ...more] = topic;
    const isPlain = more.length === 0 && PLAIN_MODEL.test(model) && PLAIN_STAGE.test(stage);
    if (isPlain)
        return `stagegate/${model}-${stage}`;
    const digest = (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(topic)).digest('hex').slice(0, 8);
    return `stagegate/${[...topic.map(toRefPart).filter((part) => part !== ''), digest].join('-')}`;
}
function toRefPart(text) {
    return text
        .replace(/[^A-Za-z0-9_]+/g, '-')
        .slice(0, MAX_PART)
        .replace(/^-+|-+$/g, '');
}
/** The commit's title as it is, which is safe already, but for its length. */
function proposalTitle({ title }) {
    const characters = [...title];
    return characters.length <= MAX_TITLE ? title : `${characters.slice(0, MAX_TITLE - 1).join('')}…`;
}
const OWN_PART = /<!-- stagegate:proposal title=([0-9a-f]{16}) text=([0-9a-f]{16}) -->\n([^]*?)\n<!-- \/stagegate:proposal -->/;
/**
 * A pull request's text with our own part as it is to be: what people have written around it, or in its place, stays.
 * Marks that nobody sees tell what we wrote last.
 * @param standing what the pull request has now; null for a new one
 */
function reviseText(standing, { title, body }) {
    const own = `<!-- stagegate:proposal title=${digest(title)} text=${digest(body)} -->\n${body}\n<!-- /stagegate:proposal -->`;
    const text = (standing?.body ?? '').replaceAll('\r\n', '\n');
    if (standing === null || text.trim() === '')
        return { title: standing?.title ?? title, body: own };
    const [whole, titleWas, textWas, inside] = OWN_PART.exec(text) ?? [];
    const isOurs = titleWas === digest(standing.title);
    const isUntouched = inside !== undefined && textWas === digest(inside);
    const kept = whole === undefined ? text : text.replace(whole, () => (isUntouched ? own : (inside ?? '')));
    return {
        title: isOurs ? title : standing.title,
        body: isUntouched ? kept : `${kept.trimEnd()}\n\n${own}`,
    };
}
function digest(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 16);
}
/** Our own part of the pull request's text, Markdown. */
function proposalBody({ title, body }, at) {
    const facts = body
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => `- ${/^Run: https?:\/\/[\w.:/%~-]+$/.test(line) ? line : (0,safe/* forMarkdown */.Bm)(line)}`);
    const base = (0,safe/* forMarkdownCode */.m6)(at.base);
    return [
        `**${(0,safe/* forMarkdown */.Bm)(title)}**`,
        `Decided on ${base} at ${at.commit}. Nothing is changed until this is merged; closing it leaves the registry as it is.`,
        ...(facts.length === 0 ? [] : [facts.join('\n')]),
        `Stagegate made the branch ${(0,safe/* forMarkdownCode */.m6)(at.branch)} and makes it anew when it decides again: leave it alone. When ${base} has gone on and this can't be merged any more, run the workflow again.`,
    ].join('\n\n');
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/select-changes.js
var select_changes = __webpack_require__(92410);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/stores/github-pull-request.js








/**
 * A branch on GitHub that is read as it is and changed by pull requests: what is written is one commit on a branch
 * of its own, made on what was read, and the pull request for it. A newer change about the same takes its place.
 */
function openPullRequestStore({ github, target }) {
    let opened;
    const place = () => (opened ??= Promise.all([github(), target()]).then(([client, at]) => ({ ...at, github: client })));
    return {
        open: async () => new github_view.GitHubView(await place(), null),
        findCommit: async (basis, wanted) => (0,github_find_commit/* findCommit */.f)(await place(), basis, wanted),
        write: async (changes, basis, message) => {
            if (!(basis instanceof github_view.GitHubView))
                throw new TypeError('this view is of another store');
            const files = await (0,select_changes/* selectChanges */.w)(changes, basis);
            if (files.length === 0)
                return { commit: null };
            return propose(await place(), { basis, files, message });
        },
        findProposal: async (topic) => {
            const base = await place();
            const at = { ...base, branch: branchOf(topic) };
            const open = await findPull(at, base.branch);
            return open === null ? null : { number: open.number, files: new github_view.GitHubView(at, open.commit) };
        },
    };
}
async function propose(base, { basis, files, message }) {
    const branch = proposalBranch(message);
    if (branch === base.branch)
        throw explainOwnBranch(branch);
    const at = { ...base, branch };
    await (0,github_ref/* requireBranchAt */.Lj)(base, basis.id);
    const open = await findPull(at, base.branch);
    const closed = open === null ? await findClosed(at, base.branch, { files, message }) : null;
    if (closed !== null)
        return { commit: null, closed };
    const before = await readProposal(at, basis.id);
    const isSame = before !== null && before.parent === basis.id && (await repeats(at, before.commit, { files, message }));
    const commit = isSame ? before.commit : await makeProposalCommit(at, { basis, files, message });
    if (!isSame)
        await pointBranch(at, { from: before?.commit ?? null, to: commit });
    if (isSame && open !== null)
        return { commit, pullRequest: open.number };
    const title = proposalTitle(message);
    const body = proposalBody(message, { branch, base: base.branch, commit: basis.id });
    if (open !== null)
        return { commit, ...(await update(at, open, { title, body })) };
    return { commit, pullRequest: await openPull(at, base.branch, reviseText(null, { title, body })) };
}
/** Writes our own part anew, and leaves what people have written. */
async function update(at, open, own) {
    const text = reviseText(open, own);
    const pullRequest = await updatePull(at, open, text);
    if (text.title === own.title)
        return { pullRequest };
    const notice = `somebody has edited the title of pull request #${pullRequest}, so it stays as it is: what is proposed now is "${own.title}"`;
    return { pullRequest, notices: [notice] };
}
/** The pull request by which somebody has turned this very change down; null without one. */
async function findClosed(at, base, { files, message }) {
    for (const { number, commit, at: time } of await listClosed(at, base)) {
        const earlier = await readAt(at, commit, files);
        if (earlier === null || message.proposal?.renews(earlier) !== true)
            continue;
        return { number, by: await askWhoClosed(at, number), at: time };
    }
    return null;
}
/** The files as a commit has them; null where nothing keeps the commit any more. */
async function readAt(at, commit, files) {
    const view = new github_view.GitHubView(at, commit);
    try {
        const texts = await Promise.all(files.map(async ([path]) => [path, await view.read(path)]));
        return new Map(texts);
    }
    catch (error) {
        if (error instanceof errors/* StagegateError */.qU && error.code === 'input')
            return null;
        throw error;
    }
}
/** Whether what stands on the branch is this very change, proposed by an earlier run. */
async function repeats(at, commit, { files, message }) {
    const earlier = await readAt(at, commit, files);
    return earlier !== null && (message.proposal?.repeats(earlier) ?? false);
}
function explainOwnBranch(branch) {
    return new errors/* StagegateError */.qU('input', `this runs on ${JSON.stringify(branch)}, the branch of the proposal itself`, { hint: 'Run it on the branch that the registry is kept on: on: { push: { branches: [main] } }.' });
}


/***/ }),

/***/ 20029:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lj: () => (/* binding */ requireBranchAt),
/* harmony export */   SK: () => (/* binding */ explaining),
/* harmony export */   zy: () => (/* binding */ readHead)
/* harmony export */ });
/* harmony import */ var _github_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80969);
/* harmony import */ var _github_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29604);


/** The commit that a branch is at; null without such a branch. @throws GitHubFailure */
async function readHead({ github, branch }) {
    const { owner, repo, rest } = github;
    try {
        return (await rest.git.getRef({ owner, repo, ref: `heads/${branch}` })).data.object.sha;
    }
    catch (error) {
        if (error instanceof _github_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubFailure */ .iK && (0,_github_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .isNotFound */ .c4)(error))
            return null;
        throw error;
    }
}
/** @throws StagegateError `conflict` when a branch has gone on, `unavailable` when that can't be told */
async function requireBranchAt(place, commit) {
    const head = await explaining(`read branch ${JSON.stringify(place.branch)}`, () => readHead(place));
    if (head !== commit)
        throw (0,_github_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .explainMoved */ .J)(place.branch);
}
/** Does something on GitHub with the permission to write contents. @param doing after "cannot" */
async function explaining(doing, work, ifProtected) {
    try {
        return await work();
    }
    catch (error) {
        throw error instanceof _github_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubFailure */ .iK ? (0,_github_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .explainWrite */ .N)(error, doing, ifProtected) : error;
    }
}


/***/ }),

/***/ 29604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ explainMoved),
/* harmony export */   N: () => (/* binding */ explainWrite)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _github_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80969);


/** What protected branches and rulesets say; the API has a type for some of it only. */
const PROTECTED = /protected (?:branch|ref)|rule violations?|GH006|GH013|through a pull request|not authorized to push|status checks?\b.* expected|verified signatures|force-push|creations being restricted/i;
const OTHER_MODE = 'Use commit: pull-request, which proposes the change instead. Or let the rule be bypassed by a GitHub App, and give the action its token.';
/**
 * @param doing after "cannot": `commit to branch "main"`
 * @param ifProtected what to do where a rule forbids it
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
/** The branch is not where it was when the decision was made. */
function explainMoved(branch, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('conflict', `branch ${JSON.stringify(branch)} was moved by somebody else`, {
        hint: 'Run it again: it is decided on what the branch holds then.',
        cause,
    });
}


/***/ }),

/***/ 5746:
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
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/blob-id.js
var blob_id = __webpack_require__(5079);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/branch-file.js
var branch_file = __webpack_require__(45033);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/decode-text.js
var decode_text = __webpack_require__(77526);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/stores/github-question.js
const FILE = '{ type mode oid object { ... on Blob { text isTruncated } } }';
const ENTRIES = '{ entries { name type mode } }';
const FOLDER = `{ type mode oid object { ... on Tree ${ENTRIES} } }`;
/** A query for all questions at once, of a commit or of the one that a branch is at. */
function writeQuestion(at, questions) {
    const variables = {};
    const fields = questions.map(({ kind, path }, index) => {
        if (path === '')
            return `a${index}: tree ${ENTRIES}`;
        variables[`p${index}`] = path;
        return `a${index}: file(path: $p${index}) ${kind === 'file' ? FILE : FOLDER}`;
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

// EXTERNAL MODULE: ./build/js/src/registry/manifest/stores/workspace-path.js
var workspace_path = __webpack_require__(65877);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/stores/github-view.js








/** Files and folders asked for at once: with more, GitHub may take longer than it gives itself. */
const MAX_QUESTIONS = 40;
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
    files = new Map();
    waiting = [];
    last = Promise.resolve();
    /**
     * @param commit the commit to read; null for the branch's newest
     * @param left commits that the branch is known to have gone on from
     */
    constructor(place, commit, left = new Set()) {
        this.place = place;
        this.commit = commit;
        this.left = left;
    }
    get id() {
        if (this.commit === null)
            throw new TypeError('nothing was read through this view yet');
        return this.commit;
    }
    async read(path) {
        return (await this.find(path))?.text ?? null;
    }
    async list(folder) {
        const answer = await this.ask({ kind: 'folder', path: this.inRepository(folder) });
        const entries = answer?.entries ?? answer?.object?.entries;
        if (entries === undefined)
            return null;
        const files = entries.filter(({ type, mode }) => (0,branch_file/* isFile */.f)({ type, mode: toOctal(mode) }));
        return files.map(({ name }) => name).sort();
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
        if (given !== null && (0,blob_id/* blobId */.z)(given, oid) === oid)
            return given;
        const bytes = await this.explained(async ({ rest, owner, repo }) => {
            const { data } = await rest.git.getBlob({ owner, repo, file_sha: oid });
            return Buffer.from(data.content, 'base64');
        });
        if ((0,blob_id/* blobId */.z)(bytes, oid) === oid)
            return bytes;
        throw new errors/* StagegateError */.qU('unavailable', `GitHub gave other bytes for ${JSON.stringify(path)} than it names`, {
            place: { file: path },
            hint: 'Run it again.',
        });
    }
    ask(question) {
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
                const answers = await this.send(some);
                for (const [index, { resolve }] of some.entries())
                    resolve(answers[`a${index}`] ?? null);
            }
            catch (error) {
                for (const { reject } of some)
                    reject(error);
            }
        }
    }
    async send(questions) {
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

/***/ 92410:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ selectChanges)
/* harmony export */ });
/** The changes that change something. */
async function selectChanges(changes, basis) {
    const changed = [];
    for (const change of changes)
        if ((await basis.read(change[0])) !== change[1])
            changed.push(change);
    return changed;
}


/***/ }),

/***/ 65877:
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
