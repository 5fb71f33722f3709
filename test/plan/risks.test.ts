import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { adopt, byArchitecture, Deployment, FetchArchive, https, image, postgres, RunCommand, tcp, WaitForService, type Workload, WriteFiles } from '../../src';
import { newChart } from '../support/kubernetes';

const shop = image('registry.example.com/shop:1.4.2', { user: 1000 });
const notesOf = (workload: Workload, about: RegExp) => workload.startUpPlan.notes.filter((note) => about.test(note));
const { Cpu, k8s } = kplus;

describe('pods that network policies keep in', () => {
  const waiting = (props: object = { isolate: true }, host = 'db', chart = newChart()) => {
    const web = new Deployment(chart, 'web', props);
    new WriteFiles(web, 'write', { files: { a: '' } });
    new WaitForService(web, 'wait', { until: postgres({ host }) });
    web.addContainer('app', { image: shop });
    return web;
  };
  const nothing = 'step "wait" connects to db, but the network policies of this app allow no egress from these pods, not even DNS (isolate: true creates such a policy): it ' +
    'waits until its deadline unless another policy of the namespace allows this traffic. Allow it with resource.connections.allowTo(…), and allow DNS (port 53).';
  const noName = 'step "wait" looks up the name db, but the network policies of this app do not allow these pods to reach the cluster\'s DNS (port 53): ' +
    'no name resolves unless another policy of the namespace allows it. Allow port 53 in an egress policy.';
  const policy = (chart: Chart, spec: object) => new ApiObject(chart, 'policy', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec });
  const policyNotes = (web: Workload) => notesOf(web, /network policies/);

  test('isolate: each step that asks somebody is told', () => expect(policyNotes(waiting())).toEqual([nothing]));

  test('no policy: nothing is said', () => expect(policyNotes(waiting({}))).toEqual([]));

  test('a policy of the app that holds for these pods', () => {
    const chart = newChart();
    policy(chart, { podSelector: {}, policyTypes: ['Egress'] });
    expect(policyNotes(waiting({}, 'db', chart))).toEqual([nothing]);
  });

  test.each([
    ['other pods', { podSelector: { matchLabels: { app: 'other' } }, policyTypes: ['Egress'] }],
    ['pods without a label that these have', { podSelector: { matchExpressions: [{ key: 'cdk8s.io/metadata.addr', operator: 'DoesNotExist' }] }, policyTypes: ['Egress'] }],
    ['what comes in', { podSelector: {}, policyTypes: ['Ingress'] }],
    ['what comes in, without a word on types', { podSelector: {}, ingress: [] }],
    ['nothing: all may go out', { podSelector: {}, egress: [{}] }],
  ])('a policy of the app for %s: nothing is said', (_, spec) => {
    const chart = newChart();
    policy(chart, spec);
    expect(policyNotes(waiting({}, 'db', chart))).toEqual([]);
  });

  test('the service is allowed, and the DNS that its name needs is not', () => {
    const web = waiting();
    const db = new kplus.Deployment(web, 'db', { containers: [{ image: 'x:1', ports: [{ number: 5432 }] }] });
    web.resource.connections.allowTo(db);
    expect(policyNotes(web)).toEqual([noName]);
  });

  test('the service is allowed, and an address needs no DNS', () => {
    const web = waiting({ isolate: true }, '10.0.0.7');
    web.resource.connections.allowTo(kplus.NetworkPolicyIpBlock.ipv4(web, 'block', '10.0.0.7/32'), { ports: [kplus.NetworkPolicyPort.tcp(5432)] });
    expect(policyNotes(web)).toEqual([]);
  });

  test.each([
    ['everybody at port 53', [{ ports: [{ port: 53, protocol: 'UDP' }] }]],
    ['a range of ports', [{ ports: [{ port: 1, endPort: 1024 }] }]],
    ['another namespace', [{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }], ports: [{ port: 'dns' }] }]],
    ['an address of the node', [{ to: [{ ipBlock: { cidr: '169.254.20.10/32' } }] }]],
  ])('DNS is allowed as well, at %s: nothing is said', (_, egress) => {
    const chart = newChart();
    policy(chart, { podSelector: {}, policyTypes: ['Egress'], egress });
    expect(policyNotes(waiting({ isolate: true }, 'db', chart))).toEqual([]);
  });

  test('policies of another namespace are not theirs', () => {
    const chart = new Chart(new App(), 'c', { namespace: 'shop' });
    new ApiObject(chart, 'policy', {
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { namespace: 'other' }, spec: { podSelector: {}, policyTypes: ['Egress'] },
    });
    expect(policyNotes(waiting({}, 'db', chart))).toEqual([]);
  });
});

describe('a container of whom nobody knows as whom it runs', () => {
  const sentence = (name: string, of: string) => `container "${name}" must not run as root (runAsNonRoot), but no user is set: it starts ` +
    `only if the USER of image "${of}" is a number, otherwise Kubernetes reports CreateContainerConfigError. Set a user (runAsUser).`;
  const users = (workload: Workload) => notesOf(workload, /no user is set/);
  const adopted = (container: kplus.ContainerProps, props: kplus.DeploymentProps = {}) =>
    adopt(new kplus.Deployment(newChart(), 'web', { ...props, containers: [{ name: 'app', ...container }] }), 'web');

  test('is told: adopted, or put on a workload of the library', () => {
    expect(users(adopted({ image: 'shop:1' }))).toEqual([sentence('app', 'shop:1')]);
    const web = new Deployment(newChart(), 'web');
    web.resource.addContainer({ name: 'own', image: 'x:1' });
    web.resource.addInitContainer({ name: 'first', image: 'y:1' });
    expect(users(web)).toEqual([sentence('first', 'y:1'), sentence('own', 'x:1')]);
  });

  test('is not told where somebody does, or root may be', () => {
    expect(users(adopted({ image: 'shop:1', securityContext: { user: 1000 } }))).toEqual([]);
    expect(users(adopted({ image: 'shop:1' }, { securityContext: { user: 1000 } }))).toEqual([]);
    expect(users(adopted({ image: 'shop:1', securityContext: { ensureNonRoot: false } }, { securityContext: { ensureNonRoot: false } }))).toEqual([]);
    const web = new Deployment(newChart(), 'web');
    web.addContainer('app', { image: image('shop:1', { user: 'image' }) });
    expect(users(web)).toEqual([]);
  });

  test('is an error where the image is known to be root', () => {
    const workload = adopted({ image: 'busybox:1.37.0' });
    expect(() => (workload.node.root as App).synthYaml()).toThrow(
      'containers[app].securityContext.runAsUser: container "app" must not run as root (runAsNonRoot) and has no user, but image "busybox:1.37.0" runs as root');
  });
});

describe('programs of one architecture', () => {
  const sha256 = 'ab'.repeat(32);
  const url = 'https://dl.example.com/jre-21_linux-x64.tar.gz';
  const fetching = (from = https(`${url}?v=1`, { sha256 })) => {
    const web = new Deployment(newChart(), 'web');
    new FetchArchive(web, 'jre', { from });
    web.addContainer('app', { image: shop });
    return web;
  };
  const place = (spec: object) => {
    const web = fetching();
    for (const [path, value] of Object.entries(spec)) ApiObject.of(web.resource).addJsonPatch(JsonPatch.add(`/spec/template/spec/${path}`, value));
    return web;
  };
  const told = `step "jre" fetches ${url}, which by its name is for amd64, but the pod may run on any node: give an address for each kind of node with ` +
    'byArchitecture({ amd64: … }), or keep the pod to these nodes with the node selector kubernetes.io/arch: amd64.';

  test('are told where nothing says on which nodes the pod runs', () => {
    expect(notesOf(fetching(), /by its name/)).toEqual([told]);
    expect(notesOf(place({ nodeSelector: { disk: 'ssd' } }), /by its name/)).toEqual([told]);
  });

  test.each<[string, object]>([
    ['a node selector', { nodeSelector: { 'kubernetes.io/arch': 'amd64' } }],
    ['an affinity', { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }] }],
    } } } }],
    ['one node', { nodeName: 'one' }],
  ])('are left to %s', (_, spec) => expect(notesOf(place(spec), /by its name/)).toEqual([]));

  test('are no matter where each kind of node has its own, or the name says nothing', () => {
    expect(notesOf(fetching(byArchitecture({ amd64: https(url, { sha256 }) })), /by its name/)).toEqual([]);
    expect(notesOf(fetching(https('https://amd64.example.com/pages.zip', { sha256 })), /by its name/)).toEqual([]);
  });
});

describe('CPU that makes a start slow, or a pod large', () => {
  const importing = (resources: kplus.ContainerResources) => {
    const web = new Deployment(newChart(), 'web');
    new RunCommand(web, 'import', { image: shop, command: ['import'], purpose: 'imports', rerun: 'idempotent', resources });
    web.addContainer('app', { image: shop, resources: { cpu: { limit: Cpu.millis(100) } } });
    return web;
  };
  const throttled = (limit: string) =>
    `step "import" has a CPU limit of ${limit}, which throttles its shell: a step that takes less than 1 s with 200m takes 4 s with 20m. Set at least 200m, or no limit.`;

  test('a limit below 200m is told, by property and by patch', () => {
    expect(notesOf(importing({ cpu: { request: Cpu.millis(10), limit: Cpu.millis(20) } }), /throttles/)).toEqual([throttled('20m')]);
    const patched = importing({});
    // A bare string would be lost: cdk8s-plus asks it for its value.
    ApiObject.of(patched.resource).addJsonPatch(JsonPatch.add('/spec/template/spec/initContainers/1/resources/limits/cpu', k8s.Quantity.fromString('50m')));
    expect(notesOf(patched, /throttles/)).toEqual([throttled('50m')]);
  });

  test('200m is enough, and the app is its user\'s affair', () => {
    expect(notesOf(importing({ cpu: { request: Cpu.millis(10), limit: Cpu.millis(200) } }), /throttles/)).toEqual([]);
    expect(notesOf(importing({}), /throttles/)).toEqual([]);
  });

  test('a start that asks for much more than the app is told', () => {
    const notes = notesOf(importing({ cpu: { request: Cpu.units(2), limit: Cpu.units(2) } }), /scheduler/);
    expect(notes).toEqual(['init container "import" raises the requests at the start to 2000m of CPU, but everything that runs later requests 100m ' +
      'of CPU: the scheduler reserves the larger amount for the pod\'s whole life. Request less, or do that work in a Job.']);
    expect(notesOf(importing({}), /scheduler/)).toEqual([]);
  });
});

test('a start without risks has no note of one', () => {
  const web = new Deployment(newChart(), 'web');
  new WaitForService(web, 'wait', { until: tcp({ host: 'db', port: 1 }) });
  web.addContainer('app', { image: shop });
  expect(web.startUpPlan.notes).toEqual([expect.stringMatching(/^if a step fails/)]);
});
