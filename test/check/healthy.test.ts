import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFiles } from '../../src/cli/check-files';
import { severityOf } from '../../src/cli/severity';

/* Manifests as well-known charts render them, and in which nothing is wrong: whatever is said of them is a false alarm. */

const directory = join(__dirname, 'healthy');
const files = readdirSync(directory).filter((file) => file.endsWith('.yaml')).map((name) => ({ name, text: readFileSync(join(directory, name), 'utf8') }));

test.each(files)('$name: no error and no warning', (file) => {
  const { findings, unreadable, checked } = checkFiles([file]);
  expect(checked.length).toBeGreaterThan(4);
  expect([...unreadable, ...findings].filter(({ severity }) => severity !== 'note').map(({ object, rule, sentence }) => `${object} [${rule}] ${sentence}`)).toEqual([]);
});

test('there are at least 60, all together are well too, and notes are few', () => {
  const { findings, checked } = checkFiles(files);
  expect(new Set(checked).size).toBeGreaterThanOrEqual(60);
  expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
  expect(findings.length).toBeLessThan(checked.length / 4);
});

/** What each manifest is spoiled by, and the rule that then has to say so: the set is quiet because it is well, not because nobody looks. */
test.each([
  ['databases.yaml', 'image: mysql:8.0.39', 'image: mysql:latest', 'pinned-images'],
  ['observability.yaml', 'strategy: { type: Recreate }', 'strategy: { type: RollingUpdate }', 'claim-access-modes'],
  ['applications.yaml', 'nc -z -w 2 keycloak-postgresql 5432; do\n                n=$((n+1)); [ "$n" -ge 60 ] && exit 1', 'nc -z -w 2 keycloak-postgresql 5432; do', 'endless-loops'],
  ['applications.yaml', 'tcp://superset-postgresql:5432', 'tcp://superset-postgresql:5433', 'service-ports'],
  ['applications.yaml', 'items: [{ key: app.conf, path: app.conf }]', 'items: [{ key: app.cnf, path: app.conf }]', 'object-keys'],
  ['platform.yaml', 'privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true, seccompProfile', 'privileged: true, readOnlyRootFilesystem: true, runAsNonRoot: true, seccompProfile', 'privileged'],
  ['clouds-and-operators.yaml', 'wget -O', 'wget --no-check-certificate -O', 'unverified-downloads'],
  ['clouds-and-operators.yaml', 'value: ranker-7', 'value: ""', 'unquoted-paths'],
  ['clouds-and-operators.yaml', 'restartPolicy: Never, containers: [{ name: migrate', 'restartPolicy: Always, containers: [{ name: migrate', 'restart-policy'],
  ['services.yaml', '[bash, -euo, pipefail, -c', '[bash, -eu, -c', 'hidden-failures'],
])('%s with "%s" as "%s" is found by %s', (name, from, to, rule) => {
  const file = files.find((one) => one.name === name)!;
  expect(file.text).toContain(from);
  expect(checkFiles([{ name, text: file.text.replace(from, to) }]).findings.map((finding) => finding.rule)).toContain(rule);
});

test('what hides files of an image is a warning in pods of others, and is none where an init container fills it', () => {
  const pod = (init: string) => `kind: Pod\nmetadata: { name: a }\nspec:\n  initContainers: [${init}]\n  containers: [{ name: web, image: "nginx:1.27", volumeMounts: [{ name: v, mountPath: /etc/nginx }] }]\n  volumes: [{ name: v, emptyDir: {} }]\n`;
  const rules = (text: string) => checkFiles([{ name: 'a', text }]).findings.map(({ rule, severity }) => `${severity} ${rule}`);
  expect(rules(pod(''))).toContain('warning hidden-directories');
  expect(rules(pod('{ name: fill, image: "nginx:1.27", volumeMounts: [{ name: v, mountPath: /out }] }'))).not.toContain('warning hidden-directories');
  expect(severityOf({ rule: 'hidden-directories' }, true)).toBe('error');
});
