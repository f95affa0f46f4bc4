import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { PROJECT } from '../support/project.js';

interface Described {
  readonly description: string;
  readonly default?: string;
}
interface Typed {
  readonly type: string;
  readonly 'allowed-values'?: readonly string[];
}
interface Keys<T> {
  readonly inputs: Readonly<Record<string, T>>;
  readonly outputs: Readonly<Record<string, T>>;
}

const read = (name: string) => parse(readFileSync(join(PROJECT, name), 'utf8')) as unknown;
const action = read('action.yml') as Keys<Described>;
const types = read('action-types.yml') as Keys<Typed>;

test('every input and output of the action has a type', () => {
  expect(Object.keys(types.inputs)).toEqual(Object.keys(action.inputs));
  expect(Object.keys(types.outputs)).toEqual(Object.keys(action.outputs));
});

test.each(['inputs', 'outputs'] as const)('values that the descriptions of %s name are allowed', (which) => {
  for (const [name, { type, 'allowed-values': allowed = [] }] of Object.entries(types[which])) {
    const { description, default: initial } = action[which][name] ?? { description: '' };
    if (type === 'enum') {
      for (const value of allowed)
        expect({ name, description }).toEqual({ name, description: expect.stringContaining(`\`${value}\``) });
      if (initial !== undefined) expect(allowed).toContain(initial);
    }
    if (type === 'boolean') expect(['true', 'false', undefined]).toContain(initial);
  }
});
