import { RunMigration } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, apiDb, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on database
  database: apiDb.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
