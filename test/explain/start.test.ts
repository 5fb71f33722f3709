import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainFiles } from '../../src/cli/explain-files';
import { labelOf, type Start } from '../../src/explain/start';

/* How pods start together: times, waits, the critical path, what never starts. */

const explained = (yaml: string): Start => explainFiles([{ name: 'a.yaml', text: yaml }]).start;
const examples = join(__dirname, '../../examples');
const example = (name: string): Start => explained(readFileSync(join(examples, name), 'utf8'));

const service = (name: string, more = '') => `kind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${name} }, ports: [{ port: 80 }]${more} }\n---\n`;
const pod = (name: string, init: readonly string[], more: { readonly container?: string; readonly spec?: string; readonly facts?: object } = {}) => `
kind: Deployment
metadata: { name: ${name} }
spec:
  ${more.spec ?? ''}
  template:
    metadata: { labels: { app: ${name} }, annotations: ${more.facts === undefined ? '{}' : `{ cdk8s-prelude/steps.facts: '${JSON.stringify({ version: 1, path: `shop/${name}`, ...more.facts })}' }`} }
    spec:
      initContainers: [${init.join(', ')}]
      containers: [{ name: app, image: "a:1"${more.container ?? ''} }]
---
`;
const waits = (name: string, script: string) => `{ name: ${name}, image: "busybox:1", command: [sh, -c, ${JSON.stringify(script)}] }`;
const step = (name: string, deadline: number, waitsFor: readonly object[] = [], more = {}) => ({ name, kind: 'WaitForService', deadline, waitsFor, ...more });
const times = ({ pods }: Start) => Object.fromEntries(pods.flatMap(({ phases }) => phases.map(({ id, best, worst, isWorstKnown, ends }) =>
  [labelOf(id), `${best.from}-${best.until} / ${isWorstKnown ? `${worst.from}-${ends ? worst.until : '?'}` : '?'}`])));
const never = ({ pods }: Start) => Object.fromEntries(pods.flatMap((one) => (one.never === undefined ? [] : [[one.id, one.never]])));

test('steps of the example shop: their deadlines, whom they wait for, the critical path', () => {
  const start = example('shop/dist/shop.k8s.yaml');
  expect(times(start)).toMatchObject({
    'StatefulSet shop-database': expect.stringMatching(/^0-1 /), 'Deployment shop-web · wait': '0-2 / 0-600', 'Deployment shop-web · migrate': expect.stringMatching(/^3-4 \/ 620-/),
  });
  expect(start.criticalPath.map(labelOf)).toEqual([
    'StatefulSet shop-database', 'Deployment shop-web · wait', 'Deployment shop-web · prelude-psql', 'Deployment shop-web · migrate', 'Deployment shop-web · fetch-config', 'Deployment shop-web',
  ]);
  expect(start.waits.map(({ by, service: asked, for: behind }) => [labelOf(by), asked, behind.map(labelOf)])).toEqual([
    ['Deployment shop-web · wait', 'shop-database-service', ['StatefulSet shop-database']], ['Deployment shop-web · wait', 'shop-cache', ['Deployment shop-cache']],
    ['Deployment shop-web · fetch-config', 'shop-configuration', ['Deployment shop-configuration']],
  ]);
  expect(never(start)).toEqual({});
  expect(start.pods.at(-1)?.clocks).toEqual([{ at: 1200, says: 'rollout counts as failed at 1200 s' }]);
});

test('every example is explained, and no pod of one never starts', () => {
  const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((file) => /dist\/.*\.yaml$/.test(file) && !file.includes('node_modules'));
  expect(files.length).toBeGreaterThan(15);
  for (const file of files) expect([file, never(example(file))]).toEqual([file, {}]);
});

test('pods of others: order, probes, native sidecars; what has no deadline leaves open what comes later', () => {
  const start = explained(pod('web', [
    '{ name: proxy, image: "p:1", restartPolicy: Always, startupProbe: { tcpSocket: { port: 1 }, initialDelaySeconds: 4, periodSeconds: 2, failureThreshold: 8 } }',
    '{ name: chown, image: "busybox:1", command: [chown, "1", /data] }', '{ name: last, image: "b:1" }',
  ], { container: ', startupProbe: { tcpSocket: { port: 1 } }, readinessProbe: { tcpSocket: { port: 1 }, initialDelaySeconds: 7 }', spec: 'progressDeadlineSeconds: 40' }));
  expect(times(start)).toEqual({
    'Deployment web · proxy': '0-5 / 0-20', 'Deployment web · chown': '5-6 / 20-?', 'Deployment web · last': '6-7 / ?', 'Deployment web': '7-15 / ?',
  });
  expect(start).toMatchObject({ isWorstKnown: false, bestSeconds: 15 });
  expect(start.pods[0]?.phases.map(({ kind, late }) => [kind, late])).toEqual([
    ['sidecar', 'is started again when it has not started after 20 s'], ['own', 'has no known deadline'], ['own', 'has no known deadline'],
    ['app', 'is started again when it has not started after 30 s'],
  ]);
});

test.each([
  ['nc -z', 'until nc -z db 80; do sleep 1; done'], ['nc with options', 'until nc -w 2 -z db 80; do sleep 1; done'],
  ['a URL', 'curl --retry 9 http://db:80/health'], ['a URL with a login', 'psql postgres://u:p@db/x -c "select 1"'], ['host:port', './wait-for-it.sh db:80 -t 60'],
  ['-h', 'until pg_isready -h db -p 80; do sleep 1; done'], ['--host=', 'mysqladmin ping --host=db'], ['the whole name', 'nc -z db.default.svc.cluster.local 80'],
  ['a variable', 'until nc -z "$HOST" ${PORT}; do sleep 1; done'], ['behind another program', 'timeout 60 sh -c "until nc -z db 80; do sleep 1; done"'],
  ['in a substitution', 'test "$(curl -s -o /dev/null db:80/health)" = 200'], ['a tool', 'migrate -database postgres://u:p@db/x up'],
])('a command tells whom it asks: %s', (_, script) => {
  const init = `{ name: wait, image: "busybox:1", env: [{ name: HOST, value: db }, { name: PORT, value: "80" }], command: [sh, -c, ${JSON.stringify(script)}] }`;
  const yaml = `${service('db')}${pod('db', [])}${pod('web', [init])}`.replaceAll(/name: (db|web) \}/g, 'name: $1, namespace: default }');
  expect(explained(yaml).waits.map((wait) => wait.for.map(labelOf))).toEqual([['Deployment db']]);
});

test.each(['until nslookup db; do sleep 2; done', 'ping -c 1 -W 2 db', 'getent hosts db'])('the name of a headless Service resolves with its pods, any other before: %s', (script) => {
  const asked = (more: string) => explained(`${service('db', more)}${pod('db', [])}${pod('web', [waits('wait', script)])}`).waits.map((wait) => wait.for.map(labelOf));
  expect([asked(', clusterIP: None'), asked('')]).toEqual([[['Deployment db']], []]);
});

test.each([
  ['words that are no hosts', 'echo db; cp -R /db /x; sleep 1'], ['after the program has its host', 'nc -z other 80 && echo db'], ['a file', 'cat db.sql'], ['-d', 'createdb -d db'],
  ['what is printed', 'echo "asks http://db:80/"; printf nc db 80'], ['a comment', 'true # nc -z db 80'], ['text for another file', 'cat <<E >/x\nnc -z db 80\nE'],
])('a command asks nobody of these manifests: %s', (_, script) => {
  expect(explained(`${service('db')}${pod('db', [])}${pod('web', [waits('wait', script)])}`).waits).toEqual([]);
});

test('what is not in the manifests is told, and takes no time at best', () => {
  const start = explained(pod('web', [waits('wait', 'until nc -z db.other 5432; do sleep 1; done')]));
  expect(start.pods[0]?.phases[0]).toMatchObject({ outside: ['db.other:5432'], never: undefined, best: { from: 0, until: 1 } });
});

test('who waits in a circle never starts, nor who waits for one of them; others do', () => {
  const start = explained([service('a'), service('b'), service('d'), pod('a', [waits('w', 'nc -z b 80')]), pod('b', [waits('w', 'nc -z a 80')]),
    pod('c', [waits('first', 'true'), waits('w', 'nc -z a 80'), waits('later', 'true')]), pod('d', []), pod('e', [waits('w', 'nc -z d 80')])].join(''));
  expect(never(start)).toEqual({
    'Deployment a': expect.stringMatching(/^Deployment a waits for Deployment b \(service b\) waits for Deployment a .*none of them can start\. (?!.*optional\()/),
    'Deployment b': '"w" waits for a, and Deployment a behind it never starts', 'Deployment c': '"w" waits for a, and Deployment a behind it never starts',
  });
  expect(start.pods.map(({ id }) => id).slice(0, 2)).toEqual(['Deployment d', 'Deployment e']);
  expect(start.pods.find(({ id }) => id === 'Deployment c')?.phases.map(({ never: why }) => why !== undefined)).toEqual([false, true, true, true]);
  expect(start.waits.filter(({ never: vain }) => vain)).toHaveLength(3);
  expect(start.criticalPath.map(labelOf)).toEqual(['Deployment d', 'Deployment e · w', 'Deployment e']);
});

test.each<[string, string, RegExp]>([
  ['itself', `${service('web')}${pod('web', [waits('w', 'nc -z web 80')])}`, /waits/],
  ['a Service that finds no pod', `${service('db')}${pod('web', [waits('w', 'nc -z db 80')])}`, /"w" waits for Service db, whose selector finds no pod of these manifests/],
  ['a name that is nearly one', `${service('database')}${pod('database', [])}${pod('web', [waits('w', 'nc -z databse 80')])}`, /did you mean database\?/],
  ['a port that the Service has not', `${service('db')}${pod('db', [])}${pod('web', [waits('w', 'nc -z db 5432')])}`, /5432/],
])('who waits for %s never starts', (_, yaml, why) => {
  expect(never(explained(yaml))).toEqual({ 'Deployment web': expect.stringMatching(why) });
});

test('a key that its ConfigMap has not keeps a pod from starting', () => {
  const yaml = `kind: ConfigMap\nmetadata: { name: c }\ndata: { a: b }\n---\n${pod('web', [], { container: ', env: [{ name: X, valueFrom: { configMapKeyRef: { name: c, key: z } } }]' })}`;
  expect(never(explained(yaml))).toEqual({ 'Deployment web': expect.stringContaining('"z"') });
});

test('what is optional holds nobody up, and steps of the library ask what their facts say', () => {
  const facts = (optional?: number) => ({ level: 'privileged', steps: [step('w', 60, [{ host: 'b', port: 80, ...(optional === undefined ? {} : { optional }) }], { goesOn: true, grace: 5 })] });
  const both = (optional?: number) => explained([
    service('a'), service('b'), pod('a', ['{ name: w, image: "x:1" }'], { facts: facts(optional) }), pod('b', [waits('w', 'nc -z a 80')]),
  ].join(''));
  expect(Object.keys(never(both()))).toEqual(['Deployment a', 'Deployment b']);
  expect(never(both(5))).toEqual({});
  expect(both(5).pods[0]?.phases[0]).toMatchObject({ late: 'goes on after 65 s', worst: { from: 0, until: 65 } });
  expect(both(5).waits.map(({ optional }) => optional)).toEqual([true, false]);
});

test('objects of one name are told apart', () => {
  const twice = pod('web', []).replace('name: web }', 'name: web, namespace: a }') + pod('web', []).replace('name: web }', 'name: web, namespace: b }') + pod('web', []) + pod('web', []);
  expect(explained(twice).pods.map(({ id }) => id)).toEqual(['Deployment web (a)', 'Deployment web (b)', 'Deployment web (default) #3', 'Deployment web (default) #4']);
});

test('300 pods are explained in a few seconds of processor time', () => {
  const text = Array.from({ length: 300 }, (_, index) => service(`s${index}`) + pod(`s${index}`, index === 0 ? [] : [waits('w', `nc -z s${index - 1} 80`)])).join('');
  const before = process.cpuUsage();
  expect(explained(text)).toMatchObject({ bestSeconds: 1 + 299 * 2 });
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(4);
});
