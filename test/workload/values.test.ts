import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { adopt, command, Deployment, dns, FetchConfig, https, image, Pod, WaitForService, writable, type Workload } from '../../src';
import { VALUES_DIRECTORY } from '../../src/env/values-directory';
import { containerOf, newChart, podOf } from '../support/kubernetes';

const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });
const fetch = (workload: Workload<any>, name = 'settings') =>
  new FetchConfig<any, any>(workload, name, { from: { region: https('https://a/region'), zone: https('https://a/zone') } });

describe('a container that is given a value', () => {
  test('is started by the helper, which reads the one file and becomes its command', () => {
    const web = new Deployment(newChart(), 'web');
    const settings = fetch(web);
    web.addContainer('app', {
      image: APP, command: ['/app/shop', '$(NONE)'], args: ['--port', '80'], env: { REGION: settings.files.value('region'), LOG_LEVEL: 'info' },
    });
    const { command: words, args, env, volumeMounts } = containerOf(web, 'app');
    expect(words).toEqual(['/prelude-bin/busybox', 'sh', '/prelude/environment.sh']);
    expect(args).toEqual(['--from', VALUES_DIRECTORY, 'REGION', '--', '/app/shop', '$$(NONE)', '--port', '80']);
    expect(env).toEqual([{ name: 'LOG_LEVEL', value: 'info' }, { name: 'PRELUDE_BUSYBOX', value: '/prelude-bin/busybox' }]);
    expect(volumeMounts).toEqual([
      { name: 'settings', mountPath: `${VALUES_DIRECTORY}/REGION`, subPath: 'region', readOnly: true },
      { name: 'prelude-helper', mountPath: '/prelude-bin', readOnly: true },
    ]);
  });

  test('is told of where a patch has taken its command: the image would be started with arguments that are not for it', () => {
    const web = new Deployment(newChart(), 'web');
    const settings = fetch(web);
    web.addContainer('app', { image: APP, command: ['/app/shop'], env: { REGION: settings.files.value('region') } });
    ApiObject.of(web.resource).addJsonPatch(JsonPatch.remove('/spec/template/spec/containers/0/command'));
    expect(() => podOf(web)).toThrow(/containers\[app\]\.command: container "app" gets variable REGION from a step.*\(rule started-with-values\)/);
  });

  test('costs a container for the helper only where no step runs in busybox', () => {
    const names = (build: (web: Deployment<'web'>) => void) => {
      const web = new Deployment(newChart(), 'web');
      build(web);
      web.addContainer('app', { image: APP, command: ['x'], env: { REGION: fetch(web).files.value('region') } });
      return { names: podOf(web).initContainers!.map(({ name }) => name), notes: web.startUpPlan.notes.filter((note) => note.includes('prelude-helper')) };
    };
    expect(names(() => undefined)).toEqual({ names: ['settings', 'prelude-helper'], notes: [expect.stringContaining('runs "app" in your image')] });
    expect(names((web) => void new WaitForService(web, 'wait', { until: dns({ host: 'db' }) }))).toEqual({ names: ['wait', 'settings'], notes: [] });
  });

  test('may be given a secret: it does not stand in the YAML', () => {
    const web = new Deployment(newChart(), 'web');
    web.addContainer('app', { image: APP, command: ['x'], env: { DB_PASSWORD: fetch(web).files.value('region') } });
    expect(containerOf(web, 'app').args).toContain('DB_PASSWORD');
  });

  test('has to state its command', () => {
    const web = new Deployment(newChart(), 'web');
    const env = { REGION: fetch(web).files.value('region') };
    expect(() => web.addContainer('app', { image: APP, args: ['x'], env } as never)).toThrow(/test\/web\/app: a value of a step needs a container with a command/);
    // Nothing was taken by the attempt.
    web.addContainer('app', { image: APP, command: ['x'], env });
  });

  test.each([
    ['a value of another pod', (_: Workload) => fetch(new Pod(newChart(), 'web')).files.value('region'), 'a handle of pod "test/web"'],
    ['a file in its place', (web: Workload) => fetch(web).files.file('region'), 'is a handle'],
    ['a file that the step does not write', (web: Workload) => fetch(web).files.value('city' as never), 'this step has no file "city"'],
  ])('%s is refused', (_, valueOf, message) => {
    const web = new Deployment(newChart(), 'web');
    expect(() => web.addContainer('app', { image: APP, command: ['x'], env: { REGION: valueOf(web) } as never })).toThrow(message);
  });

  test('names of variables that are none, and reserved ones, are refused', () => {
    const web = new Deployment(newChart(), 'web');
    const { files } = fetch(web);
    for (const name of ['a-b', '1A', 'PRELUDE_A', '']) {
      expect(() => web.addContainer('app', { image: APP, command: ['x'], env: { [name]: files.value('region') } })).toThrow(/is not a valid variable name|a variable has no name|PRELUDE_/);
    }
  });

  test('counts as a reader of the files: nobody else may write them', () => {
    const web = new Deployment(newChart(), 'web');
    const { files } = fetch(web);
    web.addContainer('writer', { image: APP, mounts: { '/files': writable(files) } });
    web.addContainer('app', { image: APP, command: ['x'], env: { REGION: files.value('region') } });
    expect(() => podOf(web)).toThrow('container "writer" mounts the files of step');
  });
});

test('a step says that it reads files', () => {
  const web = new Deployment(newChart(), 'web');
  const region = fetch(web).files.value('region');
  expect(() => command({ image: APP, command: ['x'], proves: 'something', env: { REGION: region } as never })).toThrow('in a step, mount the file and read it');
});

describe('a container of cdk8s-plus', () => {
  const adopted = (container: Partial<kplus.ContainerProps> = {}, props = {}) => {
    const deployment = new kplus.Deployment(newChart(), 'web', {
      containers: [{ name: 'app', image: 'a:1', securityContext: { user: 1000 }, command: ['/app/shop'], args: ['x'], ...container }],
    });
    return { deployment, web: adopt(deployment, 'web', props) };
  };

  test('gets values as well', () => {
    const { deployment, web } = adopted();
    const { files } = fetch(web);
    files.value('region').setIn(deployment.containers[0]!, 'REGION');
    files.value('zone').setIn(deployment.containers[0]!, 'ZONE');
    expect(containerOf(web, 'app')).toMatchObject({
      command: ['/prelude-bin/busybox', 'sh', '/prelude/environment.sh'],
      args: ['--from', VALUES_DIRECTORY, 'REGION', 'ZONE', '--', '/app/shop', 'x'],
      volumeMounts: [{ subPath: 'region' }, { subPath: 'zone' }, { name: 'prelude-helper' }],
    });
    expect(podOf(web).initContainers!.map(({ name }) => name)).toEqual(['settings', 'prelude-helper']);
  });

  test('without a command, of another pod, twice the same variable, or before the steps: refused', () => {
    const { deployment, web } = adopted({ command: undefined, args: undefined });
    const region = fetch(web).files.value('region');
    expect(() => region.setIn(deployment.containers[0]!, 'REGION')).toThrow('set command');
    const other = adopted();
    expect(() => region.setIn(other.deployment.containers[0]!, 'REGION')).toThrow('does not belong to pod "web"');
    const own = other.deployment.addInitContainer({ name: 'own', image: 'a:1', command: ['x'] });
    const another = fetch(other.web).files.value('region');
    expect(() => another.setIn(own, 'REGION')).toThrow('runs before the steps');
    another.setIn(other.deployment.containers[0]!, 'REGION');
    expect(() => another.setIn(other.deployment.containers[0]!, 'REGION')).toThrow('a step already sets variable REGION');
    expect(() => another.setIn(other.deployment.containers[0]!, 'PRELUDE_X')).toThrow('PRELUDE_');
    expect(() => another.setIn(undefined as never, 'X')).toThrow('does not belong');
    for (const name of [undefined, null, 5, '', 'a-b']) {
      expect(() => another.setIn(other.deployment.containers[0]!, name as never)).toThrow(/is not a valid variable name|a variable has no name/);
    }
  });
});
