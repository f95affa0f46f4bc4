import { setTimeout as sleep } from 'node:timers/promises';
import { GitHubFailure, isUnclear } from './failure.js';

/** How often a request is sent whose answer got lost, and the pause (ms) after the first; each next one is longer. */
export const MAX_SENDS = 3;
export const PAUSE = 1_000;

/** Sends a request again whose answer got lost: only for what may be carried out twice. */
export async function resend<T>(send: () => Promise<T>): Promise<T> {
  for (let sent = 1; ; sent += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof GitHubFailure) || !isUnclear(error) || sent === MAX_SENDS) throw error;
      await sleep(PAUSE * sent);
    }
  }
}
