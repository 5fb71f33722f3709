import { acme, AcmeApp, TeamChart } from '@acme/platform';
import { Testing } from 'cdk8s';

// @runtime container "feed" takes requests and does not say when it is ready: give it a readiness probe, or use AcmeWebService (rule acme-readiness-probe of standard "Acme platform" (set on the app))
const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
const feed = new acme.Deployment(chart, 'feed');
feed.addContainer('feed', { image: acme.image('registry.acme.example/vendor/feed:1', { user: 10001, group: 10001 }), ports: [9000] });
Testing.synth(chart);
