import { spawn } from 'node:child_process';
import { hasCluster, type Namespace } from './support/namespace';
import { describeFacts, idle, pod, sh, sleep } from './support/facts';
import type { Json } from './support/kubectl';
import { initRunning } from './support/pods';

/* What `kubectl get pod` shows, and where it is said why: the table of docs/kubernetes-facts.md. */

const NO_IMAGE = 'registry.example.com/no-such:1';
const mounts = (container: Json, ...volumeMounts: Json[]): Json => ({ ...container, volumeMounts });

/** Every STATUS that each pod of a namespace has been shown with. */
function watchStatuses(namespace: Namespace): { readonly seen: ReadonlyMap<string, readonly string[]>; readonly stop: () => void } {
  const seen = new Map<string, string[]>();
  const child = spawn('kubectl', ['get', 'pods', '--namespace', namespace.name, '--watch', '--no-headers'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    const lines = text.split('\n');
    text = lines.pop()!;
    for (const line of lines) {
      const [name, , status] = line.split(/\s+/) as [string, string, string];
      const known = seen.get(name) ?? [];
      if (known.at(-1) !== status) seen.set(name, [...known, status]);
    }
  });
  return { seen, stop: () => child.kill('SIGKILL') };
}

describeFacts('status', 'facts-status', (namespace, facts) => {
  let watching: ReturnType<typeof watchStatuses> | undefined;
  if (hasCluster) {
    beforeAll(() => { watching = watchStatuses(namespace); });
    afterAll(() => watching?.stop());
  }

  /** A row of the table: a pod is shown with a status, and a command says why. */
  const status = (shown: string, objects: readonly Json[], command: string, why: RegExp): void => (
    facts.fact(shown, 'right', objects, async () => {
      const [{ metadata: { name } }] = objects;
      if (shown === 'Terminating') {
        await namespace.untilPod('waiting', { name }, (one) => initRunning(one, 'one'));
        await namespace.kubectl(['delete', 'pod', name, '--wait=false']);
      }
      for (let tries = 0; !watching!.seen.get(name)?.includes(shown); tries++) {
        if (tries > 800) throw new Error(`${name} was never shown as ${shown}, but as ${watching!.seen.get(name)?.join(', ')}`);
        await sleep(0.2);
      }
      let said = '';
      for (let tries = 0; !why.test(said) && tries < 100; tries++) {
        if (tries > 0) await sleep(1);
        const { stdout, stderr } = await namespace.kubectl(command.replace('POD', name).replace('STEP', 'one').replace('APP', 'app').split(' '), { mayFail: true });
        said = stdout + stderr;
      }
      expect(said).toMatch(why);
    }));

  status('Pending', [pod('pending', [sh('one', 'true')], { ...idle, resources: { requests: { cpu: '10k' } } })],
    'describe pod POD', /FailedScheduling.*Insufficient cpu/);
  status('Init:0/2', [pod('init-0', [sh('one', 'until nc -z nowhere 80; do echo not yet; sleep 1; done'), sh('two', 'true')])],
    'logs POD -c STEP', /not yet/);
  status('Init:0/1', [pod('no-volume', [sh('one', 'true')], mounts(idle, { name: 'shared', mountPath: '/config' }), { volumes: [{ name: 'shared', configMap: { name: 'none' } }] })],
    'describe pod POD', /FailedMount.*configmap "none" not found/);
  status('Init:1/2', [pod('init-1', [sh('one', 'true'), sh('two', 'sleep 5')])],
    'describe pod POD', /one:[^]*State: +Terminated[^]*two:/);
  status('Init:Error', [pod('init-error', [sh('one', 'echo why > /dev/termination-log; exit 3')], idle, { restartPolicy: 'Never' })],
    'describe pod POD', /Message: +why\n[^]*Exit Code: +3/);
  status('Init:CrashLoopBackOff', [pod('init-crash', [sh('one', 'echo why; exit 3')])],
    'logs POD -c STEP --previous', /^why$/m);
  // Where only the child is killed (cgroup v1), the runtime has time to notice.
  const outOfMemory = sh('one', 'sleep 3; dd if=/dev/zero of=/dev/null bs=64M count=1 || { sleep 3; exit 137; }', { resources: { limits: { memory: '16Mi' } } });
  status('Init:OOMKilled', [pod('init-oom', [outOfMemory], idle, { restartPolicy: 'Never' })],
    'describe pod POD', /Reason: +OOMKilled\n +Exit Code: +137/);
  status('Init:RunContainerError', [pod('init-no-program', [{ ...sh('one', ''), command: ['no-such-program'] }])],
    'describe pod POD', /exec: "no-such-program": executable file not found/);
  status('Init:StartError', [pod('init-start-error', [{ ...sh('one', ''), command: ['/no/such/program'] }], idle, { restartPolicy: 'Never' })],
    'describe pod POD', /no such file or directory/);
  status('Init:CreateContainerConfigError', [pod('init-config', [sh('one', 'true', { securityContext: { runAsNonRoot: true } })])],
    'describe pod POD', /container has runAsNonRoot and image will run as root/);
  status('CreateContainerConfigError', [pod('config', [sh('one', 'true')], { ...idle, env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'none', key: 'key' } } }] })],
    'describe pod POD', /secret "none" not found/);
  status('Init:ErrImagePull', [pod('init-pull', [{ name: 'one', image: NO_IMAGE }])],
    'describe pod POD', /Failed to pull image "registry.example.com\/no-such:1"/);
  status('Init:ImagePullBackOff', [pod('init-pull-again', [{ name: 'one', image: NO_IMAGE }])],
    'describe pod POD', /Back-off pulling image|Failed to pull image/);
  status('Init:InvalidImageName', [pod('init-image-name', [{ name: 'one', image: 'Shop:1' }])],
    'describe pod POD', /couldn't parse image name|InvalidImageName/);
  status('ErrImagePull', [pod('pull', [sh('one', 'true')], { name: 'app', image: NO_IMAGE })],
    'describe pod POD', /Failed to pull image/);
  status('PodInitializing', [pod('post-start', [sh('one', 'true')], { ...idle, lifecycle: { postStart: { exec: { command: ['sleep', '8'] } } } })],
    'describe pod POD', /Initialized +True/);
  status('CrashLoopBackOff', [pod('crash', [sh('one', 'true')], sh('app', 'echo why; exit 1'))],
    'logs POD -c APP --previous', /^why$/m);
  status('Running', [pod('not-ready', [sh('one', 'true')], { ...idle, readinessProbe: { exec: { command: ['false'] }, periodSeconds: 1 } })],
    'describe pod POD', /ContainersReady +False/);
  status('Completed', [pod('completed', [sh('one', 'true')], sh('app', 'true'), { restartPolicy: 'Never' })],
    'get pod POD -o jsonpath={.status.phase}', /^Succeeded$/);
  status('Terminating', [pod('terminating', [sh('one', 'echo not yet; until false; do sleep 1; done')], idle, { terminationGracePeriodSeconds: 20 })],
    'get pod POD -o jsonpath={.metadata.deletionGracePeriodSeconds}', /^20$/);
  status('Error', [pod('error', [sh('one', 'true')], sh('app', 'exit 3'), { restartPolicy: 'Never' })],
    'describe pod POD', /Exit Code: +3/);
});
