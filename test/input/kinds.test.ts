import * as kplus from 'cdk8s-plus-28';
import { claim, configMapFiles, configMapKey, Deployment, postgres, secretFiles, secretKey } from '../../src';
import { newChart } from '../support/kubernetes';

/* Every object of cdk8s-plus has a name: what takes one by its name looks at its kind. */
const chart = newChart();
const map = new kplus.ConfigMap(chart, 'map', { metadata: { name: 'map' } }) as never;
const secret = new kplus.Secret(chart, 'secret', { metadata: { name: 'secret' } }) as never;
const deployment = new kplus.Deployment(chart, 'deployment', { metadata: { name: 'deployment' }, containers: [{ image: 'a:1' }] }) as never;
const ingress = new kplus.Ingress(chart, 'ingress', { metadata: { name: 'ingress' } }) as never;
const web = new Deployment(chart, 'web');

test.each<[string, () => unknown, string]>([
  ['secretKey(ConfigMap)', () => secretKey(map, 'a'), 'expected a Secret or its name, but this is of kind ConfigMap'],
  ['secretFiles(ConfigMap)', () => secretFiles(map), 'expected a Secret or its name, but this is of kind ConfigMap'],
  ['configMapKey(Secret)', () => configMapKey(secret, 'a'), 'expected a ConfigMap or its name, but this is of kind Secret'],
  ['configMapFiles(Secret)', () => configMapFiles(secret), 'expected a ConfigMap or its name, but this is of kind Secret'],
  ['claim(Secret)', () => claim(web, 'data', secret), 'expected a PersistentVolumeClaim or its name, but this is of kind Secret'],
  ['host of a Deployment', () => postgres({ host: deployment }), 'expected a Service or its name, but this is of kind workload. Given: "Deployment deployment".'],
  ['host of an Ingress', () => postgres({ host: ingress }), 'expected a Service or its name, but this is of kind Ingress'],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});
