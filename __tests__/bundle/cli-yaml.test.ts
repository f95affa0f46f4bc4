import { describe, expect, test } from '@jest/globals';
import { cli, makeChurn } from './support/churn.js';

const CHECK = 'check --model churn --version 2 --stage Production';

/** What is told of a file that is wrong, and where. */
async function told(file: string, text: string): Promise<{ status: number | null; words: string }> {
  const workspace = makeChurn({ [file]: text });
  const { status, stdout, stderr } = await cli(workspace, CHECK);
  // the same file, the same words, with nothing to judge
  expect(await cli(workspace, 'validate')).toMatchObject({ status, stderr });
  return { status, words: `${stderr}${stdout}` };
}

const gates = (...lines: string[]): string =>
  `models:\n  churn:\n    report: reports/{version}.json\n    stages:\n      Production:\n        gates:\n${lines.map((line) => `          ${line}\n`).join('')}`;
const versions = (...lines: string[]): string =>
  `models:\n  churn:\n    versions:\n${lines.map((line) => `      ${line}\n`).join('')}`;

/** None of the parser's own words. */
const PARSER = /Implicit|Flow map|flow-map|block-seq|Unexpected|token|sufficiently indented|YAMLParseError/;

const QUOTE = 'Quote the value: it contains { }.';

describe('what people write by mistake is told in a sentence, where it stands', () => {
  test.each<[string, string, string, string]>([
    [
      'the example of the docs as it was',
      gates(
        '- metric: a',
        '  goal: higher',
        '  min-improvement: 0',
        '  confidence: 95%',
        '  paired: { file: predictions/{version}.jsonl, key: id, score: correct }',
      ),
      '.github/stagegate.yml:11:29',
      `${QUOTE} Write "predictions/{version}.jsonl".`,
    ],
    [
      'the same over several lines',
      gates(
        '- metric: a',
        '  confidence: 95%',
        '  paired: {',
        '    file: predictions/{version}.jsonl,',
        '    key: id }',
      ),
      '.github/stagegate.yml:10:21',
      `${QUOTE} Write "predictions/{version}.jsonl".`,
    ],
    [
      'two in a value',
      gates('- { tests: "x", y: r/{model}/{version}.xml }'),
      '.github/stagegate.yml:7:30',
      `${QUOTE} Write "r/{model}/{version}.xml".`,
    ],
    [
      'one that starts the value',
      gates('- tests: [{model}/{version}.xml]'),
      '.github/stagegate.yml:7:21',
      `${QUOTE} Write "{model}/{version}.xml".`,
    ],
    ['one that is the value', gates('- { tests: {version} }'), '.github/stagegate.yml:7:22', QUOTE],
    [
      'in a report entry',
      'models:\n  churn: { report: reports/{version}.json, stages: {} }\n',
      '.github/stagegate.yml:2:20',
      QUOTE,
    ],
    [
      'a tab',
      gates('- metric: a', '\tmin: 0.85'),
      '.github/stagegate.yml:8:11',
      'a tab is used for indentation\n  Indent with spaces.',
    ],
    [
      'no space after a colon',
      gates('- metric: a', '  min:0.85'),
      '.github/stagegate.yml:8:17',
      'Write min: 0.85',
    ],
    [
      'the same in { }',
      gates('- { metric: a, min:0.85 }'),
      '.github/stagegate.yml:7:26',
      'Put a space after the colon: min: 0.85',
    ],
    [
      'a forgotten dash',
      gates('- metric: a', '  min: 0.85', 'metric: b', 'min: 0.9'),
      '.github/stagegate.yml:9:11',
      'no "- "\n  Start it with "- "',
    ],
    [
      'the first dash forgotten',
      gates('metric: a', 'min: 0.85'),
      '.github/stagegate.yml:7:11',
      'Start each entry with "- ".',
    ],
  ])('policy: %s', async (_name, text, place, words) => {
    const run = await told('.github/stagegate.yml', text);
    expect(run.status).toBe(2);
    expect(run.words).toContain(place);
    expect(run.words).toContain(words);
    expect(run.words).not.toMatch(PARSER);
  });

  test.each<[string, string, string, string]>([
    [
      'a template',
      versions('2: { stage: None, source: m/{model}/{version}.bin }'),
      'models.yaml:4:33',
      `${QUOTE} Write "m/{model}/{version}.bin".`,
    ],
    ['one that is the value', versions('2: { stage: None, source: {version} }'), 'models.yaml:4:33', QUOTE],
    ['a tab', versions('2:', '\tstage: None'), 'models.yaml:5:7', 'Indent with spaces.'],
    [
      'no space after a colon',
      versions('2:', '  stage:None', '  source: a'),
      'models.yaml:5:15',
      'Write stage: None',
    ],
    [
      'the same in { }',
      versions('2: { stage:None }'),
      'models.yaml:4:12',
      'Put a space after the colon: stage: None',
    ],
    [
      'the same, alone',
      versions('2:', '  stage:None'),
      'models.yaml:5:9',
      'Put a space after the colon: stage: None',
    ],
    [
      'the same after a version',
      versions('2:{ stage: None }'),
      'models.yaml:4:7',
      'Put a space after the colon: 2: {',
    ],
    [
      'the same in its metrics',
      versions('2: { stage: None, metrics: { f1:0.9 } }'),
      'models.yaml:4:36',
      'Put a space after the colon: f1: 0.9',
    ],
    ['a dash too many', versions('- 2: { stage: None }'), 'models.yaml:4:7', 'Remove each "- ".'],
    [
      'a dash forgotten',
      versions('- 1: { stage: None }', '2: { stage: None }'),
      'models.yaml:5:7',
      'Start it with "- "',
    ],
  ])('manifest: %s', async (_name, text, place, words) => {
    const run = await told('models.yaml', text);
    expect(run.status).toBe(2);
    expect(run.words).toContain(place);
    expect(run.words).toContain(words);
    expect(run.words).not.toMatch(PARSER);
  });

  test.each<[string, string, string, string]>([
    [
      'a template',
      'accuracy: 0.95\nof: { file: r/{model}/{version}.bin }\n',
      'reports/2.yaml:2:13',
      `${QUOTE} Write "r/{model}/{version}.bin"`,
    ],
    ['a tab', 'eval:\n\taccuracy: 0.95\n', 'reports/2.yaml:2:1', 'Indent with spaces'],
    ['no space after a colon', 'f1: 0.9\naccuracy:0.95\n', 'reports/2.yaml:2:10', 'Write accuracy: 0.95'],
    ['the same, alone', 'accuracy:0.95\n', 'reports/2.yaml', 'Put a space after the colon: accuracy: 0.95'],
    [
      'the same in { }',
      '{ accuracy:0.95 }\n',
      'reports/2.yaml',
      'Put a space after the colon: accuracy: 0.95',
    ],
    [
      'the same beside others',
      '{ f1: 0.9, accuracy:0.95 }\n',
      'reports/2.yaml',
      'Put a space after the colon: accuracy: 0.95',
    ],
    [
      'a forgotten dash',
      'accuracy: 0.95\nslices:\n  - name: a\n    n: 1\n  name: b\n  n: 2\n',
      'reports/2.yaml:5:3',
      'Start it with "- "',
    ],
  ])('report: %s', async (_name, text, place, words) => {
    const workspace = makeChurn({ 'reports/2.yaml': text });
    const { status, stdout } = await cli(workspace, `${CHECK} --report reports/{version}.yaml`);
    expect(status).toBe(1);
    expect(stdout).toContain(place);
    expect(stdout).toContain(words);
    expect(stdout).not.toMatch(PARSER);
  });
});
