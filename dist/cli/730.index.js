export const id = 730;
export const ids = [730];
export const modules = {

/***/ 59730:
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
var evidence_formats = __webpack_require__(7931);
// EXTERNAL MODULE: ./node_modules/saxes/saxes.js
var saxes = __webpack_require__(59800);
// EXTERNAL MODULE: ./build/js/src/evidence/decode.js
var decode = __webpack_require__(86795);
// EXTERNAL MODULE: ./build/js/src/evidence/file-kind.js
var file_kind = __webpack_require__(38026);
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
            return `has ${key}=${JSON.stringify(text.slice(0, MAX_SHOWN))} in the header of a suite, which is not a count,`;
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

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/junit/counts.js



const MAX_BROKEN = 5;
const MAX_NAME = 200;
const UNNAMED = 'unnamed suite';
/** Follows the elements of a JUnit file and keeps its counts. */
class JUnitCounts {
    elements = [];
    total = listNothing();
    broken = [];
    /** Each time as written, once: a file can have very many test cases. */
    times = new Set();
    /** Suites whose header counts more tests than they list. */
    short = [];
    passed = 0;
    /**
     * @param tag the local name, lower-cased
     * @returns what is wrong with the element, if anything is
     */
    open(tag, attributes) {
        if (tag === 'testsuite' || tag === 'testsuites')
            return this.openSuite(attributes);
        if (tag === 'testcase') {
            this.noteTime(attributes);
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
        if (element?.kind !== 'suite')
            return;
        const settled = settle(element.listed, element.claimed);
        this.tellUnlisted(element, settled);
        addSuite(this.suite(), settled);
    }
    counts() {
        const { failures, errors, missing, skipped, denied } = this.total;
        const where = this.short.length === 0 ? '' : `: ${this.short.slice(0, MAX_BROKEN).join('; ')}`;
        const more = missing > 0
            ? [`${missing} ${missing === 1 ? 'test' : 'tests'} counted by a suite but not listed${where}`]
            : [];
        return {
            passed: Math.max(0, this.passed - denied),
            failures,
            errors: errors + missing,
            skipped,
            broken: [...this.broken, ...more].slice(0, MAX_BROKEN),
        };
    }
    /** The oldest time that a suite or a test case states, so that a newer one can't hide it. */
    statement() {
        return (0,time/* readTimes */.f)([...this.times].map((value) => ({ key: 'timestamp', value })));
    }
    /** What a suite's header counts and no test case shows has no name but the suite's. */
    tellUnlisted({ name, claimed, listed }, settled) {
        const suite = name === UNNAMED ? UNNAMED : `suite ${name.slice(0, MAX_NAME)}`;
        for (const key of ['failures', 'errors']) {
            if (claimed[key] <= listed[key])
                continue;
            const shown = listed[key] === 0 ? 'none' : String(listed[key]);
            this.name(`${suite}: ${key}="${claimed[key]}" in its header, but its test cases show ${shown}`);
        }
        if (settled.missing > listed.missing)
            this.short.push(`${suite}: tests="${claimed.tests}" in its header, but it lists ${listed.cases === 0 ? 'none' : listed.cases}`);
    }
    openSuite(attributes) {
        const claimed = readClaims(attributes);
        if (typeof claimed === 'string')
            return claimed;
        this.noteTime(attributes);
        const name = attributes.get('name') ?? UNNAMED;
        const outer = this.elements.findLast((element) => element.kind === 'suite');
        const subtests = outer?.claimed.subtests === true || isFromPytest(name);
        this.elements.push({ kind: 'suite', name, claimed: { ...claimed, subtests }, listed: listNothing() });
        return undefined;
    }
    noteTime(attributes) {
        const time = attributes.get('timestamp');
        if (time !== undefined)
            this.times.add(time);
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
        if (outcome === 'failure' || outcome === 'error')
            this.name(name.slice(0, MAX_NAME));
    }
    name(broken) {
        if (this.broken.length < MAX_BROKEN)
            this.broken.push(broken);
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
    if (!/^\s*</.test(text)) {
        (0,decode/* refuseConflictMarkers */.a1)(text);
        throw new evidence/* UnreadableReport */.sx(`${(0,file_kind/* describeText */.ld)('', text) ?? (0,file_kind/* describePlainText */.Br)(text)}, not JUnit XML`);
    }
    const parser = new saxes/* SaxesParser */.wT();
    const tally = new JUnitCounts();
    const here = () => ({ line: parser.line, column: parser.column });
    let depth = 0;
    let ended = false;
    parser.on('error', (error) => {
        if (ended)
            throw (0,decode/* unreadableAt */.V$)('is cut off', here());
        (0,decode/* refuseConflictMarkers */.a1)(text);
        throw (0,decode/* unreadableAt */.V$)(`is not well-formed XML: ${describe(error)}`, here());
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
    throw new evidence/* UnreadableReport */.sx(`is not JUnit XML: its root element is <${written.slice(0, 60)}>, not <testsuites> or <testsuite>`);
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
    const format = (0,choose/* chooseFormat */.H)(value, 'auto', () => 'it is unclear which one counts: write the results of only one tool into it');
    const { tests, statement } = format.read(value);
    if (tests !== undefined)
        return { ...tests, statement };
    const formats = evidence_formats/* FORMATS */.h;
    const judging = formats.flatMap(({ name, judges }) => (judges === true ? [name] : []));
    throw new evidence/* UnreadableReport */.sx(`has no test results: a gate on tests reads JUnit XML, or the JSON of ${judging.join(', ')}`);
}
function startsLikeJson(bytes) {
    const start = BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte) ? BYTE_ORDER_MARK.length : 0;
    const first = bytes.subarray(start).find((byte) => !SPACES.includes(byte));
    return first !== undefined && JSON_STARTS.includes(first);
}


/***/ })

};
