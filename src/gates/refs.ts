import picomatch from 'picomatch';
import type { GateContext } from './context.js';
import type { GateResult } from './result.js';

/** `refs`: the git ref that the promotion runs on must match one of these, in full (`refs/heads/main`). */
export function checkRefs(context: GateContext): GateResult[] {
  const { refs } = context.rules;
  if (refs === null) return [];
  const { ref } = context.run;
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
  const held = refs.some((pattern) => picomatch.isMatch(ref, pattern, { nonegate: true, dot: true }));
  return [
    {
      ...result,
      verdict: held ? 'pass' : 'fail',
      reason: `this runs on ${ref}${held ? '' : `, must run on ${required}`}`,
    },
  ];
}
