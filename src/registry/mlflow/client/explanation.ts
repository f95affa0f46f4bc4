import type { Quote } from './quote.js';
import type { ServerSettings } from './settings.js';

/** What an explanation may look at. */
export interface FailureContext {
  readonly settings: ServerSettings;
  readonly quote: Quote;
}

/** What happened, with the server's name as its subject, and what to look at. */
export interface Explanation {
  readonly message: string;
  readonly hint: string | undefined;
}

/** `MLflow at http://…`: how a sentence about a server begins. */
export function nameServer({ kind, label }: ServerSettings): string {
  return kind === 'http' ? `MLflow at ${label}` : label;
}

/** What stands between, for the middle of a sentence; empty when nothing does. */
export function viaProxy({ settings: { proxy } }: FailureContext): string {
  return proxy === null ? '' : ` (requests go through the proxy ${proxy.address}, which ${proxy.from} names)`;
}
