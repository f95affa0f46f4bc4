/** What the tests import as @jest/globals when mutation/runner.mjs runs them. */
export { expect } from 'expect';
export { afterEach, beforeEach, describe, test } from 'jest-circus';
