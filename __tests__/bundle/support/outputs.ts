import { expect } from '@jest/globals';

/** What a key of the outputs document may hold. */
type Kind = 'string' | 'boolean' | 'strings' | 'gates' | 'string or null';

/** The keys of `--json` for promote, check, rollback and register, and the action's outputs, in this order. */
const KINDS: Readonly<Record<string, Kind>> = {
  decision: 'string',
  promoted: 'boolean',
  'in-stage': 'boolean',
  headline: 'string',
  model: 'string',
  version: 'string',
  stage: 'string',
  'previous-stage': 'string or null',
  'previous-version': 'string or null',
  'archived-versions': 'strings',
  gates: 'gates',
  notices: 'strings',
  'policy-sha256': 'string or null',
  'report-sha256': 'string or null',
  commit: 'string or null',
  'pull-request': 'string or null',
  'comment-url': 'string or null',
  'deployment-id': 'string or null',
};

export const OUTPUT_NAMES = Object.keys(KINDS);

export const GATE_KEYS = ['gate', 'metric', 'check', 'observed', 'required', 'champion', 'verdict', 'reason'];

/** Exactly the documented keys, each with its type. */
export function expectOutputs(document: Record<string, unknown>): void {
  expect(Object.keys(document)).toEqual(OUTPUT_NAMES);
  const wrong = Object.entries(KINDS).filter(([key, kind]) => !isKind(document[key], kind));
  expect(wrong).toEqual([]);
}

function isKind(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'string':
      return typeof value === 'string' && value !== '';
    case 'boolean':
      return typeof value === 'boolean';
    case 'string or null':
      return value === null || (typeof value === 'string' && value !== '');
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'gates':
      return Array.isArray(value) && value.every(isGate);
  }
}

function isGate(value: unknown): boolean {
  const gate = value as Record<string, unknown>;
  return (
    JSON.stringify(Object.keys(gate)) === JSON.stringify(GATE_KEYS) &&
    ['pass', 'fail', 'inconclusive', 'skip'].includes(String(gate['verdict'])) &&
    typeof gate['gate'] === 'string' &&
    typeof gate['reason'] === 'string'
  );
}
