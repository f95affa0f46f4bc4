import { StagegateError } from '../../../errors.js';
import { errorCode } from './error-code.js';
import { readFile } from 'node:fs/promises';

/** The machine's files, as settings need them. */
export interface SettingsFiles {
  /** The folder that `~` stands for. */
  readonly home: string;
  /**
   * A file's text; null when there is none.
   * @throws Error with a `code` when it can't be read
   */
  read(path: string): Promise<string | null>;
}

/** The files of this machine; a relative path starts at the working directory. */
export function openFiles(home: string): SettingsFiles {
  return {
    home,
    read: async (path) => {
      try {
        return await readFile(path, 'utf8');
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return null;
        throw error;
      }
    },
  };
}

/**
 * A configuration file of the person; `~` is their home.
 * @throws StagegateError `input` when there is one that can't be read
 */
export async function readConfigFile(files: SettingsFiles, path: string): Promise<string | null> {
  try {
    return await files.read(path.replace(/^~(?=\/)/, files.home));
  } catch (error) {
    throw new StagegateError('input', `${path} can't be read (${errorCode(error) ?? 'unknown'})`, {
      hint: 'Give this user the right to read it, or move it away.',
    });
  }
}

/**
 * A file that a variable names.
 * @throws StagegateError `input` when it is not there or can't be read
 */
export async function readNamedFile(files: SettingsFiles, variable: string, path: string): Promise<string> {
  let text: string | null;
  try {
    text = await files.read(path);
  } catch (error) {
    throw new StagegateError(
      'input',
      `${variable}: ${path} can't be read (${errorCode(error) ?? 'unknown'})`,
      {
        hint: 'It has to be a file in PEM format that this user may read.',
      },
    );
  }
  if (text !== null) return text;
  throw new StagegateError('input', `${variable}: there is no file ${path}`, {
    hint: 'Give the path of a file in PEM format; a relative one starts at the working directory.',
  });
}
