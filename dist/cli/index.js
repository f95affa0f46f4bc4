#!/usr/bin/env node
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 1916:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.Io = __webpack_unused_export__ = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.Io = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
__webpack_unused_export__ = closest;


/***/ }),

/***/ 4006:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const pico = __nccwpck_require__(8016);
const utils = __nccwpck_require__(4059);

function picomatch(glob, options, returnState = false) {
  // default to os.platform()
  if (options && (options.windows === null || options.windows === undefined)) {
    // don't mutate the original options object
    options = { ...options, windows: utils.isWindows() };
  }

  return pico(glob, options, returnState);
}

Object.assign(picomatch, pico);
module.exports = picomatch;


/***/ }),

/***/ 5595:
/***/ ((module) => {



const WIN_SLASH = '\\\\/';
const WIN_NO_SLASH = `[^${WIN_SLASH}]`;

const DEFAULT_MAX_EXTGLOB_RECURSION = 0;

/**
 * Posix glob regex
 */

const DOT_LITERAL = '\\.';
const PLUS_LITERAL = '\\+';
const QMARK_LITERAL = '\\?';
const SLASH_LITERAL = '\\/';
const ONE_CHAR = '(?=.)';
const QMARK = '[^/]';
const END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
const START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
const DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
const NO_DOT = `(?!${DOT_LITERAL})`;
const NO_DOTS = `(?!${START_ANCHOR}${DOTS_SLASH})`;
const NO_DOT_SLASH = `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`;
const NO_DOTS_SLASH = `(?!${DOTS_SLASH})`;
const QMARK_NO_DOT = `[^.${SLASH_LITERAL}]`;
const STAR = `${QMARK}*?`;
const SEP = '/';

const POSIX_CHARS = {
  DOT_LITERAL,
  PLUS_LITERAL,
  QMARK_LITERAL,
  SLASH_LITERAL,
  ONE_CHAR,
  QMARK,
  END_ANCHOR,
  DOTS_SLASH,
  NO_DOT,
  NO_DOTS,
  NO_DOT_SLASH,
  NO_DOTS_SLASH,
  QMARK_NO_DOT,
  STAR,
  START_ANCHOR,
  SEP
};

/**
 * Windows glob regex
 */

const WINDOWS_CHARS = {
  ...POSIX_CHARS,

  SLASH_LITERAL: `[${WIN_SLASH}]`,
  QMARK: WIN_NO_SLASH,
  STAR: `${WIN_NO_SLASH}*?`,
  DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
  NO_DOT: `(?!${DOT_LITERAL})`,
  NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
  NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
  NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
  QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
  START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
  END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
  SEP: '\\'
};

/**
 * POSIX Bracket Regex
 */

const POSIX_REGEX_SOURCE = {
  __proto__: null,
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  ascii: '\\x00-\\x7F',
  blank: ' \\t',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '\\x21-\\x7E',
  lower: 'a-z',
  print: '\\x20-\\x7E ',
  punct: '\\-!"#$%&\'()\\*+,./:;<=>?@[\\]^_`{|}~',
  space: ' \\t\\r\\n\\v\\f',
  upper: 'A-Z',
  word: 'A-Za-z0-9_',
  xdigit: 'A-Fa-f0-9'
};

module.exports = {
  DEFAULT_MAX_EXTGLOB_RECURSION,
  MAX_LENGTH: 1024 * 64,
  POSIX_REGEX_SOURCE,

  // regular expressions
  REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
  REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
  REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
  REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
  REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
  REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,

  // Replace globs with equivalent patterns to reduce parsing time.
  REPLACEMENTS: {
    __proto__: null,
    '***': '*',
    '**/**': '**',
    '**/**/**': '**'
  },

  // Digits
  CHAR_0: 48, /* 0 */
  CHAR_9: 57, /* 9 */

  // Alphabet chars.
  CHAR_UPPERCASE_A: 65, /* A */
  CHAR_LOWERCASE_A: 97, /* a */
  CHAR_UPPERCASE_Z: 90, /* Z */
  CHAR_LOWERCASE_Z: 122, /* z */

  CHAR_LEFT_PARENTHESES: 40, /* ( */
  CHAR_RIGHT_PARENTHESES: 41, /* ) */

  CHAR_ASTERISK: 42, /* * */

  // Non-alphabetic chars.
  CHAR_AMPERSAND: 38, /* & */
  CHAR_AT: 64, /* @ */
  CHAR_BACKWARD_SLASH: 92, /* \ */
  CHAR_CARRIAGE_RETURN: 13, /* \r */
  CHAR_CIRCUMFLEX_ACCENT: 94, /* ^ */
  CHAR_COLON: 58, /* : */
  CHAR_COMMA: 44, /* , */
  CHAR_DOT: 46, /* . */
  CHAR_DOUBLE_QUOTE: 34, /* " */
  CHAR_EQUAL: 61, /* = */
  CHAR_EXCLAMATION_MARK: 33, /* ! */
  CHAR_FORM_FEED: 12, /* \f */
  CHAR_FORWARD_SLASH: 47, /* / */
  CHAR_GRAVE_ACCENT: 96, /* ` */
  CHAR_HASH: 35, /* # */
  CHAR_HYPHEN_MINUS: 45, /* - */
  CHAR_LEFT_ANGLE_BRACKET: 60, /* < */
  CHAR_LEFT_CURLY_BRACE: 123, /* { */
  CHAR_LEFT_SQUARE_BRACKET: 91, /* [ */
  CHAR_LINE_FEED: 10, /* \n */
  CHAR_NO_BREAK_SPACE: 160, /* \u00A0 */
  CHAR_PERCENT: 37, /* % */
  CHAR_PLUS: 43, /* + */
  CHAR_QUESTION_MARK: 63, /* ? */
  CHAR_RIGHT_ANGLE_BRACKET: 62, /* > */
  CHAR_RIGHT_CURLY_BRACE: 125, /* } */
  CHAR_RIGHT_SQUARE_BRACKET: 93, /* ] */
  CHAR_SEMICOLON: 59, /* ; */
  CHAR_SINGLE_QUOTE: 39, /* ' */
  CHAR_SPACE: 32, /*   */
  CHAR_TAB: 9, /* \t */
  CHAR_UNDERSCORE: 95, /* _ */
  CHAR_VERTICAL_LINE: 124, /* | */
  CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279, /* \uFEFF */

  /**
   * Create EXTGLOB_CHARS
   */

  extglobChars(chars) {
    return {
      '!': { type: 'negate', open: '(?:(?!(?:', close: `))${chars.STAR})` },
      '?': { type: 'qmark', open: '(?:', close: ')?' },
      '+': { type: 'plus', open: '(?:', close: ')+' },
      '*': { type: 'star', open: '(?:', close: ')*' },
      '@': { type: 'at', open: '(?:', close: ')' }
    };
  },

  /**
   * Create GLOB_CHARS
   */

  globChars(win32) {
    return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
  }
};


/***/ }),

/***/ 8265:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const constants = __nccwpck_require__(5595);
const utils = __nccwpck_require__(4059);

/**
 * Constants
 */

const {
  MAX_LENGTH,
  POSIX_REGEX_SOURCE,
  REGEX_NON_SPECIAL_CHARS,
  REGEX_SPECIAL_CHARS_BACKREF,
  REPLACEMENTS
} = constants;

/**
 * Helpers
 */

const expandRange = (args, options) => {
  if (typeof options.expandRange === 'function') {
    return options.expandRange(...args, options);
  }

  args.sort();
  const value = `[${args.join('-')}]`;

  try {
    /* eslint-disable-next-line no-new */
    new RegExp(value);
  } catch (ex) {
    return args.map(v => utils.escapeRegex(v)).join('..');
  }

  return value;
};

/**
 * Create the message for a syntax error
 */

const syntaxError = (type, char) => {
  return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
};

const splitTopLevel = input => {
  const parts = [];
  let bracket = 0;
  let paren = 0;
  let quote = 0;
  let value = '';
  let escaped = false;

  for (const ch of input) {
    if (escaped === true) {
      value += ch;
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      value += ch;
      escaped = true;
      continue;
    }

    if (ch === '"') {
      quote = quote === 1 ? 0 : 1;
      value += ch;
      continue;
    }

    if (quote === 0) {
      if (ch === '[') {
        bracket++;
      } else if (ch === ']' && bracket > 0) {
        bracket--;
      } else if (bracket === 0) {
        if (ch === '(') {
          paren++;
        } else if (ch === ')' && paren > 0) {
          paren--;
        } else if (ch === '|' && paren === 0) {
          parts.push(value);
          value = '';
          continue;
        }
      }
    }

    value += ch;
  }

  parts.push(value);
  return parts;
};

const isPlainBranch = branch => {
  let escaped = false;

  for (const ch of branch) {
    if (escaped === true) {
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      escaped = true;
      continue;
    }

    if (/[?*+@!()[\]{}]/.test(ch)) {
      return false;
    }
  }

  return true;
};

const normalizeSimpleBranch = branch => {
  let value = branch.trim();
  let changed = true;

  while (changed === true) {
    changed = false;

    if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
      value = value.slice(2, -1);
      changed = true;
    }
  }

  if (!isPlainBranch(value)) {
    return;
  }

  return value.replace(/\\(.)/g, '$1');
};

const hasRepeatedCharPrefixOverlap = branches => {
  const values = branches.map(normalizeSimpleBranch).filter(Boolean);

  for (let i = 0; i < values.length; i++) {
    for (let j = i + 1; j < values.length; j++) {
      const a = values[i];
      const b = values[j];
      const char = a[0];

      if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) {
        continue;
      }

      if (a === b || a.startsWith(b) || b.startsWith(a)) {
        return true;
      }
    }
  }

  return false;
};

const parseRepeatedExtglob = (pattern, requireEnd = true) => {
  if ((pattern[0] !== '+' && pattern[0] !== '*') || pattern[1] !== '(') {
    return;
  }

  let bracket = 0;
  let paren = 0;
  let quote = 0;
  let escaped = false;

  for (let i = 1; i < pattern.length; i++) {
    const ch = pattern[i];

    if (escaped === true) {
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      escaped = true;
      continue;
    }

    if (ch === '"') {
      quote = quote === 1 ? 0 : 1;
      continue;
    }

    if (quote === 1) {
      continue;
    }

    if (ch === '[') {
      bracket++;
      continue;
    }

    if (ch === ']' && bracket > 0) {
      bracket--;
      continue;
    }

    if (bracket > 0) {
      continue;
    }

    if (ch === '(') {
      paren++;
      continue;
    }

    if (ch === ')') {
      paren--;

      if (paren === 0) {
        if (requireEnd === true && i !== pattern.length - 1) {
          return;
        }

        return {
          type: pattern[0],
          body: pattern.slice(2, i),
          end: i
        };
      }
    }
  }
};

const buildCharClassStar = chars => {
  const source = chars.length === 1
    ? utils.escapeRegex(chars[0])
    : `[${chars.map(ch => utils.escapeRegex(ch)).join('')}]`;

  return `${source}*`;
};

const getStarExtglobSequenceChars = pattern => {
  let index = 0;
  const chars = [];

  while (index < pattern.length) {
    const match = parseRepeatedExtglob(pattern.slice(index), false);

    if (!match || match.type !== '*') {
      return;
    }

    const branches = splitTopLevel(match.body).map(branch => branch.trim());
    if (branches.length !== 1) {
      return;
    }

    const branch = normalizeSimpleBranch(branches[0]);
    if (!branch || branch.length !== 1) {
      return;
    }

    chars.push(branch);
    index += match.end + 1;
  }

  if (chars.length < 1) {
    return;
  }

  return chars;
};

const repeatedExtglobRecursion = pattern => {
  let depth = 0;
  let value = pattern.trim();
  let match = parseRepeatedExtglob(value);

  while (match) {
    depth++;
    value = match.body.trim();
    match = parseRepeatedExtglob(value);
  }

  return depth;
};

const analyzeRepeatedExtglob = (body, options) => {
  if (options.maxExtglobRecursion === false) {
    return { risky: false };
  }

  const max =
    typeof options.maxExtglobRecursion === 'number'
      ? options.maxExtglobRecursion
      : constants.DEFAULT_MAX_EXTGLOB_RECURSION;

  const branches = splitTopLevel(body).map(branch => branch.trim());

  if (branches.length > 1) {
    if (
      branches.some(branch => branch === '') ||
      branches.some(branch => /^[*?]+$/.test(branch)) ||
      hasRepeatedCharPrefixOverlap(branches)
    ) {
      return { risky: true };
    }
  }

  // A repeated extglob is "risky" (prone to catastrophic backtracking) when a
  // branch is itself a `*(...)` sequence, since that nests an unbounded quantifier
  // inside the outer `+(...)`/`*(...)`. When *every* branch reduces to single
  // characters we can emit one flat, ReDoS-safe character class that preserves the
  // meaning of ALL branches (e.g. `+(*(a)|*(b))` -> `[ab]*`), rather than dropping
  // every branch but the first.
  const safeChars = [];
  let sawStarSequence = false;
  let combinable = true;

  for (const branch of branches) {
    const chars = getStarExtglobSequenceChars(branch);
    if (chars) {
      sawStarSequence = true;
      safeChars.push(...chars);
      continue;
    }

    const literal = normalizeSimpleBranch(branch);
    if (literal && literal.length === 1) {
      safeChars.push(literal);
      continue;
    }

    combinable = false;

    if (repeatedExtglobRecursion(branch) > max) {
      return { risky: true };
    }
  }

  if (sawStarSequence) {
    return combinable
      ? { risky: true, safeOutput: buildCharClassStar([...new Set(safeChars)]) }
      : { risky: true };
  }

  return { risky: false };
};

/**
 * Parse the given input string.
 * @param {String} input
 * @param {Object} options
 * @return {Object}
 */

const parse = (input, options) => {
  if (typeof input !== 'string') {
    throw new TypeError('Expected a string');
  }

  input = REPLACEMENTS[input] || input;

  const opts = { ...options };
  const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;

  let len = input.length;
  if (len > max) {
    throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
  }

  const bos = { type: 'bos', value: '', output: opts.prepend || '' };
  const tokens = [bos];

  const capture = opts.capture ? '' : '?:';

  // create constants based on platform, for windows or posix
  const PLATFORM_CHARS = constants.globChars(opts.windows);
  const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);

  const {
    DOT_LITERAL,
    PLUS_LITERAL,
    SLASH_LITERAL,
    ONE_CHAR,
    DOTS_SLASH,
    NO_DOT,
    NO_DOT_SLASH,
    NO_DOTS_SLASH,
    QMARK,
    QMARK_NO_DOT,
    STAR,
    START_ANCHOR
  } = PLATFORM_CHARS;

  const globstar = opts => {
    return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
  };

  const nodot = opts.dot ? '' : NO_DOT;
  const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
  let star = opts.bash === true ? globstar(opts) : STAR;

  if (opts.capture) {
    star = `(${star})`;
  }

  // minimatch options support
  if (typeof opts.noext === 'boolean') {
    opts.noextglob = opts.noext;
  }

  const state = {
    input,
    index: -1,
    start: 0,
    dot: opts.dot === true,
    consumed: '',
    output: '',
    prefix: '',
    backtrack: false,
    negated: false,
    brackets: 0,
    braces: 0,
    parens: 0,
    quotes: 0,
    globstar: false,
    tokens
  };

  input = utils.removePrefix(input, state);
  len = input.length;

  const extglobs = [];
  const braces = [];
  const stack = [];
  let prev = bos;
  let value;

  /**
   * Tokenizing helpers
   */

  const eos = () => state.index === len - 1;
  const peek = state.peek = (n = 1) => input[state.index + n];
  const advance = state.advance = () => input[++state.index] || '';
  const remaining = () => input.slice(state.index + 1);
  const consume = (value = '', num = 0) => {
    state.consumed += value;
    state.index += num;
  };

  const append = token => {
    state.output += token.output != null ? token.output : token.value;
    consume(token.value);
  };

  const negate = () => {
    let count = 1;

    while (peek() === '!' && (peek(2) !== '(' || peek(3) === '?')) {
      advance();
      state.start++;
      count++;
    }

    if (count % 2 === 0) {
      return false;
    }

    state.negated = true;
    state.start++;
    return true;
  };

  const increment = type => {
    state[type]++;
    stack.push(type);
  };

  const decrement = type => {
    state[type]--;
    stack.pop();
  };

  /**
   * Push tokens onto the tokens array. This helper speeds up
   * tokenizing by 1) helping us avoid backtracking as much as possible,
   * and 2) helping us avoid creating extra tokens when consecutive
   * characters are plain text. This improves performance and simplifies
   * lookbehinds.
   */

  const push = tok => {
    if (prev.type === 'globstar') {
      const isBrace = state.braces > 0 && (tok.type === 'comma' || tok.type === 'brace');
      const isExtglob = tok.extglob === true || (extglobs.length && (tok.type === 'pipe' || tok.type === 'paren'));

      if (tok.type !== 'slash' && tok.type !== 'paren' && !isBrace && !isExtglob) {
        state.output = state.output.slice(0, -prev.output.length);
        prev.type = 'star';
        prev.value = '*';
        prev.output = star;
        state.output += prev.output;
      }
    }

    if (extglobs.length && tok.type !== 'paren') {
      extglobs[extglobs.length - 1].inner += tok.value;
    }

    if (tok.value || tok.output) append(tok);
    if (prev && prev.type === 'text' && tok.type === 'text') {
      prev.output = (prev.output || prev.value) + tok.value;
      prev.value += tok.value;
      return;
    }

    tok.prev = prev;
    tokens.push(tok);
    prev = tok;
  };

  const extglobOpen = (type, value) => {
    const token = { ...EXTGLOB_CHARS[value], conditions: 1, inner: '' };

    token.prev = prev;
    token.parens = state.parens;
    token.output = state.output;
    token.startIndex = state.index;
    token.tokensIndex = tokens.length;
    const output = (opts.capture ? '(' : '') + token.open;

    increment('parens');
    push({ type, value, output: state.output ? '' : ONE_CHAR });
    push({ type: 'paren', extglob: true, value: advance(), output });
    extglobs.push(token);
  };

  const extglobClose = token => {
    const literal = input.slice(token.startIndex, state.index + 1);
    const body = input.slice(token.startIndex + 2, state.index);
    const analysis = analyzeRepeatedExtglob(body, opts);

    if ((token.type === 'plus' || token.type === 'star') && analysis.risky) {
      const safeOutput = analysis.safeOutput
        ? (token.output ? '' : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput)
        : undefined;
      const open = tokens[token.tokensIndex];

      open.type = 'text';
      open.value = literal;
      open.output = safeOutput || utils.escapeRegex(literal);

      for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
        tokens[i].value = '';
        tokens[i].output = '';
        delete tokens[i].suffix;
      }

      state.output = token.output + open.output;
      state.backtrack = true;

      push({ type: 'paren', extglob: true, value, output: '' });
      decrement('parens');
      return;
    }

    let output = token.close + (opts.capture ? ')' : '');
    let rest;

    if (token.type === 'negate') {
      let extglobStar = star;

      if (token.inner && token.inner.length > 1 && token.inner.includes('/')) {
        extglobStar = globstar(opts);
      }

      if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) {
        output = token.close = `)$))${extglobStar}`;
      }

      if (token.inner.includes('*') && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) {
        // Any non-magical string (`.ts`) or even nested expression (`.{ts,tsx}`) can follow after the closing parenthesis.
        // In this case, we need to parse the string and use it in the output of the original pattern.
        // Suitable patterns: `/!(*.d).ts`, `/!(*.d).{ts,tsx}`, `**/!(*-dbg).@(js)`.
        //
        // Disabling the `fastpaths` option due to a problem with parsing strings as `.ts` in the pattern like `**/!(*.d).ts`.
        const expression = parse(rest, { ...options, fastpaths: false }).output;

        output = token.close = `)${expression})${extglobStar})`;
      }

      if (token.prev.type === 'bos') {
        state.negatedExtglob = true;
      }
    }

    push({ type: 'paren', extglob: true, value, output });
    decrement('parens');
  };

  /**
   * Fast paths
   */

  if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
    let backslashes = false;

    let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
      if (first === '\\') {
        backslashes = true;
        return m;
      }

      if (first === '?') {
        if (esc) {
          return esc + first + (rest ? QMARK.repeat(rest.length) : '');
        }
        if (index === 0) {
          return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : '');
        }
        return QMARK.repeat(chars.length);
      }

      if (first === '.') {
        return DOT_LITERAL.repeat(chars.length);
      }

      if (first === '*') {
        if (esc) {
          return esc + first + (rest ? star : '');
        }
        return star;
      }
      return esc ? m : `\\${m}`;
    });

    if (backslashes === true) {
      if (opts.unescape === true) {
        output = output.replace(/\\/g, '');
      } else {
        output = output.replace(/\\+/g, m => {
          return m.length % 2 === 0 ? '\\\\' : (m ? '\\' : '');
        });
      }
    }

    if (output === input && opts.contains === true) {
      state.output = input;
      return state;
    }

    state.output = utils.wrapOutput(output, state, options);
    return state;
  }

  /**
   * Tokenize input until we reach end-of-string
   */

  while (!eos()) {
    value = advance();

    if (value === '\u0000') {
      continue;
    }

    /**
     * Escaped characters
     */

    if (value === '\\') {
      const next = peek();

      if (next === '/' && opts.bash !== true) {
        continue;
      }

      if (next === '.' || next === ';') {
        continue;
      }

      if (!next) {
        value += '\\';
        push({ type: 'text', value });
        continue;
      }

      // collapse slashes to reduce potential for exploits
      const match = /^\\+/.exec(remaining());
      let slashes = 0;

      if (match && match[0].length > 2) {
        slashes = match[0].length;
        state.index += slashes;
        if (slashes % 2 !== 0) {
          value += '\\';
        }
      }

      if (opts.unescape === true) {
        value = advance();
      } else {
        value += advance();
      }

      if (state.brackets === 0) {
        push({ type: 'text', value });
        continue;
      }
    }

    /**
     * If we're inside a regex character class, continue
     * until we reach the closing bracket.
     */

    if (state.brackets > 0 && (value !== ']' || prev.value === '[' || prev.value === '[^')) {
      if (opts.posix !== false && value === ':') {
        const inner = prev.value.slice(1);
        if (inner.includes('[')) {
          prev.posix = true;

          if (inner.includes(':')) {
            const idx = prev.value.lastIndexOf('[');
            const pre = prev.value.slice(0, idx);
            const rest = prev.value.slice(idx + 2);
            const posix = POSIX_REGEX_SOURCE[rest];
            if (posix) {
              prev.value = pre + posix;
              state.backtrack = true;
              advance();

              if (!bos.output && tokens.indexOf(prev) === 1) {
                bos.output = ONE_CHAR;
              }
              continue;
            }
          }
        }
      }

      if ((value === '[' && peek() !== ':') || (value === '-' && peek() === ']')) {
        value = `\\${value}`;
      }

      if (value === ']' && (prev.value === '[' || prev.value === '[^')) {
        value = `\\${value}`;
      }

      if (opts.posix === true && value === '!' && prev.value === '[') {
        value = '^';
      }

      prev.value += value;
      append({ value });
      continue;
    }

    /**
     * If we're inside a quoted string, continue
     * until we reach the closing double quote.
     */

    if (state.quotes === 1 && value !== '"') {
      value = utils.escapeRegex(value);
      prev.value += value;
      append({ value });
      continue;
    }

    /**
     * Double quotes
     */

    if (value === '"') {
      state.quotes = state.quotes === 1 ? 0 : 1;
      if (opts.keepQuotes === true) {
        push({ type: 'text', value });
      }
      continue;
    }

    /**
     * Parentheses
     */

    if (value === '(') {
      increment('parens');
      push({ type: 'paren', value });
      continue;
    }

    if (value === ')') {
      if (state.parens === 0 && opts.strictBrackets === true) {
        throw new SyntaxError(syntaxError('opening', '('));
      }

      const extglob = extglobs[extglobs.length - 1];
      if (extglob && state.parens === extglob.parens + 1) {
        extglobClose(extglobs.pop());
        continue;
      }

      push({ type: 'paren', value, output: state.parens ? ')' : '\\)' });
      decrement('parens');
      continue;
    }

    /**
     * Square brackets
     */

    if (value === '[') {
      if (opts.nobracket === true || !remaining().includes(']')) {
        if (opts.nobracket !== true && opts.strictBrackets === true) {
          throw new SyntaxError(syntaxError('closing', ']'));
        }

        value = `\\${value}`;
      } else {
        increment('brackets');
      }

      push({ type: 'bracket', value });
      continue;
    }

    if (value === ']') {
      if (opts.nobracket === true || (prev && prev.type === 'bracket' && prev.value.length === 1)) {
        push({ type: 'text', value, output: `\\${value}` });
        continue;
      }

      if (state.brackets === 0) {
        if (opts.strictBrackets === true) {
          throw new SyntaxError(syntaxError('opening', '['));
        }

        push({ type: 'text', value, output: `\\${value}` });
        continue;
      }

      decrement('brackets');

      const prevValue = prev.value.slice(1);
      if (prev.posix !== true && prevValue[0] === '^' && !prevValue.includes('/')) {
        value = `/${value}`;
      }

      prev.value += value;
      append({ value });

      // when literal brackets are explicitly disabled
      // assume we should match with a regex character class
      if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) {
        continue;
      }

      const escaped = utils.escapeRegex(prev.value);
      state.output = state.output.slice(0, -prev.value.length);

      // when literal brackets are explicitly enabled
      // assume we should escape the brackets to match literal characters
      if (opts.literalBrackets === true) {
        state.output += escaped;
        prev.value = escaped;
        continue;
      }

      // when the user specifies nothing, try to match both
      prev.value = `(${capture}${escaped}|${prev.value})`;
      state.output += prev.value;
      continue;
    }

    /**
     * Braces
     */

    if (value === '{' && opts.nobrace !== true) {
      increment('braces');

      const open = {
        type: 'brace',
        value,
        output: '(',
        outputIndex: state.output.length,
        tokensIndex: state.tokens.length
      };

      braces.push(open);
      push(open);
      continue;
    }

    if (value === '}') {
      const brace = braces[braces.length - 1];

      if (opts.nobrace === true || !brace) {
        push({ type: 'text', value, output: value });
        continue;
      }

      let output = ')';

      if (brace.dots === true) {
        const arr = tokens.slice();
        const range = [];

        for (let i = arr.length - 1; i >= 0; i--) {
          tokens.pop();
          if (arr[i].type === 'brace') {
            break;
          }
          if (arr[i].type !== 'dots') {
            range.unshift(arr[i].value);
          }
        }

        output = expandRange(range, opts);
        state.backtrack = true;
      }

      if (brace.comma !== true && brace.dots !== true) {
        const out = state.output.slice(0, brace.outputIndex);
        const toks = state.tokens.slice(brace.tokensIndex);
        brace.value = brace.output = '\\{';
        value = output = '\\}';
        state.output = out;
        for (const t of toks) {
          state.output += (t.output || t.value);
        }
      }

      push({ type: 'brace', value, output });
      decrement('braces');
      braces.pop();
      continue;
    }

    /**
     * Pipes
     */

    if (value === '|') {
      if (extglobs.length > 0) {
        extglobs[extglobs.length - 1].conditions++;
      }
      push({ type: 'text', value });
      continue;
    }

    /**
     * Commas
     */

    if (value === ',') {
      let output = value;

      const brace = braces[braces.length - 1];
      if (brace && stack[stack.length - 1] === 'braces') {
        brace.comma = true;
        output = '|';
      }

      push({ type: 'comma', value, output });
      continue;
    }

    /**
     * Slashes
     */

    if (value === '/') {
      // if the beginning of the glob is "./", advance the start
      // to the current index, and don't add the "./" characters
      // to the state. This greatly simplifies lookbehinds when
      // checking for BOS characters like "!" and "." (not "./")
      if (prev.type === 'dot' && state.index === state.start + 1) {
        state.start = state.index + 1;
        state.consumed = '';
        state.output = '';
        tokens.pop();
        prev = bos; // reset "prev" to the first token
        continue;
      }

      push({ type: 'slash', value, output: SLASH_LITERAL });
      continue;
    }

    /**
     * Dots
     */

    if (value === '.') {
      if (state.braces > 0 && prev.type === 'dot') {
        if (prev.value === '.') prev.output = DOT_LITERAL;
        const brace = braces[braces.length - 1];
        prev.type = 'dots';
        prev.output += value;
        prev.value += value;
        brace.dots = true;
        continue;
      }

      if ((state.braces + state.parens) === 0 && prev.type !== 'bos' && prev.type !== 'slash') {
        push({ type: 'text', value, output: DOT_LITERAL });
        continue;
      }

      push({ type: 'dot', value, output: DOT_LITERAL });
      continue;
    }

    /**
     * Question marks
     */

    if (value === '?') {
      const isGroup = prev && prev.value === '(';
      if (!isGroup && opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        extglobOpen('qmark', value);
        continue;
      }

      if (prev && prev.type === 'paren') {
        const next = peek();
        let output = value;

        if ((prev.value === '(' && !/[!=<:]/.test(next)) || (next === '<' && !/<([!=]|\w+>)/.test(remaining()))) {
          output = `\\${value}`;
        }

        push({ type: 'text', value, output });
        continue;
      }

      if (opts.dot !== true && (prev.type === 'slash' || prev.type === 'bos')) {
        push({ type: 'qmark', value, output: QMARK_NO_DOT });
        continue;
      }

      push({ type: 'qmark', value, output: QMARK });
      continue;
    }

    /**
     * Exclamation
     */

    if (value === '!') {
      if (opts.noextglob !== true && peek() === '(') {
        if (peek(2) !== '?' || !/[!=<:]/.test(peek(3))) {
          extglobOpen('negate', value);
          continue;
        }
      }

      if (opts.nonegate !== true && state.index === 0) {
        negate();
        continue;
      }
    }

    /**
     * Plus
     */

    if (value === '+') {
      if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        extglobOpen('plus', value);
        continue;
      }

      if ((prev && prev.value === '(') || opts.regex === false) {
        push({ type: 'plus', value, output: PLUS_LITERAL });
        continue;
      }

      if ((prev && (prev.type === 'bracket' || prev.type === 'paren' || prev.type === 'brace')) || state.parens > 0) {
        push({ type: 'plus', value });
        continue;
      }

      push({ type: 'plus', value: PLUS_LITERAL });
      continue;
    }

    /**
     * Plain text
     */

    if (value === '@') {
      if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        push({ type: 'at', extglob: true, value, output: '' });
        continue;
      }

      push({ type: 'text', value });
      continue;
    }

    /**
     * Plain text
     */

    if (value !== '*') {
      if (value === '$' || value === '^') {
        value = `\\${value}`;
      }

      const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
      if (match) {
        value += match[0];
        state.index += match[0].length;
      }

      push({ type: 'text', value });
      continue;
    }

    /**
     * Stars
     */

    if (prev && (prev.type === 'globstar' || prev.star === true)) {
      prev.type = 'star';
      prev.star = true;
      prev.value += value;
      prev.output = star;
      state.backtrack = true;
      state.globstar = true;
      consume(value);
      continue;
    }

    let rest = remaining();
    if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
      extglobOpen('star', value);
      continue;
    }

    if (prev.type === 'star') {
      if (opts.noglobstar === true) {
        consume(value);
        continue;
      }

      const prior = prev.prev;
      const before = prior.prev;
      const isStart = prior.type === 'slash' || prior.type === 'bos';
      const afterStar = before && (before.type === 'star' || before.type === 'globstar');

      if (opts.bash === true && (!isStart || (rest[0] && rest[0] !== '/'))) {
        push({ type: 'star', value, output: '' });
        continue;
      }

      const isBrace = state.braces > 0 && (prior.type === 'comma' || prior.type === 'brace');
      const isExtglob = extglobs.length && (prior.type === 'pipe' || prior.type === 'paren');
      if (!isStart && prior.type !== 'paren' && !isBrace && !isExtglob) {
        push({ type: 'star', value, output: '' });
        continue;
      }

      // strip consecutive `/**/`
      while (rest.slice(0, 3) === '/**') {
        const after = input[state.index + 4];
        if (after && after !== '/') {
          break;
        }
        rest = rest.slice(3);
        consume('/**', 3);
      }

      // A globstar followed only by balanced closing parens is at the logical end of patterns like
      // `test(/utils/**)` and `test?(/utils/**)`. Treat it as EOS so the trailing `/**` can match its
      // parent path, except in negated extglobs where that would change the exclusion semantics.
      const isEnd = eos() || (
        state.parens > 0
        && rest === ')'.repeat(state.parens)
        && !extglobs.some(extglob => extglob.type === 'negate')
      );

      if (prior.type === 'bos' && eos()) {
        prev.type = 'globstar';
        prev.value += value;
        prev.output = globstar(opts);
        state.output = prev.output;
        state.globstar = true;
        consume(value);
        continue;
      }

      if (prior.type === 'slash' && prior.prev.type !== 'bos' && !afterStar && isEnd) {
        state.output = state.output.slice(0, -(prior.output + prev.output).length);
        prior.output = `(?:${prior.output}`;

        prev.type = 'globstar';
        prev.output = globstar(opts) + (opts.strictSlashes ? ')' : '|$)');
        prev.value += value;
        state.globstar = true;
        state.output += prior.output + prev.output;
        consume(value);
        continue;
      }

      if (prior.type === 'slash' && prior.prev.type !== 'bos' && rest[0] === '/') {
        const end = rest[1] !== void 0 ? '|$' : '';

        state.output = state.output.slice(0, -(prior.output + prev.output).length);
        prior.output = `(?:${prior.output}`;

        prev.type = 'globstar';
        prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
        prev.value += value;

        state.output += prior.output + prev.output;
        state.globstar = true;

        consume(value + advance());

        push({ type: 'slash', value: '/', output: '' });
        continue;
      }

      if (prior.type === 'bos' && rest[0] === '/') {
        prev.type = 'globstar';
        prev.value += value;
        prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
        state.output = prev.output;
        state.globstar = true;
        consume(value + advance());
        push({ type: 'slash', value: '/', output: '' });
        continue;
      }

      // remove single star from output
      state.output = state.output.slice(0, -prev.output.length);

      // reset previous token to globstar
      prev.type = 'globstar';
      prev.output = globstar(opts);
      prev.value += value;

      // reset output with globstar
      state.output += prev.output;
      state.globstar = true;
      consume(value);
      continue;
    }

    const token = { type: 'star', value, output: star };

    if (opts.bash === true) {
      token.output = '.*?';
      if (prev.type === 'bos' || prev.type === 'slash') {
        token.output = nodot + token.output;
      }
      push(token);
      continue;
    }

    if (prev && (prev.type === 'bracket' || prev.type === 'paren') && opts.regex === true) {
      token.output = value;
      push(token);
      continue;
    }

    if (state.index === state.start || prev.type === 'slash' || prev.type === 'dot') {
      if (prev.type === 'dot') {
        state.output += NO_DOT_SLASH;
        prev.output += NO_DOT_SLASH;

      } else if (opts.dot === true) {
        state.output += NO_DOTS_SLASH;
        prev.output += NO_DOTS_SLASH;

      } else {
        state.output += nodot;
        prev.output += nodot;
      }

      if (peek() !== '*') {
        state.output += ONE_CHAR;
        prev.output += ONE_CHAR;
      }
    }

    push(token);
  }

  while (state.brackets > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ']'));
    state.output = utils.escapeLast(state.output, '[');
    decrement('brackets');
  }

  while (state.parens > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ')'));
    state.output = utils.escapeLast(state.output, '(');
    decrement('parens');
  }

  while (state.braces > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', '}'));
    state.output = utils.escapeLast(state.output, '{');
    decrement('braces');
  }

  if (opts.strictSlashes !== true && (prev.type === 'star' || prev.type === 'bracket')) {
    push({ type: 'maybe_slash', value: '', output: `${SLASH_LITERAL}?` });
  }

  // rebuild the output if we had to backtrack at any point
  if (state.backtrack === true) {
    state.output = '';

    for (const token of state.tokens) {
      state.output += token.output != null ? token.output : token.value;

      if (token.suffix) {
        state.output += token.suffix;
      }
    }
  }

  return state;
};

/**
 * Fast paths for creating regular expressions for common glob patterns.
 * This can significantly speed up processing and has very little downside
 * impact when none of the fast paths match.
 */

parse.fastpaths = (input, options) => {
  const opts = { ...options };
  const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
  const len = input.length;
  if (len > max) {
    throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
  }

  input = REPLACEMENTS[input] || input;

  // create constants based on platform, for windows or posix
  const {
    DOT_LITERAL,
    SLASH_LITERAL,
    ONE_CHAR,
    DOTS_SLASH,
    NO_DOT,
    NO_DOTS,
    NO_DOTS_SLASH,
    STAR,
    START_ANCHOR
  } = constants.globChars(opts.windows);

  const nodot = opts.dot ? NO_DOTS : NO_DOT;
  const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
  const capture = opts.capture ? '' : '?:';
  const state = { negated: false, prefix: '' };
  let star = opts.bash === true ? '.*?' : STAR;

  if (opts.capture) {
    star = `(${star})`;
  }

  const globstar = opts => {
    if (opts.noglobstar === true) return star;
    return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
  };

  const create = str => {
    switch (str) {
      case '*':
        return `${nodot}${ONE_CHAR}${star}`;

      case '.*':
        return `${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '*.*':
        return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '*/*':
        return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;

      case '**':
        return nodot + globstar(opts);

      case '**/*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;

      case '**/*.*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '**/.*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;

      default: {
        const match = /^(.*?)\.(\w+)$/.exec(str);
        if (!match) return;

        const source = create(match[1]);
        if (!source) return;

        return source + DOT_LITERAL + match[2];
      }
    }
  };

  const output = utils.removePrefix(input, state);
  let source = create(output);

  if (source && opts.strictSlashes !== true) {
    source += `${SLASH_LITERAL}?`;
  }

  return source;
};

module.exports = parse;


/***/ }),

/***/ 8016:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const scan = __nccwpck_require__(1781);
const parse = __nccwpck_require__(8265);
const utils = __nccwpck_require__(4059);
const constants = __nccwpck_require__(5595);
const isObject = val => val && typeof val === 'object' && !Array.isArray(val);

/**
 * Creates a matcher function from one or more glob patterns. The
 * returned function takes a string to match as its first argument,
 * and returns true if the string is a match. The returned matcher
 * function also takes a boolean as the second argument that, when true,
 * returns an object with additional information.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch(glob[, options]);
 *
 * const isMatch = picomatch('*.!(*a)');
 * console.log(isMatch('a.a')); //=> false
 * console.log(isMatch('a.b')); //=> true
 *
 * // For environments without `node.js`, `picomatch/posix` provides you a dependency-free matcher, without automatic OS detection.
 * const picomatch = require('picomatch/posix');
 * // the same API, defaulting to posix paths
 * const isMatch = picomatch('a/*');
 * console.log(isMatch('a\\b')); //=> false
 * console.log(isMatch('a/b')); //=> true
 *
 * // you can still configure the matcher function to accept windows paths
 * const isMatch = picomatch('a/*', { options: windows });
 * console.log(isMatch('a\\b')); //=> true
 * console.log(isMatch('a/b')); //=> true
 * ```
 * @name picomatch
 * @param {String|Array} `globs` One or more glob patterns.
 * @param {Object=} `options`
 * @return {Function=} Returns a matcher function.
 * @api public
 */

const picomatch = (glob, options, returnState = false) => {
  if (Array.isArray(glob)) {
    const fns = glob.map(input => picomatch(input, options, returnState));
    const arrayMatcher = str => {
      for (const isMatch of fns) {
        const state = isMatch(str);
        if (state) return state;
      }
      return false;
    };
    return arrayMatcher;
  }

  const isState = isObject(glob) && glob.tokens && glob.input;

  if (glob === '' || (typeof glob !== 'string' && !isState)) {
    throw new TypeError('Expected pattern to be a non-empty string');
  }

  const opts = options || {};
  const posix = opts.windows;
  const regex = isState
    ? picomatch.compileRe(glob, options)
    : picomatch.makeRe(glob, options, false, true);

  const state = regex.state;
  delete regex.state;

  let isIgnored = () => false;
  if (opts.ignore) {
    const ignoreOpts = { ...options, ignore: null, onMatch: null, onResult: null };
    isIgnored = picomatch(opts.ignore, ignoreOpts, returnState);
  }

  const matcher = (input, returnObject = false) => {
    const { isMatch, match, output } = picomatch.test(input, regex, options, { glob, posix });
    const result = { glob, state, regex, posix, input, output, match, isMatch };

    if (typeof opts.onResult === 'function') {
      opts.onResult(result);
    }

    if (isMatch === false) {
      result.isMatch = false;
      return returnObject ? result : false;
    }

    if (isIgnored(input)) {
      if (typeof opts.onIgnore === 'function') {
        opts.onIgnore(result);
      }
      result.isMatch = false;
      return returnObject ? result : false;
    }

    if (typeof opts.onMatch === 'function') {
      opts.onMatch(result);
    }
    return returnObject ? result : true;
  };

  if (returnState) {
    matcher.state = state;
  }

  return matcher;
};

/**
 * Test `input` with the given `regex`. This is used by the main
 * `picomatch()` function to test the input string.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.test(input, regex[, options]);
 *
 * console.log(picomatch.test('foo/bar', /^(?:([^/]*?)\/([^/]*?))$/));
 * // { isMatch: true, match: [ 'foo/', 'foo', 'bar' ], output: 'foo/bar' }
 * ```
 * @param {String} `input` String to test.
 * @param {RegExp} `regex`
 * @return {Object} Returns an object with matching info.
 * @api public
 */

picomatch.test = (input, regex, options, { glob, posix } = {}) => {
  if (typeof input !== 'string') {
    throw new TypeError('Expected input to be a string');
  }

  if (input === '') {
    return { isMatch: false, output: '' };
  }

  const opts = options || {};
  const format = opts.format || (posix ? utils.toPosixSlashes : null);
  let match = input === glob;
  let output = (match && format) ? format(input) : input;

  if (match === false) {
    output = format ? format(input) : input;
    match = output === glob;
  }

  if (match === false || opts.capture === true) {
    if (opts.matchBase === true || opts.basename === true) {
      match = picomatch.matchBase(input, regex, options, posix);
    } else {
      match = regex.exec(output);
    }
  }

  return { isMatch: Boolean(match), match, output };
};

/**
 * Match the basename of a filepath.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.matchBase(input, glob[, options]);
 * console.log(picomatch.matchBase('foo/bar.js', '*.js'); // true
 * ```
 * @param {String} `input` String to test.
 * @param {RegExp|String} `glob` Glob pattern or regex created by [.makeRe](#makeRe).
 * @return {Boolean}
 * @api public
 */

picomatch.matchBase = (input, glob, options, posix = options && options.windows) => {
  const regex = glob instanceof RegExp ? glob : picomatch.makeRe(glob, options);
  return regex.test(utils.basename(input, { windows: posix }));
};

/**
 * Returns true if **any** of the given glob `patterns` match the specified `string`.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.isMatch(string, patterns[, options]);
 *
 * console.log(picomatch.isMatch('a.a', ['b.*', '*.a'])); //=> true
 * console.log(picomatch.isMatch('a.a', 'b.*')); //=> false
 * ```
 * @param {String|Array} str The string to test.
 * @param {String|Array} patterns One or more glob patterns to use for matching.
 * @param {Object} [options] See available [options](#options).
 * @return {Boolean} Returns true if any patterns match `str`
 * @api public
 */

picomatch.isMatch = (str, patterns, options) => picomatch(patterns, options)(str);

/**
 * Parse a glob pattern to create the source string for a regular
 * expression.
 *
 * ```js
 * const picomatch = require('picomatch');
 * const result = picomatch.parse(pattern[, options]);
 * ```
 * @param {String} `pattern`
 * @param {Object} `options`
 * @return {Object} Returns an object with useful properties and output to be used as a regex source string.
 * @api public
 */

picomatch.parse = (pattern, options) => {
  if (Array.isArray(pattern)) return pattern.map(p => picomatch.parse(p, options));
  return parse(pattern, { ...options, fastpaths: false });
};

/**
 * Scan a glob pattern to separate the pattern into segments.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.scan(input[, options]);
 *
 * const result = picomatch.scan('!./foo/*.js');
 * console.log(result);
 * { prefix: '!./',
 *   input: '!./foo/*.js',
 *   start: 3,
 *   base: 'foo',
 *   glob: '*.js',
 *   isBrace: false,
 *   isBracket: false,
 *   isGlob: true,
 *   isExtglob: false,
 *   isGlobstar: false,
 *   negated: true }
 * ```
 * @param {String} `input` Glob pattern to scan.
 * @param {Object} `options`
 * @return {Object} Returns an object with
 * @api public
 */

picomatch.scan = (input, options) => scan(input, options);

/**
 * Compile a regular expression from the `state` object returned by the
 * [parse()](#parse) method.
 *
 * ```js
 * const picomatch = require('picomatch');
 * const state = picomatch.parse('*.js');
 * // picomatch.compileRe(state[, options]);
 *
 * console.log(picomatch.compileRe(state));
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {Object} `state`
 * @param {Object} `options`
 * @param {Boolean} `returnOutput` Intended for implementors, this argument allows you to return the raw output from the parser.
 * @param {Boolean} `returnState` Adds the state to a `state` property on the returned regex. Useful for implementors and debugging.
 * @return {RegExp}
 * @api public
 */

picomatch.compileRe = (state, options, returnOutput = false, returnState = false) => {
  if (returnOutput === true) {
    return state.output;
  }

  const opts = options || {};
  const prepend = opts.contains ? '' : '^';
  const append = opts.contains ? '' : '$';

  let source = `${prepend}(?:${state.output})${append}`;
  if (state && state.negated === true) {
    source = `^(?!${source}).*$`;
  }

  const regex = picomatch.toRegex(source, options);
  if (returnState === true) {
    regex.state = state;
  }

  return regex;
};

/**
 * Create a regular expression from a parsed glob pattern.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.makeRe(state[, options]);
 *
 * const result = picomatch.makeRe('*.js');
 * console.log(result);
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {String} `state` The object returned from the `.parse` method.
 * @param {Object} `options`
 * @param {Boolean} `returnOutput` Implementors may use this argument to return the compiled output, instead of a regular expression. This is not exposed on the options to prevent end-users from mutating the result.
 * @param {Boolean} `returnState` Implementors may use this argument to return the state from the parsed glob with the returned regular expression.
 * @return {RegExp} Returns a regex created from the given pattern.
 * @api public
 */

picomatch.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
  if (!input || typeof input !== 'string') {
    throw new TypeError('Expected a non-empty string');
  }

  let parsed = { negated: false, fastpaths: true };

  if (options.fastpaths !== false && (input[0] === '.' || input[0] === '*')) {
    parsed.output = parse.fastpaths(input, options);
  }

  if (!parsed.output) {
    parsed = parse(input, options);
  }

  return picomatch.compileRe(parsed, options, returnOutput, returnState);
};

/**
 * Create a regular expression from the given regex source string.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.toRegex(source[, options]);
 *
 * const { output } = picomatch.parse('*.js');
 * console.log(picomatch.toRegex(output));
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {String} `source` Regular expression source string.
 * @param {Object} `options`
 * @return {RegExp}
 * @api public
 */

picomatch.toRegex = (source, options) => {
  try {
    const opts = options || {};
    return new RegExp(source, opts.flags || (opts.nocase ? 'i' : ''));
  } catch (err) {
    if (options && options.debug === true) throw err;
    return /$^/;
  }
};

/**
 * Picomatch constants.
 * @return {Object}
 */

picomatch.constants = constants;

/**
 * Expose "picomatch"
 */

module.exports = picomatch;


/***/ }),

/***/ 1781:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const utils = __nccwpck_require__(4059);
const {
  CHAR_ASTERISK,             /* * */
  CHAR_AT,                   /* @ */
  CHAR_BACKWARD_SLASH,       /* \ */
  CHAR_COMMA,                /* , */
  CHAR_DOT,                  /* . */
  CHAR_EXCLAMATION_MARK,     /* ! */
  CHAR_FORWARD_SLASH,        /* / */
  CHAR_LEFT_CURLY_BRACE,     /* { */
  CHAR_LEFT_PARENTHESES,     /* ( */
  CHAR_LEFT_SQUARE_BRACKET,  /* [ */
  CHAR_PLUS,                 /* + */
  CHAR_QUESTION_MARK,        /* ? */
  CHAR_RIGHT_CURLY_BRACE,    /* } */
  CHAR_RIGHT_PARENTHESES,    /* ) */
  CHAR_RIGHT_SQUARE_BRACKET  /* ] */
} = __nccwpck_require__(5595);

const isPathSeparator = code => {
  return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
};

const depth = token => {
  if (token.isPrefix !== true) {
    token.depth = token.isGlobstar ? Infinity : 1;
  }
};

/**
 * Quickly scans a glob pattern and returns an object with a handful of
 * useful properties, like `isGlob`, `path` (the leading non-glob, if it exists),
 * `glob` (the actual pattern), `negated` (true if the path starts with `!` but not
 * with `!(`) and `negatedExtglob` (true if the path starts with `!(`).
 *
 * ```js
 * const pm = require('picomatch');
 * console.log(pm.scan('foo/bar/*.js'));
 * { isGlob: true, input: 'foo/bar/*.js', base: 'foo/bar', glob: '*.js' }
 * ```
 * @param {String} `str`
 * @param {Object} `options`
 * @return {Object} Returns an object with tokens and regex source string.
 * @api public
 */

const scan = (input, options) => {
  const opts = options || {};

  const length = input.length - 1;
  const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
  const slashes = [];
  const tokens = [];
  const parts = [];

  let str = input;
  let index = -1;
  let start = 0;
  let lastIndex = 0;
  let isBrace = false;
  let isBracket = false;
  let isGlob = false;
  let isExtglob = false;
  let isGlobstar = false;
  let braceEscaped = false;
  let backslashes = false;
  let negated = false;
  let negatedExtglob = false;
  let finished = false;
  let braces = 0;
  let prev;
  let code;
  let token = { value: '', depth: 0, isGlob: false };

  const eos = () => index >= length;
  const peek = () => str.charCodeAt(index + 1);
  const advance = () => {
    prev = code;
    return str.charCodeAt(++index);
  };

  while (index < length) {
    code = advance();
    let next;

    if (code === CHAR_BACKWARD_SLASH) {
      backslashes = token.backslashes = true;
      code = advance();

      if (code === CHAR_LEFT_CURLY_BRACE) {
        braceEscaped = true;
      }
      continue;
    }

    if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
      braces++;

      while (eos() !== true && (code = advance())) {
        if (code === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          advance();
          continue;
        }

        if (code === CHAR_LEFT_CURLY_BRACE) {
          braces++;
          continue;
        }

        if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
          isBrace = token.isBrace = true;
          isGlob = token.isGlob = true;
          finished = true;

          if (scanToEnd === true) {
            continue;
          }

          break;
        }

        if (braceEscaped !== true && code === CHAR_COMMA) {
          isBrace = token.isBrace = true;
          isGlob = token.isGlob = true;
          finished = true;

          if (scanToEnd === true) {
            continue;
          }

          break;
        }

        if (code === CHAR_RIGHT_CURLY_BRACE) {
          braces--;

          if (braces === 0) {
            braceEscaped = false;
            isBrace = token.isBrace = true;
            finished = true;
            break;
          }
        }
      }

      if (scanToEnd === true) {
        continue;
      }

      break;
    }

    if (code === CHAR_FORWARD_SLASH) {
      slashes.push(index);
      tokens.push(token);
      token = { value: '', depth: 0, isGlob: false };

      if (finished === true) continue;
      if (prev === CHAR_DOT && index === (start + 1)) {
        start += 2;
        continue;
      }

      lastIndex = index + 1;
      continue;
    }

    if (opts.noext !== true) {
      const isExtglobChar = code === CHAR_PLUS
        || code === CHAR_AT
        || code === CHAR_ASTERISK
        || code === CHAR_QUESTION_MARK
        || code === CHAR_EXCLAMATION_MARK;

      if (isExtglobChar === true && peek() === CHAR_LEFT_PARENTHESES) {
        isGlob = token.isGlob = true;
        isExtglob = token.isExtglob = true;
        finished = true;
        if (code === CHAR_EXCLAMATION_MARK && index === start) {
          negatedExtglob = true;
        }

        if (scanToEnd === true) {
          let parens = 0;

          while (eos() !== true && (code = advance())) {
            if (code === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }

            if (code === CHAR_LEFT_PARENTHESES) {
              parens++;
              continue;
            }

            if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
              finished = true;
              break;
            }
          }
          continue;
        }
        break;
      }
    }

    if (code === CHAR_ASTERISK) {
      if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
      isGlob = token.isGlob = true;
      finished = true;

      if (scanToEnd === true) {
        continue;
      }
      break;
    }

    if (code === CHAR_QUESTION_MARK) {
      isGlob = token.isGlob = true;
      finished = true;

      if (scanToEnd === true) {
        continue;
      }
      break;
    }

    if (code === CHAR_LEFT_SQUARE_BRACKET) {
      while (eos() !== true && (next = advance())) {
        if (next === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          advance();
          continue;
        }

        if (next === CHAR_RIGHT_SQUARE_BRACKET) {
          isBracket = token.isBracket = true;
          isGlob = token.isGlob = true;
          finished = true;
          break;
        }
      }

      if (scanToEnd === true) {
        continue;
      }

      break;
    }

    if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
      negated = token.negated = true;
      start++;
      continue;
    }

    if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
      isGlob = token.isGlob = true;

      if (scanToEnd === true) {
        let parens = 1;

        while (eos() !== true && (code = advance())) {
          if (code === CHAR_BACKWARD_SLASH) {
            backslashes = token.backslashes = true;
            advance();
            continue;
          }

          if (code === CHAR_LEFT_PARENTHESES) {
            parens++;
            continue;
          }

          if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
            finished = true;
            break;
          }
        }
        continue;
      }
      break;
    }

    if (isGlob === true) {
      finished = true;

      if (scanToEnd === true) {
        continue;
      }

      break;
    }
  }

  if (opts.noext === true) {
    isExtglob = false;
    isGlob = false;
  }

  let base = str;
  let prefix = '';
  let glob = '';

  if (start > 0) {
    prefix = str.slice(0, start);
    str = str.slice(start);
    lastIndex -= start;
  }

  if (base && isGlob === true && lastIndex > 0) {
    base = str.slice(0, lastIndex);
    glob = str.slice(lastIndex);
  } else if (isGlob === true) {
    base = '';
    glob = str;
  } else {
    base = str;
  }

  if (base && base !== '' && base !== '/' && base !== str) {
    if (isPathSeparator(base.charCodeAt(base.length - 1))) {
      base = base.slice(0, -1);
    }
  }

  if (opts.unescape === true) {
    if (glob) glob = utils.removeBackslashes(glob);

    if (base && backslashes === true) {
      base = utils.removeBackslashes(base);
    }
  }

  const state = {
    prefix,
    input,
    start,
    base,
    glob,
    isBrace,
    isBracket,
    isGlob,
    isExtglob,
    isGlobstar,
    negated,
    negatedExtglob
  };

  if (opts.tokens === true) {
    state.maxDepth = 0;
    if (!isPathSeparator(code)) {
      tokens.push(token);
    }
    state.tokens = tokens;
  }

  if (opts.parts === true || opts.tokens === true) {
    let prevIndex;

    for (let idx = 0; idx < slashes.length; idx++) {
      const n = prevIndex !== undefined ? prevIndex + 1 : start;
      const i = slashes[idx];
      const value = input.slice(n, i);
      if (opts.tokens) {
        if (idx === 0 && start !== 0) {
          tokens[idx].isPrefix = true;
          tokens[idx].value = prefix;
        } else {
          tokens[idx].value = value;
        }
        depth(tokens[idx]);
        state.maxDepth += tokens[idx].depth;
      }
      if (i >= start) {
        parts.push(value);
        prevIndex = i;
      }
    }

    const n = prevIndex !== undefined ? prevIndex + 1 : start;
    const value = input.slice(n);
    parts.push(value);

    if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
      tokens[tokens.length - 1].value = value;
      depth(tokens[tokens.length - 1]);
      state.maxDepth += tokens[tokens.length - 1].depth;
    }

    state.slashes = slashes;
    state.parts = parts;
  }

  return state;
};

module.exports = scan;


/***/ }),

/***/ 4059:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

/*global navigator*/


const {
  REGEX_BACKSLASH,
  REGEX_REMOVE_BACKSLASH,
  REGEX_SPECIAL_CHARS,
  REGEX_SPECIAL_CHARS_GLOBAL
} = __nccwpck_require__(5595);

exports.isObject = val => val !== null && typeof val === 'object' && !Array.isArray(val);
exports.hasRegexChars = str => REGEX_SPECIAL_CHARS.test(str);
exports.isRegexChar = str => str.length === 1 && exports.hasRegexChars(str);
exports.escapeRegex = str => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, '\\$1');
exports.toPosixSlashes = str => str.replace(REGEX_BACKSLASH, '/');

exports.isWindows = () => {
  if (typeof navigator !== 'undefined' && navigator.platform) {
    const platform = navigator.platform.toLowerCase();
    return platform === 'win32' || platform === 'windows';
  }

  if (typeof process !== 'undefined' && process.platform) {
    return process.platform === 'win32';
  }

  return false;
};

exports.removeBackslashes = str => {
  return str.replace(REGEX_REMOVE_BACKSLASH, match => {
    return match === '\\' ? '' : match;
  });
};

exports.escapeLast = (input, char, lastIdx) => {
  const idx = input.lastIndexOf(char, lastIdx);
  if (idx === -1) return input;
  if (input[idx - 1] === '\\') return exports.escapeLast(input, char, idx - 1);
  return `${input.slice(0, idx)}\\${input.slice(idx)}`;
};

exports.removePrefix = (input, state = {}) => {
  let output = input;
  if (output.startsWith('./')) {
    output = output.slice(2);
    state.prefix = './';
  }
  return output;
};

exports.wrapOutput = (input, state = {}, options = {}) => {
  const prepend = options.contains ? '' : '^';
  const append = options.contains ? '' : '$';

  let output = `${prepend}(?:${input})${append}`;
  if (state.negated === true) {
    output = `(?:^(?!${output}).*$)`;
  }
  return output;
};

exports.basename = (path, { windows } = {}) => {
  const segs = path.split(windows ? /[\\/]/ : '/');
  const last = segs[segs.length - 1];

  if (last === '') {
    return segs[segs.length - 2];
  }

  return last;
};


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 8909:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

const { Argument } = __nccwpck_require__(9154);
const { Command } = __nccwpck_require__(4348);
const { CommanderError, InvalidArgumentError } = __nccwpck_require__(1135);
const { Help } = __nccwpck_require__(9754);
const { Option } = __nccwpck_require__(5240);

exports.DM = new Command();

exports.gu = (name) => new Command(name);
exports.Ww = (flags, description) => new Option(flags, description);
exports.er = (name, description) => new Argument(name, description);

/**
 * Expose classes
 */

exports.uB = Command;
exports.c$ = Option;
exports.ef = Argument;
exports._V = Help;

exports.b7 = CommanderError;
exports.Di = InvalidArgumentError;
exports.a2 = InvalidArgumentError; // Deprecated


/***/ }),

/***/ 9154:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

const { InvalidArgumentError } = __nccwpck_require__(1135);

class Argument {
  /**
   * Initialize a new command argument with the given name and description.
   * The default is that the argument is required, and you can explicitly
   * indicate this with <> around the name. Put [] around the name for an optional argument.
   *
   * @param {string} name
   * @param {string} [description]
   */

  constructor(name, description) {
    this.description = description || '';
    this.variadic = false;
    this.parseArg = undefined;
    this.defaultValue = undefined;
    this.defaultValueDescription = undefined;
    this.argChoices = undefined;

    switch (name[0]) {
      case '<': // e.g. <required>
        this.required = true;
        this._name = name.slice(1, -1);
        break;
      case '[': // e.g. [optional]
        this.required = false;
        this._name = name.slice(1, -1);
        break;
      default:
        this.required = true;
        this._name = name;
        break;
    }

    if (this._name.endsWith('...')) {
      this.variadic = true;
      this._name = this._name.slice(0, -3);
    }
  }

  /**
   * Return argument name.
   *
   * @return {string}
   */

  name() {
    return this._name;
  }

  /**
   * @package
   */

  _collectValue(value, previous) {
    if (previous === this.defaultValue || !Array.isArray(previous)) {
      return [value];
    }

    previous.push(value);
    return previous;
  }

  /**
   * Set the default value, and optionally supply the description to be displayed in the help.
   *
   * @param {*} value
   * @param {string} [description]
   * @return {Argument}
   */

  default(value, description) {
    this.defaultValue = value;
    this.defaultValueDescription = description;
    return this;
  }

  /**
   * Set the custom handler for processing CLI command arguments into argument values.
   *
   * @param {Function} [fn]
   * @return {Argument}
   */

  argParser(fn) {
    this.parseArg = fn;
    return this;
  }

  /**
   * Only allow argument value to be one of choices.
   *
   * @param {string[]} values
   * @return {Argument}
   */

  choices(values) {
    this.argChoices = values.slice();
    this.parseArg = (arg, previous) => {
      if (!this.argChoices.includes(arg)) {
        throw new InvalidArgumentError(
          `Allowed choices are ${this.argChoices.join(', ')}.`,
        );
      }
      if (this.variadic) {
        return this._collectValue(arg, previous);
      }
      return arg;
    };
    return this;
  }

  /**
   * Make argument required.
   *
   * @returns {Argument}
   */
  argRequired() {
    this.required = true;
    return this;
  }

  /**
   * Make argument optional.
   *
   * @returns {Argument}
   */
  argOptional() {
    this.required = false;
    return this;
  }
}

/**
 * Takes an argument and returns its human readable equivalent for help usage.
 *
 * @param {Argument} arg
 * @return {string}
 * @private
 */

function humanReadableArgName(arg) {
  const nameOutput = arg.name() + (arg.variadic === true ? '...' : '');

  return arg.required ? '<' + nameOutput + '>' : '[' + nameOutput + ']';
}

exports.Argument = Argument;
exports.humanReadableArgName = humanReadableArgName;


/***/ }),

/***/ 4348:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

const EventEmitter = (__nccwpck_require__(8474).EventEmitter);
const childProcess = __nccwpck_require__(1421);
const path = __nccwpck_require__(6760);
const fs = __nccwpck_require__(3024);
const process = __nccwpck_require__(1708);

const { Argument, humanReadableArgName } = __nccwpck_require__(9154);
const { CommanderError } = __nccwpck_require__(1135);
const { Help, stripColor } = __nccwpck_require__(9754);
const { Option, DualOptions } = __nccwpck_require__(5240);
const { suggestSimilar } = __nccwpck_require__(5030);

class Command extends EventEmitter {
  /**
   * Initialize a new `Command`.
   *
   * @param {string} [name]
   */

  constructor(name) {
    super();
    /** @type {Command[]} */
    this.commands = [];
    /** @type {Option[]} */
    this.options = [];
    this.parent = null;
    this._allowUnknownOption = false;
    this._allowExcessArguments = false;
    /** @type {Argument[]} */
    this.registeredArguments = [];
    this._args = this.registeredArguments; // deprecated old name
    /** @type {string[]} */
    this.args = []; // cli args with options removed
    this.rawArgs = [];
    this.processedArgs = []; // like .args but after custom processing and collecting variadic
    this._scriptPath = null;
    this._name = name || '';
    this._optionValues = {};
    this._optionValueSources = {}; // default, env, cli etc
    this._storeOptionsAsProperties = false;
    this._actionHandler = null;
    this._executableHandler = false;
    this._executableFile = null; // custom name for executable
    this._executableDir = null; // custom search directory for subcommands
    this._defaultCommandName = null;
    this._exitCallback = null;
    this._aliases = [];
    this._combineFlagAndOptionalValue = true;
    this._description = '';
    this._summary = '';
    this._argsDescription = undefined; // legacy
    this._enablePositionalOptions = false;
    this._passThroughOptions = false;
    this._lifeCycleHooks = {}; // a hash of arrays
    /** @type {(boolean | string)} */
    this._showHelpAfterError = false;
    this._showSuggestionAfterError = true;
    this._savedState = null; // used in save/restoreStateBeforeParse

    // see configureOutput() for docs
    this._outputConfiguration = {
      writeOut: (str) => process.stdout.write(str),
      writeErr: (str) => process.stderr.write(str),
      outputError: (str, write) => write(str),
      getOutHelpWidth: () =>
        process.stdout.isTTY ? process.stdout.columns : undefined,
      getErrHelpWidth: () =>
        process.stderr.isTTY ? process.stderr.columns : undefined,
      getOutHasColors: () =>
        useColor() ?? (process.stdout.isTTY && process.stdout.hasColors?.()),
      getErrHasColors: () =>
        useColor() ?? (process.stderr.isTTY && process.stderr.hasColors?.()),
      stripColor: (str) => stripColor(str),
    };

    this._hidden = false;
    /** @type {(Option | null | undefined)} */
    this._helpOption = undefined; // Lazy created on demand. May be null if help option is disabled.
    this._addImplicitHelpCommand = undefined; // undecided whether true or false yet, not inherited
    /** @type {Command} */
    this._helpCommand = undefined; // lazy initialised, inherited
    this._helpConfiguration = {};
    /** @type {string | undefined} */
    this._helpGroupHeading = undefined; // soft initialised when added to parent
    /** @type {string | undefined} */
    this._defaultCommandGroup = undefined;
    /** @type {string | undefined} */
    this._defaultOptionGroup = undefined;
  }

  /**
   * Copy settings that are useful to have in common across root command and subcommands.
   *
   * (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
   *
   * @param {Command} sourceCommand
   * @return {Command} `this` command for chaining
   */
  copyInheritedSettings(sourceCommand) {
    this._outputConfiguration = sourceCommand._outputConfiguration;
    this._helpOption = sourceCommand._helpOption;
    this._helpCommand = sourceCommand._helpCommand;
    this._helpConfiguration = sourceCommand._helpConfiguration;
    this._exitCallback = sourceCommand._exitCallback;
    this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
    this._combineFlagAndOptionalValue =
      sourceCommand._combineFlagAndOptionalValue;
    this._allowExcessArguments = sourceCommand._allowExcessArguments;
    this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
    this._showHelpAfterError = sourceCommand._showHelpAfterError;
    this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;

    return this;
  }

  /**
   * @returns {Command[]}
   * @private
   */

  _getCommandAndAncestors() {
    const result = [];
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    for (let command = this; command; command = command.parent) {
      result.push(command);
    }
    return result;
  }

  /**
   * Define a command.
   *
   * There are two styles of command: pay attention to where to put the description.
   *
   * @example
   * // Command implemented using action handler (description is supplied separately to `.command`)
   * program
   *   .command('clone <source> [destination]')
   *   .description('clone a repository into a newly created directory')
   *   .action((source, destination) => {
   *     console.log('clone command called');
   *   });
   *
   * // Command implemented using separate executable file (description is second parameter to `.command`)
   * program
   *   .command('start <service>', 'start named service')
   *   .command('stop [service]', 'stop named service, or all if no name supplied');
   *
   * @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
   * @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
   * @param {object} [execOpts] - configuration options (for executable)
   * @return {Command} returns new command for action handler, or `this` for executable command
   */

  command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
    let desc = actionOptsOrExecDesc;
    let opts = execOpts;
    if (typeof desc === 'object' && desc !== null) {
      opts = desc;
      desc = null;
    }
    opts = opts || {};
    const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);

    const cmd = this.createCommand(name);
    if (desc) {
      cmd.description(desc);
      cmd._executableHandler = true;
    }
    if (opts.isDefault) this._defaultCommandName = cmd._name;
    cmd._hidden = !!(opts.noHelp || opts.hidden); // noHelp is deprecated old name for hidden
    cmd._executableFile = opts.executableFile || null; // Custom name for executable file, set missing to null to match constructor
    if (args) cmd.arguments(args);
    this._registerCommand(cmd);
    cmd.parent = this;
    cmd.copyInheritedSettings(this);

    if (desc) return this;
    return cmd;
  }

  /**
   * Factory routine to create a new unattached command.
   *
   * See .command() for creating an attached subcommand, which uses this routine to
   * create the command. You can override createCommand to customise subcommands.
   *
   * @param {string} [name]
   * @return {Command} new command
   */

  createCommand(name) {
    return new Command(name);
  }

  /**
   * You can customise the help with a subclass of Help by overriding createHelp,
   * or by overriding Help properties using configureHelp().
   *
   * @return {Help}
   */

  createHelp() {
    return Object.assign(new Help(), this.configureHelp());
  }

  /**
   * You can customise the help by overriding Help properties using configureHelp(),
   * or with a subclass of Help by overriding createHelp().
   *
   * @param {object} [configuration] - configuration options
   * @return {(Command | object)} `this` command for chaining, or stored configuration
   */

  configureHelp(configuration) {
    if (configuration === undefined) return this._helpConfiguration;

    this._helpConfiguration = configuration;
    return this;
  }

  /**
   * The default output goes to stdout and stderr. You can customise this for special
   * applications. You can also customise the display of errors by overriding outputError.
   *
   * The configuration properties are all functions:
   *
   *     // change how output being written, defaults to stdout and stderr
   *     writeOut(str)
   *     writeErr(str)
   *     // change how output being written for errors, defaults to writeErr
   *     outputError(str, write) // used for displaying errors and not used for displaying help
   *     // specify width for wrapping help
   *     getOutHelpWidth()
   *     getErrHelpWidth()
   *     // color support, currently only used with Help
   *     getOutHasColors()
   *     getErrHasColors()
   *     stripColor() // used to remove ANSI escape codes if output does not have colors
   *
   * @param {object} [configuration] - configuration options
   * @return {(Command | object)} `this` command for chaining, or stored configuration
   */

  configureOutput(configuration) {
    if (configuration === undefined) return this._outputConfiguration;

    this._outputConfiguration = {
      ...this._outputConfiguration,
      ...configuration,
    };
    return this;
  }

  /**
   * Display the help or a custom message after an error occurs.
   *
   * @param {(boolean|string)} [displayHelp]
   * @return {Command} `this` command for chaining
   */
  showHelpAfterError(displayHelp = true) {
    if (typeof displayHelp !== 'string') displayHelp = !!displayHelp;
    this._showHelpAfterError = displayHelp;
    return this;
  }

  /**
   * Display suggestion of similar commands for unknown commands, or options for unknown options.
   *
   * @param {boolean} [displaySuggestion]
   * @return {Command} `this` command for chaining
   */
  showSuggestionAfterError(displaySuggestion = true) {
    this._showSuggestionAfterError = !!displaySuggestion;
    return this;
  }

  /**
   * Add a prepared subcommand.
   *
   * See .command() for creating an attached subcommand which inherits settings from its parent.
   *
   * @param {Command} cmd - new subcommand
   * @param {object} [opts] - configuration options
   * @return {Command} `this` command for chaining
   */

  addCommand(cmd, opts) {
    if (!cmd._name) {
      throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
    }

    opts = opts || {};
    if (opts.isDefault) this._defaultCommandName = cmd._name;
    if (opts.noHelp || opts.hidden) cmd._hidden = true; // modifying passed command due to existing implementation

    this._registerCommand(cmd);
    cmd.parent = this;
    cmd._checkForBrokenPassThrough();

    return this;
  }

  /**
   * Factory routine to create a new unattached argument.
   *
   * See .argument() for creating an attached argument, which uses this routine to
   * create the argument. You can override createArgument to return a custom argument.
   *
   * @param {string} name
   * @param {string} [description]
   * @return {Argument} new argument
   */

  createArgument(name, description) {
    return new Argument(name, description);
  }

  /**
   * Define argument syntax for command.
   *
   * The default is that the argument is required, and you can explicitly
   * indicate this with <> around the name. Put [] around the name for an optional argument.
   *
   * @example
   * program.argument('<input-file>');
   * program.argument('[output-file]');
   *
   * @param {string} name
   * @param {string} [description]
   * @param {(Function|*)} [parseArg] - custom argument processing function or default value
   * @param {*} [defaultValue]
   * @return {Command} `this` command for chaining
   */
  argument(name, description, parseArg, defaultValue) {
    const argument = this.createArgument(name, description);
    if (typeof parseArg === 'function') {
      argument.default(defaultValue).argParser(parseArg);
    } else {
      argument.default(parseArg);
    }
    this.addArgument(argument);
    return this;
  }

  /**
   * Define argument syntax for command, adding multiple at once (without descriptions).
   *
   * See also .argument().
   *
   * @example
   * program.arguments('<cmd> [env]');
   *
   * @param {string} names
   * @return {Command} `this` command for chaining
   */

  arguments(names) {
    names
      .trim()
      .split(/ +/)
      .forEach((detail) => {
        this.argument(detail);
      });
    return this;
  }

  /**
   * Define argument syntax for command, adding a prepared argument.
   *
   * @param {Argument} argument
   * @return {Command} `this` command for chaining
   */
  addArgument(argument) {
    const previousArgument = this.registeredArguments.slice(-1)[0];
    if (previousArgument?.variadic) {
      throw new Error(
        `only the last argument can be variadic '${previousArgument.name()}'`,
      );
    }
    if (
      argument.required &&
      argument.defaultValue !== undefined &&
      argument.parseArg === undefined
    ) {
      throw new Error(
        `a default value for a required argument is never used: '${argument.name()}'`,
      );
    }
    this.registeredArguments.push(argument);
    return this;
  }

  /**
   * Customise or override default help command. By default a help command is automatically added if your command has subcommands.
   *
   * @example
   *    program.helpCommand('help [cmd]');
   *    program.helpCommand('help [cmd]', 'show help');
   *    program.helpCommand(false); // suppress default help command
   *    program.helpCommand(true); // add help command even if no subcommands
   *
   * @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
   * @param {string} [description] - custom description
   * @return {Command} `this` command for chaining
   */

  helpCommand(enableOrNameAndArgs, description) {
    if (typeof enableOrNameAndArgs === 'boolean') {
      this._addImplicitHelpCommand = enableOrNameAndArgs;
      if (enableOrNameAndArgs && this._defaultCommandGroup) {
        // make the command to store the group
        this._initCommandGroup(this._getHelpCommand());
      }
      return this;
    }

    const nameAndArgs = enableOrNameAndArgs ?? 'help [command]';
    const [, helpName, helpArgs] = nameAndArgs.match(/([^ ]+) *(.*)/);
    const helpDescription = description ?? 'display help for command';

    const helpCommand = this.createCommand(helpName);
    helpCommand.helpOption(false);
    if (helpArgs) helpCommand.arguments(helpArgs);
    if (helpDescription) helpCommand.description(helpDescription);

    this._addImplicitHelpCommand = true;
    this._helpCommand = helpCommand;
    // init group unless lazy create
    if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);

    return this;
  }

  /**
   * Add prepared custom help command.
   *
   * @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
   * @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
   * @return {Command} `this` command for chaining
   */
  addHelpCommand(helpCommand, deprecatedDescription) {
    // If not passed an object, call through to helpCommand for backwards compatibility,
    // as addHelpCommand was originally used like helpCommand is now.
    if (typeof helpCommand !== 'object') {
      this.helpCommand(helpCommand, deprecatedDescription);
      return this;
    }

    this._addImplicitHelpCommand = true;
    this._helpCommand = helpCommand;
    this._initCommandGroup(helpCommand);
    return this;
  }

  /**
   * Lazy create help command.
   *
   * @return {(Command|null)}
   * @package
   */
  _getHelpCommand() {
    const hasImplicitHelpCommand =
      this._addImplicitHelpCommand ??
      (this.commands.length &&
        !this._actionHandler &&
        !this._findCommand('help'));

    if (hasImplicitHelpCommand) {
      if (this._helpCommand === undefined) {
        this.helpCommand(undefined, undefined); // use default name and description
      }
      return this._helpCommand;
    }
    return null;
  }

  /**
   * Add hook for life cycle event.
   *
   * @param {string} event
   * @param {Function} listener
   * @return {Command} `this` command for chaining
   */

  hook(event, listener) {
    const allowedValues = ['preSubcommand', 'preAction', 'postAction'];
    if (!allowedValues.includes(event)) {
      throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
    }
    if (this._lifeCycleHooks[event]) {
      this._lifeCycleHooks[event].push(listener);
    } else {
      this._lifeCycleHooks[event] = [listener];
    }
    return this;
  }

  /**
   * Register callback to use as replacement for calling process.exit.
   *
   * @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
   * @return {Command} `this` command for chaining
   */

  exitOverride(fn) {
    if (fn) {
      this._exitCallback = fn;
    } else {
      this._exitCallback = (err) => {
        if (err.code !== 'commander.executeSubCommandAsync') {
          throw err;
        } else {
          // Async callback from spawn events, not useful to throw.
        }
      };
    }
    return this;
  }

  /**
   * Call process.exit, and _exitCallback if defined.
   *
   * @param {number} exitCode exit code for using with process.exit
   * @param {string} code an id string representing the error
   * @param {string} message human-readable description of the error
   * @return never
   * @private
   */

  _exit(exitCode, code, message) {
    if (this._exitCallback) {
      this._exitCallback(new CommanderError(exitCode, code, message));
      // Expecting this line is not reached.
    }
    process.exit(exitCode);
  }

  /**
   * Register callback `fn` for the command.
   *
   * @example
   * program
   *   .command('serve')
   *   .description('start service')
   *   .action(function() {
   *      // do work here
   *   });
   *
   * @param {Function} fn
   * @return {Command} `this` command for chaining
   */

  action(fn) {
    const listener = (args) => {
      // The .action callback takes an extra parameter which is the command or options.
      const expectedArgsCount = this.registeredArguments.length;
      const actionArgs = args.slice(0, expectedArgsCount);
      if (this._storeOptionsAsProperties) {
        actionArgs[expectedArgsCount] = this; // backwards compatible "options"
      } else {
        actionArgs[expectedArgsCount] = this.opts();
      }
      actionArgs.push(this);

      return fn.apply(this, actionArgs);
    };
    this._actionHandler = listener;
    return this;
  }

  /**
   * Factory routine to create a new unattached option.
   *
   * See .option() for creating an attached option, which uses this routine to
   * create the option. You can override createOption to return a custom option.
   *
   * @param {string} flags
   * @param {string} [description]
   * @return {Option} new option
   */

  createOption(flags, description) {
    return new Option(flags, description);
  }

  /**
   * Wrap parseArgs to catch 'commander.invalidArgument'.
   *
   * @param {(Option | Argument)} target
   * @param {string} value
   * @param {*} previous
   * @param {string} invalidArgumentMessage
   * @private
   */

  _callParseArg(target, value, previous, invalidArgumentMessage) {
    try {
      return target.parseArg(value, previous);
    } catch (err) {
      if (err.code === 'commander.invalidArgument') {
        const message = `${invalidArgumentMessage} ${err.message}`;
        this.error(message, { exitCode: err.exitCode, code: err.code });
      }
      throw err;
    }
  }

  /**
   * Check for option flag conflicts.
   * Register option if no conflicts found, or throw on conflict.
   *
   * @param {Option} option
   * @private
   */

  _registerOption(option) {
    const matchingOption =
      (option.short && this._findOption(option.short)) ||
      (option.long && this._findOption(option.long));
    if (matchingOption) {
      const matchingFlag =
        option.long && this._findOption(option.long)
          ? option.long
          : option.short;
      throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
    }

    this._initOptionGroup(option);
    this.options.push(option);
  }

  /**
   * Check for command name and alias conflicts with existing commands.
   * Register command if no conflicts found, or throw on conflict.
   *
   * @param {Command} command
   * @private
   */

  _registerCommand(command) {
    const knownBy = (cmd) => {
      return [cmd.name()].concat(cmd.aliases());
    };

    const alreadyUsed = knownBy(command).find((name) =>
      this._findCommand(name),
    );
    if (alreadyUsed) {
      const existingCmd = knownBy(this._findCommand(alreadyUsed)).join('|');
      const newCmd = knownBy(command).join('|');
      throw new Error(
        `cannot add command '${newCmd}' as already have command '${existingCmd}'`,
      );
    }

    this._initCommandGroup(command);
    this.commands.push(command);
  }

  /**
   * Add an option.
   *
   * @param {Option} option
   * @return {Command} `this` command for chaining
   */
  addOption(option) {
    this._registerOption(option);

    const oname = option.name();
    const name = option.attributeName();

    // store default value
    if (option.negate) {
      // --no-foo is special and defaults foo to true, unless a --foo option is already defined
      const positiveLongFlag = option.long.replace(/^--no-/, '--');
      if (!this._findOption(positiveLongFlag)) {
        this.setOptionValueWithSource(
          name,
          option.defaultValue === undefined ? true : option.defaultValue,
          'default',
        );
      }
    } else if (option.defaultValue !== undefined) {
      this.setOptionValueWithSource(name, option.defaultValue, 'default');
    }

    // handler for cli and env supplied values
    const handleOptionValue = (val, invalidValueMessage, valueSource) => {
      // val is null for optional option used without an optional-argument.
      // val is undefined for boolean and negated option.
      if (val == null && option.presetArg !== undefined) {
        val = option.presetArg;
      }

      // custom processing
      const oldValue = this.getOptionValue(name);
      if (val !== null && option.parseArg) {
        val = this._callParseArg(option, val, oldValue, invalidValueMessage);
      } else if (val !== null && option.variadic) {
        val = option._collectValue(val, oldValue);
      }

      // Fill-in appropriate missing values. Long winded but easy to follow.
      if (val == null) {
        if (option.negate) {
          val = false;
        } else if (option.isBoolean() || option.optional) {
          val = true;
        } else {
          val = ''; // not normal, parseArg might have failed or be a mock function for testing
        }
      }
      this.setOptionValueWithSource(name, val, valueSource);
    };

    this.on('option:' + oname, (val) => {
      const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
      handleOptionValue(val, invalidValueMessage, 'cli');
    });

    if (option.envVar) {
      this.on('optionEnv:' + oname, (val) => {
        const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
        handleOptionValue(val, invalidValueMessage, 'env');
      });
    }

    return this;
  }

  /**
   * Internal implementation shared by .option() and .requiredOption()
   *
   * @return {Command} `this` command for chaining
   * @private
   */
  _optionEx(config, flags, description, fn, defaultValue) {
    if (typeof flags === 'object' && flags instanceof Option) {
      throw new Error(
        'To add an Option object use addOption() instead of option() or requiredOption()',
      );
    }
    const option = this.createOption(flags, description);
    option.makeOptionMandatory(!!config.mandatory);
    if (typeof fn === 'function') {
      option.default(defaultValue).argParser(fn);
    } else if (fn instanceof RegExp) {
      // deprecated
      const regex = fn;
      fn = (val, def) => {
        const m = regex.exec(val);
        return m ? m[0] : def;
      };
      option.default(defaultValue).argParser(fn);
    } else {
      option.default(fn);
    }

    return this.addOption(option);
  }

  /**
   * Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
   *
   * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
   * option-argument is indicated by `<>` and an optional option-argument by `[]`.
   *
   * See the README for more details, and see also addOption() and requiredOption().
   *
   * @example
   * program
   *     .option('-p, --pepper', 'add pepper')
   *     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
   *     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
   *     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
   *
   * @param {string} flags
   * @param {string} [description]
   * @param {(Function|*)} [parseArg] - custom option processing function or default value
   * @param {*} [defaultValue]
   * @return {Command} `this` command for chaining
   */

  option(flags, description, parseArg, defaultValue) {
    return this._optionEx({}, flags, description, parseArg, defaultValue);
  }

  /**
   * Add a required option which must have a value after parsing. This usually means
   * the option must be specified on the command line. (Otherwise the same as .option().)
   *
   * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
   *
   * @param {string} flags
   * @param {string} [description]
   * @param {(Function|*)} [parseArg] - custom option processing function or default value
   * @param {*} [defaultValue]
   * @return {Command} `this` command for chaining
   */

  requiredOption(flags, description, parseArg, defaultValue) {
    return this._optionEx(
      { mandatory: true },
      flags,
      description,
      parseArg,
      defaultValue,
    );
  }

  /**
   * Alter parsing of short flags with optional values.
   *
   * @example
   * // for `.option('-f,--flag [value]'):
   * program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
   * program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
   *
   * @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
   * @return {Command} `this` command for chaining
   */
  combineFlagAndOptionalValue(combine = true) {
    this._combineFlagAndOptionalValue = !!combine;
    return this;
  }

  /**
   * Allow unknown options on the command line.
   *
   * @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
   * @return {Command} `this` command for chaining
   */
  allowUnknownOption(allowUnknown = true) {
    this._allowUnknownOption = !!allowUnknown;
    return this;
  }

  /**
   * Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
   *
   * @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
   * @return {Command} `this` command for chaining
   */
  allowExcessArguments(allowExcess = true) {
    this._allowExcessArguments = !!allowExcess;
    return this;
  }

  /**
   * Enable positional options. Positional means global options are specified before subcommands which lets
   * subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
   * The default behaviour is non-positional and global options may appear anywhere on the command line.
   *
   * @param {boolean} [positional]
   * @return {Command} `this` command for chaining
   */
  enablePositionalOptions(positional = true) {
    this._enablePositionalOptions = !!positional;
    return this;
  }

  /**
   * Pass through options that come after command-arguments rather than treat them as command-options,
   * so actual command-options come before command-arguments. Turning this on for a subcommand requires
   * positional options to have been enabled on the program (parent commands).
   * The default behaviour is non-positional and options may appear before or after command-arguments.
   *
   * @param {boolean} [passThrough] for unknown options.
   * @return {Command} `this` command for chaining
   */
  passThroughOptions(passThrough = true) {
    this._passThroughOptions = !!passThrough;
    this._checkForBrokenPassThrough();
    return this;
  }

  /**
   * @private
   */

  _checkForBrokenPassThrough() {
    if (
      this.parent &&
      this._passThroughOptions &&
      !this.parent._enablePositionalOptions
    ) {
      throw new Error(
        `passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`,
      );
    }
  }

  /**
   * Whether to store option values as properties on command object,
   * or store separately (specify false). In both cases the option values can be accessed using .opts().
   *
   * @param {boolean} [storeAsProperties=true]
   * @return {Command} `this` command for chaining
   */

  storeOptionsAsProperties(storeAsProperties = true) {
    if (this.options.length) {
      throw new Error('call .storeOptionsAsProperties() before adding options');
    }
    if (Object.keys(this._optionValues).length) {
      throw new Error(
        'call .storeOptionsAsProperties() before setting option values',
      );
    }
    this._storeOptionsAsProperties = !!storeAsProperties;
    return this;
  }

  /**
   * Retrieve option value.
   *
   * @param {string} key
   * @return {object} value
   */

  getOptionValue(key) {
    if (this._storeOptionsAsProperties) {
      return this[key];
    }
    return this._optionValues[key];
  }

  /**
   * Store option value.
   *
   * @param {string} key
   * @param {object} value
   * @return {Command} `this` command for chaining
   */

  setOptionValue(key, value) {
    return this.setOptionValueWithSource(key, value, undefined);
  }

  /**
   * Store option value and where the value came from.
   *
   * @param {string} key
   * @param {object} value
   * @param {string} source - expected values are default/config/env/cli/implied
   * @return {Command} `this` command for chaining
   */

  setOptionValueWithSource(key, value, source) {
    if (this._storeOptionsAsProperties) {
      this[key] = value;
    } else {
      this._optionValues[key] = value;
    }
    this._optionValueSources[key] = source;
    return this;
  }

  /**
   * Get source of option value.
   * Expected values are default | config | env | cli | implied
   *
   * @param {string} key
   * @return {string}
   */

  getOptionValueSource(key) {
    return this._optionValueSources[key];
  }

  /**
   * Get source of option value. See also .optsWithGlobals().
   * Expected values are default | config | env | cli | implied
   *
   * @param {string} key
   * @return {string}
   */

  getOptionValueSourceWithGlobals(key) {
    // global overwrites local, like optsWithGlobals
    let source;
    this._getCommandAndAncestors().forEach((cmd) => {
      if (cmd.getOptionValueSource(key) !== undefined) {
        source = cmd.getOptionValueSource(key);
      }
    });
    return source;
  }

  /**
   * Get user arguments from implied or explicit arguments.
   * Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
   *
   * @private
   */

  _prepareUserArgs(argv, parseOptions) {
    if (argv !== undefined && !Array.isArray(argv)) {
      throw new Error('first parameter to parse must be array or undefined');
    }
    parseOptions = parseOptions || {};

    // auto-detect argument conventions if nothing supplied
    if (argv === undefined && parseOptions.from === undefined) {
      if (process.versions?.electron) {
        parseOptions.from = 'electron';
      }
      // check node specific options for scenarios where user CLI args follow executable without scriptname
      const execArgv = process.execArgv ?? [];
      if (
        execArgv.includes('-e') ||
        execArgv.includes('--eval') ||
        execArgv.includes('-p') ||
        execArgv.includes('--print')
      ) {
        parseOptions.from = 'eval'; // internal usage, not documented
      }
    }

    // default to using process.argv
    if (argv === undefined) {
      argv = process.argv;
    }
    this.rawArgs = argv.slice();

    // extract the user args and scriptPath
    let userArgs;
    switch (parseOptions.from) {
      case undefined:
      case 'node':
        this._scriptPath = argv[1];
        userArgs = argv.slice(2);
        break;
      case 'electron':
        // @ts-ignore: because defaultApp is an unknown property
        if (process.defaultApp) {
          this._scriptPath = argv[1];
          userArgs = argv.slice(2);
        } else {
          userArgs = argv.slice(1);
        }
        break;
      case 'user':
        userArgs = argv.slice(0);
        break;
      case 'eval':
        userArgs = argv.slice(1);
        break;
      default:
        throw new Error(
          `unexpected parse option { from: '${parseOptions.from}' }`,
        );
    }

    // Find default name for program from arguments.
    if (!this._name && this._scriptPath)
      this.nameFromFilename(this._scriptPath);
    this._name = this._name || 'program';

    return userArgs;
  }

  /**
   * Parse `argv`, setting options and invoking commands when defined.
   *
   * Use parseAsync instead of parse if any of your action handlers are async.
   *
   * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
   *
   * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
   * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
   * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
   * - `'user'`: just user arguments
   *
   * @example
   * program.parse(); // parse process.argv and auto-detect electron and special node flags
   * program.parse(process.argv); // assume argv[0] is app and argv[1] is script
   * program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
   *
   * @param {string[]} [argv] - optional, defaults to process.argv
   * @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
   * @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
   * @return {Command} `this` command for chaining
   */

  parse(argv, parseOptions) {
    this._prepareForParse();
    const userArgs = this._prepareUserArgs(argv, parseOptions);
    this._parseCommand([], userArgs);

    return this;
  }

  /**
   * Parse `argv`, setting options and invoking commands when defined.
   *
   * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
   *
   * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
   * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
   * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
   * - `'user'`: just user arguments
   *
   * @example
   * await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
   * await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
   * await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
   *
   * @param {string[]} [argv]
   * @param {object} [parseOptions]
   * @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
   * @return {Promise}
   */

  async parseAsync(argv, parseOptions) {
    this._prepareForParse();
    const userArgs = this._prepareUserArgs(argv, parseOptions);
    await this._parseCommand([], userArgs);

    return this;
  }

  _prepareForParse() {
    if (this._savedState === null) {
      this.saveStateBeforeParse();
    } else {
      this.restoreStateBeforeParse();
    }
  }

  /**
   * Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
   * Not usually called directly, but available for subclasses to save their custom state.
   *
   * This is called in a lazy way. Only commands used in parsing chain will have state saved.
   */
  saveStateBeforeParse() {
    this._savedState = {
      // name is stable if supplied by author, but may be unspecified for root command and deduced during parsing
      _name: this._name,
      // option values before parse have default values (including false for negated options)
      // shallow clones
      _optionValues: { ...this._optionValues },
      _optionValueSources: { ...this._optionValueSources },
    };
  }

  /**
   * Restore state before parse for calls after the first.
   * Not usually called directly, but available for subclasses to save their custom state.
   *
   * This is called in a lazy way. Only commands used in parsing chain will have state restored.
   */
  restoreStateBeforeParse() {
    if (this._storeOptionsAsProperties)
      throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);

    // clear state from _prepareUserArgs
    this._name = this._savedState._name;
    this._scriptPath = null;
    this.rawArgs = [];
    // clear state from setOptionValueWithSource
    this._optionValues = { ...this._savedState._optionValues };
    this._optionValueSources = { ...this._savedState._optionValueSources };
    // clear state from _parseCommand
    this.args = [];
    // clear state from _processArguments
    this.processedArgs = [];
  }

  /**
   * Throw if expected executable is missing. Add lots of help for author.
   *
   * @param {string} executableFile
   * @param {string} executableDir
   * @param {string} subcommandName
   */
  _checkForMissingExecutable(executableFile, executableDir, subcommandName) {
    if (fs.existsSync(executableFile)) return;

    const executableDirMessage = executableDir
      ? `searched for local subcommand relative to directory '${executableDir}'`
      : 'no directory for search for local subcommand, use .executableDir() to supply a custom directory';
    const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDirMessage}`;
    throw new Error(executableMissing);
  }

  /**
   * Execute a sub-command executable.
   *
   * @private
   */

  _executeSubCommand(subcommand, args) {
    args = args.slice();
    let launchWithNode = false; // Use node for source targets so do not need to get permissions correct, and on Windows.
    const sourceExt = ['.js', '.ts', '.tsx', '.mjs', '.cjs'];

    function findFile(baseDir, baseName) {
      // Look for specified file
      const localBin = path.resolve(baseDir, baseName);
      if (fs.existsSync(localBin)) return localBin;

      // Stop looking if candidate already has an expected extension.
      if (sourceExt.includes(path.extname(baseName))) return undefined;

      // Try all the extensions.
      const foundExt = sourceExt.find((ext) =>
        fs.existsSync(`${localBin}${ext}`),
      );
      if (foundExt) return `${localBin}${foundExt}`;

      return undefined;
    }

    // Not checking for help first. Unlikely to have mandatory and executable, and can't robustly test for help flags in external command.
    this._checkForMissingMandatoryOptions();
    this._checkForConflictingOptions();

    // executableFile and executableDir might be full path, or just a name
    let executableFile =
      subcommand._executableFile || `${this._name}-${subcommand._name}`;
    let executableDir = this._executableDir || '';
    if (this._scriptPath) {
      let resolvedScriptPath; // resolve possible symlink for installed npm binary
      try {
        resolvedScriptPath = fs.realpathSync(this._scriptPath);
      } catch {
        resolvedScriptPath = this._scriptPath;
      }
      executableDir = path.resolve(
        path.dirname(resolvedScriptPath),
        executableDir,
      );
    }

    // Look for a local file in preference to a command in PATH.
    if (executableDir) {
      let localFile = findFile(executableDir, executableFile);

      // Legacy search using prefix of script name instead of command name
      if (!localFile && !subcommand._executableFile && this._scriptPath) {
        const legacyName = path.basename(
          this._scriptPath,
          path.extname(this._scriptPath),
        );
        if (legacyName !== this._name) {
          localFile = findFile(
            executableDir,
            `${legacyName}-${subcommand._name}`,
          );
        }
      }
      executableFile = localFile || executableFile;
    }

    launchWithNode = sourceExt.includes(path.extname(executableFile));

    let proc;
    if (process.platform !== 'win32') {
      if (launchWithNode) {
        args.unshift(executableFile);
        // add executable arguments to spawn
        args = incrementNodeInspectorPort(process.execArgv).concat(args);

        proc = childProcess.spawn(process.argv[0], args, { stdio: 'inherit' });
      } else {
        proc = childProcess.spawn(executableFile, args, { stdio: 'inherit' });
      }
    } else {
      this._checkForMissingExecutable(
        executableFile,
        executableDir,
        subcommand._name,
      );
      args.unshift(executableFile);
      // add executable arguments to spawn
      args = incrementNodeInspectorPort(process.execArgv).concat(args);
      proc = childProcess.spawn(process.execPath, args, { stdio: 'inherit' });
    }

    if (!proc.killed) {
      // testing mainly to avoid leak warnings during unit tests with mocked spawn
      const signals = ['SIGUSR1', 'SIGUSR2', 'SIGTERM', 'SIGINT', 'SIGHUP'];
      signals.forEach((signal) => {
        process.on(signal, () => {
          if (proc.killed === false && proc.exitCode === null) {
            // @ts-ignore because signals not typed to known strings
            proc.kill(signal);
          }
        });
      });
    }

    // By default terminate process when spawned process terminates.
    const exitCallback = this._exitCallback;
    proc.on('close', (code) => {
      code = code ?? 1; // code is null if spawned process terminated due to a signal
      if (!exitCallback) {
        process.exit(code);
      } else {
        exitCallback(
          new CommanderError(
            code,
            'commander.executeSubCommandAsync',
            '(close)',
          ),
        );
      }
    });
    proc.on('error', (err) => {
      // @ts-ignore: because err.code is an unknown property
      if (err.code === 'ENOENT') {
        this._checkForMissingExecutable(
          executableFile,
          executableDir,
          subcommand._name,
        );
        // @ts-ignore: because err.code is an unknown property
      } else if (err.code === 'EACCES') {
        throw new Error(`'${executableFile}' not executable`);
      }
      if (!exitCallback) {
        process.exit(1);
      } else {
        const wrappedError = new CommanderError(
          1,
          'commander.executeSubCommandAsync',
          '(error)',
        );
        wrappedError.nestedError = err;
        exitCallback(wrappedError);
      }
    });

    // Store the reference to the child process
    this.runningCommand = proc;
  }

  /**
   * @private
   */

  _dispatchSubcommand(commandName, operands, unknown) {
    const subCommand = this._findCommand(commandName);
    if (!subCommand) this.help({ error: true });

    subCommand._prepareForParse();
    let promiseChain;
    promiseChain = this._chainOrCallSubCommandHook(
      promiseChain,
      subCommand,
      'preSubcommand',
    );
    promiseChain = this._chainOrCall(promiseChain, () => {
      if (subCommand._executableHandler) {
        this._executeSubCommand(subCommand, operands.concat(unknown));
      } else {
        return subCommand._parseCommand(operands, unknown);
      }
    });
    return promiseChain;
  }

  /**
   * Invoke help directly if possible, or dispatch if necessary.
   * e.g. help foo
   *
   * @private
   */

  _dispatchHelpCommand(subcommandName) {
    if (!subcommandName) {
      this.help();
    }
    const subCommand = this._findCommand(subcommandName);
    if (subCommand && !subCommand._executableHandler) {
      subCommand.help();
    }

    // Fallback to parsing the help flag to invoke the help.
    return this._dispatchSubcommand(
      subcommandName,
      [],
      [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? '--help'],
    );
  }

  /**
   * Check this.args against expected this.registeredArguments.
   *
   * @private
   */

  _checkNumberOfArguments() {
    // too few
    this.registeredArguments.forEach((arg, i) => {
      if (arg.required && this.args[i] == null) {
        this.missingArgument(arg.name());
      }
    });
    // too many
    if (
      this.registeredArguments.length > 0 &&
      this.registeredArguments[this.registeredArguments.length - 1].variadic
    ) {
      return;
    }
    if (this.args.length > this.registeredArguments.length) {
      this._excessArguments(this.args);
    }
  }

  /**
   * Process this.args using this.registeredArguments and save as this.processedArgs!
   *
   * @private
   */

  _processArguments() {
    const myParseArg = (argument, value, previous) => {
      // Extra processing for nice error message on parsing failure.
      let parsedValue = value;
      if (value !== null && argument.parseArg) {
        const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
        parsedValue = this._callParseArg(
          argument,
          value,
          previous,
          invalidValueMessage,
        );
      }
      return parsedValue;
    };

    this._checkNumberOfArguments();

    const processedArgs = [];
    this.registeredArguments.forEach((declaredArg, index) => {
      let value = declaredArg.defaultValue;
      if (declaredArg.variadic) {
        // Collect together remaining arguments for passing together as an array.
        if (index < this.args.length) {
          value = this.args.slice(index);
          if (declaredArg.parseArg) {
            value = value.reduce((processed, v) => {
              return myParseArg(declaredArg, v, processed);
            }, declaredArg.defaultValue);
          }
        } else if (value === undefined) {
          value = [];
        }
      } else if (index < this.args.length) {
        value = this.args[index];
        if (declaredArg.parseArg) {
          value = myParseArg(declaredArg, value, declaredArg.defaultValue);
        }
      }
      processedArgs[index] = value;
    });
    this.processedArgs = processedArgs;
  }

  /**
   * Once we have a promise we chain, but call synchronously until then.
   *
   * @param {(Promise|undefined)} promise
   * @param {Function} fn
   * @return {(Promise|undefined)}
   * @private
   */

  _chainOrCall(promise, fn) {
    // thenable
    if (promise?.then && typeof promise.then === 'function') {
      // already have a promise, chain callback
      return promise.then(() => fn());
    }
    // callback might return a promise
    return fn();
  }

  /**
   *
   * @param {(Promise|undefined)} promise
   * @param {string} event
   * @return {(Promise|undefined)}
   * @private
   */

  _chainOrCallHooks(promise, event) {
    let result = promise;
    const hooks = [];
    this._getCommandAndAncestors()
      .reverse()
      .filter((cmd) => cmd._lifeCycleHooks[event] !== undefined)
      .forEach((hookedCommand) => {
        hookedCommand._lifeCycleHooks[event].forEach((callback) => {
          hooks.push({ hookedCommand, callback });
        });
      });
    if (event === 'postAction') {
      hooks.reverse();
    }

    hooks.forEach((hookDetail) => {
      result = this._chainOrCall(result, () => {
        return hookDetail.callback(hookDetail.hookedCommand, this);
      });
    });
    return result;
  }

  /**
   *
   * @param {(Promise|undefined)} promise
   * @param {Command} subCommand
   * @param {string} event
   * @return {(Promise|undefined)}
   * @private
   */

  _chainOrCallSubCommandHook(promise, subCommand, event) {
    let result = promise;
    if (this._lifeCycleHooks[event] !== undefined) {
      this._lifeCycleHooks[event].forEach((hook) => {
        result = this._chainOrCall(result, () => {
          return hook(this, subCommand);
        });
      });
    }
    return result;
  }

  /**
   * Process arguments in context of this command.
   * Returns action result, in case it is a promise.
   *
   * @private
   */

  _parseCommand(operands, unknown) {
    const parsed = this.parseOptions(unknown);
    this._parseOptionsEnv(); // after cli, so parseArg not called on both cli and env
    this._parseOptionsImplied();
    operands = operands.concat(parsed.operands);
    unknown = parsed.unknown;
    this.args = operands.concat(unknown);

    if (operands && this._findCommand(operands[0])) {
      return this._dispatchSubcommand(operands[0], operands.slice(1), unknown);
    }
    if (
      this._getHelpCommand() &&
      operands[0] === this._getHelpCommand().name()
    ) {
      return this._dispatchHelpCommand(operands[1]);
    }
    if (this._defaultCommandName) {
      this._outputHelpIfRequested(unknown); // Run the help for default command from parent rather than passing to default command
      return this._dispatchSubcommand(
        this._defaultCommandName,
        operands,
        unknown,
      );
    }
    if (
      this.commands.length &&
      this.args.length === 0 &&
      !this._actionHandler &&
      !this._defaultCommandName
    ) {
      // probably missing subcommand and no handler, user needs help (and exit)
      this.help({ error: true });
    }

    this._outputHelpIfRequested(parsed.unknown);
    this._checkForMissingMandatoryOptions();
    this._checkForConflictingOptions();

    // We do not always call this check to avoid masking a "better" error, like unknown command.
    const checkForUnknownOptions = () => {
      if (parsed.unknown.length > 0) {
        this.unknownOption(parsed.unknown[0]);
      }
    };

    const commandEvent = `command:${this.name()}`;
    if (this._actionHandler) {
      checkForUnknownOptions();
      this._processArguments();

      let promiseChain;
      promiseChain = this._chainOrCallHooks(promiseChain, 'preAction');
      promiseChain = this._chainOrCall(promiseChain, () =>
        this._actionHandler(this.processedArgs),
      );
      if (this.parent) {
        promiseChain = this._chainOrCall(promiseChain, () => {
          this.parent.emit(commandEvent, operands, unknown); // legacy
        });
      }
      promiseChain = this._chainOrCallHooks(promiseChain, 'postAction');
      return promiseChain;
    }
    if (this.parent?.listenerCount(commandEvent)) {
      checkForUnknownOptions();
      this._processArguments();
      this.parent.emit(commandEvent, operands, unknown); // legacy
    } else if (operands.length) {
      if (this._findCommand('*')) {
        // legacy default command
        return this._dispatchSubcommand('*', operands, unknown);
      }
      if (this.listenerCount('command:*')) {
        // skip option check, emit event for possible misspelling suggestion
        this.emit('command:*', operands, unknown);
      } else if (this.commands.length) {
        this.unknownCommand();
      } else {
        checkForUnknownOptions();
        this._processArguments();
      }
    } else if (this.commands.length) {
      checkForUnknownOptions();
      // This command has subcommands and nothing hooked up at this level, so display help (and exit).
      this.help({ error: true });
    } else {
      checkForUnknownOptions();
      this._processArguments();
      // fall through for caller to handle after calling .parse()
    }
  }

  /**
   * Find matching command.
   *
   * @private
   * @return {Command | undefined}
   */
  _findCommand(name) {
    if (!name) return undefined;
    return this.commands.find(
      (cmd) => cmd._name === name || cmd._aliases.includes(name),
    );
  }

  /**
   * Return an option matching `arg` if any.
   *
   * @param {string} arg
   * @return {Option}
   * @package
   */

  _findOption(arg) {
    return this.options.find((option) => option.is(arg));
  }

  /**
   * Display an error message if a mandatory option does not have a value.
   * Called after checking for help flags in leaf subcommand.
   *
   * @private
   */

  _checkForMissingMandatoryOptions() {
    // Walk up hierarchy so can call in subcommand after checking for displaying help.
    this._getCommandAndAncestors().forEach((cmd) => {
      cmd.options.forEach((anOption) => {
        if (
          anOption.mandatory &&
          cmd.getOptionValue(anOption.attributeName()) === undefined
        ) {
          cmd.missingMandatoryOptionValue(anOption);
        }
      });
    });
  }

  /**
   * Display an error message if conflicting options are used together in this.
   *
   * @private
   */
  _checkForConflictingLocalOptions() {
    const definedNonDefaultOptions = this.options.filter((option) => {
      const optionKey = option.attributeName();
      if (this.getOptionValue(optionKey) === undefined) {
        return false;
      }
      return this.getOptionValueSource(optionKey) !== 'default';
    });

    const optionsWithConflicting = definedNonDefaultOptions.filter(
      (option) => option.conflictsWith.length > 0,
    );

    optionsWithConflicting.forEach((option) => {
      const conflictingAndDefined = definedNonDefaultOptions.find((defined) =>
        option.conflictsWith.includes(defined.attributeName()),
      );
      if (conflictingAndDefined) {
        this._conflictingOption(option, conflictingAndDefined);
      }
    });
  }

  /**
   * Display an error message if conflicting options are used together.
   * Called after checking for help flags in leaf subcommand.
   *
   * @private
   */
  _checkForConflictingOptions() {
    // Walk up hierarchy so can call in subcommand after checking for displaying help.
    this._getCommandAndAncestors().forEach((cmd) => {
      cmd._checkForConflictingLocalOptions();
    });
  }

  /**
   * Parse options from `argv` removing known options,
   * and return argv split into operands and unknown arguments.
   *
   * Side effects: modifies command by storing options. Does not reset state if called again.
   *
   * Examples:
   *
   *     argv => operands, unknown
   *     --known kkk op => [op], []
   *     op --known kkk => [op], []
   *     sub --unknown uuu op => [sub], [--unknown uuu op]
   *     sub -- --unknown uuu op => [sub --unknown uuu op], []
   *
   * @param {string[]} args
   * @return {{operands: string[], unknown: string[]}}
   */

  parseOptions(args) {
    const operands = []; // operands, not options or values
    const unknown = []; // first unknown option and remaining unknown args
    let dest = operands;

    function maybeOption(arg) {
      return arg.length > 1 && arg[0] === '-';
    }

    const negativeNumberArg = (arg) => {
      // return false if not a negative number
      if (!/^-(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(arg)) return false;
      // negative number is ok unless digit used as an option in command hierarchy
      return !this._getCommandAndAncestors().some((cmd) =>
        cmd.options
          .map((opt) => opt.short)
          .some((short) => /^-\d$/.test(short)),
      );
    };

    // parse options
    let activeVariadicOption = null;
    let activeGroup = null; // working through group of short options, like -abc
    let i = 0;
    while (i < args.length || activeGroup) {
      const arg = activeGroup ?? args[i++];
      activeGroup = null;

      // literal
      if (arg === '--') {
        if (dest === unknown) dest.push(arg);
        dest.push(...args.slice(i));
        break;
      }

      if (
        activeVariadicOption &&
        (!maybeOption(arg) || negativeNumberArg(arg))
      ) {
        this.emit(`option:${activeVariadicOption.name()}`, arg);
        continue;
      }
      activeVariadicOption = null;

      if (maybeOption(arg)) {
        const option = this._findOption(arg);
        // recognised option, call listener to assign value with possible custom processing
        if (option) {
          if (option.required) {
            const value = args[i++];
            if (value === undefined) this.optionMissingArgument(option);
            this.emit(`option:${option.name()}`, value);
          } else if (option.optional) {
            let value = null;
            // historical behaviour is optional value is following arg unless an option
            if (
              i < args.length &&
              (!maybeOption(args[i]) || negativeNumberArg(args[i]))
            ) {
              value = args[i++];
            }
            this.emit(`option:${option.name()}`, value);
          } else {
            // boolean flag
            this.emit(`option:${option.name()}`);
          }
          activeVariadicOption = option.variadic ? option : null;
          continue;
        }
      }

      // Look for combo options following single dash, eat first one if known.
      if (arg.length > 2 && arg[0] === '-' && arg[1] !== '-') {
        const option = this._findOption(`-${arg[1]}`);
        if (option) {
          if (
            option.required ||
            (option.optional && this._combineFlagAndOptionalValue)
          ) {
            // option with value following in same argument
            this.emit(`option:${option.name()}`, arg.slice(2));
          } else {
            // boolean option
            this.emit(`option:${option.name()}`);
            // remove the processed option and keep processing group
            activeGroup = `-${arg.slice(2)}`;
          }
          continue;
        }
      }

      // Look for known long flag with value, like --foo=bar
      if (/^--[^=]+=/.test(arg)) {
        const index = arg.indexOf('=');
        const option = this._findOption(arg.slice(0, index));
        if (option && (option.required || option.optional)) {
          this.emit(`option:${option.name()}`, arg.slice(index + 1));
          continue;
        }
      }

      // Not a recognised option by this command.
      // Might be a command-argument, or subcommand option, or unknown option, or help command or option.

      // An unknown option means further arguments also classified as unknown so can be reprocessed by subcommands.
      // A negative number in a leaf command is not an unknown option.
      if (
        dest === operands &&
        maybeOption(arg) &&
        !(this.commands.length === 0 && negativeNumberArg(arg))
      ) {
        dest = unknown;
      }

      // If using positionalOptions, stop processing our options at subcommand.
      if (
        (this._enablePositionalOptions || this._passThroughOptions) &&
        operands.length === 0 &&
        unknown.length === 0
      ) {
        if (this._findCommand(arg)) {
          operands.push(arg);
          unknown.push(...args.slice(i));
          break;
        } else if (
          this._getHelpCommand() &&
          arg === this._getHelpCommand().name()
        ) {
          operands.push(arg, ...args.slice(i));
          break;
        } else if (this._defaultCommandName) {
          unknown.push(arg, ...args.slice(i));
          break;
        }
      }

      // If using passThroughOptions, stop processing options at first command-argument.
      if (this._passThroughOptions) {
        dest.push(arg, ...args.slice(i));
        break;
      }

      // add arg
      dest.push(arg);
    }

    return { operands, unknown };
  }

  /**
   * Return an object containing local option values as key-value pairs.
   *
   * @return {object}
   */
  opts() {
    if (this._storeOptionsAsProperties) {
      // Preserve original behaviour so backwards compatible when still using properties
      const result = {};
      const len = this.options.length;

      for (let i = 0; i < len; i++) {
        const key = this.options[i].attributeName();
        result[key] =
          key === this._versionOptionName ? this._version : this[key];
      }
      return result;
    }

    return this._optionValues;
  }

  /**
   * Return an object containing merged local and global option values as key-value pairs.
   *
   * @return {object}
   */
  optsWithGlobals() {
    // globals overwrite locals
    return this._getCommandAndAncestors().reduce(
      (combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()),
      {},
    );
  }

  /**
   * Display error message and exit (or call exitOverride).
   *
   * @param {string} message
   * @param {object} [errorOptions]
   * @param {string} [errorOptions.code] - an id string representing the error
   * @param {number} [errorOptions.exitCode] - used with process.exit
   */
  error(message, errorOptions) {
    // output handling
    this._outputConfiguration.outputError(
      `${message}\n`,
      this._outputConfiguration.writeErr,
    );
    if (typeof this._showHelpAfterError === 'string') {
      this._outputConfiguration.writeErr(`${this._showHelpAfterError}\n`);
    } else if (this._showHelpAfterError) {
      this._outputConfiguration.writeErr('\n');
      this.outputHelp({ error: true });
    }

    // exit handling
    const config = errorOptions || {};
    const exitCode = config.exitCode || 1;
    const code = config.code || 'commander.error';
    this._exit(exitCode, code, message);
  }

  /**
   * Apply any option related environment variables, if option does
   * not have a value from cli or client code.
   *
   * @private
   */
  _parseOptionsEnv() {
    this.options.forEach((option) => {
      if (option.envVar && option.envVar in process.env) {
        const optionKey = option.attributeName();
        // Priority check. Do not overwrite cli or options from unknown source (client-code).
        if (
          this.getOptionValue(optionKey) === undefined ||
          ['default', 'config', 'env'].includes(
            this.getOptionValueSource(optionKey),
          )
        ) {
          if (option.required || option.optional) {
            // option can take a value
            // keep very simple, optional always takes value
            this.emit(`optionEnv:${option.name()}`, process.env[option.envVar]);
          } else {
            // boolean
            // keep very simple, only care that envVar defined and not the value
            this.emit(`optionEnv:${option.name()}`);
          }
        }
      }
    });
  }

  /**
   * Apply any implied option values, if option is undefined or default value.
   *
   * @private
   */
  _parseOptionsImplied() {
    const dualHelper = new DualOptions(this.options);
    const hasCustomOptionValue = (optionKey) => {
      return (
        this.getOptionValue(optionKey) !== undefined &&
        !['default', 'implied'].includes(this.getOptionValueSource(optionKey))
      );
    };
    this.options
      .filter(
        (option) =>
          option.implied !== undefined &&
          hasCustomOptionValue(option.attributeName()) &&
          dualHelper.valueFromOption(
            this.getOptionValue(option.attributeName()),
            option,
          ),
      )
      .forEach((option) => {
        Object.keys(option.implied)
          .filter((impliedKey) => !hasCustomOptionValue(impliedKey))
          .forEach((impliedKey) => {
            this.setOptionValueWithSource(
              impliedKey,
              option.implied[impliedKey],
              'implied',
            );
          });
      });
  }

  /**
   * Argument `name` is missing.
   *
   * @param {string} name
   * @private
   */

  missingArgument(name) {
    const message = `error: missing required argument '${name}'`;
    this.error(message, { code: 'commander.missingArgument' });
  }

  /**
   * `Option` is missing an argument.
   *
   * @param {Option} option
   * @private
   */

  optionMissingArgument(option) {
    const message = `error: option '${option.flags}' argument missing`;
    this.error(message, { code: 'commander.optionMissingArgument' });
  }

  /**
   * `Option` does not have a value, and is a mandatory option.
   *
   * @param {Option} option
   * @private
   */

  missingMandatoryOptionValue(option) {
    const message = `error: required option '${option.flags}' not specified`;
    this.error(message, { code: 'commander.missingMandatoryOptionValue' });
  }

  /**
   * `Option` conflicts with another option.
   *
   * @param {Option} option
   * @param {Option} conflictingOption
   * @private
   */
  _conflictingOption(option, conflictingOption) {
    // The calling code does not know whether a negated option is the source of the
    // value, so do some work to take an educated guess.
    const findBestOptionFromValue = (option) => {
      const optionKey = option.attributeName();
      const optionValue = this.getOptionValue(optionKey);
      const negativeOption = this.options.find(
        (target) => target.negate && optionKey === target.attributeName(),
      );
      const positiveOption = this.options.find(
        (target) => !target.negate && optionKey === target.attributeName(),
      );
      if (
        negativeOption &&
        ((negativeOption.presetArg === undefined && optionValue === false) ||
          (negativeOption.presetArg !== undefined &&
            optionValue === negativeOption.presetArg))
      ) {
        return negativeOption;
      }
      return positiveOption || option;
    };

    const getErrorMessage = (option) => {
      const bestOption = findBestOptionFromValue(option);
      const optionKey = bestOption.attributeName();
      const source = this.getOptionValueSource(optionKey);
      if (source === 'env') {
        return `environment variable '${bestOption.envVar}'`;
      }
      return `option '${bestOption.flags}'`;
    };

    const message = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
    this.error(message, { code: 'commander.conflictingOption' });
  }

  /**
   * Unknown option `flag`.
   *
   * @param {string} flag
   * @private
   */

  unknownOption(flag) {
    if (this._allowUnknownOption) return;
    let suggestion = '';

    if (flag.startsWith('--') && this._showSuggestionAfterError) {
      // Looping to pick up the global options too
      let candidateFlags = [];
      // eslint-disable-next-line @typescript-eslint/no-this-alias
      let command = this;
      do {
        const moreFlags = command
          .createHelp()
          .visibleOptions(command)
          .filter((option) => option.long)
          .map((option) => option.long);
        candidateFlags = candidateFlags.concat(moreFlags);
        command = command.parent;
      } while (command && !command._enablePositionalOptions);
      suggestion = suggestSimilar(flag, candidateFlags);
    }

    const message = `error: unknown option '${flag}'${suggestion}`;
    this.error(message, { code: 'commander.unknownOption' });
  }

  /**
   * Excess arguments, more than expected.
   *
   * @param {string[]} receivedArgs
   * @private
   */

  _excessArguments(receivedArgs) {
    if (this._allowExcessArguments) return;

    const expected = this.registeredArguments.length;
    const s = expected === 1 ? '' : 's';
    const forSubcommand = this.parent ? ` for '${this.name()}'` : '';
    const message = `error: too many arguments${forSubcommand}. Expected ${expected} argument${s} but got ${receivedArgs.length}.`;
    this.error(message, { code: 'commander.excessArguments' });
  }

  /**
   * Unknown command.
   *
   * @private
   */

  unknownCommand() {
    const unknownName = this.args[0];
    let suggestion = '';

    if (this._showSuggestionAfterError) {
      const candidateNames = [];
      this.createHelp()
        .visibleCommands(this)
        .forEach((command) => {
          candidateNames.push(command.name());
          // just visible alias
          if (command.alias()) candidateNames.push(command.alias());
        });
      suggestion = suggestSimilar(unknownName, candidateNames);
    }

    const message = `error: unknown command '${unknownName}'${suggestion}`;
    this.error(message, { code: 'commander.unknownCommand' });
  }

  /**
   * Get or set the program version.
   *
   * This method auto-registers the "-V, --version" option which will print the version number.
   *
   * You can optionally supply the flags and description to override the defaults.
   *
   * @param {string} [str]
   * @param {string} [flags]
   * @param {string} [description]
   * @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
   */

  version(str, flags, description) {
    if (str === undefined) return this._version;
    this._version = str;
    flags = flags || '-V, --version';
    description = description || 'output the version number';
    const versionOption = this.createOption(flags, description);
    this._versionOptionName = versionOption.attributeName();
    this._registerOption(versionOption);

    this.on('option:' + versionOption.name(), () => {
      this._outputConfiguration.writeOut(`${str}\n`);
      this._exit(0, 'commander.version', str);
    });
    return this;
  }

  /**
   * Set the description.
   *
   * @param {string} [str]
   * @param {object} [argsDescription]
   * @return {(string|Command)}
   */
  description(str, argsDescription) {
    if (str === undefined && argsDescription === undefined)
      return this._description;
    this._description = str;
    if (argsDescription) {
      this._argsDescription = argsDescription;
    }
    return this;
  }

  /**
   * Set the summary. Used when listed as subcommand of parent.
   *
   * @param {string} [str]
   * @return {(string|Command)}
   */
  summary(str) {
    if (str === undefined) return this._summary;
    this._summary = str;
    return this;
  }

  /**
   * Set an alias for the command.
   *
   * You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
   *
   * @param {string} [alias]
   * @return {(string|Command)}
   */

  alias(alias) {
    if (alias === undefined) return this._aliases[0]; // just return first, for backwards compatibility

    /** @type {Command} */
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    let command = this;
    if (
      this.commands.length !== 0 &&
      this.commands[this.commands.length - 1]._executableHandler
    ) {
      // assume adding alias for last added executable subcommand, rather than this
      command = this.commands[this.commands.length - 1];
    }

    if (alias === command._name)
      throw new Error("Command alias can't be the same as its name");
    const matchingCommand = this.parent?._findCommand(alias);
    if (matchingCommand) {
      // c.f. _registerCommand
      const existingCmd = [matchingCommand.name()]
        .concat(matchingCommand.aliases())
        .join('|');
      throw new Error(
        `cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`,
      );
    }

    command._aliases.push(alias);
    return this;
  }

  /**
   * Set aliases for the command.
   *
   * Only the first alias is shown in the auto-generated help.
   *
   * @param {string[]} [aliases]
   * @return {(string[]|Command)}
   */

  aliases(aliases) {
    // Getter for the array of aliases is the main reason for having aliases() in addition to alias().
    if (aliases === undefined) return this._aliases;

    aliases.forEach((alias) => this.alias(alias));
    return this;
  }

  /**
   * Set / get the command usage `str`.
   *
   * @param {string} [str]
   * @return {(string|Command)}
   */

  usage(str) {
    if (str === undefined) {
      if (this._usage) return this._usage;

      const args = this.registeredArguments.map((arg) => {
        return humanReadableArgName(arg);
      });
      return []
        .concat(
          this.options.length || this._helpOption !== null ? '[options]' : [],
          this.commands.length ? '[command]' : [],
          this.registeredArguments.length ? args : [],
        )
        .join(' ');
    }

    this._usage = str;
    return this;
  }

  /**
   * Get or set the name of the command.
   *
   * @param {string} [str]
   * @return {(string|Command)}
   */

  name(str) {
    if (str === undefined) return this._name;
    this._name = str;
    return this;
  }

  /**
   * Set/get the help group heading for this subcommand in parent command's help.
   *
   * @param {string} [heading]
   * @return {Command | string}
   */

  helpGroup(heading) {
    if (heading === undefined) return this._helpGroupHeading ?? '';
    this._helpGroupHeading = heading;
    return this;
  }

  /**
   * Set/get the default help group heading for subcommands added to this command.
   * (This does not override a group set directly on the subcommand using .helpGroup().)
   *
   * @example
   * program.commandsGroup('Development Commands:);
   * program.command('watch')...
   * program.command('lint')...
   * ...
   *
   * @param {string} [heading]
   * @returns {Command | string}
   */
  commandsGroup(heading) {
    if (heading === undefined) return this._defaultCommandGroup ?? '';
    this._defaultCommandGroup = heading;
    return this;
  }

  /**
   * Set/get the default help group heading for options added to this command.
   * (This does not override a group set directly on the option using .helpGroup().)
   *
   * @example
   * program
   *   .optionsGroup('Development Options:')
   *   .option('-d, --debug', 'output extra debugging')
   *   .option('-p, --profile', 'output profiling information')
   *
   * @param {string} [heading]
   * @returns {Command | string}
   */
  optionsGroup(heading) {
    if (heading === undefined) return this._defaultOptionGroup ?? '';
    this._defaultOptionGroup = heading;
    return this;
  }

  /**
   * @param {Option} option
   * @private
   */
  _initOptionGroup(option) {
    if (this._defaultOptionGroup && !option.helpGroupHeading)
      option.helpGroup(this._defaultOptionGroup);
  }

  /**
   * @param {Command} cmd
   * @private
   */
  _initCommandGroup(cmd) {
    if (this._defaultCommandGroup && !cmd.helpGroup())
      cmd.helpGroup(this._defaultCommandGroup);
  }

  /**
   * Set the name of the command from script filename, such as process.argv[1],
   * or require.main.filename, or __filename.
   *
   * (Used internally and public although not documented in README.)
   *
   * @example
   * program.nameFromFilename(require.main.filename);
   *
   * @param {string} filename
   * @return {Command}
   */

  nameFromFilename(filename) {
    this._name = path.basename(filename, path.extname(filename));

    return this;
  }

  /**
   * Get or set the directory for searching for executable subcommands of this command.
   *
   * @example
   * program.executableDir(__dirname);
   * // or
   * program.executableDir('subcommands');
   *
   * @param {string} [path]
   * @return {(string|null|Command)}
   */

  executableDir(path) {
    if (path === undefined) return this._executableDir;
    this._executableDir = path;
    return this;
  }

  /**
   * Return program help documentation.
   *
   * @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
   * @return {string}
   */

  helpInformation(contextOptions) {
    const helper = this.createHelp();
    const context = this._getOutputContext(contextOptions);
    helper.prepareContext({
      error: context.error,
      helpWidth: context.helpWidth,
      outputHasColors: context.hasColors,
    });
    const text = helper.formatHelp(this, helper);
    if (context.hasColors) return text;
    return this._outputConfiguration.stripColor(text);
  }

  /**
   * @typedef HelpContext
   * @type {object}
   * @property {boolean} error
   * @property {number} helpWidth
   * @property {boolean} hasColors
   * @property {function} write - includes stripColor if needed
   *
   * @returns {HelpContext}
   * @private
   */

  _getOutputContext(contextOptions) {
    contextOptions = contextOptions || {};
    const error = !!contextOptions.error;
    let baseWrite;
    let hasColors;
    let helpWidth;
    if (error) {
      baseWrite = (str) => this._outputConfiguration.writeErr(str);
      hasColors = this._outputConfiguration.getErrHasColors();
      helpWidth = this._outputConfiguration.getErrHelpWidth();
    } else {
      baseWrite = (str) => this._outputConfiguration.writeOut(str);
      hasColors = this._outputConfiguration.getOutHasColors();
      helpWidth = this._outputConfiguration.getOutHelpWidth();
    }
    const write = (str) => {
      if (!hasColors) str = this._outputConfiguration.stripColor(str);
      return baseWrite(str);
    };
    return { error, write, hasColors, helpWidth };
  }

  /**
   * Output help information for this command.
   *
   * Outputs built-in help, and custom text added using `.addHelpText()`.
   *
   * @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
   */

  outputHelp(contextOptions) {
    let deprecatedCallback;
    if (typeof contextOptions === 'function') {
      deprecatedCallback = contextOptions;
      contextOptions = undefined;
    }

    const outputContext = this._getOutputContext(contextOptions);
    /** @type {HelpTextEventContext} */
    const eventContext = {
      error: outputContext.error,
      write: outputContext.write,
      command: this,
    };

    this._getCommandAndAncestors()
      .reverse()
      .forEach((command) => command.emit('beforeAllHelp', eventContext));
    this.emit('beforeHelp', eventContext);

    let helpInformation = this.helpInformation({ error: outputContext.error });
    if (deprecatedCallback) {
      helpInformation = deprecatedCallback(helpInformation);
      if (
        typeof helpInformation !== 'string' &&
        !Buffer.isBuffer(helpInformation)
      ) {
        throw new Error('outputHelp callback must return a string or a Buffer');
      }
    }
    outputContext.write(helpInformation);

    if (this._getHelpOption()?.long) {
      this.emit(this._getHelpOption().long); // deprecated
    }
    this.emit('afterHelp', eventContext);
    this._getCommandAndAncestors().forEach((command) =>
      command.emit('afterAllHelp', eventContext),
    );
  }

  /**
   * You can pass in flags and a description to customise the built-in help option.
   * Pass in false to disable the built-in help option.
   *
   * @example
   * program.helpOption('-?, --help' 'show help'); // customise
   * program.helpOption(false); // disable
   *
   * @param {(string | boolean)} flags
   * @param {string} [description]
   * @return {Command} `this` command for chaining
   */

  helpOption(flags, description) {
    // Support enabling/disabling built-in help option.
    if (typeof flags === 'boolean') {
      if (flags) {
        if (this._helpOption === null) this._helpOption = undefined; // reenable
        if (this._defaultOptionGroup) {
          // make the option to store the group
          this._initOptionGroup(this._getHelpOption());
        }
      } else {
        this._helpOption = null; // disable
      }
      return this;
    }

    // Customise flags and description.
    this._helpOption = this.createOption(
      flags ?? '-h, --help',
      description ?? 'display help for command',
    );
    // init group unless lazy create
    if (flags || description) this._initOptionGroup(this._helpOption);

    return this;
  }

  /**
   * Lazy create help option.
   * Returns null if has been disabled with .helpOption(false).
   *
   * @returns {(Option | null)} the help option
   * @package
   */
  _getHelpOption() {
    // Lazy create help option on demand.
    if (this._helpOption === undefined) {
      this.helpOption(undefined, undefined);
    }
    return this._helpOption;
  }

  /**
   * Supply your own option to use for the built-in help option.
   * This is an alternative to using helpOption() to customise the flags and description etc.
   *
   * @param {Option} option
   * @return {Command} `this` command for chaining
   */
  addHelpOption(option) {
    this._helpOption = option;
    this._initOptionGroup(option);
    return this;
  }

  /**
   * Output help information and exit.
   *
   * Outputs built-in help, and custom text added using `.addHelpText()`.
   *
   * @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
   */

  help(contextOptions) {
    this.outputHelp(contextOptions);
    let exitCode = Number(process.exitCode ?? 0); // process.exitCode does allow a string or an integer, but we prefer just a number
    if (
      exitCode === 0 &&
      contextOptions &&
      typeof contextOptions !== 'function' &&
      contextOptions.error
    ) {
      exitCode = 1;
    }
    // message: do not have all displayed text available so only passing placeholder.
    this._exit(exitCode, 'commander.help', '(outputHelp)');
  }

  /**
   * // Do a little typing to coordinate emit and listener for the help text events.
   * @typedef HelpTextEventContext
   * @type {object}
   * @property {boolean} error
   * @property {Command} command
   * @property {function} write
   */

  /**
   * Add additional text to be displayed with the built-in help.
   *
   * Position is 'before' or 'after' to affect just this command,
   * and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
   *
   * @param {string} position - before or after built-in help
   * @param {(string | Function)} text - string to add, or a function returning a string
   * @return {Command} `this` command for chaining
   */

  addHelpText(position, text) {
    const allowedValues = ['beforeAll', 'before', 'after', 'afterAll'];
    if (!allowedValues.includes(position)) {
      throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
    }

    const helpEvent = `${position}Help`;
    this.on(helpEvent, (/** @type {HelpTextEventContext} */ context) => {
      let helpStr;
      if (typeof text === 'function') {
        helpStr = text({ error: context.error, command: context.command });
      } else {
        helpStr = text;
      }
      // Ignore falsy value when nothing to output.
      if (helpStr) {
        context.write(`${helpStr}\n`);
      }
    });
    return this;
  }

  /**
   * Output help information if help flags specified
   *
   * @param {Array} args - array of options to search for help flags
   * @private
   */

  _outputHelpIfRequested(args) {
    const helpOption = this._getHelpOption();
    const helpRequested = helpOption && args.find((arg) => helpOption.is(arg));
    if (helpRequested) {
      this.outputHelp();
      // (Do not have all displayed text available so only passing placeholder.)
      this._exit(0, 'commander.helpDisplayed', '(outputHelp)');
    }
  }
}

/**
 * Scan arguments and increment port number for inspect calls (to avoid conflicts when spawning new command).
 *
 * @param {string[]} args - array of arguments from node.execArgv
 * @returns {string[]}
 * @private
 */

function incrementNodeInspectorPort(args) {
  // Testing for these options:
  //  --inspect[=[host:]port]
  //  --inspect-brk[=[host:]port]
  //  --inspect-port=[host:]port
  return args.map((arg) => {
    if (!arg.startsWith('--inspect')) {
      return arg;
    }
    let debugOption;
    let debugHost = '127.0.0.1';
    let debugPort = '9229';
    let match;
    if ((match = arg.match(/^(--inspect(-brk)?)$/)) !== null) {
      // e.g. --inspect
      debugOption = match[1];
    } else if (
      (match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+)$/)) !== null
    ) {
      debugOption = match[1];
      if (/^\d+$/.test(match[3])) {
        // e.g. --inspect=1234
        debugPort = match[3];
      } else {
        // e.g. --inspect=localhost
        debugHost = match[3];
      }
    } else if (
      (match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+):(\d+)$/)) !== null
    ) {
      // e.g. --inspect=localhost:1234
      debugOption = match[1];
      debugHost = match[3];
      debugPort = match[4];
    }

    if (debugOption && debugPort !== '0') {
      return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
    }
    return arg;
  });
}

/**
 * @returns {boolean | undefined}
 * @package
 */
function useColor() {
  // Test for common conventions.
  // NB: the observed behaviour is in combination with how author adds color! For example:
  //   - we do not test NODE_DISABLE_COLORS, but util:styletext does
  //   - we do test NO_COLOR, but Chalk does not
  //
  // References:
  // https://no-color.org
  // https://bixense.com/clicolors/
  // https://github.com/nodejs/node/blob/0a00217a5f67ef4a22384cfc80eb6dd9a917fdc1/lib/internal/tty.js#L109
  // https://github.com/chalk/supports-color/blob/c214314a14bcb174b12b3014b2b0a8de375029ae/index.js#L33
  // (https://force-color.org recent web page from 2023, does not match major javascript implementations)

  if (
    process.env.NO_COLOR ||
    process.env.FORCE_COLOR === '0' ||
    process.env.FORCE_COLOR === 'false'
  )
    return false;
  if (process.env.FORCE_COLOR || process.env.CLICOLOR_FORCE !== undefined)
    return true;
  return undefined;
}

exports.Command = Command;
exports.useColor = useColor; // exporting for tests


/***/ }),

/***/ 1135:
/***/ ((__unused_webpack_module, exports) => {

/**
 * CommanderError class
 */
class CommanderError extends Error {
  /**
   * Constructs the CommanderError class
   * @param {number} exitCode suggested exit code which could be used with process.exit
   * @param {string} code an id string representing the error
   * @param {string} message human-readable description of the error
   */
  constructor(exitCode, code, message) {
    super(message);
    // properly capture stack trace in Node.js
    Error.captureStackTrace(this, this.constructor);
    this.name = this.constructor.name;
    this.code = code;
    this.exitCode = exitCode;
    this.nestedError = undefined;
  }
}

/**
 * InvalidArgumentError class
 */
class InvalidArgumentError extends CommanderError {
  /**
   * Constructs the InvalidArgumentError class
   * @param {string} [message] explanation of why argument is invalid
   */
  constructor(message) {
    super(1, 'commander.invalidArgument', message);
    // properly capture stack trace in Node.js
    Error.captureStackTrace(this, this.constructor);
    this.name = this.constructor.name;
  }
}

exports.CommanderError = CommanderError;
exports.InvalidArgumentError = InvalidArgumentError;


/***/ }),

/***/ 9754:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

const { humanReadableArgName } = __nccwpck_require__(9154);

/**
 * TypeScript import types for JSDoc, used by Visual Studio Code IntelliSense and `npm run typescript-checkJS`
 * https://www.typescriptlang.org/docs/handbook/jsdoc-supported-types.html#import-types
 * @typedef { import("./argument.js").Argument } Argument
 * @typedef { import("./command.js").Command } Command
 * @typedef { import("./option.js").Option } Option
 */

// Although this is a class, methods are static in style to allow override using subclass or just functions.
class Help {
  constructor() {
    this.helpWidth = undefined;
    this.minWidthToWrap = 40;
    this.sortSubcommands = false;
    this.sortOptions = false;
    this.showGlobalOptions = false;
  }

  /**
   * prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
   * and just before calling `formatHelp()`.
   *
   * Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
   *
   * @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
   */
  prepareContext(contextOptions) {
    this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
  }

  /**
   * Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
   *
   * @param {Command} cmd
   * @returns {Command[]}
   */

  visibleCommands(cmd) {
    const visibleCommands = cmd.commands.filter((cmd) => !cmd._hidden);
    const helpCommand = cmd._getHelpCommand();
    if (helpCommand && !helpCommand._hidden) {
      visibleCommands.push(helpCommand);
    }
    if (this.sortSubcommands) {
      visibleCommands.sort((a, b) => {
        // @ts-ignore: because overloaded return type
        return a.name().localeCompare(b.name());
      });
    }
    return visibleCommands;
  }

  /**
   * Compare options for sort.
   *
   * @param {Option} a
   * @param {Option} b
   * @returns {number}
   */
  compareOptions(a, b) {
    const getSortKey = (option) => {
      // WYSIWYG for order displayed in help. Short used for comparison if present. No special handling for negated.
      return option.short
        ? option.short.replace(/^-/, '')
        : option.long.replace(/^--/, '');
    };
    return getSortKey(a).localeCompare(getSortKey(b));
  }

  /**
   * Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
   *
   * @param {Command} cmd
   * @returns {Option[]}
   */

  visibleOptions(cmd) {
    const visibleOptions = cmd.options.filter((option) => !option.hidden);
    // Built-in help option.
    const helpOption = cmd._getHelpOption();
    if (helpOption && !helpOption.hidden) {
      // Automatically hide conflicting flags. Bit dubious but a historical behaviour that is convenient for single-command programs.
      const removeShort = helpOption.short && cmd._findOption(helpOption.short);
      const removeLong = helpOption.long && cmd._findOption(helpOption.long);
      if (!removeShort && !removeLong) {
        visibleOptions.push(helpOption); // no changes needed
      } else if (helpOption.long && !removeLong) {
        visibleOptions.push(
          cmd.createOption(helpOption.long, helpOption.description),
        );
      } else if (helpOption.short && !removeShort) {
        visibleOptions.push(
          cmd.createOption(helpOption.short, helpOption.description),
        );
      }
    }
    if (this.sortOptions) {
      visibleOptions.sort(this.compareOptions);
    }
    return visibleOptions;
  }

  /**
   * Get an array of the visible global options. (Not including help.)
   *
   * @param {Command} cmd
   * @returns {Option[]}
   */

  visibleGlobalOptions(cmd) {
    if (!this.showGlobalOptions) return [];

    const globalOptions = [];
    for (
      let ancestorCmd = cmd.parent;
      ancestorCmd;
      ancestorCmd = ancestorCmd.parent
    ) {
      const visibleOptions = ancestorCmd.options.filter(
        (option) => !option.hidden,
      );
      globalOptions.push(...visibleOptions);
    }
    if (this.sortOptions) {
      globalOptions.sort(this.compareOptions);
    }
    return globalOptions;
  }

  /**
   * Get an array of the arguments if any have a description.
   *
   * @param {Command} cmd
   * @returns {Argument[]}
   */

  visibleArguments(cmd) {
    // Side effect! Apply the legacy descriptions before the arguments are displayed.
    if (cmd._argsDescription) {
      cmd.registeredArguments.forEach((argument) => {
        argument.description =
          argument.description || cmd._argsDescription[argument.name()] || '';
      });
    }

    // If there are any arguments with a description then return all the arguments.
    if (cmd.registeredArguments.find((argument) => argument.description)) {
      return cmd.registeredArguments;
    }
    return [];
  }

  /**
   * Get the command term to show in the list of subcommands.
   *
   * @param {Command} cmd
   * @returns {string}
   */

  subcommandTerm(cmd) {
    // Legacy. Ignores custom usage string, and nested commands.
    const args = cmd.registeredArguments
      .map((arg) => humanReadableArgName(arg))
      .join(' ');
    return (
      cmd._name +
      (cmd._aliases[0] ? '|' + cmd._aliases[0] : '') +
      (cmd.options.length ? ' [options]' : '') + // simplistic check for non-help option
      (args ? ' ' + args : '')
    );
  }

  /**
   * Get the option term to show in the list of options.
   *
   * @param {Option} option
   * @returns {string}
   */

  optionTerm(option) {
    return option.flags;
  }

  /**
   * Get the argument term to show in the list of arguments.
   *
   * @param {Argument} argument
   * @returns {string}
   */

  argumentTerm(argument) {
    return argument.name();
  }

  /**
   * Get the longest command term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  longestSubcommandTermLength(cmd, helper) {
    return helper.visibleCommands(cmd).reduce((max, command) => {
      return Math.max(
        max,
        this.displayWidth(
          helper.styleSubcommandTerm(helper.subcommandTerm(command)),
        ),
      );
    }, 0);
  }

  /**
   * Get the longest option term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  longestOptionTermLength(cmd, helper) {
    return helper.visibleOptions(cmd).reduce((max, option) => {
      return Math.max(
        max,
        this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))),
      );
    }, 0);
  }

  /**
   * Get the longest global option term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  longestGlobalOptionTermLength(cmd, helper) {
    return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
      return Math.max(
        max,
        this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))),
      );
    }, 0);
  }

  /**
   * Get the longest argument term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  longestArgumentTermLength(cmd, helper) {
    return helper.visibleArguments(cmd).reduce((max, argument) => {
      return Math.max(
        max,
        this.displayWidth(
          helper.styleArgumentTerm(helper.argumentTerm(argument)),
        ),
      );
    }, 0);
  }

  /**
   * Get the command usage to be displayed at the top of the built-in help.
   *
   * @param {Command} cmd
   * @returns {string}
   */

  commandUsage(cmd) {
    // Usage
    let cmdName = cmd._name;
    if (cmd._aliases[0]) {
      cmdName = cmdName + '|' + cmd._aliases[0];
    }
    let ancestorCmdNames = '';
    for (
      let ancestorCmd = cmd.parent;
      ancestorCmd;
      ancestorCmd = ancestorCmd.parent
    ) {
      ancestorCmdNames = ancestorCmd.name() + ' ' + ancestorCmdNames;
    }
    return ancestorCmdNames + cmdName + ' ' + cmd.usage();
  }

  /**
   * Get the description for the command.
   *
   * @param {Command} cmd
   * @returns {string}
   */

  commandDescription(cmd) {
    // @ts-ignore: because overloaded return type
    return cmd.description();
  }

  /**
   * Get the subcommand summary to show in the list of subcommands.
   * (Fallback to description for backwards compatibility.)
   *
   * @param {Command} cmd
   * @returns {string}
   */

  subcommandDescription(cmd) {
    // @ts-ignore: because overloaded return type
    return cmd.summary() || cmd.description();
  }

  /**
   * Get the option description to show in the list of options.
   *
   * @param {Option} option
   * @return {string}
   */

  optionDescription(option) {
    const extraInfo = [];

    if (option.argChoices) {
      extraInfo.push(
        // use stringify to match the display of the default value
        `choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(', ')}`,
      );
    }
    if (option.defaultValue !== undefined) {
      // default for boolean and negated more for programmer than end user,
      // but show true/false for boolean option as may be for hand-rolled env or config processing.
      const showDefault =
        option.required ||
        option.optional ||
        (option.isBoolean() && typeof option.defaultValue === 'boolean');
      if (showDefault) {
        extraInfo.push(
          `default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`,
        );
      }
    }
    // preset for boolean and negated are more for programmer than end user
    if (option.presetArg !== undefined && option.optional) {
      extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
    }
    if (option.envVar !== undefined) {
      extraInfo.push(`env: ${option.envVar}`);
    }
    if (extraInfo.length > 0) {
      const extraDescription = `(${extraInfo.join(', ')})`;
      if (option.description) {
        return `${option.description} ${extraDescription}`;
      }
      return extraDescription;
    }

    return option.description;
  }

  /**
   * Get the argument description to show in the list of arguments.
   *
   * @param {Argument} argument
   * @return {string}
   */

  argumentDescription(argument) {
    const extraInfo = [];
    if (argument.argChoices) {
      extraInfo.push(
        // use stringify to match the display of the default value
        `choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(', ')}`,
      );
    }
    if (argument.defaultValue !== undefined) {
      extraInfo.push(
        `default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`,
      );
    }
    if (extraInfo.length > 0) {
      const extraDescription = `(${extraInfo.join(', ')})`;
      if (argument.description) {
        return `${argument.description} ${extraDescription}`;
      }
      return extraDescription;
    }
    return argument.description;
  }

  /**
   * Format a list of items, given a heading and an array of formatted items.
   *
   * @param {string} heading
   * @param {string[]} items
   * @param {Help} helper
   * @returns string[]
   */
  formatItemList(heading, items, helper) {
    if (items.length === 0) return [];

    return [helper.styleTitle(heading), ...items, ''];
  }

  /**
   * Group items by their help group heading.
   *
   * @param {Command[] | Option[]} unsortedItems
   * @param {Command[] | Option[]} visibleItems
   * @param {Function} getGroup
   * @returns {Map<string, Command[] | Option[]>}
   */
  groupItems(unsortedItems, visibleItems, getGroup) {
    const result = new Map();
    // Add groups in order of appearance in unsortedItems.
    unsortedItems.forEach((item) => {
      const group = getGroup(item);
      if (!result.has(group)) result.set(group, []);
    });
    // Add items in order of appearance in visibleItems.
    visibleItems.forEach((item) => {
      const group = getGroup(item);
      if (!result.has(group)) {
        result.set(group, []);
      }
      result.get(group).push(item);
    });
    return result;
  }

  /**
   * Generate the built-in help text.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {string}
   */

  formatHelp(cmd, helper) {
    const termWidth = helper.padWidth(cmd, helper);
    const helpWidth = helper.helpWidth ?? 80; // in case prepareContext() was not called

    function callFormatItem(term, description) {
      return helper.formatItem(term, termWidth, description, helper);
    }

    // Usage
    let output = [
      `${helper.styleTitle('Usage:')} ${helper.styleUsage(helper.commandUsage(cmd))}`,
      '',
    ];

    // Description
    const commandDescription = helper.commandDescription(cmd);
    if (commandDescription.length > 0) {
      output = output.concat([
        helper.boxWrap(
          helper.styleCommandDescription(commandDescription),
          helpWidth,
        ),
        '',
      ]);
    }

    // Arguments
    const argumentList = helper.visibleArguments(cmd).map((argument) => {
      return callFormatItem(
        helper.styleArgumentTerm(helper.argumentTerm(argument)),
        helper.styleArgumentDescription(helper.argumentDescription(argument)),
      );
    });
    output = output.concat(
      this.formatItemList('Arguments:', argumentList, helper),
    );

    // Options
    const optionGroups = this.groupItems(
      cmd.options,
      helper.visibleOptions(cmd),
      (option) => option.helpGroupHeading ?? 'Options:',
    );
    optionGroups.forEach((options, group) => {
      const optionList = options.map((option) => {
        return callFormatItem(
          helper.styleOptionTerm(helper.optionTerm(option)),
          helper.styleOptionDescription(helper.optionDescription(option)),
        );
      });
      output = output.concat(this.formatItemList(group, optionList, helper));
    });

    if (helper.showGlobalOptions) {
      const globalOptionList = helper
        .visibleGlobalOptions(cmd)
        .map((option) => {
          return callFormatItem(
            helper.styleOptionTerm(helper.optionTerm(option)),
            helper.styleOptionDescription(helper.optionDescription(option)),
          );
        });
      output = output.concat(
        this.formatItemList('Global Options:', globalOptionList, helper),
      );
    }

    // Commands
    const commandGroups = this.groupItems(
      cmd.commands,
      helper.visibleCommands(cmd),
      (sub) => sub.helpGroup() || 'Commands:',
    );
    commandGroups.forEach((commands, group) => {
      const commandList = commands.map((sub) => {
        return callFormatItem(
          helper.styleSubcommandTerm(helper.subcommandTerm(sub)),
          helper.styleSubcommandDescription(helper.subcommandDescription(sub)),
        );
      });
      output = output.concat(this.formatItemList(group, commandList, helper));
    });

    return output.join('\n');
  }

  /**
   * Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
   *
   * @param {string} str
   * @returns {number}
   */
  displayWidth(str) {
    return stripColor(str).length;
  }

  /**
   * Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
   *
   * @param {string} str
   * @returns {string}
   */
  styleTitle(str) {
    return str;
  }

  styleUsage(str) {
    // Usage has lots of parts the user might like to color separately! Assume default usage string which is formed like:
    //    command subcommand [options] [command] <foo> [bar]
    return str
      .split(' ')
      .map((word) => {
        if (word === '[options]') return this.styleOptionText(word);
        if (word === '[command]') return this.styleSubcommandText(word);
        if (word[0] === '[' || word[0] === '<')
          return this.styleArgumentText(word);
        return this.styleCommandText(word); // Restrict to initial words?
      })
      .join(' ');
  }
  styleCommandDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleOptionDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleSubcommandDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleArgumentDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleDescriptionText(str) {
    return str;
  }
  styleOptionTerm(str) {
    return this.styleOptionText(str);
  }
  styleSubcommandTerm(str) {
    // This is very like usage with lots of parts! Assume default string which is formed like:
    //    subcommand [options] <foo> [bar]
    return str
      .split(' ')
      .map((word) => {
        if (word === '[options]') return this.styleOptionText(word);
        if (word[0] === '[' || word[0] === '<')
          return this.styleArgumentText(word);
        return this.styleSubcommandText(word); // Restrict to initial words?
      })
      .join(' ');
  }
  styleArgumentTerm(str) {
    return this.styleArgumentText(str);
  }
  styleOptionText(str) {
    return str;
  }
  styleArgumentText(str) {
    return str;
  }
  styleSubcommandText(str) {
    return str;
  }
  styleCommandText(str) {
    return str;
  }

  /**
   * Calculate the pad width from the maximum term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  padWidth(cmd, helper) {
    return Math.max(
      helper.longestOptionTermLength(cmd, helper),
      helper.longestGlobalOptionTermLength(cmd, helper),
      helper.longestSubcommandTermLength(cmd, helper),
      helper.longestArgumentTermLength(cmd, helper),
    );
  }

  /**
   * Detect manually wrapped and indented strings by checking for line break followed by whitespace.
   *
   * @param {string} str
   * @returns {boolean}
   */
  preformatted(str) {
    return /\n[^\S\r\n]/.test(str);
  }

  /**
   * Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
   *
   * So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
   *   TTT  DDD DDDD
   *        DD DDD
   *
   * @param {string} term
   * @param {number} termWidth
   * @param {string} description
   * @param {Help} helper
   * @returns {string}
   */
  formatItem(term, termWidth, description, helper) {
    const itemIndent = 2;
    const itemIndentStr = ' '.repeat(itemIndent);
    if (!description) return itemIndentStr + term;

    // Pad the term out to a consistent width, so descriptions are aligned.
    const paddedTerm = term.padEnd(
      termWidth + term.length - helper.displayWidth(term),
    );

    // Format the description.
    const spacerWidth = 2; // between term and description
    const helpWidth = this.helpWidth ?? 80; // in case prepareContext() was not called
    const remainingWidth = helpWidth - termWidth - spacerWidth - itemIndent;
    let formattedDescription;
    if (
      remainingWidth < this.minWidthToWrap ||
      helper.preformatted(description)
    ) {
      formattedDescription = description;
    } else {
      const wrappedDescription = helper.boxWrap(description, remainingWidth);
      formattedDescription = wrappedDescription.replace(
        /\n/g,
        '\n' + ' '.repeat(termWidth + spacerWidth),
      );
    }

    // Construct and overall indent.
    return (
      itemIndentStr +
      paddedTerm +
      ' '.repeat(spacerWidth) +
      formattedDescription.replace(/\n/g, `\n${itemIndentStr}`)
    );
  }

  /**
   * Wrap a string at whitespace, preserving existing line breaks.
   * Wrapping is skipped if the width is less than `minWidthToWrap`.
   *
   * @param {string} str
   * @param {number} width
   * @returns {string}
   */
  boxWrap(str, width) {
    if (width < this.minWidthToWrap) return str;

    const rawLines = str.split(/\r\n|\n/);
    // split up text by whitespace
    const chunkPattern = /[\s]*[^\s]+/g;
    const wrappedLines = [];
    rawLines.forEach((line) => {
      const chunks = line.match(chunkPattern);
      if (chunks === null) {
        wrappedLines.push('');
        return;
      }

      let sumChunks = [chunks.shift()];
      let sumWidth = this.displayWidth(sumChunks[0]);
      chunks.forEach((chunk) => {
        const visibleWidth = this.displayWidth(chunk);
        // Accumulate chunks while they fit into width.
        if (sumWidth + visibleWidth <= width) {
          sumChunks.push(chunk);
          sumWidth += visibleWidth;
          return;
        }
        wrappedLines.push(sumChunks.join(''));

        const nextChunk = chunk.trimStart(); // trim space at line break
        sumChunks = [nextChunk];
        sumWidth = this.displayWidth(nextChunk);
      });
      wrappedLines.push(sumChunks.join(''));
    });

    return wrappedLines.join('\n');
  }
}

/**
 * Strip style ANSI escape sequences from the string. In particular, SGR (Select Graphic Rendition) codes.
 *
 * @param {string} str
 * @returns {string}
 * @package
 */

function stripColor(str) {
  // eslint-disable-next-line no-control-regex
  const sgrPattern = /\x1b\[\d*(;\d*)*m/g;
  return str.replace(sgrPattern, '');
}

exports.Help = Help;
exports.stripColor = stripColor;


/***/ }),

/***/ 5240:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

const { InvalidArgumentError } = __nccwpck_require__(1135);

class Option {
  /**
   * Initialize a new `Option` with the given `flags` and `description`.
   *
   * @param {string} flags
   * @param {string} [description]
   */

  constructor(flags, description) {
    this.flags = flags;
    this.description = description || '';

    this.required = flags.includes('<'); // A value must be supplied when the option is specified.
    this.optional = flags.includes('['); // A value is optional when the option is specified.
    // variadic test ignores <value,...> et al which might be used to describe custom splitting of single argument
    this.variadic = /\w\.\.\.[>\]]$/.test(flags); // The option can take multiple values.
    this.mandatory = false; // The option must have a value after parsing, which usually means it must be specified on command line.
    const optionFlags = splitOptionFlags(flags);
    this.short = optionFlags.shortFlag; // May be a short flag, undefined, or even a long flag (if option has two long flags).
    this.long = optionFlags.longFlag;
    this.negate = false;
    if (this.long) {
      this.negate = this.long.startsWith('--no-');
    }
    this.defaultValue = undefined;
    this.defaultValueDescription = undefined;
    this.presetArg = undefined;
    this.envVar = undefined;
    this.parseArg = undefined;
    this.hidden = false;
    this.argChoices = undefined;
    this.conflictsWith = [];
    this.implied = undefined;
    this.helpGroupHeading = undefined; // soft initialised when option added to command
  }

  /**
   * Set the default value, and optionally supply the description to be displayed in the help.
   *
   * @param {*} value
   * @param {string} [description]
   * @return {Option}
   */

  default(value, description) {
    this.defaultValue = value;
    this.defaultValueDescription = description;
    return this;
  }

  /**
   * Preset to use when option used without option-argument, especially optional but also boolean and negated.
   * The custom processing (parseArg) is called.
   *
   * @example
   * new Option('--color').default('GREYSCALE').preset('RGB');
   * new Option('--donate [amount]').preset('20').argParser(parseFloat);
   *
   * @param {*} arg
   * @return {Option}
   */

  preset(arg) {
    this.presetArg = arg;
    return this;
  }

  /**
   * Add option name(s) that conflict with this option.
   * An error will be displayed if conflicting options are found during parsing.
   *
   * @example
   * new Option('--rgb').conflicts('cmyk');
   * new Option('--js').conflicts(['ts', 'jsx']);
   *
   * @param {(string | string[])} names
   * @return {Option}
   */

  conflicts(names) {
    this.conflictsWith = this.conflictsWith.concat(names);
    return this;
  }

  /**
   * Specify implied option values for when this option is set and the implied options are not.
   *
   * The custom processing (parseArg) is not called on the implied values.
   *
   * @example
   * program
   *   .addOption(new Option('--log', 'write logging information to file'))
   *   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
   *
   * @param {object} impliedOptionValues
   * @return {Option}
   */
  implies(impliedOptionValues) {
    let newImplied = impliedOptionValues;
    if (typeof impliedOptionValues === 'string') {
      // string is not documented, but easy mistake and we can do what user probably intended.
      newImplied = { [impliedOptionValues]: true };
    }
    this.implied = Object.assign(this.implied || {}, newImplied);
    return this;
  }

  /**
   * Set environment variable to check for option value.
   *
   * An environment variable is only used if when processed the current option value is
   * undefined, or the source of the current value is 'default' or 'config' or 'env'.
   *
   * @param {string} name
   * @return {Option}
   */

  env(name) {
    this.envVar = name;
    return this;
  }

  /**
   * Set the custom handler for processing CLI option arguments into option values.
   *
   * @param {Function} [fn]
   * @return {Option}
   */

  argParser(fn) {
    this.parseArg = fn;
    return this;
  }

  /**
   * Whether the option is mandatory and must have a value after parsing.
   *
   * @param {boolean} [mandatory=true]
   * @return {Option}
   */

  makeOptionMandatory(mandatory = true) {
    this.mandatory = !!mandatory;
    return this;
  }

  /**
   * Hide option in help.
   *
   * @param {boolean} [hide=true]
   * @return {Option}
   */

  hideHelp(hide = true) {
    this.hidden = !!hide;
    return this;
  }

  /**
   * @package
   */

  _collectValue(value, previous) {
    if (previous === this.defaultValue || !Array.isArray(previous)) {
      return [value];
    }

    previous.push(value);
    return previous;
  }

  /**
   * Only allow option value to be one of choices.
   *
   * @param {string[]} values
   * @return {Option}
   */

  choices(values) {
    this.argChoices = values.slice();
    this.parseArg = (arg, previous) => {
      if (!this.argChoices.includes(arg)) {
        throw new InvalidArgumentError(
          `Allowed choices are ${this.argChoices.join(', ')}.`,
        );
      }
      if (this.variadic) {
        return this._collectValue(arg, previous);
      }
      return arg;
    };
    return this;
  }

  /**
   * Return option name.
   *
   * @return {string}
   */

  name() {
    if (this.long) {
      return this.long.replace(/^--/, '');
    }
    return this.short.replace(/^-/, '');
  }

  /**
   * Return option name, in a camelcase format that can be used
   * as an object attribute key.
   *
   * @return {string}
   */

  attributeName() {
    if (this.negate) {
      return camelcase(this.name().replace(/^no-/, ''));
    }
    return camelcase(this.name());
  }

  /**
   * Set the help group heading.
   *
   * @param {string} heading
   * @return {Option}
   */
  helpGroup(heading) {
    this.helpGroupHeading = heading;
    return this;
  }

  /**
   * Check if `arg` matches the short or long flag.
   *
   * @param {string} arg
   * @return {boolean}
   * @package
   */

  is(arg) {
    return this.short === arg || this.long === arg;
  }

  /**
   * Return whether a boolean option.
   *
   * Options are one of boolean, negated, required argument, or optional argument.
   *
   * @return {boolean}
   * @package
   */

  isBoolean() {
    return !this.required && !this.optional && !this.negate;
  }
}

/**
 * This class is to make it easier to work with dual options, without changing the existing
 * implementation. We support separate dual options for separate positive and negative options,
 * like `--build` and `--no-build`, which share a single option value. This works nicely for some
 * use cases, but is tricky for others where we want separate behaviours despite
 * the single shared option value.
 */
class DualOptions {
  /**
   * @param {Option[]} options
   */
  constructor(options) {
    this.positiveOptions = new Map();
    this.negativeOptions = new Map();
    this.dualOptions = new Set();
    options.forEach((option) => {
      if (option.negate) {
        this.negativeOptions.set(option.attributeName(), option);
      } else {
        this.positiveOptions.set(option.attributeName(), option);
      }
    });
    this.negativeOptions.forEach((value, key) => {
      if (this.positiveOptions.has(key)) {
        this.dualOptions.add(key);
      }
    });
  }

  /**
   * Did the value come from the option, and not from possible matching dual option?
   *
   * @param {*} value
   * @param {Option} option
   * @returns {boolean}
   */
  valueFromOption(value, option) {
    const optionKey = option.attributeName();
    if (!this.dualOptions.has(optionKey)) return true;

    // Use the value to deduce if (probably) came from the option.
    const preset = this.negativeOptions.get(optionKey).presetArg;
    const negativeValue = preset !== undefined ? preset : false;
    return option.negate === (negativeValue === value);
  }
}

/**
 * Convert string from kebab-case to camelCase.
 *
 * @param {string} str
 * @return {string}
 * @private
 */

function camelcase(str) {
  return str.split('-').reduce((str, word) => {
    return str + word[0].toUpperCase() + word.slice(1);
  });
}

/**
 * Split the short and long flag out of something like '-m,--mixed <value>'
 *
 * @private
 */

function splitOptionFlags(flags) {
  let shortFlag;
  let longFlag;
  // short flag, single dash and single character
  const shortFlagExp = /^-[^-]$/;
  // long flag, double dash and at least one character
  const longFlagExp = /^--[^-]/;

  const flagParts = flags.split(/[ |,]+/).concat('guard');
  // Normal is short and/or long.
  if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
  if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
  // Long then short. Rarely used but fine.
  if (!shortFlag && shortFlagExp.test(flagParts[0]))
    shortFlag = flagParts.shift();
  // Allow two long flags, like '--ws, --workspace'
  // This is the supported way to have a shortish option flag.
  if (!shortFlag && longFlagExp.test(flagParts[0])) {
    shortFlag = longFlag;
    longFlag = flagParts.shift();
  }

  // Check for unprocessed flag. Fail noisily rather than silently ignore.
  if (flagParts[0].startsWith('-')) {
    const unsupportedFlag = flagParts[0];
    const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
    if (/^-[^-][^-]/.test(unsupportedFlag))
      throw new Error(
        `${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`,
      );
    if (shortFlagExp.test(unsupportedFlag))
      throw new Error(`${baseError}
- too many short flags`);
    if (longFlagExp.test(unsupportedFlag))
      throw new Error(`${baseError}
- too many long flags`);

    throw new Error(`${baseError}
- unrecognised flag format`);
  }
  if (shortFlag === undefined && longFlag === undefined)
    throw new Error(
      `option creation failed due to no flags found in '${flags}'.`,
    );

  return { shortFlag, longFlag };
}

exports.Option = Option;
exports.DualOptions = DualOptions;


/***/ }),

/***/ 5030:
/***/ ((__unused_webpack_module, exports) => {

const maxDistance = 3;

function editDistance(a, b) {
  // https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance
  // Calculating optimal string alignment distance, no substring is edited more than once.
  // (Simple implementation.)

  // Quick early exit, return worst case.
  if (Math.abs(a.length - b.length) > maxDistance)
    return Math.max(a.length, b.length);

  // distance between prefix substrings of a and b
  const d = [];

  // pure deletions turn a into empty string
  for (let i = 0; i <= a.length; i++) {
    d[i] = [i];
  }
  // pure insertions turn empty string into b
  for (let j = 0; j <= b.length; j++) {
    d[0][j] = j;
  }

  // fill matrix
  for (let j = 1; j <= b.length; j++) {
    for (let i = 1; i <= a.length; i++) {
      let cost = 1;
      if (a[i - 1] === b[j - 1]) {
        cost = 0;
      } else {
        cost = 1;
      }
      d[i][j] = Math.min(
        d[i - 1][j] + 1, // deletion
        d[i][j - 1] + 1, // insertion
        d[i - 1][j - 1] + cost, // substitution
      );
      // transposition
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }

  return d[a.length][b.length];
}

/**
 * Find close matches, restricted to same number of edits.
 *
 * @param {string} word
 * @param {string[]} candidates
 * @returns {string}
 */

function suggestSimilar(word, candidates) {
  if (!candidates || candidates.length === 0) return '';
  // remove possible duplicates
  candidates = Array.from(new Set(candidates));

  const searchingOptions = word.startsWith('--');
  if (searchingOptions) {
    word = word.slice(2);
    candidates = candidates.map((candidate) => candidate.slice(2));
  }

  let similar = [];
  let bestDistance = maxDistance;
  const minSimilarity = 0.4;
  candidates.forEach((candidate) => {
    if (candidate.length <= 1) return; // no one character guesses

    const distance = editDistance(word, candidate);
    const length = Math.max(word.length, candidate.length);
    const similarity = (length - distance) / length;
    if (similarity > minSimilarity) {
      if (distance < bestDistance) {
        // better edit distance, throw away previous worse matches
        bestDistance = distance;
        similar = [candidate];
      } else if (distance === bestDistance) {
        similar.push(candidate);
      }
    }
  });

  similar.sort((a, b) => a.localeCompare(b));
  if (searchingOptions) {
    similar = similar.map((candidate) => `--${candidate}`);
  }

  if (similar.length > 1) {
    return `\n(Did you mean one of ${similar.join(', ')}?)`;
  }
  if (similar.length === 1) {
    return `\n(Did you mean ${similar[0]}?)`;
  }
  return '';
}

exports.suggestSimilar = suggestSimilar;


/***/ }),

/***/ 281:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _cli_main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4709);

// What was done is done when it is printed: a reader that has gone (| head) or a full disk must not look like a
// blocked promotion.
for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
        if (stream === process.stdout && error.code !== 'EPIPE') {
            process.stderr.write(`stagegate: the output could not be written (${error.code ?? error.message})\n`);
        }
    });
}
process.exitCode = await (0,_cli_main_js__WEBPACK_IMPORTED_MODULE_0__/* .main */ .i)(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    stdout: process.stdout,
    stderr: process.stderr,
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 4709:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./node_modules/commander/index.js
var commander = __nccwpck_require__(8909);
;// CONCATENATED MODULE: ./node_modules/commander/esm.mjs


// wrapper to provide named exports for ESM.
const {
  /* program */ "DM": program,
  /* createCommand */ "gu": createCommand,
  /* createArgument */ "er": createArgument,
  /* createOption */ "Ww": createOption,
  /* CommanderError */ "b7": CommanderError,
  /* InvalidArgumentError */ "Di": InvalidArgumentError,
  /* InvalidOptionArgumentError */ "a2": InvalidOptionArgumentError, // deprecated old name
  /* Command */ "uB": Command,
  /* Argument */ "ef": Argument,
  /* Option */ "c$": Option,
  /* Help */ "_V": Help,
} = commander;

// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __nccwpck_require__(1024);
// EXTERNAL MODULE: ./build/js/src/nearest.js
var nearest = __nccwpck_require__(7529);
// EXTERNAL MODULE: ./build/js/src/version.js + 1 modules
var version = __nccwpck_require__(143);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./build/js/src/workspace/starter.js



const POLICY = `# What a model version needs for a stage. Nothing is promoted that this file does not name.
registry: models.yaml
stages: [Staging, Production] # the order of promotion
models:
  my-model:
    report: reports/my-model/{version}.json # the evaluation that your training job commits
    stages:
      Staging:
        gates:
          - metric: accuracy
            min: 0.85
      Production:
        from: [Staging]
        gates:
          - metric: accuracy
            min: 0.90
            max-regression: 0.5% # against the version that is in Production
`;
const MANIFEST = `# The model registry. Stagegate edits the stages; comments and order stay as they are.
models: {}
`;
const WORKFLOW = `name: promote
on:
  workflow_dispatch:
    inputs:
      version: { description: Model version, required: true }
      stage: { description: Target stage, required: true, default: Staging }
      reason: { description: Why, for the history }
permissions: {}
concurrency: { group: stagegate, cancel-in-progress: false }
jobs:
  promote:
    runs-on: ubuntu-latest
    permissions:
      contents: write # to commit the changed manifest and its history
    steps:
      - uses: actions/checkout@v7
      - uses: stagegate/stagegate@v0
        with:
          model: my-model
          version: \${{ inputs.version }}
          stage: \${{ inputs.stage }}
          reason: \${{ inputs.reason }}
          commit: push
`;
const FILES = [
    ['.github/stagegate.yml', POLICY],
    ['models.yaml', MANIFEST],
    ['.github/workflows/promote.yml', WORKFLOW],
];
/**
 * Writes what a new user starts from; a file that is there is never touched.
 * @throws StagegateError `unavailable` when the folder can't be written
 */
async function writeStarter(root) {
    const created = [];
    const kept = [];
    for (const [path, text] of FILES) {
        try {
            await (0,promises_.mkdir)((0,external_node_path_.dirname)((0,external_node_path_.join)(root, path)), { recursive: true });
            await (0,promises_.writeFile)((0,external_node_path_.join)(root, path), text, { flag: 'wx' });
            created.push(path);
        }
        catch (cause) {
            if (cause.code !== 'EEXIST') {
                throw new errors/* StagegateError */.qU('unavailable', `${path} could not be written (${cause.code})`, { cause });
            }
            kept.push(path);
        }
    }
    return { created, kept };
}

// EXTERNAL MODULE: ./build/js/src/render/safe.js
var render_safe = __nccwpck_require__(3267);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./build/js/src/render/style.js

const asIs = (text) => text;
const PLAIN = { good: asIs, bad: asIs, caution: asIs, strong: asIs, faint: asIs };
// whether to colour has been decided by then, and styleText would ask the stream again
const paint = (format) => (text) => (0,external_node_util_.styleText)(format, text, { validateStream: false });
const COLOURED = {
    good: paint('green'),
    bad: paint('red'),
    caution: paint('yellow'),
    strong: paint('bold'),
    faint: paint('dim'),
};
/** NO_COLOR (https://no-color.org) and FORCE_COLOR, else whether people look at it. */
function chooseStyle(env, isTerminal) {
    if (env['NO_COLOR'])
        return PLAIN;
    const forced = env['FORCE_COLOR'];
    if (forced !== undefined)
        return forced === '0' || forced === 'false' ? PLAIN : COLOURED;
    return isTerminal && env['TERM'] !== 'dumb' ? COLOURED : PLAIN;
}

;// CONCATENATED MODULE: ./build/js/src/cli/terminal.js



/** People's text or one JSON document on stdout. */
function printReport(report, json, { env, stdout }) {
    if (json)
        stdout.write(`${JSON.stringify(report.json, null, 2)}\n`);
    else
        stdout.write(report.text(chooseStyle(env, stdout.isTTY === true)));
}
/** What went wrong, on stderr; with `--json` as a document on stdout too, so that a program need not parse words. */
function printError(error, json, { env, stdout, stderr }) {
    const style = chooseStyle(env, stderr.isTTY === true);
    if (json)
        stdout.write(`${JSON.stringify({ error: describeError(error) }, null, 2)}\n`);
    if (!(error instanceof errors/* StagegateError */.qU)) {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        stderr.write(`${style.bad('stagegate:')} this is a defect of stagegate, please report it:\n${text.split('\n').map(render_safe/* forTerminal */.Qf).join('\n')}\n`);
        return;
    }
    const place = error.place === undefined ? '' : `${(0,errors/* formatPlace */.dE)(error.place)}: `;
    stderr.write(`${style.bad('stagegate:')} ${(0,render_safe/* forTerminal */.Qf)(`${place}${error.message}`)}\n`);
    for (const line of error.hint?.split('\n') ?? [])
        stderr.write(`  ${(0,render_safe/* forTerminal */.Qf)(line)}\n`);
}
function describeError(error) {
    if (!(error instanceof errors/* StagegateError */.qU))
        return { code: 'defect', message: String(error) };
    const { code, message, place, hint } = error;
    return {
        code,
        message,
        file: place?.file ?? null,
        line: place?.line ?? null,
        column: place?.column ?? null,
        hint: hint ?? null,
    };
}

;// CONCATENATED MODULE: ./build/js/src/cli/init-command.js




/** init: a policy and a manifest to start from; what is there stays as it is. */
function addInitCommand(program, shell, finish) {
    program
        .command('init')
        .description('write a policy, a manifest and a workflow to start from; existing files stay as they are')
        .option('--json', 'print one JSON document on stdout')
        .action(async ({ json }) => {
        const { created, kept } = await writeStarter(shell.cwd);
        const text = [
            ...created.map((path) => `wrote ${path}`),
            ...kept.map((path) => `kept  ${path} (it was there)`),
            '',
            'Next: name your model and its gates in the policy, then',
            '  stagegate register --model my-model --source …',
            '  stagegate check --model my-model --version 1 --stage Staging',
        ];
        printReport({ status: errors/* EXIT */.dc.done, json: { created, kept }, text: () => `${text.map(render_safe/* forTerminal */.Qf).join('\n')}\n` }, json === true, shell);
        finish(errors/* EXIT */.dc.done);
    });
}

// EXTERNAL MODULE: ./build/js/src/promotion/register.js + 1 modules
var register = __nccwpck_require__(8671);
// EXTERNAL MODULE: ./build/js/src/promotion/request.js
var request = __nccwpck_require__(5856);
// EXTERNAL MODULE: ./build/js/src/registry/alias.js
var alias = __nccwpck_require__(9503);
;// CONCATENATED MODULE: ./build/js/src/cli/options.js

/** For an option that may be given several times. */
function collect(value, previous = []) {
    return [...previous, value];
}
/** `k=v`, several times. */
function collectTag(value, previous = {}) {
    const at = value.indexOf('=');
    if (at < 1)
        throw new InvalidArgumentError('Write it as key=value.');
    return { ...previous, [value.slice(0, at)]: value.slice(at + 1) };
}
function addRegistryOptions(command) {
    return command
        .option('--registry <path>', 'manifest file or folder, or MLflow server (default: from the policy, else models.yaml)')
        .option('--policy <file>', 'policy file (default: .github/stagegate.yml)')
        .option('--json', 'print one JSON document on stdout');
}
function addModelOption(command) {
    return command.requiredOption('--model <name>', 'registered model');
}
function addCommitOption(command) {
    return command.addOption(new Option('--commit <mode>', 'how a changed manifest gets back: the files on disk, or a commit pushed to the branch')
        .choices(['none', 'push'])
        .default('none'));
}
function addReportOption(command) {
    return command.option('--report <file>', "evaluation report in place of the policy's: path or glob, or mlflow for the version's run (repeatable)", collect);
}
/** The engine's options that come from the command line. */
function engineOptions(options) {
    return {
        policy: options.policy,
        registry: options.registry,
        reports: options.report,
        commit: options.commit,
    };
}

// EXTERNAL MODULE: ./build/js/src/history/replay.js
var replay = __nccwpck_require__(8233);
// EXTERNAL MODULE: ./build/js/src/registry/stage.js
var registry_stage = __nccwpck_require__(245);
// EXTERNAL MODULE: ./build/js/src/registry/version.js
var registry_version = __nccwpck_require__(1775);
;// CONCATENATED MODULE: ./build/js/src/render/columns.js
/** Cells padded to columns, two spaces apart, lines without trailing spaces. Cells are safe text already. */
function alignColumns(columns, rows) {
    const widths = columns.map(({ head }, at) => rows.reduce((widest, row) => Math.max(widest, width(row[at] ?? '')), width(head)));
    const line = (cells) => columns
        .map(({ align }, at) => {
        const cell = cells[at] ?? '';
        const space = ' '.repeat((widths[at] ?? 0) - width(cell));
        return align === 'right' ? space + cell : cell + space;
    })
        .join('  ')
        .trimEnd();
    return { head: line(columns.map(({ head }) => head)), lines: rows.map(line) };
}
/** Characters, not UTF-16 units; wide scripts are counted as one, which only costs alignment. */
function width(text) {
    return [...text].length;
}

;// CONCATENATED MODULE: ./build/js/src/render/history.js

/** The history for people: a line of what happened, and beneath it who, why and on what evidence. */
function renderHistory(lines, style) {
    if (lines.length === 0)
        return 'Nothing has happened yet: the history is empty.\n';
    return `${lines.map(({ entry }) => renderEntry(entry, style)).join('\n')}\n`;
}
function renderEntry(entry, style) {
    const time = entry.time.replace('T', ' ').replace(/(\.\d+)?Z$/, 'Z');
    const what = `${entry.model} ${entry.version} ${moved(entry)}`;
    const details = [
        entry.actor === null ? null : `by ${entry.actor}`,
        entry.gates.length === 0 ? null : judged(entry),
        entry.reason === null ? null : `“${entry.reason}”`,
        entry.run,
    ].filter((detail) => detail !== null);
    const first = `${style.faint(time)}  ${verb(entry, style)}  ${(0,render_safe/* forTerminal */.Qf)(what)}`;
    return details.length === 0
        ? first
        : `${first}\n${' '.repeat(22)}${style.faint((0,render_safe/* forTerminal */.Qf)(details.join(' · ')))}`;
}
function moved({ action, from, to, archived }) {
    const way = action === 'register' ? `in ${to}` : `${from} → ${to}`;
    return archived.length === 0 ? way : `${way}, archives ${archived.join(', ')}`;
}
function judged({ gates }) {
    const count = (...verdicts) => gates.filter(({ verdict }) => verdicts.includes(verdict)).length;
    const failed = count('fail', 'inconclusive');
    if (failed > 0)
        return `${failed} of ${gates.length} checks failed`;
    const skipped = count('skip');
    return `${count('pass')} ${count('pass') === 1 ? 'check' : 'checks'} passed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
function verb({ action, forced }, style) {
    const word = (forced ? 'FORCED' : action).padEnd(8);
    if (forced)
        return style.bad(word);
    if (action === 'rollback')
        return style.caution(word);
    return action === 'promote' ? style.good(word) : word;
}

;// CONCATENATED MODULE: ./build/js/src/render/outputs.js
function toOutputs(outcome) {
    return {
        decision: outcome.decision,
        promoted: outcome.promoted,
        model: outcome.model,
        version: outcome.version,
        stage: outcome.stage,
        'previous-stage': outcome.previousStage,
        'previous-version': outcome.previousVersion,
        // a check only plans to archive them
        'archived-versions': outcome.promoted ? outcome.archivedVersions : [],
        gates: outcome.gates,
        'report-sha256': outcome.reportSha256,
        commit: outcome.commit,
        'pull-request': null,
        'comment-url': null,
        'deployment-id': null,
    };
}
/** The outputs as the action sets them: text, JSON where there is more than one value, empty where there is none. */
function toActionOutputs(outputs) {
    return Object.fromEntries(Object.entries(outputs).map(([name, value]) => {
        if (value === null)
            return [name, ''];
        return [name, typeof value === 'string' ? value : JSON.stringify(value)];
    }));
}

// EXTERNAL MODULE: ./build/js/src/gates/number.js + 1 modules
var number = __nccwpck_require__(7421);
// EXTERNAL MODULE: ./build/js/src/gates/result.js
var result = __nccwpck_require__(3355);
// EXTERNAL MODULE: ./build/js/src/evidence/metric-path.js
var metric_path = __nccwpck_require__(8293);
;// CONCATENATED MODULE: ./build/js/src/render/condense.js

/** Fewer alike rows than this are shown one by one. */
const WORTH_CONDENSING = 4;
/**
 * Puts the passed results of one bound on many slices together, so that what failed is not lost among them.
 * What did not pass stays as it is; the order is that of the first of each.
 */
function condense(results) {
    const groups = new Map();
    for (const [at, result] of results.entries()) {
        const key = likeness(result) ?? `alone ${at}`;
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [result]);
        else
            group.push(result);
    }
    return [...groups.values()].flatMap((group) => group.length < WORTH_CONDENSING ? group : [{ metric: commonPath(group), results: group }]);
}
/** What results have in common that may stand in one row, or null for one that stands alone. */
function likeness({ gate, metric, check, observed, required, champion, verdict }) {
    if (gate !== 'metric' || verdict !== 'pass' || metric === null)
        return null;
    if (typeof observed !== 'number' || champion !== null)
        return null;
    const keys = keysOf(metric);
    return keys.length < 2 ? null : JSON.stringify([check, required, keys.length, keys[0], keys.at(-1)]);
}
function commonPath(group) {
    const [first = [], ...others] = group.map(({ metric }) => keysOf(metric ?? ''));
    const path = first.map((key, at) => (others.every((keys) => keys[at] === key) ? key : null));
    return (0,metric_path/* formatMetricPath */.Rs)(path.map((key) => (key === null ? { any: true } : { any: false, key })));
}
function keysOf(metric) {
    return (0,metric_path/* parseMetricPath */.j_)(metric).map((segment) => (segment.any ? '*' : segment.key));
}

;// CONCATENATED MODULE: ./build/js/src/render/story.js




function tellOutcome(outcome) {
    const blocking = outcome.gates.filter(result/* isBlocking */.U);
    return {
        tone: outcome.decision === 'blocked' ? 'bad' : outcome.decision === 'unchanged' ? 'neutral' : 'good',
        headline: headlineOf(outcome, blocking.length),
        lead: leadOf(outcome),
        undo: outcome.decision === 'promoted' ? undoOf(outcome) : null,
        failures: [...new Set(blocking.map(({ reason }) => reason))],
        table: tableOf(outcome),
        notices: outcome.notices,
        footer: footerOf(outcome),
    };
}
function headlineOf(outcome, failed) {
    const { model, version, stage, decision, asked, previousStage, gates, forced } = outcome;
    const of = `${failed} of ${gates.length} ${gates.length === 1 ? 'check' : 'checks'} failed`;
    switch (decision) {
        case 'promoted':
            return `${model} ${version} is in ${stage}${forced ? `, by force: ${of}` : ''}`;
        case 'rolled-back':
            return `${model} is back on version ${version} in ${stage}`;
        case 'registered':
            return `${model} ${version} is registered`;
        case 'unchanged':
            return asked === 'registered'
                ? `${model} ${version} is registered already`
                : `${model} ${version} is in ${stage} already`;
        case 'allowed':
            return `${model} ${version} may go to ${stage}`;
        case 'blocked':
            return `${model} ${version} stays in ${previousStage ?? registry_stage/* NONE */.x3}: ${of}`;
    }
}
function leadOf(outcome) {
    const { decision, stage, version, previousVersion: before, archivedVersions, previousStage } = outcome;
    const still = before === null ? `No version is in ${stage}.` : `${stage} is still version ${before}.`;
    switch (decision) {
        case 'promoted':
            return [stage === registry_stage/* ARCHIVED */.Ts || stage === registry_stage/* NONE */.x3 ? `It came from ${previousStage}.` : replaced(outcome)];
        case 'rolled-back':
            return [
                archivedVersions.length === 0
                    ? `${stage} was empty.`
                    : `It replaced ${list(archivedVersions)}, archived now.`,
            ];
        case 'registered':
            return ['It is in stage None: promote it when its evaluation is there.'];
        case 'unchanged':
            return ['Nothing was changed.'];
        case 'allowed': {
            const moves = outcome.transitions.map((move) => `version ${move.version} from ${move.from} to ${move.to}`);
            return [`It would move ${moves.join(', and ')}. Nothing was changed.`];
        }
        case 'blocked':
            return [before === version ? 'Nothing was changed.' : `${still} Nothing was changed.`];
    }
}
function replaced({ stage, previousVersion, archivedVersions, previousStage }) {
    if (archivedVersions.length > 0)
        return `It came from ${previousStage} and replaced ${list(archivedVersions)}, archived now.`;
    if (previousVersion !== null)
        return `It came from ${previousStage}; version ${previousVersion} stays in ${stage} beside it.`;
    return `It came from ${previousStage}; ${stage} was empty.`;
}
function undoOf({ model, stage, previousVersion }) {
    if (previousVersion === null)
        return null;
    return `stagegate rollback --model ${quote(model)} --stage ${quote(stage)} --reason "…"`;
}
/** One word of a shell's command. */
function quote(word) {
    return /^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
function list(versions) {
    return `${versions.length === 1 ? 'version' : 'versions'} ${versions.join(', ')}`;
}
/** Blocked first, so that a person on a phone sees them without scrolling. */
const ORDER = { fail: 0, inconclusive: 1, skip: 2, pass: 3 };
function tableOf({ gates, version, previousVersion }) {
    if (gates.length === 0)
        return null;
    const compares = gates.some(({ champion }) => champion !== null);
    return {
        champion: compares && previousVersion !== null ? `version ${previousVersion}` : null,
        candidate: `version ${version}`,
        rows: condense(gates)
            .map((result) => ('results' in result ? condensedRow(result) : rowOf(result)))
            .sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]),
    };
}
function rowOf(gate) {
    const { observed, champion, required } = gate;
    const numbers = typeof observed === 'number' && typeof champion === 'number';
    const bounded = typeof observed === 'number' && typeof required === 'number' && champion === null;
    const [alone, bound] = bounded ? (0,number/* formatPair */.kI)(observed, required) : [show(observed), show(required)];
    const [candidate, other] = numbers ? (0,number/* formatPair */.kI)(observed, champion) : [alone, show(champion)];
    return {
        verdict: gate.verdict,
        gate: labelOf(gate),
        candidate,
        champion: other,
        change: numbers ? signed(observed - champion) : '',
        required: requirementOf(gate.check, bound),
    };
}
function condensedRow({ metric, results }) {
    // sorted and not spread: a report may have more slices than a call may have arguments
    const values = results.map(({ observed }) => Number(observed)).sort((a, b) => a - b);
    const [least, most] = (0,number/* formatPair */.kI)(values[0] ?? 0, values.at(-1) ?? 0);
    const [first] = results;
    if (first === undefined)
        throw new TypeError('a condensed row needs results');
    return {
        ...rowOf(first),
        gate: `${metric} (${results.length})`,
        candidate: least === most ? least : `${least} … ${most}`,
    };
}
function labelOf({ gate, metric, check }) {
    if (gate === 'metric')
        return metric ?? 'metric';
    if (gate === 'tests')
        return `tests ${metric ?? ''}`.trim();
    return check === null || check === gate ? gate : `${gate}: ${check}`;
}
function requirementOf(check, bound) {
    switch (check) {
        case 'min':
            return `≥ ${bound}`;
        case 'max':
            return `≤ ${bound}`;
        case 'max-regression':
            return `≤ ${bound} worse`;
        case 'min-improvement':
            return `≥ ${bound} better`;
        case 'min-samples':
            return `≥ ${bound} examples`;
        case 'max-age':
            return `≤ ${bound} old`;
        case 'soak':
            return `≥ ${bound}`;
        case null:
        default:
            return bound;
    }
}
function show(value) {
    if (value === null)
        return '';
    return typeof value === 'number' ? (0,number/* formatNumber */.ZV)(value) : value;
}
function signed(difference) {
    // the shown difference of two shown numbers; the verdict was reached in decimals
    const rounded = Number(difference.toPrecision(6));
    return rounded > 0 ? `+${(0,number/* formatNumber */.ZV)(rounded)}` : (0,number/* formatNumber */.ZV)(rounded).replace('-', '−');
}
function footerOf({ reports, policyFile, registry, commit }) {
    return [
        ...reports.map(({ path, sha256 }) => `report ${path} (${sha256.slice(0, 12)}…)`),
        ...(policyFile === null ? [] : [`policy ${policyFile}`]),
        `registry ${registry}`,
        ...(commit === null ? [] : [`commit ${commit.slice(0, 12)}`]),
    ];
}

;// CONCATENATED MODULE: ./build/js/src/render/terminal.js


const MARKS = { pass: '✔', fail: '✖', inconclusive: '?', skip: '–' };
/** A story for a terminal, with a line end after each line. */
function renderTerminal(story, style) {
    const blocks = [
        [
            headline(story, style),
            ...story.lead.map((line) => `  ${(0,render_safe/* forTerminal */.Qf)(line)}`),
            ...(story.undo === null ? [] : [`  To undo: ${(0,render_safe/* forTerminal */.Qf)(story.undo)}`]),
        ],
        story.failures.map((reason, at) => `  ${style.bad(`${at + 1}.`)} ${(0,render_safe/* forTerminal */.Qf)(reason)}`),
        story.table === null ? [] : table(story.table, style),
        story.notices.map((notice) => `  ${style.caution('!')} ${(0,render_safe/* forTerminal */.Qf)(notice)}`),
        [`  ${style.faint((0,render_safe/* forTerminal */.Qf)(story.footer.join(' · ')))}`],
    ];
    return blocks
        .filter((lines) => lines.length > 0)
        .map((lines) => `${lines.join('\n')}\n`)
        .join('\n');
}
function headline({ tone, headline: text }, style) {
    const safe = style.strong((0,render_safe/* forTerminal */.Qf)(text));
    if (tone === 'bad')
        return `${style.bad('✖')} ${safe}`;
    return tone === 'good' ? `${style.good('✔')} ${safe}` : `${style.faint('=')} ${safe}`;
}
function table({ champion, candidate, rows }, style) {
    const columns = [
        { head: 'check', align: 'left' },
        ...(champion === null ? [] : [{ head: shorten((0,render_safe/* forTerminal */.Qf)(champion)), align: 'right' }]),
        { head: shorten((0,render_safe/* forTerminal */.Qf)(candidate)), align: 'right' },
        { head: 'required', align: 'left' },
    ];
    const cells = (row) => [row.gate, ...(champion === null ? [] : [row.champion]), row.candidate, row.required].map((cell) => shorten((0,render_safe/* forTerminal */.Qf)(cell)));
    const { head, lines } = alignColumns(columns, rows.map(cells));
    const paint = { pass: style.good, fail: style.bad, inconclusive: style.caution, skip: style.faint };
    return [
        style.faint(`    ${head}`),
        ...lines.map((line, at) => {
            const verdict = rows[at]?.verdict ?? 'fail';
            return `  ${paint[verdict](MARKS[verdict])} ${line}`;
        }),
    ];
}
/** A cell must not push the table apart; what it says stands in full above. */
function shorten(cell) {
    const characters = [...cell];
    return characters.length <= 48 ? cell : `${characters.slice(0, 47).join('')}…`;
}

;// CONCATENATED MODULE: ./build/js/src/render/verification.js

function renderVerification(results, style) {
    if (results.length === 0)
        return 'There is no model to verify.\n';
    return results.map((result) => renderModel(result, style)).join('');
}
function renderModel({ model, lines, problems, notes }, style) {
    const count = `${lines} history ${lines === 1 ? 'line' : 'lines'}`;
    const said = [
        ...problems.map(({ file, line, message }) => `${style.bad('✖')} ${file === null ? '' : (0,render_safe/* forTerminal */.Qf)(`${file}:${line}: `)}${(0,render_safe/* forTerminal */.Qf)(message)}`),
        ...notes.map((note) => `${style.faint('note:')} ${(0,render_safe/* forTerminal */.Qf)(note)}`),
    ].map((line) => `    ${line}\n`);
    const mark = problems.length === 0 ? style.good('✔') : style.bad('✖');
    const verdict = problems.length === 0 ? 'registry and history agree' : 'registry and history part';
    return `${mark} ${style.strong((0,render_safe/* forTerminal */.Qf)(model))}: ${verdict} (${count})\n${said.join('')}`;
}

;// CONCATENATED MODULE: ./build/js/src/cli/reports.js











function reportOutcome(outcome) {
    return {
        status: outcome.decision === 'blocked' ? errors/* EXIT */.dc.blocked : errors/* EXIT */.dc.done,
        json: toOutputs(outcome),
        text: (style) => renderTerminal(tellOutcome(outcome), style),
    };
}
/** The sentence that the tutorials print; what blocks is told in full. */
function reportTransition(outcome) {
    const report = reportOutcome(outcome);
    if (outcome.decision === 'blocked')
        return report;
    const { version, model, stage } = outcome;
    return {
        ...report,
        text: () => (0,render_safe/* forTerminal */.Qf)(`Model version '${version}' of model '${model}' transitioned to stage '${stage}'.`) + '\n',
    };
}
function reportVersions(snapshot) {
    const columns = [
        { head: 'Version', align: 'left' },
        { head: 'Stage', align: 'left' },
    ];
    const { model, versions, aliases } = snapshot;
    return {
        status: errors/* EXIT */.dc.done,
        json: {
            model,
            versions: versions.map(({ registeredAt, ...version }) => ({
                ...version,
                'registered-at': registeredAt,
            })),
            aliases,
        },
        text: () => {
            const { head, lines } = alignColumns(columns, versions.map(({ version, stage }) => [version, stage]));
            return `${[head, ...lines].join('\n')}\n`;
        },
    };
}
function reportHistory(lines) {
    return {
        status: errors/* EXIT */.dc.done,
        json: lines.map(({ entry }) => entry),
        text: (style) => renderHistory(lines, style),
    };
}
/** What was in which stage at a moment, by the history. */
function reportMoment(snapshots, at) {
    const rows = snapshots.flatMap(({ model, history }) => [...(0,replay/* stagesAfter */.Kc)(history, at)]
        .filter(([, stage]) => stage !== registry_stage/* NONE */.x3)
        .sort(([a], [b]) => (0,registry_version/* compareVersions */.Zy)(a, b))
        .map(([version, stage]) => ({ model, version, stage })));
    const columns = ['model', 'version', 'stage'].map((head) => ({ head, align: 'left' }));
    return {
        status: errors/* EXIT */.dc.done,
        json: { at: at.toISOString(), versions: rows },
        text: (style) => {
            const cells = rows.map(({ model, version, stage }) => [
                (0,render_safe/* forTerminal */.Qf)(model),
                version,
                (0,render_safe/* forTerminal */.Qf)(stage),
            ]);
            const { head, lines } = alignColumns(columns, cells);
            const when = `At ${at.toISOString()}, by the history:`;
            return rows.length === 0
                ? `${when} nothing had a stage.\n`
                : `${when}\n\n${[style.faint(head), ...lines].join('\n')}\n`;
        },
    };
}
function reportVerification(results) {
    const sound = results.every(({ problems }) => problems.length === 0);
    return {
        status: sound ? errors/* EXIT */.dc.done : errors/* EXIT */.dc.badInput,
        json: { verified: sound, models: results },
        text: (style) => renderVerification(results, style),
    };
}

;// CONCATENATED MODULE: ./build/js/src/cli/move-commands.js






/** promote, check, rollback, register and transition-stage: what judges and moves. */
function addMoveCommands(program, run) {
    addPromote(program, run);
    addCheck(program, run);
    addRollback(program, run);
    addRegister(program, run);
    addTransitionStage(program, run);
}
function addPromote(program, run) {
    const command = program
        .command('promote')
        .description('judge a version for a stage and, when every gate passes, move it there');
    addTarget(command)
        .option('--reason <text>', 'why, for the history (required with --force)')
        .option('--force', 'promote past failed gates, unless the policy forbids it')
        .option('--dry-run', 'decide and report, change nothing');
    addCommitOption(addRegistryOptions(addReportOption(command))).action((options) => run(options, engineOptions(options), async (engine) => {
        const request = requestOf(options);
        return reportOutcome(options.dryRun ? await engine.check(request) : await engine.promote(request));
    }));
}
function addCheck(program, run) {
    const command = program.command('check').description('judge a version for a stage and change nothing');
    addRegistryOptions(addReportOption(addTarget(command))).action((options) => run(options, engineOptions(options), async (engine) => reportOutcome(await engine.check(requestOf(options)))));
}
function addTarget(command) {
    return addModelOption(command)
        .requiredOption('--version <version>', 'version number, "latest" or "@alias"')
        .requiredOption('--stage <stage>', 'target stage');
}
function requestOf({ model, version, stage, reason, force }) {
    return { model, version, stage, reason: (0,request/* parseReason */.Mp)(reason), force: force ?? false };
}
function addRollback(program, run) {
    const command = program.command('rollback').description('go back to the version that held a stage before');
    addModelOption(command)
        .requiredOption('--stage <stage>', 'the stage to roll back')
        .requiredOption('--reason <text>', 'why, for the history')
        .option('--version <version>', 'a version that held the stage earlier (default: the one before)');
    addCommitOption(addRegistryOptions(command)).action((options) => run(options, engineOptions(options), async (engine) => {
        const reason = (0,request/* parseReason */.Mp)(options.reason);
        if (reason === null) {
            throw new errors/* StagegateError */.qU('input', 'the reason is empty', {
                hint: 'Say why you roll back: the history keeps it.',
            });
        }
        const version = options.version === undefined || options.version === '' ? null : options.version;
        return reportOutcome(await engine.rollback({ model: options.model, stage: options.stage, version, reason }));
    }));
}
function addRegister(program, run) {
    const command = program.command('register').description('add a version to a model, in stage None');
    addModelOption(command)
        .option('--version <version>', 'version number (default: the next one)')
        .option('--source <uri>', "where the model's files are; a path in the workspace gets its SHA-256 recorded")
        .option('--sha256 <hex>', 'SHA-256 of the source')
        .option('--tag <key=value>', 'tag (repeatable)', collectTag)
        .option('--alias <name>', 'alias to set on it (repeatable)', collect)
        .option('--reason <text>', 'why, for the history');
    addCommitOption(addRegistryOptions(addReportOption(command))).action((options) => run(options, engineOptions(options), async (engine) => reportOutcome(await engine.register({
        model: options.model,
        version: options.version === undefined || options.version === '' ? null : options.version,
        source: options.source ?? null,
        sha256: options.sha256 === undefined ? null : (0,register/* requireSha256 */.Pm)(options.sha256),
        tags: options.tag ?? {},
        aliases: (options.alias ?? []).map(alias/* requireAliasName */.P),
        reason: (0,request/* parseReason */.Mp)(options.reason),
    }))));
}
function addTransitionStage(program, run) {
    const command = program
        .command('transition-stage')
        .description("promote, in the words of MLflow's tutorials")
        .requiredOption('--model-name <name>', 'registered model')
        .requiredOption('--version <version>', 'version number, "latest" or "@alias"')
        .requiredOption('--stage <stage>', 'target stage')
        .option('--reason <text>', 'why, for the history');
    addCommitOption(addRegistryOptions(addReportOption(command))).action((options) => run(options, engineOptions(options), async (engine) => {
        const { modelName: model, version, stage } = options;
        return reportTransition(await engine.promote({ model, version, stage, reason: (0,request/* parseReason */.Mp)(options.reason), force: false }));
    }));
}

;// CONCATENATED MODULE: ./build/js/src/cli/read-commands.js



/** list-versions, history and verify: what only reads. */
function addReadCommands(program, run) {
    const list = program.command('list-versions').description("a model's versions and their stages");
    addRegistryOptions(list.requiredOption('--model-name <name>', 'registered model')).action((options) => run(options, engineOptions(options), async (engine) => reportVersions(await engine.read(options.modelName))));
    const history = program
        .command('history')
        .description('what was promoted when, by whom and on what evidence');
    history
        .option('--model <name>', 'only this registered model')
        .option('--at <time>', 'what was in which stage at that time (ISO 8601)');
    addRegistryOptions(history).action((options) => run(options, engineOptions(options), async (engine) => {
        if (options.at === undefined)
            return reportHistory(await engine.history(options.model ?? null));
        const moment = parseMoment(options.at);
        return reportMoment(options.model === undefined ? await engine.readAll() : [await engine.read(options.model)], moment);
    }));
    const verify = program.command('verify').description('replay the history and compare it with the registry');
    addRegistryOptions(verify).action((options) => run(options, engineOptions(options), async (engine) => reportVerification(await engine.verify())));
}
/** A date alone is the end of that day; without a zone it is UTC, as in the history. */
function parseMoment(text) {
    const form = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(text.trim());
    const [, day, time, zone] = form ?? [];
    const moment = new Date(`${day}T${time ?? '23:59:59.999'}${zone?.toUpperCase() ?? 'Z'}`);
    if (day !== undefined && isDay(day) && !Number.isNaN(moment.getTime()))
        return moment;
    throw new errors/* StagegateError */.qU('input', `${JSON.stringify(text)} is no time`, {
        hint: 'Write it as 2026-11-17, 2026-11-17T14:00Z or 2026-11-17T14:00+01:00.',
    });
}
/** JavaScript takes 30 February for 2 March. */
function isDay(text) {
    const midnight = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

;// CONCATENATED MODULE: ./build/js/src/cli/runner.js


function makeRunner(shell, finish) {
    return async ({ json }, options, work) => {
        // loaded here, so that --help and --version wait for nothing
        const { Stagegate } = await Promise.all(/* import() */[__nccwpck_require__.e(216), __nccwpck_require__.e(985)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7985));
        const engine = new Stagegate({
            ...options,
            workspace: shell.cwd,
            env: shell.env,
            onProgress: (message) => shell.stderr.write(`${(0,render_safe/* forTerminal */.Qf)(message)}\n`),
        });
        const report = await work(engine);
        printReport(report, json === true, shell);
        finish(report.status);
    };
}

;// CONCATENATED MODULE: ./build/js/src/cli/main.js









const EPILOGUE = `
Exit status: 0 done, allowed or unchanged; 1 blocked by a gate; 2 bad input, policy, report or manifest;
3 the registry could not be reached or refused; 4 lost a race after all retries.`;
/** Runs the command line. @returns the exit status */
async function main(argv, shell) {
    let status = errors/* EXIT */.dc.done;
    const json = argv.includes('--json');
    const program = makeProgram(shell, (code) => (status = code));
    try {
        if (asksVersion(argv)) {
            shell.stdout.write(`${version/* VERSION */.x}\n`);
            return errors/* EXIT */.dc.done;
        }
        await program.parseAsync([...argv], { from: 'user' });
        return status;
    }
    catch (error) {
        if (!(error instanceof CommanderError)) {
            printError(error, json, shell);
            return (0,errors/* exitStatus */.$u)(error);
        }
        if (error.exitCode === 0)
            return errors/* EXIT */.dc.done; // help that was asked for
        if (error.code === 'commander.help')
            return errors/* EXIT */.dc.badInput; // no command: the help has been shown
        printError(usageError(error, program, argv), json, shell);
        return errors/* EXIT */.dc.badInput;
    }
}
/** A misspelt flag is told before the one that is missing for it. */
function usageError(error, program, argv) {
    const command = program.commands.find((candidate) => candidate.name() === argv[0]);
    const hint = `See stagegate ${command === undefined ? '' : `${command.name()} `}--help.`;
    const known = command?.options.map(({ long }) => long ?? '') ?? [];
    const unknown = argv
        .map((word) => word.replace(/=.*/s, ''))
        .find((word) => /^--[a-z]/.test(word) && word !== '--help' && !known.includes(word));
    if (error.code !== 'commander.missingMandatoryOptionValue' || unknown === undefined) {
        return new errors/* StagegateError */.qU('input', error.message.replace(/^error: /, ''), { hint });
    }
    const guess = (0,nearest/* nearest */.p)(unknown, known);
    return new errors/* StagegateError */.qU('input', `unknown option '${unknown}'${guess === undefined ? '' : ` (Did you mean ${guess}?)`}`, { hint });
}
function makeProgram(shell, finish) {
    const program = new Command('stagegate')
        .description('Gated model promotion: a version moves to a stage only when its evidence meets the policy.')
        .option('--version', 'print the version of stagegate')
        .helpOption('-h, --help', 'show what a command takes')
        .enablePositionalOptions()
        .exitOverride()
        .addHelpText('after', EPILOGUE)
        .configureOutput({
        writeOut: (text) => shell.stdout.write(text),
        // errors are printed once, by printError; help that was not asked for is still shown
        writeErr: (text) => shell.stderr.write(text),
        outputError: () => undefined,
    });
    const run = makeRunner(shell, finish);
    addMoveCommands(program, run);
    addReadCommands(program, run);
    addInitCommand(program, shell, finish);
    for (const command of program.commands)
        command.helpOption('-h, --help', 'show what this command takes').exitOverride();
    return program;
}
/**
 * `--version` is the program's own, also behind a command, unless the command has a `--version` of its own
 * that is given a value: `promote --version` alone asks, `promote --version --stage x` is an error.
 */
function asksVersion(argv) {
    const [first, second] = argv;
    if (first === '--version' || first === '-V')
        return true;
    return argv.length === 2 && second === '--version';
}


/***/ }),

/***/ 1024:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $u: () => (/* binding */ exitStatus),
/* harmony export */   dE: () => (/* binding */ formatPlace),
/* harmony export */   dc: () => (/* binding */ EXIT),
/* harmony export */   qU: () => (/* binding */ StagegateError)
/* harmony export */ });
/** The one error class. `message` says what is wrong, `place` where, `hint` how to mend it. */
class StagegateError extends Error {
    name = 'StagegateError';
    code;
    hint;
    place;
    constructor(code, message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.code = code;
        this.hint = details.hint;
        this.place = details.place;
    }
}
/** Exit statuses of the command line; the action's step fails on each but 0. */
const EXIT = { done: 0, blocked: 1, badInput: 2, unavailable: 3, lostRace: 4 };
/** The exit status for an error; what is no StagegateError is a defect of ours and counts as 3. */
function exitStatus(error) {
    if (!(error instanceof StagegateError))
        return EXIT.unavailable;
    if (error.code === 'unavailable')
        return EXIT.unavailable;
    if (error.code === 'conflict')
        return EXIT.lostRace;
    return EXIT.badInput;
}
/** `file:line:column`, as editors and GitHub understand it. */
function formatPlace(place) {
    return [place.file, place.line, place.column]
        .filter((part) => part !== undefined && part !== null)
        .join(':');
}


/***/ }),

/***/ 136:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ statesThis),
/* harmony export */   p: () => (/* binding */ statesOther)
/* harmony export */ });
/* harmony import */ var _version_text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9365);

const MAX_SHOWN = 60;
/**
 * What a report says of itself that makes it a report about another model or version, as the rest of a
 * sentence after its path: `says that it is about version 3, not 4`. Null when it says nothing of the kind. A
 * report that contradicts itself counts as one about another: which of its keys is right would be a guess.
 */
function statesOther(statement, { model, version }) {
    if (statement.contradiction !== undefined)
        return `contradicts itself: it says ${statement.contradiction}`;
    if (statement.model !== undefined && statement.model !== model) {
        return `says that it is about model ${quote(statement.model)}, not ${quote(model)}`;
    }
    if (statement.version === undefined || statesThis(statement, version))
        return null;
    const number = (0,_version_text_js__WEBPACK_IMPORTED_MODULE_0__/* .readVersionNumber */ .S)(statement.version);
    if (number === null && statement.versionIsSpecific !== true)
        return null;
    return `says that it is about version ${number === null ? quote(statement.version) : cut(number)}, not ${version}`;
}
/** Whether a report says that it is about this version; `v4` and ` 4` say so of version 4, `4.0` and `04` don't. */
function statesThis(statement, version) {
    if (statement.contradiction !== undefined || statement.version === undefined)
        return false;
    return (0,_version_text_js__WEBPACK_IMPORTED_MODULE_0__/* .readVersionNumber */ .S)(statement.version) === version;
}
function quote(text) {
    return JSON.stringify(cut(text));
}
function cut(text) {
    return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}


/***/ }),

/***/ 8293:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Rs: () => (/* reexport safe */ _path_syntax_js__WEBPACK_IMPORTED_MODULE_1__.Rs),
/* harmony export */   V2: () => (/* reexport safe */ _path_syntax_js__WEBPACK_IMPORTED_MODULE_1__.V2),
/* harmony export */   j_: () => (/* reexport safe */ _path_syntax_js__WEBPACK_IMPORTED_MODULE_1__.j_),
/* harmony export */   jk: () => (/* binding */ findMetrics)
/* harmony export */ });
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7529);
/* harmony import */ var _path_syntax_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(828);



/** Keys that a message lists before it only counts them. */
const KEYS_SHOWN = 8;
/** Every place that a path leads to, in the report's order: at least one, and each a leaf or an explained absence. */
function findMetrics(root, path) {
    const rest = root.splitsNames === true ? path.flatMap(splitAtDots) : path;
    return follow({ node: root, segments: [], bindings: [], rest });
}
/** A name in quotes is the same name: `"slices.eu"` and `slices.eu`. */
function splitAtDots(segment) {
    return segment.any ? [segment] : segment.key.split('.').map(_path_syntax_js__WEBPACK_IMPORTED_MODULE_1__/* .toSegment */ .vJ);
}
function follow(step) {
    const { node, segments, bindings, rest } = step;
    const [segment, ...beyond] = rest;
    if (segment === undefined) {
        if (node.kind === 'leaf')
            return [reach(step, node)];
        return [node.own === undefined ? miss(step, describeGroup(step, node)) : reach(step, node.own)];
    }
    if (node.kind === 'leaf') {
        return [miss(step, `${name(segments)} is ${node.raw}, so there is no ${(0,_path_syntax_js__WEBPACK_IMPORTED_MODULE_1__/* .formatMetricPath */ .Rs)(rest)} in it`)];
    }
    if (!segment.any) {
        const child = node.children.get(segment.key);
        if (child === undefined)
            return [miss(step, describeMissing(step, node, segment.key))];
        return follow({ node: child, segments: [...segments, segment.key], bindings, rest: beyond });
    }
    if (node.children.size === 0)
        return [miss(step, `${name(segments)} is empty, so * matches nothing in it`)];
    return [...node.children].flatMap(([key, child]) => follow({ node: child, segments: [...segments, key], bindings: [...bindings, key], rest: beyond }));
}
function reach({ segments, bindings }, leaf) {
    return { path: (0,_path_syntax_js__WEBPACK_IMPORTED_MODULE_1__/* .formatMetricPath */ .Rs)(segments), segments, bindings, leaf, absence: null };
}
function miss({ segments, bindings, rest }, absence) {
    return { path: (0,_path_syntax_js__WEBPACK_IMPORTED_MODULE_1__/* .formatMetricPath */ .Rs)([...segments, ...rest]), segments, bindings, leaf: null, absence };
}
function describeGroup({ segments }, group) {
    const keys = listKeys(group);
    return `${name(segments)} is ${keys === '' ? 'an empty group' : `a group of ${keys}`}, not a number`;
}
function describeMissing({ segments, rest }, group, key) {
    const keys = listKeys(group);
    const missing = `there is no ${(0,_path_syntax_js__WEBPACK_IMPORTED_MODULE_1__/* .formatMetricPath */ .Rs)([key])} in ${name(segments)}`;
    if (keys === '')
        return `${missing}, which is empty`;
    const dotted = findDottedKey(group, rest);
    if (dotted !== undefined) {
        return `${missing}; it has a key with dots: write ${(0,_path_syntax_js__WEBPACK_IMPORTED_MODULE_1__/* .formatMetricPath */ .Rs)([dotted])} in quotes`;
    }
    const guess = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .p)(key, [...group.children.keys()]);
    return `${missing}; it has ${keys}${guess === undefined ? '' : ` (did you mean ${(0,_path_syntax_js__WEBPACK_IMPORTED_MODULE_1__/* .formatMetricPath */ .Rs)([guess])}?)`}`;
}
/** The longest key that is what the path's next keys spell with the dots between them. */
function findDottedKey(group, rest) {
    const end = rest.findIndex((segment) => segment.any);
    const keys = (end === -1 ? rest : rest.slice(0, end)).map((segment) => (segment.any ? '*' : segment.key));
    for (let count = keys.length; count > 1; count -= 1) {
        const key = keys.slice(0, count).join('.');
        if (group.children.has(key))
            return key;
    }
    return undefined;
}
function listKeys(group) {
    const keys = [...group.children.keys()];
    const shown = keys.slice(0, KEYS_SHOWN).map((key) => (0,_path_syntax_js__WEBPACK_IMPORTED_MODULE_1__/* .formatMetricPath */ .Rs)([key]));
    const more = keys.length - shown.length;
    return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
function name(segments) {
    return segments.length === 0 ? 'the report' : (0,_path_syntax_js__WEBPACK_IMPORTED_MODULE_1__/* .formatMetricPath */ .Rs)(segments);
}


/***/ }),

/***/ 828:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Rs: () => (/* binding */ formatMetricPath),
/* harmony export */   V2: () => (/* binding */ substitute),
/* harmony export */   j_: () => (/* binding */ parseMetricPath),
/* harmony export */   vJ: () => (/* binding */ toSegment)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1024);

const HINT = 'Keys are joined by dots; write a key that holds a dot, a comma, a quote or a "*" in double quotes: latency."p95.9".ms';
const QUOTED = /"((?:[^"\\]|\\["\\])*)"/y;
const BARE = /[^.]*/y;
const NEEDS_QUOTES = /[.,"*\p{Cc}]|^\s|\s$|^$/u;
/**
 * Reads a dotted path. A bare `*` stands for every key; in quotes any key can be written, with `\"` and `\\`
 * for a quote and a backslash.
 * @throws StagegateError `policy`
 */
function parseMetricPath(text) {
    const segments = [];
    let offset = 0;
    do {
        const quoted = text[offset] === '"';
        const pattern = quoted ? QUOTED : BARE;
        pattern.lastIndex = offset;
        const match = pattern.exec(text);
        if (match === null) {
            throw invalid(text, 'has a quote that is not closed, or a backslash before anything but " and \\');
        }
        offset = pattern.lastIndex;
        segments.push(quoted ? toSegment((match[1] ?? '').replace(/\\(.)/g, '$1')) : readBare(text, match[0]));
        if (offset < text.length && text[offset] !== '.') {
            throw invalid(text, 'has text right after a closing quote');
        }
        offset += 1;
    } while (offset <= text.length);
    return segments;
}
/** The path, or plain keys, as people write it: `parseMetricPath` gives the same segments back. */
function formatMetricPath(path) {
    return path.map((part) => formatSegment(typeof part === 'string' ? toSegment(part) : part)).join('.');
}
function toSegment(key) {
    return { any: false, key };
}
/**
 * Fills the `*`s of a path, from the left, with what another path's matched.
 * @throws StagegateError `policy` when it has more of them
 */
function substitute(path, bindings) {
    const left = [...bindings];
    return path.map((segment) => {
        if (!segment.any)
            return segment;
        const key = left.shift();
        if (key !== undefined)
            return toSegment(key);
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('policy', `the path ${JSON.stringify(formatMetricPath(path))} has more "*" than its metric`, {
            hint: 'Each "*" in it stands for what the "*" in the metric\'s own path matched, in order.',
        });
    });
}
function readBare(text, bare) {
    if (bare === '*')
        return { any: true };
    if (bare === '')
        throw invalid(text, 'has an empty part');
    if (bare.includes('"'))
        throw invalid(text, 'has a quote in the middle of a key');
    if (bare.includes(','))
        throw invalid(text, 'has a comma outside of quotes, and a path names one metric');
    if (bare.includes('*')) {
        throw invalid(text, 'has a "*" beside other text, and it stands for a whole key only');
    }
    if (NEEDS_QUOTES.test(bare)) {
        throw invalid(text, 'has a space around a dot or an end, or a control character');
    }
    return toSegment(bare);
}
function formatSegment(segment) {
    if (segment.any)
        return '*';
    return NEEDS_QUOTES.test(segment.key) ? `"${segment.key.replace(/["\\]/g, '\\$&')}"` : segment.key;
}
function invalid(text, what) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('policy', `the metric path ${JSON.stringify(text)} ${what}`, { hint: HINT });
}


/***/ }),

/***/ 6115:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ checkTemplate)
/* harmony export */ });
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7529);

const PLACEHOLDERS = ['model', 'version'];
/** Braces around one word: with a comma or two dots in them they are a glob's alternatives. */
const WORD = /\{([^{},]*)\}/g;
/** A pattern or a digit that ends right before `{version}`, or starts right after it. */
const BEFORE = /[*?\d\])}]\{version\}/;
const AFTER = /\{version\}(?:[*?\d[{(]|[+@!]\()/;
/**
 * What is wrong with a template of report paths, whatever the model and the version; null when nothing is. The
 * message is a whole sentence without its full stop.
 */
function checkTemplate(template) {
    const unknown = [...template.matchAll(WORD)]
        .map(([, word = '']) => word)
        .find((word) => !word.includes('..') && !PLACEHOLDERS.includes(word));
    if (unknown !== undefined) {
        const guess = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .p)(unknown.trim(), PLACEHOLDERS);
        const known = 'The placeholders are {model} and {version}.';
        return {
            message: `the path ${JSON.stringify(template)} has the unknown placeholder ${JSON.stringify(`{${unknown}}`)}`,
            hint: guess === undefined ? known : `Did you mean {${guess}}? ${known}`,
        };
    }
    const versioned = template.replaceAll('{model}', 'm');
    const isVersionLoose = BEFORE.test(versioned) || AFTER.test(versioned);
    const isModelLoose = /[*?\])]\{model\}|\{model\}(?:[*?[(]|[+@!]\()/.test(template);
    if (!isVersionLoose && isModelLoose) {
        return {
            message: `the path ${JSON.stringify(template)} has {model} right beside a wildcard, so that one model's report can be taken for another's`,
            hint: 'Model m would be judged by the report of m2. Put a "/" between: reports/{model}/*.json.',
        };
    }
    if (!isVersionLoose)
        return null;
    return {
        message: `the path ${JSON.stringify(template)} has {version} right beside a wildcard or a digit, so that one version's report can be taken for another's`,
        hint: 'Version 1 would be judged by the report of 12. Put a "/", a "-" or a "." between: reports/{version}/*.json, reports/{version}-*.json.',
    };
}


/***/ }),

/***/ 9365:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ readVersionNumber)
/* harmony export */ });
const WHOLE = /^\d+$/;
/**
 * The whole number that a report's text for a version spells: `v2`, ` 2` and `2` are 2. Zeros in front stay,
 * since `007` is not how anyone writes version 7. Null for any other text: `1.0`, `latest`.
 */
function readVersionNumber(text) {
    const number = text.trim().replace(/^v/i, '');
    return WHOLE.test(number) ? number : null;
}


/***/ }),

/***/ 2393:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B0: () => (/* binding */ recordedNumbers),
/* harmony export */   VN: () => (/* binding */ championMetrics),
/* harmony export */   lp: () => (/* binding */ championValue)
/* harmony export */ });
/* harmony import */ var _evidence_metric_path_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8293);

/** The numbers on the last line that brought a version to a stage with metrics judged (a rollback judges none). */
function recordedNumbers(history, version, stage) {
    const lines = history.filter(({ entry }) => entry.version === version && entry.to === stage);
    return (lines.map(({ entry }) => numbersOf(entry.gates)).findLast((numbers) => numbers.size > 0) ??
        new Map());
}
function numbersOf(gates) {
    const numbers = new Map();
    for (const { gate, metric, check, observed } of gates) {
        // min-samples rows show a count where the others show the metric
        if (gate !== 'metric' || metric === null || check === 'min-samples')
            continue;
        if (typeof observed === 'number')
            numbers.set(metric, observed);
    }
    return numbers;
}
/**
 * In the order: recorded when it was promoted, its own report, registered with it, its run.
 * @param metric a concrete metric path, formatted
 */
function championValue(champion, metric) {
    const recorded = champion.recorded.get(metric);
    if (recorded !== undefined)
        return { value: recorded, source: 'recorded when it was promoted' };
    const path = (0,_evidence_metric_path_js__WEBPACK_IMPORTED_MODULE_0__/* .parseMetricPath */ .j_)(metric);
    const reported = valueIn(champion.evidence, path);
    if (reported !== null)
        return reported;
    const registered = champion.registered[metric];
    if (registered !== undefined && Object.hasOwn(champion.registered, metric)) {
        return { value: registered, source: 'registered with it' };
    }
    return valueIn(champion.run, path) ?? { absence: absenceOf(champion) };
}
/** Null when no report has the metric; one that has it without a usable number is an absence. */
function valueIn(evidence, path) {
    const [first, second] = (evidence?.reports ?? [])
        .flatMap((report) => (0,_evidence_metric_path_js__WEBPACK_IMPORTED_MODULE_0__/* .findMetrics */ .jk)(report.metrics, path).map(({ leaf }) => ({ report, leaf })))
        .filter(({ leaf }) => leaf !== null);
    if (second !== undefined)
        return { absence: `stands in both ${first?.report.path} and ${second.report.path}` };
    if (!first?.leaf)
        return null;
    const { report, leaf } = first;
    if (leaf.value !== null)
        return { value: leaf.value, source: `from ${report.path}` };
    return { absence: `is ${leaf.raw} in ${report.path}` };
}
/** The concrete metrics that a path with `*` stands for in what is known of the champion. */
function championMetrics(champion, path) {
    const names = new Set();
    for (const name of [...champion.recorded.keys(), ...Object.keys(champion.registered)]) {
        if (matches(path, name))
            names.add(name);
    }
    for (const report of [champion.evidence, champion.run].flatMap((evidence) => evidence?.reports ?? [])) {
        for (const found of (0,_evidence_metric_path_js__WEBPACK_IMPORTED_MODULE_0__/* .findMetrics */ .jk)(report.metrics, path))
            if (found.leaf !== null)
                names.add(found.path);
    }
    return names;
}
function matches(pattern, name) {
    let path;
    try {
        path = (0,_evidence_metric_path_js__WEBPACK_IMPORTED_MODULE_0__/* .parseMetricPath */ .j_)(name);
    }
    catch {
        return false; // a registered metric's name need not be a path
    }
    return (path.length === pattern.length &&
        pattern.every((segment, at) => segment.any || (0,_evidence_metric_path_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMetricPath */ .Rs)([segment]) === (0,_evidence_metric_path_js__WEBPACK_IMPORTED_MODULE_0__/* .formatMetricPath */ .Rs)(path.slice(at, at + 1))));
}
function absenceOf(champion) {
    const [problem] = [champion.evidence, champion.run].flatMap((evidence) => evidence?.problems ?? []);
    if (problem !== undefined)
        return `was not recorded when it was promoted, and its report ${problem.path} ${problem.message}`;
    if (champion.run !== null)
        return 'was not recorded when it was promoted, and is not in its run';
    if (champion.evidence === null) {
        return 'was not recorded when it was promoted, and the policy names no report of its own for it (a template with {version})';
    }
    return 'was not recorded when it was promoted, and is not in its report';
}


/***/ }),

/***/ 5016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  u: () => (/* binding */ evaluateGates)
});

// EXTERNAL MODULE: ./build/js/src/evidence/about.js
var about = __nccwpck_require__(136);
// EXTERNAL MODULE: ./build/js/src/policy/duration.js
var duration = __nccwpck_require__(3332);
;// CONCATENATED MODULE: ./build/js/src/gates/evidence.js


/** Clocks of two machines may differ by this much before a report counts as from the future (milliseconds). */
const CLOCK_SKEW = 5 * 60_000;
/**
 * `evidence`: every report must be there and readable, and be about this version, commit and time where
 * the policy asks. What a report says of itself counts even where nobody asked: a report about another
 * version or model never passes.
 */
function checkEvidence(context) {
    const problems = context.evidence.problems.map((problem) => row({
        check: 'report',
        observed: 'missing',
        required: 'readable',
        held: false,
        reason: `${problem.path} ${problem.message}`,
    }));
    const statements = context.evidence.reports.flatMap((report) => [
        ...checkSubject(report, context),
        ...checkCommit(report, context),
        ...checkAge(report, context),
    ]);
    return [...problems, ...statements, ...checkPresence(context)];
}
/** Rules for the evidence without any evidence. */
function checkPresence({ rules, evidence }) {
    const asked = rules.evidence.version || rules.evidence.commit || rules.evidence.maxAge !== null;
    if (!asked || evidence.reports.length + evidence.problems.length > 0)
        return [];
    const reason = 'the policy has rules for the evidence, but no report is named: set report: in the policy, or give one';
    return [row({ check: 'report', observed: 'missing', required: 'readable', held: false, reason })];
}
/** One row at most: about another model or version, or (where the policy asks) about none or this one. */
function checkSubject(report, { snapshot, version, rules }) {
    const { path, statement } = report;
    const other = (0,about/* statesOther */.p)(statement, { model: snapshot.model, version });
    if (other !== null) {
        const isModel = statement.model !== undefined && statement.model !== snapshot.model;
        const [check, observed, required] = isModel
            ? ['model', statement.model, snapshot.model]
            : ['version', statement.version, version];
        return [
            row({ check, observed: observed ?? 'missing', required, held: false, reason: `${path} ${other}` }),
        ];
    }
    if (!rules.evidence.version)
        return [];
    const shown = { check: 'version', observed: statement.version ?? 'missing', required: version };
    if ((0,about/* statesThis */.X)(statement, version)) {
        return [row({ ...shown, held: true, reason: `${path} says that it is about version ${version}` })];
    }
    const says = statement.version === undefined ? '' : ` (it says ${JSON.stringify(statement.version)})`;
    const reason = `${path} does not say that it is about version ${version}${says}: write "version": ${version} into it`;
    return [row({ ...shown, held: false, reason })];
}
function checkCommit(report, { rules, run }) {
    if (!rules.evidence.commit)
        return [];
    const stated = report.statement.commit;
    const [current = null] = run.commits;
    const shown = {
        check: 'commit',
        observed: stated ?? 'missing',
        required: current?.slice(0, 12) ?? 'this commit',
    };
    if (stated === undefined) {
        const remedy = report.format === 'mlflow' ? 'set its tag mlflow.source.git.commit' : 'write "commit" into it';
        const reason = `${report.path} does not say at which commit it was made: ${remedy}`;
        return [row({ ...shown, held: false, reason })];
    }
    if (current === null) {
        return [
            row({
                ...shown,
                held: false,
                reason: 'it is not known which commit this is: run it in a workflow or a git checkout',
            }),
        ];
    }
    const held = isCommit(stated) && run.commits.some((commit) => isShortFor(stated, commit));
    const reason = `${report.path} was made at commit ${stated}${held ? '' : `, not at this one (${current.slice(0, 12)})`}`;
    return [row({ ...shown, held, reason })];
}
/** Seven digits at least: a short commit must still tell commits apart. */
function isCommit(text) {
    return /^[0-9a-f]{7,64}$/i.test(text);
}
/** What runs is known in full: only what the report states may be short. */
function isShortFor(stated, commit) {
    return commit.toLowerCase().startsWith(stated.toLowerCase());
}
function checkAge(report, { rules, now }) {
    const { maxAge } = rules.evidence;
    if (maxAge === null)
        return [];
    const { time } = report.statement;
    const shown = { check: 'max-age', required: maxAge.text };
    if (time === undefined) {
        const reason = `${report.path} does not say when it was made: write "time" into it (ISO 8601 with a zone)`;
        return [row({ ...shown, observed: 'missing', held: false, reason })];
    }
    const age = now.getTime() - time.getTime();
    if (age < -CLOCK_SKEW) {
        const reason = `${report.path} says that it was made at ${time.toISOString()}, which is in the future`;
        return [row({ ...shown, observed: 'in the future', held: false, reason })];
    }
    const held = age <= maxAge.milliseconds;
    const observed = formatAge(age, maxAge.milliseconds);
    return [
        row({
            ...shown,
            observed,
            held,
            reason: `${report.path} is ${observed} old, ${held ? '' : 'must be '}at most ${maxAge.text}`,
        }),
    ];
}
/** Two units tell enough of an age, unless they would make it look like the bound that it misses. */
function formatAge(age, most) {
    const shown = (0,duration/* formatDuration */.a)(Math.max(0, age));
    return age > most && shown === (0,duration/* formatDuration */.a)(most) ? `a little more than ${shown}` : shown;
}
function row(of) {
    const { check, observed, required, held, reason } = of;
    return {
        gate: 'evidence',
        metric: null,
        check,
        observed,
        required,
        champion: null,
        verdict: held ? 'pass' : 'fail',
        reason,
    };
}

// EXTERNAL MODULE: ./build/js/src/evidence/metric-path.js
var metric_path = __nccwpck_require__(8293);
// EXTERNAL MODULE: ./build/js/src/history/replay.js
var replay = __nccwpck_require__(8233);
// EXTERNAL MODULE: ./build/js/src/policy/rules.js + 1 modules
var rules = __nccwpck_require__(5371);
// EXTERNAL MODULE: ./build/js/src/gates/champion.js
var gates_champion = __nccwpck_require__(2393);
// EXTERNAL MODULE: ./build/js/src/gates/number.js + 1 modules
var number = __nccwpck_require__(7421);
;// CONCATENATED MODULE: ./build/js/src/gates/bounds.js



/** All bounds of a metric gate for one value, in the order of the policy's documentation. */
function checkBounds(gate, measured, opponent) {
    const results = [];
    if (gate.min !== undefined)
        results.push(absolute('min', gate.min, measured));
    if (gate.max !== undefined)
        results.push(absolute('max', gate.max, measured));
    for (const check of ['max-regression', 'min-improvement']) {
        const required = gate[check];
        if (required !== undefined)
            results.push(compare({ check, required, gate, measured, opponent }));
    }
    return results;
}
function absolute(check, required, { metric, value }) {
    const held = check === 'min' ? (0,number/* decimal */._)(value).gte((0,number/* decimal */._)(required)) : (0,number/* decimal */._)(value).lte((0,number/* decimal */._)(required));
    const [observed, bound] = (0,number/* formatPair */.kI)(value, required);
    const words = check === 'min' ? 'at least' : 'at most';
    return {
        gate: 'metric',
        metric,
        check,
        observed: value,
        required,
        champion: null,
        verdict: held ? 'pass' : 'fail',
        reason: `${metric} is ${observed}, ${held ? '' : 'must be '}${words} ${bound}`,
    };
}
function compare({ check, required, gate, measured, opponent }) {
    const { champion, before } = opponent;
    const { metric, value } = measured;
    const result = { gate: 'metric', metric, check, observed: value, required };
    if (champion === null) {
        const reason = before === null
            ? 'first promotion: no version holds the stage, so there is nothing to compare with'
            : `no version holds the stage now, so there is nothing to compare with (version ${before} held it last)`;
        return { ...result, champion: null, verdict: 'skip', reason };
    }
    const against = (0,gates_champion/* championValue */.lp)(champion, metric);
    if ('absence' in against) {
        const reason = `${metric} of version ${champion.version}, which holds the stage, ${against.absence}`;
        return { ...result, champion: 'missing', verdict: 'fail', reason };
    }
    const judged = judgeChange({ check, required, value, champion: against.value, goal: (0,rules/* directionOf */.F)(gate) });
    return {
        ...result,
        champion: against.value,
        verdict: judged.held ? 'pass' : 'fail',
        reason: `${metric} is ${judged.shown} version ${champion.version} (${against.source})${judged.words}`,
    };
}
/**
 * Improvement is counted in the direction of the goal; a percentage is of the champion's absolute value,
 * so that −0.5 → −1.0 under `goal: higher` is a worsening by 100 %.
 */
function judgeChange({ check, required, value, champion, goal }) {
    const relative = typeof required === 'string';
    const bound = (0,number/* decimal */._)(relative ? required.replace('%', '').trim() : required);
    const difference = goal === 'lower' ? (0,number/* decimal */._)(champion).minus(value) : (0,number/* decimal */._)(value).minus(champion);
    const [candidate, other] = (0,number/* formatPair */.kI)(value, champion);
    const shown = `${candidate} against ${other} of`;
    if (goal === null)
        return { held: false, shown, words: ': nothing says which direction is better' };
    if (relative && champion === 0) {
        return { held: false, shown, words: ': a percentage of 0 says nothing, so ask for an absolute change' };
    }
    // compare products rather than quotients: a division would have to round
    const scale = relative ? (0,number/* decimal */._)(champion).abs() : (0,number/* decimal */._)(1);
    const need = bound.times(scale).times(relative ? '0.01' : 1);
    const held = check === 'max-regression' ? difference.gte(need.neg()) : difference.gte(need);
    return { held, shown, words: `: ${describe({ difference, scale, relative, held, check, required })}` };
}
/** Three digits tell enough of a change, unless they would make it look like the bound that it misses. */
function formatAmount(size, required) {
    const short = size.eq(0) ? size : size.prec(3);
    const bound = (0,number/* decimal */._)(typeof required === 'string' ? required.replace('%', '').trim() : required);
    if (!short.eq(bound))
        return (0,number/* formatNumber */.ZV)(short);
    const longer = (0,number/* formatNumber */.ZV)(size);
    return longer === (0,number/* formatNumber */.ZV)(bound) && !size.eq(bound) ? size.toString() : longer;
}
function describe(change) {
    const { difference, scale, relative, held, check, required } = change;
    const size = difference
        .abs()
        .times(relative ? 100 : 1)
        .div(scale);
    const amount = `${formatAmount(size, required)}${relative ? '%' : ''}`;
    const moved = difference.eq(0) ? 'no change' : `${amount} ${difference.gt(0) ? 'better' : 'worse'}`;
    const allowed = typeof required === 'string' ? required : (0,number/* formatNumber */.ZV)(required);
    const must = check === 'max-regression' ? `no more than ${allowed} worse` : `at least ${allowed} better`;
    return held ? `${moved}, ${must}` : `${moved}, must be ${must}`;
}

;// CONCATENATED MODULE: ./build/js/src/gates/metric.js




/** Every bound of a metric gate, for every metric that its path stands for. */
function checkMetric(gate, context) {
    const path = (0,metric_path/* parseMetricPath */.j_)(gate.metric);
    const { evidence, champion } = context;
    if (evidence.reports.length === 0)
        return missing(gate, gate.metric, noReport(evidence));
    const located = locate(path, evidence);
    const results = [...groupByPath(located).values()].flatMap((group) => checkGroup(gate, group, context));
    if (champion === null || !comparesWithChampion(gate))
        return results;
    const present = new Set(located.filter(({ leaf }) => leaf !== null).map((found) => found.path));
    const gone = [...(0,gates_champion/* championMetrics */.VN)(champion, path)].filter((metric) => !present.has(metric));
    const told = new Set(results.map((result) => result.metric));
    return [
        ...results,
        ...gone
            .filter((metric) => !told.has(metric))
            .flatMap((metric) => missing(gate, metric, `version ${champion.version} has ${metric}, this version's report has not`)),
    ];
}
function comparesWithChampion(gate) {
    return gate['max-regression'] !== undefined || gate['min-improvement'] !== undefined;
}
/**
 * The metrics in all reports. A report that has nothing of the path is passed over where another one has it;
 * one that has the slices but not the metric in one of them is not.
 */
function locate(path, evidence) {
    const perReport = evidence.reports.map((report) => (0,metric_path/* findMetrics */.jk)(report.metrics, path).map((found) => ({ ...found, report })));
    const star = path.findIndex(({ any }) => any);
    const reachesSlices = ({ segments }) => star !== -1 && segments.length >= star;
    const told = perReport.flat().filter((found) => found.leaf !== null || reachesSlices(found));
    return told.some(({ leaf }) => leaf !== null) ? told : (perReport[0] ?? []);
}
/** By path, since a report can have very many slices. */
function groupByPath(located) {
    const groups = new Map();
    for (const found of located) {
        const group = groups.get(found.path);
        if (group === undefined)
            groups.set(found.path, [found]);
        else
            group.push(found);
    }
    return groups;
}
/** What was found under one path: once in one report, or it is ambiguous. */
function checkGroup(gate, group, context) {
    const [found, twin] = group.filter(({ leaf }) => leaf !== null);
    const absent = group.find(({ leaf }) => leaf === null);
    if (absent !== undefined)
        return missing(gate, absent.path, `${absent.report.path}: ${absent.absence ?? 'not there'}`);
    if (found === undefined)
        return [];
    if (twin === undefined)
        return checkFound(gate, found, context);
    const reason = `${found.path} stands in both ${found.report.path} and ${twin.report.path}: which one counts would be a guess`;
    // as words: the history must not record one of the two as this version's
    return missing(gate, found.path, reason, group.map(({ leaf }) => leaf?.raw).join(' and '));
}
function checkFound(gate, found, context) {
    const { leaf, report } = found;
    if (leaf === null)
        throw new TypeError('a metric was checked that was not found');
    if (leaf.value === null) {
        const reason = `${found.path} is ${leaf.raw} in ${report.path}, which is no number to judge by`;
        return missing(gate, found.path, reason, leaf.raw);
    }
    const measured = { metric: found.path, value: leaf.value };
    const results = checkBounds(gate, measured, { champion: context.champion, before: lastHolder(context) });
    if (gate['min-samples'] !== undefined)
        results.push(checkSamples(gate, gate['min-samples'], found));
    return results;
}
/** The version that held the stage last, where none holds it now. */
function lastHolder({ champion, snapshot, stage, version }) {
    if (champion !== null)
        return null;
    return [...(0,replay/* heldEver */.cW)(snapshot.history, stage)].filter((other) => other !== version).at(-1) ?? null;
}
function checkSamples(gate, required, found) {
    const counted = countSamples(gate, found);
    const result = {
        gate: 'metric',
        metric: found.path,
        check: 'min-samples',
        required,
        champion: null,
    };
    if (typeof counted === 'string')
        return { ...result, observed: 'missing', verdict: 'fail', reason: counted };
    const enough = counted >= required;
    return {
        ...result,
        observed: counted,
        verdict: enough ? 'pass' : 'fail',
        reason: `${found.path} rests on ${counted} examples, ${enough ? '' : 'must be '}at least ${required}`,
    };
}
/** The number of examples behind a metric, or why it is not known. */
function countSamples(gate, found) {
    const { samples } = gate;
    if (typeof samples === 'number')
        return samples;
    const { report, leaf } = found;
    if (samples === undefined) {
        if (leaf?.samples !== undefined)
            return leaf.samples;
        return `${report.path} does not say how many examples ${found.path} rests on: name the place in the gate (samples: …)`;
    }
    const path = (0,metric_path/* substitute */.V2)((0,metric_path/* parseMetricPath */.j_)(samples), found.bindings);
    const [count] = (0,metric_path/* findMetrics */.jk)(report.metrics, path);
    if (!count?.leaf)
        return `the sample size of ${found.path} is missing in ${report.path}: ${count?.absence ?? samples}`;
    const { value, raw } = count.leaf;
    if (value === null || !Number.isInteger(value) || value < 0) {
        return `the sample size of ${found.path} is ${raw} in ${report.path}, which is no count`;
    }
    return value;
}
function noReport(evidence) {
    if (evidence.patterns.length === 0) {
        return "no evaluation report is named: set report: in the policy, or give one (--report, the action's report input)";
    }
    const names = evidence.patterns.join(', ');
    return `there is no readable report to judge by: have the evaluation write ${names}, or correct report: in the policy`;
}
/** A failing row for every bound that the gate has, since none of them could be checked. */
function missing(gate, metric, reason, observed = 'missing') {
    const checks = ['min', 'max', 'max-regression', 'min-improvement', 'min-samples'];
    return checks.flatMap((check) => {
        const required = gate[check];
        if (required === undefined)
            return [];
        return [{ gate: 'metric', metric, check, observed, required, champion: null, verdict: 'fail', reason }];
    });
}

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __nccwpck_require__(4006);
;// CONCATENATED MODULE: ./build/js/src/gates/refs.js

/** `refs`: the git ref that the promotion runs on must match one of these, in full (`refs/heads/main`). */
function checkRefs(context) {
    const { refs } = context.rules;
    if (refs === null)
        return [];
    const { ref } = context.run;
    const required = refs.join(', ');
    const result = {
        gate: 'refs',
        metric: null,
        check: 'refs',
        observed: ref ?? 'missing',
        required,
        champion: null,
    };
    if (ref === null) {
        const reason = `it is not known which ref this runs on, must be ${required}: run it in a workflow or on a branch`;
        return [{ ...result, verdict: 'fail', reason }];
    }
    const held = refs.some((pattern) => picomatch.isMatch(ref, pattern, { nonegate: true, dot: true }));
    return [
        {
            ...result,
            verdict: held ? 'pass' : 'fail',
            reason: `this runs on ${ref}${held ? '' : `, must run on ${required}`}`,
        },
    ];
}

;// CONCATENATED MODULE: ./build/js/src/gates/stage-order.js


/** The latest moment that a date can tell (ECMAScript's time values, in milliseconds). */
const LATEST = 8.64e15;
/** `from`: the version must come from one of these stages, and have got there by the history. */
function checkFrom(context) {
    const { from } = context.rules;
    if (from === null)
        return [];
    const { currentStage, version, snapshot } = context;
    const required = from.join(' or ');
    const result = {
        gate: 'from',
        metric: null,
        check: 'from',
        observed: currentStage,
        required,
        champion: null,
    };
    if (!from.includes(currentStage)) {
        const reason = `version ${version} is in ${currentStage}, must come from ${required}: promote it there first`;
        return [{ ...result, verdict: 'fail', reason }];
    }
    const told = (0,replay/* stagesAfter */.Kc)(snapshot.history).get(version);
    if (snapshot.history.length > 0 && (told ?? 'None') !== currentStage) {
        const reason = `version ${version} is in ${currentStage}, but the history has it in ${told ?? 'None'}: it was moved past stagegate, so where it comes from proves nothing`;
        return [{ ...result, verdict: 'fail', reason }];
    }
    return [{ ...result, verdict: 'pass', reason: `version ${version} comes from ${currentStage}` }];
}
/** `soak`: how long the version has been in the stage that it comes from, by the history. */
function checkSoak(context) {
    const { soak } = context.rules;
    if (soak === null)
        return [];
    const { currentStage, version, snapshot, now } = context;
    const result = { gate: 'soak', metric: null, check: 'soak', required: soak.text, champion: null };
    const since = (0,replay/* sinceWhen */.n5)(snapshot.history, version, currentStage);
    if (since === null) {
        const reason = `the history does not say since when version ${version} has been in ${currentStage}: promote it there with stagegate`;
        return [{ ...result, observed: 'missing', verdict: 'fail', reason }];
    }
    const elapsed = now.getTime() - since.getTime();
    const observed = elapsed < 0 ? 'in the future' : (0,duration/* formatDuration */.a)(elapsed);
    const reason = `version ${version} has been in ${currentStage} for ${observed} (since ${since.toISOString()})`;
    if (elapsed >= soak.milliseconds)
        return [{ ...result, observed, verdict: 'pass', reason: `${reason}, at least ${soak.text}` }];
    const due = since.getTime() + soak.milliseconds;
    const again = due > LATEST ? '' : `: try again after ${new Date(due).toISOString()}`;
    return [{ ...result, observed, verdict: 'fail', reason: `${reason}, must be ${soak.text}${again}` }];
}

// EXTERNAL MODULE: ./build/js/src/gates/tests.js
var tests = __nccwpck_require__(4213);
;// CONCATENATED MODULE: ./build/js/src/gates/index.js





/** Adding a gate is a file in this folder and a line here (and its key in the policy's schema). */
const STAGE_GATES = [checkEvidence, checkFrom, checkSoak, checkRefs];
/** Evaluates every gate: none is left out because another one failed. */
function evaluateGates(context) {
    return [
        ...STAGE_GATES.flatMap((gate) => gate(context)),
        ...context.rules.gates.flatMap((gate) => evaluateGate(gate, context)),
    ];
}
function evaluateGate(gate, context) {
    if ('metric' in gate)
        return checkMetric(gate, context);
    if ('tests' in gate)
        return (0,tests/* checkTests */.Y)(gate, context);
    // the policy's loader refuses these; if one ever gets here it must not pass for want of a check
    const kind = 'checks' in gate ? 'checks' : 'approvals';
    const reason = `this release of stagegate does not check "${kind}" yet`;
    return [
        {
            gate: kind,
            metric: null,
            check: null,
            observed: null,
            required: null,
            champion: null,
            verdict: 'fail',
            reason,
        },
    ];
}


/***/ }),

/***/ 7421:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  _: () => (/* binding */ decimal),
  ZV: () => (/* binding */ formatNumber),
  kI: () => (/* binding */ formatPair)
});

;// CONCATENATED MODULE: ./node_modules/big.js/big.mjs
/*
 *  big.js v7.0.1
 *  A small, fast, easy-to-use library for arbitrary-precision decimal arithmetic.
 *  Copyright (c) 2025 Michael Mclaughlin
 *  https://github.com/MikeMcl/big.js/LICENCE.md
 */


/************************************** EDITABLE DEFAULTS *****************************************/


  // The default values below must be integers within the stated ranges.

  /*
   * The maximum number of decimal places (DP) of the results of operations involving division:
   * div and sqrt, and pow with negative exponents.
   */
var DP = 20,          // 0 to MAX_DP

  /*
   * The rounding mode (RM) used when rounding to the above decimal places.
   *
   *  0  Towards zero (i.e. truncate, no rounding).       (ROUND_DOWN)
   *  1  To nearest neighbour. If equidistant, round up.  (ROUND_HALF_UP)
   *  2  To nearest neighbour. If equidistant, to even.   (ROUND_HALF_EVEN)
   *  3  Away from zero.                                  (ROUND_UP)
   */
  RM = 1,             // 0, 1, 2 or 3

  // The maximum value of DP and Big.DP.
  MAX_DP = 1E6,       // 0 to 1000000

  // The maximum magnitude of the exponent argument to the pow method.
  MAX_POWER = 1E6,    // 1 to 1000000

  /*
   * The negative exponent (NE) at and beneath which toString returns exponential notation.
   * (JavaScript numbers: -7)
   * -1000000 is the minimum recommended exponent value of a Big.
   */
  NE = -7,            // 0 to -1000000

  /*
   * The positive exponent (PE) at and above which toString returns exponential notation.
   * (JavaScript numbers: 21)
   * 1000000 is the maximum recommended exponent value of a Big, but this limit is not enforced.
   */
  PE = 21,            // 0 to 1000000

  /*
   * When true, an error will be thrown if a primitive number is passed to the Big constructor,
   * or if valueOf is called, or if toNumber is called on a Big which cannot be converted to a
   * primitive number without a loss of precision.
   */
  STRICT = false,     // true or false


/**************************************************************************************************/


  // Error messages.
  NAME = '[big.js] ',
  INVALID = NAME + 'Invalid ',
  INVALID_DP = INVALID + 'decimal places',
  INVALID_RM = INVALID + 'rounding mode',
  DIV_BY_ZERO = NAME + 'Division by zero',

  // The shared prototype object.
  P = {},
  UNDEFINED = void 0,
  NUMERIC = /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;


/*
 * Create and return a Big constructor.
 */
function _Big_() {

  /*
   * The Big constructor and exported function.
   * Create and return a new instance of a Big number object.
   *
   * n {number|string|Big} A numeric value.
   */
  function Big(n) {
    var x = this;

    // Enable constructor usage without new.
    if (!(x instanceof Big)) {
      return n === UNDEFINED && arguments.length === 0 ? _Big_() : new Big(n);
    }


    // Duplicate.
    if (n instanceof Big) {
      x.s = n.s;
      x.e = n.e;
      x.c = n.c.slice();
    } else {
      if (typeof n !== 'string') {
        if (Big.strict === true && typeof n !== 'bigint') {
          throw TypeError(INVALID + 'value');
        }

        // Minus zero?
        n = n === 0 && 1 / n < 0 ? '-0' : String(n);
      }

      parse(x, n);
    }

    // Retain a reference to this Big constructor.
    // Shadow Big.prototype.constructor which points to Object.
    x.constructor = Big;
  }

  Big.prototype = P;
  Big.DP = DP;
  Big.RM = RM;
  Big.NE = NE;
  Big.PE = PE;
  Big.strict = STRICT;
  Big.roundDown = 0;
  Big.roundHalfUp = 1;
  Big.roundHalfEven = 2;
  Big.roundUp = 3;

  return Big;
}


/*
 * Parse the number or string value passed to a Big constructor.
 *
 * x {Big} A Big number instance.
 * n {number|string} A numeric value.
 */
function parse(x, n) {
  var e, i, nl;

  if (!NUMERIC.test(n)) {
    throw Error(INVALID + 'number');
  }

  // Determine sign.
  x.s = n.charAt(0) == '-' ? (n = n.slice(1), -1) : 1;

  // Decimal point?
  if ((e = n.indexOf('.')) > -1) n = n.replace('.', '');

  // Exponential form?
  if ((i = n.search(/e/i)) > 0) {

    // Determine exponent.
    if (e < 0) e = i;
    e += +n.slice(i + 1);
    n = n.substring(0, i);
  } else if (e < 0) {

    // Integer.
    e = n.length;
  }

  nl = n.length;

  // Determine leading zeros.
  for (i = 0; i < nl && n.charAt(i) == '0';) ++i;

  if (i == nl) {

    // Zero.
    x.c = [x.e = 0];
  } else {

    // Determine trailing zeros.
    for (; nl > 0 && n.charAt(--nl) == '0';);
    x.e = e - i - 1;
    x.c = [];

    // Convert string to array of digits without leading/trailing zeros.
    for (e = 0; i <= nl;) x.c[e++] = +n.charAt(i++);
  }

  return x;
}


/*
 * Round Big x to a maximum of sd significant digits using rounding mode rm.
 *
 * x {Big} The Big to round.
 * sd {number} Significant digits: integer, 0 to MAX_DP inclusive.
 * rm {number} Rounding mode: 0 (down), 1 (half-up), 2 (half-even) or 3 (up).
 * [more] {boolean} Whether the result of division was truncated.
 */
function round(x, sd, rm, more) {
  var xc = x.c;

  if (rm === UNDEFINED) rm = x.constructor.RM;
  if (rm !== 0 && rm !== 1 && rm !== 2 && rm !== 3) {
    throw Error(INVALID_RM);
  }

  if (sd < 1) {
    more =
      rm === 3 && (more || !!xc[0]) || sd === 0 && (
      rm === 1 && xc[0] >= 5 ||
      rm === 2 && (xc[0] > 5 || xc[0] === 5 && (more || xc[1] !== UNDEFINED))
    );

    xc.length = 1;

    if (more) {

      // 1, 0.1, 0.01, 0.001, 0.0001 etc.
      x.e = x.e - sd + 1;
      xc[0] = 1;
    } else {

      // Zero.
      xc[0] = x.e = 0;
    }
  } else if (sd < xc.length) {

    // xc[sd] is the digit after the digit that may be rounded up.
    more =
      rm === 1 && xc[sd] >= 5 ||
      rm === 2 && (xc[sd] > 5 || xc[sd] === 5 &&
        (more || xc[sd + 1] !== UNDEFINED || xc[sd - 1] & 1)) ||
      rm === 3 && (more || !!xc[0]);

    // Remove any digits after the required precision.
    xc.length = sd;

    // Round up?
    if (more) {

      // Rounding up may mean the previous digit has to be rounded up.
      for (; ++xc[--sd] > 9;) {
        xc[sd] = 0;
        if (sd === 0) {
          ++x.e;
          xc.unshift(1);
          break;
        }
      }
    }

    // Remove trailing zeros.
    for (sd = xc.length; !xc[--sd];) xc.pop();
  }

  return x;
}


/*
 * Return a string representing the value of Big x in normal or exponential notation.
 * Handles P.toExponential, P.toFixed, P.toJSON, P.toPrecision, P.toString and P.valueOf.
 */
function stringify(x, doExponential, isNonzero) {
  var e = x.e,
    s = x.c.join(''),
    n = s.length;

  // Exponential notation?
  if (doExponential) {
    s = s.charAt(0) + (n > 1 ? '.' + s.slice(1) : '') + (e < 0 ? 'e' : 'e+') + e;

  // Normal notation.
  } else if (e < 0) {
    for (; ++e;) s = '0' + s;
    s = '0.' + s;
  } else if (e > 0) {
    if (++e > n) {
      for (e -= n; e--;) s += '0';
    } else if (e < n) {
      s = s.slice(0, e) + '.' + s.slice(e);
    }
  } else if (n > 1) {
    s = s.charAt(0) + '.' + s.slice(1);
  }

  return x.s < 0 && isNonzero ? '-' + s : s;
}


// Prototype/instance methods


/*
 * Return a new Big whose value is the absolute value of this Big.
 */
P.abs = function () {
  var x = new this.constructor(this);
  x.s = 1;
  return x;
};


/*
 * Return 1 if the value of this Big is greater than the value of Big y,
 *       -1 if the value of this Big is less than the value of Big y, or
 *        0 if they have the same value.
 */
P.cmp = function (y) {
  var isneg,
    x = this,
    xc = x.c,
    yc = (y = new x.constructor(y)).c,
    i = x.s,
    j = y.s,
    k = x.e,
    l = y.e;

  // Either zero?
  if (!xc[0] || !yc[0]) return !xc[0] ? !yc[0] ? 0 : -j : i;

  // Signs differ?
  if (i != j) return i;

  isneg = i < 0;

  // Compare exponents.
  if (k != l) return k > l ^ isneg ? 1 : -1;

  j = (k = xc.length) < (l = yc.length) ? k : l;

  // Compare digit by digit.
  for (i = -1; ++i < j;) {
    if (xc[i] != yc[i]) return xc[i] > yc[i] ^ isneg ? 1 : -1;
  }

  // Compare lengths.
  return k == l ? 0 : k > l ^ isneg ? 1 : -1;
};


/*
 * Return a new Big whose value is the value of this Big divided by the value of Big y, rounded,
 * if necessary, to a maximum of Big.DP decimal places using rounding mode Big.RM.
 */
P.div = function (y) {
  var x = this,
    Big = x.constructor,
    a = x.c,                  // dividend
    b = (y = new Big(y)).c,   // divisor
    k = x.s == y.s ? 1 : -1,
    dp = Big.DP;

  if (dp !== ~~dp || dp < 0 || dp > MAX_DP) {
    throw Error(INVALID_DP);
  }

  // Divisor is zero?
  if (!b[0]) {
    throw Error(DIV_BY_ZERO);
  }

  // Dividend is 0? Return +-0.
  if (!a[0]) {
    y.s = k;
    y.c = [y.e = 0];
    return y;
  }

  var bl, bt, n, cmp, ri,
    bz = b.slice(),
    ai = bl = b.length,
    al = a.length,
    r = a.slice(0, bl),   // remainder
    rl = r.length,
    q = y,                // quotient
    qc = q.c = [],
    qi = 0,
    p = dp + (q.e = x.e - y.e) + 1;    // precision of the result

  q.s = k;
  k = p < 0 ? 0 : p;

  // Create version of divisor with leading zero.
  bz.unshift(0);

  // Add zeros to make remainder as long as divisor.
  for (; rl++ < bl;) r.push(0);

  do {

    // n is how many times the divisor goes into current remainder.
    for (n = 0; n < 10; n++) {

      // Compare divisor and remainder.
      if (bl != (rl = r.length)) {
        cmp = bl > rl ? 1 : -1;
      } else {
        for (ri = -1, cmp = 0; ++ri < bl;) {
          if (b[ri] != r[ri]) {
            cmp = b[ri] > r[ri] ? 1 : -1;
            break;
          }
        }
      }

      // If divisor < remainder, subtract divisor from remainder.
      if (cmp < 0) {

        // Remainder can't be more than 1 digit longer than divisor.
        // Equalise lengths using divisor with extra leading zero?
        for (bt = rl == bl ? b : bz; rl;) {
          if (r[--rl] < bt[rl]) {
            ri = rl;
            for (; ri && !r[--ri];) r[ri] = 9;
            --r[ri];
            r[rl] += 10;
          }
          r[rl] -= bt[rl];
        }

        for (; !r[0];) r.shift();
      } else {
        break;
      }
    }

    // Add the digit n to the result array.
    qc[qi++] = cmp ? n : ++n;

    // Update the remainder.
    if (r[0] && cmp) r[rl] = a[ai] || 0;
    else r = [a[ai]];

  } while ((ai++ < al || r[0] !== UNDEFINED) && k--);

  // Leading zero? Do not remove if result is simply zero (qi == 1).
  if (!qc[0] && qi != 1) {

    // There can't be more than one zero.
    qc.shift();
    q.e--;
    p--;
  }

  // Round?
  if (qi > p) round(q, p, Big.RM, r[0] !== UNDEFINED);

  return q;
};


/*
 * Return true if the value of this Big is equal to the value of Big y, otherwise return false.
 */
P.eq = function (y) {
  return this.cmp(y) === 0;
};


/*
 * Return true if the value of this Big is greater than the value of Big y, otherwise return
 * false.
 */
P.gt = function (y) {
  return this.cmp(y) > 0;
};


/*
 * Return true if the value of this Big is greater than or equal to the value of Big y, otherwise
 * return false.
 */
P.gte = function (y) {
  return this.cmp(y) > -1;
};


/*
 * Return true if the value of this Big is less than the value of Big y, otherwise return false.
 */
P.lt = function (y) {
  return this.cmp(y) < 0;
};


/*
 * Return true if the value of this Big is less than or equal to the value of Big y, otherwise
 * return false.
 */
P.lte = function (y) {
  return this.cmp(y) < 1;
};


/*
 * Return a new Big whose value is the value of this Big minus the value of Big y.
 */
P.minus = P.sub = function (y) {
  var i, j, t, xlty,
    x = this,
    Big = x.constructor,
    a = x.s,
    b = (y = new Big(y)).s;

  // Signs differ?
  if (a != b) {
    y.s = -b;
    return x.plus(y);
  }

  var xc = x.c.slice(),
    xe = x.e,
    yc = y.c,
    ye = y.e;

  // Either zero?
  if (!xc[0] || !yc[0]) {
    if (yc[0]) {
      y.s = -b;
    } else if (xc[0]) {
      y = new Big(x);
    } else {
      y.s = 1;
    }
    return y;
  }

  // Determine which is the bigger number. Prepend zeros to equalise exponents.
  if (a = xe - ye) {

    if (xlty = a < 0) {
      a = -a;
      t = xc;
    } else {
      ye = xe;
      t = yc;
    }

    t.reverse();
    for (b = a; b--;) t.push(0);
    t.reverse();
  } else {

    // Exponents equal. Check digit by digit.
    j = ((xlty = xc.length < yc.length) ? xc : yc).length;

    for (a = b = 0; b < j; b++) {
      if (xc[b] != yc[b]) {
        xlty = xc[b] < yc[b];
        break;
      }
    }
  }

  // x < y? Point xc to the array of the bigger number.
  if (xlty) {
    t = xc;
    xc = yc;
    yc = t;
    y.s = -y.s;
  }

  /*
   * Append zeros to xc if shorter. No need to add zeros to yc if shorter as subtraction only
   * needs to start at yc.length.
   */
  if ((b = (j = yc.length) - (i = xc.length)) > 0) for (; b--;) xc[i++] = 0;

  // Subtract yc from xc.
  for (b = i; j > a;) {
    if (xc[--j] < yc[j]) {
      for (i = j; i && !xc[--i];) xc[i] = 9;
      --xc[i];
      xc[j] += 10;
    }

    xc[j] -= yc[j];
  }

  // Remove trailing zeros.
  for (; xc[--b] === 0;) xc.pop();

  // Remove leading zeros and adjust exponent accordingly.
  for (; xc[0] === 0;) {
    xc.shift();
    --ye;
  }

  if (!xc[0]) {

    // n - n = +0
    y.s = 1;

    // Result must be zero.
    xc = [ye = 0];
  }

  y.c = xc;
  y.e = ye;

  return y;
};


/*
 * Return a new Big whose value is the value of this Big modulo the value of Big y.
 */
P.mod = function (y) {
  var ygtx,
    x = this,
    Big = x.constructor,
    a = x.s,
    b = (y = new Big(y)).s;

  if (!y.c[0]) {
    throw Error(DIV_BY_ZERO);
  }

  x.s = y.s = 1;
  ygtx = y.cmp(x) == 1;
  x.s = a;
  y.s = b;

  if (ygtx) return new Big(x);

  a = Big.DP;
  b = Big.RM;
  Big.DP = Big.RM = 0;
  x = x.div(y);
  Big.DP = a;
  Big.RM = b;

  return this.minus(x.times(y));
};


/*
 * Return a new Big whose value is the value of this Big negated.
 */
P.neg = function () {
  var x = new this.constructor(this);
  x.s = -x.s;
  return x;
};


/*
 * Return a new Big whose value is the value of this Big plus the value of Big y.
 */
P.plus = P.add = function (y) {
  var e, k, t,
    x = this,
    Big = x.constructor;

  y = new Big(y);

  // Signs differ?
  if (x.s != y.s) {
    y.s = -y.s;
    return x.minus(y);
  }

  var xe = x.e,
    xc = x.c,
    ye = y.e,
    yc = y.c;

  // Either zero?
  if (!xc[0] || !yc[0]) {
    if (!yc[0]) {
      if (xc[0]) {
        y = new Big(x);
      } else {
        y.s = x.s;
      }
    }
    return y;
  }

  xc = xc.slice();

  // Prepend zeros to equalise exponents.
  // Note: reverse faster than unshifts.
  if (e = xe - ye) {
    if (e > 0) {
      ye = xe;
      t = yc;
    } else {
      e = -e;
      t = xc;
    }

    t.reverse();
    for (; e--;) t.push(0);
    t.reverse();
  }

  // Point xc to the longer array.
  if (xc.length - yc.length < 0) {
    t = yc;
    yc = xc;
    xc = t;
  }

  e = yc.length;

  // Only start adding at yc.length - 1 as the further digits of xc can be left as they are.
  for (k = 0; e; xc[e] %= 10) k = (xc[--e] = xc[e] + yc[e] + k) / 10 | 0;

  // No need to check for zero, as +x + +y != 0 && -x + -y != 0

  if (k) {
    xc.unshift(k);
    ++ye;
  }

  // Remove trailing zeros.
  for (e = xc.length; xc[--e] === 0;) xc.pop();

  y.c = xc;
  y.e = ye;

  return y;
};


/*
 * Return a Big whose value is the value of this Big raised to the power n.
 * If n is negative, round to a maximum of Big.DP decimal places using rounding
 * mode Big.RM.
 *
 * n {number} Integer, -MAX_POWER to MAX_POWER inclusive.
 */
P.pow = function (n) {
  var x = this,
    one = new x.constructor('1'),
    y = one,
    isneg = n < 0;

  if (n !== ~~n || n < -MAX_POWER || n > MAX_POWER) {
    throw Error(INVALID + 'exponent');
  }

  if (isneg) n = -n;

  for (;;) {
    if (n & 1) y = y.times(x);
    n >>= 1;
    if (!n) break;
    x = x.times(x);
  }

  return isneg ? one.div(y) : y;
};


/*
 * Return a new Big whose value is the value of this Big rounded to a maximum precision of sd
 * significant digits using rounding mode rm, or Big.RM if rm is not specified.
 *
 * sd {number} Significant digits: integer, 1 to MAX_DP inclusive.
 * rm? {number} Rounding mode: 0 (down), 1 (half-up), 2 (half-even) or 3 (up).
 */
P.prec = function (sd, rm) {
  if (sd !== ~~sd || sd < 1 || sd > MAX_DP) {
    throw Error(INVALID + 'precision');
  }
  return round(new this.constructor(this), sd, rm);
};


/*
 * Return a new Big whose value is the value of this Big rounded to a maximum of dp decimal places
 * using rounding mode rm, or Big.RM if rm is not specified.
 * If dp is negative, round to an integer which is a multiple of 10**-dp.
 * If dp is not specified, round to 0 decimal places.
 *
 * dp? {number} Integer, -MAX_DP to MAX_DP inclusive.
 * rm? {number} Rounding mode: 0 (down), 1 (half-up), 2 (half-even) or 3 (up).
 */
P.round = function (dp, rm) {
  if (dp === UNDEFINED) dp = 0;
  else if (dp !== ~~dp || dp < -MAX_DP || dp > MAX_DP) {
    throw Error(INVALID_DP);
  }
  return round(new this.constructor(this), dp + this.e + 1, rm);
};


/*
 * Return a new Big whose value is the square root of the value of this Big, rounded, if
 * necessary, to a maximum of Big.DP decimal places using rounding mode Big.RM.
 */
P.sqrt = function () {
  var r, c, t,
    x = this,
    Big = x.constructor,
    s = x.s,
    e = x.e,
    half = new Big('0.5');

  // Zero?
  if (!x.c[0]) return new Big(x);

  // Negative?
  if (s < 0) {
    throw Error(NAME + 'No square root');
  }

  // Estimate.
  s = Math.sqrt(+stringify(x, true, true));

  // Math.sqrt underflow/overflow?
  // Re-estimate: pass x coefficient to Math.sqrt as integer, then adjust the result exponent.
  if (s === 0 || s === 1 / 0) {
    c = x.c.join('');
    if (!(c.length + e & 1)) c += '0';
    s = Math.sqrt(c);
    e = ((e + 1) / 2 | 0) - (e < 0 || e & 1);
    r = new Big((s == 1 / 0 ? '5e' : (s = s.toExponential()).slice(0, s.indexOf('e') + 1)) + e);
  } else {
    r = new Big(s + '');
  }

  e = r.e + (Big.DP += 4);

  // Newton-Raphson iteration.
  do {
    t = r;
    r = half.times(t.plus(x.div(t)));
  } while (t.c.slice(0, e).join('') !== r.c.slice(0, e).join(''));

  return round(r, (Big.DP -= 4) + r.e + 1, Big.RM);
};


/*
 * Return a new Big whose value is the value of this Big times the value of Big y.
 */
P.times = P.mul = function (y) {
  var c,
    x = this,
    Big = x.constructor,
    xc = x.c,
    yc = (y = new Big(y)).c,
    a = xc.length,
    b = yc.length,
    i = x.e,
    j = y.e;

  // Determine sign of result.
  y.s = x.s == y.s ? 1 : -1;

  // Return signed 0 if either 0.
  if (!xc[0] || !yc[0]) {
    y.c = [y.e = 0];
    return y;
  }

  // Initialise exponent of result as x.e + y.e.
  y.e = i + j;

  // If array xc has fewer digits than yc, swap xc and yc, and lengths.
  if (a < b) {
    c = xc;
    xc = yc;
    yc = c;
    j = a;
    a = b;
    b = j;
  }

  // Initialise coefficient array of result with zeros.
  for (c = new Array(j = a + b); j--;) c[j] = 0;

  // Multiply.

  // i is initially xc.length.
  for (i = b; i--;) {
    b = 0;

    // a is yc.length.
    for (j = a + i; j > i;) {

      // Current sum of products at this digit position, plus carry.
      b = c[j] + yc[i] * xc[j - i - 1] + b;
      c[j--] = b % 10;

      // carry
      b = b / 10 | 0;
    }

    c[j] = b;
  }

  // Increment result exponent if there is a final carry, otherwise remove leading zero.
  if (b) ++y.e;
  else c.shift();

  // Remove trailing zeros.
  for (i = c.length; !c[--i];) c.pop();
  y.c = c;

  return y;
};


/*
 * Return a string representing the value of this Big in exponential notation rounded to dp fixed
 * decimal places using rounding mode rm, or Big.RM if rm is not specified.
 *
 * dp? {number} Decimal places: integer, 0 to MAX_DP inclusive.
 * rm? {number} Rounding mode: 0 (down), 1 (half-up), 2 (half-even) or 3 (up).
 */
P.toExponential = function (dp, rm) {
  var x = this,
    n = x.c[0];

  if (dp !== UNDEFINED) {
    if (dp !== ~~dp || dp < 0 || dp > MAX_DP) {
      throw Error(INVALID_DP);
    }
    x = round(new x.constructor(x), ++dp, rm);
    for (; x.c.length < dp;) x.c.push(0);
  }

  return stringify(x, true, !!n);
};


/*
 * Return a string representing the value of this Big in normal notation rounded to dp fixed
 * decimal places using rounding mode rm, or Big.RM if rm is not specified.
 *
 * dp? {number} Decimal places: integer, 0 to MAX_DP inclusive.
 * rm? {number} Rounding mode: 0 (down), 1 (half-up), 2 (half-even) or 3 (up).
 *
 * (-0).toFixed(0) is '0', but (-0.1).toFixed(0) is '-0'.
 * (-0).toFixed(1) is '0.0', but (-0.01).toFixed(1) is '-0.0'.
 */
P.toFixed = function (dp, rm) {
  var x = this,
    n = x.c[0];

  if (dp !== UNDEFINED) {
    if (dp !== ~~dp || dp < 0 || dp > MAX_DP) {
      throw Error(INVALID_DP);
    }
    x = round(new x.constructor(x), dp + x.e + 1, rm);

    // x.e may have changed if the value is rounded up.
    for (dp = dp + x.e + 1; x.c.length < dp;) x.c.push(0);
  }

  return stringify(x, false, !!n);
};


/*
 * Return a string representing the value of this Big.
 * Return exponential notation if this Big has a positive exponent equal to or greater than
 * Big.PE, or a negative exponent equal to or less than Big.NE.
 * Omit the sign for negative zero.
 */
P.toJSON = P.toString = function () {
  var x = this,
    Big = x.constructor;
  return stringify(x, x.e <= Big.NE || x.e >= Big.PE, !!x.c[0]);
};

if (typeof Symbol !== "undefined") {
  P[Symbol.for('nodejs.util.inspect.custom')] = P.toJSON;
}


/*
 * Return the value of this Big as a primitive number.
 */
P.toNumber = function () {
  var n = +stringify(this, true, true);
  if (this.constructor.strict === true && !this.eq(n.toString())) {
    throw Error(NAME + 'Imprecise conversion');
  }
  return n;
};


/*
 * Return a string representing the value of this Big rounded to sd significant digits using
 * rounding mode rm, or Big.RM if rm is not specified.
 * Use exponential notation if sd is less than the number of digits necessary to represent
 * the integer part of the value in normal notation.
 *
 * sd {number} Significant digits: integer, 1 to MAX_DP inclusive.
 * rm? {number} Rounding mode: 0 (down), 1 (half-up), 2 (half-even) or 3 (up).
 */
P.toPrecision = function (sd, rm) {
  var x = this,
    Big = x.constructor,
    n = x.c[0];

  if (sd !== UNDEFINED) {
    if (sd !== ~~sd || sd < 1 || sd > MAX_DP) {
      throw Error(INVALID + 'precision');
    }
    x = round(new Big(x), sd, rm);
    for (; x.c.length < sd;) x.c.push(0);
  }

  return stringify(x, sd <= x.e || x.e <= Big.NE || x.e >= Big.PE, !!n);
};


/*
 * Return a string representing the value of this Big.
 * Return exponential notation if this Big has a positive exponent equal to or greater than
 * Big.PE, or a negative exponent equal to or less than Big.NE.
 * Include the sign for negative zero.
 */
P.valueOf = function () {
  var x = this,
    Big = x.constructor;
  if (Big.strict === true) {
    throw Error(NAME + 'valueOf disallowed');
  }
  return stringify(x, x.e <= Big.NE || x.e >= Big.PE, true);
};


// Export


var Big = _Big_();

/// <reference types="https://raw.githubusercontent.com/DefinitelyTyped/DefinitelyTyped/master/types/big.js/index.d.ts" />
/* harmony default export */ const big = (Big);

;// CONCATENATED MODULE: ./build/js/src/gates/number.js

/**
 * Decimal arithmetic on the numbers that people wrote: 0.84 − 0.80 is 0.04 and not 0.03999…, so that a
 * bound of 5 % holds at 5 %. A double prints as the shortest decimal that reads back as it, which for
 * numbers up to 15 digits is the one that was written.
 */
function decimal(value) {
    return new big(String(value));
}
/** Digits that are shown unless two numbers would look alike. */
const DIGITS = 6;
/** A number for people: at most six significant digits, no exponent where it can be helped. */
function formatNumber(value) {
    const exact = value instanceof big ? value : decimal(value);
    if (exact.eq(0))
        return '0';
    const magnitude = exact.e;
    if (magnitude >= 15 || magnitude < -6)
        return trim(exact.toExponential(3));
    const digits = Math.max(0, DIGITS - 1 - magnitude);
    return trim(exact.round(Math.min(digits, 12)).toFixed());
}
/** Two numbers for people that are compared: in full where rounding would make different ones look alike. */
function formatPair(a, b) {
    const shown = [formatNumber(a), formatNumber(b)];
    return shown[0] === shown[1] && a !== b ? [String(a), String(b)] : shown;
}
function trim(text) {
    return text.replace(/(\.\d*?)0+(e|$)/, '$1$2').replace(/\.(e|$)/, '$1');
}


/***/ }),

/***/ 3355:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ isBlocking)
/* harmony export */ });
/** What keeps a version from its stage. */
function isBlocking(result) {
    return result.verdict === 'fail' || result.verdict === 'inconclusive';
}


/***/ }),

/***/ 4213:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ checkTests),
/* harmony export */   t: () => (/* binding */ testsKey)
/* harmony export */ });
/** The key under which a gate's test files are kept in the context. */
function testsKey(gate) {
    return [gate.tests].flat().join('\n');
}
/**
 * Passes only when every file could be read, at least one test was run and passed, and none failed or
 * broke. Zero tests prove nothing, and neither do skipped ones.
 */
function checkTests(gate, context) {
    const evidence = context.tests.get(testsKey(gate));
    const result = {
        gate: 'tests',
        metric: (evidence?.patterns ?? [gate.tests].flat()).join(', '),
        check: 'tests',
        required: 'all pass',
        champion: null,
    };
    if (evidence === undefined)
        return [{ ...result, observed: 'missing', verdict: 'fail', reason: 'the tests were not looked for' }];
    const [problem] = evidence.problems;
    if (problem !== undefined) {
        return [
            { ...result, observed: 'missing', verdict: 'fail', reason: `${problem.path} ${problem.message}` },
        ];
    }
    const counts = addUp(evidence);
    const run = counts.passed + counts.failures + counts.errors;
    const observed = [
        `${counts.passed} passed`,
        counts.failures > 0 ? `${counts.failures} failed` : '',
        counts.errors > 0 ? `${counts.errors} broken` : '',
        counts.skipped > 0 ? `${counts.skipped} skipped` : '',
    ]
        .filter((part) => part !== '')
        .join(', ');
    if (run === 0) {
        const what = counts.skipped > 0 ? `all its tests were skipped (${counts.skipped})` : 'there are no tests in it';
        return [
            { ...result, observed, verdict: 'fail', reason: `${names(evidence)}: ${what}, which proves nothing` },
        ];
    }
    if (counts.failures + counts.errors > 0) {
        const broken = counts.broken.length > 0 ? ` (${counts.broken.join('; ')})` : '';
        return [{ ...result, observed, verdict: 'fail', reason: `${names(evidence)}: ${observed}${broken}` }];
    }
    if (counts.passed === 0)
        return [{ ...result, observed, verdict: 'fail', reason: `${names(evidence)}: no test passed` }];
    return [{ ...result, observed, verdict: 'pass', reason: `${names(evidence)}: ${observed}` }];
}
function addUp(evidence) {
    const sum = { passed: 0, failures: 0, errors: 0, skipped: 0, broken: [] };
    for (const file of evidence.files) {
        sum.passed += file.passed;
        sum.failures += file.failures;
        sum.errors += file.errors;
        sum.skipped += file.skipped;
        sum.broken.push(...file.broken);
    }
    return { ...sum, broken: sum.broken.slice(0, 5) };
}
function names(evidence) {
    const [first, ...others] = evidence.files;
    if (first === undefined)
        return evidence.patterns.join(', ');
    return others.length === 0 ? first.path : `${first.path} and ${others.length} more`;
}


/***/ }),

/***/ 5955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ findExchanges),
/* harmony export */   q: () => (/* binding */ artifactsToRecord)
/* harmony export */ });
/**
 * What a line records of the files of the versions that it tells of: each version once, when the history first
 * meets it, since the files under a number never change.
 */
function artifactsToRecord(versions, history) {
    const fresh = versions.filter(({ version, source, sha256 }) => (source !== null || sha256 !== null) && findRecord(version, history) === undefined);
    if (fresh.length === 0)
        return {};
    return {
        artifacts: Object.fromEntries(fresh.map(({ version, source, sha256 }) => [version, { source, sha256 }])),
    };
}
/** How a version's files differ from those that were recorded for its number. */
function findExchanges(held, history) {
    const line = findRecord(held.version, history);
    const told = artifactIn(line, held.version);
    if (line === undefined || told === undefined)
        return [];
    return ['source', 'sha256']
        .filter((key) => held[key] !== told[key])
        .map((key) => ({
        line,
        message: `the ${key} of version ${held.version} is ${held[key] ?? 'gone'}, but this line has ${told[key] ?? 'none'}`,
    }));
}
function findRecord(version, history) {
    return history.find((line) => artifactIn(line, version) !== undefined);
}
function artifactIn(line, version) {
    const artifacts = line?.entry.artifacts ?? {};
    return Object.hasOwn(artifacts, version) ? artifacts[version] : undefined;
}


/***/ }),

/***/ 8233:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ir: () => (/* binding */ beginning),
/* harmony export */   Kc: () => (/* binding */ stagesAfter),
/* harmony export */   an: () => (/* binding */ respell),
/* harmony export */   cW: () => (/* binding */ heldEver),
/* harmony export */   fp: () => (/* binding */ applyEntry),
/* harmony export */   n5: () => (/* binding */ sinceWhen),
/* harmony export */   wb: () => (/* binding */ holders)
/* harmony export */ });
/* harmony import */ var _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(245);
/* harmony import */ var _registry_version_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1775);


/** The stages before the first line. */
function beginning(history) {
    const first = history.find(({ entry }) => entry.beginning !== undefined);
    return new Map(Object.entries(first?.entry.beginning ?? {}));
}
/** What one line does to the stages. */
function applyEntry(stages, entry) {
    for (const version of entry.archived)
        stages.set(version, _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .ARCHIVED */ .Ts);
    stages.set(entry.version, entry.to);
}
/** The stages after the whole history, or after its lines up to a moment. */
function stagesAfter(history, until) {
    const stages = beginning(history);
    for (const { entry } of history) {
        if (until !== undefined && new Date(entry.time).getTime() > until.getTime())
            continue;
        applyEntry(stages, entry);
    }
    return stages;
}
/** Since when a version has been in the stage that it is in now; null when the history does not say. */
function sinceWhen(history, version, stage) {
    let since = null;
    let current = beginning(history).get(version) ?? _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .NONE */ .x3;
    for (const { entry } of history) {
        const own = entry.version === version;
        const to = own ? entry.to : entry.archived.includes(version) ? _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .ARCHIVED */ .Ts : null;
        // a line that comes from elsewhere moved it, even if the lines before did not see it leave
        const stayed = own && entry.from === to && to === current && since !== null;
        if (to === null || stayed)
            continue;
        current = to;
        since = new Date(entry.time);
    }
    return current === stage ? since : null;
}
/**
 * The versions that a rollback of a stage can go back to, the latest last. A rollback takes away those after the
 * one that it went to, so that the next one walks further back and two versions never swap for ever; a
 * version that was withdrawn by a line of its own is not gone back to.
 */
function holders(history, stage) {
    const stack = [...beginning(history)]
        .filter(([, held]) => held === stage)
        .map(([version]) => version)
        .sort(_registry_version_js__WEBPACK_IMPORTED_MODULE_1__/* .compareVersions */ .Zy);
    for (const { entry } of history) {
        if (entry.from === stage && entry.to !== stage)
            remove(stack, entry.version);
        if (entry.to !== stage)
            continue;
        const back = stack.lastIndexOf(entry.version);
        if (entry.action === 'rollback' && back !== -1)
            stack.length = back + 1;
        else if (stack.at(-1) !== entry.version)
            stack.push(entry.version);
    }
    return stack;
}
function remove(stack, version) {
    const left = stack.filter((other) => other !== version);
    stack.splice(0, stack.length, ...left.filter((other, at) => other !== left[at - 1]));
}
/** Every version that ever held a stage, also those that a rollback took away again, the earliest first. */
function heldEver(history, stage) {
    const first = [...beginning(history)].filter(([, held]) => held === stage).map(([version]) => version);
    const later = history.filter(({ entry }) => entry.to === stage).map(({ entry }) => entry.version);
    return new Set([...first.sort(_registry_version_js__WEBPACK_IMPORTED_MODULE_1__/* .compareVersions */ .Zy), ...later]);
}
/** A line with its stages in the policy's spelling of today: they are matched without regard to case everywhere. */
function respell(line, stages) {
    const spell = (stage) => (0,_registry_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .findStage */ .U9)(stage, stages) ?? stage;
    const { from, to, beginning: began } = line.entry;
    const entry = {
        ...line.entry,
        from: from === null ? null : spell(from),
        to: spell(to),
        ...(began === undefined
            ? {}
            : {
                beginning: Object.fromEntries(Object.entries(began).map(([version, stage]) => [version, spell(stage)])),
            }),
    };
    return { ...line, entry };
}


/***/ }),

/***/ 3183:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ verifyModel)
/* harmony export */ });
/* harmony import */ var _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(245);
/* harmony import */ var _artifacts_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5955);
/* harmony import */ var _replay_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8233);



/** Replays a model's history (its chain has been checked when it was read) and compares it with the registry. */
function verifyModel(snapshot) {
    const { model, history } = snapshot;
    const stages = (0,_replay_js__WEBPACK_IMPORTED_MODULE_1__/* .beginning */ .Ir)(history);
    const problems = history.flatMap((line) => replayLine(line, stages));
    if (snapshot.head !== null)
        problems.push(...compare(snapshot, stages));
    problems.push(...snapshot.problems.map(({ version, message }) => problem(version, message)));
    for (const held of snapshot.versions) {
        for (const { message, line } of (0,_artifacts_js__WEBPACK_IMPORTED_MODULE_2__/* .findExchanges */ .k)(held, history)) {
            problems.push({ version: held.version, message, file: line.file, line: line.line });
        }
    }
    return { model, lines: history.length, problems, notes: notesOn(snapshot) };
}
function replayLine(line, stages) {
    const { version, from, to, archived } = line.entry;
    const moves = [{ version, from }, ...archived.map((replaced) => ({ version: replaced, from: to }))];
    const problems = moves.flatMap((move) => compareMove(line, stages.get(move.version) ?? null, move));
    (0,_replay_js__WEBPACK_IMPORTED_MODULE_1__/* .applyEntry */ .fp)(stages, line.entry);
    return problems;
}
function compareMove({ file, line }, told, { version, from }) {
    if (from === null ? told === null : (told ?? _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .NONE */ .x3) === from)
        return [];
    const message = `this line moves version ${version} from ${from ?? 'nowhere'}, ` +
        `but by the lines before it was in ${told ?? _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .NONE */ .x3}: it was moved past stagegate in between`;
    return [{ version, message, file, line }];
}
function compare(snapshot, stages) {
    const held = new Map(snapshot.versions.map(({ version, stage }) => [version, stage]));
    const problems = [];
    for (const [version, stage] of held) {
        const told = stages.get(version) ?? _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .NONE */ .x3;
        if (told !== stage)
            problems.push(problem(version, `version ${version} is in ${stage}, but the history has it in ${told}`));
    }
    for (const [version, told] of snapshot.complete ? stages : []) {
        if (!held.has(version))
            problems.push(problem(version, `version ${version} is gone, but the history has it in ${told}`));
    }
    return problems;
}
function problem(version, message) {
    return { version, message, file: null, line: null };
}
function notesOn({ history, versions }) {
    const staged = history.length > 0
        ? [...(0,_replay_js__WEBPACK_IMPORTED_MODULE_1__/* .beginning */ .Ir)(history)]
        : versions.filter(({ stage }) => stage !== _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .NONE */ .x3).map(({ version, stage }) => [version, stage]);
    if (staged.length === 0)
        return [];
    const list = staged.map(([version, stage]) => `${version} in ${stage}`).join(', ');
    return [`before the first history line there was: ${list}. That is taken as the beginning`];
}


/***/ }),

/***/ 7529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1916);

/** The known word nearest to a misspelt one, or undefined when none is near enough to be worth offering. */
function nearest(word, known) {
    const lower = word.toLowerCase();
    let best;
    // never as many edits as letters: any word of that length would do
    let least = Math.min(word.length, Math.max(2, Math.floor(word.length / 3)) + 1);
    for (const candidate of known) {
        const away = (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(lower, candidate.toLowerCase());
        if (away < least)
            [best, least] = [candidate, away];
    }
    return best;
}


/***/ }),

/***/ 3332:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ parseDuration),
/* harmony export */   a: () => (/* binding */ formatDuration)
/* harmony export */ });
/** Milliseconds a unit. */
const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
/** Milliseconds in a duration such as `90m`, `24h`, `1d 12h`. The schema has checked its form. */
function parseDuration(text) {
    let total = 0;
    for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([smhdw])/g)) {
        total += Number(amount) * UNITS[unit];
    }
    return total;
}
/** A span for people, in the two largest units that matter: `3 d 4 h`, `12 min`. */
function formatDuration(milliseconds) {
    const names = [
        ['d', UNITS.d],
        ['h', UNITS.h],
        ['min', UNITS.m],
        ['s', UNITS.s],
    ];
    const first = names.findIndex(([, unit]) => milliseconds >= unit);
    if (first === -1)
        return 'less than a second';
    const parts = [];
    let rest = milliseconds;
    for (const [name, unit] of names.slice(first, first + 2)) {
        const count = Math.floor(rest / unit);
        rest -= count * unit;
        if (count > 0)
            parts.push(`${count} ${name}`);
    }
    return parts.join(' ');
}


/***/ }),

/***/ 2538:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ isEnvironment),
/* harmony export */   c: () => (/* binding */ registrySetting)
/* harmony export */ });
/* harmony import */ var _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(245);

/** Null when the policy names no registry. */
function registrySetting({ content, stages }) {
    const { registry } = content;
    if (registry === undefined)
        return null;
    if (typeof registry === 'string')
        return { location: registry, mode: 'auto', aliases: {} };
    const aliases = Object.entries(registry.aliases ?? {});
    return {
        location: isEnvironment(registry.mlflow) ? 'mlflow' : registry.mlflow,
        mode: registry.mode ?? 'auto',
        aliases: Object.fromEntries(aliases.map(([stage, alias]) => [(0,_registry_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .findStage */ .U9)(stage, stages) ?? stage, alias])),
    };
}
/** `mlflow: env` leaves the server to MLflow's own variables. */
function isEnvironment(mlflow) {
    return mlflow.trim().toLowerCase() === 'env';
}


/***/ }),

/***/ 5371:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  F: () => (/* binding */ directionOf),
  A: () => (/* binding */ findRuleBreaks)
});

// EXTERNAL MODULE: ./build/js/src/registry/stage.js
var registry_stage = __nccwpck_require__(245);
// EXTERNAL MODULE: ./build/js/src/nearest.js
var nearest = __nccwpck_require__(7529);
// EXTERNAL MODULE: ./build/js/src/evidence/metric-path.js
var metric_path = __nccwpck_require__(8293);
// EXTERNAL MODULE: ./build/js/src/evidence/template.js
var evidence_template = __nccwpck_require__(6115);
// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __nccwpck_require__(1024);
// EXTERNAL MODULE: ./build/js/src/registry/alias.js
var registry_alias = __nccwpck_require__(9503);
// EXTERNAL MODULE: ./build/js/src/registry/mlflow/location.js
var mlflow_location = __nccwpck_require__(510);
// EXTERNAL MODULE: ./build/js/src/policy/registry-setting.js
var registry_setting = __nccwpck_require__(2538);
// EXTERNAL MODULE: ./build/js/src/policy/uri-credentials.js
var uri_credentials = __nccwpck_require__(459);
;// CONCATENATED MODULE: ./build/js/src/policy/registry-rules.js







const PATH = ['registry'];
const ALIASES = [...PATH, 'aliases'];
/** What a schema can't say of the registry. */
function findRegistryBreaks(registry, stages) {
    if (registry === undefined)
        return [];
    if (typeof registry === 'string')
        return credentialFindings(registry, PATH);
    return [
        ...serverFindings(registry.mlflow, [...PATH, 'mlflow']),
        ...modeFindings(registry),
        ...aliasFindings(Object.entries(registry.aliases ?? {}), stages),
    ];
}
/** A policy is committed, and its URI is shown to people. */
function credentialFindings(uri, path) {
    if (!(0,uri_credentials/* hasCredentials */.L)(uri))
        return [];
    return [
        {
            path,
            message: 'the address of the registry has a user or a password in it',
            hint: 'Take it out (and change the password, since the policy is committed): set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.',
        },
    ];
}
function serverFindings(uri, path) {
    const credentials = credentialFindings(uri, path);
    if (credentials.length > 0 || (0,registry_setting/* isEnvironment */.A)(uri))
        return credentials;
    return complaints(path, () => {
        if ((0,mlflow_location/* parseServerUri */.LO)(uri) !== null)
            return;
        throw new errors/* StagegateError */.qU('policy', `${JSON.stringify(uri)} is no MLflow server`, {
            hint: 'Write https://…, databricks, databricks-uc, or env for what MLFLOW_REGISTRY_URI or MLFLOW_TRACKING_URI names; a manifest stands right behind registry:',
        });
    });
}
function modeFindings({ mode, aliases }) {
    if (mode !== 'stages' || aliases === undefined)
        return [];
    return [
        {
            path: PATH,
            key: 'aliases',
            message: '"aliases" says nothing where only stages are used',
            hint: 'Take it out, or set mode: auto.',
        },
    ];
}
function aliasFindings(entries, stages) {
    const canonical = entries.map(([name]) => (0,registry_stage/* findStage */.U9)(name, stages));
    return entries.flatMap(([name, alias], at) => {
        const stage = canonical[at];
        if (stage === undefined || (0,registry_stage/* isWithdrawal */.OH)(stage))
            return [misplaced(name, stage, stages)];
        if (canonical.indexOf(stage) < at) {
            const hint = 'Stages are matched without regard to case: keep one.';
            return [{ path: ALIASES, key: name, message: `stage ${stage} has two aliases`, hint }];
        }
        const path = [...ALIASES, name];
        const wrong = complaints(path, () => (0,registry_alias/* requireAliasName */.P)(alias));
        if (wrong.length > 0)
            return wrong;
        // a stage without an entry has the alias of its own name
        const others = stages.map((other) => {
            const entry = canonical.indexOf(other);
            return { other, its: entry === -1 ? other : entry < at ? entries[entry]?.[1] : undefined };
        });
        const twin = others.find(({ its }) => its?.toLowerCase() === alias.toLowerCase())?.other;
        if (twin === undefined)
            return [];
        const hint = 'An alias points at one version: give each stage its own.';
        return [{ path, message: `${JSON.stringify(alias)} is the alias of stage ${twin} too`, hint }];
    });
}
function misplaced(name, stage, stages) {
    const at = { path: ALIASES, key: name };
    if (stage !== undefined) {
        const hint = 'Take it out: a version there has no alias of ours.';
        return { ...at, message: `${stage} takes no alias`, hint };
    }
    const guess = (0,nearest/* nearest */.p)(name, stages);
    return {
        ...at,
        message: `there is no stage ${JSON.stringify(name)}`,
        hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}The stages are ${stages.join(', ')}; name others in the policy's "stages".`,
    };
}
/** What a check throws, as a finding. */
function complaints(path, check) {
    try {
        check();
        return [];
    }
    catch (error) {
        if (!(error instanceof errors/* StagegateError */.qU))
            throw error;
        return [{ path, message: error.message, hint: error.hint }];
    }
}

;// CONCATENATED MODULE: ./build/js/src/policy/rules.js






/** What a schema can't say: rules between keys, and what this release does not do yet. */
function findRuleBreaks(policy, stages) {
    const findings = [...findRegistryBreaks(policy.registry, stages), ...stageNameFindings(policy)];
    for (const [model, { stages: entries, report }] of Object.entries(policy.models)) {
        findings.push(...templateFindings(report, ['models', model, 'report']));
        for (const [name, rules] of Object.entries(entries)) {
            const path = ['models', model, 'stages', name];
            findings.push(...stageKeyFindings(name, Object.keys(entries), path, stages));
            findings.push(...stageFindings(rules, path, stages));
        }
    }
    return findings;
}
function stageNameFindings(policy) {
    const seen = new Set();
    return (policy.stages ?? []).flatMap((stage, at) => {
        const path = ['stages', at];
        const lower = stage.toLowerCase();
        if (seen.has(lower))
            return [{ path, message: `stage ${JSON.stringify(stage)} is named twice` }];
        seen.add(lower);
        if ((0,registry_stage/* findStage */.U9)(stage, []) !== undefined) {
            return [
                { path, message: `${stage} is always there and is not named among the stages`, hint: 'Take it out.' },
            ];
        }
        if (!/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/.test(stage)) {
            return [
                {
                    path,
                    message: `${JSON.stringify(stage)} is no name for a stage`,
                    hint: 'Letters, digits, space, dot, dash and underscore, 64 at most.',
                },
            ];
        }
        return [];
    });
}
function stageKeyFindings(name, names, path, stages) {
    const stage = (0,registry_stage/* findStage */.U9)(name, stages);
    const at = { path: path.slice(0, -1), key: name };
    if (stage === undefined) {
        const guess = (0,nearest/* nearest */.p)(name, stages);
        return [
            {
                ...at,
                message: `there is no stage ${JSON.stringify(name)}`,
                hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}The stages are ${stages.join(', ')}; name others in the policy's "stages".`,
            },
        ];
    }
    if ((0,registry_stage/* isWithdrawal */.OH)(stage)) {
        return [
            { ...at, message: `${stage} takes no gates: a version may always go there`, hint: 'Take it out.' },
        ];
    }
    if (names.some((other) => other !== name && (0,registry_stage/* findStage */.U9)(other, stages) === stage)) {
        return [
            {
                ...at,
                message: `stage ${stage} has two entries`,
                hint: 'Stages are matched without regard to case: keep one.',
            },
        ];
    }
    return [];
}
function stageFindings(rules, path, stages) {
    const findings = [];
    for (const [at, stage] of [rules.from ?? []].flat().entries()) {
        if ((0,registry_stage/* findStage */.U9)(stage, stages) === undefined) {
            const from = Array.isArray(rules.from) ? [...path, 'from', at] : [...path, 'from'];
            findings.push({
                path: from,
                message: `there is no stage ${JSON.stringify(stage)}`,
                hint: `The stages are ${stages.join(', ')}, None and Archived.`,
            });
        }
    }
    for (const [at, ref] of [rules.refs ?? []].flat().entries()) {
        if (/^(?:refs\/|\*)/.test(ref))
            continue;
        const place = Array.isArray(rules.refs) ? [...path, 'refs', at] : [...path, 'refs'];
        findings.push({
            path: place,
            message: `${JSON.stringify(ref)} is no full ref`,
            hint: `Write refs/heads/${ref} for a branch, refs/tags/${ref} for a tag.`,
        });
    }
    if (rules.evidence !== undefined && Object.keys(rules.evidence).length === 0) {
        findings.push({
            path: [...path, 'evidence'],
            message: '"evidence" has nothing to check',
            hint: 'Give it max-age, version or commit, or take it out.',
        });
    }
    if (rules.freeze !== undefined)
        findings.push(notYet(path, 'freeze'));
    for (const [at, gate] of (rules.gates ?? []).entries())
        findings.push(...gateFindings(gate, [...path, 'gates', at]));
    return findings;
}
function gateFindings(gate, path) {
    if ('checks' in gate)
        return [notYet(path, 'checks')];
    if ('approvals' in gate)
        return [notYet(path, 'approvals')];
    if ('tests' in gate)
        return templateFindings(gate.tests, [...path, 'tests']);
    const later = ['confidence', 'stderr', 'paired', 'inconclusive'].filter((key) => gate[key] !== undefined);
    return [...later.map((key) => notYet(path, key)), ...metricFindings(gate, path)];
}
function templateFindings(templates, path) {
    return [templates ?? []].flat().flatMap((template, at) => {
        const wrong = (0,evidence_template/* checkTemplate */.B)(template);
        return wrong === null ? [] : [{ ...wrong, path: typeof templates === 'string' ? path : [...path, at] }];
    });
}
function notYet(path, key) {
    return {
        path,
        key,
        message: `"${key}" is part of the policy's format, but this release of stagegate does not check it yet`,
        hint: 'Take it out, or use a release that has it: a gate is never ignored.',
    };
}
function metricFindings(gate, path) {
    const compares = gate['max-regression'] !== undefined || gate['min-improvement'] !== undefined;
    const findings = [...pathFindings(gate.metric, [...path, 'metric'])];
    if (typeof gate.samples === 'string')
        findings.push(...samplesFindings(gate.metric, gate.samples, [...path, 'samples']));
    if (!compares && gate.min === undefined && gate.max === undefined && gate['min-samples'] === undefined) {
        findings.push({
            path,
            message: `the gate on ${JSON.stringify(gate.metric)} has nothing to check`,
            hint: 'Give it a bound: min, max, max-regression, min-improvement or min-samples.',
        });
    }
    if (gate.min !== undefined && gate.max !== undefined && gate.min > gate.max) {
        findings.push({
            path: [...path, 'min'],
            message: `min ${gate.min} is above max ${gate.max}: nothing can pass`,
        });
    }
    if (compares && directionOf(gate) === null) {
        findings.push({
            path,
            key: gate['max-regression'] === undefined ? 'min-improvement' : 'max-regression',
            message: `the comparison of ${JSON.stringify(gate.metric)} has no direction`,
            hint: 'Say which is better: goal: higher (as for accuracy) or goal: lower (as for a loss).',
        });
    }
    if (gate.samples !== undefined && gate['min-samples'] === undefined) {
        findings.push({
            path,
            key: 'samples',
            message: '"samples" without "min-samples" checks nothing',
            hint: 'Add min-samples.',
        });
    }
    return findings;
}
/** Each `*` of `samples` stands for what the metric's own `*` matched, so it can't have more of them. */
function samplesFindings(metric, samples, path) {
    const wrong = pathFindings(samples, path);
    if (wrong.length > 0 || pathFindings(metric, path).length > 0)
        return wrong;
    const stars = (text) => (0,metric_path/* parseMetricPath */.j_)(text).filter(({ any }) => any).length;
    if (stars(samples) <= stars(metric))
        return [];
    return [
        { path, message: `${JSON.stringify(samples)} has more "*" than the metric ${JSON.stringify(metric)}` },
    ];
}
function pathFindings(metric, path) {
    try {
        (0,metric_path/* parseMetricPath */.j_)(metric);
        return [];
    }
    catch (error) {
        if (!(error instanceof errors/* StagegateError */.qU))
            throw error;
        return [{ path, message: error.message, hint: error.hint }];
    }
}
/**
 * Which direction is better: as stated, else by the one bound that is used; never by the metric's name.
 * Null when nothing tells (both bounds or none).
 */
function directionOf(gate) {
    if (gate.goal !== undefined)
        return gate.goal;
    if ((gate.min === undefined) === (gate.max === undefined))
        return null;
    return gate.min !== undefined ? 'higher' : 'lower';
}


/***/ }),

/***/ 459:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ hasCredentials),
/* harmony export */   R: () => (/* binding */ hideCredentials)
/* harmony export */ });
/**
 * True for a URI with a user or a password in it. Sooner one too many, since a password may hold what a URI's own
 * rules would end it at; only digits behind the colon are a port.
 */
function hasCredentials(uri) {
    return /:\/\/[^/?#]*(?::(?!\d+(?:[/?#]|$))[^@]*)?@/.test(uri);
}
/** The text with whatever stands between `://` and `@` left out. */
function hideCredentials(text) {
    return text.replace(/:\/\/[^@\n]*@/g, '://…@');
}


/***/ }),

/***/ 6722:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ findHolders)
/* harmony export */ });
/* harmony import */ var _history_replay_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8233);

/** The other versions that hold a stage now, the one that came there last by the history at the end. */
function findHolders(snapshot, stage, except) {
    const order = (0,_history_replay_js__WEBPACK_IMPORTED_MODULE_0__/* .holders */ .wb)(snapshot.history, stage);
    return snapshot.versions
        .filter((candidate) => candidate.stage === stage && candidate.version !== except)
        .map(({ version }) => version)
        .sort((a, b) => order.lastIndexOf(a) - order.lastIndexOf(b)); // stable: unknown ones stay by number
}


/***/ }),

/***/ 6733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GV: () => (/* binding */ decideWithdrawal),
/* harmony export */   g_: () => (/* binding */ decidePromotion),
/* harmony export */   xS: () => (/* binding */ factsOf)
/* harmony export */ });
/* harmony import */ var _gates_index_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5016);
/* harmony import */ var _gates_result_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(3355);
/* harmony import */ var _history_replay_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8233);
/* harmony import */ var _history_verify_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3183);
/* harmony import */ var _registry_stage_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(245);
/* harmony import */ var _champion_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6722);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(9417);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(4694);








/** Judges a candidate for a stage that has gates. Pure: the same context gives the same decision. */
function decidePromotion(request, basis, context) {
    const holders = (0,_champion_js__WEBPACK_IMPORTED_MODULE_4__/* .findHolders */ .Z)(basis.snapshot, context.stage, context.version);
    const archived = context.rules.archiveExisting ? holders : [];
    const facts = {
        ...factsOf(context, holders.at(-1) ?? null),
        reports: context.evidence.reports.map(({ path, sha256 }) => ({ path, sha256 })),
        reportSha256: (0,_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .digestReports */ .G)(context.evidence.reports),
    };
    if (context.currentStage === context.stage && archived.length === 0) {
        return { ...facts, reports: [], reportSha256: null, verdict: 'unchanged', plan: null };
    }
    const gates = (0,_gates_index_js__WEBPACK_IMPORTED_MODULE_0__/* .evaluateGates */ .u)(context);
    const blocked = gates.some(_gates_result_js__WEBPACK_IMPORTED_MODULE_7__/* .isBlocking */ .U);
    const forced = blocked && request.force && context.rules.allowForce;
    const said = [
        ...facts.notices,
        ...emptyNotices(context, gates),
        ...forceNotices(request, context, blocked),
    ];
    if (blocked && !forced)
        return { ...facts, gates, notices: said, verdict: 'blocked', plan: null };
    const notices = [...said, ...demotionNotices(context, basis)];
    const plan = (0,_plan_js__WEBPACK_IMPORTED_MODULE_6__/* .makePlan */ .C)(basis, {
        action: 'promote',
        version: context.version,
        from: context.currentStage,
        to: context.stage,
        archived,
        exclusive: context.rules.archiveExisting,
        reason: request.reason,
        forced,
        gates,
        reportSha256: facts.reportSha256,
    });
    return { ...facts, gates, forced, notices, verdict: 'go', plan };
}
/** Withdraws a version to `Archived` or `None`: always allowed, and in the history like everything else. */
function decideWithdrawal(request, basis, { candidate, stage }) {
    const facts = factsOf({ ...basis, version: candidate.version, currentStage: candidate.stage, stage }, null);
    if (candidate.stage === stage)
        return { ...facts, verdict: 'unchanged', plan: null };
    const plan = (0,_plan_js__WEBPACK_IMPORTED_MODULE_6__/* .makePlan */ .C)(basis, {
        action: 'archive',
        version: candidate.version,
        from: candidate.stage,
        to: stage,
        archived: [],
        exclusive: false,
        reason: request.reason,
        forced: false,
        gates: [],
        reportSha256: null,
    });
    return { ...facts, notices: [...facts.notices, ...emptiedStage(basis, candidate)], verdict: 'go', plan };
}
/** The facts of a decision about which nothing has been judged yet. */
function factsOf(context, champion) {
    return {
        model: context.snapshot.model,
        version: context.version,
        stage: context.stage,
        previousStage: context.currentStage,
        champion,
        gates: [],
        reportSha256: null,
        reports: [],
        forced: false,
        notices: partingNotices(context.snapshot),
    };
}
/** A registry that was changed past us is still decided on as it is, but nobody should have to find out alone. */
function partingNotices(snapshot) {
    const [first] = (0,_history_verify_js__WEBPACK_IMPORTED_MODULE_2__/* .verifyModel */ .H)(snapshot).problems;
    return first === undefined ? [] : [`registry and history part (see stagegate verify): ${first.message}`];
}
/** An empty stage is compared with nothing; when it was emptied, somebody should know before it is filled. */
function emptyNotices({ champion, snapshot, stage, version }, gates) {
    if (champion !== null || !gates.some(({ verdict }) => verdict === 'skip'))
        return [];
    const before = [...(0,_history_replay_js__WEBPACK_IMPORTED_MODULE_1__/* .heldEver */ .cW)(snapshot.history, stage)].filter((other) => other !== version).at(-1);
    return before === undefined
        ? []
        : [`${stage} is empty since version ${before} left it: comparisons were skipped`];
}
/** Moving a version down the order of promotion can leave a stage without any, which is worth a word. */
function demotionNotices({ stage, version, currentStage }, basis) {
    const order = basis.policy?.stages ?? [];
    if (order.indexOf(currentStage) <= order.indexOf(stage))
        return [];
    return emptiedStage(basis, { version, stage: currentStage });
}
function emptiedStage({ snapshot }, left) {
    if (left.stage === _registry_stage_js__WEBPACK_IMPORTED_MODULE_3__/* .NONE */ .x3 || left.stage === _registry_stage_js__WEBPACK_IMPORTED_MODULE_3__/* .ARCHIVED */ .Ts)
        return [];
    return (0,_champion_js__WEBPACK_IMPORTED_MODULE_4__/* .findHolders */ .Z)(snapshot, left.stage, left.version).length > 0
        ? []
        : [`no version is left in ${left.stage}`];
}
function forceNotices({ force }, { rules }, blocked) {
    if (!force)
        return [];
    if (!blocked)
        return ['force was given, but no gate had to be overridden'];
    return rules.allowForce
        ? ['failed gates were overridden by force']
        : ['force was refused: the policy forbids it for this stage'];
}


/***/ }),

/***/ 9417:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ digestReports)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);

/**
 * The digest of the evidence: a single report's own SHA-256, or for several that of their list in the form
 * of `sha256sum` sorted by path, so that anybody can compute it again. Null without a report.
 */
function digestReports(reports) {
    const [first, ...others] = reports;
    if (first === undefined)
        return null;
    if (others.length === 0)
        return first.sha256;
    const sorted = reports.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const list = sorted.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(list).digest('hex');
}


/***/ }),

/***/ 4694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ makePlan)
/* harmony export */ });
/* harmony import */ var _history_artifacts_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5955);
/* harmony import */ var _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(245);


/** The transitions and the history line of one change, on the snapshot that it was decided on. */
function makePlan(basis, parts) {
    const { snapshot } = basis;
    const moves = parts.archived.map((version) => ({ version, from: parts.to, to: _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .ARCHIVED */ .Ts }));
    if (parts.from !== null && parts.from !== parts.to) {
        moves.push({ version: parts.version, from: parts.from, to: parts.to });
    }
    return {
        model: snapshot.model,
        registration: parts.registration ?? null,
        transitions: moves,
        exclusive: parts.exclusive,
        entry: makeEntry(basis, parts),
        title: titleOf(snapshot.model, parts),
    };
}
function makeEntry({ snapshot, policy, now, run }, parts) {
    const began = beginningOf(snapshot);
    return {
        time: now.toISOString(),
        action: parts.action,
        model: snapshot.model,
        version: parts.version,
        from: parts.from,
        to: parts.to,
        archived: parts.archived,
        ...(0,_history_artifacts_js__WEBPACK_IMPORTED_MODULE_1__/* .artifactsToRecord */ .q)(concerned(snapshot, parts), snapshot.history),
        actor: run.actor,
        reason: parts.reason,
        forced: parts.forced,
        commit: run.commits[0] ?? null,
        run: run.run,
        'policy-sha256': policy?.sha256 ?? null,
        'report-sha256': parts.reportSha256,
        gates: parts.gates,
        ...(began === null ? {} : { beginning: began }),
        previous: snapshot.head,
    };
}
/** The versions whose files this line is to record, where no line before did: all that it moves or begins with. */
function concerned({ head, versions }, { version, archived, registration }) {
    const moved = versions.filter((held) => held.version === version || archived.includes(held.version) || (head === null && held.stage !== _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .NONE */ .x3));
    return registration === undefined ? moved : [...moved, registration];
}
/** On a model's first line: the stages that were there before, so that a replay has a state to start from. */
function beginningOf({ head, versions }) {
    if (head !== null)
        return null;
    const staged = versions.filter(({ stage }) => stage !== _registry_stage_js__WEBPACK_IMPORTED_MODULE_0__/* .NONE */ .x3);
    return staged.length === 0
        ? null
        : Object.fromEntries(staged.map(({ version, stage }) => [version, stage]));
}
function titleOf(model, { action, version, to, archived }) {
    const replaced = archived.length === 0 ? '' : ` (archives ${archived.join(', ')})`;
    if (action === 'register')
        return `register ${model} ${version}`;
    if (action === 'rollback')
        return `roll ${model} back to ${version} in ${to}${replaced}`;
    return `${action} ${model} ${version} to ${to}${replaced}`;
}


/***/ }),

/***/ 8671:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  yg: () => (/* binding */ decideRegistration),
  yU: () => (/* binding */ nextVersion),
  Pm: () => (/* binding */ requireSha256)
});

// EXTERNAL MODULE: ./build/js/src/errors.js
var errors = __nccwpck_require__(1024);
// EXTERNAL MODULE: ./build/js/src/evidence/about.js
var about = __nccwpck_require__(136);
// EXTERNAL MODULE: ./build/js/src/evidence/metric-path.js
var metric_path = __nccwpck_require__(8293);
;// CONCATENATED MODULE: ./build/js/src/evidence/flatten.js

/** All finite numbers of a report by their path. */
function flattenMetrics(group, above = []) {
    return [...group.children].flatMap(([key, node]) => {
        const keys = [...above, key];
        if (node.kind === 'leaf')
            return numberAt(keys, node);
        return [...(node.own === undefined ? [] : numberAt(keys, node.own)), ...flattenMetrics(node, keys)];
    });
}
function numberAt(keys, { value }) {
    return value === null ? [] : [[(0,metric_path/* formatMetricPath */.Rs)(keys), value]];
}

// EXTERNAL MODULE: ./build/js/src/registry/stage.js
var stage = __nccwpck_require__(245);
// EXTERNAL MODULE: ./build/js/src/registry/version.js
var registry_version = __nccwpck_require__(1775);
// EXTERNAL MODULE: ./build/js/src/promotion/decide.js
var decide = __nccwpck_require__(6733);
// EXTERNAL MODULE: ./build/js/src/promotion/digest.js
var digest = __nccwpck_require__(9417);
// EXTERNAL MODULE: ./build/js/src/promotion/plan.js
var promotion_plan = __nccwpck_require__(4694);
;// CONCATENATED MODULE: ./build/js/src/promotion/register.js








/** Adds a version in stage `None`. Registering the same version again with the same source changes nothing. */
function decideRegistration(request, basis, reports) {
    const { snapshot, now } = basis;
    const version = (0,registry_version/* parseVersion */.ot)(request.version ?? nextVersion(snapshot));
    refuseUsedNumber(version, snapshot);
    const existing = snapshot.versions.find((candidate) => candidate.version === version);
    const facts = (0,decide/* factsOf */.xS)({ snapshot, version, currentStage: existing?.stage ?? stage/* NONE */.x3, stage: existing?.stage ?? stage/* NONE */.x3 }, null);
    if (existing !== undefined) {
        requireSame(existing, request, snapshot);
        return { ...facts, verdict: 'unchanged', plan: null };
    }
    const reportSha256 = (0,digest/* digestReports */.G)(reports);
    const plan = (0,promotion_plan/* makePlan */.C)(basis, {
        action: 'register',
        version,
        from: null,
        to: stage/* NONE */.x3,
        archived: [],
        exclusive: false,
        reason: request.reason,
        forced: false,
        gates: [],
        reportSha256,
        registration: {
            version,
            source: request.source,
            sha256: request.sha256,
            registeredAt: now.toISOString(),
            metrics: metricsOf(reports, { model: snapshot.model, version }),
            tags: request.tags,
            aliases: request.aliases,
        },
    });
    const judged = reports.map(({ path, sha256 }) => ({ path, sha256 }));
    return { ...facts, previousStage: null, reports: judged, reportSha256, verdict: 'go', plan };
}
/** The numbers to register: each once, and of this version. */
function metricsOf(reports, subject) {
    const metrics = new Map();
    for (const report of reports) {
        const other = (0,about/* statesOther */.p)(report.statement, subject);
        if (other !== null)
            throw new errors/* StagegateError */.qU('input', `the report ${other}`, { place: { file: report.path } });
        for (const [name, value] of flattenMetrics(report.metrics)) {
            if (metrics.has(name)) {
                throw new errors/* StagegateError */.qU('input', `${name} stands in more than one of the reports`, {
                    place: { file: report.path },
                    hint: 'Give each metric in one report only: which one counts would be a guess.',
                });
            }
            metrics.set(name, value);
        }
    }
    return Object.fromEntries(metrics);
}
/** One more than the highest number that ever was. */
function nextVersion({ versions, history }) {
    const used = [...versions.map(({ version }) => version), ...history.map(({ entry }) => entry.version), '0'];
    return String(BigInt(used.sort(registry_version/* compareVersions */.Zy).at(-1) ?? '0') + 1n);
}
/** A number that the history knows stands for what was judged then: other files under it would inherit the verdict. */
function refuseUsedNumber(version, { model, versions, history }) {
    if (versions.some((held) => held.version === version))
        return;
    const line = history.find(({ entry }) => entry.version === version || entry.archived.includes(version));
    if (line === undefined)
        return;
    throw new errors/* StagegateError */.qU('input', `version ${version} of ${JSON.stringify(model)} existed before and was removed`, {
        place: { file: line.file, line: line.line },
        hint: `A number is not used twice: leave the version out for the next one (${nextVersion({ versions, history })}).`,
    });
}
/** A training job that is run again registers the same thing again; anything else would overwrite a version. */
function requireSame(existing, request, snapshot) {
    const same = (asked, held) => asked === null || asked === held;
    const identified = request.source !== null || request.sha256 !== null;
    const name = `version ${existing.version} of ${JSON.stringify(snapshot.model)}`;
    if (!identified || !same(request.source, existing.source) || !same(request.sha256, existing.sha256)) {
        throw new errors/* StagegateError */.qU('input', `${name} is registered already`, {
            hint: `A version is never overwritten. Leave the version out for the next one (${nextVersion(snapshot)}).`,
        });
    }
    const hasTags = Object.entries(request.tags).every(([key, value]) => existing.tags[key] === value);
    const hasAliases = request.aliases.every((alias) => snapshot.aliases[alias] === existing.version);
    if (hasTags && hasAliases)
        return;
    throw new errors/* StagegateError */.qU('input', `${name} is registered already, with other tags or aliases`, {
        hint: 'They are set when a version is registered: change them in the manifest, or register a new version.',
    });
}
/** @throws StagegateError `input` when it is no SHA-256 in hex */
function requireSha256(text) {
    if (/^[0-9a-f]{64}$/i.test(text))
        return text.toLowerCase();
    throw new errors/* StagegateError */.qU('input', `${JSON.stringify(text)} is no SHA-256`, {
        hint: 'It has 64 hexadecimal digits.',
    });
}


/***/ }),

/***/ 5856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Mp: () => (/* binding */ parseReason),
/* harmony export */   s_: () => (/* binding */ parseModelName),
/* harmony export */   yf: () => (/* binding */ requireReasonForForce)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1024);

const MAX_NAME = 256;
const MAX_REASON = 10_000;
const UNPRINTABLE = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Surrogate}]/u;
/** @throws StagegateError `input` when it can't be a registered model's name */
function parseModelName(name) {
    const wrong = (message) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', message, {
        hint: 'Give the registered model by its name, as list-versions shows it.',
    });
    if (name.trim() === '')
        throw wrong('the model name is empty');
    if (name !== name.trim())
        throw wrong(`model name ${JSON.stringify(name)} begins or ends with a space`);
    if (name.length > MAX_NAME)
        throw wrong(`the model name is longer than ${MAX_NAME} characters`);
    if (UNPRINTABLE.test(name))
        throw wrong(`model name ${JSON.stringify(name)} has unprintable characters`);
    if (name === '*')
        throw wrong('"*" stands for all models and is no model\'s name');
    return name;
}
/** The reason as recorded, or null. @throws StagegateError `input` when it is longer than a history should hold */
function parseReason(reason) {
    const trimmed = reason?.trim() ?? '';
    if (trimmed.length > MAX_REASON) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `the reason is longer than ${MAX_REASON} characters`, {
            hint: 'Link to the long story.',
        });
    }
    return trimmed === '' ? null : trimmed;
}
/** @throws StagegateError `input` when force comes without a reason */
function requireReasonForForce(force, reason) {
    if (force && reason === null) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', 'force needs a reason', {
            hint: 'Say why the gates are overridden (--reason, or the reason input): the history keeps it.',
        });
    }
}


/***/ }),

/***/ 9503:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ requireAliasName),
/* harmony export */   m: () => (/* binding */ isAliasName)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1024);

/** True for a name that may be an alias: MLflow's rule, without the word that means the newest version. */
function isAliasName(name) {
    return /^[\w-]{1,255}$/.test(name) && name.toLowerCase() !== 'latest';
}
/**
 * For an alias to set: what could be taken for a version is refused, as MLflow does.
 * @throws StagegateError `input`
 */
function requireAliasName(name) {
    if (isAliasName(name) && !/^v?\d+$/i.test(name))
        return name;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `${JSON.stringify(name)} can't be an alias`, {
        hint: 'Letters, digits, dash and underscore, 255 at most; not "latest" and nothing like a version (v1).',
    });
}


/***/ }),

/***/ 510:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   LO: () => (/* binding */ parseServerUri),
/* harmony export */   _r: () => (/* binding */ resolveTracking),
/* harmony export */   iE: () => (/* binding */ decodeLogin),
/* harmony export */   wx: () => (/* binding */ resolveServer)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1024);

/**
 * @param setting the `registry` as given
 * @returns null for what is no URI: a manifest's file or folder
 * @throws StagegateError `input` for a malformed URI, `unsupported` for one of something else than a server
 */
function parseServerUri(setting) {
    if (setting.trim().toLowerCase() === 'mlflow')
        return { kind: 'environment' };
    return parseAddress(setting, 'the registry');
}
/**
 * Finds the server that is meant, by MLflow's rules for its registry URI.
 * @throws StagegateError as `parseServerUri`, and `input` when the variables name no server
 */
function resolveServer(location, env) {
    if (location.kind !== 'environment')
        return location;
    const registry = nameServer(env, 'MLFLOW_REGISTRY_URI');
    if (registry !== null)
        return registry;
    const tracking = nameServer(env, 'MLFLOW_TRACKING_URI');
    if (tracking === null) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', 'the registry is mlflow, but MLFLOW_TRACKING_URI is not set', {
            hint: 'Set MLFLOW_TRACKING_URI (or MLFLOW_REGISTRY_URI), or give the address itself as the registry: https://….',
        });
    }
    // as MLflow's client does since 3.0: Databricks keeps models in Unity Catalog unless told otherwise
    return tracking.kind === 'databricks' ? { ...tracking, kind: 'databricks-uc' } : tracking;
}
/**
 * Where a registry's runs are, by MLflow's rule: MLFLOW_TRACKING_URI, whatever the registry is.
 * @returns null when that is not set or the same server
 * @throws StagegateError as `parseServerUri`, and `input` when the variable names no server
 */
function resolveTracking(registry, env) {
    const tracking = nameServer(env, 'MLFLOW_TRACKING_URI');
    return tracking === null || identify(tracking) === identify(registry) ? null : tracking;
}
/** Unity Catalog and the workspace's own registry are one server. */
function identify(address) {
    return JSON.stringify(address.kind === 'http' ? address : ['databricks', address.profile]);
}
function nameServer(env, variable) {
    const value = (env[variable] ?? '').trim();
    if (value === '')
        return null;
    const address = parseAddress(value, variable);
    if (address === null)
        throw needsServer(`${variable} is a path`);
    return address;
}
function parseAddress(setting, what) {
    const uri = setting.trim();
    if (/^https?:\/\//i.test(uri))
        return parseHttp(uri, what);
    const databricks = /^(databricks(?:-uc)?)(?:$|:(\/\/)?([^/?#]*))/i.exec(uri);
    if (databricks !== null)
        return parseDatabricks(databricks, what);
    // one letter is a drive: C:\models
    const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
    if (scheme === undefined)
        return null;
    // only the scheme is shown: what follows may hold a password
    if (scheme === 'http' || scheme === 'https')
        throw malformed(`${what} is ${scheme}: without //`);
    if (scheme === 'file' || /^(sqlite|postgres|postgresql|mysql|mssql)(\+|$)/.test(scheme)) {
        throw needsServer(`${what} is a ${scheme}: URI`);
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unsupported', `${what} is a ${scheme}: URI, which stagegate can't use`, {
        hint: 'A registry is a manifest file or folder, http(s)://…, databricks, databricks-uc, or mlflow.',
    });
}
function parseHttp(uri, what) {
    if (!URL.canParse(uri))
        throw malformed(`${what} is no valid URL`);
    const url = new URL(uri);
    if (url.search !== '' || url.hash !== '') {
        throw malformed(`${what} has a ? or # behind its address`);
    }
    // as Python's requests: a user without a colon is no login
    const userinfo = /^https?:\/\/([^/]*)@/i.exec(uri)?.[1] ?? '';
    const login = userinfo.includes(':') && `${url.username}${url.password}` !== '';
    return {
        kind: 'http',
        origin: url.origin,
        basePath: url.pathname.replace(/\/+$/, ''),
        login: login ? { user: decodeLogin(url.username), password: decodeLogin(url.password) } : null,
    };
}
/** A URI's user or password; percent signs that encode nothing stay. */
function decodeLogin(text) {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
        try {
            return decodeURIComponent(encoded);
        }
        catch {
            return encoded;
        }
    });
}
function parseDatabricks(match, what) {
    const [whole, word = '', slashes, profile = ''] = match;
    const kind = word.toLowerCase() === 'databricks' ? 'databricks' : 'databricks-uc';
    if (whole === word)
        return { kind, profile: null };
    if (slashes === undefined || profile === '') {
        throw malformed(`${what} names no profile behind ${kind}:`, `Write ${kind} or ${kind}://profile.`);
    }
    if (profile.includes(':')) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('unsupported', `${what} names a Databricks secret scope, not a profile`, {
            hint: `Only a Databricks notebook can read ${kind}://scope:prefix. Write ${kind} and set DATABRICKS_HOST and DATABRICKS_TOKEN, or ${kind}://profile.`,
        });
    }
    if (/[\s@]/.test(profile)) {
        throw malformed(`${what} names no profile behind ${kind}://`, `Write ${kind} or ${kind}://profile.`);
    }
    return { kind, profile };
}
function malformed(message, hint = 'Write it as https://mlflow.example.com.') {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', message, { hint });
}
function needsServer(message) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `${message}, not an MLflow server`, {
        hint: 'Start one on that store (mlflow server --backend-store-uri …) and give its address: http://127.0.0.1:5000.',
    });
}


/***/ }),

/***/ 245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   OH: () => (/* binding */ isWithdrawal),
/* harmony export */   Ts: () => (/* binding */ ARCHIVED),
/* harmony export */   U9: () => (/* binding */ findStage),
/* harmony export */   YA: () => (/* binding */ parseStage),
/* harmony export */   my: () => (/* binding */ DEFAULT_STAGES),
/* harmony export */   x3: () => (/* binding */ NONE)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1024);
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7529);


/** Where a version without a stage is, and where one goes that is replaced; every registry has both. */
const NONE = 'None';
const ARCHIVED = 'Archived';
const DEFAULT_STAGES = ['Staging', 'Production'];
/** True for the stages that gate nothing: a version may always be withdrawn to them. */
function isWithdrawal(stage) {
    return stage === NONE || stage === ARCHIVED;
}
/** The canonical spelling of a stage, matched without regard to case; undefined when there is no such stage. */
function findStage(text, stages) {
    const wanted = text.toLowerCase();
    return [...stages, NONE, ARCHIVED].find((stage) => stage.toLowerCase() === wanted);
}
/**
 * @param stages the policy's stages in the order of promotion
 * @throws StagegateError `input` naming the stages that there are, and the nearest
 */
function parseStage(text, stages) {
    const stage = findStage(text, stages);
    if (stage !== undefined)
        return stage;
    const known = [...stages, NONE, ARCHIVED];
    const guess = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(text, known);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `there is no stage ${JSON.stringify(text)}`, {
        hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}The stages are ${known.join(', ')}.`,
    });
}


/***/ }),

/***/ 1775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   lF: () => (/* binding */ isVersion),
/* harmony export */   ot: () => (/* binding */ parseVersion)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1024);

/**
 * Model versions are positive whole numbers written canonically and kept as text: MLflow sends them as
 * text, and a YAML `1.0` or `01` must not become version 1 by way of a number.
 */
const CANONICAL = /^[1-9][0-9]{0,17}$/;
function isVersion(text) {
    return CANONICAL.test(text);
}
/** Orders versions by number, for `sort`. */
function compareVersions(a, b) {
    return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
/** @throws StagegateError `input` when the text is no canonical version number. */
function parseVersion(text) {
    if (isVersion(text))
        return text;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StagegateError */ .qU('input', `version ${JSON.stringify(text)} is not a version number`, {
        hint: 'A version is a whole number from 1 on, without leading zeros or a sign; "latest" and "@alias" work too.',
    });
}


/***/ }),

/***/ 3267:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Qf: () => (/* binding */ forTerminal),
/* harmony export */   st: () => (/* binding */ forCommitMessage)
/* harmony export */ });
/* unused harmony exports toOneLine, forLog, forMarkdown, forMarkdownCode, forMarkdownCommand */
/*
 * Foreign text (names, metrics, reports, branches, answers) is made safe here, at the edge where it is
 * shown, by the function for that edge. See docs/threat-model.md for what each one stops.
 */
/** Control characters, line and paragraph separators, what turns the direction of text, and what has no width. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
/** The runner takes `::command::` at a line's start and `##[command]` anywhere in a line. */
const ZERO_WIDTH_SPACE = '\u200b';
/** One line of printable text, at most `limit` characters. */
function toOneLine(text, limit = 2_000) {
    const clean = text.replace(/\r\n|[\n\r\t\u2028\u2029]/g, ' ').replace(UNPRINTABLE, '');
    const characters = [...clean];
    return characters.length <= limit ? clean : `${characters.slice(0, limit - 1).join('')}…`;
}
/** For the workflow's log: one line that the runner can't take for a command. */
function forLog(text) {
    return toOneLine(text, 4_000)
        .replaceAll('##[', `#${ZERO_WIDTH_SPACE}#[`)
        .replace(/^(\s*):(?=:)/, `$1:${ZERO_WIDTH_SPACE}`);
}
/** For a person's terminal: no escape sequences, no direction changes. */
function forTerminal(text) {
    return toOneLine(text);
}
/** For a commit message: no trailers, mentions, references or words that skip CI. */
function forCommitMessage(text) {
    return toOneLine(text, 500)
        .replace(/([@#])(?=[\w-])/g, `$1${ZERO_WIDTH_SPACE}`)
        .replace(/\bGH(?=-\d)/gi, `$&${ZERO_WIDTH_SPACE}`)
        .replace(/\/(?:issues|pull)\/(?=\d)/gi, `$&${ZERO_WIDTH_SPACE}`)
        .replace(/\[(?=(?:skip|no) (?:ci|actions)\]|ci skip\]|actions skip\])/gi, `[${ZERO_WIDTH_SPACE}`)
        .replace(/skip-checks(?=:)/gi, `$&${ZERO_WIDTH_SPACE}`);
}
/** For Markdown outside code: nothing in it is markup, a mention, a reference, a link or a picture. */
function forMarkdown(text, limit = 1_000) {
    return toOneLine(text, limit)
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/[\\`*_{}[\]()#+!|~$-]/g, (character) => `\\${character}`)
        .replace(/@(?=[\w-])/g, `@${ZERO_WIDTH_SPACE}`)
        .replace(/^(\s*\d+)\.(?=\s|$)/, '$1\\.')
        .replace(/\\#(?=\d)/g, `\\#${ZERO_WIDTH_SPACE}`)
        .replace(/\bGH(?=\\-\d)/gi, `GH${ZERO_WIDTH_SPACE}`)
        .replace(/:(?=\/\/)/g, `:${ZERO_WIDTH_SPACE}`)
        .replace(/\bwww\.(?=\w)/gi, (www) => `${www}${ZERO_WIDTH_SPACE}`)
        .replace(/\b[0-9a-f]{7,40}\b/gi, (hex) => hex.replace(/.{6}(?=.)/g, `$&${ZERO_WIDTH_SPACE}`));
}
/** A Markdown code span: its fence is longer than any run of backticks inside; safe in a table's cell. */
function forMarkdownCode(text, limit = 200) {
    // a table ends its cell at a bare pipe, some parsers also after two backslashes
    const clean = toOneLine(text, limit)
        .replace(/\\(?=\|)/g, `\\${ZERO_WIDTH_SPACE}`)
        .replaceAll('|', '\\|')
        .replace(/@(?=[\w-])/g, `@${ZERO_WIDTH_SPACE}`);
    return fence(clean);
}
/** A command to paste, as a Markdown code span outside of tables: character by character what was given. */
function forMarkdownCommand(text) {
    return fence(toOneLine(text));
}
function fence(clean) {
    const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
    const ticks = '`'.repeat(longest + 1);
    const pad = clean.startsWith('`') || clean.endsWith('`') || clean.trim() === '' ? ' ' : '';
    return `${ticks}${pad}${clean}${pad}${ticks}`;
}


/***/ }),

/***/ 143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  x: () => (/* binding */ VERSION)
});

;// CONCATENATED MODULE: ./build/js/package.json
const package_namespaceObject = {"rE":"0.1.0"};
;// CONCATENATED MODULE: ./build/js/src/version.js

/** The package's version; the bundler keeps only this one field of the file. */
const VERSION = package_namespaceObject.rE;


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(281);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
