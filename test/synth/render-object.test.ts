import { ApiObject, App, type AppProps, Chart, JsonPatch, Lazy, type ResolutionContext } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Deployment, image, postgres, WaitForService } from '../../src';
import { renderQuickly } from '../../src/synth/render-object';

/** What cdk8s makes of an object by itself. */
const byCdk8s = (object: ApiObject): object => (Object.getPrototypeOf(object) as ApiObject).toJson.call(object);

const shop = image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 });

/** All objects of an app, each as people have them. */
function objectsOf(props: AppProps, more: (chart: Chart) => void = () => {}): readonly ApiObject[] {
  const chart = new Chart(new App(props), 'shop', { namespace: 'shop', labels: { team: 'web' } });
  const web = new Deployment(chart, 'web', { metadata: { annotations: { z: '1', a: '2' }, labels: {}, finalizers: ['example.com/f'] } });
  new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
  web.addContainer('app', { image: shop, ports: [8080] });
  web.resource.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.is('dedicated', 'web')));
  new kplus.StatefulSet(chart, 'db', { service: new kplus.Service(chart, 'service', { ports: [{ port: 5432 }] }), containers: [{ image: 'postgres:18' }] });
  new kplus.k8s.KubeService(chart, 'ports', { spec: { ports: [{ port: 80, targetPort: kplus.k8s.IntOrString.fromString('http') }], externalIPs: [] } as kplus.k8s.ServiceSpec });
  new kplus.k8s.KubePod(chart, 'late', {
    metadata: { annotations: {} },
    spec: Lazy.any({
      produce: () => ({
        containers: [{ name: 'b', image: undefined, env: [], resources: { limits: { cpu: kplus.k8s.Quantity.fromNumber(1) } } }, { resolve: () => ({ name: 'a', args: ['', null] }) }],
        hostPid: true, nodeSelector: null, unknown: 1,
      }),
    }) as never,
  });
  new ApiObject(chart, 'plain', { apiVersion: 'example.com/v1', kind: 'Thing', spec: { b: [], a: {}, c: null, d: 0 } });
  more(chart);
  return chart.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

const upperCase = { resolve: (context: ResolutionContext) => { if (context.value === 'db') context.replaceValue('DB'); } };

describe('objects are rendered as cdk8s renders them, to the order of keys', () => {
  test.each<[string, AppProps, (chart: Chart) => void]>([
    ['as they are', {}, () => {}],
    ['patched', {}, (chart) => {
      ApiObject.of(chart.node.findChild('db')).addJsonPatch(JsonPatch.add('/spec/template/spec/hostIpc', true), JsonPatch.remove('/spec/replicas'));
    }],
    ['in an app that resolves values of its own', { resolvers: [upperCase] }, () => {}],
    ['with metadata of its own', {}, (chart) => {
      const { metadata } = ApiObject.of(chart.node.findChild('db'));
      metadata.add('generation', 1);
      metadata.toJson = () => ({ name: 'other' });
    }],
  ])('%s', (_, props, more) => {
    const objects = objectsOf(props, more);
    expect(objects.length).toBe(6);
    for (const object of objects) expect(JSON.stringify(renderQuickly(object))).toBe(JSON.stringify(byCdk8s(object)));
  });

  test('unsorted where cdk8s is told so', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      for (const object of objectsOf({})) expect(JSON.stringify(renderQuickly(object))).toBe(JSON.stringify(byCdk8s(object)));
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });
});

test('cdk8s is not asked for what is rendered here', () => {
  const toJson = jest.spyOn(ApiObject.prototype, 'toJson');
  for (const object of objectsOf({})) if (object.constructor.name.startsWith('Kube')) renderQuickly(object);
  expect(toJson).not.toHaveBeenCalled();
  toJson.mockRestore();
});

test('what cannot be rendered is told in the words of cdk8s', () => {
  const chart = new Chart(new App(), 'shop');
  const pod = new kplus.k8s.KubePod(chart, 'pod', { spec: { containers: [new Date(0) as never] } });
  expect(() => renderQuickly(pod)).toThrow("Failed serializing construct at path 'shop/pod'");
  expect(() => renderQuickly(pod)).toThrow("can't render non-simple object of type 'Date'");
});
