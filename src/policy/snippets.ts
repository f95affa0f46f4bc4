import { RUN_TEMPLATE } from '../evidence/reader.js';

/** A part of a policy to paste, as separate lines and for the inside of { }. */
export interface Snippet {
  /** Not indented. */
  readonly lines: readonly string[];
  readonly flow: string;
}

/** The content of a stage. The metric is only an example, but without a gate everything would pass. */
export const STAGE_CONTENT: Snippet = {
  lines: ['gates:', '  - metric: accuracy # or another metric of your report', '    min: 0.90'],
  flow: 'gates: [{ metric: accuracy, min: 0.90 }]',
};

/** What confirms a version in use. The metric is only an example. */
export const LIVE_SNIPPET: Snippet = under('live', {
  lines: [
    'report: live/{version}.json',
    'within: 24h',
    'gates:',
    '  - metric: error_rate # or another metric of your report',
    '    max: 0.01',
  ],
  flow: 'report: "live/{version}.json", within: 24h, gates: [{ metric: error_rate, max: 0.01 }]',
});

export function stageSnippet(stage: string): Snippet {
  return under(stage, STAGE_CONTENT);
}

/** The content of a model. @param isServer the registry is an MLflow server, whose runs have the metrics */
export function modelContent(stage: string, isServer: boolean): Snippet {
  const stages = under('stages', stageSnippet(stage));
  const report = isServer ? RUN_TEMPLATE : 'reports/{model}/{version}.json';
  return {
    lines: [`report: ${report}`, ...stages.lines],
    flow: `report: ${JSON.stringify(report)}, ${stages.flow}`,
  };
}

export function modelSnippet(model: string, stage: string, isServer: boolean): Snippet {
  return under(model, modelContent(stage, isServer));
}

/** The smallest policy, as an example to paste. */
export function policyExample(model: string, stage: string, isServer: boolean): string {
  const { lines } = under('models', modelSnippet(model, stage, isServer));
  return `Write what a version needs for a stage, for example:\n${indented(lines, 2)}`;
}

export function indented(lines: readonly string[], by: number): string {
  return lines.map((line) => `${' '.repeat(by)}${line}`).join('\n');
}

function under(name: string, { lines, flow }: Snippet): Snippet {
  // a bare null or true isn't a string in YAML, also as a key
  const isPlain = /^[A-Za-z_][\w-]*$/.test(name) && !/^(?:null|true|false)$/i.test(name);
  const key = isPlain ? name : JSON.stringify(name);
  return { lines: [`${key}:`, ...lines.map((line) => `  ${line}`)], flow: `${key}: { ${flow} }` };
}
