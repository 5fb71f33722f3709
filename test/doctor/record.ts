/**
 * Makes each fault once on a real cluster, and keeps what kubectl then says in `recorded/`: `npx tsx test/doctor/record.ts [ID]…`, with
 * KUBECONFIG. All are made at once, each in a namespace of its own, as a user would meet it. Takes four minutes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Json, kubectl } from '../cluster/support/kubectl';
import { type Fault, FAULTS, WELL } from './faults';
import { trimmed } from './trimmed';

/** Until pauses between restarts are long enough to look at pods between them. */
const SECONDS = 150;
const KINDS = 'pods,events,services,endpointslices.discovery.k8s.io,persistentvolumeclaims,deployments,replicasets,statefulsets,daemonsets,jobs,cronjobs';
const TAINTED = {
  apiVersion: 'v1', kind: 'Node', metadata: { name: 'doctor-tainted', labels: { 'doctor-fault': 'tainted' } },
  spec: { taints: [{ key: 'doctor', value: 'only', effect: 'NoSchedule' }, { key: 'doctor', value: 'only', effect: 'NoExecute' }] },
};

const namespaceOf = ({ id }: Fault): string => `doctor-${id}`;
const apply = (objects: readonly Json[], ...args: string[]) =>
  kubectl(['create', ...args, '-f', '-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }), seconds: 120, mayFail: true });
const sleep = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

async function record(fault: Fault): Promise<void> {
  const namespace = namespaceOf(fault);
  const { items } = JSON.parse((await kubectl(['get', KINDS, '-n', namespace, '-o', 'json'])).stdout) as Json;
  const logs: Record<string, string> = {};
  for (const { kind, metadata: { name }, spec, status } of items) {
    if (kind !== 'Pod') continue;
    for (const { name: container } of [...spec.initContainers ?? [], ...spec.containers]) {
      const states = [...status.initContainerStatuses ?? [], ...status.containerStatuses ?? []].find((one: Json) => one.name === container);
      if (states === undefined || (states.restartCount === 0 && states.state.waiting)) continue;
      for (const previous of [[], ['--previous']]) {
        const { code, stdout } = await kubectl(['logs', name, '-n', namespace, '-c', container, '--tail=20', ...previous], { mayFail: true });
        if (code === 0 && stdout !== '') logs[[name, container, ...previous].join(' ')] = stdout;
      }
    }
  }
  // A line for each object: short, and still told apart in a diff.
  const lines = trimmed(items as readonly Json[]).map((item) => JSON.stringify(item)).join(',\n');
  writeFileSync(join(__dirname, 'recorded', `${fault.id}.json`), `{"at":${JSON.stringify(new Date().toISOString())},"logs":${JSON.stringify(logs)},"objects":[\n${lines}\n]}\n`);
}

async function main(ids: readonly string[]): Promise<void> {
  const faults = [...FAULTS, ...WELL].filter(({ id }) => ids.length === 0 || ids.includes(id));
  mkdirSync(join(__dirname, 'recorded'), { recursive: true });
  await apply([TAINTED, ...faults.map((fault) => ({
    apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespaceOf(fault), labels: { 'cdk8s-prelude-test': 'true', 'pod-security.kubernetes.io/enforce': fault.level ?? 'privileged' } },
  }))]);
  for (const fault of faults) {
    await kubectl(['wait', '--for=create', 'serviceaccount/default', '-n', namespaceOf(fault), '--timeout=60s'], { seconds: 70 });
    const { stderr } = await apply(fault.objects, '-n', namespaceOf(fault));
    if (/error/i.test(stderr)) console.error(`${fault.id}: ${stderr}`);
  }
  await sleep(SECONDS - 60);
  for (const fault of faults) if (fault.then) await kubectl([...fault.then, '-n', namespaceOf(fault)]);
  await sleep(60);
  for (const fault of faults) await record(fault);
  await kubectl(['delete', 'node', TAINTED.metadata.name], { mayFail: true });
  for (const fault of faults.filter(({ id }) => id === 'finalizer')) await kubectl(['patch', 'pod', 'once', '-n', namespaceOf(fault), '-p', '{"metadata":{"finalizers":null}}'], { mayFail: true });
  await kubectl(['delete', 'namespace', '--wait=false', ...faults.map(namespaceOf)], { mayFail: true, seconds: 120 });
}

void main(process.argv.slice(2));
