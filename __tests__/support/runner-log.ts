/**
 * Reads an action's log as GitHub's runner does (actions/runner, ActionCommand.cs and ActionCommandManager.cs),
 * so that a test sees what a hostile name in a log line would set off.
 */

export interface LogCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

const KNOWN = new Set([
  ...['add-mask', 'add-matcher', 'add-path', 'debug', 'echo', 'endgroup', 'error', 'group'],
  ...['internal-set-repo-path', 'notice', 'remove-matcher', 'save-state', 'set-env', 'set-output'],
  ...['stop-commands', 'warning'],
]);

/** The commands that the runner would obey, in order; `stop-commands` is obeyed too. */
export function parseLogCommands(log: string): LogCommand[] {
  const commands: LogCommand[] = [];
  let resumeWith: string | null = null;
  for (const line of log.split(/\r\n|\r|\n/)) {
    if (resumeWith !== null) {
      if (line.trim() === `::${resumeWith}::`) resumeWith = null;
      continue;
    }
    const command = parseColons(line) ?? parseBrackets(line);
    if (command === null) continue;
    commands.push(command);
    if (command.name === 'stop-commands') resumeWith = command.message;
  }
  return commands;
}

/** The annotations among the commands, with numbers where the runner wants numbers. */
export function selectAnnotations(commands: readonly LogCommand[]): Annotation[] {
  return commands.flatMap(({ name, properties, message }) => {
    if (name !== 'error' && name !== 'warning' && name !== 'notice') return [];
    const { title, file } = properties;
    return [
      {
        level: name,
        message,
        ...(title === undefined ? {} : { title }),
        ...(file === undefined ? {} : { file }),
        ...numberOf('line', properties['line']),
        ...numberOf('endLine', properties['endline']),
        ...numberOf('column', properties['col']),
        ...numberOf('endColumn', properties['endcolumn']),
      },
    ];
  });
}

function numberOf(key: string, text: string | undefined): Record<string, number> {
  return text === undefined ? {} : { [key]: Number(text) };
}

/** `::name key=value,key=value::message`, at the start of a line after white space. */
function parseColons(line: string): LogCommand | null {
  const match = /^\s*::(.*?)::(.*)$/s.exec(line);
  if (match === null) return null;
  const escapes = { '%0D': '\r', '%0A': '\n', '%25': '%' };
  return readCommand(match, {
    separator: ',',
    message: escapes,
    property: { ...escapes, '%3A': ':', '%2C': ',' },
  });
}

/** `##[name key=value;key=value]message`, anywhere in a line. */
function parseBrackets(line: string): LogCommand | null {
  const match = /##\[(.*?)\](.*)$/s.exec(line);
  if (match === null) return null;
  const escapes = { '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']', '%25': '%' };
  return readCommand(match, { separator: ';', message: escapes, property: escapes });
}

interface Syntax {
  readonly separator: string;
  readonly message: Readonly<Record<string, string>>;
  readonly property: Readonly<Record<string, string>>;
}

function readCommand(match: RegExpExecArray, syntax: Syntax): LogCommand | null {
  const [, head = '', data = ''] = match;
  const space = head.indexOf(' ');
  const name = (space < 0 ? head : head.slice(0, space)).toLowerCase();
  if (!KNOWN.has(name)) return null;
  const properties: Record<string, string> = {};
  for (const pair of space < 0
    ? []
    : head
        .slice(space + 1)
        .trim()
        .split(syntax.separator)) {
    const equals = pair.indexOf('=');
    if (equals < 0) continue;
    const key = pair.slice(0, equals).toLowerCase();
    properties[key] = unescape(pair.slice(equals + 1), syntax.property);
  }
  return { name, properties, message: unescape(data, syntax.message) };
}

function unescape(text: string, escapes: Readonly<Record<string, string>>): string {
  return text.replace(/%[0-9A-F]{2}/g, (code) => escapes[code] ?? code);
}
