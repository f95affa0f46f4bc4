export const id = 155;
export const ids = [155];
export const modules = {

/***/ 155:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openPullRequestStore: () => (/* binding */ openPullRequestStore)
});

// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/github/find-commit.js
var find_commit = __webpack_require__(37158);
// EXTERNAL MODULE: ./build/js/src/github/failure.js
var failure = __webpack_require__(80969);
// EXTERNAL MODULE: ./build/js/src/github/resend.js
var resend = __webpack_require__(40212);
// EXTERNAL MODULE: ./build/js/src/git/words.js
var words = __webpack_require__(44201);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/blob-id.js
var blob_id = __webpack_require__(82930);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/github/ref.js
var github_ref = __webpack_require__(37312);
// EXTERNAL MODULE: ./build/js/src/registry/manifest/github/refusal.js
var refusal = __webpack_require__(96353);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/proposal.js







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
                throw (0,refusal/* explainMoved */.J)(at.branch, error);
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

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/pulls.js



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

// EXTERNAL MODULE: ./build/js/src/registry/manifest/github/view.js + 1 modules
var github_view = __webpack_require__(86401);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/js/src/text/safe.js
var safe = __webpack_require__(42650);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/proposal-text.js


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
 * @param prefix the workspace's folder in the repository: another one has models of its own
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

// EXTERNAL MODULE: ./build/js/src/registry/manifest/select-changes.js
var select_changes = __webpack_require__(85277);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/github/pull-request.js








/**
 * A branch on GitHub that is read as it is and changed by pull requests: what is written is one commit on a branch
 * of its own, made on what was read, and the pull request for it. A newer change about the same takes its place.
 */
function openPullRequestStore({ github, target }) {
    let last;
    let opened;
    const place = () => (opened ??= Promise.all([github(), target()]).then(([client, at]) => ({ ...at, github: client })));
    return {
        open: async () => (last = new github_view.GitHubView(await place(), null, undefined, last?.asked)),
        findCommit: async (basis, wanted) => (0,find_commit/* findCommit */.f)(await place(), basis, wanted),
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


/***/ })

};
