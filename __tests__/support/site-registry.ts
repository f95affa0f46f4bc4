import { sealAll, toText, type EntryParts } from '../unit/support/history-builder.js';
import type { GateResult } from '../../src/model/gate-result.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const SITE_POLICY = `registry: models.json
stages: [Staging, Production]
models:
  "*":
    report: reports/{version}.json
    stages:
      Staging:
        gates:
          - metric: accuracy
            min: 0.85
      Production:
        from: [Staging]
        soak: 24h
        gates:
          - metric: accuracy
            min: 0.9
            max-regression: 0.5%
            samples: n
            confidence: 95%
          - metric: latency.p95_ms
            max: 120
        live:
          report: live/{version}.json
          within: 24h
          gates:
            - metric: error_rate
              max: 0.01
`;

/** A registry for the page: JSON manifest and history, as promotions would have left them. */
export interface SiteRegistry {
  readonly files: Readonly<Record<string, string>>;
  readonly lines: number;
}

interface Life {
  readonly versions: Record<string, unknown>;
  readonly entries: EntryParts[];
  readonly aliases: Record<string, string>;
}

/**
 * Every model with the same kind of life, a little different by its place: versions come to Staging and go on to
 * Production, some are blocked, one is rolled back, the last ones are soaking and not confirmed.
 * @param now the time up to which things happened
 * @param lines about how many lines each model has; its older versions have none
 */
export function makeSiteRegistry(
  names: readonly string[],
  {
    now,
    versions = 8,
    lines = Infinity,
    texts = {},
  }: {
    readonly now: number;
    readonly versions?: number;
    readonly lines?: number;
    /** In place of what people write. */
    readonly texts?: {
      readonly actor?: string;
      readonly reason?: string;
      readonly tag?: string;
      readonly metric?: string;
    };
  },
): SiteRegistry {
  const models: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const entries: EntryParts[] = [];
  for (const [at, name] of names.entries()) {
    const life = liveOf(name, at, { now, versions, lines, texts });
    models[name] = { versions: life.versions, aliases: life.aliases };
    entries.push(...life.entries);
  }
  const sealed = sealAll(entries);
  return {
    files: {
      '.github/stagegate.yml': SITE_POLICY,
      'models.json': `${JSON.stringify({ models }, null, 1)}\n`,
      'models.history.jsonl': toText(sealed),
    },
    lines: sealed.length,
  };
}

function liveOf(
  model: string,
  at: number,
  {
    now,
    versions,
    lines,
    texts,
  }: { now: number; versions: number; lines: number; texts: Record<string, string> },
): Life {
  const noise = (n: number) => Math.sin(n * 12.9898 + at * 78.233) * 0.5;
  const stages = new Map<string, string>();
  const judged = new Map<string, Record<string, number>>();
  const entries: EntryParts[] = [];
  const actors = [texts['actor'] ?? 'ann', 'ben', 'release-bot'];
  const from = Math.max(1, versions - Math.floor(lines / 2) + 1);
  let champion: string | null = null;
  let before: string | null = null;
  for (let number = 1; number <= versions; number += 1) {
    const version = String(number);
    const accuracy = round(0.88 + 0.006 * number + 0.02 * noise(number));
    const latency = Math.round(90 + 25 * noise(number + 100));
    judged.set(version, {
      accuracy,
      'latency.p95_ms': latency,
      f1: round(accuracy - 0.03),
      [texts['metric'] ?? 'recall']: round(accuracy - 0.05),
    });
    stages.set(version, number < from ? 'Archived' : 'None');
    if (number < from) continue;
    const time = now - (versions - number) * 9 * DAY - 30 * HOUR + at * 7_000;
    const common = {
      model,
      version,
      commit: (BigInt(number * 7919 + at + 1) * 0x9e3779b97f4a7c15n)
        .toString(16)
        .padStart(40, 'a')
        .slice(-40),
      run: `https://github.com/acme/models/actions/runs/${String(9_000_000 + at * 100 + number)}`,
    };
    const who = {
      actor: actors[(number + at) % actors.length] ?? 'ann',
      ...(number === from && from > 1 ? { beginning: archivedBefore(from) } : {}),
    };
    entries.push({
      ...{
        ...common,
        ...who,
        action: 'promote',
        from: 'None',
        to: 'Staging',
        archived: inStage(stages, 'Staging'),
      },
      ...{ time: iso(time), gates: [accuracyGate(accuracy, 0.85, null)] },
    });
    for (const other of inStage(stages, 'Staging')) stages.set(other, 'Archived');
    stages.set(version, 'Staging');
    const to = { ...common, actor: actors[(number + at) % actors.length] ?? 'ann' };
    const gates = [
      accuracyGate(accuracy, 0.9, champion === null ? null : (judged.get(champion)?.['accuracy'] ?? null)),
      latencyGate(latency),
    ];
    if (number === versions && at % 3 === 0) continue;
    if (number % 4 === 3) {
      entries.push({
        ...{
          ...to,
          action: 'attempt',
          from: 'Staging',
          to: 'Staging',
          time: iso(time + 25 * HOUR),
          gates: gates.map(blocked),
        },
        attempt: {
          ...{ stage: 'Production', number: 1, against: champion, 'test-set': 'ab'.repeat(32) },
          ...{ evidence: 'cd'.repeat(32), level: '99.762%', highest: version },
        },
      });
      continue;
    }
    entries.push({
      ...{ ...to, action: 'promote', from: 'Staging', to: 'Production', time: iso(time + 26 * HOUR), gates },
      archived: inStage(stages, 'Production'),
      ...(number % 5 === 0 ? { forced: true, reason: texts['reason'] ?? 'hotfix, see incident 17' } : {}),
    });
    for (const other of inStage(stages, 'Production')) stages.set(other, 'Archived');
    stages.set(version, 'Production');
    before = champion;
    champion = version;
    if (number % 5 === 1 && before !== null) {
      entries.push({
        ...{ ...to, action: 'rollback', version: before, from: 'Archived', to: 'Production' },
        ...{
          archived: [version],
          time: iso(time + 27 * HOUR),
          reason: texts['reason'] ?? 'error rate doubled',
        },
      });
      stages.set(version, 'Archived');
      stages.set(before, 'Production');
      champion = before;
    } else if (number < versions) {
      entries.push({
        ...{ ...to, action: 'confirm', from: 'Production', to: 'Production', time: iso(time + 28 * HOUR) },
        gates: [liveGate()],
      });
    }
  }
  const held = [...stages].map(([version, stage]) => [
    version,
    {
      ...{
        stage,
        source: `s3://models/${String(at)}/${version}`,
        'registered-at': iso(now - (versions - Number(version)) * 9 * DAY - 40 * HOUR),
      },
      metrics: judged.get(version),
      tags: { dataset: texts['tag'] ?? '2026-11' },
    },
  ]);
  return {
    versions: Object.fromEntries(held) as Record<string, unknown>,
    entries,
    aliases: champion === null ? {} : { champion },
  };
}

function archivedBefore(from: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: from - 1 }, (_, at) => [String(at + 1), 'Archived']));
}

function inStage(stages: ReadonlyMap<string, string>, stage: string): string[] {
  return [...stages].filter(([, held]) => held === stage).map(([version]) => version);
}

function accuracyGate(observed: number, min: number, champion: number | null): GateResult {
  return {
    ...{ gate: 'metric', metric: 'accuracy', check: champion === null ? 'min' : 'max-regression' },
    ...{ observed, required: champion === null ? min : '0.5%', champion, verdict: 'pass' },
    reason: `accuracy is ${String(observed)} in reports/1.json, at least ${String(min)}`,
    uncertainty: { samples: 2000, proportion: true },
  };
}

function latencyGate(observed: number): GateResult {
  return {
    ...{ gate: 'metric', metric: 'latency.p95_ms', check: 'max', observed, required: 120, champion: null },
    ...{ verdict: 'pass', reason: `latency.p95_ms is ${String(observed)} in reports/1.json, at most 120` },
  };
}

function liveGate(): GateResult {
  return {
    ...{
      gate: 'metric',
      metric: 'error_rate',
      check: 'max',
      observed: 0.004,
      required: 0.01,
      champion: null,
    },
    ...{ verdict: 'pass', reason: 'error_rate is 0.004 in live/1.json, at most 0.01' },
  };
}

function blocked(gate: GateResult): GateResult {
  return gate.metric === 'accuracy'
    ? { ...gate, verdict: 'inconclusive', reason: `${gate.reason}: the interval contains the bound` }
    : gate;
}

/** A share of the 2,000 examples. */
function round(value: number): number {
  return Math.round(value * 2_000) / 2_000;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
