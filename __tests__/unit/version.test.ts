import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { VERSION } from '../../src/version.js';
import { PROJECT } from '../support/project.js';

test("the version is the package's", () => {
  const { version } = JSON.parse(readFileSync(`${PROJECT}/package.json`, 'utf8')) as { version: string };
  expect(VERSION).toBe(version);
});
