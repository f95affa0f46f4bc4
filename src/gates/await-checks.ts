import { formatDuration } from '../policy/time.js';
import type { ChecksGate } from '../policy/schema.js';
import { findOpen, waitOf } from './checks.js';
import type { CodeHost, CommitChecks } from './code-host.js';

/** Milliseconds between two looks: the first, and the most that it grows to. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 30_000;
const GROWTH = 1.5;

/**
 * The checks of a commit when all that the gates name have ended, or when none of the gates waits any longer.
 * @throws StagegateError `unavailable`
 */
export async function awaitChecks(
  host: CodeHost,
  commit: string,
  gates: readonly ChecksGate[],
): Promise<CommitChecks> {
  const { clock } = host;
  const begun = clock.elapsed();
  let told = '';
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE)) {
    const found = await host.checks(commit);
    const elapsed = clock.elapsed() - begun;
    const waiting = gates.filter(
      (gate) => elapsed < waitOf(gate).milliseconds && findOpen(gate, found).length > 0,
    );
    if (waiting.length === 0) return found;
    const left = Math.max(...waiting.map((gate) => waitOf(gate).milliseconds)) - elapsed;
    const open = [...new Set(waiting.flatMap((gate) => findOpen(gate, found)))].join(', ');
    if (open !== told)
      host.waiting(
        `waiting for checks on ${commit.slice(0, 12)}: ${open}; ${formatDuration(left)} at the most`,
      );
    told = open;
    await clock.sleep(Math.min(pause, left));
  }
}
