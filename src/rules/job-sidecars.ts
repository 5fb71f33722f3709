import { wordsOf } from '../manifest/containers';
import { text } from '../manifest/types';
import { sidecarKeepsJob } from '../messages/started-right';
import type { LibraryRule } from './rule';

/** Images of proxies and of collectors of logs, which run until they are stopped. */
const RUNS_ON = /(?:^|\/)(?:cloud-sql-proxy|gce-proxy|alloydb-auth-proxy|proxyv2|envoy|linkerd\/proxy|fluent-bit|fluentd|filebeat|promtail|pgbouncer)(?:[:@]|$)/;
/** How people stop them by hand. */
const IS_STOPPED = /quitquitquit|pkill|killall|\bkill -|\/quit/;

export const jobSidecars: LibraryRule = {
  id: 'job-sidecars',
  severity: 'warning',
  title: 'What runs beside the container of a Job is a native sidecar',
  why: 'A Job has completed when all its containers have ended, and a proxy among them never ends.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers',
  check({ kind, containers }, report) {
    if (kind !== 'Job' && kind !== 'CronJob') return;
    const main = containers.filter(({ group }) => group === 'containers');
    if (main.length < 2 || main.some(({ json }) => IS_STOPPED.test(wordsOf(json).join('\n')))) return;
    for (const container of main) {
      const image = text(container.json.image);
      if (RUNS_ON.test(image)) report({ where: container.at('image'), sentence: sidecarKeepsJob(image) });
    }
  },
};
