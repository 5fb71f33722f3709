import { App, ApiObject, Chart, Testing } from 'cdk8s';
import { Deployment, image } from '../../src';

/* Names of objects that no workload stands behind are checked as well, by both ways of synth. */

const NOT_A_NAME = 'metadata.name: this is not a valid name of a Service: it must have at most 63 lowercase letters, digits and "-", with a letter or digit at both ends, and '
  + 'begin with a letter (Kubernetes before 1.36). Given: front.shop. (rule object-names)';

function shop(change: (chart: Chart, web: Deployment) => void): Chart {
  const chart = new Chart(new App(), 'shop', { disableResourceNameHashes: true });
  const web = new Deployment(chart, 'web');
  web.addContainer('app', { image: image('registry.example.com/shop:1.0.0', { user: 1000 }), ports: [8080] });
  change(chart, web);
  return chart;
}

test.each([
  ['exposeViaService', (_chart: Chart, web: Deployment) => void web.resource.exposeViaService({ name: 'front.shop' })],
  ['a Service by hand', (chart: Chart) => void new ApiObject(chart, 'front', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'front.shop' }, spec: { ports: [{ port: 80 }] } })],
])('a Service with a dot: %s', (_title, change) => {
  expect(() => (shop(change).node.root as App).synthYaml()).toThrow(NOT_A_NAME);
  expect(() => Testing.synth(shop(change))).toThrow(NOT_A_NAME);
});

test('a ConfigMap may have one', () => {
  const chart = shop((scope) => void new ApiObject(scope, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'front.shop' } }));
  expect((chart.node.root as App).synthYaml()).toContain('name: front.shop');
});
