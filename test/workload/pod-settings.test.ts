import { ApiObject, App, Chart, Cron } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { adopt, CronJob, Deployment, image, RunCommand, tcp, WaitForService, type Workload } from '../../src';
import { podOf } from '../../src/manifest/pod-of';

const shop = image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 });
const any = (value: unknown) => value as never;
const chart = () => new Chart(new App({ outdir: '/nonexistent' }), 'shop');
const specOf = (workload: Workload<any, any>) => podOf(ApiObject.of(workload.resource).toJson()).spec as any;
const run = (web: Workload<any, any>) => new RunCommand(any(web), 'run', any({ image: shop, command: ['run'], purpose: 'runs', rerun: 'idempotent' }));

describe('imagePullPolicy', () => {
  test('is IfNotPresent, whoever adds the container', () => {
    const web = new Deployment(chart(), 'web');
    run(web);
    web.addContainer('app', { image: shop });
    const { initContainers, containers } = specOf(web);
    expect([...initContainers, ...containers].map((one: any) => one.imagePullPolicy)).toEqual(['IfNotPresent', 'IfNotPresent', 'IfNotPresent']);
  });

  test('of the workload is that of all its containers, the helper among them; a container says otherwise', () => {
    const web = new Deployment(chart(), 'web', { imagePullPolicy: kplus.ImagePullPolicy.ALWAYS });
    run(web);
    web.addContainer('app', { image: shop });
    web.addContainer('local', { image: shop, imagePullPolicy: 'Never' });
    const { initContainers, containers } = specOf(web);
    expect([...initContainers, ...containers].map((one: any) => [one.name, one.imagePullPolicy])).toEqual([
      ['prelude-helper', 'Always'], ['run', 'Always'], ['app', 'Always'], ['local', 'Never'],
    ]);
  });

  test('is one of three', () => {
    expect(() => new Deployment(chart(), 'web', { imagePullPolicy: any('always') })).toThrow(/imagePullPolicy must be .*IfNotPresent/);
    expect(() => new Deployment(chart(), 'web').addContainer('app', { image: shop, imagePullPolicy: any(true) })).toThrow(/imagePullPolicy must be/);
  });
});

describe('sysctls', () => {
  test('stand in the pod', () => {
    const job = new CronJob(chart(), 'job', { schedule: Cron.daily(), sysctls: { 'net.ipv4.ip_unprivileged_port_start': 0, 'net.ipv4.tcp_syncookies': '1' } });
    job.addContainer('app', { image: shop });
    expect(specOf(job).securityContext.sysctls).toEqual([
      { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }, { name: 'net.ipv4.tcp_syncookies', value: '1' },
    ]);
  });

  test.each([
    [{ somaxconn: '1' }], [{ 'net.core.somaxconn': '' }], [{ 'net.core.somaxconn': 1.5 }], [{ 'NET.core': 1 }], [['net.core.somaxconn=1']],
  ])('are not %j', (sysctls) => {
    expect(() => new Deployment(chart(), 'web', { sysctls: any(sysctls) })).toThrow(/sysctls/);
  });

  test('that are not safe are refused below privileged', () => {
    const of = chart();
    new Deployment(of, 'web', { sysctls: { 'kernel.msgmax': 1 } }).addContainer('app', { image: shop });
    expect(() => (of.node.root as App).synthYaml()).toThrow(/securityContext\.sysctls\[kernel\.msgmax\].*rule sysctls/);
    const privileged = chart();
    const large = new Deployment(privileged, 'web', { podSecurity: 'privileged', podSecurityBecause: 'large messages', sysctls: { 'kernel.msgmax': 1 } });
    large.addContainer('app', { image: shop });
    expect(() => (privileged.node.root as App).synthYaml()).not.toThrow();
  });
});

describe('fsGroupChangePolicy of an adopted workload', () => {
  const adopted = (securityContext: object, props: object = {}) => {
    const theirs = new kplus.Deployment(chart(), 'own', { securityContext: any({ user: 1000, ...securityContext }) });
    theirs.addContainer({ name: 'app', image: 'registry.example.com/a:1.0.0', securityContext: { user: 1000 } });
    return specOf(adopt(theirs, 'own', props)).securityContext.fsGroupChangePolicy as string | undefined;
  };
  const { ALWAYS, ON_ROOT_MISMATCH } = kplus.FsGroupChangePolicy;

  test('stays', () => {
    expect(adopted({ fsGroup: 1000, fsGroupChangePolicy: ALWAYS })).toBe('Always');
    expect(adopted({ fsGroup: 1000, fsGroupChangePolicy: ON_ROOT_MISMATCH })).toBe('OnRootMismatch');
    expect(adopted({ fsGroup: 1000 })).toBe('Always');
  });
  test('is that of the library for a group that the library sets, and none without a group', () => {
    expect(adopted({}, { fsGroup: 1000 })).toBe('OnRootMismatch');
    expect(adopted({})).toBeUndefined();
  });
});

describe('a token of a ServiceAccount in the plan', () => {
  const notes = (props: object, more: (of: Chart, web: Deployment<'web'>) => void = () => undefined) => {
    const of = chart();
    const web = new Deployment(of, 'web', any(props));
    new WaitForService(web, 'wait', { until: tcp({ host: 'db', port: 1 }) });
    more(of, web);
    web.addContainer('app', { image: shop });
    return web.startUpPlan.notes.filter((note) => note.includes('token'));
  };
  const withToken = { automountServiceAccountToken: true };

  test('is told of where nothing shows that the pod asks the API', () => {
    expect(notes(withToken)).toEqual([expect.stringMatching(/^every container has the token of ServiceAccount "default" \(automount.*: true\), but nothing/)]);
    const serviceAccount = kplus.ServiceAccount.fromServiceAccountName(chart(), 'sa', 'shop');
    expect(notes({ ...withToken, serviceAccount })).toEqual([expect.stringContaining('ServiceAccount "shop"')]);
  });
  test('is not told of without a token, with a binding of the account, or a command that asks', () => {
    expect(notes({})).toEqual([]);
    expect(notes(withToken, (_, web) => web.addContainer('other', { image: shop, command: ['kubectl', 'get', 'pods'] }))).toEqual([]);
    const serviceAccount = kplus.ServiceAccount.fromServiceAccountName(chart(), 'sa', 'shop');
    expect(notes({ ...withToken, serviceAccount }, (of) => new ApiObject(of, 'binding', {
      apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', ...any({ subjects: [{ kind: 'ServiceAccount', name: 'shop' }], roleRef: {} }) as object,
    }))).toEqual([]);
  });
});
