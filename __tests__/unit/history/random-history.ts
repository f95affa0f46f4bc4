import { applyEntry, type Stages } from '../../../src/history/replay.js';
import type { HistoryEntry } from '../../../src/model/history-entry.js';
import { gateResult } from '../../../src/model/gate-result.js';
import { ARCHIVED, NONE } from '../../../src/model/stage.js';
import { seededRandom } from '../evidence/random.js';
import { makeEntry, timeOf, type EntryParts } from '../support/history-builder.js';

const VERSIONS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11'];
export const STAGES = ['Staging', 'Production'];

/**
 * A history of everything that can happen: moves, several in a stage, rollbacks, withdrawals, blocked attempts, moves by hand that a
 * later line reveals or acknowledges, a beginning, a stage in two spellings.
 */
export function randomEntries(seed: number, length: number): EntryParts[] {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const stages: Stages = new Map();
  const began = random() < 0.3 ? { '2': 'Production', '10': 'Production', '3': 'Staging' } : undefined;
  for (const [version, stage] of Object.entries(began ?? {})) stages.set(version, stage);
  return Array.from({ length }, (_, at): EntryParts => {
    const parts = {
      ...makeParts(),
      time: timeOf(at + 1),
      ...(at === 0 && began ? { beginning: began } : {}),
    };
    applyEntry(stages, canonical(makeEntry(parts)));
    return parts;
  });

  function makeParts(): EntryParts {
    const version = pick(VERSIONS);
    // now and then it was moved by hand before
    const from = random() < 0.1 ? pick([NONE, ...STAGES]) : (stages.get(version) ?? NONE);
    const to = pick(STAGES);
    const inStage = [...stages].flatMap(([other, stage]) =>
      stage === to && other !== version ? [other] : [],
    );
    const archived = random() < 0.7 ? inStage : [];
    const kind = random();
    const artifacts =
      random() < 0.3 ? { artifacts: { [version]: { source: `s3://${version}`, sha256: null } } } : {};
    if (kind < 0.07) {
      const stage = stages.get(version) ?? NONE;
      return {
        action: 'attempt',
        version,
        from: stage,
        to: stage,
        attempt: attempt(spell(to), inStage),
        ...artifacts,
      };
    }
    if (kind < 0.2) return { action: 'register', version, from: null, to: NONE, ...artifacts };
    if (kind < 0.65)
      return {
        ...{ action: 'promote', version, from, to: spell(to), archived, ...evidence(), ...artifacts },
        ...(random() < 0.2 ? { attempt: attempt(to, inStage) } : {}),
      };
    if (kind < 0.7) {
      const [confirmed, stage] = pick([...stages, [version, from] as const]);
      return { action: 'confirm', version: confirmed, from: stage, to: spell(stage), ...evidence() };
    }
    if (kind < 0.8) return { action: 'rollback', version, from, to, archived, reason: 'p95', actor: 'eve' };
    if (kind < 0.9) return { action: 'archive', version, from, to: pick([ARCHIVED, NONE]), reason: 'old' };
    if (kind < 0.95) return { action: 'unregister', version, from: NONE, to: NONE };
    const held = VERSIONS.filter(() => random() < 0.5).map((each) => [
      each,
      pick([NONE, ARCHIVED, ...STAGES]),
    ]);
    const beginning = Object.fromEntries(held) as Record<string, string>;
    const stage = beginning[version] ?? NONE;
    return { action: 'acknowledge', version, from: stage, to: stage, differed: ['x'], beginning };
  }

  function attempt(stage: string, holders: readonly string[]): HistoryEntry['attempt'] {
    const against = random() < 0.1 ? pick(VERSIONS) : (holders.at(-1) ?? null);
    const digests = { 'test-set': pick(['a', 'b']).repeat(64), evidence: 'c'.repeat(64) };
    return { stage, number: 1 + Math.floor(random() * 9), against, ...digests, level: '99%', highest: '11' };
  }

  function spell(stage: string): string {
    return random() < 0.1 ? stage.toUpperCase() : stage;
  }

  function evidence(): EntryParts {
    const value = Math.round(random() * 1000) / 1000;
    const uncertainty = random() < 0.5 ? { uncertainty: { stderr: 0.01, samples: 7 } } : {};
    const result = { observed: value, required: 0.5, verdict: 'pass' as const, reason: 'good' };
    const gate = { ...gateResult('metric', { metric: 'accuracy', check: 'min', ...result }), ...uncertainty };
    return {
      gates: random() < 0.8 ? [gate] : [],
      commit: random() < 0.5 ? 'c'.repeat(40) : null,
      'report-sha256': 'd'.repeat(64),
      ...(random() < 0.2 ? { reports: { 'a.json': 'e'.repeat(64) } } : {}),
    };
  }
}

function canonical(entry: HistoryEntry): HistoryEntry {
  return {
    ...entry,
    to: [...STAGES, NONE, ARCHIVED].find((s) => s.toLowerCase() === entry.to.toLowerCase())!,
  };
}
