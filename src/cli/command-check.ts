import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as say from '../messages/command';
import { checkFiles } from './check-files';
import { levelNamed, rulesNamed, severityNamed, wrong } from './check-options';
import type { CheckedFiles, FileFinding, Severity } from './findings';
import { readInputs } from './inputs';
import { parseOptions } from './options';
import { painted, plain } from './paint';
import { progress } from './progress';
import { fingerprintOf, githubReport, jsonReport, junitReport, sarifReport } from './report-formats';
import { type Paint, textReport } from './report-text';
import { isAtLeast } from './severity';

export const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;
type Format = typeof FORMATS[number];

export const OPTIONS = {
  'level': { type: 'string' }, 'rules': { type: 'string' }, 'fail-on': { type: 'string', default: 'error' }, 'strict': { type: 'boolean', default: false }, 'format': { type: 'string', default: 'text' },
  'report': { type: 'string', multiple: true, default: [] as string[] }, 'baseline': { type: 'string' }, 'write-baseline': { type: 'string' },
  'help': { type: 'boolean', short: 'h', default: false },
} as const;

/** Runs `check`; gives the exit code, which depends on what was found and never on the format. */
export function commandCheck(args: readonly string[]): number {
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (values.help) {
    process.stdout.write(say.help);
    return 0;
  }
  const format = formatOf(values.format);
  const reports = values.report.map(reportOf);
  const failOn = values.strict ? 'warning' : severityNamed(values['fail-on']);
  const files = readInputs(positionals);
  const done = progress(say.checking(files.length));
  const all = checkFiles(files, {
    level: values.level === undefined ? undefined : levelNamed(values.level),
    rules: values.rules === undefined ? undefined : rulesNamed(values.rules.split(',').map((id) => id.trim())),
  });
  done();
  if (values['write-baseline'] !== undefined) writeBaseline(values['write-baseline'], all.findings);
  const known = values['write-baseline'] === undefined ? baselineOf(values.baseline) : new Set(all.findings.map(fingerprintOf));
  const left = { ...all, findings: all.findings.filter((finding) => !known.has(fingerprintOf(finding))) };
  const write = (as: Format, paint: Paint) => reported(as, left, files.map(({ name }) => name), paint, all.findings.length - left.findings.length);
  for (const { format: as, file } of reports) writeFileSync(file, write(as, plain));
  process.stdout.write(write(format, painted));
  if (process.env.GITHUB_ACTIONS === 'true' && format === 'text') process.stdout.write(githubReport(left));
  return exitCode(left, failOn);
}

function exitCode({ checked, findings, unreadable }: CheckedFiles, failOn: Severity): number {
  if (unreadable.length > 0) return 2;
  if (checked.length === 0) {
    console.error(say.nothingToCheck);
    return 2;
  }
  return findings.some(({ severity }) => isAtLeast(severity, failOn)) ? 1 : 0;
}

function reported(format: Format, checked: CheckedFiles, files: readonly string[], paint: Paint, old: number): string {
  switch (format) {
    case 'json': return jsonReport(checked);
    case 'sarif': return sarifReport(checked, ownVersion());
    case 'github': return githubReport(checked);
    case 'junit': return junitReport(checked, files);
    default: return textReport(checked, paint, old);
  }
}

const formatOf = (given: string): Format => FORMATS.find((format) => format === given) ?? wrong(say.notAFormat(given, FORMATS));

function reportOf(given: string): { readonly format: Format; readonly file: string } {
  const at = given.indexOf('=');
  if (at <= 0 || at === given.length - 1) return wrong(say.notAReport(given));
  return { format: formatOf(given.slice(0, at)), file: given.slice(at + 1) };
}

function writeBaseline(file: string, findings: readonly FileFinding[]): void {
  const lines = findings.map((finding) => ({ id: fingerprintOf(finding), rule: finding.rule, object: finding.object, where: finding.where }));
  writeFileSync(file, `${JSON.stringify({ version: 1, findings: lines }, undefined, 2)}\n`);
}

function baselineOf(file: string | undefined): ReadonlySet<string> {
  if (file === undefined) return new Set();
  try {
    const { version, findings } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version?: unknown; readonly findings: ReadonlyArray<{ readonly id: string }> };
    if (version === 1) return new Set(findings.map(({ id }) => id));
  } catch {
    // Told below, the same for whatever is wrong with it.
  }
  return wrong(say.notABaseline(file));
}

const ownVersion = (): string => (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { readonly version: string }).version;
