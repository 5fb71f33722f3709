import { type Chart, Duration, Size } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { claim, type Claim, FixPermissions, Pod, StatefulSet, type Workload, writable } from '../../src';
import type { Mountable } from '../../src/entries/steps';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';
import { BUSYBOX } from './support/servers';

/** An app of a user who is nobody's owner: it writes a file, and shows what it sees. */
const APP = ['sh', '-c', 'echo written >/data/file && cat /data/file && stat -c "%u:%g %a" /data && exec sleep 1000'];
const SIZE = { size: Size.gibibytes(1) };
const grace = { ports: [80], terminationGracePeriod: Duration.seconds(1) };

function addApp<Id extends string>(workload: Workload<Id>, data: Mountable<Id>): void {
  workload.addContainer('app', { image: BUSYBOX, command: APP, mounts: { '/data': writable(data) } });
}

// New disks belong to root:root, with mode 0755; so do the claims of ../shared/cluster, of kind and of minikube.
describeIn('a new claim, and an app that is not root (restricted)', 'restricted', 'claim-restricted', (namespace) => {
  test('fsGroup makes it writable, without a container', async () => {
    await namespace.apply(manifests((chart) => {
      const set = new StatefulSet(chart, 'set', { ...grace, fsGroup: 2000 });
      addApp(set, set.claimTemplate('data', SIZE));
    }));
    const pod = await namespace.untilReady({ name: 'test-set-0' });
    expect(pod.spec.initContainers).toBeUndefined();
    expect(await namespace.logs('test-set-0', 'app')).toBe('written\n0:2000 2775\n');
  });

  test('without fsGroup the app cannot write: this is what the step is for', async () => {
    await namespace.apply(manifests((chart) => {
      const set = new StatefulSet(chart, 'bare', grace);
      addApp(set, set.claimTemplate('data', SIZE));
    }));
    await namespace.untilPod('failed', { name: 'test-bare-0' }, (pod) => pod.status.containerStatuses?.[0]?.restartCount > 0 || undefined);
    expect(await namespace.logs('test-bare-0', 'app')).toContain("can't create /data/file: Permission denied");
  });
});

describeIn('a new claim, and an app that is not root (baseline)', 'baseline', 'claim-baseline', (namespace) => {
  const options = { ...grace, podSecurity: 'baseline', podSecurityBecause: 'the volume is given to the app' } as const;

  test('FixPermissions gives it to the app, with the modes asked for', async () => {
    await namespace.apply(manifests((chart) => {
      const set = new StatefulSet(chart, 'set', options);
      const data = new FixPermissions(set, 'own-data', { volume: set.claimTemplate('data', SIZE), owner: 65534, group: 65534, directoryMode: 0o750 });
      addApp(set, data.volume);
    }));
    const pod = await namespace.untilReady({ name: 'test-set-0' });
    expect(initRun(pod, 'own-data')).toMatchObject({ exitCode: 0, restarts: 0 });
    expect(await namespace.logs('test-set-0', 'own-data')).toMatch(/^fix: claim data: made right \(owner 65534, group 65534, directories 0750\) in /);
    expect(await namespace.logs('test-set-0', 'app')).toBe('written\n65534:65534 750\n');
  });

  test('and is done at once for a second pod', async () => {
    await namespace.kubectl(['delete', 'pod', 'test-set-0', '--grace-period=1']);
    await namespace.untilReady({ name: 'test-set-0' });
    expect(await namespace.logs('test-set-0', 'own-data')).toMatch(/right already .* seen from its root in 0\.[0-2] s$/m);
  });

  test('FixPermissions of a group only is left to fsGroup', async () => {
    await namespace.apply(manifests((chart) => {
      const set = new StatefulSet(chart, 'group', options);
      const data = new FixPermissions(set, 'share-data', { volume: set.claimTemplate('data', SIZE), group: 3000 });
      addApp(set, data.volume);
    }));
    const pod = await namespace.untilReady({ name: 'test-group-0' });
    expect(pod.spec.initContainers).toBeUndefined();
    expect(await namespace.logs('test-group-0', 'app')).toBe('written\n0:3000 2775\n');
  });
});

describeIn('FixPermissions in a pod with fsGroup', 'baseline', 'fix-with-fs-group', (namespace) => {
  const yaml = manifests((chart) => {
    const set = new StatefulSet(chart, 'set', { ...grace, podSecurity: 'baseline', podSecurityBecause: 'the volume is given to the app', fsGroup: 2000 });
    const data = new FixPermissions(set, 'own-data', { volume: set.claimTemplate('data', SIZE), owner: 65534, directoryMode: 0o2770 });
    addApp(set, data.volume);
  });
  const secondLog = async (text: string): Promise<string> => {
    await namespace.apply(text);
    await namespace.untilReady({ name: 'test-set-0' });
    await namespace.kubectl(['delete', 'pod', 'test-set-0', '--grace-period=1']);
    await namespace.untilReady({ name: 'test-set-0' });
    return namespace.logs('test-set-0', 'own-data');
  };

  test('a directoryMode with the bits that kubelet asks for stays: the second pod finds all right', async () => {
    expect(await secondLog(yaml)).toMatch(/right already/);
  });

  test('one without them, which is refused at synth, is changed back before every start', async () => {
    const log = await secondLog(yaml.replaceAll(/"?2770"?$/gm, '"0750"'));
    expect(log).toMatch(/made right \(owner 65534, directories 0750\)/);
  });
});

const FILES = 100_000;

describeIn(`${FILES} files that are right already`, 'baseline', 'many-files', (namespace) => {
  const run = async (id: string, build: (pod: Pod<string, 'baseline'>, data: Claim<string>) => void) => {
    await namespace.apply(manifests((chart: Chart) => {
      const pod = new Pod<string, 'baseline'>(chart, id, { podSecurity: 'baseline', restartPolicy: RestartPolicy.NEVER });
      build(pod, claim(pod, 'data', 'many'));
    }));
    await namespace.untilPod('done', { name: `test-${id}` }, (pod) => pod.status.phase === 'Succeeded' || undefined, 240);
  };
  const root = { ...BUSYBOX, user: 0, group: 0 } as typeof BUSYBOX;
  const idle = (pod: Pod<string, 'baseline'>) => pod.addContainer('app', { image: BUSYBOX, command: ['true'] });
  const seconds: Record<string, number> = {};

  beforeAll(async () => {
    await namespace.apply(JSON.stringify({
      apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'many' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    }));
    await run('make', (pod, data) => {
      pod.addContainer('app', {
        image: root,
        command: ['sh', '-c', `cd /data && for d in $(seq 100); do mkdir $d && (cd $d && seq ${FILES / 100} | xargs touch); done && find . | wc -l`],
        mounts: { '/data': writable(data) },
      });
    });
    expect(Number(await namespace.logs('test-make', 'app'))).toBe(FILES + 101);
  });

  // Root without capabilities cannot chown: the first run of the step gives the files to the user.
  const fix = (check: 'root' | 'tree') => (pod: Pod<string, 'baseline'>, data: Claim<string>): void => {
    new FixPermissions(pod, 'own-data', { volume: data, owner: 1000, group: 1000, check });
    idle(pod);
  };
  const loggedSeconds = async (id: string, pattern: RegExp): Promise<number> => {
    const log = await namespace.logs(`test-${id}`, 'own-data');
    expect(log).toMatch(pattern);
    return Number(pattern.exec(log)?.[1]);
  };

  test('FixPermissions does its work once', async () => {
    await run('first', fix('root'));
    seconds['first run'] = await loggedSeconds('first', /made right .* in ([0-9.]+) s$/m);
  });

  test('and is done at once from then on', async () => {
    await run('second', fix('root'));
    seconds['second run'] = await loggedSeconds('second', /right already .* in ([0-9.]+) s$/m);
    expect(seconds['second run']).toBeLessThan(0.5);
  });

  test('where every file is looked at, nothing is written', async () => {
    await run('tree', fix('tree'));
    seconds['second run, check: tree'] = await loggedSeconds('tree', /right already .*tree in ([0-9.]+) s$/m);
  });

  test('chown -R takes longer', async () => {
    const command = ['sh', '-c', 'chown -R 1000:1000 /data; time chown -R 1000:1000 /data'];
    await namespace.apply(JSON.stringify({
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'test-chown' },
      spec: {
        restartPolicy: 'Never',
        containers: [{ name: 'own-data', image: BUSYBOX.reference, command, volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'many' } }],
      },
    }));
    await namespace.untilPod('done', { name: 'test-chown' }, (pod) => pod.status.phase === 'Succeeded' || undefined, 240);
    const [, minutes, rest] = /^real\s+(\d+)m ([0-9.]+)s$/m.exec(await namespace.logs('test-chown', 'own-data')) ?? [];
    seconds['chown -R'] = Number(minutes) * 60 + Number(rest);
    namespace.say(`${FILES} files: ${Object.entries(seconds).map(([what, count]) => `${what} ${count} s`).join(', ')}`);
    expect(seconds['second run']).toBeLessThan(seconds['chown -R']);
  });
});
