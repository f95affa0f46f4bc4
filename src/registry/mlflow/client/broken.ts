import { PROXY_ANSWERED } from '../../../network/tunnel.js';

/** Codes of our own for what breaks a request, beside those of a tunnel. */
export const ANSWER_TIMEOUT = 'ANSWER_TIMEOUT';
export const ANSWER_TOO_LONG = 'ANSWER_TOO_LONG';

/** The error that ends a request, with a code that becomes the outcome's. */
export function brokenBy(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** The status that a proxy answered instead of opening a tunnel; null when it wasn't that. */
export function proxyStatus({ code }: { readonly code: string }): number | null {
  return code.startsWith(PROXY_ANSWERED) ? Number(code.slice(PROXY_ANSWERED.length)) : null;
}
