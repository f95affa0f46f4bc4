import { InvalidArgumentError, Option, type Command } from 'commander';
import type { StagegateOptions } from '../engine.js';
import type { CommitMode } from '../run/target-branch.js';

/** The options that most commands share, as commander hands them over. */
export interface CommonOptions {
  readonly policy?: string;
  readonly registry?: string;
  readonly json?: true;
  readonly pruneAliases?: true;
}

export interface EvidenceOptions extends CommonOptions {
  readonly report?: readonly string[];
  readonly commit?: CommitMode;
}

/** For an option that may be given several times. */
export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

/** `k=v`, several times. */
export function collectTag(
  value: string,
  previous: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const at = value.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it as key=value.');
  return { ...previous, [value.slice(0, at)]: value.slice(at + 1) };
}

export function addRegistryOptions(command: Command): Command {
  return command
    .option(
      '--registry <path>',
      'manifest file or folder, or MLflow server (default: from the policy, else models.yaml)',
    )
    .option(
      '--policy <file>',
      'policy file (default: .github/stagegate.yml, here or above in the repository)',
    )
    .option('--json', 'print one JSON document on stdout');
}

export function addCommitOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--commit <mode>',
      "how to save a changed manifest: only on disk (none, the default), as a commit on the branch (push: with git, api: through GitHub), or as a pull request. A workflow for a change that isn't merged yet changes nothing unless you set this",
    ).choices(['none', 'push', 'api', 'pull-request']),
  );
}

export function addPruneOption(command: Command): Command {
  return command.option(
    '--prune-aliases',
    'on MLflow, remove aliases that the policy no longer uses for a stage and that point at an old version',
  );
}

export function addReportOption(command: Command): Command {
  return command.option(
    '--report <file>',
    "evaluation report in place of the policy's: path or glob, or mlflow for the version's run (repeatable)",
    collect,
  );
}

export function addLiveReportOption(command: Command): Command {
  return command.option(
    '--report <file>',
    "live report in place of the policy's live.report: path or glob (repeatable)",
    collect,
  );
}

/** The engine's options that come from the command line. */
export function engineOptions(options: EvidenceOptions): StagegateOptions {
  return {
    policy: options.policy,
    registry: options.registry,
    reports: options.report,
    commit: options.commit,
    pruneAliases: options.pruneAliases,
  };
}
