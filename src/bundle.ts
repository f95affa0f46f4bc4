import type * as library from './index.js';

/**
 * The one bundle that the entries in dist/ share. Each entry loads its own part, so that what the action, the command
 * line and the library have in common exists once.
 */
export const startAction = (): Promise<unknown> => import('./action.js');
export const startCli = (): Promise<unknown> => import('./cli.js');
export const loadLibrary = (): Promise<typeof library> => import('./index.js');
