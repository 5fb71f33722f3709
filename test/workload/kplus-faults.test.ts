import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { adopt, Deployment, image, PreludeError } from '../../src';
import { manifestOf } from '../support/kubernetes';

/* What cdk8s-plus refuses is told with workload, container and property. */

const shop = image('registry.example.com/shop:1.4.2', { user: 1000 });
const any = (value: unknown) => value as never;
const chart = () => new Chart(new App({ outdir: '/nonexistent' }), 'shop');
const proxy = (more: object = {}) => any({ name: 'proxy', image: 'registry.example.com/proxy:1.0.0', securityContext: { user: 1000 }, ...more });
const MILLIS = kplus.Probe.fromCommand(['ready'], { periodSeconds: Duration.millis(1500) });
const mebibytes = (of: number) => ({ request: Size.mebibytes(of), limit: Size.mebibytes(of) });

/** What is said of a program: by the constructor, or at synth. */
function told(program: (web: Deployment<'web'>, of: Chart) => unknown): string {
  const of = chart();
  try {
    const web = new Deployment(of, 'web');
    web.addContainer('app', { image: shop });
    program(web, of);
    (of.node.root as App).synthYaml();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test.each<[what: string, program: (web: Deployment<'web'>, of: Chart) => unknown, says: string]>([
  ['a probe of an init container', (web) => web.resource.addInitContainer(proxy({ readiness: kplus.Probe.fromCommand(['a']) })),
    'shop/web/proxy: cdk8s-plus does not accept this: Init containers must not have a readiness probe. (rule cdk8s-plus)'],
  ['ports given twice', (web) => web.resource.addContainer(proxy({ ports: [{ number: 80 }, { number: 80 }] })),
    'shop/web/proxy: cdk8s-plus does not accept this: Port with number 80 and protocol TCP already exists. (rule cdk8s-plus)'],
  ['a volume given twice', (web, of) => ['a', 'b'].forEach((id) => web.resource.addVolume(kplus.Volume.fromEmptyDir(of, id, 'x'))),
    'shop/web/x: cdk8s-plus does not accept this: Volume with name x already exists. (rule cdk8s-plus)'],
  ['a probe that is asked every 1.5 s', (web) => web.addContainer('other', { image: shop, readiness: MILLIS }),
    'shop/web/other: cdk8s-plus does not accept "readiness": \'1500 millis\' cannot be converted into a whole number of seconds. (rule cdk8s-plus)'],
  ['the same of a container of cdk8s-plus', (web) => web.resource.addContainer(proxy({ liveness: MILLIS })),
    '[shop/web] proxy: cdk8s-plus does not accept "liveness": \'1500 millis\' cannot be converted into a whole number of seconds. (rule cdk8s-plus)'],
  ['a grace period of 2.5 s', (_, of) => new Deployment(of, 'other', { terminationGracePeriod: Duration.millis(2500) }),
    'shop/other: terminationGracePeriod must be a whole number of seconds'],
])('%s is told with its place', (_what, program, says) => expect(told(program)).toContain(says));

test('what is refused is an error of the library, with its id', () => {
  const web = new Deployment(chart(), 'web');
  const refused = () => web.resource.addInitContainer(proxy({ startup: kplus.Probe.fromCommand(['a']) }));
  expect(refused).toThrow(PreludeError);
  expect(refused).toThrow(expect.objectContaining({ rule: 'cdk8s-plus', path: 'shop/web/proxy' }));
});

test('a sidecar has its amounts as they were given', () => {
  const web = new Deployment(chart(), 'web');
  web.addContainer('app', { image: shop });
  web.resource.addInitContainer(proxy({
    restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
    resources: {
      cpu: { limit: kplus.Cpu.millis(50) }, memory: { request: Size.kibibytes(32100), limit: Size.mebibytes(64) }, ephemeralStorage: mebibytes(64),
    },
  }));
  expect(manifestOf(web).spec.template.spec.initContainers[0].resources).toEqual({
    limits: { 'cpu': '50m', 'memory': '64Mi', 'ephemeral-storage': '64Mi' }, requests: { 'memory': '32100Ki', 'ephemeral-storage': '64Mi' },
  });
});

test('so has a container of an adopted workload', () => {
  const of = chart();
  const theirs = new kplus.Deployment(of, 'theirs');
  theirs.addContainer(proxy({ resources: { cpu: { request: kplus.Cpu.millis(10) }, memory: mebibytes(64), ephemeralStorage: mebibytes(1536) } }));
  const adopted = adopt(theirs, 'theirs');
  expect(manifestOf(adopted).spec.template.spec.containers[0].resources).toMatchObject({ limits: { 'ephemeral-storage': '1536Mi' }, requests: { memory: '64Mi' } });
});
