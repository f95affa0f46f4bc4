/** The library: promotions in a workspace, and the pure parts that they are made of. */
export type { Backtest, PastDecision } from './promotion/past-decision.js';
export type { Validation } from './promotion/validate.js';
export { EXIT, StagegateError, exitStatus, type ErrorCode, type Place } from './errors.js';
export type { GateResult, Verdict } from './model/gate-result.js';
export type { HistoryAction, HistoryEntry, HistoryLine } from './model/history-entry.js';
export type { Acknowledgement, Verification, VerificationProblem } from './history/verify.js';
export { formatPlace, parsePolicy, stagesAfter, toOutputs } from './library/functions.js';
export { Stagegate } from './library/stagegate.js';
export type {
  AcknowledgeRequest,
  BacktestRequest,
  ConfirmRequest,
  HistoryRequest,
  Policy,
  PowerRequest,
  PromotionRequest,
  RegisterRequest,
  RollbackRequest,
  Snapshot,
  TransitionRequest,
  UnregisterRequest,
} from './library/types.js';
export type { Outcome } from './promotion/outcome.js';
export type { Power, PowerOfGate, Replay } from './promotion/power.js';
export type { SiteRequest, SiteResult } from './site/result.js';
export type { ModelVersion, Transition } from './model/registry.js';
export type { Outputs } from './render/outputs.js';
export type { StagegateOptions } from './workspace/options.js';
