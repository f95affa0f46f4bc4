export const id = 645;
export const ids = [645];
export const modules = {

/***/ 3645:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readTests: () => (/* binding */ readTests)
});

// EXTERNAL MODULE: ./build/js/src/evidence/evidence.js
var evidence = __webpack_require__(51392);
// EXTERNAL MODULE: ./build/js/src/evidence/read-report.js
var read_report = __webpack_require__(43120);
// EXTERNAL MODULE: ./build/js/src/evidence/formats/index.js + 11 modules
var evidence_formats = __webpack_require__(60004);
// EXTERNAL MODULE: ./node_modules/saxes/saxes.js
var saxes = __webpack_require__(59800);
// EXTERNAL MODULE: ./build/js/src/evidence/decode.js
var decode = __webpack_require__(86795);
// EXTERNAL MODULE: ./build/js/src/evidence/file-kind.js
var file_kind = __webpack_require__(38026);
// EXTERNAL MODULE: ./build/js/src/evidence/time.js
var time = __webpack_require__(19976);
// EXTERNAL MODULE: ./build/js/src/evidence/formats/verdicts.js
var verdicts = __webpack_require__(29230);
;// CONCATENATED MODULE: ./build/js/src/evidence/formats/junit/counts.js


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
    // Tools use one name or the other, or both for the same tests. This count only excuses missing tests.
    const skipped = ['skipped', 'disabled'].map((key) => readCount(attributes.get(key) ?? '') ?? 0);
    return { ...claimed, skipped: Math.max(...skipped) };
}
/**
 * pytest counts each subtest in `tests` but only lists the test around them, which fails if a subtest does. So more
 * tests than test cases don't mean that any are missing.
 */
function isFromPytest(name) {
    return name === 'pytest' || name === 'pytest tests';
}
/**
 * A suite counts as the worse of its claims and what it lists. Tests that it claims without listing them are missing,
 * except failed ones (already counted) and skipped ones: mocha-junit-reporter leaves pending tests out and only counts
 * them at the root, so missing tests are carried up before they count.
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
const MAX_BROKEN = 5;
const MAX_NAME = 200;
const UNNAMED = 'unnamed suite';
/** Follows a JUnit file's elements and counts outcomes. */
class JUnitCounts {
    elements = [];
    total = listNothing();
    broken = [];
    /** Each time as written, once: a file can have thousands of test cases. */
    times = new Set();
    /** Suites that count more tests than they list. */
    short = [];
    passed = 0;
    /**
     * @param tag the local name, lower-cased
     * @returns what is wrong with the element, if anything
     */
    open(tag, attributes) {
        if (tag === 'testsuite' || tag === 'testsuites')
            return this.openSuite(attributes);
        if (tag === 'testcase') {
            this.noteTime(attributes);
            this.elements.push({ kind: 'case', name: nameCase(attributes), outcome: (0,verdicts/* readStatus */.rk)(attributes) });
            return undefined;
        }
        const outcome = (0,verdicts/* readElement */.RN)(tag);
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
    /** The oldest time of a suite or test case, so that a newer one can't hide it. */
    statement() {
        return (0,time/* readTimes */.f)([...this.times].map((value) => ({ key: 'timestamp', value })));
    }
    /** Names what a suite counts but no test case shows, by the suite. */
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
    /** An element's outcome belongs to the test case around it, at any depth. */
    mark(outcome) {
        const owner = this.elements.findLast((element) => element.kind !== 'other');
        if (owner?.kind === 'case')
            owner.outcome = (0,verdicts/* worse */.JJ)(owner.outcome, outcome);
        // A suite that broke outside its tests (in its set-up) has no test case for it.
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





/** Far deeper than suites nest, and cheap for the parser to keep. */
const MAX_DEPTH = 200;
/**
 * Counts a JUnit XML file's test cases by their worst outcome. DTDs are not read, so a declared entity is an error and
 * can't expand.
 * @throws UnreadableReport when it is cut off, malformed or not a JUnit report
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
/** Without its prefix and in lower case: `<Failure>` and `<j:failure>` mean `<failure>`. */
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
/** An object, a list, or a string (an object encoded twice). */
const JSON_STARTS = Array.from('{["', (char) => char.charCodeAt(0));
const SPACES = Array.from(' \t\r\n', (char) => char.charCodeAt(0));
/**
 * Reads what passed and failed, and what the file says about itself, from JUnit XML or the JSON of a tool that
 * judges.
 * @throws UnreadableReport when it is neither, or can't be trusted as a whole
 */
function readTests(path, bytes) {
    if (!startsLikeJson(bytes)) {
        const { tests, statement } = readJUnit(bytes);
        return { ...tests, statement };
    }
    const value = (0,structured/* readStructured */.c)(path, bytes);
    const format = (0,read_report/* chooseFormat */.H)(value, 'auto', () => 'write the results of only one tool into it');
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
