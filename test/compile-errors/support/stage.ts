import { App, Chart, Size } from 'cdk8s';
import {
  claim, Deployment, emptyDirectory, FetchConfig, helperImages, https, image, postgres, ownLock, WaitForService,
} from 'cdk8s-prelude';

/** What is on stage before a program makes its mistake: two workloads, each with a database that is ready and files. */
export function stage() {
  const app = new App();
  const chart = new Chart(app, 'shop');
  const web = new Deployment(chart, 'web');
  const api = new Deployment(chart, 'api');
  const until = postgres({ host: 'db' });
  return {
    app,
    chart,
    web,
    api,
    db: new WaitForService(web, 'wait-for-db', { until }),
    apiDb: new WaitForService(api, 'wait-for-db', { until }),
    config: new FetchConfig(web, 'fetch-config', { from: https('https://config.example.com/shop.json') }),
    apiConfig: new FetchConfig(api, 'fetch-config', { from: https('https://config.example.com/api.json') }),
    data: claim(web, 'data', 'shop-data'),
    apiData: claim(api, 'data', 'api-data'),
    space: emptyDirectory(web, 'space', Size.mebibytes(64)),
    apiSpace: emptyDirectory(api, 'space', Size.mebibytes(64)),
    busybox: helperImages.busybox,
    tool: image('migrate/migrate:v4.18.1', { user: 65534, tools: ['migrate'] }),
    oneAtATime: ownLock('the tool takes a lock'),
  };
}
