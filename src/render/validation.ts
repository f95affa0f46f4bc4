import { formatPlace, type StagegateError } from '../errors.js';
import { forTerminal } from '../text/safe.js';
import type { Style } from './style.js';

/** What was counted in a policy and a registry. */
export interface Counted {
  readonly policy: {
    readonly file: string;
    readonly stages: readonly string[];
    readonly models: readonly string[];
    readonly gates: number;
  };
  readonly registry: {
    readonly kind: 'file' | 'folder' | 'server';
    readonly location: string;
    readonly models: readonly string[];
    readonly versions: number;
    readonly historyLines: number;
  };
  readonly problems: readonly { readonly model: string; readonly error: StagegateError }[];
  readonly notices: readonly string[];
}

const KINDS = { file: 'manifest', folder: 'folder of manifests', server: 'server' } as const;

/** Policy and registry in a line each, then what is wrong and what people should know. */
export function renderValidation({ policy, registry, problems, notices }: Counted, style: Style): string {
  const isValid = problems.length === 0;
  const mark = isValid ? style.good('✔') : style.bad('✖');
  const verdict = isValid
    ? 'policy and registry are valid'
    : `${count(problems.length, 'model')} can't be read`;
  const lines = [
    `policy ${policy.file}: ${count(policy.models.length, 'model')}, stages ${policy.stages.join(', ')}, ${count(policy.gates, 'gate')}`,
    `registry ${registry.location} (${KINDS[registry.kind]}): ${count(registry.models.length, 'model')}, ${count(registry.versions, 'version')}, ${count(registry.historyLines, 'history line')}`,
  ];
  return [
    `${mark} ${style.strong(verdict)}`,
    ...lines.map((line) => `    ${forTerminal(line)}`),
    ...problems.flatMap(({ model, error }) => tellProblem(model, error, style)),
    ...notices.map((notice) => `    ${style.faint('note:')} ${forTerminal(notice)}`),
    '',
  ].join('\n');
}

function tellProblem(model: string, { place, message, hint }: StagegateError, style: Style): string[] {
  const where = place === undefined ? model : formatPlace(place);
  return [
    `    ${style.bad('✖')} ${forTerminal(`${where}: ${message}`)}`,
    ...(hint?.split('\n') ?? []).map((line) => `      ${forTerminal(line)}`),
  ];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
