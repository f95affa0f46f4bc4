/**
 * The one bundle that the entries in dist/ share. Each entry loads its own part, so that what the action, the command
 * line and the library have in common exists once. It is CommonJS because Node loads the twenty files that a command
 * needs faster that way.
 */
export = {
  startAction: (): Promise<unknown> => import('./action.js'),
  startCli: (): Promise<unknown> => import('./cli.js'),
  loadLibrary: (): Promise<unknown> => import('./index.js'),
};
