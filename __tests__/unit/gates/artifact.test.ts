import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import { checkArtifact } from '../../../src/gates/integrity.js';
import type { GateResult } from '../../../src/model/gate-result.js';
import type { ArtifactReading } from '../../../src/history/artifacts.js';
import { addArtifacts, failVerification, verifyModel } from '../../../src/history/verify.js';
import { cellsOf } from '../../../src/render/row.js';
import { toGoOn } from '../../../src/render/reasons.js';
import { renderVerification } from '../../../src/render/terminal-reports.js';
import { PLAIN } from '../../../src/render/terminal-parts.js';
import { contextWith, rulesWith, snapshotWith, versionWith } from '../support/gate-context.js';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const FILE = { source: 'm/4.bin', sha256: A };
const NOTHING = { source: null, sha256: null };

const held = (sha256: string, branch: string | null = null): ArtifactReading => ({
  kind: 'read',
  sha256,
  branch,
});
const missing: ArtifactReading = { kind: 'missing', why: 'is missing' };
const unchecked: ArtifactReading = { kind: 'unchecked', why: "s3://m/4 can't be read from here" };

const snapshotOf = (version: { source: string | null; sha256: string | null }) =>
  snapshotWith({ versions: [versionWith({ version: '4', stage: 'Staging', ...version })] });

function judge(
  artifact: ArtifactReading | null,
  version: { source: string | null; sha256: string | null } = FILE,
  artifactRequired = false,
): GateResult[] {
  return checkArtifact(
    contextWith({ artifact, snapshot: snapshotOf(version), rules: rulesWith({ artifactRequired }) }),
  );
}

describe('artifact', () => {
  test.each<[string, ArtifactReading, GateResult['verdict'], string, string]>([
    ['the same files', held(A), 'pass', A, 'm/4.bin has the SHA-256 recorded for version 4 (aaaaaaaaaaaa)'],
    [
      'the same on the branch',
      held(A, 'main'),
      'pass',
      A,
      'm/4.bin on main has the SHA-256 recorded for version 4 (aaaaaaaaaaaa)',
    ],
    [
      'other files',
      held(B),
      'fail',
      B,
      'm/4.bin has changed since version 4 was registered (SHA-256 bbbbbbbbbbbb, recorded aaaaaaaaaaaa): restore it, or register the changed files as a new version',
    ],
    [
      'other files on the branch',
      held(B, 'main'),
      'fail',
      B,
      'm/4.bin on main has changed since version 4 was registered (SHA-256 bbbbbbbbbbbb, recorded aaaaaaaaaaaa): restore it, or register the changed files as a new version',
    ],
    [
      'no files',
      missing,
      'fail',
      'missing',
      "m/4.bin is missing, so its SHA-256 can't be compared with aaaaaaaaaaaa, recorded for version 4: restore it, or fetch it in an earlier step of the workflow",
    ],
    ['what nobody can read from here', unchecked, 'skip', 'unchecked', "s3://m/4 can't be read from here"],
  ])('%s', (_name, reading, verdict, observed, reason) => {
    expect(judge(reading)).toEqual([
      {
        gate: 'artifact',
        metric: null,
        check: 'sha256',
        observed,
        required: A,
        champion: null,
        verdict,
        reason,
      },
    ]);
  });

  test('the digest is the one of this version, not of another', () => {
    const versions = [
      versionWith({ version: '3', source: 'm/3.bin', sha256: A }),
      versionWith({ version: '4', source: 'm/4.bin', sha256: B }),
    ];
    const judgeIn = (artifact: ArtifactReading) =>
      checkArtifact(contextWith({ artifact, snapshot: snapshotWith({ versions }) }));
    expect(judgeIn(held(A))).toMatchObject([{ verdict: 'fail', required: B }]);
    expect(judgeIn(held(B))).toMatchObject([{ verdict: 'pass', required: B }]);
  });

  test('a digest in capitals is the same one', () => {
    expect(judge(held(A), { ...FILE, sha256: A.toUpperCase() })).toMatchObject([
      { verdict: 'pass', required: A },
    ]);
  });

  test('has no result for a version without source and SHA-256, unless the policy requires them', () => {
    expect(judge(null, NOTHING)).toEqual([]);
    expect(judge(null, NOTHING, true)).toMatchObject([
      {
        verdict: 'fail',
        observed: 'missing',
        required: 'recorded',
        reason: expect.stringContaining('version 4 has no source and no SHA-256'),
      },
    ]);
  });

  test.each<[string, ArtifactReading, GateResult['verdict']]>([
    ['passes what was checked', held(A), 'pass'],
    ['fails what was not', unchecked, 'fail'],
    ['fails other files', held(B), 'fail'],
  ])('artifact: required %s', (_name, reading, verdict) => {
    expect(judge(reading, FILE, true)).toMatchObject([{ verdict }]);
  });

  test('people see twelve digits, and what to do', () => {
    const gates = judge(held(B));
    expect(gates.map(cellsOf)).toMatchObject([{ candidate: 'b'.repeat(12), bound: 'a'.repeat(12) }]);
    expect(toGoOn(gates)).toBe("fix the version's files as the failure says, then run it again.");
  });
});

describe('verify', () => {
  const verify = (reading: ArtifactReading) => {
    const snapshot = snapshotOf(FILE);
    return addArtifacts(verifyModel(snapshot), snapshot, new Map([['4', reading]]));
  };

  test('finds other files and missing ones', () => {
    expect(verify(held(B)).problems).toEqual([
      {
        version: '4',
        message:
          'm/4.bin has changed since version 4 was registered (SHA-256 bbbbbbbbbbbb, recorded aaaaaaaaaaaa), and it is in Staging',
        file: null,
        line: null,
        artifact: { recorded: A, found: B },
      },
    ]);
    expect(verify(missing).problems).toMatchObject([{ artifact: { recorded: A, found: null } }]);
    expect([...renderVerification([verify(held(B))], PLAIN)].join('')).toContain(
      'churn: registry and history agree, but model files differ from what was registered (0 history lines)',
    );
  });

  test('notes what could not be checked', () => {
    expect(verify(held(A))).toMatchObject({ problems: [] });
    const { problems, notes } = verify(unchecked);
    expect(problems).toEqual([]);
    expect(notes).toContain("version 4 in Staging: s3://m/4 can't be read from here");
  });

  test.each<[string, ArtifactReading]>([
    ['are missing', missing],
    ["couldn't be checked", unchecked],
  ])('an archived version whose files %s is no problem', (_name, reading) => {
    const snapshot = snapshotWith({
      versions: [
        versionWith({ version: '4', stage: 'Archived', ...FILE }),
        versionWith({ version: '5', stage: 'Archived' }),
      ],
    });
    const { problems, notes } = addArtifacts(verifyModel(snapshot), snapshot, new Map([['4', reading]]));
    expect(problems).toEqual([]);
    expect(notes.some((note) => note.startsWith('version 4 in Archived: m/4.bin is missing'))).toBe(
      reading === missing,
    );
  });
});

test.each<[StagegateError, { file: string | null; line: number | null }]>([
  [new StagegateError('manifest', 'is broken'), { file: null, line: null }],
  [
    new StagegateError('manifest', 'is broken', { place: { file: 'models.yaml', line: 3 } }),
    { file: 'models.yaml', line: 3 },
  ],
])('a model that cannot be read is a problem with its place', (error, place) => {
  expect(failVerification('churn', error)).toMatchObject({
    model: 'churn',
    lines: 0,
    problems: [{ version: null, message: 'is broken', ...place }],
    unread: 'manifest',
  });
});
