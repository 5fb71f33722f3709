import { Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as prelude from '../../src';
import { newChart } from '../support/kubernetes';

/*
 * Whatever plain JavaScript hands to a public constructor or function, the answer is the library's own error with a path,
 * or a valid object: never a TypeError out of its inside.
 */
export const GARBAGE: readonly unknown[] = [undefined, null, 42, NaN, -1, '', ' ', 'A B', '../x', 'a'.repeat(300), [], {}, [undefined], () => 1, Symbol.iterator, true];

const APP = prelude.image('a:1', { user: 1 });
const any = prelude as unknown as Record<string, any>;

export function workload() {
  const web = new prelude.Deployment(newChart(), 'web', { podSecurity: 'privileged' });
  const db = new prelude.WaitForService(web, 'wait', { until: prelude.postgres({ host: 'db' }) });
  return { web, db };
}

/** Calls with garbage in one place and good values in all others. */
export const calls: Record<string, (bad: any) => unknown> = {};

/** What a kind of workload cannot do without. */
const WORKLOADS: Record<string, object> = { StatefulSet: { ports: [80] }, CronJob: { schedule: Cron.daily() } };
const POD = [
  'podSecurity', 'podSecurityBecause', 'fsGroup', 'metadata', 'serviceAccount', 'automountServiceAccountToken', 'dockerRegistryAuth', 'terminationGracePeriod',
  'dns', 'isolate',
];
const ROLLING = ['podMetadata', 'rollOnConfigChange'];
const FINITE = ['podMetadata', 'restartPolicy', 'backoffLimit', 'activeDeadline', 'ttlAfterFinished'];
const OF_KIND: Record<string, readonly string[]> = {
  Pod: ['restartPolicy', 'activeDeadline'],
  Deployment: [...ROLLING, 'replicas', 'progressDeadline', 'minReady', 'strategy'],
  StatefulSet: [...ROLLING, 'replicas', 'service', 'ports', 'publishNotReadyAddresses', 'strategy', 'podManagementPolicy', 'minReady'],
  DaemonSet: [...ROLLING, 'minReady'],
  Job: [...FINITE, 'podReplacementPolicy', 'parallelism', 'completions'],
  CronJob: [...FINITE, 'schedule', 'timeZone', 'concurrencyPolicy', 'startingDeadline', 'suspend', 'successfulJobsRetained', 'failedJobsRetained'],
};
for (const kind of ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']) {
  calls[`new ${kind}(scope: …)`] = (bad) => new any[kind](bad, 'web', {});
  calls[`new ${kind}(id: …)`] = (bad) => new any[kind](newChart(), bad, {});
  calls[`new ${kind}(props: …)`] = (bad) => new any[kind](newChart(), 'web', bad);
  for (const prop of [...POD, ...OF_KIND[kind] as readonly string[], 'unknown']) {
    calls[`new ${kind}({ ${prop}: … })`] = (bad) => new any[kind](newChart(), 'web', { ...WORKLOADS[kind], [prop]: bad });
  }
}

/** Good properties of each kind of step. */
export const steps: Record<string, (web: prelude.Workload, db: prelude.WaitForService) => object> = {
  WaitForService: () => ({ until: prelude.tcp({ host: 'db', port: 1 }) }),
  WaitForResource: () => ({ until: { kind: 'Job', name: 'load' } }),
  RunMigration: (_, db) => ({
    database: db.ready, image: prelude.image('a:1', { user: 1 }), command: ['x'], oneAtATime: prelude.ownLock('the tool takes a lock'),
  }),
  SeedDatabase: (_, db) => ({ database: db.ready, databaseName: 'a', login: 'a', sql: 'SELECT 1', marker: 'a' }),
  FetchConfig: () => ({ from: prelude.https('https://a/b.json') }),
  CopyFromImage: () => ({ image: prelude.image('a:1', { user: 1 }), directory: '/etc/a' }),
  RenderConfig: () => ({ files: { 'a.env': { template: 'A=@{A}\n', format: 'env', values: { A: 'a' } } } }),
  MakeDirectories: (web) => ({ volume: prelude.claim(web, 'kept', 'kept'), directories: ['a'], user: 1 }),
  WriteFiles: () => ({ files: { 'index.html': 'hello' } }),
  CopyFiles: () => ({ from: prelude.configMapFiles('a'), files: ['a'], user: 1 }),
  FetchBinary: () => ({ from: prelude.https('https://a/b', { sha256: 'a'.repeat(64) }) }),
  FetchArchive: () => ({ from: prelude.https('https://a/b.zip') }),
  CloneRepository: () => ({ from: prelude.git('https://a/b.git') }),
  FetchData: () => ({ from: prelude.https('https://a/b'), maxSize: Size.mebibytes(1) }),
  RunCommand: () => ({ image: prelude.image('a:1', { user: 1 }), command: ['x'], purpose: 'runs x', rerun: 'idempotent', writes: ['a'] }),
  RunScript: () => ({ script: 'true', purpose: 'runs a script', rerun: 'idempotent', writes: ['a'] }),
  RunPrivileged: () => ({ script: 'true', level: 'baseline', because: 'a test', purpose: 'runs a script', rerun: 'idempotent' }),
  VerifyFiles: () => ({ from: prelude.configMapFiles('a'), notEmpty: ['a'] }),
  VerifyCertificate: () => ({ from: prelude.secretFiles('a'), hosts: ['a'] }),
  ScanVolume: (web) => ({ volume: prelude.claim(web, 'scanned', 'scanned') }),
  VerifyPermissions: (web) => ({ volume: prelude.claim(web, 'data', 'data'), user: 1 }),
  FixPermissions: (web) => ({ volume: prelude.claim(web, 'owned', 'owned'), owner: 1 }),
};
/** All properties of each kind of step. */
export const PROPS: Record<string, readonly string[]> = {
  WaitForService: ['until', 'timeout', 'resources', 'after'],
  WaitForResource: ['until', 'timeout', 'resources', 'after'],
  RunMigration: ['database', 'image', 'command', 'env', 'mounts', 'workingDir', 'timeout', 'gracePeriod', 'resources', 'oneAtATime', 'after'],
  CopyFromImage: ['image', 'directory', 'files', 'into', 'prune', 'maxSize', 'user', 'timeout', 'resources', 'after'],
  RenderConfig: ['files', 'into', 'prune', 'timeout', 'resources', 'after'],
  MakeDirectories: ['volume', 'directories', 'user', 'group', 'timeout', 'resources', 'after'],
  WriteFiles: ['files', 'into', 'prune', 'timeout', 'resources', 'after'],
  SeedDatabase: [
    'database', 'databaseName', 'login', 'password', 'ca', 'sql', 'marker', 'version', 'whenChanged', 'whenInterrupted', 'image', 'timeout', 'resources', 'after',
  ],
  FetchConfig: ['from', 'into', 'maxSize', 'attempts', 'whenUnavailable', 'askAgainAfter', 'timeout', 'resources', 'after'],
  CopyFiles: ['from', 'files', 'user', 'group', 'into', 'whenPresent', 'prune', 'timeout', 'resources', 'after'],
  FetchBinary: ['from', 'into', 'maxSize', 'attempts', 'timeout', 'resources', 'after'],
  FetchArchive: ['from', 'into', 'strip', 'only', 'files', 'maxSize', 'attempts', 'whenUnavailable', 'askAgainAfter', 'timeout', 'resources', 'after'],
  CloneRepository: ['from', 'into', 'keepHistory', 'maxSize', 'attempts', 'whenUnavailable', 'askAgainAfter', 'timeout', 'resources', 'after'],
  FetchData: ['from', 'into', 'maxSize', 'attempts', 'whenUnavailable', 'askAgainAfter', 'timeout', 'resources', 'after'],
  RunCommand: [
    'image', 'command', 'purpose', 'rerun', 'tools', 'env', 'mounts', 'writes', 'outputDirectory', 'maxSize', 'workingDir', 'timeout', 'gracePeriod',
    'resources', 'after',
  ],
  RunScript: [
    'image', 'script', 'args', 'purpose', 'rerun', 'tools', 'env', 'mounts', 'writes', 'outputDirectory', 'maxSize', 'workingDir', 'timeout', 'gracePeriod',
    'resources', 'after',
  ],
  RunPrivileged: [
    'image', 'script', 'command', 'args', 'level', 'capabilities', 'privileged', 'because', 'purpose', 'rerun', 'tools', 'env', 'mounts', 'writes',
    'outputDirectory', 'maxSize', 'workingDir', 'timeout', 'gracePeriod', 'resources', 'after',
  ],
  VerifyFiles: ['from', 'sha256', 'notEmpty', 'user', 'timeout', 'resources', 'after'],
  VerifyCertificate: ['from', 'hosts', 'ca', 'validFor', 'usage', 'certificate', 'key', 'user', 'timeout', 'resources', 'after'],
  ScanVolume: ['volume', 'refuse', 'owner', 'group', 'scanner', 'user', 'timeout', 'resources', 'after'],
  FixPermissions: ['volume', 'owner', 'group', 'supportsFsGroup', 'directoryMode', 'fileMode', 'check', 'timeout', 'resources', 'after'],
  VerifyPermissions: ['volume', 'user', 'writable', 'owner', 'group', 'directoryMode', 'fileMode', 'timeout', 'resources', 'after'],
};
for (const [step, good] of Object.entries(steps)) {
  calls[`new ${step}(scope: …)`] = (bad) => { const { web, db } = workload(); return new any[step](bad, 'step', good(web, db)); };
  calls[`new ${step}(id: …)`] = (bad) => { const { web, db } = workload(); return new any[step](web, bad, good(web, db)); };
  calls[`new ${step}(props: …)`] = (bad) => { const { web } = workload(); return new any[step](web, 'step', bad); };
  for (const prop of PROPS[step] ?? []) {
    calls[`new ${step}({ ${prop}: … })`] = (bad) => { const { web, db } = workload(); return new any[step](web, 'step', { ...good(web, db), [prop]: bad }); };
  }
}
const ofJob = { kind: 'Job', name: 'load', namespace: 'data', until: 'complete' };
const custom = { kind: 'Certificate', apiVersion: 'cert-manager.io/v1', name: 'tls', plural: 'certificates', clusterScoped: false, condition: { type: 'Ready', status: 'True' } };
calls['resource(props: …)'] = (bad) => prelude.resource(bad);
for (const prop of Object.keys(ofJob)) calls[`resource of a Job({ ${prop}: … })`] = (bad) => prelude.resource({ ...ofJob, [prop]: bad } as never);
for (const prop of Object.keys(custom)) calls[`resource of any kind({ ${prop}: … })`] = (bad) => prelude.resource({ ...custom, [prop]: bad } as never);
for (const prop of ['path', 'value']) {
  calls[`resource of any kind({ field.${prop}: … })`] = (bad) =>
    prelude.resource({ ...custom, condition: undefined, field: { path: 'status.phase', value: 'Running', [prop]: bad } } as never);
}
const migrationJob = () => ({
  database: prelude.postgres({ host: 'db' }), image: prelude.image('a:1', { user: 1 }), command: ['x'], oneAtATime: prelude.ownLock('the tool takes a lock'),
});
calls['new MigrationJob(scope: …)'] = (bad) => new prelude.MigrationJob(bad, 'job', migrationJob());
calls['new MigrationJob(id: …)'] = (bad) => new prelude.MigrationJob(newChart(), bad, migrationJob());
calls['new MigrationJob(props: …)'] = (bad) => new prelude.MigrationJob(newChart(), 'job', bad);
const OF_MIGRATION_JOB = [
  ...PROPS.RunMigration!.filter((prop) => prop !== 'after'), ...POD, 'podMetadata', 'tool', 'version', 'mayDropColumns', 'revision', 'backoffLimit', 'ttlAfterFinished',
];
for (const prop of OF_MIGRATION_JOB) calls[`new MigrationJob({ ${prop}: … })`] = (bad) => new prelude.MigrationJob(newChart(), 'job', { ...migrationJob(), [prop]: bad });
const CONTAINER = [
  'image', 'command', 'args', 'env', 'mounts', 'ports', 'readiness', 'liveness', 'startup', 'lifecycle', 'resources', 'workingDir', 'readOnlyRootFilesystem',
];
calls['addContainer(name: …)'] = (bad) => workload().web.addContainer(bad, { image: prelude.image('a:1', { user: 1 }) });
calls['addContainer(props: …)'] = (bad) => workload().web.addContainer('app', bad);
for (const prop of CONTAINER) {
  calls[`addContainer({ ${prop}: … })`] = (bad) => {
    const { web } = workload();
    web.addContainer('app', { image: APP, [prop]: bad } as never);
    return web;
  };
}
const FUNCTIONS: Record<string, readonly unknown[]> = {
  image: ['a:1', { user: 1 }], secretKey: ['a', 'b'], plainText: ['a', 'because'], configMapKey: ['a', 'b'], configMapFiles: ['a'], secretFiles: ['a'],
  https: ['https://a/b', {}], plainHttp: ['http://a/b', { sha256: 'a'.repeat(64) }], git: ['https://a/b', {}], http: ['https://a/b', {}],
  tcp: [{ host: 'a', port: 1 }], dns: [{ host: 'a' }], postgres: [{ host: 'a' }], mysql: [{ host: 'a' }], redis: [{ host: 'a' }],
  command: [{ image: prelude.image('a:1', { user: 1 }), command: ['x'], proves: 'it is there' }], ownLock: ['it takes a lock'], leaseLock: [{ name: 'shop' }], databaseLock: [{ databaseName: 'shop', login: 'shop' }], unsafe: ['because'],
  scratch: [Size.mebibytes(1), 'disk'], bearer: [], writable: [], hiding: [], onlyVerified: [], allVerified: [],
  optional: [prelude.tcp({ host: 'a', port: 1 }), Duration.seconds(1)], adopt: [], claim: [], emptyDirectory: [],
  defineStandard: [{ name: 'Acme' }], suppressRule: [],
  scriptFile: ['/dev/null'], expand: ['$(A)'], notIdempotent: ['because'], onceIn: [],
};
for (const [name, good] of Object.entries(FUNCTIONS)) {
  for (let place = 0; place < Math.max(good.length, 1); place += 1) {
    calls[`${name}(argument ${place + 1}: …)`] = (bad) => any[name](...good.map((value, index) => (index === place ? bad : value)), ...(good.length === 0 ? [bad, bad, bad] : []));
  }
  const props = good.at(-1);
  if (isRecord(props)) {
    for (const prop of [...Object.keys(props), 'unknown', 'port', 'method', 'headers', 'statuses', 'bodyContains', 'attemptTimeout', 'env', 'ca', 'as', 'ref', 'commit', 'depth', 'path', 'files', 'token', 'sshKey', 'knownHosts', 'username']) {
      calls[`${name}({ ${prop}: … })`] = (bad) => any[name](...good.slice(0, -1), { ...props, [prop]: bad });
    }
  }
}

for (const prop of [
  'name', 'registries', 'registryMap', 'digests', 'pullSecrets', 'helperImages', 'resources', 'deadlines', 'podSecurity', 'forbiddenSteps', 'labels',
  'owner', 'annotations', 'clusterDomain', 'kubernetesVersion', 'mesh', 'platform', 'naming', 'rules', 'features',
]) {
  calls[`defineStandard({ ${prop}: … })`] = (bad) => prelude.defineStandard({ name: 'Acme', [prop]: bad } as never);
}
calls['claimTemplate(name: …)'] = (bad) => new prelude.StatefulSet(newChart(), 'db', { ports: [80] }).claimTemplate(bad, { size: Size.mebibytes(1) });
for (const prop of ['size', 'storageClassName', 'accessModes']) {
  calls[`claimTemplate({ ${prop}: … })`] = (bad) => {
    const db = new prelude.StatefulSet(newChart(), 'db', { ports: [80] });
    db.claimTemplate('data', { size: Size.mebibytes(1), [prop]: bad });
    return db;
  };
}
for (const prop of ['podSecurity', 'podSecurityBecause', 'fsGroup', 'ownInitContainers', 'rollOnConfigChange']) {
  calls[`adopt({ ${prop}: … })`] = (bad) => prelude.adopt(new kplus.Deployment(newChart(), 'web', { containers: [{ image: 'a:1' }] }), 'web', { [prop]: bad });
}
calls['emptyDirectory(workload, name: …)'] = (bad) => prelude.emptyDirectory(workload().web, bad, Size.mebibytes(1));
calls['emptyDirectory(workload, name, size: …)'] = (bad) => prelude.emptyDirectory(workload().web, 'a', bad);
calls['emptyDirectory(workload, name, size, medium: …)'] = (bad) => prelude.emptyDirectory(workload().web, 'a', Size.mebibytes(1), bad);
calls['claim(workload, name: …)'] = (bad) => prelude.claim(workload().web, bad, 'a');
calls['claim(workload, name, of: …)'] = (bad) => prelude.claim(workload().web, 'a', bad);
calls['standard.setOn(…)'] = (bad) => prelude.defineStandard({ name: 'Acme' }).setOn(bad);
calls['standard.image(…)'] = (bad) => prelude.defineStandard({ name: 'Acme', registries: ['a.example'] }).image(bad, { user: 1 });
calls['new standard.Deployment(…)'] = (bad) => new (prelude.defineStandard({ name: 'Acme' }).Deployment)(bad, 'web', bad);
calls['new standard.WaitForService(…)'] = (bad) => new (prelude.defineStandard({ name: 'Acme' }).WaitForService)(bad, bad, bad);
calls['suppressRule(workload, …)'] = (bad) => prelude.suppressRule(workload().web, bad, bad);
calls['suppressRule(workload, rule, …)'] = (bad) => prelude.suppressRule(workload().web, 'pinned-images', bad);

/*
 * What stands deeper: every member of every record and list in properties that are good, and one that nobody knows.
 */
const CPU = { request: kplus.Cpu.millis(10), limit: kplus.Cpu.millis(200) };
const SIZES = { request: Size.mebibytes(1), limit: Size.mebibytes(2) };
const RESOURCES = { cpu: CPU, memory: SIZES, ephemeralStorage: SIZES };
const METADATA = { name: 'web', namespace: 'shop', labels: { app: 'web' }, annotations: { note: 'a note' } };
const ENV = { A: 'a', SECRET: prelude.secretKey('a', 'b') };
const DEEP: Record<string, readonly [(props: any) => unknown, object]> = {
  addContainer: [(props) => {
    const { web } = workload();
    web.addContainer('app', props);
    return web;
  }, { image: APP, command: ['a', 'b'], args: ['a'], env: ENV, mounts: { '/data': prelude.scratch(Size.mebibytes(1)) }, ports: [80], resources: RESOURCES, lifecycle: {} }],
  image: [(props) => prelude.image('a:1', props), { user: 1, tools: ['a'], filledDirectories: ['/a'] }],
  https: [(props) => prelude.https('https://a/b', props), { headers: { Accept: 'a' } }],
  http: [(props) => prelude.http('https://a/b', props), { headers: { Accept: 'a' }, statuses: [200] }],
  git: [(props) => prelude.git('https://a/b', props), { files: ['a'] }],
  command: [(props) => prelude.command(props), { image: APP, command: ['a', 'b'], env: ENV, proves: 'it is there' }],
  claimTemplate: [(props) => new prelude.StatefulSet(newChart(), 'db', { ports: [80] }).claimTemplate('data', props), {
    size: Size.mebibytes(1), accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
  }],
  defineStandard: [(props) => prelude.defineStandard({ name: 'Acme', ...props }), {
    registries: ['a.example'], registryMap: { 'a.example': 'b.example' }, pullSecrets: ['a'], resources: { steps: RESOURCES }, labels: { team: 'a' },
    annotations: { pods: { note: 'a' } }, deadlines: { steps: Duration.minutes(1) }, helperImages: { busybox: prelude.helperImages.busybox },
    forbiddenSteps: { RunPrivileged: 'not here' }, naming: { pattern: /a/, because: 'we say so' },
  }],
};
for (const kind of Object.keys(OF_KIND)) {
  const more = kind === 'Pod' ? {} : { podMetadata: METADATA };
  DEEP[`new ${kind}`] = [(props) => new any[kind](newChart(), 'web', { ...WORKLOADS[kind], ...props }), { metadata: METADATA, ...more }];
}
for (const [step, good] of Object.entries(steps)) {
  const { web, db } = workload();
  const known = PROPS[step] ?? [];
  const common = { resources: RESOURCES, env: ENV, mounts: { '/data': prelude.scratch(Size.mebibytes(1)) }, tools: ['cat'] };
  const more = Object.fromEntries(Object.entries(common).filter(([prop]) => known.includes(prop)));
  DEEP[`new ${step}`] = [(props) => {
    const { web: other, db: ready } = workload();
    return new any[step](other, 'step', { ...good(other, ready), ...props });
  }, { ...Object.fromEntries(Object.entries(good(web, db)).filter(([, value]) => isRecord(value) || Array.isArray(value))), ...more }];
}

/** The same with good values only. */
export const goodCalls = Object.entries(DEEP).map(([name, [call, good]]) => ({ name, call: () => call(good) }));

for (const [name, [call, good]] of Object.entries(DEEP)) {
  for (const path of pathsIn(good)) calls[`${name}({ ${path.join('.')}: … })`] = (bad) => call(changed(good, path, bad));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The places below the first level, and below each record one that nobody knows. */
function pathsIn(value: unknown, before: readonly string[] = []): readonly (readonly string[])[] {
  if (!isRecord(value) && !Array.isArray(value)) return [];
  const unknown = before.length > 0 && isRecord(value) ? [[...before, 'unknown']] : [];
  return [...Object.entries(value).flatMap(([key, inner]) => {
    const path = [...before, key];
    return [...(path.length > 1 ? [path] : []), ...pathsIn(inner, path)];
  }), ...unknown];
}

function changed(value: any, [key = '', ...rest]: readonly string[], bad: unknown): unknown {
  const inner = rest.length === 0 ? bad : changed(value[key], rest, bad);
  return Array.isArray(value) ? value.map((one, index) => (String(index) === key ? inner : one)) : { ...value, [key]: inner };
}
