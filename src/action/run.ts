import { open } from 'node:fs/promises';
import * as core from '@actions/core';
import { Stagegate } from '../engine.js';
import { formatPlace, StagegateError } from '../errors.js';
import type { Outcome } from '../promotion/outcome.js';
import { renderMarkdown } from '../render/markdown.js';
import { toActionOutputs, toOutputs } from '../render/outputs.js';
import { renderProblem } from '../render/problem.js';
import { forLog, toOneLine } from '../render/safe.js';
import { tellOutcome, type Story } from '../render/story.js';
import { PLAIN } from '../render/style.js';
import { renderTerminal } from '../render/terminal.js';
import { readInputs, type Inputs } from './inputs.js';

/** GitHub shows ten annotations of a kind a step; the summary has all failures. */
const MAX_ANNOTATIONS = 10;

/** The action's step: reads the inputs, runs the engine, and tells the outcome in every place. */
export async function runAction(): Promise<void> {
  try {
    const inputs = readInputs();
    hideSecret(inputs.token);
    await requireOutputFile(process.env['GITHUB_OUTPUT']);
    await tell(await execute(inputs), inputs);
  } catch (error) {
    await tellError(error);
  }
}

/** The runner masks it wherever it is printed, also in the forms that HTTP and git give it. */
function hideSecret(token: string | undefined): void {
  if (token === undefined) return;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  for (const form of [token, encodeURIComponent(token), Buffer.from(token).toString('base64'), basic])
    core.setSecret(form);
}

/** Looked at before anything is changed: a promotion whose outputs get lost would stop the deployment behind it. */
async function requireOutputFile(path: string | undefined): Promise<void> {
  if (!path) return; // core then writes outputs to the log, as old runners read them
  try {
    await (await open(path, 'a')).close();
  } catch (cause) {
    throw new StagegateError(
      'unavailable',
      "the runner's file for outputs (GITHUB_OUTPUT) can't be written",
      {
        hint: 'Nothing was changed. The runner makes this file for each step.',
        cause,
      },
    );
  }
}

function execute(inputs: Inputs): Promise<Outcome> {
  const engine = new Stagegate({
    workspace: process.env['GITHUB_WORKSPACE'],
    policy: inputs.policy,
    registry: inputs.registry,
    reports: inputs.reports,
    commit: inputs.commit,
    deployment: inputs.deployment,
    token: inputs.token,
    onProgress: log,
  });
  const { model, version = '', stage = '', reason, force } = inputs;
  switch (inputs.command) {
    case 'promote':
      return engine.promote({ model, version, stage, reason, force });
    case 'check':
      return engine.check({ model, version, stage, reason, force });
    case 'rollback':
      return engine.rollback({ model, version: version || null, stage, reason });
    case 'register':
      return engine.register({
        model,
        version: version || null,
        source: inputs.source ?? null,
        sha256: null,
        tags: {},
        aliases: [],
        reason,
      });
  }
}

async function tell(outcome: Outcome, inputs: Inputs): Promise<void> {
  for (const [name, value] of Object.entries(toActionOutputs(toOutputs(outcome))))
    core.setOutput(name, value);
  const story = tellOutcome(outcome);
  for (const line of renderTerminal(story, PLAIN).split('\n')) log(line);
  const blocked = outcome.decision === 'blocked';
  annotate(story, outcome, blocked && inputs.failOnBlock);
  await writeSummary(renderMarkdown(story));
  if (blocked && inputs.failOnBlock) failStep([story.headline]);
}

function annotate(story: Story, { policyFile }: Outcome, failing: boolean): void {
  const properties = { title: 'stagegate', ...(policyFile === null ? {} : { file: toOneLine(policyFile) }) };
  const say = failing ? core.error : core.warning;
  // the step's own failure is one annotation of the ten
  for (const reason of story.failures.slice(0, MAX_ANNOTATIONS - 1)) say(forLog(reason), properties);
  for (const notice of story.notices.slice(0, MAX_ANNOTATIONS - 1))
    core.notice(forLog(notice), { title: 'stagegate' });
}

async function tellError(error: unknown): Promise<void> {
  try {
    core.setOutput('promoted', 'false');
  } catch {
    // without a file for outputs there is nothing to say it in; why is told below
  }
  if (!(error instanceof StagegateError)) {
    if (error instanceof Error) core.debug(forLog(error.stack ?? ''));
    failStep([`this is a defect of stagegate, please report it: ${String(error)}`]);
    return;
  }
  const { place, hint, message } = error;
  const where = place === undefined ? [] : [formatPlace(place)];
  await writeSummary(renderProblem(error));
  failStep(
    [[...where, message].join(': '), ...(hint?.split('\n') ?? [])],
    place === undefined
      ? {}
      : { file: toOneLine(place.file), startLine: place.line ?? undefined, startColumn: place.column },
  );
}

/** The one place that fails the step: an annotation, where there is a place at it, and the exit status. */
function failStep(lines: readonly string[], properties: core.AnnotationProperties = {}): void {
  core.error(lines.map(forLog).join('\n'), { title: 'stagegate', ...properties });
  process.exitCode = core.ExitCode.Failure;
}

/** The summary is for people: where it can't be written, the decision stands all the same. */
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
