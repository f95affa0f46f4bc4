import type { Report } from './evidence.js';
import { UnreadableReport } from './evidence.js';
import { FORMATS } from './formats/index.js';
import { plain } from './formats/plain.js';
import { parseStructured } from './structured.js';

export interface ReportFile {
  /** Path as the user knows it; its ending tells JSON from YAML. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string;
  /** `plain` reads every report by its paths, whatever tool it looks like. */
  readonly format?: 'auto' | 'plain' | undefined;
}

/**
 * Reads an evaluation report into numbers.
 * @throws UnreadableReport when it is no report that can be trusted whole
 */
export function readReport({ path, bytes, sha256, format: asked }: ReportFile): Report {
  const value = parseStructured(path, bytes);
  const format = asked === 'plain' ? plain : FORMATS.find((candidate) => candidate.detect(value));
  if (format === undefined) throw new UnreadableReport('is in no format that is known');
  return { path, sha256, format: format.name, ...format.read(value) };
}
