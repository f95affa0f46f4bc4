import { describe, expect, test } from '@jest/globals';
import type { DecisionBasis } from '../../../src/promotion/decision.js';
import {
  decideAgain,
  decideConfirmationAgain,
  decideRegistrationAgain,
  otherFilesNotices,
  type AskedAgain,
} from '../../../src/promotion/repeat.js';
import type { Snapshot } from '../../../src/model/registry.js';
import { NOW } from '../support/gate-context.js';
import {
  buildHistory,
  makeSnapshot,
  promotion,
  rollback,
  timeOf,
  type EntryParts,
} from '../support/history-builder.js';
import { FAILED } from '../support/outcome-builder.js';

const RUN = 'https://github.com/octo-org/models/actions/runs/7';
const SECOND = `${RUN}/attempts/2`;
const SHA = 'a'.repeat(64);

const basisOf = (snapshot: Snapshot, run = SECOND): DecisionBasis => ({
  snapshot,
  policy: null,
  now: NOW,
  run: { actor: null, run, ref: null, commits: [] },
});

/** The stages as they are now, after lines of which some are of the first attempt. */
const snapshotOf = (stages: Record<string, string>, lines: readonly EntryParts[]): Snapshot =>
  makeSnapshot(stages, { history: buildHistory(lines) });

const MOVED = snapshotOf({ 1: 'Archived', 2: 'Production' }, [
  promotion('1'),
  {
    ...promotion('2', ['1']),
    ...{ from: 'Staging', run: RUN, forced: true, gates: [FAILED] },
    ...{ 'report-sha256': SHA, reports: { 'reports/2.json': SHA } },
  },
]);

describe('a later attempt', () => {
  const promote: AskedAgain = { action: 'promote', stage: 'Production', version: '2' };

  test('decides what the first one did, by its line', () => {
    expect(decideAgain(basisOf(MOVED), promote)).toMatchObject({
      verdict: 'repeated',
      version: '2',
      stage: 'Production',
      previousStage: 'Staging',
      holders: ['1'],
      reportSha256: SHA,
      reportFiles: { 'reports/2.json': SHA },
      gates: [FAILED],
      gatePlaces: [null],
      forced: true,
      notices: [
        `attempt 1 of this run already promoted version 2 to Production at ${timeOf(2)}, so this attempt changes nothing and gives the same outputs`,
      ],
      repeated: {
        stageNow: 'Production',
        title: 'promote churn 2 to Production (archives 1)',
        transitions: [
          { version: '1', from: 'Production', to: 'Archived' },
          { version: '2', from: 'Staging', to: 'Production' },
        ],
      },
    });
  });

  test.each<[string, Partial<AskedAgain>, boolean]>([
    ['the same number', {}, true],
    ['latest, whatever that is now', { version: 'latest' }, true],
    ['an alias', { version: '@candidate' }, true],
    ['another number', { version: '3' }, false],
    ['another stage', { stage: 'Staging' }, false],
    ['a rollback', { action: 'rollback', version: null }, false],
    ['a withdrawal', { action: 'archive', stage: 'Archived' }, false],
  ])('that asks for %s', (_name, asked, again) => {
    expect(decideAgain(basisOf(MOVED), { ...promote, ...asked }) !== null).toBe(again);
  });

  test.each<[string, string]>([
    ['the same attempt', RUN],
    ['another run', 'https://github.com/octo-org/models/actions/runs/8/attempts/2'],
  ])('is not %s', (_name, run) => {
    expect(decideAgain(basisOf(MOVED, run), promote)).toBeNull();
  });

  test('tells a champion that stayed beside it', () => {
    const snapshot = snapshotOf({ 1: 'Production', 2: 'Production' }, [
      promotion('1'),
      { ...promotion('2'), run: RUN },
    ]);
    expect(decideAgain(basisOf(snapshot), promote)).toMatchObject({ holders: ['1'] });
  });

  test('tells the one that held the stage then, whatever the versions have done since', () => {
    const snapshot = snapshotOf({ 1: 'Production', 2: 'Archived', 3: 'Production' }, [
      promotion('3'),
      promotion('1'),
      { ...promotion('2', ['3']), run: RUN },
      { ...promotion('3', ['2']), from: 'Archived' },
    ]);
    expect(decideAgain(basisOf(snapshot), promote)).toMatchObject({ holders: ['1', '3'] });
    const reordered = snapshotOf({ 1: 'Production', 2: 'Production', 3: 'Production' }, [
      promotion('3'),
      promotion('1'),
      { ...promotion('2'), run: RUN },
      { action: 'archive', version: '3', from: 'Production', to: 'None' },
      promotion('3'),
    ]);
    expect(decideAgain(basisOf(reordered), promote)).toMatchObject({ holders: ['3', '1'] });
  });

  test('tells one that was there before the history began', () => {
    const snapshot = snapshotOf({ 1: 'Production', 2: 'Production' }, [
      { ...promotion('2'), beginning: { 1: 'Production' }, run: RUN },
    ]);
    expect(decideAgain(basisOf(snapshot), promote)).toMatchObject({ holders: ['1'] });
  });

  test.each<[string, Record<string, string>, EntryParts[], string | null, string]>([
    [
      'was rolled back',
      { 1: 'Production', 2: 'Archived' },
      [{ ...rollback('1', ['2']), actor: 'bob' }],
      'Archived',
      `version 2 has since left Production: bob rolled back to version 1 in Production at ${timeOf(3)}`,
    ],
    [
      'was replaced',
      { 1: 'Archived', 2: 'Archived', 3: 'Production' },
      [promotion('3', ['2'])],
      'Archived',
      `version 2 has since left Production: ann promoted version 3 to Production at ${timeOf(3)}`,
    ],
    [
      'was withdrawn by nobody known',
      { 1: 'Archived', 2: 'None' },
      [{ action: 'archive', version: '2', from: 'Production', to: 'None', actor: null }],
      'None',
      `version 2 has since left Production: somebody moved version 2 to None at ${timeOf(3)}`,
    ],
    [
      'was moved past the history',
      { 1: 'Archived', 2: 'Staging' },
      [],
      'Staging',
      "version 2 is in Staging now, and the history doesn't say who moved it",
    ],
    [
      'was acknowledged elsewhere',
      { 1: 'Archived', 2: 'Archived' },
      [{ action: 'acknowledge', version: '2', from: null, to: 'None', beginning: { 2: 'Archived' } }],
      'Archived',
      `version 2 has since left Production: ann acknowledged the registry as it was at ${timeOf(3)}`,
    ],
    [
      'was acknowledged as gone, and is back elsewhere',
      { 1: 'Archived', 2: 'Staging' },
      [{ action: 'acknowledge', version: '1', from: null, to: 'None', beginning: {} }],
      'Staging',
      `version 2 has since left Production: ann acknowledged the registry as it was at ${timeOf(3)}`,
    ],
    [
      'was confirmed, and then rolled back',
      { 1: 'Production', 2: 'Archived' },
      [
        { action: 'confirm', version: '2', from: 'Production', to: 'Production' },
        { ...rollback('1', ['2']), actor: 'bob' },
      ],
      'Archived',
      `version 2 has since left Production: bob rolled back to version 1 in Production at ${timeOf(4)}`,
    ],
    [
      'was acknowledged where it was, and then rolled back',
      { 1: 'Production', 2: 'Archived' },
      [
        {
          ...{ action: 'acknowledge', version: '1', from: null, to: 'None' },
          beginning: { 1: 'Archived', 2: 'Production' },
        },
        { ...rollback('1', ['2']), actor: 'bob' },
      ],
      'Archived',
      `version 2 has since left Production: bob rolled back to version 1 in Production at ${timeOf(4)}`,
    ],
    [
      'was moved past the history, and tried for a stage since',
      { 1: 'Archived', 2: 'Staging' },
      [{ action: 'attempt', version: '2', from: 'Staging', to: 'Staging' }],
      'Staging',
      "version 2 is in Staging now, and the history doesn't say who moved it",
    ],
    ['was removed', { 1: 'Archived' }, [], null, 'version 2 has since been removed'],
  ])('says so where the version %s', (_name, stages, since, stageNow, notice) => {
    const lines = [promotion('1'), { ...promotion('2', ['1']), run: RUN }, ...since];
    const decision = decideAgain(basisOf(snapshotOf(stages, lines)), promote);
    expect(decision).toMatchObject({ verdict: 'repeated', repeated: { stageNow } });
    expect(decision?.notices.at(-1)).toBe(notice);
  });

  test('of a withdrawal has no version before it', () => {
    const snapshot = snapshotOf({ 1: 'Archived', 2: 'Archived' }, [
      promotion('1', [], 'Staging'),
      { action: 'archive', version: '1', from: 'Staging', to: 'Archived' },
      promotion('2'),
      { action: 'archive', version: '2', from: 'Production', to: 'Archived', run: RUN },
    ]);
    const asked = { action: 'archive', stage: 'Archived', version: '2' } as const;
    expect(decideAgain(basisOf(snapshot), asked)).toMatchObject({ verdict: 'repeated', holders: [] });
  });

  test('of a promotion that only took another version out moved that one alone', () => {
    const snapshot = snapshotOf({ 1: 'Archived', 2: 'Production' }, [
      promotion('1'),
      promotion('2'),
      { ...promotion('2', ['1']), from: 'Production', run: RUN },
    ]);
    expect(decideAgain(basisOf(snapshot), promote)).toMatchObject({
      repeated: { transitions: [{ version: '1', from: 'Production', to: 'Archived' }] },
    });
  });

  test('of a rollback without a version goes no further back', () => {
    const snapshot = snapshotOf({ 1: 'Archived', 2: 'Production', 3: 'Archived' }, [
      promotion('1'),
      promotion('2', ['1']),
      promotion('3', ['2']),
      { ...rollback('2', ['3']), run: RUN },
    ]);
    const asked = { action: 'rollback', stage: 'Production', version: null } as const;
    expect(decideAgain(basisOf(snapshot), asked)).toMatchObject({
      verdict: 'repeated',
      version: '2',
      holders: ['3'],
      previousStage: 'Archived',
    });
  });
});

describe('a change of the records in a later attempt', () => {
  test.each<[string, Record<string, string>, EntryParts]>([
    ['removed a version', { 1: 'None' }, { action: 'unregister', version: '2', from: 'None', to: 'None' }],
    [
      'acknowledged a version that is gone',
      { 1: 'None' },
      { action: 'acknowledge', version: '2', from: null, to: 'None', beginning: {} },
    ],
    [
      'acknowledged a version that has moved since',
      { 1: 'None', 2: 'Staging' },
      { action: 'acknowledge', version: '2', from: null, to: 'None', beginning: {} },
    ],
  ])('that %s says nothing of where it is', (_told, stages, line) => {
    const snapshot = snapshotOf(stages, [promotion('1'), { ...line, run: RUN }]);
    const asked = { action: line.action as 'unregister', stage: null, version: null };
    const decision = decideAgain(basisOf(snapshot), asked);
    expect(decision?.verdict).toBe('repeated');
    expect(decision?.notices.filter((notice) => /has since|who moved it/.test(notice))).toEqual([]);
  });
});

describe('a registration in a later attempt', () => {
  const line: EntryParts = {
    action: 'register',
    version: '5',
    from: null,
    to: 'None',
    run: RUN,
    artifacts: { 5: { source: 's3://m', sha256: SHA } },
  };
  const bare: EntryParts = { ...line, artifacts: undefined };
  const promoted: EntryParts = { ...promotion('5'), artifacts: line.artifacts, run: RUN };
  interface Request {
    readonly version: string | null;
    readonly source: string | null;
    readonly sha256: string | null;
    readonly aliases: readonly string[];
  }
  const request: Request = { version: null, source: 's3://m', sha256: SHA, aliases: [] };

  test.each<[string, EntryParts, Partial<Request>, boolean]>([
    ['the same files', line, {}, true],
    ['the same number and files', line, { version: '5' }, true],
    ['the same number, without saying which files', line, { version: '5', source: null, sha256: null }, true],
    ['another number', line, { version: '6' }, false],
    ['the same number with other files', line, { version: '5', sha256: 'b'.repeat(64) }, false],
    ['another digest', line, { sha256: 'b'.repeat(64) }, false],
    ['another source', line, { source: 's3://n' }, false],
    ['nothing but itself', bare, { source: null, sha256: null }, true],
    ['files, where there were none', bare, {}, false],
    ['what that attempt promoted', promoted, {}, false],
    ['what that attempt promoted, by its number', promoted, { version: '5' }, false],
  ])('of %s', (_name, entry, given, again) => {
    const snapshot = snapshotOf({ 5: 'None' }, [entry]);
    const decision = decideRegistrationAgain({ ...request, ...given }, basisOf(snapshot));
    expect(decision?.version ?? null).toBe(again ? '5' : null);
  });

  test('is the one of then, wherever the version has gone', () => {
    const snapshot = snapshotOf({ 5: 'Staging' }, [line, promotion('5', [], 'Staging')]);
    expect(decideRegistrationAgain(request, basisOf(snapshot))).toMatchObject({
      stage: 'None',
      previousStage: null,
      holders: [],
      notices: [expect.stringContaining('attempt 1 of this run already registered version 5')],
      repeated: { transitions: [], stageNow: 'Staging' },
    });
  });

  test('says which aliases do not point at it', () => {
    const snapshot = { ...snapshotOf({ 5: 'None' }, [line]), aliases: { one: '5', two: '4' } };
    const decision = decideRegistrationAgain({ ...request, aliases: ['one', 'two'] }, basisOf(snapshot));
    expect(decision?.notices.slice(1)).toEqual(["the alias two doesn't point at version 5"]);
  });

  const other = { sha256: 'b'.repeat(64) };
  test.each<[string, Partial<Request>, number, EntryParts]>([
    ['other files of the same source', other, 1, line],
    ['the same files', {}, 0, line],
    ['another source', { ...other, source: 's3://n' }, 0, line],
    ['other files, unless this one says which number it wants', { ...other, version: '6' }, 0, line],
    ['other files, unless it only promoted them', other, 0, promoted],
  ])('tells that the first attempt registered %s', (_name, given, count, entry) => {
    const notices = otherFilesNotices({ ...request, ...given }, basisOf(snapshotOf({ 5: 'None' }, [entry])));
    expect(notices).toHaveLength(count);
    if (count > 0)
      expect(notices[0]).toContain('attempt 1 of this run registered version 5 from other files');
  });
});

describe('a confirmation in a later attempt', () => {
  const live = { version: '2', gates: [FAILED] };
  const confirmed = snapshotOf({ 1: 'Archived', 2: 'Production' }, [
    promotion('1'),
    promotion('2', ['1']),
    { action: 'confirm', version: '2', from: 'Production', to: 'Production', run: RUN },
  ]);
  const withdrawn = snapshotOf({ 1: 'Production', 2: 'Archived' }, [
    promotion('1'),
    promotion('2', ['1']),
    { ...rollback('1', ['2']), run: RUN, live },
  ]);
  const plain = snapshotOf({ 1: 'Production', 2: 'Archived' }, [
    promotion('1'),
    promotion('2', ['1']),
    { ...rollback('1', ['2']), run: RUN },
  ]);

  test.each<[string, Snapshot, string, string | null, string | null]>([
    ['which version is not said', confirmed, 'Production', null, '2'],
    ['the version is', confirmed, 'Production', '2', '2'],
    ['another version is', confirmed, 'Production', '1', null],
    ['another stage is', confirmed, 'Staging', null, null],
    ['it was rolled back', withdrawn, 'Production', null, '2'],
    ['it was rolled back, and named', withdrawn, 'Production', '2', '2'],
    ['the version that it went back to is named', withdrawn, 'Production', '1', null],
    ['the rollback was nobody’s finding', plain, 'Production', null, null],
    ['an alias is given', confirmed, 'Production', '@live', '2'],
    ['nothing is given', confirmed, 'Production', '', '2'],
  ])('where %s', (_name, snapshot, stage, version, judged) => {
    const found = decideConfirmationAgain(basisOf(snapshot), { stage, version });
    expect(found?.confirmation?.version ?? null).toBe(judged);
  });

  test('says when it was confirmed, or why it was not', () => {
    const again = (snapshot: Snapshot) =>
      decideConfirmationAgain(basisOf(snapshot), { stage: 'Production', version: null })?.confirmation;
    expect(again(confirmed)).toEqual({ version: '2', due: null, at: timeOf(3), why: null });
    expect(again(withdrawn)).toMatchObject({ at: null, why: '1 of 1 gate failed' });
    const unmeasured = snapshotOf({ 1: 'Production', 2: 'Archived' }, [
      promotion('1'),
      promotion('2', ['1']),
      {
        ...{ ...rollback('1', ['2']), run: RUN },
        live: { version: '2', gates: [{ ...FAILED, observed: 'missing' }] },
      },
    ]);
    expect(again(unmeasured)).toEqual({
      ...{ version: '2', due: null, at: null, why: 'no usable live evidence in time' },
    });
  });

  test('says what the first one did', () => {
    const asked = { stage: 'Production', version: null };
    expect(decideConfirmationAgain(basisOf(confirmed), asked)?.notices).toEqual([
      expect.stringContaining('attempt 1 of this run already confirmed version 2 in Production'),
    ]);
    expect(decideConfirmationAgain(basisOf(withdrawn), asked)).toMatchObject({
      ...{ version: '1', gates: [FAILED], gatePlaces: [null] },
    });
  });
});

describe('what moved a version since', () => {
  const promote: AskedAgain = { action: 'promote', stage: 'Production', version: '2' };
  const moves = (...since: EntryParts[]) => [
    promotion('2', [], 'Staging'),
    { action: 'archive', version: '2', from: 'Staging', to: 'None', actor: 'before' } as const,
    { ...promotion('2'), run: RUN },
    ...since,
  ];
  const told = (stage: string, ...since: EntryParts[]) =>
    decideAgain(basisOf(snapshotOf({ 1: 'None', 2: stage }, moves(...since))), promote)?.notices.join('; ');

  test('is the first move after this one', () => {
    const left = { action: 'archive', version: '2', from: 'Production', to: 'None', actor: 'bob' } as const;
    const later = { ...promotion('2', [], 'Staging'), actor: 'eve' };
    expect(told('Staging', left, later)).toContain(`bob moved version 2 to None at ${timeOf(4)}`);
    expect(told('Staging', left, later)).not.toMatch(/before|eve/);
  });

  test('is not a move of another version', () => {
    const other = { ...promotion('1', [], 'Staging'), actor: 'eve' };
    const left = { action: 'archive', version: '2', from: 'Production', to: 'None', actor: 'bob' } as const;
    expect(told('None', other, left)).toContain('bob moved version 2 to None');
  });

  test('is nobody known, where the history doesn’t say', () => {
    expect(told('Archived')).toContain("is in Archived now, and the history doesn't say who moved it");
  });
});
