import { openCommand } from './workspace/open-command.js';
import type { LineFilter } from './history/select.js';
import type { Verification } from './history/verify.js';
import type { Snapshot } from './model/registry.js';
import type { Backtest, BacktestRequest } from './promotion/past-decision.js';
import type { CommandContext } from './promotion/command.js';
import type { Outcome } from './promotion/outcome.js';
import type { Power, PowerRequest } from './promotion/power.js';
import type { History, Listed, NewestRun } from './promotion/read.js';
import type {
  AcknowledgeRequest,
  ConfirmRequest,
  PromotionRequest,
  RegisterRequest,
  RollbackRequest,
  UnregisterRequest,
} from './promotion/request.js';
import type { Validation } from './promotion/validate.js';
import type { SiteRequest, SiteResult } from './site/result.js';
import type { StagegateOptions } from './workspace/options.js';

export type { StagegateOptions };

const amend = () => import('./promotion/amend.js');
const moves = () => import('./promotion/promote.js');
const reads = () => import('./promotion/read.js');

/**
 * The engine that the action, the command line and the library call. Each method loads its use case from promotion/,
 * opens the workspace, runs the use case and closes what it opened, so one instance can be kept.
 */
export class Stagegate {
  constructor(private readonly options: StagegateOptions = {}) {}

  promote(request: PromotionRequest): Promise<Outcome> {
    return this.run(async (context) => (await moves()).promote(request, context));
  }

  check(request: PromotionRequest): Promise<Outcome> {
    return this.run(async (context) => (await moves()).check(request, context));
  }

  rollback(request: RollbackRequest): Promise<Outcome> {
    return this.run(async (context) => (await import('./promotion/rollback.js')).rollback(request, context));
  }

  confirm(request: ConfirmRequest): Promise<Outcome> {
    return this.run(async (context) => (await import('./promotion/confirm.js')).confirm(request, context));
  }

  register(request: RegisterRequest): Promise<Outcome> {
    return this.run(async (context) => (await import('./promotion/register.js')).register(request, context));
  }

  acknowledge(request: AcknowledgeRequest): Promise<Outcome> {
    return this.run(async (context) => (await amend()).acknowledge(request, context));
  }

  unregister(request: UnregisterRequest): Promise<Outcome> {
    return this.run(async (context) => (await amend()).unregister(request, context));
  }

  power(request: PowerRequest): Promise<Power> {
    return this.run(async (context) => (await import('./promotion/power.js')).power(request, context));
  }

  /** Always about this checkout: in a workflow for a pull request, people ask about the policy that they propose. */
  validate(): Promise<Validation> {
    return this.run(
      async (context) => (await import('./promotion/validate.js')).validate(context),
      hereOnly(this.options),
    );
  }

  verify(): Promise<readonly Verification[]> {
    return this.run(async (context) => {
      const { verify } = await import('./promotion/verify.js');
      return verify(context, { prune: this.options.pruneAliases === true });
    });
  }

  /** Judges by the policy in force. With the option `policy`, by that file of the working tree, even in a workflow. */
  backtest(request: BacktestRequest): Promise<Backtest> {
    const { options } = this;
    return this.run(
      async (context) => (await import('./promotion/backtest.js')).backtest(request, context),
      options.policy === undefined ? options : hereOnly(options),
    );
  }

  /** Always about this checkout, like `validate`. */
  site(request: SiteRequest): Promise<SiteResult> {
    const { env = process.env, cwd = process.cwd() } = this.options;
    return this.run(async (context) => {
      const { openPublisher } = await import('./site/folder.js');
      const { publishSite } = await import('./site/publish.js');
      return publishSite(request, context, { publisher: await openPublisher(request.out, cwd), env });
    }, hereOnly(this.options));
  }

  read(model: string): Promise<Snapshot> {
    return this.run(async (context) => (await reads()).readModel(model, context));
  }

  /** The versions of one model, or of all models, and the state of the versions in use. */
  list(model: string | null): Promise<Listed> {
    return this.run(async (context) => (await reads()).listVersions(model, context));
  }

  readAll(): Promise<readonly Snapshot[]> {
    return this.run(async (context) => (await reads()).readAllModels(context));
  }

  models(): Promise<readonly string[]> {
    return this.run(async (context) => (await reads()).listModels(context));
  }

  /** What the MLflow run of a model's newest version says; null without a version. */
  newestRun(model: string): Promise<NewestRun | null> {
    return this.run(async (context) => (await reads()).readNewestRun(model, context));
  }

  stages(): Promise<readonly string[]> {
    return this.run(async (context) => (await reads()).listStages(context));
  }

  history(model: string | null, filter: LineFilter = {}): Promise<History> {
    return this.run(async (context) => (await reads()).readHistory(model, filter, context));
  }

  private async run<T>(
    useCase: (context: CommandContext) => Promise<T>,
    options: StagegateOptions = this.options,
  ): Promise<T> {
    const { context, close } = await openCommand(options);
    try {
      return await useCase(context);
    } finally {
      await close();
    }
  }
}

/** Options that make this checkout count, even in a workflow for a pull request. */
function hereOnly(options: StagegateOptions): StagegateOptions {
  const env = { ...(options.env ?? process.env), GITHUB_ACTIONS: undefined };
  return { ...options, env, commit: 'none' };
}
