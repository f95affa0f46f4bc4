import { describe, expect, test } from '@jest/globals';
import { HEAD, add, edit, type Case } from './edits.js';

const FULL = {
  source: 's3://b/2',
  sha256: 'ab12',
  registeredAt: '2026-11-01T10:00:00Z',
  metrics: { accuracy: 0.91 },
  tags: { ok: 'true' },
};

const ADD_CASES: Case[] = [
  {
    name: 'beside flow maps',
    before: `${HEAD}      1: {stage: Staging}  # first\n      # after\n    aliases: {a: 1}\n`,
    change: add(FULL),
    after: `${HEAD}      1: {stage: Staging}  # first\n      2: {stage: None, source: s3://b/2, sha256: ab12, registered-at: 2026-11-01T10:00:00Z, metrics: {accuracy: 0.91}, tags: {ok: "true"}}\n      # after\n    aliases: {a: 1}\n`,
  },
  {
    name: 'beside padded flow maps',
    before: `${HEAD}      1: { stage: Staging }`,
    change: add(),
    after: `${HEAD}      1: { stage: Staging }\n      2: { stage: None }`,
  },
  {
    name: 'beside block maps',
    before: `${HEAD}        1:\n          stage: Staging\n          tags:\n            a: b\n`,
    change: add(FULL),
    after: `${HEAD}        1:\n          stage: Staging\n          tags:\n            a: b\n        2:\n          stage: None\n          source: s3://b/2\n          sha256: ab12\n          registered-at: 2026-11-01T10:00:00Z\n          metrics:\n            accuracy: 0.91\n          tags:\n            ok: "true"\n`,
  },
  {
    name: 'after a block scalar',
    before: `${HEAD}      1:\n        description: |\n          a\n          b\n\n    aliases: {}\n`,
    change: add(),
    after: `${HEAD}      1:\n        description: |\n          a\n          b\n      2:\n        stage: None\n\n    aliases: {}\n`,
  },
  {
    name: 'after a block scalar that keeps its blank lines',
    before: `${HEAD}      1:\n        description: |+\n          a\n\n    aliases: {}\n`,
    change: add(),
    after: `${HEAD}      1:\n        description: |+\n          a\n\n      2:\n        stage: None\n    aliases: {}\n`,
  },
  {
    name: 'beside a version without anything',
    before: `${HEAD}      1:\n`,
    change: add(),
    after: `${HEAD}      1:\n      2:\n        stage: None\n`,
  },
  {
    name: 'in one flow line',
    before: 'models: {m: {versions: {1: {stage: Staging}}}}\n',
    change: add(),
    after: 'models: {m: {versions: {1: {stage: Staging}, 2: {stage: None}}}}\n',
  },
  {
    name: 'in a flow line with a trailing comma',
    before: 'models: {m: {versions: {1: {}, }}}\n',
    change: add(),
    after: 'models: {m: {versions: {1: {}, 2: {stage: None}, }}}\n',
  },
  {
    name: 'in flow lines with comments',
    before: `models:\n  m:\n    versions: {\n      1: {stage: Staging} # one, and only\n      # end,\n    }\n`,
    change: add(),
    after: `models:\n  m:\n    versions: {\n      1: {stage: Staging}, # one, and only\n      2: {stage: None}\n      # end,\n    }\n`,
  },
  {
    name: 'in flow lines with a trailing comma',
    before: `models:\n  m:\n    versions: {\n      1: {stage: Staging}, # one\n    }\n`,
    change: add(),
    after: `models:\n  m:\n    versions: {\n      1: {stage: Staging}, # one\n      2: {stage: None},\n    }\n`,
  },
  {
    name: 'beside quoted keys',
    before: `${HEAD}      '1': {stage: Staging}\n`,
    change: add(),
    after: `${HEAD}      '1': {stage: Staging}\n      '2': {stage: None}\n`,
  },
  {
    name: 'CRLF without a final line end',
    before: 'models:\r\n  m:\r\n    versions:\r\n      1:\r\n        stage: Staging',
    change: add({ source: 'x' }),
    after:
      'models:\r\n  m:\r\n    versions:\r\n      1:\r\n        stage: Staging\r\n      2:\r\n        stage: None\r\n        source: x',
  },
  {
    name: 'versions are an empty map',
    before: 'models:\n  m:\n    versions: {} # none yet\n    aliases: {}\n',
    change: add(),
    after: 'models:\n  m:\n    versions: # none yet\n      2:\n        stage: None\n    aliases: {}\n',
  },
  {
    name: 'versions are null',
    before: 'models:\n    m:\n        versions:\n',
    change: add(),
    after: 'models:\n    m:\n        versions:\n            2:\n                stage: None\n',
  },
  {
    name: 'no versions',
    before: 'models:\n  m:\n    description: d\n',
    change: add(),
    after: 'models:\n  m:\n    description: d\n    versions:\n      2:\n        stage: None\n',
  },
  {
    name: 'the model is null',
    before: 'models:\n  m:\n',
    change: add(),
    after: 'models:\n  m:\n    versions:\n      2:\n        stage: None\n',
  },
  {
    name: 'no such model',
    before: 'models:\n  a:\n    versions:\n      1: {stage: None}\n\n# end\n',
    change: add({ version: '1' }),
    after:
      'models:\n  a:\n    versions:\n      1: {stage: None}\n  m:\n    versions:\n      1: {stage: None}\n\n# end\n',
  },
  {
    name: 'empty text',
    before: '',
    change: add({ version: '1', source: 'x' }),
    after: 'models:\n  m:\n    versions:\n      1:\n        stage: None\n        source: x\n',
  },
  {
    name: 'comments only',
    before: '# mine\n',
    change: add({ version: '1' }),
    after: '# mine\nmodels:\n  m:\n    versions:\n      1:\n        stage: None\n',
  },
  {
    name: 'no models',
    before: 'x-a: 1\n',
    change: add({ version: '1' }),
    after: 'x-a: 1\nmodels:\n  m:\n    versions:\n      1:\n        stage: None\n',
  },
  {
    name: 'models are null',
    before: 'models:',
    change: add({ version: '1' }),
    after: 'models:\n  m:\n    versions:\n      1:\n        stage: None',
  },
  {
    name: 'models are an empty map',
    before: 'models: {}\n',
    change: add({ version: '1' }),
    after: 'models:\n  m:\n    versions:\n      1:\n        stage: None\n',
  },
  {
    name: 'with an alias that moves',
    before: `${HEAD}      1: {stage: None}\n    aliases: {champion: 1, old: 1}\n`,
    change: add({ aliases: ['champion'] }),
    after: `${HEAD}      1: {stage: None}\n      2: {stage: None}\n    aliases: {champion: 2, old: 1}\n`,
  },
  {
    name: 'with aliases that are new',
    before: `${HEAD}      1: {stage: None}\n    aliases:\n      a: "1"\n`,
    change: add({ aliases: ['a', 'b', 'c'] }),
    after: `${HEAD}      1: {stage: None}\n      2: {stage: None}\n    aliases:\n      a: "2"\n      b: 2\n      c: 2\n`,
  },
  {
    name: 'with the first alias',
    before: `${HEAD}      1: {stage: None}\n`,
    change: add({ aliases: ['a', 'b'] }),
    after: `${HEAD}      1: {stage: None}\n      2: {stage: None}\n    aliases: {a: 2, b: 2}\n`,
  },
  {
    name: 'aliases are null',
    before: `models:\n  m:\n    aliases:\n    versions:\n      1: {}\n`,
    change: add({ aliases: ['a'] }),
    after: `models:\n  m:\n    aliases: {a: 2}\n    versions:\n      1: {}\n      2:\n        stage: None\n`,
  },
  {
    name: 'aliases are shared',
    before: `models:\n  m:\n    versions: {1: {}}\n    aliases: &a {x: 1}\n  n:\n    aliases: *a\n`,
    change: add({ aliases: ['x'] }),
    after: `models:\n  m:\n    versions: {1: {}, 2: {stage: None}}\n    aliases: &a {x: 2}\n  n:\n    aliases: {<<: *a, x: 1}\n`,
  },
  {
    name: 'JSON of two spaces',
    file: 'm.json',
    before:
      '{\n  "models": {\n    "m": {\n      "versions": {\n        "1": {\n          "stage": "None"\n        }\n      }\n    }\n  }\n}\n',
    change: add({ ...FULL, aliases: ['a'] }),
    after:
      '{\n  "models": {\n    "m": {\n      "versions": {\n        "1": {\n          "stage": "None"\n        },\n        "2": {\n          "stage": "None",\n          "source": "s3://b/2",\n          "sha256": "ab12",\n          "registered-at": "2026-11-01T10:00:00Z",\n          "metrics": {\n            "accuracy": 0.91\n          },\n          "tags": {\n            "ok": "true"\n          }\n        }\n      },\n      "aliases": {\n        "a": 2\n      }\n    }\n  }\n}\n',
  },
  {
    name: 'JSON of four spaces, empty versions',
    file: 'm.json',
    before: '{\n    "models": {\n        "m": {\n            "versions": {}\n        }\n    }\n}',
    change: add(),
    after:
      '{\n    "models": {\n        "m": {\n            "versions": {\n                "2": {\n                    "stage": "None"\n                }\n            }\n        }\n    }\n}',
  },
  {
    name: 'JSON of tabs, one version a line',
    file: 'm.json',
    before:
      '{\n\t"models": {\n\t\t"m": {\n\t\t\t"versions": {\n\t\t\t\t"1": {"stage": "None"}\n\t\t\t}\n\t\t}\n\t}\n}\n',
    change: add(FULL),
    after:
      '{\n\t"models": {\n\t\t"m": {\n\t\t\t"versions": {\n\t\t\t\t"1": {"stage": "None"},\n\t\t\t\t"2": {"stage": "None", "source": "s3://b/2", "sha256": "ab12", "registered-at": "2026-11-01T10:00:00Z", "metrics": {"accuracy": 0.91}, "tags": {"ok": "true"}}\n\t\t\t}\n\t\t}\n\t}\n}\n',
  },
  {
    name: 'JSON, minified',
    file: 'm.json',
    before: '{"models":{"m":{"versions":{"1":{"stage":"None"}}}}}',
    change: add({ source: 'x', aliases: ['a'] }),
    after:
      '{"models":{"m":{"versions":{"1":{"stage":"None"},"2":{"stage":"None","source":"x"}},"aliases":{"a":2}}}}',
  },
  {
    name: 'JSON, one line with spaces',
    file: 'm.json',
    before: '{"models": {"m": {"versions": {"1": {"stage": "None"}}}}}\n',
    change: add({ source: 'x' }),
    after:
      '{"models": {"m": {"versions": {"1": {"stage": "None"}, "2": {"stage": "None", "source": "x"}}}}}\n',
  },
  {
    name: 'JSON, empty text',
    file: 'm.json',
    before: '',
    change: add(),
    after:
      '{\n  "models": {\n    "m": {\n      "versions": {\n        "2": {\n          "stage": "None"\n        }\n      }\n    }\n  }\n}\n',
  },
  {
    name: 'JSON, empty map',
    file: 'm.json',
    before: '{}\n',
    change: add(),
    after:
      '{\n  "models": {\n    "m": {\n      "versions": {\n        "2": {\n          "stage": "None"\n        }\n      }\n    }\n  }\n}\n',
  },
];

describe('adding a version', () => {
  test.each(ADD_CASES)('$name', ({ before, change, after, file }) => {
    expect(edit(before, change, file)).toBe(after);
  });
});
