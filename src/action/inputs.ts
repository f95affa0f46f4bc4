import * as core from '@actions/core';
import { StagegateError } from '../errors.js';
import { nearest } from '../text/nearest.js';
import { parseReason } from '../promotion/request.js';
import type { CommitSetting } from '../run/target-branch.js';

const COMMANDS = ['promote', 'check', 'rollback', 'confirm', 'register'] as const;

/** The action's inputs, read once; empty ones are undefined. */
export interface Inputs {
  readonly command: (typeof COMMANDS)[number];
  readonly model: string;
  readonly version: string | undefined;
  readonly stage: string | undefined;
  readonly source: string | undefined;
  readonly reports: readonly string[];
  readonly policy: string | undefined;
  readonly registry: string | undefined;
  readonly commit: CommitSetting;
  readonly comment: 'always' | 'on-failure' | 'never';
  /** The pull request to comment on. Undefined: the event's, or the one that the commit came from. */
  readonly pullRequest: number | undefined;
  readonly reason: string | null;
  readonly force: boolean;
  readonly allowTakenOut: boolean;
  readonly newModel: boolean;
  readonly failOnBlock: boolean;
  readonly deployment: boolean;
  readonly pruneAliases: boolean;
  /** The folder in the workspace that policy, registry and reports are relative to. */
  readonly directory: string | undefined;
  readonly token: string | undefined;
}

/** @throws StagegateError `input` or `unsupported`, naming the input */
export function readInputs(): Inputs {
  const command = choose('command', COMMANDS) ?? 'promote';
  return {
    command,
    model: require('model', command),
    version: command === 'promote' || command === 'check' ? require('version', command) : text('version'),
    stage: command === 'register' ? text('stage') : require('stage', command),
    source: text('source'),
    reports: core.getMultilineInput('report'),
    policy: text('policy'),
    registry: text('registry'),
    commit: choose('commit', ['auto', 'api', 'push', 'pull-request', 'none'] as const) ?? 'auto',
    comment: choose('comment', ['always', 'on-failure', 'never']) ?? 'always',
    pullRequest: readNumber('pull-request'),
    reason: parseReason(text('reason')),
    force: flag('force', false),
    allowTakenOut: flag('allow-taken-out', false),
    newModel: flag('new-model', false),
    failOnBlock: flag('fail-on-block', true),
    deployment: flag('deployment', false),
    pruneAliases: flag('prune-aliases', false),
    directory: text('working-directory'),
    token: text('token'),
  };
}

function text(name: string): string | undefined {
  const value = core.getInput(name);
  return value === '' ? undefined : value;
}

function require(name: string, command: string): string {
  const value = text(name);
  if (value !== undefined) return value;
  throw new StagegateError('input', `the input "${name}" is empty, but ${command} needs it`, {
    hint: `Set it in the step: with: { ${name}: … }`,
  });
}

function choose<T extends string>(name: string, choices: readonly T[]): T | undefined {
  const value = text(name);
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice === value.toLowerCase());
  if (found !== undefined) return found;
  const guess = nearest(value, choices);
  throw new StagegateError('input', `the input "${name}" can't be ${JSON.stringify(value)}`, {
    hint: `${guess === undefined ? '' : `Did you mean ${guess}? `}Use one of ${choices.join(', ')}.`,
  });
}

/** A pull request's number, also as people write it: `#7`. */
function readNumber(name: string): number | undefined {
  const value = text(name);
  if (value === undefined) return undefined;
  const [, digits] = /^#?([1-9]\d{0,14})$/.exec(value) ?? [];
  if (digits !== undefined) return Number(digits);
  throw new StagegateError('input', `the input "${name}" can't be ${JSON.stringify(value)}`, {
    hint: 'Set it to the number of a pull request, such as 7.',
  });
}

function flag(name: string, otherwise: boolean): boolean {
  const value = text(name)?.toLowerCase();
  if (value === undefined) return otherwise;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new StagegateError('input', `the input "${name}" can't be ${JSON.stringify(value)}`, {
    hint: 'Set it to true or false.',
  });
}
