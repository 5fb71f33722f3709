import { podSpec, sh, workload } from '../../cluster/support/facts';
import { type Fault, server, until, web } from './fault';

/** A server that is never ready. */
const unready = { readinessProbe: { httpGet: { path: '/', port: 9090 }, periodSeconds: 2 } };

/** Waits that hang, as people write them. */
export const WAITS: readonly Fault[] = [
  { id: 'wait-wrong-name', cause: 'service-missing', says: ['step "wait"', 'databse', 'did you mean "database"'], target: 'deploy/web', objects: [web([until('nc -z databse 80')]), ...server('database')] },
  { id: 'wait-no-service', cause: 'service-missing', says: ['"rabbit"'], target: 'deploy/web', objects: [web([until('nslookup rabbit')]), ...server('database')] },
  { id: 'wait-wrong-port', cause: 'service-port', says: ['5432', 'has 80'], target: 'deploy/web', objects: [web([until('nc -z -w 2 db 5432')]), ...server('db')] },
  { id: 'wait-wrong-selector', cause: 'service-selector', says: ['app=database', 'no pod'], target: 'deploy/web', objects: [web([until('nc -z -w 2 db 80')]), ...server('db', { selector: { app: 'database' } })] },
  { id: 'wait-not-ready', cause: 'service-not-ready', says: ['"db"', 'not ready', 'readiness probe'], target: 'deploy/web', objects: [web([until('wget -q --spider -T 2 http://db')]), ...server('db', { app: unready })] },
  { id: 'wait-crashing-target', cause: 'service-not-ready', says: ['"db"', 'no such data directory'], target: 'deploy/web', objects: [web([until('nc -z -w 2 db 80')]), ...server('db', { app: { command: ['sh', '-c', 'echo "FATAL: no such data directory"; exit 1'] } })] },
  { id: 'wait-no-replicas', cause: 'service-no-pods', says: ['"db"', 'Deployment "db"', 'scaled to 0'], target: 'deploy/web', objects: [web([until('nc -z -w 2 db 80')]), ...server('db').map((one) => (one.kind === 'Deployment' ? { ...one, spec: { ...one.spec, replicas: 0 } } : one))] },
  { id: 'wait-target-port', cause: 'service-target-port', says: ['"api"', '9999', '8080'], target: 'deploy/web', objects: [web([until('nc -z -w 2 api 80')]), ...server('api', { ports: [{ port: 80, targetPort: 9999 }] })] },
  { id: 'wait-other-namespace', cause: 'name-unresolved', says: ['db.nowhere.svc.cluster.local', 'nowhere'], target: 'deploy/web', objects: [web([until('wget -q --spider -T 2 http://db.nowhere.svc.cluster.local')])] },
  { id: 'wait-outside', cause: 'name-unresolved', says: ['config.example.com', 'bad address'], target: 'deploy/web', objects: [web([until('wget -q --spider -T 2 http://config.example.com')])] },
  { id: 'wait-self', cause: 'self-wait', says: ['selects this pod'], target: 'deploy/web', objects: [web([until('nc -z -w 2 web 80')]), ...server('web').slice(1)] },
  { id: 'wait-cycle', cause: 'wait-cycle', says: ['web', 'api', 'wait for each other'], target: 'deploy/web', objects: [
    web([until('nc -z -w 2 api 80')]), ...server('web').slice(1),
    workload('Deployment', 'api', podSpec([until('nc -z -w 2 web 80')]), { replicas: 1 }), ...server('api').slice(1),
  ] },
  { id: 'wait-wrong-answer', cause: 'wrong-answer', says: ['404'], target: 'deploy/web', objects: [web([until('wget -q --spider -T 2 http://api/healthz')]), ...server('api')] },
  { id: 'wait-wait-for-it', cause: 'service-missing', says: ['"postgre"', 'did you mean "postgres"'], target: 'deploy/web', objects: [
    web([{ ...sh('wait', ''), command: ['sh', '-c', 'i=0; while ! pg_isready -h postgre -p 5432; do sleep 2; done'], image: 'postgres:15' }]), ...server('postgres', { ports: [{ port: 5432, targetPort: 8080 }] }),
  ] },
  { id: 'wait-chain', cause: 'service-not-ready', says: ['"b"', '"c"'], target: 'deploy/web', objects: [
    web([until('nc -z -w 2 b 80')]), workload('Deployment', 'b', podSpec([until('nc -z -w 2 c 80')]), { replicas: 1 }), ...server('b').slice(1),
  ] },
  { id: 'dns-broken', cause: 'dns', says: ['10.96.99.99'], target: 'deploy/web', objects: [web([until('wget -q --spider -T 2 http://db')], { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.96.99.99'], options: [{ name: 'timeout', value: '1' }, { name: 'attempts', value: '1' }] } }), ...server('db')] },
  { id: 'init-never-ends', cause: 'init-never-ends', says: ['"proxy"', 'restartPolicy: Always'], target: 'deploy/web', objects: [web([sh('proxy', 'exec httpd -f -p 8080')])] },
];
