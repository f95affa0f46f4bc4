import * as z from 'zod/mini';
import { FORMAT_CHOICES } from '../evidence/formats/index.js';

/*
 * The policy file, once: the types, the validation and the published JSON Schema come from here. Objects
 * are strict, so a misspelt key is an error and never a gate that silently does not exist.
 */

const DURATION = /^(?:\d+(?:\.\d+)?\s*[smhdw]\s*)+$/;
const PERCENT = /^\d+(?:\.\d+)?\s*%$/;
/** A weekday or a date, with a time or without. */
const MOMENT =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?: (?:[01]?\d|2[0-3]):[0-5]\d)?|\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[ T](?:[01]?\d|2[0-3]):[0-5]\d)?)$/;

const text = z.string().check(z.minLength(1));
const textOrList = z.union([text, z.array(text).check(z.minLength(1))]);
/** Finite by zod's own definition of a number: YAML's `.nan` and `.inf` are refused. */
const bound = z.number();
const duration = z.string().check(z.regex(DURATION, 'must be a duration such as 90m, 24h or 7d'));
const CHANGE = 'must be a number or a percentage such as 0.5%';
const CONFIDENCE = 'must be a percentage such as 95%';
const change = z.union(
  [z.number().check(z.nonnegative()), z.string().check(z.regex(PERCENT, CHANGE))],
  CHANGE,
);

const metricGate = z.strictObject({
  metric: text.check(
    z.describe(
      'Path of the metric in the report: accuracy, slices.*.recall, results[dataset].*.recall, latency."p95.9".ms',
    ),
  ),
  min: z.optional(bound.check(z.describe('The value must be at least this'))),
  max: z.optional(bound.check(z.describe('The value must be at most this'))),
  'max-regression': z.optional(
    change.check(z.describe('How much worse than the champion it may be; absolute, or relative with %')),
  ),
  'min-improvement': z.optional(
    change.check(z.describe('How much better than the champion it must be; absolute, or relative with %')),
  ),
  goal: z.optional(
    z.enum(['higher', 'lower']).check(z.describe('Which direction is better; else min or max tells')),
  ),
  scale: z.optional(
    z
      .literal('any')
      .check(
        z.describe(
          'The metric may be below 1 in one version and above 10 in the next; else that fails as a change from shares to percent',
        ),
      ),
  ),
  'min-samples': z.optional(
    z.int().check(z.positive(), z.describe('The least number of examples that the value must rest on')),
  ),
  samples: z.optional(
    z
      .union([text, z.int().check(z.positive())])
      .check(z.describe('Where the report says how many examples: a path (its * as in metric) or a number')),
  ),
  'too-few': z.optional(
    z
      .enum(['fail', 'skip', 'warn'])
      .check(
        z.describe(
          'A slice with fewer examples than min-samples fails (the default), or is left out of the judgement, with warn by a word',
        ),
      ),
  ),
  stderr: z.optional(
    z
      .union([text, z.number().check(z.nonnegative())])
      .check(z.describe('Where the report says the standard error: a path (its * as in metric) or a number')),
  ),
  stdev: z.optional(
    z
      .union([text, z.number().check(z.nonnegative())])
      .check(
        z.describe(
          'Where the report says the standard deviation of single examples: a path (its * as in metric) or a number',
        ),
      ),
  ),
  confidence: z.optional(
    z
      .string(CONFIDENCE)
      .check(
        z.regex(PERCENT, CONFIDENCE),
        z.describe('How sure to be, one-sided: the whole interval must meet the bound'),
      ),
  ),
  paired: z.optional(
    z
      .strictObject({
        file: text.check(z.describe('Example by example, JSON Lines or CSV, with {version}')),
        key: text.check(z.describe('What tells an example from all others: a path or a column')),
        score: text.check(z.describe('How the example went, a number or true and false: a path or a column')),
      })
      .check(z.describe('Compare example by example with the champion, which needs far fewer of them')),
  ),
  inconclusive: z.optional(
    z
      .enum(['block', 'warn', 'allow'])
      .check(z.describe('What an interval does that holds the bound (default block)')),
  ),
});

const testsGate = z.strictObject({
  tests: textOrList.check(
    z.describe(
      'Files or globs of JUnit XML, or of JSON by tools that judge by themselves; {version} and {model} are filled in',
    ),
  ),
});

/** A check that is more than its name. */
export const pinnedCheck = z.strictObject({
  name: text.check(z.describe("The check run's name, or the status's context")),
  app: z.optional(
    text.check(z.describe('The GitHub app that must have reported it, by its short name: github-actions')),
  ),
  allow: z.optional(
    z
      .array(z.enum(['skipped', 'neutral']))
      .check(z.minLength(1), z.describe('What counts as passed besides success')),
  ),
});

const checksGate = z.strictObject({
  checks: z
    .array(z.union([text, pinnedCheck]))
    .check(z.minLength(1), z.describe('Check runs and statuses on the commit that must have succeeded')),
  wait: z.optional(
    duration.check(z.describe('How long to wait for checks that have not ended (default 10m)')),
  ),
});
const approvalsGate = z.strictObject({
  approvals: z.int().check(z.positive(), z.describe("How many must have approved the commit's pull request")),
});
const anyOfGate = z.strictObject({
  'any-of': z
    .array(z.union([metricGate, testsGate]))
    .check(
      z.minLength(2),
      z.describe('Gates of which one has to pass; each is asked for more confidence then'),
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

const evidenceRules = z.strictObject({
  'max-age': z.optional(duration.check(z.describe('How old the evaluation may be'))),
  version: z.optional(
    z.literal('required').check(z.describe('The report must say that it is about this version')),
  ),
  commit: z.optional(
    z.literal('required').check(z.describe('The report must say that it was made at this commit')),
  ),
});

const moment = z
  .string()
  .check(z.regex(MOMENT, 'must be a weekday or a date, with a time or without: "Fri 16:00", 2026-12-20'));

export const freezeWindow = z.strictObject({
  from: moment.check(z.describe('When it begins: "Fri 16:00" every week, or 2026-12-20, "2026-12-20 18:00"')),
  to: moment.check(z.describe('When it ends; a day without a time is frozen to its end')),
  timezone: text.check(z.describe('An IANA time zone: Europe/Berlin')),
  reason: z.optional(text.check(z.describe('Why, for whoever meets it'))),
  rollbacks: z.optional(
    z.boolean().check(z.describe('Whether it holds for rollbacks too (default: as gate-rollbacks says)')),
  ),
});

export const stagePolicy = z.strictObject({
  from: z.optional(textOrList.check(z.describe('The stages that a version must come from'))),
  soak: z.optional(duration.check(z.describe('How long it must have been in the stage that it comes from'))),
  refs: z.optional(
    textOrList.check(z.describe('Git refs or globs where the promotion must run: refs/heads/main')),
  ),
  'archive-existing': z.optional(
    z.boolean().check(z.describe('Whether the version that holds the stage goes to Archived (default true)')),
  ),
  'allow-force': z.optional(
    z.boolean().check(z.describe('Whether force may override failed gates (default true)')),
  ),
  'taken-out': z.optional(
    z
      .enum(['block', 'allow'])
      .check(
        z.describe(
          'Whether a version that a rollback or a withdrawal took out of this stage may come back (default block)',
        ),
      ),
  ),
  'when-empty': z.optional(
    z
      .enum(['compare', 'skip'])
      .check(
        z.describe(
          'What comparisons do while no version holds the stage: compare with the version that held it last (the default), or skip as on a first promotion',
        ),
      ),
  ),
  'gate-rollbacks': z.optional(
    z.boolean().check(z.describe('Whether the gates hold for rollbacks too (default false)')),
  ),
  artifact: z.optional(
    z
      .literal('required')
      .check(
        z.describe(
          "The version's files must be checked against its recorded SHA-256; else files that can't be checked from here are told and pass",
        ),
      ),
  ),
  gates: z.optional(z.array(z.union([metricGate, testsGate, checksGate, approvalsGate, anyOfGate]))),
  evidence: z.optional(evidenceRules),
  freeze: z.optional(z.array(freezeWindow).check(z.describe('When nothing is promoted'))),
});

export const modelPolicy = z.strictObject({
  report: z.optional(
    textOrList.check(
      z.describe(
        "Evaluation reports: paths or globs with {version} and {model}, or mlflow for the metrics of the version's run",
      ),
    ),
  ),
  format: z.optional(
    z
      .enum(FORMAT_CHOICES)
      .check(
        z.describe(
          'What tool wrote the reports (default auto: by their shape); plain: metrics are always named by their path in the file',
        ),
      ),
  ),
  stages: z.record(text, stagePolicy),
});

export const mlflowRegistry = z.strictObject({
  mlflow: text.check(
    z.describe(
      'The server: https://…, databricks, databricks://profile, databricks-uc, or env for what MLFLOW_REGISTRY_URI or MLFLOW_TRACKING_URI names',
    ),
  ),
  mode: z.optional(
    z
      .enum(['auto', 'stages', 'aliases'])
      .check(
        z.describe('What tells that a version holds a stage (default auto: both, where the server has both)'),
      ),
  ),
  aliases: z.optional(
    z
      .record(text, text)
      .check(z.describe("By stage: the alias that goes with it (default the stage's name)")),
  ),
});

export const policySchema = z.strictObject({
  registry: z.optional(
    z
      .union([text, mlflowRegistry])
      .check(z.describe('A manifest file or folder (default models.yaml), or an MLflow server')),
  ),
  stages: z.optional(
    z
      .array(text)
      .check(
        z.minLength(1),
        z.describe('The stages in the order of promotion (default Staging, Production)'),
      ),
  ),
  models: z
    .record(text, modelPolicy)
    .check(z.describe('By registered model; "*" is for all without an entry')),
});

export type PolicyFile = z.infer<typeof policySchema>;
export type MlflowRegistry = z.infer<typeof mlflowRegistry>;
export type StagePolicy = z.infer<typeof stagePolicy>;
export type MetricGate = z.infer<typeof metricGate>;
export type TestsGate = z.infer<typeof testsGate>;
export type AnyOfGate = z.infer<typeof anyOfGate>;
export type ChecksGate = z.infer<typeof checksGate>;
export type ApprovalsGate = z.infer<typeof approvalsGate>;
export type FreezeEntry = z.infer<typeof freezeWindow>;
export type Gate = NonNullable<StagePolicy['gates']>[number];
