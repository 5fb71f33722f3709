import { App, Chart, Cron, Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  defineStandard, type Deployment, type DeploymentProps, suppressRule, postgres, type Ready, type Rule, secretKey, type Standard, toolLocks, WaitForService,
  type Workload,
} from 'cdk8s-prelude';

const quiet: Rule = { id: 'quiet', title: 'Nothing', why: 'To see it compile.', see: 'https://wiki.acme.example/quiet', check: () => undefined };
const registries = ['registry.acme.example'] as const;
const acme = defineStandard({
  name: 'Acme 2026', registries, registryMap: { 'docker.io': 'registry.acme.example/docker' }, podSecurity: 'baseline', rules: [quiet],
  deadlines: { steps: Duration.minutes(3) }, kubernetesVersion: '1.31', naming: { pattern: /^[a-z-]+$/, because: 'so it is' },
});
const chart = new Chart(new App(), 'shop');
acme.setOn(chart);

/** A company's workload. */
class AcmeWebService<Id extends string> extends acme.Deployment<Id, 'restricted'> {
  readonly database: Ready<Id, 'postgres'>;

  constructor(scope: Construct, id: Id, props: Pick<DeploymentProps, 'replicas'> & { readonly tag: string }) {
    super(scope, id, { replicas: props.replicas });
    const db = new acme.WaitForService(this, 'wait-for-db', { until: postgres({ host: 'db' }) });
    this.database = db.ready;
    this.addContainer('app', { image: acme.image(`registry.acme.example/${String(id)}:${props.tag}`, { user: 1000 }) });
  }
}

const shop = new AcmeWebService(chart, 'shop', { tag: '1.4.2', replicas: 3 });
const schema = new acme.RunMigration(shop, 'migrate', {
  database: shop.database,
  image: acme.image('migrate/migrate:v4.18.1', { user: 1000 }),
  command: ['migrate', 'up'],
  env: { DB_PASSWORD: secretKey('db', 'password') },
  oneAtATime: toolLocks('golang-migrate'),
});
export const migrated = schema.migrated;

const web: Deployment<'web'> = new acme.Deployment(chart, 'web', { podSecurity: 'restricted' });
const db = new acme.StatefulSet(chart, 'db', { ports: [5432], podSecurity: 'baseline' });
db.claimTemplate('data', { size: Size.gibibytes(1) });
new acme.Job(chart, 'job', { podReplacementPolicy: 'Failed' });
new acme.CronJob(chart, 'report', { schedule: Cron.daily() });
new acme.DaemonSet(chart, 'agent');
new acme.Pod(chart, 'shell');

export const anyWorkload = (workload: Workload) => suppressRule(workload, 'pinned-images', 'as an example');
suppressRule(web, 'pinned-images', 'as an example');

const open = defineStandard({ name: 'Open', registryMap: { '*': 'mirror.acme.example' } });
open.image('quay.io/anything:1', { user: 1 });

/** Takes any standard; which steps it forbids is not known here, so the library's own are built, and checked by it. */
export function addShop(standard: Standard, scope: Construct): void {
  standard.setOn(scope);
  new WaitForService(new standard.Deployment(scope, 'any'), 'wait', { until: postgres({ host: 'db' }) });
}
const strict = defineStandard({ name: 'Strict', forbiddenSteps: { FixPermissions: 'ask #storage', RunPrivileged: false }, digests: true });
addShop(strict, new Chart(chart, 'strict'));
addShop(acme, new Chart(chart, 'part'));
const held: Standard = strict;
export const heldName: string = held.name;

const free = defineStandard({
  name: 'Free', registries: 'any', mesh: 'none', forbiddenSteps: { RunPrivileged: false }, suppressible: ['image-digests', 'pinned-images'],
});
const lab = new Chart(new Chart(chart, 'lab'), 'free');
free.setOn(lab);
free.image('quay.io/anything:1', { user: 1 });
new free.RunPrivileged(new free.Deployment(lab, 'host', { podSecurity: 'baseline' }), 'look', {
  purpose: 'looks', level: 'baseline', because: 'only root sees it', command: ['ls', '/root'], rerun: 'idempotent',
});
const wait = new free.WaitForService(new free.Deployment(lab, 'web'), 'wait', { until: postgres({ host: 'db' }) });
suppressRule(wait, 'pinned-images', 'as an example');
const app = new free.Deployment(lab, 'app');
suppressRule(app.addContainer('app', { image: free.image('quay.io/anything:1', { user: 1 }) }), 'pinned-images', 'as an example');
