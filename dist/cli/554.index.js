export const id = 554;
export const ids = [554,785];
export const modules = {

/***/ 11554:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readReportsAt: () => (/* binding */ readReportsAt)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _evidence_evidence_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51392);
/* harmony import */ var _evidence_read_report_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43120);
/* harmony import */ var _evidence_reader_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(10574);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(53649);
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(14785);
/* harmony import */ var _workspace_file_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(94101);







const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const FILE_MODES = ['100644', '100755'];
/** Evaluation reports as they were at a commit, from git's objects. */
async function readReportsAt({ root, commit, templates, subject, format, }) {
    const git = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_4__/* .createGit */ .lD)(root);
    const paths = templates.filter((template) => template !== _evidence_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .RUN_TEMPLATE */ .JM);
    const at = `at commit ${commit.slice(0, 12)}`;
    const why = await whyNoCommit(git, commit);
    if (why !== null) {
        const message = `cannot be read ${at}${why}`;
        const problems = paths.map((path) => ({ path: (0,_evidence_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .fillTemplate */ .ou)(path, subject), message }));
        return { patterns: paths, reports: [], problems };
    }
    const files = await listFiles(git, commit);
    const reports = [];
    const problems = [];
    for (const template of paths) {
        const found = matching(root, template, subject, files);
        if (found.length === 0)
            problems.push({ path: (0,_evidence_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .fillTemplate */ .ou)(template, subject), message: `matches no file ${at}` });
        for (const { path, blob } of found) {
            try {
                const bytes = (await git(['cat-file', 'blob', blob])).stdout;
                const sha256 = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
                // read by its own path, whose extension decides between JSON and YAML; shown with the commit
                reports.push({ ...(0,_evidence_read_report_js__WEBPACK_IMPORTED_MODULE_2__/* .readReport */ .t)({ path, bytes, sha256, format }), path: `${path} ${at}` });
            }
            catch (error) {
                problems.push((0,_evidence_evidence_js__WEBPACK_IMPORTED_MODULE_1__/* .toProblem */ .H8)(`${path} ${at}`, error));
            }
        }
    }
    return { patterns: paths, reports, problems };
}
/** The end of the message; null if the commit exists. */
async function whyNoCommit(git, commit) {
    try {
        return COMMIT.test(commit) && (await (0,_git_command_js__WEBPACK_IMPORTED_MODULE_4__/* .hasCommit */ .QE)(git, commit))
            ? null
            : ', which this checkout does not have: check out the whole history (fetch-depth: 0)';
    }
    catch (error) {
        if (!(error instanceof _git_command_js__WEBPACK_IMPORTED_MODULE_4__/* .GitUnusable */ ._k))
            throw error;
        return `: ${error.message}. ${error.hint ?? ''}`.replace(/\.$/, '');
    }
}
/** The regular files below the workspace. */
async function listFiles(git, commit) {
    const prefix = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_4__/* .textOf */ .b6)(await git(['rev-parse', '--show-prefix']));
    const tree = await (0,_git_command_js__WEBPACK_IMPORTED_MODULE_4__/* .mustRun */ .Pv)(git, ['ls-tree', '-r', '-z', '--full-tree', commit]);
    return tree.split('\0').flatMap((line) => {
        const [, mode, blob, path] = /^(\d{6}) blob ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
        if (mode === undefined || blob === undefined || path === undefined)
            return [];
        return FILE_MODES.includes(mode) && path.startsWith(prefix)
            ? [{ path: path.slice(prefix.length), blob }]
            : [];
    });
}
function matching(root, template, subject, files) {
    const named = (0,_workspace_file_js__WEBPACK_IMPORTED_MODULE_6__/* .relativeInside */ .JA)(root, (0,_evidence_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .fillTemplate */ .ou)(template, subject), 'report');
    const exact = files.filter(({ path }) => path === named);
    if (exact.length > 0)
        return exact;
    const glob = (0,_glob_js__WEBPACK_IMPORTED_MODULE_5__.readGlob)((0,_evidence_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .fillTemplate */ .ou)(template, { ...subject, model: (0,_glob_js__WEBPACK_IMPORTED_MODULE_5__.escapeGlob)(subject.model) }));
    return files.filter(({ path }) => glob.matches(path));
}


/***/ }),

/***/ 14785:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   escapeGlob: () => (/* binding */ escapeGlob),
/* harmony export */   readGlob: () => (/* binding */ readGlob)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var picomatch__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(14006);


/** The most alternatives in a range in braces. */
const MAX_RANGE = 10_000;
/** picomatch's fast paths misread an escaped backslash. */
const OPTIONS = {
    dot: true,
    nonegate: true,
    windows: false,
    strictSlashes: true,
    fastpaths: false,
    expandRange,
};
/** A pattern that only matches this text. */
function escapeGlob(text) {
    return text.replace(/[\\()[\]{}*?|!+@"]/g, '\\$&');
}
/**
 * Reads a pattern with `*`, `**`, `?`, `[…]`, `{a,b}`, `{1..9}` and `@(…)`; hidden files match too.
 * @throws Error for a range that can't be read, or a pattern of tens of thousands of characters
 */
function readGlob(pattern) {
    const normal = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(pattern);
    const isMatch = picomatch__WEBPACK_IMPORTED_MODULE_1__(normal, OPTIONS);
    return {
        base: findBase(normal),
        matches: (path) => isMatch(path),
        canHold: limitFolders(normal),
    };
}
/** The folders before the first special character. picomatch's own scan is wrong for escapes. */
function findBase(pattern) {
    const folders = pattern.split('/').slice(0, -1);
    const end = folders.findIndex((folder) => /[*?[\]{}()|"]/.test(folder.replace(/\\./g, '')));
    const base = end === -1 ? folders : folders.slice(0, end);
    return base.join('/').replace(/\\(.)/g, '$1');
}
/**
 * Checks folder by folder, up to a `**`. Checks nothing if a pattern in brackets can span folders.
 */
function limitFolders(pattern) {
    if (spansFolders(pattern))
        return () => true;
    const parts = pattern.split('/');
    const free = parts.findIndex((part) => part.includes('**'));
    const tests = (free === -1 ? parts : parts.slice(0, free)).map((part) => picomatch__WEBPACK_IMPORTED_MODULE_1__(part, OPTIONS));
    return (folder) => {
        const names = folder === '' ? [] : folder.split('/');
        if (free === -1 && names.length >= tests.length)
            return false;
        return names.slice(0, tests.length).every((name, at) => tests[at]?.(name) === true);
    };
}
function spansFolders(pattern) {
    let depth = 0;
    for (const char of pattern.replace(/\\./g, '')) {
        if (char === '(')
            return true;
        if (char === '{' || char === '[')
            depth += 1;
        if (char === '}' || char === ']')
            depth = Math.max(0, depth - 1);
        if (char === '/' && depth > 0)
            return true;
    }
    return false;
}
/**
 * A range in braces as a regular expression. picomatch itself reads `{8..12}` as a class of characters, and would
 * silently skip files.
 * @throws RangeError for anything but two whole numbers or two letters in ascending order
 */
function expandRange(from, to, ...more) {
    // the last argument is picomatch's options; another one is a step
    if (more.length > 1)
        throw new RangeError('a range with a step');
    if (/^[A-Za-z]$/.test(from) && /^[A-Za-z]$/.test(to) && from <= to)
        return `[${from}-${to}]`;
    const count = Number(to) - Number(from) + 1;
    if (!/^\d{1,9}$/.test(from) || !/^\d{1,9}$/.test(to) || count < 1 || count > MAX_RANGE) {
        throw new RangeError('not a range of whole numbers or letters in ascending order');
    }
    const width = from.startsWith('0') ? from.length : 0;
    return `(?:${Array.from({ length: count }, (_, at) => String(Number(from) + at).padStart(width, '0')).join('|')})`;
}


/***/ })

};
