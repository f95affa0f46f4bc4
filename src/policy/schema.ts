import * as z from 'zod/mini';
import { FORMAT_CHOICES } from '../evidence/formats/index.js';

/*
 * The types, the validation and the published JSON Schema of the policy all come from here. Objects are strict, so a
 * misspelt key is an error and never a gate that silently doesn't exist.
 */

const DURATION = /^(?:\d+(?:\.\d+)?\s*[smhdw]\s*)+$/;
const PERCENT = /^\d+(?:\.\d+)?\s*%$/;
/** A weekday or a date, with or without a time. */
const MOMENT =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?: (?:[01]?\d|2[0-3]):[0-5]\d)?|\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[ T](?:[01]?\d|2[0-3]):[0-5]\d)?)$/;

const text = z.string().check(z.minLength(1));
const textOrList = z.union([text, z.array(text).check(z.minLength(1))]);
const duration = z.string().check(z.regex(DURATION, 'must be a duration such as 90m, 24h or 7d'));
const CHANGE = 'must be a number or a percentage such as 0.5%';
const CONFIDENCE = 'must be a percentage such as 95%';
const RATE = 'must be a percentage such as 5%';
const change = z.union(
  [z.number().check(z.nonnegative()), z.string().check(z.regex(PERCENT, CHANGE))],
  CHANGE,
);
const pathOrNumber = z.union([text, z.number().check(z.nonnegative())]);
const pathOrCount = z.union([text, z.int().check(z.positive())]);

const RECORDS = 'must be first, last, a whole number from 0, or a map with key, best or last';
const SAMPLES = 'must be a path, a whole number or the keys file, key and score';

/** The description is for editors. */
function described<T extends z.ZodMiniType>(schema: T, description: string): T {
  return schema.check(z.describe(description));
}

/** The description is that of the optional schema, since a clone of each would cost every command a few milliseconds. */
function optional<T extends z.ZodMiniType>(schema: T, description: string): z.ZodMiniOptional<T> {
  const result = z.optional(schema);
  z.globalRegistry.add(result, { description });
  return result;
}

/** The results of single examples. */
export const exampleRows = z.strictObject({
  file: described(text, 'Results example by example, JSON Lines or CSV, with {version}'),
  key: described(text, 'What identifies an example: a path or a column'),
  score: described(text, 'The result of an example, a number or true and false: a path or a column'),
  cluster: optional(
    text,
    'What examples share that depend on each other (a conversation, a patient), or the key, if rows repeat it: a path or a column',
  ),
});

const metricGate = z.strictObject({
  metric: described(
    text,
    'Path of the metric in the report: accuracy, slices.*.recall, results[dataset].*.recall, latency."p95.9".ms',
  ),
  // zod's numbers are finite, so YAML's .nan and .inf are refused
  min: optional(z.number(), 'The value must be at least this'),
  max: optional(z.number(), 'The value must be at most this'),
  'max-regression': optional(
    change,
    'How much worse than the champion it may be: absolute, or relative with %',
  ),
  'min-improvement': optional(
    change,
    'How much better than the champion it must be: absolute, or relative with %',
  ),
  goal: optional(z.enum(['higher', 'lower']), 'Which direction is better (default: by min or max)'),
  scale: optional(
    z.literal('any'),
    'The metric may be below 1 in one version and above 10 in the next; by default that fails as a change from shares to percent',
  ),
  'min-samples': optional(
    z.int().check(z.positive()),
    'The least number of examples that the value must rest on',
  ),
  samples: optional(
    z.union([pathOrCount, exampleRows], SAMPLES),
    'The number of examples: a path in the report (its * as in metric) or a number; or the rows of single examples, for the standard error too',
  ),
  'too-few': optional(
    z.enum(['fail', 'skip', 'warn']),
    'What a slice with fewer examples than min-samples does: fail (the default), or be left out, with warn with a warning',
  ),
  stderr: optional(pathOrNumber, 'The standard error: a path in the report (its * as in metric) or a number'),
  stdev: optional(
    pathOrNumber,
    'The standard deviation of single examples: a path in the report (its * as in metric) or a number',
  ),
  confidence: optional(
    z.string(CONFIDENCE).check(z.regex(PERCENT, CONFIDENCE)),
    'One-sided confidence: the whole interval must meet the bound',
  ),
  paired: optional(
    exampleRows,
    'Compare example by example with the champion, which needs far fewer examples',
  ),
  inconclusive: optional(
    z.enum(['block', 'warn', 'allow']),
    'What an interval that contains the bound does (default block)',
  ),
});

const testsGate = z.strictObject({
  tests: described(
    textOrList,
    'Files or globs of JUnit XML, or JSON of tools with verdicts of their own; {version} and {model} are filled in',
  ),
});

/** A check that is more than its name. */
export const pinnedCheck = z.strictObject({
  name: described(text, "The check run's name, or the status's context"),
  app: optional(text, 'The GitHub app that must have reported it, by its short name: github-actions'),
  allow: optional(
    z.array(z.enum(['skipped', 'neutral'])).check(z.minLength(1)),
    'Conclusions that pass besides success',
  ),
});

const checksGate = z.strictObject({
  checks: described(
    z.array(z.union([text, pinnedCheck])).check(z.minLength(1)),
    'Check runs and statuses on the commit that must have succeeded',
  ),
  wait: optional(duration, 'How long to wait for checks that have not finished (default 10m)'),
});
const approvalsGate = z.strictObject({
  approvals: described(
    z.int().check(z.positive()),
    "How many people must have approved the commit's pull request",
  ),
});
const anyOfGate = z.strictObject({
  'any-of': described(
    z.array(z.union([metricGate, testsGate])).check(z.minLength(2)),
    'Gates of which one must pass; each then needs a higher confidence',
  ),
});

/** The gate kinds by the key that tells them apart. */
export const gateKinds = {
  metric: metricGate,
  tests: testsGate,
  checks: checksGate,
  approvals: approvalsGate,
  'any-of': anyOfGate,
} as const;

/** Rules for every report of the evidence. */
export const evidenceRules = z.strictObject({
  'max-age': optional(duration, 'How old the evaluation may be'),
  version: optional(z.literal('required'), 'The report must say that it is about this version'),
  commit: optional(z.literal('required'), 'The report must say that it was made at this commit'),
});

const moment = z
  .string()
  .check(z.regex(MOMENT, 'must be a weekday or a date, with a time or without: "Fri 16:00", 2026-12-20'));

/** A window in which nothing is promoted. */
export const freezeWindow = z.strictObject({
  from: described(moment, 'When it begins: "Fri 16:00" every week, or 2026-12-20, "2026-12-20 18:00"'),
  to: described(moment, 'When it ends; a day without a time is frozen to its end'),
  timezone: described(text, 'An IANA time zone: Europe/Berlin'),
  reason: optional(text, 'Why; shown to people who are blocked'),
  rollbacks: optional(z.boolean(), 'Whether it also blocks rollbacks (default: as gate-rollbacks says)'),
});

const gate = z.union([metricGate, testsGate, checksGate, approvalsGate, anyOfGate]);

/** Which row counts. Rules on which keys go together are in `reports.ts`. */
export const recordsChoice = z.strictObject({
  key: optional(text, 'Name every row by its value under this key or column: test.accuracy'),
  best: optional(text, 'The row with the best value in this column; needs goal'),
  goal: optional(z.enum(['higher', 'lower']), 'Which value of best is the best'),
  last: optional(text, 'The last row that has a value in this column'),
});

/** A report that is more, or called otherwise, than a file with one object in it. */
export const reportEntry = z.strictObject({
  file: described(text, 'A path or glob with {version} and {model}'),
  at: optional(text, 'The path to the report inside the file: evaluation.classification_report'),
  format: optional(z.enum(FORMAT_CHOICES), "The tool that wrote this report (default: the model's format)"),
  records: optional(
    z.union([z.enum(['first', 'last']), z.int().check(z.nonnegative()), recordsChoice], RECORDS),
    'For a list of objects, JSON Lines or CSV: which row counts (last, first, an index from 0, {best: val_loss, goal: lower}, {last: COLUMN}), or {key: split} for all rows by name',
  ),
  'model-names': optional(
    z.array(text),
    'Names that the file may use for the model besides its registered name; [] if its field model is something else',
  ),
});

const reportRule = z.union([text, reportEntry, z.array(z.union([text, reportEntry])).check(z.minLength(1))]);

/** What the version in the stage must show in use, judged by `confirm`. */
export const liveRules = z.strictObject({
  report: described(
    reportRule,
    'Reports on the version in use: paths or globs with {version} and {model}, or maps with file',
  ),
  within: described(duration, 'How long after the promotion it must be confirmed: 24h'),
  'on-failure': optional(
    z.enum(['rollback', 'report']),
    'What a failed gate does: go back to the version before (the default), or only report it',
  ),
  gates: described(z.array(gate).check(z.minLength(1)), 'The gates that confirm it'),
});

/** The rules of one stage. */
export const stagePolicy = z.strictObject({
  from: optional(textOrList, 'The stages that a version must come from'),
  soak: optional(duration, 'How long it must have been in the stage that it comes from'),
  refs: optional(textOrList, 'Git refs or globs where the promotion must run: refs/heads/main'),
  'archive-existing': optional(
    z.boolean(),
    'Whether the version that holds the stage moves to Archived (default true)',
  ),
  'allow-force': optional(z.boolean(), 'Whether force may override failed gates (default true)'),
  'taken-out': optional(
    z.enum(['block', 'allow']),
    'Whether a version that a rollback or a withdrawal took out of this stage may come back (default block)',
  ),
  'when-empty': optional(
    z.enum(['compare', 'skip']),
    'What comparisons do while no version holds the stage: compare with the version that held it last (the default), or skip as on a first promotion',
  ),
  'gate-rollbacks': optional(z.boolean(), 'Whether the gates also apply to rollbacks (default false)'),
  artifact: optional(
    z.literal('required'),
    "The version's files must be checked against its recorded SHA-256; by default, files that can't be checked from here are skipped",
  ),
  'false-promotions': optional(
    z.string(RATE).check(z.regex(PERCENT, RATE)),
    'The chance that any version is promoted by luck, of all that are judged against one champion on one test set',
  ),
  'test-set': optional(
    text,
    'The file or folder of the test set, whose digest tells test sets apart (default: what the reports say)',
  ),
  gates: z.optional(z.array(gate)),
  evidence: z.optional(evidenceRules),
  freeze: optional(z.array(freezeWindow), 'When nothing is promoted'),
  live: optional(liveRules, 'What confirms the version once it is in use'),
});

/** The rules of one model. */
export const modelPolicy = z.strictObject({
  report: optional(
    reportRule,
    "Evaluation reports: paths or globs with {version} and {model}, maps with file for what is inside a file, or mlflow for the metrics of the version's run",
  ),
  format: optional(
    z.enum(FORMAT_CHOICES),
    'The tool that wrote the reports (default auto: by their shape); plain: metrics are always named by their path in the file',
  ),
  stages: z.record(text, stagePolicy),
});

/** `registry:` as a map. */
export const mlflowRegistry = z.strictObject({
  mlflow: described(
    text,
    'The server: https://…, databricks, databricks://profile, databricks-uc, or env for the server in MLFLOW_REGISTRY_URI or MLFLOW_TRACKING_URI',
  ),
  mode: optional(
    z.enum(['auto', 'stages', 'aliases']),
    'What marks a version as in a stage (default auto: both, where the server has both)',
  ),
  aliases: optional(
    z.record(text, text),
    "By stage: the alias that goes with it (default: the stage's name)",
  ),
});

/** The whole file. */
export const policySchema = z.strictObject({
  registry: optional(
    z.union([text, mlflowRegistry]),
    'A manifest file or folder (default models.yaml), or an MLflow server',
  ),
  stages: optional(
    z.array(text).check(z.minLength(1)),
    'The stages in the order of promotion (default Staging, Production)',
  ),
  models: described(
    z.record(text, modelPolicy),
    'By registered model; "*" applies to all models without an entry',
  ),
});

export type PolicyFile = z.infer<typeof policySchema>;
export type MlflowRegistry = z.infer<typeof mlflowRegistry>;
export type ModelPolicy = z.infer<typeof modelPolicy>;
export type StagePolicy = z.infer<typeof stagePolicy>;
export type ReportRule = z.infer<typeof reportRule>;
export type ExampleRows = z.infer<typeof exampleRows>;
export type MetricGate = z.infer<typeof metricGate>;
export type TestsGate = z.infer<typeof testsGate>;
export type AnyOfGate = z.infer<typeof anyOfGate>;
export type ChecksGate = z.infer<typeof checksGate>;
export type ApprovalsGate = z.infer<typeof approvalsGate>;
export type FreezeEntry = z.infer<typeof freezeWindow>;
export type Gate = NonNullable<StagePolicy['gates']>[number];
