export const id = 791;
export const ids = [791];
export const modules = {

/***/ 96791:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   requireUnfiltered: () => (/* binding */ requireUnfiltered)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _text_lfs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83576);
/* harmony import */ var _command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53649);



/**
 * Refuses to write files that git would keep in another form than they are written in: a later commit would make a
 * pointer of a history, and what is committed as it is would not be what the filter gives back. Where git can't tell,
 * a pointer is still noticed when it is read.
 * @param paths relative to git's folder
 * @param isCommitted the files are committed as they are, without filters; else they are written to disk
 * @throws StagegateError `input`
 */
async function requireUnfiltered(git, paths, isCommitted) {
    const attributes = await readAttributes(git, paths);
    const filters = attributes.filter(({ name, value }) => name === 'filter' && (isCommitted || value === 'lfs'));
    const [filtered] = filters;
    if (filtered !== undefined) {
        const { path, value } = filtered;
        const [what, then] = value === 'lfs'
            ? ['Git LFS', 'a later commit would put a pointer in its place']
            : [`the filter ${JSON.stringify(value)}`, 'the commit would hold it without that'];
        throw refuse(path, `.gitattributes gives it to ${what}, and ${then}`, [
            ...new Set(filters.map((each) => each.path)),
        ]);
    }
    const encoded = attributes.find(({ name, value }) => name === 'working-tree-encoding' && !/^utf-?8$/i.test(value));
    if (encoded === undefined || isCommitted)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `${JSON.stringify(encoded.path)} can't be kept here: .gitattributes asks for ${encoded.value}, and it is UTF-8`, {
        place: { file: encoded.path },
        hint: `Add to the end of .gitattributes: ${encoded.path} !working-tree-encoding`,
    });
}
/** The attributes that have a value of their own; none without git, a repository or its trust. */
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
        if (error instanceof _command_js__WEBPACK_IMPORTED_MODULE_1__/* .GitUnusable */ ._k)
            return [];
        throw error;
    }
}
function refuse(path, why, all) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `${JSON.stringify(path)} can't be kept here: ${why}`, {
        place: { file: path },
        hint: (0,_text_lfs_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutFilter */ .zv)(all),
    });
}


/***/ })

};
