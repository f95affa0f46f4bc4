import { StagegateError } from '../../../errors.js';

/*
 * MLflow's search filters have quotes and no escapes: a text in single quotes can't hold one, and a backslash
 * before the closing quote is taken for an escape as soon as another quote follows.
 */

export interface NameFilter {
  readonly filter: string;
  /** False when it may match other names too: then look at each answer's own name. */
  readonly exact: boolean;
}

/** The text in quotes; null when neither kind of quotes can hold it. */
export function quoteText(text: string): string | null {
  if (text.endsWith('\\')) return null;
  if (!text.includes("'")) return `'${text}'`;
  return text.includes('"') ? null : `"${text}"`;
}

/** What finds the versions of a model on MLflow's own server, whatever its name. */
export function nameFilter(name: string): NameFilter {
  const quoted = quoteText(name);
  if (quoted !== null) return { filter: `name = ${quoted}`, exact: true };
  // `_` stands for any one character; some databases take a backslash in a pattern for an escape
  return { filter: `name LIKE '${name.replace(/['\\]/g, '_')}'`, exact: false };
}

/**
 * What finds the versions of a model on Databricks, whose searches take this one condition and nothing else.
 * @throws StagegateError `unsupported` for a name that no quotes can hold
 */
export function databricksNameFilter(name: string): string {
  const quoted = quoteText(name);
  if (quoted !== null) return `name = ${quoted}`;
  throw new StagegateError(
    'unsupported',
    `Databricks can't be searched for the model ${JSON.stringify(name)}`,
    {
      hint: 'Give the model a name without quotes and backslashes: a search there knows no escapes.',
    },
  );
}

/** What finds the versions that have a tag of this key; null for a key that a filter can't hold. */
export function tagFilter(key: string): string | null {
  return /^[\w .-]+$/.test(key) ? `tags.\`${key}\` LIKE '%'` : null;
}
