import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './model/clock.js';

export const SYSTEM_CLOCK: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep: (milliseconds) => sleep(milliseconds),
};
