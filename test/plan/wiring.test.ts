import { Size } from 'cdk8s';
import {
  claim, Deployment, FetchData, FixPermissions, https, image, Job, MakeDirectories, RunCommand, type Workload, writable,
} from '../../src';
import { newChart } from '../support/kubernetes';

const APP = image('registry.example.com/a:1', { user: 1000, group: 1000 });
const once = { purpose: 'does it', rerun: 'idempotent' } as const;
const any = (value: unknown) => value as never;

const notes = (web: Workload<any, any>) => web.startUpPlan.notes.filter((note) => /read-only:|without a lock|before step/.test(note));
const root = () => new Deployment(newChart(), 'web', { podSecurity: 'baseline', podSecurityBecause: 'the volume belongs to root' });

describe('a volume that was made right for a user, and nobody writes', () => {
  test('is told of: own.volume, mounted read-only', () => {
    const web = root();
    const own = new FixPermissions(web, 'own', { volume: claim(web, 'data', 'data'), owner: 1000, group: 1000 });
    web.addContainer('app', { image: APP, mounts: { '/data': own.volume } });
    expect(notes(web)).toEqual([
      'step "own" makes its volume writable for user 1000, but "app" mounts it read-only: mount writable(…) of the volume of "own", or remove the step',
    ]);
  });

  test('is told of: a directory of MakeDirectories', () => {
    const job = new Job(newChart(), 'job');
    const places = new MakeDirectories(job, 'places', { volume: claim(job, 'data', 'data'), directories: ['uploads'], user: 1000 });
    job.addContainer('app', { image: APP, mounts: { '/uploads': places.directory('uploads') } });
    expect(notes(job)).toHaveLength(1);
  });

  test('is not told of where somebody writes it: the app, another container, a later step', () => {
    for (const mounts of [(own: any) => [writable(own)], (own: any) => [own, writable(own)]]) {
      const web = root();
      const own = new FixPermissions(web, 'own', { volume: claim(web, 'data', 'data'), owner: 1000 });
      mounts(own.volume).forEach((mount: unknown, index: number) => web.addContainer(`app-${index}`, { image: APP, mounts: { '/data': any(mount) } }));
      expect(notes(web)).toEqual([]);
    }
    const web = root();
    const own = new FixPermissions(web, 'own', { volume: claim(web, 'data', 'data'), owner: 65534 });
    const data = new FetchData(web, 'fetch', { from: https('https://a/b.bin'), maxSize: Size.mebibytes(1), into: own.volume });
    web.addContainer('app', { image: APP, mounts: { '/data': data.files } });
    expect(notes(web)).toEqual([]);
  });
});

describe('a claim that several pods write', () => {
  const fill = (web: any, mount: unknown) => new RunCommand(web, 'fill', { ...once, image: APP, command: ['fill'], mounts: { '/data': any(mount) } });

  test('is told of where a command writes it', () => {
    const web = new Deployment(newChart(), 'web', { fsGroup: 1000 });
    const data = claim(web, 'data', 'data');
    fill(web, writable(data));
    web.addContainer('app', { image: APP, mounts: { '/data': data } });
    expect(notes(web)).toEqual([expect.stringContaining('step "fill" writes claim "data" in several pods at the same time without a lock')]);
  });

  test('is not told of where the command reads it, a step locks, or there is one pod', () => {
    const reader = new Deployment(newChart(), 'web', { fsGroup: 1000 });
    fill(reader, claim(reader, 'data', 'data'));
    const locks = new Deployment(newChart(), 'web', { fsGroup: 1000 });
    new FetchData(locks, 'fetch', { from: https('https://a/b.bin'), maxSize: Size.mebibytes(1), into: claim(locks, 'data', 'data') });
    const one = new Job(newChart(), 'job', { fsGroup: 1000 });
    fill(one, writable(claim(one, 'data', 'data')));
    for (const workload of [reader, locks]) {
      workload.addContainer('app', { image: APP });
      expect(notes(workload)).toEqual([]);
    }
  });
});

describe('a claim that is read before it is written', () => {
  const run = (web: any, id: string, mount: unknown) => new RunCommand(web, id, { ...once, image: APP, command: [id], mounts: { '/data': any(mount) } });
  const told = (...steps: readonly (readonly [string, boolean])[]) => {
    const job = new Job(newChart(), 'job', { fsGroup: 1000 });
    const [one, two] = [claim(job, 'data', 'data'), claim(job, 'same', 'data')];
    steps.forEach(([id, writes], index) => run(job, id, writes ? writable(index % 2 ? two : one) : index % 2 ? two : one));
    job.addContainer('app', { image: APP });
    return notes(job).filter((note) => note.includes('before step'));
  };

  test('is told of, under two names as well', () => {
    expect(told(['index', false], ['import', true])).toEqual([
      'step "index" reads volume "data" before step "import" writes it: in the first pod the volume is still empty. Create "import" first',
    ]);
  });

  test('is not told of in the right order, where one only mounts it, or where both write', () => {
    expect(told(['import', true], ['index', false])).toEqual([]);
    expect(told(['index', false])).toEqual([]);
    expect(told(['import', true], ['again', true])).toEqual([]);
  });
});
