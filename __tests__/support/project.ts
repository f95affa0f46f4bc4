import { join } from 'node:path';

/** The project's root folder. */
export const PROJECT = join(import.meta.dirname, '..', '..');

/** The Node that runs actions: the development dependency `node`, of the major that `action.yml` asks for. */
export const ACTION_NODE = join(PROJECT, 'node_modules', 'node', 'bin', 'node');

export const CLI_BUNDLE = join(PROJECT, 'dist', 'cli', 'index.js');

export const ACTION_BUNDLE = join(PROJECT, 'dist', 'action', 'index.js');

export const LIBRARY_BUNDLE = join(PROJECT, 'dist', 'lib', 'index.js');
