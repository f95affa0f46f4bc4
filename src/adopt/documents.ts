import yaml from '../text/lazy-yaml.cjs';
import type { ModelPlan, RegistryPlan, StagePlan } from './plan.js';

/*
 * Policy and manifest as YAML. The YAML library quotes every found name; none is put into a text directly.
 */

/** For editors: completion and errors while typing. */
export const POLICY_SCHEMA =
  'yaml-language-server: $schema=https://raw.githubusercontent.com/stagegate/stagegate/main/schema/policy.schema.json';
const MANIFEST_SCHEMA =
  'yaml-language-server: $schema=https://raw.githubusercontent.com/stagegate/stagegate/main/schema/manifest.schema.json';

type Path = readonly (string | number)[];

/** Comments and layout of a document. */
interface Look {
  /** Lines at the top. */
  readonly header?: readonly string[];
  /** What to say after the value at a path. These texts are our own, never found ones. */
  readonly comments?: readonly (readonly [path: Path, text: string])[];
  /** Maps and lists on one line. */
  readonly flow?: readonly Path[];
}

/** A value as YAML text. */
export function writeYaml(value: unknown, { header = [], comments = [], flow = [] }: Look = {}): string {
  const { Document, isCollection, isScalar } = yaml();
  const document = new Document(value);
  if (header.length > 0) document.commentBefore = header.map((line) => ` ${line}`).join('\n');
  for (const path of flow) {
    const node = document.getIn(path, true);
    if (isCollection(node)) node.flow = true;
  }
  for (const [path, text] of comments) {
    const node = document.getIn(path, true);
    if (isScalar(node) || isCollection(node)) node.comment = ` ${text}`;
  }
  // without nullStr an empty trigger would be written as "null"
  const text = document.toString({ lineWidth: 0, nullStr: '', flowCollectionPadding: false });
  return header.length > 0 ? text.replace(/^((?:#.*\n)+)\n/, '$1') : text;
}

/** The policy of these models. */
export function writePolicy(
  registry: RegistryPlan,
  stages: readonly string[],
  models: readonly ModelPlan[],
): string {
  const value = new Map<string, unknown>([
    ['registry', registry.kind === 'manifest' ? registry.path : { mlflow: registry.server }],
    ['stages', stages],
    ['models', new Map(models.map((model) => [model.name, modelValue(model)]))],
  ]);
  return writeYaml(value, {
    header: [
      POLICY_SCHEMA,
      'What a model version needs for a stage. Nothing is promoted unless this file names its model and stage.',
    ],
    comments: [[['stages'], 'the order of promotion'], ...models.flatMap(commentModel)],
    flow: [['stages'], ...models.flatMap(flowOf)],
  });
}

/** A part of a policy to paste: `models:` with these models. */
export function writeAdditions(models: readonly ModelPlan[]): string {
  const value = new Map([['models', new Map(models.map((model) => [model.name, modelValue(model)]))]]);
  return writeYaml(value, { comments: models.flatMap(commentModel), flow: models.flatMap(flowOf) });
}

function modelValue({ report, algorithms, logs, stages }: ModelPlan): Map<string, unknown> {
  const entries = report.map((file) => {
    const more: [string, unknown][] = [
      ...(logs.includes(file) ? [['records', 'last'] as [string, unknown]] : []),
      ...(algorithms.includes(file) ? [['model-names', []] as [string, unknown]] : []),
    ];
    return more.length === 0 ? file : new Map<string, unknown>([['file', file], ...more]);
  });
  return new Map<string, unknown>([
    ['report', entries.length === 1 ? entries[0] : entries],
    ['stages', new Map(stages.map((stage) => [stage.name, stageValue(stage)]))],
  ]);
}

function stageValue({ from, gates, tests }: StagePlan): Map<string, unknown> {
  const all = [...gates, ...tests.map((pattern) => ({ tests: pattern }))];
  return new Map<string, unknown>([
    ...(from === null ? [] : [['from', [from]] as const]),
    ...(all.length === 0 ? [] : [['gates', all] as const]),
  ]);
}

function flowOf({ name, stages }: ModelPlan): Path[] {
  return stages.flatMap((stage) => {
    const at = ['models', name, 'stages', stage.name];
    return stage.from === null && stage.gates.length === 0 && stage.tests.length === 0
      ? [at]
      : [[...at, 'from']];
  });
}

function commentModel({ name, report, algorithms, logs, ...model }: ModelPlan): [Path, string][] {
  const at = (file: string, key: string): Path => [
    ...['models', name, 'report'],
    ...(report.length === 1 ? [] : [report.indexOf(file)]),
    key,
  ];
  return [
    ...algorithms.map((file): [Path, string] => [at(file, 'file'), 'its model is the algorithm']),
    ...logs.map((file): [Path, string] => [
      at(file, 'records'),
      'the last epoch of the log. For the best one: {best: COLUMN, goal: higher}',
    ]),
    ...commentGates({ name, ...model }),
  ];
}

type Gated = Pick<ModelPlan, 'name' | 'stages' | 'bounds' | 'newest' | 'isExample'>;

function commentGates({ name, stages, bounds, newest, isExample }: Gated): [Path, string][] {
  const uncertain = new Map(bounds.map(({ metric, uncertainty }) => [metric, uncertainty]));
  return stages.flatMap((stage) =>
    stage.gates.flatMap(({ metric, min, max, ...gate }, at): [Path, string][] => {
      const path = ['models', name, 'stages', stage.name, 'gates', at];
      const why = uncertain.get(metric) ?? null;
      const bound = isExample
        ? 'an example: put your own bound here'
        : newest === null
          ? "today's number"
          : `version ${newest} today`;
      return [
        ...(min === undefined && max === undefined
          ? []
          : ([[[...path, min === undefined ? 'max' : 'min'], bound]] as [Path, string][])),
        ...(gate['max-regression'] === undefined
          ? []
          : ([[[...path, 'max-regression'], 'against the version in this stage']] as [Path, string][])),
        ...(why === null
          ? []
          : ([[[...path, 'metric'], `the report has ${why}: confidence is possible`]] as [Path, string][])),
      ];
    }),
  );
}

/** The manifest of these models. */
export function writeManifest(models: readonly ModelPlan[]): string {
  const value = {
    models: new Map(
      models.map(({ name, versions }) => [
        name,
        {
          versions: new Map(
            versions.map(({ version, stage, registeredAt, tags, metrics }) => [
              Number(version),
              {
                stage,
                ...(registeredAt === undefined ? {} : { 'registered-at': registeredAt }),
                ...(metrics === undefined ? {} : { metrics }),
                ...(tags === undefined ? {} : { tags }),
              },
            ]),
          ),
        },
      ]),
    ),
  };
  return writeYaml(value, {
    header: [
      MANIFEST_SCHEMA,
      'The model registry. Stagegate edits the stages; comments and order stay as they are.',
    ],
    flow: [
      ...(models.length === 0 ? [['models']] : []),
      ...models.flatMap(({ name, versions }): Path[] =>
        versions.length === 0
          ? [['models', name, 'versions']]
          : versions.map(({ version }) => ['models', name, 'versions', Number(version)]),
      ),
    ],
  });
}
