import TITLES from './titles.json';

/** What shows that a mistake is stopped. */
export type Shown =
  /** A rule of the library: its page has a wrong program, which is run. */
  | { readonly by: 'rule'; readonly id: string }
  /** `check` says so of plain YAML. */
  | { readonly by: 'check'; readonly rule: string; readonly yaml: string; readonly level?: 'restricted' }
  /** `doctor` says so of a pod that a cluster has. */
  | { readonly by: 'doctor'; readonly fault: string }
  /** The start-up plan, which `explain` shows too, says so: a test of its own. */
  | { readonly by: 'plan'; readonly file: string; readonly name: string }
  /** A test of its own: what the library writes does not have the mistake. */
  | { readonly by: 'test'; readonly file: string; readonly name: string };

/** One of the mistakes that people make with init containers. */
export interface Mistake {
  readonly number: number;
  readonly title: string;
  readonly shown: readonly Shown[];
  /** Why no gate can know of it; undefined where one does. */
  readonly because: string | undefined;
}

const rule = (id: string): Shown => ({ by: 'rule', id });
const doctor = (fault: string): Shown => ({ by: 'doctor', fault });
const named = (file: string, name: string): Shown => ({ by: 'test', file, name });
const plan = (file: string, name: string): Shown => ({ by: 'plan', file, name });

const RESOURCES = 'resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { memory: 32Mi } }';
const init = (fields: string) => `initContainers: [{ name: w, ${RESOURCES}, ${fields} }]`;
const sh = (script: string, image = 'busybox:1.36') => init(`image: '${image}', command: [sh, -c, ${JSON.stringify(script)}]`);
const pod = (spec: string, kind = 'Pod') => (kind === 'Pod' ? `kind: Pod\nmetadata: { name: a, labels: { app: a } }\nspec: { ${spec}, containers: [{ name: c, image: 'app:1', ${RESOURCES} }] }\n`
  : `kind: ${kind}\nmetadata: { name: a }\nspec: { replicas: 3, selector: { matchLabels: { app: a } }, template: { metadata: { labels: { app: a } }, spec: { ${spec}, containers: [{ name: c, image: 'app:1', ${RESOURCES} }] } } }\n`);
const check = (id: string, yaml: string, level?: 'restricted'): Shown => ({ by: 'check', rule: id, yaml, ...(level ? { level } : {}) });
const service = (name: string, app: string) => `---\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${app} }, ports: [{ port: 80 }] }\n`;

const HOOK = (hook: string, fields: string) => `apiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate, annotations: { helm.sh/hook: '${hook}' } }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: 'app:1', ${fields}, ${RESOURCES} }] } } }\n`;
const ONE_OBJECT = named('test/steps/wait-for-resource.test.ts', 'asks for one object by a token that one container has, and a Role that holds for this name only');

const SHOWN: Readonly<Record<number, readonly Shown[]>> = {
  1: [check('endless-loops', pod(sh('until nslookup db; do sleep 1; done'))), doctor('wait-no-service')],
  2: [named('test/scripts/wait.test.ts', 'tcp and dns, by name and by address')],
  3: [rule('unproven-readiness')],
  4: [check('endless-loops', pod(sh('until nc -z db 80; do sleep 1; done'))), doctor('wait-wrong-name')],
  5: [plan('test/plan/plan.test.ts', 'a plan says in one line what a failed step comes to, and what to type')],
  6: [rule('active-deadline'), check('active-deadline', pod('activeDeadlineSeconds: 600', 'Deployment'))],
  7: [rule('active-deadline'), doctor('pod-deadline')],
  8: [rule('self-wait'), check('self-wait', pod(sh('timeout 60 sh -c "until nc -z a 80; do sleep 1; done"')) + service('a', 'a')), doctor('wait-self')],
  9: [rule('stateful-peers')],
  10: [rule('wait-cycle'), check('wait-cycle', `${pod(sh('until nc -z b 80; do sleep 1; done'))}---\n${pod(sh('until nc -z a 80; do sleep 1; done')).replaceAll(/(name|app): a\b/g, '$1: b')}${service('a', 'a')}${service('b', 'b')}`), doctor('wait-cycle')],
  11: [plan('test/explain/start.test.ts', 'what is optional holds nobody up, and steps of the library ask what their facts say')],
  12: [rule('unproven-readiness')],
  13: [rule('database-not-ready')],
  14: [rule('database-not-ready')],
  15: [doctor('step-object-forbidden'), ONE_OBJECT],
  16: [ONE_OBJECT],
  17: [doctor('step-object-forbidden'), ONE_OBJECT],
  18: [rule('missing-token'), check('missing-token', pod(`automountServiceAccountToken: false, ${sh('kubectl wait --for=condition=complete job/import --timeout=5m', 'kubectl:1.37')}`)), ONE_OBJECT],
  19: [rule('missing-token'), check('missing-token', pod(`automountServiceAccountToken: false, ${sh('until nslookup "db.$(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace).svc.cluster.local"; do sleep 2; done')}`))],
  20: [rule('waited-objects'), check('waited-objects', `${pod(sh('kubectl wait --for=condition=complete job/import --timeout=5m', 'kubectl:1.37'))}---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: import }\nspec: { ttlSecondsAfterFinished: 60, template: { spec: { restartPolicy: Never, containers: [{ name: c, image: 'import:1' }] } } }\n`)],
  21: [doctor('step-object-missing'), named('test/scripts/wait-resource.test.ts', 'waits for what is not there yet, for a right that comes late, and for an API server that is busy or away')],
  22: [rule('service-ports'), doctor('wait-other-namespace')],
  23: [named('test/scripts/wait.test.ts', 'one line for each change of state, and a last one that lists what is missing')],
  24: [rule('image-tools'), doctor('command-missing-in-shell')],
  25: [rule('image-tools'), rule('shell-in-image'), check('shell-in-image', pod(init("image: 'busybox:1.36', command: [bash, -c, 'echo > /dev/tcp/db/5432']"))), doctor('command-missing')],
  26: [rule('shell-in-image'), check('shell-in-image', pod(sh('cp /a /b', 'gcr.io/distroless/static:1'))), doctor('command-missing')],
  27: [rule('image-tools'), doctor('command-missing-in-shell')],
  28: [rule('unverified-downloads'), check('unverified-downloads', pod(sh('wget --no-check-certificate https://example.com/x -O /v/x')))],
  29: [named('test/scripts/fetch-bad-days.test.ts', 'another attempt helps after')],
  30: [rule('hidden-failures'), check('hidden-failures', pod(sh('set +e; cp /a /b; cp /c /d')))],
  31: [rule('hidden-failures'), check('hidden-failures', pod(sh('curl -f https://example.com/x | tar -x')))],
  32: [rule('hidden-failures'), check('hidden-failures', pod(sh('make all || true')))],
  33: [named('test/scripts/seed-postgres.test.ts', 'seeds once: the second run finds the marker')],
  34: [rule('script')],
  35: [rule('plain-secrets'), check('plain-secrets', pod(init("image: 'wait4x:1', args: [postgres, 'postgres://shop:hunter2@db/shop']")))],
  36: [rule('command-words'), check('command-words', pod(init("image: 'busybox:1.36', command: ['wget -O /data/x https://example.com/x']"))), doctor('command-missing')],
  37: [rule('pinned-images'), check('pinned-images', pod(sh('true', 'busybox:latest')))],
  38: [rule('allowed-registries'), doctor('image-missing')],
  39: [rule('allowed-registries')],
  40: [named('test/standards/fields.test.ts', 'pullSecrets are those of every pod, beside its own'), doctor('image-missing')],
  41: [doctor('exec-format')],
  42: [named('test/scripts/wait.test.ts', 'SIGTERM ends it, with all that it has started, in less than two seconds')],
  43: [rule('mounts'), check('mounts', pod(init("image: 'x:1', volumeMounts: [{ name: dta, mountPath: /data }]")))],
  44: [rule('unwritten-volumes'), rule('unfilled-volume')],
  45: [rule('mounts')],
  46: [rule('unknown-file')],
  47: [rule('not-mountable'), doctor('sub-path-file')],
  48: [rule('hidden-directories'), check('hidden-directories', `kind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: c, image: 'nginx:1.27', ${RESOURCES}, volumeMounts: [{ name: v, mountPath: /etc/nginx }] }], volumes: [{ name: v, emptyDir: {} }] }\n`)],
  49: [rule('prepared-volumes'), doctor('read-only-config')],
  50: [named('test/scripts/copy-files.test.ts', 'plain files, byte for byte, with the places and modes asked for, and nothing else')],
  51: [rule('unproven-download')],
  52: [named('test/scripts/data.test.ts', 'SIGTERM ends it in under two seconds; the part stays')],
  53: [rule('rerun')],
  54: [rule('rerun')],
  56: [rule('volume-size'), doctor('disk-full')],
  57: [named('test/cluster/config-change.test.ts', 'in code rolls the pods when it is applied, and they read the new content')],
  58: [rule('projected-modes')],
  59: [rule('readable-files'), doctor('volume-permission')],
  60: [named('test/cluster/permissions.test.ts', 'chown -R takes longer')],
  61: [doctor('volume-permission')],
  62: [doctor('volume-permission')],
  63: [rule('fs-group')],
  64: [rule('pod-security-level'), rule('run-as-non-root'), check('run-as-non-root', pod(sh('true')), 'restricted'), doctor('pod-security')],
  65: [rule('run-as-non-root'), doctor('root-user')],
  66: [rule('missing-privileges'), check('missing-privileges', pod(init("image: 'busybox:1.36', command: [chown, -R, '1000:1000', /data], securityContext: { runAsUser: 0, capabilities: { drop: [ALL] } }")))],
  67: [rule('platform')],
  68: [rule('image-user')],
  69: [rule('read-only-files'), check('read-only-files', pod(init("image: 'busybox:1.36', command: [touch, /etc/ready], securityContext: { readOnlyRootFilesystem: true }"))), doctor('read-only')],
  70: [named('test/scripts/clone-ssh.test.ts', 'a user without an entry in /etc/passwd is told so')],
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
  85: [rule('grace-period'), named('test/scripts/migrate-lock.test.ts', 'the lock that a killed run of Liquibase or Knex has left is freed under it, if that is asked for')],
  86: [rule('one-at-a-time')],
  87: [rule('helm-hooks'), check('helm-hooks', `${HOOK('pre-install', 'envFrom: [{ secretRef: { name: db } }]')}---\nkind: Secret\nmetadata: { name: db }\nstringData: { url: x }\n`), doctor('helm-hook-secret')],
  88: [rule('helm-hooks'), check('helm-hooks', `${HOOK('post-install,post-upgrade', 'tty: false')}---\n${pod(sh('kubectl wait --for=condition=complete job/migrate --timeout=5m', 'kubectl:1.37'), 'Deployment')}`)],
  89: [check('helm-hooks', `${HOOK('PreSync', 'envFrom: [{ configMapRef: { name: db } }]').replace('helm.sh', 'argocd.argoproj.io')}---\nkind: ConfigMap\nmetadata: { name: db }\ndata: { url: x }\n`), named('test/cluster/migration-job.test.ts', "in the order of Argo CD's waves: the Job has ended before the Deployment is rolled out")],
  90: [rule('migration-job')],
  91: [rule('declarative-migration')],
  92: [rule('handle'), rule('init-order')],
  93: [rule('job-sidecars'), check('job-sidecars', `kind: Job\nmetadata: { name: a }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: 'app:1', ${RESOURCES} }, { name: p, image: 'envoyproxy/envoy:v1.31.0', ${RESOURCES} }] } } }\n`), plan('test/standards/mesh-notes.test.ts', 'never ends')],
  94: [plan('test/standards/mesh-notes.test.ts', 'before the proxy of the mesh')],
  95: [plan('test/standards/mesh-notes.test.ts', 'a peer that requires mutual TLS refuses them')],
  96: [rule('injected-secrets'), check('injected-secrets', pod(sh('. /vault/secrets/db && migrate up', 'app:1')).replace('labels: { app: a }', "annotations: { vault.hashicorp.com/agent-inject: 'true' }"))],
  98: [doctor('sidecar-without-probe')],
  99: [rule('handle'), doctor('sidecar-without-probe')],
  100: [doctor('init-never-ends')],
  101: [rule('kubernetes-version')],
  102: [rule('egress-policies'), check('egress-policies', `${pod(sh('timeout 60 sh -c "until nc -z db 80; do sleep 1; done"'))}---\nkind: NetworkPolicy\nmetadata: { name: deny }\nspec: { podSelector: {}, policyTypes: [Ingress, Egress] }\n`)],
  103: [named('test/scripts/wait.test.ts', 'polls at once, soon again, and then about once a second; for each target by itself')],
  104: [rule('init-probes'), check('init-probes', pod(init("image: 'x:1', readinessProbe: { tcpSocket: { port: 1 } }")))],
  106: [rule('init-order'), named('test/interplay/kustomize.test.ts', 'changes the version of a step, which the check finds')],
  107: [rule('init-order')],
  108: [rule('unique-container-names'), check('unique-container-names', pod(init("image: 'x:1'").replace('name: w', 'name: c')))],
  109: [rule('handle')],
  110: [rule('object-keys'), check('object-keys', `${pod(init("image: 'x:1', env: [{ name: A, valueFrom: { configMapKeyRef: { name: m, key: b } } }]"))}---\nkind: ConfigMap\nmetadata: { name: m }\ndata: { a: x }\n`), doctor('secret-key')],
  112: [named('test/workload/adopt.test.ts', 'are mounted where they run after the steps')],
  113: [named('test/workload/adopt-objects.test.ts', 'the objects of a Helm chart, as helm has rendered them')],
  114: [named('test/steps/fetch-data.test.ts', 'what the user says of resources is put over it, field by field')],
  115: [rule('restart-policy'), check('restart-policy', pod('restartPolicy: Never', 'Deployment'))],
  116: [named('test/cluster/prerequisites.test.ts', 'all at once: one container, until the last of them is there, without what is optional')],
  117: [rule('duration')],
  118: [rule('mounted-kubeconfig'), check('mounted-kubeconfig', pod(`${init("image: 'kubectl:1.37', command: [kubectl, get, pods], volumeMounts: [{ name: k, mountPath: /root/.kube }]")}, volumes: [{ name: k, secret: { secretName: admin } }]`)), ONE_OBJECT],
};

/** What no gate can know, and why. */
const BECAUSE: Readonly<Record<number, string>> = {
  55: 'the kubelet decides it when a sandbox is lost: steps check what they need themselves, and are safe to run again',
  77: 'a fault of old kubelets, mended in Kubernetes: no manifest shows it',
  97: 'the order of two injectors is set where they are installed, and no manifest before admission shows it',
  105: 'it is a rule of another tool: tell it to leave init containers out',
  111: 'the compose file is not among the manifests',
};

/** All mistakes of the collection, with what stops them, or why nothing can. */
export const MISTAKES: readonly Mistake[] = TITLES.map((title, index) => ({
  number: index + 1, title, shown: SHOWN[index + 1] ?? [], because: BECAUSE[index + 1],
}));
