import { readFileSync } from 'node:fs';
import { ApiObject, type ApiObjectProps, type Chart, Names } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
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

const secured = (user: number): k8s.SecurityContext => ({
  allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true,
  runAsGroup: user, runAsNonRoot: true, runAsUser: user, seccompProfile: { type: 'RuntimeDefault' },
});
const quantity = k8s.Quantity.fromString;
const sized = (cpuRequest: string, cpuLimit: string | undefined, memoryRequest: string, memoryLimit: string): k8s.ResourceRequirements => ({
  limits: { ...(cpuLimit === undefined ? {} : { cpu: quantity(cpuLimit) }), memory: quantity(memoryLimit) },
  requests: { cpu: quantity(cpuRequest), memory: quantity(memoryRequest) },
});

const PROGRAMS = { mountPath: '/prelude', name: 'prelude-programs', readOnly: true };

const BUSYBOX = 'docker.io/library/busybox:1.37.0-musl';
const CURL = 'docker.io/curlimages/curl:8.11.1';

/** The same Deployment as the library makes it, written field by field with the generated classes of cdk8s-plus: the floor. */
export function deployment(chart: Chart, id: string): void {
  // What is between these two lines is also type-checked, once for each Deployment, with `id` a literal.
  // begin
  const maps = programsOf(chart);
  const sources = maps.map(({ name }) => ({ configMap: { name } }));
  const scope = new Construct(new Construct(chart, id), 'Resource');
  const labels = { 'cdk8s.io/metadata.addr': Names.toLabelValue(scope) };
  const password = { secretKeyRef: { name: 'db', key: 'password' } };
  const web = new k8s.KubeDeployment(scope, 'Resource', {
    metadata: { name: id },
    spec: {
      minReadySeconds: 0,
      progressDeadlineSeconds: 600,
      replicas: 3,
      selector: { matchLabels: labels },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: k8s.IntOrString.fromString('25%'), maxUnavailable: k8s.IntOrString.fromString('25%') },
      },
      template: {
        metadata: {
          labels,
          annotations: {
            'cdk8s-prelude/wait': 'waits until db (postgres://db:5432) and cache (redis://cache:6379) are there, for at most 60 s',
            'cdk8s-prelude/migrate': 'migrates db with registry.example.com/shop/migrations:1.4.2 (one at a time by a lock of its own: the tool takes a lock), for at most 240 s',
            'cdk8s-prelude/fetch-config': 'fetches https://config.example.com/shop.json, for at most 120 s',
            'cdk8s-prelude/wait-for-search': 'waits until http (http://search:9200/_cluster/health) is there, for at most 180 s',
            'cdk8s-prelude/steps.facts': stepFacts(`${chart.node.path}/${id}`),
          },
        },
        spec: {
          automountServiceAccountToken: false,
          dnsPolicy: 'ClusterFirst',
          enableServiceLinks: false,
          hostNetwork: false,
          restartPolicy: 'Always',
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          setHostnameAsFqdn: false,
          terminationGracePeriodSeconds: 30,
          initContainers: [
            {
              name: 'wait',
              image: BUSYBOX,
              imagePullPolicy: 'IfNotPresent',
              command: ['/bin/sh', '/prelude/wait.sh'],
              args: ['--timeout', '60', 'db=postgres://db:5432', 'cache=redis://cache:6379'],
              env: [{ name: 'PRELUDE_INSTALL_HELPER_IN', value: '/prelude-install' }],
              volumeMounts: [{ mountPath: '/prelude-install', name: 'prelude-helper' }, PROGRAMS],
              resources: sized('10m', '500m', '16Mi', '64Mi'),
              securityContext: secured(65534),
              terminationMessagePolicy: 'File',
            },
            {
              name: 'migrate',
              image: 'registry.example.com/shop/migrations:1.4.2',
              imagePullPolicy: 'IfNotPresent',
              command: ['/prelude-bin/busybox', 'sh', '/prelude/run.sh'],
              args: [
                '--timeout', '240', '--grace', '28', '--signal', 'INT', '--kill', 'never',
                '--repair', 'where the version is marked dirty, see what the failed migration has done, finish it or take it back by hand, then: migrate force VERSION',
                '--', 'migrate', '-path', '/migrations', 'up',
              ],
              env: [
                { name: 'PGHOST', value: 'db' },
                { name: 'PGPASSWORD', valueFrom: password },
                { name: 'PRELUDE_BUSYBOX', value: '/prelude-bin/busybox' },
              ],
              volumeMounts: [{ mountPath: '/prelude-bin', name: 'prelude-helper', readOnly: true }, PROGRAMS],
              resources: sized('50m', '1000m', '64Mi', '512Mi'),
              securityContext: secured(1000),
              terminationMessagePolicy: 'File',
            },
            {
              name: 'fetch-config',
              image: CURL,
              imagePullPolicy: 'IfNotPresent',
              command: ['/bin/sh', '/prelude/fetch.sh'],
              args: [
                '--timeout', '120', '--attempts', '5', '--to', '/files', 'shop.json=https://config.example.com/shop.json',
                '--sha256', 'a5d0'.repeat(16), '--max-bytes', '16777216', '--when-unavailable', 'fail',
              ],
              volumeMounts: [{ mountPath: '/files', name: 'fetch-config' }, PROGRAMS],
              resources: sized('25m', '1000m', '32Mi', '128Mi'),
              securityContext: secured(65534),
              terminationMessagePolicy: 'File',
            },
            {
              name: 'wait-for-search',
              image: BUSYBOX,
              imagePullPolicy: 'IfNotPresent',
              command: ['/bin/sh', '/prelude/wait.sh'],
              args: ['--timeout', '180', 'http=http://search:9200/_cluster/health', '--status', '200'],
              volumeMounts: [PROGRAMS],
              resources: sized('10m', '500m', '16Mi', '64Mi'),
              securityContext: secured(65534),
              terminationMessagePolicy: 'File',
            },
          ],
          containers: [{
            name: 'app',
            image: 'registry.example.com/shop/web:1.4.2',
            imagePullPolicy: 'IfNotPresent',
            env: [{ name: 'DB_HOST', value: 'db' }, { name: 'DB_PASSWORD', valueFrom: password }],
            volumeMounts: [{ mountPath: '/etc/shop', name: 'fetch-config', readOnly: true }, { mountPath: '/tmp', name: 'app-scratch-2' }],
            ports: [{ containerPort: 8080 }],
            resources: sized('100m', undefined, '128Mi', '512Mi'),
            securityContext: secured(1000),
          }],
          volumes: [
            { name: 'fetch-config', emptyDir: { sizeLimit: quantity('32Mi') } },
            { name: 'app-scratch-2', emptyDir: { sizeLimit: quantity('16Mi') } },
            { name: 'prelude-helper', emptyDir: { sizeLimit: quantity('8Mi') } },
            { name: PROGRAMS.name, projected: { sources } },
          ],
        },
      },
    },
  });
  web.addDependency(...maps);
  // end
}
