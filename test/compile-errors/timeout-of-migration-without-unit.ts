import { Duration } from 'cdk8s';
import { RunMigration } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
  // @compiler Type 'number' is not assignable to type 'Duration'
  // @runtime timeout must be a Duration, such as Duration.minutes(2): a bare number has no unit.
  // @on timeout
  timeout: 300,
});
