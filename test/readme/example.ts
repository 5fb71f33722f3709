import { App, Chart } from 'cdk8s';
import { configMapFiles, databaseLock, Deployment, FetchConfig, https, image, postgres, RunMigration, secretKey, WaitForService } from 'cdk8s-prelude';

const app = new App();
const web = new Deployment(new Chart(app, 'shop'), 'web', { replicas: 3 });
const db = new WaitForService(web, 'wait-for-db', { until: postgres({ host: 'db' }) });
new RunMigration(web, 'migrate', {
  database: db.ready, // leave the wait out, and this line does not compile
  image: image('migrate/migrate:v4.18.1', { user: 1000 }),
  command: ['migrate', '-path', '/migrations', '-database', 'postgres://shop@db/shop', 'up'],
  version: { version: 12 }, // after a rollback, when the database is ahead, the tool is not run
  env: { PGPASSWORD: secretKey('db', 'password') }, mounts: { '/migrations': configMapFiles('migrations') },
  oneAtATime: databaseLock({ databaseName: 'shop', login: 'shop', password: secretKey('db', 'password') }),
});
const config = new FetchConfig(web, 'fetch-config', { from: https('https://config.example.com/shop.json') });
web.addContainer('app', {
  image: image('registry.example.com/shop:1.4.2', { user: 1000 }),
  mounts: { '/app/config': config.files },
});
app.synth();
