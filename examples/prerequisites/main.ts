import { App, Chart, Duration } from 'cdk8s';
import { Deployment, helperImages, http, mysql, optional, redis, tcp, WaitForService } from 'cdk8s-prelude';
import { backing } from './backing';

const app = new App();
const chart = new Chart(app, 'prerequisites', { disableResourceNameHashes: true });
const { database, cache, inventory } = backing(chart);

// All at once: one container asks each in its own protocol. The pod starts as soon as the slowest is there.
const web = new Deployment(chart, 'web');
new WaitForService(web, 'wait', {
  until: {
    db: mysql({ host: database }),
    cache: redis({ host: cache }),
    inventory: http(`http://${inventory.name}:8080/health`, { bodyContains: '"up"' }),
    mail: optional(tcp({ host: 'mail', port: 25 }), Duration.seconds(5)), // the shop sells without it
  },
});
idle(web);

// One after the other: where the next is not to be asked before the one before is there. Each costs the start about a second.
const worker = new Deployment(chart, 'worker', { replicas: 1 });
const db = new WaitForService(worker, 'wait-for-db', { until: mysql({ host: database }), timeout: Duration.minutes(4) });
const queue = new WaitForService(worker, 'wait-for-cache', { until: redis({ host: cache }), timeout: Duration.minutes(2), after: [db.ready] });
new WaitForService(worker, 'wait-for-inventory', {
  until: http(`http://${inventory.name}:8080/health`), timeout: Duration.minutes(2), after: [queue.ready],
});
idle(worker);

/** An app that does nothing: what counts here is what comes before it. */
function idle(workload: Deployment) {
  workload.addContainer('app', { image: helperImages.busybox, command: ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 3600 & wait; done'] });
}

app.synth();
console.log(web.startUpPlanText + worker.startUpPlanText);
