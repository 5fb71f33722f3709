import { readFileSync } from 'node:fs';
import { ApiObject, type ApiObjectProps, type Chart, JsonPatch, Names, Size } from 'cdk8s';
import {
  Capability, type ContainerResources, type ContainerSecurityContextProps, Cpu, Deployment, EnvValue, ImagePullPolicy, SeccompProfileType,
  Secret, Volume,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** What a release of the library brings, out of its own manifests. */
const { programs, facts } = JSON.parse(readFileSync(process.env.BENCH_SCRIPTS ?? 'scripts.json', 'utf8')) as {
  readonly programs: ReadonlyArray<{ readonly ending: string; readonly manifest: object }>;
  readonly facts: string;
};

/** The facts of the four steps, as the library writes them. */
const stepFacts = (path: string): string => facts.replace('PATH', path);

/** The ConfigMaps that hold the programs of a chart; the first Deployment makes them. */
function programsOf(chart: Chart): readonly ApiObject[] {
  return programs.map(({ ending, manifest }) => {
    const name = `${Names.toDnsLabel(chart)}-${ending}`;
    const json = { ...manifest, metadata: { ...(manifest as ApiObjectProps).metadata, name } };
    // In the order in which the library writes it.
    return (chart.node.tryFindChild(name) as ApiObject | undefined)
      ?? Object.assign(new ApiObject(chart, name, json as ApiObjectProps), { toJson: () => json });
  });
}

const secured = (user: number): ContainerSecurityContextProps => ({
  user, group: user, capabilities: { drop: [Capability.ALL] }, seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
});
const sized = (cpuRequest: number, cpuLimit: number | undefined, memoryRequest: number, memoryLimit: number): ContainerResources => ({
  cpu: { request: Cpu.millis(cpuRequest), ...(cpuLimit === undefined ? {} : { limit: Cpu.millis(cpuLimit) }) },
  memory: { request: Size.mebibytes(memoryRequest), limit: Size.mebibytes(memoryLimit) },
});

/** cdk8s-plus has no projected volumes. */
const PROGRAMS = { mountPath: '/prelude', name: 'prelude-programs', readOnly: true };

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
  const maps = programsOf(chart);
  const sources = maps.map(({ name }) => ({ configMap: { name } }));
  const web = new Deployment(scope, 'Resource', {
    replicas: 3,
    metadata: { name: id },
    podMetadata: {
      annotations: {
        'cdk8s-prelude/wait': 'waits until db (postgres://db:5432) and cache (redis://cache:6379) are there, for at most 60 s',
        'cdk8s-prelude/migrate': 'migrates db with registry.example.com/shop/migrations:1.4.2 (one at a time by a lock of its own: the tool takes a lock), for at most 240 s',
        'cdk8s-prelude/fetch-config': 'fetches https://config.example.com/shop.json, for at most 120 s',
        'cdk8s-prelude/wait-for-search': 'waits until http (http://search:9200/_cluster/health) is there, for at most 180 s',
        'cdk8s-prelude/steps.facts': stepFacts(scope.node.path),
      },
    },
  });
  web.addInitContainer({
    name: 'wait',
    image: BUSYBOX,
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    command: ['/bin/sh', '/prelude/wait.sh'],
    args: ['--timeout', '60', 'db=postgres://db:5432', 'cache=redis://cache:6379'],
    envVariables: { PRELUDE_INSTALL_HELPER_IN: EnvValue.fromValue('/prelude-install') },
    volumeMounts: [{ path: '/prelude-install', volume: helper }],
    resources: sized(10, 500, 16, 64),
    securityContext: secured(65534),
  });
  web.addInitContainer({
    name: 'migrate',
    image: 'registry.example.com/shop/migrations:1.4.2',
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    command: ['/prelude-bin/busybox', 'sh', '/prelude/run.sh'],
    args: [
      '--timeout', '240', '--grace', '28', '--signal', 'INT', '--kill', 'never',
      '--repair', 'where the version is marked dirty, see what the failed migration has done, finish it or take it back by hand, then: migrate force VERSION',
      '--', 'migrate', '-path', '/migrations', 'up',
    ],
    envVariables: { PGHOST: EnvValue.fromValue('db'), PGPASSWORD: password, PRELUDE_BUSYBOX: EnvValue.fromValue('/prelude-bin/busybox') },
    volumeMounts: [{ path: '/prelude-bin', volume: helper, readOnly: true }],
    resources: sized(50, 1000, 64, 512),
    securityContext: secured(1000),
  });
  web.addInitContainer({
    name: 'fetch-config',
    image: CURL,
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    command: ['/bin/sh', '/prelude/fetch.sh'],
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
    command: ['/bin/sh', '/prelude/wait.sh'],
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
  ApiObject.of(web).addDependency(...maps);
  ApiObject.of(web).addJsonPatch(
    JsonPatch.add('/spec/template/spec/enableServiceLinks', false),
    JsonPatch.replace('/spec/template/spec/securityContext', { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }),
    ...[0, 1, 2, 3].map((index) => JsonPatch.add(`/spec/template/spec/initContainers/${index}/terminationMessagePolicy`, 'File')),
    ...[0, 1, 2].map((index) => JsonPatch.add(`/spec/template/spec/initContainers/${index}/volumeMounts/-`, PROGRAMS)),
    JsonPatch.add('/spec/template/spec/initContainers/3/volumeMounts', [PROGRAMS]),
    JsonPatch.add('/spec/template/spec/volumes/-', { name: PROGRAMS.name, projected: { sources } }),
  );
  // end
}
