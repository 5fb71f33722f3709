import { type Ready, RunMigration, type Workload } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, apiDb, tool, oneAtATime } = stage();

function migrate<Id extends string>(pod: Workload<Id>, database: Ready<Id>) {
  return new RunMigration(pod, 'migrate', { database, image: tool, command: ['migrate', 'up'], oneAtATime });
}

// @compiler Type '"web"' is not assignable to type '"api"'
// @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
// @on apiDb.ready
migrate(web, apiDb.ready);
