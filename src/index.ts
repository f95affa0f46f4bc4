/** The library: the engine over a workspace, and the pure parts that it is made of. */
export { Stagegate, type StagegateOptions } from './engine.js';
export type { Validation } from './engine/validate.js';
export { EXIT, StagegateError, exitStatus, formatPlace, type ErrorCode, type Place } from './errors.js';
export type { GateResult, Verdict } from './gates/result.js';
export type { HistoryAction, HistoryEntry, HistoryLine } from './history/entry.js';
export { stagesAfter } from './history/replay.js';
export type { Acknowledgement, Verification, VerificationProblem } from './history/verify.js';
export { parsePolicy, type Policy } from './policy/load.js';
export { policyJsonSchema } from './policy/json-schema.js';
export type { Outcome } from './promotion/outcome.js';
export type {
  AcknowledgeRequest,
  PromotionRequest,
  RegisterRequest,
  RollbackRequest,
  UnregisterRequest,
} from './promotion/request.js';
export type { ModelVersion, Snapshot, Transition } from './registry/registry.js';
export { toOutputs, type Outputs } from './render/outputs.js';
