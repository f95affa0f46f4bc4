import { describe, expect, test } from '@jest/globals';
import { parseManifest } from '../../../src/registry/manifest/document/document.js';
import { HEAD, STAGES, edit, type Case } from './edits.js';
import { LAYOUTS, generate, makeRandom, pick } from './random-manifest.js';
import type { ManifestChange } from '../../../src/registry/manifest/document/changes.js';

const cut = (removed: string, model = 'm'): ManifestChange => ({
  model,
  registration: null,
  transitions: [],
  removed,
});

const CASES: (Omit<Case, 'change'> & { readonly change?: ManifestChange })[] = [
  {
    name: 'a line, and the comments around it stay',
    before: `${HEAD}      # one\n      1: {stage: Staging} # 1\n      # two\n      2: {stage: None} # 2\n      # end\n`,
    after: `${HEAD}      # one\n      1: {stage: Staging} # 1\n      # two\n      # end\n`,
  },
  {
    name: 'the first line',
    before: `${HEAD}      2: {stage: None}\n      3: {stage: None}\n    aliases: {a: 3}\n`,
    after: `${HEAD}      3: {stage: None}\n    aliases: {a: 3}\n`,
  },
  {
    name: 'a block',
    before: `${HEAD}      1:\n        stage: Staging\n      2:\n        stage: None\n        tags:\n          a: b\n\n      3:\n        stage: None\n`,
    after: `${HEAD}      1:\n        stage: Staging\n\n      3:\n        stage: None\n`,
  },
  {
    name: 'a version without anything',
    before: `${HEAD}      1: {}\n      2:\n`,
    after: `${HEAD}      1: {}\n`,
  },
  {
    name: 'the last line of a file without a line end, CRLF',
    before: 'models:\r\n  m:\r\n    versions:\r\n      1: {}\r\n      2: {}',
    after: 'models:\r\n  m:\r\n    versions:\r\n      1: {}',
  },
  {
    name: 'a block scalar that keeps its blank lines',
    before: `${HEAD}      2:\n        description: |+\n          a\n\n      3: {}\n`,
    after: `${HEAD}      3: {}\n`,
  },
  {
    name: 'the only version, with a comment',
    before: 'models:\n  m: # mine\n    description: x\n    versions: # none\n      2: {stage: None}\n',
    after: 'models:\n  m: # mine\n    description: x\n    versions: {} # none\n',
  },
  {
    name: 'in the middle of a flow line',
    before: 'models: {m: {versions: {1: {stage: Staging}, 2: {stage: None}, 3: {}}}}\n',
    after: 'models: {m: {versions: {1: {stage: Staging}, 3: {}}}}\n',
  },
  {
    name: 'at the end of a flow line',
    before: 'models: {m: {versions: { 1: {stage: Staging}, 2: {stage: None} }}}\n',
    after: 'models: {m: {versions: { 1: {stage: Staging} }}}\n',
  },
  {
    name: 'at the end of a flow line with a trailing comma',
    before: 'models: {m: {versions: {1: {}, 2: {}, }}}\n',
    after: 'models: {m: {versions: {1: {}, }}}\n',
  },
  {
    name: 'in flow lines with comments',
    before: `models:\n  m:\n    versions: {\n      1: {stage: Staging}, # one\n      2: {stage: None} # two\n      # end\n    }\n`,
    after: `models:\n  m:\n    versions: {\n      1: {stage: Staging} # one\n      # end\n    }\n`,
  },
  {
    name: 'the only version of a flow map with a comment',
    before: `models:\n  m:\n    description: x\n    versions: {\n      # kept\n      2: {},\n    }\n`,
    after: `models:\n  m:\n    description: x\n    versions: {\n      # kept\n    }\n`,
  },
  {
    name: 'quoted keys in JSON',
    file: 'models.json',
    before: `{\n  "models": {\n    "m": {\n      "versions": {\n        "1": {"stage": "None"},\n        "2": {\n          "stage": "None"\n        }\n      }\n    }\n  }\n}\n`,
    after: `{\n  "models": {\n    "m": {\n      "versions": {\n        "1": {"stage": "None"}\n      }\n    }\n  }\n}\n`,
  },
  {
    name: 'minified JSON',
    file: 'models.json',
    before: '{"models":{"m":{"versions":{"1":{},"2":{},"3":{}}}}}',
    after: '{"models":{"m":{"versions":{"1":{},"3":{}}}}}',
  },
  {
    name: 'a model that is left with nothing',
    before: 'models:\n  # a\n  a: {versions: {1: {}}}\n  m:\n    versions:\n      2: {stage: None}\n',
    after: 'models:\n  # a\n  a: {versions: {1: {}}}\n',
  },
  {
    name: 'the only model, left with nothing',
    before: '# mine\nmodels:\n  m:\n    versions:\n      2: {stage: None}\n    aliases: {}\n',
    after: '# mine\nmodels: {}\n',
  },
  {
    name: 'the only model in JSON, left with nothing',
    file: 'models.json',
    before: '{"models": {\n  "m": {"versions": {"2": {"stage": "None"}}}\n}}\n',
    after: '{"models": {}}\n',
  },
  {
    name: 'a model with keys of its own stays',
    before: `models:\n  m:\n    x-owner: me\n    versions: {2: {}}\n`,
    after: `models:\n  m:\n    x-owner: me\n    versions: {}\n`,
  },
];

describe('a version is taken out of the text', () => {
  test.each(CASES.map((each) => [each.name, each] as const))(
    '%s',
    (_name, { before, after, file, change }) => {
      const text = edit(before, change ?? cut('2'), file);
      expect(text).toBe(after);
      expect(() => parseManifest({ file: file ?? 'models.yaml', text, stages: STAGES })).not.toThrow();
    },
  );

  test.each([
    ['an anchor that others use', `${HEAD}      2: &a {stage: None}\n      3: *a\n`],
    ['a merge', `models:\n  a:\n    versions: &a {2: {}}\n  m:\n    versions: {<<: *a, 1: {}}\n`],
  ])('%s makes it impossible, and says where', (_name, given) => {
    expect(() => edit(given, cut('2'))).toThrow(
      expect.objectContaining({
        code: 'manifest',
        message: expect.stringContaining("can't be changed on its own"),
      }),
    );
  });

  test('removing a missing version is a conflict', () => {
    expect(() => edit(`${HEAD}      1: {}\n`, cut('2'))).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
  });
});

test.each(LAYOUTS)('random manifests, %s, lose only the version', (layout) => {
  const random = makeRandom(LAYOUTS.indexOf(layout) + 1);
  let cuts = 0;
  for (let run = 0; run < 60; run += 1) {
    const { file, text } = generate(random, layout);
    const before = parseManifest({ file, text, stages: STAGES });
    const model = pick(random, [...before.models.keys()]);
    const held = before.models.get(model);
    if (held === undefined || held.versions.length === 0) continue;
    const { version } = pick(random, held.versions);
    let after;
    try {
      after = edit(text, cut(version, model), file);
    } catch (error) {
      expect(error).toMatchObject({
        code: 'manifest',
        message: expect.stringContaining("can't be changed on its own"),
      });
      continue;
    }
    cuts += 1;
    const found = parseManifest({ file, text: after, stages: STAGES });
    for (const [name, { versions, aliases }] of before.models) {
      const wanted = versions.filter((each) => name !== model || each.version !== version);
      expect(found.models.get(name)?.versions ?? []).toEqual(wanted);
      expect(found.models.get(name)?.aliases ?? {}).toEqual(aliases);
    }
  }
  expect(cuts).toBeGreaterThan(10);
});
