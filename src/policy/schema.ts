import * as z from 'zod/mini';
import { FORMAT_CHOICES } from '../evidence/formats/names.js';

/*
 * The types, the validation and the published JSON Schema of the policy all come from here. Objects are strict, so a
 * misspelt key is an error and never a gate that silently doesn't exist. What editors say about each key is in
 * descriptions.ts, which only the build reads.
 */

const DURATION = /^(?:\d+(?:\.\d+)?\s*[smhdw]\s*)+$/;
const PERCENT = /^\d+(?:\.\d+)?\s*%$/;
/** A weekday or a date, with or without a time. */
const MOMENT =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?: (?:[01]?\d|2[0-3]):[0-5]\d)?|\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[ T](?:[01]?\d|2[0-3]):[0-5]\d)?)$/;

const text = z.string().check(z.minLength(1));
const textOrList = z.union([text, z.array(text).check(z.minLength(1))]);
const TIME = 'must be a duration such as 90m, 24h or 7d';
const duration = z.string(TIME).check(z.regex(DURATION, TIME));
const CHANGE = 'must be 0 or more: a number, or a percentage such as 0.5%';
const CONFIDENCE = 'must be a percentage such as 95%';
const RATE = 'must be a percentage such as 5%';
const change = z.union(
  [z.number().check(z.nonnegative()), z.string().check(z.regex(PERCENT, CHANGE))],
  CHANGE,
);
const pathOrNumber = z.union([text, z.number().check(z.nonnegative())]);
const pathOrCount = z.union([text, z.int().check(z.positive())]);

const RECORDS = 'must be first, last, mean, a whole number from 0, or a map with key, best or last';
const SAMPLES = 'must be a path, a whole number or the keys file, key and score';

/** The results of single examples. */
export const exampleRows = z.strictObject({
  file: text,
  key: text,
  score: text,
  cluster: z.optional(text),
});

const metricGate = z.strictObject({
  metric: text,
  // zod's numbers are finite, so YAML's .nan and .inf are refused
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  'max-regression': z.optional(change),
  'min-improvement': z.optional(change),
  goal: z.optional(z.enum(['higher', 'lower'])),
  scale: z.optional(z.literal('any')),
  'min-samples': z.optional(z.int().check(z.positive())),
  samples: z.optional(z.union([pathOrCount, exampleRows], SAMPLES)),
  'too-few': z.optional(z.enum(['fail', 'skip', 'warn'])),
  stderr: z.optional(pathOrNumber),
  stdev: z.optional(pathOrNumber),
  confidence: z.optional(z.string(CONFIDENCE).check(z.regex(PERCENT, CONFIDENCE))),
  paired: z.optional(exampleRows),
  inconclusive: z.optional(z.enum(['block', 'warn', 'allow'])),
});

const testsGate = z.strictObject({
  tests: textOrList,
});

/** A check with more than its name. */
export const pinnedCheck = z.strictObject({
  name: text,
  app: z.optional(text),
  allow: z.optional(z.array(z.enum(['skipped', 'neutral'])).check(z.minLength(1))),
});

const checksGate = z.strictObject({
  checks: z.array(z.union([text, pinnedCheck])).check(z.minLength(1)),
  wait: z.optional(duration),
});
const approvalsGate = z.strictObject({
  approvals: z.int().check(z.positive()),
});
const anyOfGate = z.strictObject({
  'any-of': z.array(z.union([metricGate, testsGate])).check(z.minLength(2)),
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
  'max-age': z.optional(duration),
  version: z.optional(z.literal('required')),
  commit: z.optional(z.literal('required')),
});

const WHEN = 'must be a weekday or a date, with a time or without: "Fri 16:00", 2026-12-20';
const moment = z.string(WHEN).check(z.regex(MOMENT, WHEN));

/** A window in which nothing is promoted. */
export const freezeWindow = z.strictObject({
  from: moment,
  to: moment,
  timezone: text,
  reason: z.optional(text),
  rollbacks: z.optional(z.boolean()),
});

const gate = z.union([metricGate, testsGate, checksGate, approvalsGate, anyOfGate]);

/** Which row counts. Rules on which keys go together are in `reports.ts`. */
export const recordsChoice = z.strictObject({
  key: z.optional(textOrList),
  best: z.optional(text),
  goal: z.optional(z.enum(['higher', 'lower'])),
  last: z.optional(text),
});

/** How to read a report that isn't simply a file with one object in it. */
export const reportEntry = z.strictObject({
  file: text,
  at: z.optional(text),
  format: z.optional(z.enum(FORMAT_CHOICES)),
  records: z.optional(
    z.union([z.enum(['first', 'last', 'mean']), z.int().check(z.nonnegative()), recordsChoice], RECORDS),
  ),
  'model-names': z.optional(z.array(text)),
});

const reportRule = z.union([text, reportEntry, z.array(z.union([text, reportEntry])).check(z.minLength(1))]);

/** What the version in the stage must show in use, judged by `confirm`. */
export const liveRules = z.strictObject({
  report: reportRule,
  within: duration,
  'on-failure': z.optional(z.enum(['rollback', 'report'])),
  gates: z.array(gate).check(z.minLength(1)),
});

/** The rules of one stage. */
export const stagePolicy = z.strictObject({
  from: z.optional(textOrList),
  soak: z.optional(duration),
  refs: z.optional(textOrList),
  'archive-existing': z.optional(z.boolean()),
  'allow-force': z.optional(z.boolean()),
  'taken-out': z.optional(z.enum(['block', 'allow'])),
  'when-empty': z.optional(z.enum(['compare', 'skip'])),
  'gate-rollbacks': z.optional(z.boolean()),
  artifact: z.optional(z.literal('required')),
  'false-promotions': z.optional(z.string(RATE).check(z.regex(PERCENT, RATE))),
  'test-set': z.optional(text),
  gates: z.optional(z.array(gate)),
  evidence: z.optional(evidenceRules),
  freeze: z.optional(z.array(freezeWindow)),
  live: z.optional(liveRules),
});

/** The rules of one model. */
export const modelPolicy = z.strictObject({
  report: z.optional(reportRule),
  format: z.optional(z.enum(FORMAT_CHOICES)),
  stages: z.record(text, stagePolicy),
});

/** `registry:` as a map. */
export const mlflowRegistry = z.strictObject({
  mlflow: text,
  mode: z.optional(z.enum(['auto', 'stages', 'aliases'])),
  aliases: z.optional(z.record(text, text)),
});

/** The whole file. */
export const policySchema = z.strictObject({
  registry: z.optional(z.union([text, mlflowRegistry])),
  stages: z.optional(z.array(text).check(z.minLength(1))),
  models: z.record(text, modelPolicy),
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
