import { readFileSync } from 'node:fs';
import type { MetricLeaf, Report } from '../../../src/evidence/evidence.js';
import { flattenMetrics } from '../../../src/evidence/metric-tree.js';
import type { FormatChoice } from '../../../src/evidence/formats/names.js';
import { findMetrics } from '../../../src/evidence/metric-path.js';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import { readReport } from '../../../src/evidence/read-report.js';
import { bytesOf, caught } from './caught.js';

/** @param name a path in `__tests__/fixtures/`, that of a report which the real tool wrote */
export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../../fixtures/${name}`, import.meta.url));
}

export function fixtureText(name: string): string {
  return new TextDecoder().decode(fixture(name));
}

export function readFixture(name: string, format: FormatChoice = 'auto'): Report {
  return readReport({ path: name, bytes: fixture(name), sha256: 'ab', format });
}

export function readText(text: string, format: FormatChoice = 'auto', path: string = 'r.json'): Report {
  return readReport({ path, bytes: bytesOf(text), sha256: 'ab', format });
}

/** The same of a value as JSON. */
export function readValue(value: unknown, format: FormatChoice = 'auto'): Report {
  return readText(JSON.stringify(value), format);
}

/** Of a leaf, what is the same of every one, or tells only what to do: that has tests of its own. */
const NOT_SHOWN = ['kind', 'remedy', 'samplesAt'];

/** What stands at a path, without that; the reason where nothing does. */
export function at(report: Report, path: string): Omit<MetricLeaf, 'kind'> | string | null | undefined {
  const [found, ...others] = findMetrics(report.metrics, parseMetricPath(path));
  if (others.length > 0) throw new Error(`${path} leads to several numbers`);
  if (!found?.leaf) return found?.absence;
  return Object.fromEntries(Object.entries(found.leaf).filter(([key]) => !NOT_SHOWN.includes(key))) as Omit<
    MetricLeaf,
    'kind'
  >;
}

/** What the gates would tell of a number that is none. */
export function rawAt(report: Report, path: string): string | undefined {
  const found = at(report, path);
  if (typeof found !== 'object' || found === null || found.value !== null) {
    throw new Error(`${path} is ${JSON.stringify(found)}`);
  }
  return found.raw;
}

/** The names of all numbers. */
export function names(report: Report): string[] {
  return flattenMetrics(report.metrics).map(([name]) => name);
}

/** Why a call refuses a report. */
export function refusal(call: () => unknown): string {
  const error = caught(call);
  if (error instanceof Error && error.name === 'UnreadableReport') return error.message;
  throw new Error('it was not refused', { cause: error });
}
