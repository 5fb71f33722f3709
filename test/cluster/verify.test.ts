import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RestartPolicy } from 'cdk8s-plus-28';
import { Pod, ScanVolume, type ScanVolumeProps, secretFiles, VerifyCertificate, VerifyFiles, WriteFiles } from '../../src';
import { Authority } from '../support/servers/authority';
import { manifests, templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun, orderOf } from './support/pods';
import { BUSYBOX } from './support/servers';

const example = join(__dirname, '../../examples/verify');
const yaml = readdirSync(join(example, 'dist')).map((file) => readFileSync(join(example, 'dist', file), 'utf8')).join('\n---\n');

describeIn('examples/verify', 'restricted', 'verify', (namespace) => {
  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(namespace, templatesAsPods(yaml))).toEqual([]);
  });

  test('comes up with what was verified', async () => {
    const setUp = () => execFileSync(join(example, 'setup.sh'), ['-n', namespace.name], { encoding: 'utf8' });
    setUp();
    expect(setUp()).toBe('secret/verify-login is there\nsecret/verify-tls is there\n');
    await namespace.apply(yaml);
    const pod = await namespace.untilReady({ app: 'verify-web' }, 120);
    expect(orderOf(pod)).toEqual(['verify-tls', 'verify-login', 'verify-configuration', 'scan-pages']);
    expect(await namespace.logs(pod.metadata.name, 'verify-tls')).toMatch(
      /^certificate: tls\.crt: CN ?= ?verify-web, valid until .* GMT; its key, its chain and its names are right, seen in [0-9.]+ s\n$/);
    expect(await namespace.logs(pod.metadata.name, 'verify-configuration')).toMatch(/^verify: 1 of 1 checks are right/);
  });

  const secret = (name: string, type: string, stringData: Readonly<Record<string, string>>) =>
    namespace.apply(JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, type, stringData }));
  const failed = (name: string) => namespace.untilPod('failed', { name }, (one) => (one.status.phase === 'Failed' ? one : undefined));

  test('an expired certificate: the pod says since when', async () => {
    const authority = new Authority('authority');
    const { cert, key } = authority.issue({ name: 'shop', from: -30, until: -1 });
    await secret('expired', 'kubernetes.io/tls', { 'tls.crt': cert, 'tls.key': key, 'ca.crt': authority.cert });
    await namespace.apply(manifests((chart) => {
      const pod = new Pod(chart, 'expired', { restartPolicy: RestartPolicy.NEVER });
      const tls = new VerifyCertificate(pod, 'verify', { from: secretFiles('expired'), hosts: ['shop'] });
      pod.addContainer('app', { image: BUSYBOX, command: ['true'], mounts: { '/etc/tls': tls.verified } });
    }));
    const run = initRun(await failed('test-expired'), 'verify')!;
    expect(run).toMatchObject({ exitCode: 1, message: expect.stringMatching(/^tls\.crt: certificate 1 of 1 \(CN ?= ?shop\) has expired: it was valid until .* GMT$/) });
    expect(await namespace.logs('test-expired', 'verify')).toBe(`certificate: ${run.message}\n`);
  });

  test('a program where none belongs: the pod says which; a scanner decides by its exit code', async () => {
    const builds: Record<string, Omit<ScanVolumeProps<string>, 'volume'>> = {
      program: { refuse: ['executable'] },
      scanner: { scanner: { image: BUSYBOX, command: ['sh', '-c', 'grep -rl evil /volume && exit 3'] } },
    };
    await namespace.apply(manifests((chart) => {
      for (const [id, props] of Object.entries(builds)) {
        const pod = new Pod<string>(chart, id, { restartPolicy: RestartPolicy.NEVER });
        const { files } = new WriteFiles(pod, 'write', { files: { 'bin/run': { content: 'evil', mode: 0o755 } } });
        const { verified } = new ScanVolume(pod, 'scan', { volume: files, ...props });
        pod.addContainer('app', { image: BUSYBOX, command: ['true'], mounts: { '/files': verified } });
      }
    }));
    expect(initRun(await failed('test-program'), 'scan')).toMatchObject({
      exitCode: 1, message: 'there is what has no place there (no executables): 1 entries, such as\n65534:65534 755 ./bin/run',
    });
    expect(initRun(await failed('test-scanner'), 'scan')).toMatchObject({ exitCode: 3 });
    expect(await namespace.logs('test-scanner', 'scan')).toMatch(/^\/volume\/bin\/run$/m);
  });

  test('an empty password: the pod says which', async () => {
    await secret('login', 'Opaque', { user: 'shop', password: '\n' });
    await namespace.apply(manifests((chart) => {
      const pod = new Pod(chart, 'empty', { restartPolicy: RestartPolicy.NEVER });
      const login = new VerifyFiles(pod, 'verify', { from: secretFiles('login'), notEmpty: ['user', 'password', 'token'] });
      pod.addContainer('app', { image: BUSYBOX, command: ['true'], mounts: { '/login': login.verified } });
    }));
    expect(initRun(await failed('test-empty'), 'verify')).toMatchObject({
      exitCode: 1, message: 'password: is empty\ntoken: is not there; there are: password, user',
    });
  });
});
