import { FetchConfig, https, tcp, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const port = new WaitForService(web, 'port', { until: tcp({ host: 'db', port: 5432 }) });
new FetchConfig(web, 'pages', {
  from: https('https://config.example.com/pages.json'),
  // @error a port that accepts is not a service that is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .accepting
  // @on port.ready
  after: [port.ready],
});
