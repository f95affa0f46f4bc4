import type { Between } from './memory-server.js';

type When = Parameters<Between>[1];

interface At {
  /** Which request, as MemoryServer tells it. */
  readonly request: RegExp;
  /** Default: `before` it is acted upon. */
  readonly when?: When;
  /** The nth such request, counted from 1; default: the first. */
  readonly nth?: number;
}

/** Calls `act` at one moment of one client's traffic. */
export function once({ request, when = 'before', nth = 1 }: At, act: () => Promise<void>): Between {
  let met = 0;
  return async (made, moment) => {
    if (moment !== when || !request.test(made)) return;
    met += 1;
    if (met === nth) await act();
  };
}

/** Fails one request: before the server has acted on it, or after (the answer is lost). */
export function failing(at: At, failure: () => Error): Between {
  return once(at, () => Promise.reject(failure()));
}

/** Fails every such request before it is acted upon: a user who may not. */
export function refusing(request: RegExp, failure: () => Error): Between {
  return (made, when) =>
    when === 'before' && request.test(made) ? Promise.reject(failure()) : Promise.resolve();
}

/** A client that is never heard of again from this moment on. */
export function dying(at: At): Between {
  let dead = false;
  const die = once(at, () => {
    dead = true;
    return Promise.resolve();
  });
  return async (made, when) => {
    await die(made, when);
    if (dead) await new Promise(() => undefined);
  };
}

/** A client that stops at one moment until it is told to go on. */
export function pausing(at: At): { between: Between; reached: Promise<void>; resume: () => void } {
  let tell: () => void = () => undefined;
  let resume: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (tell = resolve));
  const resumed = new Promise<void>((resolve) => (resume = resolve));
  const between = once(at, () => {
    tell();
    return resumed;
  });
  return { between, reached, resume: () => resume() };
}

/** Several of them for one client, one after the other. */
export function all(...hooks: readonly Between[]): Between {
  return async (made, when) => {
    for (const hook of hooks) await hook(made, when);
  };
}
