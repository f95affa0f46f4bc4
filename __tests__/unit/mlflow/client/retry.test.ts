import { describe, expect, test } from '@jest/globals';
import {
  attemptRequest,
  isDefinite,
  isTransient,
  secondsToWait,
} from '../../../../src/registry/mlflow/client/retry.js';
import type { Answer, Broken, Outcome } from '../../../../src/registry/mlflow/client/exchange.js';

const answer = (status: number, text = '', more: Partial<Answer> = {}): Answer => ({
  kind: 'answer',
  status,
  contentType: '',
  retryAfter: null,
  location: null,
  text,
  utf8: true,
  ...more,
});
const broken = (code: string, sent: boolean, detail = ''): Broken => ({ kind: 'broken', sent, code, detail });
const MLFLOW_503 = '{"error_code": "TEMPORARILY_UNAVAILABLE", "message": "database is locked"}';
const NO_WORKSPACES = '{"error_code": "FEATURE_DISABLED", "message": "Workspace APIs are not available"}';

describe('whether a retry may help, and whether the server certainly did nothing', () => {
  test.each<[name: string, outcome: Outcome, transient: boolean, definite: boolean]>([
    ['200 that is no JSON', answer(200, '<html>'), false, false],
    ['a redirect', answer(302), false, true],
    ['a redirect after acting', answer(303), false, false],
    ['400', answer(400), false, true],
    ['401', answer(401), false, true],
    ['404', answer(404), false, true],
    ['408', answer(408), true, false],
    ['409', answer(409), false, true],
    ['429', answer(429), true, true],
    ['500', answer(500, 'oops'), true, false],
    ['500 of a server without workspaces', answer(500, NO_WORKSPACES), false, true],
    ['501', answer(501), false, false],
    ['502', answer(502), true, false],
    ["MLflow's 503", answer(503, MLFLOW_503), true, true],
    ["a gateway's 503", answer(503, '<html>no backend</html>'), true, true],
    ['Envoy that never got through', answer(503, 'reset reason: connection failure'), true, true],
    [
      'Envoy that got through',
      answer(503, 'reset before headers. reset reason: connection termination'),
      true,
      false,
    ],
    ['504', answer(504), true, false],
    ['nobody listens', broken('ECONNREFUSED', false), true, true],
    ['a name that is not known', broken('ENOTFOUND', false), true, true],
    ['no connection in time', broken('CONNECT_TIMEOUT', false), true, true],
    ['a lost connection', broken('ECONNRESET', true), true, false],
    ['no answer in time', broken('ANSWER_TIMEOUT', true), true, false],
    ["a header that HTTP can't hold", broken('ERR_INVALID_CHAR', false), false, true],
    ['too long an answer', broken('ANSWER_TOO_LONG', true), false, false],
    ['no HTTP', broken('HPE_INVALID_CONSTANT', true), false, false],
    ['a certificate of nobody', broken('DEPTH_ZERO_SELF_SIGNED_CERT', false), false, true],
    ['an authority that is not known', broken('UNABLE_TO_VERIFY_LEAF_SIGNATURE', false), false, true],
    ['another name', broken('ERR_TLS_CERT_ALTNAME_INVALID', false), false, true],
    ['https to a port for http', broken('EPROTO', false), false, true],
    [
      'a client certificate that is asked for',
      broken('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', true),
      false,
      true,
    ],
    ['a client certificate of nobody', broken('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', true), false, true],
    [
      'a record that is garbled later',
      broken('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', true),
      false,
      false,
    ],
    ['a proxy that wants a login', broken('PROXY_ANSWERED_407', false), false, true],
    ['the same without a tunnel', answer(407), false, true],
    ['a proxy that does not get through', broken('PROXY_ANSWERED_503', false), true, true],
    ['a proxy that may not', broken('PROXY_ANSWERED_403', false), false, true],
  ])('%s', (_name, outcome, transient, definite) => {
    expect({ transient: isTransient(outcome), definite: isDefinite(outcome) }).toEqual({
      transient,
      definite,
    });
  });
});

describe('seconds to wait', () => {
  const MLFLOW = { max: 7, isMaxGiven: false, factor: 2, jitter: 1, respectRetryAfter: true };
  const now = new Date('2026-11-01T00:00:00Z');
  const wait = (nth: number, outcome: Outcome, settings = MLFLOW, random = 0): number =>
    secondsToWait({ nth, outcome, settings, random, now });
  const after = (retryAfter: string): Answer => answer(503, '', { retryAfter });

  test.each([
    [1, 0, 0],
    [1, 0.9, 0],
    [2, 0, 4],
    [2, 0.25, 4.25],
    [3, 0, 8],
    [6, 0.5, 64.5],
    [7, 0.5, 120],
    [10, 0.5, 120],
  ])('before retry %d with chance %d: %d', (nth, random, expected) => {
    expect(wait(nth, answer(503), MLFLOW, random)).toBe(expected);
  });

  test('nothing without a factor and chance', () => {
    expect(wait(5, answer(503), { ...MLFLOW, factor: 0, jitter: 0 })).toBe(0);
  });

  test.each([
    ['seconds', '7', 7],
    ['seconds with spaces', ' 7 ', 7],
    ['a date', 'Sun, 01 Nov 2026 00:01:00 GMT', 60],
    ['ten minutes at most', '3600', 600],
    ['a date far away', 'Sun, 01 Nov 2099 00:01:00 GMT', 600],
    ['a date that is over: its own', 'Sat, 31 Oct 2026 00:01:00 GMT', 4],
    ['zero: its own', '0', 4],
    ['less than zero: its own', '-5', 4],
    ['a fraction: its own', '1.5', 4],
    ['nonsense: its own', 'soon', 4],
    ['more digits than a number has', '9'.repeat(400), 600],
  ])('as the server asks: %s', (_name, header, expected) => {
    expect(wait(2, after(header))).toBe(expected);
  });

  test('as usual when MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER is off', () => {
    expect(wait(2, after('7'), { ...MLFLOW, respectRetryAfter: false })).toBe(4);
  });

  test('as usual without an answer', () => {
    expect(wait(2, broken('ECONNREFUSED', false))).toBe(4);
  });
});

describe('a server that was never reached', () => {
  const settings = { max: 7, isMaxGiven: false, factor: 2, jitter: 1, respectRetryAfter: true };

  /** Each try takes so many seconds, on a clock of its own. */
  async function attempt(
    outcomes: readonly Outcome[],
    {
      takes = 0,
      ...more
    }: { takes?: number; isMaxGiven?: boolean; wasReached?: boolean; factor?: number } = {},
  ) {
    let now = Date.parse('2026-11-01T00:00:00Z');
    const began = now;
    const left = [...outcomes];
    const { wasReached = false, ...given } = more;
    const { tries, gaveUp = false } = await attemptRequest(
      () => {
        now += takes * 1_000;
        return Promise.resolve(left.length > 1 ? left.shift()! : left[0]!);
      },
      {
        settings: { ...settings, ...given },
        repeat: 'always',
        contact: { wasReached },
        pace: {
          now: () => new Date(now),
          sleep: (milliseconds) => {
            now += milliseconds;
            return Promise.resolve();
          },
          random: () => 1,
        },
        onWait: () => undefined,
      },
    );
    return { tries, gaveUp, seconds: (now - began) / 1_000 };
  }

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
    '%s ends within 10 seconds',
    async (code) => {
      const nobody = [broken(code, false)];
      expect(await attempt(nobody)).toEqual({ tries: 3, gaveUp: true, seconds: 5 });
      expect(await attempt(nobody, { takes: 4.5 })).toEqual({ tries: 2, gaveUp: true, seconds: 9 });
      expect((await attempt(nobody, { factor: 0 })).tries).toBe(8);
    },
  );

  test("keeps MLflow's retries once it was reached, by this request or an earlier one", async () => {
    const refused = broken('ECONNREFUSED', false);
    expect(await attempt([refused], { wasReached: true })).toMatchObject({ tries: 8, gaveUp: false });
    expect(await attempt([answer(503), refused])).toMatchObject({ tries: 8, gaveUp: false });
    expect(await attempt([broken('ECONNRESET', true), refused])).toMatchObject({
      tries: 8,
      gaveUp: false,
    });
  });

  test('keeps a number of retries that was set', async () => {
    expect(await attempt([broken('ECONNREFUSED', false)], { isMaxGiven: true })).toMatchObject({
      tries: 8,
      gaveUp: false,
    });
  });

  test('keeps the retries of a connection that is only slow', async () => {
    expect(await attempt([broken('CONNECT_TIMEOUT', false)])).toMatchObject({
      tries: 8,
      gaveUp: false,
    });
  });
});
