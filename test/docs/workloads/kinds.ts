import { type Chart, Cron, Duration, Size } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { CronJob, DaemonSet, FetchData, https, image, postgres, StatefulSet, WaitForService, writable } from 'cdk8s-prelude';

const tool = (name: string) => image(`registry.example.com/shop/${name}:1.4.2`, { user: 1000 });

/** Every night, once the database is there, and for an hour at most: the clock covers steps and program. */
export function nightlyReport(chart: Chart) {
  const report = new CronJob(chart, 'report', {
    schedule: Cron.daily(), timeZone: 'Europe/Zurich', restartPolicy: RestartPolicy.ON_FAILURE, activeDeadline: Duration.hours(1),
  });
  new WaitForService(report, 'wait-for-db', { until: postgres({ host: 'db' }), timeout: Duration.minutes(5) });
  report.addContainer('report', { image: tool('report'), env: { DB_HOST: 'db' } });
  return report;
}

/** A claim for each pod, which outlives it: the index is fetched into it once, and looked at when the pod starts again. */
export function searchEngine(chart: Chart) {
  const search = new StatefulSet(chart, 'search', { replicas: 3, ports: [7700], fsGroup: 1000 });
  const data = search.claimTemplate('data', { size: Size.gibibytes(20) });
  const index = new FetchData(search, 'fetch-index', {
    from: https('https://data.example.com/index.bin', { sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }),
    maxSize: Size.gibibytes(2),
    into: data,
  });
  search.addContainer('search', { image: tool('search'), ports: [7700], mounts: { '/index': index.files, '/data': writable(data) } });
  return search;
}

/** On every node: the agent starts where its own collector answers. */
export function nodeAgent(chart: Chart) {
  const agent = new DaemonSet(chart, 'agent');
  new WaitForService(agent, 'wait-for-collector', { until: postgres({ host: 'collector-db' }) });
  agent.addContainer('agent', { image: tool('agent') });
  return agent;
}
