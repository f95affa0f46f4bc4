import bundle from '../bundle/index.cjs';

export const { EXIT, Stagegate, StagegateError, exitStatus, formatPlace, parsePolicy, stagesAfter, toOutputs } = await bundle.loadLibrary();
