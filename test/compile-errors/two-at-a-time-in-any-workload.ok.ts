import { type Ready, RunMigration, type Workload } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

function migrate(pod: Workload, database: Ready) {
  new RunMigration(pod, 'migrate', {
    database,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
}
migrate(web, db.ready);
