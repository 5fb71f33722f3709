import { podSpec, sh, workload } from '../../cluster/support/facts';
import type { Json } from '../../cluster/support/kubectl';
import { type Fault, mounts, web } from './fault';

const claim = (name: string, spec: Json): Json => (
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec } });
const withClaim = (claimName: string): Json => web([], { volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] }, mounts(sh('app', 'sleep 1000'), { name: 'data', mountPath: '/data' }));
const asking = (requests: Json): Json => sh('app', 'sleep 1000', { resources: { requests, limits: requests } });

/** What keeps pods from being made, and from having a node. */
export const ADMISSION_AND_SCHEDULING: readonly Fault[] = [
  { id: 'pod-security', level: 'restricted', cause: 'pod-security', says: ['restricted', 'runAsNonRoot'], target: 'deploy/web', objects: [web([sh('wait', 'true')])] },
  { id: 'quota-unsaid', cause: 'quota', says: ['must specify', 'limits.memory'], target: 'deploy/web', objects: [
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard: { 'limits.memory': '1Gi' } } }, web([]),
  ] },
  { id: 'quota-used', cause: 'quota', says: ['exceeded quota: team'], target: 'job/load', objects: [
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard: { 'requests.memory': '64Mi' } } },
    workload('Job', 'load', podSpec([], asking({ memory: '128Mi' }), { restartPolicy: 'Never' })),
  ] },
  { id: 'limit-range', cause: 'limit-range', says: ['maximum memory usage'], target: 'sts/db', objects: [
    { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits' }, spec: { limits: [{ type: 'Container', max: { memory: '64Mi' } }] } },
    workload('StatefulSet', 'db', podSpec([], asking({ memory: '128Mi' })), { serviceName: 'db', replicas: 1 }),
  ] },
  { id: 'service-account', cause: 'service-account', says: ['"shop"'], target: 'deploy/web', objects: [web([], { serviceAccountName: 'shop' })] },
  { id: 'priority-class', cause: 'admission', says: ['PriorityClass', 'urgent'], target: 'deploy/web', objects: [web([], { priorityClassName: 'urgent' })] },
  { id: 'no-cpu', cause: 'unschedulable-resources', says: ['cpu', '100'], target: 'deploy/web', objects: [web([], {}, asking({ cpu: '100' }))] },
  { id: 'no-memory-init', cause: 'unschedulable-resources', says: ['memory', '"load"'], target: 'deploy/web', objects: [web([sh('load', 'true', { resources: { requests: { memory: '900Gi' } } })])] },
  { id: 'node-selector', cause: 'unschedulable-node', says: ['disk=ssd'], target: 'deploy/web', objects: [web([], { nodeSelector: { disk: 'ssd' } })] },
  { id: 'node-taint', cause: 'unschedulable-node', says: ['doctor-fault=tainted', 'untolerated taint'], target: 'deploy/web', objects: [web([], { nodeSelector: { 'doctor-fault': 'tainted' } })] },
  { id: 'host-port', cause: 'unschedulable-port', says: ['18080'], target: 'second', objects: ['first', 'second'].map((name) => ({
    apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: podSpec([], { ...sh('app', 'sleep 1000'), ports: [{ containerPort: 80, hostPort: 18080 }] }),
  })) },
  { id: 'scheduling-gate', cause: 'scheduling-gate', says: ['example.com/quota'], target: 'deploy/web', objects: [web([], { schedulingGates: [{ name: 'example.com/quota' }] })] },
  { id: 'claim-missing', cause: 'claim-missing', says: ['"data"'], target: 'deploy/web', objects: [withClaim('data')] },
  { id: 'claim-class', cause: 'claim-class', says: ['"fast"', '"data"'], target: 'deploy/web', objects: [withClaim('data'), claim('data', { storageClassName: 'fast' })] },
  { id: 'claim-unbound', cause: 'claim-unbound', says: ['"data"'], target: 'deploy/web', objects: [withClaim('data'), claim('data', { storageClassName: '' })] },
];
