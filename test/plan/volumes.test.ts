import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  adopt, claim, defineStandard, Deployment, emptyDirectory, FetchConfig, FixPermissions, https, image, RunCommand, scratch, StatefulSet,
  VerifyPermissions, type Workload, writable,
} from '../../src';
import { newChart } from '../support/kubernetes';

const app = image('registry.example.com/shop:1.4.2', { user: 1000 });
const size = Size.gibibytes(1);
const from = https('https://config.example.com/shop.json');
const run = { image: app, command: ['tool'], purpose: 'runs', rerun: 'idempotent' } as const;

const notesOf = (workload: Workload, about: RegExp) => workload.startUpPlan.notes.filter((note) => about.test(note));

describe('work that nobody has a use for', () => {
  const about = /no other container mounts it|not mounted by any container/;

  test('files that nobody mounts', () => {
    const web = new Deployment(newChart(), 'web');
    new FetchConfig(web, 'fetch', { from });
    new RunCommand(web, 'index', { ...run, writes: ['index.db'] });
    web.addContainer('app', { image: app });
    expect(notesOf(web, about)).toEqual(['fetch', 'index'].map((name) => (
      `volume "${name}" is written by ${name}, but no other container mounts it: mount the files of the step, or remove the step.`)));
  });

  test('two steps that write one volume for nobody are told together', () => {
    const web = new Deployment(newChart(), 'web');
    const volume = emptyDirectory(web, 'pages', size);
    new FetchConfig(web, 'one', { from, into: volume });
    new FetchConfig(web, 'two', { from: https('https://config.example.com/other.json'), into: volume });
    web.addContainer('app', { image: app });
    expect(notesOf(web, about)).toEqual([expect.stringContaining('volume "pages" is written by one and two, but no other container mounts it')]);
  });

  test('claims that nobody mounts', () => {
    const db = new StatefulSet(newChart(), 'db', { ports: [1] });
    db.claimTemplate('data', { size });
    db.addContainer('app', { image: app });
    expect(notesOf(db, about)).toEqual(['claim template "data" is not mounted by any container: every pod gets a claim that it does not use. Mount it, or remove it.']);
  });

  test.each<[string, (web: Deployment<'web'>) => unknown]>([
    ['files that the app mounts', (web) => {
      web.addContainer('app', { image: app, mounts: { '/etc/app': new FetchConfig(web, 'fetch', { from }).files } });
    }],
    ['one file of them', (web) => {
      web.addContainer('app', { image: app, mounts: { '/etc/app.json': new FetchConfig(web, 'fetch', { from }).file('shop.json') } });
    }],
    ['files that a later step mounts', (web) => {
      new RunCommand(web, 'use', { ...run, mounts: { '/in': new FetchConfig(web, 'fetch', { from }).files } });
      web.addContainer('app', { image: app });
    }],
    ['a container that cdk8s-plus made', (web) => {
      const { files } = new FetchConfig(web, 'fetch', { from });
      files.mountInto(web.addContainer('app', { image: app }), '/etc/app');
    }],
    ['a claim that pods share: another may read it', (web) => {
      new FetchConfig(web, 'fetch', { from, into: claim(web, 'shared', 'shared') });
      web.addContainer('app', { image: app });
    }],
    ['scratch space of a step', (web) => {
      new RunCommand(web, 'use', { ...run, mounts: { '/tmp': scratch(size) } });
      web.addContainer('app', { image: app });
    }],
  ])('is not: %s', (_, build) => {
    const web = new Deployment(newChart(), 'web');
    build(web);
    expect(notesOf(web, about)).toEqual([]);
  });
});

test('a governing Service with an address of its own gives no names to the pods', () => {
  const governed = (props: Partial<kplus.ServiceProps>) => {
    const chart = newChart();
    const service = new kplus.Service(chart, 'given', { ports: [{ port: 1 }], metadata: { name: 'given' }, ...props });
    const db = new StatefulSet(chart, 'db', { service, metadata: { name: 'db' } });
    db.addContainer('app', { image: app });
    return notesOf(db, /governs this StatefulSet/);
  };
  expect(governed({})).toEqual([
    'Service "given" governs this StatefulSet but is not headless, so the names of single pods, such as db-0.given, do not resolve: set clusterIP: '
    + "'None', and create another Service for clients that need one address.",
  ]);
  expect(governed({ clusterIP: 'None' })).toEqual([]);
});

describe('claims that their writer may not be able to write', () => {
  const about = /is a claim that .* must write/;
  function set(props: { fsGroup?: number; podSecurity?: 'baseline' }, chart = newChart()) {
    const db = new StatefulSet(chart, 'db', { ports: [1], ...props });
    return { db, data: db.claimTemplate('data', { size }) };
  }

  test('a container without fsGroup, and a step', () => {
    const { db, data } = set({});
    new FetchConfig(db, 'fetch', { from, into: data });
    db.addContainer('app', { image: app, mounts: { '/data': writable(data) } });
    expect(notesOf(db, about)).toEqual([
      'volume "data" is a claim that fetch (user 65534) and app (user 1000) must write, but the pod has no fsGroup: on most storage the root directory of a '
      + 'new volume belongs to root. Give the workload an fsGroup, or check the owner with VerifyPermissions.',
    ]);
  });

  test('a workload of cdk8s-plus', () => {
    const theirs = new kplus.Deployment(newChart(), 'web', { securityContext: { ensureNonRoot: true } });
    const container = theirs.addContainer({ image: 'a:1', securityContext: { user: 1000 } });
    container.mount('/data', kplus.Volume.fromPersistentVolumeClaim(theirs, 'data', kplus.PersistentVolumeClaim.fromClaimName(theirs, 'claim', 'data')));
    const web = adopt(theirs, 'web');
    expect(notesOf(web, about)).toEqual([expect.stringContaining('main (user 1000) must write')]);
  });

  test.each<[string, () => Workload]>([
    ['fsGroup', () => {
      const { db, data } = set({ fsGroup: 1000 });
      return db.addContainer('app', { image: app, mounts: { '/data': writable(data) } }) && db;
    }],
    ['a mount that is read only', () => {
      const { db, data } = set({});
      return db.addContainer('app', { image: app, mounts: { '/data': data } }) && db;
    }],
    ['root that makes it theirs', () => {
      const { db, data } = set({ podSecurity: 'baseline' });
      const { volume } = new FixPermissions(db as never, 'own', { volume: data, owner: 1000 });
      return db.addContainer('app', { image: app, mounts: { '/data': writable(volume) } as never }) && db;
    }],
    ['a step that looks whether it can be written', () => {
      const { db, data } = set({});
      const { volume } = new VerifyPermissions(db, 'look', { volume: data, user: 1000 });
      return db.addContainer('app', { image: app, mounts: { '/data': writable(volume) } }) && db;
    }],
    ['an empty directory, which is writable by all', () => {
      const web = new Deployment(newChart(), 'web');
      return web.addContainer('app', { image: app, mounts: { '/tmp': scratch(size) } }) && web;
    }],
    ['a platform that gives users and groups itself', () => {
      const chart = newChart();
      defineStandard({ name: 'Acme', platform: 'openshift' }).setOn(chart);
      const { db, data } = set({}, chart);
      return db.addContainer('app', { image: app, mounts: { '/data': writable(data) } }) && db;
    }],
  ])('none: %s', (_, make) => {
    expect(notesOf(make(), about)).toEqual([]);
  });
});

describe('empty directories that are too small', () => {
  const about = /kubelet evicts/;
  const fetchInto = (limit: Size, maxSize: Size) => {
    const web = new Deployment(newChart(), 'web');
    const config = new FetchConfig(web, 'fetch', { from, maxSize, into: emptyDirectory(web, 'space', limit) });
    web.addContainer('app', { image: app, mounts: { '/app': config.files } });
    return web;
  };

  test('for what a step may come to write into them: its files twice', () => {
    expect(notesOf(fetchInto(Size.mebibytes(150), Size.mebibytes(100)), about)).toEqual([
      'volume "space" holds 150Mi, but step "fetch" can write up to 200Mi into it, because new copies lie beside old ones for ' +
      'a time: kubelet evicts a pod that writes more. Make the volume larger, or give the step a smaller maxSize if it has one.',
    ]);
  });

  test('or large enough', () => {
    expect(notesOf(fetchInto(Size.mebibytes(200), Size.mebibytes(100)), about)).toEqual([]);
  });
});
