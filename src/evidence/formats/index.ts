import { deepchecks } from './deepchecks/deepchecks.js';
import { dvc } from './dvc/dvc.js';
import { evalResults } from './eval-results/eval-results.js';
import { evidently } from './evidently/evidently.js';
import type { Format } from './format.js';
import { greatExpectations } from './great-expectations/great-expectations.js';
import { hfTrainer } from './hf-trainer/hf-trainer.js';
import { inspect } from './inspect/inspect.js';
import { lmEval } from './lm-eval/lm-eval.js';
import { mlflowEvaluate } from './mlflow-evaluate/mlflow-evaluate.js';
import { modelIndex } from './model-index/model-index.js';
import { promptfoo } from './promptfoo/promptfoo.js';
import { sklearn } from './sklearn/sklearn.js';

/** Those that are known by their shape; what none of them knows is `plain`. */
export const FORMATS = [
  lmEval,
  inspect,
  modelIndex,
  evalResults,
  sklearn,
  dvc,
  mlflowEvaluate,
  hfTrainer,
  evidently,
  deepchecks,
  greatExpectations,
  promptfoo,
] as const satisfies readonly Format[];

/** What the policy's `format:` may say. */
export type FormatChoice = 'auto' | 'plain' | (typeof FORMATS)[number]['name'];

export const FORMAT_CHOICES: readonly FormatChoice[] = ['auto', 'plain', ...FORMATS.map(({ name }) => name)];
