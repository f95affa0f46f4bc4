import { CONNECT_TIMEOUT } from '../../../network/tunnel.js';
import { ANSWER_TIMEOUT, ANSWER_TOO_LONG } from './broken.js';
import { MAX_ANSWER, parseJson } from './exchange.js';
import type { Quote } from './quote.js';
import type { ServerSettings } from './settings.js';

/*
 * Why a request failed, in words: the first row that matches gives the message and the hint.
 */

/** What an explanation may use. */
export interface FailureContext {
  readonly settings: ServerSettings;
  readonly quote: Quote;
}

/** What a row looks at. */
export interface Facts extends FailureContext {
  /** `MLflow at http://…`. */
  readonly server: string;
  /** `MLflow at … answered 404: RESOURCE_DOES_NOT_EXIST: Registered Model … not found`. */
  readonly said: string;
  /** How the answer begins: `text/html: Sign in`. */
  readonly seen: string;
  /** HTTP status; null without an answer. */
  readonly status: number | null;
  readonly contentType: string;
  readonly text: string;
  readonly utf8: boolean;
  readonly location: string | null;
  /** MLflow's `error_code` in the answer. */
  readonly errorCode: string | null;
  /** Of a connection that failed; empty after an answer. */
  readonly code: string;
  readonly detail: string;
  /** Whether any of the request was written to the server. */
  readonly sent: boolean;
  /** It broke on the way to a proxy that would have opened a tunnel. */
  readonly atProxy?: boolean;
  /** What the proxy answered instead of opening a tunnel; null when it wasn't that. */
  readonly tunnel: number | null;
}

interface Row {
  readonly when: (facts: Facts) => boolean;
  /** What the server said, if left out. */
  readonly message?: (facts: Facts) => string;
  readonly hint?: string | ((facts: Facts) => string | undefined);
}

const SET_CREDENTIALS =
  'Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.';
const SET_CLIENT_CERTIFICATE =
  'Set MLFLOW_TRACKING_CLIENT_CERT_PATH to a PEM file with certificate and key, if the server asks for a client certificate.';
const CHECK_FIREWALL = 'Check for a firewall in between, and whether this machine has to be on a VPN.';
const CHECK_NETWORK = "Check this machine's network.";

export const FAILURES: readonly Row[] = [
  // 200 without a JSON object
  {
    when: ({ status, contentType, text }) =>
      status === 200 && (contentType === 'text/html' || /^\s*</.test(text)),
    message: ({ server, seen }) => `${server} answered with a web page instead of JSON (${seen})`,
    hint: (facts) =>
      `Open ${facts.settings.label} in a browser: a gateway before MLflow may ask for a login, or another site answers there${viaProxy(facts)}.`,
  },
  notResult(({ text }) => text.trim() === '', 'an empty body'),
  notResult(({ utf8 }) => !utf8, "text that isn't UTF-8"),
  notResult(({ text }) => parseJson(text) !== undefined, "JSON that isn't an object"),
  notResult(() => true, 'broken or truncated JSON'),

  // refusals
  {
    when: ({ status }) => status !== null && status >= 300 && status < 400,
    message: (facts) =>
      `${facts.server} answered ${facts.status ?? ''}: it redirects to ${readTarget(facts) ?? 'another address'}`,
    hint: 'Give the address where MLflow itself answers. Redirects are not followed, because a write could get lost on the way. A redirect to a login page means that a gateway before MLflow asks for a login.',
  },
  // Databricks answers 403 for a token that is wrong or has expired
  {
    when: ({ status, settings, text }) =>
      status === 401 || (status === 403 && settings.kind !== 'http' && /access token/i.test(text)),
    hint: checkCredentials,
  },
  // MLflow 3.5 and later
  {
    when: ({ status, text }) => status === 403 && /invalid host header/i.test(text),
    message: ({ server, settings, quote, text }) =>
      `${server} refuses requests for the host ${new URL(settings.origin).host} (${quote(text)})`,
    hint: ({ settings }) =>
      `Add ${new URL(settings.origin).host} to the server's --allowed-hosts (or MLFLOW_SERVER_ALLOWED_HOSTS).`,
  },
  {
    when: ({ status, settings }) => status === 403 && settings.kind === 'databricks-uc',
    hint: 'Grant the account APPLY TAG and EXECUTE on the model, and USE SCHEMA and USE CATALOG above it. To set aliases, it has to own the model.',
  },
  {
    when: ({ status, settings }) => status === 403 && settings.kind === 'databricks',
    hint: 'Grant the account CAN MANAGE PRODUCTION VERSIONS on the model to promote (CAN READ is enough to look).',
  },
  {
    when: ({ status, text, errorCode }) =>
      status === 403 && (/permission denied/i.test(text) || errorCode === 'PERMISSION_DENIED'),
    hint: 'Grant the account EDIT on the registered model: it covers stages, tags and aliases (READ is enough to look). Deleting an alias or a tag needs MANAGE.',
  },
  onStatus([403], ({ settings: { credentials } }) => {
    const from =
      credentials.kind === 'none'
        ? 'no credentials were sent'
        : `its credentials came from ${credentials.from}`;
    return `Check that MLflow, or a gateway before it, lets this account in (${from}).`;
  }),
  {
    when: ({ status }) => status === 407,
    message: ({ settings: { proxy, label } }) =>
      `the proxy ${proxy?.address ?? 'on the way'} asks for a login before it passes on requests to ${label}`,
    hint: ({ settings: { proxy } }) => putLoginInto(proxy?.from ?? 'HTTP_PROXY'),
  },
  {
    when: ({ errorCode }) => errorCode === 'FEATURE_DISABLED',
    hint: ({ settings }) =>
      settings.workspace === null
        ? undefined
        : 'Unset MLFLOW_WORKSPACE, or start the server with --enable-workspaces: it has no workspaces.',
  },
  // nginx says so after the handshake
  { when: ({ text }) => /No required SSL certificate was sent/i.test(text), hint: SET_CLIENT_CERTIFICATE },
  {
    when: ({ text }) => /plain HTTP request was sent to (?:an )?HTTPS/i.test(text),
    message: ({ server }) => `${server} only answers https`,
    hint: ({ settings }) => `Give the address with https: ${settings.label.replace(/^http:/, 'https:')}`,
  },
  {
    when: ({ status, errorCode }) => (status === 404 || status === 405) && errorCode === null,
    message: ({ said }) => `${said}; MLflow's API is not at this address`,
    hint: (facts) =>
      `${checkPath(facts.settings)} Something other than MLflow may answer there${viaProxy(facts)}.`,
  },

  // trouble at the server
  onStatus([408], 'Check the network: the server waited too long for the request.'),
  onStatus([413], 'Raise the limit on the size of requests in the gateway before MLflow.'),
  onStatus(
    [429],
    'Run it again later, or with fewer jobs at a time: the server limits the rate of requests.',
  ),
  onStatus([502, 504], (f) => `Check that MLflow is up: a gateway before it got no answer${viaProxy(f)}.`),
  onStatus([503], (f) => `Check the server's log and database: it is too busy, or not up${viaProxy(f)}.`),
  { when: ({ status }) => status !== null && status >= 500, hint: "Check the server's log." },
  { when: ({ status }) => status !== null },

  // no answer: the proxy refused
  {
    when: ({ tunnel }) => tunnel !== null,
    message: ({ settings: { proxy, label }, tunnel }) =>
      `the proxy ${proxy?.address ?? ''} doesn't connect to ${label}: it answered ${tunnel ?? ''}`,
    hint: ({ settings, tunnel }) => explainTunnel(settings.proxy?.from ?? '', tunnel ?? 0),
  },

  // no answer: certificates and handshakes
  onError(
    /wrong[_ ]version[_ ]number|packet[_ ]length[_ ]too[_ ]long|http[_ ]request/i,
    "doesn't speak https",
    ({ settings: { proxy } }) =>
      `Give the address with http: if that is what it speaks, or use its https port${proxy === null ? '' : `, or check ${proxy.from}`}.`,
  ),
  {
    when: ({ code }) => code === 'ERR_TLS_CERT_ALTNAME_INVALID',
    message: (facts: Facts): string => {
      const server = nameOther(facts);
      return `${server} has a certificate for another name: ${facts.quote(facts.detail)}`;
    },
    hint: 'Give the address by a name in the certificate.',
  },
  onError(
    /^CERT_\S*(?:EXPIRED|NOT_YET_VALID)/,
    "has a certificate that isn't valid now",
    "Renew it, or check this machine's clock.",
  ),
  onError(
    /^\S*(?:SELF_SIGNED|UNABLE_TO_|INVALID_CA|CERT_UNTRUSTED)/,
    "has a certificate that isn't trusted",
    ({ settings: { tls, kind } }) =>
      tls.from === null
        ? `Set ${kind === 'http' ? 'MLFLOW_TRACKING_SERVER_CERT_PATH' : 'REQUESTS_CA_BUNDLE'} to a PEM file with the certificate of the authority that signed it. Or set NODE_EXTRA_CA_CERTS to it, which also covers GitHub's API.`
        : `Add the certificate of the authority that signed it, and those in between, to the file in ${tls.from}.`,
  ),
  onError(/ALERT_|alert/, 'refused the TLS connection', ({ settings: { tls } }) =>
    tls.clientCertificate === null
      ? SET_CLIENT_CERTIFICATE
      : 'Check that the server trusts the authority of the certificate in MLFLOW_TRACKING_CLIENT_CERT_PATH.',
  ),
  {
    when: ({ code }) => /^ERR_(?:SSL|TLS)_|^EPROTO$/.test(code),
    message: ({ settings, quote, detail }) =>
      `the TLS connection to ${settings.label} failed: ${quote(detail)}`,
    hint: 'Check which versions of TLS the server allows.',
  },

  // no answer although the request went out
  {
    when: ({ code }) => code === ANSWER_TIMEOUT,
    message: ({ server, settings }) => `${server} did not answer within ${settings.timeout} s`,
    hint: "Check the server's log: it may be too busy. Or raise MLFLOW_HTTP_REQUEST_TIMEOUT (in seconds).",
  },
  {
    when: ({ code }) => code === ANSWER_TOO_LONG,
    message: ({ server }) => `${server} answered with more than ${MAX_ANSWER / 1024 / 1024} MiB`,
    hint: ({ settings }) => `Check that ${settings.label} is MLflow's address.`,
  },
  onError(
    /^HPE_/,
    "answered with something that isn't HTTP",
    ({ settings: { origin } }) =>
      `Check the port${origin.startsWith('http:') ? ', and whether it speaks https' : ''}.`,
  ),
  {
    when: ({ sent }) => sent,
    message: ({ server, code }) =>
      `${server} closed the connection before the whole answer arrived (${code})`,
    hint: ({ settings }) =>
      `Check the server's log: it, or a gateway before it, may have been restarted.${otherReasonToClose(settings)}`,
  },

  // not reached
  unreached(
    ['ECONNREFUSED'],
    'nothing listens there',
    'Check that the server is running and that the port is right.',
  ),
  unreached(
    ['ENOTFOUND'],
    'its name is unknown',
    'Check the name, and that this machine can resolve it (a VPN, a runner inside the network).',
  ),
  unreached(['EAI_AGAIN'], 'its name lookup failed', "Check the name, and this machine's DNS and network."),
  unreached(['ETIMEDOUT', CONNECT_TIMEOUT], 'no connection in time', CHECK_FIREWALL),
  unreached(['EHOSTUNREACH'], 'there is no route to its host', CHECK_NETWORK),
  unreached(['ENETUNREACH'], 'there is no route to its network', CHECK_NETWORK),
  unreached(null, null, "Check the server's address and the network."),
];

/** A 200 that is not the JSON object it should be. */
function notResult(when: Row['when'], what: string): Row {
  return {
    when: (facts) => facts.status === 200 && when(facts),
    message: ({ server, seen, text }) =>
      `${server} answered with ${what}${text.trim() === '' ? '' : ` (${seen})`}`,
    hint: (facts) =>
      `Check that ${facts.settings.label} is MLflow's address${viaProxy(facts)}, then run it again.`,
  };
}

function onStatus(statuses: readonly number[], hint: Row['hint']): Row {
  return { when: ({ status }) => status !== null && statuses.includes(status), hint };
}

/** @param pattern looked for in the error's code and words */
function onError(pattern: RegExp, what: string, hint: Row['hint']): Row {
  return {
    when: ({ code, detail }) => pattern.test(`${code} ${detail}`),
    message: (facts: Facts): string => {
      const server = nameOther(facts);
      return `${server} ${what} (${facts.code})`;
    },
    hint,
  };
}

/** Who is at the other end of a connection: http is sent to the proxy itself, https to the server behind it. */
function nameOther({ server, settings: { proxy, origin }, sent, atProxy }: Facts): string {
  const isProxy = proxy !== null && !sent && (atProxy === true || origin.startsWith('http:'));
  return isProxy ? `the proxy ${proxy.address}` : server;
}

/** @param codes null for any code; @param why null for the error's own words */
function unreached(codes: readonly string[] | null, why: string | null, hint: string): Row {
  return {
    when: ({ code }) => codes?.includes(code) ?? true,
    message: ({ server, settings: { proxy, label }, quote, code, detail }) => {
      const who = proxy === null ? server : `the proxy ${proxy.address} on the way to ${label}`;
      return `${who} can't be reached: ${why ?? quote(`${code}: ${detail}`)}`;
    },
    hint: ({ settings: { proxy } }) => (proxy === null ? hint : `${hint} ${exempt(proxy.from)}`),
  };
}

function checkCredentials({ settings: { credentials, kind } }: Facts): string {
  if (credentials.kind === 'none') return `${SET_CREDENTIALS} No credentials were sent: ${credentials.from}.`;
  const isToken = credentials.kind === 'token';
  const what = isToken ? 'token' : credentials.kind === 'basic' ? 'user and password' : 'id and secret';
  const valid = `${isToken ? 'is' : 'are'} valid${kind === 'http' ? '' : ' for this workspace'}`;
  const from = `${isToken ? 'It' : 'They'} came from ${credentials.from}.`;
  const note = ' A server with --app-name basic-auth only takes a user and a password.';
  return `Check that the ${what} ${valid}. ${from}${isToken && kind === 'http' ? note : ''}`;
}

function checkPath({ kind, basePath }: ServerSettings): string {
  if (kind !== 'http') return 'Check that DATABRICKS_HOST is the address of a workspace.';
  if (basePath !== '') return `Check the path ${basePath} (--static-prefix, or the gateway's path).`;
  return 'Add the path to the address (http://…/mlflow) if the server runs with --static-prefix or behind a gateway.';
}

/** Some servers close a connection for these reasons too, without a word. */
function otherReasonToClose({ origin, tls }: ServerSettings): string {
  if (origin.startsWith('http:')) return ' Also check whether its port speaks https.';
  if (tls.clientCertificate !== null) return '';
  return ' Also check whether it asks for a client certificate (MLFLOW_TRACKING_CLIENT_CERT_PATH).';
}

function explainTunnel(from: string, status: number): string {
  if (status === 407) return `${putLoginInto(from)} The proxy asks for a login.`;
  if (status >= 500) return `Check that the server is up and that the proxy can reach it. ${exempt(from)}`;
  return `Check the proxy's rules for this host and port. ${exempt(from)}`;
}

const putLoginInto = (from: string) => `Put user and password into ${from}: http://user:password@proxy:3128.`;

const exempt = (from: string) => `The proxy comes from ${from}; NO_PROXY exempts a host from it.`;

/** The proxy in between, for the end of a sentence; empty without one. */
function viaProxy({ settings: { proxy } }: FailureContext): string {
  return proxy === null ? '' : ` (requests go through the proxy ${proxy.address} from ${proxy.from})`;
}

/** Where a redirect leads, without its query, which may hold a token. */
function readTarget({ location, settings, quote }: Facts): string | null {
  const base = `${settings.origin}${settings.basePath}/`;
  if (location === null || !URL.canParse(location, base)) return null;
  const { origin, pathname } = new URL(location, base);
  return origin === 'null' ? null : quote(`${origin}${pathname.replace(/\/api\/\d.*$/, '')}`);
}
