import { SYSTEM_CLOCK } from '../system-clock.js';
import { forTerminal } from '../text/safe.js';

export interface Stream {
  readonly isTTY?: boolean;
  /** The width of a terminal, in characters. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** How a command tells people what it is doing, on stderr. */
interface Progress {
  /**
   * Shows a message.
   * @param passing whether the message only says how far a long piece of work is, and may be replaced by the next one
   */
  tell(message: string, passing?: boolean): void;
  /** Removes the passing message: call it before anything else is printed. */
  end(): void;
}

/** The least time between two passing messages where all lines stay, in milliseconds. */
const IN_A_LOG = 5_000;

/**
 * On a terminal, a passing message replaces the one before. Elsewhere all lines stay, so only one in five seconds is
 * printed.
 * @param now a clock that never goes back, in milliseconds
 */
export function showProgress(
  { env, stderr }: { env: Readonly<Record<string, string | undefined>>; stderr: Stream },
  now: () => number = SYSTEM_CLOCK.elapsed,
): Progress {
  const canRewrite = stderr.isTTY === true && env['TERM'] !== 'dumb';
  let isShown = false;
  let printed = now();
  const end = () => {
    if (isShown) stderr.write('\r\u001b[K');
    isShown = false;
  };
  return {
    end,
    tell: (message, passing = false) => {
      const text = forTerminal(message);
      if (passing && canRewrite) {
        // a line that wraps can't be rewritten; some terminals don't know their width and say 0
        stderr.write(`\r\u001b[K${[...text].slice(0, (stderr.columns || 80) - 1).join('')}`);
        isShown = true;
      } else if (!passing || now() - printed >= IN_A_LOG) {
        end();
        stderr.write(`${text}\n`);
        printed = now();
      }
    },
  };
}
