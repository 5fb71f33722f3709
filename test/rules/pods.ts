import type { DeclaredPod, WrittenFile } from '../../src/declared/pod';
import type { PodRequirements } from '../../src/declared/asked';
import type { RenderedPod } from '../../src/rules';
import type { PodSecurity } from '../../src/manifest/pod-security';

/** Plain JSON that a test changes as a patch would. */
export type Draft = any;
export type Change = (pod: Draft) => void;

export const app = (pod: Draft): Draft => pod.spec.containers[0];
export const init = (pod: Draft): Draft => pod.spec.initContainers[0];
/** The security context of a pod spec or a container. */
export const security = (of: Draft): Draft => (of.securityContext ??= {});

const copy = (json: Draft): Draft => JSON.parse(JSON.stringify(json));

/* The smallest pods that each level of the Pod Security Standards takes. */

const BASELINE = {
  metadata: {},
  spec: {
    initContainers: [{ name: 'init', image: 'busybox:1.37.0' }],
    containers: [{ name: 'app', image: 'busybox:1.37.0' }],
  },
};
const BOUNDED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const RESTRICTED = {
  metadata: {},
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    initContainers: [{ name: 'init', image: 'busybox:1.37.0', securityContext: BOUNDED }],
    containers: [{ name: 'app', image: 'busybox:1.37.0', securityContext: BOUNDED }],
  },
};
const WINDOWS = {
  metadata: {},
  spec: { ...BASELINE.spec, os: { name: 'windows' }, securityContext: { runAsNonRoot: true } },
};

export type Base = 'baseline' | 'restricted' | 'windows';
export const BASES: readonly Base[] = ['baseline', 'restricted', 'windows'];

export function minimalPod(base: Base, ...changes: readonly Change[]): Draft {
  const pod = copy({ baseline: BASELINE, restricted: RESTRICTED, windows: WINDOWS }[base]);
  for (const change of changes) change(pod);
  return pod;
}

/** Such a pod as the rules see it, for a version of Kubernetes where one is named. */
export function asFinished(pod: Draft, level: PodSecurity, version?: string): RenderedPod {
  return {
    path: 'shop/web', kind: 'Pod', level, spec: pod.spec, metadata: pod.metadata, steps: [], manifest: pod,
    asked: version === undefined ? {} : { kubernetesVersion: { value: version, by: 'standard "Acme"' } },
  };
}

/* A workload as the library makes it, which no rule has anything to say of. */

const container = (name: string): Draft => ({
  name,
  image: 'registry.example.com:5000/shop:1.4.2',
  command: ['sh', '-c', 'exec serve "$@"', name],
  args: ['--port', '8080'],
  env: [
    { name: 'DB_HOST', value: 'db' },
    { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
  ],
  resources: { limits: { memory: '32Mi' }, requests: { cpu: '10m', memory: '16Mi' } },
  securityContext: {
    allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true,
    runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' },
  },
  volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, { name: 'config', mountPath: '/app/config', readOnly: true }],
});

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' }, annotations: { 'cdk8s-prelude/step.wait-for-db': 'waits until PostgreSQL at db:5432 is ready' } },
      spec: {
        enableServiceLinks: false,
        restartPolicy: 'Always',
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        initContainers: [container('wait-for-db'), container('migrate')],
        containers: [{ ...container('app'), ports: [{ containerPort: 8080 }], livenessProbe: { httpGet: { path: '/', port: 8080 } } }],
        volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '16Mi' } }, { name: 'config', emptyDir: {} }],
      },
    },
  },
};

/** What a test changes of a workload: the whole object, its pod spec, and what else the gate knows of it. */
export interface WorkloadDraft {
  manifest: Draft;
  spec: Draft;
  metadata: Draft;
  steps: string[];
  filledDirectories: Map<string, string[]>;
  leaves: WrittenFile[];
  level: PodSecurity;
  asked: PodRequirements;
  singleton: string[];
  declared?: DeclaredPod;
}

/** A finished Deployment, or another kind with the same template, after some changes. */
export function finishedWorkload(...changes: ReadonlyArray<(draft: WorkloadDraft) => void>): RenderedPod {
  const manifest = copy(DEPLOYMENT);
  const { spec, metadata } = manifest.spec.template;
  const draft: WorkloadDraft = {
    manifest, spec, metadata, steps: ['wait-for-db', 'migrate'], filledDirectories: new Map(), leaves: [],
    level: 'restricted', asked: {}, singleton: [],
  };
  for (const change of changes) change(draft);
  const { level, steps, asked, filledDirectories, leaves, singleton, declared } = draft;
  return {
    path: 'shop/web', kind: manifest.kind, level, spec, metadata, steps, filledDirectories, leaves, manifest, asked, singleton, ...(declared ? { declared } : {}),
  };
}
