import type { Statement } from '../evidence.js';
import { findContradiction, readVersionNumber } from '../statement.js';

/** What several parts of one file say about it, the outermost first. Parts that disagree are a contradiction. */
export function joinStatements(parts: readonly Statement[]): Statement {
  return parts.reduce(join, {});
}

function join(one: Statement, other: Statement): Statement {
  return {
    ...one,
    ...other,
    ...joinVersions(one, other),
    model: one.model ?? other.model,
    contradiction:
      one.contradiction ??
      other.contradiction ??
      disagreement(one, other, 'version') ??
      disagreement(one, other, 'model'),
    ...joinCommits(one, other),
    ...joinTimes(one, other),
    testSet: one.testSet ?? other.testSet,
    evaluated: one.evaluated ?? other.evaluated,
  };
}

/** A number says more than another text, which may be a tool's version; an unambiguous key says the most. */
function joinVersions(one: Statement, other: Statement): Pick<Statement, 'version' | 'versionIsSpecific'> {
  const rank = ({ version, versionIsSpecific }: Statement): number => {
    if (version === undefined) return 0;
    return versionIsSpecific === true ? 3 : readVersionNumber(version) === null ? 1 : 2;
  };
  const { version, versionIsSpecific } = rank(other) > rank(one) ? other : one;
  return { version, versionIsSpecific };
}

function disagreement(one: Statement, other: Statement, key: 'version' | 'model'): string | undefined {
  const said = [one, other].flatMap(({ [key]: value }) => (value === undefined ? [] : [{ key, value }]));
  if (key === 'model') return findContradiction(said, (a, b) => a === b);
  return findContradiction(said, (a, b) => {
    const [first, second] = [readVersionNumber(a), readVersionNumber(b)];
    return first === null || second === null || first === second;
  });
}

function joinCommits(one: Statement, other: Statement): Pick<Statement, 'commit' | 'commitContradiction'> {
  const said = [one, other].flatMap(({ commit }) =>
    commit === undefined ? [] : [{ key: 'commit', value: commit }],
  );
  const [longest] = said.map(({ value }) => value).sort((a, b) => b.length - a.length);
  const agree = (a: string, b: string) => {
    const [first, second] = [a.toLowerCase(), b.toLowerCase()];
    return first.startsWith(second) || second.startsWith(first);
  };
  return {
    commit: longest,
    commitContradiction:
      one.commitContradiction ?? other.commitContradiction ?? findContradiction(said, agree),
  };
}

/** The oldest time, so that a newer one can't hide it. */
function joinTimes(one: Statement, other: Statement): Pick<Statement, 'time' | 'unclearTime'> {
  const times = [one, other].flatMap(({ time }) => time ?? []);
  const unclear = [one, other].flatMap(({ unclearTime }) => unclearTime ?? []);
  if (times.length === 0) {
    const [first] = unclear.toSorted((a, b) => Number(a.isDuration ?? false) - Number(b.isDuration ?? false));
    return { time: undefined, unclearTime: first };
  }
  const moments = [...times, ...unclear.flatMap(({ latest }) => latest ?? [])].map((time) => time.getTime());
  return {
    time: new Date(Math.min(...moments)),
    unclearTime: unclear.find(({ latest, isDuration }) => latest === undefined && isDuration !== true),
  };
}
