/**
 * Builds what is committed: dist/ and schema/. `--out FOLDER` builds the same into another folder, to
 * compare. In dist/, action/, cli/ and lib/ are entries of a few lines that share bundle/; site/ is the
 * page that one command writes, types/ is the library's.
 *
 * TypeScript compiles into build/ and ncc bundles from there, so that a type error ends the build: ncc itself ends with
 * status 0 on some failures, which is why every entry is also started once. Every job downloads the bundle, so it is
 * minified; the source map next to each file holds its readable text.
 */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { minify } from '@swc/core';
import { parse } from 'acorn';
import { simple } from 'acorn-walk';
import { buildSite } from './build-site.mjs';
import { collectLicenses } from './licenses.mjs';

const ROOT = resolve(import.meta.dirname, '..');
/** Read by ncc: modules that the bundle has in place of packages, each with its reasons. */
const REPLACED = {
  undici: ['./js/src/github/undici.js'],
  '@actions/http-client': ['./js/src/github/http-client.js'],
  '@octokit/plugin-rest-endpoint-methods': ['./js/src/github/endpoints.js'],
};
/** What YAML's library is called in dist/bundle: a file of its own, read when a text isn't plain. */
const YAML_FILE = 'yaml.cjs';
const run = promisify(execFile);

const { values } = parseArgs({ options: { out: { type: 'string', default: ROOT } } });
try {
  await build(resolve(values.out));
} catch (error) {
  process.stderr.write(`${error.stdout ?? ''}${error.stderr ?? ''}${error.message ?? error}\n`);
  process.exitCode = 1;
}

async function build(out) {
  const dist = join(out, 'dist');
  await clear(join(ROOT, 'build'));
  await node('node_modules/typescript/bin/tsc', '-p', 'scripts/tsconfig.build.json');
  await node('node_modules/typescript/bin/tsc', '-p', 'src/site/page');
  // Chunks are named by number: without this, those of an earlier build would stay.
  await clear(dist);
  await bundle(join(dist, 'bundle'));
  await buildSite(join(dist, 'site'));
  await writeEntries(dist);
  await copyTypes(dist);
  await writeSchema(join(out, 'schema'));
  await startEntries(dist);
}

function clear(folder) {
  return rm(folder, { recursive: true, force: true });
}

function node(...args) {
  return run(process.execPath, args, { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 });
}

async function bundle(folder) {
  const cwd = join(ROOT, 'build');
  const compilerOptions = { target: 'es2022', paths: REPLACED };
  await writeFile(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  const [stats, yaml] = await Promise.all([
    ncc(cwd, 'js/src/bundle.cjs', folder, ['--external', 'yaml']),
    ncc(cwd, '../node_modules/yaml/dist/index.js', join(cwd, 'yaml'), []),
  ]);
  await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  await cp(join(cwd, 'yaml', 'index.js'), join(folder, YAML_FILE));
  const licenses = collectLicenses({ modules: [...stats.modules, ...yaml.modules] });
  await writeFile(join(folder, 'licenses.txt'), licenses);
  const { 'index.cjs.js': ofEntry, ...ofChunks } = contentsOf(stats); // ncc calls the entry otherwise in its statistics
  const contents = { ...ofChunks, 'index.cjs': ofEntry, [YAML_FILE]: ['yaml'] };
  await writeFile(join(folder, 'contents.json'), `${JSON.stringify(contents, null, 2)}\n`);
  const files = (await readdir(folder)).filter((name) => /\.c?js$/.test(name));
  await nameYaml(join(folder, 'index.cjs'));
  await writeFile(join(folder, '.gitattributes'), await attributesOf(folder, files));
  await Promise.all(files.map((name) => minifyFile(folder, name)));
}

/** @returns webpack's statistics */
async function ncc(cwd, entry, folder, more) {
  const command = join(ROOT, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js');
  const statsFile = join(cwd, `${basename(folder)}-stats.json`);
  const options = ['--out', folder, '--stats-out', statsFile, '--target', 'es2022', '--no-cache', '--quiet'];
  await run(process.execPath, [command, 'build', entry, ...options, ...more], { cwd });
  const stats = JSON.parse(await readFile(statsFile, 'utf8'));
  if (stats.errorsCount > 0) throw new Error(stats.errors.map(({ message }) => message).join('\n'));
  return stats;
}

/** ncc leaves the name of an external package as it is; here it is a file beside the bundle. */
async function nameYaml(file) {
  const text = await readFile(file, 'utf8');
  const named = text.replace('require("yaml")', `require("./${YAML_FILE}")`);
  if (named === text) throw new Error(`${file} doesn't load yaml as expected`);
  await writeFile(file, named);
}

/** The files of the bundle that the action can't load, for `.gitattributes`: a runner then doesn't download them. */
async function attributesOf(folder, files) {
  const loads = /\b__(?:nccwpck|webpack)_require__\.e\((?:\/\* import\(\) \*\/ )?(\d+)\)/g;
  const namesIn = (text) => [...text.matchAll(loads)].map(([, id]) => `${id}.index.cjs.js`);
  const index = await readFile(join(folder, 'index.cjs'), 'utf8');
  const reached = new Set(namesIn(/^\s*startAction: .*$/m.exec(index)[0]));
  for (const name of reached)
    for (const next of namesIn(await readFile(join(folder, name), 'utf8'))) reached.add(next);
  const others = files.filter((name) => /^\d/.test(name) && !reached.has(name)).sort();
  return `# written by scripts/build.mjs: only the command line and the library load these\n${others
    .map((name) => `/${name} export-ignore\n`)
    .join('')}`;
}

/** Which packages and which of our files each file of the bundle holds. Files are named by number. */
function contentsOf({ modules, chunks }) {
  const contents = new Map(chunks.map(({ id, files: [file] }) => [id, { file, held: new Set() }]));
  const add = ({ nameForCondition: path, modules: parts = [], chunks: ids = [] }, inherited = ids) => {
    for (const part of parts) add(part, inherited);
    const name =
      /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? /\/build\/js\/(src\/.*)/.exec(path)?.[1];
    if (name !== undefined) for (const id of inherited) contents.get(id).held.add(name);
  };
  for (const module of modules) add(module);
  const entries = [...contents.values()].map(({ file, held }) => [file, [...held].sort()]);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

async function minifyFile(folder, name) {
  const file = join(folder, name);
  // Some packages come with CRLF, which git would commit as LF, so that no build would equal what is committed.
  const text = (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
  const { code, map } = await minify(text, {
    // people see the names of classes in errors; the source map has those of functions
    mangle: { keep_classnames: true },
    compress: { keep_classnames: true, passes: 2 },
    format: { comments: false },
    sourceMap: true,
  });
  const { mappings: minified, names } = JSON.parse(map);
  const { text: faster, mappings } = markModules(code, minified);
  await writeFile(file, `${faster}\n//# sourceMappingURL=${name}.map\n`);
  const readable = { version: 3, file: name, sources: [name], sourcesContent: [text], names, mappings };
  await writeFile(`${file}.map`, JSON.stringify(readable));
}

/**
 * Puts the functions that hold modules back into parentheses, which webpack writes and the minifier removes: V8 then
 * compiles them at once, and not a second time when they are called (a tenth of a promotion).
 *
 * @see https://v8.dev/blog/preparser#pife
 */
function markModules(code, mappings) {
  const added = [];
  simple(parse(code, { ecmaVersion: 'latest', sourceType: 'script', locations: true }), {
    Property({ key, value, kind, method }) {
      if (kind !== 'init' || value.async || !/^\d+$/.test(key.raw) || !/Function/.test(value.type)) return;
      added.push({ at: value.start, ...value.loc.start, text: method ? ':(function' : '(' });
      added.push({ at: value.end, ...value.loc.end, text: ')' });
    },
  });
  added.sort((left, right) => left.at - right.at);
  const parts = added.map(({ at, text }, index) => text + code.slice(at, added[index + 1]?.at));
  const moved = decode(mappings).map((segments, line) =>
    segments.map(([column, ...rest]) => {
      const before = added.filter((place) => place.line === line + 1 && place.column <= column);
      return [before.reduce((sum, { text }) => sum + text.length, column), ...rest];
    }),
  );
  return { text: code.slice(0, added[0]?.at) + parts.join(''), mappings: encode(moved) };
}

/** The library's names are written out, since an ES module can't export what it only learns when it runs. */
async function writeEntries(dist) {
  const { default: bundle } = await import(pathToFileURL(join(dist, 'bundle', 'index.cjs')).href);
  const names = Object.keys(await bundle.loadLibrary()).sort();
  const load = `import bundle from '../bundle/index.cjs';\n\n`;
  const entries = {
    action: `${load}await bundle.startAction();\n`,
    cli: `#!/usr/bin/env node\n${load}await bundle.startCli();\n`,
    lib: `${load}export const { ${names.join(', ')} } = await bundle.loadLibrary();\n`,
  };
  for (const [name, code] of Object.entries(entries)) {
    const folder = join(dist, name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'index.js'), code);
  }
  await writeFile(join(dist, 'package.json'), '{ "type": "module" }\n');
  await chmod(join(dist, 'cli', 'index.js'), 0o755);
}

/**
 * Only the declarations that a program sees through src/index.ts. They need no package, only what TypeScript itself
 * has.
 */
async function copyTypes(dist) {
  const types = join(ROOT, 'build', 'types', 'src');
  const wanted = new Set();
  const queue = [join(types, 'index.d.ts')];
  for (const file of queue) {
    if (wanted.has(file)) continue;
    wanted.add(file);
    const text = await readFile(file, 'utf8');
    const foreign = /\b(?:from|import\()\s*["']([^."'][^"']*)["']/.exec(text)?.[1];
    if (foreign !== undefined)
      throw new Error(`${file} imports ${foreign}, which is not installed with the package`);
    for (const [, path] of text.matchAll(/["'](\.{1,2}\/[^"']+)\.js["']/g)) {
      queue.push(join(file, '..', `${path}.d.ts`));
    }
  }
  for (const file of wanted) {
    await cp(file, join(dist, 'types', file.slice(types.length)), { recursive: true });
  }
}

async function writeSchema(folder) {
  const load = (path) => import(pathToFileURL(join(ROOT, 'build', 'js', 'src', path)).href);
  const { policyJsonSchema } = await load('policy/json-schema.js');
  const { manifestJsonSchema } = await load('registry/manifest/document/json-schema.js');
  const { format } = await import('prettier');
  await mkdir(folder, { recursive: true });
  for (const [name, schema] of [
    ['policy', policyJsonSchema()],
    ['manifest', manifestJsonSchema()],
  ]) {
    const text = await format(JSON.stringify(schema), { parser: 'json', printWidth: 100 });
    await writeFile(join(folder, `${name}.schema.json`), text);
  }
}

async function startEntries(dist) {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const { stdout } = await node(join(dist, 'cli', 'index.js'), '--version');
  if (stdout.trim() !== version) throw new Error(`dist/cli says ${stdout.trim()}, not ${version}`);
  const library = await import(pathToFileURL(join(dist, 'lib', 'index.js')).href);
  if (Object.keys(library).length === 0) throw new Error('dist/lib exports nothing');
  await startAction(join(dist, 'action'));
}

/** Without any input, the action has to fail with its own message on stdout, not with a stack trace. */
async function startAction(folder) {
  const env = { PATH: process.env.PATH, GITHUB_ACTIONS: 'true' };
  const files = await readdir(folder);
  if (!files.includes('index.js')) throw new Error('dist/action has no index.js');
  const action = await run(process.execPath, [join(folder, 'index.js')], { cwd: folder, env }).catch(
    (error) => error,
  );
  if (!/^::error/m.test(action.stdout) || /^\s+at /m.test(action.stderr)) {
    throw new Error(`dist/action does not start:\n${action.stdout}${action.stderr}`);
  }
}
