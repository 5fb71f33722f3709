import { acme, AcmeApp, AcmeWebService, LoadFeatureFlags, TeamChart } from '@acme/platform';
import { suppressRule, image, redis } from 'cdk8s-prelude';

const app = new AcmeApp();
const chart = new TeamChart(app, 'shop', { team: 'catalog', channel: '#catalog' });

const catalog = new AcmeWebService(chart, 'catalog');
new acme.WaitForService(catalog, 'wait-for-cache', { until: redis({ host: 'catalog-cache' }) });
const { flags } = new LoadFeatureFlags(catalog, 'load-feature-flags');
catalog.serve({ image: acme.image('registry.acme.example/catalog/api:87', { user: 10001, group: 10001 }), flags });

// What is no web service is a workload of Acme's standard; a rule is suppressed with a reason that stands in the YAML.
const feed = new acme.Deployment(chart, 'price-feed', { replicas: 1 });
feed.addContainer('feed', { image: image('registry.acme.example/vendor/feed:9.1', { user: 10001, group: 10001 }), ports: [9000] });
suppressRule(feed, { id: 'acme-readiness-probe' }, 'the vendor\'s protocol has nothing to ask; see CAT-311');

app.synth();
