import { deepchecks } from './deepchecks.js';
import { deepeval } from './deepeval.js';
import { dvc } from './dvc.js';
import { evalResults } from './eval-results.js';
import { evidently } from './evidently.js';
import type { Format } from './format.js';
import { greatExpectations } from './great-expectations.js';
import { hfTrainer } from './hf-trainer.js';
import { inspect } from './inspect.js';
import { kubeflow } from './kubeflow.js';
import { lighteval } from './lighteval.js';
import { lmEval } from './lm-eval.js';
import { mlflowEvaluate } from './mlflow-evaluate.js';
import { modelIndex } from './model-index.js';
import { mteb } from './mteb.js';
import { promptfoo } from './promptfoo.js';
import { sagemaker } from './sagemaker.js';
import { sklearn } from './sklearn.js';
import { trec } from './trec.js';
import { wandb } from './wandb.js';

/** Formats that are recognised by their shape. Any other report is `plain`. */
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
  deepeval,
  sagemaker,
  mteb,
  lighteval,
  trec,
  kubeflow,
  wandb,
] as const satisfies readonly Format[];

/** Logs of a training with a row for each epoch or iteration, of which the policy chooses one (`records/logs.ts`). */
export const LOG_FORMATS = ['ultralytics', 'lightning-csv', 'keras-csv', 'detectron2'] as const;

/** What the policy's `format:` may say. */
export type FormatChoice = 'auto' | 'plain' | (typeof FORMATS)[number]['name'] | (typeof LOG_FORMATS)[number];

export const FORMAT_CHOICES: readonly FormatChoice[] = [
  'auto',
  'plain',
  ...FORMATS.map(({ name }) => name),
  ...LOG_FORMATS,
];
