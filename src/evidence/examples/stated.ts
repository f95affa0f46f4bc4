import type { Statement } from '../evidence.js';
import { findContradiction, type Said } from '../formats/said.js';
import { readVersion, SPECIFIC_VERSION } from '../formats/statement.js';
import { toSegment, type MetricPath } from '../path-syntax.js';
import { readVersionNumber } from '../version-text.js';
import type { Row } from './row.js';

const VERSION: MetricPath = [toSegment(SPECIFIC_VERSION)];

/**
 * Which version the examples say they are about, each under `model_version`. Their other keys are their own: a time is
 * often the example's, not the evaluation's, and so is a commit.
 */
export function statementOf(rows: readonly Row[]): Statement {
  const stated = new Map<string, Said<string>>();
  for (const row of rows) {
    const said = readVersion(row.at(VERSION) ?? null);
    if (said === undefined) continue;
    const same = readVersionNumber(said) ?? said;
    if (!stated.has(same)) stated.set(same, { key: SPECIFIC_VERSION, value: said });
    if (stated.size > 1) break;
  }
  const [first] = stated.values();
  if (first === undefined) return {};
  return {
    version: first.value,
    versionIsSpecific: true,
    contradiction: findContradiction([...stated.values()], () => false),
  };
}
