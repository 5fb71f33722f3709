import { writeFileSync } from 'node:fs';
import { failedFiles, type JestReport, merged, passedLater, readReport } from './jest-report';
import { runBin } from './run';

/** How a run ended. */
interface Ran {
  readonly ok: boolean;
  readonly report: JestReport | undefined;
}

/** Only where all tests are asked for: whoever runs some of them looks at a failure at once. */
const everything = process.env.PRELUDE_TEST_ALL === '1';

/** More files than these fail for a reason that a second run does not take away. */
const MOST = 8;

/**
 * Runs jest; a few files that fail are run again at the end, one after the other, for a busy machine is late now and then. What failed at first is told, and
 * the report holds the last result of each file.
 *
 * @param file where the report is written
 * @param args the arguments of jest, but for the report
 * @param again whether files that fail are run again
 */
export function jestTwice(file: string, args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}, again = everything): Ran {
  const jest = (output: string, more: readonly string[]) => runBin('jest', ['--ci', '--forceExit', '--json', `--outputFile=${output}`, ...more], { env });
  const first = jest(file, args);
  const report = readReport(file);
  const files = failedFiles(report);
  if (report === undefined || first.ok || !again || files.length === 0 || files.length > MOST) return tell(first.ok, report);
  console.log(['', 'Failed, and run again, one after the other:', ...files].join('\n  '));
  const second = `${file}.again`;
  const { ok } = jest(second, [...args.filter((arg) => arg.startsWith('--') && !arg.startsWith('--maxWorkers')), '--runInBand', '--runTestsByPath', ...files]);
  const both = merged(report, readReport(second));
  writeFileSync(file, JSON.stringify(both));
  return tell(ok, both);
}

function tell(ok: boolean, report: JestReport | undefined): Ran {
  const later = passedLater(report);
  if (later.length > 0) console.log(['Failed at first, and passed when tried again (what failed is told above):', ...later].join('\n  '));
  return { ok, report };
}
