import { describe, expect, test } from '@jest/globals';
import { checkTakenOut } from '../../../src/gates/transition.js';
import type { GateResult } from '../../../src/model/gate-result.js';
import { contextWith, rulesWith, type ContextParts } from '../support/gate-context.js';
import {
  buildHistory,
  makeSnapshot,
  promotion,
  rollback,
  type EntryParts,
} from '../support/history-builder.js';

const both = [promotion('3'), promotion('4', ['3'])];
const back: EntryParts = { ...rollback('3', ['4']), actor: 'ann', reason: 'alerts' };
const withdrawn: EntryParts = {
  action: 'archive',
  version: '4',
  from: 'Production',
  to: 'Archived',
  actor: null,
};

/** Version 4 goes to Production. */
function judge(
  entries: EntryParts[],
  stages: Record<string, string>,
  given: ContextParts = {},
): GateResult[] {
  const snapshot = makeSnapshot(stages, { history: buildHistory(entries) });
  return checkTakenOut(contextWith({ snapshot, currentStage: stages['4'] ?? 'None', ...given }));
}

describe('taken-out', () => {
  test.each<[string, EntryParts[], Record<string, string>, string]>([
    [
      'a move by hand that was acknowledged',
      [
        ...both,
        {
          action: 'acknowledge',
          version: '3',
          actor: 'ann',
          reason: 'alerts',
          beginning: { 3: 'Production', 4: 'Archived' },
        },
      ],
      { '3': 'Production', '4': 'Archived' },
      'version 4 was taken out of Production by hand, acknowledged by ann on 2026-11-01 (reason: “alerts”): promote another version, or set allow-taken-out and a reason to bring it back',
    ],
    [
      'a rollback',
      [...both, back],
      { '3': 'Production', '4': 'Archived' },
      'version 4 was taken out of Production by ann on 2026-11-01, with a rollback to version 3 (reason: “alerts”): promote another version, or set allow-taken-out and a reason to bring it back',
    ],
    [
      'a withdrawal',
      [...both, withdrawn],
      { '3': 'Archived', '4': 'Archived' },
      'version 4 was taken out of Production on 2026-11-01, with a withdrawal to Archived (no reason was given): promote another version, or set allow-taken-out and a reason to bring it back',
    ],
    [
      'a hand past stagegate that emptied the stage',
      both,
      { '3': 'Archived', '4': 'Archived' },
      'version 4 was taken out of Production without stagegate: the history has it in Production, the registry in Archived: promote another version, or set allow-taken-out and a reason to bring it back',
    ],
    [
      'a hand past stagegate, while a new version waits in another stage',
      both,
      { '3': 'Archived', '4': 'Archived', '5': 'Staging' },
      'version 4 was taken out of Production without stagegate: the history has it in Production, the registry in Archived: promote another version, or set allow-taken-out and a reason to bring it back',
    ],
    [
      'a hand past stagegate that put an earlier version back',
      both,
      { '3': 'Production', '4': 'Staging' },
      'version 4 was taken out of Production without stagegate: the history has it in Production, the registry in Staging: promote another version, or set allow-taken-out and a reason to bring it back',
    ],
  ])('fails what was taken out by %s', (_name, entries, stages, reason) => {
    expect(judge(entries, stages)).toEqual([
      {
        ...{ gate: 'taken-out', metric: null, check: 'taken-out', champion: null },
        ...{ observed: 'taken out', required: 'never taken out', verdict: 'fail', reason },
      },
    ]);
  });

  test.each<[string, EntryParts[], Record<string, string>]>([
    ['the version is new', both.slice(0, 1), { '3': 'Production', '4': 'Staging' }],
    [
      'a newer version took its place',
      [...both, promotion('5', ['4'])],
      { '4': 'Archived', '5': 'Production' },
    ],
    ['a newer version took its place past stagegate', both, { '4': 'Archived', '5': 'Production' }],
    ['the version is still in the stage', both, { '3': 'Archived', '4': 'Production' }],
    ['another stage was rolled back', [...both, rollback('3', ['4'], 'Staging')], { '4': 'Production' }],
  ])('says nothing when %s', (_name, entries, stages) => {
    expect(judge(entries, stages)).toEqual([]);
  });

  test('passes with a word when it is allowed for this promotion, and says nothing when the policy allows it', () => {
    const stages = { '3': 'Production', '4': 'Archived' };
    expect(judge([...both, back], stages, { allowTakenOut: true })).toMatchObject([
      { verdict: 'pass', reason: expect.stringMatching(/; allow-taken-out lets it come back$/) },
    ]);
    const rules = rulesWith({ allowTakenOut: true });
    expect(judge([...both, back], stages, { rules })).toEqual([]);
  });
});
