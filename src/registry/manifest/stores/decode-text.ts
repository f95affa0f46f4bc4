import { StagegateError } from '../../../errors.js';

/**
 * The text of a manifest or history file. A byte order mark stays in it, so that writing gives the same bytes.
 * @throws StagegateError `manifest` (`history` for `.jsonl`) when the bytes are not UTF-8
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new StagegateError(
      path.endsWith('.jsonl') ? 'history' : 'manifest',
      `${JSON.stringify(path)} is not UTF-8 text`,
      {
        place: { file: path },
        hint: 'Save it as UTF-8, or restore it from git.',
        cause,
      },
    );
  }
}
