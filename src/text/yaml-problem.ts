import { hideCredentials, quote } from './safe.js';
import type { ErrorCode, YAMLError } from 'yaml';
import {
  firstOfLine,
  indent,
  isUnmarkedItem,
  lookAt,
  nameOf,
  openBracket,
  openQuote,
  tabAt,
  templateAt,
  withoutComment,
  type Spot,
} from './yaml-spot.js';

/** What is wrong in a YAML text, in plain words. */
export interface YamlProblem {
  /** After "not valid YAML: ". */
  readonly message: string;
  /** What to do: whole sentences. */
  readonly hint: string;
  /** Where in the text, in UTF-16 units. */
  readonly offset: number;
  /** At the end of a text: more text could fix this, so the file may be cut off. */
  readonly isOpen?: boolean;
}

interface Rule {
  /** The library's error codes; all by default. */
  readonly codes?: readonly ErrorCode[];
  /** The library's message. */
  readonly said?: RegExp;
  readonly when?: (spot: Spot) => boolean;
  readonly message: string | ((spot: Spot) => string);
  readonly hint: string | ((spot: Spot) => string);
  /** The position, if it is not the library's. */
  readonly at?: (spot: Spot) => number;
  readonly isOpen?: true;
}

/** A key on one line, possibly in a list's item, and the text after its colon. */
const KEY = /^(\s*(?:- +)*)("[^"]*"|'[^']*'|[^\s"'#,:{}[\]&*!|>%@`-][^\s,:{}[\]]*):(.*)$/;
const TIGHT_KEY = /^(\s*(?:- +)*)([\w."'-]+):(?!\/\/)([^ \s:].*)$/;
const TIGHT_DASH = /^(\s*)-([A-Za-z_"'{[*].*)$/;
/** Characters from copied text: spaces, colons and quotes that look like plain ones. */
const LOOKALIKE = /[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff：“”„‘’]/;
const STAR_KEY = /^\s*\*\s*:/;
const STRUCTURE: readonly ErrorCode[] = [
  'MISSING_CHAR',
  'MULTILINE_IMPLICIT_KEY',
  'BLOCK_AS_IMPLICIT_KEY',
  'BAD_INDENT',
  'UNEXPECTED_TOKEN',
];

/** Explanations of the library's errors. The first matching rule counts. */
const RULES: readonly Rule[] = [
  {
    codes: ['TAB_AS_INDENT', ...STRUCTURE],
    when: (spot) => /^Tabs /.test(spot.said) || (tabAt(spot) !== null && !/flow|quote/i.test(spot.said)),
    message: 'a tab is used for indentation',
    hint: 'Indent with spaces.',
    at: (spot) => tabAt(spot) ?? spot.offset,
  },
  {
    codes: ['DUPLICATE_KEY'],
    message: ({ rest }) =>
      `the key ${quoteBare(/^("[^"]*"|'[^']*'|[^:,}]*)/.exec(rest)?.[0] ?? '')} appears twice`,
    hint: 'Keep one of the two.',
  },
  {
    when: ({ line }) => line.startsWith('```'),
    message: 'this line belongs to Markdown',
    hint: 'Remove the lines with ```.',
  },
  {
    when: ({ line }) => /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(line),
    message: 'git left a merge conflict here',
    hint: 'Keep one side or both, and remove the lines of "<", "=" and ">".',
  },
  {
    codes: ['MISSING_CHAR'],
    said: /^Missing closing ['"]quote/,
    message: ({ said }) => `the quote ${said.includes("'") ? "'" : '"'} is not closed`,
    hint: 'Close it at the end of its value.',
    at: openQuote,
    isOpen: true,
  },
  {
    codes: ['UNEXPECTED_TOKEN', 'MISSING_CHAR', 'BAD_INDENT', 'BLOCK_IN_FLOW'],
    when: (spot) => templateAt(spot) !== null,
    message: 'a value with { } has no quotes',
    hint: (spot) => `Quote the value: it contains { }. Write ${quoteBare(templateAt(spot)?.value ?? '')}.`,
    at: (spot) => templateAt(spot)?.offset ?? spot.offset,
  },
  {
    codes: ['BAD_INDENT', 'UNEXPECTED_TOKEN', 'MULTILINE_IMPLICIT_KEY', 'BAD_ALIAS', 'BLOCK_AS_IMPLICIT_KEY'],
    when: ({ line, above }) => STAR_KEY.test(line) || STAR_KEY.test(above),
    message: 'the key * has no quotes',
    hint: 'Write "*": for all models.',
    at: ({ line, start, above, aboveStart }) =>
      STAR_KEY.test(line) ? start + indent(line) : aboveStart + indent(above),
  },
  {
    codes: ['MISSING_CHAR', 'MULTILINE_IMPLICIT_KEY', 'BLOCK_AS_IMPLICIT_KEY'],
    when: ({ line }) => TIGHT_KEY.test(line),
    message: ({ line }) => `a space is missing after "${TIGHT_KEY.exec(line)?.[2] ?? ''}:"`,
    hint: ({ line }) => `Write ${TIGHT_KEY.exec(line)?.slice(2).join(': ') ?? ''}`,
    at: ({ line, start }) => start + line.indexOf(':') + 1,
  },
  {
    codes: ['MISSING_CHAR'],
    said: /^Missing space after :/,
    message: 'a space is missing after a colon',
    hint: 'Write "key: value".',
  },
  {
    codes: STRUCTURE,
    when: ({ line }) => TIGHT_DASH.test(line),
    message: 'a space is missing after the "-" of a list item',
    hint: ({ line }) => `Write - ${TIGHT_DASH.exec(line)?.[2] ?? ''}`,
    at: ({ line, start }) => start + line.indexOf('-') + 1,
  },
  {
    codes: ['BAD_INDENT'],
    said: /must be sufficiently indented and end with a|must end with a/,
    message: ({ said }) => `the ${said.endsWith('}') ? '{' : '['} is not closed`,
    hint: ({ said }) =>
      `Close it with ${said.endsWith('}') ? '}' : ']'}. Indent each line inside it further than the line of its key.`,
    at: openBracket,
  },
  {
    codes: ['MISSING_CHAR'],
    said: /must be sufficiently indented and end with a|must end with a/,
    message: ({ said }) => `the ${said.endsWith('}') ? '{' : '['} is not closed`,
    hint: ({ said }) => `Close it with ${said.endsWith('}') ? '}' : ']'}.`,
    at: openBracket,
  },
  {
    codes: ['UNEXPECTED_TOKEN'],
    said: /flow-(?:map|seq)-end/,
    message: ({ rest }) => `the ${rest.slice(0, 1)} has no opening bracket`,
    hint: 'Remove it, or quote the value that it belongs to.',
  },
  {
    codes: ['UNEXPECTED_TOKEN'],
    said: /^Unexpected block-seq-ind on same line|^Unexpected seq-item-ind token/,
    when: ({ before }) => before.trim() !== '',
    message: 'a list starts on the line of its key',
    hint: 'Start the list on the next line, or write it as [a, b].',
  },
  {
    codes: ['BAD_INDENT', 'MISSING_CHAR', 'UNEXPECTED_TOKEN', 'MULTILINE_IMPLICIT_KEY'],
    when: isUnmarkedItem,
    message: 'a line of a list has no "- "',
    hint: 'Start it with "- ", or indent it like the lines of the item above.',
    at: firstOfLine,
  },
  {
    codes: STRUCTURE,
    when: ({ line }) => /^\s*-(?: |$)/.test(line),
    message: 'this list item does not line up with what is above it',
    hint: 'Line it up with the other items of its list. A line above it at this level needs a "- " too.',
    at: firstOfLine,
  },
  {
    codes: ['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY'],
    when: ({ before, rest }) => /\S/.test(before) && /:(?: |$)/.test(withoutComment(rest)),
    message: 'a value contains a colon and has no quotes',
    hint: ({ rest }) => `Quote the value: ${quoteBare(withoutComment(rest))}. Two keys need a line each.`,
  },
  {
    codes: ['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY'],
    when: ({ line, below }) => (KEY.exec(line)?.[3]?.trim() ?? '') !== '' && indent(below) > indent(line),
    message: 'this line is indented under a key that has a value',
    hint: 'Indent it like that key, or remove the value there.',
    at: ({ below, belowStart }) => belowStart + indent(below),
  },
  {
    codes: ['MULTILINE_IMPLICIT_KEY', 'MISSING_CHAR'],
    said: /^Implicit (?:keys need|map keys need)/,
    when: ({ line }) => !LOOKALIKE.test(line) && /^\s*(?:- +)*[\w.-]+\s*(?:#.*)?$/.test(line),
    message: ({ line }) => `a colon is missing after ${quoteBare(nameOf(line))}`,
    hint: ({ line }) => `Write ${nameOf(line)}: and its value.`,
    at: firstOfLine,
    isOpen: true,
  },
  {
    codes: ['MULTILINE_IMPLICIT_KEY'],
    when: ({ rest }) => /^["']/.test(rest),
    message: 'a key is longer than one line',
    hint: 'Write the key on one line, or close the quote before it.',
  },
  {
    codes: ['MISSING_CHAR'],
    said: /^Sequence item without/,
    message: 'this line is neither an item of the list nor part of one',
    hint: 'Indent it like the lines of the item above, or start it with "- " below the other dashes.',
    at: firstOfLine,
  },
  {
    codes: ['KEY_OVER_1024_CHARS'],
    message: 'a key is longer than 1,024 characters',
    hint: 'Shorten it. If it is a value, a quote or a line break may be missing.',
  },
  {
    codes: STRUCTURE,
    when: ({ line }) => LOOKALIKE.test(line),
    message: ({ line }) => `this line contains ${describe(LOOKALIKE.exec(line)?.[0] ?? '')}`,
    hint: 'Type it again: YAML only knows plain spaces, colons and quotes, and copied text often has others.',
    at: ({ line, start }) => start + line.search(LOOKALIKE),
  },
  {
    codes: ['BAD_INDENT'],
    message: 'the indentation does not match the lines above',
    hint: 'Indent it exactly like the keys that it belongs to.',
    at: firstOfLine,
  },
  {
    codes: ['BAD_SCALAR_START'],
    message: ({ rest }) => `a value can't start with ${rest.slice(0, 1)} without quotes`,
    hint: ({ rest }) => {
      const value = /^[^\s,[\]{}]+(?=\s*$)/.exec(withoutComment(rest))?.[0];
      return value === undefined ? 'Quote the value.' : `Quote the value: ${quoteBare(value)}.`;
    },
  },
  {
    codes: ['BAD_DQ_ESCAPE'],
    message: ({ rest }) => `${rest.slice(0, 2)} means nothing inside double quotes`,
    hint: 'Use single quotes, or write the backslash twice.',
  },
  {
    codes: ['MISSING_CHAR', 'BLOCK_IN_FLOW'],
    said: /^Missing , |^Block collections/,
    message: 'a comma is missing inside [ ] or { }',
    hint: 'Separate the entries with commas, and quote a value that contains one of , : [ ] { }.',
  },
  {
    codes: ['UNEXPECTED_TOKEN'],
    said: /^Unexpected (?:, in|empty item)/,
    message: 'there is an extra comma inside [ ] or { }',
    hint: 'Remove it.',
  },
  {
    codes: ['UNEXPECTED_TOKEN'],
    when: ({ before, rest }) => /^[{["']/.test(rest) && /[}\]"']\s+$/.test(before),
    message: 'a comma is missing inside [ ] or { }',
    hint: 'Separate the entries with commas.',
  },
  {
    codes: ['MISSING_CHAR'],
    said: /^Comments must be separated/,
    message: 'a space is missing before the #',
    hint: 'Put a space before a comment. Quote the value if the # belongs to it.',
  },
  {
    codes: ['UNEXPECTED_TOKEN', 'MISSING_CHAR'],
    said: /^Block scalar header|^Not a YAML token/,
    message: "a value can't start with > or | on its own line without quotes",
    hint: 'Quote the value. If a longer text follows, start it on the next line.',
  },
  {
    codes: ['UNEXPECTED_TOKEN'],
    when: ({ before }) => before.endsWith("'"),
    message: 'text follows a closing quote',
    hint: "Quote the whole value, with each ' inside it written twice (it''s), or use double quotes.",
  },
  {
    codes: ['UNEXPECTED_TOKEN'],
    when: ({ before }) => /"\s*$/.test(before) || /'\s*$/.test(before),
    message: 'text follows a closing quote',
    hint: 'Quote the whole value. If this quote should open a value, close the one before it.',
  },
  {
    codes: ['TAG_RESOLVE_FAILED'],
    message: ({ rest }) => `the tag ${/^\S*/.exec(rest)?.[0] ?? ''} is unknown`,
    hint: 'Remove it. Quote the value if the ! belongs to it.',
  },
  {
    codes: [
      'ALIAS_PROPS',
      'BAD_ALIAS',
      'BAD_PROP_ORDER',
      'MULTIPLE_ANCHORS',
      'MULTIPLE_TAGS',
      'BAD_COLLECTION_TYPE',
      'NON_STRING_KEY',
    ],
    message: 'a value that starts with &, * or ! has no quotes',
    hint: 'Quote the value. Without quotes, & names a part, * repeats it and ! gives it a type.',
  },
  {
    codes: ['MISSING_CHAR', 'UNEXPECTED_TOKEN'],
    when: ({ line }) => /(?:^|[\s[{,])[&*!]\S*/.test(line),
    message: 'a value that starts with &, * or ! has no quotes',
    hint: 'Quote the value. Without quotes, & names a part, * repeats it and ! gives it a type.',
  },
  {
    codes: ['BAD_DIRECTIVE', 'MISSING_CHAR'],
    said: /directive/i,
    message: 'a line starts with %',
    hint: 'Quote the text, or remove the line: at the start of a line % is an instruction to the YAML reader.',
  },
  {
    codes: ['RESOURCE_EXHAUSTION'],
    message: 'it is nested too deeply, or its aliases repeat too much',
    hint: 'Reduce the nesting, or write out what the aliases repeat.',
  },
  {
    codes: ['UNEXPECTED_TOKEN'],
    message: 'a value ends before this text',
    hint: 'Quote the whole value, or put this text on a line of its own.',
  },
];

const FALLBACK: Rule = {
  message: 'the structure breaks here',
  hint: 'Check the quotes, brackets, colons and indentation of this line and of the one above.',
};

/** Explains the YAML library's error in plain words. */
export function explainYaml(error: Pick<YAMLError, 'code' | 'message' | 'pos'>, text: string): YamlProblem {
  const spot = lookAt(text, error);
  const rule =
    RULES.find(
      ({ codes, said, when }) =>
        (codes === undefined || codes.includes(error.code)) &&
        (said === undefined || said.test(spot.said)) &&
        (when === undefined || when(spot)),
    ) ?? FALLBACK;
  const { message, hint, at, isOpen = false } = rule;
  return {
    message: hideCredentials(typeof message === 'string' ? message : message(spot)),
    hint: hideCredentials(typeof hint === 'string' ? hint : hint(spot)),
    offset: at === undefined ? spot.offset : at(spot),
    isOpen,
  };
}

function describe(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `${/\s|\u200b|\ufeff/.test(character) ? 'a space' : character} that is not the plain one (U+${code})`;
}

/** A value as it would be written. */
function quoteBare(text: string): string {
  return quote(text.replace(/^(["'])(.*)\1$/, '$2'));
}
