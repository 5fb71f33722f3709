import { Probe } from 'cdk8s-plus-28';
import { RunMigration } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
  // @compiler 'readiness' does not exist in type 'RunMigrationProps<
  // @runtime there is no property "readiness": it would be ignored
  // @on readiness
  readiness: Probe.fromTcpSocket({ port: 5432 }),
});
