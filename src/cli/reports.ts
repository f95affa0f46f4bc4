import type { Validation } from '../promotion/validate.js';
import { EXIT, exitStatus } from '../errors.js';
import { tellWarning } from '../policy/load.js';
import { isFailure, type Outcome } from '../promotion/outcome.js';
import { NONE } from '../model/stage.js';
import { renderValidation } from '../render/terminal-reports.js';
import { attemptOutput, toOutputs } from '../render/outputs.js';
import { forShell, forTerminal } from '../text/safe.js';
import { viewOf } from '../render/outcome-view.js';
import { renderTerminal } from '../render/terminal.js';
import { describeError, type Report } from './terminal.js';

/** @param how with `explain`, also shows the reasons of gates that passed */
export function reportOutcome(outcome: Outcome, how: { explain?: boolean | undefined } = {}): Report {
  return {
    status: isFailure(outcome) ? EXIT.blocked : EXIT.done,
    json: { ...toOutputs(outcome), ...attemptOf(outcome) },
    text: (style) =>
      renderTerminal(viewOf(outcome), style, how) + (how.explain === true ? pointToPower(outcome) : ''),
  };
}

/** The command that shows how often these gates err. Empty if none of them is on a metric. */
function pointToPower({ model, stage, gates }: Outcome): string {
  if (!gates.some(({ gate }) => gate === 'metric')) return '';
  const command = `stagegate power --model ${forShell(model)} --stage ${forShell(stage)}`;
  return forTerminal(`  What these gates can detect: ${command}`) + '\n';
}

/** The attempt, in a stage that counts attempts. */
function attemptOf({ attempt }: Outcome) {
  return attempt === undefined ? {} : { attempt: attemptOutput(attempt) };
}

/** Adds how registry and history differed, which no other command reports. */
export function reportAcknowledgement(outcome: Outcome): Report {
  const report = reportOutcome(outcome);
  return { ...report, json: { ...toOutputs(outcome), differed: outcome.differed ?? [] } };
}

/** Prints the sentence of MLflow's tutorials if it is true. Any other outcome is reported in full. */
export function reportTransition(outcome: Outcome): Report {
  const report = reportOutcome(outcome);
  if (!['promoted', 'unchanged'].includes(outcome.decision) || !holds(outcome)) return report;
  const { version, model, stage } = outcome;
  return {
    ...report,
    warnings: outcome.policyWarnings.map(tellWarning),
    text: () =>
      forTerminal(`Model version '${version}' of model '${model}' transitioned to stage '${stage}'.`) + '\n',
  };
}

/** Whether the version is where the sentence says. A version can be moved to `None`, but doesn't hold it as a stage. */
function holds({ inStage, stage, repeated }: Outcome): boolean {
  return inStage || (stage === NONE && !repeated);
}

export function reportValidation(found: Validation): Report {
  const { policy, registry, problems, notices } = found;
  const { historyLines, ...rest } = registry;
  return {
    // the highest status of all problems
    status: problems.reduce<number>((status, { error }) => Math.max(status, exitStatus(error)), EXIT.done),
    json: {
      valid: problems.length === 0,
      policy,
      registry: { ...rest, 'history-lines': historyLines },
      problems: problems.map(({ model, error }) => ({ model, ...describeError(error) })),
      notices,
    },
    text: (style) => renderValidation(found, style),
  };
}
