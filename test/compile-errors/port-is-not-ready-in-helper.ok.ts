import { type Ready, tcp, WaitForService, type Workload } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db } = stage();

const port = new WaitForService(web, 'port', { until: tcp({ host: 'db', port: 5432 }) });
const use = <Id extends string>(pod: Workload<Id>, database: Ready<Id>) => [pod.id, database.target];

use(web, db.ready);
