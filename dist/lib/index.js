import { loadLibrary } from '../bundle/index.js';

export const { EXIT, Stagegate, StagegateError, exitStatus, formatPlace, parsePolicy, policyJsonSchema, stagesAfter, toOutputs } = await loadLibrary();
