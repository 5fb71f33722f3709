import { createHash } from 'node:crypto';
import { type Chart, Duration } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { Deployment, FetchConfig, plainHttp, Pod } from '../../src';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';
import { BUSYBOX, WEB_SERVER, webServer } from './support/servers';

const content = '{ "name": "the shop" }\n';
const sha256 = createHash('sha256').update(content).digest('hex');
const server = (chart: Chart): void => webServer(chart, `
body = b'{ "name": "the shop" }\\n'
if path == '/twice.json': send(500 if count < 2 else 200, b'sorry' if count < 2 else body)
elif path == '/never.json': send(500, b'sorry')
else: send(404, b'no')`);

describeIn('a configuration server that answers 500', 'restricted', 'configuration', (namespace) => {
  const failing = (id: string) => async () => {
    await namespace.apply(manifests((chart) => {
      const pod = new Pod(chart, id, { restartPolicy: RestartPolicy.NEVER });
      const config = new FetchConfig(pod, 'fetch', { from: plainHttp(`${WEB_SERVER}/${id}.json`, { sha256 }), attempts: 2 });
      pod.addContainer('app', { image: BUSYBOX, command: ['cat', '/etc/app/x'], mounts: { '/etc/app': config.files } });
    }));
    const pod = await namespace.untilPod('failed', { name: `test-${id}` }, (one) => (one.status.phase === 'Failed' ? one : undefined));
    return initRun(pod, 'fetch')!;
  };

  beforeAll(async () => {
    await namespace.apply(manifests(server));
    await namespace.untilReady({ app: 'test-config' });
  });

  test('and then 200: the file is there, after three attempts in one run', async () => {
    await namespace.apply(manifests((chart) => {
      const web = new Deployment(chart, 'web', { replicas: 1, terminationGracePeriod: Duration.seconds(1) });
      const config = new FetchConfig(web, 'fetch', { from: plainHttp(`${WEB_SERVER}/twice.json`, { sha256 }) });
      web.addContainer('app', {
        image: BUSYBOX,
        command: ['sh', '-c', 'cat /etc/app/twice.json; ls -lnA /etc/app; exec sleep 1000'],
        mounts: { '/etc/app': config.files },
      });
    }));
    const pod = await namespace.untilReady({ app: 'test-web' });
    expect(initRun(pod, 'fetch')).toMatchObject({ exitCode: 0, restarts: 0 });
    expect((await namespace.logs(pod.metadata.name, 'fetch')).trim().split('\n')).toEqual([
      'fetch: twice.json: answered 500; attempt 2 of 5 follows',
      'fetch: twice.json: answered 500; attempt 3 of 5 follows',
      `fetch: twice.json: fetched, ${content.length} bytes`,
    ]);
    const [shown, , listed, ...more] = (await namespace.logs(pod.metadata.name, 'app')).trim().split('\n');
    expect(`${shown}\n`).toBe(content);
    expect(listed).toMatch(/^-rw-r--r-- .* twice\.json$/);
    expect(more).toEqual([]);
  });

  test('each time: the pod says so after its attempts', async () => {
    const run = await failing('never')();
    expect(run.exitCode).toBe(1);
    expect(run.message).toMatch(/^never\.json: answered 500; .*http:\/\/config:8080\/never\.json .*\d+\.\d s$/);
  });

  test('404 is not tried again', async () => {
    const run = await failing('missing')();
    expect(run).toMatchObject({ exitCode: 1, message: 'missing.json: answered 404 at http://config:8080/missing.json' });
  });
});
