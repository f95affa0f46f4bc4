import { StagegateError } from '../errors.js';
import { stagesAfter } from '../history/replay.js';
import { stageEverHeld } from '../history/holders.js';
import { tellProblem, verifyModel } from '../history/verify.js';
import type { ModelVersion, Snapshot } from '../model/registry.js';
import { ARCHIVED, isWithdrawal, NONE } from '../model/stage.js';
import { parseVersion } from '../model/version.js';
import { forShell } from '../text/safe.js';
import { requireKnown, type CommandContext } from './command.js';
import { factsOf, type Decision, type DecisionBasis } from './decision.js';
import { findVersion, requireSameFiles } from './find-version.js';
import type { Done, Outcome } from './outcome.js';
import { makePlan } from './plan.js';
import { decideAmendmentAgain } from './repeat.js';
import { parseModelName, requireReason, type AcknowledgeRequest, type UnregisterRequest } from './request.js';

/* Two changes that judge nothing and move no version: acknowledge and unregister. */

/**
 * Accepts the registry as it is, although somebody changed it by hand: the history goes on from there.
 * @throws StagegateError `history` when a line was altered, `manifest` when files were exchanged
 */
export async function acknowledge(
  { model, reason, dryRun }: AcknowledgeRequest,
  context: CommandContext,
): Promise<Outcome> {
  const why = requireReason('acknowledge', reason);
  const asked = { model, version: null, done: 'acknowledged', dryRun } as const;
  return amend(asked, context, (basis) => decideAcknowledgement(why, basis));
}

/** Removes a version that was never promoted. @throws StagegateError `input` for any other */
export async function unregister(
  { model, version, reason = null, dryRun }: UnregisterRequest,
  context: CommandContext,
): Promise<Outcome> {
  const number = parseNumber(version);
  const asked = { model, version: number, done: 'unregistered', dryRun } as const;
  return amend(asked, context, (basis) => decideUnregistration({ version: number, reason }, basis));
}

async function amend(
  asked: {
    readonly model: string;
    readonly version: string | null;
    readonly done: Done;
    readonly dryRun?: boolean | undefined;
  },
  context: CommandContext,
  decide: (basis: DecisionBasis) => Decision,
): Promise<Outcome> {
  const { version, done } = asked;
  const model = parseModelName(asked.model);
  const dry = asked.dryRun === true;
  return context.change({ model, done, dry }, async (attempt) => {
    const { snapshot, finished } = attempt;
    const again =
      dry || context.isBeforeMerge ? null : decideAmendmentAgain(attempt, { done, version, finished });
    if (again !== null) return () => again;
    if (version !== null || snapshot.history.length === 0) await requireKnown(snapshot, context.registry);
    return (now) => decide({ ...attempt, now });
  });
}

/**
 * Accepts the registry's stages as the new start of the history, and records the differences. Exchanged files are not
 * accepted: a version's verdict is about the files that it had.
 * @throws StagegateError `manifest` for exchanged files
 */
export function decideAcknowledgement(reason: string, basis: DecisionBasis): Decision {
  const { snapshot } = basis;
  for (const held of snapshot.versions) requireSameFiles(held, snapshot);
  const { problems } = verifyModel(snapshot);
  const { version, stage } = versionToName(
    snapshot,
    problems.map((problem) => problem.version),
  );
  const facts = { ...factsOf({ snapshot, version, currentStage: stage, stage }, []), notices: [] };
  if (problems.length === 0) return { ...facts, verdict: 'unchanged', plan: null };
  const differed = problems.map(tellProblem);
  const plan = makePlan(basis, {
    action: 'acknowledge',
    version,
    from: stage,
    to: stage,
    reason,
    acknowledged: { differed, beginning: stagesNow(snapshot) },
  });
  return { ...facts, notices: differed, verdict: 'go', plan };
}

/**
 * The version to name in the line. A server stores the line with a version, so choose one that differs, if it still
 * exists.
 */
function versionToName(
  { versions, history }: Snapshot,
  concerned: readonly (string | null)[],
): Pick<ModelVersion, 'version' | 'stage'> {
  const held = versions.find(({ version }) => concerned.includes(version)) ?? versions.at(-1);
  if (held !== undefined) return held;
  return { version: history.at(-1)?.entry.version ?? '', stage: NONE };
}

/**
 * Each version's stage. A version in `None` is only listed if the history knows it, so that its disappearance would
 * show.
 */
function stagesNow({ versions, history }: Snapshot): Record<string, string> {
  const known = stagesAfter(history);
  return Object.fromEntries(
    versions
      .filter(({ version, stage }) => stage !== NONE || known.has(version))
      .map(({ version, stage }) => [version, stage]),
  );
}

/**
 * Removes a version that was never promoted.
 * @throws StagegateError `input` for any other, and for one that an alias points at
 */
export function decideUnregistration(
  { version, reason }: { readonly version: string; readonly reason: string | null },
  basis: DecisionBasis,
): Decision {
  const { snapshot } = basis;
  const held = findVersion(version, snapshot);
  refusePromoted(held, snapshot);
  refuseAliased(held, snapshot);
  const facts = factsOf({ snapshot, version, currentStage: NONE, stage: NONE }, []);
  const plan = makePlan(basis, {
    action: 'unregister',
    version,
    from: NONE,
    to: NONE,
    reason,
  });
  return { ...facts, verdict: 'go', plan };
}

/** The number of the version to remove. @throws StagegateError `input` */
export function parseNumber(asked: string | number): string {
  const text = String(asked);
  if (!/^(?:@.*|latest)$/i.test(text)) return parseVersion(text);
  throw new StagegateError('input', `unregister takes the number of a version, not ${JSON.stringify(text)}`, {
    hint: 'Look up the number first: stagegate list-versions.',
  });
}

/** A promoted version stays: later versions are compared with its numbers. */
function refusePromoted({ version, stage }: ModelVersion, { model, history }: Snapshot): void {
  const name = `version ${version} of ${JSON.stringify(model)}`;
  const promoted = isWithdrawal(stage) ? stageEverHeld(history, version) : stage;
  if (promoted !== null) {
    throw new StagegateError('input', `${name} was promoted to ${promoted}, so it stays registered`, {
      hint:
        stage === ARCHIVED
          ? 'It is already in Archived, where nothing serves it.'
          : `Withdraw it instead: stagegate transition-stage --model-name ${forShell(model)} --version ${version} --stage Archived`,
    });
  }
  if (stage === NONE) return;
  throw new StagegateError('input', `${name} is in ${stage}`, {
    hint: `Only a version in None can be unregistered. Move it there first: stagegate transition-stage --model-name ${forShell(model)} --version ${version} --stage None`,
  });
}

function refuseAliased({ version }: ModelVersion, { model, aliases }: Snapshot): void {
  const alias = Object.keys(aliases).find((name) => aliases[name] === version);
  if (alias === undefined) return;
  throw new StagegateError(
    'input',
    `the alias ${JSON.stringify(alias)} points at version ${version} of ${JSON.stringify(model)}`,
    { hint: 'Point the alias at another version or remove it, then unregister this one.' },
  );
}
