export const id = 394;
export const ids = [394];
export const modules = {

/***/ 81394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readTests: () => (/* binding */ readTests)
});

// EXTERNAL MODULE: ./build/js/src/evidence/evidence.js
var evidence = __webpack_require__(51392);
// EXTERNAL MODULE: ./build/js/src/evidence/formats/choose.js
var choose = __webpack_require__(24961);
// EXTERNAL MODULE: ./build/js/src/evidence/formats/index.js + 14 modules
var evidence_formats = __webpack_require__(30312);
// EXTERNAL MODULE: ./node_modules/saxes/saxes.js
var saxes = __webpack_require__(59800);
// EXTERNAL MODULE: ./build/js/src/evidence/decode.js
var decode = __webpack_require__(86795);
// EXTERNAL MODULE: ./build/js/src/evidence/formats/time.js
var time = __webpack_require__(49645);
;// CONCATENATED MODULE: ./build/js/src/evidence/formats/junit/claims.js
const MAX_SHOWN = 60;
function listNothing() {
    return { cases: 0, failures: 0, errors: 0, skipped: 0, missing: 0, denied: 0 };
}
/** @returns the claims, or what is wrong with them */
function readClaims(attributes) {
    const claimed = { failures: 0, errors: 0, tests: 0 };
    for (const key of ['tests', 'failures', 'errors']) {
        const text = attributes.get(key);
        if (text === undefined)
            continue;
        const count = readCount(text);
        if (count === undefined)
            return `claims ${JSON.stringify(text.slice(0, MAX_SHOWN))} ${key}, which is no count,`;
        claimed[key] = count;
    }
    // Some tools call it the one, some the other, and some write both of the same tests. It only ever excuses.
    const skipped = ['skipped', 'disabled'].map((key) => readCount(attributes.get(key) ?? '') ?? 0);
    return { ...claimed, skipped: Math.max(...skipped) };
}
/**
 * pytest counts every subtest in `tests` and lists only the test around them; a subtest that fails fails that
 * test. So there more tests than test cases are no sign of anything missing.
 */
function isFromPytest(name) {
    return name === 'pytest' || name === 'pytest tests';
}
/**
 * What a suite counts for: of its claims and what it lists, the worse. Tests that it claims and does not list
 * are missing, but for those that it counts as failed (they count already) or says were skipped: mocha-junit-reporter leaves its pending tests out, and
 * tells their number at the root only, which is why what is missing is carried up before it counts.
 */
function settle(listed, claimed) {
    const failures = Math.max(claimed.failures, listed.failures);
    const errors = Math.max(claimed.errors, listed.errors);
    const unlisted = Math.max(0, claimed.tests - listed.cases);
    const subtests = claimed.subtests && listed.cases > 0 ? unlisted : 0;
    const missing = Math.max(listed.missing, unlisted - subtests);
    const broken = Math.min(missing, failures + errors - listed.failures - listed.errors);
    const unlistedSkips = Math.max(0, claimed.skipped - listed.skipped);
    const skipped = Math.min(missing - broken, unlistedSkips);
    const allSkipped = claimed.tests > 0 && claimed.skipped >= claimed.tests;
    const ran = Math.max(0, listed.cases - listed.failures - listed.errors - listed.skipped);
    const denied = allSkipped ? ran : 0;
    return {
        cases: listed.cases + subtests + broken + skipped,
        failures,
        errors,
        skipped: listed.skipped + skipped + denied,
        missing: missing - broken - skipped,
        denied: listed.denied + denied,
    };
}
/** Adds a settled suite to the one around it. */
function addSuite(outer, inner) {
    outer.cases += inner.cases;
    outer.failures += inner.failures;
    outer.errors += inner.errors;
    outer.skipped += inner.skipped;
    outer.missing += inner.missing;
    outer.denied += inner.denied;
}
function readCount(text) {
    return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/junit/outcome.js
/** From best to worst: a test case counts as its worst. */
const OUTCOMES = ['passed', 'skipped', 'failure', 'error'];
/**
 * What an element in a test case says of it. Surefire's reruns: `rerunFailure` stands beside the `failure` of
 * a test that failed every time, `flakyFailure` (not here) in one that passed in the end.
 */
const BY_ELEMENT = new Map([
    ['skipped', 'skipped'],
    ['failure', 'failure'],
    ['rerunfailure', 'failure'],
    ['rerunerror', 'failure'],
    ['error', 'error'],
]);
/** GoogleTest, CTest and others write how it went on the test case as well. */
const BY_STATUS = new Map([
    ...['', 'run', 'passed', 'pass', 'success', 'successful', 'ok', 'completed'].map((word) => [word, 'passed']),
    ...['notrun', 'disabled', 'skipped', 'ignored', 'suppressed'].map((word) => [word, 'skipped']),
    ...['fail', 'failed', 'failure'].map((word) => [word, 'failure']),
]);
/** @param tag the local name, lower-cased */
function readElement(tag) {
    return BY_ELEMENT.get(tag);
}
/** What a test case's attributes say; a word that is not known is no pass. */
function readStatus(attributes) {
    return worse(toOutcome(attributes.get('status')), toOutcome(attributes.get('result')));
}
function worse(a, b) {
    return OUTCOMES.indexOf(a) < OUTCOMES.indexOf(b) ? b : a;
}
function toOutcome(word = '') {
    return BY_STATUS.get(word.trim().toLowerCase()) ?? 'error';
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/junit/tally.js



const MAX_BROKEN = 5;
const MAX_NAME = 200;
/** Follows the elements of a JUnit file and keeps its counts. */
class JUnitTally {
    elements = [];
    total = listNothing();
    broken = [];
    times = [];
    passed = 0;
    /**
     * @param tag the local name, lower-cased
     * @returns what is wrong with the element, if anything is
     */
    open(tag, attributes) {
        if (tag === 'testsuite' || tag === 'testsuites')
            return this.openSuite(attributes);
        if (tag === 'testcase') {
            this.elements.push({ kind: 'case', name: nameCase(attributes), outcome: readStatus(attributes) });
            return undefined;
        }
        const outcome = readElement(tag);
        if (outcome !== undefined)
            this.mark(outcome);
        this.elements.push({ kind: 'other' });
        return undefined;
    }
    close() {
        const element = this.elements.pop();
        if (element?.kind === 'case')
            this.add(element.outcome, element.name);
        if (element?.kind === 'suite')
            addSuite(this.suite(), settle(element.listed, element.claimed));
    }
    counts() {
        const { failures, errors, missing, skipped, denied } = this.total;
        const more = missing > 0 ? [`${missing} ${missing === 1 ? 'test' : 'tests'} counted by a suite but not listed`] : [];
        return {
            passed: Math.max(0, this.passed - denied),
            failures,
            errors: errors + missing,
            skipped,
            broken: [...this.broken, ...more].slice(0, MAX_BROKEN),
        };
    }
    /** The oldest time that a suite states, so that no newer one hides it. */
    statement() {
        return (0,time/* readTimes */.f)(this.times);
    }
    openSuite(attributes) {
        const claimed = readClaims(attributes);
        if (typeof claimed === 'string')
            return claimed;
        const time = attributes.get('timestamp');
        if (time !== undefined)
            this.times.push({ key: 'timestamp', value: time });
        const name = attributes.get('name') ?? 'unnamed suite';
        const outer = this.elements.findLast((element) => element.kind === 'suite');
        const subtests = outer?.claimed.subtests === true || isFromPytest(name);
        this.elements.push({ kind: 'suite', name, claimed: { ...claimed, subtests }, listed: listNothing() });
        return undefined;
    }
    /** An outcome told by an element belongs to the test case around it, however deep it stands. */
    mark(outcome) {
        const owner = this.elements.findLast((element) => element.kind !== 'other');
        if (owner?.kind === 'case')
            owner.outcome = worse(owner.outcome, outcome);
        // A suite that broke outside of its tests (in its set-up) has no test case to say so.
        if (owner?.kind === 'suite' && outcome !== 'skipped')
            this.add(outcome, owner.name);
    }
    add(outcome, name) {
        this.suite().cases += 1;
        if (outcome === 'passed')
            this.passed += 1;
        if (outcome === 'skipped')
            this.suite().skipped += 1;
        if (outcome === 'failure')
            this.suite().failures += 1;
        if (outcome === 'error')
            this.suite().errors += 1;
        const isBad = outcome === 'failure' || outcome === 'error';
        if (isBad && this.broken.length < MAX_BROKEN)
            this.broken.push(name.slice(0, MAX_NAME));
    }
    suite() {
        const suite = this.elements.findLast((element) => element.kind === 'suite');
        return suite?.listed ?? this.total;
    }
}
function nameCase(attributes) {
    const parts = [attributes.get('classname'), attributes.get('name')];
    return parts.filter((part) => part !== undefined && part !== '').join(' › ') || 'unnamed test';
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/junit/junit.js




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
        const name = readLocalName(tag.name);
        if (depth === 0)
            requireJUnitRoot(name, tag.name);
        depth += 1;
        if (depth > MAX_DEPTH)
            throw (0,decode/* unreadableAt */.V$)(`is nested deeper than ${MAX_DEPTH} levels`, here());
        const complaint = tally.open(name, new Map(Object.entries(tag.attributes)));
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
    return { tests: tally.counts(), statement: tally.statement() };
}
/** Without its prefix and in lower case: `<Failure>` and `<j:failure>` mean what `<failure>` does. */
function readLocalName(name) {
    return name.slice(name.lastIndexOf(':') + 1).toLowerCase();
}
function requireJUnitRoot(name, written) {
    if (name === 'testsuites' || name === 'testsuite')
        return;
    throw new evidence/* UnreadableReport */.sx(`is no JUnit report (its root is <${written.slice(0, 60)}>)`);
}
/** The parser's messages start with the position and end with a full stop. */
function describe(error) {
    return error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
}

// EXTERNAL MODULE: ./build/js/src/evidence/structured.js + 1 modules
var structured = __webpack_require__(48392);
;// CONCATENATED MODULE: ./build/js/src/evidence/read-tests.js





const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
/** An object, a list or a text (an object encoded twice). */
const JSON_STARTS = Array.from('{["', (char) => char.charCodeAt(0));
const SPACES = Array.from(' \t\r\n', (char) => char.charCodeAt(0));
/**
 * What passed and failed in a file of tests: JUnit XML, or the JSON of a tool that judges by itself; and what the
 * file says of itself.
 * @throws UnreadableReport when it is neither, or can't be trusted whole
 */
function readTests(path, bytes) {
    if (!startsLikeJson(bytes)) {
        const { tests, statement } = readJUnit(bytes);
        return { ...tests, statement };
    }
    const value = (0,structured/* readStructured */.c)(path, bytes);
    const format = (0,choose/* chooseFormat */.H)(value, 'auto', () => 'which one counts would be a guess, so write the results of one tool only into it');
    const { tests, statement } = format.read(value);
    if (tests !== undefined)
        return { ...tests, statement };
    const formats = evidence_formats/* FORMATS */.h;
    const judging = formats.flatMap(({ name, judges }) => (judges === true ? [name] : []));
    throw new evidence/* UnreadableReport */.sx(`is a report in the format ${format.name}, which tells of no tests; JUnit XML does, and JSON of ${judging.join(', ')}`);
}
function startsLikeJson(bytes) {
    const start = BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte) ? BYTE_ORDER_MARK.length : 0;
    const first = bytes.subarray(start).find((byte) => !SPACES.includes(byte));
    return first !== undefined && JSON_STARTS.includes(first);
}


/***/ })

};
