import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  adopt, command, Deployment, dns, suppressRule, FetchConfig, git, http, https, image, optional, postgres, RunScript, StatefulSet, type
  StatefulSetProps, type Targets, tcp, WaitForService, type Workload,
} from '../../src';
import { APP_RULES } from '../../src/rules/app';

const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });
const app = (namespace?: string) => new Chart(new App(), 'shop', { disableResourceNameHashes: true, ...(namespace === undefined ? {} : { namespace }) });

/** A Deployment behind a Service of its name, which waits. */
function workload(chart: Chart, id: string, until?: Targets, { service = id, wait = 'wait' } = {}): Deployment {
  const web = new Deployment(chart, id, {});
  if (until) new WaitForService(web, wait, { until });
  web.addContainer('app', { image: APP, ports: [80] });
  web.resource.exposeViaService({ name: service });
  return web;
}

/** What a synth of the chart's app finds of who waits for whom (app-references.test.ts has the rest), one line each; the same by both ways of synth. */
function findings(chart: Chart): readonly string[] {
  const told = (synth: () => unknown): readonly string[] => {
    try {
      synth();
      return [];
    } catch (error) {
      return (error as Error).message.split('\n').filter((line) => /\(rule (self-wait|wait-cycle|stateful-peers)\)/.test(line)).map((line) => line.trim());
    }
  };
  const found = told(() => (chart.node.root as App).synthYaml());
  expect(told(() => Testing.synth(chart))).toEqual(found);
  expect(told(() => Testing.synth(chart))).toEqual(found);
  return found;
}

const at = (host: string) => tcp({ host, port: 80 });

describe('the pack', () => {
  test('has the rule of every file, each said in full', () => {
    const files = readdirSync(join(__dirname, '../../src/rules/app')).map((file) => file.replace('.ts', '')).filter((file) => !['app', 'index', 'objects', 'rule'].includes(file));
    expect(APP_RULES.map(({ id }) => id).sort()).toEqual(files.sort());
    for (const { title, why, see } of APP_RULES) {
      expect(title).toMatch(/^\S.*[^.]$/);
      expect(why).toMatch(/\.$/);
      expect(see).toMatch(/^https:\/\/kubernetes\.io\/docs\//);
    }
  });
});

test.each(['self-wait', 'wait-cycle', 'stateful-peers', 'service-ports'] as const)('%s cannot be suppressed; an optional wait is the way out', (rule) => {
  const chart = app();
  const web = workload(chart, 'web', at('web'));
  expect(() => suppressRule(web, rule, 'pods of the old chart serve it as well')).toThrow(
    `shop/web: rule ${rule} cannot be suppressed: the pod would never start; make a wait optional(…) if something outside of this app can answer it.`);
  expect(findings(chart)).toHaveLength(1);
  const other = app();
  workload(other, 'web', optional(at('web')));
  expect(findings(other)).toEqual([]);
});

describe('self-wait', () => {
  test.each(['localhost', '127.0.0.1', '127.9.9.9', '::1', 'LOCALHOST'])('a wait for %s, where nobody listens before the app, but for a sidecar', (host) => {
    const build = (props: object, change?: (web: Deployment) => void) => {
      const chart = app();
      const web = new Deployment(chart, 'web', props);
      change?.(web);
      new WaitForService(web, 'wait', { until: at(host) });
      web.addContainer('app', { image: APP });
      return chart;
    };
    expect(findings(build({}))).toEqual([expect.stringMatching(
      /^\[shop\/web\] initContainers\[wait\]: step "wait" waits for \S+, which is the pod itself: .*add a native sidecar before the step that listens there\. \(rule self-wait\)$/)]);
    expect(findings(build({}, (web) => web.resource.addInitContainer({
      name: 'proxy', image: 'a/proxy:1', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS, securityContext: { user: 1000 },
      resources: { memory: { limit: Size.mebibytes(64), request: Size.mebibytes(64) }, cpu: { request: kplus.Cpu.millis(10) } },
    })))).toEqual([]);
    expect(findings(build({ podSecurity: 'privileged' }, (web) => ApiObject.of(web.resource).addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetwork', true))))).toEqual([]);
  });

  test('a wait for the Service of the own pod is an error, at the workload and the step', () => {
    const chart = app();
    workload(chart, 'web', at('web'));
    expect(findings(chart)).toEqual([
      '[shop/web] initContainers[wait]: step "wait" waits for Service "web", which selects this pod itself: the pod is not ready until its steps have finished, '
      + 'so the step waits forever. Remove the wait, wait for a Service that selects only other pods, or let the app check once it runs. (rule self-wait)',
    ]);
  });

  test.each<[string, string, string | undefined]>([
    ['web', 'shop', undefined], ['WEB', 'shop', undefined], ['web.', 'shop', undefined], ['web.shop', 'shop', undefined], ['web.shop.svc', 'shop', undefined],
    ['web.shop.svc.cluster.local', 'shop', undefined], ['web.shop.svc.cluster.local.', 'shop', undefined], ['web.shop.svc.example', 'shop', undefined],
    ['web', '', undefined],
  ])('by whatever name: %s in namespace "%s"', (host, namespace) => {
    const chart = app(namespace === '' ? undefined : namespace);
    workload(chart, 'web', at(host));
    expect(findings(chart)).toHaveLength(1);
  });

  test.each<[string, (chart: Chart) => Targets]>([
    ['a protocol', () => ({ db: postgres({ host: 'db' }), web: http('http://web:80/health') })],
    ['several', () => ({ a: at('db'), b: at('web') })],
    ['the name alone', () => dns({ host: 'web' })],
  ])('%s', (_, until) => {
    const chart = app();
    workload(chart, 'web', until(chart));
    expect(findings(chart)).toHaveLength(1);
  });

  test('a Service object that is given as host, and one that a patch has turned to this pod', () => {
    const chart = app('shop');
    const service = new kplus.Service(chart, 'service', { ports: [{ port: 80 }] });
    const web = workload(chart, 'web', tcp({ host: service, port: 80 }), { service: 'other' });
    expect(findings(chart)).toEqual([]);
    ApiObject.of(service).addJsonPatch(JsonPatch.add('/spec/selector', { x: 'y' }));
    web.resource.podMetadata.addLabel('x', 'y');
    expect(findings(chart)).toHaveLength(1);
  });

  test('a fetch of configuration from it, over the web or from git', () => {
    const chart = app();
    const web = workload(chart, 'web');
    new FetchConfig(web, 'fetch', { from: https('https://web:8443/x.json') });
    expect(findings(chart)).toEqual([expect.stringContaining('initContainers[fetch]: step "fetch" waits for Service "web"')]);
    const other = app();
    new FetchConfig(workload(other, 'web'), 'clone', { from: git('https://web/x.git') });
    expect(findings(other)).toHaveLength(1);
  });

  test('what a script or a command says that it asks', () => {
    const chart = app();
    const web = workload(chart, 'web');
    const asks = (of: Workload, id: string, ...urls: string[]) => new RunScript(of as never, id, { purpose: 'looks', script: 'true', rerun: 'idempotent', asks: urls });
    asks(web, 'look', 'http://web/healthz');
    expect(findings(chart)).toEqual([expect.stringContaining('initContainers[look]: step "look" waits for Service "web"')]);
    const other = app();
    asks(workload(other, 'a'), 'look', 'https://b:8443');
    asks(workload(other, 'b'), 'look', 'https://a.example.com', 'http://a');
    expect(findings(other)).toEqual([expect.stringContaining('rule wait-cycle')]);
    expect(web.startUpPlan.steps[0]?.waitsFor).toEqual(['http://web/healthz']);
    for (const [index, wrong] of ['web', 'http://', 5, 'http://u:p@web/'].entries()) expect(() => asks(web, `wrong-${index}`, wrong as string)).toThrow(/asks must list URLs/);
  });

  test('an adopted workload', () => {
    const chart = app();
    const own = new kplus.Deployment(chart, 'web', { containers: [{ image: 'a:1', portNumber: 80, securityContext: { user: 1 } }] });
    own.exposeViaService({ name: 'web' });
    new WaitForService(adopt(own, 'web'), 'wait', { until: at('web') });
    expect(findings(chart)).toHaveLength(1);
  });

  test.each<[string, (chart: Chart) => void]>([
    ['an optional wait', (chart) => void workload(chart, 'web', { web: optional(at('web')) })],
    ['a command of the user\'s own', (chart) => void workload(chart, 'web', command({ image: APP, command: ['x'], proves: 'it works' }))],
    ['a Service of that name in another namespace', (chart) => void workload(chart, 'web', at('web.other'))],
    ['a Service without a selector', (chart) => {
      workload(chart, 'web', at('db'));
      new kplus.Service(chart, 'db', { metadata: { name: 'db' }, ports: [{ port: 80 }] });
    }],
    ['one that stands for a name elsewhere', (chart) => {
      const web = workload(chart, 'web', at('db'));
      const db = new kplus.Service(chart, 'db', { metadata: { name: 'db' }, type: kplus.ServiceType.EXTERNAL_NAME, externalName: 'db.example.com' });
      ApiObject.of(db).addJsonPatch(JsonPatch.add('/spec/selector', web.resource.matchLabels));
    }],
    ['hosts beyond the cluster, and addresses', (chart) => void workload(chart, 'web', { a: at('web.example.com'), b: at('10.0.0.1'), c: at('fd00::1'), d: at('a.b.c.d.svc') })],
  ])('%s is none', (_, build) => {
    const chart = app('shop');
    build(chart);
    expect(findings(chart)).toEqual([]);
  });
});

describe('wait-cycle', () => {
  test('two workloads that wait for each other, as a path', () => {
    const chart = app();
    workload(chart, 'web', at('api'));
    workload(chart, 'api', postgres({ host: 'web' }), { wait: 'wait-for-web' });
    expect(findings(chart)).toEqual([
      '[shop/web] initContainers[wait]: shop/web waits for shop/api (service api) waits for shop/web (service web): none of them can start. Remove '
      + 'one of these waits, make it optional(…), or let the app check once it runs. (rule wait-cycle)',
    ]);
  });

  test('three, in several charts, and who waits for them is not told', () => {
    const root = new App();
    const chart = (id: string) => new Chart(root, id, { namespace: id });
    workload(chart('outside'), 'outside', at('a.a'));
    workload(chart('a'), 'a', at('b.b.svc'));
    workload(chart('b'), 'b', { x: at('elsewhere'), c: at('c.c.svc.cluster.local') });
    const last = chart('c');
    workload(last, 'c', at('a.a'));
    expect(findings(last)).toEqual([
      expect.stringContaining('a/a waits for b/b (service b) waits for c/c (service c) waits for a/a (service a): none of them'),
    ]);
  });

  test('two circles are two findings', () => {
    const chart = app();
    for (const [one, other] of [['a', 'b'], ['b', 'a'], ['c', 'd'], ['d', 'c']] as const) workload(chart, one, at(other));
    expect(findings(chart).map((line) => /\]: (.*?):/.exec(line)?.[1])).toEqual([
      'shop/a waits for shop/b (service b) waits for shop/a (service a)', 'shop/c waits for shop/d (service d) waits for shop/c (service c)',
    ]);
  });

  test.each<[string, (chart: Chart) => void]>([
    ['where one of the waits is optional', (chart) => {
      workload(chart, 'web', at('api'));
      workload(chart, 'api', { web: optional(at('web')) });
    }],
    ['where one waits for a name that is there at once', (chart) => {
      workload(chart, 'web', at('api'));
      workload(chart, 'api', dns({ host: 'web' }));
    }],
    ['where a Service is served by somebody else as well', (chart) => {
      workload(chart, 'web', at('api'));
      const api = workload(chart, 'api', at('web'));
      const labels = api.resource.matchLabels;
      const stable = new kplus.Deployment(chart, 'stable', { select: false, containers: [{ image: 'a:1', securityContext: { user: 1 } }] });
      ApiObject.of(stable).addJsonPatch(JsonPatch.replace('/spec/template/metadata/labels', labels));
    }],
    ['in a chain', (chart) => {
      workload(chart, 'web', at('api'));
      workload(chart, 'api', at('db'));
      workload(chart, 'db');
    }],
  ])('there is none %s', (_, build) => {
    const chart = app();
    build(chart);
    expect(findings(chart)).toEqual([]);
  });

  test('a fetch from a workload that waits counts, and adopted workloads do', () => {
    const chart = app();
    const config = workload(chart, 'config', at('web'));
    expect(config).toBeDefined();
    const own = new kplus.Deployment(chart, 'web', { containers: [{ image: 'a:1', portNumber: 80, securityContext: { user: 1 } }] });
    own.exposeViaService({ name: 'web' });
    new FetchConfig(adopt(own, 'web'), 'fetch', { from: https('https://config/x.json') });
    expect(findings(chart)).toHaveLength(1);
  });
});

describe('stateful-peers', () => {
  const set = (until: Targets, props: Partial<StatefulSetProps> = {}, namespace?: string) => {
    const chart = app(namespace);
    const db: Workload = new StatefulSet(chart, 'db', { replicas: 3, ports: [5432], ...props } as StatefulSetProps);
    new WaitForService(db, 'wait', { until });
    db.addContainer('app', { image: APP, ports: [5432] });
    return findings(chart);
  };
  const PARALLEL = { podManagementPolicy: kplus.PodManagementPolicy.PARALLEL };
  const PUBLISHED = { publishNotReadyAddresses: true };

  test.each(['shop-db-0.shop-db-service', 'shop-db-2.shop-db-service.shop', 'shop-db-0.shop-db-service.shop.svc.cluster.local', 'shop-db-service'])(
    'the name %s is refused where the governing Service does not publish it, and taken where it does', (host) => {
      expect(set(dns({ host }), PARALLEL, 'shop')).toEqual([
        `[shop/db] initContainers[wait]: step "wait" waits for the name ${host}, but Service "shop-db-service" publishes this name only when the pod is ready, which `
        + 'is after its steps: set publishNotReadyAddresses: true on the StatefulSet, or on the Service that you gave it. (rule stateful-peers)',
      ]);
      expect(set(dns({ host }), { ...PARALLEL, ...PUBLISHED }, 'shop')).toEqual([]);
    });

  test('a later pod, which is made when the earlier ones are ready', () => {
    expect(set(dns({ host: 'shop-db-1.shop-db-service' }), PUBLISHED)).toEqual([expect.stringContaining('set podManagementPolicy: PodManagementPolicy.PARALLEL')]);
    expect(set(dns({ host: 'shop-db-0.shop-db-service' }), PUBLISHED)).toEqual([]);
  });

  test.each<[string, Targets, number]>([['the name', dns({ host: 'shop-db-7.shop-db-service' }), 0], ['an answer', tcp({ host: 'shop-db-3.shop-db-service', port: 1 }), 1]])(
    'a pod beyond replicas, by %s, of the own set or another one', (_, until, beyond) => {
      const sentence = /waits for shop-db-[37]\.shop-db-service, but StatefulSet "shop-db" has only the pods 0 to 2: the name never resolves\..*\(rule stateful-peers\)/;
      expect(set(until, { ...PARALLEL, ...PUBLISHED })).toContainEqual(expect.stringMatching(sentence));
      const chart = app();
      const db = new StatefulSet(chart, 'db', { replicas: 3, ports: [5432] });
      db.addContainer('app', { image: APP, ports: [5432] });
      workload(chart, 'web', until);
      expect(findings(chart)).toEqual([expect.stringMatching(sentence)]);
      ApiObject.of(db.resource).addJsonPatch(JsonPatch.add('/spec/ordinals', { start: 5 }));
      expect(findings(chart).filter((one) => one.includes('has only the pods 5 to 7'))).toHaveLength(beyond);
    });

  test('an answer of a peer: that one would wait for itself', () => {
    expect(set(tcp({ host: 'shop-db-0.shop-db-service', port: 5432 }), { ...PARALLEL, ...PUBLISHED })).toEqual([
      expect.stringContaining('waits for an answer from shop-db-0.shop-db-service, a pod of its own StatefulSet'),
    ]);
    expect(set(tcp({ host: 'shop-db-service', port: 5432 }), { ...PARALLEL, ...PUBLISHED })).toEqual([expect.stringContaining('rule self-wait')]);
  });

  test('a Service that is given says so itself', () => {
    const chart = app();
    const service = (publishNotReadyAddresses: boolean) => new kplus.Service(chart, `service-${publishNotReadyAddresses}`, {
      clusterIP: 'None', ports: [{ port: 80 }], publishNotReadyAddresses, metadata: { name: `service-${publishNotReadyAddresses}` },
    });
    expect(() => new StatefulSet(chart, 'db', { service: service(false), publishNotReadyAddresses: true })).toThrow('set it on the Service that you give');
    expect(() => new StatefulSet(chart, 'more', { ports: [80], publishNotReadyAddresses: 'yes' as never })).toThrow('true or false');
    const db = new StatefulSet(chart, 'set', { service: service(true) });
    new WaitForService(db, 'wait', { until: dns({ host: 'shop-set-0.service-true' }) });
    db.addContainer('app', { image: APP });
    expect(findings(chart)).toEqual([]);
  });

  test('pods of another StatefulSet are no peers, but may be in a circle', () => {
    const chart = app();
    for (const [id, other] of [['a', 'b'], ['b', 'a']] as const) {
      const one = new StatefulSet(chart, id, { ports: [80] });
      new WaitForService(one, 'wait', { until: dns({ host: `shop-${other}-0.shop-${other}-service` }) });
      one.addContainer('app', { image: APP });
    }
    expect(findings(chart)).toEqual([expect.stringContaining('shop/a waits for shop/b (service shop-b-service) waits for shop/a')]);
  });
});
