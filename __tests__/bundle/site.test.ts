import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { PROJECT } from '../support/project.js';
import { baseEnvironment, runProcess } from '../support/spawn.js';
import { HOSTILE } from '../support/hostile-text.js';
import { makeSiteRegistry } from '../support/site-registry.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { cli, cliJson, makeChurn, mustCli, PROMOTE } from './support/churn.js';

/** What a data file says, as the page reads it. */
function dataIn(workspace: Workspace, file: string): unknown {
  let data: unknown;
  const stagegate = (_: string, text: string) => {
    data = JSON.parse(text);
  };
  runInNewContext(workspace.read(`_site/data/${file}.js`), { stagegate });
  return data;
}

const INDEX = {
  models: [
    {
      name: 'churn',
      holds: [
        { stage: 'Production', version: '2' },
        { stage: 'Staging', version: '3', since: null },
      ],
    },
  ],
};

describe('site', () => {
  test('writes a page of what was promoted, and the same page again', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    const { stdout, stderr } = await mustCli(workspace, 'site --out _site');
    expect(stdout).toMatch(
      /^Wrote 9 files \(\d+ kB\) to _site: 1 model, 4 versions, 1 history line\.\nOpen _site\/index\.html in a browser, or publish the folder\.\n$/,
    );
    expect(stderr).toBe('');
    expect(dataIn(workspace, 'index')).toMatchObject(INDEX);
    expect(dataIn(workspace, 'm0')).toMatchObject({
      events: [{ version: '2', outcome: 'promoted', archived: ['1'] }],
    });
    expect(JSON.parse(workspace.read('_site/badges/churn-Production.json'))).toEqual({
      ...{ schemaVersion: 1, label: 'churn Production', message: 'v2', color: 'brightgreen' },
    });
    expect(workspace.read('_site/licenses.txt')).toContain('uPlot');
    const html = workspace.read('_site/index.html');
    expect(html).toContain("default-src 'none'; script-src 'self'");
    expect(html).not.toMatch(/\{revision\}|https?:|<style|<script>|\son\w+=|style=/);
    const { json, status } = await cliJson(workspace, 'site --out _site');
    expect(status).toBe(0);
    expect(json).toEqual({
      ...{ out: '_site', files: 9, bytes: expect.any(Number), removed: 0 },
      ...{ models: 1, versions: 4, lines: 1, verified: true, problems: [] },
    });
  });

  test('removes what an earlier page left, and nothing else', async () => {
    const workspace = makeWorkspace(makeSiteRegistry(['a', 'b'], { now: Date.now(), versions: 2 }).files);
    await mustCli(workspace, 'site --out _site');
    workspace.write('_site/CNAME', 'models.example\n');
    workspace.write('_site/data/mine.js', 'x\n');
    const { files } = makeSiteRegistry(['b'], { now: Date.now(), versions: 2 });
    for (const [file, text] of Object.entries(files)) workspace.write(file, text);
    const { json } = await cliJson(workspace, 'site --out _site');
    expect(json).toMatchObject({ removed: 3, models: 1 });
    expect(existsSync(workspace.path('_site/data/m1.js'))).toBe(false);
    expect(existsSync(workspace.path('_site/badges/a-Production.json'))).toBe(false);
    expect(workspace.read('_site/CNAME')).toBe('models.example\n');
    expect(workspace.read('_site/data/mine.js')).toBe('x\n');
  });

  test('a mark cannot make it remove what is not its own', async () => {
    const workspace = makeChurn();
    workspace.write('keep.txt', 'x');
    const files = ['../keep.txt', 'data/../../keep.txt', 'CNAME', '/etc/hostname', 'data/old.js', 7];
    workspace.write('_site/stagegate-site.json', JSON.stringify({ files }));
    workspace.write('_site/CNAME', 'x');
    workspace.write('_site/data/old.js', 'x');
    const { json } = await cliJson(workspace, 'site --out _site');
    expect(json).toMatchObject({ removed: 1 });
    expect([workspace.read('keep.txt'), workspace.read('_site/CNAME')]).toEqual(['x', 'x']);
  });

  test.each([
    ['a folder with files of others', (site: string) => put(`${site}/notes.txt`), `"_site" isn't empty`],
    ['a file', (site: string) => put(site), '"_site" is a file'],
    [
      'a file in the way',
      (site: string) => put(`${site}/stagegate-site.json`, `${site}/page.js`),
      '"_site/page.js" already exists',
    ],
    [
      'a link in place of a folder',
      (site: string) => {
        put(`${site}/stagegate-site.json`);
        symlinkSync(dirname(site), `${site}/data`);
      },
      '"_site/data" already exists',
    ],
  ])('%s is refused, and stays as it is', async (_, prepare, message) => {
    const workspace = makeChurn();
    prepare(workspace.path('_site'));
    const { status, stderr } = await cli(workspace, 'site --out _site');
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
    expect(existsSync(workspace.path('_site/index.html'))).toBe(false);
  });

  test('a registry that does not verify is shown as such, and the page is built', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    workspace.write(
      'models.yaml',
      workspace.read('models.yaml').replace('4: {stage: None}', '4: {stage: Staging}'),
    );
    const { status, stderr } = await cli(workspace, 'site --out _site');
    expect(status).toBe(0);
    expect(stderr).toBe(
      'warning: churn: version 4 is in Staging, but the history has it in None. The page says so\n',
    );
    expect(dataIn(workspace, 'index')).toMatchObject({ notices: [{ kind: 'unverified', version: '4' }] });
  });

  test('an altered history is shown, and the other models of a folder with it', async () => {
    const manifest = (stage: string) => `models:\n  NAME:\n    versions:\n      1: {stage: ${stage}}\n`;
    const workspace = makeWorkspace({
      '.github/stagegate.yml': 'registry: models/\nmodels: {"*": {stages: {Staging: {}}}}\n',
      'models/a.yaml': manifest('None').replace('NAME', 'a'),
      'models/b.yaml': manifest('None').replace('NAME', 'b'),
    });
    await mustCli(workspace, 'promote a 1 Staging');
    await mustCli(workspace, 'promote b 1 Staging');
    workspace.write('models/c%2Fd.yaml', 'models: [\n');
    const file = 'models/a.history.jsonl';
    workspace.write(file, workspace.read(file).replace('"version":"1"', '"version":"2"'));
    const { status, json } = await cliJson(workspace, 'site --out _site');
    expect(status).toBe(0);
    expect(json).toMatchObject({
      verified: false,
      problems: [
        { model: 'a', message: expect.stringContaining(`${file}:1`) },
        { model: 'c/d', message: expect.stringContaining('models/c%2Fd.yaml:') },
      ],
    });
    expect(dataIn(workspace, 'index')).toMatchObject({
      models: [{ name: 'a', unread: expect.any(String) }, { name: 'b' }, { name: 'c/d' }],
    });
  });

  test.each([
    ['without --out', 'site', 2],
    ['with a registry that does not exist', 'site --out _site --registry none.yaml', 2],
    ['with a server that cannot be reached', 'site --out _site --registry http://127.0.0.1:9', 3],
  ])('%s it ends with a status and writes nothing', async (_, words, status) => {
    const workspace = makeChurn();
    expect(await cli(workspace, words)).toMatchObject({ status });
    expect(existsSync(workspace.path('_site'))).toBe(false);
  });

  test('hostile names come through data and badges as text, each to a file of its own', async () => {
    const names = HOSTILE.map(([, text]) => text.replace(/[\r\n]/g, ' ')).filter(
      (text) => text.trim() === text && text !== '',
    );
    const readable = names.filter((name) => ![...name].some((character) => /\p{Cc}/u.test(character)));
    const { files } = makeSiteRegistry(readable, {
      ...{ now: Date.now(), versions: 3 },
      texts: {
        actor: '</script><b>',
        reason: `<img src=x onerror=alert(1)>`,
        metric: `'"><svg>`,
        tag: '\u2028*/',
      },
    });
    const workspace = makeWorkspace(files);
    const { json } = await cliJson(workspace, 'site --out _site');
    expect(json).toMatchObject({ models: readable.length });
    const { models } = dataIn(workspace, 'index') as { models: { name: string }[] };
    expect(models.map(({ name }) => name)).toEqual([...readable].sort());
    const written = Object.keys(workspace.files()).filter((file) => file.startsWith('_site/'));
    expect(written.filter((file) => !/^_site\/[\w./-]+$/.test(file))).toEqual([]);
    const badges = written.filter((file) => file.startsWith('_site/badges/'));
    expect(new Set(badges.map((file) => file.toLowerCase())).size).toBe(2 * readable.length);
    for (const file of written.filter((path) => path.startsWith('_site/data/')))
      expect(workspace.read(file)).not.toMatch(/[<\u2028]/);
  });
});

function put(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '{}\n');
  }
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

describe('the example workflow that publishes the page', () => {
  const text = readFileSync(join(PROJECT, 'examples/workflows/site.yml'), 'utf8');
  const { jobs } = parse(text) as { jobs: Record<string, { steps: Step[] }> };

  test('writes a folder that Pages takes, by its own commands', async () => {
    const workspace = makeChurn();
    await mustCli(workspace, PROMOTE);
    const used: string[] = [];
    for (const step of jobs['build']?.steps ?? []) {
      used.push(step.run ?? step.uses?.replace(/@.*/, '') ?? '');
      const path = step.with?.['path'];
      if (step.with?.['repository'] === 'stagegate/stagegate' && path !== undefined)
        for (const part of ['dist', 'package.json'])
          cpSync(join(PROJECT, part), workspace.path(`${path}/${part}`), { recursive: true });
      if (step.run === undefined) continue;
      // as a runner does it
      const { status, stderr } = await runProcess(
        'bash',
        ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run],
        {
          cwd: workspace.root,
          env: {
            ...baseEnvironment(),
            ...{
              CI: 'true',
              GITHUB_ACTIONS: 'true',
              GITHUB_REPOSITORY: 'acme/models',
              GITHUB_EVENT_NAME: 'push',
            },
            ...{
              GITHUB_WORKSPACE: workspace.root,
              GITHUB_REF: 'refs/heads/main',
              GITHUB_SHA: 'a'.repeat(40),
            },
          },
        },
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
    expect(used).toEqual([
      ...['actions/checkout', 'actions/checkout', 'node _stagegate/dist/cli/index.js site --out _site'],
      'actions/upload-pages-artifact',
    ]);
    const upload = jobs['build']?.steps.at(-1)?.with?.['path'] ?? '';
    const site = workspace.path(upload);
    const paths = readdirSync(site, { recursive: true, encoding: 'utf8' });
    expect(paths).toEqual(expect.arrayContaining(['index.html', 'page.js', 'page.css', 'data/index.js']));
    for (const path of paths) {
      // https://github.com/actions/upload-pages-artifact: no links, and everybody may read
      const found = lstatSync(join(site, path));
      expect(found.isFile() || found.isDirectory()).toBe(true);
      expect(found.mode & (found.isDirectory() ? 0o055 : 0o044)).toBe(found.isDirectory() ? 0o055 : 0o044);
    }
    expect(dataIn(workspace, 'index')).toMatchObject({
      ...INDEX,
      repository: 'https://github.com/acme/models',
    });
    for (const [, file = ''] of readFileSync(join(site, 'index.html'), 'utf8').matchAll(
      /(?:src|href)="([^"#?]+)/g,
    ))
      if (file !== 'data:,') expect(paths).toContain(file);
  });

  test('publishes with no more than Pages needs', () => {
    expect(jobs['deploy']).toMatchObject({
      needs: 'build',
      permissions: { pages: 'write', 'id-token': 'write' },
      environment: { name: 'github-pages' },
    });
    expect(jobs['deploy']?.steps.map(({ uses }) => uses?.replace(/@.*/, ''))).toEqual([
      'actions/deploy-pages',
    ]);
  });
});

describe('a large registry', () => {
  test('keeps what the first view loads small', async () => {
    const names = Array.from({ length: 1000 }, (_, at) => `model-${String(at).padStart(4, '0')}`);
    const { files } = makeSiteRegistry(names, { now: Date.now(), versions: 2, lines: 2 });
    const workspace = makeWorkspace(files);
    await mustCli(workspace, 'site --out _site');
    const size = (path: string) => lstatSync(workspace.path(`_site/${path}`)).size;
    // measured with 20 versions each: 96 kB and 297 kB
    expect(size('page.js') + size('page.css') + size('index.html')).toBeLessThan(130_000);
    expect(size('data/index.js')).toBeLessThan(400_000);
  });
});
