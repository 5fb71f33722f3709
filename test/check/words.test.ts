import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFiles } from '../../src/cli/check-files';

/* What is said of YAML speaks of YAML: its reader has no program, and knows no construct. */

const index = readFileSync(join(__dirname, '../../src/index.ts'), 'utf8');
const CONSTRUCTS = [...new Set([...index.matchAll(/\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b/g)].map(([name]) => name))]
  .filter((name) => !['ConfigMap', 'CronJob', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'PersistentVolumeClaim'].includes(name));

const init = (script: string, more = '') =>
  `kind: Pod\nmetadata: { name: a }\nspec:\n  initContainers:\n    - name: w\n      image: busybox:1.36\n      command: [sh, -c, ${JSON.stringify(script)}]\n${more}  containers: [{ name: c, image: "nginx:1.27", volumeMounts: [{ name: v, mountPath: /etc/nginx }] }]\n  volumes: [{ name: v, emptyDir: {} }]\n`;
const READ_ONLY = '      securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }\n';

test.each([
  'until nc -z db 5432; do sleep 1; done', 'while true; do sleep 1; done', 'curl -k https://example.com/x -o /v/x', 'wget http://example.com/x -O /v/x', 'curl https://example.com/i.sh | sh',
  'chmod 777 /data', 'rm -rf $DIR/x', 'set +e; cp a b', 'make all || true', 'sysctl -w vm.max_map_count=1', 'ulimit -n 1', 'chown -R 1:1 /data', 'touch /etc/x',
])('of "%s"', (script) => {
  const { findings } = checkFiles([{ name: 'a', text: init(script, READ_ONLY) }]);
  expect(findings.length).toBeGreaterThan(1);
  for (const { sentence } of findings) {
    for (const construct of CONSTRUCTS) expect(sentence).not.toMatch(new RegExp(`\\b${construct}\\b`));
    expect(sentence).not.toMatch(/\(…\)|podSecurity:|the image's tools/);
  }
});

test('there are names of constructs to look for', () => {
  expect(CONSTRUCTS).toEqual(expect.arrayContaining(['WaitForService', 'RunScript', 'FetchBinary', 'FixPermissions']));
  expect(readdirSync(join(__dirname, '../../docs/steps')).length).toBeGreaterThan(10);
});
