import { nameServer, type Explanation, type FailureContext } from './explanation.js';
import { MAX_ANSWER, type Broken } from './outcome.js';
import { proxyStatus } from './retry.js';
import type { Proxy } from './proxy.js';
import type { ServerSettings } from './settings.js';

/** Why there was no answer, with its likely cause. */
export function explainBroken(broken: Broken, context: FailureContext): Explanation {
  const { settings } = context;
  const name = nameServer(settings);
  const { proxy } = settings;
  const status = proxyStatus(broken);
  if (proxy !== null && status !== null) return explainTunnel(status, proxy, context);
  const secured = explainTls(broken, context);
  if (secured !== null) return secured;
  if (TIMEOUTS.has(broken.code) && broken.sent) {
    return {
      message: `${name} did not answer within ${settings.timeout} s`,
      hint: 'It may be too busy: look at its log, or set MLFLOW_HTTP_REQUEST_TIMEOUT (in seconds) higher.',
    };
  }
  if (broken.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return {
      message: `${name} answered with more than ${MAX_ANSWER / 1024 / 1024} MiB`,
      hint: `Check that ${settings.label} is MLflow's address.`,
    };
  }
  if (broken.code.startsWith('HPE_')) {
    return {
      message: `${name} answered with something that is not HTTP (${broken.code})`,
      hint: `Check the port${settings.origin.startsWith('http:') ? ', and whether it speaks https' : ''}.`,
    };
  }
  if (broken.sent) {
    return {
      message: `${name} closed the connection without a whole answer (${broken.code})`,
      hint: `It, or something before it, may have been restarted: look at its log${orElse(settings)}.`,
    };
  }
  return explainUnreached(broken, context);
}

/** What some servers also close a connection for, without a word. */
function orElse({ origin, tls }: ServerSettings): string {
  if (origin.startsWith('http:')) return ', and whether its port speaks https';
  if (tls.clientCertificate !== null) return '';
  return ', and whether it asks for a client certificate (MLFLOW_TRACKING_CLIENT_CERT_PATH)';
}

const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'TimeoutError']);

const SLOW = [
  'no connection in time',
  'Does a firewall stand between, or has the machine to be on the VPN?',
] as const;

const CAUSES: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  ECONNREFUSED: ['nothing listens there', 'Check that the server is running and that the port is right.'],
  ENOTFOUND: [
    'its name is not known',
    'Check the name, and that this machine can resolve it (a VPN, a runner inside the network).',
  ],
  EAI_AGAIN: ['its name could not be looked up', "Check the name, and this machine's DNS and network."],
  ETIMEDOUT: SLOW,
  UND_ERR_CONNECT_TIMEOUT: SLOW,
  // a proxy that does not say whether it opens a tunnel
  UND_ERR_HEADERS_TIMEOUT: SLOW,
  EHOSTUNREACH: ['there is no way to its host', "Look at this machine's network."],
  ENETUNREACH: ['there is no way to its network', "Look at this machine's network."],
};

function explainUnreached({ code, detail }: Broken, { settings, quote }: FailureContext): Explanation {
  const [what, hint] = CAUSES[code] ?? [
    quote(`${code}: ${detail}`),
    "Look at the server's address and the network.",
  ];
  const { proxy, label } = settings;
  if (proxy === null) return { message: `${nameServer(settings)} can't be reached: ${what}`, hint };
  return {
    message: `the proxy ${proxy.address} on the way to ${label} can't be reached: ${what}`,
    hint: `${proxy.from} names it; NO_PROXY exempts a host from it. ${hint}`,
  };
}

function explainTunnel(status: number, proxy: Proxy, { settings }: FailureContext): Explanation {
  const message = `the proxy ${proxy.address} does not connect to ${settings.label}: it answered ${status}`;
  if (status === 407) {
    return {
      message,
      hint: `It asks for a login: put user and password into ${proxy.from}: http://user:password@proxy:3128.`,
    };
  }
  const hint =
    status >= 500
      ? 'Is the server up, and can the proxy reach it?'
      : "Look at the proxy's rules for this host and port.";
  return { message, hint: `${hint} ${proxy.from} names it; NO_PROXY exempts a host from it.` };
}

/** What certificates and handshakes fail for; null for all else. */
function explainTls({ code, detail }: Broken, { settings, quote }: FailureContext): Explanation | null {
  const name = nameServer(settings);
  if (
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code) ||
    /wrong version number|packet length too long|http request/.test(detail)
  ) {
    return {
      message: `${name} does not speak https (${code})`,
      hint: `Give the address with http: if that is what it speaks, or the port that speaks https${settings.proxy === null ? '' : `, or look at ${settings.proxy.from}`}.`,
    };
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'UND_ERR_PRX_TLS') {
    return {
      message: `${name} has a certificate for another name: ${quote(detail)}`,
      hint: 'Give the address by a name that the certificate holds.',
    };
  }
  if (/EXPIRED|NOT_YET_VALID/.test(code) && code.startsWith('CERT_')) {
    return {
      message: `${name} has a certificate that is not valid now (${code})`,
      hint: "Renew it, or look at this machine's clock.",
    };
  }
  if (/SELF_SIGNED|UNABLE_TO_|INVALID_CA|CERT_UNTRUSTED/.test(code)) {
    const { from } = settings.tls;
    const variable = settings.kind === 'http' ? 'MLFLOW_TRACKING_SERVER_CERT_PATH' : 'REQUESTS_CA_BUNDLE';
    return {
      message: `${name} has a certificate that is not trusted (${code})`,
      hint:
        from === null
          ? `Set ${variable} to a PEM file with the certificate of the authority that signed it. Or set NODE_EXTRA_CA_CERTS to it, which also covers GitHub's API.`
          : `${from} has to hold the certificate of the authority that signed it, and those between.`,
    };
  }
  if (/ALERT_/.test(code) || /alert/.test(detail)) {
    const missing = settings.tls.clientCertificate === null;
    return {
      message: `${name} refused the TLS connection (${code})`,
      hint: missing
        ? 'It may ask for a client certificate: set MLFLOW_TRACKING_CLIENT_CERT_PATH to a PEM file with certificate and key.'
        : 'Does it trust the authority of the certificate in MLFLOW_TRACKING_CLIENT_CERT_PATH?',
    };
  }
  if (/^ERR_(?:SSL|TLS)_|^EPROTO$/.test(code)) {
    return {
      message: `the TLS connection to ${settings.label} failed: ${quote(detail)}`,
      hint: 'Look at the versions of TLS that the server allows.',
    };
  }
  return null;
}
