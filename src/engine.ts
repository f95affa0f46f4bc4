import { openCommand } from './workspace/open-command.js';
import type { LineFilter } from './history/select.js';
import type { Verification } from './history/verify.js';
import type { HistoryLine } from './model/history-entry.js';
import type { Snapshot } from './model/registry.js';
import { acknowledge, unregister } from './promotion/amend.js';
import type { CommandContext } from './promotion/command.js';
import type { Outcome } from './promotion/outcome.js';
import { check, promote } from './promotion/promote.js';
import { listModels, readAllModels, readHistory, readModel } from './promotion/read.js';
import { register } from './promotion/register.js';
import type {
  AcknowledgeRequest,
  PromotionRequest,
  RegisterRequest,
  RollbackRequest,
  UnregisterRequest,
} from './promotion/request.js';
import { rollback } from './promotion/rollback.js';
import { validate, type Validation } from './promotion/validate.js';
import { verify } from './promotion/verify.js';
import type { StagegateOptions } from './workspace/options.js';

export type { StagegateOptions };

/**
 * The engine over a workspace: what the action, the command line and the library call. Each method opens the
 * workspace, runs one use case of promotion/ and closes what it opened, so one instance can be kept.
 */
export class Stagegate {
  constructor(private readonly options: StagegateOptions = {}) {}

  promote(request: PromotionRequest): Promise<Outcome> {
    return this.run((context) => promote(request, context));
  }

  check(request: PromotionRequest): Promise<Outcome> {
    return this.run((context) => check(request, context));
  }

  rollback(request: RollbackRequest): Promise<Outcome> {
    return this.run((context) => rollback(request, context));
  }

  register(request: RegisterRequest): Promise<Outcome> {
    return this.run((context) => register(request, context));
  }

  acknowledge(request: AcknowledgeRequest): Promise<Outcome> {
    return this.run((context) => acknowledge(request, context));
  }

  unregister(request: UnregisterRequest): Promise<Outcome> {
    return this.run((context) => unregister(request, context));
  }

  /** Always about this checkout: in a workflow for a pull request, people ask about the policy that they propose. */
  validate(): Promise<Validation> {
    const env = { ...(this.options.env ?? process.env), GITHUB_ACTIONS: undefined };
    return this.run(validate, { ...this.options, env, commit: 'none' });
  }

  verify(): Promise<readonly Verification[]> {
    return this.run((context) => verify(context, { prune: this.options.pruneAliases === true }));
  }

  read(model: string): Promise<Snapshot> {
    return this.run((context) => readModel(model, context));
  }

  readAll(): Promise<readonly Snapshot[]> {
    return this.run(readAllModels);
  }

  models(): Promise<readonly string[]> {
    return this.run(listModels);
  }

  history(model: string | null, filter: LineFilter = {}): Promise<readonly HistoryLine[]> {
    return this.run((context) => readHistory(model, filter, context));
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
