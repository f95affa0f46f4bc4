/**
 * When a fault strikes: `before` the request reaches the server, which then never sees it, or `after` the server
 * has acted on it, whose answer is then lost.
 */
export type Moment = 'before' | 'after';

export interface FaultyAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the proxy does to one request. */
export type Fault =
  | { readonly kind: 'reset'; readonly moment: Moment }
  | { readonly kind: 'hang'; readonly moment: Moment }
  | { readonly kind: 'answer'; readonly moment: Moment; readonly answer: FaultyAnswer }
  | { readonly kind: 'interrupt'; readonly moment: Moment; readonly action: () => void | Promise<void> }
  | { readonly kind: 'cut'; readonly what: 'transfer' | 'json' };

/** The connection is reset (TCP RST). */
export function reset(moment: Moment): Fault {
  return { kind: 'reset', moment };
}

/** Nothing is answered, and the connection stays open until the proxy closes. */
export function hang(moment: Moment): Fault {
  return { kind: 'hang', moment };
}

/** An error as MLflow tells it. `retryAfter` is the header's value: seconds, or an HTTP date. */
export function refuse(
  status: number,
  { moment = 'before', retryAfter, errorCode = 'TEMPORARILY_UNAVAILABLE' }: RefuseOptions = {},
): Fault {
  const headers = {
    'Content-Type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
  };
  const body = JSON.stringify({ error_code: errorCode, message: 'The fault proxy refused this.' });
  return { kind: 'answer', moment, answer: { status, headers, body } };
}

export interface RefuseOptions {
  readonly moment?: Moment;
  readonly retryAfter?: number | string;
  readonly errorCode?: string;
}

/** A page for people in the place of the answer: 502 is a gateway's, 200 a login form's. */
export function html(status: number, moment: Moment = 'before'): Fault {
  const body = `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
  return { kind: 'answer', moment, answer: { status, headers: { 'Content-Type': 'text/html' }, body } };
}

/** Any answer at all, in the place of the server's. */
export function answerWith(answer: FaultyAnswer, moment: Moment = 'before'): Fault {
  return { kind: 'answer', moment, answer };
}

/** The server's answer with its right Content-Length; the connection closes halfway through the body. */
export function cutTransfer(): Fault {
  return { kind: 'cut', what: 'transfer' };
}

/** The first half of the server's answer, whole as a transfer: its JSON ends in the middle. */
export function cutJson(): Fault {
  return { kind: 'cut', what: 'json' };
}

/**
 * Runs an action, then closes the connection without an answer: for ending the client's process at this moment.
 *
 * @example proxy.arm({ at: 3, fault: interrupt('before', () => kill(child)) });
 */
export function interrupt(moment: Moment, action: () => void | Promise<void>): Fault {
  return { kind: 'interrupt', moment, action };
}
