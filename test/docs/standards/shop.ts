import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { defineStandard, suppressRule, postgres } from 'cdk8s-prelude';
import { acme } from './acme';
import { noShellEntrypoint } from './no-shell-entrypoint';

export class Shop extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    defineStandard({ name: 'Shop', owner: 'team-shop@acme.example', labels: { 'acme.example/cost-centre': '4711' } }).setOn(this);

    const web = new acme.Deployment(this, 'web');
    new acme.WaitForService(web, 'wait-for-db', { until: postgres({ host: 'db' }) });
    web.addContainer('app', { image: acme.image('registry.acme.example/shop:1.4.2', { user: 1000, group: 1000 }), command: ['sh', '/start.sh'] });
    suppressRule(web, noShellEntrypoint, 'the vendor ships it so until 2.0 (SHOP-512)');
  }
}
