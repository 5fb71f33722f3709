import { ApiObject, App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  adopt, claim, configMapFiles, configMapKey, Deployment, expand, FetchConfig, http, https, image, Job, mysql, optional, postgres, redis,
  RunScript, secretFiles, secretKey, StatefulSet, suppressRule, type Targets, tcp, WaitForService, writable,
} from '../../src';

/* What pods ask and read of objects that the same app makes: the ports of its Services, keys of ConfigMaps and Secrets, namespaces, names. */

const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });
const app = (namespace?: string) => new Chart(new App(), 'shop', { disableResourceNameHashes: true, ...(namespace === undefined ? {} : { namespace }) });

function findings(chart: Chart, rule: string): readonly string[] {
  const told = (synth: () => unknown): readonly string[] => {
    try {
      synth();
      return [];
    } catch (error) {
      const lines = (error as Error).message.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('['));
      expect(lines).toEqual(lines.filter((line) => line.endsWith(`(rule ${rule})`)));
      return lines;
    }
  };
  const found = told(() => (chart.node.root as App).synthYaml());
  expect(told(() => Testing.synth(chart))).toEqual(found);
  return found;
}

describe('service-ports', () => {
  const database = (chart: Chart, props: Partial<kplus.ServiceProps> = {}) =>
    new kplus.Service(chart, 'db', { ports: [{ port: 6543 }, { port: 9187, name: 'metrics' }], selector: kplus.Pods.select(chart, 'pods', { labels: { app: 'db' } }), ...props });
  const waits = (chart: Chart, until: Targets) => {
    const web = new Deployment(chart, 'web', {});
    new WaitForService(web, 'wait', { until });
    web.addContainer('app', { image: APP, ports: [80] });
  };

  test('a port that a Service of the app does not have is an error that names those it has', () => {
    const chart = app();
    waits(chart, postgres({ host: database(chart) }));
    expect(findings(chart, 'service-ports')).toEqual([
      '[shop/web] initContainers[wait]: step "wait" connects to Service "shop-db" at port 5432, but the Service has only 6543, 9187: nothing answers there. '
      + 'Use a port that the Service has, or add this one to it. (rule service-ports)',
    ]);
  });

  test.each<[string, (service: kplus.Service) => Targets, number]>([
    ['a port that it has', (host) => postgres({ host, port: 6543 }), 0],
    ['another protocol', (host) => ({ a: redis({ host }), b: mysql({ host }) }), 2],
    ['http without a port', () => http('http://shop-db/'), 1],
    ['https without a port', () => http('https://shop-db.shop/'), 1],
    ['http at a port that it has', () => http('http://shop-db.shop.svc:9187/metrics'), 0],
    ['a name with the domain of the cluster', () => tcp({ host: 'shop-db.shop.svc.cluster.local', port: 1 }), 1],
    ['a Service that the app does not make', () => tcp({ host: 'other', port: 1 }), 0],
    ['a Service of that name in another namespace', () => tcp({ host: 'shop-db.data', port: 1 }), 0],
    ['a wait that may be late', () => optional(tcp({ host: 'shop-db', port: 1 })), 0],
  ])('%s', (_, until, found) => {
    const chart = app('shop');
    waits(chart, until(database(chart)));
    expect(findings(chart, 'service-ports')).toHaveLength(found);
  });

  test.each<[string, Partial<kplus.ServiceProps>, number]>([
    ['a headless Service leads to the pods, at whatever port', { clusterIP: 'None' }, 0],
    ['a name elsewhere has ports of its own', { type: kplus.ServiceType.EXTERNAL_NAME, externalName: 'db.example.com' }, 0],
    ['a port for datagrams takes no connections', { ports: [{ port: 6543, protocol: kplus.Protocol.UDP }, { port: 1, name: 'other' }] }, 1],
    ['where its pods are elsewhere the ports count as well', { selector: undefined }, 0],
  ])('%s', (_, props, found) => {
    const chart = app();
    waits(chart, tcp({ host: database(chart, props), port: 6543 }));
    expect(findings(chart, 'service-ports')).toHaveLength(found);
  });

  test('what counts is the finished Service', () => {
    const chart = app();
    const service = database(chart);
    waits(chart, postgres({ host: service }));
    ApiObject.of(service).addJsonPatch(JsonPatch.add('/spec/ports/-', { port: 5432, name: 'direct' }));
    expect(findings(chart, 'service-ports')).toEqual([]);
  });

  test('what is fetched, or asked by a script, is asked as well', () => {
    const chart = app();
    const web = new Deployment(chart, 'web', {});
    new FetchConfig(web, 'fetch', { from: https('https://shop-db:8443/x.json') });
    new RunScript(web, 'look', { purpose: 'looks', script: 'true', rerun: 'idempotent', asks: ['http://shop-db:8080/x'] });
    web.addContainer('app', { image: APP });
    database(chart);
    expect(findings(chart, 'service-ports')).toEqual([
      expect.stringContaining('step "fetch" connects to Service "shop-db" at port 8443'), expect.stringContaining('step "look" connects to Service "shop-db" at port 8080'),
    ]);
  });

  test('the pod of a StatefulSet is asked at whatever port it listens at', () => {
    const chart = app();
    const db = new StatefulSet(chart, 'db', { replicas: 1, ports: [5432] });
    db.addContainer('app', { image: APP, ports: [5432] });
    waits(chart, tcp({ host: 'shop-db-0.shop-db-service', port: 9187 }));
    expect(findings(chart, 'service-ports')).toEqual([]);
  });

  test('charts without a namespace may be applied to different ones: a port of any Service of the name will do', () => {
    const first = app();
    database(first);
    const second = new Chart(first.node.root as App, 'other', { disableResourceNameHashes: true });
    new kplus.Service(second, 'db', { metadata: { name: 'shop-db' }, ports: [{ port: 5432 }] });
    waits(first, { old: tcp({ host: 'shop-db', port: 6543 }), new: tcp({ host: 'shop-db', port: 5432 }) });
    expect(findings(first, 'service-ports')).toEqual([]);
  });
});

describe('object-keys', () => {
  const secret = (chart: Chart, id = 'db') => new kplus.Secret(chart, id, { stringData: { user: 'shop', password: 'from elsewhere' } });
  const config = (chart: Chart) => new kplus.ConfigMap(chart, 'config', { data: { 'app.json': '{}', 'level': 'info' } });

  test('a key that a Secret of the app does not have is an error, at the variable, that names those it has', () => {
    const chart = app();
    const web = new Deployment(chart, 'web', {});
    web.addContainer('app', { image: APP, env: { DB_PASSWORD: secretKey(secret(chart), 'pasword') } });
    expect(findings(chart, 'object-keys')).toEqual([
      '[shop/web] containers[app].env[DB_PASSWORD]: Secret "shop-db" has no key "pasword", only "password", "user": Kubernetes does not start the pod. '
      + 'Use a key that it has, or add this one to it. (rule object-keys)',
    ]);
  });

  test.each<[string, (web: Deployment<'web', 'restricted'>, chart: Chart) => void, readonly string[]]>([
    ['a key that is there', (web, chart) => web.addContainer('app', { image: APP, env: { A: secretKey(secret(chart), 'user'), B: configMapKey(config(chart), 'level') } }), []],
    ['by name', (web, chart) => {
      secret(chart);
      web.addContainer('app', { image: APP, env: { A_TOKEN: secretKey('shop-db', 'token') } });
    }, ['containers[app].env[A_TOKEN]: Secret "shop-db" has no key "token"']],
    ['of an object that somebody else makes', (web) => web.addContainer('app', { image: APP, env: { A_TOKEN: secretKey('other', 'token') } }), []],
    ['of an object that somebody else fills', (web, chart) => {
      web.addContainer('app', { image: APP, env: { A_TOKEN: secretKey(new kplus.Secret(chart, 'empty'), 'token') } });
    }, []],
    ['of a ConfigMap, in a step', (web, chart) => {
      const level = { LEVEL: configMapKey(config(chart), 'nope') };
      new RunScript(web, 'look', { purpose: 'looks', script: 'true', rerun: 'idempotent', env: level });
      web.addContainer('app', { image: APP });
    }, ['initContainers[look].env[LEVEL]: ConfigMap "shop-config" has no key "nope", only "app.json", "level"']],
    ['a variable that an expansion refers to', (web, chart) => {
      web.addContainer('app', {
        image: APP, env: { DB_PASSWORD: secretKey(secret(chart), 'pw'), DATABASE_URL: expand('postgres://shop:$(DB_PASSWORD)@db/shop') },
      });
    }, ['containers[app].env[DB_PASSWORD]: Secret "shop-db" has no key "pw"']],
    ['files, all of them', (web, chart) => {
      web.addContainer('app', { image: APP, mounts: { '/etc/app': configMapFiles(config(chart)), '/etc/db': secretFiles(secret(chart)) } });
    }, []],
    ['a certificate authority', (web, chart) => {
      new WaitForService(web, 'wait', { until: http('https://elsewhere.example.com/', { ca: configMapKey(config(chart), 'ca.crt') }) });
      web.addContainer('app', { image: APP });
    }, ['ConfigMap "shop-config" has no key "ca.crt"']],
  ])('%s', (_, build, sentences) => {
    const chart = app();
    build(new Deployment(chart, 'web', {}), chart);
    const found = findings(chart, 'object-keys');
    expect(found).toHaveLength(sentences.length);
    sentences.forEach((sentence, index) => expect(found[index]).toContain(sentence));
  });

  test('keys that are added later, and one that a patch takes away', () => {
    const chart = app();
    const object = secret(chart);
    const web = new Deployment(chart, 'web', {});
    web.addContainer('app', { image: APP, env: { A_TOKEN: secretKey(object, 'token') } });
    object.addStringData('token', 'from elsewhere');
    expect(findings(chart, 'object-keys')).toEqual([]);
    ApiObject.of(object).addJsonPatch(JsonPatch.remove('/stringData/token'));
    expect(findings(chart, 'object-keys')).toHaveLength(1);
  });

  test('an adopted workload: its own containers, projected volumes, optional keys', () => {
    const chart = app();
    const [object, map] = [secret(chart), config(chart)];
    const plain = new kplus.Deployment(chart, 'plain', { containers: [{
      image: 'registry.example.com/shop:1.4.2', securityContext: { user: 1000 }, envVariables: {
        TOKEN_A: kplus.EnvValue.fromSecretValue({ secret: object, key: 'a' }), TOKEN_B: kplus.EnvValue.fromSecretValue({ secret: object, key: 'b' }, { optional: true }),
        C: kplus.EnvValue.fromConfigMap(map, 'c'),
      },
      volumeMounts: [{ path: '/etc/items', volume: kplus.Volume.fromConfigMap(chart, 'items', map, { items: { 'no.json': { path: 'x' } } }) }],
    }] });
    adopt(plain, 'plain', { podSecurity: 'privileged' });
    const found = findings(chart, 'object-keys');
    expect(found.map((line) => /key "([^"]*)"/.exec(line)?.[1])).toEqual(['no.json', 'a', 'c']);
    expect(found[0]).toMatch(/^\[shop\/plain\/plain\] volumes\[[^\]]+\]: ConfigMap "shop-config" has no key "no.json"/);
  });

  test('workloads of cdk8s-plus that nobody has adopted are theirs to check', () => {
    const chart = app();
    new kplus.Deployment(chart, 'plain', { containers: [{
      image: 'x:1', envVariables: { TOKEN: kplus.EnvValue.fromSecretValue({ secret: secret(chart), key: 'a' }) },
    }] });
    new Deployment(chart, 'web', {}).addContainer('app', { image: APP });
    expect(findings(chart, 'object-keys')).toEqual([]);
  });

  test('somebody else may add keys to an object of the app: that is said with a reason', () => {
    const chart = app();
    const web = new Deployment(chart, 'web', {});
    web.addContainer('app', { image: APP, env: { A_TOKEN: secretKey(secret(chart), 'token') } });
    suppressRule(web, 'object-keys', 'the operator of the database adds the token');
    expect(findings(chart, 'object-keys')).toEqual([]);
  });

  test('charts without a namespace may be applied to different ones: a key of any object of the name will do', () => {
    const first = app();
    const second = new Chart(first.node.root as App, 'other', { disableResourceNameHashes: true });
    new kplus.Secret(second, 'db', { metadata: { name: 'shop-db' }, stringData: { token: 'from elsewhere' } });
    const web = new Deployment(first, 'web', {});
    web.addContainer('app', { image: APP, env: { A_TOKEN: secretKey(secret(first), 'token') } });
    expect(findings(first, 'object-keys')).toEqual([]);
  });

  test('of many keys some are named', () => {
    const chart = app();
    const many = new kplus.ConfigMap(chart, 'many', { data: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, 'x'])) });
    new Deployment(chart, 'web', {}).addContainer('app', { image: APP, env: { A: configMapKey(many, 'nope') } });
    expect(findings(chart, 'object-keys')).toEqual([expect.stringContaining('only "k0", "k1", "k10", "k11", "k12", "k13", "k14", "k15" and 12 more: ')]);
  });
});

describe('own-namespace', () => {
  const elsewhere = (chart: Chart) => new Chart(chart.node.root as App, 'data', { namespace: 'data', disableResourceNameHashes: true });

  test('a Secret, a ConfigMap, a claim and a Service of another namespace', () => {
    const chart = app('shop');
    const data = elsewhere(chart);
    const secret = new kplus.Secret(data, 'db', { stringData: { password: 'x' } });
    const web = new Deployment(chart, 'web', {});
    const volume = claim(web, 'volume', new kplus.PersistentVolumeClaim(data, 'files', { storage: Size.gibibytes(1) }));
    new kplus.Service(data, 'cache', { ports: [{ port: 6379 }] });
    new WaitForService(web, 'wait', { until: redis({ host: 'data-cache' }) });
    web.addContainer('app', {
      image: APP, env: { DB_PASSWORD: secretKey(secret, 'password') }, mounts: { '/x': configMapFiles(new kplus.ConfigMap(data, 'conf')), '/data': volume },
    });
    expect(findings(chart, 'own-namespace').map((line) => line.slice('[shop/web] '.length).split(', but the pod')[0])).toEqual([
      'volumes[volume]: PersistentVolumeClaim "data-files" is in namespace "data" of this app',
      'volumes[config-map-data-conf]: ConfigMap "data-conf" is in namespace "data" of this app',
      'containers[app].env[DB_PASSWORD]: Secret "data-db" is in namespace "data" of this app',
      'initContainers[wait]: step "wait" connects to "data-cache", which is a Service in namespace "data" of this app',
    ]);
  });

  test.each<[string, (chart: Chart, data: Chart) => void]>([
    ['one of the name in both', (chart, data) => [chart, data].forEach((of) => new kplus.Secret(of, 's', { metadata: { name: 'db' }, stringData: { password: 'x' } }))],
    ['one that may be anywhere', (chart) => new kplus.Secret(new Chart(chart.node.root as App, 'any'), 's', { metadata: { name: 'db' }, stringData: { password: 'x' } })],
    ['a Service of the name that leads elsewhere', (chart, data) => {
      new kplus.Service(chart, 'c', { metadata: { name: 'cache' }, type: kplus.ServiceType.EXTERNAL_NAME, externalName: 'cache.example.com' });
      new kplus.Service(data, 'c', { metadata: { name: 'cache' }, ports: [{ port: 1 }] });
    }],
    ['nothing of the name', () => undefined],
  ])('%s is taken', (_, build) => {
    const chart = app('shop');
    build(chart, elsewhere(chart));
    const web = new Deployment(chart, 'web', {});
    new WaitForService(web, 'wait', { until: tcp({ host: 'cache', port: 1 }) });
    web.addContainer('app', { image: APP, env: { DB_PASSWORD: secretKey('db', 'password') } });
    expect(findings(chart, 'own-namespace')).toEqual([]);
  });

  test('a namespace that somebody else fills as well: that is said with a reason', () => {
    const chart = app('shop');
    new kplus.Secret(elsewhere(chart), 's', { metadata: { name: 'db' }, stringData: { password: 'x' } });
    const web = new Deployment(chart, 'web', {});
    web.addContainer('app', { image: APP, env: { DB_PASSWORD: secretKey('db', 'password') } });
    suppressRule(web, 'own-namespace', 'the secret store copies it to each namespace');
    expect(findings(chart, 'own-namespace')).toEqual([]);
  });
});

describe('unique-workloads', () => {
  const named = (chart: Chart, id: string) => new Deployment(chart, id, { metadata: { name: 'web' } }).addContainer('app', { image: APP });

  test('two of one name in a chart, whoever has made the other', () => {
    const chart = app();
    named(chart, 'a');
    named(chart, 'b');
    const told = '[shop/b] metadata.name: Deployment "web" exists twice, here and at shop/a, but Kubernetes allows one object per name: rename one of them. '
      + '(rule unique-workloads)';
    expect(findings(chart, 'unique-workloads')).toEqual([told]);
    const other = app();
    named(other, 'a');
    new kplus.Deployment(other, 'b', { metadata: { name: 'web' }, containers: [{ image: 'a/b:1' }] });
    expect(findings(other, 'unique-workloads')).toEqual([expect.stringContaining('[shop/a] metadata.name: Deployment "web" exists twice')]);
  });

  test('of other charts, kinds or namespaces', () => {
    const chart = app();
    named(chart, 'a');
    named(new Chart(chart.node.root as App, 'prod'), 'a');
    new StatefulSet(chart, 'set', { metadata: { name: 'web' }, ports: [1] }).addContainer('app', { image: APP });
    new Deployment(chart, 'b', { metadata: { name: 'web', namespace: 'other' } }).addContainer('app', { image: APP });
    expect(findings(chart, 'unique-workloads')).toEqual([]);
  });
});

describe('claim-access-modes', () => {
  const { READ_WRITE_ONCE: ONCE, READ_WRITE_ONCE_POD: ONE_POD, READ_WRITE_MANY: MANY } = kplus.PersistentVolumeAccessMode;
  const claimed = (mode: kplus.PersistentVolumeAccessMode, props: object, how: (web: Deployment, chart: Chart) => void = () => {}) => {
    const chart = app('shop');
    const pvc = new kplus.PersistentVolumeClaim(chart, 'data', { accessModes: [mode], storage: Size.gibibytes(1) });
    const web = new Deployment(chart, 'web', { fsGroup: 1000, ...props });
    web.addContainer('app', { image: APP, mounts: { '/data': writable(claim(web, 'data', pvc)) } });
    how(web, chart);
    return findings(chart, 'claim-access-modes');
  };
  const recreate = { strategy: kplus.DeploymentStrategy.recreate() };
  const patched = (...patches: JsonPatch[]) => (web: Deployment) => ApiObject.of(web.resource).addJsonPatch(...patches);
  const scaler = (maxReplicas: number) => (web: Deployment, chart: Chart) => void new kplus.HorizontalPodAutoscaler(chart, 'scaler', { target: web.resource as never, maxReplicas });

  test('several pods, with the ways on', () => {
    expect(claimed(ONCE, { replicas: 2, ...recreate })).toEqual([
      '[shop/web] volumes[data]: claim "shop-data" is ReadWriteOnce, which only pods on one node can mount at the same time, but "web" can have 2 pods at the same time: a pod on another node never starts. '
      + 'Use a StatefulSet with a claim template, which gives each pod its own volume, run only one pod, use ReadWriteMany if the storage supports it, or keep the pods on one node with affinity. (rule claim-access-modes)',
    ]);
    expect(claimed(ONE_POD, { replicas: 2, ...recreate })).toEqual([expect.stringContaining('is ReadWriteOncePod, which only one pod can mount at the same time, but "web" can have 2 pods at the same time: the other pod never starts.')]);
  });

  test.each<[string, kplus.PersistentVolumeAccessMode, object, ((web: Deployment, chart: Chart) => void) | undefined, RegExp | undefined]>([
    ['a roll-out', ONCE, { replicas: 1 }, undefined, /starts the new pod while the old one runs: .*DeploymentStrategy\.recreate\(\)/],
    ['a roll-out of one pod', ONE_POD, { replicas: 1 }, undefined, /starts the new pod while the old one runs: the other pod never starts/],
    ['a roll-out without a surge', ONE_POD, { replicas: 1, strategy: kplus.DeploymentStrategy.rollingUpdate({
      maxSurge: kplus.PercentOrAbsolute.absolute(0), maxUnavailable: kplus.PercentOrAbsolute.absolute(1),
    }) }, undefined, undefined],
    ['one pod that stops first', ONCE, { replicas: 1, ...recreate }, undefined, undefined],
    ['one pod at a time, one pod', ONE_POD, { replicas: 1, ...recreate }, undefined, undefined],
    ['no pod', ONCE, { replicas: 0 }, undefined, undefined],
    ['many pods of a claim for many', MANY, { replicas: 3 }, undefined, undefined],
    ['pods that are kept together', ONCE, { replicas: 3 }, patched(JsonPatch.add('/spec/template/spec/affinity', { podAffinity: {} })), undefined],
    ['pods that are kept together, one of which may mount it', ONE_POD, { replicas: 3 }, patched(JsonPatch.add('/spec/template/spec/affinity', { podAffinity: {} })), /ReadWriteOncePod/],
    ['pods of one node', ONCE, { replicas: 3 }, patched(JsonPatch.add('/spec/template/spec/nodeName', 'a')), undefined],
  ])('%s', (_, mode, props, how, found) => {
    expect(claimed(mode, props, how)).toEqual(found === undefined ? [] : [expect.stringMatching(found)]);
  });

  test('an autoscaler', () => {
    expect(claimed(ONCE, recreate, scaler(4))).toEqual([expect.stringMatching(/"web" can have 4 pods at the same time/)]);
  });

  test('another workload with the same claim', () => {
    const beside = (mode: kplus.PersistentVolumeAccessMode) => claimed(mode, { replicas: 1, ...recreate }, (_, chart) => {
      const job = new Job(chart, 'load', { podReplacementPolicy: 'Failed' });
      job.addContainer('load', { image: APP, mounts: { '/data': claim(job, 'data', 'shop-data') } });
    });
    expect(beside(ONCE)).toEqual([
      expect.stringMatching(/^\[shop\/web\] volumes\[data\]: claim "shop-data" is ReadWriteOnce, but "load" mounts it too: a pod on another node never starts\./),
      expect.stringMatching(/^\[shop\/load\] volumes\[data\]: .*"web" mounts it too/),
    ]);
    expect(beside(MANY)).toEqual([]);
  });

  test('a claim that the app does not make is not known, a StatefulSet has one for each pod, and a reason sets the rule aside', () => {
    const chart = app('shop');
    const web = new Deployment(chart, 'web', { replicas: 3, fsGroup: 1000 });
    web.addContainer('app', { image: APP, mounts: { '/data': writable(claim(web, 'data', 'elsewhere')) } });
    const set = new StatefulSet(chart, 'db', { replicas: 3, ports: [5432], fsGroup: 1000 });
    set.addContainer('app', { image: APP, mounts: { '/data': writable(set.claimTemplate('data', { size: Size.gibibytes(1) })) } });
    expect(findings(chart, 'claim-access-modes')).toEqual([]);
    expect(claimed(ONCE, { replicas: 2 }, (own) => suppressRule(own, 'claim-access-modes', 'the cluster has one node'))).toEqual([]);
  });
});
