import { App, Chart } from 'cdk8s';
import { mountsOf, podSecurityOf, stepsOf } from 'cdk8s-prelude/testing';
import { withSteps } from './adopted';
import { nightlyReport, nodeAgent, searchEngine } from './kinds';

/* What docs/workloads.md shows is what comes out. */

const newChart = () => new Chart(new App(), 'shop');

test.each([
  ['CronJob', nightlyReport, ['wait-for-db']],
  ['StatefulSet', searchEngine, ['fetch-index']],
  ['DaemonSet', nodeAgent, ['wait-for-collector']],
  ['Deployment of cdk8s-plus', withSteps, ['wait-for-db', 'fetch-config']],
] as const)('a %s synthesizes, at the level restricted', (_, build, steps) => {
  const chart = newChart();
  const workload = build(chart);
  expect(stepsOf(workload)).toEqual(steps);
  expect(podSecurityOf(workload)).toBe('restricted');
  expect((chart.node.root as App).synthYaml()).toContain(`name: ${steps[0]}\n`);
});

test('every pod of the StatefulSet has its index in a claim of its own', () => {
  expect(mountsOf(searchEngine(newChart()), 'search')).toMatchObject({ '/index': { readOnly: true }, '/data': { readOnly: false } });
});

test('the adopted container finds its one file', () => {
  expect(mountsOf(withSteps(newChart()), 'app')).toEqual({ '/app/legacy.json': { of: 'emptyDir fetch-config', subPath: 'legacy.json', readOnly: true } });
});
