import { createHash } from 'node:crypto';
import { APP_RULES } from '../rules/app';
import { RULES } from '../rules';
import type { CheckedFiles, FileFinding } from './findings';
import { messageOf } from './report-text';

/* Findings for machines. What is written depends on the findings alone: the same in every run. */

const all = ({ unreadable, findings }: CheckedFiles): readonly FileFinding[] => [...unreadable, ...findings];

/** The findings as JSON. */
export const jsonReport = (checked: CheckedFiles): string => `${JSON.stringify({
  version: 1,
  checked: checked.checked,
  findings: all(checked).map(({ place: { line, column, usedAt }, ...finding }) => ({ ...finding, line, column, usedAt })),
  notRun: checked.notRun,
}, undefined, 2)}\n`;

const LEVELS = { error: 'error', warning: 'warning', note: 'notice' } as const;
const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/**
 * The findings as commands of GitHub Actions.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export const githubReport = (checked: CheckedFiles): string => all(checked).map((finding) => {
  const { severity, file, place: { line, column }, rule } = finding;
  return `::${LEVELS[severity]} file=${property(file)},line=${line},col=${column},title=${property(rule)}::${escaped(messageOf(finding))}\n`;
}).join('');

/** What is the same finding in the next run, whatever line it then stands on. */
export const fingerprintOf = ({ file, source, object, rule, where }: FileFinding): string =>
  createHash('sha256').update(JSON.stringify([source ?? file, object, rule, where])).digest('hex').slice(0, 32);

/**
 * The findings in SARIF 2.1.0.
 *
 * @see https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function sarifReport(checked: CheckedFiles, version: string): string {
  const used = new Set(all(checked).map(({ rule }) => rule));
  const known = [...RULES, ...APP_RULES].filter(({ id }) => used.has(id));
  const rules = known.map(({ id, title, why, see }) => ({
    id, shortDescription: { text: title }, fullDescription: { text: why }, helpUri: see,
  }));
  const others = [...used].filter((id) => !known.some((rule) => rule.id === id)).map((id) => ({ id, shortDescription: { text: id } }));
  const results = all(checked).map((finding) => ({
    ruleId: finding.rule,
    level: finding.severity,
    message: { text: messageOf(finding) },
    locations: [{
      physicalLocation: {
        artifactLocation: { uri: finding.file === '-' ? 'stdin' : finding.file.split('/').map(encodeURIComponent).join('/') },
        region: { startLine: finding.place.line, startColumn: finding.place.column },
      },
      logicalLocations: [{ fullyQualifiedName: finding.object }],
    }],
    partialFingerprints: { 'cdk8s-prelude/v1': fingerprintOf(finding) },
  }));
  const driver = { name: 'cdk8s-prelude', version, rules: [...rules, ...others] };
  return `${JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [{ tool: { driver }, results }],
  }, undefined, 2)}\n`;
}

/** Characters that XML 1.0 has not. */
// eslint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const xml = (text: string): string => text.replace(NOT_IN_XML, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  .replaceAll('"', '&quot;').replaceAll('\n', '&#10;');

/** The findings as JUnit: a suite for each file, a case for each finding; a file where nothing is wrong has one that passes. */
export function junitReport(checked: CheckedFiles, files: readonly string[]): string {
  const suites = files.map((file) => {
    const found = all(checked).filter((finding) => finding.file === file);
    const failures = found.filter(({ severity }) => severity !== 'note');
    const cases = found.length === 0 ? [`    <testcase name="check" classname="${xml(file)}" time="0"/>`] : found.map((finding) => {
      const name = `    <testcase name="${xml(`${finding.rule} ${finding.where}`.trim())}" classname="${xml(finding.object)}" time="0"`;
      const message = xml(`${finding.file}:${finding.place.line}:${finding.place.column}: ${messageOf(finding)}`);
      return finding.severity === 'note' ? `${name}/>` : `${name}><failure message="${message}"/></testcase>`;
    });
    return [`  <testsuite name="${xml(file)}" tests="${cases.length}" failures="${failures.length}" time="0">`, ...cases, '  </testsuite>'].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="cdk8s-prelude check">', ...suites, '</testsuites>', ''].join('\n');
}
