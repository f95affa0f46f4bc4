import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const HERE = import.meta.dirname;
const PYTHON = join(HERE, '..', '..', '..', '.cache', 'oracle', 'bin', 'python');

/** Questions by the name of a function of oracle.py: its arguments, once for every answer that is wanted. */
export type Questions = Readonly<Record<string, readonly (readonly unknown[])[]>>;

/** scipy's and statsmodels' answers, in the order of the questions. One process answers all of them. */
export function askOracle<Q extends Questions>(questions: Q): { [Name in keyof Q]: number[][] } {
  const failure = process.env['STAGEGATE_TEST_ORACLE_FAILURE'];
  if (failure !== undefined) throw new Error(failure);
  const asked = spawnSync(PYTHON, [join(HERE, 'oracle.py')], {
    input: JSON.stringify(questions),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (asked.status !== 0) throw new Error(`The oracle failed: ${asked.stderr}${String(asked.error ?? '')}`);
  return JSON.parse(asked.stdout) as { [Name in keyof Q]: number[][] };
}
