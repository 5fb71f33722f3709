import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { Deployment, postgres, WaitForService } from 'cdk8s-prelude';
import { mountsOf, podSecurityOf, stepsOf } from 'cdk8s-prelude/testing';
import { withSteps } from './adopted';
import { withIncluded } from './included';
import { withLargerLimit, withLogShipper, withSettings } from './beside';
import { nightlyReport, nodeAgent, searchEngine } from './kinds';

/* What docs/workloads.md shows is what comes out. */

const newChart = () => new Chart(new App(), 'shop');

test.each([
  ['CronJob', nightlyReport, ['wait-for-db']],
  ['StatefulSet', searchEngine, ['fetch-index']],
  ['DaemonSet', nodeAgent, ['wait-for-collector']],
  ['Deployment of cdk8s-plus', withSteps, ['wait-for-db', 'fetch-config']],
  ['Deployment of a YAML file', (chart: Chart) => withIncluded(chart, join(__dirname, 'legacy.yaml')), ['wait-for-db', 'fetch-config']],
] as const)('a %s synthesizes, at the level restricted', (_, build, steps) => {
  const chart = newChart();
  const workload = build(chart);
  expect(stepsOf(workload)).toEqual(steps);
  expect(podSecurityOf(workload)).toBe('restricted');
  expect((chart.node.root as App).synthYaml()).toContain(`name: ${steps[0]}\n`);
});

test('what is added beside the steps arrives where the page says', () => {
  const web = () => {
    const made = new Deployment(newChart(), 'web');
    new WaitForService(made, 'wait', { until: postgres({ host: 'db' }) });
    return made;
  };
  const pod = (made: Deployment) => parseAllDocuments((made.node.root as App).synthYaml()).map((document) => document.toJS()).find(({ kind }) => kind === 'Deployment').spec.template.spec;
  const shipping = web();
  withLogShipper(shipping);
  expect(pod(shipping).initContainers.map(({ name }: { name: string }) => name)).toEqual(['ship-logs', 'wait']);
  const settings = web();
  withSettings(settings);
  expect(pod(settings).containers[0].envFrom).toEqual([{ configMapRef: { name: 'shop-settings' } }]);
  const larger = web();
  withLargerLimit(larger);
  expect(pod(larger).containers[0].resources.limits.memory).toBe('1Gi');
});

test('a patch that gives an amount as a text keeps it, and one of a newer field the field', () => {
  const web = new Deployment(newChart(), 'web');
  withSettings(web);
  const object = ApiObject.of(web.resource);
  const container = '/spec/template/spec/containers/0';
  object.addJsonPatch(JsonPatch.add(`${container}/resources/limits/memory`, '1Gi'), JsonPatch.add('/spec/template/spec/resources', {}));
  const { spec } = object.toJson().spec.template;
  expect(spec.containers[0].resources.limits).toMatchObject({ memory: '1Gi' });
  expect(spec).toHaveProperty('resources', {});
});

test('every pod of the StatefulSet has its index in a claim of its own', () => {
  expect(mountsOf(searchEngine(newChart()), 'search')).toMatchObject({ '/index': { readOnly: true }, '/data': { readOnly: false } });
});

test('the adopted container finds its one file', () => {
  expect(mountsOf(withSteps(newChart()), 'app')).toEqual({ '/app/legacy.json': { of: 'emptyDir fetch-config', subPath: 'legacy.json', readOnly: true } });
});
