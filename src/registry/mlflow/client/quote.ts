import type { Login } from '../../../model/server-location.js';
import { basicAuthorization } from '../../../network/tunnel.js';
import { FROM_URI } from './credentials.js';
import type { ServerSettings } from './settings.js';

/** Makes foreign text fit for a message: one line, short, without secrets. */
export type Quote = (text: string, limit?: number) => string;

/** Characters of a server's own words in a message. */
const LIMIT = 200;

/** @param secrets called each time, because tokens change */
export function makeQuote(secrets: () => readonly string[]): Quote {
  return (text, limit = LIMIT) => {
    const clean = hide(text, secrets()).replace(/\s+/g, ' ').trim();
    // only split what may be shown: an answer may have millions of characters
    const characters = [...clean.slice(0, 2 * limit + 2)];
    return characters.length <= limit ? clean : `${characters.slice(0, limit - 1).join('')}…`;
  };
}

/** Hides secrets in the whole text, before anything is cut: half a secret could remain otherwise. */
function hide(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap(writeOtherwise).filter((form) => form !== '');
  // longest first: one form may contain another
  const hidden = [...new Set(forms)].sort((a, b) => b.length - a.length).reduce(hideForm, text);
  // at least 20 characters: `basic authentication` is not a secret
  return hidden.replace(/\b(basic|bearer)\s+[\w+/=.~-]{20,}/gi, '$1 ***');
}

/** Replaced as a whole word only: the holes in other words would give it away. */
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

/** A secret as JSON, a URL or HTML would write it. */
function writeOtherwise(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const html = secret.replace(/[&<>"']/g, (character) => HTML[character] ?? '');
  return [secret, json, encodeURIComponent(secret), html];
}

/** The secrets in a server's settings. */
export function secretsOf({ credentials, proxy }: ServerSettings): string[] {
  const login = proxy?.login ?? null;
  const ofProxy = login === null ? [] : [...secretsOfLogin(login), login.user];
  switch (credentials.kind) {
    case 'none':
      return ofProxy;
    case 'token':
      return [...ofProxy, credentials.token];
    case 'oauth':
      return [...ofProxy, ...secretsOfLogin({ user: credentials.client, password: credentials.secret })];
    case 'basic': {
      const user = credentials.from === FROM_URI ? [credentials.user] : [];
      return [...ofProxy, ...secretsOfLogin(credentials), ...user];
    }
  }
}

function secretsOfLogin(login: Login): string[] {
  const authorization = basicAuthorization(login);
  return [authorization.replace(/^Basic /, ''), `${login.user}:${login.password}`, login.password];
}
