import { SeedDatabase } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db } = stage();

new SeedDatabase(web, 'seed', {
  // @error SeedDatabase needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
  // @on database
  database: db.accepting,
  databaseName: 'shop',
  login: 'shop',
  sql: 'SELECT 1',
  marker: 'products',
});
