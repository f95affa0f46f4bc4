import { describe, expect, test } from '@jest/globals';
import { locateManifest } from '../../../src/registry/manifest/location.js';
import { ManifestRegistry } from '../../../src/registry/manifest/registry.js';
import type { Store } from '../../../src/registry/manifest/store.js';

/** A folder registry over these files. */
function openRegistry(
  files: Readonly<Record<string, string>>,
  forget?: (paths: readonly string[]) => void,
): ManifestRegistry {
  const store: Store = {
    open: () =>
      Promise.resolve({
        id: '1',
        ...(forget === undefined ? {} : { forget }),
        read: (path) => Promise.resolve(files[path] ?? null),
        list: () => Promise.resolve(Object.keys(files).map((path) => path.replace('models/', ''))),
      }),
    write: () => Promise.reject(new Error('nothing is written here')),
  };
  return new ManifestRegistry({
    store,
    location: locateManifest('models/'),
    stages: ['Staging', 'Production'],
  });
}

const holding = (model: string): string =>
  `models:\n  ${model}:\n    versions:\n      1: {stage: Production}\n`;

describe('a folder with one file per model', () => {
  test('is read by the names of its files', async () => {
    const registry = openRegistry({
      'models/churn.yaml': holding('churn'),
      'models/fraud.YML': holding('fraud'),
    });
    expect(await registry.models()).toEqual(['churn', 'fraud']);
    expect((await registry.read('fraud')).versions).toMatchObject([{ version: '1', stage: 'Production' }]);
  });

  test('is read a few files at a time, and lets go of their texts', async () => {
    const names = Array.from({ length: 250 }, (_, at) => `m${at}`);
    const forgotten: string[] = [];
    const registry = openRegistry(
      Object.fromEntries(names.map((name) => [`models/${name}.yaml`, holding(name)])),
      (paths) => forgotten.push(...paths),
    );
    const met: string[] = [];
    for await (const { model } of registry.readEach()) met.push(model);
    expect(met.sort()).toEqual(names.sort());
    expect(forgotten.filter((path) => path.endsWith('.yaml'))).toHaveLength(names.length);
    expect((await registry.readAll()).map(({ model }) => model)).toEqual(met);
  });

  test.each([
    ['a model in a file of another name', { 'models/foo.yaml': holding('churn') }, 'contains model "churn"'],
    [
      'a model beside another',
      { 'models/churn.yaml': `${holding('churn')}  fraud: {}\n` },
      'contains model "fraud"',
    ],
    [
      'two files of one model',
      { 'models/churn.yaml': holding('churn'), 'models/churn.json': '{}' },
      'are both files of one model',
    ],
  ])('%s is refused', async (_name, files, message) => {
    const registry = openRegistry(files);
    await expect(registry.models()).rejects.toMatchObject({
      code: 'manifest',
      message: expect.stringContaining(message) as unknown,
    });
    await expect(registry.readAll()).rejects.toMatchObject({ code: 'manifest' });
  });

  test('a file that is damaged is told, and the other models are read', async () => {
    const registry = openRegistry({
      'models/churn.yaml': holding('churn'),
      'models/fraud.yaml': 'models: [',
    });
    const told: unknown[] = [];
    const snapshots = await registry.readAll((model, { code }) => told.push([model, code]));
    expect(snapshots.map(({ model }) => model)).toEqual(['churn']);
    expect(told).toEqual([['fraud', 'manifest']]);
    await expect(registry.readAll()).rejects.toMatchObject({ code: 'manifest' });
  });

  test('a model in another file does not get a second file', async () => {
    const registry = openRegistry({ 'models/n.yaml': holding('churn') });
    await expect(registry.read('churn')).rejects.toMatchObject({ code: 'manifest' });
  });

  test('a name too long for a file is an error', async () => {
    const registry = openRegistry({});
    await expect(registry.read('界'.repeat(30))).rejects.toMatchObject({ code: 'input' });
  });
});
