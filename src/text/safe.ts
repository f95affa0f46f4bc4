/*
 * Foreign text (names, metrics, reports, branches, answers) is made safe here, where it is shown: each place has its
 * function. See docs/background/threat-model.md for what each one stops.
 */

/** Control characters, line and paragraph separators, direction changes and zero-width characters. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** The runner takes `::command::` at a line's start and `##[command]` anywhere in a line. */
const ZERO_WIDTH_SPACE = '\u200b';

/** Other tools find their comments by a hidden mark. Ours must not contain one, not even in code. */
const HIDDEN = `<!${ZERO_WIDTH_SPACE}--`;

/** One line of printable text, at most `limit` characters. */
export function toOneLine(text: string, limit = 2_000): string {
  const clean = text.replace(/\r\n|[\n\r\t\u2028\u2029]/g, ' ').replace(UNPRINTABLE, '');
  // a text never has more characters than UTF-16 units, and to split it into characters costs more than the rest
  if (clean.length <= limit) return clean;
  const characters = [...clean];
  return characters.length <= limit ? clean : `${characters.slice(0, limit - 1).join('')}…`;
}

/** A text for a message, cut to `limit` UTF-16 units: an ellipsis stands for the rest. No character is cut in half. */
export function shorten(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}

/** A text in double quotes for a message, shortened. */
export function quote(text: string, limit = 60): string {
  return JSON.stringify(shorten(text, limit));
}

/** For the workflow's log: one line that the runner can't read as a command. */
export function forLog(text: string): string {
  return toOneLine(text, 4_000)
    .replaceAll('##[', `#${ZERO_WIDTH_SPACE}#[`)
    .replace(/^(\s*):(?=:)/, `$1:${ZERO_WIDTH_SPACE}`);
}

/** For a person's terminal: no escape sequences, no direction changes. */
export function forTerminal(text: string): string {
  return toOneLine(text);
}

/** One word of a command to paste into a shell. */
export function forShell(word: string): string {
  return /^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** For a commit message: no trailers, mentions, references or words that skip CI. */
export function forCommitMessage(text: string): string {
  return toOneLine(text, 500)
    .replace(/([@#])(?=[\w-])/g, `$1${ZERO_WIDTH_SPACE}`)
    .replace(/\bGH(?=-\d)/gi, `$&${ZERO_WIDTH_SPACE}`)
    .replace(/\/(?:issues|pull)\/(?=\d)/gi, `$&${ZERO_WIDTH_SPACE}`)
    .replace(/\[(?=(?:skip|no) (?:ci|actions)\]|ci skip\]|actions skip\])/gi, `[${ZERO_WIDTH_SPACE}`)
    .replace(/skip-checks(?=:)/gi, `$&${ZERO_WIDTH_SPACE}`);
}

/** For Markdown outside code: no markup, mentions, references, links or images. */
export function forMarkdown(text: string, limit = 1_000): string {
  return toOneLine(text, limit)
    .replace(/^\s{2,}/, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#!|~$-]|\+(?=\s|$)/g, (character) => `\\${character}`)
    .replace(/@(?=[\w-])/g, `@${ZERO_WIDTH_SPACE}`)
    .replace(/^(\s*\d+)\.(?=\s|$)/, '$1\\.')
    .replace(/\\#(?=\d)/g, `\\#${ZERO_WIDTH_SPACE}`)
    .replace(/\bGH(?=\\-\d)/gi, `GH${ZERO_WIDTH_SPACE}`)
    .replace(/:(?=\/\/)/g, `:${ZERO_WIDTH_SPACE}`)
    .replace(/:(?=[\w+\\-]+:)/g, `:${ZERO_WIDTH_SPACE}`)
    .replace(/\b(www)\.(?=\w)/gi, `$1${ZERO_WIDTH_SPACE}.`)
    .replace(/\b[0-9a-f]{7,40}\b/gi, (hex) => hex.replace(/.{6}(?=.)/g, `$&${ZERO_WIDTH_SPACE}`));
}

/** A Markdown code span, also in a table's cell. Its fence is longer than any run of backticks inside. */
export function forMarkdownCode(text: string, limit = 200): string {
  // a table ends its cell at a bare pipe, some parsers also after two backslashes
  const clean = toOneLine(text, limit)
    .replace(/\\(?=\|)/g, `\\${ZERO_WIDTH_SPACE}`)
    .replaceAll('<!--', HIDDEN)
    .replaceAll('|', '\\|')
    .replace(/@(?=[\w-])/g, `@${ZERO_WIDTH_SPACE}`);
  return fence(clean);
}

/** A command to paste, as a Markdown code span outside tables. Its characters are unchanged. */
export function forMarkdownCommand(text: string): string {
  return fence(toOneLine(text).replaceAll('<!--', HIDDEN));
}

/** A Markdown code block. No line can close its fence. */
export function forMarkdownBlock(lines: readonly string[], language = ''): string {
  const clean = lines.map((line) => toOneLine(line).replaceAll('<!--', HIDDEN));
  // the fence is longer than any run of backticks in the lines, so none can close it
  const ticks = '`'.repeat(Math.max(3, ...clean.map((line) => longestRun(line) + 1)));
  return [`${ticks}${language}`, ...clean, ticks].join('\n');
}

function fence(clean: string): string {
  const ticks = '`'.repeat(longestRun(clean) + 1);
  const pad = clean.startsWith('`') || clean.endsWith('`') || clean.trim() === '' ? ' ' : '';
  return `${ticks}${pad}${clean}${pad}${ticks}`;
}

/** Of backticks. */
function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/**
 * True for a URI with a user or a password in it. Errs on the side of true, since a password may contain what a URI's own
 * rules would end it at. Only digits after the colon are a port.
 */
export function hasCredentials(uri: string): boolean {
  return /:\/\/[^/?#]*(?::(?!\d+(?:[/?#]|$))[^@]*)?@/.test(uri);
}

/** The text without what is between `://` and `@`. */
export function hideCredentials(text: string): string {
  return text.replace(/:\/\/[^@\n]*@/g, '://…@');
}
