/**
 * Reads a file of `NAME=value` and `NAME<<DELIMITER` entries (GITHUB_OUTPUT, GITHUB_ENV, GITHUB_STATE) as
 * GitHub's runner does (actions/runner, FileCommandManager.cs).
 *
 * @throws Error with the runner's own words, on which the runner fails the step
 */
export function parseRunnerFile(text: string): Record<string, string> {
  const entries: Record<string, string> = {};
  const lines = text.split(/\r\n|\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const name = line.slice(0, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (name === '' || delimiter === '') {
        throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
      }
      const end = lines.indexOf(delimiter, index + 1);
      if (end < 0) throw new Error('Invalid value. Matching delimiter not found');
      entries[name] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else if (equals > 0) {
      entries[line.slice(0, equals)] = line.slice(equals + 1);
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
  return entries;
}
