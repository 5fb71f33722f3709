import { App, Chart, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import * as prelude from '../../src';
import {
  defineStandard, Deployment, FixPermissions, image, postgres, PreludeError, type PodSecurity, type StandardProps, WaitForService,
} from '../../src';
import type { Rule } from '../../src/entries/rules';
import { Step } from '../../src/entries/steps';
import { checkFeatures, FEATURE_FLAGS } from '../../src/standards/flags';
import { deadlineOf, standardsAt } from '../../src/standards/standards';

const newApp = () => new App({ outdir: '/nonexistent' });
const shopImage = image('registry.acme.example/shop:1', { user: 1000 });

/** The manifest of the one Deployment of a chart; the programs of its steps stand before it. */
const deploymentIn = (chart: Chart): any => Testing.synth(chart).find(({ kind }) => kind === 'Deployment');

describe('a standard is inherited, and the nearest one wins field by field', () => {
  const app = newApp();
  const chart = new Chart(app, 'shop');
  const part = new Construct(chart, 'part');
  defineStandard({
    name: 'Acme', podSecurity: 'restricted', owner: 'acme', clusterDomain: 'acme.internal', labels: { a: 'acme', b: 'acme' },
    deadlines: { steps: Duration.minutes(1) }, forbiddenSteps: { FixPermissions: 'no root' }, annotations: { '*': { x: 'acme', y: 'acme' } },
  }).setOn(app);
  defineStandard({
    name: 'Shop', podSecurity: 'baseline', labels: { b: 'shop' }, deadlines: { WaitForService: Duration.minutes(2) }, annotations: { '*': { y: 'shop' }, 'Job': { z: 'shop' } },
  }).setOn(chart);
  defineStandard({ name: 'Part', owner: 'part', forbiddenSteps: { RunMigration: 'by hand' } }).setOn(part);
  const web = new Deployment(part, 'web');
  const standards = standardsAt(web);
  const acme = 'standard "Acme" (set on the app)';
  const shop = 'standard "Shop" (set on shop)';

  test('a field that is taken as a whole', () => {
    expect(standards.podSecurity).toEqual({ value: 'baseline', by: shop });
    expect(standards.owner).toEqual({ value: 'part', by: 'standard "Part" (set on shop/part)' });
    expect(standards.clusterDomain).toEqual({ value: 'acme.internal', by: acme });
    expect(standards.mesh).toBeUndefined();
  });

  test('a field that is taken key by key', () => {
    expect(standards.labels).toEqual({ a: { value: 'acme', by: acme }, b: { value: 'shop', by: shop } });
    expect(Object.keys(standards.forbiddenSteps)).toEqual(['FixPermissions', 'RunMigration']);
  });

  test('a field by kinds, of which what is nearer counts before what is closer said', () => {
    expect(standards.annotations).toEqual([
      { value: { '*': { x: 'acme', y: 'acme' } }, by: acme }, { value: { '*': { y: 'shop' }, 'Job': { z: 'shop' } }, by: shop },
    ]);
    expect(['WaitForService', 'RunMigration'].map((kind) => deadlineOf(standards, kind)?.toSeconds())).toEqual([120, 60]);
  });

  test('who set it is who is named', () => {
    expect(() => new Deployment(part, 'files', { podSecurity: 'privileged' })).toThrow(/^shop\/part\/files: standard "Shop" \(set on shop\) does not allow podSecurity: 'privileged'/);
    const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
    expect(() => new FixPermissions(files, 'own', { volume: undefined as never, owner: 1 })).toThrow(PreludeError);
  });

  test('siblings do not see it, and share what they have', () => {
    const [one, two] = [new Deployment(chart, 'one'), new Deployment(chart, 'two')];
    expect(standardsAt(one)).toBe(standardsAt(two));
    expect(standardsAt(one).owner).toEqual({ value: 'acme', by: acme });
  });
});

describe('a nearer standard', () => {
  /** A chart with a standard of the company above it, and one of its own. */
  const chartUnder = (above: Omit<StandardProps, 'name'>, own: Omit<StandardProps, 'name'>): Chart => {
    const app = newApp();
    const chart = new Chart(app, 'shop', { disableResourceNameHashes: true });
    defineStandard({ name: 'Acme', ...above }).setOn(app);
    defineStandard({ name: 'Shop', ...own }).setOn(chart);
    return chart;
  };
  const built = (chart: Chart) => {
    const web = new Deployment(chart, 'web');
    new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
    web.addContainer('app', { image: shopImage });
    return deploymentIn(chart);
  };
  const mebibytes = (request: number, limit: number) => ({ request: Size.mebibytes(request), limit: Size.mebibytes(limit) });

  test('says one resource of the app, and those of the company hold for the others', () => {
    const cpu = { request: kplus.Cpu.millis(55) };
    const chart = chartUnder({ resources: { app: { memory: mebibytes(200, 300) } } }, { resources: { app: { cpu } } });
    expect(built(chart).spec.template.spec.containers[0].resources).toEqual({
      requests: { cpu: '55m', memory: '200Mi' }, limits: { memory: '300Mi' },
    });
  });

  test('says it of all steps, and the company of one kind: what is nearer counts', () => {
    const chart = chartUnder(
      {
        deadlines: { WaitForService: Duration.seconds(22) }, resources: { WaitForService: { memory: mebibytes(20, 30) } },
        annotations: { Deployment: { 'x.example/k': 'acme' } },
      },
      {
        deadlines: { steps: Duration.seconds(11) }, resources: { steps: { memory: { limit: Size.mebibytes(40) } } },
        annotations: { '*': { 'x.example/k': 'shop' } },
      },
    );
    const { metadata, spec } = built(chart);
    expect(spec.template.spec.initContainers[0].args.slice(0, 2)).toEqual(['--timeout', '11']);
    expect(spec.template.spec.initContainers[0].resources).toEqual({ requests: { cpu: '10m', memory: '20Mi' }, limits: { cpu: '500m', memory: '40Mi' } });
    expect(metadata.annotations).toEqual({ 'x.example/k': 'shop' });
  });

  test('halves of a pair need to fit together only, and both standards are named where they do not', () => {
    const request = { app: { memory: { request: Size.gibibytes(1) } } };
    const limit = { app: { memory: { limit: Size.gibibytes(2) } } };
    expect(built(chartUnder({ resources: request }, { resources: limit })).spec.template.spec.containers[0].resources)
      .toMatchObject({ requests: { memory: '1Gi' }, limits: { memory: '2Gi' } });
    expect(() => built(chartUnder({ resources: request }, { resources: { app: { memory: { limit: Size.mebibytes(64) } } } }))).toThrow(
      'shop/web/app: resources of standard "Acme" (set on the app) and standard "Shop" (set on shop): the memory request is above its limit');
  });

  test('takes back a mesh, registries and what is forbidden', () => {
    const above: Omit<StandardProps, 'name'> = {
      mesh: 'istio-native', registries: ['registry.acme.example'], forbiddenSteps: { WaitForService: 'the company says so' },
    };
    expect(() => built(chartUnder(above, {}))).toThrow(/forbids WaitForService/);
    expect(() => built(chartUnder({ registries: ['registry.acme.example'] }, {}))).toThrow(/does not allow image "docker\.io/);
    const { spec } = built(chartUnder(above, { mesh: 'none', registries: 'any', forbiddenSteps: { WaitForService: false } }));
    expect(spec.template.metadata.annotations).not.toHaveProperty(['sidecar.istio.io/nativeSidecar']);
    expect(defineStandard({ name: 'Shop', registries: 'any' }).image('quay.io/x:1', { user: 1 }).reference).toBe('quay.io/x:1');
  });
});

describe('rules of nested standards', () => {
  const check: Rule['check'] = (_pod, report) => report({ where: 'x', sentence: 'wrong' });
  const rule: Rule = { id: 'mine', title: 'a', why: 'b.', see: 'https://acme.example', check };
  const nested = (above: readonly Rule[], own: readonly Rule[]) => () => {
    const app = newApp();
    const chart = new Chart(app, 'shop', { disableResourceNameHashes: true });
    defineStandard({ name: 'Acme', rules: above }).setOn(app);
    defineStandard({ name: 'Shop', rules: own }).setOn(chart);
    new Deployment(chart, 'web').addContainer('app', { image: shopImage });
    return Testing.synth(chart);
  };

  test('one that is there twice checks once', () => {
    expect(() => nested([rule], [rule])()).toThrow(/^(?:(?!\(rule mine)[^])*\(rule mine of standard "Acme" \(set on the app\)\)(?:(?!\(rule mine)[^])*$/);
  });

  test('two of one id are refused, with both standards', () => {
    expect(nested([rule], [{ ...rule }])).toThrow(
      'standard "Shop" (set on shop): the rule "mine" already exists, in standard "Acme" (set on the app): choose another id. Given: "mine".');
  });
});

describe('setting a standard', () => {
  const acme = defineStandard({ name: 'Acme' });

  test('is refused where there is one', () => {
    const chart = new Chart(newApp(), 'shop');
    acme.setOn(chart);
    expect(() => defineStandard({ name: 'Other' }).setOn(chart)).toThrow('shop: standard "Acme" is already set here: set only one standard per construct.');
  });

  test('is refused once a workload has been built without it', () => {
    const chart = new Chart(newApp(), 'shop');
    new Deployment(chart, 'web');
    for (const scope of [chart, chart.node.root]) {
      expect(() => acme.setOn(scope)).toThrow(/standard "Acme" is set too late, after a workload below was created/);
    }
    expect(() => acme.setOn(new Construct(chart, 'part'))).not.toThrow();
  });

  test.each([[undefined], [null], [{}], ['app']])('is refused on %p', (scope) => {
    expect(() => acme.setOn(scope as never)).toThrow('standard "Acme": a standard must be set on an app, a chart or another construct.');
  });

  test('one standard can be set in many places', () => {
    for (const chart of [new Chart(newApp(), 'a'), new Chart(newApp(), 'b')]) expect(() => acme.setOn(chart)).not.toThrow();
  });
});

describe('the words of a standard', () => {
  const acme = defineStandard({
    name: 'Acme', registries: ['registry.acme.example', 'ghcr.io/acme'], registryMap: { 'docker.io': 'registry.acme.example/docker' }, podSecurity: 'baseline',
  });

  test('its workloads and steps are those of the library', () => {
    const chart = new Chart(newApp(), 'shop');
    acme.setOn(chart);
    const web = new acme.Deployment(chart, 'web');
    const wait = new acme.WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
    web.addContainer('app', { image: acme.image('nginx:1.27', { user: 101 }) });
    expect(web).toBeInstanceOf(Deployment);
    expect(wait).toBeInstanceOf(WaitForService);
    expect(web.startUpPlan.steps[0]?.kind).toBe('WaitForService');
    expect(deploymentIn(chart).spec.template.spec.containers[0].image).toBe('registry.acme.example/docker/library/nginx:1.27');
  });

  test('its adopt() is that of the library', () => {
    const chart = new Chart(newApp(), 'shop');
    acme.setOn(chart);
    const plain = new kplus.Deployment(chart, 'plain', { securityContext: { user: 1000 } });
    expect(acme.adopt(plain, 'plain', { podSecurity: 'baseline' }).podSecurity).toBe('baseline');
    expect(() => acme.adopt(new kplus.Deployment(chart, 'other'), 'other', { podSecurity: 'privileged' as PodSecurity })).toThrow(/does not allow podSecurity: 'privileged'/);
    expect(() => acme.adopt(undefined as never, 'x')).toThrow(PreludeError);
  });

  test('mean nothing where it is not set, and say so', () => {
    const chart = new Chart(newApp(), 'shop');
    const free = new Deployment(chart, 'free');
    const sentence = 'this uses standard "Acme", which is not set here: call setOn(…) of the standard on the app, the chart or a construct above.';
    expect(() => new acme.Deployment(chart, 'web')).toThrow(`shop: ${sentence}`);
    expect(() => new acme.WaitForService(free, 'wait', { until: postgres({ host: 'db' }) })).toThrow(`shop/free: ${sentence}`);
    expect(() => acme.adopt(new kplus.Deployment(chart, 'plain'), 'plain')).toThrow(`shop/plain: ${sentence}`);
    expect(() => new acme.Deployment('no scope' as never, 'web')).toThrow(PreludeError);
  });

  test.each(['registry.acme.example/shop:1', 'ghcr.io/acme/tool:1', 'docker.io/a/b:1', 'nginx:1', 'a/b:1'])('image() takes %s', (reference) => {
    expect(acme.image(reference as never, { user: 1 }).reference).toBe(reference);
  });

  test.each(['ghcr.io/other/x:1', 'quay.io/x:1', 'ghcr.io/acme2:1'])('image() refuses %s', (reference) => {
    expect(() => acme.image(reference as never, { user: 1 })).toThrow(
      `image(): standard "Acme" does not allow image "${reference}": use one from registry.acme.example or ghcr.io/acme`);
  });

  test('image() refuses what image() refuses', () => {
    expect(() => acme.image('registry.acme.example/shop' as never, { user: 1 })).toThrow(/has no tag/);
    expect(() => defineStandard({ name: 'Acme', digests: true }).image('a:1' as never, { user: 1 })).toThrow(
      'image(): standard "Acme" requires image digests, but "a:1" has none: add @sha256:…');
  });
});

describe('feature flags', () => {
  test('each says what it changes, since when, and whether pods roll', () => {
    for (const flag of Object.values<{ changes: string; since: string; rollsPods: boolean }>(FEATURE_FLAGS)) {
      expect(flag.changes).toMatch(/\.$/);
      expect(flag.since).toMatch(/^\d+\.\d+\.\d+$/);
      expect(typeof flag.rollsPods).toBe('boolean');
    }
  });

  test('a flag that this version does not know is refused, with those that it knows', () => {
    expect(() => defineStandard({ name: 'Acme', features: { typo: true } as never })).toThrow('standard "Acme": there is no feature flag "typo": this version has none.');
    const known = { helperInImage: {}, quietWaits: {} };
    expect(() => checkFeatures('x', { typo: true }, known)).toThrow(/the flags of this version are helperInImage, quietWaits\./);
    expect(() => checkFeatures('x', { quietWaits: 'yes' }, known)).toThrow(/true or false/);
    expect(checkFeatures('x', { quietWaits: true }, known)).toEqual({ quietWaits: true });
  });
});

describe('a standard is checked as it is defined', () => {
  const check = () => undefined;
  const rule = { id: 'mine', title: 'a', why: 'b.', see: 'https://acme.example', check };
  test.each<[string, object, RegExp]>([
    ['a property that there is none of', { registry: 'x' }, /"registry" is not a property/],
    ['a name over two lines', { name: 'a\nb' }, /the name of a standard must be text/],
    ['no registries', { registries: [] }, /at least one/],
    ['a registry with a scheme', { registries: ['https://x'] }, /this is not a registry/],
    ['digests that are a word', { digests: 'yes' }, /digests must be true/],
    ['a pull secret that is no name', { pullSecrets: ['A B'] }, /name of a Kubernetes object/],
    ['a helper that there is none of', { helperImages: { wget: shopImage } }, /helperImages must be busybox, .*: "wget" is not one/],
    ['a helper that is a text', { helperImages: { curl: 'curl:8' } }, /"curl" is not one of them, or has no image/],
    ['resources of nobody', { resources: { apps: {} } }, /keys of resources must be 'app', 'steps' or a kind/],
    ['resources with a typo', { resources: { app: { mem: 1 } } }, /resources must be \{ cpu, memory, ephemeralStorage \}/],
    ['a deadline without unit', { deadlines: { steps: 60 } }, /must be a Duration/],
    ['a level that there is none of', { podSecurity: 'strict' }, /podSecurity must be/],
    ['a forbidden step without reason', { forbiddenSteps: { FixPermissions: '' } }, /needs a reason/],
    ['a label with a blank', { labels: { a: 'b c' } }, /the value of a label/],
    ['a key of a label', { labels: { 'a b': 'c' } }, /a key must have/],
    ['an annotation that is a number', { annotations: { Job: { wave: -1 } } }, /the value of an annotation must be a string/],
    ['annotations without kind', { annotations: { 'argocd.argoproj.io/sync-wave': '-1' } }, /keys of annotations must be '\*', 'pods' or a kind/],
    ['an owner over two lines', { owner: 'a\nb' }, /owner must be one line/],
    ['a domain with a dot at its end', { clusterDomain: 'cluster.local.' }, /clusterDomain must be a domain/],
    ['a version too old', { kubernetesVersion: '1.20' }, /at least 1\.28/],
    ['a version with a patch', { kubernetesVersion: '1.31.2' }, /kubernetesVersion must be a version such as/],
    ['a mesh that is not known', { mesh: 'consul' }, /mesh must be 'istio-native', 'istio-init'/],
    ['a platform that is not known', { platform: 'nomad' }, /platform must be/],
    ['naming without reason', { naming: { pattern: /x/ } }, /naming needs a reason/],
    ['naming with state', { naming: { pattern: /x/g, because: 'so' } }, /without the flags g and y/],
    ['a rule without id', { rules: [{ check }] }, /a rule must be an object with id/],
    ['a rule of nothing', { rules: [undefined] }, /a rule must be an object with id/],
    ['a rule with the id of another', { rules: [rule, rule] }, /the rule "mine" already exists/],
    ['a rule with the id of one of the library\'s', { rules: [{ ...rule, id: 'pinned-images' }] }, /the rule "pinned-images" already exists/],
    ['a rule with the id of one over the whole app', { rules: [{ ...rule, id: 'self-wait' }] }, /the rule "self-wait" already exists/],
    ['a kind of step that is nearly one', { forbiddenSteps: { WaitForSrvice: 'no' } }, /forbiddenSteps names 'WaitForSrvice', which looks like 'WaitForService' misspelt: write 'WaitForService'/],
    ['a kind of step in the plural', { deadlines: { RunMigrations: Duration.minutes(1) } }, /deadlines names 'RunMigrations', which looks like 'RunMigration' misspelt/],
    ['steps with a capital', { resources: { Steps: {} } }, /resources names 'Steps', which looks like 'steps' misspelt/],
    ['a kind of object that is nearly one', { annotations: { Deploymnt: { a: 'b' } } }, /annotations names 'Deploymnt', which looks like 'Deployment' misspelt/],
    ['a kind of object in other case', { annotations: { Configmap: { a: 'b' } } }, /which looks like 'ConfigMap' misspelt/],
    ['resources without unit', { resources: { app: { memory: 64 } } }, /resources\.memory must be an object: request and limit/],
    ['an amount without unit', { resources: { app: { memory: { limit: 64 } } } }, /resources\.memory\.limit must be a Size/],
    ['an amount of CPU without unit', { resources: { app: { cpu: { request: 1 } } } }, /resources\.cpu\.request/],
    ['a side that there is none of', { resources: { app: { cpu: { max: kplus.Cpu.millis(1) } } } }, /"max" is not a property/],
    ['an annotation of the library', { annotations: { pods: { 'cdk8s-prelude/suppress.memory-limit': 'we like it' } } }, /annotations "cdk8s-prelude\/…" are reserved for the library/],
    ['a label of the library', { labels: { 'cdk8s-prelude/x': 'y' } }, /are reserved for the library/],
    ['suppressions from what takes none', { suppressible: ['run-as-user'] }, /rule run-as-user cannot be suppressed: set a weaker podSecurity/],
    ['suppressions from what is nearly a rule', { suppressible: ['memory-limits'] }, /the rule "memory-limits" does not exist: write "memory-limit"/],
    ['suppressions from no list', { suppressible: 'memory-limit' }, /suppressible must be a list/],
    ['a rule without why', { rules: [{ ...rule, why: '' }] }, /rule mine: why must be one line of text/],
  ])('%s', (_, props, message) => {
    expect(() => defineStandard({ name: 'Acme', ...props } as never)).toThrow(message);
    expect(() => defineStandard({ name: 'Acme', ...props } as never)).toThrow(PreludeError);
  });

  test('kinds that are like none of the library are your own', () => {
    expect(() => defineStandard({
      name: 'Acme', forbiddenSteps: { RegisterWithConsul: 'nobody listens' }, deadlines: { Announce: Duration.minutes(1) }, resources: { LoadFlags: {} },
      annotations: { Certificate: { a: 'b' }, Rule: { a: 'b' }, Egress: { a: 'b' } }, suppressible: [{ id: 'acme-probes' }],
    })).not.toThrow();
  });

  test('pull secrets of cdk8s-plus are taken', () => {
    const chart = new Chart(newApp(), 'shop');
    expect(() => defineStandard({ name: 'Acme', pullSecrets: [kplus.Secret.fromSecretName(chart, 's', 'pull')] })).not.toThrow();
  });
});

test('a standard hands out every step of the library', () => {
  const steps = Object.entries(prelude).filter(([, value]) => typeof value === 'function' && value.prototype instanceof Step);
  const acme = defineStandard({ name: 'Acme' }) as unknown as Record<string, unknown>;
  expect(steps.map(([name]) => name).filter((name) => typeof acme[name] !== 'function')).toEqual([]);
});
