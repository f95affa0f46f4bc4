/**
 * Builds dist/site/page.js from src/site/page/: a module with the page that `stagegate site` writes out. The page's
 * script is one classic script, since browsers load no module from disk.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { minify, transform } from '@swc/core';
import { rollup } from 'rollup';

const ROOT = resolve(import.meta.dirname, '..');
const PAGE = join(ROOT, 'src', 'site', 'page');
const packageFile = createRequire(import.meta.url).resolve;

/** @param {string} folder of what is built: dist/site */
export async function buildSite(folder) {
  const read = (path) => readFile(path, 'utf8');
  const uplot = join(packageFile('uplot'), '..', '..');
  const { version } = JSON.parse(await read(join(uplot, 'package.json')));
  const license = (await read(join(uplot, 'LICENSE'))).replaceAll('\r\n', '\n').trim();
  const page = {
    html: await read(join(PAGE, 'page.html')),
    css: `${await minifyCss(await read(join(uplot, 'dist', 'uPlot.min.css')))}${await minifyCss(await read(join(PAGE, 'page.css')))}`,
    script: `/*! uPlot ${version}, MIT: see licenses.txt */\n${await bundleScript()}\n`,
    licenses: `page.js and page.css hold:\n\nuPlot ${version} (MIT)\n\n${license}\n`,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'page.js'), `export const page = ${JSON.stringify(page, null, 2)};\n`);
}

async function bundleScript() {
  const bundle = await rollup({
    input: join(PAGE, 'main.ts'),
    plugins: [typescript],
    onwarn: ({ message }) => {
      throw new Error(message);
    },
  });
  const { output } = await bundle.generate({ format: 'iife' });
  const { code } = await minify(output[0].code, {
    compress: { passes: 2 },
    mangle: true,
    // a script in the page's head runs as it is, in whatever encoding a server says
    format: { comments: false, ascii_only: true },
  });
  return code;
}

/** Sources import each other as `.js`, which is what they are once compiled. */
const typescript = {
  name: 'typescript',
  resolveId(name, importer) {
    if (name === 'uplot') return join(packageFile('uplot'), '..', 'uPlot.esm.js');
    return name.startsWith('.') && importer?.endsWith('.ts')
      ? join(importer, '..', name.replace(/\.js$/, '.ts'))
      : null;
  },
  async transform(code, id) {
    if (!id.endsWith('.ts')) return null;
    const jsc = { target: 'es2022', parser: { syntax: 'typescript' } };
    const { code: script } = await transform(code, {
      swcrc: false,
      filename: id,
      jsc,
      module: { type: 'es6' },
    });
    return { code: script, map: null };
  },
};

/** Removes comments and white space: no name is long enough to be worth more. */
async function minifyCss(text) {
  return text
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replaceAll(': ', ':')
    .replaceAll(';}', '}')
    .trim();
}
