import { ApiObject, type App, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { adopt, Deployment, FetchConfig, https, image, postgres, WaitForService } from '../../src';
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
  expect(() => adopt(plain(), 'api')).toThrow('the id of the workload is "web", not "api"');
});

test('a workload is adopted once', () => {
  const deployment = plain();
  adopt(deployment, 'web');
  expect(() => adopt(deployment, 'web')).toThrow(/already adopted/);
});

test('one that was refused can be adopted', () => {
  const deployment = plain();
  expect(() => adopt(deployment, 'web', { podSecurity: 'nope' as never })).toThrow(/podSecurity/);
  expect(adopt(deployment, 'web').id).toBe('web');
});

test('a name that a container has already is refused', () => {
  const deployment = plain();
  deployment.addInitContainer({ name: 'wait', image: own.image });
  expect(() => withSteps(deployment)).toThrow('the pod already has a container "wait"');
});

test('files are not mounted into a container of another pod', () => {
  const chart = newChart();
  const { config } = withSteps(plain(chart));
  const other = new kplus.Deployment(chart, 'other', { containers: [{ name: 'app', image: own.image }] });
  expect(() => config.files.mountInto(other.containers[0]!, '/etc/app')).toThrow('container "app" does not belong to pod "web"');
});

describe('files in a container that starts before they are written', () => {
  const sentence = 'container "own" is an init container that runs before the steps, so the files do not exist yet: run ' +
    'it as a step of its own (RunCommand, RunScript), or after the steps with adopt(workload, id, { ownInitContainers: \'after\' }).';
  const initContainer = { name: 'own', image: own.image, securityContext: { user: 1000 } };

  test('are refused: an init container of the workload\'s own', () => {
    const deployment = plain();
    const before = deployment.addInitContainer(initContainer);
    const { config } = withSteps(deployment);
    expect(() => config.files.mountInto(before, '/etc/app')).toThrow(sentence);
    expect(() => config.file('shop.json').mountInto(before, '/etc/app/shop.json')).toThrow(sentence);
    expect(() => config.files.mountInto(deployment.addInitContainer({ ...initContainer, name: 'later' }), '/etc/app')).toThrow(/"later" is an init container/);
  });

  test('are refused: one that was added to a workload of the library', () => {
    const web = new Deployment(newChart(), 'web');
    const config = new FetchConfig(web, 'fetch', { from: https('https://config.example.com/shop.json') });
    expect(() => config.files.mountInto(web.resource.addInitContainer(initContainer), '/etc/app')).toThrow(sentence);
  });

  test('are mounted where they run after the steps', () => {
    const deployment = plain();
    const after = deployment.addInitContainer(initContainer);
    const { web, config } = withSteps(deployment, { ownInitContainers: 'after' });
    config.files.mountInto(after, '/etc/app');
    expect(podOf(web).initContainers?.map(({ name }) => name)).toEqual(['wait', 'fetch', 'own']);
    expect(containerOf(web, 'own').volumeMounts).toEqual([{ mountPath: '/etc/app', name: 'fetch', readOnly: true }]);
  });
});

describe('mountInto obeys the rules of mounts', () => {
  test.each([
    ['data', 'mount path "data" is relative: begin it with "/"'],
    ['/data/', 'mount path "/data/" ends with "/": remove it, because "/data" and "/data/" are the same place'],
    ['/data/../x', 'a mount path must be an absolute path without'],
    ['/proc', '"/proc" is reserved for the container runtime'],
  ])('%s', (path, message) => {
    const deployment = plain();
    const { config } = withSteps(deployment);
    expect(() => config.files.mountInto(deployment.containers[0]!, path)).toThrow(message);
  });

  test('a path is taken once, and nothing lies within the files of a step', () => {
    const deployment = plain();
    const { web, config } = withSteps(deployment);
    const container = deployment.containers[0]!;
    container.mount('/own/', kplus.Volume.fromEmptyDir(web, 'own', 'own'));
    expect(() => config.files.mountInto(container, '/own')).toThrow('two volumes are mounted at "/own", so one hides the other');
    config.files.mountInto(container, '/etc/app');
    expect(() => config.files.mountInto(container, '/etc/app')).toThrow('two volumes are mounted at "/etc/app", so one hides the other');
    expect(() => config.files.mountInto(container, '/etc/app/more')).toThrow('"/etc/app/more" lies inside "/etc/app"');
  });

  test('in a container that the library has made, its mounts count', () => {
    const web = new Deployment(newChart(), 'web');
    const config = new FetchConfig(web, 'fetch', { from: https('https://config.example.com/shop.json') });
    const container = web.addContainer('app', { image: image('registry.example.com/shop:1', { user: 1000 }), mounts: { '/etc/app': config.files } });
    expect(() => config.files.mountInto(container, '/etc/app')).toThrow('two volumes are mounted at "/etc/app", so one hides the other');
  });
});

test('a volume of cdk8s-plus called as that of a step is refused', () => {
  const deployment = plain();
  const { web } = withSteps(deployment);
  deployment.containers[0]!.mount('/own', kplus.Volume.fromEmptyDir(web, 'own', 'fetch'));
  expect(() => podOf(web)).toThrow('volumes[2].name: the pod already has a volume "fetch": every volume needs its own name; rename this one, or volumes[0]');
});

test('a handle is of its pod by the object, not by the id', () => {
  const [a, b] = [new Deployment(newChart('a'), 'web'), new Deployment(newChart('b'), 'web')];
  const ready = new WaitForService(a, 'wait', { until: postgres({ host: 'db' }) }).ready;
  expect(() => new WaitForService(b, 'wait', { until: postgres({ host: 'db' }), after: [ready] })).toThrow(
    'a handle of pod "a/web" is not assignable to pod "b/web"');
});

describe('what only a rendered manifest shows', () => {
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
    expect(app(() => web)).toThrow(/the pod template of a Deployment has activeDeadlineSeconds, which Kubernetes refuses/);
  });
});
