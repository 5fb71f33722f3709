import { describeFacts, EMPTY, idle, pod, refusal, sh, sharing } from './support/facts';
import type { Json } from './support/kubectl';

/* What a container finds where a volume is mounted. */

const mounted = (container: Json, ...mounts: Json[]): Json => ({ ...container, volumeMounts: mounts });
const at = (mountPath: string, more: Json = {}): Json => ({ name: 'shared', mountPath, ...more });
const shows = (script: string): Json => sh('app', `exec 2>&1; ${script}; exec sleep 1000`);

describeFacts('volumes', 'facts-volumes', (namespace, { fact }) => {
  const log = async (name: string) => {
    await namespace.untilReady({ name });
    return namespace.logs(name, 'app');
  };

  fact('sub-path-file', 'right', [
    pod('sub-path', [mounted(sh('write', 'echo written > /data/own.conf'), at('/data'))],
      mounted({ ...shows('cat /etc/nginx/own.conf; ls /etc/nginx'), image: 'docker.io/library/nginx:1.27' }, at('/etc/nginx/own.conf', { subPath: 'own.conf' })),
      { volumes: [EMPTY] }),
  ], async () => {
    const text = await log('sub-path');
    expect(text).toMatch(/^written\n/);
    expect(text).toContain('mime.types');
  });

  fact('sub-path-missing', 'wrong', [
    pod('no-sub-path', [], mounted(shows('stat -c %F /data/own.conf'), at('/data/own.conf', { subPath: 'own.conf' })), { volumes: [EMPTY] }),
  ], async () => {
    expect(await log('no-sub-path')).toBe('directory\n');
  });

  fact('empty-dir-hides', 'right', [
    pod('hides', [mounted(sh('write', 'echo written > /data/own.conf'), at('/data'))],
      mounted({ ...shows('ls /etc/nginx'), image: 'docker.io/library/nginx:1.27' }, at('/etc/nginx')), { volumes: [EMPTY] }),
  ], async () => {
    expect(await log('hides')).toBe('own.conf\n');
  });

  fact('empty-dir-writable', 'wrong', [
    pod('writable', [], mounted(shows('id -u; stat -c "%a %u:%g" /data; touch /data/file; stat -c %u:%g /data/file'), at('/data')), {
      volumes: [EMPTY], securityContext: { runAsUser: 1000, runAsGroup: 1000 },
    }),
    pod('writable-group', [], mounted(shows('id -u; stat -c "%a %u:%g" /data; touch /data/file; stat -c %u:%g /data/file'), at('/data')), {
      volumes: [EMPTY], securityContext: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 2000 },
    }),
  ], async () => {
    expect(await log('writable')).toBe('1000\n777 0:0\n1000:1000\n');
    expect(await log('writable-group')).toBe('1000\n2777 0:2000\n1000:2000\n');
  });

  fact('claim-writable', 'wrong', ['none', 'group'].flatMap((name) => [
    {
      apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: `claim-${name}` },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
    },
    pod(`claim-${name}`, [], mounted(shows('touch /data/file; echo $?; stat -c "%a %u:%g" /data'), at('/data')), {
      volumes: [{ name: 'shared', persistentVolumeClaim: { claimName: `claim-${name}` } }],
      securityContext: { runAsUser: 1000, runAsGroup: 1000, ...(name === 'group' ? { fsGroup: 2000 } : {}) },
    }),
  ]), async () => {
    expect(await log('claim-none')).toMatch(/Permission denied\n1\n755 0:0\n$/);
    expect(await log('claim-group')).toBe('0\n2775 0:2000\n');
  });

  fact('configmap-read-only', 'right', [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, data: { 'own.conf': 'given' } },
    pod('read-only', [], mounted(shows('sed -i s/given/changed/ /config/own.conf; chown 1 /config/own.conf; cat /config/own.conf; echo'), at('/config')), {
      volumes: [{ name: 'shared', configMap: { name: 'config' } }],
    }),
  ], async () => {
    const text = await log('read-only');
    expect(text.match(/Read-only file system$/gm)).toHaveLength(2);
    expect(text).toMatch(/^given$/m);
  });

  fact('configmap-copy', 'right', [
    pod('copies', [], mounted(shows('mkdir /copy; cp -a /config/. /copy; ls -A /copy; mkdir /plain; cp -L /config/* /plain; ls -lA /plain'), at('/config')), {
      volumes: [{ name: 'shared', configMap: { name: 'config' } }],
    }),
  ], async () => {
    const text = await log('copies');
    expect(text).toMatch(/^\.\.\d{4}_\S+\n\.\.data\nown\.conf\n/);
    // Only `cp -L` of what can be seen makes plain files.
    expect(text).toMatch(/\n-rw-r--r-- [^\n]* own\.conf\n$/);
    expect(text.match(/-> /g)).toBeNull();
  });

  fact('secret-mode', 'wrong', [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' }, stringData: { key: 'k' } },
    ...[{}, { fsGroup: 2000 }].map((more, index) => (
      pod(`key-${index}`, [], mounted(shows('stat -L -c "%a %u:%g" /key/key; cat /key/key; echo'), at('/key')), {
        volumes: [{ name: 'shared', secret: { secretName: 'key', defaultMode: 0o400 } }], securityContext: { runAsUser: 1000, runAsGroup: 1000, ...more },
      }))),
  ], async () => {
    // Of root, and closed to the user; with fsGroup open to the group, which ssh does not take.
    expect(await log('key-0')).toMatch(/^400 0:0\n[^]*Permission denied/);
    expect(await log('key-1')).toBe('440 0:2000\nk\n');
  });

  fact('missing-volume', 'right', [
    pod('no-volume', [sh('unconcerned', 'true')], mounted(idle, at('/config')), { volumes: [{ name: 'shared', configMap: { name: 'late' } }] }),
  ], async () => {
    await namespace.until('FailedMount', 'events', (events) => events.find(({ reason, message, involvedObject }) => (
      reason === 'FailedMount' && involvedObject.name === 'no-volume' && message.includes('configmap "late" not found'))));
    expect((await namespace.get('pod', 'no-volume')).status.initContainerStatuses[0].state).toEqual({ waiting: { reason: 'PodInitializing' } });
  });

  fact('missing-variable', 'right', [
    pod('no-variable', [sh('one', 'true'), sh('two', 'echo "$KEY"', { env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'late', key: 'key' } } }] })]),
  ], async () => {
    await namespace.untilPod('CreateContainerConfigError', { name: 'no-variable' }, (one) => (
      one.status.initContainerStatuses?.[1].state.waiting?.reason === 'CreateContainerConfigError'));
    await namespace.kubectl(['create', 'secret', 'generic', 'late', '--from-literal=key=there']);
    await namespace.untilReady({ name: 'no-variable' });
    expect(await namespace.logs('no-variable', 'two')).toBe('there\n');
  });

  fact('missing-key', 'wrong', [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'few-keys' }, stringData: { there: 'x' } },
    ...['no-key', 'optional-key'].map((name) => pod(name, [], {
      ...idle, env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'few-keys', key: 'nope', optional: name === 'optional-key' } } }],
    })),
    pod('no-item', [sh('unconcerned', 'true')], mounted(idle, at('/key')), {
      volumes: [{ name: 'shared', secret: { secretName: 'few-keys', items: [{ key: 'nope', path: 'nope' }] } }],
    }),
  ], async () => {
    const waiting = await namespace.untilPod('CreateContainerConfigError', { name: 'no-key' }, (one) => {
      const state = one.status.containerStatuses?.[0].state.waiting;
      return state?.reason === 'CreateContainerConfigError' && state;
    });
    expect(waiting.message).toContain("couldn't find key nope in Secret");
    await namespace.until('FailedMount', 'events', (events) => events.find(({ reason, message, involvedObject }) => (
      reason === 'FailedMount' && involvedObject.name === 'no-item' && message.includes('references non-existent secret key: nope'))));
    await namespace.untilReady({ name: 'optional-key' });
  });

  fact('mount-path-twice', 'right', [], async () => {
    const twice = pod('twice', [mounted(sh('one', 'true'), at('/data'), at('/data', { subPath: 'a' }))], idle, { volumes: [EMPTY] });
    expect(await refusal(namespace, twice)).toContain('must be unique');
  });

  fact('read-only-mount', 'right', [(() => {
    const [one, app] = sharing('/data', [sh('one', 'echo a > /data/a'), shows('echo b > /data/b; ls /data')]);
    return pod('read-only-files', [one], { ...app, volumeMounts: [at('/data', { readOnly: true })] }, { volumes: [EMPTY] });
  })()], async () => {
    expect(await log('read-only-files')).toMatch(/Read-only file system\na\n$/);
  });

  // Last: it takes about a minute.
  fact('size-limit', 'wrong', [
    pod('too-large', [mounted(sh('one', 'dd if=/dev/zero of=/data/file bs=1M count=5 && echo written; exec sleep 1000'), at('/data'))], idle, {
      volumes: [{ name: 'shared', emptyDir: { sizeLimit: '1Mi' } }],
    }),
  ], async () => {
    const evicted = await namespace.untilPod('evicted', { name: 'too-large' }, (one) => one.status.phase === 'Failed' && one, 200);
    expect(evicted.status).toMatchObject({ reason: 'Evicted', message: expect.stringContaining('Usage of EmptyDir volume "shared" exceeds the limit "1Mi"') });
  });
});
