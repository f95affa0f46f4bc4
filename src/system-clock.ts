import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './model/clock.js';

export const SYSTEM_CLOCK: Clock = {
  now: () => new Date(),
  // to load `performance` takes Node 2 ms
  elapsed: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: (milliseconds) => sleep(milliseconds),
};
