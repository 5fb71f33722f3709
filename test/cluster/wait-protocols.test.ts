import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Chart, Duration, Size } from 'cdk8s';
import { Probe, RestartPolicy } from 'cdk8s-plus-28';
import { backing } from '../../examples/shop/backing';
import {
  command, configMapKey, Deployment, dns, http, image, mysql, optional, plainText, Pod, postgres, redis, scratch, secretKey, tcp, WaitForService,
} from '../../src';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun, orderOf } from './support/pods';
import { addIdleApp, MIGRATE, WEB_SERVER, webServer } from './support/servers';

function mariadb(chart: Chart): void {
  const server = new Deployment(chart, 'mariadb', { replicas: 1, fsGroup: 999, terminationGracePeriod: Duration.seconds(1) });
  server.addContainer('mariadb', {
    image: image('docker.io/library/mariadb:11', { user: 999, group: 999 }),
    env: { MARIADB_ROOT_PASSWORD: plainText('of no use', 'a database of a test') },
    mounts: {
      '/var/lib/mysql': scratch(Size.gibibytes(1)), '/run/mysqld': scratch(Size.mebibytes(1)), '/tmp': scratch(Size.mebibytes(64)),
    },
    ports: [3306],
    readiness: Probe.fromTcpSocket({ port: 3306, periodSeconds: Duration.seconds(1) }),
  });
  server.resource.exposeViaService({ name: 'mariadb' });
}

const authority = configMapKey('shop-authority', 'ca.crt');
const page = 'https://shop-configuration:8443/shop.json';

// Applied all at once: whoever waits begins before those that it waits for.
describeIn('every protocol, against the servers of the shop', 'restricted', 'protocols', (namespace) => {
  beforeAll(async () => {
    execFileSync(join(__dirname, '../../examples/shop/setup.sh'), ['-n', namespace.name]);
    await namespace.kubectl(['create', 'secret', 'generic', 'page', '--from-literal=token=open sesame']);
    await namespace.apply(manifests((chart) => {
      const { database, cache } = backing(chart);
      mariadb(chart);
      webServer(chart, "send(200 if self.headers['Authorization'] == 'open sesame' else 403, b'healthy')");
      const plain = {
        db: postgres({ host: database }),
        cache: redis({ host: cache }),
        mysql: mysql({ host: 'mariadb' }),
        name: dns({ host: database }),
        port: tcp({ host: 'kubernetes.default', port: 443 }),
        health: http(`${WEB_SERVER}/health`, { headers: { Authorization: secretKey('page', 'token') }, bodyContains: 'healthy' }),
      };
      const small = new Deployment(chart, 'small', { replicas: 1 });
      new WaitForService(small, 'wait', { until: plain });
      new WaitForService(small, 'tool', { until: command({ image: MIGRATE, command: ['migrate', '-version'], proves: 'the tool starts' }) });
      addIdleApp(small);
      const both = new Deployment(chart, 'both', { replicas: 1 });
      new WaitForService(both, 'wait', {
        until: { ...plain, page: http(page, { ca: authority, bodyContains: 'CHF' }), late: optional(tcp({ host: 'nowhere', port: 1 }), Duration.seconds(3)) },
      });
      addIdleApp(both);
    }));
  });

  const readyIn = (log: string): readonly string[] => [...log.matchAll(/^wait: (\S+) \(\S+\): ready after/gm)].map(([, name]) => name!).sort();

  test('in the busybox image, and a command in an image without a shell', async () => {
    const pod = await namespace.untilReady({ app: 'test-small' }, 150);
    expect(orderOf(pod)).toEqual(['wait', 'tool']);
    expect(initRun(pod, 'wait')).toMatchObject({ restarts: 0 });
    expect(readyIn(await namespace.logs(pod.metadata.name, 'wait'))).toEqual(['cache', 'db', 'health', 'mysql', 'name', 'port']);
  });

  test('in the curl image, because one of them is https', async () => {
    const pod = await namespace.untilReady({ app: 'test-both' }, 150);
    expect(pod.spec.initContainers[0].image).toContain('curl');
    expect(initRun(pod, 'wait')).toMatchObject({ exitCode: 0, restarts: 0 });
    const log = await namespace.logs(pod.metadata.name, 'wait');
    expect(readyIn(log)).toEqual(['cache', 'db', 'health', 'mysql', 'name', 'page', 'port']);
    expect(log).toMatch(/^wait: late \(\S+\): not ready after 3\.\d s, but optional: going on \(the name does not resolve\)$/m);
  });

  test('a server with a certificate of another authority is not believed', async () => {
    await namespace.apply(manifests((chart) => {
      const pod = new Pod(chart, 'doubter', { restartPolicy: RestartPolicy.NEVER });
      new WaitForService(pod, 'wait', { until: { page: http(page) }, timeout: Duration.seconds(4) });
      addIdleApp(pod);
    }));
    const pod = await namespace.untilPod('failed', { name: 'test-doubter' }, (one) => one.status.phase === 'Failed' && one);
    expect(initRun(pod, 'wait')).toMatchObject({ exitCode: 124 });
    expect(initRun(pod, 'wait')!.message).toMatch(/^not ready after 4 s: page \(\S+\): .*certificate/);
  });
});
