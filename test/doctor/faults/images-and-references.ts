import { podSpec, sh, workload } from '../../cluster/support/facts';
import { configMap, env, type Fault, mounts, web } from './fault';

const secret = (name: string, data: Record<string, string>) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: data });

/** Images that cannot be had, and objects that are not there. */
export const IMAGES_AND_REFERENCES: readonly Fault[] = [
  { id: 'image-missing', cause: 'image-missing', says: ['"fetch"', 'registry.example.com/no-such:1'], target: 'deploy/web', objects: [web([{ ...sh('fetch', 'true'), image: 'registry.example.com/no-such:1' }])] },
  { id: 'image-tag', cause: 'image-missing', says: ['busybox:1.99'], target: 'deploy/web', objects: [web([], {}, { ...sh('app', 'true'), image: 'busybox:1.99' })] },
  { id: 'image-name', cause: 'image-name', says: ['BusyBox:1'], target: 'deploy/web', objects: [web([{ ...sh('fetch', 'true'), image: 'BusyBox:1' }])] },
  { id: 'image-never', cause: 'image-never-pulled', says: ['imagePullPolicy'], target: 'deploy/web', objects: [web([{ ...sh('fetch', 'true'), image: 'shop:local', imagePullPolicy: 'Never' }])] },
  { id: 'secret-missing', cause: 'secret-missing', says: ['"db-credentials"', '"migrate"'], target: 'deploy/web', objects: [web([env(sh('migrate', 'true'), 'PASSWORD', { secretKeyRef: { name: 'db-credentials', key: 'password' } })])] },
  { id: 'secret-key', cause: 'secret-key', says: ['"passwd"', '"db-credentials"'], target: 'deploy/web', objects: [web([env(sh('migrate', 'true'), 'PASSWORD', { secretKeyRef: { name: 'db-credentials', key: 'passwd' } })]), secret('db-credentials', { password: 'not-a-real-one' })] },
  { id: 'config-map-missing', cause: 'config-map-missing', says: ['"settings"'], target: 'deploy/web', objects: [web([], {}, env(sh('app', 'sleep 1000'), 'LEVEL', { configMapKeyRef: { name: 'settings', key: 'level' } }))] },
  { id: 'config-map-key', cause: 'config-map-key', says: ['"levle"', '"settings"'], target: 'deploy/web', objects: [web([], {}, env(sh('app', 'sleep 1000'), 'LEVEL', { configMapKeyRef: { name: 'settings', key: 'levle' } })), configMap('settings', { level: 'info' })] },
  { id: 'config-volume-missing', cause: 'config-map-missing', says: ['"nginx-conf"'], target: 'deploy/web', objects: [web([mounts(sh('copy', 'true'), { name: 'conf', mountPath: '/conf' })], { volumes: [{ name: 'conf', configMap: { name: 'nginx-conf' } }] })] },
  { id: 'config-volume-key', cause: 'config-map-key', says: ['"nginx-conf"'], target: 'deploy/web', objects: [web([mounts(sh('copy', 'true'), { name: 'conf', mountPath: '/conf' })], { volumes: [{ name: 'conf', configMap: { name: 'nginx-conf', items: [{ key: 'site.conf', path: 'site.conf' }] } }] }), configMap('nginx-conf', { 'nginx.conf': 'x' })] },
  { id: 'secret-volume-missing', cause: 'secret-missing', says: ['"tls"'], target: 'deploy/web', objects: [web([], { volumes: [{ name: 'tls', secret: { secretName: 'tls' } }] }, mounts(sh('app', 'sleep 1000'), { name: 'tls', mountPath: '/tls' }))] },
  { id: 'helm-hook-secret', cause: 'secret-missing', says: ['"app-secrets"', 'pre-install'], target: 'job/migrate', objects: [{
    ...workload('Job', 'migrate', podSpec([], env(sh('migrate', 'true'), 'KEY', { secretKeyRef: { name: 'app-secrets', key: 'key' } }), { restartPolicy: 'Never' })),
    metadata: { name: 'migrate', annotations: { 'helm.sh/hook': 'pre-install' } },
  }] },
  { id: 'root-user', cause: 'root-user', says: ['runAsNonRoot', '"fix"'], target: 'deploy/web', objects: [web([sh('fix', 'true', { securityContext: { runAsNonRoot: true } })])] },
  { id: 'host-path', cause: 'volume', says: ['/no/such/dir'], target: 'deploy/web', objects: [web([], { volumes: [{ name: 'data', hostPath: { path: '/no/such/dir', type: 'Directory' } }] }, mounts(sh('app', 'sleep 1000'), { name: 'data', mountPath: '/data' }))] },
  { id: 'sub-path-file', cause: 'volume', says: ['/etc/passwd'], target: 'deploy/web', objects: [web([mounts(sh('copy', 'true'), { name: 'data', mountPath: '/etc/passwd', subPath: 'passwd' })], { volumes: [{ name: 'data', emptyDir: {} }] })] },
];
