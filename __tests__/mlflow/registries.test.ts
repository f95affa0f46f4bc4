import { MANIFEST } from './support/benches.js';
import { testContract } from './support/contract.js';
import { databricksKind } from './support/databricks-bench.js';
import { memoryKind } from './support/memory-bench.js';

/** Those that need no MLflow server. */
testContract(
  MANIFEST,
  memoryKind(),
  memoryKind('aliases'),
  databricksKind('databricks'),
  databricksKind('databricks-uc'),
);
