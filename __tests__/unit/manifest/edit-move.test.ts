import { describe, expect, test } from '@jest/globals';
import { editManifest } from '../../../src/registry/manifest/document/edit.js';
import { HEAD, add, edit, move, type Case } from './edits.js';

const up = move('1', 'None', 'Production');
const on = move('1', 'Staging', 'Production');

const STAGE_CASES: Case[] = [
  {
    name: 'block',
    before: 'models:\n  m:\n    versions:\n      1:\n        stage: Staging\n',
    change: on,
    after: 'models:\n  m:\n    versions:\n      1:\n        stage: Production\n',
  },
  {
    name: 'comments everywhere and blank lines',
    before:
      '# top\n\nmodels: # a\n  # b\n  m:   # c\n    versions: # d\n      # e\n      1: # f\n        # g\n        stage:   Staging   # h\n        # i\n\n# end\n',
    change: on,
    after:
      '# top\n\nmodels: # a\n  # b\n  m:   # c\n    versions: # d\n      # e\n      1: # f\n        # g\n        stage:   Production   # h\n        # i\n\n# end\n',
  },
  {
    name: 'flow',
    before: 'models:\n  m:\n    versions:\n      1: {stage: Staging, source: x, tags: {}, }\n',
    change: on,
    after: 'models:\n  m:\n    versions:\n      1: {stage: Production, source: x, tags: {}, }\n',
  },
  {
    name: 'flow with a trailing comma only',
    before: 'models: {m: {versions: {1: {stage: Staging, }}}}',
    change: on,
    after: 'models: {m: {versions: {1: {stage: Production, }}}}',
  },
  {
    name: 'double quotes, quoted keys',
    before: '"models":\n  "m":\n    versions:\n      "1": {"stage": "Staging"}\n',
    change: on,
    after: '"models":\n  "m":\n    versions:\n      "1": {"stage": "Production"}\n',
  },
  {
    name: 'single quotes',
    before: "models: {m: {versions: {'1': {stage: 'staging'}}}}\n",
    change: on,
    after: "models: {m: {versions: {'1': {stage: 'Production'}}}}\n",
  },
  {
    name: 'block scalar',
    before:
      'models:\n  m:\n    versions:\n      1:\n        stage: |-\n          Staging\n        source: x\n',
    change: on,
    after: 'models:\n  m:\n    versions:\n      1:\n        stage: Production\n        source: x\n',
  },
  {
    name: 'CRLF',
    before: 'models:\r\n  m:\r\n    versions:\r\n      1: {stage: Staging} # x\r\n',
    change: on,
    after: 'models:\r\n  m:\r\n    versions:\r\n      1: {stage: Production} # x\r\n',
  },
  {
    name: 'BOM and no final newline',
    before: '\uFEFFmodels:\n  m:\n    versions:\n      1: {stage: Staging}',
    change: on,
    after: '\uFEFFmodels:\n  m:\n    versions:\n      1: {stage: Production}',
  },
  {
    name: 'unicode before it',
    before: 'models:\n  m:\n    description: "é 😀 日本"\n    versions: {1: {source: 😀, stage: Staging}}\n',
    change: on,
    after:
      'models:\n  m:\n    description: "é 😀 日本"\n    versions: {1: {source: 😀, stage: Production}}\n',
  },
  {
    name: 'no stage in a flow map',
    before: 'models: {m: {versions: {1: { source: x }}}}\n',
    change: up,
    after: 'models: {m: {versions: {1: { stage: Production, source: x }}}}\n',
  },
  {
    name: 'no stage in a flow map of many lines',
    before: 'models:\n  m:\n    versions:\n      1: {\n        # why\n        source: x, # y\n      }\n',
    change: up,
    after:
      'models:\n  m:\n    versions:\n      1: {\n        # why\n        stage: Production,\n        source: x, # y\n      }\n',
  },
  {
    name: 'no stage in a block map',
    before: 'models:\n  m:\n    versions:\n      1:\n        # the source\n        source: x\n',
    change: up,
    after:
      'models:\n  m:\n    versions:\n      1:\n        stage: Production\n        # the source\n        source: x\n',
  },
  {
    name: 'empty map',
    before: 'models: {m: {versions: {1: {}}}}\n',
    change: up,
    after: 'models: {m: {versions: {1: {stage: Production}}}}\n',
  },
  {
    name: 'empty map with a comment in it',
    before: 'models:\n  m:\n    versions:\n      1: { # c\n        }\n',
    change: up,
    after: 'models:\n  m:\n    versions:\n      1: {stage: Production # c\n        }\n',
  },
  {
    name: 'nothing after the version',
    before: 'models:\n  m:\n    versions:\n      1:   # c\n      2: {}\n',
    change: up,
    after: 'models:\n  m:\n    versions:\n      1: {stage: Production}   # c\n      2: {}\n',
  },
  {
    name: 'nothing after the last version, at the end',
    before: 'models:\n  m:\n    versions:\n      1:',
    change: up,
    after: 'models:\n  m:\n    versions:\n      1: {stage: Production}',
  },
  {
    name: 'version null',
    before: 'models: {m: {versions: {1: null, 2: ~}}}\n',
    change: up,
    after: 'models: {m: {versions: {1: {stage: Production}, 2: ~}}}\n',
  },
  {
    name: 'nothing after stage',
    before: 'models:\n  m:\n    versions:\n      1:\n        stage:  # c\n        source: x\n',
    change: up,
    after: 'models:\n  m:\n    versions:\n      1:\n        stage: Production  # c\n        source: x\n',
  },
  {
    name: 'stage null',
    before: 'models: {m: {versions: {1: {stage: ~}}}}\n',
    change: up,
    after: 'models: {m: {versions: {1: {stage: Production}}}}\n',
  },
  {
    name: 'stage is an alias',
    before: 'x-p: &p Staging\nmodels: {m: {versions: {1: {stage: *p }, 2: {stage: *p}}}}\n',
    change: on,
    after: 'x-p: &p Staging\nmodels: {m: {versions: {1: {stage: Production }, 2: {stage: *p}}}}\n',
  },
  {
    name: 'stage has an anchor that others use',
    before:
      'models:\n  m:\n    versions:\n      1: {stage: &p Staging}\n      2: {stage: *p}\n      3: {stage: *p}\n',
    change: on,
    after:
      'models:\n  m:\n    versions:\n      1: {stage: &p Production}\n      2: {stage: Staging}\n      3: {stage: Staging}\n',
  },
  {
    name: 'stage is merged in',
    before:
      'x-d: &d {stage: Staging}\nmodels:\n  m:\n    versions:\n      1:\n        <<: *d\n        source: x\n      2: {<<: *d}\n',
    change: on,
    after:
      'x-d: &d {stage: Staging}\nmodels:\n  m:\n    versions:\n      1:\n        stage: Production\n        <<: *d\n        source: x\n      2: {<<: *d}\n',
  },
  {
    name: 'others merge this version',
    before: 'models:\n  m:\n    versions:\n      1: &v {stage: Staging}\n      2: {<<: *v, source: x}\n',
    change: on,
    after:
      'models:\n  m:\n    versions:\n      1: &v {stage: Production}\n      2: {stage: Staging, <<: *v, source: x}\n',
  },
  {
    name: 'version is an alias',
    before: 'models:\n  m:\n    versions:\n      1: &v {stage: Staging}\n      2: *v\n',
    change: move('2', 'Staging', 'Archived'),
    after: 'models:\n  m:\n    versions:\n      1: &v {stage: Staging}\n      2: {<<: *v, stage: Archived}\n',
  },
  {
    name: 'another version is this one',
    before: 'models:\n  m:\n    versions:\n      1: &v {stage: Staging}\n      2: *v\n',
    change: on,
    after:
      'models:\n  m:\n    versions:\n      1: &v {stage: Production}\n      2: {<<: *v, stage: Staging}\n',
  },
  {
    name: 'JSON',
    file: 'm.json',
    before: '{\n  "models": {"m": {"versions": {"1": {"stage": "Staging"}}}}\n}\n',
    change: on,
    after: '{\n  "models": {"m": {"versions": {"1": {"stage": "Production"}}}}\n}\n',
  },
  {
    name: 'JSON with tabs, no stage',
    file: 'm.json',
    before:
      '{\n\t"models": {\n\t\t"m": {\n\t\t\t"versions": {\n\t\t\t\t"1": {\n\t\t\t\t\t"source": "x"\n\t\t\t\t}\n\t\t\t}\n\t\t}\n\t}\n}',
    change: up,
    after:
      '{\n\t"models": {\n\t\t"m": {\n\t\t\t"versions": {\n\t\t\t\t"1": {\n\t\t\t\t\t"stage": "Production",\n\t\t\t\t\t"source": "x"\n\t\t\t\t}\n\t\t\t}\n\t\t}\n\t}\n}',
  },
  {
    name: 'JSON with tabs where YAML takes none',
    file: 'm.json',
    before: '\t{"models"\n\t:\t{"m": {"versions": {"1":\t{"stage":\t"Staging"\t}}}}\t}\t\n',
    change: on,
    after: '\t{"models"\n\t:\t{"m": {"versions": {"1":\t{"stage":\t"Production"\t}}}}\t}\t\n',
  },
  {
    name: 'JSON, minified, null',
    file: 'm.json',
    before: '{"models":{"m":{"versions":{"1":null}}}}',
    change: up,
    after: '{"models":{"m":{"versions":{"1":{"stage":"Production"}}}}}',
  },
  {
    name: 'JSON, stage null',
    file: 'm.json',
    before: '{"models":{"m":{"versions":{"1":{"stage":null}}}}}',
    change: up,
    after: '{"models":{"m":{"versions":{"1":{"stage":"Production"}}}}}',
  },
];

describe('moving a version', () => {
  test.each(STAGE_CASES)('$name', ({ before, change, after, file }) => {
    expect(edit(before, change, file)).toBe(after);
  });

  test('registers, promotes and archives in one change', () => {
    const before = `${HEAD}      1: {stage: Production}\n`;
    const transitions = [
      { version: '2', from: 'None', to: 'production' },
      { version: '1', from: 'Production', to: 'Archived' },
    ];
    expect(edit(before, { ...add(), transitions })).toBe(
      `${HEAD}      1: {stage: Archived}\n      2: {stage: Production}\n`,
    );
  });

  test('a stage with a difficult name is quoted', () => {
    const change = {
      model: 'm',
      registration: null,
      transitions: [{ version: '1', from: 'None', to: 'pre: prod #1' }],
    };
    const text = 'models: {m: {versions: {1: {stage: None}}}}';
    expect(editManifest({ file: 'f.yaml', text, stages: ['Pre: Prod #1'], change })).toBe(
      'models: {m: {versions: {1: {stage: "Pre: Prod #1"}}}}',
    );
  });

  test('no change gives the same text', () => {
    const before = '\uFEFFmodels: {m: {versions: {1: {stage: staging}}}}\r\n';
    expect(edit(before, move('1', 'Staging', 'staging'))).toBe(before);
  });
});
