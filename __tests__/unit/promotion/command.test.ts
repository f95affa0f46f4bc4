import { describe, expect, test } from '@jest/globals';
import { watchSteps } from '../../../src/promotion/command.js';
import { listStages } from '../../../src/promotion/read.js';
import { requireReason } from '../../../src/promotion/request.js';
import { contextOver } from '../support/command.js';
import { MemoryServer } from '../mlflow/support/memory-server.js';
import { makeTime } from '../mlflow/support/changes.js';
import { openRegistry } from '../mlflow/support/promoter.js';

describe('work that takes long', () => {
  /** Steps that begin at these times, in milliseconds. @returns what is told */
  function tell(times: readonly number[], total?: number): string[] {
    let now = 0;
    const told: string[] = [];
    const clock = { elapsed: () => now } as Parameters<typeof watchSteps>[0]['clock'];
    const watch = watchSteps({ clock, tell: (text) => told.push(text) }, 'verifying');
    for (const [at, time] of times.entries()) {
      now = time;
      watch(`model ${at}`, total);
    }
    return told;
  }

  test('is told after a second, with what is done and what is next', () => {
    expect(tell([0, 500, 999])).toEqual([]);
    expect(tell([0, 500, 1000])).toEqual(['verifying: 2 done, now model 2']);
    expect(tell([0, 500, 1000], 9)).toEqual(['verifying: 2 of 9 done, now model 2']);
  });

  test('is told at most once a second', () => {
    expect(tell([0, 1500, 1600, 2400, 2500, 2600])).toEqual([
      'verifying: 1 done, now model 1',
      'verifying: 4 done, now model 4',
    ]);
  });
});

test('a version can be moved to the stages of the policy in their order, to Archived and to None', () => {
  const server = new MemoryServer().add('churn', ['None']);
  const context = contextOver(openRegistry(server, makeTime()), { policy: null });
  expect(listStages({ ...context, stages: ['Canary', 'Production'] })).toEqual([
    'Canary',
    'Production',
    'Archived',
    'None',
  ]);
});

describe('a reason', () => {
  test('is kept as it was given', () => {
    expect(requireReason('rollback', 'slow')).toBe('slow');
  });

  test.each([null, '', '  '])('that is missing is asked for (%j)', (reason) => {
    expect(() => requireReason('rollback', reason)).toThrow(
      expect.objectContaining({
        message: 'rollback needs a reason',
        hint: expect.stringMatching(/^Say why/) as unknown,
      }),
    );
  });
});
