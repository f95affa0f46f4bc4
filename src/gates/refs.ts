import picomatch from 'picomatch';
import type { GateContext } from './context.js';
import type { GateResult } from '../model/gate-result.js';

/**
 * `refs`: the git ref that the promotion runs on must match one of these, in full (`refs/heads/main`). Asked on a
 * pull request, it is the branch that it goes to that counts: once merged, the promotion runs there and is judged.
 */
export function checkRefs(context: GateContext): GateResult[] {
  const { refs } = context.rules;
  if (refs === null) return [];
  const { ref, base } = context.run;
  const required = refs.join(', ');
  const result = {
    gate: 'refs',
    metric: null,
    check: 'refs',
    observed: ref ?? 'missing',
    required,
    champion: null,
  } as const;
  if (ref === null) {
    const reason = `it is not known which ref this runs on, must be ${required}: run it in a workflow or on a branch`;
    return [{ ...result, verdict: 'fail', reason }];
  }
  const matches = (name: string) =>
    refs.some((pattern) => picomatch.isMatch(name, pattern, { nonegate: true, dot: true }));
  const held = matches(ref);
  if (!held && context.dry && base !== undefined && matches(base)) {
    const reason = `this runs on ${ref}, for a pull request to ${base}: the promotion itself must run there, once it is merged`;
    return [{ ...result, verdict: 'skip', reason }];
  }
  return [
    {
      ...result,
      verdict: held ? 'pass' : 'fail',
      reason: `this runs on ${ref}${held ? '' : `, must run on ${required}`}`,
    },
  ];
}
