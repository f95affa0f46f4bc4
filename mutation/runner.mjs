import { readdirSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import { getState, resetState } from 'jest-circus';
import config from '../jest.config.mjs';

/**
 * Runs the unit tests of the folder in MUTATION_FOLDER for Stryker, in this process, and loads them once. Stryker's own
 * runner for jest starts jest for each mutant, which loads everything again and takes a hundred times as long. This is
 * enough for tests that need nothing of jest but `describe`, `test`, hooks around each test and `expect`. They must not
 * leave anything behind that another test reads.
 */
const STRYKER = '__stryker__';
/** Stryker then tries the mutant again in another process. */
const STALE = 'a mutant left something behind';
const GLOBALS = import.meta.resolve('./test-globals.mjs');
/** How jest compiles what the pattern fits: ES modules, and the one source that is CommonJS. */
const TRANSFORMS = Object.entries(config.projects[0].transform).map(([pattern, [, swc]]) => ({
  pattern: new RegExp(pattern),
  swc,
  format: swc.module.type === 'commonjs' ? 'commonjs' : 'module',
}));

/** Lets Node load the TypeScript of sources and tests as jest does. */
const loadTypeScript = () =>
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === '@jest/globals') return { url: GLOBALS, shortCircuit: true };
      const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
      return next(ours ? specifier.replace(/\.(c?)js$/, '.$1ts') : specifier, context);
    },
    load(url, context, next) {
      const found = TRANSFORMS.find(({ pattern }) => pattern.test(url));
      if (found === undefined) return next(url, context);
      const { format, swc } = found;
      const { source } = next(url, { ...context, format: 'module' });
      const { code } = transformSync(source.toString(), { ...swc, filename: fileURLToPath(url) });
      return { format, source: code, shortCircuit: true };
    },
  });

/** Each test of `block`, with the hooks around it. */
const testsIn = (block, fileName, outer = { name: '', before: [], after: [] }) => {
  const hooks = (type) => block.hooks.filter((hook) => hook.type === type).map(({ fn }) => fn);
  const unknown = block.hooks.find(({ type }) => type !== 'beforeEach' && type !== 'afterEach');
  if (unknown) throw new Error(`${fileName} uses ${unknown.type}, which mutation/runner.mjs doesn't know`);
  const before = [...outer.before, ...hooks('beforeEach')];
  const after = [...hooks('afterEach'), ...outer.after];
  return block.children.flatMap((child) => {
    const name = `${outer.name} ${child.name}`.trim();
    if (child.type === 'describeBlock') return testsIn(child, fileName, { name, before, after });
    return { id: '', name, fileName, run: [...before, child.fn, ...after] };
  });
};

/** All tests of the folder, in the working directory, which is Stryker's copy of the project. */
const loadTests = async () => {
  const folder = join(process.cwd(), '__tests__', 'unit', process.env.MUTATION_FOLDER);
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  const tests = [];
  for (const file of files.sort().map((name) => join(folder, name))) {
    resetState();
    await import(pathToFileURL(file).href);
    tests.push(...testsIn(getState().rootDescribeBlock, file));
  }
  return tests.map((test, index) => ({ ...test, id: `${index} ${test.name}` }));
};

const outcome = async ({ id, name, fileName, run }) => {
  const start = performance.now();
  const told = (result) => ({ id, name, fileName, timeSpentMs: performance.now() - start, ...result });
  try {
    for (const step of run) await step.call({});
    return told({ status: 0 });
  } catch (error) {
    return told({ status: 1, failureMessage: String(error?.stack ?? error) });
  }
};

class FolderRunner {
  mutants = 0;
  isStale = false;

  /** What only counts while a file loads is left out (`ignoreStatic`), so nothing ever has to load again. */
  capabilities() {
    return { reloadEnvironment: true };
  }

  /** Loads the tests here, since Stryker limits the time of all that follows. */
  async init() {
    loadTypeScript();
    this.tests = await loadTests();
  }

  /** What the mutated sources read and count. */
  get stryker() {
    return (globalThis[STRYKER] ??= {});
  }

  async dryRun() {
    const tests = [];
    for (const test of this.tests) {
      this.stryker.currentTestId = test.id;
      const first = await outcome(test);
      // with many mutants, it runs many times
      tests.push(first.status === 1 ? first : await outcome(test));
    }
    this.stryker.currentTestId = undefined;
    return { status: 'complete', tests, mutantCoverage: this.stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    if (this.isStale) throw new Error(STALE);
    this.mutants += 1;
    Object.assign(this.stryker, {
      activeMutant: activeMutant.id,
      hitLimit,
      hitCount: hitLimit ? 0 : undefined,
    });
    const tests = testFilter ? this.tests.filter(({ id }) => testFilter.includes(id)) : this.tests;
    let nrOfTests = 0;
    for (const test of tests) {
      const { status, failureMessage } = await outcome(test);
      nrOfTests += 1;
      if (hitLimit && this.stryker.hitCount > hitLimit)
        return { status: 'timeout', reason: 'an endless loop' };
      if (status === 1) {
        await this.expectToPass(test);
        return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests };
      }
    }
    return { status: 'survived', nrOfTests };
  }

  /** Without a mutant, a test passes unless a mutant left something behind, such as a cached value. */
  async expectToPass(test) {
    Object.assign(this.stryker, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    const { status } = await outcome(test);
    this.isStale = status === 1;
    // what an earlier mutant left may be why the test failed
    if (this.isStale && this.mutants > 1) throw new Error(STALE);
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'folder', injectableClass: FolderRunner }];
