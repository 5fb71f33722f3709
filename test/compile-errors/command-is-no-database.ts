import { command, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

const until = command({ image: tool, command: ['migrate', 'version'], proves: 'the tool answers' });
const kafka = new WaitForService(web, 'kafka', { until });
new RunMigration(web, 'migrate', {
  // @error RunMigration needs a database, and a ready command is none: wait with postgres(…) or mysql(…)
  // @on database
  database: kafka.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
