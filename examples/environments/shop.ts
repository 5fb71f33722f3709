import { Chart, Duration, Size } from 'cdk8s';
import { Probe, ServiceAccount } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { databaseLock, Deployment, image, MigrationJob, otherTool, postgres, scratch, secretKey, WaitForService, WriteFiles } from 'cdk8s-prelude';
import type { Environment } from './environments';

/** The shop, the same in every environment but for what {@link Environment} says. */
export class Shop extends Chart {
  constructor(scope: Construct, id: string, { namespace, version, schema, replicas, resources, databaseHost, settings }: Environment) {
    super(scope, id, { namespace, disableResourceNameHashes: true });
    const password = secretKey('shop-database', 'password');
    const shop = image(`registry.example.com/shop:${version}`, { user: 10001, group: 10001 });

    // A Job of its own for each migration: what has run does not run again, and the Deployment's pods need no rights to migrate.
    const migration = new MigrationJob(this, 'migrate', {
      database: postgres({ host: databaseHost }),
      image: shop,
      command: ['/app/migrate'],
      env: { DB_PASSWORD: password },
      tool: otherTool({
        name: 'shop-migrate', afterKill: 'clean', repair: 'run it again', versions: { rows: 'one', table: 'schema_version', version: 'version' },
      }),
      version: { version: schema },
      oneAtATime: databaseLock({ databaseName: 'shop', login: 'shop', password }),
      ttlAfterFinished: 'never', // Argo CD prunes it with the next migration
    });

    const web = new Deployment(this, 'web', { replicas, serviceAccount: new ServiceAccount(this, 'web-account') });
    new WaitForService(web, 'schema', {
      until: migration.done({ databaseName: 'shop', login: 'shop_reader', password: secretKey('shop-database-reader', 'password') }),
      timeout: Duration.minutes(5),
    });
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
