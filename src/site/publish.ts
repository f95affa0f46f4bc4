import { createHash } from 'node:crypto';
import type { CommandContext } from '../promotion/command.js';
import { VERSION } from '../version.js';
import { siteFiles, type PageFiles, type SiteFile } from './assemble.js';
import { repositoryOf } from './links.js';
import type { SiteRequest, SiteResult, Written } from './result.js';
import { makeSite } from './site.js';

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
