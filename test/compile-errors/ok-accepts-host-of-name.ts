import { dns, mysql, postgres, redis, tcp, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const host = 'db';
new WaitForService(web, 'wait', {
  until: { a: dns({ host }), b: tcp({ host, port: 80 }), c: postgres({ host }), d: mysql({ host }), e: redis({ host }) },
});
