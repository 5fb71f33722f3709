import { pod, podSpec, sh, workload } from '../../cluster/support/facts';
import { configMap, type Fault, mounts, server, until, web } from './fault';

const scripts = (defaultMode: number) => [{ name: 'scripts', configMap: { name: 'scripts', defaultMode } }];
const runs = (program: string) => mounts({ ...sh('setup', ''), command: [program] }, { name: 'scripts', mountPath: '/scripts' });
const hungry = 'sleep 2; dd if=/dev/zero of=/dev/null bs=64M count=1 || { sleep 2; exit 137; }';

/** What goes wrong once containers run. */
export const RUNNING: readonly Fault[] = [
  { id: 'oom-init', cause: 'out-of-memory', says: ['"load"', '16Mi'], target: 'deploy/web', objects: [web([sh('load', hungry, { resources: { limits: { memory: '16Mi' } } })])] },
  { id: 'oom-app', cause: 'out-of-memory', says: ['"app"', '16Mi'], target: 'deploy/web', objects: [web([], {}, sh('app', hungry, { resources: { limits: { memory: '16Mi' } } }))] },
  { id: 'pod-deadline', cause: 'pod-deadline', says: ['activeDeadlineSeconds'], target: 'once', objects: [pod('once', [until('nc -z -w 2 db 80')], undefined, { activeDeadlineSeconds: 10 })] },
  { id: 'job-deadline', cause: 'job-deadline', says: ['Job report', '12'], target: 'job/report', objects: [workload('Job', 'report', podSpec([until('nc -z -w 2 db 80')], undefined, { restartPolicy: 'Never' }), { activeDeadlineSeconds: 12 })] },
  { id: 'job-backoff-limit', cause: 'job-backoff-limit', says: ['Job import', 'no such table'], target: 'job/import', objects: [workload('Job', 'import', podSpec([], sh('import', 'echo "error: no such table: orders"; exit 3'), { restartPolicy: 'Never' }), { backoffLimit: 1 })] },
  { id: 'crash-app', cause: 'crash', says: ['"app"', 'DATABASE_URL is not set'], target: 'deploy/web', objects: [web([], {}, sh('app', 'echo starting; echo "panic: DATABASE_URL is not set"; exit 2'))] },
  { id: 'crash-init', cause: 'step-failed', says: ['"setup"', 'exit code 4', 'no space for index'], target: 'deploy/web', objects: [web([sh('setup', 'echo "no space for index"; exit 4')])] },
  { id: 'init-never-restarts', cause: 'step-failed', says: ['"setup"', 'exit code 3', 'why it failed'], target: 'once', objects: [pod('once', [sh('setup', 'echo "why it failed" >/dev/termination-log; exit 3')], undefined, { restartPolicy: 'Never' })] },
  { id: 'app-ends', cause: 'crash', says: ['"app"', 'exit code 0'], target: 'deploy/web', objects: [web([], {}, sh('app', 'echo done'))] },
  { id: 'command-missing', cause: 'command-not-found', says: ['"migrate-db"'], target: 'deploy/web', objects: [web([{ ...sh('setup', ''), command: ['migrate-db', 'up'] }])] },
  { id: 'command-missing-in-shell', cause: 'command-not-found', says: ['jq'], target: 'deploy/web', objects: [web([sh('setup', 'set -e; jq . /etc/passwd')])] },
  { id: 'exec-format', cause: 'exec-format', says: ['/scripts/run'], target: 'deploy/web', objects: [web([runs('/scripts/run')], { volumes: scripts(0o755) }), configMap('scripts', { run: '\u0001 not a program' })] },
  { id: 'exec-permission', cause: 'exec-permission', says: ['/scripts/run'], target: 'deploy/web', objects: [web([runs('/scripts/run')], { volumes: scripts(0o644) }), configMap('scripts', { run: '#!/bin/sh\ntrue\n' })] },
  { id: 'startup-probe', cause: 'startup-probe', says: ['"app"', '9090'], target: 'deploy/web', objects: [web([], {}, { ...sh('app', 'sleep 1000'), startupProbe: { tcpSocket: { port: 9090 }, periodSeconds: 2, failureThreshold: 5 } })] },
  { id: 'readiness-probe', cause: 'readiness-probe', says: ['404', '/ready'], target: 'deploy/web', objects: server('web', { app: { readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 2 } } }) },
  { id: 'liveness-probe', cause: 'liveness-probe', says: ['"server"', '/alive'], target: 'deploy/web', objects: server('web', { app: { livenessProbe: { httpGet: { path: '/alive', port: 8080 }, periodSeconds: 2, failureThreshold: 2 } } }) },
  { id: 'readiness-gate', cause: 'readiness-gate', says: ['example.com/registered'], target: 'deploy/web', objects: [web([], { readinessGates: [{ conditionType: 'example.com/registered' }] })] },
  { id: 'sidecar-startup', cause: 'startup-probe', says: ['sidecar', '"proxy"'], target: 'deploy/web', objects: [web([{ ...sh('proxy', 'sleep 1000'), restartPolicy: 'Always', startupProbe: { tcpSocket: { port: 5432 }, periodSeconds: 2 } }, sh('migrate', 'true')])] },
  { id: 'sidecar-without-probe', cause: 'sidecar-without-probe', says: ['"proxy"', 'startupProbe', '"migrate"'], target: 'deploy/web', objects: [web([
    { ...sh('proxy', 'sleep 500; exec httpd -f -p 5432'), restartPolicy: 'Always' }, sh('migrate', 'nc -z localhost 5432 || { echo "dial tcp 127.0.0.1:5432: connection refused"; exit 1; }'),
  ])] },
  { id: 'volume-permission', cause: 'permission-denied', says: ['/data/config', '1000'], target: 'deploy/web', objects: [web([mounts(sh('setup', 'echo x >/data/config', { securityContext: { runAsUser: 1000 } }), { name: 'data', mountPath: '/data' })], { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] }), {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }] },
  { id: 'read-only', cause: 'read-only-file-system', says: ['readOnlyRootFilesystem', '"setup"'], target: 'deploy/web', objects: [web([sh('setup', 'touch /etc/ready', { securityContext: { readOnlyRootFilesystem: true } })])] },
  { id: 'read-only-config', cause: 'read-only-file-system', says: ['/scripts'], target: 'deploy/web', objects: [web([mounts(sh('setup', 'sed -i s/a/b/ /scripts/run'), { name: 'scripts', mountPath: '/scripts' })], { volumes: scripts(0o644) }), configMap('scripts', { run: 'a' })] },
  { id: 'disk-full', cause: 'evicted', says: ['"data"', '5Mi'], target: 'once', objects: [pod('once', [mounts(sh('load', 'dd if=/dev/zero of=/data/x bs=1M count=20; sleep 1000'), { name: 'data', mountPath: '/data' })], undefined, { restartPolicy: 'Never', volumes: [{ name: 'data', emptyDir: { sizeLimit: '5Mi' } }] })] },
  { id: 'post-start-hook', cause: 'post-start-hook', says: ['"app"', 'no-such-hook'], target: 'deploy/web', objects: [web([], {}, { ...sh('app', 'sleep 1000'), lifecycle: { postStart: { exec: { command: ['no-such-hook'] } } } })] },
  { id: 'finalizer', cause: 'finalizer', says: ['example.com/backup'], target: 'once', objects: [{ ...pod('once', []), metadata: { name: 'once', finalizers: ['example.com/backup'] } }], then: ['delete', 'pod', 'once', '--wait=false'] },
  { id: 'slow-stop', cause: 'terminating', says: ['preStop', '900'], target: 'once', objects: [pod('once', [], { ...sh('app', 'sleep 1000'), lifecycle: { preStop: { exec: { command: ['sleep', '600'] } } } }, { terminationGracePeriodSeconds: 900 })], then: ['delete', 'pod', 'once', '--wait=false'] },
  { id: 'stateful-order', cause: 'crash', says: ['Pod db-0', 'bad config'], target: 'sts/db', objects: [workload('StatefulSet', 'db', podSpec([], sh('db', 'echo bad config; exit 1')), { serviceName: 'db', replicas: 3 })] },
];

/** Pods that nothing keeps from starting. */
export const WELL: readonly Fault[] = [
  { id: 'well', cause: 'ready', says: ['ready'], target: 'deploy/web', objects: [...server('web')] },
  { id: 'well-job', cause: 'completed', says: ['completed'], target: 'job/done', objects: [workload('Job', 'done', podSpec([sh('one', 'true')], sh('app', 'true'), { restartPolicy: 'Never' }))] },
];
