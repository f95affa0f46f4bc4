import { docBlocks, type DocBlock } from './docs.js';

/** A line that people type, as a page shows it. */
export interface DocCommand {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** 0 unless the line ends with `# exit status 1`. */
  readonly status: number;
  /** The lines of output that the page shows below it. */
  readonly shown: readonly string[];
}

export const COMMANDS = /^(?:sh|console|bash|shell)$/;

/** Every block of commands in the pages, or in some of them. */
export function commandBlocks(files?: readonly string[]): DocBlock[] {
  return docBlocks(COMMANDS, files);
}

/** The commands of a block: all lines of `sh`, those with a prompt in `console`. */
export function commandsOf({ file, line: first, language, text }: DocBlock): DocCommand[] {
  const commands: { file: string; line: number; text: string; status: number; shown: string[] }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('# ')) continue;
    if (language === 'console' && !line.startsWith('$ ')) commands.at(-1)?.shown.push(line);
    else {
      const [, command = '', status = '0'] =
        /^(?:\$ )?(.*?)(?:\s+# exit status (\d))?(?:\s+# .*)?$/.exec(line) ?? [];
      commands.push({ file, line: first + at, text: command, status: Number(status), shown: [] });
    }
  }
  return commands;
}
