import { IS_FULL } from '../support/full.js';
import { mlflowKind } from './support/benches.js';
import { testContract } from './support/contract.js';

/* Below a base path, whatever stands for the stages: by day aliases alone. */
testContract(mlflowKind('prefix', 'aliases'));
if (IS_FULL) testContract(mlflowKind('prefix'));
