import type { DeploymentPlan } from '../model/deployment-plan.js';
import { createHash } from 'node:crypto';
import type { RunContext } from '../model/run-context.js';
import { ARCHIVED, NONE } from '../model/stage.js';
import type { Outcome } from './outcome.js';

/** Longer model names are cut in a deployment's task. GitHub documents no limit. */
const MAX_TASK_NAME = 100;

/**
 * Plans the deployment for the stage that the version holds now, whichever run put it there: a later attempt records
 * what an earlier one couldn't.
 * @param stages the policy's, in the order of promotion
 * @returns null when nothing moved and the version doesn't hold the stage, or when the commit is unknown
 */
export function planDeployment(
  outcome: Outcome,
  { stages, run }: { stages: readonly string[]; run: RunContext },
): DeploymentPlan | null {
  const { model, version, stage, commit, transitions } = outcome;
  const ref = commit ?? run.commits[0];
  const { decision } = outcome;
  const isMoved = outcome.promoted && !outcome.repeated && decision !== 'confirmed';
  const settled = ['promoted', 'rolled-back', 'unchanged', 'confirmed', 'unconfirmed'].includes(decision);
  const holds = outcome.inStage && settled && !(outcome.dry && decision === 'unconfirmed');
  const isMove = !['registered', 'acknowledged', 'unregistered'].includes(outcome.decision);
  if (!isMove || ref === undefined || !(isMoved || holds)) return null;
  return {
    task: taskOf(model),
    model,
    mayExist: !isMoved,
    create:
      holds && isPlace(stage)
        ? {
            version,
            ref,
            environment: stage,
            production: stage === stages.at(-1) || stage.toLowerCase() === 'production',
            description: `${model} ${version} is in ${stage}`,
            payload: payloadOf(outcome),
            run: run.run,
          }
        : null,
    retire: transitions
      .filter(({ from }) => isPlace(from))
      .map((move) => ({ environment: move.from, version: move.version })),
  };
}

function payloadOf({ model, version, stage, previousVersion, registry, reportSha256 }: Outcome) {
  return {
    model,
    version,
    stage,
    'previous-version': previousVersion,
    registry,
    'report-sha256': reportSha256,
  };
}

function taskOf(model: string): string {
  if (model.length <= MAX_TASK_NAME) return `stagegate:${model}`;
  const digest = createHash('sha256').update(model).digest('hex').slice(0, 16);
  return `stagegate:${model.slice(0, MAX_TASK_NAME - 17)}:${digest}`;
}

/** Whether versions in this stage are deployed: not in `None` or `Archived`. */
function isPlace(stage: string): boolean {
  return stage !== NONE && stage !== ARCHIVED;
}
