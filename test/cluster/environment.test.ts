import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chart, Duration } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { Deployment, FetchConfig, type Image, plainHttp, Pod } from '../../src';
import { manifests, templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { orderOf } from './support/pods';
import { BUSYBOX, MIGRATE, WEB_SERVER, webServer } from './support/servers';

const values = { region: "eu-central-1 it's\n", version: 'no-such-database://x\n', nul: 'a\0b' };
const server = (chart: Chart): void => webServer(chart, `send(200, ${JSON.stringify(values).replace(/\\u0000/g, '\\x00')}[path[1:]].encode())`);
const lookUp = (workload: Pod<any> | Deployment<any>) => new FetchConfig<any, keyof typeof values>(workload as Pod<any>, 'look-up', {
  from: Object.fromEntries(Object.entries(values).map(([name, value]) => [
    name, plainHttp(`${WEB_SERVER}/${name}`, { sha256: createHash('sha256').update(value).digest('hex') }),
  ])) as never,
});

describeIn('values of steps', 'restricted', 'environment', (namespace) => {
  const ended = async (id: string, image: Image, command: readonly string[], env: Readonly<Record<string, keyof typeof values>>) => {
    await namespace.apply(manifests((chart) => {
      const pod = new Pod(chart, id, { restartPolicy: RestartPolicy.NEVER });
      const { files } = lookUp(pod);
      pod.addContainer('app', { image, command, env: Object.fromEntries(Object.entries(env).map(([name, file]) => [name, files.value(file)])) } as never);
    }));
    return namespace.untilPod('ended', { name: `test-${id}` }, (one) => one.status.containerStatuses?.[0]?.state?.terminated);
  };

  beforeAll(async () => {
    await namespace.apply(manifests(server));
    await namespace.untilReady({ app: 'test-config' });
  });

  test('are the environment of process 1, which gets SIGTERM itself', async () => {
    await namespace.apply(manifests((chart) => {
      const web = new Deployment(chart, 'web', { replicas: 1, terminationGracePeriod: Duration.seconds(30) });
      web.addContainer('app', {
        image: BUSYBOX,
        command: ['sh', '-c', 'echo "$$ <$REGION> $(env | grep -c PRELUDE)"; trap "exit 0" TERM; while :; do sleep 1 & wait; done'],
        env: { REGION: lookUp(web).files.value('region') },
      });
    }));
    const pod = await namespace.untilReady({ app: 'test-web' });
    expect(await namespace.logs(pod.metadata.name, 'app')).toBe("1 <eu-central-1 it's> 0\n");
    expect(await namespace.secondsToDelete(pod.metadata.name)).toBeLessThan(10);
  });

  test('reach a program in an image that has nothing else', async () => {
    const state = await ended('static', MIGRATE, ['migrate', '-version'], { REGION: 'region' });
    expect(state).toMatchObject({ exitCode: 0 });
    expect(await namespace.logs('test-static', 'app')).toBe('dev\n');
  });

  test('a value that no variable can hold is said in the termination message', async () => {
    expect(await ended('nul', BUSYBOX, ['env'], { BAD: 'nul' })).toMatchObject({
      exitCode: 1, message: expect.stringContaining('the value of BAD holds a NUL character'),
    });
  });
});

describeIn('examples/environment', 'restricted', 'place', (namespace) => {
  const yaml = readFileSync(join(__dirname, '../../examples/environment/dist/place.k8s.yaml'), 'utf8');

  test('no pod template is refused or warned of', async () => expect(await tryPods(namespace, templatesAsPods(yaml))).toEqual([]));

  test('the app finds in its environment what the step has looked up, as process 1', async () => {
    await namespace.apply(yaml);
    const pod = await namespace.untilReady({ app: 'place-web' });
    expect(orderOf(pod)).toEqual(['wait', 'look-up']);
    const { stdout } = await namespace.kubectl(['get', '--raw', `/api/v1/namespaces/${namespace.name}/services/place:8080/proxy/`]);
    expect(JSON.parse(stdout)).toEqual({ REGION: 'eu-central-1', ZONE: "eu-central-1b (Zürich's)", LOG_LEVEL: 'info', process: 1, ours: [] });
  });
});
