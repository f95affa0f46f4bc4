import { growTree, type Placed } from '../metric-tree.js';
import type { JsonValue } from '../python-json.js';
import { type Format, type JsonObject, elementsAt, listAt, membersAt, objectAt, textAt } from './format.js';
import { placeNumbers, toLeaf } from './leaf.js';
import { readToolStatement } from '../statement.js';

const VALUE = 'numberValue';
const ARTIFACTS = 'artifacts';

/**
 * What a component of Kubeflow Pipelines writes: `mlpipeline-metrics.json` in version 1, `executor_output.json` in
 * version 2.
 *
 * Version 1 lists metrics by name. `PERCENTAGE` only says how the value is shown: 0.9 is 90 %. In version 2, metrics
 * are the metadata of an output: `metrics.accuracy`, where `metrics` is the name of the component's output. An output
 * that is a number itself has its name. Confusion matrices and curves aren't metrics.
 */
export const kubeflow = {
  name: 'kubeflow',
  lacks: (value) => {
    if (isOutput(value)) return null;
    const metrics = listAt(value, 'metrics');
    if (metrics === undefined || metrics.length === 0)
      return `has no list of "metrics", and no "${ARTIFACTS}" with their metadata`;
    const other = metrics.findIndex((metric) => !isMetric(metric));
    return other === -1 ? null : `has no "name" and "${VALUE}" in metric ${other + 1}`;
  },
  nearly: (value) => elementsAt(value, 'metrics').some(isMetric),
  read: (value) => {
    if (isOutput(value)) return readOutput(value);
    return {
      metrics: growTree(
        elementsAt(value, 'metrics').map((metric): Placed => [
          [textAt(metric, 'name') ?? ''],
          toLeaf(objectAt(metric)?.get(VALUE) ?? null),
        ]),
      ),
      statement: readToolStatement([membersAt(value)], {}),
    };
  },
} as const satisfies Format;

function isMetric(metric: JsonValue): boolean {
  return textAt(metric, 'name') !== undefined && objectAt(metric)?.has(VALUE) === true;
}

/** Whether it is the output of version 2: every output in it has a list of artifacts, each with a URI. */
function isOutput(value: JsonValue): boolean {
  const outputs = [...membersAt(value, ARTIFACTS).values()].map((output) => listAt(output, ARTIFACTS));
  const all = outputs.flatMap((output) => output ?? [null]);
  return (
    all.some((artifact) => objectAt(artifact, 'metadata') !== undefined) &&
    all.every((artifact) => textAt(artifact, 'uri') !== undefined)
  );
}

/** Several artifacts of one output give their metrics twice: which of them counts would be a guess. */
function readOutput(value: JsonValue): ReturnType<Format['read']> {
  const found = [...membersAt(value, ARTIFACTS)].flatMap(([name, output]) =>
    elementsAt(output, ARTIFACTS).map((artifact): [string, JsonObject] => [
      name,
      membersAt(artifact, 'metadata'),
    ]),
  );
  return {
    metrics: growTree([
      ...placeNumbers(membersAt(value, 'parameterValues'), []),
      ...found.flatMap(([name, metadata]) => placeNumbers(metadata, [name])),
    ]),
    statement: readToolStatement([membersAt(value), ...found.map(([, metadata]) => metadata)], {}),
  };
}
