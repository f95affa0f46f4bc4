#!/usr/bin/env node
import { startCli } from '../bundle/index.js';

await startCli();
