import * as kplus from 'cdk8s-plus-28';
import { dns, mysql, postgres, redis, tcp, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web } = stage();

const host = new kplus.Service(chart, 'service', { ports: [{ port: 5432 }] });
new WaitForService(web, 'wait', {
  until: { a: dns({ host }), b: tcp({ host, port: 80 }), c: postgres({ host }), d: mysql({ host }), e: redis({ host }) },
});
