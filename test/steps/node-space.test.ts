import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  claim, CloneRepository, CopyFromImage, Deployment, emptyDirectory, FetchArchive, FetchBinary, FetchConfig, git, https, image, RunCommand,
  RunPrivileged, RunScript, scratch, WriteFiles,
} from '../../src';
import { containerOf, newChart } from '../support/kubernetes';

/* Space of the node that a step may come to fill is requested, so that the scheduler finds a node that has it. */

const app = image('a:1', { user: 1 });
const { gibibytes, mebibytes } = Size;
const run = { purpose: 'runs', rerun: 'idempotent', writes: ['a'] } as const;
type Web = Deployment<'web', 'baseline'>;

function resources(build: (web: Web) => unknown, name = 'step') {
  const web = new Deployment(newChart(), 'web', { podSecurity: 'baseline' });
  build(web);
  web.addContainer('app', { image: app });
  return containerOf(web, name).resources;
}
const requested = (build: (web: Web) => unknown) => resources(build)?.requests?.['ephemeral-storage'];

test.each<[string, (web: Web) => unknown, string]>([
  ['RunCommand', (web) => new RunCommand(web, 'step', { ...run, image: app, command: ['x'], maxSize: gibibytes(2) }), '4Gi'],
  ['RunScript', (web) => new RunScript(web, 'step', { ...run, script: 'true', maxSize: gibibytes(2) }), '4Gi'],
  ['RunPrivileged', (web) => new RunPrivileged(web, 'step', { ...run, level: 'baseline', because: 'a test', script: 'true', maxSize: gibibytes(2) }), '4Gi'],
  ['FetchConfig', (web) => new FetchConfig(web, 'step', { from: https('https://a/b'), maxSize: gibibytes(1) }), '2Gi'],
  ['FetchBinary', (web) => new FetchBinary(web, 'step', { from: https('https://a/b', { sha256: 'ab'.repeat(32) }) }), '256Mi'],
  ['FetchArchive', (web) => new FetchArchive(web, 'step', { from: https('https://a/b.zip') }), '384Mi'],
  ['CloneRepository and where it works', (web) => new CloneRepository(web, 'step', { from: git('https://a/b.git') }), '768Mi'],
  ['CopyFromImage', (web) => new CopyFromImage(web, 'step', { image: app, directory: '/etc/a', maxSize: gibibytes(1) }), '2Gi'],
  ['what a step says of a directory that it shares', (web) => new FetchConfig(web, 'step', {
    from: https('https://a/b'), maxSize: gibibytes(1), into: emptyDirectory(web, 'shared', gibibytes(50)),
  }), '2Gi'],
])('of %s', (_, build, expected) => expect(requested(build)).toBe(expected));

test.each<[string, (web: Web) => unknown]>([
  ['little', (web) => new RunCommand(web, 'step', { ...run, image: app, command: ['x'] })],
  ['the default of CopyFromImage', (web) => new CopyFromImage(web, 'step', { image: app, directory: '/etc/a' })],
  ['a claim', (web) => new FetchBinary(web, 'step', { from: https('https://a/b', { sha256: 'ab'.repeat(32) }), into: claim(web, 'data', 'data') })],
  ['little in a large directory', (web) => new WriteFiles(web, 'step', { files: { a: 'a' }, into: emptyDirectory(web, 'shared', gibibytes(50)) })],
  ['scratch space', (web) => new RunCommand(web, 'step', { ...run, image: app, command: ['x'], mounts: { '/tmp': scratch(gibibytes(2)) } })],
])('not of %s', (_, build) => expect(requested(build)).toBeUndefined());

test('what is given goes over it', () => {
  expect(requested((web) => new RunCommand(web, 'step', {
    ...run, image: app, command: ['x'], maxSize: gibibytes(2), resources: { ephemeralStorage: { request: mebibytes(10) } },
  }))).toBe('10Mi');
});

describe('a request above a limit that is the default', () => {
  test('takes the limit along', () => {
    const given = { memory: { request: gibibytes(2) }, cpu: { request: kplus.Cpu.units(2) } };
    const build = (web: Web) => new RunCommand(web, 'step', { ...run, image: app, command: ['x'], resources: given });
    expect(resources(build)).toEqual({ requests: { cpu: '2', memory: '2Gi' }, limits: { cpu: '2', memory: '2Gi' } });
    const web = new Deployment(newChart(), 'web');
    web.addContainer('app', { image: app, resources: { memory: { request: gibibytes(2) } } });
    expect(containerOf(web, 'app').resources).toEqual({ requests: { cpu: '100m', memory: '2Gi' }, limits: { memory: '2Gi' } });
  });

  test('one below it leaves the limit, and a limit leaves the request', () => {
    const build = (given: kplus.ContainerResources) => resources((web) => new RunCommand(web, 'step', { ...run, image: app, command: ['x'], resources: given }));
    expect(build({ memory: { request: mebibytes(300) } })).toMatchObject({ requests: { memory: '300Mi' }, limits: { memory: '512Mi' } });
    expect(build({ memory: { limit: gibibytes(2) } })).toMatchObject({ requests: { memory: '64Mi' }, limits: { memory: '2Gi' } });
  });

  test('one above a limit that was given is refused', () => {
    expect(() => new Deployment(newChart(), 'web').addContainer('app', { image: app, resources: { memory: { request: gibibytes(2), limit: gibibytes(1) } } }))
      .toThrow('the memory request is above its limit');
  });
});
