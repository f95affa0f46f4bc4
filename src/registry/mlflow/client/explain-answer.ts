import { nameServer, viaProxy, type Explanation, type FailureContext } from './explanation.js';
import { isObject, parseJson, readWords, type Answer } from './outcome.js';
import { glimpse, say } from './server-words.js';
import { explainForbidden, explainUnauthorized } from './explain-refusal.js';

/** Why an answer is a failure, with its likely cause. */
export function explainAnswer(answer: Answer, context: FailureContext): Explanation {
  const { status } = answer;
  if (status === 200) return explainNoJson(answer, context);
  if (status >= 300 && status < 400) return explainRedirect(answer, context);
  if (status === 401) return explainUnauthorized(answer, context);
  if (status === 403) return explainForbidden(answer, context);
  if (status === 407) return explainProxyLogin(context);
  if (readWords(answer).errorCode === 'FEATURE_DISABLED') return explainDisabled(answer, context);
  if (/No required SSL certificate was sent/i.test(answer.text)) {
    // nginx says so after the handshake
    return {
      message: say(answer, context),
      hint: 'It asks for a client certificate: set MLFLOW_TRACKING_CLIENT_CERT_PATH to a PEM file with certificate and key.',
    };
  }
  if (/plain HTTP request was sent to (?:an )?HTTPS/i.test(answer.text)) return explainPlainHttp(context);
  if ((status === 404 || status === 405) && readWords(answer).errorCode === null)
    return explainNoRoute(answer, context);
  return { message: say(answer, context), hint: hintForStatus(answer, context) };
}

function explainNoJson(answer: Answer, context: FailureContext): Explanation {
  const { settings } = context;
  const name = nameServer(settings);
  const seen = glimpse(answer, context);
  const came = `${answer.contentType === '' ? 'no content type' : answer.contentType}: ${seen}`;
  if (answer.contentType === 'text/html' || /^\s*</.test(answer.text)) {
    return {
      message: `${name} answered with a web page instead of JSON (${came})`,
      hint: `Something before MLflow may ask for a login, or another site answers at ${settings.label}: open it in a browser${viaProxy(context)}.`,
    };
  }
  const check = `Check that ${settings.label} is MLflow's address${viaProxy(context)}, and run it again.`;
  if (answer.text.trim() === '') return { message: `${name} answered with nothing`, hint: check };
  if (!answer.utf8) return { message: `${name} answered with text that is not UTF-8 (${came})`, hint: check };
  if (parseJson(answer.text) !== undefined) {
    return { message: `${name} answered with JSON that is not an object (${came})`, hint: check };
  }
  return { message: `${name} answered with broken or cut off JSON (${came})`, hint: check };
}

/** A 200 as what it should be; null when it is not. */
export function readObject(answer: Answer): Readonly<Record<string, unknown>> | null {
  const value = answer.utf8 ? parseJson(answer.text) : undefined;
  return isObject(value) ? value : null;
}

function explainRedirect(answer: Answer, { settings, quote }: FailureContext): Explanation {
  const to = readTarget(answer.location, `${settings.origin}${settings.basePath}/`);
  return {
    message: `${nameServer(settings)} answered ${answer.status}: it sends requests on to ${to === null ? 'another address' : quote(to)}`,
    hint: 'Redirects are not followed, since a change could get lost on the way. Give the address that MLflow answers at itself; a redirect to a login page means that something before MLflow asks for a login.',
  };
}

/** Without its query, which may hold a token. */
function readTarget(location: string | null, base: string): string | null {
  if (location === null || !URL.canParse(location, base)) return null;
  const { origin, pathname } = new URL(location, base);
  return origin === 'null' ? null : `${origin}${pathname.replace(/\/api\/\d.*$/, '')}`;
}

function explainProxyLogin({ settings }: FailureContext): Explanation {
  const { address = 'a proxy', from = 'HTTP_PROXY' } = settings.proxy ?? {};
  return {
    message: `the proxy ${address} asks for a login before it passes on requests to ${settings.label}`,
    hint: `Put user and password into ${from}: http://user:password@proxy:3128.`,
  };
}

function explainDisabled(answer: Answer, context: FailureContext): Explanation {
  const { workspace } = context.settings;
  return {
    message: say(answer, context),
    hint:
      workspace === null
        ? undefined
        : 'This server has no workspaces: unset MLFLOW_WORKSPACE, or start it with --enable-workspaces.',
  };
}

function explainPlainHttp({ settings }: FailureContext): Explanation {
  return {
    message: `${nameServer(settings)} answers https only`,
    hint: `Give the address with https: ${settings.label.replace(/^http:/, 'https:')}`,
  };
}

function explainNoRoute(answer: Answer, context: FailureContext): Explanation {
  const { settings } = context;
  const prefix =
    settings.kind !== 'http'
      ? 'Check DATABRICKS_HOST: it has to be the address of a workspace.'
      : settings.basePath === ''
        ? 'If it is started with --static-prefix, or stands behind a gateway, its address needs that path: http://…/mlflow.'
        : `Is ${settings.basePath} right (--static-prefix, or the gateway's path)?`;
  return {
    message: `${say(answer, context)}; MLflow's API is not at this address`,
    hint: `${prefix} Something else than MLflow may answer there${viaProxy(context)}.`,
  };
}

function hintForStatus({ status }: Answer, context: FailureContext): string | undefined {
  if (status === 408) return 'The server waited too long for the request: look at the network between.';
  if (status === 413) return 'Something before MLflow limits the size of requests: raise its limit.';
  if (status === 429)
    return 'It limits the rate of requests: run it again later, or with fewer jobs at a time.';
  if (status === 502 || status === 504) {
    return `Something before MLflow did not get an answer from it: is it up${viaProxy(context)}?`;
  }
  if (status === 503)
    return `It is too busy, or not up: look at its log and its database${viaProxy(context)}.`;
  if (status >= 500) return "Look at the server's log.";
  return undefined;
}
