import { describe, expect, test } from '@jest/globals';
import { FROM_URI } from '../../../../src/registry/mlflow/client/credentials.js';
import { makeQuote, secretsOf } from '../../../../src/registry/mlflow/client/quote.js';
import { aServer } from './a-server.js';

const PASSWORD = 'p"w & <é>/1';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const BASIC = aServer({
  credentials: { kind: 'basic', user: 'ann', password: PASSWORD, from: 'a variable' },
  proxy: { address: 'http://proxy', login: { user: 'me', password: 'proxied' }, from: 'HTTP_PROXY' },
});

describe('a quote', () => {
  const quote = makeQuote(() => secretsOf(BASIC));

  test.each([
    ['the password', `user ann, password ${PASSWORD}!`, 'user ann, password ***!'],
    ['it with its user', `login ann:${PASSWORD}`, 'login ***'],
    ['it in the header', `Authorization: Basic ${base64(`ann:${PASSWORD}`)}`, 'Authorization: Basic ***'],
    ['it in JSON', `{"password":${JSON.stringify(PASSWORD)}`, '{"password":"***"'],
    ['it in a URL', `/?p=${encodeURIComponent(PASSWORD)}`, '/?p=***'],
    ['it in HTML', '<b>p&#34;w &amp; &lt;é&gt;/1</b>', '<b>***</b>'],
    ["the proxy's login", `me:proxied, ${base64('me:proxied')}, proxied`, '***, ***, ***'],
    ['a token of somebody else', 'Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6', 'Bearer ***'],
  ])('hides %s', (_name, text, expected) => {
    expect(quote(text)).toBe(expected);
  });

  test('leaves words alone that contain a short user name', () => {
    const settings = aServer({ credentials: { kind: 'basic', user: 'ed', password: 'abc', from: FROM_URI } });
    expect(makeQuote(() => secretsOf(settings))('ed is not authenticated by abc, said ed:abc')).toBe(
      '*** is not authenticated by ***, said ***',
    );
  });

  test('leaves words alone', () => {
    expect(quote('Basic authentication is needed; bearer of bad news')).toBe(
      'Basic authentication is needed; bearer of bad news',
    );
  });

  test.each([
    ['all of one line', 'one\r\n\ttwo  three ', undefined, 'one two three'],
    ['as much as fits', '12345', 5, '12345'],
    ['less of what does not', '123456', 5, '1234…'],
    ['whole characters', '😀😀😀', 2, '😀…'],
  ])('has %s', (_name, text, limit, expected) => {
    expect(quote(text, limit)).toBe(expected);
  });

  test('has 200 characters at most', () => {
    expect([...quote('x'.repeat(10_000))]).toHaveLength(200);
  });

  test('hides before it cuts, or half of a secret could stay', () => {
    expect(quote(`${'x'.repeat(195)}${PASSWORD}`)).toBe(`${'x'.repeat(195)}***`);
  });

  test.each([
    ['a token', aServer({ credentials: { kind: 'token', token: 'dapi1', from: '' } }), 'dapi1', '***'],
    [
      'a client secret',
      aServer({ credentials: { kind: 'oauth', client: 'id', secret: 's3', from: '' } }),
      `id ${base64('id:s3')} s3`,
      'id *** ***',
    ],
    [
      "the URI's user as well",
      aServer({ credentials: { kind: 'basic', user: 'ghp1', password: 'x-oauth', from: FROM_URI } }),
      'no user ghp1',
      'no user ***',
    ],
    [
      'an empty password not, which is everywhere',
      aServer({ credentials: { kind: 'basic', user: 'u', password: '', from: FROM_URI } }),
      'abc',
      'abc',
    ],
    ['nothing where there is nothing', aServer({}), 'abc', 'abc'],
  ])('hides %s', (_name, settings, text, expected) => {
    expect(makeQuote(() => secretsOf(settings))(text)).toBe(expected);
  });
});
