import { randomUUID } from 'node:crypto';

/** Who sends a request. A reader may not write; an expired or unknown caller may do nothing. */
export type Caller = 'editor' | 'reader' | 'expired' | 'unknown';

export interface TokenAnswer {
  readonly status: number;
  readonly body: object;
}

/** Personal access tokens, and a service principal that gets its tokens by OAuth (machine to machine). */
export class SignIn {
  readonly token = `dapi${randomUUID()}`;
  readonly readerToken = `dapi${randomUUID()}`;
  readonly client = { id: randomUUID(), secret: `dose${randomUUID()}` };
  /** Access tokens issued by OAuth; false once they have expired. */
  private readonly issued = new Map<string, boolean>();

  /** The answer of `/oidc/v1/token`. */
  issue(authorization: string | undefined, form: URLSearchParams): TokenAnswer {
    const { id, secret } = this.client;
    if (authorization !== `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`) {
      return refuse(401, 'invalid_client', 'Client authentication failed');
    }
    if (form.get('grant_type') !== 'client_credentials') {
      return refuse(400, 'unsupported_grant_type', 'The authorization grant type is not supported');
    }
    if (form.get('scope') !== 'all-apis')
      return refuse(400, 'invalid_scope', 'The requested scope is invalid');
    const token = `eyJ${randomUUID()}`;
    this.issued.set(token, true);
    return {
      status: 200,
      body: { access_token: token, scope: 'all-apis', token_type: 'Bearer', expires_in: 3_600 },
    };
  }

  /** Expires all access tokens that were issued. */
  expire(): void {
    for (const token of this.issued.keys()) this.issued.set(token, false);
  }

  whose(authorization: string): Caller {
    const token = /^Bearer (.+)$/.exec(authorization)?.[1] ?? '';
    if (token === this.readerToken) return 'reader';
    if (token === this.token) return 'editor';
    const holds = this.issued.get(token);
    return holds === undefined ? 'unknown' : holds ? 'editor' : 'expired';
  }
}

function refuse(status: number, error: string, description: string): TokenAnswer {
  return { status, body: { error, error_description: description } };
}
