import {
  ServerFailure,
  type ServerRequest,
  type Transport,
} from '../../../../src/registry/mlflow/api/server.js';

export type Json = Readonly<Record<string, unknown>>;
/** What a request is answered with: an object, a failure, or what a function of it says. */
export type Reply = Json | Error | Answering;
type Answering = (request: ServerRequest) => Promise<Json>;

export interface ScriptedTransport extends Transport {
  /** Every request, in order. */
  readonly sent: readonly ServerRequest[];
}

/** Answers requests in the order of the replies; one request too many is an error. */
export function scriptTransport(...replies: readonly Reply[]): ScriptedTransport {
  const sent: ServerRequest[] = [];
  return {
    label: 'https://mlflow.example',
    sent,
    send: async (request) => {
      const reply = replies[sent.length];
      sent.push(request);
      if (reply === undefined) throw new Error(`nobody expected ${request.method} ${request.path}`);
      if (reply instanceof Error) throw reply;
      return isFunction(reply) ? reply(request) : reply;
    },
    close: () => Promise.resolve(),
  };
}

function isFunction(reply: Json | Answering): reply is Answering {
  return typeof reply === 'function';
}

/** A server's refusal. */
export function refusal(status: number, errorCode: string | null, message = 'no'): ServerFailure {
  return new ServerFailure(message, { status, errorCode, definite: true });
}

export const MISSING = refusal(404, 'RESOURCE_DOES_NOT_EXIST');

/** A version as MLflow's own server tells of it. */
export function told(version: string, more: Json = {}): Json {
  return {
    name: 'churn',
    version,
    creation_timestamp: 1_700_000_000_000,
    last_updated_timestamp: 1_700_000_000_000,
    current_stage: 'None',
    description: '',
    source: `s3://bucket/churn/${version}`,
    run_id: '',
    status: 'READY',
    run_link: '',
    ...more,
  };
}
