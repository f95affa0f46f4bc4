import { createHash } from 'node:crypto';
import { shorten, toOneLine } from '../text/safe.js';
import type { SiteModel } from './format.js';

/** A badge as https://shields.io/badges/endpoint-badge reads it. */
interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: string;
  readonly isError?: true;
}

export interface NamedBadge {
  readonly model: string;
  readonly stage: string;
  /** Without its folder. */
  readonly file: string;
  readonly badge: Badge;
}

/** What a file may be called on every system, without a name that a web server hides. */
const PLAIN = /^[A-Za-z0-9][\w.-]{0,79}$/;
const LABEL_LIMIT = 80;

/**
 * A badge for each model and stage. If a model's names can't be a file's, or differ from another's only in letter case
 * or the place of the hyphen, its file's name has a digest. The model with the earliest `since` keeps the plain name, so
 * that a new model never takes over an older one's badge.
 * @param overdue whether a version should be confirmed by now and isn't
 */
export function makeBadges(
  models: readonly (SiteModel & { readonly begin: string | null })[],
  stages: readonly string[],
  overdue: (model: string, stage: string, version: string) => boolean,
): NamedBadge[] {
  const byAge = models
    .map((model, at) => ({ model, at }))
    .sort((a, b) => compare(a.model.begin ?? '~', b.model.begin ?? '~') || a.at - b.at);
  const taken = new Set<string>();
  const files = new Map<string, string>();
  for (const { model } of byAge)
    for (const stage of stages) {
      const plain = `${model.name}-${stage}`;
      const key = plain.toLowerCase();
      const isPlain = PLAIN.test(model.name) && PLAIN.test(stage) && !taken.has(key);
      if (isPlain) taken.add(key);
      files.set(keyOf(model.name, stage), `${isPlain ? plain : digested(model.name, stage)}.json`);
    }
  return models.flatMap((model) =>
    stages.map((stage) => ({
      model: model.name,
      stage,
      file: files.get(keyOf(model.name, stage)) ?? '',
      badge: badgeOf(model, stage, overdue),
    })),
  );
}

function badgeOf(
  { name, holds, unread }: SiteModel,
  stage: string,
  overdue: (model: string, stage: string, version: string) => boolean,
): Badge {
  const label = shorten(toOneLine(`${name} ${stage}`), LABEL_LIMIT);
  if (unread !== undefined)
    return { schemaVersion: 1, label, message: 'unreadable', color: 'red', isError: true };
  const held = holds.filter((hold) => hold.stage === stage).map(({ version }) => version);
  if (held.length === 0) return { schemaVersion: 1, label, message: 'empty', color: 'lightgrey' };
  const late = held.some((version) => overdue(name, stage, version));
  const message = held.map((version) => `v${version}`).join(', ') + (late ? ' (not confirmed)' : '');
  return {
    schemaVersion: 1,
    label,
    message: shorten(message, LABEL_LIMIT),
    color: late ? 'orange' : 'brightgreen',
  };
}

function digested(model: string, stage: string): string {
  const readable = (text: string) =>
    text
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40);
  const digest = createHash('sha256').update(keyOf(model, stage)).digest('hex').slice(0, 10);
  return [readable(model), readable(stage), digest].filter((part) => part !== '').join('-');
}

function keyOf(model: string, stage: string): string {
  return JSON.stringify([model, stage]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
