import { FetchConfig, https, SeedDatabase } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db } = stage();

const files = new FetchConfig(web, 'fetch', { from: https('https://example.com/seed.sql') });
new SeedDatabase(web, 'seed', {
  database: db.ready,
  databaseName: 'shop',
  login: 'shop',
  sql: files.file('seed.sql'),
  marker: 'products',
});
