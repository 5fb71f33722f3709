import { changes } from '../../src/import/differences';
import { importManifests } from '../../src/import';
import { run } from '../../src/import/run';
import { readManifests } from '../../src/manifest/read-yaml';

const deployment = (pod: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web } }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
${pod.replace(/^/gm, '      ')}
`;

const WEB = deployment(`initContainers:
  - name: wait-for-db
    image: busybox:1.36
    command: [sh, -c, 'until nc -z db 5432; do echo waiting; sleep 2; done']
  - name: odd
    image: alpine:3.20
    command: [sh, -c, 'for f in /data/*; do [ -f "$f" ] && gzip "$f"; done']
    volumeMounts: [{ name: data, mountPath: /data }]
containers:
  - name: app
    image: registry.example.com/shop:1.4.2
    ports: [{ containerPort: 8080, name: http }]
    readinessProbe: { httpGet: { path: /, port: http } }
    volumeMounts: [{ name: data, mountPath: /data }]
volumes: [{ name: data, emptyDir: {} }]`);

const unexplained = (yaml: string) => importManifests(yaml).differences.filter(({ reason }) => reason === undefined);

test('a wait becomes a construct, and what is not known runs word for word', () => {
  const { code, workloads } = importManifests(WEB);
  expect(workloads).toEqual([{ kind: 'Deployment', name: 'web', asItWas: undefined, steps: [
    { name: 'wait-for-db', form: 'construct', construct: 'WaitForService' }, { name: 'odd', form: 'run', construct: 'RunCommand' },
  ] }]);
  expect(code).toContain("new WaitForService(web, 'wait-for-db', { until: tcp({ host: 'db', port: 5432 }) });");
  expect(code).toContain("command: ['sh', '-c', 'for f in /data/*; do [ -f \"$f\" ] && gzip \"$f\"; done'],");
  expect(unexplained(WEB)).toEqual([]);
});

test('what the code makes is that of the input but for what the steps replace', () => {
  const ran = run(importManifests(WEB).code);
  const [was] = readManifests('test', WEB) as readonly any[];
  const is = 'objects' in ran ? ran.objects.find(({ kind }) => kind === 'Deployment') as any : undefined;
  const pod = (manifest: any) => manifest.spec.template.spec;
  expect(changes(pod(was).containers, pod(is).containers, 'spec.containers').filter((one) => !one.isDefault)).toEqual([]);
  expect(pod(is).initContainers.map(({ name }: any) => name)).toEqual(['wait-for-db', 'odd']);
  expect(pod(is).volumes).toContainEqual({ name: 'data', emptyDir: {} });
});
