/** What is asked of a commit: a path as the repository's trees have it, empty for the topmost folder. */
export interface Question {
  /** An `entry` is told without what is in it. */
  readonly kind: 'file' | 'folder' | 'entry';
  readonly path: string;
}

/** What stands at a path. The mode is a number: 33188 is 100644 in octal. */
export interface Entry {
  readonly type: string;
  readonly mode: number;
  readonly oid: string;
  readonly object: (Folder & FileText) | null;
}

interface FileText {
  /** Null for what GitHub takes for binary. */
  readonly text?: string | null;
  readonly isTruncated?: boolean;
}

export interface Folder {
  readonly entries?:
    readonly Pick<Entry & { readonly name: string }, 'name' | 'type' | 'mode' | 'oid'>[] | undefined;
}

/** By the question's place, `a0`, `a1`, …: an entry, or the topmost folder. */
export type Answers = Readonly<Record<string, (Entry & Folder) | null>>;

const FILE = '{ type mode oid object { ... on Blob { text isTruncated } } }';
const ENTRIES = 'entries { name type mode oid }';
const FIELDS = {
  file: FILE,
  folder: `{ type mode oid object { ... on Tree { ${ENTRIES} } } }`,
  entry: '{ type mode oid }',
};

/** A query for all questions at once, of a commit or of the one that a branch is at. */
export function writeQuestion(
  at: { readonly commit: string } | { readonly branch: string },
  questions: readonly Question[],
): { readonly text: string; readonly variables: Readonly<Record<string, string>> } {
  const variables: Record<string, string> = {};
  const fields = questions.map(({ kind, path }, index) => {
    if (path === '') return `a${index}: tree { oid ${ENTRIES} }`;
    variables[`p${index}`] = path;
    return `a${index}: file(path: $p${index}) ${FIELDS[kind]}`;
  });
  const paths = Object.keys(variables).map((name) => `, $${name}: String!`);
  const commit = `{ ... on Commit { oid ${fields.join(' ')} } }`;
  const [type, value, found] =
    'commit' in at
      ? ['GitObjectID!', at.commit, `target: object(oid: $at) ${commit}`]
      : ['String!', `refs/heads/${at.branch}`, `ref(qualifiedName: $at) { target ${commit} }`];
  const head = `query($owner: String!, $repo: String!, $at: ${type}${paths.join('')})`;
  return {
    text: `${head} { repository(owner: $owner, name: $repo) { ${found} } }`,
    variables: { ...variables, at: value },
  };
}

type Target = (Answers & { readonly oid?: unknown }) | null;

/** What comes back for `writeQuestion`. */
export interface QuestionAnswer {
  readonly repository: {
    readonly target?: Target;
    readonly ref?: { readonly target: Target } | null;
  } | null;
}

/** The commit and what stands in it; null where there is no such branch or commit. */
export function readAnswer({
  repository,
}: QuestionAnswer): { readonly commit: string; readonly answers: Answers } | null {
  const target = repository?.target ?? repository?.ref?.target ?? null;
  return typeof target?.oid === 'string' ? { commit: target.oid, answers: target } : null;
}
