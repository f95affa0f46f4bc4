import { describe, expect, test } from '@jest/globals';
import type { GateResult } from '../../../src/model/gate-result.js';
import type { Outcome } from '../../../src/promotion/outcome.js';
import { plain } from '../../../src/render/phrase.js';
import { viewOf } from '../../../src/render/outcome-view.js';
import { FAILED, gateWith, outcomeWith } from '../support/outcome-builder.js';

const RUN = { actor: null, run: null, ref: null, commits: [] };
const UNCLEAR = gateWith({ verdict: 'inconclusive', check: 'min-improvement', champion: 0.94, required: 0 });

const blocked = {
  decision: 'blocked',
  promoted: false,
  archivedVersions: [],
  gates: [gateWith(), FAILED],
} as const;

describe('the headline and the lead', () => {
  test.each<[string, Partial<Outcome>, string, string, string]>([
    [
      'promoted',
      {},
      'good',
      'churn 4 is in Production',
      'It came from Staging and replaced version 3, which is now archived.',
    ],
    [
      'promoted, and moved on since',
      { inStage: false },
      'neutral',
      'churn 4 was promoted to Production, and has left it since',
      'It came from Staging and replaced version 3, which is now archived.',
    ],
    [
      'rolled back, and moved on since',
      { decision: 'rolled-back', inStage: false },
      'neutral',
      'churn was rolled back to version 4, which has left Production since',
      'It replaced version 3, which is now archived.',
    ],
    [
      'promoted by an earlier attempt',
      { repeated: true },
      'good',
      'churn 4 is in Production',
      'This attempt changed nothing.',
    ],
    [
      'promoted in place of two',
      { archivedVersions: ['2', '3'] },
      'good',
      'churn 4 is in Production',
      'It came from Staging and replaced versions 2, 3, which is now archived.',
    ],
    [
      'promoted, the first',
      { previousVersion: null, archivedVersions: [] },
      'good',
      'churn 4 is in Production',
      'It came from Staging; Production was empty.',
    ],
    [
      'promoted beside another',
      { archivedVersions: [] },
      'good',
      'churn 4 is in Production',
      'It came from Staging; version 3 stays in Production beside it.',
    ],
    [
      'forced',
      { forced: true, gates: [gateWith(), FAILED] },
      'forced',
      'churn 4 is in Production, by force: 1 of 2 gates failed',
      'It came from Staging and replaced version 3, which is now archived.',
    ],
    [
      'withdrawn',
      { stage: 'Archived', previousVersion: null, archivedVersions: [], gates: [] },
      'good',
      'churn 4 is in Archived',
      'It came from Staging.',
    ],
    [
      'rolled back',
      { decision: 'rolled-back', version: '2' },
      'good',
      'churn is back on version 2 in Production',
      'It replaced version 3, which is now archived.',
    ],
    [
      'rolled back to an empty stage',
      { decision: 'rolled-back', previousVersion: null, archivedVersions: [] },
      'good',
      'churn is back on version 4 in Production',
      'Production was empty.',
    ],
    [
      'registered',
      { decision: 'registered', stage: 'None' },
      'good',
      'churn 4 is registered',
      'It is in stage None. Promote it once it is evaluated.',
    ],
    [
      'unchanged',
      { decision: 'unchanged', previousStage: 'Production' },
      'neutral',
      'churn 4 is already in Production',
      'Nothing was changed.',
    ],
    [
      'in a later stage',
      { decision: 'unchanged', stage: 'Staging', previousStage: 'Production', holders: [] },
      'neutral',
      'churn 4 stays in Production',
      'Production comes after Staging: a promotion never moves a version down. Nothing was changed.',
    ],
    [
      'blocked beside two',
      { decision: 'blocked', holders: ['2', '3'], gates: [FAILED] },
      'bad',
      'churn 4 was not promoted to Production: 1 of 1 gate failed',
      'Production is still versions 2, 3. Nothing was changed.',
    ],
    [
      'registered already',
      { decision: 'unchanged', asked: 'registered', stage: 'None' },
      'neutral',
      'churn 4 is already registered',
      'Nothing was changed.',
    ],
    [
      'allowed',
      { decision: 'allowed' },
      'good',
      'churn 4 can be promoted to Production',
      'The plan: version 4 Staging → Production, version 3 Production → Archived. Nothing was changed.',
    ],
    [
      'allowed, on a pull request',
      { decision: 'allowed', dry: true, run: { ...RUN, ref: 'refs/pull/7/merge' } },
      'good',
      'churn 4 can be promoted to Production',
      'On merge: version 4 Staging → Production, version 3 Production → Archived. Nothing was changed.',
    ],
    [
      'proposed',
      { decision: 'allowed', pullRequest: 7 },
      'good',
      'churn 4 for Production is proposed in #7',
      'When it is merged: version 4 Staging → Production, version 3 Production → Archived. Nothing has changed yet: merge #7 to apply this',
    ],
    [
      'proposed by force',
      { decision: 'allowed', pullRequest: 7, forced: true, gates: [FAILED] },
      'forced',
      'churn 4 for Production is proposed in #7, by force: 1 of 1 gate failed',
      'When it is merged: ',
    ],
    [
      'proposed to go back',
      { decision: 'allowed', asked: 'rolled-back', version: '2', pullRequest: 7 },
      'good',
      'churn back to version 2 in Production is proposed in #7',
      'When it is merged: ',
    ],
    [
      'proposed to be registered',
      { decision: 'allowed', asked: 'registered', stage: 'None', pullRequest: 7, transitions: [] },
      'good',
      'churn 4 is proposed in #7',
      'Nothing has changed yet: merge #7',
    ],
    [
      'blocked',
      blocked,
      'bad',
      'churn 4 was not promoted to Production: 1 of 2 gates failed',
      'Production is still version 3. Nothing was changed.',
    ],
    [
      'blocked, and nobody is there',
      { ...blocked, previousVersion: null },
      'bad',
      'churn 4 was not promoted to Production: 1 of 2 gates failed',
      'No version is in Production. Nothing was changed.',
    ],
    [
      'blocked, only asked',
      { ...blocked, dry: true },
      'bad',
      "churn 4 can't be promoted to Production yet: 1 of 2 gates failed",
      'Production is still version 3. Nothing was changed.',
    ],
    [
      'blocked where it is already, beside another that would go',
      { ...blocked, previousStage: 'Production' },
      'bad',
      'churn 4 stays in Production: 1 of 2 gates failed',
      'Production still has versions 3, 4. Nothing was changed.',
    ],
    [
      'a rollback that the gates block',
      { ...blocked, asked: 'rolled-back', version: '2', previousStage: 'Archived' },
      'bad',
      'churn was not rolled back to version 2 in Production: 1 of 2 gates failed',
      'Production is still version 3. Nothing was changed.',
    ],
    [
      'blocked by one that does not tell',
      { ...blocked, gates: [gateWith(), UNCLEAR] },
      'unsure',
      'churn 4 was not promoted to Production: accuracy is not clearly better than that of version 3',
      'Production is still version 3. Nothing was changed.',
    ],
    [
      'blocked by several that do not tell',
      { ...blocked, gates: [gateWith(), UNCLEAR, UNCLEAR] },
      'unsure',
      'churn 4 was not promoted to Production: 2 of 3 gates are inconclusive',
      'Production is still version 3.',
    ],
    [
      'blocked by one that failed and one that does not tell',
      { ...blocked, gates: [FAILED, UNCLEAR] },
      'bad',
      'churn 4 was not promoted to Production: 1 of 2 gates failed, 1 is inconclusive',
      'Production is still version 3.',
    ],
  ])('%s', (_name, given, tone, headline, lead) => {
    const view = viewOf(outcomeWith(given));
    expect([view.tone, plain(view.headline)]).toEqual([tone, headline]);
    expect(view.lead.map(plain).join(' ').slice(0, lead.length)).toBe(lead);
  });
});

test.each<[string, Partial<GateResult>, string]>([
  ['min', { check: 'min', required: 0.9 }, 'accuracy is not clearly at least 0.9'],
  ['max', { check: 'max', required: 120 }, 'accuracy is not clearly at most 120'],
  ['max-regression', { check: 'max-regression' }, 'accuracy is not clearly as good as that of version 3'],
  ['another', { check: 'other' }, 'accuracy is inconclusive'],
])('what does not tell is named: %s', (_name, given, words) => {
  const gates = [gateWith({ verdict: 'inconclusive', ...given })];
  expect(plain(viewOf(outcomeWith({ ...blocked, gates })).headline)).toContain(`: ${words}`);
});

describe('how to undo it', () => {
  const command = 'stagegate rollback --model churn --stage Production --reason "…"';

  test.each<[string, Partial<Outcome>, string | null]>([
    ['a promotion', {}, command],
    ['a first promotion', { previousVersion: null }, null],
    ['a check', { decision: 'allowed' }, null],
    ['a blocked one', blocked, null],
    ['a proposed one', { decision: 'allowed', pullRequest: 7 }, null],
    ['a rollback', { decision: 'rolled-back' }, null],
    ['a name for a shell', { model: "it's $(rm)" }, command.replace('churn', String.raw`'it'\''s $(rm)'`)],
    ['a stage for a shell', { stage: 'Pre `x`' }, command.replace('Production', "'Pre `x`'")],
  ])('%s', (_name, given, undo) => {
    expect(viewOf(outcomeWith(given)).undo).toBe(undo);
  });
});

describe('why it is blocked', () => {
  const told = (...gates: readonly GateResult[]) => {
    const { failures, next } = viewOf(outcomeWith({ ...blocked, gates }));
    return { failures: failures.map(({ subject, text }) => [subject, text]), next };
  };
  const failed = (given: Partial<GateResult>) => gateWith({ verdict: 'fail', ...given });

  test.each<[string, Partial<GateResult>, string | null, string]>([
    ['a metric', { reason: 'accuracy is 0.8' }, 'accuracy', ' is 0.8'],
    ['a metric that the reason does not name', { reason: 'no report' }, 'accuracy', ': no report'],
    ['a metric named later', { reason: 'the accuracy is 0.8' }, null, 'the accuracy is 0.8'],
    [
      'a path',
      { gate: 'evidence', metric: null, reason: 'reports/4.json is cut off' },
      'reports/4.json',
      ' is cut off',
    ],
    [
      'a path before a colon',
      { gate: 'tests', metric: 'junit/*.xml', reason: 'junit/1.xml: 2 failed' },
      'junit/1.xml',
      ': 2 failed',
    ],
    ['neither', { gate: 'soak', metric: null, reason: 'version 4 is new' }, null, 'version 4 is new'],
  ])('begins with what it is about: %s', (_name, given, subject, text) => {
    expect(told(failed(given)).failures).toEqual([[subject, text]]);
  });

  test('a reason that several metrics have is told once, and of none of them', () => {
    const reason = 'there is no report';
    const gates = [
      failed({ reason }),
      failed({ reason, metric: 'f1' }),
      failed({ reason, metric: 'f1', check: 'max' }),
    ];
    expect(told(...gates).failures).toEqual([[null, reason]]);
  });

  test('what failed stands before what does not tell', () => {
    const { failures } = viewOf(outcomeWith({ ...blocked, gates: [UNCLEAR, FAILED, gateWith()] }));
    expect(failures.map(({ verdict }) => verdict)).toEqual(['fail', 'inconclusive']);
  });

  test('each has its place', () => {
    const gatePlaces = [null, { file: 'p.yml', line: 7 }];
    const { failures } = viewOf(outcomeWith({ ...blocked, gates: [gateWith(), FAILED], gatePlaces }));
    expect(failures.map(({ place }) => place)).toEqual([{ file: 'p.yml', line: 7 }]);
  });

  const unknown = (metric: string): Partial<GateResult> => ({
    metric,
    champion: 'missing',
    reason: `${metric} of version 3 was not recorded, and its report reports/3.json is not there: write reports/3.json, or add metrics: {${metric}: …} to version 3 in models.yaml`,
  });

  test.each<[string, Partial<GateResult>[], string]>([
    ['a number', [{}], 'promote a version that meets the bounds, then run it again.'],
    ['what is missing', [{ observed: 'missing' }], 'fix the evidence, then run it again.'],
    ['evidence', [{ gate: 'evidence', observed: '9 d' }], 'fix the evidence, then run it again.'],
    ['tests', [{ gate: 'tests', observed: '1 failed' }], 'fix the failing tests, then run it again.'],
    ['what does not tell', [{ verdict: 'inconclusive' }], 'evaluate on more examples, then run it again.'],
    ['a word in the place of a number', [{ observed: 'NaN' }], 'fix the evidence, then run it again.'],
    ['too few examples', [{ check: 'min-samples' }], 'evaluate on more examples, then run it again.'],
    [
      'nothing to be sure by',
      [{ reason: "accuracy can't be judged with confidence: the report has no …" }],
      'name the standard error or the examples in the gate, as the failure says, then run it again.',
    ],
    [
      'a champion without its number',
      [unknown('accuracy')],
      'write reports/3.json, or add metrics: {accuracy: …} to version 3 in models.yaml, then run it again.',
    ],
    [
      'a champion without its numbers',
      [unknown('accuracy'), unknown('f1')],
      'write reports/3.json, or add metrics: {accuracy: …, f1: …} to version 3 in models.yaml, then run it again.',
    ],
    [
      'a champion that lacks several things',
      [unknown('f1'), { champion: 'missing', reason: 'x is NaN in reports/3.json' }],
      "give the current version's numbers as the failure says, then run it again.",
    ],
    [
      'a soak',
      [{ gate: 'soak' }],
      'wait until the version has been in its stage for long enough, then run it again.',
    ],
    [
      'a soak that nobody knows the start of',
      [{ gate: 'soak', observed: 'missing' }],
      'do what each failure says, then run it again.',
    ],
    [
      'an unknown ref',
      [{ gate: 'refs', observed: 'missing' }],
      'go to a ref that the policy allows, then run it again.',
    ],
    [
      'examples that are no pairs',
      [{ reason: "f1 can't be compared example by example: 4.jsonl has no id at line 1" }],
      'fix the examples, or the keys that the gate reads them by, then run it again.',
    ],
    [
      'two scales',
      [
        {
          reason:
            'f1 is 91 and min is 0.9: one looks like a share (below 1), the other like a percentage (above 10). Write both on one scale, or set scale: any in the gate',
        },
      ],
      'write metric and bound on one scale, then run it again.',
    ],
    ['a freeze', [{ gate: 'freeze' }], 'wait until the freeze ends, then run it again.'],
    ['an order', [{ gate: 'from' }], 'do what each failure says, then run it again.'],
    [
      'several, each once',
      [{}, { gate: 'soak' }, {}, { observed: 'missing' }],
      'fix the evidence, promote a version that meets the bounds and wait until the version has been in its stage for long enough, then run it again.',
    ],
  ])('says how to go on: %s', (_name, gates, next) => {
    expect(told(...gates.map(failed)).next).toBe(next);
  });

  test('does not say how to go on where it went through by force', () => {
    expect(viewOf(outcomeWith({ forced: true, gates: [FAILED] })).next).toBeNull();
  });
});

test('a freeze that alone blocks is in the headline; with others, they are counted', () => {
  const frozen = gateWith({ gate: 'freeze', verdict: 'fail' });
  const headline = (...gates: readonly GateResult[]) =>
    plain(viewOf(outcomeWith({ decision: 'blocked', promoted: false, gates })).headline);
  expect(headline(gateWith(), frozen)).toBe('churn 4 was not promoted to Production: the stage is frozen');
  expect(headline(FAILED, frozen)).toBe('churn 4 was not promoted to Production: 2 of 2 gates failed');
});

test('the reason that somebody gave is told, but not that of a confirmation that failed', () => {
  const lead = (given: Partial<Outcome>) =>
    viewOf(outcomeWith({ reason: 'it was slow', ...given })).lead.map(plain);
  expect(lead({ forced: true })).toContain('Reason: “it was slow”.');
  expect(lead({ decision: 'rolled-back', asked: 'rolled-back' })).toContain('Reason: “it was slow”.');
  expect(lead({ decision: 'rolled-back', asked: 'confirmed' }).join()).not.toContain('Reason');
});

describe('the evidence', () => {
  test.each<[string, Partial<Outcome['reports'][number]>, string]>([
    ['that says nothing of itself', {}, 'report r.json (abababababab)'],
    ['with a time', { age: 3 * 3_600_000 }, 'report r.json (abababababab, 3 h old)'],
    ['from the future', { age: -1 }, 'report r.json (abababababab, from the future)'],
    ['with a commit', { commit: 'c0ffee'.repeat(7) }, 'report r.json (abababababab, made at c0ffeec0ffee)'],
  ])('%s', (_name, given, told) => {
    const reports = [{ path: 'r.json', sha256: 'ab'.repeat(32), age: null, commit: null, ...given }];
    expect(viewOf(outcomeWith({ reports })).evidence.map(plain)).toEqual([told]);
  });
});

describe('the footer', () => {
  test('names what was judged by what', () => {
    const run = { ...RUN, run: 'https://ci/1', actor: 'ann' };
    const outcome = outcomeWith({ commit: 'c0ffee'.repeat(6), policySource: 'main', run });
    expect(viewOf(outcome).footer.map(plain)).toEqual([
      'policy policy.yml from main',
      'registry models.yaml',
      'commit c0ffeec0ffee',
      'run',
      'by ann',
    ]);
  });
});
