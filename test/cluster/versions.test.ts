import { VERSIONED_FIELDS, type VersionedField } from '../../src/manifest/versioned-fields';
import { effectiveRequest } from '../../src/manifest/effective-request';
import { check } from '../../src/rules';
import { asFinished } from '../rules/pods';
import { kubectl, type Json } from './support/kubectl';
import { describeIn, type Namespace } from './support/namespace';

/* The table of fields by version, row by row, on the API server: what it keeps, drops and refuses. Nothing is made. */

const exitCodes = { operator: 'In', values: [42] };
const ITEM = { key: 'a', path: 'a' };
const LABELS = { path: 'a', fieldRef: { fieldPath: 'metadata.labels' } };

/** What stands at the end of a path, by the end of that path; a function is given what is there already. */
const VALUES: ReadonlyArray<readonly [end: string, value: unknown]> = [
  ['restartPolicyRules.*.action', 'RestartAllContainers'], ['restartPolicyRules', [{ action: 'Restart', exitCodes }]],
  ['fileKeyRef', { volumeName: 'v', path: 'env', key: 'A' }], ['resizePolicy', [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]],
  ['recursiveReadOnly', 'IfPossible'], ['bindMountOptions', ['noexec']], ['appArmorProfile', { type: 'RuntimeDefault' }], ['sleep', { seconds: 1 }],
  ['stopSignal', 'SIGUSR1'], ['grpc.mode', 'TLS'], ['httpGet.protocol', 'H2C'], ['hostUsers', false], ['spec.resources', { requests: { cpu: '100m' } }],
  ['hostnameOverride', 'web'], ['schedulingGroup', { podGroupName: 'gang' }], ['supplementalGroupsPolicy', 'Strict'], ['seLinuxChangePolicy', 'Recursive'],
  ['image', { reference: 'registry.example.com/a:1' }], ['emptyDir.mode', 0o700], ['gitRepo', { repository: 'https://git.example.com/a.git' }],
  ['podCertificate', { signerName: 'example.com/a', keyType: 'ED25519', credentialBundlePath: 'a' }], ['clusterTrustBundle', { name: 'a', path: 'a' }],
  ['defaultUser', 1000], ['user', 1000], ['podReplacementPolicy', 'Failed'], ['backoffLimitPerIndex', 1],
  ['successPolicy', { rules: [{ succeededCount: 1 }] }], ['managedBy', 'example.com/a'], ['maxUnavailable', 2], ['resources', { requests: { cpu: '100m' } }],
];

/** What has to stand beside a field, so that validation takes it, by a part of the path. */
const BESIDE: ReadonlyArray<readonly [part: string, path: string, value: unknown]> = [
  ['restartPolicyRules', '^.restartPolicy', 'Never'],
  ['restartPolicyRules.*.action', '^.restartPolicyRules.0.exitCodes', exitCodes],
  ['fileKeyRef', '^.env.0.name', 'A'],
  ['recursiveReadOnly', '^.volumeMounts.0', { name: 'v', mountPath: '/v', readOnly: true }],
  ['bindMountOptions', '^.volumeMounts.0', { name: 'v', mountPath: '/v' }],
  ['procMount', 'hostUsers', false],
  ['stopSignal', 'os', { name: 'linux' }],
  ['grpc.mode', '^.PROBE.grpc.port', 80], ['httpGet.protocol', '^.PROBE.httpGet.port', 80],
  ['initContainers.*.lifecycle', '^.restartPolicy', 'Always'], ['initContainers.*.livenessProbe', '^.restartPolicy', 'Always'],
  ['initContainers.*.readinessProbe', '^.restartPolicy', 'Always'], ['initContainers.*.startupProbe', '^.restartPolicy', 'Always'],
  ['volumes.*.configMap', 'volumes.0.configMap', { name: 'a', items: [ITEM] }], ['volumes.*.secret', 'volumes.0.secret', { secretName: 'a', items: [ITEM] }],
  ['volumes.*.downwardAPI', 'volumes.0.downwardAPI', { items: [LABELS] }], ['volumes.*.projected.defaultUser', 'volumes.0.projected', { sources: [] }],
  ['sources.*.configMap', 'volumes.0.projected.sources.0.configMap', { name: 'a', items: [ITEM] }],
  ['sources.*.secret', 'volumes.0.projected.sources.0.secret', { name: 'a', items: [ITEM] }],
  ['sources.*.downwardAPI', 'volumes.0.projected.sources.0.downwardAPI', { items: [LABELS] }],
  ['sources.*.serviceAccountToken', 'volumes.0.projected.sources.0.serviceAccountToken', { path: 'token' }],
  ['clusterTrustBundle.user', 'volumes.0.projected.sources.0.clusterTrustBundle', { name: 'a', path: 'a' }],
  ['podCertificate.user', 'volumes.0.projected.sources.0.podCertificate', { signerName: 'example.com/a', keyType: 'ED25519', credentialBundlePath: 'a' }],
  ['backoffLimitPerIndex', 'completionMode', 'Indexed'], ['backoffLimitPerIndex', 'completions', 1],
  ['successPolicy', 'completionMode', 'Indexed'], ['successPolicy', 'completions', 1],
];

function put(into: Json, path: readonly string[], value: unknown): void {
  const [step = '', ...rest] = path;
  if (rest.length === 0) { into[step] = typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...into[step], ...value } : value; return; }
  into[step] ??= /^(\*|0)$/.test(rest[0] ?? '') ? [] : {};
  put(into[step], rest, value);
}
const steps = (path: string) => path.split('.').map((step) => (step === '*' ? '0' : step));
const at = (of: Json, path: readonly string[]): unknown => path.reduce((value: Json, step) => value?.[step], of);

const template = (): Json => ({ containers: [{ name: 'app', image: 'a:1' }], initContainers: [{ name: 'step', image: 'a:1' }], volumes: [{ name: 'v' }] });

/** The smallest object with the field of a row, and where it stands. */
function objectOf({ field, kind, of, values }: VersionedField): { readonly object: Json; readonly path: readonly string[] } {
  const spec = template();
  const object: Json = kind === undefined ? { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec } : workload(kind, spec);
  const root = of === 'pod' ? 'spec.' : '';
  const job = kind === 'CronJob' ? 'spec.jobTemplate.spec.' : 'spec.';
  const container = /^(initContainers|containers)\.\*/.exec(field)?.[0];
  const probe = /\.(\w+Probe)\./.exec(field)?.[1] ?? '';
  for (const [part, path, value] of BESIDE) {
    if (!`${field}.`.includes(`${part}.`)) continue;
    const full = path.startsWith('^') ? `${root}${container}${path.slice(1).replace('PROBE', probe)}` : `${kind === undefined ? root : job}${path}`;
    put(object, steps(full), structuredClone(value));
  }
  const value = values?.[0] ?? VALUES.find(([end]) => `.${field}`.endsWith(`.${end}`))?.[1] ?? 'Never';
  const path = steps(`${root}${field}`);
  put(object, path, structuredClone(value));
  return { object, path };
}

function workload(kind: string, spec: Json): Json {
  const metadata = { name: 'a' };
  const isJob = kind === 'Job' || kind === 'CronJob';
  const labels = isJob ? {} : { selector: { matchLabels: { app: 'a' } }, serviceName: 'a' };
  const inner = { template: { metadata: { labels: { app: 'a' } }, spec: { ...spec, ...(isJob ? { restartPolicy: 'Never' } : {}) } }, ...labels };
  if (kind === 'CronJob') return { apiVersion: 'batch/v1', kind, metadata, spec: { schedule: '* * * * *', jobTemplate: { spec: inner } } };
  return { apiVersion: isJob ? 'batch/v1' : 'apps/v1', kind, metadata, spec: inner };
}

interface Tried { readonly kept?: Json; readonly refused?: string }

/** Tries all objects at once, without making one; by their names. */
async function tryAll(namespace: Namespace, objects: readonly Json[]): Promise<readonly Tried[]> {
  const items = objects.map((object, index) => ({ ...object, metadata: { name: `row-${index}` } }));
  const { stdout, stderr } = await namespace.kubectl(['create', '--dry-run=server', '--validate=ignore', '-o', 'json', '-f', '-'], {
    input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), mayFail: true, seconds: 240,
  });
  const kept = new Map(stdout.split(/(?<=^\})\n/m).filter((text) => text.trim() !== '').map((text) => JSON.parse(text)).map((one) => [one.metadata.name, one]));
  return items.map(({ metadata: { name } }) => {
    const one = kept.get(name);
    if (one) return { kept: one };
    const refused = stderr.split('\n').filter((line) => line.includes(`"${name}"`)).join('\n');
    if (refused === '') throw new Error(`the cluster said nothing of ${name}: ${stderr.slice(0, 2000)}`);
    return { refused };
  });
}

describeIn('fields by version', 'privileged', 'versions', (namespace) => {
  const rows = VERSIONED_FIELDS.map((row) => ({ row, ...objectOf(row) }));
  let all: readonly Tried[] = [];
  let minor = 0;
  beforeAll(async () => {
    minor = Number.parseInt(JSON.parse((await kubectl(['version', '-o', 'json'])).stdout).serverVersion.minor, 10);
    all = await tryAll(namespace, rows.map(({ object }) => object));
  });

  test.each(rows.map(({ row }, index) => [`${row.kind ?? row.of} ${row.field}${row.values ? ` ${row.values[0]}` : ''}`, index] as const))('%s', (_title, index) => {
    const { object, path, row } = rows[index]!;
    const { kept, refused } = all[index]!;
    const given = at(object, path);
    const honoured = row.gone !== undefined || (row.since ?? Infinity) <= minor;
    if (honoured) expect({ refused, value: at(kept, path) }).toMatchObject({ refused: undefined, value: given });
    else if (row.refused) expect(refused).toMatch(/Unsupported value|Invalid value/);
    else expect({ refused, value: at(kept, path) }).toEqual({ refused: undefined, value: undefined });
  });

  test('amounts of the pod itself: what the rule refuses, the API server refuses, and the rest it takes', async () => {
    const pod = (resources: object, own: object = { requests: { memory: '16Mi' }, limits: { memory: '32Mi' } }): Json => ({
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { resources, containers: [{ name: 'app', image: 'a:1', resources: own }] },
    });
    const pods = [
      pod({ requests: { memory: '10Mi' } }), pod({ requests: { cpu: '2' }, limits: { cpu: '1' } }), pod({ requests: { 'ephemeral-storage': '1Gi' } }),
      pod({ limits: { cpu: '-1' } }), pod({ limits: { memory: '20Mi' }, requests: { memory: '20Mi' } }), pod({ requests: { memory: '16Mi' } }),
      pod({ limits: { memory: '1Gi' } }), pod({ requests: { cpu: '1' } }, {}),
      // With a limit alone, Kubernetes fills in the request, and the plan counts the same.
      pod({ limits: { cpu: '4' } }, {}), pod({ limits: { cpu: '4' } }, { requests: { cpu: '300m' } }),
    ];
    const answers = await tryAll(namespace, pods);
    const ours = pods.map((one) => check(asFinished(one, 'privileged')).some(({ rule }) => rule === 'pod-resources'));
    expect(ours).toEqual(answers.map(({ refused }) => refused !== undefined));
    expect(answers.slice(-2).map(({ kept }) => kept?.spec.resources.requests?.cpu ?? kept?.spec.containers[0].resources.requests.cpu)).toEqual(['4', '300m']);
    expect(pods.slice(-2).map(({ spec }) => effectiveRequest(spec).cpuMillicores)).toEqual([4000, 300]);
  });
});
