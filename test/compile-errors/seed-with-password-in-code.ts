import { secretKey, SeedDatabase } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db } = stage();

new SeedDatabase(web, 'seed', {
  database: db.ready,
  databaseName: 'shop',
  login: 'shop',
  // @compiler Type 'string' is not assignable to type 'SecretKey'
  // @runtime password takes secretKey(…): a literal would stand in the YAML.
  // @on password
  password: 'hunter2',
  sql: 'SELECT 1',
  marker: 'products',
});
