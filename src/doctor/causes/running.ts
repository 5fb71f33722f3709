import { containerScript } from '../../shell/container-script';
import { programOf } from '../../shell/program';
import { isSet, list, text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import { type LiveContainer } from '../live';
import { type Patient, stepOf } from '../patient';
import type { Diagnosis } from '../verdict';
import { logEvidence, showLog, span, who } from '../words';

/** Programs that do not end by themselves. */
const SERVERS: ReadonlySet<string> = new Set(['httpd', 'nginx', 'redis-server', 'postgres', 'mysqld', 'mariadbd', 'mongod', 'envoy', 'caddy', 'haproxy', 'cloud_sql_proxy', 'cloud-sql-proxy',
  'memcached', 'rabbitmq-server', 'crond', 'supervisord', 'fluent-bit', 'fluentd', 'vector', 'pgbouncer', 'gunicorn', 'uvicorn', 'tail']);
const LONG = 60_000;
/** After so long somebody wants to know; most steps are done by then. */
const VERY_LONG = 600_000;

/** Init containers that run, and do not wait for anybody that is known. */
export function running(patient: Patient): Diagnosis | undefined {
  const { blocking, cluster } = patient;
  const since = text(blocking?.status.state?.running?.startedAt);
  if (!blocking || blocking.kind !== 'step' || since === '') return undefined;
  const lasted = cluster.now.getTime() - Date.parse(since);
  const time = span(since, cluster.now) ?? '';
  const common = { since, evidence: logEvidence(patient, blocking), next: showLog(patient, blocking) };
  const server = stepOf(patient, blocking.name) ? undefined : serverIn(blocking);
  if (server !== undefined && lasted > LONG) return { cause: 'init-never-ends', says: say.runsOn(who(patient, blocking), time, server), ...common };
  if (lasted < VERY_LONG) return { cause: 'starting', says: say.starting(say.justStarted(who(patient, blocking), time)), ...common };
  return { cause: 'unknown', says: say.unknown(say.stillRuns(who(patient, blocking), time)), ...common };
}

/** What shows that a container is a server: its program, or the ports that it declares. */
function serverIn({ json }: LiveContainer): string | undefined {
  const script = containerScript({ json }, false);
  // `&` puts a program beside what comes after it.
  const last = script?.commands.at(-1);
  const program = last && programOf(last)?.name;
  if (program !== undefined && SERVERS.has(program) && !(program === 'tail' && !last!.words.some(({ text: word }) => /^-[a-zA-Z]*[fF]/.test(word)))) return say.isServer(program);
  return list(json.ports).some(isSet) ? say.declaresPorts : undefined;
}
