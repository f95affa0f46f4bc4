import { StagegateError } from '../errors.js';
import type { Gate } from '../policy/schema.js';
import type { DataPath } from '../text/yaml-source.js';
import { ClusterFault } from './rows.js';

/** A gate that can't be judged because of the policy, and its path within the rules of its stage. */
export class GateFault extends Error {
  override readonly name = 'GateFault';
  /** @param gate to find its true place in the policy by, since `path` doesn't count gates that were left out */
  constructor(
    readonly gate: Gate,
    readonly path: DataPath,
    override readonly cause: StagegateError,
  ) {
    super(cause.message);
  }
}

/** @throws GateFault in place of an error about the policy */
export function faultAt<Result>(gate: Gate, at: number, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof ClusterFault)
      throw new GateFault(gate, ['gates', at, ...placeOfRows(gate, error)], error);
    if (error instanceof StagegateError) throw new GateFault(gate, ['gates', at], error);
    throw error;
  }
}

/** Where the cluster is named, within the gate. */
function placeOfRows(gate: Gate, { gate: at, key }: ClusterFault): DataPath {
  const within = 'any-of' in gate ? ['any-of', gate['any-of'].indexOf(at)] : [];
  return [...within, key, 'cluster'];
}
