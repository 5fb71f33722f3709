import type { Draft } from './pods';

/** An object, and the rule that refuses it as the validation of the API server does; none where both take it. */
export interface ValidationCase {
  readonly title: string;
  readonly object: Draft;
  readonly rule?: 'ports' | 'numbers' | 'object-names';
}

const pod = (app: Draft, spec: Draft = {}): Draft => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'app', image: 'a:1', ...app }], ...spec },
});
const of = (kind: string, spec: Draft, template: Draft = {}): Draft => ({
  apiVersion: kind.endsWith('Job') ? 'batch/v1' : 'apps/v1',
  kind,
  metadata: { name: 'a' },
  spec: {
    template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'app', image: 'a:1' }], ...(kind === 'Job' ? { restartPolicy: 'Never' } : {}), ...template } },
    ...(kind === 'Job' ? {} : { selector: { matchLabels: { app: 'a' } } }),
    ...spec,
  },
});
const named = (apiVersion: string, kind: string, name: string, more: Draft = {}): Draft => ({ apiVersion, kind, metadata: { name }, ...more });
const http = { httpGet: { path: '/', port: 80 } };
const SERVICE = { spec: { ports: [{ port: 80 }] } };
const cronJob = (name: string) => named('batch/v1', 'CronJob', name, { spec: { schedule: '* * * * *', jobTemplate: { spec: of('Job', {}).spec } } });

const refuse = (rule: ValidationCase['rule'], title: string, object: Draft): ValidationCase => ({ title, object, ...(rule ? { rule } : {}) });
const take = (title: string, object: Draft): ValidationCase => ({ title, object });

export const VALIDATION_CASES: readonly ValidationCase[] = [
  ...[0, 65536, -1].map((containerPort) => refuse('ports', `containerPort ${containerPort}`, pod({ ports: [{ containerPort }] }))),
  refuse('ports', 'hostPort out of range', pod({ ports: [{ containerPort: 80, hostPort: 65536 }] })),
  refuse('ports', 'no such protocol', pod({ ports: [{ containerPort: 80, protocol: 'HTTP' }] })),
  ...['Web', 'a-name-of-16-char', '8080', 'a--b', '-a', 'a-', 'a_b'].map((name) => refuse('ports', `port called ${name}`, pod({ ports: [{ containerPort: 80, name }] }))),
  refuse('ports', 'two ports of a name', pod({ ports: [{ containerPort: 80, name: 'web' }, { containerPort: 81, name: 'web' }] })),
  refuse('ports', 'a probe at port 70000', pod({ livenessProbe: { httpGet: { port: 70000 } } })),
  refuse('ports', 'a probe at a port with a bad name', pod({ readinessProbe: { tcpSocket: { port: 'Web' } } })),
  refuse('ports', 'a gRPC probe at port 0', pod({ startupProbe: { grpc: { port: 0 } } })),
  refuse('ports', 'a hook at a port out of range', pod({ lifecycle: { preStop: { httpGet: { port: 65536 } } } })),
  take('ports at both ends, with names', pod({ ports: [{ containerPort: 1, name: 'a1-b' }, { containerPort: 65535, name: 'fifteen-charact', protocol: 'SCTP' }] })),
  take('a probe at a port by name', pod({ ports: [{ containerPort: 80, name: 'web' }], livenessProbe: { httpGet: { port: 'web' } } })),

  ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold']
    .map((field) => refuse('numbers', `${field} below zero`, pod({ readinessProbe: { ...http, [field]: -1 } }))),
  refuse('numbers', 'successThreshold 2 of a liveness probe', pod({ livenessProbe: { ...http, successThreshold: 2 } })),
  refuse('numbers', 'a broken number of seconds', pod({ livenessProbe: { ...http, periodSeconds: 0.5 } })),
  refuse('numbers', 'a grace period of a probe of 0', pod({ livenessProbe: { ...http, terminationGracePeriodSeconds: 0 } })),
  refuse('numbers', 'a grace period of a readiness probe', pod({ readinessProbe: { ...http, terminationGracePeriodSeconds: 5 } })),
  take('numbers of a probe', pod({ readinessProbe: { ...http, initialDelaySeconds: 0, timeoutSeconds: 0, periodSeconds: 0, successThreshold: 3 }, livenessProbe: { ...http, successThreshold: 1, terminationGracePeriodSeconds: 1 } })),
  refuse('numbers', 'a deadline of 0', pod({}, { activeDeadlineSeconds: 0 })),
  refuse('numbers', 'a user below zero', pod({ securityContext: { runAsUser: -1 } })),
  refuse('numbers', 'a user above the range', pod({}, { securityContext: { runAsUser: 2 ** 31 } })),
  refuse('numbers', 'a group below zero', pod({}, { securityContext: { fsGroup: -1 } })),
  refuse('numbers', 'a further group below zero', pod({}, { securityContext: { supplementalGroups: [-1] } })),
  take('users at both ends', pod({ securityContext: { runAsUser: 0 } }, { securityContext: { runAsUser: 2 ** 31 - 1 } })),
  ...['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'].map((field) => refuse('numbers', `${field} of a Deployment below zero`, of('Deployment', { [field]: -1 }))),
  ...['parallelism', 'completions', 'backoffLimit', 'ttlSecondsAfterFinished', 'activeDeadlineSeconds'].map((field) => refuse('numbers', `${field} of a Job below zero`, of('Job', { [field]: -1 }))),
  take('numbers of a Job', of('Job', { parallelism: 0, completions: 3, backoffLimit: 0, ttlSecondsAfterFinished: 0 })),

  ...['front.shop', 'Front', 'a_b', 'a-', '', 'a'.repeat(64)].filter((name) => name !== '').map((name) => refuse('object-names', `Service ${name}`, named('v1', 'Service', name, SERVICE))),
  refuse('object-names', 'StatefulSet with a dot', { ...of('StatefulSet', { serviceName: 'a' }), metadata: { name: 'a.b' } }),
  refuse('object-names', 'ConfigMap with a capital', named('v1', 'ConfigMap', 'Config')),
  refuse('object-names', 'Secret with an underscore', named('v1', 'Secret', 'my_secret')),
  refuse('object-names', 'ServiceAccount with a slash', named('v1', 'ServiceAccount', 'a/b')),
  refuse('object-names', 'Role with a slash', named('rbac.authorization.k8s.io/v1', 'Role', 'a/b', { rules: [] })),
  refuse('object-names', 'Job of 64 characters', { ...of('Job', {}), metadata: { name: 'a'.repeat(64) } }),
  refuse('object-names', 'CronJob of 53 characters', cronJob('a'.repeat(53))),
  refuse('object-names', 'Deployment with an empty part', { ...of('Deployment', {}), metadata: { name: 'a..b' } }),
  refuse('object-names', 'Namespace with a dot', named('v1', 'Namespace', 'a.b')),
  take('Service that begins with a digit, from 1.36 on', named('v1', 'Service', '1a', SERVICE)),
  take('ConfigMap with dots', named('v1', 'ConfigMap', 'a.b-c')),
  take('Role with capitals and colons', named('rbac.authorization.k8s.io/v1', 'Role', 'system:Reader_1', { rules: [] })),
  take('CronJob of 52 characters', cronJob('a'.repeat(52))),
  take('Deployment with dots', { ...of('Deployment', {}), metadata: { name: 'a.b' } }),
];
