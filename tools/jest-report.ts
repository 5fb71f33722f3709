import { existsSync, readFileSync } from 'node:fs';

/** What is read of the file that `jest --json --outputFile=…` writes. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Files that could not be run at all: none of their tests are counted. */
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    /** The path of the file. */
    readonly name: string;
    /** `failed` also where the file could not be run. */
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      /** How often it was run: more than once where a test that failed is tried again. */
      readonly invocations?: number;
    }[];
  }[];
}

/** How many tests passed, failed and were skipped. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Undefined where jest did not get as far as writing a report. */
export function readReport(file: string): JestReport | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as JestReport : undefined;
}

/** The paths of the files with a failure. */
export function failedFiles(report: JestReport | undefined): readonly string[] {
  return (report?.testResults ?? []).filter(({ status }) => status === 'failed').map(({ name }) => name);
}

/** A report with the results of a second run in the place of those of its files; what was run twice is counted once. */
export function merged(first: JestReport, second: JestReport | undefined): JestReport {
  if (second === undefined) return first;
  const again = new Map(second.testResults.map((result) => [result.name, result]));
  const tests = new Set(first.testResults.filter(({ name }) => again.has(name)).flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map((test) => keyOf(name, test))));
  const testResults = first.testResults.map((result) => {
    const later = again.get(result.name);
    if (later === undefined) return result;
    const assertionResults = later.assertionResults.map((test) => (tests.has(keyOf(result.name, test)) ? { ...test, invocations: 2 } : test));
    return { ...later, assertionResults };
  });
  const of = (wanted: string) => testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === wanted).length;
  const broken = testResults.filter(({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((test) => test.status === 'failed'));
  return {
    numPassedTests: of('passed'), numFailedTests: of('failed'), numPendingTests: of('pending'), numTodoTests: of('todo'),
    numRuntimeErrorTestSuites: broken.length, testResults,
  };
}

const keyOf = (file: string, { ancestorTitles, title }: { readonly ancestorTitles: readonly string[]; readonly title: string }): string =>
  JSON.stringify([file, ...ancestorTitles, title]);

/** The counts of a run. A run that failed without a failed test (no report, no tests) counts as one failure. */
export function countsOf(report: JestReport | undefined, ok: boolean): Counts {
  const failed = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
  return {
    passed: report?.numPassedTests ?? 0,
    failed: ok ? failed : Math.max(failed, 1),
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
}

/** How many tests were skipped under which title: the `describe` that says what is missing, else the outermost one. */
export function skippedIn(report: JestReport | undefined): [title: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { assertionResults } of report?.testResults ?? []) {
    for (const { status, ancestorTitles, title } of assertionResults) {
      if (status !== 'pending' && status !== 'todo') continue;
      const missing = ancestorTitles.findIndex((ancestor) => ancestor.includes('(missing: '));
      const name = missing < 0 ? [...ancestorTitles, title].join(' › ') : ancestorTitles.slice(0, missing + 1).join(' › ');
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

/** The tests that passed when they were tried again. */
export function passedLater(report: JestReport | undefined): readonly string[] {
  const tests = (report?.testResults ?? []).flatMap(({ assertionResults }) => assertionResults);
  return tests
    .filter(({ status, invocations }) => status === 'passed' && (invocations ?? 1) > 1)
    .map(({ ancestorTitles, title }) => [...ancestorTitles, title].join(' › '));
}

/** The value of `--name=value` among arguments. */
export function argumentOf(args: readonly string[], name: string): string | undefined {
  return args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
}
