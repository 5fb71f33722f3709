import { ApiObject, App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  adopt, type Claim, claim, Deployment, emptyDirectory, suppressRule, FetchConfig, https, image, Job, onceIn, postgres, RunCommand, RunMigration,
  CopyFiles, StatefulSet, ownLock, VerifyFiles, WaitForService, type Workload, writable, WriteFiles,
} from '../../src';
import { checkManifests } from '../../src/testing';

const shop = image('registry.example.com/shop:1.4.2', { user: 1000 });
const newChart = () => new Chart(new App(), 'c');
const patch = (workload: Workload, ...patches: JsonPatch[]) => ApiObject.of(workload.resource).addJsonPatch(...patches);
const synth = (workload: Workload) => () => (workload.node.root as App).synthYaml();
const POD = '/spec/template/spec';

describe('a patch cannot make a proof a lie', () => {
  function twoReaders(props: (files: WriteFiles['files']) => readonly [object, object] = (files) => [files, files]) {
    const web = new Deployment(newChart(), 'web');
    const write = new WriteFiles(web, 'write', { files: { 'a.txt': 'hello' } });
    const [a, b] = props(write.files);
    web.addContainer('a', { image: shop, mounts: { '/etc/app': a } as never });
    web.addContainer('b', { image: shop, mounts: { '/etc/app': b } as never });
    return { web, write };
  }

  test('read-only files that it makes writable in one container', () => {
    const { web } = twoReaders();
    expect(synth(web)).not.toThrow();
    patch(web, JsonPatch.remove(`${POD}/containers/0/volumeMounts/0/readOnly`));
    expect(synth(web)).toThrow('containers[a].volumeMounts[write].readOnly: container "a" mounts the files of step "write" writable, so nothing ' +
      'proves what container "b" reads: mount them read-only in both, or writable(…) in both.');
  });

  test('the same in both is as good as writable(…) in both', () => {
    const { web } = twoReaders();
    patch(web, ...[0, 1].map((index) => JsonPatch.remove(`${POD}/containers/${index}/volumeMounts/0/readOnly`)));
    expect(synth(web)).not.toThrow();
    expect(synth(twoReaders((files) => [writable(files as never), writable(files as never)]).web)).not.toThrow();
  });

  test('a rule that is suppressed', () => {
    const { web } = twoReaders();
    patch(web, JsonPatch.remove(`${POD}/containers/0/volumeMounts/0/readOnly`));
    suppressRule(web, 'proven-files', 'a only touches the file, which b takes as a sign');
    expect(synth(web)).not.toThrow();
  });

  test('a step whose command it replaces', () => {
    const { web } = twoReaders();
    patch(web, JsonPatch.replace(`${POD}/initContainers/0/command`, ['true']));
    expect(synth(web)).toThrow('initContainers[write].command: step "write" has a different command than in the code');
  });

  test('the container that leaves the helper', () => {
    const web = new Deployment(newChart(), 'web');
    new RunCommand(web, 'run', { image: shop, command: ['register'], purpose: 'registers', rerun: 'idempotent' });
    web.addContainer('app', { image: shop });
    expect(synth(web)).not.toThrow();
    patch(web, JsonPatch.replace(`${POD}/initContainers/0/command`, ['true']));
    expect(synth(web)).toThrow('initContainers[prelude-helper].command: step "prelude-helper" has a different command');
  });

  test('an own init container that reads, which it puts before the step', () => {
    const memory = { request: Size.mebibytes(16), limit: Size.mebibytes(16) };
    const theirs = { image: 'x:1', securityContext: { user: 1 }, resources: { cpu: { request: kplus.Cpu.millis(10) }, memory } };
    const deployment = new kplus.Deployment(newChart(), 'web', { containers: [theirs] });
    const own = deployment.addInitContainer({ ...theirs, name: 'own' });
    const web = adopt(deployment, 'web', { ownInitContainers: 'after' });
    new WriteFiles(web, 'write', { files: { 'a.txt': 'hello' } }).files.mountInto(own, '/etc/app');
    expect(synth(web)).not.toThrow();
    patch(web, JsonPatch.move(`${POD}/initContainers/1`, `${POD}/initContainers/0`));
    expect(synth(web)).toThrow('initContainers[own]: container "own" reads the files of step "write" and would start before it');
  });

  test.each<[string, JsonPatch]>([
    ['args', JsonPatch.replace(`${POD}/initContainers/0/args/1`, '90')],
    ['env', JsonPatch.add(`${POD}/initContainers/0/env`, [{ name: 'TZ', value: 'UTC' }])],
    ['image', JsonPatch.replace(`${POD}/initContainers/0/image`, 'registry.k8s.io/pause:3.10')],
    ['workingDir', JsonPatch.add(`${POD}/initContainers/0/workingDir`, '/nowhere')],
    ['volumeMounts', JsonPatch.remove(`${POD}/initContainers/0/volumeMounts/1`)],
    ['securityContext', JsonPatch.remove(`${POD}/initContainers/0/securityContext/capabilities`)],
  ])('the %s of a step', (field, change) => {
    const { web } = twoReaders();
    patch(web, change);
    expect(synth(web)).toThrow(`initContainers[write].${field}: step "write" has a different`);
  });

  test.each<[string, JsonPatch]>([
    ['resources', JsonPatch.replace(`${POD}/initContainers/0/resources/limits/memory`, kplus.k8s.Quantity.fromString('1Gi'))],
    ['labels', JsonPatch.add('/metadata/labels', { team: 'shop' })],
    ['the command of the app', JsonPatch.add(`${POD}/containers/0/command`, ['serve'])],
  ])('%s may be patched', (_, change) => {
    const { web } = twoReaders();
    patch(web, change);
    expect(synth(web)).not.toThrow();
  });
});

describe('one file, written by two steps into one volume', () => {
  const from = (name: string, sha256?: string) => https(`https://config.example.com/${name}`, sha256 === undefined ? {} : { sha256 });
  const sentence = 'step "g" writes "y.json" into volume "v" again, after step "f", so nothing proves what container "app" reads: ' +
    'mount the files of "g", or give each step its own volume.';

  function fetchedTwice(second: string, mounts: (f: FetchConfig, g: FetchConfig) => object) {
    const web = new Deployment(newChart(), 'web');
    const into = emptyDirectory(web, 'v', Size.mebibytes(100));
    const f = new FetchConfig<any, string>(web, 'f', { from: from('y.json', 'ab'.repeat(32)), into });
    const g = new FetchConfig<any, string>(web, 'g', { from: { [second]: from('z.json') }, into });
    web.addContainer('app', { image: shop, mounts: mounts(f, g) as never });
    return web;
  }

  test('is not proven by the first one any more', () => {
    expect(synth(fetchedTwice('y.json', (f) => ({ '/etc/app': f.files })))).toThrow(sentence);
    expect(synth(fetchedTwice('y.json', (f) => ({ '/etc/app/y.json': f.file('y.json') })))).toThrow(sentence);
  });

  test('is proven by the second one', () => {
    expect(synth(fetchedTwice('y.json', (_, g) => ({ '/etc/app': g.files })))).not.toThrow();
  });

  describe('by a patch of the mount', () => {
    const both = () => {
      const web = new Deployment(newChart(), 'web');
      const into = emptyDirectory(web, 'v', Size.mebibytes(100));
      const f = new FetchConfig<any, string>(web, 'f', { from: { 'y.json': from('y.json'), 'x.json': from('x.json') }, into });
      new FetchConfig<any, string>(web, 'g', { from: { 'y.json': from('z.json') }, into });
      web.addContainer('app', { image: shop, mounts: { '/x.json': f.file('x.json') } as never });
      return web;
    };
    const told = `${sentence} (rule proven-files)`;

    test('it is found in the rendered pod, by the same rule in the same words', () => {
      expect(synth(both())).not.toThrow();
      const web = both();
      ApiObject.of(web.resource).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/volumeMounts/0/subPath', 'y.json'));
      expect(synth(web)).toThrow(`containers[app].volumeMounts[v]: ${told}`);
    });

    test('and in a finished manifest, by the facts that it carries', () => {
      const yaml = Testing.synth(Chart.of(both())).map((object) => JSON.stringify(object)).join('\n---\n');
      expect(checkManifests(yaml).findings).toEqual([]);
      const at = yaml.indexOf('"subPath":"x.json"', yaml.indexOf('"containers"'));
      const changed = `${yaml.slice(0, at)}"subPath":"y.json"${yaml.slice(at + '"subPath":"x.json"'.length)}`;
      expect(checkManifests(changed).findings.filter(({ rule }) => rule === 'proven-files').map((found) => found.sentence)).toEqual([sentence]);
    });
  });

  test('of other names: both are there', () => {
    expect(synth(fetchedTwice('z.json', (f, g) => ({ '/etc/app/y.json': f.file('y.json'), '/etc/app/z.json': g.file('z.json') })))).not.toThrow();
    expect(synth(fetchedTwice('z.json', (f) => ({ '/etc/app': f.files })))).not.toThrow();
  });

  test('was read in between, and is read anew afterwards', () => {
    const web = new Deployment(newChart(), 'web');
    const into = emptyDirectory(web, 'v', Size.mebibytes(1));
    const f = new WriteFiles(web, 'f', { files: { 'y.json': '{}' }, into });
    new RunCommand(web, 'look', { image: shop, command: ['look'], purpose: 'looks', rerun: 'idempotent', mounts: { '/etc/app': f.files } });
    const g = new WriteFiles(web, 'g', { files: { 'y.json': '[]' }, into });
    web.addContainer('app', { image: shop, mounts: { '/etc/app': g.files } });
    expect(synth(web)).not.toThrow();
  });

  test('was looked at, which writes nothing', () => {
    const web = new Deployment(newChart(), 'web');
    const f = new WriteFiles(web, 'f', { files: { 'y.json': '{}' } });
    const verify = new VerifyFiles(web, 'verify', { from: f.files, sha256: { 'y.json': 'ab'.repeat(32) } } as never);
    web.addContainer('app', { image: shop, mounts: { '/etc/app': f.files, '/etc/verified': verify.verified } as never });
    expect(synth(web)).not.toThrow();
  });
});

describe('what relies on there being one pod', () => {
  const oneAtATime = { database: undefined as never, image: image('migrate/migrate:v4.18.1', { user: 1000 }), command: ['migrate', 'up'] };
  const migrates = (workload: Workload<any, any, any>, more: object = {}) => {
    const db = new WaitForService(workload, 'wait', { until: postgres({ host: 'db' }) });
    new RunMigration(workload, 'migrate', { ...oneAtATime, database: db.ready, ...more } as never);
    workload.addContainer('app', { image: shop });
    return workload;
  };
  const job = () => new Job(newChart(), 'job', { podReplacementPolicy: 'Failed' });
  const set = () => new StatefulSet(newChart(), 'db', { ports: [80] });

  test.each([
    ['a Job with parallelism', job, JsonPatch.add('/spec/parallelism', 3), 'spec.parallelism: "job" can have two pods at the same time: step "migrate" relies on there being only one pod'],
    ['a Job whose pods overlap', job, JsonPatch.replace('/spec/podReplacementPolicy', 'TerminatingOrFailed'), 'spec.podReplacementPolicy: "job" can have two pods at the same time: step "migrate"'],
    ['a StatefulSet of three', set, JsonPatch.replace('/spec/replicas', 3), 'spec.replicas: "db" can have two pods at the same time: step "migrate"'],
  ])('is refused when a patch makes it two: %s', (_, make, change, sentence) => {
    const workload = migrates(make());
    expect(synth(workload)).not.toThrow();
    patch(workload, change);
    expect(synth(workload)).toThrow(sentence);
    const locked = migrates(make(), { oneAtATime: ownLock('the tool takes a lock') });
    patch(locked, change);
    expect(synth(locked)).not.toThrow();
  });

  test('is refused where an autoscaler is put on it', () => {
    const workload = migrates(set());
    new kplus.HorizontalPodAutoscaler(workload, 'scale', { target: workload.resource as kplus.StatefulSet, maxReplicas: 3 });
    expect(synth(workload)).toThrow(
      'spec.replicas: "db" can have two pods at the same time: step "migrate" relies on there being only one pod, but this StatefulSet has no number of replicas, '
      + 'as if an autoscaler sets it. Remove the autoscaler, or the patch that removes replicas; or say in the code how to keep two apart (oneAtATime '
      + 'of RunMigration). (rule singleton)',
    );
  });

  describe('is refused where an autoscaler is put on it by its name', () => {
    const scaled = (spec: object, namespace?: string, more: object = {}) => {
      const workload = migrates(set(), more);
      const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: workload.resource.name };
      new ApiObject(Chart.of(workload), 'scale', {
        apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'scale', ...(namespace ? { namespace } : {}) }, spec: { scaleTargetRef, ...spec },
      });
      return workload;
    };

    test('by both ways of synth', () => {
      const sentence = 'spec.replicas: "db" can have two pods at the same time: step "migrate" relies on there being only one pod, but HorizontalPodAutoscaler "scale" allows 3';
      expect(synth(scaled({ maxReplicas: 3 }))).toThrow(sentence);
      expect(() => Testing.synth(Chart.of(scaled({ maxReplicas: 3 })))).toThrow(sentence);
    });

    test('but for one of one pod, of another namespace or another name, and where two are kept apart', () => {
      expect(synth(scaled({ maxReplicas: 1 }))).not.toThrow();
      expect(synth(scaled({ maxReplicas: 3 }, 'elsewhere'))).not.toThrow();
      expect(synth(scaled({ maxReplicas: 3, scaleTargetRef: { kind: 'StatefulSet', name: 'other' } }))).not.toThrow();
      expect(synth(scaled({ maxReplicas: 3 }, undefined, { oneAtATime: ownLock('the tool takes a lock') }))).not.toThrow();
    });
  });

  test('is a step that runs once in a claim, too', () => {
    const db = set();
    const data = claim(db, 'data', 'data') as Claim<any>;
    new RunCommand(db, 'import', { image: shop, command: ['import'], purpose: 'imports', rerun: onceIn(data) as never });
    db.addContainer('app', { image: shop });
    patch(db, JsonPatch.replace('/spec/replicas', 2));
    expect(synth(db)).toThrow('spec.replicas: "db" can have two pods at the same time: step "import"');
  });

  test('is seen in the YAML that others have scaled', () => {
    const yaml = synth(migrates(set()))();
    expect(yaml).toContain('"singleton":["migrate"]');
    expect(checkManifests(yaml).findings).toEqual([]);
    expect(checkManifests(yaml.replace('replicas: 1', 'replicas: 3')).findings).toMatchObject([{ rule: 'singleton', where: 'spec.replicas', given: '3' }]);
  });
});

test('what is verified is a proof to whoever reads it, steps that copy it among them', () => {
  const build = (read: (web: Deployment<'web', 'restricted'>, verified: VerifyFiles['verified']) => void) => {
    const web = new Deployment(newChart(), 'web');
    const data = claim(web, 'data', 'plugins');
    const check = new VerifyFiles(web, 'verify', { from: data, sha256: { 'a.jar': '0'.repeat(64) } });
    new RunCommand(web, 'spoil', { image: shop, command: ['x'], purpose: 'writes', rerun: 'idempotent', mounts: { '/data': writable(data) } });
    read(web, check.verified as never);
    web.addContainer('app', { image: shop });
    return web;
  };
  const sentence = 'container "spoil" mounts the files of step "verify" writable, so nothing proves what container "read" reads';
  expect(synth(build((web, verified) => new CopyFiles(web, 'read', { from: verified, files: ['a.jar'], user: 1000 } as never)))).toThrow(sentence);
  expect(synth(build((web, verified) => new RunCommand(web, 'read', {
    image: shop, command: ['x'], purpose: 'reads', rerun: 'idempotent', mounts: { '/data': verified as never },
  })))).toThrow(sentence);
});
