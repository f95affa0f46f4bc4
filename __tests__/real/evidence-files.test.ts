import { READ_BY_SHAPE } from '../../src/evidence/report-entry.js';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { EvidenceFiles } from '../../src/files/evidence-files.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';

const SUBJECT = { model: 'churn', version: '1' };
const GOOD = '{"accuracy": 0.9}';

/** The paths that were read, and the problems as `path message`. */
async function find(
  workspace: Workspace,
  patterns: string | string[],
  model = 'churn',
): Promise<[string[], string[]]> {
  const reader = new EvidenceFiles(workspace.root);
  const evidence = await reader.reports([patterns].flat(), { ...SUBJECT, model }, READ_BY_SHAPE);
  return [
    evidence.reports.map(({ path }) => path),
    evidence.problems.map(({ path, message }) => `${path} ${message}`),
  ];
}

function link(workspace: Workspace, path: string, target: string): void {
  mkdirSync(dirname(workspace.path(path)), { recursive: true });
  symlinkSync(target, workspace.path(path));
}

/** Beside the workspace, and removed with it. */
function writeOutside(workspace: Workspace, path: string): string {
  const absolute = join(dirname(workspace.root), 'outside', path);
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, GOOD);
  return absolute;
}

describe('a pattern finds', () => {
  test.each<[string, string, string[]]>([
    ['files in a folder', 'r/1/*.json', ['r/1/.h.json', 'r/1/a.json']],
    ['files in all folders', 'r/**/*.json', ['r/1/.h.json', 'r/1/a.json', 'r/2/a.json', 'r/2/b/c.json']],
    ['from the top', '**/c.json', ['r/2/b/c.json']],
    ['with a placeholder', 'r/{version}/*a.json', ['r/1/a.json']],
    ['with dots in its way', './r/./1/../2/*.json', ['r/2/a.json']],
    ['by alternatives', 'r/{2,3}/a.json', ['r/2/a.json']],
  ])('%s', async (_, pattern, paths) => {
    const files = ['r/1/a.json', 'r/1/.h.json', 'r/1/a.txt', 'r/2/a.json', 'r/2/b/c.json'];
    const workspace = makeWorkspace(Object.fromEntries(files.map((path) => [path, GOOD])));
    mkdirSync(workspace.path('r/1/folder.json'));
    expect(await find(workspace, pattern)).toEqual([paths, []]);
    expect(await find(workspace, join(workspace.root, pattern))).toEqual([paths, []]);
  });

  test.each([
    ['no folder', 's/*.json', 's/*.json matches no file'],
    ['no file', 'r/*.yaml', 'r/*.yaml matches no file'],
    ['a file for a folder', 'r/a.json/*.json', 'r/a.json/*.json matches no file'],
  ])('%s', async (_, pattern, problem) => {
    const workspace = makeWorkspace({ 'r/a.json': GOOD });
    const [paths, problems] = await find(workspace, pattern);
    expect(paths).toEqual([]);
    expect(problems).toEqual([problem]);
  });

  test('a file once, whatever names it', async () => {
    const workspace = makeWorkspace({ 'r/1.json': GOOD });
    link(workspace, 'r/latest.json', '1.json');
    link(workspace, 's', 'r');
    const patterns = [
      'r/1.json',
      './r/1.json',
      'r/*1.json',
      workspace.path('r/1.json'),
      'r/*.json',
      's/*.json',
    ];
    expect(await find(workspace, patterns)).toEqual([['r/1.json'], []]);
  });

  test('a missing file once', async () => {
    expect(await find(makeWorkspace(), ['r/1.json', './r/1.json'])).toEqual([[], ['r/1.json is missing']]);
  });

  test('a model by its name, not by a pattern', async () => {
    const workspace = makeWorkspace({ 'a/1.json': GOOD, '*/1.json': GOOD, '{a,b}/1.json': GOOD });
    expect(await find(workspace, '{model}/*.json', '*')).toEqual([['*/1.json'], []]);
    expect(await find(workspace, '{model}/*.json', '{a,b}')).toEqual([['{a,b}/1.json'], []]);
    expect(await find(workspace, '{model}/*.json', '?')).toEqual([[], ['\\?/*.json matches no file']]);
  });

  test.each(['r/{5..1}.json', 'r/{1..9..2}.json'])('nothing by %s, and says so', async (pattern) => {
    await expect(find(makeWorkspace(), pattern)).rejects.toMatchObject({
      code: 'input',
      message: `report ${JSON.stringify(pattern)} is not a valid pattern`,
      hint: expect.stringContaining('{1..12}'),
    });
  });
});

describe('a link', () => {
  const inside = (): Workspace =>
    makeWorkspace({ 'r/1/a.json': GOOD, 'shards/b.json': GOOD, 'shards/bad.json': '{' });

  test('to a file inside is read', async () => {
    const workspace = inside();
    link(workspace, 'r/1/b.json', '../../shards/b.json');
    link(workspace, 'r/1/c.json', '../../shards/bad.json');
    expect(await find(workspace, 'r/{version}/*.json')).toEqual([
      ['r/1/a.json', 'r/1/b.json'],
      ['r/1/c.json is cut off at line 1, column 2'],
    ]);
  });

  test.each(['r/**/*.json', 'r/1/*/*.json', 'r/1/shards/*.json'])(
    'to a folder inside is followed by %s',
    async (pattern) => {
      const workspace = inside();
      link(workspace, 'r/1/shards', '../../shards');
      const [paths, problems] = await find(workspace, pattern);
      expect(paths).toContain('r/1/shards/b.json');
      expect(problems).toEqual(['r/1/shards/bad.json is cut off at line 1, column 2']);
    },
  );

  test.each([
    ['to a file outside', 'r/1/b.json', 'b.json', 'r/1/*.json'],
    ['to a folder outside', 'r/1/more', '', 'r/**/*.json'],
    ['to a folder outside, one level', 'r/more', '', 'r/*/*.json'],
    ['to a folder outside with a name that matches', 'r/1/b.json', '', 'r/1/*.json'],
    ['to a folder outside, named by the pattern', 'linked', '', 'linked/*.json'],
  ])('%s is refused', async (_, path, target, pattern) => {
    const workspace = inside();
    const outside = dirname(writeOutside(workspace, 'b.json'));
    link(workspace, path, join(outside, target));
    await expect(find(workspace, pattern)).rejects.toMatchObject({
      code: 'input',
      message: `report ${JSON.stringify(path)} is outside the workspace`,
    });
  });

  test('outside is no matter where no match can be', async () => {
    const workspace = inside();
    const file = writeOutside(workspace, 'b.json');
    link(workspace, 'r/1/tool', file);
    link(workspace, 'r/1/folder', dirname(file));
    link(workspace, 's', dirname(file));
    expect(await find(workspace, 'r/{version}/*.json')).toEqual([['r/1/a.json'], []]);
  });

  test.each([
    ['to nothing', 'r/1/b.json', 'nowhere', 'r/1/*.json', 'r/1/b.json is missing'],
    ['to nothing, where a folder can be', 'r/1/more', 'nowhere', 'r/**/*.json', 'r/1/more is missing'],
    ['to itself', 'r/1/b.json', 'b.json', 'r/1/*.json', 'r/1/b.json is a link that leads in a circle'],
    ['to its own folder', 'r/1/loop', '.', 'r/**/*.json', 'r/1/loop is a link that leads in a circle'],
    ['to a folder above', 'r/1/loop', '..', 'r/**/*.json', 'r/1/loop is a link that leads in a circle'],
  ])('%s is a problem', async (_, path, target, pattern, problem) => {
    const workspace = inside();
    link(workspace, path, target);
    expect(await find(workspace, pattern)).toEqual([['r/1/a.json'], [problem]]);
  });

  test('among test reports counts as well', async () => {
    const workspace = makeWorkspace({ 'r/a.xml': '<testsuite><testcase/></testsuite>' });
    link(workspace, 'r/b.xml', 'nowhere');
    const evidence = await new EvidenceFiles(workspace.root).tests(['r/*.xml'], SUBJECT);
    expect(evidence.files.map(({ path }) => path)).toEqual(['r/a.xml']);
    expect(evidence.problems).toEqual([{ path: 'r/b.xml', message: 'is missing', isMissing: true }]);
  });
});

test('a folder whose name starts with two dots is inside', async () => {
  const workspace = makeWorkspace({ '..data/1.json': GOOD });
  link(workspace, 'r', '..data');
  expect(await find(workspace, ['..data/1.json'])).toEqual([['..data/1.json'], []]);
  expect(await find(workspace, ['r/1.json'])).toEqual([['r/1.json'], []]);
  expect(await find(workspace, ['r/*.json'])).toEqual([['r/1.json'], []]);
});

describe('what is too much or locked', () => {
  test('nesting beyond 64 folders is a problem', async () => {
    const deep = Array.from({ length: 70 }, () => 'd').join('/');
    const workspace = makeWorkspace({ 'r/a.json': GOOD, [`r/${deep}/a.json`]: GOOD });
    const [paths, problems] = await find(workspace, 'r/**/*.json');
    expect(paths).toEqual(['r/a.json']);
    expect(problems).toEqual([expect.stringMatching(/^r(\/d){64} is nested deeper than 64 folders$/)]);
  });

  test('links that multiply the folders end at a bound', async () => {
    const workspace = makeWorkspace({ 'r/0/a.json': GOOD });
    // each folder holds three links to the next: 3^20 ways through
    for (let at = 0; at < 20; at += 1) {
      for (const name of ['x', 'y', 'z']) link(workspace, `r/${at}/${name}`, `../${at + 1}`);
    }
    mkdirSync(workspace.path('r/20'));
    const [, problems] = await find(workspace, 'r/0/**/*.json');
    expect(problems).toEqual(['r/0 contains more than 100000 files and folders: name a deeper folder']);
  });

  test('a folder that may not be read is a problem', async () => {
    const workspace = makeWorkspace({ 'r/a.json': GOOD, 'r/locked/b.json': '{' });
    const restore = lock(workspace, 'r/locked');
    try {
      expect(await find(workspace, 'r/**/*.json')).toEqual([
        ['r/a.json'],
        ["r/locked can't be read: permission denied"],
      ]);
    } finally {
      restore();
    }
  });
});

/** Takes a folder's permissions away; from root, who may read all, by being someone else meanwhile. */
function lock(workspace: Workspace, folder: string): () => void {
  chmodSync(dirname(workspace.root), 0o755);
  chmodSync(workspace.path(folder), 0o000);
  const root = process.getuid?.() === 0;
  if (root) process.seteuid?.(65534);
  return () => {
    if (root) process.seteuid?.(0);
    chmodSync(workspace.path(folder), 0o755);
  };
}

describe('what a gate on tests reads', () => {
  const junit = '<testsuite><testcase/></testsuite>';
  const suite = '{"type": "CheckResult", "check": {}, "conditions_results": [{"Status": "PASS"}]}';

  test.each<[string, string, string, Record<string, number>]>([
    ['JUnit XML', 't.xml', junit, { passed: 1 }],
    ['JUnit XML by another name', 't.json', `\n${junit}`, { passed: 1 }],
    ['JSON of a tool that judges', 't.json', suite, { passed: 1 }],
    ['the same by another name', 't.xml', `\uFEFF ${suite}`, { passed: 1 }],
    ['the same encoded twice', 't.json', JSON.stringify(suite), { passed: 1 }],
  ])('%s', async (_, path, text, counts) => {
    const workspace = makeWorkspace({ [path]: text });
    const { files, problems } = await new EvidenceFiles(workspace.root).tests([path], SUBJECT);
    expect(problems).toEqual([]);
    expect(files).toEqual([expect.objectContaining({ path, ...counts, failures: 0, errors: 0, skipped: 0 })]);
  });

  test.each([
    ['a plain report', GOOD, /^has no test results: a gate on tests reads JUnit XML, or the JSON of /],
    ['a list', '[1]', /^is a list, /],
    ['JSON that is cut off', suite.slice(0, 30), /^is cut off at line 1, column 31$/],
    ['something else', 'all passed', /^is plain text \(it starts with "all passed"\), not JUnit XML$/],
  ])('%s is a problem', async (_, text, message) => {
    const workspace = makeWorkspace({ 't.json': text });
    const { files, problems } = await new EvidenceFiles(workspace.root).tests(['*.json'], SUBJECT);
    expect(files).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({ path: 't.json', message: expect.stringMatching(message) }),
    ]);
  });
});

test('reports in the format that is asked for', async () => {
  const workspace = makeWorkspace({ 'r.json': GOOD });
  const reader = new EvidenceFiles(workspace.root);
  const { reports, problems } = await reader.reports(['r.json'], SUBJECT, { format: 'lm-eval', entries: [] });
  expect(reports).toEqual([]);
  expect(problems).toEqual([
    {
      path: 'r.json',
      message: 'is not in the format lm-eval, which the policy asks for: it has no "results" by task',
    },
  ]);
});

test('a file is read once in each way that an entry names, also by a path that a person gives', async () => {
  const workspace = makeWorkspace({ 'out/4.csv': 'split,accuracy\ntest,0.9\ntrain,0.95\n' });
  const reading = {
    format: 'auto',
    entries: [
      { file: 'out/{version}.csv', format: 'auto', records: { key: 'split' } },
      { file: 'out/*.csv', format: 'auto', records: 'last' },
    ],
  } as const;
  const reader = new EvidenceFiles(workspace.root);
  for (const templates of [['out/{version}.csv', 'out/*.csv'], ['out/4.csv']]) {
    const { reports, problems } = await reader.reports(templates, { ...SUBJECT, version: '4' }, reading);
    expect(problems).toEqual([]);
    expect(reports.map(({ path, metrics }) => [path, [...metrics.children.keys()]])).toEqual([
      ['out/4.csv', ['test', 'train']],
      ['out/4.csv', ['split', 'accuracy']],
    ]);
  }
});
