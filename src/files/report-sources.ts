import { posix } from 'node:path';
import type { Subject } from '../evidence/evidence.js';
import { fillTemplate } from '../evidence/reader.js';
import { keyOf, waysOf, type ReportReading, type ReportWay } from '../evidence/report-entry.js';

/** What makes a template a glob: `*`, `?`, `[…]`, `{a,b}`, `!(…)`. */
const GLOB = /[*?]|\[.+\]|\{.+\}|[!@+]\(/;

/** Files to read in one way. */
export interface Source<Way> {
  readonly template: string;
  readonly way: Way;
  /** Tells ways apart: a file is read once in each. */
  readonly key: string;
}

/** One way for all templates. */
export function sameSources<Way>(templates: readonly string[], way: Way): Source<Way>[] {
  return templates.map((template) => ({ template, way, key: '' }));
}

/** Whether a template means all files that match it, whatever the model's name. */
export function isGlob(template: string): boolean {
  return GLOB.test(fillTemplate(template, { model: 'm', version: '1' }));
}

/** How the policy reads each template's files. An entry may name a file that others name, too. */
export async function findSources(
  templates: readonly string[],
  subject: Subject,
  reading: ReportReading,
): Promise<Source<ReportWay>[]> {
  const { escapeGlob, readGlob } = reading.entries.some(({ file }) => isGlob(file))
    ? await import('./glob.js')
    : { escapeGlob: null, readGlob: null };
  return templates.flatMap((template) => {
    const path = posix.normalize(fillTemplate(template, subject));
    const names = (entry: string): boolean => {
      if (posix.normalize(fillTemplate(entry, subject)) === path) return true;
      if (readGlob === null || !isGlob(entry)) return false;
      try {
        const escaped = { ...subject, model: escapeGlob(subject.model) };
        return readGlob(fillTemplate(entry, escaped)).matches(path);
      } catch {
        return false; // reading the entry itself says what is wrong with it
      }
    };
    return waysOf(template, reading, names).map((way) => ({ template, way, key: keyOf(way) }));
  });
}
