/** A raw piece of a sentence. Each format marks it up in its own way, and makes it safe for where it is shown. */
export type Piece =
  | string
  /** A name, a path, a digest: as it is written where it comes from. */
  | { readonly code: string }
  | { readonly strong: string }
  /** A pull request of this repository. */
  | { readonly pull: number }
  /** A commit of this repository, in full. */
  | { readonly commit: string }
  /** A page that this run made. */
  | { readonly link: string; readonly text: string };

export type Phrase = readonly Piece[];

/** Digits of a commit or a digest that people are shown. */
export const SHORT = 12;

/** The words alone. */
export function plain(phrase: Phrase): string {
  return phrase.map(plainPiece).join('');
}

function plainPiece(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  if ('code' in piece) return piece.code;
  if ('strong' in piece) return piece.strong;
  if ('pull' in piece) return `#${piece.pull}`;
  return 'commit' in piece ? piece.commit.slice(0, SHORT) : piece.text;
}

/** Joins phrases, with the same text between each two. */
export function join(phrases: readonly Phrase[], between: string): Phrase {
  return phrases.flatMap((phrase, at) => (at === 0 ? phrase : [between, ...phrase]));
}
