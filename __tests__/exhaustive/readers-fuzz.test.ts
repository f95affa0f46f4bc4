import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { MetricNode } from '../../src/evidence/evidence.js';
import { readExamples } from '../../src/evidence/examples/examples.js';
import { FORMAT_CHOICES } from '../../src/evidence/formats/names.js';
import { readReport } from '../../src/evidence/read-report.js';
import { readTests } from '../../src/evidence/read-tests.js';
import { bytesOf, caught } from '../unit/evidence/caught.js';
import { randomJson, seededRandom } from '../unit/evidence/random.js';
import { fixture, fixtureText } from '../unit/evidence/reading.js';

const FIXTURES = ['deepchecks', 'dvc', 'evidently', 'great-expectations', 'hf-trainer', 'inspect', 'lm-eval']
  .concat(['mlflow-evaluate', 'model-index', 'promptfoo', 'sklearn', 'deepeval', 'sagemaker'])
  .concat(['trec', 'mteb', 'lighteval', 'keras', 'xgboost', 'ragas', 'azure-ai-evaluation'])
  .concat(['tfma', 'kubeflow', 'wandb', 'azure-ml'])
  .flatMap((folder) =>
    readdirSync(new URL(`../fixtures/${folder}`, import.meta.url)).map((name) => `${folder}/${name}`),
  )
  .filter((path) => /\.(?:json|yaml|md|jsonl)$/.test(path))
  // what promptfoo is configured by
  .filter((path) => !/promptfoo\/.*\.yaml$/.test(path));

const ROUNDS = 10;
/** A long report takes as much longer in each of the ways that it is read. */
const LONG = { bytes: 15_000, rounds: 2 };

/**
 * Every number that a gate would meet is finite and its company possible, and every reason short. Throws by hand:
 * there are millions of numbers, and each `expect` records a stack.
 */
function checkTree(node: MetricNode): void {
  if (node.kind === 'group') {
    if (node.own !== undefined) checkTree(node.own);
    for (const child of node.children.values()) checkTree(child);
    return;
  }
  const { value, raw, stderr, samples, spread, scale } = node;
  const isDeviation = (deviation: number | undefined) =>
    deviation === undefined || (Number.isFinite(deviation) && deviation >= 0);
  const holds =
    raw.length < 140 &&
    (value === null ||
      (Number.isFinite(value) &&
        isDeviation(stderr) &&
        isDeviation(spread) &&
        (samples === undefined || (Number.isSafeInteger(samples) && samples > 0)) &&
        (scale === undefined || (value >= 0 && value <= 1 && samples !== undefined))));
  if (!holds) throw new Error(`a gate would meet ${JSON.stringify(node)}`);
}

/** Reads in every way there is; what is refused has to be refused as a report is. */
function readAll(path: string, bytes: Uint8Array): void {
  const calls = [
    ...FORMAT_CHOICES.map((format) => () => {
      checkTree(readReport({ path, bytes, sha256: '', format }).metrics);
    }),
    () => readTests(path, bytes),
    () => readExamples(bytes, { path, key: 'id', score: 'scores.match.value' }),
    () => readExamples(bytes, { path, key: 'doc_id', score: 'acc' }),
  ];
  for (const call of calls) {
    const error = caught(call);
    if (error === undefined || (error as Error).name === 'UnreadableReport') continue;
    throw new Error(`${path} is not refused but breaks`, { cause: error });
  }
}

/** Something else in the place of one member or item, wherever it is; or it is gone, or there twice. */
function disturb(value: unknown, random: () => number): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.08) return randomJson(random, 2);
  const members = Object.entries(value);
  const chosen = Math.floor(random() * members.length);
  const way = random();
  const disturbed = members.flatMap(([key, child], at): [string, unknown][] => {
    if (at !== chosen) return [[key, child]];
    if (way < 0.1) return [];
    if (way < 0.15)
      return [
        [key, child],
        [`${key} `, child],
      ];
    return [[key, disturb(child, random)]];
  });
  return Array.isArray(value) ? disturbed.map(([, child]) => child) : Object.fromEntries(disturbed);
}

/** One character of a text gone, another in its place, or the rest cut off. */
function damage(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = Math.floor(random() * bytes.length);
  const way = random();
  if (way < 0.3) return bytes.subarray(0, at);
  if (way < 0.6) return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)]);
  const damaged = Uint8Array.from(bytes);
  damaged[at] = Math.floor(random() * 256);
  return damaged;
}

describe('no report that is out of order does more than be refused', () => {
  test('there are fixtures of each tool', () => {
    expect(FIXTURES.length).toBeGreaterThan(35);
  });

  test.each(FIXTURES)('%s', (path) => {
    const random = seededRandom(path.length * 7919);
    const bytes = fixture(path);
    const rounds = bytes.length > LONG.bytes ? LONG.rounds : ROUNDS;
    readAll(path, bytes);
    for (let round = 0; round < rounds / 2; round += 1) readAll(path, damage(bytes, random));
    if (!path.endsWith('.json')) return;
    const value: unknown = JSON.parse(fixtureText(path).replaceAll(/\b(?:NaN|-?Infinity)\b/g, 'null'));
    for (let round = 0; round < rounds; round += 1) {
      let disturbed = disturb(value, random);
      for (let more = random(); more < 0.6; more = random()) disturbed = disturb(disturbed, random);
      readAll(path, bytesOf(JSON.stringify(disturbed)));
    }
  });
});
