import * as kplus from 'cdk8s-plus-28';
import { dns, mysql, postgres, redis, tcp, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web } = stage();

const host = new kplus.Deployment(chart, 'db', { containers: [{ image: 'postgres:16.6', portNumber: 5432 }] }).exposeViaService();
new WaitForService(web, 'wait', {
  until: { a: dns({ host }), b: tcp({ host, port: 80 }), c: postgres({ host }), d: mysql({ host }), e: redis({ host }) },
});
