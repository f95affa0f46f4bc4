import { createHash } from 'node:crypto';
import type { CommandContext } from '../promotion/command.js';
import { VERSION } from '../version.js';
import { siteFiles, type PageFiles, type SiteFile } from './assemble.js';
import { repositoryOf } from './links.js';
import { makeSite } from './site.js';

export interface SiteRequest {
  /** The folder to write to, relative to the current one. */
  readonly out: string;
}

/** What was published. */
export interface SiteResult extends Written {
  /** The folder as it was asked for. */
  readonly out: string;
  readonly models: number;
  readonly versions: number;
  /** Of the history. */
  readonly lines: number;
  /** Whether every model could be read and agrees with its history. */
  readonly verified: boolean;
  /** What the page says on top: by model, why it can't be read or where it differs from its history. */
  readonly problems: readonly { readonly model: string; readonly message: string }[];
}

/** What was written. */
export interface Written {
  readonly files: number;
  readonly bytes: number;
  /** How many files of an earlier site were removed. */
  readonly removed: number;
}

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
