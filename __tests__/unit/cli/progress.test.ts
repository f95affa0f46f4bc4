import { describe, expect, test } from '@jest/globals';
import { showProgress } from '../../../src/cli/progress.js';
import { watchSteps } from '../../../src/promotion/command.js';

const CLEAR = '\r\u001b[K';

function show({ isTTY = false, term = 'xterm', columns = 30 } = {}) {
  const written: string[] = [];
  const time = { now: 0 };
  const stderr = { isTTY, columns, write: (text: string) => written.push(text) };
  return { written, time, progress: showProgress({ env: { TERM: term }, stderr }, () => time.now) };
}

describe('on a terminal', () => {
  test('a passing message replaces the one before, and nothing is left of it', () => {
    const { written, progress } = show({ isTTY: true });
    progress.tell('verifying: 1 of 3', true);
    progress.tell('verifying: 2 of 3', true);
    progress.end();
    expect(written).toEqual([`${CLEAR}verifying: 1 of 3`, `${CLEAR}verifying: 2 of 3`, CLEAR]);
  });

  test('a message that stays has a line of its own', () => {
    const { written, progress } = show({ isTTY: true });
    progress.tell('verifying: 1 of 3', true);
    progress.tell('hashing model.bin (2.0 GiB)');
    progress.end();
    expect(written.slice(1)).toEqual([CLEAR, 'hashing model.bin (2.0 GiB)\n']);
  });

  test('a passing message never wraps, and hostile names are shown as text', () => {
    const { written, progress } = show({ isTTY: true, columns: 20 });
    progress.tell(`now \u001b[2Jx\n${'é'.repeat(40)}`, true);
    expect(written).toEqual([`${CLEAR}now [2Jx ${'é'.repeat(10)}`]);
  });

  test('a terminal without a width gets the whole message', () => {
    const { written, progress } = show({ isTTY: true, columns: 0 });
    progress.tell('verifying: 1 of 3', true);
    expect(written).toEqual([`${CLEAR}verifying: 1 of 3`]);
  });

  test('nothing is printed if nothing was said', () => {
    const { written, progress } = show({ isTTY: true });
    progress.end();
    expect(written).toEqual([]);
  });
});

test.each([
  ['a file or a log', { isTTY: false }],
  ['a terminal that has no escape sequences', { isTTY: true, term: 'dumb' }],
])('in %s, there is one passing line in five seconds, without escape sequences', (_name, kind) => {
  const { written, time, progress } = show(kind);
  for (let second = 1; second <= 11; second += 1) {
    time.now = second * 1_000;
    progress.tell(`${String(second)} done`, true);
  }
  progress.tell('hashing model.bin (2.0 GiB)');
  progress.end();
  expect(written).toEqual(['5 done\n', '10 done\n', 'hashing model.bin (2.0 GiB)\n']);
});

test('work tells how far it is after a second, and again after each further one', () => {
  const told: [string, boolean?][] = [];
  const time = { now: 0 };
  const clock = { now: () => new Date(0), elapsed: () => time.now };
  const watch = watchSteps({ clock, tell: (...args) => told.push(args) }, 'verifying');
  for (const [now, model] of [
    [900, 'apples'],
    [1_100, 'churn'],
    [1_900, 'prices'],
    [2_100, 'zebras'],
  ] as const) {
    time.now = now;
    watch(model, 4);
  }
  time.now = 9_000;
  watch('unknown total');
  expect(told).toEqual([
    ['verifying: 1 of 4 done, now churn', true],
    ['verifying: 3 of 4 done, now zebras', true],
    ['verifying: 4 done, now unknown total', true],
  ]);
});
