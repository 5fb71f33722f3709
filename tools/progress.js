/** Tells after each file of tests how far a run is, and at its end which files took longest. A reporter of jest, which takes no TypeScript. */
const LONGEST = 10;

class Progress {
  onRunStart({ numTotalTestSuites }) {
    this.total = numTotalTestSuites;
    this.seconds = new Map();
  }

  onTestResult(test, { perfStats, numFailingTests, testExecError }) {
    this.seconds.set(test.path, (perfStats.end - perfStats.start) / 1000);
    const failed = numFailingTests > 0 || testExecError ? ', FAILED' : '';
    if (this.total > 1) process.stderr.write(`[${this.seconds.size} of ${this.total}${failed}]\n`);
  }

  onRunComplete() {
    if (this.total <= LONGEST) return;
    const longest = [...this.seconds].sort(([, a], [, b]) => b - a).slice(0, LONGEST);
    process.stderr.write(`What took longest:\n${longest.map(([path, seconds]) => `  ${seconds.toFixed(0)} s  ${path.replace(`${process.cwd()}/`, '')}\n`).join('')}`);
  }
}

module.exports = Progress;
