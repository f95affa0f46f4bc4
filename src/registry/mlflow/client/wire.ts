import { openConnections, type WireRequest } from './connections.js';
import { exchange, type Outcome } from './exchange.js';
import type { NetworkSettings } from './network-settings.js';

/** The way to one server. */
export interface Wire {
  /** Sends a request once and follows no redirect. Never rejects: the outcome says what went wrong. */
  send(request: WireRequest): Promise<Outcome>;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Opens the way to a server. A file of its own, because tests replace it by a server in memory. */
export function openWire(settings: NetworkSettings): Wire {
  const connections = openConnections(settings);
  return {
    send: (request) => exchange(connections, request),
    close: () => {
      connections.close();
      return Promise.resolve();
    },
  };
}
