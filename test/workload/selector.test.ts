import { App, Chart, Testing } from 'cdk8s';
import { DaemonSet, Deployment, image, StatefulSet } from '../../src';

const APP = image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 });
const chart = () => new Chart(new App(), 'shop');

interface Manifest {
  readonly kind: string;
  readonly spec: { readonly selector: Readonly<Record<string, unknown>>; readonly template: { readonly metadata: { readonly labels: object } } };
}

const of = (all: Chart, kind: string): Manifest => (Testing.synth(all) as Manifest[]).find((one) => one.kind === kind)!;

describe('select', () => {
  test.each([
    ['Deployment', (all: Chart) => new Deployment(all, 'web', { select: { app: 'billing' } })],
    ['DaemonSet', (all: Chart) => new DaemonSet(all, 'web', { select: { app: 'billing' } })],
    ['StatefulSet', (all: Chart) => new StatefulSet(all, 'web', { select: { app: 'billing' }, ports: [80] })],
  ])('is the selector of a %s and a label of its pods', (kind, make) => {
    const all = chart();
    make(all).addContainer('app', { image: APP });
    const { spec } = of(all, kind);
    expect(spec.selector).toEqual({ matchLabels: { app: 'billing' } });
    expect(spec.template.metadata.labels).toMatchObject({ app: 'billing' });
  });

  test('a Service that exposes the workload still finds its pods', () => {
    const all = chart();
    const web = new Deployment(all, 'web', { select: { app: 'billing' } });
    web.addContainer('app', { image: APP, ports: [8080] });
    web.resource.exposeViaService();
    const { labels } = of(all, 'Deployment').spec.template.metadata;
    expect(labels).toMatchObject(of(all, 'Service').spec.selector);
  });

  test('left out, a label is made of the path', () => {
    const all = chart();
    new Deployment(all, 'web').addContainer('app', { image: APP });
    expect(Object.keys(of(all, 'Deployment').spec.selector.matchLabels as object)).toEqual(['cdk8s.io/metadata.addr']);
  });

  test.each([
    [{}, 'select needs a label'],
    [{ app: 'two words' }, 'select contains a label that is not valid'],
    [{ app: 1 }, 'select contains labels or annotations that are not texts'],
  ])('%j is refused', (select, sentence) => {
    expect(() => new Deployment(chart(), 'web', { select: select as never })).toThrow(sentence);
  });

  test('is held against the labels of the pods', () => {
    expect(() => new Deployment(chart(), 'web', { select: { app: 'billing' }, podMetadata: { labels: { app: 'shop' } } }))
      .toThrow('select has app: billing, but the pods have the label app: shop (podMetadata)');
  });
});
