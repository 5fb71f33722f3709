import { App, Chart, Size } from 'cdk8s';
import { ServiceAccount } from 'cdk8s-plus-28';
import { Deployment, image, Job, resource, scratch, StatefulSet, WaitForResource, WaitForService } from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'resources', { disableResourceNameHashes: true, namespace: 'resources' });
const busybox = image('docker.io/library/busybox:1.37.0-musl', { user: 1000, group: 1000 });

// A Job without a time to live: pods that start next month still find it complete.
const load = new Job(chart, 'load', {});
load.addContainer('load', { image: busybox, command: ['sh', '-c', 'echo "the catalogue is loaded"; sleep 3'] });

const index = new StatefulSet(chart, 'index', { replicas: 1, ports: [9200] });
index.addContainer('index', {
  image: busybox, command: ['httpd', '-f', '-p', '9200', '-h', '/tmp'], mounts: { '/tmp': scratch(Size.mebibytes(1)) },
});

// The account that may ask for these objects, and for nothing else.
const reader = new ServiceAccount(chart, 'reader', { automountToken: false });
const web = new Deployment(chart, 'web', { serviceAccount: reader });
new WaitForResource(web, 'wait-for-load', { until: { kind: 'Job', name: load.resource } });
new WaitForService(web, 'wait', {
  until: {
    index: resource({ kind: 'StatefulSet', name: index.resource }),
    namespace: resource({ apiVersion: 'v1', kind: 'Namespace', name: 'resources', clusterScoped: true, field: { path: 'status.phase', value: 'Active' } }),
  },
});
web.addContainer('web', { image: busybox, command: ['httpd', '-f', '-p', '8080', '-h', '/tmp'], ports: [8080], mounts: { '/tmp': scratch(Size.mebibytes(1)) } });

app.synth();
console.log(web.startUpPlanText);
