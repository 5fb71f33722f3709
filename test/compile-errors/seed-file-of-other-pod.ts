import { FetchConfig, https, SeedDatabase } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, api, db } = stage();

const files = new FetchConfig(api, 'fetch', { from: https('https://example.com/seed.sql') });
new SeedDatabase(web, 'seed', {
  database: db.ready,
  databaseName: 'shop',
  login: 'shop',
  // @compiler Type 'File<"api">' is not assignable to type
  // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on sql
  sql: files.file('seed.sql'),
  marker: 'products',
});
