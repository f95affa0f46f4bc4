import type { Evidence, TestEvidence } from './evidence.js';

/** Whom evidence is about: fills `{model}` and `{version}` in templates. */
export interface Subject {
  readonly model: string;
  readonly version: string;
}

/** The port through which evidence is read; what is missing or unreadable is told, never thrown. */
export interface EvidenceReader {
  /** @param templates paths or globs, with `{model}` and `{version}` */
  reports(templates: readonly string[], subject: Subject, format: 'auto' | 'plain'): Promise<Evidence>;
  tests(templates: readonly string[], subject: Subject): Promise<TestEvidence>;
}

/** No evidence was asked for. */
export const NO_EVIDENCE: Evidence = { patterns: [], reports: [], problems: [] };

/** True when a template names a different file for each version, so that it can name the champion's own. */
export function tellsVersionsApart(template: string): boolean {
  return template.includes('{version}');
}

export function fillTemplate(template: string, subject: Subject): string {
  return template.replaceAll('{model}', () => subject.model).replaceAll('{version}', () => subject.version);
}
