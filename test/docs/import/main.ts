import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { Cpu, Probe } from 'cdk8s-plus-28';
import {
  configMapFiles, CopyFiles, Deployment, emptyDirectory, image, postgres, RunMigration, suppressRule, unsafe, WaitForService, writable,
} from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'shop', { disableResourceNameHashes: true });

const shop = new Deployment(chart, 'shop', {
  metadata: { name: 'shop', labels: { app: 'shop' } },
  podMetadata: { labels: { app: 'shop' } },
  select: { app: 'shop' },
  replicas: 3,
  rollOnConfigChange: false,
  podSecurity: 'baseline',
  podSecurityBecause: 'imported from a manifest that does not meet a stricter level',
  automountServiceAccountToken: true,
});
const config = emptyDirectory(shop, 'config', Size.mebibytes(16));

// It waits until the database takes logins, and not only for its port: the migration needs that.
const waitForDb = new WaitForService(shop, 'wait-for-db', { until: postgres({ host: 'shop-db' }) });

// TODO: keep migrations to one at a time: databaseLock(…), leaseLock(…), ownLock(…) where the tool itself locks, or a
// MigrationJob
const migrate = new RunMigration(shop, 'migrate', {
  database: waitForDb.ready,
  image: image('flyway/flyway:10.15', { user: 101, group: 101 }),
  command: ['flyway', 'migrate'],
  env: { FLYWAY_URL: 'jdbc:postgresql://shop-db:5432/shop' },
  oneAtATime: unsafe('imported: nothing in the manifest keeps two pods from migrating at the same time'),
});

const copyConfig = new CopyFiles(shop, 'copy-config', { from: configMapFiles('shop'), files: ['shop.conf'], user: 1000, into: config });

shop.addContainer('shop', {
  image: image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 }),
  ports: [{ number: 8080, name: 'http' }],
  readiness: Probe.fromHttpGet('/healthz', { port: 8080, periodSeconds: Duration.seconds(5) }),
  resources: { cpu: { request: Cpu.millis(100) }, memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) } },
  mounts: { '/etc/shop': writable(copyConfig.files) },
  readOnlyRootFilesystem: false,
});

// TODO: initContainers[migrate].securityContext: step "migrate" has a different security context than in the code, so its handles
// prove nothing: remove the patch that changes it, set it in the properties of the step, or write your own step.
suppressRule(migrate, 'step-programs', 'imported as it was');

// What the code above does not say, or says otherwise: with it the pod is that of the manifest. Take away what you do not need.
ApiObject.of(shop.resource).addJsonPatch(
  JsonPatch.remove('/spec/template/spec/securityContext'),
  JsonPatch.replace('/spec/template/spec/containers/0/readinessProbe/httpGet/port', 'http'),
  JsonPatch.replace('/spec/template/spec/containers/0/securityContext', { runAsUser: 1000, runAsGroup: 1000 }),
  JsonPatch.replace('/spec/template/spec/initContainers/1/resources', {
    requests: { cpu: '100m', memory: '256Mi' },
    limits: { memory: '512Mi' },
  }),
  JsonPatch.replace('/spec/template/spec/initContainers/1/securityContext', { runAsUser: 101, runAsGroup: 101 }),
);

app.synth();
