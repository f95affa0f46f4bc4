import type { Login } from '../../../model/server-location.js';
import { FROM_URI, type Credentials } from './credentials.js';
import type { Proxy } from './proxy.js';
import type { ServerSettings } from './settings.js';

/** Foreign words for a message: one line, short, without what must stay secret. */
export type Quote = (text: string, limit?: number) => string;

/** Characters of a server's own words in a message. */
const LIMIT = 200;

/**
 * @param secrets asked each time, as tokens change
 */
export function makeQuote(secrets: () => readonly string[]): Quote {
  return (text, limit = LIMIT) => {
    const clean = hide(text, secrets()).replace(/\s+/g, ' ').trim();
    // an answer may have millions of characters, of which the rest need not be taken apart
    const characters = [...clean.slice(0, 2 * limit + 2)];
    return characters.length <= limit ? clean : `${characters.slice(0, limit - 1).join('')}…`;
  };
}

/** All of it is hidden before anything is cut, or a part could stay. */
function hide(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap(writeOtherwise).filter((form) => form !== '');
  // the longest first, since one may be a part of another
  const hidden = [...new Set(forms)].sort((a, b) => b.length - a.length).reduce(hideForm, text);
  // shorter ones are words: basic authentication
  return hidden.replace(/\b(basic|bearer)\s+[\w+/=.~-]{20,}/gi, '$1 ***');
}

/** A name as short as this stands in many a word, which would be told with a hole and give it away. */
const SHORT = /^\w{1,3}$/;

function hideForm(text: string, form: string): string {
  const pattern = SHORT.test(form) ? new RegExp(`(?<!\\w)${form}(?!\\w)`, 'g') : form;
  return text.replaceAll(pattern, '***');
}

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** A text as JSON, a URL or HTML would write it. */
function writeOtherwise(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const html = secret.replace(/[&<>"']/g, (character) => HTML[character] ?? '');
  return [secret, json, encodeURIComponent(secret), html];
}

/** What must not be quoted, whoever sends it back. */
export function secretsOf({ credentials, proxy }: ServerSettings): string[] {
  return [...secretsOfProxy(proxy), ...secretsOfCredentials(credentials)];
}

function secretsOfCredentials(credentials: Credentials): string[] {
  switch (credentials.kind) {
    case 'none':
      return [];
    case 'token':
      return [credentials.token];
    case 'oauth':
      return secretsOfLogin({ user: credentials.client, password: credentials.secret });
    case 'basic': {
      const secrets = secretsOfLogin(credentials);
      return credentials.from === FROM_URI ? [...secrets, credentials.user] : secrets;
    }
  }
}

function secretsOfProxy(proxy: Proxy | null): string[] {
  if (proxy === null || proxy.login === null) return [];
  return [...secretsOfLogin(proxy.login), proxy.login.user];
}

function secretsOfLogin(login: Login): string[] {
  const authorization = basicAuthorization(login);
  return [authorization.replace(/^Basic /, ''), `${login.user}:${login.password}`, login.password];
}

/** The header for a user and a password. */
export function basicAuthorization({ user, password }: Login): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
