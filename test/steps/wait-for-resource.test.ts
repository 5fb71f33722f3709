import { ApiObject, App, Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Deployment, dns, image, type OneTarget, optional, resource, type ResourceProps, type Target, WaitForResource, WaitForService } from '../../src';

const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });
const chart = (namespace?: string) => new Chart(new App(), 'shop', { disableResourceNameHashes: true, ...(namespace === undefined ? {} : { namespace }) });

function waiting(of: Chart, until: ResourceProps, id = 'web'): Deployment {
  const web = new Deployment(of, id);
  new WaitForResource(web, 'wait', { until });
  web.addContainer('app', { image: APP });
  return web;
}
const job = (of: Chart, more: object = {}): kplus.Job => new kplus.Job(of, 'load', { containers: [{ image: 'registry.example.com/load:1.0.0', securityContext: { user: 1000 } }], ...more });
const objects = (of: Chart) => Testing.synth(of) as ReadonlyArray<Record<string, any>>;
const kind = (of: Chart, name: string) => objects(of).filter((one) => one.kind === name);
const argsOf = (until: ResourceProps) => {
  const of = chart();
  waiting(of, until);
  return kind(of, 'Deployment')[0]!.spec.template.spec.initContainers[0].args.slice(2) as readonly string[];
};
const thrown = (run: () => unknown): string => {
  try {
    run();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test('asks for one object by a token that one container has, and a Role that holds for this name only', () => {
  const of = chart('data');
  const load = job(of);
  const web = waiting(of, { kind: 'Job', name: load });
  const { initContainers: [wait], containers: [app], volumes, serviceAccountName } = kind(of, 'Deployment')[0]!.spec.template.spec;
  expect(wait).toMatchObject({
    image: 'docker.io/curlimages/curl:8.11.1', name: 'wait',
    args: ['--timeout', '570', 'resource=resource://shop-load/apis/batch/v1/namespaces/data/jobs', '--kind', 'job', '--until', 'complete'],
    securityContext: { runAsUser: 65534, readOnlyRootFilesystem: true },
  });
  expect(wait.volumeMounts).toContainEqual({ mountPath: '/prelude-token', name: 'prelude-token', readOnly: true });
  expect(JSON.stringify(app)).not.toContain('prelude-token');
  expect(volumes.find(({ name }: { name: string }) => name === 'prelude-token').projected.sources[0]).toEqual({ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } });
  expect(serviceAccountName).toBeUndefined();
  const [role] = kind(of, 'Role');
  expect(role!.rules).toEqual([{ apiGroups: ['batch'], resources: ['jobs'], resourceNames: ['shop-load'], verbs: ['get'] }]);
  expect(kind(of, 'RoleBinding')).toMatchObject([{ roleRef: { kind: 'Role', name: role!.metadata.name }, subjects: [{ kind: 'ServiceAccount', name: 'default' }] }]);
  expect(web.startUpPlan.notes).toContainEqual(expect.stringContaining('step "wait" may get jobs/shop-load, and so may every pod of the namespace'));
  expect(web.startUpPlan.steps[0]).toMatchObject({ name: 'wait', kind: 'WaitForResource' });
});

test('binds the account of the pod, and then has no note', () => {
  const of = chart();
  const web = new Deployment(of, 'web', { serviceAccount: new kplus.ServiceAccount(of, 'account') });
  new WaitForService(web, 'wait', { until: { load: resource({ kind: 'Job', name: 'load' }), again: resource({ kind: 'Job', name: 'load' }), name: dns({ host: 'x' }) } });
  web.addContainer('app', { image: APP });
  expect(kind(of, 'RoleBinding').map(({ subjects }) => subjects)).toEqual([[{ kind: 'ServiceAccount', name: 'shop-account' }]]);
  expect(web.startUpPlan.notes.filter((note) => note.includes('ServiceAccount'))).toEqual([]);
});

test.each<[ResourceProps, readonly string[]]>([
  [{ kind: 'Deployment', name: 'api' }, ['resource=resource://api/apis/apps/v1/deployments', '--kind', 'deployment', '--until', 'available']],
  [{ kind: 'Deployment', name: 'api', until: 'rolledOut' }, ['resource=resource://api/apis/apps/v1/deployments', '--kind', 'deployment', '--until', 'rolled-out']],
  [{ kind: 'StatefulSet', name: 'db' }, ['resource=resource://db/apis/apps/v1/statefulsets', '--kind', 'statefulset', '--until', 'rolled-out']],
  [{ kind: 'DaemonSet', name: 'agent' }, ['resource=resource://agent/apis/apps/v1/daemonsets', '--kind', 'daemonset', '--until', 'rolled-out']],
  [{ kind: 'Pod', name: 'db-0' }, ['resource=resource://db-0/api/v1/pods', '--kind', 'pod', '--until', 'ready']],
  [{ kind: 'PersistentVolumeClaim', name: 'data' }, ['resource=resource://data/api/v1/persistentvolumeclaims', '--kind', 'persistentvolumeclaim', '--until', 'bound']],
  [{ kind: 'Certificate', apiVersion: 'cert-manager.io/v1', name: 'tls', condition: 'Ready' },
    ['resource=resource://tls/apis/cert-manager.io/v1/certificates', '--kind', 'certificate', '--until', 'condition=Ready=True']],
  [{ kind: 'Policy', apiVersion: 'example.com/v1beta1', name: 'x', condition: { type: 'Stalled', status: 'False' } },
    ['resource=resource://x/apis/example.com/v1beta1/policies', '--kind', 'policy', '--until', 'condition=Stalled=False']],
  [{ kind: 'Ingress', apiVersion: 'networking.k8s.io/v1', name: 'x', field: { path: 'status.loadBalancer.ingress.0.ip', value: '10.0.0.1' } },
    ['resource=resource://x/apis/networking.k8s.io/v1/ingresses', '--kind', 'ingress', '--until', 'field=status.loadBalancer.ingress.0.ip=10.0.0.1']],
  [{ kind: 'Job', apiVersion: 'batch/v1', name: 'x', field: { path: 'status.ready', value: 1 } }, ['resource=resource://x/apis/batch/v1/jobs', '--kind', 'job', '--until', 'field=status.ready=1']],
])('%j', (until, args) => expect(argsOf(until)).toEqual(args));

test('an object elsewhere gets its Role there, one of the cluster a ClusterRole; both name the account with its namespace', () => {
  const of = chart('shop');
  waiting(of, { kind: 'Job', name: 'load', namespace: 'data' });
  waiting(of, { kind: 'CustomResourceDefinition', name: 'a.example.com' }, 'other');
  expect(kind(of, 'Role')).toMatchObject([{ metadata: { namespace: 'data' } }]);
  expect(kind(of, 'RoleBinding')).toMatchObject([{ metadata: { namespace: 'data' }, subjects: [{ name: 'default', namespace: 'shop' }] }]);
  expect(kind(of, 'ClusterRole')).toMatchObject([{ metadata: { name: expect.stringMatching(/^shop-shop-other-wait-reader-/) }, rules: [{ resourceNames: ['a.example.com'] }] }]);
  expect(kind(of, 'ClusterRoleBinding')).toMatchObject([{ roleRef: { kind: 'ClusterRole' }, subjects: [{ name: 'default', namespace: 'shop' }] }]);
  expect(thrown(() => waiting(chart(), { kind: 'Job', name: 'load', namespace: 'data' }))).toMatch(/the Role there must name the pod's namespace: give the chart a namespace\. (Given: [^\n]*)?\(rule wait-target\)/);
});

test.each<[object, RegExp]>([
  [{ kind: 'Job', name: 'load', until: 'available' }, /until of a Job must be 'complete'\. Given: "available"/],
  [{ kind: 'Job', name: 'load', condition: 'x' }, /condition/],
  [{ kind: 'Certificate', name: 'x', condition: 'Ready' }, /apiVersion must be a version/],
  [{ kind: 'Certificate', apiVersion: 'cert-manager.io/v1', name: 'x' }, /give a condition, such as "Ready", or a field/],
  [{ kind: 'Certificate', apiVersion: 'cert-manager.io/v1', name: 'x', condition: 'Ready', field: { path: 'status.x', value: 1 } }, /give only one/],
  [{ kind: 'Certificate', apiVersion: 'cert-manager.io/v1', name: 'x', condition: 'Ready=True' }, /the type of a condition/],
  [{ kind: 'Certificate', apiVersion: 'cert-manager.io/v1', name: 'x', field: { path: 'metadata.labels.x', value: 'y' } }, /a field must have a path in spec or status/],
  [{ kind: 'Certificate', apiVersion: 'cert-manager.io/v1', name: 'x', plural: 'a/b', condition: 'Ready' }, /plural must be the kind/],
  [{ kind: 'Pod', name: 'web-6d4cf56db6-x2x7k' }, /the next pod has another name/],
  [{ kind: 'Job', name: 'Load' }, /the name of a Job/],
  [{ kind: 'Job', name: 'load', namespace: 'a.b' }, /a namespace/],
  [{ kind: 'Deployment', name: job(chart()) }, /expected a Deployment or its name, but this is of kind/],
])('refuses %j', (until, sentence) => expect(thrown(() => argsOf(until as ResourceProps))).toMatch(sentence));

describe('in the finished app', () => {
  const found = (of: Chart) => thrown(() => (of.node.root as App).synthYaml()).split('\n').filter((line) => /rule (waited-objects|wait-cycle)/.test(line)).map((line) => line.trim());

  test('a wait for the own workload, by its name or as the object', () => {
    const of = chart();
    waiting(of, { kind: 'Deployment', name: 'shop-web' });
    expect(found(of)).toEqual([expect.stringMatching(/step "wait" waits for Deployment "shop-web", to which this pod belongs/)]);
  });

  test('a Job that is deleted when its time is over, in the same namespace only', () => {
    const of = chart('data');
    const load = job(of, { ttlAfterFinished: Duration.hours(1) });
    waiting(of, { kind: 'Job', name: load });
    waiting(of, { kind: 'Job', name: 'shop-load', namespace: 'other' }, 'other');
    expect(found(of)).toEqual([expect.stringMatching(/step "wait" waits for Job "shop-load", which is deleted 3600 s after it has ended/)]);
  });

  test('a cycle through objects and Services; an optional wait is the way out', () => {
    const build = (until: OneTarget) => {
      const of = chart();
      waiting(of, { kind: 'Deployment', name: 'shop-api' });
      const api = new Deployment(of, 'api');
      new WaitForService(api, 'wait', { until: until as Target });
      api.addContainer('app', { image: APP });
      return of;
    };
    expect(found(build(resource({ kind: 'Deployment', name: 'shop-web' })))).toEqual([
      expect.stringMatching(/shop\/web waits for shop\/api \(Deployment shop-api\) waits for shop\/web \(Deployment shop-web\): none of them can start/),
    ]);
    expect(found(build(optional(resource({ kind: 'Deployment', name: 'shop-web' }))))).toEqual([]);
  });

  test('what has no cycle is taken, custom resources among them', () => {
    const of = chart();
    waiting(of, { kind: 'Job', name: job(of) });
    waiting(of, { kind: 'Widget', apiVersion: 'example.com/v1', name: new ApiObject(of, 'widget', { apiVersion: 'example.com/v1', kind: 'Widget' }), condition: 'Ready' }, 'second');
    expect(found(of)).toEqual([]);
  });
});
