const SPACE = /[ \t\r\n]*/y;
// eslint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const ATOM = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;

type State = 'value' | 'first-value' | 'first-key' | 'key' | 'colon' | 'next' | 'end';

/**
 * The offset of the first thing that is no JSON (the text's length when it ends too early), or undefined
 * when all is well. JSON.parse tells no position on older Node versions and quotes the file's contents.
 */
export function findJsonError(text: string): number | undefined {
  const open: ('{' | '[')[] = [];
  let state: State = 'value';
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    at += length;
    return length > 0;
  };
  const after = (): State => (open.length === 0 ? 'end' : 'next');
  for (;;) {
    take(SPACE);
    const char = text[at];
    if (char === undefined) return state === 'end' ? undefined : at;
    if ((state === 'value' || state === 'first-value') && (char === '{' || char === '[')) {
      open.push(char);
      at += 1;
      state = char === '{' ? 'first-key' : 'first-value';
    } else if (closes(char, state, open.at(-1))) {
      open.pop();
      at += 1;
      state = after();
    } else if (state === 'value' || state === 'first-value') {
      if (!take(STRING) && !take(ATOM)) return at;
      state = after();
    } else if (state === 'key' || state === 'first-key') {
      if (!take(STRING)) return at;
      state = 'colon';
    } else if (state === 'colon' && char === ':') {
      at += 1;
      state = 'value';
    } else if (state === 'next' && char === ',') {
      at += 1;
      state = open.at(-1) === '{' ? 'key' : 'value';
    } else {
      return at;
    }
  }
}

function closes(char: string, state: State, innermost: '{' | '[' | undefined): boolean {
  if (char === '}') return innermost === '{' && (state === 'next' || state === 'first-key');
  if (char === ']') return innermost === '[' && (state === 'next' || state === 'first-value');
  return false;
}
