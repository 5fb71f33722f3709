import { SeedDatabase } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, apiDb } = stage();

new SeedDatabase(web, 'seed', {
  database: db.ready,
  databaseName: 'shop',
  login: 'shop',
  sql: 'SELECT 1',
  marker: 'products',
});
