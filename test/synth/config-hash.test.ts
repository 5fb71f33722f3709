import { ApiObject, App, Chart, Cron, JsonPatch, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import {
  adopt, configMapFiles, configMapKey, CronJob, DaemonSet, Deployment, FetchConfig, https, image, Job, Pod, secretFiles, secretKey, StatefulSet,
  type Workload,
} from '../../src';
import { podOf } from '../../src/manifest/pod-of';

const ANNOTATION = 'cdk8s-prelude/config-maps.sha256';
const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });

type Build = (chart: Chart, data: Record<string, string>) => { readonly resource: IConstruct } | kplus.Resource;

/** The hash on the pod template, as `App.synthYaml` and `Testing.synth` have it. */
function hashOf(build: Build, data: Record<string, string> = { 'a.conf': '1' }, namespace?: string): string | undefined {
  const chart = new Chart(new App(), 'shop', namespace === undefined ? {} : { namespace });
  const built = build(chart, data);
  const object = ApiObject.of('resource' in built ? built.resource : built);
  const hashes = [chart.toJson(), Testing.synth(chart)].map((all) => {
    const { metadata } = podOf(all.find(({ kind, metadata: { name } }) => kind === object.kind && name === object.name));
    return metadata.annotations?.[ANNOTATION];
  });
  expect(chart.node.root instanceof App && (chart.node.root as App).synthYaml().split(ANNOTATION).length - 1).toBe(hashes[0] === undefined ? 0 : 1);
  expect(hashes[1]).toBe(hashes[0]);
  return hashes[0];
}

const reads = (workload: (chart: Chart) => Workload, props: object = {}): Build => (chart, data) => {
  const built = workload(chart);
  built.addContainer('app', { image: APP, mounts: { '/etc/app': configMapFiles('app') } });
  new kplus.ConfigMap(chart, 'map', { metadata: { name: 'app' }, data, ...props });
  return built;
};
const deployment = (chart: Chart) => new Deployment(chart, 'web');

describe('the hash of the ConfigMaps that a pod reads', () => {
  test('is another one when the content is another one, and the same when it is the same', () => {
    const hash = hashOf(reads(deployment));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf(reads(deployment))).toBe(hash);
    expect(hashOf(reads(deployment), { 'a.conf': '2' })).not.toBe(hash);
    expect(hashOf(reads(deployment), { 'b.conf': '1' })).not.toBe(hash);
  });

  test('counts data that comes later, and data that a patch changes', () => {
    const later = (value: string): Build => (chart) => {
      const map = new kplus.ConfigMap(chart, 'map', { metadata: { name: 'app' } });
      const web = deployment(chart);
      web.addContainer('app', { image: APP, mounts: { '/etc/app': configMapFiles(map) } });
      map.addData('a.conf', value);
      return web;
    };
    const patched: Build = (chart, data) => {
      const web = reads(deployment)(chart, data);
      ApiObject.of(chart.node.findChild('map')).addJsonPatch(JsonPatch.replace('/data/a.conf', 'patched'));
      return web;
    };
    expect(hashOf(later('1'))).toBe(hashOf(reads(deployment)));
    expect(hashOf(later('2'))).not.toBe(hashOf(later('1')));
    expect(hashOf(patched)).toBe(hashOf(reads(deployment), { 'a.conf': 'patched' }));
  });

  const uses: [string, (web: Deployment, chart: Chart) => void][] = [
    ['a step\'s key', (web) => void new FetchConfig(web, 'fetch', { from: https('https://a/x', { ca: configMapKey('app', 'a.conf') }) })],
    ['a variable', (web, chart) => void web.addContainer('more', {
      image: APP, env: { A: kplus.EnvValue.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'imported', 'app'), 'a.conf') },
    })],
    ['envFrom', (web, chart) => void web.resource.addContainer({
      image: 'a:1', name: 'more', securityContext: { user: 1 }, envFrom: [kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'imported', 'app'))],
    })],
    ['a volume of cdk8s-plus', (web, chart) => {
      const map = kplus.ConfigMap.fromConfigMapName(chart, 'imported', 'app');
      web.resource.addContainer({ image: 'a:1', name: 'more', securityContext: { user: 1 } }).mount('/x', kplus.Volume.fromConfigMap(chart, 'volume', map));
    }],
    ['a projected volume, by a patch', (web) => ApiObject.of(web.resource).addJsonPatch(
      JsonPatch.add('/spec/template/spec/volumes', [{ name: 'x', projected: { sources: [{ configMap: { name: 'app' } }] } }]))],
  ];
  test.each(uses)('counts %s', (_, use) => {
    const build: Build = (chart, data) => {
      const web = deployment(chart);
      web.addContainer('app', { image: APP });
      use(web, chart);
      new kplus.ConfigMap(chart, 'map', { metadata: { name: 'app' }, data });
      return web;
    };
    expect(hashOf(build)).toBeDefined();
    expect(hashOf(build, { 'a.conf': '2' })).not.toBe(hashOf(build));
  });

  test('counts the keys that are read, and no others', () => {
    const build: Build = (chart, data) => {
      const web = deployment(chart);
      new FetchConfig(web, 'fetch', { from: https('https://a/x', { ca: configMapKey('app', 'a.conf') }) });
      web.addContainer('app', { image: APP });
      new kplus.ConfigMap(chart, 'map', { metadata: { name: 'app' }, data });
      return web;
    };
    expect(hashOf(build, { 'a.conf': '1', 'b.conf': '2' })).toBe(hashOf(build, { 'a.conf': '1', 'b.conf': '3' }));
    expect(hashOf(build, {})).not.toBe(hashOf(build));
  });

  test('does not depend on the order of mounts or variables', () => {
    const build = (names: readonly string[]): Build => (chart) => {
      const web = deployment(chart);
      web.addContainer('app', { image: APP, mounts: Object.fromEntries(names.map((name) => [`/${name}`, configMapFiles(name)])) });
      for (const name of names) new kplus.ConfigMap(chart, name, { metadata: { name }, data: { name } });
      return web;
    };
    expect(hashOf(build(['a', 'b']))).toBe(hashOf(build(['b', 'a'])));
    expect(hashOf(build(['a']))).not.toBe(hashOf(build(['b', 'a'])));
  });

  test('tells text from binary data of the same letters', () => {
    const binary: Build = (chart, data) => reads(deployment, { data: undefined, binaryData: data })(chart, data);
    expect(hashOf(binary)).not.toBe(hashOf(reads(deployment)));
  });
});

describe('there is none', () => {
  const without: [string, Build][] = [
    ['for Secrets, whatever is in them', (chart, data) => {
      const secret = new kplus.Secret(chart, 'secret', { metadata: { name: 'app' }, stringData: data });
      const web = deployment(chart);
      web.addContainer('app', { image: APP, mounts: { '/etc/app': secretFiles(secret) }, env: { TOKEN: secretKey(secret, 'a.conf') } });
      return web;
    }],
    ['for a ConfigMap of somebody else', (chart) => {
      const web = deployment(chart);
      web.addContainer('app', { image: APP, mounts: { '/etc/app': configMapFiles('app') } });
      return web;
    }],
    ['for one of the same name in another namespace', (chart, data) => {
      const web = deployment(chart);
      web.addContainer('app', { image: APP, mounts: { '/etc/app': configMapFiles('app') } });
      new kplus.ConfigMap(chart, 'map', { metadata: { name: 'app', namespace: 'other' }, data });
      return web;
    }],
    ['for an immutable ConfigMap, whose name changes with its content', reads(deployment, { immutable: true })],
    ['where it is switched off', reads((chart) => new Deployment(chart, 'web', { rollOnConfigChange: false }))],
    ['on an adopted workload where it is switched off', (chart, data) => {
      const web = adopted(chart, data);
      adopt(web, 'web', { rollOnConfigChange: false });
      return web;
    }],
    ['on a Pod, which nobody replaces', reads((chart) => new Pod(chart, 'web'))],
    ['on a Job, whose template cannot be changed', reads((chart) => new Job(chart, 'web'))],
    ['on a CronJob, whose next pod reads what is there then', reads((chart) => new CronJob(chart, 'web', { schedule: Cron.daily() }))],
  ];
  test.each(without)('%s', (_, build) => expect(hashOf(build)).toBeUndefined());
});

const adopted = (chart: Chart, data: Record<string, string>) => {
  const map = new kplus.ConfigMap(chart, 'map', { data });
  return new kplus.Deployment(chart, 'web', { containers: [{ image: 'a:1', securityContext: { user: 1 }, envFrom: [kplus.Env.fromConfigMap(map)] }] });
};

test.each<[string, Build]>([
  ['StatefulSet', reads((chart) => new StatefulSet(chart, 'web', { ports: [80] }))],
  ['DaemonSet', reads((chart) => new DaemonSet(chart, 'web'))],
  ['a namespace', reads(deployment)],
  ['an adopted Deployment', (chart, data) => adopt(adopted(chart, data), 'web')],
])('it is there on %s', (_, build) => expect(hashOf(build, {}, 'shop')).toBeDefined());

test('a ConfigMap of another chart of the app counts; each is rendered once for all workloads', () => {
  const app = new App();
  let rendered = 0;
  const data = { a: Lazy.any({ produce: () => { rendered += 1; return '1'; } }) as unknown as string };
  for (const id of ['a', 'b', 'c']) {
    const web = new Deployment(new Chart(app, id), 'web');
    web.addContainer('app', { image: APP, mounts: { '/etc/app': configMapFiles('app') } });
  }
  new ApiObject(new Chart(app, 'configuration'), 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app' }, data } as never);
  expect(app.synthYaml().split(ANNOTATION)).toHaveLength(4);
  expect(rendered).toBe(1);
});

test('what files and arguments a step is given stands in the template by itself', () => {
  const template = (sha: string) => {
    const web = deployment(new Chart(new App(), 'shop'));
    new FetchConfig(web, 'fetch', { from: https('https://a/x', { sha256: sha.repeat(32) }) });
    web.addContainer('app', { image: APP });
    return JSON.stringify(podOf(ApiObject.of(web.resource).toJson()).spec);
  };
  expect(template('ab')).toBe(template('ab'));
  expect(template('ab')).not.toBe(template('cd'));
});

test.each([null, 'no', 0])('rollOnConfigChange is true or false, not %j', (value) => {
  for (const build of [Deployment, DaemonSet]) {
    expect(() => new build(new Chart(new App(), 'shop'), 'web', { rollOnConfigChange: value as never })).toThrow('rollOnConfigChange must be true or false');
  }
});
