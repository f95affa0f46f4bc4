import { RUN_TEMPLATE } from '../evidence/reader.js';

/** A part of a policy to paste, as lines of their own and for the inside of { }. */
export interface Skeleton {
  /** Not indented. */
  readonly lines: readonly string[];
  readonly flow: string;
}

/** What stands below a stage's name. Nobody knows the metric's, but without a gate anything would pass. */
export const STAGE_CONTENT: Skeleton = {
  lines: ['gates:', '  - metric: accuracy # or another metric of your report', '    min: 0.90'],
  flow: 'gates: [{ metric: accuracy, min: 0.90 }]',
};

export function stageSkeleton(stage: string): Skeleton {
  return under(stage, STAGE_CONTENT);
}

/** What stands below a model's name. @param isServer the registry is an MLflow server, whose runs have the metrics */
export function modelContent(stage: string, isServer: boolean): Skeleton {
  const stages = under('stages', stageSkeleton(stage));
  const report = isServer ? RUN_TEMPLATE : 'reports/{model}/{version}.json';
  return {
    lines: [`report: ${report}`, ...stages.lines],
    flow: `report: ${JSON.stringify(report)}, ${stages.flow}`,
  };
}

export function modelSkeleton(model: string, stage: string, isServer: boolean): Skeleton {
  return under(model, modelContent(stage, isServer));
}

/** The least policy, as an example to paste. */
export function policyExample(model: string, stage: string, isServer: boolean): string {
  const { lines } = under('models', modelSkeleton(model, stage, isServer));
  return `A policy says what a version needs for a stage, for example:\n${indented(lines, 2)}`;
}

export function indented(lines: readonly string[], by: number): string {
  return lines.map((line) => `${' '.repeat(by)}${line}`).join('\n');
}

function under(name: string, { lines, flow }: Skeleton): Skeleton {
  // YAML has its own idea of null and true, as keys too
  const isPlain = /^[A-Za-z_][\w-]*$/.test(name) && !/^(?:null|true|false)$/i.test(name);
  const key = isPlain ? name : JSON.stringify(name);
  return { lines: [`${key}:`, ...lines.map((line) => `  ${line}`)], flow: `${key}: { ${flow} }` };
}
