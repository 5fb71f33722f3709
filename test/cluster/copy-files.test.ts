import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RestartPolicy } from 'cdk8s-plus-28';
import { CopyFiles, image, Pod, secretFiles, writable } from '../../src';
import { manifests, templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';
import { BUSYBOX } from './support/servers';

const dist = join(__dirname, '../../examples/copy-files/dist');
const yaml = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('examples/copy-files', 'restricted', 'copy-files', (namespace) => {
  const exec = async (...command: string[]) => (await namespace.kubectl(['exec', 'deployment/copy-files-cache', '--', ...command])).stdout;

  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(namespace, templatesAsPods(yaml))).toEqual([]);
  });

  test('the app can write what it was given', async () => {
    await namespace.apply(yaml);
    const pod = await namespace.untilReady({ app: 'copy-files-cache' });
    expect(initRun(pod, 'copy-config')).toMatchObject({ exitCode: 0, restarts: 0 });
    expect(await exec('redis-cli', 'config', 'set', 'maxmemory', '16mb')).toBe('OK\n');
    expect(await exec('redis-cli', 'config', 'rewrite')).toBe('OK\n');
    expect(await exec('sh', '-c', 'ls -A /etc/redis; stat -c "%a %u %F" /etc/redis/redis.conf; grep ^maxmemory /etc/redis/redis.conf')).toBe(
      'redis.conf\n644 999 regular file\nmaxmemory 16mb\nmaxmemory-policy allkeys-lru\n');
  });

  const copyOf = (id: string, key: string) => manifests((chart) => {
    const pod = new Pod(chart, id, { restartPolicy: RestartPolicy.NEVER });
    const login = new CopyFiles(pod, 'copy', { from: secretFiles('login'), files: [key], user: 1000 });
    pod.addContainer('app', {
      image: image(BUSYBOX.reference, { user: 1000 }),
      command: ['sh', '-c', `stat -c "%a %u" /login/${key}; grep -c . /login/${key}; grep " /login " /proc/mounts | cut -d" " -f1`],
      mounts: { '/login': writable(login.files) },
    });
  });

  test('a key of a Secret gets the mode that ssh insists on, and never lies on a disk', async () => {
    await namespace.kubectl(['create', 'secret', 'generic', 'login', '--from-literal=id_ed25519=not-a-key']);
    await namespace.apply(copyOf('login', 'id_ed25519'));
    await namespace.untilPod('done', { name: 'test-login' }, ({ status }) => status.phase === 'Succeeded' || undefined);
    expect(await namespace.logs('test-login', 'app')).toBe('600 1000\n1\ntmpfs\n');
    expect(await namespace.logs('test-login', 'copy')).toBe('copy: id_ed25519: copied, 9 bytes\n');
  });

  test('a key that is not there: the pod says which there are', async () => {
    await namespace.apply(copyOf('missing', 'id_rsa'));
    const pod = await namespace.untilPod('failed', { name: 'test-missing' }, (one) => (one.status.phase === 'Failed' ? one : undefined));
    expect(initRun(pod, 'copy')).toMatchObject({ exitCode: 1, message: 'id_rsa: is not there; there are: id_ed25519' });
  });
});
