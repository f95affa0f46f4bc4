export const id = 94;
export const ids = [94];
export const modules = {

/***/ 86094:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readChecks: () => (/* binding */ readChecks)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80969);

const PAGE = 100;
/**
 * A commit's check runs (of reruns the latest) and statuses (of each context the latest).
 * @throws StagegateError `unavailable`
 */
async function readChecks(github, commit, own) {
    try {
        const runs = await readCheckRuns(github, commit, own);
        return { commit, checks: [...runs, ...(await readStatuses(github, commit))], problem: null };
    }
    catch (error) {
        if (!(0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .isUnknownCommit */ .A5)(error))
            throw error;
        const { owner, repo } = github;
        const problem = `${owner}/${repo} does not have commit ${commit.slice(0, 12)} on GitHub: push it first`;
        return { commit, checks: [], problem };
    }
}
async function readCheckRuns(github, commit, own) {
    const { owner, repo, rest, paginate } = github;
    const runs = await reading('checks', commit, () => paginate(rest.checks.listForRef, { owner, repo, ref: commit, filter: 'latest', per_page: PAGE }));
    return runs.map((run) => ({
        kind: 'check run',
        name: run.name,
        app: run.app?.slug ?? null,
        suite: run.check_suite?.id ?? null,
        id: run.id,
        status: run.status,
        conclusion: run.conclusion,
        own: ownership(run, own),
    }));
}
/** Pages by hand: octokit's paging doesn't know this answer, which is an object with a list in it. */
async function readStatuses(github, commit) {
    const { owner, repo, rest } = github;
    const read = [];
    for (let page = 1;; page++) {
        const asked = { owner, repo, ref: commit, per_page: PAGE, page };
        // ignores the answer's own state, which is `pending` even without any status
        const { statuses } = (await reading('statuses', commit, () => rest.repos.getCombinedStatusForRef(asked)))
            .data;
        read.push(...statuses.map(toCheck));
        if (statuses.length < PAGE)
            return read;
    }
}
function toCheck({ context, state }) {
    const open = state === 'pending';
    return {
        kind: 'status',
        name: context,
        app: null,
        suite: null,
        id: 0,
        status: open ? 'pending' : 'completed',
        conclusion: open ? null : state,
        own: null,
    };
}
/** GitHub doesn't tell a job its own check run: take one of the same workflow run that has the job's name and is running. */
function ownership({ name, status, details_url }, own) {
    if (own === null || details_url?.includes(`/runs/${own.runId}/job/`) !== true)
        return null;
    // a matrix job is named `job (3.12)`, a job of a called workflow `caller / job`
    const called = name.split(' / ').at(-1) ?? name;
    const isOwn = status !== 'completed' && (called === own.job || called.startsWith(`${own.job} (`));
    return isOwn ? 'job' : 'run';
}
function reading(what, commit, work) {
    const doing = `read the ${what} of commit ${commit.slice(0, 12)}`;
    return (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explaining */ .SK)((failure) => (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .explainFailure */ .SP)(failure, doing, `${what}: read`), work);
}


/***/ })

};
