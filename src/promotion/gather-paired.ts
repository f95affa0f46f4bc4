import { statesOther } from '../evidence/about.js';
import type { Problem } from '../evidence/evidence.js';
import type { Examples, Subject } from '../evidence/reader.js';
import { pairedKey, type PairedExamples } from '../gates/paired.js';
import { everyGate, type StageRules } from '../policy/resolve.js';
import type { EvidenceSettings } from './decision.js';

/** Both versions' results example by example, for the gates that compare so; none without champions. */
export async function gatherPaired(
  rules: StageRules,
  { reader }: EvidenceSettings,
  { candidate, champions }: { candidate: Subject; champions: readonly string[] },
): Promise<ReadonlyMap<string, PairedExamples>> {
  const found = new Map<string, PairedExamples>();
  for (const gate of everyGate(rules)) {
    if (!('metric' in gate) || gate.paired === undefined) continue;
    const { file, ...columns } = gate.paired;
    const read = async (of: Subject) => refuseOther(await reader.examples(file, of, columns), of);
    for (const champion of champions) {
      const key = pairedKey(gate.paired, champion);
      if (found.has(key)) continue;
      found.set(key, {
        candidate: await read(candidate),
        champion: await read({ ...candidate, version: champion }),
      });
    }
  }
  return found;
}

/** Results that say they are another version's must not stand for this one's, be it the candidate's or the champion's. */
function refuseOther(examples: Examples | Problem, subject: Subject): Examples | Problem {
  if ('message' in examples) return examples;
  const other = statesOther(examples.statement, subject);
  return other === null ? examples : { path: examples.path, message: other };
}
