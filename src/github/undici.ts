/**
 * What the bundle has in place of undici (REPLACED in scripts/build.mjs): `@actions/http-client` and `@actions/github`
 * import it for requests by a dispatcher, which nothing here sends (fetch.ts). It is as large as all of our own code, and
 * loading it takes longer than a promotion.
 */
export const { fetch } = globalThis;

export class ProxyAgent {
  constructor(readonly options: object) {}
}
