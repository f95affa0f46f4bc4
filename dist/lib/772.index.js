export const id = 772;
export const ids = [772];
export const modules = {

/***/ 66772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   explainMissing: () => (/* binding */ explainMissing),
/* harmony export */   findSubmodule: () => (/* binding */ findSubmodule),
/* harmony export */   listTracked: () => (/* binding */ listTracked),
/* harmony export */   requireUnfiltered: () => (/* binding */ requireUnfiltered)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11024);
/* harmony import */ var _text_lfs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83576);
/* harmony import */ var _command_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53649);




/**
 * Explains why a file is missing on disk that git has: a sparse checkout leaves it out, its submodule isn't checked out,
 * or it was deleted. Null when git doesn't know the file, and without git or a repository.
 * @param path relative to git's folder
 * @throws GitUnusable when git doesn't trust the folder, and so can't tell
 */
async function explainMissing(git, path) {
    const listed = await ask(git, ['ls-files', '-t', '-z', '--', path]);
    if (listed === null)
        return null;
    const [tag] = listed;
    if (tag === 'S') {
        const folder = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(path);
        return {
            why: 'sparse',
            message: 'is not checked out: the sparse checkout leaves it out',
            hint: `Run "git sparse-checkout add ${folder === '.' ? path : folder}", or name it in sparse-checkout of actions/checkout.`,
        };
    }
    if (tag !== undefined) {
        return {
            why: 'deleted',
            message: 'is in git, but was deleted from this checkout',
            hint: `Restore it: git checkout -- ${path}. If you want it gone, commit the deletion first.`,
        };
    }
    const submodule = await findSubmodule(git, path);
    const nested = await findCheckoutOf(git, submodule ?? node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(path));
    if (nested !== null)
        return explainMissing(nested.git, node_path__WEBPACK_IMPORTED_MODULE_0__.posix.relative(nested.folder, path));
    if (submodule === null)
        return null;
    return {
        why: 'submodule',
        message: `is not checked out: it is in the submodule ${submodule}`,
        hint: `Run "git submodule update --init ${submodule}", or set submodules: true of actions/checkout.`,
    };
}
/** Git in a folder with a checkout of its own, such as a submodule. Null for any other folder. */
async function findCheckoutOf(git, folder) {
    if (folder === '.')
        return null;
    const inside = (args, run) => git(['-C', folder, ...args], run);
    const [own, its] = [
        await ask(git, ['rev-parse', '--show-prefix']),
        await ask(inside, ['rev-parse', '--show-prefix']),
    ];
    return own === null || its === null || its === `${own}${folder}/` ? null : { git: inside, folder };
}
/** The submodule that contains a path, according to git's index; null without one. @throws GitUnusable as above */
async function findSubmodule(git, path) {
    const parts = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(path).split('/');
    for (let length = 1; length < parts.length; length += 1) {
        const folder = parts.slice(0, length).join('/');
        // the index lists files and submodules, never folders
        const entry = await ask(git, ['rev-parse', '--verify', '--quiet', `:./${folder}`]);
        if (entry === null || entry === '')
            continue;
        return (await ask(git, ['ls-files', '-s', '--', folder]))?.startsWith('160000 ') === true ? folder : null;
    }
    return null;
}
/**
 * Git's files in a folder and its subfolders: all of them, or those that a sparse checkout leaves out. Empty without
 * git, outside a repository, and when git doesn't trust it.
 */
async function listTracked(git, folder, which) {
    const listed = await ask(git, ['ls-files', '-t', '-z', '--', folder === '' ? '.' : folder]).catch((error) => {
        if (error instanceof _command_js__WEBPACK_IMPORTED_MODULE_2__/* .GitUnusable */ ._k)
            return null;
        throw error;
    });
    return (listed ?? '').split('\0').flatMap((record) => {
        const [tag, path] = [record.slice(0, 1), record.slice(2)];
        return path !== '' && (which === 'all' || tag === 'S') ? [path] : [];
    });
}
/** Null when git fails or is missing. @throws GitUnusable when it doesn't trust the folder */
async function ask(git, args) {
    try {
        const result = await git(args);
        return result.exitCode === 0 ? (0,_command_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(result) : null;
    }
    catch (error) {
        if (error instanceof _command_js__WEBPACK_IMPORTED_MODULE_2__/* .GitUnusable */ ._k && error.why === 'missing')
            return null;
        throw error;
    }
}
/**
 * Refuses to write files that .gitattributes gives to a filter (Git LFS, git-crypt) or another encoding. We commit
 * bytes unfiltered, which the filter couldn't undo; and a later commit of files on disk would turn a history into a
 * pointer. When git can't tell, a pointer is still noticed on the next read.
 * @param paths relative to git's folder
 * @param isCommitted we commit the files ourselves; otherwise we write them to disk
 * @throws StagegateError `input`
 */
async function requireUnfiltered(git, paths, isCommitted) {
    const attributes = await readAttributes(git, paths);
    const filters = attributes.filter(({ name, value }) => name === 'filter' && (isCommitted || value === 'lfs'));
    const [filtered] = filters;
    if (filtered !== undefined) {
        const { path, value } = filtered;
        const [what, then] = value === 'lfs'
            ? ['Git LFS', 'a later commit would replace it with a pointer']
            : [`the filter ${JSON.stringify(value)}`, 'our commit would bypass that filter'];
        const all = [...new Set(filters.map((each) => each.path))];
        throw refuse(path, `.gitattributes gives it to ${what}, and ${then}`, (0,_text_lfs_js__WEBPACK_IMPORTED_MODULE_3__/* .withoutFilter */ .zv)(all));
    }
    const encoded = attributes.find(({ name, value }) => name === 'working-tree-encoding' && !/^utf-?8$/i.test(value));
    if (encoded === undefined || isCommitted)
        return;
    const { path, value } = encoded;
    const hint = `Add to the end of .gitattributes: ${path} !working-tree-encoding`;
    throw refuse(path, `.gitattributes sets its encoding to ${value}, but the file is UTF-8`, hint);
}
/** The attributes with a value. Empty without git, outside a repository, and when git doesn't trust it. */
async function readAttributes(git, paths) {
    try {
        const asked = await git(['check-attr', '-z', 'filter', 'working-tree-encoding', '--', ...paths]);
        if (asked.exitCode !== 0)
            return [];
        const fields = asked.stdout.toString().split('\0');
        const found = [];
        for (let at = 0; at + 2 < fields.length; at += 3) {
            const [path = '', name = '', value = ''] = fields.slice(at, at + 3);
            if (!['unspecified', 'unset', 'set', ''].includes(value))
                found.push({ path, name, value });
        }
        return found;
    }
    catch (error) {
        if (error instanceof _command_js__WEBPACK_IMPORTED_MODULE_2__/* .GitUnusable */ ._k)
            return [];
        throw error;
    }
}
function refuse(path, why, hint) {
    const message = `${JSON.stringify(path)} can't be kept here: ${why}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StagegateError */ .qU('input', message, { place: { file: path }, hint });
}


/***/ })

};
