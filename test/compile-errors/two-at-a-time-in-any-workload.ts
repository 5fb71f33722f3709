import { type Ready, RunMigration, type Workload } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

function migrate(pod: Workload, database: Ready) {
  // @compiler Property 'oneAtATime' is missing
  // @runtime "web" can have two pods at a time: say with oneAtATime how the migration is kept to one
  // @on {
  new RunMigration(pod, 'migrate', {
    database,
    image: tool,
    command: ['migrate', 'up'],
  });
}
migrate(web, db.ready);
