/**
 * The order of test files: those that are known to take long come first, so that no worker is left with one of them when
 * the others have finished. Jest knows the times of earlier runs, but not in a fresh clone, where it goes by size.
 */
import Sequencer from '@jest/test-sequencer';

/** From the longest. Those that wait a minute for a run to count as dead leave the processor to others meanwhile. */
export const LONG = [
  'mlflow/killed',
  'mlflow/faults',
  'exhaustive/mlflow-faults',
  'mlflow/registries-sqlite-3',
  'mlflow/races',
  'mlflow/late',
  'mlflow/disturbed-races',
  'mlflow/registries-prefix',
  'mlflow/registries-postgres-3',
  'mlflow/registries-sqlite-2',
  'mlflow/registries-stages',
  'mlflow/deleted',
  'mlflow/support',
  'mlflow/cost',
  'mlflow/registries',
  'bundle/confirm',
  'bundle/killed',
  'bundle/action-commit',
  'bundle/action-hostile',
  'real/todays-rules',
  'browser/site',
  'bundle/long-history',
  'exhaustive/power',
  'exhaustive/power-of-clusters',
  'exhaustive/very-many-gates',
  'bundle/pasted',
  'real/artifact-at-commit',
  'bundle/docs-commands',
  'bundle/cli-parallel',
  'real/git-branch-store',
  'bundle/kept-elsewhere',
  'bundle/where-repository-is',
  'bundle/artifact',
  'bundle/rerun',
  'real/github-pull-request-store',
  'real/github-branch-store',
  'real/github-approvals',
  'bundle/github-parallel',
  'bundle/cli-usage',
  'bundle/library',
  'unit/mlflow/lock/lock',
  'real/messages-page',
  'unit/mlflow/lock/killed',
];

export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const others = await super.sort(tests);
    const place = ({ path }) => {
      const found = LONG.findIndex((name) => path.endsWith(`/${name}.test.ts`));
      return found === -1 ? LONG.length : found;
    };
    return [...others].sort((a, b) => place(a) - place(b));
  }
}
