import { App, Chart, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  adopt, claim, command, configMapFiles, CopyFiles, defineStandard, Deployment, emptyDirectory, FixPermissions, helperImages, image,
  Job, MakeDirectories, Pod,
  postgres, RunMigration, RunPrivileged, RunScript, StatefulSet, tcp, unsafe, VerifyPermissions, WaitForService, type Workload,
  writable, type StandardProps,
} from '../../src';
import { containerOf, manifestOf, manifestsOf, podOf } from '../support/kubernetes';

const shopImage = image('registry.acme.example/shop:1', { user: 1000, group: 2000 });

/** A chart on which a standard is set. */
function chartWith(props: Omit<StandardProps, 'name'>): Chart {
  const chart = new Chart(new App({ outdir: '/nonexistent' }), 'shop', { disableResourceNameHashes: true, namespace: 'shop' });
  defineStandard({ name: 'Acme', ...props }).setOn(chart);
  return chart;
}

/** A Deployment with a wait and an app. */
function web(chart: Chart, props: object = {}): Deployment<'web'> {
  const made = new Deployment(chart, 'web', props);
  new WaitForService(made, 'wait', { until: postgres({ host: 'db' }) });
  made.addContainer('app', { image: shopImage });
  return made;
}

const told = (workload: Workload) => () => manifestsOf(workload);

describe('registries', () => {
  const registries = ['registry.acme.example'];

  test('an image from elsewhere is refused by the name of the standard, the helpers of the library too', () => {
    expect(told(web(chartWith({ registries })))).toThrow(
      'initContainers[wait].image: standard "Acme" (set on shop) does not allow image "docker.io/library/busybox:1.37.0-musl": '
      + 'use one from registry.acme.example (rule allowed-registries)');
  });

  test('what is moved there is taken', () => {
    expect(podOf(web(chartWith({ registries, registryMap: { 'docker.io': 'registry.acme.example/docker' } }))).initContainers?.[0]?.image)
      .toBe('registry.acme.example/docker/library/busybox:1.37.0-musl');
  });

  test('a patch after everything is seen too', () => {
    const patched = new Deployment(chartWith({ registries }), 'web');
    patched.addContainer('app', { image: shopImage });
    patched.resource.metadata.addLabel('a', 'b');
    (patched.resource as unknown as { apiObject: { addJsonPatch(...patches: unknown[]): void } }).apiObject
      .addJsonPatch({ _toJson: () => ({ op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'evil.example/x:1' }) });
    expect(told(patched)).toThrow(/does not allow image "evil\.example\/x:1"/);
  });

  test('the images of a workload of cdk8s-plus are moved as well', () => {
    const chart = chartWith({ registries, registryMap: { '*': 'registry.acme.example/all' } });
    const plain = new kplus.Deployment(chart, 'plain', { securityContext: { user: 1000, fsGroup: 7 } as never });
    plain.addContainer({ name: 'app', image: 'nginx:1.27', resources: { memory: { limit: Size.mebibytes(64) }, cpu: { request: kplus.Cpu.millis(10) } } });
    const adopted = adopt(plain, 'plain');
    new WaitForService(adopted, 'wait', { until: tcp({ host: 'db', port: 1 }) });
    expect(containerOf(adopted, 'app').image).toBe('registry.acme.example/all/library/nginx:1.27');
  });
});

describe('digests', () => {
  test('a tag alone is refused', () => {
    expect(told(web(chartWith({ digests: true })))).toThrow(
      'containers[app].image: standard "Acme" (set on shop) requires image digests, but "registry.acme.example/shop:1" has none: add '
      + '@sha256:… (rule image-digests)');
  });

  test('false asks for nothing', () => expect(told(web(chartWith({ digests: false })))).not.toThrow());

  test('with digests all over, helper images included, it passes', () => {
    const digest = `sha256:${'ab'.repeat(32)}` as const;
    const chart = chartWith({ digests: true, helperImages: { busybox: image(`registry.acme.example/busybox:1.37@${digest}`, { user: 65534 }) } });
    const made = new Deployment(chart, 'web');
    new WaitForService(made, 'wait', { until: postgres({ host: 'db' }) });
    made.addContainer('app', { image: image(`registry.acme.example/shop:1@${digest}`, { user: 1 }) });
    expect(told(made)).not.toThrow();
  });
});

describe('helperImages', () => {
  const busybox = image('registry.acme.example/busybox:1', { user: 4711, group: 4712 });

  test('stand in for those of the catalogue, with their own users, and leave the helper as those do', () => {
    const made = new Deployment(chartWith({ helperImages: { busybox } }), 'web');
    const db = new WaitForService(made, 'wait', { until: postgres({ host: 'db' }) });
    new RunMigration(made, 'migrate', { database: db.ready, image: shopImage, command: ['x'], oneAtATime: unsafe('a test') });
    made.addContainer('app', { image: shopImage });
    expect(podOf(made).initContainers?.map((container) => container.image)).toEqual(['registry.acme.example/busybox:1', 'registry.acme.example/shop:1']);
    expect(containerOf(made, 'wait').securityContext).toMatchObject({ runAsUser: 4711, runAsGroup: 4712 });
    expect(containerOf(made, 'wait').env).toEqual([{ name: 'PRELUDE_INSTALL_HELPER_IN', value: '/prelude-install' }]);
    expect(containerOf(made, 'wait').command?.[0]).toBe('/bin/sh');
  });

  test('the container that leaves the helper has it too', () => {
    const other = new Pod(chartWith({ helperImages: { busybox } }), 'other');
    new VerifyPermissions(other, 'verify', { volume: claim(other, 'data', 'data'), user: 1000 });
    other.addContainer('app', { image: shopImage });
    new WaitForService(other, 'wait', { until: command({ image: shopImage, command: ['x'], proves: 'it is there' }) });
    expect(podOf(other).initContainers?.map(({ name, image: reference }) => [name, reference])).toEqual([
      ['verify', 'registry.acme.example/busybox:1'], ['wait', 'registry.acme.example/shop:1'],
    ]);
    const alone = new Pod(other.node.scope as Chart, 'alone');
    new WaitForService(alone, 'wait', { until: command({ image: shopImage, command: ['x'], proves: 'it is there' }) });
    alone.addContainer('app', { image: shopImage });
    expect(containerOf(alone, 'prelude-helper')).toMatchObject({ image: 'registry.acme.example/busybox:1', securityContext: { runAsUser: 4711 } });
  });

  test('elsewhere the catalogue stays as it was', () => {
    expect(podOf(web(new Chart(new App({ outdir: '/nonexistent' }), 'free'))).initContainers?.[0]?.image).toBe(helperImages.busybox.reference);
  });

  describe('are asked of the standard that holds', () => {
    /** What the first step is started by, that runs in the image. */
    const startedBy = (chart: Chart) => {
      const pod = new Pod(chart, 'web');
      new RunScript(pod, 'first', { script: 'true', purpose: 'runs a script', rerun: 'idempotent', image: busybox });
      pod.addContainer('app', { image: shopImage });
      return containerOf(pod, 'first').command?.[0];
    };
    const stepsOf = (chart: Chart) => {
      const pod = new Deployment(chart, 'web');
      const db = new WaitForService(pod, 'wait', { until: postgres({ host: 'db' }) });
      new RunMigration(pod, 'migrate', { database: db.ready, image: shopImage, command: ['x'], oneAtATime: unsafe('a test') });
      pod.addContainer('app', { image: shopImage });
      return podOf(pod).initContainers?.map(({ name }) => name);
    };

    test('an image is nobody\'s helper in another app of the process, whatever a standard there says', () => {
      expect(startedBy(chartWith({ helperImages: { busybox } }))).toBe('/bin/sh');
      expect(startedBy(new Chart(new App({ outdir: '/nonexistent' }), 'free'))).toBe('/prelude-bin/busybox');
    });

    test('two charts of an app have each their own: the busybox of one may be the curl of the other', () => {
      const app = new App({ outdir: '/nonexistent' });
      const [shop, other] = ['shop', 'other'].map((id) => new Chart(app, id)) as [Chart, Chart];
      defineStandard({ name: 'Shop', helperImages: { busybox } }).setOn(shop);
      defineStandard({ name: 'Other', helperImages: { curl: busybox } }).setOn(other);
      expect([shop, other].map(stepsOf)).toEqual([['wait', 'migrate'], ['wait', 'migrate']]);
    });

    test('one image can be several helpers: a step in it leaves the helper, whatever else it is for', () => {
      expect(stepsOf(chartWith({ helperImages: { busybox, curl: busybox } }))).toEqual(['wait', 'migrate']);
    });
  });
});

test('pullSecrets are those of every pod, beside its own', () => {
  const chart = chartWith({ pullSecrets: ['acme-pull', { name: 'other' }] });
  const own = new Deployment(chart, 'own', { dockerRegistryAuth: kplus.Secret.fromSecretName(chart, 'mine', 'other') });
  own.addContainer('app', { image: shopImage });
  expect(podOf(web(chart))).toMatchObject({ imagePullSecrets: [{ name: 'acme-pull' }, { name: 'other' }] });
  expect(podOf(own)).toMatchObject({ imagePullSecrets: [{ name: 'other' }, { name: 'acme-pull' }] });
});

describe('resources', () => {
  const memory = (mebibytes: number) => ({ memory: { request: Size.mebibytes(mebibytes) } });

  test('are the defaults of the app, of steps, of a kind of step; what is given wins', () => {
    const chart = chartWith({ resources: { app: memory(200), steps: memory(20), RunMigration: { cpu: { limit: kplus.Cpu.units(2) } } } });
    const made = new Deployment(chart, 'web');
    const db = new WaitForService(made, 'wait', { until: postgres({ host: 'db' }) });
    new WaitForService(made, 'again', { until: postgres({ host: 'db' }), resources: memory(30) });
    new RunMigration(made, 'migrate', { database: db.ready, image: shopImage, command: ['x'], oneAtATime: unsafe('a test') });
    made.addContainer('app', { image: shopImage });
    made.addContainer('small', { image: shopImage, resources: memory(50) });
    const requests = (name: string) => containerOf(made, name).resources;
    expect(requests('wait')).toEqual({ requests: { cpu: '10m', memory: '20Mi' }, limits: { cpu: '500m', memory: '64Mi' } });
    expect(requests('again')?.requests?.memory).toBe('30Mi');
    expect(requests('migrate')).toEqual({ requests: { cpu: '50m', memory: '20Mi' }, limits: { cpu: '2', memory: '512Mi' } });
    expect(requests('app')?.requests).toEqual({ cpu: '100m', memory: '200Mi' });
    expect(requests('small')?.requests?.memory).toBe('50Mi');
  });

  test('that do not fit a default name the standard', () => {
    expect(() => web(chartWith({ resources: { steps: { memory: { limit: Size.mebibytes(8) } } } }))).toThrow(
      'shop/web/wait: resources of standard "Acme" (set on shop): the memory request is above its limit');
  });
});

test('deadlines are the defaults of steps, and of a kind of step; what is given wins', () => {
  const chart = chartWith({ deadlines: { steps: Duration.minutes(3), WaitForService: Duration.minutes(4) } });
  const made = web(chart);
  new WaitForService(made, 'short', { until: postgres({ host: 'db' }), timeout: Duration.seconds(5) });
  new VerifyPermissions(made, 'verify', { volume: claim(made, 'data', 'data'), user: 1000 });
  expect(made.startUpPlan.steps.map(({ name, deadlineSeconds }) => [name, deadlineSeconds])).toEqual([['wait', 240], ['short', 5], ['verify', 180]]);
  expect(containerOf(made, 'wait').args?.slice(0, 2)).toEqual(['--timeout', '240']);
});

describe('podSecurity', () => {
  test('is the weakest level that a pod may ask for', () => {
    const chart = chartWith({ podSecurity: 'baseline' });
    expect(() => new Deployment(chart, 'web', { podSecurity: 'privileged' })).toThrow(
      'shop/web: standard "Acme" (set on shop) does not allow podSecurity: \'privileged\': its weakest level is \'baseline\'. Given: "privileged".');
    expect(new Deployment(chart, 'weak', { podSecurity: 'baseline' }).podSecurity).toBe('baseline');
    expect(new Deployment(chart, 'strong').podSecurity).toBe('restricted');
  });

  test('holds for workloads of cdk8s-plus as well', () => {
    const plain = new kplus.Deployment(chartWith({ podSecurity: 'restricted' }), 'plain');
    expect(() => adopt(plain, 'plain', { podSecurity: 'baseline' })).toThrow(/standard "Acme" \(set on shop\) does not allow podSecurity: 'baseline'/);
  });
});

test('forbiddenSteps are refused with the reason of the company, also where no container would run', () => {
  const chart = chartWith({ forbiddenSteps: { FixPermissions: 'ask #storage for a volume of your group', Announce: 'nobody listens' } });
  const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
  const sentence = 'standard "Acme" (set on shop) forbids FixPermissions: ask #storage for a volume of your group';
  expect(() => new FixPermissions(files, 'own', { volume: claim(files, 'data', 'data'), owner: 7 })).toThrow(`shop/files/own: ${sentence}`);
  expect(() => new FixPermissions(files, 'group', { volume: emptyDirectory(files, 'x', Size.mebibytes(1)), group: 7 })).toThrow(sentence);
});

test.each(['owner', 'pod-security', 'steps', 'except', 'hides', 'plain-text', 'config-maps'])('a step may be called %s: annotations that are none of steps have a dot', (id) => {
  const made = new Deployment(chartWith({ owner: 'Team Shop' }), 'web', { podSecurity: 'baseline', podSecurityBecause: 'a test' });
  new WaitForService(made, id as string, { until: postgres({ host: 'db' }) });
  made.addContainer('app', { image: shopImage });
  const { annotations } = manifestOf(made).spec.template.metadata;
  expect(annotations).toMatchObject({
    'cdk8s-prelude/object.owner': 'Team Shop', 'cdk8s-prelude/pod-security.level': 'baseline: a test', 'cdk8s-prelude/steps.facts': expect.stringContaining(`"name":"${String(id)}"`),
    [`cdk8s-prelude/${id}`]: expect.stringContaining('waits until'),
  });
});

describe('labels, owner and annotations', () => {
  const props = {
    labels: { 'acme.example/cost-centre': '4711' },
    owner: 'Team Shop <shop@acme.example>',
    annotations: {
      '*': { 'acme.example/all': 'yes' }, 'pods': { 'acme.example/pod': 'yes' }, 'Job': { 'argocd.argoproj.io/sync-wave': '-1' },
      'ConfigMap': { 'argocd.argoproj.io/sync-wave': '-2', 'acme.example/all': 'a map' },
    },
  };
  const chart = chartWith(props);
  const made = web(chart, { podMetadata: { annotations: { 'acme.example/pod': 'my own' } } });
  const job = new Job(chart, 'job');
  job.addContainer('app', { image: shopImage });
  const map = new kplus.ConfigMap(chart, 'map', { metadata: { labels: { 'acme.example/cost-centre': 'my own' } } });
  const all = () => Testing.synth(chart);
  const found = (kind: string) => all().find((object) => object.kind === kind && object.immutable !== true);

  test('every object has them, whoever made it', () => {
    for (const { metadata } of all()) {
      expect(metadata.labels).toHaveProperty(['acme.example/cost-centre']);
      expect(metadata.annotations).toMatchObject({ 'cdk8s-prelude/object.owner': 'Team Shop <shop@acme.example>' });
      expect(metadata.annotations).toHaveProperty(['acme.example/all']);
    }
    expect(map.name).toBeDefined();
  });

  test('an object has those of its kind, and keeps what it has of its own', () => {
    expect(found('Job').metadata.annotations['argocd.argoproj.io/sync-wave']).toBe('-1');
    expect(found('ConfigMap').metadata.annotations).toMatchObject({ 'argocd.argoproj.io/sync-wave': '-2', 'acme.example/all': 'a map' });
    expect(found('ConfigMap').metadata.labels['acme.example/cost-centre']).toBe('my own');
    expect(found('Deployment').metadata.annotations).not.toHaveProperty(['argocd.argoproj.io/sync-wave']);
  });

  test('pods have theirs, and what selects them does not change', () => {
    const { spec } = manifestOf(made);
    expect(spec.template.metadata.labels).toMatchObject({ 'acme.example/cost-centre': '4711' });
    expect(spec.template.metadata.annotations).toMatchObject({ 'acme.example/pod': 'my own', 'cdk8s-prelude/object.owner': 'Team Shop <shop@acme.example>' });
    expect(spec.template.metadata.annotations).not.toHaveProperty(['acme.example/all']);
    expect(Object.keys(spec.selector.matchLabels)).toEqual(['cdk8s.io/metadata.addr']);
    expect(made.startUpPlan.notes).toContain('owned by Team Shop <shop@acme.example>.');
  });

  test('a second synth gives the same', () => expect(all()).toEqual(all()));

  test('the whole app has them too, in charts where a workload was built before the standard came', () => {
    const app = new App({ outdir: '/nonexistent' });
    web(new Chart(app, 'early'));
    const late = new Chart(app, 'late');
    defineStandard({ name: 'Acme', labels: { team: 'late' } }).setOn(late);
    new kplus.ConfigMap(late, 'map');
    expect(app.synthYaml().match(/team: late/g)).toHaveLength(1);
  });
});

describe('clusterDomain', () => {
  const service = (chart: Chart, namespace?: string) => new kplus.Service(chart, 'db', {
    ports: [{ port: 5432 }], ...(namespace === undefined ? {} : { metadata: { namespace } }),
  });
  const waits = (chart: Chart, host: kplus.Service | string) => {
    const made = new Deployment(chart, 'web');
    new WaitForService(made, 'wait', { until: postgres({ host }) });
    made.addContainer('app', { image: shopImage });
    return containerOf(made, 'wait').args?.at(2);
  };

  test('completes the host of a Service with a namespace', () => {
    const chart = chartWith({ clusterDomain: 'acme.internal' });
    expect(waits(chart, service(chart, 'data'))).toBe('postgres=postgres://db.data.svc.acme.internal:5432'.replace('//db', '//shop-db'));
  });

  test('leaves names as they are', () => expect(waits(chartWith({ clusterDomain: 'acme.internal' }), 'db.elsewhere')).toBe('postgres=postgres://db.elsewhere:5432'));

  test('without it a host is short', () => {
    const chart = chartWith({});
    expect(waits(chart, service(chart, 'data'))).toBe('postgres=postgres://shop-db.data:5432');
  });
});

describe('kubernetesVersion', () => {
  const job = (kubernetesVersion: '1.28' | '1.29') => {
    const made = new Job(chartWith({ kubernetesVersion }), 'job', { podReplacementPolicy: 'Failed' });
    made.addContainer('app', { image: shopImage });
    return made;
  };

  test('refuses a field that it drops without a word', () => {
    expect(told(job('1.28'))).toThrow(
      'spec.podReplacementPolicy: standard "Acme" (set on shop) is for Kubernetes 1.28, which silently drops this field '
      + '(supported from 1.29 on), so a new pod starts beside one that still ends: remove it, or raise kubernetesVersion. (rule kubernetes-version)');
    expect(told(job('1.29'))).not.toThrow();
  });

  test('refuses a native sidecar that would be an init container that never ends', () => {
    const plain = new kplus.Deployment(chartWith({ kubernetesVersion: '1.28' }), 'plain', { securityContext: { ensureNonRoot: true } });
    const resources = { memory: { limit: Size.mebibytes(64), request: Size.mebibytes(64) }, cpu: { request: kplus.Cpu.millis(10) } };
    plain.addContainer({ name: 'app', image: 'nginx:1.27', securityContext: { user: 1 }, resources });
    plain.addInitContainer({ name: 'proxy', image: 'envoy:1', securityContext: { user: 1 }, restartPolicy: kplus.ContainerRestartPolicy.ALWAYS, resources });
    expect(told(adopt(plain, 'plain'))).toThrow(/initContainers\[proxy\]\.restartPolicy: standard "Acme" \(set on shop\) is for Kubernetes 1\.28/);
  });
});

describe('mesh', () => {
  test.each([
    ['istio-native', { 'sidecar.istio.io/nativeSidecar': 'true' }], ['linkerd-native', { 'config.beta.linkerd.io/proxy-enable-native-sidecar': 'true' }],
  ] as const)('%s: pods ask for a native sidecar, and steps stay as they are', (mesh, annotations) => {
    const made = web(chartWith({ mesh }));
    expect(manifestOf(made).spec.template.metadata.annotations).toMatchObject(annotations);
    expect(containerOf(made, 'wait').securityContext).toMatchObject({ runAsUser: 65534 });
  });

  test.each([['istio-cni', 1337], ['linkerd-cni', 2102]] as const)('%s: steps run as user %s, whom the redirection lets through, and the app does not', (mesh, user) => {
    const made = web(chartWith({ mesh }));
    new VerifyPermissions(made, 'verify', { volume: claim(made, 'data', 'data'), user: 1000 });
    expect(containerOf(made, 'wait').securityContext).toMatchObject({ runAsUser: user });
    expect(containerOf(made, 'verify').securityContext).toMatchObject({ runAsUser: 1000 });
    expect(containerOf(made, 'app').securityContext).toMatchObject({ runAsUser: 1000 });
    expect(made.startUpPlan.notes).toContain(
      `the steps run as user ${user}, the user of the mesh's proxy (standard "Acme" (set on shop)), because the mesh does not redirect its traffic to the proxy, which has not started `
      + 'yet: they use the network without mutual TLS, so a peer that requires mutual TLS refuses them.');
  });

  test('istio-cni: the plan names the step that says its user itself and runs a command, for it reaches no network', () => {
    const made = new Deployment(chartWith({ mesh: 'istio-cni' }), 'web', { podSecurity: 'baseline' });
    made.addContainer('app', { image: shopImage });
    new VerifyPermissions(made, 'verify', { volume: claim(made, 'data', 'data'), user: 1000 });
    new RunScript(made, 'as-the-proxy', { script: 'true', purpose: 'runs a script', rerun: 'idempotent', image: shopImage });
    new RunPrivileged(made, 'as-root', { purpose: 'looks', level: 'baseline', because: 'only root sees it', command: ['ls', '/root'], rerun: 'idempotent' });
    expect(made.startUpPlan.notes.filter((note) => note.includes('of the step waits forever'))).toEqual([
      'step "as-root" runs as user 0, but the mesh redirects the traffic of this user to its proxy, which has not started yet (standard "Acme" (set on shop)): '
      + 'every connection of the step waits forever.',
    ]);
  });

  test('istio-init: the plan says that steps are outside of the mesh', () => {
    expect(web(chartWith({ mesh: 'istio-init' })).startUpPlan.notes.join()).toContain('without mutual TLS, so a peer that requires mutual TLS refuses them');
  });

  test('native sidecars need a Kubernetes that has them', () => {
    expect(() => web(chartWith({ mesh: 'istio-native', kubernetesVersion: '1.28' }))).toThrow(/standard "Acme" \(set on shop\) uses native sidecars/);
    expect(() => web(chartWith({ mesh: 'istio-native', kubernetesVersion: '1.29' }))).not.toThrow();
  });

  test('OpenShift chooses the user of the proxy, so that no step can have it', () => {
    expect(() => web(chartWith({ mesh: 'istio-cni', platform: 'openshift' }))).toThrow(/runs steps as the proxy's user, but OpenShift chooses/);
  });
});

describe('platform openshift', () => {
  test('no user and no group is fixed, of steps, of the app, of the pod', () => {
    const chart = chartWith({ platform: 'openshift' });
    const made = new StatefulSet(chart, 'db', { ports: [5432] });
    new VerifyPermissions(made, 'verify', { volume: made.claimTemplate('data', { size: Size.gibibytes(1) }), user: 999 });
    const wait = new WaitForService(made, 'wait', { until: postgres({ host: 'db' }) });
    new RunMigration(made, 'migrate', { database: wait.ready, image: shopImage, command: ['x'] });
    made.addContainer('app', { image: shopImage });
    const plain = new kplus.Deployment(chart, 'plain', { securityContext: { user: 1, group: 2 } });
    plain.addContainer({
      name: 'app', image: 'nginx:1', securityContext: { user: 4, group: 5 },
      resources: { memory: { limit: Size.mebibytes(64) }, cpu: { request: kplus.Cpu.millis(10) } },
    });
    for (const pod of [podOf(made), podOf(adopt(plain, 'plain'))]) {
      expect(JSON.stringify(pod)).not.toMatch(/runAsUser|runAsGroup|fsGroup/);
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true });
    }
    expect(made.startUpPlan.notes).toContain('OpenShift chooses users and groups (standard "Acme" (set on shop)).');
  });

  test('no annotation names a user either', () => {
    const pod = new Deployment(chartWith({ platform: 'openshift' }), 'web');
    const made = new MakeDirectories(pod, 'dirs', { volume: claim(pod, 'data', 'data'), directories: { up: 0o775 }, user: 10001 });
    new CopyFiles(pod, 'copy', { from: configMapFiles('a'), files: ['a'], user: 10001 });
    pod.addContainer('app', { image: shopImage, mounts: { '/up': writable(made.directory('up')) } });
    const text = JSON.stringify(manifestOf(pod));
    expect(text).toContain('makes up in volume data for the user of the namespace');
    expect(text).toContain('for the user of the namespace, for at most');
    expect(text.replace(/"cdk8s-prelude\/steps\.facts":"(?:[^"\\]|\\.)*"/, '')).not.toContain('10001');
  });

  test('root is refused, for no pod there has it', () => {
    const files = new Deployment(chartWith({ platform: 'openshift' }), 'files', { podSecurity: 'baseline' });
    expect(() => new FixPermissions(files, 'own', { volume: claim(files, 'data', 'data'), owner: 7 })).toThrow(/standard "Acme" \(set on shop\) is for OpenShift/);
    expect(() => files.addContainer('app', { image: image('a:1', { user: 0 }) })).toThrow(/is for OpenShift, which does not run pods as root/);
  });

  test('root of a container of cdk8s-plus is refused, and of its pod', () => {
    const chart = chartWith({ platform: 'openshift' });
    const plain = new kplus.Deployment(chart, 'plain');
    plain.addContainer({ name: 'app', image: 'nginx:1', securityContext: { user: 0, ensureNonRoot: false } });
    expect(told(adopt(plain, 'plain', { podSecurity: 'baseline' }))).toThrow('[shop/plain/plain] app: standard "Acme" (set on shop) is for OpenShift, which does not run pods as root');
    const whole = new kplus.Deployment(chart, 'whole', { securityContext: { user: 0, ensureNonRoot: false } });
    whole.addContainer({ name: 'app', image: 'nginx:1' });
    expect(told(adopt(whole, 'whole', { podSecurity: 'baseline' }))).toThrow('[shop/whole/whole] standard "Acme" (set on shop) is for OpenShift, which does not run pods as root');
  });

  test('a group of volumes is refused, for each namespace gives its own', () => {
    const chart = chartWith({ platform: 'openshift' });
    const sentence = 'standard "Acme" (set on shop) is for OpenShift, where each namespace sets the group of its volumes: remove fsGroup';
    expect(() => new Deployment(chart, 'web', { fsGroup: 999 })).toThrow(`shop/web: ${sentence}`);
    const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
    expect(() => new FixPermissions(files, 'own', { volume: claim(files, 'data', 'data'), group: 44 })).toThrow(`shop/files/own: ${sentence}`);
    const plain = new kplus.Deployment(chart, 'plain', { securityContext: { fsGroup: 3 } });
    plain.addContainer({ name: 'app', image: 'nginx:1' });
    expect(told(adopt(plain, 'plain'))).toThrow(`[shop/plain/plain] ${sentence}`);
    expect(() => adopt(new kplus.Deployment(chart, 'other'), 'other', { fsGroup: 3 })).toThrow(sentence);
  });

  test('kubernetes is the default', () => expect(containerOf(web(chartWith({ platform: 'kubernetes' })), 'app').securityContext).toMatchObject({ runAsUser: 1000 }));
});

test('naming is what ids of workloads fit', () => {
  const chart = chartWith({ naming: { pattern: /^shop-/, because: 'the team first, so that lists sort by it' } });
  expect(() => new Deployment(chart, 'web')).toThrow(
    'shop/web: standard "Acme" (set on shop) does not allow the workload name "web": it must match /^shop-/, the team first, so that lists sort by it.');
  expect(() => new Deployment(chart, 'shop-web')).not.toThrow();
});
