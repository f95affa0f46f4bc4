import { Dispatcher, errors } from 'undici';
import type { Fault } from '../../../mlflow/support/faults.js';
import { strike, type Armed, type Rule } from '../../../mlflow/support/proxy.js';
import { answerRest, type RestAnswer, type RestRequest } from './memory-rest.js';
import type { MemoryServer } from './memory-server.js';

/** Milliseconds for a request. */
const TAKES = 5;

type Handler = Dispatcher.DispatchHandlers;

/**
 * What undici sends requests with, to a server in memory: no sockets, and faults as the proxy before a real server makes
 * them, told by the errors that undici has for them.
 */
export class MemoryWire extends Dispatcher {
  /** In the order of arrival. */
  readonly requests: RestRequest[] = [];
  private readonly rules: Armed[] = [];

  /** @param sleep lets the time pass that requests take */
  constructor(
    readonly url: string,
    private readonly server: MemoryServer,
    private readonly sleep: (milliseconds: number) => Promise<void>,
  ) {
    super();
  }

  arm(rule: Rule): void {
    this.rules.push({ ...rule, counted: 0 });
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Handler): boolean {
    void this.serve(options, handler).catch((error: unknown) => handler.onError?.(error as Error));
    return true;
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }

  override destroy(): Promise<void> {
    return Promise.resolve();
  }

  private async serve(
    { method, path, body, headersTimeout }: Dispatcher.DispatchOptions,
    handler: Handler,
  ): Promise<void> {
    const request = { method, path, body: typeof body === 'string' ? body : '' };
    await this.sleep(TAKES);
    handler.onConnect?.(() => undefined);
    this.requests.push(request);
    const fault = strike(this.rules, request);
    const reaches = fault === null || fault.kind === 'cut' || fault.moment === 'after';
    const answer = reaches ? await answerRest(this.server, request) : null;
    if (fault === null) reply(handler, answer!);
    else await this.fail(handler, { fault, answer, timeout: headersTimeout ?? 0 });
  }

  private async fail(
    handler: Handler,
    { fault, answer, timeout }: { fault: Fault; answer: RestAnswer | null; timeout: number },
  ): Promise<void> {
    switch (fault.kind) {
      case 'answer':
        reply(handler, fault.answer);
        break;
      case 'cut':
        cut(handler, answer!, fault.what);
        break;
      case 'reset':
        handler.onError?.(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
        break;
      case 'hang':
        await this.sleep(timeout);
        handler.onError?.(new errors.HeadersTimeoutError());
        break;
      case 'interrupt':
        throw new TypeError('nothing is interrupted in memory');
    }
  }
}

function reply(handler: Handler, { status, headers, body }: RestAnswer): void {
  begin(handler, { status, headers, body });
  handler.onData?.(Buffer.from(body));
  handler.onComplete?.([]);
}

function cut(handler: Handler, answer: RestAnswer, what: 'transfer' | 'json'): void {
  const half = answer.body.slice(0, Math.floor(answer.body.length / 2));
  if (what === 'json') {
    reply(handler, { ...answer, body: half });
    return;
  }
  begin(handler, answer);
  handler.onData?.(Buffer.from(half));
  handler.onError?.(new errors.SocketError('other side closed'));
}

function begin(handler: Handler, { status, headers }: RestAnswer): void {
  const raw = Object.entries(headers).flatMap((pair) => pair.map((text) => Buffer.from(text)));
  handler.onHeaders?.(status, raw, () => undefined, '');
}
