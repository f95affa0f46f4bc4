import { describe, expect, test } from '@jest/globals';
import { requireModel, requireSameFiles, resolveVersion } from '../../../src/promotion/find-version.js';
import { versionWith } from '../support/gate-context.js';
import { buildHistory, makeSnapshot, promotion } from '../support/history-builder.js';

const aliases = { champion: '2', challenger: '10', gone: '7', broken: 'two' };
const snapshot = makeSnapshot({ '1': 'Archived', '2': 'Production', '10': 'None' }, { aliases });
const many = makeSnapshot(
  Object.fromEntries(Array.from({ length: 30 }, (_, at) => [String(at + 1), 'None'])),
);

function inputError(message: string, hint: string): unknown {
  return expect.objectContaining({
    code: 'input',
    message: expect.stringContaining(message) as unknown,
    hint: expect.stringContaining(hint) as unknown,
  });
}

describe('resolveVersion', () => {
  test.each([
    ['a number', '2', '2'],
    ['latest, by number and not by text', 'latest', '10'],
    ['latest in capitals', 'LATEST', '10'],
    ['an alias', '@champion', '2'],
    ['another alias', '@challenger', '10'],
  ])('%s', (_name, asked, version) => {
    expect(resolveVersion(asked, snapshot).version).toBe(version);
  });

  test.each([
    ['nothing', '', snapshot, 'no version was given', 'It has versions 1, 2, 10.'],
    [
      'a version that is not there',
      '3',
      snapshot,
      'model "churn" has no version 3',
      'It has versions 1, 2, 10.',
    ],
    [
      'of one version',
      '3',
      makeSnapshot({ '1': 'None' }),
      'has no version 3',
      'It has version 1. If version 3 is new, register it first: stagegate register churn 3 --source …',
    ],
    [
      'of no versions',
      '3',
      makeSnapshot({}),
      'has no version 3',
      'It has no versions yet. If version 3 is new',
    ],
    [
      'of a model whose name a shell would read',
      '3',
      makeSnapshot({}, { model: 'churn $(id)' }),
      'has no version 3',
      "stagegate register 'churn $(id)' 3 --source …",
    ],
    [
      'the next one of a server that numbers them',
      '3',
      makeSnapshot({ '1': 'None', '2': 'None' }, { numbersVersions: true }),
      'has no version 3',
      'It has versions 1, 2. Register it first: stagegate register churn --source runs:/…',
    ],
    [
      'a later one of a server that numbers them',
      '7',
      makeSnapshot({ '1': 'None', '2': 'None' }, { numbersVersions: true }),
      'has no version 7',
      'It has versions 1, 2. To register version 3: stagegate register churn --source runs:/…',
    ],
    [
      'of many',
      '31',
      many,
      'has no version 31',
      'It has versions 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30 (the last 12 of 30).',
    ],
    [
      'latest of none',
      'latest',
      makeSnapshot({}),
      'model "churn" has no versions',
      'Register one first: stagegate register churn --source …',
    ],
    [
      'a misspelt alias',
      '@champoin',
      snapshot,
      'has no alias "champoin"',
      'Did you mean @champion? Its aliases are champion,',
    ],
    ['an alias like none', '@zzzzzzzz', snapshot, 'has no alias "zzzzzzzz"', 'Its aliases are'],
    ['an alias of another case', '@Champion', snapshot, 'has no alias "Champion"', 'Did you mean @champion?'],
    ['an empty alias', '@', snapshot, 'has no alias ""', 'Its aliases are'],
    ['an alias of a model without any', '@x', many, 'has no alias "x"', 'It has no aliases.'],
    [
      'an alias from the prototype',
      '@constructor',
      snapshot,
      'has no alias "constructor"',
      'Its aliases are',
    ],
    [
      'an alias of a version that is gone',
      '@gone',
      snapshot,
      'has no version 7',
      'It has versions 1, 2, 10.',
    ],
    ['an alias of what is no version', '@broken', snapshot, 'has no alias "broken"', ''],
    ['words', 'abc', snapshot, 'version "abc" is not a version number', 'whole number'],
    ['a sign', '-1', snapshot, '"-1" is not a version number', 'without leading zeros or a sign'],
    ['a fraction', '1.0', snapshot, '"1.0" is not a version number', 'whole number'],
    ['a leading zero', '01', snapshot, '"01" is not a version number', 'leading zeros'],
    ['a space', '1 ', snapshot, 'version "1 " ends with a space', 'Write it as "1".'],
    ['a line end', '1\n', snapshot, 'version "1\\n" ends with a line break', 'Write it as "1".'],
    ['a space after latest', 'latest ', snapshot, 'version "latest " ends with a space', '"latest"'],
    ['a space after an alias', '@champion ', snapshot, 'alias "champion " ends with a space', '"champion"'],
    ['another script', '١', snapshot, '"١" is not a version number', ''],
    ['an escape sequence', '\u001b[2J', snapshot, '"\\u001b[2J" is not a version number', ''],
  ])('refuses %s', (_name, asked, of, message, hint) => {
    expect(() => resolveVersion(asked, of)).toThrow(inputError(message, hint));
  });
});

describe('requireModel', () => {
  const missing = makeSnapshot({}, { model: 'chrun', exists: false });

  test.each([
    ['the nearest', ['churn', 'fraud'], 'Did you mean churn? It has churn, fraud.'],
    ['all when none is near', ['fraud', 'pricing'], 'It has fraud, pricing.'],
    [
      'how to register it',
      ['fraud'],
      'If "chrun" is new, register it first: stagegate register chrun --new-model --source …',
    ],
    [
      'that there are none',
      [],
      'It has no models: check the path of the registry, or register one first: stagegate register chrun --new-model',
    ],
    [
      'a space that hides it',
      ['chrun '],
      'It has "chrun ", with a space around the name: rename it to chrun.',
    ],
  ])('names %s', (_name, models, hint) => {
    expect(() => {
      requireModel(missing, models, 'models.yaml');
    }).toThrow(inputError('there is no model "chrun" in models.yaml', hint));
  });

  test.each(['churn@4', 'churn:4', 'churn/4'])('takes %s apart', (model) => {
    expect(() => {
      requireModel(makeSnapshot({}, { model, exists: false }), ['churn', 'fraud'], 'models.yaml');
    }).toThrow(
      inputError(
        `there is no model "${model}" in models.yaml`,
        'Give them separately: model churn, version 4.',
      ),
    );
  });

  test('is content with a model that has no versions', () => {
    expect(() => {
      requireModel(makeSnapshot({}), [], 'models.yaml');
    }).not.toThrow();
  });
});

describe('the files under a number', () => {
  const artifact = { source: 's3://m/1', sha256: null };
  const history = buildHistory([
    { ...promotion('1'), artifacts: { '1': artifact } },
    { ...promotion('2', ['1']), artifacts: { '1': { source: 's3://evil', sha256: null } } },
  ]);

  test('are those that the history recorded first', () => {
    const snapshot = makeSnapshot({}, { history });
    expect(() => requireSameFiles(versionWith({ version: '1', ...artifact }), snapshot)).not.toThrow();
    expect(() => requireSameFiles(versionWith({ version: '1', source: 's3://evil' }), snapshot)).toThrow(
      expect.objectContaining({
        message: 'the source of version 1 is s3://evil, but this line has s3://m/1',
        place: { file: history[0]?.file, line: history[0]?.line },
        hint: 'Restore the original source, and register the other files as a new version of "churn".',
      }),
    );
    expect(() => requireSameFiles(versionWith({ version: '3', source: 's3://new' }), snapshot)).not.toThrow();
  });
});
