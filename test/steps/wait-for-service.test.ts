import { Chart, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  adopt, bearer, command, configMapKey, CronJob, Deployment, dns, http, image, Job, mysql, optional, plainText, Pod,
  postgres, Ready, redis, secretKey, type Targets, tcp,
  WaitForService, type Workload,
} from '../../src';
import { containerOf, manifestOf, newChart, podOf, programIn } from '../support/kubernetes';

function wait(until: Targets, timeout?: Duration) {
  const web = new Deployment(newChart(), 'web');
  const step = new WaitForService(web, 'wait', { until, ...(timeout ? { timeout } : {}) });
  web.addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000 }) });
  return { web, step, container: () => containerOf(web, 'wait') };
}

test('one target: its protocol is its name, the deadline lies under progressDeadlineSeconds', () => {
  expect(wait(postgres({ host: 'db' })).container()).toMatchObject({
    image: 'docker.io/library/busybox:1.37.0-musl',
    args: ['--timeout', '570', 'postgres=postgres://db:5432'],
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '500m', memory: '64Mi' } },
    securityContext: { runAsUser: 65534, runAsGroup: 65534 },
  });
});

describe('the deadline is a share of the shortest clock of the workload, or of ten minutes', () => {
  const { minutes, seconds } = Duration;
  const named = { metadata: { name: 'x' } };
  test.each<[string, () => Workload, number]>([
    ['of progressDeadline', () => new Deployment(newChart(), 'x', { progressDeadline: minutes(20) }), 1140],
    ['of a short one, and not next to nothing', () => new Deployment(newChart(), 'x', { progressDeadline: seconds(31) }), 29],
    ['of one second', () => new Deployment(newChart(), 'x', { progressDeadline: seconds(1) }), 1],
    ['of a Deployment of cdk8s-plus', () => adopt(new kplus.Deployment(newChart(), 'x', { progressDeadline: minutes(1) }), 'x'), 57],
    ['of a Job\'s activeDeadline', () => new Job(newChart(), 'x', { ...named, activeDeadline: minutes(2) }), 114],
    ['of a CronJob\'s', () => new CronJob(newChart(), 'x', { schedule: Cron.daily(), activeDeadline: minutes(2) }), 114],
    ['of a Pod\'s', () => new Pod(newChart(), 'x', { activeDeadline: minutes(2) }), 114],
    ['of a Job of cdk8s-plus', () => adopt(new kplus.Job(newChart(), 'x', { activeDeadline: minutes(2) }), 'x'), 114],
    ['an activeDeadline that leaves more than that changes nothing', () => new Job(newChart(), 'x', { activeDeadline: minutes(60) }), 570],
    ['a Job that says nothing', () => new Job(newChart(), 'x'), 570],
  ])('%s', (_, make, expected) => {
    const workload = make();
    new WaitForService(workload, 'wait', { until: dns({ host: 'db' }) });
    expect(workload._template.steps[0]!.deadline.toSeconds()).toBe(expected);
    expect(workload._template.steps[0]!.program.args.slice(0, 2)).toEqual(['--timeout', String(expected)]);
  });
});

describe('a wait for nothing but what may be late', () => {
  const softly = (timeout?: Duration) => wait({
    cache: optional(redis({ host: 'cache' }), Duration.seconds(5)), other: optional(dns({ host: 'x' }), Duration.seconds(8)),
  }, timeout);

  test('ends after the longest of them, goes on, and says so', () => {
    const { web } = softly();
    const plan = web.startUpPlan;
    expect(plan.steps[0]).toMatchObject({ deadlineSeconds: 8, atDeadline: 'go on' });
    expect(plan.steps[0]!.purpose).toBe('waits until cache (redis://cache:6379), optional and other (dns://x), optional are there, for at most 8 s, then goes on');
    expect(plan.worstCaseSeconds).toBe(8);
    expect(plan.notes).toEqual([]);
    expect(web.startUpPlanText).toContain('gives nothing · goes on after 8 s\n');
  });

  test('ends sooner where its timeout is shorter', () => {
    const { web, container } = softly(Duration.seconds(6));
    expect(web.startUpPlan.steps[0]).toMatchObject({ deadlineSeconds: 6, atDeadline: 'go on' });
    expect(container().args).toEqual(['--timeout', '6', 'cache=redis://cache:6379', '--optional', '5', 'other=dns://x', '--optional', '6']);
  });

  test('one target that must be there makes it fail', () => {
    const { web } = wait({ cache: optional(redis({ host: 'cache' })), db: postgres({ host: 'db' }) });
    expect(web.startUpPlan.steps[0]).toMatchObject({ deadlineSeconds: 570, atDeadline: 'fail' });
    expect(web.startUpPlan.notes).toEqual([expect.stringMatching(/^if a step fails/)]);
  });
});

test('several targets by name are waited for in one container, by one program', () => {
  const { web, container, step } = wait({ db: mysql({ host: 'db', port: 3307 }), cache: redis({ host: 'cache' }), kafka: tcp({ host: 'fd00::1', port: 9092 }) });
  expect(container().args).toEqual(['--timeout', '570', 'db=mysql://db:3307', 'cache=redis://cache:6379', 'kafka=tcp://[fd00::1]:9092']);
  expect(container().command).toEqual(['/bin/sh', '/prelude/wait.sh']);
  expect(programIn(web, 'wait')).toContain('probe_mysql');
  expect((step.ready as { db: unknown }).db).toBeInstanceOf(Ready);
});

test('an optional target says for how long, and gives no handle', () => {
  const { container, step } = wait({ db: postgres({ host: 'db' }), cache: optional(redis({ host: 'cache' }), Duration.seconds(10)), other: optional(dns({ host: 'x' })) });
  expect(container().args?.slice(3)).toEqual(['cache=redis://cache:6379', '--optional', '10', 'other=dns://x', '--optional', '30']);
  expect(() => (step.ready as { cache: unknown }).cache).toThrow(/an optional target proves nothing/);
});

test('the ladder: each readinessLevel holds those before it, and none above', () => {
  const { step } = wait({ name: dns({ host: 'a' }), port: tcp({ host: 'a', port: 1 }), db: postgres({ host: 'a' }) });
  const { resolved, accepting, ready } = step as any;
  const made = [resolved.name, resolved.port, resolved.db, accepting.port, accepting.db, ready.db];
  expect(made.map((handle) => `${handle.constructor.name} ${handle.target}`)).toEqual([
    'Resolved name', 'Resolved port', 'Resolved db', 'Accepting port', 'Accepting db', 'Ready db',
  ]);
  expect(() => accepting.name).toThrow(/a name that resolves does not prove that the port accepts connections/);
  expect(() => ready.name).toThrow(/a name that resolves does not prove that the service is ready/);
  expect(() => ready.port).toThrow(/a port that accepts connections does not prove that the service is ready/);
});

test('https runs in the curl image, its secrets come as variables, its authority as a file', () => {
  const { container, web } = wait({
    auth: http('https://auth/health?deep=1', {
      method: 'HEAD', statuses: [200, '300-399'], headers: { 'Accept': 'text/plain', 'Authorization': bearer(secretKey('auth', 'token')) }, bodyContains: '"UP"',
      ca: configMapKey('company', 'ca.crt'),
    }),
  });
  expect(container()).toMatchObject({
    image: 'docker.io/curlimages/curl:8.11.1',
    args: [
      '--timeout', '570', 'auth=https://auth/health?deep=1', '--method', 'HEAD', '--status', '200,300-399', '--body-contains', '"UP"',
      '--header', 'Accept: text/plain', '--header-prefix', 'Bearer ', '--header-from-env', 'Authorization', 'PRELUDE_HEADER_AUTH_1',
      '--ca', '/prelude-ca/auth/ca.crt',
    ],
    env: [{ name: 'PRELUDE_HEADER_AUTH_1', valueFrom: { secretKeyRef: { name: 'auth', key: 'token' } } }],
    volumeMounts: [{ mountPath: '/prelude-ca/auth', name: 'wait-ca-auth', readOnly: true }],
  });
  expect(podOf(web).volumes).toEqual([{ name: 'wait-ca-auth', configMap: { name: 'company', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }]);
});

test('plain http needs no more than busybox', () => {
  expect(wait(http('http://auth:8080/health')).container()).toMatchObject({ image: expect.stringContaining('busybox'), args: ['--timeout', '570', 'http=http://auth:8080/health'] });
});

test('a command of any image runs there by the helper, which a container of its own leaves when no step did before', () => {
  const tool = image('atkrad/wait4x:2.14.3', { user: 65534, tools: ['wait4x'] });
  const kafka = command({ image: tool, command: ['wait4x', 'kafka'], proves: 'Kafka answers', attemptTimeout: Duration.seconds(20) });
  const { web, container } = wait({ kafka });
  expect(container()).toMatchObject({
    image: 'atkrad/wait4x:2.14.3',
    command: ['/prelude-bin/busybox', 'sh', '/prelude/wait.sh'],
    args: ['--timeout', '570', 'kafka=command:', '--command', '2', 'wait4x', 'kafka', '--proves', 'Kafka answers', '--attempt', '20'],
    env: [{ name: 'PRELUDE_BUSYBOX', value: '/prelude-bin/busybox' }],
  });
  expect(podOf(web).initContainers?.map(({ name }) => name)).toEqual(['prelude-helper', 'wait']);
  expect(web.startUpPlan.notes[0]).toContain('adds about a second to the start');
});

describe('a wait in an image of the user\'s', () => {
  const asks = command({ image: image('atkrad/wait4x:2.14.3', { user: 65534 }), command: ['wait4x', 'kafka'], proves: 'Kafka answers' });

  test('has the resources of a command, for its client may be a JVM; what is given goes over them', () => {
    const usual = { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '1000m', memory: '512Mi' } };
    expect(wait({ kafka: asks, db: postgres({ host: 'db' }) }).container().resources).toEqual(usual);
    const web = new Deployment(newChart(), 'web');
    new WaitForService(web, 'wait', { until: optional(asks), resources: { memory: { limit: Size.gibibytes(1) } } });
    web.addContainer('app', { image: image('a:1', { user: 1 }) });
    expect(containerOf(web, 'wait').resources).toEqual({ ...usual, limits: { cpu: '1000m', memory: '1Gi' } });
  });

  test('is told by what it proves, in the YAML and in the plan', () => {
    const { web } = wait({ kafka: asks, db: postgres({ host: 'db' }) });
    const purpose = 'waits until kafka (Kafka answers) and db (postgres://db:5432) are there, for at most 570 s';
    expect(manifestOf(web).spec.template.metadata.annotations['cdk8s-prelude/wait']).toBe(purpose);
    expect(web.startUpPlan.steps[0]).toMatchObject({ purpose, waitsFor: ['kafka (Kafka answers)', 'db (postgres://db:5432)'] });
  });
});

test('an earlier step in busybox leaves the helper on the way', () => {
  const web = new Deployment(newChart(), 'web');
  new WaitForService(web, 'first', { until: dns({ host: 'a' }) });
  new WaitForService(web, 'second', { until: command({ image: image('a:1', { user: 1 }), command: ['x'], proves: 'it works' }) });
  web.addContainer('app', { image: image('a:1', { user: 1 }) });
  expect(podOf(web).initContainers?.map(({ name }) => name)).toEqual(['first', 'second']);
  expect(containerOf(web, 'first')).toMatchObject({
    env: [{ name: 'PRELUDE_INSTALL_HELPER_IN', value: '/prelude-install' }], volumeMounts: [{ name: 'prelude-helper', mountPath: '/prelude-install' }],
  });
});

test('a command with a literal that looks like a secret carries its reason, also under a long name', () => {
  const name = `${'VERY_'.repeat(12)}TOKEN`;
  const target = command({ image: image('a:1', { user: 1 }), command: ['x'], proves: 'it works', env: { [name]: plainText('no', 'a test') } });
  const { web } = wait(target);
  const annotations = Object.entries(manifestOf(web).spec.template.metadata.annotations).filter(([, value]) => value === 'a test');
  expect(annotations).toEqual([[expect.stringMatching(/^cdk8s-prelude\/plain-text\.wait\.VERY_.{40,}$/), 'a test']]);
  expect(annotations[0]?.[0].length).toBe('cdk8s-prelude/'.length + 63);
});

test('targets that need several images are told apart', () => {
  const one = command({ image: image('a:1', { user: 1 }), command: ['x'], proves: 'one works' });
  expect(() => wait({ one, web: http('https://a') })).toThrow(/these targets need several images/);
});

test('a Service of cdk8s-plus is waited for by its name, and its namespace where it has one', () => {
  const chart = newChart();
  const here = new kplus.Service(chart, 'here', { ports: [{ port: 6379 }], metadata: { name: 'here' } });
  const there = new kplus.Service(new Chart(chart.node.root, 'other', { namespace: 'data' }), 'there', { ports: [{ port: 6379 }], metadata: { name: 'there' } });
  const pod = new Pod(chart, 'pod');
  new WaitForService(pod, 'wait', { until: { here: redis({ host: here }), there: redis({ host: there }) } });
  pod.addContainer('app', { image: image('a:1', { user: 1 }) });
  expect(containerOf(pod, 'wait').args?.slice(2)).toEqual(['here=redis://here:6379', 'there=redis://there.data:6379']);
});

test.each([
  ['no target', {}, /nothing to wait for/],
  ['something that is none', { db: 'postgres://db' }, /"db" is not a target/],
  ['a name that is no label', { DB: dns({ host: 'a' }) }, /the name of a target must be a DNS label.*Given: "DB"/],
])('%s is refused', (_, until, message) => {
  expect(() => wait(until as never)).toThrow(message);
});

test.each([
  ['a URL for a host', () => tcp({ host: 'http://db', port: 1 }), /without scheme/],
  ['port 0', () => tcp({ host: 'db', port: 0 }), /1 to 65535/],
  ['a password in a URL', () => http('https://me:secret@auth/'), /must not contain a user or a password/],
  ['an authority without TLS', () => http('http://auth/', { ca: secretKey('a', 'b') }), /has no effect without https/],
  ['a status of 20', () => http('http://auth/', { statuses: [20] }), /100 to 599/],
  ['a header with a line break', () => http('http://auth/', { headers: { A: 'b\r\nC: d' } }), /without line breaks/],
  ['half a second', () => wait(dns({ host: 'a' }), Duration.millis(500)), /whole number of seconds/],
  ['a bare number', () => wait(dns({ host: 'a' }), 60 as never), /a bare number has no unit.*Given: 60/],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

test('a password in a URL is not repeated in the message', () => {
  expect(() => http('https://me:hunter2@auth/')).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hunter2') }));
});

test.each(['db', 'db.123', 'shop_db.example.com', 'a.', '10.0.0.1', '::1', 'fd00::1:2', '::ffff:10.0.0.1', 'DB.example.com'])('%s is a host', (host) => {
  expect(() => postgres({ host })).not.toThrow();
});

test.each(['shop_db', 'Cache_1', 'db_1.shop.svc', 'db_1.shop.svc.cluster.local'])('%s is the name of no Service', (host) => {
  expect(() => postgres({ host })).toThrow('the name of a Service cannot contain "_", so this host never resolves in Kubernetes');
});

test.each(['db:5432', 'cafe:80', ':', '::1::', '1:2', '999.1.1.1', '1.2.3', '5432', '10.0.0.1.', 'fe80::1%eth0', '[::1]', 'a b', ''])('%s is no host', (host) => {
  expect(() => postgres({ host })).toThrow('a host must be a DNS name or an IP address, without scheme, port or path: give the port separately.');
});
