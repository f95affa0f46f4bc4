import bundle from '../bundle/index.cjs';

await bundle.startAction();
