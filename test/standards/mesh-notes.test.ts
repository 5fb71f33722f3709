import { Cron } from 'cdk8s';
import { CronJob, DaemonSet, defineStandard, Deployment, image, Job, type Mesh, postgres, WaitForService, type Workload } from '../../src';
import { newChart } from '../support/kubernetes';

/* One table of consequences: each way of a mesh, each kind of workload, with and without steps. */

const app = image('registry.example.com/shop:1.4.2', { user: 1000 });
const metadata = { name: 'x' };
const KINDS: Readonly<Record<string, (chart: ReturnType<typeof newChart>) => Workload>> = {
  Deployment: (chart) => new Deployment(chart, 'x', { metadata }),
  DaemonSet: (chart) => new DaemonSet(chart, 'x', { metadata }),
  Job: (chart) => new Job(chart, 'x', { metadata }),
  CronJob: (chart) => new CronJob(chart, 'x', { metadata, schedule: Cron.daily() }),
};
const MESHES: readonly Mesh[] = ['istio-native', 'istio-init', 'istio-cni', 'linkerd-native', 'linkerd-init', 'linkerd-cni'];

const notes = (mesh: Mesh, kind: string, withStep: boolean) => {
  const chart = newChart();
  defineStandard({ name: 'Corp', mesh }).setOn(chart);
  const workload = KINDS[kind]!(chart);
  if (withStep) new WaitForService(workload, 'wait', { until: postgres({ host: 'db' }) });
  workload.addContainer('app', { image: app });
  return workload.startUpPlan.notes.join('\n');
};

describe.each(MESHES)('%s', (mesh) => {
  test.each(Object.keys(KINDS))('%s', (kind) => {
    const native = mesh.endsWith('native');
    const ends = kind === 'Job' || kind === 'CronJob';
    const withStep = notes(mesh, kind, true);
    expect(/a peer that requires mutual TLS refuses them/.test(withStep)).toBe(!native);
    expect(/before the proxy of the mesh/.test(withStep)).toBe(mesh.endsWith('init'));
    expect(/the user of the mesh's proxy/.test(withStep)).toBe(mesh.endsWith('cni'));
    expect(withStep.includes(`this ${kind} never ends`)).toBe(ends && !native);
    const without = notes(mesh, kind, false);
    expect(without).not.toMatch(/a peer that insists/);
    expect(without.includes(`this ${kind} never ends`)).toBe(ends && !native);
  });
});
