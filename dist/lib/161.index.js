export const id = 161;
export const ids = [161];
export const modules = {

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

/***/ 63161:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openPullRequestStore: () => (/* binding */ openPullRequestStore)
});

// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/stored-files.js
var stored_files = __webpack_require__(28868);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/github/place.js
var github_place = __webpack_require__(42174);
// EXTERNAL MODULE: ./build/js/src/git/command.js
var command = __webpack_require__(53649);
// EXTERNAL MODULE: ./build/js/src/github/failure.js
var github_failure = __webpack_require__(80969);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/proposal-branch.js





/* The branch of a proposal, which only we write to, and its one commit. */
/** All our commit messages begin like this. */
const OWN_TITLE = 'stagegate: ';
const EXCLUDE = 'Exclude the branches stagegate/* from the rule, or let the token bypass it: changes are proposed on them.';
/**
 * The earlier proposal on the branch; null without such a branch.
 * @param base the commit that the change is proposed for
 * @throws StagegateError `unavailable` when the branch has somebody else's commits
 */
async function readProposal(at, base) {
    const { owner, repo, rest } = at.github;
    return (0,github_place/* writing */.dV)(`read branch ${JSON.stringify(at.branch)}`, async () => {
        const commit = await (0,github_place/* readHead */.zy)(at);
        if (commit === null)
            return null;
        const basehead = `${base}...${commit}`;
        const { data } = await rest.repos.compareCommitsWithBasehead({ owner, repo, basehead });
        const foreign = data.commits.find(
        // GitHub's "Update branch" merges the base into it, which adds nothing of its own
        ({ commit: { message }, parents }) => parents.length < 2 && !message.startsWith(OWN_TITLE));
        if (foreign !== undefined || data.total_commits > data.commits.length)
            throw explainForeign(at.branch, foreign);
        const parents = data.commits.at(-1)?.parents ?? [];
        return { commit, parent: parents.length === 1 ? (parents[0]?.sha ?? null) : null };
    });
}
/**
 * Creates the commit without moving a branch, so that the pull request goes from the old proposal to the new one in one
 * step. If its branch were at its base even for a moment, GitHub would close it. GitHub signs commits by apps' tokens.
 */
async function makeProposalCommit(at, { basis, files, message }) {
    const { owner, repo, rest } = at.github;
    return (0,github_place/* writing */.dV)('create the commit to propose', async () => {
        const tree = await Promise.all(files.map(async ([path, text]) => ({
            path: basis.inRepository(path),
            mode: (await basis.find(path))?.mode === '100755' ? '100755' : '100644',
            type: 'blob',
            sha: await makeBlob(at, text),
        })));
        const parent = await rest.git.getCommit({ owner, repo, commit_sha: basis.id });
        const base_tree = parent.data.tree.sha;
        const { data: made } = await (0,github_failure/* resend */.o6)(() => rest.git.createTree({ owner, repo, base_tree, tree }));
        const { title, body } = message;
        const { data: commit } = await (0,github_failure/* resend */.o6)(() => rest.git.createCommit({
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
    const { data } = await (0,github_failure/* resend */.o6)(() => rest.git.createBlob({ owner, repo, content, encoding: 'base64' }));
    if (data.sha === (0,stored_files/* blobId */.zA)(bytes, data.sha))
        return data.sha;
    throw new errors/* StagegateError */.qU('unavailable', 'GitHub stored other bytes than we sent: their digest differs', {
        hint: 'Run it again.',
    });
}
/** Moves the branch to a new proposal, or creates it. @throws StagegateError `conflict` when somebody else was faster */
async function pointBranch(at, { from, to }) {
    const { owner, repo, rest } = at.github;
    const ref = `heads/${at.branch}`;
    await (0,github_place/* writing */.dV)(`move branch ${JSON.stringify(at.branch)}`, async () => {
        try {
            await (0,github_failure/* resend */.o6)(() => from === null
                ? rest.git.createRef({ owner, repo, ref: `refs/${ref}`, sha: to })
                : rest.git.updateRef({ owner, repo, ref, sha: to, force: true }));
        }
        catch (error) {
            const isLost = error instanceof github_failure/* GitHubFailure */.iK &&
                /^Reference (?:already exists|does not exist)/.test(error.message);
            // after a lost answer, the branch may already be where we want it
            if (isLost && (await (0,github_place/* readHead */.zy)(at)) !== to)
                throw (0,github_place/* explainMoved */.JJ)(at.branch, error);
            if (!isLost)
                throw error;
        }
    }, EXCLUDE);
}
function explainForeign(branch, foreign) {
    const [title = ''] = foreign?.commit.message.split('\n') ?? [];
    const which = foreign === undefined
        ? 'more commits than stagegate makes'
        : `commits that stagegate did not make, such as ${foreign.sha.slice(0, 12)} (${(0,command/* makeWordsSafe */.Ll)(title.slice(0, 100))})`;
    return new errors/* StagegateError */.qU('unavailable', `branch ${JSON.stringify(branch)} has ${which}`, {
        hint: 'Merge or move the commits that you need and delete the branch, then run this again. Nothing was overwritten.',
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/js/src/text/safe.js
var safe = __webpack_require__(42650);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/proposal-text.js


/** GitHub's limit for the title, in characters. */
const MAX_TITLE = 256;
/** Of each part of the branch's name, in characters. The whole name must work as a file name everywhere. */
const MAX_PART = 60;
/** Names that fit into a ref's name as they are, and can't be confused with the next part. */
const PLAIN_MODEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?!\.)){0,59}$/;
const PLAIN_STAGE = /^[A-Za-z0-9_]{1,60}$/;
/**
 * The branch of a proposal: `stagegate/churn-Production`. Names that don't fit into a ref's name are changed and get a
 * digest, so that two topics never share a branch.
 * @param prefix the workspace's folder in the repository: each folder has its own models
 */
function proposalBranch({ title, proposal }, prefix = '') {
    return branchOf(proposal?.topic ?? [title], prefix);
}
/** The branch of the proposals about a topic. @param prefix as for `proposalBranch` */
function branchOf(about, prefix = '') {
    const topic = [...about, ...(prefix === '' ? [] : [prefix])];
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
/** The commit's title, shortened if necessary. It is safe already. */
function proposalTitle({ title }) {
    const characters = [...title];
    return characters.length <= MAX_TITLE ? title : `${characters.slice(0, MAX_TITLE - 1).join('')}…`;
}
const OWN_PART = /<!-- stagegate:proposal title=([0-9a-f]{16}) text=([0-9a-f]{16}) -->\n([^]*?)\n<!-- \/stagegate:proposal -->/;
/**
 * A pull request's text with our part rewritten. What people wrote around it or into it stays. Invisible markers with
 * digests tell what we wrote last.
 * @param current the pull request's text now; null for a new one
 */
function reviseText(current, { title, body }) {
    const own = `<!-- stagegate:proposal title=${digest(title)} text=${digest(body)} -->\n${body}\n<!-- /stagegate:proposal -->`;
    const text = (current?.body ?? '').replaceAll('\r\n', '\n');
    if (current === null || text.trim() === '')
        return { title: current?.title ?? title, body: own };
    const [whole, titleWas, textWas, inside] = OWN_PART.exec(text) ?? [];
    const isOurs = titleWas === digest(current.title);
    const isUntouched = inside !== undefined && textWas === digest(inside);
    const kept = whole === undefined ? text : text.replace(whole, () => (isUntouched ? own : (inside ?? '')));
    return {
        title: isOurs ? title : current.title,
        body: isUntouched ? kept : `${kept.trimEnd()}\n\n${own}`,
    };
}
function digest(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 16);
}
/** Our part of the pull request's text, as Markdown. */
function proposalBody({ title, body }, at) {
    const facts = body
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => `- ${/^Run: https?:\/\/[\w.:/%~-]+$/.test(line) ? line : (0,safe/* forMarkdown */.Bm)(line)}`);
    const base = (0,safe/* forMarkdownCode */.m6)(at.base);
    return [
        `**${(0,safe/* forMarkdown */.Bm)(title)}**`,
        `Decided on ${base} at ${at.commit}. Nothing changes until you merge this. Closing it leaves the registry as it is.`,
        ...(facts.length === 0 ? [] : [facts.join('\n')]),
        `Stagegate created the branch ${(0,safe/* forMarkdownCode */.m6)(at.branch)} and overwrites it when it decides again, so don't commit to it. If ${base} has moved on and this can't be merged, run the workflow again.`,
    ].join('\n\n');
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/pulls.js


/* The pull requests of a proposal's branch. */
const PERMISSION = 'pull-requests: write';
/** The open pull request from the branch; null without one. @throws StagegateError */
async function findPull(at, base) {
    const [own] = await list(at, base, 'open');
    if (own === undefined)
        return null;
    return { number: own.number, commit: own.head.sha, title: own.title, body: own.body ?? '' };
}
/** How many closed pull requests are looked at, newest first. */
const MAX_CLOSED = 10;
/** The newest pull requests from the branch that were closed without a merge. @throws StagegateError */
async function listClosed(at, base) {
    return (await list(at, base, 'closed'))
        .filter(({ merged_at }) => merged_at === null)
        .map(({ number, head, closed_at }) => ({ number, commit: head.sha, at: closed_at ?? '' }))
        .slice(0, MAX_CLOSED);
}
/** The newest hundred pull requests from the branch. */
function list(at, base, state) {
    const { owner, repo, rest } = at.github;
    return working(at, 'list the pull requests', async () => {
        const { data } = await rest.pulls.list({
            ...{ owner, repo, base, head: `${owner}:${at.branch}`, state },
            ...{ sort: 'created', direction: 'desc', per_page: 100 },
        });
        // A fork may have a branch with the same name. GitHub gives null for a deleted fork, against its API description.
        const isOwn = (head, own) => head?.id === own;
        return data.filter(({ head, base: { repo: own } }) => head.ref === at.branch && isOwn(head.repo, own.id));
    });
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
/** The login of the account that closed a pull request; null when GitHub doesn't tell. @throws StagegateError */
function askWhoClosed(at, number) {
    const { owner, repo, query } = at.github;
    return working(at, `read who closed pull request #${number}`, async () => {
        const answer = await query(CLOSED_BY, { owner, repo, number });
        return answer.repository?.pullRequest?.timelineItems.nodes?.[0]?.actor?.login ?? null;
    });
}
/** Opens a pull request, or finds the one that another run has just opened. @returns its number @throws StagegateError */
function openPull(at, base, text) {
    const { owner, repo, rest } = at.github;
    return working(at, 'open a pull request', async () => {
        try {
            const { data } = await (0,github_failure/* resend */.o6)(() => rest.pulls.create({ owner, repo, head: at.branch, base, ...text }));
            return data.number;
        }
        catch (error) {
            if (!(error instanceof github_failure/* GitHubFailure */.iK) || !/pull request already exists/i.test(error.message))
                throw error;
            const found = await findPull(at, base);
            if (found === null)
                throw error;
            return found.number;
        }
    });
}
/** Changes title and text, if they differ. @throws StagegateError */
function updatePull(at, { number, title, body }, text) {
    const { owner, repo, rest } = at.github;
    return working(at, `update pull request #${number}`, async () => {
        if (title !== text.title || body !== text.body)
            await (0,github_failure/* resend */.o6)(() => rest.pulls.update({ owner, repo, pull_number: number, ...text }));
    });
}
/** Runs what needs `pull-requests: write`. @param doing after "cannot" */
function working({ branch }, doing, work) {
    return (0,github_failure/* explaining */.SK)((failure) => {
        const { message } = failure;
        if (!/not permitted to create or approve pull requests/i.test(message))
            return (0,github_failure/* explainFailure */.SP)(failure, doing, PERMISSION);
        return new errors/* StagegateError */.qU('unavailable', `cannot ${doing} for branch ${JSON.stringify(branch)}: ${message}`, {
            hint: 'Allow it in the settings of the repository (or its organization): Actions, General, "Allow GitHub Actions to create and approve pull requests". Or give the action the token of a GitHub App. The branch exists: you can also open the pull request by hand.',
            cause: failure,
        });
    }, work);
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/github/view.js + 1 modules
var github_view = __webpack_require__(18308);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/pull-request.js







/**
 * Reads a branch on GitHub, and changes it by pull requests.
 *
 * A write makes one commit with all changes on top of the commit that was read, then moves a branch of its own
 * (`stagegate/churn-Production`) to it in one step, and then opens or updates the pull request. The base branch changes
 * only when somebody merges, so either all changes arrive or none. A newer change about the same model and stage
 * replaces the older proposal. If the base moved on meanwhile, or another run created the proposal's branch first, the
 * race is lost: that is a `conflict`, and the caller reads and decides again. A run that breaks off before the pull
 * request is completed by the next run, which finds its commit on the branch. A change that somebody turned down, by
 * closing its pull request, isn't proposed again.
 */
function openPullRequestStore(options) {
    let last;
    const place = (0,github_place/* openPlace */.QL)(options);
    return {
        open: async () => (last = new github_view.GitHubView(await place(), null, undefined, last?.asked)),
        findCommit: async (basis, wanted) => (0,github_view/* requireOwn */.S)(basis).findCommit(wanted),
        write: async (changes, basis, message) => {
            const view = (0,github_view/* requireOwn */.S)(basis);
            const files = await (0,stored_files/* selectChanges */.wW)(changes, view);
            if (files.length === 0)
                return { commit: null };
            return propose(await place(), { basis: view, files, message });
        },
        findProposal: async (topic) => {
            const base = await place();
            const at = { ...base, branch: branchOf(topic, base.prefix) };
            const open = await findPull(at, base.branch);
            return open === null ? null : { number: open.number, files: new github_view.GitHubView(at, open.commit) };
        },
    };
}
async function propose(base, { basis, files, message }) {
    const branch = proposalBranch(message, base.prefix);
    if (branch === base.branch)
        throw explainOwnBranch(branch);
    const at = { ...base, branch };
    await (0,github_place/* requireBranchAt */.Lj)(base, basis.id);
    const open = await findPull(at, base.branch);
    const closed = open === null ? await findClosed(at, base.branch, { files, message }) : null;
    if (closed !== null)
        return { commit: null, closed };
    const before = await readProposal(at, basis.id);
    // an earlier run may have proposed the same change in this commit
    const earlier = before?.parent === basis.id ? await readAt(at, before.commit, files) : null;
    const isSame = before !== null && earlier !== null && message.proposal?.repeats(earlier) === true;
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
/** Rewrites our own part of the text, and keeps what people wrote. */
async function update(at, open, own) {
    const text = reviseText(open, own);
    const pullRequest = open.number;
    await updatePull(at, open, text);
    if (text.title === own.title)
        return { pullRequest };
    const notice = `pull request #${pullRequest} now proposes "${own.title}". Its title stays, since somebody edited it`;
    return { pullRequest, notices: [notice] };
}
/** The pull request that proposed the same change and that somebody closed; null without one. */
async function findClosed(at, base, { files, message }) {
    for (const { number, commit, at: time } of await listClosed(at, base)) {
        const earlier = await readAt(at, commit, files);
        if (earlier === null || message.proposal?.renews(earlier) !== true)
            continue;
        return { number, by: await askWhoClosed(at, number), at: time };
    }
    return null;
}
/** The files of a commit; null when GitHub no longer has the commit. */
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
function explainOwnBranch(branch) {
    return new errors/* StagegateError */.qU('input', `this run is on ${JSON.stringify(branch)}, the branch of the proposal itself`, { hint: 'Run it on the branch that has the registry: on: { push: { branches: [main] } }.' });
}


/***/ })

};
