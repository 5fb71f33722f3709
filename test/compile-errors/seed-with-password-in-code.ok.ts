import { secretKey, SeedDatabase } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db } = stage();

new SeedDatabase(web, 'seed', {
  database: db.ready,
  databaseName: 'shop',
  login: 'shop',
  password: secretKey('shop-database', 'password'),
  sql: 'SELECT 1',
  marker: 'products',
});
