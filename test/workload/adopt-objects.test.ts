import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Helm, Include, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  adopt, Deployment, FetchConfig, http, https, image, postgres, RunScript, suppressionsOf, suppressRule, WaitForResource, WaitForService,
} from '../../src';
import { checkFiles } from '../../src/cli/check-files';
import { factsOf } from '../../src/declared/read-facts';
import { FACTS_ANNOTATION } from '../../src/declared/annotations';
import { manifestsOf, newChart } from '../support/kubernetes';
import { temporaryDirectory } from '../support/temporary';

/* Steps are put on objects that no class of cdk8s-plus makes: YAML that is included, Helm charts, and classes of Kubernetes' own objects. */

const CONTAINER = `
          image: registry.example.com/shop:1.4.2
          command: [/bin/shop, --serve]
          securityContext: { runAsUser: 1000, runAsNonRoot: true }
          resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { memory: 64Mi } }`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { team: shop } }
spec:
  replicas: 2
  progressDeadlineSeconds: 900
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web }, annotations: { example.com/note: kept } }
    spec:
      terminationGracePeriodSeconds: 45
      initContainers:
        - name: own${CONTAINER}
      containers:
        - name: app${CONTAINER}
          volumeMounts: [{ name: cache, mountPath: /cache }]
      volumes: [{ name: cache, emptyDir: { sizeLimit: 64Mi } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { a: b }
`;

function included(yaml = DEPLOYMENT, chart = newChart()): Include {
  const file = join(temporaryDirectory('prelude-adopt-'), 'web.yaml');
  writeFileSync(file, yaml);
  return new Include(chart, 'legacy', { url: file });
}
const objectOf = (include: Include, kind = 'Deployment'): ApiObject => include.apiObjects.find((object) => object.kind === kind)!;
const from = https('https://config.example.com/shop.json');

function withSteps(object: ApiObject, props = {}) {
  const web = adopt(object, 'web', props);
  new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
  const config = new FetchConfig(web, 'fetch', { from });
  return { web, config };
}

const rendered = (object: ApiObject): any => object.toJson();
const podOf = (object: ApiObject): any => rendered(object).spec.template.spec;
const yamlOf = (object: ApiObject): string => (object.node.root as App).synthYaml();
const names = (containers: readonly { readonly name: string }[]) => containers.map(({ name }) => name);

test('an included Deployment gets steps, its container the files, and keeps what it had', () => {
  const object = objectOf(included());
  const { web, config } = withSteps(object);
  config.files.mountInto(web.container('app'), '/etc/app');
  const { metadata, spec } = rendered(object);
  const pod = spec.template.spec;
  expect([names(pod.initContainers), names(pod.containers)]).toEqual([['own', 'wait', 'fetch'], ['app']]);
  expect(metadata).toEqual({ name: 'web', labels: { team: 'shop' } });
  expect(spec).toMatchObject({ replicas: 2, progressDeadlineSeconds: 900, selector: { matchLabels: { app: 'web' } } });
  expect(spec.template.metadata).toMatchObject({ labels: { app: 'web' }, annotations: { 'example.com/note': 'kept' } });
  expect(pod.terminationGracePeriodSeconds).toBe(45);
  expect(pod.containers[0]).toMatchObject({
    command: ['/bin/shop', '--serve'], resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
    volumeMounts: [{ mountPath: '/cache', name: 'cache' }, { mountPath: '/etc/app', name: 'fetch', readOnly: true }],
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  });
  expect(pod.volumes).toContainEqual({ name: 'cache', emptyDir: { sizeLimit: '64Mi' } });
  expect(factsOf(spec.template.metadata)).toMatchObject({
    path: 'test/legacy/web-deployment/web', steps: [{ name: 'wait', waitsFor: [{ protocol: 'postgres', host: 'db' }] }, { name: 'fetch' }],
  });
});

test('what is written has the steps, their program beside it, and check finds nothing in it', () => {
  const object = objectOf(included());
  withSteps(object);
  const written = yamlOf(object);
  expect(written).toContain('name: test-prelude-wait-');
  expect(written).not.toContain('undefined');
  const { findings } = checkFiles([{ name: 'a.yaml', text: written }]);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('its pods roll with its ConfigMaps, and the plan tells the clocks that the manifest has', () => {
  const object = objectOf(included(DEPLOYMENT.replace('containers:\n        - name: app', 'containers:\n        - name: app\n          envFrom: [{ configMapRef: { name: settings } }]')));
  const { web } = withSteps(object);
  expect(rendered(object).spec.template.metadata.annotations).toHaveProperty(['cdk8s-prelude/config-maps.sha256']);
  expect(web.startUpPlanText).toContain('progressDeadlineSeconds 900 s');
});

test.each([['before', ['own', 'wait', 'fetch']], ['after', ['wait', 'fetch', 'own']]] as const)('its own init containers run %s the steps', (ownInitContainers, order) => {
  const object = objectOf(included());
  const { web, config } = withSteps(object, { ownInitContainers });
  const mount = () => config.files.mountInto(web.container('own'), '/etc/app');
  if (ownInitContainers === 'before') expect(mount).toThrow(/container "own" is an init container that runs before the steps/);
  else mount();
  expect(names(podOf(object).initContainers)).toEqual(order);
});

test('a value of a step is a variable of its container, before its own command', () => {
  const object = objectOf(included());
  const web = adopt(object, 'web');
  const settings = new RunScript(web, 'settings', { script: 'printf x > /output/region', purpose: 'finds the region', rerun: 'idempotent', writes: ['region'] });
  settings.files.value('region').setIn(web.container('app'), 'REGION');
  const [app] = podOf(object).containers;
  expect(app.args.slice(-3)).toEqual(['--', '/bin/shop', '--serve']);
  expect(app.args).toContain('REGION');
});

test('a container can be added, with a volume of cdk8s-plus', () => {
  const object = objectOf(included());
  const { web, config } = withSteps(object);
  const more = web.addContainer('more', { image: image('registry.example.com/more:1', { user: 1000 }), mounts: { '/etc/app': config.files } });
  more.mount('/tmp/more', kplus.Volume.fromEmptyDir(object, 'tmp', 'tmp'));
  const pod = podOf(object);
  expect(names(pod.containers)).toEqual(['app', 'more']);
  expect(pod.containers[1].resources.limits).toEqual({ memory: '512Mi' });
  expect(pod.volumes).toContainEqual({ name: 'tmp', emptyDir: {} });
  expect(() => yamlOf(object)).not.toThrow();
});

test('patches from before say what the object is, later ones change what has the steps', () => {
  const object = objectOf(included());
  object.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/-', { name: 'side', image: 'side:1' }), JsonPatch.replace('/spec/template/spec/volumes/0/name', 'cache'));
  const { web, config } = withSteps(object);
  config.files.mountInto(web.container('side'), '/etc/app');
  object.addJsonPatch(JsonPatch.replace('/spec/template/spec/initContainers/1/args', ['broken']));
  expect(podOf(object).containers[1].volumeMounts).toEqual([{ mountPath: '/etc/app', name: 'fetch', readOnly: true }]);
  expect(() => yamlOf(object)).toThrow(/wait/);
});

describe('kinds', () => {
  const CONTAINERS = [{ name: 'app', image: 'registry.example.com/shop:1.4.2', securityContext: { runAsUser: 1000 }, resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi' } } }];
  const pod = { spec: { containers: CONTAINERS } };
  const template = { template: { metadata: { labels: { app: 'web' } }, ...pod } };
  const objects: Readonly<Record<string, [apiVersion: string, body: object, at: (manifest: any) => any]>> = {
    Pod: ['v1', pod, (manifest) => manifest],
    StatefulSet: ['apps/v1', { spec: { serviceName: 'web', selector: { matchLabels: { app: 'web' } }, ...template } }, (manifest) => manifest.spec.template],
    DaemonSet: ['apps/v1', { spec: template }, (manifest) => manifest.spec.template],
    Job: ['batch/v1', { spec: { template: { spec: { restartPolicy: 'Never', containers: CONTAINERS } } } }, (manifest) => manifest.spec.template],
    CronJob: ['batch/v1', { spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: CONTAINERS } } } } } }, (manifest) => manifest.spec.jobTemplate.spec.template],
    Rollout: ['argoproj.io/v1alpha1', { spec: template }, (manifest) => manifest.spec.template],
  };

  test.each(Object.entries(objects))('%s', (kind, [apiVersion, body, at]) => {
    const object = new ApiObject(newChart(), 'web-id', { apiVersion, kind, metadata: { name: 'web' }, ...body });
    const { web } = withSteps(object);
    const { spec, metadata } = at(rendered(object));
    expect(names(spec.initContainers)).toEqual(['wait', 'fetch']);
    expect(metadata.annotations).toHaveProperty([FACTS_ANNOTATION]);
    expect(web.startUpPlan.steps.map(({ name }) => name)).toEqual(['wait', 'fetch']);
    expect(() => yamlOf(object)).not.toThrow();
  });

  test('one of the classes of Kubernetes, by the id of its construct', () => {
    const object = new kplus.k8s.KubeDeployment(newChart(), 'web', {
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { hostIpc: false, containers: [{ ...CONTAINERS[0]!, resources: { limits: { memory: kplus.k8s.Quantity.fromString('1Gi') }, requests: { cpu: kplus.k8s.Quantity.fromNumber(1), memory: kplus.k8s.Quantity.fromString('1Gi') } }, ports: [{ containerPort: 80 }], readinessProbe: { tcpSocket: { port: kplus.k8s.IntOrString.fromNumber(80) } } }] } },
      },
    });
    const { web, config } = withSteps(object);
    config.file('shop.json').mountInto(web.container('app'), '/etc/shop.json');
    const spec = podOf(object);
    expect(names(spec.initContainers)).toEqual(['wait', 'fetch']);
    expect(spec).toMatchObject({ hostIPC: false, containers: [{ readinessProbe: { tcpSocket: { port: 80 } }, resources: { limits: { memory: '1Gi' } } }] });
    expect(() => yamlOf(object)).not.toThrow();
  });
});

test('the objects of a Helm chart, as helm has rendered them', () => {
  const directory = temporaryDirectory('prelude-helm-');
  const manifest = join(directory, 'web.yaml');
  writeFileSync(manifest, DEPLOYMENT);
  const helm = join(directory, 'helm');
  writeFileSync(helm, `#!/bin/sh\ncat '${manifest}'\n`);
  chmodSync(helm, 0o755);
  const object = objectOf(new Helm(newChart(), 'release', { chart: 'shop', helmExecutable: helm }));
  withSteps(object);
  expect(names(podOf(object).initContainers)).toEqual(['own', 'wait', 'fetch']);
});

describe('is checked as the pods of workloads are', () => {
  const rooted = DEPLOYMENT.replaceAll('runAsUser: 1000, runAsNonRoot: true', 'runAsUser: 0, runAsNonRoot: false');

  test('what its containers ask beyond the level is an error', () => {
    const object = objectOf(included(rooted));
    withSteps(object);
    expect(() => yamlOf(object)).toThrow(/runAs/);
  });

  test('below restricted, what the pod does not say stays unsaid', () => {
    const object = objectOf(included(DEPLOYMENT.replaceAll('securityContext: { runAsUser: 1000, runAsNonRoot: true }', 'workingDir: /')));
    withSteps(object, { podSecurity: 'baseline' });
    const pod = podOf(object);
    expect(pod.securityContext).not.toHaveProperty('runAsNonRoot');
    expect(pod.containers[0]).not.toHaveProperty('securityContext');
    expect(rendered(object).spec.template.metadata.annotations).toHaveProperty(['cdk8s-prelude/pod-security.level']);
  });

  test('rules are suppressed for its containers', () => {
    const object = objectOf(included(DEPLOYMENT.replaceAll(/\n {10}resources: .*/g, '')));
    const { web } = withSteps(object);
    expect(() => yamlOf(object)).toThrow(/memory-limit/);
    for (const name of ['own', 'app']) suppressRule(web.container(name), 'memory-limit', 'the node is its own');
    expect(() => yamlOf(object)).not.toThrow();
    expect(suppressionsOf(web).map(({ container }) => container)).toEqual(['own', 'app']);
  });

  test('rules over the whole app know what it waits for', () => {
    const chart = newChart();
    const object = objectOf(included(`${DEPLOYMENT}---\napiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 80 }] }\n`, chart));
    new WaitForService(adopt(object, 'web'), 'wait', { until: http('http://web/health') });
    expect(() => yamlOf(object)).toThrow(/self-wait/);
  });

  test('a step that asks the API has the rights of the account that the manifest names', () => {
    const chart = newChart();
    const object = objectOf(included(DEPLOYMENT.replace('      terminationGrace', '      serviceAccountName: shop\n      terminationGrace'), chart));
    const web = adopt(object, 'web');
    new WaitForResource(web, 'wait', { until: { kind: 'Job', name: 'seed' } });
    const bindings = manifestsOf(web).filter(({ kind }) => kind === 'RoleBinding');
    expect(bindings.map(({ subjects }) => subjects[0].name)).toEqual(['shop']);
    expect(web.startUpPlan.notes.join()).not.toContain('default');
  });
});

describe('is refused', () => {
  test('an object without pods', () => {
    expect(() => adopt(objectOf(included(), 'ConfigMap'), 'settings')).toThrow('adopt(…) finds no containers in this ConfigMap');
  });

  test('another id, with the name that will do', () => {
    expect(() => adopt(objectOf(included()), 'api')).toThrow('the id of the workload is "web", not "api"');
  });

  test('an object of a workload of cdk8s-plus or of the library', () => {
    const chart = newChart();
    const of = new kplus.Deployment(chart, 'web', { containers: [{ image: 'a:1' }] });
    expect(() => adopt(ApiObject.of(of), 'web')).toThrow(/belongs to a workload of cdk8s-plus/);
    expect(() => adopt(ApiObject.of(new Deployment(chart, 'ours').resource), 'ours')).toThrow(/belongs to a workload of cdk8s-plus/);
  });

  test('a second time', () => {
    const object = objectOf(included());
    adopt(object, 'web');
    expect(() => adopt(object, 'web')).toThrow(/already adopted/);
  });

  test('pods that have steps of the library', () => {
    const object = objectOf(included());
    withSteps(object);
    const again = objectOf(included(yamlOf(object), new Chart(new App(), 'again')));
    expect(() => adopt(again, 'web')).toThrow(/have steps of this library already/);
  });

  test('a step with the name of one of its containers, a container of another name, files of other pods', () => {
    const object = objectOf(included());
    const web = adopt(object, 'web');
    expect(() => new FetchConfig(web, 'own', { from })).toThrow('the pod already has a container "own"');
    expect(() => web.container('nobody')).toThrow('the pod has no container "nobody": it has own, app.');
    const { web: other } = withSteps(objectOf(included()));
    const { files } = new FetchConfig(web, 'fetch', { from });
    expect(() => files.mountInto(other.container('app'), '/etc/app')).toThrow(/does not belong to pod "web"/);
    expect(() => files.mountInto(web.container('app'), '/cache')).toThrow(/two volumes are mounted at "\/cache"/);
  });
});
