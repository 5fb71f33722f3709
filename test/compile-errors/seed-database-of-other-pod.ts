import { SeedDatabase } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, apiDb } = stage();

new SeedDatabase(web, 'seed', {
  // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on database
  database: apiDb.ready,
  databaseName: 'shop',
  login: 'shop',
  sql: 'SELECT 1',
  marker: 'products',
});
