import { StagegateError } from '../../errors.js';
import { isNewAliasName, isAliasName, isSameAlias } from '../../model/names.js';
import { ARCHIVED, findStage, isWithdrawal, NONE } from '../../model/stage.js';
import type { ServerFeatures, ServerVersion } from './api/server.js';

export type StageStorageMode = 'auto' | 'stages' | 'aliases';

export interface StageStorageOptions {
  readonly mode: StageStorageMode;
  /** From the policy: stage (canonical) to alias; a stage without one has the alias of its own name. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The policy's stages, in the order of promotion. */
  readonly stages: readonly string[];
  readonly features: ServerFeatures;
}

/** MLflow's stages besides None and Archived, in lower case: it accepts any case. */
const SERVER_STAGES: readonly string[] = ['staging', 'production'];

/** How stages are kept on a server: as the version's stage, as an alias of the model, or both. */
export class StageStorage {
  readonly usesStages: boolean;
  readonly usesAliases: boolean;

  /** @throws StagegateError `policy` for stages that this server or MLflow can't keep */
  constructor(private readonly options: StageStorageOptions) {
    const { mode, stages, features } = options;
    const own = stages.find((stage) => !SERVER_STAGES.includes(stage.toLowerCase()));
    this.usesStages = mode !== 'aliases' && features.stages && (own === undefined || mode === 'stages');
    this.usesAliases = mode !== 'stages' && features.aliases;
    if (mode === 'stages' && !features.stages) {
      throw cannot('this server has no stages (Unity Catalog only has aliases)', 'Set mode: aliases.');
    }
    if (mode === 'aliases' && !features.aliases) {
      throw cannot("this server has no aliases (a Databricks workspace's own registry)", 'Set mode: stages.');
    }
    if (own !== undefined && mode === 'stages') {
      throw cannot(
        `MLflow has no stage ${JSON.stringify(own)}`,
        'Use Staging and Production, or set mode: aliases.',
      );
    }
    if (!this.usesStages && !this.usesAliases) {
      throw cannot(
        `this server has no stage ${JSON.stringify(own)}, and no aliases to stand for it`,
        'Name the stages Staging and Production.',
      );
    }
    if (this.usesAliases) for (const stage of stages) requireAlias(stage, this.aliasOf(stage));
  }

  /** The alias that stands for a stage; null without one. */
  aliasOf(stage: string): string | null {
    if (!this.usesAliases || isWithdrawal(stage)) return null;
    return this.options.aliases[stage] ?? stage;
  }

  /**
   * The alias that a stage had before the policy named another one: the stage's own name. Null when the alias was not
   * renamed, or another stage uses it now. Servers may ignore case.
   */
  formerAliasOf(stage: string): string | null {
    if (this.aliasOf(stage) === null || !isAliasName(stage)) return null;
    const isInUse = this.options.stages.some((other) => isSameAlias(stage, this.aliasOf(other)));
    return isInUse ? null : stage;
  }

  /**
   * The stage of a version. Where only aliases are kept, it is the highest stage whose alias points at the version, or
   * else Archived if the history says so. A stage's former alias counts for the version that the history has there:
   * renaming an alias in the policy moves nothing.
   * @param aliases those that point at the version
   * @param recorded its stage by the history, if any
   */
  stageOf(held: ServerVersion, aliases: readonly string[], recorded: string | undefined): string {
    if (this.usesStages) {
      const stage = held.stage ?? NONE;
      return findStage(stage, this.options.stages) ?? stage;
    }
    const pointing = this.options.stages.filter(
      (stage) =>
        aliases.includes(this.aliasOf(stage) ?? '') ||
        (stage === recorded && aliases.includes(this.formerAliasOf(stage) ?? '')),
    );
    return pointing.at(-1) ?? (recorded === ARCHIVED ? ARCHIVED : NONE);
  }
}

function requireAlias(stage: string, alias: string | null): void {
  if (alias !== null && isNewAliasName(alias)) return;
  throw cannot(
    `the stage ${JSON.stringify(stage)} can't be an alias`,
    `Name an alias for it in the policy, under registry: aliases: {${JSON.stringify(stage)}: an-alias}.`,
  );
}

function cannot(message: string, hint: string): StagegateError {
  return new StagegateError('policy', message, { hint });
}
