import { describe, expect, test } from '@jest/globals';
import { cli, cliJson, historyOf, makeChurn, mustCli, POLICY, PROMOTE } from './support/churn.js';

const LATER = 'promote --model churn --version 3 --stage Production';
const ROWS = 'file: "p/{version}.jsonl", key: id, score: ok';

function policy(...gates: readonly string[]): string {
  const head = POLICY.slice(0, POLICY.indexOf('        gates:'));
  return `${head}        gates:\n${gates.map((gate) => `          - ${gate}\n`).join('')}`;
}

/** Talks of ten questions, of which so many are right. */
function talks(right: readonly number[]): string {
  return right
    .flatMap((count, talk) =>
      Array.from({ length: 10 }, (_, at) =>
        JSON.stringify({ id: `${talk}-${at}`, talk: `t${talk}`, ok: at < count }),
      ),
    )
    .join('\n');
}

const repeat = (times: number, counts: readonly number[]) =>
  Array.from({ length: times }, () => counts).flat();
const OLD = talks(repeat(10, [6, 5, 10, 7])); // 0.7
const NEW = talks(repeat(10, [7, 8, 10, 9])); // 0.85, better in most talks
const SKEWED = talks([...Array<number>(4).fill(10), ...repeat(9, [6, 5, 10, 7])]); // 0.73, by four talks

const files = (gate: string, candidate: string, value: number) => ({
  '.github/stagegate.yml': policy(gate),
  'models.yaml':
    'models:\n  churn:\n    versions:\n      1: {stage: Production, metrics: {accuracy: 0.7}}\n      2: {stage: Staging}\n      3: {stage: Staging}\n',
  'reports/2.json': JSON.stringify({ accuracy: value }),
  'reports/3.json': JSON.stringify({ accuracy: value }),
  'p/1.jsonl': OLD,
  'p/2.jsonl': candidate,
  'p/3.jsonl': candidate,
});

const paired = (more: string) =>
  `{metric: accuracy, goal: higher, min-improvement: 0, confidence: 95%, paired: {${ROWS}${more}}}`;
const samples = (more: string) =>
  `{metric: accuracy, min: 0.5, min-improvement: 0, confidence: 95%, samples: {${ROWS}${more}}}`;

describe('paired examples in clusters', () => {
  test('pass by clusters, and say so', async () => {
    const workspace = makeChurn(files(paired(', cluster: talk'), NEW, 0.85));
    const { status, json } = await cliJson(workspace, PROMOTE);
    expect(status).toBe(0);
    expect(json['gates']).toMatchObject([
      { check: 'from' },
      {
        verdict: 'pass',
        interval: { method: 'paired-clustered-t' },
        reason: expect.stringContaining('by 400 rows in 40 clusters by talk'),
      },
    ]);
  });

  test('do not pass by rows that a few clusters share', async () => {
    const workspace = makeChurn({
      ...files(paired(', cluster: talk'), SKEWED, 0.73),
      'p/1.jsonl': talks([...Array<number>(4).fill(7), ...repeat(9, [6, 5, 10, 7])]),
      'models.yaml':
        'models:\n  churn:\n    versions:\n      1: {stage: Production, metrics: {accuracy: 0.7}}\n      2: {stage: Staging}\n',
    });
    const { status, stdout } = await cli(workspace, PROMOTE);
    expect(status).toBe(1);
    expect(stdout).toMatch(/by 400 rows in 40 clusters by talk, it is anything from/);
    expect(stdout).toMatch(/about \d+ clusters by talk would settle it/);
    workspace.write('.github/stagegate.yml', policy(paired('')));
    expect((await cli(workspace, PROMOTE)).status).toBe(0);
  });
});

test('samples in clusters are recorded, so that the next version is compared by clusters', async () => {
  const workspace = makeChurn(files(samples(', cluster: talk'), NEW, 0.85));
  const { status, stdout } = await cli(workspace, PROMOTE);
  expect([status, stdout]).toEqual([0, expect.stringContaining('churn 2 is in Production')]);
  const [, min] = historyOf(workspace)[0]!['gates'] as Record<string, unknown>[];
  expect(min).toMatchObject({
    interval: { method: 'clustered-t' },
    uncertainty: { samples: 40, stderr: expect.any(Number), degrees: expect.closeTo(39, 9) },
  });
  workspace.write('p/2.jsonl', ''); // gone since
  const { json } = await cliJson(workspace, LATER);
  expect(json['gates']).toMatchObject([
    {},
    { check: 'min', verdict: 'pass' },
    { check: 'min-improvement', verdict: 'inconclusive', interval: { method: 'clustered-welch-t' } },
  ]);
  await mustCli(workspace, 'verify');
});

describe('bad input', () => {
  test.each([
    ['paired', paired(', cluster: topic')],
    ['samples', samples(', cluster: topic')],
  ])('%s by a cluster that the rows lack: exit 2 with the line of the policy', async (_name, gate) => {
    const workspace = makeChurn(files(gate, NEW, 0.85));
    const { status, stderr } = await cli(workspace, PROMOTE);
    expect(status).toBe(2);
    expect(stderr).toContain("p/2.jsonl can't be clustered: no row has topic");
    expect(stderr).toMatch(/\.github\/stagegate\.yml:11:\d+/);
    expect(stderr).toContain('Write the cluster into every row, or correct cluster: "topic" in the policy.');
  });

  test('a repeated key without a cluster: a failed gate that says what to write', async () => {
    const workspace = makeChurn(files(paired(''), `${NEW}\n${NEW}`, 0.85));
    const { status, stdout } = await cli(workspace, PROMOTE);
    expect(status).toBe(1);
    expect(stdout).toMatch(/has the example "0-0" twice, at line 1 and at line 401: if these are repeats/);
    workspace.write('.github/stagegate.yml', policy(paired(', cluster: talk')));
    const { json } = await cliJson(workspace, PROMOTE);
    const reason = expect.stringContaining('by 800 rows in 40 clusters by talk') as unknown;
    expect(json['gates']).toMatchObject([{}, { verdict: 'pass', reason }]);
  });

  test('an example that changed its cluster since: a failed gate', async () => {
    const moved = OLD.replace('"talk":"t0"', '"talk":"t1"');
    const workspace = makeChurn({ ...files(paired(', cluster: talk'), NEW, 0.85), 'p/1.jsonl': moved });
    const { status, stdout } = await cli(workspace, PROMOTE);
    expect(status).toBe(1);
    expect(stdout).toContain("examples in different clusters in the two versions' files (0-0)");
  });
});
