import type { WireRequest } from '../../../../src/registry/mlflow/client/connections.js';
import type { Answer, Broken, Outcome } from '../../../../src/registry/mlflow/client/exchange.js';
import type { Wire } from '../../../../src/registry/mlflow/client/wire.js';
import type { Fault } from '../../../mlflow/support/faults.js';
import { strike, type Armed, type Rule } from '../../../mlflow/support/proxy.js';
import { answerRest, type RestAnswer, type RestRequest } from './memory-rest.js';
import type { MemoryServer } from './memory-server.js';

/** Milliseconds for a request. */
const TAKES = 5;

/**
 * The way to a server in memory: no sockets, and faults as the proxy before a real server makes them, told by the codes
 * that Node has for them.
 */
export class MemoryWire implements Wire {
  /** In the order of arrival. */
  readonly requests: RestRequest[] = [];
  private readonly rules: Armed[] = [];

  /** @param sleep lets the time pass that requests take */
  constructor(
    readonly url: string,
    private readonly server: MemoryServer,
    private readonly sleep: (milliseconds: number) => Promise<void>,
  ) {}

  arm(rule: Rule): void {
    this.rules.push({ ...rule, counted: 0 });
  }

  async send({ method, url, body, timeout }: WireRequest): Promise<Outcome> {
    const request = { method, path: url.slice(new URL(url).origin.length), body: body ?? '' };
    await this.sleep(TAKES);
    this.requests.push(request);
    const fault = strike(this.rules, request);
    const reaches = fault === null || fault.kind === 'cut' || fault.moment === 'after';
    const answer = reaches ? await answerRest(this.server, request) : null;
    return fault === null ? toAnswer(answer!) : this.fail(fault, answer, timeout);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** @param timeout seconds */
  private async fail(fault: Fault, answer: RestAnswer | null, timeout: number): Promise<Outcome> {
    switch (fault.kind) {
      case 'answer':
        return toAnswer(fault.answer);
      case 'cut':
        return fault.what === 'transfer'
          ? broken('ECONNRESET', 'aborted')
          : toAnswer({ ...answer!, body: answer!.body.slice(0, Math.floor(answer!.body.length / 2)) });
      case 'reset':
        return broken('ECONNRESET', 'socket hang up');
      case 'hang':
        await this.sleep(timeout * 1_000);
        return broken('ANSWER_TIMEOUT', 'ANSWER_TIMEOUT');
      case 'interrupt':
        throw new TypeError('nothing is interrupted in memory');
    }
  }
}

function broken(code: string, detail: string): Broken {
  return { kind: 'broken', sent: true, code, detail };
}

function toAnswer({ status, headers, body }: RestAnswer): Answer {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    kind: 'answer',
    status,
    contentType: lower.get('content-type') ?? '',
    retryAfter: lower.get('retry-after') ?? null,
    location: lower.get('location') ?? null,
    text: body,
    utf8: true,
  };
}
