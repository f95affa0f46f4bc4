import { loadLibrary } from '../bundle/index.js';

export const { EXIT, Stagegate, StagegateError, exitStatus, formatPlace, parsePolicy, stagesAfter, toOutputs } = await loadLibrary();
