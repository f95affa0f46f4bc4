import { describe, expect, test } from '@jest/globals';
import { findGto } from '../../../src/adopt/find-gto.js';
import type { GitTag } from '../../../src/adopt/findings.js';

/** Tags in the order of their times: name, and the commit that each stands at. */
const tags = (...named: readonly (readonly [name: string, commit: string])[]): GitTag[] =>
  named.map(([name, commit], at) => ({ name, commit, time: at + 1 }));

/** Name, number and stage of each version of the first model. */
function versionsOf(all: readonly GitTag[]) {
  return findGto(all)?.models[0]?.versions.map(({ name, version, stage }) => [name, version, stage]);
}

describe('findGto', () => {
  test.each<[what: string, all: GitTag[], versions: readonly unknown[]]>([
    ['a version', tags(['churn@v1.2.0', 'a']), [['v1.2.0', '1', null]]],
    [
      'versions by semantic versioning, not by text or time',
      tags(['m@v1.10.0', 'a'], ['m@v1.9.0', 'b'], ['m@v1.10.0-rc.1', 'c']),
      [
        ['v1.9.0', '1', null],
        ['v1.10.0-rc.1', '2', null],
        ['v1.10.0', '3', null],
      ],
    ],
    [
      'whole major versions keep their numbers',
      tags(['m@v2.0.0', 'a'], ['m@v5.0.0', 'b']),
      [
        ['v2.0.0', '2', null],
        ['v5.0.0', '5', null],
      ],
    ],
    [
      'a stage of the version of its commit',
      tags(['m@v1.0.0', 'a'], ['m#prod#1', 'a']),
      [['v1.0.0', '1', 'prod']],
    ],
    [
      'the highest version in a stage',
      tags(['m@v1.0.0', 'a'], ['m@v2.0.0', 'b'], ['m#prod#1', 'b'], ['m#prod#2', 'a']),
      [
        ['v1.0.0', '1', null],
        ['v2.0.0', '2', 'prod'],
      ],
    ],
    [
      'an unassigned stage',
      tags(['m@v1.0.0', 'a'], ['m#prod#1', 'a'], ['m#prod!#2', 'a']),
      [['v1.0.0', '1', null]],
    ],
    [
      'a stage that was assigned again',
      tags(['m@v1.0.0', 'a'], ['m#prod#1', 'a'], ['m#prod!#2', 'a'], ['m#prod#3', 'a']),
      [['v1.0.0', '1', 'prod']],
    ],
    [
      'a deregistered version',
      tags(['m@v1.0.0', 'a'], ['m@v1.1.0', 'b'], ['m@v1.1.0!', 'b']),
      [['v1.0.0', '1', null]],
    ],
    [
      'the later of two stages',
      tags(['m@v1.0.0', 'a'], ['m#prod#1', 'a'], ['m#dev#2', 'a']),
      [['v1.0.0', '1', 'prod']],
    ],
  ])('reads %s', (_what, all, versions) => {
    expect(versionsOf(all)).toEqual(versions);
  });

  test.each([
    'v1.2.0',
    'churn@1.2.0',
    'churn@v1.2',
    'churn#prod',
    'Churn@v1.0.0',
    '${{ x }}@v1.0.0',
    'churn@v01.0.0',
  ])('makes no version of the tag %s', (name) => {
    expect(findGto(tags([name, 'a']))).toBeNull();
  });

  test('orders stages as teams promote, and names models as GTO does', () => {
    const found = findGto(
      tags(['x=m@v1.0.0', 'a'], ['x=m#prod#1', 'a'], ['x=m#shadow#2', 'a'], ['x=m#dev#3', 'a']),
    );
    expect(found?.stages).toEqual(['dev', 'shadow', 'prod']);
    expect(found?.models[0]?.name).toBe('x:m');
    expect(found?.notes).toEqual([
      'x:m: v1.0.0 is in dev and shadow and prod: a version has one stage here, so it is prod',
    ]);
  });

  test('marks what a newer version replaced, and tells what it leaves out', () => {
    const found = findGto(
      tags(
        ...([
          ['m@v1.0.0', 'a'],
          ['m#prod#1', 'a'],
          ['m@v1.1.0', 'b'],
          ['m#prod#2', 'b'],
        ] as const),
        ...([
          ['m#prod#3', 'f00f00f00f'],
          ['old@v1.0.0', 'a'],
          ['old@deprecated#4', 'a'],
        ] as const),
      ),
    );
    expect(found?.models.map(({ name }) => name)).toEqual(['m']);
    expect(found?.models[0]?.versions.map(({ wasReplaced }) => wasReplaced)).toEqual([true, false]);
    expect(found?.notes).toEqual([
      "m: stage prod was assigned to f00f00f, which isn't a version",
      "GTO's model old is deprecated: left out",
    ]);
  });
});
