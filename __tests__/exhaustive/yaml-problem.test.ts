import { expect, test } from '@jest/globals';
import { LineCounter } from 'yaml';
import { composeYaml } from '../../src/text/yaml-compose.js';
import { explainYaml } from '../../src/text/yaml-problem.js';

test('broken YAML is never told in the words of the library, whatever is typed where', () => {
  const whole =
    'm:\n  c: # x\n    r: "a"\n    g:\n      - k: {a: 1, b: [2]}\n        n: 0.5\n      - t: \'x\'\n';
  const pieces = [...Array.from('\t -:{}[],"\'#&*!|>%@`?\n'), '- ', ': ', '&a', '!x', '  '];
  const told = new Set<string>();
  let errors = 0;
  for (let index = 0; index <= whole.length; index++) {
    const cuts = [1, 2, 4].map((count) => whole.slice(index + count));
    for (const rest of [...pieces.map((piece) => piece + whole.slice(index)), ...cuts, '']) {
      const text = whole.slice(0, index) + rest;
      const [error] = composeYaml(text, new LineCounter(), { merge: true }).document.errors;
      if (error === undefined) continue;
      errors += 1;
      const { message, hint, offset } = explainYaml(error, text);
      told.add(message);
      expect(message).not.toContain(error.message);
      expect(hint).toMatch(/^[A-Z]/);
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThanOrEqual(text.length);
    }
  }
  expect(errors).toBeGreaterThan(1000);
  expect(told.size).toBeGreaterThan(20);
});
