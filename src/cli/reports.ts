import type { Validation } from '../promotion/validate.js';
import { EXIT, exitStatus } from '../errors.js';
import { tellWarning } from '../policy/load.js';
import { isFailure, type Outcome } from '../promotion/outcome.js';
import { NONE } from '../model/stage.js';
import { renderValidation } from '../render/terminal-reports.js';
import { attemptOutput, toOutputs } from '../render/outputs.js';
import { forShell, forTerminal } from '../text/safe.js';
import { tellOutcome } from '../render/story.js';
import { renderTerminal } from '../render/terminal.js';
import { describeError, type Report } from './terminal.js';

/** @param how whether every gate tells its reason, also those that passed */
export function reportOutcome(outcome: Outcome, how: { explain?: boolean | undefined } = {}): Report {
  return {
    status: isFailure(outcome) ? EXIT.blocked : EXIT.done,
    json: { ...toOutputs(outcome), ...attemptOf(outcome) },
    text: (style) =>
      renderTerminal(tellOutcome(outcome), style, how) + (how.explain === true ? pointToPower(outcome) : ''),
  };
}

/** Where to learn how often such gates err. Empty where none looks at a metric. */
function pointToPower({ model, stage, gates }: Outcome): string {
  if (!gates.some(({ gate }) => gate === 'metric')) return '';
  const command = `stagegate power --model ${forShell(model)} --stage ${forShell(stage)}`;
  return forTerminal(`  What these gates are worth: ${command}`) + '\n';
}

/** Only in stages that count attempts. */
function attemptOf({ attempt }: Outcome) {
  return attempt === undefined ? {} : { attempt: attemptOutput(attempt) };
}

/** With what differed, which no other command has. */
export function reportAcknowledgement(outcome: Outcome): Report {
  const report = reportOutcome(outcome);
  return { ...report, json: { ...toOutputs(outcome), differed: outcome.differed ?? [] } };
}

/** The tutorials' sentence if it is true; any other outcome is reported in full. */
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

/** A version can be moved to `None`, but it doesn't hold that as a stage. */
function holds({ inStage, stage, repeated }: Outcome): boolean {
  return inStage || (stage === NONE && !repeated);
}

export function reportValidation(found: Validation): Report {
  const { policy, registry, problems, notices } = found;
  const { historyLines, ...rest } = registry;
  return {
    // the worst that a model met
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
