#!/usr/bin/env node
import bundle from '../bundle/index.cjs';

await bundle.startCli();
