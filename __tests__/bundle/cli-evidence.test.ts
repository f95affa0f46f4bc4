import { describe, expect, test } from '@jest/globals';
import { cli, cliJson, historyOf, makeChurn, mustCli, POLICY, PROMOTE } from './support/churn.js';

const LATER = 'promote --model churn --version 3 --stage Production';

/** Versions 2 and 3 can be promoted to Production by these gates. */
function policy(...gates: readonly string[]): string {
  return `${POLICY.slice(0, POLICY.indexOf('        gates:'))}        gates:\n${gates.map((gate) => `          - ${gate}\n`).join('')}`;
}

describe('slices in a list', () => {
  const slices = (...pairs: readonly (readonly [string, number])[]) =>
    JSON.stringify({ results: pairs.map(([dataset, recall]) => ({ dataset, recall })) });
  const files = {
    '.github/stagegate.yml': policy('{metric: results.*.recall, goal: higher, max-regression: 0.02}'),
    'models.yaml': 'models:\n  churn:\n    versions:\n      2: {stage: Staging}\n      3: {stage: Staging}\n',
    'reports/2.json': slices(['night', 0.95], ['day', 0.81]),
  };

  test('are compared by their key in another order, as the history has them', async () => {
    const workspace = makeChurn({ ...files, 'reports/3.json': slices(['day', 0.95], ['night', 0.81]) });
    await mustCli(workspace, PROMOTE);
    expect(historyOf(workspace)).toMatchObject([
      {
        gates: [
          { check: 'from' },
          { metric: 'results[dataset=night].recall' },
          { metric: 'results[dataset=day].recall' },
        ],
      },
    ]);
    const { status, stdout } = await cli(workspace, LATER);
    expect(status).toBe(1);
    expect(stdout).toContain('results[dataset=night].recall is 0.81 against 0.95 of version 2');
    expect(stdout).toContain('1 of 3 gates failed');
    workspace.write('reports/3.json', slices(['day', 0.81], ['night', 0.95]));
    expect((await cli(workspace, LATER)).status).toBe(0);
  });

  test('that another one replaced fail', async () => {
    const workspace = makeChurn({ ...files, 'reports/3.json': slices(['dusk', 0.95], ['day', 0.81]) });
    await mustCli(workspace, PROMOTE);
    const { status, stdout } = await cli(workspace, LATER);
    expect(status).toBe(1);
    expect(stdout).toContain(
      "version 2 has results[dataset=night].recall, but this version's report does not",
    );
  });

  test('without a key fail and say so', async () => {
    const nameless = '{"results": [{"recall": 0.95}, {"recall": 0.81}]}';
    const workspace = makeChurn({ ...files, 'reports/2.json': nameless, 'reports/3.json': nameless });
    await mustCli(workspace, PROMOTE);
    const { status, stdout } = await cli(workspace, LATER);
    expect(status).toBe(1);
    expect(stdout).toContain("results.*.recall can't be compared by position");
    expect(stdout).toContain('results[name].*.recall');
    expect(stdout).toContain("Next: name the key of the list's elements in the gate");
  });
});

test('a change from shares to percent fails, and scale: any lifts it', async () => {
  const workspace = makeChurn({ 'reports/2.json': '{"accuracy": 61}' });
  const { status, json } = await cliJson(workspace, PROMOTE);
  expect(status).toBe(1);
  expect(json['gates']).toMatchObject([
    { check: 'from', verdict: 'pass' },
    {
      check: 'min',
      verdict: 'fail',
      reason: expect.stringMatching(/^accuracy is 61 and min is 0\.9: one looks like a share/),
    },
    {
      check: 'max-regression',
      verdict: 'fail',
      reason: expect.stringMatching(
        /^accuracy is 61 against 0\.91 of version 1 .*: one looks like a share \(below 1\), the other like a percentage \(above 10\)/,
      ),
    },
  ]);
  workspace.write('.github/stagegate.yml', `${POLICY}            scale: any\n`);
  expect((await cli(workspace, PROMOTE)).status).toBe(0);
});

describe('the time of a JUnit file, where an age is asked for', () => {
  const rules = policy('tests: "junit/{version}.xml"') + '        evidence: {max-age: 7d}\n';
  const junit = (timestamp: string) =>
    `<testsuites><testsuite name="s" tests="1"${timestamp === '' ? '' : ` timestamp="${timestamp}"`}><testcase name="t"/></testsuite></testsuites>`;
  const promote = (timestamp: string) => {
    const time = new Date().toISOString();
    const files = { '.github/stagegate.yml': rules, 'junit/2.xml': junit(timestamp) };
    return cli(makeChurn({ ...files, 'reports/2.json': JSON.stringify({ accuracy: 0.95, time }) }), PROMOTE);
  };

  test.each([
    [
      'an old HTTP date (TestCafe)',
      'Thu, 06 Aug 2020 07:53:15 GMT',
      /junit\/2\.xml is .* old, must be at most 7d/,
    ],
    ['old milliseconds (Playwright)', '1646311967953', /junit\/2\.xml is .* old, must be at most 7d/],
    [
      'a word',
      'yesterday',
      /the age of junit\/2\.xml is unknown because timestamp "yesterday" can't be read/,
    ],
  ])('%s fails', async (_name, timestamp, words) => {
    const { status, stdout } = await promote(timestamp);
    expect(status).toBe(1);
    expect(stdout).toMatch(words);
  });

  test.each([
    ['a young HTTP date', new Date().toUTCString()],
    ['young milliseconds', String(Date.now())],
    ['none', ''],
  ])('%s passes', async (_name, timestamp) => {
    expect(await promote(timestamp)).toMatchObject({ status: 0 });
  });
});
