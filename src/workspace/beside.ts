import { StagegateError } from '../errors.js';
import { planDeployment } from '../promotion/deployment.js';
import type { Outcome } from '../promotion/outcome.js';
import type { Registry } from '../model/registry.js';
import type { Setup } from './open-workspace.js';

/* What goes with an outcome, by where it was run. */

/** What people should know beside it. @param isEarly it was only decided, since the change is not merged yet */
export async function tellBeside(outcome: Outcome, setup: Setup, isEarly: boolean): Promise<string[]> {
  if (isEarly) return [earlyNotice(setup)];
  if (outcome.decision === 'blocked') return proposalNotices(outcome, setup.registry);
  return outcome.promoted && !outcome.repeated ? checkoutNotices(setup) : [];
}

/**
 * Aliases that serve an old version since the policy renamed them. They are removed only by a run that may change the
 * registry and wasn't blocked.
 */
export async function tellAliases(outcome: Outcome, { registry }: Setup, prune: boolean): Promise<Outcome> {
  const { model, asked, decision, dry, repeated } = outcome;
  if (asked === 'registered') return outcome;
  const mayPrune = prune && !dry && !repeated && decision !== 'blocked';
  try {
    const review = await registry.reviewAliases?.(model, mayPrune);
    if (review === undefined) return outcome;
    const { removed, notices } = review;
    return { ...outcome, removedAliases: removed, notices: [...outcome.notices, ...notices] };
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    const notice = `old aliases of ${model} could not be checked: ${error.message}`;
    return { ...outcome, notices: [...outcome.notices, notice] };
  }
}

/** The registry is the truth and deployments show it: one that fails is told and changes nothing. */
export async function deploy(outcome: Outcome, { stages, github }: Setup): Promise<Outcome> {
  const plan = planDeployment(outcome, { stages, run: outcome.run });
  if (plan === null) return outcome;
  const { recordDeployment } = await import('../github/deployment.js');
  const { id, problem } = await recordDeployment(() => github.open('a deployment'), plan);
  const notices = problem === null ? outcome.notices : [...outcome.notices, problem];
  return { ...outcome, deploymentId: id, notices };
}

/** A file that only this job has changed is lost with its machine. */
function checkoutNotices({ commit, event, registry }: Setup): string[] {
  if (commit !== 'none' || event.name === null) return [];
  const fix = event.beforeMerge ? 'commit it' : 'commit it, or set commit: api';
  return [`only ${registry.label} in this checkout has changed: ${fix}`];
}

function earlyNotice({ event, commit }: Setup): string {
  const instead =
    commit === null
      ? 'To change the registry anyway, set commit: none.'
      : 'To change the files of this checkout anyway, set commit: none.';
  return `this run only decides, because the change isn't merged yet (${event.name ?? ''}). ${instead}`;
}

/** What was proposed before still can be merged, though it would not be proposed now. */
async function proposalNotices({ model, version, stage }: Outcome, registry: Registry): Promise<string[]> {
  try {
    const open = await registry.findProposal?.({ model, version, stage });
    if (open === undefined || open === null) return [];
    const what = open.version === null ? 'a change' : `version ${open.version}`;
    return [
      `pull request #${open.number} still proposes ${what} for ${stage}: close it if it shouldn't be merged`,
    ];
  } catch (error) {
    if (!(error instanceof StagegateError)) throw error;
    return [`can't tell whether an earlier proposal for ${stage} is still open: ${error.message}`];
  }
}
