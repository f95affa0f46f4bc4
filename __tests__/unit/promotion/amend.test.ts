import { describe, expect, test } from '@jest/globals';
import { decideAcknowledgement, decideUnregistration, parseNumber } from '../../../src/promotion/amend.js';
import type { Decision } from '../../../src/promotion/decision.js';
import { decideAmendmentAgain } from '../../../src/promotion/repeat.js';
import type { Snapshot } from '../../../src/model/registry.js';
import { NOW, versionWith } from '../support/gate-context.js';
import {
  buildHistory,
  makeEntry,
  makeSnapshot,
  promotion,
  type EntryParts,
} from '../support/history-builder.js';

const RUN = { actor: 'ann', run: null, ref: null, commits: [] };
const basisOf = (snapshot: Snapshot) => ({ snapshot, policy: null, now: NOW, run: RUN });
const withHistory = (stages: Record<string, string>, entries: readonly EntryParts[]) =>
  makeSnapshot(stages, { history: buildHistory(entries) });

describe('to acknowledge', () => {
  const decide = (snapshot: Snapshot): Decision => decideAcknowledgement('on call', basisOf(snapshot));

  test('records what differs and the stages that there are, and moves nothing', () => {
    const entries = [promotion('1'), { action: 'register', version: '3', from: null, to: 'None' } as const];
    const { verdict, plan, notices } = decide(
      withHistory({ 1: 'Archived', 2: 'Production', 3: 'None', 4: 'None' }, entries),
    );
    const differed = [
      'version 1 is in Archived, but the history has it in Production',
      'version 2 is in Production, but the history has it in None',
    ];
    expect({ verdict, notices }).toEqual({ verdict: 'go', notices: differed });
    expect(plan).toMatchObject({
      ...{ registration: null, transitions: [], exclusive: false, title: 'acknowledge churn as it is' },
    });
    expect(plan?.entry).toMatchObject({
      action: 'acknowledge',
      version: '1',
      from: 'Archived',
      to: 'Archived',
      actor: 'ann',
      reason: 'on call',
      differed,
      beginning: { 1: 'Archived', 2: 'Production', 3: 'None' },
      previous: buildHistory(entries).at(-1)?.sha256,
    });
  });

  test('what a line found before is told with its place', () => {
    const moved = [promotion('1'), { ...promotion('1'), from: 'Archived' }];
    expect(decide(withHistory({ 1: 'Production' }, moved)).plan?.entry.differed).toEqual([
      expect.stringMatching(/^models\.history\.jsonl:2: this line moves version 1 from Archived/),
    ]);
  });

  test('a version that is gone needs none that is there', () => {
    const { plan } = decide(makeSnapshot({}, { exists: false, history: buildHistory([promotion('1')]) }));
    expect(plan?.entry).toMatchObject({ version: '1', from: 'None', to: 'None', beginning: {} });
  });

  test('nothing is unchanged', () => {
    expect(decide(withHistory({ 1: 'Production' }, [promotion('1')]))).toMatchObject({
      verdict: 'unchanged',
      plan: null,
      notices: [],
    });
  });

  test('exchanged files are refused, whatever else differs', () => {
    const history = buildHistory([
      { ...promotion('1'), artifacts: { 1: { source: 's3://a', sha256: null } } },
    ]);
    const versions = [versionWith({ version: '1', stage: 'Archived', source: 's3://b' })];
    expect(() => decide({ ...makeSnapshot({}, { history }), versions })).toThrow(
      expect.objectContaining({
        code: 'manifest',
        hint: expect.stringContaining('Restore the original source'),
      }),
    );
  });
});

describe('to unregister', () => {
  const decide = (snapshot: Snapshot, version = '2'): Decision =>
    decideUnregistration({ version, reason: 'junk' }, basisOf(snapshot));

  test('a version that was never promoted goes, with its line and its files', () => {
    const two = versionWith({ version: '2', stage: 'None', source: 's3://two' });
    const snapshot = { ...withHistory({}, [promotion('1')]), versions: [two] };
    const { verdict, plan, stage, holders } = decide(snapshot);
    expect({ verdict, stage, holders }).toEqual({ verdict: 'go', stage: 'None', holders: [] });
    expect(plan).toMatchObject({ transitions: [], registration: null, title: 'unregister churn 2' });
    expect(plan?.entry).toMatchObject({
      action: 'unregister',
      version: '2',
      from: 'None',
      to: 'None',
      reason: 'junk',
      artifacts: { 2: { source: 's3://two', sha256: null } },
    });
  });

  test.each<[string, Snapshot, string, string]>([
    ['in a stage', makeSnapshot({ 2: 'Staging' }), 'was promoted to Staging', '--stage Archived'],
    [
      'that was promoted',
      withHistory({ 2: 'None' }, [
        promotion('2'),
        { action: 'archive', version: '2', from: 'Production', to: 'None' },
      ]),
      'was promoted to Production',
      'transition-stage --model-name churn --version 2 --stage Archived',
    ],
    [
      'that was archived after it',
      withHistory({ 2: 'Archived', 3: 'Production' }, [promotion('2'), promotion('3', ['2'])]),
      'was promoted to Production',
      'already in Archived',
    ],
    [
      'that was there before the history',
      withHistory({ 1: 'Production', 2: 'None' }, [
        { ...promotion('1', ['2']), beginning: { 2: 'Production' } },
      ]),
      'was promoted to Production',
      '--stage Archived',
    ],
    ['in Archived', makeSnapshot({ 2: 'Archived' }), 'is in Archived', '--stage None'],
    [
      'with an alias',
      makeSnapshot({ 2: 'None' }, { aliases: { next: '2' } }),
      'the alias "next"',
      'remove it',
    ],
    ['that is not there', makeSnapshot({ 1: 'None' }), 'has no version 2', 'It has version 1.'],
  ])('one %s stays, and is told what to do', (_name, snapshot, message, hint) => {
    expect(() => decide(snapshot)).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint),
      }),
    );
  });

  test.each(['latest', 'LATEST', '@next'])('%s is no number', (asked) => {
    expect(() => parseNumber(asked)).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringContaining('number of a version'),
        hint: expect.stringContaining('stagegate list-versions'),
      }),
    );
  });

  test.each([[9], ['9']])('%j is one', (asked) => {
    expect(parseNumber(asked)).toBe('9');
  });
});

describe('a later attempt of a run', () => {
  const url = 'https://github.com/o/r/actions/runs/7';
  const history = buildHistory([
    promotion('1'),
    { action: 'unregister', version: '2', from: 'None', to: 'None', run: url },
  ]);
  const basis = {
    ...basisOf(makeSnapshot({ 1: 'Production' }, { history })),
    run: { ...RUN, run: `${url}/attempts/2` },
  };

  test('does what is done already again without a change', () => {
    const again = decideAmendmentAgain(basis, { done: 'unregistered', version: '2', finished: null });
    expect(again).toMatchObject({ verdict: 'repeated', plan: null, version: '2' });
    expect(again?.notices.join()).toContain('attempt 1 of this run already unregistered version 2');
    const other = { done: 'unregistered', version: '3', finished: null } as const;
    expect(decideAmendmentAgain(basis, other)).toBeNull();
    expect(decideAmendmentAgain(basis, { done: 'acknowledged', version: null, finished: null })).toBeNull();
  });

  test('acknowledges only once', () => {
    const acknowledged = buildHistory([
      promotion('1'),
      { action: 'acknowledge', version: '1', from: null, to: 'None', beginning: {}, run: url },
    ]);
    const snapshot = makeSnapshot({ 1: 'Production' }, { history: acknowledged });
    const asked = { done: 'acknowledged', version: null, finished: null } as const;
    expect(decideAmendmentAgain({ ...basis, snapshot }, asked)).toMatchObject({ verdict: 'repeated' });
  });

  test('finds done what a run that died had begun', () => {
    const finished = makeEntry({ action: 'unregister', version: '3', from: 'None', to: 'None' });
    const asked = { done: 'unregistered', version: '3', finished } as const;
    expect(decideAmendmentAgain(basis, asked)).toMatchObject({
      ...{ verdict: 'unchanged', version: '3', stage: 'None', previousStage: 'None', plan: null },
      holders: [],
    });
    expect(decideAmendmentAgain(basis, { ...asked, version: '4' })).toBeNull();
    expect(decideAmendmentAgain(basis, { ...asked, done: 'acknowledged' })).toBeNull();
  });
});
