import { checkTemplate } from '../evidence/template.js';
import type { DataPath } from '../text/yaml-source.js';
import type { Finding } from './diagnose.js';

/** What is wrong with the templates of files at a place. */
export function templateFindings(
  templates: string | readonly string[] | undefined,
  path: DataPath,
): Finding[] {
  return [templates ?? []].flat().flatMap((template, at) => {
    const wrong = checkTemplate(template);
    return wrong === null ? [] : [{ ...wrong, path: typeof templates === 'string' ? path : [...path, at] }];
  });
}
