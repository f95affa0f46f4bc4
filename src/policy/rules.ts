import { findStage, isWithdrawal } from '../model/stage.js';
import { nearest } from '../text/nearest.js';
import type { DataPath } from '../text/yaml-source.js';
import type { Finding } from './diagnose.js';
import { checkWindow } from './freeze-window.js';
import { metricFindings } from './metric-rules.js';
import { findRegistryBreaks } from './registry-rules.js';
import type { ChecksGate, Gate, PolicyFile, StagePolicy } from './schema.js';
import { templateFindings } from './template-rules.js';

type Format = PolicyFile['models'][string]['format'];

interface Surroundings {
  /** The policy's stages. */
  readonly stages: readonly string[];
  /** The model's. */
  readonly format: Format;
}

/** What a schema can't say: rules between keys. */
export function findRuleBreaks(policy: PolicyFile, stages: readonly string[]): Finding[] {
  const findings: Finding[] = [...findRegistryBreaks(policy.registry, stages), ...stageNameFindings(policy)];
  for (const [model, { stages: entries, report, format }] of Object.entries(policy.models)) {
    if (model !== model.trim()) {
      findings.push({
        path: ['models'],
        key: model,
        message: `model name ${JSON.stringify(model)} has a space around it`,
        hint: `Write it as ${JSON.stringify(model.trim())}.`,
      });
    }
    findings.push(...templateFindings(report, ['models', model, 'report']));
    for (const [name, rules] of Object.entries(entries)) {
      const path = ['models', model, 'stages', name];
      findings.push(...stageKeyFindings(name, Object.keys(entries), path, stages));
      findings.push(...stageFindings(rules, path, { stages, format }));
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

function stageFindings(rules: StagePolicy, path: DataPath, { stages, format }: Surroundings): Finding[] {
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
    findings.push(...gateFindings(gate, [...path, 'gates', at], format));
  return findings;
}

function gateFindings(gate: Gate, path: DataPath, format: Format): Finding[] {
  if ('checks' in gate) return checksFindings(gate, [...path, 'checks']);
  if ('approvals' in gate) return [];
  if ('any-of' in gate)
    return gate['any-of'].flatMap((alternative, at) =>
      gateFindings(alternative, [...path, 'any-of', at], format),
    );
  if ('tests' in gate) return templateFindings(gate.tests, [...path, 'tests']);
  return metricFindings(gate, path, { reportMayTell: format !== 'plain' });
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
