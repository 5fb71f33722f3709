import { type Ready, tcp, WaitForService, type Workload } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db } = stage();

const port = new WaitForService(web, 'port', { until: tcp({ host: 'db', port: 5432 }) });
const use = <Id extends string>(pod: Workload<Id>, database: Ready<Id>) => [pod.id, database.target];

// @error a port that accepts is not a service that is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .accepting
// @on port.ready
use(web, port.ready);
