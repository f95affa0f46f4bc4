import { describe, expect, test } from '@jest/globals';
import type { RunContext } from '../../../src/model/run-context.js';
import { checkRefs } from '../../../src/gates/transition.js';
import { contextWith, rulesWith } from '../support/gate-context.js';

const runOn = (given: Partial<RunContext>): RunContext => ({
  actor: null,
  run: null,
  ref: null,
  commits: [],
  ...given,
});

describe('refs', () => {
  test.each<[string, string[], string | null, 'pass' | 'fail']>([
    ['the ref', ['refs/heads/main'], 'refs/heads/main', 'pass'],
    ['one of several', ['refs/heads/main', 'refs/tags/v*'], 'refs/tags/v1', 'pass'],
    ['another branch', ['refs/heads/main'], 'refs/heads/main2', 'fail'],
    ['a tag of the same name', ['refs/heads/main'], 'refs/tags/main', 'fail'],
    ['another case', ['refs/heads/main'], 'refs/heads/Main', 'fail'],
    ['a branch in short', ['main'], 'refs/heads/main', 'fail'],
    ['a branch that ends like it', ['main'], 'refs/heads/x/main', 'fail'],
    ['a glob', ['refs/heads/release/*'], 'refs/heads/release/1', 'pass'],
    ['a glob, too deep', ['refs/heads/release/*'], 'refs/heads/release/1/x', 'fail'],
    ['a glob over folders', ['refs/heads/**'], 'refs/heads/release/1/x', 'pass'],
    ['a name with a dot first', ['refs/heads/*'], 'refs/heads/.x', 'pass'],
    ['a pattern that looks like a negation', ['!refs/heads/main'], 'refs/heads/x', 'fail'],
    ['a negation in brackets', ['refs/heads/!(main)'], 'refs/heads/main', 'fail'],
    ['a pull request', ['refs/heads/*'], 'refs/pull/1/merge', 'fail'],
    ['no ref', ['**'], null, 'fail'],
  ])('%s', (_name, refs, ref, verdict) => {
    expect(checkRefs(contextWith({ rules: rulesWith({ refs }), run: runOn({ ref }) }))).toMatchObject([
      {
        gate: 'refs',
        check: 'refs',
        observed: ref ?? 'missing',
        required: refs.join(', '),
        champion: null,
        verdict,
      },
    ]);
  });

  describe('on a pull request', () => {
    const onPullRequest = { ref: 'refs/pull/7/merge', base: 'refs/heads/main' };

    test.each<[string, Partial<RunContext>, string[], boolean, 'pass' | 'skip' | 'fail']>([
      ['asked, to the right branch', onPullRequest, ['refs/heads/main'], true, 'skip'],
      ['asked, to another branch', onPullRequest, ['refs/heads/release/*'], true, 'fail'],
      ['asked, the pull request itself is allowed', onPullRequest, ['refs/pull/**'], true, 'pass'],
      ['asked, the base is not known', { ref: 'refs/pull/7/merge' }, ['refs/heads/main'], true, 'fail'],
      ['asked, the ref is not known', { base: 'refs/heads/main' }, ['refs/heads/main'], true, 'fail'],
      ['to be promoted', onPullRequest, ['refs/heads/main'], false, 'fail'],
      ['asked on a branch', { ref: 'refs/heads/x' }, ['refs/heads/main'], true, 'fail'],
    ])('%s', (_name, run, refs, dry, verdict) => {
      expect(checkRefs(contextWith({ rules: rulesWith({ refs }), run: runOn(run), dry }))).toMatchObject([
        { gate: 'refs', observed: run.ref ?? 'missing', verdict },
      ]);
    });

    test('says where the promotion will be judged', () => {
      const rules = rulesWith({ refs: ['refs/heads/main'] });
      expect(checkRefs(contextWith({ rules, run: runOn(onPullRequest), dry: true }))[0]?.reason).toBe(
        'this runs on refs/pull/7/merge, for a pull request to refs/heads/main: the promotion must run on refs/heads/main, after the merge',
      );
    });
  });

  test('say where this runs, and where it must', () => {
    const rules = rulesWith({ refs: ['refs/heads/main', 'refs/tags/v*'] });
    const [result] = checkRefs(contextWith({ rules, run: runOn({ ref: 'refs/heads/x' }) }));
    expect(result?.reason).toBe('this runs on refs/heads/x, must run on refs/heads/main, refs/tags/v*');
  });

  test('say what to do when none is known', () => {
    const [result] = checkRefs(contextWith({ rules: rulesWith({ refs: ['a', 'b'] }) }));
    expect(result?.reason).toBe(
      'the git ref of this run is unknown, must be a, b: run it in a workflow or on a branch',
    );
  });

  test('are nothing where the policy does not ask', () => {
    expect(checkRefs(contextWith({ run: runOn({ ref: 'refs/heads/x' }) }))).toEqual([]);
  });
});
