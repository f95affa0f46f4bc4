export const id = 457;
export const ids = [457];
export const modules = {

/***/ 75457:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   branchRules: () => (/* binding */ branchRules)
/* harmony export */ });
/* harmony import */ var _registry_manifest_location_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67906);

const SHORT = 12;
/** The rules that a branch has at the commit that each attempt is decided on. */
function branchRules({ first, viewOf, read, ...told }) {
    let last = first;
    return {
        for: async (snapshot) => {
            // before a commit of ours moves it
            await told.checkout.head();
            const view = await viewOf(snapshot);
            if (view === last.view)
                return last.rules;
            const rules = await read(view);
            last = { view, rules };
            return rules;
        },
        notices: () => tellAge(last.view, told),
    };
}
/** Where the checkout is not the head of the branch; nothing where only the registry's own files differ. */
async function tellAge(view, { checkout, location }) {
    const head = await checkout.head();
    if (head === null || head.commit === view.id)
        return [];
    const lead = await view.leadOver(head.commit);
    if (lead?.commits === 0)
        return [];
    if (lead?.files?.every((file) => isRegistryFile(file, view, location)) === true)
        return [];
    const count = lead?.commits ?? null;
    const behind = count === null ? 'not at the head of' : `${count} commit${count === 1 ? '' : 's'} behind`;
    return [
        `this checkout (${head.commit.slice(0, SHORT)} of ${head.date}) is ${behind} ${view.branch} ` +
            `(${view.id.slice(0, SHORT)}), whose policy counts`,
    ];
}
/** An earlier promotion of the same job commits them. */
function isRegistryFile(file, view, location) {
    if (location === null)
        return false;
    const path = view.inRepository(location.path);
    if (location.kind === 'folder')
        return file.startsWith(`${path}/`);
    return file === path || file === (0,_registry_manifest_location_js__WEBPACK_IMPORTED_MODULE_0__/* .historyPath */ .ae)(path);
}


/***/ })

};
