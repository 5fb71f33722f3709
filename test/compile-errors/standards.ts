/* What a standard of the company asks, and what it is told. */
import { App, Chart, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  claim, defineStandard, type Deployment, type DeploymentProps, type PodSecurity, postgres, type Ready, secretKey, type Standard, suppressRule,
  ownLock, WaitForService, type Workload,
} from 'cdk8s-prelude';
import type { Rule } from 'cdk8s-prelude/rules';
import { type Construct } from 'constructs';
import { fine, late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('standard field that is none', () => {
  const registries = ['registry.acme.example'] as const;
  defineStandard({
    name: 'Acme',
    // @compiler 'registry'
    // @on registry
    // @runtime -
    // @right registries,
    registry: registries,
  });
});

mistake('standard image from elsewhere', () => {
  const acme = defineStandard({ name: 'Acme 2026', registries: ['registry.acme.example', 'ghcr.io/acme'] });
  const { web } = stage();
  web.addContainer('app', {
    // @error standard "Acme 2026" does not allow image "docker.io/nginx:1.27": use one from registry.acme.example or ghcr.io/acme
    // @on 'docker.io/nginx:1.27'
    // @right image: acme.image('ghcr.io/acme/nginx:1.27', { user: 101 }),
    image: acme.image('docker.io/nginx:1.27', { user: 101 }),
  });
});

mistake('standard image of no registry', () => {
  const acme = defineStandard({ name: 'Acme 2026', registries: ['registry.acme.example'], registryMap: { 'quay.io': 'registry.acme.example/quay' } });
  const { web } = stage();
  web.addContainer('app', {
    // @error standard "Acme 2026" does not allow image "nginx:1.27": use one from registry.acme.example
    // @on 'nginx:1.27'
    // @right image: acme.image('quay.io/nginx:1.27', { user: 101 }),
    image: acme.image('nginx:1.27', { user: 101 }),
  });
});

mistake('standard image without digest', () => {
  const acme = defineStandard({ name: 'Acme', digests: true });
  const { web } = stage();
  web.addContainer('app', {
    // @error standard "Acme" requires image digests, but "ghcr.io/acme/shop:1.4.2" has none: add @sha256:…
    // @on 'ghcr.io/acme/shop:1.4.2'
    // @right image: acme.image('ghcr.io/acme/shop:1.4.2@sha256:9b1a1a1c9b1a1a1c9b1a1a1c9b1a1a1c9b1a1a1c9b1a1a1c9b1a1a1c9b1a1a1c', { user: 101 }),
    image: acme.image('ghcr.io/acme/shop:1.4.2', { user: 101 }),
  });
});

mistake('standard image without tag', () => {
  const acme = defineStandard({ name: 'Acme', registries: ['registry.acme.example'] });

  // @error image "registry.acme.example/shop" has no tag: pin a version or a digest
  // @on 'registry.acme.example/shop'
  // @right acme.image('registry.acme.example/shop:1', { user: 101 });
  acme.image('registry.acme.example/shop', { user: 101 });
});

mistake('standard level of adopted too weak', () => {
  const acme = defineStandard({ name: 'Acme', podSecurity: 'baseline' });
  const chart = new Chart(new App(), 'shop');
  acme.setOn(chart);

  // @error standard "Acme" does not allow podSecurity: 'privileged': its weakest level is 'baseline'
  // @on podSecurity
  // @runtime standard "Acme" (set on shop) does not allow podSecurity: 'privileged': its weakest level is 'baseline'
  // @right acme.adopt(new kplus.Deployment(chart, 'agent'), 'agent', { podSecurity: 'baseline' });
  acme.adopt(new kplus.Deployment(chart, 'agent'), 'agent', { podSecurity: 'privileged' });
});

mistake('standard level of job too weak', () => {
  const acme = defineStandard({ name: 'Acme', podSecurity: 'restricted' });
  const chart = new Chart(new App(), 'shop');
  acme.setOn(chart);

  // @error standard "Acme" does not allow podSecurity: 'baseline': its weakest level is 'restricted'
  // @on podSecurity
  // @runtime standard "Acme" (set on shop) does not allow podSecurity: 'baseline': its weakest level is 'restricted'
  // @right new acme.CronJob(chart, 'report', { schedule: Cron.daily(), podSecurity: 'restricted' });
  new acme.CronJob(chart, 'report', { schedule: Cron.daily(), podSecurity: 'baseline' });
});

mistake('standard level of two', () => {
  const acme = defineStandard({ name: 'Acme', podSecurity: 'baseline' });
  const chart = new Chart(new App(), 'shop');
  acme.setOn(chart);
  // @right const levelOf = (old: boolean) => (old ? 'restricted' : 'baseline');
  const levelOf = (old: boolean) => (old ? 'privileged' : 'baseline');

  // @error standard "Acme" does not allow podSecurity: 'privileged': its weakest level is 'baseline'
  // @on podSecurity
  // @runtime standard "Acme" (set on shop) does not allow podSecurity: 'privileged': its weakest level is 'baseline'
  // @right new acme.Deployment(chart, 'agent', { podSecurity: levelOf(false) });
  new acme.Deployment(chart, 'agent', { podSecurity: levelOf(true) });
});

mistake('standard level too weak', () => {
  const acme = defineStandard({ name: 'Acme', podSecurity: 'baseline' });
  const chart = new Chart(new App(), 'shop');
  acme.setOn(chart);

  // @error standard "Acme" does not allow podSecurity: 'privileged': its weakest level is 'baseline'
  // @on podSecurity
  // @runtime standard "Acme" (set on shop) does not allow podSecurity: 'privileged': its weakest level is 'baseline'
  // @right new acme.Deployment(chart, 'agent', { podSecurity: 'baseline' });
  new acme.Deployment(chart, 'agent', { podSecurity: 'privileged' });
});

mistake('standard mesh by another name', () => {
  // @compiler is not assignable to type 'Mesh
  // @on mesh
  // @runtime mesh must be 'istio-native', 'istio-init'
  // @right defineStandard({ name: 'Acme', mesh: 'istio-native' });
  defineStandard({ name: 'Acme', mesh: 'Istio' });
});

mistake('standard step forbidden', () => {
  const acme = defineStandard({ name: 'Acme', forbiddenSteps: { FixPermissions: 'ask #storage for a volume of your group' } });
  const chart = new Chart(new App(), 'shop');
  acme.setOn(chart);

  const files = new acme.Deployment(chart, 'files', { podSecurity: 'baseline' });
  const volume = claim(files, 'data', 'files-data');
  // @error standard "Acme" forbids FixPermissions: ask #storage for a volume of your group
  // @on files,
  // @runtime standard "Acme" (set on shop) forbids FixPermissions: ask #storage for a volume of your group
  // @right new acme.VerifyPermissions(files, 'own', { volume, user: 999 });
  new acme.FixPermissions(files, 'own', { volume, owner: 999 });
});

late('standard image', () => {
  const acme = defineStandard({ name: 'Acme', registries: ['registry.acme.example'] });
  const registry: string = ['docker', 'io'].join('.');
  // @runtime standard "Acme" does not allow image "docker.io/nginx:1.27": use one from registry.acme.example
  acme.image(`${registry}/nginx:1.27`, { user: 101 });
});

late('standard level', () => {
  const acme = defineStandard({ name: 'Acme', podSecurity: 'restricted' });
  const chart = new Chart(new App(), 'shop');
  acme.setOn(chart);
  const podSecurity = ['base', 'line'].join('') as PodSecurity;
  // @runtime standard "Acme" (set on shop) does not allow podSecurity: 'baseline': its weakest level is 'restricted'
  new acme.DaemonSet(chart, 'agent', { podSecurity });
});

fine('standard', () => {
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
    oneAtATime: ownLock('the tool takes a lock'),
  });
  const migrated = schema.migrated;

  const web: Deployment<'web'> = new acme.Deployment(chart, 'web', { podSecurity: 'restricted' });
  const db = new acme.StatefulSet(chart, 'db', { ports: [5432], podSecurity: 'baseline' });
  db.claimTemplate('data', { size: Size.gibibytes(1) });
  new acme.Job(chart, 'job', { podReplacementPolicy: 'Failed' });
  new acme.CronJob(chart, 'report', { schedule: Cron.daily() });
  new acme.DaemonSet(chart, 'agent');
  new acme.Pod(chart, 'shell');

  const anyWorkload = (workload: Workload) => suppressRule(workload, 'pinned-images', 'as an example');
  suppressRule(web, 'pinned-images', 'as an example');

  const open = defineStandard({ name: 'Open', registryMap: { '*': 'mirror.acme.example' } });
  open.image('quay.io/anything:1', { user: 1 });

  /** Takes any standard; which steps it forbids is not known here, so the library's own are built, and checked by it. */
  function addShop(standard: Standard, scope: Construct): void {
    standard.setOn(scope);
    new WaitForService(new standard.Deployment(scope, 'any'), 'wait', { until: postgres({ host: 'db' }) });
  }
  const strict = defineStandard({ name: 'Strict', forbiddenSteps: { FixPermissions: 'ask #storage', RunPrivileged: false }, digests: true });
  addShop(strict, new Chart(chart, 'strict'));
  addShop(acme, new Chart(chart, 'part'));
  const held: Standard = strict;
  const heldName: string = held.name;

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
});

mistake('a suppression of no rule', () => {
  const { web } = stage();
  // @compiler Argument of type '"memory-limits"' is not assignable to parameter of type 'RuleReference'
  // @runtime there is no rule "memory-limits" to suppress
  // @on 'memory-limits'
  // @right suppressRule(web, 'memory-limit', 'the JVM sizes its heap by the node');
  suppressRule(web, 'memory-limits', 'the JVM sizes its heap by the node');
});
