import { StagegateError } from '../../../errors.js';

/** Section to key to value; keys are lower-case. */
export type ConfigFile = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

/**
 * Reads what Python's `configparser` reads, since that is what MLflow and Databricks read their files with: no
 * comments behind values and no quotes (both would cut a password), `=` or `:`, longer lines by indentation.
 * @throws StagegateError `input` with the line, never its text
 */
export function parseConfigFile(text: string, file: string): ConfigFile {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | null = null;
  let key: string | null = null;
  let indent = 0;
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
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
      if (sections.has(header)) throw refuse('a section is there twice');
      section = new Map<string, string>();
      sections.set(header, section);
      key = null;
      continue;
    }
    const option = /^(.+?)\s*[=:]\s*(.*)$/.exec(content);
    if (section === null) throw refuse('a line stands before the first [section]');
    if (option === null) throw refuse('a line is neither a [section] nor key = value');
    key = (option[1] ?? '').toLowerCase();
    if (section.has(key)) throw refuse('a key is there twice in its section');
    section.set(key, option[2] ?? '');
  }
  return Object.fromEntries([...sections].map(([name, values]) => [name, Object.fromEntries(values)]));
}

const HINT = 'The file has [sections] with lines of key = value.';

/**
 * A value as `configparser` gives it out: `%%` is a percent sign.
 * @throws StagegateError `input` for a `%` that it would refuse as well
 */
export function interpolate(value: string, { file, key }: { file: string; key: string }): string {
  if (/%/.test(value.replaceAll('%%', ''))) {
    throw new StagegateError('input', `${file}: ${key} has a % that stands alone`, {
      hint: 'Write %% for a percent sign in this file, as MLflow asks for too.',
    });
  }
  return value.replaceAll('%%', '%');
}
