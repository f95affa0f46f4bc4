/** What a version must get right, whatever its accuracy. pytest writes the same file with --junitxml. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const version = process.env.VERSION;
const weights = JSON.parse(readFileSync(new URL(`../model/${version}.json`, import.meta.url), 'utf8'));

/** How likely a customer leaves, by complaints in the last year and years with us. */
function predict({ complaints, years }) {
  const score = weights.bias + weights.complaints * complaints + weights.years * years;
  return 1 / (1 + Math.exp(-score));
}

test('who complains every month leaves', () => {
  assert.ok(predict({ complaints: 12, years: 3 }) > 0.9);
});

test('who never complained in ten years stays', () => {
  assert.ok(predict({ complaints: 0, years: 10 }) < 0.1);
});

test('a complaint never makes it less likely', () => {
  assert.ok(predict({ complaints: 2, years: 1 }) > predict({ complaints: 1, years: 1 }));
});
