import { parse } from 'yaml';
import { wordsScript } from '../shell/container-script';
import { programOf } from '../shell/program';
import { composeKey, composeLost } from '../messages/import';
import type { Difference } from './differences';
import { labelOf } from './names';
import type { Json } from './read';

/** What a compose file is in Kubernetes. */
export interface Composed {
  readonly objects: readonly Json[];
  /** What of it Kubernetes has nothing for, with the reason. */
  readonly lost: readonly Difference[];
}

/** True for a compose file: it has services, and is no object of Kubernetes. */
export const isCompose = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && 'services' in value && typeof value.services === 'object' && value.services !== null && !('kind' in value && 'apiVersion' in value);

/** Reads a text as a compose file; undefined where it is none. */
export function readCompose(text: string): Composed | undefined {
  let file: unknown;
  try {
    file = parse(text, { merge: true, logLevel: 'silent' });
  } catch {
    return undefined;
  }
  return isCompose(file) ? composed(file) : undefined;
}

function composed({ services }: Json): Composed {
  const all = services as Readonly<Record<string, Json>>;
  // What others wait for until it has ended is a Job.
  const ending = new Set(Object.values(all).flatMap((service) => dependsOn(service ?? {}).filter(({ condition }) => condition === 'service_completed_successfully').map(({ on }) => on)));
  return {
    objects: Object.entries(all).flatMap(([name, service]) => objectsOf(name, service ?? {}, all, ending)),
    lost: Object.entries(all).flatMap(([name, service]) => lostOf(name, service ?? {})),
  };
}

interface Dependency { readonly on: string; readonly condition: string }

const isAsked = (service: string, all: Readonly<Record<string, Json>>): boolean =>
  Object.values(all).some((one) => dependsOn(one ?? {}).some(({ on }) => on === service));

/** `depends_on` as a list is `service_started`. */
function dependsOn({ depends_on: given }: Json): readonly Dependency[] {
  if (Array.isArray(given)) return given.map((on): Dependency => ({ on: String(on), condition: 'service_started' }));
  return Object.entries((given ?? {}) as Json).map(([on, one]): Dependency => ({ on, condition: String((one as Json | null)?.condition ?? 'service_started') }));
}

const nameOf = (service: string): string => labelOf(service, Infinity, 'service');

function objectsOf(service: string, given: Json, all: Readonly<Record<string, Json>>, ending: ReadonlySet<string>): readonly Json[] {
  const name = nameOf(service);
  const labels = { app: name };
  const isJob = ending.has(service);
  // Others reach it by the port that is usual, whether the file says so or not.
  const own = portsOf(given);
  const ports = own.length > 0 || !isAsked(service, all) ? own : usualPort(given.image).slice(0, 1);
  const claims = claimsOf(name, given);
  const inits = dependsOn(given).flatMap(({ on, condition }) => (on in all ? [waitFor(on, condition, all[on] ?? {})] : []));
  const spec = {
    ...(isJob ? { restartPolicy: 'OnFailure' } : {}),
    ...(inits.length > 0 ? { initContainers: inits } : {}),
    containers: [containerOf(name, given, ports, claims)],
    ...(claims.length > 0 ? { volumes: claims.map(({ volume, claim }) => ({ name: volume, persistentVolumeClaim: { claimName: claim } })) } : {}),
  };
  const template = { metadata: { labels }, spec };
  const workload = isJob ? { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, labels }, spec: { template } } : {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, labels },
    // One pod at a time has a claim that only one can write.
    spec: { replicas: given.deploy?.replicas ?? 1, selector: { matchLabels: labels }, ...(claims.length > 0 ? { strategy: { type: 'Recreate' } } : {}), template },
  };
  return [
    workload,
    ...(ports.length > 0 && !isJob ? [{
      apiVersion: 'v1', kind: 'Service', metadata: { name, labels }, spec: { selector: labels, ports: ports.map((port) => ({ name: `port-${port}`, port, targetPort: port })) },
    }] : []),
    ...claims.map(({ claim }) => ({
      apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: claim, labels }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    })),
  ];
}

function containerOf(name: string, given: Json, ports: readonly number[], claims: readonly Claimed[]): Json {
  const { image, entrypoint, command, working_dir: workingDir, user } = given;
  const env = environmentOf(given.environment);
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(String(user ?? '')) ?? [];
  return {
    name, image: image ?? `${name}:unpinned`,
    ...(entrypoint === undefined || entrypoint === null ? {} : { command: wordsOf(entrypoint) }),
    ...(command === undefined || command === null ? {} : { args: wordsOf(command) }),
    ...(env.length > 0 ? { env } : {}),
    ...(ports.length > 0 ? { ports: ports.map((containerPort) => ({ containerPort })) } : {}),
    ...(workingDir === undefined ? {} : { workingDir }),
    ...(uid === undefined ? {} : { securityContext: { runAsUser: Number(uid), ...(gid === undefined ? {} : { runAsGroup: Number(gid) }) } }),
    ...probeOf(given.healthcheck),
    ...(claims.length > 0 ? { volumeMounts: claims.map(mountOf) } : {}),
  };
}

const mountOf = ({ volume, path, readOnly }: Claimed): Json => ({ name: volume, mountPath: path, ...(readOnly ? { readOnly } : {}) });

/** A text is split as a shell does it. */
function wordsOf(given: unknown): readonly string[] {
  if (Array.isArray(given)) return given.map(String);
  const [command, ...others] = wordsScript(['sh', '-c', String(given)])?.commands ?? [];
  const words = command?.words ?? [];
  return command && others.length === 0 && words.every(({ isLiteral }) => isLiteral) ? words.map(({ text }) => text) : ['sh', '-c', String(given)];
}

function environmentOf(given: unknown): readonly Json[] {
  const pairs = Array.isArray(given) ? given.map((one) => String(one).split(/=(.*)/s).slice(0, 2)) : Object.entries((given ?? {}) as Json);
  return pairs.map(([name, value]) => ({ name: String(name), value: String(value ?? '') }));
}

/** The ports of the container: `8080:80`, `80/tcp`, `{ target: 80 }`, and what it exposes. */
const portsOf = ({ ports = [], expose = [] }: Json): readonly number[] => [...new Set([...ports, ...expose].flatMap((port: unknown) => {
  const target = typeof port === 'object' && port !== null ? (port as Json).target : /(\d+)(?:\/\w+)?$/.exec(String(port))?.[1];
  return Number(target) > 0 ? [Number(target)] : [];
}))];

interface Claimed { readonly volume: string; readonly claim: string; readonly path: string; readonly readOnly: boolean }

/** Named volumes are claims; what is bound from the host has nothing to be bound from. */
const claimsOf = (name: string, { volumes = [] }: Json): readonly Claimed[] => (volumes as unknown[]).flatMap((one): readonly Claimed[] => {
  const [source, path, mode] = typeof one === 'string' ? one.split(':') : [(one as Json).type === 'volume' ? (one as Json).source : '', (one as Json).target, (one as Json).read_only === true ? 'ro' : ''];
  if (path === undefined || !/^[A-Za-z0-9][\w-]*$/.test(String(source))) return [];
  return [{ volume: nameOf(String(source)), claim: nameOf(`${name}-${String(source)}`), path: String(path), readOnly: mode === 'ro' }];
});

const seconds = (text: unknown): number | undefined => {
  const [, amount, unit] = /^(\d+)(s|m)?$/.exec(String(text)) ?? [];
  return amount === undefined ? undefined : Number(amount) * (unit === 'm' ? 60 : 1);
};

/** The words of a health check. */
function healthWords({ test }: Json): readonly string[] | undefined {
  if (typeof test === 'string') return ['sh', '-c', test];
  const [kind, ...words] = (Array.isArray(test) ? test : []).map(String);
  if (kind === 'CMD') return words;
  return kind === 'CMD-SHELL' ? ['sh', '-c', words.join(' ')] : undefined;
}

function probeOf(healthcheck: Json | undefined): Json {
  const command = healthcheck && healthWords(healthcheck);
  if (!command) return {};
  const [period, timeout, delay] = [healthcheck.interval, healthcheck.timeout, healthcheck.start_period].map(seconds);
  return { readinessProbe: {
    exec: { command },
    ...(period ? { periodSeconds: period } : {}), ...(timeout ? { timeoutSeconds: timeout } : {}), ...(delay ? { initialDelaySeconds: delay } : {}),
    ...(typeof healthcheck.retries === 'number' ? { failureThreshold: healthcheck.retries } : {}),
  } };
}

/** How an init container of plain YAML waits for a service in a state: the idioms make a construct of it. */
function waitFor(on: string, condition: string, service: Json): Json {
  const host = nameOf(on);
  const name = `wait-for-${host}`.slice(0, 63);
  if (condition === 'service_completed_successfully') {
    return { name, image: 'bitnami/kubectl:1.30', command: ['kubectl', 'wait', '--for=condition=complete', `job/${host}`] };
  }
  const [port] = [...portsOf(service), ...usualPort(service.image)];
  const asked = condition === 'service_healthy' ? healthy(host, port, service) : undefined;
  const tries = asked ?? (port === undefined ? `nslookup ${host}` : `nc -z ${host} ${port}`);
  return { name, image: 'busybox:1.36', command: ['sh', '-c', `until ${tries}; do sleep 2; done`] };
}

const USUAL: ReadonlyArray<readonly [RegExp, number]> = [
  [/postgres|timescale|postgis/, 5432], [/mysql|mariadb/, 3306], [/redis|valkey/, 6379], [/memcached/, 11211], [/rabbitmq/, 5672], [/mongo/, 27017], [/kafka/, 9092],
];
const usualPort = (image: unknown): readonly number[] => USUAL.flatMap(([pattern, port]) => (pattern.test(String(image)) ? [port] : []));

/** The question that a health check asks, asked from outside: of the service instead of localhost. */
function healthy(host: string, port: number | undefined, { healthcheck = {}, image }: Json): string | undefined {
  const words = healthWords(healthcheck as Json);
  const programs = (words ? wordsScript(words)?.commands ?? [] : []).flatMap((command) => programOf(command) ?? []);
  const names = programs.map(({ name }) => name);
  if (names.some((one) => one === 'pg_isready' || one === 'psql') || /postgres|timescale|postgis/.test(String(image))) return `pg_isready -h ${host}${port === undefined || port === 5432 ? '' : ` -p ${port}`}`;
  if (names.some((one) => /^(?:mysqladmin|mariadb-admin|mysql|mariadb)$/.test(one)) || /mysql|mariadb/.test(String(image))) return `mysqladmin ping -h ${host}${port === undefined || port === 3306 ? '' : ` -P ${port}`}`;
  if (names.some((one) => one === 'redis-cli') || /redis|valkey/.test(String(image))) return `redis-cli -h ${host} ping`;
  const url = programs.flatMap(({ args }) => args.map(({ text }) => text)).find((text) => /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)/.test(text));
  return url === undefined ? undefined : `wget -q --spider ${url.replace(/\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)/, `//${host}`)}`;
}

/** What has its place in Kubernetes. */
const KEPT: ReadonlySet<string> = new Set([
  'image', 'command', 'entrypoint', 'environment', 'ports', 'expose', 'depends_on', 'healthcheck', 'user', 'working_dir', 'volumes',
]);

function lostOf(service: string, given: Json): readonly Difference[] {
  const object = `service ${service}`;
  const keys = Object.keys(given).filter((key) => !KEPT.has(key) && !(key === 'deploy' && Object.keys(given.deploy ?? {}).every((one) => one === 'replicas')));
  const bound = ((given.volumes ?? []) as unknown[]).filter((one) => claimsOf('x', { volumes: [one] }).length === 0);
  const unknown = dependsOn(given).filter(({ condition }) => !/^service_(?:started|healthy|completed_successfully)$/.test(condition));
  return [
    ...keys.map((key): Difference => ({ object, path: key, was: given[key], is: undefined, reason: composeKey(key) })),
    ...bound.map((one): Difference => ({ object, path: 'volumes', was: one, is: undefined, reason: composeLost.bound })),
    ...(given.image === undefined ? [{ object, path: 'image', was: undefined, is: `${nameOf(service)}:unpinned`, reason: composeLost.built } as const] : []),
    ...unknown.map(({ on, condition }): Difference => ({ object, path: `depends_on.${on}.condition`, was: condition, is: 'service_started', reason: composeLost.condition })),
  ];
}
