import { RunMigration } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

const schema = new RunMigration(web, 'schema', { database: db.ready, image: tool, command: ['migrate', 'up'], oneAtATime });
new RunMigration(web, 'migrate', {
  // @error RunMigration needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
  // @on database
  database: schema.migrated,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
