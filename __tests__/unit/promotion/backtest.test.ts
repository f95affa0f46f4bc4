import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import type { Evidence, TestEvidence } from '../../../src/evidence/evidence.js';
import type { EvidenceReader } from '../../../src/evidence/reader.js';
import { isUnknown, type GateResult } from '../../../src/model/gate-result.js';
import type { ModelVersion } from '../../../src/model/registry.js';
import { parsePolicy, type Policy } from '../../../src/policy/load.js';
import { foreseeEffect, judgePromotions } from '../../../src/promotion/backtest.js';
import { isChanged, type PastDecision } from '../../../src/promotion/past-decision.js';
import { NO_READER } from '../../../src/promotion/past-evidence.js';
import { scriptHost } from '../support/code-host.js';
import { evidenceOf, testsOf } from '../support/gate-context.js';
import {
  buildHistory,
  makeSnapshot,
  promotion,
  rollback,
  timeOf,
  type EntryParts,
} from '../support/history-builder.js';
import { gateWith } from '../support/outcome-builder.js';

/** A policy whose Production has these rules, as lines of YAML. */
function policyWith(rules: string, report = ''): Policy {
  const lines = rules.split('\n').map((line) => `        ${line}`);
  return parsePolicy(
    'policy.yml',
    `models:\n  churn:\n${report}    stages:\n      Staging: {}\n      Production:\n${lines.join('\n')}\n`,
  );
}

const gatesWith = (...gates: string[]) =>
  policyWith(['gates:', ...gates.map((gate) => `  - ${gate}`)].join('\n'));

/** A line that judged these numbers. */
function judged(version: string, numbers: Record<string, number>, given: EntryParts = {}): EntryParts {
  const gates = Object.entries(numbers).map(([metric, observed]) => gateWith({ metric, observed }));
  return { ...promotion(version), gates, ...given };
}

interface Around {
  readonly reader?: Partial<EvidenceReader>;
  readonly known?: readonly Policy[];
  readonly metrics?: Readonly<Record<string, number>>;
  /** Every version's files. */
  readonly files?: Pick<ModelVersion, 'source' | 'sha256'>;
}

const NO_FILES = { source: null, sha256: null };

async function backtest(
  entries: readonly EntryParts[],
  policy: Policy,
  { reader = {}, known = [], metrics = {}, files = NO_FILES }: Around = {},
): Promise<PastDecision[]> {
  const { versions, ...snapshot } = makeSnapshot({ '1': 'None', '2': 'None', '3': 'None' });
  const settings = {
    reader: { ...NO_READER, ...reader },
    reports: [],
    host: scriptHost(),
    artifacts: { read: () => Promise.resolve(null) },
  };
  return judgePromotions(
    {
      ...snapshot,
      versions: versions.map((held) => ({ ...held, ...files, metrics })),
      history: buildHistory(entries),
    },
    { policy, known: [policy, ...known], settings },
    {},
  );
}

const would = async (...asked: Parameters<typeof backtest>) =>
  (await backtest(...asked)).map((decision) => decision.would);

/** The reasons that keep the last promotion from being certain. */
async function doubts(...asked: Parameters<typeof backtest>): Promise<string[]> {
  const last = (await backtest(...asked)).at(-1);
  return last?.gates.filter(isUnknown).map(({ reason }) => reason) ?? [];
}

describe('by recorded numbers', () => {
  const history = [judged('1', { accuracy: 0.91 }), judged('2', { accuracy: 0.95 }, { archived: ['1'] })];

  test.each([
    ['0.9', ['promoted', 'promoted']],
    ['0.92', ['blocked', 'promoted']],
    ['0.99', ['blocked', 'blocked']],
  ])('min: %s', async (min, expected) => {
    expect(await would(history, gatesWith(`{metric: accuracy, min: ${min}}`))).toEqual(expected);
  });

  test('a comparison is with the version that held the stage then', async () => {
    const lines = [...history, judged('3', { accuracy: 0.93 }, { archived: ['2'] })];
    const decisions = await backtest(
      lines,
      gatesWith('{metric: accuracy, goal: higher, min-improvement: 0}'),
    );
    expect(decisions.map((decision) => decision.would)).toEqual(['promoted', 'promoted', 'blocked']);
    expect(decisions.map(({ gates }) => gates[0]?.champion)).toEqual([null, 0.91, 0.95]);
    const beside = gatesWith(
      '{metric: accuracy, min: 0.1}',
      '{metric: accuracy, goal: higher, min-improvement: 0}',
    );
    expect(await would(lines, beside)).toEqual(['promoted', 'promoted', 'blocked']);
  });

  test('a metric that was not recorded is unknown, unless another gate fails', async () => {
    const f1 = '{metric: f1, min: 0.5}';
    expect(await would(history, gatesWith(f1))).toEqual(['unknown', 'unknown']);
    expect(await doubts(history, gatesWith(f1))).toEqual([
      "can't be judged for the past: f1 was not recorded, and the policy names no report to read",
    ]);
    expect(await would(history, gatesWith(f1, '{metric: accuracy, min: 0.92}'))).toEqual([
      'blocked',
      'unknown',
    ]);
  });

  test('what was recorded as missing or NaN fails, as it did then', async () => {
    const forced = {
      ...promotion('1'),
      forced: true,
      gates: [gateWith({ observed: 'NaN', verdict: 'fail' })],
    };
    const gone = { ...forced, gates: [gateWith({ observed: 'missing', verdict: 'fail' })] };
    const policy = gatesWith('{metric: accuracy, min: 0.1}');
    expect([await would([forced], policy), await would([gone], policy)]).toEqual([['blocked'], ['blocked']]);
  });

  test.each<[string, Partial<GateResult>[], string, string]>([
    [
      'a number, before a word for its absence',
      [{}, { observed: 'NaN', verdict: 'fail' }],
      'min: 0.9',
      'promoted',
    ],
    ['a number after such a word', [{ observed: 'NaN', verdict: 'fail' }, {}], 'min: 0.9', 'promoted'],
    [
      'a number of examples',
      [{}, { check: 'min-samples', observed: 500 }],
      'min: 0.9, min-samples: 500, samples: n',
      'promoted',
    ],
    [
      'too few examples',
      [{}, { check: 'min-samples', observed: 500 }],
      'min: 0.9, min-samples: 501, samples: n',
      'blocked',
    ],
    [
      'no number of examples',
      [{}, { check: 'min-samples', observed: 'missing' }],
      'min: 0.9, min-samples: 9, samples: n',
      'unknown',
    ],
    ['examples without a number', [{ check: 'min-samples', observed: 500 }], 'min: 0.9', 'unknown'],
  ])('%s', async (_told, recorded, bounds, expected) => {
    const line = { ...promotion('1'), gates: recorded.map(gateWith) };
    expect(await would([line], gatesWith(`{metric: accuracy, ${bounds}}`))).toEqual([expected]);
  });

  test("a champion's number that is not known any more makes it unknown", async () => {
    const begun = judged('2', { accuracy: 0.95 }, { beginning: { '1': 'Production' }, archived: ['1'] });
    const policy = gatesWith('{metric: accuracy, goal: higher, max-regression: 1%}');
    expect(await would([begun], policy)).toEqual(['unknown']);
    expect(await would([begun], policy, { metrics: { accuracy: 0.99 } })).toEqual(['blocked']);
    expect(await would([begun], policy, { metrics: { accuracy: 0.9 } })).toEqual(['promoted']);
  });

  test('the same bound counts as it was recorded, whatever is missing', async () => {
    const compared = gateWith({ check: 'max-regression', required: '1%', champion: 0.94, observed: 0.95 });
    const begun = { ...promotion('2'), gates: [compared], beginning: { '1': 'Production' }, archived: ['1'] };
    expect(await would([begun], gatesWith('{metric: accuracy, goal: higher, max-regression: 1%}'))).toEqual([
      'promoted',
    ]);
    expect(await would([begun], gatesWith('{metric: accuracy, goal: higher, max-regression: 2%}'))).toEqual([
      'unknown',
    ]);
  });

  test('a direction that only the report told is not recorded', async () => {
    const policy = gatesWith('{metric: accuracy, max-regression: 1%}');
    expect(await would(history, policy)).toEqual(['promoted', 'unknown']);
    expect(await doubts(history, policy)).toEqual([expect.stringContaining('add goal to the gate')]);
    const bounded = gatesWith('{metric: accuracy, min: 0.96, max: 1, max-regression: 1%}');
    expect(await would(history, bounded)).toEqual(['blocked', 'blocked']);
  });
});

describe('with confidence', () => {
  const sure = '{metric: accuracy, min: 0.9, samples: eval.n, confidence: 95%}';
  const line = (uncertainty: GateResult['uncertainty']) => ({
    ...promotion('1'),
    gates: [gateWith({ observed: 0.95, uncertainty })],
  });

  test('the recorded uncertainty counts, wherever the gate looks for it', async () => {
    expect(await would([line({ samples: 1_000, proportion: true })], gatesWith(sure))).toEqual(['promoted']);
    expect(await would([line({ samples: 20, proportion: true })], gatesWith(sure))).toEqual(['blocked']);
  });

  test('without one it is unknown', async () => {
    expect(await would([line(undefined)], gatesWith(sure))).toEqual(['unknown']);
    expect(await doubts([line(undefined)], gatesWith(sure))).toEqual([
      expect.stringContaining('the uncertainty of accuracy was not recorded'),
    ]);
  });

  test("so it is when the champion's was not recorded", async () => {
    const lines = [line(undefined), { ...line({ stderr: 0.001 }), version: '2', archived: ['1'] }];
    const policy = gatesWith('{metric: accuracy, goal: higher, max-regression: 1%, confidence: 95%}');
    expect(await would(lines, policy)).toEqual(['promoted', 'unknown']);
  });

  test('a number of examples is recorded by min-samples, too', async () => {
    const counted = gateWith({ check: 'min-samples', observed: 80, required: 50 });
    const lines = [{ ...promotion('1'), gates: [gateWith(), counted] }];
    const policy = (least: number) =>
      gatesWith(`{metric: accuracy, min: 0.9, min-samples: ${String(least)}}`);
    expect([await would(lines, policy(80)), await would(lines, policy(81))]).toEqual([
      ['promoted'],
      ['blocked'],
    ]);
    expect(await would([judged('1', { accuracy: 0.95 })], policy(80))).toEqual(['unknown']);
  });
});

describe('with false-promotions', () => {
  const rules = (gate: string) =>
    policyWith(`false-promotions: 5%\ntest-set: data/test.csv\ngates:\n  - ${gate}`);
  const attempt = (level: string): EntryParts => ({
    attempt: {
      ...{ stage: 'Production', number: 9, against: '1', 'test-set': 'ab'.repeat(32) },
      ...{ evidence: 'cd'.repeat(32), level, highest: '3' },
    },
  });
  const sure = '{metric: accuracy, min: 0.9, samples: n, confidence: 95%}';
  const line = (observed: number, given: EntryParts = {}): EntryParts => ({
    ...promotion('1'),
    gates: [gateWith({ observed, uncertainty: { samples: 1_000, proportion: true } })],
    ...given,
  });

  test('the recorded level counts, and the file of the test set is not asked for', async () => {
    expect(await would([line(0.917)], rules(sure))).toEqual(['promoted']);
    expect(await would([line(0.917, attempt('99.279%'))], rules(sure))).toEqual(['blocked']);
    expect(await would([line(0.93, attempt('99.279%'))], rules(sure))).toEqual(['promoted']);
  });

  test('a level counts for nothing in a policy that counts no attempts, and never lowers a gate', async () => {
    expect(await would([line(0.917, attempt('99.279%'))], gatesWith(sure))).toEqual(['promoted']);
    expect(await would([line(0.917, attempt('60%'))], rules(sure.replace('95%', '99%')))).toEqual([
      'blocked',
    ]);
  });

  test.each([
    ['examples of both versions', 'paired: {file: "examples/{version}.jsonl", key: id, score: correct}'],
    ['rows', 'samples: {file: "examples/{version}.jsonl", key: id, score: correct}'],
  ])('what %s showed then is recorded at that level, and counts once they are gone', async (_name, by) => {
    const gate = `{metric: accuracy, goal: higher, min-improvement: 0, confidence: 95%, ${by}}`;
    const recorded = (confidence: string) =>
      gateWith({
        ...{ check: 'min-improvement', observed: 0.95, required: 0, champion: 0.9, against: '1' },
        interval: { lower: 0.01, upper: 0.09, confidence, method: 'paired' },
      });
    const lines = (confidence: string): EntryParts[] => [
      line(0.9),
      { ...line(0.95, attempt('99.279%')), version: '2', archived: ['1'], gates: [recorded(confidence)] },
    ];
    expect(await would(lines('99.279%'), rules(gate))).toEqual(['promoted', 'promoted']);
    // a result at another level says nothing about this one
    expect(await would(lines('95%'), rules(gate))).toEqual(['promoted', 'unknown']);
    // nor does it where the policy no longer counts
    expect(await would(lines('99.279%'), gatesWith(gate))).toEqual(['promoted', 'unknown']);
  });
});

describe('slices', () => {
  const lines = (sha: string | null) => [
    judged('1', { 'slices.eu.recall': 0.9, 'slices.us.recall': 0.8 }, { 'policy-sha256': sha }),
  ];
  const policy = gatesWith('{metric: slices.*.recall, min: 0.7}');

  test('a star may match more than was recorded', async () => {
    expect(await would(lines(null), policy)).toEqual(['unknown']);
    expect(await would(lines(null), gatesWith('{metric: slices.*.recall, min: 0.85}'))).toEqual(['blocked']);
  });

  test('but not when a known policy judged it by the same path', async () => {
    const known = gatesWith('{metric: slices.*.recall, min: 0.5}');
    expect(await would(lines(known.sha256), policy, { known: [known] })).toEqual(['promoted']);
    const other = gatesWith('{metric: slices.eu.recall, min: 0.5}');
    expect(await would(lines(other.sha256), policy, { known: [other] })).toEqual(['unknown']);
  });

  test('of a list keep their names', async () => {
    const named = judged('1', { 'sets[name=a].f1': 0.9, 'sets[name="b.c"].f1': 0.6 });
    const one = gatesWith('{metric: "sets[name=a].f1", min: 0.7}');
    expect(await would([named], one)).toEqual(['promoted']);
    expect(await would([named], gatesWith('{metric: "sets[name].*.f1", min: 0.7}'))).toEqual(['blocked']);
  });
});

describe('any-of', () => {
  const line = judged('1', { accuracy: 0.95 });
  const either = (...gates: string[]) => gatesWith(`any-of: [${gates.join(', ')}]`);

  test.each([
    ['promoted', ['{metric: accuracy, min: 0.9}', '{metric: f1, min: 0.9}']],
    ['unknown', ['{metric: accuracy, min: 0.99}', '{metric: f1, min: 0.9}']],
    ['blocked', ['{metric: accuracy, min: 0.99}', '{metric: accuracy, min: 0.98}']],
    ['unknown', ['{metric: accuracy, min: 0.99}', '{metric: f1, max-regression: 1%}']],
  ])('%s by %j', async (expected, gates) => {
    expect(await would([line], either(...gates))).toEqual([expected]);
  });
});

describe('what no report says', () => {
  const row = (gate: string, given: Partial<GateResult>) =>
    gateWith({ gate, metric: null, check: gate, observed: null, required: null, ...given });
  const after = (...gates: GateResult[]) => [{ ...promotion('1'), gates }];

  test('checks and approvals count as they were recorded, else they are unknown', async () => {
    const policy = gatesWith('checks: [build]', 'approvals: 2');
    const build = row('checks', { metric: 'build', required: 'success', observed: 'success' });
    const approved = row('approvals', { required: 2, observed: 2 });
    expect(await would(after(build, approved), policy)).toEqual(['promoted']);
    expect(await would(after(build), policy)).toEqual(['unknown']);
    expect(await would(after({ ...build, verdict: 'fail' }, approved), policy)).toEqual(['blocked']);
    expect(await would(after(build, { ...approved, required: 1 }), policy)).toEqual(['unknown']);
  });

  test('tests count as they were recorded', async () => {
    const policy = gatesWith('tests: "junit/{version}.xml"');
    const passed = row('tests', { metric: 'junit/1.xml', required: 'all pass', observed: '3 passed' });
    expect(await would(after(passed), policy)).toEqual(['promoted']);
    expect(await doubts(after(), policy)).toEqual([expect.stringContaining('its test results are gone')]);
    // whatever is at the commit
    const failed = { tests: () => Promise.resolve(testsOf({ failures: 1 })) };
    const reader = { at: () => ({ ...NO_READER, ...failed }) };
    const commit = 'c'.repeat(40);
    expect(await would([{ ...after(passed)[0]!, commit }], policy, { reader })).toEqual(['promoted']);
    const both = gatesWith('tests: ["a.xml", "b.xml"]');
    const of = row('tests', { metric: 'a.xml, b.xml', required: 'all pass', observed: '3 passed' });
    expect(await would([{ ...after(of)[0]!, commit }], both, { reader })).toEqual(['promoted']);
  });

  test('tests are read at the commit, where they were not recorded', async () => {
    const policy = gatesWith('tests: "junit/{version}.xml"');
    const line = { ...promotion('1'), commit: 'c'.repeat(40) };
    const at = (tests: TestEvidence): Around => ({
      reader: { at: () => ({ ...NO_READER, tests: () => Promise.resolve(tests) }) },
    });
    const lost = { ...testsOf(), problems: [{ path: 'junit/1.xml', message: 'is cut off' }] };
    expect(await would([line], policy, at(testsOf({ passed: 3 })))).toEqual(['promoted']);
    expect(await would([line], policy, at(testsOf({ passed: 3, failures: 1 })))).toEqual(['blocked']);
    expect(await would([line], policy, at(lost))).toEqual(['unknown']);
    const half = { ...testsOf({ passed: 3 }), problems: lost.problems };
    expect(await would([line], policy, at(half))).toEqual(['unknown']);
    const either = gatesWith('any-of: [{metric: accuracy, min: 0.9}, {tests: "junit/{version}.xml"}]');
    const poor = judged('1', { accuracy: 0.8 }, { commit: 'c'.repeat(40) });
    expect(await would([poor], either, at(lost))).toEqual(['unknown']);
    expect(await would([poor], either, at(testsOf({ failures: 1 })))).toEqual(['blocked']);
  });

  test('the git ref of the run, where it was recorded', async () => {
    const ran = row('refs', { observed: 'refs/heads/main', required: 'refs/heads/*' });
    expect(await would(after(ran), policyWith('refs: [refs/heads/main]'))).toEqual(['promoted']);
    expect(await would(after(ran), policyWith('refs: [refs/heads/release]'))).toEqual(['blocked']);
    expect(await would(after(), policyWith('refs: [refs/heads/main]'))).toEqual(['unknown']);
  });

  test('the files, where their SHA-256 was recorded', async () => {
    const policy = policyWith('artifact: required');
    const skipped = row('artifact', { check: 'sha256', observed: 'unchecked', verdict: 'skip' });
    expect(await would(after(), policy)).toEqual(['unknown']);
    expect(await would(after(skipped), policy)).toEqual(['blocked']);
  });

  const SHA = 'ab'.repeat(32);

  test('what was recorded of the files is told again', async () => {
    const reasons = async (observed: string, reason: string) => {
      const files = { source: 'models/1.onnx', sha256: SHA };
      const found = row('artifact', { check: 'sha256', observed, reason });
      const [decision] = await backtest(after(found), policyWith('artifact: required'), { files });
      return decision?.gates.find(({ gate }) => gate === 'artifact')?.reason;
    };
    expect(await reasons('missing', 'x')).toContain('models/1.onnx was not there');
    expect(await reasons('unchecked', 'its store was offline')).toContain('its store was offline');
  });

  test('a ref that was not known then is not known now, and only the ref of its own gate counts', async () => {
    const policy = policyWith('refs: [refs/heads/main]');
    expect(await would(after(row('refs', { observed: 'missing', required: 'x' })), policy)).toEqual([
      'unknown',
    ]);
    const other = row('soak', { observed: 'refs/heads/main', required: 'x' });
    expect(await would(after(other), policy)).toEqual(['unknown']);
  });

  test('results of other test files, or of a metric of that name, are not those', async () => {
    const policy = gatesWith('tests: "junit/{version}.xml"');
    const results = { metric: 'junit/1.xml', required: 'all pass', observed: '3 passed' };
    const line = {
      ...after(row('tests', { ...results, metric: 'other/1.xml' }))[0]!,
      commit: 'c'.repeat(40),
    };
    const failed = { tests: () => Promise.resolve(testsOf({ failures: 1 })) };
    const reader = { at: () => ({ ...NO_READER, ...failed }) };
    expect(await would([line], policy, { reader })).toEqual(['blocked']);
    const named = { ...after(row('metric', results))[0]!, commit: 'c'.repeat(40) };
    expect(await would([named], policy, { reader })).toEqual(['blocked']);
  });

  test.each([
    ['the registered SHA-256', SHA, 'promoted'],
    ['another one', 'cd'.repeat(32), 'blocked'],
    ['nothing there', 'missing', 'blocked'],
    ['another word', 'odd', 'unknown'],
    ['a digest in other words', `not ${SHA}`, 'unknown'],
    ['a digest with more behind it', `${SHA} or so`, 'unknown'],
  ])('files with %s', async (_told, observed, expected) => {
    const files = { source: 'models/1.onnx', sha256: SHA };
    const found = row('artifact', { check: 'sha256', observed });
    expect(await would(after(found), policyWith('artifact: required'), { files })).toEqual([expected]);
  });
});

describe('as things stood then', () => {
  const staged = { ...promotion('1', [], 'Staging'), time: timeOf(1) };
  const moved = (hours: number, given: EntryParts = {}) => ({
    ...promotion('1'),
    from: 'Staging',
    time: timeOf(1 + hours),
    ...given,
  });

  test('soak, from and freeze go by the time of the line', async () => {
    expect(await would([staged, moved(3)], policyWith('{from: [Staging], soak: 2h}'))).toEqual([
      'promoted',
      'promoted',
    ]);
    expect(await would([staged, moved(3)], policyWith('soak: 4h'))).toEqual(['promoted', 'blocked']);
    expect(await would([promotion('1')], policyWith('from: [Staging]'))).toEqual(['blocked']);
    const frozen = policyWith('freeze: [{from: "2026-11-01", to: "2026-11-01", timezone: UTC}]');
    expect(await would([staged, moved(3)], frozen)).toEqual(['promoted', 'blocked']);
    expect(await would([staged, moved(30)], frozen)).toEqual(['promoted', 'promoted']);
  });

  test('a version that had been taken out by then stays out, unless that was allowed', async () => {
    const again = { ...promotion('2', ['1']), from: 'Archived' };
    const allowed = { ...again, gates: [gateWith({ gate: 'taken-out', metric: null, check: 'taken-out' })] };
    const lines = [promotion('1'), promotion('2', ['1']), rollback('1', ['2'])];
    const decisions = await backtest([...lines, again], policyWith('archive-existing: true'));
    expect(decisions.map((decision) => decision.would)).toEqual(['promoted', 'promoted', 'blocked']);
    expect(decisions.map(({ rolledBack }) => rolledBack)).toEqual([false, true, false]);
    expect(await would([...lines, allowed], policyWith('archive-existing: true'))).toEqual([
      'promoted',
      'promoted',
      'promoted',
    ]);
    const other = { ...again, gates: [gateWith()] };
    expect(await would([...lines, other], policyWith('archive-existing: true'))).toEqual([
      'promoted',
      'promoted',
      'blocked',
    ]);
    // a forced promotion recorded the gate as failed
    const failed = gateWith({ gate: 'taken-out', metric: null, check: 'taken-out', verdict: 'fail' });
    const forced = { ...again, forced: true, gates: [failed] };
    expect(await would([...lines, forced], policyWith('archive-existing: true'))).toEqual([
      'promoted',
      'promoted',
      'blocked',
    ]);
  });

  test.each([
    ['3 d 4 h', '4d', 'promoted'],
    ['3 d 4 h', '3d', 'blocked'],
    ['3 d', '3d', 'unknown'],
    ['a little more than 7 d', '7d', 'unknown'],
    ['12 min', '15m', 'promoted'],
    // shown to the hour, the minute and the second
    ['2 d 23 h', '4290m', 'unknown'],
    ['2 d 23 h', '72h', 'promoted'],
    ['3 h 12 min', '11550s', 'unknown'],
    ['3 h 12 min', '193m', 'promoted'],
    ['less than a second', '1s', 'promoted'],
    ['in the future', '7d', 'unknown'],
  ])('evidence that was %s old, with max-age: %s, is %s', async (observed, maxAge, expected) => {
    const aged = gateWith({ gate: 'evidence', metric: null, check: 'max-age', observed, required: '5d' });
    const verdict = await would(
      [{ ...promotion('1'), gates: [aged] }],
      policyWith(`evidence: {max-age: ${maxAge}}`),
    );
    expect(verdict).toEqual([expected]);
  });

  test('of several reports the oldest counts', async () => {
    const aged = (observed: string) =>
      gateWith({ gate: 'evidence', metric: null, check: 'max-age', observed, required: '5d' });
    const line = { ...promotion('1'), gates: [aged('3 d 4 h'), aged('12 min')] };
    expect(await would([line], policyWith('evidence: {max-age: 1d}'))).toEqual(['blocked']);
    expect(await would([line], policyWith('evidence: {max-age: 4d}'))).toEqual(['promoted']);
  });

  test('a version and a commit that the report stated', async () => {
    const stated = (check: string, observed: string) =>
      gateWith({ gate: 'evidence', metric: null, check, observed, required: 'x' });
    const policy = policyWith('evidence: {version: required, commit: required}');
    const commit = 'a'.repeat(40);
    const line = { ...promotion('1'), commit, gates: [stated('version', '1'), stated('commit', commit)] };
    expect(await would([line], policy)).toEqual(['promoted']);
    expect(await would([{ ...line, gates: [] }], policy)).toEqual(['unknown']);
    expect(await doubts([{ ...line, commit: null }], policy)).toEqual([
      "can't be judged for the past: nobody recorded its commit",
    ]);
  });
});

describe('what is told', () => {
  test('a stage that the policy does not name', async () => {
    const policy = parsePolicy('p.yml', 'models: {churn: {stages: {Staging: {}}}}\n');
    const [decision] = await backtest([promotion('1')], policy);
    expect(decision).toMatchObject({ would: 'blocked', gates: [{ gate: 'policy', verdict: 'fail' }] });
  });

  test('a version that was confirmed and rolled back later was rolled back', async () => {
    const confirmed = { action: 'confirm', version: '2', from: 'Production', to: 'Production' } as const;
    const lines = [promotion('1'), promotion('2', ['1']), confirmed, rollback('1', ['2'])];
    const decisions = await backtest(lines, policyWith('archive-existing: true'));
    expect(decisions.map(({ rolledBack }) => rolledBack)).toEqual([false, true]);
  });

  test('a version that another one joined was rolled back by the rollback that took it out', async () => {
    const lines = [promotion('1'), promotion('2'), promotion('3', [], 'Staging'), rollback('2', ['1'])];
    const decisions = await backtest(lines, policyWith('archive-existing: false'));
    expect(decisions.map(({ rolledBack }) => rolledBack)).toEqual([true, false, false]);
  });

  test('a version that was withdrawn, promoted again and rolled back was rolled back once', async () => {
    const lines = [
      promotion('1'),
      promotion('2', ['1']),
      { action: 'archive', version: '2', from: 'Production', to: 'Archived' } as const,
      { ...promotion('2'), from: 'Archived' },
      rollback('1', ['2']),
    ];
    const decisions = await backtest(lines, policyWith('taken-out: allow'));
    expect(decisions.map(({ rolledBack }) => rolledBack)).toEqual([false, false, true]);
  });

  test('a version that was withdrawn, or that another one replaced, was not', async () => {
    const lines = [
      promotion('1'),
      promotion('2', ['1']),
      { action: 'archive', version: '2', from: 'Production', to: 'Archived' } as const,
      promotion('3'),
      rollback('1', ['3']),
    ];
    const decisions = await backtest(lines, policyWith('taken-out: allow'));
    expect(decisions.map(({ rolledBack }) => rolledBack)).toEqual([false, false, true]);
  });

  test('stages match in any case', async () => {
    const policy = parsePolicy(
      'p.yml',
      'stages: [staging, PRODUCTION]\nmodels: {churn: {stages: {production: {}}}}\n',
    );
    expect(await backtest([promotion('1')], policy)).toMatchObject([
      { stage: 'PRODUCTION', would: 'promoted' },
    ]);
  });

  test('a forced promotion was blocked by its gates', async () => {
    const forced = judged('1', { accuracy: 0.8 }, { forced: true });
    const [strict] = await backtest([forced], gatesWith('{metric: accuracy, min: 0.9}'));
    const [loose] = await backtest([forced], gatesWith('{metric: accuracy, min: 0.7}'));
    expect([strict, loose]).toMatchObject([
      { was: 'promoted', forced: true, would: 'blocked' },
      { was: 'promoted', forced: true, would: 'promoted' },
    ]);
    expect([strict, loose].map((decision) => decision !== undefined && isChanged(decision))).toEqual([
      false,
      true,
    ]);
  });

  test('nothing but promotions is judged', async () => {
    const lines = [
      { action: 'register', from: null, to: 'None' } as const,
      promotion('1'),
      promotion('2', ['1']),
      rollback('1', ['2']),
      { action: 'archive', version: '1', from: 'Production', to: 'Archived' } as const,
    ];
    expect(
      (await backtest(lines, policyWith('archive-existing: true'))).map(({ version }) => version),
    ).toEqual(['1', '2']);
  });
});

describe('by the reports at the commit', () => {
  const commit = 'c'.repeat(40);
  const reports = '    report: reports/{version}.json\n';
  const policy = policyWith('gates: [{metric: f1, min: 0.9}]', reports);
  const digest = 'ab';
  const line = judged('1', { accuracy: 0.95 }, { commit, 'report-sha256': digest });
  const at = (evidence: Evidence): Around => ({
    reader: { at: () => ({ ...NO_READER, reports: () => Promise.resolve(evidence) }) },
  });

  test('what was not recorded is read', async () => {
    expect(await would([line], policy, at(evidenceOf('{"f1": 0.95}')))).toEqual(['promoted']);
    expect(await would([line], policy, at(evidenceOf('{"f1": 0.85}')))).toEqual(['blocked']);
    const both = policyWith('gates: [{metric: accuracy, min: 0.9}, {metric: f1, min: 0.9}]', reports);
    expect(await would([line], both, at(evidenceOf('{"accuracy": 0.95, "f1": 0.95}')))).toEqual(['promoted']);
  });

  test('a report that the line lists is read by its path, whatever the policy names now', async () => {
    const listed = { ...line, 'report-sha256': 'cd'.repeat(32), reports: { 'reports/4.json': digest } };
    const reader: Partial<EvidenceReader> = {
      reports: (paths) =>
        Promise.resolve(paths.includes('reports/4.json') ? evidenceOf('{"f1": 0.95}') : evidenceOf()),
    };
    expect(await would([listed], policy, { reader })).toEqual(['promoted']);
  });

  test.each([
    ['examples of both versions', 'paired'],
    ['rows', 'samples'],
  ])('%s are read there, of each version its own', async (_name, key) => {
    const by = `${key}: {file: "examples/{version}.jsonl", key: id, score: correct}`;
    const gate = `{metric: accuracy, goal: higher, min-improvement: 0, confidence: 95%, ${by}}`;
    const right: Readonly<Record<string, number>> = { 'churn 1': 900, 'churn 2': 990 };
    const examples: EvidenceReader['examples'] = (path, { model, version }) =>
      Promise.resolve({
        ...{ path, sha256: digest, statement: {} },
        rows: Array.from({ length: 1_000 }, (_, at) => ({
          ...{ key: String(at), score: at < (right[`${model} ${version}`] ?? 0) ? 1 : 0 },
        })),
      });
    const lines = [
      judged('1', { accuracy: 0.9 }),
      judged('2', { accuracy: 0.99 }, { commit, archived: ['1'] }),
    ];
    const reader = { at: () => ({ ...NO_READER, examples }) };
    expect(await would(lines, gatesWith(gate), { reader })).toEqual(['promoted', 'promoted']);
    expect(await would(lines, gatesWith(gate))).toEqual(['promoted', 'unknown']);
    const strict = gatesWith(gate.replace('min-improvement: 0', 'min-improvement: 0.2'));
    expect(await would(lines, strict, { reader })).toEqual(['promoted', 'blocked']);
  });

  test('a report that lacks the metric fails', async () => {
    expect(await would([line], policy, at(evidenceOf('{"accuracy": 0.95}')))).toEqual(['blocked']);
  });

  test('another file than the one that was judged does not count', async () => {
    const other = { ...line, 'report-sha256': 'cd'.repeat(32) };
    expect(await would([other], policy, at(evidenceOf('{"f1": 0.95}')))).toEqual(['unknown']);
    expect(await doubts([other], policy, at(evidenceOf('{"f1": 0.95}')))).toEqual([
      expect.stringContaining('has changed since it was judged'),
    ]);
  });

  test('nothing is read if the line has all that the gates need', async () => {
    const asked: string[] = [];
    const ask =
      (when: string): EvidenceReader['reports'] =>
      (_templates, { model, version }) => {
        asked.push(`${when}: ${model} ${version}`);
        return Promise.resolve(evidenceOf('{"f1": 0.95}'));
      };
    const reader = { reports: ask('now'), at: () => ({ ...NO_READER, reports: ask('then') }) };
    const enough = policyWith('gates: [{metric: accuracy, min: 0.9}]', reports);
    expect(await would([line], enough, { reader })).toEqual(['promoted']);
    expect(asked).toEqual([]);
    // what the policy wants to know of reports was not recorded
    const evidence = policyWith(
      'evidence: {version: required}\ngates: [{metric: accuracy, min: 0.9}]',
      reports,
    );
    await would([line], evidence, { reader });
    expect(asked).toEqual(['then: churn 1']);
    asked.length = 0;
    await would([{ ...line, commit: null }], policy, { reader });
    expect(asked).toEqual(['now: churn 1']);
  });

  test('without a commit nothing is read', async () => {
    expect(await doubts([{ ...line, commit: null }], policy, at(evidenceOf('{"f1": 0.95}')))).toEqual([
      expect.stringContaining('the history has no commit to read its report at'),
    ]);
  });

  test.each<[string, Evidence, string]>([
    ['gone', { patterns: [], reports: [], problems: [] }, 'its report is gone'],
    [
      'cut off',
      { patterns: [], reports: [], problems: [{ path: 'reports/1.json', message: 'is cut off' }] },
      'reports/1.json is cut off',
    ],
  ])('a report that is %s there', async (_told, evidence, why) => {
    const undigested = { ...line, 'report-sha256': null };
    expect(await doubts([undigested], policy, at(evidence))).toEqual([
      `can't be judged for the past: f1 was not recorded, and ${why}`,
    ]);
  });

  test('a report that was judged and is gone is told with its digest', async () => {
    expect(
      await doubts([line], policy, at({ patterns: ['reports/1.json'], reports: [], problems: [] })),
    ).toEqual([
      "can't be judged for the past: f1 was not recorded, and reports/1.json is missing or has changed since it was judged (the history has SHA-256 ab…): restore it",
    ]);
  });

  test('where nobody reads the past, the checkout has the file that was judged, or nothing is known', async () => {
    const here: Around = { reader: { reports: () => Promise.resolve(evidenceOf('{"f1": 0.95}')) } };
    expect(await would([line], policy, here)).toEqual(['promoted']);
    expect(await would([{ ...line, commit: null }], policy, here)).toEqual(['promoted']);
    expect(await would([{ ...line, 'report-sha256': 'cd'.repeat(32) }], policy, here)).toEqual(['unknown']);
    expect(await doubts([{ ...line, 'report-sha256': null }], policy, here)).toEqual([
      "can't be judged for the past: f1 was not recorded, and its reports were not read",
    ]);
  });

  test('a run keeps its metrics, where the reader has them', async () => {
    const ofRun = policyWith('gates: [{metric: f1, min: 0.9}]', '    report: mlflow\n');
    const reports = () => Promise.resolve(evidenceOf('{"f1": 0.95}'));
    const read = { reader: { reports, readsRuns: true } };
    expect(await would([line], ofRun, read)).toEqual(['promoted']);
    expect(await would([line], ofRun, { reader: { reports } })).toEqual(['unknown']);
  });

  test('a run is not read as a file, nor where the policy names none', async () => {
    const asked: string[] = [];
    const reader: Partial<EvidenceReader> = {
      readsRuns: true,
      reports: (templates) => {
        asked.push(`now: ${templates.join(' ')}`);
        return Promise.resolve(evidenceOf());
      },
      at: () => ({
        ...NO_READER,
        reports: (templates) => {
          asked.push(`then: ${templates.join(' ')}`);
          return Promise.resolve(evidenceOf('{"f1": 0.95}'));
        },
      }),
    };
    const of = async (report: string) => {
      asked.length = 0;
      const given = policyWith('gates: [{metric: f1, min: 0.9}]', `    report: ${report}\n`);
      const decisions = await would([line], given, { reader });
      return [...decisions, ...asked];
    };
    expect(await of('[mlflow, "reports/{version}.json"]')).toEqual([
      'promoted',
      'now: mlflow',
      'then: reports/{version}.json',
    ]);
    expect(await of('reports/{version}.json')).toEqual(['promoted', 'then: reports/{version}.json']);
    expect(await of('mlflow')).toEqual(['unknown', 'now: mlflow']);
    // a file of one name for all versions is another version's by now
    expect(await of('all.json')).toEqual(['promoted', 'then: all.json']);
    const shared = policyWith('gates: [{metric: f1, min: 0.9}]', '    report: all.json\n');
    const here: Around = { reader: { reports: () => Promise.resolve(evidenceOf('{"f1": 0.95}')) } };
    expect(await would([line], shared, here)).toEqual(['unknown']);
  });

  test('a report beside one that is lost does not count alone', async () => {
    const undigested = { ...line, 'report-sha256': null };
    const problems = [{ path: 'reports/2.json', message: 'is cut off' }];
    const half = { ...evidenceOf('{"f1": 0.95}'), problems };
    expect(await would([undigested], policy, at(half))).toEqual(['unknown']);
  });

  test('a comparison without a direction is a policy error', async () => {
    const unclear = policyWith('gates: [{metric: f1, max-regression: 1%}]', reports);
    const lines = [line, { ...line, version: '2', archived: ['1'] }];
    const work = would(lines, unclear, at(evidenceOf('{"f1": 0.95}')));
    await expect(work).rejects.toThrow(StagegateError);
  });
});

describe('the effect of a changed policy', () => {
  const strict = gatesWith('{metric: accuracy, min: 0.92}');
  const lines = Array.from({ length: 12 }, (_, at) =>
    judged(String(at + 1), { accuracy: 0.8 + at / 100 }, { archived: at === 0 ? [] : [String(at)] }),
  );
  const snapshot = makeSnapshot(Object.fromEntries(lines.map((_, at) => [String(at + 1), 'None'])));
  const foresee = (entries: readonly EntryParts[], proposed: Policy, present = strict) =>
    foreseeEffect({ ...snapshot, history: buildHistory(entries) }, { proposed, present });

  test('is told of the last ten promotions', async () => {
    const { decisions } = await foresee(lines, gatesWith('{metric: accuracy, min: 0.905}'));
    expect(decisions.map(({ version }) => version)).toEqual([
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
      '11',
      '12',
    ]);
    expect(decisions.filter((one) => one.would === 'promoted').map(({ version }) => version)).toEqual(['12']);
  });

  test.each<[string, Policy, string]>([
    [
      'the present policy judged beside others',
      gatesWith('{metric: accuracy, min: 0.1}', '{metric: "slices.*.recall", min: 0.1}'),
      'promoted',
    ],
    ['the present policy judged', gatesWith('{metric: "slices.*.recall", min: 0.1}'), 'promoted'],
    ['a policy without that gate judged', strict, 'unknown'],
    [
      'a policy without the stage judged',
      parsePolicy('p.yml', 'stages: [Canary]\nmodels: {churn: {stages: {Canary: {}}}}\n'),
      'unknown',
    ],
  ])('slices that %s', async (_told, present, expected) => {
    const sliced = judged('1', { 'slices.eu.recall': 0.9 }, { 'policy-sha256': present.sha256 });
    const { decisions } = await foresee(
      [sliced],
      gatesWith('{metric: "slices.*.recall", min: 0.5}'),
      present,
    );
    expect(decisions.map((decision) => decision.would)).toEqual([expected]);
  });

  test('a checks gate asks nobody about the past', async () => {
    const { decisions } = await foresee(lines.slice(0, 1), gatesWith('checks: [build]', 'approvals: 1'));
    expect(decisions).toMatchObject([{ would: 'unknown' }]);
  });
});
