import { ApiObject, type App, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { adopt, Deployment, FetchConfig, https, postgres, WaitForService } from '../../src';
import { containerOf, newChart, podOf } from '../support/kubernetes';

const own = { image: 'registry.example.com/shop:1.4.2' };

function plain(chart = newChart(), container: Partial<kplus.ContainerProps> = {}) {
  return new kplus.Deployment(chart, 'web', {
    containers: [{
      name: 'app', image: own.image, securityContext: { user: 1000 },
      resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: mebibytes(64), limit: mebibytes(64) } }, ...container,
    }],
  });
}
const mebibytes = (amount: number) => Size.mebibytes(amount);

function withSteps(deployment: kplus.Deployment, props = {}) {
  const web = adopt(deployment, 'web', props);
  new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
  const config = new FetchConfig(web, 'fetch', { from: https('https://config.example.com/shop.json') });
  return { web, config };
}

test('a Deployment of cdk8s-plus gets steps, and its container the files', () => {
  const deployment = plain();
  const { web, config } = withSteps(deployment);
  config.files.mountInto(deployment.containers[0]!, '/etc/app');
  const pod = podOf(web);
  expect(pod.initContainers?.map(({ name }) => name)).toEqual(['wait', 'fetch']);
  expect(containerOf(web, 'app').volumeMounts).toEqual([{ mountPath: '/etc/app', name: 'fetch', readOnly: true }]);
});

test.each([['before', ['own', 'wait', 'fetch']], ['after', ['wait', 'fetch', 'own']]] as const)('its own init containers run %s the steps', (ownInitContainers, order) => {
  const deployment = plain();
  deployment.addInitContainer({ name: 'own', image: own.image, securityContext: { user: 1000 } });
  const { web } = withSteps(deployment, { ownInitContainers });
  expect(podOf(web).initContainers?.map(({ name }) => name)).toEqual(order);
});

test('what its container lacks for restricted is added, and the plan says so', () => {
  const { web } = withSteps(plain());
  expect(containerOf(web, 'app').securityContext).toEqual({
    allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: 1000,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(web.startUpPlan.notes).toContain('container app was repaired to meet the level: capabilities: drop ALL, seccompProfile: RuntimeDefault.');
});

test.each([
  ['root', { securityContext: { user: 0, ensureNonRoot: false } }, /runAs/],
  ['privileged', { securityContext: { privileged: true, allowPrivilegeEscalation: true } }, /privileged/],
  ['a capability', { securityContext: { user: 1000, capabilities: { add: [kplus.Capability.NET_ADMIN] } } }, /NET_ADMIN/],
])('what its container asks for beyond the level is an error: %s', (_, container, message) => {
  const { web } = withSteps(plain(newChart(), container));
  expect(() => podOf(web)).toThrow(message);
});

test('the id is asked for again and compared', () => {
  expect(() => adopt(plain(), 'api')).toThrow('the workload\'s own id is "web", not "api"');
});

test('a workload is adopted once', () => {
  const deployment = plain();
  adopt(deployment, 'web');
  expect(() => adopt(deployment, 'web')).toThrow(/adopted already/);
});

test('a name that a container has already is refused', () => {
  const deployment = plain();
  deployment.addInitContainer({ name: 'wait', image: own.image });
  expect(() => withSteps(deployment)).toThrow('the pod has a container "wait" already');
});

test('files are not mounted into a container of another pod', () => {
  const chart = newChart();
  const { config } = withSteps(plain(chart));
  const other = new kplus.Deployment(chart, 'other', { containers: [{ name: 'app', image: own.image }] });
  expect(() => config.files.mountInto(other.containers[0]!, '/etc/app')).toThrow('container "app" does not belong to pod "web"');
});

test('a handle is of its pod by the object, not by the id', () => {
  const [a, b] = [new Deployment(newChart('a'), 'web'), new Deployment(newChart('b'), 'web')];
  const ready = new WaitForService(a, 'wait', { until: postgres({ host: 'db' }) }).ready;
  expect(() => new WaitForService(b, 'wait', { until: postgres({ host: 'db' }), after: [ready] })).toThrow(
    'a handle of pod "a/web" is not assignable to pod "b/web"');
});

describe('what only a finished manifest shows', () => {
  const patched = (field: string, more: object = {}) => {
    const deployment = plain();
    deployment.addInitContainer({ name: 'own', image: own.image, securityContext: { user: 1000 } });
    const { web } = withSteps(deployment);
    const value = field === 'lifecycle' ? { preStop: { exec: { command: ['true'] } } } : { exec: { command: ['true'] } };
    for (const [name, given] of Object.entries({ [field]: value, ...more })) {
      ApiObject.of(deployment).addJsonPatch(JsonPatch.add(`/spec/template/spec/initContainers/0/${name}`, given));
    }
    return () => web;
  };
  const app = (web: () => { readonly node: { readonly root: object } }) => () => (web().node.root as App).synthYaml();

  test.each(['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'])('%s on an init container of its own is refused', (field) => {
    expect(app(patched(field))).toThrow(new RegExp(`init container "own" has a ${field}, which Kubernetes refuses`));
  });

  test.each(['startupProbe', 'lifecycle'])('%s on a native sidecar of its own is taken', (field) => {
    expect(app(patched(field, { restartPolicy: 'Always' }))).not.toThrow();
  });

  test('activeDeadlineSeconds in the template of its Deployment is refused', () => {
    const deployment = plain();
    const { web } = withSteps(deployment);
    ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/activeDeadlineSeconds', 600));
    expect(app(() => web)).toThrow(/activeDeadlineSeconds stands in the pod template of a Deployment, which Kubernetes refuses/);
  });
});
