import { Size } from 'cdk8s';
import { Deployment, image, onceIn, RunPrivileged, StatefulSet, writable } from '../../src';
import { containerOf, manifestOf, newChart } from '../support/kubernetes';

const base = { purpose: 'sets the stage', rerun: 'idempotent', because: 'the stage belongs to root', script: 'true' } as const;
const app = { image: image('a:1', { user: 1 }) };
const on = (podSecurity: 'restricted' | 'baseline' | 'privileged') => new Deployment(newChart(), 'web', { podSecurity });

test('is root with the capabilities named and no others; level, capabilities and reason stand in the YAML and in the plan', () => {
  const web = on('privileged');
  new RunPrivileged(web, 'routes', { ...base, level: 'privileged', capabilities: ['NET_ADMIN', 'CHOWN'] });
  web.addContainer('app', app);
  expect(containerOf(web, 'routes').securityContext).toEqual({
    allowPrivilegeEscalation: false, capabilities: { add: ['NET_ADMIN', 'CHOWN'], drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true,
    runAsGroup: 0, runAsNonRoot: false, runAsUser: 0, seccompProfile: { type: 'RuntimeDefault' },
  });
  const words = 'sets the stage, as root with NET_ADMIN, CHOWN, at level privileged, because the stage belongs to root (idempotent)';
  expect(manifestOf(web).spec.template.metadata.annotations['cdk8s-prelude/routes']).toBe(`${words}, for at most 300 s`);
  expect(web.startUpPlanText).toContain(`1. routes (RunPrivileged) ${words}`);
  expect(web.startUpPlan.steps[0]).toMatchObject({ user: 0, capabilities: ['NET_ADMIN', 'CHOWN'], privileged: false });
  // Nothing else gets any of it.
  expect(containerOf(web, 'app').securityContext).toMatchObject({ capabilities: { drop: ['ALL'] }, runAsNonRoot: true });
});

test('a privileged container is asked for expressly', () => {
  const web = on('privileged');
  new RunPrivileged(web, 'maps', { ...base, level: 'privileged', privileged: true, script: 'sysctl -w vm.max_map_count=262144', tools: ['sysctl'] });
  web.addContainer('app', app);
  expect(containerOf(web, 'maps').securityContext).toMatchObject({ privileged: true, allowPrivilegeEscalation: true, runAsUser: 0 });
  expect(manifestOf(web).spec.template.metadata.annotations['cdk8s-prelude/maps']).toContain('as root with everything, on the node too, at level privileged');
});

test('root and no more, in an image of its own, once for a claim, with files', () => {
  const set = new StatefulSet(newChart(), 'db', { ports: [1], podSecurity: 'baseline' });
  const data = set.claimTemplate('data', { size: Size.gibibytes(1) });
  new RunPrivileged(set, 'init', {
    ...base, script: undefined, level: 'baseline', image: image('db:1', { user: 999, tools: ['db-init'] }), command: ['db-init', '/data'],
    mounts: { '/data': writable(data) }, rerun: onceIn(data),
  });
  const key = new RunPrivileged(set, 'key', { ...base, level: 'baseline', script: 'echo 1 >/output/key', writes: ['key'] });
  set.addContainer('app', { ...app, mounts: { '/key': key.file('key') } });
  expect(containerOf(set, 'init')).toMatchObject({
    securityContext: { runAsUser: 0, runAsGroup: 0, runAsNonRoot: false, capabilities: { drop: ['ALL'] } },
    args: expect.arrayContaining(['--once', '/prelude-once/.prelude-once-test-db-init-0401eb1b', '--', 'db-init', '/data']),
  });
  expect(manifestOf(set).spec.template.metadata.annotations['cdk8s-prelude/init']).toBe(
    'sets the stage, as root, at level baseline, because the stage belongs to root (once in volume data), for at most 300 s');
});

test.each<[string, 'restricted' | 'baseline' | 'privileged', object, string]>([
  ['root in a restricted pod', 'restricted', { level: 'baseline' }, '\'restricted\' does not allow root, but RunPrivileged runs as root: use fsGroup, or podSecurity: \'baseline\''],
  ['the level privileged in a baseline pod', 'baseline', { level: 'privileged' }, '\'baseline\' does not allow access beyond the container, but RunPrivileged uses it'],
  ['a capability beyond the level', 'privileged', { level: 'baseline', capabilities: ['SYS_ADMIN'] }, 'capability "SYS_ADMIN" is not allowed at level \'baseline\': use \'privileged\''],
  ['all capabilities', 'privileged', { level: 'privileged', capabilities: ['ALL'] }, 'capability "ALL" grants every capability'],
  ['a capability that is none', 'privileged', { level: 'privileged', capabilities: ['net_admin'] }, '"net_admin" is not a Linux capability'],
  ['privileged at level baseline', 'privileged', { level: 'baseline', privileged: true }, 'but privileged: true uses it: set level'],
  ['no level', 'privileged', {}, 'level must be \'baseline\' or \'privileged\''],
  ['no reason', 'privileged', { level: 'baseline', because: ' ' }, 'what runs as root needs a reason in words'],
  ['command and script', 'baseline', { level: 'baseline', command: ['ip'] }, 'give either command or script.'],
  ['neither', 'baseline', { level: 'baseline', script: undefined }, 'give either command or script.'],
  ['a tool that the image lacks', 'baseline', { level: 'baseline', tools: ['iptables'] }, 'has no "iptables"'],
])('%s is refused', (_, level, props, sentence) => {
  expect(() => new RunPrivileged(on(level) as never, 'step', { ...base, ...props } as never)).toThrow(sentence);
});
