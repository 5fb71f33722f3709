import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Testing, Yaml } from 'cdk8s';
import { claim, FixPermissions } from 'cdk8s-prelude';
import { checkManifests, mountsOf, podSecurityOf, stepsOf } from 'cdk8s-prelude/testing';
import { acme, AcmeApp, AcmeWebService, LoadFeatureFlags, TeamChart } from '@acme/platform';

const API = acme.image('registry.acme.example/orders/api:1', { user: 10001, group: 10001 });
const teamChart = () => new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });

function service(chart = teamChart()) {
  const orders = new AcmeWebService(chart, 'orders');
  const { flags } = new LoadFeatureFlags(orders, 'load-feature-flags');
  orders.serve({ image: API, flags });
  return orders;
}

test('a service has its flags before it starts, and cannot write them', () => {
  assert.deepEqual(stepsOf(service()), ['load-feature-flags']);
  assert.deepEqual(mountsOf(service(), 'app'), {
    '/etc/acme/flags': { of: 'emptyDir load-feature-flags', readOnly: true },
    '/tmp': { of: 'emptyDir app-scratch-2', readOnly: false },
  });
});

test('a service runs in namespaces that enforce `restricted`', () => {
  assert.equal(podSecurityOf(service()), 'restricted');
});

test('the manifests say whose they are, and nothing is wrong with them', () => {
  const chart = teamChart();
  service(chart);
  type Texts = Record<string, string>;
  const manifests = Testing.synth(chart) as { metadata: { labels: Texts; annotations: Texts; namespace: string } }[];
  assert.deepEqual(checkManifests(Yaml.stringify(...manifests)).findings, []);
  for (const { metadata } of manifests) {
    assert.equal(metadata.namespace, 'orders');
    const { 'cdk8s-prelude/program': _program, ...labels } = metadata.labels;
    assert.deepEqual(labels, { 'acme.example/team': 'orders', 'app.kubernetes.io/managed-by': 'acme-platform' });
    assert.equal(metadata.annotations['cdk8s-prelude/object.owner'], '#orders');
  }
});

test('what takes requests says when it is ready', () => {
  const chart = teamChart();
  new acme.Deployment(chart, 'feed').addContainer('feed', { image: API, ports: [9000] });
  assert.throws(
    () => Testing.synth(chart),
    /container "feed" takes requests and does not say when it is ready.*rule acme-readiness-probe of standard "Acme platform"/,
  );
});

test('names are words', () => {
  assert.throws(() => new AcmeWebService(teamChart(), 'orders2'), /standard "Acme platform" \(set on the app\) does not allow the workload name "orders2"/);
});

test('permissions are a matter for #storage, whichever way somebody comes', () => {
  const files = new acme.Deployment(teamChart(), 'files', { podSecurity: 'baseline' });
  const props = { volume: claim(files, 'data', 'files'), owner: 999 };
  assert.throws(
    () => new FixPermissions(files, 'own', props),
    /standard "Acme platform" \(set on the app\) forbids FixPermissions: ask #storage for a volume of your group/,
  );
});
