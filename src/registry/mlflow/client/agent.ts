import { Agent, Pool, ProxyAgent, type Dispatcher } from 'undici';
import { MAX_ANSWER } from './outcome.js';
import { basicAuthorization } from './quote.js';
import type { ServerSettings } from './settings.js';

/** Kept-alive connections at once; what is asked in turn shares one. */
const CONNECTIONS = 4;

/** What sends requests to a server: its connections, TLS and proxy. */
export function openDispatcher({ origin, tls, proxy, timeout }: ServerSettings): Dispatcher {
  const common = { connections: CONNECTIONS, maxResponseSize: MAX_ANSWER };
  const trust = {
    timeout: timeout * 1_000,
    // said outright, or NODE_TLS_REJECT_UNAUTHORIZED would decide
    rejectUnauthorized: tls.verify,
    ...(tls.authorities === null ? {} : { ca: tls.authorities }),
  };
  const own = {
    ...trust,
    ...(tls.clientCertificate === null ? {} : { cert: tls.clientCertificate, key: tls.clientCertificate }),
  };
  if (proxy === null) return new Agent({ ...common, connect: own });
  return new ProxyAgent({
    ...common,
    uri: proxy.address,
    ...(proxy.login === null ? {} : { token: basicAuthorization(proxy.login) }),
    requestTls: own,
    proxyTls: trust,
    // many proxies open tunnels to port 443 only, so http goes through them as plain requests
    proxyTunnel: origin.startsWith('https:'),
    factory: (target, options: object) => new Pool(target, { ...common, ...options }),
    clientFactory: (target, options) => new Pool(target, { headersTimeout: timeout * 1_000, ...options }),
  });
}
