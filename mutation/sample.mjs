import { createHash } from 'node:crypto';

/**
 * Lets Stryker try one mutant in N, with N from MUTATION_SAMPLE. A hash of its file, place and change picks it, so
 * each run picks the same ones, and those of N = 8 are among those of N = 4. This is a checker because Stryker's
 * ignorers leave out a piece of code with everything inside it. Stryker counts what a checker turns down as an error,
 * which is not part of the score.
 */
export const inSample = (mutant, every) => {
  const { fileName, location, mutatorName, replacement } = mutant;
  const file = fileName.replaceAll('\\', '/').replace(/^.*\/src\//, 'src/');
  const key = JSON.stringify([file, location.start, location.end, mutatorName, replacement]);
  return createHash('sha256').update(key).digest().readUInt32BE() % every === 0;
};

class Sample {
  async init() {
    this.every = Number(process.env.MUTATION_SAMPLE);
  }

  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    const leftOut = { status: 'compileError', reason: 'not in the sample' };
    return Object.fromEntries(
      mutants.map((mutant) => [mutant.id, inSample(mutant, this.every) ? { status: 'passed' } : leftOut]),
    );
  }
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: Sample }];
