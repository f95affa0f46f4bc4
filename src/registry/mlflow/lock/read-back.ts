import type { Plan, ReadBack } from '../../../model/registry.js';
import { ARCHIVED } from '../../../model/stage.js';
import type { ModelWriter } from './model-writer.js';
import type { ModelReader, Reading, ReaderOptions } from '../history/reading.js';

/** How often to look again after two versions were found in one stage. */
const LOOKS = 3;

interface ReadBackOptions extends ReaderOptions {
  readonly reader: ModelReader;
  readonly writer: ModelWriter;
}

/**
 * Looks again after a change. The lock never leaves two versions in a stage, but another client can, and so can a
 * request that arrives after every timeout. Versions that are not in the stage by the history are archived then, under
 * the lock and with a line of their own.
 */
export async function readBackPlan(plan: Plan, options: ReadBackOptions): Promise<ReadBack> {
  if (!options.storage.usesStages) return checkAlias(plan, options);
  const { reader, writer } = options;
  const { version, to } = plan.entry;
  const notices: string[] = [];
  for (let look = 1; ; look++) {
    const found = await reader.look(plan.model, false);
    const held = [...found.versions.values()].filter((each) => reader.stageOf(each, found) === to);
    const holders = held.map((each) => each.version);
    const others = holders.filter((other) => other !== version);
    if (!holders.includes(version)) return lost(version, others, { found, reader });
    const strays = holders.filter((holder) => found.recorded.get(holder) !== to);
    const stray = strays.length === holders.length ? undefined : strays[0];
    if (!plan.exclusive || stray === undefined || look > LOOKS) {
      if (plan.exclusive) notices.push(...others.map((other) => `version ${other} is in ${to} as well`));
      return { stage: to, lostTo: null, ...(notices.length === 0 ? {} : { notices }) };
    }
    const notes = await writer.change(archiving(plan, stray, found), found);
    notices.push(...notes, `version ${stray} was put into ${to} without stagegate, so it was archived`);
  }
}

function lost(
  version: string,
  others: readonly string[],
  { found, reader }: { found: Reading; reader: ModelReader },
): ReadBack {
  const own = found.versions.get(version);
  const stage = own === undefined ? null : reader.stageOf(own, found);
  const where = stage === null ? 'it was deleted' : `it is in ${stage}`;
  return { stage, lostTo: others.length === 0 ? where : `version ${others.join(', ')} holds it now` };
}

/** The plan that archives a stray version, with the actor and the time of the plan that took the stage. */
function archiving({ model, entry }: Plan, stray: string, { journal }: Reading): Plan {
  const { version, to } = entry;
  return {
    model,
    registration: null,
    transitions: [{ version: stray, from: to, to: ARCHIVED }],
    exclusive: false,
    title: `archive ${model} ${stray}`,
    entry: {
      ...entry,
      action: 'archive',
      version: stray,
      from: to,
      to: ARCHIVED,
      archived: [],
      artifacts: undefined,
      reason: `it was put into ${to} beside version ${version} without stagegate`,
      forced: false,
      'report-sha256': null,
      reports: undefined,
      gates: [],
      beginning: undefined,
      previous: journal.lines.at(-1)?.sha256 ?? null,
    },
  };
}

async function checkAlias(plan: Plan, { server, storage, reader }: ReadBackOptions): Promise<ReadBack> {
  const { version, to } = plan.entry;
  const held = await server.version({ name: plan.model, version });
  if (held === null) return { stage: null, lostTo: 'it was deleted' };
  const stage = reader.stageOf(held, { model: null, recorded: new Map([[version, to]]) });
  const alias = storage.aliasOf(to);
  if (alias === null || stage === to) return { stage, lostTo: null };
  const other = await server.versionByAlias(plan.model, alias);
  return {
    stage,
    lostTo: other === null ? `the alias ${alias} is gone` : `version ${other.version} holds it now`,
  };
}
