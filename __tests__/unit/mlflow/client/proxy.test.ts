import { describe, expect, test } from '@jest/globals';
import { chooseProxy } from '../../../../src/registry/mlflow/client/network-settings.js';

const HTTP = 'http://mlflow.example.com:5000';
const HTTPS = 'https://mlflow.example.com';
const P = 'http://proxy:3128';
const Q = 'http://other:8080';

/** What Python's requests (2.34) chooses for the same variables. */
describe('the proxy for a server', () => {
  test.each<[name: string, origin: string, env: Record<string, string>, expected: string | null]>([
    ['none', HTTPS, {}, null],
    ['that for https', HTTPS, { HTTPS_PROXY: P, HTTP_PROXY: Q }, 'HTTPS_PROXY'],
    ['that for http', HTTP, { HTTPS_PROXY: P, HTTP_PROXY: Q }, 'HTTP_PROXY'],
    ['not that for http for https', HTTPS, { HTTP_PROXY: P }, null],
    ['that for all', HTTPS, { ALL_PROXY: P }, 'ALL_PROXY'],
    ['its own before that for all', HTTPS, { ALL_PROXY: Q, https_proxy: P }, 'https_proxy'],
    ['lower case first', HTTPS, { HTTPS_PROXY: Q, https_proxy: P }, 'https_proxy'],
    ['an empty one in lower case: none', HTTPS, { HTTPS_PROXY: P, https_proxy: '' }, null],
    ['an empty one: that for all', HTTPS, { https_proxy: '', all_proxy: P }, 'all_proxy'],
    ['exempt by name', HTTPS, { ALL_PROXY: P, NO_PROXY: 'localhost, mlflow.example.com' }, null],
    ['exempt by domain', HTTPS, { ALL_PROXY: P, no_proxy: 'example.com' }, null],
    ['exempt by .domain', HTTPS, { ALL_PROXY: P, no_proxy: '.example.com' }, null],
    ['exempt by port', HTTP, { ALL_PROXY: P, NO_PROXY: 'mlflow.example.com:5000' }, null],
    ['exempt in capitals', HTTPS, { ALL_PROXY: P, NO_PROXY: 'EXAMPLE.com' }, null],
    ['all exempt', HTTPS, { ALL_PROXY: P, NO_PROXY: '*' }, null],
    ['another port', HTTP, { ALL_PROXY: P, NO_PROXY: 'mlflow.example.com:80' }, 'ALL_PROXY'],
    ['the end of a name only', HTTPS, { ALL_PROXY: P, NO_PROXY: 'ample.com' }, 'ALL_PROXY'],
    ['an empty list', HTTPS, { ALL_PROXY: P, NO_PROXY: ' , ' }, 'ALL_PROXY'],
    [
      'the list in lower case first',
      HTTPS,
      { ALL_PROXY: P, no_proxy: 'x', NO_PROXY: 'example.com' },
      'ALL_PROXY',
    ],
    ['an address exempt', 'http://10.1.2.3:5000', { ALL_PROXY: P, NO_PROXY: '10.1.2.3' }, null],
    ['a network exempt', 'http://10.1.2.3', { ALL_PROXY: P, NO_PROXY: '10.0.0.0/8' }, null],
    ['another network', 'http://11.1.2.3', { ALL_PROXY: P, NO_PROXY: '10.0.0.0/8' }, 'ALL_PROXY'],
    ['no network of all', 'http://11.1.2.3', { ALL_PROXY: P, NO_PROXY: '0.0.0.0/0' }, 'ALL_PROXY'],
    ['no network', 'http://10.1.2.3', { ALL_PROXY: P, NO_PROXY: '10.0.0.0/99, 10.0.0.0/x, /8' }, 'ALL_PROXY'],
    ['IPv6 exempt', 'http://[::1]:5000', { ALL_PROXY: P, NO_PROXY: '::1' }, null],
  ])('%s', (_name, origin, env, expected) => {
    expect(chooseProxy(origin, env)?.from ?? null).toBe(expected);
  });

  test.each([
    ['http://proxy:3128/', 'http://proxy:3128', null],
    ['proxy:3128', 'http://proxy:3128', null],
    ['https://Proxy.example.com', 'https://proxy.example.com', null],
    ['http://me:s%20p@proxy:3128', 'http://proxy:3128', { user: 'me', password: 's p' }],
    ['http://me@proxy', 'http://proxy', { user: 'me', password: '' }],
  ])('%j is used without its login in the address', (value, address, login) => {
    expect(chooseProxy(HTTPS, { HTTPS_PROXY: value })).toEqual({
      address,
      login,
      from: 'HTTPS_PROXY',
    });
  });

  test.each([
    ['socks5://me:hunter2@proxy', 'unsupported', 'HTTPS_PROXY names a socks5:// proxy'],
    ['http://me:hunter2@proxy:99999', 'input', "HTTPS_PROXY isn't a valid URL"],
  ])('%j is refused without its login', (value, code, message) => {
    expect(() => chooseProxy(HTTPS, { HTTPS_PROXY: value })).toThrow(
      expect.objectContaining({ code, message }),
    );
  });
});
