import type { CommandContext } from './command.js';

/** Milliseconds without a word. */
const QUIET = 1_000;

/**
 * Watches work that may take long: tells how far it is, at most once a second.
 * @param doing what is done: `verifying`
 * @returns to be called before each step with what it is about and, where that is known, how many steps there are
 */
export function watchSteps(
  { clock, tell }: Pick<CommandContext, 'clock' | 'tell'>,
  doing: string,
): (about: string, total?: number) => void {
  let told = clock.elapsed();
  let count = 0;
  return (about, total) => {
    const now = clock.elapsed();
    if (now - told >= QUIET) {
      tell(`${doing}: ${count}${total === undefined ? '' : ` of ${total}`} done, now ${about}`, true);
      told = now;
    }
    count += 1;
  };
}
