import { Chart, Duration, Testing } from 'cdk8s';
import { command, Deployment, dns, FetchConfig, FixPermissions, claim, http, https, image, optional, postgres, WaitForService, type Workload } from '../../src';
import { Step } from '../../src/entries/steps';
import { declaredBy, namesInOrder, type PodFacts } from '../../src/declared/facts';
import { factsOf, readFacts } from '../../src/declared/read-facts';
import { targetOfUrl, wordsOf } from '../../src/declared/target';
import { podOf } from '../../src/manifest/pod-of';
import { manifestOf, newChart } from '../support/kubernetes';
import { shop } from '../testing/stage';

const app = image('registry.example.com/app:1.0.0', { user: 1000 });
const KEY = 'cdk8s-prelude/steps.facts';
/** Nine hashes of four characters. */
const MADE: unknown = expect.stringMatching(/^[\w-]{36}$/);
const factsIn = (workload: Workload<any, any>): PodFacts => factsOf(podOf(manifestOf(workload)).metadata) as PodFacts;
const web = () => new Deployment(newChart('shop'), 'web');

test('the facts of a pod with steps are these, and nothing that is the default', () => {
  const made = web();
  const deps = new WaitForService(made, 'wait', {
    until: { db: postgres({ host: 'db' }), name: dns({ host: 'cache' }), late: optional(http('http://late/x?y=1'), Duration.seconds(5)) },
    timeout: Duration.seconds(300),
  });
  const config = new FetchConfig(made, 'fetch', { from: https('https://config.example.com/shop.json'), after: [deps.ready.db] });
  made.addContainer('app', { image: app, mounts: { '/config': config.files } });
  expect(factsIn(made)).toEqual({
    version: 1,
    path: 'shop/web',
    steps: [
      {
        name: 'wait', kind: 'WaitForService', deadline: 300, timeoutGiven: true, gives: ['ready: db', 'resolved: name'], made: MADE,
        waitsFor: [
          { name: 'db', protocol: 'postgres', host: 'db', port: 5432 },
          { name: 'name', protocol: 'dns', host: 'cache', level: 'resolved' },
          { name: 'late', protocol: 'http', host: 'late', port: 80, path: '/x?y=1', optional: 5 },
        ],
      },
      {
        name: 'fetch', kind: 'FetchConfig', after: ['wait'], gives: ['file: shop.json'], deadline: 120, attempts: 5, fills: ['fetch'], redirectsTo: ['*'], made: MADE,
        waitsFor: [{ protocol: 'https', host: 'config.example.com', port: 443, path: '/shop.json' }],
        writes: [{ volume: 'fetch', path: 'shop.json', mode: 0o644 }],
      },
    ],
    reads: [{ container: 'app', volume: 'fetch', step: 'fetch' }],
  });
});

test('what a command of the user\'s own waits for is said in words, for nobody knows whom it asks', () => {
  const made = web();
  new WaitForService(made, 'wait', { until: { it: command({ image: app, command: ['ask'], proves: 'the lock is free' }) } });
  made.addContainer('app', { image: app });
  const facts = factsIn(made);
  expect(facts.steps[0]?.waitsFor).toEqual([{ name: 'it', protocol: 'command', words: 'the lock is free' }]);
  expect(facts.helper).toEqual({ name: 'prelude-helper', at: 0, for: 'wait', made: MADE });
  expect(namesInOrder(facts)).toEqual(['prelude-helper', 'wait']);
});

test('a step of one\'s own says its hosts', () => {
  class Ask extends Step<any> {
    constructor(scope: Workload<any, any>) {
      super(scope, 'ask');
      this.register({
        purpose: 'asks', image: app, program: { command: ['ask'] }, defaultTimeout: Duration.seconds(9), rerun: 'idempotent',
        waitsFor: ['the lock of the cluster'], asks: [{ host: 'lock', port: 7, answers: true }, { host: 'name', answers: false }],
      });
    }
  }
  const made = web();
  new Ask(made);
  made.addContainer('app', { image: app });
  expect(factsIn(made).steps[0]?.waitsFor).toEqual([{ words: 'the lock of the cluster' }, { host: 'lock', port: 7 }, { host: 'name', level: 'resolved' }]);
});

test('the level, and what steps write, are data too', () => {
  const made = new Deployment(newChart('shop'), 'web', { podSecurity: 'baseline', podSecurityBecause: 'the volume is root\'s' });
  const data = claim(made, 'data', 'shop-data');
  new FixPermissions(made, 'fix', { volume: data, owner: 1000, fileMode: 0o640 });
  made.addContainer('app', { image: app });
  expect(factsIn(made)).toMatchObject({ level: 'baseline', steps: [{ name: 'fix', writes: [expect.objectContaining({ volume: 'data', owner: 1000 })] }] });
});

test('a pod without steps at the default level says nothing', () => {
  const made = web();
  made.addContainer('app', { image: app });
  expect(podOf(manifestOf(made)).metadata.annotations ?? {}).not.toHaveProperty([KEY]);
});

test('whoever fills a volume may write it, and whoever is said to', () => {
  expect(declaredBy({
    version: 1, path: 'p', steps: [{ name: 's', kind: 'K', deadline: 1, fills: ['v'] }],
    reads: [{ container: 'c', volume: 'v', step: 's' }], mayWrite: [{ container: 'w', volume: 'v' }],
  })).toEqual({
    kinds: new Map([['s', 'K']]), onlyReads: [],
    made: [undefined], runsOn: [], reads: [{ container: 'c', volume: 'v', step: 's', verified: false }], writes: [{ container: 's', volume: 'v' }, { container: 'w', volume: 'v' }],
  });
});

test.each([
  ['{', 'text'], ['[]', 'version'], ['null', 'text'], ['{"version":2,"path":"a","steps":[]}', 'version'], ['{"version":1,"path":"a"}', 'text'],
  ['{"version":1,"path":"a","steps":[{"name":"w"}]}', 'text'], ['{"version":1,"path":"a","level":"none","steps":[]}', 'text'],
  ['{"version":1,"path":"a","steps":[],"reads":[{"container":"a"}]}', 'text'],
])('facts that somebody has changed cannot be read: %s', (given, unreadable) => {
  expect(readFacts({ annotations: { [KEY]: given } })).toEqual({ unreadable, given });
  expect(factsOf({ annotations: { [KEY]: given } })).toBeUndefined();
});

test('what a later library adds to the same version is left alone', () => {
  const facts = { version: 1, path: 'a', steps: [{ name: 'w', kind: 'K', deadline: 1, color: 'red' }], more: true };
  expect(readFacts({ annotations: { [KEY]: JSON.stringify(facts) } })).toEqual({ facts });
});

test('the facts of a pod with three steps take less than 1 KiB', () => {
  const deployment = Testing.synth(Chart.of(shop())).find(({ kind }: { readonly kind: string }) => kind === 'Deployment') as object;
  const text = podOf(deployment).metadata.annotations?.[KEY] ?? '';
  expect(text.length).toBeGreaterThan(300);
  expect(text.length).toBeLessThan(1024);
});

test.each([
  'postgres://db:5432', 'dns://cache', 'https://h/x?y', 'https://h:8443/', 'http://h:8080/a:b', 'tcp://[::1]:7', 'git@example.com:team/shop.git', 'Secret login',
  'ssh://example.com/team/shop.git',
])('%s is the same in words after it was data', (url) => expect(wordsOf(targetOfUrl(url))).toBe(url));

test('a login does not become a fact', () => expect(JSON.stringify(targetOfUrl('postgres://me:secret@db:5432/x'))).not.toMatch(/secret|me/));
