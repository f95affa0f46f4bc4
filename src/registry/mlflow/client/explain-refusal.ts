import { nameServer, type Explanation, type FailureContext } from './explanation.js';
import { readWords, type Answer } from './outcome.js';
import { say } from './server-words.js';

/** 401: which credentials were sent, and where they came from. */
export function explainUnauthorized(answer: Answer, context: FailureContext): Explanation {
  const { credentials, kind } = context.settings;
  const message = say(answer, context);
  if (credentials.kind === 'none') {
    return {
      message,
      hint: `No credentials were sent: ${credentials.from}. Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.`,
    };
  }
  const sent = `The ${describe(credentials.kind)} came from ${credentials.from}`;
  if (kind !== 'http') return { message, hint: `${sent}: is it still valid, and of this workspace?` };
  const also =
    credentials.kind === 'token'
      ? ' (a server with --app-name basic-auth takes a user and a password only)'
      : '';
  return { message, hint: `${sent}: ${also === '' ? 'are they right?' : `is it right?${also}`}` };
}

function describe(kind: 'basic' | 'token' | 'oauth'): string {
  if (kind === 'basic') return 'user and password';
  return kind === 'token' ? 'token' : "service principal's id and secret";
}

/** 403: the check of the Host header (MLflow 3.5 and later), or a permission that is missing. */
export function explainForbidden(answer: Answer, context: FailureContext): Explanation {
  const { settings } = context;
  if (/invalid host header/i.test(answer.text)) {
    const { host } = new URL(settings.origin);
    return {
      message: `${nameServer(settings)} refuses requests for the host ${host} (${context.quote(answer.text)})`,
      hint: `Start it with --allowed-hosts ${host} (or MLFLOW_SERVER_ALLOWED_HOSTS) added to the hosts that it knows.`,
    };
  }
  // Databricks says 403 of a token that is wrong or over
  if (settings.kind !== 'http' && /access token/i.test(answer.text))
    return explainUnauthorized(answer, context);
  return { message: say(answer, context), hint: hintForPermission(answer, context) };
}

function hintForPermission(answer: Answer, { settings }: FailureContext): string {
  const { credentials, kind } = settings;
  if (kind === 'databricks-uc') {
    return 'The account needs APPLY TAG and EXECUTE on the model, USE SCHEMA and USE CATALOG above it, and to set aliases it has to own the model.';
  }
  if (kind === 'databricks') {
    return 'The account needs CAN MANAGE PRODUCTION VERSIONS on the model to promote, and CAN READ to look.';
  }
  if (/permission denied/i.test(answer.text) || readWords(answer).errorCode === 'PERMISSION_DENIED') {
    return 'The account needs EDIT on the registered model (READ to look): to set stages, tags and aliases. To delete an alias or a tag takes MANAGE.';
  }
  const who =
    credentials.kind === 'none'
      ? 'no credentials were sent'
      : `the credentials came from ${credentials.from}`;
  return `MLflow, or something before it, does not let this account in (${who}).`;
}
