import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { Pod, RunPrivileged } from '../../src';
import { manifests, templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun, orderOf } from './support/pods';
import { addIdleApp } from './support/servers';

const yaml = readFileSync(join(__dirname, '../../examples/privileged-once/dist/guarded.k8s.yaml'), 'utf8');

describeIn('examples/privileged-once', 'privileged', 'privileged-once', (namespace) => {
  const pod = 'guarded-web-0';
  const inApp = (...command: string[]) => namespace.kubectl(['exec', pod, '-c', 'httpd', '--', ...command], { mayFail: true });

  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(namespace, templatesAsPods(yaml))).toEqual([]);
  });

  test('comes up, its steps one after the other', async () => {
    await namespace.apply(yaml);
    expect(orderOf(await namespace.untilReady({ name: pod }))).toEqual(['no-metadata', 'make-tree']);
  });

  test('the pod cannot reach the metadata service, and the app cannot change that', async () => {
    expect((await inApp('ip', 'route')).stdout).toMatch(/^blackhole 169\.254\.169\.254/m);
    const changed = await inApp('ip', 'route', 'del', 'blackhole', '169.254.169.254/32');
    expect(changed.code).not.toBe(0);
    expect(changed.stderr).toMatch(/not permitted/);
  });

  test('the app is not root, and its directories are its own', async () => {
    expect((await inApp('id', '-u')).stdout).toBe('101\n');
    expect((await inApp('stat', '-c', '%u:%g %a', '/data/pages', '/data/uploads')).stdout).toBe('101:101 750\n101:101 750\n');
    expect((await inApp('cat', '/data/pages/index.html')).stdout).toBe('the stage is set\n');
  });

  test('what is done once is not done again by the next pod; what is the pod\'s own is', async () => {
    await inApp('sh', '-c', 'echo mine >/data/pages/index.html || { rm /data/pages/index.html; echo mine >/data/pages/index.html; }');
    await namespace.kubectl(['delete', 'pod', pod, '--grace-period=1']);
    await namespace.untilReady({ name: pod });
    expect(await namespace.logs(pod, 'make-tree')).toMatch(/^run: was done in an earlier run, and is done only once/);
    expect((await inApp('cat', '/data/pages/index.html')).stdout).toBe('mine\n');
    expect((await inApp('ip', 'route')).stdout).toMatch(/^blackhole 169\.254\.169\.254/m);
  });
});

describeIn('privileged steps on their bad days', 'privileged', 'privileged-bad-days', (namespace) => {
  const run = async (id: string, props: object) => {
    await namespace.apply(manifests((chart) => {
      const pod = new Pod(chart, id, { podSecurity: 'privileged', restartPolicy: RestartPolicy.NEVER });
      new RunPrivileged(pod, 'step', { purpose: 'tries', because: 'a test', level: 'privileged', rerun: 'idempotent', ...props } as never);
      addIdleApp(pod);
    }));
    const ended = await namespace.untilPod('done', { name: `test-${id}` }, (pod) => initRun(pod, 'step'));
    return { ...ended, log: await namespace.logs(`test-${id}`, 'step') };
  };

  test('a capability that was not named is not there', async () => {
    const { exitCode, log } = await run('less', { command: ['ip', 'route', 'replace', 'blackhole', '169.254.169.254/32'], capabilities: ['CHOWN'] });
    expect(exitCode).not.toBe(0);
    expect(log).toMatch(/not permitted/);
  });

  test('SYS_ADMIN is admitted without a privileged container', async () => {
    expect(await run('admin', { script: 'grep CapEff /proc/self/status', tools: ['grep'], capabilities: ['SYS_ADMIN'] })).toMatchObject({
      exitCode: 0, log: expect.stringMatching(/^CapEff:\s+0000000000200000$/m),
    });
  });

  test('a privileged container has what it asked for, under the same deadline', async () => {
    const ended = await run('all', { script: 'grep CapBnd /proc/self/status; test -e /dev/mem || ls /dev | wc -l; sleep 100', privileged: true, timeout: Duration.seconds(2) });
    expect(ended).toMatchObject({ exitCode: 124, message: 'the script was not done after 2 s' });
    expect(ended.log).toMatch(/^CapBnd:\s+000001ff[0-9a-f]{8}$/m);
  });
});
