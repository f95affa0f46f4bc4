export const id = 708;
export const ids = [708];
export const modules = {

/***/ 43708:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   explainMissing: () => (/* binding */ explainMissing),
/* harmony export */   findSubmodule: () => (/* binding */ findSubmodule),
/* harmony export */   listTracked: () => (/* binding */ listTracked)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53649);


/**
 * Whether a file that is not on disk is one that git has: left out of a sparse checkout, in a submodule that is not
 * checked out, or deleted. Null for one that git doesn't know, and without git or a repository.
 * @param path relative to git's folder
 * @throws GitUnusable where git doesn't trust the folder: then nobody can tell
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
            message: 'is in git, and was deleted from this checkout',
            hint: `Restore it: git checkout -- ${path}. If it is to be gone, commit its deletion first.`,
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
        message: `is not checked out: it lies in the submodule ${submodule}`,
        hint: `Run "git submodule update --init ${submodule}", or set submodules: true of actions/checkout.`,
    };
}
/** Git in a folder that is a checkout of its own, such as a submodule; null for any other. */
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
/** The submodule that a path lies in, by git's index; null when there is none. @throws GitUnusable as above */
async function findSubmodule(git, path) {
    const parts = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(path).split('/');
    for (let length = 1; length < parts.length; length += 1) {
        const folder = parts.slice(0, length).join('/');
        // an exact entry of the index is a file or a submodule, never a folder
        const entry = await ask(git, ['rev-parse', '--verify', '--quiet', `:./${folder}`]);
        if (entry === null || entry === '')
            continue;
        return (await ask(git, ['ls-files', '-s', '--', folder]))?.startsWith('160000 ') === true ? folder : null;
    }
    return null;
}
/**
 * The files in a folder and below it that git has: all of them, or those that a sparse checkout leaves out. Empty
 * without git, a repository or its trust.
 */
async function listTracked(git, folder, which) {
    const listed = await ask(git, ['ls-files', '-t', '-z', '--', folder === '' ? '.' : folder]).catch((error) => {
        if (error instanceof _command_js__WEBPACK_IMPORTED_MODULE_1__/* .GitUnusable */ ._k)
            return null;
        throw error;
    });
    return (listed ?? '').split('\0').flatMap((record) => {
        const [tag, path] = [record.slice(0, 1), record.slice(2)];
        return path !== '' && (which === 'all' || tag === 'S') ? [path] : [];
    });
}
/** Null when git refuses or is not there. @throws GitUnusable where it doesn't trust the folder */
async function ask(git, args) {
    try {
        const result = await git(args);
        return result.exitCode === 0 ? (0,_command_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b6)(result) : null;
    }
    catch (error) {
        if (error instanceof _command_js__WEBPACK_IMPORTED_MODULE_1__/* .GitUnusable */ ._k && error.why === 'missing')
            return null;
        throw error;
    }
}


/***/ })

};
