import { IS_FULL } from '../support/full.js';
import { mlflowKind } from './support/benches.js';
import { testContract } from './support/contract.js';

/* The contract below a base path. By day it is tried with aliases as stages, and by night with stages, too. */
testContract(mlflowKind('prefix', 'aliases'));
if (IS_FULL) testContract(mlflowKind('prefix'));
