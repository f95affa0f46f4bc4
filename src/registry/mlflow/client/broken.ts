/** Codes of our own for what breaks a request. */
export const CONNECT_TIMEOUT = 'CONNECT_TIMEOUT';
export const ANSWER_TIMEOUT = 'ANSWER_TIMEOUT';
export const ANSWER_TOO_LONG = 'ANSWER_TOO_LONG';
/** The start of the code for a proxy that answered instead of opening a tunnel; the answer's status follows. */
const PROXY_ANSWERED = 'PROXY_ANSWERED_';

/** The error that ends a request, with a code that becomes the outcome's. */
export function brokenBy(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** The error for a proxy that answered this instead of opening a tunnel. */
export function proxyRefused(status: number): Error {
  return brokenBy(`${PROXY_ANSWERED}${status}`);
}

/** The status that a proxy answered instead of opening a tunnel; null when it wasn't that. */
export function proxyStatus({ code }: { readonly code: string }): number | null {
  return code.startsWith(PROXY_ANSWERED) ? Number(code.slice(PROXY_ANSWERED.length)) : null;
}
