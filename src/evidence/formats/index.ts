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
import { tfma } from './tfma.js';
import { trec } from './trec.js';
import { wandb } from './wandb.js';

/** The reader of each name in `names.ts`. */
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
  tfma,
  kubeflow,
  wandb,
] as const satisfies readonly Format[];
