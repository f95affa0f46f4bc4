import { describe, expect, test } from '@jest/globals';
import type { Evidence, Statement } from '../../../src/evidence/evidence.js';
import { formatMetricPath } from '../../../src/evidence/path-syntax.js';
import { fillTemplate, type EvidenceReader } from '../../../src/evidence/reader.js';
import type { GateContext } from '../../../src/gates/context.js';
import { rowsKey } from '../../../src/gates/rows.js';
import type { RunContext } from '../../../src/model/run-context.js';
import type { GateResult } from '../../../src/model/gate-result.js';
import type { HistoryLine } from '../../../src/model/history-entry.js';
import type { StageRules } from '../../../src/policy/resolve.js';
import type { ModelVersion } from '../../../src/model/registry.js';
import { digestReports, keepUnchanged, listReports } from '../../../src/promotion/report-digests.js';
import { gatherContext } from '../../../src/promotion/gather.js';
import {
  contextWith,
  evaluateGates,
  evidenceOf,
  NOW,
  rulesWith,
  snapshotWith,
  testsOf,
  versionWith,
} from '../support/gate-context.js';
import { gateWith } from '../support/outcome-builder.js';
import { scriptHost } from '../support/code-host.js';
import { buildHistory, type EntryParts } from '../support/history-builder.js';

const COMPARES = { metric: 'a', goal: 'higher', 'max-regression': 0 } as const;
const champion = versionWith({ version: '3', stage: 'Production', metrics: { b: 1 } });

interface Given {
  /** By version, or by version and templates. */
  readonly of?: Record<string, Evidence>;
  readonly named?: readonly string[];
  /** What the examples of a version say of themselves. */
  readonly statements?: Readonly<Record<string, Statement>>;
  readonly history?: readonly HistoryLine[];
  readonly readsRuns?: boolean;
  readonly run?: Partial<RunContext>;
  /** Where version 4 is, and who else there is. */
  readonly stage?: string;
  readonly others?: readonly ModelVersion[];
}

/** The context for version 4, version 3 holding the stage, and what the reader was asked for. */
async function gather(
  rules: Partial<StageRules>,
  {
    of = {},
    named = [],
    statements = {},
    history = [],
    readsRuns,
    run,
    stage = 'Staging',
    others = [champion],
  }: Given,
): Promise<{ context: GateContext; asked: string[]; wanted: string[]; askedHost: string[] }> {
  const asked: string[] = [];
  const wanted: string[] = [];
  const reader: EvidenceReader = {
    readsRuns,
    reports: (templates, { version }, _format, metrics = []) => {
      asked.push(`${version}: ${templates.join(' ')}`);
      wanted.push(`${version}: ${metrics.map(formatMetricPath).join(' ')}`);
      const evidence = of[`${version}: ${templates.join(' ')}`] ?? of[version];
      return Promise.resolve(evidence ?? { patterns: [], reports: [], problems: [] });
    },
    tests: (patterns) => {
      asked.push(`tests: ${patterns.join(' ')}`);
      return Promise.resolve(testsOf({ passed: 1 }));
    },
    at: (commit) => ({
      reports: (templates, { version }) => {
        asked.push(`${version} at ${commit}: ${templates.join(' ')}`);
        return Promise.resolve(of[`${version} at ${commit}`] ?? { patterns: [], reports: [], problems: [] });
      },
      tests: () => Promise.reject(new TypeError('tests are read from the checkout')),
      examples: () => Promise.reject(new TypeError('examples are read from the checkout')),
    }),
    examples: (template, { version }, { key, score }) => {
      asked.push(`${version}: ${template} by ${key}, ${score}`);
      return Promise.resolve({
        path: fillTemplate(template, { model: 'churn', version }),
        sha256: 'ab',
        rows: [],
        statement: statements[version] ?? {},
      });
    },
  };
  const candidate = versionWith({ version: '4', stage });
  const snapshot = snapshotWith({ versions: [...others, candidate], history });
  const basis = { snapshot, policy: null, now: NOW, run: { ...contextWith().run, ...run } };
  const host = scriptHost();
  const artifacts = { read: () => Promise.resolve(null) };
  const settings = { reader, reports: named, host, artifacts };
  return {
    context: {
      ...(await gatherContext(basis, candidate, rulesWith(rules), { stage: 'Production', settings })),
      now: NOW,
    },
    asked,
    wanted,
    askedHost: host.asked,
  };
}

describe("the champion's own report", () => {
  const rules = { report: ['r/{version}.json'], gates: [COMPARES] };

  test.each([
    ['about the champion', '{"a": 0.5, "model_version": 3}', 'pass', 0.5],
    ['that does not say', '{"a": 0.5}', 'pass', 0.5],
    ["with a format's version", '{"a": 0.5, "version": "1.0"}', 'pass', 0.5],
    ['about another version', '{"a": 0.5, "model_version": 2}', 'fail', 'missing'],
    ['about the same model', '{"a": 0.5, "model": "churn"}', 'pass', 0.5],
    ['about another model', '{"a": 0.5, "model": "fraud", "model_version": 3}', 'fail', 'missing'],
    ['about the candidate', '{"a": 0.5, "version": "4"}', 'fail', 'missing'],
  ])('%s', async (_name, json, verdict, number) => {
    const { context, asked } = await gather(rules, {
      of: { 4: evidenceOf('{"a": 1}'), 3: evidenceOf(json) },
    });
    const [result] = evaluateGates(context);
    expect(result).toMatchObject({ check: 'max-regression', verdict, champion: number });
    expect(asked).toEqual(['4: r/{version}.json', '3: r/{version}.json']);
  });

  test('about another version is told as the reason', async () => {
    const of = { 4: evidenceOf('{"a": 1}'), 3: evidenceOf('{"a": 0.5, "model_version": 2}') };
    const [result] = evaluateGates((await gather(rules, { of })).context);
    expect(result?.reason).toMatch(/its report reports\/4\.json says that it is about version 2, not 3$/);
  });
});

describe("the champion's own report is the one that was judged when it was promoted", () => {
  const report = ['r/{version}.json'];
  const commit = 'c'.repeat(40);
  const of = (json: string, ...digests: string[]): Evidence => {
    const { reports } = evidenceOf(
      ...digests.map((_, at) => (at === 0 ? json : `{"other${String(at)}": 1}`)),
    );
    return {
      patterns: [],
      reports: reports.map((one, at) => ({ ...one, sha256: digests[at]! })),
      problems: [],
    };
  };
  /** What is compared with, and why not, after the champion's promotion on `line`. */
  const compare = async (
    line: EntryParts,
    now: Evidence,
    then?: Evidence,
    metrics: Readonly<Record<string, number>> = {},
  ) => {
    const history = buildHistory([{ version: '3', to: 'Production', action: 'promote', ...line }]);
    const given = { 4: evidenceOf('{"a": 0.5}'), 3: now, ...(then ? { [`3 at ${commit}`]: then } : {}) };
    const { context, asked } = await gather(
      { report, gates: [COMPARES] },
      {
        ...{ of: given, history },
        others: [versionWith({ version: '3', stage: 'Production', metrics })],
      },
    );
    const [result] = evaluateGates(context);
    return { champion: result?.champion, reason: result?.reason, asked };
  };
  const judged = of('{"a": 0.9}', 'aa');
  const altered = of('{"a": 0.5}', 'bb');
  const one = { 'report-sha256': 'aa' };
  const listed = { 'report-sha256': 'ff', reports: { 'reports/4.json': 'aa' } };

  const told =
    'and its report reports/4.json is missing or has changed since it was judged (the history has SHA-256 aa…): restore it';
  const gone = { patterns: [], reports: [], problems: [{ path: 'r/3.json', message: 'matches no file' }] };

  test.each<[string, EntryParts, Evidence, number]>([
    ['unchanged', one, judged, 0.9],
    ['unchanged, with tests beside it', listed, judged, 0.9],
    ['unchanged, with another one that came later', one, of('{"a": 0.9}', 'aa', 'cc'), 0.9],
    ['of a line without evidence', {}, altered, 0.5],
    ['unchanged, listed, with another one that came later', listed, of('{"a": 0.9}', 'aa', 'cc'), 0.9],
    ['of a line that was judged on tests alone', { 'report-sha256': 'ff', reports: {} }, altered, 0.5],
  ])('%s: it counts', async (_name, line, now, champion) => {
    const found = await compare({ commit, ...line }, now);
    expect(found).toMatchObject({ champion, asked: ['4: r/{version}.json', '3: r/{version}.json'] });
  });

  test.each<[string, EntryParts, string]>([
    ['alone', one, 'r/{version}.json'],
    ['with others', listed, 'reports/4.json'],
  ])('changed, %s: it is read at the commit', async (_name, line, asked) => {
    const found = await compare({ commit, ...line }, altered, judged);
    expect(found.champion).toBe(0.9);
    expect(found.asked.at(-1)).toBe(`3 at ${commit}: ${asked}`);
  });

  test.each<[string, EntryParts]>([
    ['alone', one],
    ['with others', listed],
  ])('gone, %s: it is read at the commit, before a number that was registered', async (_name, line) => {
    const missing = {
      patterns: [],
      reports: [],
      problems: [{ path: 'r/3.json', message: 'is not there', isMissing: true as const }],
    };
    const found = await compare({ commit, ...line }, missing, judged, { a: 0.4 });
    expect(found.champion).toBe(0.9);
    const lost = await compare({ commit, ...line }, missing, undefined, { a: 0.4 });
    expect(lost).toMatchObject({
      champion: 'missing',
      reason: expect.stringContaining('SHA-256 aa…') as unknown,
    });
  });

  test('several, of which one was changed: all are read at the commit', async () => {
    const both = of('{"a": 0.9}', 'aa', 'cc');
    const digest = digestReports(both.reports);
    const now = of('{"a": 0.9}', 'aa', 'dd');
    const then = {
      ...both,
      reports: both.reports.map((each) => ({ ...each, path: `${each.path} at commit cccccccccccc` })),
    };
    const found = await compare({ commit, 'report-sha256': digest }, now, then);
    expect(found).toMatchObject({
      champion: 0.9,
      reason: expect.stringContaining('at commit cccccccccccc') as unknown,
    });
    expect((await compare({ 'report-sha256': digest }, now)).champion).toBe('missing');
  });

  test.each<[string, EntryParts]>([
    ['alone', one],
    ['with others', { ...listed, reports: { 'reports/9.json': 'aa' } }],
  ])('gone, %s, while another has the number: that one does not stand in', async (_name, line) => {
    expect((await compare({ commit, ...line }, altered, gone)).champion).toBe('missing');
  });

  test('gone, when confidence is asked for: it is named, not what the gate says already', async () => {
    const gate = { ...COMPARES, confidence: '95%', stderr: 'se' };
    const history = buildHistory([
      {
        version: '3',
        to: 'Production',
        action: 'promote',
        ...one,
        gates: [gateWith({ metric: 'a', observed: 0.9, required: 0.8 })],
      },
    ]);
    const { context } = await gather(
      { report, gates: [gate] },
      { of: { 4: evidenceOf('{"a": 0.95, "se": 0.01}'), 3: altered }, history },
    );
    expect(evaluateGates(context)[0]?.reason).toMatch(
      /of version 3 can't be judged with confidence: its uncertainty was not recorded, and its report reports\/4\.json is missing or has changed since it was judged/,
    );
  });

  test('of one name for all versions: the one at the commit has to be the one that was judged', async () => {
    const fixed = { report: ['all.json'], gates: [COMPARES] };
    const at = async (then: Evidence, line: EntryParts, rules: Partial<StageRules> = fixed) => {
      const history = buildHistory([{ version: '3', to: 'Production', action: 'promote', commit, ...line }]);
      const given = { 4: evidenceOf('{"a": 0.5, "other1": 0.5}'), [`3 at ${commit}`]: then };
      const { context, asked } = await gather(rules, { of: given, history });
      expect(asked.filter((line) => line.includes(' at '))).toHaveLength(1);
      return evaluateGates(context)[0];
    };
    expect(await at(judged, one)).toMatchObject({ champion: 0.9 });
    expect(await at(altered, one)).toMatchObject({
      champion: 'missing',
      reason:
        'a of version 3, which holds the stage, was not recorded when it was promoted, and its report is missing or has changed since it was judged (the history has SHA-256 aa…): restore it',
    });
    expect(await at(altered, {})).toMatchObject({ champion: 0.5 });
    // one of two is another one there
    const both = { 'report-sha256': 'ff', reports: { 'reports/4.json': 'aa', 'reports/5.json': 'bb' } };
    const other = { ...fixed, gates: [{ ...COMPARES, metric: 'other1' }] };
    expect(await at(of('{"a": 0.9}', 'aa', 'cc'), both, other)).toMatchObject({
      ...{ champion: 'missing', verdict: 'fail' },
      reason: expect.stringContaining('SHA-256 bb…') as unknown,
    });
  });

  test.each<[string, EntryParts, Evidence | undefined, string]>([
    ['no commit is known', one, undefined, told],
    ['it has another one there', { commit, ...one }, of('{"a": 0.7}', 'cc'), told],
    [
      'it has none there',
      { commit, ...listed },
      gone,
      `${told}; git doesn't have it either: r/3.json matches no file`,
    ],
  ])('changed, and %s: the comparison fails', async (_name, line, then, words) => {
    const { champion, reason } = await compare(line, altered, then);
    expect(champion).toBe('missing');
    expect(reason?.endsWith(words)).toBe(true);
  });

  test('a run beside a file is no reason not to compare the file, and does not stand in for it', async () => {
    const both = of('{"other": 1}', 'bb', 'cc');
    const run = {
      ...both.reports[1]!,
      ...of('{"a": 0.5}', 'cc').reports[0]!,
      path: 'run 1 of churn 3',
      format: 'mlflow',
    };
    const now = { ...both, reports: [both.reports[0]!, run] };
    expect((await compare(one, now)).champion).toBe('missing');
    expect((await compare(listed, now)).champion).toBe('missing');
    expect((await compare({ commit, ...one }, now, judged)).reason).toContain('is in both');
  });

  test('a run can be added to, and is not compared', async () => {
    const run = { ...altered, reports: altered.reports.map((each) => ({ ...each, format: 'mlflow' })) };
    expect((await compare(one, run)).champion).toBe(0.5);
  });
});

describe('no more is read than the gates look at', () => {
  const templates = ['r/{version}.json', 'all.json'];

  test.each<[string, Partial<StageRules>, readonly string[], string[]]>([
    ['no gate', { report: templates }, [], []],
    ['no gate, but a report that was named', { report: templates }, ['x.json'], ['4: x.json']],
    [
      'a bound',
      { report: templates, gates: [{ metric: 'a', min: 1 }] },
      [],
      ['4: r/{version}.json all.json'],
    ],
    [
      'a rule of evidence',
      { report: ['a'], evidence: { maxAge: null, version: false, commit: true } },
      [],
      ['4: a'],
    ],
    [
      'a rule of how old evidence may be',
      {
        report: ['a'],
        evidence: { maxAge: { text: '1d', milliseconds: 86_400_000 }, version: false, commit: false },
      },
      [],
      ['4: a'],
    ],
    [
      'a comparison, for the champion only what tells versions apart',
      { report: templates, gates: [COMPARES] },
      [],
      ['4: r/{version}.json all.json', '3: r/{version}.json'],
    ],
    [
      'a comparison, no template of versions',
      { report: ['all.json'], gates: [COMPARES] },
      [],
      ['4: all.json'],
    ],
    [
      "a named report without versions: the policy's for the champion",
      { report: templates, gates: [COMPARES] },
      ['x.json'],
      ['4: x.json', '3: r/{version}.json'],
    ],
    [
      'a named report with versions',
      { report: templates, gates: [COMPARES] },
      ['x/{version}.json'],
      ['4: x/{version}.json', '3: x/{version}.json'],
    ],
    ['tests', { gates: [{ tests: ['a', 'b'] }] }, [], ['tests: a b']],
  ])('%s', async (_name, rules, named, expected) => {
    const { asked } = await gather(rules, { named });
    expect([...asked].sort()).toEqual([...expected].sort());
  });

  test('what was registered with the champion goes along', async () => {
    const { context } = await gather({}, {});
    expect(context.champions).toEqual([
      {
        version: '3',
        holds: true,
        recorded: new Map(),
        evidence: null,
        atCommit: null,
        run: null,
        registered: { b: 1 },
      },
    ]);
  });

  test('what was registered with another version does not', async () => {
    const others = [versionWith({ version: '2', metrics: { b: 9 } }), champion];
    const { context } = await gather({}, { others });
    expect(context.champions).toMatchObject([{ version: '3', registered: { b: 1 } }]);
  });

  test('nothing was registered with one that held the stage last and was removed since', async () => {
    const history = buildHistory([
      { version: '3', to: 'Production' },
      { action: 'archive', version: '3', from: 'Production', to: 'Archived' },
    ]);
    const { context } = await gather({}, { history, others: [] });
    expect(context.champions).toMatchObject([{ version: '3', holds: false, registered: {} }]);
  });
});

describe("the champion's evidence is read for numbers that the history lacks", () => {
  const row = (metric: string): GateResult => ({
    gate: 'metric',
    metric,
    check: 'min',
    observed: 0.5,
    required: 0,
    champion: null,
    verdict: 'pass',
    reason: '',
  });
  const history = buildHistory([
    { version: '3', from: 'Staging', to: 'Production', gates: [row('a'), row('slices.eu.a')] },
  ]);
  const report = ['r/{version}.json'];
  const compares = (metric: string) => ({ ...COMPARES, metric });

  test.each<[string, Partial<StageRules>, Given, string[]]>([
    ['recorded', { report, gates: [COMPARES] }, { history }, ['4: a']],
    ['recorded, in quotes', { report, gates: [compares('"a"')] }, { history }, ['4: a']],
    ['not recorded', { report, gates: [COMPARES] }, {}, ['4: a', '3: a']],
    ['one of two is recorded', { report, gates: [COMPARES, compares('c')] }, { history }, ['4: a c', '3: c']],
    [
      'of a star, all that are recorded may not be all',
      { report, gates: [compares('slices.*.a')] },
      { history },
      ['4: slices.*.a', '3: slices.*.a'],
    ],
    [
      'a bound that compares nothing',
      { report, gates: [COMPARES, { metric: 'c', min: 1, samples: 'n.c', 'min-samples': 1 }] },
      { history },
      ['4: a c n.c'],
    ],
    ['its run, by the policy', { report: ['mlflow'], gates: [COMPARES] }, {}, ['4: a', '3: a']],
    ['its run, recorded', { report: ['mlflow'], gates: [COMPARES] }, { history }, ['4: a']],
  ])('%s', async (_name, rules, given, expected) => {
    const { wanted } = await gather(rules, given);
    expect(wanted).toEqual(expected);
  });

  test('recorded, and how sure it is was not, where that is asked for', async () => {
    const gate = { ...COMPARES, confidence: '95%', samples: 'n' };
    expect((await gather({ report, gates: [gate] }, { history })).wanted).toEqual(['4: a n', '3: a']);
    const sure = buildHistory([
      { version: '3', to: 'Production', gates: [{ ...row('a'), uncertainty: { stderr: 0.1 } }] },
    ]);
    expect((await gather({ report, gates: [gate] }, { history: sure })).wanted).toEqual(['4: a n']);
    // of min-samples alone: nobody has said what kind of number it is
    const counted = buildHistory([
      { version: '3', to: 'Production', gates: [{ ...row('a'), uncertainty: { samples: 1000 } }] },
    ]);
    expect((await gather({ report, gates: [gate] }, { history: counted })).wanted).toEqual([
      '4: a n',
      '3: a',
    ]);
  });

  test('a gate among alternatives is looked for like any other', async () => {
    const { wanted } = await gather({ report, gates: [{ 'any-of': [COMPARES, compares('c')] }] }, {});
    expect(wanted).toEqual(['4: a c', '3: a c']);
  });

  test('recorded numbers are compared with as before', async () => {
    const of = { 4: evidenceOf('{"a": 0.4}'), 3: evidenceOf('{"a": 0.3}') };
    const { context } = await gather({ report, gates: [COMPARES] }, { of, history });
    expect(evaluateGates(context)).toMatchObject([{ verdict: 'fail', champion: 0.5 }]);
  });

  test('a slice that only its report has is still missed', async () => {
    const of = {
      4: evidenceOf('{"slices": {"eu": {"a": 1}}}'),
      3: evidenceOf('{"slices": {"eu": {"a": 1}, "us": {"a": 1}}}'),
    };
    const { context } = await gather({ report, gates: [compares('slices.*.a')] }, { of, history });
    expect(evaluateGates(context)).toMatchObject([
      { metric: 'slices.eu.a', verdict: 'pass', champion: 0.5 },
      {
        metric: 'slices.us.a',
        verdict: 'fail',
        reason: expect.stringContaining('version 3 has slices.us.a') as unknown,
      },
    ]);
  });
});

describe('a report of one name for all versions', () => {
  const commit = 'c'.repeat(40);
  const history = buildHistory([{ version: '3', to: 'Production', action: 'promote', commit, gates: [] }]);
  const rules = { report: ['metrics.json'], gates: [COMPARES] };

  test('is the one of the champion at the commit that promoted it', async () => {
    const of = { 4: evidenceOf('{"a": 0.4}'), [`3 at ${commit}`]: evidenceOf('{"a": 0.5}') };
    const { context, asked } = await gather(rules, { of, history });
    expect(asked).toEqual(['4: metrics.json', `3 at ${commit}: metrics.json`]);
    expect(evaluateGates(context)).toMatchObject([{ champion: 0.5, verdict: 'fail' }]);
  });

  test('is the one that was named for all versions', async () => {
    const { asked } = await gather(rules, { history, named: ['x.json'] });
    expect(asked).toEqual(['4: x.json', `3 at ${commit}: x.json`]);
  });

  test('is not looked for where the number was registered with the champion', async () => {
    const registered = { ...rules, gates: [{ ...COMPARES, metric: 'b' }] };
    const { context, asked } = await gather(registered, { of: { 4: evidenceOf('{"b": 2}') }, history });
    expect(asked).toEqual(['4: metrics.json']);
    expect(evaluateGates(context)).toMatchObject([{ champion: 1, verdict: 'pass' }]);
  });

  test('is not looked for without that commit', async () => {
    const { context, asked } = await gather(rules, { of: { 4: evidenceOf('{"a": 0.4}') } });
    expect(asked).toEqual(['4: metrics.json']);
    expect(evaluateGates(context)).toMatchObject([{ champion: 'missing', verdict: 'fail' }]);
  });

  test('that says it is about another version is not the champion’s', async () => {
    const of = {
      4: evidenceOf('{"a": 0.4}'),
      [`3 at ${commit}`]: evidenceOf('{"a": 0.1, "model_version": 2}'),
    };
    const { context } = await gather(rules, { of, history });
    expect(evaluateGates(context)).toMatchObject([{ champion: 'missing', verdict: 'fail' }]);
  });
});

describe('results example by example', () => {
  const paired = { file: 'p/{version}.csv', key: 'id', score: 'ok' };
  const gates = [{ ...COMPARES, confidence: '95%', paired }];

  test('are read of both versions, once for all gates that name them', async () => {
    const { asked, context } = await gather({ gates: [...gates, { ...gates[0]!, metric: 'b' }] }, {});
    expect(asked.filter((line) => line.includes('p/'))).toEqual([
      '4: p/{version}.csv by id, ok',
      '3: p/{version}.csv by id, ok',
    ]);
    expect([...context.paired.values()]).toMatchObject([
      { candidate: { path: 'p/4.csv' }, champion: { path: 'p/3.csv' } },
    ]);
  });
});

describe('the rows that a gate names as its samples', () => {
  const samples = { file: 'p/{version}.csv', key: 'id', score: 'ok' };
  const shared = { ...samples, file: 'p/all.csv' };
  const bound = { metric: 'a', min: 0.5, confidence: '95%', samples };
  const compared = { ...COMPARES, confidence: '95%', samples };
  const own = '4: p/{version}.csv by id, ok';
  const others = '3: p/{version}.csv by id, ok';

  test.each<[string, StageRules['gates'], string[]]>([
    ['of the candidate, for a bound', [bound], [own]],
    ['of both versions, for a comparison', [compared], [own, others]],
    ['once for all gates that name them', [bound, compared, { ...compared, metric: 'b' }], [own, others]],
    [
      'of the candidate, if all versions share the file',
      [{ ...compared, samples: shared }],
      ['4: p/all.csv by id, ok'],
    ],
    ['of each file', [compared, { ...bound, samples: shared }], [own, others, '4: p/all.csv by id, ok']],
    ['of none, for a gate on a number of examples', [{ ...bound, samples: 'n' }], []],
    ['of one beside tests', [{ tests: 'a' }, bound], [own]],
  ])('are read %s', async (_name, gates, expected) => {
    const { asked, context } = await gather({ gates }, {});
    expect(asked.filter((line) => line.includes('p/'))).toEqual(expected);
    expect(context.rows.size).toBe(expected.length);
  });

  test('are kept by version, and not if they say that they are of another', async () => {
    const statements = { 3: { version: '1' }, 4: { version: '4' } };
    const { context } = await gather({ gates: [compared] }, { statements });
    expect(context.rows.get(rowsKey(samples, '4'))).toMatchObject({ path: 'p/4.csv', rows: [] });
    expect(context.rows.get(rowsKey(samples, '3'))).toEqual({
      path: 'p/3.csv',
      message: 'says that it is about version 1, not 3',
    });
  });

  test('are not those of another model', async () => {
    const statements = { 4: { model: 'fraud' } };
    const { context } = await gather({ gates: [bound] }, { statements });
    expect(context.rows.get(rowsKey(samples, '4'))).toMatchObject({
      message: expect.stringContaining('fraud') as unknown,
    });
  });
});

describe('results example by example that say they are of another version', () => {
  const paired = { file: 'p/{version}.csv', key: 'id', score: 'ok' };
  const gates = [{ ...COMPARES, confidence: '95%', paired }];
  test.each<[string, Record<string, Statement>, object]>([
    [
      'the candidate',
      { 4: { version: '1' } },
      { candidate: { path: 'p/4.csv', message: 'says that it is about version 1, not 4' } },
    ],
    [
      'the champion',
      { 3: { version: '1' } },
      { champion: { path: 'p/3.csv', message: 'says that it is about version 1, not 3' } },
    ],
    [
      'neither',
      { 3: { version: '3' }, 4: { version: 'v4' } },
      { candidate: { rows: [] }, champion: { rows: [] } },
    ],
  ])('are not read as those of %s', async (_name, statements, expected) => {
    const { context } = await gather({ gates }, { statements });
    expect([...context.paired.values()]).toMatchObject([expected]);
  });
});

describe("the champion's run stands in where nothing else tells", () => {
  const report = ['r/{version}.json'];
  const compares = (metric: string) => ({ ...COMPARES, metric });
  const [run] = evidenceOf('{"a": 0.5, "b": 0.5, "c": 0.5}').reports.map((one) => ({
    ...one,
    path: 'run 1 of churn 3',
  }));
  const ofRun: Evidence = { patterns: [], reports: [run!], problems: [] };

  test.each<[string, Partial<StageRules>, Given, string[], number | string, string]>([
    [
      'no report of its own',
      { report: ['all.json'], gates: [COMPARES] },
      {},
      ['4: all.json', '3: mlflow'],
      0.5,
      '(from run 1 of churn 3)',
    ],
    [
      'a report without the metric',
      { report, gates: [COMPARES] },
      { of: { 3: evidenceOf('{"x": 1}') } },
      ['4: r/{version}.json', '3: r/{version}.json', '3: mlflow'],
      0.5,
      '(from run 1 of churn 3)',
    ],
    [
      'a report with the metric',
      { report, gates: [COMPARES] },
      { of: { 3: evidenceOf('{"a": 0.25}') } },
      ['4: r/{version}.json', '3: r/{version}.json'],
      0.25,
      '(from reports/4.json)',
    ],
    [
      'a report where it is NaN',
      { report, gates: [COMPARES] },
      { of: { 3: evidenceOf('{"a": NaN}') } },
      ['4: r/{version}.json', '3: r/{version}.json'],
      'missing',
      'is NaN in reports/4.json',
    ],
    [
      'registered with it',
      { report: ['all.json'], gates: [compares('b')] },
      {},
      ['4: all.json'],
      1,
      '(registered with it)',
    ],
    [
      'the run by the policy, which lacks it',
      { report: ['mlflow'], gates: [compares('d')] },
      {},
      ['4: mlflow', '3: mlflow'],
      'missing',
      'and run 1 of churn 3 does not have it: log d to the run of version 3',
    ],
    [
      'a run that lacks it',
      { report: ['all.json'], gates: [compares('d')] },
      {},
      ['4: all.json', '3: mlflow'],
      'missing',
      'and run 1 of churn 3 does not have it: log d to the run of version 3',
    ],
    [
      'a registry without runs',
      { report: ['all.json'], gates: [COMPARES] },
      { readsRuns: false },
      ['4: all.json'],
      'missing',
      'the policy names no report of its own for it',
    ],
  ])('%s', async (_name, rules, given, requests, number, reason) => {
    const of = { 4: evidenceOf('{"a": 1, "b": 1, "d": 1}'), '3: mlflow': ofRun, ...given.of };
    const { context, asked } = await gather(rules, { readsRuns: true, ...given, of });
    expect(asked).toEqual(requests);
    expect(evaluateGates(context)).toMatchObject([
      { champion: number, reason: expect.stringContaining(reason) as unknown },
    ]);
  });

  test('a slice that only its run has is missed', async () => {
    const [slices] = evidenceOf('{"slices": {"us": {"a": 1}}}').reports;
    const of = {
      4: evidenceOf('{"slices": {"eu": {"a": 1}}}'),
      '3: mlflow': { ...ofRun, reports: [slices!] },
    };
    const rules = { report: ['all.json'], gates: [compares('slices.*.a')] };
    const { context } = await gather(rules, { of, readsRuns: true });
    expect(evaluateGates(context)).toMatchObject([
      { metric: 'slices.eu.a', verdict: 'fail' },
      { metric: 'slices.us.a', verdict: 'fail' },
    ]);
  });

  test('a run that does not count is the reason', async () => {
    const problems = [{ path: 'run 1 of churn 3', message: 'was deleted' }];
    const of = { 4: evidenceOf('{"a": 1}'), '3: mlflow': { patterns: [], reports: [], problems } };
    const { context } = await gather({ report: ['all.json'], gates: [COMPARES] }, { of, readsRuns: true });
    expect(evaluateGates(context)).toMatchObject([
      { verdict: 'fail', reason: expect.stringMatching(/run 1 of churn 3 was deleted$/) as unknown },
    ]);
  });
});

describe('what the code host is asked', () => {
  const push = { ref: 'refs/heads/main', commits: ['a'.repeat(40)] };
  const proposal = { ref: 'refs/pull/7/merge', commits: ['b'.repeat(40), 'c'.repeat(40)] };
  const both = [{ checks: ['build'], wait: '0s' }, { approvals: 1 }];

  test.each<[string, Partial<StageRules>, Partial<RunContext>, string[]]>([
    ['nothing without a gate on it', { gates: [COMPARES, { tests: 'a' }] }, push, []],
    ['the checks of the commit', { gates: [both[0]!] }, push, ['checks of aaaaaaa']],
    ["the checks of a pull request's head", { gates: [both[0]!] }, proposal, ['checks of ccccccc']],
    ['once for several gates', { gates: [both[0]!, both[0]!] }, push, ['checks of aaaaaaa']],
    ['the approvals', { gates: [both[1]!] }, push, ['approvals of refs/heads/main']],
    [
      'the checks first, since they may be waited for',
      { gates: [...both].reverse() },
      push,
      ['checks of aaaaaaa', 'approvals of refs/heads/main'],
    ],
    ['no checks of no commit', { gates: [both[0]!] }, { commits: [] }, []],
  ])('%s', async (_name, rules, run, asked) => {
    expect((await gather(rules, { run })).askedHost).toEqual(asked);
  });

  test.each<[string, Given, number]>([
    ['for one that holds it beside another', { stage: 'Production' }, 2],
    ['for the first that comes there', { others: [] }, 2],
  ])('%s', async (_name, given, times) => {
    expect((await gather({ gates: both }, { run: push, ...given })).askedHost).toHaveLength(times);
  });

  test('checks of no commit fail', async () => {
    const { context } = await gather({ gates: [both[0]!] }, { run: { commits: [] } });
    expect(evaluateGates(context)).toMatchObject([
      {
        gate: 'checks',
        verdict: 'fail',
        reason: expect.stringContaining('the commit is unknown') as unknown,
      },
    ]);
  });

  test('nothing that does not ask it', async () => {
    const { context } = await gather({}, { run: push });
    expect(context).toMatchObject({ checks: null, approvals: null, dry: false });
  });
});

describe('a file that the policy reads in several ways', () => {
  const [asOne, asOther] = evidenceOf('{"a": 1}', '{"b": 2}').reports.map((one) => ({
    ...one,
    path: 'r.json',
    sha256: 'aa',
  }));
  const wrong = { path: 'r.json', message: 'is not a list' };
  const keep = (evidence: Partial<Evidence>, then: Evidence['reports'] = []) => {
    const none: Evidence = { patterns: ['r.json'], reports: [], problems: [] };
    const line = { 'report-sha256': 'ff', reports: { 'r.json': 'aa' } };
    return keepUnchanged({ ...none, ...evidence }, line, {
      now: () => Promise.resolve(none),
      then: () => Promise.resolve({ ...none, reports: then }),
    });
  };

  test('unchanged, keeps the problem of one of the ways', async () => {
    expect(await keep({ reports: [asOne!], problems: [wrong] })).toMatchObject({
      reports: [asOne],
      problems: [wrong],
    });
  });

  test('read at the commit, has all its readings and no problem of today', async () => {
    const elsewhere = { path: 'other.json', message: 'is cut off' };
    const atCommit = [asOne!, asOther!].map((one) => ({ ...one, path: 'r.json at commit cccccccccccc' }));
    const changed = { ...asOne!, sha256: 'bb' };
    for (const reports of [[], [changed]])
      expect(await keep({ reports, problems: [wrong, elsewhere] }, atCommit)).toMatchObject({
        reports: atCommit,
        problems: [elsewhere],
      });
  });

  test('read at the commit already, counts once', async () => {
    const atCommit = { ...asOne!, path: 'r.json at commit cccccccccccc' };
    expect((await keep({ reports: [atCommit] })).reports).toEqual([atCommit]);
  });

  test('lost, leaves no other report to judge by', async () => {
    const later = { ...asOther!, path: 'later.json' };
    const { reports, problems } = await keep({ reports: [later], problems: [wrong] });
    expect(reports).toEqual([]);
    expect(problems).toEqual([
      {
        path: 'r.json',
        message: expect.stringMatching(/^is missing or has changed .* SHA-256 aa…/) as unknown,
      },
      wrong,
    ]);
  });
});

describe('the digests that a line lists', () => {
  const reportsOf = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      ...evidenceOf('{"a": 1}').reports[0]!,
      path: `${String(at)}.json`,
    }));
  const tests = { path: 't.xml', sha256: 'cd' };
  const run = { ...reportsOf(1)[0]!, path: 'run 1', format: 'mlflow' };

  test.each<[string, Parameters<typeof listReports>, number | null]>([
    ['none, for one report, whose digest is that of the evidence', [reportsOf(1), []], null],
    ['none, for no evidence', [[], []], null],
    ['one, beside tests', [reportsOf(1), [tests]], 1],
    ['one, beside a run', [[...reportsOf(1), run], []], 1],
    ['no report, for tests alone', [[], [tests]], 0],
    ['no file, for a run', [[run], []], 0],
    ['a hundred', [reportsOf(100), []], 100],
    ['none, for more than a line can hold', [reportsOf(101), []], null],
  ])('are %s', (_told, given, count) => {
    const listed = listReports(...given);
    expect(listed && Object.keys(listed).length).toBe(count);
  });
});
