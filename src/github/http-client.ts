/**
 * Replaces `@actions/http-client` in the bundle (REPLACED in scripts/build.mjs). `@actions/core` imports it for OIDC
 * tokens, and `@actions/github` for an agent and a dispatcher. We use none of them (fetch.ts), but to load it and Node's
 * http, https, tls and assert takes a twentieth of a promotion that sends nothing, and 4 MiB.
 */
export class HttpClient {
  getAgent(): undefined {
    return undefined;
  }

  getAgentDispatcher(): undefined {
    return undefined;
  }
}
