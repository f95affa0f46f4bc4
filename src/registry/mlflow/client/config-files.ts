import { readFile } from 'node:fs/promises';
import { StagegateError } from '../../../errors.js';

/** The files that settings are read from. */
export interface SettingsFiles {
  /** The folder that `~` stands for. */
  readonly home: string;
  /**
   * @returns the text; null when there is no such file
   * @throws Error with a `code` when it can't be read
   */
  read(path: string): Promise<string | null>;
}

/** The files of this machine. A relative path starts at the working directory. */
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

/** The code of anything thrown (`ENOENT`, `ECONNREFUSED`); null without one. */
export function errorCode(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

async function read(files: SettingsFiles, path: string, told: { name: string; hint: string }) {
  try {
    return await files.read(path);
  } catch (error) {
    const { name, hint } = told;
    throw new StagegateError('input', `${name} can't be read (${errorCode(error) ?? 'unknown'})`, { hint });
  }
}

/**
 * Reads one of the user's configuration files; `~` is their home.
 * @returns null when there is none
 * @throws StagegateError `input` when it can't be read
 */
export async function readConfigFile(files: SettingsFiles, path: string): Promise<string | null> {
  const hint = 'Allow this user to read it, or move it away.';
  return read(files, path.replace(/^~(?=\/)/, files.home), { name: path, hint });
}

/**
 * Reads the PEM file that a variable names.
 * @throws StagegateError `input` when it doesn't exist or can't be read
 */
export async function readPemFile(files: SettingsFiles, variable: string, path: string): Promise<string> {
  const hint = 'Name a file in PEM format that this user may read.';
  const text = await read(files, path, { name: `${variable}: ${path}`, hint });
  if (text !== null) return text;
  throw new StagegateError('input', `${variable}: ${path} doesn't exist`, {
    hint: 'Name a file in PEM format. A relative path starts at the working directory.',
  });
}

/** Section to key to value; keys are lower-case. */
type ConfigFile = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

/**
 * Parses the format of Python's `configparser`, which MLflow and Databricks read these files with. It has `=` or `:`,
 * continues long values by indentation, and knows no comments or quotes inside a value: both would cut a password.
 * @throws StagegateError `input` with the line, never its text
 */
export function parseConfigFile(text: string, file: string): ConfigFile {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | null = null;
  let key: string | null = null;
  let indent = 0;
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const refuse = (why: string): StagegateError =>
      new StagegateError('input', why, { place: { file, line: index + 1 }, hint: HINT });
    const content = line.trim();
    if (content === '' || /^[#;]/.test(content)) continue;
    const depth = line.search(/\S/);
    if (section !== null && key !== null && depth > indent) {
      section.set(key, `${section.get(key) ?? ''}\n${content}`);
      continue;
    }
    indent = depth;
    const header = /^\[(.+)\]/.exec(content)?.[1];
    if (header !== undefined) {
      if (sections.has(header)) throw refuse('this section appears twice');
      section = new Map<string, string>();
      sections.set(header, section);
      key = null;
      continue;
    }
    const option = /^(.+?)\s*[=:]\s*(.*)$/.exec(content);
    if (section === null) throw refuse('this line comes before the first [section]');
    if (option === null) throw refuse('this line is neither a [section] nor key = value');
    key = (option[1] ?? '').toLowerCase();
    if (section.has(key)) throw refuse('this key appears twice in its section');
    section.set(key, option[2] ?? '');
  }
  return Object.fromEntries([...sections].map(([name, values]) => [name, Object.fromEntries(values)]));
}

const HINT = 'Write [section] lines, each followed by lines of key = value.';

/**
 * Resolves `%%` in a value to a percent sign, as `configparser` does.
 * @throws StagegateError `input` for a single `%`, which `configparser` refuses too
 */
export function interpolate(value: string, { file, key }: { file: string; key: string }): string {
  if (/%/.test(value.replaceAll('%%', ''))) {
    throw new StagegateError('input', `${file}: ${key} has a single %`, {
      hint: 'Write %% for a percent sign in this file. MLflow requires that too.',
    });
  }
  return value.replaceAll('%%', '%');
}
