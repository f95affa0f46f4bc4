import { findStage, isWithdrawal } from '../model/stage.js';
import type { DataPath } from '../text/yaml-source.js';
import { templateFindings, unknownStage, type Finding } from './diagnose.js';
import { reportFindings } from './reports.js';
import { falsePromotionFindings } from './false-promotions.js';
import { metricFindings } from './metric-rules.js';
import { findRegistryBreaks } from './registry.js';
import type { ChecksGate, Gate, PolicyFile, StagePolicy } from './schema.js';
import { checkWindow } from './time.js';

type Format = PolicyFile['models'][string]['format'];

/** The rules that a schema can't express: those between keys. */
export function findRuleBreaks(policy: PolicyFile, stages: readonly string[]): Finding[] {
  const findings: Finding[] = [...findRegistryBreaks(policy.registry, stages), ...stageNameFindings(policy)];
  for (const [model, { stages: entries, report, format }] of Object.entries(policy.models)) {
    if (model !== model.trim())
      findings.push({
        ...{ path: ['models'], key: model },
        message: `model name ${JSON.stringify(model)} begins or ends with a space`,
        hint: `Write it as ${JSON.stringify(model.trim())}.`,
      });
    findings.push(...reportFindings(report, ['models', model, 'report']));
    for (const [name, rules] of Object.entries(entries)) {
      const path = ['models', model, 'stages'];
      const finding = stageKeyFinding(name, Object.keys(entries), stages);
      if (finding !== null) findings.push({ path, key: name, ...finding });
      findings.push(...stageFindings(rules, [...path, name], { stages, format }));
    }
  }
  return findings;
}

function stageNameFindings(policy: PolicyFile): Finding[] {
  const names = policy.stages ?? [];
  return names.flatMap((stage, at) => {
    const path = ['stages', at];
    if (names.findIndex((other) => other.toLowerCase() === stage.toLowerCase()) < at)
      return [{ path, message: `stage ${JSON.stringify(stage)} is listed twice`, hint: 'Remove one.' }];
    if (findStage(stage, []) !== undefined)
      return [{ path, message: `${stage} always exists and can't be listed as a stage`, hint: 'Remove it.' }];
    if (/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/.test(stage)) return [];
    const hint =
      'Use letters, digits, spaces, dots, dashes and underscores, 64 at most; begin with a letter or digit.';
    return [{ path, message: `${JSON.stringify(stage)} can't be the name of a stage`, hint }];
  });
}

function stageKeyFinding(
  name: string,
  names: readonly string[],
  stages: readonly string[],
): Pick<Finding, 'message' | 'hint'> | null {
  const stage = findStage(name, stages);
  if (stage === undefined) return unknownStage(name, stages);
  if (isWithdrawal(stage))
    return { message: `${stage} can't have gates: a version may always move there`, hint: 'Remove it.' };
  if (!names.some((other) => other !== name && findStage(other, stages) === stage)) return null;
  return { message: `stage ${stage} has two entries`, hint: 'Keep one: stages match in any case.' };
}

function stageFindings(
  rules: StagePolicy,
  path: DataPath,
  { stages, format }: { readonly stages: readonly string[]; readonly format: Format },
): Finding[] {
  const findings: Finding[] = [];
  const place = (key: 'from' | 'refs', at: number) =>
    Array.isArray(rules[key]) ? [...path, key, at] : [...path, key];
  for (const [at, stage] of [rules.from ?? []].flat().entries()) {
    if (findStage(stage, stages) !== undefined) continue;
    const hint = `The stages are ${stages.join(', ')}, None and Archived.`;
    findings.push({ path: place('from', at), message: `there is no stage ${JSON.stringify(stage)}`, hint });
  }
  for (const [at, ref] of [rules.refs ?? []].flat().entries()) {
    if (/^(?:refs\/|\*)/.test(ref)) continue;
    const hint = `Write refs/heads/${ref} for a branch, refs/tags/${ref} for a tag.`;
    findings.push({ path: place('refs', at), message: `${JSON.stringify(ref)} is not a full git ref`, hint });
  }
  if (rules.evidence !== undefined && Object.keys(rules.evidence).length === 0)
    findings.push({
      path: [...path, 'evidence'],
      message: '"evidence" has nothing to check',
      hint: 'Add max-age, version or commit, or remove it.',
    });
  for (const [at, entry] of (rules.freeze ?? []).entries())
    findings.push(
      ...checkWindow(entry).map(({ key, ...fault }) => ({ ...fault, path: [...path, 'freeze', at, key] })),
    );
  for (const [at, gate] of (rules.gates ?? []).entries())
    findings.push(...gateFindings(gate, [...path, 'gates', at], format));
  const { live } = rules;
  findings.push(...reportFindings(live?.report, [...path, 'live', 'report']));
  for (const [at, gate] of (live?.gates ?? []).entries())
    findings.push(...gateFindings(gate, [...path, 'live', 'gates', at], format));
  return [...findings, ...falsePromotionFindings(rules, path)];
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
  return keys.flatMap((key, at) => {
    if (keys.indexOf(key) === at) return [];
    const message = `the check ${JSON.stringify(key.split('\n')[0])} is listed twice`;
    return [{ path: [...path, at], message, hint: 'Remove one.' }];
  });
}
