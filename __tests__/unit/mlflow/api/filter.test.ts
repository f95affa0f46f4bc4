import { describe, expect, test } from '@jest/globals';
import { StagegateError } from '../../../../src/errors.js';
import { databricksNameFilter } from '../../../../src/registry/mlflow/api/databricks.js';
import { nameFilter, quoteText, tagFilter } from '../../../../src/registry/mlflow/api/mlflow-server.js';

test.each([
  ['a plain name', 'churn', "'churn'"],
  ['a single quote', "it's", `"it's"`],
  ['a double quote', 'say "hi"', `'say "hi"'`],
  ['both quotes', `it's "it"`, null],
  ['a backslash inside', 'a\\b', "'a\\b'"],
  ['a backslash at the end', 'a\\', null],
  ['a condition', `x' OR name LIKE '%`, `"x' OR name LIKE '%"`],
  ['a line break', 'a\nb', "'a\nb'"],
])('quotes for %s', (_, text, quoted) => {
  expect(quoteText(text)).toBe(quoted);
});

describe("the filter of MLflow's own server", () => {
  test.each([
    ['a plain name', 'churn', { filter: "name = 'churn'", exact: true }],
    ['a single quote', "it's", { filter: `name = "it's"`, exact: true }],
    ['both quotes', `it's "it"`, { filter: `name LIKE 'it_s "it"'`, exact: false }],
    ['both quotes, a percent sign and a backslash', `'"%\\`, { filter: `name LIKE '_"%_'`, exact: false }],
    ['a backslash at the end', 'a_\\', { filter: "name LIKE 'a__'", exact: false }],
  ])('%s', (_, name, filter) => {
    expect(nameFilter(name)).toEqual(filter);
  });
});

describe("the filter of Databricks' searches", () => {
  test('one condition, exact', () => {
    expect(databricksNameFilter('a.b.c')).toBe("name = 'a.b.c'");
  });

  test('a name that no quotes can hold is refused', () => {
    expect(() => databricksNameFilter(`it's "it"`)).toThrow(StagegateError);
    expect(() => databricksNameFilter(`it's "it"`)).toThrow(
      /Databricks can't search for the model "it's \\"it\\""/,
    );
  });
});

test.each([
  ['stagegate.history.1', "tags.`stagegate.history.1` LIKE '%'"],
  ['team a-1', "tags.`team a-1` LIKE '%'"],
  ['tick`tick', null],
  ["it's", null],
  ['', null],
])('the filter for the tag %j', (key, filter) => {
  expect(tagFilter(key)).toBe(filter);
});
