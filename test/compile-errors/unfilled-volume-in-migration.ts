import { Size } from 'cdk8s';
import { RunMigration, scratch } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime, space } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  mounts: {
    // @error no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)
    // @on '/space'
    '/space': space,
  },
  oneAtATime,
});
