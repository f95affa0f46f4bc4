import { FROM_URI } from './credentials.js';
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
  const hidden = [...new Set(forms)]
    .sort((a, b) => b.length - a.length)
    .reduce((rest, form) => rest.replaceAll(form, '***'), text);
  return hidden.replace(/\b(basic|bearer)\s+[\w+/=.~-]{6,}/gi, '$1 ***');
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
  const secrets = proxy?.authorization ? withLogin(proxy.authorization) : [];
  if (credentials.kind === 'token') secrets.push(credentials.token);
  if (credentials.kind === 'basic') {
    secrets.push(...withLogin(basicAuthorization(credentials)));
    if (credentials.from === FROM_URI) secrets.push(credentials.user);
  }
  if (credentials.kind === 'oauth') {
    const { client: user, secret: password } = credentials;
    secrets.push(...withLogin(basicAuthorization({ user, password })));
  }
  return secrets;
}

/** The header for a user and a password. */
export function basicAuthorization({ user, password }: { user: string; password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** `Basic …` in its parts: encoded, and the password in it. */
function withLogin(authorization: string): string[] {
  const encoded = authorization.replace(/^Basic /, '');
  const login = Buffer.from(encoded, 'base64').toString('utf8');
  return [encoded, login, login.slice(login.indexOf(':') + 1)];
}
