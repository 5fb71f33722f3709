import { dns, FetchConfig, https, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const name = new WaitForService(web, 'name', { until: dns({ host: 'db' }) });
new FetchConfig(web, 'pages', {
  from: https('https://config.example.com/pages.json'),
  after: [name.resolved],
});
