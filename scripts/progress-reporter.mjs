/**
 * Says every half minute how far the tests are, for a log without a terminal. On a terminal, jest's own reporter shows
 * that already.
 */
const EVERY_MS = 30_000;

export default class ProgressReporter {
  #start = Date.now();
  #last = Date.now();

  onTestResult(_test, _result, { numTotalTestSuites, numPassedTestSuites, numFailedTestSuites }) {
    const now = Date.now();
    if (process.stderr.isTTY || now - this.#last < EVERY_MS) return;
    this.#last = now;
    const done = numPassedTestSuites + numFailedTestSuites;
    const minutes = Math.round((now - this.#start) / 60_000);
    console.error(
      `… ${done} of ${numTotalTestSuites} test files in ${minutes} min, ${numFailedTestSuites} failed`,
    );
  }
}
