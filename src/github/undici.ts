/**
 * Replaces undici in the bundle (REPLACED in scripts/build.mjs). `@actions/github` imports undici for requests through a
 * dispatcher, which we never send (fetch.ts). It is as large as all of our own code, and loading it takes longer than a
 * promotion.
 */
export const { fetch } = globalThis;
