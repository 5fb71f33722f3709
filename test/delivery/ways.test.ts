import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Cron, Testing, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import {
  adopt, CronJob, DaemonSet, defineStandard, Deployment, dns, image, Job, Pod, RunScript, StatefulSet, WaitForService, type Workload,
} from '../../src';
import { checkFiles } from '../../src/cli/check-files';
import { temporaryDirectory } from '../support/temporary';

/* How programs reach pods: of every kind of workload, by every way of delivery, in every shape in which cdk8s writes them. */

const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });
type Json = any;

/** Two steps of two programs, and an app. */
function fill(workload: Workload<any, any>): void {
  new WaitForService(workload, 'wait', { until: dns({ host: 'a' }) });
  new RunScript(workload, 'script', { script: 'true', purpose: 'runs', rerun: 'idempotent' });
  if ('containers' in workload.resource && workload.resource.containers.length === 0) workload.addContainer('app', { image: APP });
}

const newApp = (outputType?: YamlOutputType): App => new App({ outdir: temporaryDirectory('prelude-ways-'), ...(outputType === undefined ? {} : { yamlOutputType: outputType }) });
const chartOf = (app: App, id: string, namespace = 'shop'): Chart => new Chart(app, id, { namespace, disableResourceNameHashes: true });
const parsed = (yaml: string): readonly Json[] => parseAllDocuments(yaml).map((document) => document.toJS());
const podIn = ({ kind, spec }: Json): Json => (kind === 'Pod' ? spec : kind === 'CronJob' ? spec.jobTemplate.spec.template.spec : spec.template.spec);
const mounted = (object: Json): readonly string[] =>
  (podIn(object).volumes ?? []).find(({ name }: Json) => name === 'prelude-programs')?.projected.sources.map(({ configMap }: Json) => configMap.name) ?? [];
const programs = (all: readonly Json[]): readonly string[] =>
  all.filter(({ metadata }) => metadata.labels?.['cdk8s-prelude/program'] !== undefined).map(({ metadata }) => metadata.name);
const of = (all: readonly Json[], kind: string): Json => all.find((object) => object.kind === kind);

const kinds: Readonly<Record<string, (chart: Chart) => Workload<any, any>>> = {
  CronJob: (chart) => new CronJob(chart, 'web', { schedule: Cron.daily() }),
  DaemonSet: (chart) => new DaemonSet(chart, 'web'),
  Deployment: (chart) => new Deployment(chart, 'web'),
  Job: (chart) => new Job(chart, 'web'),
  Pod: (chart) => new Pod(chart, 'web'),
  StatefulSet: (chart) => new StatefulSet(chart, 'web', { ports: [80] }),
};
/** What it is called, its kind, and how it is made. */
const workloads: ReadonlyArray<readonly [called: string, kind: string, make: (chart: Chart) => Workload<any, any>]> = [
  ...Object.entries(kinds).map(([kind, make]) => [`a ${kind}`, kind, make] as const),
  ['an adopted Deployment', 'Deployment', (chart) => {
    const theirs = new kplus.Deployment(chart, 'web', { containers: [{ image: 'registry.example.com/shop:1.4.2', securityContext: { user: 1000 } }] });
    return adopt(theirs, 'web') as unknown as Workload<any, any>;
  }],
];

describe.each(workloads)('%s', (_, kind, make) => {
  test('mounts the programs of its steps from ConfigMaps that stand before it', () => {
    const app = newApp();
    fill(make(chartOf(app, 'shop')));
    const yaml = app.synthYaml();
    const all = parsed(yaml);
    expect(mounted(of(all, kind))).toEqual([expect.stringMatching(/^shop-prelude-run-/), expect.stringMatching(/^shop-prelude-wait-/)]);
    expect(programs(all)).toEqual(mounted(of(all, kind)));
    expect(all.findIndex((object) => object.kind === kind)).toBeGreaterThan(all.findIndex((object) => object.kind === 'ConfigMap'));
    expect(podIn(of(all, kind)).initContainers.map(({ command }: Json) => command.slice(-1)[0])).toEqual(['/prelude/wait.sh', '/prelude/run.sh']);
    expect(checkFiles([{ name: 'all.yaml', text: yaml }]).findings).toEqual([]);
  });
});

describe.each(Object.values(YamlOutputType).filter((type) => typeof type === 'number').map((type) => [YamlOutputType[type], type] as const))('output type %s', (_, type) => {
  test('writes the ConfigMaps of every chart, once each', () => {
    const app = newApp(type);
    for (const id of ['one', 'two']) {
      const chart = chartOf(app, id);
      for (const name of ['web', 'worker']) fill(new Deployment(chart, name));
    }
    app.synth();
    const files = readdirSync(app.outdir, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file));
    const read = files.map((name) => ({ name, text: readFileSync(join(app.outdir, name), 'utf8') }));
    const all = read.flatMap(({ text }) => parsed(text));
    const deployments = all.filter(({ kind }) => kind === 'Deployment');
    expect(deployments).toHaveLength(4);
    expect([...programs(all)].sort()).toEqual([...new Set(deployments.flatMap(mounted))].sort());
    expect(programs(all)).toHaveLength(4);
    expect(checkFiles(read).findings).toEqual([]);
  });
});

test('Testing.synth of one chart has its ConfigMaps, and no others', () => {
  const app = newApp();
  const [one] = ['one', 'two'].map((id) => {
    const chart = chartOf(app, id);
    fill(new Deployment(chart, 'web'));
    return chart;
  });
  const all: readonly Json[] = Testing.synth(one!);
  expect(programs(all)).toEqual(mounted(of(all, 'Deployment')));
  expect(programs(all)).toHaveLength(2);
  expect(Testing.synth(one!)).toEqual(all);
});

test('two charts in one namespace own no object in common', () => {
  const app = newApp();
  for (const id of ['one', 'two']) fill(new Deployment(chartOf(app, id), 'web'));
  const names = parsed(app.synthYaml()).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => name.startsWith('ConfigMap shop/'))).toHaveLength(4);
});

test('workloads of one chart in two namespaces have ConfigMaps in each', () => {
  const app = newApp();
  const chart = chartOf(app, 'shop');
  fill(new Deployment(chart, 'web'));
  fill(new Deployment(chart, 'other', { metadata: { namespace: 'other' } }));
  const yaml = app.synthYaml();
  expect(parsed(yaml).filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.namespace).sort()).toEqual(['other', 'other', 'shop', 'shop']);
  expect(checkFiles([{ name: 'all.yaml', text: yaml }]).findings).toEqual([]);
});

describe('ways', () => {
  const HOOK = { 'helm.sh/hook': 'pre-install,pre-upgrade,pre-rollback', 'helm.sh/hook-delete-policy': 'before-hook-creation' };
  const KEPT = { 'helm.sh/resource-policy': 'keep', 'argocd.argoproj.io/sync-options': 'Prune=false' };
  const annotations = (build: (chart: Chart) => void): Json => {
    const app = newApp();
    build(chartOf(app, 'shop'));
    return parsed(app.synthYaml()).filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.annotations);
  };

  test('ConfigMaps are kept; for Helm they can be hooks; for both, they are both', () => {
    const [kept, ...rest] = annotations((chart) => fill(new Deployment(chart, 'web')));
    expect(kept).toMatchObject(KEPT);
    expect(rest).toEqual([kept]);
    expect(annotations((chart) => fill(new Deployment(chart, 'web', { programs: 'helm-hook' })))).toEqual([HOOK, HOOK]);
    const both = annotations((chart) => {
      fill(new Deployment(chart, 'web'));
      fill(new Deployment(chart, 'worker', { programs: 'helm-hook' }));
    });
    expect(both).toEqual([{ ...kept, ...HOOK }, { ...kept, ...HOOK }]);
  });

  test('a workload counts more than its standard', () => {
    const inline = defineStandard({ name: 'Acme', programs: 'inline' });
    const made = (own?: 'config-map') => annotations((chart) => {
      inline.setOn(chart);
      fill(new Deployment(chart, 'web', own === undefined ? {} : { programs: own }));
    });
    expect(made()).toEqual([]);
    expect(made('config-map')).toHaveLength(2);
  });

  test.each([['helm.sh/hook', 'pre-install'], ['argocd.argoproj.io/hook', 'PreSync']])('a workload that is a hook needs nothing else: %s', (key, value) => {
    const app = newApp();
    fill(new Job(chartOf(app, 'shop'), 'web', { metadata: { annotations: { [key]: value } } }));
    const all = parsed(app.synthYaml());
    expect(programs(all)).toEqual([]);
    expect(mounted(of(all, 'Job'))).toEqual([]);
    expect(podIn(of(all, 'Job')).initContainers[0].command[2]).toContain('main "$@"');
  });

  test('the ConfigMaps of a workload in a sync wave before the others are in it', () => {
    const wave = (value: string) => annotations((chart) => fill(new Deployment(chart, 'web', { metadata: { annotations: { 'argocd.argoproj.io/sync-wave': value } } })))
      .map((one: Json) => one['argocd.argoproj.io/sync-wave']);
    expect(wave('-3')).toEqual(['-3', '-3']);
    expect(wave('5')).toEqual([undefined, undefined]);
  });
});
