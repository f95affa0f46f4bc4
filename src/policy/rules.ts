import { findStage, isWithdrawal } from '../registry/stage.js';
import { nearest } from '../nearest.js';
import { parseMetricPath } from '../evidence/metric-path.js';
import { checkTemplate } from '../evidence/template.js';
import { StagegateError } from '../errors.js';
import type { DataPath } from '../yaml-source.js';
import type { Finding } from './diagnose.js';
import { checkWindow } from './freeze-window.js';
import { findRegistryBreaks } from './registry-rules.js';
import type { ChecksGate, Gate, MetricGate, PolicyFile, StagePolicy } from './schema.js';

/** What a schema can't say: rules between keys, and what this release does not do yet. */
export function findRuleBreaks(policy: PolicyFile, stages: readonly string[]): Finding[] {
  const findings: Finding[] = [...findRegistryBreaks(policy.registry, stages), ...stageNameFindings(policy)];
  for (const [model, { stages: entries, report }] of Object.entries(policy.models)) {
    findings.push(...templateFindings(report, ['models', model, 'report']));
    for (const [name, rules] of Object.entries(entries)) {
      const path = ['models', model, 'stages', name];
      findings.push(...stageKeyFindings(name, Object.keys(entries), path, stages));
      findings.push(...stageFindings(rules, path, stages));
    }
  }
  return findings;
}

function stageNameFindings(policy: PolicyFile): Finding[] {
  const seen = new Set<string>();
  return (policy.stages ?? []).flatMap((stage, at) => {
    const path = ['stages', at];
    const lower = stage.toLowerCase();
    if (seen.has(lower)) return [{ path, message: `stage ${JSON.stringify(stage)} is named twice` }];
    seen.add(lower);
    if (findStage(stage, []) !== undefined) {
      return [
        { path, message: `${stage} is always there and is not named among the stages`, hint: 'Take it out.' },
      ];
    }
    if (!/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/.test(stage)) {
      return [
        {
          path,
          message: `${JSON.stringify(stage)} is no name for a stage`,
          hint: 'Letters, digits, space, dot, dash and underscore, 64 at most.',
        },
      ];
    }
    return [];
  });
}

function stageKeyFindings(
  name: string,
  names: readonly string[],
  path: DataPath,
  stages: readonly string[],
): Finding[] {
  const stage = findStage(name, stages);
  const at = { path: path.slice(0, -1), key: name };
  if (stage === undefined) {
    const guess = nearest(name, stages);
    return [
      {
        ...at,
        message: `there is no stage ${JSON.stringify(name)}`,
        hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}The stages are ${stages.join(', ')}; name others in the policy's "stages".`,
      },
    ];
  }
  if (isWithdrawal(stage)) {
    return [
      { ...at, message: `${stage} takes no gates: a version may always go there`, hint: 'Take it out.' },
    ];
  }
  if (names.some((other) => other !== name && findStage(other, stages) === stage)) {
    return [
      {
        ...at,
        message: `stage ${stage} has two entries`,
        hint: 'Stages are matched without regard to case: keep one.',
      },
    ];
  }
  return [];
}

function stageFindings(rules: StagePolicy, path: DataPath, stages: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  for (const [at, stage] of [rules.from ?? []].flat().entries()) {
    if (findStage(stage, stages) === undefined) {
      const from = Array.isArray(rules.from) ? [...path, 'from', at] : [...path, 'from'];
      findings.push({
        path: from,
        message: `there is no stage ${JSON.stringify(stage)}`,
        hint: `The stages are ${stages.join(', ')}, None and Archived.`,
      });
    }
  }
  for (const [at, ref] of [rules.refs ?? []].flat().entries()) {
    if (/^(?:refs\/|\*)/.test(ref)) continue;
    const place = Array.isArray(rules.refs) ? [...path, 'refs', at] : [...path, 'refs'];
    findings.push({
      path: place,
      message: `${JSON.stringify(ref)} is no full ref`,
      hint: `Write refs/heads/${ref} for a branch, refs/tags/${ref} for a tag.`,
    });
  }
  if (rules.evidence !== undefined && Object.keys(rules.evidence).length === 0) {
    findings.push({
      path: [...path, 'evidence'],
      message: '"evidence" has nothing to check',
      hint: 'Give it max-age, version or commit, or take it out.',
    });
  }
  for (const [at, entry] of (rules.freeze ?? []).entries())
    findings.push(
      ...checkWindow(entry).map(({ key, ...fault }) => ({ ...fault, path: [...path, 'freeze', at, key] })),
    );
  for (const [at, gate] of (rules.gates ?? []).entries())
    findings.push(...gateFindings(gate, [...path, 'gates', at]));
  return findings;
}

function gateFindings(gate: Gate, path: DataPath): Finding[] {
  if ('checks' in gate) return checksFindings(gate, [...path, 'checks']);
  if ('approvals' in gate) return [];
  if ('tests' in gate) return templateFindings(gate.tests, [...path, 'tests']);
  const later = (['confidence', 'stderr', 'paired', 'inconclusive'] as const).filter(
    (key) => gate[key] !== undefined,
  );
  return [...later.map((key) => notYet(path, key)), ...metricFindings(gate, path)];
}

/** Two entries for one check could ask for different things. */
function checksFindings({ checks }: ChecksGate, path: DataPath): Finding[] {
  const keys = checks.map((check) =>
    typeof check === 'string' ? `${check}\n` : `${check.name}\n${check.app ?? ''}`,
  );
  return keys.flatMap((key, at) =>
    keys.indexOf(key) === at
      ? []
      : [
          {
            path: [...path, at],
            message: `the check ${JSON.stringify(key.split('\n')[0])} is named twice`,
            hint: 'Keep one.',
          },
        ],
  );
}

function templateFindings(templates: string | readonly string[] | undefined, path: DataPath): Finding[] {
  return [templates ?? []].flat().flatMap((template, at) => {
    const wrong = checkTemplate(template);
    return wrong === null ? [] : [{ ...wrong, path: typeof templates === 'string' ? path : [...path, at] }];
  });
}

function notYet(path: DataPath, key: string): Finding {
  return {
    path,
    key,
    message: `"${key}" is part of the policy's format, but this release of stagegate does not check it yet`,
    hint: 'Take it out, or use a release that has it: a gate is never ignored.',
  };
}

function metricFindings(gate: MetricGate, path: DataPath): Finding[] {
  const compares = gate['max-regression'] !== undefined || gate['min-improvement'] !== undefined;
  const findings = [...pathFindings(gate.metric, [...path, 'metric'])];
  if (typeof gate.samples === 'string')
    findings.push(...samplesFindings(gate.metric, gate.samples, [...path, 'samples']));
  if (!compares && gate.min === undefined && gate.max === undefined && gate['min-samples'] === undefined) {
    findings.push({
      path,
      message: `the gate on ${JSON.stringify(gate.metric)} has nothing to check`,
      hint: 'Give it a bound: min, max, max-regression, min-improvement or min-samples.',
    });
  }
  if (gate.min !== undefined && gate.max !== undefined && gate.min > gate.max) {
    findings.push({
      path: [...path, 'min'],
      message: `min ${gate.min} is above max ${gate.max}: nothing can pass`,
    });
  }
  if (compares && directionOf(gate) === null) {
    findings.push({
      path,
      key: gate['max-regression'] === undefined ? 'min-improvement' : 'max-regression',
      message: `the comparison of ${JSON.stringify(gate.metric)} has no direction`,
      hint: 'Say which is better: goal: higher (as for accuracy) or goal: lower (as for a loss).',
    });
  }
  if (gate.samples !== undefined && gate['min-samples'] === undefined) {
    findings.push({
      path,
      key: 'samples',
      message: '"samples" without "min-samples" checks nothing',
      hint: 'Add min-samples.',
    });
  }
  return findings;
}

/** Each `*` of `samples` stands for what the metric's own `*` matched, so it can't have more of them. */
function samplesFindings(metric: string, samples: string, path: DataPath): Finding[] {
  const wrong = pathFindings(samples, path);
  if (wrong.length > 0 || pathFindings(metric, path).length > 0) return wrong;
  const stars = (text: string) => parseMetricPath(text).filter(({ any }) => any).length;
  if (stars(samples) <= stars(metric)) return [];
  return [
    { path, message: `${JSON.stringify(samples)} has more "*" than the metric ${JSON.stringify(metric)}` },
  ];
}

function pathFindings(metric: string, path: DataPath): Finding[] {
  try {
    parseMetricPath(metric);
    return [];
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    return [{ path, message: error.message, hint: error.hint }];
  }
}

/**
 * Which direction is better: as stated, else by the one bound that is used; never by the metric's name.
 * Null when nothing tells (both bounds or none).
 */
export function directionOf(gate: MetricGate): 'higher' | 'lower' | null {
  if (gate.goal !== undefined) return gate.goal;
  if ((gate.min === undefined) === (gate.max === undefined)) return null;
  return gate.min !== undefined ? 'higher' : 'lower';
}
