export const id = 640;
export const ids = [640];
export const modules = {

/***/ 63640:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readExamples: () => (/* binding */ readExamples)
});

// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./build/js/src/evidence/decode.js
var decode = __webpack_require__(86795);
// EXTERNAL MODULE: ./build/js/src/evidence/evidence.js
var evidence = __webpack_require__(51392);
// EXTERNAL MODULE: ./build/js/src/evidence/path-syntax.js
var path_syntax = __webpack_require__(90828);
// EXTERNAL MODULE: ./node_modules/csv-parse/lib/sync.js + 9 modules
var sync = __webpack_require__(25175);
// EXTERNAL MODULE: ./build/js/src/evidence/formats/leaf.js
var leaf = __webpack_require__(96596);
;// CONCATENATED MODULE: ./build/js/src/evidence/examples/row.js



const COLUMNS_SHOWN = 8;
const NAME_SHOWN = 60;
/** An optional sign, digits and an exponent. No spaces, words, hexadecimal, or a cut-off `0.`. */
const NUMBER = /^[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?$/;
/**
 * An example's key: a text, or a whole number as its digits.
 * @throws UnreadableReport when it is missing or unusable
 */
function readKey(row, path) {
    const value = row.at(path);
    if (typeof value === 'string' && value.trim() !== '')
        return value;
    if (typeof value === 'number' && Number.isSafeInteger(value))
        return String(value);
    throw unusable(row, { path, value, wanted: 'key that is a text or a whole number' });
}
/**
 * A finite number, or 1 for true and 0 for false.
 * @throws UnreadableReport when it is missing or unusable
 */
function readScore(row, path) {
    const value = row.at(path);
    const score = toScore(value, row);
    if (score !== undefined && Number.isFinite(score))
        return score;
    throw unusable(row, { path, value, wanted: 'score that is a number, true or false' });
}
function toScore(value, { words, isText }) {
    if (typeof value === 'number')
        return value;
    if (typeof value === 'boolean')
        return Number(value);
    if (typeof value !== 'string')
        return undefined;
    if (isText !== true)
        return words?.get(value);
    if (/^true$/i.test(value))
        return 1;
    if (/^false$/i.test(value))
        return 0;
    return NUMBER.test(value) ? Number(value) : undefined;
}
function nameColumn(path) {
    return path.map((segment) => (segment.any ? '*' : segment.key)).join('.');
}
function unusable(row, { path, value, wanted }) {
    const { columns } = row;
    if (columns?.includes(nameColumn(path)) === false) {
        const shown = columns.slice(0, COLUMNS_SHOWN).map((column) => JSON.stringify(column.slice(0, NAME_SHOWN)));
        const more = columns.length > COLUMNS_SHOWN ? ` and ${columns.length - COLUMNS_SHOWN} more` : '';
        const hint = columns.length === 1 ? ' (fields are separated by commas, in .tsv by tabs)' : '';
        return new evidence/* UnreadableReport */.sx(`has no column ${JSON.stringify(nameColumn(path))}: its header has ${shown.join(', ')}${more}${hint}`);
    }
    const name = (0,path_syntax/* formatMetricPath */.Rs)(path);
    const found = value === undefined || value === '' ? `has no ${name}` : `has ${(0,leaf/* describeRaw */.Kj)(value)} as ${name}`;
    return new evidence/* UnreadableReport */.sx(`${found} ${row.place()}, where each example needs a ${wanted}`);
}
/** Follows a path into an object. A key with dots is found by its quoted name. */
function valueAt(root, path) {
    return path.reduce((above, segment) => {
        if (segment.any)
            return undefined;
        if (Array.isArray(above))
            return /^\d+$/.test(segment.key) ? above[Number(segment.key)] : undefined;
        return above instanceof Map ? above.get(segment.key) : undefined;
    }, root);
}

// EXTERNAL MODULE: ./build/js/src/evidence/python-json.js
var python_json = __webpack_require__(15394);
// EXTERNAL MODULE: ./build/js/src/evidence/formats/inspect.js
var inspect = __webpack_require__(71638);
// EXTERNAL MODULE: ./build/js/src/evidence/formats/format.js
var format = __webpack_require__(34699);
;// CONCATENATED MODULE: ./build/js/src/evidence/examples/row-readers.js







const NOT_CLOSED = 'CSV_QUOTE_NOT_CLOSED';
const UNEVEN = 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH';
/**
 * A table with a header (RFC 4180). A path is a column's name, dots included.
 * @throws UnreadableReport with the place of the error
 */
function readCsvRows(text, delimiter) {
    const records = parseRecords(text, delimiter);
    const [header = [], ...rows] = records;
    const twin = header.find((name, at) => header.indexOf(name) !== at);
    if (twin !== undefined) {
        throw new evidence/* UnreadableReport */.sx(`has the column ${JSON.stringify(twin.slice(0, 60))} twice`);
    }
    const columns = new Map(header.map((name, at) => [name, at]));
    return rows.map((fields, index) => {
        return {
            at: (path) => fields[columns.get(nameColumn(path)) ?? -1],
            place: () => `at line ${findLine(text, delimiter, index + 1)}`,
            isText: true,
            columns: header,
        };
    });
}
function parseRecords(text, delimiter) {
    try {
        return (0,sync/* parse */.qg)(text, { delimiter, skip_empty_lines: true });
    }
    catch (error) {
        if (!(error instanceof sync/* CsvError */.J$))
            throw error;
        throw explain(error, text);
    }
}
/** Only computed for an error: with line numbers, the parser takes four times as long. */
function findLine(text, delimiter, index) {
    const records = (0,sync/* parse */.qg)(text, { delimiter, skip_empty_lines: true, info: true, to: index + 1 });
    const last = records.at(-1);
    return last?.info.lines ?? 0;
}
/** The parser's own messages can quote a whole field. */
function explain(error, text) {
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    const isLast = line >= text.trimEnd().split('\n').length;
    const [, expected = 0, found = 0] = /expect (\d+), got (\d+)/.exec(error.message)?.map(Number) ?? [];
    if (error.code === NOT_CLOSED || (error.code === UNEVEN && isLast && found < expected)) {
        return new evidence/* UnreadableReport */.sx(`is cut off at line ${line}`, line);
    }
    const what = error.code === UNEVEN ? `${found} fields where its header has ${expected}` : 'a quote out of place';
    return new evidence/* UnreadableReport */.sx(`is not valid CSV: it has ${what} at line ${line}`, line);
}
/**
 * One JSON object per line. Empty lines are skipped.
 * @throws UnreadableReport with the place of the first line that isn't one
 */
function readJsonLines(text) {
    return text.split('\n').flatMap((line, index) => {
        if (line.trim() === '')
            return [];
        const value = parseLine(line, index + 1);
        return [{ at: (path) => valueAt(value, path), place: () => `at line ${index + 1}` }];
    });
}
function parseLine(line, number) {
    let value;
    try {
        value = (0,python_json/* parsePythonJson */.S)(line);
    }
    catch (error) {
        if (!(error instanceof evidence/* UnreadableReport */.sx))
            throw error;
        const what = error.message.replace(/ at line \d+, column \d+$/, '');
        throw (0,decode/* unreadableAt */.V$)(what, { line: number, column: error.column ?? 1 });
    }
    if (value instanceof Map)
        return value;
    throw (0,decode/* unreadableAt */.V$)('is not JSON Lines: the line is not an object', { line: number, column: 1 });
}
/** inspect's own values for its letters: correct, incorrect, partially correct, no answer. */
const INSPECT_SCORES = new Map([
    ['C', 1],
    ['I', 0],
    ['P', 0.5],
    ['N', 0],
]);
/**
 * A JSON list of objects, or the samples of an inspect log.
 * @throws UnreadableReport when it is neither, or the log can't count as evidence
 */
function readJsonRows(text) {
    const value = (0,python_json/* parsePythonJson */.S)(text);
    if (Array.isArray(value))
        return { rows: value.map((item, index) => toRow(item, index, undefined)) };
    if (inspect/* inspect */.N.lacks(value) !== null) {
        throw new evidence/* UnreadableReport */.sx('is not a list of examples: it is neither a JSON list nor JSON Lines nor an inspect log');
    }
    const { statement } = inspect/* inspect */.N.read(value);
    const samples = (0,format/* listAt */.gT)(value, 'samples') ?? [];
    if (samples.length === 0) {
        throw new evidence/* UnreadableReport */.sx('is an inspect log without samples: set log_samples');
    }
    return { rows: samples.map((sample, index) => toRow(sample, index, INSPECT_SCORES)), statement };
}
function toRow(item, index, words) {
    return { at: (path) => valueAt(item, path), place: () => `in example ${index + 1}`, words };
}

// EXTERNAL MODULE: ./build/js/src/evidence/statement.js
var statement = __webpack_require__(7400);
;// CONCATENATED MODULE: ./build/js/src/evidence/examples/examples.js







/**
 * Reads results example by example: JSON Lines, CSV with a header (TSV by the ending `.tsv`), a JSON list of objects,
 * the samples of an inspect log, or those of lm-evaluation-harness (a filter follows the metric, as in its
 * report: `exact_match.strict-match`).
 * @throws UnreadableReport with the place of the first example without a usable key or score
 * @throws StagegateError `policy` when a path can't be read
 */
function readExamples(bytes, { path, key, score }) {
    const keyPath = parsePlace(key);
    const scorePath = parsePlace(score);
    const text = (0,decode/* decodeText */.g7)(bytes);
    (0,decode/* refuseConflictMarkers */.a1)(text);
    const { rows: all, statement } = readRows(path, text);
    const { rows, scorePath: picked } = pickFilter(all, scorePath);
    if (rows.length === 0)
        throw new evidence/* UnreadableReport */.sx('has no examples');
    return { rows: readEach(rows, keyPath, picked), statement: statement ?? statementOf(rows) };
}
function parsePlace(text) {
    const path = (0,path_syntax/* parseMetricPath */.j_)(text);
    if (!path.some(({ any }) => any))
        return path;
    throw new errors/* StagegateError */.qU('policy', `the path ${JSON.stringify(text)} has a "*", but an example has one key and one score`, {
        hint: 'Write a key that is a star in double quotes: scores."*".value',
    });
}
/** The rows, and the file's own statement if it has one. */
function readRows(path, text) {
    if (/\.csv$/i.test(path))
        return { rows: readCsvRows(text, ',') };
    if (/\.tsv$/i.test(path))
        return { rows: readCsvRows(text, '\t') };
    if (/\.json$/i.test(path))
        return readJsonRows(text);
    if (/\.(?:jsonl|ndjson)$/i.test(path))
        return { rows: readJsonLines(text) };
    return { rows: /^\s*\{/.test(text) ? readJsonLines(text) : readCsvRows(text, ',') };
}
function readEach(rows, keyPath, scorePath) {
    const places = new Map();
    return rows.map((row) => {
        const key = readKey(row, keyPath);
        const twin = places.get(key);
        if (twin !== undefined) {
            throw new evidence/* UnreadableReport */.sx(`has the example ${JSON.stringify(key.slice(0, 60))} twice, ${twin()} and ${row.place()}`);
        }
        places.set(key, row.place);
        return { key, score: readScore(row, scorePath) };
    });
}
const VERSION = [(0,path_syntax/* toSegment */.vJ)(statement/* SPECIFIC_VERSION */.cC)];
/**
 * The version that the examples are about, from each one's `model_version`. Other keys don't count: a time or a commit
 * is often the example's, not the evaluation's.
 */
function statementOf(rows) {
    const stated = new Map();
    for (const row of rows) {
        const said = (0,statement/* readVersion */.$4)(row.at(VERSION) ?? null);
        if (said === undefined)
            continue;
        const same = (0,statement/* readVersionNumber */.Sj)(said) ?? said;
        if (!stated.has(same))
            stated.set(same, { key: statement/* SPECIFIC_VERSION */.cC, value: said });
        if (stated.size > 1)
            break;
    }
    const [first] = stated.values();
    if (first === undefined)
        return {};
    return {
        version: first.value,
        versionIsSpecific: true,
        contradiction: (0,statement/* findContradiction */.Pq)([...stated.values()], () => false),
    };
}
const FILTER = [(0,path_syntax/* toSegment */.vJ)('filter')];
const METRICS = [(0,path_syntax/* toSegment */.vJ)('metrics')];
const DOCUMENT = [(0,path_syntax/* toSegment */.vJ)('doc_id')];
const NO_FILTER = 'none';
/**
 * lm-evaluation-harness logs a document once per filter of its task. As in its report, the filter follows the metric,
 * and the default is `none`. Other examples stay as they are.
 * @throws UnreadableReport when no example has the filter
 */
function pickFilter(rows, scorePath) {
    if (rows.length === 0 || !rows.every(isSample))
        return { rows, scorePath };
    const [metric, filter, ...rest] = scorePath;
    const name = filter === undefined || filter.any ? NO_FILTER : filter.key;
    const picked = rows.filter((row) => row.at(FILTER) === name);
    if (metric === undefined || rest.length > 0)
        return { rows, scorePath };
    if (picked.length > 0)
        return { rows: picked, scorePath: [metric] };
    const filters = new Set(rows.map((row) => row.at(FILTER)).filter((known) => typeof known === 'string'));
    throw new evidence/* UnreadableReport */.sx(`has no examples with the filter ${name}: name one after the metric: ${[...filters]
        .slice(0, 5)
        .map((known) => (0,path_syntax/* formatMetricPath */.Rs)([metric, known]))
        .join(' or ')}`);
}
function isSample(row) {
    return (typeof row.at(FILTER) === 'string' && Array.isArray(row.at(METRICS)) && row.at(DOCUMENT) !== undefined);
}


/***/ })

};
