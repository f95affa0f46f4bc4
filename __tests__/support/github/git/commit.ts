/** Who made a commit, and when (ISO 8601, or what git takes for a date). */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  /** Whole, without the line ends after it. */
  readonly message: string;
}

/** Reads a commit object. */
export function readCommit(sha: string, object: Buffer): Commit {
  const text = object.toString('utf8');
  const end = text.indexOf('\n\n');
  const lines = text.slice(0, end).split('\n');
  const all = (key: string) =>
    lines.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  return {
    sha,
    tree: all('tree')[0]!,
    parents: all('parent'),
    author: readPerson(all('author')[0]!),
    committer: readPerson(all('committer')[0]!),
    message: text.slice(end + 2).replace(/\n+$/, ''),
  };
}

/** `Name <mail> 1762000000 +0100`; GitHub tells times in UTC, whole seconds. */
function readPerson(line: string): Person {
  const match = /^(.*?) ?<(.*)> (\d+) [+-]\d{4}$/.exec(line);
  if (match === null) throw new Error(`no author: ${line}`);
  return { name: match[1]!, email: match[2]!, date: toIso(Number(match[3]) * 1000) };
}

/** A moment as GitHub's APIs write it. */
export function toIso(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
