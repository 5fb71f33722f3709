import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  configMapFiles, defineStandard, Deployment, Done, helperImages, image, Job, PreludeError, type Workload,
} from '../../src';
import { Step, type StepDefinition } from '../../src/entries/steps';
import { manifestsOf, newChart, podOf } from '../support/kubernetes';

const APP = image('a:1', { user: 1 });

/** Asks the API server for something, and brings along what it needs for that. */
class AskCluster<in out Id extends string = any> extends Step<Id> {
  readonly asked: Done<Id>;

  constructor(scope: Workload<Id>, id: string, more: Partial<StepDefinition<Id>> = {}) {
    super(scope, id);
    const name = `${this.pod}-${id}`;
    this.register({
      purpose: 'asks the cluster',
      image: helperImages.curl,
      program: { command: ['cat', '/questions/first'] },
      mounts: { '/questions': configMapFiles(name) },
      rerun: 'idempotent',
      brings: {
        questions: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { first: 'who' } },
        role: { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
      },
      defaultTimeout: Duration.seconds(10),
      ...more,
    });
    this.asked = new Done<Id>(this.proof);
  }
}

/** All but the programs, which no step brings. */
const objectsOf = (web: Workload) => manifestsOf(web).filter(({ metadata }) => metadata.labels?.['cdk8s-prelude/program'] === undefined);
const kinds = (web: Workload) => objectsOf(web).map(({ kind }) => kind).sort();

describe('a step that brings objects', () => {
  test('has them in the chart and the namespace of the workload', () => {
    const web = new Deployment(newChart(), 'web', { metadata: { namespace: 'shop' } });
    new AskCluster(web, 'ask');
    web.addContainer('app', { image: APP });
    expect(kinds(web)).toEqual(['ConfigMap', 'Deployment', 'Role']);
    const [map, role] = ['ConfigMap', 'Role'].map((kind) => objectsOf(web).find((one) => one.kind === kind));
    expect(map).toMatchObject({ metadata: { name: 'web-ask', namespace: 'shop' }, data: { first: 'who' } });
    expect(role).toMatchObject({ metadata: { namespace: 'shop', name: expect.stringContaining('ask') }, rules: [{ verbs: ['get'] }] });
    expect(podOf(web).volumes).toContainEqual({ name: 'config-map-web-ask', configMap: { name: 'web-ask' } });
  });

  test('shares nothing with the same step of another workload', () => {
    const chart = newChart();
    const web = new Deployment(chart, 'web');
    const job = new Job(chart, 'job');
    for (const workload of [web, job] as Workload[]) {
      new AskCluster(workload, 'ask');
      workload.addContainer('app', { image: APP });
    }
    expect(new Set(objectsOf(web).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).size).toBe(6);
  });

  test('has them labelled by standards', () => {
    const acme = defineStandard({ name: 'Acme', labels: { team: 'shop' } });
    const chart = newChart();
    acme.setOn(chart);
    const web = new Deployment(chart, 'web');
    new AskCluster(web, 'ask');
    web.addContainer('app', { image: APP });
    expect(objectsOf(web).map(({ metadata }) => metadata.labels.team)).toEqual(['shop', 'shop', 'shop']);
  });

  test('is told of an object of the same name, as anybody is', () => {
    const web = new Deployment(newChart(), 'web');
    new kplus.ConfigMap(web, 'mine', { metadata: { name: 'web-ask' } });
    new AskCluster(web, 'ask');
    web.addContainer('app', { image: APP });
    expect(() => manifestsOf(web)).not.toThrow(TypeError);
  });

  test.each<[string, Partial<StepDefinition>]>([
    ['its definition', { kind: '' }], ['what it comes to', { timeout: 5 as never }],
    ['an object without a kind', { brings: { a: { apiVersion: 'v1' } as never } }],
    ['an object that is none', { brings: { a: null as never } }], ['a list', { brings: [] as never }],
    ['an id that is none', { brings: { 'A B': { apiVersion: 'v1', kind: 'ConfigMap' } } }],
  ])('brings nothing where it is refused for %s', (_, wrong) => {
    const web = new Deployment(newChart(), 'web');
    expect(() => new AskCluster(web, 'ask', wrong)).toThrow(PreludeError);
    web.addContainer('app', { image: APP });
    expect(kinds(web)).toEqual(['Deployment']);
  });

  test('brings nothing where its name is taken', () => {
    const web = new Deployment(newChart(), 'web');
    web.addContainer('ask', { image: APP });
    expect(() => new AskCluster(web, 'ask')).toThrow('ask');
    expect(kinds(web)).toEqual(['Deployment']);
  });
});
