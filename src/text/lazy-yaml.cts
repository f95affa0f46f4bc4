import type * as library from 'yaml';

/**
 * YAML's library, evaluated when it is first used: most commands meet only plain texts (yaml-plain.ts), and its seventy
 * modules take longer than such a command's work. The build makes a file of its own of it. This one is CommonJS because
 * an ES module can't wait without making every caller asynchronous.
 */
function yaml(): typeof library {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('yaml') as typeof library;
}

export = yaml;
