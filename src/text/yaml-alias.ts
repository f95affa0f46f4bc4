import { visit, type Document } from 'yaml';
import type { YamlProblem } from './yaml-problem.js';

/** For an alias that nothing before it defines, such as a name that should have been quoted. */
export function explainAlias(source: string): Pick<YamlProblem, 'message' | 'hint'> {
  return {
    message: `the alias *${source} has no anchor before it`,
    hint: `Quote the value if the * belongs to it: ${JSON.stringify(`*${source}`)}. Otherwise define &${source} above.`,
  };
}

/** The first such alias; null when there is none. */
export function findAliasProblem(document: Document.Parsed): YamlProblem | null {
  const anchors = new Set<string>();
  let problem: YamlProblem | null = null;
  visit(document, {
    Node(_, { anchor }) {
      if (anchor !== undefined) anchors.add(anchor);
    },
    Alias(_, { source, range }) {
      if (anchors.has(source)) return undefined;
      problem = { ...explainAlias(source), offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return problem;
}

/** What the library throws, once aliases are followed, for a `<<` of anything but maps. */
export function explainMerge(error: unknown): Pick<YamlProblem, 'message' | 'hint'> | null {
  return error instanceof Error && error.message.startsWith('Merge sources')
    ? { message: 'the key << takes a map, or an alias of one', hint: 'Quote the key if << is a name.' }
    : null;
}
