import { App, Chart, Cron, Duration, Size } from 'cdk8s';
import { Cpu, Deployment as KplusDeployment, Handler, Probe, RestartPolicy } from 'cdk8s-plus-28';
import fc from 'fast-check';
import {
  adopt, bearer, claim, command, configMapFiles, configMapKey, CronJob, DaemonSet, Deployment, dns, emptyDirectory, FetchConfig, FixPermissions,
  git, type Handle, http, https, image, Job, mysql, optional, plainHttp, plainText, Pod, type PodSecurity, postgres, type Ready, redis, RunMigration,
  scratch, secretFiles, secretKey, StatefulSet, type Target, tcp, ownLock, unsafe, VerifyPermissions, WaitForService, type Workload, writable,
} from '../../../src';

/*
 * Random workloads: everything that the types let through, as data first, so that a counterexample can be read. The
 * builder below only takes care of what the constructors refuse with reason: names used twice, one fsGroup per pod, modes that it takes back.
 */

const label = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z]([a-z0-9-]{0,12}[a-z0-9])?$/) },
  // As long as can be, alike at the beginning, with hyphens where somebody may cut.
  { weight: 1, arbitrary: fc.stringMatching(/^[ab][b-]{50,60}[a-c]$/) },
);
const objectName = fc.oneof(
  { weight: 4, arbitrary: label },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z0-9]{1,5}(\.[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?){1,3}$/) },
);
const key = fc.stringMatching(/^\.?[A-Za-z0-9_-][-._a-zA-Z0-9]{0,20}$/);
const host = fc.oneof(label, fc.stringMatching(/^[a-z]{1,8}\.[a-z]{1,8}\.svc$/), fc.ipV4(), fc.ipV6().filter((address) => !address.includes('.')));
const port = fc.integer({ min: 1, max: 65535 });
const id = fc.constantFrom(1, 101, 999, 1000, 65534, 2147483647);
const seconds = fc.integer({ min: 1, max: 3600 });
/** What has a meaning to shells, to Kubernetes or to YAML. */
const text = fc.oneof(
  fc.string({ maxLength: 40 }), fc.constantFrom('$(HOME)', '$$', '`id`', "it's", '- a: b', '', ' ', 'a\nb', '-x', '*', 'ü€😀', '#', '~', 'null'),
).map((value) => value.replace(/\0/g, ''));
const word = text.filter((value) => value !== '');
/** What can be a command: it begins with a program. */
const commandWords = (most: number) => fc.tuple(fc.constantFrom('run', '/bin/true', './ü€😀'), fc.array(word, { maxLength: most - 1 })).map(([program, more]) => [program, ...more]);
const size = fc.integer({ min: 1, max: 4096 }).map((mebibytes) => mebibytes);
const variableName = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,15}$/).map((name) => `V_${name}_X`);

const variable = fc.oneof(
  fc.record({ is: fc.constant('text' as const), value: text.filter((value) => !value.includes('://')) }),
  fc.record({ is: fc.constant('secret' as const), secret: objectName, key }),
  fc.record({ is: fc.constant('plain' as const), value: text.filter((value) => !value.includes('://')) }),
  fc.record({ is: fc.constant('config' as const) }),
);
const environment = fc.dictionary(variableName, variable, { maxKeys: 4, noNullPrototype: true });

const mount = fc.oneof(
  fc.record({ is: fc.constant('scratch' as const), size, memory: fc.boolean() }),
  fc.record({ is: fc.constantFrom('configMap' as const, 'secret' as const), name: objectName }),
  fc.record({ is: fc.constantFrom('files' as const, 'file' as const, 'claim' as const, 'ownClaim' as const), pick: fc.nat(), name: objectName, label }),
);
const path = fc.stringMatching(/^(\/[a-zA-Z0-9._ -]{0,10}[a-zA-Z0-9_-]){1,3}$/).filter((value) => !/\/\.{1,2}(\/|$)/.test(value));
const mounts = fc.uniqueArray(fc.tuple(path, mount), { maxLength: 4, selector: ([at]) => at.split('/')[1] });

const resources = fc.option(fc.record({
  cpu: fc.integer({ min: 1, max: 500 }), cpuLimit: fc.integer({ min: 500, max: 4000 }), memory: fc.integer({ min: 1, max: 64 }),
  memoryLimit: fc.integer({ min: 64, max: 2048 }),
}), { nil: undefined });

const target = fc.record({
  protocol: fc.constantFrom('dns' as const, 'tcp' as const, 'http' as const, 'https' as const, 'postgres' as const, 'mysql' as const, 'redis' as const),
  host, port, optional: fc.boolean(), body: word, secret: objectName, key, ca: fc.boolean(), bearer: fc.boolean(),
  status: fc.constantFrom([], [200], ['200-299' as const, 404]),
});

const steps = {
  wait: fc.record({ is: fc.constant('wait' as const), id: label, targets: fc.dictionary(label, target, { minKeys: 1, maxKeys: 4, noNullPrototype: true }), timeout: seconds, resources }),
  command: fc.record({ is: fc.constant('command' as const), id: label, words: commandWords(3), user: id, env: environment }),
  migrate: fc.record({
    is: fc.constant('migrate' as const), id: label, words: fc.array(text, { maxLength: 3 }), user: id, group: fc.option(id, { nil: undefined }), env: environment,
    mounts, resources, safe: fc.boolean(), because: label.map((reason) => `because ${reason}`), workingDir: fc.option(path, { nil: undefined }),
  }),
  fix: fc.record({
    is: fc.constant('fix' as const), id: label, volume: label, fromClaim: fc.boolean(), owner: fc.option(id, { nil: undefined }), group: fc.option(id, { nil: undefined }),
    directoryMode: fc.constantFrom(undefined, 0o755, 0o2770, 0o700), fileMode: fc.constantFrom(undefined, 0o644, 0o600, 0o750), tree: fc.boolean(),
  }),
  verify: fc.record({ is: fc.constant('verify' as const), id: label, volume: label, user: id, writable: fc.boolean(), group: fc.option(id, { nil: undefined }) }),
  fetch: fc.record({
    is: fc.constant('fetch' as const), id: label, from: fc.constantFrom('https' as const, 'http' as const, 'git' as const, 'ssh' as const, 'many' as const), host: label,
    file: fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9._ -]{0,20}$/), secret: objectName, key, ca: fc.boolean(), header: fc.boolean(),
    into: fc.constantFrom(undefined, 'claim' as const, 'directory' as const), volume: label, size,
  }),
};
const step = fc.oneof({ weight: 3, arbitrary: steps.wait }, steps.command, { weight: 2, arbitrary: steps.migrate }, steps.fix, steps.verify,
  { weight: 2, arbitrary: steps.fetch });

const container = fc.record({
  name: label, user: id, group: fc.option(id, { nil: undefined }),
  words: fc.option(commandWords(4), { nil: undefined }),
  args: fc.array(text, { maxLength: 3 }), env: environment, mounts, resources, probes: fc.boolean(), lifecycle: fc.boolean(), port: fc.boolean(),
  readOnly: fc.boolean(),
});

/** A workload as data. */
export const workloads = fc.record({
  kind: fc.constantFrom('Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'adopted'),
  id: label,
  level: fc.constantFrom<PodSecurity[]>('restricted', 'restricted', 'restricted', 'baseline', 'privileged'),
  because: fc.option(word.filter((value) => value.trim().length > 3), { nil: undefined }),
  fsGroup: fc.option(id, { nil: undefined }),
  steps: fc.array(step, { maxLength: 4 }),
  containers: fc.array(container, { minLength: 1, maxLength: 3 }),
});

/** See {@link workloads}. */
export type RandomWorkload = typeof workloads extends fc.Arbitrary<infer T> ? T : never;
type RandomStep = RandomWorkload['steps'][number];
type RandomMounts = RandomWorkload['containers'][number]['mounts'];
type AnyWorkload = Workload<string, PodSecurity>;

/** The YAML of a random workload. */
export function yamlOf(model: RandomWorkload): string {
  const app = new App();
  build(new Chart(app, 'random'), model);
  return app.synthYaml();
}

function build(chart: Chart, model: RandomWorkload): void {
  const workload = workloadOf(chart, model);
  // A name stands once in a pod, whether of a container or of a volume: the second one that is alike is left out.
  const taken = new Set<string>(['prelude-helper']);
  const claims: Record<string, ReturnType<typeof claim<string>>> = {};
  const files: { files: FetchConfig<string>['files']; names: readonly string[] }[] = [];
  const handles: Handle<string>[] = [];
  let database: Ready<string, 'postgres' | 'mysql'> | undefined;
  const free = (name: string): boolean => !taken.has(name) && taken.add(name) !== undefined;
  const claimOf = (name: string) => claims[name] ??= claim(workload, name, `claim-${name}`.slice(0, 60).replace(/-+$/, ''));
  const mountsOf = (all: RandomMounts) => Object.fromEntries(all.flatMap(([at, one]): [string, unknown][] => {
    switch (one.is) {
      case 'scratch': return [[at, scratch(Size.mebibytes(one.size), one.memory ? 'memory' : 'disk')]];
      case 'configMap': return [[at, configMapFiles(one.name)]];
      case 'secret': return [[at, secretFiles(one.name)]];
      case 'claim': return claims[one.label] || free(one.label) ? [[at, claimOf(one.label)]] : [];
      case 'ownClaim': return claims[one.label] || free(one.label) ? [[at, writable(claimOf(one.label))]] : [];
      default: {
        const some = files[one.pick % Math.max(files.length, 1)];
        const name = some?.names[0];
        if (!some) return [];
        return [[at, one.is === 'file' && name !== undefined ? some.files.file(name) : some.files]];
      }
    }
  }));
  const env = (all: Record<string, any>, owner: string) => Object.fromEntries(Object.entries(all).map(([name, value]) => [name,
    value.is === 'text' ? value.value
      : value.is === 'secret' ? secretKey(value.secret, value.key)
        // Its reason becomes an annotation, whose name holds both and has 63 characters.
        : value.is === 'plain' && owner.length < 30 ? plainText(value.value, 'it is drawn at random')
          : configMapKey('settings', 'key')]));

  for (const one of model.steps) {
    if (!free(one.id)) continue;
    const builders = new Map<RandomStep['is'], () => void>([
      ['wait', () => {
        if (one.is !== 'wait') return;
        const until = Object.fromEntries(Object.entries(one.targets).map(([name, spec]) => {
          const made = targetOf(spec);
          return [name, spec.optional ? optional(made) : made];
        }));
        const wait = new WaitForService(workload, one.id, { until, timeout: Duration.seconds(one.timeout), ...resourcesOf(one.resources) });
        for (const [name, spec] of Object.entries(one.targets)) {
          if (spec.optional || (spec.protocol !== 'postgres' && spec.protocol !== 'mysql')) continue;
          database = (wait.ready as any)[name];
          handles.push(database!);
        }
      }],
      ['command', () => {
        if (one.is !== 'command') return;
        const until = command({ image: image('example.com/tool:1', { user: one.user }), command: one.words, proves: 'something', env: env(one.env, one.id) as any });
        new WaitForService(workload, one.id, { until, after: handles });
      }],
      ['migrate', () => {
        if (one.is !== 'migrate') return;
        if (!database) {
          const before = `before-${one.id}`.slice(0, 63).replace(/-+$/, '');
          if (!free(before)) return;
          database = new WaitForService(workload, before, { until: postgres({ host: 'db' }) }).ready as any;
        }
        const migration = new RunMigration(workload, one.id, {
          database: database!, image: image('example.com/migrate:1', { user: one.user, ...(one.group === undefined ? {} : { group: one.group }) }),
          command: ['migrate', ...one.words], env: env(one.env, one.id) as any, mounts: mountsOf(one.mounts) as any,
          oneAtATime: one.safe ? ownLock('the tool takes a lock') : unsafe(one.because), ...resourcesOf(one.resources),
          ...(one.workingDir === undefined ? {} : { workingDir: one.workingDir }),
        });
        handles.push(migration.migrated as Handle<string>);
      }],
      ['fix', () => {
        if (one.is !== 'fix' || model.level === 'restricted' || !free(one.volume)) return;
        const asked = { owner: one.owner, group: one.group, directoryMode: one.directoryMode, fileMode: one.fileMode };
        const given: { [what: string]: number | undefined } = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
        if (Object.keys(given).length === 0) return;
        // Where the group alone is asked for, it becomes the fsGroup, of which a pod has one.
        if (Object.keys(given).join() === 'group' && one.group !== model.fsGroup) given.owner = 0;
        // What kubelet would change back is refused, unless the driver leaves the volume alone.
        const fought = model.fsGroup !== undefined && (given.group ?? model.fsGroup) !== model.fsGroup;
        const lacking = given.directoryMode !== undefined && (given.directoryMode & 0o2770) !== 0o2770;
        const own = model.fsGroup !== undefined && (fought || lacking) ? { supportsFsGroup: false } : {};
        const volume = one.fromClaim ? claimOf(one.volume) : emptyDirectory(workload, one.volume, Size.mebibytes(10));
        const fixed = new FixPermissions<string, 'baseline'>(workload as never, one.id, { volume, ...given, ...own, check: one.tree ? 'tree' : 'root' });
        handles.push(fixed.volume);
      }],
      ['verify', () => {
        if (one.is !== 'verify' || !(claims[one.volume] || free(one.volume))) return;
        new VerifyPermissions(workload, one.id, {
          volume: claimOf(one.volume), user: one.user, writable: one.writable, ...(one.group === undefined ? {} : { group: one.group }),
        });
      }],
      ['fetch', () => {
        if (one.is !== 'fetch') return;
        if (one.into !== undefined && !free(one.volume)) return;
        const into = one.into === 'claim' ? claimOf(one.volume) : one.into === 'directory' ? emptyDirectory(workload, one.volume, Size.mebibytes(64)) : undefined;
        const fetch = new FetchConfig<string, string>(workload, one.id, {
          from: sourceOf(one) as any, maxSize: Size.mebibytes(one.size), ...(into ? { into } : {}), after: handles,
          ...(one.into === 'claim' ? { whenUnavailable: 'keep' } : {}),
        });
        files.push({ files: fetch.files, names: fetch.files.names });
      }],
    ]);
    builders.get(one.is)!();
  }
  let ports = 8000;
  // The last one has a name that nobody else has: a pod has a container.
  for (const one of model.containers.map((each, index, all) => (index < all.length - 1 ? each : { ...each, name: 'zz-last' }))) {
    if (!free(one.name)) continue;
    ports += 1;
    const probe = Probe.fromTcpSocket({ port: ports });
    workload.addContainer(one.name, {
      image: image('example.com/app:1', { user: one.user, ...(one.group === undefined ? {} : { group: one.group }) }),
      ...(one.words ? { command: one.words } : {}), args: one.args, env: env(one.env, one.name) as any, mounts: mountsOf(one.mounts) as any,
      ...(one.port ? { ports: [ports] } : {}), ...(one.probes ? { readiness: probe, liveness: probe, startup: probe } : {}),
      ...(one.lifecycle ? { lifecycle: { preStop: Handler.fromCommand(['true']) } } : {}), readOnlyRootFilesystem: one.readOnly, ...resourcesOf(one.resources),
    });
  }
}

function workloadOf(chart: Chart, { kind, id: name, level, because, fsGroup }: RandomWorkload): AnyWorkload {
  const props = {
    podSecurity: level, ...(because === undefined ? {} : { podSecurityBecause: because }), ...(fsGroup === undefined ? {} : { fsGroup }),
  };
  switch (kind) {
    case 'Pod': return new Pod(chart, name, props);
    case 'Deployment': return new Deployment(chart, name, { ...props, progressDeadline: Duration.hours(10) });
    case 'StatefulSet': return new StatefulSet(chart, name, { ...props, ports: [80] });
    case 'DaemonSet': return new DaemonSet(chart, name, props);
    case 'Job': return new Job(chart, name, { ...props, podReplacementPolicy: 'Failed', restartPolicy: RestartPolicy.ON_FAILURE });
    case 'CronJob': return new CronJob(chart, name, { ...props, schedule: Cron.daily() });
    default: {
      const own = new KplusDeployment(chart, name, { containers: [{ name: 'zz-own', image: 'example.com/own:1', securityContext: { user: 1000 } }] });
      own.addInitContainer({ name: 'zz-own-init', image: 'example.com/own:1', securityContext: { user: 1000 } });
      return adopt(own, name, props);
    }
  }
}

type RandomTarget = Extract<RandomStep, { is: 'wait' }>['targets'][string];

function targetOf({ protocol, host: name, port: number, body, secret, key: field, ca, bearer: isBearer, status }: RandomTarget): Target {
  const authority = name.includes(':') ? `[${name}]` : name;
  const options = {
    bodyContains: body, headers: { Authorization: isBearer ? bearer(secretKey(secret, field)) : secretKey(secret, field), Accept: 'text/plain' },
    ...(status.length > 0 ? { statuses: status } : {}),
  };
  switch (protocol) {
    case 'dns': return dns({ host: name });
    case 'tcp': return tcp({ host: name, port: number });
    case 'http': return http(`http://${authority}:${number}/health?a=b`, options);
    case 'https': return http(`https://${authority}:${number}/health`, { ...options, ...(ca ? { ca: configMapKey(secret, field) } : {}) });
    case 'postgres': return postgres({ host: name, port: number });
    case 'mysql': return mysql({ host: name, port: number });
    default: return redis({ host: name, port: number });
  }
}

function sourceOf({ from, host: name, file, secret, key: field, ca, header }: Extract<RandomStep, { is: 'fetch' }>): unknown {
  const sha256 = 'a'.repeat(64);
  const secure = {
    ...(ca ? { ca: secretKey(secret, field) } : {}),
    ...(header ? { headers: { Authorization: bearer(secretKey(secret, field)) } } : {}),
  };
  switch (from) {
    case 'https': return https(`https://${name}/x`, { as: file, ...secure });
    case 'http': return plainHttp(`http://${name}/x`, { as: file, sha256 });
    case 'git': return git(`https://${name}/x.git`, { ref: 'main', files: [file], token: secretKey(secret, field), ...(ca ? { ca: configMapKey(secret, field) } : {}) });
    case 'ssh': return git(`git@${name}:x.git`, { sshKey: secretKey(secret, field), knownHosts: configMapKey(secret, field) });
    default: return { [file]: https(`https://${name}/x`, secure), 'other.json': plainHttp(`http://${name}/y`, { sha256 }) };
  }
}

function resourcesOf(amounts: RandomWorkload['containers'][number]['resources']) {
  if (!amounts) return {};
  return {
    resources: {
      cpu: { request: Cpu.millis(amounts.cpu), limit: Cpu.millis(amounts.cpuLimit) },
      memory: { request: Size.mebibytes(amounts.memory), limit: Size.mebibytes(amounts.memoryLimit) },
    },
  };
}
