import { type Ready, redis, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, tool, oneAtATime } = stage();

const cache: Ready<'web'> = new WaitForService(web, 'cache', { until: redis({ host: 'cache' }) }).ready;
// @runtime RunMigration needs a database, and a ready redis is none: wait with postgres(…) or mysql(…)
new RunMigration(web, 'migrate', { database: cache, image: tool, command: ['migrate', 'up'], oneAtATime });
