import { join } from 'node:path';
import config from '../jest.config.mjs';

const [unit] = config.projects;

/** The unit tests of what is mutated, and of what it calls. */
export default {
  ...unit,
  rootDir: join(import.meta.dirname, '..'),
  testMatch: ['gates', 'policy', 'promotion', 'history', 'statistics', 'render'].map(
    (room) => `<rootDir>/__tests__/unit/${room}/**/*.test.ts`,
  ),
  testTimeout: 60_000,
};
