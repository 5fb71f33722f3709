import { readFileSync } from 'node:fs';
import { ApiObject, type Chart, JsonPatch, Size } from 'cdk8s';
import {
  Capability, type ContainerResources, type ContainerSecurityContextProps, Cpu, Deployment, EnvValue, ImagePullPolicy, SeccompProfileType,
  Secret, Volume,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** The scripts of the four init containers by their names: the library's own. */
const scripts = JSON.parse(readFileSync(process.env.BENCH_SCRIPTS ?? 'scripts.json', 'utf8')) as Readonly<Record<string, string>>;

/** The facts of the four steps, as the library writes them. */
const stepFacts = (id: string): string =>
  `{"version":1,"path":"bench/${id}","steps":[{"name":"wait","kind":"WaitForService","waitsFor":[{"name":"db","protocol":"postgres","host":"db","port":5432},{"name":"cache","protocol":"redis","host":"cache","port":6379}],"gives":["ready: db","ready: cache"],"deadline":570},{"name":"migrate","kind":"RunMigration","after":["wait"],"gives":["migrated: db"],"deadline":240,"grace":20,"attempts":1},{"name":"fetch-config","kind":"FetchConfig","waitsFor":[{"protocol":"https","host":"config.example.com","port":443,"path":"/shop.json"}],"after":["migrate"],"gives":["file: shop.json"],"deadline":120,"attempts":5,"fills":["fetch-config"]},{"name":"wait-for-search","kind":"WaitForService","waitsFor":[{"name":"http","protocol":"http","host":"search","port":9200,"path":"/_cluster/health"}],"after":["fetch-config"],"gives":["ready: http"],"deadline":180}],"reads":[{"container":"app","volume":"fetch-config","step":"fetch-config"}]}`;

const secured = (user: number): ContainerSecurityContextProps => ({
  user, group: user, capabilities: { drop: [Capability.ALL] }, seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
});
const sized = (cpuRequest: number, cpuLimit: number | undefined, memoryRequest: number, memoryLimit: number): ContainerResources => ({
  cpu: { request: Cpu.millis(cpuRequest), ...(cpuLimit === undefined ? {} : { limit: Cpu.millis(cpuLimit) }) },
  memory: { request: Size.mebibytes(memoryRequest), limit: Size.mebibytes(memoryLimit) },
});

const BUSYBOX = 'docker.io/library/busybox:1.37.0-musl';
const CURL = 'docker.io/curlimages/curl:8.11.1';

/** The same pod as the library makes it, written by hand: cdk8s-plus where it has the field, one JSON patch for the rest. */
export function deployment(chart: Chart, id: string): void {
  // What is between these two lines is also type-checked, once for each Deployment, with `id` a literal.
  // begin
  const scope = new Construct(chart, id);
  const password = EnvValue.fromSecretValue({ secret: Secret.fromSecretName(scope, 'db', 'db'), key: 'password' });
  const files = Volume.fromEmptyDir(scope, 'files', 'fetch-config', { sizeLimit: Size.mebibytes(32) });
  const scratch = Volume.fromEmptyDir(scope, 'scratch', 'app-scratch-2', { sizeLimit: Size.mebibytes(16) });
  const helper = Volume.fromEmptyDir(scope, 'helper', 'prelude-helper', { sizeLimit: Size.mebibytes(8) });
  const web = new Deployment(scope, 'Resource', {
    replicas: 3,
    metadata: { name: id },
    podMetadata: {
      annotations: {
        'cdk8s-prelude/wait': 'waits until db (postgres://db:5432) and cache (redis://cache:6379) are there, for at most 570 s',
        'cdk8s-prelude/migrate': 'migrates db with registry.example.com/shop/migrations:1.4.2 (one at a time: golang-migrate locks by itself), for at most 240 s',
        'cdk8s-prelude/fetch-config': 'fetches https://config.example.com/shop.json, for at most 120 s',
        'cdk8s-prelude/wait-for-search': 'waits until http (http://search:9200/_cluster/health) is there, for at most 180 s',
        'cdk8s-prelude/steps.facts': stepFacts(id),
      },
    },
  });
  web.addInitContainer({
    name: 'wait',
    image: BUSYBOX,
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    command: ['/bin/sh', '-c', scripts.wait!, 'wait'],
    args: ['--timeout', '570', 'db=postgres://db:5432', 'cache=redis://cache:6379'],
    envVariables: { PRELUDE_INSTALL_HELPER_IN: EnvValue.fromValue('/prelude-install') },
    volumeMounts: [{ path: '/prelude-install', volume: helper }],
    resources: sized(10, 500, 16, 64),
    securityContext: secured(65534),
  });
  web.addInitContainer({
    name: 'migrate',
    image: 'registry.example.com/shop/migrations:1.4.2',
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    command: ['/prelude/busybox', 'sh', '-c', scripts.migrate!, 'migrate'],
    args: ['--timeout', '240', '--grace', '20', '--', 'migrate', '-path', '/migrations', 'up'],
    envVariables: { PGHOST: EnvValue.fromValue('db'), PGPASSWORD: password, PRELUDE_BUSYBOX: EnvValue.fromValue('/prelude/busybox') },
    volumeMounts: [{ path: '/prelude', volume: helper, readOnly: true }],
    resources: sized(50, 1000, 64, 512),
    securityContext: secured(1000),
  });
  web.addInitContainer({
    name: 'fetch-config',
    image: CURL,
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    command: ['/bin/sh', '-c', scripts['fetch-config']!, 'fetch-config'],
    args: [
      '--timeout', '120', '--attempts', '5', '--to', '/files', 'shop.json=https://config.example.com/shop.json',
      '--sha256', 'a5d0'.repeat(16), '--max-bytes', '16777216', '--when-unavailable', 'fail',
    ],
    volumeMounts: [{ path: '/files', volume: files }],
    resources: sized(25, 1000, 32, 128),
    securityContext: secured(65534),
  });
  web.addInitContainer({
    name: 'wait-for-search',
    image: BUSYBOX,
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    command: ['/bin/sh', '-c', scripts['wait-for-search']!, 'wait-for-search'],
    args: ['--timeout', '180', 'http=http://search:9200/_cluster/health', '--status', '200'],
    resources: sized(10, 500, 16, 64),
    securityContext: secured(65534),
  });
  web.addContainer({
    name: 'app',
    image: 'registry.example.com/shop/web:1.4.2',
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    envVariables: { DB_HOST: EnvValue.fromValue('db'), DB_PASSWORD: password },
    volumeMounts: [{ path: '/etc/shop', volume: files, readOnly: true }, { path: '/tmp', volume: scratch }],
    ports: [{ number: 8080 }],
    resources: sized(100, undefined, 128, 512),
    securityContext: secured(1000),
  });
  ApiObject.of(web).addJsonPatch(
    JsonPatch.add('/spec/template/spec/enableServiceLinks', false),
    JsonPatch.replace('/spec/template/spec/securityContext', { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }),
    ...[0, 1, 2, 3].map((index) => JsonPatch.add(`/spec/template/spec/initContainers/${index}/terminationMessagePolicy`, 'File')),
  );
  // end
}
