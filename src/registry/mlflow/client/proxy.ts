import { StagegateError } from '../../../errors.js';
import { decodeLogin, type Environment, type Login } from '../../../model/server-location.js';
import { readText } from './variables.js';

/** A forward proxy, as a variable names it. */
export interface Proxy {
  /** `http://proxy.example.com:3128`, for people as well: without login. */
  readonly address: string;
  readonly login: Login | null;
  /** The variable that names it. */
  readonly from: string;
}

/**
 * The proxy for a server by Python's rules, which are MLflow's: `https_proxy` for https and `http_proxy` for http,
 * else `all_proxy`, unless `no_proxy` names the host; lower case goes before upper case, and an empty value means
 * none.
 * @param origin `https://mlflow.example.com:5000`
 * @throws StagegateError `input` for an address that is none, `unsupported` for a SOCKS proxy
 */
export function chooseProxy(origin: string, env: Environment): Proxy | null {
  const url = new URL(origin);
  const [scheme = ''] = url.protocol.split(':');
  const named = lookUp(env, `${scheme}_proxy`) ?? lookUp(env, 'all_proxy');
  if (named === null || isExempt(url, readText(env, 'no_proxy') ?? readText(env, 'NO_PROXY') ?? ''))
    return null;
  return parseProxy(named.value, named.variable);
}

function lookUp(env: Environment, name: string): { variable: string; value: string } | null {
  for (const variable of [name, name.toUpperCase()]) {
    const value = env[variable];
    if (value === undefined) continue;
    // an empty one in lower case takes back the one in upper case
    return value.trim() === '' ? null : { variable, value: value.trim() };
  }
  return null;
}

function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const withPort = url.port === '' ? host : `${host}:${url.port}`;
  if (list.trim() === '*') return true;
  return list.split(',').some((entry) => {
    const name = entry.trim().toLowerCase().replace(/^\.+/, '');
    if (name === '') return false;
    if ([host, withPort].some((own) => own === name || own.endsWith(`.${name}`))) return true;
    return isInNetwork(host, name);
  });
}

/** `10.1.2.3` in `10.0.0.0/8`; IPv4 only, as in Python's requests. */
function isInNetwork(host: string, network: string): boolean {
  const [base = '', bits = ''] = network.split('/');
  const [address, start] = [toNumber(host), toNumber(base)];
  if (address === null || start === null || !/^(?:[1-9]|[12]\d|3[0-2])$/.test(bits)) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(address / size) === Math.floor(start / size);
}

function toNumber(ipv4: string): number | null {
  const parts = ipv4.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : NaN));
  if (parts.length !== 4 || !parts.every((part) => part <= 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function parseProxy(value: string, variable: string): Proxy {
  const uri = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(uri)) {
    throw new StagegateError('input', `${variable} is no valid URL`, {
      hint: 'Write it as http://proxy.example.com:3128.',
    });
  }
  const url = new URL(uri);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new StagegateError('unsupported', `${variable} names a ${url.protocol}// proxy`, {
      hint: 'Only http:// and https:// proxies can be used; NO_PROXY exempts a host from it.',
    });
  }
  const [user = '', password = ''] = [url.username, url.password].map(decodeLogin);
  return {
    address: url.origin,
    login: user === '' && password === '' ? null : { user, password },
    from: variable,
  };
}
