import type { Plan, Standing } from '../registry.js';
import { ARCHIVED } from '../stage.js';
import type { Hands } from './carry-out.js';
import type { ModelReader, Reading } from './reading.js';

/** How often it is looked again after two versions were found in one stage. */
const LOOKS = 3;

/**
 * Looks again after a change. Runs that take turns never leave two versions in a stage; another client can, and
 * so can a request that was on its way for longer than anybody would wait. Then the version stays that the
 * history names last, by which every run decides alike, and the others are archived.
 */
export async function checkStanding(
  plan: Plan,
  hands: Hands & { readonly reader: ModelReader },
): Promise<Standing> {
  if (!hands.placement.usesStages) return checkAlias(plan, hands);
  const { model, exclusive } = plan;
  const { version, to } = plan.entry;
  for (let look = 1; ; look++) {
    const found = await hands.reader.look(model, false);
    const holders = [...found.versions.values()].filter((held) => hands.reader.stageOf(held, found) === to);
    const own = found.versions.get(version);
    const stage = own === undefined ? null : hands.reader.stageOf(own, found);
    const others = holders.map((held) => held.version).filter((other) => other !== version);
    if (stage !== to)
      return {
        stage,
        lostTo:
          others.length === 0
            ? `it is in ${stage ?? 'no stage, it is gone'}`
            : `version ${others.join(', ')} holds it now`,
      };
    if (!exclusive || others.length === 0 || look > LOOKS) return { stage, lostTo: null };
    const rightful = lastNamed(found, to, [version, ...others]) ?? version;
    for (const other of [version, ...others].filter((held) => held !== rightful)) {
      await hands.server.transition(
        { name: model, version: other },
        { stage: ARCHIVED, archiveExisting: false },
      );
    }
  }
}

async function checkAlias(
  plan: Plan,
  { server, placement, reader }: Hands & { readonly reader: ModelReader },
): Promise<Standing> {
  const { version, to } = plan.entry;
  const held = await server.version({ name: plan.model, version });
  if (held === null) return { stage: null, lostTo: 'it is gone' };
  const stage = reader.stageOf(held, { model: null, told: new Map([[version, to]]) });
  const alias = placement.aliasOf(to);
  if (alias === null || stage === to) return { stage, lostTo: null };
  const other = await server.versionByAlias(plan.model, alias);
  return {
    stage,
    lostTo: other === null ? `the alias ${alias} is gone` : `version ${other.version} holds it now`,
  };
}

function lastNamed({ ledger }: Reading, stage: string, among: readonly string[]): string | undefined {
  return ledger.lines.findLast(({ entry }) => entry.to === stage && among.includes(entry.version))?.entry
    .version;
}
