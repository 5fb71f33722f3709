import { Chart, Duration, Size } from 'cdk8s';
import { Probe } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Deployment, image, Job, postgres, RunMigration, scratch, secretKey, WaitForService, WriteFiles } from 'cdk8s-prelude';
import type { Environment } from './environments';

/** The shop, the same in every environment but for what {@link Environment} says. */
export class Shop extends Chart {
  constructor(scope: Construct, id: string, { namespace, version, replicas, resources, databaseHost, settings }: Environment) {
    super(scope, id, { namespace, disableResourceNameHashes: true });
    const password = secretKey('shop-database', 'password');
    const shop = image(`registry.example.com/shop:${version}`, { user: 10001, group: 10001 });
    const until = postgres({ host: databaseHost });

    // A Job of its own for each version: what has run does not run again, and the Deployment's pods need no rights to migrate.
    const job = new Job(this, `migrate-${version.replaceAll('.', '-')}`, { podReplacementPolicy: 'Failed' });
    const db = new WaitForService(job, 'wait-for-db', { until, timeout: Duration.minutes(2) });
    new RunMigration(job, 'migrate', { database: db.ready, image: shop, command: ['/app/migrate'], env: { DB_PASSWORD: password } });
    job.addContainer('done', { image: shop, command: ['/app/version'] });

    const web = new Deployment(this, 'web', { replicas });
    new WaitForService(web, 'wait-for-db', { until, timeout: Duration.minutes(5) });
    const config = new WriteFiles(web, 'write-config', { files: { 'shop.json': `${JSON.stringify(settings, undefined, 2)}\n` } });
    web.addContainer('app', {
      image: shop,
      resources,
      ports: [8080],
      env: { DB_HOST: databaseHost, DB_PASSWORD: password },
      mounts: { '/etc/shop': config.files, '/tmp': scratch(Size.mebibytes(16)) },
      readiness: Probe.fromHttpGet('/healthz', { port: 8080 }),
    });
    web.resource.exposeViaService({ name: 'shop', ports: [{ port: 80, targetPort: 8080 }] });
  }
}
