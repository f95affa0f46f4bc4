import { describe, expect, test } from '@jest/globals';
import { StagegateError, type Place } from '../../../src/errors.js';
import { parsePolicy } from '../../../src/policy/load.js';
import { resolveRules, type StageRules } from '../../../src/policy/resolve.js';
import { policyExample } from '../../../src/policy/snippets.js';
import { noPolicy } from '../../../src/files/policy-file.js';
import { FILE } from '../support/policy-text.js';

function refusalOf(work: () => unknown): { place: Place; hint: string; message: string } {
  try {
    work();
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    return { place: error.place!, hint: error.hint ?? '', message: error.message };
  }
  throw new Error('nothing was refused');
}

const rulesIn = (text: string, model: string, stage: string): StageRules =>
  resolveRules(parsePolicy(FILE, text), model, stage);

/** Does what a hint says, as a person with an editor would: nothing is put right by hand. */
function paste(text: string, { place, hint }: { place: Place; hint: string }): string {
  const lines = text.split('\n');
  const [ask = '', ...added] = hint.split('\n');
  const behind = /right after the \{ of .* \(.*:(\d+):(\d+)\):$/.exec(ask);
  if (behind !== null) {
    const [line, column] = [Number(behind[1]) - 1, Number(behind[2])];
    const before = lines[line]!;
    lines[line] = `${before.slice(0, column)}${added.join('\n')}${before.slice(column)}`;
    return lines.join('\n');
  }
  const at = Number(place.line) - 1;
  if (/in place of \{\}/i.test(ask)) lines[at] = lines[at]!.replace(/\s*\{\s*\}/, '');
  if (/^Give it a value.*For example:$/.test(ask)) {
    const before = lines[at]!;
    const key = /^\s*(\S+):/.exec(added[0]!)![1]!;
    lines[at] = before.replace(`${key}:`, added[0]!.trim());
    return lines.join('\n');
  }
  expect(ask).toMatch(/under .*:$|below .*:$/);
  lines.splice(at + 1, 0, ...added);
  return lines.join('\n');
}

const CHURN = 'stages: { Production: { gates: [{ metric: f1, min: 0.5 }] } }';

describe('a model that the policy does not name', () => {
  test.each([
    ['a block', `models:\n  churn:\n    ${CHURN}\n`],
    ['a block indented by four', `registry: models.yaml\nmodels:\n    churn:\n        ${CHURN}\n`],
    [
      'a block with a comment above',
      `models: # ours\n\n  # the first\n  churn:\n    ${CHURN}\nstages: [Staging, Production]\n`,
    ],
    ['one line', `models: { churn: { ${CHURN} } }\n`],
    ['{ } over several lines', `models: {\n  churn: { ${CHURN} },\n}\n`],
    ['nothing', 'models: {}\n'],
    ['nothing, and more below', 'models: { } # none yet\nregistry: models.yaml\n'],
    ['a server', `registry: { mlflow: env }\nmodels:\n  churn:\n    ${CHURN}\n`],
    ['CRLF', `models:\r\n  churn:\r\n    ${CHURN}\r\n`],
  ])('gets an entry with a gate: %s', (_name, text) => {
    const refusal = refusalOf(() => rulesIn(text, 'fraud', 'Staging'));
    expect(refusal.message).toBe('the policy has no entry for model "fraud"');
    expect(refusal.hint).not.toMatch(/Staging: \{\}/);
    const pasted = paste(text, refusal);
    expect(rulesIn(pasted, 'fraud', 'Staging')).toMatchObject({
      report: [text.includes('mlflow') ? 'mlflow' : 'reports/{model}/{version}.json'],
      gates: [{ metric: 'accuracy', min: 0.9 }],
    });
    if (text.includes('churn')) expect(rulesIn(pasted, 'churn', 'Production').gates).toHaveLength(1);
  });

  test('is offered in full', () => {
    const text = `models:\n  churn:\n    ${CHURN}\n`;
    expect(refusalOf(() => rulesIn(text, 'fraud', 'Staging')).hint).toBe(`Add it under models:
  fraud:
    report: reports/{model}/{version}.json
    stages:
      Staging:
        gates:
          - metric: accuracy # or another metric of your report
            min: 0.90`);
    const near = refusalOf(() => rulesIn(text, 'chrun', 'Staging'));
    expect(near.hint).toMatch(/^Did you mean churn\? If not, add it under models:\n {2}chrun:\n/);
  });

  test.each([
    'true',
    'True',
    'null',
    'on',
    '123',
    'a.b',
    'a: b',
    'x"y',
    '*',
    'constructor',
    'n',
    'a: {}\n::error::b',
  ])('whatever its name: %j', (name) => {
    for (const text of [
      'models: {}\n',
      'models:\n  churn:\n    stages: {}\n',
      'models: { churn: { stages: {} } }',
    ]) {
      const pasted = paste(
        text,
        refusalOf(() => rulesIn(text, name, 'Staging')),
      );
      expect(rulesIn(pasted, name, 'Staging').gates).toHaveLength(1);
      expect(Object.keys(parsePolicy(FILE, pasted).content.models)).toContain(name);
    }
  });
});

describe('a stage that the policy does not name for the model', () => {
  test.each([
    ['a block', 'models:\n  churn:\n    stages:\n      Production: {}\n'],
    ['a block indented by four', 'models:\n    churn:\n        stages:\n            Production: {}\n'],
    ['one line', 'models: { churn: { stages: { Production: {} } } }\n'],
    ['one line below a block', 'models:\n  churn:\n    stages: { Production: {} }\n'],
    ['nothing', 'models:\n  churn:\n    stages: {}\n'],
    ['nothing, in one line', 'models: { churn: { stages: {} } }\n'],
    ['nothing, in { } over several lines', 'models: {\n  churn: {\n    stages: {}\n  }\n}\n'],
    ['the entry for all models', 'models:\n  "*":\n    stages:\n      Production: {}\n'],
    [
      'the name of a stage with a space',
      'stages: [QA 1, Production]\nmodels:\n  churn:\n    stages:\n      Production: {}\n',
    ],
  ])('gets a gate: %s', (_name, text) => {
    const stage = text.includes('QA 1') ? 'QA 1' : 'Staging';
    const refusal = refusalOf(() => rulesIn(text, 'churn', stage));
    expect(refusal.message).toBe(`the policy has no stage ${stage} for model "churn"`);
    expect(refusal.hint).not.toMatch(/: \{\}/);
    const pasted = paste(text, refusal);
    expect(rulesIn(pasted, 'churn', stage).gates).toEqual([{ metric: 'accuracy', min: 0.9 }]);
    if (text.includes('Production: {}')) expect(rulesIn(pasted, 'churn', 'Production').gates).toEqual([]);
  });
});

describe('a part of the policy that is empty', () => {
  test.each([
    ['models', 'models:\n', 'my-model'],
    ['a model', 'models:\n  churn:\n', 'churn'],
    ['its stages', 'models:\n    churn:\n        stages:\n', 'churn'],
    ['a stage', 'models:\n  churn:\n    stages:\n      Production:\n', 'churn'],
    [
      'a stage among others',
      'models:\n  churn:\n    stages:\n      Production:\n      Staging: {}\n',
      'churn',
    ],
    ['a stage in one line', 'models: { churn: { stages: { Production: } } }\n', 'churn'],
  ])('%s', (_name, text, model) => {
    const refusal = refusalOf(() => parsePolicy(FILE, text));
    expect(refusal.message).toMatch(/ is empty$|^models is empty/);
    expect(refusal.hint).not.toMatch(/: \{\}/);
    expect(rulesIn(paste(text, refusal), model, 'Production').gates).toHaveLength(1);
  });
});

describe('no policy at all', () => {
  const example = (hint: string): string => hint.slice(hint.indexOf('\n') + 1);

  test.each([
    [false, 'reports/{model}/{version}.json'],
    [true, 'mlflow'],
  ])('the example names the model and the stage that were asked for; server: %p', (isServer, report) => {
    const { hint = '' } = noPolicy({ model: 'fraud', stage: 'Staging', isServer });
    expect(hint).toMatch(/^Run "stagegate init", or write the file\./);
    expect(rulesIn(example(hint), 'fraud', 'Staging')).toMatchObject({
      report: [report],
      gates: [{ metric: 'accuracy', min: 0.9 }],
    });
  });

  test.each(['', '[]', 'churn'])('a file without one: %j', (text) => {
    const { hint } = refusalOf(() => parsePolicy(FILE, text));
    expect(hint).toBe(policyExample('my-model', 'Production', false));
    expect(rulesIn(example(hint), 'my-model', 'Production').gates).toHaveLength(1);
  });
});
