import * as z from 'zod/mini';
import { isVersion } from '../model/version.js';

const version = z.string().check(z.refine(isVersion, 'is not a version'));
const optionalText = z.nullable(z.string());
const shown = z.nullable(z.union([z.string(), z.number()]));

const positive = z.number().check(z.positive());
const uncertainty = z.object({
  stderr: z.optional(positive),
  samples: z.optional(z.int().check(z.positive())),
  spread: z.optional(positive),
  degrees: z.optional(positive),
  proportion: z.optional(z.literal(true)),
});

const gateResult = z.object({
  gate: z.string(),
  metric: optionalText,
  check: optionalText,
  observed: shown,
  required: shown,
  champion: shown,
  against: z.optional(version),
  verdict: z.enum(['pass', 'fail', 'inconclusive', 'skip']),
  reason: z.string(),
  uncertainty: z.optional(uncertainty),
  interval: z.optional(
    z.object({ lower: z.number(), upper: z.number(), confidence: z.string(), method: z.string() }),
  ),
  needs: z.optional(z.number()),
  tolerated: z.optional(z.enum(['warn', 'allow'])),
});

const takenOut = z.object({
  action: z.enum(['rollback', 'archive', 'acknowledge']),
  version,
  to: z.string(),
  actor: optionalText,
  reason: optionalText,
  time: z.iso.datetime(),
});

const reports = z.record(z.string(), z.string());

const stay = z.object({
  version,
  came: z.int(),
  left: z.optional(z.int()),
  judged: z.optional(z.array(z.object({ metric: z.string(), value: z.number(), uncertainty }))),
  promoted: z.optional(
    z.object({ commit: optionalText, 'report-sha256': optionalText, reports: z.optional(reports) }),
  ),
  confirmed: z.optional(z.iso.datetime()),
  more: z.optional(z.literal(true)),
});

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const segment = z.object({
  number: z.int().check(z.positive()),
  lines: z.int(),
  sha256,
  models: z.int().check(z.positive()),
});

const attempt = {
  number: z.int().check(z.positive()),
  against: z.nullable(version),
  'test-set': sha256,
  evidence: sha256,
  level: z.string(),
  highest: version,
};

const past = z.object({
  format: z.literal(1),
  lines: z.int(),
  acknowledged: z.optional(z.iso.datetime()),
  since: z.record(version, z.iso.datetime()),
  stages: z.record(
    z.string(),
    z.object({
      held: z.array(stay),
      out: z.record(version, takenOut),
      attempts: z.optional(z.array(z.object({ version, ...attempt }))),
      'attempts-against': z.optional(z.array(version)),
    }),
  ),
});

/** The form of a history line. Keys that a later release adds are kept. */
export const historyEntrySchema = z.looseObject({
  time: z.iso.datetime(),
  action: z.enum([
    'register',
    'promote',
    'rollback',
    'confirm',
    'archive',
    'acknowledge',
    'unregister',
    'attempt',
    'checkpoint',
  ]),
  model: z.string(),
  version,
  from: optionalText,
  to: z.string(),
  archived: z.array(version),
  artifacts: z.optional(z.record(version, z.object({ source: optionalText, sha256: optionalText }))),
  actor: optionalText,
  reason: optionalText,
  forced: z.boolean(),
  commit: optionalText,
  run: optionalText,
  'policy-sha256': optionalText,
  'report-sha256': optionalText,
  reports: z.optional(reports),
  gates: z.array(gateResult),
  live: z.optional(z.object({ version, gates: z.array(gateResult) })),
  attempt: z.optional(z.object({ stage: z.string(), ...attempt })),
  differed: z.optional(z.array(z.string())),
  beginning: z.optional(z.record(version, z.string())),
  segment: z.optional(segment),
  past: z.optional(past),
  previous: optionalText,
});
