import packageJson from '../package.json' with { type: 'json' };

/** The package's version; the bundler keeps only this one field of the file. */
export const VERSION: string = packageJson.version;
