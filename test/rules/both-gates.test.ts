import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  claim, configMapKey, defineStandard, Deployment, FetchConfig, https, image, Job, MakeDirectories, onceIn, postgres, PreludeError, RunCommand,
  RunMigration, RunPrivileged, scratch, StatefulSet, tcp, WaitForService, type Workload, writable, WriteFiles,
} from '../../src';
import { MANIFEST_RULE_IDS } from '../../src/messages/rule-ids';

/*
 * One rule, two gates: what a constructor refuses, a patch can bring about later. Both are told the same: the sentences begin
 * with the same clause, and name the same rule.
 */

const POD = '/spec/template/spec';
const APP = `${POD}/containers/0`;
const LONG = 'x'.repeat(131072);
const shop = image('registry.example.com/shop:1.4.2', { user: 1000 });
const tmp = () => scratch(Size.mebibytes(1));
const any = (value: unknown) => value as never;

const chart = () => new Chart(new App({ outdir: '/nonexistent' }), 'test');
const web = (podSecurity: 'restricted' | 'baseline' | 'privileged' = 'restricted') =>
  new Deployment(chart(), 'web', any({ podSecurity, ...(podSecurity === 'restricted' ? {} : { podSecurityBecause: 'a test of levels' }) })) as Deployment<'web', any>;
const synth = (workload: Workload) => (workload.node.root as App).synthYaml();

/** What a constructor is given. */
const app = (props: object, of: object = web()) => () => (of as Deployment<'web'>).addContainer('app', any({ image: shop, ...props }));

/** A Deployment with an app, and what a patch does to it. */
const patched = (path: string, value: unknown, props: object = {}, of = web()) => () => {
  of.addContainer('app', any({ image: shop, ...props }));
  ApiObject.of(of.resource).addJsonPatch(JsonPatch.add(path, value));
  synth(of);
};

const variable = (name: string, value: string) => patched(`${APP}/env`, [{ name, value }]);
const mountedAt = (path: string) => patched(`${APP}/volumeMounts/0/mountPath`, path, { mounts: { '/data': tmp(), '/other': tmp() } });
const reference = (given: string) => patched(`${APP}/image`, given);

const privileged = (of: Workload<any, any>, props: object) => () => new RunPrivileged(any(of), 'root', any({
  purpose: 'routes', because: 'routes belong to root', level: 'baseline', command: ['ip', 'route'], rerun: 'idempotent', ...props,
}));
const migrates = (of: Workload<any, any>) => {
  const { ready } = new WaitForService(any(of), 'wait', any({ until: postgres({ host: 'db' }) })) as any;
  return new RunMigration(any(of), 'migrate', any({ database: ready, after: [], image: shop, command: ['migrate'] }));
};
const once = (of: Workload<any, any>) => new RunCommand(any(of), 'import', any({
  image: shop, command: ['import'], purpose: 'imports', rerun: onceIn(claim(of, 'data', 'data')),
}));
/** A StatefulSet whose step relies on there being one pod, of which a patch makes three. */
const three = () => {
  const set = new StatefulSet(chart(), 'web', { ports: [80] });
  once(set);
  set.addContainer('app', { image: shop });
  ApiObject.of(set.resource).addJsonPatch(JsonPatch.replace('/spec/replicas', 3));
  synth(set);
};
const stops = (of: Workload<any, any>) =>
  new RunCommand(any(of), 'run', { image: shop, command: ['tool'], purpose: 'runs', rerun: 'idempotent', gracePeriod: Duration.seconds(20) });
const writes = (mount: (files: WriteFiles['files'], index: number) => unknown) => {
  const of = web();
  const { files } = new WriteFiles(of, 'write', { files: { 'a.txt': 'hello' } });
  ['a', 'b'].forEach((name, index) => of.addContainer(name, any({ image: shop, mounts: { '/files': mount(files, index) } })));
  return of;
};
const standard = (props: object) => defineStandard({ name: 'Acme', ...props } as { name: 'Acme' });
const underStandard = (props: object) => () => {
  const of = chart();
  standard(props).setOn(of);
  const made = new Deployment(of, 'web');
  made.addContainer('app', { image: shop });
  synth(made);
};

type Case = [rule: string, clause: string, constructed: () => unknown, finished: () => unknown];

const CASES: readonly Case[] = [
  ['mounts', 'mount path "data" is relative: begin it with "/"', app({ mounts: { data: tmp() } }), mountedAt('data')],
  ['mounts', 'mount path "/a:b" contains ":", which Kubernetes refuses: ', app({ mounts: { '/a:b': tmp() } }), mountedAt('/a:b')],
  ['mounts', '"/proc" is reserved for the container runtime: ', app({ mounts: { '/proc': tmp() } }), mountedAt('/proc')],
  ['mounts', '"/data/more" lies inside "/data", which is mounted read-only: the runtime cannot create the mount point there', (() => {
    const of = web();
    const { files } = new WriteFiles(of, 'write', { files: { a: 'x' } });
    return app({ mounts: { '/data': files, '/data/more': tmp() } }, of);
  })(), (() => {
    const of = web();
    const { files } = new WriteFiles(of, 'write', { files: { a: 'x' } });
    return patched(`${APP}/volumeMounts/1/mountPath`, '/data/more', { mounts: { '/data': files, '/other': tmp() } }, of);
  })()],
  ['mounts', 'two volumes are mounted at "/other", so one hides the other: ', () => {
    const of = web();
    const { files } = new WriteFiles(of, 'write', { files: { 'a.txt': 'hello' } });
    files.mountInto(of.addContainer('app', any({ image: shop, mounts: { '/other': tmp() } })), '/other');
  }, mountedAt('/other')],

  ['prepared-volumes', 'a volume that a step prepared for writing is mounted read-only: ', () => {
    const of = web();
    const { volume } = new MakeDirectories(of, 'places', { volume: claim(of, 'data', 'data'), directories: ['uploads'], user: 1000 });
    app({ mounts: { '/data': volume } }, of)();
  }, () => {
    const under = chart();
    standard({ strict: true }).setOn(under);
    const of = new Deployment(under, 'web');
    const { volume } = new MakeDirectories(of, 'places', { volume: claim(of, 'data', 'data'), directories: ['uploads'], user: 1000 });
    patched(`${APP}/volumeMounts/0/readOnly`, true, { mounts: { '/data': writable(volume) } }, of)();
  }],

  ['container-names', '"App" is not a valid container name: ', () => web().addContainer(any('App'), { image: shop }), patched(`${APP}/name`, 'App')],
  ['container-names', '"App" is not a valid container name: ', () => new WriteFiles(web(), any('App'), { files: { a: 'b' } }), patched(`${APP}/name`, 'App')],
  ['unique-container-names', 'the pod already has a container "app": ', () => {
    const of = web();
    of.addContainer('app', { image: shop });
    of.addContainer('app', { image: shop });
  }, patched(`${POD}/containers/-`, { name: 'app', image: 'registry.example.com/shop:1' })],
  ['unique-volume-names', 'the pod already has a volume "data": ', () => {
    const of = web();
    app({ mounts: { '/a': writable(claim(of, 'data', 'a')), '/b': writable(claim(of, 'data', 'b')) } }, of)();
  }, (() => {
    const of = web();
    return patched(`${POD}/volumes/-`, { name: 'data', emptyDir: {} }, { mounts: { '/a': writable(claim(of, 'data', 'a')) } }, of);
  })()],
  ['command-words', 'Kubernetes starts a program that is called "a b", with its spaces, and finds none: ', app({ command: ['a b'] }), patched(`${APP}/command`, ['a b'])],
  ['command-words', 'Kubernetes starts the first item of command as a program, and "-x" is an option: ', app({ command: ['-x'] }), patched(`${APP}/command`, ['-x'])],
  ['env-names', '"1A" is not a valid variable name: ', app({ env: { '1A': 'x' } }), variable('1A', 'x')],
  ['handlers', 'no port is given: ', app({ readiness: kplus.Probe.fromHttpGet('/') }),
    patched(`${APP}/readinessProbe`, { httpGet: { path: '/' } })],

  ['migrations', '"alembic upgrade" is a migration, and several of these pods can run it at the same time: ',
    () => new RunCommand(web(), 'up', { image: shop, command: ['alembic', 'upgrade', 'head'], purpose: 'prepares', rerun: 'idempotent' }),
    patched(`${APP}/command`, ['alembic', 'upgrade', 'head'], { command: ['serve'] })],

  ['argument-size', 'env BIG has 131076 bytes, but Linux cannot start a program with an argument or a variable of 128 KiB or more: ',
    app({ env: { BIG: LONG } }), variable('BIG', LONG)],
  ['argument-size', 'command[1] has 131072 bytes, but Linux cannot start a program with an argument or a variable of 128 KiB or more: ',
    app({ command: ['serve', LONG] }), patched(`${APP}/command`, ['serve', LONG])],
  ['resource-limits-order', 'the memory request is above its limit, which Kubernetes refuses: ',
    app({ resources: { memory: { request: Size.mebibytes(2), limit: Size.mebibytes(1) } } }), patched(`${APP}/resources/limits/memory`, kplus.k8s.Quantity.fromString('1Mi'))],

  ['plain-secrets', 'env DB_PASSWORD names a secret: give secretKey(…)', app({ env: { DB_PASSWORD: 'hunter2' } }), variable('DB_PASSWORD', 'hunter2')],
  ['plain-secrets', 'env DB_PASSWORD names a secret: give secretKey(…)', app({ env: { DB_PASSWORD: configMapKey('db', 'password') } }),
    patched(`${APP}/env`, [{ name: 'DB_PASSWORD', valueFrom: { configMapKeyRef: { name: 'db', key: 'password' } } }])],
  ['plain-secrets', 'env URL contains a URL with a password: give the password to a variable with secretKey(…), and write the URL as expand(\'…$(VARIABLE)…\')',
    app({ env: { URL: 'postgres://shop:hunter2@db/shop' } }), variable('URL', 'postgres://shop:hunter2@db/shop')],
  ['plain-secrets', 'header Authorization contains a secret: give secretKey(…) or bearer(…)',
    () => new FetchConfig(web(), 'fetch', { from: https('https://x/a.json', { headers: any({ Authorization: 'hunter2' }) }) }),
    patched(`${APP}/args`, ['--header', 'Authorization: hunter2'])],

  ['pinned-images', 'image "nginx" has no tag: pin a version or a digest', () => image(any('nginx'), { user: 1 }), reference('nginx')],
  ['pinned-images', 'image "nginx:latest" can change at any time: pin a version or a digest', () => image(any('nginx:latest'), { user: 1 }), reference('nginx:latest')],
  ['allowed-registries', 'standard "Acme" does not allow image "registry.example.com/shop:1.4.2": use one from ghcr.io',
    () => standard({ registries: ['ghcr.io'] }).image(any('registry.example.com/shop:1.4.2'), { user: 1 }), underStandard({ registries: ['ghcr.io'] })],
  ['image-digests', 'standard "Acme" requires image digests, but "registry.example.com/shop:1.4.2" has none: ',
    () => standard({ digests: true }).image(any('registry.example.com/shop:1.4.2'), { user: 1 }), underStandard({ digests: true })],
  ['hidden-directories', 'container "app" mounts a volume at "/etc/nginx", which hides the files that image "nginx:1.27" has in /etc/nginx: ',
    app({ image: image('nginx:1.27', { user: 101 }), mounts: { '/etc/nginx': tmp() } }),
    patched(`${APP}/volumeMounts/0/mountPath`, '/etc/nginx', { image: image('nginx:1.27', { user: 101 }), mounts: { '/data': tmp() } })],

  ['run-as-user', '\'restricted\' does not allow root, but ', privileged(web(), {}), patched(`${APP}/securityContext/runAsUser`, 0)],
  ['run-as-user', '\'restricted\' does not allow root, but ', app({ image: image('a:1', { user: 0 }) }), patched(`${APP}/securityContext/runAsUser`, 0)],
  ['privileged', '\'baseline\' does not allow access beyond the container, but ', privileged(web('baseline'), { level: 'privileged' }),
    patched(`${APP}/securityContext/privileged`, true, {}, web('baseline'))],
  ['privileged', '\'baseline\' does not allow access beyond the container, but ', privileged(web('privileged'), { privileged: true }),
    patched(`${APP}/securityContext/privileged`, true, {}, web('baseline'))],
  ['capabilities-baseline', 'capability "NET_ADMIN" is not allowed at level \'baseline\': ', privileged(web('baseline'), { capabilities: ['NET_ADMIN'] }),
    patched(`${APP}/securityContext/capabilities/add`, ['NET_ADMIN'], {}, web('baseline'))],

  ['proven-files', 'container "a" mounts the files of step "write" writable, so nothing proves what container "b" reads: ',
    () => synth(writes((files, index) => (index === 0 ? writable(any(files)) : files))), () => {
      const of = writes((files) => files);
      ApiObject.of(of.resource).addJsonPatch(JsonPatch.remove(`${APP}/volumeMounts/0/readOnly`));
      synth(of);
    }],
  ['singleton', '"web" can have two pods at the same time: ', () => migrates(web()), three],
  ['singleton', '"web" can have two pods at the same time: ', () => once(web()), three],
  ['grace-period', 'its command may take 20 s to stop (gracePeriod), but kubelet kills it after 5 s (terminationGracePeriod), in the middle of its work: ',
    () => stops(new Job(chart(), 'web', { terminationGracePeriod: Duration.seconds(5) })), () => {
      const of = web();
      stops(of);
      patched(`${POD}/terminationGracePeriodSeconds`, 5, {}, of)();
    }],
  ['annotation-keys', '"a b" is not a valid annotation key: ', () => new Deployment(chart(), 'web', { podMetadata: { annotations: { 'a b': 'c' } } }),
    patched('/spec/template/metadata/annotations', { 'a b': 'c' })],
  ['restart-policy', 'Kubernetes accepts a Job only with restartPolicy OnFailure or Never: ',
    () => new Job(chart(), 'web', { restartPolicy: any(kplus.RestartPolicy.ALWAYS) }), () => {
      const job = new Job(chart(), 'web');
      job.addContainer('app', { image: shop });
      ApiObject.of(job.resource).addJsonPatch(JsonPatch.replace(`${POD}/restartPolicy`, 'Always'));
      synth(job);
    }],
];

function told(make: () => unknown): Error {
  try {
    make();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing is refused');
}

/** What is told, each by itself, without who tells it and where a standard is set, which a constructor does not always know. */
const lines = ({ message }: Error) => message.split('\n').filter((line) => !line.startsWith('See node_modules/')).map((line) => line.replace(/ \(set on [^)]*\)/, ''));
/** The sentence stands after the place that it is told of. */
const says = (line: string, rule: string, clause: string) => [': ', '] '].some((end) => line.includes(`${end}${clause}`)) && line.endsWith(` (rule ${rule})`);

test.each(CASES)('%s: %s', (rule, clause, constructed, finished) => {
  const error = told(constructed);
  expect(lines(error).filter((line) => !says(line, rule, clause) && !line.startsWith('Validation failed'))).toEqual([]);
  if (error instanceof PreludeError) expect([error.rule, error.sentence.startsWith(clause)]).toEqual([rule, true]);

  const findings = told(finished);
  expect(findings).not.toBeInstanceOf(PreludeError);
  expect(lines(findings).filter((line) => says(line, rule, clause))).toHaveLength(1);
});

/** The words are of what was called, or of the field that Kubernetes refuses. */
const OTHER_WORDS: ReadonlyArray<readonly [rule: string, constructed: () => unknown, finished: () => unknown]> = [
  ['ports', app({ ports: [0] }), patched(`${APP}/ports`, [{ containerPort: 0 }])],
  ['numbers', () => new Deployment(chart(), 'web', { replicas: -1 }), patched('/spec/replicas', -1)],
];

test.each(OTHER_WORDS)('%s, in other words', (rule, constructed, finished) => {
  expect((told(constructed) as PreludeError).rule).toBe(rule);
  expect(lines(told(finished)).filter((line) => line.endsWith(`(rule ${rule})`))).toHaveLength(1);
});

test('an error of the code alone names its id and its page', () => {
  const error = told(() => tcp({ host: '', port: 1 })) as PreludeError;
  expect(error.rule).toBe('host');
  expect(error.message).toMatch(/ Given: ""\. \(rule host\)\nSee node_modules\/cdk8s-prelude\/docs\/rules\/host\.md$/);
});

test('every rule over manifests that constructors name stands above', () => {
  const src = join(__dirname, '../../src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const named = files.flatMap((file) => [...readFileSync(join(src, file), 'utf8').matchAll(/refuse\([^\n]*?, '([a-z-]+)', /g)].map(([, id]) => id as string));
  const ofRules = new Set(named.filter((id) => (MANIFEST_RULE_IDS as readonly string[]).includes(id)));
  expect(ofRules.size).toBeGreaterThan(20);
  expect([...ofRules].filter((id) => ![...CASES, ...OTHER_WORDS].some(([rule]) => rule === id))).toEqual([]);
});
