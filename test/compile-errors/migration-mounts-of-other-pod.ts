import { RunMigration } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, config, apiConfig, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  mounts: {
    // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on '/migrations'
    '/migrations': apiConfig.files,
  },
  oneAtATime,
});
