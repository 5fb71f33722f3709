import type { Chart } from 'cdk8s';
import { Duration, Size } from 'cdk8s';
import {
  Deployment, FetchConfig, http, https, image, postgres, redis, RunMigration, scratch, secretKey, ownLock, WaitForService,
} from 'cdk8s-prelude';

/** One Deployment with four steps, as a user of the library writes it. */
export function deployment(chart: Chart, id: string): void {
  // What is between these two lines is also type-checked, once for each Deployment, with `id` a literal.
  // begin
  const web = new Deployment(chart, id, { replicas: 3, metadata: { name: id } });
  const deps = new WaitForService(web, 'wait', {
    until: { db: postgres({ host: 'db' }), cache: redis({ host: 'cache' }) },
  });
  const schema = new RunMigration(web, 'migrate', {
    database: deps.ready.db,
    image: image('registry.example.com/shop/migrations:1.4.2', { user: 1000, group: 1000 }),
    command: ['migrate', '-path', '/migrations', 'up'],
    env: { PGHOST: 'db', PGPASSWORD: secretKey('db', 'password') },
    oneAtATime: ownLock('the tool takes a lock'),
    timeout: Duration.minutes(4),
  });
  const config = new FetchConfig(web, 'fetch-config', {
    from: https('https://config.example.com/shop.json', { sha256: 'a5d0'.repeat(16) }),
    after: [schema.migrated],
  });
  new WaitForService(web, 'wait-for-search', {
    until: http('http://search:9200/_cluster/health', { statuses: [200] }),
    after: [config.files],
    timeout: Duration.minutes(3),
  });
  web.addContainer('app', {
    image: image('registry.example.com/shop/web:1.4.2', { user: 1000, group: 1000 }),
    env: { DB_HOST: 'db', DB_PASSWORD: secretKey('db', 'password') },
    mounts: { '/etc/shop': config.files, '/tmp': scratch(Size.mebibytes(16)) },
    ports: [8080],
  });
  // end
}
