import { mlflowKind } from './support/benches.js';
import { testContract } from './support/contract.js';

testContract(mlflowKind('sqlite-2'));
