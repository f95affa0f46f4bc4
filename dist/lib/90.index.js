export const id = 90;
export const ids = [90];
export const modules = {

/***/ 6090:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readJUnit: () => (/* binding */ readJUnit)
});

// EXTERNAL MODULE: ./node_modules/saxes/saxes.js
var saxes = __webpack_require__(9800);
// EXTERNAL MODULE: ./build/js/src/evidence/decode.js
var decode = __webpack_require__(6795);
// EXTERNAL MODULE: ./build/js/src/evidence/evidence.js
var evidence = __webpack_require__(1392);
;// CONCATENATED MODULE: ./build/js/src/evidence/formats/junit-tally.js
const MAX_BROKEN = 5;
const MAX_NAME = 200;
/** From best to worst: a test case counts as its worst. */
const OUTCOMES = ['passed', 'skipped', 'failure', 'error'];
/**
 * What an element in a test case says of it. Surefire's reruns: `rerunFailure` stands beside the `failure` of
 * a test that failed every time, `flakyFailure` (not here) in one that passed in the end.
 */
const BY_ELEMENT = new Map([
    ['skipped', 'skipped'],
    ['failure', 'failure'],
    ['rerunFailure', 'failure'],
    ['rerunError', 'failure'],
    ['error', 'error'],
]);
/** GoogleTest, CTest and others write a status on the test case as well. */
const BY_STATUS = new Map([
    ['notrun', 'skipped'],
    ['disabled', 'skipped'],
    ['skipped', 'skipped'],
    ['fail', 'failure'],
    ['failed', 'failure'],
    ['error', 'error'],
]);
/** Follows the elements of a JUnit file and keeps its counts. */
class JUnitTally {
    elements = [];
    total = { failures: 0, errors: 0 };
    broken = [];
    passed = 0;
    skipped = 0;
    /** @returns what is wrong with the element, if anything is */
    open(tag, attributes) {
        if (tag === 'testsuite' || tag === 'testsuites')
            return this.openSuite(attributes);
        const parent = this.elements.at(-1);
        if (tag === 'testcase') {
            this.elements.push({ kind: 'case', name: nameCase(attributes), outcome: readStatus(attributes) });
            return undefined;
        }
        const outcome = BY_ELEMENT.get(tag);
        if (outcome !== undefined && parent?.kind === 'case')
            parent.outcome = worse(parent.outcome, outcome);
        // A suite that broke outside of its tests (in its set-up) has no test case to say so.
        if (outcome !== undefined && outcome !== 'skipped' && parent?.kind === 'suite')
            this.add(outcome, parent.name);
        this.elements.push({ kind: 'other' });
        return undefined;
    }
    close() {
        const element = this.elements.pop();
        if (element?.kind === 'case')
            this.add(element.outcome, element.name);
        if (element?.kind !== 'suite')
            return;
        // What a suite claims of itself includes the suites in it: the larger number counts, once a level.
        const bad = this.badOfSuite();
        bad.failures += Math.max(element.claimed.failures, element.listed.failures);
        bad.errors += Math.max(element.claimed.errors, element.listed.errors);
    }
    counts() {
        return { passed: this.passed, ...this.total, skipped: this.skipped, broken: this.broken };
    }
    openSuite(attributes) {
        const claimed = { failures: 0, errors: 0, tests: 0 };
        for (const key of ['tests', 'failures', 'errors']) {
            const text = attributes.get(key);
            if (text === undefined)
                continue;
            if (!/^\d{1,9}$/.test(text))
                return `claims ${quote(text)} ${key}, which is no count,`;
            claimed[key] = Number(text);
        }
        const listed = { failures: 0, errors: 0 };
        this.elements.push({ kind: 'suite', name: attributes.get('name') ?? 'unnamed suite', claimed, listed });
        return undefined;
    }
    add(outcome, name) {
        if (outcome === 'passed')
            this.passed += 1;
        if (outcome === 'skipped')
            this.skipped += 1;
        if (outcome === 'failure')
            this.badOfSuite().failures += 1;
        if (outcome === 'error')
            this.badOfSuite().errors += 1;
        const isBad = outcome === 'failure' || outcome === 'error';
        if (isBad && this.broken.length < MAX_BROKEN)
            this.broken.push(name.slice(0, MAX_NAME));
    }
    badOfSuite() {
        const suite = this.elements.findLast((element) => element.kind === 'suite');
        return suite?.listed ?? this.total;
    }
}
function quote(text) {
    return JSON.stringify(text.slice(0, MAX_NAME));
}
function worse(a, b) {
    return OUTCOMES.indexOf(a) < OUTCOMES.indexOf(b) ? b : a;
}
function readStatus(attributes) {
    return BY_STATUS.get(attributes.get('status')?.toLowerCase() ?? '') ?? 'passed';
}
function nameCase(attributes) {
    const parts = [attributes.get('classname'), attributes.get('name')];
    return parts.filter((part) => part !== undefined && part !== '').join(' › ') || 'unnamed test';
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/junit.js




/** Far deeper than suites nest, and little enough memory for what the parser keeps of each level. */
const MAX_DEPTH = 200;
/**
 * Counts the test cases of a JUnit XML file by their worst outcome. No DTD is read, so an entity that one
 * declares is an error and cannot unfold.
 * @throws UnreadableReport when it is cut off, malformed or no JUnit report
 */
function readJUnit(bytes) {
    const text = (0,decode/* decodeText */.g7)(bytes);
    const parser = new saxes/* SaxesParser */.wT();
    const tally = new JUnitTally();
    const here = () => ({ line: parser.line, column: parser.column });
    let depth = 0;
    let ended = false;
    parser.on('error', (error) => {
        if (ended)
            throw (0,decode/* unreadableAt */.V$)('is cut off', here());
        (0,decode/* refuseConflictMarkers */.a1)(text);
        throw (0,decode/* unreadableAt */.V$)(`is no well-formed XML: ${describe(error)}`, here());
    });
    parser.on('opentag', (tag) => {
        if (depth === 0)
            requireJUnitRoot(tag.name);
        depth += 1;
        if (depth > MAX_DEPTH)
            throw (0,decode/* unreadableAt */.V$)(`is nested deeper than ${MAX_DEPTH} levels`, here());
        const complaint = tally.open(tag.name, new Map(Object.entries(tag.attributes)));
        if (complaint !== undefined)
            throw (0,decode/* unreadableAt */.V$)(complaint, here());
    });
    parser.on('closetag', () => {
        depth -= 1;
        tally.close();
    });
    parser.write(text);
    ended = true;
    parser.close();
    return tally.counts();
}
function requireJUnitRoot(name) {
    if (name === 'testsuites' || name === 'testsuite')
        return;
    throw new evidence/* UnreadableReport */.s(`is no JUnit report (its root is <${name.slice(0, 60)}>)`);
}
/** The parser's messages start with the position and end with a full stop. */
function describe(error) {
    return error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
}


/***/ })

};
