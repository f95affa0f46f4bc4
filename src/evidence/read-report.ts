import type { Report } from './evidence.js';
import { chooseFormat, findNearly } from './formats/choose.js';
import type { FormatChoice } from './formats/index.js';
import { readStructured } from './structured.js';

export interface ReportFile {
  /** Path as the user knows it; its ending tells JSON from YAML. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string;
  /** `auto`, the default, goes by the shape; `plain` reads every report by its paths, whatever tool it looks like. */
  readonly format?: FormatChoice | undefined;
}

/**
 * Reads an evaluation report into numbers.
 * @throws UnreadableReport when it is no report that can be trusted whole
 */
export function readReport({ path, bytes, sha256, format: asked = 'auto' }: ReportFile): Report {
  const value = readStructured(path, bytes);
  const format = chooseFormat(value, asked);
  const nearly = asked === 'auto' && format.name === 'plain' ? findNearly(value) : null;
  return {
    ...{ path, sha256, format: format.name, ...format.read(value) },
    ...(nearly === null ? {} : { nearly }),
  };
}
