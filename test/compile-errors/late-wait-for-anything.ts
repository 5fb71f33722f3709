import { type Target, tcp, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const until: Target = tcp({ host: 'kafka', port: 9092 });
const wait: WaitForService<'web'> = new WaitForService(web, 'wait', { until });
// @runtime a port that accepts is not a service that is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .accepting
console.log(wait.ready.target);
