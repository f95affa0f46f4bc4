import type { Subject } from '../evidence/reader.js';
import { pairedKey, type PairedExamples } from '../gates/paired.js';
import { everyGate, type StageRules } from '../policy/resolve.js';
import type { EvidenceSettings } from './gather.js';

/** Both versions' results example by example, for the gates that compare so; none without a champion. */
export async function gatherPaired(
  rules: StageRules,
  { reader }: EvidenceSettings,
  { candidate, champion }: { candidate: Subject; champion: string | null },
): Promise<ReadonlyMap<string, PairedExamples>> {
  const found = new Map<string, PairedExamples>();
  if (champion === null) return found;
  for (const gate of everyGate(rules)) {
    if (!('metric' in gate) || gate.paired === undefined || found.has(pairedKey(gate.paired))) continue;
    const { file, ...columns } = gate.paired;
    found.set(pairedKey(gate.paired), {
      candidate: await reader.examples(file, candidate, columns),
      champion: await reader.examples(file, { ...candidate, version: champion }, columns),
    });
  }
  return found;
}
