import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { checkFiles } from '../../src/cli/check-files';
import { sarifReport } from '../../src/cli/report-formats';

/* SARIF as GitHub and others read it. That the part of the schema here agrees with the whole one was seen when it was written: its outputs pass both. */

const schema = JSON.parse(readFileSync(join(__dirname, 'sarif-2.1.0.json'), 'utf8')) as object;
const ajv = new Ajv({ allErrors: true });
const isValid = ajv.compile(schema);

const POD = `kind: Pod
metadata: { name: a }
spec: { hostNetwork: yes, initContainers: [{ name: w, image: 'x:1', command: [sh, -c, 'until nc -z db 1; do :; done | cat'] }], containers: [{ name: c, image: x, env: [{ name: A, value: "\\u0001 é \\"<&" }] }] }
`;

test.each([
  ['errors, warnings and notes', [{ name: 'dir with blanks/ä#?.yaml', text: POD }], 5],
  ['what cannot be read', [{ name: '-', text: 'a: [\n' }, { name: 'b.yaml', text: `# Source: chart/templates/b.yaml\n${POD}` }], 6],
  ['nothing', [{ name: 'c.yaml', text: POD.slice(0, 30) }], 0],
])('is valid: %s', (_, files, least) => {
  const report = JSON.parse(sarifReport(checkFiles(files), '0.2.0')) as { runs: { results: { level: string; ruleId: string }[]; tool: { driver: { rules: { id: string }[] } } }[] };
  expect(isValid(report) ? [] : isValid.errors).toEqual([]);
  const [run] = report.runs;
  expect(run!.results.length).toBeGreaterThanOrEqual(least);
  // Each result has its rule.
  expect(run!.results.filter(({ ruleId }) => !run!.tool.driver.rules.some(({ id }) => id === ruleId))).toEqual([]);
});

test('what is not SARIF is refused', () => {
  for (const wrong of [{}, { version: '2.1.0', runs: [] }, { version: '2.1.0', runs: [{ tool: { driver: { name: 'x', version: 'v1', rules: [] } }, results: [] }] }]) expect(isValid(wrong)).toBe(false);
});
