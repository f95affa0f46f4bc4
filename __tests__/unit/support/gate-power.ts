import { powerOfGates } from '../../../src/gates/power.js';
import type { PowerOptions } from '../../../src/gates/power-basis.js';
import type { BoundPower } from '../../../src/model/gate-power.js';
import type { ExampleRows, Gate, MetricGate } from '../../../src/policy/schema.js';
import { contextWith, evidenceOf, rulesWith, type ContextParts } from './gate-context.js';

const ASKED: PowerOptions = { samples: null, effect: null };

/** What gates on metric `a` of version 4 are worth. */
export function powers(
  gates: readonly Gate[],
  parts: ContextParts,
  options: Partial<PowerOptions> = {},
): BoundPower[] {
  const context = contextWith({ evidence: evidenceOf('{"a": 0.92, "n": 1000}'), ...parts });
  return powerOfGates({ ...context, rules: rulesWith({ gates: [...gates] }) }, { ...ASKED, ...options });
}

/** The same of one gate. */
export function powerOf(
  gate: Omit<MetricGate, 'metric'>,
  parts: ContextParts = {},
  options = {},
): BoundPower {
  const [power] = powers([{ metric: 'a', ...gate }], parts, options);
  return power!;
}

export const sure = { confidence: '95%', samples: 'n' } as const;
export const CLUSTERS: ExampleRows = { file: 'p/{version}.jsonl', key: 'id', score: 'ok', cluster: 'talk' };
