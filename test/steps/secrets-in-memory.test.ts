/* What a Secret holds is never left on the disk of a node: where a step writes a value of it, the volume is memory. */
import { Size } from 'cdk8s';
import {
  claim, CloneRepository, configMapKey, CopyFiles, Deployment, emptyDirectory, FetchConfig, git, https, image, RenderConfig, secretFiles, secretKey,
} from '../../src';
import { newChart, podOf } from '../support/kubernetes';

interface Mount { readonly name: string; readonly readOnly?: boolean }

/** The empty directories that the container of a step can write, by medium. */
function writes(build: (web: Deployment) => unknown): Readonly<Record<string, string>> {
  const web = new Deployment(newChart(), 'web');
  build(web);
  web.addContainer('app', { image: image('registry.example.com/shop:1.0.0', { user: 1000 }) });
  const { initContainers = [], volumes = [] } = podOf(web) as unknown as {
    readonly initContainers?: ReadonlyArray<{ readonly name: string; readonly volumeMounts?: readonly Mount[] }>;
    readonly volumes?: ReadonlyArray<{ readonly name: string; readonly emptyDir?: { readonly medium?: string } }>;
  };
  const mounts = initContainers.find(({ name }) => name === 'step')!.volumeMounts ?? [];
  return Object.fromEntries(mounts.filter(({ readOnly }) => readOnly !== true).flatMap(({ name }) => {
    const volume = volumes.find((one) => one.name === name);
    return volume?.emptyDir ? [[name, volume.emptyDir.medium ?? 'disk']] : [];
  }));
}

const template = { 'app.conf': { template: '{"password": @{PASSWORD}}', format: 'json', values: { PASSWORD: secretKey('db', 'password') } } };
const server = 'https://git.example.com/shop/pages.git';

test('a template with values of Secrets, and copies of Secrets', () => {
  expect(writes((web) => new RenderConfig(web, 'step', { files: template } as never))).toEqual({ step: 'Memory' });
  expect(writes((web) => new CopyFiles(web, 'step', { from: secretFiles('tls'), files: ['tls.key'], user: 1000 } as never))).toEqual({ step: 'Memory' });
});

test('the key of a clone is copied into memory; a token is in no file', () => {
  const ssh = git('git@git.example.com:shop/pages.git', { sshKey: secretKey('deploy', 'key'), knownHosts: configMapKey('hosts', 'known') });
  expect(writes((web) => new CloneRepository(web, 'step', { from: ssh }))).toMatchObject({ 'step-keys': 'Memory' });
  expect(Object.keys(writes((web) => new CloneRepository(web, 'step', { from: git(server, { token: secretKey('deploy', 'token') }) })))).not.toContain('step-keys');
});

test('what is fetched with a header lies on the disk, and so does what has no secret', () => {
  const from = https('https://config.example.com/a.json', { headers: { authorization: secretKey('config', 'token') } } as never);
  expect(writes((web) => new FetchConfig(web, 'step', { from }))).toEqual({ step: 'disk' });
  expect(writes((web) => new CopyFiles(web, 'step', { from: secretFiles('tls'), files: ['tls.key'], user: 1000, into: emptyDirectory(web, 'keys', Size.mebibytes(1), 'memory') } as never)))
    .toEqual({ keys: 'Memory' });
});

test.each([
  'https://git.example.com/x.git?pat=a1b2c3', 'https://git.example.com/x.git?private_token=abcdef123456', 'https://u:p@git.example.com/x.git',
])('%s is refused: an address stands in the YAML and in logs', (url) => expect(() => git(url)).toThrow(/must not contain a (secret|user)/));

test('a claim is where its user wants it', () => {
  expect(writes((web) => new CopyFiles(web, 'step', { from: secretFiles('tls'), files: ['tls.key'], user: 1000, into: claim(web, 'data', 'data') } as never))).toEqual({});
});
