export const id = 707;
export const ids = [707];
export const modules = {

/***/ 77707:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Stagegate: () => (/* binding */ Stagegate)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
;// CONCATENATED MODULE: ./build/js/src/history/attempts.js
/** A workflow run's page; from its second attempt on, the address names the attempt. */
const RUN = /^(https?:\/\/\S+\/actions\/runs\/\d+)(?:\/attempts\/([1-9]\d{0,8}))?$/;
/** Reads the address that a history line keeps of its run; null for anything else. */
function readAttempt(url) {
    const [, run, attempt = '1'] = RUN.exec(url ?? '') ?? [];
    return run === undefined ? null : { run, attempt: Number(attempt) };
}
/**
 * The last line that an earlier attempt of this run wrote, of those that `is` accepts. Lines of the same attempt don't
 * count: two steps of one job may do the same thing twice and mean it.
 * @param run the address of this run and attempt; null outside of a workflow
 */
function findEarlierAttempt(history, run, is) {
    const own = readAttempt(run);
    if (own === null || own.attempt === 1)
        return null;
    for (const [at, { entry }] of [...history.entries()].reverse()) {
        const theirs = readAttempt(entry.run);
        if (theirs === null || theirs.run !== own.run || theirs.attempt >= own.attempt)
            continue;
        if (is(entry))
            return { entry, attempt: theirs.attempt, at };
    }
    return null;
}

// EXTERNAL MODULE: ./build/js/src/history/verify.js
var verify = __webpack_require__(93183);
// EXTERNAL MODULE: ./build/js/src/nearest.js
var nearest = __webpack_require__(47529);
// EXTERNAL MODULE: ./build/js/src/registry/stage.js
var registry_stage = __webpack_require__(60245);
// EXTERNAL MODULE: ./build/js/src/policy/duration.js
var duration = __webpack_require__(13332);
;// CONCATENATED MODULE: ./build/js/src/policy/freeze-window.js

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WEEK = 7 * DAY;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** @throws TypeError for an entry that the policy's rules refuse */
function readWindow(entry) {
    const { from, to, timezone, reason, rollbacks } = entry;
    const span = readSpan(entry);
    if ('key' in span)
        throw new TypeError(span.message);
    return {
        span,
        timezone,
        text: `${from} – ${to} ${timezone}`,
        reason: reason ?? null,
        rollbacks: rollbacks ?? null,
    };
}
/** What a schema can't say of an entry. */
function checkWindow(entry) {
    const span = readSpan(entry);
    return [...('key' in span ? [span] : []), ...checkZone(entry.timezone)];
}
function readSpan({ from, to }) {
    const [begin, end] = [readMoment(from), readMoment(to)];
    if (begin === null || end === null) {
        const [key, day] = begin === null ? ['from', from] : ['to', to];
        return { key, message: `${JSON.stringify(day)} is no day of the calendar`, hint: 'Correct the date.' };
    }
    if (begin.weekly !== end.weekly) {
        const message = `the freeze begins on a ${begin.weekly ? 'weekday' : 'date'} and ends on a ${end.weekly ? 'weekday' : 'date'}`;
        return { key: 'to', message, hint: 'Give it two weekdays (every week), or two dates (once).' };
    }
    // a day without a time is frozen to its end
    const last = end.at + (end.timed ? 0 : DAY);
    if (!begin.weekly) {
        if (begin.at < last)
            return { every: null, begin: begin.at, end: last };
        return { key: 'to', message: 'the freeze ends before it begins', hint: 'Exchange from and to.' };
    }
    const length = (((last - begin.at) % WEEK) + WEEK) % WEEK;
    if (length > 0)
        return { every: 'week', begin: begin.at, end: begin.at + length };
    const message = 'the freeze ends when it begins, which is either never or always';
    return { key: 'to', message, hint: 'Give it another end.' };
}
/** A moment as the schema lets it through; null for a day that no calendar has. */
function readMoment(text) {
    const [day = '', time] = text.split(/[ T](?=\d)/);
    const [hours = 0, minutes = 0] = time?.split(':').map(Number) ?? [];
    const ofDay = (hours * 60 + minutes) * MINUTE;
    const weekday = WEEKDAYS.indexOf(day);
    if (weekday !== -1)
        return { weekly: true, timed: time !== undefined, at: weekday * DAY + ofDay };
    const date = new Date(`${day}T00:00:00Z`);
    // a date that overflows (2026-02-30) is taken for one of the next month by some readers
    if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day)
        return null;
    return { weekly: false, timed: time !== undefined, at: date.getTime() + ofDay };
}
/** By the data of Intl; abbreviations and offsets are left out, since they mean different things to different readers. */
function checkZone(timezone) {
    const known = timezone === 'UTC' || (timezone.includes('/') && isKnownZone(timezone));
    if (known)
        return [];
    const guess = (0,nearest/* nearest */.p)(timezone, Intl.supportedValuesOf('timeZone'));
    return [
        {
            key: 'timezone',
            message: `${JSON.stringify(timezone)} is no time zone`,
            hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}It is UTC or an IANA name such as Europe/Berlin.`,
        },
    ];
}
function isKnownZone(timeZone) {
    try {
        new Intl.DateTimeFormat('en', { timeZone });
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/js/src/policy/resolve.js





/** All gates, also those that are alternatives of another. */
function everyGate({ gates }) {
    return gates.flatMap((gate) => ('any-of' in gate ? gate['any-of'] : [gate]));
}
/**
 * @param stage canonical
 * @throws StagegateError `policy` with the lines to add when the policy does not name the model or stage
 */
function resolveRules(policy, model, stage) {
    const { models } = policy.content;
    const entry = Object.hasOwn(models, model) ? models[model] : models['*'];
    if (entry === undefined) {
        const guess = (0,nearest/* nearest */.p)(model, Object.keys(models));
        throw new errors/* StagegateError */.qU('policy', `the policy has no entry for model ${JSON.stringify(model)}`, {
            place: { file: policy.file },
            hint: `${guess === undefined ? '' : `Did you mean ${guess}? If not, add`}${guess === undefined ? 'Add' : ''} it under models:\n${linesToAdd(model, stage)}`,
        });
    }
    const [name, rules] = Object.entries(entry.stages).find(([named]) => (0,registry_stage/* findStage */.U9)(named, policy.stages) === stage) ?? [];
    if (name === undefined || rules === undefined) {
        throw new errors/* StagegateError */.qU('policy', `the policy has no stage ${stage} for model ${JSON.stringify(model)}`, {
            place: { file: policy.file },
            hint: `Say what it needs; a stage that needs no gate says so with {}:\n${linesToAdd(model, stage)}`,
        });
    }
    const path = ['models', Object.hasOwn(models, model) ? model : '*', 'stages', name];
    return fillDefaults(rules, { path, report: entry.report, format: entry.format, stages: policy.stages });
}
function linesToAdd(model, stage) {
    // YAML has its own idea of null and true, as keys too
    const isPlain = /^[A-Za-z_][\w-]*$/.test(model) && !/^(?:null|true|false)$/i.test(model);
    const name = isPlain ? model : JSON.stringify(model);
    return `  ${name}:\n    stages:\n      ${stage}: {}`;
}
function fillDefaults(rules, model) {
    const from = rules.from === undefined ? null : [rules.from].flat();
    return {
        path: model.path,
        report: [model.report ?? []].flat(),
        format: model.format ?? 'auto',
        from: from?.map((stage) => (0,registry_stage/* findStage */.U9)(stage, model.stages) ?? stage) ?? null,
        soak: resolve_duration(rules.soak),
        refs: rules.refs === undefined ? null : [rules.refs].flat(),
        archiveExisting: rules['archive-existing'] ?? true,
        allowForce: rules['allow-force'] ?? true,
        gateRollbacks: rules['gate-rollbacks'] ?? false,
        allowTakenOut: rules['taken-out'] === 'allow',
        skipWhenEmpty: rules['when-empty'] === 'skip',
        gates: rules.gates ?? [],
        evidence: {
            maxAge: resolve_duration(rules.evidence?.['max-age']),
            version: rules.evidence?.version !== undefined,
            commit: rules.evidence?.commit !== undefined,
        },
        freeze: (rules.freeze ?? []).map(readWindow),
    };
}
function resolve_duration(text) {
    return text === undefined ? null : { text, milliseconds: (0,duration/* parseDuration */.E)(text) };
}

// EXTERNAL MODULE: ./build/js/src/promotion/decide.js
var decide = __webpack_require__(66733);
// EXTERNAL MODULE: ./build/js/src/evidence/metric-path.js
var metric_path = __webpack_require__(98293);
// EXTERNAL MODULE: ./build/js/src/evidence/reader.js
var evidence_reader = __webpack_require__(10574);
// EXTERNAL MODULE: ./build/js/src/gates/checks.js
var checks = __webpack_require__(8539);
;// CONCATENATED MODULE: ./build/js/src/gates/await-checks.js


/** Milliseconds between two looks: the first, and the most that it grows to. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 30_000;
const GROWTH = 1.5;
/**
 * The checks of a commit when all that the gates name have ended, or when none of the gates waits any longer.
 * @throws StagegateError `unavailable`
 */
async function awaitChecks(host, commit, gates) {
    const { pace } = host;
    const begun = pace.now();
    let told = '';
    for (let pause = FIRST_PAUSE;; pause = Math.min(pause * GROWTH, LONGEST_PAUSE)) {
        const found = await host.checks(commit);
        const elapsed = pace.now() - begun;
        const waiting = gates.filter((gate) => elapsed < (0,checks/* waitOf */.pE)(gate).milliseconds && (0,checks/* findOpen */.Ee)(gate, found).length > 0);
        if (waiting.length === 0)
            return found;
        const left = Math.max(...waiting.map((gate) => (0,checks/* waitOf */.pE)(gate).milliseconds)) - elapsed;
        const open = [...new Set(waiting.flatMap((gate) => (0,checks/* findOpen */.Ee)(gate, found)))].join(', ');
        if (open !== told)
            pace.waiting(`waiting for checks on ${commit.slice(0, 12)}: ${open}; ${(0,duration/* formatDuration */.a)(left)} at the most`);
        told = open;
        await pace.sleep(Math.min(pause, left));
    }
}

// EXTERNAL MODULE: ./build/js/src/gates/tests.js
var gates_tests = __webpack_require__(54213);
// EXTERNAL MODULE: ./build/js/src/promotion/champion.js
var champion = __webpack_require__(76722);
// EXTERNAL MODULE: ./build/js/src/evidence/about.js
var about = __webpack_require__(136);
// EXTERNAL MODULE: ./build/js/src/gates/champion.js
var gates_champion = __webpack_require__(42393);
// EXTERNAL MODULE: ./build/js/src/policy/metric-rules.js
var metric_rules = __webpack_require__(25298);
// EXTERNAL MODULE: ./build/js/src/promotion/digest.js
var promotion_digest = __webpack_require__(99417);
;// CONCATENATED MODULE: ./build/js/src/promotion/unchanged-reports.js

const SHORT = 12;
/**
 * A promoted version's evidence with each report as it was judged: where it is not that now, it is taken from the
 * commit of the promotion, if it is there with the digest that the history has. Where it is not there either, that is a
 * problem, and what else there is stands for nothing: the number that is missing may be a better one. Files that came
 * later are new evidence beside those that were judged.
 * @param line null where no line tells of the promotion
 */
async function keepUnchanged(evidence, line, elsewhere) {
    const { reports, 'report-sha256': digest } = line ?? { 'report-sha256': null };
    if (reports !== undefined)
        return keepListed(evidence, reports, elsewhere);
    // a run's digest is of what was looked for in it: where there are only runs, nothing is compared
    const isOfRuns = evidence.reports.length > 0 && !evidence.reports.some(promotion_digest/* isFile */.fo);
    return digest === null || isOfRuns ? evidence : keepDigested(evidence, digest, elsewhere);
}
/** Each report is known by its path. */
async function keepListed(evidence, listed, elsewhere) {
    const wanted = Object.entries(listed);
    const isJudged = ({ path, sha256 }) => Object.hasOwn(listed, path) && listed[path] === sha256;
    const found = new Map(evidence.reports.filter(isJudged).map((report) => [report.path, report]));
    const missing = () => wanted.flatMap(([path]) => (found.has(path) ? [] : [path]));
    if (missing().length > 0) {
        // the policy may name others by now
        const { reports } = await elsewhere.now(missing());
        for (const report of reports.filter(isJudged))
            found.set(report.path, report);
    }
    const lost = missing();
    const then = lost.length > 0 ? await elsewhere.then(lost) : null;
    for (const path of lost) {
        const report = then?.reports.find((each) => plainPath(each) === path && each.sha256 === listed[path]);
        if (report !== undefined)
            found.set(path, report);
    }
    const problems = missing().map((path) => ({
        path,
        message: tellChange(listed[path] ?? '', then?.problems[0]),
    }));
    return complete(evidence, { judged: found, problems });
}
/** One digest, of a report whose path is not known or of a list of reports. */
async function keepDigested(evidence, digest, elsewhere) {
    if (pickDigested(evidence.reports.filter(promotion_digest/* isFile */.fo), digest).length > 0)
        return evidence;
    const then = await elsewhere.then();
    const judged = new Map(pickDigested(then.reports, digest).map((report) => [plainPath(report), report]));
    if (judged.size > 0)
        return complete(evidence, { judged, problems: [] });
    // the policy may name none any more
    const path = evidence.reports[0]?.path ?? evidence.problems[0]?.path ?? evidence.patterns[0] ?? '';
    return complete(evidence, { judged, problems: [{ path, message: tellChange(digest, then.problems[0]) }] });
}
/** The reports that a digest is of: all of them, or one; none where it is of others. */
function pickDigested(reports, digest) {
    const plain = reports.map((report) => ({ path: plainPath(report), sha256: report.sha256 }));
    if ((0,promotion_digest/* digestReports */.G4)(plain) === digest)
        return [...reports];
    const one = reports.find(({ sha256 }) => sha256 === digest);
    return one === undefined ? [] : [one];
}
/** A report of a commit is shown with the commit. */
function plainPath({ path }) {
    return path.replace(/ at commit [0-9a-f]{12}$/, '');
}
function complete(evidence, { judged, problems }) {
    const others = problems.length > 0 ? [] : evidence.reports.filter(({ path }) => !judged.has(path));
    return {
        ...evidence,
        reports: [...judged.values(), ...others],
        problems: [...problems, ...evidence.problems.filter(({ path }) => !judged.has(path))],
    };
}
/** @param problem why the commit of the promotion does not have it either */
function tellChange(sha256, problem) {
    const elsewhere = problem === undefined ? '' : `; git does not have it either: ${problem.path} ${problem.message}`;
    return `is missing or has changed since it was judged (SHA-256 ${sha256.slice(0, SHORT)}… in the history): restore it${elsewhere}`;
}

;// CONCATENATED MODULE: ./build/js/src/promotion/gather-champion.js







/** What is known of a champion; its evidence is read only for numbers that the history does not have. */
async function gatherChampion({ snapshot }, { version, holds }, { stage, rules, settings }) {
    const { reader, reports } = settings;
    const templates = reports.length > 0 ? reports : rules.report;
    const own = [reports, rules.report]
        .map((list) => list.filter(evidence_reader/* tellsVersionsApart */.YH))
        .find((list) => list.length > 0);
    const subject = { model: snapshot.model, version };
    const read = async (evidence) => refuseOthers(await evidence, subject);
    const recorded = (0,gates_champion/* recordedNumbers */.B0)(snapshot.history, version, stage);
    const unrecorded = unrecordedMetrics(rules, recorded);
    const isRead = unrecorded.length > 0;
    const promotion = (0,gates_champion/* promotionOf */.bi)(snapshot.history, version, stage);
    const evidence = isRead ? await readJudged() : null;
    const registered = snapshot.versions.find((candidate) => candidate.version === version)?.metrics ?? {};
    const untold = unrecorded.filter((path) => !isTold(evidence, path) && !Object.hasOwn(registered, (0,metric_path/* formatMetricPath */.Rs)(path)));
    const asksRun = reader.readsRuns === true && own?.includes(evidence_reader/* RUN_TEMPLATE */.JM) !== true;
    return {
        version,
        holds,
        recorded,
        evidence,
        atCommit: own === undefined && evidence === null && untold.length > 0 ? await readAt(templates) : null,
        run: asksRun && untold.length > 0
            ? await read(reader.reports([evidence_reader/* RUN_TEMPLATE */.JM], subject, rules.format, untold))
            : null,
        registered,
        registry: settings.manifest === undefined
            ? reader.readsRuns === true
                ? 'mlflow'
                : undefined
            : { manifest: settings.manifest },
    };
    /** Its reports as they were judged when it was promoted; null where none is known to be its own. */
    async function readJudged() {
        const readNow = (named) => read(reader.reports(named, subject, rules.format, unrecorded));
        const found = await keepUnchanged(own === undefined ? evidence_reader/* NO_EVIDENCE */.kE : await readNow(own), promotion, {
            now: readNow,
            then: async (paths) => (await readAt(paths ?? own ?? templates)) ?? evidence_reader/* NO_EVIDENCE */.kE,
        });
        return own === undefined && found.reports.length + found.problems.length === 0 ? null : found;
    }
    /** A file of one name for all versions is the champion's at the commit that promoted it. */
    async function readAt(named) {
        const commit = promotion?.commit ?? null;
        if (commit === null || named.length === 0 || reader.reportsAt === undefined)
            return null;
        return read(reader.reportsAt(commit, named, subject, rules.format));
    }
}
/**
 * The metrics that are compared and whose number, or how sure it is where that counts, is not in the history. A
 * path with a star is always among them: it may stand for more than was recorded.
 */
function unrecordedMetrics(rules, recorded) {
    return everyGate(rules).flatMap((gate) => {
        if (!('metric' in gate) || !(0,metric_rules/* comparesWithChampion */.E8)(gate))
            return [];
        const path = (0,metric_path/* parseMetricPath */.j_)(gate.metric);
        const known = recorded.get((0,metric_path/* formatMetricPath */.Rs)(path));
        return known !== undefined && (gate.confidence === undefined || (0,gates_champion/* isSure */.Yv)(known)) ? [] : [path];
    });
}
function isTold(evidence, path) {
    const reports = evidence?.reports ?? [];
    return reports.some(({ metrics }) => (0,metric_path/* findMetrics */.jk)(metrics, path).some(({ leaf }) => leaf !== null));
}
/** A report in the champion's place that says it is about another version or model must not stand for it. */
function refuseOthers(evidence, subject) {
    const judged = evidence.reports.map((report) => ({
        report,
        other: (0,about/* statesOther */.p)(report.statement, subject),
    }));
    return {
        ...evidence,
        reports: judged.filter(({ other }) => other === null).map(({ report }) => report),
        problems: [
            ...evidence.problems,
            ...judged.flatMap(({ report: { path }, other }) => (other === null ? [] : [{ path, message: other }])),
        ],
    };
}

// EXTERNAL MODULE: ./build/js/src/gates/paired.js + 2 modules
var paired = __webpack_require__(4033);
;// CONCATENATED MODULE: ./build/js/src/promotion/gather-paired.js



/** Both versions' results example by example, for the gates that compare so; none without champions. */
async function gatherPaired(rules, { reader }, { candidate, champions }) {
    const found = new Map();
    for (const gate of everyGate(rules)) {
        if (!('metric' in gate) || gate.paired === undefined)
            continue;
        const { file, ...columns } = gate.paired;
        const read = async (of) => refuseOther(await reader.examples(file, of, columns), of);
        for (const champion of champions) {
            const key = (0,paired/* pairedKey */.B$)(gate.paired, champion);
            if (found.has(key))
                continue;
            found.set(key, {
                candidate: await read(candidate),
                champion: await read({ ...candidate, version: champion }),
            });
        }
    }
    return found;
}
/** Results that say they are another version's must not stand for this one's, be it the candidate's or the champion's. */
function refuseOther(examples, subject) {
    if ('message' in examples)
        return examples;
    const other = (0,about/* statesOther */.p)(examples.statement, subject);
    return other === null ? examples : { path: examples.path, message: other };
}

;// CONCATENATED MODULE: ./build/js/src/promotion/gather.js








/**
 * Reads what the gates of a stage will look at, and no more: a stage without gates needs no report. It waits for
 * checks before it reads anything else, so that nothing that was read gets old meanwhile.
 */
async function gatherContext(basis, candidate, rules, { stage, settings, dry = false, allowTakenOut = false }) {
    const { snapshot, now, run, base } = basis;
    const subject = { model: snapshot.model, version: candidate.version };
    const templates = settings.reports.length > 0 ? settings.reports : rules.report;
    const needed = needsReports(rules) || settings.reports.length > 0;
    const tests = everyGate(rules).filter((gate) => 'tests' in gate);
    const checks = await gatherChecks(basis, rules.gates, settings.host);
    const champions = (0,champion/* findChampions */.q)(snapshot, stage, { candidate: candidate.version, rules });
    return {
        now,
        version: candidate.version,
        currentStage: candidate.stage,
        stage,
        rules,
        snapshot,
        base,
        run,
        dry,
        allowTakenOut,
        checks,
        approvals: await gatherApprovals(basis, rules.gates, settings.host),
        evidence: needed
            ? await settings.reader.reports(templates, subject, rules.format, wantedMetrics(rules))
            : evidence_reader/* NO_EVIDENCE */.kE,
        tests: new Map(await Promise.all(tests.map(async (gate) => [(0,gates_tests/* testsKey */.t)(gate), await settings.reader.tests([gate.tests].flat(), subject)]))),
        champions: await Promise.all(champions.map((champion) => gatherChampion(basis, champion, { stage, rules, settings }))),
        paired: await gatherPaired(rules, settings, {
            candidate: subject,
            champions: champions.map(({ version }) => version),
        }),
    };
}
/** The commit that people made: of a pull request its head, not the merge that GitHub makes of it. */
async function gatherChecks({ run }, gates, host) {
    const asking = gates.filter((gate) => 'checks' in gate);
    const commit = run.commits.at(-1);
    if (asking.length === 0)
        return null;
    if (commit === undefined) {
        const problem = 'it is not known which commit this runs on: run it in a workflow or in a repository';
        return { commit: null, checks: [], problem };
    }
    return awaitChecks(host, commit, asking);
}
async function gatherApprovals({ run }, gates, host) {
    return gates.some((gate) => 'approvals' in gate) ? host.approvals(run) : null;
}
function needsReports(rules) {
    const { version, commit, maxAge } = rules.evidence;
    return everyGate(rules).some((gate) => 'metric' in gate) || version || commit || maxAge !== null;
}
/** The metrics that gates will look for, and what tells how sure they are. */
function wantedMetrics(rules) {
    return everyGate(rules)
        .flatMap((gate) => ('metric' in gate ? [gate.metric, gate.samples, gate.stderr, gate.stdev] : []))
        .flatMap((path) => (typeof path === 'string' ? [(0,metric_path/* parseMetricPath */.j_)(path)] : []));
}

;// CONCATENATED MODULE: ./build/js/src/promotion/outcome.js

function makeOutcome(settled, options) {
    const { decision, applied, finished } = settled;
    const { verdict, plan } = decision;
    const repeated = verdict === 'repeated' ? decision.repeated : null;
    const pullRequest = applied?.pullRequest ?? null;
    const closed = applied?.closed === undefined ? null : proposalGate(applied.closed);
    const isMade = applied !== null && pullRequest === null && closed === null;
    const outcome = {
        decision: nameDecision(settled, options),
        asked: options.done,
        dry: options.dry,
        promoted: isMade || repeated !== null,
        inStage: isInStage(settled),
        repeated: repeated !== null,
        model: decision.model,
        version: applied?.version ?? decision.version,
        stage: decision.stage,
        previousStage: decision.previousStage,
        previousVersion: decision.holders.at(-1) ?? null,
        holders: decision.holders,
        archivedVersions: closed === null ? (repeated?.entry.archived ?? plan?.entry.archived ?? []) : [],
        gates: closed === null ? decision.gates : [...decision.gates, closed],
        gatePlaces: closed === null ? decision.gatePlaces : [...decision.gatePlaces, null],
        reportSha256: decision.reportSha256,
        commit: applied?.commit ?? settled.repeatedCommit ?? null,
        pullRequest,
        reports: decision.reports,
        transitions: closed === null ? (repeated?.transitions ?? plan?.transitions ?? []) : [],
        forced: decision.forced,
        notices: [
            ...options.policy.notices,
            ...decision.notices,
            ...(applied?.notices ?? []),
            ...(applied === null ? [] : afterNotices(settled)),
            ...(finished === null ? [] : [finishedNotice(finished)]),
        ],
        registry: options.registry,
        policyFile: options.policy.policy?.file ?? null,
        policySource: options.policy.source,
        policyChange: options.policy.change,
        deploymentId: null,
        run: options.run,
    };
    const isThis = finished?.version === decision.version && finished.to === decision.stage;
    return finished !== null && isThis && verdict === 'unchanged' ? asFinished(outcome, finished) : outcome;
}
function nameDecision({ decision, applied }, { dry, done }) {
    if (decision.verdict === 'repeated')
        return done;
    if (decision.verdict !== 'go')
        return decision.verdict;
    if (applied?.closed !== undefined)
        return 'blocked';
    return dry || applied?.pullRequest !== undefined ? 'allowed' : done;
}
/** What was read back tells; where nothing was changed, what was decided on. */
function isInStage({ decision, applied, after }) {
    const { stage, previousStage } = decision;
    if (stage === registry_stage/* NONE */.x3)
        return false;
    if (decision.verdict === 'repeated')
        return decision.repeated.stageNow === stage;
    const isMade = applied !== null && applied.pullRequest === undefined && applied.closed === undefined;
    if (!isMade)
        return previousStage === stage;
    return after === null || after.stage === stage;
}
/** Somebody who closes a proposal has decided: no run proposes the same again. */
function proposalGate({ number, by, at }) {
    const who = by ?? 'somebody';
    return {
        gate: 'proposal',
        metric: null,
        check: null,
        observed: `#${number} closed`,
        required: null,
        champion: null,
        verdict: 'fail',
        reason: `${who} closed pull request #${number}, which proposed this very change, at ${at}: reopen it to propose the change again, or run this with another version or other evidence`,
    };
}
/** What was asked for had been begun by a run that died: without this one it would not be whole. */
function asFinished(outcome, finished) {
    return {
        ...outcome,
        decision: outcome.asked,
        promoted: true,
        previousStage: finished.from,
        previousVersion: finished.archived.at(-1) ?? null,
        holders: finished.archived,
        archivedVersions: finished.archived,
        gates: finished.gates,
        gatePlaces: finished.gates.map(() => null),
        reportSha256: finished['report-sha256'],
        forced: finished.forced,
    };
}
function finishedNotice({ version, to, time, actor }) {
    const by = actor === null ? 'a run' : `a run of ${actor}`;
    return `${by} that began at ${time} to move version ${version} to ${to} had not come to its end: what was missing was done now`;
}
/** What the registry holds when we look again: others may have come right behind us. */
function afterNotices({ decision, applied, after, attempts }) {
    const again = attempts === 2 ? 'once' : `${attempts - 1} times`;
    const notices = attempts > 1 ? [`the registry changed meanwhile: it was decided again, ${again}`] : [];
    if (applied?.pullRequest !== undefined || applied?.closed !== undefined)
        return notices;
    if (after === null)
        return ['the change was made, but the registry could not be read back: see stagegate history'];
    notices.push(...(after.notices ?? []));
    if (after.stage !== decision.stage) {
        notices.push(`since then version ${decision.version} has been moved on by another run, to ${after.stage ?? 'nowhere'}`);
    }
    return notices;
}

// EXTERNAL MODULE: ./build/js/src/history/replay.js
var replay = __webpack_require__(48233);
// EXTERNAL MODULE: ./build/js/src/registry/version.js
var registry_version = __webpack_require__(11775);
// EXTERNAL MODULE: ./build/js/src/promotion/plan.js
var promotion_plan = __webpack_require__(44694);
;// CONCATENATED MODULE: ./build/js/src/promotion/repeat.js







/**
 * Where an earlier attempt of this run has already made the move, that is what the run did: a second one would go one
 * further back, or promote what somebody has taken out since.
 * @returns null where this run has not made it yet
 */
function decideAgain(basis, asked) {
    const number = numberOf(asked.version);
    const earlier = findEarlierAttempt(basis.snapshot.history, basis.run.run, ({ action, to, version }) => action === asked.action && to === asked.stage && (number === null || number === version));
    return earlier === null ? null : repeat(basis, earlier);
}
/** The same for a registration: of the same files, and under the same number where one was asked for. */
function decideRegistrationAgain(request, basis) {
    const number = numberOf(request.version);
    const earlier = findEarlierAttempt(basis.snapshot.history, basis.run.run, (entry) => {
        if (entry.action !== 'register')
            return false;
        const { source, sha256 } = filesOf(entry);
        if (number === null)
            return source === request.source && sha256 === request.sha256;
        const fits = (asked, held) => asked === null || asked === held;
        return entry.version === number && fits(request.source, source) && fits(request.sha256, sha256);
    });
    if (earlier === null)
        return null;
    const { version } = earlier.entry;
    const unset = request.aliases.filter((alias) => basis.snapshot.aliases[alias] !== version);
    const notices = unset.map((alias) => `the alias ${alias} does not point at version ${version}`);
    const decision = repeat(basis, earlier);
    return { ...decision, notices: [...decision.notices, ...notices] };
}
/** Training that was run again may make other files: they are another version, which people should know of. */
function otherFilesNotices(request, { snapshot, run }) {
    if (request.version !== null)
        return [];
    const earlier = findEarlierAttempt(snapshot.history, run.run, (entry) => {
        const { source, sha256 } = filesOf(entry);
        return entry.action === 'register' && source === request.source && sha256 !== request.sha256;
    });
    return earlier === null
        ? []
        : [
            `attempt ${earlier.attempt} of this run registered version ${earlier.entry.version} from other files: these are a new version`,
        ];
}
/** The number that was asked for; null for `latest`, an alias, or none. */
function numberOf(asked) {
    if (asked === null || asked === '' || asked.startsWith('@') || asked.toLowerCase() === 'latest')
        return null;
    return (0,registry_version/* parseVersion */.ot)(asked);
}
function filesOf({ artifacts = {}, version }) {
    const known = Object.hasOwn(artifacts, version) ? artifacts[version] : undefined;
    return known ?? { source: null, sha256: null };
}
/** The decision as the earlier attempt made it, told by its line. */
function repeat(basis, { entry, attempt, at }) {
    const { snapshot } = basis;
    const { action, version, from, to, archived, gates } = entry;
    const stageNow = snapshot.versions.find((held) => held.version === version)?.stage ?? null;
    const takesStage = action === 'promote' || action === 'rollback';
    const holders = takesStage ? holdersBefore(snapshot, at, entry) : [];
    const facts = (0,decide/* factsOf */.xS)({ ...basis, version, currentStage: stageNow ?? to, stage: to }, holders);
    const left = tellLeft(snapshot, at, stageNow);
    const did = `attempt ${attempt} of this run already ${tellDone(entry)} at ${entry.time}`;
    return {
        ...facts,
        previousStage: from,
        gates,
        gatePlaces: gates.map(() => null),
        reportSha256: entry['report-sha256'],
        reportFiles: entry.reports ?? null,
        forced: entry.forced,
        notices: [
            ...facts.notices,
            `${did}: this attempt gives the same outputs and changes nothing`,
            ...(left === null ? [] : [left]),
        ],
        verdict: 'repeated',
        plan: null,
        repeated: { entry, title: (0,promotion_plan/* titleOf */.G)(entry.model, entry), transitions: transitionsOf(entry), stageNow },
    };
}
function transitionsOf({ version, from, to, archived }) {
    const moves = archived.map((other) => ({ version: other, from: to, to: registry_stage/* ARCHIVED */.Ts }));
    return from === null || from === to ? moves : [...moves, { version, from, to }];
}
/** Who held the stage before the line, those that it archived last. */
function holdersBefore(snapshot, at, { version, to, archived }) {
    const history = snapshot.history.slice(0, at);
    const stages = (0,replay/* beginning */.Ir)(snapshot.history);
    for (const line of history)
        (0,replay/* applyEntry */.fp)(stages, line.entry);
    const versions = snapshot.versions.map((held) => ({ ...held, stage: stages.get(held.version) ?? registry_stage/* NONE */.x3 }));
    const holders = (0,champion/* findHolders */.Z)({ ...snapshot, history, versions }, to, version);
    return [...holders.filter((other) => !archived.includes(other)), ...archived];
}
function tellDone({ action, version, to }) {
    switch (action) {
        case 'register':
            return `registered version ${version}`;
        case 'rollback':
            return `rolled back to version ${version} in ${to}`;
        case 'promote':
            return `promoted version ${version} to ${to}`;
        case 'archive':
            return `moved version ${version} to ${to}`;
    }
}
/** Who has moved the version on since, and when; null while it is where the line put it. */
function tellLeft({ history }, at, stageNow) {
    const entry = history[at]?.entry;
    if (entry === undefined || stageNow === entry.to)
        return null;
    const { action, version, to } = entry;
    if (stageNow === null)
        return `version ${version} has been removed since then`;
    if (action === 'register')
        return null;
    const by = history.slice(at + 1).find((line) => {
        const { archived, version: moved, to: where } = line.entry;
        return archived.includes(version) || (moved === version && where !== to);
    });
    if (by === undefined)
        return `version ${version} is in ${stageNow} now, and the history does not say who moved it`;
    return `version ${version} left ${to} since then: ${tellMove(by)}`;
}
function tellMove({ entry }) {
    return `${entry.actor ?? 'somebody'} ${tellDone(entry)} at ${entry.time}`;
}

// EXTERNAL MODULE: ./build/js/src/promotion/register.js + 1 modules
var register = __webpack_require__(8671);
// EXTERNAL MODULE: ./build/js/src/promotion/request.js
var promotion_request = __webpack_require__(95856);
// EXTERNAL MODULE: ./build/js/src/history/artifacts.js
var artifacts = __webpack_require__(95955);
// EXTERNAL MODULE: ./build/js/src/registry/outer-space.js
var outer_space = __webpack_require__(24071);
;// CONCATENATED MODULE: ./build/js/src/promotion/resolve-version.js






/** How many versions an error lists. */
const LISTED = 12;
/**
 * The registered version that a number, `latest` (the highest number) or `@alias` means.
 * @throws StagegateError `input` with the versions or aliases that there are
 */
function resolveVersion(asked, snapshot) {
    if (asked === '') {
        throw new errors/* StagegateError */.qU('input', 'no version is given', {
            hint: `Give a number, "latest" or "@alias". ${listVersions(snapshot)}`,
        });
    }
    if (asked.startsWith('@'))
        return findVersion(resolveAlias(asked.slice(1), snapshot), snapshot);
    if (asked.toLowerCase() === 'latest')
        return latestVersion(snapshot);
    return findVersion((0,registry_version/* parseVersion */.ot)(asked), snapshot);
}
/** @throws StagegateError `input` when the version is not registered */
function findVersion(version, snapshot) {
    const found = snapshot.versions.find((candidate) => candidate.version === version);
    if (found !== undefined)
        return found;
    throw new errors/* StagegateError */.qU('input', `model ${JSON.stringify(snapshot.model)} has no version ${version}`, {
        hint: listVersions(snapshot),
    });
}
/**
 * The files under a number are those that were registered and judged: others are another version.
 * @throws StagegateError `manifest` when they were exchanged since the history first met the version
 */
function requireSameFiles(candidate, { model, history }) {
    const [exchange] = (0,artifacts/* findExchanges */.k)(candidate, history);
    if (exchange === undefined)
        return;
    const { line, message } = exchange;
    throw new errors/* StagegateError */.qU('manifest', message, {
        place: { file: line.file, line: line.line },
        hint: `Other files are another version: put back what was there, and register them as a new version of ${JSON.stringify(model)}.`,
    });
}
/** @throws StagegateError `input` when the registry says that the version's files can't be used */
function requireReady({ version, unready }, { model }) {
    if (unready === undefined)
        return;
    throw new errors/* StagegateError */.qU('input', `version ${version} of ${JSON.stringify(model)} ${unready}`, {
        hint: 'Register it again, and promote the version that comes of it.',
    });
}
function resolveAlias(alias, snapshot) {
    const version = Object.hasOwn(snapshot.aliases, alias) ? snapshot.aliases[alias] : undefined;
    if (version !== undefined && (0,registry_version/* isVersion */.lF)(version))
        return version;
    (0,outer_space/* refuseOuterSpace */.C)('alias', alias);
    const known = Object.keys(snapshot.aliases);
    const guess = (0,nearest/* nearest */.p)(alias, known);
    throw new errors/* StagegateError */.qU('input', `model ${JSON.stringify(snapshot.model)} has no alias ${JSON.stringify(alias)}`, {
        hint: `${guess === undefined ? '' : `Did you mean @${guess}? `}${known.length === 0 ? 'It has no aliases.' : `Its aliases are ${known.slice(0, LISTED).join(', ')}.`}`,
    });
}
function latestVersion(snapshot) {
    const latest = snapshot.versions.at(-1);
    if (latest !== undefined)
        return latest;
    throw new errors/* StagegateError */.qU('input', `model ${JSON.stringify(snapshot.model)} has no versions`, {
        hint: 'Register one first: stagegate register --model … --source …',
    });
}
function listVersions({ versions }) {
    if (versions.length === 0)
        return 'It has no versions yet.';
    const shown = versions.slice(-LISTED).map(({ version }) => version);
    const more = versions.length > LISTED ? ` (the last ${LISTED} of ${versions.length})` : '';
    return `There ${versions.length === 1 ? 'is' : 'are'} ${shown.join(', ')}${more}.`;
}
/** @throws StagegateError `input` when the registry has no such model, with the nearest that it has */
function requireModel(snapshot, models, label) {
    if (snapshot.exists)
        return;
    const both = (0,promotion_request/* explainReference */.fL)(snapshot.model, models);
    const guess = (0,nearest/* nearest */.p)(snapshot.model, models);
    const known = models.length === 0
        ? 'It has no models: check the path of the registry, or register one first.'
        : `It has ${models.slice(0, LISTED).join(', ')}.`;
    const padded = models.find((name) => name !== snapshot.model && name.trim() === snapshot.model);
    throw new errors/* StagegateError */.qU('input', `there is no model ${JSON.stringify(snapshot.model)} in ${label}`, {
        hint: padded === undefined
            ? (both ?? (guess === undefined ? known : `Did you mean ${guess}? ${known}`))
            : `It has ${JSON.stringify(padded)}, with a space around the name: rename that to ${padded.trim()}.`,
    });
}

// EXTERNAL MODULE: ./build/js/src/gates/result.js
var result = __webpack_require__(23355);
// EXTERNAL MODULE: ./build/js/src/promotion/judge.js + 18 modules
var judge = __webpack_require__(29788);
;// CONCATENATED MODULE: ./build/js/src/promotion/rollback.js









/**
 * The version that a rollback goes to: the one that held the stage before the one that holds it now, by the
 * history, or the one asked for if it ever held the stage (anything else would be a promotion without gates).
 * @throws StagegateError `input` when nothing earlier is known
 */
function findRollbackTarget(request, stage, snapshot) {
    const stack = (0,replay/* holders */.wb)(snapshot.history, stage);
    const current = (0,champion/* findHolders */.Z)(snapshot, stage, '').at(-1) ?? null;
    if (request.version !== null)
        return findAsked((0,registry_version/* parseVersion */.ot)(request.version), { stage, current, snapshot });
    const at = current === null ? stack.length : stack.lastIndexOf(current);
    const earlier = (at === -1 ? stack : stack.slice(0, at)).filter((version) => version !== current);
    const target = earlier.at(-1);
    if (target === undefined)
        throw nothingEarlier(snapshot, stage, current);
    const found = snapshot.versions.find(({ version }) => version === target);
    if (found !== undefined)
        return found;
    const further = earlier.findLast((version) => snapshot.versions.some((other) => other.version === version));
    throw new errors/* StagegateError */.qU('input', `version ${target}, which held ${stage} before, is no longer registered`, {
        hint: further === undefined
            ? 'No earlier one is registered either.'
            : `To go further back: stagegate rollback --version ${further}`,
    });
}
/**
 * Where a rollback goes, over several attempts. Without a version it goes back from the one that it saw first in the
 * stage: who finds that another run has taken that one away has nothing more to do.
 */
class RollbackAim {
    request;
    stage;
    seen = null;
    /** What holds the stage in its place; undefined while nobody came in between. */
    instead;
    constructor(request, stage) {
        this.request = request;
        this.stage = stage;
    }
    /**
     * @param begun the version of a rollback that was finished first
     * @returns null when the version seen first has left the stage
     * @throws StagegateError `input` when nothing earlier is known
     */
    find(begun, snapshot) {
        const version = this.request.version ?? begun;
        const current = (0,champion/* findHolders */.Z)(snapshot, this.stage, '').at(-1) ?? null;
        const overtaken = version === null && this.seen !== null && this.seen.current !== current;
        this.instead = overtaken ? current : undefined;
        if (overtaken)
            return null;
        const target = findRollbackTarget({ ...this.request, version }, this.stage, snapshot);
        this.seen ??= { current, target: target.version };
        return target;
    }
    /** Where the version seen first has left the stage: nothing is done. */
    decideOvertaken(basis) {
        const { stage, seen, instead } = this;
        const version = instead ?? seen?.target ?? '';
        const facts = (0,decide/* factsOf */.xS)({ ...basis, version, currentStage: stage, stage }, []);
        const notice = `another run has taken version ${seen?.current ?? ''} from ${stage} meanwhile`;
        return { ...facts, notices: [...facts.notices, notice], verdict: 'unchanged', plan: null };
    }
    /** @throws StagegateError `conflict` when another run left something else there than what was to be gone back to */
    requireReached() {
        const { stage, seen, instead } = this;
        if (instead === undefined || instead === seen?.target)
            return;
        const there = instead === null ? 'it is empty' : `version ${instead} is there`;
        throw new errors/* StagegateError */.qU('conflict', `version ${seen?.current ?? ''} was to be rolled back, but another run has taken it from ${stage} meanwhile: ${there}`, { hint: 'Nothing was changed by this run. Name a version to go back to, if that is still wanted.' });
    }
}
function nothingEarlier(snapshot, stage, current) {
    const now = current === null ? `${stage} is empty` : `version ${current} is in ${stage}`;
    const others = [...(0,replay/* heldEver */.cW)(snapshot.history, stage)].filter((version) => version !== current);
    const asked = others.length === 0
        ? 'Promote'
        : `These held ${stage} and were withdrawn or rolled back: ${others.join(', ')}; name one with --version to go there all the same. Or promote`;
    return new errors/* StagegateError */.qU('input', `nothing earlier is known to roll ${JSON.stringify(snapshot.model)} back to: ${now}, and the history has no version before it to go back to`, {
        hint: `Nothing was changed. ${asked} the version that you want: it is judged like any other.`,
    });
}
function findAsked(version, { stage, current, snapshot }) {
    const found = findVersion(version, snapshot);
    const ever = (0,replay/* heldEver */.cW)(snapshot.history, stage);
    if (version === current || ever.has(version))
        return found;
    const held = [...ever].filter((other) => other !== current);
    throw new errors/* StagegateError */.qU('input', `version ${version} never held ${stage}, so this would be a promotion past the gates`, {
        hint: `${held.length === 0 ? '' : `These did: ${held.join(', ')}. `}Use promote for a version that has not been there.`,
    });
}
/**
 * A rollback of one stage takes nothing out of a later one.
 * @throws StagegateError `input` when the version to go back to holds a later stage
 */
function requireNotPast(target, stage, order) {
    if (!(0,decide/* comesAfter */.eq)(target.stage, stage, order))
        return;
    throw new errors/* StagegateError */.qU('input', `version ${target.version} is in ${target.stage}, and a rollback of ${stage} would take it out of there`, { hint: `Nothing was changed. Name another version for ${stage}, or roll ${target.stage} back first.` });
}
/** What of a stage's rules holds for rollbacks; null where nothing does. */
function rulesForRollback(rules) {
    const freeze = rules.freeze.filter(({ rollbacks }) => rollbacks ?? rules.gateRollbacks);
    // A version that is rolled back to comes from Archived, so `from` says nothing. It was asked for by name or by the
    // history, so it may have been taken out. What left an empty stage is what the rollback gets away from.
    const always = { from: null, soak: null, freeze, allowTakenOut: true, skipWhenEmpty: true };
    if (rules.gateRollbacks)
        return { ...rules, ...always };
    if (freeze.length === 0)
        return null;
    const evidence = { maxAge: null, version: false, commit: false };
    return { ...rules, ...always, refs: null, gates: [], evidence };
}
/** Rolls back. Gates are evaluated only where the policy has them hold for rollbacks (`context` is null otherwise). */
function decideRollback(request, basis, { target, stage, archiveExisting, context }) {
    const holders = (0,champion/* findHolders */.Z)(basis.snapshot, stage, target.version);
    // without archive-existing several may hold the stage: only the latest makes way
    const archived = archiveExisting ? holders : holders.slice(-1);
    const facts = (0,decide/* factsOf */.xS)({ ...basis, version: target.version, currentStage: target.stage, stage }, holders);
    if (target.stage === stage && archived.length === 0)
        return { ...facts, verdict: 'unchanged', plan: null };
    const judged = {
        ...facts,
        ...(context === null ? {} : (0,judge/* judge */.S4)(context, basis.policy)),
        ...(context === null ? {} : (0,judge/* tellReports */.fv)(context.evidence.reports, basis.now, (0,judge/* besideOf */.A4)(context))),
    };
    const { gates } = judged;
    if (gates.some(result/* isBlocking */.U))
        return { ...judged, verdict: 'blocked', plan: null };
    const plan = (0,promotion_plan/* makePlan */.C)(basis, {
        action: 'rollback',
        version: target.version,
        from: target.stage,
        to: stage,
        archived,
        exclusive: archiveExisting,
        reason: request.reason,
        forced: false,
        gates,
        reportSha256: judged.reportSha256,
        reportFiles: judged.reportFiles,
    });
    return { ...judged, verdict: 'go', plan };
}

;// CONCATENATED MODULE: ./build/js/src/promotion/settle.js

/**
 * How often a promotion decides again when others keep changing the registry. Each loser waits and tries
 * again, and one always wins, so with N promoters at once the last needs about N tries.
 */
const MAX_ATTEMPTS = 100;
/** Waiting times in milliseconds: the wait is drawn from zero to a bound that doubles up to a ceiling. */
const FIRST_WAIT = 50;
const LONGEST_WAIT = 6_000;
/**
 * The one place where races are settled, for every registry: read, decide, apply if nothing has changed,
 * else from the beginning. An old decision is never replayed.
 * @throws StagegateError `conflict` when every attempt lost
 */
async function settle(options) {
    const { registry, dry, decide } = options;
    let attempts = 0;
    let finished = null;
    const settled = await untilUndisturbed(options, async () => {
        attempts += 1;
        let before = await registry.read(options.model, options.interest);
        const left = dry ? undefined : await registry.finish?.(before);
        if (left !== undefined) {
            finished = left.finished ?? finished;
            before = await registry.read(options.model, options.interest);
        }
        const decision = await decide(before, finished);
        const applied = decision.plan === null || dry ? null : await registry.apply(decision.plan, before);
        const repeatedCommit = await findRepeated(registry, decision, before);
        return { decision, applied, finished, repeatedCommit };
    });
    const { decision, applied } = settled;
    const isMade = applied !== null && applied.pullRequest === undefined && applied.closed === undefined;
    const after = isMade && decision.plan !== null ? await readBack(options, decision.plan) : null;
    if (after !== null && after.lostTo !== null)
        throw lostAfterwards(decision, after.lostTo);
    return { ...settled, after, attempts };
}
/** For the outputs alone: where it can't be found, the rest is told. */
async function findRepeated(registry, decision, before) {
    if (decision.verdict !== 'repeated')
        return null;
    const { entry, title } = decision.repeated;
    try {
        return (await registry.findCommit?.(before, entry, title)) ?? null;
    }
    catch (error) {
        if (error instanceof errors/* StagegateError */.qU)
            return null;
        throw error;
    }
}
/** What was applied is applied: reading back has tries of its own, and its failure is not the promotion's. */
async function readBack(options, plan) {
    try {
        return await untilUndisturbed(options, () => options.registry.readBack(plan));
    }
    catch (error) {
        if (error instanceof errors/* StagegateError */.qU)
            return null;
        throw error;
    }
}
/**
 * Runs what may meet a conflict, also a read that others write under, until it does not.
 * @throws StagegateError `conflict` when every attempt lost
 */
async function untilUndisturbed({ registry, pacing }, work) {
    for (let attempt = 1;; attempt++) {
        try {
            return await work();
        }
        catch (error) {
            if (!(error instanceof errors/* StagegateError */.qU) || error.code !== 'conflict')
                throw error;
            if (attempt >= MAX_ATTEMPTS)
                throw lostRace(registry, error);
            pacing.retrying(attempt);
            await pacing.sleep(pacing.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)));
        }
    }
}
function lostAfterwards({ version, stage }, lostTo) {
    return new errors/* StagegateError */.qU('conflict', `version ${version} was put into ${stage}, but does not hold it any more: ${lostTo}`, {
        hint: 'Another run promoted at the same time. See stagegate history, and run it again if this version is wanted.',
    });
}
function lostRace(registry, cause) {
    return new errors/* StagegateError */.qU('conflict', `${registry.label} was changed by others ${MAX_ATTEMPTS} times in a row`, {
        hint: 'Nothing was changed by this run. Run it again when fewer promotions run at once.',
        cause,
    });
}

;// CONCATENATED MODULE: ./build/js/src/workspace/commit-mode.js
/**
 * Whether a run may only decide: it is for a change that is not merged yet, and nobody asked for more. What it would
 * move belongs to the branch that the change may never get to.
 */
function onlyDecides(setting, { beforeMerge }) {
    return beforeMerge && (setting === undefined || setting === 'auto');
}
/** The mode that a setting means; for a manifest. */
function chooseCommitMode(setting, { event, github }) {
    if (setting !== 'auto')
        return setting ?? 'none';
    const mayCommit = event.name !== null && github.isThere && !event.beforeMerge;
    return mayCommit ? 'api' : 'none';
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/js/src/promotion/deployment.js


/** Names longer than this are cut in what a deployment is found by; GitHub does not say how long is too long. */
const MAX_TASK_NAME = 100;
/**
 * Deployments go by where the version is, not by which run put it there: what an earlier attempt could not record, a
 * later one does.
 * @param stages the policy's, in the order of promotion
 * @returns null where nothing was moved and the version doesn't hold the stage, or no commit is known to deploy
 */
function planDeployment(outcome, { stages, run }) {
    const { model, version, stage, commit, transitions } = outcome;
    const ref = commit ?? run.commits[0];
    const isMoved = outcome.promoted && !outcome.repeated;
    const holds = outcome.inStage && ['promoted', 'rolled-back', 'unchanged'].includes(outcome.decision);
    if (outcome.decision === 'registered' || ref === undefined || !(isMoved || holds))
        return null;
    return {
        task: taskOf(model),
        model,
        mayExist: !isMoved,
        create: holds && isPlace(stage)
            ? {
                version,
                ref,
                environment: stage,
                production: stage === stages.at(-1) || stage.toLowerCase() === 'production',
                description: `${model} ${version} is in ${stage}`,
                payload: payloadOf(outcome),
                run: run.run,
            }
            : null,
        retire: transitions
            .filter(({ from }) => isPlace(from))
            .map((move) => ({ environment: move.from, version: move.version })),
    };
}
function payloadOf({ model, version, stage, previousVersion, registry, reportSha256 }) {
    return {
        model,
        version,
        stage,
        'previous-version': previousVersion,
        registry,
        'report-sha256': reportSha256,
    };
}
function taskOf(model) {
    if (model.length <= MAX_TASK_NAME)
        return `stagegate:${model}`;
    const digest = (0,external_node_crypto_.createHash)('sha256').update(model).digest('hex').slice(0, 16);
    return `stagegate:${model.slice(0, MAX_TASK_NAME - 17)}:${digest}`;
}
/** Whether a version in this stage runs somewhere. */
function isPlace(stage) {
    return stage !== registry_stage/* NONE */.x3 && stage !== registry_stage/* ARCHIVED */.Ts;
}

;// CONCATENATED MODULE: ./build/js/src/workspace/beside.js


/* What goes with an outcome, by where it was run. */
/** What people should know beside it. @param isEarly it was only decided, since the change is not merged yet */
async function tellBeside(outcome, setup, isEarly) {
    if (isEarly)
        return [earlyNotice(setup)];
    if (outcome.decision === 'blocked')
        return proposalNotices(outcome, setup.registry);
    return outcome.promoted && !outcome.repeated ? checkoutNotices(setup) : [];
}
/** The registry is the truth and deployments show it: one that fails is told and changes nothing. */
async function deploy(outcome, { stages, github }) {
    const plan = planDeployment(outcome, { stages, run: outcome.run });
    if (plan === null)
        return outcome;
    const { recordDeployment } = await __webpack_require__.e(/* import() */ 64).then(__webpack_require__.bind(__webpack_require__, 63064));
    const { id, problem } = await recordDeployment(() => github.open('a deployment'), plan);
    const notices = problem === null ? outcome.notices : [...outcome.notices, problem];
    return { ...outcome, deploymentId: id, notices };
}
/** A file that only this job has changed is lost with its machine. */
function checkoutNotices({ commit, event, registry }) {
    if (commit !== 'none' || event.name === null)
        return [];
    const mend = event.beforeMerge ? 'commit it' : 'commit it, or set commit: api';
    return [`only ${registry.label} in this checkout was changed: ${mend}`];
}
function earlyNotice({ event, commit }) {
    const instead = commit === null
        ? 'Set commit: none to change the registry all the same.'
        : 'Set commit: none to change the files of this checkout all the same.';
    return `nothing is changed on ${event.name ?? ''} before the merge: this run only decides. ${instead}`;
}
/** What was proposed before still can be merged, though it would not be proposed now. */
async function proposalNotices({ model, version, stage }, registry) {
    try {
        const open = await registry.findProposal?.({ model, version, stage });
        if (open === undefined || open === null)
            return [];
        const what = open.version === null ? 'a change' : `version ${open.version}`;
        return [
            `pull request #${open.number} still proposes ${what} for ${stage}, and can be merged: close it if it should not be`,
        ];
    }
    catch (error) {
        if (!(error instanceof errors/* StagegateError */.qU))
            throw error;
        return [`it is not known whether an earlier proposal for ${stage} is still open: ${error.message}`];
    }
}

// EXTERNAL MODULE: ./build/js/src/workspace/git-facts.js
var git_facts = __webpack_require__(45635);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./build/js/src/workspace/run-context.js

/** Who runs this, where, on which commit: from the workflow's environment, else from git. */
async function readRunContext({ env, event, askGit }) {
    if (env['GITHUB_ACTIONS'] === 'true')
        return workflowContext(env, event);
    const git = await askGit();
    return {
        actor: git.userName ?? loginName(),
        run: null,
        ref: git.ref,
        commits: git.head === null ? [] : [git.head],
    };
}
function workflowContext(env, event) {
    return {
        actor: env['GITHUB_TRIGGERING_ACTOR'] || env['GITHUB_ACTOR'] || null,
        run: runUrl(env),
        ...placeOf(env, event),
        ...(event.beforeMerge ? { beforeMerge: true } : {}),
        base: event.base === null ? undefined : `refs/heads/${event.base.branch}`,
    };
}
/** The ref and the commits that the run is about. */
function placeOf(env, { name, beforeMerge, pullRequest, number }) {
    const { GITHUB_SHA: sha = '', GITHUB_REF: ref = '' } = env;
    const head = pullRequest?.head.sha ?? '';
    if (name === 'pull_request_target' && beforeMerge) {
        // The variables name the base, as though the pull request were merged: what is judged is its head, on no branch.
        return { ref: number === null ? null : `refs/pull/${number}/head`, commits: head === '' ? [] : [head] };
    }
    // on a pull request GITHUB_SHA is a merge that GitHub made; the author's commit is in the event
    const commits = [sha, head].filter((commit) => commit !== '');
    return { ref: ref || null, commits: [...new Set(commits)] };
}
/** The workflow run's page, or null outside of a workflow. */
function runUrl(env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id, GITHUB_RUN_ATTEMPT: attempt, } = env;
    if (!server || !repository || !id)
        return null;
    const again = attempt !== undefined && attempt !== '' && attempt !== '1' ? `/attempts/${attempt}` : '';
    return `${server}/${repository}/actions/runs/${id}${again}`;
}
function loginName() {
    try {
        return (0,external_node_os_.userInfo)().username;
    }
    catch {
        return null; // a container's user need not be in its passwd file
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/js/src/evidence/template.js
var evidence_template = __webpack_require__(16115);
;// CONCATENATED MODULE: ./build/js/src/evidence/with-runs.js


/** Evidence from files, and from the version's run where a template says so. */
class EvidenceWithRuns {
    files;
    source;
    readsRuns;
    /** @param source null where the registry is no MLflow server */
    constructor(files, source) {
        this.files = files;
        this.source = source;
        this.readsRuns = source !== null;
    }
    /** @throws StagegateError `input` for a run where the registry has none */
    async reports(templates, subject, format, wanted = []) {
        const paths = templates.filter((template) => template !== evidence_reader/* RUN_TEMPLATE */.JM);
        const asksForRun = paths.length < templates.length;
        if (asksForRun && this.source === null)
            throw noRuns();
        const files = await this.files.reports(paths, subject, format, wanted);
        if (!asksForRun || this.source === null)
            return files;
        const { reports, problems } = await this.source.runs(subject, wanted);
        return {
            patterns: [...files.patterns, `metrics to the run of ${subject.model} ${subject.version}`],
            reports: [...files.reports, ...reports],
            problems: [...files.problems, ...problems],
        };
    }
    async reportsAt(commit, templates, subject, format) {
        return (await this.files.reportsAt?.(commit, templates, subject, format)) ?? evidence_reader/* NO_EVIDENCE */.kE;
    }
    tests(templates, subject) {
        return this.files.tests(templates, subject);
    }
    examples(template, subject, columns) {
        return this.files.examples(template, subject, columns);
    }
}
function noRuns() {
    return new errors/* StagegateError */.qU('input', `report "${evidence_reader/* RUN_TEMPLATE */.JM}" stands for the metrics of the version's run, and the registry is no MLflow server`, { hint: `Set registry: to the server, or write ./${evidence_reader/* RUN_TEMPLATE */.JM} for a file of that name.` });
}

// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(55395);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js + 1 modules
var api = __webpack_require__(73305);
;// CONCATENATED MODULE: ./build/js/src/github/event.js


/** GitHub drops a webhook's payload that is larger than 25 MB. */
const MAX_PAYLOAD_BYTES = 32 * 1024 * 1024;
/** The events whose checkout may hold changes that are not on their base branch yet. */
const PROPOSING = [
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'merge_group',
];
/** GitHub's own branches for what waits in a merge queue: they start workflows for pushes, too. */
const MERGE_QUEUE = /^refs\/heads\/gh-readonly-queue\/(?:(.+)\/pr-[^/]+)?/;
/** Anything that is not as expected is null: what needs it says so and fails. */
const event_text = schemas/* catch */.MfU(schemas/* nullish */.cl6(schemas/* string */.YjP().check(api/* _minLength */.m9(1))), null);
const sha = schemas/* catch */.MfU(schemas/* nullish */.cl6(schemas/* string */.YjP().check(api/* _regex */.Fk(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/))), null);
const id = schemas/* catch */.MfU(schemas/* nullish */.cl6(schemas/* int */.Whr().check(api/* _positive */.NC())), null);
const repository = schemas/* catch */.MfU(schemas/* nullish */.cl6(schemas/* object */.Ikc({ full_name: event_text })), null);
const optional = (schema) => schemas/* catch */.MfU(schemas/* nullish */.cl6(schema), null);
const payloadSchema = schemas/* object */.Ikc({
    pull_request: optional(schemas/* object */.Ikc({
        number: id,
        merged: optional(schemas/* boolean */.zMY()),
        user: optional(schemas/* object */.Ikc({ login: event_text })),
        base: optional(schemas/* object */.Ikc({ ref: event_text, sha, repo: repository })),
        head: optional(schemas/* object */.Ikc({ ref: event_text, sha, repo: repository })),
    })),
    merge_group: optional(schemas/* object */.Ikc({ base_ref: event_text, base_sha: sha })),
    issue: optional(schemas/* object */.Ikc({ number: id, pull_request: schemas/* optional */.lqM(schemas/* unknown */.L5J()) })),
    workflow_run: optional(schemas/* object */.Ikc({ pull_requests: optional(schemas/* array */.YOg(schemas/* object */.Ikc({ number: id }))) })),
});
const NO_EVENT = {
    name: null,
    proposes: false,
    beforeMerge: false,
    base: null,
    pullRequest: null,
    number: null,
};
/**
 * The one reading of the workflow's event. It never throws: a payload that is missing, huge or not what GitHub
 * sends leaves nulls, and `proposes` does not depend on it.
 */
async function readEvent(env) {
    const name = env['GITHUB_ACTIONS'] === 'true' ? env['GITHUB_EVENT_NAME'] || null : null;
    if (name === null)
        return NO_EVENT;
    const payload = await readPayload(env['GITHUB_EVENT_PATH']);
    const proposes = PROPOSING.includes(name) || MERGE_QUEUE.test(env['GITHUB_REF'] ?? '');
    const pullRequest = proposes ? pullRequestOf(payload) : null;
    return {
        name,
        proposes,
        beforeMerge: proposes && !isMerged(payload, env['GITHUB_REF']),
        base: proposes ? baseOf(payload, env) : null,
        pullRequest,
        number: pullRequest?.number ?? event_numberOf(payload),
    };
}
/** Once it is merged, a workflow runs on the branch that it was merged into. */
function isMerged({ pull_request }, ref) {
    return pull_request?.merged === true && ref?.startsWith('refs/heads/') === true && !MERGE_QUEUE.test(ref);
}
function baseOf({ pull_request, merge_group }, env) {
    const queued = MERGE_QUEUE.exec(env['GITHUB_REF'] ?? '')?.[1];
    const ref = pull_request?.base?.ref ?? merge_group?.base_ref ?? queued ?? env['GITHUB_BASE_REF'];
    if (!ref)
        return null;
    return {
        branch: ref.replace(/^refs\/heads\//, ''),
        sha: pull_request?.base?.sha ?? merge_group?.base_sha ?? null,
    };
}
function pullRequestOf({ pull_request }) {
    if (!pull_request?.number)
        return null;
    const { number, user, base, head } = pull_request;
    const from = head?.repo?.full_name ?? null;
    return {
        number,
        author: user?.login ?? null,
        head: { branch: head?.ref ?? null, sha: head?.sha ?? null, repository: from },
        fromFork: from === null || from !== base?.repo?.full_name,
    };
}
/** A comment on an issue has `pull_request` only when it is one; of a fork's, a run tells no pull request. */
function event_numberOf({ pull_request, issue, workflow_run }) {
    const commented = issue?.pull_request ? issue.number : null;
    return pull_request?.number ?? commented ?? workflow_run?.pull_requests?.[0]?.number ?? null;
}
async function readPayload(path) {
    try {
        if (!path)
            return {};
        const file = await (0,external_node_fs_promises_.open)(path);
        try {
            if ((await file.stat()).size > MAX_PAYLOAD_BYTES)
                return {};
            return payloadSchema.parse(JSON.parse(await file.readFile('utf8')));
        }
        finally {
            await file.close();
        }
    }
    catch {
        return {}; // what needs the payload fails for want of it
    }
}

;// CONCATENATED MODULE: ./build/js/src/policy/registry-setting.js

/** Null when the policy names no registry. */
function registrySetting({ content, stages }) {
    const { registry } = content;
    if (registry === undefined)
        return null;
    if (typeof registry === 'string')
        return { location: registry, mode: 'auto', aliases: {} };
    const aliases = Object.entries(registry.aliases ?? {});
    return {
        location: isEnvironment(registry.mlflow) ? 'mlflow' : registry.mlflow,
        mode: registry.mode ?? 'auto',
        aliases: Object.fromEntries(aliases.map(([stage, alias]) => [(0,registry_stage/* findStage */.U9)(stage, stages) ?? stage, alias])),
    };
}
/** `mlflow: env` leaves the server to MLflow's own variables. */
function isEnvironment(mlflow) {
    return mlflow.trim().toLowerCase() === 'env';
}

// EXTERNAL MODULE: ./build/js/src/evidence/evidence.js
var evidence = __webpack_require__(51392);
// EXTERNAL MODULE: ./build/js/src/evidence/read-report.js
var read_report = __webpack_require__(43120);
// EXTERNAL MODULE: ./build/js/src/workspace/workspace-file.js
var workspace_file = __webpack_require__(29451);
;// CONCATENATED MODULE: ./build/js/src/workspace/evidence-files.js







/** More files than one gate can mean. */
const MAX_FILES = 1_000;
/** What makes a template a glob: `*`, `?`, `[…]`, `{a,b}`, `!(…)`. */
const GLOB = /[*?]|\[.+\]|\{.+\}|[!@+]\(/;
/** Reads evaluation reports and test results from the workspace. */
class EvidenceFiles {
    root;
    constructor(root) {
        this.root = root;
    }
    async reports(templates, subject, format) {
        const read = (path, bytes) => (0,read_report/* readReport */.t)({ path, bytes, sha256: sha256(bytes), format });
        const { patterns, values, problems } = await this.readAll(templates, subject, { what: 'report', read });
        return { patterns, reports: values, problems };
    }
    async reportsAt(commit, templates, subject, format) {
        // loaded only where the champion's number is nowhere else
        const { readReportsAt } = await __webpack_require__.e(/* import() */ 320).then(__webpack_require__.bind(__webpack_require__, 8320));
        return readReportsAt({ root: this.root, commit, templates, subject, format });
    }
    async tests(templates, subject) {
        // loaded only for a gate on tests
        const { readTests } = await Promise.all(/* import() */[__webpack_require__.e(800), __webpack_require__.e(394)]).then(__webpack_require__.bind(__webpack_require__, 81394));
        const read = (path, bytes) => ({
            path,
            sha256: sha256(bytes),
            ...readTests(path, bytes),
        });
        const { patterns, values, problems } = await this.readAll(templates, subject, {
            what: 'test report',
            read,
        });
        return { patterns, files: values, problems };
    }
    async examples(template, subject, columns) {
        // loaded only for a gate that compares example by example
        const { readExamples } = await Promise.all(/* import() */[__webpack_require__.e(175), __webpack_require__.e(496)]).then(__webpack_require__.bind(__webpack_require__, 58496));
        const read = (path, bytes) => ({
            path,
            sha256: sha256(bytes),
            ...readExamples(bytes, { path, ...columns }),
        });
        const { values, problems } = await this.readAll([template], subject, { what: 'file of examples', read });
        const [problem] = problems;
        if (problem !== undefined)
            return problem;
        const [examples, other] = values;
        if (examples !== undefined && other === undefined)
            return examples;
        return { path: template, message: `means ${values.length} files, and which one counts would be a guess` };
    }
    async readAll(templates, subject, how) {
        const patterns = [];
        const values = [];
        const problems = [];
        // a file that two patterns or two names lead to is one piece of evidence
        const seen = new Set();
        for (const template of templates) {
            const { pattern, paths, problems: unseen } = await this.find(template, subject, how.what);
            patterns.push(pattern);
            problems.push(...unseen);
            if (paths.length + unseen.length === 0)
                problems.push({ path: pattern, message: 'matches no file', isMissing: true });
            if (paths.length > MAX_FILES)
                problems.push({ path: pattern, message: `matches ${paths.length} files, more than ${MAX_FILES}` });
            for (const path of paths.slice(0, MAX_FILES)) {
                if (seen.has(path))
                    continue;
                seen.add(path);
                const result = await this.readOne(path, how, seen);
                if ('problem' in result)
                    problems.push(result.problem);
                else if ('value' in result)
                    values.push(result.value);
            }
        }
        return { patterns, values, problems };
    }
    /** The files that a template stands for: one as named, or all that match a glob, sorted. */
    async find(template, subject, what) {
        const named = (0,workspace_file/* relativeInside */.JA)(this.root, (0,evidence_reader/* fillTemplate */.ou)(template, subject), what);
        if (!GLOB.test((0,evidence_reader/* fillTemplate */.ou)(template, { model: 'm', version: '1' })))
            return { pattern: named, paths: [named], problems: [] };
        const [{ findFiles }, { escapeGlob, readGlob }] = await Promise.all([
            __webpack_require__.e(/* import() */ 820).then(__webpack_require__.bind(__webpack_require__, 75820)),
            __webpack_require__.e(/* import() */ 391).then(__webpack_require__.bind(__webpack_require__, 24391)),
        ]);
        // the model's name is foreign: it must not become a pattern of its own
        const filled = (0,evidence_reader/* fillTemplate */.ou)(template, { model: escapeGlob(subject.model), version: subject.version });
        const pattern = (0,external_node_path_.isAbsolute)(filled)
            ? external_node_path_.posix.relative((0,workspace_file/* toPosix */.d7)(this.root), (0,workspace_file/* toPosix */.d7)(filled))
            : external_node_path_.posix.normalize(filled);
        let glob;
        try {
            glob = readGlob(pattern);
        }
        catch (cause) {
            throw new errors/* StagegateError */.qU('input', `${what} ${JSON.stringify(template)} is no pattern that can be read`, {
                hint: 'Ranges in braces are of whole numbers or letters in their order: {1..12}, {a..f}.',
                cause,
            });
        }
        return { pattern, ...(await findFiles(this.root, glob)) };
    }
    async readOne(path, { what, read }, seen) {
        const file = await (0,workspace_file/* readInside */.xO)(this.root, path, { limit: evidence/* MAX_REPORT_BYTES */.WA, what });
        if (file.kind === 'absent') {
            return { problem: { path, message: file.why, ...(file.isThere ? {} : { isMissing: true }) } };
        }
        if (seen.has(file.real))
            return { known: true };
        seen.add(file.real);
        try {
            return { value: read(path, file.bytes) };
        }
        catch (error) {
            if (!(error instanceof evidence/* UnreadableReport */.sx))
                throw error;
            return { problem: { path, message: error.message, line: error.line, column: error.column } };
        }
    }
}
function sha256(bytes) {
    return (0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex');
}

// EXTERNAL MODULE: ./build/js/src/git/command.js
var command = __webpack_require__(53649);
// EXTERNAL MODULE: ./build/js/src/workspace/target-branch.js
var target_branch = __webpack_require__(4829);
;// CONCATENATED MODULE: ./build/js/src/workspace/base-files.js



/**
 * The base as GitHub has it now, not as it was when the event was sent: a run that is started again holds to the
 * rules of today. Without a token, the event's commit of it, where the checkout has that.
 * @returns null where nothing is proposed
 * @throws StagegateError `input` when the event does not tell the base
 */
function findBase(options) {
    const { event, github } = options;
    if (!event.proposes)
        return null;
    if (event.base === null) {
        throw new errors/* StagegateError */.qU('input', `the base branch is not known: the event ${event.name ?? ''} does not tell it`, { hint: 'The runner writes the event to the file that GITHUB_EVENT_PATH names.' });
    }
    return github.isThere ? onGitHub(event.base, options) : inCheckout(event.base, options);
}
function onGitHub({ branch }, { root, env, github }) {
    return {
        name: branch,
        open: once(async () => {
            const { GitHubView } = await __webpack_require__.e(/* import() */ 746).then(__webpack_require__.bind(__webpack_require__, 5746));
            const place = {
                github: await github.open(`reading the branch ${branch}`),
                branch,
                prefix: await (0,target_branch/* findPrefix */.C)({ root, env }),
            };
            return new GitHubView(place, null);
        }),
    };
}
function inCheckout({ branch, sha }, { root, env }) {
    const anyGit = (0,command/* createGit */.lD)(root);
    // a replaced object would be another one under the commit's name
    const git = (args, run) => anyGit(args, { env: { ...run?.env, GIT_NO_REPLACE_OBJECTS: '1' } });
    return {
        name: sha === null ? branch : `${branch} at ${sha.slice(0, 12)}`,
        open: once(async () => {
            const { GitView } = await __webpack_require__.e(/* import() */ 272).then(__webpack_require__.bind(__webpack_require__, 98272));
            if (sha === null || !(await hasCommit(git, sha)))
                throw outOfReach(branch);
            return new GitView(git, sha, await (0,target_branch/* findPrefix */.C)({ root, env }));
        }),
    };
}
/** Everything is read from the commit that was found first. */
function once(open) {
    let opened;
    return () => (opened ??= open());
}
async function hasCommit(git, sha) {
    return (await git(['cat-file', '-e', `${sha}^{commit}`])).exitCode === 0;
}
function outOfReach(branch) {
    return new errors/* StagegateError */.qU('input', `what ${branch} has can't be read: there is no token for GitHub`, {
        hint: 'A pull request is judged by its base. Leave the input token to its default, with "permissions: ' +
            '{contents: read}" (GITHUB_TOKEN for the command line), or check out with "fetch-depth: 0".',
    });
}

;// CONCATENATED MODULE: ./build/js/src/workspace/open-code-host.js

/** GitHub as the gates see it. Without a token nothing is known, so that they fail and say what is missing. */
function openCodeHost({ access, env, onProgress }) {
    const open = async (gate) => access.isThere
        ? access.open(`the gate "${gate}"`)
        : `GitHub could not be asked: give the action its token, or set GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name)`;
    return {
        checks: async (commit) => {
            const github = await open('checks');
            if (typeof github === 'string')
                return { commit, checks: [], problem: github };
            const { readChecks } = await __webpack_require__.e(/* import() */ 94).then(__webpack_require__.bind(__webpack_require__, 86094));
            return readChecks(github, commit, ownJob(env));
        },
        approvals: async (run) => {
            const github = await open('approvals');
            if (typeof github === 'string')
                return { pullRequest: null, problem: github };
            const { readApprovals } = await __webpack_require__.e(/* import() */ 275).then(__webpack_require__.bind(__webpack_require__, 48275));
            return readApprovals(github, run);
        },
        pace: {
            now: () => performance.now(),
            sleep: (milliseconds) => (0,promises_.setTimeout)(milliseconds),
            waiting: onProgress,
        },
    };
}
function ownJob(env) {
    const { GITHUB_RUN_ID: runId, GITHUB_JOB: job } = env;
    return runId && job ? { runId, job } : null;
}

;// CONCATENATED MODULE: ./build/js/src/workspace/open-github.js

const DEFAULT_API = 'https://api.github.com';
/** Where GitHub is and as whom: the workflow's own variables, which a person may set by hand. */
function accessGitHub({ token: given, env, onWait }) {
    const token = given || env['GITHUB_TOKEN'] || env['GH_TOKEN'] || '';
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const apiUrl = (env['GITHUB_API_URL'] || DEFAULT_API).replace(/\/+$/, '');
    let opened;
    return {
        isThere: token !== '' && repository !== '',
        open: async (purpose) => {
            if (token === '')
                throw missing(purpose, 'a token', 'Give the action its token, or set GITHUB_TOKEN.');
            if (!/^[^/\s]+\/[^/\s]+$/.test(repository))
                throw missing(purpose, 'a repository', 'Set GITHUB_REPOSITORY to owner/name.');
            if (!URL.canParse(apiUrl))
                throw missing(purpose, 'an address', 'GITHUB_API_URL is that of the API: https://api.github.com');
            opened ??= Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(392), __webpack_require__.e(848)]).then(__webpack_require__.bind(__webpack_require__, 2848)).then(({ openGitHub }) => openGitHub({ token, apiUrl, repository, onWait }));
            return opened;
        },
    };
}
function missing(purpose, what, hint) {
    return new errors/* StagegateError */.qU('input', `${purpose} needs GitHub, and there is no ${what.replace(/^a /, '')} for it`, {
        hint,
    });
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/location.js
var manifest_location = __webpack_require__(67906);
// EXTERNAL MODULE: ./build/js/src/history/chain.js + 1 modules
var chain = __webpack_require__(63800);
// EXTERNAL MODULE: ./build/js/src/render/safe.js
var safe = __webpack_require__(93267);
// EXTERNAL MODULE: ./build/js/src/registry/alias.js
var registry_alias = __webpack_require__(51884);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./build/js/src/yaml-compose.js
var yaml_compose = __webpack_require__(36469);
// EXTERNAL MODULE: ./build/js/src/yaml-problem.js + 1 modules
var yaml_problem = __webpack_require__(30000);
// EXTERNAL MODULE: ./build/js/src/yaml-alias.js
var yaml_alias = __webpack_require__(81561);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/check-tree.js



const CORE_TAGS = new Set([
    '!',
    ...['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
]);
/** How many times larger than itself a manifest may be once its aliases are followed. */
const MAX_EXPANSION = 100;
/**
 * Finds what each alias stands for and refuses what no manifest may hold, wherever it stands.
 * @throws StagegateError `manifest` for tags, duplicate keys, unknown or circular aliases, alias bombs
 */
function checkTree(root, place) {
    const walk = {
        place,
        anchors: new Map(),
        targets: new Map(),
        open: new Set(),
        sizes: new Map(),
        nodes: 0,
        largest: undefined,
    };
    const size = measure(walk, root);
    if (walk.largest !== undefined && size > MAX_EXPANSION * (walk.nodes + 10)) {
        const { alias } = walk.largest;
        throw refuse(walk, alias, `the alias ${quote(`*${alias.source}`)} makes the manifest ${MAX_EXPANSION} times larger than its text (an "alias bomb")`, 'Write the values out, or use fewer aliases of aliases.');
    }
    return walk.targets;
}
function measure(walk, node) {
    if ((0,dist/* isAlias */.Vj)(node))
        return measureAlias(walk, node);
    if (!(0,dist/* isMap */.jh)(node) && !(0,dist/* isSeq */.oP)(node) && !(0,dist/* isScalar */.jn)(node))
        return 0;
    walk.nodes += 1;
    if (node.anchor !== undefined) {
        walk.anchors.set(node.anchor, node);
        walk.open.add(node);
    }
    if (node.tag !== undefined && !CORE_TAGS.has(node.tag)) {
        throw refuse(walk, node, `the YAML tag ${quote(node.tag)} is not allowed in a manifest`, 'Remove the tag: a manifest holds only maps, text and numbers.');
    }
    let size = 1;
    if ((0,dist/* isMap */.jh)(node)) {
        refuseDuplicates(walk, node);
        for (const pair of node.items)
            size += measure(walk, pair.key) + measure(walk, pair.value);
    }
    else if ((0,dist/* isSeq */.oP)(node)) {
        for (const item of node.items)
            size += measure(walk, item);
    }
    walk.open.delete(node);
    if (node.anchor !== undefined)
        walk.sizes.set(node, size);
    return size;
}
function measureAlias(walk, alias) {
    walk.nodes += 1;
    const target = walk.anchors.get(alias.source);
    if (target === undefined) {
        const { message, hint } = (0,yaml_alias/* explainAlias */.sr)(alias.source);
        throw refuse(walk, alias, message, hint);
    }
    if (walk.open.has(target))
        throw refuse(walk, alias, `the alias ${quote(`*${alias.source}`)} stands inside what it stands for`, 'Write the value out.');
    walk.targets.set(alias, target);
    const size = walk.sizes.get(target) ?? 1;
    if (size > (walk.largest?.size ?? 0))
        walk.largest = { alias, size };
    return size;
}
function refuseDuplicates(walk, map) {
    const seen = new Set();
    for (const { key } of map.items) {
        if (!(0,dist/* isScalar */.jn)(key))
            continue;
        const name = key.source ?? '';
        if (seen.has(name))
            throw refuse(walk, key, `the key ${quote(name)} is there twice`, 'Keep one of them; quoted or not, it is the same key.');
        seen.add(name);
    }
}
function refuse(walk, node, message, hint) {
    return new errors/* StagegateError */.qU('manifest', message, { place: walk.place(node.range?.[0] ?? 0), hint });
}
function quote(text) {
    return JSON.stringify(text);
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/conflict-markers.js
/** Lines that git leaves behind in an unresolved merge; they stand at the start of a line, or they are none. */
const MARKER = /^(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$/;
/** First and last line of the first conflict (counted from 1), or undefined when there is none. */
function findConflict(text) {
    if (!/^(?:<{7}|\|{7}|={7}|>{7})/m.test(text))
        return undefined;
    let first;
    let last = 0;
    for (const [index, line] of text.split('\n').entries()) {
        const marker = MARKER.exec(line)?.[1];
        if (marker === undefined)
            continue;
        first ??= index + 1;
        last = index + 1;
        if (marker.startsWith('>'))
            break;
    }
    return first === undefined ? undefined : { first, last };
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/json-syntax.js
const SPACE = /[ \t\r\n]*/y;
// eslint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const ATOM = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;
/**
 * The offset of the first thing that is no JSON (the text's length when it ends too early), or undefined
 * when all is well. JSON.parse tells no position on older Node versions and quotes the file's contents.
 */
function findJsonError(text) {
    const open = [];
    let state = 'value';
    let at = 0;
    const take = (pattern) => {
        pattern.lastIndex = at;
        const length = pattern.exec(text)?.[0].length ?? 0;
        at += length;
        return length > 0;
    };
    const after = () => (open.length === 0 ? 'end' : 'next');
    for (;;) {
        take(SPACE);
        const char = text[at];
        if (char === undefined)
            return state === 'end' ? undefined : at;
        if ((state === 'value' || state === 'first-value') && (char === '{' || char === '[')) {
            open.push(char);
            at += 1;
            state = char === '{' ? 'first-key' : 'first-value';
        }
        else if (closes(char, state, open.at(-1))) {
            open.pop();
            at += 1;
            state = after();
        }
        else if (state === 'value' || state === 'first-value') {
            if (!take(STRING) && !take(ATOM))
                return at;
            state = after();
        }
        else if (state === 'key' || state === 'first-key') {
            if (!take(STRING))
                return at;
            state = 'colon';
        }
        else if (state === 'colon' && char === ':') {
            at += 1;
            state = 'value';
        }
        else if (state === 'next' && char === ',') {
            at += 1;
            state = open.at(-1) === '{' ? 'key' : 'value';
        }
        else {
            return at;
        }
    }
}
function closes(char, state, innermost) {
    if (char === '}')
        return innermost === '{' && (state === 'next' || state === 'first-key');
    if (char === ']')
        return innermost === '[' && (state === 'next' || state === 'first-value');
    return false;
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/source.js







/** A larger file is no manifest that people keep in git. */
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;
const BOM = '\uFEFF';
/** Where and how a manifest is broken. */
function manifestError(source, offset, message, hint) {
    return new errors/* StagegateError */.qU('manifest', message, { place: source.place(offset), hint });
}
/**
 * The last texts that were read. One promotion reads the old text and the new one twice each (to decide and
 * to edit, to check the edit and to read back), and reading is most of its time in a large manifest.
 */
const recent = new Map();
const RECENT = 2;
/**
 * Reads a text into its syntax tree, which nobody may change. JSON is checked strictly, then read as the
 * YAML that it is.
 * @throws StagegateError `manifest` for conflict markers, syntax, duplicate keys, tags, alias bombs, size
 */
function parseSource(file, whole) {
    const key = `${file}\n${whole}`;
    const source = recent.get(key) ?? parseAnew(file, whole);
    recent.delete(key);
    recent.set(key, source);
    for (const oldest of recent.keys())
        if (recent.size > RECENT)
            recent.delete(oldest);
    return source;
}
function parseAnew(file, whole) {
    if (Buffer.byteLength(whole) > MAX_MANIFEST_BYTES) {
        throw new errors/* StagegateError */.qU('manifest', 'the manifest is larger than 64 MiB', {
            place: { file },
            hint: 'Split it: a registry may be a folder with one file a model.',
        });
    }
    const bom = whole.startsWith(BOM) ? BOM : '';
    const text = whole.slice(bom.length);
    const json = file.toLowerCase().endsWith('.json');
    refuseConflict(file, text);
    const counter = new dist/* LineCounter */.HN();
    const place = (offset) => {
        const { line, col } = counter.linePos(Math.min(offset, text.length));
        return { file, line, column: col };
    };
    if (json && text.trim() !== '')
        refuseBadJson(file, text);
    try {
        const root = parseTree(text, counter, place);
        return { file, text, bom, json, root, targets: checkTree(root, place), place };
    }
    catch (error) {
        if (!(error instanceof RangeError))
            throw error;
        throw new errors/* StagegateError */.qU('manifest', 'the manifest is nested too deeply', {
            place: error instanceof yaml_compose/* YamlTooDeep */.o4 ? place(error.offset) : { file },
            hint: 'A manifest is a few maps deep: models, a model, its versions, a version, its metrics.',
            cause: error,
        });
    }
}
function parseTree(text, counter, place) {
    const { document, second } = (0,yaml_compose/* composeYaml */.ee)(text, counter, {
        version: '1.2',
        schema: 'core',
        keepSourceTokens: true,
        // Checked with the tree: the library compares every key with every other, and tells 1 from "1".
        uniqueKeys: false,
    });
    if (second !== undefined) {
        throw new errors/* StagegateError */.qU('manifest', 'the manifest contains more than one YAML document', {
            place: place(second.range[0]),
            hint: 'Keep one document: remove the "---" line and what belongs to another.',
        });
    }
    const error = document.errors[0];
    if (error === undefined)
        return document.contents;
    const { message, hint, offset } = (0,yaml_problem/* explainYaml */.J)(error, text);
    throw new errors/* StagegateError */.qU('manifest', `the manifest is not valid YAML: ${message}`, {
        place: place(offset),
        hint,
        cause: error,
    });
}
function refuseConflict(file, text) {
    const conflict = findConflict(text);
    if (conflict === undefined)
        return;
    const { first, last } = conflict;
    throw new errors/* StagegateError */.qU('manifest', `the manifest is in conflict: lines ${first}-${last}`, {
        place: { file, line: first, column: 1 },
        hint: 'Resolve the merge: keep one side or both, and remove the lines of "<", "=" and ">" that git wrote.',
    });
}
function refuseBadJson(file, text) {
    const offset = findJsonError(text);
    if (offset === undefined)
        return;
    const before = text.slice(0, offset).split('\n');
    const found = String.fromCodePoint(text.codePointAt(offset) ?? 0);
    const what = offset === text.length ? 'it ends too early' : `unexpected ${JSON.stringify(found)}`;
    throw new errors/* StagegateError */.qU('manifest', `the manifest is not valid JSON: ${what}`, {
        place: { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
        hint: 'JSON has no comments, no trailing commas and only double quotes; name the file .yaml to have them.',
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/entries.js


/** What a node stands for: aliases followed, YAML's null made null. */
function resolve(source, node) {
    const target = (0,dist/* isAlias */.Vj)(node) ? source.targets.get(node) : node;
    if ((0,dist/* isScalar */.jn)(target))
        return target.value === null && target.type === 'PLAIN' ? null : target;
    return (0,dist/* isMap */.jh)(target) || (0,dist/* isSeq */.oP)(target) ? target : null;
}
/** True for the key of a YAML merge; quoted, it is a key like any other. */
function isMergeKey(key) {
    return (0,dist/* isScalar */.jn)(key) && key.type === 'PLAIN' && key.source === '<<';
}
/**
 * A map's entries in effect, its own before those merged in; earlier merges win over later ones.
 * @param what names the map in messages: `the versions of model "churn"`
 * @throws StagegateError `manifest` when a key is no plain text or a merge no map
 */
function readEntries(source, map, what) {
    const entries = new Map();
    const merges = [];
    for (const pair of map.items) {
        if (isMergeKey(pair.key)) {
            merges.push(pair);
            continue;
        }
        const keyNode = pair.key;
        if (!(0,dist/* isScalar */.jn)(keyNode))
            throw notPlain(source, keyNode, map, what);
        const key = keyNode.source ?? '';
        const value = resolve(source, pair.value);
        entries.set(key, { key, keyNode, value, offset: startOf(pair.value) ?? startOf(keyNode) ?? 0 });
    }
    for (const pair of merges) {
        for (const merged of mergedMaps(source, pair, what)) {
            for (const [key, entry] of readEntries(source, merged, what))
                if (!entries.has(key))
                    entries.set(key, entry);
        }
    }
    return entries;
}
/** The own pair of a map with this key. */
function findOwnPair(map, key) {
    return map.items.find((pair) => (0,dist/* isScalar */.jn)(pair.key) && !isMergeKey(pair.key) && pair.key.source === key);
}
/** Where a node starts in the text, or undefined for what was not written. */
function startOf(node) {
    return (0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node) || (0,dist/* isScalar */.jn)(node) || (0,dist/* isAlias */.Vj)(node) ? node.range?.[0] : undefined;
}
function mergedMaps(source, pair, what) {
    const value = resolve(source, pair.value);
    const items = (0,dist/* isSeq */.oP)(value) ? value.items : [value];
    return items.map((item) => {
        const map = resolve(source, item);
        if ((0,dist/* isMap */.jh)(map))
            return map;
        throw manifestError(source, startOf(pair.value) ?? startOf(pair.key) ?? 0, `"<<" in ${what} merges what is no map`, 'Merge an alias of a map: "<<: *defaults".');
    });
}
function notPlain(source, key, map, what) {
    return manifestError(source, startOf(key) ?? map.range?.[0] ?? 0, `a key in ${what} is no plain text`, 'Write keys as words, quoted if need be.');
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/fields.js




/** A record without a prototype, so that names such as `__proto__` and `constructor` are names like others. */
function makeRecord(entries) {
    const record = Object.create(null);
    for (const [key, value] of entries)
        record[key] = value;
    return record;
}
/** @throws StagegateError `manifest` when something other than a map stands there */
function readMap(source, entry, what) {
    if (entry === undefined || entry.value === null)
        return new Map();
    return readEntries(source, expectMap(source, entry, what), what);
}
function expectMap(source, entry, what) {
    if ((0,dist/* isMap */.jh)(entry.value))
        return entry.value;
    throw manifestError(source, entry.offset, `${what} must be a map`, 'Write keys and values, one a line: "name: value".');
}
/**
 * Refuses misspelt keys; those beginning with `x-` are free for the user.
 * @throws StagegateError `manifest` with the nearest known key
 */
function refuseUnknownKeys(source, entries, known, what) {
    for (const { key, keyNode } of entries.values()) {
        if (known.includes(key) || key.startsWith('x-'))
            continue;
        const guess = (0,nearest/* nearest */.p)(key, known);
        const offer = guess === undefined ? '' : `Did you mean ${guess}? `;
        throw manifestError(source, keyNode.range?.[0] ?? 0, `${what} has an unknown key ${JSON.stringify(key)}`, `${offer}Known here: ${known.join(', ')}; keys that begin with "x-" are yours.`);
    }
}
/** A value's text as written (quotes and escapes resolved), so that `1.10` stays `1.10`; null when there is none. */
function readText(source, entry, what) {
    if (entry === undefined || entry.value === null)
        return null;
    if ((0,dist/* isScalar */.jn)(entry.value))
        return entry.value.source ?? '';
    throw manifestError(source, entry.offset, `${what} must be text`, 'Write one value, in quotes if need be.');
}
/** Finite numbers by name; NaN and infinities are left out, as they are no measurement. */
function readMetrics(source, entry, what) {
    const metrics = [];
    for (const metric of readMap(source, entry, `the metrics of ${what}`).values()) {
        const value = (0,dist/* isScalar */.jn)(metric.value) ? metric.value.value : null;
        if (typeof value !== 'number') {
            throw manifestError(source, metric.offset, `metric ${JSON.stringify(metric.key)} of ${what} is no number`, 'Write a number without quotes, or remove the metric.');
        }
        if (Number.isFinite(value))
            metrics.push([metric.key, value]);
    }
    return makeRecord(metrics);
}
/** Tags as text; a tag without a value is empty. */
function readTags(source, entry, what) {
    const tags = readMap(source, entry, `the tags of ${what}`);
    return makeRecord([...tags.values()].map((tag) => [
        tag.key,
        readText(source, tag, `tag ${JSON.stringify(tag.key)} of ${what}`) ?? '',
    ]));
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/document.js







const TOP_KEYS = ['models'];
const MODEL_KEYS = ['description', 'versions', 'aliases', 'tags'];
const VERSION_KEYS = [
    'stage',
    'source',
    'sha256',
    'registered-at',
    'metrics',
    'tags',
    'description',
];
/**
 * Reads and checks a whole manifest; an empty text is one without models.
 * @throws StagegateError `manifest` with file, line and column
 */
function parseManifest({ file, text, stages }) {
    return readManifest(parseSource(file, text), stages);
}
/** The data of a text that was parsed already. */
function readManifest(source, stages) {
    const value = resolve(source, source.root);
    const top = { value, offset: value?.range?.[0] ?? 0 };
    const entries = readMap(source, top, 'the manifest');
    refuseUnknownKeys(source, entries, TOP_KEYS, 'the manifest');
    const models = new Map();
    for (const entry of readMap(source, entries.get('models'), '"models"').values())
        models.set(entry.key, readModel(source, entry, stages));
    return { models };
}
function readModel(source, entry, stages) {
    if (entry.key === '')
        throw manifestError(source, entry.offset, 'a model has an empty name', 'Give it a name.');
    const what = `model ${JSON.stringify(entry.key)}`;
    const keys = readMap(source, entry, what);
    refuseUnknownKeys(source, keys, MODEL_KEYS, what);
    readTags(source, keys.get('tags'), what);
    const versions = [...readMap(source, keys.get('versions'), `the versions of ${what}`).values()];
    return {
        description: readText(source, keys.get('description'), `the description of ${what}`),
        versions: versions
            .map((version) => readVersion(source, version, what, stages))
            .sort((a, b) => (0,registry_version/* compareVersions */.Zy)(a.version, b.version)),
        aliases: readAliases(source, keys.get('aliases'), what),
    };
}
function readVersion(source, entry, model, stages) {
    if (!(0,registry_version/* isVersion */.lF)(entry.key)) {
        throw manifestError(source, entry.keyNode.range?.[0] ?? 0, `${JSON.stringify(entry.key)} in the versions of ${model} is no version number`, 'A version is a whole number from 1 on, without leading zeros, a sign or a decimal point.');
    }
    const what = `version ${entry.key} of ${model}`;
    const keys = readMap(source, entry, what);
    refuseUnknownKeys(source, keys, VERSION_KEYS, what);
    readText(source, keys.get('description'), `the description of ${what}`);
    return {
        version: entry.key,
        stage: readStage(source, keys.get('stage'), what, stages),
        source: readText(source, keys.get('source'), `the source of ${what}`),
        sha256: readText(source, keys.get('sha256'), `the sha256 of ${what}`),
        registeredAt: readText(source, keys.get('registered-at'), `registered-at of ${what}`),
        metrics: readMetrics(source, keys.get('metrics'), what),
        tags: readTags(source, keys.get('tags'), what),
    };
}
function readStage(source, entry, what, stages) {
    const text = readText(source, entry, `the stage of ${what}`);
    if (entry === undefined || text === null)
        return registry_stage/* NONE */.x3;
    const stage = (0,registry_stage/* findStage */.U9)(text, stages);
    if (stage !== undefined)
        return stage;
    const known = [...stages, registry_stage/* NONE */.x3, registry_stage/* ARCHIVED */.Ts];
    const guess = (0,nearest/* nearest */.p)(text, known);
    const offer = guess === undefined ? '' : `Did you mean ${guess}? `;
    throw manifestError(source, entry.offset, `${what} is in an unknown stage ${JSON.stringify(text)}`, `${offer}The stages are ${known.join(', ')}.`);
}
function readAliases(source, entry, model) {
    const aliases = [];
    for (const alias of readMap(source, entry, `the aliases of ${model}`).values()) {
        const what = `alias ${JSON.stringify(alias.key)} of ${model}`;
        if (!(0,registry_alias/* isAliasName */.m)(alias.key)) {
            throw manifestError(source, alias.keyNode.range?.[0] ?? 0, `${what} has a name that no alias may have`, 'An alias is 1 to 255 letters, digits, "_" and "-", and not "latest".');
        }
        const version = readText(source, alias, what);
        if (version === null || !(0,registry_version/* isVersion */.lF)(version)) {
            throw manifestError(source, alias.offset, `${what} names no version number`, `Write a version there: "${alias.key}: 1".`);
        }
        aliases.push([alias.key, version]);
    }
    return makeRecord(aliases);
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/changes.js





/**
 * The data that a manifest must hold after a change.
 * @throws StagegateError `conflict` when the change was decided on other data, `input` for names that none may have
 */
function applyChange(manifest, change, stages) {
    const { model, registration, transitions } = change;
    const old = manifest.models.get(model);
    const name = JSON.stringify(model);
    if (model === '')
        throw new errors/* StagegateError */.qU('input', 'a model has an empty name', { hint: 'Give it a name.' });
    if (old === undefined && registration === null)
        throw new errors/* StagegateError */.qU('conflict', `model ${name} is no longer in the manifest`);
    let next = old ?? { description: null, versions: [], aliases: makeRecord([]) };
    if (registration !== null)
        next = changes_register(next, registration, name);
    for (const { version, from, to } of transitions) {
        const target = (0,registry_stage/* parseStage */.YA)(to, stages);
        const at = next.versions.findIndex((item) => item.version === version);
        const item = next.versions[at];
        if (item === undefined)
            throw new errors/* StagegateError */.qU('conflict', `version ${JSON.stringify(version)} of model ${name} is no longer in the manifest`);
        if (item.stage.toLowerCase() !== from.toLowerCase()) {
            throw new errors/* StagegateError */.qU('conflict', `version ${version} of model ${name} is in ${JSON.stringify(item.stage)}, no longer in ${JSON.stringify(from)}`);
        }
        next = { ...next, versions: next.versions.with(at, { ...item, stage: target }) };
    }
    return { models: new Map(manifest.models).set(model, next) };
}
/** The puts that bring a manifest's stages, aliases and new versions to what is wanted. */
function planPuts(now, wanted) {
    const puts = [];
    for (const [name, model] of wanted.models) {
        const current = now.models.get(name);
        const versions = new Map(current?.versions.map((item) => [item.version, item]));
        const path = ['models', name, 'versions'];
        for (const item of model.versions) {
            const held = versions.get(item.version);
            if (held === undefined)
                puts.push({ path, key: item.version, value: writeVersion(item), first: false });
            else if (held.stage !== item.stage)
                puts.push({ path: [...path, item.version], key: 'stage', value: item.stage, first: true });
        }
        for (const [alias, version] of Object.entries(model.aliases)) {
            if (current?.aliases[alias] !== version)
                puts.push({ path: ['models', name, 'aliases'], key: alias, value: asNumber(version), first: false });
        }
    }
    return puts;
}
function changes_register(model, registration, name) {
    const { aliases, ...facts } = registration;
    const version = (0,registry_version/* parseVersion */.ot)(facts.version);
    if (model.versions.some((item) => item.version === version))
        throw new errors/* StagegateError */.qU('conflict', `version ${version} of model ${name} is in the manifest already`);
    const wrong = aliases.find((alias) => !(0,registry_alias/* isAliasName */.m)(alias));
    if (wrong !== undefined) {
        throw new errors/* StagegateError */.qU('input', `${JSON.stringify(wrong)} can be no alias`, {
            hint: 'An alias is 1 to 255 letters, digits, "_" and "-", and not "latest".',
        });
    }
    const added = {
        version,
        stage: registry_stage/* NONE */.x3,
        source: facts.source === '' ? null : facts.source,
        sha256: facts.sha256 === '' ? null : facts.sha256,
        registeredAt: facts.registeredAt === '' ? null : facts.registeredAt,
        metrics: makeRecord(Object.entries(facts.metrics).filter(([, value]) => Number.isFinite(value))),
        tags: makeRecord(Object.entries(facts.tags)),
    };
    return {
        ...model,
        versions: [...model.versions, added].sort((a, b) => (0,registry_version/* compareVersions */.Zy)(a.version, b.version)),
        aliases: makeRecord([
            ...Object.entries(model.aliases),
            ...aliases.map((alias) => [alias, version]),
        ]),
    };
}
function writeVersion(item) {
    const data = new Map([['stage', item.stage]]);
    if (item.source !== null)
        data.set('source', item.source);
    if (item.sha256 !== null)
        data.set('sha256', item.sha256);
    if (item.registeredAt !== null)
        data.set('registered-at', item.registeredAt);
    const metrics = Object.entries(item.metrics);
    if (metrics.length > 0)
        data.set('metrics', new Map(metrics));
    const tags = Object.entries(item.tags);
    if (tags.length > 0)
        data.set('tags', new Map(tags));
    return data;
}
/** Version numbers stand bare, where they fit into a number. */
function asNumber(version) {
    const number = Number(version);
    return Number.isSafeInteger(number) ? number : version;
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/compare.js
/** The first difference between two manifests' data, whatever their order; undefined when they say the same. */
function findDifference(found, wanted) {
    for (const name of new Set([...wanted.models.keys(), ...found.models.keys()])) {
        const a = found.models.get(name);
        const b = wanted.models.get(name);
        if (a === b)
            continue;
        if (a === undefined || b === undefined)
            return { model: name, version: null };
        const version = compare_findVersion(a, b);
        if (version !== undefined)
            return { model: name, version };
        if (a.description !== b.description || !sameRecord(a.aliases, b.aliases))
            return { model: name, version: null };
    }
    return undefined;
}
function compare_findVersion(a, b) {
    for (let at = 0; at < Math.max(a.versions.length, b.versions.length); at += 1) {
        const [left, right] = [a.versions[at], b.versions[at]];
        if (left === undefined || right === undefined || !sameVersion(left, right))
            return (left ?? right)?.version;
    }
    return undefined;
}
function sameVersion(a, b) {
    const facts = ['version', 'stage', 'source', 'sha256', 'registeredAt'];
    return (facts.every((fact) => a[fact] === b[fact]) &&
        sameRecord(a.metrics, b.metrics) &&
        sameRecord(a.tags, b.tags));
}
function sameRecord(a, b) {
    const keys = Object.keys(a);
    return (keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key]));
}

// EXTERNAL MODULE: ./build/js/src/registry/manifest/text/scalars.js
var scalars = __webpack_require__(51024);
;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/render.js

/** Depth of a version's own map: top, models, a model, versions, a version. */
const VERSION_DEPTH = 4;
/** How a map is laid out that stands inside one of another layout. */
function innerLayout(outer, style, depth, data) {
    const leaf = depth >= VERSION_DEPTH || [...data.values()].every((value) => !(value instanceof Map));
    if (outer === 'line')
        return 'line';
    if (!leaf)
        return outer;
    // In a block map any layout may stand; in a flow map only flow maps.
    return outer === 'block' || style.leaf !== 'block' ? style.leaf : 'line';
}
/** One `key: value`, where `spot` is that of the map that it goes into. */
function renderPair(key, value, spot, write = keyWriter(spot.style)) {
    const written = write(key);
    // YAML takes no longer key without a question mark.
    const explicit = spot.layout === 'block' && written.length > 1000;
    const head = explicit ? `? ${written}${spot.style.eol}${spot.indent}:` : `${written}:`;
    if (typeof value === 'string')
        return `${head}${spot.style.gap}${spot.style.json ? (0,scalars/* quoteDouble */.G1)(value) : (0,scalars/* writeText */.x3)(value)}`;
    if (typeof value === 'number')
        return `${head}${spot.style.gap}${(0,scalars/* writeNumber */.zv)(value)}`;
    const layout = innerLayout(spot.layout, spot.style, spot.depth + 1, value);
    const body = renderMap(value, { ...spot, layout, depth: spot.depth + 1 });
    return layout === 'block' ? head + body : head + spot.style.gap + body;
}
/** A map; in block layout it begins with a line end and its own, deeper, indentation. */
function renderMap(data, spot) {
    const { layout, style, indent } = spot;
    if (data.size === 0)
        return layout === 'block' ? ' {}' : '{}';
    const inner = { ...spot, indent: layout === 'line' ? indent : indent + style.unit };
    const pairs = [...data].map(([key, value]) => renderPair(key, value, inner));
    const line = style.eol + inner.indent;
    if (layout === 'block')
        return pairs.map((pair) => line + pair).join('');
    if (layout === 'line')
        return `{${style.padding}${pairs.join(`,${style.gap}`)}${style.padding}}`;
    return `{${line}${pairs.join(`,${line}`)}${style.eol}${indent}}`;
}
/** How keys are written where no sibling shows it. */
function keyWriter(style) {
    return style.json ? scalars/* quoteDouble */.G1 : scalars/* writeKey */.TE;
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/style.js


function detectStyle(source, near) {
    const { text, json } = source;
    const newline = text.indexOf('\n');
    const sample = sampleVersion(source, near);
    const flat = json && text.includes(':') && !text.trim().includes('\n');
    const sampled = sample === undefined ? '' : text.slice(sample.range?.[0], sample.range?.[1]);
    return {
        json,
        eol: newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n',
        unit: detectUnit(source),
        gap: flat && !/"\s*:\s/.test(text.slice(0, 200)) ? '' : ' ',
        padding: /^\{ +\S/.test(sampled) ? ' ' : '',
        flat,
        leaf: sample === undefined ? defaultLeaf(json, flat) : layoutOf(sample, sampled),
    };
}
/** The blank space before the first character on this offset's line. */
function lineIndent(text, offset) {
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
function defaultLeaf(json, flat) {
    if (!json)
        return 'block';
    return flat ? 'line' : 'lines';
}
function layoutOf(map, text) {
    if (map.flow !== true)
        return 'block';
    return text.includes('\n') ? 'lines' : 'line';
}
/** The last written-out version among the siblings, else the first of the file. */
function sampleVersion(source, near) {
    if ((0,dist/* isMap */.jh)(near)) {
        const found = near.items.findLast((pair) => isFilled(pair.value))?.value;
        if (isFilled(found))
            return found;
    }
    const models = ownMap(source, source.root, 'models');
    for (const model of models?.items ?? []) {
        const found = ownMap(source, model.value, 'versions')?.items.find((pair) => isFilled(pair.value))?.value;
        if (isFilled(found))
            return found;
    }
    return undefined;
}
function isFilled(node) {
    return (0,dist/* isMap */.jh)(node) && node.items.length > 0;
}
function ownMap(source, node, key) {
    const map = resolve(source, node);
    const value = (0,dist/* isMap */.jh)(map) ? resolve(source, findOwnPair(map, key)?.value) : null;
    return (0,dist/* isMap */.jh)(value) ? value : undefined;
}
function detectUnit(source) {
    const models = ownMap(source, source.root, 'models');
    const first = models?.items[0]?.key;
    const outer = (0,dist/* isMap */.jh)(source.root) ? findOwnPair(source.root, 'models')?.key : undefined;
    const inside = first?.range ? lineIndent(source.text, first.range[0]) : '';
    const outside = outer?.range
        ? lineIndent(source.text, outer.range?.[0] ?? 0)
        : '';
    if (inside.length > outside.length && inside.startsWith(outside))
        return inside.slice(outside.length);
    return /^([ \t]+)[^\s#]/m.exec(source.text)?.[1] ?? '  ';
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/tokens.js

/** Where a pair begins: before its key, and before what may stand there (`?`, an anchor). */
function pairStart(pair) {
    const token = pair.srcToken?.start.find(({ type }) => type === 'explicit-key-ind' || type === 'anchor' || type === 'tag');
    return token?.offset ?? pair.key.range?.[0] ?? 0;
}
/** Where a pair's value may be written: after the colon, and after an anchor that stands there; undefined without a colon. */
function valueSlot(pair) {
    const before = pair.srcToken?.sep ?? [];
    const last = before.findLast(({ type }) => type === 'map-value-ind' || type === 'anchor' || type === 'tag');
    return last === undefined ? undefined : last.offset + last.source.length;
}
/** Where the last character of a pair stands, plus one: without the comments and blank lines after it. */
function pairEnd(pair, text) {
    const end = nodeEnd(pair.value, text);
    return end ?? valueSlot(pair) ?? nodeEnd(pair.key, text) ?? 0;
}
/** The same for a node; undefined when nothing is written there. */
function nodeEnd(node, text) {
    if ((0,dist/* isMap */.jh)(node) && node.flow !== true) {
        const last = node.items.at(-1);
        return last === undefined ? undefined : pairEnd(last, text);
    }
    if ((0,dist/* isSeq */.oP)(node) && node.flow !== true)
        return nodeEnd(node.items.at(-1), text) ?? node.range?.[1];
    if (!(0,dist/* isScalar */.jn)(node) && !(0,dist/* isAlias */.Vj)(node) && !(0,dist/* isMap */.jh)(node) && !(0,dist/* isSeq */.oP)(node))
        return undefined;
    const [start, end] = node.range ?? [0, 0];
    if (start === end)
        return undefined;
    const block = (0,dist/* isScalar */.jn)(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
    // The blank lines after a block scalar are its own only where it says "+".
    if (!block || /^[|>][0-9]?\+/.test(text.slice(start, start + 3)))
        return end;
    return start + text.slice(start, end).trimEnd().length;
}
/** The end of the line that the offset is in, before its line end. */
function lineEnd(text, offset) {
    const newline = text.indexOf('\n', offset);
    if (newline < 0)
        return text.length;
    return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/insert.js





/** Adds to a block map: lines of their own, before the first entry's comments or after the last entry's line. */
function insertInBlock(source, map, insertion) {
    const { text } = source;
    const { first, last } = ends(map);
    const start = pairStart(first);
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const ownLine = /^[ \t]*$/.test(text.slice(lineStart, start));
    const indent = ownLine ? text.slice(lineStart, start) : ' '.repeat(start - lineStart);
    const lines = renderAll(insertion, 'block', indent, quoteOfKey(source, last));
    const { eol } = insertion.style;
    if (insertion.first && ownLine) {
        const at = skipCommentsUp(text, lineStart);
        return [{ start: at, end: at, text: lines.map((line) => indent + line + eol).join('') }];
    }
    if (insertion.first)
        return [{ start, end: start, text: lines.map((line) => line + eol + indent).join('') }];
    const end = pairEnd(last, text);
    const afterBlockScalar = text[end - 1] === '\n';
    const at = afterBlockScalar ? end : lineEnd(text, end);
    return [
        {
            start: at,
            end: at,
            text: lines.map((line) => (afterBlockScalar ? indent + line + eol : eol + indent + line)).join(''),
        },
    ];
}
/** Adds to a flow map: on the line, or on lines of their own where the last entry has one. */
function insertInFlow(source, map, insertion) {
    const { text } = source;
    const { first, last } = ends(map);
    const { eol, gap } = insertion.style;
    const edge = insertion.first ? first : last;
    const start = pairStart(edge);
    const indent = lineIndent(text, start);
    const lineStart = start - indent.length;
    const ownLine = text[lineStart - 1] === '\n' && lineStart > (map.range?.[0] ?? 0);
    const pairs = renderAll(insertion, ownLine ? 'lines' : 'line', indent, quoteOfKey(source, edge));
    const separator = ownLine ? `,${eol}${indent}` : `,${gap}`;
    if (insertion.first)
        return [{ start, end: start, text: pairs.map((pair) => pair + separator).join('') }];
    const end = pairEnd(last, text);
    const comma = findComma(text, end);
    const after = comma === undefined ? end : comma + 1;
    const added = pairs.join(separator);
    const rest = lineEnd(text, after);
    // The closing brace on a later line: the new line goes below the last one's comment.
    if (ownLine && /^[ \t]*(?:[ \t]#.*)?$/.test(text.slice(after, rest))) {
        const line = { start: rest, end: rest, text: `${eol}${indent}${added}${comma === undefined ? '' : ','}` };
        if (comma !== undefined)
            return [line];
        return rest === end ? [{ ...line, text: `,${line.text}` }] : [{ start: end, end, text: ',' }, line];
    }
    if (comma === undefined)
        return [{ start: end, end, text: separator + added }];
    return [{ start: after, end: after, text: `${separator.slice(1)}${added},` }];
}
/** The comma after a flow map's entry, behind blank space and comments. */
function findComma(text, from) {
    let at = from;
    for (;;) {
        if (text[at] === '#')
            at = lineEnd(text, at);
        else if (/\s/.test(text[at] ?? ''))
            at += 1;
        else
            return text[at] === ',' ? at : undefined;
    }
}
function renderAll(insertion, layout, indent, quote) {
    const { style, depth } = insertion;
    const spot = { style, indent, depth, layout };
    const write = style.json || quote === undefined ? keyWriter(style) : (key) => (0,scalars/* writeLike */.$e)(key, quote);
    return insertion.entries.map(([key, value]) => renderPair(key, value, spot, write));
}
function ends(map) {
    const first = map.items[0];
    const last = map.items.at(-1);
    if (first === undefined || last === undefined)
        throw new Error('an empty map has no entries to stand beside');
    return { first, last };
}
function quoteOfKey(source, pair) {
    const key = pair.key;
    const quote = (0,dist/* isScalar */.jn)(key) ? source.text[key.range?.[0] ?? 0] : undefined;
    return quote === '"' || quote === "'" ? quote : undefined;
}
/** The start of the first of the comment lines and blank lines right above a line. */
function skipCommentsUp(text, lineStart) {
    let at = lineStart;
    while (at > 0) {
        const above = text.lastIndexOf('\n', at - 2) + 1;
        if (!/^[ \t]*(?:#.*)?\r?\n$/.test(text.slice(above, at)))
            break;
        at = above;
    }
    return at;
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/replace.js



/** Puts a text in place of a pair's scalar or alias, in the quotes that were there; anchors and comments stay. */
function replaceValue(source, pair, text) {
    const node = pair.value;
    const [start, end] = (0,dist/* isScalar */.jn)(node) || (0,dist/* isAlias */.Vj)(node) ? (node.range ?? [0, 0]) : [0, 0];
    const slot = valueSlot(pair);
    if (start === end)
        return slot === undefined ? [] : [{ start: slot, end: slot, text: ` ${writeBare(source, text)}` }];
    const written = source.text.slice(start, end);
    if ((0,dist/* isAlias */.Vj)(node))
        return [{ start, end, text: writeBare(source, text) }];
    // A block scalar's value takes its line ends with it.
    const tail = /^[|>]/.test(written) ? written.slice(written.trimEnd().length) : '';
    return [
        { start, end, text: (source.json ? writeJson(text, written) : (0,scalars/* writeLike */.$e)(text, quoteOf(written))) + tail },
    ];
}
function writeBare(source, text) {
    return source.json ? (0,scalars/* quoteDouble */.G1)(text) : (0,scalars/* writeLike */.$e)(text, '');
}
/** A JSON number stays a number. */
function writeJson(text, written) {
    return /^\d/.test(written) && /^\d+$/.test(text) ? text : (0,scalars/* quoteDouble */.G1)(text);
}
function quoteOf(written) {
    const first = written[0];
    return first === '"' || first === "'" ? first : '';
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/put.js







/** The splices that make one change; none when there is no place for it. */
function planPut(source, put) {
    const holder = findHolder(source, [...put.path, put.key]);
    const scalar = typeof put.value === 'string' || typeof put.value === 'number';
    if (holder.depth > put.path.length)
        return holder.pair !== undefined && scalar ? replaceValue(source, holder.pair, String(put.value)) : [];
    const rest = [...put.path, put.key].slice(holder.depth);
    const [key = put.key, ...deeper] = rest;
    const value = deeper.reduceRight((inner, name) => new Map([[name, inner]]), put.value);
    const style = detectStyle(source, versionsNear(source, put));
    return add(source, holder, {
        entries: [[key, value]],
        style,
        depth: holder.depth,
        first: put.first && deeper.length === 0,
    });
}
function findHolder(source, path) {
    let holder = { node: source.root, pair: undefined, inFlow: false, depth: 0 };
    for (const name of path) {
        const { node } = holder;
        const pair = (0,dist/* isMap */.jh)(node) ? findOwnPair(node, name) : undefined;
        if (!(0,dist/* isMap */.jh)(node) || pair === undefined)
            break;
        holder = { node: pair.value, pair, inFlow: holder.inFlow || node.flow === true, depth: holder.depth + 1 };
    }
    return holder;
}
function versionsNear(source, put) {
    const [models, model] = put.path;
    if (models === undefined || model === undefined)
        return null;
    const { node, depth } = findHolder(source, [models, model, 'versions']);
    return depth === 3 && (0,dist/* isMap */.jh)(node) ? node : null;
}
function add(source, holder, insertion) {
    const { node } = holder;
    if ((0,dist/* isMap */.jh)(node) && node.items.length > 0)
        return node.flow === true
            ? insertInFlow(source, node, insertion)
            : insertInBlock(source, node, insertion);
    if ((0,dist/* isAlias */.Vj)(node))
        return overrideAlias(source, node.range ?? [0, 0, 0], insertion);
    if (holder.pair === undefined)
        return startFile(source, node, insertion);
    return fill(source, holder, holder.pair, insertion);
}
/** `*a` becomes `{<<: *a, key: value}`: all that it stands for, and the change. */
function overrideAlias(source, [start, end], insertion) {
    const { style, depth } = insertion;
    const map = renderMap(new Map(insertion.entries), {
        style: { ...style, padding: '' },
        indent: '',
        depth,
        layout: 'line',
    });
    return [{ start, end, text: `{<<: ${source.text.slice(start, end)}, ${map.slice(1)}` }];
}
/** Writes into a map without entries, or in place of nothing or null. */
function fill(source, holder, pair, insertion) {
    const { text, json } = source;
    const { style, depth } = insertion;
    const slot = valueSlot(pair);
    if (slot === undefined)
        return [];
    const data = new Map(insertion.entries);
    const indent = lineIndent(text, pair.key.range?.[0] ?? 0);
    const nested = insertion.entries.some(([, value]) => value instanceof Map);
    const [from, to] = (0,dist/* isMap */.jh)(holder.node) || (0,dist/* isScalar */.jn)(holder.node) ? (holder.node.range ?? [slot, slot]) : [slot, slot];
    const comments = (0,dist/* isMap */.jh)(holder.node) && text.slice(from + 1, to - 1).trim() !== '';
    if (!json && !holder.inFlow && nested && !comments) {
        const body = renderMap(data, { style, indent, depth, layout: 'block' });
        const end = from === to ? slot : to;
        const line = lineEnd(text, end);
        const lines = { start: line, end: line, text: body };
        return from === to ? [lines] : [{ start: slot, end: to, text: '' }, lines];
    }
    const layout = json ? fillLayout(style, depth, data) : 'line';
    const map = renderMap(data, { style, indent, depth, layout });
    if (comments)
        return [{ start: from + 1, end: from + 1, text: map.slice(1, -1) }];
    return from === to ? [{ start: slot, end: slot, text: ` ${map}` }] : [{ start: from, end: to, text: map }];
}
function fillLayout(style, depth, data) {
    return innerLayout(style.flat ? 'line' : 'lines', style, depth, data);
}
/** The first entry of a file that holds nothing yet. */
function startFile(source, node, insertion) {
    const { text, json } = source;
    const { style, entries } = insertion;
    const blank = text.trim() === '';
    if (json || (0,dist/* isMap */.jh)(node)) {
        const [from, to] = !blank && ((0,dist/* isMap */.jh)(node) || (0,dist/* isScalar */.jn)(node)) ? (node.range ?? [0, 0]) : [0, text.length];
        const map = renderMap(new Map(entries), { style, indent: '', depth: 0, layout: json ? 'lines' : 'line' });
        return [{ start: from, end: to, text: blank ? map + style.eol : map }];
    }
    const pairs = entries.map(([key, value]) => renderPair(key, value, { style, indent: '', depth: 0, layout: 'block' }));
    const open = !blank && !text.endsWith('\n');
    const body = pairs.join(style.eol);
    return [{ start: text.length, end: text.length, text: open ? style.eol + body : body + style.eol }];
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/text/splice.js
/**
 * Applies splices group by group (each group is one edit, made whole or not at all); a group that touches
 * the same place as an earlier one is left out, for a later round to make on the new text.
 */
function applySplices(text, groups) {
    const taken = [];
    const sorted = groups
        .filter((group) => group.length > 0)
        .sort((a, b) => (a[0]?.start ?? 0) - (b[0]?.start ?? 0));
    let reached = -1;
    for (const group of sorted) {
        const start = Math.min(...group.map((splice) => splice.start));
        if (start <= reached)
            continue;
        taken.push(...group);
        reached = Math.max(...group.map((splice) => splice.end));
    }
    let result = '';
    let from = 0;
    for (const splice of taken.sort((a, b) => a.start - b.start)) {
        result += text.slice(from, splice.start) + splice.text;
        from = splice.end;
    }
    return result + text.slice(from);
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/edit.js









/** Rounds for stages that hang together by anchors, besides one for each alias that is set. */
const ROUNDS = 4;
/**
 * The text with exactly one change made and everything else as it was. The result was read again and holds
 * what is wanted, or there is none: an anchored value is changed where it stands, and those who shared it
 * get their own value back in the next round.
 * @throws StagegateError `manifest` when the text can't be read, or anchors and merges make the change impossible
 * @throws StagegateError `conflict` when the change was decided on other data, `input` for names that none may have
 */
function editManifest(edit) {
    const { file, stages, change } = edit;
    let source = parseSource(file, edit.text);
    let now = readManifest(source, stages);
    const wanted = applyChange(now, change, stages);
    const first = source;
    const rounds = ROUNDS + (change.registration?.aliases.length ?? 0);
    for (let round = 0; round < rounds; round += 1) {
        if (findDifference(now, wanted) === undefined)
            return source.bom + source.text;
        const text = applySplices(source.text, planPuts(now, wanted).map((put) => planPut(source, put)));
        if (text === source.text)
            break;
        try {
            source = parseSource(file, source.bom + text);
            now = readManifest(source, stages);
        }
        catch (error) {
            throw impossible(first, { model: change.model, version: null }, error);
        }
    }
    const difference = findDifference(now, wanted);
    if (difference === undefined)
        return source.bom + source.text;
    throw impossible(first, difference);
}
function impossible(source, { model, version }, cause) {
    const path = ['models', model, ...(version === null ? [] : ['versions', version])];
    let offset = 0;
    let node = source.root;
    for (const key of path) {
        const pair = (0,dist/* isMap */.jh)(node) ? findOwnPair(node, key) : undefined;
        if (pair === undefined)
            break;
        offset = startOf(pair.key) ?? offset;
        node = pair.value;
    }
    const what = version === null
        ? `model ${JSON.stringify(model)}`
        : `version ${version} of model ${JSON.stringify(model)}`;
    throw new errors/* StagegateError */.qU('manifest', `${what} can't be edited without changing more than was asked: anchors, aliases or merges tie it to other places`, {
        place: source.place(offset),
        hint: 'Write it out there without "&", "*" and "<<", then try again.',
        cause,
    });
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/proposal.js


/**
 * How a plan is told from others that wait to be merged.
 * @param write the files' texts when a plan is carried out
 */
function describeProposal(plan, history, write) {
    return {
        topic: topicOf(plan),
        renews: (earlier) => {
            const entry = lastEntry(history, earlier.get(history) ?? '');
            return entry !== null && moveOf(entry) === moveOf(plan.entry);
        },
        repeats: (earlier) => {
            const entry = lastEntry(history, earlier.get(history) ?? '');
            return entry !== null && isSame(write(as(plan, entry)), earlier);
        },
    };
}
/** One proposal a stage that has one holder; where versions stand side by side, each has its own. */
function topicOf({ model, exclusive, entry: { version, to } }) {
    return exclusive ? [model, to] : [model, version, to];
}
/** The topics that a proposal about a version or its stage may have. */
function topicsAbout({ model, version, stage, }) {
    return [
        [model, stage],
        [model, version, stage],
    ];
}
/** What makes a change another one for whoever has turned it down: the move, its evidence, whom it replaces. */
function moveOf(entry) {
    const { action, model, version, to, archived, forced, artifacts } = entry;
    const evidence = [entry['report-sha256'], entry.reports ?? null];
    // the files of a version that is there already say nothing new
    const files = action === 'register' ? (artifacts ?? null) : null;
    return JSON.stringify([action, model, version, to, archived, forced, evidence, files]);
}
/** The plan as another run would have made it, at its time. */
function as(plan, { time, run }) {
    const { registration, entry } = plan;
    return {
        ...plan,
        registration: registration === null ? null : { ...registration, registeredAt: time },
        entry: { ...entry, time, run },
    };
}
/** The line that a proposal adds; null where it can't be read. */
function lastEntry(file, text) {
    const lines = text.split('\n').filter((line) => line !== '');
    try {
        return (0,chain/* readLine */.Xw)(lines.at(-1) ?? '', { file, line: lines.length, restore: '' }).entry;
    }
    catch (error) {
        if (error instanceof errors/* StagegateError */.qU)
            return null;
        throw error;
    }
}
function isSame(files, earlier) {
    return [...files].every(([path, text]) => earlier.get(path) === text);
}

;// CONCATENATED MODULE: ./build/js/src/registry/manifest/registry.js








/** What a read saw: kept so that `apply` edits the very texts that the decision was made on. */
class ManifestRevision {
    view;
    manifest;
    history;
    constructor(view, manifest, history) {
        this.view = view;
        this.manifest = manifest;
        this.history = history;
    }
    get id() {
        return this.view.id;
    }
}
/** The registry in the repository: a document of versions and a history beside it, in a store with compare-and-swap. */
class ManifestRegistry {
    options;
    constructor(options) {
        this.options = options;
    }
    get label() {
        return this.options.location.path;
    }
    async models() {
        const view = await this.options.store.open();
        const files = await Promise.all((await this.manifestPaths(view)).map((path) => this.readFile(view, path)));
        return [...new Set(files.flatMap(({ models }) => [...models.keys()]))].sort();
    }
    async read(model) {
        const view = await this.options.store.open();
        const [file, history] = await this.readBoth(view, await this.pathOf(view, model));
        return snapshotOf(model, file, history);
    }
    async readAll() {
        const view = await this.options.store.open();
        const paths = await this.manifestPaths(view);
        const files = await Promise.all(paths.map((path) => this.readBoth(view, path)));
        const snapshots = files.flatMap(([file, history]) => {
            const names = new Set([...file.models.keys(), ...history.models.keys()]);
            return [...names].map((model) => snapshotOf(model, file, history));
        });
        return snapshots.sort((a, b) => (a.model < b.model ? -1 : 1));
    }
    async apply(plan, basis) {
        const { revision } = basis;
        if (!(revision instanceof ManifestRevision))
            throw new TypeError('the snapshot is not of this registry');
        const write = (wanted) => writeFiles(wanted, revision, this.options.stages);
        const proposal = describeProposal(plan, revision.history.path, write);
        return this.options.store.write(write(plan), revision.view, { ...commitMessage(plan), proposal });
    }
    async readBack({ model, entry }) {
        const { versions } = await this.read(model);
        return { stage: versions.find(({ version }) => version === entry.version)?.stage ?? null, lostTo: null };
    }
    async findCommit({ revision }, entry, title) {
        const { store } = this.options;
        if (!(revision instanceof ManifestRevision) || entry.run === null || store.findCommit === undefined)
            return null;
        return store.findCommit(revision.view, {
            path: revision.history.path,
            since: entry.time,
            title: titleOf(title),
            line: runLine(entry.run),
        });
    }
    async findProposal(about) {
        for (const topic of topicsAbout(about)) {
            const open = await this.options.store.findProposal?.(topic);
            if (open === undefined || open === null)
                continue;
            const history = (0,manifest_location/* historyPath */.ae)(await this.pathOf(open.files, about.model));
            const entry = lastEntry(history, (await open.files.read(history)) ?? '');
            return { number: open.number, version: entry?.model === about.model ? entry.version : null };
        }
        return null;
    }
    async manifestPaths(view) {
        const { kind, path } = this.options.location;
        if (kind === 'file')
            return [path];
        const names = (0,manifest_location/* manifestFiles */.TY)((await view.list(path)) ?? []);
        for (const [at, name] of names.entries()) {
            const twin = names.slice(at + 1).find((other) => (0,manifest_location/* fileStem */.E8)(other) === (0,manifest_location/* fileStem */.E8)(name));
            if (twin !== undefined)
                throw twoFiles(path, name, twin);
        }
        return names.map((name) => `${path}/${name}`);
    }
    async pathOf(view, model) {
        const { kind, path } = this.options.location;
        if (kind === 'file')
            return path;
        const [first, second] = (0,manifest_location/* filesOfModel */.YO)((await view.list(path)) ?? [], model);
        if (first !== undefined && second !== undefined)
            throw twoFiles(path, first, second);
        if (first !== undefined)
            return `${path}/${first}`;
        // before a file is made for it: no other file may hold it, which reading each of them tells
        await Promise.all((await this.manifestPaths(view)).map((file) => this.readFile(view, file)));
        return `${path}/${(0,manifest_location/* modelFileStem */.NC)(model)}.yaml`;
    }
    /** At once, so that a store which asks a server asks once. */
    readBoth(view, path) {
        return Promise.all([this.readFile(view, path), this.readHistory(view, path)]);
    }
    async readFile(view, path) {
        const text = (await view.read(path)) ?? '';
        const { models } = parseManifest({ file: path, text, stages: this.options.stages });
        this.requireNamed({ path, models });
        return { view, path, text, models };
    }
    async readHistory(view, manifest) {
        const path = (0,manifest_location/* historyPath */.ae)(manifest);
        const text = (await view.read(path)) ?? '';
        const models = [...(0,chain/* parseHistory */.i6)(path, text)].map(([model, lines]) => [model, lines.map((line) => (0,replay/* respell */.an)(line, this.options.stages))]);
        return { path, text, models: new Map(models) };
    }
    /**
     * In a folder a model is found by its file's name: under another name, or beside a second file of that name,
     * it would be there twice.
     */
    requireNamed({ path, models }) {
        if (this.options.location.kind === 'file')
            return;
        const stem = (0,manifest_location/* fileStem */.E8)(path);
        const other = [...models.keys()].find((model) => (0,manifest_location/* modelFileStem */.NC)(model) !== stem);
        if (other === undefined)
            return;
        throw new errors/* StagegateError */.qU('manifest', `it holds model ${JSON.stringify(other)}, whose file is another by its name`, {
            place: { file: path },
            hint: `In a folder each model has a file of its own: ${(0,manifest_location/* modelFileStem */.NC)(other)}.yaml`,
        });
    }
}
/** What the files hold when a plan is carried out on a revision. */
function writeFiles({ model, registration, transitions, entry }, { manifest, history }, stages) {
    const edited = editManifest({
        file: manifest.path,
        text: manifest.text,
        stages,
        change: { model, registration, transitions },
    });
    const before = history.text === '' || history.text.endsWith('\n') ? history.text : `${history.text}\n`;
    return new Map([
        [manifest.path, edited],
        [history.path, `${before}${(0,chain/* sealEntry */.I$)(entry)}\n`],
    ]);
}
function twoFiles(folder, first, second) {
    return new errors/* StagegateError */.qU('manifest', `${first} and ${second} are files of the same model`, {
        place: { file: folder },
        hint: 'Keep one of them.',
    });
}
function snapshotOf(model, file, history) {
    const entry = file.models.get(model);
    return {
        model,
        exists: entry !== undefined,
        versions: entry?.versions ?? [],
        complete: true,
        aliases: entry?.aliases ?? {},
        history: history.models.get(model) ?? [],
        head: history.models.get(model)?.at(-1)?.sha256 ?? null,
        problems: [],
        revision: new ManifestRevision(file.view, file, history),
    };
}
function titleOf(title) {
    return `stagegate: ${(0,safe/* forCommitMessage */.st)(title)}`;
}
function runLine(run) {
    return `Run: ${(0,safe/* forCommitMessage */.st)(run)}`;
}
function commitMessage({ title, entry }) {
    const lines = [
        entry.reason === null ? null : `Reason: ${(0,safe/* forCommitMessage */.st)(entry.reason)}`,
        entry.actor === null ? null : `Actor: ${(0,safe/* forCommitMessage */.st)(entry.actor)}`,
        entry.run === null ? null : runLine(entry.run),
    ];
    return {
        title: titleOf(title),
        body: lines.filter((line) => line !== null).join('\n'),
    };
}

// EXTERNAL MODULE: ./build/js/src/registry/mlflow/location.js
var mlflow_location = __webpack_require__(40510);
;// CONCATENATED MODULE: ./build/js/src/workspace/store.js
/** The store that a commit mode means; what the others need is not loaded. */
async function openStore(options) {
    const { root, location, commit } = options;
    switch (commit) {
        case 'none': {
            const { openDiskStore } = await __webpack_require__.e(/* import() */ 377).then(__webpack_require__.bind(__webpack_require__, 39377));
            return openDiskStore({ root, registry: location.path });
        }
        case 'push': {
            const { openGitBranchStore } = await __webpack_require__.e(/* import() */ 850).then(__webpack_require__.bind(__webpack_require__, 71850));
            return openGitBranchStore({ root });
        }
        case 'api': {
            const { openGitHubBranchStore } = await __webpack_require__.e(/* import() */ 58).then(__webpack_require__.bind(__webpack_require__, 44058));
            return openGitHubBranchStore({ root, ...(await store_onGitHub(options)) });
        }
        case 'pull-request': {
            const { openPullRequestStore } = await __webpack_require__.e(/* import() */ 120).then(__webpack_require__.bind(__webpack_require__, 66120));
            return openPullRequestStore(await store_onGitHub(options));
        }
    }
}
async function store_onGitHub({ root, env, event, commit, github }) {
    const { findTargetBranch } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 4829));
    return {
        github: () => github.open(`commit: ${commit}`),
        target: () => findTargetBranch({ root, env, event, mode: commit }),
    };
}

;// CONCATENATED MODULE: ./build/js/src/workspace/open-registry.js







/** Opens what a setting means; what the other kind needs is not loaded. @throws StagegateError */
async function openRegistry(options) {
    const server = (0,mlflow_location/* parseServerUri */.LO)(options.setting.location);
    if (server !== null)
        return openServer(server, options);
    const location = (0,manifest_location/* locateManifest */.QM)(options.setting.location);
    const { root, env, event, github, stages, base } = options;
    const commit = chooseCommitMode(options.commit, { event, github });
    const store = await openStore({ root, location, commit, env, event, github });
    return {
        registry: new ManifestRegistry({ store, location, stages }),
        runs: null,
        commit,
        base: base === null ? null : new ManifestRegistry({ store: readOnly(base), location, stages }),
        manifest: location.kind === 'file' ? location.path : `${location.path}/`,
    };
}
function readOnly(base) {
    return {
        open: () => base.open(),
        write: () => Promise.reject(new TypeError(`nothing is written to ${base.name} for a proposal`)),
    };
}
async function openServer(location, options) {
    const { setting, stages, env, onProgress, commit } = options;
    if (commit !== undefined && commit !== 'none' && commit !== 'auto') {
        throw new errors/* StagegateError */.qU('input', `commit: ${commit} is for a manifest in the repository: an MLflow registry has nothing to commit`, { hint: 'Leave commit out, or set it to none.' });
    }
    const { openServers } = await Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(458)]).then(__webpack_require__.bind(__webpack_require__, 57458));
    const { MlflowRegistry } = await __webpack_require__.e(/* import() */ 591).then(__webpack_require__.bind(__webpack_require__, 30591));
    const { RunEvidence } = await __webpack_require__.e(/* import() */ 793).then(__webpack_require__.bind(__webpack_require__, 78793));
    const { registry: server, tracking, close } = await openServers(location, { env, onWait: onProgress });
    const registry = new MlflowRegistry({
        server,
        stages,
        mode: setting.mode,
        aliases: setting.aliases,
        pace: {
            now: () => performance.now(),
            sleep: (milliseconds) => (0,promises_.setTimeout)(milliseconds),
            random: Math.random,
            waiting: onProgress,
        },
        close,
    });
    const runs = new RunEvidence({
        server: tracking,
        findVersion: async ({ model, version }) => registry.findVersion(model, version) ?? (await server.version({ name: model, version })),
    });
    return { registry, runs, commit: null, base: null };
}

;// CONCATENATED MODULE: ./build/js/src/yaml-source.js





/** A YAML (or JSON) text with the places of its parts, for errors that say file, line and column. */
class YamlSource {
    file;
    document;
    lines;
    constructor(file, document, lines) {
        this.file = file;
        this.document = document;
        this.lines = lines;
    }
    /**
     * @param code the error code for a text that can't be parsed
     * @throws StagegateError for a syntax error, a duplicate key, several documents, an unknown tag or alias
     */
    static parse(file, text, code) {
        const lines = new dist/* LineCounter */.HN();
        const { document, second } = compose(file, text, { lines, code });
        if (second !== undefined) {
            const { line, col } = lines.linePos(second.range[0]);
            throw new errors/* StagegateError */.qU(code, 'the file contains more than one YAML document', {
                place: { file, line, column: col },
                hint: 'Keep one document: remove the "---" line and what belongs to another.',
            });
        }
        // a tag that the library doesn't know is a warning there, and its value another one than was meant
        const [error] = [...document.errors, ...document.warnings];
        const problem = error === undefined ? (0,yaml_alias/* findAliasProblem */.LB)(document) : (0,yaml_problem/* explainYaml */.J)(error, text);
        if (problem !== null) {
            const { line, col } = lines.linePos(problem.offset);
            throw new errors/* StagegateError */.qU(code, `not valid YAML: ${problem.message}`, {
                place: { file, line, column: col },
                hint: problem.hint,
                cause: error,
            });
        }
        keepKeysAsWritten(document);
        return new YamlSource(file, document, lines);
    }
    /** The data, aliases resolved: an alias bomb is refused. */
    toData(code) {
        try {
            return this.document.toJS({ maxAliasCount: 100 });
        }
        catch (cause) {
            const merge = (0,yaml_alias/* explainMerge */.uk)(cause);
            const message = merge === null ? 'its aliases expand to too much' : `not valid YAML: ${merge.message}`;
            throw new errors/* StagegateError */.qU(code, message, {
                place: merge === null ? { file: this.file, line: 1, column: 1 } : this.placeOfMerge(),
                hint: merge?.hint ?? 'Write the repeated parts out.',
                cause,
            });
        }
    }
    /** Where the value at a path begins, or the nearest parent that is there. */
    placeOf(path) {
        for (let length = path.length; length >= 0; length--) {
            const node = this.nodeAt(path.slice(0, length));
            if (node?.range)
                return this.place(node.range[0]);
        }
        return { file: this.file, line: 1, column: 1 };
    }
    /** Where a key of the map at a path is written. */
    placeOfKey(path, key) {
        const map = this.nodeAt(path);
        if ((0,dist/* isMap */.jh)(map)) {
            for (const pair of map.items) {
                const name = (0,dist/* isScalar */.jn)(pair.key) ? pair.key.value : undefined;
                if ((0,dist/* isScalar */.jn)(pair.key) && pair.key.range && String(name) === key)
                    return this.place(pair.key.range[0]);
            }
        }
        return this.placeOf(path);
    }
    /** The first `<<`; an alias in it may hide what is wrong. */
    placeOfMerge() {
        let offset = 0;
        (0,dist/* visit */.YR)(this.document, {
            Pair(_, { key }) {
                if (!(0,dist/* isScalar */.jn)(key) || String(key.source) !== '<<')
                    return undefined;
                offset = key.range?.[0] ?? 0;
                return dist/* visit */.YR.BREAK;
            },
        });
        return this.place(offset);
    }
    nodeAt(path) {
        let node = this.document.contents;
        for (const key of path) {
            if ((0,dist/* isMap */.jh)(node)) {
                const pair = node.items.find((item) => (0,dist/* isScalar */.jn)(item.key) && String(item.key.value) === String(key));
                node = pair?.value;
            }
            else if ((0,dist/* isSeq */.oP)(node))
                node = node.items[Number(key)];
            else
                return null;
        }
        return node ?? null;
    }
    place(offset) {
        const { line, col } = this.lines.linePos(offset);
        return { file: this.file, line, column: col };
    }
}
function compose(file, text, { lines, code }) {
    try {
        return (0,yaml_compose/* composeYaml */.ee)(text, lines, { merge: true });
    }
    catch (error) {
        if (!(error instanceof yaml_compose/* YamlTooDeep */.o4))
            throw error;
        const { line, col } = lines.linePos(error.offset);
        throw new errors/* StagegateError */.qU(code, `it ${error.message}`, { place: { file, line, column: col } });
    }
}
/** Keys are names: a model `007` or `1.0` is not the model 7 or 1, and `null` is one too. */
function keepKeysAsWritten(document) {
    (0,dist/* visit */.YR)(document, {
        Pair(_, { key }) {
            if ((0,dist/* isScalar */.jn)(key) && typeof key.value !== 'string' && key.source !== undefined)
                key.value = key.source;
        },
    });
}

// EXTERNAL MODULE: ./build/js/src/policy/uri-credentials.js
var uri_credentials = __webpack_require__(40459);
// EXTERNAL MODULE: ./build/js/src/evidence/formats/index.js + 14 modules
var formats = __webpack_require__(30312);
;// CONCATENATED MODULE: ./build/js/src/policy/schema.js


/*
 * The policy file, once: the types, the validation and the published JSON Schema come from here. Objects
 * are strict, so a misspelt key is an error and never a gate that silently does not exist.
 */
const DURATION = /^(?:\d+(?:\.\d+)?\s*[smhdw]\s*)+$/;
const PERCENT = /^\d+(?:\.\d+)?\s*%$/;
/** A weekday or a date, with a time or without. */
const MOMENT = /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?: (?:[01]?\d|2[0-3]):[0-5]\d)?|\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[ T](?:[01]?\d|2[0-3]):[0-5]\d)?)$/;
const schema_text = schemas/* string */.YjP().check(api/* _minLength */.m9(1));
const textOrList = schemas/* union */.KCZ([schema_text, schemas/* array */.YOg(schema_text).check(api/* _minLength */.m9(1))]);
/** Finite by zod's own definition of a number: YAML's `.nan` and `.inf` are refused. */
const bound = schemas/* number */.aig();
const schema_duration = schemas/* string */.YjP().check(api/* _regex */.Fk(DURATION, 'must be a duration such as 90m, 24h or 7d'));
const CHANGE = 'must be a number or a percentage such as 0.5%';
const CONFIDENCE = 'must be a percentage such as 95%';
const change = schemas/* union */.KCZ([schemas/* number */.aig().check(api/* _nonnegative */.UI()), schemas/* string */.YjP().check(api/* _regex */.Fk(PERCENT, CHANGE))], CHANGE);
const metricGate = schemas/* strictObject */.rej({
    metric: schema_text.check(schemas/* describe */.q0y('Path of the metric in the report: accuracy, slices.*.recall, results[dataset].*.recall, latency."p95.9".ms')),
    min: schemas/* optional */.lqM(bound.check(schemas/* describe */.q0y('The value must be at least this'))),
    max: schemas/* optional */.lqM(bound.check(schemas/* describe */.q0y('The value must be at most this'))),
    'max-regression': schemas/* optional */.lqM(change.check(schemas/* describe */.q0y('How much worse than the champion it may be; absolute, or relative with %'))),
    'min-improvement': schemas/* optional */.lqM(change.check(schemas/* describe */.q0y('How much better than the champion it must be; absolute, or relative with %'))),
    goal: schemas/* optional */.lqM(schemas/* enum */.k5n(['higher', 'lower']).check(schemas/* describe */.q0y('Which direction is better; else min or max tells'))),
    scale: schemas/* optional */.lqM(schemas/* literal */.euz('any')
        .check(schemas/* describe */.q0y('The metric may be below 1 in one version and above 10 in the next; else that fails as a change from shares to percent'))),
    'min-samples': schemas/* optional */.lqM(schemas/* int */.Whr().check(api/* _positive */.NC(), schemas/* describe */.q0y('The least number of examples that the value must rest on'))),
    samples: schemas/* optional */.lqM(schemas/* union */.KCZ([schema_text, schemas/* int */.Whr().check(api/* _positive */.NC())])
        .check(schemas/* describe */.q0y('Where the report says how many examples: a path (its * as in metric) or a number'))),
    'too-few': schemas/* optional */.lqM(schemas/* enum */.k5n(['fail', 'skip', 'warn'])
        .check(schemas/* describe */.q0y('A slice with fewer examples than min-samples fails (the default), or is left out of the judgement, with warn by a word'))),
    stderr: schemas/* optional */.lqM(schemas/* union */.KCZ([schema_text, schemas/* number */.aig().check(api/* _nonnegative */.UI())])
        .check(schemas/* describe */.q0y('Where the report says the standard error: a path (its * as in metric) or a number'))),
    stdev: schemas/* optional */.lqM(schemas/* union */.KCZ([schema_text, schemas/* number */.aig().check(api/* _nonnegative */.UI())])
        .check(schemas/* describe */.q0y('Where the report says the standard deviation of single examples: a path (its * as in metric) or a number'))),
    confidence: schemas/* optional */.lqM(schemas/* string */.YjP(CONFIDENCE)
        .check(api/* _regex */.Fk(PERCENT, CONFIDENCE), schemas/* describe */.q0y('How sure to be, one-sided: the whole interval must meet the bound'))),
    paired: schemas/* optional */.lqM(schemas/* strictObject */.rej({
        file: schema_text.check(schemas/* describe */.q0y('Example by example, JSON Lines or CSV, with {version}')),
        key: schema_text.check(schemas/* describe */.q0y('What tells an example from all others: a path or a column')),
        score: schema_text.check(schemas/* describe */.q0y('How the example went, a number or true and false: a path or a column')),
    })
        .check(schemas/* describe */.q0y('Compare example by example with the champion, which needs far fewer of them'))),
    inconclusive: schemas/* optional */.lqM(schemas/* enum */.k5n(['block', 'warn', 'allow'])
        .check(schemas/* describe */.q0y('What an interval does that holds the bound (default block)'))),
});
const testsGate = schemas/* strictObject */.rej({
    tests: textOrList.check(schemas/* describe */.q0y('Files or globs of JUnit XML, or of JSON by tools that judge by themselves; {version} and {model} are filled in')),
});
/** A check that is more than its name. */
const pinnedCheck = schemas/* strictObject */.rej({
    name: schema_text.check(schemas/* describe */.q0y("The check run's name, or the status's context")),
    app: schemas/* optional */.lqM(schema_text.check(schemas/* describe */.q0y('The GitHub app that must have reported it, by its short name: github-actions'))),
    allow: schemas/* optional */.lqM(schemas/* array */.YOg(schemas/* enum */.k5n(['skipped', 'neutral']))
        .check(api/* _minLength */.m9(1), schemas/* describe */.q0y('What counts as passed besides success'))),
});
const checksGate = schemas/* strictObject */.rej({
    checks: schemas/* array */.YOg(schemas/* union */.KCZ([schema_text, pinnedCheck]))
        .check(api/* _minLength */.m9(1), schemas/* describe */.q0y('Check runs and statuses on the commit that must have succeeded')),
    wait: schemas/* optional */.lqM(schema_duration.check(schemas/* describe */.q0y('How long to wait for checks that have not ended (default 10m)'))),
});
const approvalsGate = schemas/* strictObject */.rej({
    approvals: schemas/* int */.Whr().check(api/* _positive */.NC(), schemas/* describe */.q0y("How many must have approved the commit's pull request")),
});
const anyOfGate = schemas/* strictObject */.rej({
    'any-of': schemas/* array */.YOg(schemas/* union */.KCZ([metricGate, testsGate]))
        .check(api/* _minLength */.m9(2), schemas/* describe */.q0y('Gates of which one has to pass; each is asked for more confidence then')),
});
/** The gate kinds by the key that tells them apart. */
const gateKinds = {
    metric: metricGate,
    tests: testsGate,
    checks: checksGate,
    approvals: approvalsGate,
    'any-of': anyOfGate,
};
const evidenceRules = schemas/* strictObject */.rej({
    'max-age': schemas/* optional */.lqM(schema_duration.check(schemas/* describe */.q0y('How old the evaluation may be'))),
    version: schemas/* optional */.lqM(schemas/* literal */.euz('required').check(schemas/* describe */.q0y('The report must say that it is about this version'))),
    commit: schemas/* optional */.lqM(schemas/* literal */.euz('required').check(schemas/* describe */.q0y('The report must say that it was made at this commit'))),
});
const moment = schemas/* string */.YjP()
    .check(api/* _regex */.Fk(MOMENT, 'must be a weekday or a date, with a time or without: "Fri 16:00", 2026-12-20'));
const freezeWindow = schemas/* strictObject */.rej({
    from: moment.check(schemas/* describe */.q0y('When it begins: "Fri 16:00" every week, or 2026-12-20, "2026-12-20 18:00"')),
    to: moment.check(schemas/* describe */.q0y('When it ends; a day without a time is frozen to its end')),
    timezone: schema_text.check(schemas/* describe */.q0y('An IANA time zone: Europe/Berlin')),
    reason: schemas/* optional */.lqM(schema_text.check(schemas/* describe */.q0y('Why, for whoever meets it'))),
    rollbacks: schemas/* optional */.lqM(schemas/* boolean */.zMY().check(schemas/* describe */.q0y('Whether it holds for rollbacks too (default: as gate-rollbacks says)'))),
});
const stagePolicy = schemas/* strictObject */.rej({
    from: schemas/* optional */.lqM(textOrList.check(schemas/* describe */.q0y('The stages that a version must come from'))),
    soak: schemas/* optional */.lqM(schema_duration.check(schemas/* describe */.q0y('How long it must have been in the stage that it comes from'))),
    refs: schemas/* optional */.lqM(textOrList.check(schemas/* describe */.q0y('Git refs or globs where the promotion must run: refs/heads/main'))),
    'archive-existing': schemas/* optional */.lqM(schemas/* boolean */.zMY().check(schemas/* describe */.q0y('Whether the version that holds the stage goes to Archived (default true)'))),
    'allow-force': schemas/* optional */.lqM(schemas/* boolean */.zMY().check(schemas/* describe */.q0y('Whether force may override failed gates (default true)'))),
    'taken-out': schemas/* optional */.lqM(schemas/* enum */.k5n(['block', 'allow'])
        .check(schemas/* describe */.q0y('Whether a version that a rollback or a withdrawal took out of this stage may come back (default block)'))),
    'when-empty': schemas/* optional */.lqM(schemas/* enum */.k5n(['compare', 'skip'])
        .check(schemas/* describe */.q0y('What comparisons do while no version holds the stage: compare with the version that held it last (the default), or skip as on a first promotion'))),
    'gate-rollbacks': schemas/* optional */.lqM(schemas/* boolean */.zMY().check(schemas/* describe */.q0y('Whether the gates hold for rollbacks too (default false)'))),
    gates: schemas/* optional */.lqM(schemas/* array */.YOg(schemas/* union */.KCZ([metricGate, testsGate, checksGate, approvalsGate, anyOfGate]))),
    evidence: schemas/* optional */.lqM(evidenceRules),
    freeze: schemas/* optional */.lqM(schemas/* array */.YOg(freezeWindow).check(schemas/* describe */.q0y('When nothing is promoted'))),
});
const modelPolicy = schemas/* strictObject */.rej({
    report: schemas/* optional */.lqM(textOrList.check(schemas/* describe */.q0y("Evaluation reports: paths or globs with {version} and {model}, or mlflow for the metrics of the version's run"))),
    format: schemas/* optional */.lqM(schemas/* enum */.k5n(formats/* FORMAT_CHOICES */.p)
        .check(schemas/* describe */.q0y('What tool wrote the reports (default auto: by their shape); plain: metrics are always named by their path in the file'))),
    stages: schemas/* record */.g1P(schema_text, stagePolicy),
});
const mlflowRegistry = schemas/* strictObject */.rej({
    mlflow: schema_text.check(schemas/* describe */.q0y('The server: https://…, databricks, databricks://profile, databricks-uc, or env for what MLFLOW_REGISTRY_URI or MLFLOW_TRACKING_URI names')),
    mode: schemas/* optional */.lqM(schemas/* enum */.k5n(['auto', 'stages', 'aliases'])
        .check(schemas/* describe */.q0y('What tells that a version holds a stage (default auto: both, where the server has both)'))),
    aliases: schemas/* optional */.lqM(schemas/* record */.g1P(schema_text, schema_text)
        .check(schemas/* describe */.q0y("By stage: the alias that goes with it (default the stage's name)"))),
});
const policySchema = schemas/* strictObject */.rej({
    registry: schemas/* optional */.lqM(schemas/* union */.KCZ([schema_text, mlflowRegistry])
        .check(schemas/* describe */.q0y('A manifest file or folder (default models.yaml), or an MLflow server'))),
    stages: schemas/* optional */.lqM(schemas/* array */.YOg(schema_text)
        .check(api/* _minLength */.m9(1), schemas/* describe */.q0y('The stages in the order of promotion (default Staging, Production)'))),
    models: schemas/* record */.g1P(schema_text, modelPolicy)
        .check(schemas/* describe */.q0y('By registered model; "*" is for all without an entry')),
});

;// CONCATENATED MODULE: ./build/js/src/policy/diagnose.js




const GATE_KEYS = Object.keys(gateKinds);
/** All keys that some place of the policy knows, to guess what a misspelt one should be. */
const KNOWN_KEYS = {
    policy: Object.keys(policySchema.def.shape),
    registry: Object.keys(mlflowRegistry.def.shape),
    model: Object.keys(modelPolicy.def.shape),
    stage: Object.keys(stagePolicy.def.shape),
    evidence: ['max-age', 'version', 'commit'],
    freeze: Object.keys(freezeWindow.def.shape),
    checks: Object.keys(pinnedCheck.def.shape),
    paired: ['file', 'key', 'score'],
};
/** Turns what zod found into findings with people's words. */
function explainIssues(issues, data) {
    return issues.flatMap((issue) => explainIssue(issue, data));
}
function explainIssue(issue, data) {
    const path = issue.path;
    if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => unknownKey(path, key, data));
    const name = nameOf(path);
    const value = valueAt(data, path);
    if (value === undefined) {
        return [{ path, message: `${name} is missing`, hint: `Add ${String(path.at(-1))}: to it.` }];
    }
    if (value === null) {
        return [
            {
                path,
                message: `${name} is empty`,
                hint: 'Give it a value, or take the key out; a stage that needs no gate says {}.',
            },
        ];
    }
    if (issue.code === 'invalid_union')
        return explainUnion(issue, path, data);
    const message = `${name} ${requirement(issue)}`;
    return [{ path, message, hint: spellingHint(value, message) ?? `It is ${show(value)}.` }];
}
/** `min:0.85` is one word in YAML, `-metric: a` a key that starts with a dash, and `{version}` a map. */
function spellingHint(value, message) {
    const wantsList = message.includes('must be a list');
    if (typeof value === 'string') {
        if (wantsList && /^-\S/.test(value))
            return 'Put a space after each "-".';
        return message.includes('must be a map') ? tightKeyHint(value) : undefined;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return undefined;
    const [key = ''] = Object.keys(value);
    if (message.includes('must be text') && Object.values(value).every((part) => part === null)) {
        return 'Quote the value: it contains { }.';
    }
    if (!wantsList)
        return undefined;
    return key.startsWith('-') ? 'Put a space after the "-".' : 'Start each entry with "- ".';
}
function tightKeyHint(text) {
    const [, key, value] = /^([\w-]+):(?!\/\/)(\S.*)$/.exec(text) ?? [];
    return key === undefined || value === undefined
        ? undefined
        : (0,uri_credentials/* hideCredentials */.R)(`Put a space after the colon: ${key}: ${value}`);
}
/** Of a union's alternatives, the one that the writer meant: for gates by their kind's key. */
function explainUnion(issue, path, data) {
    const value = valueAt(data, path);
    const mayBeMap = path[0] === 'registry' || path.at(-2) === 'checks';
    if (mayBeMap && typeof value === 'object' && !Array.isArray(value)) {
        const ofMap = issue.errors[1] ?? [];
        return ofMap.flatMap((inner) => explainIssue({ ...inner, path: [...path, ...inner.path] }, data));
    }
    if (!isGate(path) || typeof value !== 'object' || value === null) {
        // the union's own words, where the schema has some
        const wanted = issue.message.startsWith('must ')
            ? [issue.message]
            : issue.errors.flatMap(([first]) => (first === undefined ? [] : [requirement(first)]));
        const message = `${nameOf(path)} ${[...new Set(wanted)].join(', or ')}`;
        return [{ path, message, hint: spellingHint(value, message) ?? `It is ${show(value)}.` }];
    }
    const known = isAlternative(path) ? GATE_KEYS.slice(0, issue.errors.length) : GATE_KEYS;
    const kind = known.find((key) => Object.hasOwn(value, key));
    if (kind === undefined) {
        const keys = Object.keys(value);
        const guess = keys.map((key) => (0,nearest/* nearest */.p)(key, known)).find((near) => near !== undefined);
        return [
            {
                path,
                key: keys[0],
                message: `${isAlternative(path) ? 'an alternative' : 'a gate'} needs one of ${known.join(', ')}${keys.length > 0 ? `; this one has ${keys.map(showKey).join(', ')}` : ''}`,
                hint: keys.map(tightKeyHint).find((hint) => hint !== undefined) ??
                    (guess === undefined ? undefined : `Did you mean ${guess}?`),
            },
        ];
    }
    const errors = issue.errors[known.indexOf(kind)] ?? [];
    return errors.flatMap((inner) => explainIssue({ ...inner, path: [...path, ...inner.path] }, data));
}
function unknownKey(path, key, data) {
    const known = knownKeys(path, valueAt(data, path));
    const guess = (0,nearest/* nearest */.p)(key, known);
    return {
        path,
        key,
        message: `unknown key ${JSON.stringify(key)}${path.length === 0 ? '' : ` in ${nameOf(path)}`}`,
        hint: tightKeyHint(key) ??
            (guess === undefined ? `The keys here are ${known.join(', ')}.` : `Did you mean ${guess}?`),
    };
}
function isGate(path) {
    return (path.at(-2) === 'gates' || isAlternative(path)) && typeof path.at(-1) === 'number';
}
function isAlternative(path) {
    return path.at(-2) === 'any-of';
}
function knownKeys(path, value) {
    if (isGate(path) && typeof value === 'object' && value !== null) {
        const kind = GATE_KEYS.find((key) => Object.hasOwn(value, key)) ?? 'metric';
        return Object.keys(gateKinds[kind].def.shape);
    }
    const last = String(path.at(-1) ?? '');
    if (path.length === 0)
        return KNOWN_KEYS['policy'] ?? [];
    if (path.length === 2)
        return KNOWN_KEYS['model'] ?? [];
    if (path.length === 4)
        return KNOWN_KEYS['stage'] ?? [];
    return KNOWN_KEYS[typeof path.at(-1) === 'number' ? String(path.at(-2)) : last] ?? [];
}
/** `models.churn.stages.Production.gates[0].min`, as people write it. */
function nameOf(path) {
    if (path.length === 0)
        return 'the policy';
    return path
        .map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at === 0 ? '' : '.'}${showKey(key)}`))
        .join('');
}
/** Models are named by whoever wrote the policy: what is no plain word is quoted. */
function showKey(key) {
    return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}
function valueAt(data, path) {
    let value = data;
    for (const key of path) {
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
            return undefined;
        value = value[key];
    }
    return value;
}
function show(value) {
    const shown = (0,uri_credentials/* hideCredentials */.R)(typeof value === 'number' ? String(value) : JSON.stringify(value));
    return shown.length > 60 ? `${shown.slice(0, 57)}…` : shown;
}
/** zod's names of types in people's words. */
const TYPES = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a map of keys',
    record: 'a map of keys',
};
function listChoices(choices) {
    return choices.length > 3 ? `one of ${choices.join(', ')}` : choices.join(' or ');
}
/** What a value must be, after its name: `must be a number`. */
function requirement(issue) {
    // the schema gives its own words where a form is asked for
    if (issue.message.startsWith('must '))
        return issue.message;
    if (issue.code === 'invalid_type')
        return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    if (issue.code === 'invalid_value')
        return `must be ${listChoices(issue.values.map(String))}`;
    if (issue.code === 'too_small') {
        if (issue.minimum === 1 && ['string', 'array'].includes(issue.origin))
            return 'must not be empty';
        if (issue.origin === 'array')
            return `must have at least ${issue.minimum} entries`;
        return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    }
    return `is not as it must be (${issue.message})`;
}
/** One error for all findings: the first in full, the others in a line each. */
function policyError(source, findings) {
    const place = (finding) => finding.key === undefined ? source.placeOf(finding.path) : source.placeOfKey(finding.path, finding.key);
    const [first, ...others] = findings;
    if (first === undefined)
        throw new TypeError('a policy error needs a finding');
    const also = others.map((finding) => `Also ${(0,errors/* formatPlace */.dE)(place(finding))}: ${[finding.message, finding.hint].filter(Boolean).join('. ')}`);
    const hint = [...(first.hint === undefined ? [] : [first.hint]), ...also].join('\n');
    return new errors/* StagegateError */.qU('policy', (0,uri_credentials/* hideCredentials */.R)(first.message), {
        place: place(first),
        hint: hint === '' ? undefined : (0,uri_credentials/* hideCredentials */.R)(hint),
    });
}

;// CONCATENATED MODULE: ./build/js/src/policy/registry-rules.js







const PATH = ['registry'];
const ALIASES = [...PATH, 'aliases'];
/** What a schema can't say of the registry. */
function findRegistryBreaks(registry, stages) {
    if (registry === undefined)
        return [];
    if (typeof registry === 'string')
        return credentialFindings(registry, PATH);
    return [
        ...serverFindings(registry.mlflow, [...PATH, 'mlflow']),
        ...modeFindings(registry),
        ...aliasFindings(Object.entries(registry.aliases ?? {}), stages),
    ];
}
/** A policy is committed, and its URI is shown to people. */
function credentialFindings(uri, path) {
    if (!(0,uri_credentials/* hasCredentials */.L)(uri))
        return [];
    return [
        {
            path,
            message: 'the address of the registry has a user or a password in it',
            hint: 'Take it out (and change the password, since the policy is committed): set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.',
        },
    ];
}
function serverFindings(uri, path) {
    const credentials = credentialFindings(uri, path);
    if (credentials.length > 0 || isEnvironment(uri))
        return credentials;
    return complaints(path, () => {
        if ((0,mlflow_location/* parseServerUri */.LO)(uri) !== null)
            return;
        throw new errors/* StagegateError */.qU('policy', `${JSON.stringify(uri)} is no MLflow server`, {
            hint: 'Write https://…, databricks, databricks-uc, or env for what MLFLOW_REGISTRY_URI or MLFLOW_TRACKING_URI names; a manifest stands right behind registry:',
        });
    });
}
function modeFindings({ mode, aliases }) {
    if (mode !== 'stages' || aliases === undefined)
        return [];
    return [
        {
            path: PATH,
            key: 'aliases',
            message: '"aliases" says nothing where only stages are used',
            hint: 'Take it out, or set mode: auto.',
        },
    ];
}
function aliasFindings(entries, stages) {
    const canonical = entries.map(([name]) => (0,registry_stage/* findStage */.U9)(name, stages));
    return entries.flatMap(([name, alias], at) => {
        const stage = canonical[at];
        if (stage === undefined || (0,registry_stage/* isWithdrawal */.OH)(stage))
            return [misplaced(name, stage, stages)];
        if (canonical.indexOf(stage) < at) {
            const hint = 'Stages are matched without regard to case: keep one.';
            return [{ path: ALIASES, key: name, message: `stage ${stage} has two aliases`, hint }];
        }
        const path = [...ALIASES, name];
        const wrong = complaints(path, () => (0,registry_alias/* requireAliasName */.P)(alias));
        if (wrong.length > 0)
            return wrong;
        // a stage without an entry has the alias of its own name
        const others = stages.map((other) => {
            const entry = canonical.indexOf(other);
            return { other, its: entry === -1 ? other : entry < at ? entries[entry]?.[1] : undefined };
        });
        const twin = others.find(({ its }) => its?.toLowerCase() === alias.toLowerCase())?.other;
        if (twin === undefined)
            return [];
        const hint = 'An alias points at one version: give each stage its own.';
        return [{ path, message: `${JSON.stringify(alias)} is the alias of stage ${twin} too`, hint }];
    });
}
function misplaced(name, stage, stages) {
    const at = { path: ALIASES, key: name };
    if (stage !== undefined) {
        const hint = 'Take it out: a version there has no alias of ours.';
        return { ...at, message: `${stage} takes no alias`, hint };
    }
    const guess = (0,nearest/* nearest */.p)(name, stages);
    return {
        ...at,
        message: `there is no stage ${JSON.stringify(name)}`,
        hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}The stages are ${stages.join(', ')}; name others in the policy's "stages".`,
    };
}
/** What a check throws, as a finding. */
function complaints(path, check) {
    try {
        check();
        return [];
    }
    catch (error) {
        if (!(error instanceof errors/* StagegateError */.qU))
            throw error;
        return [{ path, message: error.message, hint: error.hint }];
    }
}

// EXTERNAL MODULE: ./build/js/src/policy/template-rules.js
var template_rules = __webpack_require__(2136);
;// CONCATENATED MODULE: ./build/js/src/policy/rules.js






/** What a schema can't say: rules between keys. */
function findRuleBreaks(policy, stages) {
    const findings = [...findRegistryBreaks(policy.registry, stages), ...stageNameFindings(policy)];
    for (const [model, { stages: entries, report, format }] of Object.entries(policy.models)) {
        if (model !== model.trim()) {
            findings.push({
                path: ['models'],
                key: model,
                message: `model name ${JSON.stringify(model)} has a space around it`,
                hint: `Write it as ${JSON.stringify(model.trim())}.`,
            });
        }
        findings.push(...(0,template_rules/* templateFindings */.F)(report, ['models', model, 'report']));
        for (const [name, rules] of Object.entries(entries)) {
            const path = ['models', model, 'stages', name];
            findings.push(...stageKeyFindings(name, Object.keys(entries), path, stages));
            findings.push(...stageFindings(rules, path, { stages, format }));
        }
    }
    return findings;
}
function stageNameFindings(policy) {
    const seen = new Set();
    return (policy.stages ?? []).flatMap((stage, at) => {
        const path = ['stages', at];
        const lower = stage.toLowerCase();
        if (seen.has(lower))
            return [{ path, message: `stage ${JSON.stringify(stage)} is named twice` }];
        seen.add(lower);
        if ((0,registry_stage/* findStage */.U9)(stage, []) !== undefined) {
            return [
                { path, message: `${stage} is always there and is not named among the stages`, hint: 'Take it out.' },
            ];
        }
        if (!/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/.test(stage)) {
            return [
                {
                    path,
                    message: `${JSON.stringify(stage)} is no name for a stage`,
                    hint: 'Letters, digits, space, dot, dash and underscore, 64 at most.',
                },
            ];
        }
        return [];
    });
}
function stageKeyFindings(name, names, path, stages) {
    const stage = (0,registry_stage/* findStage */.U9)(name, stages);
    const at = { path: path.slice(0, -1), key: name };
    if (stage === undefined) {
        const guess = (0,nearest/* nearest */.p)(name, stages);
        return [
            {
                ...at,
                message: `there is no stage ${JSON.stringify(name)}`,
                hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}The stages are ${stages.join(', ')}; name others in the policy's "stages".`,
            },
        ];
    }
    if ((0,registry_stage/* isWithdrawal */.OH)(stage)) {
        return [
            { ...at, message: `${stage} takes no gates: a version may always go there`, hint: 'Take it out.' },
        ];
    }
    if (names.some((other) => other !== name && (0,registry_stage/* findStage */.U9)(other, stages) === stage)) {
        return [
            {
                ...at,
                message: `stage ${stage} has two entries`,
                hint: 'Stages are matched without regard to case: keep one.',
            },
        ];
    }
    return [];
}
function stageFindings(rules, path, { stages, format }) {
    const findings = [];
    for (const [at, stage] of [rules.from ?? []].flat().entries()) {
        if ((0,registry_stage/* findStage */.U9)(stage, stages) === undefined) {
            const from = Array.isArray(rules.from) ? [...path, 'from', at] : [...path, 'from'];
            findings.push({
                path: from,
                message: `there is no stage ${JSON.stringify(stage)}`,
                hint: `The stages are ${stages.join(', ')}, None and Archived.`,
            });
        }
    }
    for (const [at, ref] of [rules.refs ?? []].flat().entries()) {
        if (/^(?:refs\/|\*)/.test(ref))
            continue;
        const place = Array.isArray(rules.refs) ? [...path, 'refs', at] : [...path, 'refs'];
        findings.push({
            path: place,
            message: `${JSON.stringify(ref)} is no full ref`,
            hint: `Write refs/heads/${ref} for a branch, refs/tags/${ref} for a tag.`,
        });
    }
    if (rules.evidence !== undefined && Object.keys(rules.evidence).length === 0) {
        findings.push({
            path: [...path, 'evidence'],
            message: '"evidence" has nothing to check',
            hint: 'Give it max-age, version or commit, or take it out.',
        });
    }
    for (const [at, entry] of (rules.freeze ?? []).entries())
        findings.push(...checkWindow(entry).map(({ key, ...fault }) => ({ ...fault, path: [...path, 'freeze', at, key] })));
    for (const [at, gate] of (rules.gates ?? []).entries())
        findings.push(...gateFindings(gate, [...path, 'gates', at], format));
    return findings;
}
function gateFindings(gate, path, format) {
    if ('checks' in gate)
        return checksFindings(gate, [...path, 'checks']);
    if ('approvals' in gate)
        return [];
    if ('any-of' in gate)
        return gate['any-of'].flatMap((alternative, at) => gateFindings(alternative, [...path, 'any-of', at], format));
    if ('tests' in gate)
        return (0,template_rules/* templateFindings */.F)(gate.tests, [...path, 'tests']);
    return (0,metric_rules/* metricFindings */.re)(gate, path, { reportMayTell: format !== 'plain' });
}
/** Two entries for one check could ask for different things. */
function checksFindings({ checks }, path) {
    const keys = checks.map((check) => typeof check === 'string' ? `${check}\n` : `${check.name}\n${check.app ?? ''}`);
    return keys.flatMap((key, at) => keys.indexOf(key) === at
        ? []
        : [
            {
                path: [...path, at],
                message: `the check ${JSON.stringify(key.split('\n')[0])} is named twice`,
                hint: 'Keep one.',
            },
        ]);
}

;// CONCATENATED MODULE: ./build/js/src/policy/load.js







/** Larger than any policy that people write. */
const MAX_POLICY_CHARACTERS = 1024 * 1024;
/** @throws StagegateError `policy` with the place of whatever is wrong in it */
function parsePolicy(file, text) {
    if (text.length > MAX_POLICY_CHARACTERS) {
        throw new errors/* StagegateError */.qU('policy', 'the policy is larger than 1 MiB', { place: { file } });
    }
    const source = YamlSource.parse(file, text, 'policy');
    const data = source.toData('policy');
    if (typeof data !== 'object' || data === null || Array.isArray(data)) {
        throw new errors/* StagegateError */.qU('policy', data === null ? 'the policy is empty' : 'the policy is not a map of keys', {
            place: { file, line: 1, column: 1 },
            hint: POLICY_EXAMPLE,
        });
    }
    const parsed = policySchema.safeParse(data);
    if (!parsed.success)
        throw policyError(source, explainIssues(parsed.error.issues, data));
    const stages = parsed.data.stages ?? registry_stage/* DEFAULT_STAGES */.my;
    const findings = [...findDropped(data), ...findRuleBreaks(parsed.data, stages)];
    if (findings.length > 0)
        throw policyError(source, findings);
    return {
        file,
        sha256: (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex'),
        stages,
        content: parsed.data,
        placeOf: (path, key = null) => (key === null ? source.placeOf(path) : source.placeOfKey(path, key)),
    };
}
/** zod leaves this one name out of a record without a word, and its gates would be gone with it. */
function findDropped(data) {
    const { models = {}, registry } = data;
    const entries = Object.entries(models).map(([model, entry]) => ({
        path: ['models', model, 'stages'],
        names: entry.stages,
    }));
    const aliases = typeof registry === 'object' ? registry.aliases : undefined;
    return [{ path: ['registry', 'aliases'], names: aliases }, { path: ['models'], names: models }, ...entries]
        .filter(({ names = {} }) => Object.hasOwn(names, '__proto__'))
        .map(({ path }) => ({ path, key: '__proto__', message: '"__proto__" can\'t be a name in a policy' }));
}
/** The least policy, to paste. */
const POLICY_EXAMPLE = `A policy says what a version needs for a stage, for example:
  models:
    my-model:
      report: reports/my-model/{version}.json
      stages:
        Production:
          gates:
            - metric: accuracy
              min: 0.90`;

;// CONCATENATED MODULE: ./build/js/src/workspace/policy-file.js



const DEFAULT_POLICY = '.github/stagegate.yml';
const MAX_POLICY_BYTES = 1024 * 1024;
/**
 * Reads the policy of the workspace, or null when the default one is not there.
 * @param path as given, or undefined for the default
 * @throws StagegateError `policy` when it can't be read or is wrong, or one that was named is not there
 */
async function readPolicy(root, path) {
    const file = path ?? DEFAULT_POLICY;
    const found = await readPolicyText(root, file);
    if (found.text !== null)
        return parsePolicy(file, found.text);
    if (path === undefined && found.why === 'is not there')
        return null;
    throw new errors/* StagegateError */.qU('policy', `the policy ${found.why}`, { place: { file }, hint: POLICY_EXAMPLE });
}
/** The policy's text in the workspace, or why there is none. @throws StagegateError `policy` when it is no text */
async function readPolicyText(root, file) {
    const found = await (0,workspace_file/* readInside */.xO)(root, file, { limit: MAX_POLICY_BYTES, what: 'policy' });
    return found.kind === 'file' ? { text: decodePolicy(file, found.bytes) } : { text: null, why: found.why };
}
/** The error for what needs a policy where there is none. */
function noPolicy() {
    return new errors/* StagegateError */.qU('policy', 'there is no policy, and nothing is promoted without one', {
        place: { file: DEFAULT_POLICY },
        hint: `Run "stagegate init", or write the file. ${POLICY_EXAMPLE}`,
    });
}
function decodePolicy(file, bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (cause) {
        throw new errors/* StagegateError */.qU('policy', 'the policy is no UTF-8 text', { place: { file }, cause });
    }
}

;// CONCATENATED MODULE: ./build/js/src/workspace/policy-source.js




/**
 * The workspace's policy; but where the checkout is somebody's proposal, the one of the branch that it would go
 * to, or its author would write the rules that it is judged by.
 * @throws StagegateError when it is wrong, one that was named is not there, or nobody can tell what the base has
 */
async function readPolicySource({ root, path, base }) {
    if (base !== null)
        return readBasePolicy(root, path, base);
    const policy = await readPolicy(root, path);
    return { policy, source: null, change: null, notices: [], missing: noPolicy };
}
async function readBasePolicy(root, path, base) {
    const file = path ?? DEFAULT_POLICY;
    const inside = (0,workspace_file/* relativeInside */.JA)(root, file, 'policy');
    const text = (await (await base.open()).read(inside))?.replace(/^\ufeff/, '') ?? null;
    const own = await readOwn(root, file);
    if (text === null) {
        const missing = () => missingOnBase(file, base, own);
        if (path !== undefined)
            throw missing();
        return { policy: null, source: base.name, change: null, notices: [], missing };
    }
    const { describeChange } = await __webpack_require__.e(/* import() */ 966).then(__webpack_require__.bind(__webpack_require__, 29966));
    const change = describeChange(file, text, own.text);
    return {
        policy: parseBasePolicy(file, text, base),
        source: base.name,
        change,
        notices: change === null ? [] : [noticeOf(file, base, own)],
        missing: noPolicy,
    };
}
async function readOwn(root, file) {
    let text = null;
    try {
        ({ text } = await readPolicyText(root, file));
        if (text !== null)
            parsePolicy(file, text);
        return { text, problem: null };
    }
    catch (error) {
        if (!(error instanceof errors/* StagegateError */.qU))
            throw error;
        const place = error.place === undefined ? '' : `${(0,errors/* formatPlace */.dE)(error.place)}: `;
        return { text, problem: `${place}${error.message}` };
    }
}
function parseBasePolicy(file, text, base) {
    try {
        return parsePolicy(file, text);
    }
    catch (error) {
        if (!(error instanceof errors/* StagegateError */.qU))
            throw error;
        const { code, message, hint } = error;
        // no place: it would be shown at that line of the pull request's file
        const at = error.place === undefined ? file : (0,errors/* formatPlace */.dE)(error.place);
        throw new errors/* StagegateError */.qU(code, `the policy on ${base.name} is wrong, ${at}: ${message}`, {
            hint: [hint, `A pull request is judged by the policy of its base: mend it on ${base.name}.`]
                .filter((line) => line !== undefined)
                .join('\n'),
            cause: error,
        });
    }
}
function noticeOf(file, base, { text, problem }) {
    const differs = text === null && problem === null
        ? `the policy ${file} is on ${base.name} and not in this checkout`
        : `the policy ${file} in this checkout is not the one on ${base.name}`;
    const wrong = problem === null ? '' : `; once merged it would stop every promotion: ${problem}`;
    return `${differs}, which is the one that judged; a change takes effect when it is merged${wrong}`;
}
function missingOnBase(file, base, own) {
    return new errors/* StagegateError */.qU('policy', `the policy ${file} is not there on ${base.name}`, {
        hint: hintOf(base, own),
    });
}
function hintOf(base, { text, problem }) {
    const rule = 'A pull request is judged by the policy of its base, so that it cannot choose its own rules.';
    if (problem !== null)
        return `${rule} The one that it brings would not do: ${problem}`;
    if (text === null)
        return `${rule} Merge one to ${base.name} first: "stagegate init" writes it.`;
    return `${rule} The one that it brings is well-formed, and takes effect when it is merged to ${base.name}.`;
}

;// CONCATENATED MODULE: ./build/js/src/workspace/open-workspace.js














const DEFAULT_REGISTRY = 'models.yaml';
/** Reads the policy and opens the registry that it names. @throws StagegateError */
async function openWorkspace(options) {
    const root = await findRoot(options.workspace);
    const env = options.env ?? process.env;
    const onProgress = (message) => options.onProgress?.(message);
    const github = accessGitHub({ token: options.token, env, onWait: onProgress });
    const event = await readEvent(env);
    for (const template of options.reports ?? []) {
        const wrong = (0,evidence_template/* checkTemplate */.B)(template);
        if (wrong !== null)
            throw new errors/* StagegateError */.qU('input', wrong.message, { hint: wrong.hint });
    }
    const base = findBase({ root, env, event, github });
    const reading = await readPolicySource({ root, path: options.policy, base });
    const { policy } = reading;
    const stages = policy?.stages ?? registry_stage/* DEFAULT_STAGES */.my;
    const opened = await openRegistry({
        root,
        setting: chooseRegistry(options, policy),
        stages,
        commit: options.commit,
        env,
        event,
        github,
        base,
        onProgress,
    });
    const reader = new EvidenceWithRuns(new EvidenceFiles(root), opened.runs);
    const host = openCodeHost({ access: github, env, onProgress });
    return {
        root,
        policy,
        policyReading: reading,
        stages,
        registry: opened.registry,
        base: base === null || opened.base === null ? null : { name: base.name, registry: opened.base },
        commit: opened.commit,
        settings: { reader, reports: options.reports ?? [], host, manifest: opened.manifest },
        github,
        event,
    };
}
/** A registry that is named by hand replaces the policy's; how stages are kept on a server still is the policy's. */
function chooseRegistry({ registry }, policy) {
    const own = policy === null ? null : registrySetting(policy);
    const { mode, aliases } = own ?? { mode: 'auto', aliases: {} };
    return { location: registry ?? own?.location ?? DEFAULT_REGISTRY, mode, aliases };
}
async function findRoot(workspace = '.') {
    const path = (0,external_node_path_.resolve)(workspace);
    try {
        return await (0,external_node_fs_promises_.realpath)(path);
    }
    catch (cause) {
        throw new errors/* StagegateError */.qU('input', `the workspace ${JSON.stringify(path)} is not there`, { cause });
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./build/js/src/workspace/source-digest.js






/**
 * SHA-256 of a model's files in the workspace: a file's own digest, or for a folder that of the list of its
 * files in the form of `sha256sum`, sorted by path. Null for a source that is no path in the workspace.
 * @throws StagegateError `input` for a path that is outside or holds links
 */
async function digestSource(root, source) {
    if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(source))
        return null;
    const path = (0,workspace_file/* relativeInside */.JA)(root, source, 'source');
    const absolute = (0,external_node_path_.resolve)(root, path);
    const status = await (0,external_node_fs_promises_.lstat)(absolute).catch(() => null);
    if (status === null) {
        throw new errors/* StagegateError */.qU('input', `source ${JSON.stringify(source)} is not in the workspace`, {
            hint: 'Give a path that is there, or a URI (s3://…, models:/…) for files elsewhere.',
        });
    }
    if (status.isFile())
        return digestFile(absolute);
    if (!status.isDirectory())
        throw unfit(source);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const file of await listFiles(absolute, '', source))
        hash.update(`${await digestFile((0,external_node_path_.join)(absolute, file))}  ${file}\n`);
    return hash.digest('hex');
}
async function listFiles(root, folder, source) {
    const entries = await (0,external_node_fs_promises_.readdir)((0,external_node_path_.join)(root, folder), { withFileTypes: true });
    const lists = await Promise.all(entries.map(async (entry) => {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory())
            return listFiles(root, path, source);
        if (!entry.isFile())
            throw unfit(`${source}/${path}`);
        return [path];
    }));
    return lists.flat().sort();
}
async function digestFile(path) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of (0,external_node_fs_.createReadStream)(path))
        hash.update(chunk);
    return hash.digest('hex');
}
function unfit(source) {
    return new errors/* StagegateError */.qU('input', `source ${JSON.stringify(source)} is neither a file nor a folder of files`, {
        hint: 'Links and devices are not followed: name the files themselves.',
    });
}

;// CONCATENATED MODULE: ./build/js/src/engine.js





















/**
 * The engine over a workspace: what the action, the command line and programs call. Each method reads the
 * policy and the registry anew, so one instance can be kept.
 */
class Stagegate {
    options;
    constructor(options = {}) {
        this.options = options;
    }
    /** Judges a version for a stage and, when it passes, moves it there. @throws StagegateError */
    promote(request) {
        return this.move(request, false);
    }
    /** Judges like `promote`, without force, and changes nothing. @throws StagegateError */
    check(request) {
        return this.move({ ...request, force: false }, true);
    }
    /**
     * MLflow's tutorial call, gated: `transition_model_version_stage(name, version, stage)`.
     * @throws StagegateError
     */
    transitionModelVersionStage(model) {
        const { name, version, stage, reason = null, allowTakenOut } = model;
        return this.promote({
            model: name,
            version: String(version),
            stage,
            reason,
            force: false,
            allowTakenOut,
        });
    }
    /** Goes back to the version that held the stage before. @throws StagegateError */
    rollback(request) {
        return this.within((setup) => this.goBack(request, setup));
    }
    async goBack(request, setup) {
        const { registry, stages } = setup;
        const model = (0,promotion_request/* parseModelName */.s_)(request.model);
        const stage = (0,registry_stage/* parseStage */.YA)(request.stage, stages);
        if ((0,registry_stage/* isWithdrawal */.OH)(stage)) {
            throw new errors/* StagegateError */.qU('input', `${stage} is no stage to roll back`, {
                hint: `Roll back one of ${stages.join(', ')}.`,
            });
        }
        const policy = requirePolicy(setup);
        const interest = { version: request.version, rollback: stage };
        const aim = new RollbackAim(request, stage);
        const outcome = await this.settle(setup, { model, interest, done: 'rolled-back', dry: false }, async (snapshot, basis, finished) => {
            requireModel(snapshot, snapshot.exists ? [] : await registry.models(), registry.label);
            const again = decideAgain(basis, { action: 'rollback', stage, version: request.version });
            if (again !== null)
                return again;
            const rules = resolveRules(policy, model, stage);
            // a rollback that a run began before it died is the one that is asked for: not another step further back
            const begun = finished?.action === 'rollback' && finished.to === stage ? finished.version : null;
            const target = aim.find(begun, snapshot);
            if (target === null)
                return aim.decideOvertaken(basis);
            requireReady(target, snapshot);
            requireSameFiles(target, snapshot);
            requireNotPast(target, stage, stages);
            const gated = rulesForRollback(rules);
            const context = gated === null
                ? null
                : await gatherContext(basis, target, gated, {
                    stage,
                    settings: setup.settings,
                    dry: onlyDecides(this.options.commit, setup.event),
                });
            const after = this.afterwards(basis);
            return decideRollback(request, after, {
                target,
                stage,
                archiveExisting: rules.archiveExisting,
                context: context === null ? null : { ...context, now: after.now },
            });
        });
        aim.requireReached();
        return outcome;
    }
    /** Adds a version in stage `None`. @throws StagegateError */
    register(request) {
        return this.within((setup) => this.add(request, setup));
    }
    async add(request, setup) {
        const model = (0,promotion_request/* parseModelName */.s_)(request.model);
        const digest = request.source === null ? null : await digestSource(setup.root, request.source);
        if (digest !== null && request.sha256 !== null && digest !== request.sha256) {
            throw new errors/* StagegateError */.qU('input', `the source's SHA-256 is ${digest}, not ${request.sha256}`, {
                hint: 'The files are not the ones that the digest was made of.',
            });
        }
        const filled = { ...request, sha256: request.sha256 ?? digest };
        const interest = { version: request.version ?? 'latest', rollback: null };
        return this.settle(setup, { model, interest, done: 'registered', dry: false }, async (snapshot, basis) => {
            if (!snapshot.exists && (0,promotion_request/* splitReference */.mQ)(model) !== null) {
                (0,promotion_request/* refuseReference */.U)(model, await setup.registry.models());
            }
            const again = decideRegistrationAgain(filled, basis);
            if (again !== null)
                return again;
            const version = request.version ?? (0,register/* nextVersion */.yU)(snapshot);
            const decision = (0,register/* decideRegistration */.yg)(filled, basis, await this.readReports(setup, model, version));
            return { ...decision, notices: [...decision.notices, ...otherFilesNotices(filled, basis)] };
        });
    }
    /** A model's versions, aliases and history as they are now. @throws StagegateError `input` for an unknown model */
    read(model) {
        return this.within(async ({ registry }) => {
            const name = (0,promotion_request/* parseModelName */.s_)(model);
            const snapshot = await untilUndisturbed({ registry, pacing: this.pacing(registry) }, () => registry.read(name));
            requireModel(snapshot, snapshot.exists ? [] : await registry.models(), registry.label);
            return snapshot;
        });
    }
    /** The names of all registered models, sorted. */
    models() {
        return this.within(({ registry }) => registry.models());
    }
    /** The history of one model, or of all of them, oldest first. @throws StagegateError */
    async history(model) {
        const snapshots = model === null ? await this.readAll() : [await this.read(model)];
        const lines = snapshots.flatMap(({ history }) => history);
        return lines.sort((a, b) => a.entry.time.localeCompare(b.entry.time)); // stable: lines of one time keep their order
    }
    /** Every model, also those that only the history knows. @throws StagegateError */
    readAll() {
        return this.within(({ registry }) => untilUndisturbed({ registry, pacing: this.pacing(registry) }, () => registry.readAll()));
    }
    /**
     * Replays every model's history and compares it with the registry; a model that can't be read is told as such where
     * the others can. @throws StagegateError when none can
     */
    verify() {
        return this.within(({ registry }) => untilUndisturbed({ registry, pacing: this.pacing(registry) }, async () => {
            const unread = [];
            const snapshots = await registry.readAll((model, error) => unread.push((0,verify/* failVerification */.w)(model, error)));
            return [...snapshots.map(verify/* verifyModel */.H), ...unread].sort((a, b) => (a.model < b.model ? -1 : 1));
        }));
    }
    async move(request, dry) {
        (0,promotion_request/* requireReasonToOverride */.XB)(request);
        return this.within((setup) => this.moveIn(setup, request, dry));
    }
    async moveIn(setup, asked, isCheck) {
        const dry = isCheck || onlyDecides(this.options.commit, setup.event);
        const request = dry ? { ...asked, force: false } : asked;
        const { registry } = setup;
        const model = (0,promotion_request/* parseModelName */.s_)(request.model);
        const stage = (0,registry_stage/* parseStage */.YA)(request.stage, setup.stages);
        const policy = (0,registry_stage/* isWithdrawal */.OH)(stage) ? null : requirePolicy(setup);
        const interest = { version: request.version, rollback: null };
        const action = policy === null ? 'archive' : 'promote';
        return this.settle(setup, { model, interest, done: 'promoted', dry: isCheck }, async (snapshot, basis) => {
            requireModel(snapshot, snapshot.exists ? [] : await registry.models(), registry.label);
            const again = dry ? null : decideAgain(basis, { action, stage, version: request.version });
            if (again !== null)
                return again;
            const candidate = resolveVersion(request.version, snapshot);
            if (policy === null)
                return (0,decide/* decideWithdrawal */.GV)(request, basis, { candidate, stage });
            requireReady(candidate, snapshot);
            requireSameFiles(candidate, snapshot);
            const rules = resolveRules(policy, model, stage);
            const unjudged = (0,decide/* decideUnjudged */.Rh)(basis, { candidate, stage, rules });
            if (unjudged !== null)
                return unjudged;
            const { allowTakenOut } = request;
            const context = await gatherContext(basis, candidate, rules, {
                ...{ stage, settings: setup.settings, dry, allowTakenOut },
            });
            const after = this.afterwards(basis);
            return (0,decide/* decidePromotion */.g_)(request, after, { ...context, now: after.now });
        });
    }
    async settle(setup, { model, interest, done, dry: isCheck, }, decide) {
        const { registry, policy, policyReading, root, event } = setup;
        const base = done === 'registered' ? null : await this.readBase(setup, model);
        const env = this.options.env ?? process.env;
        const run = await readRunContext({ env, event, askGit: () => (0,git_facts/* askGit */.g)(root) });
        const isEarly = !isCheck && onlyDecides(this.options.commit, event);
        const dry = isCheck || isEarly;
        const isFirst = (readAttempt(run.run)?.attempt ?? 1) === 1;
        const settled = await settle({
            registry,
            model,
            // what an earlier attempt registered need not be the latest any more
            interest: done === 'registered' && !isFirst ? undefined : interest,
            dry,
            pacing: this.pacing(registry),
            decide: (snapshot, finished) => decide(snapshot, { snapshot, policy, now: this.now(), run, base }, finished),
        });
        const outcome = makeOutcome(settled, { done, dry, registry: registry.label, policy: policyReading, run });
        const beside = await tellBeside(outcome, setup, isEarly);
        const told = { ...outcome, notices: [...outcome.notices, ...beside] };
        return this.options.deployment === true ? deploy(told, setup) : told;
    }
    /** One that can't be understood is no fault of the proposal, which may be what mends it. */
    async readBase({ base }, model) {
        if (base === null)
            return null;
        try {
            return { name: base.name, snapshot: await base.registry.read(model) };
        }
        catch (error) {
            if (!(error instanceof errors/* StagegateError */.qU) || !['manifest', 'history'].includes(error.code))
                throw error;
            return { name: base.name, snapshot: null };
        }
    }
    /** Gathering may have waited for checks, and a freeze may have begun meanwhile. */
    afterwards(basis) {
        return { ...basis, now: this.now() };
    }
    now() {
        return this.options.now?.() ?? new Date();
    }
    pacing(registry) {
        return {
            sleep: (milliseconds) => (0,promises_.setTimeout)(milliseconds),
            random: Math.random,
            retrying: (attempt) => this.options.onProgress?.(`${registry.label} was changed by another run: reading it again (${attempt})`),
        };
    }
    async readReports(setup, model, version) {
        const { reader, reports } = setup.settings;
        if (reports.length === 0)
            return [];
        const evidence = await reader.reports(reports, { model, version }, 'auto');
        const [problem] = evidence.problems;
        if (problem === undefined)
            return evidence.reports;
        throw new errors/* StagegateError */.qU('input', `the report ${problem.message}`, {
            place: { file: problem.path, line: problem.line, column: problem.column },
        });
    }
    /** Opens the workspace for one command, and closes what was opened, however it ends. */
    async within(work) {
        const setup = await openWorkspace(this.options);
        try {
            return await work(setup);
        }
        finally {
            await setup.registry.close?.();
        }
    }
}
function requirePolicy({ policy, policyReading }) {
    if (policy === null)
        throw policyReading.missing();
    return policy;
}


/***/ }),

/***/ 86795:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DB: () => (/* binding */ findPosition),
/* harmony export */   V$: () => (/* binding */ unreadableAt),
/* harmony export */   a1: () => (/* binding */ refuseConflictMarkers),
/* harmony export */   g7: () => (/* binding */ decodeText),
/* harmony export */   it: () => (/* binding */ STARTS_WITH_TAG)
/* harmony export */ });
/* harmony import */ var _evidence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51392);
/* harmony import */ var _file_kind_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38026);


const LFS_POINTER = 'version https://git-lfs.github.com/spec/';
const MEGABYTE = 1024 * 1024;
const UTF8_MARK = [0xef, 0xbb, 0xbf];
/** XML or HTML; YAML may start with `<<`. */
const STARTS_WITH_TAG = /^\uFEFF?\s*<[?!A-Za-z]/;
/** An XML declaration is far shorter. */
const DECLARATION_BYTES = 1024;
const DECLARED_ENCODING = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/;
/** The characters of windows-1252 from 0x80 to 0x9F. */
const CP1252 = Array.from('€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ');
/**
 * Decodes a report, without its byte order mark. XML may use the encoding that its byte order mark or its declaration
 * names. Everything else must be UTF-8.
 * @throws UnreadableReport when the file is empty, too large, or not text in that encoding
 */
function decodeText(bytes) {
    if (bytes.length > _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_REPORT_BYTES */ .WA) {
        const size = Math.ceil(bytes.length / MEGABYTE);
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(`is ${size} MB, larger than the ${_evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_REPORT_BYTES */ .WA / MEGABYTE} MB read`);
    }
    const binary = (0,_file_kind_js__WEBPACK_IMPORTED_MODULE_1__/* .describeBinary */ .bX)(bytes);
    if (binary !== null)
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(binary);
    const text = decode(bytes);
    if (text.trim() === '')
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx('is empty');
    if (text.startsWith(LFS_POINTER)) {
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx('is a Git LFS pointer, not the report; check out with lfs: true');
    }
    return text;
}
/** @throws UnreadableReport when a merge conflict was left in the text */
function refuseConflictMarkers(text) {
    const start = /^<{7}(?= |\r?$)/m.exec(text);
    if (start === null || !/^={7}\r?$/m.test(text) || !/^>{7}(?= |\r?$)/m.test(text))
        return;
    throw unreadableAt('holds the markers of a merge conflict', findPosition(text, start.index));
}
function findPosition(text, offset) {
    let line = 1;
    let lineStart = 0;
    for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', end + 1)) {
        line += 1;
        lineStart = end + 1;
    }
    return { line, column: offset - lineStart + 1 };
}
/** An UnreadableReport that names its position in words too, for where only the sentence is shown. */
function unreadableAt(message, { line, column }) {
    return new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(`${message} at line ${line}, column ${column}`, line, column);
}
function decode(bytes) {
    const wide = findUtf16(bytes);
    if (wide !== null)
        return decodeUtf16(bytes, wide);
    if (bytes.includes(0))
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx('is binary, not text (it contains a NUL byte)');
    const isXml = STARTS_WITH_TAG.test(new TextDecoder().decode(bytes.subarray(0, DECLARATION_BYTES)));
    const declared = isXml && !(0,_file_kind_js__WEBPACK_IMPORTED_MODULE_1__/* .startsWith */ .w1)(bytes, UTF8_MARK) ? readDeclaredEncoding(bytes) : null;
    // These bytes are not UTF-16, whatever the declaration says: .NET writes "utf-16" into UTF-8 files.
    if (declared !== null && !/^utf-?(?:8|16)/i.test(declared))
        return decodeDeclared(bytes, declared);
    const text = decodeAs('utf-8', bytes);
    if (text !== null)
        return text;
    const mend = isXml
        ? `, and its XML declaration ${declared === null ? 'names no other encoding' : `says ${declared}`}: declare the encoding that it is written in (<?xml version="1.0" encoding="ISO-8859-1"?>), or write UTF-8`
        : ': write it as UTF-8';
    // Only for the position: a replacement character that stands in the text itself may come first.
    const lossy = new TextDecoder().decode(bytes);
    const { line, column } = findPosition(lossy, lossy.indexOf('\uFFFD'));
    throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(`is not UTF-8 text (the first wrong byte is at line ${line}, column ${column})${mend}`, line, column);
}
/** By the byte order mark, else by the zero beside each of the first ASCII characters. */
function findUtf16(bytes) {
    if ((0,_file_kind_js__WEBPACK_IMPORTED_MODULE_1__/* .startsWith */ .w1)(bytes, [0xff, 0xfe]))
        return 'utf-16le';
    if ((0,_file_kind_js__WEBPACK_IMPORTED_MODULE_1__/* .startsWith */ .w1)(bytes, [0xfe, 0xff]))
        return 'utf-16be';
    const [a, b, c, d] = bytes;
    if (isAscii(a) && b === 0 && isAscii(c) && d === 0)
        return 'utf-16le';
    return a === 0 && isAscii(b) && c === 0 && isAscii(d) ? 'utf-16be' : null;
}
function isAscii(byte) {
    return (byte !== undefined && (byte === 0x09 || byte === 0x0a || byte === 0x0d || (byte >= 0x20 && byte < 0x7f)));
}
function decodeUtf16(bytes, encoding) {
    const text = decodeAs(encoding, bytes);
    if (text === null || text.includes('\0')) {
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx('is neither UTF-8 nor valid UTF-16 text: write it as UTF-8');
    }
    if (text.trim() === '' || STARTS_WITH_TAG.test(text))
        return text;
    throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx('is UTF-16 text: write it as UTF-8 (in PowerShell, replace "> FILE" by "| Out-File -Encoding utf8 FILE")');
}
/** As the XML declaration writes it, null where it names none. */
function readDeclaredEncoding(bytes) {
    const start = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_BYTES));
    return DECLARED_ENCODING.exec(start)?.[1] ?? null;
}
function decodeDeclared(bytes, declared) {
    const label = [declared, declared.replaceAll('_', '-')].find(isKnownEncoding);
    if (label === undefined) {
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(`declares the encoding ${JSON.stringify(declared)}, which is not supported: write it as UTF-8`);
    }
    const text = decodeAs(label, bytes);
    if (text !== null)
        return text;
    throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(`declares the encoding ${JSON.stringify(declared)}, but is not written in it: declare the right one, or write UTF-8`);
}
function isKnownEncoding(label) {
    try {
        return new TextDecoder(label).encoding !== '';
    }
    catch {
        return false;
    }
}
/** Null when the bytes are not valid in this encoding. */
function decodeAs(label, bytes) {
    const decoder = new TextDecoder(label, { fatal: true });
    try {
        const text = decoder.decode(bytes);
        // Node 20 decodes windows-1252 as ISO-8859-1, which has control characters in its place.
        return decoder.encoding === 'windows-1252'
            ? text.replace(/[\x80-\x9f]/g, (char) => CP1252[char.charCodeAt(0) - 0x80] ?? char)
            : text;
    }
    catch {
        return null;
    }
}


/***/ }),

/***/ 38026:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Br: () => (/* binding */ describePlainText),
/* harmony export */   IA: () => (/* binding */ COMPUTE),
/* harmony export */   Jw: () => (/* binding */ explainXml),
/* harmony export */   bX: () => (/* binding */ describeBinary),
/* harmony export */   lJ: () => (/* binding */ explainPlainText),
/* harmony export */   lP: () => (/* binding */ explainText),
/* harmony export */   ld: () => (/* binding */ describeText),
/* harmony export */   tA: () => (/* binding */ explainJsonLines),
/* harmony export */   w1: () => (/* binding */ startsWith)
/* harmony export */ });
/**
 * What a file is that can't be a report or JUnit XML, so that its reader can say so and tell what to do instead.
 * Nothing is accepted or refused by these guesses: they only explain.
 */
const WRITE_JSON = 'write the numbers as JSON, such as {"accuracy": 0.91}';
/** What to do about rows. */
const COMPUTE = 'add a step that computes the metrics from its rows and writes them as JSON, such as {"accuracy": 0.91}';
/** How the bytes of other files begin, and the rest of a sentence after their path. */
const BINARY = [
    [
        [0x50, 0x4b, 0x03, 0x04],
        `is a ZIP archive (as .eval, .npz, .xlsx and .pt files are), not text: ${WRITE_JSON}; an inspect log becomes JSON by: inspect log dump --header-only`,
    ],
    [[0x1f, 0x8b], 'is compressed with gzip: unpack it first'],
    [[0x28, 0xb5, 0x2f, 0xfd], 'is compressed with zstd: unpack it first'],
    [[0x42, 0x5a, 0x68], 'is compressed with bzip2: unpack it first'],
    [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'is compressed with xz: unpack it first'],
    ...[2, 3, 4, 5].map((protocol) => [[0x80, protocol], `is a Python pickle, not text: ${WRITE_JSON} (json.dump)`]),
    [ascii('\x93NUMPY'), `is a NumPy array, not text: ${WRITE_JSON}`],
    [ascii('PAR1'), `is a Parquet file, not text: ${COMPUTE}`],
    [ascii('\x89HDF'), `is an HDF5 file, not text: ${WRITE_JSON}`],
    [ascii('SQLite format 3'), `is an SQLite database, not text: ${WRITE_JSON}`],
    [ascii('\x89PNG'), `is an image, not text: ${WRITE_JSON}`],
    [ascii('%PDF-'), `is a PDF, not a report: ${WRITE_JSON}`],
    [[0x00, 0x00, 0xfe, 0xff], 'is UTF-32 text: write it as UTF-8'],
    [[0xff, 0xfe, 0x00, 0x00], 'is UTF-32 text: write it as UTF-8'],
];
/** Lines that are looked at. */
const LINES = 10;
const COMMENT = /^\s*[#;]/;
const SECTION = /^\s*\[{1,2}[^\][]+\]{1,2}\s*(?:[#;].*)?$/;
const ASSIGNMENT = /^\s*(?:export )?[\w."'-]+(?: [\w."'-]+)*\s*=/;
const SHOWN = 40;
/** Why bytes that are known not to be text can't be a report; null for all others. */
function describeBinary(bytes) {
    return BINARY.find(([start]) => startsWith(bytes, start))?.[1] ?? null;
}
function startsWith(bytes, start) {
    return start.every((byte, at) => bytes[at] === byte);
}
function nameKind(path, text) {
    const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
    const all = text.split(/\r?\n/, 10 * LINES).filter((line) => line.trim() !== '');
    const lines = all.filter((line) => !COMMENT.test(line)).slice(0, LINES);
    if (isAssignments(lines)) {
        if (ending === 'toml')
            return 'TOML';
        return ending === 'ini' || ending === 'cfg' ? 'INI' : 'key = value lines';
    }
    if (ending === 'csv' || ending === 'tsv' || isTable(lines))
        return 'CSV';
    // with front matter there is something to read
    if (/^---\s*$/.test(all[0] ?? ''))
        return null;
    return ending === 'md' || /^(?:#{1,6} \S|\|.*\|\s*$)/.test(all[0] ?? '') ? 'Markdown' : null;
}
function isAssignments(lines) {
    return (lines.some((line) => ASSIGNMENT.test(line)) &&
        // a list goes on over more lines
        lines.every((line) => SECTION.test(line) || ASSIGNMENT.test(line) || /^[\s\]},]/.test(line)));
}
/** The first two lines have as many separators. */
function isTable([head, row]) {
    if (head === undefined || row === undefined)
        return false;
    return [',', ';', '\t'].some((separator) => {
        const columns = head.split(separator).length;
        return columns > 1 && row.split(separator).length === columns;
    });
}
/** What a text is that is neither JSON nor YAML nor XML: `is CSV`; null when nothing tells. */
function describeText(path, text) {
    const kind = nameKind(path, text);
    if (kind === null)
        return null;
    return kind === 'key = value lines' ? 'has "key = value" lines (TOML, INI or properties)' : `is ${kind}`;
}
/** What such a text starts with, where nothing is known of it. */
function describePlainText(text) {
    const start = text.trim().split(/\r?\n/, 1)[0] ?? '';
    const shown = start.length > SHOWN ? `${start.slice(0, SHOWN - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : start;
    return `is plain text (it starts with ${JSON.stringify(shown)})`;
}
/** Why a text can't be a report, as the rest of a sentence after its path; null when nothing tells what it is. */
function explainText(path, text) {
    const kind = nameKind(path, text);
    if (kind === null)
        return null;
    const what = describeText(path, text);
    if (kind === 'CSV')
        return `${what}, but a report is one JSON or YAML object: ${COMPUTE}`;
    return kind === 'Markdown'
        ? `${what} without front matter, but a report is JSON or YAML: ${WRITE_JSON}, or write a model card's results as "model-index" between two lines "---" at its top`
        : `${what}, but a report is JSON or YAML: ${WRITE_JSON}`;
}
function explainPlainText(text) {
    return `${describePlainText(text)}, but a report is JSON or YAML: ${WRITE_JSON}`;
}
function explainJsonLines() {
    return `is JSON Lines (one object a line), but a report is one object: ${COMPUTE}`;
}
function explainXml(text) {
    if (/<(?:\w+:)?testsuites?\b/i.test(text))
        return 'is JUnit XML: name it in a gate on tests (tests: …), not as a report';
    if (/^\s*(?:<!doctype html|<html)\b/i.test(text))
        return `is an HTML page, not a report: ${WRITE_JSON}`;
    return `is XML, but a report is JSON or YAML: ${WRITE_JSON}`;
}
function ascii(text) {
    return Array.from(text, (char) => char.charCodeAt(0));
}


/***/ }),

/***/ 24961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ chooseFormat),
/* harmony export */   f: () => (/* binding */ findNearly)
/* harmony export */ });
/* harmony import */ var _evidence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51392);
/* harmony import */ var _file_kind_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38026);
/* harmony import */ var _path_syntax_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90828);
/* harmony import */ var _index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30312);
/* harmony import */ var _leaf_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(96596);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(97206);
/* harmony import */ var _statement_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(84623);







/**
 * The format to read a report in: the one asked for, else the only one whose shape it has, else `plain`.
 * @param remedy what to do about a report that has the shape of two formats, of which one has this name
 * @throws UnreadableReport when it has not the shape asked for, or that of two formats
 */
function chooseFormat(value, asked, remedy = (name) => `name the right one in the policy (format: ${name})`) {
    if (asked === 'plain')
        return _plain_js__WEBPACK_IMPORTED_MODULE_5__/* .plain */ .pj;
    const formats = _index_js__WEBPACK_IMPORTED_MODULE_3__/* .FORMATS */ .h;
    if (asked !== 'auto')
        return requireFormat(value, formats.find(({ name }) => name === asked) ?? _plain_js__WEBPACK_IMPORTED_MODULE_5__/* .plain */ .pj);
    const [format, other] = formats.filter((candidate) => candidate.lacks(value) === null);
    if (format !== undefined && other !== undefined) {
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(`has the shape of two formats, ${format.name} and ${other.name}: ${remedy(format.name)}`);
    }
    if (format !== undefined)
        return format;
    const wrong = nameOther(value);
    if (wrong === null)
        return _plain_js__WEBPACK_IMPORTED_MODULE_5__/* .plain */ .pj;
    throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(wrong);
}
/** Of a report that is read as `plain`: what it lacks to be in a format that it nearly has, in words; else null. */
function findNearly(value) {
    const formats = _index_js__WEBPACK_IMPORTED_MODULE_3__/* .FORMATS */ .h;
    const format = formats.find(({ nearly }) => nearly?.(value) === true);
    return format === undefined ? null : `is not read as ${format.name}: it ${format.lacks(value)}`;
}
function requireFormat(value, format) {
    const lacking = format.lacks(value);
    if (lacking === null)
        return format;
    throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(`is not in the format ${format.name}, which the policy asks for: it ${lacking}`);
}
/**
 * Why a value can't even be a plain report, as the rest of a sentence; null when it can. One that only states what it
 * is about can.
 */
function nameOther(value) {
    if (!(value instanceof Map))
        return explainKind(value);
    if (findLeaf(value, (leaf) => typeof leaf === 'number') !== null)
        return null;
    const stated = { ...(0,_statement_js__WEBPACK_IMPORTED_MODULE_6__/* .readStatement */ .cO)(value), unclearTime: undefined };
    if (Object.values(stated).some((said) => said !== undefined && said !== false))
        return null;
    const example = findLeaf(value, () => true);
    return `has no number in it${example === null ? '' : ` (${example})`}, and is in none of the known formats (${listFormats()})`;
}
function explainKind(value) {
    const nearly = findNearly(value);
    if (nearly !== null)
        return nearly;
    if (Array.isArray(value) && value.length > 0 && value.every((item) => item instanceof Map)) {
        return `is a list of ${value.length} ${value.length === 1 ? 'object' : 'objects'}, but a report is one object: ${_file_kind_js__WEBPACK_IMPORTED_MODULE_1__/* .COMPUTE */ .IA}`;
    }
    return `is ${nameKind(value)}, but a report is one object of numbers, such as {"accuracy": 0.91}, or in a known format (${listFormats()})`;
}
/** The first leaf that is one of those asked for, as `a.b is "text"`. */
function findLeaf(value, fits, above = []) {
    if (!(value instanceof Map) && !Array.isArray(value)) {
        return fits(value) ? `${(0,_path_syntax_js__WEBPACK_IMPORTED_MODULE_2__/* .formatMetricPath */ .Rs)(above)} is ${(0,_leaf_js__WEBPACK_IMPORTED_MODULE_4__/* .describeRaw */ .Kj)(value)}` : null;
    }
    const entries = value.entries();
    for (const [key, child] of entries) {
        const found = findLeaf(child, fits, [...above, String(key)]);
        if (found !== null)
            return found;
    }
    return null;
}
function listFormats() {
    return _index_js__WEBPACK_IMPORTED_MODULE_3__/* .FORMATS */ .h.map(({ name }) => name).join(', ');
}
function nameKind(value) {
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'number')
        return 'a number';
    if (typeof value === 'string')
        return 'a text';
    return value === null ? 'null' : 'true or false';
}


/***/ }),

/***/ 30312:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ FORMATS),
  p: () => (/* binding */ FORMAT_CHOICES)
});

// EXTERNAL MODULE: ./build/js/src/evidence/evidence.js
var evidence = __webpack_require__(51392);
// EXTERNAL MODULE: ./build/js/src/evidence/metric-tree.js
var metric_tree = __webpack_require__(5498);
// EXTERNAL MODULE: ./build/js/src/evidence/python-json.js
var python_json = __webpack_require__(15394);
// EXTERNAL MODULE: ./build/js/src/evidence/formats/leaf.js
var formats_leaf = __webpack_require__(96596);
;// CONCATENATED MODULE: ./build/js/src/evidence/formats/nested.js

/**
 * The numbers in a value that a tool wrote for one metric, by their keys below `above`: also `null`, where a number
 * was not to be had. Texts, lists (curves, examples) and what is true or false are no metrics.
 */
function placeNumbers(value, above, beside = {}) {
    if (value instanceof Map) {
        return [...value].flatMap(([key, child]) => placeNumbers(child, [...above, key], beside));
    }
    return typeof value === 'number' || value === null ? [[above, (0,formats_leaf/* toMeasuredLeaf */.oV)(value, beside)]] : [];
}

// EXTERNAL MODULE: ./build/js/src/evidence/formats/shape.js
var shape = __webpack_require__(87083);
// EXTERNAL MODULE: ./build/js/src/evidence/formats/statement.js
var statement = __webpack_require__(84623);
;// CONCATENATED MODULE: ./build/js/src/evidence/formats/verdicts.js


const MAX_BROKEN = 5;
const MAX_NAME = 200;
/**
 * What passed and failed: of what a tool lists and what it claims, the more. Those of which it says only that there
 * are some broke: how they went, nothing tells.
 * @throws UnreadableReport when a claim is no count
 */
function countVerdicts(verdicts, claimed = {}) {
    const count = (outcome) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
    const most = (listed, key) => Math.max(listed, readClaim(key, claimed[key]));
    const broken = verdicts.filter(({ outcome }) => outcome === 'failure' || outcome === 'error');
    const told = {
        passed: most(count('passed'), 'passed'),
        failures: most(count('failure'), 'failures'),
        errors: most(count('error'), 'errors'),
        skipped: count('skipped'),
    };
    const missing = Math.max(0, (claimed.total ?? 0) - told.passed - told.failures - told.errors - told.skipped);
    const names = broken.map(({ name }) => name.slice(0, MAX_NAME));
    const unnamed = told.failures + told.errors - broken.length;
    if (unnamed > 0)
        names.unshift(`${unnamed} counted as failed but not listed`);
    if (missing > 0)
        names.unshift(`${missing} ${missing === 1 ? 'test' : 'tests'} counted but not listed`);
    return { ...told, errors: told.errors + missing, broken: names.slice(0, MAX_BROKEN) };
}
/**
 * How many of something a tool says that there are; 0 where it says nothing.
 * @throws UnreadableReport when that is no count
 */
function readClaim(key, value) {
    if (value === undefined || value === null)
        return 0;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)
        return value;
    throw new evidence/* UnreadableReport */.sx(`has ${(0,formats_leaf/* describeRaw */.Kj)(value)} as its number of ${key}, which is not a count`);
}
/** The counts as numbers under `tests`, so that a gate can ask for a share of them. */
function placeCounts({ passed, failures, errors, skipped }) {
    const run = passed + failures + errors;
    const counts = { passed, failed: failures, errors, skipped, total: run + skipped };
    const rate = run === 0
        ? { kind: 'leaf', value: null, raw: '0 of 0 tests' }
        : (0,formats_leaf/* toMeasuredLeaf */.oV)(passed / run, { samples: run, share: 'of examples', direction: 'higher' });
    return [
        ...Object.entries(counts).map(([key, value]) => [['tests', key], (0,formats_leaf/* toLeaf */.Cm)(value)]),
        [['tests', 'pass_rate'], rate],
    ];
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/deepchecks/deepchecks.js








/** A WARN fails, as it does for deepchecks' own passed(). */
const OUTCOMES = new Map([
    ['PASS', 'passed'],
    ['FAIL', 'failure'],
    ['WARN', 'failure'],
]);
const SUITE = 'SuiteResult';
const CHECK = 'CheckResult';
/** In the rows of a model's performance. */
const [VALUE, SAMPLES] = ['Value', 'Number of samples'];
/**
 * What deepchecks' `to_json()` gives of a suite or a check. Each condition is a test, and so is a check that could not
 * run. Metrics are named by the header of their check and the keys of its value; a model's performance by
 * dataset, class and metric.
 */
const deepchecks = {
    name: 'deepchecks',
    judges: true,
    lacks: (value) => {
        const type = (0,shape/* textAt */.$6)(value, 'type');
        if (type === CHECK)
            return (0,shape/* objectAt */.lJ)(value, 'check') === undefined ? 'has no "check"' : null;
        if (type !== SUITE)
            return `has no "type" that is ${SUITE} or ${CHECK}`;
        return (0,shape/* listAt */.gT)(value, 'results') === undefined ? 'has no list of "results"' : null;
    },
    read: readSuite,
};
function readSuite(value) {
    const root = (0,shape/* objectAt */.lJ)(value) ?? new Map();
    const checks = (0,shape/* listAt */.gT)(root, 'results') ?? [value];
    const tests = countVerdicts(checks.flatMap(judge));
    return {
        metrics: (0,metric_tree/* growTree */.W)([...checks.flatMap(placeValue), ...placeCounts(tests)]),
        statement: (0,statement/* readToolStatement */.UX)([root], {}),
        tests,
    };
}
function judge(check) {
    const header = nameCheck(check);
    if ((0,shape/* textAt */.$6)(check, 'type') !== CHECK) {
        return [{ outcome: 'error', name: `${header}: ${(0,shape/* textAt */.$6)(check, 'exception') ?? 'did not run'}` }];
    }
    return ((0,shape/* listAt */.gT)(check, 'conditions_results') ?? []).map((condition) => ({
        outcome: OUTCOMES.get((0,shape/* textAt */.$6)(condition, 'Status') ?? '') ?? 'error',
        name: `${header}: ${(0,shape/* textAt */.$6)(condition, 'Condition') ?? 'unnamed condition'}`,
    }));
}
function nameCheck(check) {
    return (0,shape/* textAt */.$6)(check, 'header') ?? (0,shape/* textAt */.$6)(check, 'check', 'name') ?? 'unnamed check';
}
function placeValue(check) {
    const value = (0,shape/* objectAt */.lJ)(check)?.get('value');
    if (value === undefined || value === null)
        return [];
    return typeof value === 'string'
        ? parseRows(value).flatMap((row) => placeRow(nameCheck(check), row))
        : placeNumbers(value, [nameCheck(check)]);
}
/** A table is encoded once more, as a text of its rows; any other text holds no numbers. */
function parseRows(text) {
    if (!text.startsWith('['))
        return [];
    try {
        const rows = (0,python_json/* parsePythonJson */.S)(text);
        return Array.isArray(rows) ? rows : [];
    }
    catch (error) {
        if (error instanceof evidence/* UnreadableReport */.sx)
            return [];
        throw error;
    }
}
function placeRow(header, row) {
    const members = (0,shape/* objectAt */.lJ)(row);
    const value = members?.get(VALUE);
    if (members === undefined || value === undefined)
        return [];
    const names = [...members]
        .filter(([key, name]) => key !== VALUE && key !== SAMPLES && name !== null)
        .map(([, name]) => (typeof name === 'string' || typeof name === 'number' ? String(name) : 'unnamed'));
    return [[[header, ...names], (0,formats_leaf/* toMeasuredLeaf */.oV)(value, { samples: members.get(SAMPLES) })]];
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/dvc/dvc.js



const SIDES = ['old', 'new', 'diff'];
/**
 * `dvc metrics diff --json`: by file and metric what it was and is. The new values count, by the names of its table;
 * a name that stands in two files is none, and found behind its file's. (A `metrics.json` needs no reader of its
 * own: its paths are the table's names.)
 */
const dvc = {
    name: 'dvc',
    lacks: (value) => {
        if (!(value instanceof Map) || value.size === 0)
            return 'has no files with metrics';
        const other = [...value].find(([, metrics]) => !isFile(metrics));
        return other === undefined
            ? null
            : `has no metrics with "old" and "new" under ${JSON.stringify(other[0].slice(0, 60))}`;
    },
    read: readDiff,
};
function isFile(metrics) {
    return metrics instanceof Map && metrics.size > 0 && [...metrics.values()].every(isComparison);
}
function isComparison(value) {
    if (!(value instanceof Map) || !value.has('new'))
        return false;
    return [...value.keys()].every((key) => SIDES.includes(key));
}
function readDiff(value) {
    const files = [...((0,shape/* objectAt */.lJ)(value) ?? [])].map(([file, metrics]) => ({ file, metrics: (0,shape/* objectAt */.lJ)(metrics) }));
    const inFiles = new Map();
    for (const { metrics } of files) {
        for (const name of metrics?.keys() ?? [])
            inFiles.set(name, (inFiles.get(name) ?? 0) + 1);
    }
    const placed = files.flatMap(({ file, metrics }) => [...(metrics ?? [])].flatMap(([name, comparison]) => {
        const leaf = (0,formats_leaf/* toLeaf */.Cm)((0,shape/* objectAt */.lJ)(comparison)?.get('new') ?? null);
        const own = [name.split('.'), leaf];
        return inFiles.get(name) === 1 ? [own] : [own, [[...file.split('.'), ...name.split('.')], leaf]];
    }));
    return { metrics: { ...(0,metric_tree/* growTree */.W)(placed), splitsNames: true }, statement: {} };
}

// EXTERNAL MODULE: ./build/js/src/evidence/formats/time.js
var time = __webpack_require__(49645);
;// CONCATENATED MODULE: ./build/js/src/evidence/formats/eval-results/eval-results.js




/**
 * `.eval_results/*.yaml` of a model on the Hugging Face Hub: a list of values by dataset and task. Metrics are named
 * `dataset.task`, since the dataset defines what is measured.
 */
const evalResults = {
    name: 'eval-results',
    lacks: (value) => {
        if (!Array.isArray(value) || value.length === 0)
            return 'has no list of results';
        const other = value.findIndex((entry) => !isResult(entry));
        return other === -1 ? null : `has no dataset with its id and value in result ${other + 1}`;
    },
    nearly: (value) => Array.isArray(value) && value.some(isResult),
    read: readResults,
};
function isResult(entry) {
    return (0,shape/* textAt */.$6)(entry, 'dataset', 'id') !== undefined && (0,shape/* objectAt */.lJ)(entry)?.has('value') === true;
}
function readResults(value) {
    const entries = Array.isArray(value) ? value : [];
    const placed = entries.map((entry) => {
        const task = (0,shape/* textAt */.$6)(entry, 'dataset', 'task_id') ?? 'default';
        return [[(0,shape/* textAt */.$6)(entry, 'dataset', 'id') ?? '', task], (0,formats_leaf/* toLeaf */.Cm)((0,shape/* objectAt */.lJ)(entry)?.get('value') ?? null)];
    });
    return { metrics: (0,metric_tree/* growTree */.W)(placed), statement: findOldest(entries) };
}
/** Known where every result has one: the oldest, so that a newer one can't hide it. */
function findOldest(entries) {
    const dates = entries.map((entry) => ({ key: 'date', value: (0,shape/* objectAt */.lJ)(entry)?.get('date') ?? null }));
    return dates.every(({ value }) => value !== null) ? (0,time/* readTimes */.f)(dates) : {};
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/evidently/new-metrics.js


/** In a name such as `ValueDrift(column=age,method=psi)`. */
const KIND = /^[^(]+/;
const COLUMN = /[(,]column=([^,)]*)/;
/** Evidently's name of a metric with its parameters: `ValueDrift(column=age,method=psi)`. */
function nameNewMetric(metric) {
    return (0,shape/* textAt */.$6)(metric, 'metric_name') ?? (0,shape/* textAt */.$6)(metric, 'metric_id');
}
/**
 * Metrics by kind and column: `ValueDrift.age`. Where several have the same of both, that is no number, and each is
 * found under Evidently's own name of it.
 */
function placeNewMetrics(metrics) {
    const named = metrics.map((metric) => ({
        full: nameNewMetric(metric) ?? '',
        keys: toKeys(metric),
        value: (0,shape/* objectAt */.lJ)(metric)?.get('value') ?? null,
    }));
    const times = new Map();
    for (const { keys } of named)
        times.set(keys.join('\0'), (times.get(keys.join('\0')) ?? 0) + 1);
    return named.flatMap(({ full, keys, value }) => [
        ...placeNumbers(value, keys),
        ...(times.get(keys.join('\0')) === 1 ? [] : placeNumbers(value, [full])),
    ]);
}
function toKeys(metric) {
    const full = nameNewMetric(metric) ?? '';
    const kind = KIND.exec(full)?.[0] ?? full;
    const column = (0,shape/* textAt */.$6)(metric, 'config', 'column') ?? COLUMN.exec(full)?.[1];
    return column === undefined ? [kind] : [kind, column];
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/evidently/evidently.js






/** A WARNING is a test that failed and was said not to be critical, or passed with doubts: it proves nothing. */
const evidently_OUTCOMES = new Map([
    ['SUCCESS', 'passed'],
    ['FAIL', 'failure'],
    ['WARNING', 'skipped'],
    ['SKIPPED', 'skipped'],
]);
/**
 * Reports of Evidently: from 0.6 on, metrics and tests in one file; before, `Report` and `TestSuite` have one each.
 * Metrics are named by their kind, by their column if they have one, and by the keys of their result. A report
 * without tests has passed none.
 */
const evidently = {
    name: 'evidently',
    judges: true,
    lacks: (value) => {
        const [metrics, tests] = [(0,shape/* listAt */.gT)(value, 'metrics'), (0,shape/* listAt */.gT)(value, 'tests')];
        if (metrics === undefined && tests === undefined)
            return 'has no list of "metrics" or "tests"';
        if (metrics?.some((metric) => nameMetric(metric) === undefined) === true) {
            return 'has an entry in "metrics" without its name and value';
        }
        if (tests?.some((test) => (0,shape/* textAt */.$6)(test, 'status') === undefined) === true) {
            return 'has an entry in "tests" without its status';
        }
        const isSuite = (0,shape/* objectAt */.lJ)(value, 'summary')?.has('total_tests') === true;
        const isOldReport = (0,shape/* textAt */.$6)(value, 'version') !== undefined;
        const isNewReport = metrics !== undefined && tests !== undefined;
        return isSuite || isOldReport || isNewReport
            ? null
            : 'has metrics or tests alone, and no "version" or "summary"';
    },
    read: readEvidently,
};
function nameMetric(metric) {
    if ((0,shape/* objectAt */.lJ)(metric)?.has('value') === true)
        return nameNewMetric(metric);
    return (0,shape/* objectAt */.lJ)(metric, 'result') === undefined ? undefined : (0,shape/* textAt */.$6)(metric, 'metric');
}
function readEvidently(value) {
    const root = (0,shape/* objectAt */.lJ)(value) ?? new Map();
    const metrics = (0,shape/* listAt */.gT)(root, 'metrics') ?? [];
    const listed = (0,shape/* listAt */.gT)(root, 'tests') ?? [];
    const verdicts = listed.map((test) => ({
        outcome: evidently_OUTCOMES.get((0,shape/* textAt */.$6)(test, 'status') ?? '') ?? 'error',
        name: (0,shape/* textAt */.$6)(test, 'name') ?? 'unnamed test',
    }));
    const summary = (0,shape/* objectAt */.lJ)(root, 'summary');
    const tests = countVerdicts(verdicts, {
        passed: verdicts.length === 0 ? summary?.get('success_tests') : undefined,
        failures: summary?.get('failed_tests'),
        total: claimTotal(summary),
    });
    const placed = [
        ...placeNewMetrics(metrics.filter((metric) => (0,shape/* objectAt */.lJ)(metric)?.has('value') === true)),
        ...metrics.filter((metric) => (0,shape/* objectAt */.lJ)(metric)?.has('value') !== true).flatMap(placeOldMetric),
        ...listed.flatMap(placeTested),
        ...placeCounts(tests),
    ];
    return { metrics: (0,metric_tree/* growTree */.W)(placed), statement: (0,statement/* readToolStatement */.UX)([root], {}), tests };
}
/** The most that any part of the summary says. */
function claimTotal(summary) {
    const claim = (key) => readClaim(key, summary?.get(key));
    const byStatus = [...((0,shape/* objectAt */.lJ)(summary, 'by_status') ?? [])].map(([key, count]) => readClaim(key, count));
    return Math.max(claim('total_tests'), claim('success_tests') + claim('failed_tests'), byStatus.reduce((sum, count) => sum + count, 0));
}
function placeOldMetric(metric) {
    const result = (0,shape/* objectAt */.lJ)(metric, 'result') ?? new Map();
    const column = (0,shape/* textAt */.$6)(result, 'column_name');
    return placeNumbers(result, [(0,shape/* textAt */.$6)(metric, 'metric') ?? '', ...(column === undefined ? [] : [column])]);
}
/** A test of the older layout has the number that it judged. */
function placeTested(test) {
    const value = (0,shape/* objectAt */.lJ)(test, 'parameters')?.get('value');
    return typeof value === 'number' ? placeNumbers(value, [(0,shape/* textAt */.$6)(test, 'name') ?? '']) : [];
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/great-expectations/great-expectations.js





const STATISTICS = 'statistics';
const COLUMNS = ['column', 'column_A', 'column_B', 'column_list', 'column_set'];
/**
 * A validation result of Great Expectations, or what a checkpoint's `describe()` says of several. Each expectation is
 * a test; metrics are named by expectation, columns and what was observed.
 */
const greatExpectations = {
    name: 'great-expectations',
    judges: true,
    lacks: (value) => {
        if (typeof (0,shape/* objectAt */.lJ)(value)?.get('success') !== 'boolean')
            return 'has no "success" that is true or false';
        const statistics = (0,shape/* objectAt */.lJ)(value, STATISTICS);
        const [one, several] = [(0,shape/* listAt */.gT)(value, 'results'), (0,shape/* listAt */.gT)(value, 'validation_results')];
        if (one !== undefined && statistics?.has('evaluated_expectations') === true)
            return null;
        if (several !== undefined && statistics?.has('evaluated_validations') === true)
            return null;
        return 'has no results with the statistics of their expectations';
    },
    read: readValidations,
};
function readValidations(value) {
    const root = (0,shape/* objectAt */.lJ)(value) ?? new Map();
    const validations = (0,shape/* listAt */.gT)(root, 'validation_results') ?? [value];
    const expectations = validations.flatMap(listExpectations);
    const tests = countExpectations(root, validations, expectations.map(great_expectations_judge));
    const meta = (0,shape/* objectAt */.lJ)(root, 'meta');
    const times = [
        { key: 'run_time', value: (0,shape/* objectAt */.lJ)(meta, 'run_id')?.get('run_time') ?? null },
        { key: 'validation_time', value: meta?.get('validation_time') ?? null },
    ];
    return {
        metrics: (0,metric_tree/* growTree */.W)([
            ...placeNumbers((0,shape/* objectAt */.lJ)(root, STATISTICS)?.get('success_percent') ?? null, [
                STATISTICS,
                'success_percent',
            ]),
            ...expectations.flatMap(placeObserved),
            ...placeCounts(tests),
        ]),
        statement: (0,statement/* readToolStatement */.UX)([root], { times }),
        tests,
    };
}
function listExpectations(validation) {
    return (0,shape/* listAt */.gT)(validation, 'results') ?? (0,shape/* listAt */.gT)(validation, 'expectations') ?? [];
}
function great_expectations_judge(expectation) {
    const raised = (0,shape/* objectAt */.lJ)(expectation, 'exception_info');
    const broke = raised?.get('raised_exception') === true || isRaisedByMetric(raised);
    const held = (0,shape/* objectAt */.lJ)(expectation)?.get('success') === true;
    const name = nameExpectation(expectation).join(' ');
    return { outcome: held ? 'passed' : broke ? 'error' : 'failure', name };
}
/** Since 1.0 there is an entry for every metric that could not be computed. */
function isRaisedByMetric(raised) {
    return [...(raised?.values() ?? [])].some((entry) => (0,shape/* objectAt */.lJ)(entry)?.get('raised_exception') === true);
}
/** Of what is listed and what the statistics claim the more: a result can list its failures alone. */
function countExpectations(root, validations, verdicts) {
    const broken = verdicts.filter(({ outcome }) => outcome === 'error').length;
    const claimed = {
        passed: addUp(validations, 'successful_expectations'),
        failures: Math.max(0, addUp(validations, 'unsuccessful_expectations') - broken),
        total: great_expectations_claimTotal(root, validations),
    };
    const tests = countVerdicts(verdicts, claimed);
    const saysItFailed = [root, ...validations].some((part) => (0,shape/* objectAt */.lJ)(part)?.get('success') !== true);
    if (!saysItFailed || tests.failures + tests.errors > 0)
        return tests;
    // though everything listed in it passed
    return countVerdicts([...verdicts, { outcome: 'error', name: 'the validation as a whole' }], claimed);
}
/** Of each validation the most that it says or lists, and one at least for each that is counted and not there. */
function great_expectations_claimTotal(root, validations) {
    const claim = (key, of) => readClaim(key, (0,shape/* objectAt */.lJ)(of, STATISTICS)?.get(key));
    const totals = validations.map((validation) => Math.max(claim('evaluated_expectations', validation), claim('successful_expectations', validation) + claim('unsuccessful_expectations', validation), listExpectations(validation).length));
    const missing = Math.max(0, claim('evaluated_validations', root) - validations.length);
    return totals.reduce((sum, total) => sum + total, missing);
}
function addUp(validations, key) {
    return validations
        .map((validation) => readClaim(key, (0,shape/* objectAt */.lJ)(validation, STATISTICS)?.get(key)))
        .reduce((sum, count) => sum + count, 0);
}
function nameExpectation(expectation) {
    const config = (0,shape/* objectAt */.lJ)(expectation, 'expectation_config') ?? (0,shape/* objectAt */.lJ)(expectation);
    const type = (0,shape/* textAt */.$6)(config, 'type') ?? (0,shape/* textAt */.$6)(config, 'expectation_type') ?? 'unnamed expectation';
    const kwargs = (0,shape/* objectAt */.lJ)(config, 'kwargs');
    const columns = COLUMNS.map((key) => kwargs?.get(key) ?? [])
        .flat()
        .filter((column) => typeof column === 'string');
    return columns.length === 0 ? [type] : [type, columns.join(', ')];
}
/** Shares are in percent, of the values that are not missing. */
function placeObserved(expectation) {
    const result = (0,shape/* objectAt */.lJ)(expectation, 'result') ?? new Map();
    return [...result].flatMap(([key, value]) => {
        return value instanceof Map ? [] : placeNumbers(value, [...nameExpectation(expectation), key]);
    });
}

// EXTERNAL MODULE: ./build/js/src/evidence/formats/plain.js
var plain = __webpack_require__(97206);
;// CONCATENATED MODULE: ./build/js/src/evidence/formats/hf-trainer/hf-trainer.js



const RUNTIME = '_runtime';
const SPEED = '_samples_per_second';
const hf_trainer_SAMPLES = '_samples';
/** What a run cost, which no number of examples stands behind. */
const COSTS = [RUNTIME, SPEED, '_steps_per_second', hf_trainer_SAMPLES];
/**
 * The files that the Hugging Face Trainer's save_metrics() writes: all_results.json, eval_results.json and so on.
 * Names are those of the file; the number of examples is that of the same prefix (`eval_samples`), where the
 * training script wrote it as the library's examples do.
 */
const hfTrainer = {
    name: 'hf-trainer',
    lacks: (value) => {
        if (!(value instanceof Map))
            return 'holds no object of metrics';
        return findPrefixes(value).length > 0 ? null : `has no "…${RUNTIME}" beside a "…${SPEED}"`;
    },
    read: readMetrics,
};
/** `train`, `eval`, `predict`, or what the script calls them; the longest first, since one may begin another. */
function findPrefixes(root) {
    return [...root.keys()]
        .filter((key) => key.endsWith(RUNTIME))
        .map((key) => key.slice(0, -RUNTIME.length))
        .filter((prefix) => root.has(`${prefix}${SPEED}`))
        .sort((a, b) => b.length - a.length);
}
function readMetrics(value) {
    const { metrics, statement } = (0,plain/* readPlain */.rM)(value);
    const root = (0,shape/* objectAt */.lJ)(value) ?? new Map();
    const prefixes = findPrefixes(root);
    const children = new Map();
    for (const [key, node] of metrics.children) {
        const prefix = prefixes.find((candidate) => key.startsWith(`${candidate}_`));
        children.set(key, node.kind === 'group' || prefix === undefined ? node : measure(key, prefix, root));
    }
    return { metrics: { kind: 'group', children }, statement };
}
function measure(key, prefix, root) {
    const value = root.get(key) ?? null;
    if (COSTS.includes(key.slice(prefix.length)))
        return (0,formats_leaf/* toLeaf */.Cm)(value);
    const count = `${prefix}${hf_trainer_SAMPLES}`;
    return (0,formats_leaf/* toMeasuredLeaf */.oV)(value, { samples: root.get(count), samplesPlace: [count] });
}

// EXTERNAL MODULE: ./build/js/src/evidence/formats/inspect/inspect.js
var inspect = __webpack_require__(34869);
;// CONCATENATED MODULE: ./build/js/src/evidence/formats/lm-eval/lm-eval.js





/** What stands among a task's metrics and is none. */
const NO_METRICS = ['alias', 'name', 'sample_len', 'sample_count', 'samples'];
/** The metrics that the harness itself defines as a share of the examples. */
const SHARES = ['acc', 'acc_norm', 'acc_bytes', 'acc_mutual_info', 'exact_match'];
const STDERR = '_stderr';
/**
 * lm-evaluation-harness, `results_….json`. Before 0.4 a task's metrics are called `acc` and `acc_stderr`, since
 * then `acc,none` and `acc_stderr,none`, the second part being the filter; directions and sample sizes came later.
 * Metrics are named `task.metric`, and `task.metric.filter` where the filter is not `none`.
 */
const lmEval = {
    name: 'lm-eval',
    lacks: (value) => {
        const results = (0,shape/* objectAt */.lJ)(value, 'results');
        if (results === undefined)
            return 'has no "results" by task';
        if ((0,shape/* objectAt */.lJ)(value, 'versions') === undefined)
            return 'has no "versions" of its tasks';
        if (((0,shape/* objectAt */.lJ)(value, 'configs') ?? (0,shape/* objectAt */.lJ)(value, 'config')) === undefined)
            return 'has no "config"';
        const other = [...results].find(([, metrics]) => !(metrics instanceof Map));
        return other === undefined ? null : `has no metrics under ${JSON.stringify(`results.${other[0]}`)}`;
    },
    nearly: (value) => (0,shape/* objectAt */.lJ)(value, 'results') !== undefined && (0,shape/* objectAt */.lJ)(value, 'versions') !== undefined,
    read: lm_eval_readResults,
};
function lm_eval_readResults(value) {
    const root = (0,shape/* objectAt */.lJ)(value) ?? new Map();
    const tasks = (0,shape/* objectAt */.lJ)(root, 'results') ?? new Map();
    const placed = [...tasks].flatMap(([task, metrics]) => readTask({ root, task, metrics }));
    if (placed.length === 0)
        throw new evidence/* UnreadableReport */.sx('has no metrics in its "results": no task was evaluated');
    return { metrics: (0,metric_tree/* growTree */.W)(placed), statement: (0,statement/* readToolStatement */.UX)([root], readRun(root)) };
}
function readTask({ root, task, metrics }) {
    const members = (0,shape/* objectAt */.lJ)(metrics) ?? new Map();
    return [...members]
        .filter(([key]) => key.trim() !== '' && !NO_METRICS.includes(key) && !isStderr(key, members))
        .map(([key, value]) => {
        const { metric, filter } = splitKey(key);
        const leaf = (0,formats_leaf/* toMeasuredLeaf */.oV)(value, {
            stderr: members.get(stderrKey(key)),
            samples: findSamples(root, { task, key, members }),
            direction: findDirection(root, task, metric),
            share: SHARES.includes(metric) ? 'of examples' : undefined,
            place: ['results', task, key],
        });
        return [filter === 'none' ? [task, metric] : [task, metric, filter], leaf];
    });
}
/** `exact_match,strict-match` is a metric under a filter; without a comma it is an older harness's. */
function splitKey(key) {
    const comma = key.indexOf(',');
    return comma === -1
        ? { metric: key, filter: 'none' }
        : { metric: key.slice(0, comma), filter: key.slice(comma + 1) };
}
function stderrKey(key) {
    const comma = key.indexOf(',');
    return comma === -1 ? `${key}${STDERR}` : `${key.slice(0, comma)}${STDERR}${key.slice(comma)}`;
}
function isStderr(key, members) {
    const { metric } = splitKey(key);
    return (metric.endsWith(STDERR) && members.has(`${metric.slice(0, -STDERR.length)}${key.slice(metric.length)}`));
}
/** For a group, that of the metric; for a task, that of its documents. */
function findSamples(root, { task, key, members }) {
    const counted = (0,shape/* objectAt */.lJ)(members, 'sample_count')?.get(key);
    return counted ?? (0,shape/* objectAt */.lJ)(root, 'n-samples', task)?.get('effective');
}
/** Told by task and metric; before that was, in each task's configuration. */
function findDirection(root, task, metric) {
    const listed = (0,shape/* listAt */.gT)(root, 'configs', task, 'metric_list')?.find((entry) => (0,shape/* textAt */.$6)(entry, 'metric') === metric);
    const higher = (0,shape/* objectAt */.lJ)(root, 'higher_is_better', task)?.get(metric) ?? (0,shape/* objectAt */.lJ)(listed)?.get('higher_is_better');
    if (typeof higher !== 'boolean')
        return undefined;
    return higher ? 'higher' : 'lower';
}
function readRun(root) {
    const args = (0,shape/* objectAt */.lJ)(root, 'config')?.get('model_args');
    const commit = readCommit((0,shape/* textAt */.$6)(root, 'git_hash'));
    return {
        commit: commit === undefined ? undefined : { key: 'git_hash', value: commit },
        times: [{ key: 'date', value: root.get('date') ?? null }],
        evaluated: (0,shape/* textAt */.$6)(args, 'pretrained') ?? (typeof args === 'string' && args !== '' ? args : undefined),
    };
}
/** What `git describe --always` says of the folder that the harness ran in: `1a2b3c4`, or `v1.2-3-g1a2b3c4`. */
function readCommit(described) {
    return /^(?:.*-g)?([0-9a-f]{7,64})$/.exec(described ?? '')?.[1];
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/mlflow-evaluate/mlflow-evaluate.js



const COUNT = 'example_count';
/** What MLflow's own evaluators write beside the count: a classifier's, a regressor's. */
const SCORES = ['accuracy_score', 'mean_squared_error', 'mean_absolute_error', 'f1_score', 'r2_score'];
const MEAN = '/mean';
const VARIANCE = '/variance';
/** By the definition of MLflow's classifier evaluator. */
const mlflow_evaluate_SHARES = ['precision_score', 'recall_score', 'f1_score'];
const COUNTS = [COUNT, 'true_negatives', 'false_positives', 'false_negatives', 'true_positives'];
/**
 * The metrics.json that `mlflow.models.evaluate(…).save()` writes: names as in MLflow's table, one count of examples,
 * and a variance beside the mean of what is scored by example.
 */
const mlflowEvaluate = {
    name: 'mlflow-evaluate',
    lacks: (value) => {
        if (!(value instanceof Map))
            return 'holds no object of metrics';
        const known = value.has(COUNT) && SCORES.some((name) => value.has(name));
        const scored = [...value.keys()].some((key) => key.endsWith(VARIANCE) && value.has(toMean(key)));
        return known || scored
            ? null
            : `has no "${COUNT}" beside a score, and no "…${VARIANCE}" beside a "…${MEAN}"`;
    },
    read: mlflow_evaluate_readMetrics,
};
function toMean(variance) {
    return `${variance.slice(0, -VARIANCE.length)}${MEAN}`;
}
function mlflow_evaluate_readMetrics(value) {
    const { metrics, statement } = (0,plain/* readPlain */.rM)(value);
    const root = (0,shape/* objectAt */.lJ)(value) ?? new Map();
    const children = new Map();
    for (const [key, node] of metrics.children) {
        children.set(key, node.kind === 'group' ? node : mlflow_evaluate_measure(key, root));
    }
    return { metrics: { kind: 'group', children }, statement };
}
function mlflow_evaluate_measure(key, root) {
    const value = root.get(key) ?? null;
    if (COUNTS.includes(key))
        return (0,formats_leaf/* toLeaf */.Cm)(value);
    const samples = root.get(COUNT);
    const beside = { samples, place: [key], samplesPlace: [COUNT] };
    if (key === 'accuracy_score')
        return (0,formats_leaf/* toMeasuredLeaf */.oV)(value, { ...beside, share: 'of examples' });
    const variance = key.endsWith(MEAN) ? root.get(`${key.slice(0, -MEAN.length)}${VARIANCE}`) : undefined;
    // a negative variance gives NaN, which is refused
    const spread = typeof variance === 'number' ? Math.sqrt(variance) : variance;
    return (0,formats_leaf/* toMeasuredLeaf */.oV)(value, { ...beside, spread, share: mlflow_evaluate_SHARES.includes(key) ? 'other' : undefined });
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/model-index/model-index.js





const EXPECTED = 'write them as in results: [{dataset: {name: voices}, metrics: [{name: wer, value: 0.12}]}]';
/**
 * The `model-index` of a Hugging Face model card. Metrics are named `dataset.metric`, by the names that the model's
 * page shows; where a card has several results on one dataset, `dataset.config.split.metric` (of configuration and
 * split, what there is). Values may be proportions or percent: the format does not say.
 */
const modelIndex = {
    name: 'model-index',
    lacks: (value) => {
        if ((0,shape/* listAt */.gT)(value, 'model-index') === undefined)
            return 'has no "model-index" of results';
        return null;
    },
    read: readCard,
};
function readCard(value) {
    const card = (0,shape/* objectAt */.lJ)(value) ?? new Map();
    const models = (0,shape/* listAt */.gT)(card, 'model-index') ?? [];
    const [model] = models;
    if (model === undefined)
        throw new evidence/* UnreadableReport */.sx(`has an empty "model-index": ${EXPECTED}`);
    if (models.length > 1) {
        throw new evidence/* UnreadableReport */.sx(`has the results of ${models.length} models in its "model-index": keep the one that it is about`);
    }
    const results = (0,shape/* listAt */.gT)(model, 'results');
    if (results === undefined)
        throw new evidence/* UnreadableReport */.sx(`has no list of results in its "model-index": ${EXPECTED}`);
    const perDataset = new Map();
    for (const result of results)
        perDataset.set(nameDataset(result), (perDataset.get(nameDataset(result)) ?? 0) + 1);
    const placed = results.flatMap((result) => readResult(result, (perDataset.get(nameDataset(result)) ?? 0) > 1));
    if (placed.length === 0)
        throw new evidence/* UnreadableReport */.sx(`has no metrics in the results of its "model-index": ${EXPECTED}`);
    const evaluated = (0,shape/* textAt */.$6)(model, 'name');
    return { metrics: (0,metric_tree/* growTree */.W)(placed), statement: (0,statement/* readToolStatement */.UX)([card], { evaluated }) };
}
function readResult(result, isOneOfSeveral) {
    const parts = [(0,shape/* textAt */.$6)(result, 'dataset', 'config'), (0,shape/* textAt */.$6)(result, 'dataset', 'split')];
    const slice = isOneOfSeveral ? parts.filter((part) => part !== undefined) : [];
    return ((0,shape/* listAt */.gT)(result, 'metrics') ?? []).map((metric) => {
        const name = (0,shape/* textAt */.$6)(metric, 'name') ?? (0,shape/* textAt */.$6)(metric, 'type') ?? 'unnamed metric';
        return [[nameDataset(result), ...slice, name], (0,formats_leaf/* toLeaf */.Cm)((0,shape/* objectAt */.lJ)(metric)?.get('value') ?? null)];
    });
}
function nameDataset(result) {
    return (0,shape/* textAt */.$6)(result, 'dataset', 'name') ?? (0,shape/* textAt */.$6)(result, 'dataset', 'type') ?? 'unnamed dataset';
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/promptfoo/promptfoo.js





/** promptfoo's ResultFailureReason: the provider or an assertion broke, and did not merely fail. */
const BROKE = 2;
/**
 * `promptfoo eval --output results.json`. Each test of each prompt and provider is a test. Metrics are those of its
 * table's columns: `pass_rate`, `score` and the named ones; with several columns below the column's head,
 * `[provider] prompt`. What it is about can stand in the configuration's `tags`.
 */
const promptfoo = {
    name: 'promptfoo',
    judges: true,
    lacks: (value) => {
        if ((0,shape/* objectAt */.lJ)(value, 'results', 'stats')?.has('successes') !== true)
            return 'has no "results" with their "stats"';
        return (0,shape/* listAt */.gT)(value, 'results', 'results') === undefined
            ? 'has no list of results in its "results"'
            : null;
    },
    read: readEvaluation,
};
function readEvaluation(value) {
    const root = (0,shape/* objectAt */.lJ)(value) ?? new Map();
    const results = (0,shape/* listAt */.gT)(root, 'results', 'results') ?? [];
    const stats = (0,shape/* objectAt */.lJ)(root, 'results', 'stats');
    const tests = countVerdicts(results.map(promptfoo_judge), {
        passed: results.length === 0 ? stats?.get('successes') : undefined,
        failures: stats?.get('failures'),
        errors: stats?.get('errors'),
        total: ['successes', 'failures', 'errors']
            .map((key) => readClaim(key, stats?.get(key)))
            .reduce((sum, count) => sum + count, 0),
    });
    const columns = (0,shape/* listAt */.gT)(root, 'results', 'prompts') ?? [];
    const placed = columns.flatMap((column) => placeColumn(column, columns.length > 1 ? [nameColumn(column)] : []));
    const times = [{ key: 'timestamp', value: (0,shape/* objectAt */.lJ)(root, 'results')?.get('timestamp') ?? null }];
    return {
        metrics: (0,metric_tree/* growTree */.W)([...placed, ...placeCounts(tests)]),
        statement: (0,statement/* readToolStatement */.UX)([root, (0,shape/* objectAt */.lJ)(root, 'config', 'tags') ?? new Map()], {
            times,
        }),
        tests,
    };
}
function promptfoo_judge(result) {
    const broke = (0,shape/* objectAt */.lJ)(result)?.get('failureReason') === BROKE;
    const held = (0,shape/* objectAt */.lJ)(result)?.get('success') === true;
    const name = (0,shape/* textAt */.$6)(result, 'testCase', 'description') ?? (0,shape/* textAt */.$6)(result, 'prompt', 'label') ?? 'unnamed test';
    return { outcome: held ? 'passed' : broke ? 'error' : 'failure', name };
}
function nameColumn(column) {
    return `[${(0,shape/* textAt */.$6)(column, 'provider') ?? ''}] ${(0,shape/* textAt */.$6)(column, 'label') ?? (0,shape/* textAt */.$6)(column, 'raw') ?? ''}`;
}
function placeColumn(column, above) {
    const metrics = (0,shape/* objectAt */.lJ)(column, 'metrics');
    if (metrics === undefined)
        return [];
    const number = (key) => metrics.get(key) ?? 0;
    const passed = number('testPassCount');
    const run = promptfoo_addUp([passed, number('testFailCount'), number('testErrorCount')]);
    const named = [...((0,shape/* objectAt */.lJ)(metrics, 'namedScores') ?? [])].map(([name, total]) => {
        const count = (0,shape/* objectAt */.lJ)(metrics, 'namedScoresCount')?.get(name);
        const weight = (0,shape/* objectAt */.lJ)(metrics, 'namedScoreWeights')?.get(name) ?? count ?? null;
        return [[...above, name], (0,formats_leaf/* toMeasuredLeaf */.oV)(divide(total, weight), { samples: count })];
    });
    return [
        [[...above, 'pass_rate'], (0,formats_leaf/* toMeasuredLeaf */.oV)(divide(passed, run), { samples: run, share: 'of examples' })],
        [[...above, 'score'], (0,formats_leaf/* toMeasuredLeaf */.oV)(divide(number('score'), run), { samples: run })],
        ...named,
    ];
}
function promptfoo_addUp(counts) {
    return counts.reduce((sum, count) => sum + (typeof count === 'number' ? count : Number.NaN), 0);
}
/** Null where one of them is no number, or there is nothing to divide by. */
function divide(sum, count) {
    return typeof sum === 'number' && typeof count === 'number' && count > 0 ? sum / count : null;
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/sklearn/sklearn.js



const sklearn_SHARES = ['precision', 'recall', 'f1-score'];
const ROW = [...sklearn_SHARES, 'support'];
const CLASSES = 'classes';
/** The rows of averages; the others are one class each. */
const AVERAGES = ['macro avg', 'weighted avg', 'micro avg', 'samples avg'];
/**
 * scikit-learn's classification_report(output_dict=True): a row for every class and average, and one accuracy.
 * Paths are those of the file; the rows' support is the sample count of their numbers. The classes stand under
 * `classes` as well, where a gate on each of them finds neither averages nor the accuracy, and which no `*` matches.
 * Other objects beside the rows keep their paths.
 */
const sklearn = {
    name: 'sklearn',
    lacks: (value) => {
        if (!(value instanceof Map))
            return 'holds no object of rows';
        const rows = [...value].filter(([, row]) => row instanceof Map);
        if (!rows.some(([, row]) => isRow(row)))
            return 'has no row of precision, recall, f1-score and support';
        const averages = AVERAGES.some((name) => isRow(value.get(name)));
        const wrong = rows.find(([, row]) => !isRow(row) && !(averages && isBeside(row)));
        return wrong === undefined
            ? null
            : `has no precision, recall, f1-score and support in ${JSON.stringify(wrong[0].slice(0, 60))}`;
    },
    nearly: (value) => AVERAGES.some((name) => isRow((0,shape/* objectAt */.lJ)(value)?.get(name))),
    read: readClassificationReport,
};
function isRow(row) {
    return ROW.every((key) => typeof (0,shape/* objectAt */.lJ)(row)?.get(key) === 'number');
}
/**
 * What people and tools write beside the rows (`params`, Rasa's `conversation_accuracy`). An object with some of a
 * row's keys is a broken row, and so is an empty one: a class must not drop out of `classes`.
 */
function isBeside(row) {
    const members = (0,shape/* objectAt */.lJ)(row);
    return members !== undefined && members.size > 0 && !ROW.some((key) => members.has(key));
}
function readClassificationReport(value) {
    const { metrics, statement } = (0,plain/* readPlain */.rM)(value);
    const total = readSupport((0,shape/* objectAt */.lJ)(value, 'macro avg')) ?? readSupport((0,shape/* objectAt */.lJ)(value, 'weighted avg'));
    const children = new Map();
    for (const [key, node] of metrics.children) {
        const row = (0,shape/* objectAt */.lJ)(value, key);
        const accuracy = (0,shape/* objectAt */.lJ)(value)?.get(key) ?? null;
        if (isRow(row) && row !== undefined && node.kind === 'group')
            children.set(key, measureRow(key, row, node));
        else if (key !== 'accuracy' || node.kind !== 'leaf')
            children.set(key, node);
        else
            children.set(key, (0,formats_leaf/* toMeasuredLeaf */.oV)(accuracy, { samples: total, share: 'of examples', place: [key] }));
    }
    const classes = new Map([...children].filter(([key]) => isRow((0,shape/* objectAt */.lJ)(value)?.get(key)) && !AVERAGES.includes(key)));
    if (children.has(CLASSES) || classes.size === 0)
        return { metrics: { kind: 'group', children }, statement };
    const aside = new Map([[CLASSES, { kind: 'group', children: classes }]]);
    return { metrics: { kind: 'group', children, aside }, statement };
}
/** A class's recall is the share of its examples that were found; precision and F1 are shares of something else. */
function measureRow(name, row, group) {
    const samples = readSupport(row);
    const children = new Map();
    for (const [key, node] of group.children) {
        const isShare = sklearn_SHARES.includes(key);
        const counts = key === 'recall' && !AVERAGES.includes(name);
        const share = counts ? 'of examples' : 'other';
        const beside = { samples, share, place: [name, key], samplesPlace: [name, 'support'] };
        children.set(key, isShare ? (0,formats_leaf/* toMeasuredLeaf */.oV)(row.get(key) ?? null, beside) : node);
    }
    return { kind: 'group', children };
}
/** With sample weights the support is a sum of weights, which counts no examples. */
function readSupport(row) {
    const support = row?.get('support');
    return typeof support === 'number' && Number.isSafeInteger(support) && support >= 0 ? support : undefined;
}

;// CONCATENATED MODULE: ./build/js/src/evidence/formats/index.js












/** Those that are known by their shape; what none of them knows is `plain`. */
const FORMATS = [
    lmEval,
    inspect/* inspect */.N,
    modelIndex,
    evalResults,
    sklearn,
    dvc,
    mlflowEvaluate,
    hfTrainer,
    evidently,
    deepchecks,
    greatExpectations,
    promptfoo,
];
const FORMAT_CHOICES = ['auto', 'plain', ...FORMATS.map(({ name }) => name)];


/***/ }),

/***/ 34869:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ inspect)
/* harmony export */ });
/* harmony import */ var _evidence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51392);
/* harmony import */ var _metric_tree_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5498);
/* harmony import */ var _leaf_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96596);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(87083);
/* harmony import */ var _statement_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(84623);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(49645);






/** Metrics whose own errors the others of a scorer are: they average the scores. */
const AVERAGES = ['accuracy', 'mean'];
const COUNTS = ['total_samples', 'completed_samples'];
/**
 * Logs of inspect_ai as JSON, with or without their samples. Metrics are named `scorer.metric`, and
 * `scorer.metric.reducer` where epochs were reduced in more ways than one. The log of an evaluation that did not end
 * well is no evidence, though it may carry results.
 */
const inspect = {
    name: 'inspect',
    lacks: (value) => {
        if ((0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(value, 'status') === undefined)
            return 'has no "status" of an evaluation';
        if ((0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(value, 'eval', 'task') === undefined)
            return 'has no "eval" with its task';
        return (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(value, 'plan') === undefined ? 'has no "plan" of an evaluation' : null;
    },
    read: readLog,
};
function readLog(value) {
    const log = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(value) ?? new Map();
    const status = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(log, 'status');
    if (status !== 'success') {
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx(`is the log of an evaluation with the status ${(0,_leaf_js__WEBPACK_IMPORTED_MODULE_1__/* .describeRaw */ .Kj)(status ?? null)}: only "success" counts as evidence`);
    }
    if (log.get('invalidated') === true)
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx('is the log of an evaluation that was invalidated');
    const results = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(log, 'results');
    const scores = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .listAt */ .gT)(results, 'scores');
    if (results === undefined || scores === undefined || scores.length === 0) {
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx('is the log of an evaluation without scores: none of its samples was scored');
    }
    const reducers = new Set(scores.map((score) => (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(score, 'reducer')));
    const placed = scores.flatMap((score, at) => readScore({ score, at, samples: countScored(log, score), tellsReducer: reducers.size > 1 }));
    const counts = COUNTS.map((key) => [[key], (0,_leaf_js__WEBPACK_IMPORTED_MODULE_1__/* .toMeasuredLeaf */ .oV)(results.get(key) ?? null, {})]);
    return {
        metrics: (0,_metric_tree_js__WEBPACK_IMPORTED_MODULE_5__/* .growTree */ .W)([...placed, ...counts]),
        statement: (0,_statement_js__WEBPACK_IMPORTED_MODULE_2__/* .readToolStatement */ .UX)([log, (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(log, 'eval', 'metadata') ?? new Map()], readRun(log)),
    };
}
function readScore({ score, at, samples, tellsReducer }) {
    const scorer = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(score, 'name') ?? (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(score, 'scorer') ?? '';
    const reducer = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(score, 'reducer');
    const metrics = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(score, 'metrics') ?? new Map();
    const valueOf = (name) => (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(metrics, name)?.get('value');
    return [...metrics.keys()].map((name) => {
        const leaf = (0,_leaf_js__WEBPACK_IMPORTED_MODULE_1__/* .toMeasuredLeaf */ .oV)(valueOf(name) ?? null, {
            samples,
            ...(AVERAGES.includes(name) ? readErrors(valueOf) : {}),
            share: name === 'accuracy' ? 'of examples' : undefined,
            place: ['results', 'scores', String(at), 'metrics', name, 'value'],
        });
        return [tellsReducer && reducer !== undefined ? [scorer, name, reducer] : [scorer, name], leaf];
    });
}
function readErrors(valueOf) {
    return { stderr: valueOf('stderr') ?? valueOf('bootstrap_stderr'), spread: valueOf('std') };
}
/** Older logs count the samples for all scorers at once, and each sample once for every epoch. */
function countScored(log, score) {
    const scored = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(score)?.get('scored_samples');
    if (scored !== undefined && scored !== null)
        return scored;
    const epochs = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(log, 'eval', 'config')?.get('epochs') ?? 1;
    return epochs === 1 ? (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(log, 'results')?.get('completed_samples') : undefined;
}
function readRun(log) {
    const ended = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(log, 'stats')?.get('completed_at') ?? null;
    const commit = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(log, 'eval', 'revision', 'commit');
    return {
        commit: commit === undefined ? undefined : { key: 'revision', value: commit },
        times: [
            (0,_time_js__WEBPACK_IMPORTED_MODULE_3__/* .readTime */ .a)(ended) === undefined
                ? { key: 'created', value: (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(log, 'eval')?.get('created') ?? null }
                : { key: 'completed_at', value: ended },
        ],
        evaluated: (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(log, 'eval', 'model'),
    };
}


/***/ }),

/***/ 96596:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cm: () => (/* binding */ toLeaf),
/* harmony export */   Kj: () => (/* binding */ describeRaw),
/* harmony export */   oV: () => (/* binding */ toMeasuredLeaf)
/* harmony export */ });
/* harmony import */ var _path_syntax_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(90828);

const RAW_LENGTH = 40;
/** How tools write that there is no standard error. */
const NO_STDERR = [null, '', 'N/A', 'n/a'];
/** Far above what rounding does to a share of counted examples, far below one example. */
const COUNT_TOLERANCE = 1e-6;
/** A number, or the explained absence of one. */
function toLeaf(value) {
    const finite = typeof value === 'number' && Number.isFinite(value);
    return { kind: 'leaf', value: finite ? value : null, raw: describeRaw(value) };
}
/**
 * The same with what stands beside it. A value that its format rules out, or whose standard error or number of
 * examples can't be one, is no number to judge by.
 */
function toMeasuredLeaf(value, beside) {
    const { direction, share, place, samplesPlace } = beside;
    const samples = readCount(beside.samples);
    const leaf = {
        ...toLeaf(value),
        ...(typeof samples === 'number' ? { samples } : {}),
        ...(direction === undefined ? {} : { direction }),
        ...(samplesPlace === undefined || typeof samples !== 'number'
            ? {}
            : { samplesAt: (0,_path_syntax_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMetricPath */ .Rs)(samplesPlace) }),
    };
    if (leaf.value === null)
        return leaf;
    const refuse = (why) => ({ ...leaf, value: null, raw: `${leaf.raw} (${why})` });
    if (share !== undefined && (leaf.value < 0 || leaf.value > 1)) {
        const remedy = place === undefined
            ? {}
            : {
                remedy: `if it is in percent, set format: plain in the policy and name it by its path in the file: metric: ${quoteForYaml((0,_path_syntax_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMetricPath */ .Rs)(place))}`,
            };
        return { ...refuse('a proportion from 0 to 1 is expected'), ...remedy };
    }
    const [stderr, spread] = [beside.stderr, beside.spread].map(readDeviation);
    if (stderr === null)
        return refuse(`its standard error is ${describeRaw(beside.stderr ?? null)}`);
    if (spread === null)
        return refuse(`its standard deviation is ${describeRaw(beside.spread ?? null)}`);
    if (samples === null || samples === 0)
        return refuse(`its number of examples is ${describeRaw(beside.samples ?? null)}`);
    return {
        ...leaf,
        ...(stderr === undefined ? {} : { stderr }),
        ...(spread === undefined ? {} : { spread }),
        ...(share === 'of examples' && isShareOfCounted(leaf.value, samples, stderr)
            ? { scale: 'proportion' }
            : {}),
    };
}
/**
 * Whether a share is one of whole examples, each right or wrong: then it is a count over `samples`, and the mean's
 * standard error, if there is one, is √(p(1−p)/(n−1)). Half points, weights and rounding show here.
 */
function isShareOfCounted(share, samples, stderr) {
    if (samples === undefined)
        return false;
    const count = share * samples;
    if (Math.abs(count - Math.round(count)) > COUNT_TOLERANCE)
        return false;
    if (stderr === undefined || samples === 1)
        return true;
    const expected = [samples - 1, samples].map((n) => Math.sqrt((share * (1 - share)) / n));
    return expected.some((candidate) => Math.abs(candidate - stderr) <= COUNT_TOLERANCE);
}
/** Undefined for none, null for what can't be one. */
function readDeviation(value) {
    if (value === undefined || NO_STDERR.includes(value))
        return undefined;
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
function readCount(value) {
    if (value === undefined || value === null)
        return undefined;
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
/** A comma ends a value between YAML's braces, where gates are often written. */
function quoteForYaml(path) {
    return /^[\w./ -]+$/.test(path) ? path : `'${path.replaceAll("'", "''")}'`;
}
/** What stands there, short and as written. */
function describeRaw(value) {
    if (Array.isArray(value))
        return 'a list';
    if (value instanceof Map)
        return 'an object';
    const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
    if (text.length <= RAW_LENGTH)
        return text;
    return `${text.slice(0, RAW_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}


/***/ }),

/***/ 97206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   rM: () => (/* binding */ readPlain)
/* harmony export */ });
/* unused harmony export toGroup */
/* harmony import */ var _evidence_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51392);
/* harmony import */ var _leaf_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96596);
/* harmony import */ var _statement_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(84623);



/** Any object of numbers: what a metric is called is its path in the file. */
const plain = {
    name: 'plain',
    lacks: (value) => (value instanceof Map ? null : 'holds no object of metrics'),
    read: readPlain,
};
/** @throws UnreadableReport when the root is no object */
function readPlain(value) {
    if (!(value instanceof Map))
        throw new _evidence_js__WEBPACK_IMPORTED_MODULE_0__/* .UnreadableReport */ .sx('is not an object of numbers, such as {"accuracy": 0.91}');
    return { metrics: toGroup(value), statement: (0,_statement_js__WEBPACK_IMPORTED_MODULE_2__/* .readStatement */ .cO)(value) };
}
/** A number in quotes is no number: who wrote it so may have written "0.9 (est.)" in the next file. */
function toGroup(value) {
    const entries = value.entries();
    const children = new Map();
    for (const [key, item] of entries)
        children.set(String(key), toNode(item));
    const isObjectList = Array.isArray(value) && value.some((item) => item instanceof Map);
    return { kind: 'group', children, ...(isObjectList ? { isObjectList } : {}) };
}
function toNode(value) {
    if (value instanceof Map || Array.isArray(value))
        return toGroup(value);
    return typeof value === 'string' ? { ...(0,_leaf_js__WEBPACK_IMPORTED_MODULE_1__/* .toLeaf */ .Cm)(value), text: value } : (0,_leaf_js__WEBPACK_IMPORTED_MODULE_1__/* .toLeaf */ .Cm)(value);
}


/***/ }),

/***/ 39961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ findContradiction)
/* harmony export */ });
const MAX_SHOWN = 40;
/** Two that do not say the same, in words; undefined where all do. */
function findContradiction(said, agree) {
    for (const [at, first] of said.entries()) {
        const other = said.slice(at + 1).find(({ value }) => !agree(first.value, value));
        if (other !== undefined)
            return `${describe(first)} and ${describe(other)}`;
    }
    return undefined;
}
function describe({ key, value }) {
    return `${key} ${JSON.stringify(value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN - 1)}…` : value)}`;
}


/***/ }),

/***/ 87083:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   gT: () => (/* binding */ listAt),
/* harmony export */   lJ: () => (/* binding */ objectAt)
/* harmony export */ });
/** The object that keys lead to, or undefined. */
function objectAt(value, ...keys) {
    const found = at(value, ...keys);
    return found instanceof Map ? found : undefined;
}
/** The list that keys lead to, or undefined. */
function listAt(value, ...keys) {
    const found = at(value, ...keys);
    return Array.isArray(found) ? found : undefined;
}
/** The text that keys lead to, or undefined; an empty one says nothing. */
function textAt(value, ...keys) {
    const found = at(value, ...keys);
    return typeof found === 'string' && found !== '' ? found : undefined;
}
function at(value, ...keys) {
    return keys.reduce((above, key) => (above instanceof Map ? above.get(key) : undefined), value);
}


/***/ }),

/***/ 84623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $4: () => (/* binding */ readVersion),
/* harmony export */   UX: () => (/* binding */ readToolStatement),
/* harmony export */   cC: () => (/* binding */ SPECIFIC_VERSION),
/* harmony export */   cO: () => (/* binding */ readStatement)
/* harmony export */ });
/* unused harmony export STATEMENT_KEYS */
/* harmony import */ var _version_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69365);
/* harmony import */ var _said_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39961);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(49645);



/**
 * The top-level keys by which a report says what it is about. Of the model and the version the first that says
 * something counts: the more specific names stand first, since a bare `version` is at times the tool's own.
 */
const STATEMENT_KEYS = {
    model: ['model_name', 'model'],
    version: ['model_version', 'version'],
    commit: ['git_commit', 'git_sha', 'commit'],
    time: ['timestamp', 'created_at', 'time'],
};
const SPECIFIC_VERSION = 'model_version';
/** What a tool's report is asked for: under the other names, tools tell of themselves. */
const ADDED_KEYS = { ...STATEMENT_KEYS, model: [], version: [SPECIFIC_VERSION] };
function readStatement(root) {
    return read([root], STATEMENT_KEYS, {});
}
/**
 * What a tool's report says: the tool itself, and what people added to it.
 * @param roots where people add: at the top level, or where the tool has a place for it
 */
function readToolStatement(roots, told) {
    return read(roots, ADDED_KEYS, told);
}
function read(roots, keys, { commit, times = [], evaluated }) {
    const models = readAll(roots, keys.model, readText);
    const versions = readAll(roots, keys.version, readVersion);
    const commits = readAll(roots, keys.commit, readText);
    const [version] = versions;
    return {
        model: models[0]?.value,
        version: version?.value,
        versionIsSpecific: version?.key === SPECIFIC_VERSION,
        ...findCommit(commit === undefined ? commits : [commit, ...commits]),
        ...(0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .readTimes */ .f)([...times, ...readAll(roots, keys.time, (value) => value ?? undefined)]),
        contradiction: (0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .findContradiction */ .P)(versions, agreeOnVersion) ?? (0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .findContradiction */ .P)(models, (a, b) => a === b),
        ...(evaluated === undefined ? {} : { evaluated }),
    };
}
function readAll(roots, keys, readOne) {
    return keys.flatMap((key) => roots.flatMap((root) => {
        const value = readOne(root.get(key) ?? null);
        return value === undefined ? [] : [{ key, value }];
    }));
}
/** The longest, of which the others are the beginning: which of two that differ is right would be a guess. */
function findCommit(said) {
    const [longest] = said.map(({ value }) => value).sort((a, b) => b.length - a.length);
    return { commit: longest, commitContradiction: (0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .findContradiction */ .P)(said, agreeOnCommit) };
}
function agreeOnCommit(a, b) {
    const [one, other] = [a.toLowerCase(), b.toLowerCase()];
    return one.startsWith(other) || other.startsWith(one);
}
/** Both may be a version, and are another one each. */
function agreeOnVersion(a, b) {
    const [one, other] = [(0,_version_text_js__WEBPACK_IMPORTED_MODULE_2__/* .readVersionNumber */ .S)(a), (0,_version_text_js__WEBPACK_IMPORTED_MODULE_2__/* .readVersionNumber */ .S)(b)];
    return one === null || other === null || one === other;
}
function readText(value) {
    if (typeof value === 'number')
        return String(value);
    return typeof value === 'string' && value !== '' ? value : undefined;
}
/** What is there but can't be a version is told in words that equal none, so that it never counts as silence. */
function readVersion(value) {
    if (value === null)
        return undefined;
    if (Array.isArray(value))
        return '(a list)';
    if (value instanceof Map)
        return '(an object)';
    // the digits of the file are lost: the number next to it may be another version's
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
        return '(a number too large to be read exactly)';
    return typeof value === 'boolean' ? String(value) : readText(value);
}


/***/ }),

/***/ 49645:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ readTime),
/* harmony export */   f: () => (/* binding */ readTimes)
/* harmony export */ });
/* harmony import */ var _leaf_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(96596);

/** Unix times from 2001 to 2286, in seconds. In this range no two of the units below can be confused. */
const UNIX_SECONDS = { from: 1e9, to: 1e10 };
/** Seconds, milliseconds, microseconds, nanoseconds. */
const UNIX_UNITS = [1, 1e3, 1e6, 1e9];
const UNIX_TEXT = /^\d{10,19}(?:\.\d+)?$/;
/** ISO 8601 with and without its separators, and its relatives: a space for the T, slashes, a decimal comma. */
const NUMERIC = /^(\d{4})([-/]?)(\d\d)\2(\d\d)(?:[Tt ]?(\d\d):?(\d\d)(?::?(\d\d(?:[.,]\d+)?))?(?!\d)(.*))?$/;
const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d(?:\.\d+)?))?$/;
/**
 * `Z`, `UTC`, `+02:00`, `+0200`, `+02`, `GMT+0200`. Behind an offset Go repeats the zone's name and adds its
 * monotonic clock; JavaScript and Java add the zone's name in brackets.
 */
const ZONE = /^(?:z|utc?|gmt|(?:utc|gmt)?([+-]\d\d)(?::?(\d\d))?(?: [a-z]{1,5})?)(?: m=[+-][\d.]+)?(?: ?\(.*\)| ?\[.*\])?$/i;
/** `CEST` or `[Europe/Berlin]`: its offset isn't known here, and some abbreviations stand for several zones. */
const UNKNOWN_ZONE = /^(?:[a-z]{1,5}|\[.*\]|\(.*\))$/i;
const HALF_OF_DAY = /^ ?([ap])\.?m\b\.?/i;
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
/** Clocks are at most this far behind UTC, on Baker Island (milliseconds). */
const FURTHEST_BEHIND = 12 * 3_600_000;
/** The longest that is read; JavaScript's has a zone's name of any length. */
const MAX_TEXT = 100;
/**
 * A moment in one of the notations that tools write: ISO 8601, RFC 2822 and HTTP dates, what JavaScript, Java, Go and
 * Python print, Unix time in seconds to nanoseconds as a number or a text. Undefined for anything else, also for a
 * time without a zone: it says too little to judge an age by.
 */
function readTime(value) {
    const reading = read(value);
    return reading !== undefined && 'time' in reading ? reading.time : undefined;
}
/**
 * The oldest of the times that several keys say, so that a newer one can't hide it; a time without a zone counts at the
 * latest that it can mean. What stands in the place of a time and isn't one is `unclearTime`, as it may be older.
 */
function readTimes(said) {
    const all = said
        .filter(({ value }) => value !== null && value !== '')
        .map((one) => ({ ...one, reading: read(one.value) }));
    const unknown = all.find(({ reading, ...one }) => reading === undefined && !isDuration(one));
    const hasMoment = all.some(({ reading }) => reading !== undefined && 'time' in reading);
    if (hasMoment) {
        const time = new Date(all.reduce((oldest, { reading }) => Math.min(oldest, atLatest(reading)), Infinity));
        return unknown === undefined ? { time } : { time, unclearTime: toUnclear(unknown) };
    }
    const [local] = all.toSorted((a, b) => atLatest(a.reading) - atLatest(b.reading));
    const unclear = unknown ?? local;
    return { time: undefined, unclearTime: unclear === undefined ? undefined : toUnclear(unclear) };
}
/** `time: 12.5` is how long something took. */
function isDuration({ key, value }) {
    return key === 'time' && typeof value === 'number' && value >= 0 && value < UNIX_SECONDS.from;
}
function toUnclear({ key, value }) {
    const reading = read(value);
    return {
        said: `${key} ${(0,_leaf_js__WEBPACK_IMPORTED_MODULE_0__/* .describeRaw */ .Kj)(value)}`,
        ...(reading !== undefined && 'latest' in reading ? { latest: reading.latest } : {}),
        ...(isDuration({ key, value }) ? { isDuration: true } : {}),
    };
}
function atLatest(reading) {
    if (reading === undefined)
        return Infinity;
    return Number('time' in reading ? reading.time : reading.latest);
}
function read(value) {
    if (typeof value === 'number')
        return readUnix(value);
    if (typeof value !== 'string' || value.length > MAX_TEXT)
        return undefined;
    const text = value.trim();
    if (UNIX_TEXT.test(text)) {
        const moment = readUnix(Number(text));
        if (moment !== undefined)
            return moment;
    }
    const stated = readNumeric(text) ?? readWords(text);
    return stated === undefined ? undefined : toReading(stated);
}
function readUnix(value) {
    const unit = UNIX_UNITS.find((size) => value / size >= UNIX_SECONDS.from && value / size < UNIX_SECONDS.to);
    return unit === undefined ? undefined : { time: new Date((value / unit) * 1000) };
}
function readNumeric(text) {
    const [, year, , month, date, hours, minutes, seconds = '00', rest = ''] = NUMERIC.exec(text) ?? [];
    if (year === undefined || month === undefined || date === undefined)
        return undefined;
    const day = `${year}-${month}-${date}`;
    if (hours === undefined || minutes === undefined)
        return { day, clock: null, zone: '' };
    return stateClock(day, { hours, minutes, seconds: seconds.replace(',', '.') }, rest);
}
/** The month as a word, and the rest in any order: `Thu, 06 Aug 2020 07:53:15 GMT`, `Thu Aug  6 07:53:15 2020`. */
function readWords(text) {
    const words = text
        .replace(/(\d)-([a-z]{3,9})-(\d)/i, '$1 $2 $3')
        .replace(/ *\([^()]*\)$/, '')
        .split(/[\s,]+/);
    const take = (fits) => {
        const at = words.findIndex(fits);
        return at === -1 ? undefined : words.splice(at, 1)[0];
    };
    const month = take((word) => indexOfName(MONTHS, word) !== -1);
    const date = take((word) => /^\d{1,2}$/.test(word));
    const year = take((word) => /^\d{4}$/.test(word));
    take((word) => indexOfName(WEEKDAYS, word) !== -1);
    if (month === undefined || date === undefined || year === undefined)
        return undefined;
    const number = String(indexOfName(MONTHS, month) + 1);
    const day = `${year}-${number.padStart(2, '0')}-${date.padStart(2, '0')}`;
    const [, hours, minutes, seconds = '00'] = CLOCK.exec(take((word) => CLOCK.test(word)) ?? '') ?? [];
    const rest = words.join(' ');
    if (hours !== undefined && minutes !== undefined)
        return stateClock(day, { hours: hours.padStart(2, '0'), minutes, seconds }, rest);
    return rest === '' ? { day, clock: null, zone: '' } : undefined;
}
/** In full or cut to three letters or more. */
function indexOfName(names, word) {
    const name = word.toLowerCase().replace(/\.$/, '');
    return name.length < 3 ? -1 : names.findIndex((full) => full.startsWith(name));
}
function stateClock(day, clock, rest) {
    const half = HALF_OF_DAY.exec(rest);
    if (half === null)
        return { day, clock, zone: rest.trim() };
    const hours = Number(clock.hours);
    if (hours < 1 || hours > 12)
        return undefined;
    const counted = (hours % 12) + (half[1]?.toLowerCase() === 'p' ? 12 : 0);
    return {
        day,
        clock: { ...clock, hours: String(counted).padStart(2, '0') },
        zone: rest.slice(half[0].length).trim(),
    };
}
function toReading({ day, clock, zone }) {
    if (clock === null)
        return toLatest(day, '23:59:59');
    const at = `${clock.hours}:${clock.minutes}:${clock.seconds}`;
    const known = ZONE.exec(zone);
    if (known === null)
        return zone === '' || UNKNOWN_ZONE.test(zone) ? toLatest(day, at) : undefined;
    const [, hours, minutes = '00'] = known;
    const time = toDate(day, at, hours === undefined ? 'Z' : `${hours}:${minutes}`);
    return time === undefined ? undefined : { time };
}
function toLatest(day, clock) {
    const inUtc = toDate(day, clock, 'Z');
    return inUtc === undefined ? undefined : { latest: new Date(inUtc.getTime() + FURTHEST_BEHIND) };
}
/** Undefined for the 30th of February, which Date would take for a day in March. */
function toDate(day, clock, zone) {
    const midnight = new Date(`${day}T00:00:00Z`);
    if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day))
        return undefined;
    const time = new Date(`${day}T${clock}${zone}`);
    return Number.isNaN(time.getTime()) ? undefined : time;
}


/***/ }),

/***/ 5498:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ growTree)
/* harmony export */ });
/**
 * Puts each number at the end of its keys. One that stands where a group does is the group's own; where two
 * stand at one place there is no number any more, since which one counts would be a guess.
 */
function growTree(placed) {
    const root = { kind: 'group', children: new Map() };
    for (const [keys, leaf] of placed)
        put(keys.slice(0, -1).reduce(openGroup, root), keys.at(-1) ?? '', leaf);
    return root;
}
function openGroup(above, key) {
    const there = above.children.get(key);
    if (there?.kind === 'group')
        return there;
    const group = { kind: 'group', children: new Map(), ...(there === undefined ? {} : { own: there }) };
    above.children.set(key, group);
    return group;
}
function put(group, key, leaf) {
    const there = group.children.get(key);
    if (there?.kind === 'group')
        there.own = there.own === undefined ? leaf : twice(there.own, leaf);
    else
        group.children.set(key, there === undefined ? leaf : twice(there, leaf));
}
function twice(first, second) {
    const raw = first.raw.endsWith(TWICE) ? first.raw : `${first.raw} and ${second.raw}${TWICE}`;
    return { kind: 'leaf', value: null, raw };
}
const TWICE = ' (it stands there twice)';


/***/ }),

/***/ 15394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ parsePythonJson)
/* harmony export */ });
/* unused harmony export MAX_DEPTH */
/* harmony import */ var _decode_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86795);
/* harmony import */ var _evidence_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51392);
/**
 * Strict JSON (RFC 8259) plus the bare NaN, Infinity and -Infinity that Python's json module writes.
 *
 * Own code, since no library does this: JSON.parse refuses Python's numbers, keeps the last of two equal
 * keys without a word and gives no position, and the lenient readers (JSON5, jsonc) accept comments,
 * trailing commas or a cut-off end.
 */


/** Deeper than any tool's report, and far from the end of the stack. */
const MAX_DEPTH = 200;
const LITERALS = new Map([
    ['true', true],
    ['false', false],
    ['null', null],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
]);
const ESCAPES = new Map([
    ['"', '"'],
    ['\\', '\\'],
    ['/', '/'],
    ['b', '\b'],
    ['f', '\f'],
    ['n', '\n'],
    ['r', '\r'],
    ['t', '\t'],
]);
/** How Python and others print what JSON has other words for. */
const OTHER_LITERALS = /^(?:none|true|false|[-+]?nan|[-+]?inf(?:inity)?|nil|undefined)$/i;
const TOKEN = /[-+.\w]*/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const NUMBER_SO_FAR = /^-?(?:(?:0|[1-9]\d*)(?:\.\d*)?(?:(?<=\d)[eE][+-]?\d*)?)?$/;
/** @throws UnreadableReport with the position of the first thing that is not JSON */
function parsePythonJson(text) {
    return new Reader(text).readDocument();
}
class Reader {
    text;
    offset = 0;
    constructor(text) {
        this.text = text;
    }
    readDocument() {
        this.skipSpace();
        if (this.offset === this.text.length)
            throw new _evidence_js__WEBPACK_IMPORTED_MODULE_1__/* .UnreadableReport */ .sx('is empty');
        const value = this.readValue(0);
        this.skipSpace();
        if (this.offset < this.text.length)
            this.fail('has more text after the end of its JSON');
        return value;
    }
    readValue(depth) {
        const char = this.text[this.offset];
        if (char === '"')
            return this.readString();
        if (char !== '{' && char !== '[')
            return this.readToken();
        if (depth === MAX_DEPTH)
            this.fail(`is nested deeper than ${MAX_DEPTH} levels`);
        return char === '{' ? this.readObject(depth + 1) : this.readArray(depth + 1);
    }
    readObject(depth) {
        const members = new Map();
        this.offset += 1;
        this.skipSpace();
        if (this.skip('}'))
            return members;
        do {
            this.skipSpace();
            const start = this.offset;
            if (this.text[start] !== '"') {
                const python = this.text[start] === "'" ? " (Python's str() of a dict is not JSON: use json.dump)" : '';
                this.fail(`has ${this.quoteNext()} where a key in double quotes belongs${python}`);
            }
            const key = this.readString();
            if (members.has(key))
                this.fail(`has the key ${quote(key)} twice, the second time`, start);
            this.skipSpace();
            if (!this.skip(':'))
                this.fail(`has ${this.quoteNext()} where a colon belongs`);
            this.skipSpace();
            members.set(key, this.readValue(depth));
            this.skipSpace();
        } while (this.skip(','));
        if (!this.skip('}'))
            this.fail(`has ${this.quoteNext()} where a comma or } belongs`);
        return members;
    }
    readArray(depth) {
        const items = [];
        this.offset += 1;
        this.skipSpace();
        if (this.skip(']'))
            return items;
        do {
            this.skipSpace();
            items.push(this.readValue(depth));
            this.skipSpace();
        } while (this.skip(','));
        if (!this.skip(']'))
            this.fail(`has ${this.quoteNext()} where a comma or ] belongs`);
        return items;
    }
    readString() {
        let result = '';
        this.offset += 1;
        for (;;) {
            const start = this.offset;
            let code = this.text.charCodeAt(this.offset);
            while (code !== 0x22 && code !== 0x5c && code >= 0x20)
                code = this.text.charCodeAt(++this.offset);
            result += this.text.slice(start, this.offset);
            if (this.skip('"'))
                return result;
            if (code !== 0x5c)
                this.fail('has a bare control character in a text');
            result += this.readEscape();
        }
    }
    readEscape() {
        const char = this.text[this.offset + 1];
        if (char === undefined)
            this.failCutOff();
        const plain = ESCAPES.get(char);
        if (plain !== undefined) {
            this.offset += 2;
            return plain;
        }
        const digits = this.text.slice(this.offset + 2, this.offset + 6);
        if (char !== 'u' || !/^[0-9a-fA-F]*$/.test(digits))
            this.fail('has an escape that JSON does not know');
        if (digits.length < 4)
            this.failCutOff();
        this.offset += 6;
        return String.fromCharCode(parseInt(digits, 16));
    }
    readToken() {
        const start = this.offset;
        TOKEN.lastIndex = start;
        TOKEN.test(this.text);
        const end = TOKEN.lastIndex;
        const token = this.text.slice(start, end);
        if (token === '')
            this.fail(`has ${this.quoteNext()} where a value belongs`);
        if (NUMBER.test(token)) {
            this.offset = end;
            return Number(token);
        }
        const literal = LITERALS.get(token);
        if (literal !== undefined) {
            this.offset = end;
            return literal;
        }
        const unfinished = NUMBER_SO_FAR.test(token) || [...LITERALS.keys()].some((word) => word.startsWith(token));
        if (end === this.text.length && unfinished)
            this.failCutOff();
        const python = OTHER_LITERALS.test(token) ? ' (JSON has null, true, false, NaN and Infinity)' : '';
        return this.fail(`has ${quote(token)} where a value belongs${python}`);
    }
    skipSpace() {
        let code = this.text.charCodeAt(this.offset);
        while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
            code = this.text.charCodeAt(++this.offset);
        }
    }
    skip(char) {
        if (this.text[this.offset] !== char)
            return false;
        this.offset += 1;
        return true;
    }
    quoteNext() {
        return quote(String.fromCodePoint(this.text.codePointAt(this.offset) ?? 0));
    }
    /** Whatever was expected: where the text is at its end, the reason is that it was cut off. */
    fail(message, offset = this.offset) {
        if (offset >= this.text.length)
            this.failCutOff();
        throw (0,_decode_js__WEBPACK_IMPORTED_MODULE_0__/* .unreadableAt */ .V$)(message, (0,_decode_js__WEBPACK_IMPORTED_MODULE_0__/* .findPosition */ .DB)(this.text, offset));
    }
    failCutOff() {
        throw (0,_decode_js__WEBPACK_IMPORTED_MODULE_0__/* .unreadableAt */ .V$)('is cut off', (0,_decode_js__WEBPACK_IMPORTED_MODULE_0__/* .findPosition */ .DB)(this.text, this.text.length));
    }
}
function quote(text) {
    return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}


/***/ }),

/***/ 43120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ readReport)
/* harmony export */ });
/* harmony import */ var _formats_choose_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24961);
/* harmony import */ var _structured_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48392);


/**
 * Reads an evaluation report into numbers.
 * @throws UnreadableReport when it is no report that can be trusted whole
 */
function readReport({ path, bytes, sha256, format: asked = 'auto' }) {
    const value = (0,_structured_js__WEBPACK_IMPORTED_MODULE_1__/* .readStructured */ .c)(path, bytes);
    const format = (0,_formats_choose_js__WEBPACK_IMPORTED_MODULE_0__/* .chooseFormat */ .H)(value, asked);
    const nearly = asked === 'auto' && format.name === 'plain' ? (0,_formats_choose_js__WEBPACK_IMPORTED_MODULE_0__/* .findNearly */ .f)(value) : null;
    return {
        ...{ path, sha256, format: format.name, ...format.read(value) },
        ...(nearly === null ? {} : { nearly }),
    };
}


/***/ }),

/***/ 10574:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JM: () => (/* binding */ RUN_TEMPLATE),
/* harmony export */   YH: () => (/* binding */ tellsVersionsApart),
/* harmony export */   kE: () => (/* binding */ NO_EVIDENCE),
/* harmony export */   ou: () => (/* binding */ fillTemplate)
/* harmony export */ });
/** No evidence was asked for. */
const NO_EVIDENCE = { patterns: [], reports: [], problems: [] };
/** In place of a file: the metrics of the version's run on the MLflow server. A file of that name is `./mlflow`. */
const RUN_TEMPLATE = 'mlflow';
/** True when a template names other evidence for each version, so that it can name the champion's own. */
function tellsVersionsApart(template) {
    return template === RUN_TEMPLATE || template.includes('{version}');
}
function fillTemplate(template, subject) {
    return template.replaceAll('{model}', () => subject.model).replaceAll('{version}', () => subject.version);
}


/***/ }),

/***/ 48392:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ readStructured)
});

// UNUSED EXPORTS: parseStructured

// EXTERNAL MODULE: ./build/js/src/evidence/decode.js
var decode = __webpack_require__(86795);
// EXTERNAL MODULE: ./build/js/src/evidence/evidence.js
var evidence = __webpack_require__(51392);
// EXTERNAL MODULE: ./build/js/src/evidence/file-kind.js
var file_kind = __webpack_require__(38026);
// EXTERNAL MODULE: ./build/js/src/evidence/python-json.js
var python_json = __webpack_require__(15394);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./build/js/src/yaml-alias.js
var yaml_alias = __webpack_require__(81561);
// EXTERNAL MODULE: ./build/js/src/yaml-compose.js
var yaml_compose = __webpack_require__(36469);
// EXTERNAL MODULE: ./build/js/src/yaml-problem.js + 1 modules
var yaml_problem = __webpack_require__(30000);
;// CONCATENATED MODULE: ./build/js/src/evidence/strict-yaml.js






/** How often one anchor may unfold: enough for what people write, far from a bomb of nested aliases. */
const MAX_UNFOLDING = 100;
/** The library looks each alias up in the whole document. */
const MAX_ALIASES = 1000;
/** Aliases can repeat one large value: what they unfold to is bounded as well. */
const MAX_VALUES = 1_000_000;
const TOO_DEEP = `is nested deeper than ${yaml_compose/* MAX_YAML_DEPTH */.Pq} levels`;
/**
 * One YAML 1.2 document as JSON-like data: core schema, merge keys, and keys that are no text as their text.
 * `.nan` and `.inf` are numbers.
 * @throws UnreadableReport on any error, duplicate key, second document or unfolding beyond bounds
 */
function parseStrictYaml(text) {
    try {
        return readDocument(text);
    }
    catch (error) {
        if (error instanceof evidence/* UnreadableReport */.sx)
            throw error;
        if (error instanceof yaml_compose/* YamlTooDeep */.o4)
            throw (0,decode/* unreadableAt */.V$)(error.message, (0,decode/* findPosition */.DB)(text, error.offset));
        const merge = (0,yaml_alias/* explainMerge */.uk)(error);
        throw new evidence/* UnreadableReport */.sx(merge === null ? 'is not valid YAML' : `is not valid YAML: ${merge.message}. ${merge.hint}`);
    }
}
function readDocument(text) {
    const lines = new dist/* LineCounter */.HN();
    // The core schema whatever a %YAML directive says: 1.1 would read `1:30` as ninety.
    // Keys are checked below: the library compares every key with every other.
    const { document, second } = (0,yaml_compose/* composeYaml */.ee)(text, lines, {
        schema: 'core',
        resolveKnownTags: false,
        merge: true,
        uniqueKeys: false,
    });
    if (document.contents === null && document.errors.length === 0)
        throw new evidence/* UnreadableReport */.sx('is empty');
    const [error] = document.errors;
    if (error !== undefined)
        throw describe(error, text, lines);
    if (second !== undefined) {
        throw (0,decode/* unreadableAt */.V$)('holds more than one YAML document; the second starts', locate(lines, second.range[0]));
    }
    checkKeysAndAliases(document, lines);
    return convert(unfold(document), { left: MAX_VALUES }, 0);
}
function unfold(document) {
    try {
        return document.toJS({ mapAsMap: true, maxAliasCount: MAX_UNFOLDING });
    }
    catch (error) {
        // every alias has its anchor by now: what the library still refuses of them is how much they unfold to
        if (!(error instanceof ReferenceError))
            throw error;
        throw new evidence/* UnreadableReport */.sx('has aliases that unfold to too much: write the repeated parts out');
    }
}
function describe(error, text, lines) {
    const problem = (0,yaml_problem/* explainYaml */.J)(error, text);
    const end = text.trimEnd().length;
    if (error.pos[0] >= end || (problem.isOpen === true && error.pos[1] >= end)) {
        return (0,decode/* unreadableAt */.V$)('is cut off', locate(lines, error.pos[0]));
    }
    return invalidAt(problem, lines);
}
function invalidAt({ message, hint, offset }, lines) {
    const { line, column } = locate(lines, offset);
    const what = `is not valid YAML at line ${line}, column ${column}: ${message}`;
    return new evidence/* UnreadableReport */.sx(`${what}. ${hint.replace(/\.$/, '')}`, line, column);
}
function checkKeysAndAliases(document, lines) {
    let aliases = 0;
    const anchors = new Set();
    const keepAnchor = (node) => {
        if (node.anchor !== undefined)
            anchors.add(node.anchor);
    };
    (0,dist/* visit */.YR)(document, {
        Alias(_, { source, range }) {
            aliases += 1;
            if (aliases > MAX_ALIASES)
                throw new evidence/* UnreadableReport */.sx(`uses more than ${MAX_ALIASES} aliases`);
            if (anchors.has(source))
                return;
            throw invalidAt({ ...(0,yaml_alias/* explainAlias */.sr)(source), offset: range?.[0] ?? 0 }, lines);
        },
        Scalar: (_, scalar) => keepAnchor(scalar),
        Seq: (_, list) => keepAnchor(list),
        Map(_, map) {
            keepAnchor(map);
            const seen = new Set();
            for (const { key } of map.items) {
                if (!(0,dist/* isScalar */.jn)(key))
                    continue;
                const name = nameKey(key.value);
                if (seen.has(name)) {
                    throw (0,decode/* unreadableAt */.V$)(`has the key ${JSON.stringify(name)} twice, the second time`, locate(lines, key.range?.[0] ?? 0));
                }
                seen.add(name);
            }
        },
    });
}
function convert(value, budget, depth) {
    budget.left -= 1;
    if (budget.left < 0)
        throw new evidence/* UnreadableReport */.sx(`unfolds to more than ${MAX_VALUES} values`);
    if (depth > yaml_compose/* MAX_YAML_DEPTH */.Pq)
        throw new evidence/* UnreadableReport */.sx(TOO_DEEP);
    if (Array.isArray(value))
        return value.map((item) => convert(item, budget, depth + 1));
    if (value instanceof Map) {
        const members = new Map();
        for (const [key, item] of value)
            members.set(nameKey(key), convert(item, budget, depth + 1));
        return members;
    }
    if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
        return value;
    return null;
}
function nameKey(key) {
    if (typeof key === 'object' && key !== null)
        throw new evidence/* UnreadableReport */.sx('has a list or an object as a key');
    return String(key);
}
function locate(lines, offset) {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
}

;// CONCATENATED MODULE: ./build/js/src/evidence/structured.js





/** YAML takes seconds a megabyte to read; what is larger than this is written by a tool, which can write JSON. */
const MAX_YAML_BYTES = 4 * 1024 * 1024;
const STARTS_LIKE_JSON = /^\s*[[{]/;
/** Names of what is hardly meant for YAML. */
const LOG = /\.(?:log|out|txt)$/i;
/** Of TOML or INI: `[scores]`. */
const STARTS_LIKE_SECTION = /^\s*\[{1,2}[A-Za-z][^\]\n]*\]{1,2}\s*\n/;
/**
 * JSON or YAML by the path's ending; with any other ending, JSON when it starts like JSON, else YAML, of which a
 * text with front matter (a model card) holds only that.
 * @throws UnreadableReport
 */
function parseStructured(path, bytes) {
    const text = (0,decode/* decodeText */.g7)(bytes);
    (0,decode/* refuseConflictMarkers */.a1)(text);
    if (decode/* STARTS_WITH_TAG */.it.test(text))
        throw new evidence/* UnreadableReport */.sx((0,file_kind/* explainXml */.Jw)(text));
    if (isJson(path, text))
        return parseJson(path, text);
    if (bytes.length > MAX_YAML_BYTES) {
        const why = (0,file_kind/* explainText */.lP)(path, text) ?? 'is YAML and larger than the 4 MB of it that are read: write it as JSON';
        throw new evidence/* UnreadableReport */.sx(why);
    }
    return parseYaml(path, text);
}
/** What is wrong with a file that is something else is not where its JSON ends. */
function parseJson(path, text) {
    try {
        return (0,python_json/* parsePythonJson */.S)(text);
    }
    catch (error) {
        if (!(error instanceof evidence/* UnreadableReport */.sx))
            throw error;
        if (isJsonLines(text))
            throw new evidence/* UnreadableReport */.sx((0,file_kind/* explainJsonLines */.tA)());
        const isOther = !STARTS_LIKE_JSON.test(text) || STARTS_LIKE_SECTION.test(text);
        const other = isOther ? (0,file_kind/* explainText */.lP)(path, text) : null;
        throw other === null ? error : new evidence/* UnreadableReport */.sx(other);
    }
}
/** The first two lines are a whole object each. */
function isJsonLines(text) {
    const lines = text.trimStart().split(/\r?\n/, 2);
    return lines.length === 2 && lines.every((line) => line.trimStart().startsWith('{') && isWholeJson(line));
}
function isWholeJson(text) {
    try {
        (0,python_json/* parsePythonJson */.S)(text);
        return true;
    }
    catch {
        return false;
    }
}
function parseYaml(path, text) {
    try {
        const value = parseStrictYaml(isYaml(path) ? text : keepFrontMatter(text));
        if (typeof value !== 'string' || STARTS_LIKE_JSON.test(value))
            return value;
    }
    catch (error) {
        if (!(error instanceof evidence/* UnreadableReport */.sx))
            throw error;
        const other = isYaml(path)
            ? null
            : ((0,file_kind/* explainText */.lP)(path, text) ?? (LOG.test(path) ? (0,file_kind/* explainPlainText */.lJ)(text) : null));
        throw other === null ? error : new evidence/* UnreadableReport */.sx(other);
    }
    throw new evidence/* UnreadableReport */.sx((0,file_kind/* explainText */.lP)(path, text) ?? (0,file_kind/* explainPlainText */.lJ)(text));
}
/**
 * The same; a text that is JSON once more, as `json.dump(result.to_json())` writes it, is taken for what is in it.
 * @throws UnreadableReport
 */
function readStructured(path, bytes) {
    const value = parseStructured(path, bytes);
    if (typeof value !== 'string' || !STARTS_LIKE_JSON.test(value))
        return value;
    try {
        return (0,python_json/* parsePythonJson */.S)(value);
    }
    catch (error) {
        if (!(error instanceof evidence/* UnreadableReport */.sx))
            throw error;
        throw new evidence/* UnreadableReport */.sx(`is a JSON text that contains JSON, which ${error.message} of that text`);
    }
}
function isJson(path, text) {
    if (/\.json$/i.test(path))
        return true;
    if (isYaml(path))
        return false;
    return STARTS_LIKE_JSON.test(text);
}
function isYaml(path) {
    return /\.ya?ml$/i.test(path);
}
/** What stands between a first line `---` and the next such line, where more follows; else the whole text. */
function keepFrontMatter(text) {
    const start = /^---[ \t]*\r?\n/.exec(text);
    if (start === null)
        return text;
    const end = /^---[ \t]*\r?$/m.exec(text.slice(start[0].length));
    return end === null ? text : text.slice(0, start[0].length + end.index);
}


/***/ }),

/***/ 53649:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pv: () => (/* binding */ mustRun),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   lD: () => (/* binding */ createGit)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11024);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44201);


/**
 * English messages, since they tell a lost race from a refusal; nobody to ask for a password; paths as they
 * are, without patterns.
 */
const FIXED = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_LITERAL_PATHSPECS: '1' };
/** Ends connections that hang: after a minute without a byte. Who sets the variables knows the remote better. */
const DEFAULTS = { GIT_HTTP_LOW_SPEED_LIMIT: '1', GIT_HTTP_LOW_SPEED_TIME: '60' };
/**
 * Git in a folder, with the runner's own credentials and configuration.
 * @throws StagegateError `input` (from the function returned) when there is no git
 */
function createGit(cwd) {
    return async (args, { env } = {}) => {
        // Loaded here: no other way of keeping a manifest needs it.
        const { getExecOutput } = await __webpack_require__.e(/* import() */ 260).then(__webpack_require__.bind(__webpack_require__, 81260));
        const chunks = [];
        try {
            const { exitCode, stderr } = await getExecOutput('git', [...args], {
                cwd,
                silent: true,
                ignoreReturnCode: true,
                env: { ...DEFAULTS, ...inheritedEnvironment(), ...FIXED, ...env },
                // The output as text would hide bytes that are no UTF-8.
                listeners: { stdout: (data) => chunks.push(data) },
            });
            return { exitCode, stdout: Buffer.concat(chunks), stderr };
        }
        catch (cause) {
            if (!/Unable to locate executable/.test(String(cause)))
                throw cause;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', 'git was not found', {
                hint: 'Install git and put it on the PATH, or keep the manifest on disk only (commit: none).',
                cause,
            });
        }
    };
}
/** Standard output as text without its last line end. */
function textOf(result) {
    return result.stdout.toString().replace(/\n$/, '');
}
/**
 * Runs git where it has no reason to fail.
 * @throws StagegateError `unavailable` with git's own words
 */
async function mustRun(git, args, run) {
    const result = await git(args, run);
    if (result.exitCode === 0)
        return textOf(result);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unavailable', `git ${args.find((arg) => /^[a-z]/.test(arg)) ?? ''} failed: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .makeWordsSafe */ .L)(result.stderr)}`, {
        hint: 'Check that the repository is whole (git fsck) and that its folder can be written.',
    });
}
function inheritedEnvironment() {
    return Object.fromEntries(Object.entries(process.env).filter((entry) => entry[1] !== undefined));
}


/***/ }),

/***/ 44201:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ makeWordsSafe)
/* harmony export */ });
/** Enough for what a server says to a refused push; a hook may print pages. */
const MAX_CHARACTERS = 600;
const SECRETS = [
    [/:\/\/[^/\s@]+@/g, '://***@'],
    [/\b(authorization\s*:\s*\w+)\s+\S+/gi, '$1 ***'],
    [/\b(?:gh[a-z]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,})/g, '***'],
];
/**
 * What git or a remote printed, for a message: one line, without control and direction characters, without
 * credentials, and short.
 */
function makeWordsSafe(text) {
    const lines = text
        // eslint-disable-next-line no-control-regex -- escape sequences of terminals
        .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g, '')
        .split(/[\r\n]+/)
        .map((line) => line
        .replace(/^remote:/, '')
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim())
        .filter((line) => line !== '' && !line.startsWith('hint:'));
    const safe = SECRETS.reduce((words, [pattern, stars]) => words.replace(pattern, stars), [...new Set(lines)].join('; '));
    if (safe === '')
        return 'no reason given';
    return safe.length > MAX_CHARACTERS ? `${safe.slice(0, MAX_CHARACTERS)}…` : safe;
}


/***/ }),

/***/ 63800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i6: () => (/* binding */ parseHistory),
  Xw: () => (/* binding */ readLine),
  I$: () => (/* binding */ sealEntry)
});

// UNUSED EXPORTS: digestLine

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __webpack_require__(11024);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 2 modules
var schemas = __webpack_require__(55395);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js + 1 modules
var api = __webpack_require__(73305);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/iso.js
var iso = __webpack_require__(73102);
// EXTERNAL MODULE: ./build/js/src/registry/version.js
var version = __webpack_require__(11775);
;// CONCATENATED MODULE: ./build/js/src/history/schema.js


const schema_version = schemas/* string */.YjP().check(schemas/* refine */.YPB(version/* isVersion */.lF, 'is no version'));
const optionalText = schemas/* nullable */.mee(schemas/* string */.YjP());
const shown = schemas/* nullable */.mee(schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig()]));
const positive = schemas/* number */.aig().check(api/* _positive */.NC());
const uncertainty = schemas/* object */.Ikc({
    stderr: schemas/* optional */.lqM(positive),
    samples: schemas/* optional */.lqM(schemas/* int */.Whr().check(api/* _positive */.NC())),
    spread: schemas/* optional */.lqM(positive),
    proportion: schemas/* optional */.lqM(schemas/* literal */.euz(true)),
});
const gateResult = schemas/* object */.Ikc({
    gate: schemas/* string */.YjP(),
    metric: optionalText,
    check: optionalText,
    observed: shown,
    required: shown,
    champion: shown,
    against: schemas/* optional */.lqM(schema_version),
    verdict: schemas/* enum */.k5n(['pass', 'fail', 'inconclusive', 'skip']),
    reason: schemas/* string */.YjP(),
    uncertainty: schemas/* optional */.lqM(uncertainty),
    interval: schemas/* optional */.lqM(schemas/* object */.Ikc({ lower: schemas/* number */.aig(), upper: schemas/* number */.aig(), confidence: schemas/* string */.YjP(), method: schemas/* string */.YjP() })),
    needs: schemas/* optional */.lqM(schemas/* number */.aig()),
    tolerated: schemas/* optional */.lqM(schemas/* enum */.k5n(['warn', 'allow'])),
});
/** The form of a history line; keys that a later release adds are let through. */
const historyEntrySchema = schemas/* looseObject */._H3({
    time: iso/* datetime */.w$(),
    action: schemas/* enum */.k5n(['register', 'promote', 'rollback', 'archive']),
    model: schemas/* string */.YjP(),
    version: schema_version,
    from: optionalText,
    to: schemas/* string */.YjP(),
    archived: schemas/* array */.YOg(schema_version),
    artifacts: schemas/* optional */.lqM(schemas/* record */.g1P(schema_version, schemas/* object */.Ikc({ source: optionalText, sha256: optionalText }))),
    actor: optionalText,
    reason: optionalText,
    forced: schemas/* boolean */.zMY(),
    commit: optionalText,
    run: optionalText,
    'policy-sha256': optionalText,
    'report-sha256': optionalText,
    reports: schemas/* optional */.lqM(schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP())),
    gates: schemas/* array */.YOg(gateResult),
    beginning: schemas/* optional */.lqM(schemas/* record */.g1P(schema_version, schemas/* string */.YjP())),
    previous: optionalText,
});

;// CONCATENATED MODULE: ./build/js/src/history/chain.js



/** What closes every line: the digest of all that stands before it, so that even the last line can't be altered unseen. */
const SEAL = /,"sha256":"([0-9a-f]{64})"\}$/;
const MERGED = 'Keep the lines of the branch that was there first, and run the other promotion again.';
function sha256(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}
/** The line for an entry, without line end: its JSON, sealed with the SHA-256 of the JSON without the seal. */
function sealEntry(entry) {
    const body = JSON.stringify(entry);
    return `${body.slice(0, -1)},"sha256":"${sha256(body)}"}`;
}
/** The digest by which the next line of the model names this one. */
function digestLine(text) {
    return sha256(text);
}
/**
 * Reads a history file: each line's seal and, model by model, the chain of digests are checked.
 * @returns the lines by model, oldest first
 * @throws StagegateError `history` at the first line that was altered, removed before, or can't be read
 */
function parseHistory(file, text) {
    const models = new Map();
    for (const [at, raw] of text.split('\n').entries()) {
        const lineText = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
        if (lineText === '')
            continue;
        const line = readLine(lineText, {
            file,
            line: at + 1,
            restore: `Restore it from git: git log -p -- ${file}`,
        });
        const lines = models.get(line.entry.model) ?? [];
        checkChain(line, lines);
        lines.push(line);
        models.set(line.entry.model, lines);
    }
    return models;
}
/**
 * Reads one line and checks its seal; whether it follows the one before is not its matter.
 * @throws StagegateError `history` when it was altered or can't be read
 */
function readLine(text, source) {
    const { file, line } = source;
    return { entry: parseLine(text, source), sha256: digestLine(text), file, line };
}
function parseLine(text, { file, line, restore }) {
    const place = { file, line, ...(line === null ? {} : { column: 1 }) };
    if (/^(<{7}|\|{7}|={7}|>{7})( |$)/.test(text)) {
        throw merged(place, 'the history has conflict markers of a git merge');
    }
    const seal = SEAL.exec(text);
    if (seal === null)
        throw altered(place, 'it does not end with its digest', restore);
    const body = `${text.slice(0, seal.index)}}`;
    if (sha256(body) !== seal[1])
        throw altered(place, 'its digest is that of another text', restore);
    const parsed = historyEntrySchema.safeParse(readJson(body));
    if (parsed.success)
        return parsed.data;
    const [issue] = parsed.error.issues;
    throw new errors/* StagegateError */.qU('history', `this line is no history entry: ${issue?.path.join('.')} ${issue?.message}`, {
        place,
        hint: 'It was written by another release, or not by stagegate.',
    });
}
/** What stands in a line, or undefined, which is no entry: anybody can seal what is no JSON. */
function readJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function checkChain(line, before) {
    const last = before.at(-1);
    const { previous, model } = line.entry;
    if (previous === (last?.sha256 ?? null))
        return;
    const place = { file: line.file, line: line.line, column: 1 };
    const restore = `Restore it from git: git log -p -- ${line.file}`;
    const name = JSON.stringify(model);
    const follows = before.find(({ sha256: digest }) => digest === previous);
    if (follows !== undefined) {
        const other = before[before.indexOf(follows) + 1] ?? line;
        throw merged(place, `lines ${other.line} and ${line.line} both follow line ${follows.line}: two promotions of ${name} were merged`);
    }
    const [first] = before;
    if (previous === null && first !== undefined) {
        throw merged(place, `lines ${first.line} and ${line.line} both begin the history of ${name}: two promotions were merged`);
    }
    throw altered(place, `the line of ${name} that it follows is not the one before it`, restore);
}
function merged(place, message) {
    return new errors/* StagegateError */.qU('history', message, { place, hint: MERGED });
}
function altered(place, why, restore) {
    return new errors/* StagegateError */.qU('history', `the history was altered at or before this line: ${why}`, {
        place,
        hint: `The history is only ever appended to. ${restore}`,
    });
}


/***/ }),

/***/ 45635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ askGit)
/* harmony export */ });
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53649);

const NOTHING = { head: null, ref: null, userName: null };
/** What git knows of a folder; all nulls where there is no git or no repository. */
async function askGit(root) {
    const git = (0,_git_command_js__WEBPACK_IMPORTED_MODULE_0__/* .createGit */ .lD)(root);
    const ask = async (args) => {
        const result = await git(args);
        return (result.exitCode === 0 && (0,_git_command_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(result)) || null;
    };
    try {
        const [head, ref, userName] = await Promise.all([
            ask(['rev-parse', '--verify', '--quiet', 'HEAD']),
            ask(['symbolic-ref', '--quiet', 'HEAD']),
            ask(['config', '--get', 'user.name']),
        ]);
        return { head, ref, userName };
    }
    catch {
        return NOTHING; // without git a promotion on disk still works; gates that need these facts fail for want of them
    }
}


/***/ }),

/***/ 4829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ findPrefix),
/* harmony export */   findTargetBranch: () => (/* binding */ findTargetBranch)
/* harmony export */ });
/* unused harmony export readRepository */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11024);
/* harmony import */ var _git_command_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53649);
/* harmony import */ var _git_facts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(45635);





/**
 * The branch that the workflow runs on, else the one that is checked out.
 * @throws StagegateError `input` where there is none to commit to, or another repository is checked out
 */
async function findTargetBranch(options) {
    const branch = await findBranch(options);
    const top = await findCheckout(options);
    if (top !== null)
        await requireSameRepository(top, options);
    return { branch, prefix: prefixOf(top, options.root) };
}
/** The workspace's folder in the repository that is checked out, empty or with a `/` at its end. */
async function findPrefix(options) {
    return prefixOf(await findCheckout(options), options.root);
}
function prefixOf(top, root) {
    const folder = top === null ? '' : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(top, root).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join('/');
    return folder === '' ? '' : `${folder}/`;
}
async function findBranch({ root, env, event, mode }) {
    if (event.beforeMerge) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .StagegateError */ .qU('input', `commit: ${mode} has no branch to commit to: this runs for a change that is not merged yet (${event.name ?? ''})`, { hint: 'Use command: check here, and promote on push or workflow_dispatch.' });
    }
    const ref = env['GITHUB_REF'] || (await (0,_git_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .askGit */ .g)(root)).ref;
    if (ref?.startsWith('refs/heads/') === true)
        return ref.slice('refs/heads/'.length);
    const where = ref ? `on ${ref}` : 'on no branch that is known';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .StagegateError */ .qU('input', `commit: ${mode} needs a branch to commit to, and this runs ${where}`, {
        hint: 'Start the workflow on a branch; or check one out (actions/checkout with: {ref: main}) and use commit: push.',
    });
}
/** The topmost folder of the checkout that the workspace is in; null where there is none. */
async function findCheckout({ root, env }) {
    for (let at = root;; at = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(at)) {
        if (await exists((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(at, '.git')))
            return at;
        // what is above the runner's workspace is not the workflow's
        if (at === env['GITHUB_WORKSPACE'] || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(at) === at)
            return null;
    }
}
async function exists(path) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path);
        return true;
    }
    catch {
        return false;
    }
}
/** A checkout of another repository of the same server: its registry is not where the commit would go. */
async function requireSameRepository(top, { env, mode }) {
    const [host, asked] = [env['GITHUB_SERVER_URL'] || 'https://github.com', env['GITHUB_REPOSITORY'] ?? ''];
    const held = readRepository(await askOrigin(top), host);
    if (held === null || held.toLowerCase() === asked.toLowerCase())
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .StagegateError */ .qU('input', `${JSON.stringify(held)} is checked out, but commit: ${mode} commits to ${JSON.stringify(asked)}`, {
        hint: 'Use commit: push, which commits to what is checked out. Or set GITHUB_REPOSITORY, with a token for it.',
    });
}
async function askOrigin(folder) {
    try {
        const origin = await (0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .createGit */ .lD)(folder)(['config', '--get', 'remote.origin.url']);
        return origin.exitCode === 0 ? (0,_git_command_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)(origin) : '';
    }
    catch {
        return ''; // no git: then nobody checked anything out with it
    }
}
/** `owner/name` of an address on a server; null for any other address. */
function readRepository(address, server) {
    const host = server.replace(/^https?:\/\/|\/+$/g, '').replace(/[^\w:-]/g, '\\$&');
    const scp = new RegExp(`^(?:[^@/]+@)?${host}:(?!//)`, 'i');
    const url = new RegExp(`^(?:https?|ssh|git)://(?:[^@/]+@)?${host}/`, 'i');
    const start = url.exec(address) ?? scp.exec(address);
    const path = start === null ? '' : address.slice(start[0].length).replace(/(?:\.git)?\/*$/, '');
    return /^[^/\s]+\/[^/\s]+$/.test(path) ? path : null;
}


/***/ }),

/***/ 29451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FK: () => (/* binding */ isInside),
/* harmony export */   JA: () => (/* binding */ relativeInside),
/* harmony export */   _p: () => (/* binding */ whyUnreadable),
/* harmony export */   d7: () => (/* binding */ toPosix),
/* harmony export */   xO: () => (/* binding */ readInside)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11024);



/** Paths relative to the workspace, with `/`, are how people and files name things. */
function toPosix(path) {
    return node_path__WEBPACK_IMPORTED_MODULE_1__.sep === '/' ? path : path.replaceAll(node_path__WEBPACK_IMPORTED_MODULE_1__.sep, '/');
}
/**
 * The path relative to the workspace.
 * @throws StagegateError `input` when it is outside by its name
 */
function relativeInside(root, path, what) {
    const absolute = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root, path);
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, absolute);
    if (inside === '' || !isInside(root, absolute))
        throw outside(path, what);
    return toPosix(inside);
}
/** Whether an absolute path is that of a folder or below it, by its name; `..data` is a name like any other. */
function isInside(root, absolute) {
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, absolute);
    return inside !== '..' && !inside.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(inside);
}
/**
 * Reads a file of the workspace, following links only inside of it.
 * @param limit bytes; one more than that is read at most, so that the caller can tell
 * @throws StagegateError `input` when it is, or is linked to, outside the workspace
 */
async function readInside(root, path, { limit, what }) {
    const absolute = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root, relativeInside(root, path, what));
    let real;
    try {
        real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(absolute);
    }
    catch (error) {
        return { kind: 'absent', why: whyUnreadable(error), isThere: !isGone(error) };
    }
    if (!isInside(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(root), real))
        throw outside(path, what);
    try {
        return await readRegular(real, limit);
    }
    catch (error) {
        return { kind: 'absent', why: whyUnreadable(error), isThere: !isGone(error) };
    }
}
async function readRegular(real, limit) {
    // non-blocking, or opening a pipe would wait for a writer that never comes
    const { O_RDONLY, O_NONBLOCK } = (await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 73024, 19))).constants;
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(real, O_RDONLY | O_NONBLOCK);
    try {
        const status = await file.stat();
        if (status.isDirectory())
            return { kind: 'absent', why: 'is a folder, not a file', isThere: true };
        if (!status.isFile())
            return { kind: 'absent', why: 'is no regular file', isThere: true };
        const size = Math.min(status.size, limit + 1);
        const bytes = new Uint8Array(size);
        let filled = 0;
        while (filled < size) {
            const { bytesRead } = await file.read(bytes, filled, size - filled);
            if (bytesRead === 0)
                break;
            filled += bytesRead;
        }
        return { kind: 'file', bytes: bytes.subarray(0, filled), real };
    }
    finally {
        await file.close();
    }
}
function isGone(error) {
    return ['ENOENT', 'ENOTDIR'].includes(error.code ?? '');
}
/** Why a file or folder can't be read, as the rest of a sentence after its path. */
function whyUnreadable(error) {
    const code = error.code ?? 'unknown error';
    const words = {
        ENOENT: 'is not there',
        ENOTDIR: 'is not there: a part of its path is a file',
        EACCES: 'may not be read: permission denied',
        EPERM: 'may not be read: permission denied',
        EISDIR: 'is a folder, not a file',
        ELOOP: 'is a link that leads in a circle',
        ENAMETOOLONG: 'has too long a name',
    };
    return words[code] ?? `can't be read (${code})`;
}
function outside(path, what) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .StagegateError */ .qU('input', `${what} ${JSON.stringify(path)} is outside the workspace`, {
        hint: 'Only files inside the workspace are read, and links that stay inside of it.',
    });
}


/***/ }),

/***/ 81561:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LB: () => (/* binding */ findAliasProblem),
/* harmony export */   sr: () => (/* binding */ explainAlias),
/* harmony export */   uk: () => (/* binding */ explainMerge)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);

/** For an alias that nothing before it defines, such as a name that should have been quoted. */
function explainAlias(source) {
    return {
        message: `the alias *${source} has no anchor before it`,
        hint: `Quote the value if the * belongs to it: ${JSON.stringify(`*${source}`)}. Otherwise define &${source} above.`,
    };
}
/** The first such alias; null when there is none. */
function findAliasProblem(document) {
    const anchors = new Set();
    let problem = null;
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, {
        Node(_, { anchor }) {
            if (anchor !== undefined)
                anchors.add(anchor);
        },
        Alias(_, { source, range }) {
            if (anchors.has(source))
                return undefined;
            problem = { ...explainAlias(source), offset: range?.[0] ?? 0 };
            return yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR.BREAK;
        },
    });
    return problem;
}
/** What the library throws, once aliases are followed, for a `<<` of anything but maps. */
function explainMerge(error) {
    return error instanceof Error && error.message.startsWith('Merge sources')
        ? { message: 'the key << takes a map, or an alias of one', hint: 'Quote the key if << is a name.' }
        : null;
}


/***/ }),

/***/ 36469:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pq: () => (/* binding */ MAX_YAML_DEPTH),
/* harmony export */   ee: () => (/* binding */ composeYaml),
/* harmony export */   o4: () => (/* binding */ YamlTooDeep)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);

/** Deeper than anything that people write. */
const MAX_YAML_DEPTH = 200;
/** The text nests its collections deeper than `MAX_YAML_DEPTH`. */
class YamlTooDeep extends RangeError {
    offset;
    name = 'YamlTooDeep';
    /** @param offset where in the text, in UTF-16 units */
    constructor(offset) {
        super(`is nested deeper than ${MAX_YAML_DEPTH} levels`);
        this.offset = offset;
    }
}
/**
 * The first document of a text, empty for an empty text, and the second if there is one.
 * The library's `parseDocument` with a bound on depth: its composer recurses, and when the stack runs out V8
 * can end the process rather than throw.
 * @throws YamlTooDeep
 */
function composeYaml(text, lines, options) {
    const composer = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Composer */ .Dk({ prettyErrors: false, logLevel: 'silent', ...options });
    const [document, second] = composer.compose(parseTokens(text, lines), true, text.length);
    if (document === undefined)
        throw new TypeError('the composer gave no document');
    return { document, second };
}
function* parseTokens(text, lines) {
    const parser = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Parser */ .iX(lines.addNewLine);
    lines.addNewLine(0);
    for (const lexeme of new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Lexer */ .JG().lex(text)) {
        yield* parser.next(lexeme);
        // the document and a scalar stand on the stack beside the collections
        if (parser.stack.length > MAX_YAML_DEPTH + 2)
            throw new YamlTooDeep(parser.offset);
    }
    yield* parser.end();
}


/***/ }),

/***/ 30000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J: () => (/* binding */ explainYaml)
});

// EXTERNAL MODULE: ./build/js/src/policy/uri-credentials.js
var uri_credentials = __webpack_require__(40459);
;// CONCATENATED MODULE: ./build/js/src/yaml-spot.js
/** At a line's end the library means the next line's beginning, or a line that holds nothing. */
function lookAt(text, { pos, message }) {
    const offset = Math.min(pos[0], Math.max(text.trimEnd().length - 1, 0));
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    const end = endOfLine(text, start);
    const above = previousLine(text, start);
    const below = nextLine(text, end);
    return {
        text,
        offset,
        line: trimEnd(text.slice(start, end)),
        start,
        before: text.slice(start, offset),
        rest: trimEnd(text.slice(offset, end)),
        above: above.line,
        aboveStart: above.start,
        below: below.line,
        belowStart: below.start,
        said: message,
    };
}
function endOfLine(text, start) {
    const end = text.indexOf('\n', start);
    return end === -1 ? text.length : end;
}
function trimEnd(line) {
    return line.replace(/[\r\n]+$/, '');
}
const EMPTY_LINE = /^\s*(?:#.*)?$/;
function nextLine(text, end) {
    for (let start = end + 1; start < text.length; start = endOfLine(text, start) + 1) {
        const line = trimEnd(text.slice(start, endOfLine(text, start)));
        if (!EMPTY_LINE.test(line))
            return { line, start };
    }
    return { line: '', start: text.length };
}
function previousLine(text, start) {
    for (const above of linesAbove(text, start))
        if (!EMPTY_LINE.test(above.line))
            return above;
    return { line: '', start: 0 };
}
/** From the nearest up. */
function* linesAbove(text, start) {
    for (let end = start - 1; end >= 0;) {
        const begin = text.lastIndexOf('\n', end - 1) + 1;
        yield { line: trimEnd(text.slice(begin, end)), start: begin };
        end = begin - 1;
    }
}
function indent(line) {
    return line.length - line.trimStart().length;
}
function firstOfLine({ line, start }) {
    return start + indent(line);
}
function nameOf(line) {
    return withoutComment(line)
        .replace(/^(?:\s*- )*\s*/, '')
        .trim();
}
function withoutComment(text) {
    return text.replace(/\s#.*$/, '').trim();
}
/** A line that stands where the dashes of a list stand, and has none. */
function isUnmarkedItem({ text, line, start, offset }) {
    const column = indent(line);
    if (/^-(?: |$)/.test(line.trimStart()) || offset > start + column)
        return false;
    for (const { line: above } of linesAbove(text, start)) {
        if (EMPTY_LINE.test(above) || indent(above) > column)
            continue;
        return indent(above) === column && /^-(?: |$)/.test(above.trimStart());
    }
    return false;
}
/** A value like `reports/{version}.json` around the position. */
function templateAt({ line, start, offset }) {
    for (const found of line.matchAll(/[^\s,[\]{}"':]*\{[\w.-]+\}[^\s,[\]}"']*(?:\{[\w.-]+\}[^\s,[\]}"']*)*/g)) {
        const [value] = found;
        const from = start + found.index;
        // a map of one key alone is no template
        if (/^\{[^{}]*\}$/.test(value))
            continue;
        if (offset >= from && offset <= from + value.length)
            return { value, offset: from };
    }
    return null;
}
/** The value that ends at the position was opened by the last quote that is not escaped. */
function openQuote({ text, offset, said }) {
    const quoteMark = said.includes("'") ? "'" : '"';
    for (let at = text.lastIndexOf(quoteMark, offset); at > 0; at = text.lastIndexOf(quoteMark, at - 1)) {
        if (quoteMark === '"') {
            const [slashes = ''] = /\\*$/.exec(text.slice(Math.max(0, at - 100), at)) ?? [];
            if (slashes.length % 2 === 0)
                return at;
        }
        else if (text[at - 1] === quoteMark)
            at -= 1;
        else
            return at;
    }
    return text.startsWith(quoteMark) ? 0 : offset;
}
/** The last bracket before the position that nothing closes; quotes are not looked at. */
function openBracket({ text, offset, said }) {
    const [open, close] = said.endsWith('}') ? ['{', '}'] : ['[', ']'];
    let closed = 0;
    for (let at = offset; at >= 0; at--) {
        if (text[at] === close)
            closed += 1;
        else if (text[at] === open && closed-- === 0)
            return at;
    }
    return offset;
}

;// CONCATENATED MODULE: ./build/js/src/yaml-problem.js


/** A key of one line, perhaps of a list's item, with what stands behind its colon. */
const KEY = /^(\s*(?:- +)*)("[^"]*"|'[^']*'|[^\s"'#,:{}[\]&*!|>%@`-][^\s,:{}[\]]*):(.*)$/;
const TIGHT_KEY = /^(\s*(?:- +)*)([\w."'-]+):(?!\/\/)([^ \s:].*)$/;
const TIGHT_DASH = /^(\s*)-([A-Za-z_"'{[*].*)$/;
/** What copied text brings along: spaces, colons and quotes that look like plain ones. */
const LOOKALIKE = /[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff：“”„‘’]/;
const STAR_KEY = /^\s*\*\s*:/;
const STRUCTURE = [
    'MISSING_CHAR',
    'MULTILINE_IMPLICIT_KEY',
    'BLOCK_AS_IMPLICIT_KEY',
    'BAD_INDENT',
    'UNEXPECTED_TOKEN',
];
/** The library's errors by code; the first rule that holds. */
const RULES = [
    {
        codes: ['TAB_AS_INDENT'],
        message: 'a tab is used for indentation',
        hint: 'Indent with spaces.',
    },
    {
        codes: ['DUPLICATE_KEY'],
        message: ({ rest }) => `the key ${quote(/^("[^"]*"|'[^']*'|[^:,}]*)/.exec(rest)?.[0] ?? '')} is there twice`,
        hint: 'Keep one of the two: which one counts would be a guess.',
    },
    {
        when: ({ line }) => line.startsWith('```'),
        message: 'this line belongs to Markdown',
        hint: 'Remove the lines with ```.',
    },
    {
        when: ({ line }) => /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(line),
        message: 'git left a merge conflict here',
        hint: 'Keep one side or both, and remove the lines of "<", "=" and ">".',
    },
    {
        codes: ['MISSING_CHAR'],
        said: /^Missing closing ['"]quote/,
        message: ({ said }) => `the quote ${said.includes("'") ? "'" : '"'} is not closed`,
        hint: 'Close it at the end of its value.',
        at: openQuote,
        isOpen: true,
    },
    {
        codes: ['UNEXPECTED_TOKEN', 'MISSING_CHAR', 'BAD_INDENT', 'BLOCK_IN_FLOW'],
        when: (spot) => templateAt(spot) !== null,
        message: 'a value with { } has no quotes',
        hint: (spot) => `Quote the value: it contains { }. Write ${quote(templateAt(spot)?.value ?? '')}.`,
        at: (spot) => templateAt(spot)?.offset ?? spot.offset,
    },
    {
        codes: ['BAD_INDENT', 'UNEXPECTED_TOKEN', 'MULTILINE_IMPLICIT_KEY', 'BAD_ALIAS', 'BLOCK_AS_IMPLICIT_KEY'],
        when: ({ line, above }) => STAR_KEY.test(line) || STAR_KEY.test(above),
        message: 'the key * has no quotes',
        hint: 'Write "*": for all models.',
        at: ({ line, start, above, aboveStart }) => STAR_KEY.test(line) ? start + indent(line) : aboveStart + indent(above),
    },
    {
        codes: ['MISSING_CHAR', 'MULTILINE_IMPLICIT_KEY', 'BLOCK_AS_IMPLICIT_KEY'],
        when: ({ line }) => TIGHT_KEY.test(line),
        message: ({ line }) => `a space is missing after "${TIGHT_KEY.exec(line)?.[2] ?? ''}:"`,
        hint: ({ line }) => `Write ${TIGHT_KEY.exec(line)?.slice(2).join(': ') ?? ''}`,
        at: ({ line, start }) => start + line.indexOf(':') + 1,
    },
    {
        codes: ['MISSING_CHAR'],
        said: /^Missing space after :/,
        message: 'a space is missing after a colon',
        hint: 'Write "key: value".',
    },
    {
        codes: STRUCTURE,
        when: ({ line }) => TIGHT_DASH.test(line),
        message: 'a space is missing after the "-" of a list item',
        hint: ({ line }) => `Write - ${TIGHT_DASH.exec(line)?.[2] ?? ''}`,
        at: ({ line, start }) => start + line.indexOf('-') + 1,
    },
    {
        codes: ['BAD_INDENT'],
        said: /must be sufficiently indented and end with a|must end with a/,
        message: ({ said }) => `the ${said.endsWith('}') ? '{' : '['} is not closed`,
        hint: ({ said }) => `Close it with ${said.endsWith('}') ? '}' : ']'}. Indent each line inside it further than the line of its key.`,
        at: openBracket,
    },
    {
        codes: ['MISSING_CHAR'],
        said: /must be sufficiently indented and end with a|must end with a/,
        message: ({ said }) => `the ${said.endsWith('}') ? '{' : '['} is not closed`,
        hint: ({ said }) => `Close it with ${said.endsWith('}') ? '}' : ']'}.`,
        at: openBracket,
    },
    {
        codes: ['UNEXPECTED_TOKEN'],
        said: /flow-(?:map|seq)-end/,
        message: ({ rest }) => `the ${rest.slice(0, 1)} has no opening bracket`,
        hint: 'Remove it, or quote the value that it belongs to.',
    },
    {
        codes: ['UNEXPECTED_TOKEN'],
        said: /^Unexpected block-seq-ind on same line|^Unexpected seq-item-ind token/,
        when: ({ before }) => before.trim() !== '',
        message: 'a list starts on the line of its key',
        hint: 'Start the list on the next line, or write it as [a, b].',
    },
    {
        codes: ['BAD_INDENT', 'MISSING_CHAR', 'UNEXPECTED_TOKEN', 'MULTILINE_IMPLICIT_KEY'],
        when: isUnmarkedItem,
        message: 'a line of a list has no "- "',
        hint: 'Start it with "- ", or indent it like the lines of the item above.',
        at: firstOfLine,
    },
    {
        codes: [...STRUCTURE, 'BLOCK_AS_IMPLICIT_KEY'],
        when: ({ line }) => /^\s*-(?: |$)/.test(line),
        message: 'this list item does not line up with what is above it',
        hint: 'Line it up with the other items of its list. A line above it at this level needs a "- " too.',
        at: firstOfLine,
    },
    {
        codes: ['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY'],
        when: ({ before, rest }) => /\S/.test(before) && /:(?: |$)/.test(withoutComment(rest)),
        message: 'a value contains a colon and has no quotes',
        hint: ({ rest }) => `Quote the value: ${quote(withoutComment(rest))}. Two keys need a line each.`,
    },
    {
        codes: ['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY'],
        when: ({ line, below }) => (KEY.exec(line)?.[3]?.trim() ?? '') !== '' && indent(below) > indent(line),
        message: 'this line is indented under a key that has a value',
        hint: 'Indent it like that key, or remove the value there.',
        at: ({ below, belowStart }) => belowStart + indent(below),
    },
    {
        codes: ['MULTILINE_IMPLICIT_KEY', 'MISSING_CHAR'],
        said: /^Implicit (?:keys need|map keys need)/,
        when: ({ line }) => !LOOKALIKE.test(line) && /^\s*(?:- +)*[\w.-]+\s*(?:#.*)?$/.test(line),
        message: ({ line }) => `a colon is missing after ${quote(nameOf(line))}`,
        hint: ({ line }) => `Write ${nameOf(line)}: and its value.`,
        at: firstOfLine,
        isOpen: true,
    },
    {
        codes: ['MULTILINE_IMPLICIT_KEY'],
        when: ({ rest }) => /^["']/.test(rest),
        message: 'a key is longer than one line',
        hint: 'Write the key on one line, or close the quote before it.',
    },
    {
        codes: ['MISSING_CHAR'],
        said: /^Sequence item without/,
        message: 'this line is neither an item of the list nor part of one',
        hint: 'Indent it like the lines of the item above, or start it with "- " below the other dashes.',
        at: firstOfLine,
    },
    {
        codes: ['KEY_OVER_1024_CHARS'],
        message: 'a key is longer than 1,024 characters',
        hint: 'Shorten it. If it is a value, a quote or a line break may be missing.',
    },
    {
        codes: STRUCTURE,
        when: ({ line }) => LOOKALIKE.test(line),
        message: ({ line }) => `this line contains ${describe(LOOKALIKE.exec(line)?.[0] ?? '')}`,
        hint: 'Type it again: YAML only knows plain spaces, colons and quotes, and copied text often has others.',
        at: ({ line, start }) => start + line.search(LOOKALIKE),
    },
    {
        codes: ['BAD_INDENT'],
        message: 'the indentation does not match the lines above',
        hint: 'Indent it exactly like the keys that it belongs to.',
        at: firstOfLine,
    },
    {
        codes: ['BAD_SCALAR_START'],
        message: ({ rest }) => `a value can't start with ${rest.slice(0, 1)} without quotes`,
        hint: ({ rest }) => {
            const value = /^[^\s,[\]{}]+(?=\s*$)/.exec(withoutComment(rest))?.[0];
            return value === undefined ? 'Quote the value.' : `Quote the value: ${quote(value)}.`;
        },
    },
    {
        codes: ['BAD_DQ_ESCAPE'],
        message: ({ rest }) => `${rest.slice(0, 2)} means nothing inside double quotes`,
        hint: 'Use single quotes, or write the backslash twice.',
    },
    {
        codes: ['MISSING_CHAR', 'BLOCK_IN_FLOW'],
        said: /^Missing , |^Block collections/,
        message: 'a comma is missing inside [ ] or { }',
        hint: 'Separate the entries with commas, and quote a value that contains one of , : [ ] { }.',
    },
    {
        codes: ['UNEXPECTED_TOKEN'],
        said: /^Unexpected (?:, in|empty item)/,
        message: 'there is a comma too many inside [ ] or { }',
        hint: 'Remove it.',
    },
    {
        codes: ['UNEXPECTED_TOKEN'],
        when: ({ before, rest }) => /^[{["']/.test(rest) && /[}\]"']\s+$/.test(before),
        message: 'a comma is missing inside [ ] or { }',
        hint: 'Separate the entries with commas.',
    },
    {
        codes: ['MISSING_CHAR'],
        said: /^Comments must be separated/,
        message: 'a space is missing before the #',
        hint: 'Put a space before a comment. Quote the value if the # belongs to it.',
    },
    {
        codes: ['UNEXPECTED_TOKEN', 'MISSING_CHAR'],
        said: /^Block scalar header|^Not a YAML token/,
        message: "a value can't start with > or | on its own line without quotes",
        hint: 'Quote the value. If a longer text follows, start it on the next line.',
    },
    {
        codes: ['UNEXPECTED_TOKEN'],
        when: ({ before }) => before.endsWith("'"),
        message: 'text follows a closing quote',
        hint: "Quote the whole value, with each ' inside it written twice (it''s), or use double quotes.",
    },
    {
        codes: ['UNEXPECTED_TOKEN'],
        when: ({ before }) => /"\s*$/.test(before) || /'\s*$/.test(before),
        message: 'text follows a closing quote',
        hint: 'Quote the whole value. If this quote should open a value, close the one before it.',
    },
    {
        codes: ['TAG_RESOLVE_FAILED'],
        message: ({ rest }) => `the tag ${/^\S*/.exec(rest)?.[0] ?? ''} is unknown`,
        hint: 'Remove it. Quote the value if the ! belongs to it.',
    },
    {
        codes: [
            'ALIAS_PROPS',
            'BAD_ALIAS',
            'BAD_PROP_ORDER',
            'MULTIPLE_ANCHORS',
            'MULTIPLE_TAGS',
            'BAD_COLLECTION_TYPE',
            'NON_STRING_KEY',
        ],
        message: 'a value that starts with &, * or ! has no quotes',
        hint: 'Quote the value. Without quotes, & names a part, * repeats it and ! gives it a type.',
    },
    {
        codes: ['MISSING_CHAR', 'UNEXPECTED_TOKEN'],
        when: ({ line }) => /(?:^|[\s[{,])[&*!]\S*/.test(line),
        message: 'a value that starts with &, * or ! has no quotes',
        hint: 'Quote the value. Without quotes, & names a part, * repeats it and ! gives it a type.',
    },
    {
        codes: ['BAD_DIRECTIVE', 'MISSING_CHAR'],
        said: /directive/i,
        message: 'a line starts with %',
        hint: 'Quote the text, or remove the line: at the start of a line % is an instruction to the YAML reader.',
    },
    {
        codes: ['RESOURCE_EXHAUSTION'],
        message: 'it repeats or nests too much to be read',
        hint: 'Write it flatter.',
    },
    {
        codes: ['UNEXPECTED_TOKEN'],
        message: 'a value ends before this text',
        hint: 'Quote the whole value, or put this text on a line of its own.',
    },
];
const FALLBACK = {
    message: 'the structure breaks here',
    hint: 'Check the quotes, brackets, colons and indentation of this line and of the one above.',
};
/** Says in our own words what the YAML library found wrong in a text. */
function explainYaml(error, text) {
    const spot = lookAt(text, error);
    const rule = RULES.find(({ codes, said, when }) => (codes === undefined || codes.includes(error.code)) &&
        (said === undefined || said.test(spot.said)) &&
        (when === undefined || when(spot))) ?? FALLBACK;
    const { message, hint, at, isOpen = false } = rule;
    return {
        message: (0,uri_credentials/* hideCredentials */.R)(typeof message === 'string' ? message : message(spot)),
        hint: (0,uri_credentials/* hideCredentials */.R)(typeof hint === 'string' ? hint : hint(spot)),
        offset: at === undefined ? spot.offset : at(spot),
        isOpen,
    };
}
function describe(character) {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `${/\s|\u200b|\ufeff/.test(character) ? 'a space' : character} that is not the plain one (U+${code})`;
}
/** A value as it would be written, short enough for a message. */
function quote(text) {
    const bare = text.replace(/^(["'])(.*)\1$/, '$2');
    return JSON.stringify(bare.length > 60 ? `${bare.slice(0, 59)}…` : bare);
}


/***/ })

};
