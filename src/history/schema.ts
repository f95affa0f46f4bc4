import * as z from 'zod/mini';
import { isVersion } from '../model/version.js';

const version = z.string().check(z.refine(isVersion, 'is no version'));
const optionalText = z.nullable(z.string());
const shown = z.nullable(z.union([z.string(), z.number()]));

const positive = z.number().check(z.positive());
const uncertainty = z.object({
  stderr: z.optional(positive),
  samples: z.optional(z.int().check(z.positive())),
  spread: z.optional(positive),
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

/** The form of a history line; keys that a later release adds are let through. */
export const historyEntrySchema = z.looseObject({
  time: z.iso.datetime(),
  action: z.enum(['register', 'promote', 'rollback', 'archive', 'acknowledge', 'unregister']),
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
  reports: z.optional(z.record(z.string(), z.string())),
  gates: z.array(gateResult),
  differed: z.optional(z.array(z.string())),
  beginning: z.optional(z.record(version, z.string())),
  previous: optionalText,
});
