/* Mistakes that the teams of Acme make. */
import { acme, AcmeApp, AcmeWebService, LoadFeatureFlags, TeamChart } from '@acme/platform';
import { App, Chart, Testing } from 'cdk8s';
import { claim, image, secretKey } from 'cdk8s-prelude';
import { late, mistake } from '../../compile-errors/support/program';

mistake('flags of another service', () => {
  const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
  const orders = new AcmeWebService(chart, 'orders');
  const { flags } = new LoadFeatureFlags(orders, 'load-feature-flags');
  const catalog = new AcmeWebService(chart, 'catalog');
  catalog.serve({
    image: acme.image('registry.acme.example/orders/api:1', { user: 10001, group: 10001 }),
    // @compiler Type 'FlagsLoaded<"orders">' is not assignable to type 'FlagsLoaded<"catalog">'
    // @on flags
    // @runtime a handle of pod "orders" is not assignable to pod "catalog": build the step on "catalog" as well
    // @right flags: new LoadFeatureFlags(catalog, 'load-feature-flags').flags,
    flags,
  });
});

mistake('forbidden step', () => {
  const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
  const files = new acme.Deployment(chart, 'files', { podSecurity: 'baseline' });
  const volume = claim(files, 'data', 'files');
  // @error standard "Acme platform" forbids FixPermissions: ask #storage for a volume of your group
  // @on files,
  // @runtime standard "Acme platform" (set on the app) forbids FixPermissions: ask #storage for a volume of your group
  // @right new acme.VerifyPermissions(files, 'own', { volume, user: 999 });
  new acme.FixPermissions(files, 'own', { volume, owner: 999 });
});

mistake('image from elsewhere', () => {
  const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
  const orders = new AcmeWebService(chart, 'orders');
  const { flags } = new LoadFeatureFlags(orders, 'load-feature-flags');
  orders.serve({
    flags,
    // @error standard "Acme platform" does not allow image "quay.io/orders/api:1": use one from registry.acme.example
    // @on 'quay.io/orders/api:1'
    // @right image: acme.image('registry.acme.example/orders/api:1', { user: 10001, group: 10001 }),
    image: acme.image('quay.io/orders/api:1', { user: 10001, group: 10001 }),
  });
});

mistake('level too weak', () => {
  const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
  // @error standard "Acme platform" does not allow podSecurity: 'privileged': its weakest level is 'baseline'
  // @on podSecurity
  // @runtime standard "Acme platform" (set on the app) does not allow podSecurity: 'privileged': its weakest level is 'baseline'
  // @right new acme.DaemonSet(chart, 'agent', { podSecurity: 'baseline' });
  new acme.DaemonSet(chart, 'agent', { podSecurity: 'privileged' });
});

mistake('secret in env', () => {
  const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
  const orders = new AcmeWebService(chart, 'orders');
  const { flags } = new LoadFeatureFlags(orders, 'load-feature-flags');
  const key = secretKey;
  orders.serve({
    image: acme.image('registry.acme.example/orders/api:1', { user: 10001, group: 10001 }),
    flags,
    // @error env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
    // @on DB_PASSWORD
    // @right env: { DB_PASSWORD: secretKey('orders-db', 'password') },
    env: { DB_PASSWORD: 'hunter2' },
  });
});

mistake('service without flags', () => {
  const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
  const orders = new AcmeWebService(chart, 'orders');
  const { flags } = new LoadFeatureFlags(orders, 'load-feature-flags');
  // @compiler Property 'flags' is missing
  // @on {
  // @runtime a service of Acme starts with its feature flags: build LoadFeatureFlags on it, and give its .flags
  // @right orders.serve({ image: acme.image('registry.acme.example/orders/api:1', { user: 10001, group: 10001 }), flags });
  orders.serve({ image: acme.image('registry.acme.example/orders/api:1', { user: 10001, group: 10001 }) });
});

late('app without the standard', () => {
  // @runtime this uses standard "Acme platform", which is not set here: call setOn(…) of the standard on the app, the chart or a construct above
  new AcmeWebService(new Chart(new App(), 'shop'), 'orders');
});

late('image from elsewhere, in a value', () => {
  // @runtime standard "Acme platform" does not allow image "quay.io/orders/api:1": use one from registry.acme.example
  const registry: string = 'quay.io';
  acme.image(`${registry}/orders/api:1`, { user: 10001, group: 10001 });
});

late('image of the library', () => {
  // @runtime standard "Acme platform" (set on the app) does not allow image "quay.io/orders/api:1": use one from registry.acme.example
  const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
  const orders = new AcmeWebService(chart, 'orders');
  const { flags } = new LoadFeatureFlags(orders, 'load-feature-flags');
  orders.serve({ image: image('quay.io/orders/api:1', { user: 10001, group: 10001 }), flags });
  chart.toJson();
});

late('name that is no word', () => {
  // @runtime standard "Acme platform" (set on the app) does not allow the workload name "orders2": it must match /^[a-z]+(-[a-z]+)*$/, words without digits, for dashboards find services by them
  const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
  new AcmeWebService(chart, 'orders2');
});

late('no readiness probe', () => {
  // @runtime container "feed" takes requests and does not say when it is ready: give it a readiness probe, or use AcmeWebService (rule acme-readiness-probe of standard "Acme platform" (set on the app))
  const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
  const feed = new acme.Deployment(chart, 'feed');
  feed.addContainer('feed', { image: acme.image('registry.acme.example/vendor/feed:1', { user: 10001, group: 10001 }), ports: [9000] });
  Testing.synth(chart);
});
