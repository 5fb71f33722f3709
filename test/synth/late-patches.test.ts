import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import { adopt, Deployment, image } from '../../src';

const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });
const at = '/spec/template/spec';
const first = `${at}/containers/0`;

/** What a workload gives with patches, the same by all ways. */
function patched(...patches: JsonPatch[]): any {
  const chart = new Chart(new App(), 'shop', { disableResourceNameHashes: true });
  const web = new Deployment(chart, 'web');
  web.addContainer('app', { image: APP, env: { A: '1' }, ports: [8080] });
  const object = ApiObject.of(web.resource);
  object.addJsonPatch(...patches);
  const json = object.toJson();
  expect(object.toJson()).toEqual(json);
  const isOurs = ({ kind }: any) => kind === 'Deployment';
  expect(Testing.synth(chart).find(isOurs)).toEqual(json);
  const yaml = parseAllDocuments((chart.node.root as App).synthYaml()).map((document) => document.toJS()).find(isOurs);
  expect(yaml).toEqual(JSON.parse(JSON.stringify(json)));
  return yaml;
}

test('amounts and ports as plain texts and numbers, and as objects of cdk8s-plus, are what they say', () => {
  const { limits, requests } = patched(
    JsonPatch.add(`${first}/resources/limits/memory`, '1Gi'), JsonPatch.add(`${first}/resources/limits/nvidia.com~1gpu`, 1),
    JsonPatch.add(`${first}/resources/requests`, { cpu: kplus.k8s.Quantity.fromString('20m'), memory: '32Mi' }),
    JsonPatch.add('/spec/strategy', { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: kplus.k8s.IntOrString.fromString('50%') } }),
  ).spec.template.spec.containers[0].resources;
  expect(limits).toMatchObject({ 'memory': '1Gi', 'nvidia.com/gpu': 1 });
  expect(requests).toEqual({ cpu: '20m', memory: '32Mi' });
  expect(patched(JsonPatch.add('/spec/strategy', { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: kplus.k8s.IntOrString.fromString('50%') } })).spec.strategy)
    .toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '50%' } });
});

test('fields that the types of 1.28 do not know are written', () => {
  const { spec } = patched(
    JsonPatch.replace(`${first}/env/0`, { name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'p', key: 'A' } } }),
    JsonPatch.add(`${at}/volumes`, [{ name: 'v', emptyDir: { sizeLimit: '1Mi' } }]),
    JsonPatch.add(`${at}/hostnameOverride`, 'a'),
    JsonPatch.add('/spec/template/spec/hostAliases', [{ ip: '10.0.0.1', hostnames: ['x'] }]),
  ).spec.template;
  expect(spec.containers[0].env).toContainEqual({ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'p', key: 'A' } } });
  expect(spec).toMatchObject({ hostnameOverride: 'a', hostAliases: [{ ip: '10.0.0.1', hostnames: ['x'] }], volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Mi' } }] });
});

test('a patch can test, move and copy what is written, and the order of keys stays', () => {
  const { spec } = patched(
    JsonPatch.test(`${first}/resources/limits/memory`, '512Mi'), JsonPatch.copy(`${first}/resources/limits/memory`, `${first}/resources/requests/memory`),
    JsonPatch.move(`${first}/env/0/value`, `${first}/env/0/value`), JsonPatch.remove(`${first}/ports`),
  ).spec.template;
  expect(spec.containers[0].resources.requests.memory).toBe('512Mi');
  expect(Object.keys(spec.containers[0])).toEqual(Object.keys(spec.containers[0]).sort());
});

test('a field of a newer Kubernetes is judged for the version, and what weakens a container is found under its real name', () => {
  expect(() => patched(JsonPatch.add(`${at}/hostIPC`, true))).toThrow(/\(rule host-namespaces\)/);
  expect(() => patched(JsonPatch.add(`${first}/resources/limits/memory`, 'much'))).toThrow();
});

test('a name of cdk8s-plus is told, with that of Kubernetes', () => {
  const chart = new Chart(new App(), 'shop');
  const own = new kplus.Deployment(chart, 'web', { securityContext: { user: 1000 } });
  own.addContainer({ image: 'registry.example.com/a:1.0.0', securityContext: { user: 1000 } });
  adopt(own, 'web');
  ApiObject.of(own).addJsonPatch(JsonPatch.add(`${at}/setHostnameAsFqdn`, true));
  expect(() => (chart.node.root as App).synthYaml()).toThrow(
    'the JSON patch of "/spec/template/spec/setHostnameAsFqdn" uses the name that cdk8s-plus has for this field, but patches change the written manifest: write "setHostnameAsFQDN" instead of "setHostnameAsFqdn".');
});
