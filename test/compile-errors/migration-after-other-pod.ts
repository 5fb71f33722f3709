import { RunMigration } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, apiDb, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
  // @compiler Type 'Ready<"api", "postgres">' is not assignable to type 'Handle<"web">'
  // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on apiDb.ready
  after: [apiDb.ready],
});
