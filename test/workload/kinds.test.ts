import { Chart, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CronJob, DaemonSet, Deployment, image, Job, Pod, postgres, scratch, StatefulSet, WaitForService, type Workload, writable,
} from '../../src';
import { containerOf, manifestOf, manifestsOf, newChart, podOf } from '../support/kubernetes';

const app = image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 });

function filled<W extends Workload>(workload: W): W {
  new WaitForService(workload, 'wait', { until: postgres({ host: 'db' }) });
  workload.addContainer('app', { image: app });
  return workload;
}

type Weak = { readonly podSecurity?: 'baseline'; readonly podSecurityBecause?: string };
const KINDS: Record<string, (props?: Weak) => Workload> = {
  Pod: (props) => new Pod(newChart(), 'web', props),
  Deployment: (props) => new Deployment(newChart(), 'web', props),
  StatefulSet: (props) => new StatefulSet(newChart(), 'web', { ports: [80], ...props }),
  DaemonSet: (props) => new DaemonSet(newChart(), 'web', props),
  Job: (props) => new Job(newChart(), 'web', props),
  CronJob: (props) => new CronJob(newChart(), 'web', { schedule: Cron.daily(), ...props }),
};

describe.each(Object.entries(KINDS))('%s', (kind, make) => {
  test('is of its kind, with one step and one container, restricted', () => {
    const workload = filled(make());
    expect(manifestOf(workload).kind).toBe(kind);
    const pod = podOf(workload);
    expect(pod.initContainers?.map(({ name }) => name)).toEqual(['wait']);
    expect(pod.containers.map(({ name }) => name)).toEqual(['app']);
    expect(pod.enableServiceLinks).toBe(false);
    expect(pod.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    for (const container of [...(pod.initContainers ?? []), ...pod.containers]) {
      expect(container.securityContext).toMatchObject({
        allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(container.resources?.limits?.memory).toBeDefined();
    }
  });

  test('says on each pod what its init containers are for', () => {
    const { kind: made, metadata, spec } = manifestOf(filled(make()));
    const pod = made === 'Pod' ? metadata : made === 'CronJob' ? spec.jobTemplate.spec.template.metadata : spec.template.metadata;
    expect(pod.annotations['cdk8s-prelude/wait']).toBe('waits until postgres (postgres://db:5432) is there, for at most 570 s');
  });

  test('with a weaker level says so and why', () => {
    const workload = filled(make({ podSecurity: 'baseline', podSecurityBecause: 'the disk is owned by root' }));
    expect(JSON.stringify(manifestOf(workload))).toContain('"cdk8s-prelude/pod-security.level":"baseline: the disk is owned by root"');
  });
});

test('unknown properties are named, with those that are known', () => {
  expect(() => new Deployment(newChart(), 'web', { replica: 3 } as never)).toThrow(/"replica" is not a property.*replicas.*Given: 3/);
});

test('the habit of cdk8s-plus to give a container its name among its properties is told what is taken', () => {
  const web = new Deployment(newChart(), 'web');
  expect(() => web.addContainer({ name: 'app', image: app } as never, undefined as never))
    .toThrow("test/web: the first argument must be the container's name: addContainer('app', { image: image(…), … }). Given: {\"name\":\"app\"");
});

test('an account or a Secret that is there already is taken by its name, in the words of cdk8s-plus', () => {
  expect(() => new Deployment(newChart(), 'web', { serviceAccount: 'me' as never }))
    .toThrow("kplus.ServiceAccount.fromServiceAccountName(chart, 'sa', 'me'). Given: \"me\"");
  expect(() => new Deployment(newChart(), 'web', { dockerRegistryAuth: 'x' as never })).toThrow("kplus.Secret.fromSecretName(chart, 'secret', 'x').");
  expect(() => new Deployment(newChart(), 'web', { dockerRegistryAuth: 'No name!' as never })).toThrow("kplus.Secret.fromSecretName(chart, 'secret', 'NAME').");
});

test.each(['CEST', 'Local', 'local', '', 'Europe/Bern', 'europe/berlin', '+02:00', 'UTC+2'])('a time zone that Kubernetes does not find is refused: %s', (timeZone) => {
  expect(() => new CronJob(newChart(), 'nightly', { schedule: Cron.daily(), timeZone }))
    .toThrow(`test/nightly: timeZone must be a name of the time zone database, with the same upper and lower case, such as "Europe/Berlin". Given: "${timeZone}".`);
});

test.each(['Europe/Zurich', 'UTC', 'Etc/UTC', 'CET', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires'])('a time zone is taken: %s', (timeZone) => {
  expect(manifestOf(filled(new CronJob(newChart(), 'nightly', { schedule: Cron.daily(), timeZone }))).spec.timeZone).toBe(timeZone);
});

test('a workload looks at the namespace of its chart', () => {
  const chart = new Chart(newChart('root').node.root, 'shop', { namespace: 'My_NS' });
  expect(() => new Deployment(chart, 'web')).toThrow('shop: the namespace of a chart must be a DNS label');
  expect(() => new Deployment(new Chart(chart, 'inner', { namespace: 'my-ns' }), 'web')).not.toThrow();
});

test('a DaemonSet takes minReady as all others do', () => {
  expect(manifestOf(filled(new DaemonSet(newChart(), 'agent', { minReady: Duration.seconds(5) }))).spec.minReadySeconds).toBe(5);
  expect(() => new DaemonSet(newChart(), 'agent', { minReady: 5 as never })).toThrow('test/agent: minReady must be a Duration');
});

test('a StatefulSet that is given a Service takes no ports: they are those of the one that it would make', () => {
  const chart = newChart();
  const service = new kplus.Service(chart, 'given', { ports: [{ port: 1 }], clusterIP: 'None' });
  expect(() => new StatefulSet(chart, 'db', { service, ports: [5432] })).toThrow('test/db: ports applies only to the headless Service that the StatefulSet creates');
});

test('an app without a container is told so', () => {
  const web = new Deployment(newChart(), 'web');
  expect(() => podOf(web)).toThrow(/pod "web" has no container: add one with addContainer/);
});

describe('resources of cdk8s-plus stay what they are', () => {
  test('a Deployment is exposed, scheduled and scaled as usual', () => {
    const web = filled(new Deployment(newChart(), 'web', { replicas: 3, strategy: kplus.DeploymentStrategy.recreate() }));
    web.addContainer('metrics', { image: app, ports: [{ number: 9090, name: 'metrics' }] });
    web.resource.exposeViaService({ name: 'shop' });
    web.resource.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'ssd')));
    const manifests = manifestsOf(web);
    expect(manifests.find(({ kind }) => kind === 'Service').spec.ports).toEqual([{ name: 'metrics', port: 9090, targetPort: 9090 }]);
    expect(manifestOf(web).spec).toMatchObject({ replicas: 3, strategy: { type: 'Recreate' } });
    expect(JSON.stringify(podOf(web))).toContain('ssd');
  });

  test('what is done to the container that addContainer returns arrives', () => {
    const chart = newChart();
    const web = filled(new Deployment(chart, 'web'));
    const container = web.addContainer('second', { image: app, env: { A: 'a' }, mounts: { '/tmp': scratch(Size.mebibytes(1)) } });
    container.env.addVariable('B', kplus.EnvValue.fromValue('b'));
    container.mount('/more', kplus.Volume.fromEmptyDir(chart, 'more', 'more'));
    expect(containerOf(web, 'second')).toMatchObject({
      env: [{ name: 'A', value: 'a' }, { name: 'B', value: 'b' }],
      volumeMounts: [{ name: 'second-scratch-1', mountPath: '/tmp' }, { name: 'more', mountPath: '/more' }],
    });
    expect(podOf(web).volumes?.map(({ name }) => name)).toEqual(['second-scratch-1', 'more']);
  });
});

describe('StatefulSet', () => {
  test('the name of a claim template is taken once', () => {
    const db = new StatefulSet(newChart(), 'db', { ports: [5432] });
    db.claimTemplate('data', { size: Size.gibibytes(1) });
    expect(() => db.claimTemplate('data', { size: Size.gibibytes(1) })).toThrow('the pod already has a volume "data": choose another name');
    expect(() => db.claimTemplate('data', { size: Size.gibibytes(2) })).toThrow('the pod already has a volume "data": choose another name');
  });

  test('gives every pod a claim of its own', () => {
    const db = new StatefulSet(newChart(), 'db', { ports: [5432], fsGroup: 999 });
    const data = db.claimTemplate('data', { size: Size.gibibytes(10), storageClassName: 'fast' });
    const logs = db.claimTemplate('logs', { size: Size.mebibytes(1500) });
    db.addContainer('postgres', { image: app, mounts: { '/data': writable(data), '/logs': logs } });
    const { spec } = manifestOf(db);
    expect(spec.volumeClaimTemplates).toEqual([
      { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } }, storageClassName: 'fast' } },
      { metadata: { name: 'logs' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1500Mi' } } } },
    ]);
    expect(podOf(db).volumes).toBeUndefined();
    expect(containerOf(db, 'postgres').volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }, { name: 'logs', mountPath: '/logs', readOnly: true }]);
    expect(podOf(db).securityContext).toMatchObject({ fsGroup: 999, fsGroupChangePolicy: 'OnRootMismatch' });
  });

  test('has a headless Service for its ports, or the one that is given', () => {
    const own = filled(new StatefulSet(newChart(), 'db', { ports: [5432] }));
    expect(manifestsOf(own).find(({ kind }) => kind === 'Service').spec).toMatchObject({ clusterIP: 'None', ports: [{ port: 5432 }] });
    const chart = newChart();
    const service = new kplus.Service(chart, 'given', { ports: [{ port: 1 }], metadata: { name: 'given' } });
    expect(manifestOf(filled(new StatefulSet(chart, 'db', { service }))).spec.serviceName).toBe('given');
    expect(() => new StatefulSet(newChart(), 'db', {})).toThrow(/governing Service/);
  });

  test('runs one pod at a time only with one replica', () => {
    expect([undefined, 0, 1, 2].map((replicas) => new StatefulSet(newChart(), 'db', { ports: [1], ...(replicas === undefined ? {} : { replicas }) }).podsAtATime))
      .toEqual(['one', 'one', 'one', 'many']);
  });
});

test('a Pod takes activeDeadline, which Kubernetes has nowhere else but in Jobs', () => {
  expect(manifestOf(filled(new Pod(newChart(), 'shell', { activeDeadline: Duration.minutes(5) }))).spec.activeDeadlineSeconds).toBe(300);
  for (const Kind of [Deployment, StatefulSet, DaemonSet] as any[]) {
    expect(() => new Kind(newChart(), 'web', { activeDeadline: Duration.minutes(5) })).toThrow('"activeDeadline" is not a property');
  }
});

describe('Job', () => {
  test('with podReplacementPolicy Failed runs one pod at a time, and says so to Kubernetes', () => {
    const job = filled(new Job(newChart(), 'job', { podReplacementPolicy: 'Failed', backoffLimit: 2, activeDeadline: Duration.minutes(5) }));
    expect(job.podsAtATime).toBe('one');
    expect(manifestOf(job).spec).toMatchObject({ podReplacementPolicy: 'Failed', backoffLimit: 2, activeDeadlineSeconds: 300 });
    expect(new Job(newChart(), 'job').podsAtATime).toBe('many');
  });

  test('runs several pods at a time where it is asked to, and is then no longer one', () => {
    const job = filled(new Job(newChart(), 'job', { podReplacementPolicy: 'Failed', parallelism: 3, completions: 9 }));
    expect(job.podsAtATime).toBe('many');
    expect(manifestOf(job).spec).toMatchObject({ podReplacementPolicy: 'Failed', parallelism: 3, completions: 9 });
    expect(new Job(newChart(), 'job', { podReplacementPolicy: 'Failed', parallelism: 1, completions: 9 }).podsAtATime).toBe('one');
    expect(manifestOf(filled(new Job(newChart(), 'paused', { parallelism: 0 }))).spec.parallelism).toBe(0);
    expect(() => new Job(newChart(), 'job', { parallelism: -1 })).toThrow('test/job: parallelism must be a whole number');
  });

  test('is never restarted forever', () => {
    expect(() => new Job(newChart(), 'job', { restartPolicy: kplus.RestartPolicy.ALWAYS })).toThrow(/accepts a Job only with restartPolicy OnFailure or Never/);
  });
});

test.each<[string, object, RegExp]>([
  ['an annotation', { annotations: { 'bad key!': 'x' } }, /"bad key!" is not a valid annotation key/],
  ['a label', { labels: { '-../x': 'x' } }, /metadata contains a label that is not valid/],
  ['a label with capitals before the slash', { labels: { 'Acme.example/x': 'x' } }, /metadata contains a label that is not valid/],
  ['the value of a label', { labels: { app: 'a b' } }, /metadata contains a label that is not valid/],
])('metadata that Kubernetes refuses: %s', (_, metadata, message) => {
  expect(() => new Deployment(newChart(), 'web', { metadata })).toThrow(message);
});

test('metadata that Kubernetes takes', () => {
  const metadata = { annotations: { 'Acme.example/Owner_of.it': 'a b' }, labels: { 'acme.example/x': '', 'A.b-c_d': '1.2' } };
  expect(() => new Deployment(newChart(), 'web', { metadata })).not.toThrow();
});

describe('CronJob', () => {
  const cronJob = (props: object = {}) => filled(new CronJob(newChart(), 'nightly', { schedule: Cron.daily(), ...props }));

  test('may start an hour late, unless told otherwise: a controller that is away for a moment drops no run', () => {
    expect(manifestOf(cronJob()).spec.startingDeadlineSeconds).toBe(3600);
    expect(manifestOf(cronJob({ startingDeadline: Duration.minutes(5) })).spec.startingDeadlineSeconds).toBe(300);
    expect(() => cronJob({ startingDeadline: Duration.seconds(9) })).toThrow(/^test\/nightly: startingDeadline must be at least 10 s.*Given: "9 s"/);
  });

  test('keeps as many of its Jobs as it is told', () => {
    const { spec } = manifestOf(cronJob({ successfulJobsRetained: 0, failedJobsRetained: 7 }));
    expect(spec).toMatchObject({ successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 7 });
    expect(() => cronJob({ failedJobsRetained: -1 })).toThrow('test/nightly: failedJobsRetained must be a whole number');
    expect(() => cronJob({ failedJobsRetained: 7, ttlAfterFinished: Duration.hours(1) }))
      .toThrow('test/nightly: give either ttlAfterFinished, or successfulJobsRetained and failedJobsRetained');
  });
});

describe('ports of a container', () => {
  const ports = (given: unknown) => () => new Deployment(newChart(), 'web').addContainer('app', { image: app, ports: given as never });

  test.each<[string, unknown, string]>([
    ['a text', ['8080'], "a port must be a number such as 8080, or { number: 8080, name: 'http' }. Given: \"8080\"."],
    ['the field of Kubernetes', [{ containerPort: 80 }], "a port must be a number such as 8080, or { number: 8080, name: 'http' }. Given: {\"containerPort\":80}."],
    ['a property that is none', [{ number: 80, hostport: 1 }], '"hostport" is not a property'],
    ['no number', [{ number: '80' }], 'a port must be a whole number from 1 to 65535. Given: "80".'],
    ['a protocol in lower case', [{ number: 80, protocol: 'udp' }], "the protocol of a port must be 'TCP', 'UDP' or 'SCTP'. Given: \"udp\"."],
    ['a port of the node that is none', [{ number: 80, hostPort: 0 }], 'a port must be a whole number from 1 to 65535. Given: 0.'],
    ['an address of the node that is none', [{ number: 80, hostIp: 'node' }], 'hostIp must be an IP address of the node. Given: "node".'],
    ['a number twice', [8080, { number: 8080, name: 'http' }], 'port 8080/TCP is given twice: a container can use each number and protocol only once. Given: {"number":8080,"name":"http"}.'],
    ['a name twice', [{ number: 1, name: 'http' }, { number: 2, name: 'http' }], 'two ports have the name "http": give each its own name. Given: {"number":2'],
    ...['a-name-of-sixteen', 'UPPER', '8080', 'a--b', '-a', 'a-', 'a_b', 'a.b', ''].map((name): [string, unknown, string] =>
      [`the name "${name}"`, [{ number: 8080, name }], `a port name must have 1 to 15 characters: lowercase letters, digits and single "-", at least one letter, and no "-" at either end. Given: "${name}".`]),
  ])('%s is refused, with the path and what was given', (_, given, message) => expect(ports(given)).toThrow(`test/web/app: ${message}`));

  test.each([['a', 'http-2', '8080-http', 'a'.repeat(15)]])('names that Kubernetes takes', (...names) => {
    expect(ports(names.map((name, index) => ({ number: index + 1, name })))).not.toThrow();
  });

  test('one number by two protocols is taken', () => {
    expect(ports([53, { number: 53, protocol: kplus.Protocol.UDP }])).not.toThrow();
  });

  test('of the Service of a StatefulSet, each once', () => {
    expect(() => new StatefulSet(newChart(), 'db', { ports: [80, 81, 80] })).toThrow('test/db: this port is given twice: a Service can have each port only once. Given: 80.');
  });
});
