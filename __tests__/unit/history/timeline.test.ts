import { expect, test } from '@jest/globals';
import { lastHolders } from '../../../src/history/holders.js';
import { modelStateOf } from '../../../src/history/checkpoint.js';
import { Timeline } from '../../../src/history/replay.js';
import { buildHistory, makeSnapshot, promotion, rollback, timeOf } from '../support/history-builder.js';

const history = buildHistory([
  { ...promotion('2', ['1']), beginning: { '1': 'Production' } },
  promotion('3', ['2']),
  rollback('2', ['3']),
]);
const now = makeSnapshot({ '1': 'Archived', '2': 'Production', '3': 'Archived', '4': 'None' }, { history });
const stagesAfter = (timeline: Timeline, count: number) =>
  Object.fromEntries(timeline.after(count).versions.map(({ version, stage }) => [version, stage]));

test('is the model before each line', () => {
  const timeline = new Timeline(now, ['Staging', 'Production']);
  expect(stagesAfter(timeline, 0)).toEqual({ '1': 'Production', '2': 'None', '3': 'None', '4': 'None' });
  expect(timeline.after(0)).toMatchObject({ history: [], head: null });
  expect(stagesAfter(timeline, 1)).toEqual({ '1': 'Archived', '2': 'Production', '3': 'None', '4': 'None' });
  expect(stagesAfter(timeline, 3)).toEqual({
    '1': 'Archived',
    '2': 'Production',
    '3': 'Archived',
    '4': 'None',
  });
  expect(timeline.after(3).head).toBe(now.head);
});

test('only moves forward', () => {
  const timeline = new Timeline(now, []);
  timeline.after(2);
  expect(() => timeline.after(1)).toThrow('only moves forward');
});

test('has versions that the registry has lost since', () => {
  const timeline = new Timeline({ ...now, versions: [] }, []);
  expect(stagesAfter(timeline, 2)).toEqual({ '1': 'Archived', '2': 'Archived', '3': 'Production' });
});

test('counts the lines up to a time', () => {
  const timeline = new Timeline(now, []);
  expect([0, 1, 3].map((line) => timeline.countUntil(new Date(timeOf(line))))).toEqual([0, 1, 3]);
});

test('a history that grows is told like one that was read whole', () => {
  const growing = history.slice(0, 1);
  expect(lastHolders(growing, 'Production', '9')).toEqual(['2']);
  growing.push(...history.slice(1));
  expect(lastHolders(growing, 'Production', '9')).toEqual(['2']);
  expect(modelStateOf(growing)).toEqual(modelStateOf([...history]));
});
