import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Deployment, FetchConfig, https, image, postgres, WaitForService } from 'cdk8s-prelude';

export class Shop extends Chart {
  readonly web: Deployment<'web'>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.web = new Deployment(this, 'web');
    const db = new WaitForService(this.web, 'wait-for-db', { until: postgres({ host: 'db' }) });
    const config = new FetchConfig(this.web, 'fetch-config', { from: https('https://config.example.com/shop.json'), after: [db.ready] });
    this.web.addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 }), mounts: { '/app/config': config.files } });
  }
}
