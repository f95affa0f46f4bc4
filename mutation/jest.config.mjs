import { join } from 'node:path';
import config from '../jest.config.mjs';

const [unit] = config.projects;

/** The unit tests of the folder in MUTATION_FOLDER. */
export default {
  ...unit,
  rootDir: join(import.meta.dirname, '..'),
  testMatch: ['<rootDir>/mutation/folder.test.mjs'],
  testTimeout: 60_000,
};
