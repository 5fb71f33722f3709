import TITLES from './titles.json';

/** What shows that a mistake is stopped. */
export type Shown =
  /** A rule of the library: its page has a wrong program, which is run. */
  | { readonly by: 'rule'; readonly id: string }
  /** `check` says so of plain YAML. */
  | { readonly by: 'check'; readonly rule: string; readonly yaml: string; readonly level?: 'restricted' }
  /** `doctor` says so of a pod that a cluster has. */
  | { readonly by: 'doctor'; readonly fault: string }
  /** A test of its own: what the library writes does not have the mistake. */
  | { readonly by: 'test'; readonly file: string; readonly name: string };

/** One of the mistakes that people make with init containers. */
export interface Mistake {
  readonly number: number;
  readonly title: string;
  readonly shown: readonly Shown[];
}

const rule = (id: string): Shown => ({ by: 'rule', id });
const doctor = (fault: string): Shown => ({ by: 'doctor', fault });
const named = (file: string, name: string): Shown => ({ by: 'test', file, name });

const RESOURCES = 'resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { memory: 32Mi } }';
const init = (fields: string) => `initContainers: [{ name: w, ${RESOURCES}, ${fields} }]`;
const sh = (script: string, image = 'busybox:1.36') => init(`image: '${image}', command: [sh, -c, ${JSON.stringify(script)}]`);
const pod = (spec: string, kind = 'Pod') => (kind === 'Pod' ? `kind: Pod\nmetadata: { name: a, labels: { app: a } }\nspec: { ${spec}, containers: [{ name: c, image: 'app:1', ${RESOURCES} }] }\n`
  : `kind: ${kind}\nmetadata: { name: a }\nspec: { replicas: 3, selector: { matchLabels: { app: a } }, template: { metadata: { labels: { app: a } }, spec: { ${spec}, containers: [{ name: c, image: 'app:1', ${RESOURCES} }] } } }\n`);
const check = (id: string, yaml: string, level?: 'restricted'): Shown => ({ by: 'check', rule: id, yaml, ...(level ? { level } : {}) });
const service = (name: string, app: string) => `---\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${app} }, ports: [{ port: 80 }] }\n`;

const SHOWN: Readonly<Record<number, readonly Shown[]>> = {
  1: [check('endless-loops', pod(sh('until nslookup db; do sleep 1; done'))), doctor('wait-no-service')],
  3: [rule('unproven-readiness')],
  4: [check('endless-loops', pod(sh('until nc -z db 80; do sleep 1; done'))), doctor('wait-wrong-name')],
  6: [rule('active-deadline'), check('active-deadline', pod('activeDeadlineSeconds: 600', 'Deployment'))],
  7: [rule('active-deadline'), doctor('pod-deadline')],
  8: [rule('self-wait'), check('self-wait', pod(sh('timeout 60 sh -c "until nc -z a 80; do sleep 1; done"')) + service('a', 'a')), doctor('wait-self')],
  9: [rule('stateful-peers')],
  10: [rule('wait-cycle'), check('wait-cycle', `${pod(sh('until nc -z b 80; do sleep 1; done'))}---\n${pod(sh('until nc -z a 80; do sleep 1; done')).replaceAll(/(name|app): a\b/g, '$1: b')}${service('a', 'a')}${service('b', 'b')}`), doctor('wait-cycle')],
  13: [rule('database-not-ready')],
  14: [rule('database-not-ready')],
  22: [rule('service-ports'), doctor('wait-other-namespace')],
  24: [rule('image-tools'), doctor('command-missing-in-shell')],
  26: [rule('shell-in-image'), check('shell-in-image', pod(sh('cp /a /b', 'gcr.io/distroless/static:1'))), doctor('command-missing')],
  28: [rule('unverified-downloads'), check('unverified-downloads', pod(sh('wget --no-check-certificate https://example.com/x -O /v/x')))],
  30: [rule('hidden-failures'), check('hidden-failures', pod(sh('set +e; cp /a /b; cp /c /d')))],
  31: [rule('hidden-failures'), check('hidden-failures', pod(sh('curl -f https://example.com/x | tar -x')))],
  32: [rule('hidden-failures'), check('hidden-failures', pod(sh('make all || true')))],
  34: [rule('script')],
  35: [rule('plain-secrets'), check('plain-secrets', pod(init("image: 'wait4x:1', args: [postgres, 'postgres://shop:hunter2@db/shop']")))],
  37: [rule('pinned-images'), check('pinned-images', pod(sh('true', 'busybox:latest')))],
  38: [rule('allowed-registries'), doctor('image-missing')],
  39: [rule('allowed-registries')],
  41: [doctor('exec-format')],
  43: [rule('mounts'), check('mounts', pod(init("image: 'x:1', volumeMounts: [{ name: dta, mountPath: /data }]")))],
  44: [rule('unwritten-volumes'), rule('unfilled-volume')],
  45: [rule('mounts')],
  46: [rule('unknown-file')],
  47: [rule('not-mountable'), doctor('sub-path-file')],
  48: [rule('hidden-directories'), check('hidden-directories', `kind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: c, image: 'nginx:1.27', ${RESOURCES}, volumeMounts: [{ name: v, mountPath: /etc/nginx }] }], volumes: [{ name: v, emptyDir: {} }] }\n`)],
  49: [rule('prepared-volumes'), doctor('read-only-config')],
  51: [rule('unproven-download')],
  53: [rule('rerun')],
  54: [rule('rerun')],
  56: [rule('volume-size'), doctor('disk-full')],
  58: [rule('projected-modes')],
  59: [rule('readable-files'), doctor('volume-permission')],
  62: [doctor('volume-permission')],
  63: [rule('fs-group')],
  64: [rule('pod-security-level'), rule('run-as-non-root'), check('run-as-non-root', pod(sh('true')), 'restricted'), doctor('pod-security')],
  65: [rule('run-as-non-root'), doctor('root-user')],
  66: [rule('missing-privileges'), check('missing-privileges', pod(init("image: 'busybox:1.36', command: [chown, -R, '1000:1000', /data], securityContext: { runAsUser: 0, capabilities: { drop: [ALL] } }")))],
  67: [rule('platform')],
  68: [rule('image-user')],
  69: [rule('read-only-files'), check('read-only-files', pod(init("image: 'busybox:1.36', command: [touch, /etc/ready], securityContext: { readOnlyRootFilesystem: true }"))), doctor('read-only')],
  71: [rule('world-writable'), check('world-writable', pod(sh('chmod -R 777 /data')))],
  72: [rule('privileged'), check('privileged', pod(init("image: 'busybox:1.36', securityContext: { privileged: true }")))],
  73: [rule('capabilities-restricted'), rule('seccomp-profile-restricted'), check('capabilities-restricted', pod(init("image: 'busybox:1.36', securityContext: { runAsNonRoot: true, runAsUser: 1 }")), 'restricted')],
  74: [rule('memory-limit'), check('memory-limit', pod("initContainers: [{ name: w, image: 'busybox:1.36' }]")), doctor('quota-unsaid')],
  75: [doctor('no-memory-init')],
  76: [rule('volume-size'), doctor('oom-init')],
  78: [rule('rerun')],
  79: [rule('deadlines')],
  80: [rule('migrations')],
  81: [doctor('crash-init')],
  82: [rule('singleton'), rule('migrations'), check('migrations', pod(sh('migrate -path /m -database "$URL" up', 'migrate/migrate:v4.18.1'), 'Deployment'))],
  83: [rule('migrations')],
  84: [rule('grace-period'), doctor('migration-dirty')],
  86: [rule('one-at-a-time')],
  87: [doctor('helm-hook-secret')],
  90: [rule('migration-job')],
  91: [rule('declarative-migration')],
  92: [rule('handle'), rule('init-order')],
  98: [doctor('sidecar-without-probe')],
  99: [rule('handle'), doctor('sidecar-without-probe')],
  100: [doctor('init-never-ends')],
  101: [rule('kubernetes-version')],
  104: [rule('init-probes'), check('init-probes', pod(init("image: 'x:1', readinessProbe: { tcpSocket: { port: 1 } }")))],
  106: [rule('init-order'), named('test/interplay/kustomize.test.ts', 'changes the version of a step, which the check finds')],
  107: [rule('init-order')],
  108: [rule('unique-container-names'), check('unique-container-names', pod(init("image: 'x:1'").replace('name: w', 'name: c')))],
  109: [rule('handle')],
  110: [rule('object-keys'), check('object-keys', `${pod(init("image: 'x:1', env: [{ name: A, valueFrom: { configMapKeyRef: { name: m, key: b } } }]"))}---\nkind: ConfigMap\nmetadata: { name: m }\ndata: { a: x }\n`), doctor('secret-key')],
  115: [rule('restart-policy'), check('restart-policy', pod('restartPolicy: Never', 'Deployment'))],
  117: [rule('duration')],
};

/** All mistakes of the collection, with what stops them; of what nothing here shows, nothing is said. */
export const MISTAKES: readonly Mistake[] = TITLES.map((title, index) => ({ number: index + 1, title, shown: SHOWN[index + 1] ?? [] }));
