import { describe, expect, test } from '@jest/globals';
import type { Problem, Statement } from '../../../src/evidence/evidence.js';
import type { Examples } from '../../../src/evidence/reader.js';
import type { GateContext } from '../../../src/gates/context.js';
import { isBlocking } from '../../../src/model/gate-result.js';
import type { RunContext } from '../../../src/model/run-context.js';
import { checkEvidence } from '../../../src/gates/evidence.js';
import { rowsKey } from '../../../src/gates/rows.js';
import type { EvidenceRules, StageRules } from '../../../src/policy/resolve.js';
import type { Gate } from '../../../src/policy/schema.js';
import { contextWith, evidenceOf, NOW, reportOf, rulesWith, testsOf } from '../support/gate-context.js';

const HOUR = 3_600_000;
const runOn = (given: Partial<RunContext>): RunContext => ({
  actor: null,
  run: null,
  ref: null,
  commits: [],
  ...given,
});

describe('evidence', () => {
  const asks = (given: Partial<EvidenceRules>): StageRules =>
    rulesWith({ evidence: { maxAge: null, version: false, commit: false, ...given } });
  const about = (statement: Statement, given: Partial<GateContext>): ReturnType<typeof checkEvidence> =>
    checkEvidence(
      contextWith({
        evidence: { patterns: ['r'], reports: [{ ...reportOf('{}'), statement }], problems: [] },
        ...given,
      }),
    );
  const weekOld = { text: '7d', milliseconds: 7 * 24 * HOUR };

  test('nothing asked and nothing said gives no row', () => {
    expect(about({}, {})).toEqual([]);
    expect(checkEvidence(contextWith())).toEqual([]);
  });

  test.each<[string, Partial<EvidenceRules>]>([
    ['an age', { maxAge: weekOld }],
    ['a version', { version: true }],
    ['a commit', { commit: true }],
  ])('%s asked of no report fails', (_name, rules) => {
    expect(checkEvidence(contextWith({ rules: asks(rules) }))).toMatchObject([
      { gate: 'evidence', check: 'report', observed: 'missing', required: 'readable', verdict: 'fail' },
    ]);
  });

  test('each unreadable report fails, asked or not, beside good ones', () => {
    const problems = [
      { path: 'a.json', message: 'is cut off' },
      { path: 'b.json', message: 'is not there' },
    ];
    const failing = [
      ['fail', 'a.json is cut off'],
      ['fail', 'b.json is not there'],
    ];
    const judge = (given: Partial<GateContext>) =>
      checkEvidence(contextWith(given)).map(({ verdict, reason }) => [verdict, reason]);
    expect(judge({ evidence: { ...evidenceOf('{"model_version": 4}'), problems } })).toEqual(failing);
    const evidence = { ...evidenceOf(), problems };
    expect(judge({ evidence, rules: asks({ version: true }) })).toEqual(failing);
    // as many unreadable reports as readable ones
    const both = { ...evidenceOf('{"model_version": 4}'), problems: problems.slice(1) };
    expect(judge({ evidence: both, rules: asks({ version: true }) })).toEqual([
      failing[1],
      ['pass', 'reports/4.json says that it is about version 4'],
    ]);
  });

  test.each<[string, number | null, 'pass' | 'fail', string]>([
    ['young', HOUR, 'pass', '1 h'],
    ['at the bound', 7 * 24 * HOUR, 'pass', '7 d'],
    ['a millisecond past it', 7 * 24 * HOUR + 1, 'fail', 'a little more than 7 d'],
    ['from a clock that is a little ahead', -5 * 60_000, 'pass', 'less than a second'],
    ['from a clock that is too far ahead', -5 * 60_000 - 1, 'fail', 'in the future'],
    ['without a time', null, 'fail', 'missing'],
  ])('age: %s', (_name, age, verdict, observed) => {
    const statement = age === null ? {} : { time: new Date(NOW.getTime() - age) };
    expect(about(statement, { rules: asks({ maxAge: weekOld }) })).toMatchObject([
      { check: 'max-age', required: '7d', observed, verdict },
    ]);
  });

  test.each<[string, string | undefined, boolean, string]>([
    ['required, this one', '4', true, 'pass'],
    ['required, missing', undefined, true, 'fail'],
    ['required, another', '3', true, 'fail'],
    ['required, 1.0', '4.0', true, 'fail'],
    ['required, with a leading zero', '04', true, 'fail'],
    ['required, with a v', 'v4', true, 'pass'],
    ['required, with a space', '4 ', true, 'pass'],
    ['unasked, this one', '4', false, ''],
    ['unasked, missing', undefined, false, ''],
    ['unasked, another', '3', false, 'fail'],
    ['unasked, with a leading zero', '04', false, 'fail'],
    ['unasked, 1.0', '1.0', false, ''],
    ['unasked, a word', 'latest', false, ''],
  ])('version: %s', (_name, version, required, verdict) => {
    const results = about({ version }, { rules: asks({ version: required }) });
    expect(results.map((result) => result.verdict).join(' ')).toBe(verdict);
    for (const result of results)
      expect(result).toMatchObject({ check: 'version', observed: version ?? 'missing', required: '4' });
  });

  test.each([
    ['nothing', undefined, ''],
    ['another one', '4.0', ' (it says "4.0")'],
  ])('a report that must say its version and says %s: the reason', (_name, version, says) => {
    expect(about({ version }, { rules: asks({ version: true }) })[0]?.reason).toBe(
      `reports/4.json does not say that it is about version 4${says}: add "model_version": 4 to it`,
    );
  });

  test('a report about another version of this model fails by its version', () => {
    expect(about({ model: 'churn', version: '7' }, {})).toMatchObject([
      { check: 'version', observed: '7', required: '4', verdict: 'fail' },
    ]);
  });

  test.each<[string, string | undefined, string]>([
    ['this one', 'churn', ''],
    ['none', undefined, ''],
    ['another', 'fraud', 'fail'],
    ['in another case', 'Churn', 'fail'],
    ['hostile', 'churn\n::error::', 'fail'],
  ])('model: %s', (_name, model, verdict) => {
    const results = about({ model }, {});
    expect(results.map((result) => result.verdict).join(' ')).toBe(verdict);
    for (const { reason } of results)
      expect(reason).toContain(
        `reports/4.json says that it is about model ${JSON.stringify(model)}, not "churn": if`,
      );
  });

  const head = '0123456789abcdef0123456789abcdef89abcdef';
  const merge = 'fedcba9876543210fedcba9876543210fedcba98';
  test.each<[string, string | undefined, readonly string[], 'pass' | 'fail']>([
    ['in full', head, [head], 'pass'],
    ['in short', head.slice(0, 7), [head], 'pass'],
    ['too short', head.slice(0, 6), [head], 'fail'],
    ['in upper case', head.slice(0, 12).toUpperCase(), [head], 'pass'],
    ["a pull request's head", head, [merge, head], 'pass'],
    ["a pull request's merge", merge, [merge, head], 'pass'],
    ['another', merge, [head], 'fail'],
    ['another with the same start', `${head.slice(0, 39)}0`, [head], 'fail'],
    ['longer than a commit', `${head}0`, [head], 'fail'],
    ['the end of one', head.slice(-8), [head], 'fail'],
    ['no digits', 'abcdefg', [head], 'fail'],
    ['a branch', 'main', [head], 'fail'],
    ['with -dirty', `${head.slice(0, 7)}-dirty`, [head], 'fail'],
    ['missing', undefined, [head], 'fail'],
    ['none known', head, [], 'fail'],
    ['missing and none known', undefined, [], 'fail'],
  ])('commit: %s', (_name, commit, commits, verdict) => {
    const context = { rules: asks({ commit: true }), run: runOn({ commits }) };
    expect(about({ commit }, context)).toMatchObject([
      {
        check: 'commit',
        observed: commit ?? 'missing',
        required: commits[0]?.slice(0, 12) ?? 'this commit',
        verdict,
      },
    ]);
    expect(about({ commit }, { ...context, rules: asks({}) })).toEqual([]);
  });

  test.each([
    ['plain', 'add "commit" to it'],
    ['mlflow', 'set its tag mlflow.source.git.commit'],
  ])('a report of the format %s without a commit: the remedy', (format, remedy) => {
    const evidence = { patterns: ['r'], reports: [{ ...reportOf('{}', 'r'), format }], problems: [] };
    const [result] = checkEvidence(contextWith({ evidence, rules: asks({ commit: true }) }));
    expect(result?.reason).toBe(`r does not say at which commit it was made: ${remedy}`);
  });

  test('two commits in one report fail where one is asked for', () => {
    const statement = { commit: head, commitContradiction: 'git_commit "a" and commit "b"' };
    const run = runOn({ commits: [head] });
    expect(about(statement, { run })).toEqual([]);
    expect(about(statement, { run, rules: asks({ commit: true }) })).toMatchObject([
      { verdict: 'fail', reason: 'reports/4.json contradicts itself: it says git_commit "a" and commit "b"' },
    ]);
  });

  test.each([
    ['a short one', 'b8e21e'],
    ['a name', 'HEAD'],
  ])('%s is not accepted as a commit', (_name, commit) => {
    const context = { rules: asks({ commit: true }), run: runOn({ commits: [head] }) };
    expect(about({ commit }, context)[0]?.reason).toBe(
      `reports/4.json says that it was made at commit ${commit}, which is not a SHA of 7 digits or more: write all digits (this is 0123456789ab)`,
    );
  });

  test.each<[string, Statement, string]>([
    ['nothing', {}, ''],
    [
      'no zone',
      { unclearTime: { said: 'time "2026-11-10T12:00:00"', latest: NOW } },
      ' (time "2026-11-10T12:00:00" has no usable time zone)',
    ],
    ['a word', { unclearTime: { said: 'time "soon"' } }, ` (time "soon" can't be read)`],
    ['a duration', { unclearTime: { said: 'time 12.5', isDuration: true } }, ' (time 12.5 is a duration)'],
  ])('a missing time is reported with what was found: %s', (_name, statement, found) => {
    expect(about(statement, { rules: asks({ maxAge: weekOld }) })[0]?.reason).toBe(
      `reports/4.json does not say when it was made${found}: add "time" to it (ISO 8601 with a zone, such as 2026-11-10T12:00:00Z)`,
    );
  });

  test('a fresh time passes with nothing beside it that may be an older one', () => {
    const said = 'created_at "01/02/2020 10:00:00"';
    const at = (age: number) => ({ time: new Date(NOW.getTime() - age), unclearTime: { said } });
    expect(about(at(HOUR), { rules: asks({ maxAge: weekOld }) })).toMatchObject([
      {
        check: 'max-age',
        observed: 'unclear',
        verdict: 'fail',
        reason: `the age of reports/4.json is unknown because ${said} can't be read: write its time as ISO 8601 with a zone, such as 2026-11-10T12:00:00Z, or remove it`,
      },
    ]);
    expect(about(at(8 * 24 * HOUR), { rules: asks({ maxAge: weekOld }) })).toMatchObject([
      { observed: '8 d', verdict: 'fail' },
    ]);
    expect(about(at(HOUR), { rules: asks({}) })).toEqual([]);
  });

  test('every report must say so', () => {
    const evidence = evidenceOf('{"model_version": 4}', '{"accuracy": 1}', '{"model_version": 5}');
    const results = checkEvidence(contextWith({ evidence, rules: asks({ version: true }) }));
    expect(results.map(({ verdict, observed }) => [verdict, observed])).toEqual([
      ['pass', '4'],
      ['fail', 'missing'],
      ['fail', '5'],
    ]);
  });
});

describe('files of tests and of examples', () => {
  const examples = (statement: Statement) => ({ path: 'p/4.jsonl', sha256: 'ab', rows: [], statement });
  const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR);
  const evidence: EvidenceRules = {
    maxAge: { text: '7d', milliseconds: 7 * 24 * HOUR },
    version: true,
    commit: true,
  };
  const head = 'a'.repeat(40);
  /** One fresh report that says it all, and what is given beside it. */
  const judge = (given: Partial<GateContext>) =>
    checkEvidence(
      contextWith({
        rules: rulesWith({ evidence }),
        run: runOn({ commits: [head] }),
        evidence: evidenceOf(`{"model_version": 4, "commit": "${head}", "time": "${NOW.toISOString()}"}`),
        ...given,
      }),
    )
      .filter(({ verdict }) => verdict !== 'pass')
      .map(({ verdict, check, reason }) => [verdict, check, reason]);
  const champion = examples({});
  const samples = { file: 'p/{version}.jsonl', key: 'id', score: 'ok' };
  const gates: Gate[] = [
    { tests: 'junit/*.xml' },
    { 'any-of': [{ tests: 'other.xml' }, { metric: 'a', min: 0, samples }] },
  ];
  const rules = rulesWith({ evidence, gates });
  const rowsOf = (version: string, found: Examples | Problem) => ({
    rules,
    rows: new Map([[rowsKey(samples, version), found]]),
  });

  test.each<[string, Statement, string, string]>([
    [
      'another version',
      { version: '7', versionIsSpecific: true },
      'version',
      'says that it is about version 7, not 4',
    ],
    [
      'another model',
      { model: 'fraud' },
      'model',
      `says that it is about model "fraud", not "churn": if that is the same model, or not a model's registered name, say so in the policy (model-names in the entry of report)`,
    ],
    ['an old time', { time: ago(24 * 8) }, 'max-age', 'is 8 d old, must be at most 7d: evaluate again'],
    [
      'a time from the future',
      { time: ago(-1) },
      'max-age',
      "says that it was made at 2026-11-10T13:00:00.000Z, which is in the future: correct its time, or this machine's clock",
    ],
    [
      'a time without a zone, old in all of them',
      { unclearTime: { said: '', latest: ago(24 * 8) } },
      'max-age',
      'is 8 d old, must be at most 7d: evaluate again',
    ],
    [
      'another commit',
      { commit: 'bbbbbbb' },
      'commit',
      'was made at commit bbbbbbb, not at this one (aaaaaaaaaaaa): evaluate the version at this commit',
    ],
    [
      "an old time beside one that can't be read",
      { time: ago(24 * 8), unclearTime: { said: 'timestamp "soon"' } },
      'max-age',
      'is 8 d old, must be at most 7d: evaluate again',
    ],
  ])('%s fails, in each', (_name, statement, check, words) => {
    const tests = new Map([['junit/*.xml', testsOf({ passed: 1, statement })]]);
    expect(judge({ tests })).toEqual([['fail', check, `junit/1.xml ${words}`]]);
    const paired = new Map([['p', { candidate: examples(statement), champion }]]);
    expect(judge({ paired })).toEqual([['fail', check, `p/4.jsonl ${words}`]]);
    expect(judge(rowsOf('4', examples(statement)))).toEqual([['fail', check, `p/4.jsonl ${words}`]]);
  });

  test("the champion's examples are about another version, and unreadable ones are for the metric's gate", () => {
    const other = examples({ version: '3', versionIsSpecific: true, commit: 'bbbbbbb', time: ago(9999) });
    const unreadable = { path: 'p/4.jsonl', message: 'is cut off' };
    expect(judge(rowsOf('3', other))).toEqual([]);
    expect(judge(rowsOf('4', unreadable))).toEqual([]);
    expect(judge({ paired: new Map([['p', { candidate: unreadable, champion: other }]]) })).toEqual([]);
  });

  test('files that say what they are about get no result that passes', () => {
    const statement = { version: '4', commit: head, time: ago(1) };
    const tests = new Map([['junit/*.xml', testsOf({ passed: 1, statement })]]);
    const given = { tests, rules, evidence: evidenceOf('{}'), run: runOn({ commits: [head] }) };
    const paths = checkEvidence(contextWith(given)).map(({ reason }) => reason.split(' ')[0]);
    expect(new Set(paths)).toEqual(new Set(['reports/4.json']));
  });

  test.each<[string, Statement]>([
    ['alone', { unclearTime: { said: 'timestamp "soon"' } }],
    ['beside a young time', { time: ago(1), unclearTime: { said: 'timestamp "soon"' } }],
  ])("a time that can't be read fails, in either: %s", (_name, statement) => {
    const reason = (path: string) =>
      `the age of ${path} is unknown because timestamp "soon" can't be read: write its time as ISO 8601 with a zone, such as 2026-11-10T12:00:00Z, or remove it`;
    const tests = new Map([['junit/*.xml', testsOf({ passed: 1, statement })]]);
    expect(judge({ tests })).toEqual([['fail', 'max-age', reason('junit/1.xml')]]);
    const paired = new Map([['p', { candidate: examples(statement), champion }]]);
    expect(judge({ paired })).toEqual([['fail', 'max-age', reason('p/4.jsonl')]]);
    expect(judge({ tests, rules: rulesWith() })).toEqual([]);
  });

  test.each<[string, Statement]>([
    ['nothing', {}],
    ['this version', { version: '4', versionIsSpecific: true }],
    ['a version of a tool', { version: '1.0' }],
    ['a young time', { time: ago(1) }],
    ['a time without a zone that may be young', { unclearTime: { said: '', latest: ago(-26) } }],
    ['how long it took', { unclearTime: { said: 'time 0.25', isDuration: true } }],
    ['this commit', { commit: head.slice(0, 7) }],
  ])('that say %s give no row', (_name, statement) => {
    expect(judge({ tests: new Map([['junit/*.xml', testsOf({ passed: 1, statement })]]) })).toEqual([]);
  });

  test('about another version fail where nothing is asked', () => {
    const tests = new Map([['t', testsOf({ passed: 1, statement: { version: '7' } })]]);
    expect(judge({ tests, rules: rulesWith() })).toMatchObject([['fail', 'version', expect.anything()]]);
    expect(
      judge({ tests: new Map([['t', testsOf({ statement: { time: ago(9999) } })]]), rules: rulesWith() }),
    ).toEqual([]);
  });

  test('a file that two gates name, or that is also a report, has one result', () => {
    const old = testsOf({ statement: { time: ago(9999) } });
    expect(
      judge({
        tests: new Map([
          ['a', old],
          ['b', old],
        ]),
      }),
    ).toHaveLength(1);
    const both = [{ ...reportOf('{}', 'junit/1.xml'), statement: { version: '7' } }];
    const tests = new Map([['a', testsOf({ statement: { version: '7' } })]]);
    expect(
      judge({ rules: rulesWith(), tests, evidence: { patterns: [], reports: both, problems: [] } }),
    ).toHaveLength(1);
  });
});

describe('evidence of a version in use', () => {
  const SINCE = new Date('2026-11-10T06:00:00.400Z');
  const live = { since: SINCE };

  test('no report at all fails, whatever the policy asks', () => {
    expect(checkEvidence(contextWith({ live }))).toMatchObject([
      { gate: 'evidence', check: 'report', observed: 'missing', verdict: 'fail' },
    ]);
  });

  const made = (time: string) => ({ time: new Date(time) });
  const FORMS = 'ISO 8601 with a zone, such as 2026-11-10T12:00:00Z';
  const LATE = 'before the version came to the stage at 2026-11-10T06:00:00.400Z: evaluate it in use';

  test.each<[string, Statement, 'pass' | 'fail', string, string]>([
    [
      'after the promotion',
      made('2026-11-10T06:00:00.500Z'),
      'pass',
      '2026-11-10T06:00:00.500Z',
      'r.json was made at 2026-11-10T06:00:00.500Z, after the promotion',
    ],
    [
      'at that very time',
      made('2026-11-10T06:00:00.400Z'),
      'pass',
      '2026-11-10T06:00:00.400Z',
      'r.json was made at 2026-11-10T06:00:00.400Z, after the promotion',
    ],
    [
      'in that very second, in whole seconds',
      made('2026-11-10T06:00:00Z'),
      'pass',
      '2026-11-10T06:00:00.000Z',
      'r.json was made at 2026-11-10T06:00:00.000Z, after the promotion',
    ],
    [
      'a millisecond before',
      made('2026-11-10T06:00:00.399Z'),
      'fail',
      '2026-11-10T06:00:00.399Z',
      `r.json was made at 2026-11-10T06:00:00.399Z, ${LATE}`,
    ],
    [
      'a second before, in whole seconds',
      made('2026-11-10T05:59:59Z'),
      'fail',
      '2026-11-10T05:59:59.000Z',
      `r.json was made at 2026-11-10T05:59:59.000Z, ${LATE}`,
    ],
    [
      'never, as far as it says',
      {},
      'fail',
      'missing',
      `r.json does not say when it was made: add "time" to it (${FORMS})`,
    ],
    [
      'no longer ahead than clocks differ',
      made('2026-11-10T12:05:00Z'),
      'pass',
      '2026-11-10T12:05:00.000Z',
      'r.json was made at 2026-11-10T12:05:00.000Z, after the promotion',
    ],
    [
      'in the future',
      made('2026-11-10T12:05:00.001Z'),
      'fail',
      'in the future',
      "r.json says that it was made at 2026-11-10T12:05:00.001Z, which is in the future: correct its time, or this machine's clock",
    ],
    [
      'at a time without a zone',
      { unclearTime: { said: 'time 2026-11-10 09:00', latest: new Date('2026-11-10T21:00:00Z') } },
      'fail',
      'unclear',
      `when r.json was made is unknown because time 2026-11-10 09:00 has no usable time zone: write its time as ${FORMS}`,
    ],
    [
      'at one beside a usable one',
      { ...made('2026-11-10T09:00:00Z'), unclearTime: { said: 'date soon' } },
      'fail',
      'unclear',
      `when r.json was made is unknown because date soon can't be read: write its time as ${FORMS}`,
    ],
    [
      'beside a duration',
      { ...made('2026-11-10T09:00:00Z'), unclearTime: { said: 'time 12.5', isDuration: true } },
      'pass',
      '2026-11-10T09:00:00.000Z',
      'r.json was made at 2026-11-10T09:00:00.000Z, after the promotion',
    ],
  ])('made %s', (_told, statement, verdict, observed, reason) => {
    const reports = [{ ...reportOf('{}', 'r.json'), statement }];
    const evidence = { patterns: ['r.json'], reports, problems: [] };
    const required = SINCE.toISOString();
    expect(checkEvidence(contextWith({ evidence, live }))).toEqual([
      expect.objectContaining({ gate: 'evidence', check: 'since', verdict, observed, required, reason }),
    ]);
    expect(checkEvidence(contextWith({ evidence }))).toEqual([]);
  });

  test.each<[string, Statement, string[]]>([
    [
      'that is older fails',
      made('2026-11-10T05:00:00Z'),
      [`t.xml was made at 2026-11-10T05:00:00.000Z, ${LATE}`],
    ],
    ['that is newer', made('2026-11-10T07:00:00Z'), []],
    ['that says nothing', {}, []],
    ['of an unreadable time', { unclearTime: { said: 'time soon' } }, []],
    [
      'whose latest possible time is older fails',
      { unclearTime: { said: 'time 5:00', latest: new Date('2026-11-10T05:00:00Z') } },
      [`t.xml was made at 2026-11-10T05:00:00.000Z, ${LATE}`],
    ],
    [
      'that may be newer',
      { unclearTime: { said: 'time 5:00', latest: new Date('2026-11-10T17:00:00Z') } },
      [],
    ],
  ])('a file of tests %s', (_told, statement, reasons) => {
    const tests = new Map([['t', testsOf({ path: 't.xml', passed: 1, statement })]]);
    const fresh = { ...reportOf('{}'), statement: made('2026-11-10T09:00:00Z') };
    const evidence = { patterns: ['r'], reports: [fresh], problems: [] };
    const results = checkEvidence(contextWith({ evidence, tests, live })).filter(isBlocking);
    expect(results.map(({ verdict, reason }) => [verdict, reason])).toEqual(
      reasons.map((reason) => ['fail', reason]),
    );
  });
});
