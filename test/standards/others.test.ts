import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { adopt, defineStandard, Deployment, suppressionsOf, suppressRule, image, type StandardProps } from '../../src';
import type { Rule } from '../../src/entries/rules';

/* Objects with pods that no workload of the library stands behind: of cdk8s-plus, by hand, imported. */

const newApp = () => new App({ outdir: mkdtempSync(join(tmpdir(), 'prelude-others-')) });

function chartWith(props: Omit<StandardProps, 'name'>): Chart {
  const chart = new Chart(newApp(), 'shop', { disableResourceNameHashes: true });
  defineStandard({ name: 'Acme', ...props }).setOn(chart);
  return chart;
}

const kplusOne = (chart: Construct) => {
  const made = new kplus.Deployment(chart, 'raw');
  made.addContainer({
    name: 'app', image: 'quay.io/evil/x:latest', securityContext: { privileged: true, allowPrivilegeEscalation: true, user: 0, ensureNonRoot: false },
  });
  return ApiObject.of(made);
};
const POD = { containers: [{ name: 'app', image: 'quay.io/evil/x:latest', securityContext: { privileged: true } }] };
const byHand = (chart: Construct) => new ApiObject(chart, 'raw', {
  apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector: { matchLabels: { app: 'x' } }, template: { metadata: { labels: { app: 'x' } }, spec: POD } },
});
const barePod = (chart: Construct) => new ApiObject(chart, 'raw', { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { app: 'x' } }, spec: POD });
const cronJob = (chart: Construct) => new ApiObject(chart, 'raw', {
  apiVersion: 'batch/v1', kind: 'CronJob', spec: { schedule: '@daily', jobTemplate: { spec: { template: { spec: POD } } } },
});
const rollout = (chart: Construct) => new ApiObject(chart, 'raw', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { template: { spec: POD } } });
function included(chart: Construct): ApiObject {
  const directory = mkdtempSync(join(tmpdir(), 'prelude-include-'));
  const url = join(directory, 'x.yaml');
  writeFileSync(url, JSON.stringify({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' }, spec: { template: { spec: POD } } }));
  const [object] = new Include(chart, 'vendor', { url }).apiObjects;
  rmSync(directory, { recursive: true });
  return object!;
}

const KINDS: ReadonlyArray<readonly [string, (chart: Construct) => ApiObject]> = [
  ['a workload of cdk8s-plus', kplusOne], ['an object by hand', byHand], ['a Pod by hand', barePod], ['a CronJob by hand', cronJob],
  ['a custom resource with a pod template', rollout], ['an imported object', included],
];

/** What a synth says, by App.synth and by Testing.synth. */
function told(chart: Chart): string {
  const app = chart.node.root as App;
  const says = (synth: () => unknown): string => {
    try {
      synth();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const found = says(() => app.synth());
  if (found !== '') expect(readdirSync(app.outdir)).toEqual([]);
  expect(says(() => app.synthYaml())).toBe(found);
  expect(says(() => Testing.synth(chart))).toBe(found);
  expect(says(() => Testing.synth(chart))).toBe(found);
  return found;
}

describe.each(KINDS)('%s', (_, make) => {
  test.each<[string, Omit<StandardProps, 'name'>, string]>([
    ['registries', { registries: ['registry.acme.example'] },
      'containers[app].image: standard "Acme" (set on shop) does not allow image "quay.io/evil/x:latest": use one from registry.acme.example (rule allowed-registries)'],
    ['digests', { digests: true }, 'containers[app].image: standard "Acme" (set on shop) requires image digests'],
    ['the weakest level', { podSecurity: 'restricted' }, 'containers[app].securityContext.privileged'],
  ])('is checked by %s, at its own path', (_field, props, says) => {
    const chart = chartWith(props);
    const { path } = make(chart).node;
    expect(told(chart)).toContain(`[${path}] ${says}`);
  });

  test('a finding of the level names the standard', () => {
    const chart = chartWith({ podSecurity: 'baseline' });
    make(chart);
    expect(told(chart)).toMatch(/\(rule privileged of standard "Acme" \(set on shop\)\)/);
  });

  test('nothing is said where no standard asks for anything', () => {
    const chart = chartWith({ clusterDomain: 'cluster.local' });
    make(chart);
    const free = new Chart(newApp(), 'free');
    make(free);
    expect([told(chart), told(free)]).toEqual(['', '']);
  });

  test('its pods have the labels, the owner and the annotations; what selects them does not change', () => {
    const chart = chartWith({ labels: { 'acme.example/cost': '7', 'app': 'not-mine' }, owner: 'Team Shop', annotations: { pods: { 'acme.example/pod': 'yes' } } });
    const object = make(chart);
    const hasOwn = JSON.stringify(object.toJson()).includes('"app":"x"');
    const hasNone = ['Rollout', 'DaemonSet'].includes(object.kind);
    if (hasNone) object.addJsonPatch(JsonPatch.add('/spec/template/metadata', { labels: { app: 'x' } }));
    const read = () => {
      const json = Testing.synth(chart).find(({ kind }) => kind === object.kind);
      const { metadata } = json.kind === 'Pod' ? json : json.kind === 'CronJob' ? json.spec.jobTemplate.spec.template : json.spec.template;
      return { metadata, selector: json.spec.selector };
    };
    const { metadata, selector } = read();
    expect(metadata.labels).toMatchObject({ 'acme.example/cost': '7', 'app': hasOwn || hasNone ? 'x' : 'not-mine' });
    expect(metadata.annotations).toMatchObject({ 'cdk8s-prelude/object.owner': 'Team Shop', 'acme.example/pod': 'yes' });
    expect(JSON.stringify(selector ?? {})).not.toContain('acme.example');
    expect(read()).toEqual({ metadata, selector });
  });
});

const rule: Rule = {
  id: 'no-latest', title: 'No latest', why: 'It moves.', see: 'https://wiki.acme.example/latest',
  check: ({ containers, steps }, report) => containers.forEach((each) => {
    if (each.json.image?.endsWith(':latest')) report({ where: each.at('image'), sentence: `latest, ${steps.length} steps` });
  }),
};

test('rules of a company check them as well', () => {
  const chart = chartWith({ rules: [rule] });
  byHand(chart);
  expect(told(chart)).toContain('[shop/raw] containers[app].image: latest, 0 steps (rule no-latest of standard "Acme" (set on shop))');
});

test('they are checked beside workloads of the library, which are checked as before', () => {
  const chart = chartWith({ registries: ['registry.acme.example'] });
  new Deployment(chart, 'web').addContainer('app', { image: image('ghcr.io/x:1', { user: 1 }) });
  byHand(chart);
  expect(told(chart)).toMatch(/\[shop\/web\][^]*"ghcr\.io\/x:1"[^]*\[shop\/raw\][^]*"quay\.io\/evil\/x:latest"/);
});

test('a nearer standard holds for what is imported below it', () => {
  const chart = chartWith({ registries: ['registry.acme.example'], podSecurity: 'restricted' });
  const vendor = new Construct(chart, 'vendor');
  defineStandard({ name: 'Vendor', registries: ['quay.io/evil'], podSecurity: 'privileged' }).setOn(vendor);
  byHand(vendor);
  expect(told(chart)).toBe('');
});

test('images of volumes are checked', () => {
  const chart = chartWith({ registries: ['registry.acme.example'], digests: true });
  new ApiObject(chart, 'raw', {
    apiVersion: 'v1', kind: 'Pod',
    spec: { containers: [{ name: 'a', image: `registry.acme.example/a@sha256:${'0'.repeat(64)}` }], volumes: [{ name: 'model', image: { reference: 'quay.io/model:1' } }] },
  });
  expect(told(chart)).toMatch(/volumes\[model\]\.image\.reference: .* requires image digests[^]*volumes\[model\]\.image\.reference: .* does not allow image "quay\.io\/model:1"/);
});

test('what has no pods is left alone, also where it has no spec', () => {
  const chart = chartWith({ registries: ['registry.acme.example'], podSecurity: 'restricted', owner: 'Team Shop', rules: [rule] });
  new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } });
  new ApiObject(chart, 'odd', { apiVersion: 'x.example/v1', kind: 'Odd', spec: { template: 'text' } });
  new ApiObject(chart, 'odder', { apiVersion: 'x.example/v1', kind: 'Odd', spec: null });
  new ApiObject(chart, 'oddest', { apiVersion: 'x.example/v1', kind: 'Odd', spec: { template: { spec: { containers: 'many' } } } });
  expect(told(chart)).toBe('');
});

describe('a suppression', () => {
  const noLatest = () => chartWith({ rules: [rule], owner: 'Team Shop' });

  test('sets a rule of a company aside for one object, and stands in the YAML and in the report', () => {
    const chart = noLatest();
    const object = byHand(chart);
    suppressRule(object, { id: 'no-latest' }, 'the vendor has no versions (SHOP-9)');
    expect(told(chart)).toBe('');
    expect(Testing.synth(chart)[0].metadata.annotations).toMatchObject({ 'cdk8s-prelude/suppress.no-latest': 'the vendor has no versions (SHOP-9)' });
    expect(suppressionsOf(chart)).toEqual([{
      path: 'shop/raw', kind: 'Deployment', container: undefined, rule: 'no-latest', title: 'No latest', because: 'the vendor has no versions (SHOP-9)',
      standard: 'standard "Acme" (set on shop)',
    }]);
  });

  test('of a workload of cdk8s-plus is given that workload', () => {
    const chart = noLatest();
    const made = new kplus.Deployment(chart, 'raw');
    made.addContainer({ name: 'app', image: 'nginx:latest' });
    suppressRule(made, { id: 'no-latest' }, 'the vendor has no versions (SHOP-9)');
    expect(told(chart)).toBe('');
    expect(() => suppressRule(made, { id: 'no-latest' }, 'once more')).toThrow('shop/raw: rule no-latest is already suppressed here.');
  });

  test('that nothing needs is an error', () => {
    const chart = noLatest();
    suppressRule(new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap' }), { id: 'no-latest' }, 'the vendor has no versions');
    expect(told(chart)).toContain('[shop/map] rule no-latest is suppressed (suppressRule), but finds nothing here: remove the suppression.');
  });

  test.each([
    ['pinned-images', {}, /there is no rule "pinned-images" to suppress; the rules are image-digests, .*no-latest\./],
    ['privileged', {}, /rule privileged cannot be suppressed/],
    ['allowed-registries', { registries: ['ghcr.io'] }, /standard "Acme" \(set on shop\) requires it with registries/],
  ])('from %s is refused', (id, props, message) => {
    expect(() => suppressRule(byHand(chartWith({ rules: [rule], ...props })), { id }, 'because')).toThrow(message);
  });

  test('of an object that steps are on is given what has the steps', () => {
    const chart = noLatest();
    const plain = new kplus.Deployment(chart, 'plain');
    adopt(plain, 'plain');
    const web = new Deployment(chart, 'web');
    for (const object of [plain, ApiObject.of(plain), web.resource]) {
      expect(() => suppressRule(object, { id: 'no-latest' }, 'because')).toThrow(/for a workload that has steps, give what adopt\(…\) returned/);
    }
  });
});
