import { ApiObject, App, JsonPatch, Size } from 'cdk8s';
import {
  claim, Deployment, emptyDirectory, FetchData, FixPermissions, hiding, https, image, Job, MakeDirectories, onceIn, readOnly, RunCommand, RunScript,
  scratch, StatefulSet, suppressRule, VerifyFiles, VerifyPermissions, type Workload, writable, WriteFiles,
} from '../../src';
import { podOf } from '../../src/manifest/pod-of';
import { check, type Finding } from '../../src/rules';
import { factsOf } from '../../src/declared/read-facts';
import { declarationsOf } from '../../src/declared/facts';
import { newChart } from '../support/kubernetes';
import { asFinished, type Draft, minimalPod } from './pods';

/* What most likely is a mistake of wiring: found in the finished manifest, with the facts that it carries, as `check` does. */

const APP = image('registry.example.com/a:1', { user: 1000, group: 1000 });
const once = { purpose: 'does it', rerun: 'idempotent' } as const;
const any = (value: unknown) => value as never;
const IDS = ['prepared-volumes', 'unwritten-volumes', 'unlocked-claims'];

const found = (workload: Workload<any, any>): readonly string[] => {
  const manifest = ApiObject.of(workload.resource).toJson() as { kind: string };
  const { spec, metadata } = podOf(manifest);
  return of(check({ path: 'web', kind: manifest.kind, level: 'privileged', spec, metadata, manifest, ...declarationsOf(factsOf(metadata)!) }));
};
const of = (findings: readonly Finding[]) => findings.filter(({ rule, severity }) => IDS.includes(rule) && severity === 'warning')
  .map(({ rule, where, sentence }) => `${where}: ${sentence} (${rule})`);
const root = () => new Deployment(newChart(), 'web', { podSecurity: 'baseline', podSecurityBecause: 'the volume belongs to root' });

describe('a volume that a step prepared for writing', () => {
  const own = (web: ReturnType<typeof root>) => new FixPermissions(web, 'own', { volume: claim(web, 'data', 'data'), owner: 1000, group: 1000 });
  const places = (job: Workload<any, any>) => new MakeDirectories(job as Job<any>, 'places', { volume: claim(job, 'data', 'data'), directories: ['uploads'], user: 1000 });

  test('is refused without a word about writing, by the constructor, hidden or not, in a step as well', () => {
    const says = /a volume that a step prepared for writing is mounted read-only: mount writable\(…\) of it, or readOnly\(…\)[^]*rule prepared-volumes/;
    const web = root();
    const { volume } = own(web);
    expect(() => web.addContainer('app', { image: APP, mounts: { '/data': any(volume) } })).toThrow(says);
    expect(() => web.addContainer('app', { image: APP, mounts: { '/data': hiding(any(volume)) as never } })).toThrow(says);
    expect(() => new RunCommand(web, 'run', { ...once, image: APP, command: ['x'], mounts: { '/data': any(volume) } })).toThrow(says);
    const job = new Job(newChart(), 'job');
    expect(() => job.addContainer('app', { image: APP, mounts: { '/uploads': any(places(job).directory('uploads')) } })).toThrow(says);
  });

  test('is taken with writable(…), and with readOnly(…), which is mounted read-only', () => {
    const web = root();
    const { volume } = own(web);
    web.addContainer('app', { image: APP, mounts: { '/data': writable(volume) } });
    web.addContainer('nginx', { image: APP, mounts: { '/data': readOnly(volume) } });
    web.addContainer('other', { image: APP, mounts: { '/usr/share/nginx/html': hiding(readOnly(volume)) } });
    expect(found(web)).toEqual([]);
    const { containers } = podOf(ApiObject.of(web.resource).toJson()).spec;
    expect(containers?.map((one) => one?.volumeMounts?.[0]?.readOnly ?? false)).toEqual([false, true, true]);
    const reader = root();
    reader.addContainer('nginx', { image: APP, mounts: { '/data': readOnly(own(reader).volume) } });
    expect(found(reader)).toEqual([]);
  });

  test('readOnly(…) takes nothing else', () => {
    const web = root();
    expect(() => readOnly(any(claim(web, 'data', 'data')))).toThrow(/other volumes are mounted read-only as they are/);
    expect(() => readOnly(any(undefined))).toThrow(/not-mountable/);
  });

  test('is told of where the very claim is mounted, or a patch makes it read-only', () => {
    const web = root();
    const data = claim(web, 'data', 'data');
    new FixPermissions(web, 'own', { volume: data, owner: 1000 });
    web.addContainer('app', { image: APP, mounts: { '/data': claim(web, 'same', 'data') } });
    expect(found(web)).toEqual([
      'containers[app].volumeMounts[same].readOnly: a volume that a step prepared for writing is mounted read-only: step "own" makes volume "data" writable for user 1000, ' +
      'but no container after it can write it. Mount writable(…) of the volume of "own" in "app", readOnly(…) of it if the container only reads it, or remove the step. (prepared-volumes)',
    ]);
    const job = new Job(newChart(), 'job');
    job.addContainer('app', { image: APP, mounts: { '/uploads': writable(places(job).directory('uploads')) } });
    expect(found(job)).toEqual([]);
    ApiObject.of(job.resource).addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/volumeMounts/0/readOnly', true));
    expect(found(job)).toEqual([expect.stringContaining('step "places" makes volume "data" writable for user 1000')]);
  });

  test('is not told of where a later step writes it, or modes were changed for readers', () => {
    const web = root();
    const { volume } = new FixPermissions(web, 'own', { volume: claim(web, 'data', 'data'), owner: 65534 });
    const data = new FetchData(web, 'fetch', { from: https('https://a/b.bin'), maxSize: Size.mebibytes(1), into: volume });
    web.addContainer('app', { image: APP, mounts: { '/data': data.files } });
    expect(found(web)).toEqual([]);
    const readers = root();
    const shared = claim(readers, 'data', 'data');
    new FixPermissions(readers, 'own', { volume: shared, fileMode: 0o644, directoryMode: 0o755 });
    readers.addContainer('app', { image: APP, mounts: { '/data': shared } });
    expect(found(readers)).toEqual([]);
  });

  test('what VerifyPermissions has looked at is mounted as other volumes are', () => {
    const web = new Deployment(newChart(), 'web');
    const { volume } = new VerifyPermissions(web, 'verify', { volume: claim(web, 'data', 'data'), user: 1000, writable: false });
    web.addContainer('app', { image: APP, mounts: { '/data': volume } });
    expect(found(web)).toEqual([]);
  });
});

describe('a claim that several pods write', () => {
  const fill = (web: any, mount: unknown, id = 'fill') => new RunCommand(web, id, { ...once, image: APP, command: ['fill'], mounts: { '/data': any(mount) } });
  const says = (step: string) => expect.stringMatching(
    new RegExp(`^initContainers\\[${step}\\].volumeMounts\\[data\\].readOnly: step "${step}" writes claim "data" in several pods at the same time without a lock: .*\\(unlocked-claims\\)$`),
  );

  test('is told of for each own command and script that writes it', () => {
    const web = new Deployment(newChart(), 'web', { fsGroup: 1000 });
    const data = claim(web, 'data', 'data');
    fill(web, writable(data));
    new RunScript(web, 'more', { ...once, script: 'echo x >/data/x', mounts: { '/data': writable(data) } });
    web.addContainer('app', { image: APP, mounts: { '/data': data } });
    expect(found(web)).toEqual([says('fill'), says('more')]);
    const set = new StatefulSet(newChart(), 'set', { ports: [80], replicas: 3, fsGroup: 1000 });
    fill(set, writable(claim(set, 'data', 'data')));
    set.addContainer('app', { image: APP });
    expect(found(set)).toEqual([says('fill')]);
  });

  test('is not told of where the command reads it, a step locks, there is one pod, or each pod has its own', () => {
    const reader = new Deployment(newChart(), 'web', { fsGroup: 1000 });
    fill(reader, claim(reader, 'data', 'data'));
    const locks = new Deployment(newChart(), 'web', { fsGroup: 1000 });
    new FetchData(locks, 'fetch', { from: https('https://a/b.bin'), maxSize: Size.mebibytes(1), into: claim(locks, 'data', 'data') });
    const one = new Job(newChart(), 'job', { fsGroup: 1000 });
    fill(one, writable(claim(one, 'data', 'data')));
    const each = new StatefulSet(newChart(), 'each', { ports: [80], replicas: 3, fsGroup: 1000 });
    fill(each, writable(each.claimTemplate('data', { size: Size.gibibytes(1) })));
    for (const workload of [reader, locks, one, each]) {
      workload.addContainer('app', { image: APP });
      expect(found(workload)).toEqual([]);
    }
  });

  test('can be suppressed where the command is safe', () => {
    const chart = newChart();
    const web = new Deployment(chart, 'web', { fsGroup: 1000 });
    suppressRule(fill(web, writable(claim(web, 'data', 'data'))), 'unlocked-claims', 'the command takes a lock in the database');
    web.addContainer('app', { image: APP });
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    (chart.node.root as App).synthYaml();
    expect(stderr.mock.calls.join('')).not.toContain('unlocked-claims');
    stderr.mockRestore();
  });
});

describe('a claim that is read before it is written', () => {
  const run = (web: any, id: string, mount: unknown, more = {}) =>
    new RunCommand(web, id, { ...once, image: APP, command: [id], mounts: { '/data': any(mount) }, ...more });
  const told = (...steps: readonly (readonly [string, boolean, object?])[]) => {
    const job = new Job(newChart(), 'job', { fsGroup: 1000, podReplacementPolicy: 'Failed' });
    const [one, two] = [claim(job, 'data', 'data'), claim(job, 'same', 'data')];
    steps.forEach(([id, writes, more = {}], index) => {
      const data = index % 2 ? two : one;
      run(job, id, writes ? writable(data) : data, 'once' in more ? { rerun: onceIn(data) } : {});
    });
    job.addContainer('app', { image: APP });
    return found(job);
  };
  const says = [
    'initContainers[index].volumeMounts[data].mountPath: step "index" reads volume "data" before step "import" writes it: in the first pod the volume is still empty. ' +
    'Create "import" first. (unwritten-volumes)',
  ];

  test('is told of, under two names as well, and where the reader keeps its note in it', () => {
    expect(told(['index', false], ['import', true])).toEqual(says);
    expect(told(['index', false, { once: true }], ['import', true])).toEqual(says);
  });

  test('is not told of in the right order, where one only mounts it, or where both write', () => {
    expect(told(['import', true], ['index', false])).toEqual([]);
    expect(told(['index', false])).toEqual([]);
    expect(told(['import', true], ['again', true])).toEqual([]);
  });

  test('a step that looks at files reads; one that looks at permissions does not', () => {
    const read = (verify: (job: Job<any>, data: any) => unknown) => {
      const job = new Job(newChart(), 'job', { fsGroup: 1000 });
      const data = claim(job, 'data', 'data');
      verify(job, data);
      run(job, 'import', writable(data));
      job.addContainer('app', { image: APP });
      return found(job);
    };
    expect(read((job, volume) => new VerifyFiles(job, 'verify', { from: volume, sha256: { 'a.txt': 'a'.repeat(64) } }))).toHaveLength(1);
    expect(read((job, volume) => new VerifyPermissions(job, 'verify', { volume, user: 1000, writable: false }))).toEqual([]);
  });
});

describe('empty directories', () => {
  const findings = (init: readonly Draft[], containers: readonly Draft[]) => of(check(asFinished(minimalPod('baseline', ({ spec }) => {
    spec.initContainers = init.map((one, index) => ({ name: `init-${index}`, image: 'busybox:1.37.0', ...one }));
    spec.containers = containers.map((one, index) => ({ ...spec.containers[0], name: `app-${index}`, ...one }));
    spec.volumes = [{ name: 'files', emptyDir: {} }];
  }), 'baseline')));
  const reads = { volumeMounts: [{ name: 'files', mountPath: '/files', readOnly: true }] };
  const writes = { volumeMounts: [{ name: 'files', mountPath: '/files' }] };

  test('are told of where a container reads what nobody has written', () => {
    expect(findings([], [reads])).toEqual([
      'containers[app-0].volumeMounts[files].mountPath: container "app-0" mounts the empty directory "files" read-only, and no container has written it by then: ' +
      'it finds no files. Mount the files of the step that writes them, or remove the mount. (unwritten-volumes)',
    ]);
    expect(findings([reads], [writes])).toEqual([expect.stringContaining('container "init-0"')]);
    expect(findings([reads, writes], [reads])).toEqual([expect.stringContaining('container "init-0"')]);
  });

  test('are not told of where an init container, a sidecar, or another container of the app writes', () => {
    expect(findings([writes], [reads])).toEqual([]);
    expect(findings([{ ...writes, restartPolicy: 'Always' }, reads], [reads])).toEqual([]);
    expect(findings([], [reads, writes])).toEqual([]);
    expect(findings([], [writes])).toEqual([]);
    expect(findings([{ ...reads, restartPolicy: 'Always' }], [writes])).toEqual([]);
  });

  test.each(['/etc/app/config.yaml', '/app/.env', '/etc/ssl/ca.crt', '/srv/app.properties'])('are told of at the path of a file: %s', (path) => {
    expect(findings([], [{ volumeMounts: [{ name: 'files', mountPath: path }] }])).toEqual([
      ...(path === '/app/.env' ? [] : [expect.stringContaining(`container "app-0" has an empty directory at "${path}", which is the path of a file`)]),
    ]);
  });
  test.each(['/etc/nginx/conf.d', '/tmp', '/var/cache/nginx', '/usr/share/nginx/html', '/data/json', '/root/.cache'])('are taken at %s', (path) => {
    expect(findings([], [{ volumeMounts: [{ name: 'files', mountPath: path }] }])).toEqual([]);
  });
  test('are taken at the path of a file that another container has written there', () => {
    const file = { volumeMounts: [{ name: 'files', mountPath: '/etc/app.yaml', subPath: 'app.yaml' }] };
    expect(findings([writes], [file])).toEqual([]);
    expect(findings([], [file])).toHaveLength(1);
  });

  test('scratch(…) is told of, files of steps are not', () => {
    const web = new Deployment(newChart(), 'web');
    const { files } = new WriteFiles(web, 'write', { files: { 'a.yaml': 'a: 1' }, into: emptyDirectory(web, 'space', Size.mebibytes(1)) });
    web.addContainer('app', { image: APP, mounts: { '/etc/a': files, '/etc/b.yaml': scratch(Size.mebibytes(1)), '/tmp': scratch(Size.mebibytes(1)) } });
    expect(found(web)).toEqual([expect.stringContaining('"/etc/b.yaml"')]);
  });
});
