import type { Evidence, TestEvidence } from '../evidence/evidence.js';
import {
  fillTemplate,
  NO_EVIDENCE,
  RUN_TEMPLATE,
  tellsVersionsApart,
  type EvidenceReader,
  type PastReader,
} from '../evidence/reader.js';
import type { ArtifactReading } from '../history/artifacts.js';
import type { HistoryLine } from '../model/history-entry.js';
import type { RunContext } from '../model/run-context.js';
import type { Snapshot } from '../model/registry.js';
import { everyGate, type StageRules } from '../policy/resolve.js';
import type { MetricGate, TestsGate } from '../policy/schema.js';
import { comparesWithChampion } from '../policy/metric-rules.js';
import type { GateContext } from '../gates/context.js';
import { testsKey } from '../gates/tests.js';
import { findChampions, gatherChampion } from './find-champions.js';
import type { EvidenceSettings } from './decision.js';
import { gatherPaired, gatherRows, wantedMetrics } from './gather.js';
import type { PastFacts } from './judge-past.js';
import { lacksOf, recordedMetrics, recordedReport, recordsEvidence, type Lack } from './past-recorded.js';
import { keepUnchanged } from './report-digests.js';

/** A past promotion to judge. */
interface PastPromotion {
  readonly line: HistoryLine;
  /** The model just before the promotion. */
  readonly snapshot: Snapshot;
  /** The target, in the spelling of the policy. */
  readonly stage: string;
  readonly rules: StageRules;
  /** Whether every metric that a gate's path matches was judged then: its policy had the same gate. */
  wasJudged(gate: MetricGate): boolean;
}

/** What gates see of a past promotion, and which facts were not kept. */
interface PastContext {
  readonly context: GateContext;
  readonly facts: PastFacts;
}

/** Collects what is known of a past promotion. Reports are only read for what its line doesn't record. */
export async function gatherPromotion(past: PastPromotion, settings: EvidenceSettings): Promise<PastContext> {
  const { line, snapshot, stage, rules } = past;
  const { entry } = line;
  const { version, gates: recorded } = entry;
  const report = recordedReport(line, rules);
  const metrics = recordedMetrics(recorded);
  const metricGates = everyGate(rules).filter((gate) => 'metric' in gate);
  const lacks = new Map(metricGates.map((gate) => [gate, lacksOf(gate, report, past.wasJudged(gate))]));
  const found = isEnough(lacks, past) ? ENOUGH : await readJudged(past, settings.reader);
  const then = entry.commit === null ? undefined : settings.reader.at?.(entry.commit);
  return {
    context: {
      now: new Date(entry.time),
      version,
      currentStage: entry.from ?? 'None',
      stage,
      rules,
      snapshot,
      run: runOf(line),
      ...NOT_ASKED,
      // undefined, so unknown, if it was promoted before attempts were counted
      leastConfidence: rules.falsePromotions === null ? undefined : entry.attempt?.level,
      allowTakenOut: recorded.some(({ gate, verdict }) => gate === 'taken-out' && verdict === 'pass'),
      artifact: artifactOf(line),
      evidence: 'gone' in found ? { patterns: [], reports: [report], problems: [] } : found,
      tests: await gatherTests(past, then),
      ...(await gatherRivals({ version, stage, rules, snapshot }, { settings, examples: then })),
    },
    facts: {
      gone: 'gone' in found ? found.gone : null,
      recorded,
      lacks,
      absent: new Set(
        [...metrics].flatMap(([name, { raw, value }]) => (value === null && raw !== 'unknown' ? [name] : [])),
      ),
    },
  };
}

/** A version that was never promoted to its next stage. */
interface Unpromoted {
  readonly version: string;
  readonly stage: string;
  readonly rules: StageRules;
  /** Its reports, as they are now. */
  readonly evidence: Evidence;
  /** The time as of which it is judged, and the model at that time. */
  readonly now: Date;
  readonly snapshot: Snapshot;
}

/** Collects what is known of a version that was never promoted. */
export async function gatherUnpromoted(
  { version, stage, rules, evidence, now, snapshot }: Unpromoted,
  settings: EvidenceSettings,
): Promise<PastContext> {
  const held = snapshot.versions.find((one) => one.version === version);
  const subject = { model: snapshot.model, version };
  const gates = everyGate(rules).filter((gate) => 'tests' in gate);
  const read = async (gate: TestsGate) => {
    const templates = [gate.tests].flat();
    // by now, a file that all versions share is about another version
    const isOwn = templates.every(tellsVersionsApart);
    return [
      testsKey(gate),
      isOwn ? await settings.reader.tests(templates, subject) : noTests(gate, subject),
    ] as const;
  };
  return {
    context: {
      now,
      version,
      currentStage: held?.stage ?? 'None',
      stage,
      rules,
      snapshot,
      run: { actor: null, run: null, ref: null, commits: [] },
      ...NOT_ASKED,
      artifact: null,
      evidence,
      tests: new Map(await Promise.all(gates.map(read))),
      ...(await gatherRivals({ version, stage, rules, snapshot }, { settings, examples: settings.reader })),
    },
    facts: { gone: null, recorded: [], lacks: new Map(), absent: new Set() },
  };
}

const NOT_ASKED = { base: null, checks: null, approvals: null, dry: false, allowTakenOut: false } as const;

const UNREAD = 'its reports were not read';

/** The line has all that the gates need, so its reports aren't looked for. */
const ENOUGH = { gone: UNREAD } as const;

function isEnough(lacks: ReadonlyMap<MetricGate, readonly Lack[]>, { line, rules }: PastPromotion): boolean {
  const isLacking = [...lacks.values()].some((found) => found.length > 0);
  return !isLacking && recordsEvidence(line.entry.gates, rules);
}

/**
 * The reports that were judged: at the commit of the promotion, else in the checkout if their digest is the recorded
 * one. What the policy names must all be there.
 */
async function readJudged(
  { line: { entry }, rules }: PastPromotion,
  reader: EvidenceReader,
): Promise<Evidence | { readonly gone: string }> {
  const { model, version, commit } = entry;
  const subject = { model, version };
  const files = rules.report.filter((template) => template !== RUN_TEMPLATE);
  const asksRun = files.length < rules.report.length && reader.readsRuns === true;
  const runs = asksRun
    ? await reader.reports([RUN_TEMPLATE], subject, rules.reading, wantedMetrics(rules))
    : NO_EVIDENCE;
  const past = commit === null ? undefined : reader.at?.(commit);
  const then = (paths: readonly string[]) =>
    paths.length === 0 ? NO_EVIDENCE : (past?.reports(paths, subject, rules.reading) ?? NO_EVIDENCE);
  const elsewhere = {
    now: (paths: readonly string[]) => reader.reports(paths, subject, rules.reading),
    then: async (paths?: readonly string[]) => then(paths ?? files),
  };
  const atCommit = await keepUnchanged(join(await then(files), runs), entry, elsewhere);
  if (isWhole(atCommit)) return atCommit;
  const own = files.filter(tellsVersionsApart);
  if (own.length > 0 && entry['report-sha256'] !== null) {
    const read = await reader.reports(own, subject, rules.reading);
    const here = await keepUnchanged(join(read, runs), entry, elsewhere);
    if (isWhole(here)) return here;
  }
  return { gone: tellGone(atCommit, { files, commit, isRead: past !== undefined }) };
}

function join(one: Evidence, other: Evidence): Evidence {
  return {
    patterns: [...one.patterns, ...other.patterns],
    reports: [...one.reports, ...other.reports],
    problems: [...one.problems, ...other.problems],
  };
}

function isWhole({ reports, problems }: Evidence): boolean {
  return reports.length > 0 && problems.length === 0;
}

function tellGone(
  { problems: [problem] }: Evidence,
  { files, commit, isRead }: { files: readonly string[]; commit: string | null; isRead: boolean },
): string {
  if (files.length === 0) return 'the policy names no report to read';
  if (commit === null) return 'the history has no commit to read its report at';
  if (!isRead) return UNREAD;
  return problem === undefined ? 'its report is gone' : `${problem.path} ${problem.message}`.trim();
}

/** Where the promotion ran, as far as its line says. */
function runOf({ entry: { actor, run, commit, gates } }: HistoryLine): RunContext {
  const ref = gates.find(({ gate }) => gate === 'refs')?.observed;
  return {
    actor,
    run,
    ref: typeof ref === 'string' && ref !== 'missing' ? ref : null,
    commits: commit === null ? [] : [commit],
  };
}

/** What was at the version's source then; null where the line doesn't say. */
function artifactOf({ entry: { gates } }: HistoryLine): ArtifactReading | null {
  const row = gates.find(({ gate }) => gate === 'artifact');
  if (typeof row?.observed !== 'string') return null;
  if (/^[0-9a-f]{64}$/.test(row.observed)) return { kind: 'read', sha256: row.observed, branch: null };
  if (row.observed === 'unchecked') return { kind: 'unchecked', why: row.reason };
  // a line also says "missing" for a version without a source, which fails in the same way
  return row.observed === 'missing' ? { kind: 'missing', why: 'was not there' } : null;
}

/** The test results at the commit of the promotion, unless its line has what they said. */
async function gatherTests(
  { line: { entry }, rules }: PastPromotion,
  then: PastReader | undefined,
): Promise<ReadonlyMap<string, TestEvidence>> {
  const subject = { model: entry.model, version: entry.version };
  const found = new Map<string, TestEvidence>();
  for (const gate of everyGate(rules)) {
    if (!('tests' in gate)) continue;
    const unread = noTests(gate, subject);
    const isRecorded = entry.gates.some(
      (row) => row.gate === 'tests' && row.metric === unread.patterns.join(', '),
    );
    const read = isRecorded ? undefined : await then?.tests([gate.tests].flat(), subject);
    found.set(testsKey(gate), read === undefined || read.problems.length > 0 ? unread : read);
  }
  return found;
}

function noTests(gate: TestsGate, subject: { model: string; version: string }): TestEvidence {
  const patterns = [gate.tests].flat().map((template) => fillTemplate(template, subject));
  const problems = patterns.map((path) => ({ path, message: 'was not kept' }));
  return { patterns, files: [], problems };
}

/** The versions to compare with, and the examples of both sides. */
async function gatherRivals(
  { version, stage, rules, snapshot }: Pick<GateContext, 'version' | 'stage' | 'rules' | 'snapshot'>,
  { settings, examples }: { settings: EvidenceSettings; examples: PastReader | undefined },
): Promise<Pick<GateContext, 'champions' | 'paired' | 'rows'>> {
  const compares = everyGate(rules).some((gate) => 'metric' in gate && comparesWithChampion(gate));
  const found = compares ? findChampions(snapshot, stage, { candidate: version, rules }) : [];
  const read = examples === undefined ? {} : { examples: examples.examples.bind(examples) };
  const past = { ...settings, reader: { ...NO_READER, ...read } };
  const of = {
    candidate: { model: snapshot.model, version },
    champions: found.map((champion) => champion.version),
  };
  return {
    champions: await Promise.all(
      found.map((champion) => gatherChampion({ snapshot }, champion, { stage, rules, settings })),
    ),
    paired: await gatherPaired(rules, past, of),
    rows: await gatherRows(rules, past, of),
  };
}

/** Reads nothing: only what is recorded counts. */
export const NO_READER: EvidenceReader = {
  reports: () => Promise.resolve(NO_EVIDENCE),
  tests: (patterns) => Promise.resolve({ patterns, files: [], problems: [] }),
  examples: (path) => Promise.resolve({ path, message: 'was not kept' }),
};
