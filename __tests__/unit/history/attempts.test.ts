import { describe, expect, test } from '@jest/globals';
import { findEarlierAttempt, readAttempt } from '../../../src/history/select.js';
import { buildHistory, promotion } from '../support/history-builder.js';

const RUN = 'https://github.com/octo-org/models/actions/runs/7';

describe("a run's address", () => {
  test.each<[string, string | null, [string, number] | null]>([
    ['of the first attempt', RUN, [RUN, 1]],
    ['of a later attempt', `${RUN}/attempts/3`, [RUN, 3]],
    [
      'of a server with a port',
      'http://ghes:8443/o/r/actions/runs/1',
      ['http://ghes:8443/o/r/actions/runs/1', 1],
    ],
    ['of nothing', null, null],
    ['of a job', `${RUN}/job/5`, null],
    ['of attempt 0', `${RUN}/attempts/0`, null],
    ['in a sentence', `see ${RUN}`, null],
    ['of another system', 'https://ci.example.com/builds/7', null],
  ])('%s', (_name, url, expected) => {
    const found = readAttempt(url);
    expect(found === null ? null : [found.run, found.attempt]).toEqual(expected);
  });
});

describe('the line of an earlier attempt', () => {
  const history = buildHistory([
    { ...promotion('1'), run: RUN },
    { ...promotion('2', ['1']), run: `${RUN}/attempts/2` },
    { ...promotion('3', ['2']), run: 'https://github.com/octo-org/models/actions/runs/77' },
    { ...promotion('4', ['3']), run: null },
  ]);

  test.each<[string, string | null, string | null]>([
    ['is the last one that is earlier', `${RUN}/attempts/3`, '2'],
    ['is none of the same attempt', `${RUN}/attempts/2`, '1'],
    ['is none for a first attempt', RUN, null],
    ['is none of another run', 'https://github.com/octo-org/models/actions/runs/8/attempts/2', null],
    [
      'is none of a run whose number begins alike',
      'https://github.com/octo-org/models/actions/runs/77/attempts/1',
      null,
    ],
    ['is none of another repository', 'https://github.com/octo-org/other/actions/runs/7/attempts/2', null],
    ['is none of another server', 'https://ghes.example.com/octo-org/models/actions/runs/7/attempts/2', null],
    ['is none outside a workflow', null, null],
  ])('%s', (_name, run, version) => {
    expect(findEarlierAttempt(history, run, () => true)?.entry.version ?? null).toBe(version);
  });

  test('is one that is asked for, with its place and attempt', () => {
    const found = findEarlierAttempt(history, `${RUN}/attempts/3`, ({ version }) => version === '1');
    expect(found).toMatchObject({ attempt: 1, at: 0, entry: { version: '1' } });
  });
});
