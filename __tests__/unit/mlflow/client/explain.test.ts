import { describe, expect, test } from '@jest/globals';
import { explain, makeFailure } from '../../../../src/registry/mlflow/client/explain.js';
import type { Answer, Broken } from '../../../../src/registry/mlflow/client/exchange.js';
import { makeQuote, secretsOf } from '../../../../src/registry/mlflow/client/quote.js';
import type { ServerSettings } from '../../../../src/registry/mlflow/client/settings.js';
import { aServer } from './a-server.js';

const AT = 'MLflow at https://mlflow.example.com';
const HTML = 'text/html';
const JSON_TYPE = 'application/json';

/** What MLflow 2.22.5 and 3.17.2 say. */
const NOT_AUTHENTICATED =
  'You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth/index.html#authenticating-to-mlflow on how to authenticate.';
const HOST_CHECK = 'Invalid Host header - possible DNS rebinding attack detected';
const NO_ROUTE =
  '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>\n';
const NO_WORKSPACES =
  '{"error_code":"FEATURE_DISABLED","message":"Workspace APIs are not available: workspaces are not enabled on this server","sqlstate":"KAM00","error_class":"FEATURE_DISABLED"}';

const answer = (
  status: number,
  contentType: string,
  text: string,
  location: string | null = null,
): Answer => ({
  kind: 'answer',
  status,
  contentType,
  retryAfter: null,
  location,
  text,
  utf8: true,
});

function told(
  outcome: Answer | Broken,
  given: Partial<ServerSettings> = {},
): { message: string; hint: string } {
  const settings = aServer(given);
  const { message, hint = '' } = explain(outcome, { settings, quote: makeQuote(() => secretsOf(settings)) });
  return { message, hint };
}

const basic = { kind: 'basic', user: 'ann', password: 'hunter2', from: '~/.mlflow/credentials' } as const;
const token = { kind: 'token', token: 'hunter2', from: 'MLFLOW_TRACKING_TOKEN' } as const;
const proxy = {
  address: 'http://proxy:3128',
  login: { user: 'me', password: 'hunter2' },
  from: 'HTTPS_PROXY',
};
const tls = { verify: true, authorities: null, clientCertificate: null, from: null };
const databricks = { kind: 'databricks', origin: 'https://dbc.example.com', credentials: token } as const;

describe('an answer', () => {
  test.each<[name: string, answer: Answer, given: Partial<ServerSettings>, message: string, hint: string]>([
    [
      '401 without credentials',
      answer(401, HTML, NOT_AUTHENTICATED),
      {},
      `${AT} answered 401: You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth/i…`,
      'Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN. No credentials were sent: nothing is set.',
    ],
    [
      '401 with a user and a password',
      answer(401, HTML, 'no'),
      { credentials: basic },
      `${AT} answered 401: no`,
      'Check that the user and password are valid. They came from ~/.mlflow/credentials.',
    ],
    [
      '401 with a token',
      answer(401, HTML, 'no'),
      { credentials: token },
      `${AT} answered 401: no`,
      'Check that the token is valid. It came from MLFLOW_TRACKING_TOKEN. A server with --app-name basic-auth only takes a user and a password.',
    ],
    [
      '401 of Databricks',
      answer(401, JSON_TYPE, '{"error_code":401,"message":"Credential was not sent"}'),
      databricks,
      'databricks (https://dbc.example.com) answered 401: Credential was not sent',
      'Check that the token is valid for this workspace. It came from MLFLOW_TRACKING_TOKEN.',
    ],
    [
      '403 of Databricks for a token that is over',
      answer(403, JSON_TYPE, '{"error_code":403,"message":"Invalid access token."}'),
      databricks,
      'databricks (https://dbc.example.com) answered 403: Invalid access token.',
      'Check that the token is valid for this workspace. It came from MLFLOW_TRACKING_TOKEN.',
    ],
    [
      '403 of a workspace',
      answer(
        403,
        JSON_TYPE,
        '{"error_code":"PERMISSION_DENIED","message":"User x does not have permission"}',
      ),
      databricks,
      'databricks (https://dbc.example.com) answered 403: PERMISSION_DENIED: User x does not have permission',
      'Grant the account CAN MANAGE PRODUCTION VERSIONS on the model to promote (CAN READ is enough to look).',
    ],
    [
      '403 of Unity Catalog',
      answer(403, JSON_TYPE, '{"error_code":"PERMISSION_DENIED","message":"no"}'),
      { ...databricks, kind: 'databricks-uc' },
      'databricks-uc (https://dbc.example.com) answered 403: PERMISSION_DENIED: no',
      'Grant the account APPLY TAG and EXECUTE on the model, and USE SCHEMA and USE CATALOG above it. To set aliases, it has to own the model.',
    ],
    [
      '403 of basic-auth',
      answer(403, HTML, 'Permission denied'),
      { credentials: basic },
      `${AT} answered 403: Permission denied`,
      'Grant the account EDIT on the registered model: it covers stages, tags and aliases (READ is enough to look). Deleting an alias or a tag needs MANAGE.',
    ],
    [
      '403 of the check of the Host header',
      answer(403, 'text/plain', HOST_CHECK),
      { origin: 'http://ml.example.com:5000' },
      `MLflow at http://ml.example.com:5000 refuses requests for the host ml.example.com:5000 (${HOST_CHECK})`,
      "Add ml.example.com:5000 to the server's --allowed-hosts (or MLFLOW_SERVER_ALLOWED_HOSTS).",
    ],
    [
      '403 of something else',
      answer(403, HTML, '<html><body>Blocked by WAF</body></html>'),
      { credentials: basic },
      `${AT} answered 403: Blocked by WAF`,
      'Check that MLflow, or a gateway before it, lets this account in (its credentials came from ~/.mlflow/credentials).',
    ],
    [
      '404 for a route',
      answer(404, HTML, NO_ROUTE),
      {},
      `${AT} answered 404: 404 Not Found Not Found The requested URL was not found on the server. If you e…; MLflow's API is not at this address`,
      'Add the path to the address (http://…/mlflow) if the server runs with --static-prefix or behind a gateway. Something other than MLflow may answer there.',
    ],
    [
      '404 for a route below a path',
      answer(404, JSON_TYPE, '{"detail":"Not Found"}'),
      { basePath: '/ml' },
      `MLflow at https://mlflow.example.com/ml answered 404: {"detail":"Not Found"}; MLflow's API is not at this address`,
      "Check the path /ml (--static-prefix, or the gateway's path). Something other than MLflow may answer there.",
    ],
    [
      '404 for a thing',
      answer(
        404,
        JSON_TYPE,
        '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Registered Model with name=x not found"}',
      ),
      {},
      `${AT} answered 404: RESOURCE_DOES_NOT_EXIST: Registered Model with name=x not found`,
      '',
    ],
    [
      '405',
      answer(405, HTML, '<title>405 Method Not Allowed</title>'),
      { proxy },
      `${AT} answered 405: 405 Method Not Allowed; MLflow's API is not at this address`,
      'may answer there (requests go through the proxy http://proxy:3128 from HTTPS_PROXY).',
    ],
    [
      '407',
      answer(407, HTML, ''),
      { proxy },
      'the proxy http://proxy:3128 asks for a login before it passes on requests to https://mlflow.example.com',
      'Put user and password into HTTPS_PROXY: http://user:password@proxy:3128.',
    ],
    [
      'a redirect to https',
      answer(301, HTML, '', 'https://mlflow.example.com/ml/api/2.0/mlflow/x?y=hunter2'),
      { origin: 'http://mlflow.example.com', basePath: '/ml' },
      'MLflow at http://mlflow.example.com/ml answered 301: it redirects to https://mlflow.example.com/ml',
      'Give the address where MLflow itself answers',
    ],
    [
      'a redirect to nowhere',
      answer(302, HTML, '', 'javascript:hunter2'),
      {},
      `${AT} answered 302: it redirects to another address`,
      'Redirects are not followed, because',
    ],
    [
      'https asked for by nginx',
      answer(400, HTML, '<center>The plain HTTP request was sent to HTTPS port</center>'),
      { origin: 'http://mlflow.example.com' },
      'MLflow at http://mlflow.example.com only answers https',
      'Give the address with https: https://mlflow.example.com',
    ],
    [
      'a client certificate asked for by nginx',
      answer(400, HTML, '<center>No required SSL certificate was sent</center>'),
      {},
      `${AT} answered 400: No required SSL certificate was sent`,
      'Set MLFLOW_TRACKING_CLIENT_CERT_PATH',
    ],
    ['408', answer(408, '', ''), {}, `${AT} answered 408`, 'Check the network'],
    [
      '413',
      answer(413, HTML, '<h1>Too large</h1>'),
      {},
      `${AT} answered 413: Too large`,
      'Raise the limit on the size of requests',
    ],
    [
      '429',
      answer(429, '', 'slow down'),
      {},
      `${AT} answered 429: slow down`,
      'the server limits the rate of requests',
    ],
    [
      '500',
      answer(500, JSON_TYPE, '{"error_code":"INTERNAL_ERROR"}'),
      {},
      `${AT} answered 500: INTERNAL_ERROR`,
      "the server's log",
    ],
    [
      '500 of a server without workspaces',
      answer(500, JSON_TYPE, NO_WORKSPACES),
      { workspace: 'team-a' },
      `${AT} answered 500: FEATURE_DISABLED: Workspace APIs are not available: workspaces are not enabled on this server`,
      'Unset MLFLOW_WORKSPACE, or start the server with --enable-workspaces: it has no workspaces.',
    ],
    [
      '502',
      answer(502, HTML, '<h1>Bad Gateway</h1>'),
      {},
      `${AT} answered 502: Bad Gateway`,
      'Check that MLflow is up',
    ],
    [
      '503 behind a proxy',
      answer(503, HTML, '<h1>no</h1>'),
      { proxy },
      `${AT} answered 503: no`,
      'it is too busy, or not up (requests go through the proxy http://proxy:3128 from HTTPS_PROXY).',
    ],
    ['504', answer(504, '', ''), {}, `${AT} answered 504`, 'a gateway before it got no answer'],
    [
      'a login page',
      answer(200, HTML, '<html><style>p{}</style><title>Sign in</title><script>x()</script></html>'),
      {},
      `${AT} answered with a web page instead of JSON (text/html: Sign in)`,
      'Open https://mlflow.example.com in a browser',
    ],
    [
      'a page that says it is JSON',
      answer(200, JSON_TYPE, ' <!DOCTYPE html><p>hello'),
      {},
      `${AT} answered with a web page instead of JSON (application/json: hello)`,
      'Open https://mlflow.example.com in a browser',
    ],
    [
      'a number',
      answer(200, JSON_TYPE, '42'),
      {},
      `${AT} answered with JSON that isn't an object (application/json: 42)`,
      'run it again',
    ],
    [
      'cut off JSON',
      answer(200, JSON_TYPE, `{"model_versions": [${'{"name": "churn"}, '.repeat(50)}`),
      {},
      `${AT} answered with broken or truncated JSON (application/json: {"model_versions": [{"name": "churn"}, {"name": "churn"}, {"name": "churn"}, {"…)`,
      'run it again',
    ],
    [
      'what is no JSON though Python writes it',
      answer(200, JSON_TYPE, '{"value": NaN}'),
      {},
      `${AT} answered with broken or truncated JSON (application/json: {"value": NaN})`,
      'run it again',
    ],
    ['201', answer(201, JSON_TYPE, '{}'), {}, `${AT} answered 201: {}`, ''],
  ])('%s', (_name, outcome, given, message, hint) => {
    const explanation = told(outcome, given);
    expect(explanation.message).toBe(message);
    expect(explanation.hint).toContain(hint);
    expect(`${explanation.message} ${explanation.hint}`).not.toContain('hunter2');
  });

  test('even a long one that is made to be slow to parse', () => {
    const open = '<'.repeat(1_000_000);
    expect(told(answer(200, HTML, open)).message).toContain('answered with a web page');
    expect(told(answer(502, HTML, `<script>${'<style>'.repeat(200_000)}`)).message).toContain('answered 502');
  });
});

describe('no answer', () => {
  const not = (code: string, sent = false, detail = ''): Broken => ({ kind: 'broken', code, sent, detail });
  const http = { origin: 'http://mlflow.example.com' };

  test.each<[name: string, broken: Broken, given: Partial<ServerSettings>, message: string, hint: string]>([
    [
      'nobody listens',
      not('ECONNREFUSED'),
      {},
      `${AT} can't be reached: nothing listens there`,
      'the port is right',
    ],
    [
      'an unknown name',
      not('ENOTFOUND'),
      {},
      `${AT} can't be reached: its name is unknown`,
      'Check the name',
    ],
    ['no DNS', not('EAI_AGAIN'), {}, `${AT} can't be reached: its name lookup failed`, 'DNS'],
    ['a firewall', not('CONNECT_TIMEOUT'), {}, `${AT} can't be reached: no connection in time`, 'firewall'],
    [
      'the same from the system',
      not('ETIMEDOUT'),
      {},
      `${AT} can't be reached: no connection in time`,
      'firewall',
    ],
    ['no way', not('EHOSTUNREACH'), {}, `${AT} can't be reached: there is no route to its host`, 'network'],
    [
      'no network',
      not('ENETUNREACH'),
      {},
      `${AT} can't be reached: there is no route to its network`,
      'network',
    ],
    [
      'what nobody foresaw',
      not('EWHAT', false, 'what?'),
      {},
      `${AT} can't be reached: EWHAT: what?`,
      'network',
    ],
    [
      'a proxy that is not there',
      not('ECONNREFUSED'),
      { proxy },
      "the proxy http://proxy:3128 on the way to https://mlflow.example.com can't be reached: nothing listens there",
      'The proxy comes from HTTPS_PROXY; NO_PROXY exempts a host from it.',
    ],
    [
      'a proxy that says nothing',
      not('CONNECT_TIMEOUT'),
      { proxy },
      "the proxy http://proxy:3128 on the way to https://mlflow.example.com can't be reached: no connection in time",
      'The proxy comes from HTTPS_PROXY',
    ],
    [
      'a proxy that wants a login',
      not('PROXY_ANSWERED_407'),
      { proxy },
      "the proxy http://proxy:3128 doesn't connect to https://mlflow.example.com: it answered 407",
      'Put user and password into HTTPS_PROXY',
    ],
    [
      'a proxy that gets nowhere',
      not('PROXY_ANSWERED_503'),
      { proxy },
      "the proxy http://proxy:3128 doesn't connect to https://mlflow.example.com: it answered 503",
      'the proxy can reach it',
    ],
    [
      'a lost connection',
      not('EPIPE', true),
      {},
      `${AT} closed the connection before the whole answer arrived (EPIPE)`,
      'MLFLOW_TRACKING_CLIENT_CERT_PATH',
    ],
    [
      'a lost connection in the clear',
      not('ECONNRESET', true),
      http,
      'MLflow at http://mlflow.example.com closed the connection before the whole answer arrived (ECONNRESET)',
      'whether its port speaks https',
    ],
    [
      'silence',
      not('ANSWER_TIMEOUT', true),
      { timeout: 5 },
      `${AT} did not answer within 5 s`,
      'MLFLOW_HTTP_REQUEST_TIMEOUT',
    ],
    [
      'too much',
      not('ANSWER_TOO_LONG', true),
      {},
      `${AT} answered with more than 64 MiB`,
      "is MLflow's address",
    ],
    [
      'no HTTP',
      not('HPE_INVALID_CONSTANT', true),
      http,
      "MLflow at http://mlflow.example.com answered with something that isn't HTTP (HPE_INVALID_CONSTANT)",
      'whether it speaks https',
    ],
    [
      'no TLS',
      not('EPROTO', false, 'SSL routines:ssl3_get_record:wrong version number'),
      {},
      `${AT} doesn't speak https (EPROTO)`,
      'with http:',
    ],
    [
      'no TLS, by its code',
      not('ERR_SSL_WRONG_VERSION_NUMBER'),
      {},
      `${AT} doesn't speak https (ERR_SSL_WRONG_VERSION_NUMBER)`,
      'with http:',
    ],
    [
      'a certificate of its own',
      not('DEPTH_ZERO_SELF_SIGNED_CERT'),
      {},
      `${AT} has a certificate that isn't trusted (DEPTH_ZERO_SELF_SIGNED_CERT)`,
      'Set MLFLOW_TRACKING_SERVER_CERT_PATH to a PEM file',
    ],
    [
      'a certificate that the given authority did not sign',
      not('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
      { tls: { ...tls, from: 'REQUESTS_CA_BUNDLE' } },
      `${AT} has a certificate that isn't trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)`,
      'to the file in REQUESTS_CA_BUNDLE',
    ],
    [
      'the same of Databricks',
      not('SELF_SIGNED_CERT_IN_CHAIN'),
      databricks,
      "databricks (https://dbc.example.com) has a certificate that isn't trusted (SELF_SIGNED_CERT_IN_CHAIN)",
      'Set REQUESTS_CA_BUNDLE to a PEM file',
    ],
    [
      'an old certificate',
      not('CERT_HAS_EXPIRED'),
      {},
      `${AT} has a certificate that isn't valid now (CERT_HAS_EXPIRED)`,
      'clock',
    ],
    [
      "another's certificate",
      not('ERR_TLS_CERT_ALTNAME_INVALID', false, "Host: x. is not in the cert's altnames: DNS:y"),
      {},
      `${AT} has a certificate for another name: Host: x. is not in the cert's altnames: DNS:y`,
      'by a name in the certificate',
    ],
    [
      'a client certificate that is asked for',
      not('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', true),
      {},
      `${AT} refused the TLS connection (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED)`,
      'Set MLFLOW_TRACKING_CLIENT_CERT_PATH',
    ],
    [
      'a client certificate that is not known',
      not('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', true),
      { tls: { ...tls, clientCertificate: 'PEM' } },
      `${AT} refused the TLS connection (ERR_SSL_TLSV1_ALERT_UNKNOWN_CA)`,
      'Check that the server trusts the authority of the certificate in MLFLOW_TRACKING_CLIENT_CERT_PATH.',
    ],
    [
      'another trouble with TLS',
      not('ERR_SSL_UNSUPPORTED_PROTOCOL', false, 'unsupported protocol'),
      {},
      'the TLS connection to https://mlflow.example.com failed: unsupported protocol',
      'versions of TLS',
    ],
  ])('%s', (_name, broken, given, message, hint) => {
    const explanation = told(broken, given);
    expect(explanation.message).toBe(message);
    expect(explanation.hint).toContain(hint);
    expect(`${explanation.message} ${explanation.hint}`).not.toContain('hunter2');
  });
});

describe('the error', () => {
  const context = { settings: aServer({}), quote: makeQuote(() => []) };

  test('has the status and the code of the answer', () => {
    const text = '{"error_code":"RESOURCE_ALREADY_EXISTS","message":"x"}';
    expect(
      makeFailure(context, { outcome: answer(400, JSON_TYPE, text), tries: 1, definite: true }),
    ).toMatchObject({
      code: 'unavailable',
      status: 400,
      errorCode: 'RESOURCE_ALREADY_EXISTS',
      definite: true,
      message: `${AT} answered 400: RESOURCE_ALREADY_EXISTS: x`,
    });
  });

  test('says how often the request was tried', () => {
    const broken: Broken = { kind: 'broken', code: 'ECONNREFUSED', sent: false, detail: '' };
    expect(makeFailure(context, { outcome: broken, tries: 8, definite: false })).toMatchObject({
      status: null,
      errorCode: null,
      definite: false,
      message: `${AT} can't be reached: nothing listens there (tried 8 times)`,
    });
  });
});
