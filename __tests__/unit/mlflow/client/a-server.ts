import type { ServerSettings } from '../../../../src/registry/mlflow/client/settings.js';

/** Settings of a server without anything special, but for what is given. */
export function aServer(given: Partial<ServerSettings>): ServerSettings {
  const origin = given.origin ?? 'https://mlflow.example.com';
  return {
    kind: 'http',
    label: given.kind === undefined ? `${origin}${given.basePath ?? ''}` : `${given.kind} (${origin})`,
    origin,
    basePath: '',
    credentials: { kind: 'none', from: 'nothing is set' },
    headers: {},
    workspace: null,
    tls: { verify: true, authorities: null, clientCertificate: null, from: null },
    proxy: null,
    timeout: 120,
    retries: { max: 7, isMaxGiven: false, factor: 2, jitter: 1, respectRetryAfter: true },
    ...given,
  };
}
