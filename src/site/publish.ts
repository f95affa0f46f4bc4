import { createHash } from 'node:crypto';
import type { CommandContext } from '../promotion/command.js';
import { VERSION } from '../version.js';
import { repositoryOf } from './links.js';
import type { SiteRequest, SiteResult, Written } from './result.js';
import { makeSite, type Site } from './site.js';

/** The page's own files, as the build made them (scripts/build-site.mjs). */
export interface PageFiles {
  /** With `{revision}` in addresses, in place of the revision of the data. */
  readonly html: string;
  readonly css: string;
  readonly script: string;
  readonly licenses: string;
}

/** A file of the site, its path relative to the folder. */
export type SiteFile = readonly [path: string, text: string];

/** Where a site goes to, and the page that goes with its data. */
export interface Publisher {
  readonly page: PageFiles;
  write(files: Iterable<SiteFile>): Promise<Written>;
}

/** Reads the registry, builds the page and writes it. @throws StagegateError */
export async function publishSite(
  { out }: SiteRequest,
  context: CommandContext,
  {
    publisher,
    env,
  }: {
    readonly publisher: Publisher;
    readonly env: Readonly<Record<string, string | undefined>>;
  },
): Promise<SiteResult> {
  const site = await makeSite({ version: VERSION, repository: repositoryOf(env) }, context);
  const { models, notices, lines } = site.index;
  const revision = createHash('sha256').update(JSON.stringify(site.index)).digest('hex').slice(0, 12);
  const written = await publisher.write(siteFiles(site, publisher.page, revision));
  const problems = notices.flatMap(({ kind, model, text }) =>
    kind === 'unread' || kind === 'unverified' ? [{ model: models[model]?.name ?? '', message: text }] : [],
  );
  return {
    ...{ out, ...written, models: models.length, lines },
    versions: models.reduce((sum, { versions }) => sum + versions, 0),
    verified: problems.length === 0,
    problems,
  };
}

/**
 * All files, the page itself last, so that its data are there before it is.
 * @param revision a short text that differs for different data: browsers cache files by their address
 */
export function* siteFiles(site: Site, page: PageFiles, revision: string): Generator<SiteFile> {
  for (const { file, badge } of site.badges) yield [`badges/${file}`, `${JSON.stringify(badge)}\n`];
  for (const detail of site.details())
    yield [`data/m${detail.model}.js`, asScript(`m${detail.model}`, detail)];
  yield ['data/history.js', asScript('history', site.history)];
  yield ['data/index.js', asScript('index', site.index)];
  yield ['page.css', page.css];
  yield ['page.js', page.script];
  yield ['licenses.txt', page.licenses];
  yield ['index.html', page.html.replaceAll('{revision}', revision)];
}

/**
 * Data as a script, since a page on disk can't fetch files. The data are a text for `JSON.parse`: as JavaScript,
 * a key `__proto__` would be something else.
 */
export function asScript(name: string, data: unknown): string {
  const text = JSON.stringify(data)
    .replace(/[\\']/g, '\\$&')
    .replace(
      /[<\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return `stagegate(${JSON.stringify(name)},'${text}');\n`;
}
