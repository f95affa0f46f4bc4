import { open } from 'node:fs/promises';
import * as core from '@actions/core';
import { Stagegate } from '../engine.js';
import { StagegateError } from '../errors.js';
import { isFailure, type Outcome } from '../promotion/outcome.js';
import { NONE } from '../model/stage.js';
import { annotateOutcome, annotateProblem, annotateVerdict, type Annotation } from '../render/annotations.js';
import { MAX_COMMENT, renderComment, renderMarkdown } from '../render/markdown.js';
import { markerOf, markerOfRun } from '../github/sticky-comment.js';
import { toActionOutputs, toOutputs } from '../render/outputs.js';
import { renderProblem, renderProblemComment, type Problem } from '../render/problem.js';
import { forLog } from '../text/safe.js';
import { viewOf } from '../render/outcome-view.js';
import { PLAIN } from '../render/terminal-parts.js';
import { renderTerminal } from '../render/terminal.js';
import { findPlace } from '../files/place.js';
import { runUrl } from '../run/run-context.js';
import { annotate } from './annotate.js';
import { comment, type Told } from './post-comment.js';
import { readInputs, type Inputs } from './inputs.js';

/**
 * The action's step: reads the inputs, runs the engine, and reports the outcome wherever people and jobs look for it.
 */
export async function runAction(): Promise<void> {
  let inputs: Inputs | null = null;
  try {
    inputs = readInputs();
    hideSecret(inputs.token);
    await requireOutputFile(process.env['GITHUB_OUTPUT']);
    await tell(await execute(inputs), inputs);
  } catch (error) {
    await tellError(error, inputs);
  }
}

/** Makes the runner mask the token in the log, also as HTTP and git encode it. */
function hideSecret(token: string | undefined): void {
  if (token === undefined) return;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  for (const form of [token, encodeURIComponent(token), Buffer.from(token).toString('base64'), basic])
    core.setSecret(form);
}

/** Checked before anything changes: after a promotion without outputs, the workflow's deployment would not start. */
async function requireOutputFile(path: string | undefined): Promise<void> {
  if (!path) return; // core then writes outputs to the log, as old runners read them
  try {
    await (await open(path, 'a')).close();
  } catch (cause) {
    throw new StagegateError(
      'unavailable',
      "the runner's file for outputs (GITHUB_OUTPUT) can't be written",
      {
        hint: 'Run the job again, or on another runner. Nothing was changed: the runner creates this file for each step.',
        cause,
      },
    );
  }
}

function execute(inputs: Inputs): Promise<Outcome> {
  const engine = new Stagegate({
    workspace: process.env['GITHUB_WORKSPACE'],
    directory: inputs.directory,
    policy: inputs.policy,
    registry: inputs.registry,
    reports: inputs.reports,
    commit: inputs.commit,
    deployment: inputs.deployment,
    pruneAliases: inputs.pruneAliases,
    token: inputs.token,
    onProgress: log,
  });
  const { model, version = '', stage = '', reason, force, allowTakenOut } = inputs;
  switch (inputs.command) {
    case 'promote':
      return engine.promote({ model, version, stage, reason, force, allowTakenOut });
    case 'check':
      return engine.check({ model, version, stage, reason, force, allowTakenOut });
    case 'rollback':
      return engine.rollback({ model, version: version || null, stage, reason });
    case 'confirm':
      return engine.confirm({ model, version: version || null, stage });
    case 'register':
      return engine.register({
        model,
        version: version || null,
        source: inputs.source ?? null,
        sha256: null,
        tags: {},
        aliases: [],
        reason,
        newModel: inputs.newModel,
      });
  }
}

async function tell(outcome: Outcome, inputs: Inputs): Promise<void> {
  const outputs = toOutputs(outcome);
  for (const [name, value] of Object.entries(toActionOutputs(outputs))) core.setOutput(name, value);
  const view = viewOf(outcome);
  for (const line of renderTerminal(view, PLAIN).split('\n')) log(line);
  const blocked = isFailure(outcome);
  const failing = blocked && inputs.failOnBlock;
  const shown = await findPlaces(inputs);
  for (const annotation of annotateOutcome(outcome, view, failing)) annotate(shown(annotation));
  await writeSummary(renderMarkdown(view));
  if (failing) failStep(annotateVerdict(outcome, view));
  const marker = markerOf(outcome.model, outcome.stage);
  const at = { marker: markOfThisRun(marker), run: outcome.run.run };
  const problem = await tellOnPullRequest(inputs, {
    marker,
    body: renderComment(view, at),
    shorter: () => renderComment(view, at, MAX_COMMENT / 4),
    isFailure: blocked,
    // a run that moved a version comments even if a later run already has
    yields: outcome.dry || outcome.repeated,
  });
  if (problem !== null) core.setOutput('notices', JSON.stringify([...outputs.notices, problem]));
}

async function tellError(error: unknown, inputs: Inputs | null): Promise<void> {
  try {
    core.setOutput('promoted', 'false');
  } catch {
    // the runner's file for outputs can't be written; the error reported below says so
  }
  const problem = toProblem(error);
  await writeSummary(renderProblem(problem));
  failStep((await findPlaces(inputs))(annotateProblem(problem)));
  if (inputs === null) return;
  const marker = markerOf(inputs.model, inputs.stage ?? NONE);
  const at = { marker: markOfThisRun(marker), run: runUrl(process.env) };
  const body = renderProblemComment(problem, { ...at, asked: inputs });
  await tellOnPullRequest(inputs, {
    marker,
    body,
    shorter: () => body,
    isFailure: true,
    yields: inputs.command === 'check',
  });
}

/** GitHub needs a file's path in the repository to show an annotation there, wherever the repository is checked out. */
async function findPlaces(inputs: Inputs | null): Promise<(annotation: Annotation) => Annotation> {
  const { env } = process;
  try {
    const found = await findPlace({ workspace: env['GITHUB_WORKSPACE'], ...inputs, env });
    return ({ place, ...rest }) => ({
      ...rest,
      place: place === null ? null : { ...place, file: found.inRepository(place.file) },
    });
  } catch {
    return (annotation) => annotation; // the error that is being reported already says what is missing
  }
}

/** An error that isn't a StagegateError is a defect of ours. */
function toProblem(error: unknown): Problem {
  if (error instanceof StagegateError) return error;
  if (error instanceof Error) core.debug(forLog(error.stack ?? ''));
  const message = `this is a defect of stagegate, please report it: ${String(error)}`;
  return { message, place: undefined, hint: undefined };
}

function markOfThisRun(marker: string): string {
  return markerOfRun(marker, process.env['GITHUB_RUN_ID'] ?? null);
}

/** Comes last: a failure here doesn't change how the step ends. @returns why it failed, or null */
async function tellOnPullRequest(inputs: Inputs, told: Told): Promise<string | null> {
  const { url, problem } = await comment(told, { inputs, log });
  if (url !== null) core.setOutput('comment-url', url);
  return problem;
}

/** The only place that fails the step: an annotation and the exit status. */
function failStep(why: Annotation): void {
  annotate(why);
  process.exitCode = core.ExitCode.Failure;
}

/** The decision stands even if the summary can't be written. */
async function writeSummary(markdown: string): Promise<void> {
  if (!process.env['GITHUB_STEP_SUMMARY']) return;
  try {
    await core.summary.addRaw(markdown).write();
  } catch (error) {
    core.warning(forLog(`the step summary could not be written: ${String(error)}`));
  }
}

function log(line: string): void {
  core.info(forLog(line));
}
