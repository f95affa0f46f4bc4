import type { DataPath } from '../text/yaml-source.js';
import type { Finding } from './diagnose.js';
import { comparesWithChampion } from './metric-rules.js';
import type { Gate, MetricGate, PolicyFile, StagePolicy } from './schema.js';

/** The limit for the chance that any version is promoted which shouldn't be. */
export interface FalsePromotions {
  /** As written: `5%`. */
  readonly text: string;
  /** Above 0 and below 1. */
  readonly rate: number;
}

export function readFalsePromotions(text: string | undefined): FalsePromotions | null {
  return text === undefined ? null : { text, rate: Number.parseFloat(text) / 100 };
}

/** Whether any stage of the policy has `false-promotions`. */
export function countsAttempts({ content }: { readonly content: PolicyFile }): boolean {
  return Object.values(content.models).some(({ stages }) =>
    Object.values(stages).some((stage) => stage['false-promotions'] !== undefined),
  );
}

/** Why a stage's gates can't keep the chance below its `false-promotions`. */
export function falsePromotionFindings(rules: StagePolicy, path: DataPath): Finding[] {
  const { 'false-promotions': text, gates = [] } = rules;
  if (text === undefined) {
    if (rules['test-set'] === undefined) return [];
    const message = '"test-set" has no effect without false-promotions';
    return [{ path, key: 'test-set', message, hint: 'Add false-promotions, or remove test-set.' }];
  }
  const { rate } = readFalsePromotions(text) ?? { rate: 0 };
  if (!(rate > 0 && rate < 1))
    return [
      {
        path: [...path, 'false-promotions'],
        message: `false-promotions must be above 0% and below 100%, not ${text}`,
        hint: 'Write 5%, for example: the chance that any version is promoted by luck.',
      },
    ];
  const metrics = gates.flatMap((gate, at) => metricGates(gate, [...path, 'gates', at]));
  const findings = metrics.flatMap((found) => gateFindings(found));
  if (findings.length > 0 || metrics.some(({ gate }) => gate.confidence !== undefined)) return findings;
  return [
    {
      ...{ path, key: 'false-promotions' },
      message: '"false-promotions" has no effect without a metric gate that has confidence',
      hint: 'Add confidence: 95% to the gates that chance can pass, and where their uncertainty is (samples, stderr or paired).',
    },
  ];
}

interface Located {
  readonly gate: MetricGate;
  readonly path: DataPath;
}

function metricGates(gate: Gate, path: DataPath): Located[] {
  if ('any-of' in gate) return gate['any-of'].flatMap((one, at) => metricGates(one, [...path, 'any-of', at]));
  return 'metric' in gate ? [{ gate, path }] : [];
}

/** A bound without confidence counts as exact, but a comparison can't: both numbers are measured. */
function gateFindings({ gate, path }: Located): Finding[] {
  const { metric, confidence, inconclusive } = gate;
  const name = `the gate on ${JSON.stringify(metric)}`;
  if (confidence === undefined) {
    if (!comparesWithChampion(gate)) return [];
    const message = `false-promotions can't be kept: ${name} compares without confidence, so chance alone can pass it`;
    const hint =
      'Add confidence: 95% to it, and where its uncertainty is (samples, stderr or paired), unless the report says it.';
    return [
      {
        ...{ path, message, hint },
        key: gate['max-regression'] === undefined ? 'min-improvement' : 'max-regression',
      },
    ];
  }
  if (inconclusive === undefined || inconclusive === 'block') return [];
  const message = `false-promotions can't be kept: ${name} lets an inconclusive result pass (inconclusive: ${inconclusive})`;
  return [{ path: [...path, 'inconclusive'], message, hint: 'Remove inconclusive, so that it blocks.' }];
}
