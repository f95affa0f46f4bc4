/* The names of report formats, apart from their readers: a policy names formats in commands that read no report. */

/** Recognised by their shape. Any other report is `plain`. Their readers are in the same order in `index.ts`. */
export const FORMAT_NAMES = [
  'lm-eval',
  'inspect',
  'model-index',
  'eval-results',
  'sklearn',
  'dvc',
  'mlflow-evaluate',
  'hf-trainer',
  'evidently',
  'deepchecks',
  'great-expectations',
  'promptfoo',
  'deepeval',
  'sagemaker',
  'mteb',
  'lighteval',
  'trec',
  'tfma',
  'kubeflow',
  'wandb',
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** Training logs with a row for each epoch or iteration. The policy chooses one row (`records/logs.ts`). */
export const LOG_FORMATS = ['ultralytics', 'lightning-csv', 'keras-csv', 'detectron2'] as const;
export type LogName = (typeof LOG_FORMATS)[number];

/** What the policy's `format:` may say. */
export const FORMAT_CHOICES = ['auto', 'plain', ...FORMAT_NAMES, ...LOG_FORMATS] as const;
export type FormatChoice = (typeof FORMAT_CHOICES)[number];
